//! Calendar terms: what the clock and the calendar alone predict.
//!
//! A term is a column with one number a bucket. Which cycles enter is decided by the period and
//! by how often the span repeats them, never by the data themselves:
//!
//! | cycle | enters |
//! |---|---|
//! | day, in hours | dummies of the hour from 4 days on, else three harmonics from a day and a half on |
//! | week, in days | dummies of the weekday from 4 weeks on |
//! | week, in hours | harmonics from a week and a half on |
//! | year | harmonics from a year and a half on; dummies of the month from 5 years of months on |
//!
//! Contract: the calendar is local time (daylight saving is part of people's days). Columns
//! that turn out to be alike are dropped later, by the regression.

use crate::series::series::Period;
use std::f64::consts::TAU;

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;
/// Mean Gregorian year.
const YEAR_MS: f64 = 365.2425 * DAY_MS as f64;

/// Start of each bucket: the caller's, or consecutive buckets from Monday, 1970-01-05.
pub fn starts_or_default(starts: &[i64], period: Period, n: usize) -> Vec<i64> {
    if starts.len() == n {
        return starts.to_vec();
    }
    let monday = 4 * DAY_MS;
    (0..n as i64)
        .map(|i| match period {
            Period::Hour => monday + i * HOUR_MS,
            Period::Day => monday + i * DAY_MS,
            Period::Week => monday + i * 7 * DAY_MS,
            Period::Month => (i as f64 * YEAR_MS / 12.0) as i64,
        })
        .collect()
}

/// The calendar columns that fit the period and the span, without the constant.
pub fn calendar_terms(period: Period, starts: &[i64]) -> Vec<Vec<f64>> {
    let n = starts.len();
    let mut columns = Vec::new();
    match period {
        Period::Hour => {
            if n >= 4 * 24 {
                dummies(&mut columns, starts, 24, |s| s.rem_euclid(DAY_MS) / HOUR_MS);
            } else if n >= 36 {
                harmonics(&mut columns, starts, DAY_MS as f64, 3);
            }
            if n >= 4 * 168 {
                dummies(&mut columns, starts, 7, weekday);
            } else if n >= 252 {
                harmonics(&mut columns, starts, 7.0 * DAY_MS as f64, 3);
            }
        }
        Period::Day if n >= 28 => dummies(&mut columns, starts, 7, weekday),
        Period::Day | Period::Week => {}
        Period::Month if n >= 60 => dummies(&mut columns, starts, 12, month),
        Period::Month => {}
    }
    let years = years(period, n);
    if years >= 1.5 && !(period == Period::Month && n >= 60) {
        harmonics(&mut columns, starts, YEAR_MS, yearly_harmonics(period, years));
    }
    columns
}

/// Dummies of the weekday alone: the set that the published reference values were made with.
pub fn weekday_terms(starts: &[i64]) -> Vec<Vec<f64>> {
    let mut columns = Vec::new();
    dummies(&mut columns, starts, 7, weekday);
    columns
}

/// Years that n buckets span.
pub fn years(period: Period, n: usize) -> f64 {
    n as f64
        / match period {
            Period::Hour => 8765.8,
            Period::Day => 365.2425,
            Period::Week => 52.1775,
            Period::Month => 12.0,
        }
}

fn yearly_harmonics(period: Period, years: f64) -> usize {
    match period {
        _ if years < 2.5 => 2,
        Period::Month => 2,
        _ => 3,
    }
}

/// Monday is 0. 1970-01-01 was a Thursday.
fn weekday(start: i64) -> i64 {
    (start.div_euclid(DAY_MS) + 3).rem_euclid(7)
}

/// January is 0. Civil month from days, Howard Hinnant's algorithm.
fn month(start: i64) -> i64 {
    let z = start.div_euclid(DAY_MS) + 719_468;
    let day_of_era = z.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    ((5 * day_of_year + 2) / 153 + 2) % 12
}

/// One column for each class but the first.
fn dummies(columns: &mut Vec<Vec<f64>>, starts: &[i64], classes: i64, class: fn(i64) -> i64) {
    for c in 1..classes {
        columns.push(starts.iter().map(|&s| f64::from(u8::from(class(s) == c))).collect());
    }
}

/// Cosine and sine of the first `count` harmonics of a cycle.
fn harmonics(columns: &mut Vec<Vec<f64>>, starts: &[i64], cycle_ms: f64, count: usize) {
    for h in 1..=count {
        let angle = |&s: &i64| TAU * h as f64 * (s as f64 / cycle_ms).fract();
        columns.push(starts.iter().map(|s| angle(s).cos()).collect());
        columns.push(starts.iter().map(|s| angle(s).sin()).collect());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekdays_and_months() {
        // 1970-01-01 Thursday, 1969-12-31 Wednesday, 2000-02-29 Tuesday, 2021-12-31 Friday.
        for (day, w, m) in [(0, 3, 0), (-1, 2, 11), (11_016, 1, 1), (18_992, 4, 11)] {
            assert_eq!((weekday(day * DAY_MS), month(day * DAY_MS)), (w, m), "{day}");
        }
    }

    #[test]
    fn sets_follow_period_and_span() {
        let count = |period, n| calendar_terms(period, &starts_or_default(&[], period, n)).len();
        for (period, n, columns) in [
            (Period::Day, 27, 0),
            (Period::Day, 28, 6),
            (Period::Day, 540, 6),
            (Period::Day, 560, 10),
            (Period::Hour, 30, 0),
            (Period::Hour, 42, 6),
            (Period::Hour, 180, 23),
            (Period::Hour, 1260, 29),
            (Period::Week, 42, 0),
            (Period::Week, 180, 6),
            (Period::Month, 42, 4),
            (Period::Month, 180, 11),
        ] {
            assert_eq!(count(period, n), columns, "{period:?} {n}");
        }
    }
}
