//! Where the time stands in the lines of a log.
//!
//! A time is a run of words: `Jun 16 13:32:01` is three, `[16/Jun/2021:13:32:01 +0000]` two. The
//! run that reads as a time on most lines of the sample is the time of all.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "places in a line, and counts of a sample's lines"
)]

use crate::ingest::timestamp::{Format, Unit, readings};

/// A time of `words` words behind `skip` others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeAt {
    skip: usize,
    words: usize,
    /// Whether a zone's name follows inside the same brackets: `[14-Mar-2024 01:02:03 Europe/Berlin]`.
    pub zoned: bool,
}

/// Words before a time, and words of one.
const SKIP_MAX: usize = 4;
const WORDS_MAX: usize = 6;

impl TimeAt {
    /// The bytes of the time in a line.
    pub fn span(&self, line: &[u8]) -> Option<(usize, usize)> {
        let mut at = priority_bytes(line);
        let mut from = 0;
        for index in 0..self.skip + self.words {
            let rest = line.get(at..)?;
            at += rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
            if index == self.skip {
                from = at;
            }
            let rest = line.get(at..)?;
            let width = rest.iter().take_while(|byte| !matches!(byte, b' ' | b'\t')).count();
            if width == 0 {
                return None;
            }
            at += width;
        }
        // `[2021-07-14T13:32:01][info]`: the next bracket is another field.
        let text = line.get(from..at)?;
        if text.first() == Some(&b'[')
            && let Some(end) = memchr::memmem::find(text, b"][")
        {
            at = from + end + 1;
        }
        Some((from, at))
    }

    /// The time of a line, without the marks around it.
    pub fn text<'a>(&self, line: &'a [u8]) -> Option<&'a [u8]> {
        let (from, to) = self.span(line)?;
        line.get(from..to).map(trim)
    }

    /// Whether a line has a time there.
    pub fn holds(&self, line: &[u8]) -> bool {
        self.text(line).is_some_and(is_time)
    }

    /// Whether the time opens the line.
    pub fn is_first(&self) -> bool {
        self.skip == 0
    }

    /// What stands between the time and the bracket that closes around both, where it may name a zone.
    pub fn zone<'a>(&self, line: &'a [u8]) -> Option<&'a [u8]> {
        let (from, to) = self.span(line)?;
        let time = line.get(from..to)?;
        if time.first() != Some(&b'[') || time.contains(&b']') {
            return None;
        }
        let rest = line.get(to..)?.trim_ascii_start();
        let name = rest.get(..memchr::memchr(b']', rest)?)?;
        (name.contains(&b'/') && !name.contains(&b' ')).then_some(name)
    }

    /// The place of the time in most of the lines, with how many have it there.
    pub fn find(lines: &[&[u8]]) -> Option<(TimeAt, usize)> {
        let mut best: Option<(TimeAt, usize)> = None;
        for skip in 0..=SKIP_MAX {
            for words in 1..=WORDS_MAX {
                let at = TimeAt { skip, words, zoned: false };
                let mut fits = 0;
                for (index, line) in lines.iter().enumerate() {
                    fits += usize::from(at.span(line).is_some_and(|(from, to)| {
                        is_time(trim(line.get(from..to).unwrap_or_default()))
                    }));
                    // Hopeless.
                    if index == 15 && fits == 0 {
                        break;
                    }
                }
                // More words say more of the time, as long as about as many lines have them.
                let better = match best {
                    None => fits > 0,
                    Some((before, most)) => {
                        let same_start = before.skip == skip;
                        fits > most + most / 5 || (same_start && fits * 10 >= most * 9 && fits > 0)
                    }
                };
                if better && !at.ends_in_a_number(lines) {
                    best = Some((at, fits));
                }
            }
        }
        let (at, fits) = best?;
        let zoned = lines.iter().filter(|line| at.zone(line).is_some()).count() * 10 >= fits * 9;
        Some((TimeAt { zoned, ..at }, fits))
    }
}

/// No log is of a later year.
const LAST_YEAR: i32 = 2035;

impl TimeAt {
    /// Whether a time of day is followed by four digits that are no year, but the number of a
    /// process: they go up and down.
    fn ends_in_a_number(&self, lines: &[&[u8]]) -> bool {
        let years = lines.iter().filter_map(|line| {
            let (from, to) = self.span(line)?;
            let text = std::str::from_utf8(trim(line.get(from..to)?)).ok()?;
            let (before, year) = text.rsplit_once([' ', '\t'])?;
            let year = year.parse::<i32>().ok().filter(|_| year.len() == 4)?;
            before.contains(':').then_some(year)
        });
        let (mut before, mut up, mut down, mut late) = (None, false, false, false);
        for year in years {
            let last = before.replace(year).unwrap_or(year);
            (up, down, late) = (up || year > last, down || year < last, late || year > LAST_YEAR);
        }
        late || (up && down)
    }
}

