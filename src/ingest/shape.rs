//! What a cell looks like, before anything is known about its column.
//!
//! A coarse look for telling rows from headers and delimiters from marks; formats and number
//! styles are found later, a column and a file at a time.

#![expect(clippy::arithmetic_side_effects, reason = "places in a cell")]

use super::number::{Style, says_nothing};
use super::timestamp;
use super::width;

/// The look of one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Nothing, or blanks.
    Blank,
    /// A token for "no value": `NaN`, `null`, `-`, `.`, `n/a`.
    Missing,
    /// Digits with the marks of numbers, currencies, percents, K/M/B.
    Number,
    /// Digits and the marks and words of dates and times.
    Time,
    /// Anything else.
    Text,
}

impl Shape {
    /// Whether the cell is what columns of data are made of.
    pub fn is_typed(self) -> bool {
        matches!(self, Shape::Number | Shape::Time)
    }
}

/// Words that may stand in a time: months, weekdays, halves of the day, zones.
const TIME_WORDS: &[&str] = &[
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mon",
    "tue", "wed", "thu", "fri", "sat", "sun", "am", "pm", "utc", "gmt", "t", "z", "est", "edt",
    "cst", "cdt", "mst", "mdt", "pst", "pdt", "cet", "cest", "jst", "bst", "ene", "abr", "ago",
    "dic", "janv", "févr", "avr", "mai", "juin", "juil", "août", "déc", "mär", "okt", "dez", "mag",
    "giu", "lug", "set", "ott", "fev", "out", "q", "w", "th", "st", "nd", "rd", "h", "r", "s",
    "de",
];

/// Those among them that no longer word begins with: `Estratto` is no time.
const ZONES: &[&str] = &[
    "utc", "gmt", "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "cet", "cest", "jst",
    "bst",
];

/// The look of a cell.
pub fn shape(cell: &[u8]) -> Shape {
    plain_shape(cell).unwrap_or_else(|| any_shape(bare(cell)))
}

/// What a formula of a spreadsheet holds that keeps a text from being changed: `="0050"`.
pub fn bare(cell: &[u8]) -> &[u8] {
    let inner = cell.strip_prefix(b"=\"").and_then(|rest| rest.strip_suffix(b"\""));
    inner.unwrap_or(cell)
}

fn any_shape(cell: &[u8]) -> Shape {
    let text = String::from_utf8_lossy(cell.get(..cell.len().min(80)).unwrap_or_default());
    let text = text.trim();
    if text.is_empty() {
        return Shape::Blank;
    }
    if is_missing(text) {
        return Shape::Missing;
    }
    if !text.chars().any(is_digit) {
        return Shape::Text;
    }
    if is_number(text) {
        Shape::Number
    } else if text.starts_with("/Date(") || is_time(text) {
        Shape::Time
    } else {
        Shape::Text
    }
}

/// The same for what most cells are: numbers, times, words without a digit, addresses.
fn plain_shape(cell: &[u8]) -> Option<Shape> {
    if is_plain_number(cell) {
        return Some(Shape::Number);
    }
    if is_plain_time(cell) {
        return Some(Shape::Time);
    }
    // Digits in this run of them, and dots.
    let (mut run, mut dots) = (0, 0);
    let mut kind = None;
    for &byte in cell {
        let of_byte = match byte {
            b'0'..=b'9' => {
                run += 1;
                true
            }
            b'.' if (1..=3).contains(&run) => {
                dots += 1;
                run = 0;
                true
            }
            b'A'..=b'Z' | b'a'..=b'z' => false,
            // Between words.
            b' ' | b',' if kind == Some(false) => false,
            _ => return None,
        };
        if *kind.get_or_insert(of_byte) != of_byte || run > 19 {
            return None;
        }
    }
    match kind? {
        // Longer than any word for a missing value.
        false => {
            ((8..=80).contains(&cell.len()) && cell.last() != Some(&b' ')).then_some(Shape::Text)
        }
        true if dots == 0 => Some(Shape::Number),
        true => {
            (dots == 3 && run <= 3 && address(str::from_utf8(cell).ok()?)).then_some(Shape::Text)
        }
    }
}

