//! Files of columns: Apache Parquet.
//!
//! # Contract
//! * Rows come in the order of the file, a page of each column at a time; line 1 is the names.
//! * Columns that repeat within a row (lists, maps) and kinds that no table of text has are left out
//!   and named. A null is nothing, and so is NaN.
//! * Ways of packing and encryption that are not known are said by name.

mod columns;
mod thrift;
mod values;

use super::cells::{DAY_MS, push_clock, push_day, push_text};
use super::member::{Inflated, Window};
use super::packed::Zstd;
use super::{File, Stream, TEXTS_MAX, damaged, io_failure, unsupported};
use crate::ingest::source::{Failure, Layout};
use crate::ingest::typed::Types;
use columns::{Chunk, Column, Footer, Meaning, Physical, Unit};
use std::io::{Read, Write};
use thrift::{Cursor, Value};
use values::Values;

/// Rows of a piece.
const ROWS: usize = 4096;
/// Bytes of as many rows, at most: a cell names a text of the dictionary by its number, so that a few bytes
/// of a file are gigabytes of rows.
const ROWS_BYTES: usize = 256 << 20;
/// Most values of a page, which would be a hundred times the usual.
const VALUES_MAX: usize = 32 << 20;
/// Bytes in which the head of a page is looked for, and the most that it may have.
const HEADS: [usize; 2] = [4 << 10, 2 << 20];

/// Opens a file.
///
/// # Errors
/// See [`columns::footer`].
pub fn open(file: &File) -> Result<Table, Failure> {
    let footer = columns::footer(file)?;
    let (file, pages) = (file.clone(), Vec::new());
    Ok(Table { file, footer, group: 0, pages, left: 0, begun: false })
}

/// A file that is being read.
pub struct Table {
    file: File,
    footer: Footer,
    /// The next group of rows.
    group: usize,
    /// Of the present group.
    pages: Vec<Pages>,
    /// Its rows that have not come.
    left: u64,
    begun: bool,
}

impl Stream for Table {
    fn next(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        if !std::mem::replace(&mut self.begun, true) {
            return Ok(Some(self.head()));
        }
        while self.left == 0 {
            let Some((rows, chunks)) = self.footer.groups.get(self.group) else { return Ok(None) };
            self.group = self.group.saturating_add(1);
            self.left = *rows;
            let columns = self.footer.columns.iter().zip(chunks);
            self.pages =
                columns.map(|(column, chunk)| Pages::new(&self.file, column, chunk)).collect();
        }
        let rows = self.left.min(ROWS as u64) as usize;
        self.left = self.left.saturating_sub(rows as u64);
        let mut room = ROWS_BYTES;
        for pages in &mut self.pages {
            pages.read(rows, &mut room)?;
        }
        let cells = self.pages.iter().map(|pages| pages.cells.len().saturating_add(rows));
        let mut out = Vec::with_capacity(cells.fold(rows, usize::saturating_add));
        for row in 0..rows {
            for (column, pages) in self.pages.iter().enumerate() {
                if column > 0 {
                    out.push(b'\t');
                }
                out.extend(pages.cell(row));
            }
            out.push(b'\n');
        }
        Ok(Some(out))
    }
}

impl Table {
    /// The types, and the names as the first line.
    fn head(&self) -> Vec<u8> {
        let columns = &self.footer.columns;
        let types = Types {
            layout: Layout::Parquet,
            columns: columns.iter().map(|column| column.meaning.kind()).collect(),
            left_out: self.footer.left_out.iter().map(|name| name.replace('\n', " ")).collect(),
        };
        let mut out = types.pack();
        for (at, column) in columns.iter().enumerate() {
            if at > 0 {
                out.push(b'\t');
            }
            push_text(&column.name, &mut out);
        }
        out.push(b'\n');
        out
    }
}

/// The pages of one column, one after another.
struct Pages {
    column: Column,
    window: Window,
    codec: i64,
    /// Values that pages to come have.
    left: u64,
    dictionary: Option<Values>,
    page: Option<Page>,
    /// The cells of the present rows, one after another, and where each ends.
    cells: Vec<u8>,
    ends: Vec<usize>,
}

/// A page that is being read.
struct Page {
    /// Which of the values are there; `None` where all are.
    there: Option<Vec<bool>>,
    /// The next one, and how many there are.
    at: usize,
    count: usize,
    values: Values,
    /// Places in the dictionary, where the values are these.
    places: Option<Vec<u32>>,
    /// The next value that is there.
    value: usize,
}

