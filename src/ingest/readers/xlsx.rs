//! Sheets of an Office Open XML workbook: `.xlsx`, `.xlsm`.
//!
//! # Contract
//! * A cell is what its type says, a number with a date's format a date of the workbook's own system
//!   (1900, with its 29 February that never was, or 1904).
//! * A formula is the value that was kept with it; where none was kept it is its own text, so that
//!   what could not be read is seen. An error is its text.
//!
//! Source: ECMA-376 part 1, 18.2 to 18.4, 18.8, 18.17.4.

use super::cells::{Cell, DAY_MS, ROW_MAX, Rows, moment};
use super::member::Archive;
use super::number_format::{Meaning, built_in, of_text};
use super::xml::{Part, Parts};
use super::{File, Stream, TEXTS_MAX, damaged};
use crate::ingest::source::{Failure, Layout};

/// Most rows and columns that a sheet may have.
const ROWS_MAX: u64 = 1 << 20;
const COLUMNS_MAX: usize = 1 << 14;
/// 1899-12-30 and 1904-01-01, in days from 1970.
const EPOCH_1900: i64 = -25_569;
const EPOCH_1904: i64 = -24_107;
/// 9999-12-31.
const SERIAL_MAX: f64 = 2_958_466.0;

/// What the workbook says of itself.
struct Book {
    archive: Archive,
    /// Names of its sheets and of the members that hold them.
    sheets: Vec<(String, String)>,
    from_1904: bool,
}

impl Book {
    fn open(file: &File) -> Result<Book, Failure> {
        let archive = Archive::open(file)?;
        let mut targets: Vec<(String, String)> = Vec::new();
        let mut xml = Parts::new(archive.read("xl/_rels/workbook.xml.rels")?);
        loop {
            match xml.next()? {
                Part::Open if xml.name() == "Relationship" => {
                    let sheet = xml.attribute("Type").is_some_and(|of| of.ends_with("/worksheet"));
                    if let (Some(id), Some(target), true) =
                        (xml.attribute("Id"), xml.attribute("Target"), sheet)
                    {
                        let path = match target.strip_prefix('/') {
                            Some(path) => path.to_owned(),
                            None => format!("xl/{target}"),
                        };
                        targets.push((id.to_owned(), path));
                    }
                }
                Part::End => break,
                _ => {}
            }
        }
        let mut sheets: Vec<(String, String)> = Vec::new();
        let mut from_1904 = false;
        let mut xml = Parts::new(archive.read("xl/workbook.xml")?);
        loop {
            match xml.next()? {
                Part::Open if xml.name() == "workbookPr" => {
                    from_1904 = xml.attribute("date1904").is_some_and(is_true);
                }
                Part::Open if xml.name() == "sheet" => {
                    let path = targets.iter().find(|(id, _)| xml.attribute("id") == Some(id));
                    // One part under many names would be read as often: it is listed once.
                    let known = |path: &String| sheets.iter().any(|(_, of)| of == path);
                    if let (Some((_, path)), Some(name)) = (path, xml.attribute("name"))
                        && !known(path)
                    {
                        sheets.push((name.to_owned(), path.clone()));
                    }
                }
                Part::End => break,
                _ => {}
            }
        }
        Ok(Book { archive, sheets, from_1904 })
    }

    /// What the numbers of each style mean.
    fn styles(&self) -> Result<Vec<Meaning>, Failure> {
        const PART: &str = "xl/styles.xml";
        let mut styles = Vec::new();
        if self.archive.bytes(PART).is_none() {
            return Ok(styles);
        }
        let mut formats: Vec<(usize, Meaning)> = Vec::new();
        let mut xml = Parts::new(self.archive.read(PART)?);
        let mut in_cells = false;
        loop {
            match xml.next()? {
                Part::Open => match xml.name() {
                    "numFmt" => {
                        if let (Some(id), Some(text)) =
                            (xml.number("numFmtId"), xml.attribute("formatCode"))
                        {
                            formats.push((id, of_text(text)));
                        }
                    }
                    "cellXfs" => in_cells = true,
                    "xf" if in_cells => {
                        let id = xml.number("numFmtId").unwrap_or(0);
                        let own = formats.iter().find(|(of, _)| *of == id);
                        styles.push(own.map_or_else(|| built_in(id), |(_, meaning)| *meaning));
                    }
                    _ => {}
                },
                Part::Close if xml.name() == "cellXfs" => return Ok(styles),
                Part::End => return Ok(styles),
                Part::Close | Part::Text(_) => {}
            }
        }
    }

