//! Numbers as people and programs write them.
//!
//! Contract. A cell is a finite `f64`, missing (`Ok(None)`), or unreadable
//! ([`Reason::NumberUnreadable`]); never NaN, never infinite (`inf` is unreadable). The value is
//! the `f64` nearest to the decimal number that is written, as `str::parse` gives it: thousands
//! marks, signs and units are taken off first, and a suffix (`K`, `万`) shifts the decimal
//! exponent, so `84.60K` is exactly 84600.
//!
//! Missing are blank cells and the tokens of [`MISSING`]. Google Trends' `<1` (more than nothing,
//! less than one) is missing too: any number put there would be made up, and 0 would be wrong.
//!
//! `▲` and `△` are minus signs, as in Japanese accounts, unless the same column has a `▼`: then
//! they point up. A percent sign is a unit, not a division by 100.

mod affix;
mod duration;
mod eastern;
mod evidence;
mod form;

pub use duration::{Length, duration};
pub use evidence::{Evidence, Verdict};
pub use form::{Figure, Form, flagged, is_bound, lone_letter};

use super::width;
use crate::ingest::problem::Reason;
pub use affix::is_scaled_unit;
use affix::{Affixes, BINARY};

/// The decimal mark; the other of the two may group thousands, as may blanks and apostrophes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DecimalMark {
    /// `1,234.56`
    Point,
    /// `1.234,56`
    Comma,
}

impl DecimalMark {
    /// The mark.
    pub const fn char(self) -> char {
        match self {
            DecimalMark::Point => '.',
            DecimalMark::Comma => ',',
        }
    }

    /// The mark's name in the interface, read.
    pub const fn from_char(mark: char) -> Option<DecimalMark> {
        match mark {
            '.' => Some(DecimalMark::Point),
            ',' => Some(DecimalMark::Comma),
            _ => None,
        }
    }

    const fn byte(self) -> u8 {
        match self {
            DecimalMark::Point => b'.',
            DecimalMark::Comma => b',',
        }
    }

    const fn group_byte(self) -> u8 {
        match self {
            DecimalMark::Point => b',',
            DecimalMark::Comma => b'.',
        }
    }
}

/// How a column writes its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// The decimal mark.
    pub decimal: DecimalMark,
    /// Whether `▲` means up (the column has `▼` too) rather than minus.
    pub up_is_plus: bool,
}

impl Style {
    /// `1,234.56`, `▲` as minus.
    pub const POINT: Style = Style { decimal: DecimalMark::Point, up_is_plus: false };
    /// `1.234,56`, `▲` as minus.
    pub const COMMA: Style = Style { decimal: DecimalMark::Comma, up_is_plus: false };
}

/// Tokens that say that there is no number, in lower case.
#[rustfmt::skip]
pub const MISSING: &[&str] = &[
    ".", "..", "...", "…", "-", "--", "---", "*", "**", "***", "?", "x", "null", "(null)", "[null]", "nil", "none", "nan", "-nan", "na", "n/a", "n.a.", "n.a", "<na>",
    "#n/a", "#n/a n/a", "#nv", "nd", "n.d.", "n.d", "n/d", "b.d.", "\\n", "(empty)", "(blank)", "missing", "undefined", "<1", "< 1",
    ":", "/", "//", "///", "////", "×", "✕", "not available", "not reported", "no data", "nodata", "k.a.", "k. a.", "k.w.", "n.v.", "n.b.", "s.d.", "s/d", "brak", "н/д", "н.д.", "нет данных",
    "なし", "該当なし", "欠測", "欠損", "測定なし", "データなし", "ー", "缺测", "缺測", "暂无", "無資料", "결측", "없음",
];

/// Longest cell that can be a number.
const LONGEST: usize = 64;

impl Style {
    /// Reads one cell: a number, `None` where it is missing.
    pub fn parse(&self, cell: &[u8]) -> Result<Option<f64>, Reason> {
        match self.parse_plain(cell) {
            Some(value) => Ok(Some(value)),
            None => self.parse_any(cell),
        }
    }

