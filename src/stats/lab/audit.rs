//! The audit: how often Comove says yes to pairs whose relation is known.
//!
//! Contract: every pair is decided by its process, its length and its number, so that any part of
//! an audit can be run again alone, natively or in the guide, and gives the same counts.

use super::processes::{ADDED, GRID, Pair, Process, RELATED};
use crate::{
    kit::fnv::Fnv1a,
    stats::{
        analysis::analyse, distributions::student_t_two_sided_p, input::Options, random::Random,
        result::Analysis,
    },
};
use std::ops::Range;

/// The process of this name.
pub fn process(name: &str) -> Option<&'static Process> {
    [GRID, ADDED, RELATED].into_iter().flatten().find(|process| process.name == name)
}

/// Pair `number` of a process at a length.
pub fn draw(process: &Process, n: usize, number: usize) -> Pair {
    // From the name, so that adding a process moves no other.
    let name = Fnv1a::of(process.name.as_bytes());
    (process.draw)(n, &mut Random::new(name ^ ((n as u64) << 40) ^ number as u64))
}

/// Last lag of the declared window, which begins at 0.
pub fn last_declared(n: usize) -> i32 {
    if n < 100 { 10 } else { 14 }
}

/// What Comove says of a pair; `declared`: the window of lags decides, as if named before looking.
pub fn analysed(pair: &Pair, declared: bool, context_draws: u32) -> Analysis {
    analyse(&pair.input(Options {
        lag_window: Some((0, last_declared(pair.x.len()))),
        lag_window_after_looking: !declared,
        context_draws,
        ..Options::default()
    }))
}

/// p of the usual test, which takes every pair of values for new and independent.
pub fn naive_p(x: &[f64], y: &[f64]) -> f64 {
    let both: Vec<(f64, f64)> =
        x.iter().zip(y).map(|(a, b)| (*a, *b)).filter(|(a, b)| !(a + b).is_nan()).collect();
    let n = both.len() as f64;
    let (mx, my) = both.iter().fold((0.0, 0.0), |m, p| (m.0 + p.0 / n, m.1 + p.1 / n));
    let (mut xy, mut xx, mut yy) = (0.0, 0.0, 0.0);
    for (a, b) in both {
        xy += (a - mx) * (b - my);
        xx += (a - mx).powi(2);
        yy += (b - my).powi(2);
    }
    let r = xy / (xx * yy).sqrt();
    student_t_two_sided_p(r * ((n - 2.0) / (1.0 - r * r)).sqrt(), n - 2.0)
}

/// Whether a p finds something at 5 %.
pub fn low(p: Option<f64>) -> bool {
    p.is_some_and(|p| p <= 0.05)
}

/// How many pairs of these numbers are called related at 5 %: by the usual test, by Comove.
pub fn count(process: &Process, n: usize, numbers: Range<usize>) -> [usize; 2] {
    let mut found = [0; 2];
    for number in numbers {
        let pair = draw(process, n, number);
        found[0] += usize::from(naive_p(&pair.x, &pair.y) <= 0.05);
        found[1] += usize::from(low(analysed(&pair, false, 0).surprises.p));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_the_same_alone() {
        let walk = process("RW").unwrap();
        let [a, b, c] = [0..12, 0..5, 5..12].map(|numbers| count(walk, 42, numbers));
        assert_eq!(a, [b[0] + c[0], b[1] + c[1]]);
        assert!(a[0] > a[1]);
        assert!(process("no such").is_none());
    }

    #[test]
    fn names_are_told_apart() {
        let mut names: Vec<&str> =
            [GRID, ADDED, RELATED].into_iter().flatten().map(|p| p.name).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
