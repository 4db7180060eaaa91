//! Which instants are plausible, given the others of a column: what stands for "never", which
//! century two digits of a year are of, what a spreadsheet rounded, what a clock that reaches 24:00
//! stands for.
//!
//! Contract. Nothing is decided without others to go by: an empty column, or one whose every time is
//! odd, is taken as it stands. Each decision is one over the whole sample, none of a row.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "days and years of the calendar, and counts of a sample's cells"
)]

use super::{
    DAY_MS, Format, Instant,
    epoch::DayCount,
    format::{Form, Piece},
};
use crate::{calendar::civil, ingest::lexicon};

/// Days that programs write where there is no time: the first and last of their calendars, zero
/// of their counts, and what people type. As year, month, day.
#[rustfmt::skip]
const STAND_INS: [(i32, u32, u32); 32] = [
    (1, 1, 1), (1, 1, 3), (1111, 11, 11), (1582, 10, 15), (1600, 1, 1), (1601, 1, 1), (1700, 1, 1), (1753, 1, 1), (1800, 1, 1), (1850, 1, 1),
    (1899, 12, 30), (1899, 12, 31), (1900, 1, 1), (1904, 1, 1), (1969, 12, 31), (1970, 1, 1), (1970, 1, 2), (1980, 1, 1), (2000, 1, 1), (2038, 1, 19),
    (2049, 12, 31), (2050, 12, 31), (2078, 12, 31), (2079, 6, 6), (2099, 12, 31), (2100, 1, 1), (2100, 12, 31), (2199, 12, 31), (2262, 4, 11), (2999, 12, 31),
    (3000, 1, 1), (9999, 12, 31),
];

/// Years of which no file tells; what lies outside beside times inside is "never".
const TOLD: std::ops::Range<i64> =
    civil::days_from_civil(1300, 1, 1) * DAY_MS..civil::days_from_civil(2200, 1, 1) * DAY_MS;

/// How far from all others a stand-in must lie at least, and a day that nobody is known to write
/// so but that comes again and again.
const FAR_MS: i64 = 10 * 366 * DAY_MS;
const VERY_FAR_MS: i64 = 30 * 366 * DAY_MS;

/// Times of a column that stand for "never", as wall-clock times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Never {
    /// Where all others are: nothing in here is one.
    near: std::ops::Range<i64>,
    /// Days, from 1970.
    days: Vec<i64>,
}

impl Default for Never {
    fn default() -> Never {
        Never { near: i64::MIN..i64::MAX, days: Vec::new() }
    }
}

fn wall(at: Instant) -> i64 {
    at.ms + i64::from(at.offset_min.unwrap_or(0)) * 60_000
}

impl Never {
    /// What stands for "never" among these times: a day that programs write for it, or that comes
    /// at least three times, and that is farther from all others than they are from each other.
    pub fn of(times: &[Option<Instant>]) -> Never {
        let mut days: Vec<i64> = times
            .iter()
            .flatten()
            .map(|at| wall(*at))
            .filter(|ms| TOLD.contains(ms))
            .map(|ms| ms.div_euclid(DAY_MS))
            .collect();
        days.sort_unstable();
        let known: Vec<i64> =
            STAND_INS.iter().map(|(y, m, d)| civil::days_from_civil(*y, *m, *d)).collect();
        let mut rest = days.as_slice();
        let mut odd: Vec<i64> = Vec::new();
        // From both ends inwards.
        while let (Some(&first), Some(&last)) = (rest.first(), rest.last()) {
            let far = |day: i64, others: &[i64]| {
                let (Some(from), Some(to)) = (others.first(), others.last()) else { return false };
                let gap = (from - day).max(day - to) * DAY_MS;
                let span = (to - from) * DAY_MS;
                let times = rest.len() - others.len();
                gap > span.max(FAR_MS) && known.contains(&day)
                    || gap > span.max(VERY_FAR_MS) && times >= 3
            };
            let behind = rest.iter().position(|day| *day != first).unwrap_or(rest.len());
            let before = rest.iter().rposition(|day| *day != last).map_or(0, |at| at + 1);
            if let Some(others) = rest.get(behind..).filter(|others| far(first, others)) {
                odd.push(first);
                rest = others;
            } else if let Some(others) = rest.get(..before).filter(|others| far(last, others)) {
                odd.push(last);
                rest = others;
            } else {
                break;
            }
        }
        let (Some(first), Some(last)) = (rest.first(), rest.last()) else {
            return Never::default();
        };
        let reach = ((last - first) * DAY_MS).max(FAR_MS);
        let near = first * DAY_MS - reach..(last + 1) * DAY_MS + reach;
        let far = |day: &&i64| !near.contains(&(**day * DAY_MS));
        let more: Vec<i64> = known.iter().filter(far).copied().collect();
        odd.extend(more);
        Never { near, days: odd }
    }

