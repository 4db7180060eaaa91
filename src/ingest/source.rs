//! One file's whole story: what was found and why, what was used, what was not.
//!
//! These are the facts; the shapes of the JavaScript interface are made of them in
//! [`crate::app`], the sentences in [`crate::text`].

use super::{counts::Counts, measurements::Measurements};
use crate::{
    kit::{json::nullable, names::names},
    problem::Problem,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

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
    /// The field of the override that answers it (`timeFormat`, `decimal`, `count`, …).
    pub field: String,
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
    /// A header but no rows.
    NoRows,
    /// A format that is known but not read (`xlsx`, `zst`, `parquet`, …).
    Unsupported(String),
}

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Failure {
    /// The browser or the system said so.
    Unreadable(String),
    /// The compressed data end too early or are damaged, after this many bytes.
    Damaged(u64),
    /// The reader itself broke.
    Internal(String),
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
}

/// Bytes to cells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Dialect {
    /// Lower-case name: `utf-8`, `utf-16le`, `cp932`, `euc-jp`, `windows-1252`, `windows-1254`.
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
    /// `gzip` or `zip`.
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

/// Why a choice was made. `field` is a name of the interface (`delimiter`, `timeColumn`, …).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// What was decided.
    pub field: String,
    /// The decision.
    pub chosen: String,
    /// The reason, a key and its numbers, made a sentence in [`crate::text`].
    pub because: Because,
    /// What else would have fitted.
    pub alternatives: Vec<String>,
}

/// Reasons for a choice; the reader's room adds variants as it learns, each has a sentence in
/// [`crate::text`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Because {
    /// The user said so.
    Override,
    /// `rows` of `of` sampled rows fit.
    Fits {
        /// Rows that fit.
        rows: u64,
        /// Rows looked at.
        of: u64,
    },
    /// The header's name says so.
    Name(String),
    /// The file says so itself (byte order mark, `#fields`, `sep=`).
    Stated(String),
    /// It is the only candidate.
    Only,
    /// The row does not look like the rows below it.
    NotLikeData,
    /// The first row looks like all the others.
    FirstRowIsData,
    /// Only this way the rows are in order of time.
    InOrder,
    /// Only this way the times are evenly spaced.
    EvenSteps,
    /// How the rest of the file is written (decimal comma, semicolons) or the tool that writes
    /// this form.
    Custom(String),
    /// Open, high, low and close stand side by side: one column is always the highest of the
    /// four, one the lowest.
    Ohlc,
    /// It is the largest by its mean.
    Largest,
    /// Another column of the same rows has this day and month.
    Companion,
    /// Otherwise times lie after the file's own date.
    NotLater,
    /// This way of writing has one order in use.
    Habit,
    /// The rest of the file is written where this order is usual.
    Locale,
    /// Numbers, one row a time.
    Measured,
    /// Texts or addresses beside the time, or irregular times.
    Eventful,
    /// Each value of the column has its own row at each time.
    KeyedTimes,
    /// A few values that come again and again.
    FewValues(u64),
    /// Only seen when the whole file was read: so many rows fit no other way.
    Whole(u64),
    /// So many bytes of nothing (NUL), left by a crash, stood before whole rows and were dropped.
    Padding(u64),
}

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
    /// Index of the default value column.
    pub value_column: Option<usize>,
    /// The first [`crate::problem::KEPT_MAX`] problems.
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
            value_column: None,
            problems: Vec::new(),
            evidence: Vec::new(),
        }
    }
}