    /// The texts that cells name by number.
    fn texts(&self) -> Result<Texts, Failure> {
        const PART: &str = "xl/sharedStrings.xml";
        let mut texts = Texts::default();
        let Some(bytes) = self.archive.bytes(PART) else { return Ok(texts) };
        if bytes > TEXTS_MAX {
            return Err(Failure::TooLarge(bytes));
        }
        let mut xml = Parts::new(self.archive.read(PART)?);
        loop {
            match xml.next()? {
                Part::Open if xml.name() == "si" => {
                    rich_text(&mut xml, "si", &mut texts.all)?;
                    texts.ends.push(texts.all.len() as u32);
                }
                Part::End => return Ok(texts),
                _ => {}
            }
        }
    }
}

/// `1` and `true`.
fn is_true(text: &str) -> bool {
    matches!(text, "1" | "true")
}

/// Texts, one after another.
#[derive(Default)]
struct Texts {
    all: String,
    ends: Vec<u32>,
}

impl Texts {
    fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let start = match index.checked_sub(1) {
            Some(before) => *self.ends.get(before)? as usize,
            None => 0,
        };
        self.all.get(start..end)
    }
}

/// The text of the element `end`, which began: all its runs, without what says how it is spoken.
fn rich_text(xml: &mut Parts, end: &str, into: &mut String) -> Result<(), Failure> {
    let from = into.len();
    let mut in_text = false;
    loop {
        match xml.next()? {
            Part::Open if xml.name() == "rPh" => xml.skip()?,
            Part::Open => in_text = xml.name() == "t",
            Part::Close if xml.name() == end => break,
            Part::Close => in_text = false,
            Part::Text(text) if in_text => into.push_str(&text),
            Part::Text(_) => {}
            Part::End => return Err(damaged()),
        }
    }
    if into.get(from..).is_some_and(|text| text.contains("_x")) {
        let text = unescaped(into.split_off(from));
        into.push_str(&text);
    }
    Ok(())
}

/// `_x000D_` as the character that it stands for.
fn unescaped(text: String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let code = from.get(2..6).filter(|_| from.as_bytes().get(6) == Some(&b'_'));
        let c = code.and_then(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?));
        let (c, length) = c.map_or(('_', 1), |c| (c, 7));
        out.push(c);
        rest = from.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// The names of the sheets that hold cells, in the workbook's order.
pub fn sheets(file: &File) -> Result<Vec<String>, Failure> {
    Ok(Book::open(file)?.sheets.into_iter().map(|(name, _)| name).collect())
}

/// Opens the sheet of this number.
pub fn open(file: &File, number: u32) -> Result<Sheet, Failure> {
    let book = Book::open(file)?;
    let (_, path) = book.sheets.get(number as usize).ok_or_else(damaged)?;
    Ok(Sheet {
        xml: Parts::new(book.archive.read(path)?),
        styles: book.styles()?,
        texts: book.texts()?,
        epoch: if book.from_1904 { EPOCH_1904 } else { EPOCH_1900 },
        row: 0,
        rows: Rows::new(Layout::Workbook),
        ended: false,
    })
}

/// A sheet that is being read.
pub struct Sheet {
    xml: Parts,
    styles: Vec<Meaning>,
    texts: Texts,
    /// Day 0, in days from 1970.
    epoch: i64,
    /// Number of the last row.
    row: u64,
    rows: Rows,
    ended: bool,
}

