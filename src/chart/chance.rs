//! The picture of chance: a hundred unrelated pairs as dots, those at least as alike as the pair
//! that was compared filled.
//!
//! The dots are the quantiles of what the test that decided reaches among unrelated pairs, so the
//! picture is the same each time. Right is more alike. What is farther than all of them stands in the
//! last column. How many are filled is decided by p alone, so that the picture and the number agree.

use crate::stats::chance::{Chance, PAIRS, p_of_rank};
use serde::{Deserialize, Serialize};

/// Columns that the picture has; the last is for a pair that is more alike than all dots.
pub const COLUMNS: usize = 20;

/// Dots of the highest column.
pub const ROWS: usize = 22;

/// The dots, and where ours stands.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Picture {
    /// A dot a pair, the least alike first.
    pub dots: Vec<Dot>,
    /// The column of the pair that was compared.
    pub ours: usize,
}

/// One unrelated pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Dot {
    /// How alike it looks, from 0, see [`COLUMNS`].
    pub column: usize,
    /// How many dots of its column stand below it.
    pub row: usize,
    /// Whether it is at least as alike as ours.
    pub beyond: bool,
}

impl Picture {
    /// Of what the test reached, and the verdict's p.
    pub fn new(chance: &Chance, p: f64) -> Picture {
        let least = chance.unrelated.first().copied().unwrap_or(0.0);
        let most = chance.unrelated.last().copied().unwrap_or(0.0);
        let wide = (most - least) / (COLUMNS - 1) as f64;
        let column = |reached: f64| {
            let at = if wide > 0.0 { ((reached - least) / wide).max(0.0) } else { 0.0 };
            if reached > most { COLUMNS - 1 } else { (at as usize).min(COLUMNS - 2) }
        };
        let mut heights = [0; COLUMNS];
        let dots = chance.unrelated.iter().zip((1..=PAIRS).rev()).map(|(reached, rank)| {
            let column = column(*reached);
            let height = heights.get_mut(column);
            let row = height.map_or(0, |height| std::mem::replace(height, *height + 1));
            Dot { column, row, beyond: p_of_rank(rank) <= p }
        });
        Picture { dots: dots.collect(), ours: column(chance.statistic) }
    }

    /// How many are at least as alike as ours.
    pub fn beyond(&self) -> usize {
        self.dots.iter().filter(|dot| dot.beyond).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{
        analysis::analyse,
        input::Options,
        lab::processes::{GRID, RELATED},
        random::Random,
    };

    /// Of every test, among related and unrelated pairs: as many dots are filled as p says, ours stands
    /// right of those that are not, no two share a place, and none is above the picture.
    #[test]
    fn the_picture_agrees_with_p() {
        let mut tests = Vec::new();
        for (at, process) in GRID.iter().chain(RELATED).enumerate() {
            for (n, declared) in [(45, None), (120, None), (200, Some((0, 14))), (500, None)] {
                let pair = (process.draw)(n, &mut Random::new(900 + at as u64));
                let got = analyse(&pair.input(Options {
                    lag_window: declared,
                    context_draws: 0,
                    ..Options::default()
                }));
                let Some((chance, p)) = got.chance.as_ref().zip(got.surprises.p) else { continue };
                tests.push(chance.test.name());
                let Picture { dots, ours } = Picture::new(chance, p);
                assert_eq!(dots.len(), 100);
                let filled = dots.iter().filter(|dot| dot.beyond).count();
                assert!((filled as f64 - 100.0 * p).abs() <= 0.51, "{} {p} {filled}", process.name);
                for (at, dot) in dots.iter().enumerate() {
                    assert!(dot.row < ROWS && dot.column < COLUMNS, "{} {n} {dot:?}", process.name);
                    assert!(dot.beyond || dot.column <= ours, "{} {n} {p}", process.name);
                    assert!(!dot.beyond || dot.column >= ours, "{} {n} {p}", process.name);
                    let same = |other: &Dot| (other.column, other.row) == (dot.column, dot.row);
                    assert!(!dots[at + 1..].iter().any(same), "{dot:?}");
                }
            }
        }
        for test in ["same-period", "any-lag", "declared", "slow"] {
            assert!(tests.contains(&test), "{test}");
        }
    }
}
