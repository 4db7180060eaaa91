//! Least squares by Householder QR, in doubles: the engine of the regressions with many rows.
//!
//! Contract: the design comes as columns, all as long as `y`; there is no hidden intercept.
//! Missing rows are the caller's to drop: a NaN or infinite value anywhere gives `None`, and so do
//! no columns, fewer rows than columns, and columns that depend on each other (a column of which
//! less than 1e-10 of its length is left after the columns before it). Constant `y` is fine.
//!
//! Formula: min ‖y − Xb‖². QR rather than normal equations, which square the condition number;
//! columns are scaled by powers of two first, so neither 1e200 nor 1e-200 over- or underflows.
//! Residuals are taken from the fit, not from Q, and the coefficients refined once with them.
//!
//! O(n k²). Source: Golub & Van Loan, "Matrix Computations", 5.2–5.3.

use super::{
    lanes::{self, Eight, LANES, add_multiple_of, all, by, plus, store, times},
    scale::{power_of_two, unscale},
};

/// Share of a column that must be left after the columns before it.
const INDEPENDENT: f64 = 1e-10;

/// A fitted regression.
#[derive(Clone, Debug, PartialEq)]
pub struct LeastSquares {
    /// One coefficient a column, in units of y per unit of the column.
    pub coefficients: Vec<f64>,
    /// One residual a row, in units of y.
    pub residuals: Vec<f64>,
    /// Sum of squared residuals.
    pub rss: f64,
    /// Inverse of R, upper triangular, row after row, of the scaled columns.
    inverse: Vec<f64>,
    /// What each column was multiplied with.
    scales: Vec<f64>,
}

/// Regression of `y` on `columns`.
///
/// ```
/// # use comove::stats::least_squares::least_squares;
/// let fit = least_squares(&[&[1.0, 1.0, 1.0], &[0.0, 1.0, 2.0]], &[1.0, 3.0, 5.0]).unwrap();
/// assert!((fit.coefficients[0] - 1.0).abs() < 1e-14 && (fit.coefficients[1] - 2.0).abs() < 1e-14);
/// ```
pub fn least_squares(columns: &[&[f64]], y: &[f64]) -> Option<LeastSquares> {
    let (n, k) = (y.len(), columns.len());
    if k == 0 || n < k || columns.iter().any(|column| column.len() != n) {
        return None;
    }
    let scale_y = power_of_two(y.iter().copied())?;
    let mut scales = Vec::with_capacity(k);
    let mut q: Vec<f64> = Vec::with_capacity(n * k);
    for column in columns {
        let scale = power_of_two(column.iter().copied())?;
        scales.push(scale);
        q.extend(column.iter().map(|v| v * scale));
    }
    let scaled_y: Vec<f64> = y.iter().map(|v| v * scale_y).collect();

    let mut r = vec![0.0; k * k];
    let mut taus = vec![0.0; k];
    for j in 0..k {
        let (done, rest) = q.split_at_mut((j + 1) * n);
        let column = done.get_mut(j * n..)?;
        let whole = dot(column, column).sqrt();
        let (above, below) = column.split_at_mut(j);
        let norm = dot(below, below).sqrt();
        if !(norm > INDEPENDENT * whole) {
            return None;
        }
        let first = below.first_mut()?;
        let diagonal = if *first > 0.0 { -norm } else { norm };
        *first -= diagonal;
        let tau = 2.0 / dot(below, below);
        for (i, value) in above.iter().enumerate() {
            *r.get_mut(i * k + j)? = *value;
        }
        *r.get_mut(j * k + j)? = diagonal;
        *taus.get_mut(j)? = tau;
        for other in rest.chunks_exact_mut(n) {
            reflect(below, tau, other.get_mut(j..)?);
        }
    }
    let inverse = invert_upper(&r, k)?;

    let rotate = |right: &[f64]| -> Option<Vec<f64>> {
        let mut rotated = right.to_vec();
        for j in 0..k {
            reflect(q.get(j * n + j..(j + 1) * n)?, *taus.get(j)?, rotated.get_mut(j..)?);
        }
        rotated.truncate(k);
        Some(rotated)
    };
    let solve = |rotated: &[f64]| -> Vec<f64> {
        (0..k).map(|i| dot(&inverse[i * k + i..(i + 1) * k], &rotated[i..])).collect()
    };
    let residuals_of = |coefficients: &[f64]| -> Vec<f64> {
        let mut residuals = scaled_y.clone();
        for ((column, scale), b) in columns.iter().zip(&scales).zip(coefficients) {
            for (residual, v) in residuals.iter_mut().zip(*column) {
                *residual -= b * (v * scale);
            }
        }
        residuals
    };
    let mut coefficients = solve(&rotate(&scaled_y)?);
    let correction = solve(&rotate(&residuals_of(&coefficients))?);
    for (b, c) in coefficients.iter_mut().zip(correction) {
        *b += c;
    }
    let residuals: Vec<f64> =
        residuals_of(&coefficients).iter().map(|v| unscale(*v, scale_y)).collect();
    let coefficients =
        coefficients.iter().zip(&scales).map(|(b, scale)| unscale(b * scale, scale_y)).collect();
    let rss = dot(&residuals, &residuals);
    Some(LeastSquares { coefficients, residuals, rss, inverse, scales })
}