impl Pages {
    fn new(file: &File, column: &Column, chunk: &Chunk) -> Pages {
        Pages {
            column: column.clone(),
            window: Window::new(file.clone(), chunk.range.clone()),
            codec: chunk.codec,
            left: chunk.values,
            dictionary: None,
            page: None,
            cells: Vec::new(),
            ends: Vec::new(),
        }
    }

    /// One of the cells that were read last.
    fn cell(&self, row: usize) -> &[u8] {
        let end = self.ends.get(row).copied().unwrap_or(0);
        let start = row.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        self.cells.get(start.unwrap_or(0)..end).unwrap_or_default()
    }

    /// Reads the cells of so many rows, into what is left of the room for them.
    fn read(&mut self, rows: usize, room: &mut usize) -> Result<(), Failure> {
        self.cells.clear();
        self.ends.clear();
        while self.ends.len() < rows {
            let Some(page) = self.page.as_mut().filter(|page| page.at < page.count) else {
                self.page = Some(self.next_page()?);
                continue;
            };
            let there = page.there.as_ref().is_none_or(|all| all.get(page.at) == Some(&true));
            page.at = page.at.saturating_add(1);
            if there {
                let place = page.value;
                page.value = page.value.saturating_add(1);
                let (values, place) = match (&page.places, &self.dictionary) {
                    (None, _) => (&page.values, place),
                    (Some(places), Some(dictionary)) => {
                        let place = places.get(place).copied().ok_or_else(damaged)?;
                        (dictionary, place as usize)
                    }
                    (Some(_), None) => return Err(damaged()),
                };
                write_cell(&self.column, values, place, &mut self.cells).ok_or_else(damaged)?;
                if self.cells.len() > *room {
                    return Err(Failure::TooLarge(self.cells.len() as u64));
                }
            }
            self.ends.push(self.cells.len());
        }
        *room = room.saturating_sub(self.cells.len());
        Ok(())
    }

    /// The next page of values; a dictionary before it is kept.
    fn next_page(&mut self) -> Result<Page, Failure> {
        loop {
            if self.left == 0 {
                return Err(damaged());
            }
            let head = self.page_head()?;
            let size = |field: i16| {
                let bytes = head.int(field).and_then(|bytes| usize::try_from(bytes).ok());
                bytes.ok_or_else(damaged)
            };
            let (whole, packed) = (size(2)?, size(3)?);
            if whole as u64 > TEXTS_MAX {
                return Err(Failure::TooLarge(whole as u64));
            }
            let body = self.window.exact(packed).map_err(|error| io_failure(&error, 0))?;
            let count = |of: &Value| {
                let count = of.int(1).and_then(|count| usize::try_from(count).ok());
                match count.ok_or_else(damaged)? {
                    count if count > VALUES_MAX => Err(Failure::TooLarge(count as u64)),
                    count => Ok(count),
                }
            };
            match head.int(1) {
                Some(2) => {
                    let of = head.field(7).ok_or_else(damaged)?;
                    let body = unpack(self.codec, &body, whole)?;
                    let values = values::plain(&body, self.column.physical, count(of)?);
                    self.dictionary = Some(values.ok_or_else(damaged)?);
                }
                Some(0) => {
                    let of = head.field(5).ok_or_else(damaged)?;
                    let count = count(of)?;
                    self.left = self.left.saturating_sub(count as u64);
                    let body = unpack(self.codec, &body, whole)?;
                    let mut cursor = Cursor::new(&body);
                    let mut levels = None;
                    if self.column.level > 0 {
                        if of.int(3) != Some(3) {
                            return Err(unsupported("levels"));
                        }
                        let length = cursor.take(4).and_then(|four| four.try_into().ok());
                        let length = u32::from_le_bytes(length.ok_or_else(damaged)?);
                        levels = Some(cursor.take(length as usize).ok_or_else(damaged)?);
                    }
                    return self.page(count, of.int(2), levels, cursor.rest());
                }
                Some(3) => {
                    let of = head.field(8).ok_or_else(damaged)?;
                    let count = count(of)?;
                    self.left = self.left.saturating_sub(count as u64);
                    let length = |field: i16| {
                        let bytes = of.int(field).and_then(|bytes| usize::try_from(bytes).ok());
                        bytes.ok_or_else(damaged)
                    };
                    let (levels, again) = (length(5)?, length(6)?);
                    let mut cursor = Cursor::new(&body);
                    cursor.take(again).ok_or_else(damaged)?;
                    let levels = cursor.take(levels).ok_or_else(damaged)?;
                    let left = whole.checked_sub(cursor.at()).ok_or_else(damaged)?;
                    let codec = if of.int(7) == Some(0) { 0 } else { self.codec };
                    let values = unpack(codec, cursor.rest(), left)?;
                    let levels = (self.column.level > 0).then_some(levels);
                    return self.page(count, of.int(4), levels, &values);
                }
                // An index of pages.
                Some(_) => {}
                None => return Err(damaged()),
            }
        }
    }

