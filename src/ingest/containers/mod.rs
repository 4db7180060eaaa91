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
pub mod single;
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
    /// Frames of zstd.
    Zstd,
    /// Streams of xz.
    Xz,
    /// The names of a workbook's sheets, a line each.
    Sheets(Book),
    /// The sheet of this number, as a [table with types](super::typed).
    Sheet(Book, u32),
    /// A file of columns, as such a table.
    Parquet,
}

/// A kind of workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Book {
    /// Office Open XML: `.xlsx`.
    Xlsx,
    /// OpenDocument: `.ods`.
    Ods,
}

impl Book {
    /// Its name in the interface.
    pub const fn name(self) -> &'static str {
        match self {
            Book::Xlsx => "xlsx",
            Book::Ods => "ods",
        }
    }
}

impl Codec {
    /// The name that a browser's `DecompressionStream` takes; `None` where [`readers`](super::readers)
    /// unpack it.
    pub const fn in_browser(self) -> Option<&'static str> {
        match self {
            Codec::Gzip => Some("gzip"),
            Codec::Deflate => Some("deflate-raw"),
            _ => None,
        }
    }

    /// Whether what comes out is a [table with types](super::typed).
    pub const fn has_types(self) -> bool {
        matches!(self, Codec::Sheet(..) | Codec::Parquet)
    }

    /// As two numbers, for those readers where they are a program of their own.
    pub const fn numbers(self) -> (u32, u32) {
        match self {
            Codec::Gzip => (0, 0),
            Codec::Deflate => (1, 0),
            Codec::Zstd => (2, 0),
            Codec::Xz => (3, 0),
            Codec::Parquet => (4, 0),
            Codec::Sheets(Book::Xlsx) => (5, 0),
            Codec::Sheets(Book::Ods) => (6, 0),
            Codec::Sheet(Book::Xlsx, sheet) => (7, sheet),
            Codec::Sheet(Book::Ods, sheet) => (8, sheet),
        }
    }

    /// From these numbers.
    pub const fn from_numbers(kind: u32, sheet: u32) -> Option<Codec> {
        Some(match kind {
            0 => Codec::Gzip,
            1 => Codec::Deflate,
            2 => Codec::Zstd,
            3 => Codec::Xz,
            4 => Codec::Parquet,
            5 => Codec::Sheets(Book::Xlsx),
            6 => Codec::Sheets(Book::Ods),
            7 => Codec::Sheet(Book::Xlsx, sheet),
            8 => Codec::Sheet(Book::Ods, sheet),
            _ => return None,
        })
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
    /// What comes out of it, where the container says so.
    pub check: Option<Check>,
}

/// What a container says of an entry's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// How many there are.
    pub bytes: u64,
    /// Their CRC-32.
    pub crc: u32,
}

/// What a container needs or has next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// These ranges of the file.
    Ranges(Vec<Range<u64>>),
    /// All that comes out of the file unpacked so, which is short.
    Unpacked(Codec),
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
    /// The next step. `given` are the bytes that the step before asked for, in its order; empty
    /// after any other step.
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
pub const CONTAINERS: [Kind; 5] = [
    Kind { is: zip::is_zip, open: zip::open },
    Kind { is: gzip::is_gzip, open: gzip::open },
    Kind { is: single::is_zstd, open: single::open_zstd },
    Kind { is: single::is_xz, open: single::open_xz },
    Kind { is: single::is_parquet, open: single::open_parquet },
];

/// Opens a file that begins like one of [`CONTAINERS`].
pub fn open(magic: &[u8], facts: &FileFacts, member: Option<&str>) -> Option<Box<dyn Container>> {
    let kind = CONTAINERS.iter().find(|kind| (kind.is)(magic))?;
    Some((kind.open)(facts, member))
}
