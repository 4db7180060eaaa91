//! Why each choice about a file was made: keys with their numbers, made sentences in `text`.

use crate::calendar::period::Period;
use crate::ingest::{limits::Limit, topic::Topic};
use serde::{Deserialize, Serialize};

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
