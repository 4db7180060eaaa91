//! Pearson correlation.
//!
//! Contract: pairwise-complete (NaN = missing); an infinite value, fewer than 2 pairs, or a
//! constant make r undefined; 2 pairs give ±1 and nothing to test; ties do not matter. r is
//! inside [-1, 1] always, and exactly ±1 only where the doubles lie on a line to 30 digits.
//!
//! Formula: Σ(x−x̄)(y−ȳ) / √(Σ(x−x̄)² Σ(y−ȳ)²) in double-double arithmetic on values scaled by
//! powers of two. One pass over x, y, x², y², xy was rejected: an offset of 1e9 leaves it no digit.
//! 1 − r² comes from the residuals where r is near ±1, so t and the interval keep their digits too.
//!
//! O(n) a pair. The p-value assumes independent observations, which series over time are not: it
//! exists for tests and for the audit's comparison, and no interface shows it.

use super::{
    distributions::student_t_two_sided_p,
    double_double::DoubleDouble,
    fisher,
    least_squares::dot,
    moments::{Deviations, unit_deviations},
    pairs::complete_pairs,
};

/// 1 − r² below which the doubles lie on a line as far as the arithmetic can tell.
const ON_A_LINE: f64 = 1e-58;

/// A correlation and what follows from it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pearson {
    /// Pairs used.
    pub n: usize,
    /// The coefficient.
    pub r: Option<f64>,
    /// 1 − r², also where r rounds to ±1.
    unexplained: f64,
    /// Degrees of freedom: pairs less 2, less the controls.
    df: f64,
}

/// Pearson correlation of two series.
///
/// ```
/// # use comove::stats::pearson::pearson;
/// let found = pearson(&[1.0, 2.0, f64::NAN, 4.0], &[2.0, 4.0, 5.0, 7.0]);
/// assert_eq!(found.n, 3);
/// assert!((found.r.unwrap() - 0.9971764649527379).abs() < 1e-15);
/// assert_eq!(pearson(&[1.0, 1.0], &[1.0, 2.0]).r, None);
/// ```
pub fn pearson(x: &[f64], y: &[f64]) -> Pearson {
    let (x, y) = complete_pairs(x, y);
    let n = x.len();
    match of_complete(&x, &y) {
        Some((r, unexplained)) => Pearson { n, r: Some(r), unexplained, df: n as f64 - 2.0 },
        None => Pearson::undefined(n),
    }
}

impl Pearson {
    /// Of pairs that do not vary, or too few.
    pub fn undefined(n: usize) -> Self {
        Self { n, r: None, unexplained: 1.0, df: n as f64 - 2.0 }
    }

    /// Of residuals that `controls` regressors were taken from.
    pub fn with_controls(mut self, controls: usize) -> Self {
        self.df -= controls as f64;
        self
    }

    /// Degrees of freedom, where there are any.
    pub fn degrees_of_freedom(&self) -> Option<f64> {
        (self.df > 0.0).then_some(self.df)
    }

    /// t statistic, r √(df / (1 − r²)); infinite on an exact line.
    pub fn t(&self) -> Option<f64> {
        let df = self.degrees_of_freedom()?;
        let r = self.r?;
        Some(if self.unexplained == 0.0 {
            f64::INFINITY.copysign(r)
        } else {
            r * (df / self.unexplained).sqrt()
        })
    }

    /// Two-sided p under independent observations: wrong for series over time, never shown.
    pub fn p_value(&self) -> Option<f64> {
        Some(student_t_two_sided_p(self.t()?, self.df))
    }

    /// Fisher's interval under independent observations, from 4 pairs on.
    pub fn interval(&self, level: f64) -> Option<(f64, f64)> {
        fisher::interval(self.r?, self.unexplained, self.df + 2.0, level)
    }
}

/// r and 1 − r² of complete pairs.
fn of_complete(x: &[f64], y: &[f64]) -> Option<(f64, f64)> {
    if x.len() < 2 {
        return None;
    }
    let (dx, dy) = (Deviations::new(x)?, Deviations::new(y)?);
    if dx.squares == DoubleDouble::ZERO || dy.squares == DoubleDouble::ZERO {
        return None;
    }
    let sxy = dx.products(&dy);
    let r = sxy / (dx.squares.sqrt() * dy.squares.sqrt());
    if x.len() == 2 {
        return Some((1.0_f64.copysign(r.value()), 0.0));
    }
    let one = DoubleDouble::from(1.0);
    let mut unexplained = (one - r * r).value();
    if unexplained < 1e-12 {
        // 31 digits less 12 are too few: take the residuals of y on x instead.
        let slope = sxy / dx.squares;
        let mut rest = DoubleDouble::ZERO;
        for (dx, dy) in dx.values.iter().zip(&dy.values) {
            let residual = *dy - slope * *dx;
            rest += residual * residual;
        }
        unexplained = (rest / dy.squares).value();
        if unexplained < ON_A_LINE {
            return Some((1.0_f64.copysign(r.value()), 0.0));
        }
    }
    Some((r.value().clamp(-1.0, 1.0), unexplained))
}

