//! src/calendar/civil.rs

/// Milliseconds of an hour.
pub const HOUR_MS: i64 = 3_600_000;

/// Milliseconds of a day of 24 hours.
pub const DAY_MS: i64 = 86_400_000;

/// 0000-01-01 and 9999-12-31T23:59:59.999, epoch ms.
pub(crate) const RANGE_MS: (i64, i64) = (-62_167_219_200_000, 253_402_300_799_999);

/// A calendar date and a time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Civil {
    /// 0 to 9999.
    pub year: i64,
    /// 1 to 12.
    pub month: i64,
    /// 1 to 31.
    pub day: i64,
    /// 0 to 23.
    pub hour: i64,
    /// 0 to 59.
    pub minute: i64,
    /// 0 to 59.
    pub second: i64,
    /// 0 to 999.
    pub milli: i64,
}

/// Days since 1970-01-01 of a date of the Gregorian calendar (Hinnant, *chrono-Compatible
/// Low-Level Date Algorithms*).
pub fn days_from_date(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// (year, month, day) of a day since 1970-01-01; the inverse of [`days_from_date`].
pub fn date_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

/// Weekday of a day since 1970-01-01: Monday is 0.
pub fn weekday_from_days(days: i64) -> i64 {
    (days + 3).rem_euclid(7)
}

/// Days of a month.
pub fn days_in_month(year: i64, month: i64) -> i64 {
    let (next_year, next_month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    days_from_date(next_year, next_month, 1) - days_from_date(year, month, 1)
}

impl Civil {
    /// Of milliseconds on a clock.
    pub fn from_ms(ms: i64) -> Civil {
        let ms = ms.clamp(RANGE_MS.0, RANGE_MS.1);
        let (days, of_day) = (ms.div_euclid(DAY_MS), ms.rem_euclid(DAY_MS));
        let (year, month, day) = date_from_days(days);
        Civil {
            year,
            month,
            day,
            hour: of_day / HOUR_MS,
            minute: of_day / 60_000 % 60,
            second: of_day / 1000 % 60,
            milli: of_day % 1000,
        }
    }

    /// Milliseconds on the clock; the inverse of [`Civil::from_ms`].
    pub fn ms(self) -> i64 {
        days_from_date(self.year, self.month, self.day) * DAY_MS
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
pub fn offset_of_iso(text: &str) -> Option<i64> {
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
    let day = parts.next().map_or(Some(1), |d| number(Some(d), 1..=days_in_month(year, month)))?;
    if parts.next().is_some() {
        return None;
    }
    let mut ms = days_from_date(year, month, day) * DAY_MS;
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
pub fn offset_text(offset_ms: i64) -> String {
    let minutes = offset_ms / 60_000;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}
