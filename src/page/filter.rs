//! The conditions of a source's filter in its card: column, comparison, value.
//!
//! A condition that is not complete stays in its fields and says nothing; so does what could not be
//! followed, until it is mended.

use super::{
    dom::{Dom, add, all_in, create, empty, inside, set_attribute, set_text, set_visible},
    parts::button,
};
use crate::{
    app::{
        message::Message,
        view::{FilterView, OverrideField},
    },
    ingest::filter::Op,
};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Element, HtmlDetailsElement, HtmlElement, HtmlInputElement, HtmlOptionElement,
    HtmlSelectElement,
};

/// The places of a card's filter.
pub struct FilterDom {
    root: HtmlDetailsElement,
    kept: HtmlElement,
    rows: HtmlElement,
    /// One list of common cells a column, for the fields of values.
    seen: HtmlElement,
    message: HtmlElement,
    source: String,
    shown: Option<FilterView>,
}

impl FilterDom {
    /// In a new card.
    pub fn find(card: &Element, source: &str) -> Result<FilterDom, JsValue> {
        Ok(FilterDom {
            root: inside(card, ".card-filter")?,
            kept: inside(card, ".card-filter .chosen")?,
            rows: inside(card, ".filter-rows")?,
            seen: inside(card, ".filter-seen")?,
            message: inside(card, ".filter-message")?,
            source: source.to_owned(),
            shown: None,
        })
    }

    /// Writes what differs.
    pub fn render(&mut self, dom: &Dom, view: Option<&FilterView>) -> Result<(), JsValue> {
        set_visible(&self.root, view.is_some());
        if self.shown.as_ref() == view {
            return Ok(());
        }
        let old = self.shown.take();
        let Some(view) = view else { return Ok(()) };
        set_text(&self.kept, &view.kept);
        set_text(&self.message, view.message.as_deref().unwrap_or_default());
        set_visible(&self.message, view.message.is_some());
        if view.message.is_some() {
            self.root.set_open(true);
        }
        let old = old.as_ref();
        if old.map(|old| (&old.seen, &old.empty)) != Some((&view.seen, &view.empty)) {
            self.offer(dom, view)?;
        }
        let other = old.map(|old| (&old.columns, &old.ops)) != Some((&view.columns, &view.ops));
        if other || (lines(&self.root)? != view.lines && !view.refused) {
            empty(&self.rows);
            for line in view.lines.split('\n') {
                self.add(dom, view, line)?;
            }
        }
        self.shown = Some(view.clone());
        Ok(())
    }

    /// The common cells of each column.
    fn offer(&self, dom: &Dom, view: &FilterView) -> Result<(), JsValue> {
        empty(&self.seen);
        for (column, cells) in
            view.columns.iter().zip(&view.seen).filter(|(_, seen)| !seen.is_empty())
        {
            let list: HtmlElement = create(&dom.document, "datalist", "", "")?;
            list.set_id(&list_of(&self.source, &column.value));
            for cell in cells.iter().chain([&view.empty]) {
                let option: HtmlOptionElement = create(&dom.document, "option", "", "")?;
                option.set_value(cell);
                list.append_child(&option)?;
            }
            self.seen.append_child(&list)?;
        }
        Ok(())
    }

    /// The fields of a condition; of an empty line, without anything in them.
    fn add(&self, dom: &Dom, view: &FilterView, line: &str) -> Result<(), JsValue> {
        let document = &dom.document;
        let parts: Vec<&str> = line.splitn(3, '\t').collect();
        let part = |at: usize| parts.get(at).copied().unwrap_or_default();
        let row: Element = create(document, "div", "filter-row", "")?;
        for (at, (choices, class)) in
            [(&view.columns, "filter-column"), (&view.ops, "filter-op")].into_iter().enumerate()
        {
            let select: HtmlSelectElement = create(document, "select", class, "")?;
            for choice in choices {
                let option: HtmlOptionElement = create(document, "option", "", &choice.label)?;
                option.set_value(&choice.value);
                select.append_child(&option)?;
            }
            if !part(at).is_empty() {
                select.set_value(part(at));
            }
            name(&select, view, at)?;
            row.append_child(&select)?;
        }
        let input: HtmlInputElement = create(document, "input", "filter-value", "")?;
        input.set_type("text");
        input.set_autocomplete("off");
        input.set_attribute("dir", "auto")?;
        input.set_attribute("list", &list_of(&self.source, part(0)))?;
        name(&input, view, 2)?;
        let blank = part(2).is_empty() && !line.is_empty();
        input.set_value(if blank { &view.empty } else { part(2) });
        input.set_attribute("data-empty", &view.empty)?;
        row.append_child(&input)?;
        let remove = button(dom, "filter-remove", "", "")?;
        remove.set_class_name("quiet icon");
        add(&remove, "i", "cross", "")?;
        name(&remove, view, 3)?;
        row.append_child(&remove)?;
        self.rows.append_child(&row)?;
        Ok(())
    }
}

