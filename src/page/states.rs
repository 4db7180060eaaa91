//! Writes what the page's states say: questions, files that a link expects, saved analyses, the two
//! sides of a date, steps that can be undone.

use super::{
    dom::{Dom, add, create, empty, set_attribute, set_text, set_visible},
    parts::button,
};
use crate::{
    app::view::{Expects, PageQuestion, SplitView, Stage, View},
    kit::language::Language,
    text::saved as saved_words,
};
use wasm_bindgen::JsValue;
use web_sys::{Element, HtmlInputElement};

/// What can be undone and done again, each button saying what.
pub fn steps(dom: &Dom, view: &View) -> Result<(), JsValue> {
    for (button, step) in [(&dom.undo, &view.undo), (&dom.redo, &view.redo)] {
        button.set_disabled(step.is_none());
        set_attribute(button, "title", step.as_deref())?;
        set_attribute(button, "aria-label", step.as_deref())?;
    }
    set_visible(&dom.steps, view.undo.is_some() || view.redo.is_some());
    Ok(())
}

/// Questions, behind the notices, each with a button for every answer.
pub fn questions(dom: &Dom, questions: &[PageQuestion]) -> Result<(), JsValue> {
    for question in questions {
        let line: Element = create(&dom.document, "div", "notice question", "")?;
        line.set_attribute("data-urgency", "warning")?;
        add(&line, "i", "icon", "")?;
        add(&line, "p", "", &question.text)?;
        let ways = add(&line, "p", "ways", "")?;
        for (way, words) in &question.ways {
            let value = format!("{}:{}", question.id, way.name());
            ways.append_child(&button(dom, "decide", &value, words)?.into())?;
        }
        dom.notices.append_child(&line)?;
    }
    Ok(())
}

/// The files that the link names; those that are here are ticked.
pub fn expects(dom: &Dom, expects: Option<&Expects>) -> Result<(), JsValue> {
    set_visible(&dom.expects, expects.is_some());
    let Some(expects) = expects else { return Ok(()) };
    set_text(&dom.expects_text, &expects.text);
    empty(&dom.expects_files);
    for (name, here) in &expects.files {
        let file: Element = create(&dom.document, "li", "", if *here { "✓ " } else { "○ " })?;
        set_attribute(&file, "data-here", here.then_some(""))?;
        let name = add(&file, "span", "", name)?;
        name.set_attribute("dir", "auto")?;
        dom.expects_files.append_child(&file)?;
    }
    Ok(())
}

/// The saved analyses: each with its name to be changed, to be opened and to be removed.
pub fn saved(dom: &Dom, view: &View) -> Result<(), JsValue> {
    set_visible(&dom.saved_new, view.stage == Stage::Figure);
    set_visible(&dom.saved_none, view.saved.is_empty());
    empty(&dom.saved_list);
    for one in &view.saved {
        let slot = one.slot.to_string();
        let row: Element = create(&dom.document, "li", "", "")?;
        let name: HtmlInputElement = create(&dom.document, "input", "saved-name", "")?;
        name.set_type("text");
        name.set_value(&one.name);
        name.set_autocomplete("off");
        name.set_attribute("data-slot", &slot)?;
        name.set_attribute("dir", "auto")?;
        name.set_attribute("aria-label", saved_words::name().get(view.language))?;
        row.append_child(&name)?;
        for (action, words) in
            [("saved-open", saved_words::open()), ("saved-remove", saved_words::remove())]
        {
            let press = button(dom, action, &slot, "")?;
            for language in Language::ALL {
                let word: Element = create(&dom.document, "span", "", words.get(language))?;
                word.set_attribute("lang", language.tag())?;
                press.append_child(&word)?;
            }
            row.append_child(&press)?;
        }
        dom.saved_list.append_child(&row)?;
    }
    Ok(())
}

/// Before and after a date.
pub fn split(dom: &Dom, split: Option<&SplitView>) -> Result<(), JsValue> {
    set_visible(&dom.split, split.is_some());
    let Some(split) = split else { return Ok(()) };
    let typing = dom.document.active_element().as_ref() == Some(dom.split_at.as_ref());
    if !typing && dom.split_at.value() != split.value {
        dom.split_at.set_value(&split.value);
    }
    let message = split.message.as_deref();
    set_text(&dom.split_message, message.unwrap_or_default());
    set_visible(&dom.split_message, message.is_some());
    set_attribute(&dom.split_at, "aria-invalid", message.map(|_| "true"))?;
    if let Some(field) = dom.split_message.parent_element() {
        set_attribute(&field, "data-wrong", message.map(|_| ""))?;
    }
    empty(&dom.split_choices);
    for (value, words) in &split.choices {
        let choice = button(dom, "split", value, words)?;
        choice.set_class_name("quiet");
        dom.split_choices.append_child(&choice)?;
    }
    set_visible(&dom.split_result, !split.rows.is_empty());
    empty(&dom.split_rows);
    for row in &split.rows {
        let line: Element = create(&dom.document, "tr", "", "")?;
        let head: Element = create(&dom.document, "th", "", &row.name)?;
        head.set_attribute("scope", "row")?;
        add(&head, "span", "explain", &row.span)?;
        line.append_child(&head)?;
        add(&line, "td", "", &row.headline)?;
        for number in [&row.strength, &row.p, &row.n] {
            add(&line, "td", "number", number)?;
        }
        dom.split_rows.append_child(&line)?;
    }
    empty(&dom.split_below);
    for line in &split.below {
        add(&dom.split_below, "p", "explain", line)?;
    }
    Ok(())
}
