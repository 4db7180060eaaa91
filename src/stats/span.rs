//! The span that two aligned series share, and whether it can answer anything.
//!
//! Contract: NaN and infinities are missing.

use super::verdict::{Reason, Which};

/// Fewest complete buckets for any test.
pub(crate) const FEWEST: usize = 10;

/// Where both series have data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First bucket of the span.
    pub from: usize,
    /// One past the last.
    pub to: usize,
    /// Buckets in which both have a value.
    pub complete: usize,
    /// Buckets from the first value of either to the last value of either.
    pub union: usize,
}

impl Span {
    /// Number of buckets.
    pub(crate) fn len(&self) -> usize {
        self.to - self.from
    }
}

/// From the later first to the earlier last value; `None` where no bucket is complete.
pub(crate) fn common_span(x: &[f64], y: &[f64]) -> Option<Span> {
    let ends = |s: &[f64]| {
        Some((s.iter().position(|v| v.is_finite())?, s.iter().rposition(|v| v.is_finite())?))
    };
    let ((a, b), (c, d)) = (ends(x)?, ends(y)?);
    let (from, to) = (a.max(c), b.min(d) + 1);
    if from >= to {
        return None;
    }
    let complete = (from..to).filter(|&i| x[i].is_finite() && y[i].is_finite()).count();
    let union = b.max(d) + 1 - a.min(c);
    (complete > 0).then_some(Span { from, to, complete, union })
}

/// Runs of buckets in which one or both are missing, as (first, length).
pub fn gaps(x: &[f64], y: &[f64]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (i, (a, b)) in x.iter().zip(y).enumerate() {
        if a.is_finite() && b.is_finite() {
            continue;
        }
        match runs.last_mut() {
            Some((first, length)) if *first + *length == i => *length += 1,
            _ => runs.push((i, 1)),
        }
    }
    runs
}

/// Why no test is possible on the span's values, if so.
///
/// A gap counts from five buckets on (or a quarter of the span): a closed weekend is a rhythm,
/// not a hole.
pub(crate) fn refusal(x: &[f64], y: &[f64], complete: usize) -> Option<Reason> {
    let n = x.len();
    if complete < FEWEST {
        return Some(Reason::TooFew { complete: complete as u64 });
    }
    for (series, which) in [(x, Which::X), (y, Which::Y)] {
        let (distinct, mode, count) = most_frequent(series);
        if distinct <= 1 {
            return Some(Reason::Constant(which));
        }
        if mode as f64 > 0.8 * count as f64 {
            return Some(Reason::MostlyOneValue(which));
        }
    }
    let missing: usize =
        gaps(x, y).iter().map(|&(_, length)| length).filter(|&l| l >= 5 || 4 * l > n).sum();
    (4 * missing > n).then_some(Reason::Gaps { missing: missing as u64, span: n as u64 })
}

/// Number of distinct values, how often the most frequent one occurs, and how many there are.
fn most_frequent(series: &[f64]) -> (usize, usize, usize) {
    let mut sorted: Vec<f64> = series.iter().copied().filter(|v| v.is_finite()).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let runs = sorted.chunk_by(|a, b| a == b);
    let (distinct, mode) = runs.fold((0, 0), |(d, m), run| (d + 1, m.max(run.len())));
    (distinct, mode, sorted.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    const N: f64 = f64::NAN;

    #[test]
    fn spans() {
        let span = common_span(&[N, 1.0, 2.0, N, 4.0], &[0.0, N, 1.0, 2.0, N]).unwrap();
        assert_eq!(span, Span { from: 1, to: 4, complete: 1, union: 5 });
        assert!(common_span(&[1.0, N], &[N, 1.0]).is_none());
        assert!(common_span(&[1.0, N, 1.0], &[N, 1.0, N]).is_none());
        assert!(common_span(&[], &[]).is_none());
        assert_eq!(gaps(&[N, 1.0, N, N], &[1.0; 4]), [(0, 1), (2, 2)]);
    }

    #[test]
    fn refusals() {
        let ramp: Vec<f64> = (0..40).map(f64::from).collect();
        let mut mostly = vec![0.0; 40];
        mostly[..7].copy_from_slice(&ramp[1..8]);
        let mut holed = ramp.clone();
        holed[10..22].fill(N);
        let mut weekends = ramp.clone();
        (0..40).filter(|i| i % 7 >= 5).for_each(|i| weekends[i] = N);
        let cases: [(&[f64], &[f64], Option<Reason>); 6] = [
            (&ramp, &ramp, None),
            (&ramp[..9], &ramp[..9], Some(Reason::TooFew { complete: 9 })),
            (&ramp, &[3.0; 40], Some(Reason::Constant(Which::Y))),
            (&mostly, &ramp, Some(Reason::MostlyOneValue(Which::X))),
            (&holed, &ramp, Some(Reason::Gaps { missing: 12, span: 40 })),
            (&weekends, &ramp, None),
        ];
        for (x, y, want) in cases {
            let complete = common_span(x, y).unwrap().complete;
            assert_eq!(refusal(x, y, complete), want);
        }
    }
}
