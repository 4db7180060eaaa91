//! Periods in which two series that otherwise agree went apart, as a reader of the figure sees
//! them.
//!
//! Both are put on one scale (the analysis scale, median 0, middle half 1.35 wide, as two axes
//! fitted to the data would). Their distance, less its own slow drift, is smoothed over a few
//! buckets. A disagreement begins where the distance leaves 1.3 units and at least three robust
//! standard deviations, is extended to where it falls under half of that, and is kept if it is
//! long enough to be seen. Series that agree nowhere (|Spearman| < ½) have no disagreements:
//! there is nothing to depart from.
//!
//! Contract: NaN is missing; constant series give none; a period in which the correlation is not
//! defined is widened until it is, or dropped. Opposite series are compared upside down.

use super::{analysis_scale::median_in_place, pearson::pearson, spearman::spearman};

/// A period, as positions in the series, and the correlation inside.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Apart {
    /// First bucket, counted from 0.
    pub from: usize,
    /// Last bucket, inclusive.
    pub to: usize,
    /// Correlation of the two inside, as they are (not upside down).
    pub r: f64,
}

/// |Spearman| from which two series count as agreeing.
const AGREE: f64 = 0.5;

/// Periods of disagreement, in order. `x` and `y` on their analysis scales. O(n · window).
pub fn disagreements(x: &[f64], y: &[f64]) -> Vec<Apart> {
    let n = x.len().min(y.len());
    let Some(agreement) = spearman(x, y).r.filter(|r| r.abs() >= AGREE && n >= 20) else {
        return Vec::new();
    };
    let (Some(a), Some(b)) = (standardised(x), standardised(y)) else { return Vec::new() };
    let distance: Vec<f64> = (0..n).map(|t| a[t] - agreement.signum() * b[t]).collect();
    let brief = (n / 60).max(1);
    let smooth = centred_median(&distance, brief);
    let drift = centred_median(&smooth, (n / 5).max(10));
    let departure: Vec<f64> = smooth.iter().zip(&drift).map(|(s, d)| s - d).collect();
    let mut size: Vec<f64> = departure.iter().filter(|v| !v.is_nan()).map(|v| v.abs()).collect();
    let spread = 1.4826 * median_in_place(&mut size);
    let enter = (3.0 * spread).max(0.6);
    let shortest = (n / 60).max(3);
    runs(&departure, enter, 0.5 * enter)
        .into_iter()
        .filter(|(from, to)| to - from + 1 >= shortest)
        .filter_map(|(from, to)| with_correlation(x, y, from, to))
        .collect()
}

/// Median 0, and the middle half as wide as a standard normal's; `None` for a constant.
fn standardised(x: &[f64]) -> Option<Vec<f64>> {
    let mut known: Vec<f64> = x.iter().copied().filter(|v| !v.is_nan()).collect();
    let center = median_in_place(&mut known);
    // The median alone leaves them in no order.
    known.sort_unstable_by(f64::total_cmp);
    let quarter = known.len() / 4;
    let width = known.get(known.len().checked_sub(quarter + 1)?)? - known.get(quarter)?;
    let scale = width / 1.349;
    (scale > 0.0 && scale.is_finite()).then(|| x.iter().map(|v| (v - center) / scale).collect())
}

/// Median of the known values up to `half_width` away; NaN where the bucket itself is missing.
/// The window is kept in order while it moves.
fn centred_median(x: &[f64], half_width: usize) -> Vec<f64> {
    let mut window: Vec<f64> = Vec::with_capacity(2 * half_width + 1);
    let place = |window: &[f64], v: f64| window.partition_point(|w| w.total_cmp(&v).is_lt());
    let mut entered = 0;
    (0..x.len())
        .map(|t| {
            for &v in x.iter().take(t + half_width + 1).skip(entered).filter(|v| !v.is_nan()) {
                window.insert(place(&window, v), v);
            }
            entered = t + half_width + 1;
            if let Some(&v) = t.checked_sub(half_width + 1).and_then(|left| x.get(left))
                && !v.is_nan()
            {
                window.remove(place(&window, v));
            }
            let (lower, upper) = (window.len().saturating_sub(1) / 2, window.len() / 2);
            match (window.get(lower), window.get(upper)) {
                _ if x[t].is_nan() => f64::NAN,
                (Some(&lower), Some(&upper)) if window.len().is_multiple_of(2) => {
                    0.5 * (lower + upper)
                }
                (Some(&middle), _) => middle,
                _ => f64::NAN,
            }
        })
        .collect()
}

/// Runs of one sign that pass `enter` somewhere and stay above `leave`; missing buckets do not
/// end a run.
fn runs(x: &[f64], enter: f64, leave: f64) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut open: Option<(usize, usize, f64, bool)> = None;
    let mut close = |run: Option<(usize, usize, f64, bool)>| {
        if let Some((from, to, _, true)) = run {
            found.push((from, to));
        }
    };
    for (t, &v) in x.iter().enumerate().filter(|(_, v)| !v.is_nan()) {
        match &mut open {
            Some((_, to, sign, entered)) if v * *sign >= leave => {
                *to = t;
                *entered |= v.abs() >= enter;
            }
            _ => {
                close(open.take());
                if v.abs() >= leave {
                    open = Some((t, t, v.signum(), v.abs() >= enter));
                }
            }
        }
    }
    close(open);
    found
}

