//! Autocorrelation of one series, cross-correlation of two, and the Ljung–Box test.
//!
//! Contract: missing values (NaN) keep their place and add nothing: the deviations of the others
//! are taken from their own mean, products with a gap are left out, and the divisor stays that of
//! the whole ("conservative" in statsmodels). An infinite value, a constant, or no value make
//! everything undefined. Lags that the series is too short for are left out, not zero.
//!
//! Sign: lag k > 0 means that y follows x by k periods. R's `ccf(x, y)` has it the other way round:
//! ours at k is R's at −k.
//!
//! O(n · lags) on deviations scaled to length 1; absolute error below 1e-14. A Fourier transform
//! was rejected: at 121 lags of 1,300 values it saves nothing and costs digits.
//!
//! Sources: Box & Jenkins; R `acf`, `ccf`; Ljung & Box 1978.

use super::{distributions::chi2_sf, least_squares::dot, moments::unit_deviations};

/// Autocorrelations at lags 0 … `lags`: Σ d_t d_{t+k} / Σ d_t², as R's `acf`.
///
/// ```
/// # use comove::stats::autocorrelation::autocorrelation;
/// // NIST StRD NumAcc1
/// let r = autocorrelation(&[10000001.0, 10000003.0, 10000002.0], 1).unwrap();
/// assert!((r[0] - 1.0).abs() < 1e-15 && (r[1] - -0.5).abs() < 1e-15);
/// ```
pub fn autocorrelation(x: &[f64], lags: usize) -> Option<Vec<f64>> {
    let d = unit_deviations(x)?;
    Some((0..=lags.min(d.len() - 1)).map(|k| lagged(&d, &d, k)).collect())
}

/// Cross-correlations at lags −`max_lag` … `max_lag`: Σ x_t y_{t+k} / √(Σ x² Σ y²) of deviations,
/// full-sample means and sums at every lag. k > 0: y follows x. `None` at lags beyond the series.
///
/// ```
/// # use comove::stats::autocorrelation::cross_correlation;
/// let x = [0.0, 0.0, 1.0, 0.0, 0.0, 0.0];
/// let y = [0.0, 0.0, 0.0, 0.0, 1.0, 0.0];
/// let r = cross_correlation(&x, &y, 3).unwrap();
/// // The spike of y comes two periods after that of x: lag 2, at index 3 + 2.
/// assert!(r[5].unwrap() > 0.9 && r[1].unwrap() < 0.2);
/// ```
pub fn cross_correlation(x: &[f64], y: &[f64], max_lag: usize) -> Option<Vec<Option<f64>>> {
    let n = x.len().min(y.len());
    let (dx, dy) = (unit_deviations(x.get(..n)?)?, unit_deviations(y.get(..n)?)?);
    let at = |a: &[f64], b: &[f64], k: usize| (k < n).then(|| lagged(a, b, k).clamp(-1.0, 1.0));
    let y_first = (1..=max_lag).rev().map(|k| at(&dy, &dx, k));
    let x_first = (0..=max_lag).map(|k| at(&dx, &dy, k));
    Some(y_first.chain(x_first).collect())
}

/// Σ a_t b_{t+k}
fn lagged(a: &[f64], b: &[f64], k: usize) -> f64 {
    let end = a.len().saturating_sub(k);
    dot(a.get(..end).unwrap_or(&[]), b.get(k..).unwrap_or(&[]))
}

/// A Ljung–Box test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LjungBox {
    /// n (n + 2) Σ r_k² / (n − k)
    pub statistic: f64,
    /// Upper tail of χ² with lags less fitted parameters degrees of freedom.
    pub p: f64,
}

