//! Resampling: the entries of a track into buckets.
//!
//! # Contract
//! * A bucket without an observation is NaN, never filled and never zero; its count is zero inside
//!   the coverage.
//! * A bucket without events inside the coverage is zero, outside it NaN.
//! * Sums of decimal numbers are those on paper (0.1 + 0.2 is 0.3), up to fifteen digits; others are
//!   compensated (Neumaier), so that cutting a span finer and adding up again gives the
//!   same to the last bits, whatever the order of magnitude.
//! * Equal times: `first` and `last` go by the file's order.

use super::{aggregate::Aggregate, coverage::Coverage, series::SeriesKind, track::Track};
use crate::{
    calendar::{buckets::Calendar, civil::HOUR_MS},
    ingest::quarters::Quarters,
};
use std::ops::Range;

/// The usual aggregate of a kind: a price's mean, events' sum.
pub(crate) fn default_aggregate(kind: SeriesKind) -> Aggregate {
    match kind {
        SeriesKind::Measurement => Aggregate::Mean,
        SeriesKind::EventCount => Aggregate::Sum,
    }
}

/// The sum as on paper where the values have few decimals, else with a running compensation.
/// Empty is 0.
pub fn sum(values: &[f64]) -> f64 {
    decimal_sum(values).unwrap_or_else(|| compensated(values))
}

/// The number nearest to the exact sum of the decimal numbers that were written: all are whole at
/// some power of ten, and so is their sum. `None` where they are not, or have too many digits.
fn decimal_sum(values: &[f64]) -> Option<f64> {
    const TENS: [f64; 11] = [1., 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10];
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let (mut places, mut tens, mut sum) = (0, 1.0, 0.0f64);
    for value in values {
        let mut whole = (value * tens).round_ties_even();
        while whole / tens != *value {
            places += 1;
            tens = *TENS.get(places)?;
            sum *= 10.0;
            if sum.abs() >= EXACT {
                return None;
            }
            whole = (value * tens).round_ties_even();
        }
        sum += whole;
        if whole.abs().max(sum.abs()) >= EXACT {
            return None;
        }
    }
    Some(sum / tens)
}

/// Sum with a running compensation (Neumaier 1974).
fn compensated(values: &[f64]) -> f64 {
    let (mut sum, mut lost) = (0.0f64, 0.0f64);
    for value in values {
        let next = sum + value;
        lost += if sum.abs() >= value.abs() { (sum - next) + value } else { (value - next) + sum };
        sum = next;
    }
    // An infinite sum has no meaningful compensation.
    if lost.is_finite() { sum + lost } else { sum }
}

/// One value from the finite values of a bucket, in time order; NaN where there is none.
pub fn aggregate(values: &[f64], how: Aggregate) -> f64 {
    let n = values.len();
    if how == Aggregate::Count {
        return n as f64;
    }
    let (Some(first), Some(last)) = (values.first(), values.last()) else { return f64::NAN };
    match how {
        Aggregate::Mean => sum(values) / n as f64,
        Aggregate::Last => *last,
        Aggregate::First => *first,
        Aggregate::Min => values.iter().copied().fold(f64::INFINITY, f64::min),
        Aggregate::Max => values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        Aggregate::Median => {
            let mut sorted = values.to_vec();
            sorted.sort_unstable_by(f64::total_cmp);
            match (sorted.get((n - 1) / 2), sorted.get(n / 2)) {
                (Some(low), Some(high)) => low + (high - low) / 2.0,
                _ => f64::NAN,
            }
        }
        Aggregate::Sum => sum(values),
        Aggregate::Count => n as f64,
    }
}

/// The same from quarter hours; the median is that of their means.
fn aggregate_quarters(
    quarters: &Quarters,
    range: Range<usize>,
    means: &[f64],
    how: Aggregate,
) -> f64 {
    let of = |list: &[f64]| list.get(range.clone()).unwrap_or_default().to_vec();
    let whole = |list: &[f64]| sum(&of(list));
    let n = whole(&quarters.n);
    match how {
        Aggregate::Count => n,
        _ if n == 0.0 => f64::NAN,
        Aggregate::Mean => whole(&quarters.sum) / n,
        Aggregate::Sum => whole(&quarters.sum),
        Aggregate::Min => aggregate(&of(&quarters.min), how),
        Aggregate::Max => aggregate(&of(&quarters.max), how),
        Aggregate::First => aggregate(&of(&quarters.first), how),
        Aggregate::Last => aggregate(&of(&quarters.last), how),
        Aggregate::Median => aggregate(means, how),
    }
}

