//! The first and the last rows of a file of events, in file order, with a digest of each row's
//! text: where rotated files overlap they tell which rows are the same ones.
//!
//! # Contract
//! At most [`EDGE_ROWS`] rows at either end, whatever the file's size. Only rows that were counted
//! are here. The last rows of a large file are kept near its end only (see [`EdgeTally::set_near_end`]),
//! so reading it costs nothing more. Pieces and parts change nothing but how far the last rows
//! reach back.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "rows of a file in 64 bits, and places in a ring of a few"
)]

use super::names::FixedHasher;
use super::packed::{Packed, Unpack};
use std::hash::Hasher;

/// Rows that are kept at either end.
pub const EDGE_ROWS: usize = 16_384;
/// Bytes before the end of a file in which its last rows are kept.
pub const EDGE_BYTES: u64 = 4 << 20;

/// One counted row.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct EdgeRow {
    /// Its time, epoch ms on the source's clock.
    pub ms: i64,
    /// Its group: index into [`Counts::groups`](super::counts::Counts::groups).
    pub group: u32,
    /// Digest of its text.
    pub digest: u32,
    /// What it counted for.
    pub amount: f64,
}

/// The rows at both ends of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Edges {
    /// The first rows.
    pub head: Vec<EdgeRow>,
    /// The last rows; empty where `head` holds them all.
    pub tail: Vec<EdgeRow>,
    /// How many rows there are in all.
    pub rows: u64,
}

impl Edges {
    /// Whether every row is here.
    pub fn is_whole(&self) -> bool {
        self.head.len() as u64 == self.rows
    }

    /// The last rows.
    pub fn last(&self) -> &[EdgeRow] {
        if self.is_whole() { &self.head } else { &self.tail }
    }
}

/// Digest of a row's text.
pub fn digest(row: &[u8]) -> u32 {
    let mut hasher = FixedHasher::default();
    hasher.write(row);
    hasher.write_usize(row.len());
    let hash = hasher.finish();
    (hash ^ hash >> 32) as u32
}

/// Edges while they are being collected.
#[derive(Clone, Debug, Default)]
pub struct EdgeTally {
    head: Vec<EdgeRow>,
    /// The last rows, a ring once it is full.
    ring: Vec<EdgeRow>,
    /// The oldest of the full ring.
    oldest: usize,
    rows: u64,
    far_from_end: bool,
}

impl EdgeTally {
    /// Last rows are kept where the end of the file may be near.
    pub fn set_near_end(&mut self, near_end: bool) {
        if self.far_from_end && near_end {
            self.ring.clear();
            self.oldest = 0;
        }
        self.far_from_end = !near_end;
    }

    fn head_open(&self) -> bool {
        self.rows == self.head.len() as u64 && self.head.len() < EDGE_ROWS
    }

    /// Rows counted so far.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// A row was counted; its digest comes later.
    #[inline(always)]
    pub fn push(&mut self, ms: i64, group: u32, amount: impl FnOnce() -> f64) {
        if self.far_from_end && !self.head_open() {
            self.rows += 1;
            return;
        }
        self.keep(EdgeRow { ms, group, digest: 0, amount: amount() });
    }

    #[inline(never)]
    fn keep(&mut self, row: EdgeRow) {
        if self.head_open() {
            self.head.push(row);
        }
        self.rows += 1;
        if !self.far_from_end {
            self.keep_last(row);
        }
    }

    fn keep_last(&mut self, row: EdgeRow) {
        if self.ring.len() < EDGE_ROWS {
            self.ring.push(row);
        } else if let Some(slot) = self.ring.get_mut(self.oldest) {
            *slot = row;
            self.oldest = (self.oldest + 1) % EDGE_ROWS;
        }
    }

    /// Sets the digest of a row by its number.
    fn set(&mut self, row: u64, digest: u32) {
        if let Some(slot) = self.head.get_mut(row as usize) {
            slot.digest = digest;
        }
        let kept = self.ring.len();
        if let Some(back) = (self.rows - row).checked_sub(1).filter(|back| *back < kept as u64) {
            let place = (self.oldest + kept - 1 - back as usize) % kept.max(1);
            if let Some(slot) = self.ring.get_mut(place) {
                slot.digest = digest;
            }
        }
    }

    /// The text of the last row.
    pub fn text(&mut self, raw: &[u8]) {
        if self.rows > 0 && (!self.far_from_end || self.rows <= self.head.len() as u64) {
            self.set(self.rows - 1, digest(raw));
        }
    }

    /// The texts of all rows since there were `before`: the lines of `bytes` that are not empty.
    #[inline(never)]
    pub fn texts(&mut self, bytes: &[u8], before: u64) {
        if self.rows == before || (self.far_from_end && before >= self.head.len() as u64) {
            return;
        }
        let mut rest = bytes;
        for row in before..self.rows {
            loop {
                let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
                let (line, behind) = rest.split_at(end);
                rest = behind.get(1..).unwrap_or_default();
                let line = line.strip_suffix(b"\r").unwrap_or(line);
                if !line.is_empty() {
                    self.set(row, digest(line));
                    break;
                }
                if behind.is_empty() {
                    return;
                }
            }
        }
    }