impl Stream for Sheet {
    fn next(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        while !self.ended {
            match self.xml.next()? {
                Part::Open if self.xml.name() == "row" => {
                    // A number that no row can have says nothing of where the row stands.
                    let stated = self.xml.number("r").map_or(0, |row| row as u64);
                    let stated = if stated > ROWS_MAX { 0 } else { stated };
                    self.row = stated.max(self.row.saturating_add(1));
                    if self.row > ROWS_MAX {
                        return Err(damaged());
                    }
                    let cells = self.cells()?;
                    self.rows.row(self.row, cells);
                    if let Some(piece) = self.rows.take(false) {
                        return Ok(Some(piece));
                    }
                }
                Part::Close if self.xml.name() == "sheetData" => self.ended = true,
                Part::End => self.ended = true,
                _ => {}
            }
        }
        Ok(self.rows.take(true))
    }
}

impl Sheet {
    /// The cells of the row that began.
    fn cells(&mut self) -> Result<Vec<Cell>, Failure> {
        let mut cells = Vec::new();
        let mut room = ROW_MAX;
        loop {
            match self.xml.next()? {
                Part::Open if self.xml.name() == "c" => {
                    let stated = self.xml.attribute("r").and_then(column);
                    let column = stated.unwrap_or(cells.len());
                    if column >= COLUMNS_MAX {
                        return Err(damaged());
                    }
                    let cell = self.cell()?;
                    cell.fits(1, &mut room)?;
                    if column >= cells.len() {
                        cells.resize(column, Cell::Blank);
                        cells.push(cell);
                    } else if let Some(place) = cells.get_mut(column) {
                        *place = cell;
                    }
                }
                Part::Close if self.xml.name() == "row" => return Ok(cells),
                Part::End => return Err(damaged()),
                _ => {}
            }
        }
    }

    /// The cell that began.
    fn cell(&mut self) -> Result<Cell, Failure> {
        let kind = self.xml.attribute("t").unwrap_or("n").to_owned();
        let style = self.xml.number("s").unwrap_or(0);
        let meaning = self.styles.get(style).copied().unwrap_or(Meaning::Number);
        let (mut value, mut formula, mut inline) = (None, None, String::new());
        // 1 in the value, 2 in the formula.
        let mut inside = 0;
        loop {
            match self.xml.next()? {
                Part::Open => match self.xml.name() {
                    "v" => (inside, value) = (1, Some(String::new())),
                    "f" => (inside, formula) = (2, Some("=".to_owned())),
                    "is" => rich_text(&mut self.xml, "is", &mut inline)?,
                    _ => self.xml.skip()?,
                },
                Part::Text(text) => {
                    let into = match inside {
                        1 => &mut value,
                        2 => &mut formula,
                        _ => continue,
                    };
                    if let Some(into) = into {
                        into.push_str(&text);
                    }
                }
                Part::Close if self.xml.name() == "c" => break,
                Part::Close => inside = 0,
                Part::End => return Err(damaged()),
            }
        }
        let Some(value) = value else {
            return Ok(match formula {
                Some(formula) => Cell::Text(formula),
                None if inline.is_empty() => Cell::Blank,
                None => Cell::Text(inline),
            });
        };
        Ok(match kind.as_str() {
            "s" => {
                let text = value.trim().parse().ok().and_then(|index| self.texts.get(index));
                Cell::Text(text.ok_or_else(damaged)?.to_owned())
            }
            "b" => Cell::Text(if is_true(value.trim()) { "TRUE" } else { "FALSE" }.to_owned()),
            "d" => match moment(&value) {
                Some((ms, day)) => Cell::Moment(ms, day),
                None => Cell::Text(value),
            },
            "str" if value.contains("_x") => Cell::Text(unescaped(value)),
            "str" | "inlineStr" | "e" => Cell::Text(value),
            _ => number(value, meaning, self.epoch),
        })
    }
}

