//! Moving correlation.
//!
//! Contract: a window uses the pairs present in it; fewer than `min_periods` (at least 2), an
//! infinite value, or a constant side give `None` at that place and nowhere else. Windows are cut
//! at the start of the series.
//!
//! Nothing is subtracted when a value leaves the window, so a spike of 1e200 leaves no residue
//! behind: the correlation comes from the window's own values. Running sums were rejected for that
//! reason; pandas has them, and with them the residue. O(n · window).

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
        // `f64::max` is slow where there is no instruction for it.
        if x.abs() > largest_x {
            largest_x = x.abs();
        }
        if y.abs() > largest_y {
            largest_y = y.abs();
        }
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
    use crate::stats::pearson::pearson;
    use proptest::prelude::*;

    fn gappy() -> impl Strategy<Value = f64> {
        prop_oneof![4 => -1e3..1e3f64, 1 => Just(f64::NAN), 1 => Just(7.0)]
    }

    proptest! {
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
        let r = rolling_pearson(&x, &y, 5, 5);
        assert!((r[12].unwrap() - pearson(&x[8..=12], &y[8..=12]).r.unwrap()).abs() < 1e-14);
        x[4] = f64::INFINITY;
        let r = rolling_pearson(&x, &y, 5, 5);
        assert!(r[8].is_none() && r[9].is_some());
    }
}
