//! Sheets of an OpenDocument spreadsheet.
//!
//! # Contract
//! A cell is what its `value-type` says. Rows and cells that are written once and meant several times
//! are given as often; blank ones at the end of a row or a sheet are not. Comments, drawings and what
//! was changed are no cells.
//!
//! Source: OpenDocument 1.3 part 3, 9.1 to 9.4 and 19.385.

use super::cells::{Cell, ROW_MAX, Rows, moment};
use super::member::Archive;
use super::xml::{Part, Parts};
use super::{File, Stream, damaged, unsupported};
use crate::ingest::source::{Failure, Layout};

const CONTENT: &str = "content.xml";
const MANIFEST: &str = "META-INF/manifest.xml";
/// Most columns, and most rows that one row may stand for.
const COLUMNS_MAX: usize = 1 << 14;
const ROWS_MAX: u64 = 1 << 20;

/// The names of the sheets, in the workbook's order.
pub fn sheets(file: &File) -> Result<Vec<String>, Failure> {
    let mut xml = content(file)?;
    let mut names = Vec::new();
    loop {
        match xml.next()? {
            Part::Open if xml.name() == "tracked-changes" => xml.skip()?,
            Part::Open if xml.name() == "table" => {
                names.push(xml.attribute("name").unwrap_or_default().to_owned());
                xml.skip()?;
            }
            Part::End => return Ok(names),
            _ => {}
        }
    }
}

fn content(file: &File) -> Result<Parts, Failure> {
    let archive = Archive::open(file)?;
    if archive.bytes(MANIFEST).is_some() {
        let mut xml = Parts::new(archive.read(MANIFEST)?);
        loop {
            match xml.next()? {
                Part::Open if xml.name() == "encryption-data" => {
                    return Err(unsupported("password"));
                }
                Part::End => break,
                _ => {}
            }
        }
    }
    Ok(Parts::new(archive.read(CONTENT)?))
}

/// Opens the sheet of this number.
pub fn open(file: &File, number: u32) -> Result<Sheet, Failure> {
    let mut xml = content(file)?;
    let mut before = number;
    loop {
        match xml.next()? {
            Part::Open if xml.name() == "tracked-changes" => xml.skip()?,
            Part::Open if xml.name() == "table" => match before.checked_sub(1) {
                Some(left) => {
                    before = left;
                    xml.skip()?;
                }
                None => break,
            },
            Part::End => return Err(damaged()),
            _ => {}
        }
    }
    Ok(Sheet { xml, row: 0, again: None, rows: Rows::new(Layout::Workbook), ended: false })
}

/// A sheet that is being read.
pub struct Sheet {
    xml: Parts,
    /// Number of the last row.
    row: u64,
    /// A row that comes so many times more.
    again: Option<(u64, Vec<Cell>)>,
    rows: Rows,
    ended: bool,
}

impl Stream for Sheet {
    fn next(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        loop {
            while let Some((times, cells)) = self.again.take() {
                self.row = self.row.saturating_add(1);
                if let Some(more @ 1..) = times.checked_sub(1) {
                    self.again = Some((more, cells.clone()));
                }
                self.rows.row(self.row, cells);
                if let Some(piece) = self.rows.take(false) {
                    return Ok(Some(piece));
                }
            }
            if self.ended {
                return Ok(self.rows.take(true));
            }
            match self.xml.next()? {
                Part::Open => match self.xml.name() {
                    "table-row" => {
                        let times = self.xml.number("number-rows-repeated").unwrap_or(1) as u64;
                        let cells = self.cells()?;
                        let times = times.min(ROWS_MAX.saturating_sub(self.row));
                        match cells.iter().all(|cell| *cell == Cell::Blank) {
                            true => self.row = self.row.saturating_add(times),
                            false if times > 0 => self.again = Some((times, cells)),
                            false => {}
                        }
                    }
                    "table-header-rows" | "table-row-group" | "table-rows" => {}
                    _ => self.xml.skip()?,
                },
                Part::Close if self.xml.name() == "table" => self.ended = true,
                Part::End => self.ended = true,
                Part::Close | Part::Text(_) => {}
            }
        }
    }
}

