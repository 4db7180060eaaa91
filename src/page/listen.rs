//! Listeners on the document; which control an event is about is read from `data-` attributes.

use super::{
    cards::{open_card, opened_card, write_query},
    dom::{Dom, by_id, inside, set_visible},
    files, filter, groups,
    handle::{Page, asked, page, send},
    held_files::Named,
    later::{forever, later},
    press::{clicked, near, open_note, source_of},
};
use crate::{
    app::{drawers::Drawer, message::Message},
    ingest::topic::OverrideField,
    query::Engine,
    recipe::setting::ControlId,
    screen::{
        gestures::key as chart_key,
        listen::{self, report},
        readout::chart_of,
    },
};
use js_sys::Date;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    ClipboardEvent, DragEvent, Element, Event, HtmlDialogElement, HtmlElement, HtmlInputElement,
    HtmlSelectElement, HtmlTextAreaElement, KeyboardEvent, MouseEvent,
};

/// Adds the listeners to the document, its dialogs and the window; they stay for the page's life.
pub fn listen(dom: &Dom) -> Result<(), JsValue> {
    let on = |name: &str, listener: &js_sys::Function| {
        dom.document.add_event_listener_with_callback(name, listener)
    };
    on("click", &forever(|event: MouseEvent| report(clicked(&event))))?;
    on("change", &forever(|event: Event| report(changed(&event))))?;
    on("input", &forever(|event: Event| report(typed(&event))))?;
    on("keydown", &forever(|event: KeyboardEvent| report(key(&event))))?;
    on("paste", &forever(|event: ClipboardEvent| report(pasted(&event))))?;
    on("dragover", &forever(|event: DragEvent| dragged(&event, true)))?;
    on("dragenter", &forever(|event: DragEvent| dragged(&event, true)))?;
    on("dragleave", &forever(|event: DragEvent| left(&event)))?;
    on("drop", &forever(|event: DragEvent| dropped(&event)))?;
    listen::listen(&dom.document, page)?;
    dom.paste
        .add_event_listener_with_callback("close", &forever(|_: Event| report(paste_closed())))?;
    let note: HtmlDialogElement = by_id(&dom.document, "note")?;
    let closed = note.clone();
    note.add_event_listener_with_callback(
        "close",
        &forever(move |_: Event| report(note_closed(&closed))),
    )?;
    // A browser asks only where the page was used; the words are its own.
    dom.window.add_event_listener_with_callback(
        "beforeunload",
        &forever(|event: Event| {
            if page().is_some_and(|page| page.model.borrow().unsaved()) {
                event.prevent_default();
            }
        }),
    )?;
    dom.window
        .add_event_listener_with_callback("hashchange", &forever(|_: Event| report(hash_changed())))
}

fn changed(event: &Event) -> Result<(), JsValue> {
    let Some(page) = page() else { return Ok(()) };
    let Some(target) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok())
    else {
        return Ok(());
    };
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        match input.id().as_str() {
            "file-input" | "folder-input" => {
                let named = input.files().map(|list| files::of_list(&list)).unwrap_or_default();
                // Otherwise choosing the same file again would fire no `change`.
                input.set_value("");
                if !named.is_empty() {
                    files::give_notes(&page, named, false);
                }
                return Ok(());
            }
            "note-file" => {
                let file = input.files().and_then(|list| list.get(0));
                input.set_value("");
                by_id::<HtmlDialogElement>(&page.dom.document, "note")?.close();
                if let Some(file) = file {
                    files::give_notes(&page, vec![files::named(file)], true);
                }
                return Ok(());
            }
            "keep" => {
                send(Message::KeepChosen(input.checked()));
                return Ok(());
            }
            "split-at" => {
                send(Message::SplitAt { value: input.value() });
                return Ok(());
            }
            _ => {}
        }
        if let Some(slot) = input.get_attribute("data-slot").and_then(|slot| slot.parse().ok()) {
            send(Message::RenameSaved { slot, name: input.value() });
            return Ok(());
        }
        if input.matches(".picker")? {
            return picked(&page, input);
        }
    }
    if target.matches(".card-engine")? {
        let query = |source: &str, engine: Engine| page.query(source, engine);
        return match target.closest(".card")? {
            Some(card) => write_query(&card, &query),
            None => Ok(()),
        };
    }
    let source = source_of(&target);
    if let Some(message) = groups::changed(&target, &source)? {
        send(message);
    } else if let Some(message) = filter::changed(&target, &source)? {
        send(message);
    } else if let Some(field) = target.closest("[data-override]")? {
        let name = field.get_attribute("data-override").unwrap_or_default();
        let Some(id) = OverrideField::from_name(&name) else { return Ok(()) };
        send(Message::Override { source, field: id, value: value_of(&field)? });
    } else if let Some(control) = target.closest("[data-control]")? {
        let name = control.get_attribute("data-control").unwrap_or_default();
        if let Some(id) = ControlId::from_name(&name) {
            send(Message::of_control(id, &value_of(&control)?));
        }
    }
    Ok(())
}

