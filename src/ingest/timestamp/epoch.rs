//! Counts of time units since an origin: epochs, Excel's serial days, ordinals.
//!
//! Contract. All in integers, so a nanosecond epoch (beyond 2^53) keeps its millisecond; a
//! fraction is cut toward the past. In a column of epochs every row is read by its own
//! magnitude: where the column's unit puts it outside 1990–2099 and another unit puts it inside,
//! the other unit holds (Binance's dumps change from ms to µs at 2025). The windows of the units
//! do not touch but for .NET's ticks, which take the nanoseconds of 1990. Values outside all windows are read in the
//! column's unit.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "128 bits hold nine decimals of 64; nanoseconds and days are bounded first"
)]

use super::{DAY_MS, Instant};
use crate::{calendar::civil, ingest::problem::Reason};

/// Unit of an epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Seconds.
    Second,
    /// Milliseconds.
    Milli,
    /// Microseconds.
    Micro,
    /// Nanoseconds.
    Nano,
    /// Microseconds since 1601: WebKit, Chrome's history.
    WebKit,
    /// Steps of 100 ns since 1601: Windows' FILETIME, Active Directory.
    FileTime,
    /// Steps of 100 ns since the year 1: .NET's ticks.
    Ticks,
}

impl Unit {
    /// All; of two that put a number inside the window, the first holds (only ticks and the
    /// nanoseconds of 1990 do).
    pub const ALL: [Unit; 7] = [
        Unit::Second,
        Unit::Milli,
        Unit::Micro,
        Unit::WebKit,
        Unit::FileTime,
        Unit::Ticks,
        Unit::Nano,
    ];

    /// Seconds of the epoch at which it counts 0.
    pub const fn origin_s(self) -> i64 {
        match self {
            Unit::Second | Unit::Milli | Unit::Micro | Unit::Nano => 0,
            Unit::WebKit | Unit::FileTime => civil::days_from_civil(1601, 1, 1) * 86_400,
            Unit::Ticks => civil::days_from_civil(1, 1, 1) * 86_400,
        }
    }

    /// Units of one second.
    pub const fn per_second(self) -> i64 {
        match self {
            Unit::Second => 1,
            Unit::Milli => 1_000,
            Unit::Micro | Unit::WebKit => 1_000_000,
            Unit::FileTime | Unit::Ticks => 10_000_000,
            Unit::Nano => 1_000_000_000,
        }
    }

    /// Name in the interface.
    pub const fn name(self) -> &'static str {
        match self {
            Unit::Second => "epoch-s",
            Unit::Milli => "epoch-ms",
            Unit::Micro => "epoch-us",
            Unit::Nano => "epoch-ns",
            Unit::WebKit => "webkit-us",
            Unit::FileTime => "filetime",
            Unit::Ticks => "dotnet-ticks",
        }
    }

    /// The unit that puts an integer epoch inside 1990–2099.
    pub fn plausible(value: i64) -> Option<Unit> {
        Unit::ALL.into_iter().find(|unit| unit.puts_inside_window(value))
    }

    fn puts_inside_window(self, value: i64) -> bool {
        let seconds = value.div_euclid(self.per_second()) + self.origin_s();
        (WINDOW_FROM_S..WINDOW_TO_S).contains(&seconds)
    }
}

/// 1990-01-01 and 2100-01-01 in epoch seconds.
const WINDOW_FROM_S: i64 = civil::days_from_civil(1990, 1, 1) * 86_400;
const WINDOW_TO_S: i64 = civil::days_from_civil(2100, 1, 1) * 86_400;

/// A decimal number in exact parts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decimal {
    negative: bool,
    whole: i64,
    /// First nine digits after the point.
    nanos: i64,
    /// Whether any digit after the ninth is not zero.
    more: bool,
}

/// `-1483315200.25`, `1.4833152E9`; a point or a comma before the fraction.
pub(super) fn decimal(text: &[u8]) -> Option<Decimal> {
    let (negative, mut rest) = match text.split_first()? {
        (b'-', rest) => (true, rest),
        (b'+', rest) => (false, rest),
        _ => (false, text),
    };
    let mut parts = rest.splitn(2, |byte| matches!(byte, b'e' | b'E'));
    if let (Some(mantissa), Some(exponent)) = (parts.next(), parts.next()) {
        return scientific(negative, mantissa, exponent);
    }
    let mut whole = 0i64;
    let mut digits = 0;
    while let Some((byte @ b'0'..=b'9', after)) = rest.split_first() {
        whole = whole.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?;
        digits += 1;
        rest = after;
    }
    if digits == 0 {
        return None;
    }
    let mut nanos = 0;
    let mut more = false;
    if let Some((b'.' | b',', fraction)) = rest.split_first() {
        let mut scale = 100_000_000;
        for byte in fraction {
            if !byte.is_ascii_digit() {
                return None;
            }
            nanos += i64::from(byte - b'0') * scale;
            more |= scale == 0 && *byte != b'0';
            scale /= 10;
        }
    } else if !rest.is_empty() {
        return None;
    }
    Some(Decimal { negative, whole, nanos, more })
}