/// A day as ISO 8601 writes it, alone or with a time of day to the second behind it, its fraction, and a `Z`.
fn is_plain_time(cell: &[u8]) -> bool {
    let like = |form: &[u8]| {
        let digit = |(byte, form): (&u8, &u8)| match form {
            b'0' => byte.is_ascii_digit(),
            form => byte == form,
        };
        cell.len() >= form.len() && cell.iter().zip(form).all(digit)
    };
    let rest = match cell.get(10..) {
        Some([]) => return like(b"0000-00-00"),
        Some(rest) if like(b"0000-00-00T00:00:00") || like(b"0000-00-00 00:00:00") => {
            rest.get(9..).unwrap_or_default()
        }
        _ => return false,
    };
    let rest = rest.strip_suffix(b"Z").unwrap_or(rest);
    match rest {
        [] => true,
        [b'.', decimals @ ..] => {
            (1..=9).contains(&decimals.len()) && decimals.iter().all(u8::is_ascii_digit)
        }
        _ => false,
    }
}

/// Up to nineteen digits, with a minus before them, or decimals behind them.
pub fn is_plain_number(cell: &[u8]) -> bool {
    let digits = cell.strip_prefix(b"-").unwrap_or(cell);
    let run = |bytes: &[u8]| bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let whole = run(digits);
    let decimals = match digits.get(whole..) {
        Some([]) => 0,
        Some([b'.', behind @ ..]) if !behind.is_empty() && run(behind) == behind.len() => {
            behind.len()
        }
        _ => return false,
    };
    whole > 0 && whole + decimals <= 19
}

fn is_missing(text: &str) -> bool {
    const TOKENS: &[&str] = &[
        "nan", "null", "none", "na", "n/a", "#n/a", "nil", "-", "--", ".", "..", "...", "—", "–",
        "?", "(null)", "\\n", "nat", "inf", "-inf", "#div/0!", "-nan", "1.#qnan",
    ];
    let token = TOKENS.iter().any(|token| text.eq_ignore_ascii_case(token));
    // Words may name a group; what has no word in it stands for nothing everywhere, and so do
    // `N.A.`, `n.d.`, `n/d`.
    let word = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    let letters = word(text) == 0 || (word(text) == 2 && text.contains(['.', '/']));
    // A line of dashes below a header parts it from the rows.
    let line = text.len() > 2 && text.bytes().all(|byte| byte == b'-');
    token
        || (!line
            && (letters || text.starts_with('#') || text == "欠測")
            && says_nothing(text.as_bytes()))
}

/// Digits of ASCII, full-width ones and those of other scripts that [`width::narrow`] knows.
fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９' | '٠'..='٩' | '۰'..='۹' | '०'..='९' | '০'..='৯' | '๐'..='๙')
}

