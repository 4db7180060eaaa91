//! Distances between the ticks of a time axis: whole minutes to whole years.

use super::civil::{DAY_MS, HOUR_MS, first_of_month, months_from_days};

pub(crate) const MINUTE: i64 = 60_000;

pub(crate) const HOUR: i64 = HOUR_MS;

pub(crate) const DAY: i64 = DAY_MS;

/// Distance between ticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Minutes, a divisor of an hour.
    Minutes(i64),
    /// Hours, a divisor of a day.
    Hours(i64),
    /// So many days.
    Days(i64),
    /// Weeks, from the anchor's weekday.
    Weeks(i64),
    /// Months, a divisor of a year.
    Months(i64),
    /// So many years.
    Years(i64),
}

impl Step {
    /// Usual length, milliseconds.
    pub fn length(self) -> i64 {
        match self {
            Step::Minutes(n) => n * MINUTE,
            Step::Hours(n) => n * HOUR,
            Step::Days(n) => n * DAY,
            Step::Weeks(n) => n * 7 * DAY,
            Step::Months(n) => n * 30 * DAY,
            Step::Years(n) => n * 365 * DAY,
        }
    }

    /// Local times of the ticks in a local window, one more on each side.
    pub(crate) fn local_ticks(self, from: i64, to: i64, anchor: i64) -> Vec<i64> {
        let even = |unit: i64, origin: i64| {
            let first = (from - origin).div_euclid(unit);
            let last = (to - origin).div_euclid(unit) + 1;
            (first..=last).map(|k| origin + k * unit).collect()
        };
        match self {
            Step::Minutes(n) => even(n * MINUTE, 0),
            Step::Hours(n) => even(n * HOUR, 0),
            Step::Days(n) => even(n * DAY, anchor.div_euclid(DAY) * DAY),
            Step::Weeks(n) => even(n * 7 * DAY, anchor.div_euclid(DAY) * DAY),
            Step::Months(_) | Step::Years(_) => {
                let months = match self {
                    Step::Months(n) => n,
                    Step::Years(n) => n * 12,
                    _ => 1,
                };
                let index = |local: i64| months_from_days(local.div_euclid(DAY));
                let first = index(from).div_euclid(months);
                let last = index(to).div_euclid(months) + 1;
                (first..=last).map(|k| first_of_month(k * months) * DAY).collect()
            }
        }
    }
}
