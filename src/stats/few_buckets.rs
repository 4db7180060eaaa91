//! Does what was found rest on a few buckets, or on one stretch of time?
//!
//! An event that moves both once, or the first and the last day of a shutdown, make unrelated series agree
//! on a handful of dates. No series' own past foretells them, and no calendar does. They cannot be told from
//! a weak link: a caution says what hangs on them. Of findings that a shutdown makes it is said of nine in
//! ten, of clear links of none, of links near the threshold of a third.
//!
//! Contract: scores as they are paired in the window that was found, NaN is missing. O(n log n).

use crate::kit::indices::ordered_by;

/// Buckets of the span for each one that is left out.
const APART: usize = 120;
/// Fewest that are left out: what begins ends.
const FEWEST: usize = 2;

/// Share of the span that one stretch takes, as its inverse.
const STRETCHES: usize = 10;

/// What is left without the buckets that agree most.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rest {
    /// Standard score over that of all buckets.
    pub share: f64,
    /// How many were left out.
    pub buckets: usize,
    /// The one that agrees most.
    pub most: usize,
}

/// Leaves out the products that agree most with a finding of this sign; `None` where no more are left.
pub(super) fn without_most(u: &[f64], v: &[f64], sign: i8) -> Option<Rest> {
    let sign = f64::from(sign);
    let product = |t: usize| sign * u[t] * v[t];
    let n = u.len().min(v.len());
    let known: Vec<usize> = (0..n).filter(|&t| !product(t).is_nan()).collect();
    let order = |a: &usize, b: &usize| product(*b).total_cmp(&product(*a)).then(a.cmp(b));
    let ordered = ordered_by(&known, &order);
    let buckets = (n / APART).max(FEWEST);
    let score = |at: &[&usize]| {
        let sum: f64 = at.iter().map(|t| product(**t)).sum();
        let square: f64 = at.iter().map(|t| product(**t).powi(2)).sum();
        if square > 0.0 { sum / square.sqrt() } else { 0.0 }
    };
    let (all, rest) = (score(&ordered), score(ordered.get(buckets..)?));
    let most = **ordered.first()?;
    (all > 0.0).then_some(Rest { share: rest / all, buckets, most })
}

/// What is left without the stretch of a tenth of the span that agrees most, and its first and last
/// bucket; `None` where the span is too short for one.
pub(super) fn without_stretch(u: &[f64], v: &[f64], sign: i8) -> Option<(f64, (usize, usize))> {
    let sign = f64::from(sign);
    let products: Vec<f64> = u.iter().zip(v).map(|(u, v)| sign * u * v).collect();
    let length = products.len() / STRETCHES;
    if length < FEWEST {
        return None;
    }
    // Sums up to each bucket, of products and of their squares; what is missing adds nothing.
    let mut sums = vec![(0.0, 0.0)];
    let (mut sum, mut square) = (0.0, 0.0);
    for product in products.iter().map(|p| if p.is_nan() { 0.0 } else { *p }) {
        (sum, square) = (sum + product, square + product * product);
        sums.push((sum, square));
    }
    let windows = sums.iter().zip(sums.get(length..)?).map(|(a, b)| (b.0 - a.0, b.1 - a.1));
    let (at, (lost, lost_square)) = windows.enumerate().max_by(|a, b| a.1.0.total_cmp(&b.1.0))?;
    let rest = square - lost_square;
    (sum > 0.0 && rest > 0.0)
        .then(|| (((sum - lost) / rest.sqrt()) / (sum / square.sqrt()), (at, at + length - 1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{lab::simulate::white, random::Random};

    #[test]
    fn an_event_is_gone_and_a_link_is_not() {
        let mut g = Random::new(71);
        let (mut event, mut link) = (0, 0);
        for _ in 0..100 {
            let (mut u, mut v) = (white(400, &mut g), white(400, &mut g));
            let linked: Vec<f64> = u.iter().zip(&v).map(|(u, v)| 0.4 * u + v).collect();
            link += usize::from(without_most(&u, &linked, 1).unwrap().share > 0.6);
            for t in [100, 160] {
                (u[t], v[t]) = (5.0, -6.0);
            }
            let rest = without_most(&u, &v, -1).unwrap();
            assert!(rest.buckets == 3 && [100, 160].contains(&rest.most));
            event += usize::from(rest.share < 0.6);
        }
        assert!(event >= 80 && link >= 95, "{event} {link}");
    }

    #[test]
    fn a_stretch_is_gone_and_a_link_is_not() {
        let mut g = Random::new(72);
        let (mut event, mut link) = (0, 0);
        for _ in 0..100 {
            let (mut u, mut v) = (white(400, &mut g), white(400, &mut g));
            let linked: Vec<f64> = u.iter().zip(&v).map(|(u, v)| 0.4 * u + v).collect();
            link += usize::from(without_stretch(&u, &linked, 1).unwrap().0 > 0.6);
            // Forty buckets in which both go one way.
            for t in 200..240 {
                (u[t], v[t]) = (u[t] + 1.6, v[t] - 1.6);
            }
            u[90] = f64::NAN;
            let (share, (from, to)) = without_stretch(&u, &v, -1).unwrap();
            assert_eq!(to - from, 39);
            event += usize::from(share < 0.6 && from.abs_diff(200) < 20);
        }
        assert!(event >= 80 && link >= 95, "{event} {link}");
        assert_eq!(without_stretch(&[1.0; 19], &[1.0; 19], 1), None);
        assert_eq!(without_stretch(&[1.0; 20], &[1.0; 20], -1), None);
        let missing = [f64::NAN; 40];
        assert_eq!(without_stretch(&missing, &missing, 1), None);
    }

    #[test]
    fn edges() {
        let missing = [f64::NAN; 9];
        assert_eq!(without_most(&missing, &missing, 1), None);
        assert_eq!(without_most(&[1.0, 2.0], &[1.0, 1.0], 1).map(|r| r.share), Some(0.0));
        assert_eq!(without_most(&[1.0, 2.0], &[1.0, 1.0], -1), None);
    }
}
