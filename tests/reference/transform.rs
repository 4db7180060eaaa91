//! Transforms of a series of buckets that the page does not offer.
//!
//! Contract: NaN is missing in and out; an infinite input is missing. Where a transform needs two
//! buckets, both must be there: a change across a gap is missing, never a jump over it. Undefined
//! results (logarithm of zero, z-score of a constant) are missing.

use comove::series::resample::sum;

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

/// Change from the bucket before; the first is missing.
pub fn diff(values: &[f64]) -> Vec<f64> {
    each_pair(values, |a, b| b - a)
}

/// Change of the logarithm from the bucket before (log return).
pub fn log_return(values: &[f64]) -> Vec<f64> {
    each_pair(values, |a, b| if a > 0.0 && b > 0.0 { (b / a).ln() } else { f64::NAN })
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
        let cases: [(&str, Transform, &[f64], &[f64]); 7] = [
            ("diff", diff, &[1.0, 3.0, N, 4.0, 4.5], &[N, 2.0, N, N, 0.5]),
            ("diff of nothing", diff, &[], &[]),
            ("log return", log_return, &[1.0, 1.0, 0.0, 2.0], &[N, 0.0, N, N]),
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
}
