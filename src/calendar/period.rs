//! Lengths of a bucket, and the first day of a week, with their names in recipes and links.

use crate::kit::names::names;

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

names!(Period { "hour" Hour, "day" Day, "week" Week, "month" Month });

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
    /// Clock hour.
    Hour,
    /// Calendar day.
    Day,
    /// Week.
    Week,
    /// Month.
    Month,
}

names!(PeriodChoice { "auto" Auto, "hour" Hour, "day" Day, "week" Week, "month" Month });

impl PeriodChoice {
    /// The period chosen, `None` for auto.
    pub(crate) fn fixed(self) -> Option<Period> {
        match self {
            PeriodChoice::Auto => None,
            PeriodChoice::Hour => Some(Period::Hour),
            PeriodChoice::Day => Some(Period::Day),
            PeriodChoice::Week => Some(Period::Week),
            PeriodChoice::Month => Some(Period::Month),
        }
    }
}
