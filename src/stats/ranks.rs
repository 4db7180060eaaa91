//! Ranks with ties at their average.
//!
//! Contract: the smallest is 1; equal values (0 and −0 too) share the mean of their places;
//! infinities are the extremes they are; a missing value (NaN) has no rank (NaN) and does not
//! count. O(n log n).

use crate::kit::indices::by_value;

/// Average ranks, in the order of the values.
///
/// ```
/// # use comove::stats::ranks::ranks;
/// assert_eq!(ranks(&[10.0, 30.0, 10.0, 20.0]), [1.5, 4.0, 1.5, 3.0]);
/// ```
pub fn ranks(values: &[f64]) -> Vec<f64> {
    let order = by_value(values);
    let mut ranks = vec![f64::NAN; values.len()];
    let mut before = 0;
    for ties in order.chunk_by(|a, b| values.get(*a) == values.get(*b)) {
        let rank = before as f64 + 0.5 * (ties.len() + 1) as f64;
        for place in ties {
            if let Some(slot) = ranks.get_mut(*place) {
                *slot = rank;
            }
        }
        before += ties.len();
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn special_values() {
        let got = ranks(&[f64::NAN, 0.0, f64::INFINITY, -0.0, f64::NEG_INFINITY]);
        assert!(got[0].is_nan());
        assert_eq!(got[1..], [2.5, 4.0, 2.5, 1.0]);
        assert!(ranks(&[]).is_empty());
    }

    proptest! {
        #[test]
        fn ranks_are_one_plus_smaller_plus_half_of_equal(values in prop::collection::vec(-5i8..5, 0..40)) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            for (value, rank) in values.iter().zip(ranks(&values)) {
                let smaller = values.iter().filter(|v| *v < value).count() as f64;
                let equal = values.iter().filter(|v| *v == value).count() as f64;
                prop_assert_eq!(rank, smaller + 0.5 * (equal + 1.0));
            }
        }
    }
}
