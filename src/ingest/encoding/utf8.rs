//! UTF-8: only the byte order mark is looked at.

use super::Decoder;

const MARK: [u8; 3] = [0xEF, 0xBB, 0xBF];

/// Passes UTF-8 through.
#[derive(Clone, Debug, Default)]
pub(super) struct Utf8 {
    /// How much of the mark has been seen; 3 when there is nothing more to see.
    seen: usize,
    held: Vec<u8>,
}

impl Decoder for Utf8 {
    fn decode<'a>(&'a mut self, piece: &'a [u8], last: bool) -> &'a [u8] {
        if self.seen >= MARK.len() {
            return piece;
        }
        let before = self.seen;
        let rest = MARK.get(before..).unwrap_or_default();
        if let Some(after) = piece.strip_prefix(rest) {
            self.seen = MARK.len();
            return after;
        }
        if rest.starts_with(piece) && !last {
            self.seen = self.seen.saturating_add(piece.len());
            return &[];
        }
        // No mark: what was held back comes first.
        self.seen = MARK.len();
        if before == 0 {
            return piece;
        }
        self.held = MARK.get(..before).unwrap_or_default().to_vec();
        self.held.extend_from_slice(piece);
        &self.held
    }

    fn replaced(&self) -> u64 {
        0
    }
}
