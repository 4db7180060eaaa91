//! Kendall's τ-b.
//!
//! Contract: pairwise-complete (NaN = missing); ties count half, as τ-b has it; infinities are
//! extremes; fewer than 2 pairs or a constant make it undefined.
//!
//! Formula: (concordant − discordant) / √((all − tied in x)(all − tied in y)), discordant pairs
//! counted as the exchanges of a merge sort. O(n log n). Source: Knight 1966.

use super::pairs::complete_pairs;
use crate::kit::indices::sorted;

/// τ-b of two series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kendall {
    /// Number of complete pairs used.
    pub n: usize,
    /// The coefficient; `None` for fewer than 2 pairs or a constant.
    pub tau_b: Option<f64>,
}

/// Kendall's τ-b of two series.
///
/// ```
/// # use comove::stats::kendall::kendall;
/// // scipy.stats.kendalltau([12, 2, 1, 12, 2], [1, 4, 7, 1, 0])
/// let found = kendall(&[12.0, 2.0, 1.0, 12.0, 2.0], &[1.0, 4.0, 7.0, 1.0, 0.0]);
/// assert!((found.tau_b.unwrap() - -0.47140452079103173).abs() < 1e-15);
/// ```
pub fn kendall(x: &[f64], y: &[f64]) -> Kendall {
    let (x, y) = complete_pairs(x, y);
    let n = x.len();
    // + 0.0: −0 is 0.
    let points: Vec<(f64, f64)> = x.iter().zip(&y).map(|(x, y)| (x + 0.0, y + 0.0)).collect();
    let points = sorted(points, &|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    // Pairs that are tied: Σ t(t−1)/2 over values that occur t times.
    let tied = |times: usize| (times as u64) * (times as u64 - 1) / 2;
    let (mut in_x, mut in_both, mut in_y) = (0, 0, 0);
    for same in points.chunk_by(|a, b| a.0 == b.0) {
        in_x += tied(same.len());
        for twice in same.chunk_by(|a, b| a.1 == b.1) {
            in_both += tied(twice.len());
        }
    }
    let mut y: Vec<f64> = points.iter().map(|p| p.1).collect();
    let discordant = exchanges(&mut y, false);
    for same in y.chunk_by(|a, b| a == b) {
        in_y += tied(same.len());
    }
    let all = (n as u64) * (n as u64).saturating_sub(1) / 2;
    let concordant = all + in_both - in_x - in_y - discordant;
    let score = concordant as i64 - discordant as i64;
    let (rest_x, rest_y) = ((all - in_x) as f64, (all - in_y) as f64);
    let tau_b = (rest_x > 0.0 && rest_y > 0.0)
        .then(|| (score as f64 / rest_x.sqrt() / rest_y.sqrt()).clamp(-1.0, 1.0));
    Kendall { n, tau_b }
}

/// Sorts, and counts the pairs that stood the wrong way round; `equal`: those of equals too.
pub fn exchanges(values: &mut [f64], equal: bool) -> u64 {
    let mut buffer = values.to_vec();
    let mut count = 0;
    let mut width = 1;
    while width < values.len() {
        for (from, to) in values.chunks(2 * width).zip(buffer.chunks_mut(2 * width)) {
            let (left, right) = from.split_at(width.min(from.len()));
            let (mut l, mut r) = (left.iter().peekable(), right.iter().peekable());
            for slot in to {
                let take_right = match (l.peek(), r.peek()) {
                    (Some(a), Some(b)) => b < a || (equal && b == a),
                    (None, _) => true,
                    (_, None) => false,
                };
                if take_right {
                    count += l.len() as u64;
                }
                if let Some(value) = if take_right { r.next() } else { l.next() } {
                    *slot = *value;
                }
            }
        }
        values.copy_from_slice(&buffer);
        width *= 2;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// From the definition, O(n²).
    fn by_definition(x: &[f64], y: &[f64]) -> Option<f64> {
        let (mut score, mut free_x, mut free_y) = (0.0, 0.0, 0.0);
        let sign = |a: f64, b: f64| {
            if a < b {
                -1.0
            } else if a > b {
                1.0
            } else {
                0.0_f64
            }
        };
        for i in 0..x.len() {
            for j in 0..i {
                let (a, b) = (sign(x[i], x[j]), sign(y[i], y[j]));
                score += a * b;
                free_x += a.abs();
                free_y += b.abs();
            }
        }
        (free_x > 0.0 && free_y > 0.0).then(|| score / f64::sqrt(free_x * free_y))
    }

    #[test]
    fn edges() {
        let none = kendall(&[], &[]);
        assert_eq!((none.n, none.tau_b), (0, None));
        assert_eq!(kendall(&[1.0], &[1.0]).tau_b, None);
        assert_eq!(kendall(&[1.0; 5], &[1.0, 2.0, 3.0, 4.0, 5.0]).tau_b, None);
        let two = kendall(&[1.0, 2.0], &[2.0, 1.0]);
        assert_eq!(two.tau_b, Some(-1.0));
        // −0 ties with 0.
        assert_eq!(kendall(&[0.0, -0.0], &[1.0, 2.0]).tau_b, None);
        assert_eq!(kendall(&[1.0, f64::NAN, 2.0], &[1.0, 1.0, 2.0]).n, 2);
    }

    proptest! {
        #[test]
        fn equals_the_definition(pairs in prop::collection::vec((-6i8..6, -6i8..6), 0..60)) {
            let (x, y): (Vec<f64>, Vec<f64>) = pairs.into_iter().map(|(a, b)| (f64::from(a), f64::from(b))).unzip();
            match (kendall(&x, &y).tau_b, by_definition(&x, &y)) {
                (Some(got), Some(want)) => prop_assert!((got - want).abs() < 1e-14),
                (got, want) => prop_assert_eq!(got, want),
            }
        }
    }
}
