//! Alignment: two series and their companions on common buckets, pairwise complete.
//!
//! # Contract
//! * The buckets are those that both series touch; where they do not overlap at all, those of
//!   either (so that one sees that they do not).
//! * A bucket counts as complete when both have a value, neither is partial and it lies in the
//!   window. Every other bucket is left out for exactly one reason.
//! * Buckets follow each other without a hole, so an index is a period and a lag is a shift.

use super::{
    aggregate::Aggregate,
    coverage::{Coverage, coverage},
    resample::{Resampled, resample},
    track::Track,
    transform::share,
};
use crate::{
    calendar::{buckets::Calendar, civil::DAY_MS, period::Period},
    ingest::limits::Limit,
};
use litemap::LiteMap;
use serde::{Deserialize, Serialize};

/// More buckets than this are not made: a stray year in a file must not freeze the page.
const BUCKETS_MAX: usize = Limit::Periods.count();

/// Whether two tracks would be lined up on more buckets than are made.
pub(crate) fn too_many(x: &Track, y: &Track, period: Period) -> bool {
    let (x, y) = (x.ends_ms, y.ends_ms);
    let common = (x.0.max(y.0), x.1.min(y.1));
    let (from, to) = if common.0 < common.1 { common } else { (x.0.min(y.0), x.1.max(y.1)) };
    to.saturating_sub(from) as f64 / bucket_ms(period) > BUCKETS_MAX as f64
}

/// Milliseconds of a bucket, at most.
fn bucket_ms(period: Period) -> f64 {
    366.0 * DAY_MS as f64 / period.per_year()
}

/// One series of an alignment.
#[derive(Clone, Debug)]
pub struct Part<'a> {
    /// Entries of the series.
    pub track: &'a Track,
    /// How the values of a bucket become one.
    pub aggregate: Aggregate,
    /// Divide by this count.
    pub share_of: Option<&'a Track>,
    /// Spans treated as missing: labels of the first and last bucket.
    pub outages: Vec<(&'a str, &'a str)>,
}

/// One series on the common buckets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// NaN is missing; a partial bucket has its value.
    pub values: Vec<f64>,
    /// Whether each bucket is not covered whole.
    pub partial: Vec<bool>,
    /// Whether each bucket is treated as missing because of an outage.
    pub outage: Vec<bool>,
}

impl Column {
    /// The values for the statistics: partial buckets are missing too.
    pub(crate) fn usable(&self) -> Vec<f64> {
        self.values
            .iter()
            .zip(&self.partial)
            .map(|(value, partial)| if *partial { f64::NAN } else { *value })
            .collect()
    }
}

/// Why a bucket was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// A source does not cover it whole.
    Partial,
    /// The recipe treats the bucket as missing.
    Outage,
    /// x has no value.
    MissingX,
    /// y has no value.
    MissingY,
    /// Neither series has a value.
    MissingBoth,
    /// Outside the window of the recipe.
    OutsideWindow,
    /// Only x speaks of it.
    OnlyX,
    /// Only y speaks of it.
    OnlyY,
}

impl Why {
    /// Stable key of the report.
    pub fn key(self) -> &'static str {
        match self {
            Why::Partial => "partial",
            Why::Outage => "outage",
            Why::MissingX => "missing-x",
            Why::MissingY => "missing-y",
            Why::MissingBoth => "missing-both",
            Why::OutsideWindow => "outside-window",
            Why::OnlyX => "only-x",
            Why::OnlyY => "only-y",
        }
    }
}

/// Series on common buckets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    /// Starts of the buckets, epoch ms UTC, and the end of the last.
    pub edges_ms: Vec<i64>,
    /// The same on the wall clock.
    pub local_edges_ms: Vec<i64>,
    /// Labels of the buckets.
    pub labels: Vec<String>,
    /// Buckets of the first series.
    pub x: Column,
    /// Buckets of the second series.
    pub y: Column,
    /// Companions, in the order given.
    pub others: Vec<Column>,
    /// First and last bucket of the window; `None` where it holds no bucket.
    pub window: Option<(usize, usize)>,
    /// Whether the two overlap at all.
    pub overlap: bool,
    /// Buckets in which both have a value, neither is partial, inside the window.
    pub complete: u64,
    /// The first and the last of those.
    pub compared: Option<(usize, usize)>,
    /// Every other bucket, counted by its reason.
    pub left_out: Vec<(Why, u64)>,
}

