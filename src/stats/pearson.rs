//! Pearson correlation.
//!
//! Contract: pairwise-complete (NaN = missing); an infinite value, fewer than 2 pairs, or a
//! constant make r undefined; 2 pairs give ±1 and nothing to test; ties do not matter. r is
//! inside [-1, 1] always, and exactly ±1 only where the doubles lie on a line to 30 digits.
//!
//! Formula: Σ(x−x̄)(y−ȳ) / √(Σ(x−x̄)² Σ(y−ȳ)²) in double-double arithmetic on values scaled by
//! powers of two. One pass over x, y, x², y², xy was rejected: an offset of 1e9 leaves it no digit.
//! Near ±1 the residuals decide whether the doubles lie on a line.
//!
//! O(n) a pair. It has no p-value: that would assume independent observations, which series over
//! time are not.

use super::{double_double::DoubleDouble, moments::Deviations, pairs::complete_pairs};

/// 1 − r² below which the doubles lie on a line as far as the arithmetic resolves.
const ON_A_LINE: f64 = 1e-58;

/// A correlation and the pairs that it was computed from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pearson {
    /// Number of complete pairs used.
    pub n: usize,
    /// The coefficient; `None` for fewer than 2 pairs, a constant or an infinite value.
    pub r: Option<f64>,
}

/// Pearson correlation of two series.
///
/// ```
/// # use comove::stats::pearson::pearson;
/// let found = pearson(&[1.0, 2.0, f64::NAN, 4.0], &[2.0, 4.0, 5.0, 7.0]);
/// assert_eq!(found.n, 3);
/// assert!((found.r.unwrap() - 0.9971764649527379).abs() < 1e-15);
/// assert_eq!(pearson(&[1.0, 1.0], &[1.0, 2.0]).r, None);
/// ```
pub fn pearson(x: &[f64], y: &[f64]) -> Pearson {
    let (x, y) = complete_pairs(x, y);
    Pearson { n: x.len(), r: of_complete(&x, &y) }
}

/// r of complete pairs.
fn of_complete(x: &[f64], y: &[f64]) -> Option<f64> {
    if x.len() < 2 {
        return None;
    }
    let (dx, dy) = (Deviations::new(x)?, Deviations::new(y)?);
    if dx.squares == DoubleDouble::ZERO || dy.squares == DoubleDouble::ZERO {
        return None;
    }
    let sxy = dx.products(&dy);
    let r = sxy / (dx.squares.sqrt() * dy.squares.sqrt());
    if x.len() == 2 {
        return Some(1.0_f64.copysign(r.value()));
    }
    let one = DoubleDouble::from(1.0);
    if (one - r * r).value() < 1e-12 {
        // 31 digits less 12 are too few: take the residuals of y on x instead.
        let slope = sxy / dx.squares;
        let mut rest = DoubleDouble::ZERO;
        for (dx, dy) in dx.values.iter().zip(&dy.values) {
            let residual = *dy - slope * *dx;
            rest += residual * residual;
        }
        if (rest / dy.squares).value() < ON_A_LINE {
            return Some(1.0_f64.copysign(r.value()));
        }
    }
    Some(r.value().clamp(-1.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn close(got: Option<f64>, want: f64, relative: f64) {
        let got = got.unwrap();
        assert!((got - want).abs() <= relative * want.abs(), "{got:e}, not {want:e}");
    }

    /// mpmath 1.4, mp.dps = 60, on the doubles that each expression gives.
    #[test]
    fn extreme_offsets_and_scales() {
        // 2^-1040 by its bits: powi may go through 1 / 2^1040, which is 0.
        let x = [0.3, -1.2, 2.5, 0.7, 1.9, -0.4, 1.1];
        let y = [1.0, -0.5, 1.5, 1.25, 0.25, 0.75, 2.0];
        let plain = pearson(&x, &y);
        for (a, b) in
            [(1e-310, 1e300), (1e200, 1e-200), (f64::from_bits(1 << 34), 2.0_f64.powi(1000))]
        {
            let scaled = pearson(&x.map(|v| v * a), &y.map(|v| v * b));
            close(scaled.r, plain.r.unwrap(), if a < 1e-300 { 1e-10 } else { 1e-15 });
        }
        // Offsets that the doubles carry exactly.
        let quarters = x.map(|v| (v * 4.0_f64).round() / 4.0);
        let near = pearson(&quarters, &y);
        for offset in [1e9, -1e12, 1e15] {
            let far = pearson(&quarters.map(|v| v + offset), &y.map(|v| v - offset));
            close(far.r, near.r.unwrap(), 1e-15);
        }
    }

    #[test]
    fn a_line_is_one_and_not_more() {
        for n in [3_u32, 7, 30, 1300] {
            let x: Vec<f64> = (0..n).map(|i| f64::from(i) * 0.1).collect();
            let line: Vec<f64> = x.iter().map(|v| 3.0 - 7.0 * v).collect();
            let found = pearson(&x, &line);
            assert_eq!(found.r, Some(-1.0));
        }
    }

    #[test]
    fn undefined_is_none() {
        let found = pearson(&[], &[]);
        assert_eq!((found.n, found.r), (0, None));
        assert_eq!(pearson(&[1.0], &[2.0]).r, None);
        let two = pearson(&[1.0, 2.0], &[5.0, 3.0]);
        assert_eq!(two.r, Some(-1.0));
        assert_eq!(pearson(&[0.1; 20], &(0..20).map(f64::from).collect::<Vec<_>>()).r, None);
        assert_eq!(pearson(&[1.0, 2.0, f64::INFINITY], &[1.0, 2.0, 3.0]).r, None);
        assert_eq!(pearson(&[1.0, 2.0, f64::NAN], &[f64::NAN, 2.0, 3.0]).n, 1);
    }

    proptest! {
        #[test]
        fn bounded_symmetric_and_unchanged_by_scale_and_shift(
            pairs in prop::collection::vec((-1e3..1e3f64, -1e3..1e3f64), 3..60),
            scale in prop::sample::select(vec![0.1, 3.0, 1e10, 1e-30]),
            shift in -1e6..1e6f64,
        ) {
            let (x, y): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
            let Some(r) = pearson(&x, &y).r else { return Ok(()) };
            prop_assert!(r.abs() <= 1.0);
            prop_assert_eq!(pearson(&y, &x).r, Some(r));
            let moved: Vec<f64> = x.iter().map(|v| v * scale + shift * scale).collect();
            prop_assert!((pearson(&moved, &y).r.unwrap_or(2.0) - r).abs() < 1e-6);
            let negative: Vec<f64> = x.iter().map(|v| -v).collect();
            prop_assert_eq!(pearson(&negative, &y).r, Some(-r));
        }
    }
}
