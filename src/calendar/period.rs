//! Lengths of a bucket, and the first day of a week, with their names in recipes and links.

use crate::kit::names::names;
use serde::{Deserialize, Deserializer, Serialize, de::Error};

/// Length of a bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// Clock hour.
    Hour,
    /// Calendar day.
    Day,
    /// ISO week, or from Sunday.
    Week,
    /// Calendar month.
    Month,
}

// The finest first.
names!(Period { "hour" Hour, "day" Day, "week" Week, "month" Month });

/// What else depends on the length alone.
impl Period {
    /// The next shorter period whose buckets make up one of this; `None` for the shortest.
    pub const fn parts(self) -> Option<Period> {
        match self {
            Period::Hour => None,
            Period::Day => Some(Period::Hour),
            Period::Week | Period::Month => Some(Period::Day),
        }
    }

    /// Whether its buckets begin on the first day of a week, which can be chosen.
    pub const fn follows_weeks(self) -> bool {
        match self {
            Period::Week => true,
            Period::Hour | Period::Day | Period::Month => false,
        }
    }

    /// Buckets in a year, on average over leap years.
    pub const fn per_year(self) -> f64 {
        match self {
            Period::Hour => 8765.8,
            Period::Day => 365.2425,
            Period::Week => 52.1775,
            Period::Month => 12.0,
        }
    }

    /// Buckets in the next longer rhythm of the calendar: a day's hours, a week's days, a month's
    /// weeks, a quarter's months.
    pub const fn rhythm(self) -> usize {
        match self {
            Period::Hour => 24,
            Period::Day => 7,
            Period::Week => 4,
            Period::Month => 3,
        }
    }

    /// Widths of a moving average that are offered, in buckets; 1 is none.
    pub const fn averages(self) -> &'static [u32] {
        match self {
            Period::Hour => &[1, 3, 6, 12, 24, 168],
            Period::Day => &[1, 3, 7, 14, 30, 90],
            Period::Week => &[1, 3, 5, 8, 13, 26],
            Period::Month => &[1, 3, 6, 12],
        }
    }

    /// Widths of a rolling correlation that are offered, in buckets.
    pub const fn rolling_windows(self) -> &'static [u32] {
        match self {
            Period::Hour => &[24, 72, 168, 720],
            Period::Day => &[14, 30, 60, 90, 180, 365],
            Period::Week => &[8, 13, 26, 52],
            Period::Month => &[6, 12, 24],
        }
    }
}

/// First day of a week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WeekStart {
    /// Weeks begin on Monday, as in ISO 8601.
    #[default]
    Monday,
    /// Google Trends and the like.
    Sunday,
}

names!(WeekStart { "monday" Monday, "sunday" Sunday });

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
