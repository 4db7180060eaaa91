//! One kind of problem: what, where, and the text it is about.
//!
//! Recoverable trouble (a bad row, a doubtful date) is counted and kept for the user to see;
//! sentences for people are made in `text`.

use serde::{Deserialize, Serialize};

/// A row that was not used, or was used with a remark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Line of the record's first byte, 1-based, in the decoded file.
    pub line: u64,
    /// Name of the column concerned, where there is one.
    pub column: Option<String>,
    /// What is wrong.
    pub reason: Reason,
    /// The row's or the cell's text, shortened to [`TEXT_MAX`] characters.
    pub text: String,
}

/// Characters of a row kept with a problem.
pub const TEXT_MAX: usize = 160;
/// Problems kept with their text; the rest are only counted.
pub const KEPT_MAX: usize = 1_000;

/// Why a row was not used. Every variant has a sentence in `text`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The time cell is empty.
    TimeMissing,
    /// The time cell does not fit the column's format.
    TimeUnreadable,
    /// The time exists in no calendar (31 February).
    TimeImpossible,
    /// The time stands for "never" (`1970-01-01`, `9999-12-31`).
    TimeNever,
    /// The value cell is not a number.
    NumberUnreadable,
    /// Fewer cells than the columns that are needed.
    TooFewCells,
    /// A quote that is never closed swallowed the rest.
    QuoteOpen,
    /// The last line is cut.
    Truncated,
    /// Bytes that are not text (NUL and the like) inside the row.
    Binary,
    /// Bytes that do not fit the file's encoding.
    Encoding,
    /// The header comes again.
    HeaderRepeated,
    /// A footer, total, comment or another table's row.
    NotData,
    /// A line that does not fit the text log's or the JSON's form.
    LineUnreadable,
    /// The record is longer than any honest row.
    TooLong,
}

impl Reason {
    /// All of them, in the order of their declaration: `ALL[reason as usize] == reason`.
    pub const ALL: [Reason; 14] = [
        Reason::TimeMissing,
        Reason::TimeUnreadable,
        Reason::TimeImpossible,
        Reason::TimeNever,
        Reason::NumberUnreadable,
        Reason::TooFewCells,
        Reason::QuoteOpen,
        Reason::Truncated,
        Reason::Binary,
        Reason::Encoding,
        Reason::HeaderRepeated,
        Reason::NotData,
        Reason::LineUnreadable,
        Reason::TooLong,
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_stand_in_their_order() {
        for (at, reason) in Reason::ALL.into_iter().enumerate() {
            assert_eq!(reason as usize, at);
        }
    }
}