/// Ljung–Box test of no autocorrelation up to `lag`, of residuals with `fitted` autoregressive
/// parameters (0 for a series as it is). Undefined for lag ≥ n or lag ≤ fitted.
///
/// ```
/// # use comove::stats::autocorrelation::ljung_box;
/// let saw: Vec<f64> = (0..40).map(|t| f64::from(t % 4)).collect();
/// assert!(ljung_box(&saw, 4, 0).unwrap().p < 1e-6);
/// ```
pub fn ljung_box(x: &[f64], lag: usize, fitted: usize) -> Option<LjungBox> {
    let count = x.iter().filter(|v| !v.is_nan()).count();
    if lag <= fitted || lag >= count {
        return None;
    }
    let n = count as f64;
    let sum: f64 = autocorrelation(x, lag)?
        .iter()
        .enumerate()
        .skip(1)
        .map(|(k, r)| r * r / (n - k as f64))
        .sum();
    let statistic = n * (n + 2.0) * sum;
    Some(LjungBox { statistic, p: chi2_sf(statistic, (lag - fitted) as f64) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// statsmodels 0.15: acf([3, 1, 4, 1, 5, 9, 2, 6], nlags=3, fft=False);
    /// acorr_ljungbox(x, lags=[3])
    #[test]
    #[rustfmt::skip]
    fn statsmodels() {
        let x = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0];
        let plain = [1.0, ACF[0], ACF[1], ACF[2]];
        for (got, want) in autocorrelation(&x, 3).unwrap().iter().zip(plain) {
            assert!((got - want).abs() < 1e-15, "{got} {want}");
        }
        let test = ljung_box(&x, 3, 0).unwrap();
        assert!((test.statistic - Q3.0).abs() < 1e-13 && (test.p - Q3.1).abs() < 1e-14, "{test:?}");
    }
    const ACF: [f64; 3] = [-0.17523640661938533, 0.044326241134751775, 0.1456855791962175];
    const Q3: (f64, f64) = (0.7167324150121795, 0.869261437191402);

    #[test]
    fn undefined_is_none() {
        assert_eq!(autocorrelation(&[], 3), None);
        assert_eq!(autocorrelation(&[2.0; 9], 3), None);
        assert_eq!(autocorrelation(&[2.0, f64::INFINITY, 1.0], 3), None);
        assert_eq!(autocorrelation(&[1.0, 2.0, 4.0], 9).unwrap().len(), 3);
        assert_eq!(cross_correlation(&[1.0, 2.0], &[1.0, 1.0], 1), None);
        assert_eq!(cross_correlation(&[1.0, 2.0], &[2.0, 1.0], 3).unwrap()[0], None);
        assert_eq!(ljung_box(&[1.0, 2.0, 3.0], 3, 0), None);
        assert_eq!(ljung_box(&[1.0, 2.0, 3.0, 5.0], 2, 2), None);
    }

    #[test]
    fn a_gap_keeps_its_place() {
        let x = [1.0, f64::NAN, 2.0, 4.0, 1.0, 0.0];
        let d: Vec<f64> = [1.0, 0.0, 2.0, 4.0, 1.0, 0.0]
            .iter()
            .zip(&x)
            .map(|(v, x)| if x.is_nan() { 0.0 } else { v - 1.6 })
            .collect();
        let want =
            (2..6).map(|t| d[t] * d[t - 2]).sum::<f64>() / d.iter().map(|d| d * d).sum::<f64>();
        assert!((autocorrelation(&x, 2).unwrap()[2] - want).abs() < 1e-15);
    }

    proptest! {
        #[test]
        fn lags_mirror_when_the_series_swap(pairs in prop::collection::vec((-9.0..9.0f64, -9.0..9.0f64), 2..40), max_lag in 0usize..45) {
            let (x, y): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
            let forth = cross_correlation(&x, &y, max_lag).unwrap();
            let mut back = cross_correlation(&y, &x, max_lag).unwrap();
            back.reverse();
            prop_assert_eq!(&forth, &back);
            prop_assert_eq!(forth.len(), 2 * max_lag + 1);
            prop_assert!(forth.iter().flatten().all(|r| r.abs() <= 1.0));
            let pearson = crate::stats::pearson::pearson(&x, &y).r.unwrap();
            prop_assert!((forth[max_lag].unwrap() - pearson).abs() < 1e-13);
        }
    }
}
