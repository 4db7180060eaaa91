//! Cells of a record that come in any order, put in the order of the columns.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "numbers of columns, and counts of a sample's records"
)]

use crate::ingest::records::Record;
use crate::{ingest::problem::Reason, kit::indices::sorted};

/// Columns known by their keys, and the record being filled.
#[derive(Clone, Debug)]
pub(super) struct Slots {
    /// Keys, sorted, with their column.
    index: Vec<(Vec<u8>, usize)>,
    /// Keys by column: loggers write the same keys in the same order, so the next column is tried
    /// first.
    keys: Vec<Vec<u8>>,
    next: usize,
    spans: Vec<(usize, usize)>,
    text: Vec<u8>,
    cells: Vec<u8>,
    ends: Vec<usize>,
}

impl Slots {
    pub fn new(keys: &[Vec<u8>]) -> Slots {
        let index: Vec<(Vec<u8>, usize)> =
            keys.iter().cloned().enumerate().map(|(at, key)| (key, at)).collect();
        let index = sorted(index, &Ord::cmp);
        Slots {
            index,
            keys: keys.to_vec(),
            next: 0,
            spans: vec![(0, 0); keys.len()],
            text: Vec::new(),
            cells: Vec::new(),
            ends: Vec::new(),
        }
    }

    /// Forgets the last record.
    pub fn clear(&mut self) {
        self.text.clear();
        self.spans.fill((0, 0));
        self.next = 0;
    }

    /// Whether a column has this key.
    pub fn knows(&self, key: &[u8]) -> bool {
        self.keys.iter().any(|other| other == key)
    }

    /// Takes a value; the first of a key that comes twice counts, unknown keys are left out.
    pub fn put(&mut self, key: &[u8], value: &[u8]) {
        let column = if self.keys.get(self.next).is_some_and(|next| next == key) {
            self.next
        } else {
            match self.index.binary_search_by(|(other, _)| other.as_slice().cmp(key)) {
                Ok(at) => match self.index.get(at) {
                    Some((_, column)) => *column,
                    None => return,
                },
                Err(_) => return,
            }
        };
        self.next = column + 1;
        if let Some(span) = self.spans.get_mut(column)
            && span.1 == 0
        {
            let from = self.text.len();
            self.text.extend_from_slice(value);
            *span = (from, self.text.len());
        }
    }

    /// The record.
    pub fn record<'a>(
        &'a mut self,
        line: u64,
        byte: u64,
        raw: &'a [u8],
        fault: Option<Reason>,
    ) -> Record<'a> {
        self.cells.clear();
        self.ends.clear();
        for (from, to) in &self.spans {
            self.cells.extend_from_slice(self.text.get(*from..*to).unwrap_or_default());
            self.ends.push(self.cells.len());
        }
        Record { fault, ..Record::new(line, byte, raw, &self.cells, &self.ends) }
    }
}

/// Keys met in a sample: how often, in the order of their first coming.
#[derive(Clone, Debug, Default)]
pub(super) struct Keys {
    index: std::collections::BTreeMap<Vec<u8>, usize>,
    met: Vec<(Vec<u8>, u64)>,
}

/// Columns that are kept; statistics records have a thousand keys, of which few are worth a series.
pub(super) const COLUMNS_MAX: usize = 256;

impl Keys {
    pub fn add(&mut self, key: &[u8]) {
        if let Some(&at) = self.index.get(key) {
            if let Some((_, count)) = self.met.get_mut(at) {
                *count += 1;
            }
        } else if self.met.len() < 16 * COLUMNS_MAX {
            self.index.insert(key.to_vec(), self.met.len());
            self.met.push((key.to_vec(), 1));
        }
    }

    /// How often the most frequent key came.
    pub fn most(&self) -> usize {
        self.met.iter().map(|(_, count)| *count as usize).max().unwrap_or(0)
    }

    /// The keys that came so often at least.
    pub fn at_least(mut self, times: u64) -> Vec<Vec<u8>> {
        self.met.retain(|(_, count)| *count >= times);
        self.columns()
    }

    /// The most frequent keys, at most [`COLUMNS_MAX`], in the order of their first coming.
    pub fn columns(self) -> Vec<Vec<u8>> {
        let mut met = self.met;
        if met.len() > COLUMNS_MAX {
            let counts: Vec<u64> = met.iter().map(|(_, count)| *count).collect();
            let counts = sorted(counts, &|a, b| b.cmp(a));
            let least = counts.get(COLUMNS_MAX - 1).copied().unwrap_or(0);
            let mut at_least =
                counts.iter().take(COLUMNS_MAX).filter(|count| **count == least).count();
            met.retain(|(_, count)| {
                let kept = *count > least || (*count == least && at_least > 0);
                at_least -= usize::from(kept && *count == least);
                kept
            });
        }
        met.into_iter().map(|(key, _)| key).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_in_the_order_of_the_columns() {
        let keys = [b"b".to_vec(), b"a".to_vec(), b"c".to_vec()];
        let mut slots = Slots::new(&keys);
        for (pairs, want) in [
            (&[("b", "1"), ("a", "2")][..], ["1", "2", ""]),
            (&[("c", "3"), ("x", "9"), ("b", "1"), ("b", "2")], ["1", "", "3"]),
            (&[], ["", "", ""]),
        ] {
            slots.clear();
            pairs.iter().for_each(|(key, value)| slots.put(key.as_bytes(), value.as_bytes()));
            let record = slots.record(1, 0, b"", None);
            let got: Vec<&[u8]> = record.iter().collect();
            assert_eq!(got, want.map(str::as_bytes));
        }
    }

    #[test]
    fn frequent_keys_stay() {
        let mut keys = Keys::default();
        for index in 0..300 {
            keys.add(format!("rare{index}").as_bytes());
        }
        for _ in 0..2 {
            keys.add(b"frequent");
        }
        let columns = keys.columns();
        assert_eq!(columns.len(), COLUMNS_MAX);
        assert_eq!(columns.first().unwrap(), b"rare0");
        assert_eq!(columns.last().unwrap(), b"frequent");
    }
}
