//! Fisher's interval of a correlation.
//!
//! Contract: undefined (`None`) for n ≤ 3, for r outside [-1, 1] or NaN, for a level outside
//! (0, 1); r = ±1 gives (±1, ±1). n may be an effective number and so need not be whole.
//!
//! Formula: tanh(artanh r ± z/√(n − 3)). O(1). Source: Fisher 1921.

use comove::stats::distributions::normal_quantile;

/// Interval of a correlation `r` of `n` (independent) pairs at a level such as 0.95.
///
/// `unexplained` is 1 − r² in full precision, for r near ±1.
pub fn interval(r: f64, unexplained: f64, n: f64, level: f64) -> Option<(f64, f64)> {
    if !(n > 3.0 && r.abs() <= 1.0 && level > 0.0 && level < 1.0) {
        return None;
    }
    if unexplained <= 0.0 {
        return Some((r, r));
    }
    let z = if r.abs() < 0.5 {
        libm::atanh(r)
    } else {
        ((1.0 + r.abs()) / unexplained.sqrt()).ln().copysign(r)
    };
    let half = -normal_quantile(0.5 * (1.0 - level)) / (n - 3.0).sqrt();
    Some((libm::tanh(z - half), libm::tanh(z + half)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fisher_interval(r: f64, n: f64, level: f64) -> Option<(f64, f64)> {
        interval(r, (1.0 - r) * (1.0 + r), n, level)
    }

    /// numpy: tanh(arctanh(0.5) - 1.959964 / 5), tanh(arctanh(0.5) + 1.959964 / 5)
    #[test]
    fn numpy() {
        let (low, high) = fisher_interval(0.5, 28.0, 0.95).unwrap();
        assert!((low - 0.156_028_362_529_085_97).abs() < 1e-14);
        assert!((high - 0.735_818_479_443_937_5).abs() < 1e-14);
    }

    #[test]
    fn the_interval_holds_r_and_shrinks_with_n() {
        for r in [-0.999_999, -0.3, 0.0, 0.5, 0.99] {
            let (low, high) = fisher_interval(r, 10.5, 0.95).unwrap();
            let (low2, high2) = fisher_interval(r, 100.0, 0.95).unwrap();
            assert!(
                -1.0 <= low && low < low2 && low2 < r && r < high2 && high2 < high && high <= 1.0
            );
        }
        assert_eq!(fisher_interval(1.0, 10.0, 0.95), Some((1.0, 1.0)));
    }

    #[test]
    fn undefined_is_none() {
        for (r, n, level) in [
            (0.5, 3.0, 0.95),
            (0.5, f64::NAN, 0.95),
            (f64::NAN, 9.0, 0.95),
            (1.5, 9.0, 0.95),
            (0.5, 9.0, 1.0),
        ] {
            assert_eq!(fisher_interval(r, n, level), None);
        }
    }
}
