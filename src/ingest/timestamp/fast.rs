//! The parse of one format, made fast for the hot loop.
//!
//! Rows of a log share their date and their offset, so the bytes before the time of day and those
//! behind it are compared with those of the row before and only the clock is read. Whatever
//! deviates from the expected bytes goes to [`Format::parse`], so the result is always the general
//! one (a property test holds both against each other).

#![expect(
    clippy::arithmetic_side_effects,
    reason = "digits of a clock, and an instant of the calendar"
)]

use super::Instant;
use super::format::{Form, Format, Piece};
use super::plausible::Never;
use crate::ingest::names::same;
use crate::ingest::problem::Reason;

/// Longest text before the clock that is kept.
const PREFIX_MAX: usize = 24;
/// Longest text behind the clock that is kept.
const SUFFIX_MAX: usize = 8;
/// Longest cell that is read the fast way.
const LENGTH_MAX: usize = 64;

/// A format with the date of the last row.
#[derive(Clone, Debug)]
pub struct FastParser {
    format: Format,
    plan: Option<Plan>,
    /// Days that stand for "never".
    never: Never,
    prefix: [u8; PREFIX_MAX],
    suffix: [u8; SUFFIX_MAX],
    suffix_len: usize,
    known: bool,
    /// What a cell with this prefix and this suffix is at midnight, or why it is nothing.
    midnight: Result<Instant, Reason>,
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
    /// `00:00:00` with the format's own marks.
    zeros: u64,
    /// Whether an offset or zone ends the cell.
    zone: bool,
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
                Piece::Year2 | Piece::YearFrom(_) | Piece::Month | Piece::Day => 2,
                _ => return None,
            };
            at += width;
        }
        let (zone, clock) = match clock {
            [clock @ .., Piece::Blank, Piece::Zone(_)] | [clock @ .., Piece::Zone(_)] => {
                (true, clock)
            }
            _ => (false, clock),
        };
        let clock = match clock.split_last()? {
            (Piece::Fraction(b'.'), rest) => rest,
            _ => clock,
        };
        let (second, marks) = match clock {
            [Piece::Hour, Piece::Byte(a), Piece::Minute] => (false, (*a, b':')),
            [Piece::Hour, Piece::Byte(a), Piece::Minute, Piece::Byte(b), Piece::Second] => {
                (true, (*a, *b))
            }
            _ => return None,
        };
        // Digits that touch the clock would make widths uncertain.
        let separated = matches!(date.last()?, Piece::Byte(_) | Piece::Blank);
        let zeros = u64::from_le_bytes([b'0', b'0', marks.0, b'0', b'0', marks.1, b'0', b'0']);
        (at < PREFIX_MAX && separated).then_some(Plan { prefix: at, shape, second, zeros, zone })
    }

    /// The clock behind the date in milliseconds, where every byte is as expected, and what
    /// stands behind it.
    #[inline(always)]
    fn clock<'a>(&self, text: &'a [u8]) -> Option<(i64, &'a [u8])> {
        let (word, mut rest) = if self.second {
            let (clock, rest) = text.split_first_chunk::<8>()?;
            (u64::from_le_bytes(*clock), rest)
        } else {
            // As if `:00` stood behind it.
            let (clock, rest) = text.split_first_chunk::<5>()?;
            let [a, b, c, d, e] = *clock;
            let seconds = self.zeros & !0xFF_FFFF_FFFF;
            (u64::from_le_bytes([a, b, c, d, e, 0, 0, 0]) | seconds, rest)
        };
        // Digits become 0 to 9, marks 0.
        let digits = word ^ self.zeros;
        let over = digits.wrapping_add(0x0606_0006_0600_0606);
        if (digits | over) & 0xF0F0_00F0_F000_F0F0 != 0 || digits & 0x0000_FF00_00FF_0000 != 0 {
            return None;
        }
        let digit = |at: u32| (digits >> (8 * at)) as u32 & 15;
        let hour = digit(0) * 10 + digit(1);
        let minute = digit(3) * 10 + digit(4);
        let second = digit(6) * 10 + digit(7);
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let mut ms = (hour * 60 + minute) * 60_000 + second * 1_000;
        if self.second
            && let [b'.', first @ b'0'..=b'9', behind @ ..] = rest
        {
            ms += u32::from(first - b'0') * 100;
            rest = behind;
            let mut scale = 10;
            while let [digit @ b'0'..=b'9', behind @ ..] = rest {
                ms += u32::from(digit - b'0') * scale;
                // 10, 1, 0, 0 …
                scale = u32::from(scale == 10);
                rest = behind;
            }
        }
        Some((i64::from(ms), rest))
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
            never: Never::default(),
            prefix: [0; PREFIX_MAX],
            suffix: [0; SUFFIX_MAX],
            suffix_len: 0,
            known: false,
            midnight: Err(Reason::TimeUnreadable),
        }
    }

    /// The same, to which such days are [`Reason::TimeNever`].
    pub fn without(mut self, never: &Never) -> FastParser {
        self.never = never.clone();
        self
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
    #[inline(always)]
    pub fn parse(&mut self, cell: &[u8]) -> Result<Instant, Reason> {
        match self.parse_known_day(cell) {
            Some(read) => read,
            None => self.parse_new_day(cell),
        }
    }

    #[inline(always)]
    fn parse_known_day(&self, cell: &[u8]) -> Option<Result<Instant, Reason>> {
        let plan = self.plan.as_ref().filter(|_| self.known && cell.len() <= LENGTH_MAX)?;
        let text = match cell.split_last() {
            Some((b' ', rest)) => rest,
            _ => cell,
        };
        let (prefix, clock) = text.split_at_checked(plan.prefix)?;
        if !same(prefix, self.prefix.get(..plan.prefix)?) {
            return None;
        }
        let (ms, suffix) = plan.clock(clock)?;
        if !same(suffix, self.suffix.get(..self.suffix_len)?) {
            return None;
        }
        Some(self.midnight.map(|at| Instant { ms: at.ms + ms, ..at }))
    }

    /// Reads by the general parse, and remembers the date where it stands as expected.
    #[inline(never)]
    fn parse_new_day(&mut self, cell: &[u8]) -> Result<Instant, Reason> {
        // Whole days are "never", so what is kept of a day holds for all of its times.
        let read = self.format.parse(cell).and_then(|at| match self.never.holds(at) {
            true => Err(Reason::TimeNever),
            false => Ok(at),
        });
        let Some(plan) = &self.plan else { return read };
        let text = cell.trim_ascii_end();
        if let Some((prefix, clock)) = text.split_at_checked(plan.prefix)
            && plan.fits_shape(prefix)
            && let Some((ms, suffix)) = plan.clock(clock)
            && (suffix.is_empty() || plan.zone)
            // Without a zone that can be read the date is not all that is wrong.
            && (read.is_ok() || !plan.zone)
            && let Some(prefix_slot) = self.prefix.get_mut(..prefix.len())
            && let Some(suffix_slot) = self.suffix.get_mut(..suffix.len())
        {
            prefix_slot.copy_from_slice(prefix);
            suffix_slot.copy_from_slice(suffix);
            self.suffix_len = suffix.len();
            self.midnight = read.map(|at| Instant { ms: at.ms - ms, ..at });
            self.known = true;
        }
        read
    }
}

