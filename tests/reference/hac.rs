//! Long-run variance, and a line whose standard errors allow for autocorrelation and unequal
//! variance (HAC).
//!
//! Contract: missing values (NaN) keep their place in time and add nothing; divisors count the
//! values present. An infinite value, no value, or a bandwidth of n or more make the result
//! undefined. A constant has variance 0. The Newey–West variance is never negative; the line is
//! undefined for constant x and without degrees of freedom.
//!
//! O(n · bandwidth). Sources: Newey & West 1987; Lazarus, Lewis, Stock & Watson 2018 (EWC);
//! statsmodels `cov_type="HAC", use_correction=False`.

use super::moments::{mean_of_complete, scale_of};
use comove::stats::{
    double_double::DoubleDouble, least_squares::dot, moments::Deviations, pairs::complete_pairs,
    scale::unscale,
};

/// Long-run variance with Bartlett weights 1 − k/(bandwidth + 1), autocovariances with divisor n.
pub fn newey_west(x: &[f64], bandwidth: usize) -> Option<f64> {
    let (d, n, scale) = centred(x)?;
    if bandwidth >= x.len() {
        return None;
    }
    Some(unscale(unscale(bartlett_sum(&d, bandwidth) / n, scale), scale))
}

/// An equal-weighted cosine estimate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CosineVariance {
    /// Long-run variance.
    pub variance: f64,
    /// Cosines, and so degrees of freedom of Student's t.
    pub degrees: usize,
}

/// Long-run variance as the mean of ν = ⌊0.41 n^⅔⌋ squared cosine transforms; undefined for ν = 0.
pub fn cosine_variance(x: &[f64]) -> Option<CosineVariance> {
    let (d, present, scale) = centred(x)?;
    let n = d.len() as f64;
    // cbrt is exact for cubes where a power of 2/3 falls just short.
    let degrees = (0.41 * n.cbrt() * n.cbrt()).floor();
    if degrees < 1.0 {
        return None;
    }
    let sum: f64 = (1..=degrees as usize)
        .map(|j| {
            let turn = std::f64::consts::PI * j as f64 / n;
            let along: f64 =
                d.iter().enumerate().map(|(t, d)| d * (turn * (t as f64 + 0.5)).cos()).sum();
            along * along
        })
        .sum();
    let variance = unscale(unscale(2.0 * sum / present / degrees, scale), scale);
    Some(CosineVariance { variance, degrees: degrees as usize })
}

/// A line with HAC standard errors.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HacLine {
    /// Value at x = 0.
    pub intercept: f64,
    /// Rise per unit of x.
    pub slope: f64,
    /// HAC standard error of the slope.
    pub se_slope: f64,
    /// slope / se_slope; infinite on an exact line.
    pub t_slope: f64,
}

/// Least-squares line of y on x with Newey–West errors, without small-sample correction.
pub fn hac_line(x: &[f64], y: &[f64], bandwidth: usize) -> Option<HacLine> {
    let length = x.len().min(y.len());
    let (present_x, present_y) = complete_pairs(x, y);
    if present_x.len() < 3 || bandwidth >= length {
        return None;
    }
    let (dx, dy) = (Deviations::new(&present_x)?, Deviations::new(&present_y)?);
    if dx.squares == DoubleDouble::ZERO {
        return None;
    }
    let slope = dx.products(&dy) / dx.squares;
    // With x centred the design is orthogonal, so the slope's part of the sandwich stands alone.
    let mut scores =
        dx.values.iter().zip(&dy.values).map(|(dx, dy)| (*dx * (*dy - slope * *dx)).value());
    let placed: Vec<f64> = (0..length)
        .map(|t| if x[t].is_nan() || y[t].is_nan() { 0.0 } else { scores.next().unwrap_or(0.0) })
        .collect();
    let variance = bartlett_sum(&placed, bandwidth).max(0.0);
    let (scale_x, scale_y) = (scale_of(&present_x)?, scale_of(&present_y)?);
    let intercept = mean_of_complete(&present_y)?
        - unscale(slope.value(), scale_y) * scale_x * mean_of_complete(&present_x)?;
    let se = variance.sqrt() / dx.squares.value();
    let t_slope = slope.value() / se;
    (!t_slope.is_nan()).then(|| HacLine {
        intercept,
        slope: unscale(slope.value(), scale_y) * scale_x,
        se_slope: unscale(se, scale_y) * scale_x,
        t_slope,
    })
}

