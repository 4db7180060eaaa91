//! Prewhitening: what is left of a series after its own past and the calendar are taken out.
//!
//! One regression of x_t on a constant, calendar terms, controls and x_{t-1} … x_{t-p}:
//! estimating the calendar *before* the memory would give every pair of trending series the
//! same sawtooth (60 % false alarms, measured). The order p is chosen by AICc on one common
//! sample from a single Cholesky factor; a unit root is imposed unless a Dickey–Fuller test
//! rejects it, because an estimated near-root leaves slow residue.
//!
//! Contract: a missing value (NaN) has no residual; a missing lag is the last value before it
//! (interpolation would leak the future). Constant, too short, or perfectly predictable input
//! gives `None`. Values of any magnitude are scaled first.

use super::cholesky::{Factor, Gram};
use std::f64::consts::PI;

/// What is regressed out besides the series' own past.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// Columns that depend on the calendar alone; both series get the same.
    pub calendar: Vec<Vec<f64>>,
    /// Columns of the controls for a series in levels.
    pub control_levels: Vec<Vec<f64>>,
    /// Columns of the controls for a series in differences.
    pub control_changes: Vec<Vec<f64>>,
}

/// A prewhitened series.
#[derive(Clone, Debug)]
pub struct Prewhitened {
    /// One a bucket; NaN where there is none.
    pub residuals: Vec<f64>,
    /// Autoregressive order p, before a unit root takes one.
    pub order: usize,
    /// Whether the unit root was imposed.
    pub unit_root: bool,
    /// Coefficients estimated.
    pub regressors: usize,
    /// Of these: constant, calendar and controls, which both series share.
    pub shared: usize,
    /// Dickey–Fuller τ of the model in levels.
    pub tau: f64,
}

/// Largest order looked at: min(10 log₁₀ n, n / 6), at least 1.
pub fn max_order(n: usize) -> usize {
    let n = n as f64;
    ((10.0 * n.max(1.0).log10()).min(n / 6.0) as usize).max(1)
}

/// Slow cosines added to a stationary model: n / 300, at most 8.
pub fn slow_cosines(n: usize) -> usize {
    (n / 300).min(8)
}

/// Prewhitens one series on its analysis scale. O(n (q + p)²).
pub fn prewhiten(
    x: &[f64],
    terms: &Terms,
    max_order: usize,
    slow_cosines: usize,
) -> Option<Prewhitened> {
    let model = Model::new(x, terms)?;
    let (order, common) = model.select_order(max_order)?;
    let level = model.fit(order, Form::Levels { cosines: 0 })?;
    let m = common as f64;
    let fit = if level.tau > -2.8614 - 2.738 / m - 8.36 / (m * m) {
        model.fit(order - 1, Form::Differences)?
    } else if slow_cosines > 0 {
        model.fit(order, Form::Levels { cosines: slow_cosines })?
    } else {
        level.clone()
    };
    // A line, a pure wave, a copy of a control: what is left is rounding.
    let largest =
        fit.residuals.iter().fold(0.0_f64, |a, v| if v.is_nan() { a } else { a.max(v.abs()) });
    if largest <= 1e-9 {
        return None;
    }
    Some(Prewhitened {
        residuals: fit.residuals.iter().map(|e| e * model.scale).collect(),
        order,
        unit_root: fit.differenced,
        regressors: fit.regressors,
        shared: fit.shared,
        tau: level.tau,
    })
}

#[derive(Clone, Copy, PartialEq)]
enum Form {
    Levels { cosines: usize },
    Differences,
}

#[derive(Clone)]
struct Fit {
    residuals: Vec<f64>,
    regressors: usize,
    shared: usize,
    tau: f64,
    differenced: bool,
}

/// The series, centred and scaled, with its lags' source and the terms.
struct Model<'a> {
    x: Vec<f64>,
    /// Last value known at each bucket.
    carried: Vec<f64>,
    scale: f64,
    terms: &'a Terms,
}

impl<'a> Model<'a> {
    fn new(x: &[f64], terms: &'a Terms) -> Option<Model<'a>> {
        let mut carried = carry_forward(x)?;
        let n = carried.len() as f64;
        let mean = carried.iter().map(|v| v / n).sum::<f64>();
        carried.iter_mut().for_each(|v| *v -= mean);
        let scale = carried.iter().fold(0.0_f64, |a, v| a.max(v.abs()));
        if !(scale > 0.0 && scale.is_finite()) {
            return None;
        }
        carried.iter_mut().for_each(|v| *v /= scale);
        let x = x.iter().map(|v| (v - mean) / scale).collect();
        Some(Model { x, carried, scale, terms })
    }

    fn controls(&self, form: Form) -> &'a [Vec<f64>] {
        match form {
            Form::Levels { .. } => &self.terms.control_levels,
            Form::Differences => &self.terms.control_changes,
        }
    }

