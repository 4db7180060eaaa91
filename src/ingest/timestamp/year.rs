//! The years of a file whose times have none (Snort, syslog).
//!
//! Rows are placed one after another on a line of leap years: a jump of more than half a year
//! back is a New Year, one forward is a New Year crossed the other way (a late row, or a file
//! with the newest first). At the end the line is hung up by its latest row, which is not later
//! than the file's own date, or by a year that the file's name or the user gives. A 29 February
//! must fall into a leap year, which moves the line back where the file's date alone decides.
//!
//! Where the months jump about, steps say nothing: then every row is put into the twelve months
//! before the file's date by itself ([`Line::is_unsorted`]).
//!
//! Parts of a file are placed by themselves and appended: the result is that of the whole.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "instants of one year, and days of years that were bounded"
)]

use super::{DAY_MS, PLACEHOLDER_YEAR};
use crate::{
    calendar::civil,
    ingest::packed::{Packed, Unpack},
};
use litemap::LiteMap;

/// A leap year in milliseconds.
const YEAR_MS: i64 = 366 * DAY_MS;
/// First instant of the placeholder year.
const ORIGIN_MS: i64 = civil::days_from_civil(PLACEHOLDER_YEAR, 1, 1) * DAY_MS;
/// 29 February as a day of a leap year, from 0.
const LEAP_DAY: i64 = 59;
/// A step that no log takes between rows, many times over.
const LEAP_OF_TIME_MS: i64 = 45 * DAY_MS;

/// Rows on the line of years.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// First row as read, last row as read.
    ends: Option<(i64, i64)>,
    /// Year of the last row on the line; the first row is in year 0.
    year: i64,
    /// Earliest and latest placed row.
    span: Option<(i64, i64)>,
    /// Years on the line that have a 29 February.
    leap_years: LiteMap<i64, ()>,
    /// Steps between different instants, and those over [`LEAP_OF_TIME_MS`].
    steps: u64,
    leaps: u64,
}

/// What holds the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The latest row is of this year: the user or the file's name says so.
    LastYear(i32),
    /// No row is later than this instant: the file's date.
    NotAfter(i64),
}

/// From the line of years to real instants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RealYears {
    /// Real year of year 0 of the line.
    base: i64,
    /// Set where rows are placed by themselves: the last instant.
    folded: Option<i64>,
}

/// Years from one row as read to the next.
fn turn(before: i64, ms: i64) -> i64 {
    if ms < before - YEAR_MS / 2 {
        1
    } else if ms > before + YEAR_MS / 2 {
        -1
    } else {
        0
    }
}

impl Line {
    /// Places the next row's instant of the placeholder year.
    pub fn place(&mut self, ms: i64) -> i64 {
        let first = match self.ends {
            None => ms,
            Some((first, before)) => {
                self.step(before, ms);
                first
            }
        };
        self.ends = Some((first, ms));
        let placed = ms.saturating_add(self.year.saturating_mul(YEAR_MS));
        let (from, to) = self.span.unwrap_or((placed, placed));
        self.span = Some((from.min(placed), to.max(placed)));
        if (ms - ORIGIN_MS).div_euclid(DAY_MS) == LEAP_DAY {
            self.leap_years.insert(self.year, ());
        }
        placed
    }

    fn step(&mut self, before: i64, ms: i64) {
        let turned = turn(before, ms);
        self.year = self.year.saturating_add(turned);
        let step = ms - before + turned * YEAR_MS;
        self.steps += u64::from(step != 0);
        self.leaps += u64::from(step.abs() > LEAP_OF_TIME_MS);
    }