    /// Whether a time stands for "never".
    #[inline]
    pub fn holds(&self, at: Instant) -> bool {
        let ms = wall(at);
        !self.near.contains(&ms)
            && (!TOLD.contains(&ms) || self.days.contains(&ms.div_euclid(DAY_MS)))
    }
}

/// The last year that two digits may mean where the file's own date is not known.
const LAST_YEAR: i32 = 2035;
/// Plans and terms of payment reach into the future, not this far.
const PLANNED_YEARS: i32 = 20;

/// What two digits of a year mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Century {
    /// 1969 to 2068, as everywhere.
    Usual,
    /// The hundred years from this one on.
    From(i16),
    /// More than a hundred years: two digits cannot say it.
    TooLong,
}

/// The century of a column's times, which were read as of 1969 to 2068: that of a column with
/// full years beside it; else, where the rows run on through the years, the last one that keeps
/// them running on and ends in time; else the one that ends with the file's own date.
pub(super) fn century(
    times: &[Option<i64>],
    years: Option<&[Option<i32>]>,
    limit_ms: Option<i64>,
) -> Century {
    let year = |ms: i64| civil::civil_from_days(ms.div_euclid(DAY_MS)).0;
    let limit = limit_ms.map_or(LAST_YEAR, year);
    if let Some(years) = years {
        let both = times.iter().zip(years).filter_map(|(ms, full)| Some((year((*ms)?), (*full)?)));
        let both: Vec<(i32, i32)> = both.collect();
        let same: Vec<&(i32, i32)> =
            both.iter().filter(|(short, full)| (short - full).rem_euclid(100) == 0).collect();
        let full = || same.iter().map(|pair| pair.1);
        if let (Some(first), Some(last)) = (full().min(), full().max())
            && same.len() * 20 >= both.len() * 19
        {
            let usual = same.iter().all(|(short, full)| short == full);
            return match (usual, last - first) {
                (true, _) => Century::Usual,
                (false, 0..100) => from(first, last, limit.max(last)),
                _ => Century::TooLong,
            };
        }
    }
    let mut run: Vec<i32> = times.iter().flatten().map(|ms| year(*ms)).collect();
    run.dedup();
    let Some(&start) = run.first() else { return Century::Usual };
    // Each year as near to the one before as its century allows.
    let (mut at, mut first, mut last) = (start, start, start);
    let (mut ups, mut downs) = (0usize, 0usize);
    let mut usual = true;
    for &[before, year] in run.array_windows() {
        let step = (year - before + 50).rem_euclid(100) - 50;
        at += step;
        (first, last) = (first.min(at), last.max(at));
        (ups, downs) = (ups + usize::from(step > 0), downs + usize::from(step < 0));
        usual &= at == year;
    }
    let latest = run.iter().copied().max().unwrap_or(start);
    let runs_on = ups.min(downs) * 50 <= ups + downs;
    if latest <= limit + PLANNED_YEARS && (usual || !runs_on) {
        return Century::Usual;
    }
    if !runs_on {
        return from(limit - 99, limit, limit);
    }
    if last - first > 99 {
        return Century::TooLong;
    }
    let late = last + (limit - last).div_euclid(100) * 100;
    from(late - (last - first), late, limit)
}

/// Hundred years that hold the given ones and end as near to the limit as can be.
fn from(first: i32, last: i32, limit: i32) -> Century {
    i16::try_from((limit - 99).clamp(last - 99, first)).map_or(Century::Usual, Century::From)
}

