//! Cholesky factor of a cross-product matrix that leaves out columns that depend on earlier ones.
//!
//! Contract: a column whose pivot falls below 1e-13 of its own square (all zero, constant beside
//! a constant, a copy) is dropped: its coefficient is 0 and it does not count as a regressor.
//! Numbers are expected finite; the caller has scaled them.

use super::lanes::{Eight, LANES, add_multiple, all, by, dots, load, plus, store};
use std::ops::Range;

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
        let mut filled = vec![0; size];
        for row in rows.chunks_exact(size.max(1)) {
            filled.iter_mut().zip(row).for_each(|(count, v)| *count += usize::from(*v != 0.0));
        }
        // Dummies last: then each product with one of them is looked at where it is not 0 only.
        let (mut order, dummies): (Vec<usize>, Vec<usize>) =
            (0..size).partition(|&column| filled[column] * 2 * size > rows.len());
        // Two at a time.
        let full = order.len() / 2 * 2;
        order.extend(dummies);
        let stride = size.div_ceil(LANES);
        let mut sums = vec![[0.0; LANES]; size * stride];
        let mut tile: Vec<[f64; LANES]> = Vec::with_capacity(TILE * stride);
        for some in rows.chunks(TILE * size.max(1)) {
            tile.clear();
            for row in some.chunks_exact(size) {
                let from = tile.len();
                tile.resize(from + stride, [0.0; LANES]);
                let ordered = tile[from..].as_flattened_mut().iter_mut();
                ordered.zip(&order).for_each(|(v, &column)| *v = row[column]);
            }
            for first in (0..full).step_by(2) {
                for block in 0..=first / LANES {
                    let at = [first * stride + block, (first + 1) * stride + block];
                    let added =
                        multiplied(&tile, stride, first, block, at.map(|at| load(&sums[at])));
                    (sums[at[0]], sums[at[1]]) = (store(added[0]), store(added[1]));
                }
            }
            for row in tile.chunks_exact(stride) {
                for place in full..size {
                    let value = row[place / LANES][place % LANES];
                    if value != 0.0 {
                        let up_to = place / LANES + 1;
                        let sums = &mut sums[place * stride..][..up_to];
                        add_multiple(sums, &row[..up_to], value);
                    }
                }
            }
        }
        for (place, &a) in order.iter().enumerate() {
            for (block, columns) in order[..=place].chunks(LANES).enumerate() {
                let sums = sums[place * stride + block];
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
    tile: &[[f64; LANES]],
    stride: usize,
    first: usize,
    block: usize,
    sums: [Eight; 2],
) -> [Eight; 2] {
    let [mut a, mut b] = sums;
    for row in tile.chunks_exact(stride) {
        let (left, right) = (&row[first / LANES], load(&row[block]));
        a = plus(a, by(right, left[first % LANES]));
        b = plus(b, by(right, left[first % LANES + 1]));
    }
    [a, b]
}

/// A factor that takes one column after the other, and what they leave of the last one, which they
/// explain. Where several sets of columns begin alike, what they share is computed once.
///
/// Contract: columns are taken in ascending order; what comes out is what [`Gram::factor`] of these
/// columns alone would give, bit for bit.
#[derive(Clone, Debug)]
pub(crate) struct Growing<'a> {
    gram: &'a Gram,
    /// Products of two columns' entries of L so far, row-major, lower triangle used.
    dots: Vec<[f64; LANES]>,
    /// How many of the columns taken are independent of those before them.
    pub kept: usize,
    /// Σ of the last column's squares less what those taken explain.
    pub left: f64,
}

impl Growing<'_> {
    /// Of these columns.
    pub fn of(gram: &Gram, columns: Range<usize>) -> Growing<'_> {
        let n = gram.size;
        let left = gram.cells.last().copied().unwrap_or(0.0);
        let dots = vec![[0.0; LANES]; n * n.div_ceil(LANES)];
        let mut growing = Growing { gram, dots, kept: 0, left };
        columns.for_each(|column| growing.take(column));
        growing
    }

    /// Takes a column behind all that were taken.
    pub fn take(&mut self, column: usize) {
        let n = self.gram.size;
        let stride = n.div_ceil(LANES);
        let rest = |row: usize| {
            let dots = &self.dots[row * stride + column / LANES];
            self.gram.at(row, column) - dots[column % LANES]
        };
        let square = rest(column);
        if !(square > 1e-13 * self.gram.at(column, column) + 1e-300) {
            return;
        }
        let pivot = square.sqrt();
        let mut l = vec![[0.0; LANES]; stride];
        for row in column + 1..n {
            l[row / LANES][row % LANES] = rest(row) / pivot;
        }
        let first = (column + 1) / LANES;
        for row in column + 1..n {
            let blocks = first..row / LANES + 1;
            let dots = &mut self.dots[row * stride..][blocks.clone()];
            add_multiple(dots, &l[blocks], l[row / LANES][row % LANES]);
        }
        self.kept += 1;
        self.left -= l.as_flattened().get(n - 1).map_or(0.0, |last| last.powi(2));
    }
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
    fn growing_is_the_factor_of_the_columns_taken() {
        let mut g = crate::stats::random::Random::new(63);
        let size = 21;
        let mut x: Vec<f64> = (0..size * 60).map(|_| g.normal()).collect();
        // The sixth is a copy of the third.
        x.chunks_exact_mut(size).for_each(|row| row[5] = row[2]);
        let gram = Gram::of(&x, size);
        let begun = Growing::of(&gram, 0..3);
        for rest in [vec![], vec![5], vec![3, 5, 7, 8, 9, 16], vec![4, 19], (3..20).collect()] {
            let mut growing = begun.clone();
            rest.iter().for_each(|column| growing.take(*column));
            let columns: Vec<usize> = (0..3).chain(rest).chain([size - 1]).collect();
            let picked: Vec<f64> =
                x.chunks_exact(size).flat_map(|row| columns.iter().map(|c| row[*c])).collect();
            let alone = Gram::of(&picked, columns.len());
            let (factor, last) = (alone.factor(), columns.len() - 1);
            let mut left = alone.at(last, last);
            (0..last).for_each(|j| left -= factor.at(last, j).powi(2));
            assert_eq!(growing.left, left, "{columns:?}");
            assert_eq!(growing.kept, (0..last).filter(|j| factor.kept(*j)).count());
        }
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
