//! What turns the bytes of a character set into UTF-8.

use super::PassedCount;

/// Bytes of one stream to UTF-8, in pieces cut anywhere.
pub trait Decoder {
    /// Decodes the next piece; what is cut at its end waits for the next. With `last` nothing
    /// waits any more. The text lives in the piece itself or in the decoder, until the next call.
    fn decode<'a>(&'a mut self, piece: &'a [u8], last: bool) -> &'a [u8];

    /// Sequences so far that stood for nothing and became U+FFFD.
    fn replaced(&self) -> u64;

    /// What was passed over so far.
    fn passed(&self) -> PassedCount {
        PassedCount::default()
    }
}
