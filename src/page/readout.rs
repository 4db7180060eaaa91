//! What the charts say in words: values under the cursor, beside the chart and never over it,
//! and the same for a screen reader.

use super::dom::{add, empty};
use crate::{
    chart::{
        format,
        hit::{Reading, Readout},
        lags::LagReadout,
    },
    text::{Language, chart as words},
};
use std::collections::BTreeMap;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement};

/// The places for values.
pub struct Readouts {
    places: BTreeMap<String, HtmlElement>,
}

impl Readouts {
    /// Looks them up.
    pub fn find(document: &Document) -> Result<Readouts, JsValue> {
        let mut places = BTreeMap::new();
        for place in super::dom::all::<HtmlElement>(document, "[data-readout]")? {
            places.insert(place.get_attribute("data-readout").unwrap_or_default(), place);
        }
        Ok(Readouts { places })
    }

    /// Writes the values of a period; where there is no cursor the place keeps its height.
    pub fn period(&self, chart: &str, readout: Option<&Readout>) -> Result<(), JsValue> {
        let Some(place) = self.places.get(chart) else { return Ok(()) };
        empty(place);
        let Some(readout) = readout else { return Ok(()) };
        add(place, "b", "when", &readout.label)?;
        for reading in &readout.readings {
            let item = add(place, "span", "reading", "")?;
            if chart != "rolling" {
                add(&item, "i", "key", "")?
                    .set_attribute("data-slot", &reading.slot.to_string())?;
            }
            add(&item, "span", "name", &reading.label)?.set_attribute("dir", "auto")?;
            let value = add(&item, "b", "", &value_text(reading))?;
            if let Some(from) = &reading.from {
                add(&item, "span", "", &format!("({from})"))?;
            }
            if reading.partial {
                value.set_class_name("partial");
            }
        }
        Ok(())
    }

    /// Writes what holds at a lag.
    pub fn lag(&self, readout: Option<&LagReadout>, language: Language) -> Result<(), JsValue> {
        let Some(place) = self.places.get("lags") else { return Ok(()) };
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
            add(&item, "b", "", &format::coefficient(r))?;
        }
        Ok(())
    }

    /// A period in one sentence.
    pub fn period_text(readout: &Readout, language: Language) -> String {
        let (comma, colon) = marks(language);
        let values: Vec<String> = readout
            .readings
            .iter()
            .map(|reading| format!("{} {}", reading.label, value_text(reading)))
            .collect();
        format!("{}{colon}{}", readout.label, values.join(comma))
    }

    /// A lag in one sentence.
    pub fn lag_text(readout: &LagReadout, language: Language) -> String {
        let (comma, colon) = marks(language);
        let values: Vec<String> = [
            (words::surprises(language), readout.surprises),
            (words::levels(language), readout.levels),
        ]
        .into_iter()
        .filter_map(|(name, r)| Some(format!("{name} {}", format::coefficient(r?))))
        .collect();
        format!("{}{colon}{}", readout.label, values.join(comma))
    }
}

fn marks(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::En => (", ", ": "),
        Language::Ja => ("、", "："),
    }
}

/// The value with its unit; a dash where there is none.
fn value_text(reading: &Reading) -> String {
    match (&reading.value, &reading.unit) {
        (None, _) => "–".to_owned(),
        (Some(_), Some(unit)) => format!("{} {unit}", reading.text),
        (Some(_), None) => reading.text.clone(),
    }
}

/// The chart's element that an event happened in.
pub fn chart_of(event: &web_sys::Event) -> Option<(Element, super::charts::Kind)> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let root = target.closest("[data-chart]").ok()??;
    let kind = super::charts::Kind::from_name(&root.get_attribute("data-chart")?)?;
    Some((root, kind))
}