#[cfg(test)]
mod tests {
    use super::super::DAY_MS;
    use super::*;
    use proptest::prelude::*;

    const FORMATS: [&str; 12] = [
        "%m/%d/%y-%H:%M:%S.%f",
        "%m/%d-%H:%M:%S.%f",
        "%Y-%m-%dT%H:%M:%S.%fZ",
        "%Y-%m-%d %H:%M:%S",
        "%Y/%m/%d %H:%M",
        "%d.%m.%Y %H:%M:%S",
        "%Y%m%dT%H:%M:%SZ",
        "%Y-%m-%dT%H:%M:%S%z",
        "%Y-%m-%d %H:%M:%S.%f %z",
        "%d/%m/%Y %H.%M",
        "%d/%m/%y %H:%M:%S %Z",
        "epoch-s",
    ];

    #[test]
    fn which_are_fast() {
        let fast: Vec<bool> =
            FORMATS.iter().map(|text| FastParser::new(&text.parse().unwrap()).is_fast()).collect();
        assert_eq!(fast, [true, true, true, true, true, true, true, true, true, true, true, false]);
    }

    proptest! {
        /// A column whose rows are near each other, some of them changed by a byte.
        #[test]
        fn equals_the_general_parse(
            which in 0..FORMATS.len(),
            rows in proptest::collection::vec((0i64..4_000_000_000_000, any::<prop::sample::Index>(), any::<u8>(), 0u8..6), 1..30),
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
                    4 => cell.splice(cell.len().., std::iter::repeat_n(byte % 10 + b'0', 70)).for_each(drop),
                    5 => cell.splice(..2, *b"31").for_each(drop),
                    _ => {}
                }
                prop_assert_eq!(parser.parse(&cell), format.parse(&cell), "{}", cell.escape_ascii());
            }
        }
    }
}
