//! What is taken out of levels before they are compared: a constant, a straight trend, and the columns
//! of the calendar and the controls.
//!
//! Every column that one of the two prewhitening models took has to be among them: where a season is
//! left in both curves, unrelated ones agree in most cases (`examples/audit.md`).
//!
//! Contract: orthonormal columns, those that depend on earlier ones dropped; a missing value of a
//! column (a control's NaN) is the last one before it, or the first one known. Missing values of a
//! series are interpolated; a series that is constant or nothing but such columns gives `None`.

use super::{autoregression::carry_forward, least_squares::dot};

/// Orthonormal columns of constant, trend and what else is given.
#[derive(Clone, Debug)]
pub struct Basis {
    columns: Vec<Vec<f64>>,
}

impl Basis {
    /// Of series of n buckets. O(n k²).
    pub fn new(n: usize, given: &[&[f64]]) -> Basis {
        let constant = vec![1.0; n];
        let trend: Vec<f64> = (0..n).map(|t| t as f64 / n as f64 - 0.5).collect();
        let mut columns: Vec<Vec<f64>> = Vec::new();
        for column in [&[&constant[..], &trend], given].concat() {
            let Some(mut rest) = carry_forward(column) else { continue };
            let before = dot(&rest, &rest);
            // Twice is enough (Giraud, Langou & Rozložník 2005).
            for _ in 0..2 {
                for q in &columns {
                    let share = dot(&rest, q);
                    rest.iter_mut().zip(q).for_each(|(v, q)| *v -= share * q);
                }
            }
            let length = dot(&rest, &rest);
            if length > 1e-12 * before {
                rest.iter_mut().for_each(|v| *v /= length.sqrt());
                columns.push(rest);
            }
        }
        Basis { columns }
    }

    /// The columns, constant first.
    pub(crate) fn columns(&self) -> &[Vec<f64>] {
        &self.columns
    }

    /// Gaps interpolated, then freed of the columns and scaled to length 1.
    pub(crate) fn detrended(&self, x: &[f64]) -> Option<Vec<f64>> {
        let mut filled = interpolate(x)?;
        let mean = filled.iter().map(|v| v / x.len() as f64).sum::<f64>();
        filled.iter_mut().for_each(|v| *v -= mean);
        let largest = filled.iter().fold(0.0_f64, |a, v| a.max(v.abs()));
        if !(largest > 0.0 && largest.is_finite()) {
            return None;
        }
        filled.iter_mut().for_each(|v| *v /= largest);
        let before = dot(&filled, &filled);
        for q in &self.columns {
            let share = dot(&filled, q);
            filled.iter_mut().zip(q).for_each(|(v, q)| *v -= share * q);
        }
        let length = dot(&filled, &filled);
        if !(length > 1e-18 * before) {
            return None;
        }
        filled.iter_mut().for_each(|v| *v /= length.sqrt());
        Some(filled)
    }
}

/// Missing values on the line between their neighbours; beyond the ends, the nearest value.
fn interpolate(x: &[f64]) -> Option<Vec<f64>> {
    let known: Vec<usize> = (0..x.len()).filter(|&i| x[i].is_finite()).collect();
    let (&first, &last) = (known.first()?, known.last()?);
    let mut out = x.to_vec();
    out[..first].fill(x[first]);
    out[last..].fill(x[last]);
    for pair in known.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        for i in a + 1..b {
            out[i] = x[a] + (x[b] - x[a]) * (i - a) as f64 / (b - a) as f64;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn independent_columns_span_what_was_given() {
        let even: Vec<f64> = (0..30).map(|t| f64::from(t % 2)).collect();
        let odd: Vec<f64> = even.iter().map(|v| 1.0 - v).collect();
        let mut control: Vec<f64> = (0..30).map(|t| f64::from(t * t % 11)).collect();
        control[0] = f64::NAN;
        let basis = Basis::new(30, &[&even, &odd, &control, &[f64::NAN; 30]]);
        assert_eq!(basis.columns().len(), 4);
        for (i, a) in basis.columns().iter().enumerate() {
            for (j, b) in basis.columns().iter().enumerate() {
                let want = if i == j { 1.0 } else { 0.0 };
                assert!((dot(a, b) - want).abs() < 1e-12, "{i} {j}");
            }
        }
        // What is made of the columns is nothing once they are out.
        control[0] = control[1];
        let x: Vec<f64> =
            (0..30).map(|t| 3.0 + 2.0 * odd[t] - control[t] + 0.1 * t as f64).collect();
        assert!(basis.detrended(&x).is_none());
        let mut y = x.clone();
        y[7] = f64::NAN;
        y[8] += 1.0;
        let left = basis.detrended(&y).unwrap();
        assert!((dot(&left, &left) - 1.0).abs() < 1e-12 && dot(&left, &odd).abs() < 1e-9);
        assert!(basis.detrended(&[f64::NAN; 30]).is_none());
    }
}
