//! What lives as long as the page: the carried figure, how it is drawn now, the views.

use super::{carried, controls};
use crate::{
    calendar::period::Period,
    chart::standalone::{Drawing, Lists, Standalone},
    kit::language::Language,
    recipe::export::Theme,
    screen::{
        appearance::{write_language, write_theme},
        charts::Charts,
        dom::{by_id, set_attribute, set_text, set_visible},
        gestures::{Asked, Hands},
        listen::Host,
        table::Table,
        trouble::{tell, words},
        words::{write_numbers, write_sentence},
    },
};
use js_sys::Date;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::{Document, Element, HtmlElement, Window};

/// So long a frame may take until the rest waits for the next, milliseconds.
const FRAME_MS: f64 = 8.0;

thread_local! {
    static PROGRAM: RefCell<Option<Rc<Program>>> = const { RefCell::new(None) };
    static BROKEN: Cell<bool> = const { Cell::new(false) };
}

/// Everything that lives as long as the page.
pub struct Program {
    window: Window,
    /// The page.
    pub document: Document,
    carried: Standalone,
    lists: Lists,
    language: Cell<Language>,
    theme: Cell<Theme>,
    drawing: Cell<Drawing>,
    charts: RefCell<Charts>,
    hands: RefCell<Hands>,
    table: RefCell<Table>,
    figure: HtmlElement,
    zoom_reset: HtmlElement,
    frame_asked: Cell<bool>,
    frame: RefCell<Option<Closure<dyn FnMut()>>>,
}

/// The program, unless it has not started or has broken.
pub fn program() -> Option<Rc<Program>> {
    if BROKEN.get() {
        return None;
    }
    PROGRAM.with_borrow(Clone::clone)
}

/// Nothing runs from here on.
pub fn broken() {
    BROKEN.set(true);
}

/// Opens what is carried, and shows it.
pub fn start() -> Result<Rc<Program>, JsValue> {
    let window = web_sys::window().ok_or("no window")?;
    let document = window.document().ok_or("no document")?;
    let root = document.document_element().ok_or("no root")?;
    let language = root.get_attribute("lang").and_then(|tag| Language::from_name(&tag));
    let theme = root.get_attribute("data-theme").and_then(|name| Theme::from_name(&name));
    let (carried, lists) = carried::open()?;
    let program = Rc::new(Program {
        language: Cell::new(language.unwrap_or_default()),
        theme: Cell::new(theme.unwrap_or(Theme::Auto)),
        drawing: Cell::new(carried.drawing),
        charts: RefCell::new(Charts::new(&document)?),
        hands: RefCell::default(),
        table: RefCell::new(Table::find(&document)?),
        figure: by_id(&document, "figure")?,
        zoom_reset: by_id(&document, "zoom-reset")?,
        frame_asked: Cell::new(false),
        frame: RefCell::new(None),
        window,
        document,
        carried,
        lists,
    });
    let drawn = Rc::downgrade(&program);
    *program.frame.borrow_mut() = Some(Closure::new(move || {
        if let Some(program) = drawn.upgrade().filter(|_| !BROKEN.get()) {
            program.frame_asked.set(false);
            if let Err(error) = program.draw() {
                program.broke(&error);
            }
        }
    }));
    PROGRAM.set(Some(program.clone()));
    for id in ["sentence", "figure", "views", "table"] {
        set_visible(&by_id(&program.document, id)?, true);
    }
    set_attribute(&by_id::<Element>(&program.document, "figure")?, "aria-busy", Some("true"))?;
    if let Some(body) = program.document.body() {
        set_attribute(&body, "data-state", Some("figure"))?;
    }
    program.speak(program.language.get())?;
    Ok(program)
}

impl Program {
    /// Periods that it is drawn in.
    pub fn period(&self) -> Period {
        self.carried.period()
    }

    /// How it was exported.
    pub fn exported(&self) -> Drawing {
        self.carried.drawing
    }

    /// How it is drawn now.
    pub fn drawing(&self) -> Drawing {
        self.drawing.get()
    }

    /// Says everything in this language.
    pub fn speak(&self, language: Language) -> Result<(), JsValue> {
        self.language.set(language);
        write_language(&self.document, language)?;
        let told = self.carried.told(language);
        self.document.set_title(&told.title);
        write_sentence(&self.document, &told.sentence)?;
        self.redraw(self.drawing.get())
    }

    /// Takes on this theme.
    pub fn paint(&self, theme: Theme) -> Result<(), JsValue> {
        self.theme.set(theme);
        write_theme(&self.document, theme)?;
        self.charts.borrow_mut().set_theme(&self.document)?;
        self.draw_soon();
        Ok(())
    }

    /// Draws the figure like this.
    pub fn redraw(&self, drawing: Drawing) -> Result<(), JsValue> {
        self.drawing.set(drawing);
        let language = self.language.get();
        let figure = Rc::new(self.carried.figure(language, drawing, &self.lists));
        let mut charts = self.charts.borrow_mut();
        let none = charts.set_figure(Some(&figure), language);
        let views: Element = by_id(&self.document, "views")?;
        set_attribute(&views, "data-without-rolling", none.then_some(""))?;
        set_attribute(&views, "data-apart", figure.is_apart().then_some(""))?;
        for mark in ["data-many", "data-matrix"] {
            set_attribute(&views, mark, figure.matrix.is_some().then_some(""))?;
        }
        charts.describe(&self.document)?;
        write_numbers(&self.document, &figure.numbers)?;
        controls::write(&self.document, language, figure.period, self.exported(), drawing)?;
        if let Some(line) = self.document.query_selector(".about-source")? {
            set_text(&line, &figure.source_line);
        }
        self.table.borrow_mut().set(Some(&figure), language)?;
        self.draw_soon();
        Ok(())
    }

    /// Says something aloud.
    pub fn announce(&self, words: &str) -> Result<(), JsValue> {
        by_id::<Element>(&self.document, "announce")?.set_text_content(Some(words));
        Ok(())
    }

    fn draw(&self) -> Result<(), JsValue> {
        let began = Date::now();
        let late = || Date::now() - began >= FRAME_MS;
        let mut charts = self.charts.borrow_mut();
        charts.fit(self.window.device_pixel_ratio());
        let mut left = false;
        if charts.is_stale() {
            left = charts.draw(&late)?;
            set_visible(&self.zoom_reset, charts.zoomed());
        }
        if left {
            self.draw_soon();
        }
        set_attribute(&self.figure, "aria-busy", left.then_some("true"))
    }
}

impl Host for Program {
    fn document(&self) -> &Document {
        &self.document
    }

    fn charts(&self) -> &RefCell<Charts> {
        &self.charts
    }

    fn hands(&self) -> &RefCell<Hands> {
        &self.hands
    }

    fn theme(&self) -> Theme {
        self.theme.get()
    }

    fn draw_soon(&self) {
        if self.frame_asked.replace(true) {
            return;
        }
        if let Some(frame) = self.frame.borrow().as_ref() {
            // Refused only in a document that is going away.
            let _ = self.window.request_animation_frame(frame.as_ref().unchecked_ref());
        }
    }

    fn asked(&self, asked: Asked) {
        // Another pair would need its statistics, which are not carried.
        if let Asked::Shift(shift) = asked {
            let drawn = self.redraw(Drawing { shift, ..self.drawing.get() });
            if let Err(error) = drawn {
                self.broke(&error);
            }
        }
    }

    fn table_toggled(&self) -> Result<(), JsValue> {
        self.table.borrow_mut().open()
    }

    fn broke(&self, error: &JsValue) {
        broken();
        tell(&words(error));
    }
}
