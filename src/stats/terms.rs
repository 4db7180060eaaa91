//! Calendar terms: what the clock and the calendar alone predict.
//!
//! A term is a column with one number a bucket. Which cycles may enter is decided by the period
//! and by how often the span repeats them:
//!
//! | cycle | enters |
//! |---|---|
//! | day, in hours | always, from 3 days on: dummies of the hour |
//! | week, in hours | always, from 5 days on: dummies of the weekday, of the weekend's own hours and of the hours in which it begins and ends; by choice, from 4 weeks on, of every hour of the week |
//! | week, in days | always, from 4 weeks on: dummies of the weekday |
//! | month, in days | by choice, from half a year on: dummies of the day of the month (paydays, closings) |
//! | year | by choice, from a year and a half on: one to six harmonics; in months and quarters from 3 years on also dummies of the month or quarter; in years never |
//!
//! "By choice" means that each series takes the set with the least AICc, jointly with its order:
//! a cycle too weak to be chosen is too weak to create a spurious correlation, and columns that are not
//! needed would cost power. Harmonics of the year in hours and days must also reject a unit root,
//! and both series must have taken some ([`super::surprise::of_both`]).
//!
//! Contract: the calendar is local time (daylight saving is part of people's days). Columns
//! that turn out to be alike are dropped later, by the regression.

use super::autoregression::Terms;
use crate::calendar::{civil::first_of_month, period::Period};
use std::f64::consts::TAU;

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;
/// Mean Gregorian year.
const YEAR_MS: f64 = 365.2425 * DAY_MS as f64;

/// Start of each bucket: the caller's, or consecutive buckets from Monday, 1970-01-05; months and longer
/// ones from 1970-01-01.
pub fn starts_or_default(starts: &[i64], period: Period, n: usize) -> Vec<i64> {
    if starts.len() == n {
        return starts.to_vec();
    }
    let monday = 4 * DAY_MS;
    let months = |after: i64| first_of_month(12 * 1970 + after) * DAY_MS;
    (0..n as i64)
        .map(|i| match period {
            Period::Hour => monday + i * HOUR_MS,
            Period::Day => monday + i * DAY_MS,
            Period::Week => monday + i * 7 * DAY_MS,
            Period::Month => months(i),
            Period::Quarter => months(3 * i),
            Period::Year => months(12 * i),
        })
        .collect()
}

/// The calendar columns that fit the period and the span.
pub fn calendar_terms(period: Period, starts: &[i64]) -> Terms {
    let n = starts.len();
    let mut terms = Terms::default();
    let base = &mut terms.calendar;
    match period {
        Period::Hour => {
            if n >= HOURS_FOR_A_DAY {
                dummies(base, starts, 0..24, hour);
            }
            if n >= 5 * 24 {
                dummies(base, starts, 0..7, weekday);
                let weekend = |s| if weekday(s) >= 5 { hour(s) } else { -1 };
                dummies(base, starts, -1..24, weekend);
                // Where the profiles change, the past that the model leans on is of the other.
                let change = |s| match (weekday(s), hour(s)) {
                    (0, h @ 0..4) => h,
                    (5, h @ 0..4) => 4 + h,
                    _ => -1,
                };
                dummies(base, starts, -1..8, change);
            }
            if n >= 4 * 168 {
                terms.choose(|c| dummies(c, starts, 0..168, |s| 24 * weekday(s) + hour(s)));
            }
        }
        Period::Day => {
            if n >= 28 {
                dummies(base, starts, 0..7, weekday);
            }
            if n >= 180 {
                terms.choose(|c| dummies(c, starts, 1..32, day_of_month));
            }
        }
        Period::Week => {}
        Period::Month => {
            if n >= 36 {
                terms.choose(|c| dummies(c, starts, 0..12, month));
            }
        }
        Period::Quarter => {
            if n >= 12 {
                terms.choose(|c| dummies(c, starts, 0..4, |s| month(s) / 3));
            }
        }
        Period::Year => {}
    }
    if years(period, n) >= YEARS_FOR_A_YEAR {
        let before = terms.choices.clone();
        let year = rhythm_of_the_year(period);
        let first = terms.extra.len();
        if year.slow {
            terms.slow = first..first + 2 * year.harmonics as usize;
        }
        for h in 1..=year.harmonics {
            harmonic(&mut terms.extra, starts, YEAR_MS / f64::from(h));
            let yearly: Vec<usize> = (first..terms.extra.len()).collect();
            terms.choices.push(yearly.clone());
            if year.beside_others {
                let with = before.iter().map(|other| [other.as_slice(), &yearly].concat());
                terms.choices.extend(with);
            }
        }
    }
    terms
}

/// What buckets of a period can tell of the year's rhythm.
struct YearTerms {
    /// Most harmonics.
    harmonics: u32,
    /// Whether they change so slowly from bucket to bucket that they must reject a unit root, too.
    slow: bool,
    /// Whether they are tried together with the other choices.
    beside_others: bool,
}

fn rhythm_of_the_year(period: Period) -> YearTerms {
    match period {
        Period::Hour | Period::Day => YearTerms { harmonics: 6, slow: true, beside_others: true },
        Period::Week => YearTerms { harmonics: 6, slow: false, beside_others: true },
        // Dummies of the month say better what a third harmonic would.
        Period::Month => YearTerms { harmonics: 2, slow: false, beside_others: false },
        // Four buckets a year have one harmonic and what only dummies say.
        Period::Quarter => YearTerms { harmonics: 1, slow: false, beside_others: false },
        Period::Year => YearTerms { harmonics: 0, slow: false, beside_others: false },
    }
}

