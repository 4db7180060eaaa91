//! Possible outages: runs of zeros in a count that its own history makes very unlikely.
//!
//! Contract: counts, NaN is missing and ends a run; a series that is often zero has none.

use crate::kit::indices::{ordered_by, sorted};

/// A run that would be expected less than once in this many series of the same length.
const RARE: f64 = 1e-3;

/// Runs of zeros as (first, last), in order.
///
/// The yardstick is the series outside the run: how often it is zero, and how often a zero
/// follows a zero. A run is reported when fewer than 1 in 1,000 such series would hold one as
/// long. O(n).
pub(crate) fn possible_outages(counts: &[f64]) -> Vec<(usize, usize)> {
    let mut n = counts.iter().filter(|v| v.is_finite()).count();
    let runs = zero_runs(counts);
    let mut zeros: usize = runs.iter().map(|r| r.1).sum();
    let mut found = Vec::new();
    // Longest first: one outage must not make the next look usual.
    let longest_first = ordered_by(&runs, &|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    for (i, &&(first, length)) in longest_first.iter().enumerate() {
        let outside = n - length;
        let (others, other_runs) = (zeros - length, runs.len() - 1 - i);
        let zero = (others as f64 + 1.0) / (outside as f64 + 2.0);
        // One or two other runs are too few to estimate how zeros follow each other.
        let again = if other_runs < 3 {
            zero
        } else {
            ((others - other_runs) as f64 + 1.0) / (others as f64 + 2.0)
        };
        let expected = n as f64 * zero * zero.max(again).powi(length as i32 - 1);
        if length < 2 || outside < 20 || expected >= RARE {
            break;
        }
        found.push((first, first + length - 1));
        (n, zeros) = (outside, others);
    }
    sorted(found, &Ord::cmp)
}

fn zero_runs(counts: &[f64]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (i, _) in counts.iter().enumerate().filter(|(_, v)| **v == 0.0) {
        match runs.last_mut() {
            Some((first, length)) if *first + *length == i => *length += 1,
            _ => runs.push((i, 1)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_silent_fortnight_is_reported_and_a_quiet_series_is_not() {
        let mut busy = vec![40.0; 200];
        busy[90..104].fill(0.0);
        assert_eq!(possible_outages(&busy), [(90, 103)]);
        busy[150..153].fill(0.0);
        assert_eq!(possible_outages(&busy).len(), 2);
        let quiet: Vec<f64> = (0..200).map(|i| f64::from(u8::from(i % 5 == 0))).collect();
        assert!(possible_outages(&quiet).is_empty());
        assert!(possible_outages(&[0.0; 50]).is_empty());
        assert!(possible_outages(&[]).is_empty());
    }
}