/// Adds the correlation inside, widening by up to three buckets on either side until defined.
fn with_correlation(x: &[f64], y: &[f64], from: usize, to: usize) -> Option<Apart> {
    (0..=3).find_map(|more| {
        let (from, to) = (from.saturating_sub(more), (to + more).min(x.len() - 1));
        let inside = pearson(&x[from..=to], &y[from..=to]);
        inside.r.filter(|_| inside.n >= 3).map(|r| Apart { from, to, r })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{
        lab::simulate::{cumulate, scaled, sum, white},
        random::Random,
    };

    /// A price that more than doubles, counts that follow it, and a drop that they do not follow.
    fn article(n: usize, drop: std::ops::Range<usize>, g: &mut Random) -> (Vec<f64>, Vec<f64>) {
        let base: Vec<f64> =
            (0..n).map(|t| 2.0 * (t as f64 / n as f64) + 0.5 * (t as f64 / 9.0).sin()).collect();
        let mut x = sum(&[&base, &scaled(&white(n, g), 0.05)]);
        let y = sum(&[&base, &scaled(&white(n, g), 0.08)]);
        x[drop].iter_mut().for_each(|v| *v -= 1.2);
        (x, y)
    }

    #[test]
    fn a_scale_does_not_depend_on_the_order() {
        let x: Vec<f64> = (0..97).map(|i| f64::from(i * 31 % 97)).collect();
        let mut sorted = x.clone();
        sorted.sort_unstable_by(f64::total_cmp);
        let at = |values: &[f64], x: &[f64]| {
            let place = x.iter().position(|&v| v == 96.0).unwrap();
            values[place]
        };
        let (ours, theirs) = (standardised(&x).unwrap(), standardised(&sorted).unwrap());
        assert_eq!(at(&ours, &x), at(&theirs, &sorted));
        assert_eq!(at(&ours, &x), 48.0 / (48.0 / 1.349));
    }

    #[test]
    fn a_moving_median_is_that_of_each_window() {
        let mut g = Random::new(2);
        let x: Vec<f64> = (0..70)
            .map(|_| if g.below(6) == 0 { f64::NAN } else { (4.0 * g.normal()).round() })
            .collect();
        for half_width in [0, 1, 4, 30, 90] {
            for (t, got) in centred_median(&x, half_width).into_iter().enumerate() {
                let inside = &x[t.saturating_sub(half_width)..(t + half_width + 1).min(x.len())];
                let mut known: Vec<f64> = inside.iter().copied().filter(|v| !v.is_nan()).collect();
                let want = if x[t].is_nan() { f64::NAN } else { median_in_place(&mut known) };
                assert!(got == want || (got.is_nan() && want.is_nan()), "{half_width} {t}");
            }
        }
    }

    #[test]
    fn finds_the_short_drop_and_nothing_else() {
        let mut g = Random::new(1);
        for (n, drop) in [(160, 130..137), (1200, 900..945), (160, 20..26)] {
            let (x, y) = article(n, drop.clone(), &mut g);
            let found = disagreements(&x, &y);
            assert_eq!(found.len(), 1, "{n} {drop:?} {found:?}");
            let slack = n / 60 + 2;
            assert!(found[0].from.abs_diff(drop.start) <= slack, "{found:?} {drop:?}");
            assert!(found[0].to.abs_diff(drop.end - 1) <= slack, "{found:?} {drop:?}");
        }
    }

    #[test]
    fn two_that_agree_throughout_or_nowhere_have_none() {
        let mut g = Random::new(9);
        let (x, y) = article(160, 0..0, &mut g);
        assert!(disagreements(&x, &y).is_empty());
        assert!(disagreements(&white(200, &mut g), &white(200, &mut g)).is_empty());
        assert!(disagreements(&[1.0; 50], &x[..50]).is_empty());
        assert!(disagreements(&x[..10], &y[..10]).is_empty());
    }

    #[test]
    fn opposite_series_are_compared_upside_down() {
        let mut g = Random::new(10);
        let (x, y) = article(160, 100..110, &mut g);
        let flipped = scaled(&y, -1.0);
        let (a, b) = (disagreements(&x, &y), disagreements(&x, &flipped));
        assert_eq!((a.len(), a[0].from, a[0].to), (b.len(), b[0].from, b[0].to));
        assert!(a[0].r + b[0].r == 0.0);
    }

    #[test]
    fn gaps_do_not_hide_it() {
        let mut g = Random::new(12);
        let (mut x, y) = article(160, 130..140, &mut g);
        (0..160).step_by(5).for_each(|i| x[i] = f64::NAN);
        assert_eq!(disagreements(&x, &y).len(), 1);
        let walk = cumulate(&white(160, &mut g));
        assert!(disagreements(&walk, &[f64::NAN; 160]).is_empty());
    }
}
