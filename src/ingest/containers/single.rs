//! Files that are one entry as a whole: `.zst`, `.xz`, `.parquet`.
//!
//! Pure: it tells them by their first bytes; [`readers`](crate::ingest::readers) unpack them.

use super::{Codec, Container, Entry, Step};
use crate::ingest::sample::FileFacts;

/// Whether a file begins with a frame of zstd, or one to be skipped.
pub fn is_zstd(magic: &[u8]) -> bool {
    magic.starts_with(b"\x28\xb5\x2f\xfd")
        || matches!(magic, [0x50..=0x5f, b'\x2a', b'\x4d', b'\x18', ..])
}

/// Whether a file begins with a stream of xz.
pub fn is_xz(magic: &[u8]) -> bool {
    magic.starts_with(b"\xfd7zXZ\0")
}

/// Whether a file begins as one of columns, encrypted or not.
pub fn is_parquet(magic: &[u8]) -> bool {
    magic.starts_with(b"PAR1") || magic.starts_with(b"PARE")
}

/// Opens a file of zstd: one entry, without the ending of its name.
pub fn open_zstd(facts: &FileFacts, _: Option<&str>) -> Box<dyn Container> {
    single(facts, Codec::Zstd, "zstd", &[".zst", ".zstd"])
}

/// Opens a file of xz: one entry, without the ending of its name.
pub fn open_xz(facts: &FileFacts, _: Option<&str>) -> Box<dyn Container> {
    single(facts, Codec::Xz, "xz", &[".xz"])
}

/// Opens a file of columns: one entry.
pub fn open_parquet(facts: &FileFacts, _: Option<&str>) -> Box<dyn Container> {
    single(facts, Codec::Parquet, "parquet", &[])
}

/// A whole file as one entry, without one of these endings of its name.
pub fn single(
    facts: &FileFacts,
    codec: Codec,
    compression: &str,
    endings: &[&str],
) -> Box<dyn Container> {
    let stem = |ending: &&str| {
        let (stem, end) =
            facts.name.split_at_checked(facts.name.len().checked_sub(ending.len())?)?;
        end.eq_ignore_ascii_case(ending).then_some(stem)
    };
    let name = endings.iter().find_map(stem).unwrap_or(&facts.name).to_owned();
    Box::new(Single(Some(Entry {
        shown_as: facts.name.clone(),
        range: 0..facts.bytes,
        codec: Some(codec),
        check: None,
        facts: FileFacts { name, compression: Some(compression.to_owned()), ..facts.clone() },
    })))
}

struct Single(Option<Entry>);

impl Container for Single {
    fn step(&mut self, _: Vec<Vec<u8>>) -> Step {
        self.0.take().map_or(Step::End, Step::Entry)
    }
}
