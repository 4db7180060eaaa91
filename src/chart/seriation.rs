//! An order in which similar series are neighbours.
//!
//! Average linkage on the distance 1 − r (0 alike, 2 opposite; unknown pairs 1), the two joined
//! runs turned so that their nearest ends meet. Ties go to the earlier series, so the order
//! depends on nothing but the coefficients. O(n³); n is the dozens of series a person looks at.

/// Order of `count` things by their correlations.
pub fn order(count: usize, r: impl Fn(usize, usize) -> Option<f64>) -> Vec<usize> {
    let distance = |a: usize, b: usize| match r(a, b) {
        Some(r) if r.is_finite() => 1.0 - r.clamp(-1.0, 1.0),
        _ => 1.0,
    };
    let mut runs: Vec<Vec<usize>> = (0..count).map(|k| vec![k]).collect();
    while runs.len() > 1 {
        let mut nearest: Option<(f64, usize, usize)> = None;
        for (j, second) in runs.iter().enumerate() {
            for (i, first) in runs.iter().take(j).enumerate() {
                let sum: f64 = first
                    .iter()
                    .flat_map(|a| second.iter().map(move |b| (*a, *b)))
                    .map(|(a, b)| distance(a, b))
                    .sum();
                let mean = sum / (first.len() * second.len()) as f64;
                if nearest.is_none_or(|(best, ..)| mean < best - 1e-12) {
                    nearest = Some((mean, i, j));
                }
            }
        }
        let Some((_, i, j)) = nearest else { break };
        // The later one first: taking it does not move the earlier.
        let second = runs.remove(j);
        let first = runs.remove(i);
        runs.insert(i, joined(first, second, distance));
    }
    runs.into_iter().next().unwrap_or_default()
}

/// Two runs end to end, each turned so that the ends that meet are nearest.
fn joined(
    first: Vec<usize>,
    second: Vec<usize>,
    distance: impl Fn(usize, usize) -> f64,
) -> Vec<usize> {
    let turned = |run: &[usize], turn: bool| -> Vec<usize> {
        if turn { run.iter().rev().copied().collect() } else { run.to_vec() }
    };
    let mut best: Option<(f64, Vec<usize>)> = None;
    for (turn_first, turn_second) in [(false, false), (false, true), (true, false), (true, true)] {
        let (a, b) = (turned(&first, turn_first), turned(&second, turn_second));
        let meeting = match (a.last(), b.first()) {
            (Some(end), Some(start)) => distance(*end, *start),
            _ => 0.0,
        };
        if best.as_ref().is_none_or(|(least, _)| meeting < least - 1e-12) {
            best = Some((meeting, a.into_iter().chain(b).collect()));
        }
    }
    best.map_or(first, |(_, run)| run)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn two_families_are_told_apart() {
        // 0, 2, 4 belong together, 1, 3 belong together.
        let r = |a: usize, b: usize| Some(if a % 2 == b % 2 { 0.9 } else { -0.3 });
        let order = order(5, r);
        let families: Vec<usize> = order.iter().map(|k| k % 2).collect();
        assert_eq!(families.windows(2).filter(|w| w[0] != w[1]).count(), 1, "{order:?}");
    }

    #[test]
    fn a_chain_is_laid_out_as_a_chain() {
        let r = |a: usize, b: usize| Some(1.0 - 0.2 * a.abs_diff(b) as f64);
        let shuffle = [3, 0, 4, 1, 2];
        let order = order(5, |a, b| r(shuffle[a], shuffle[b]));
        let places: Vec<usize> = order.iter().map(|k| shuffle[*k]).collect();
        assert!(places == [0, 1, 2, 3, 4] || places == [4, 3, 2, 1, 0], "{places:?}");
    }

    proptest! {
        #[test]
        fn every_series_once(values in prop::collection::vec(prop::option::of(-1.0_f64..1.0), 0..64)) {
            let count = (values.len() as f64).sqrt() as usize;
            let mut order = order(count, |a, b| values[a.max(b) * count + a.min(b)]);
            order.sort_unstable();
            prop_assert_eq!(order, (0..count).collect::<Vec<_>>());
        }
    }
}