    /// Appends the line of the rows that follow; what must be added to their placed instants.
    pub fn append(&mut self, later: &Line) -> i64 {
        let (Some((first, last)), Some((later_first, later_last))) = (self.ends, later.ends) else {
            if self.ends.is_none() {
                *self = later.clone();
            }
            return 0;
        };
        self.step(last, later_first);
        let years = self.year;
        self.ends = Some((first, later_last));
        self.year = self.year.saturating_add(later.year);
        self.steps = self.steps.saturating_add(later.steps);
        self.leaps = self.leaps.saturating_add(later.leaps);
        for year in later.leap_years.keys() {
            self.leap_years.insert(year.saturating_add(years), ());
        }
        let shift = years.saturating_mul(YEAR_MS);
        if let (Some((from, to)), Some((later_from, later_to))) = (self.span, later.span) {
            let moved = |ms: i64| ms.saturating_add(shift);
            self.span = Some((from.min(moved(later_from)), to.max(moved(later_to))));
        }
        shift
    }

    /// Everything known, for the way to another worker.
    pub(in crate::ingest) fn pack(&self, to: &mut Packed) {
        for ends in [self.ends, self.span] {
            to.number(ends.is_some().into());
            let (first, last) = ends.unwrap_or((0, 0));
            to.number(first);
            to.number(last);
        }
        to.number(self.year);
        to.counts([self.steps, self.leaps]);
        to.number(self.leap_years.len() as i64);
        for year in self.leap_years.keys() {
            to.number(*year);
        }
    }

    pub(in crate::ingest) fn unpack(from: &mut Unpack<'_>) -> Option<Line> {
        let mut pair = || {
            let some = from.flag()?;
            let ends = (from.number()?, from.number()?);
            Some(some.then_some(ends))
        };
        let (ends, span) = (pair()?, pair()?);
        Some(Line {
            ends,
            span,
            year: from.number()?,
            steps: from.count()?,
            leaps: from.count()?,
            leap_years: {
                let mut years = LiteMap::default();
                for _ in 0..from.count()? {
                    years.insert(from.number()?, ());
                }
                years
            },
        })
    }

    /// The latest placed row.
    pub fn latest(&self) -> Option<i64> {
        self.span.map(|(_, latest)| latest)
    }

    /// Whether the months jump about, so that the order of the rows tells no years.
    pub fn is_unsorted(&self) -> bool {
        self.leaps >= 3 && self.leaps > self.steps / 10
    }

    /// The real years.
    pub fn real_years(&self, anchor: Anchor) -> RealYears {
        if self.is_unsorted() {
            let limit = match anchor {
                Anchor::NotAfter(ms) => ms,
                Anchor::LastYear(year) => civil::days_from_civil(year + 1, 1, 1) * DAY_MS - 1,
            };
            return RealYears { base: 0, folded: Some(limit) };
        }
        let latest = self.span.map_or(ORIGIN_MS, |(_, latest)| latest);
        let (last_year, month, day, in_day) = split(latest);
        let mut base = match anchor {
            Anchor::LastYear(year) => i64::from(year) - last_year,
            Anchor::NotAfter(ms) => {
                let (year, _, _) = civil::civil_from_days(ms.div_euclid(DAY_MS));
                let this_year = civil::days_from_civil(year, month, day) * DAY_MS + in_day;
                i64::from(year) - i64::from(this_year > ms) - last_year
            }
        };
        if matches!(anchor, Anchor::NotAfter(_)) {
            let leap = |year: i64| i32::try_from(year).is_ok_and(civil::is_leap);
            let fits =
                |base: i64| self.leap_years.keys().all(|year| leap(base.saturating_add(*year)));
            // 1896 to 1904 is the longest wait for a leap year.
            base = (0..8).map(|back| base - back).find(|base| fits(*base)).unwrap_or(base);
        }
        RealYears { base, folded: None }
    }
}

/// Year on the line, month, day and milliseconds in the day of a placed instant.
fn split(placed: i64) -> (i64, u32, u32, i64) {
    let day = placed.saturating_sub(ORIGIN_MS).div_euclid(DAY_MS);
    let (_, month, in_month) = civil::civil_from_days(ORIGIN_MS / DAY_MS + day.rem_euclid(366));
    (day.div_euclid(366), month, in_month, placed.rem_euclid(DAY_MS))
}

