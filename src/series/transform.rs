//! Transforms of a series of buckets.
//!
//! # Contract
//! * NaN is missing in and out; an infinite input is missing.
//! * Undefined results (a share of zero) are missing.

fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

fn each(values: &[f64], f: impl Fn(f64) -> f64) -> Vec<f64> {
    values.iter().map(|v| finite(*v).map(&f).and_then(finite).unwrap_or(f64::NAN)).collect()
}

/// Which buckets a moving average looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// As many before as after (for an even width one more before).
    Centred,
    /// This one and those before.
    Trailing,
}

/// Moving average over `width` buckets: the mean of what is there, where at least half of the
/// window is and the bucket itself is; else missing. Width 0 and 1 give the values back.
/// O(n × width), in plain sums: it is drawn, and few periods wide.
///
/// At the ends the window is cut off, which keeps the line as long as the series.
pub fn moving_average(values: &[f64], width: usize, window: Window) -> Vec<f64> {
    let n = values.len();
    if width <= 1 {
        return each(values, |v| v);
    }
    let (before, after) = match window {
        Window::Centred => (width / 2, (width - 1) / 2),
        Window::Trailing => (width - 1, 0),
    };
    (0..n)
        .map(|at| {
            let from = at.saturating_sub(before);
            let to = (at + after + 1).min(n);
            let (mut sum, mut there) = (0.0, 0);
            for value in values.get(from..to).unwrap_or_default() {
                if value.is_finite() {
                    sum += value;
                    there += 1;
                }
            }
            let present = values.get(at).is_some_and(|v| v.is_finite());
            if present && there * 2 >= to - from { sum / there as f64 } else { f64::NAN }
        })
        .collect()
}

/// Share of another count: value divided by denominator; missing where that is zero or missing.
pub fn share(values: &[f64], of: &[f64]) -> Vec<f64> {
    values
        .iter()
        .enumerate()
        .map(|(i, v)| match (finite(*v), of.get(i).copied().and_then(finite)) {
            (Some(value), Some(whole)) if whole != 0.0 => finite(value / whole).unwrap_or(f64::NAN),
            _ => f64::NAN,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const N: f64 = f64::NAN;

    fn same(got: &[f64], expected: &[f64]) -> bool {
        got.len() == expected.len()
            && got
                .iter()
                .zip(expected)
                .all(|(a, b)| (a.is_nan() && b.is_nan()) || (a - b).abs() < 1e-12)
    }

    #[test]
    fn moving_averages_by_table() {
        let cases: [(&[f64], usize, Window, &[f64]); 6] = [
            (&[1.0, 2.0, 6.0], 1, Window::Centred, &[1.0, 2.0, 6.0]),
            (&[1.0, 2.0, 6.0, 7.0], 3, Window::Centred, &[1.5, 3.0, 5.0, 6.5]),
            (&[1.0, 2.0, 6.0, 7.0], 3, Window::Trailing, &[1.0, 1.5, 3.0, 5.0]),
            (&[1.0, 3.0, 5.0, 7.0], 2, Window::Centred, &[1.0, 2.0, 4.0, 6.0]),
            (&[1.0, N, 3.0], 3, Window::Centred, &[1.0, N, 3.0]),
            (&[1.0, N, N, N, 3.0], 5, Window::Trailing, &[1.0, N, N, N, N]),
        ];
        for (values, width, window, expected) in cases {
            let got = moving_average(values, width, window);
            assert!(same(&got, expected), "{values:?} {width} {window:?}: {got:?}");
        }
    }

    #[test]
    fn a_share_needs_a_whole() {
        assert!(same(&share(&[1.0, 2.0, 3.0, N], &[2.0, 0.0, N, 1.0]), &[0.5, N, N, N]));
    }
}