impl LeastSquares {
    /// Rows less columns.
    pub fn degrees_of_freedom(&self) -> usize {
        self.residuals.len() - self.coefficients.len()
    }

    /// (XᵀX)⁻¹, row after row.
    pub fn unscaled_covariance(&self) -> Vec<f64> {
        let k = self.coefficients.len();
        let mut out = vec![0.0; k * k];
        for i in 0..k {
            for j in 0..k {
                let sum: f64 =
                    (i.max(j)..k).map(|l| self.inverse[i * k + l] * self.inverse[j * k + l]).sum();
                out[i * k + j] = sum * self.scales[i] * self.scales[j];
            }
        }
        out
    }

    /// Leverage of a row of the design, xᵀ(XᵀX)⁻¹x; `row` has one value a column.
    pub(crate) fn leverage(&self, row: &[f64]) -> f64 {
        let rows: Vec<Eight> = row.iter().map(|v| all(*v)).collect();
        self.leverages(&rows)[0]
    }

    /// Leverages of eight rows; of each column their eight values.
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    pub(super) fn leverages(&self, rows: &[Eight]) -> [f64; LANES] {
        let k = self.coefficients.len();
        let mut scaled = rows.to_vec();
        for (v, scale) in scaled.iter_mut().zip(&self.scales) {
            *v = by(*v, *scale);
        }
        let mut sum = all(0.0);
        for j in 0..k {
            let mut along = all(0.0);
            for (i, v) in scaled.iter().take(j + 1).enumerate() {
                along = plus(along, by(*v, self.inverse[i * k + j]));
            }
            sum = plus(sum, times(along, along));
        }
        store(sum)
    }
}

/// v ← (I − τ h hᵀ) v.
fn reflect(h: &[f64], tau: f64, v: &mut [f64]) {
    let along = tau * dot(h, v);
    add_multiple_of(v, h, -along);
}

/// Inverse of an upper triangular matrix.
fn invert_upper(r: &[f64], k: usize) -> Option<Vec<f64>> {
    let mut inverse = vec![0.0; k * k];
    for j in 0..k {
        inverse[j * k + j] = 1.0 / r[j * k + j];
        for i in (0..j).rev() {
            let sum: f64 = (i + 1..=j).map(|l| r[i * k + l] * inverse[l * k + j]).sum();
            inverse[i * k + j] = -sum / r[i * k + i];
        }
    }
    inverse.iter().all(|v| v.is_finite()).then_some(inverse)
}

/// Sum of products, in four running sums: faster, and a smaller error, than one.
pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    lanes::dot(a, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plane_is_found() {
        let ones = [1.0; 6];
        let a = [0.0, 1.0, 2.0, 3.0, 4.0, 5.5];
        let b = [1.0, -1.0, 3.0, 0.0, 2.0, 7.0];
        for scale in [1.0, 1e200, 1e-200] {
            let y: Vec<f64> =
                a.iter().zip(&b).map(|(a, b)| scale * (2.0 - 3.0 * a + 0.5 * b)).collect();
            let fit = least_squares(&[&ones, &a, &b], &y).unwrap();
            for (got, want) in fit.coefficients.iter().zip([2.0, -3.0, 0.5]) {
                assert!((got / scale - want).abs() < 1e-13, "{scale}: {got}");
            }
            assert_eq!(fit.degrees_of_freedom(), 3);
        }
    }

    #[test]
    fn covariance_and_leverage() {
        let (ones, x) = ([1.0; 5], [1.0, 2.0, 3.0, 4.0, 6.0]);
        let fit = least_squares(&[&ones, &x], &[1.0, 3.0, 2.0, 5.0, 4.0]).unwrap();
        let sxx = 14.8_f64;
        assert!((fit.leverage(&[1.0, 6.0]) - (0.2 + 2.8 * 2.8 / sxx)).abs() < 1e-14);
        let c = fit.unscaled_covariance();
        assert!((c[3] - 1.0 / sxx).abs() < 1e-15 && (c[1] - c[2]).abs() < 1e-16);
    }

    #[test]
    fn what_cannot_be_fitted_is_none() {
        let ones = [1.0; 4];
        let x = [1.0, 2.0, 3.0, 5.0];
        let twice: Vec<f64> = x.iter().map(|v| 2.0 * v + 1.0).collect();
        assert!(least_squares(&[], &[]).is_none());
        assert!(least_squares(&[&ones, &x, &twice], &x).is_none());
        assert!(least_squares(&[&ones, &ones], &x).is_none());
        assert!(least_squares(&[&[0.0; 4]], &x).is_none());
        assert!(least_squares(&[&x], &[1.0, f64::NAN, 2.0, 3.0]).is_none());
        assert!(least_squares(&[&[1.0, f64::INFINITY, 1.0, 1.0]], &x).is_none());
        assert!(least_squares(&[&ones[..1], &x[..1]], &[1.0]).is_none());
        assert!(least_squares(&[&ones[..3]], &x).is_none());
    }
}
