//! Numbers and bytes, for the way from one worker to another.
//!
//! Contract: what does not fit is taken back as `None`, never a panic.

use super::cells::{Cells, CellsHead};

/// Numbers and bytes, for the way from one worker to another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Packed {
    /// Everything that is a number, in order.
    pub numbers: Vec<i64>,
    /// Everything that is text, in order.
    pub bytes: Vec<u8>,
}

impl Packed {
    /// Adds a number.
    pub(super) fn number(&mut self, number: i64) {
        self.numbers.push(number);
    }

    /// Adds counts.
    pub(super) fn counts(&mut self, counts: impl IntoIterator<Item = u64>) {
        self.numbers.extend(counts.into_iter().map(|count| count as i64));
    }

    /// Adds cells.
    pub(super) fn cells(&mut self, cells: Cells) {
        let (head, bytes) = cells.take_apart();
        self.numbers.extend(head.numbers());
        self.text(&bytes);
    }

    /// Adds a text.
    pub(super) fn text(&mut self, text: &[u8]) {
        self.number(text.len() as i64);
        self.bytes.extend_from_slice(text);
    }
}

/// Takes back what was packed; anything that does not fit is `None`, never a panic.
pub(super) struct Unpack<'a> {
    numbers: std::slice::Iter<'a, i64>,
    bytes: &'a [u8],
}

impl<'a> Unpack<'a> {
    /// What was packed.
    pub(super) fn of(packed: &'a Packed) -> Unpack<'a> {
        Unpack { numbers: packed.numbers.iter(), bytes: &packed.bytes }
    }

    /// Whether all has been taken back.
    pub(super) fn is_empty(&self) -> bool {
        self.numbers.as_slice().is_empty() && self.bytes.is_empty()
    }

    pub(super) fn number(&mut self) -> Option<i64> {
        self.numbers.next().copied()
    }

    pub(super) fn count(&mut self) -> Option<u64> {
        self.number().and_then(|number| u64::try_from(number).ok())
    }

    pub(super) fn flag(&mut self) -> Option<bool> {
        self.number().map(|number| number != 0)
    }

    pub(super) fn cells(&mut self) -> Option<Cells> {
        let mut numbers = [0; 5];
        for number in &mut numbers {
            *number = self.number()?;
        }
        Cells::of(&CellsHead::of(numbers), self.text()?.to_vec())
    }

    pub(super) fn text(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.number()?).ok()?;
        let (text, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        Some(text)
    }
}
