//! Normal scores: ranks turned into quantiles of the normal distribution (Blom).
//!
//! Contract: missing (NaN) stays missing and is not ranked; equal values share their average
//! rank. Values closer than 1e-9 of the root mean square count as equal, because a tie between
//! residuals is only a tie up to rounding, and rounding must not decide an order. Empty gives
//! empty; a constant gives zeros.

use super::distributions::normal_quantile;
use crate::kit::indices::by_value;

/// Φ⁻¹((rank − 3/8) / (m + 1/4)) of each value among the m that are not missing.
///
/// Source: Blom 1958. O(n log n).
pub(crate) fn normal_scores(values: &[f64]) -> Vec<f64> {
    let order = by_value(values);
    let m = order.len() as f64;
    let mean_square = order.iter().map(|&i| values[i] * values[i]).sum::<f64>() / m.max(1.0);
    let tie = 1e-9 * mean_square.sqrt();
    let mut scores = vec![f64::NAN; values.len()];
    let mut start = 0;
    while start < order.len() {
        let mut end = start + 1;
        while end < order.len() && values[order[end]] - values[order[end - 1]] <= tie {
            end += 1;
        }
        // Ranks start+1 ..= end, their mean.
        let rank = 0.5 * (start + end + 1) as f64;
        // Exactly 0 in the middle and exactly odd around it, whatever the rounding of Φ⁻¹.
        let half = rank - 0.5 * (m + 1.0);
        let tail = (0.5 * (m + 1.0) - half.abs() - 0.375) / (m + 0.25);
        let score = if half == 0.0 { 0.0 } else { -normal_quantile(tail) * half.signum() };
        for &i in &order[start..end] {
            scores[i] = score;
        }
        start = end;
    }
    scores
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_scores() {
        // scipy.stats.norm.ppf((rankdata([3, 1, 2]) - 0.375) / 3.25)
        let s = normal_scores(&[3.0, 1.0, f64::NAN, 2.0]);
        assert!((s[0] - 0.869_423_4).abs() < 1e-6, "{s:?}");
        assert_eq!(s[1], -s[0]);
        assert!(s[2].is_nan());
        assert_eq!(s[3], 0.0);
    }

    #[test]
    fn ties_up_to_rounding_share_a_rank() {
        let s = normal_scores(&[0.1 + 0.2, 0.3, 1.0, -1.0]);
        assert_eq!(s[0], s[1]);
        assert!(normal_scores(&[2.5; 4]).iter().all(|&v| v == 0.0));
        assert!(normal_scores(&[]).is_empty());
        assert!(normal_scores(&[f64::NAN]).iter().all(|v| v.is_nan()));
    }
}
