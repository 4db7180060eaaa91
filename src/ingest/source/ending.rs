//! How a file ended up: ready, asked about, refused, failed, each with what can be said of it.

use crate::ingest::{limits::Limit, topic::Topic};
use serde::{Deserialize, Serialize};

/// How a file ended up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It can be used.
    Ready,
    /// Two readings fit; the user is asked.
    Ask(Question),
    /// It can be read, but is not something that moves over time.
    Refused(Refusal),
    /// It cannot be read at all.
    Failed(Failure),
    /// The user stopped it.
    Cancelled,
}

/// A question with at least two answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// What is asked; its [`field`](Topic::field) answers it.
    pub field: Topic,
    /// The answers, each with the same sample read its way.
    pub choices: Vec<Choice>,
}

/// One answer to a [`Question`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What to set the field to.
    pub value: String,
    /// A sample read this way.
    pub sample: String,
}

/// Why a file that can be read is of no use here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
    /// Nothing in it.
    Empty,
    /// Bytes, not text.
    Binary,
    /// No column can be read as a time; the columns that there are.
    NoTime(Vec<String>),
    /// The only times were rounded by a spreadsheet; one of their cells.
    Rounded(String),
    /// A header but no rows.
    NoRows,
    /// A sheet about a workbook whose table is on another sheet: labels and a few dates.
    Cover,
    /// No data, but something in their place.
    Instead(Instead),
    /// A format that is known but not read (`xls`, `bz2`, `avro`, …).
    Unsupported(String),
    /// A member of an archive that only a password opens.
    Encrypted,
    /// A packed file within a packed file, by the name of its format.
    Nested(String),
    /// A member of an archive that is packed in a way that is not read.
    Packed,
    /// More than is taken of this.
    Beyond(Limit),
}

impl Refusal {
    /// Whether no row was met.
    pub fn is_no_row(&self) -> bool {
        matches!(self, Refusal::NoRows | Refusal::Beyond(Limit::Record))
    }
}

/// What came in place of data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Instead {
    /// A web page.
    Page,
    /// A figure that was exported here, but could not be opened as one.
    Figure,
    /// An answer that tells of an error, and what it says.
    Error(String),
    /// One record, no list of them.
    Record,
}

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Failure {
    /// The browser or the system said so.
    Unreadable(String),
    /// It was moved, changed or removed after it was given, perhaps while it was read.
    Changed,
    /// The compressed data end too early or are damaged, after this many bytes; after none where
    /// it is what was in them that is not as its format says.
    Damaged(u64),
    /// What was unpacked is not what was packed: its checksum or its length is another.
    Checksum,
    /// Members of an archive share bytes, which no honest one's do.
    Overlap,
    /// More than is taken of this.
    Beyond(Limit),
    /// The reader itself broke.
    Internal(String),
    /// The program that reads this kind of file could not be fetched.
    Unloaded(String),
    /// Memory ran out while it was read.
    Memory,
    /// What read it ended without a word, or gave no sign of life for too long; twice.
    Silent,
    /// It would need as many bytes of memory as this, which no page has.
    TooLarge(u64),
    /// Its format is read, but not this within it: `Brotli`, `encryption`, `password`, `dictionary`;
    /// what has no name that people know is `codec`, `encoding` or `levels`.
    Inside(String),
}

impl Failure {
    /// The failure of a reading whose worker broke with these words, the engine's or ours.
    ///
    /// Engines say it in their own way where memory runs out: "Array buffer allocation failed",
    /// "Out of memory", "out of memory". The watch over workers says "no answer".
    pub fn of_worker(words: String) -> Failure {
        let lower = words.to_ascii_lowercase();
        match lower.as_str() {
            "no answer" => Failure::Silent,
            words if words.contains("memory") || words.contains("allocation") => Failure::Memory,
            _ => Failure::Internal(words),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Failure;

    #[test]
    fn a_worker_that_broke_is_told_by_what_it_said() {
        for (words, failure) in [
            ("no answer", Failure::Silent),
            ("out of memory", Failure::Memory),
            ("RangeError: Array buffer allocation failed", Failure::Memory),
            ("RangeError: Out of memory", Failure::Memory),
            (
                "panicked at src/x.rs:1:2:\nno",
                Failure::Internal("panicked at src/x.rs:1:2:\nno".to_owned()),
            ),
        ] {
            assert_eq!(Failure::of_worker(words.to_owned()), failure, "{words}");
        }
    }
}