fn is_number(text: &str) -> bool {
    let mut digits = 0;
    let mut letters = String::new();
    let mut slash = false;
    for c in text.chars() {
        match c {
            c if is_digit(c) => digits += 1,
            '.'
            | ','
            | '\''
            | '+'
            | '-'
            | '−'
            | '▲'
            | '△'
            | '%'
            | '％'
            | '('
            | ')'
            | '<'
            | '>'
            | '~'
            | '$'
            | '€'
            | '£'
            | '¥'
            | '￥'
            | '₿'
            | '₺'
            | '₩'
            | '₹'
            | ' '
            | '\u{a0}'
            | '\u{202f}'
            | '\u{2000}'..='\u{200a}'
            | '\u{205f}'
            | '’'
            | '‘'
            | '´'
            | 'ʼ'
            | '′'
            | '٪'
            | '٫'
            | '٬'
            | '，'
            | '．'
            | '－'
            | '＋'
            | '_'
            | '°'
            | '℃'
            | '℉' => {}
            '/' => slash = true,
            c if c.is_alphabetic() => letters.push(c),
            _ => return false,
        }
    }
    if digits == 0 {
        return false;
    }
    if slash {
        // `1.5 kB/s` is a number, `7/14` is none.
        return (2..=6).contains(&letters.len()) && is_readable(text);
    }
    // Two marks of a date between digits are no number: 2021-07-14, 14.07.2021, 1-2.
    let bytes = text.as_bytes();
    let inner_dash = bytes
        .windows(3)
        .any(|w| matches!(w, [a, b'-', c] if a.is_ascii_digit() && c.is_ascii_digit()));
    let letter_first =
        text.starts_with(char::is_alphabetic) && letters.len() < 3 && !text.contains('$');
    // `EUR1` and `USD1` are names of two rates.
    let coded = bytes.len() == 4 && letters.len() == 3 && bytes.starts_with(letters.as_bytes());
    if coded
        || inner_dash
        || letter_first
        || dotted_date(text)
        || (letters.is_empty() && address(text))
    {
        return false;
    }
    // `2018M04` is a month: what stands behind a number has none behind it.
    let between = text.ends_with(is_digit) && text.starts_with(is_digit);
    letters.is_empty()
        || (letters.chars().count() <= 3
            && !between
            && [
                "k", "m", "b", "t", "bn", "mn", "mrd", "mio", "usd", "eur", "jpy", "gbp",
                "btc", "xmr", "万", "億", "円", "百万", "件", "回",
            ]
            .contains(&letters.to_lowercase().as_str()))
        // A unit that numbers are read with; `10 a` and `8 jan` have none.
        || (letters.chars().count() <= 8 && is_readable(text))
}

/// Whether either decimal mark makes a number of it.
fn is_readable(text: &str) -> bool {
    [Style::POINT, Style::COMMA].iter().any(|style| style.parse(text.as_bytes()).is_ok())
}

/// `14.07.2021`: three groups of digits that make a date, not a number with thousands.
fn dotted_date(text: &str) -> bool {
    let size = |group: &str| if group.chars().all(is_digit) { group.len() } else { 0 };
    let mut groups = text.split(['.', ' ']).map(size);
    let sizes = (groups.next(), groups.next(), groups.next());
    matches!(sizes, (Some(1..=2), Some(1..=2), Some(2 | 4)) | (Some(4), Some(1..=2), Some(1..=2)))
}

/// `198.51.100.7`: an address.
fn address(text: &str) -> bool {
    text.split('.').count() == 4 && text.split('.').all(|part| part.parse::<u8>().is_ok())
}

fn is_time(text: &str) -> bool {
    // `13:32:01 GMT+0900 (Japan Standard Time)`: the zone again.
    if let Some((before, _)) = text.split_once(" (").filter(|_| text.ends_with(')'))
        && before.contains(':')
    {
        return is_time(before);
    }
    is_made_of_time(text) || is_dated(text)
}

/// `January 2018`, `14 июля 2021`, `2021-07-05 - 2021-07-11`: what only a format's reading tells
/// from text.
fn is_dated(text: &str) -> bool {
    let mut buffer = [0; 64];
    if text.len() > buffer.len() {
        return false;
    }
    let text = width::narrow(text.as_bytes(), &mut buffer);
    let runs = text.split(|byte| !byte.is_ascii_digit()).filter(|run| !run.is_empty());
    let year = runs.clone().any(|run| run.len() == 4);
    // `Jul-21`, `平成3年`; but not `h3`.
    let short = text.len() <= 12 && text.iter().take(3).all(|b| !matches!(b, b'0'..=b'9' | b'-'));
    (year || short)
        && (1..=14).contains(&runs.count())
        && timestamp::readings(text).iter().any(timestamp::Format::has_year)
}