    /// The fast path: a sign, digits, a decimal mark, at most 15 digits; as exact as the general
    /// one because both parts are exact in `f64` and one division rounds once (Clinger, "How to
    /// read floating point numbers accurately", 1990).
    #[expect(clippy::arithmetic_side_effects, reason = "sixteen digits in 64 bits")]
    fn parse_plain(&self, cell: &[u8]) -> Option<f64> {
        const POWERS: [f64; 16] =
            [1., 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
        let (negative, digits) = match cell.split_first()? {
            (b'-', rest) => (true, rest),
            _ => (false, cell),
        };
        if digits.is_empty() || digits.len() > 16 {
            return None;
        }
        let mark = self.decimal.byte();
        let mut mantissa = 0u64;
        let mut decimals = None;
        for (index, &byte) in digits.iter().enumerate() {
            if byte.is_ascii_digit() {
                mantissa = mantissa * 10 + u64::from(byte - b'0');
            } else if byte == mark && decimals.is_none() && index > 0 && index + 1 < digits.len() {
                decimals = Some(digits.len() - index - 1);
            } else {
                return None;
            }
        }
        // Sixteen digits without a mark may pass 2^53.
        if mantissa >= 1 << 53 {
            return None;
        }
        let value = mantissa as f64 / POWERS.get(decimals.unwrap_or(0))?;
        Some(if negative { -value } else { value })
    }

    /// The general path.
    fn parse_any(&self, cell: &[u8]) -> Result<Option<f64>, Reason> {
        let mut buffer = [0; LONGEST];
        let text = plain(cell, &mut buffer).ok_or(Reason::NumberUnreadable)?;
        if is_missing(text) {
            return Ok(None);
        }
        let value = match Affixes::of(text) {
            Some(affixes) => self.value(&affixes),
            None if text.is_ascii() => None,
            None => self.parts(text),
        };
        value.map(Some).ok_or(Reason::NumberUnreadable)
    }

    #[expect(
        clippy::arithmetic_side_effects,
        reason = "places in a short text, and exponents of three digits"
    )]
    fn value(&self, affixes: &Affixes<'_>) -> Option<f64> {
        let negative = affixes.negative ^ (affixes.up && !self.up_is_plus);
        let (mantissa, exponent) = split_exponent(affixes.digits)?;
        let (whole, fraction) = match mantissa.iter().position(|b| *b == self.decimal.byte()) {
            Some(at) => (mantissa.get(..at)?, mantissa.get(at + 1..)?),
            None => (mantissa, &[][..]),
        };
        if !fraction.iter().all(u8::is_ascii_digit) || (whole.is_empty() && fraction.is_empty()) {
            return None;
        }
        let mut text = [0u8; LONGEST + 16];
        let mut length = 0;
        let mut put = |byte: u8| {
            if let Some(slot) = text.get_mut(length) {
                *slot = byte;
                length += 1;
            }
        };
        put(b'0');
        // 192.168.100.200 is an address; with a sign or decimals it is a number.
        if !affixes.negative && mantissa.len() == whole.len() && is_address(whole) {
            return None;
        }
        ungroup(whole, self.decimal.group_byte(), &mut put)?;
        put(b'.');
        fraction.iter().for_each(|byte| put(*byte));
        let (shift, factor) = match affixes.shift {
            shift @ BINARY.. => (0, 2f64.powi(shift - BINARY)),
            shift => (shift, 1.0),
        };
        let exponent = exponent + shift;
        put(b'e');
        if exponent < 0 {
            put(b'-');
        }
        let magnitude = exponent.unsigned_abs();
        for unit in [1_000, 100, 10, 1] {
            put(b'0' + (magnitude / unit % 10) as u8);
        }
        let text = std::str::from_utf8(text.get(..length)?).ok()?;
        let value: f64 = text.parse().ok()?;
        let value = value * factor;
        // Too large for any number that was meant.
        let value = value.is_finite().then_some(value)?;
        Some(if negative { -value } else { value })
    }
}

/// The cell narrowed and trimmed; `None` where it is too long to be a number.
fn plain<'a>(cell: &'a [u8], buffer: &'a mut [u8; LONGEST]) -> Option<&'a [u8]> {
    let cell = cell.trim_ascii();
    if cell.len() > LONGEST {
        return None;
    }
    Some(if cell.is_ascii() { cell } else { width::narrow(cell, buffer).trim_ascii() })
}

