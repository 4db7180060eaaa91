//! Records: what every layout gives, one row of cells at a time.

/// One record, borrowed from the source's buffer for the length of a call.
///
/// Cells are UTF-8 bytes as far as the file was (a bad byte is kept as it is), unquoted.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    /// Line of its first byte, 1-based.
    pub line: u64,
    /// Offset of its first byte in the decoded stream.
    pub byte: u64,
    /// All cells, one after another.
    pub cells: &'a [u8],
    /// End of each cell in `cells`.
    pub ends: &'a [usize],
}

impl<'a> Record<'a> {
    /// Number of cells.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no cell at all.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// One cell, `None` past the last.
    pub fn get(&self, index: usize) -> Option<&'a [u8]> {
        let end = *self.ends.get(index)?;
        let start = if index == 0 { 0 } else { *self.ends.get(index - 1)? };
        self.cells.get(start..end)
    }
}

/// Something that turns pieces of bytes into records: the delimited tokenizer, NDJSON, text logs.
///
/// Push pieces of any size, then finish; cutting elsewhere changes nothing.
pub trait RecordSource {
    /// Takes the next piece of the decoded stream.
    fn push(&mut self, piece: &[u8], each: &mut dyn FnMut(Record<'_>));
    /// Takes the end of the stream.
    fn finish(&mut self, each: &mut dyn FnMut(Record<'_>));
}