    /// Adds the rows of the next part of the file, its groups renumbered.
    pub fn merge(&mut self, later: EdgeTally, group: &dyn Fn(u32) -> u32) {
        let (all, open) = (later.rows, self.head_open());
        let head = later.head.iter().copied().map(|row| EdgeRow { group: group(row.group), ..row });
        if open {
            self.head.extend(head.take(EDGE_ROWS - self.head.len()));
        }
        let (far_from_end, mut last) = (later.far_from_end, later.in_order());
        for row in &mut last {
            row.group = group(row.group);
        }
        if (last.len() as u64) < all || far_from_end {
            self.ring.clear();
            self.oldest = 0;
        }
        last.into_iter().for_each(|row| self.keep_last(row));
        self.rows += all;
        self.far_from_end = far_from_end;
    }

    fn in_order(mut self) -> Vec<EdgeRow> {
        self.ring.rotate_left(self.oldest);
        self.ring
    }

    /// Times of the rows that are kept.
    pub fn times(&self) -> impl Iterator<Item = i64> {
        self.head.iter().chain(&self.ring).map(|row| row.ms)
    }

    /// Moves every row in time.
    pub fn map_times(&mut self, real_ms: &dyn Fn(i64) -> Option<i64>) {
        let mut lost = false;
        for row in self.head.iter_mut().chain(&mut self.ring) {
            match real_ms(row.ms) {
                Some(ms) => row.ms = ms,
                None => lost = true,
            }
        }
        if lost {
            // A day that does not exist: nothing is told by these edges.
            *self = EdgeTally { rows: self.rows + 1, ..EdgeTally::default() };
        }
    }

    /// The edges, groups renumbered.
    pub fn finish(mut self, group: &dyn Fn(u32) -> u32) -> Edges {
        let (rows, mut head) = (self.rows, std::mem::take(&mut self.head));
        let whole = head.len() as u64 == rows;
        let mut tail = if whole { Vec::new() } else { self.in_order() };
        for row in head.iter_mut().chain(&mut tail) {
            row.group = group(row.group);
        }
        Edges { head, tail, rows }
    }

    pub(super) fn pack(&self, to: &mut Packed) {
        to.number(self.rows as i64);
        to.number(self.far_from_end.into());
        let ring = self.clone().in_order();
        for rows in [&self.head, &ring] {
            to.number(rows.len() as i64);
            for row in rows {
                to.number(row.ms);
                to.number(i64::from(row.group) << 32 | i64::from(row.digest));
                to.number(row.amount.to_bits() as i64);
            }
        }
    }

    pub(super) fn unpack(from: &mut Unpack<'_>) -> Option<EdgeTally> {
        let (rows, far_from_end) = (from.count()?, from.flag()?);
        let mut rows_of = || {
            (0..from.count()?)
                .map(|_| {
                    let (ms, both) = (from.number()?, from.number()? as u64);
                    let amount = f64::from_bits(from.number()? as u64);
                    Some(EdgeRow { ms, group: (both >> 32) as u32, digest: both as u32, amount })
                })
                .collect::<Option<Vec<_>>>()
        };
        let (head, ring) = (rows_of()?, rows_of()?);
        Some(EdgeTally { head, ring, oldest: 0, rows, far_from_end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tally(rows: std::ops::Range<u64>) -> EdgeTally {
        let mut tally = EdgeTally::default();
        for row in rows {
            tally.push(row as i64, 0, || 1.0);
            tally.text(&row.to_le_bytes());
        }
        tally
    }

    #[test]
    fn both_ends_are_kept_and_no_more() {
        for rows in [0, 1, EDGE_ROWS as u64, EDGE_ROWS as u64 + 1, 3 * EDGE_ROWS as u64 + 7] {
            let edges = tally(0..rows).finish(&|group| group);
            assert_eq!(edges.rows, rows);
            assert_eq!(edges.head.len() as u64, rows.min(EDGE_ROWS as u64));
            let last = edges.last();
            assert_eq!(last.len(), edges.head.len());
            assert!(last.iter().rev().zip((0..rows).rev()).all(|(row, want)| {
                row.ms == want as i64 && row.digest == digest(&want.to_le_bytes())
            }));
        }
    }

    #[test]
    fn lines_are_the_rows() {
        let text = b"a\nbb\r\n\n\r\nccc\n";
        let mut lines = EdgeTally::default();
        let mut rows = EdgeTally::default();
        for row in ["a", "bb", "ccc"] {
            lines.push(0, 0, || 1.0);
            rows.push(0, 0, || 1.0);
            rows.text(row.as_bytes());
        }
        lines.texts(text, 0);
        assert_eq!(lines.finish(&|group| group), rows.finish(&|group| group));
    }

    proptest! {
        #[test]
        fn parts_give_the_same(rows in 0u64..60_000, cut in 0u64..60_000, packed: bool) {
            let cut = cut.min(rows);
            let mut first = tally(0..cut);
            let mut later = tally(cut..rows);
            if packed {
                let mut to = Packed::default();
                later.pack(&mut to);
                later = EdgeTally::unpack(&mut Unpack::of(&to)).unwrap();
            }
            first.merge(later, &|group| group);
            prop_assert_eq!(first.finish(&|g| g), tally(0..rows).finish(&|g| g));
        }

        #[test]
        fn far_from_the_end_only_the_last_rows_are_fewer(rows in 1u64..40_000, woken in 0u64..40_000) {
            let mut tally = EdgeTally::default();
            tally.set_near_end(false);
            for row in 0..rows {
                if row == woken {
                    tally.set_near_end(true);
                }
                tally.push(row as i64, 0, || 1.0);
                tally.text(&row.to_le_bytes());
            }
            let got = tally.finish(&|group| group);
            let want = self::tally(0..rows).finish(&|group| group);
            prop_assert_eq!(&got.head, &want.head);
            prop_assert!(want.last().ends_with(got.last()));
        }
    }
}