/// `1.4833152E+09`, as spreadsheets and R write large numbers; exact as far as digits go.
fn scientific(negative: bool, mantissa: &[u8], exponent: &[u8]) -> Option<Decimal> {
    let exponent = match exponent.split_first()? {
        (b'+', rest) => rest,
        _ => exponent,
    };
    if exponent.is_empty() || exponent.len() > 2 || !exponent.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let exponent = exponent.iter().fold(0usize, |sum, byte| sum * 10 + usize::from(byte - b'0'));
    if mantissa.len() > 24 || exponent > 20 {
        return None;
    }
    let mut parts = mantissa.splitn(2, |byte| matches!(byte, b'.' | b','));
    let (whole, fraction) = (parts.next()?, parts.next().unwrap_or(&[]));
    if whole.is_empty() {
        return None;
    }
    let mut text = Vec::with_capacity(48);
    text.extend_from_slice(whole);
    for place in 0..exponent {
        text.push(fraction.get(place).copied().unwrap_or(b'0'));
    }
    if let Some(rest) = fraction.get(exponent..).filter(|rest| !rest.is_empty()) {
        text.push(b'.');
        text.extend_from_slice(rest);
    }
    // No sign and no exponent is left inside, so this does not come back here.
    if !text.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.') {
        return None;
    }
    let decimal = decimal(&text)?;
    Some(Decimal { negative, ..decimal })
}

impl Decimal {
    /// The value times `factor`, cut toward the past.
    fn floor_times(self, factor: i64) -> Option<i64> {
        let whole = i128::from(self.whole) * i128::from(factor);
        let part = i128::from(self.nanos) * i128::from(factor);
        let total = whole * 1_000_000_000 + part;
        let floored = if self.negative {
            // Any digit beyond the nanos pushes a negative value further down.
            (-total - i128::from(self.more)).div_euclid(1_000_000_000)
        } else {
            total.div_euclid(1_000_000_000)
        };
        i64::try_from(floored).ok()
    }
}

/// The whole part of a plain number, with its sign.
pub(super) fn whole(text: &[u8]) -> Option<i64> {
    let number = decimal(text)?;
    Some(if number.negative { -number.whole } else { number.whole })
}

/// Reads an epoch; see the contract for rows of another magnitude.
pub(super) fn parse_epoch(unit: Unit, text: &[u8]) -> Result<Instant, Reason> {
    let number = decimal(text).ok_or(Reason::TimeUnreadable)?;
    let signed = if number.negative { -number.whole } else { number.whole };
    let unit = if unit.puts_inside_window(signed) {
        unit
    } else {
        Unit::plausible(signed).unwrap_or(unit)
    };
    let ms = if unit == Unit::Second {
        number.floor_times(1_000)
    } else {
        number.floor_times(1).map(|count| count.div_euclid(unit.per_second() / 1_000))
    };
    let ms = ms.and_then(|ms| ms.checked_add(unit.origin_s() * 1_000));
    let ms = ms.filter(|ms| in_calendar(*ms)).ok_or(Reason::TimeImpossible)?;
    Ok(Instant { ms, offset_min: Some(0) })
}

/// Whether an instant is within years 1 to 9999.
pub(super) fn in_calendar(ms: i64) -> bool {
    const FROM: i64 = civil::days_from_civil(1, 1, 1) * DAY_MS;
    const TO: i64 = civil::days_from_civil(10_000, 1, 1) * DAY_MS;
    (FROM..TO).contains(&ms)
}

/// What days are counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayCount {
    /// Excel's 1900 system, such that days from 1900-03-01 on are right; Excel's own day 60
    /// (29 February 1900) does not exist and days before it are one off, as in every reader.
    Excel,
    /// Julian days of astronomers: each begins at noon UTC.
    Julian,
    /// The same less 2400000.5: each begins at midnight UTC.
    Modified,
}

impl DayCount {
    /// All of them.
    pub const ALL: [DayCount; 3] = [DayCount::Excel, DayCount::Julian, DayCount::Modified];

