//! The delimited tokenizer: a pure push machine, bytes in pieces of any size, records out.
//!
//! Grammar, lenient where exports are:
//! * a line ends with LF, CRLF or CR, mixed as they come; blank lines are counted, not emitted;
//! * a quote opens only at the start of a cell (after spaces, where the file writes `, "`), and
//!   closes before a delimiter or a line end; doubled quotes, or `\"` where the file uses it;
//! * a cell that spans lines must close properly. If text follows its closing quote, if it is
//!   longer than [`RECORD_MAX`], or if the file ends first, the quote was a stray one: its line
//!   comes out as [`Reason::QuoteOpen`] and reading goes on at the next line, so that a stray
//!   quote costs one row and not the rest of the file;
//! * NUL bytes before a record are what a crash leaves behind and are dropped (counted in
//!   [`Delimited::padding`]); inside a record they are [`Reason::Binary`], unless the file is
//!   full of them.
//!
//! A [`RecordSink`] may take plain rows by itself, faster; this is the oracle for it: same input, same
//! rows.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "places in a piece, and bytes and lines of a file in 64 bits"
)]

mod record;
mod separators;
mod tail;

pub use separators::Separators;
pub use tail::Tail;

use super::problem::Reason;
use super::records::{Record, RecordSink, RecordSource};
use record::{State, Step};
use separators::{Classes, from, unquote};

/// Bytes of the longest honest record.
pub const RECORD_MAX: usize = 1 << 20;

/// Bytes that a [`RecordSink`] is offered at once. Browsers put the optimised code of a function in at
/// its next call: with one call a slice, much of a file would be read by the slow code.
const AT_ONCE: usize = 256 << 10;
/// Push tokenizer for delimited text.
#[derive(Clone, Debug)]
pub struct Delimited {
    separators: Separators,
    class: Classes,
    /// Bytes of the record that is not complete yet.
    pending: Vec<u8>,
    /// How much of the current record has been looked at.
    scanned: usize,
    state: State,
    /// Ends of the cells seen so far in the current record, from its start.
    ends: Vec<usize>,
    /// Whether the current record has a quoted cell.
    quoted: bool,
    /// Whether the current record has a NUL.
    nul: bool,
    /// End of the first line in the current record, where it spans several.
    first_line: Option<usize>,
    /// A record that is too long was given up: everything up to the line's end is dropped.
    skipping: bool,
    /// The byte before was CR: an LF now belongs to it.
    after_cr: bool,
    /// Line ends inside the current record (within quotes).
    lines_inside: u64,
    /// Physical lines to drop before anything is read.
    skip_lines: u64,
    line: u64,
    byte: u64,
    padding: u64,
    /// Cells of the last whole record.
    usual_width: usize,
    scratch: Vec<u8>,
    scratch_ends: Vec<usize>,
}

impl Delimited {
    /// A tokenizer that starts at the first byte of the decoded stream and drops `skip_lines`
    /// lines (a preamble) before it reads.
    pub fn new(separators: Separators, skip_lines: u64) -> Self {
        Delimited {
            separators,
            class: Classes::new(&separators),
            pending: Vec::new(),
            scanned: 0,
            state: State::Start,
            ends: Vec::new(),
            quoted: false,
            nul: false,
            first_line: None,
            skipping: false,
            after_cr: false,
            lines_inside: 0,
            skip_lines,
            line: 1,
            byte: 0,
            padding: 0,
            usual_width: 0,
            scratch: Vec::new(),
            scratch_ends: Vec::new(),
        }
    }

    /// NUL bytes that were dropped in front of records.
    pub fn padding(&self) -> u64 {
        self.padding
    }

    /// Line of the next byte, 1-based.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Bytes of the open record that are held.
    pub fn held_bytes(&self) -> usize {
        self.pending.len()
    }

