//! How the tests of the search become one p: a weighted Cauchy combination, with shares of the 5 % that
//! no look at the data changes.
//!
//! p = ½ − atan(Σ share · cot(π p)) / π (Liu & Xie 2020). A test that alone finds what it finds has its p
//! divided by its share, as with Bonferroni's inequality; tests that find the same one after the other
//! help each other, which that inequality takes for two coincidences. Exactly uniform where
//! the tests are independent, and hardly changed by dependence where p is small: measured of 65 kinds of
//! unrelated pairs in `examples/audit.md`. A p near 1 would forbid what the others find, so none counts
//! as more than [`MOST`].
//!
//! Equal thirds cost the links of one day and of one lag five to nine points of power below half a year,
//! where slow swings find little, and left the slow swings less than they can use from a year on, where
//! the others find nearly all without. So the shares follow the length (300 related pairs of each of eleven
//! kinds at 90, 120, 180 and 400 buckets; checked on 300 others, see `examples/audit.md`).
//!
//! Contract: undefined where one of the tests is. Never 0 but where a test's p is.

use super::distributions::normal_quantile;
use std::f64::consts::PI;

/// Shares of test A (same period), B (any lag) and S (slow swings); 0: not made.
pub type Shares = [f64; 3];

/// Where test S is not made.
pub const OF_TWO: Shares = [0.5, 0.5, 0.0];

/// By the number of buckets in which both have a residual; between, on a line.
const OF_THREE: [(f64, Shares); 3] =
    [(90.0, [0.45, 0.45, 0.1]), (180.0, [0.35, 0.45, 0.2]), (360.0, [0.3, 0.3, 0.4])];

/// Largest p that a test brings in.
const MOST: f64 = 0.9;
/// p of a test that says nothing either way.
pub(crate) const NEITHER: f64 = 0.5;

/// The shares for so many residuals that both have.
pub fn shares(residuals: u64, with_slow: bool) -> Shares {
    if !with_slow {
        return OF_TWO;
    }
    let n = residuals as f64;
    let [first, .., last] = OF_THREE;
    let between = OF_THREE.windows(2).find(|pair| n <= pair[1].0);
    let Some([(from, a), (to, b)]) = between.and_then(|pair| pair.first_chunk()) else {
        return last.1;
    };
    let along = ((n.max(first.0) - from) / (to - from)).clamp(0.0, 1.0);
    std::array::from_fn(|test| a[test] + along * (b[test] - a[test]))
}

/// A test's p at the price of its share: the least of them says most. `None` where it is undefined.
pub fn paid(p: Option<f64>, share: f64) -> Option<f64> {
    p.map(|p| (p / share).min(1.0))
}

/// p of the verdict without a declared window, of each test's p and share.
pub fn combine(tests: &[(Option<f64>, f64)]) -> Option<f64> {
    let sum = tests.iter().try_fold(0.0, |sum, (p, share)| {
        let p = (*p)?;
        Some(if p > 0.0 { sum + share / libm::tan(PI * p.min(MOST)) } else { f64::INFINITY })
    })?;
    // ½ − atan(sum) / π, with all digits where it is small.
    Some(libm::atan2(1.0, sum) / PI)
}

/// The verdict's p that other p of the deciding test would come to, where its `own` came to the
/// `verdict`'s: as many times as large, and up to 1.
pub(crate) fn at_price(own: f64, verdict: f64) -> impl Fn(f64) -> f64 {
    let times = if own > 0.0 { verdict / own } else { 1.0 };
    // Others may have made it less than its own: then on the curve through 1.
    let curve = (own < 1.0 && times < 1.0).then(|| verdict.ln() / own.ln());
    move |p| curve.map_or_else(|| (p * times).min(1.0), |power| p.powf(power))
}

