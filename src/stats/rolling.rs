//! Moving mean and moving correlation.
//!
//! Contract: a window uses the values (pairs) present in it; fewer than `min_periods` (at least 1;
//! 2 for a correlation), an infinite value, or a constant side give `None` at that place and
//! nowhere else. Windows are cut at the ends of the series.
//!
//! Nothing is subtracted when a value leaves the window, so a spike of 1e200 leaves no residue
//! behind: the mean comes from prefix and suffix sums of blocks (van Herk), the correlation from
//! the window's own values. Running sums were rejected for that reason; pandas has them, and with
//! them the residue. O(n) and O(n · window).

/// Where a window lies about its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// The place is its last value.
    Trailing,
    /// The place is its middle, the later of two.
    Centred,
}

/// Mean of the values in a moving window.
///
/// ```
/// # use comove::stats::rolling::{Placement, rolling_mean};
/// let m = rolling_mean(&[1.0, 2.0, f64::NAN, 6.0], 2, 2, Placement::Trailing);
/// assert_eq!(m, [None, Some(1.5), None, None]);
/// ```
pub fn rolling_mean(
    x: &[f64],
    window: usize,
    min_periods: usize,
    placement: Placement,
) -> Vec<Option<f64>> {
    let n = x.len();
    // Wider than that it holds every value, wherever its place is.
    let window = window.clamp(1, 2 * n + 1);
    // After the place, so many values belong to the window.
    let ahead = match placement {
        Placement::Trailing => 0,
        Placement::Centred => (window - 1) / 2,
    };
    // Padded in front by a window and behind by one, every window is whole: block boundaries
    // every `window` places cut it into the end of one block and the start of the next.
    let padded = n + 2 * window;
    let at = |i: usize| {
        let value = i.checked_sub(window).and_then(|i| x.get(i)).copied().unwrap_or(f64::NAN);
        if value.is_nan() { (0.0, 0_usize) } else { (value, 1) }
    };
    let add = |a: (f64, usize), b: (f64, usize)| (a.0 + b.0, a.1 + b.1);
    let mut to_here = vec![(0.0, 0); padded];
    let mut from_here = vec![(0.0, 0); padded];
    for i in 0..padded {
        to_here[i] = if i.is_multiple_of(window) { at(i) } else { add(to_here[i - 1], at(i)) };
    }
    for i in (0..padded).rev() {
        let last = i + 1 == padded || (i + 1).is_multiple_of(window);
        from_here[i] = if last { at(i) } else { add(at(i), from_here[i + 1]) };
    }
    (0..n)
        .map(|i| {
            let end = i + ahead + window;
            let start = end + 1 - window;
            let (sum, count) = if start.is_multiple_of(window) {
                to_here[end]
            } else {
                add(from_here[start], to_here[end])
            };
            let mean = sum / count as f64;
            (count >= min_periods.max(1) && mean.is_finite()).then_some(mean)
        })
        .collect()
}

/// Pearson correlation in a moving window that ends at each place.
///
/// ```
/// # use comove::stats::rolling::rolling_pearson;
/// let r = rolling_pearson(&[1.0, 2.0, 3.0, 1.0], &[2.0, 4.0, 6.0, 9.0], 3, 3);
/// assert_eq!(r[..2], [None, None]);
/// assert!((r[2].unwrap() - 1.0).abs() < 1e-15 && r[3].unwrap() < 0.0);
/// ```
pub fn rolling_pearson(
    x: &[f64],
    y: &[f64],
    window: usize,
    min_periods: usize,
) -> Vec<Option<f64>> {
    let n = x.len().min(y.len());
    let mut pairs: Vec<(f64, f64)> = Vec::with_capacity(window.min(n));
    (0..n)
        .map(|i| {
            let start = (i + 1).saturating_sub(window);
            pairs.clear();
            let both = x[start..=i].iter().copied().zip(y[start..=i].iter().copied());
            pairs.extend(both.filter(|(x, y)| !x.is_nan() && !y.is_nan()));
            (pairs.len() >= min_periods.max(2)).then(|| correlation(&mut pairs)).flatten()
        })
        .collect()
}