/// Groups are found while their name is typed.
fn typed(event: &Event) -> Result<(), JsValue> {
    match near(event, ".groups-search")? {
        Some(search) => search.closest(".card-groups")?.map_or(Ok(()), |it| groups::find(&it)),
        None => Ok(()),
    }
}

/// A day was chosen in a calendar that stands beside a text field: it is as if it were typed.
fn picked(page: &Rc<Page>, picker: &HtmlInputElement) -> Result<(), JsValue> {
    let value = picker.value();
    picker.set_value("");
    if value.is_empty() {
        return Ok(());
    }
    if picker.get_attribute("data-for").is_some() {
        page.send(Message::SplitAt { value });
    } else if let Some(control) = picker.closest("[data-control]")? {
        let name = control.get_attribute("data-control").unwrap_or_default();
        if let Some(id) = ControlId::from_name(&name) {
            page.send(Message::of_control(id, &value));
        }
    }
    Ok(())
}

/// The value that a field's inputs have now: of a list the checked ones, joined by `data-join`;
/// of a pair `from..to`, empty where one is missing.
fn value_of(field: &Element) -> Result<String, JsValue> {
    if let Some(select) = field.query_selector("select")? {
        return Ok(select.unchecked_into::<HtmlSelectElement>().value());
    }
    if let Some(area) = field.query_selector("textarea")? {
        return Ok(area.unchecked_into::<HtmlTextAreaElement>().value());
    }
    let list = field.query_selector_all("input")?;
    let inputs = (0..list.length()).filter_map(|at| list.get(at)?.dyn_into().ok());
    let inputs: Vec<HtmlInputElement> =
        inputs.filter(|input: &HtmlInputElement| input.class_name() != "picker").collect();
    if let Some(join) = field.get_attribute("data-join") {
        let join = if join == "line" { "\n" } else { "," };
        let chosen: Vec<String> =
            inputs.iter().filter(|input| input.checked()).map(HtmlInputElement::value).collect();
        return Ok(chosen.join(join));
    }
    Ok(match inputs.as_slice() {
        [from, to] => match (from.value(), to.value()) {
            (from, to) if from.is_empty() || to.is_empty() => String::new(),
            (from, to) => format!("{from}..{to}"),
        },
        [input] if input.type_() == "checkbox" => {
            (if input.checked() { "on" } else { "off" }).to_owned()
        }
        [input] => input.value(),
        _ => String::new(),
    })
}

fn key(event: &KeyboardEvent) -> Result<(), JsValue> {
    let Some(page) = page() else { return Ok(()) };
    let dom = &page.dom;
    if chart_of(event).is_some() {
        let (said, wanted) = chart_key(event, &mut page.charts.borrow_mut());
        if let Some(said) = said {
            dom.announce.set_text_content(Some(&said));
            page.draw_soon();
            return Ok(());
        }
        if let Some(wanted) = wanted {
            page.send(asked(wanted));
            return Ok(());
        }
        if event.key() == "n" && !(event.ctrl_key() || event.meta_key() || event.alt_key()) {
            event.prevent_default();
            return open_note(&page);
        }
    }
    let typing = near(event, "input:not([type=checkbox]), textarea, select")?.is_some();
    if let Some(step) = step_of(event)?
        && near(event, "dialog")?.is_none()
    {
        event.prevent_default();
        page.send(step);
        return Ok(());
    }
    match event.key().as_str() {
        "?" if !typing => {
            let keys: HtmlDialogElement = by_id(&dom.document, "keys")?;
            if !keys.open() {
                keys.show_modal()?;
            }
        }
        "Escape" if opened_card(&dom.document)?.is_some() => {
            let card = opened_card(&dom.document)?;
            open_card(&dom.document, None)?;
            if let Some(card) = card {
                inside::<HtmlElement>(&card, ".card-open")?.focus()?;
            }
        }
        "Escape" => {
            let drawers = page.model.borrow().drawers;
            if drawers.sources {
                send(Message::DrawerToggled(Drawer::Sources));
            }
            if drawers.analysis {
                send(Message::DrawerToggled(Drawer::Analysis));
            }
        }
        _ => {}
    }
    Ok(())
}

