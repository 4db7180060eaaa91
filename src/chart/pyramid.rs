//! Minima and maxima of ever longer runs of values, built once: the extremes of any range then
//! cost a number of steps that grows with the logarithm of its length.
//!
//! Contract: NaN and infinite values are passed over; a range without a finite value gives
//! (∞, −∞).

/// Values that one node of a level joins.
const FAN: usize = 16;

/// Minima and maxima of 16, 256, 4096 … adjoining values.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Pyramid {
    levels: Vec<Vec<(f64, f64)>>,
}

const NOTHING: (f64, f64) = (f64::INFINITY, f64::NEG_INFINITY);

fn join(a: (f64, f64), b: (f64, f64)) -> (f64, f64) {
    (a.0.min(b.0), a.1.max(b.1))
}

fn leaf(value: f64) -> (f64, f64) {
    if value.is_finite() { (value, value) } else { NOTHING }
}

impl Pyramid {
    /// O(values).
    pub(super) fn new(values: &[f64]) -> Pyramid {
        let mut levels: Vec<Vec<(f64, f64)>> = Vec::new();
        if values.len() > FAN {
            levels.push(
                values
                    .chunks(FAN)
                    .map(|chunk| chunk.iter().map(|value| leaf(*value)).fold(NOTHING, join))
                    .collect(),
            );
        }
        while let Some(top) = levels.last().filter(|top| top.len() > FAN) {
            let next =
                top.chunks(FAN).map(|chunk| chunk.iter().copied().fold(NOTHING, join)).collect();
            levels.push(next);
        }
        Pyramid { levels }
    }

    /// Lowest and highest finite value in `from..to`, ascending only where there is one.
    pub(super) fn extremes(&self, values: &[f64], from: usize, to: usize) -> (f64, f64) {
        let (mut from, mut to) = (from.min(values.len()), to.min(values.len()));
        let mut found = NOTHING;
        let ends = |from: usize, to: usize| {
            // Whole nodes inside, and what sticks out on both sides.
            let (first, last) = (from.next_multiple_of(FAN), to / FAN * FAN);
            if first >= last { (to, to) } else { (first, last) }
        };
        let (first, last) = ends(from, to);
        for range in [from..first.min(to), last..to] {
            for value in values.get(range).unwrap_or_default() {
                found = join(found, leaf(*value));
            }
        }
        (from, to) = (first / FAN, last / FAN);
        if first >= last {
            return found;
        }
        for (depth, level) in self.levels.iter().enumerate() {
            let top = depth + 1 == self.levels.len();
            let (first, last) = if top { (to, to) } else { ends(from, to) };
            for range in [from..first.min(to), last..to] {
                for node in level.get(range).unwrap_or_default() {
                    found = join(found, *node);
                }
            }
            if first >= last {
                break;
            }
            (from, to) = (first / FAN, last / FAN);
        }
        found
    }
}