/// Pearson correlations of all columns with all others, row after row.
///
/// Columns share their deviations; a pair with gaps takes six sums of products, and where these
/// cancel (the common part of a column far from its mean) it is computed on its own. Absolute
/// error below 1e-13. A constant column has `None` even with itself. O(n k²).
///
/// ```
/// # use comove::stats::pearson::pearson_matrix;
/// let (a, b) = ([1.0, 2.0, 4.0], [2.0, 1.0, 0.0]);
/// let matrix = pearson_matrix(&[&a, &b]);
/// assert_eq!(matrix[0][0], Some(1.0));
/// assert_eq!(matrix[0][1], matrix[1][0]);
/// ```
pub fn pearson_matrix(columns: &[&[f64]]) -> Vec<Vec<Option<f64>>> {
    let k = columns.len();
    let shared: Vec<Option<Shared>> = columns.iter().map(|column| Shared::new(column)).collect();
    let mut matrix = vec![vec![None; k]; k];
    for i in 0..k {
        for j in i..k {
            let r = match (&shared[i], &shared[j]) {
                (Some(a), Some(_)) if i == j => {
                    Some(1.0).filter(|_| a.present.iter().sum::<f64>() > 1.0)
                }
                (Some(a), Some(b)) if columns[i].len() == columns[j].len() => {
                    a.correlation(b).or_else(|| pearson(columns[i], columns[j]).r)
                }
                // Of a column with an infinite value other pairs may yet be free of it.
                _ => pearson(columns[i], columns[j]).r,
            };
            matrix[i][j] = r;
            matrix[j][i] = r;
        }
    }
    matrix
}

/// What a column brings to each of its pairs.
struct Shared {
    /// Deviations of length 1, 0 where missing.
    deviations: Vec<f64>,
    squares: Vec<f64>,
    /// 1 where there is a value.
    present: Vec<f64>,
    whole: bool,
}

impl Shared {
    fn new(column: &[f64]) -> Option<Self> {
        let deviations = unit_deviations(column)?;
        let squares = deviations.iter().map(|d| d * d).collect();
        let present: Vec<f64> = column.iter().map(|v| if v.is_nan() { 0.0 } else { 1.0 }).collect();
        let whole = present.iter().all(|p| *p == 1.0);
        Some(Self { deviations, squares, present, whole })
    }