    /// Regressors, then the regressed value, for bucket t; false where a control is missing.
    fn row(&self, t: usize, lags: usize, form: Form, row: &mut Vec<f64>) -> bool {
        row.clear();
        row.push(1.0);
        row.extend(self.terms.calendar.iter().map(|c| c[t]));
        row.extend(self.controls(form).iter().map(|c| c[t]));
        let past = &self.carried[..t];
        let lag = |j: usize| past[t - j];
        match form {
            Form::Levels { cosines } => {
                let angle = PI * (t as f64 + 0.5) / self.x.len() as f64;
                row.extend((1..=cosines).map(|j| (angle * j as f64).cos()));
                row.extend((1..=lags).map(lag));
                row.push(self.x[t]);
            }
            Form::Differences => {
                row.extend((1..=lags).map(|j| lag(j) - lag(j + 1)));
                row.push(self.x[t] - lag(1));
            }
        }
        row.iter().all(|v| v.is_finite())
    }

    fn columns_before_lags(&self, form: Form) -> usize {
        let cosines = if let Form::Levels { cosines } = form { cosines } else { 0 };
        1 + self.terms.calendar.len() + self.controls(form).len() + cosines
    }

    /// AICc over nested orders 1..=max on the sample that all of them have; and its size.
    fn select_order(&self, max: usize) -> Option<(usize, usize)> {
        let form = Form::Levels { cosines: 0 };
        let fixed = self.columns_before_lags(form);
        let size = fixed + max + 1;
        let mut gram = Gram::new(size);
        let mut row = Vec::with_capacity(size);
        let mut m = 0usize;
        for t in max..self.x.len() {
            if self.row(t, max, form, &mut row) {
                gram.add(&row);
                m += 1;
            }
        }
        let factor = gram.factor();
        let last = size - 1;
        let mut rss = gram.at(last, last);
        let mut fixed_kept = 0.0;
        for j in 0..fixed {
            rss -= factor.at(last, j).powi(2);
            fixed_kept += f64::from(u8::from(factor.kept(j)));
        }
        let (mut best, mut order) = (f64::INFINITY, 1);
        let samples = m as f64;
        for p in 1..=max {
            rss = (rss - factor.at(last, fixed + p - 1).powi(2)).max(1e-300);
            let k = fixed_kept + p as f64 + 1.0;
            if samples - k - 1.0 <= 0.0 {
                break;
            }
            let aicc = samples * (rss / samples).ln()
                + 2.0 * k
                + 2.0 * k * (k + 1.0) / (samples - k - 1.0);
            if aicc < best {
                (best, order) = (aicc, p);
            }
        }
        (m > 0).then_some((order, m))
    }

    fn fit(&self, lags: usize, form: Form) -> Option<Fit> {
        let fixed = self.columns_before_lags(form);
        let size = fixed + lags;
        let differenced = form == Form::Differences;
        let first = (lags + usize::from(differenced)).max(1);
        let n = self.x.len();
        let mut gram = Gram::new(size + 1);
        let mut row = Vec::with_capacity(size + 1);
        let mut m = 0usize;
        for t in first..n {
            if self.row(t, lags, form, &mut row) {
                gram.add(&row);
                m += 1;
            }
        }
        let factor: Factor = gram.factor();
        let regressors = (0..size).filter(|&j| factor.kept(j)).count();
        if m <= regressors {
            return None;
        }
        let right: Vec<f64> = (0..size).map(|j| gram.at(size, j)).collect();
        let coefficients = factor.solve(&right, size);
        let mut residuals = vec![f64::NAN; n];
        let mut rss = 0.0;
        for t in first..n {
            if self.row(t, lags, form, &mut row) {
                let fitted: f64 = row.iter().zip(&coefficients).map(|(a, b)| a * b).sum();
                let e = row[size] - fitted;
                residuals[t] = e;
                rss += e * e;
            }
        }
        // τ of Σφ − 1: its variance is 1'(X'X)⁻¹1 over the lags' block.
        let pick: Vec<f64> = (0..size).map(|j| f64::from(u8::from(j >= fixed))).collect();
        let variance: f64 = factor.solve(&pick, size)[fixed..].iter().sum();
        let sum: f64 = coefficients[fixed..].iter().sum();
        let dispersion = rss / (m - regressors) as f64;
        let tau = (sum - 1.0) / (variance * dispersion).max(1e-300).sqrt();
        let shared = 1 + self.terms.calendar.len() + self.controls(form).len();
        let shared = (0..shared).filter(|&j| factor.kept(j)).count();
        Some(Fit { residuals, regressors, shared, tau, differenced })
    }
}

/// Each bucket's last known value; before the first one, the first. `None` if all are missing.
pub(crate) fn carry_forward(x: &[f64]) -> Option<Vec<f64>> {
    let mut last = *x.iter().find(|v| !v.is_nan())?;
    Some(
        x.iter()
            .map(|&v| {
                if !v.is_nan() {
                    last = v;
                }
                last
            })
            .collect(),
    )
}