fn is_made_of_time(text: &str) -> bool {
    let mut groups = 0;
    let mut in_digits = false;
    let mut word = String::new();
    let mut words_fit = true;
    let check = |word: &mut String, fit: &mut bool| {
        if !word.is_empty() {
            let lower = word.to_lowercase();
            *fit &= TIME_WORDS.iter().any(|known| {
                lower == *known
                    || (known.len() >= 3
                        && lower.starts_with(known)
                        && lower.len() <= 9
                        && !ZONES.contains(known))
            });
            word.clear();
        }
    };
    for c in text.chars() {
        if is_digit(c) {
            groups += usize::from(!in_digits);
            in_digits = true;
            check(&mut word, &mut words_fit);
            continue;
        }
        in_digits = false;
        match c {
            '-' | '/' | '.' | ':' | ',' | ' ' | '+' | '@' | '年' | '月' | '日' | '時' | '分'
            | '秒' | '令' | '和' | '平' | '成' | '昭' | '民' | '國' | '国' | '元' | '／' | '：'
            | '－' | '[' | ']' | '午' | '前' | '後' | '(' | ')' | '火' | '水' | '木' | '金'
            | '土' | '년' | '월' | '일' | '曜' => {
                check(&mut word, &mut words_fit);
            }
            c if c.is_alphabetic() => word.push(c),
            _ => return false,
        }
    }
    check(&mut word, &mut words_fit);
    let digits = text.chars().filter(|c| is_digit(*c)).count();
    words_fit && groups >= 2 && (3..=32).contains(&digits) && !address(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn looks() {
        use Shape::*;
        let cases = [
            ("", Blank),
            ("  ", Blank),
            ("NaN", Missing),
            (".", Missing),
            ("n/a", Missing),
            ("N.A.", Missing),
            ("－", Missing),
            ("///", Missing),
            (":", Missing),
            ("#WERT!", Missing),
            ("欠測", Missing),
            ("missing", Text),
            ("x", Text),
            ("12.3e", Text),
            ("1", Number),
            ("-1.5", Number),
            ("1,234.5", Number),
            ("1.234,5", Number),
            ("84.60K", Number),
            ("0.90%", Number),
            ("▲1.75%", Number),
            ("$156.57", Number),
            ("3.15E-05", Number),
            ("１，２３４", Number),
            ("1'234", Number),
            ("0x4A", Text),
            ("1733961600000", Number),
            ("2021-07-14", Time),
            ("14.07.2021", Time),
            ("7/14/2021", Time),
            ("2021/07", Time),
            ("2004-01", Time),
            ("06/29/17-09:57:43.881843 ", Time),
            ("Jul 14, 2021 @ 23:04:05.678", Time),
            ("11/16/2024, 11:56:52.454 PM", Time),
            ("2021年7月14日", Time),
            ("18-Oct-21", Time),
            ("2015-07-23T17:00:00-07:00", Time),
            ("2013-04-28 00:00:00 UTC", Time),
            ("Jan 1 2000", Time),
            ("13:45", Time),
            ("令和4年5月31日", Time),
            ("民國110年6月1日", Time),
            ("R4.5.31", Time),
            ("2021-W05", Time),
            ("2021Q1", Time),
            ("2021M04", Time),
            ("2021MM04", Time),
            ("=\"12.5\"", Number),
            ("198.51.100.7", Text),
            ("00:50:56:C0:00:08", Text),
            ("TCP", Text),
            ("1:2093234:5", Time),
            ("CVE-2021-1234", Text),
            ("Close/Last", Text),
            ("40000 / tcp", Text),
            ("B-99", Text),
            ("price", Text),
            ("Estratto : 2-1-2025 11:58:30", Text),
        ];
        for (text, expected) in cases {
            assert_eq!(shape(text.as_bytes()), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn the_quick_look_is_the_same(
            cell in prop_oneof![
                "[0-9]{1,4}(\\.[0-9]{0,4}){0,4}", "-?[0-9]{1,20}(\\.[0-9]{1,19})?", "[0-9.]{0,16}", "[A-Za-z ,]{0,12}", "[0-9A-Za-z .,:-]{0,90}",
                "(null|none|NaN|nat|inf|January|May)[ ,]{0,8}",
                "[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{0,10})?Z?)?",
            ],
        ) {
            if let Some(quick) = plain_shape(cell.as_bytes()) {
                prop_assert_eq!(quick, any_shape(cell.as_bytes()), "{}", cell);
            }
        }
    }
}
