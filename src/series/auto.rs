//! The period that is taken when none is chosen.
//!
//! The finest in which both series have a value in at least 80 % of the overlapping whole buckets
//! and at least 30 of them; where no period gives 30, the finest with the 80 %; where none gives
//! that either (sparse, irregular readings), the one in which the largest share is there.
//! Never finer than the step of either source.

use super::{
    aggregate::Aggregate,
    align::{Part, align, too_many},
    track::Track,
};
use crate::calendar::{
    buckets::Calendar,
    civil::HOUR_MS,
    period::{Period, WeekStart},
    zone::Offsets,
};

/// Share of the overlapping buckets in which both must have a value.
const SHARE_MIN: f64 = 0.8;
/// Buckets from which the statistics have power.
const COMPLETE_MIN: u64 = 30;

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
        let n = aligned.labels.len();
        let whole = (0..n).filter(|at| !aligned.partial(*at)).count();
        let share = if whole == 0 { 0.0 } else { aligned.complete as f64 / whole as f64 };
        if share >= SHARE_MIN {
            if aligned.complete >= COMPLETE_MIN {
                return period;
            }
            passing = passing.or(Some(period));
        }
        if best.is_none_or(|(most, _)| share > most) {
            best = Some((share, period));
        }
    }
    passing.or(best.map(|(_, period)| period)).unwrap_or(finest)
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
        let cases = [
            ("days and days", every(DAY_MS, 200), every(DAY_MS, 200), Period::Day),
            ("days and hours", every(DAY_MS, 200), every(HOUR_MS, 4800), Period::Day),
            ("minutes and minutes", every(60_000, 4000), every(300_000, 900), Period::Hour),
            ("working days", workdays, every(DAY_MS, 400), Period::Week),
            ("every third day", sparse, every(DAY_MS, 900), Period::Week),
            ("weeks and days", every(7 * DAY_MS, 60), every(DAY_MS, 420), Period::Week),
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
