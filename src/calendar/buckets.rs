//! The calendar: dates, buckets, labels.
//!
//! A bucket is an interval of instants between two starts on the wall clock of a zone: an hour, a
//! day, a week (from any weekday), a month, a quarter, a year. Days around a change of the clock have 23 or 25
//! hours.
//!
//! # Contract
//! * Instants are integer epoch milliseconds, UTC. "Local" milliseconds are a wall clock written
//!   as if it were UTC.
//! * Years 0 to 9999; instants outside are clamped.
//! * Hours are cut where the clock shows a whole hour; the hour that comes twice in autumn is two
//!   buckets, whose labels differ by their offset.

use super::{
    civil::{
        Civil, DAY_MS, HOUR_MS, RANGE_MS, first_of_month, months_from_days, ms_from_iso,
        offset_of_iso, offset_text,
    },
    period::{Period, WeekStart},
    zone::Offsets,
};

/// How time is cut: a period, the first day of a week, a zone.
#[derive(Clone, Copy, Debug)]
pub struct Calendar<'a> {
    /// Length of a bucket.
    pub period: Period,
    /// First day of a week.
    pub week_start: WeekStart,
    /// Offsets of the zone in which buckets are cut.
    pub offsets: &'a Offsets,
}

impl Calendar<'_> {
    /// Wall-clock start of the bucket that holds a wall-clock time.
    fn local_floor(&self, local_ms: i64) -> i64 {
        match self.period {
            Period::Hour => local_ms.div_euclid(HOUR_MS) * HOUR_MS,
            Period::Day => local_ms.div_euclid(DAY_MS) * DAY_MS,
            Period::Week => self.week_start.floor(local_ms.div_euclid(DAY_MS)) * DAY_MS,
            Period::Month => start_of_months(local_ms, 1, 0),
            Period::Quarter => start_of_months(local_ms, 3, 0),
            Period::Year => start_of_months(local_ms, 12, 0),
        }
    }

    /// Wall-clock start of the next bucket.
    fn local_next(&self, local_start_ms: i64) -> i64 {
        match self.period {
            Period::Hour => local_start_ms + HOUR_MS,
            Period::Day => local_start_ms + DAY_MS,
            Period::Week => local_start_ms + 7 * DAY_MS,
            Period::Month => start_of_months(local_start_ms, 1, 1),
            Period::Quarter => start_of_months(local_start_ms, 3, 1),
            Period::Year => start_of_months(local_start_ms, 12, 1),
        }
    }

    /// Start (epoch ms UTC) of the bucket that holds an instant.
    pub fn floor(&self, utc_ms: i64) -> i64 {
        let offset = self.offsets.at_utc(utc_ms);
        let local = utc_ms.saturating_add(offset);
        let start = self.local_floor(local);
        if self.period == Period::Hour {
            // With the offset in force now, so that both of autumn's hours are themselves; a
            // change inside the hour (no zone does that on the hour's middle but Lord Howe) cuts.
            let utc_start = start - offset;
            return self
                .offsets
                .changes()
                .filter(|change| utc_start < *change && *change <= utc_ms)
                .last()
                .unwrap_or(utc_start);
        }
        self.offsets.utc_from_local(start)
    }

    /// Starts of all buckets from the one that holds `from_ms` to the one that holds `to_ms`, and
    /// the end of the last: one more than there are buckets. Empty where `to_ms < from_ms`.
    pub fn edges(&self, from_ms: i64, to_ms: i64) -> Vec<i64> {
        let mut edges = Vec::new();
        if to_ms < from_ms {
            return edges;
        }
        let from_ms = from_ms.clamp(RANGE_MS.0, RANGE_MS.1);
        let to_ms = to_ms.clamp(RANGE_MS.0, RANGE_MS.1);
        if self.period == Period::Hour {
            let mut at = self.floor(from_ms);
            let first = at;
            let mut changes = self.offsets.changes().skip_while(|c| *c <= first).peekable();
            loop {
                edges.push(at);
                if at > to_ms {
                    return edges;
                }
                let offset = self.offsets.at_utc(at);
                let mut next = self.local_floor(at + offset) + HOUR_MS - offset;
                if let Some(change) = changes.next_if(|change| *change <= next) {
                    next = change;
                }
                at = next;
            }
        }
        let mut local = self.local_floor(self.offsets.local_from_utc(from_ms));
        loop {
            let at = self.offsets.utc_from_local(local);
            // A day that a zone skipped whole (Samoa, 30 December 2011) has no length: leave it.
            if edges.last().is_none_or(|last| *last < at) {
                edges.push(at);
            }
            if at > to_ms {
                return edges;
            }
            local = self.local_next(local);
        }
    }

    /// Label of the bucket that starts at an instant: `2021-01-04`, `2021-01` for a month, `2021-Q1`
    /// for a quarter, `2021` for a year, `2021-01-04T13:00` for an hour, outside UTC with its offset
    /// (`2021-01-04T13:00+09:00`).
    pub fn label(&self, start_ms: i64) -> String {
        let offset = self.offsets.at_utc(start_ms);
        let c = Civil::from_ms(start_ms.saturating_add(offset));
        match self.period {
            Period::Month => c.iso(7),
            Period::Quarter => format!("{}-Q{}", c.iso(4), quarter_of(c)),
            Period::Year => c.iso(4),
            Period::Day | Period::Week => c.iso(10),
            Period::Hour => {
                let base = c.iso(16);
                if self.offsets.is_utc() { base } else { format!("{base}{}", offset_text(offset)) }
            }
        }
    }

    /// Start (epoch ms UTC) of the bucket that a label, a date or an instant names.
    pub(crate) fn start_of_label(&self, label: &str) -> Option<i64> {
        let ms = ms_of_label(label)?;
        let utc = match offset_of_iso(label) {
            Some(_) => ms,
            None => self.offsets.utc_from_local(ms),
        };
        Some(self.floor(utc))
    }

    /// Start (epoch ms UTC) of the last bucket that a label, a date or an instant reaches into: a
    /// month's last day, a day's last hour.
    pub(crate) fn last_start_of_label(&self, label: &str) -> Option<i64> {
        if offset_of_iso(label).is_some() {
            return self.start_of_label(label);
        }
        let (_, to) = local_span_of_label(label)?;
        Some(self.floor(self.offsets.utc_from_local(to - 1)))
    }
}

