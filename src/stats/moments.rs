//! Deviations from the mean.
//!
//! Contract: an infinite value, and no value at all, make the result undefined; a constant has
//! deviations of exactly 0, whatever rounding its mean would suffer. Ties do not matter.
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
    scale::power_of_two,
};

/// Deviations of complete values from their mean, scaled by a power of two.
#[derive(Clone, Debug)]
pub struct Deviations {
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
        Some(Self { values, squares })
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
/// few roundings of the largest, far below the error that their sums of products are held to.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_constant_has_no_deviations() {
        assert_eq!(Deviations::new(&[0.1; 20]).unwrap().squares, DoubleDouble::ZERO);
        assert!(unit_deviations(&[0.1; 7]).is_none());
        assert!(Deviations::new(&[]).is_none());
        assert!(Deviations::new(&[1.0, f64::INFINITY]).is_none());
    }
}
