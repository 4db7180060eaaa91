//! The order of things that need no sort of their own: lists that are short, numbers, times.

use std::cmp::Ordering;

/// The indices `0..n` in the order that a comparison of two of them gives; equal ones keep theirs.
///
/// Each type and closure that a standard sort meets makes a copy of it, some 4 kB of the program.
/// Where a list is short (files, groups, columns), all share this one.
pub(crate) fn ordered(n: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

/// The places of the numbers that are there (not NaN), the smallest first; −0 is 0.
pub(crate) fn by_value(values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..).zip(values).filter(|v| !v.1.is_nan()).map(|v| v.0).collect();
    let number = |at: &usize| values.get(*at).map_or(0.0, |value| value + 0.0);
    order.sort_unstable_by(|a, b| number(a).total_cmp(&number(b)));
    order
}

/// The places of times, the earliest first; equal ones keep their order.
pub(crate) fn by_time(times: &[i64]) -> Vec<usize> {
    ordered(times.len(), &|a, b| times.get(a).cmp(&times.get(b)))
}

/// As `ordered`, for things in a slice.
pub(crate) fn ordered_by<'t, T>(
    things: &'t [T],
    compare: &dyn Fn(&T, &T) -> Ordering,
) -> Vec<&'t T> {
    let pair = |a: usize, b: usize| match (things.get(a), things.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    };
    ordered(things.len(), &pair).into_iter().filter_map(|at| things.get(at)).collect()
}

/// The things themselves in that order.
pub(crate) fn sorted<T>(things: Vec<T>, compare: &dyn Fn(&T, &T) -> Ordering) -> Vec<T> {
    let pair = |a: usize, b: usize| match (things.get(a), things.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    };
    let order = ordered(things.len(), &pair);
    let mut slots: Vec<Option<T>> = things.into_iter().map(Some).collect();
    order.into_iter().filter_map(|at| slots.get_mut(at)?.take()).collect()
}

/// Puts a number into a list that ascends, unless it is there.
pub(crate) fn put(list: &mut Vec<u32>, number: u32) {
    if let Err(place) = list.binary_search(&number) {
        list.insert(place, number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn as_the_standard_stable_sort(values in prop::collection::vec(0u8..6, 0..40)) {
            let given: Vec<(usize, u8)> = values.iter().copied().enumerate().collect();
            let mut sorted = given.clone();
            sorted.sort_by_key(|pair| pair.1);
            let got: Vec<_> = ordered_by(&given, &|a, b| a.1.cmp(&b.1)).into_iter().copied().collect();
            prop_assert_eq!(&got, &sorted);
            prop_assert_eq!(super::sorted(given, &|a, b| a.1.cmp(&b.1)), sorted);
        }

        #[test]
        fn a_list_stays_in_order(numbers in prop::collection::vec(0u32..9, 0..20)) {
            let mut list = Vec::new();
            numbers.iter().for_each(|number| put(&mut list, *number));
            let want: std::collections::BTreeSet<u32> = numbers.into_iter().collect();
            prop_assert_eq!(list, Vec::from_iter(want));
        }
    }
}
