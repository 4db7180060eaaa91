//! p-values of Kendall's τ-b where observations are independent; the page shows none of them.
//!
//! Contract: as τ-b's; the asymptotic p needs 3 pairs, the exact one no ties and at most 300 pairs.
//!
//! The exact p is O(n³) at worst. Source: Kendall, "Rank Correlation Methods", 1970 (variance under
//! ties).

use comove::stats::{
    distributions::normal_two_sided_p,
    kendall::{exchanges, kendall},
    pairs::complete_pairs,
};

/// Pairs up to which the exact p is worked out.
const EXACT_PAIRS: usize = 300;

/// τ-b and what its p-values are made from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tested {
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

/// τ-b of two series and its tests.
pub fn tested(x: &[f64], y: &[f64]) -> Tested {
    let tau_b = kendall(x, y).tau_b;
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
    let size = n as f64;
    let m = size * (size - 1.0);
    let variance = (m * (2.0 * size + 5.0) - in_x.spread - in_y.spread) / 18.0
        + 2.0 * in_x.pairs as f64 * in_y.pairs as f64 / m
        + in_x.triples * in_y.triples / (9.0 * m * (size - 2.0));
    Tested { n, tau_b, ties: in_x.pairs + in_y.pairs > 0, discordant, score, variance }
}

impl Tested {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// scipy.stats.kendalltau([12, 2, 1, 12, 2], [1, 4, 7, 1, 0])
    #[test]
    fn asymptotic_p() {
        let found = tested(&[12.0, 2.0, 1.0, 12.0, 2.0], &[1.0, 4.0, 7.0, 1.0, 0.0]);
        assert!((found.p_asymptotic().unwrap() - 0.282_745_459_932_774_8).abs() < 1e-15);
        assert!(tested(&[0.0, -0.0, 1.0], &[1.0, 2.0, 3.0]).ties);
        let none = tested(&[], &[]);
        assert_eq!((none.p_exact(), none.p_asymptotic()), (None, None));
        assert_eq!(tested(&[1.0, 2.0], &[2.0, 1.0]).p_asymptotic(), None);
    }

    /// scipy.stats.kendalltau(x, y, method='exact')
    #[test]
    fn exact_p() {
        let x: Vec<f64> = (0..10).map(f64::from).collect();
        let y = [2.0, 0.0, 1.0, 5.0, 3.0, 4.0, 9.0, 7.0, 6.0, 8.0];
        let found = tested(&x, &y);
        assert!((found.tau_b.unwrap() - 0.644_444_444_444_444_4).abs() < 1e-15);
        assert!((found.p_exact().unwrap() - 0.009_148_478_835_978_836).abs() < 1e-15);
        assert!((tested(&x, &x).p_exact().unwrap() * 3_628_800.0 - 2.0).abs() < 1e-14);
        assert_eq!(tested(&x[..2], &x[..2]).p_exact(), Some(1.0));
    }

    #[test]
    fn exact_p_far_out() {
        // scipy.stats.kendalltau(range(150), [1, 0, 2, …, 149], method='exact'): 2·150/150!
        let x: Vec<f64> = (0..150).map(f64::from).collect();
        let mut y = x.clone();
        y.swap(0, 1);
        let want = (2.0_f64.ln() + 150.0_f64.ln() - libm::lgamma(151.0)).exp();
        assert!((tested(&x, &y).p_exact().unwrap() / want - 1.0).abs() < 1e-11);
    }
}