/// Correlation from differences to the first pair in units of the largest: as safe against
/// offsets and scales as exact arithmetic would be, to a few rounding errors of the spread.
fn correlation(pairs: &mut [(f64, f64)]) -> Option<f64> {
    let (first_x, first_y) = *pairs.first()?;
    // Halves, because the difference of two large values of opposite sign may overflow.
    let (mut largest_x, mut largest_y) = (0.0_f64, 0.0_f64);
    for (x, y) in pairs.iter_mut() {
        *x = 0.5 * *x - 0.5 * first_x;
        *y = 0.5 * *y - 0.5 * first_y;
        if !(x.is_finite() && y.is_finite()) {
            return None;
        }
        largest_x = largest_x.max(x.abs());
        largest_y = largest_y.max(y.abs());
    }
    if largest_x == 0.0 || largest_y == 0.0 {
        return None;
    }
    let n = pairs.len() as f64;
    let (mut mean_x, mut mean_y) = (0.0, 0.0);
    for (x, y) in pairs.iter_mut() {
        *x /= largest_x;
        *y /= largest_y;
        mean_x += *x / n;
        mean_y += *y / n;
    }
    let (mut xx, mut yy, mut xy, mut x1, mut y1) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for (x, y) in pairs.iter() {
        let (dx, dy) = (x - mean_x, y - mean_y);
        x1 += dx;
        y1 += dy;
        xx += dx * dx;
        yy += dy * dy;
        xy += dx * dy;
    }
    // What rounding left of the means.
    xx -= x1 * x1 / n;
    yy -= y1 * y1 / n;
    xy -= x1 * y1 / n;
    let r = xy / xx.sqrt() / yy.sqrt();
    r.is_finite().then(|| r.clamp(-1.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{moments::mean, pearson::pearson};
    use proptest::prelude::*;

    fn gappy() -> impl Strategy<Value = f64> {
        prop_oneof![4 => -1e3..1e3f64, 1 => Just(f64::NAN), 1 => Just(7.0)]
    }

    proptest! {
        #[test]
        fn mean_is_that_of_each_window(x in prop::collection::vec(gappy(), 0..40), window in 1usize..50, least in 0usize..5) {
            for placement in [Placement::Trailing, Placement::Centred] {
                let got = rolling_mean(&x, window, least, placement);
                prop_assert_eq!(got.len(), x.len());
                let width = window;
                for (i, got) in got.iter().enumerate() {
                    let end = if placement == Placement::Centred { i + (width - 1) / 2 } else { i };
                    let inside = &x[(end + 1).saturating_sub(width)..(end + 1).min(x.len())];
                    let want = mean(inside).filter(|_| inside.iter().filter(|v| !v.is_nan()).count() >= least.max(1));
                    match (got, want) {
                        (Some(got), Some(want)) => prop_assert!((got - want).abs() < 1e-11),
                        (got, want) => prop_assert_eq!(*got, want),
                    }
                }
            }
        }

        #[test]
        fn correlation_is_that_of_each_window(pairs in prop::collection::vec((gappy(), gappy()), 0..30), window in 1usize..12, least in 0usize..6) {
            let (x, y): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
            for (i, got) in rolling_pearson(&x, &y, window, least).into_iter().enumerate() {
                let start = (i + 1).saturating_sub(window);
                let want = pearson(&x[start..=i], &y[start..=i]);
                match (got, want.r.filter(|_| want.n >= least.max(2))) {
                    (Some(got), Some(want)) => prop_assert!((got - want).abs() < 1e-12),
                    (got, want) => prop_assert_eq!(got, want),
                }
            }
        }
    }

    #[test]
    fn a_spike_leaves_nothing_behind() {
        let mut x: Vec<f64> = (0..20).map(|i| f64::from(i * i % 7) * 1e-3).collect();
        x[4] = 1e200;
        let y: Vec<f64> = (0..20).map(|i| f64::from(i * 3 % 5) + 1e9).collect();
        let means = rolling_mean(&x, 3, 1, Placement::Trailing);
        assert!((means[7].unwrap() - (x[5] + x[6] + x[7]) / 3.0).abs() < 1e-18);
        let r = rolling_pearson(&x, &y, 5, 5);
        assert!((r[12].unwrap() - pearson(&x[8..=12], &y[8..=12]).r.unwrap()).abs() < 1e-14);
        x[4] = f64::INFINITY;
        let r = rolling_pearson(&x, &y, 5, 5);
        assert!(r[8].is_none() && r[9].is_some());
        let means = rolling_mean(&x, 3, 1, Placement::Trailing);
        assert!(means[6].is_none() && means[7].is_some());
    }
}
