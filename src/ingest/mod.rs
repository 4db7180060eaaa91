//! From the bytes of one file to columns over time or event counts.
//!
//! Knows bytes and rules; knows no time zones of people (a time without an offset stays in the
//! file's own clock, see [`source::Clock`]) and no charts.

pub mod bytes;
pub mod cells;
pub mod collector;
pub mod column;
pub mod containers;
pub mod counts;
pub mod delimited;
pub mod dialect;
pub mod driver;
pub mod edges;
pub mod encoding;
pub mod heads;
#[cfg(not(target_arch = "wasm32"))]
pub mod in_memory;
pub mod layouts;
pub mod lexicon;
pub mod measurements;
pub mod names;
pub mod number;
pub mod overrides;
pub mod packed;
pub mod parts;
pub mod plan;
pub mod problem;
pub mod profile;
pub mod reader;
pub mod records;
pub mod sample;
mod scan;
pub mod schema;
pub mod shape;
pub mod source;
pub mod table;
pub mod time_column;
mod time_field;
mod time_parts;
pub mod timestamp;
pub mod topic;
mod width;
pub mod years;
