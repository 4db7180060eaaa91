//! Starts the page: the environment that it finds in the browser, and the answers of its workers.

use super::{
    dom::Dom,
    effects, envelope,
    handle::{Page, page, trouble},
    interface, listen,
    pool::{Outcome, WorkerPool},
    rehearse::rehearse,
    restore,
};
use crate::{
    app::message::{Environment, Message, StoreKey},
    ingest::source::Failure,
    kit::{language::Language, memory},
    wire::{Job, News, join_readings, join_several},
};
use wasm_bindgen::{JsValue, prelude::Closure};
use wasm_bindgen_futures::spawn_local;

/// Workers that read at the same time, at most.
const READERS_MAX: f64 = 4.0;

/// Starts the page; a panic or an error from here on is shown by [`trouble`].
pub fn start() {
    std::panic::set_hook(Box::new(|panic| trouble(&panic.to_string())));
    tell_of_memory();
    if let Err(error) = try_start() {
        trouble(&envelope::words(&error));
    }
}

/// Lets `shell.js` ask whether memory ran out, which a trap does not say.
fn tell_of_memory() {
    let full = Closure::<dyn FnMut() -> bool>::new(memory::ran_out);
    let parts = js_sys::Reflect::get(&js_sys::global(), &"comoveParts".into());
    let told = parts.and_then(|parts| js_sys::Reflect::set(&parts, &"full".into(), full.as_ref()));
    if told.is_ok() {
        full.forget();
    }
}

/// `?panic` in the address makes the program panic once it has started: the report of a panic can
/// be seen, and is tested, in the program that is released.
fn panic_where_asked(dom: &Dom) -> Result<(), JsValue> {
    let query = web_sys::UrlSearchParams::new_with_str(&dom.window.location().search()?)?;
    if query.has("panic") {
        spawn_local(async { panic!("asked for by ?panic in the address") });
    }
    Ok(())
}

fn try_start() -> Result<(), JsValue> {
    let dom = Dom::find()?;
    let readers = dom.window.navigator().hardware_concurrency().clamp(1.0, READERS_MAX);
    let pool = WorkerPool::new(readers as usize, heard);
    let page = Page::new(dom, pool, effects::run)?;
    listen::listen(&page.dom)?;
    let started = Message::Started(environment(&page.dom)?);
    page.send(started);
    page.attempt(Page::render);
    rehearse(&page.dom.window);
    interface::offer(&page)?;
    panic_where_asked(&page.dom)
}

fn environment(dom: &Dom) -> Result<Environment, JsValue> {
    let location = dom.window.location();
    let query = web_sys::UrlSearchParams::new_with_str(&location.search()?)?;
    let languages = dom.window.navigator().languages();
    // `ja-JP` and `ja` are the same here.
    let known = |tag: String| Language::from_name(&tag.split('-').next()?.to_ascii_lowercase());
    let language = languages.iter().filter_map(|tag| tag.as_string()).find_map(known);
    let stored = effects::stored(&dom.window);
    let kept = stored.iter().find(|(key, _)| key == StoreKey::Analysis.name());
    let left_aside = kept.is_some() && !effects::opens(&dom.window);
    let kept = kept
        .filter(|_| !left_aside)
        // Unreadable: stored by another version, and ignored.
        .and_then(|(_, text)| restore::kept(text).ok());
    Ok(Environment {
        language: language.unwrap_or_default(),
        fragment: location.hash()?.trim_start_matches('#').to_owned(),
        data_urls: query.get_all("data").iter().filter_map(|url| url.as_string()).collect(),
        figure_only: query.get("view").as_deref() == Some("figure"),
        stored,
        kept: kept.map(Box::new),
        left_aside,
    })
}

/// Sends what came out of the pool to the page, as a message.
fn heard(outcome: Outcome) {
    let Some(page) = page() else { return };
    let message = match outcome {
        Outcome::News(News::Progress { read, bytes, total, rows, found }, _) => {
            page.files.borrow().progress(read, bytes, total, rows);
            Message::ReadProgress { read, bytes, total, rows, found }
        }
        Outcome::News(News::Read { read, heads }, columns) => match join_readings(heads, columns) {
            Some(readings) => Message::ReadDone { read, readings },
            None => Message::ReadFailed {
                read,
                failure: Failure::Internal("the columns do not fit".to_owned()),
            },
        },
        Outcome::News(News::Several { reads, heads }, columns) => {
            match join_several(&reads, heads, columns) {
                Some(several) => Message::ReadsDone(several),
                None => {
                    let broken = |(read, _)| Message::ReadFailed {
                        read,
                        failure: Failure::Internal("the columns do not fit".to_owned()),
                    };
                    return reads.into_iter().map(broken).for_each(|message| page.hear(message));
                }
            }
        }
        Outcome::News(News::Hashed { file, sha256 }, _) => Message::Hashed { file, sha256 },
        Outcome::News(News::Analysed { revision, analysis }, _) => {
            Message::Analysed { revision, analysis }
        }
        Outcome::News(News::Ranked { revision, ranked }, _) => Message::Ranked { revision, ranked },
        Outcome::News(News::Hello | News::Broken { .. }, _) => return,
        Outcome::Broke(job, reason) => match *job {
            Job::Read { read, .. } => {
                Message::ReadFailed { read, failure: Failure::of_worker(reason) }
            }
            Job::Hash { file } => Message::Hashed { file, sha256: String::new() },
            Job::Analyse { revision, .. } => Message::AnalysisFailed { revision, reason },
            Job::Rank { revision, .. } => Message::RankFailed { revision, reason },
            // The worker that joins the parts reads this one itself.
            Job::Part { .. } | Job::Many(_) | Job::Warm => return,
        },
    };
    page.hear(message);
}
