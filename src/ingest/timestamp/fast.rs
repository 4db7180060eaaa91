//! The parse of one format, made fast for the hot loop.
//!
//! Rows of a log share their date, so the bytes before the time of day are compared with those of
//! the row before and only the clock is read. Whatever deviates from the expected bytes goes to
//! [`Format::parse`], so the result is always the general one (a property test holds both
//! against each other).

use super::format::{Form, Format, Piece, ZoneStyle};
use super::{DAY_MS, Instant};
use crate::problem::Reason;

/// Longest text before the clock that is kept.
const PREFIX_MAX: usize = 24;

/// A format with the date of the last row.
#[derive(Clone, Debug)]
pub struct FastParser {
    format: Format,
    plan: Option<Plan>,
    prefix: [u8; PREFIX_MAX],
    known: bool,
    day_ms: i64,
}

/// Where things stand in a cell whose fields all have their full width.
#[derive(Clone, Copy, Debug)]
struct Plan {
    /// Bytes of date and marks before the hour.
    prefix: usize,
    /// The date's shape: a field's digit, or the mark that must stand there.
    shape: [Option<u8>; PREFIX_MAX],
    /// Whether seconds are written.
    second: bool,
    /// Marks between hour and minute, minute and second.
    marks: (u8, u8),
    /// Whether a `Z` ends the cell.
    zulu: bool,
}

impl Plan {
    fn of(format: &Format) -> Option<Plan> {
        let [Form::Fields(pieces)] = format.forms.as_slice() else { return None };
        let hour = pieces.iter().position(|piece| *piece == Piece::Hour)?;
        let (date, clock) = pieces.split_at_checked(hour)?;
        let mut shape = [None; PREFIX_MAX];
        let mut at = 0;
        for piece in date {
            let width = match piece {
                Piece::Byte(byte) => {
                    // A mark that is a digit could not be told from a field.
                    *shape.get_mut(at)? = Some(*byte);
                    1
                }
                Piece::Blank => {
                    *shape.get_mut(at)? = Some(b' ');
                    1
                }
                Piece::Year => 4,
                Piece::Year2 | Piece::Month | Piece::Day => 2,
                _ => return None,
            };
            at += width;
        }
        let (zulu, clock) = match clock.split_last()? {
            (Piece::Zone(ZoneStyle::Zulu), rest) => (true, rest),
            _ => (false, clock),
        };
        let clock = match clock.split_last()? {
            (Piece::Fraction(b'.'), rest) => rest,
            _ => clock,
        };
        let (second, marks) = match clock {
            [Piece::Hour, Piece::Byte(a), Piece::Minute] => (false, (*a, 0)),
            [Piece::Hour, Piece::Byte(a), Piece::Minute, Piece::Byte(b), Piece::Second] => {
                (true, (*a, *b))
            }
            _ => return None,
        };
        // Digits that touch the clock would make widths uncertain.
        let separated = matches!(date.last()?, Piece::Byte(_) | Piece::Blank);
        (at < PREFIX_MAX && separated).then_some(Plan { prefix: at, shape, second, marks, zulu })
    }

    /// The clock behind the date in milliseconds, where every byte is as expected.
    #[inline]
    fn clock(&self, text: &[u8]) -> Option<i64> {
        let two = |at: usize| {
            let tens = text.get(at)?.wrapping_sub(b'0');
            let ones = text.get(at + 1)?.wrapping_sub(b'0');
            (tens <= 9 && ones <= 9).then_some(i64::from(tens) * 10 + i64::from(ones))
        };
        let (hour, minute) = (two(0)?, two(3)?);
        if *text.get(2)? != self.marks.0 || hour > 23 || minute > 59 {
            return None;
        }
        let mut ms = (hour * 60 + minute) * 60_000;
        let mut at = 5;
        if self.second {
            let second = two(6)?;
            if *text.get(5)? != self.marks.1 || second > 59 {
                return None;
            }
            ms += second * 1_000;
            at = 8;
            if text.get(at) == Some(&b'.') && text.get(at + 1).is_some_and(u8::is_ascii_digit) {
                at += 1;
                let mut scale = 100;
                while let Some(digit) = text.get(at).filter(|byte| byte.is_ascii_digit()) {
                    ms += i64::from(digit - b'0') * scale;
                    scale /= 10;
                    at += 1;
                }
            }
        }
        if self.zulu {
            if text.get(at) != Some(&b'Z') {
                return None;
            }
            at += 1;
        }
        (at == text.len()).then_some(ms)
    }

    fn fits_shape(&self, prefix: &[u8]) -> bool {
        prefix.iter().zip(&self.shape).all(|(byte, wanted)| match wanted {
            Some(mark) => byte == mark,
            None => byte.is_ascii_digit(),
        })
    }
}

