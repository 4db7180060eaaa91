//! `globalThis.comove`: what scripts and embedders call.
//!
//! Every call that waits becomes a message with a ticket; the page settles the ticket's promise
//! exactly once.

use super::{
    files,
    handle::{Page, page, send},
    held_files::Named,
    promises::{plain, to_js},
};
use crate::{
    app::{answers, ids::Ticket, message::Message},
    ingest::overrides::SourcePatch,
    kit::{json, language::Language},
    query::Engine,
    recipe::export::{CsvStyle, ExportKind, ExportOptions, Theme},
};
use js_sys::{Array, Function, Object, Promise, Reflect};
use serde_json::Value;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::{AbortSignal, File};

/// A script's value as JSON.
fn from_js(value: &JsValue) -> Result<Value, JsValue> {
    Ok(serde_wasm_bindgen::from_value(plain(value, 0)?)?)
}

fn patch_of(value: &JsValue) -> Result<SourcePatch, JsValue> {
    let read = json::from_script(from_js(value)?);
    read.map_err(|wrong| js_sys::Error::new(&wrong.to_string()).into())
}

/// Sends a message with a ticket, and returns the promise that the ticket settles.
fn ask(message: impl FnOnce(&Rc<Page>, Ticket) -> Result<Message, JsValue>) -> Promise {
    let Some(page) = page() else {
        return Promise::reject(&js_sys::Error::new("the page has broken; load it again"));
    };
    let (ticket, promise) = page.promises.borrow_mut().make();
    match message(&page, ticket) {
        Ok(message) => page.send(message),
        Err(error) => page.promises.borrow_mut().reject(ticket, &error),
    }
    promise
}

/// Puts `comove` on the page's global object.
pub fn offer(page: &Rc<Page>) -> Result<(), JsValue> {
    // shell.js made the object before the program was loaded, so that `comove.ready` can be awaited
    // from the first script on.
    let given = Reflect::get(&page.dom.window, &"comove".into())?;
    let api = given.dyn_into::<Object>().unwrap_or_default();
    let set = |name: &str, value: &JsValue| Reflect::set(&api, &name.into(), value).map(drop);
    set("version", &env!("CARGO_PKG_VERSION").into())?;
    set("addFiles", &call2(add_files))?;
    set("sources", &call0(|| to_js(&answers::sources(&held()?.model.borrow()))))?;
    set(
        "updateSource",
        &call2(|id, patch| {
            Ok(ask(|_, ticket| {
                Ok(Message::PatchSource {
                    source: text(&id)?,
                    patch: Box::new(patch_of(&patch)?),
                    ticket: Some(ticket),
                })
            })
            .into())
        }),
    )?;
    set(
        "removeSource",
        &call1(|id| {
            Ok(ask(|_, ticket| {
                Ok(Message::RemoveSource { source: text(&id)?, ticket: Some(ticket) })
            })
            .into())
        }),
    )?;
    set(
        "query",
        &call2(|id, engine| {
            let engine = Engine::from_name(&text(&engine)?)
                .ok_or_else(|| js_sys::Error::new("no such engine"))?;
            let query = answers::query(&held()?.model.borrow(), &text(&id)?, engine);
            Ok(query.map_or(JsValue::NULL, |query| query.into()))
        }),
    )?;
    set("recipe", &call0(|| to_js(&answers::recipe(&held()?.model.borrow()))))?;
    set(
        "setRecipe",
        &call1(|patch| {
            Ok(ask(|_, ticket| {
                let patch = from_js(&patch)?;
                Ok(Message::SetRecipe { patch, ticket: Some(ticket) })
            })
            .into())
        }),
    )?;
    set("report", &call0(|| Ok(ask(|_, ticket| Ok(Message::ReportAsked { ticket })).into())))?;
    set(
        "exportAs",
        &call2(|kind, options| {
            Ok(ask(|_, ticket| {
                let kind = ExportKind::from_name(&text(&kind)?).ok_or_else(|| {
                    js_sys::Error::new("kind is png, svg, csv, json, html, figure.json or txt")
                })?;
                Ok(Message::ExportAsked {
                    kind,
                    options: export_options(&options)?,
                    ticket: Some(ticket),
                })
            })
            .into())
        }),
    )?;
    set(
        "reset",
        &call0(|| Ok(ask(|_, ticket| Ok(Message::Reset { ticket: Some(ticket) })).into())),
    )?;
    Object::freeze(&api);
    Reflect::set(&page.dom.window, &"comove".into(), &api).map(drop)
}