impl RealYears {
    /// The real instant of a placed one; `None` for a 29 February of a year without one, and where 64 bits
    /// do not hold it.
    pub fn ms(&self, placed: i64) -> Option<i64> {
        let (year, month, day, in_day) = split(placed);
        let at = |year: i64| {
            let year = i32::try_from(year).ok()?;
            let exists = day <= civil::days_in_month(year, month);
            let days = exists.then(|| civil::days_from_civil(year, month, day))?;
            days.checked_mul(DAY_MS)?.checked_add(in_day)
        };
        let Some(limit) = self.folded else { return at(self.base.saturating_add(year)) };
        let (last, _, _) = civil::civil_from_days(limit.div_euclid(DAY_MS));
        let last = i64::from(last);
        at(last).filter(|ms| *ms <= limit).or_else(|| (1..8).find_map(|back| at(last - back)))
    }
}

/// What a file's name says: a day (`alert-20240115.csv`, `2024-01-15`) after which it has no
/// rows, or a year (`alerts_2016.log`).
pub fn anchor_in_name(name: &str) -> Option<Anchor> {
    let bytes = name.as_bytes();
    let mut year_only = None;
    let mut at = 0;
    while at < bytes.len() {
        let rest = bytes.get(at..).unwrap_or_default();
        let run = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if run == 0 {
            at += 1;
            continue;
        }
        let day = match run {
            8 | 14 => rest.get(..8).and_then(|text| ymd(text, 4, 6)),
            4 if matches!(rest.get(4), Some(b'-' | b'_' | b'.')) => {
                rest.get(..10).and_then(|text| ymd(text, 5, 8))
            }
            _ => None,
        };
        if let Some(day) = day {
            // The day itself counts, in every zone.
            return Some(Anchor::NotAfter((day + 2) * DAY_MS));
        }
        if matches!(run, 4 | 6) {
            let year = number(rest.get(..4)?).filter(|year| (1990..2100).contains(year));
            year_only = year_only.max(year);
        }
        at += run;
    }
    year_only.map(Anchor::LastYear)
}

fn number(digits: &[u8]) -> Option<i32> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

fn ymd(text: &[u8], month: usize, day: usize) -> Option<i64> {
    let year = number(text.get(..4)?)?;
    let month = number(text.get(month..month + 2)?)? as u32;
    let day = number(text.get(day..day + 2)?)? as u32;
    let fits =
        (1990..2100).contains(&year) && (1..=civil::days_in_month(year, month)).contains(&day);
    fits.then(|| civil::days_from_civil(year, month, day))
}

#[cfg(test)]
mod tests {
    use super::super::{Format, Instant};
    use super::*;
    use proptest::prelude::*;

    fn iso(ms: i64) -> String {
        "%Y-%m-%d".parse::<Format>().unwrap().render(Instant { ms, offset_min: None })
    }

    fn day(text: &str) -> i64 {
        "%Y-%m-%d".parse::<Format>().unwrap().parse(text.as_bytes()).unwrap().ms
    }

    fn years(rows: &str, anchor: Anchor) -> (String, bool) {
        let format: Format = "%m/%d".parse().unwrap();
        let mut line = Line::default();
        let placed: Vec<i64> = rows
            .split(' ')
            .map(|cell| line.place(format.parse(cell.as_bytes()).unwrap().ms))
            .collect();
        let real = line.real_years(anchor);
        let texts: Vec<String> =
            placed.iter().map(|placed| real.ms(*placed).map_or("none".into(), iso)).collect();
        (texts.join(" "), line.is_unsorted())
    }

