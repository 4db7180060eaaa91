//! The Gregorian calendar in integers, and ISO 8601 times.
//!
//! After Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms"
//! <https://howardhinnant.github.io/date_algorithms.html>, held against chrono on days of all
//! weekdays, months and leap positions. By hand because the hot loop of reading computes with it,
//! and constants are made of it: chrono's conversions are not `const`.
//!
//! # Contract
//! * Instants are integer epoch milliseconds, UTC. "Local" milliseconds are a wall clock written
//!   as if it were UTC.
//! * [`Civil`] holds years 0 to 9999; instants outside are clamped. The functions of days hold for
//!   any year that an `i32` can count days of.

/// Milliseconds of an hour.
pub const HOUR_MS: i64 = 3_600_000;

/// Milliseconds of a day of 24 hours.
pub const DAY_MS: i64 = 86_400_000;

/// 0000-01-01 and 9999-12-31T23:59:59.999, epoch ms.
pub(crate) const RANGE_MS: (i64, i64) = (-62_167_219_200_000, 253_402_300_799_999);

/// Days from 1970-01-01 to the given date; month 1–12, day 1–31 (not checked).
pub const fn days_from_civil(year: i32, month: u32, day: u32) -> i64 {
    let year = year as i64 - (month <= 2) as i64;
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let shifted_month = (month as i64 + 9) % 12;
    let day_of_year = (153 * shifted_month + 2) / 5 + day as i64 - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Inverse of [`days_from_civil`]: year, month, day.
pub(crate) const fn civil_from_days(days: i64) -> (i32, u32, u32) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * shifted_month + 2) / 5 + 1) as u32;
    let month = ((shifted_month + 2) % 12 + 1) as u32;
    let year = year_of_era + era * 400 + (month <= 2) as i64;
    (year as i32, month, day)
}

/// Whether the year has 366 days.
pub(crate) const fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Days of a month, 0 for no month.
pub(crate) const fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 0,
    }
}

/// Months since January of the year 0 of a day since 1970-01-01.
pub(crate) const fn months_from_days(days: i64) -> i64 {
    let (year, month, _) = civil_from_days(days);
    year as i64 * 12 + month as i64 - 1
}

/// First day, since 1970-01-01, of a month that is counted from January of the year 0.
pub(crate) const fn first_of_month(months: i64) -> i64 {
    days_from_civil(months.div_euclid(12) as i32, months.rem_euclid(12) as u32 + 1, 1)
}

/// ISO weekday of a day since the epoch: 1 is Monday, 7 is Sunday.
pub(crate) const fn iso_weekday(days: i64) -> u32 {
    // 1970-01-01 was a Thursday.
    ((days + 3).rem_euclid(7) + 1) as u32
}

/// Days from 1970-01-01 to a day of an ISO week; `None` when the year has no such week or day.
pub(crate) const fn days_from_iso_week(iso_year: i32, week: u32, weekday: u32) -> Option<i64> {
    if week == 0 || week > 53 || weekday == 0 || weekday > 7 {
        return None;
    }
    // 4 January is always in week 1.
    let fourth = days_from_civil(iso_year, 1, 4);
    let monday_of_week_1 = fourth - iso_weekday(fourth) as i64 + 1;
    let days = monday_of_week_1 + (week as i64 - 1) * 7 + weekday as i64 - 1;
    let monday_of_next = {
        let fourth = days_from_civil(iso_year + 1, 1, 4);
        fourth - iso_weekday(fourth) as i64 + 1
    };
    if days >= monday_of_next { None } else { Some(days) }
}

/// ISO year and week of a day since the epoch.
pub(crate) const fn iso_week_from_days(days: i64) -> (i32, u32) {
    let thursday = days - iso_weekday(days) as i64 + 4;
    let (year, _, _) = civil_from_days(thursday);
    let week = (thursday - days_from_civil(year, 1, 1)) / 7 + 1;
    (year, week as u32)
}

/// A calendar date and a time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Civil {
    /// Year, 0 to 9999.
    pub year: i64,
    /// Month, 1 to 12.
    pub month: i64,
    /// Day of the month, 1 to 31.
    pub day: i64,
    /// Hour, 0 to 23.
    pub hour: i64,
    /// Minute, 0 to 59.
    pub minute: i64,
    /// Second, 0 to 59.
    pub second: i64,
    /// Millisecond, 0 to 999.
    pub milli: i64,
}

impl Civil {
    /// Of milliseconds on a clock.
    pub fn from_ms(ms: i64) -> Civil {
        let ms = ms.clamp(RANGE_MS.0, RANGE_MS.1);
        let (days, of_day) = (ms.div_euclid(DAY_MS), ms.rem_euclid(DAY_MS));
        let (year, month, day) = civil_from_days(days);
        Civil {
            year: i64::from(year),
            month: i64::from(month),
            day: i64::from(day),
            hour: of_day / HOUR_MS,
            minute: of_day / 60_000 % 60,
            second: of_day / 1000 % 60,
            milli: of_day % 1000,
        }
    }

    /// Days since 1970-01-01.
    pub fn days(self) -> i64 {
        days_from_civil(self.year as i32, self.month as u32, self.day as u32)
    }

    /// Days of its month.
    pub(crate) fn days_in_month(self) -> i64 {
        i64::from(days_in_month(self.year as i32, self.month as u32))
    }

