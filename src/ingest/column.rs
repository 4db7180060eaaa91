//! How the columns of a sample look: what their cells are, how many differ. Everything that is
//! judged of a column is counted here, once.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "counts of a sample's rows, and places in a cell"
)]

use super::lexicon;
use super::names::Names;
use super::number::{self, Length, Style, duration, flagged, is_bound, lone_letter, says_nothing};
use super::shape::{Shape, is_plain_number, shape};
use super::table::Row;
use crate::kit::indices::sorted;

/// Different values of a column that are counted.
const DISTINCT_MAX: usize = 600;

/// Longest text, in bytes, that can stand for a missing value, and how many may in one column.
const MARK_BYTES: usize = 24;
const MARKS_MAX: usize = 6;

/// One column of the sample.
#[derive(Clone, Debug, Default)]
pub struct ColumnFacts {
    /// Header, or empty.
    pub name: String,
    /// Cells that are not blank.
    pub filled: usize,
    /// Blank cells.
    pub blank: usize,
    /// Tokens for "no value".
    pub missing: usize,
    /// Numbers.
    pub numbers: usize,
    /// Whole numbers, among them.
    pub integers: usize,
    /// Numbers without decimals but for a zero (`101.0`), among them.
    pub whole: usize,
    /// Times.
    pub times: usize,
    /// Anything else.
    pub texts: usize,
    /// Addresses (IP, MAC), among the texts.
    pub addresses: usize,
    /// Different values, up to a limit.
    pub distinct: usize,
    /// Cells that hold several words.
    pub sentences: usize,
    /// A number with one mark before three digits, which could group or be decimal.
    pub marked: Option<String>,
    /// Whether the numbers grow by one, row by row, as an index does.
    pub index: bool,
    /// Whether they are whole, each larger than the one before, or each smaller.
    pub running: bool,
    /// How often a number is followed by another one.
    pub changes: usize,
    /// Numbers with decimals, among them, however they are marked.
    pub fractions: usize,
    /// Numbers below zero.
    pub negatives: usize,
    /// Numbers that carry a currency or a unit.
    pub units: usize,
    /// The currencies of its numbers, where several come again and again.
    pub currencies: Vec<&'static str>,
    /// Numbers with a flag behind them, not among `numbers`.
    pub flagged: usize,
    /// Numbers with one small letter behind them that may be a flag or a power of ten.
    pub lone_letters: usize,
    /// Lengths of time, where the column is one of them, whatever their shape.
    pub durations: usize,
    /// Cells that name only a limit (`<5`).
    pub bounds: usize,
    /// Texts that say that there is nothing, not among `missing`.
    pub silent: usize,
    /// Short texts without a digit that come again and again, most frequent first.
    pub marks: Vec<Vec<u8>>,
    /// Cells that hold one of them.
    pub marked_cells: usize,
    /// What stands behind the number in every cell, where it is no unit that numbers are read with.
    pub unit: Vec<u8>,
}

impl ColumnFacts {
    /// Whether its cells are numbers, but for missing ones: most of them; or about half, where
    /// the others are a few marks that come again and again, or where the numbers have decimals;
    /// or a third, where both hold.
    pub fn is_numeric(&self) -> bool {
        let said = self.said();
        let numbers = self.measured();
        let others = said.saturating_sub(numbers);
        let marks = self.marked_cells * 10 >= others * 9;
        let decimals = self.fractions * 2 >= numbers;
        said > 0
            && (numbers * 4 >= said * 3
                || (numbers >= 4 && numbers * 20 >= said * 9 && (marks || decimals))
                || (numbers >= 8 && numbers * 3 >= said && marks && decimals))
    }

    /// Cells that say something.
    fn said(&self) -> usize {
        self.filled - self.missing - self.silent
    }

    /// Cells that a number can be read from.
    pub fn measured(&self) -> usize {
        if !self.unit.is_empty() {
            return self.said();
        }
        if self.durations > 0 {
            return self.durations;
        }
        // Where most numbers have letters behind them, these are no flags.
        let flagged = if self.flagged <= self.numbers { self.flagged } else { 0 };
        self.numbers + flagged + self.bounds.min(self.numbers)
    }

    /// Whether its numbers are few and stand in blocks: first all rows of one, then of the next.
    pub fn in_blocks(&self) -> bool {
        self.distinct >= 2
            && self.distinct * 10 <= self.filled
            && self.integers == self.filled
            && self.changes < self.distinct
    }

