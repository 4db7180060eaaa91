//! The sentence and the numbers beside the views.

use super::dom::{all, by_id, lines, set_attribute, set_text};
use crate::report::{numbers::Number, sentence::Sentence};
use wasm_bindgen::JsValue;
use web_sys::{Document, Element, HtmlElement};

/// Writes the result in words.
pub fn write_sentence(document: &Document, sentence: &Sentence) -> Result<(), JsValue> {
    let place: HtmlElement = by_id(document, "sentence")?;
    // A span of lags is not cut in two.
    let headline = sentence.headline.replace('〜', "〜\u{2060}");
    set_text(&by_id(document, "verdict")?, &headline);
    set_attribute(&place, "aria-busy", sentence.pending.then_some("true"))?;
    set_attribute(&place, "data-kind", sentence.kind.map(|kind| kind.name()))?;
    lines(&by_id(document, "sure")?, "p", &sentence.details)?;
    lines(&by_id(document, "cautions")?, "li", &sentence.cautions)
}

/// Writes the coefficients behind the sentence; a dash where there is none.
pub fn write_numbers(document: &Document, numbers: &[Number]) -> Result<(), JsValue> {
    for cell in all::<Element>(document, "[data-number]")? {
        let name = cell.get_attribute("data-number").unwrap_or_default();
        let text = numbers.iter().find(|number| number.name == name);
        set_text(&cell, text.map_or("–", |number| &number.text));
    }
    Ok(())
}
