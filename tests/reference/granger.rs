//! Granger's test and Toda and Yamamoto's with equal variance, which the page's robust test is built
//! on.
//!
//! Contract: as the robust test's.
//!
//! O(n k²). Sources: Granger 1969; Toda & Yamamoto 1995; statsmodels `grangercausalitytests`.

use comove::stats::{
    distributions::{chi2_sf, f_sf},
    granger::FTest,
    least_squares::{dot, least_squares},
};

/// The same drop of squares as χ² statistic, n · drop / rest, and its upper tail.
pub fn chi2(test: &FTest) -> (f64, f64) {
    let statistic = test.f * test.df_numerator as f64 * test.n as f64 / test.df_denominator as f64;
    (statistic, chi2_sf(statistic, test.df_numerator as f64))
}

/// Granger test with `lags` lags of both series and a constant.
pub fn granger(cause: &[f64], effect: &[f64], lags: usize) -> Option<FTest> {
    toda_yamamoto(cause, effect, lags, 0)
}

/// Toda–Yamamoto test: `lags` lags of the cause are tested, `extra` more of both are only fitted.
pub fn toda_yamamoto(cause: &[f64], effect: &[f64], lags: usize, extra: usize) -> Option<FTest> {
    let (count, most) = (cause.len().min(effect.len()), lags + extra);
    if lags == 0 {
        return None;
    }
    // With a constant in it, the equation does not know origins; near 0 it keeps digits.
    let from_first = |v: &[f64]| -> Option<Vec<f64>> {
        let origin = v.iter().copied().find(|v| !v.is_nan())?;
        Some(v.iter().map(|v| v - origin).collect())
    };
    let (cause, effect) = (from_first(cause.get(..count)?)?, from_first(effect.get(..count)?)?);
    let whole = |v: &[f64], t: usize| v[t - most..t].iter().all(|v| !v.is_nan());
    let rows: Vec<usize> = (most..count)
        .filter(|t| !effect[*t].is_nan() && whole(&effect, *t) && whole(&cause, *t))
        .collect();
    let lagged = |v: &[f64], lag: usize| -> Vec<f64> { rows.iter().map(|t| v[t - lag]).collect() };
    let y = lagged(&effect, 0);
    // Tested columns last.
    let columns: Vec<Vec<f64>> = std::iter::once(vec![1.0; rows.len()])
        .chain((1..=most).map(|lag| lagged(&effect, lag)))
        .chain((lags + 1..=most).chain(1..=lags).map(|lag| lagged(&cause, lag)))
        .collect();
    let columns: Vec<&[f64]> = columns.iter().map(|column| &column[..]).collect();
    let (n, k) = (y.len(), columns.len());
    let fit = least_squares(&columns, &y)?;
    let exact = fit.rss <= f64::EPSILON * f64::EPSILON * n as f64 * dot(&y, &y);
    if n <= k || exact {
        return None;
    }
    let without = least_squares(&columns[..k - lags], &y)?;
    let df_denominator = n - k;
    let f = (without.rss - fit.rss) / lags as f64 / (fit.rss / df_denominator as f64);
    let p = f_sf(f, lags as f64, df_denominator as f64);
    Some(FTest { f, p, df_numerator: lags, df_denominator, n })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cause_is_found_in_one_direction() {
        let cause: Vec<f64> = (0..60).map(|t| f64::from(t * t % 13)).collect();
        let effect: Vec<f64> = (0..60)
            .map(|t| if t == 0 { 0.0 } else { cause[t - 1] + f64::from((t * 7 % 5) as u32) })
            .collect();
        assert!(granger(&cause, &effect, 1).unwrap().p < 1e-6);
        assert!(granger(&effect, &cause, 1).unwrap().p > 1e-6);
    }

    #[test]
    fn undefined_is_none() {
        let x: Vec<f64> = (0..30).map(|t| f64::from(t * t % 13)).collect();
        assert_eq!(granger(&x, &[2.0; 30], 2), None);
        assert_eq!(granger(&x, &x, 2), None);
        assert_eq!(granger(&x, &x[..5], 2), None);
        assert_eq!(granger(&x, &x, 0), None);
        assert_eq!(granger(&[], &[], 1), None);
    }
}
