//! Lengths of a bucket, and the first day of a week, with their names in recipes and links.

use super::civil::iso_weekday;
use crate::kit::names::names;
use serde::{Deserialize, Deserializer, Serialize, de::Error};

/// Length of a bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// Clock hour.
    Hour,
    /// Calendar day.
    Day,
    /// Seven days from any weekday.
    Week,
    /// Calendar month.
    Month,
    /// Three months from January, April, July or October.
    Quarter,
    /// Calendar year.
    Year,
}

// The finest first.
names!(Period {
    "hour" Hour, "day" Day, "week" Week, "month" Month, "quarter" Quarter, "year" Year,
});

/// What else depends on the length alone.
impl Period {
    /// The next shorter period whose buckets make up one of this; `None` for the shortest.
    pub const fn parts(self) -> Option<Period> {
        match self {
            Period::Hour => None,
            Period::Day => Some(Period::Hour),
            Period::Week | Period::Month => Some(Period::Day),
            Period::Quarter | Period::Year => Some(Period::Month),
        }
    }

    /// Whether its buckets begin on the first day of a week, which can be chosen.
    pub const fn follows_weeks(self) -> bool {
        match self {
            Period::Week => true,
            Period::Hour | Period::Day | Period::Month | Period::Quarter | Period::Year => false,
        }
    }

    /// Buckets in a year, on average over leap years.
    pub const fn per_year(self) -> f64 {
        match self {
            Period::Hour => 8765.8,
            Period::Day => 365.2425,
            Period::Week => 52.1775,
            Period::Month => 12.0,
            Period::Quarter => 4.0,
            Period::Year => 1.0,
        }
    }

    /// Buckets in the next longer rhythm of the calendar: a day's hours, a week's days, a month's
    /// weeks, a quarter's months, a year's quarters, four years.
    pub const fn rhythm(self) -> usize {
        match self {
            Period::Hour => 24,
            Period::Day => 7,
            Period::Week => 4,
            Period::Month => 3,
            Period::Quarter | Period::Year => 4,
        }
    }

    /// Widths of a moving average that are offered, in buckets; 1 is none.
    pub const fn averages(self) -> &'static [u32] {
        match self {
            Period::Hour => &[1, 5, 13, 25, 73, 169],
            Period::Day => &[1, 3, 7, 15, 29, 91],
            Period::Week => &[1, 3, 5, 9, 13, 27],
            Period::Month => &[1, 3, 5, 7, 13],
            Period::Quarter => &[1, 3, 5, 9],
            Period::Year => &[1, 3, 5, 11],
        }
    }

    /// Widths of a rolling correlation that are offered, in buckets.
    pub const fn rolling_windows(self) -> &'static [u32] {
        match self {
            Period::Hour => &[24, 72, 168, 720],
            Period::Day => &[14, 30, 60, 90, 180, 365],
            Period::Week => &[8, 13, 26, 52],
            Period::Month => &[6, 12, 24],
            Period::Quarter => &[8, 12, 20, 40],
            Period::Year => &[8, 10, 20, 30],
        }
    }
}

/// First day of a week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WeekStart {
    /// Weeks begin on Monday, as in ISO 8601.
    #[default]
    Monday,
    /// Weeks that end on Monday.
    Tuesday,
    /// Weeks that end on Tuesday.
    Wednesday,
    /// Weeks that end on Wednesday.
    Thursday,
    /// Weeks that end on Thursday.
    Friday,
    /// Weeks that end on Friday, as markets' do.
    Saturday,
    /// Weeks that end on Saturday: Google Trends, American statistics.
    Sunday,
}

names!(WeekStart {
    "monday" Monday, "tuesday" Tuesday, "wednesday" Wednesday, "thursday" Thursday,
    "friday" Friday, "saturday" Saturday, "sunday" Sunday,
});

impl WeekStart {
    /// The weekday of a day since 1970-01-01.
    pub const fn of(days: i64) -> WeekStart {
        match iso_weekday(days) {
            1 => WeekStart::Monday,
            2 => WeekStart::Tuesday,
            3 => WeekStart::Wednesday,
            4 => WeekStart::Thursday,
            5 => WeekStart::Friday,
            6 => WeekStart::Saturday,
            _ => WeekStart::Sunday,
        }
    }

    /// The day after it.
    pub const fn next(self) -> WeekStart {
        // 1970-01-05 was a Monday.
        WeekStart::of(4 + self as i64 + 1)
    }

    /// The first day, since 1970-01-01, of the week that holds a day.
    pub const fn floor(self, days: i64) -> i64 {
        days - (iso_weekday(days) as i64 - 1 - self as i64).rem_euclid(7)
    }
}

/// A period, or the finest that the data bear.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PeriodChoice {
    /// The finest in which both series have a value in at least 80 % of the overlapping buckets.
    #[default]
    Auto,
    /// This one, or the finest that the data bear where they bear no finer one.
    Fixed(Period),
}

impl PeriodChoice {
    /// Its name in JSON and in addresses: that of the period, or `auto`.
    pub const fn name(self) -> &'static str {
        match self {
            PeriodChoice::Auto => "auto",
            PeriodChoice::Fixed(period) => period.name(),
        }
    }

    /// The one of this name.
    pub fn from_name(name: &str) -> Option<PeriodChoice> {
        match name {
            "auto" => Some(PeriodChoice::Auto),
            _ => Period::from_name(name).map(PeriodChoice::Fixed),
        }
    }

    /// All of them, the automatic one first, then the finest.
    pub fn all() -> impl Iterator<Item = PeriodChoice> {
        [PeriodChoice::Auto].into_iter().chain(Period::ALL.map(PeriodChoice::Fixed))
    }

    /// The period chosen, `None` for auto.
    pub(crate) fn fixed(self) -> Option<Period> {
        match self {
            PeriodChoice::Auto => None,
            PeriodChoice::Fixed(period) => Some(period),
        }
    }
}

impl Serialize for PeriodChoice {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for PeriodChoice {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<PeriodChoice, D::Error> {
        let name = String::deserialize(from)?;
        let unknown = || Error::custom("not auto or the name of a period");
        PeriodChoice::from_name(&name).ok_or_else(unknown)
    }
}
