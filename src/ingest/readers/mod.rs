//! What needs more than a browser has built in to be read: workbooks, files of columns, `.zst` and
//! `.xz`, and `.gz` of more than one member.
//!
//! Natively `in_memory` calls this; in the browser it is a program of its own
//! (`src/bin/readers.rs`), loaded by a worker when such a file comes.
//!
//! # Contract
//! * A [`Stream`] gives pieces that are never empty, then `None`; cutting the file elsewhere changes
//!   nothing, since a reader asks for its bytes by place.
//! * What is in memory does not grow with the file, but for a workbook's table of texts, which has a
//!   limit ([`TEXTS_MAX`]): sizes are checked before they are tried, and nothing inflates to more
//!   than is declared.
//! * Whatever bytes it is given, a reader ends, and never panics.

mod cells;
mod gzip;
mod member;
mod number_format;
mod ods;
mod packed;
mod parquet;
mod xlsx;
mod xml;

use super::containers::{Book, Codec};
use super::source::Failure;
use std::ops::Range;
use std::rc::Rc;

/// Most bytes that a workbook's table of texts, or a page of a column, may have.
pub const TEXTS_MAX: u64 = 512 << 20;

/// Bytes of a piece, more or less.
const PIECE: usize = 256 << 10;

/// The bytes of a file, by place.
pub trait Bytes {
    /// How many there are.
    fn size(&self) -> u64;

    /// Fills `into` from a place on; how many bytes there were.
    ///
    /// # Errors
    /// What the system said.
    fn read_at(&self, at: u64, into: &mut [u8]) -> Result<usize, String>;
}

/// The same file in several hands.
pub type File = Rc<dyn Bytes>;

/// What comes out of a reader, piece by piece.
pub trait Stream {
    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// Why there is no more, though it is not the end.
    fn next(&mut self) -> Result<Option<Vec<u8>>, Failure>;
}

/// Opens what lies in this range of a file.
///
/// # Errors
/// Why it cannot be read.
pub fn open(codec: Codec, file: File, range: Range<u64>) -> Result<Box<dyn Stream>, Failure> {
    let window = || member::Window::new(file.clone(), range.clone());
    Ok(match codec {
        Codec::Deflate => return Err(unsupported("deflate")),
        Codec::Gzip => Box::new(gzip::Gzip::new(window())),
        Codec::Zstd => Box::new(packed::Zstd::new(window())),
        Codec::Xz => Box::new(packed::Xz::new(window())),
        Codec::Sheets(Book::Xlsx) => Box::new(Once::of(&xlsx::sheets(&file)?)),
        Codec::Sheets(Book::Ods) => Box::new(Once::of(&ods::sheets(&file)?)),
        Codec::Sheet(Book::Xlsx, number) => Box::new(xlsx::open(&file, number)?),
        Codec::Sheet(Book::Ods, number) => Box::new(ods::open(&file, number)?),
        Codec::Parquet => Box::new(parquet::open(&file)?),
    })
}

/// Names of sheets, one a line, as one piece.
struct Once(Option<Vec<u8>>);

impl Once {
    fn of(names: &[String]) -> Once {
        let lines = names.iter().flat_map(|name| {
            name.chars().map(|c| if c == '\n' { ' ' } else { c }).chain(std::iter::once('\n'))
        });
        Once(Some(lines.collect::<String>().into_bytes()).filter(|text| !text.is_empty()))
    }
}

impl Stream for Once {
    fn next(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        Ok(self.0.take())
    }
}

/// What is not as its format says.
fn damaged() -> Failure {
    Failure::Damaged(0)
}

/// What its format allows and these readers do not know.
fn unsupported(what: &str) -> Failure {
    Failure::Inside(what.to_owned())
}

/// What the system said when bytes were asked for, on its way through readers of the standard
/// library's kind.
#[derive(Debug)]
struct Said(String);

impl std::fmt::Display for Said {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Said {}

/// What such a reader said: the system's words where it has some, else that bytes are damaged.
fn io_failure(error: &std::io::Error, so_far: u64) -> Failure {
    let mut at: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = at {
        if let Some(Said(words)) = error.downcast_ref::<Said>() {
            return Failure::Unreadable(words.clone());
        }
        at = match error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    Failure::Damaged(so_far)
}
