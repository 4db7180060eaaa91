//! Canvases in layers: the chart below, the cursor above it. A pointer that moves changes the upper
//! canvas only, or the small ones of [`super::pieces`].

use super::{dom::create, layer::Layer, pieces::Pieces};
use crate::chart::{measure::Measure, scene::Scene, sprites::sprites, theme::Theme};
use litemap::LiteMap;
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsValue;
use web_sys::{CanvasRenderingContext2d, Document, HtmlCanvasElement, HtmlElement};

/// A chart's canvases.
pub struct Layers {
    /// The element that holds them.
    pub root: HtmlElement,
    plot: Layer,
    cursor: Layer,
    /// CSS pixels.
    pub width: f64,
    /// CSS pixels.
    pub height: f64,
    /// Device pixels a CSS pixel.
    pub ratio: f64,
    /// A cursor of a few small things.
    pieces: Pieces,
    /// Nothing is on the cursor's canvas.
    cursor_empty: Cell<bool>,
}

/// Which of a chart's canvases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The chart itself.
    Plot,
    /// Crosshair, selection, window.
    Cursor,
}

impl Layers {
    /// Two canvases in a chart's element.
    pub fn new(document: &Document, root: HtmlElement) -> Result<Layers, JsValue> {
        let plot = Layer::new(document, &root, "plot")?;
        let cursor = Layer::new(document, &root, "cursor")?;
        cursor.canvas().style().set_property("visibility", "hidden")?;
        Ok(Layers {
            root,
            plot,
            cursor,
            width: 0.0,
            height: 0.0,
            ratio: 1.0,
            pieces: Pieces::default(),
            cursor_empty: Cell::new(true),
        })
    }

    /// Takes the element's size as it is now; whether it differs.
    pub fn fit(&mut self, ratio: f64) -> bool {
        let (width, height) =
            (f64::from(self.root.client_width()), f64::from(self.root.client_height()));
        let changed = (width, height, ratio) != (self.width, self.height, self.ratio);
        if changed {
            (self.width, self.height, self.ratio) = (width, height, ratio);
            self.plot.size(width * ratio, height * ratio);
            self.cursor.size(width * ratio, height * ratio);
        }
        changed
    }

    /// Begins anew with empty canvases.
    pub fn renew(&self) {
        self.plot.renew();
        self.cursor.renew();
        self.pieces.renew();
    }

    /// Whether there is room for anything.
    pub fn is_shown(&self) -> bool {
        self.width > 20.0 && self.height > 20.0
    }

    /// Paints a scene on one of the canvases.
    pub fn paint(
        &self,
        which: Which,
        scene: &Scene,
        theme: &Theme,
        measure: &dyn Measure,
    ) -> Result<(), JsValue> {
        match which {
            Which::Plot => self.plot.paint(scene, theme, self.ratio, measure),
            Which::Cursor => {
                let whole = match sprites(scene, measure) {
                    Some(pieces) => {
                        self.pieces.show(&self.root, &pieces, theme, self.ratio, measure)?;
                        &Scene::new(scene.width, scene.height)
                    }
                    None => {
                        self.pieces.hide()?;
                        scene
                    }
                };
                let empty = whole.marks.is_empty();
                let before = self.cursor_empty.replace(empty);
                if empty && before {
                    return Ok(());
                }
                if empty != before {
                    // A large canvas is put over the chart in each frame, even with nothing on it.
                    let shown = if empty { "hidden" } else { "inherit" };
                    self.cursor.canvas().style().set_property("visibility", shown)?;
                }
                self.cursor.paint(whole, theme, self.ratio, measure)
            }
        }
    }
}

/// Widths of texts, asked of the browser once each.
pub struct CanvasMeasure {
    context: CanvasRenderingContext2d,
    font: String,
    /// The font that the context has now.
    set: Cell<Option<(u32, bool)>>,
    widths: RefCell<LiteMap<(u32, bool), LiteMap<String, f64>>>,
}

impl CanvasMeasure {
    /// For a font family.
    pub fn new(document: &Document, font: &str) -> Result<CanvasMeasure, JsValue> {
        let canvas: HtmlCanvasElement = create(document, "canvas", "", "")?;
        let context = Layer::of(canvas)?.context().clone();
        Ok(CanvasMeasure {
            context,
            font: font.to_owned(),
            set: Cell::default(),
            widths: RefCell::default(),
        })
    }
}

impl CanvasMeasure {
    /// The context has lost its font.
    pub fn renew(&self) {
        self.set.take();
    }
}

/// More texts than this are not remembered: a long pan has many dates.
const REMEMBERED: usize = 2_000;

impl Measure for CanvasMeasure {
    fn width(&self, text: &str, size: f64, bold: bool) -> f64 {
        let mut widths = self.widths.borrow_mut();
        let key = ((size * 16.0) as u32, bold);
        let of_font = widths.entry(key).or_default();
        if let Some(width) = of_font.get(text) {
            return *width;
        }
        if self.set.replace(Some(key)) != Some(key) {
            let weight = if bold { "bold " } else { "" };
            self.context.set_font(&format!("{weight}{size}px {}", self.font));
        }
        // A browser that cannot measure gets a guess.
        let width = self
            .context
            .measure_text(text)
            .map_or(size * 0.6 * text.chars().count() as f64, |metrics| metrics.width());
        if of_font.len() >= REMEMBERED {
            of_font.clear();
        }
        of_font.insert(text.to_owned(), width);
        width
    }
}