/// Bytes of a syslog priority at the front: `<34>`.
fn priority_bytes(line: &[u8]) -> usize {
    let digits = line.iter().skip(1).take_while(|byte| byte.is_ascii_digit()).count();
    let closed = line.first() == Some(&b'<') && line.get(digits + 1) == Some(&b'>');
    if closed && (1..=3).contains(&digits) { digits + 2 } else { 0 }
}

/// A time without the marks that logs put around it.
pub(super) fn trim(text: &[u8]) -> &[u8] {
    let text = text.trim_ascii();
    // `msg=audit(1626237121.123:42):` is a time and a serial number.
    let id = text.strip_prefix(b"msg=").unwrap_or(text);
    let id = id.strip_prefix(b"audit(").unwrap_or(id);
    let id = id.strip_suffix(b":").unwrap_or(id);
    let id = id.strip_suffix(b")").unwrap_or(id);
    if let Some(at) = memchr::memrchr(b':', id)
        && let Some((time, serial)) = id.split_at_checked(at)
        && time.len() >= 10
        && time.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.')
        && serial.iter().skip(1).all(u8::is_ascii_digit)
    {
        return time;
    }
    let front =
        text.iter().take_while(|byte| matches!(byte, b'[' | b'(' | b'<' | b'"' | b'*')).count();
    let text = text.get(front..).unwrap_or_default();
    let back = text
        .iter()
        .rev()
        .take_while(|byte| {
            matches!(byte, b']' | b')' | b'>' | b'"' | b':' | b',' | b'|' | b'-' | b';')
        })
        .count();
    text.get(..text.len() - back).unwrap_or_default()
}

/// Whether a text is a date with a time of day, or an epoch.
pub(super) fn is_time(text: &[u8]) -> bool {
    if text.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.') {
        let whole = text.split(|byte| *byte == b'.').next().unwrap_or_default();
        let value = std::str::from_utf8(whole).ok().and_then(|text| text.parse().ok());
        return (10..=19).contains(&whole.len()) && value.and_then(Unit::plausible).is_some();
    }
    readings(text).iter().any(|format: &Format| {
        format.has_date() && format.has_clock() && format.parse(text).is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places() {
        #[rustfmt::skip]
        let cases: &[(&[&str], Option<&str>)] = &[
            (&["Jun 16 13:32:01 host sshd[1]: a", "Jun  6 13:32:01 host b"], Some("Jun 16 13:32:01")), (&["2021-07-14 13:32:01,123 INFO a"], Some("2021-07-14 13:32:01,123")),
            (&["[2021-07-14 13:32:01] a"], Some("2021-07-14 13:32:01")), (&["[2021-07-14T13:32:01][info][gc] a"], Some("2021-07-14T13:32:01")), (&["[2021-07-14 13:32:01][info] a"], Some("2021-07-14 13:32:01")), (&["[14.03. 23:05:09] a"], Some("14.03. 23:05:09")), (&["2021-07-14T13:32:01+09:00 host a"], Some("2021-07-14T13:32:01+09:00")), (&["1626237121.123 345 198.51.100.7"], Some("1626237121.123")),
            (&["Wed Jun 16 13:32:01 2021 a b"], Some("Wed Jun 16 13:32:01 2021")), (&["host - - [16/Jun/2021:13:32:01 +0000] x"], Some("16/Jun/2021:13:32:01 +0000")), (&["INFO 2021/07/14 13:32:01 a"], Some("2021/07/14 13:32:01")),
            (&["Jun 16 13:32:01 2021 a", "Jun 16 13:32:02 2021 b"], Some("Jun 16 13:32:01 2021")), (&["Jun 16 13:32:01 2021 a", "Jun 16 13:32:02 2019 b", "Jun 16 13:32:02 2031 b"], Some("Jun 16 13:32:01")),
            (&["Jun 16 13:32:01 2046 a", "Jun 16 13:32:02 2046 b"], Some("Jun 16 13:32:01")), (&["03-17 16:13:38.811  1702  2395 D x"], Some("03-17 16:13:38.811")), (&["[10.30 16:49:06] x"], Some("10.30 16:49:06")),
            (&["2021-03-01T08:25:08Z INFO x"], Some("2021-03-01T08:25:08Z")), (&["2021-03-01 08:25:08 +0900 WARN x"], Some("2021-03-01 08:25:08 +0900")), (&["2021-03-01 08:25:08 UTC DENY x"], Some("2021-03-01 08:25:08 UTC")),
            (&["2021-07-14 13:32:01 JST [9] LOG: a"], Some("2021-07-14 13:32:01 JST")), (&["a b c", "d"], None), (&["12:30 lunch"], None), (&["2021-07-14 a"], None), (&["4 pm"], None),
        ];
        for (lines, want) in cases {
            let lines: Vec<&[u8]> = lines.iter().map(|line| line.as_bytes()).collect();
            let found = TimeAt::find(&lines);
            let text = found
                .and_then(|(at, _)| at.span(lines[0]))
                .map(|(from, to)| trim(&lines[0][from..to]));
            assert_eq!(
                text.map(|text| std::str::from_utf8(text).unwrap()),
                *want,
                "{:?}",
                lines[0].escape_ascii().to_string()
            );
        }
    }
}
