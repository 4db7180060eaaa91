//! Moving mean.
//!
//! Contract: a window uses the values present in it; fewer than `min_periods` (at least 1) or an
//! infinite value give `None` at that place and nowhere else. Windows are cut at the ends of the
//! series.
//!
//! Prefix and suffix sums of blocks (van Herk): nothing is subtracted when a value leaves the
//! window, so a spike of 1e200 leaves no residue behind. O(n).

/// Where a window lies about its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// The place is its last value.
    Trailing,
    /// The place is its middle, the later of two.
    Centred,
}

/// Mean of the values in a moving window.
pub fn rolling_mean(
    x: &[f64],
    window: usize,
    min_periods: usize,
    placement: Placement,
) -> Vec<Option<f64>> {
    let n = x.len();
    // Wider than that it holds every value, wherever its place is.
    let window = window.clamp(1, 2 * n + 1);
    // After the place, so many values belong to the window.
    let ahead = match placement {
        Placement::Trailing => 0,
        Placement::Centred => (window - 1) / 2,
    };
    // Padded in front by a window and behind by one, every window is whole: block boundaries
    // every `window` places cut it into the end of one block and the start of the next.
    let padded = n + 2 * window;
    let at = |i: usize| {
        let value = i.checked_sub(window).and_then(|i| x.get(i)).copied().unwrap_or(f64::NAN);
        if value.is_nan() { (0.0, 0_usize) } else { (value, 1) }
    };
    let add = |a: (f64, usize), b: (f64, usize)| (a.0 + b.0, a.1 + b.1);
    let mut to_here = vec![(0.0, 0); padded];
    let mut from_here = vec![(0.0, 0); padded];
    for i in 0..padded {
        to_here[i] = if i.is_multiple_of(window) { at(i) } else { add(to_here[i - 1], at(i)) };
    }
    for i in (0..padded).rev() {
        let last = i + 1 == padded || (i + 1).is_multiple_of(window);
        from_here[i] = if last { at(i) } else { add(at(i), from_here[i + 1]) };
    }
    (0..n)
        .map(|i| {
            let end = i + ahead + window;
            let start = end + 1 - window;
            let (sum, count) = if start.is_multiple_of(window) {
                to_here[end]
            } else {
                add(from_here[start], to_here[end])
            };
            let mean = sum / count as f64;
            (count >= min_periods.max(1) && mean.is_finite()).then_some(mean)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{super::moments::mean, *};
    use proptest::prelude::*;

    fn gappy() -> impl Strategy<Value = f64> {
        prop_oneof![4 => -1e3..1e3f64, 1 => Just(f64::NAN), 1 => Just(7.0)]
    }

    proptest! {
        #[test]
        fn mean_is_that_of_each_window(x in prop::collection::vec(gappy(), 0..40), window in 1usize..50, least in 0usize..5) {
            for placement in [Placement::Trailing, Placement::Centred] {
                let got = rolling_mean(&x, window, least, placement);
                prop_assert_eq!(got.len(), x.len());
                let width = window;
                for (i, got) in got.iter().enumerate() {
                    let end = if placement == Placement::Centred { i + (width - 1) / 2 } else { i };
                    let inside = &x[(end + 1).saturating_sub(width)..(end + 1).min(x.len())];
                    let want = mean(inside).filter(|_| inside.iter().filter(|v| !v.is_nan()).count() >= least.max(1));
                    match (got, want) {
                        (Some(got), Some(want)) => prop_assert!((got - want).abs() < 1e-11),
                        (got, want) => prop_assert_eq!(*got, want),
                    }
                }
            }
        }
    }

    #[test]
    fn a_spike_leaves_nothing_behind() {
        let mut x: Vec<f64> = (0..20).map(|i| f64::from(i * i % 7) * 1e-3).collect();
        x[4] = 1e200;
        let means = rolling_mean(&x, 3, 1, Placement::Trailing);
        assert!((means[7].unwrap() - (x[5] + x[6] + x[7]) / 3.0).abs() < 1e-18);
        x[4] = f64::INFINITY;
        let means = rolling_mean(&x, 3, 1, Placement::Trailing);
        assert!(means[6].is_none() && means[7].is_some());
    }
}