    /// The head of the next page.
    fn page_head(&mut self) -> Result<Value, Failure> {
        for most in HEADS {
            let bytes = self.window.peek(most).map_err(|error| io_failure(&error, 0))?;
            let mut cursor = Cursor::new(bytes);
            if let Some(head) = cursor.structure() {
                let taken = cursor.at();
                std::io::BufRead::consume(&mut self.window, taken);
                return Ok(head);
            }
        }
        Err(damaged())
    }

    /// A page of so many values, by its levels and its encoding.
    fn page(
        &self,
        count: usize,
        encoding: Option<i64>,
        levels: Option<&[u8]>,
        bytes: &[u8],
    ) -> Result<Page, Failure> {
        let level = self.column.level;
        let there = match levels {
            None => None,
            Some(levels) => {
                let width = level.checked_ilog2().map_or(0, |bit| bit.saturating_add(1));
                let levels = values::hybrid(levels, width, count).ok_or_else(damaged)?;
                Some(levels.into_iter().map(|at| at == level).collect::<Vec<bool>>())
            }
        };
        let filled = there.as_ref().map_or(count, |all| all.iter().filter(|there| **there).count());
        let physical = self.column.physical;
        let places = match encoding {
            Some(2 | 8) if filled > 0 => {
                let (width, bytes) = bytes.split_first().ok_or_else(damaged)?;
                Some(values::hybrid(bytes, u32::from(*width), filled).ok_or_else(damaged)?)
            }
            Some(2 | 8) => Some(Vec::new()),
            _ => None,
        };
        let values = match encoding {
            _ if places.is_some() => Some(Values::Ints(Vec::new())),
            Some(0) => values::plain(bytes, physical, filled),
            Some(3) if physical == Physical::Boolean => bytes
                .get(4..)
                .and_then(|bytes| values::hybrid(bytes, 1, filled))
                .map(|bits| Values::Ints(bits.into_iter().map(i64::from).collect())),
            Some(5) => values::delta_ints(bytes, physical, count),
            Some(6) => values::delta_bytes(bytes, false, count),
            Some(7) => values::delta_bytes(bytes, true, count),
            Some(9) => values::split_streams(bytes, physical, filled),
            _ => return Err(unsupported("encoding")),
        };
        let values = values.filter(|values| places.is_some() || values.len() >= filled);
        let values = values.ok_or_else(damaged)?;
        Ok(Page { there, at: 0, count, values, places, value: 0 })
    }
}

/// The bytes of a page, which are declared to be so many.
fn unpack(codec: i64, packed: &[u8], whole: usize) -> Result<Vec<u8>, Failure> {
    let bytes = match codec {
        0 => packed.to_vec(),
        1 => {
            let stated = snap::raw::decompress_len(packed).ok().filter(|bytes| *bytes == whole);
            let bytes = stated.and_then(|_| snap::raw::Decoder::new().decompress_vec(packed).ok());
            bytes.ok_or_else(damaged)?
        }
        2 => {
            let packed = gzip_body(packed).ok_or_else(damaged)?;
            let mut bytes = Vec::new();
            let read = Inflated::new(packed, whole as u64).read_to_end(&mut bytes);
            read.map_err(|error| io_failure(&error, 0))?;
            bytes
        }
        6 => {
            let mut frames = Zstd::new(packed);
            let mut bytes = Vec::new();
            while let Some(piece) = frames.next()? {
                bytes.extend(piece);
                if bytes.len() > whole {
                    return Err(damaged());
                }
            }
            bytes
        }
        3 => return Err(unsupported("LZO")),
        4 => return Err(unsupported("Brotli")),
        5 | 7 => return Err(unsupported("LZ4")),
        _ => return Err(unsupported("codec")),
    };
    if bytes.len() == whole { Ok(bytes) } else { Err(damaged()) }
}