    /// Name in the interface.
    pub const fn name(self) -> &'static str {
        match self {
            DayCount::Excel => "excel",
            DayCount::Julian => "julian-days",
            DayCount::Modified => "modified-julian-days",
        }
    }

    /// The instant of day 0, epoch ms.
    const fn origin_ms(self) -> i64 {
        match self {
            DayCount::Excel => civil::days_from_civil(1899, 12, 30) * DAY_MS,
            DayCount::Julian => -2_440_588 * DAY_MS + DAY_MS / 2,
            DayCount::Modified => -40_587 * DAY_MS,
        }
    }
}

/// Reads a serial day; the fraction is the time of day, rounded to the nearest millisecond since
/// the serial is a decimal print of a binary fraction.
pub(super) fn parse_days(count: DayCount, text: &[u8]) -> Result<Instant, Reason> {
    let number = decimal(text).ok_or(Reason::TimeUnreadable)?;
    if number.negative || number.whole > 2_958_465 {
        return Err(Reason::TimeImpossible);
    }
    let in_day = (number.nanos * (DAY_MS / 1_000) + 500_000) / 1_000_000;
    let ms = count.origin_ms() + number.whole * DAY_MS + in_day;
    if !in_calendar(ms) {
        return Err(Reason::TimeImpossible);
    }
    Ok(Instant { ms, offset_min: (count != DayCount::Excel).then_some(0) })
}

/// The serial day of an instant, exact to the nanoday.
pub(super) fn render_days(count: DayCount, ms: i64) -> String {
    let since = ms - count.origin_ms();
    let days = since.div_euclid(DAY_MS);
    let in_day = since.rem_euclid(DAY_MS);
    // Nine decimals are finer than a tenth of a millisecond.
    let nanodays = (in_day * 1_000_000 + DAY_MS / 2_000) / (DAY_MS / 1_000);
    if nanodays == 0 {
        format!("{days}")
    } else {
        format!("{days}.{nanodays:09}").trim_end_matches('0').to_owned()
    }
}

/// Reads a year with its fraction: the month that a twelfth of it lies in, or the day. A few
/// hundredths of either are lost where the fraction was cut (`1990.0833` is the first of February).
pub(super) fn parse_year(twelfths: bool, text: &[u8]) -> Result<Instant, Reason> {
    let number = decimal(text).ok_or(Reason::TimeUnreadable)?;
    let year = i32::try_from(number.whole).ok().filter(|year| (1..10_000).contains(year));
    let year = year.filter(|_| !number.negative).ok_or(Reason::TimeImpossible)?;
    let part = |of: i64| ((number.nanos * of + 50_000_000) / 1_000_000_000).min(of - 1);
    let days = if twelfths {
        civil::days_from_civil(year, part(12) as u32 + 1, 1)
    } else {
        let of = if civil::is_leap(year) { 366 } else { 365 };
        civil::days_from_civil(year, 1, 1) + part(of)
    };
    Ok(Instant { ms: days * DAY_MS, offset_min: None })
}

/// The year of an instant with the fraction of the middle of its month, or its day.
pub(super) fn render_year(twelfths: bool, ms: i64) -> String {
    let days = ms.div_euclid(DAY_MS);
    let (year, month, _) = civil::civil_from_days(days);
    let (part, of) = if twelfths {
        (i64::from(month) - 1, 12)
    } else {
        let of = if civil::is_leap(year) { 366 } else { 365 };
        (days - civil::days_from_civil(year, 1, 1), of)
    };
    format!("{year:04}.{:04}", (2 * part + 1) * 5_000 / of)
}

/// What one step of an ordinal column is (Google Analytics: `Nth day`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrdinalStep {
    /// `Nth hour`.
    Hour,
    /// `Nth day`.
    Day,
    /// `Nth week`.
    Week,
    /// `Nth month`.
    Month,
}

