//! Lengths of time, in seconds.
//!
//! Contract. `1h 5m`, `2 days 03:04:05`, `PT3M` and `26:10:00` are lengths and nothing else. `03:21:00`
//! may be a time of day, and `5m` five million: only the other cells of the column, or its name, make
//! lengths of those. Two numbers with a colon are none: minutes or seconds may be meant.

/// What speaks for a length of time in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// Nothing else can be meant.
    Sure,
    /// It may be a time of day.
    Clock,
    /// It may be a number with a unit.
    Part,
}

/// The seconds of a length of time.
pub fn duration(text: &[u8]) -> Option<(f64, Length)> {
    let (first, last) = (text.first()?, text.last()?);
    if text.len() > 40 || !first.is_ascii_digit() && *first != b'P' {
        return None;
    }
    // What ends in a digit without a colon is a number or a text.
    if last.is_ascii_digit() && !text.contains(&b':') {
        return None;
    }
    let text = str::from_utf8(text).ok()?;
    if let Some(rest) = text.strip_prefix('P') {
        let (days, clock) = rest.split_once('T').unwrap_or((rest, ""));
        // Months and years have no length.
        let calendar = days.contains(['M', 'Y']);
        let (days, clock) = (parts(days)?, parts(clock)?);
        return (!calendar && days.1.max(clock.1) > 0).then_some((days.0 + clock.0, Length::Sure));
    }
    if let Some((hours, _)) = text.split_once(':') {
        let (days, clock) = match hours.rsplit_once([' ', '.']) {
            Some((days, _)) => (days.trim_end_matches(','), text.strip_prefix(days)?.get(1..)?),
            None => ("", text),
        };
        let clock = clock.trim_start();
        let days = match days.parse::<u32>() {
            Ok(days) => f64::from(days) * 86_400.0,
            Err(_) => parts(days)?.0,
        };
        let mut fields = clock.splitn(3, ':');
        let (hours, minutes) = (fields.next()?, fields.next()?);
        let seconds = fields.next()?.replace(',', ".");
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(hours) || !digits(minutes) || !seconds.starts_with(|c: char| c.is_ascii_digit())
        {
            return None;
        }
        let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
        let seconds = seconds.parse::<f64>().ok().filter(|s| *s < 60.0 && minutes < 60)?;
        let sure = days > 0.0 || hours > 23;
        let clock = f64::from(hours) * 3_600.0 + f64::from(minutes) * 60.0 + seconds;
        return Some((days + clock, if sure { Length::Sure } else { Length::Clock }));
    }
    match parts(text)? {
        (_, 0) => None,
        (seconds, 1) => Some((seconds, Length::Part)),
        (seconds, _) => Some((seconds, Length::Sure)),
    }
}

/// The sum of numbers with units, in seconds, and how many there are.
fn parts(text: &str) -> Option<(f64, u32)> {
    let (mut sum, mut count) = (0.0, 0u32);
    let mut rest = text;
    while !rest.is_empty() {
        let unit = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
        let number = rest.strip_suffix(unit)?.replace(',', ".").parse::<f64>().ok()?;
        let unit = unit.trim_start();
        let behind = unit.trim_start_matches(char::is_alphabetic);
        sum += number * seconds_of(unit.strip_suffix(behind)?)?;
        count = count.saturating_add(1);
        rest = behind.trim_start_matches([' ', ',']);
    }
    Some((sum, count))
}

fn seconds_of(unit: &str) -> Option<f64> {
    Some(match unit.to_lowercase().as_str() {
        "w" | "week" | "weeks" => 604_800.0,
        "d" | "day" | "days" | "tag" | "tage" | "jours" => 86_400.0,
        "h" | "hr" | "hrs" | "hour" | "hours" | "std" | "時間" | "小时" | "시간" => 3_600.0,
        "m" | "min" | "mins" | "minute" | "minutes" | "分" | "分钟" | "분" => 60.0,
        "s" | "sec" | "secs" | "second" | "seconds" | "sek" | "秒" | "초" => 1.0,
        "ms" => 0.001,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths() {
        use Length::*;
        #[rustfmt::skip]
        let cases: &[(&str, Option<(f64, Length)>)] = &[
            ("03:13:59", Some((11_639.0, Clock))), ("26:10:00", Some((94_200.0, Sure))), ("0:00:01.5", Some((1.5, Clock))), ("2 days 03:04:05", Some((183_845.0, Sure))), ("1 day, 0:00:01", Some((86_401.0, Sure))), ("0 days 00:03:21.500000", Some((201.5, Clock))), ("1.02:03:04", Some((93_784.0, Sure))),
            ("1h 5m", Some((3_900.0, Sure))), ("1h5m", Some((3_900.0, Sure))), ("2 hours, 1 minute", Some((7_260.0, Sure))), ("8時間30分", Some((30_600.0, Sure))), ("45m", Some((2_700.0, Part))), ("1.5 h", Some((5_400.0, Part))), ("250ms", Some((0.25, Part))),
            ("PT3M", Some((180.0, Sure))), ("P1DT2H", Some((93_600.0, Sure))), ("PT0.5S", Some((0.5, Sure))), ("P1M", None), ("P", None), ("PT", None),
            ("13:05", None), ("03:61:00", None), ("3:4:x", None), ("-1:00:00", None), ("5 kg", None), ("12", None), ("", None), ("13時05分", None), ("2021-06-01 03:04:05", None), ("1h 5", None),
        ];
        for (text, want) in cases {
            assert_eq!(duration(text.as_bytes()), *want, "{text}");
        }
    }
}
