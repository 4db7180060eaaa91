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
//! * [`ingest`] turns the bytes of one file into a [`ingest::source::Reading`]: what was
//!   found, with its evidence, what was used, what was not and why.
//! * [`series`] cuts time into calendar buckets and lines two series up.
//! * [`stats`] knows numbers only; missing is NaN.
//! * [`report`] is everything a figure says, and its exports.
//! * [`chart`] turns results into marks, and marks into pixels of any backend.
//! * [`recipe`] is all that can be set.
//! * [`app`] decides: `update(&mut Model, Message) -> Vec<Effect>`, `view(&Model) -> View`.
//! * [`query`] writes the query that makes the small file where a large one lies.
//! * [`text`] holds every sentence, in English and Japanese.
//! * [`kit`] holds small tools that know nothing of Comove.
//! * [`wire`] carries messages between page and worker.
//! * `screen` (wasm only) draws on canvases and reads pointer and keys.
//! * `page` (wasm only) is the browser's side; `figure` (wasm only) is the program that an exported
//!   figure carries instead: it knows nothing of files and settings.

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