    /// Milliseconds on the clock; the inverse of [`Civil::from_ms`].
    pub fn ms(self) -> i64 {
        self.days() * DAY_MS
            + self.hour * HOUR_MS
            + self.minute * 60_000
            + self.second * 1000
            + self.milli
    }

    /// The first characters of `2021-01-04T13:00:00`. By hand: three years of hours have 26,000
    /// labels, each time the period or the zone changes.
    pub(crate) fn iso(self, characters: usize) -> String {
        let mut text = String::with_capacity("2021-01-04T13:00:00+09:00".len());
        for (mark, number) in [
            ("", self.year / 100),
            ("", self.year % 100),
            ("-", self.month),
            ("-", self.day),
            ("T", self.hour),
            (":", self.minute),
            (":", self.second),
        ] {
            text.push_str(mark);
            for digit in [number / 10, number % 10] {
                text.push(char::from(b'0' + digit as u8));
            }
        }
        text.truncate(characters);
        text
    }
}

/// `2021-01-04T00:00:00Z`, with milliseconds where there are any.
pub fn iso_from_ms(utc_ms: i64) -> String {
    let c = Civil::from_ms(utc_ms);
    let base = c.iso(19);
    if c.milli == 0 { format!("{base}Z") } else { format!("{base}.{:03}Z", c.milli) }
}

/// Milliseconds of `2021`, `2021-01`, `2021-01-04`, `2021-01-04T13`, `…T13:00`, `…T13:00:05(.5)`,
/// each with or without `Z` or an offset; without one, milliseconds on the wall clock.
pub fn ms_from_iso(text: &str) -> Option<i64> {
    let (local, offset) = split_offset(text.trim());
    Some(local_from_iso(local)? - offset.unwrap_or(0))
}

/// The wall clock and the offset (ms) of an ISO 8601 time.
pub(crate) fn split_offset(text: &str) -> (&str, Option<i64>) {
    if let Some(rest) = text.strip_suffix(['Z', 'z']) {
        return (rest, Some(0));
    }
    let Some(t) = text.find(['T', ' ']) else { return (text, None) };
    match text.get(t..).and_then(|time| time.rfind(['+', '-', '\u{2212}'])).map(|at| at + t) {
        Some(at) => match (text.get(..at), text.get(at..)) {
            (Some(local), Some(offset)) => (local, crate::calendar::zone::fixed_offset_ms(offset)),
            _ => (text, None),
        },
        None => (text, None),
    }
}

/// The offset of an ISO 8601 time in ms, where it carries one.
pub(crate) fn offset_of_iso(text: &str) -> Option<i64> {
    split_offset(text.trim()).1
}

/// Wall-clock milliseconds of an ISO 8601 time without an offset.
pub(crate) fn local_from_iso(text: &str) -> Option<i64> {
    fn number(text: Option<&str>, range: std::ops::RangeInclusive<i64>) -> Option<i64> {
        let text = text?;
        (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()))
            .then(|| text.parse::<i64>().ok())
            .flatten()
            .filter(|n| range.contains(n))
    }
    let (date, time) = match text.split_once(['T', ' ']) {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let mut parts = date.split('-');
    let year = number(parts.next().filter(|y| y.len() == 4), 0..=9999)?;
    let month = parts.next().map_or(Some(1), |m| number(Some(m), 1..=12))?;
    let day = parts.next().map_or(Some(1), |d| {
        number(Some(d), 1..=i64::from(days_in_month(year as i32, month as u32)))
    })?;
    if parts.next().is_some() {
        return None;
    }
    let mut ms = days_from_civil(year as i32, month as u32, day as u32) * DAY_MS;
    if let Some(time) = time {
        let mut parts = time.split(':');
        ms += number(parts.next(), 0..=23)? * HOUR_MS;
        ms += parts.next().map_or(Some(0), |m| number(Some(m), 0..=59))? * 60_000;
        if let Some(second) = parts.next() {
            let (whole, fraction) = second.split_once('.').unwrap_or((second, "0"));
            ms += number(Some(whole), 0..=60)? * 1000;
            let digits: String = fraction.chars().chain("000".chars()).take(3).collect();
            ms += number(Some(&digits), 0..=999)?;
        }
        if parts.next().is_some() {
            return None;
        }
    }
    Some(ms)
}

/// `+09:00`.
pub(crate) fn offset_text(offset_ms: i64) -> String {
    let minutes = offset_ms / 60_000;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_chrono_on_every_day_of_four_digit_years() {
        use chrono::{Datelike, NaiveDate};
        let epoch = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap();
        // A prime step reaches every weekday, month and leap position in turn.
        for days in (-719_162..2_932_896).step_by(11) {
            let date = epoch + chrono::Days::new(0) + chrono::Duration::days(days);
            assert_eq!(civil_from_days(days), (date.year(), date.month(), date.day()));
            assert_eq!(days_from_civil(date.year(), date.month(), date.day()), days);
            assert_eq!(iso_weekday(days), date.weekday().number_from_monday());
            let week = date.iso_week();
            assert_eq!(iso_week_from_days(days), (week.year(), week.week()));
            assert_eq!(days_from_iso_week(week.year(), week.week(), iso_weekday(days)), Some(days));
        }
    }

    #[test]
    fn no_week_53_in_a_short_year() {
        assert_eq!(days_from_iso_week(2021, 53, 1), None);
        assert!(days_from_iso_week(2020, 53, 1).is_some());
    }
}
