//! Ordinary least squares with standard errors: the exact one, for what is shown and compared.
//!
//! Contract: rows with a missing value (NaN) in y or in any column are left out; an infinite
//! value, fewer rows than coefficients, and a column that is a combination of those before it up
//! to the rounding of its own doubles make the fit undefined (`None`), a constant x among them.
//! As many rows as coefficients give a fit without errors (`None`). Constant y is fitted; its r²
//! is undefined.
//!
//! Formula: modified Gram–Schmidt in double-double arithmetic on columns scaled by powers of two,
//! so that NIST's Longley, Wampler and Filip come out with all certified digits; see
//! `least_squares` for the fast one in doubles. O(n k²), some forty times the cost of doubles.
//!
//! Source: Björck, "Numerical Methods for Least Squares Problems", 2.4; NIST StRD.

use comove::stats::{
    distributions::{student_t_two_sided_p, student_t_two_sided_quantile},
    double_double::DoubleDouble,
    scale::{power_of_two, unscale},
};

/// A fitted regression; with an intercept, it is the first coefficient.
#[derive(Clone, Debug, PartialEq)]
pub struct Ols {
    /// Rows used.
    pub n: usize,
    /// Intercept (where asked for), then one a column.
    pub coefficients: Vec<f64>,
    /// Of the coefficients; `None` without degrees of freedom.
    pub standard_errors: Option<Vec<f64>>,
    /// Residual standard deviation.
    pub sigma: Option<f64>,
    /// Share of the sum of squares explained: about the mean with an intercept, else about 0.
    pub r2: Option<f64>,
    /// One a row used.
    pub residuals: Vec<f64>,
}

/// Regression of `y` on `columns`, with an intercept or without.
pub fn ols(columns: &[&[f64]], y: &[f64], intercept: bool) -> Option<Ols> {
    if columns.iter().any(|column| column.len() != y.len()) {
        return None;
    }
    let complete: Vec<usize> = (0..y.len())
        .filter(|i| !y[*i].is_nan() && columns.iter().all(|column| !column[*i].is_nan()))
        .collect();
    let n = complete.len();
    let ones = intercept.then(|| vec![1.0; n]);
    let rest = columns.iter().map(|column| complete.iter().map(|i| column[*i]).collect());
    let columns: Vec<Vec<f64>> = ones.into_iter().chain(rest).collect();
    let y: Vec<f64> = complete.iter().map(|i| y[*i]).collect();
    let k = columns.len();
    if k == 0 || n < k {
        return None;
    }

    let (y, scale_y) = scaled(&y)?;
    let mut q: Vec<Vec<DoubleDouble>> = Vec::with_capacity(k);
    let mut scales = Vec::with_capacity(k);
    // R without its diagonal's roots: q is orthogonal, not orthonormal, and r[j][j] = 1.
    let mut r = vec![vec![DoubleDouble::ZERO; k]; k];
    let mut squares = Vec::with_capacity(k);
    for (j, column) in columns.iter().enumerate() {
        let (mut v, scale) = scaled(column)?;
        let whole = product(&v, &v);
        for (i, earlier) in q.iter().enumerate() {
            r[i][j] = remove(earlier, squares[i], &mut v);
        }
        let left = product(&v, &v);
        if !(left.value().sqrt() > f64::EPSILON * whole.value().sqrt()) {
            return None;
        }
        r[j][j] = DoubleDouble::from(1.0);
        squares.push(left);
        scales.push(scale);
        q.push(v);
    }
    let mut residuals = y.clone();
    let mut rotated = Vec::with_capacity(k);
    let mut about_mean = None;
    for (i, earlier) in q.iter().enumerate() {
        rotated.push(remove(earlier, squares[i], &mut residuals));
        if i == 0 && intercept {
            about_mean = Some(product(&residuals, &residuals));
        }
    }
    // R b = rotated, and the inverse of R for the errors.
    let mut inverse = vec![vec![DoubleDouble::ZERO; k]; k];
    for j in 0..k {
        inverse[j][j] = DoubleDouble::from(1.0);
        for i in (0..j).rev() {
            let mut sum = DoubleDouble::ZERO;
            for l in i + 1..=j {
                sum += r[i][l] * inverse[l][j];
            }
            inverse[i][j] = -sum;
        }
    }
    let coefficients = (0..k)
        .map(|i| {
            let mut sum = DoubleDouble::ZERO;
            for j in i..k {
                sum += inverse[i][j] * rotated[j];
            }
            unscale(sum.value(), scale_y) * scales[i]
        })
        .collect();

    let rss = product(&residuals, &residuals);
    let total = about_mean.unwrap_or_else(|| product(&y, &y));
    let df = n - k;
    let sigma = (df > 0).then(|| (rss / DoubleDouble::from(df as f64)).sqrt());
    let standard_errors = sigma.map(|sigma| {
        (0..k)
            .map(|i| {
                let mut sum = DoubleDouble::ZERO;
                for j in i..k {
                    sum += inverse[i][j] * inverse[i][j] / squares[j];
                }
                unscale((sum.sqrt() * sigma).value(), scale_y) * scales[i]
            })
            .collect()
    });
    Some(Ols {
        n,
        coefficients,
        standard_errors,
        sigma: sigma.map(|sigma| unscale(sigma.value(), scale_y)),
        r2: (total.hi > 0.0)
            .then(|| (DoubleDouble::from(1.0) - rss / total).value().clamp(0.0, 1.0)),
        residuals: residuals.iter().map(|v| unscale(v.value(), scale_y)).collect(),
    })
}