/// First day, at midnight, of the block of so many months (a divisor of a year, counted from
/// January) that holds a local time, or of one some blocks later.
fn start_of_months(local_ms: i64, months: i64, later: i64) -> i64 {
    let block = months_from_days(local_ms.div_euclid(DAY_MS)).div_euclid(months) + later;
    first_of_month(block * months) * DAY_MS
}

/// 1 to 4.
pub(crate) const fn quarter_of(date: Civil) -> i64 {
    (date.month + 2) / 3
}

/// Milliseconds of a bucket's label, a date or an instant: UTC where it has an offset, else on the
/// wall clock. `None` for any other text.
pub(crate) fn ms_of_label(label: &str) -> Option<i64> {
    if let Some((year, quarter)) = label.split_once("-Q") {
        let month = match quarter {
            "1" => "-01",
            "2" => "-04",
            "3" => "-07",
            "4" => "-10",
            _ => return None,
        };
        return ms_from_iso(&format!("{year}{month}"));
    }
    ms_from_iso(label)
}

/// What a label stands for on the wall clock, `from..to`: a year, a quarter, a month, a day, or the
/// moment that an instant is.
pub(crate) fn local_span_of_label(label: &str) -> Option<(i64, i64)> {
    let from = local_of_label(label)?;
    let to = match (label.len(), label.contains('Q')) {
        (4, _) => start_of_months(from, 12, 1),
        (7, true) => start_of_months(from, 3, 1),
        (7, false) => start_of_months(from, 1, 1),
        (10, _) => from + DAY_MS,
        _ => from + 1,
    };
    Some((from, to))
}

