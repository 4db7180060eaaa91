//! Carries out the effects that [`update`](crate::app::update::update) returns.

use super::{
    deliver::deliver,
    envelope::words,
    files,
    handle::{Page, page, send},
    later::later,
    pool::QueuedJob,
    promises::to_js,
    publish, restore,
};
use crate::{
    app::{
        example,
        message::{Answer, Effect, Message, StoreKey, Stored, saved_key},
    },
    ingest::limits::Limit,
    report::analysis::RankInput,
    text::limit,
    wire::{Columns, Job, split_input},
};
use js_sys::{Array, Date, Function, Reflect, Uint8Array};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, File, FilePropertyBag, ReadableStreamDefaultReader, Response, Window,
};

/// Carries an effect out. What fails becomes a message or a line in the console, never a panic.
pub fn run(page: &Rc<Page>, effect: Effect) {
    if let Err(error) = attempt(page, effect) {
        web_sys::console::error_1(&words(&error).into());
    }
}

fn attempt(page: &Rc<Page>, effect: Effect) -> Result<(), JsValue> {
    match effect {
        Effect::Read { read, file, name, modified_ms, member, patch } => {
            page.files.borrow_mut().reading(read, file);
            let file = page.files.borrow().get(file);
            let job = Job::Read { read, name, modified_ms, member, patch, parts: 1 };
            page.pool.send(QueuedJob { job, columns: Columns::new(), file });
        }
        Effect::CancelRead { read } => {
            page.pool.stop(|job| job.reading() == Some(read));
        }
        Effect::ReleaseFile { file } => page.files.borrow_mut().release(file),
        Effect::Hash { file: key } => {
            let file = page.files.borrow().get(key);
            page.pool.send(QueuedJob {
                job: Job::Hash { file: key },
                columns: Columns::new(),
                file,
            });
        }
        Effect::Fetch { urls, example } if example => {
            let _ = urls;
            let files = example::files()
                .into_iter()
                .map(|(name, text)| files::from_text(&name, &text, example::MODIFIED_MS))
                .collect::<Result<_, _>>()?;
            files::give(page, files, true, None, None);
        }
        Effect::Fetch { urls, .. } => fetch_all(page.clone(), urls),
        Effect::Analyse { revision, input } => {
            // The one that computes is for the picture first; a ranking is asked for again.
            page.pool.stop(|job| matches!(job, Job::Analyse { .. } | Job::Rank { .. }));
            let (input, columns) = split_input(*input);
            let job = Job::Analyse { revision, input: Box::new(input) };
            page.pool.send(QueuedJob { job, columns, file: None });
        }
        Effect::Rank { revision, input } => {
            page.pool.stop(|job| matches!(job, Job::Rank { .. }));
            let RankInput { input, many_are_x } = *input;
            let (input, columns) = split_input(input);
            let input = Box::new(RankInput { input, many_are_x });
            page.pool.send(QueuedJob { job: Job::Rank { revision, input }, columns, file: None });
        }
        Effect::StopRanking => page.pool.stop(|job| matches!(job, Job::Rank { .. })),
        Effect::AnalyseAside { revision, input } => {
            let (input, columns) = split_input(*input);
            let job = Job::Analyse { revision, input: Box::new(input) };
            page.pool.send(QueuedJob { job, columns, file: None });
        }
        Effect::StoreSaved { slot, value } => {
            store(&page.dom.window, &saved_key(slot), value.as_deref(), Stored::Saved(slot));
        }
        Effect::OpenSaved { slot } => {
            let storage = page.dom.window.local_storage().ok().flatten();
            let text = storage.and_then(|storage| storage.get_item(&saved_key(slot)).ok()?);
            send(match text.and_then(|text| restore::kept(&text).ok()) {
                Some(kept) => Message::Restored { kept: Box::new(kept), ticket: None },
                None => Message::SavedUnreadable { slot },
            });
        }
        Effect::WriteUrl { fragment, push } => write_url(&page.dom.window, &fragment, push)?,
        Effect::Store { key, value } => {
            store(&page.dom.window, key.name(), value.as_deref(), Stored::Key(key));
        }
        Effect::Deliver { name, mime, text, ticket } => {
            let bag = BlobPropertyBag::new();
            bag.set_type(mime);
            let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &bag)?;
            deliver(page, &name, &blob, ticket)?;
        }
        Effect::Picture(picture) => publish::publish(page, *picture)?,
        Effect::Announce { text } => page.dom.announce.set_text_content(Some(&text)),
        Effect::Resolve { ticket, answer } => {
            let value = match answer {
                Answer::Done => JsValue::UNDEFINED,
                Answer::Sources(sources) => to_js(&sources)?,
                Answer::Source(source) => to_js(&source)?,
                Answer::Report(report) => to_js(&*report)?,
            };
            page.promises.borrow_mut().resolve(ticket, &value);
        }
        Effect::Reject { ticket, reason } => {
            let error = js_sys::Error::new(reason.get(page.model.borrow().language));
            page.promises.borrow_mut().reject(ticket, &error);
        }
    }
    Ok(())
}

