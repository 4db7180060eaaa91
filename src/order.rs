//! Sorting that compiles small.
//!
//! Every type and comparison that the standard library's sorts meet makes a copy of them of
//! some six kilobytes, and every visitor would download thirty such copies. Here the sort
//! itself exists once, over row numbers; a use adds its comparison and a few swaps. Columns of
//! numbers (`f64::total_cmp`, plain integers) stay with the standard library: they are long,
//! and share one copy each.
//!
//! # Contract
//! * Stable: equal elements keep their order.
//! * Any length, already sorted input in one pass; `n log n` comparisons otherwise.
//! * An inconsistent comparison gives some order, never a panic.

use std::cmp::Ordering;

/// Sorts `values`, stable, by a comparison.
pub fn sort_by<T>(values: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let order = permutation(values.len(), &|a, b| match (values.get(a), values.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    rearrange(order, &mut |a, b| values.swap(a, b));
}

/// Sorts `values`, stable, by a key.
pub fn sort_by_key<T, K: Ord>(values: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(values, |a, b| key(a).cmp(&key(b)));
}

/// Sorts `values`, stable, by their own order.
pub fn sort<T: Ord>(values: &mut [T]) {
    sort_by(values, T::cmp);
}

/// The indices `0..n` in the order that a comparison of two of them gives.
pub fn permutation(n: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    if (1..n).all(|at| compare(at - 1, at) != Ordering::Greater) {
        return order;
    }
    // Bottom-up merge sort, from one array to the other and back.
    let mut from = order.clone();
    let mut width = 1;
    while width < n {
        std::mem::swap(&mut from, &mut order);
        for (run, place) in from.chunks(2 * width).zip(order.chunks_mut(2 * width)) {
            let (mut left, mut right) = run.split_at(width.min(run.len()));
            for out in place {
                let first = match (left, right) {
                    ([a, ..], [b, ..]) => compare(*a, *b) != Ordering::Greater,
                    _ => right.is_empty(),
                };
                let side = if first { &mut left } else { &mut right };
                if let [next, rest @ ..] = side {
                    *out = *next;
                    *side = rest;
                }
            }
        }
        width *= 2;
    }
    order
}

/// Brings the element of index `order[k]` to place `k`, for each `k`, by swaps along the cycles.
fn rearrange(mut order: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..order.len() {
        let mut at = start;
        while let Some(from) = order.get(at).copied() {
            // A visited place points to itself.
            order[at] = at;
            if from == start || from == at {
                break;
            }
            swap(at, from);
            at = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(values in prop::collection::vec((0_u8..20, 0_u16..), 0..200)) {
            let (mut ours, mut theirs) = (values.clone(), values);
            sort_by_key(&mut ours, |pair| pair.0);
            theirs.sort_by_key(|pair| pair.0);
            prop_assert_eq!(&ours, &theirs);
            sort(&mut ours);
            theirs.sort();
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn a_comparison_without_sense_loses_nothing(values in prop::collection::vec(0_u8.., 0..100)) {
            let mut sorted = values.clone();
            sort_by(&mut sorted, |a, b| if (a ^ b) % 3 == 0 { Ordering::Less } else { Ordering::Greater });
            sorted.sort_unstable();
            let mut all = values;
            all.sort_unstable();
            prop_assert_eq!(sorted, all);
        }
    }
}
