//! What a reader may change: how two units share the picture, and the moving average.

use crate::{
    calendar::period::Period,
    chart::standalone::Drawing,
    kit::language::{Bilingual, Language},
    recipe::{recipe::ScaleMode, setting::ControlId},
    screen::dom::{add, all, empty, show},
    text::control as text,
};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement, HtmlOptionElement};

/// Writes the fields in a language, with their present values; all other places stay hidden.
pub fn write(
    document: &Document,
    language: Language,
    period: Period,
    now: Drawing,
) -> Result<(), JsValue> {
    for place in all::<HtmlElement>(document, "[data-control]")? {
        let name = place.get_attribute("data-control").unwrap_or_default();
        let control = ControlId::from_name(&name);
        let choices = match control {
            Some(ControlId::Scale) => scales(),
            Some(ControlId::Smoothing) => smoothings(period, now.smoothing),
            _ => Vec::new(),
        };
        show(&place, !choices.is_empty());
        let (Some(control), false) = (control, choices.is_empty()) else { continue };
        empty(&place);
        let row = add(&place, "label", "field", "")?;
        add(&row, "span", "label", text::name(control).get(language))?;
        let select = add(&row, "select", "", "")?;
        for (drawing, words) in choices {
            let option = add(&select, "option", "", words.get(language))?;
            let option: HtmlOptionElement = option.unchecked_into();
            option.set_value(&value(control, drawing(now)));
            option.set_selected(drawing(now) == now);
        }
    }
    Ok(())
}

/// What a field that has changed asks for.
pub fn changed(field: &Element, value_now: &str, period: Period, now: Drawing) -> Option<Drawing> {
    let control = ControlId::from_name(&field.get_attribute("data-control")?)?;
    let choices = match control {
        ControlId::Scale => scales(),
        ControlId::Smoothing => smoothings(period, now.smoothing),
        _ => return None,
    };
    let asked = choices.into_iter().map(|(drawing, _)| drawing(now));
    asked.into_iter().find(|drawing| value(control, *drawing) == value_now)
}

type Choice = (Box<dyn Fn(Drawing) -> Drawing>, Bilingual);

fn scales() -> Vec<Choice> {
    let one = |scale: ScaleMode| -> Choice {
        (Box::new(move |now| Drawing { scale, ..now }), text::scale(scale))
    };
    ScaleMode::ALL.iter().copied().map(one).collect()
}

fn smoothings(period: Period, present: u32) -> Vec<Choice> {
    let mut widths = period.averages().to_vec();
    if present > 1 && !widths.contains(&present) {
        widths.push(present);
        widths.sort_unstable();
    }
    let one = |smoothing: u32, trailing: bool| -> Choice {
        let words = text::smoothing(smoothing, trailing, Some(period));
        (Box::new(move |now| Drawing { smoothing, trailing, ..now }), words)
    };
    let trailing = widths.iter().filter(|width| **width > 1).map(|width| one(*width, true));
    widths.iter().map(|width| one(*width, false)).chain(trailing).collect()
}

/// The value of a field: as in the page's own.
fn value(control: ControlId, drawing: Drawing) -> String {
    match control {
        ControlId::Scale => drawing.scale.name().to_owned(),
        _ => format!("{}{}", drawing.smoothing, if drawing.trailing { "t" } else { "" }),
    }
}
