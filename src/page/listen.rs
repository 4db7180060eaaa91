//! Listeners: a few, on the document, that find out what was meant by `data-` attributes.

use super::{
    cards::write_query,
    dom::{Dom, by_id, inside, mark, show},
    files::{self, forever, later},
    page::{Page, asked, page, send},
    publish,
};
use crate::{
    app::{drawers::Drawer, message::Message},
    ingest::overrides::OverrideField,
    kit::language::Language,
    recipe::{
        change::Change,
        export::{ExportKind, ExportOptions, Theme},
        setting::ControlId,
    },
    screen::{
        charts::Charts,
        gestures::key as chart_key,
        listen::{self, report},
        readout::chart_of,
    },
};
use js_sys::Date;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    ClipboardEvent, DragEvent, Element, Event, HtmlDialogElement, HtmlElement, HtmlInputElement,
    HtmlSelectElement, HtmlTextAreaElement, KeyboardEvent, MouseEvent,
};

/// Starts listening.
pub fn listen(dom: &Dom) -> Result<(), JsValue> {
    let on = |name: &str, listener: &js_sys::Function| {
        dom.document.add_event_listener_with_callback(name, listener)
    };
    on("click", &forever(|event: MouseEvent| report(clicked(&event))))?;
    on("change", &forever(|event: Event| report(changed(&event))))?;
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
    dom.window
        .add_event_listener_with_callback("hashchange", &forever(|_: Event| report(hash_changed())))
}

fn on_charts(work: impl FnOnce(&mut Charts)) {
    listen::on_charts(page, work);
}

fn clicked(event: &MouseEvent) -> Result<(), JsValue> {
    let Some(page) = page() else {
        // Broken: only the button that loads the page again works.
        if near(event, "[data-do=reload]")?.is_some() {
            return web_sys::window().map_or(Ok(()), |window| window.location().reload());
        }
        return Ok(());
    };
    let dom = &page.dom;
    let Some(button) = near(event, "[data-do]")? else {
        // Anywhere else closes the menu.
        return match near(event, ".share-options")? {
            Some(_) => Ok(()),
            None => menu(dom, false),
        };
    };
    let action = button.get_attribute("data-do").unwrap_or_default();
    let value = || button.get_attribute("data-value").unwrap_or_default();
    let source = || {
        button
            .closest(".card")
            .ok()
            .flatten()
            .and_then(|card| card.get_attribute("data-source"))
            .unwrap_or_default()
    };
    if action != "menu" {
        menu(dom, false)?;
    }
    match action.as_str() {
        "menu" => menu(dom, dom.share_items.hidden())?,
        "choose" => {
            page.pool.ready();
            dom.file_input.click();
        }
        "folder" => {
            page.pool.ready();
            dom.folder_input.click();
        }
        "paste" => {
            dom.paste_text.set_value("");
            dom.paste.set_return_value("");
            dom.paste.show_modal()?;
            dom.paste_text.focus()?;
        }
        "sample" => send(Message::ExampleAsked),
        "close" => {
            if let Some(dialog) = near(event, "dialog")? {
                dialog.unchecked_into::<HtmlDialogElement>().close();
            }
        }
        "note" => open_note(&page)?,
        "note-file" => by_id::<HtmlInputElement>(&dom.document, "note-file")?.click(),
        "dialog" => {
            let name = button.get_attribute("data-dialog").unwrap_or_default();
            by_id::<HtmlDialogElement>(&dom.document, &name)?.show_modal()?;
        }
        "language" => send(Message::LanguageChosen(match value().as_str() {
            "ja" => Language::Ja,
            _ => Language::En,
        })),
        "theme" => {
            let next = match dom.root.get_attribute("data-theme").as_deref() {
                None => Theme::Light,
                Some("light") => Theme::Dark,
                Some(_) => Theme::Auto,
            };
            send(Message::ThemeChosen(next));
        }
        "drawer" => send(Message::DrawerToggled(match button.get_attribute("data-drawer") {
            Some(name) if name == "analysis" => Drawer::Analysis,
            _ => Drawer::Sources,
        })),
        "remove" => send(Message::RemoveSource { source: source(), ticket: None }),
        "cancel" => send(Message::CancelRead { source: source() }),
        "undo" => send(Message::UndoPatch { source: source() }),
        "reset-patch" => send(Message::ResetPatch { source: source() }),
        "problems" => send(Message::ProblemsAsked { source: source() }),
        "answer" => send(Message::Answer { source: source(), value: value() }),
        "accept" => send(Message::AcceptOffer { offer: value() }),
        "decline" => send(Message::DeclineOffer { offer: value() }),
        "notice" => {
            if let Ok(id) = value().parse() {
                send(Message::NoticeDismissed(id));
            }
        }
        "control" => {
            let name = button.get_attribute("data-control").unwrap_or_default();
            if let Some(control) = ControlId::from_name(&name) {
                send(Message::of_control(control, ""));
            }
        }
        "export" => {
            let name = value();
            let copy = name == "copy";
            if let Some(kind) = ExportKind::from_name(if copy { "png" } else { &name }) {
                let options = match kind {
                    ExportKind::Png | ExportKind::Svg => picture_options(dom, copy),
                    _ => ExportOptions::default(),
                };
                send(Message::ExportAsked { kind, options, ticket: None });
            }
        }
        "copy" => publish::copy(&page, &value())?,
        "copy-query" => {
            if let Some(text) = button.closest(".card-query")? {
                publish::copy_text(&page, &inside::<Element>(&text, "pre")?)?;
            }
        }
        "zoom-reset" => {
            on_charts(Charts::show_all);
            send(Message::Change(Change::Window(None, None)));
        }
        "zoom-use" => {
            let window = page.charts.borrow().window_labels();
            if let Some((from, to)) = window {
                send(Message::Change(Change::Window(Some(from), Some(to))));
            }
        }
        "forget" => send(Message::ForgetStored),
        "reload" => dom.window.location().reload()?,
        _ => {}
    }
    Ok(())
}

