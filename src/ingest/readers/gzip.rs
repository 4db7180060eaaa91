//! Members of gzip, one after another: `cat a.gz b.gz > c.gz`, rotated logs, BGZF; and the zeros that a
//! tape or a block device leaves behind the last one.
//!
//! The browser's own decompressor takes one member and calls whatever follows junk, so it is asked
//! first and this goes on where it complains: one pass, however many places look like a head.
//!
//! # Contract
//! * Checksum and length of every member are held against what came out of it.
//! * Behind the last member nothing but zeros is passed over; anything else is damage.
//!
//! Source: RFC 1952, sections 2.2 and 2.3.

use super::{PIECE, Stream, io_failure, member::Window};
use crate::ingest::source::Failure;
use crate::kit::crc32::Crc32;
use miniz_oxide::{
    DataFormat, MZFlush, MZStatus,
    inflate::stream::{InflateState, inflate},
};
use std::io::{BufRead, Error, ErrorKind, Read};

/// Flags of a head: a checksum of it, an extra field, a name, a comment; the rest are reserved.
const HEAD_SUM: u8 = 2;
const EXTRA: u8 = 4;
const NAME: u8 = 8;
const COMMENT: u8 = 16;
const RESERVED: u8 = 0xe0;

/// A file of gzip.
pub struct Gzip {
    packed: Window,
    /// The member that is being inflated, its checksum and its length so far.
    open: Option<(Box<InflateState>, Crc32, u32)>,
    so_far: u64,
    /// A member has ended before.
    later: bool,
}

impl Gzip {
    /// At the first member.
    pub fn new(packed: Window) -> Gzip {
        Gzip { packed, open: None, so_far: 0, later: false }
    }

    /// Begins with the next member; `false` at the end.
    fn open(&mut self) -> std::io::Result<bool> {
        while self.later {
            let bytes = self.packed.fill_buf()?;
            let (zeros, all) = (bytes.iter().take_while(|byte| **byte == 0).count(), bytes.len());
            self.packed.consume(zeros);
            match all {
                0 => return Ok(false),
                // Zeros stand behind the last member, not between two.
                _ if zeros < all && zeros > 0 => return Err(ErrorKind::InvalidData.into()),
                _ if zeros < all => break,
                _ => self.only_zeros()?,
            }
        }
        let mut head = [0; 10];
        self.packed.read_exact(&mut head)?;
        let [0x1f, 0x8b, 8, flags, ..] = head else { return Err(ErrorKind::InvalidData.into()) };
        if flags & RESERVED != 0 {
            return Err(ErrorKind::InvalidData.into());
        }
        if flags & EXTRA != 0 {
            let mut length = [0; 2];
            self.packed.read_exact(&mut length)?;
            self.packed.exact(usize::from(u16::from_le_bytes(length)))?;
        }
        for text in [NAME, COMMENT] {
            if flags & text != 0 {
                while self.bytes()? != [0] {}
            }
        }
        if flags & HEAD_SUM != 0 {
            self.bytes::<2>()?;
        }
        self.open = Some((InflateState::new_boxed(DataFormat::Raw), Crc32::default(), 0));
        Ok(true)
    }

    /// Passes over the rest, which must be zeros.
    fn only_zeros(&mut self) -> std::io::Result<()> {
        loop {
            let bytes = self.packed.fill_buf()?;
            let all = bytes.len();
            if bytes.iter().any(|byte| *byte != 0) {
                return Err(ErrorKind::InvalidData.into());
            }
            if all == 0 {
                return Ok(());
            }
            self.packed.consume(all);
        }
    }

    fn bytes<const N: usize>(&mut self) -> std::io::Result<[u8; N]> {
        let mut bytes = [0; N];
        self.packed.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    fn piece(&mut self) -> Result<Option<Vec<u8>>, Error> {
        let mut piece = vec![0; PIECE];
        loop {
            if self.open.is_none() && !self.open()? {
                return Ok(None);
            }
            let Some((state, crc, length)) = &mut self.open else { return Ok(None) };
            let packed = self.packed.fill_buf()?;
            let end = packed.is_empty();
            let result = inflate(state, packed, &mut piece, MZFlush::None);
            self.packed.consume(result.bytes_consumed);
            let written = piece.get(..result.bytes_written).unwrap_or_default();
            crc.add(written);
            *length = length.wrapping_add(written.len() as u32);
            match result.status {
                Ok(MZStatus::StreamEnd) => {
                    let wanted = (crc.sum(), *length);
                    let [a, b, c, d, e, f, g, h] = self.bytes()?;
                    let said = (u32::from_le_bytes([a, b, c, d]), u32::from_le_bytes([e, f, g, h]));
                    if said != wanted {
                        return Err(Error::other(Unlike));
                    }
                    (self.open, self.later) = (None, true);
                }
                Ok(_) if result.bytes_written > 0 || result.bytes_consumed > 0 => {}
                _ if end => return Err(ErrorKind::UnexpectedEof.into()),
                _ => return Err(ErrorKind::InvalidData.into()),
            }
            if result.bytes_written > 0 {
                piece.truncate(result.bytes_written);
                return Ok(Some(piece));
            }
        }
    }
}

/// The checksum is another.
#[derive(Debug)]
struct Unlike;

impl std::fmt::Display for Unlike {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("checksum")
    }
}

impl std::error::Error for Unlike {}

impl Stream for Gzip {
    fn next(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        let piece = self.piece().map_err(|error| match error.get_ref() {
            Some(inner) if inner.is::<Unlike>() => Failure::Checksum,
            _ => io_failure(&error, self.so_far),
        })?;
        self.so_far = self.so_far.saturating_add(piece.as_ref().map_or(0, Vec::len) as u64);
        Ok(piece)
    }
}