/// |r| that about 80 of 100 such samples find: in the same period, and at a lag that has to be
/// searched for, each c / √n_effective.
///
/// With a smaller share each has to reach more: as much as a normal's quantile moves, and as the largest
/// of many normals does. Measured on white pairs with the shares of their length (n = 90, 180, 400, 1,260;
/// 300, 300, 200 and 60 pairs): what is said was found in 78 / 81 / 84 / 75 of 100 in the same period, in
/// 82 / 87 / 80 / 88 at a lag of 5.
pub fn detectable(effective: f64, [same, any, _]: Shares) -> Option<[f64; 2]> {
    let by_share = |share: f64| normal_quantile(0.0125) - normal_quantile(0.025 * share);
    let reached = [3.2 + by_share(same), 4.9 + (0.5 / any).ln() / 3.6];
    (effective > 1.0).then(|| reached.map(|c| (c / effective.sqrt()).min(1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::random::Random;

    #[test]
    fn shares_add_up_to_one_and_move_with_the_length() {
        assert_eq!(shares(1300, false), OF_TWO);
        for n in [0, 30, 90, 91, 120, 179, 180, 181, 260, 359, 360, 361, 5000] {
            let shares = shares(n, true);
            assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-12, "{n}");
            assert!(shares.iter().all(|share| (0.1..=0.5).contains(share)), "{n} {shares:?}");
        }
        assert_eq!(shares(90, true), [0.45, 0.45, 0.1]);
        let close = |a: Shares, b: Shares| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-12);
        assert!(close(shares(135, true), [0.4, 0.45, 0.15]));
        assert!(close(shares(180, true), [0.35, 0.45, 0.2]));
        assert!(close(shares(270, true), [0.325, 0.375, 0.3]));
        assert_eq!(shares(1300, true), [0.3, 0.3, 0.4]);
    }

    #[test]
    fn the_tests_as_one() {
        assert_eq!(paid(Some(0.01), 0.25), Some(0.04));
        assert_eq!((paid(Some(0.6), 0.5), paid(None, 0.5)), (Some(1.0), None));
        let p = |tests: &[f64]| {
            let share = 1.0 / tests.len() as f64;
            combine(&tests.iter().map(|p| (Some(*p), share)).collect::<Vec<_>>()).unwrap()
        };
        // What all say is said; what one says alone is paid for.
        for one in [1e-300, 1e-9, 0.01, 0.4, 0.7] {
            assert!((p(&[one, one, one]) / one - 1.0).abs() < 1e-9, "{one}");
        }
        for one in [1e-300, 1e-9, 1e-3] {
            assert!((p(&[one, NEITHER]) / one - 2.0).abs() < 1e-4, "{one}");
        }
        assert!(p(&[0.01, 0.1]) < 0.02 && p(&[0.01, 0.99]) > 0.02);
        // Nothing near 1 forbids what another finds.
        assert_eq!(p(&[0.01, 0.95]), p(&[0.01, 1.0]));
        assert_eq!((p(&[0.0, 1.0]), combine(&[(Some(0.04), 0.5), (None, 0.5)])), (0.0, None));
        // 1/3 · cot(π/20) · 2 + 1/3 · cot(π/4): scipy.stats.cauchy.sf of it.
        assert!((p(&[0.05, 0.05, 0.25]) - 0.068_973_531_942).abs() < 1e-11);
    }

    #[test]
    fn the_price_of_what_decided() {
        for (own, verdict) in [(0.01, 0.03), (0.6, 0.5), (0.97, 0.9), (1.0, 0.9), (0.0, 0.0)] {
            let price = at_price(own, verdict);
            assert!((price(own) - verdict).abs() < 1e-12, "{own} {verdict}");
            assert!(price(0.0) == 0.0 && price(1.0) >= 0.9 && price(1.0) <= 1.0);
            assert!((0..100).map(|i| price(f64::from(i) / 100.0)).is_sorted());
        }
    }

    #[test]
    fn one_of_twenty_where_the_tests_are_independent() {
        let mut g = Random::new(71);
        for shares in [shares(90, true), shares(180, true), shares(1300, true)] {
            let found = (0..20_000).filter(|_| {
                let tests = shares.map(|share| (Some(g.uniform()), share));
                combine(&tests).is_some_and(|p| p <= 0.05)
            });
            let rate = found.count() as f64 / 20_000.0;
            assert!((0.045..0.056).contains(&rate), "{rate}");
        }
    }

    #[test]
    fn a_smaller_share_needs_a_stronger_link() {
        let [same, any] = detectable(400.0, OF_TWO).unwrap();
        assert!((same - 0.16).abs() < 1e-12 && (any - 0.245).abs() < 1e-12);
        let [less, same_share] = detectable(400.0, [0.25, 0.5, 0.25]).unwrap();
        assert!(less > same && less < 1.1 * same && same_share == any);
        assert_eq!(detectable(1.0, OF_TWO), None);
        assert_eq!(detectable(2.0, OF_TWO), Some([1.0, 1.0]));
    }
}
