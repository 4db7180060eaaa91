//! Ljung–Box: is anything of the past left in a series of scores?
//!
//! Contract: NaN is missing; fewer than 20 scores, or no degree of freedom, give `None`.

use super::distributions::chi2_sf;

/// p of Ljung–Box's Q over 15 lags more than the `fitted` autoregressive coefficients (at most a
/// quarter of the scores), less those.
///
/// Source: Ljung & Box 1978. O(n · lags).
pub fn ljung_box(scores: &[f64], fitted: usize) -> Option<f64> {
    let m = scores.iter().filter(|v| !v.is_nan()).count();
    let lags = (fitted + 15).min(m / 4).max(fitted + 3);
    if m < 20 || lags + 1 >= m {
        return None;
    }
    let total: f64 = scores.iter().filter(|v| !v.is_nan()).map(|v| v * v).sum();
    if !(total > 0.0) {
        return None;
    }
    let count = m as f64;
    let q: f64 = (1..=lags)
        .map(|k| {
            let dot: f64 = scores
                .iter()
                .zip(scores.iter().skip(k))
                .map(|(a, b)| a * b)
                .filter(|p| !p.is_nan())
                .sum();
            (dot / total).powi(2) / (count - k as f64)
        })
        .sum();
    Some(chi2_sf(count * (count + 2.0) * q, (lags - fitted) as f64))
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
        assert!(ljung_box(&noise, 0).unwrap() > 0.01);
        assert!(ljung_box(&memory, 0).unwrap() < 1e-6);
        assert!(ljung_box(&noise[..19], 0).is_none());
        assert!(ljung_box(&[0.0; 50], 0).is_none());
    }
}
