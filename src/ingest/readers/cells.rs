//! Cells with types, as lines of text with the types before them ([`Types`]).
//!
//! # Contract
//! * A row stands on the line of its number: rows that are left out are blank lines.
//! * Rows are as wide as the widest of the first ones. Tabs, line breaks and control characters in a
//!   text become blanks.
//! * Nothing that a type says gets lost: a number keeps its digits, an instant its milliseconds. A
//!   column whose first moments are all days is written as days; a later one that is none is written
//!   out, cannot be read as a day, and so is counted. A column of times of which one is no time of day
//!   holds lengths of time: numbers of days.

use super::PIECE;
use crate::calendar::civil::{civil_from_days, days_from_civil};
use crate::ingest::limits::Limit;
use crate::ingest::source::{Failure, Layout};
use crate::ingest::typed::{Kind, Types};
use std::fmt::Write;

/// Milliseconds of a day.
pub const DAY_MS: i64 = 86_400_000;
/// Rows and bytes of them that are held until it is known what the columns are.
const HELD_ROWS: usize = 4_000;
const HELD_BYTES: usize = 384 << 10;

/// Bytes of one row, at most: cells name texts, or say how often they come, so that a few bytes of a file
/// are gigabytes of a row. A row beyond [`Limit::Record`] is counted as unusable; one beyond this, which
/// no sheet can have by hand, ends the file.
pub const ROW_MAX: usize = 64 << 20;

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Blank,
    /// Text.
    Text(String),
    /// A number, in digits that Rust reads.
    Number(String),
    /// Milliseconds since 1970 on the table's own clock; whether they are meant as a day.
    Moment(i64, bool),
    /// Milliseconds since midnight, or a length of time.
    Clock(i64),
}

