//! Spearman's rank correlation.
//!
//! Contract: pairwise-complete before ranking (NaN = missing); ties take their average rank;
//! infinities are extremes; fewer than 2 pairs or a constant make it undefined.
//!
//! Formula: Pearson correlation of the ranks. O(n log n).

use super::{
    pairs::complete_pairs,
    pearson::{Pearson, pearson},
    ranks::ranks,
};

/// Spearman's ρ, as the Pearson correlation of the ranks.
///
/// ```
/// # use comove::stats::spearman::spearman;
/// // scipy.stats.spearmanr([1, 2, 3, 4, 5], [5, 6, 7, 8, 7])
/// let found = spearman(&[1.0, 2.0, 3.0, 4.0, 5.0], &[5.0, 6.0, 7.0, 8.0, 7.0]);
/// assert!((found.r.unwrap() - 0.8207826816681233).abs() < 1e-15);
/// ```
pub fn spearman(x: &[f64], y: &[f64]) -> Pearson {
    let (x, y) = complete_pairs(x, y);
    pearson(&ranks(&x), &ranks(&y))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn edges() {
        assert_eq!(spearman(&[3.0; 9], &[1.0; 9]).r, None);
        assert_eq!(spearman(&[], &[]).n, 0);
        // Missing values leave before ranking: the rank of 100 would matter otherwise.
        let found = spearman(&[1.0, 2.0, 100.0, 3.0], &[1.0, 3.0, f64::NAN, 2.0]);
        assert_eq!((found.n, found.r), (3, Some(0.5)));
        assert_eq!(spearman(&[1.0, 2.0, f64::INFINITY], &[1.0, 2.0, 3.0]).r, Some(1.0));
    }

    proptest! {
        #[test]
        fn unchanged_by_any_rising_function(pairs in prop::collection::vec((-9.0..9.0f64, -9i8..9), 2..50)) {
            let x: Vec<f64> = pairs.iter().map(|p| p.0).collect();
            let y: Vec<f64> = pairs.iter().map(|p| f64::from(p.1)).collect();
            let bent: Vec<f64> = x.iter().map(|v| v.exp()).collect();
            prop_assert_eq!(spearman(&x, &y).r, spearman(&bent, &y).r);
            prop_assert_eq!(spearman(&x, &y).r, spearman(&y, &x).r);
        }
    }

    /// scipy.stats.spearmanr(x, y), ties in both.
    #[test]
    fn scipy_with_ties() {
        let x = [
            3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0, 3.0, 5.0, 8.0, 9.0, 7.0, 9.0, 3.0, 2.0,
            3.0, 8.0, 4.0,
        ];
        let y = [
            2.0, 7.0, 1.0, 8.0, 2.0, 8.0, 1.0, 8.0, 2.0, 8.0, 4.0, 5.0, 9.0, 0.0, 4.0, 5.0, 2.0,
            3.0, 5.0, 3.0,
        ];
        let found = spearman(&x, &y);
        assert!((found.r.unwrap() - 0.190_731_870_209_802_84).abs() < 1e-15);
    }
}
