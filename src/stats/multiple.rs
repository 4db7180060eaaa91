//! Holm's adjustment of p-values for the number of tests: holds the chance of any false claim.
//!
//! Contract: a p that is not defined (NaN, or outside [0, 1]) stays undefined and does not count
//! as a test; ties get equal results; nothing in, nothing out. Results are in the order of the
//! input and never above 1.
//!
//! Formula: the kth smallest p times m − k + 1, and never below the one before. O(n log n).
//!
//! Sources: Holm 1979; R `p.adjust`.

use crate::kit::indices::sorted;

/// Adjusted p-values.
///
/// ```
/// # use comove::stats::multiple::holm;
/// let adjusted = holm(&[0.01, f64::NAN, 0.04, 0.03]);
/// assert_eq!(adjusted, [Some(0.03), None, Some(0.06), Some(0.06)]);
/// ```
pub fn holm(p: &[f64]) -> Vec<Option<f64>> {
    let known: Vec<(f64, usize)> =
        p.iter().copied().zip(0..).filter(|(p, _)| (0.0..=1.0).contains(p)).collect();
    let sorted = sorted(known, &|a, b| a.0.total_cmp(&b.0));
    let mut out = vec![None; p.len()];
    let mut highest = 0.0_f64;
    for (k, (value, place)) in sorted.iter().enumerate() {
        highest = highest.max(value * (sorted.len() - k) as f64).min(1.0);
        if let Some(slot) = out.get_mut(*place) {
            *slot = Some(highest);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// R: p.adjust(p, "holm")
    #[test]
    fn r() {
        for (p, want) in [
            (&[0.01, 0.02, 0.03, 0.04, 0.05][..], &[0.05, 0.08, 0.09, 0.09, 0.09][..]),
            (&[0.01, 0.04, 0.03], &[0.03, 0.06, 0.06]),
            (&[0.9, 0.8], &[1.0, 1.0]),
        ] {
            for (got, want) in holm(p).iter().zip(want) {
                assert!((got.unwrap() - want).abs() < 1e-15, "{got:?} {want}");
            }
        }
        assert_eq!(holm(&[2.0, -0.1]), [None, None]);
        assert!(holm(&[]).is_empty());
    }

    proptest! {
        #[test]
        fn never_below_p_never_above_one_and_in_its_order(p in prop::collection::vec(0.0..=1.0f64, 0..30)) {
            let adjusted: Vec<f64> = holm(&p).into_iter().map(Option::unwrap).collect();
            for (a, p) in adjusted.iter().zip(&p) {
                prop_assert!(*a >= *p && *a <= 1.0);
            }
            for i in 0..p.len() {
                for j in 0..p.len() {
                    prop_assert!(p[i] > p[j] || adjusted[i] <= adjusted[j]);
                }
            }
        }
    }
}
