//! Small canvases that the browser moves: the cursor's line, markers and date.

use super::canvas::Layer;
use crate::chart::{
    measure::Measure,
    scene::{Mark, Scene},
    sprites::{PAD, Sprite},
    theme::Theme,
};
use std::cell::RefCell;
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

/// The small canvases of a chart.
#[derive(Default)]
pub struct Pieces(RefCell<Vec<Piece>>);

struct Piece {
    layer: Layer,
    /// What is on it, and for how many device pixels a CSS pixel.
    drawn: Option<(Vec<Mark>, f64)>,
    /// Its size, device pixels.
    size: (f64, f64),
    /// Its corner, device pixels; `None` is hidden.
    place: Option<(f64, f64)>,
}

/// Sizes are rounded up to this many device pixels, so that another text rarely is another size.
const ROUND: f64 = 32.0;

impl Pieces {
    /// Shows these pieces and no others.
    pub fn show(
        &self,
        root: &HtmlElement,
        sprites: &[Sprite],
        theme: &Theme,
        ratio: f64,
        measure: &dyn Measure,
    ) -> Result<(), JsValue> {
        let mut pieces = self.0.borrow_mut();
        while pieces.len() < sprites.len() {
            let document = root.owner_document().ok_or("an element without a document")?;
            pieces.push(Piece {
                layer: Layer::new(&document, root, "cursor piece")?,
                drawn: None,
                size: (0.0, 0.0),
                place: None,
            });
        }
        for (piece, sprite) in pieces.iter_mut().zip(sprites) {
            piece.show(sprite, theme, ratio, measure)?;
        }
        pieces.iter_mut().skip(sprites.len()).try_for_each(Piece::hide)
    }

    /// Shows nothing.
    pub fn hide(&self) -> Result<(), JsValue> {
        self.0.borrow_mut().iter_mut().try_for_each(Piece::hide)
    }
}

impl Piece {
    fn show(
        &mut self,
        sprite: &Sprite,
        theme: &Theme,
        ratio: f64,
        measure: &dyn Measure,
    ) -> Result<(), JsValue> {
        let style = self.layer.canvas().style();
        let same = self.drawn.as_ref().is_some_and(|(m, r)| *m == sprite.marks && *r == ratio);
        if !same {
            let device = |css: f64| (((css + 2.0 * PAD) * ratio + 1.0) / ROUND).ceil() * ROUND;
            let size = (device(sprite.area.width()), device(sprite.area.height()));
            let old = self.drawn.as_ref().map(|(_, ratio)| *ratio);
            if size != self.size || old != Some(ratio) {
                self.layer.size(size.0, size.1);
                style.set_property("width", &format!("{}px", size.0 / ratio))?;
                style.set_property("height", &format!("{}px", size.1 / ratio))?;
                self.size = size;
            }
            let scene = Scene { width: 0.0, height: 0.0, marks: sprite.marks.clone() };
            self.layer.paint(&scene, theme, ratio, measure)?;
            self.drawn = Some((sprite.marks.clone(), ratio));
        }
        // On whole device pixels: a picture between them would be blurred.
        let corner = |css: f64| ((css - PAD) * ratio).round();
        let place = (corner(sprite.area.left), corner(sprite.area.top));
        if self.place.is_none() {
            style.remove_property("visibility")?;
        }
        if self.place != Some(place) || !same {
            let (x, y) = (place.0 / ratio, place.1 / ratio);
            style.set_property("transform", &format!("translate({x}px,{y}px)"))?;
        }
        self.place = Some(place);
        Ok(())
    }

    fn hide(&mut self) -> Result<(), JsValue> {
        if self.place.take().is_some() {
            self.layer.canvas().style().set_property("visibility", "hidden")?;
        }
        Ok(())
    }
}