pub(super) fn is_missing(text: &[u8]) -> bool {
    text.is_empty()
        || (text.len() <= 16
            && MISSING.iter().any(|token| token.as_bytes().eq_ignore_ascii_case(text)))
        || is_sheet_error(text)
        || is_withheld(text)
}

/// `: c`, `: bu`: nothing, with the flags of why, as Eurostat writes it.
fn is_withheld(text: &[u8]) -> bool {
    let flags = text.strip_prefix(b": ").unwrap_or_default();
    (1..=3).contains(&flags.len()) && flags.iter().all(u8::is_ascii_alphabetic)
}

/// The currency or unit that a number carries.
pub fn unit_of(cell: &[u8]) -> Option<&'static str> {
    Affixes::of(cell.trim_ascii())?.unit
}

/// Whether a cell is blank or one of [`MISSING`].
pub fn says_nothing(cell: &[u8]) -> bool {
    let mut buffer = [0; LONGEST];
    plain(cell, &mut buffer).is_some_and(is_missing)
}

/// `#DIV/0!`, `#WERT!`, `#NAME?`: a spreadsheet's error, in whatever language.
fn is_sheet_error(text: &[u8]) -> bool {
    matches!(text, [b'#', .., b'!' | b'?'])
        && text.len() <= 16
        && !text.iter().any(|byte| matches!(byte, b'1'..=b'9'))
}

/// `1.87E+11` in mantissa and exponent (0 where there is none).
#[expect(clippy::arithmetic_side_effects, reason = "a place in a text, and three digits")]
fn split_exponent(digits: &[u8]) -> Option<(&[u8], i32)> {
    let Some(at) = digits.iter().position(|byte| matches!(byte, b'e' | b'E')) else {
        return Some((digits, 0));
    };
    let (mantissa, rest) = (digits.get(..at)?, digits.get(at + 1..)?);
    let (sign, rest) = match rest.split_first()? {
        (b'-', rest) => (-1, rest),
        (b'+', rest) => (1, rest),
        _ => (1, rest),
    };
    if rest.is_empty() || rest.len() > 3 || !rest.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some((mantissa, sign * rest.iter().fold(0, |sum, byte| sum * 10 + i32::from(byte - b'0'))))
}

/// Four groups of at most 255, written without leading zeros, between dots.
fn is_address(text: &[u8]) -> bool {
    let octet = |digits: &[u8]| {
        let padded = digits.len() > 1 && digits.first() == Some(&b'0');
        digits.len() <= 3 && digits <= b"255".as_slice() && !padded
    };
    text.split(|byte| *byte == b'.').count() == 4 && text.split(|byte| *byte == b'.').all(octet)
}

/// The digits of a whole part without its thousands marks; `None` where the marks do not stand
/// at thousands (or, with commas, at lakhs: `12,34,567`).
fn ungroup(whole: &[u8], group: u8, put: &mut impl FnMut(u8)) -> Option<()> {
    let is_mark = |byte: u8| byte == group || matches!(byte, b' ' | b'\'');
    let Some(&mark) = whole.iter().find(|byte| is_mark(**byte)) else {
        if !whole.iter().all(u8::is_ascii_digit) {
            return None;
        }
        whole.iter().for_each(|byte| put(*byte));
        return Some(());
    };
    let groups = whole.split(|byte| *byte == mark);
    let last = groups.clone().count().saturating_sub(1);
    let indian = mark == b',' && groups.clone().take(last).skip(1).any(|g| g.len() == 2);
    for (index, digits) in groups.clone().enumerate() {
        let length_fits = match digits.len() {
            1..=3 if index == 0 => !indian || digits.len() <= 2,
            2 => indian && index < last,
            3 => !indian || index == last,
            _ => false,
        };
        // "0.123" has no thousands.
        let leading_zero = index == 0 && digits.first() == Some(&b'0');
        if !length_fits || leading_zero || !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
    }
    groups.flatten().for_each(|byte| put(*byte));
    Some(())
}

