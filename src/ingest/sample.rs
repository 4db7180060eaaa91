//! What is known of a file before it is read, and the pieces of it that decide how.
//!
//! Contract: the ranges lie inside the file and do not overlap; a file of up to [`WHOLE_BYTES`] is
//! its own sample, and one of up to twice a longer head; an empty file has one empty piece.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "places in a file that is larger than all pieces of its sample"
)]

use super::{limits::Limit, typed::Types};
use crate::calendar::civil::RANGE_MS;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A file up to this size is looked at as a whole.
pub const WHOLE_BYTES: u64 = 512 << 10;

/// Bytes at the start of a larger file that are looked at.
pub const HEAD_BYTES: u64 = 96 << 10;

/// The same where those hold no row: a record may be as long as [`Limit::Record`].
pub const LONG_HEAD_BYTES: u64 = 2 * Limit::Record.most();

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
    /// The container that held the bytes: `gzip`, `zip`, `zstd`, `xz`, `xlsx`, `ods`, `parquet`;
    /// `None` for a file as it is.
    pub compression: Option<String>,
}

impl FileFacts {
    /// When it was last changed, where that is a day of the calendar: a script may say anything.
    pub fn date_ms(&self) -> Option<i64> {
        self.modified_ms.filter(|ms| (RANGE_MS.0..=RANGE_MS.1).contains(ms))
    }
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
    /// What the columns are, where cells have types; `head` begins behind them.
    pub types: Option<Types>,
}

impl Sample {
    /// The ranges of a file of this size that make its sample: a head of so many bytes, windows, tail.
    pub fn ranges(bytes: u64, head: u64) -> Vec<Range<u64>> {
        if bytes <= WHOLE_BYTES.max(2 * head) {
            return std::iter::once(0..bytes).collect();
        }
        let mut ranges = Vec::with_capacity(WINDOWS as usize + 2);
        ranges.push(0..head);
        let between = bytes - head - TAIL_BYTES - WINDOW_BYTES;
        for window in 0..WINDOWS {
            // Even starts keep two-byte characters whole.
            let from = (head + between / WINDOWS * window) & !1;
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
        Sample { head, windows: pieces, tail, whole: false, types: None }
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
        let ranges = Sample::ranges(bytes.len() as u64, HEAD_BYTES);
        Sample::from_pieces(ranges.into_iter().map(piece).collect())
    }
}
