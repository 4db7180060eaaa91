//! Autocorrelation without the bias towards 0 (`adjusted` in statsmodels).

use comove::stats::autocorrelation::autocorrelation;

/// Autocorrelations with the mean of the products at each lag instead of their sum: not a proper
/// correlation (it may exceed 1).
pub fn autocorrelation_adjusted(x: &[f64], lags: usize) -> Option<Vec<f64>> {
    let present: Vec<bool> = x.iter().map(|v| !v.is_nan()).collect();
    let pairs = |k: usize| {
        present.iter().zip(present.iter().skip(k)).filter(|(a, b)| **a && **b).count() as f64
    };
    let n = pairs(0);
    let r = autocorrelation(x, lags)?;
    Some(
        r.into_iter()
            .enumerate()
            .take_while(|(k, _)| pairs(*k) > 0.0)
            .map(|(k, r)| r * n / pairs(k))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// statsmodels 0.15: acf([3, 1, 4, 1, 5, 9, 2, 6], nlags=3, fft=False, adjusted=True)
    #[test]
    fn statsmodels() {
        let x = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0];
        let plain =
            [1.0, -0.175_236_406_619_385_33, 0.044_326_241_134_751_775, 0.145_685_579_196_217_5];
        for (k, got) in autocorrelation_adjusted(&x, 3).unwrap().iter().enumerate() {
            assert!((got - plain[k] * 8.0 / (8.0 - k as f64)).abs() < 1e-15);
        }
    }
}