impl Ols {
    /// Rows less coefficients.
    pub fn degrees_of_freedom(&self) -> usize {
        self.n - self.coefficients.len()
    }

    /// Coefficient over standard error; infinite for an exact fit.
    pub fn t(&self, coefficient: usize) -> Option<f64> {
        let t = self.coefficients.get(coefficient)?
            / self.standard_errors.as_ref()?.get(coefficient)?;
        (!t.is_nan()).then_some(t)
    }

    /// Two-sided p of a coefficient under independent errors: for tests, never shown.
    pub fn p_value(&self, coefficient: usize) -> Option<f64> {
        Some(student_t_two_sided_p(self.t(coefficient)?, self.degrees_of_freedom() as f64))
    }

    /// Interval of a coefficient under independent errors, at a level such as 0.95.
    pub fn interval(&self, coefficient: usize, level: f64) -> Option<(f64, f64)> {
        let half = self.standard_errors.as_ref()?.get(coefficient)?
            * student_t_two_sided_quantile(1.0 - level, self.degrees_of_freedom() as f64);
        let middle = self.coefficients.get(coefficient)?;
        half.is_finite().then_some((middle - half, middle + half))
    }
}

/// Values as double-doubles near 1, and what they were multiplied with.
fn scaled(values: &[f64]) -> Option<(Vec<DoubleDouble>, f64)> {
    let scale = power_of_two(values.iter().copied())?;
    Some((values.iter().map(|v| DoubleDouble::from(v * scale)).collect(), scale))
}

/// Sum of products.
fn product(a: &[DoubleDouble], b: &[DoubleDouble]) -> DoubleDouble {
    let mut sum = DoubleDouble::ZERO;
    for (a, b) in a.iter().zip(b) {
        sum += *a * *b;
    }
    sum
}

/// Takes from `v` its part along `q`, and gives that part in units of `q`.
fn remove(q: &[DoubleDouble], squares: DoubleDouble, v: &mut [DoubleDouble]) -> DoubleDouble {
    let along = product(q, v) / squares;
    for (v, q) in v.iter_mut().zip(q) {
        *v = *v - along * *q;
    }
    along
}

#[cfg(test)]
#[allow(clippy::excessive_precision, reason = "constants as the reference prints them")]
mod tests {
    use super::*;

    fn close(name: &str, got: f64, want: f64, relative: f64) {
        assert!((got - want).abs() <= relative * want.abs(), "{name}: {got:e}, not {want:e}");
    }