/// A number written in a style with grouped thousands and the given decimals: the inverse of
/// [`Style::parse`] as far as the decimals go.
///
/// ```
/// # use comove::ingest::number::{Style, render};
/// assert_eq!(render(-1234567.891, Style::COMMA, 2), "-1.234.567,89");
/// ```
pub fn render(value: f64, style: Style, decimals: usize) -> String {
    let plain = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut out = String::with_capacity(plain.len().saturating_mul(2));
    if value.is_sign_negative() && value != 0.0 {
        out.push('-');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && whole.len().abs_diff(index).is_multiple_of(3) {
            out.push(char::from(style.decimal.group_byte()));
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(style.decimal.char());
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const UP: Style = Style { decimal: DecimalMark::Point, up_is_plus: true };

    #[test]
    #[expect(clippy::type_complexity, reason = "a table")]
    fn cells() {
        let unreadable = Err(Reason::NumberUnreadable);
        let (p, c) = (Style::POINT, Style::COMMA);
        #[rustfmt::skip]
        let cases: &[(Style, &str, Result<Option<f64>, Reason>)] = &[
            (Style::POINT, "1,120 (34.5%)", Ok(Some(1120.0))), (Style::COMMA, "12 (3,4 %)", Ok(Some(12.0))), (Style::POINT, "(34%)", Ok(Some(-34.0))),
            (p, "0", Ok(Some(0.))), (p, "-0.5", Ok(Some(-0.5))), (p, " 12.50 ", Ok(Some(12.5))), (p, "+5.86%", Ok(Some(5.86))), (p, ".5", Ok(Some(0.5))), (p, "5.", Ok(Some(5.))),
            (p, "1,234.5", Ok(Some(1234.5))), (p, "1,234", Ok(Some(1234.))), (p, "1,234,567", Ok(Some(1_234_567.))), (p, "12,34,567.5", Ok(Some(1_234_567.5))), (p, "1,23", unreadable), (p, "1,2345", unreadable),
            (p, "1234,567", unreadable), (p, "0,123", unreadable), (p, "1.2.3", unreadable), (p, "198.51.100.7", unreadable), (c, "192.168.100.200", unreadable), (c, "1.234.567.890", Ok(Some(1_234_567_890.))),
            (p, "1 234 567.8", Ok(Some(1_234_567.8))), (p, "1\u{202f}234", Ok(Some(1234.))), (p, "1'234.50", Ok(Some(1234.5))), (p, "1’234.50", Ok(Some(1234.5))), (p, "12 34", unreadable),
            (c, "1.409,15", Ok(Some(1409.15))), (c, "39.623,0", Ok(Some(39623.))), (c, "6,4752", Ok(Some(6.4752))), (c, "3,33K", Ok(Some(3330.))), (c, "-0,25%", Ok(Some(-0.25))), (c, "1 234,5 €", Ok(Some(1234.5))),
            (c, "1.234", Ok(Some(1234.))), (c, "1,234.5", unreadable), (c, "12.5", unreadable), (c, "3,15E-05", Ok(Some(3.15e-5))),
            (p, "$156.57", Ok(Some(156.57))), (p, "-$1,156.57", Ok(Some(-1156.57))), (p, "$-1", Ok(Some(-1.))), (p, "($1,156.57)", Ok(Some(-1156.57))), (p, "(5)", Ok(Some(-5.))), (p, "5-", Ok(Some(-5.))), (p, "(5", unreadable),
            (p, "USD 1,234.50", Ok(Some(1234.5))), (c, "1.234,50 EUR", Ok(Some(1234.5))), (p, "¥1,234", Ok(Some(1234.))), (p, "1,234円", Ok(Some(1234.))), (p, "R$ 10.5", Ok(Some(10.5))),
            (p, "1095.35K", Ok(Some(1_095_350.))), (p, "84.60K", Ok(Some(84_600.))), (p, "0.31K", Ok(Some(310.))), (p, "931.32M", Ok(Some(931_320_000.))), (p, "1.02B", Ok(Some(1_020_000_000.))), (p, "2.5T", Ok(Some(2.5e12))),
            (p, "1.5万", Ok(Some(15_000.))), (p, "3億", Ok(Some(3e8))), (p, "2兆円", Ok(Some(2e12))), (p, "1.2 million", Ok(Some(1.2e6))), (p, "3 Milliarden", Ok(Some(3e9))), (p, "80.5 Lakh", Ok(Some(8.05e6))), (p, "1.1 Cr.", Ok(Some(1.1e7))), (p, "1億2345万円", Ok(Some(123_450_000.))), (p, "35만원", Ok(Some(350_000.))), (p, "1.2 bn", Ok(Some(1.2e9))), (p, "5 Mio.", Ok(Some(5e6))),
            (p, "▲1.75%", Ok(Some(-1.75))), (p, "△3", Ok(Some(-3.))), (p, "−2.5", Ok(Some(-2.5))), (UP, "▲1.75%", Ok(Some(1.75))), (UP, "▼1.75%", Ok(Some(-1.75))),
            (c, "1\u{2009}200,50 kr", Ok(Some(1200.5))), (c, "1\u{202f}200,50\u{202f}€", Ok(Some(1200.5))), (c, "12\u{2007}345", Ok(Some(12345.))), (p, "1\u{a0}234\u{a0}567.8", Ok(Some(1_234_567.8))), (p, "1’234.50", Ok(Some(1234.5))), (p, "1‘234.5", Ok(Some(1234.5))), (p, "1´234.5", Ok(Some(1234.5))),
            (p, "١٬٢٣٤٫٥", Ok(Some(1234.5))), (p, "۱۲۳", Ok(Some(123.))), (p, "१२.५", Ok(Some(12.5))), (p, "๑๒๓", Ok(Some(123.))), (p, "−١٢", Ok(Some(-12.))),
            (p, "４，６４０", Ok(Some(4640.))), (p, "－１．５", Ok(Some(-1.5))), (p, "1.87E+11", Ok(Some(1.87e11))), (p, "3.15E-05", Ok(Some(3.15e-5))), (p, "1e400", unreadable), (p, "1e", unreadable), (p, "e5", unreadable),
            (p, "", Ok(None)), (p, "  ", Ok(None)), (p, ".", Ok(None)), (p, "-", Ok(None)), (p, "–", Ok(None)), (p, "—", Ok(None)), (p, "--", Ok(None)), (p, "null", Ok(None)), (p, "NULL", Ok(None)), (p, "NaN", Ok(None)),
            (p, "n/a", Ok(None)), (p, "#N/A", Ok(None)), (p, "<1", Ok(None)), (p, "\\N", Ok(None)), (p, "　", Ok(None)), (p, "…", Ok(None)),
            (p, "inf", unreadable), (p, "Infinity", unreadable), (p, "0x1F", unreadable), (p, "abc", unreadable), (p, "50000 / tcp", unreadable), (p, "2021-07-14", unreadable), (p, "13:32", unreadable), (p, "K", unreadable), (p, "%", unreadable), (p, "1 2", unreadable),
            (p, "--5", unreadable), (p, "5%%", unreadable), (p, "1.5.", unreadable), (p, "12345678901234567890", Ok(Some(12345678901234567890.))), (p, "9007199254740993", Ok(Some(9007199254740992.))),
        ];
        for (style, cell, want) in cases {
            assert_eq!(style.parse(cell.as_bytes()), *want, "{cell:?} with {:?}", style.decimal);
        }
    }

    proptest! {
        #[test]
        fn equals_the_standard_library(text in "-?[0-9]{1,20}(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,2})?") {
            let want: f64 = text.parse().unwrap();
            prop_assert_eq!(Style::POINT.parse(text.as_bytes()), Ok(Some(want)));
            let comma = text.replace('.', ",");
            prop_assert_eq!(Style::COMMA.parse(comma.as_bytes()), Ok(Some(want)));
        }

        #[test]
        fn fast_path_equals_general_path(text in "[-0-9.,]{0,20}", comma: bool) {
            let style = if comma { Style::COMMA } else { Style::POINT };
            if let Some(value) = style.parse_plain(text.as_bytes()) {
                prop_assert_eq!(style.parse_any(text.as_bytes()), Ok(Some(value)));
            }
        }

        #[test]
        fn reads_what_it_writes(cents in -1_000_000_000_000i64..1_000_000_000_000, comma: bool) {
            let style = if comma { Style::COMMA } else { Style::POINT };
            let value: f64 = format!("{}e-2", cents).parse().unwrap();
            let read = style.parse(render(value, style, 2).as_bytes());
            prop_assert_eq!(read, Ok(Some(value)));
        }

        #[test]
        fn never_panics(cell in proptest::collection::vec(any::<u8>(), 0..80)) {
            for style in [Style::POINT, Style::COMMA] {
                if let Ok(Some(value)) = style.parse(&cell) {
                    prop_assert!(value.is_finite());
                }
            }
        }
    }
}
