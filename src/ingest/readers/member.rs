//! Ranges of a file, and members of an archive, as readers of the standard library's kind.

use super::{File, Said, damaged, unsupported};
use crate::ingest::containers::zip;
use crate::ingest::source::Failure;
use crate::kit::crc32::Crc32;
use miniz_oxide::{
    DataFormat, MZFlush, MZStatus,
    inflate::stream::{InflateState, inflate},
};
use std::io::{BufRead, Error, ErrorKind, Read};
use std::ops::Range;

/// Bytes that are read at once.
const AHEAD: usize = 256 << 10;

/// A range of a file, read from its beginning on.
pub struct Window {
    file: File,
    /// What has not been asked for yet.
    left: Range<u64>,
    buffer: Vec<u8>,
    taken: usize,
}

impl Window {
    /// At the first byte of the range.
    pub fn new(file: File, range: Range<u64>) -> Window {
        let left = range.start..range.end.min(file.size());
        Window { file, left, buffer: Vec::new(), taken: 0 }
    }

    /// Bytes that were read and not taken yet.
    fn held(&self) -> usize {
        self.buffer.len().saturating_sub(self.taken)
    }

    /// Reads on behind what is left of the buffer.
    fn more(&mut self, bytes: usize) -> std::io::Result<()> {
        self.buffer.drain(..self.taken);
        self.taken = 0;
        let have = self.buffer.len();
        let wanted = self.left.end.saturating_sub(self.left.start).min(bytes as u64) as usize;
        self.buffer.resize(have.saturating_add(wanted), 0);
        let into = self.buffer.get_mut(have..).unwrap_or_default();
        let read = self.file.read_at(self.left.start, into).map_err(|e| Error::other(Said(e)))?;
        self.buffer.truncate(have.saturating_add(read));
        self.left.start = self.left.start.saturating_add(read as u64);
        Ok(())
    }

    /// The next bytes, not taken yet: so many, or fewer at the end.
    ///
    /// # Errors
    /// What the system said.
    pub fn peek(&mut self, bytes: usize) -> std::io::Result<&[u8]> {
        let have = self.held();
        if have < bytes {
            self.more(bytes.max(AHEAD).saturating_sub(have))?;
        }
        Ok(self.buffer.get(self.taken..).unwrap_or_default())
    }

    /// Exactly so many bytes.
    ///
    /// # Errors
    /// There are not as many, or the system said so.
    pub fn exact(&mut self, bytes: usize) -> std::io::Result<Vec<u8>> {
        let ahead = self.left.end.saturating_sub(self.left.start);
        if bytes as u64 > ahead.saturating_add(self.held() as u64) {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        let mut whole = vec![0; bytes];
        self.read_exact(&mut whole)?;
        Ok(whole)
    }
}

impl BufRead for Window {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        if self.taken == self.buffer.len() {
            self.more(AHEAD)?;
        }
        Ok(self.buffer.get(self.taken..).unwrap_or_default())
    }

    fn consume(&mut self, bytes: usize) {
        self.taken = self.taken.saturating_add(bytes).min(self.buffer.len());
    }
}

impl Read for Window {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let have = self.fill_buf()?;
        let n = have.len().min(into.len());
        if let (Some(to), Some(from)) = (into.get_mut(..n), have.get(..n)) {
            to.copy_from_slice(from);
        }
        self.consume(n);
        Ok(n)
    }
}

/// What is deflated, as it was before; never more bytes than declared.
pub struct Inflated<R> {
    packed: R,
    state: Box<InflateState>,
    left: u64,
    ended: bool,
}

impl<R: BufRead> Inflated<R> {
    /// Of packed bytes and the number of bytes that they are declared to be.
    pub fn new(packed: R, declared: u64) -> Inflated<R> {
        let state = InflateState::new_boxed(DataFormat::Raw);
        Inflated { packed, state, left: declared, ended: false }
    }
}

