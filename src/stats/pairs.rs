//! Pairwise-complete observations: what every statistic of two series is computed on.
//!
//! Contract: a pair counts if neither value is missing (NaN). Infinite values stay: whether they
//! mean something is the statistic's to say. Slices of different length are read as far as the
//! shorter goes.

/// The values of both where both have one, in order. O(n).
///
/// ```
/// # use comove::stats::pairs::complete_pairs;
/// let (x, y) = complete_pairs(&[1.0, f64::NAN, 3.0], &[4.0, 5.0, 6.0]);
/// assert_eq!((x, y), (vec![1.0, 3.0], vec![4.0, 6.0]));
/// ```
pub fn complete_pairs(x: &[f64], y: &[f64]) -> (Vec<f64>, Vec<f64>) {
    x.iter().zip(y).filter(|(x, y)| !x.is_nan() && !y.is_nan()).map(|(x, y)| (*x, *y)).unzip()
}