    /// Emits the records of `bytes`; gives the number of bytes used up.
    fn run(&mut self, bytes: &[u8], sink: &mut dyn RecordSink) -> usize {
        let mut start = 0;
        while let Some(&first) = bytes.get(start) {
            let rest = from(bytes, start);
            if self.skipping {
                match line_end(rest) {
                    Some(at) => {
                        self.skipping = false;
                        start += self.line_end(rest, at);
                    }
                    None => {
                        self.byte += rest.len() as u64;
                        start = bytes.len();
                    }
                }
                continue;
            }
            if self.scanned == 0 && self.state == State::Start {
                if self.after_cr {
                    self.after_cr = false;
                    if first == b'\n' {
                        start += 1;
                        self.byte += 1;
                        continue;
                    }
                }
                if self.skip_lines > 0 {
                    match line_end(rest) {
                        Some(at) => {
                            self.skip_lines -= 1;
                            start += self.line_end(rest, at);
                            continue;
                        }
                        // Its end comes later; what is before it is not needed.
                        None => {
                            self.byte += rest.len() as u64;
                            start = bytes.len();
                            continue;
                        }
                    }
                }
                match first {
                    b'\n' | b'\r' => {
                        start += self.line_end(rest, 0);
                        continue;
                    }
                    0 => {
                        let zeros = rest.iter().take_while(|&&byte| byte == 0).count();
                        // Zeros to the end of the line are a row that is nothing but zeros.
                        match rest.get(zeros) {
                            // A hole in the file: all but the last of it.
                            None if zeros > RECORD_MAX => {
                                self.padding += zeros as u64 - 1;
                                self.byte += zeros as u64 - 1;
                                start += zeros - 1;
                                break;
                            }
                            None => break,
                            Some(b'\n' | b'\r') => {}
                            Some(_) => {
                                self.padding += zeros as u64;
                                self.byte += zeros as u64;
                                start += zeros;
                                continue;
                            }
                        }
                    }
                    _ => {}
                }
                let taken = sink.plain_rows(rest.get(..AT_ONCE).unwrap_or(rest));
                if taken.bytes > 0 {
                    if let Some(row) = rest.get(taken.last_row).filter(|row| !row.is_empty()) {
                        self.usual_width = self.width_of(row);
                    }
                    self.line += taken.lines;
                    self.byte += taken.bytes as u64;
                    start += taken.bytes;
                    continue;
                }
            }
            // A record is looked at no further than an honest one goes.
            let rest = rest.get(..RECORD_MAX).unwrap_or(rest);
            match self.step(rest) {
                Step::More if rest.len() < RECORD_MAX => break,
                Step::More if self.first_line.is_some() => {
                    start += self.stray(rest, Reason::QuoteOpen, sink);
                }
                Step::More => {
                    sink.record(Record::unusable(self.line, self.byte, rest, Reason::TooLong));
                    self.reset();
                    self.skipping = true;
                    self.byte += rest.len() as u64;
                    start += rest.len();
                }
                Step::Record(end) => {
                    self.emit(rest.get(..end).unwrap_or(rest), sink);
                    self.line += self.lines_inside;
                    self.reset();
                    start += self.line_end(rest, end);
                }
                Step::Stray => start += self.stray(rest, Reason::QuoteOpen, sink),
            }
        }
        start
    }

    /// Cells of a plain row.
    fn width_of(&self, row: &[u8]) -> usize {
        let mut quoted = false;
        let delimiters = row.iter().filter(|&&byte| {
            quoted ^= Some(byte) == self.separators.quote;
            byte == self.separators.delimiter && !quoted
        });
        delimiters.count() + 1
    }

    /// Steps over a line end at `at`; gives the number of bytes up to the next line.
    fn line_end(&mut self, rest: &[u8], at: usize) -> usize {
        self.line += 1;
        self.after_cr = rest.get(at) == Some(&b'\r');
        self.byte += at as u64 + 1;
        at + 1
    }

    fn reset(&mut self) {
        self.state = State::Start;
        self.scanned = 0;
        self.ends.clear();
        self.quoted = false;
        self.nul = false;
        self.first_line = None;
        self.lines_inside = 0;
    }

