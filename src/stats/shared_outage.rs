//! Buckets in which two counts are both zero, and neither is otherwise: they stopped together.
//!
//! An outage of whatever feeds both, or a day on which all are closed: one such event makes 13 to 35 of
//! 100 unrelated counts look linked. As missing values the same buckets make none.
//!
//! Contract: counts on the same buckets, NaN is missing. Counts that are often zero have none.

/// Shared zeros are no chance where fewer than 1 in 1,000 unrelated pairs would have as many.
const RARE: f64 = 1e-3;
/// Counts that are zero more often than this outside are quiet: a link may quieten both.
const SELDOM: f64 = 0.05;
/// Most of the span that an outage takes: beyond, it is a rhythm.
const MOST: f64 = 0.15;

/// Runs of shared zeros as (first, last), in order. O(n).
pub(crate) fn shared_outages(x: &[f64], y: &[f64]) -> Vec<(usize, usize)> {
    let (mut runs, mut shared): (Vec<(usize, usize)>, usize) = (Vec::new(), 0);
    let (mut zeros, mut counted) = ([0.0; 2], [0.0; 2]);
    for (t, (x, y)) in x.iter().zip(y).enumerate() {
        if *x == 0.0 && *y == 0.0 {
            shared += 1;
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == t => *last = t,
                _ => runs.push((t, t)),
            }
            continue;
        }
        for (s, v) in [x, y].into_iter().enumerate().filter(|(_, v)| !v.is_nan()) {
            counted[s] += 1.0;
            zeros[s] += f64::from(u8::from(*v == 0.0));
        }
    }
    // How often each is zero outside: never seen is not never.
    let [a, b] = [0, 1].map(|s| (zeros[s] + 1.0) / (counted[s] + 2.0));
    let expected = a * b * x.len() as f64;
    // Poisson's tail, its first term.
    let chance: f64 = (1..=shared).map(|k| expected / k as f64).product();
    let some = shared > 0 && shared as f64 <= MOST * x.len() as f64;
    if some && a.max(b) <= SELDOM && chance < RARE { runs } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{
        lab::simulate::{poisson, white},
        random::Random,
    };

    #[test]
    fn both_stopped_and_nothing_else() {
        let mut g = Random::new(61);
        let busy = |g: &mut Random| -> Vec<f64> { (0..200).map(|_| poisson(30.0, g)).collect() };
        let (mut x, mut y) = (busy(&mut g), busy(&mut g));
        assert!(shared_outages(&x, &y).is_empty());
        x[40] = 0.0;
        y[90] = 0.0;
        assert!(shared_outages(&x, &y).is_empty(), "each on a day of its own");
        for t in [40, 41, 120] {
            (x[t], y[t]) = (0.0, 0.0);
        }
        assert_eq!(shared_outages(&x, &y), [(40, 41), (120, 120)]);
        assert_eq!(shared_outages(&x, &y), shared_outages(&y, &x));
        x[120] = f64::NAN;
        assert_eq!(shared_outages(&x, &y), [(40, 41)]);
    }

    #[test]
    fn quiet_counts_and_rhythms_are_none() {
        let mut g = Random::new(62);
        let quiet = |g: &mut Random| -> Vec<f64> { (0..300).map(|_| poisson(1.5, g)).collect() };
        assert!((0..50).all(|_| shared_outages(&quiet(&mut g), &quiet(&mut g)).is_empty()));
        let weekends = |g: &mut Random| -> Vec<f64> {
            (0..300).map(|t| if t % 7 > 4 { 0.0 } else { poisson(30.0, g) }).collect()
        };
        assert!(shared_outages(&weekends(&mut g), &weekends(&mut g)).is_empty());
        assert!(shared_outages(&white(50, &mut g), &white(50, &mut g)).is_empty());
        assert!(shared_outages(&[], &[]).is_empty());
    }
}
