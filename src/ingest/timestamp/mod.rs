//! Times as people and machines write them.
//!
//! * [`Format`] is a small compiled program of fields; [`Format::parse`] turns a cell into an
//!   [`Instant`], [`Format::render`] is its inverse, and its text form is strptime's (or
//!   `epoch-s`, `epoch-ms`, `epoch-us`, `epoch-ns`, `excel`, `ordinal`).
//! * [`detect`] ranks the formats of one column, with the evidence for each.
//! * [`year`] infers the years of a file that has none.
//! * [`fast`] is the same parse for the hot loop, made for one format.
//!
//! Contract. An instant is integer epoch milliseconds; finer fractions are cut (toward the past
//! for epochs, which are floored), never rounded, never through `f64`. A cell of blanks is
//! [`Reason::TimeMissing`], one of another form [`Reason::TimeUnreadable`], one that fits but is
//! in no calendar (31 February, hour 25, month 13) [`Reason::TimeImpossible`]. A leap second
//! (`:60`) is kept in its own minute: it reads as `:59.999`. `24:00` is the end of its day.
//! A month or a year alone stands for its first day, an ISO week for its Monday, a quarter for
//! its first month. A format without a year reads in [`PLACEHOLDER_YEAR`].

pub mod candidate;
pub mod coarse;
pub mod detect;
mod epoch;
pub mod fast;
mod format;
mod instant;
mod names;
mod parse;
#[cfg(test)]
mod real_exports;
mod render;
#[cfg(test)]
mod round_trip;
mod rules;
mod skeleton;
pub mod year;

pub use epoch::Unit;
pub use format::{Format, OrdinalStep, UnknownFormat};
pub use instant::Instant;

use super::problem::Reason;

/// Year of times whose format has none, until [`year`] infers it: a leap year, so that
/// 29 February can be read.
pub const PLACEHOLDER_YEAR: i32 = 2000;

/// Milliseconds of a day.
pub const DAY_MS: i64 = 86_400_000;

/// All formats that a single text could be in; [`detect`] is for columns.
pub fn readings(text: &[u8]) -> Vec<Format> {
    skeleton::readings(text).into_iter().map(Format::fields).collect()
}

/// The month that a cell names: `Jan`, `January`, `janv.`, `1`, `1月`; 1 is January.
pub fn month_of(cell: &[u8]) -> Option<u32> {
    let text = std::str::from_utf8(cell).ok()?.trim();
    let number = text.trim_end_matches('月').parse().ok();
    let named = || {
        let (month, _, taken) = names::month(text.as_bytes())?;
        matches!(text.get(taken..), Some("" | ".")).then_some(month)
    };
    number.or_else(named).filter(|month| (1..=12).contains(month))
}

/// Reads a date cell and a time-of-day cell as one instant.
///
/// Whatever time of day the date cell has (`2021-07-14 00:00:00`) is replaced; an offset may
/// stand in either cell.
pub fn parse_pair(date: (&Format, &[u8]), time: (&Format, &[u8])) -> Result<Instant, Reason> {
    let day = date.0.parse(date.1)?;
    let clock = time.0.parse(time.1)?;
    let local = |instant: Instant| instant.ms + i64::from(instant.offset_min.unwrap_or(0)) * 60_000;
    let wall = local(day).div_euclid(DAY_MS) * DAY_MS + local(clock).rem_euclid(DAY_MS);
    let offset_min = clock.offset_min.or(day.offset_min);
    Ok(Instant { ms: wall - i64::from(offset_min.unwrap_or(0)) * 60_000, offset_min })
}
