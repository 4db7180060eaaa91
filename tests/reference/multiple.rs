//! Adjusting p-values for the number of tests.
//!
//! Contract: a p that is not defined (NaN, or outside [0, 1]) stays undefined and does not count
//! as a test; ties get equal results; nothing in, nothing out. Results are in the order of the
//! input and never above 1.
//!
//! Holm (the one that Comove uses), Bonferroni, Šidák and Hommel hold the chance of any false claim;
//! Benjamini–Hochberg and –Yekutieli the share of false claims. O(n log n), Hommel O(n²).
//!
//! Sources: Holm 1979; Hommel 1988; Benjamini & Hochberg 1995; Benjamini & Yekutieli 2001; R
//! `p.adjust`.

use comove::stats::multiple::holm;

/// How to adjust.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adjustment {
    /// p · m
    Bonferroni,
    /// 1 − (1 − p)^m; for independent tests
    Sidak,
    /// Step down: the kth smallest p times m − k + 1
    Holm,
    /// Closed Simes test
    Hommel,
    /// False discovery rate, independent or positively dependent tests
    BenjaminiHochberg,
    /// False discovery rate, any dependence
    BenjaminiYekutieli,
}

/// Adjusted p-values.
pub fn adjust(p: &[f64], adjustment: Adjustment) -> Vec<Option<f64>> {
    let mut sorted: Vec<(f64, usize)> =
        p.iter().copied().zip(0..).filter(|(p, _)| (0.0..=1.0).contains(p)).collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let values: Vec<f64> = sorted.iter().map(|(p, _)| *p).collect();
    let m = values.len() as f64;
    let adjusted: Vec<f64> = match adjustment {
        Adjustment::Bonferroni => values.iter().map(|p| p * m).collect(),
        Adjustment::Sidak => values.iter().map(|p| -f64::exp_m1(m * (-p).ln_1p())).collect(),
        Adjustment::Holm => return holm(p),
        Adjustment::Hommel => hommel(&values),
        Adjustment::BenjaminiHochberg => step_up(&values, m),
        Adjustment::BenjaminiYekutieli => {
            step_up(&values, m * (1..=values.len()).map(|k| 1.0 / k as f64).sum::<f64>())
        }
    };
    let mut out = vec![None; p.len()];
    for ((_, place), value) in sorted.iter().zip(adjusted) {
        if let Some(slot) = out.get_mut(*place) {
            *slot = Some(value.min(1.0));
        }
    }
    out
}

/// p_k · factor / k, the smallest of this and all above.
fn step_up(sorted: &[f64], factor: f64) -> Vec<f64> {
    let mut lowest = f64::INFINITY;
    let mut out: Vec<f64> = sorted
        .iter()
        .enumerate()
        .rev()
        .map(|(k, p)| {
            lowest = lowest.min(p * factor / (k as f64 + 1.0));
            lowest
        })
        .collect();
    out.reverse();
    out
}

/// Wright's algorithm, as in statsmodels and R.
fn hommel(sorted: &[f64]) -> Vec<f64> {
    let n = sorted.len();
    let mut adjusted = sorted.to_vec();
    for m in (2..=n).rev() {
        let size = m as f64;
        let (small, large) = sorted.split_at(n - m);
        let smallest = large
            .iter()
            .enumerate()
            .map(|(k, p)| size * p / (k as f64 + 1.0))
            .fold(f64::INFINITY, f64::min);
        let (below, above) = adjusted.split_at_mut(n - m);
        for a in above {
            *a = a.max(smallest);
        }
        for (a, p) in below.iter_mut().zip(small) {
            *a = a.max(smallest.min(size * p));
        }
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;
    use Adjustment::*;
    use proptest::prelude::*;

    /// R: p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05), method)
    #[test]
    fn r() {
        let p = [0.01, 0.02, 0.03, 0.04, 0.05];
        for (how, want) in [
            (Bonferroni, [0.05, 0.1, 0.15, 0.2, 0.25]),
            (Holm, [0.05, 0.08, 0.09, 0.09, 0.09]),
            (Hommel, [0.05, 0.05, 0.05, 0.05, 0.05]),
            (BenjaminiHochberg, [0.05; 5]),
            (BenjaminiYekutieli, [0.114_166_666_666_666_67; 5]),
        ] {
            for (got, want) in adjust(&p, how).iter().zip(want) {
                assert!((got.unwrap() - want).abs() < 1e-15, "{how:?}: {got:?} {want}");
            }
        }
        // Tiny p keep their digits.
        assert!((adjust(&[1e-20, 1.0], Sidak)[0].unwrap() / 2e-20 - 1.0).abs() < 1e-14);
        assert_eq!(adjust(&[2.0, -0.1], Holm), [None, None]);
        assert!(adjust(&[], Holm).is_empty());
    }

    proptest! {
        #[test]
        fn never_below_p_never_above_one_and_in_its_order(p in prop::collection::vec(0.0..=1.0f64, 0..30)) {
            for how in [Bonferroni, Sidak, Holm, Hommel, BenjaminiHochberg, BenjaminiYekutieli] {
                let adjusted: Vec<f64> = adjust(&p, how).into_iter().map(Option::unwrap).collect();
                for (a, p) in adjusted.iter().zip(&p) {
                    prop_assert!(*a >= *p * (1.0 - 1e-15) && *a <= 1.0, "{:?}", how);
                }
                for i in 0..p.len() {
                    for j in 0..p.len() {
                        prop_assert!(p[i] > p[j] || adjusted[i] <= adjusted[j] * (1.0 + 1e-15), "{:?}", how);
                    }
                }
            }
        }
    }
}
