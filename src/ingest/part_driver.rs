//! What the reading of one part of a file needs next: as [`driver`](super::driver) for a whole one.

use super::driver::{Drive, Next, Want};
use super::overrides::SourcePatch;
use super::parts::{self, Part, PartReader};
use super::plan::sniff;
use super::sample::{FileFacts, HEAD_BYTES, Sample};
use super::source::Failure;
use std::ops::Range;

/// Reads one part of a file for the [`Driver`](super::driver::Driver) that joins them.
pub struct PartDriver {
    facts: FileFacts,
    patch: SourcePatch,
    range: Range<u64>,
    /// Where the next piece begins.
    at: u64,
    state: PartState,
}

enum PartState {
    Sample,
    Stream(Box<PartReader>),
    /// Read, or `None` where it cannot be read by itself.
    Done(Option<Box<Part>>),
}

impl PartDriver {
    /// Reads the part of this number, of so many.
    pub fn new(facts: FileFacts, patch: SourcePatch, number: u32, parts: u32) -> PartDriver {
        let range = parts::ranges(facts.bytes, parts).into_iter().nth(number as usize);
        let state = if range.is_some() { PartState::Sample } else { PartState::Done(None) };
        let range = range.unwrap_or_default();
        PartDriver { facts, patch, at: range.start, range, state }
    }

    /// The part; `None` where it cannot be read by itself. What cannot be read here is read by the
    /// driver that joins, and judged there.
    pub fn part(self) -> Option<Part> {
        match self.state {
            PartState::Done(part) => part.map(|part| *part),
            PartState::Sample | PartState::Stream(_) => None,
        }
    }
}

impl Drive for PartDriver {
    fn want(&self) -> Want {
        match self.state {
            PartState::Sample => Want::Ranges(Sample::ranges(self.facts.bytes, HEAD_BYTES)),
            PartState::Stream(_) => Want::Stream { range: self.range.clone(), codec: None },
            PartState::Done(_) => Want::Done,
        }
    }

    fn ranges(&mut self, given: Vec<Vec<u8>>) {
        if matches!(self.state, PartState::Sample) {
            let plan = sniff(&self.facts, &Sample::from_pieces(given), &self.patch);
            self.state = match plan.can_be_split() {
                true => PartState::Stream(Box::new(PartReader::new(&plan))),
                false => PartState::Done(None),
            };
        }
    }

    fn piece(&mut self, piece: &[u8]) -> Next {
        let PartState::Stream(reader) = &mut self.state else { return Next::Enough };
        self.at = self.at.saturating_add(piece.len() as u64);
        reader.before_end(self.facts.bytes.saturating_sub(self.at));
        if reader.push(piece) {
            return Next::More;
        }
        self.state = PartState::Done(None);
        Next::Enough
    }

    fn end(&mut self) {
        self.state = match std::mem::replace(&mut self.state, PartState::Done(None)) {
            // A file that became shorter is noticed where its parts are joined.
            PartState::Stream(_) if self.at != self.range.end => PartState::Done(None),
            PartState::Stream(reader) => PartState::Done(reader.finish().map(Box::new)),
            other => other,
        };
    }

    fn part(&mut self, _: Option<Part>) {}

    fn fail(&mut self, _: Failure) {
        self.state = PartState::Done(None);
    }

    fn soon(&self) -> Option<Range<u64>> {
        matches!(self.state, PartState::Sample).then(|| self.range.clone())
    }

    fn rows(&self) -> u64 {
        match &self.state {
            PartState::Stream(reader) => reader.rows(),
            _ => 0,
        }
    }
}