/// A number, as its format means it, in days from `epoch`.
#[expect(clippy::arithmetic_side_effects, reason = "days below SERIAL_MAX in milliseconds")]
fn number(digits: String, meaning: Meaning, epoch: i64) -> Cell {
    let trimmed = digits.trim();
    if trimmed.is_empty() {
        return Cell::Blank;
    }
    let Ok(serial) = trimmed.parse::<f64>() else { return Cell::Text(digits) };
    let number = || Cell::Number(trimmed.to_owned());
    if meaning == Meaning::Number || !(0.0..SERIAL_MAX).contains(&serial) {
        return number();
    }
    if meaning == Meaning::Clock && serial < 1.0 {
        let ms = (serial * DAY_MS as f64).round() as i64;
        return Cell::Clock(ms.min(DAY_MS - 1));
    }
    // The system of 1900 has a day 60 that never was, and no day 0.
    let old = epoch == EPOCH_1900;
    if old && (serial < 1.0 || (60.0..61.0).contains(&serial)) {
        return number();
    }
    let days = epoch + i64::from(old && serial < 60.0);
    let ms = (serial * DAY_MS as f64).round() as i64 + days * DAY_MS;
    Cell::Moment(ms, meaning == Meaning::Day)
}

/// The number of a column, from 0, of a place such as `AB12`.
fn column(place: &str) -> Option<usize> {
    let letters = place.chars().take_while(char::is_ascii_alphabetic).take(4);
    // Digits of base 36 that begin with ten.
    let mut digits = letters.filter_map(|letter| letter.to_digit(36)?.checked_sub(9));
    let number = digits.try_fold(0u32, |sum, digit| sum.checked_mul(26)?.checked_add(digit))?;
    Some(number.checked_sub(1)? as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_both_systems() {
        let day = |text: &str| moment(text).map(|(ms, day)| Cell::Moment(ms, day));
        let number_cell = |digits: &str| Some(Cell::Number(digits.to_owned()));
        for (digits, meaning, epoch, expected) in [
            ("45292", Meaning::Day, EPOCH_1900, day("2024-01-01")),
            ("43830", Meaning::Day, EPOCH_1904, day("2024-01-01")),
            ("61", Meaning::Day, EPOCH_1900, day("1900-03-01")),
            ("59", Meaning::Day, EPOCH_1900, day("1900-02-28")),
            ("1", Meaning::Day, EPOCH_1900, day("1900-01-01")),
            ("0", Meaning::Day, EPOCH_1904, day("1904-01-01")),
            // The day that never was, and times that stand for none.
            ("60", Meaning::Day, EPOCH_1900, number_cell("60")),
            ("0", Meaning::Day, EPOCH_1900, number_cell("0")),
            ("-3", Meaning::Moment, EPOCH_1900, number_cell("-3")),
            ("9999999", Meaning::Day, EPOCH_1900, number_cell("9999999")),
            ("45292.34387731481", Meaning::Moment, EPOCH_1900, day("2024-01-01T08:15:11")),
            ("45292.9999999999", Meaning::Moment, EPOCH_1900, day("2024-01-02T00:00:00")),
            ("45292.5", Meaning::Clock, EPOCH_1900, day("2024-01-01T12:00:00")),
            ("0.5", Meaning::Clock, EPOCH_1900, Some(Cell::Clock(DAY_MS / 2))),
            ("117.41000000000001", Meaning::Number, EPOCH_1900, number_cell("117.41000000000001")),
            (" ", Meaning::Number, EPOCH_1900, Some(Cell::Blank)),
            ("1,5", Meaning::Day, EPOCH_1900, Some(Cell::Text("1,5".to_owned()))),
        ] {
            assert_eq!(Some(number(digits.to_owned(), meaning, epoch)), expected, "{digits}");
        }
    }

    #[test]
    fn places_and_escapes() {
        for (place, expected) in [
            ("A1", Some(0)),
            ("Z9", Some(25)),
            ("AA10", Some(26)),
            ("XFD1", Some(16383)),
            ("1", None),
        ] {
            assert_eq!(column(place), expected, "{place}");
        }
        for (text, expected) in [
            ("a_x000D_b", "a\rb"),
            ("_x0041__x0042_", "AB"),
            ("a_xb", "a_xb"),
            ("_x00e9", "_x00e9"),
            ("日_x本", "日_x本"),
        ] {
            assert_eq!(unescaped(text.to_owned()), expected, "{text}");
        }
    }
}