/// Whether epochs were rounded, as spreadsheets do (`1.56194E+12`): all of them fall on hours and
/// minutes that no clock was made for, so that many rows share few instants.
pub fn is_rounded(cells: &[&[u8]], format: &Format) -> bool {
    if !matches!(format.forms.as_slice(), [Form::Epoch(_)]) {
        return false;
    }
    let (mut times, mut powers) = (Vec::new(), 0);
    for cell in cells {
        if let Ok(at) = format.parse(cell) {
            times.push(at.ms);
            powers += usize::from(cell.iter().any(|byte| matches!(byte, b'e' | b'E')));
        }
    }
    let all = |step: i64| times.iter().all(|ms| ms % step == 0);
    if times.len() < 3 || all(3_600_000) {
        return false;
    }
    let written = powers * 2 > times.len();
    let rows = times.len();
    let coarse = all(10_000_000);
    times.sort_unstable();
    times.dedup();
    (written && times.iter().all(|ms| ms % 10_000 == 0)) || (coarse && times.len() < rows)
}

/// How far before its written time each stretch begins, where a clock of its own runs from one
/// step to 24:00 and never says 00:00; 0 where it does not. `clocks` are milliseconds of the day.
pub fn stretch_before(clocks: &[i64]) -> i64 {
    let step = clocks.iter().copied().min().unwrap_or(0);
    let ends = step > 0
        && step <= DAY_MS / 4
        && clocks.contains(&DAY_MS)
        && clocks.iter().all(|clock| clock % step == 0);
    if ends { step } else { 0 }
}

/// Whether pairs of small numbers count periods (`1-01` to `3-12`: month 1 to 12 of year 1 to 3):
/// the second runs from 1 up to at most 12 again and again, and each time the first goes up by one.
/// The days of a month go on to 28 at least.
pub(super) fn counts_periods(cells: &[&[u8]]) -> bool {
    let pair = |cell: &&[u8]| -> Option<(u32, u32)> {
        let text = str::from_utf8(cell).ok()?;
        let (first, second) = text.split_once(['-', '/', '.'])?;
        Some((first.parse().ok()?, second.parse().ok()?))
    };
    let pairs: Vec<(u32, u32)> = cells.iter().filter_map(pair).collect();
    if pairs.len() < 8 || pairs.len() < cells.len() {
        return false;
    }
    let most = pairs.iter().map(|pair| pair.1).max().unwrap_or(0);
    let mut rounds = 0;
    let next = |one: u32, two: u32| one.checked_add(1) == Some(two);
    let steps = pairs.array_windows().all(|&[(a, b), (c, d)]| {
        let again = next(a, c) && d == 1 && b == most;
        rounds += usize::from(again);
        again || (c == a && next(b, d))
    });
    steps && rounds > 0 && (2..=12).contains(&most)
}

/// Whether numbers are a year and a month behind a decimal mark, as spreadsheets cut them: `1990.01` to
/// `1990.09`, `1990.1` for October, month after month.
pub(super) fn counts_cut_months(cells: &[&[u8]], mark: u8) -> bool {
    months_run_on(cells, &Format::fields(vec![Piece::Year, Piece::Byte(mark), Piece::MonthCut]))
}

/// Whether nearly all rows are one month after (or before) the last.
pub(super) fn months_run_on(cells: &[&[u8]], format: &Format) -> bool {
    let months: Vec<i64> = cells
        .iter()
        .filter_map(|cell| format.parse(cell).ok())
        .map(|at| {
            let (year, month, _) = civil::civil_from_days(at.ms.div_euclid(DAY_MS));
            i64::from(year) * 12 + i64::from(month)
        })
        .collect();
    let steps =
        |wanted: i64| months.array_windows().filter(|[one, two]| two - one == wanted).count();
    months.len() >= 12
        && months.len() * 20 >= cells.len() * 19
        && steps(1).max(steps(-1)) * 10 >= (months.len() - 1) * 9
}

/// The Julian days that a column's name says it counts: of 1858 to 2132.
pub(super) fn julian(values: &[i64], name: &str) -> Option<DayCount> {
    let words = lexicon::words(name);
    let said = |names: &[&str]| words.iter().any(|word| names.contains(&word.as_str()));
    let within = |low: i64, high: i64| values.iter().all(|value| (low..=high).contains(value));
    let named = said(&["jd", "hjd", "bjd", "mjd", "julian"]);
    if named && within(2_400_000, 2_500_000) {
        Some(DayCount::Julian)
    } else {
        (named && within(10_000, 100_000)).then_some(DayCount::Modified)
    }
}

