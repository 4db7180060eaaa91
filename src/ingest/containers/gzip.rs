//! A file of gzip: one entry, whose members [`readers`](crate::ingest::readers) take one after another
//! where the browser's own decompressor, which takes one, does not come to the end.

use super::single::single;
use super::{Codec, Container};
use crate::ingest::sample::FileFacts;

/// Whether a file begins like one of gzip.
pub fn is_gzip(magic: &[u8]) -> bool {
    magic.starts_with(b"\x1f\x8b")
}

/// Opens a file of gzip: one entry, without the ending of its name.
pub fn open(facts: &FileFacts, _: Option<&str>) -> Box<dyn Container> {
    single(facts, Codec::Gzip, "gzip", &[".gz"])
}