impl Alignment {
    /// Whether either of the two is partial in a bucket.
    pub fn partial(&self, at: usize) -> bool {
        let of = |column: &Column| column.partial.get(at).copied().unwrap_or(false);
        of(&self.x) || of(&self.y)
    }

    /// Names the buckets between these edges, and counts which are complete and which are left
    /// out. `only`: buckets beside these that only x, only y has.
    pub fn close(
        &mut self,
        edges_ms: Vec<i64>,
        calendar: &Calendar<'_>,
        window: (Option<&str>, Option<&str>),
        only: (u64, u64),
    ) {
        let n = edges_ms.len().saturating_sub(1);
        self.local_edges_ms =
            edges_ms.iter().map(|edge| calendar.offsets.local_from_utc(*edge)).collect();
        self.labels = edges_ms.iter().take(n).map(|edge| calendar.label(*edge)).collect();
        self.window = window_of(&edges_ms, calendar, window);
        let mut left_out: LiteMap<Why, u64> = LiteMap::default();
        left_out.insert(Why::OnlyX, only.0);
        left_out.insert(Why::OnlyY, only.1);
        for at in 0..n {
            let inside = self.window.is_some_and(|(first, last)| first <= at && at <= last);
            let missing = |column: &Column| column.values.get(at).is_none_or(|v| v.is_nan());
            let outage = |column: &Column| column.outage.get(at).copied().unwrap_or(false);
            let why = match (missing(&self.x), missing(&self.y)) {
                _ if !inside => Some(Why::OutsideWindow),
                _ if outage(&self.x) || outage(&self.y) => Some(Why::Outage),
                _ if self.partial(at) => Some(Why::Partial),
                (true, true) => Some(Why::MissingBoth),
                (true, false) => Some(Why::MissingX),
                (false, true) => Some(Why::MissingY),
                (false, false) => None,
            };
            match why {
                Some(why) => *left_out.entry(why).or_default() += 1,
                None => {
                    self.complete += 1;
                    self.compared = Some((self.compared.map_or(at, |ends| ends.0), at));
                }
            }
        }
        self.left_out = left_out.into_iter().filter(|entry| entry.1 > 0).collect();
        self.edges_ms = edges_ms;
    }
}

