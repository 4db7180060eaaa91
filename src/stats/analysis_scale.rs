//! The scale on which a series is analysed: logarithms where they make sense, outliers clipped.
//!
//! Contract: NaN and infinities are missing and stay missing (NaN). Counts: ln(x + ½), so a
//! zero is a number. Measurements: ln x if every value is positive, else the value as it is.
//! Empty gives empty.

use crate::series::series::SeriesKind;

/// The series on its scale, the same length, missing as NaN. Logarithms are taken relative to the
/// first value, so that a small movement on a large offset keeps its digits; the constant that
/// this adds is of no consequence.
pub fn analysis_scale(values: &[f64], kind: SeriesKind) -> Vec<f64> {
    let finite = || values.iter().filter(|v| v.is_finite());
    let shift = match kind {
        SeriesKind::EventCount if finite().all(|&v| v >= 0.0) => Some(0.5),
        SeriesKind::Measurement if finite().all(|&v| v > 0.0) => Some(0.0),
        _ => None,
    };
    let first = finite().next().copied().unwrap_or(1.0) + shift.unwrap_or(0.0);
    values
        .iter()
        .map(|&v| match shift {
            _ if !v.is_finite() => f64::NAN,
            Some(shift) => log_ratio(v + shift, first),
            None => v,
        })
        .collect()
}

/// ln(a / b) for positive numbers, exact to the last digits where they are close.
fn log_ratio(a: f64, b: f64) -> f64 {
    let relative = (a - b) / b;
    if relative.abs() < 0.5 { relative.ln_1p() } else { a.ln() - b.ln() }
}

/// Hampel's filter: a value further than `limit` robust standard deviations (1.4826 MAD) from
/// the median of the `half_width` values before and after it is pulled to that distance.
///
/// Left alone: missing values, a window with fewer than five values, a window whose MAD is 0
/// (a count that is mostly one number would lose everything else). O(n · w).
///
/// Source: Hampel 1974; Pearson 2002 for the moving window.
pub fn hampel(x: &[f64], half_width: usize, limit: f64) -> Vec<f64> {
    let mut out = x.to_vec();
    // In order: a value comes and one goes.
    let mut window: Vec<f64> = Vec::with_capacity(2 * half_width + 2);
    let place = |window: &[f64], v: f64| window.iter().take_while(|w| **w < v).count();
    let known = |t: usize| x.get(t).copied().filter(|v| !v.is_nan());
    for t in 0..x.len() + half_width {
        if let Some(v) = known(t) {
            window.insert(place(&window, v), v);
        }
        if let Some(v) = t.checked_sub(2 * half_width + 1).and_then(known) {
            window.remove(place(&window, v));
        }
        let Some(middle) = t.checked_sub(half_width) else { continue };
        let Some(value) = out.get_mut(middle).filter(|v| !v.is_nan() && window.len() >= 5) else {
            continue;
        };
        let center = middle_of(&window);
        let reach = limit * 1.4826 * deviation(&window, center);
        if reach > 0.0 {
            *value = value.clamp(center - reach, center + reach);
        }
    }
    out
}

/// Median of numbers in order; they are at least one.
fn middle_of(ordered: &[f64]) -> f64 {
    let upper = ordered[ordered.len() / 2];
    if ordered.len() % 2 == 1 { upper } else { 0.5 * (ordered[ordered.len() / 2 - 1] + upper) }
}

/// Median distance of numbers in order from a number: from there outwards.
fn deviation(ordered: &[f64], center: f64) -> f64 {
    let (below, above) = ordered.split_at(ordered.iter().take_while(|v| **v < center).count());
    let (mut below, mut above) = (below.iter().rev().peekable(), above.iter().peekable());
    let (mut before, mut last) = (0.0, 0.0);
    for _ in 0..=ordered.len() / 2 {
        let [down, up] = [below.peek(), above.peek()].map(|v| v.map(|v| (**v - center).abs()));
        before = last;
        last = match (down, up) {
            (Some(down), up) if up.is_none_or(|up| down < up) => {
                below.next();
                down
            }
            (_, Some(up)) => {
                above.next();
                up
            }
            _ => break,
        };
    }
    if ordered.len() % 2 == 1 { last } else { 0.5 * (before + last) }
}

/// Median of numbers that are not NaN; changes their order. NaN for none. O(n).
pub(crate) fn median_in_place(values: &mut [f64]) -> f64 {
    let n = values.len();
    if n == 0 {
        return f64::NAN;
    }
    let (below, &mut upper, _) = values.select_nth_unstable_by(n / 2, f64::total_cmp);
    if n % 2 == 1 {
        return upper;
    }
    let lower = below.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    0.5 * (lower + upper)
}

#[cfg(test)]
mod tests {
    use super::*;
    use SeriesKind::{EventCount, Measurement};

    #[test]
    fn scales() {
        let same = |got: Vec<f64>, want: &[f64]| {
            assert_eq!(got.len(), want.len());
            for (g, w) in got.iter().zip(want) {
                assert!(g == w || (g.is_nan() && w.is_nan()), "{got:?} {want:?}");
            }
        };
        same(analysis_scale(&[1.0, 4.0], Measurement), &[0.0, 4f64.ln() - 1f64.ln()]);
        same(analysis_scale(&[-1.0, 4.0], Measurement), &[-1.0, 4.0]);
        same(analysis_scale(&[0.0, 4.0], Measurement), &[0.0, 4.0]);
        same(analysis_scale(&[0.0, 4.0], EventCount), &[0.0, 4.5f64.ln() - 0.5f64.ln()]);
        same(analysis_scale(&[-2.0, 4.0], EventCount), &[-2.0, 4.0]);
        same(
            analysis_scale(&[f64::INFINITY, f64::NAN, 1.0], Measurement),
            &[f64::NAN, f64::NAN, 0.0],
        );
        same(analysis_scale(&[], EventCount), &[]);
        same(analysis_scale(&[1e12, 1e12 + 1.0], Measurement), &[0.0, 1e-12f64.ln_1p()]);
    }

    #[test]
    fn an_outlier_is_pulled_in() {
        let mut x: Vec<f64> = (0..20).map(|i| f64::from(i % 3)).collect();
        x[10] = 1000.0;
        let y = hampel(&x, 7, 4.0);
        assert!(y[10] < 10.0 && y[10] > 2.0);
        assert_eq!(y[3], x[3]);
    }

    #[test]
    fn hampel_leaves_constants_gaps_and_short_series_alone() {
        let mut zeros = vec![0.0; 30];
        zeros[4] = 9.0;
        assert_eq!(hampel(&zeros, 7, 4.0), zeros);
        assert_eq!(hampel(&[1.0, 2.0, 99.0], 7, 4.0), [1.0, 2.0, 99.0]);
        assert!(hampel(&[f64::NAN; 9], 7, 4.0).iter().all(|v| v.is_nan()));
        assert!(hampel(&[], 7, 4.0).is_empty());
    }
}