    #[test]
    fn files() {
        let dated = |text: &str| Anchor::NotAfter(day(text));
        #[rustfmt::skip]
        let cases = [
            ("06/16 06/17", dated("2021-07-14"), "2021-06-16 2021-06-17"), ("06/16 07/15", dated("2021-07-14"), "2020-06-16 2020-07-15"), ("07/14", dated("2021-07-14"), "2021-07-14"),
            ("12/30 12/31 01/01 01/02", dated("2021-07-14"), "2020-12-30 2020-12-31 2021-01-01 2021-01-02"), ("01/02 01/01 12/31", dated("2021-07-14"), "2021-01-02 2021-01-01 2020-12-31"),
            // A late row just after New Year.
            ("12/31 01/01 12/31 01/01", dated("2021-07-14"), "2020-12-31 2021-01-01 2020-12-31 2021-01-01"),
            ("11/01 03/01 07/01 11/01 03/01", dated("2021-07-14"), "2020-11-01 2021-03-01 2021-07-01 2020-11-01 2021-03-01"),
            ("02/28 02/29 03/01", dated("2021-07-14"), "2020-02-28 2020-02-29 2020-03-01"), ("02/29 03/01", dated("2023-07-14"), "2020-02-29 2020-03-01"),
            ("02/29", Anchor::LastYear(2021), "none"), ("12/31 01/01", Anchor::LastYear(2017), "2016-12-31 2017-01-01"),
        ];
        for (rows, anchor, want) in cases {
            assert_eq!(years(rows, anchor).0, want, "{rows}");
        }
    }

    #[test]
    fn months_that_jump_about() {
        let rows = "12/23 02/23 12/23 10/23 12/23 01/23 03/23 12/23 11/23 12/23 11/23";
        let (texts, unsorted) = years(rows, Anchor::NotAfter(day("2021-11-30")));
        assert!(unsorted);
        assert_eq!(
            texts,
            "2020-12-23 2021-02-23 2020-12-23 2021-10-23 2020-12-23 2021-01-23 2021-03-23 2020-12-23 2021-11-23 2020-12-23 2021-11-23"
        );
    }

    #[test]
    fn names() {
        #[rustfmt::skip]
        let cases = [
            ("alert-20240115.csv", Some(Anchor::NotAfter(day("2024-01-17")))), ("alert_2024-01-15.log", Some(Anchor::NotAfter(day("2024-01-17")))), ("alerts 2016.csv", Some(Anchor::LastYear(2016))),
            ("snort-201706.csv", Some(Anchor::LastYear(2017))), ("alert.csv", None), ("port-8080.csv", None), ("1-2-3.csv", None), ("20241399.csv", None), ("2016-2017.log", Some(Anchor::LastYear(2017))),
        ];
        for (name, want) in cases {
            assert_eq!(anchor_in_name(name), want, "{name}");
        }
    }

    proptest! {
        #[test]
        fn parts_add_up_to_the_whole(rows in proptest::collection::vec(0i64..366, 0..40), cut in 0usize..40) {
            let rows: Vec<i64> = rows.iter().map(|day| ORIGIN_MS + day * DAY_MS).collect();
            let cut = cut.min(rows.len());
            let (mut whole, mut a, mut b) = (Line::default(), Line::default(), Line::default());
            let want: Vec<i64> = rows.iter().map(|ms| whole.place(*ms)).collect();
            let mut got: Vec<i64> = rows[..cut].iter().map(|ms| a.place(*ms)).collect();
            let later: Vec<i64> = rows[cut..].iter().map(|ms| b.place(*ms)).collect();
            let shift = a.append(&b);
            got.extend(later.iter().map(|placed| placed + shift));
            prop_assert_eq!(got, want);
            prop_assert_eq!(a, whole);
        }

        #[test]
        fn a_log_of_several_years_gets_its_years_back(
            start in 10_000i64..20_000,
            steps in proptest::collection::vec(0i64..40, 1..60),
        ) {
            let mut day = start;
            let mut line = Line::default();
            let mut rows = Vec::new();
            for step in steps {
                day += step;
                let (_, month, in_month) = civil::civil_from_days(day);
                let placeholder = civil::days_from_civil(PLACEHOLDER_YEAR, month, in_month) * DAY_MS;
                rows.push((line.place(placeholder), day));
            }
            let real = line.real_years(Anchor::NotAfter((day + 5) * DAY_MS));
            for (placed, day) in rows {
                prop_assert_eq!(real.ms(placed), Some(day * DAY_MS));
            }
        }
    }
}