/// Whether numbers are years with fractions, one way: a twelfth of a year from row to row (`true`),
/// whatever their name; days, where their name says that they are times.
pub(super) fn decimal_years(cells: &[&[u8]], name: &str) -> Option<bool> {
    let number = |cell: &&[u8]| str::from_utf8(cell).ok()?.replace(',', ".").parse::<f64>().ok();
    let years: Vec<f64> = cells.iter().filter_map(number).collect();
    let fraction = years.iter().filter(|year| year.fract() != 0.0).count();
    let within = years.iter().all(|year| (1000.0..2300.0).contains(year));
    let back = years.is_sorted_by(|one, two| one > two);
    if years.len() < 12 || years.len() < cells.len() || fraction * 4 < years.len() * 3 || !within {
        return None;
    }
    if !back && !years.is_sorted_by(|one, two| one < two) {
        return None;
    }
    let twelfth = |[one, two]: &&[f64; 2]| ((two - one).abs() * 12.0 - 1.0).abs() < 0.15;
    let steps = years.array_windows().filter(twelfth).count();
    if steps * 10 >= (years.len() - 1) * 9 {
        return Some(true);
    }
    let said = ["year", "date", "time", "jahr", "année", "año", "anno"];
    let named = lexicon::words(name).iter().any(|word| said.contains(&word.as_str()));
    named.then_some(false)
}

/// The first date of a text that is written as no other can be: year, month, day with one mark, or
/// with the month's name between slashes, as web servers write it.
pub fn plain_date(text: &[u8]) -> Option<Instant> {
    marked_date(text).or_else(|| {
        let format = || "%d/%b/%Y".parse::<Format>().ok();
        memchr::memchr_iter(b'/', text).find_map(|at| {
            let date = text.get(at.checked_sub(2)?..at + 9)?;
            let named =
                date.get(3).is_some_and(u8::is_ascii_alphabetic) && date.get(6) == Some(&b'/');
            named.then(|| format()?.parse(date).ok())?
        })
    })
}

