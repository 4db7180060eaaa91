//! A plotters backend in eighths of a device pixel.
//!
//! plotters' coordinates are whole numbers, which makes stairs of slopes (plotters#128, #283).
//! This wrapper says that it is eight times as large as the backend inside, and its owner scales
//! the backend's context by an eighth (a canvas: `context.scale(1/8, 1/8)`; an SVG: its
//! `viewBox`). Coordinates, widths and font sizes arrive in eighths and pass through.

use super::measure::{FixedMetric, Measure};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontFamily, FontStyle, FontTransform, text_anchor,
};

/// Steps a device pixel.
pub const STEPS: f64 = 8.0;

/// Any backend, in eighths of a pixel.
pub struct SubPixel<'m, DB> {
    inner: DB,
    font_factor: f64,
    measure: &'m dyn Measure,
}

impl<DB: DrawingBackend> SubPixel<'static, DB> {
    /// For a backend that draws a font of size s with s pixels an em (the canvas).
    pub fn new(inner: DB) -> Self {
        SubPixel { inner, font_factor: 1.0, measure: &FixedMetric }
    }

    /// For a backend that divides font sizes (plotters-svg: by 1.24).
    pub fn with_font_factor(inner: DB, font_factor: f64) -> Self {
        SubPixel { font_factor, ..SubPixel::new(inner) }
    }
}

impl<DB> SubPixel<'_, DB> {
    /// The same with the caller's text metric; nothing of ours asks a backend for a width, but
    /// plotters' own elements do.
    pub fn with_measure<'n>(self, measure: &'n dyn Measure) -> SubPixel<'n, DB> {
        SubPixel { inner: self.inner, font_factor: self.font_factor, measure }
    }
}

impl<DB: DrawingBackend> DrawingBackend for SubPixel<'_, DB> {
    type ErrorType = DB::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        let (width, height) = self.inner.get_size();
        (width.saturating_mul(8), height.saturating_mul(8))
    }

    fn ensure_prepared(&mut self) -> Result<(), DrawingErrorKind<Self::ErrorType>> {
        self.inner.ensure_prepared()
    }

    fn present(&mut self) -> Result<(), DrawingErrorKind<Self::ErrorType>> {
        self.inner.present()
    }

    fn draw_pixel(
        &mut self,
        (x, y): BackendCoord,
        color: BackendColor,
    ) -> Result<(), DrawingErrorKind<Self::ErrorType>> {
        // A pixel is eight steps wide.
        self.inner.draw_rect((x, y), (x.saturating_add(8), y.saturating_add(8)), &color, true)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Result<(), DrawingErrorKind<Self::ErrorType>> {
        // The canvas backend shifts lines by half a unit, here a sixteenth of a pixel: a blur.
        // Paths are not shifted, and our lines are on the device's grid already.
        self.inner.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Result<(), DrawingErrorKind<Self::ErrorType>> {
        self.inner.draw_rect(upper_left, bottom_right, style, fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), DrawingErrorKind<Self::ErrorType>> {
        self.inner.draw_path(path, style)
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Result<(), DrawingErrorKind<Self::ErrorType>> {
        self.inner.draw_circle(center, radius, style, fill)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Result<(), DrawingErrorKind<Self::ErrorType>> {
        self.inner.fill_polygon(vert, style)
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        position: BackendCoord,
    ) -> Result<(), DrawingErrorKind<Self::ErrorType>> {
        let scaled = Scaled { style, factor: self.font_factor };
        self.inner.draw_text(text, &scaled, position)
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Self::ErrorType>> {
        let size = style.size() / STEPS;
        let bold = matches!(style.style(), FontStyle::Bold);
        let width = self.measure.width(text, size, bold) * STEPS;
        Ok((width.ceil() as u32, style.size().ceil() as u32))
    }
}

/// A text style with its size multiplied.
struct Scaled<'s, S> {
    style: &'s S,
    factor: f64,
}

impl<S: BackendTextStyle> BackendTextStyle for Scaled<'_, S> {
    type FontError = S::FontError;

    fn color(&self) -> BackendColor {
        self.style.color()
    }

    fn size(&self) -> f64 {
        self.style.size() * self.factor
    }

    fn transform(&self) -> FontTransform {
        self.style.transform()
    }

    fn style(&self) -> FontStyle {
        self.style.style()
    }

    fn anchor(&self) -> text_anchor::Pos {
        self.style.anchor()
    }

    fn family(&self) -> FontFamily<'_> {
        self.style.family()
    }

    #[allow(clippy::type_complexity, reason = "the signature is the trait's")]
    fn layout_box(&self, text: &str) -> Result<((i32, i32), (i32, i32)), Self::FontError> {
        self.style.layout_box(text)
    }

    fn draw<E, F: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        text: &str,
        position: BackendCoord,
        draw: F,
    ) -> Result<Result<(), E>, Self::FontError> {
        self.style.draw(text, position, draw)
    }
}
