//! Times as people and machines write them.
//!
//! * [`Format`] is a small compiled program of fields; [`Format::parse`] turns a cell into an
//!   [`Instant`], [`Format::render`] is its inverse, and its text form is strptime's (or
//!   `epoch-s`, `epoch-ms`, `epoch-us`, `epoch-ns`, `excel`, `ordinal`).
//! * [`detect`] ranks the formats of one column, with the evidence for each.
//! * [`year`] infers the years of a file that has none.
//! * [`stretch`] reads a stretch of hours, which stands for its start.
//! * [`plausible`] weighs instants against each other: "never", centuries, rounded epochs.
//! * [`typed`] reads a date that a person types into a field.
//! * [`fast`] is the same parse for the hot loop, made for one format.
//!
//! Contract. An instant is integer epoch milliseconds; finer fractions are cut (toward the past
//! for epochs, which are floored), never rounded, never through `f64`. A cell of blanks is
//! [`Reason::TimeMissing`], one of another form [`Reason::TimeUnreadable`], one that fits but is
//! in no calendar (31 February, hour 25, month 13) [`Reason::TimeImpossible`]. A leap second
//! (`:60`) is kept in its own minute: it reads as `:59.999`. `24:00` is the end of its day, and impossible
//! behind a month or a quarter alone. Parts that are written twice agree, or the cell is impossible.
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
pub mod plausible;
#[cfg(test)]
mod real_exports;
mod render;
#[cfg(test)]
mod round_trip;
mod rules;
mod skeleton;
pub mod stretch;
pub mod typed;
pub mod year;

pub use epoch::{OrdinalStep, Unit};
pub use format::{Format, UnknownFormat};
pub use instant::Instant;

use super::problem::Reason;

/// Year of times whose format has none, until [`year`] infers it: a leap year, so that
/// 29 February can be read.
pub const PLACEHOLDER_YEAR: i32 = 2000;

/// Its first day.
const PLACEHOLDER_DAY: i64 = crate::calendar::civil::days_from_civil(PLACEHOLDER_YEAR, 1, 1);

/// Milliseconds of a day.
pub const DAY_MS: i64 = 86_400_000;

/// All formats that a single text could be in; [`detect`] is for columns.
pub fn readings(text: &[u8]) -> Vec<Format> {
    skeleton::readings(text).into_iter().map(Format::fields).collect()
}

/// The month that a cell names: `Jan`, `January`, `janv.`, `1`, `1月`; 1 is January.
pub fn month_of(cell: &[u8]) -> Option<u32> {
    let text = std::str::from_utf8(cell).ok()?.trim();
    let number = text.trim_end_matches(['月', '월']).parse().ok();
    let named = || {
        let (month, _, taken) = names::month(text.as_bytes())?;
        matches!(text.get(taken..), Some("" | ".")).then_some(month)
    };
    number.or_else(named).filter(|month| (1..=12).contains(month))
}

/// The quarter that a cell names with a mark or a word: `1.Q`, `4. kv.`, `T1`, `2. Quartal`.
pub fn quarter_of(cell: &[u8]) -> Option<u32> {
    let (quarter, taken) = names::quarter(cell)?;
    matches!(cell.get(taken..), Some(b"" | b".")).then_some(quarter)
}

/// The hour of the day that a cell with a half of the day names: `12 AM` is 0.
#[expect(clippy::arithmetic_side_effects, reason = "hours of half a day")]
pub fn clock_hour(cell: &[u8]) -> Option<u32> {
    let digits = cell.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (number, rest) = cell.split_at_checked(digits).filter(|_| (1..=2).contains(&digits))?;
    let hour: u32 = str::from_utf8(number).ok()?.parse().ok()?;
    let rest = rest.trim_ascii();
    let (afternoon, width) = names::meridiem(rest)?;
    let fits = width == rest.len() && (1..=12).contains(&hour);
    fits.then_some(hour % 12 + if afternoon { 12 } else { 0 })
}

/// Reads a date cell and a time-of-day cell as one instant.
///
/// Whatever time of day the date cell has (`2021-07-14 00:00:00`) is replaced; an offset may
/// stand in either cell.
#[expect(clippy::arithmetic_side_effects, reason = "instants of the calendar")]
pub fn parse_pair(date: (&Format, &[u8]), time: (&Format, &[u8])) -> Result<Instant, Reason> {
    let day = date.0.parse(date.1)?;
    let clock = time.0.parse(time.1)?;
    let local = |instant: Instant| instant.ms + i64::from(instant.offset_min.unwrap_or(0)) * 60_000;
    // 24:00 is the end of its day: a clock without a date is on the first day of the placeholder.
    let in_day = match time.0.has_date() {
        true => local(clock).rem_euclid(DAY_MS),
        false => local(clock) - PLACEHOLDER_DAY * DAY_MS,
    };
    let wall = local(day).div_euclid(DAY_MS) * DAY_MS + in_day;
    let offset_min = clock.offset_min.or(day.offset_min);
    Ok(Instant { ms: wall - i64::from(offset_min.unwrap_or(0)) * 60_000, offset_min })
}
