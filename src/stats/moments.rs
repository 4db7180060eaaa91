//! Mean, standard deviation and deviations from the mean.
//!
//! Contract: missing values (NaN) are left out; an infinite value, and no value at all, make the
//! result undefined; one value has a mean and no standard deviation; a constant has a standard
//! deviation of exactly 0, whatever rounding its mean would suffer. Ties do not matter.
//!
//! Computed from differences to the first value in double-double arithmetic on values scaled by a
//! power of two, so that offsets of 1e12, subnormals and 1e200 lose nothing: the results are
//! those of exact arithmetic on the given doubles, rounded once or twice. Welford's update was
//! considered: it needs one pass, but keeps only about half the digits of NIST's NumAcc4.
//!
//! O(n). Source: NIST StRD, univariate summary statistics.

use super::{
    double_double::{DoubleDouble, sum_by},
    least_squares::dot,
    scale::{power_of_two, unscale},
};

/// Deviations of complete values from their mean, scaled by a power of two.
#[derive(Clone, Debug)]
pub struct Deviations {
    /// What the values were multiplied with.
    pub scale: f64,
    /// Mean of the scaled values.
    pub mean: DoubleDouble,
    /// Scaled value less scaled mean.
    pub values: Vec<DoubleDouble>,
    /// Their squares' sum; exactly 0 for a constant and only then.
    pub squares: DoubleDouble,
}

impl Deviations {
    /// Of values without NaN; `None` for none or an infinite one.
    pub fn new(values: &[f64]) -> Option<Self> {
        let scale = power_of_two(values.iter().copied())?;
        let first = values.first()? * scale;
        let mut values: Vec<DoubleDouble> =
            values.iter().map(|v| DoubleDouble::difference(v * scale, first)).collect();
        let n = values.len();
        let shift = sum_by(n, |i| values[i]) / DoubleDouble::from(n as f64);
        for value in &mut values {
            *value = *value - shift;
        }
        let squares = sum_by(n, |i| values[i] * values[i]);
        let mean = DoubleDouble::from(first) + shift;
        Some(Self { scale, mean, values, squares })
    }

    /// Mean of the values as given.
    pub fn unscaled_mean(&self) -> f64 {
        unscale(self.mean.value(), self.scale)
    }

    /// Sum of products with other deviations, scaled by both scales.
    pub fn products(&self, other: &Self) -> DoubleDouble {
        let n = self.values.len().min(other.values.len());
        sum_by(n, |i| self.values[i] * other.values[i])
    }
}

/// Deviations in units of their length (Σ² = 1), 0 where missing; `None` for a constant.
///
/// What correlations at many lags or of many columns are made from: one product a pair.
///
/// In doubles, from differences to the first value and corrected once: each is off by at most a
/// few roundings of the largest, which no sum of their products can tell.
pub(super) fn unit_deviations(x: &[f64]) -> Option<Vec<f64>> {
    let scale = power_of_two(x.iter().copied().filter(|v| !v.is_nan()))?;
    let first = x.iter().find(|v| !v.is_nan())? * scale;
    let present: Vec<f64> = x.iter().map(|v| if v.is_nan() { 0.0 } else { 1.0 }).collect();
    let count: f64 = present.iter().sum();
    let mut d: Vec<f64> =
        x.iter().map(|v| if v.is_nan() { 0.0 } else { v * scale - first }).collect();
    let largest = d.iter().fold(0.0_f64, |m, v| m.max(v.abs()));
    if largest == 0.0 {
        return None;
    }
    // Again to 1: beside an offset of 1e12 the deviations may be small enough to underflow squared.
    for v in &mut d {
        *v /= largest;
    }
    for _ in 0..2 {
        let shift = dot(&d, &present) / count;
        for (v, present) in d.iter_mut().zip(&present) {
            *v -= shift * present;
        }
    }
    let length = dot(&d, &d).sqrt();
    for v in &mut d {
        *v /= length;
    }
    Some(d)
}

/// Arithmetic mean.
///
/// ```
/// # use comove::stats::moments::mean;
/// assert_eq!(mean(&[1e12 + 1.0, f64::NAN, 1e12 + 2.0]), Some(1e12 + 1.5));
/// assert_eq!(mean(&[]), None);
/// ```
pub fn mean(x: &[f64]) -> Option<f64> {
    Some(deviations_of_present(x)?.unscaled_mean())
}

/// Standard deviation with divisor n − 1.
///
/// ```
/// # use comove::stats::moments::standard_deviation;
/// // NIST StRD NumAcc1
/// assert_eq!(standard_deviation(&[10000001.0, 10000003.0, 10000002.0]), Some(1.0));
/// ```
pub fn standard_deviation(x: &[f64]) -> Option<f64> {
    let deviations = deviations_of_present(x)?;
    let degrees = deviations.values.len().checked_sub(1).filter(|d| *d > 0)?;
    let variance = deviations.squares / DoubleDouble::from(degrees as f64);
    Some(unscale(variance.sqrt().value(), deviations.scale))
}

fn deviations_of_present(x: &[f64]) -> Option<Deviations> {
    Deviations::new(&x.iter().copied().filter(|v| !v.is_nan()).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extreme_scales_keep_their_digits() {
        // NIST StRD NumAcc4: 10000000.2, then 500 times 10000000.1, 10000000.3; sd 0.1 on exact
        // decimals. mpmath on the doubles: 0.1000000005587935 (mp.dps = 60)
        let x: Vec<f64> = std::iter::once(10_000_000.2)
            .chain((0..1000).map(|i| if i % 2 == 0 { 10_000_000.1 } else { 10_000_000.3 }))
            .collect();
        let sd = standard_deviation(&x).unwrap();
        assert!((sd / 0.100_000_000_558_793_5 - 1.0).abs() < 1e-15, "{sd:e}");
        // The same figures at both ends of what a double holds.
        for scale in [1e-310, 1.0, 1e300] {
            let x = [scale, 2.0 * scale, 4.0 * scale];
            assert!(
                (standard_deviation(&x).unwrap() / (7.0_f64 / 3.0).sqrt() / scale - 1.0).abs()
                    < 1e-12
            );
            assert!((mean(&x).unwrap() / scale * 3.0 / 7.0 - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn undefined_is_none_and_a_constant_is_zero() {
        assert_eq!(mean(&[f64::NAN]), None);
        assert_eq!(mean(&[1.0, f64::INFINITY]), None);
        assert_eq!(standard_deviation(&[1.0]), None);
        assert_eq!(standard_deviation(&[0.1; 20]), Some(0.0));
        assert!(unit_deviations(&[0.1; 7]).is_none());
    }
}
