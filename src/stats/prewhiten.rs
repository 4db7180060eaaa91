//! Prewhitening: what is left of a series after its own past and the calendar are taken out.
//!
//! One regression on a constant, calendar terms, controls and the past: estimating the calendar
//! *before* the memory would give every pair of trending series the same sawtooth (60 % false
//! alarms, measured). A unit root is imposed unless a Dickey–Fuller test rejects it, because an
//! estimated near-root leaves slow residue; always taking differences is worse. A straight trend as
//! alternative was tried and rejected: it mended no rate of false alarms and cost a declared window
//! two points of power.
//!
//! Contract: as [`super::autoregression`]; perfectly predictable input gives `None` too.

pub use super::autoregression::Terms;
use super::autoregression::{Choice, Fit, Form, Model};

/// A prewhitened series.
#[derive(Clone, Debug)]
pub struct Prewhitened {
    /// One a bucket; NaN where there is none.
    pub residuals: Vec<f64>,
    /// Autoregressive order p, before a unit root takes one.
    pub order: usize,
    /// Whether the unit root was imposed.
    pub unit_root: bool,
    /// Number of coefficients estimated.
    pub regressors: usize,
    /// Of these: constant, calendar and controls, which both series share.
    pub shared: usize,
    /// Further calendar columns taken, as positions in [`Terms::extra`].
    pub extra: Vec<usize>,
    /// Coefficients of the series' past; with a unit root, of its changes' past.
    pub past: Vec<f64>,
}

/// How a series is prewhitened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Largest autoregressive order tried.
    pub max_order: usize,
    /// Slow cosines added where a unit root is rejected.
    pub slow_cosines: usize,
    /// Beyond the published procedure: pull in large residuals when the coefficients are
    /// estimated.
    pub robust: bool,
}

impl Settings {
    /// What fits `n` buckets.
    pub fn fitting(n: usize) -> Settings {
        Settings { max_order: max_order(n), slow_cosines: slow_cosines(n), robust: true }
    }
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

/// 5 % points of τ with a constant (MacKinnon 2010): a + b/m + c/m².
const DICKEY_FULLER: [f64; 3] = [-2.8614, -2.738, -8.36];
/// 5 % point of τ with waves of the year in the regression, from 1.5 years on.
const DICKEY_FULLER_WAVES: f64 = -3.5;

/// Prewhitens one series on its analysis scale; `own` are columns of this series alone.
/// O(n (terms + order)²).
pub fn prewhiten(
    x: &[f64],
    terms: &Terms,
    own: &[Vec<f64>],
    settings: Settings,
) -> Option<Prewhitened> {
    let Settings { max_order, slow_cosines, robust } = settings;
    let model = Model::new(x, terms, own)?;
    let candidates = model.candidates(max_order);
    let mut choice = model.select(&candidates, true)?;
    let mut level = model.fit(choice.order, &choice.extra, Form::PLAIN, false)?;
    let m = choice.sample as f64;
    let walks = |tau: f64, [a, b, c]: [f64; 3]| tau > a + b / m + c / (m * m);
    let mut unit_root = walks(level.tau, DICKEY_FULLER);
    if terms.has_slow(&choice.extra) && level.tau > DICKEY_FULLER_WAVES {
        // A walk always has a wave of the year that seems to fit; its changes have not.
        let without = model.select(&candidates, false)?;
        let changes =
            |c: &Choice| model.fit(c.order - 1, &c.extra, Form::Changes, false).map(|f| f.aicc);
        unit_root = changes(&choice) < changes(&without);
        if !unit_root {
            choice = without;
            level = model.fit(choice.order, &choice.extra, Form::PLAIN, false)?;
            unit_root = walks(level.tau, DICKEY_FULLER);
        }
    }
    let (order, extra) = (choice.order, choice.extra);
    let fit: Fit = if unit_root {
        model.fit(order - 1, &extra, Form::Changes, robust)?
    } else if slow_cosines > 0 || robust {
        model.fit(order, &extra, Form::Levels { cosines: slow_cosines }, robust)?
    } else {
        level.clone()
    };
    // A line, a pure wave, a copy of a control: what is left is rounding.
    let size = |a: f64, v: &f64| if v.is_nan() { a } else { a.max(v.abs()) };
    if fit.residuals.iter().fold(0.0, size) <= 1e-9 {
        return None;
    }
    Some(Prewhitened {
        residuals: fit.residuals.iter().map(|e| e * model.scale).collect(),
        order,
        unit_root,
        regressors: fit.regressors,
        shared: fit.shared,
        extra,
        past: fit.past,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{
        lab::simulate::{ar1, cumulate, white},
        random::Random,
    };

    fn whiten(x: &[f64]) -> Option<Prewhitened> {
        prewhiten(x, &Terms::default(), &[], Settings::fitting(x.len()))
    }

    #[test]
    fn unit_root_unless_rejected() {
        // The test errs in one of twenty walks.
        let mut g = Random::new(31);
        let found = (0..20).filter(|_| whiten(&cumulate(&white(300, &mut g))).unwrap().unit_root);
        assert!(found.count() >= 17);
        assert!((0..20).all(|_| !whiten(&ar1(300, 0.5, 50, &mut g)).unwrap().unit_root));
    }

    #[test]
    fn scale_and_offset_change_nothing_but_the_scale() {
        let mut g = Random::new(32);
        let x = ar1(200, 0.8, 50, &mut g);
        let one = whiten(&x).unwrap();
        for (a, b) in [(1e200, 0.0), (1e-250, 0.0), (1.0, 1e9)] {
            let other = whiten(&x.iter().map(|v| a * v + b).collect::<Vec<_>>()).unwrap();
            assert_eq!((one.order, one.unit_root), (other.order, other.unit_root));
            let close = (other.residuals[50] / a - one.residuals[50]).abs() < 1e-5;
            assert!(close, "{a} {b}");
        }
    }

    #[test]
    fn nothing_left_is_undefined() {
        let line: Vec<f64> = (0..80).map(f64::from).collect();
        assert!(whiten(&line).is_none());
        assert!(whiten(&[3.0; 80]).is_none());
        assert!(whiten(&[f64::NAN; 80]).is_none());
        assert!(whiten(&[1.0, 2.0]).is_none());
        assert!(whiten(&[]).is_none());
    }

    #[test]
    fn orders_and_cosines_by_length() {
        for (n, p, j) in
            [(1, 1, 0), (42, 7, 0), (180, 22, 0), (400, 26, 1), (1260, 31, 4), (9999, 39, 8)]
        {
            assert_eq!((max_order(n), slow_cosines(n)), (p, j), "{n}");
        }
    }
}