fn held() -> Result<Rc<Page>, JsValue> {
    page().ok_or_else(|| js_sys::Error::new("the page has broken; load it again").into())
}

fn text(value: &JsValue) -> Result<String, JsValue> {
    value.as_string().ok_or_else(|| js_sys::Error::new("a text was expected").into())
}

fn export_options(options: &JsValue) -> Result<ExportOptions, JsValue> {
    let get = |name: &str| {
        // `Reflect.get` of `undefined` throws.
        Reflect::get(options, &name.into()).unwrap_or(JsValue::UNDEFINED)
    };
    let word = |name: &str| get(name).as_string();
    let csv = CsvStyle::of(word("delimiter").as_deref(), word("decimal").as_deref())
        .ok_or_else(|| js_sys::Error::new("delimiter is , ; or a tab, decimal is . or ,"))?;
    Ok(ExportOptions {
        scale: get("scale").as_f64().filter(|scale| scale.is_finite() && *scale > 0.0),
        width: get("width").as_f64().map(|width| width as u32).filter(|width| *width > 0),
        height: get("height").as_f64().map(|height| height as u32).filter(|height| *height > 0),
        theme: word("theme").and_then(|word| Theme::from_name(&word)).filter(|t| *t != Theme::Auto),
        language: word("language").and_then(|word| Language::from_name(&word)),
        csv,
    })
}

fn add_files(given: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    let page = held()?;
    let option = |name: &str| Reflect::get(&options, &name.into()).unwrap_or(JsValue::UNDEFINED);
    let (ticket, promise) = page.promises.borrow_mut().make();
    let fail = |error: JsValue| page.promises.borrow_mut().reject(ticket, &error);
    // A FileList, an array, any iterable; a single file is taken too.
    let list =
        if given.is_instance_of::<File>() { Array::of1(&given) } else { Array::from(&given) };
    let mut named: Vec<Named> = Vec::new();
    for item in list.iter() {
        match item.dyn_into::<File>() {
            Ok(file) => named.push(files::named(file)),
            Err(_) => {
                fail(js_sys::Error::new("addFiles takes File objects").into());
                return Ok(promise.into());
            }
        }
    }
    let signal = option("signal").dyn_into::<AbortSignal>().ok();
    let listener = option("onProgress").dyn_into::<Function>().ok();
    files::give(&page, named, false, Some(ticket), listener.as_ref());
    if let Some(signal) = signal {
        if signal.aborted() {
            page.send(Message::CancelTicket { ticket });
        } else {
            let aborted = Closure::once_into_js(move || send(Message::CancelTicket { ticket }));
            signal.add_event_listener_with_callback("abort", aborted.unchecked_ref())?;
        }
    }
    Ok(promise.into())
}

fn call0(run: impl Fn() -> Result<JsValue, JsValue> + 'static) -> JsValue {
    Closure::<dyn Fn() -> Result<JsValue, JsValue>>::new(run).into_js_value()
}

fn call1(run: impl Fn(JsValue) -> Result<JsValue, JsValue> + 'static) -> JsValue {
    Closure::<dyn Fn(JsValue) -> Result<JsValue, JsValue>>::new(run).into_js_value()
}

fn call2(run: impl Fn(JsValue, JsValue) -> Result<JsValue, JsValue> + 'static) -> JsValue {
    Closure::<dyn Fn(JsValue, JsValue) -> Result<JsValue, JsValue>>::new(run).into_js_value()
}
