//! Names of groups and keys, numbered as they come.

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
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
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

/// Up to a number of names; later ones share the last number.
#[derive(Clone, Debug)]
pub struct Names {
    index: FixedMap<Box<[u8]>, u32>,
    names: Vec<Box<[u8]>>,
    last: u32,
    max: usize,
    overflown: bool,
}

impl Names {
    /// No names yet, and how many there may be.
    pub fn new(max: usize) -> Names {
        Names {
            index: FixedMap::default(),
            names: Vec::new(),
            last: 0,
            max: max.max(1),
            overflown: false,
        }
    }

    /// Number of a name, a new one where it was never seen.
    #[inline]
    pub fn index(&mut self, name: &[u8]) -> u32 {
        if self.names.get(self.last as usize).is_some_and(|last| **last == *name) {
            return self.last;
        }
        self.last = match self.index.get(name) {
            Some(&index) => index,
            None if self.names.len() >= self.max => {
                self.overflown = true;
                self.names.len() as u32 - 1
            }
            None => {
                let index = self.names.len() as u32;
                self.names.push(name.into());
                self.index.insert(name.into(), index);
                index
            }
        };
        self.last
    }

    /// Whether there were more names than may be.
    pub fn overflown(&self) -> bool {
        self.overflown
    }

    /// How many names there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The names, in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &[u8]> {
        self.names.iter().map(|name| &**name)
    }
}