impl FastParser {
    /// A parser for a format; without a fast way it is the general parse.
    pub fn new(format: &Format) -> FastParser {
        FastParser {
            plan: Plan::of(format),
            format: format.clone(),
            prefix: [0; PREFIX_MAX],
            known: false,
            day_ms: 0,
        }
    }

    /// The format.
    pub fn format(&self) -> &Format {
        &self.format
    }

    /// Whether there is a fast way for this format.
    pub fn is_fast(&self) -> bool {
        self.plan.is_some()
    }

    /// The same as [`Format::parse`].
    ///
    /// ```
    /// use comove::ingest::timestamp::{Format, fast::FastParser};
    /// let format: Format = "%m/%d/%y-%H:%M:%S.%f".parse().unwrap();
    /// let mut parser = FastParser::new(&format);
    /// let cell = b"06/29/17-09:57:43.881843 ";
    /// assert_eq!(parser.parse(cell), format.parse(cell));
    /// assert!(parser.is_fast());
    /// ```
    #[inline]
    pub fn parse(&mut self, cell: &[u8]) -> Result<Instant, Reason> {
        match self.parse_known_day(cell) {
            Some(instant) => Ok(instant),
            None => self.parse_new_day(cell),
        }
    }

    #[inline]
    fn parse_known_day(&self, cell: &[u8]) -> Option<Instant> {
        let plan = self.plan.as_ref().filter(|_| self.known)?;
        let text = match cell.split_last() {
            Some((b' ', rest)) => rest,
            _ => cell,
        };
        let (prefix, clock) = text.split_at_checked(plan.prefix)?;
        if prefix != self.prefix.get(..plan.prefix)? {
            return None;
        }
        let ms = self.day_ms + plan.clock(clock)?;
        Some(Instant { ms, offset_min: plan.zulu.then_some(0) })
    }

    /// Reads by the general parse, and remembers the date where it stands as expected.
    #[cold]
    fn parse_new_day(&mut self, cell: &[u8]) -> Result<Instant, Reason> {
        let instant = self.format.parse(cell)?;
        if let Some(plan) = &self.plan {
            let text = cell.trim_ascii_end();
            if let Some((prefix, clock)) = text.split_at_checked(plan.prefix)
                && plan.fits_shape(prefix)
                && plan.clock(clock).is_some()
                && let Some(slot) = self.prefix.get_mut(..prefix.len())
            {
                slot.copy_from_slice(prefix);
                self.day_ms = instant.ms.div_euclid(DAY_MS) * DAY_MS;
                self.known = true;
            }
        }
        Ok(instant)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FORMATS: [&str; 9] = [
        "%m/%d/%y-%H:%M:%S.%f",
        "%m/%d-%H:%M:%S.%f",
        "%Y-%m-%dT%H:%M:%S.%fZ",
        "%Y-%m-%d %H:%M:%S",
        "%Y/%m/%d %H:%M",
        "%d.%m.%Y %H:%M:%S",
        "%Y%m%dT%H:%M:%SZ",
        "%Y-%m-%dT%H:%M:%S%z",
        "epoch-s",
    ];

    #[test]
    fn which_are_fast() {
        let fast: Vec<bool> =
            FORMATS.iter().map(|text| FastParser::new(&text.parse().unwrap()).is_fast()).collect();
        assert_eq!(fast, [true, true, true, true, true, true, true, false, false]);
    }

    proptest! {
        /// A column whose rows are near each other, some of them changed by a byte.
        #[test]
        fn equals_the_general_parse(
            which in 0..FORMATS.len(),
            rows in proptest::collection::vec((0i64..4_000_000_000_000, any::<prop::sample::Index>(), any::<u8>(), 0u8..4), 1..30),
            near in 0i64..4_000_000_000_000,
        ) {
            let format: Format = FORMATS[which].parse().unwrap();
            let mut parser = FastParser::new(&format);
            for (ms, place, byte, change) in rows {
                // Half of the rows lie in one day, so that its date is known.
                let ms = if change % 2 == 0 { near / DAY_MS * DAY_MS + ms % DAY_MS } else { ms };
                let mut cell = format.render(Instant { ms, offset_min: Some(0) }).into_bytes();
                match change {
                    1 => cell.push(b' '),
                    2 => {
                        let at = place.index(cell.len());
                        // Digits and marks are the interesting neighbours.
                        cell[at] = b"0123456789:-./ TZ\0x"[usize::from(byte) % 19];
                    }
                    3 => _ = cell.remove(place.index(cell.len())),
                    _ => {}
                }
                prop_assert_eq!(parser.parse(&cell), format.parse(&cell), "{}", cell.escape_ascii());
            }
        }
    }
}