/// The size that was chosen in the menu: `1200x630`.
fn picture_options(dom: &Dom, copy: bool) -> ExportOptions {
    let size = dom.share_size.value();
    let (width, height) = size.split_once('x').unwrap_or_default();
    ExportOptions {
        scale: dom.share_scale.value().parse().ok(),
        width: width.parse().ok(),
        height: height.parse().ok(),
        copy,
        ..ExportOptions::default()
    }
}

fn menu(dom: &Dom, open: bool) -> Result<(), JsValue> {
    show(&dom.share_items, open);
    mark(&dom.share, "aria-expanded", Some(if open { "true" } else { "false" }))
}

fn near(event: &Event, selector: &str) -> Result<Option<Element>, JsValue> {
    match event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
        Some(element) => element.closest(selector),
        None => Ok(None),
    }
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
                // So that choosing the same file again is a change.
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
            _ => {}
        }
    }
    if target.matches(".card-engine")? {
        return target.closest(".card")?.as_ref().map_or(Ok(()), write_query);
    }
    if let Some(field) = target.closest("[data-override]")? {
        let name = field.get_attribute("data-override").unwrap_or_default();
        let source = target
            .closest(".card")?
            .and_then(|card| card.get_attribute("data-source"))
            .unwrap_or_default();
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
    let inputs: Vec<HtmlInputElement> =
        (0..list.length()).filter_map(|at| list.get(at)?.dyn_into().ok()).collect();
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
    match event.key().as_str() {
        "?" if !typing => {
            let keys: HtmlDialogElement = by_id(&dom.document, "keys")?;
            if !keys.open() {
                keys.show_modal()?;
            }
        }
        "Escape" if !dom.share_items.hidden() => {
            menu(dom, false)?;
            dom.share.focus()?;
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

/// Asks for a note at the period that is meant.
fn open_note(page: &Page) -> Result<(), JsValue> {
    let charts = page.charts.borrow();
    let (Some((label, hours)), false) =
        (charts.noted(), page.dom.body.has_attribute("data-figure-only"))
    else {
        return Ok(());
    };
    let document = &page.dom.document;
    let (at, text): (HtmlInputElement, HtmlInputElement) =
        (by_id(document, "note-at")?, by_id(document, "note-text")?);
    at.set_type(if hours { "datetime-local" } else { "date" });
    // A month's label has no day, an hour's may have an offset.
    let month = if label.len() == 7 { "-01" } else { "" };
    at.set_value(&format!("{}{month}", label.get(..16).unwrap_or(label)));
    text.set_value("");
    let dialog: HtmlDialogElement = by_id(document, "note")?;
    dialog.set_return_value("");
    dialog.show_modal()?;
    if label.is_empty() { at.focus() } else { text.focus() }
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

fn paste_file(text: &str) -> Result<files::Named, JsValue> {
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
    page.pool.ready();
    show(&page.dom.veil, over);
}

fn left(event: &DragEvent) {
    // Leaving the window has no related target; moving between elements has one.
    if event.related_target().is_none()
        && let Some(page) = page()
    {
        show(&page.dom.veil, false);
    }
}

fn dropped(event: &DragEvent) {
    let Some(page) = page() else { return };
    show(&page.dom.veil, false);
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