/// Id of the list of a column's common cells.
fn list_of(source: &str, column: &str) -> String {
    format!("seen-{source}-{column}")
}

fn name(field: &Element, view: &FilterView, at: usize) -> Result<(), JsValue> {
    set_attribute(field, "aria-label", view.names.get(at).map(String::as_str))
}

/// The complete conditions of a card's filter.
fn lines(filter: &Element) -> Result<String, JsValue> {
    let mut lines = Vec::new();
    for row in all_in::<Element>(filter, ".filter-row")? {
        let select = |path| inside::<HtmlSelectElement>(&row, path).map(|select| select.value());
        let (column, op) = (select(".filter-column")?, select(".filter-op")?);
        let input: HtmlInputElement = inside(&row, ".filter-value")?;
        let text = input.value().split_whitespace().collect::<Vec<_>>().join(" ");
        let nothing = input.get_attribute("data-empty").as_deref() == Some(text.as_str());
        let blank = matches!(Op::from_name(&op), Some(Op::Is | Op::IsNot)) && nothing;
        if !column.is_empty() && !text.is_empty() {
            lines.push(format!("{column}\t{op}\t{}", if blank { "" } else { &text }));
        }
    }
    Ok(lines.join("\n"))
}

/// What a card's filter asks for after a field of it changed; `None` where it is no field of one.
pub fn changed(target: &Element, source: &str) -> Result<Option<Message>, JsValue> {
    let Some(filter) = target.closest(".card-filter")? else { return Ok(None) };
    if let Some(row) = target.closest(".filter-row")? {
        let column = inside::<HtmlSelectElement>(&row, ".filter-column")?.value();
        let value: Element = inside(&row, ".filter-value")?;
        value.set_attribute("list", &list_of(source, &column))?;
    }
    let message = Message::Override {
        source: source.to_owned(),
        field: OverrideField::Filter,
        value: lines(&filter)?,
    };
    Ok(Some(message))
}

/// One more condition in a card's filter, like the last one but without a column and a value.
pub fn add_row(button: &Element) -> Result<(), JsValue> {
    let Some(filter) = button.closest(".card-filter")? else { return Ok(()) };
    let Some(last) = all_in::<Element>(&filter, ".filter-row")?.pop() else { return Ok(()) };
    let row: Element = last.clone_node_with_deep(true)?.unchecked_into();
    inside::<HtmlInputElement>(&row, ".filter-value")?.set_value("");
    let column: HtmlSelectElement = inside(&row, ".filter-column")?;
    column.set_value("");
    inside::<Element>(&filter, ".filter-rows")?.append_child(&row)?;
    column.focus()
}

/// Takes out the condition that a button stands in; the last one is emptied, so that there is a
/// place for another.
pub fn remove(button: &Element, source: &str) -> Result<Option<Message>, JsValue> {
    let (Some(row), Some(filter)) =
        (button.closest(".filter-row")?, button.closest(".card-filter")?)
    else {
        return Ok(None);
    };
    if all_in::<Element>(&filter, ".filter-row")?.len() > 1 {
        row.remove();
    } else {
        inside::<HtmlInputElement>(&row, ".filter-value")?.set_value("");
        inside::<HtmlSelectElement>(&row, ".filter-column")?.set_value("");
    }
    changed(&filter, source)
}