impl Sheet {
    /// The cells of the row that began.
    fn cells(&mut self) -> Result<Vec<Cell>, Failure> {
        let mut cells = Vec::new();
        let mut blanks = 0usize;
        let mut room = ROW_MAX;
        loop {
            match self.xml.next()? {
                Part::Open if matches!(self.xml.name(), "table-cell" | "covered-table-cell") => {
                    let times = self.xml.number("number-columns-repeated").unwrap_or(1);
                    let cell = self.cell()?;
                    if cell == Cell::Blank {
                        blanks = blanks.saturating_add(times);
                        continue;
                    }
                    cell.fits(times.min(COLUMNS_MAX), &mut room)?;
                    for (cell, times) in [(Cell::Blank, blanks), (cell, times)] {
                        cells.resize(cells.len().saturating_add(times).min(COLUMNS_MAX), cell);
                    }
                    blanks = 0;
                }
                Part::Open => self.xml.skip()?,
                Part::Close if self.xml.name() == "table-row" => return Ok(cells),
                Part::Close | Part::Text(_) => {}
                Part::End => return Err(damaged()),
            }
        }
    }

    /// The cell that began.
    fn cell(&mut self) -> Result<Cell, Failure> {
        let value = |xml: &Parts, name: &str| xml.attribute(name).map(str::to_owned);
        let kind = value(&self.xml, "value-type").unwrap_or_default();
        let number = value(&self.xml, "value");
        let date = value(&self.xml, "date-value");
        let time = value(&self.xml, "time-value");
        let truth = value(&self.xml, "boolean-value");
        let own = value(&self.xml, "string-value");
        let end = self.xml.name().to_owned();
        let shown = self.shown(&end)?;
        let text = || match own.unwrap_or(shown) {
            text if text.is_empty() => Cell::Blank,
            text => Cell::Text(text),
        };
        Ok(match (kind.as_str(), number, date, time, truth) {
            ("float" | "percentage" | "currency", Some(number), ..)
                if number.parse::<f64>().is_ok() =>
            {
                Cell::Number(number)
            }
            ("date", _, Some(date), ..) => match moment(&date) {
                Some((ms, day)) => Cell::Moment(ms, day),
                None => Cell::Text(date),
            },
            ("time", _, _, Some(time), _) => match length_ms(&time) {
                Some(ms) => Cell::Clock(ms),
                None => Cell::Text(time),
            },
            ("boolean", _, _, _, Some(truth)) => Cell::Text(truth.to_uppercase()),
            _ => text(),
        })
    }

    /// The paragraphs of the cell that began.
    fn shown(&mut self, end: &str) -> Result<String, Failure> {
        let mut text = String::new();
        let mut in_paragraph = false;
        loop {
            match self.xml.next()? {
                Part::Open => match self.xml.name() {
                    "p" => {
                        if !text.is_empty() {
                            text.push(' ');
                        }
                        in_paragraph = true;
                    }
                    "s" if in_paragraph => {
                        let blanks = self.xml.number("c").unwrap_or(1).min(80);
                        text.extend(std::iter::repeat_n(' ', blanks));
                    }
                    "tab" | "line-break" if in_paragraph => text.push(' '),
                    "span" | "a" => {}
                    _ => self.xml.skip()?,
                },
                Part::Text(part) if in_paragraph => text.push_str(&part),
                Part::Text(_) => {}
                Part::Close if self.xml.name() == end => return Ok(text),
                Part::Close if self.xml.name() == "p" => in_paragraph = false,
                Part::Close => {}
                Part::End => return Err(damaged()),
            }
        }
    }
}

/// Milliseconds of `PT08H30M00.5S`.
fn length_ms(text: &str) -> Option<i64> {
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let mut rest = text.strip_prefix('P')?;
    let mut seconds = 0.0;
    let mut in_day = false;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('T') {
            (rest, in_day) = (after, true);
            continue;
        }
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let amount: f64 = rest.get(..end)?.parse().ok()?;
        let unit = match (rest.as_bytes().get(end)?, in_day) {
            (b'D', false) => 86_400.0,
            (b'H', true) => 3_600.0,
            (b'M', true) => 60.0,
            (b'S', true) => 1.0,
            _ => return None,
        };
        seconds += amount * unit;
        rest = rest.get(end..)?.get(1..)?;
    }
    let ms = (seconds * 1000.0).round() as i64;
    Some(if negative { ms.saturating_neg() } else { ms })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time() {
        for (text, expected) in [
            ("PT08H30M00S", Some(30_600_000)),
            ("PT0H0M1.25S", Some(1_250)),
            ("P1DT1H", Some(90_000_000)),
            ("-PT1M", Some(-60_000)),
            ("PT", Some(0)),
            ("08:30", None),
            ("P1M", None),
            ("PTH", None),
        ] {
            assert_eq!(length_ms(text), expected, "{text}");
        }
    }
}
