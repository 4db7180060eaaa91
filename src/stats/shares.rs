//! What each test of the search may err: shares of the 5 %, which no look at the data changes.
//!
//! The verdict's p is the least of the tests' p, each divided by its share. The shares add up to 1, so
//! that unrelated pairs pass as seldom as one test alone would let them (Bonferroni's inequality, with
//! weights: Genovese, Roeder & Wasserman 2006).
//!
//! Equal thirds cost the links of one day and of one lag five to nine points of power below half a year,
//! where slow swings find little, and left the slow swings less than they can use from a year on, where
//! the others find nearly all without. So the shares follow the length (300 related pairs of each of eleven
//! kinds at 90, 120, 180, 260 and 400 buckets; checked on others, see `examples/audit.md`).

use super::distributions::normal_quantile;

/// Shares of test A (same period), B (any lag) and S (slow swings); 0: not made.
pub type Shares = [f64; 3];

/// Where test S is not made.
pub const OF_TWO: Shares = [0.5, 0.5, 0.0];

/// By the number of buckets in which both have a residual; between, on a line.
const OF_THREE: [(f64, Shares); 3] =
    [(90.0, [0.5, 0.4, 0.1]), (180.0, [0.3, 0.45, 0.25]), (360.0, [0.3, 0.3, 0.4])];

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

/// A test's p at the price of its share; `None` where it is undefined.
pub fn paid(p: Option<f64>, share: f64) -> Option<f64> {
    p.map(|p| (p / share).min(1.0))
}

/// p of the verdict without a declared window: the best of the tests, each at its price. Undefined where
/// one of them is.
pub fn combine(tests: &[Option<f64>]) -> Option<f64> {
    tests.iter().try_fold(1.0, |best: f64, p| Some(best.min((*p)?)))
}

/// |r| that about 80 of 100 such samples find: in the same period, and at a lag that has to be
/// searched for, each c / √n_effective.
///
/// Measured on white pairs for two tests of equal shares (n = 90, 180, 400): 3.1 finds 76 / 80 / 81 in
/// the same period, 5 finds 83 / 87 / 80 at a lag of 5. With a smaller share each has to reach more: as
/// much as a normal's quantile moves, and as the largest of many normals does.
pub fn detectable(effective: f64, [same, any, _]: Shares) -> Option<[f64; 2]> {
    let by_share = |share: f64| normal_quantile(0.0125) - normal_quantile(0.025 * share);
    let reached = [3.1 + by_share(same), 5.0 + (0.5 / any).ln() / 3.6];
    (effective > 1.0).then(|| reached.map(|c| (c / effective.sqrt()).min(1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_to_one_and_move_with_the_length() {
        assert_eq!(shares(1300, false), OF_TWO);
        for n in [0, 30, 90, 91, 120, 179, 180, 181, 260, 359, 360, 361, 5000] {
            let shares = shares(n, true);
            assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-12, "{n}");
            assert!(shares.iter().all(|share| (0.1..=0.5).contains(share)), "{n} {shares:?}");
        }
        assert_eq!(shares(90, true), [0.5, 0.4, 0.1]);
        let close = |a: Shares, b: Shares| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-12);
        assert!(close(shares(135, true), [0.4, 0.425, 0.175]));
        assert!(close(shares(180, true), [0.3, 0.45, 0.25]));
        assert!(close(shares(270, true), [0.3, 0.375, 0.325]));
        assert_eq!(shares(1300, true), [0.3, 0.3, 0.4]);
    }

    #[test]
    fn the_best_test_at_its_price() {
        assert_eq!(paid(Some(0.01), 0.25), Some(0.04));
        assert_eq!((paid(Some(0.6), 0.5), paid(None, 0.5)), (Some(1.0), None));
        assert_eq!(combine(&[Some(0.04), Some(0.3)]), Some(0.04));
        assert_eq!((combine(&[Some(0.04), None]), combine(&[])), (None, Some(1.0)));
    }

    #[test]
    fn a_smaller_share_needs_a_stronger_link() {
        let [same, any] = detectable(400.0, OF_TWO).unwrap();
        assert!((same - 0.155).abs() < 1e-12 && any == 0.25);
        let [less, same_share] = detectable(400.0, [0.25, 0.5, 0.25]).unwrap();
        assert!(less > same && less < 1.1 * same && same_share == any);
        assert_eq!(detectable(1.0, OF_TWO), None);
        assert_eq!(detectable(2.0, OF_TWO), Some([1.0, 1.0]));
    }
}
