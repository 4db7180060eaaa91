//! Comove: do two things move together?
//!
//! The path that data takes, and the room for each step:
//!
//! ```text
//! bytes ─► dialect ─► records ─► schema ─┬► measurements (columns over time) ─┐
//!  (worker, slice by slice)              └► event counts (per quarter hour,   │
//!                                                         per group)          ▼
//!  canvas ◄─ paint ◄─ chart models ◄─ report ◄─ statistics ◄─ aligned ◄─ series
//!  (page)
//! ```
//!
//! The rooms, from the ground up; one names itself and the rooms before it, and `tests/layers.rs`
//! holds that against this very line:
//!
//! ```text
//! kit < calendar < ingest < series < recipe < stats < query < text < report < chart < screen < app < wire < page
//! ```
//!
//! * [`kit`] holds small tools that know nothing of Comove.
//! * [`calendar`] is all that time is: dates, periods, buckets, zones, steps of ticks.
//! * [`ingest`] turns the bytes of one file into a [`ingest::source::Reading`]: what was
//!   found, with its evidence, what was used, what was not and why.
//! * [`series`] joins, resamples and lines two series up.
//! * [`recipe`] is everything that reproduces a figure from its files; each setting stands once.
//! * [`stats`] knows numbers only; missing is NaN.
//! * [`query`] writes the query that makes the small file where a large one lies.
//! * [`text`] holds every sentence, in English and Japanese.
//! * [`report`] is what is compared, everything a figure says, and its exports.
//! * [`chart`] turns results into marks, and marks into pixels of any backend.
//! * `screen` (wasm only) draws on canvases and reads pointer and keys.
//! * [`app`] decides: `update(&mut Model, Message) -> Vec<Effect>`, `view(&Model) -> View`.
//! * [`wire`] carries messages between page and worker.
//! * `page` (wasm only) is the page's side of the browser: document, files, workers, the JavaScript
//!   interface.
//!
//! Beside the page stands `figure` (wasm only), the program of an exported or embedded figure: it
//! names the rooms up to `screen`, but not `ingest`.

#![allow(
    rustdoc::private_intra_doc_links,
    reason = "the documentation is built with its private items (tools/test.sh)"
)]

pub mod app;
pub mod calendar;
pub mod chart;
#[cfg(target_arch = "wasm32")]
pub mod figure;
pub mod ingest;
pub mod kit;
#[cfg(target_arch = "wasm32")]
pub mod page;
pub mod query;
pub mod recipe;
pub mod report;
#[cfg(target_arch = "wasm32")]
pub mod screen;
pub mod series;
pub mod stats;
pub mod text;
pub mod wire;