/// Whether a yearly rhythm may pass for a link in n buckets: seasons long enough to show, years too
/// few to distinguish them.
pub(super) fn no_year(period: Period, n: usize) -> bool {
    let shows = match period {
        Period::Day | Period::Week => true,
        // Hours have the rhythms of the day and the week to fit first; months and quarters are too
        // few; a year has none inside.
        Period::Hour | Period::Month | Period::Quarter | Period::Year => false,
    };
    shows && (0.25..YEARS_FOR_A_YEAR).contains(&years(period, n))
}

/// Whether n buckets are parts of days, and too few to know the rhythm of a day.
pub(super) fn no_day(period: Period, n: usize) -> bool {
    match period {
        Period::Hour => n < HOURS_FOR_A_DAY,
        Period::Day | Period::Week | Period::Month | Period::Quarter | Period::Year => false,
    }
}

/// Whether each bucket is one day, and so has a weekday and a day of the month.
pub(super) const fn in_days(period: Period) -> bool {
    match period {
        Period::Day => true,
        Period::Hour | Period::Week | Period::Month | Period::Quarter | Period::Year => false,
    }
}

/// Years from which the rhythm of a year can be distinguished from chance.
pub(super) const YEARS_FOR_A_YEAR: f64 = 1.5;

/// Hours below which the rhythm of a day cannot be distinguished from chance: three days.
const HOURS_FOR_A_DAY: usize = 72;

impl Terms {
    /// Adds columns as one more choice.
    fn choose(&mut self, add: impl FnOnce(&mut Vec<Vec<f64>>)) {
        let first = self.extra.len();
        add(&mut self.extra);
        self.choices.push((first..self.extra.len()).collect());
    }
}

/// Years that n buckets span.
pub fn years(period: Period, n: usize) -> f64 {
    n as f64 / period.per_year()
}

/// Weekday of a local start in milliseconds; Monday is 0. 1970-01-01 was a Thursday.
pub fn weekday(start: i64) -> i64 {
    (start.div_euclid(DAY_MS) + 3).rem_euclid(7)
}

fn hour(start: i64) -> i64 {
    start.rem_euclid(DAY_MS) / HOUR_MS
}

/// January is 0.
fn month(start: i64) -> i64 {
    month_and_day(start).0
}

/// Day of the month of a local start in milliseconds; the first is 1.
pub(crate) fn day_of_month(start: i64) -> i64 {
    month_and_day(start).1
}

/// 0 to 13, counted from a Monday that every calendar shares.
pub(crate) fn day_of_fortnight(start: i64) -> i64 {
    (start.div_euclid(DAY_MS) + 3).rem_euclid(14)
}

/// Civil date from days, Howard Hinnant's algorithm.
fn month_and_day(start: i64) -> (i64, i64) {
    let z = start.div_euclid(DAY_MS) + 719_468;
    let day_of_era = z.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    // Months from March.
    let shifted = (5 * day_of_year + 2) / 153;
    ((shifted + 2) % 12, day_of_year - (153 * shifted + 2) / 5 + 1)
}

/// One column for each class but the first.
fn dummies(
    columns: &mut Vec<Vec<f64>>,
    starts: &[i64],
    classes: std::ops::Range<i64>,
    class: impl Fn(i64) -> i64,
) {
    let of: Vec<i64> = starts.iter().map(|&s| class(s)).collect();
    for c in classes.skip(1) {
        columns.push(of.iter().map(|&of| f64::from(u8::from(of == c))).collect());
    }
}

/// Cosine and sine of a cycle.
fn harmonic(columns: &mut Vec<Vec<f64>>, starts: &[i64], cycle_ms: f64) {
    let angle = |&s: &i64| TAU * (s as f64 / cycle_ms).fract();
    let column = |of: fn(f64) -> f64| starts.iter().map(|s| of(angle(s))).collect();
    columns.extend([libm::cos, libm::sin].map(column));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekdays_and_dates() {
        // 1970-01-01 Thursday, 1969-12-31 Wednesday, 2000-02-29 Tuesday, 2021-12-31 Friday.
        for (day, w, m, d) in
            [(0, 3, 0, 1), (-1, 2, 11, 31), (11_016, 1, 1, 29), (18_992, 4, 11, 31)]
        {
            let start = day * DAY_MS;
            assert_eq!((weekday(start), month_and_day(start)), (w, (m, d)), "{day}");
        }
    }

    #[test]
    fn sets_follow_period_and_span() {
        for (period, n, always, choices, extra) in [
            (Period::Day, 27, 0, 0, 0),
            (Period::Day, 28, 6, 0, 0),
            (Period::Day, 180, 6, 1, 30),
            (Period::Day, 560, 6, 13, 42),
            (Period::Hour, 42, 0, 0, 0),
            (Period::Hour, 72, 23, 0, 0),
            (Period::Hour, 180, 61, 0, 0),
            (Period::Hour, 1260, 61, 1, 167),
            (Period::Week, 42, 0, 0, 0),
            (Period::Week, 180, 0, 6, 12),
            (Period::Month, 20, 0, 2, 4),
            (Period::Month, 42, 0, 3, 15),
            (Period::Quarter, 5, 0, 0, 0),
            (Period::Quarter, 8, 0, 1, 2),
            (Period::Quarter, 48, 0, 2, 5),
            (Period::Year, 120, 0, 0, 0),
        ] {
            let terms = calendar_terms(period, &starts_or_default(&[], period, n));
            let got = (terms.calendar.len(), terms.choices.len(), terms.extra.len());
            assert_eq!(got, (always, choices, extra), "{period:?} {n}");
            assert!(terms.choices.iter().flatten().all(|&e| e < extra));
        }
    }
}
