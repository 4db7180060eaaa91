//! Theil–Sen line: the median of the slopes between all points.
//!
//! Contract: pairwise-complete (NaN = missing); pairs of points with equal x have no slope and are
//! left out; an infinite value, or no two different x, make it undefined. The interval (Sen 1968,
//! with Kendall's variance corrected for ties) assumes independent observations.
//!
//! All slopes are formed up to 2,000 points (O(n²), 16 MB); beyond, the order statistics are found
//! by bisection over the doubles, counting the slopes below a candidate as the exchanges of a
//! merge sort (64 counts of O(n log n) each). The interval is left out there.
//!
//! Source: Sen 1968, JASA 63; scipy.stats.theilslopes for the ranks of the interval.

use comove::stats::{distributions::normal_quantile, kendall::exchanges, pairs::complete_pairs};

/// Points up to which every slope is formed.
const ALL_SLOPES: usize = 2_000;

/// A robust line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TheilSen {
    /// Median slope.
    pub slope: f64,
    /// Median of y less slope times median of x.
    pub intercept: f64,
    /// Of the slope; `None` where its ranks are not formed.
    pub interval: Option<(f64, f64)>,
}

/// Theil–Sen line of y on x with an interval of the slope at `level`.
pub fn theil_sen(x: &[f64], y: &[f64], level: f64) -> Option<TheilSen> {
    let (x, y) = complete_pairs(x, y);
    if x.iter().chain(&y).any(|v| !v.is_finite()) {
        return None;
    }
    let (slope, interval) = if x.len() <= ALL_SLOPES {
        all_slopes(&x, &y, level)?
    } else {
        (by_bisection(&x, &y)?, None)
    };
    let intercept = median(&mut y.clone())? - slope * median(&mut x.clone())?;
    (slope.is_finite() && intercept.is_finite()).then_some(TheilSen { slope, intercept, interval })
}

/// Median slope and its interval.
#[allow(clippy::type_complexity, reason = "slope and interval, nothing more")]
fn all_slopes(x: &[f64], y: &[f64], level: f64) -> Option<(f64, Option<(f64, f64)>)> {
    let mut slopes = Vec::with_capacity(x.len() * x.len() / 2);
    for i in 0..x.len() {
        for j in 0..i {
            let run = x[i] - x[j];
            if run != 0.0 {
                slopes.push((y[i] - y[j]) / run);
            }
        }
    }
    let slope = median(&mut slopes)?;
    let n = x.len() as f64;
    let variance = (n * (n - 1.0) * (2.0 * n + 5.0) - tie_spread(x) - tie_spread(y)) / 18.0;
    let half = -normal_quantile(0.5 * (1.0 - level)) * variance.max(0.0).sqrt();
    let count = slopes.len() as f64;
    let last = slopes.len().checked_sub(1)?;
    let rank = |from: f64| (from.max(0.0) as usize).min(last);
    let low = rank(((count - half) / 2.0).round_ties_even() - 1.0);
    let high = rank(((count + half) / 2.0).round_ties_even());
    let mut at = |k: usize| *slopes.select_nth_unstable_by(k, f64::total_cmp).1;
    let interval = half.is_finite().then(|| (at(low), at(high)));
    Some((slope, interval))
}

/// Σ t(t−1)(2t+5) over groups of equal values.
fn tie_spread(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted
        .chunk_by(|a, b| a == b)
        .map(|same| same.len() as f64)
        .map(|t| t * (t - 1.0) * (2.0 * t + 5.0))
        .sum()
}

/// Middle value, or the mean of the middle two.
pub(super) fn median(values: &mut [f64]) -> Option<f64> {
    let middle = values.len() / 2;
    if values.is_empty() {
        return None;
    }
    let odd = values.len() % 2 == 1;
    let (below, upper, _) = values.select_nth_unstable_by(middle, f64::total_cmp);
    let upper = *upper;
    if odd {
        return Some(upper);
    }
    let lower = below.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    // Halves first: the sum may overflow.
    Some(0.5 * lower + 0.5 * upper)
}

