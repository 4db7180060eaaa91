//! What a reader may change: how two units share the picture, and the moving average.

use crate::{
    calendar::period::Period,
    chart::standalone::Drawing,
    kit::indices::put,
    kit::language::{Bilingual, Language},
    recipe::{recipe::ScaleMode, setting::ControlId},
    screen::dom::{add, all, empty, inside, set_visible},
    text::control as text,
};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement, HtmlOptionElement, HtmlSelectElement};

/// Writes the fields in a language, with their present values; all other places stay hidden. What
/// was written in that language stays, and with it the focus.
pub fn write(
    document: &Document,
    language: Language,
    period: Period,
    exported: Drawing,
    now: Drawing,
) -> Result<(), JsValue> {
    for place in all::<HtmlElement>(document, "[data-control]")? {
        let Some((control, choices)) = choices(&place, period, exported) else {
            set_visible(&place, false);
            continue;
        };
        if place.lang() != language.tag() {
            place.set_lang(language.tag());
            empty(&place);
            let row = add(&place, "label", "field", "")?;
            add(&row, "span", "label", text::name(control).get(language))?;
            let select = add(&row, "select", "", "")?;
            for (drawing, words) in choices {
                let option = add(&select, "option", "", words.get(language))?;
                option.unchecked_into::<HtmlOptionElement>().set_value(&value(control, drawing));
            }
        }
        inside::<HtmlSelectElement>(&place, "select")?.set_value(&value(control, now));
        set_visible(&place, true);
    }
    Ok(())
}

/// What a field with this value asks for.
pub fn asked(
    field: &Element,
    chosen: &str,
    period: Period,
    exported: Drawing,
    now: Drawing,
) -> Option<Drawing> {
    let (control, choices) = choices(field, period, exported)?;
    let (chosen, _) =
        choices.into_iter().find(|(drawing, _)| value(control, *drawing) == chosen)?;
    Some(match control {
        ControlId::Scale => Drawing { scale: chosen.scale, ..now },
        _ => Drawing { smoothing: chosen.smoothing, trailing: chosen.trailing, ..now },
    })
}

/// What can be chosen at a place; a width that was exported is one of them.
fn choices(
    place: &Element,
    period: Period,
    exported: Drawing,
) -> Option<(ControlId, Vec<(Drawing, Bilingual)>)> {
    let control = ControlId::from_name(&place.get_attribute("data-control")?)?;
    let choices = match control {
        ControlId::Scale => {
            let one =
                |scale: &ScaleMode| (Drawing { scale: *scale, ..exported }, text::scale(*scale));
            ScaleMode::ALL.iter().map(one).collect()
        }
        ControlId::Smoothing => {
            let mut widths = period.averages().to_vec();
            if exported.smoothing > 1 {
                put(&mut widths, exported.smoothing);
            }
            let one = |smoothing: u32, trailing: bool| {
                let words = text::smoothing(smoothing, trailing, Some(period));
                (Drawing { smoothing, trailing, ..exported }, words)
            };
            let centred = widths.iter().map(|width| one(*width, false));
            let trailing = widths.iter().filter(|width| **width > 1).map(|width| one(*width, true));
            centred.chain(trailing).collect()
        }
        _ => return None,
    };
    Some((control, choices))
}

/// The value of a field, as on the page.
fn value(control: ControlId, drawing: Drawing) -> String {
    match (control, drawing.smoothing) {
        (ControlId::Scale, _) => drawing.scale.name().to_owned(),
        (_, 0 | 1) => "1".to_owned(),
        (_, width) => format!("{width}{}", if drawing.trailing { "t" } else { "" }),
    }
}
