//! The pipeline: a sample of a file decides how to read it, the full reading confirms it.
//!
//! 1. The caller reads the ranges that [`Sample::ranges`] names (or, of a compressed stream, its
//!    decompressed head) and calls [`sniff`].
//! 2. It pushes the whole file, in pieces of any size, through [`Reader`].
//! 3. [`Reader::finish`] gives the [`Reading`], or, where the whole contradicts the sample, a
//!    better [`Plan`]: read again with it. [`ROUNDS_MAX`] readings are enough.
//!
//! What is chosen depends on the bytes, the name and the date of the file only, never on how it
//! was cut into pieces.

use super::collector::{Collector, REPLACEMENT};
use super::delimited::Delimited;
use super::edges::EDGE_BYTES;
use super::encoding::{self, Decoder, Encoding};
use super::layouts;
use super::parts::Part;
pub use super::plan::{Plan, sniff};
use super::records::{RecordSource, Sink};
use super::source::{Failure, Reading, SourcePatch, Status};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Readings of a file that are enough, whatever it holds: after as many, [`Reader::finish`] does
/// not ask again.
pub const ROUNDS_MAX: u32 = 3;

/// A file up to this size is looked at as a whole.
pub const WHOLE_BYTES: u64 = 512 << 10;
/// Bytes at the start of a larger file that are looked at.
pub const HEAD_BYTES: u64 = 96 << 10;
/// Bytes of each window across the file.
pub const WINDOW_BYTES: u64 = 16 << 10;
/// Windows across the file.
pub const WINDOWS: u64 = 6;
/// Bytes at the end.
pub const TAIL_BYTES: u64 = 32 << 10;

/// What is known of a file before it is read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct FileFacts {
    /// File's name; `archive.zip/member.csv` for a member, without `.gz` for a gzip file.
    pub name: String,
    /// File's size as it lies on the disk.
    pub bytes: u64,
    /// When it was last changed, epoch ms: years are inferred from it.
    pub modified_ms: Option<i64>,
    /// `gzip` or `zip`, where the bytes had to be inflated.
    pub compression: Option<String>,
}

/// Pieces of a file (after decompression), enough to see how it is made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// The first bytes.
    pub head: Vec<u8>,
    /// Pieces across the file, in order; they may begin anywhere.
    pub windows: Vec<Vec<u8>>,
    /// The last bytes; empty where `head` has them already, or for a stream.
    pub tail: Vec<u8>,
    /// Whether `head` is all there is.
    pub whole: bool,
}

impl Sample {
    /// The ranges of a file of this size that make its sample: head, windows, tail.
    pub fn ranges(bytes: u64) -> Vec<Range<u64>> {
        if bytes <= WHOLE_BYTES {
            return std::iter::once(0..bytes).collect();
        }
        let mut ranges = Vec::with_capacity(WINDOWS as usize + 2);
        ranges.push(0..HEAD_BYTES);
        let between = bytes - HEAD_BYTES - TAIL_BYTES - WINDOW_BYTES;
        for window in 0..WINDOWS {
            // Even starts keep two-byte characters whole.
            let from = (HEAD_BYTES + between / WINDOWS * window) & !1;
            ranges.push(from..from + WINDOW_BYTES);
        }
        ranges.push((bytes - TAIL_BYTES) & !1..bytes);
        ranges
    }

    /// The sample made of the pieces of [`Sample::ranges`], in that order.
    pub fn from_pieces(mut pieces: Vec<Vec<u8>>) -> Sample {
        if pieces.len() <= 1 {
            let head = pieces.pop().unwrap_or_default();
            return Sample { head, whole: true, ..Sample::default() };
        }
        let tail = pieces.pop().unwrap_or_default();
        let head = pieces.remove(0);
        Sample { head, windows: pieces, tail, whole: false }
    }

    /// The pieces, in order.
    pub fn pieces(&self) -> impl Iterator<Item = &[u8]> {
        let tail = (!self.tail.is_empty()).then_some(self.tail.as_slice());
        std::iter::once(self.head.as_slice())
            .chain(self.windows.iter().map(Vec::as_slice))
            .chain(tail)
    }

    /// The sample of a file in memory.
    pub fn of(bytes: &[u8]) -> Sample {
        let piece = |range: Range<u64>| {
            bytes.get(range.start as usize..range.end as usize).unwrap_or_default().to_vec()
        };
        Sample::from_pieces(Sample::ranges(bytes.len() as u64).into_iter().map(piece).collect())
    }
}

/// How far a reading is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Bytes pushed so far (after decompression).
    pub bytes: u64,
    /// Rows met so far.
    pub rows: u64,
}

/// What a full reading ended with.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// The file's story and its data.
    Done(Box<Reading>),
    /// The whole contradicts the sample: read again with this plan.
    Reopen(Box<Plan>),
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
            decoder: encoding::decoder(plan.encoding),
            plan,
        }
    }

    /// Takes the next piece of the file (after decompression).
    pub fn push(&mut self, piece: &[u8]) {
        self.progress.bytes += piece.len() as u64;
        if self.plan.verdict.is_some() {
            return;
        }
        let Some(decoder) = &mut self.decoder else { return };
        // How long a stream is, nobody knows before its end.
        let facts = &self.plan.facts;
        let left = facts.bytes.saturating_sub(self.progress.bytes);
        self.collector.sleep(facts.compression.is_none() && left > EDGE_BYTES);
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
            || !self.collector.can_join()
        {
            return false;
        }
        self.progress.bytes += part.tail.byte + part.tail.pending.len() as u64;
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

    /// How far it is.
    pub fn progress(&self) -> Progress {
        self.progress
    }

    /// Takes the end of the file.
    pub fn finish(mut self) -> Outcome {
        if self.plan.verdict.is_none() {
            let Some(decoder) = &mut self.decoder else {
                let failure =
                    Failure::Internal(format!("no decoder for {}", self.plan.encoding.name()));
                return Outcome::Done(Box::new(self.fail(failure)));
            };
            let collector = &mut self.collector;
            self.source.push(decoder.decode(&[], true), collector);
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

/// Reads a file that is in memory.
pub fn read_all(facts: &FileFacts, bytes: &[u8], patch: &SourcePatch) -> Reading {
    let mut plan = sniff(facts, &Sample::of(bytes), patch);
    loop {
        let mut reader = Reader::new(plan);
        reader.push(bytes);
        match reader.finish() {
            Outcome::Done(reading) => return *reading,
            Outcome::Reopen(better) => plan = *better,
        }
    }
}
