//! The page: a queue of messages, the model, and what is shown of it.
//!
//! Every event becomes a [`Message`]; [`update`] changes the model and returns effects, which are
//! carried out at once; at most one render follows in the next frame.

use super::{
    dom::{Dom, set_attribute, set_visible},
    envelope,
    held_files::Files,
    pool::WorkerPool,
    promises::Promises,
    render::Shown,
    zones::BrowserZones,
};
use crate::{
    app::{
        answers, crowd,
        message::{Effect, Message},
        model::Model,
        show,
        update::update,
    },
    query::Engine,
    recipe::{change::Change, export::Theme},
    screen::{
        charts::Charts,
        gestures::{Asked, Hands},
        listen::Host,
        trouble::tell,
    },
};
use js_sys::Date;
use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::Document;

/// Milliseconds that a frame may draw for; what is left is drawn in the next.
const FRAME_MS: f64 = 8.0;
/// While many files are read, writing what workers report takes at most one part in so many of the page's time, so that what
/// a person does meanwhile is answered, and thousands of reports cost no more than a few.
const WRITING_SHARE: f64 = 5.0;
/// Milliseconds that what workers report may wait to be written.
const WAIT_MAX_MS: f64 = 1_000.0;
/// Milliseconds between two times of writing how far many files are: laying out and painting cost as
/// much again.
const MANY_EVERY_MS: f64 = 250.0;

thread_local! {
    static PAGE: RefCell<Option<Rc<Page>>> = const { RefCell::new(None) };
    static BROKEN: Cell<bool> = const { Cell::new(false) };
}

/// Everything that lives as long as the page.
pub struct Page {
    /// Elements of the document that the program writes to.
    pub dom: Dom,
    /// Borrowed only while a message is worked on or a view is made.
    pub model: RefCell<Model>,
    /// Files that were given, by the numbers that the model has for them.
    pub files: RefCell<Files>,
    /// Promises of the JavaScript interface that are not settled yet.
    pub promises: RefCell<Promises>,
    /// Reads, hashes and analyses outside of the page's thread.
    pub pool: WorkerPool,
    /// The charts with what is zoomed and pointed at in them.
    pub charts: RefCell<Charts>,
    /// Pointers that are down on a chart.
    pub hands: RefCell<Hands>,
    /// Carries an effect out. Handed in: what it calls needs the page in turn.
    run: fn(&Rc<Page>, Effect),
    shown: RefCell<Shown>,
    inbox: RefCell<VecDeque<Message>>,
    /// A message is being worked on: those that come meanwhile wait in `inbox`.
    busy: Cell<bool>,
    /// The model has changed since the document was last written.
    moved: Cell<bool>,
    /// There is a figure where there was none: its place is laid out in one frame, and it is drawn
    /// in the next, so that neither frame is long.
    appeared: Cell<bool>,
    /// A task that writes the document is scheduled.
    writing_asked: Cell<bool>,
    /// It was put off.
    writing_late: Cell<bool>,
    /// Milliseconds that the last such task took.
    writing_ms: Cell<f64>,
    /// A frame is requested.
    frame_asked: Cell<bool>,
    frame: RefCell<Option<Closure<dyn FnMut()>>>,
}

/// The page; `None` before it has started and after the program broke.
pub fn page() -> Option<Rc<Page>> {
    if BROKEN.get() {
        return None;
    }
    PAGE.with_borrow(Clone::clone)
}

/// Sends a message to the page, if there is one.
pub fn send(message: Message) {
    if let Some(page) = page() {
        page.send(message);
    }
}

/// Shows that the program broke, and why; [`page`] is `None` from here on, so that no listener runs
/// on a state that may be half changed.
pub fn trouble(words: &str) {
    BROKEN.set(true);
    tell(words);
}

impl Page {
    /// The page, and from here on what [`page`] gives; `run` carries an effect out.
    pub fn new(
        dom: Dom,
        pool: WorkerPool,
        run: fn(&Rc<Page>, Effect),
    ) -> Result<Rc<Page>, JsValue> {
        let page = Rc::new(Page {
            shown: RefCell::new(Shown::new(&dom)?),
            model: RefCell::new(Model::new(Rc::new(BrowserZones::default()))),
            files: RefCell::default(),
            promises: RefCell::default(),
            pool,
            charts: RefCell::new(Charts::new(&dom.document)?),
            hands: RefCell::default(),
            inbox: RefCell::default(),
            busy: Cell::new(false),
            moved: Cell::new(true),
            appeared: Cell::new(false),
            writing_asked: Cell::new(false),
            writing_late: Cell::new(false),
            writing_ms: Cell::new(0.0),
            frame_asked: Cell::new(false),
            frame: RefCell::new(None),
            run,
            dom,
        });
        let drawn = Rc::downgrade(&page);
        *page.frame.borrow_mut() = Some(Closure::new(move || {
            if let Some(page) = drawn.upgrade().filter(|_| !BROKEN.get()) {
                page.frame_asked.set(false);
                page.attempt(Page::render);
            }
        }));
        PAGE.set(Some(page.clone()));
        Ok(page)
    }

