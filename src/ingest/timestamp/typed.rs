//! A date as a person types it into a field: `1 April 2020`, `Apr 2020`, `2020/4/1`, `1.4.2020`,
//! `令和2年4月1日`.
//!
//! # Contract
//! * What is read is what any file may hold, with a year; besides, digits may be full-width and
//!   days may be ordinals (`1st`).
//! * A text with points whose first two numbers could both be the day begins with the day; with any
//!   other mark it is [`Wrong::DayOrMonth`]: nothing is guessed.
//! * The result is in ISO 8601, to the day or to the minute: a week, a month, a quarter and a year
//!   are their first and their last day.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "instants of the calendar, and letters of the full width"
)]

use super::{DAY_MS, coarse, readings};
use crate::calendar::{buckets::local_span_of_label, civil::Civil, period::Period};
use crate::kit::indices::sorted;

/// A date that was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// Where it begins.
    pub from: String,
    /// The same, or the last day of what is longer.
    pub to: String,
}

/// Why a text is no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// No form of a date.
    Unreadable,
    /// Two dates: the number that comes first is a day or a month. Epoch ms of both, the earlier
    /// first.
    DayOrMonth(i64, i64),
}

/// Reads a date.
///
/// # Errors
/// Why it is none.
pub fn date(text: &str) -> Result<Typed, Wrong> {
    let text = plain(text);
    let mut found: Vec<(i64, bool, Typed)> = Vec::new();
    for format in readings(text.as_bytes()) {
        if !format.has_date() || !format.has_year() {
            continue;
        }
        let Ok(at) = format.parse(text.as_bytes()) else { continue };
        let written = format.to_string();
        let ms = at.ms;
        let typed = typed(ms, &written, format.has_clock());
        let day_first = written.find("%d") < written.find("%m");
        if day_first && written.starts_with("%Y") && written.contains("%d") {
            // After the year comes the month.
            continue;
        }
        if found.iter().all(|one| one.2 != typed) {
            found.push((ms, day_first, typed));
        }
    }
    if found.len() > 1 && text.contains('.') && !text.contains(['/', '-']) {
        found.retain(|one| one.1);
    }
    let found = sorted(found, &|a, b| a.0.cmp(&b.0));
    match found.as_slice() {
        [] => Err(Wrong::Unreadable),
        [(_, _, typed)] => Ok(typed.clone()),
        [first, .., last] => Err(Wrong::DayOrMonth(first.0, last.0)),
    }
}

fn typed(ms: i64, format: &str, clock: bool) -> Typed {
    let at = Civil::from_ms(ms);
    let until = |label: &str| local_span_of_label(label).map_or(ms, |(_, to)| to - 1);
    let last = match coarse::unit_of(format) {
        Some(Period::Year) => until(&at.iso(4)),
        Some(Period::Quarter) => until(&format!("{}-Q{}", at.iso(4), (at.month + 2) / 3)),
        Some(Period::Month) => until(&at.iso(7)),
        Some(Period::Week) => ms + 6 * DAY_MS,
        _ => ms,
    };
    let fine = if clock { 16 } else { 10 };
    Typed { from: at.iso(fine), to: Civil::from_ms(last).iso(fine) }
}

/// The text with plain digits and marks, single blanks and days without the ending of an ordinal.
fn plain(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
    };
    let narrowed: String = text.chars().map(narrow).collect();
    let words = narrowed.split_whitespace().filter(|word| !word.eq_ignore_ascii_case("of"));
    let cardinal = |word: &str| {
        let (bare, comma) = match word.strip_suffix(',') {
            Some(bare) => (bare, ","),
            None => (word, ""),
        };
        let digits = bare.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let ending = bare.get(digits.len()..).unwrap_or_default().to_ascii_lowercase();
        let number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if number && matches!(ending.as_str(), "st" | "nd" | "rd" | "th") {
            format!("{digits}{comma}")
        } else {
            word.to_owned()
        }
    };
    words.map(cardinal).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::civil::ms_from_iso;

    #[test]
    fn what_people_type() {
        for (text, from, to) in [
            ("1 April 2020", "2020-04-01", ""),
            ("1st April 2020", "2020-04-01", ""),
            ("1st of April 2020", "2020-04-01", ""),
            ("April 1, 2020", "2020-04-01", ""),
            ("April 1st, 2020", "2020-04-01", ""),
            ("Apr 1 2020", "2020-04-01", ""),
            ("1 Apr 2020", "2020-04-01", ""),
            ("Apr 2020", "2020-04-01", "2020-04-30"),
            ("April 2020", "2020-04-01", "2020-04-30"),
            ("  april   2020 ", "2020-04-01", "2020-04-30"),
            ("2020/4/1", "2020-04-01", ""),
            ("2020-04-01", "2020-04-01", ""),
            ("2020-4-1", "2020-04-01", ""),
            ("2020.4.1", "2020-04-01", ""),
            ("20200401", "2020-04-01", ""),
            ("1.4.2020", "2020-04-01", ""),
            ("01.04.2020", "2020-04-01", ""),
            ("13/4/2020", "2020-04-13", ""),
            ("4/13/2020", "2020-04-13", ""),
            ("4/4/2020", "2020-04-04", ""),
            ("令和2年4月1日", "2020-04-01", ""),
            ("令和２年４月１日", "2020-04-01", ""),
            ("令和元年5月", "2019-05-01", "2019-05-31"),
            ("平成31年4月30日", "2019-04-30", ""),
            ("2020年4月1日", "2020-04-01", ""),
            ("2020年4月", "2020-04-01", "2020-04-30"),
            ("２０２０年４月", "2020-04-01", "2020-04-30"),
            ("2020年", "2020-01-01", "2020-12-31"),
            ("2020", "2020-01-01", "2020-12-31"),
            ("2020-02", "2020-02-01", "2020-02-29"),
            ("2020/04", "2020-04-01", "2020-04-30"),
            ("04/2020", "2020-04-01", "2020-04-30"),
            ("2020-Q2", "2020-04-01", "2020-06-30"),
            ("Q2 2020", "2020-04-01", "2020-06-30"),
            ("2020-W14", "2020-03-30", "2020-04-05"),
            ("2020-04-01 13:00", "2020-04-01T13:00", ""),
            ("2020-04-01T13:00", "2020-04-01T13:00", ""),
        ] {
            let to = if to.is_empty() { from } else { to };
            let expected = Typed { from: from.to_owned(), to: to.to_owned() };
            assert_eq!(date(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_or_two() {
        for text in
            ["", "soon", "yesterday", "31 February 2020", "April", "1 April", "12", "2020-13-01"]
        {
            assert_eq!(date(text), Err(Wrong::Unreadable), "{text}");
        }
        let ms = |text| ms_from_iso(text).unwrap();
        for text in ["4/1/2020", "1/4/2020", "04-01-2020"] {
            let both = Wrong::DayOrMonth(ms("2020-01-04"), ms("2020-04-01"));
            assert_eq!(date(text), Err(both), "{text}");
        }
    }
}
