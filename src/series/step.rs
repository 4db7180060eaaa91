//! The step of a source: what one of its stamps stands for.
//!
//! A weekly or monthly source is never resampled finer, and its stamp covers its whole week or
//! month; a date without a time covers its day.
//!
//! # Contract
//! * Times are wall-clock milliseconds of the source, ascending; duplicates count once.
//! * Fewer than three distinct times do not decide between weeks and months: all at midnight is a
//!   daily source, else an hourly one.
//! * Missing stamps (weekends, holidays, gaps) do not hide a step: a week's is seen by its
//!   multiples, a month's by the day of the month.

use crate::calendar::{
    civil::{Civil, DAY_MS, HOUR_MS, iso_weekday},
    period::{Period, WeekStart},
};

/// What one stamp stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// An instant, or a bar of this many milliseconds (the usual distance of two stamps).
    Fine(i64),
    /// A day. `dates`: all stamps are at midnight of the source's own clock.
    Day {
        /// All stamps are at midnight.
        dates: bool,
    },
    /// A week; its first day, where stamps are the first day of a week.
    Week(Option<WeekStart>),
    /// A month; `first`: stamps are on its first day.
    Month {
        /// Stamps are on the first day.
        first: bool,
    },
}

impl Step {
    /// The finest period that the source can be cut into.
    pub(crate) fn finest(self) -> Period {
        match self {
            Step::Fine(_) => Period::Hour,
            Step::Day { .. } => Period::Day,
            Step::Week(_) => Period::Week,
            Step::Month { .. } => Period::Month,
        }
    }

    /// Where inside what it stands for a stamp is put, so that any zone and any longer bucket
    /// gets what lies mostly in it: milliseconds on the source's clock.
    ///
    /// `instants`: the stamps are instants (they carry an offset or are an epoch) and not dates of
    /// some clock: a daily bar lands on its instant.
    pub(crate) fn shift_ms(self, instants: bool) -> i64 {
        match self {
            Step::Fine(_) | Step::Day { dates: false } => 0,
            Step::Day { dates: true } | Step::Week(None) | Step::Month { first: false } => {
                if instants {
                    0
                } else {
                    DAY_MS / 2
                }
            }
            Step::Week(Some(_)) => 7 * DAY_MS / 2,
            Step::Month { first: true } => 14 * DAY_MS,
        }
    }
}

/// The step of a source from its wall-clock times, ascending.
pub(crate) fn step_of(local_ms: &[i64]) -> Step {
    let mut times: Vec<i64> = local_ms.to_vec();
    times.dedup();
    let midnight = !times.is_empty() && times.iter().all(|t| t.rem_euclid(DAY_MS) == 0);
    let mut gaps: Vec<i64> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
    if gaps.len() < 2 {
        return if midnight { Step::Day { dates: true } } else { Step::Fine(HOUR_MS) };
    }
    let share = |fits: &dyn Fn(i64) -> bool| {
        gaps.iter().filter(|gap| fits(**gap)).count() as f64 / gaps.len() as f64
    };
    // An hour of slack: a wall clock changes.
    let near = |gap: i64, unit: i64| {
        let off = gap.rem_euclid(unit);
        gap > unit / 2 && off.min(unit - off) <= HOUR_MS
    };
    let weekly = share(&|gap| near(gap, 7 * DAY_MS));
    let monthly = share(&|gap| (27 * DAY_MS..=32 * DAY_MS).contains(&gap));
    let same_day = stamps_of_months(&times);
    gaps.sort_unstable();
    let median = gaps.get(gaps.len() / 2).copied().unwrap_or(HOUR_MS);
    if median > 26 * DAY_MS {
        // Months, quarters, years; four-weekly stamps are weeks with gaps.
        if same_day.is_some() || monthly >= 0.75 {
            return Step::Month { first: same_day == Some(true) };
        }
    }
    if median > 4 * DAY_MS && weekly >= 0.75 {
        let mut days = times.iter().map(|t| iso_weekday(t.div_euclid(DAY_MS)));
        let first = days.next();
        let start = if days.all(|day| Some(day) == first) && midnight {
            match first {
                Some(1) => Some(WeekStart::Monday),
                Some(7) => Some(WeekStart::Sunday),
                _ => None,
            }
        } else {
            None
        };
        return Step::Week(start);
    }
    if midnight || median >= 22 * HOUR_MS {
        return Step::Day { dates: midnight };
    }
    Step::Fine(median)
}

