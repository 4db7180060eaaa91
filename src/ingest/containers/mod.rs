//! Containers: files that hold other files, or one file packed.
//!
//! To add one: a file here with a type that implements [`Container`], and a line in [`CONTAINERS`].
//! A way of packing that is new gets a [`Codec`], too, which the page and
//! [`in_memory`](super::in_memory) must know how to unpack.
//!
//! # Contract
//! * Pure: a container asks for ranges of the file and is given their bytes; it inflates nothing.
//! * Whatever bytes it is given, it comes to an end and never panics. Ranges may lie outside the
//!   file; what is given for them is then shorter.

pub mod gzip;
pub mod zip;

use super::sample::FileFacts;
use super::source::Status;
use std::ops::Range;

/// How the bytes of an entry are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codec {
    /// Members of gzip, one after another.
    Gzip,
    /// DEFLATE without a header.
    Deflate,
}

impl Codec {
    /// The name that a browser's `DecompressionStream` takes.
    pub const fn name(self) -> &'static str {
        match self {
            Codec::Gzip => "gzip",
            Codec::Deflate => "deflate-raw",
        }
    }
}

/// A stream of bytes to be read as a file of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What is known of it.
    pub facts: FileFacts,
    /// The name that its reading has in the end; that of `facts` is what the reader judges.
    pub shown_as: String,
    /// Where in the file it lies.
    pub range: Range<u64>,
    /// How it is packed there; `None` as it is.
    pub codec: Option<Codec>,
}

/// What a container needs or has next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// These ranges of the file.
    Ranges(Vec<Range<u64>>),
    /// A stream to be read.
    Entry(Entry),
    /// Something that is listed, but not read.
    Unread(FileFacts, Status),
    /// It is no such container, or cannot be read: nothing else counts.
    Broken(Status),
    /// There is no more.
    End,
}

impl Step {
    /// A single range.
    pub fn range(range: Range<u64>) -> Step {
        Step::Ranges(std::iter::once(range).collect())
    }
}

/// Lists what is in a file.
pub trait Container {
    /// The next step. `given` are the bytes of the ranges that the step before asked for, in its
    /// order; empty after any other step.
    fn step(&mut self, given: Vec<Vec<u8>>) -> Step;
}

/// A container and how it is told.
pub struct Kind {
    /// Whether a file begins so; the first [`MAGIC_BYTES`] are given.
    pub is: fn(&[u8]) -> bool,
    /// Opens a file of which this is known; of its entries only the one of this name, where there
    /// is one.
    pub open: fn(&FileFacts, Option<&str>) -> Box<dyn Container>,
}

/// Bytes at the start of a file that tell a container.
pub const MAGIC_BYTES: u64 = 16;

/// All containers that are read.
pub const CONTAINERS: [Kind; 2] =
    [Kind { is: zip::is_zip, open: zip::open }, Kind { is: gzip::is_gzip, open: gzip::open }];

/// Opens a file that begins like one of [`CONTAINERS`].
pub fn open(magic: &[u8], facts: &FileFacts, member: Option<&str>) -> Option<Box<dyn Container>> {
    let kind = CONTAINERS.iter().find(|kind| (kind.is)(magic))?;
    Some((kind.open)(facts, member))
}
