//! Unit-root tests: augmented Dickey–Fuller and KPSS. Description only, never the verdict.
//!
//! Contract: the series must be whole: a missing (NaN) or infinite value, a constant, or fewer
//! values than the regression needs make the test undefined, because a gap would shift every lag
//! behind it. An exact fit is undefined as well.
//!
//! Sources: Dickey & Fuller 1979, MacKinnon 1994, 2010; Kwiatkowski, Phillips, Schmidt & Shin 1992;
//! Hobijn, Franses & Ooms 2004 (automatic lags); statsmodels `adfuller`, `kpss`.

use super::{
    mackinnon::{Deterministic, unit_root_critical, unit_root_p},
    ols::ols,
};
use comove::stats::{
    least_squares::{LeastSquares, dot, least_squares},
    moments::Deviations,
};

/// An augmented Dickey–Fuller test: is there a unit root?
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DickeyFuller {
    /// t of the lagged level.
    pub statistic: f64,
    /// MacKinnon's p.
    pub p: f64,
    /// Lagged differences used.
    pub lags: usize,
    /// Rows of the regression.
    pub n: usize,
    /// At 1, 5 and 10 %.
    pub critical: [f64; 3],
}

/// Augmented Dickey–Fuller test with a given number of lagged differences. O(n · lags²).
pub fn dickey_fuller(x: &[f64], deterministic: Deterministic, lags: usize) -> Option<DickeyFuller> {
    let (fit, n) = regression(x, deterministic, lags, lags)?;
    let level = deterministic_terms(deterministic);
    let statistic = fit.coefficients.get(level)? / standard_error(&fit, level)?;
    Some(DickeyFuller {
        statistic,
        p: unit_root_p(statistic, deterministic)?,
        lags,
        n,
        critical: unit_root_critical(n, deterministic),
    })
}

/// The same with the number of lags that has the smallest AIC on the common sample, of at most
/// ⌈12 (n/100)^¼⌉ (Schwert), the fewer of equals.
pub fn dickey_fuller_aic(x: &[f64], deterministic: Deterministic) -> Option<DickeyFuller> {
    let terms = deterministic_terms(deterministic);
    let most = (12.0 * (x.len() as f64 / 100.0).powf(0.25)).ceil() as usize;
    let most = most.min((x.len() / 2).checked_sub(terms + 1)?);
    let mut best = (f64::INFINITY, 0);
    for lags in 0..=most {
        let (fit, n) = regression(x, deterministic, lags, most)?;
        let (n, regressors) = (n as f64, terms + 1 + lags);
        let aic = n * (fit.rss / n).ln() + 2.0 * regressors as f64;
        if aic < best.0 {
            best = (aic, lags);
        }
    }
    dickey_fuller(x, deterministic, best.1)
}

/// Standard error of a coefficient under equal variance; `None` without a degree of freedom.
fn standard_error(fit: &LeastSquares, coefficient: usize) -> Option<f64> {
    let (df, k) = (fit.degrees_of_freedom(), fit.coefficients.len());
    let unscaled = *fit.unscaled_covariance().get(coefficient * k + coefficient)?;
    (df > 0).then(|| (fit.rss / df as f64).sqrt() * unscaled.sqrt())
}

fn deterministic_terms(deterministic: Deterministic) -> usize {
    match deterministic {
        Deterministic::None => 0,
        Deterministic::Constant => 1,
        Deterministic::Trend => 2,
    }
}

/// Δx_t on deterministic terms, x_{t−1}, Δx_{t−1} … Δx_{t−lags}, from row `first` on; and the rows.
fn regression(
    x: &[f64],
    deterministic: Deterministic,
    lags: usize,
    first: usize,
) -> Option<(LeastSquares, usize)> {
    // With a constant the level's origin does not matter: the first value keeps the digits.
    let origin = if deterministic == Deterministic::None { 0.0 } else { *x.first()? };
    if x.iter().any(|v| !v.is_finite()) || x.iter().all(|v| Some(v) == x.first()) {
        return None;
    }
    let changes: Vec<f64> = x.windows(2).map(|w| w[1] - w[0]).collect();
    let n = changes.len().checked_sub(first)?;
    let level: Vec<f64> = x.iter().skip(first).take(n).map(|v| v - origin).collect();
    let ones = vec![1.0; n];
    let line: Vec<f64> = (0..n).map(|t| t as f64 - 0.5 * (n as f64 - 1.0)).collect();
    let mut columns: Vec<&[f64]> = Vec::new();
    if deterministic != Deterministic::None {
        columns.push(&ones);
    }
    if deterministic == Deterministic::Trend {
        columns.push(&line);
    }
    columns.push(&level);
    for lag in 1..=lags {
        columns.push(changes.get(first - lag..changes.len() - lag)?);
    }
    let y = changes.get(first..)?;
    let fit = least_squares(&columns, y)?;
    // An exact fit has no error to measure the level against.
    let exact = fit.rss <= f64::EPSILON * f64::EPSILON * n as f64 * dot(y, y);
    (n > columns.len() && !exact).then_some((fit, n))
}

/// Lags of the KPSS test's long-run variance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KpssLags {
    /// So many.
    Fixed(usize),
    /// From the data (Hobijn, Franses & Ooms).
    Automatic,
    /// ⌈12 (n/100)^¼⌉.
    Schwert,
}