    /// A source's query in the words of an engine; `None` where it cannot be had.
    pub fn query(&self, source: &str, engine: Engine) -> Option<String> {
        answers::query(&self.model.borrow(), source, engine)
    }

    /// Takes a message in; what follows from it is written and drawn in the next frame.
    pub fn send(self: &Rc<Self>, message: Message) {
        if self.take(message) {
            self.draw_soon();
        }
    }

    /// Takes a message of a worker in. Not latency-critical, and there may be much to write: the
    /// document is written in its own task, and the browser's layout follows in another.
    pub(super) fn hear(self: &Rc<Self>, message: Message) {
        if !self.take(message) {
            return;
        }
        let many = crowd::is_read(&self.model.borrow());
        // The end of many files is not kept waiting by a task that was put off for them.
        if self.writing_asked.replace(true) && (many || !self.writing_late.get()) {
            return;
        }
        let page = self.clone();
        let write = Closure::once_into_js(move || {
            page.writing_asked.set(false);
            if !BROKEN.get() {
                let began = Date::now();
                page.attempt(Page::write);
                page.writing_ms.set(Date::now() - began);
                page.draw_soon();
            }
        });
        let took = self.writing_ms.get();
        let wait = if many { ((WRITING_SHARE - 1.0) * took).max(MANY_EVERY_MS) } else { 0.0 };
        self.writing_late.set(many);
        let asked = self.dom.window.set_timeout_with_callback_and_timeout_and_arguments_0(
            write.unchecked_ref(),
            wait.min(WAIT_MAX_MS) as i32,
        );
        if asked.is_err() {
            self.draw_soon();
        }
    }

    /// Works on a message, and on those that its effects send. `false` where another message is
    /// being worked on: then this one is queued.
    fn take(self: &Rc<Self>, message: Message) -> bool {
        self.inbox.borrow_mut().push_back(message);
        if self.busy.replace(true) {
            return false;
        }
        loop {
            let next = self.inbox.borrow_mut().pop_front();
            let Some(message) = next else { break };
            let effects = update(&mut self.model.borrow_mut(), message);
            for effect in effects {
                (self.run)(self, effect);
            }
        }
        self.busy.set(false);
        self.moved.set(true);
        true
    }

    /// Renders once in the next frame, however often it is asked.
    pub fn draw_soon(&self) {
        if self.frame_asked.replace(true) {
            return;
        }
        if let Some(frame) = self.frame.borrow().as_ref() {
            // Fails only in a document that is being unloaded.
            let _ = self.dom.window.request_animation_frame(frame.as_ref().unchecked_ref());
        }
    }

    pub(super) fn attempt(&self, what: impl Fn(&Page) -> Result<(), JsValue>) {
        if let Err(error) = what(self) {
            trouble(&envelope::words(&error));
        }
    }

    /// Writes into the document what differs from the last view.
    fn write(&self) -> Result<(), JsValue> {
        if self.moved.replace(false) {
            let view = show::view(&self.model.borrow());
            let mut charts = self.charts.borrow_mut();
            if self.shown.borrow_mut().render(&self.dom, &mut charts, view, &|source, engine| {
                self.query(source, engine)
            })? {
                self.appeared.set(true);
                set_attribute(&self.dom.figure, "aria-busy", Some("true"))?;
            }
        }
        Ok(())
    }

    pub(super) fn render(&self) -> Result<(), JsValue> {
        let began = Date::now();
        let late = || Date::now() - began >= FRAME_MS;
        self.write()?;
        if self.appeared.take() {
            self.draw_soon();
            return Ok(());
        }
        let mut charts = self.charts.borrow_mut();
        charts.fit(self.dom.window.device_pixel_ratio());
        let mut left = false;
        if charts.is_stale() {
            left = charts.draw(&late)?;
            let zoomed = charts.zoomed();
            set_visible(&self.dom.zoom_reset, zoomed);
            set_visible(&self.dom.zoom_use, zoomed);
            let brushed = charts.selection_labels().is_some();
            set_visible(&self.dom.span_tools, brushed);
        }
        if left {
            self.draw_soon();
        }
        set_attribute(&self.dom.figure, "aria-busy", left.then_some("true"))
    }
}

impl Host for Page {
    fn document(&self) -> &Document {
        &self.dom.document
    }

    fn charts(&self) -> &RefCell<Charts> {
        &self.charts
    }

    fn hands(&self) -> &RefCell<Hands> {
        &self.hands
    }

    fn theme(&self) -> Theme {
        self.model.borrow().theme
    }

    fn draw_soon(&self) {
        Page::draw_soon(self);
    }

    fn asked(&self, wanted: Asked) {
        send(asked(wanted));
    }

    fn table_toggled(&self) -> Result<(), JsValue> {
        self.shown.borrow_mut().open_table()
    }

    fn broke(&self, error: &JsValue) {
        trouble(&envelope::words(error));
    }
}

/// What a press on the views asks for, as a message.
pub fn asked(wanted: Asked) -> Message {
    match wanted {
        Asked::Shift(lag) => Message::ShiftOverlay(lag),
        Asked::Pair { x, y, others } => Message::Change(Change::Pair { x, y, others }),
    }
}
