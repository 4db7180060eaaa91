//! A map that compiles small.
//!
//! Each type of key and value that the standard library's trees meet makes a copy of them of one
//! to three kilobytes, which every visitor would download. Here entries lie in the order of their
//! keys in one vector: enough for what a page has dozens of (files, promises, words), not for rows.
//!
//! # Contract
//! * One value a key; entries go from the smallest key to the largest.
//! * Finding takes `log n` comparisons; inserting and removing move what lies behind.

use serde::{Serialize, Serializer};
use std::{borrow::Borrow, cmp::Ordering};

/// Values by their keys; with `()` for values, a set.
#[derive(Clone, Debug, PartialEq)]
pub struct Shelf<K, V>(Vec<(K, V)>);

impl<K, V> Default for Shelf<K, V> {
    fn default() -> Self {
        Shelf(Vec::new())
    }
}

impl<K: Ord, V> Shelf<K, V> {
    /// Where the key is, or where it belongs.
    fn place<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        let (mut low, mut high) = (0, self.0.len());
        while low < high {
            let middle = (low + high) / 2;
            match self.0.get(middle).map(|entry| entry.0.borrow().cmp(key)) {
                Some(Ordering::Less) => low = middle + 1,
                Some(Ordering::Equal) => return Ok(middle),
                _ => high = middle,
            }
        }
        Err(low)
    }

    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.place(key).ok().and_then(|at| self.0.get(at)).map(|entry| &entry.1)
    }

    /// Whether there is a value of this key.
    pub fn contains<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.place(key).is_ok()
    }

    /// Sets the value of a key; the one that it had.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.place(&key) {
            Ok(at) => self.0.get_mut(at).map(|entry| std::mem::replace(&mut entry.1, value)),
            Err(at) => {
                self.0.insert(at, (key, value));
                None
            }
        }
    }

    /// Takes a key away with its value.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        self.place(key).ok().map(|at| self.0.remove(at).1)
    }

    /// The value of a key, made where there is none.
    pub fn get_or_insert_with(&mut self, key: K, make: impl FnOnce(&K) -> V) -> &mut V {
        let at = self.place(&key).unwrap_or_else(|at| {
            let value = make(&key);
            self.0.insert(at, (key, value));
            at
        });
        // `at` is where the entry was found or has just been put.
        &mut self.0[at].1
    }

    /// Keeps the entries of which this is true.
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &V) -> bool) {
        self.0.retain(|(key, value)| keep(key, value));
    }

    /// Takes the entry with the smallest key away.
    pub fn pop_first(&mut self) -> Option<(K, V)> {
        (!self.0.is_empty()).then(|| self.0.remove(0))
    }

    /// Takes every entry away.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The values, by their keys.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.0.iter().map(|entry| &entry.1)
    }
}

impl<K, V> IntoIterator for Shelf<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for Shelf<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut shelf = Shelf::default();
        for (key, value) in entries {
            shelf.insert(key, value);
        }
        shelf
    }
}

impl<K: Serialize, V: Serialize> Serialize for Shelf<K, V> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        /// Whatever is done to it, it holds what the standard library's map holds.
        #[test]
        fn as_a_tree(steps in prop::collection::vec((0u8..4, 0u8..20, any::<u16>()), 0..200)) {
            let mut shelf: Shelf<String, u16> = Shelf::default();
            let mut tree: BTreeMap<String, u16> = BTreeMap::new();
            for (what, key, value) in steps {
                let key = key.to_string();
                match what {
                    0 => prop_assert_eq!(shelf.insert(key.clone(), value), tree.insert(key, value)),
                    1 => prop_assert_eq!(shelf.remove(key.as_str()), tree.remove(&key)),
                    2 => {
                        let made = *shelf.get_or_insert_with(key.clone(), |_| value);
                        prop_assert_eq!(made, *tree.entry(key).or_insert(value));
                    }
                    _ => prop_assert_eq!(shelf.pop_first(), tree.pop_first()),
                }
                prop_assert_eq!(shelf.len(), tree.len());
            }
            prop_assert!(shelf.values().eq(tree.values()));
            prop_assert_eq!(serde_json::to_value(&shelf).unwrap(), serde_json::to_value(&tree).unwrap());
            shelf.retain(|_, value| value % 2 == 0);
            tree.retain(|_, value| *value % 2 == 0);
            let again: Shelf<String, u16> = tree.clone().into_iter().collect();
            prop_assert_eq!(&again, &shelf);
            prop_assert!(tree.keys().all(|key| shelf.contains(key) && shelf.get(key) == tree.get(key)));
        }
    }
}