/// The same on the wall clock, whatever its offset.
pub(crate) fn local_of_label(label: &str) -> Option<i64> {
    Some(ms_of_label(label)? + offset_of_iso(label).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::civil::iso_from_ms;
    use crate::calendar::zone::TableZones;
    use proptest::prelude::*;

    fn ms(text: &str) -> i64 {
        ms_from_iso(text).unwrap()
    }

    fn zone(name: &str) -> Offsets {
        Offsets::of(&TableZones, name, ms("2010-01-01"), ms("2026-01-01")).unwrap()
    }

    #[test]
    fn iso_round_trip() {
        let cases = [
            ("2021-01-04", "2021-01-04T00:00:00Z"),
            ("2021-01", "2021-01-01T00:00:00Z"),
            ("2021", "2021-01-01T00:00:00Z"),
            ("2021-01-04T13:05", "2021-01-04T13:05:00Z"),
            ("2021-01-04 13:05:09.5", "2021-01-04T13:05:09.500Z"),
            ("2021-01-04T13:05:09.123456Z", "2021-01-04T13:05:09.123Z"),
            ("2021-01-04T13:00+09:00", "2021-01-04T04:00:00Z"),
            ("2015-01-01T17:00-07:00", "2015-01-02T00:00:00Z"),
            ("2024-02-29", "2024-02-29T00:00:00Z"),
            ("1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"),
        ];
        for (text, iso) in cases {
            assert_eq!(iso_from_ms(ms(text)), iso, "{text}");
        }
        for bad in ["", "2021-13", "2021-02-30", "21-01-01", "2021-01-04T25:00", "x", "2021-1-1-1"]
        {
            assert_eq!(ms_from_iso(bad), None, "{bad}");
        }
    }

    #[test]
    fn buckets_by_table() {
        let cases = [
            // period, week start, zone, instant, label, hours
            (Period::Hour, 'm', "UTC", "2021-01-04T13:59:59.999Z", "2021-01-04T13:00", 1),
            (Period::Day, 'm', "UTC", "2021-01-04T23:59:59Z", "2021-01-04", 24),
            (Period::Week, 'm', "UTC", "2021-01-10T23:59:59Z", "2021-01-04", 168),
            (Period::Week, 'm', "UTC", "2021-01-03T23:59:59Z", "2020-12-28", 168),
            (Period::Week, 's', "UTC", "2021-01-09T12:00:00Z", "2021-01-03", 168),
            (Period::Week, 's', "UTC", "2021-01-10T00:00:00Z", "2021-01-10", 168),
            (Period::Month, 'm', "UTC", "2021-02-28T23:00:00Z", "2021-02", 672),
            (Period::Month, 'm', "UTC", "2024-02-01T00:00:00Z", "2024-02", 696),
            (Period::Week, 't', "UTC", "2021-01-05T00:00:00Z", "2021-01-05", 168),
            (Period::Week, 't', "UTC", "2021-01-11T23:59:59Z", "2021-01-05", 168),
            (Period::Week, 'f', "UTC", "2021-01-07T23:59:59Z", "2021-01-01", 168),
            (Period::Quarter, 'm', "UTC", "2021-03-31T23:59:59Z", "2021-Q1", 90 * 24),
            (Period::Quarter, 'm', "UTC", "2021-04-01T00:00:00Z", "2021-Q2", 91 * 24),
            (Period::Quarter, 'm', "UTC", "1968-12-31T23:00:00Z", "1968-Q4", 92 * 24),
            (Period::Quarter, 'm', "Asia/Tokyo", "2021-09-30T15:00:00Z", "2021-Q4", 92 * 24),
            (Period::Quarter, 'm', "Europe/Berlin", "2021-03-30T10:00:00Z", "2021-Q1", 2159),
            (Period::Year, 'm', "UTC", "2021-12-31T23:59:59Z", "2021", 365 * 24),
            (Period::Year, 'm', "UTC", "1900-02-28T12:00:00Z", "1900", 365 * 24),
            (Period::Year, 'm', "UTC", "2024-02-29T12:00:00Z", "2024", 366 * 24),
            (Period::Year, 'm', "Asia/Tokyo", "2020-12-31T15:00:00Z", "2021", 365 * 24),
            (Period::Day, 'm', "Asia/Tokyo", "2021-01-03T15:00:00Z", "2021-01-04", 24),
            (Period::Day, 'm', "Europe/Berlin", "2021-03-28T10:00:00Z", "2021-03-28", 23),
            (Period::Day, 'm', "Europe/Berlin", "2021-10-31T10:00:00Z", "2021-10-31", 25),
            (Period::Week, 'm', "Europe/Berlin", "2021-03-28T10:00:00Z", "2021-03-22", 167),
            (Period::Month, 'm', "Europe/Berlin", "2021-10-31T10:00:00Z", "2021-10", 745),
            (
                Period::Hour,
                'm',
                "Europe/Berlin",
                "2021-10-31T00:30:00Z",
                "2021-10-31T02:00+02:00",
                1,
            ),
            (
                Period::Hour,
                'm',
                "Europe/Berlin",
                "2021-10-31T01:30:00Z",
                "2021-10-31T02:00+01:00",
                1,
            ),
            (
                Period::Hour,
                'm',
                "Europe/Berlin",
                "2021-03-28T01:30:00Z",
                "2021-03-28T03:00+02:00",
                1,
            ),
            (
                Period::Hour,
                'm',
                "Asia/Kathmandu",
                "2021-07-14T00:30:00Z",
                "2021-07-14T06:00+05:45",
                1,
            ),
            // Midnight does not exist on this day.
            (Period::Day, 'm', "America/Sao_Paulo", "2018-11-04T12:00:00Z", "2018-11-04", 23),
        ];
        for (period, week, name, instant, label, hours) in cases {
            let offsets = zone(name);
            let week_start = match week {
                's' => WeekStart::Sunday,
                't' => WeekStart::Tuesday,
                'f' => WeekStart::Friday,
                _ => WeekStart::Monday,
            };
            let calendar = Calendar { period, week_start, offsets: &offsets };
            let at = ms(instant);
            let edges = calendar.edges(at, at);
            assert_eq!(edges.len(), 2, "{name} {instant} {edges:?}");
            assert!(edges[0] <= at && at < edges[1], "{name} {instant}");
            assert_eq!(calendar.floor(at), edges[0], "{name} {instant}");
            assert_eq!((edges[1] - edges[0]) / HOUR_MS, hours, "{name} {instant}");
            assert_eq!(calendar.label(edges[0]), label, "{name} {instant}");
            assert_eq!(calendar.start_of_label(label), Some(edges[0]), "{name} {label}");
            let local = calendar.local_floor(offsets.local_from_utc(at));
            assert_eq!(local_of_label(label), Some(local), "{name} {label}");
        }
    }

    #[test]
    fn every_periods_labels_are_understood() {
        for (name, period) in ["UTC", "Asia/Tokyo"]
            .into_iter()
            .flat_map(|zone| Period::ALL.into_iter().map(move |period| (zone, period)))
        {
            let offsets = zone(name);
            let calendar = Calendar { period, week_start: WeekStart::Monday, offsets: &offsets };
            for start in calendar.edges(ms("2020-11-30"), ms("2022-02-03")) {
                let label = calendar.label(start);
                assert_eq!(calendar.start_of_label(&label), Some(start), "{label}");
                assert_eq!(local_of_label(&label), Some(offsets.local_from_utc(start)), "{label}");
            }
        }
    }

    #[test]
    fn a_day_that_never_was() {
        let offsets = zone("Pacific/Apia");
        let calendar =
            Calendar { period: Period::Day, week_start: WeekStart::Monday, offsets: &offsets };
        let edges = calendar.edges(ms("2011-12-29T12:00Z"), ms("2012-01-01T00:00Z"));
        let labels: Vec<_> = edges.iter().map(|edge| calendar.label(*edge)).collect();
        assert_eq!(labels, ["2011-12-29", "2011-12-31", "2012-01-01", "2012-01-02"]);
    }

    proptest! {
        #[test]
        fn civil_inverts(ms in -62_167_219_200_000i64..253_402_300_799_999) {
            prop_assert_eq!(Civil::from_ms(ms).ms(), ms);
        }

        #[test]
        fn edges_are_floors(
            start in 1_262_304_000i64..1_700_000_000,
            span in 0i64..90 * 86_400,
            period in prop::sample::select(Period::ALL.to_vec()),
            week_start in prop::sample::select(WeekStart::ALL.to_vec()),
            name in prop::sample::select(vec!["UTC", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Sao_Paulo"]),
        ) {
            let offsets = zone(name);
            let calendar = Calendar { period, week_start, offsets: &offsets };
            let (from, to) = (start * 1000, (start + span) * 1000);
            let edges = calendar.edges(from, to);
            prop_assert!(edges[0] <= from && to < edges[edges.len() - 1]);
            for pair in edges.windows(2) {
                prop_assert!(pair[0] < pair[1]);
                prop_assert_eq!(calendar.floor(pair[0]), pair[0]);
                prop_assert_eq!(calendar.floor(pair[1] - 1), pair[0]);
                prop_assert_eq!(calendar.start_of_label(&calendar.label(pair[0])), Some(pair[0]));
            }
        }
    }
}
