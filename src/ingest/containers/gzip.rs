//! Where the members of a gzip file begin: `cat a.gz b.gz > c.gz`, rotated logs, BGZF.
//!
//! A browser's decompressor takes one member and calls what follows junk, and it does not say how
//! far it came. So a file is given to it whole first; when it complains, the file is cut at the
//! places that look like the head of a member. Three fixed bytes and the ranges of the next seven
//! seldom come by chance inside packed data, and where they do, the piece before does not end in
//! its checksum: then the next place is tried ([`Members::failed`]).
//!
//! Pure: the caller searches the file, inflates, and skips what it has had already.
//!
//! Source: RFC 1952, sections 2.2 and 2.3.

use super::single::single;
use super::{Codec, Container};
use crate::ingest::sample::FileFacts;
use std::ops::Range;

/// Bytes of a member's head that are looked at; pieces that are searched overlap by one less.
pub const HEAD_BYTES: usize = 10;

/// Whether a file begins like one of gzip.
pub fn is_gzip(magic: &[u8]) -> bool {
    magic.starts_with(b"\x1f\x8b")
}

/// Opens a file of gzip: one entry, without the ending of its name.
pub fn open(facts: &FileFacts, _: Option<&str>) -> Box<dyn Container> {
    single(facts, Codec::Gzip, "gzip", &[".gz"])
}

/// Offsets in `bytes` that look like the head of a member.
pub fn heads(bytes: &[u8]) -> impl Iterator<Item = usize> {
    memchr::memmem::find_iter(bytes, b"\x1f\x8b\x08").filter(|&at| {
        let Some(&[_, _, _, flags, _, _, _, _, extra, system]) = bytes.get(at..at + HEAD_BYTES)
        else {
            return false;
        };
        flags < 0x20 && matches!(extra, 0 | 2 | 4) && (system <= 13 || system == 255)
    })
}

/// The member that is being read, and those that follow.
#[derive(Clone, Debug)]
pub struct Members {
    size: u64,
    /// Places that look like heads, ascending; searched when first needed.
    heads: Option<Vec<u64>>,
    /// Whether the file has been cut: it is no single member.
    cut: bool,
    now: Range<u64>,
}

/// What to do after a decompressor has complained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Search the file for [`heads`], give them to [`Members::found`], then ask again.
    Search,
    /// Read this range anew, and leave out what has come of it already.
    Again(Range<u64>),
    /// It is damaged.
    Damaged,
}

impl Members {
    /// A file of so many bytes, taken for one member.
    pub fn new(size: u64) -> Members {
        Members { size, heads: None, cut: false, now: 0..size }
    }

    /// The bytes of the file that are given to the decompressor.
    pub fn range(&self) -> Range<u64> {
        self.now.clone()
    }

    /// The places that look like heads.
    pub fn found(&mut self, heads: Vec<u64>) {
        self.heads = Some(heads);
    }

    fn head_after(&self, at: u64) -> Option<u64> {
        self.heads.as_ref()?.iter().copied().find(|head| *head > at)
    }

    /// The decompressor found the range no whole member.
    pub fn failed(&mut self) -> Next {
        if self.heads.is_none() {
            return Next::Search;
        }
        // The whole file was tried first; after it the shortest piece, then longer ones.
        let end = match std::mem::replace(&mut self.cut, true) {
            false => self.head_after(self.now.start),
            true => self.head_after(self.now.end).or((self.now.start > 0).then_some(self.size)),
        };
        match end.filter(|end| *end > self.now.start && *end != self.now.end) {
            Some(end) => {
                self.now.end = end;
                Next::Again(self.range())
            }
            None => Next::Damaged,
        }
    }

    /// The range was a whole member: the next one, `None` at the file's end.
    pub fn done(&mut self) -> Option<Range<u64>> {
        if self.now.end >= self.size {
            return None;
        }
        let start = self.now.end;
        self.now = start..self.head_after(start).unwrap_or(self.size);
        Some(self.range())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &[u8] = b"\x1f\x8b\x08\0\0\0\0\0\0\x03";

    #[test]
    fn heads_are_found() {
        let mut bytes = HEAD.to_vec();
        bytes.extend(b"data\x1f\x8b\x08\xff\0\0\0\0\0\x03more");
        bytes.extend(HEAD);
        bytes.extend(b"\x1f\x8b\x08");
        assert_eq!(heads(&bytes).collect::<Vec<_>>(), [0, 28]);
    }

    /// Reads members at `starts` of a file whose places `heads` look like heads: the ranges that
    /// were whole members.
    fn read(starts: &[u64], heads: &[u64], size: u64) -> Option<Vec<Range<u64>>> {
        let mut members = Members::new(size);
        let mut whole = Vec::new();
        let mut range = members.range();
        loop {
            let end = starts.iter().copied().find(|start| *start > range.start).unwrap_or(size);
            if starts.contains(&range.start) && range.end == end {
                whole.push(range);
                match members.done() {
                    Some(next) => range = next,
                    None => return Some(whole),
                }
                continue;
            }
            match members.failed() {
                Next::Search => members.found(heads.to_vec()),
                Next::Again(again) => range = again,
                Next::Damaged => return None,
            }
        }
    }

    #[test]
    fn members_one_after_another() {
        let whole = 0..90;
        assert_eq!(read(&[0], &[0], 90), Some(vec![whole]));
        assert_eq!(read(&[0, 30, 60], &[0, 30, 60], 90), Some(vec![0..30, 30..60, 60..90]));
        // Packed data that look like a head.
        assert_eq!(
            read(&[0, 30, 60], &[0, 10, 20, 30, 40, 60, 70], 90),
            Some(vec![0..30, 30..60, 60..90])
        );
        assert_eq!(read(&[0, 60], &[0, 30, 60], 90), Some(vec![0..60, 60..90]));
        // Junk behind, or a damaged member.
        assert_eq!(read(&[5], &[0], 90), None);
        assert_eq!(read(&[0, 30], &[0], 90), None);
        assert_eq!(read(&[5], &[0, 30, 60], 90), None);
        assert_eq!(read(&[0, 30, 50], &[0, 30, 60], 90), None);
    }
}