/// Median slope without forming the slopes.
fn by_bisection(x: &[f64], y: &[f64]) -> Option<f64> {
    let mut points: Vec<(f64, f64)> = x.iter().copied().zip(y.iter().copied()).collect();
    points.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(b.1.total_cmp(&a.1)));
    // Between the slopes that the extremes allow; an open range would overflow the heights.
    let rise = (y.iter().fold(f64::MIN, |m, v| m.max(*v))
        - y.iter().fold(f64::MAX, |m, v| m.min(*v)))
    .abs();
    let run =
        points.windows(2).map(|p| p[1].0 - p[0].0).filter(|d| *d > 0.0).fold(f64::MAX, f64::min);
    let steepest = rise / run;
    if !steepest.is_finite() {
        return None;
    }
    let n = points.len() as u64;
    let vertical: u64 = points
        .chunk_by(|a, b| a.0 == b.0)
        .map(|same| (same.len() as u64) * (same.len() as u64 - 1) / 2)
        .sum();
    let count = n * (n - 1) / 2 - vertical;
    if count == 0 {
        return None;
    }
    let lower = kth_slope(&points, (count - 1) / 2, steepest);
    let upper = if count % 2 == 1 { lower } else { kth_slope(&points, count / 2, steepest) };
    Some(0.5 * lower + 0.5 * upper)
}

/// The slope with k smaller ones: smallest s with more than k slopes ≤ s.
fn kth_slope(points: &[(f64, f64)], k: u64, steepest: f64) -> f64 {
    // Doubles in order ↔ integers in order.
    let to_double = |i: i64| f64::from_bits((if i < 0 { i ^ i64::MAX } else { i }) as u64);
    let to_integer = |v: f64| {
        let bits = v.to_bits() as i64;
        if bits < 0 { bits ^ i64::MAX } else { bits }
    };
    let (mut low, mut high) = (to_integer(-steepest), to_integer(steepest));
    while low < high {
        let middle = low + ((high as i128 - low as i128) / 2) as i64;
        if slopes_at_most(points, to_double(middle)) > k {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    to_double(low)
}

/// Pairs of points with different x and a slope of at most s: of points sorted by x (and, where x
/// is equal, falling y), those whose heights over a line of slope s do not rise.
fn slopes_at_most(points: &[(f64, f64)], s: f64) -> u64 {
    let first = points.first().map_or(0.0, |p| p.0);
    let mut heights: Vec<f64> = points.iter().map(|(x, y)| y - s * (x - first)).collect();
    // Points above one another are no pair; each of their groups is counted whole.
    let vertical: u64 = points
        .chunk_by(|a, b| a.0 == b.0)
        .map(|same| (same.len() as u64) * (same.len() as u64 - 1) / 2)
        .sum();
    exchanges(&mut heights, true) - vertical
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn undefined_is_none() {
        assert_eq!(theil_sen(&[], &[], 0.95), None);
        assert_eq!(theil_sen(&[1.0], &[1.0], 0.95), None);
        assert_eq!(theil_sen(&[2.0; 5], &[1.0, 2.0, 3.0, 4.0, 5.0], 0.95), None);
        assert_eq!(theil_sen(&[1.0, f64::INFINITY], &[1.0, 2.0], 0.95), None);
        let line = theil_sen(&[1.0, 2.0, f64::NAN], &[5.0, 4.0, 3.0], 0.95).unwrap();
        assert_eq!((line.slope, line.intercept), (-1.0, 6.0));
    }

    /// scipy.stats.theilslopes([3, 1, 4, 1, 5, 9, 2, 6, 5, 3], range(10))
    #[test]
    fn scipy_with_ties() {
        let x: Vec<f64> = (0..10).map(f64::from).collect();
        let line =
            theil_sen(&x, &[3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0, 3.0], 0.95).unwrap();
        let want = (1.0 / 3.0, 2.0, (-0.5, 5.0 / 6.0));
        assert!(
            (line.slope - want.0).abs() < 1e-15 && (line.intercept - want.1).abs() < 1e-14,
            "{line:?}"
        );
        let (low, high) = line.interval.unwrap();
        assert!((low - want.2.0).abs() < 1e-15 && (high - want.2.1).abs() < 1e-15, "{line:?}");
    }

    #[test]
    fn many_points() {
        let x: Vec<f64> = (0..2_500).map(f64::from).collect();
        let y: Vec<f64> = x.iter().map(|v| 0.25 * v + (v * 1.7).sin() * 3.0).collect();
        let line = theil_sen(&x, &y, 0.95).unwrap();
        assert!((line.slope - 0.25).abs() < 1e-4 && line.interval.is_none());
    }

    proptest! {
        #[test]
        fn bisection_finds_the_median_slope(points in prop::collection::vec((-20i8..20, -20i8..20), 2..50)) {
            let (x, y): (Vec<f64>, Vec<f64>) = points.into_iter().map(|(a, b)| (f64::from(a), f64::from(b))).unzip();
            match (all_slopes(&x, &y, 0.95), by_bisection(&x, &y)) {
                (Some((want, _)), Some(got)) => prop_assert!((got - want).abs() < 1e-12, "{got} {want}"),
                (want, got) => prop_assert_eq!(want.is_none(), got.is_none()),
            }
        }
    }
}