    /// `None` where the sums may have cancelled: the caller takes the long way.
    fn correlation(&self, other: &Self) -> Option<f64> {
        let xy = dot(&self.deviations, &other.deviations);
        if self.whole && other.whole {
            return Some(xy.clamp(-1.0, 1.0));
        }
        let n = dot(&self.present, &other.present);
        let (x, y) = (dot(&self.deviations, &other.present), dot(&self.present, &other.deviations));
        let (xx, yy) = (dot(&self.squares, &other.present), dot(&self.present, &other.squares));
        let (sxx, syy) = (xx - x * x / n, yy - y * y / n);
        // Of the column's whole length (1) and of the sums themselves enough must be left.
        let safe = n > 2.0 && sxx > 0.01 * xx && syy > 0.01 * yy && xx > 0.01 && yy > 0.01;
        safe.then(|| ((xy - x * y / n) / (sxx.sqrt() * syy.sqrt())).clamp(-1.0, 1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn close(got: Option<f64>, want: f64, relative: f64) {
        let got = got.unwrap();
        assert!((got - want).abs() <= relative * want.abs(), "{got:e}, not {want:e}");
    }

    /// mpmath 1.4, mp.dps = 60, on the doubles that each expression gives.
    #[test]
    fn extreme_offsets_and_scales() {
        // 2^-1040 by its bits: powi may go through 1 / 2^1040, which is 0.
        let x = [0.3, -1.2, 2.5, 0.7, 1.9, -0.4, 1.1];
        let y = [1.0, -0.5, 1.5, 1.25, 0.25, 0.75, 2.0];
        let plain = pearson(&x, &y);
        for (a, b) in
            [(1e-310, 1e300), (1e200, 1e-200), (f64::from_bits(1 << 34), 2.0_f64.powi(1000))]
        {
            let scaled = pearson(&x.map(|v| v * a), &y.map(|v| v * b));
            close(scaled.r, plain.r.unwrap(), if a < 1e-300 { 1e-10 } else { 1e-15 });
        }
        // Offsets that the doubles carry exactly.
        let quarters = x.map(|v| (v * 4.0_f64).round() / 4.0);
        let near = pearson(&quarters, &y);
        for offset in [1e9, -1e12, 1e15] {
            let far = pearson(&quarters.map(|v| v + offset), &y.map(|v| v - offset));
            close(far.r, near.r.unwrap(), 1e-15);
            close(far.t(), near.t().unwrap(), 1e-14);
        }
    }

    #[test]
    fn a_line_is_one_and_not_more() {
        for n in [3_u32, 7, 30, 1300] {
            let x: Vec<f64> = (0..n).map(|i| f64::from(i) * 0.1).collect();
            let line: Vec<f64> = x.iter().map(|v| 3.0 - 7.0 * v).collect();
            let found = pearson(&x, &line);
            assert_eq!(found.r, Some(-1.0));
            assert_eq!(found.interval(0.95).is_some(), n > 3);
            // The doubles miss the line by their rounding, which t must show.
            assert!(found.t().unwrap() < -1e14);
            let whole: Vec<f64> = (0..n).map(f64::from).collect();
            let exact: Vec<f64> = whole.iter().map(|v| 3.0 * v + 1.0).collect();
            assert_eq!(pearson(&whole, &exact).t(), Some(f64::INFINITY));
            assert_eq!(pearson(&whole, &exact).p_value(), Some(0.0));
        }
    }

    #[test]
    fn undefined_is_none() {
        let found = pearson(&[], &[]);
        assert_eq!(
            (found.n, found.r, found.t(), found.p_value(), found.interval(0.95)),
            (0, None, None, None, None)
        );
        assert_eq!(pearson(&[1.0], &[2.0]).r, None);
        let two = pearson(&[1.0, 2.0], &[5.0, 3.0]);
        assert_eq!((two.r, two.p_value(), two.interval(0.95)), (Some(-1.0), None, None));
        assert_eq!(pearson(&[0.1; 20], &(0..20).map(f64::from).collect::<Vec<_>>()).r, None);
        assert_eq!(pearson(&[1.0, 2.0, f64::INFINITY], &[1.0, 2.0, 3.0]).r, None);
        assert_eq!(pearson(&[1.0, 2.0, f64::NAN], &[f64::NAN, 2.0, 3.0]).n, 1);
    }

    #[test]
    fn matrix_agrees_with_pairs() {
        let a: Vec<f64> = (0..40).map(|i| (f64::from(i) * 0.7).sin() + 1e9).collect();
        let b: Vec<f64> = (0..40).map(|i| (f64::from(i) * 0.3).cos() * 1e-200).collect();
        let mut gap: Vec<f64> = (0..40).map(|i| f64::from(i * i % 17)).collect();
        gap[3] = f64::NAN;
        // What it shares with `gap` is far from its mean and almost constant.
        let mut far = vec![f64::NAN; 40];
        for (i, v) in far.iter_mut().enumerate().take(20) {
            *v = 1e6 + (i as f64 * 0.9).sin();
        }
        let mut late = b.clone();
        late[..15].fill(f64::NAN);
        far[0] = -1e6;
        let flat = vec![0.1; 40];
        let mut infinite = a.clone();
        infinite[0] = f64::INFINITY;
        let columns = [&a[..], &b, &gap, &flat, &infinite, &far, &late];
        let matrix = pearson_matrix(&columns);
        for i in 0..columns.len() {
            for j in 0..columns.len() {
                match (matrix[i][j], pearson(columns[i], columns[j]).r) {
                    (Some(got), Some(want)) => assert!((got - want).abs() < 1e-14),
                    (got, want) => assert_eq!(got, want),
                }
            }
        }
        assert!(pearson_matrix(&[]).is_empty());
    }

    proptest! {
        #[test]
        fn bounded_symmetric_and_unchanged_by_scale_and_shift(
            pairs in prop::collection::vec((-1e3..1e3f64, -1e3..1e3f64), 3..60),
            scale in prop::sample::select(vec![0.1, 3.0, 1e10, 1e-30]),
            shift in -1e6..1e6f64,
        ) {
            let (x, y): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
            let Some(r) = pearson(&x, &y).r else { return Ok(()) };
            prop_assert!(r.abs() <= 1.0);
            prop_assert_eq!(pearson(&y, &x).r, Some(r));
            let moved: Vec<f64> = x.iter().map(|v| v * scale + shift * scale).collect();
            prop_assert!((pearson(&moved, &y).r.unwrap_or(2.0) - r).abs() < 1e-6);
            let negative: Vec<f64> = x.iter().map(|v| -v).collect();
            prop_assert_eq!(pearson(&negative, &y).r, Some(-r));
        }
    }
}
