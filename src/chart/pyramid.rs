//! Minima and maxima of ever longer runs of values, built once: the extremes of any range then
//! cost a number of steps that grows with the logarithm of its length.
//!
//! Contract: NaN is passed over; a range without a value gives (∞, −∞). There are no infinite
//! values ([`super::decimate::Line`] takes them for missing).

/// Values that one node of a level joins.
const FAN: usize = 16;

/// Minima and maxima of 16, 256, 4096 … adjoining values.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Pyramid {
    levels: Vec<Vec<(f64, f64)>>,
}

const NOTHING: (f64, f64) = (f64::INFINITY, f64::NEG_INFINITY);

// Comparisons and not `min` and `max`, which ask for NaN: these loops are most of a frame, also
// where the page is compiled to be small.

#[inline(always)]
fn join_values(found: &mut (f64, f64), values: &[f64]) {
    for value in values {
        if *value < found.0 {
            found.0 = *value;
        }
        if *value > found.1 {
            found.1 = *value;
        }
    }
}

#[inline(always)]
fn join_nodes(found: &mut (f64, f64), nodes: &[(f64, f64)]) {
    for node in nodes {
        if node.0 < found.0 {
            found.0 = node.0;
        }
        if node.1 > found.1 {
            found.1 = node.1;
        }
    }
}

impl Pyramid {
    /// O(values).
    pub(super) fn new(values: &[f64]) -> Pyramid {
        let mut levels: Vec<Vec<(f64, f64)>> = Vec::new();
        if values.len() > FAN {
            let mut level = Vec::with_capacity(values.len().div_ceil(FAN));
            for chunk in values.chunks(FAN) {
                let mut node = NOTHING;
                join_values(&mut node, chunk);
                level.push(node);
            }
            levels.push(level);
        }
        while let Some(top) = levels.last().filter(|top| top.len() > FAN) {
            let mut level = Vec::with_capacity(top.len().div_ceil(FAN));
            for chunk in top.chunks(FAN) {
                let mut node = NOTHING;
                join_nodes(&mut node, chunk);
                level.push(node);
            }
            levels.push(level);
        }
        Pyramid { levels }
    }

    /// Lowest and highest value in `from..to`, ascending only where there is one.
    pub(super) fn extremes(&self, values: &[f64], from: usize, to: usize) -> (f64, f64) {
        let (mut from, mut to) = (from.min(values.len()), to.min(values.len()));
        let mut found = NOTHING;
        let ends = |from: usize, to: usize| {
            // Whole nodes inside, and what sticks out on both sides.
            let (first, last) = (from.next_multiple_of(FAN), to / FAN * FAN);
            if first >= last { (to, to) } else { (first, last) }
        };
        let (first, last) = ends(from, to);
        join_values(&mut found, values.get(from..first.min(to)).unwrap_or_default());
        join_values(&mut found, values.get(last..to).unwrap_or_default());
        (from, to) = (first / FAN, last / FAN);
        if first >= last {
            return found;
        }
        for (depth, level) in self.levels.iter().enumerate() {
            let top = depth + 1 == self.levels.len();
            let (first, last) = if top { (to, to) } else { ends(from, to) };
            join_nodes(&mut found, level.get(from..first.min(to)).unwrap_or_default());
            join_nodes(&mut found, level.get(last..to).unwrap_or_default());
            if first >= last {
                break;
            }
            (from, to) = (first / FAN, last / FAN);
        }
        found
    }
}
