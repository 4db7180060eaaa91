//! Does what was found rest on a few buckets, or on one stretch of time?
//!
//! An event that moves both once, the first and the last day of a shutdown, or days off that both keep
//! make unrelated series agree on a handful of dates. No series' own past foretells them, and no calendar
//! that is known here does. They cannot be told from a weak link: a caution says what hangs on them. Of
//! findings that days off on unknown dates make it is said of more than eight in ten (nine with other cautions),
//! of clear links of two years of days of none, of links near the threshold of nearly half.
//!
//! On days off both fall; a link agrees where both rise as well. Where both fall on most of the buckets that
//! agree most, up to twice as many are left out. To leave out as many whatever they do says it of six to
//! twenty in 100 more links near the threshold, this of one to three. Where both rise, it may be news that links
//! them (`examples/audit.md`).
//!
//! Contract: scores as they are paired in the window that was found, NaN is missing. O(n log n).

use crate::kit::indices::ordered_by;

/// Buckets of the span for each one that is left out.
const APART: usize = 120;
/// The same where both fall on most of them.
const APART_FALLEN: usize = 60;
/// Fewest that are left out: what begins ends.
const FEWEST: usize = 2;
/// Share of those that agree most on which both fall, from which they are days off.
const FALLEN: f64 = 0.7;

/// Share of the span that one stretch takes, as its inverse.
const STRETCHES: usize = 10;

/// Buckets that carry a finding.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Few {
    /// How many.
    pub buckets: usize,
    /// The one that agrees most.
    pub most: usize,
}

/// The fewest buckets of those that agree most with a finding of this sign without which nothing would be
/// found: `lost` says it of a standard score over that of all buckets. `None` where there are none, or no
/// more are left.
pub(super) fn carried_by_few(
    u: &[f64],
    v: &[f64],
    sign: i8,
    lost: &dyn Fn(f64) -> bool,
) -> Option<Few> {
    let sign = f64::from(sign);
    let product = |t: usize| sign * u[t] * v[t];
    let n = u.len().min(v.len());
    let known: Vec<usize> = (0..n).filter(|&t| !product(t).is_nan()).collect();
    let order = |a: &usize, b: &usize| product(*b).total_cmp(&product(*a)).then(a.cmp(b));
    let ordered = ordered_by(&known, &order);
    let [always, widest] = [APART, APART_FALLEN].map(|apart| (n / apart).max(FEWEST));
    let most = **ordered.first()?;
    let sums = |at: &[&usize]| {
        at.iter().fold((0.0, 0.0), |(sum, square), t| {
            let product = product(**t);
            (sum + product, square + product * product)
        })
    };
    let score =
        |(sum, square): (f64, f64)| if square > 0.0 { sum / f64::sqrt(square) } else { 0.0 };
    let all = score(sums(&ordered));
    let mut rest = sums(ordered.get(always..)?);
    if !(all > 0.0) {
        return None;
    }
    let mut fallen = 0;
    for (at, &&t) in ordered.iter().take(widest).enumerate() {
        fallen += usize::from(u[t] < 0.0 && v[t] < 0.0);
        let buckets = at + 1;
        if buckets > always {
            rest = (rest.0 - product(t), rest.1 - product(t) * product(t));
        }
        let days_off = fallen as f64 >= FALLEN * buckets as f64;
        let some_left = buckets > always && buckets < ordered.len();
        let counts = buckets == always || (some_left && days_off);
        if counts && lost(score(rest) / all) {
            return Some(Few { buckets, most });
        }
    }
    None
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

    fn few(u: &[f64], v: &[f64], sign: i8) -> Option<Few> {
        carried_by_few(u, v, sign, &|share| share < 0.6)
    }

    #[test]
    fn an_event_is_gone_and_a_link_is_not() {
        let mut g = Random::new(71);
        let (mut event, mut link) = (0, 0);
        for _ in 0..100 {
            let (mut u, mut v) = (white(400, &mut g), white(400, &mut g));
            let linked: Vec<f64> = u.iter().zip(&v).map(|(u, v)| 0.4 * u + v).collect();
            link += usize::from(few(&u, &linked, 1).is_none());
            for t in [100, 160] {
                (u[t], v[t]) = (5.0, -6.0);
            }
            let found = few(&u, &v, -1);
            assert!(found.is_none_or(|f| f.buckets >= 3 && [100, 160].contains(&f.most)));
            event += usize::from(found.is_some());
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
    fn days_off_are_many_and_news_few() {
        let mut g = Random::new(73);
        let (mut off, mut news, mut turns, mut most) = (0, 0, 0, 0);
        for _ in 0..100 {
            let (x, y) = (white(730, &mut g), white(730, &mut g));
            let with = |w: &[f64], size: &dyn Fn(usize) -> f64| -> Vec<f64> {
                let at = |(t, v): (usize, &f64)| if t % 48 == 5 { v + size(t) } else { *v };
                w.iter().enumerate().map(at).collect()
            };
            let carried = |size: &dyn Fn(usize) -> f64| {
                let (u, v) = (with(&x, size), with(&y, size));
                let few = |u: &[f64], v: &[f64], sign| carried_by_few(u, v, sign, &|s| s < 0.45);
                let found = few(&u, &v, 1);
                assert_eq!(found, few(&v, &u, 1), "whichever is the first");
                let turned: Vec<f64> = v.iter().map(|v| -v).collect();
                assert_ne!(few(&u, &turned, -1).map(|f| f.buckets), Some(12), "one rises");
                found.map_or(0, |f| f.buckets)
            };
            let buckets = carried(&|_| -2.0);
            off += usize::from(buckets > 0);
            most = most.max(buckets);
            news += usize::from(carried(&|_| 2.0) > 0);
            turns += usize::from(carried(&|t| if t % 96 == 5 { -2.0 } else { 2.0 }) > 0);
        }
        assert!(off >= 85 && most == 12, "{off} {most}");
        assert!(news.max(turns) <= 70, "{news} {turns}");
    }

    #[test]
    fn edges() {
        let missing = [f64::NAN; 9];
        assert_eq!(few(&missing, &missing, 1), None);
        assert_eq!(few(&[], &[], 1), None);
        // Of two values none are left: a score of 0.
        assert_eq!(few(&[1.0, 2.0], &[1.0, 1.0], 1), Some(Few { buckets: 2, most: 1 }));
        assert_eq!(few(&[1.0, 2.0], &[1.0, 1.0], -1), None);
        assert_eq!(few(&[0.0; 9], &[0.0; 9], 1), None);
        assert_eq!(few(&[1.0], &[1.0], 1), None);
    }
}
