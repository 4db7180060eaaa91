//! The figure as a table, written when it is opened: thousands of rows cost time that nobody
//! who looks at the picture should wait for.

use super::dom::{Dom, add, empty, say};
use crate::{
    chart::data::Figure,
    kit::language::Language,
    text::{date as dates, number},
};
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// The table under the charts.
#[derive(Default)]
pub struct Table {
    waiting: Option<Rc<Figure>>,
    language: Language,
}

impl Table {
    /// Takes another figure; where the table is open it is written at once.
    pub fn set(
        &mut self,
        dom: &Dom,
        figure: Option<&Rc<Figure>>,
        language: Language,
    ) -> Result<(), JsValue> {
        empty(&dom.table_head);
        empty(&dom.table_body);
        self.waiting = figure.cloned();
        self.language = language;
        if dom.table.open() { self.open(dom) } else { Ok(()) }
    }

    /// Writes what waits.
    pub fn open(&mut self, dom: &Dom) -> Result<(), JsValue> {
        let Some(figure) = self.waiting.take() else { return Ok(()) };
        say(&dom.table_caption, &figure.alt);
        let head = add(&dom.table_head, "tr", "", "")?;
        add(&head, "th", "", &figure.period_name)?.set_attribute("scope", "col")?;
        for series in &figure.series {
            add(&head, "th", "number", &series.axis)?.set_attribute("scope", "col")?;
        }
        for (index, label) in figure.labels.iter().enumerate() {
            let row = add(&dom.table_body, "tr", "", "")?;
            if figure.partial.get(index) == Some(&true) {
                row.set_class_name("partial");
            }
            let label = dates::start_label(label, figure.period).take(self.language);
            add(&row, "th", "", &label)?.set_attribute("scope", "row")?;
            for series in &figure.series {
                let value = series.values.get(index).copied().filter(|value| value.is_finite());
                let text = value.map_or_else(|| "–".to_owned(), number::value);
                add(&row, "td", "number", &text)?;
            }
        }
        Ok(())
    }
}
