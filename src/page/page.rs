//! The page: a queue of messages, the model, and what is shown of it.
//!
//! Whatever happens becomes a [`Message`]; [`update`] decides; its effects are carried out at
//! once, and at most one render follows in the next frame.

use super::{
    dom::{Dom, mark, show},
    effects, envelope,
    files::Files,
    interface::{self, Promises},
    listen,
    pool::{Outcome, Pool},
    publish,
    rehearse::rehearse,
    render::Shown,
    zones::BrowserZones,
};
use crate::{
    app::{
        message::{Environment, Message, StoreKey},
        model::Model,
        update::update,
        view,
    },
    ingest::source::Failure,
    kit::language::Language,
    recipe::{change::Change, export::Theme},
    screen::{
        charts::Charts,
        gestures::{Asked, Hands},
        listen::Host,
        trouble::tell,
    },
    wire::{Job, News, join_readings},
};
use js_sys::Date;
use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::Document;

/// So long a frame may take until the rest waits for the next.
const FRAME_MS: f64 = 8.0;
/// Workers that read at the same time, at most.
const READERS_MAX: f64 = 4.0;

thread_local! {
    static PAGE: RefCell<Option<Rc<Page>>> = const { RefCell::new(None) };
    static BROKEN: Cell<bool> = const { Cell::new(false) };
}

/// Everything that lives as long as the page.
pub struct Page {
    /// The document's places.
    pub dom: Dom,
    /// The state.
    pub model: RefCell<Model>,
    /// The files that were given.
    pub files: RefCell<Files>,
    /// Promises of the interface that wait.
    pub promises: RefCell<Promises>,
    /// The workers.
    pub pool: Pool,
    /// The charts.
    pub charts: RefCell<Charts>,
    /// Pointers that are down on a chart.
    pub hands: RefCell<Hands>,
    shown: RefCell<Shown>,
    inbox: RefCell<VecDeque<Message>>,
    busy: Cell<bool>,
    moved: Cell<bool>,
    /// A figure where there was none: its place is laid out in one frame, and drawn in the next.
    appeared: Cell<bool>,
    writing_asked: Cell<bool>,
    frame_asked: Cell<bool>,
    frame: RefCell<Option<Closure<dyn FnMut()>>>,
}

/// The page, unless it has not started or has broken.
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

/// Starts the page's program.
pub fn start() {
    std::panic::set_hook(Box::new(|panic| trouble(&panic.to_string())));
    if let Err(error) = try_start() {
        trouble(&envelope::words(&error));
    }
}

/// Says in the page that the program broke, and what to do; nothing else runs from here on.
pub fn trouble(words: &str) {
    BROKEN.set(true);
    tell(words);
}

/// `?panic` in the address breaks the program on purpose, once it has started: how a panic is
/// told can be seen, and is tested, in the program that is released.
fn panic_where_asked(dom: &Dom) -> Result<(), JsValue> {
    let query = web_sys::UrlSearchParams::new_with_str(&dom.window.location().search()?)?;
    if query.has("panic") {
        spawn_local(async { panic!("asked for by ?panic in the address") });
    }
    Ok(())
}

