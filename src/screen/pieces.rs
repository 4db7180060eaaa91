//! Small things that the browser moves: the cursor's line and date as elements, which it draws
//! itself, the markers as small canvases, which are painted once.

use super::{dom::create, layer::Layer};
use crate::chart::{
    color::Color,
    measure::Measure,
    scene::{Label, Mark, Scene},
    sprites::{PAD, Sprite},
    theme::Theme,
};
use std::cell::RefCell;
use wasm_bindgen::JsValue;
use web_sys::{CssStyleDeclaration, HtmlElement};

/// The small things of a chart.
#[derive(Default)]
pub struct Pieces {
    plain: RefCell<Vec<Plain>>,
    painted: RefCell<Vec<Piece>>,
}

/// A line or a text on a ground, as an element.
struct Plain {
    element: HtmlElement,
    style: CssStyleDeclaration,
    /// Ground, ink and size of the text.
    look: Option<(Color, Option<(Color, f64)>)>,
    text: String,
    /// Left, top, width, height, device pixels; `None` is hidden.
    place: Option<[f64; 4]>,
}

/// What is painted.
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
        let document = root.owner_document().ok_or("an element without a document")?;
        let (mut plain, mut painted) = (self.plain.borrow_mut(), self.painted.borrow_mut());
        let (mut plains, mut paints) = (0, 0);
        for sprite in sprites {
            if let Some((ground, label)) = plain_of(&sprite.marks) {
                if plains == plain.len() {
                    let element: HtmlElement = create(&document, "div", "cursor piece", "")?;
                    element.set_attribute("aria-hidden", "true")?;
                    root.append_child(&element)?;
                    let style = element.style();
                    plain.push(Plain {
                        element,
                        style,
                        look: None,
                        text: String::new(),
                        place: None,
                    });
                }
                if let Some(plain) = plain.get_mut(plains) {
                    plain.show(sprite, ground, label, theme, ratio)?;
                }
                plains += 1;
            } else {
                if paints == painted.len() {
                    painted.push(Piece {
                        layer: Layer::new(&document, root, "cursor piece")?,
                        drawn: None,
                        size: (0.0, 0.0),
                        place: None,
                    });
                }
                if let Some(piece) = painted.get_mut(paints) {
                    piece.show(sprite, theme, ratio, measure)?;
                }
                paints += 1;
            }
        }
        plain.iter_mut().skip(plains).try_for_each(Plain::hide)?;
        painted.iter_mut().skip(paints).try_for_each(Piece::hide)
    }

    /// Paints anew what is painted, when it is shown again.
    pub fn renew(&self) {
        for piece in self.painted.borrow_mut().iter_mut() {
            piece.layer.renew();
            piece.drawn = None;
        }
    }

    /// Shows nothing.
    pub fn hide(&self) -> Result<(), JsValue> {
        self.plain.borrow_mut().iter_mut().try_for_each(Plain::hide)?;
        self.painted.borrow_mut().iter_mut().try_for_each(Piece::hide)
    }
}

/// What an element can show: an upright or level line, a text on a block.
fn plain_of(marks: &[Mark]) -> Option<(Color, Option<&Label>)> {
    match marks {
        [Mark::Line { from, to, stroke }] if from.x == to.x || from.y == to.y => {
            Some((stroke.color, None))
        }
        [Mark::Block { fill, .. }, Mark::Text(label)] => Some((*fill, Some(label))),
        _ => None,
    }
}

impl Plain {
    fn show(
        &mut self,
        sprite: &Sprite,
        ground: Color,
        label: Option<&Label>,
        theme: &Theme,
        ratio: f64,
    ) -> Result<(), JsValue> {
        let set = |name: &str, value: &str| self.style.set_property(name, value);
        // On whole device pixels, never thinner than one, as what is painted.
        let size = |css: f64| (css * ratio).round().max(1.0);
        let start = |from: f64, to: f64| (((from + to) * ratio - size(to - from)) / 2.0).round();
        let area = sprite.area;
        let place = [
            start(area.left, area.right),
            start(area.top, area.bottom),
            size(area.width()),
            size(area.height()),
        ];
        let css = place.map(|device| device / ratio);
        let look = (ground, label.map(|label| (label.color, label.size)));
        if self.look != Some(look) {
            set("background", &ground.css())?;
            if let Some(label) = label {
                set("color", &label.color.css())?;
                let weight = if label.bold { "bold " } else { "" };
                set("font", &format!("{weight}{}px/{}px {}", label.size, css[3], theme.font))?;
            }
            self.look = Some(look);
        }
        let text = label.map_or("", |label| &label.text);
        if self.text != text {
            self.element.set_text_content(Some(text));
            text.clone_into(&mut self.text);
        }
        let old = self.place.replace(place);
        if old.is_none() {
            self.style.remove_property("visibility")?;
        }
        if old.map(|old| [old[2], old[3]]) != Some([place[2], place[3]]) {
            set("width", &format!("{}px", css[2]))?;
            set("height", &format!("{}px", css[3]))?;
        }
        if old != Some(place) {
            set("transform", &format!("translate({}px,{}px)", css[0], css[1]))?;
        }
        Ok(())
    }

    fn hide(&mut self) -> Result<(), JsValue> {
        if self.place.take().is_some() {
            self.style.set_property("visibility", "hidden")?;
        }
        Ok(())
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