/// Steps since an origin, which no file says by itself.
pub(super) fn parse_ordinal(
    step: OrdinalStep,
    origin: Option<i64>,
    text: &[u8],
) -> Result<Instant, Reason> {
    if text.len() > 6 || !text.iter().all(u8::is_ascii_digit) {
        return Err(Reason::TimeUnreadable);
    }
    let count = text.iter().fold(0, |sum, byte| sum * 10 + i64::from(byte - b'0'));
    let origin = origin.ok_or(Reason::TimeUnreadable)?;
    let ms = match step {
        OrdinalStep::Hour => origin * DAY_MS + count * (DAY_MS / 24),
        OrdinalStep::Day => (origin + count) * DAY_MS,
        OrdinalStep::Week => (origin + 7 * count) * DAY_MS,
        OrdinalStep::Month => {
            let (year, month, _) = civil::civil_from_days(origin);
            let months = i64::from(year) * 12 + i64::from(month) - 1 + count;
            let month = months.rem_euclid(12) as u32 + 1;
            civil::days_from_civil(months.div_euclid(12) as i32, month, 1) * DAY_MS
        }
    };
    if !in_calendar(ms) {
        return Err(Reason::TimeImpossible);
    }
    Ok(Instant { ms, offset_min: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn epochs() {
        use Unit::*;
        #[rustfmt::skip]
        let cases: &[(Unit, &str, Option<i64>)] = &[
            (Second, "1483315200", Some(1_483_315_200_000)), (Second, "1483315200.0", Some(1_483_315_200_000)),
            (Second, "1521911720.629574", Some(1_521_911_720_629)), (Second, "-1", Some(-1_000)), (Second, "-0.0001", Some(-1)),
            (Second, "0", Some(0)), (Second, "1.4833152E+09", Some(1_483_315_200_000)), (Second, "1,4833152E9", Some(1_483_315_200_000)),
            (Milli, "1733961600000", Some(1_733_961_600_000)), (Micro, "1735689600000000", Some(1_735_689_600_000)),
            (Nano, "1622419200000000000", Some(1_622_419_200_000)), (Nano, "1622419200999999999", Some(1_622_419_200_999)),
            (FileTime, "132694342630000000", Some(1_624_960_663_000)), (WebKit, "13269434263000000", Some(1_624_960_663_000)), (Ticks, "637605574630000000", Some(1_624_960_663_000)),
            // Another unit in the same column.
            (Milli, "1735689600000000", Some(1_735_689_600_000)), (Micro, "1733961600000", Some(1_733_961_600_000)),
            (Second, "1622419200000000000", Some(1_622_419_200_000)),
            // Outside every window: the column's unit.
            (Milli, "31536000000", Some(31_536_000_000)), (Second, "86400", Some(86_400_000)),
            (Second, "", None), (Second, "1e", None), (Second, "12x", None), (Second, ".5", None), (Nano, "99999999999999999999", None),
            (Second, "9223372036854775807", None),
        ];
        for (unit, text, want) in cases {
            assert_eq!(
                parse_epoch(*unit, text.as_bytes()).ok().map(|i| i.ms),
                *want,
                "{unit:?} {text}"
            );
        }
    }

    #[test]
    fn julian_days_and_years_with_fractions() {
        let day = |at: Instant| {
            let (year, month, day) = civil::civil_from_days(at.ms.div_euclid(DAY_MS));
            format!("{year}-{month:02}-{day:02} {}", at.ms.rem_euclid(DAY_MS) / 3_600_000)
        };
        for (count, text, want) in [
            (DayCount::Julian, "2460097.0", "2023-06-01 12"),
            (DayCount::Julian, "2451545", "2000-01-01 12"),
            (DayCount::Modified, "60096.25", "2023-06-01 6"),
        ] {
            let at = parse_days(count, text.as_bytes()).unwrap();
            assert_eq!((day(at).as_str(), at.offset_min), (want, Some(0)), "{text}");
        }
        for (twelfths, text, want) in [
            (true, "1990.0417", "1990-01-01 0"),
            (true, "1990.0833", "1990-02-01 0"),
            (true, "1990.958", "1990-12-01 0"),
            (true, "1990,5", "1990-07-01 0"),
            (false, "1974.3795", "1974-05-19 0"),
            (false, "2020.9986", "2020-12-31 0"),
        ] {
            assert_eq!(day(parse_year(twelfths, text.as_bytes()).unwrap()), want, "{text}");
        }
        assert!(parse_year(true, b"-1990.5").is_err() && parse_year(true, b"12345.5").is_err());
    }

    #[test]
    fn excel_days() {
        #[rustfmt::skip]
        let cases: &[(&str, Option<i64>)] = &[
            ("25569", Some(0)), ("44391", Some(1_626_220_800_000)), ("44391.5", Some(1_626_264_000_000)),
            ("44391.5635532407", Some(1_626_269_491_000)), ("44391,25", Some(1_626_242_400_000)), ("-1", None), ("3000000", None), ("x", None),
        ];
        for (text, want) in cases {
            assert_eq!(
                parse_days(DayCount::Excel, text.as_bytes()).ok().map(|i| i.ms),
                *want,
                "{text}"
            );
        }
        for ms in [0, 1, 999, 1_626_269_491_000, 1_626_269_491_123, 86_399_999] {
            assert_eq!(
                parse_days(DayCount::Excel, render_days(DayCount::Excel, ms).as_bytes())
                    .ok()
                    .map(|i| i.ms),
                Some(ms)
            );
        }
    }
}