/// `2021-07-14`, `2021/07/14`, `2021.07.14`.
fn marked_date(text: &[u8]) -> Option<Instant> {
    let digits = |from: usize, count: usize| -> Option<i64> {
        let part = text.get(from..from + count)?;
        part.iter()
            .all(u8::is_ascii_digit)
            .then(|| part.iter().fold(0, |sum, byte| sum * 10 + i64::from(byte - b'0')))
    };
    memchr::memchr2_iter(b'1', b'2', text).find_map(|at| {
        let before = at.checked_sub(1).and_then(|at| text.get(at));
        let mark = *text.get(at + 4)?;
        let (year, month, day) = (digits(at, 4)?, digits(at + 5, 2)?, digits(at + 8, 2)?);
        let alone = !before.is_some_and(u8::is_ascii_digit)
            && !text.get(at + 10).is_some_and(u8::is_ascii_digit);
        let marked = matches!(mark, b'-' | b'/' | b'.') && text.get(at + 7) == Some(&mark);
        let fits = alone && marked && (1900..2100).contains(&year);
        let (year, month, day) = (year as i32, month as u32, day as u32);
        let real =
            (1..=12).contains(&month) && (1..=civil::days_in_month(year, month)).contains(&day);
        (fits && real).then(|| Instant {
            ms: civil::days_from_civil(year, month, day) * DAY_MS,
            offset_min: None,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(format: &str, cells: &[&str]) -> Vec<Option<Instant>> {
        let format: Format = format.parse().unwrap();
        cells.iter().map(|cell| format.parse(cell.as_bytes()).ok()).collect()
    }

    #[test]
    fn never() {
        #[rustfmt::skip]
        let cases: &[(&[&str], &[&str])] = &[
            (&["2016-01-03", "2018-07-04", "1970-01-01"], &["1970-01-01", "0001-01-01", "9999-12-31", "2999-06-05"]),
            (&["2021-05-03", "9999-12-31", "9999-12-31", "2021-06-03"], &["9999-12-31", "1970-01-01", "2099-12-31"]),
            (&["0001-01-01", "2024-02-01", "0001-01-01"], &["0001-01-01"]), (&["1900-01-01", "2019-02-01", "1900-01-01", "1950-01-01"], &["0001-01-01"]),
            // Nobody's stand-in, but again and again and far away.
            (&["2016-01-03", "1888-08-08", "2018-07-04", "1888-08-08", "1888-08-08"], &["1888-08-08"]), (&["2016-01-03", "1888-08-08", "2018-07-04"], &[]),
            // A series that begins there, or goes that far.
            (&["1970-01-01", "1970-01-02", "1970-01-03", "1971-01-01"], &[]), (&["1970-01-01", "1990-01-01", "2020-01-01"], &[]), (&["2095-01-01", "2099-12-31"], &[]),
            // Nothing to go by.
            (&["1970-01-01", "1970-01-01"], &[]), (&[], &[]),
        ];
        for (cells, never) in cases {
            let found = Never::of(&times("%Y-%m-%d", cells));
            for cell in cells.iter().chain(*never) {
                let at = times("%Y-%m-%d", &[cell])[0].unwrap();
                assert_eq!(found.holds(at), never.contains(cell), "{cell} of {cells:?}");
            }
        }
        let zoned = times(
            "%Y-%m-%dT%H:%M:%S%z",
            &["1970-01-01T00:00:00+09:00", "2020-01-01T00:00:00+09:00"],
        );
        let found = Never::of(&zoned);
        assert!(found.holds(zoned[0].unwrap()) && !found.holds(zoned[1].unwrap()));
    }

    #[test]
    fn centuries() {
        let all = |years: &mut dyn Iterator<Item = i32>| -> Vec<Option<i64>> {
            let short = |year: i32| if year.rem_euclid(100) < 69 { 2000 } else { 1900 } + year.rem_euclid(100);
            years.map(|year| Some(civil::days_from_civil(short(year), 6, 1) * DAY_MS)).collect()
        };
        let at = |year: i32| Some(civil::days_from_civil(year, 3, 1) * DAY_MS);
        #[rustfmt::skip]
        let cases: Vec<(Vec<Option<i64>>, Option<i64>, Century)> = vec![
            (all(&mut (1954..=2003)), at(2026), Century::From(1927)), (all(&mut (1906..=1993)), at(2026), Century::From(1906)), (all(&mut (1906..=1993)), None, Century::From(1906)),
            (all(&mut (1960..=1996).rev()), at(2026), Century::From(1927)), (all(&mut (1995..=2021)), at(2026), Century::Usual), (all(&mut (2020..=2034)), at(2026), Century::Usual),
            (all(&mut (1950..=1968)), None, Century::From(1936)), (all(&mut (1871..=2020)), None, Century::TooLong), (Vec::new(), None, Century::Usual),
            (all(&mut [1999, 1962, 2003, 1954, 1987, 1955, 1970].into_iter()), at(2026), Century::From(1927)),
            (all(&mut [1999, 2003, 1987, 2012].into_iter()), at(2026), Century::Usual),
        ];
        for (times, limit, want) in cases {
            assert_eq!(century(&times, None, limit), want, "{} {limit:?}", times.len());
        }
        let full: Vec<Option<i32>> = (1910..=1950).map(Some).collect();
        assert_eq!(century(&all(&mut (1910..=1950)), Some(&full), at(2026)), Century::From(1910));
    }

    #[test]
    fn rounded_epochs() {
        #[rustfmt::skip]
        let cases: &[(&str, &str, bool)] = &[
            ("epoch-ms", "1.56E+12|1.56E+12|1.57E+12", true), ("epoch-ms", "1,56194E+12|1,56195E+12|1,56196E+12", true), ("epoch-s", "1.56194E+09|1.56195E+09|1.56195E+09", true),
            ("epoch-ms", "1560000000000|1560000000000|1570000000000", true), ("epoch-us", "1.56194E+15|1.56195E+15|1.56196E+15", true),
            ("epoch-s", "1.4833152E+09|1.4834016E+09|1.483488E+09", false), ("epoch-ms", "1561939200000|1562025600000|1562112000000", false),
            ("epoch-ms", "1.561939213512E+12|1.56202560217E+12|1.56211200312E+12", false), ("epoch-ms", "1.56E+12|1.57E+12", false),
        ];
        for (format, cells, want) in cases {
            let cells: Vec<&[u8]> = cells.split('|').map(str::as_bytes).collect();
            assert_eq!(is_rounded(&cells, &format.parse().unwrap()), *want, "{cells:?}");
        }
    }

    #[test]
    fn numbers_of_periods() {
        let months = |from: u32| -> Vec<String> {
            (0..36).map(|n| format!("{}-{:02}", from + n / 12, n % 12 + 1)).collect()
        };
        let days: Vec<String> = (1..=31)
            .map(|day| format!("1-{day:02}"))
            .chain((1..=9).map(|day| format!("2-{day:02}")))
            .collect();
        let bytes = |cells: &[String]| -> bool {
            let cells: Vec<&[u8]> = cells.iter().map(String::as_bytes).collect();
            counts_periods(&cells)
        };
        assert!(bytes(&months(1)) && bytes(&months(7)));
        assert!(!bytes(&days) && !bytes(&months(1)[..9]) && !bytes(&[]));
    }

    #[test]
    fn months_behind_a_point() {
        let cells: Vec<String> = (0..24)
            .map(|n| {
                format!("{}.{:02}", 1990 + n / 12, n % 12 + 1).trim_end_matches('0').to_owned()
            })
            .collect();
        let bytes: Vec<&[u8]> = cells.iter().map(String::as_bytes).collect();
        assert!(counts_cut_months(&bytes, b'.'));
        assert!(!counts_cut_months(&bytes[..9], b'.'));
        let mut mixed = bytes;
        mixed.swap(3, 17);
        mixed.swap(1, 15);
        assert!(!counts_cut_months(&mixed, b'.'));
    }

    #[test]
    fn days_and_years_that_are_counted() {
        assert_eq!(julian(&[2_460_097, 2_460_101], "JD"), Some(DayCount::Julian));
        assert_eq!(julian(&[60_097, 60_101], "MJD-OBS"), Some(DayCount::Modified));
        assert_eq!(julian(&[60_097], "price"), None);
        assert_eq!(julian(&[7], "julian"), None);
        let years = |step: f64| -> Vec<String> {
            (0..24).map(|n| format!("{:.4}", 1990.0417 + f64::from(n) * step)).collect()
        };
        let read = |cells: &[String], name: &str| {
            let bytes: Vec<&[u8]> = cells.iter().map(String::as_bytes).collect();
            decimal_years(&bytes, name)
        };
        assert_eq!(read(&years(1.0 / 12.0), ""), Some(true));
        assert_eq!(read(&years(-1.0 / 12.0), ""), Some(true));
        assert_eq!(read(&years(1.0 / 12.0)[..8], ""), None);
        assert_eq!(read(&years(1.0 / 52.0), "decimal year"), Some(false));
        assert_eq!(read(&years(1.0 / 52.0), "price"), None);
        assert_eq!(read(&years(30.0), "year"), None);
    }

    #[test]
    fn stretches() {
        let hours =
            |from: i64, to: i64| -> Vec<i64> { (from..=to).map(|h| h * 3_600_000).collect() };
        assert_eq!(stretch_before(&hours(1, 24)), 3_600_000);
        assert_eq!(stretch_before(&hours(0, 24)), 0);
        assert_eq!(stretch_before(&hours(0, 23)), 0);
        assert_eq!(stretch_before(&hours(1, 23)), 0);
        assert_eq!(stretch_before(&[]), 0);
        let quarters: Vec<i64> = (1..=96).map(|q| q * 900_000).collect();
        assert_eq!(stretch_before(&quarters), 900_000);
    }

    #[test]
    fn dates_in_texts() {
        let day = |text: &str| plain_date(text.as_bytes()).map(|at| at.ms / DAY_MS);
        let want = Some(civil::days_from_civil(2022, 6, 7));
        assert_eq!(day("user:X,timestamp:2022-06-07 20:02:50"), want);
        assert_eq!(day("\"2022/06/07T1\""), want);
        assert_eq!(day("12022-06-07 2022-13-07 2022-06-071 2022-06/07"), None);
        assert_eq!(day(""), None);
    }
}
