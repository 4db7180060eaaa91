//! The period that is taken when none is chosen.
//!
//! The finest in which both series have a value in at least 80 % of the overlapping whole buckets
//! and at least 30 of them; where none does, the finest that does without its longest gaps (a sensor
//! that was off for months makes no quarters of days); where that gives no 30 either, the finest with the
//! 80 %; and for sparse, irregular readings the one in which the largest share is there.
//! Never finer than the step of either source.

use super::{
    aggregate::Aggregate,
    align::{Alignment, Part, align, too_many},
    track::Track,
};
use crate::calendar::{
    buckets::Calendar,
    civil::HOUR_MS,
    period::{Period, WeekStart},
    zone::Offsets,
};

use crate::kit::indices::sorted;

/// Share of the overlapping buckets in which both must have a value.
const SHARE_MIN: f64 = 0.8;
/// Buckets from which the statistics have power.
const COMPLETE_MIN: u64 = 30;
/// So many gaps of so many buckets at least are outages; shorter or more of them are how often it is read.
const GAPS_MAX: usize = 3;
const GAP_MIN: usize = 10;

/// The finest period that the steps of both sources allow.
pub(crate) fn finest(x: &Track, y: &Track) -> Period {
    x.finest().max(y.finest())
}

/// The period for two series.
pub(crate) fn auto_period(
    x: &Track,
    y: &Track,
    week_start: WeekStart,
    offsets: &Offsets,
) -> Period {
    let finest = finest(x, y);
    let mut but_gaps: Option<Period> = None;
    let mut passing: Option<Period> = None;
    let mut best: Option<(f64, Period)> = None;
    for period in Period::ALL.into_iter().filter(|period| *period >= finest) {
        // Hours of half a century are no period for a reader, nor for the page.
        let span = (x.ends_ms.1.min(y.ends_ms.1)).saturating_sub(x.ends_ms.0.max(y.ends_ms.0));
        if (period == Period::Hour && span / HOUR_MS > 200_000)
            || (period < Period::Year && too_many(x, y, period))
        {
            continue;
        }
        let calendar = Calendar { period, week_start, offsets };
        let part = |track| Part {
            track,
            // Whether there is a value is the same for every aggregate but the count.
            aggregate: Aggregate::Sum,
            share_of: None,
            outages: Vec::new(),
        };
        let aligned = align(&part(x), &part(y), &[], &calendar, (None, None));
        let (whole, gaps) = whole_buckets(&aligned);
        let of = |buckets: usize| match buckets {
            0 => 0.0,
            buckets => aligned.complete as f64 / buckets as f64,
        };
        let (share, many) = (of(whole), aligned.complete >= COMPLETE_MIN);
        if share >= SHARE_MIN {
            if many {
                return period;
            }
            passing = passing.or(Some(period));
        }
        if many && of(whole - gaps) >= SHARE_MIN {
            but_gaps = but_gaps.or(Some(period));
        }
        if best.is_none_or(|(most, _)| share > most) {
            best = Some((share, period));
        }
    }
    but_gaps.or(passing).or(best.map(|(_, period)| period)).unwrap_or(finest)
}

/// How many buckets both cover whole, and how many of them the longest gaps take.
fn whole_buckets(aligned: &Alignment) -> (usize, usize) {
    let known = |values: &[f64], at: usize| values.get(at).is_some_and(|value| !value.is_nan());
    let whole: Vec<bool> = (0..aligned.labels.len())
        .filter(|at| !aligned.partial(*at))
        .map(|at| known(&aligned.x.values, at) && known(&aligned.y.values, at))
        .collect();
    let gaps: Vec<usize> =
        whole.split(|known| *known).map(<[bool]>::len).filter(|gap| *gap >= GAP_MIN).collect();
    let gaps = sorted(gaps, &Ord::cmp);
    (whole.len(), gaps.iter().rev().take(GAPS_MAX).sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::civil::DAY_MS;
    use crate::calendar::civil::iso_weekday;
    use crate::calendar::civil::ms_from_iso;
    use crate::ingest::measurements::Measurements;
    use crate::ingest::measurements::ValueColumn;
    use crate::ingest::source::Clock;
    use crate::series::track::track_of_values;

    fn track(times_ms: Vec<i64>) -> Track {
        let column = ValueColumn { values: vec![1.0; times_ms.len()], ..ValueColumn::default() };
        let data =
            Measurements { times_ms, columns: vec![column.clone()], ..Measurements::default() };
        track_of_values(&data, &column, Clock::Local.into(), &Offsets::utc()).unwrap()
    }

    fn every(step_ms: i64, n: i64) -> Vec<i64> {
        let start = ms_from_iso("2021-01-04").unwrap();
        (0..n).map(|i| start + i * step_ms).collect()
    }

    #[test]
    fn auto_by_table() {
        let workdays: Vec<i64> =
            every(DAY_MS, 400).into_iter().filter(|t| iso_weekday(t / DAY_MS) <= 5).collect();
        let sparse: Vec<i64> = every(DAY_MS, 900).into_iter().step_by(3).collect();
        let but = |times: Vec<i64>, gap: std::ops::Range<usize>| -> Vec<i64> {
            times
                .into_iter()
                .enumerate()
                .filter(|(at, _)| !gap.contains(at))
                .map(|(_, t)| t)
                .collect()
        };
        let on_and_off: Vec<i64> = every(DAY_MS, 900)
            .into_iter()
            .enumerate()
            .filter(|(at, _)| at % 40 < 20)
            .map(|(_, t)| t)
            .collect();
        let cases = [
            ("days and days", every(DAY_MS, 200), every(DAY_MS, 200), Period::Day),
            ("days and hours", every(DAY_MS, 200), every(HOUR_MS, 4800), Period::Day),
            ("minutes and minutes", every(60_000, 4000), every(300_000, 900), Period::Hour),
            ("working days", workdays, every(DAY_MS, 400), Period::Week),
            ("every third day", sparse, every(DAY_MS, 900), Period::Week),
            ("weeks and days", every(7 * DAY_MS, 60), every(DAY_MS, 420), Period::Week),
            (
                "an outage of months",
                but(every(DAY_MS, 500), 200..380),
                every(DAY_MS, 500),
                Period::Day,
            ),
            ("on and off", on_and_off, every(DAY_MS, 900), Period::Month),
            ("few days", every(DAY_MS, 12), every(DAY_MS, 12), Period::Day),
            (
                "no overlap",
                every(DAY_MS, 5),
                every(DAY_MS, 5).iter().map(|t| t + 99 * DAY_MS).collect(),
                Period::Day,
            ),
        ];
        for (name, x, y, expected) in cases {
            let (x, y) = (track(x), track(y));
            let got = auto_period(&x, &y, WeekStart::Monday, &Offsets::utc());
            assert_eq!(got, expected, "{name}");
            assert_eq!(auto_period(&y, &x, WeekStart::Monday, &Offsets::utc()), expected, "{name}");
        }
    }
}