/// Whether all stamps are on one day of the month: `Some(true)` for its first, `Some(false)` for
/// another or its last.
fn stamps_of_months(times: &[i64]) -> Option<bool> {
    let civil: Vec<Civil> = times.iter().map(|t| Civil::from_ms(*t)).collect();
    if civil.iter().all(|c| c.day == 1) {
        return Some(true);
    }
    let day = civil.first()?.day;
    let same = civil.iter().all(|c| c.day == day);
    let last = civil.iter().all(|c| c.day == c.days_in_month());
    (same || last).then_some(false)
}

/// Whether a daily source leaves weekends out: at least ten stamps, none on Saturday or Sunday.
pub(crate) fn without_weekends(local_ms: &[i64]) -> bool {
    local_ms.len() >= 10 && local_ms.iter().all(|t| iso_weekday(t.div_euclid(DAY_MS)) <= 5)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::civil::ms_from_iso;

    fn every(start: &str, step: i64, n: i64) -> Vec<i64> {
        let start = ms_from_iso(start).unwrap();
        (0..n).map(|i| start + i * step).collect()
    }

    fn months(days: &[&str]) -> Vec<i64> {
        days.iter().map(|day| ms_from_iso(day).unwrap()).collect()
    }

    #[test]
    fn steps_by_table() {
        let mut with_gap = every("2021-01-04", 7 * DAY_MS, 30);
        with_gap.drain(10..13);
        let workdays: Vec<i64> = every("2021-01-04", DAY_MS, 60)
            .into_iter()
            .filter(|t| iso_weekday(t / DAY_MS) <= 5)
            .collect();
        let cases: Vec<(&str, Vec<i64>, Step)> = vec![
            ("five minutes", every("2021-01-04", 300_000, 50), Step::Fine(300_000)),
            ("four hours", every("2021-01-04", 4 * HOUR_MS, 50), Step::Fine(4 * HOUR_MS)),
            ("days", every("2021-01-04", DAY_MS, 50), Step::Day { dates: true }),
            ("closes", every("2021-01-04T16:00", DAY_MS, 50), Step::Day { dates: false }),
            ("working days", workdays, Step::Day { dates: true }),
            ("twice a week", every("2021-01-04", 84 * HOUR_MS, 9), Step::Day { dates: false }),
            ("Mondays", every("2021-01-04", 7 * DAY_MS, 50), Step::Week(Some(WeekStart::Monday))),
            ("Sundays", every("2021-01-03", 7 * DAY_MS, 50), Step::Week(Some(WeekStart::Sunday))),
            ("Fridays", every("2021-01-08", 7 * DAY_MS, 50), Step::Week(None)),
            ("Mondays with a gap", with_gap, Step::Week(Some(WeekStart::Monday))),
            ("four-weekly", every("2021-01-04", 28 * DAY_MS, 12), Step::Month { first: false }),
            (
                "firsts",
                months(&["2021-01", "2021-02", "2021-03", "2021-04", "2021-06"]),
                Step::Month { first: true },
            ),
            (
                "lasts",
                months(&["2021-01-31", "2021-02-28", "2021-03-31", "2021-04-30"]),
                Step::Month { first: false },
            ),
            ("years", months(&["2018", "2019", "2020", "2021"]), Step::Month { first: true }),
            ("one date", months(&["2018"]), Step::Day { dates: true }),
            ("one time", months(&["2018-01-01T05:00"]), Step::Fine(HOUR_MS)),
            ("none", vec![], Step::Fine(HOUR_MS)),
        ];
        for (name, times, expected) in cases {
            assert_eq!(step_of(&times), expected, "{name}");
        }
    }
}
