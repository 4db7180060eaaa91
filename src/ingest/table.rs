//! A sample of a file as a table: its rows, and how they were cut.

use super::delimited::Separators;
use super::shape::{Shape, shape};
use super::source::Evidence;

/// A sampled row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Line it starts on (0 where it is not known: a window in the middle of the file).
    pub line: u64,
    /// Its cells.
    pub cells: Vec<Vec<u8>>,
    /// The text it was made of.
    pub raw: Vec<u8>,
    /// Whether it is a comment, or could not be read: no row of data.
    pub excluded: bool,
}

impl Row {
    /// One cell, empty past the last.
    pub fn cell(&self, index: usize) -> &[u8] {
        self.cells.get(index).map_or(&[], Vec::as_slice)
    }

    /// Whether nothing stands in it.
    pub(super) fn is_blank(&self) -> bool {
        // Nearly every row shows by its first byte that it is none.
        self.cells.iter().all(|cell| match cell.first() {
            Some(byte) if byte.is_ascii_graphic() => false,
            _ => shape(cell) == Shape::Blank,
        })
    }
}

/// A sample cut into rows, and how.
#[derive(Clone, Debug)]
pub struct Table {
    /// How cells are cut.
    pub separators: Separators,
    /// Lines before the first data row: preamble and header.
    pub skip_lines: u64,
    /// Line of the header.
    pub header_line: Option<u64>,
    /// Text of the header's record: rows that repeat it are not data.
    pub header_raw: Vec<u8>,
    /// Names, one a column; empty where there is no header.
    pub names: Vec<String>,
    /// Comment lines before the data, without their mark.
    pub preamble: Vec<String>,
    /// Usual number of cells.
    pub width: usize,
    /// Share of the rows that have it, 0–1.
    pub agreement: f64,
    /// The sampled data rows, in file order.
    pub rows: Vec<Row>,
    /// Reasons.
    pub evidence: Vec<Evidence>,
}
