//! Autoregression by conditional least squares.
//!
//! Contract: rows in which the value or one of its lags is missing (NaN) are left out and have no
//! residual; an infinite value, a constant, lags that depend on each other, or fewer rows than
//! coefficients make it undefined. Order 0 is the mean.
//!
//! Formula: x_t on 1, x_{t−1} … x_{t−p}, on differences to the first value, which keeps the digits of
//! series far from 0. O(n p²). Source: statsmodels `AutoReg`.

use comove::stats::least_squares::least_squares;

/// A conditional least-squares autoregression with constant.
#[derive(Clone, Debug, PartialEq)]
pub struct Autoregression {
    /// Constant.
    pub constant: f64,
    /// Coefficients of lags 1 … p.
    pub phi: Vec<f64>,
    /// Residuals from index p on; NaN where the row was left out.
    pub residuals: Vec<f64>,
    /// Sum of squared residuals.
    pub rss: f64,
}

/// Autoregression of order p with a constant.
pub fn autoregression(x: &[f64], p: usize) -> Option<Autoregression> {
    let origin = x.iter().copied().find(|v| !v.is_nan())?;
    let moved: Vec<f64> = x.iter().map(|v| v - origin).collect();
    let rows: Vec<usize> =
        (p..x.len()).filter(|t| moved[t - p..=*t].iter().all(|v| !v.is_nan())).collect();
    let lagged = |lag: usize| -> Vec<f64> { rows.iter().map(|t| moved[t - lag]).collect() };
    let mut columns = vec![vec![1.0; rows.len()]];
    columns.extend((1..=p).map(lagged));
    let columns: Vec<&[f64]> = columns.iter().map(|c| &c[..]).collect();
    let fit = least_squares(&columns, &lagged(0))?;
    let (constant, phi) = fit.coefficients.split_first()?;
    let mut residuals = vec![f64::NAN; x.len().saturating_sub(p)];
    for (t, residual) in rows.iter().zip(&fit.residuals) {
        if let Some(slot) = residuals.get_mut(t - p) {
            *slot = *residual;
        }
    }
    Some(Autoregression {
        constant: constant + origin * (1.0 - phi.iter().sum::<f64>()),
        phi: phi.to_vec(),
        residuals,
        rss: fit.rss,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_leaves_out_the_rows_that_touch_it() {
        let mut x: Vec<f64> = (0..60).map(|t| f64::from(t * t * 7 % 61)).collect();
        x[30] = f64::NAN;
        let fit = autoregression(&x, 2).unwrap();
        assert_eq!(fit.residuals.len(), 58);
        assert!(fit.residuals[28..=30].iter().all(|e| e.is_nan()) && fit.residuals[31].is_finite());
        let far: Vec<f64> = x.iter().map(|v| v + 1e12).collect();
        let moved = autoregression(&far, 2).unwrap();
        assert!(
            (fit.phi[0] / moved.phi[0] - 1.0).abs() < 1e-12
                && (fit.rss / moved.rss - 1.0).abs() < 1e-12
        );
    }

    #[test]
    fn undefined_is_none_and_order_0_is_the_mean() {
        assert_eq!(autoregression(&[2.0; 9], 1), None);
        assert_eq!(autoregression(&[], 1), None);
        assert_eq!(autoregression(&[1.0, 2.0], 5), None);
        assert_eq!(autoregression(&[1.0, f64::INFINITY, 2.0, 3.0], 1), None);
        assert!((autoregression(&[1.0, 2.0, 6.0], 0).unwrap().constant - 3.0).abs() < 1e-15);
    }

    /// statsmodels.tsa.ar_model.AutoReg(x, 2, trend="c").fit(): params, resid, (resid**2).sum()
    #[test]
    fn statsmodels() {
        let x = [
            3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0, 3.0, 5.0, 8.0, 9.0, 7.0, 9.0, 3.0, 2.0,
            3.0, 8.0, 4.0,
        ];
        let fit = autoregression(&x, 2).unwrap();
        for (got, want) in [
            (fit.constant, 4.611933106191204),
            (fit.phi[0], 0.12169637160813944),
            (fit.phi[1], -0.011381992425578746),
            (fit.rss, 116.573_725_040_383_32),
            (fit.residuals[0], -0.699_483_500_522_607_2),
            (fit.residuals[17], -1.551_358_101_779_582_5),
        ] {
            assert!((got - want).abs() < 1e-11, "{got} {want}");
        }
    }
}