/// A track in buckets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resampled {
    /// One value a bucket; NaN is missing.
    pub values: Vec<f64>,
    /// Whether the source covers the bucket, but not whole.
    pub partial: Vec<bool>,
    /// Whether the source covers any of the bucket.
    pub covered: Vec<bool>,
}

/// Cuts a track into the buckets between consecutive edges (one more than buckets).
///
/// Event counts have two natural aggregates, sum and count (the same number). The others are
/// taken over the counts of the next shorter period: days of a week or month, hours of a day,
/// quarter hours of an hour.
pub fn resample(
    track: &Track,
    coverage: &Coverage,
    calendar: &Calendar<'_>,
    edges: &[i64],
    how: Aggregate,
) -> Resampled {
    let n = edges.len().saturating_sub(1);
    let mut out = Resampled {
        values: Vec::with_capacity(n),
        partial: Vec::with_capacity(n),
        covered: Vec::with_capacity(n),
    };
    let mut from = edges.first().map_or(0, |edge| track.at_ms.partition_point(|at| at < edge));
    for pair in edges.windows(2) {
        let (start, end) = (pair[0], pair[1]);
        let mut to = from;
        while track.at_ms.get(to).is_some_and(|at| *at < end) {
            to += 1;
        }
        let values = track.values.get(from..to).unwrap_or_default();
        let covered = coverage.touches(start, end) || !values.is_empty();
        out.partial.push(covered && !coverage.holds(start, end));
        out.covered.push(covered);
        out.values.push(if !covered {
            f64::NAN
        } else if let Some(quarters) = &track.quarters {
            aggregate_quarters(quarters, from..to, values, how)
        } else if !track.events {
            aggregate(values, how)
        } else if matches!(how, Aggregate::Sum | Aggregate::Count) {
            sum(values)
        } else {
            let at = track.at_ms.get(from..to).unwrap_or_default();
            let parts = sub_counts(at, values, coverage, &sub_edges(calendar, start, end));
            aggregate(&parts, how)
        });
        from = to;
    }
    out
}

/// Edges of the next shorter period inside a bucket.
fn sub_edges(calendar: &Calendar<'_>, start_ms: i64, end_ms: i64) -> Vec<i64> {
    let Some(period) = calendar.period.parts() else {
        let quarters = (end_ms - start_ms + HOUR_MS / 4 - 1) / (HOUR_MS / 4);
        let mut edges: Vec<i64> =
            (0..quarters).map(|quarter| start_ms + quarter * HOUR_MS / 4).collect();
        edges.push(end_ms);
        return edges;
    };
    let mut edges = Calendar { period, ..*calendar }.edges(start_ms, end_ms - 1);
    if let Some(last) = edges.last_mut() {
        *last = (*last).min(end_ms);
    }
    edges
}

