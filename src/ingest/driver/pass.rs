//! One reading of an entry's bytes: its parts, and whether as many bytes came as must.

use crate::{
    ingest::{
        containers::{Check, Entry},
        limits::Limit,
        parts,
        plan::Plan,
        reader::Reader,
        source::Failure,
    },
    kit::crc32::Crc32,
};
use std::ops::Range;

/// One reading of an entry's bytes, by parts.
pub(super) struct Pass {
    pub entry: Entry,
    pub reader: Reader,
    pub rounds: u32,
    /// The plan came from a short look.
    pub short: bool,
    /// The plan of a whole look, to be remembered.
    pub learnt: Option<Plan>,
    /// The parts, absolute; the first is the one that is being read.
    pub cuts: std::collections::VecDeque<Range<u64>>,
    /// Number of the first of `cuts`.
    pub number: u32,
    /// Whether that one is waited for as a `Part`.
    pub joining: bool,
    /// Bytes of types before the first line, and how many of them are still to come.
    pub types: usize,
    pub skip: usize,
    /// Bytes of the stream that is being read, so far, and their checksum where it is known which it
    /// must be.
    pub came: u64,
    pub crc: Option<Crc32>,
    /// Rows that were found, and how many bytes had come by then.
    pub found: (u64, u64),
}

impl Pass {
    pub fn new(entry: Entry, plan: Plan, parts: u32, rounds: u32) -> Pass {
        let start = entry.range.start;
        let cuts = parts::ranges(entry.range.end.saturating_sub(start), parts)
            .into_iter()
            .map(|cut| cut.start.saturating_add(start)..cut.end.saturating_add(start))
            .collect();
        let reader = Reader::new(plan);
        let crc = entry.check.map(|_| Crc32::default());
        let (number, joining, types, skip, came) = (0, false, 0, 0, 0);
        let (short, learnt, found) = (false, None, (0, 0));
        Pass {
            entry,
            reader,
            rounds,
            short,
            learnt,
            cuts,
            number,
            joining,
            types,
            skip,
            came,
            crc,
            found,
        }
    }

    /// Whether so much of a packed entry came without a row that the rest brings none: a few kB unpack
    /// to gigabytes of one byte.
    pub fn is_barren(&mut self) -> bool {
        let rows = self.reader.progress().rows;
        if rows != self.found.0 {
            self.found = (rows, self.came);
        }
        let without = self.came.saturating_sub(self.found.1);
        self.entry.codec.is_some() && without > Limit::Barren.most()
    }

    /// Takes bytes of the stream in account.
    ///
    /// # Errors
    /// There are more than there should be.
    pub fn count(&mut self, piece: &[u8]) -> Result<(), Failure> {
        self.came = self.came.saturating_add(piece.len() as u64);
        if let Some(crc) = &mut self.crc {
            crc.add(piece);
        }
        match self.entry.check {
            Some(Check { bytes, .. }) if self.came > bytes => Err(Failure::Checksum),
            _ if self.entry.codec.is_some() && self.came > Limit::Unpacked.most() => {
                Err(Failure::Beyond(Limit::Unpacked))
            }
            _ => Ok(()),
        }
    }

    /// Whether the stream, which has ended, was what it must be.
    ///
    /// # Errors
    /// How it was not.
    pub fn whole(&self) -> Result<(), Failure> {
        if let (Some(check), Some(crc)) = (&self.entry.check, &self.crc)
            && (self.came != check.bytes || crc.sum() != check.crc)
        {
            return Err(Failure::Checksum);
        }
        let cut = self.cuts.front().map(|cut| cut.end.saturating_sub(cut.start));
        match cut.is_some_and(|bytes| self.entry.codec.is_none() && bytes != self.came) {
            true => Err(Failure::Changed),
            false => Ok(()),
        }
    }

    /// Whether its bytes can change anything: those of a refused file cannot.
    pub fn is_open(&self) -> bool {
        self.reader.is_open()
    }
}
