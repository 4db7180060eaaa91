//! Kendall's τ-b.
//!
//! Contract: pairwise-complete (NaN = missing); ties count half, as τ-b has it; infinities are
//! extremes; fewer than 2 pairs or a constant make it undefined. The p-values assume independent
//! observations and exist for tests only; the exact one needs no ties and at most 300 pairs.
//!
//! Formula: (concordant − discordant) / √((all − tied in x)(all − tied in y)), discordant pairs
//! counted as the exchanges of a merge sort. O(n log n); the exact p O(n³) at worst. Source:
//! Knight 1966; Kendall, "Rank Correlation Methods", 1970 (variance under ties).

use super::{distributions::normal_two_sided_p, pairs::complete_pairs};

/// Pairs up to which the exact p is worked out.
const EXACT_PAIRS: usize = 300;

/// τ-b and what it was made from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kendall {
    /// Pairs used.
    pub n: usize,
    /// The coefficient.
    pub tau_b: Option<f64>,
    /// Whether any value occurs twice in x or in y.
    pub ties: bool,
    discordant: u64,
    score: i64,
    variance: f64,
}

/// Numbers of ties that τ-b and its variance need.
#[derive(Default)]
struct Ties {
    /// Σ t(t−1)/2
    pairs: u64,
    /// Σ t(t−1)(t−2)
    triples: f64,
    /// Σ t(t−1)(2t+5)
    spread: f64,
}

impl Ties {
    fn add(&mut self, t: usize) {
        let (count, t) = (t as u64, t as f64);
        self.pairs += count * (count - 1) / 2;
        self.triples += t * (t - 1.0) * (t - 2.0);
        self.spread += t * (t - 1.0) * (2.0 * t + 5.0);
    }
}

/// Kendall's τ-b of two series.
///
/// ```
/// # use comove::stats::kendall::kendall;
/// // scipy.stats.kendalltau([12, 2, 1, 12, 2], [1, 4, 7, 1, 0])
/// let found = kendall(&[12.0, 2.0, 1.0, 12.0, 2.0], &[1.0, 4.0, 7.0, 1.0, 0.0]);
/// assert!((found.tau_b.unwrap() - -0.47140452079103173).abs() < 1e-15);
/// assert!((found.p_asymptotic().unwrap() - 0.2827454599327748).abs() < 1e-15);
/// ```
pub fn kendall(x: &[f64], y: &[f64]) -> Kendall {
    let (x, y) = complete_pairs(x, y);
    let n = x.len();
    // + 0.0: −0 is 0.
    let mut points: Vec<(f64, f64)> = x.iter().zip(&y).map(|(x, y)| (x + 0.0, y + 0.0)).collect();
    points.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let (mut in_x, mut in_both, mut in_y) = (Ties::default(), Ties::default(), Ties::default());
    for same in points.chunk_by(|a, b| a.0 == b.0) {
        in_x.add(same.len());
        for twice in same.chunk_by(|a, b| a.1 == b.1) {
            in_both.add(twice.len());
        }
    }
    let mut y: Vec<f64> = points.iter().map(|p| p.1).collect();
    let discordant = exchanges(&mut y, false);
    for same in y.chunk_by(|a, b| a == b) {
        in_y.add(same.len());
    }
    let all = (n as u64) * (n as u64).saturating_sub(1) / 2;
    let concordant = all + in_both.pairs - in_x.pairs - in_y.pairs - discordant;
    let score = concordant as i64 - discordant as i64;
    let (rest_x, rest_y) = ((all - in_x.pairs) as f64, (all - in_y.pairs) as f64);
    let tau_b = (rest_x > 0.0 && rest_y > 0.0)
        .then(|| (score as f64 / rest_x.sqrt() / rest_y.sqrt()).clamp(-1.0, 1.0));
    let size = n as f64;
    let m = size * (size - 1.0);
    let variance = (m * (2.0 * size + 5.0) - in_x.spread - in_y.spread) / 18.0
        + 2.0 * in_x.pairs as f64 * in_y.pairs as f64 / m
        + in_x.triples * in_y.triples / (9.0 * m * (size - 2.0));
    Kendall { n, tau_b, ties: in_x.pairs + in_y.pairs > 0, discordant, score, variance }
}

