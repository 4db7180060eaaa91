//! Series that were filled before they came here: a value a week or a month, repeated or joined by
//! straight lines, in buckets that are shorter.
//!
//! Such values are no news: up to 23 of 100 unrelated pairs of them look linked. Real series change
//! their slope in 86 to 100 of 100 buckets, ratings from one to five in 58; weekly values drawn as lines
//! in 14, as steps in 29, monthly ones in 7.
//!
//! Contract: NaN is missing; rounded lines are not recognised; a series that changes at random times,
//! however seldom, is not filled.

use crate::kit::indices::sorted;

/// Most of the buckets in which a filled series changes its slope.
const MOST_CHANGES: f64 = 0.35;
/// Fewest changes of which some may be further apart than others.
const FEWEST_CHANGES: usize = 5;
/// Of all distances from one change to the next, those that are about the same.
const ALIKE: f64 = 0.8;

/// Buckets from one true value to the next; `None` where the series is what it seems. O(n).
pub(crate) fn true_step(values: &[f64]) -> Option<u64> {
    changes(values).map(|(step, _)| step as u64)
}

/// That step, and the buckets in which the series has a value of its own, as far as it changes there.
pub(crate) fn changes(values: &[f64]) -> Option<(usize, Vec<usize>)> {
    let largest = values.iter().filter(|v| v.is_finite()).fold(0.0_f64, |a, v| a.max(v.abs()));
    let differs = |a: f64| a.abs() > 1e-9 * largest;
    let slopes = |t: &usize| differs(values[t - 1] - 2.0 * values[*t] + values[t + 1]);
    let known = |t: &usize| values[t - 1..=t + 1].iter().all(|v| v.is_finite());
    let inner: Vec<usize> = (1..values.len().saturating_sub(1)).filter(known).collect();
    let kinks: Vec<usize> = inner.iter().copied().filter(slopes).collect();
    if kinks.len() as f64 > MOST_CHANGES * inner.len() as f64 {
        return None;
    }
    // A step changes the slope twice, before it and after it.
    let jumps: Vec<usize> =
        inner.iter().copied().filter(|&t| differs(values[t] - values[t - 1])).collect();
    let changes = if jumps.len() < kinks.len() { jumps } else { kinks };
    let few = changes.len() < FEWEST_CHANGES;
    // Exact lines that rise or fall are drawn, however few they are; a level that stays may be what it is.
    let flat = inner.iter().filter(|&&t| !differs(values[t] - values[t - 1])).count();
    let lines = !changes.is_empty() && 2 * flat < inner.len();
    let apart: Vec<usize> = changes.windows(2).map(|w| w[1] - w[0]).collect();
    let apart = sorted(apart, &Ord::cmp);
    // One change parts two lines.
    let step = apart.get(apart.len() / 2).copied().unwrap_or(values.len() / 2);
    // Months are 28 to 31 days long.
    let near = |d: &&usize| (8 * **d).abs_diff(8 * step) <= step;
    let alike = apart.iter().filter(near).count();
    let even = match few {
        true => lines || (changes.len() >= 3 && alike == apart.len()),
        false => alike as f64 >= ALIKE * apart.len() as f64,
    };
    (step >= 3 && even).then_some((step, changes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{
        lab::{
            audit::draw,
            outside::OUTSIDE,
            processes::{ADDED, GRID},
        },
        random::Random,
    };

    #[test]
    fn filled_series_are_known_and_others_left_alone() {
        for (name, step) in [
            ("weekly -> daily lines", 7),
            ("weekly -> daily steps", 7),
            ("monthly -> daily lines", 30),
            ("monthly -> daily steps", 30),
        ] {
            let process = OUTSIDE.iter().find(|p| p.name == name).unwrap();
            for number in 0..5 {
                let mut x = draw(process, 400, number).x;
                assert_eq!(true_step(&x), Some(step), "{name} {number}");
                x[100] = f64::NAN;
                assert_eq!(true_step(&x), Some(step), "{name} {number}");
            }
        }
        for process in GRID.iter().chain(ADDED).chain(OUTSIDE) {
            if !process.name.contains("-> daily") {
                let pair = draw(process, 400, 0);
                assert_eq!(true_step(&pair.x).or(true_step(&pair.y)), None, "{}", process.name);
            }
        }
    }

    /// Ninety days of months, six weeks of weeks: too few changes to tell chance from a step by most of them.
    #[test]
    fn few_changes_are_enough_where_all_are_even() {
        for (name, n, step) in [
            ("monthly -> daily lines", 100, 30),
            ("monthly -> daily steps", 130, 30),
            ("weekly -> daily lines", 42, 7),
            ("weekly -> daily steps", 42, 7),
        ] {
            let process = OUTSIDE.iter().find(|p| p.name == name).unwrap();
            for number in 0..5 {
                assert_eq!(true_step(&draw(process, n, number).x), Some(step), "{name} {number}");
            }
        }
        let level = |changes: &[usize]| -> Vec<f64> {
            (0..90).map(|t| changes.iter().filter(|c| **c <= t).count() as f64).collect()
        };
        assert_eq!(true_step(&level(&[20, 50, 80])), Some(30));
        assert_eq!(true_step(&level(&[20, 60, 70])), None);
        assert_eq!(true_step(&level(&[20, 50])), None);
        let bent: Vec<f64> = (0..42_i32).map(|t| f64::from((t - 17).max(0) + t)).collect();
        assert_eq!(true_step(&bent), Some(21));
    }

    #[test]
    fn undefined_is_none() {
        let line: Vec<f64> = (0..90).map(f64::from).collect();
        let mut g = Random::new(63);
        let mut level = 0.0;
        let seldom: Vec<f64> = (0..400)
            .map(|_| {
                if g.uniform() < 0.1 {
                    level += g.normal();
                }
                level
            })
            .collect();
        for values in [&line[..], &seldom, &[1.0; 50], &[f64::NAN; 50], &[1.0, 2.0], &[]] {
            assert_eq!(true_step(values), None);
        }
    }
}
