//! The straight line through pairs in time order, with a band for its height.
//!
//! Contract: pairs that are not finite are left out; fewer than five, or all x alike, is no line.
//! The band is the 95 % confidence band of the mean response (Student t), its width counted with
//! the effective number of pairs n (1 − ρ) / (1 + ρ), ρ the residuals' correlation from one pair
//! to the next (0 where negative): neighbours in time are not independent (Bretherton 1999).
//! It pictures how well the line is known; it is not a test of whether the two are related.

use crate::stats::{
    distributions::student_t_two_sided_quantile,
    least_squares::{LeastSquares, least_squares},
};

/// Fewest pairs.
const LEAST: usize = 5;

/// A fitted line.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// Height at x = 0.
    pub intercept: f64,
    /// Rise per unit of x.
    pub slope: f64,
    /// Effective number of pairs.
    pub n_effective: f64,
    regression: LeastSquares,
    /// Half width per root of leverage.
    unit: f64,
}

impl Fit {
    /// Fits pairs in time order.
    pub fn of(pairs: &[(f64, f64)]) -> Option<Fit> {
        let finite = pairs.iter().copied().filter(|(x, y)| x.is_finite() && y.is_finite());
        let (x, y): (Vec<f64>, Vec<f64>) = finite.unzip();
        if x.len() < LEAST {
            return None;
        }
        let ones = vec![1.0; x.len()];
        let regression = least_squares(&[&ones, &x], &y)?;
        let [intercept, slope] = *regression.coefficients.as_slice() else { return None };
        let n = x.len() as f64;
        let kept = residual_memory(&regression.residuals).max(0.0);
        let n_effective = (n * (1.0 - kept) / (1.0 + kept)).clamp(LEAST as f64, n);
        let freedom = (n_effective - 2.0).max(1.0);
        let t = student_t_two_sided_quantile(0.05, freedom);
        // Residual variance with the freedom there is, leverage as if there were n_effective pairs.
        let variance = regression.rss / n * n_effective / freedom;
        let unit = t * (variance * n / n_effective).sqrt();
        (slope.is_finite() && intercept.is_finite() && unit.is_finite()).then_some(Fit {
            intercept,
            slope,
            n_effective,
            regression,
            unit,
        })
    }

    /// Height of the line.
    pub fn at(&self, x: f64) -> f64 {
        self.intercept + self.slope * x
    }

    /// Half the band's height.
    pub fn half_width(&self, x: f64) -> f64 {
        self.unit * self.regression.leverage(&[1.0, x]).sqrt()
    }
}

/// Correlation of residuals from one to the next.
fn residual_memory(residuals: &[f64]) -> f64 {
    let squares: f64 = residuals.iter().map(|r| r * r).sum();
    let products: f64 = residuals
        .windows(2)
        .map(|pair| pair.first().zip(pair.last()).map_or(0.0, |(a, b)| a * b))
        .sum();
    if squares > 0.0 { (products / squares).clamp(-1.0, 0.99) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_found_and_its_band_is_narrowest_at_the_mean() {
        let pairs: Vec<(f64, f64)> = (0..40)
            .map(|k| (f64::from(k), 3.0 + 2.0 * f64::from(k) + f64::from((k * 37) % 11) - 5.0))
            .collect();
        let fit = Fit::of(&pairs).unwrap();
        assert!((fit.slope - 2.0).abs() < 0.1, "{}", fit.slope);
        assert!(fit.half_width(19.5) < fit.half_width(0.0));
        assert!((fit.at(10.0) - 23.0).abs() < 2.0);
    }

    /// scipy: r = linregress(x, y); sqrt(rss/(n-2)) * t.ppf(.975, n-2) * sqrt(1/n)
    /// of x = 0..9, y = 2x + (-1)^x: residuals alternate, so no memory is taken off.
    #[test]
    fn without_memory_it_is_the_textbook_band() {
        let pairs: Vec<(f64, f64)> = (0..10)
            .map(|k| (f64::from(k), 2.0 * f64::from(k) + if k % 2 == 0 { 1.0 } else { -1.0 }))
            .collect();
        let fit = Fit::of(&pairs).unwrap();
        assert_eq!(fit.n_effective, 10.0);
        let residuals: f64 = pairs.iter().map(|(x, y)| (y - fit.at(*x)).powi(2)).sum();
        let textbook = 2.306_004_135_204_166 * (residuals / 8.0 / 10.0_f64).sqrt();
        assert!((fit.half_width(4.5) - textbook).abs() < 1e-9);
    }

    #[test]
    fn memory_widens_the_band() {
        let slow = |k: i32| (f64::from(k) / 15.0).sin();
        let pairs: Vec<(f64, f64)> =
            (0..100).map(|k| (f64::from((k * 37) % 100), slow(k))).collect();
        let fit = Fit::of(&pairs).unwrap();
        assert!(fit.n_effective < 20.0, "{}", fit.n_effective);
    }

    #[test]
    fn nothing_to_fit() {
        assert_eq!(Fit::of(&[]), None);
        assert_eq!(Fit::of(&[(1.0, 1.0); 20]), None);
        assert_eq!(Fit::of(&[(0.0, f64::NAN); 20]), None);
    }
}