fn sub_counts(at_ms: &[i64], values: &[f64], coverage: &Coverage, edges: &[i64]) -> Vec<f64> {
    let mut counts = Vec::with_capacity(edges.len());
    let mut from = 0;
    for pair in edges.windows(2) {
        let to = at_ms.partition_point(|at| *at < pair[1]);
        let part = values.get(from..to).unwrap_or_default();
        if !part.is_empty() || coverage.touches(pair[0], pair[1]) {
            counts.push(sum(part));
        }
        from = to;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::civil::DAY_MS;
    use crate::calendar::civil::ms_from_iso;
    use crate::calendar::period::Period;
    use crate::calendar::period::WeekStart;
    use crate::calendar::zone::Offsets;
    use crate::calendar::zone::TableZones;
    use crate::ingest::counts::CELL_MS;
    use crate::ingest::counts::Counts;
    use crate::ingest::measurements::Measurements;
    use crate::ingest::measurements::ValueColumn;
    use crate::ingest::source::Clock;
    use crate::series::coverage::coverage;
    use crate::series::track::track_of_counts;
    use crate::series::track::track_of_values;
    use proptest::prelude::*;

    fn values_track(entries: &[(&str, f64)]) -> Track {
        let column = ValueColumn {
            values: entries.iter().map(|entry| entry.1).collect(),
            ..ValueColumn::default()
        };
        let data = Measurements {
            times_ms: entries.iter().map(|entry| ms_from_iso(entry.0).unwrap()).collect(),
            columns: vec![column.clone()],
            ..Measurements::default()
        };
        track_of_values(&data, &column, Clock::Local.into(), &Offsets::utc()).unwrap()
    }

    fn events_track(times: &[i64]) -> Track {
        let mut times = times.to_vec();
        times.sort_unstable();
        let cells: Vec<i64> = times.iter().map(|t| t.div_euclid(CELL_MS)).collect();
        let coverage = Some((times[0], times[times.len() - 1]));
        let entries = cells.into_iter().map(|cell| (cell, 0, 1.0));
        let counts = Counts::of(entries, vec![String::new()], 0, coverage);
        track_of_counts(&counts, None, Clock::Utc.into(), &Offsets::utc()).unwrap()
    }

    fn cut(
        track: &Track,
        period: Period,
        how: Aggregate,
        offsets: &Offsets,
    ) -> Vec<(String, f64, bool)> {
        let calendar = Calendar { period, week_start: WeekStart::Monday, offsets };
        let coverage = coverage(track, &calendar);
        let (from, to) = coverage.span().unwrap();
        let edges = calendar.edges(from, to - 1);
        let out = resample(track, &coverage, &calendar, &edges, how);
        edges
            .iter()
            .zip(out.values)
            .zip(out.partial)
            .map(|((edge, value), partial)| (calendar.label(*edge), value, partial))
            .collect()
    }

    #[test]
    fn aggregates_by_table() {
        let values = [3.0, 1.0, 8.0, 4.0];
        let cases = [
            (Aggregate::Mean, 4.0),
            (Aggregate::Last, 4.0),
            (Aggregate::First, 3.0),
            (Aggregate::Min, 1.0),
            (Aggregate::Max, 8.0),
            (Aggregate::Median, 3.5),
            (Aggregate::Sum, 16.0),
            (Aggregate::Count, 4.0),
        ];
        for (how, expected) in cases {
            assert_eq!(aggregate(&values, how), expected, "{how:?}");
            let empty = aggregate(&[], how);
            assert!(if how == Aggregate::Count { empty == 0.0 } else { empty.is_nan() });
        }
        assert_eq!(sum(&[1e16, 1.0, -1e16]), 1.0);
        assert_eq!((sum(&[0.1, 0.2]), sum(&[0.2, 0.1, -0.3])), (0.3, 0.0));
        assert_eq!(sum(&[1.005, 2.01, 4.0]), 7.015);
        assert_eq!(sum(&[1.0 / 3.0, 2.0 / 3.0]), 1.0);
        assert!(sum(&[f64::NAN, 1.0]).is_nan());
        assert_eq!(sum(&[f64::INFINITY, 1.0]), f64::INFINITY);
        assert_eq!(aggregate(&[0.1, 0.2], Aggregate::Mean), 0.15);
    }

    #[test]
    fn a_daily_source_from_wednesday_has_a_partial_first_week() {
        let days: Vec<(String, f64)> =
            (6..=19).map(|d| (format!("2021-01-{d:02}"), f64::from(d))).collect();
        let entries: Vec<(&str, f64)> = days.iter().map(|(d, v)| (d.as_str(), *v)).collect();
        let weeks = cut(&values_track(&entries), Period::Week, Aggregate::Mean, &Offsets::utc());
        assert_eq!(
            weeks,
            [
                ("2021-01-04".into(), 8.0, true),
                ("2021-01-11".into(), 14.0, false),
                ("2021-01-18".into(), 18.5, true)
            ]
        );
    }

    #[test]
    fn working_days_cover_their_weekend() {
        let mut entries = Vec::new();
        let names: Vec<String> = (4..=29).map(|d| format!("2021-01-{d:02}")).collect();
        for name in &names {
            let ms = ms_from_iso(name).unwrap();
            if crate::calendar::civil::iso_weekday(ms / DAY_MS) <= 5 {
                entries.push((name.as_str(), 1.0));
            }
        }
        let weeks = cut(&values_track(&entries), Period::Week, Aggregate::Sum, &Offsets::utc());
        assert_eq!(weeks.len(), 4);
        assert!(weeks.iter().all(|week| week.1 == 5.0 && !week.2), "{weeks:?}");
    }

    #[test]
    fn a_missing_day_is_missing_and_a_day_without_events_is_zero() {
        let track = values_track(&[
            ("2021-01-04", 1.0),
            ("2021-01-05", 2.0),
            ("2021-01-07", 4.0),
            ("2021-01-08", 5.0),
        ]);
        let days = cut(&track, Period::Day, Aggregate::Mean, &Offsets::utc());
        assert!(days[2].1.is_nan() && !days[2].2);
        assert_eq!(days.iter().filter(|day| day.1.is_nan()).count(), 1);
        let day = |d: i64, h: i64| d * DAY_MS + h * HOUR_MS + 1;
        let days = cut(
            &events_track(&[day(0, 8), day(0, 9), day(1, 1), day(3, 5)]),
            Period::Day,
            Aggregate::Sum,
            &Offsets::utc(),
        );
        let values: Vec<f64> = days.iter().map(|day| day.1).collect();
        assert_eq!(values, [2.0, 1.0, 0.0, 1.0]);
        // The log does not speak of the whole first and last day.
        let partial: Vec<bool> = days.iter().map(|day| day.2).collect();
        assert_eq!(partial, [true, false, false, true]);
    }

    #[test]
    fn a_log_that_starts_seconds_after_midnight_covers_the_day() {
        let times: Vec<i64> = (0..2880).map(|i| 20_000 + i * 30_000).collect();
        let days = cut(&events_track(&times), Period::Day, Aggregate::Sum, &Offsets::utc());
        assert_eq!(days, [("1970-01-01".into(), 2880.0, false)]);
        let late: Vec<i64> = times.iter().filter(|t| **t > HOUR_MS).copied().collect();
        assert!(cut(&events_track(&late), Period::Day, Aggregate::Sum, &Offsets::utc())[0].2);
    }

    #[test]
    fn dates_stay_their_date_in_any_zone() {
        let track = values_track(&[("2021-01-04", 1.0), ("2021-01-05", 2.0), ("2021-01-06", 3.0)]);
        for zone in ["America/Los_Angeles", "Asia/Tokyo", "UTC"] {
            let offsets = Offsets::of(&TableZones, zone, 0, ms_from_iso("2026").unwrap()).unwrap();
            let days = cut(&track, Period::Day, Aggregate::Mean, &offsets);
            assert_eq!(
                days,
                [
                    ("2021-01-04".into(), 1.0, false),
                    ("2021-01-05".into(), 2.0, false),
                    ("2021-01-06".into(), 3.0, false)
                ],
                "{zone}"
            );
        }
    }

    #[test]
    fn a_bar_with_an_offset_lands_on_its_instant() {
        let times = ["2015-07-23T17:00-07:00", "2015-07-24T17:00-07:00", "2015-07-25T17:00-07:00"];
        let column = ValueColumn { values: vec![1.0, 2.0, 3.0], ..ValueColumn::default() };
        let data = Measurements {
            times_ms: times.iter().map(|t| ms_from_iso(t).unwrap()).collect(),
            columns: vec![column.clone()],
            ..Measurements::default()
        };
        let track = track_of_values(&data, &column, Clock::Utc.into(), &Offsets::utc()).unwrap();
        let days = cut(&track, Period::Day, Aggregate::Mean, &Offsets::utc());
        assert_eq!(days[0], ("2015-07-24".into(), 1.0, false));
        assert_eq!(days[2], ("2015-07-26".into(), 3.0, false));
    }

    #[test]
    fn a_sunday_week_in_monday_weeks_goes_where_most_of_it_lies() {
        let track = values_track(&[
            ("2021-01-03", 1.0),
            ("2021-01-10", 2.0),
            ("2021-01-17", 3.0),
            ("2021-01-24", 4.0),
        ]);
        let weeks = cut(&track, Period::Week, Aggregate::Mean, &Offsets::utc());
        assert_eq!(weeks[0].0, "2020-12-28");
        assert!(weeks[0].1.is_nan());
        assert_eq!((weeks[1].0.as_str(), weeks[1].1), ("2021-01-04", 1.0));
    }

    #[test]
    fn events_other_aggregates_go_over_shorter_periods() {
        let day = |d: i64| d * DAY_MS;
        // Thursday 1970-01-01 to Sunday: a partial week of four days with 4, 0, 1, 1 events.
        let times = [day(0), day(0) + 1, day(0) + 2, day(0) + 3, day(2) + 9, day(3) + 9];
        let track = events_track(&times);
        let of = |how| cut(&track, Period::Week, how, &Offsets::utc())[0].1;
        assert_eq!(of(Aggregate::Sum), 6.0);
        assert_eq!(of(Aggregate::Count), 6.0);
        assert_eq!(of(Aggregate::Mean), 1.5);
        assert_eq!(of(Aggregate::Min), 0.0);
        assert_eq!(of(Aggregate::Max), 4.0);
        assert_eq!(of(Aggregate::Median), 1.0);
        assert_eq!(of(Aggregate::Last), 1.0);
    }

    #[test]
    fn days_of_23_and_25_hours_count_their_hours() {
        let berlin =
            Offsets::of(&TableZones, "Europe/Berlin", 0, ms_from_iso("2026").unwrap()).unwrap();
        let start = ms_from_iso("2021-03-20T00:00+01:00").unwrap();
        let end = ms_from_iso("2021-11-10T00:00+01:00").unwrap();
        let times: Vec<i64> = (start..end).step_by(900_000).map(|t| t + 1).collect();
        let track = events_track(&times);
        let days = cut(&track, Period::Day, Aggregate::Sum, &berlin);
        let of = |label: &str| days.iter().find(|day| day.0 == label).unwrap().1;
        assert_eq!(of("2021-03-28"), 92.0);
        assert_eq!(of("2021-06-01"), 96.0);
        assert_eq!(of("2021-10-31"), 100.0);
        let hours = cut(&track, Period::Hour, Aggregate::Sum, &berlin);
        assert!(hours.iter().all(|hour| hour.1 == 4.0));
        assert_eq!(hours.iter().filter(|h| h.0.starts_with("2021-10-31T02:00")).count(), 2);
    }

    proptest! {
        #[test]
        fn sums_are_kept(
            seconds in prop::collection::vec(0i64..200 * 86_400, 1..300),
            period in prop::sample::select(vec![Period::Hour, Period::Day, Period::Week, Period::Month]),
            zone in prop::sample::select(vec!["UTC", "Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe"]),
        ) {
            let base = ms_from_iso("2021-01-01").unwrap();
            let offsets = Offsets::of(&TableZones, zone, base, base + 210 * DAY_MS).unwrap();
            let times: Vec<i64> = seconds.iter().map(|s| base + s * 1000).collect();
            let buckets = cut(&events_track(&times), period, Aggregate::Sum, &offsets);
            let total: f64 = buckets.iter().map(|bucket| bucket.1).sum();
            prop_assert_eq!(total, times.len() as f64);
        }

        #[test]
        fn a_measurement_is_in_exactly_one_bucket(
            entries in prop::collection::vec((0i64..400 * 24, -1e9f64..1e9), 1..200),
            period in prop::sample::select(vec![Period::Day, Period::Week, Period::Month]),
        ) {
            let mut entries = entries;
            entries.sort_by_key(|entry| entry.0);
            let column = ValueColumn { values: entries.iter().map(|e| e.1).collect(), ..ValueColumn::default() };
            let data = Measurements { times_ms: entries.iter().map(|e| e.0 * HOUR_MS).collect(), columns: vec![column.clone()], ..Measurements::default() };
            let track = track_of_values(&data, &column, Clock::Utc.into(), &Offsets::utc()).unwrap();
            let counts: f64 = cut(&track, period, Aggregate::Count, &Offsets::utc()).iter().map(|b| b.1).sum();
            prop_assert_eq!(counts, entries.len() as f64);
            let total: f64 = cut(&track, period, Aggregate::Sum, &Offsets::utc()).iter().map(|b| b.1).filter(|v| v.is_finite()).sum();
            let whole = sum(column.values.as_slice());
            prop_assert!((total - whole).abs() <= 1e-9 * (1.0 + whole.abs()) * entries.len() as f64);
        }
    }
}
