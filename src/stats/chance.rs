//! What a hundred unrelated pairs would reach in the test that decided, for the picture of chance.
//!
//! The quantiles of that test's own null, at the price of all tests that were made: the pair at rank i
//! of a hundred has p = (i − ½) / 100, and reaches what has that p. So as many reach what ours did as
//! its p says.
//!
//! Contract: no random number; what ours reached is 0 or more.

use super::upper::upper;
use crate::kit::names::names;
use serde::{Deserialize, Serialize};

/// Pairs that the picture shows.
pub const PAIRS: u32 = 100;

/// p of the pair at a rank, from 1 on.
pub fn p_of_rank(rank: u32) -> f64 {
    (f64::from(rank) - 0.5) / f64::from(PAIRS)
}

/// Which test decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// A: the surprises of the same period.
    SamePeriod,
    /// B: the window of lags that agrees most.
    AnyLag,
    /// W: the window that was declared.
    Declared,
    /// S: slow swings.
    Slow,
}

names!(Test {
    "same-period" SamePeriod,
    "any-lag" AnyLag,
    "declared" Declared,
    "slow" Slow,
});

/// What the deciding test reached, and unrelated pairs beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chance {
    /// The test that the verdict's p is of.
    pub test: Test,
    /// Its statistic.
    pub statistic: f64,
    /// That of a hundred unrelated pairs, the least alike first.
    pub unrelated: Vec<f64>,
}

impl Chance {
    /// Of a test's statistic; `p` is the verdict's p that a statistic would have.
    pub(super) fn new(test: Test, statistic: f64, p: impl Fn(f64) -> f64) -> Chance {
        let unrelated = (1..=PAIRS).rev().map(|rank| upper(&p, p_of_rank(rank))).collect();
        Chance { test, statistic: statistic.abs(), unrelated }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::distributions::normal_two_sided_p;

    #[test]
    fn as_many_reach_it_as_its_p_says() {
        for statistic in [0.0, 0.4, 1.1, 2.0, 2.6, 4.0] {
            let p = |s| (3.0 * normal_two_sided_p(s)).min(1.0);
            let chance = Chance::new(Test::AnyLag, statistic, p);
            assert!(chance.unrelated.is_sorted() && chance.unrelated.len() == 100);
            let beyond = chance.unrelated.iter().filter(|s| **s >= chance.statistic).count();
            let want = (1..=PAIRS).filter(|rank| p_of_rank(*rank) <= p(statistic)).count();
            assert_eq!(beyond, want, "{statistic}");
        }
    }
}
