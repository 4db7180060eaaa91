//! Stretches of clock time as exchanges and grid operators write them: `00:00-01:00`, `00 - 01`,
//! `0-1 Uhr`, `00:00 bis 01:00`. A stretch stands for its start.

#![expect(clippy::arithmetic_side_effects, reason = "hours and minutes of two digits")]

use super::names;

/// A stretch of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Its start in minutes of the day.
    pub start: u32,
    /// How many minutes it lasts, as written: `00:00-00:59` lasts 59.
    pub minutes: u32,
    /// Whether minutes or a unit are written: `0-1` alone may be many things.
    pub clocked: bool,
}

/// What stands between the two ends, longer ones first.
#[rustfmt::skip]
const BETWEEN: &[&str] = &[
    "through", "until", "till", "to", "bis", "jusqu'à", "hasta", "tot", "até", "ate", "fino a", "alle", "al", "do", "til", "till", "до", "по", "à", "a", "às",
    "から", "到", "至", "부터", "--", "-", "–", "—", "−", "~", "～", "〜", "/", "→", "..", "…",
];

/// Units behind a clock.
const UNITS: &[&str] =
    &["uhr", "hrs", "hs", "h", "ч", "時", "时", "點", "点", "시", "uur", "godz."];

/// A cell that is one stretch of at most half a day and nothing else.
pub fn stretch(cell: &[u8]) -> Option<Stretch> {
    let text = str::from_utf8(cell).ok()?.trim().to_lowercase();
    if text.len() > 40 || !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (start, first, rest) = clock(&text)?;
    let rest = rest.trim_start();
    let rest = BETWEEN.iter().find_map(|mark| rest.strip_prefix(mark))?.trim_start();
    // `2021-03` is none.
    if (run(&text) == 4) != (run(rest) == 4) {
        return None;
    }
    let (end, second, rest) = clock(rest)?;
    let rest = rest.trim();
    if !(rest.is_empty() || rest == "まで" || rest == "까지") || start >= 1440 {
        return None;
    }
    let minutes = (end + 1440 - start) % 1440;
    (5..=720).contains(&minutes).then_some(Stretch { start, minutes, clocked: first || second })
}

/// How many digits stand in front.
fn run(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// Minutes of the day, whether minutes or a unit are written, and what follows.
fn clock(text: &str) -> Option<(u32, bool, &str)> {
    let digits = run(text);
    let (hour, rest) = text.split_at_checked(digits)?;
    let bare = digits == 4;
    let (hour, mut minute, mut rest) = match digits {
        1 | 2 => (hour.parse::<u32>().ok()?, None, rest),
        4 => (hour.get(..2)?.parse().ok()?, Some(hour.get(2..)?.parse::<u32>().ok()?), rest),
        _ => return None,
    };
    // `00:00`, `00.00`, `00h00`, and seconds, which are nought.
    if minute.is_none()
        && let Some(behind) = [":", ".", "h", "："].iter().find_map(|mark| rest.strip_prefix(mark))
        && run(behind) == 2
    {
        minute = Some(behind.get(..2)?.parse().ok()?);
        rest = behind.get(2..)?;
        rest = [":00", ":59"].iter().find_map(|tail| rest.strip_prefix(tail)).unwrap_or(rest);
    }
    let after = rest.trim_start();
    let half = names::meridiem(after.as_bytes());
    let hour = match half {
        Some((afternoon, width)) if (1..=12).contains(&hour) => {
            rest = after.get(width..)?;
            hour % 12 + if afternoon { 12 } else { 0 }
        }
        _ => hour,
    };
    let unit = UNITS.iter().find_map(|unit| after.strip_prefix(unit)).filter(|_| half.is_none());
    let rest = unit.unwrap_or(rest);
    let at = hour * 60 + minute.unwrap_or(0);
    let real = minute.unwrap_or(0) < 60 && at <= 1440;
    real.then_some((at, (minute.is_some() && !bare) || unit.is_some() || half.is_some(), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_by_table() {
        #[rustfmt::skip]
        let cases: &[(&str, u32, u32, bool)] = &[
            ("00:00-01:00", 0, 60, true), ("00 - 01", 0, 60, false), ("23-24", 1380, 60, false), ("23-0", 1380, 60, false), ("23:00 – 00:00", 1380, 60, true),
            ("00:00 bis 01:00", 0, 60, true), ("0-1 Uhr", 0, 60, true), ("7 Uhr - 8 Uhr", 420, 60, true), ("13:15 – 13:30", 795, 15, true), ("0000-0059", 0, 59, false),
            ("9時～10時", 540, 60, true), ("9時から10時まで", 540, 60, true), ("08h00 à 09h00", 480, 60, true), ("8h-9h", 480, 60, true), ("00:00 to 00:30", 0, 30, true),
            ("1 AM - 2 AM", 60, 60, true), ("11:00 PM - 12:00 AM", 1380, 60, true), ("10:00:00 - 10:59:59", 600, 59, true), ("05.00-06.00", 300, 60, true),
            ("00:00 до 01:00", 0, 60, true), ("00:00 até 01:00", 0, 60, true), ("00:00/01:00", 0, 60, true),
        ];
        for (cell, start, minutes, clocked) in cases {
            let want = Stretch { start: *start, minutes: *minutes, clocked: *clocked };
            assert_eq!(stretch(cell.as_bytes()), Some(want), "{cell}");
        }
        for cell in [
            "",
            "7",
            "00:00",
            "00:00-25:00",
            "01:00-01:00",
            "24-25",
            "2021-03",
            "2021-2022",
            "1-2-3",
            "-01:00",
            "10:70-11:70",
            "00:00+01:00",
            "1 to",
            "a-b",
        ] {
            assert_eq!(stretch(cell.as_bytes()), None, "{cell}");
        }
    }
}