/// A KPSS test: is the series stationary about a constant or a line?
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kpss {
    /// The statistic.
    pub statistic: f64,
    /// Interpolated, and not beyond the table's 0.01 and 0.10.
    pub p: f64,
    /// Lags used.
    pub lags: usize,
}

/// KPSS test about a constant, or a line where `trend`. O(n · lags).
pub fn kpss(x: &[f64], trend: bool, lags: KpssLags) -> Option<Kpss> {
    if x.iter().any(|v| !v.is_finite()) {
        return None;
    }
    let count = x.len();
    let n = count as f64;
    let residuals: Vec<f64> = if trend {
        let line: Vec<f64> = (0..count).map(|t| t as f64).collect();
        ols(&[&line], x, true)?.residuals
    } else {
        Deviations::new(x)?.values.iter().map(|d| d.value()).collect()
    };
    let most = count.checked_sub(1)?;
    let lags = match lags {
        KpssLags::Fixed(lags) => lags,
        KpssLags::Automatic => automatic_lags(&residuals).min(most),
        KpssLags::Schwert => ((12.0 * (n / 100.0).powf(0.25)).ceil() as usize).min(most),
    };
    if lags > most {
        return None;
    }
    let products = |k: usize| dot(&residuals[..count - k], &residuals[k..]);
    let weighted: f64 =
        (1..=lags).map(|k| 2.0 * (1.0 - k as f64 / (lags as f64 + 1.0)) * products(k)).sum();
    let variance = (products(0) + weighted) / n;
    let mut sum = 0.0;
    let walk: f64 = residuals
        .iter()
        .map(|e| {
            sum += e;
            sum * sum
        })
        .sum();
    let statistic = walk / (n * n) / variance;
    let table = if trend { [0.119, 0.146, 0.176, 0.216] } else { [0.347, 0.463, 0.574, 0.739] };
    (variance > 0.0 && statistic.is_finite()).then(|| Kpss {
        statistic,
        p: interpolate(statistic, &table),
        lags,
    })
}

/// p between the table's values.
fn interpolate(statistic: f64, table: &[f64; 4]) -> f64 {
    const P: [f64; 4] = [0.10, 0.05, 0.025, 0.01];
    if statistic <= table[0] {
        return P[0];
    }
    for i in 1..4 {
        if statistic <= table[i] {
            let share = (statistic - table[i - 1]) / (table[i] - table[i - 1]);
            return P[i - 1] + share * (P[i] - P[i - 1]);
        }
    }
    P[3]
}

/// Hobijn, Franses & Ooms's choice for Bartlett weights.
fn automatic_lags(residuals: &[f64]) -> usize {
    let n = residuals.len() as f64;
    let most = n.powf(2.0 / 9.0) as usize;
    let mut s0 = dot(residuals, residuals) / n;
    let mut s1 = 0.0;
    for k in 1..=most.min(residuals.len().saturating_sub(1)) {
        let product = dot(&residuals[..residuals.len() - k], &residuals[k..]) / (n / 2.0);
        s0 += product;
        s1 += k as f64 * product;
    }
    let ratio = s1 / s0;
    // A cast of NaN (no variance at all) gives 0.
    (1.1447 * (ratio * ratio).powf(1.0 / 3.0) * n.powf(1.0 / 3.0)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_does_not_matter() {
        let x: Vec<f64> = (0..80).map(|t| f64::from(t * t % 23)).collect();
        let far: Vec<f64> = x.iter().map(|v| v + 1e12).collect();
        for deterministic in [Deterministic::Constant, Deterministic::Trend] {
            let (near, far) = (
                dickey_fuller_aic(&x, deterministic).unwrap(),
                dickey_fuller_aic(&far, deterministic).unwrap(),
            );
            assert!((near.statistic / far.statistic - 1.0).abs() < 1e-10);
            assert_eq!(near.lags, far.lags);
        }
        let (near, far) = (
            kpss(&x, true, KpssLags::Automatic).unwrap(),
            kpss(&far, true, KpssLags::Automatic).unwrap(),
        );
        assert!((near.statistic / far.statistic - 1.0).abs() < 1e-10);
    }

    #[test]
    fn undefined_is_none() {
        for x in
            [&[][..], &[1.0], &[2.0; 30], &[1.0, f64::NAN, 2.0, 3.0, 1.0, 5.0], &[1.0, 2.0, 4.0]]
        {
            assert_eq!(dickey_fuller_aic(x, Deterministic::Trend), None, "{x:?}");
            assert_eq!(dickey_fuller(x, Deterministic::Constant, 1), None, "{x:?}");
        }
        // A line is fitted exactly.
        let line: Vec<f64> = (0..30).map(f64::from).collect();
        assert_eq!(dickey_fuller(&line, Deterministic::Constant, 0), None);
        assert_eq!(kpss(&[2.0; 30], false, KpssLags::Automatic), None);
        assert_eq!(kpss(&line, false, KpssLags::Fixed(30)), None);
        assert_eq!(kpss(&[], false, KpssLags::Automatic), None);
        assert_eq!(kpss(&[1.0, f64::INFINITY], false, KpssLags::Automatic), None);
    }
}