/// What is behind the head of a member of gzip (RFC 1952, 2.3).
fn gzip_body(packed: &[u8]) -> Option<&[u8]> {
    let mut cursor = Cursor::new(packed);
    let head = cursor.take(10)?;
    let flags = *head.get(3)?;
    if !head.starts_with(b"\x1f\x8b\x08") {
        return None;
    }
    if flags & 4 != 0 {
        let length = u16::from_le_bytes(cursor.take(2)?.try_into().ok()?);
        cursor.take(usize::from(length))?;
    }
    for flag in [8, 16] {
        while flags & flag != 0 && cursor.byte()? != 0 {}
    }
    if flags & 2 != 0 {
        cursor.take(2)?;
    }
    Some(cursor.rest())
}

/// Milliseconds.
fn ms(value: i64, unit: Unit) -> i64 {
    match unit {
        Unit::Ms => value,
        Unit::Us => value.div_euclid(1_000),
        Unit::Ns => value.div_euclid(1_000_000),
    }
}

/// One value as the text of its cell; `None` where there is none at this place.
fn write_cell(column: &Column, values: &Values, place: usize, out: &mut Vec<u8>) -> Option<()> {
    // Writing to a Vec cannot fail.
    let mut write = |text: std::fmt::Arguments<'_>| out.write_fmt(text).ok();
    match values {
        Values::Ints(all) => {
            let value = *all.get(place)?;
            match column.meaning {
                Meaning::Unsigned if column.physical == Physical::Int32 => {
                    write(format_args!("{}", value as u32))
                }
                Meaning::Unsigned => write(format_args!("{}", value as u64)),
                Meaning::Decimal(scale) => decimal(i128::from(value), scale, out),
                Meaning::Truth => write(format_args!("{}", value != 0)),
                Meaning::Date => {
                    push_day(value.checked_mul(DAY_MS)?, out);
                    Some(())
                }
                Meaning::Clock(unit) => {
                    push_clock(ms(value, unit).rem_euclid(DAY_MS), out);
                    Some(())
                }
                Meaning::Instant(unit, utc) => {
                    let ms = ms(value, unit);
                    push_day(ms, out);
                    out.push(if utc { b'T' } else { b' ' });
                    push_clock(ms.rem_euclid(DAY_MS), out);
                    if utc {
                        out.push(b'Z');
                    }
                    Some(())
                }
                _ => write(format_args!("{value}")),
            }
        }
        Values::Floats(all) => {
            let value = *all.get(place)?;
            match value {
                value if value.is_nan() => Some(()),
                value if value != 0.0 && !(1e-7..1e17).contains(&value.abs()) => {
                    write(format_args!("{value:e}"))
                }
                value => write(format_args!("{value}")),
            }
        }
        Values::Doubles(all) => {
            let value = *all.get(place)?;
            match value {
                value if value.is_nan() => Some(()),
                value if value != 0.0 && !(1e-7..1e17).contains(&value.abs()) => {
                    write(format_args!("{value:e}"))
                }
                value => write(format_args!("{value}")),
            }
        }
        Values::Bytes(..) => {
            let bytes = values.bytes(place)?;
            match column.meaning {
                Meaning::Decimal(scale) if bytes.len() <= 16 => {
                    let negative = bytes.first().is_some_and(|byte| byte & 0x80 != 0);
                    let start = if negative { -1 } else { 0 };
                    let value = bytes.iter().fold(start, |sum: i128, b| sum << 8 | i128::from(*b));
                    decimal(value, scale, out)
                }
                Meaning::Text => match str::from_utf8(bytes) {
                    Ok(text) => {
                        push_text(text, out);
                        Some(())
                    }
                    Err(_) => hex(bytes, out),
                },
                _ => hex(bytes, out),
            }
        }
    }
}

/// `0x` and two digits a byte: what is no text.
fn hex(bytes: &[u8], out: &mut Vec<u8>) -> Option<()> {
    out.extend(b"0x");
    bytes.iter().try_for_each(|byte| write!(out, "{byte:02x}")).ok()
}

/// A whole number with its last digits as decimals.
fn decimal(value: i128, scale: u32, out: &mut Vec<u8>) -> Option<()> {
    if scale == 0 {
        return write!(out, "{value}").ok();
    }
    let scale = scale as usize;
    let digits = format!("{:0width$}", value.unsigned_abs(), width = scale.checked_add(1)?);
    let (whole, fraction) = digits.split_at_checked(digits.len().checked_sub(scale)?)?;
    let sign = if value < 0 { "-" } else { "" };
    write!(out, "{sign}{whole}.{fraction}").ok()
}
