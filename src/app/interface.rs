//! Shapes of the JavaScript interface: what scripts and embedders see of a source.
//!
//! A contract: add fields, never rename or re-mean one. Times are ISO 8601 in UTC.

use crate::{
    calendar::step::Stamp,
    ingest::{
        overrides::SourcePatch,
        source::{Column, Dialect, Layout, Order, Role, Rows},
    },
    kit::language::Bilingual,
    series::series::SeriesInfo,
};
use serde::{Deserialize, Serialize};

/// One file, or one member of a zip.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Source {
    /// `s1`, `s2`, … in the order given.
    pub id: String,
    /// File name.
    pub name: String,
    /// Size.
    pub bytes: u64,
    /// Lower-case hex, where it has been computed.
    pub sha256: Option<String>,
    /// `ready`, `ask`, `refused`, `failed`, `cancelled` (`reading` before one of them).
    pub status: String,
    /// Status `ask`.
    pub question: Option<Question>,
    /// Statuses `refused` and `failed`.
    pub message: Option<Bilingual>,
    /// What it holds.
    pub role: Option<Role>,
    /// How it is laid out.
    pub layout: Option<Layout>,
    /// A known export's name, for display only.
    pub profile: Option<String>,
    /// Bytes to cells.
    pub dialect: Option<Dialect>,
    /// Where the time is.
    pub time: Option<Time>,
    /// Rows used and not.
    pub rows: Rows,
    /// The columns.
    pub columns: Vec<Column>,
    /// Index of the default value column.
    pub value_column: Option<usize>,
    /// The first ones; counted in full in `rows.skipped`.
    pub problems: Vec<Problem>,
    /// Why each choice was made.
    pub evidence: Vec<Evidence>,
    /// First the main value or the total, then the others, largest first.
    pub series: Vec<SeriesInfo>,
    /// Names of the files that were joined into this source, itself first; empty where none.
    pub files: Vec<String>,
    /// What was set by hand about how it is read.
    pub overrides: SourcePatch,
}

/// A question with its answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Field of the override that answers it.
    pub field: String,
    /// The answers.
    pub choices: Vec<crate::ingest::source::Choice>,
}

/// Where the time is and how it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Time {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Their indexes.
    pub column_index: Vec<usize>,
    /// strptime style or `epoch-…`.
    pub format: String,
    /// `UTC`, an IANA name, an offset, or `per row`.
    pub zone: String,
    /// Whether the file says so.
    pub zone_stated: bool,
    /// Whether the year is a guess.
    pub year_inferred: bool,
    /// First instant.
    pub first: Option<String>,
    /// Last instant.
    pub last: Option<String>,
    /// Order of the rows.
    pub order: Order,
    /// Which day of a week, month, quarter or year a time is, where it was said.
    pub stamp: Option<Stamp>,
}

/// A row that was not used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// 1-based.
    pub line: u64,
    /// Column concerned.
    pub column: Option<String>,
    /// What is wrong, in English.
    pub reason: String,
    /// The row, shortened.
    pub text: String,
}

/// Why a choice was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// What was decided.
    pub field: String,
    /// The decision.
    pub chosen: String,
    /// The reason, in English.
    pub because: String,
    /// What else would have fitted.
    pub alternatives: Vec<String>,
}
