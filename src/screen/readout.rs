//! What the charts say in words: values under the cursor, beside the chart and never over it,
//! and the same for a screen reader.

use super::dom::{add, empty};
use crate::{
    chart::{
        hit::{Reading, Readout},
        lags::LagReadout,
        overlay::Aside,
    },
    kit::language::Language,
    text::{chart as words, number},
};
use litemap::LiteMap;
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement};

/// The places for values.
pub struct Readouts {
    places: LiteMap<String, Place>,
}

/// A place with what it shows: where only texts change, only texts are written.
struct Place {
    element: HtmlElement,
    shown: RefCell<Shown>,
}

#[derive(Default)]
struct Shown {
    /// What decides the elements: series with their slots and names, and whether a value has a
    /// further text.
    shape: Vec<(usize, String, bool)>,
    /// The elements that hold texts, in order, with their texts.
    texts: Vec<(Element, String)>,
}

impl Shown {
    fn write(&mut self, texts: Vec<String>) {
        for ((element, old), new) in self.texts.iter_mut().zip(texts) {
            if *old != new {
                element.set_text_content(Some(&new));
                *old = new;
            }
        }
    }
}

impl Readouts {
    /// Looks them up.
    pub fn find(document: &Document) -> Result<Readouts, JsValue> {
        let mut places = LiteMap::default();
        for place in super::dom::all::<HtmlElement>(document, "[data-readout]")? {
            let name = place.get_attribute("data-readout").unwrap_or_default();
            places.insert(name, Place { element: place, shown: RefCell::default() });
        }
        Ok(Readouts { places })
    }

    /// Writes the values of a period; where there is no cursor the place keeps its height.
    pub fn period(
        &self,
        chart: &str,
        readout: Option<&Readout>,
        language: Language,
    ) -> Result<(), JsValue> {
        let Some(place) = self.places.get(chart) else { return Ok(()) };
        let mut shown = place.shown.borrow_mut();
        let Some(readout) = readout else {
            empty(&place.element);
            *shown = Shown::default();
            return Ok(());
        };
        let readings = &readout.readings;
        let shape: Vec<(usize, String, bool)> =
            readings.iter().map(|r| (r.slot, r.label.clone(), has_more(r))).collect();
        if shown.texts.is_empty() || shown.shape != shape {
            empty(&place.element);
            let mut made = Vec::new();
            let mut add_text = |parent: &Element, tag: &str, class: &str| {
                add(parent, tag, class, "").map(|element| made.push((element, String::new())))
            };
            add_text(&place.element, "b", "when")?;
            for reading in readings {
                let item = add(&place.element, "span", "reading", "")?;
                if chart != "rolling" {
                    add(&item, "i", "key", "")?
                        .set_attribute("data-slot", &reading.slot.to_string())?;
                }
                add(&item, "span", "name", &reading.label)?.set_attribute("dir", "auto")?;
                add_text(&item, "b", "")?;
                if has_more(reading) {
                    add_text(&item, "span", "")?;
                }
            }
            *shown = Shown { shape, texts: made };
        }
        let mut texts = vec![readout.label.clone()];
        for reading in readings {
            let value = value_text(reading);
            if let Some((element, _)) = shown.texts.get(texts.len())
                && element.class_name().is_empty() == reading.partial
            {
                element.set_class_name(if reading.partial { "partial" } else { "" });
            }
            texts.push(value);
            texts.extend(reading.further(language).map(|further| format!("({further})")));
        }
        shown.write(texts);
        Ok(())
    }

    /// Puts a place's values beside the pointer, or back into their row.
    pub fn beside(&self, chart: &str, aside: Option<Aside>) -> Result<(), JsValue> {
        let Some(Place { element, .. }) = self.places.get(chart) else { return Ok(()) };
        let Some(Aside { x, y, left, up }) = aside else {
            return element.remove_attribute("data-beside");
        };
        let style = element.style();
        style.set_property("--x", &format!("{x:.1}px"))?;
        style.set_property("--y", &format!("{y:.1}px"))?;
        let side = if left { "left" } else { "right" };
        element.set_attribute("data-beside", &format!("{side}{}", if up { " up" } else { "" }))
    }

    /// Writes a sentence.
    pub fn say(&self, chart: &str, sentence: &str) {
        if let Some(Place { element, .. }) = self.places.get(chart) {
            super::dom::set_text(element, sentence);
        }
    }

    /// Writes what holds at a lag.
    pub fn lag(&self, readout: Option<&LagReadout>, language: Language) -> Result<(), JsValue> {
        let Some(Place { element: place, .. }) = self.places.get("lags") else { return Ok(()) };
        empty(place);
        let Some(readout) = readout else { return Ok(()) };
        add(place, "b", "when", &readout.label)?;
        for (name, r) in [
            (words::surprises(language), readout.surprises),
            (words::levels(language), readout.levels),
        ] {
            let Some(r) = r else { continue };
            let item = add(place, "span", "reading", "")?;
            add(&item, "span", "name", name)?;
            add(&item, "b", "", &number::coefficient(r))?;
        }
        Ok(())
    }
}

/// Whether something stands behind the value.
fn has_more(reading: &Reading) -> bool {
    reading.from.is_some() || reading.mean.is_some()
}

/// The value with its unit; a dash where there is none.
fn value_text(reading: &Reading) -> String {
    match (&reading.value, &reading.unit) {
        (None, _) => "–".to_owned(),
        (Some(_), unit) => words::quantity(&reading.text, unit.as_deref()),
    }
}

/// The chart's element that an event happened in.
pub fn chart_of(event: &web_sys::Event) -> Option<(Element, crate::chart::views::Kind)> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let root = target.closest("[data-chart]").ok()??;
    let kind = crate::chart::views::Kind::from_name(&root.get_attribute("data-chart")?)?;
    Some((root, kind))
}
