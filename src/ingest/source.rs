//! One file's whole story: what was found and why, what was used, what was not.
//!
//! These are the facts; the shapes of the JavaScript interface are made of them in
//! `app`, the sentences in `text`.

use super::lexicon;
use super::limits::Limit;
use super::problem::Problem;
use super::topic::Topic;
use super::{counts::Counts, measurements::Measurements};
use crate::calendar::{
    period::Period,
    step::{Stamp, Told},
};
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

/// Why a choice was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// What was decided.
    pub field: Topic,
    /// The decision.
    pub chosen: String,
    /// The reason, a key and its numbers, made a sentence in `text`.
    pub because: Because,
    /// What else would have fitted.
    pub alternatives: Vec<String>,
}

/// Reasons for a choice; the reader's room adds variants as it learns, each has a sentence in
/// `text`.
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
    /// The same, and rows have one cell more than it has names: they belong to the cells after the
    /// first.
    OneShort,
    /// The same, and a second row of names tells apart those that come again.
    TwoRows,
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
    /// It is the first column of which most rows have a number.
    FirstWhole {
        /// Rows that have one.
        rows: u64,
        /// Rows looked at.
        of: u64,
    },
    /// Of the columns named as totals it has the largest.
    MostCounted,
    /// The cells of the column of this name fit no other decimal mark.
    OwnMark(String),
    /// Commas part the fields.
    CommasPart,
    /// Their names, their units or their likeness say amounts, and none is below zero.
    Amounts,
    /// Its numbers are in these currencies: no values of one.
    Currencies(String),
    /// Whole numbers like those of counts, of which nothing says whether they add up.
    MaybeAmounts,
    /// The same number, far from all others, in so many cells.
    Code(u64),
    /// So many cells say this where the others of the column have numbers.
    Mark(u64),
    /// So many cells name only a limit.
    Bound(u64),
    /// So many cells have something behind their number.
    Flagged(u64),
    /// Another column of the same rows has this day and month.
    Companion,
    /// Only this way midnight is no leap of a month.
    RunsOn,
    /// It is the time that every row has.
    EveryRow,
    /// Columns that hold parts of one time.
    Parts,
    /// So many texts begin with a time, or hold it in an id.
    Inside(u64),
    /// Far from all other times, in `rows` of `of` sampled rows: it stands for "never".
    Never {
        /// Rows with such a time.
        rows: u64,
        /// Rows looked at.
        of: u64,
    },
    /// The century in which the years run on and do not end in the future.
    Century,
    /// Month follows month only if `.1` is October.
    CutMonths,
    /// Years of Thailand's calendar.
    BuddhistYears,
    /// Years of Taiwan's calendar.
    MinguoYears,
    /// Numbers of weeks, which nobody says are not those of ISO 8601.
    IsoWeeks,
    /// The clock runs from its first step to 24:00: it names ends, and rows stand at beginnings.
    HourEnds,
    /// Stretches of clock time (`00:00-01:00`) stand for their starts.
    HourStarts,
    /// Numbers count stretches of so many minutes from midnight on, from 1.
    Periods(u16),
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
    /// The whole file has more than this bound of it.
    Beyond(Limit),
    /// Only seen when the whole file was read: so many rows fit no other way.
    Whole(u64),
    /// This abbreviation says so, in its usual sense.
    UsualZone(String),
    /// This abbreviation is one offset all year, though the clocks there change.
    StandardTime(String),
    /// This abbreviation stands for clocks that are changed twice a year.
    SummerTime(String),
    /// The rows leave out the hour that the clocks of this zone skip.
    ClocksChanged(String),
    /// There are rows in the hour that the clocks of this zone skip.
    ClocksUnchanged(String),
    /// A column says it row by row.
    EachRow(String),
    /// The name speaks of a local clock, without its zone.
    LocalClock(String),
    /// Another column has the same times with their zone.
    SameTimes(String),
    /// A column speaks of zones, but of none that is known.
    UnknownZones(String),
    /// All times are midnights of the zone that they state.
    ItsMidnights,
    /// All times are at these times of day of UTC, midnights of a zone.
    Midnights {
        /// Times of day, UTC.
        clock: String,
        /// The zone.
        zone: String,
    },
    /// The same of times that weekdays or days of the month show to be of their UTC day.
    NoMidnights {
        /// Times of day, UTC.
        clock: String,
    },
    /// The same of times of which nothing shows that they are midnights.
    MaybeMidnights {
        /// Times of day, UTC.
        clock: String,
        /// The zone whose midnight they would be.
        zone: String,
    },
    /// A range in its cells, or two columns of dates: this one names what a row covers.
    Range(String),
    /// Nothing says whether a date is the first or the last day of its week (month, quarter, year):
    /// taken as it mostly is.
    EndOpen(Period),
    /// The cells are of this kind by their type in the file.
    Typed,
    /// These columns hold what no table of text has (lists, bytes), and are not read.
    LeftOut(Vec<String>),
    /// Letters beyond ASCII stand where a language has them, or characters are common in it.
    Language {
        /// Tag of the language.
        tag: String,
        /// Those that do.
        usual: u64,
        /// All of them.
        of: u64,
    },
    /// Only this way the times can be read.
    Timed,
    /// Its words are the likeliest.
    Words,
    /// So many NUL bytes in blank or padded fields were passed over.
    Nuls(u64),
    /// So many invisible marks (of direction, of byte order) were passed over.
    Marks(u64),
    /// So many bytes of nothing (NUL), left by a crash, stood before whole rows and were dropped.
    Padding(u64),
    /// So many rows are kept by quarter hour.
    Quarters(u64),
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
