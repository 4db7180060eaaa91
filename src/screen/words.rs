//! The sentence and the numbers beside the views.

use super::{
    chance,
    dom::{add, all, by_id, empty, lines, set_attribute, set_text, set_visible},
};
use crate::chart::chance::Picture;
use crate::report::{
    numbers::Number,
    sentence::{Cell, Sentence},
};
use wasm_bindgen::JsValue;
use web_sys::{Document, Element, HtmlDetailsElement, HtmlElement};

/// Letters that three lines hold on a phone, about.
const LONG_HEADLINE: usize = 90;

/// Writes the result in words.
pub fn write_sentence(document: &Document, sentence: &Sentence) -> Result<(), JsValue> {
    let place: HtmlElement = by_id(document, "sentence")?;
    // A span of lags is not cut in two.
    let headline = sentence.headline.replace('〜', "〜\u{2060}");
    set_text(&by_id(document, "verdict")?, &headline);
    // On a phone a sentence of more lines than three is smaller, so that the chart keeps its place: names of
    // series may be names of files. An ideograph takes the room of two letters.
    let letters: usize = headline.chars().map(|one| if one < '\u{2e80}' { 1 } else { 2 }).sum();
    set_attribute(&place, "data-long", (letters > LONG_HEADLINE).then_some(""))?;
    set_attribute(&place, "aria-busy", sentence.pending.then_some("true"))?;
    set_attribute(&place, "data-kind", sentence.kind.map(|kind| kind.name()))?;
    let unrelated = sentence.unrelated.as_ref().zip(sentence.p);
    let of_chance = unrelated.map(|(chance, p)| Picture::new(chance, p));
    let cells: HtmlElement = by_id(document, "cells")?;
    empty(&cells);
    for Cell { name, text } in &sentence.cells {
        let cell = add(&cells, "li", name, "")?;
        if let ("chance", Some(of)) = (name.as_str(), &of_chance) {
            cell.append_child(&*chance::picture(document, of, chance::Size::Glyph)?)?;
        }
        // Where a cell is narrow it breaks after its first phrase: a strength with its interval and a
        // span of dates stay whole.
        let words = add(&cell, "span", "", "")?;
        let end = [", ", ": ", "、"].iter().find_map(|mark| Some(text.find(mark)? + mark.len()));
        let (first, rest) = text.split_at(end.unwrap_or(text.len()));
        let phrase = first.trim_end();
        add(&words, "span", "phrase", phrase)?;
        if !rest.is_empty() {
            words.append_with_str_1(first.strip_prefix(phrase).unwrap_or_default())?;
            add(&words, "span", "phrase", rest)?;
        }
    }
    set_visible(&cells, !sentence.cells.is_empty());
    // Without a verdict there is nothing to fold: what is said is why there is none.
    let why: HtmlDetailsElement = by_id(document, "why")?;
    let plain = sentence.cells.is_empty();
    if plain || why.has_attribute("data-plain") {
        why.set_open(plain);
        set_attribute(&why, "data-plain", plain.then_some(""))?;
    }
    for (id, tag, said) in [
        ("sure", "p", &sentence.details),
        ("compared", "p", &sentence.compared),
        ("cautions", "li", &sentence.cautions),
    ] {
        let list: HtmlElement = by_id(document, id)?;
        lines(&list, tag, said)?;
        if let Some(group) = list.parent_element() {
            set_attribute(&group, "hidden", said.is_empty().then_some(""))?;
        }
    }
    let picture: HtmlElement = by_id(document, "chance")?;
    empty(&picture);
    if let Some(of) = &of_chance {
        picture.append_child(&*chance::picture(document, of, chance::Size::Large)?)?;
        add(&picture, "figcaption", "explain", &sentence.chance)?;
    }
    set_visible(&picture, of_chance.is_some());
    Ok(())
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
