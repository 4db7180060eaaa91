//! Coverage: the time that a source speaks of. Inside it a bucket without events is zero, outside
//! it is missing; a bucket that it does not cover whole is partial.
//!
//! # Contract
//! * A stamp of a daily or coarser source covers its whole day, week, month, quarter or year; a daily
//!   source without weekends covers the weekend beside it.
//! * The start and the end of an event log can be seen no more exactly than events come: a bucket
//!   counts as whole when less than 2 % of it, and no more than three usual pauses, are missing.

use super::track::Track;
use crate::calendar::{
    buckets::Calendar,
    civil::{DAY_MS, HOUR_MS, iso_weekday},
    period::{Period, WeekStart},
    step::Step,
};

/// Intervals [from, to) of instants, ascending, not touching.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Covered intervals [from, to), epoch ms UTC, ascending.
    pub intervals_ms: Vec<(i64, i64)>,
    /// Beyond the first and the last instant, milliseconds in which nothing could be missing: the
    /// weekend beside a Monday or a Friday.
    pub beyond_ms: (i64, i64),
    /// Usual pause between two events, see the contract.
    pub pause_ms: i64,
}

impl Coverage {
    /// First and last instant; `None` where nothing is covered.
    pub fn span(&self) -> Option<(i64, i64)> {
        Some((self.intervals_ms.first()?.0, self.intervals_ms.last()?.1))
    }

    /// Whether any of [from, to) is covered.
    pub(crate) fn touches(&self, from_ms: i64, to_ms: i64) -> bool {
        let after = self.intervals_ms.partition_point(|interval| interval.1 <= from_ms);
        self.intervals_ms.get(after).is_some_and(|interval| interval.0 < to_ms)
    }

    /// Whether all of [from, to) is covered, but for the usual pauses.
    pub fn holds(&self, from_ms: i64, to_ms: i64) -> bool {
        let allowed = (3 * self.pause_ms).min((to_ms - from_ms) / 50).max(0);
        let mut missing = 0;
        let mut at = from_ms;
        let first = self.intervals_ms.partition_point(|interval| interval.1 <= from_ms);
        for (i, interval) in self.intervals_ms.iter().enumerate().skip(first) {
            if interval.0 >= to_ms {
                break;
            }
            let before = if i == 0 { self.beyond_ms.0 } else { 0 };
            let after = if i + 1 == self.intervals_ms.len() { self.beyond_ms.1 } else { 0 };
            missing += (interval.0 - before - at).max(0);
            at = at.max(interval.1 + after);
        }
        missing + (to_ms - at).max(0) <= allowed
    }
}

/// What a track covers, in buckets of a calendar's zone and week.
pub fn coverage(track: &Track, calendar: &Calendar<'_>) -> Coverage {
    let floor = |period: Period, week_start: WeekStart, ms: i64| {
        Calendar { period, week_start, offsets: calendar.offsets }.floor(ms)
    };
    let next = |period: Period, week_start: WeekStart, ms: i64| {
        let cut = Calendar { period, week_start, offsets: calendar.offsets };
        cut.edges(ms, ms).last().copied().unwrap_or(ms)
    };
    let week = calendar.week_start;
    let mut intervals: Vec<(i64, i64)> = Vec::with_capacity(track.spans_ms.len());
    for (first, last) in &track.spans_ms {
        let (first, last) = (*first, *last);
        let interval = match track.step {
            Step::Fine(ms) if (50 * 60_000..70 * 60_000).contains(&ms) => (
                floor(Period::Hour, week, first),
                next(Period::Hour, week, last).max(last + ms.min(HOUR_MS)),
            ),
            // The last event is covered itself: one millisecond.
            Step::Fine(ms) => (first, last + if track.events { 1 } else { ms.max(1) }),
            Step::Day { .. } => (floor(Period::Day, week, first), next(Period::Day, week, last)),
            Step::Long(span) => {
                let start = span.week_start.unwrap_or(week);
                (floor(span.period, start, first), next(span.period, start, last))
            }
        };
        match intervals.last_mut() {
            Some(before) if interval.0 <= before.1 => before.1 = before.1.max(interval.1),
            _ => intervals.push(interval),
        }
    }
    let mut beyond_ms = (0, 0);
    if let (true, Some(first), Some(last)) = (track.workdays, intervals.first(), intervals.last()) {
        // Monday's source has nothing to say of Sunday, nor Friday's of Saturday.
        let weekday = |ms: i64| iso_weekday(calendar.offsets.local_from_utc(ms).div_euclid(DAY_MS));
        if weekday(first.0) == 1 {
            beyond_ms.0 = first.0 - floor(Period::Day, week, first.0 - 3 * DAY_MS / 2);
        }
        if weekday(last.1) == 6 {
            beyond_ms.1 = floor(Period::Day, week, last.1 + 5 * DAY_MS / 2) - last.1;
        }
    }
    Coverage {
        intervals_ms: intervals,
        beyond_ms,
        pause_ms: if track.events { track.pause_ms } else { 0 },
    }
}
