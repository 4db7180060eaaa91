//! Where one part of a file ends and the next goes on: what a tokenizer holds between them.

#![expect(clippy::arithmetic_side_effects, reason = "bytes and lines of a file in 64 bits")]

use super::{Delimited, record::State};
use crate::ingest::records::RecordSink;

/// What a tokenizer holds at the end of a part of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tail {
    /// Bytes of the record that is open.
    pub pending: Vec<u8>,
    /// Line on which it began, 1 for the part's first.
    pub line: u64,
    /// Offset in the part at which it began.
    pub byte: u64,
    /// NUL bytes dropped in front of records.
    pub padding: u64,
    /// Cells of the last whole record; 0 where there was none.
    pub usual_width: u64,
    /// Whether a record that is too long is being dropped.
    pub skipping: bool,
    /// Whether the byte before was CR.
    pub after_cr: bool,
}

impl Delimited {
    /// Whether it stands before a record: nothing that was met has any bearing on what comes.
    pub fn is_between_records(&self) -> bool {
        self.state == State::Start
            && self.scanned == 0
            && self.pending.is_empty()
            && !self.skipping
            && !self.after_cr
            && self.skip_lines == 0
    }

    /// What is open at the end of a part of a file.
    pub fn tail(&self) -> Tail {
        Tail {
            pending: self.pending.clone(),
            line: self.line,
            byte: self.byte,
            padding: self.padding,
            usual_width: self.usual_width as u64,
            skipping: self.skipping,
            after_cr: self.after_cr,
        }
    }

    /// Goes on where the tokenizer of the next part ended; this one stands between records.
    pub fn go_on(&mut self, tail: &Tail, sink: &mut dyn RecordSink) {
        self.line += tail.line.saturating_sub(1);
        self.byte += tail.byte;
        self.padding += tail.padding;
        if tail.usual_width > 0 {
            self.usual_width = tail.usual_width as usize;
        }
        self.skipping = tail.skipping;
        self.after_cr = tail.after_cr;
        // An open record: nothing comes out yet.
        self.push_to(&tail.pending, sink);
    }
}
