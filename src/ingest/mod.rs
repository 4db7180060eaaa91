//! From the bytes of one file to columns over time or event counts.
//!
//! Knows bytes and rules; knows no time zones of people (a time without an offset stays in the
//! file's own clock, see [`source::Clock`]) and no charts.

pub mod counts;
pub mod delimited;
pub mod encoding;
pub mod measurements;
pub mod number;
pub mod reader;
pub mod records;
pub mod source;
pub mod timestamp;
mod width;
pub mod zip;
