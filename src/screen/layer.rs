//! One canvas.
//!
//! It has as many device pixels as it covers, whatever the browser's zoom and the screen; painting
//! goes through [`SubPixel`], so the context is scaled by an eighth.

use super::{
    brush::{Brush, Memory},
    dom::create,
};
use crate::chart::{
    measure::Measure,
    paint::paint,
    scene::Scene,
    subpixel::{STEPS, SubPixel},
    theme::Theme,
};
use plotters::drawing::IntoDrawingArea;
use plotters_canvas::CanvasBackend;
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, Document, HtmlCanvasElement, HtmlElement};

/// One canvas.
pub struct Layer {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    memory: RefCell<Memory>,
}

impl Layer {
    /// A canvas at the end of `root`.
    pub(super) fn new(
        document: &Document,
        root: &HtmlElement,
        class: &str,
    ) -> Result<Layer, JsValue> {
        let canvas: HtmlCanvasElement = create(document, "canvas", class, "")?;
        canvas.set_attribute("aria-hidden", "true")?;
        let layer = Layer::of(canvas)?;
        root.append_child(&layer.canvas)?;
        Ok(layer)
    }

    /// A canvas that is there already (a picture for export).
    pub fn of(canvas: HtmlCanvasElement) -> Result<Layer, JsValue> {
        let context =
            canvas.get_context("2d")?.ok_or("this browser gives no 2D context")?.dyn_into()?;
        Ok(Layer { canvas, context, memory: RefCell::default() })
    }

    /// What it paints through.
    pub(super) fn context(&self) -> &CanvasRenderingContext2d {
        &self.context
    }

    /// The element.
    pub(super) fn canvas(&self) -> &HtmlCanvasElement {
        &self.canvas
    }

    /// Gives it so many device pixels; where they are as they were, nothing.
    pub fn size(&self, width: f64, height: f64) {
        let (width, height) = (width.round().max(1.0) as u32, height.round().max(1.0) as u32);
        if self.canvas.width() != width || self.canvas.height() != height {
            self.canvas.set_width(width);
            self.canvas.set_height(height);
            // A new size forgets all that was set.
            self.memory.take();
        }
    }

    /// Begins anew, empty: the browser has lost what was on it, and what was set.
    pub(super) fn renew(&self) {
        self.canvas.set_width(self.canvas.width());
        self.memory.take();
    }

    /// Clears it and paints a scene.
    pub fn paint(
        &self,
        scene: &Scene,
        theme: &Theme,
        ratio: f64,
        measure: &dyn Measure,
    ) -> Result<(), JsValue> {
        let context = &self.context;
        context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0)?;
        let (width, height) = (f64::from(self.canvas.width()), f64::from(self.canvas.height()));
        context.clear_rect(0.0, 0.0, width, height);
        if scene.marks.is_empty() {
            return Ok(());
        }
        context.set_transform(1.0 / STEPS, 0.0, 0.0, 1.0 / STEPS, 0.0, 0.0)?;
        // Miter joins would make spikes of sharp turns.
        context.set_line_join("round");
        context.set_line_cap("round");
        let backend = CanvasBackend::with_canvas_object(self.canvas.clone())
            .ok_or("this canvas cannot be painted on")?;
        let brush = Brush::new(backend, context, &self.memory);
        let area = SubPixel::new(brush).with_measure(measure).into_drawing_area();
        paint(scene, theme, ratio, &area).map_err(|error| error.to_string().into())
    }
}
