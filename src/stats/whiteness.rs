//! Is anything of the past left in a series of scores?
//!
//! Contract: NaN is missing; fewer than 20 scores, or no degree of freedom, give `None`.

use super::autocorrelation::ljung_box;

/// p of Ljung–Box's Q over 15 lags more than the `fitted` autoregressive coefficients (at most a
/// quarter of the scores). O(n · lags).
pub fn leftover(scores: &[f64], fitted: usize) -> Option<f64> {
    let count = scores.iter().filter(|v| !v.is_nan()).count();
    let lags = (fitted + 15).min(count / 4).max(fitted + 3);
    if count < 20 || lags + 1 >= count {
        return None;
    }
    ljung_box(scores, lags, fitted).map(|test| test.p)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::random::Random;

    #[test]
    fn rejects_memory_and_not_noise() {
        let mut g = Random::new(11);
        let noise: Vec<f64> = (0..300).map(|_| g.normal()).collect();
        let memory: Vec<f64> = noise.windows(2).map(|w| w[1] + 0.6 * w[0]).collect();
        assert!(leftover(&noise, 0).unwrap() > 0.01);
        assert!(leftover(&memory, 0).unwrap() < 1e-6);
        assert!(leftover(&noise[..19], 0).is_none());
        assert!(leftover(&[0.0; 50], 0).is_none());
    }
}