impl Cell {
    fn is_blank(&self) -> bool {
        match self {
            Cell::Blank => true,
            Cell::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    /// How many bytes it has as text, more or less.
    fn bytes(&self) -> usize {
        match self {
            Cell::Text(text) | Cell::Number(text) => text.len().saturating_add(1),
            _ => 20,
        }
    }

    /// Room for so many such cells in what is left of a row's ([`ROW_MAX`]).
    ///
    /// # Errors
    /// There is none.
    pub fn fits(&self, times: usize, room: &mut usize) -> Result<(), Failure> {
        let left = room.checked_sub(self.bytes().saturating_mul(times));
        *room = left.ok_or(Failure::Beyond(Limit::Record))?;
        Ok(())
    }

    fn write(&self, kind: Kind, out: &mut Vec<u8>) {
        match self {
            Cell::Blank => {}
            Cell::Text(text) => push_text(text, out),
            Cell::Number(digits) => out.extend(digits.as_bytes()),
            Cell::Moment(ms, _) if kind == Kind::Date && ms % DAY_MS == 0 => push_day(*ms, out),
            Cell::Moment(ms, _) => {
                push_day(*ms, out);
                out.push(b' ');
                push_clock(ms.rem_euclid(DAY_MS), out);
            }
            Cell::Clock(ms) if kind != Kind::Number && is_clock(*ms) => push_clock(*ms, out),
            Cell::Clock(ms) => {
                out.extend(digits(*ms as f64 / DAY_MS as f64).unwrap_or_default().bytes())
            }
        }
    }
}

/// Whether a length of time can be a time of day.
fn is_clock(ms: i64) -> bool {
    (0..DAY_MS).contains(&ms)
}

/// A text, on one line.
pub fn push_text(text: &str, out: &mut Vec<u8>) {
    out.extend(text.bytes().map(|byte| if byte < b' ' || byte == 127 { b' ' } else { byte }));
}

/// `2021-07-14` of an instant; years before 0 and after 9999 are written so that none reads them.
pub fn push_day(ms: i64, out: &mut Vec<u8>) {
    let (year, month, day) = civil_from_days(ms.div_euclid(DAY_MS));
    match u32::try_from(year).ok().filter(|year| *year <= 9999) {
        Some(year) => {
            push_two(year / 100, out);
            push_two(year % 100, out);
        }
        None => out.extend(format!("year {year}").as_bytes()),
    }
    out.push(b'-');
    push_two(month, out);
    out.push(b'-');
    push_two(day, out);
}

/// `13:32:01`, or `13:32:01.250`.
#[expect(clippy::arithmetic_side_effects, reason = "a digit of a millisecond is below ten")]
pub fn push_clock(ms: i64, out: &mut Vec<u8>) {
    let (seconds, ms) = ((ms / 1000) as u32, (ms % 1000) as u32);
    push_two(seconds / 3600, out);
    out.push(b':');
    push_two(seconds / 60 % 60, out);
    out.push(b':');
    push_two(seconds % 60, out);
    if ms > 0 {
        out.extend([b'.', b'0' + (ms / 100) as u8]);
        push_two(ms % 100, out);
    }
}

/// Two digits.
#[expect(clippy::arithmetic_side_effects, reason = "digits are below ten")]
fn push_two(number: u32, out: &mut Vec<u8>) {
    out.extend([b'0' + (number / 10 % 10) as u8, b'0' + (number % 10) as u8]);
}

/// The instant of `2021-07-14` or `2021-07-14T13:32:01.25`, and whether it is a day; a zone behind it
/// is dropped.
#[expect(clippy::arithmetic_side_effects, reason = "a day of four digits' years in milliseconds")]
pub fn moment(text: &str) -> Option<(i64, bool)> {
    let (date, clock) = match text.trim().split_once(['T', ' ']) {
        Some((date, clock)) => (date, Some(clock.trim_end_matches('Z'))),
        None => (text.trim(), None),
    };
    let mut parts = date.split('-');
    let mut part = || parts.next()?.parse::<u32>().ok();
    let (year, month, day) = (part()?, part()?, part()?);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || year > 9999 {
        return None;
    }
    let days = days_from_civil(year as i32, month, day);
    if civil_from_days(days) != (year as i32, month, day) {
        return None;
    }
    let clock = match clock {
        None => return Some((days * DAY_MS, true)),
        Some(clock) => clock,
    };
    let mut parts = clock.split(':');
    let mut part = || parts.next().map_or(Some(0.0), |part| part.parse::<f64>().ok());
    let seconds = part()? * 3600.0 + part()? * 60.0 + part()?;
    let whole = (0.0..=86_400.0).contains(&seconds);
    whole.then_some((days * DAY_MS + (seconds * 1000.0).round() as i64, false))
}

/// A number's digits, where it is finite.
pub fn digits(value: f64) -> Option<String> {
    let mut text = String::new();
    let far = value != 0.0 && !(1e-7..1e17).contains(&value.abs());
    let written = match far {
        true => write!(text, "{value:e}"),
        false => write!(text, "{value}"),
    };
    written.ok().filter(|()| value.is_finite()).map(|()| text)
}

/// Rows as they come, as pieces of text.
pub struct Rows {
    layout: Layout,
    held: Vec<(u64, Vec<Cell>)>,
    held_bytes: usize,
    types: Option<Types>,
    /// Number of the last row that is written.
    line: u64,
    out: Vec<u8>,
}

impl Rows {
    /// No row yet.
    pub fn new(layout: Layout) -> Rows {
        Rows { layout, held: Vec::new(), held_bytes: 0, types: None, line: 0, out: Vec::new() }
    }

    /// Takes the row of a number, from 1 on; numbers rise.
    pub fn row(&mut self, number: u64, mut cells: Vec<Cell>) {
        while cells.last().is_some_and(Cell::is_blank) {
            cells.pop();
        }
        if cells.is_empty() {
            return;
        }
        if self.types.is_some() {
            return self.write(number, &cells);
        }
        self.held_bytes =
            cells.iter().map(Cell::bytes).fold(self.held_bytes, usize::saturating_add);
        self.held.push((number, cells));
        if self.held.len() >= HELD_ROWS || self.held_bytes >= HELD_BYTES {
            self.settle();
        }
    }

    /// A piece, where there is enough for one, or at the end whatever is left.
    pub fn take(&mut self, ended: bool) -> Option<Vec<u8>> {
        if ended && self.types.is_none() && !self.held.is_empty() {
            self.settle();
        }
        let enough = self.out.len() >= PIECE || (ended && !self.out.is_empty());
        enough.then(|| std::mem::take(&mut self.out))
    }

    /// Decides what the columns are, and writes what was held.
    fn settle(&mut self) {
        let held = std::mem::take(&mut self.held);
        let width = held.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
        let columns = (0..width).map(|column| kind(&held, column)).collect();
        let types = Types { layout: self.layout, columns, left_out: Vec::new() };
        self.out.extend(types.pack());
        self.types = Some(types);
        for (number, cells) in held {
            self.write(number, &cells);
        }
    }

    fn write(&mut self, number: u64, cells: &[Cell]) {
        let Some(types) = &self.types else { return };
        // Rows that are left out are empty lines.
        for _ in self.line.saturating_add(1)..number {
            self.out.push(b'\n');
        }
        self.line = number.max(self.line.saturating_add(1));
        for column in 0..cells.len().max(types.columns.len()) {
            if column > 0 {
                self.out.push(b'\t');
            }
            if let Some(cell) = cells.get(column) {
                cell.write(types.of(column), &mut self.out);
            }
        }
        self.out.push(b'\n');
    }
}

/// What most typed cells of a column are; text where they are few among texts.
#[expect(clippy::arithmetic_side_effects, reason = "counts of the cells that are held")]
fn kind(rows: &[(u64, Vec<Cell>)], column: usize) -> Kind {
    let (mut texts, mut numbers, mut days, mut moments, mut clocks) = (0, 0, 0, 0, 0);
    let mut lengths = 0;
    for cell in rows.iter().filter_map(|(_, cells)| cells.get(column)) {
        match cell {
            cell if cell.is_blank() => {}
            Cell::Blank | Cell::Text(_) => texts += 1,
            Cell::Number(_) => numbers += 1,
            Cell::Moment(ms, true) if ms % DAY_MS == 0 => days += 1,
            Cell::Moment(..) => moments += 1,
            Cell::Clock(ms) => {
                clocks += 1;
                lengths += usize::from(!is_clock(*ms));
            }
        }
    }
    let dated = days + moments;
    let most = numbers.max(dated).max(clocks);
    // A header and a title stand above a few rows, too.
    if most == 0 || most * 3 < texts {
        Kind::Text
    } else if dated == most {
        if moments > 0 { Kind::Moment } else { Kind::Date }
    } else if clocks == most && lengths == 0 {
        Kind::Clock
    } else {
        Kind::Number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_of_iso() {
        let at = |days: i64, ms: i64| days * DAY_MS + ms;
        for (text, expected) in [
            ("1970-01-02", Some((at(1, 0), true))),
            ("1970-01-02T01:02:03.25", Some((at(1, 3_723_250), false))),
            ("1970-01-02 00:00:00", Some((at(1, 0), false))),
            ("1970-01-01T24:00:00", Some((at(1, 0), false))),
            ("1969-12-31T23:00Z", Some((-3_600_000, false))),
            ("2021-02-29", None),
            ("2021-13-01", None),
            ("2021-01-01T99:00:00", None),
            ("14.07.2021", None),
            ("", None),
        ] {
            assert_eq!(moment(text), expected, "{text}");
        }
    }

    #[test]
    fn rows_stand_on_their_lines_under_their_types() {
        let text = |words: &str| Cell::Text(words.to_owned());
        let number = |digits: &str| Cell::Number(digits.to_owned());
        let mut rows = Rows::new(Layout::Workbook);
        rows.row(2, vec![text("a\ttitle"), Cell::Blank, text(" ")]);
        rows.row(4, vec![text("day"), text("seen"), text("at"), text("n\n(1)")]);
        for day in 0..3 {
            let moment = Cell::Moment(day * DAY_MS + 500, false);
            let clock = Cell::Clock(3_723_000);
            rows.row(
                5 + day as u64,
                vec![Cell::Moment(day * DAY_MS, true), moment, clock, number("1e-3")],
            );
        }
        let piece = rows.take(true).unwrap();
        let (types, skip) = Types::split(&piece).unwrap();
        assert_eq!(types.columns, [Kind::Date, Kind::Moment, Kind::Clock, Kind::Number]);
        assert_eq!(
            str::from_utf8(&piece[skip..]).unwrap(),
            "\na title\t\t\t\n\nday\tseen\tat\tn (1)\n\
             1970-01-01\t1970-01-01 00:00:00.500\t01:02:03\t1e-3\n\
             1970-01-02\t1970-01-02 00:00:00.500\t01:02:03\t1e-3\n\
             1970-01-03\t1970-01-03 00:00:00.500\t01:02:03\t1e-3\n"
        );
        // A day that is none after all is written out: it cannot be read as a day.
        rows.row(9, vec![Cell::Moment(DAY_MS / 2, true)]);
        let piece = rows.take(true).unwrap();
        assert_eq!(piece, b"\n1970-01-01 12:00:00\t\t\t\n");
        assert_eq!(rows.take(true), None);
    }

    #[test]
    fn numbers_keep_their_digits() {
        for (value, expected) in [
            (0.1 + 0.2, Some("0.30000000000000004")),
            (-1234567.0, Some("-1234567")),
            (1e300, Some("1e300")),
            (2.5e-9, Some("2.5e-9")),
            (0.0, Some("0")),
            (f64::NAN, None),
            (f64::INFINITY, None),
        ] {
            assert_eq!(digits(value).as_deref(), expected);
        }
    }
}
