//! From the bytes of one file to columns over time or event counts.
//!
//! Knows bytes and rules; knows no time zones of people (a time without an offset stays in the
//! file's own clock, see [`source::Clock`]) and no charts.

pub mod bytes;
pub mod cells;
pub mod collector;
pub mod column;
pub mod counts;
pub mod delimited;
pub mod dialect;
pub mod edges;
pub mod encoding;
pub mod gzip;
pub mod heads;
pub mod layouts;
pub mod lexicon;
pub mod measurements;
pub mod names;
pub mod number;
pub mod parts;
pub mod plan;
pub mod profile;
pub mod reader;
pub mod records;
mod scan;
pub mod schema;
pub mod shape;
pub mod source;
pub mod time_column;
pub mod timestamp;
mod width;
pub mod years;
pub mod zip;
