//! A time that is not all of its cell: at the same words of a text, or wherever a text has its date.
//!
//! Contract. Names of files and numbers of orders have a date as no other is written: year, month, day
//! with one mark or none, and no digit beside it. Six digits behind it, or two by two with marks, are
//! a clock where they are one in nearly all cells and do not all stand in one hour, as numbers of the
//! day's orders do. A text without such a date has no time.

#![expect(clippy::arithmetic_side_effects, reason = "places in a text, and four digits")]

use super::{
    layouts::TimeAt,
    timestamp::{Format, readings},
};
use crate::{calendar::civil, kit::indices::put};

/// The longest name of a file that file systems have.
const NAME_BYTES: usize = 255;

/// Where the time stands in the texts of a column.
#[derive(Clone, Debug, PartialEq)]
pub enum Inside {
    /// At these words.
    Words(TimeAt),
    /// From the first date on; up to the end of the clock behind it, where there is one.
    Date {
        /// Whether a clock is read too.
        clock: bool,
    },
}

impl Inside {
    /// The time of a text.
    pub fn text<'a>(&self, text: &'a [u8]) -> Option<&'a [u8]> {
        match self {
            Inside::Words(at) => at.text(text),
            Inside::Date { clock } => {
                let (from, to) = date(text)?;
                let end = if *clock { to + clock_behind(text.get(to..)?)?.0 } else { to };
                text.get(from..end)
            }
        }
    }

    /// The place of a date in nearly all of these texts, with how many have one.
    pub fn date(texts: &[&[u8]]) -> Option<(Inside, usize)> {
        let dates: Vec<(&[u8], &[u8])> = texts
            .iter()
            .filter_map(|text| {
                let (from, to) = date(text)?;
                Some((text.get(from..to)?, text.get(to..)?))
            })
            .collect();
        let mut days: Vec<&[u8]> = dates.iter().map(|(date, _)| *date).collect();
        days.sort_unstable();
        days.dedup();
        // Lines of a page or a script are no names.
        let name = |text: &&[u8]| text.len() <= NAME_BYTES && !text.contains(&b'<');
        if dates.len() * 20 < texts.len() * 19 || days.len() < 3 || !texts.iter().all(name) {
            return None;
        }
        let hours = || dates.iter().filter_map(|(_, behind)| Some(clock_behind(behind)?.1));
        let clock = hours().count() * 20 >= dates.len() * 19;
        let mut different = Vec::new();
        hours().for_each(|hour| put(&mut different, hour));
        let clocked = Inside::Date { clock: true };
        // A clock that no format reads is left out.
        let reads = || {
            let text = texts.iter().find_map(|text| clocked.text(text));
            text.is_some_and(|text| readings(text).iter().any(Format::has_clock))
        };
        let clock = clock && different.len() > 1 && reads();
        Some((Inside::Date { clock }, dates.len()))
    }
}

/// The number of so many digits at a place.
fn number(text: &[u8], from: usize, count: usize) -> Option<u32> {
    let part = text.get(from..from + count)?;
    let digits = part.iter().all(u8::is_ascii_digit);
    digits.then(|| part.iter().fold(0, |sum, byte| sum * 10 + u32::from(byte - b'0')))
}

/// From where to where a text has its first date.
fn date(text: &[u8]) -> Option<(usize, usize)> {
    memchr::memchr2_iter(b'1', b'2', text).find_map(|from| {
        let year = number(text, from, 4).filter(|year| (1990..2100).contains(year))?;
        let mark = text.get(from + 4).filter(|byte| matches!(byte, b'-' | b'_' | b'.' | b'/'));
        let (month, day) = match mark {
            Some(mark) if text.get(from + 7) == Some(mark) => (from + 5, from + 8),
            Some(_) => return None,
            None => (from + 4, from + 6),
        };
        let to = day + 2;
        let (month, day) = (number(text, month, 2)?, number(text, day, 2)?);
        let real = (1..=12).contains(&month)
            && (1..=civil::days_in_month(year as i32, month)).contains(&day);
        let before = from.checked_sub(1).and_then(|at| text.get(at));
        let digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
        (real && !digit(before) && !digit(text.get(to))).then_some((from, to))
    })
}

/// How many bytes behind a date are its clock, and the hour: `_230509`, `-23-05-09`, ` 23.05.09`.
fn clock_behind(behind: &[u8]) -> Option<(usize, u32)> {
    let format: Format = "%Y-%m-%d %H:%M:%S".parse().ok()?;
    if !matches!(behind.first()?, b'_' | b'-' | b'T' | b' ' | b'.') {
        return None;
    }
    let mark = behind.get(3).filter(|byte| matches!(byte, b'-' | b'_' | b'.' | b':'));
    let (places, end) = match mark {
        Some(_) => ([1, 4, 7], 9),
        None => ([1, 3, 5], 7),
    };
    let [hour, minute, second] = places.map(|at| number(behind, at, 2));
    let (hour, minute, second) = (hour?, minute?, second?);
    let text = format!("2000-01-01 {hour:02}:{minute:02}:{second:02}");
    let ended = !behind.get(end).is_some_and(u8::is_ascii_digit);
    (ended && hour < 24 && format.parse(text.as_bytes()).is_ok()).then_some((end, hour))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_names_and_ids() {
        #[rustfmt::skip]
        let cases: &[(&[&str], Option<&str>)] = &[
            (&["IMG_20220314_230509.jpg", "IMG_20220315_040509.jpg", "IMG_20220316_090509.jpg"], Some("20220314_230509")),
            (&["backup-2022-03-14.tar.gz", "backup-2022-03-15.tar.gz", "backup-2022-03-16.tar.gz"], Some("2022-03-14")),
            // Numbers of the day's orders are no clock.
            (&["SO-20220314-000101", "SO-20220315-000102", "SO-20220316-000103"], Some("20220314")), (&["SO-20220314-0001", "SO-20220315-0002", "SO-20220316-0003"], Some("20220314")),
            (&["Shot 2022-03-14 at 23.05.09", "Shot 2022-03-15 at 23.05.09", "Shot 2022-03-16 at 23.05.09"], Some("2022-03-14")),
            (&["log_2022-03-14-23-05-09.gz", "log_2022-03-15-04-05-09.gz", "log_2022-03-16-04-05-09.gz"], Some("2022-03-14")),
            // No day, one day only, more digits.
            (&["A20221399", "A20221398", "A20221397"], None), (&["x20220314", "y20220314", "z20220314"], None), (&["120220314", "120220315", "120220316"], None), (&["a", "b", "c"], None),
        ];
        for (texts, want) in cases {
            let texts: Vec<&[u8]> = texts.iter().map(|text| text.as_bytes()).collect();
            let found = Inside::date(&texts).and_then(|(at, _)| at.text(texts[0]));
            assert_eq!(found.map(|text| str::from_utf8(text).unwrap()), *want, "{texts:?}");
        }
    }
}