/// Overrides of what was found; every field answers to one of the interface's `SourcePatch`.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default, rename_all = "camelCase")]
pub struct SourcePatch {
    /// Character set.
    pub encoding: Option<String>,
    /// One character.
    pub delimiter: Option<String>,
    /// 1-based; `Some(None)` says that there is no header.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "nullable")]
    pub header_line: Option<Option<u64>>,
    /// Decimal mark.
    pub decimal: Option<char>,
    /// Index of the time column.
    pub time_column: Option<usize>,
    /// Format of the time.
    pub time_format: Option<String>,
    /// Zone of times without one.
    pub zone: Option<String>,
    /// Year of the last row, where the file has none.
    pub year: Option<i32>,
    /// What the file holds.
    pub role: Option<Role>,
    /// Indexes of the value columns.
    pub value_columns: Option<Vec<usize>>,
    /// Column that splits events; `Some(None)` for none.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "nullable")]
    pub group_column: Option<Option<usize>>,
    /// Column that splits a long table.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "nullable")]
    pub key_column: Option<Option<usize>>,
    /// What an event row counts for.
    pub count: Option<Count>,
    /// Rows to keep.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "nullable")]
    pub filter: Option<Option<Filter>>,
    /// Answer to the question.
    pub answer: Option<String>,
    /// Another source's id whose data this one continues.
    pub join_with: Option<String>,
}

/// What one event row counts for: `"rows"`, or the index of a column to sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// One.
    Rows,
    /// The number in this column.
    Column(usize),
}

impl Serialize for Count {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Count::Rows => to.serialize_str("rows"),
            Count::Column(index) => to.serialize_u64(*index as u64),
        }
    }
}

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Count, D::Error> {
        let index = match Value::deserialize(from)? {
            Value::String(word) if word == "rows" => return Ok(Count::Rows),
            Value::String(word) => word.parse().ok(),
            Value::Number(number) => number.as_u64().and_then(|index| index.try_into().ok()),
            _ => None,
        };
        let wrong = || {
            let unexpected = serde::de::Unexpected::Other("another value");
            serde::de::Error::invalid_value(unexpected, &"\"rows\" or a column's index")
        };
        index.map(Count::Column).ok_or_else(wrong)
    }
}

/// Rows to keep: those whose cell in `column` contains the text, whatever its case.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Filter {
    /// 0-based.
    pub column: usize,
    /// Text to look for.
    pub contains: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::json::{from_script, from_text};
    use serde_json::json;

    #[test]
    fn a_patch_comes_back_and_tells_none_from_nothing() {
        let whole = SourcePatch {
            encoding: Some("utf-8".into()),
            delimiter: Some(";".into()),
            header_line: Some(Some(3)),
            decimal: Some(','),
            time_column: Some(1),
            time_format: Some("%Y".into()),
            zone: Some("Asia/Tokyo".into()),
            year: Some(2021),
            role: Some(Role::Events),
            value_columns: Some(vec![1, 2]),
            group_column: Some(None),
            key_column: Some(Some(4)),
            count: Some(Count::Column(2)),
            filter: Some(Some(Filter { column: 2, contains: "x".into() })),
            answer: Some("dmy".into()),
            join_with: Some("s2".into()),
        };
        for patch in [whole, SourcePatch::default()] {
            let text = serde_json::to_string(&patch).unwrap();
            assert_eq!(from_text::<SourcePatch>(&text), Some(patch), "{text}");
        }
        let none =
            from_text::<SourcePatch>(r#"{"headerLine":null,"zone":null,"count":"rows","later":1}"#);
        let expected = SourcePatch {
            header_line: Some(None),
            count: Some(Count::Rows),
            ..SourcePatch::default()
        };
        assert_eq!(none, Some(expected));
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let wrong = |value: Value| from_script::<SourcePatch>(value).unwrap_err().to_string();
        assert_eq!(wrong(json!([])), "this takes an object");
        assert_eq!(wrong(json!({"timeColumn": "first"})), "timeColumn takes a whole number");
        assert_eq!(wrong(json!({"year": 1e12})), "year takes a whole number of its range");
        assert_eq!(wrong(json!({"decimal": ".,"})), "decimal takes one character");
        assert_eq!(wrong(json!({"count": -1})), "count takes \"rows\" or a column's index");
        assert_eq!(wrong(json!({"filter": {"column": 1}})), "contains takes a value, and has none");
        assert_eq!(wrong(json!({"filter": "SMB"})), "filter takes an object");
        assert_eq!(
            wrong(json!({"role": "prices"})),
            "role takes one of series wide-series long-series events"
        );
        let three = from_script::<SourcePatch>(json!({"timeColumn": 3.0, "count": "3"})).unwrap();
        assert_eq!((three.time_column, three.count), (Some(3), Some(Count::Column(3))));
    }
}