    /// Whether nearly all its cells say something.
    pub fn is_filled(&self) -> bool {
        self.filled * 10 >= (self.filled + self.blank) * 8
    }

    /// Whether its cells are texts that differ.
    pub fn is_varying_text(&self) -> bool {
        let said = self.filled - self.missing;
        self.distinct > 1 && said * 4 > (said + self.blank + self.missing) && self.texts * 2 > said
    }

    /// Whether it holds addresses of machines.
    pub fn is_addresses(&self) -> bool {
        self.addresses * 2 > self.filled - self.missing && self.addresses > 0
    }
}

/// `198.51.100.7`, with or without port, `2001:db8::1`, `00:50:56:C0:00:08`.
pub fn is_address(cell: &[u8]) -> bool {
    let cell = cell.trim_ascii();
    let marks = cell.iter().filter(|byte| matches!(byte, b'.' | b':')).count();
    if marks < 3 {
        return false;
    }
    let Ok(text) = std::str::from_utf8(cell) else { return false };
    let host = match text.rsplit_once(':') {
        Some((host, port)) if port.parse::<u32>().is_ok() && host.contains('.') => host,
        _ => text,
    };
    if host.split('.').count() == 4 && host.split('.').all(|part| part.parse::<u8>().is_ok()) {
        return true;
    }
    let groups: Vec<&str> = text.split(':').collect();
    groups.len() >= 5
        && groups.len() <= 8
        && groups
            .iter()
            .all(|group| group.len() <= 4 && group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// `1,234,567`: a whole number with its thousands marked.
fn is_grouped(cell: &[u8]) -> bool {
    let mut groups = cell.trim_ascii().split(|byte| *byte == b',');
    let digits = |group: &[u8]| group.iter().all(u8::is_ascii_digit);
    let first = groups.next().unwrap_or_default();
    let mut more = 0;
    let grouped = groups.all(|group| {
        more += 1;
        group.len() == 3 && digits(group)
    });
    grouped && more > 0 && (1..=3).contains(&first.len()) && digits(first)
}

/// `1,234` or `1.234`.
fn is_marked(cell: &[u8]) -> bool {
    let Some(at) = memchr::memchr2(b'.', b',', cell) else { return false };
    let behind = cell.get(at + 1..).unwrap_or_default();
    behind.iter().take_while(|byte| byte.is_ascii_digit()).count() == 3
        && memchr::memchr2(b'.', b',', behind).is_none()
}

/// Whether a number has decimals, however it is marked: `12.5`, `1.234,50`, `0.123`; of one mark
/// before three digits nobody knows.
fn has_fraction(cell: &[u8]) -> bool {
    let Some(at) = memchr::memrchr2(b'.', b',', cell) else { return false };
    let (whole, behind) = cell.split_at(at);
    let digits = behind.iter().skip(1).take_while(|byte| byte.is_ascii_digit()).count();
    let zero = matches!(whole, [b'0'] | [.., b'-' | b'+' | b' ', b'0']);
    let other =
        memchr::memchr2(b'.', b',', whole).is_some_and(|first| whole.get(first) != behind.first());
    digits > 0 && (digits != 3 || zero || other)
}

/// The word behind a number, where no blanks or digits are in it: `62 beats`.
fn word_behind(cell: &[u8]) -> Option<&[u8]> {
    let digits = cell.iter().rposition(u8::is_ascii_digit)? + 1;
    let (number, behind) = cell.split_at(digits);
    let word = behind.trim_ascii_start();
    let number = [Style::POINT, Style::COMMA].iter().any(|style| style.parse(number).is_ok());
    let apart = word.len() < behind.len() || !word.first().is_some_and(u8::is_ascii_alphabetic);
    let one = !word.iter().any(u8::is_ascii_whitespace);
    (number && apart && one && (1..=16).contains(&word.len())).then_some(word)
}

/// What one cell is, without the blanks around it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Cell {
    shape: Option<Shape>,
    number: Option<i64>,
    integer: bool,
    marked: bool,
    address: bool,
    sentence: bool,
    fraction: bool,
    negative: bool,
    unit: bool,
    flagged: bool,
    lone_letter: bool,
    length: Option<Length>,
    bound: bool,
    silent: bool,
}

impl Cell {
    fn of(text: &[u8]) -> Cell {
        if is_plain_number(text) { Cell::of_number(text) } else { Cell::of_any(text) }
    }

    /// The same of a plain number, as most cells are.
    fn of_number(text: &[u8]) -> Cell {
        let number: Option<i64> = str::from_utf8(text).ok().and_then(|text| text.parse().ok());
        Cell {
            shape: Some(Shape::Number),
            number,
            integer: number.is_some(),
            marked: is_marked(text),
            fraction: number.is_none() && has_fraction(text),
            negative: text.starts_with(b"-"),
            ..Cell::default()
        }
    }

    fn of_any(text: &[u8]) -> Cell {
        let mut shape = shape(text);
        let whole = || std::str::from_utf8(text).ok()?.trim().parse().ok();
        let number: Option<i64> = if shape == Shape::Number { whole() } else { None };
        let readable = || {
            number.is_some()
                || [Style::POINT, Style::COMMA].iter().any(|style| style.parse(text).is_ok())
        };
        // What has the marks of a number and cannot be read as one is one in parts, like a time:
        // `20210628 000000`, `1,20,0`.
        if shape == Shape::Number && !readable() {
            shape = Shape::Time;
        }
        let numeric = shape == Shape::Number;
        let text_like = matches!(shape, Shape::Time | Shape::Text);
        let digits = text.iter().any(u8::is_ascii_digit);
        let bound = digits && is_bound(text);
        Cell {
            shape: Some(shape),
            number,
            integer: numeric && (number.is_some() || is_grouped(text)),
            marked: numeric && is_marked(text),
            address: text_like && is_address(text),
            sentence: text.contains(&b' '),
            fraction: numeric && number.is_none() && has_fraction(text),
            negative: numeric
                && [&b"-"[..], b"(", "−".as_bytes()].iter().any(|sign| text.starts_with(sign)),
            unit: numeric
                && text.iter().any(|byte| {
                    !byte.is_ascii() || byte.is_ascii_alphabetic() || matches!(byte, b'%' | b'$')
                }),
            flagged: text_like && digits && !bound && flagged(text, true).is_some(),
            lone_letter: numeric && lone_letter(text).is_some(),
            length: duration(text).map(|(_, length)| length),
            bound,
            silent: text_like && says_nothing(text),
        }
    }
}

/// The looks of all columns.
pub fn looks(names: &[String], width: usize, rows: &[Row]) -> Vec<ColumnFacts> {
    (0..width.max(names.len()))
        .map(|column| look(names.get(column).cloned().unwrap_or_default(), column, rows))
        .collect()
}

fn look(name: String, column: usize, rows: &[Row]) -> ColumnFacts {
    let mut look = ColumnFacts { name, ..ColumnFacts::default() };
    // Most columns say the same again and again: what a cell is, is found once.
    let mut names = Names::new(DISTINCT_MAX);
    let mut known: Vec<(Cell, usize)> = Vec::new();
    let mut last: Option<i64> = None;
    let (mut lengths, mut sure, mut clocks) = (0, 0, 0);
    let (mut steps, mut by_one, mut rises, mut falls) = (0, 0, 0, 0);
    for row in rows.iter().filter(|row| !row.excluded) {
        let text = row.cell(column).trim_ascii();
        let number = names.index(text);
        let before = known.get_mut(number as usize).filter(|_| names.get(number) == Some(text));
        let cell = match before {
            Some((cell, times)) => {
                *times += 1;
                *cell
            }
            None => {
                let cell = Cell::of(text);
                if number as usize == known.len() {
                    known.push((cell, 1));
                }
                cell
            }
        };
        let shape = cell.shape.unwrap_or(Shape::Blank);
        if shape == Shape::Blank {
            look.blank += 1;
            continue;
        }
        look.filled += 1;
        match shape {
            Shape::Blank => {}
            Shape::Missing => look.missing += 1,
            Shape::Number => {
                look.numbers += 1;
                if look.marked.is_none() && cell.marked {
                    look.marked = Some(String::from_utf8_lossy(text).into_owned());
                }
                look.integers += usize::from(cell.integer);
                if let (Some(last), Some(number)) = (last, cell.number) {
                    steps += 1;
                    by_one += usize::from(number.wrapping_sub(last) == 1);
                    rises += usize::from(number > last);
                    falls += usize::from(number < last);
                }
                last = cell.number;
            }
            Shape::Time | Shape::Text => {
                look.addresses += usize::from(cell.address);
                if shape == Shape::Text || cell.address {
                    look.texts += 1;
                } else {
                    look.times += 1;
                }
            }
        }
        look.sentences += usize::from(cell.sentence);
        look.fractions += usize::from(cell.fraction);
        look.whole += usize::from(cell.integer || (cell.fraction && text.ends_with(b".0")));
        look.negatives += usize::from(cell.negative);
        look.units += usize::from(cell.unit);
        look.flagged += usize::from(cell.flagged);
        look.lone_letters += usize::from(cell.lone_letter);
        lengths += usize::from(cell.length.is_some());
        sure += usize::from(cell.length == Some(Length::Sure));
        clocks += usize::from(cell.length == Some(Length::Clock));
        look.bounds += usize::from(cell.bound);
        look.silent += usize::from(cell.silent);
    }
    let said = |cell: &&(Cell, usize)| !matches!(cell.0.shape, Some(Shape::Blank | Shape::Missing));
    look.distinct = known.iter().filter(said).count() + usize::from(names.overflown());
    // Times of day are lengths under a name that says so only.
    let named = clocks == lengths && lexicon::lasts(&look.name);
    if lengths * 10 >= look.said() * 9 && (sure > 0 || named) {
        look.durations = lengths;
    }
    let whole = look.integers == look.filled;
    look.index = steps >= 2 && by_one == steps && whole;
    look.changes = rises + falls;
    look.running = steps >= 2 && (rises == steps || falls == steps) && whole;
    look.find_marks(&names, &known);
    look.find_currencies(&names, &known);
    look.find_unit(&names, &known);
    look
}

impl ColumnFacts {
    fn find_marks(&mut self, names: &Names, known: &[(Cell, usize)]) {
        let mut marks: Vec<(usize, &[u8])> = names
            .iter()
            .zip(known)
            .filter(|(text, (cell, times))| {
                cell.shape == Some(Shape::Text)
                    && *times >= 2
                    && !cell.silent
                    && text.len() <= MARK_BYTES
                    && !text.iter().any(u8::is_ascii_digit)
            })
            .map(|(text, (_, times))| (*times, text))
            .collect();
        if marks.len() > MARKS_MAX {
            return;
        }
        marks = sorted(marks, &|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        self.marked_cells = marks.iter().map(|(times, _)| times).sum();
        self.marks = marks.into_iter().map(|(_, text)| text.to_vec()).collect();
    }

    /// Currencies, each in a twentieth of the cells or more.
    fn find_currencies(&mut self, names: &Names, known: &[(Cell, usize)]) {
        let mut met: Vec<(&'static str, usize)> = Vec::new();
        for (text, (_, times)) in names.iter().zip(known).filter(|(_, (cell, _))| cell.unit) {
            let code =
                |unit: &&str| unit.len() == 3 && unit.bytes().all(|b| b.is_ascii_uppercase());
            let Some(unit) = number::unit_of(text).filter(code) else { continue };
            match met.iter_mut().find(|(known, _)| *known == unit) {
                Some((_, cells)) => *cells += times,
                None => met.push((unit, *times)),
            }
        }
        met.retain(|(_, cells)| *cells >= 2 && cells * 20 >= self.said());
        if met.len() > 1 {
            self.currencies = met.into_iter().map(|(unit, _)| unit).collect();
        }
    }

    fn find_unit(&mut self, names: &Names, known: &[(Cell, usize)]) {
        if self.said() < 3 || names.overflown() {
            return;
        }
        let mut unit: Option<&[u8]> = None;
        for (text, (cell, _)) in names.iter().zip(known) {
            if matches!(cell.shape, Some(Shape::Blank | Shape::Missing)) || cell.silent {
                continue;
            }
            match (unit, word_behind(text)) {
                (None, Some(word)) => unit = Some(word),
                (Some(before), Some(word)) if before == word => {}
                _ => return,
            }
        }
        // Currencies and percents are read with the number, and so is a power of ten: `84.60K`.
        let unit = unit.unwrap_or_default();
        if self.numbers * 10 < self.said() * 9 || number::is_scaled_unit(unit) {
            self.unit = unit.to_vec();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_plain_number_is_what_the_long_look_says(
            cell in "-?(0|[1-9])?[0-9]{1,19}(\\.[0-9]{1,19})?",
        ) {
            if is_plain_number(cell.as_bytes()) {
                prop_assert_eq!(Cell::of_number(cell.as_bytes()), Cell::of_any(cell.as_bytes()), "{}", cell);
            }
        }
    }
}
