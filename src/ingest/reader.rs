//! The pipeline: a sample of a file decides how to read it, the full reading confirms it.
//!
//! 1. [`sniff`](super::plan::sniff) makes a [`Plan`] of a sample.
//! 2. The whole file is pushed, in pieces of any size, through [`Reader`].
//! 3. [`Reader::finish`] gives the [`Reading`], or, where the whole contradicts the sample, a
//!    better [`Plan`]: read again with it. [`ROUNDS_MAX`](super::plan::ROUNDS_MAX) readings are enough.
//!
//! [`driver`](super::driver) says in which order; what is chosen depends on the bytes, the name and
//! the date of the file only, never on how it was cut into pieces.

use super::collector::{Collector, REPLACEMENT};
use super::delimited::Delimited;
use super::edges::EDGE_BYTES;
use super::encoding::{self, Decoder, Encoding};
use super::layouts;
use super::parts::Part;
use super::plan::{Outcome, Plan};
use super::records::{RecordSink, RecordSource};
use super::source::{Failure, Reading, Status};
use serde::{Deserialize, Serialize};

/// How far a reading is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Bytes pushed so far (after decompression).
    pub bytes: u64,
    /// Rows met so far.
    pub rows: u64,
}

/// Reads a file, piece by piece.
pub struct Reader {
    plan: Plan,
    source: Records,
    collector: Collector,
    progress: Progress,
    /// `None` where the platform has no decoder for this encoding.
    decoder: Option<Box<dyn Decoder>>,
}

/// The records of any layout.
enum Records {
    Delimited(Box<Delimited>),
    Layout(Box<layouts::Source>),
}

impl Records {
    fn push(&mut self, piece: &[u8], collector: &mut Collector) {
        match self {
            Records::Delimited(source) => source.push_to(piece, collector),
            Records::Layout(source) => source.push(piece, &mut |record| collector.record(record)),
        }
    }

    fn finish(&mut self, collector: &mut Collector) {
        match self {
            Records::Delimited(source) => source.finish_to(collector),
            Records::Layout(source) => source.finish(&mut |record| collector.record(record)),
        }
    }
}

impl Reader {
    /// A reader at the first byte.
    pub fn new(plan: Plan) -> Reader {
        Reader {
            source: match plan.records.clone() {
                Some(source) => Records::Layout(Box::new(source)),
                None => {
                    Records::Delimited(Box::new(Delimited::new(plan.separators, plan.skip_lines)))
                }
            },
            collector: Collector::new(&plan),
            progress: Progress::default(),
            decoder: encoding::decoder(plan.encoding)
                .map(|decoder| encoding::passing(decoder, plan.passed)),
            plan,
        }
    }

    /// Takes the next piece of the file (after decompression).
    pub fn push(&mut self, piece: &[u8]) {
        self.progress.bytes = self.progress.bytes.saturating_add(piece.len() as u64);
        if self.plan.refusal.is_some() {
            return;
        }
        let Some(decoder) = &mut self.decoder else { return };
        // The length of a stream is known at its end only.
        let facts = &self.plan.facts;
        let left = facts.bytes.saturating_sub(self.progress.bytes);
        self.collector.set_near_end(facts.compression.is_some() || left <= EDGE_BYTES);
        let text = decoder.decode(piece, false);
        // A decoder gives its replacements whole; UTF-8 passes as it is.
        if self.plan.encoding != Encoding::Utf8 && memchr::memmem::find(text, REPLACEMENT).is_some()
        {
            self.collector.look_at_each();
        }
        self.source.push(text, &mut self.collector);
        self.progress.rows = self.collector.rows.read;
    }

    /// Leaves every row to the tokenizer: what the hot loop is tested against.
    #[cfg(test)]
    pub(in crate::ingest) fn without_hot_loop(&mut self) {
        self.collector.without_hot_loop();
    }

    /// Adds the next part of the file, which was read with the same plan by a
    /// [`PartReader`](super::parts::PartReader), as if its bytes had been pushed.
    ///
    /// `false` where that cannot be: then only the bytes of its prefix have been taken, and the
    /// rest of the part's bytes are to be pushed.
    #[must_use]
    pub fn join(&mut self, part: Part) -> bool {
        self.push(&part.prefix);
        let Records::Delimited(source) = &mut self.source else { return false };
        // A byte order mark may be open before.
        if !self.plan.can_be_split()
            || self.progress.bytes < 3
            || !source.is_between_records()
            || !self.collector.can_join(&part.gathered)
        {
            return false;
        }
        let read = part.tail.byte.saturating_add(part.tail.pending.len() as u64);
        self.progress.bytes = self.progress.bytes.saturating_add(read);
        self.collector.join(part.gathered, source.line());
        source.go_on(&part.tail, &mut self.collector);
        self.progress.rows = self.collector.rows.read;
        true
    }

    /// Bytes of an open record that are held between pieces: never more than a record may have,
    /// and a piece.
    pub fn held_bytes(&self) -> usize {
        match &self.source {
            Records::Delimited(source) => source.held_bytes(),
            Records::Layout(_) => 0,
        }
    }

    /// Whether the bytes of the file can change anything: those of a refused one cannot.
    pub fn is_open(&self) -> bool {
        self.plan.refusal.is_none()
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        self.progress
    }

    /// Takes the end of the file.
    pub fn finish(mut self) -> Outcome {
        if self.plan.refusal.is_none() {
            let Some(decoder) = &mut self.decoder else {
                let failure =
                    Failure::Internal(format!("no decoder for {}", self.plan.encoding.name()));
                return Outcome::Done(Box::new(self.fail(failure)));
            };
            let collector = &mut self.collector;
            self.source.push(decoder.decode(&[], true), collector);
            collector.passed = decoder.passed();
            collector.ending = true;
            self.source.finish(collector);
            if let Records::Delimited(source) = &self.source {
                collector.padding = source.padding();
            }
        }
        self.collector.finish(self.plan)
    }

    /// The file broke off (damaged compression, an unreadable disk): what was read is not used.
    pub fn fail(self, failure: Failure) -> Reading {
        self.plan.reading(Status::Failed(failure))
    }
}
