//! Partial correlation: of what the controls leave of x and of y.
//!
//! Contract: rows with a missing value (NaN) in x, y or a control are left out; an infinite value,
//! controls that depend on each other, or an x or y that they explain up to its rounding make it
//! undefined, as do fewer than 2 rows beyond the controls.
//!
//! Formula: Pearson correlation of the residuals of two regressions on the controls with
//! intercept; n − 2 − k degrees of freedom. O(n k²).

use super::{
    moments::standard_deviation,
    ols::ols,
    pearson::{Tested, tested},
};

/// Correlation of `x` and `y` with `controls` taken out of both; without controls, Pearson's.
pub fn partial_correlation(x: &[f64], y: &[f64], controls: &[&[f64]]) -> Tested {
    if controls.is_empty() {
        return tested(x, y);
    }
    let n = controls.iter().map(|c| c.len()).fold(x.len().min(y.len()), usize::min);
    let complete: Vec<usize> = (0..n)
        .filter(|i| !x[*i].is_nan() && !y[*i].is_nan() && controls.iter().all(|c| !c[*i].is_nan()))
        .collect();
    let pick = |v: &[f64]| -> Vec<f64> { complete.iter().map(|i| v[*i]).collect() };
    let picked: Vec<Vec<f64>> = controls.iter().map(|c| pick(c)).collect();
    let columns: Vec<&[f64]> = picked.iter().map(|c| &c[..]).collect();
    let rest = |v: &[f64]| -> Option<Vec<f64>> {
        let v = pick(v);
        let residuals = ols(&columns, &v, true)?.residuals;
        // Less than the rounding of v is nothing.
        let (left, largest) =
            (standard_deviation(&residuals)?, v.iter().fold(0.0, |m: f64, v| m.max(v.abs())));
        (left > f64::EPSILON * largest).then_some(residuals)
    };
    let result = match (rest(x), rest(y)) {
        (Some(x), Some(y)) if complete.len() >= controls.len() + 2 => tested(&x, &y),
        _ => Tested::undefined(complete.len()),
    };
    result.with_controls(controls.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use comove::stats::pearson::pearson;
    use proptest::prelude::*;

    /// With one control: (r_xy − r_xz r_yz) / √((1 − r_xz²)(1 − r_yz²)).
    fn by_formula(x: &[f64], y: &[f64], z: &[f64]) -> Option<f64> {
        let (xy, xz, yz) = (pearson(x, y).r?, pearson(x, z).r?, pearson(y, z).r?);
        Some((xy - xz * yz) / ((1.0 - xz * xz) * (1.0 - yz * yz)).sqrt())
    }

    proptest! {
        #[test]
        fn equals_the_formula_for_one_control(rows in prop::collection::vec((-9.0..9.0f64, -9.0..9.0f64, -9.0..9.0f64), 5..40)) {
            let x: Vec<f64> = rows.iter().map(|r| r.0).collect();
            let y: Vec<f64> = rows.iter().map(|r| r.1).collect();
            let z: Vec<f64> = rows.iter().map(|r| r.2).collect();
            let want = by_formula(&x, &y, &z).unwrap();
            prop_assert!((partial_correlation(&x, &y, &[&z]).r.unwrap() - want).abs() < 1e-9);
        }
    }

    #[test]
    fn what_the_control_explains_has_no_correlation_left() {
        let z: Vec<f64> = (0..20).map(|i| f64::from(i * i % 7) + 1e6).collect();
        let x: Vec<f64> = z.iter().map(|v| 0.1 * v + 2.0).collect();
        let y: Vec<f64> = (0..20).map(|i| f64::from(i * 5 % 11)).collect();
        let found = partial_correlation(&x, &y, &[&z]);
        assert_eq!((found.n, found.r, found.t()), (20, None, None));
        assert_eq!(partial_correlation(&y, &z, &[&z]).r, None);
        assert_eq!(partial_correlation(&y, &x, &[]).r, pearson(&y, &x).r);
        assert_eq!(partial_correlation(&y[..2], &x[..2], &[&z[..2]]).r, None);
    }

    /// scipy.stats.pearsonr of the residuals of sm.OLS(·, sm.add_constant(controls)); p from
    /// scipy.stats.t with n − 2 − k degrees of freedom.
    #[test]
    fn statsmodels_and_scipy() {
        let x = [
            3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0, 3.0, 5.0, 8.0, 9.0, 7.0, 9.0, 3.0, 2.0,
            3.0, 8.0, 4.0,
        ];
        let y = [
            2.0, 7.0, 1.0, 8.0, 2.0, 8.0, 1.0, 8.0, 2.0, 8.0, 4.0, 5.0, 9.0, 0.0, 4.0, 5.0, 2.0,
            3.0, 5.0, 3.0,
        ];
        let z = [
            1.0, 4.0, 1.0, 4.0, 2.0, 1.0, 3.0, 5.0, 6.0, 2.0, 3.0, 7.0, 3.0, 0.0, 9.0, 5.0, 0.0,
            4.0, 8.0, 8.0,
        ];
        let w: Vec<f64> = (0..20).map(|i| f64::from(i * i % 7)).collect();
        let cases: [(&[&[f64]], f64, f64, f64); 2] = [
            (&[&z], 0.137_089_628_099_763_77, 17.0, 0.575_721_214_712_917_5),
            (&[&z, &w], 0.107_776_557_551_649_58, 16.0, 0.670_345_524_688_707_2),
        ];
        for (controls, r, df, p) in cases {
            let found = partial_correlation(&x, &y, controls);
            assert!((found.r.unwrap() - r).abs() < 1e-13);
            assert_eq!(found.degrees_of_freedom(), Some(df));
            assert!((found.p_value().unwrap() - p).abs() < 1e-12);
        }
    }
}
