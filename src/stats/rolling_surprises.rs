//! Correlation of the surprises in a moving window, with a band for the *largest* of its windows.
//!
//! Looking at every window is looking many times: among unrelated series some window of the
//! levels is "significant" in 70 to 100 % of pairs. The band is what the largest |r| of all windows
//! of independent normal scores passes in 5 % of cases.
//!
//! Contract: NaN is missing; a window with fewer than 70 % of its pairs, or fewer than 5, has no r.

use super::rolling::rolling_pearson;

/// Correlations of each window, and the band.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct RollingSurprises {
    /// Position of each window's last bucket.
    pub last: Vec<usize>,
    /// Correlation of the scores.
    pub r: Vec<Option<f64>>,
    /// Simultaneous 95 % band of |r|; `None` where one window holds everything.
    pub band: Option<f64>,
}

/// Window when the user names none: a third of short series, then about 30, then 90 buckets.
pub(crate) fn default_window(n: usize) -> usize {
    match n {
        0..90 => (n / 3).max(8),
        90..450 => 30,
        _ => 90,
    }
}

/// Fewest pairs in a window.
pub(crate) fn fewest_pairs(window: usize) -> usize {
    (7 * window).div_ceil(10).max(5)
}

/// Rolls a window over two series of scores; `widen` ≥ 1 widens the band (common volatility,
/// coefficients that the scores have paid for).
pub(crate) fn rolling_surprises(
    u: &[f64],
    v: &[f64],
    window: usize,
    widen: f64,
) -> RollingSurprises {
    let n = u.len().min(v.len());
    if window < 5 || window > n {
        return RollingSurprises::default();
    }
    let r = rolling_pearson(u, v, window, fewest_pairs(window)).split_off(window - 1);
    RollingSurprises {
        last: (window - 1..n).collect(),
        r,
        band: band(n, window, widen * thinned(u, v)),
    }
}

/// √(all buckets / complete ones): windows with gaps have wider correlations.
fn thinned(u: &[f64], v: &[f64]) -> f64 {
    // Buckets before the first score are no gaps inside windows.
    let complete = |t: &usize| !u[*t].is_nan() && !v[*t].is_nan();
    let known: Vec<usize> = (0..u.len().min(v.len())).filter(complete).collect();
    match (known.first(), known.last()) {
        (Some(first), Some(last)) => ((last - first + 1) as f64 / known.len() as f64).sqrt(),
        _ => 1.0,
    }
}

/// 95 % points of max |artanh r| √(w − 3) over the windows of n / w, from 1,500 to 8,000
/// simulated pairs of white noise each (windows of 14 to 90; they agree).
const BAND: [(f64, f64); 11] = [
    (1.0, 1.96),
    (1.5, 2.52),
    (2.0, 2.75),
    (3.0, 3.00),
    (4.0, 3.13),
    (6.0, 3.28),
    (10.0, 3.50),
    (14.0, 3.62),
    (20.0, 3.74),
    (40.0, 3.99),
    (80.0, 4.22),
];

fn band(n: usize, window: usize, widen: f64) -> Option<f64> {
    let (n, w) = (n as f64, window as f64);
    let ratio = (n / w).ln();
    let last = BAND[BAND.len() - 1];
    let between = BAND.windows(2).find(|pair| ratio <= pair[1].0.ln());
    let critical = match between {
        Some(pair) => {
            let (a, b) = (pair[0], pair[1]);
            a.1 + (b.1 - a.1) * (ratio - a.0.ln()) / (b.0.ln() - a.0.ln())
        }
        None => last.1 + 0.33 * (ratio - last.0.ln()),
    };
    // Small windows have heavier tails than Fisher's z admits.
    let critical = critical * (1.0 + 0.9 * ratio / (w * w)) * widen;
    (window < n as usize).then(|| (critical / (w - 3.0).sqrt()).tanh())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{lab::simulate::white, random::Random};

    #[test]
    fn published_bands() {
        // Measured elsewhere: 0.71 (n 42, window 14), 0.55 (180, 30), 0.37 (1260, 90).
        for (n, w, want) in [(42, 14, 0.71), (180, 30, 0.55), (1260, 90, 0.37)] {
            assert!((band(n, w, 1.0).unwrap() - want).abs() < 0.012, "{n}");
        }
        assert!(band(90, 90, 1.0).is_none());
        assert!(band(100_000, 30, 1.0).unwrap() < 1.0);
    }

    #[test]
    fn unrelated_scores_leave_the_band_in_one_of_twenty() {
        let mut g = Random::new(51);
        let outside = (0..400).filter(|_| {
            let found = rolling_surprises(&white(120, &mut g), &white(120, &mut g), 24, 1.0);
            found.r.iter().flatten().any(|r| r.abs() > found.band.unwrap())
        });
        let share = outside.count() as f64 / 400.0;
        assert!((0.02..0.09).contains(&share), "{share}");
    }

    #[test]
    fn windows_with_gaps() {
        let mut g = Random::new(52);
        let mut u = white(60, &mut g);
        let v = white(60, &mut g);
        u[20..35].fill(f64::NAN);
        let found = rolling_surprises(&u, &v, 20, 1.0);
        assert_eq!((found.last[0], found.last.len(), found.r.len()), (19, 41, 41));
        assert!(found.r[0].is_some() && found.r[10].is_none());
        assert_eq!(rolling_surprises(&u, &v, 61, 1.0), RollingSurprises::default());
    }
}
