//! Granger's question: does the past of one series help to predict another?
//!
//! Contract: rows in which a value or one of its lags is missing (NaN) are left out; an infinite
//! value, lags that depend on each other (a constant among them), an exact fit, or fewer rows than
//! coefficients make the test undefined.
//!
//! `granger` on levels is wrong for wandering series (4–100 % false alarms) and here for
//! comparison only; `toda_yamamoto` adds lags that are fitted and not tested, which mends that, and
//! `toda_yamamoto_robust` a line, calendar terms and errors that bear unequal variance.
//!
//! O(n k²). Sources: Granger 1969; Toda & Yamamoto 1995; statsmodels `grangercausalitytests`,
//! `AutoReg`.

use super::{
    distributions::{chi2_sf, f_sf},
    least_squares::{LeastSquares, dot, least_squares},
};

/// An F test that the tested coefficients are all 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FTest {
    /// The statistic.
    pub f: f64,
    /// Upper tail of F.
    pub p: f64,
    /// Tested coefficients.
    pub df_numerator: usize,
    /// Rows less all coefficients.
    pub df_denominator: usize,
    /// Rows.
    pub n: usize,
}

impl FTest {
    /// The same drop of squares as χ² statistic, n · drop / rest.
    pub fn chi2(&self) -> f64 {
        self.f * self.df_numerator as f64 * self.n as f64 / self.df_denominator as f64
    }

    /// Its upper tail.
    pub fn chi2_p(&self) -> f64 {
        chi2_sf(self.chi2(), self.df_numerator as f64)
    }
}

/// Granger test with `lags` lags of both series and a constant.
///
/// ```
/// # use comove::stats::granger::granger;
/// let cause: Vec<f64> = (0..60).map(|t| f64::from(t * t % 13)).collect();
/// let effect: Vec<f64> = (0..60).map(|t| if t == 0 { 0.0 } else { cause[t - 1] + f64::from((t * 7 % 5) as u32) }).collect();
/// assert!(granger(&cause, &effect, 1).unwrap().p < 1e-6);
/// assert!(granger(&effect, &cause, 1).unwrap().p > 1e-6);
/// ```
pub fn granger(cause: &[f64], effect: &[f64], lags: usize) -> Option<FTest> {
    toda_yamamoto(cause, effect, lags, 0)
}

/// Toda–Yamamoto test: `lags` lags of the cause are tested, `extra` more of both are only fitted.
pub fn toda_yamamoto(cause: &[f64], effect: &[f64], lags: usize, extra: usize) -> Option<FTest> {
    let equation = Equation::new(cause, effect, lags, extra, &[])?;
    let fit = equation.fit()?;
    let (n, k) = (fit.residuals.len(), fit.coefficients.len());
    let df_denominator = fit.degrees_of_freedom();
    let drop = fit.nested_rss(k - lags) - fit.nested_rss(k);
    let f = drop / lags as f64 / (fit.nested_rss(k) / df_denominator as f64);
    Some(FTest {
        f,
        p: f_sf(f, lags as f64, df_denominator as f64),
        df_numerator: lags,
        df_denominator,
        n,
    })
}

/// The regression of a Granger test, tested columns last.
struct Equation {
    columns: Vec<Vec<f64>>,
    y: Vec<f64>,
}

impl Equation {
    /// Columns: constant, further terms, lags of the effect, untested and tested lags of the cause.
    fn new(
        cause: &[f64],
        effect: &[f64],
        lags: usize,
        extra: usize,
        terms: &[Vec<f64>],
    ) -> Option<Self> {
        let (n, most) = (cause.len().min(effect.len()), lags + extra);
        if lags == 0 || terms.iter().any(|term| term.len() < n) {
            return None;
        }
        // With a constant in it, the equation does not know origins; near 0 it keeps digits.
        let from_first = |v: &[f64]| -> Option<Vec<f64>> {
            let origin = v.iter().copied().find(|v| !v.is_nan())?;
            Some(v.iter().map(|v| v - origin).collect())
        };
        let (cause, effect) = (from_first(cause.get(..n)?)?, from_first(effect.get(..n)?)?);
        let whole = |v: &[f64], t: usize| v[t - most..t].iter().all(|v| !v.is_nan());
        let rows: Vec<usize> = (most..n)
            .filter(|t| !effect[*t].is_nan() && whole(&effect, *t) && whole(&cause, *t))
            .collect();
        let lagged =
            |v: &[f64], lag: usize| -> Vec<f64> { rows.iter().map(|t| v[t - lag]).collect() };
        let mut columns = vec![vec![1.0; rows.len()]];
        columns.extend(terms.iter().map(|term| lagged(term, 0)));
        columns.extend((1..=most).map(|lag| lagged(&effect, lag)));
        columns.extend((lags + 1..=most).map(|lag| lagged(&cause, lag)));
        columns.extend((1..=lags).map(|lag| lagged(&cause, lag)));
        Some(Self { y: lagged(&effect, 0), columns })
    }

    /// Fitted, unless without a degree of freedom or exactly.
    fn fit(&self) -> Option<LeastSquares> {
        let columns: Vec<&[f64]> = self.columns.iter().map(|c| &c[..]).collect();
        let fit = least_squares(&columns, &self.y)?;
        let (n, k) = (self.y.len(), columns.len());
        let exact = fit.rss <= f64::EPSILON * f64::EPSILON * n as f64 * dot(&self.y, &self.y);
        (n > k && !exact).then_some(fit)
    }
}

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

/// Autoregression of order p by least squares; `None` for p = 0 rows, constants, or dependence.
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
    let mut residuals = vec![f64::NAN; x.len() - p];
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