/// What the keys for undo and redo mean; in a text field they are the field's own.
fn step_of(event: &KeyboardEvent) -> Result<Option<Message>, JsValue> {
    const TEXT: &str = "input:not([type=checkbox], [type=radio]), textarea";
    if !(event.ctrl_key() || event.meta_key()) || event.alt_key() || near(event, TEXT)?.is_some() {
        return Ok(None);
    }
    Ok(match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
        ("z", false) => Some(Message::Undo),
        ("z", true) | ("y", false) => Some(Message::Redo),
        _ => None,
    })
}

fn pasted(event: &ClipboardEvent) -> Result<(), JsValue> {
    let Some(page) = page() else { return Ok(()) };
    if near(event, "input, textarea, dialog")?.is_some() {
        return Ok(());
    }
    let Some(data) = event.clipboard_data() else { return Ok(()) };
    let named = data.files().map(|list| files::of_list(&list)).unwrap_or_default();
    if !named.is_empty() {
        event.prevent_default();
        files::give(&page, named, false, None, None);
        return Ok(());
    }
    let text = data.get_data("text/plain")?;
    if text.contains('\n') {
        event.prevent_default();
        files::give(&page, vec![paste_file(&text)?], false, None, None);
    }
    Ok(())
}

fn note_closed(dialog: &HtmlDialogElement) -> Result<(), JsValue> {
    let Some(page) = page() else { return Ok(()) };
    let value =
        |id: &str| by_id::<HtmlInputElement>(&page.dom.document, id).map(|input| input.value());
    if dialog.return_value() == "ok" {
        send(Message::AnnotationAdded { at: value("note-at")?, text: value("note-text")? });
    }
    Ok(())
}

fn paste_file(text: &str) -> Result<Named, JsValue> {
    thread_local! {
        static COUNT: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
    }
    COUNT.set(COUNT.get() + 1);
    files::from_text(&format!("pasted-{}.txt", COUNT.get()), text, Date::now())
}

fn paste_closed() -> Result<(), JsValue> {
    let Some(page) = page() else { return Ok(()) };
    let text = page.dom.paste_text.value();
    page.dom.paste_text.set_value("");
    if page.dom.paste.return_value() == "ok" && !text.trim().is_empty() {
        files::give(&page, vec![paste_file(&text)?], false, None, None);
    }
    Ok(())
}

fn dragged(event: &DragEvent, over: bool) {
    let Some(page) = page() else { return };
    let Some(transfer) = event.data_transfer().filter(files::has_files) else { return };
    event.prevent_default();
    transfer.set_drop_effect("copy");
    page.pool.start_ahead();
    set_visible(&page.dom.veil, over);
}

fn left(event: &DragEvent) {
    // `relatedTarget` is null when the drag leaves the window, an element when it moves inside.
    if event.related_target().is_none()
        && let Some(page) = page()
    {
        set_visible(&page.dom.veil, false);
    }
}

fn dropped(event: &DragEvent) {
    let Some(page) = page() else { return };
    set_visible(&page.dom.veil, false);
    let Some(transfer) = event.data_transfer() else { return };
    if files::has_files(&transfer) {
        event.prevent_default();
        let found = files::of_drop(&transfer);
        later(async move {
            let named = found.await;
            files::give_notes(&page, named, false);
            Ok(())
        });
    } else if let Ok(text) = transfer.get_data("text/plain")
        && text.contains('\n')
    {
        event.prevent_default();
        if let Ok(named) = paste_file(&text) {
            files::give(&page, vec![named], false, None, None);
        }
    }
}

fn hash_changed() -> Result<(), JsValue> {
    let Some(page) = page() else { return Ok(()) };
    let hash = page.dom.window.location().hash()?;
    send(Message::UrlChanged { fragment: hash.trim_start_matches('#').to_owned() });
    Ok(())
}
