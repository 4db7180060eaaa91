//! From the bytes of one file to columns over time or event counts.
//!
//! Knows bytes and rules, and no charts. Of time zones it knows what a file says of them: a time
//! without an offset stays on the file's own clock, see [`source::Clock`].

#![cfg_attr(
    not(test),
    warn(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::string_slice)
)]

pub mod bytes;
pub mod cells;
mod codes;
pub mod collector;
pub mod column;
pub mod containers;
pub mod counts;
mod decimal;
pub mod delimited;
pub mod dialect;
pub mod driver;
pub mod edges;
pub mod encoding;
pub mod familiar;
pub mod filter;
mod header;
pub mod heads;
#[cfg(not(target_arch = "wasm32"))]
pub mod in_memory;
mod json_text;
pub mod layouts;
pub mod lexicon;
pub mod limits;
mod local_days;
pub mod measurements;
pub mod names;
mod nested;
pub mod number;
pub mod overrides;
pub mod packed;
pub mod part_driver;
pub mod parts;
pub mod plan;
pub mod problem;
pub mod profile;
pub mod quarters;
pub mod reader;
pub mod readers;
pub mod records;
pub mod row_zones;
pub mod sample;
mod sampled;
mod scan;
pub mod schema;
pub mod shape;
pub mod source;
pub mod stamp;
pub mod table;
pub mod time_column;
mod time_field;
pub mod time_inside;
mod time_parts;
mod time_zone;
pub mod timestamp;
pub mod topic;
pub mod typed;
mod values;
mod width;
pub mod years;
pub mod zone_words;
