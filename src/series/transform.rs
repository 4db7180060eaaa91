//! Transforms of a series of buckets.
//!
//! # Contract
//! * NaN is missing in and out; an infinite input is missing. Where a transform needs two buckets,
//!   both must be there: a change across a gap is missing, never a jump over it.
//! * Undefined results (logarithm of zero, percent of zero, z-score of a constant) are missing.

use super::resample::sum;

fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

fn each(values: &[f64], f: impl Fn(f64) -> f64) -> Vec<f64> {
    values.iter().map(|v| finite(*v).map(&f).and_then(finite).unwrap_or(f64::NAN)).collect()
}

fn each_pair(values: &[f64], f: impl Fn(f64, f64) -> f64) -> Vec<f64> {
    let mut out = Vec::with_capacity(values.len());
    let mut before = f64::NAN;
    for value in values {
        let change = match (finite(before), finite(*value)) {
            (Some(a), Some(b)) => finite(f(a, b)).unwrap_or(f64::NAN),
            _ => f64::NAN,
        };
        out.push(change);
        before = *value;
    }
    out
}

/// Natural logarithm; zero and negative values are missing.
pub fn log(values: &[f64]) -> Vec<f64> {
    each(values, |v| if v > 0.0 { v.ln() } else { f64::NAN })
}

/// Change from the bucket before; the first is missing.
pub fn diff(values: &[f64]) -> Vec<f64> {
    each_pair(values, |a, b| b - a)
}

/// Change of the logarithm from the bucket before (log return).
pub fn log_return(values: &[f64]) -> Vec<f64> {
    each_pair(values, |a, b| if a > 0.0 && b > 0.0 { (b / a).ln() } else { f64::NAN })
}

/// Change in percent of the bucket before; missing where that is zero.
pub fn percent_change(values: &[f64]) -> Vec<f64> {
    each_pair(values, |a, b| if a == 0.0 { f64::NAN } else { (b - a) / a.abs() * 100.0 })
}

/// Index: the first positive value is 100. All missing where there is none.
pub fn index100(values: &[f64]) -> Vec<f64> {
    match values.iter().copied().find(|v| v.is_finite() && *v > 0.0) {
        Some(base) => each(values, |v| v / base * 100.0),
        None => vec![f64::NAN; values.len()],
    }
}

/// Mean and sample standard deviation (divisor n − 1) of what is there.
fn moments(values: &[f64]) -> Option<(f64, f64)> {
    let there: Vec<f64> = values.iter().copied().filter(|v| v.is_finite()).collect();
    if there.len() < 2 {
        return None;
    }
    let n = there.len() as f64;
    let mean = there.iter().map(|v| v / n).sum::<f64>();
    // A second pass takes the mean's rounding out.
    let mean = mean + sum(&there.iter().map(|v| v - mean).collect::<Vec<_>>()) / n;
    let squares: Vec<f64> = there.iter().map(|v| (v - mean) * (v - mean)).collect();
    Some((mean, (sum(&squares) / (n - 1.0)).sqrt()))
}

/// Distance from the mean in sample standard deviations; a constant has none.
pub fn zscore(values: &[f64]) -> Vec<f64> {
    match moments(values) {
        Some((mean, sd)) if sd > 0.0 && sd > mean.abs() * 1e-14 => {
            each(values, |v| (v - mean) / sd)
        }
        _ => vec![f64::NAN; values.len()],
    }
}

/// What a least-squares line through (bucket, value) leaves. Fewer than two values: missing.
pub fn linear_detrended(values: &[f64]) -> Vec<f64> {
    let there: Vec<(f64, f64)> = values
        .iter()
        .enumerate()
        .filter(|(_, v)| v.is_finite())
        .map(|(t, v)| (t as f64, *v))
        .collect();
    if there.len() < 2 {
        return vec![f64::NAN; values.len()];
    }
    let n = there.len() as f64;
    let of = |f: &dyn Fn(&(f64, f64)) -> f64| sum(&there.iter().map(f).collect::<Vec<_>>());
    let (mean_t, mean_v) = (of(&|p| p.0) / n, of(&|p| p.1) / n);
    let slope = of(&|p| (p.0 - mean_t) * (p.1 - mean_v)) / of(&|p| (p.0 - mean_t).powi(2));
    values
        .iter()
        .enumerate()
        .map(|(t, v)| v - (mean_v + slope * (t as f64 - mean_t)))
        .map(|v| finite(v).unwrap_or(f64::NAN))
        .collect()
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
/// O(n × width): it is drawn, and few periods wide.
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
            let there: Vec<f64> = values
                .get(from..to)
                .unwrap_or_default()
                .iter()
                .copied()
                .filter(|v| v.is_finite())
                .collect();
            let present = values.get(at).is_some_and(|v| v.is_finite());
            if present && there.len() * 2 >= to - from {
                sum(&there) / there.len() as f64
            } else {
                f64::NAN
            }
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
    fn transforms_by_table() {
        type Transform = fn(&[f64]) -> Vec<f64>;
        let cases: [(&str, Transform, &[f64], &[f64]); 12] = [
            ("log", log, &[1.0, 0.0, -1.0, N], &[0.0, N, N, N]),
            ("diff", diff, &[1.0, 3.0, N, 4.0, 4.5], &[N, 2.0, N, N, 0.5]),
            ("diff of nothing", diff, &[], &[]),
            ("log return", log_return, &[1.0, 1.0, 0.0, 2.0], &[N, 0.0, N, N]),
            ("percent", percent_change, &[2.0, 3.0, 0.0, 5.0], &[N, 50.0, -100.0, N]),
            ("percent of a negative", percent_change, &[-2.0, -1.0], &[N, 50.0]),
            ("index", index100, &[N, 0.0, 4.0, 6.0, N], &[N, 0.0, 100.0, 150.0, N]),
            ("index of nothing positive", index100, &[0.0, -1.0], &[N, N]),
            ("zscore", zscore, &[1.0, N, 3.0], &[-0.5f64.sqrt(), N, 0.5f64.sqrt()]),
            ("zscore of a constant", zscore, &[5.0, 5.0, 5.0], &[N, N, N]),
            ("detrended line", linear_detrended, &[1.0, 2.0, N, 4.0], &[0.0, 0.0, N, 0.0]),
            ("infinite is missing", diff, &[f64::INFINITY, 1.0, 2.0], &[N, N, 1.0]),
        ];
        for (name, transform, input, expected) in cases {
            let got = transform(input);
            assert!(same(&got, expected), "{name}: {got:?}");
        }
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