    /// Whether the file ends inside a quoted cell of several lines, and not after a stray quote:
    /// then rows as wide as the others would stand on the lines below.
    fn is_cut_short(&self, pending: &[u8]) -> bool {
        let Some(first) = self.first_line else { return false };
        if self.usual_width < 2 {
            return false;
        }
        let below = pending.get(first + 1..).unwrap_or_default();
        let mut again = Delimited::new(self.separators, 0);
        let mut rows = false;
        again.run(below, &mut |record: Record<'_>| rows |= record.len() == self.usual_width);
        !rows
    }

    /// Gives up the first line of a record whose quote never closes; the next line is read anew.
    fn stray(&mut self, rest: &[u8], reason: Reason, sink: &mut dyn RecordSink) -> usize {
        let end = self.first_line.unwrap_or(rest.len());
        let line = rest.get(..end).unwrap_or(rest);
        sink.record(Record::unusable(self.line, self.byte, line, reason));
        let next = self.first_line.map_or(end, |at| self.line_end(rest, at));
        self.reset();
        next
    }

    fn emit(&mut self, raw: &[u8], sink: &mut dyn RecordSink) {
        let fault =
            if self.nul && !self.separators.nul_allowed { Some(Reason::Binary) } else { None };
        let mut record = Record {
            line: self.line,
            byte: self.byte,
            raw,
            cells: raw,
            ends: &self.ends,
            gap: 1,
            fault,
        };
        if fault.is_none() {
            self.usual_width = self.ends.len();
        }
        if !self.quoted {
            return sink.record(record);
        }
        self.scratch.clear();
        self.scratch_ends.clear();
        let mut start = 0;
        for &end in &self.ends {
            let cell = raw.get(start..end).unwrap_or_default();
            unquote(cell, &self.separators, &mut self.scratch);
            self.scratch_ends.push(self.scratch.len());
            start = end + 1;
        }
        record.cells = &self.scratch;
        record.ends = &self.scratch_ends;
        record.gap = 0;
        sink.record(record);
    }

    /// Takes the next piece of the decoded stream.
    pub fn push_to(&mut self, piece: &[u8], sink: &mut dyn RecordSink) {
        let mut piece = piece;
        // Complete the pending record line by line, then read the piece where it stands.
        while !self.pending.is_empty() && !piece.is_empty() {
            let line = line_end(piece).map_or(piece.len(), |at| at + 1);
            let (line, below) = piece.split_at_checked(line).unwrap_or((piece, &[]));
            let mut pending = std::mem::take(&mut self.pending);
            pending.extend_from_slice(line);
            piece = below;
            let used = self.run(&pending, sink);
            pending.drain(..used);
            self.pending = pending;
        }
        if !piece.is_empty() {
            let used = self.run(piece, sink);
            self.pending.extend_from_slice(from(piece, used));
        }
    }

    /// Takes the end of the stream.
    pub fn finish_to(&mut self, sink: &mut dyn RecordSink) {
        loop {
            let mut pending = std::mem::take(&mut self.pending);
            if pending.is_empty() {
                return;
            }
            if self.skip_lines > 0 {
                return;
            }
            match self.state {
                State::Start if pending.iter().all(|&byte| byte == 0) => {
                    let record = Record::unusable(self.line, self.byte, &pending, Reason::Binary);
                    return sink.record(record);
                }
                State::Quoted | State::Escaped if !self.is_cut_short(&pending) => {
                    let reason = match self.first_line {
                        Some(_) => Reason::QuoteOpen,
                        None => Reason::Truncated,
                    };
                    let used = self.stray(&pending, reason, sink);
                    let again = self.run(from(&pending, used), sink);
                    pending.drain(..used + again);
                    self.pending = pending;
                }
                _ => {
                    self.ends.push(pending.len());
                    // The last cell may be open: what is there of it counts.
                    self.emit(&pending, sink);
                    return self.reset();
                }
            }
        }
    }
}

/// Where the first line ends.
fn line_end(bytes: &[u8]) -> Option<usize> {
    memchr::memchr2(b'\n', b'\r', bytes)
}

impl RecordSource for Delimited {
    fn push(&mut self, piece: &[u8], each: &mut dyn FnMut(Record<'_>)) {
        self.push_to(piece, &mut &mut *each);
    }

    fn finish(&mut self, each: &mut dyn FnMut(Record<'_>)) {
        self.finish_to(&mut &mut *each);
    }
}

#[cfg(test)]
mod tests;
