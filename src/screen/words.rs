//! The sentence and the numbers beside the views.

use super::dom::{all, by_id, lines, mark, say};
use crate::report::{numbers::Number, sentence::Sentence};
use wasm_bindgen::JsValue;
use web_sys::{Document, Element, HtmlElement};

/// Writes the result in words.
pub fn write_sentence(document: &Document, sentence: &Sentence) -> Result<(), JsValue> {
    let place: HtmlElement = by_id(document, "sentence")?;
    // A span of lags is not cut in two.
    let headline = sentence.headline.replace('〜', "〜\u{2060}");
    say(&by_id(document, "verdict")?, &headline);
    mark(&place, "aria-busy", sentence.pending.then_some("true"))?;
    mark(&place, "data-kind", sentence.kind.map(|kind| kind.name()))?;
    lines(&by_id(document, "sure")?, "p", &sentence.details)?;
    lines(&by_id(document, "cautions")?, "li", &sentence.cautions)
}

/// Writes the coefficients behind the sentence; a dash where there is none.
pub fn write_numbers(document: &Document, numbers: &[Number]) -> Result<(), JsValue> {
    for cell in all::<Element>(document, "[data-number]")? {
        let name = cell.get_attribute("data-number").unwrap_or_default();
        let text = numbers.iter().find(|number| number.name == name);
        say(&cell, text.map_or("–", |number| &number.text));
    }
    Ok(())
}
