//! One file's whole story: what was found and why, what was used, what was not.
//!
//! These are the facts; the shapes of the JavaScript interface are made of them in
//! `app`, the sentences in `text`.

mod ending;
mod evidence;

pub use ending::{Choice, Failure, Instead, Question, Refusal, Status};
pub use evidence::{Because, Evidence};

use super::lexicon;
use super::problem::Problem;
use super::{counts::Counts, measurements::Measurements};
use crate::calendar::step::{Stamp, Told};
use crate::kit::names::names;
use serde::{Deserialize, Serialize};

/// What reading a file gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// What was found, used and left out.
    pub found: Found,
    /// The data themselves.
    pub data: Data,
}

/// The data of one source.
#[derive(Clone, Debug, PartialEq)]
pub enum Data {
    /// Nothing: asked, refused or failed.
    Nothing,
    /// Values over time.
    Measurements(Measurements),
    /// Events, counted.
    Counts(Counts),
}

/// Whose clock the times of a source are on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Clock {
    /// Each time carries its offset (or is an epoch): times are UTC already.
    Utc,
    /// No offset: times are wall-clock times, to be read in the source's zone.
    Local,
}

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// One main value over time.
    Series,
    /// Several values over time; the user picks.
    WideSeries,
    /// A key column splits the rows into series.
    LongSeries,
    /// Rows are events.
    Events,
}

names!(Role {
    "series" Series, "wide-series" WideSeries, "long-series" LongSeries, "events" Events,
});

/// How a file is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// Comma, semicolon, tab, bar.
    Delimited,
    /// One JSON object a line.
    Ndjson,
    /// `key=value` pairs.
    KeyValue,
    /// Lines of a log.
    TextLog,
    /// A sheet of a workbook.
    Workbook,
    /// Columns with types.
    Parquet,
}

impl Layout {
    /// All of them.
    pub const ALL: [Layout; 6] = [
        Layout::Delimited,
        Layout::Ndjson,
        Layout::KeyValue,
        Layout::TextLog,
        Layout::Workbook,
        Layout::Parquet,
    ];

    /// Name in the interface.
    pub const fn name(self) -> &'static str {
        match self {
            Layout::Delimited => "delimited",
            Layout::Ndjson => "ndjson",
            Layout::KeyValue => "key-value",
            Layout::TextLog => "text-log",
            Layout::Workbook => "workbook",
            Layout::Parquet => "parquet",
        }
    }

    /// From the name.
    pub fn from_name(name: &str) -> Option<Layout> {
        Layout::ALL.into_iter().find(|layout| layout.name() == name)
    }
}

/// Bytes to cells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Dialect {
    /// Lower-case name, see [`Encoding::name`](super::encoding::Encoding::name).
    pub encoding: String,
    /// The delimiter, where there is one.
    pub delimiter: Option<String>,
    /// The quote, where one is used.
    pub quote: Option<String>,
    /// Line of the header, 1-based.
    pub header_line: Option<u64>,
    /// Decimal mark.
    pub decimal: char,
    /// Whether a byte order mark comes first.
    pub bom: bool,
    /// `gzip`, `zip`, `zstd`, `xz`, `xlsx`, `ods` or `parquet`.
    pub compression: Option<String>,
}

/// Where the time is and how it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Time {
    /// Names of the columns that make the time (one, or date and time).
    pub columns: Vec<String>,
    /// Their indexes.
    pub column_index: Vec<usize>,
    /// strptime style, or `epoch-s`, `epoch-ms`, `epoch-us`, `epoch-ns`, `excel`.
    pub format: String,
    /// `UTC`, an IANA name, an offset, or `per row`.
    pub zone: String,
    /// Whether the file says so.
    pub zone_stated: bool,
    /// Whether the times were instants, all of them midnights of this zone: they are its days.
    pub zone_days: bool,
    /// Whose clock `first_ms`, `last_ms` and the data are on.
    pub clock: Clock,
    /// Whether the year is a guess.
    pub year_inferred: bool,
    /// First (smallest) time, epoch ms on the source's clock.
    pub first_ms: Option<i64>,
    /// Last (largest) time.
    pub last_ms: Option<i64>,
    /// Order of the rows.
    pub order: Order,
    /// Which day of a week, month, quarter or year a time is, where the file or the user says so.
    pub stamp: Option<Stamp>,
}

impl Time {
    /// What is known of the stamps besides themselves.
    pub fn told(&self) -> Told {
        Told {
            stamp: self.stamp,
            unit: super::timestamp::coarse::unit_of(&self.format),
            instants: self.clock == Clock::Utc,
            fiscal: self.format.contains("FY")
                || self.format.contains("年度")
                || self.columns.iter().any(|name| lexicon::fiscal(name)),
        }
    }
}

/// Order of the rows in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// Oldest first.
    Ascending,
    /// Newest first.
    Descending,
    /// Neither.
    Unsorted,
}

/// Data rows: `read` = `with_time` + `without_time`; footers, totals and blanks that are not data
/// are in `without_time`; `used` entered a series or a count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Rows {
    /// Data rows met.
    pub read: u64,
    /// Rows with a readable time.
    pub with_time: u64,
    /// Rows without.
    pub without_time: u64,
    /// Rows that entered a series or a count (a missing value is used as a gap).
    pub used: u64,
    /// Rows that did not.
    pub skipped: u64,
    /// Rows with a time that a filter left out; neither used nor skipped.
    pub filtered: u64,
}

/// What a column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ColumnRole {
    /// The time, or a part of it.
    Time,
    /// A number that can be a series.
    Value,
    /// Few values: events can be split by it.
    Group,
    /// How many events a row stands for.
    Count,
    /// Anything else, identifiers too.
    Text,
}

/// One column of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Header, or `column N`.
    pub name: String,
    /// 0-based.
    pub index: usize,
    /// What it is for.
    pub role: ColumnRole,
    /// Unit where the file states one.
    pub unit: Option<String>,
}

/// Cells of a column that are kept to be picked from, at most.
pub const SEEN_MAX: usize = 40;

/// Everything found in one file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Found {
    /// File's name (`archive.zip/member.csv` for a member).
    pub name: String,
    /// File's size in bytes.
    pub bytes: u64,
    /// Lower-case hex, where it has been computed.
    pub sha256: Option<String>,
    /// How it ended up.
    pub status: Status,
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
    /// The commonest cells of each of `columns` in the sample, see [`SEEN_MAX`]: to be picked from.
    pub seen: Vec<Vec<String>>,
    /// Index of the default value column.
    pub value_column: Option<usize>,
    /// The first [`crate::ingest::problem::KEPT_MAX`] problems.
    pub problems: Vec<Problem>,
    /// Why each choice was made.
    pub evidence: Vec<Evidence>,
}

impl Found {
    /// The story of a file of which nothing is known but how it ended.
    pub fn unread(name: &str, bytes: u64, status: Status) -> Found {
        Found {
            name: name.to_owned(),
            bytes,
            sha256: None,
            status,
            role: None,
            layout: None,
            profile: None,
            dialect: None,
            time: None,
            rows: Rows::default(),
            columns: Vec::new(),
            seen: Vec::new(),
            value_column: None,
            problems: Vec::new(),
            evidence: Vec::new(),
        }
    }
}
