//! LOWESS: locally weighted straight lines, with robustness iterations.
//!
//! Contract: t must not fall; places where t or y is missing (NaN) are left out of the fit and get
//! `None`; an infinite value makes everything undefined. Where fewer than two points have weight
//! (a neighbourhood of three equal steps gives its ends weight 0) the value itself stands. Equal t
//! share one fit. Constant y gives the constant.
//!
//! Formula: each fit is a line through the k = ⌊frac n⌋ (2 … n) nearest points with tricube weights
//! of distance; then bisquare weights of residuals over six times their median absolute value, as
//! often as asked. O(n k) an iteration.
//!
//! Source: Cleveland 1979; statsmodels `lowess` (delta = 0).

use super::theil_sen::median;

/// Smoothed y at each t.
pub fn lowess(t: &[f64], y: &[f64], frac: f64, iterations: usize) -> Vec<Option<f64>> {
    let count = t.len().min(y.len());
    let places: Vec<usize> = (0..count).filter(|i| !t[*i].is_nan() && !y[*i].is_nan()).collect();
    let x: Vec<f64> = places.iter().map(|i| t[*i]).collect();
    let y: Vec<f64> = places.iter().map(|i| y[*i]).collect();
    let mut out = vec![None; count];
    let rising = x.windows(2).all(|w| w[0] <= w[1]);
    if !rising || !(0.0..=1.0).contains(&frac) || x.iter().chain(&y).any(|v| !v.is_finite()) {
        return out;
    }
    let n = x.len();
    // A whole number that rounding left just below counts as whole.
    let k = ((frac * n as f64 + 1e-10) as usize).max(2).min(n);
    let mut robustness = vec![1.0; n];
    let mut fit = vec![0.0; n];
    for _ in 0..=iterations {
        smooth(&x, &y, k, &robustness, &mut fit);
        robustness = bisquare(&y, &fit);
    }
    for (place, fit) in places.iter().zip(fit) {
        if let Some(slot) = out.get_mut(*place) {
            *slot = fit.is_finite().then_some(fit);
        }
    }
    out
}

/// One pass over all points.
fn smooth(x: &[f64], y: &[f64], k: usize, robustness: &[f64], fit: &mut [f64]) {
    let n = x.len();
    let (mut left, mut right) = (0, k);
    let mut weights = Vec::with_capacity(k);
    for i in 0..n {
        if i > 0 && x[i] == x[i - 1] {
            fit[i] = fit[i - 1];
            continue;
        }
        let here = x[i];
        while right < n && here > 0.5 * x[left] + 0.5 * x[right] {
            left += 1;
            right += 1;
        }
        let radius = (here - x[left]).max(x[right - 1] - here);
        weights.clear();
        weights.extend((left..right).map(|j| {
            let distance = if radius > 0.0 { (x[j] - here).abs() / radius } else { 0.0 };
            cube(1.0 - cube(distance)) * robustness[j]
        }));
        if weights.iter().filter(|w| **w > 1e-12).count() < 2 {
            fit[i] = y[i];
            continue;
        }
        let total: f64 = weights.iter().sum();
        for w in &mut weights {
            *w /= total;
        }
        // Distances from here in radii: neither an offset nor a scale of t can do harm.
        let unit = if radius > 0.0 { radius } else { 1.0 };
        let distance = |j: usize| (x[j] - here) / unit;
        let centre: f64 = weights.iter().zip(left..).map(|(w, j)| w * distance(j)).sum();
        let spread: f64 = weights
            .iter()
            .zip(left..)
            .map(|(w, j)| w * (distance(j) - centre) * (distance(j) - centre))
            .sum();
        let spread = spread.max(1e-24);
        let level = y[i];
        fit[i] = level
            + weights
                .iter()
                .zip(left..)
                .map(|(w, j)| w * (1.0 - centre * (distance(j) - centre) / spread) * (y[j] - level))
                .sum::<f64>();
    }
}

/// Weights that take the force from outliers.
fn bisquare(y: &[f64], fit: &[f64]) -> Vec<f64> {
    let off: Vec<f64> = y.iter().zip(fit).map(|(y, fit)| (y - fit).abs()).collect();
    let scale = 6.0 * median(&mut off.clone()).unwrap_or(0.0);
    off.iter()
        .map(|off| {
            let share = if scale == 0.0 {
                if *off > 0.0 { 1.0 } else { 0.0 }
            } else {
                (off / scale).min(1.0)
            };
            let rest = 1.0 - share * share;
            rest * rest
        })
        .collect()
}

fn cube(v: f64) -> f64 {
    v * v * v
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_of_time_do_not_matter() {
        let t: Vec<f64> = (0..60).map(f64::from).collect();
        let y: Vec<f64> =
            t.iter().map(|t| (t * 0.3).sin() + if *t == 20.0 { 50.0 } else { 0.0 }).collect();
        let near = lowess(&t, &y, 0.3, 3);
        let days: Vec<f64> = t.iter().map(|t| 1.7e9 + t * 86_400.0).collect();
        for (a, b) in near.iter().zip(lowess(&days, &y, 0.3, 3)) {
            assert!((a.unwrap() - b.unwrap()).abs() < 1e-9);
        }
        // The outlier has no force left.
        assert!(near[20].unwrap().abs() < 1.5);
    }

    #[test]
    fn gaps_ties_and_what_is_undefined() {
        let fit = lowess(&[0.0, 1.0, 1.0, 2.0, 3.0], &[1.0, 2.0, 4.0, f64::NAN, 3.0], 1.0, 0);
        assert_eq!(fit[1], fit[2]);
        assert!(fit[3].is_none() && fit[4].is_some());
        assert_eq!(lowess(&[1.0, 0.0], &[1.0, 2.0], 0.5, 0), [None, None]);
        assert_eq!(lowess(&[0.0, 1.0], &[1.0, f64::INFINITY], 0.5, 0), [None, None]);
        assert_eq!(lowess(&[0.0, 1.0], &[1.0, 2.0], f64::NAN, 0), [None, None]);
        assert!(lowess(&[], &[], 0.5, 2).is_empty());
        assert_eq!(lowess(&[5.0], &[3.0], 0.5, 2), [Some(3.0)]);
        assert_eq!(lowess(&[0.0; 4], &[1.0, 2.0, 3.0, 4.0], 1.0, 0), [Some(2.5); 4]);
        for value in lowess(&[0.0, 1.0, 2.0, 3.0, 4.0], &[7.0; 5], 0.8, 3) {
            assert_eq!(value, Some(7.0));
        }
    }
}