    /// NIST StRD Longley, certified values.
    #[test]
    #[rustfmt::skip]
    fn longley() {
        let y = [60323.0, 61122.0, 60171.0, 61187.0, 63221.0, 63639.0, 64989.0, 63761.0, 66019.0, 67857.0, 68169.0, 66513.0, 68655.0, 69564.0, 69331.0, 70551.0];
        let x = [
            [83.0, 88.5, 88.2, 89.5, 96.2, 98.1, 99.0, 100.0, 101.2, 104.6, 108.4, 110.8, 112.6, 114.2, 115.7, 116.9],
            [234289.0, 259426.0, 258054.0, 284599.0, 328975.0, 346999.0, 365385.0, 363112.0, 397469.0, 419180.0, 442769.0, 444546.0, 482704.0, 502601.0, 518173.0, 554894.0],
            [2356.0, 2325.0, 3682.0, 3351.0, 2099.0, 1932.0, 1870.0, 3578.0, 2904.0, 2822.0, 2936.0, 4681.0, 3813.0, 3931.0, 4806.0, 4007.0],
            [1590.0, 1456.0, 1616.0, 1650.0, 3099.0, 3594.0, 3547.0, 3350.0, 3048.0, 2857.0, 2798.0, 2637.0, 2552.0, 2514.0, 2572.0, 2827.0],
            [107608.0, 108632.0, 109773.0, 110929.0, 112075.0, 113270.0, 115094.0, 116219.0, 117388.0, 118734.0, 120445.0, 121950.0, 123366.0, 125368.0, 127852.0, 130081.0],
            [1947.0, 1948.0, 1949.0, 1950.0, 1951.0, 1952.0, 1953.0, 1954.0, 1955.0, 1956.0, 1957.0, 1958.0, 1959.0, 1960.0, 1961.0, 1962.0],
        ];
        let columns: Vec<&[f64]> = x.iter().map(|c| &c[..]).collect();
        let fit = ols(&columns, &y, true).unwrap();
        let certified = [
            (-3482258.63459582, 890420.383607373), (15.0618722713733, 84.9149257747669),
            (-0.358191792925910E-01, 0.334910077722432E-01), (-2.02022980381683, 0.488399681651699),
            (-1.03322686717359, 0.214274163161675), (-0.511041056535807E-01, 0.226073200069370),
            (1829.15146461355, 455.478499142212),
        ];
        for (i, (b, se)) in certified.into_iter().enumerate() {
            close("b", fit.coefficients[i], b, 1e-14);
            close("se", fit.standard_errors.as_ref().unwrap()[i], se, 1e-14);
        }
        close("sigma", fit.sigma.unwrap(), 304.854073561965, 1e-14);
        close("r2", fit.r2.unwrap(), 0.995479004577296, 1e-14);
    }

    /// NIST StRD Wampler1: y = 1 + x + … + x⁵ exactly.
    #[test]
    fn wampler_1() {
        let x: Vec<f64> = (0..21).map(f64::from).collect();
        let powers: Vec<Vec<f64>> = (1..6).map(|p| x.iter().map(|v| v.powi(p)).collect()).collect();
        let y: Vec<f64> = (0..21).map(|i| 1.0 + powers.iter().map(|p| p[i]).sum::<f64>()).collect();
        let columns: Vec<&[f64]> = powers.iter().map(|c| &c[..]).collect();
        let fit = ols(&columns, &y, true).unwrap();
        for i in 0..6 {
            close("b", fit.coefficients[i], 1.0, 1e-14);
            assert!(fit.standard_errors.as_ref().unwrap()[i] < 1e-15);
        }
    }

    #[test]
    fn undefined_is_none() {
        let x = [1.0, 2.0, 3.0, 4.0];
        let tenth = x.map(|v| v * 0.1);
        assert!(ols(&[&x, &tenth], &[1.0, 5.0, 2.0, 3.0], true).is_none());
        assert!(ols(&[&[0.1; 4]], &x, true).is_none());
        assert!(ols(&[&x], &[f64::NAN; 4], true).is_none());
        assert!(ols(&[&x], &[1.0, 2.0, 3.0, f64::INFINITY], true).is_none());
        assert!(ols(&[&x[..3]], &x, true).is_none());
        assert!(ols(&[], &x, false).is_none());
        let two = ols(&[&x[..2]], &[5.0, 7.0], true).unwrap();
        assert_eq!(
            (two.sigma, two.standard_errors.is_none(), two.interval(0, 0.95)),
            (None, true, None)
        );
        let flat = ols(&[&x], &[2.0; 4], true).unwrap();
        assert_eq!((flat.coefficients[1], flat.r2), (0.0, None));
        // An offset of 1e12 is information, not dependence.
        let far = x.map(|v| v + 1e12);
        close("slope", ols(&[&far], &x, true).unwrap().coefficients[1], 1.0, 1e-15);
    }

    #[test]
    fn missing_rows_are_left_out() {
        let fit = ols(&[&[1.0, 2.0, f64::NAN, 4.0, 5.0]], &[3.0, f64::NAN, 1.0, 9.0, 11.0], true)
            .unwrap();
        assert_eq!((fit.n, fit.residuals.len()), (3, 3));
        close("slope", fit.coefficients[1], 2.0, 1e-15);
    }
}