/// Lines series up on the buckets of a calendar.
pub fn align(
    x: &Part<'_>,
    y: &Part<'_>,
    others: &[Part<'_>],
    calendar: &Calendar<'_>,
    window: (Option<&str>, Option<&str>),
) -> Alignment {
    let (cover_x, cover_y) = (covered(x, calendar), covered(y, calendar));
    let (Some(span_x), Some(span_y)) = (cover_x.span(), cover_y.span()) else {
        return Alignment::default();
    };
    let common = (span_x.0.max(span_y.0), span_x.1.min(span_y.1));
    let overlap = common.0 < common.1;
    let (from, to) =
        if overlap { common } else { (span_x.0.min(span_y.0), span_x.1.max(span_y.1)) };
    let mut edges_ms = calendar.edges(from, capped(from, to, calendar));
    edges_ms.truncate(BUCKETS_MAX + 1);
    let column = |part: &Part<'_>, cover: &Coverage| column_of(part, cover, calendar, &edges_ms);
    let mut out = Alignment {
        x: column(x, &cover_x),
        y: column(y, &cover_y),
        others: others.iter().map(|part| column(part, &covered(part, calendar))).collect(),
        overlap,
        ..Alignment::default()
    };
    let n = edges_ms.len().saturating_sub(1);
    // Which buckets only one of them has, beside the common ones.
    let beside = |(from, to): (i64, i64)| {
        let all = calendar.edges(from, capped(from, to, calendar)).len().saturating_sub(1);
        if overlap { all.saturating_sub(n) as u64 } else { 0 }
    };
    let only = (beside(span_x), beside(span_y));
    out.close(edges_ms, calendar, window, only);
    out
}

/// The last instant before `to`, or before more buckets than are made.
fn capped(from: i64, to: i64, calendar: &Calendar<'_>) -> i64 {
    let most = (bucket_ms(calendar.period) * BUCKETS_MAX as f64) as i64;
    to.saturating_sub(1).min(from.saturating_add(most))
}

/// What a part covers; a share covers what both its counts do.
fn covered(part: &Part<'_>, calendar: &Calendar<'_>) -> Coverage {
    coverage(part.track, calendar)
}

fn column_of(
    part: &Part<'_>,
    cover: &Coverage,
    calendar: &Calendar<'_>,
    edges_ms: &[i64],
) -> Column {
    let Resampled { mut values, mut partial, .. } =
        resample(part.track, cover, calendar, edges_ms, part.aggregate);
    if let Some(whole) = part.share_of {
        let cover = coverage(whole, calendar);
        let whole = resample(whole, &cover, calendar, edges_ms, Aggregate::Sum);
        values = share(&values, &whole.values);
        partial = partial.iter().zip(&whole.partial).map(|(a, b)| *a || *b).collect();
    }
    let mut outage = vec![false; values.len()];
    for (from, to) in &part.outages {
        if let Some((first, last)) = window_of(edges_ms, calendar, (Some(from), Some(to))) {
            for at in first..=last {
                if let (Some(value), Some(flag)) = (values.get_mut(at), outage.get_mut(at)) {
                    (*value, *flag) = (f64::NAN, true);
                }
            }
        }
    }
    Column { values, partial, outage }
}

/// First and last bucket between two labels, both included; `None` where there is none.
fn window_of(
    edges_ms: &[i64],
    calendar: &Calendar<'_>,
    (from, to): (Option<&str>, Option<&str>),
) -> Option<(usize, usize)> {
    let n = edges_ms.len().checked_sub(1)?;
    // An unreadable label limits nothing; the recipe refuses it before it comes here.
    let start = |label: &str| calendar.start_of_label(label);
    let starts = edges_ms.get(..n)?;
    let first = from.and_then(start).map_or(0, |ms| starts.partition_point(|edge| *edge < ms));
    let last = |label: &str| calendar.last_start_of_label(label);
    let past = to.and_then(last).map_or(n, |ms| starts.partition_point(|edge| *edge <= ms));
    (first < past).then(|| (first, past - 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::civil::ms_from_iso;
    use crate::calendar::period::WeekStart;
    use crate::calendar::zone::Offsets;
    use crate::ingest::counts::CELL_MS;
    use crate::ingest::counts::Counts;
    use crate::ingest::measurements::Measurements;
    use crate::ingest::measurements::ValueColumn;
    use crate::ingest::source::Clock;
    use crate::series::track::track_of_counts;
    use crate::series::track::track_of_values;

    fn price(from: &str, values: &[f64]) -> Track {
        let start = ms_from_iso(from).unwrap();
        let column = ValueColumn { values: values.to_vec(), ..ValueColumn::default() };
        let data = Measurements {
            times_ms: (0..values.len() as i64).map(|i| start + i * DAY_MS).collect(),
            columns: vec![column.clone()],
            ..Measurements::default()
        };
        track_of_values(&data, &column, Clock::Local.into(), &Offsets::utc()).unwrap()
    }

    fn events(first: &str, last: &str, days: &[(&str, f64)]) -> Track {
        let entries = days.iter().map(|d| (ms_from_iso(d.0).unwrap() / CELL_MS + 1, 0, d.1));
        let coverage = Some((ms_from_iso(first).unwrap(), ms_from_iso(last).unwrap()));
        let counts = Counts::of(entries, vec![String::new()], 0, coverage);
        track_of_counts(&counts, None, Clock::Utc.into(), &Offsets::utc()).unwrap()
    }

    fn part(track: &Track, aggregate: Aggregate) -> Part<'_> {
        Part { track, aggregate, share_of: None, outages: Vec::new() }
    }

    fn days(offsets: &Offsets) -> Calendar<'_> {
        Calendar { period: Period::Day, week_start: WeekStart::Monday, offsets }
    }

    #[test]
    fn every_bucket_is_complete_or_left_out_once() {
        let utc = Offsets::utc();
        let n = f64::NAN;
        // 1 to 10 January; no price on the 5th.
        let x = price("2021-01-01", &[1.0, 2.0, 3.0, 4.0, n, 6.0, 7.0, 8.0, 9.0, 10.0]);
        // From noon of the 3rd to noon of the 12th.
        let y = events(
            "2021-01-03T12:00",
            "2021-01-12T12:00",
            &[("2021-01-04", 5.0), ("2021-01-08", 2.0)],
        );
        let mut y_part = part(&y, Aggregate::Sum);
        y_part.outages.push(("2021-01-07", "2021-01-07"));
        let got = align(
            &part(&x, Aggregate::Mean),
            &y_part,
            &[],
            &days(&utc),
            (None, Some("2021-01-09")),
        );
        assert_eq!(got.labels.first().map(String::as_str), Some("2021-01-03"));
        assert_eq!(got.labels.last().map(String::as_str), Some("2021-01-10"));
        assert_eq!(got.x.values[0], 3.0);
        assert_eq!(got.y.values[1], 5.0);
        assert_eq!(got.y.values[3], 0.0);
        assert!(got.partial(0) && !got.partial(1));
        assert_eq!(
            got.left_out,
            [
                (Why::Partial, 1),
                (Why::Outage, 1),
                (Why::MissingX, 1),
                (Why::OutsideWindow, 1),
                (Why::OnlyX, 2),
                (Why::OnlyY, 2)
            ]
        );
        assert_eq!((got.complete, got.compared), (4, Some((1, 6))));
        let inside: u64 = got.left_out.iter().filter(|l| l.0 < Why::OnlyX).map(|l| l.1).sum();
        assert_eq!(inside + got.complete, got.labels.len() as u64);
    }

    #[test]
    fn without_overlap_both_are_seen_and_nothing_is_complete() {
        let utc = Offsets::utc();
        let (x, y) = (price("2021-01-01", &[1.0; 5]), price("2021-03-01", &[1.0; 5]));
        let got = align(
            &part(&x, Aggregate::Mean),
            &part(&y, Aggregate::Mean),
            &[],
            &days(&utc),
            (None, None),
        );
        assert!(!got.overlap);
        assert_eq!((got.complete, got.compared, got.labels.len()), (0, None, 64));
    }

    #[test]
    fn a_share_divides_by_the_whole() {
        let utc = Offsets::utc();
        let x = price("2021-01-01", &[1.0; 9]);
        let some = events("2021-01-01T00:01", "2021-01-08T23:59:59", &[("2021-01-02", 3.0)]);
        let all = events(
            "2021-01-01T00:01",
            "2021-01-08T23:59:59",
            &[("2021-01-02", 12.0), ("2021-01-04", 2.0)],
        );
        let mut y = part(&some, Aggregate::Sum);
        y.share_of = Some(&all);
        let got = align(&part(&x, Aggregate::Mean), &y, &[], &days(&utc), (None, None));
        assert_eq!(got.y.values[1], 0.25);
        assert_eq!(got.y.values[3], 0.0);
        // No event at all: a share of nothing is missing, not zero.
        assert!(got.y.values[2].is_nan());
    }

    #[test]
    fn a_window_outside_the_data_holds_nothing() {
        let utc = Offsets::utc();
        let (x, y) = (price("2021-01-01", &[1.0; 5]), price("2021-01-01", &[1.0; 5]));
        let of = |window| {
            let got = align(
                &part(&x, Aggregate::Mean),
                &part(&y, Aggregate::Mean),
                &[],
                &days(&utc),
                window,
            );
            (got.window, got.complete)
        };
        assert_eq!(of((Some("2022-01-01"), None)), (None, 0));
        assert_eq!(of((Some("2021-01-04"), Some("2021-01-02"))), (None, 0));
        assert_eq!(of((Some("2021-01-02"), Some("2021-01-02"))), (Some((1, 1)), 1));
        // A year, a month, a day reach to their ends.
        assert_eq!(of((Some("2021-01-02"), Some("2021"))), (Some((1, 4)), 4));
        assert_eq!(of((None, Some("2020-12"))), (None, 0));
        assert_eq!(of((Some("2020"), Some("2022"))), (Some((0, 4)), 5));
    }
}
