//! Records: what every layout gives, one row of cells at a time.

use super::problem::Reason;
use std::ops::Range;

/// One record, borrowed from the source's buffer for the length of a call.
///
/// Cells are UTF-8 bytes as far as the file was (a bad byte is kept as it is), unquoted.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    /// Line of its first byte, 1-based.
    pub line: u64,
    /// Offset of its first byte in the decoded stream.
    pub byte: u64,
    /// The record as it stands in the file, without its line end: what a problem shows.
    pub raw: &'a [u8],
    /// All cells, one after another.
    pub cells: &'a [u8],
    /// End of each cell in `cells`.
    pub ends: &'a [usize],
    /// Bytes between the cells: 1 where `cells` is the raw line with its delimiters, else 0.
    pub gap: usize,
    /// Why it must not be used as a row, where the source knows already.
    pub fault: Option<Reason>,
}

impl<'a> Record<'a> {
    /// A record whose cells stand one directly after another.
    pub fn new(line: u64, byte: u64, raw: &'a [u8], cells: &'a [u8], ends: &'a [usize]) -> Self {
        Record { line, byte, raw, cells, ends, gap: 0, fault: None }
    }

    /// A record that cannot be used: counted, shown as a problem, never read.
    pub fn unusable(line: u64, byte: u64, raw: &'a [u8], fault: Reason) -> Self {
        Record { line, byte, raw, cells: &[], ends: &[], gap: 0, fault: Some(fault) }
    }

    /// Number of cells.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no cell at all.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// One cell, `None` past the last.
    #[inline]
    pub fn get(&self, index: usize) -> Option<&'a [u8]> {
        let end = *self.ends.get(index)?;
        let start = match index.checked_sub(1) {
            None => 0,
            Some(before) => self.ends.get(before)?.checked_add(self.gap)?,
        };
        self.cells.get(start..end)
    }

    /// All cells, in order.
    pub fn iter(&self) -> impl Iterator<Item = &'a [u8]> {
        let record = *self;
        (0..record.len()).filter_map(move |index| record.get(index))
    }
}

/// Something that turns pieces of bytes into records: the delimited tokenizer, NDJSON, text logs.
///
/// Push pieces of any size, then finish; cutting elsewhere changes nothing. Every line of the file
/// comes out in some record, blank lines excepted; one that cannot be read comes out with a
/// [`Record::fault`].
pub trait RecordSource {
    /// Takes the next piece of the decoded stream.
    fn push(&mut self, piece: &[u8], each: &mut dyn FnMut(Record<'_>));
    /// Takes the end of the stream.
    fn finish(&mut self, each: &mut dyn FnMut(Record<'_>));
}

/// What takes records.
pub trait RecordSink {
    /// Takes one record.
    fn record(&mut self, record: Record<'_>);

    /// Takes as many rows as it can where they stand, from the start of `bytes`, which is the
    /// start of a delimited record; the rest come through [`RecordSink::record`].
    fn plain_rows(&mut self, bytes: &[u8]) -> FastPath {
        let _ = bytes;
        FastPath::default()
    }
}

/// Whole lines that a [`RecordSink`] took by itself.
#[derive(Clone, Debug, Default)]
pub struct FastPath {
    /// Bytes, up to the start of the next record.
    pub bytes: usize,
    /// Lines.
    pub lines: u64,
    /// The last row among them without its line end; empty where there was none.
    pub last_row: Range<usize>,
}

impl<F: FnMut(Record<'_>)> RecordSink for F {
    fn record(&mut self, record: Record<'_>) {
        self(record);
    }
}
