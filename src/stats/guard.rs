//! The variance guard: how much slow residue in *both* series widens a sum of neighbouring
//! lag correlations.
//!
//! Contract: scores with NaN as missing; a series without any score gives inflation 1.

use super::{lagged::mirrored_sum, lanes::lagged_dots};

/// ρ(0..=max) of scores about zero, divisor Σu² at every lag.
fn autocorrelation(u: &[f64], max: usize) -> Vec<f64> {
    let filled: Vec<f64> = u.iter().map(|v| if v.is_nan() { 0.0 } else { *v }).collect();
    let total: f64 = filled.iter().map(|v| v * v).sum();
    let dots = lagged_dots(&filled, &filled, max);
    dots.into_iter().map(|dot| if total > 0.0 { dot / total } else { 0.0 }).collect()
}

/// Variance inflation of Σz over a window of lags, for several widths at once.
#[derive(Clone, Debug)]
pub(crate) struct Guard {
    /// c(h) = Σ_j ρ_u(j) ρ_v(j + h).
    overlap: Vec<f64>,
    /// Whether both scores have an autocorrelation left at one and the same lag, of one sign: an
    /// average over thirty days leaves one of -½ there, beyond the orders that a short series is fitted
    /// with. One in 200 pairs of white scores has one.
    pub same_memory: bool,
}

impl Guard {
    /// From the scores of both series; good for windows up to `max_width` lags.
    /// O(n²/4 + n · max_width).
    pub fn new(u: &[f64], v: &[f64], max_width: usize) -> Guard {
        let reach = u.len().min(v.len()) / 4;
        let (a, b) = (autocorrelation(u, reach), autocorrelation(v, reach));
        let least = SAME_MEMORY / (u.len().min(v.len()).max(1) as f64).sqrt();
        let both = |(a, b): (&f64, &f64)| a * b > 0.0 && a.abs().min(b.abs()) >= least;
        let same_memory = a.iter().zip(&b).skip(1).any(both);
        // At the lags −reach ..= reach.
        let either_way =
            |rho: &[f64]| -> Vec<f64> { rho.iter().skip(1).rev().chain(rho).copied().collect() };
        let (a, b) = (either_way(&a), either_way(&b));
        let mut products = Vec::with_capacity(a.len());
        let overlap = (0..max_width.max(1))
            .map(|h| {
                products.clear();
                let later = b.get(h..).unwrap_or_default();
                products.extend(a.iter().zip(later).map(|(a, b)| a * b));
                mirrored_sum(&products)
            })
            .collect();
        Guard { overlap, same_memory }
    }

    /// max(1, Σ_{|h| < w} (1 − |h| / w) c(h)).
    pub fn inflation(&self, width: usize) -> f64 {
        let w = width as f64;
        let later = |(h, c): (usize, &f64)| 2.0 * (1.0 - h as f64 / w) * c;
        let sum: f64 = self.overlap.iter().take(width).enumerate().skip(1).map(later).sum();
        (self.overlap[0] + sum).max(1.0)
    }
}

/// Leftover slow power: the 30-lag variance ratio of the scores as a standard score.
/// `None` for fewer than 100 buckets.
pub(crate) fn slow_power(u: &[f64]) -> Option<f64> {
    (u.len() >= 100).then(|| variance_ratio(u, 30))
}

/// Standard score of both autocorrelations at one lag from which both remember the same.
const SAME_MEMORY: f64 = 2.5;

/// The variance ratio of sums over `width` buckets as a standard score: how much more such sums
/// vary than those of white scores.
pub(crate) fn variance_ratio(u: &[f64], width: usize) -> f64 {
    let (mut ratio, mut variance) = (0.0, 0.0);
    for (h, rho) in autocorrelation(u, width).into_iter().enumerate().take(width).skip(1) {
        let weight = 1.0 - h as f64 / width as f64;
        ratio += 2.0 * weight * rho;
        variance += 4.0 * weight * weight / u.len() as f64;
    }
    if variance > 0.0 { ratio / variance.sqrt() } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::random::Random;

    #[test]
    fn white_needs_no_guard_and_slow_does() {
        let mut g = Random::new(5);
        let white: Vec<f64> = (0..400).map(|_| g.normal()).collect();
        let mut level = 0.0;
        let slow: Vec<f64> = white
            .iter()
            .map(|e| {
                level = 0.9 * level + e;
                level
            })
            .collect();
        assert!(Guard::new(&slow, &slow, 15).inflation(15) > 4.0);
        assert!(Guard::new(&white, &white, 15).inflation(1) < 2.5);
        assert!(slow_power(&slow).unwrap() > 3.0);
        assert!(slow_power(&white).unwrap() < 3.0);
        assert!(slow_power(&white[..99]).is_none());
        assert!(variance_ratio(&slow, 7) > 3.0 && variance_ratio(&white, 7).abs() < 3.0);
        assert_eq!((variance_ratio(&[], 7), variance_ratio(&white, 1)), (0.0, 0.0));
        assert_eq!(Guard::new(&[], &[], 7).inflation(7), 1.0);
    }

    #[test]
    fn a_memory_that_both_have_is_seen() {
        let mut g = Random::new(7);
        let white = |g: &mut Random| -> Vec<f64> { (0..180).map(|_| g.normal()).collect() };
        // As an average over thirty days leaves it: e_t - e_{t-30}.
        let averaged = |g: &mut Random| -> Vec<f64> {
            let e: Vec<f64> = (0..210).map(|_| g.normal()).collect();
            (30..210).map(|t| e[t] - e[t - 30]).collect()
        };
        let same_memory = |a: &[f64], b: &[f64]| Guard::new(a, b, 1).same_memory;
        let (mut found, mut one, mut alarms) = (0, 0, 0);
        for _ in 0..200 {
            let (a, b) = (averaged(&mut g), averaged(&mut g));
            found += usize::from(same_memory(&a, &b));
            one += usize::from(same_memory(&a, &white(&mut g)));
            alarms += usize::from(same_memory(&white(&mut g), &white(&mut g)));
        }
        assert!(found >= 185 && one <= 12 && alarms <= 4, "{found} {one} {alarms}");
        assert!(!same_memory(&[], &[]) && !same_memory(&[1.0], &[1.0]));
    }

    #[test]
    fn symmetric_bit_for_bit() {
        let mut g = Random::new(6);
        let u: Vec<f64> = (0..83).map(|_| g.normal()).collect();
        let v: Vec<f64> = (0..83).map(|_| g.normal()).collect();
        let (a, b) = (Guard::new(&u, &v, 15), Guard::new(&v, &u, 15));
        assert_eq!(a.overlap, b.overlap);
    }
}
