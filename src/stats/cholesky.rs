//! Cholesky factor of a cross-product matrix that leaves out columns that depend on earlier ones.
//!
//! Contract: a column whose pivot falls below 1e-13 of its own square (all zero, constant beside
//! a constant, a copy) is dropped: its coefficient is 0 and it does not count as a regressor.
//! Numbers are expected finite; the caller has scaled them.

use super::lanes::{Eight, LANES, all, dots, load, plus, store, times};

/// Lower triangle of X'X.
#[derive(Clone, Debug)]
pub(crate) struct Gram {
    pub size: usize,
    /// Row-major square storage, lower triangle used.
    cells: Vec<f64>,
}

/// Rows that are multiplied out together: they stay close to the processor.
const TILE: usize = 32;

impl Gram {
    fn empty(size: usize) -> Gram {
        Gram { size, cells: vec![0.0; size * size] }
    }

    /// Of the rows of X, one after the other. Each cell is the sum of its products row after row.
    pub fn of(rows: &[f64], size: usize) -> Gram {
        let mut gram = Gram::empty(size);
        // Dummies last: then each product with one of them is looked at where it is not 0 only.
        let filled = |&column: &usize| {
            rows.iter().skip(column).step_by(size).filter(|v| **v != 0.0).count() * 2 * size
                > rows.len()
        };
        let (mut order, dummies): (Vec<usize>, Vec<usize>) = (0..size).partition(filled);
        order.extend(dummies);
        let stride = size.div_ceil(LANES);
        let mut sums = vec![all(0.0); (size + 1) * stride];
        let mut tile = Vec::new();
        for some in rows.chunks(TILE * size.max(1)) {
            tile.clear();
            for row in some.chunks_exact(size) {
                for columns in order.chunks(LANES) {
                    let mut part = [0.0; LANES];
                    part.iter_mut().zip(columns).for_each(|(v, &column)| *v = row[column]);
                    tile.push(part);
                }
            }
            for first in (0..size).step_by(2) {
                let (home, lane) = (first / LANES, first % LANES);
                let present: Vec<&[[f64; LANES]]> = tile
                    .chunks_exact(stride)
                    .filter(|row| row[home][lane..lane + 2] != [0.0; 2])
                    .collect();
                for block in 0..=home {
                    let at = [first * stride + block, (first + 1) * stride + block];
                    let added = multiplied(&present, first, block, at.map(|at| sums[at]));
                    (sums[at[0]], sums[at[1]]) = (added[0], added[1]);
                }
            }
        }
        for (place, &a) in order.iter().enumerate() {
            for (block, columns) in order[..=place].chunks(LANES).enumerate() {
                let sums = store(sums[place * stride + block]);
                for (&b, sum) in columns.iter().zip(sums) {
                    gram.cells[a.max(b) * size + a.min(b)] = sum;
                }
            }
        }
        gram
    }

    /// Entry of the lower triangle, row ≥ column.
    pub fn at(&self, row: usize, column: usize) -> f64 {
        self.cells[row * self.size + column]
    }

    /// Rows and columns picked, in ascending order.
    pub fn part(&self, columns: &[usize]) -> Gram {
        let mut part = Gram::empty(columns.len());
        for (i, &a) in columns.iter().enumerate() {
            for (j, &b) in columns[..=i].iter().enumerate() {
                part.cells[i * part.size + j] = self.at(a, b);
            }
        }
        part
    }

    /// Factor of the leading `size` columns.
    pub fn factor(&self) -> Factor {
        let n = self.size;
        let mut l = vec![0.0; n * n];
        // The same again for the inner loop: of each block of eight rows, column after column.
        let mut blocks = vec![all(0.0); n.div_ceil(LANES) * n];
        for j in 0..n {
            for block in j / LANES..n.div_ceil(LANES) {
                let sums = dots(&blocks[block * n..block * n + j], &l[j * n..j * n + j]);
                let mut column = [0.0; LANES];
                for (lane, dot) in sums.into_iter().enumerate() {
                    let i = block * LANES + lane;
                    if !(j..n).contains(&i) {
                        continue;
                    }
                    let s = self.cells[i * n + j] - dot;
                    column[lane] = if i == j {
                        if s > 1e-13 * self.cells[i * n + i] + 1e-300 { s.sqrt() } else { 0.0 }
                    } else if l[j * n + j] > 0.0 {
                        s / l[j * n + j]
                    } else {
                        0.0
                    };
                    l[i * n + j] = column[lane];
                }
                blocks[block * n + j] = load(&column);
            }
        }
        Factor { size: n, l }
    }
}