fn try_start() -> Result<(), JsValue> {
    let dom = Dom::find()?;
    let readers = dom.window.navigator().hardware_concurrency().clamp(1.0, READERS_MAX);
    let page = Rc::new(Page {
        shown: RefCell::new(Shown::new(&dom)?),
        model: RefCell::new(Model::new(Rc::new(BrowserZones::default()))),
        files: RefCell::default(),
        promises: RefCell::default(),
        pool: Pool::new(readers as usize, heard),
        charts: RefCell::new(Charts::new(&dom.document)?),
        hands: RefCell::default(),
        inbox: RefCell::default(),
        busy: Cell::new(false),
        moved: Cell::new(true),
        appeared: Cell::new(false),
        writing_asked: Cell::new(false),
        frame_asked: Cell::new(false),
        frame: RefCell::new(None),
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
    listen::listen(&page.dom)?;
    let started = Message::Started(environment(&page.dom)?);
    page.send(started);
    page.attempt(Page::render);
    rehearse(&page.dom.window);
    interface::offer(&page)?;
    panic_where_asked(&page.dom)
}

fn environment(dom: &Dom) -> Result<Environment, JsValue> {
    let location = dom.window.location();
    let query = web_sys::UrlSearchParams::new_with_str(&location.search()?)?;
    let languages = dom.window.navigator().languages();
    let language =
        languages.iter().filter_map(|tag| tag.as_string()).find_map(|tag| match tag.get(..2) {
            Some("ja") => Some(Language::Ja),
            Some("en") => Some(Language::En),
            _ => None,
        });
    let stored = effects::stored(&dom.window);
    let kept = stored
        .iter()
        .find(|(key, _)| key == StoreKey::Analysis.name())
        // What cannot be read was written by another version: left aside, not an error.
        .and_then(|(_, text)| publish::kept(text).ok());
    Ok(Environment {
        language: language.unwrap_or_default(),
        fragment: location.hash()?.trim_start_matches('#').to_owned(),
        data_urls: query.get_all("data").iter().filter_map(|url| url.as_string()).collect(),
        figure_only: query.get("view").as_deref() == Some("figure"),
        stored,
        kept: kept.map(Box::new),
    })
}

impl Page {
    /// Takes a message in; what follows from it is written and drawn in the next frame.
    pub fn send(self: &Rc<Self>, message: Message) {
        if self.take(message) {
            self.draw_soon();
        }
    }

    /// Takes a message of a worker in. Nobody waits for it with a finger on a key, and there may
    /// be much to write: that is a task of its own, the browser's layout another.
    fn hear(self: &Rc<Self>, message: Message) {
        if !self.take(message) || self.writing_asked.replace(true) {
            return;
        }
        let page = self.clone();
        let write = Closure::once_into_js(move || {
            page.writing_asked.set(false);
            if !BROKEN.get() {
                page.attempt(Page::write);
                page.draw_soon();
            }
        });
        if self.dom.window.set_timeout_with_callback(write.unchecked_ref()).is_err() {
            self.draw_soon();
        }
    }

    /// Works on a message, and on those that come meanwhile, which wait their turn; `false` where
    /// it is one of these.
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
                effects::run(self, effect);
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
            // Refused only in a document that is going away.
            let _ = self.dom.window.request_animation_frame(frame.as_ref().unchecked_ref());
        }
    }

    fn attempt(&self, what: impl Fn(&Page) -> Result<(), JsValue>) {
        if let Err(error) = what(self) {
            trouble(&envelope::words(&error));
        }
    }

    /// Writes into the document what differs.
    fn write(&self) -> Result<(), JsValue> {
        if self.moved.replace(false) {
            let view = view::view(&self.model.borrow());
            let mut charts = self.charts.borrow_mut();
            if self.shown.borrow_mut().render(&self.dom, &mut charts, view)? {
                self.appeared.set(true);
                mark(&self.dom.figure, "aria-busy", Some("true"))?;
            }
        }
        Ok(())
    }

    fn render(&self) -> Result<(), JsValue> {
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
            show(&self.dom.zoom_reset, zoomed);
            show(&self.dom.zoom_use, zoomed);
        }
        if left {
            self.draw_soon();
        }
        mark(&self.dom.figure, "aria-busy", left.then_some("true"))
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

/// What a worker said, as a message.
fn heard(outcome: Outcome) {
    let Some(page) = page() else { return };
    let message = match outcome {
        Outcome::Stale => return effects::reload_once(&page.dom.window),
        Outcome::News(News::Progress { read, bytes, total, rows, found }, _) => {
            page.files.borrow().progress(read, bytes, total, rows);
            Message::ReadProgress { read, bytes, total, rows, found }
        }
        Outcome::News(News::Read { read, heads }, columns) => match join_readings(heads, columns) {
            Some(readings) => Message::ReadDone { read, readings },
            None => Message::ReadFailed {
                read,
                failure: Failure::Internal("the columns do not fit".to_owned()),
            },
        },
        Outcome::News(News::Hashed { file, sha256 }, _) => Message::Hashed { file, sha256 },
        Outcome::News(News::Analysed { revision, analysis }, _) => {
            Message::Analysed { revision, analysis }
        }
        Outcome::News(News::Hello { .. } | News::Broken { .. }, _) => return,
        Outcome::Broke(job, reason) => match *job {
            Job::Read { read, .. } => {
                Message::ReadFailed { read, failure: Failure::Internal(reason) }
            }
            Job::Hash { file } => Message::Hashed { file, sha256: String::new() },
            Job::Analyse { revision, .. } => Message::AnalysisFailed { revision, reason },
            // Its whole goes on without it.
            Job::Part { .. } | Job::Warm => return,
        },
    };
    page.hear(message);
}
