//! Mean and standard deviation, from the deviations that the page's correlations are made of.
//!
//! Contract: missing values (NaN) are left out; an infinite value, and no value at all, make the
//! result undefined; one value has a mean and no standard deviation; a constant has a standard
//! deviation of exactly 0.
//!
//! O(n). Source: NIST StRD, univariate summary statistics.

use comove::stats::{
    double_double::{DoubleDouble, sum_by},
    moments::Deviations,
    scale::{power_of_two, unscale},
};

/// The power of two that [`Deviations`] multiplies complete values with.
pub fn scale_of(values: &[f64]) -> Option<f64> {
    power_of_two(values.iter().copied())
}

/// Mean of complete values.
pub fn mean_of_complete(values: &[f64]) -> Option<f64> {
    let scale = scale_of(values)?;
    let first = values.first()? * scale;
    let n = values.len();
    let shift = sum_by(n, |i| DoubleDouble::difference(values[i] * scale, first))
        / DoubleDouble::from(n as f64);
    Some(unscale((DoubleDouble::from(first) + shift).value(), scale))
}

/// Arithmetic mean.
pub fn mean(x: &[f64]) -> Option<f64> {
    mean_of_complete(&present(x))
}

/// Standard deviation with divisor n − 1.
pub fn standard_deviation(x: &[f64]) -> Option<f64> {
    let values = present(x);
    let deviations = Deviations::new(&values)?;
    let degrees = values.len().checked_sub(1).filter(|d| *d > 0)?;
    let variance = deviations.squares / DoubleDouble::from(degrees as f64);
    Some(unscale(variance.sqrt().value(), scale_of(&values)?))
}

fn present(x: &[f64]) -> Vec<f64> {
    x.iter().copied().filter(|v| !v.is_nan()).collect()
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
        assert_eq!(mean(&[]), None);
        assert_eq!(mean(&[f64::NAN]), None);
        assert_eq!(mean(&[1.0, f64::INFINITY]), None);
        assert_eq!(mean(&[1e12 + 1.0, f64::NAN, 1e12 + 2.0]), Some(1e12 + 1.5));
        assert_eq!(standard_deviation(&[1.0]), None);
        assert_eq!(standard_deviation(&[0.1; 20]), Some(0.0));
    }
}
