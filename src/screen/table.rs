//! The figure as a table, written when it is opened: thousands of rows take time that the
//! picture does not have to wait for. Of very many the first are written, and that there are more.

use super::dom::{add, by_id, empty, set_text};
use crate::{
    chart::data::Figure,
    kit::language::Language,
    text::{
        figure::{ROWS_MAX, more_rows},
        number, period,
    },
};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::{Document, HtmlDetailsElement, HtmlElement};

/// The table under the charts.
pub struct Table {
    details: HtmlDetailsElement,
    caption: HtmlElement,
    head: HtmlElement,
    body: HtmlElement,
    waiting: Option<Rc<Figure>>,
    language: Language,
}

impl Table {
    /// Looks its places up.
    pub fn find(document: &Document) -> Result<Table, JsValue> {
        Ok(Table {
            details: by_id(document, "table")?,
            caption: by_id(document, "table-caption")?,
            head: by_id(document, "table-head")?,
            body: by_id(document, "table-body")?,
            waiting: None,
            language: Language::default(),
        })
    }

    /// Takes another figure; where the table is open it is written at once.
    pub fn set(&mut self, figure: Option<&Rc<Figure>>, language: Language) -> Result<(), JsValue> {
        self.language = language;
        empty(&self.head);
        empty(&self.body);
        self.waiting = figure.cloned();
        if self.details.open() { self.open() } else { Ok(()) }
    }

    /// Writes what waits.
    pub fn open(&mut self) -> Result<(), JsValue> {
        let Some(figure) = self.waiting.take() else { return Ok(()) };
        set_text(&self.caption, &figure.alt);
        let head = add(&self.head, "tr", "", "")?;
        add(&head, "th", "", &figure.period_name)?.set_attribute("scope", "col")?;
        for series in &figure.series {
            add(&head, "th", "number", &series.axis)?.set_attribute("scope", "col")?;
        }
        for (index, label) in figure.labels.iter().enumerate().take(ROWS_MAX) {
            let row = add(&self.body, "tr", "", "")?;
            if figure.partial.get(index) == Some(&true) {
                row.set_class_name("partial");
            }
            let label = period::start_of_label(label, figure.period).take(self.language);
            add(&row, "th", "", &label)?.set_attribute("scope", "row")?;
            for series in &figure.series {
                let value = series.values.get(index).copied().filter(|value| value.is_finite());
                let text = value.map_or_else(|| "–".to_owned(), number::value);
                add(&row, "td", "number", &text)?;
            }
        }
        if let Some(more) = more_rows(figure.labels.len()) {
            let row = add(&self.body, "tr", "", "")?;
            let columns = (figure.series.len() + 1).to_string();
            add(&row, "td", "", &more.take(self.language))?.set_attribute("colspan", &columns)?;
        }
        Ok(())
    }
}
