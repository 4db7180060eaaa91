//! The picture of chance, as a small drawing in the document.

use crate::chart::chance::{COLUMNS, Picture, ROWS};
use wasm_bindgen::JsValue;
use web_sys::{Document, Element};

/// Where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// In a line of text: a bar a column.
    Glyph,
    /// By itself: a dot a pair.
    Large,
}

/// The picture; its words stand beside it.
pub fn picture(document: &Document, of: &Picture, size: Size) -> Result<Element, JsValue> {
    let svg = shape(document, "svg", &[("aria-hidden", "true"), ("focusable", "false")])?;
    svg.set_attribute("class", "chance-picture")?;
    let pitch = if size == Size::Large { 6.0 } else { 2.0 };
    let (width, height) = (COLUMNS as f64 * pitch, ROWS as f64 * pitch);
    svg.set_attribute("viewBox", &format!("0 0 {width} {}", height + pitch))?;
    for dot in &of.dots {
        let x = dot.column as f64 * pitch;
        let y = height - (dot.row + 1) as f64 * pitch;
        let class = if dot.beyond { "beyond" } else { "short" };
        let mark = if size == Size::Large {
            let (cx, cy) = ((x + pitch / 2.0).to_string(), (y + pitch / 2.0).to_string());
            shape(document, "circle", &[("cx", &cx), ("cy", &cy), ("r", "2.3")])?
        } else {
            let (x, y) = (x.to_string(), y.to_string());
            shape(document, "rect", &[("x", &x), ("y", &y), ("width", "1.6"), ("height", "2")])?
        };
        mark.set_attribute("class", class)?;
        svg.append_child(&mark)?;
    }
    // Ours: a line at its column, over the whole height.
    let x = ((of.ours as f64 + 0.5) * pitch).to_string();
    let bottom = (height + pitch).to_string();
    let ours = shape(document, "line", &[("x1", &x), ("x2", &x), ("y1", "0"), ("y2", &bottom)])?;
    ours.set_attribute("class", "ours")?;
    svg.append_child(&ours)?;
    Ok(svg)
}

fn shape(document: &Document, tag: &str, attributes: &[(&str, &str)]) -> Result<Element, JsValue> {
    let shape = document.create_element_ns(Some("http://www.w3.org/2000/svg"), tag)?;
    for (name, value) in attributes {
        shape.set_attribute(name, value)?;
    }
    Ok(shape)
}
