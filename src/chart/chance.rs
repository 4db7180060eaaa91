//! The picture of chance: a hundred unrelated pairs as dots, those at least as alike as the pair
//! that was compared filled.
//!
//! The dots are the quantiles of the reference that the verdict's p comes from, so the picture is
//! the same each time: the pair at rank i of a hundred has p = (i − ½) / 100, and stands where a
//! normal score of that size does. Right is more alike.

/// p at the left edge of each column but the first: a quarter of a standard deviation each.
const EDGES: [f64; 13] = [
    0.8026, 0.6171, 0.4533, 0.3173, 0.2113, 0.1336, 0.0801, 0.0455, 0.0244, 0.0124, 0.005_96,
    0.0027, 0.001_15,
];

/// Columns that the picture has.
pub const COLUMNS: usize = EDGES.len() + 1;

/// Pairs that the picture shows.
pub const PAIRS: u32 = 100;

/// Dots of the highest column.
pub const ROWS: usize = 20;

/// One unrelated pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dot {
    /// How alike it looks, from 0, see [`COLUMNS`].
    pub column: usize,
    /// How many dots of its column stand below it.
    pub row: usize,
    /// Whether it is at least as alike as ours.
    pub beyond: bool,
}

/// The column that a p belongs to.
pub fn column(p: f64) -> usize {
    EDGES.iter().take_while(|edge| p < **edge).count()
}

/// The hundred pairs beside one of this p.
pub fn dots(p: f64) -> Vec<Dot> {
    let mut heights = [0; COLUMNS];
    (1..=PAIRS)
        .rev()
        .map(|rank| {
            let own = (f64::from(rank) - 0.5) / f64::from(PAIRS);
            let column = column(own);
            let height = heights.get_mut(column);
            let row = height.map_or(0, |height| std::mem::replace(height, *height + 1));
            Dot { column, row, beyond: own <= p }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_dots_are_filled_as_p_says() {
        for (p, filled) in [(1.0, 100), (0.5, 50), (0.05, 5), (0.03, 3), (0.001, 0)] {
            let dots = dots(p);
            assert_eq!(dots.len(), 100);
            assert_eq!(dots.iter().filter(|dot| dot.beyond).count(), filled, "{p}");
            // Ours stands to the right of every pair that is less alike.
            let ours = column(p);
            assert!(dots.iter().all(|dot| dot.beyond || dot.column <= ours), "{p}");
        }
    }

    #[test]
    fn no_two_dots_share_a_place() {
        let dots = dots(0.2);
        for (at, dot) in dots.iter().enumerate() {
            assert!(dot.row < ROWS && dot.column < COLUMNS);
            let same = |other: &Dot| (other.column, other.row) == (dot.column, dot.row);
            assert!(!dots[at + 1..].iter().any(same), "{dot:?}");
        }
    }
}