impl Kendall {
    /// Two-sided p by the normal approximation with tie-corrected variance, from 3 pairs on.
    pub fn p_asymptotic(&self) -> Option<f64> {
        self.tau_b?;
        (self.n > 2 && self.variance > 0.0)
            .then(|| normal_two_sided_p(self.score as f64 / self.variance.sqrt()))
    }

    /// Two-sided p over all orders, without ties.
    pub fn p_exact(&self) -> Option<f64> {
        self.tau_b?;
        if self.ties || self.n > EXACT_PAIRS {
            return None;
        }
        let all = self.n * (self.n - 1) / 2;
        let discordant = self.discordant as usize;
        let few = discordant.min(all - discordant);
        if 2 * few == all {
            return Some(1.0);
        }
        // Share of the orders of j values with i exchanges: the last value makes 0 … j−1 of them.
        let mut share = vec![0.0; few + 1];
        *share.first_mut()? = 1.0;
        for j in 2..=self.n {
            let before = share.clone();
            let mut window = 0.0;
            for (i, slot) in share.iter_mut().enumerate() {
                window += before[i];
                if i >= j {
                    window -= before[i - j];
                }
                *slot = window / j as f64;
            }
        }
        Some((2.0 * share.iter().sum::<f64>()).min(1.0))
    }
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

    /// scipy.stats.kendalltau(x, y, method='exact')
    #[test]
    fn exact_p() {
        let x: Vec<f64> = (0..10).map(f64::from).collect();
        let y = [2.0, 0.0, 1.0, 5.0, 3.0, 4.0, 9.0, 7.0, 6.0, 8.0];
        let found = kendall(&x, &y);
        assert!((found.tau_b.unwrap() - 0.644_444_444_444_444_4).abs() < 1e-15);
        assert!((found.p_exact().unwrap() - 0.009_148_478_835_978_836).abs() < 1e-15);
        assert!((kendall(&x, &x).p_exact().unwrap() * 3_628_800.0 - 2.0).abs() < 1e-14);
        assert_eq!(kendall(&x[..2], &x[..2]).p_exact(), Some(1.0));
    }

    #[test]
    fn edges() {
        let none = kendall(&[], &[]);
        assert_eq!(
            (none.n, none.tau_b, none.p_exact(), none.p_asymptotic()),
            (0, None, None, None)
        );
        assert_eq!(kendall(&[1.0], &[1.0]).tau_b, None);
        assert_eq!(kendall(&[1.0; 5], &[1.0, 2.0, 3.0, 4.0, 5.0]).tau_b, None);
        let two = kendall(&[1.0, 2.0], &[2.0, 1.0]);
        assert_eq!((two.tau_b, two.p_asymptotic()), (Some(-1.0), None));
        assert!(kendall(&[0.0, -0.0, 1.0], &[1.0, 2.0, 3.0]).ties);
        assert_eq!(kendall(&[1.0, f64::NAN, 2.0], &[1.0, 1.0, 2.0]).n, 2);
    }

    #[test]
    fn exact_p_far_out() {
        // scipy.stats.kendalltau(range(150), [1, 0, 2, …, 149], method='exact'): 2·150/150!
        let x: Vec<f64> = (0..150).map(f64::from).collect();
        let mut y = x.clone();
        y.swap(0, 1);
        let want = (2.0_f64.ln() + 150.0_f64.ln() - libm::lgamma(151.0)).exp();
        assert!((kendall(&x, &y).p_exact().unwrap() / want - 1.0).abs() < 1e-11);
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