fn fetch_all(page: Rc<Page>, urls: Vec<String>) {
    later(async move {
        let mut named = Vec::new();
        for url in urls {
            match fetch(&page.dom.window, &url).await {
                Ok(file) => named.push((file.name(), file)),
                Err(error) => {
                    send(Message::FetchFailed { url, reason: words(&error) });
                }
            }
        }
        // Also where none was fetched: this message ends the state of fetching.
        files::give(&page, named, false, None, None);
        Ok(())
    });
}

async fn fetch(window: &Window, url: &str) -> Result<File, JsValue> {
    let response: Response = JsFuture::from(window.fetch_with_str(url)).await?.unchecked_into();
    if !response.ok() {
        return Err(format!("{} {}", response.status(), response.status_text()).into());
    }
    let too_large = || {
        let language = page().map(|page| page.model.borrow().language).unwrap_or_default();
        JsValue::from(limit::beyond(Limit::Fetched).take(language))
    };
    let most = Limit::Fetched.most() as f64;
    let stated = response.headers().get("content-length").ok().flatten();
    if stated.and_then(|bytes| bytes.parse::<f64>().ok()).is_some_and(|bytes| bytes > most) {
        return Err(too_large());
    }
    // Piece by piece: a server may send for ever.
    let pieces = Array::new();
    if let Some(body) = response.body() {
        let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
        let mut bytes = 0.0;
        loop {
            let piece = JsFuture::from(reader.read()).await?;
            let Ok(value) = Reflect::get(&piece, &"value".into())?.dyn_into::<Uint8Array>() else {
                break;
            };
            bytes += f64::from(value.length());
            if bytes > most {
                let _ = JsFuture::from(reader.cancel()).await;
                return Err(too_large());
            }
            pieces.push(&value);
        }
    }
    let blob = Blob::new_with_u8_array_sequence(&pieces)?;
    let name = url.split(['?', '#']).next().and_then(|path| path.rsplit('/').next());
    let bag = FilePropertyBag::new();
    if let Ok(Some(date)) = response.headers().get("last-modified") {
        let ms = Date::parse(&date);
        if ms.is_finite() {
            bag.set_last_modified(ms);
        }
    }
    let name = name.filter(|name| !name.is_empty()).unwrap_or("data");
    File::new_with_blob_sequence_and_options(&Array::of1(&blob), name, &bag)
}

fn write_url(window: &Window, fragment: &str, push: bool) -> Result<(), JsValue> {
    let location = window.location();
    let address = if fragment.is_empty() {
        // An empty fragment would leave a bare `#`.
        format!("{}{}", location.pathname()?, location.search()?)
    } else {
        format!("#{fragment}")
    };
    let history = window.history()?;
    let wrote = if push {
        history.push_state_with_url(&JsValue::NULL, "", Some(&address))
    } else {
        history.replace_state_with_url(&JsValue::NULL, "", Some(&address))
    };
    // Browsers refuse when it comes too often, and in some frames: the page works without.
    if let Err(error) = wrote {
        web_sys::console::warn_1(&error);
    }
    Ok(())
}

/// Stored keys and values of this page; empty where storage is switched off.
pub fn stored(window: &Window) -> Vec<(String, String)> {
    let Ok(Some(storage)) = window.local_storage() else { return Vec::new() };
    StoreKey::ALL
        .iter()
        .filter_map(|key| Some((key.name().to_owned(), storage.get_item(key.name()).ok()??)))
        .collect()
}

fn store(window: &Window, key: &str, value: Option<&str>, what: Stored) {
    let kept = match window.local_storage() {
        Ok(Some(storage)) => match value {
            Some(value) => storage.set_item(key, value),
            None => storage.remove_item(key),
        },
        Ok(None) => Err("no storage".into()),
        Err(error) => Err(error),
    };
    if let Err(error) = kept {
        // Full, or refused: the page works without, and says so where a person asked for it.
        web_sys::console::warn_1(&error);
        if value.is_some() {
            send(Message::StoreFailed { what });
        }
    }
}

/// Whether the stored analysis may be opened: not where the page broke over it in this tab last time,
/// or it would break every load. It is taken as sound once it was shown for a while, or the page was left.
pub fn opens(window: &Window) -> bool {
    const MARK: &str = "comove.opening";
    const SOUND_MS: i32 = 2_000;
    let Ok(Some(session)) = window.session_storage() else { return true };
    if session.get_item(MARK).ok().flatten().is_some() {
        return false;
    }
    // Where that cannot be stored, nothing else can.
    let _ = session.set_item(MARK, "1");
    let sound = Closure::<dyn Fn()>::new(move || {
        let _ = session.remove_item(MARK);
    });
    let call: &Function = sound.as_ref().unchecked_ref();
    let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(call, SOUND_MS);
    let _ = window.add_event_listener_with_callback("pagehide", call);
    // Called once more when the page is left.
    sound.forget();
    true
}
