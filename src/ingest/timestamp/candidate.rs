//! A format that a column may be written in, how sure it is, and why it comes first.

use super::{Format, Instant};

/// What is known from elsewhere.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hints<'a> {
    /// The column's name.
    pub name: &'a str,
    /// Whether the rest of the file is written where the day comes first (decimal commas, a
    /// language), or where the month does.
    pub day_first: Option<bool>,
    /// Nothing that has happened is later: the file's date, epoch ms.
    pub not_after_ms: Option<i64>,
    /// Day of the first step of an ordinal column, from the file's preamble.
    pub start_day: Option<i64>,
    /// The same rows' instants from another column that is sure; the year does not count.
    pub companion: Option<&'a [Option<Instant>]>,
    /// The same rows' full years from another column.
    pub years: Option<&'a [Option<i32>]>,
}

/// How sure it is that cells of this form are times at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Small numbers and pairs that may be anything: a year, an Excel day, an ordinal, `7/14`.
    Weak,
    /// Digits whose size speaks for a time: epochs of 1990–2099, `20210714`.
    Likely,
    /// Marks and words of a date.
    Sure,
}

/// A format, and the cells that it reads.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The format.
    pub format: Format,
    /// Cells that it reads.
    pub fits: usize,
    /// Cells that are not blank.
    pub of: usize,
    /// How sure.
    pub strength: Strength,
}

/// Why the first candidate comes before the others that read as many cells; the first rule that
/// tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// No other reads as many cells, or all read the same.
    Fits,
    /// Another column of the same rows has this day and month.
    Companion,
    /// The others lie after the file's own date.
    NotLater,
    /// This way of writing has one order in use (`06/29/17-09:57`, `14.07.2021`, `2021-07-14`).
    Habit,
    /// The rows are in order this way only.
    Sorted,
    /// Only this way midnight is no leap of a month.
    RunsOn,
    /// The steps between the rows are even this way only.
    Regular,
    /// The others have events on one day of each month only.
    DaysRunOn,
    /// The rest of the file is written where this order is usual.
    Locale,
}
