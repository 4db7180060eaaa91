//! What a reader does outside the views: buttons, fields, keys.

use super::{
    controls,
    program::{Program, program},
};
use crate::{
    kit::language::Language,
    recipe::export::Theme,
    screen::{
        dom::{by_id, forever},
        gestures::key as chart_key,
        listen::{self, Host, report},
        readout::chart_of,
    },
};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Event, HtmlDialogElement, HtmlSelectElement, KeyboardEvent};

/// Starts listening.
pub fn listen(document: &Document) -> Result<(), JsValue> {
    let on = |name: &str, listener: &js_sys::Function| {
        document.add_event_listener_with_callback(name, listener)
    };
    on("click", &forever(|event: Event| hear(&event, clicked)))?;
    on("change", &forever(|event: Event| hear(&event, changed)))?;
    on("keydown", &forever(|event: KeyboardEvent| hear(&event, key)))?;
    listen::listen(document, program)
}

fn hear<E>(event: &E, act: fn(&Program, &E) -> Result<(), JsValue>) {
    if let Some(program) = program() {
        report(act(&program, event));
    }
}

fn near(event: &Event, selector: &str) -> Result<Option<Element>, JsValue> {
    match event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
        Some(element) => element.closest(selector),
        None => Ok(None),
    }
}

fn clicked(program: &Program, event: &Event) -> Result<(), JsValue> {
    let Some(button) = near(event, "[data-do]")? else { return Ok(()) };
    match button.get_attribute("data-do").unwrap_or_default().as_str() {
        "language" => {
            let name = button.get_attribute("data-value").unwrap_or_default();
            program.speak(Language::from_name(&name).unwrap_or_default())
        }
        "theme" => program.paint(match program.theme() {
            Theme::Auto => Theme::Light,
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::Auto,
        }),
        "zoom-reset" => {
            program.charts().borrow_mut().show_all();
            program.draw_soon();
            Ok(())
        }
        _ => Ok(()),
    }
}

fn changed(program: &Program, event: &Event) -> Result<(), JsValue> {
    let Some(field) = near(event, "[data-control]")? else { return Ok(()) };
    let select = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
    let (exported, now) = (program.exported(), program.drawing());
    let asked = select.and_then(|select| {
        controls::asked(&field, &select.value(), program.period(), exported, now)
    });
    asked.map_or(Ok(()), |asked| program.redraw(asked))
}

fn key(program: &Program, event: &KeyboardEvent) -> Result<(), JsValue> {
    if chart_of(event).is_some() {
        let (said, asked) = chart_key(event, &mut program.charts().borrow_mut());
        if let Some(said) = said {
            program.announce(&said)?;
            program.draw_soon();
            return Ok(());
        }
        if let Some(asked) = asked {
            program.asked(asked);
            return Ok(());
        }
    }
    if event.key() == "?" && near(event, "select")?.is_none() {
        let keys: HtmlDialogElement = by_id(&program.document, "keys")?;
        if !keys.open() {
            keys.show_modal()?;
        }
    }
    Ok(())
}