impl<R: BufRead> Read for Inflated<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        while !self.ended && !into.is_empty() {
            let packed = self.packed.fill_buf()?;
            let end = packed.is_empty();
            let result = inflate(&mut self.state, packed, into, MZFlush::None);
            self.packed.consume(result.bytes_consumed);
            self.ended = matches!(result.status, Ok(MZStatus::StreamEnd));
            if result.bytes_written > 0 {
                let bytes = result.bytes_written as u64;
                self.left = self.left.checked_sub(bytes).ok_or(ErrorKind::InvalidData)?;
                return Ok(result.bytes_written);
            }
            if !self.ended && (end || result.status.is_err()) {
                return Err(ErrorKind::UnexpectedEof.into());
            }
        }
        Ok(0)
    }
}

/// The bytes of a member, held against its checksum and its length at their end.
struct Checked<R> {
    bytes: R,
    left: u64,
    wanted: u32,
    crc: Crc32,
}

impl<R: Read> Checked<R> {
    fn of(bytes: R, member: &zip::Member) -> Checked<R> {
        Checked { bytes, left: member.bytes, wanted: member.crc, crc: Crc32::default() }
    }
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let n = self.bytes.read(into)?;
        self.crc.add(into.get(..n).unwrap_or_default());
        self.left = self.left.checked_sub(n as u64).ok_or(ErrorKind::InvalidData)?;
        match n == 0 && !into.is_empty() && (self.left > 0 || self.crc.sum() != self.wanted) {
            true => Err(ErrorKind::InvalidData.into()),
            false => Ok(n),
        }
    }
}

/// The members of an archive.
pub struct Archive {
    file: File,
    members: Vec<zip::Member>,
}

impl Archive {
    /// Opens a file.
    ///
    /// # Errors
    /// It is none, or damaged.
    pub fn open(file: &File) -> Result<Archive, Failure> {
        let size = file.size();
        let piece = |range: Range<u64>| -> Result<Vec<u8>, Failure> {
            let bytes = usize::try_from(range.end.saturating_sub(range.start));
            let bytes = bytes.ok().filter(|bytes| *bytes as u64 <= super::TEXTS_MAX);
            let mut window = Window::new(file.clone(), range);
            window.exact(bytes.ok_or_else(damaged)?).map_err(|e| super::io_failure(&e, 0))
        };
        let tail = piece(size.saturating_sub(zip::TAIL_BYTES)..size)?;
        let directory = piece(zip::directory(&tail, size).ok_or_else(damaged)?)?;
        let members = zip::members(&directory, size).ok_or_else(damaged)?;
        Ok(Archive { file: file.clone(), members })
    }

    fn member(&self, name: &str) -> Option<&zip::Member> {
        self.members.iter().find(|member| member.name == name)
    }

    /// How many bytes a member is declared to have; `None` where there is none of this name.
    pub fn bytes(&self, name: &str) -> Option<u64> {
        self.member(name).map(|member| member.bytes)
    }

    /// A member, unpacked.
    ///
    /// # Errors
    /// There is none of this name, or it cannot be read.
    pub fn read(&self, name: &str) -> Result<Box<dyn Read>, Failure> {
        let member = self.member(name).ok_or_else(damaged)?;
        let at = member.header_at;
        let mut header = Window::new(self.file.clone(), at..at.saturating_add(zip::LOCAL_BYTES));
        let local = header.exact(zip::LOCAL_BYTES as usize);
        let local = local.map_err(|error| super::io_failure(&error, 0))?;
        let range = zip::data(member, &local).ok_or_else(damaged)?;
        let packed = Window::new(self.file.clone(), range);
        Ok(match member.method {
            zip::Method::Stored => Box::new(Checked::of(packed, member)),
            zip::Method::Deflated => {
                Box::new(Checked::of(Inflated::new(packed, member.bytes), member))
            }
            zip::Method::Encrypted => return Err(unsupported("password")),
            zip::Method::Other => return Err(unsupported("codec")),
        })
    }
}
