//! Moving correlation.
//!
//! Contract: a window uses the pairs present in it; fewer than `min_periods` (at least 2), an
//! infinite value, or a constant side give `None` at that place and nowhere else. Windows are cut
//! at the start of the series.
//!
//! Nothing is subtracted when a value leaves the window, so a spike of 1e200 leaves no residue
//! behind: the correlation comes from the window's own values. Running sums were rejected for that
//! reason; pandas has them, and with them the residue. O(n · window).

use super::lanes::{LANES, all, by, load, plus, store, times};

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
    let (window, least) = (window.min(n), min_periods.max(2));
    let mut pairs: Vec<(f64, f64)> = Vec::with_capacity(window);
    let mut alone = |i: usize| {
        let start = (i + 1).saturating_sub(window);
        pairs.clear();
        let both = x[start..=i].iter().copied().zip(y[start..=i].iter().copied());
        pairs.extend(both.filter(|(x, y)| !x.is_nan() && !y.is_nan()));
        (pairs.len() >= least).then(|| correlation(&mut pairs)).flatten()
    };
    let padded = Padded::new(&x[..n], &y[..n], window);
    let mut found = Vec::with_capacity(n);
    for from in (0..n).step_by(LANES) {
        let eight = padded.eight_windows(from, window);
        let one = |(i, (count, r)): (usize, (f64, Option<f64>))| {
            if count < least as f64 { None } else { r.or_else(|| alone(i)) }
        };
        found.extend((from..n).zip(eight).map(one));
    }
    found
}

/// Two series with as much room before and after them that any window and seven more fit.
struct Padded {
    /// Values; 0 where one of the two is missing.
    values: [Vec<f64>; 2],
    /// 1 where both are there, else 0.
    known: Vec<f64>,
    /// The last values that were both there at each place of the series.
    last: [Vec<f64>; 2],
}

impl Padded {
    fn new(x: &[f64], y: &[f64], window: usize) -> Padded {
        let before = vec![0.0; window.saturating_sub(1)];
        let mut values = [before.clone(), before.clone()];
        let (mut known, mut last, mut origin) = (before, [Vec::new(), Vec::new()], [0.0; 2]);
        for (x, y) in x.iter().zip(y) {
            let both = !x.is_nan() && !y.is_nan();
            known.push(f64::from(u8::from(both)));
            if both {
                origin = [*x, *y];
            }
            for (of, value) in [*x, *y].into_iter().enumerate() {
                values[of].push(if both { value } else { 0.0 });
                last[of].push(origin[of]);
            }
        }
        let all = values.iter_mut().chain(&mut last).chain([&mut known]);
        all.for_each(|v| v.resize(v.len() + LANES, 0.0));
        Padded { values, known, last }
    }

    /// How many pairs the windows hold that end at a place and the next seven, and their correlations;
    /// `None` where one side is constant or has squares that cannot be told from 0 or from infinity.
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    fn eight_windows(&self, from: usize, window: usize) -> [(f64, Option<f64>); LANES] {
        let eight = |of: &[f64], at: usize| match of.get(at..).and_then(|of| of.first_chunk()) {
            Some(eight) => load(eight),
            None => all(0.0),
        };
        let (mut count, mut sums) = (all(0.0), [all(0.0); 2]);
        let origins = [eight(&self.last[0], from), eight(&self.last[1], from)];
        let minus = origins.map(|origin| by(origin, -1.0));
        for at in from..from + window {
            let known = eight(&self.known, at);
            count = plus(count, known);
            for of in 0..2 {
                let moved = plus(eight(&self.values[of], at), minus[of]);
                sums[of] = plus(sums[of], times(moved, known));
            }
        }
        let count = store(count);
        let mut minus = [store(minus[0]), store(minus[1])];
        for (minus, sums) in minus.iter_mut().zip([store(sums[0]), store(sums[1])]) {
            for ((minus, sum), count) in minus.iter_mut().zip(sums).zip(count) {
                *minus -= sum / count.max(1.0);
            }
        }
        let minus = [load(&minus[0]), load(&minus[1])];
        let [mut xx, mut yy, mut xy, mut x1, mut y1] = [all(0.0); 5];
        for at in from..from + window {
            let known = eight(&self.known, at);
            let dx = times(plus(eight(&self.values[0], at), minus[0]), known);
            let dy = times(plus(eight(&self.values[1], at), minus[1]), known);
            (x1, y1) = (plus(x1, dx), plus(y1, dy));
            (xx, yy, xy) =
                (plus(xx, times(dx, dx)), plus(yy, times(dy, dy)), plus(xy, times(dx, dy)));
        }
        let [xx, yy, xy] = [store(xx), store(yy), store(xy)];
        let [x1, y1] = [store(x1), store(y1)];
        std::array::from_fn(|i| {
            let less = |sum: f64, a: f64, b: f64| sum - a * b / count[i].max(1.0);
            let (xx, yy) = (less(xx[i], x1[i], x1[i]), less(yy[i], y1[i], y1[i]));
            let r = less(xy[i], x1[i], y1[i]) / xx.sqrt() / yy.sqrt();
            let told = [xx, yy].iter().all(|s| (1e-200..1e200).contains(s));
            (count[i], told.then(|| r.clamp(-1.0, 1.0)))
        })
    }
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