/// Deviations (0 where missing), how many values there are, and the scale.
fn centred(x: &[f64]) -> Option<(Vec<f64>, f64, f64)> {
    let present: Vec<f64> = x.iter().copied().filter(|v| !v.is_nan()).collect();
    let deviations = Deviations::new(&present)?;
    let mut rest = deviations.values.iter();
    let placed = x
        .iter()
        .map(|v| if v.is_nan() { 0.0 } else { rest.next().map_or(0.0, |d| d.value()) })
        .collect();
    Some((placed, present.len() as f64, scale_of(&present)?))
}

/// Σ_k w_k Σ_t d_t d_{t+k} over both signs of k.
fn bartlett_sum(d: &[f64], bandwidth: usize) -> f64 {
    let products = |k: usize| dot(&d[..d.len() - k], &d[k..]);
    let both: f64 = (1..=bandwidth)
        .map(|k| 2.0 * (1.0 - k as f64 / (bandwidth as f64 + 1.0)) * products(k))
        .sum();
    products(0) + both
}

#[cfg(test)]
mod tests {
    use super::*;

    /// statsmodels 0.15: OLS([1, 3, 2, 5, 4, 8], add_constant([0, 1, 2, 3, 5, 6]))
    /// .fit(cov_type="HAC", cov_kwds={"maxlags": 2, "use_correction": False})
    #[test]
    fn line_as_statsmodels_has_it() {
        let line =
            hac_line(&[0.0, 1.0, 2.0, 3.0, 5.0, 6.0], &[1.0, 3.0, 2.0, 5.0, 4.0, 8.0], 2).unwrap();
        for (got, want) in [(line.intercept, HAC[0]), (line.slope, HAC[1]), (line.se_slope, HAC[2])]
        {
            assert!((got - want).abs() < 1e-14, "{got} {want}");
        }
    }
    const HAC: [f64; 3] = [1.2111801242236027, 0.9254658385093169, 0.10872410442078438];

    #[test]
    fn scales_and_gaps() {
        let x = [1.0, 4.0, 2.0, 8.0, 5.0, 7.0];
        let plain = newey_west(&x, 2).unwrap();
        for scale in [1e-150, 1e150] {
            let scaled = newey_west(&x.map(|v| v * scale), 2).unwrap();
            assert!((scaled / scale / scale / plain - 1.0).abs() < 1e-13);
        }
        let far = newey_west(&x.map(|v| v + 1e12), 2).unwrap();
        assert!((far / plain - 1.0).abs() < 1e-13);
        // A gap at the end changes nothing but the room for lags.
        let gap = [1.0, 4.0, 2.0, 8.0, 5.0, 7.0, f64::NAN];
        assert!((newey_west(&gap, 2).unwrap() / plain - 1.0).abs() < 1e-15);
    }

    #[test]
    fn undefined_is_none() {
        assert_eq!(newey_west(&[], 0), None);
        assert_eq!(newey_west(&[1.0, 2.0], 2), None);
        assert_eq!(newey_west(&[1.0, f64::INFINITY], 0), None);
        assert_eq!(newey_west(&[0.1; 9], 3), Some(0.0));
        assert_eq!(cosine_variance(&[1.0, 2.0]), None);
        assert_eq!(hac_line(&[1.0; 5], &[1.0, 2.0, 3.0, 4.0, 5.0], 1), None);
        assert_eq!(hac_line(&[1.0, 2.0], &[1.0, 2.0], 0), None);
    }
}
