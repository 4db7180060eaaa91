//! Cholesky factor of a cross-product matrix that leaves out columns it cannot tell apart.
//!
//! Contract: a column whose pivot falls below 1e-13 of its own square (all zero, constant beside
//! a constant, a copy) is dropped: its coefficient is 0 and it does not count as a regressor.
//! Numbers are expected finite; the caller has scaled them.

/// Lower triangle of X'X, row by row, filled by [`Gram::add`].
#[derive(Clone, Debug)]
pub(crate) struct Gram {
    pub size: usize,
    /// Row-major square storage, lower triangle used.
    cells: Vec<f64>,
}

impl Gram {
    pub fn new(size: usize) -> Gram {
        Gram { size, cells: vec![0.0; size * size] }
    }

    /// Adds one row of X.
    pub fn add(&mut self, row: &[f64]) {
        for (a, (&value, cells)) in
            row.iter().zip(self.cells.chunks_exact_mut(self.size.max(1))).enumerate()
        {
            if value != 0.0 {
                for (cell, &other) in cells[..=a].iter_mut().zip(row) {
                    *cell += value * other;
                }
            }
        }
    }

    /// Entry of the lower triangle, row ≥ column.
    pub fn at(&self, row: usize, column: usize) -> f64 {
        self.cells[row * self.size + column]
    }

    /// Rows and columns picked, in ascending order.
    pub fn part(&self, columns: &[usize]) -> Gram {
        let mut part = Gram::new(columns.len());
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
        for i in 0..n {
            for j in 0..=i {
                let dot: f64 =
                    l[i * n..i * n + j].iter().zip(&l[j * n..j * n + j]).map(|(a, b)| a * b).sum();
                let s = self.cells[i * n + j] - dot;
                l[i * n + j] = if i == j {
                    if s > 1e-13 * self.cells[i * n + i] + 1e-300 { s.sqrt() } else { 0.0 }
                } else if l[j * n + j] > 0.0 {
                    s / l[j * n + j]
                } else {
                    0.0
                };
            }
        }
        Factor { size: n, l }
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

    /// Whether a column could be told apart from those before it.
    pub fn kept(&self, column: usize) -> bool {
        self.at(column, column) > 0.0
    }

    /// Solves X'X b = right for the leading `count` columns; dropped columns get 0.
    pub fn solve(&self, right: &[f64], count: usize) -> Vec<f64> {
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
    fn solves_and_drops_copies() {
        // y = 2 + 3 a, columns: 1, a, a again, y.
        let mut g = Gram::new(4);
        for a in [0.0, 1.0, 2.0, 5.0] {
            g.add(&[1.0, a, a, 2.0 + 3.0 * a]);
        }
        let f = g.factor();
        assert!(f.kept(0) && f.kept(1) && !f.kept(2));
        let right = [2.0 * 4.0 + 3.0 * 8.0, 2.0 * 8.0 + 3.0 * 30.0, 2.0 * 8.0 + 3.0 * 30.0];
        let b = f.solve(&right, 3);
        assert!((b[0] - 2.0).abs() < 1e-12 && (b[1] - 3.0).abs() < 1e-12 && b[2] == 0.0);
    }
}
