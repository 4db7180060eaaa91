//! Engle–Granger test: do two wandering series keep together?
//!
//! Contract: both series must be whole and of one length; a missing (NaN) or infinite value, a
//! constant x, too few values, and series that lie on a line make it undefined.
//!
//! It "finds" cointegration in almost every pair of stationary series, so it means something only
//! where both have a unit root: description, never the verdict.
//!
//! Formula: Dickey–Fuller test, without constant, of the residuals of y on x and a constant, with
//! MacKinnon's values for two series. O(n). Source: Engle & Granger 1987; statsmodels `coint`.

use super::{
    mackinnon::{Deterministic, cointegration_critical, cointegration_p},
    ols::ols,
    unit_root::dickey_fuller,
};

/// An Engle–Granger test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EngleGranger {
    /// Dickey–Fuller t of the residuals.
    pub statistic: f64,
    /// MacKinnon's p.
    pub p: f64,
    /// At 1, 5 and 10 %.
    pub critical: [f64; 3],
}

/// Engle–Granger test of y on x with a given number of lagged differences.
pub fn engle_granger(y: &[f64], x: &[f64], lags: usize) -> Option<EngleGranger> {
    if x.iter().chain(y).any(|v| !v.is_finite()) {
        return None;
    }
    let line = ols(&[x], y, true)?;
    // Closer to a line than this the residuals are rounding (statsmodels has the same bound).
    if line.r2? >= 1.0 - 100.0 * f64::EPSILON.sqrt() {
        return None;
    }
    let test = dickey_fuller(&line.residuals, Deterministic::None, lags)?;
    Some(EngleGranger {
        statistic: test.statistic,
        p: cointegration_p(test.statistic)?,
        critical: cointegration_critical(y.len() - 1),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undefined_is_none() {
        let x: Vec<f64> = (0..40).map(|t| f64::from(t * t % 17)).collect();
        let double: Vec<f64> = x.iter().map(|v| 2.0 * v + 1.0).collect();
        assert_eq!(engle_granger(&double, &x, 1), None);
        assert_eq!(engle_granger(&x, &[3.0; 40], 1), None);
        assert_eq!(engle_granger(&x, &x[..39], 1), None);
        assert_eq!(engle_granger(&[], &[], 1), None);
        let mut gap = x.clone();
        gap[7] = f64::NAN;
        assert_eq!(engle_granger(&gap, &double, 1), None);
    }

    /// x = cumsum(a - 4.5), y = 2 x + b;
    /// statsmodels.tsa.stattools.coint(y, x, trend="c", maxlag=1, autolag=None)
    #[test]
    fn statsmodels() {
        let a = [
            3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0, 3.0, 5.0, 8.0, 9.0, 7.0, 9.0, 3.0, 2.0,
            3.0, 8.0, 4.0,
        ];
        let b = [
            2.0, 7.0, 1.0, 8.0, 2.0, 8.0, 1.0, 8.0, 2.0, 8.0, 4.0, 5.0, 9.0, 0.0, 4.0, 5.0, 2.0,
            3.0, 5.0, 3.0,
        ];
        let mut level = 0.0;
        let x: Vec<f64> = a
            .iter()
            .map(|a| {
                level += a - 4.5;
                level
            })
            .collect();
        let y: Vec<f64> = x.iter().zip(&b).map(|(x, b)| 2.0 * x + b).collect();
        let found = engle_granger(&y, &x, 1).unwrap();
        assert!((found.statistic + 4.538_398_284_392_295).abs() < 1e-10);
        assert!((found.p - 0.001_058_304_438_445_819_3).abs() < 1e-12);
        let critical = [-4.565_728_37, -3.676_614_49, -3.275_205_68];
        assert!(found.critical.iter().zip(critical).all(|(a, b)| (a - b).abs() < 1e-8));
    }
}