/// The products of the columns `first` and the next with the eight of a block, added to `sums`.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
fn multiplied(
    rows: &[&[[f64; LANES]]],
    first: usize,
    block: usize,
    sums: [Eight; 2],
) -> [Eight; 2] {
    let [mut a, mut b] = sums;
    for row in rows {
        let (left, right) = (&row[first / LANES], load(&row[block]));
        a = plus(a, times(right, all(left[first % LANES])));
        b = plus(b, times(right, all(left[first % LANES + 1])));
    }
    [a, b]
}

/// Lower triangular L with X'X = L L'.
#[derive(Clone, Debug)]
pub(crate) struct Factor {
    size: usize,
    l: Vec<f64>,
}

impl Factor {
    /// Entry of L.
    pub fn at(&self, row: usize, column: usize) -> f64 {
        self.l[row * self.size + column]
    }

    /// Whether a column is independent of those before it.
    pub fn kept(&self, column: usize) -> bool {
        self.at(column, column) > 0.0
    }

    /// Solves X'X b = right for the leading `count` columns; dropped columns get 0.
    pub(crate) fn solve(&self, right: &[f64], count: usize) -> Vec<f64> {
        let mut b = vec![0.0; count];
        for i in 0..count {
            if self.kept(i) {
                let dot: f64 = (0..i).map(|j| self.at(i, j) * b[j]).sum();
                b[i] = (right[i] - dot) / self.at(i, i);
            }
        }
        for i in (0..count).rev() {
            if self.kept(i) {
                let dot: f64 = (i + 1..count).map(|j| self.at(j, i) * b[j]).sum();
                b[i] = (b[i] - dot) / self.at(i, i);
            }
        }
        b
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_and_factor_are_sums_in_order() {
        let mut g = crate::stats::random::Random::new(61);
        for (size, rows) in [(1, 1), (2, 31), (7, 33), (8, 64), (9, 100), (19, 70), (30, 45)] {
            let x: Vec<f64> =
                (0..size * rows).map(|_| if g.below(3) == 0 { 0.0 } else { g.normal() }).collect();
            let gram = Gram::of(&x, size);
            let factor = gram.factor();
            for i in 0..size {
                for j in 0..=i {
                    let mut sum = 0.0;
                    for row in x.chunks_exact(size) {
                        sum += row[i] * row[j];
                    }
                    assert_eq!(gram.at(i, j), sum, "{size} {i} {j}");
                    let dot: f64 = (0..j).map(|k| factor.at(i, k) * factor.at(j, k)).sum();
                    let rest = sum - dot;
                    let want = if i == j { rest.sqrt() } else { rest / factor.at(j, j) };
                    assert_eq!(factor.at(i, j), want, "{size} {i} {j}");
                }
            }
        }
        assert_eq!(Gram::of(&[], 3).at(2, 1), 0.0);
    }

    #[test]
    fn solves_and_drops_copies() {
        // y = 2 + 3 a, columns: 1, a, a again, y.
        let rows: Vec<f64> =
            [0.0, 1.0, 2.0, 5.0].iter().flat_map(|a| [1.0, *a, *a, 2.0 + 3.0 * a]).collect();
        let g = Gram::of(&rows, 4);
        let f = g.factor();
        assert!(f.kept(0) && f.kept(1) && !f.kept(2));
        let right = [2.0 * 4.0 + 3.0 * 8.0, 2.0 * 8.0 + 3.0 * 30.0, 2.0 * 8.0 + 3.0 * 30.0];
        let b = f.solve(&right, 3);
        assert!((b[0] - 2.0).abs() < 1e-12 && (b[1] - 3.0).abs() < 1e-12 && b[2] == 0.0);
    }
}
