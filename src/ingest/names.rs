//! Names of groups and keys, numbered as they come.

#![expect(clippy::arithmetic_side_effects, reason = "places in a name, by its length")]

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A fixed, fast hash of short byte strings: nothing that is put out depends on its order.
#[derive(Clone, Copy, Debug, Default)]
pub struct FixedHasher(u64);

impl Hasher for FixedHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        words.iter().for_each(|word| self.write_u64(u64::from_le_bytes(*word)));
        if !rest.is_empty() {
            self.write_u64(rest.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)));
        }
    }

    fn write_u64(&mut self, word: u64) {
        let mixed = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
        self.0 = mixed ^ (mixed >> 32);
    }

    fn write_usize(&mut self, word: usize) {
        self.write_u64(word as u64);
    }
}

/// A map whose hash is the same in every run.
pub type FixedMap<K, V> = HashMap<K, V, BuildHasherDefault<FixedHasher>>;

/// The eight bytes from `at` on as a number; 0 where there are fewer. Of the ways to say this, one
/// that makes no calls where a program is built small.
#[inline(always)]
fn word(bytes: &[u8], at: usize) -> u64 {
    match bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        Some(word) => u64::from_le_bytes(*word),
        None => 0,
    }
}

/// The same of four bytes.
#[inline(always)]
fn half(bytes: &[u8], at: usize) -> u32 {
    match bytes.get(at..).and_then(<[u8]>::first_chunk::<4>) {
        Some(half) => u32::from_le_bytes(*half),
        None => 0,
    }
}

/// Fewer than eight bytes as a number.
#[inline(always)]
fn rest(bytes: &[u8]) -> u64 {
    let mut number = 0;
    for &byte in bytes {
        number = number << 8 | u64::from(byte);
    }
    number
}

/// Whether two short byte strings are the same, by whole words (wasm has no quick `memcmp`).
#[inline(always)]
pub fn same(a: &[u8], b: &[u8]) -> bool {
    let len = a.len();
    if len != b.len() {
        return false;
    }
    match len {
        0..4 => rest(a) == rest(b),
        4..8 => half(a, 0) == half(b, 0) && half(a, len - 4) == half(b, len - 4),
        _ => {
            let mut at = 0;
            while at + 8 < len {
                if word(a, at) != word(b, at) {
                    return false;
                }
                at += 8;
            }
            word(a, len - 8) == word(b, len - 8)
        }
    }
}

/// Names that are looked up first.
const RECENT: usize = 256;

/// Where a name is looked up first.
#[inline(always)]
fn recent_slot(name: &[u8]) -> usize {
    let len = name.len();
    let mixed = match len {
        0..4 => rest(name),
        4..8 => u64::from(half(name, len - 4)) << 32 | u64::from(half(name, 0)),
        _ => {
            word(name, len - 8).rotate_left(17)
                ^ word(name, 0)
                ^ word(name, len / 2 - 4).rotate_left(31)
        }
    };
    let mixed = (mixed ^ len as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 56) as usize
}

/// Up to a number of names; later ones share the last number.
#[derive(Clone, Debug)]
pub struct Names {
    index: FixedMap<Box<[u8]>, u32>,
    names: Vec<Box<[u8]>>,
    /// Numbers of names met lately, by [`recent_slot`].
    recent: Box<[u32; RECENT]>,
    max: usize,
    overflown: bool,
}

impl Names {
    /// No names yet, and how many there may be.
    pub fn new(max: usize) -> Names {
        Names {
            index: FixedMap::default(),
            names: Vec::new(),
            recent: Box::new([0; RECENT]),
            max: max.max(1),
            overflown: false,
        }
    }

    /// Number of a name, a new one where it was never seen.
    #[inline(always)]
    pub fn index(&mut self, name: &[u8]) -> u32 {
        let slot = recent_slot(name);
        if let Some(&known) = self.recent.get(slot)
            && self.names.get(known as usize).is_some_and(|other| same(other, name))
        {
            return known;
        }
        self.look_up(name, slot)
    }

    #[inline(never)]
    fn look_up(&mut self, name: &[u8], slot: usize) -> u32 {
        let index = match self.index.get(name) {
            Some(&index) => index,
            None if self.names.len() >= self.max => {
                self.overflown = true;
                return self.names.len() as u32 - 1;
            }
            None => {
                let index = self.names.len() as u32;
                self.names.push(name.into());
                self.index.insert(name.into(), index);
                index
            }
        };
        if let Some(recent) = self.recent.get_mut(slot) {
            *recent = index;
        }
        index
    }

    /// Whether there were more names than may be.
    pub fn overflown(&self) -> bool {
        self.overflown
    }

    /// Notes that there were more names than may be.
    pub fn overflow(&mut self) {
        self.overflown = true;
    }

    /// How many names there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The name with a number.
    pub fn get(&self, index: u32) -> Option<&[u8]> {
        self.names.get(index as usize).map(|name| &**name)
    }

    /// The names, in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &[u8]> {
        self.names.iter().map(|name| &**name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn names_are_numbered_as_they_come(
            names in proptest::collection::vec("[ab]{0,20}", 0..200), max in 1usize..40,
        ) {
            let mut numbers = Names::new(max);
            let mut known: Vec<&str> = Vec::new();
            for name in &names {
                let want = match known.iter().position(|other| other == name) {
                    Some(at) => at,
                    None if known.len() >= max => known.len() - 1,
                    None => {
                        known.push(name);
                        known.len() - 1
                    }
                };
                prop_assert_eq!(numbers.index(name.as_bytes()) as usize, want);
            }
            prop_assert!(numbers.iter().eq(known.iter().map(|name| name.as_bytes())));
        }

        #[test]
        fn same_is_equality(a in "[ab]{0,20}", b in "[ab]{0,20}") {
            prop_assert_eq!(same(a.as_bytes(), b.as_bytes()), a == b);
            prop_assert!(same(a.as_bytes(), a.clone().as_bytes()));
        }
    }
}
