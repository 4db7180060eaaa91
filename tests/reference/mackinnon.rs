//! MacKinnon's response surfaces: p-values and critical values of unit-root and cointegration
//! statistics.
//!
//! Contract: NaN gives `None`. Left and right of the surface p is 0 and 1, as in statsmodels.
//!
//! Sources: MacKinnon 1994 (p-values), 2010 (critical values; 1996 without constant), for one series
//! (unit root) and two (cointegration).

use comove::stats::distributions::normal_cdf;

/// What the regression of the test has beside the lagged level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deterministic {
    /// Nothing.
    None,
    /// A constant.
    Constant,
    /// A constant and a line.
    Trend,
}

/// One surface: where it starts, turns and ends; below and above the turn.
struct Surface {
    lowest: f64,
    turn: f64,
    highest: f64,
    below: [f64; 3],
    above: [f64; 4],
    /// 1 %, 5 %, 10 %; powers of 1/n.
    critical: [[f64; 4]; 3],
}

#[rustfmt::skip]
const UNIT_ROOT: [Surface; 3] = [
    Surface {
        lowest: -19.04, turn: -1.04, highest: f64::INFINITY,
        below: [0.6344, 1.2378, 3.2496e-2], above: [0.4797, 9.3557e-1, -0.6999e-1, 3.3066e-2],
        critical: [[-2.56574, -2.2358, -3.627, 0.0], [-1.94100, -0.2686, -3.365, 31.223], [-1.61682, 0.2656, -2.714, 25.364]],
    },
    Surface {
        lowest: -18.83, turn: -1.61, highest: 2.74,
        below: [2.1659, 1.4412, 3.8269e-2], above: [1.7339, 9.3202e-1, -1.2745e-1, -1.0368e-2],
        critical: [[-3.43035, -6.5393, -16.786, -79.433], [-2.86154, -2.8903, -4.234, -40.040], [-2.56677, -1.5384, -2.809, 0.0]],
    },
    Surface {
        lowest: -16.18, turn: -2.89, highest: 0.7,
        below: [3.2512, 1.6047, 4.9588e-2], above: [2.5261, 6.1654e-1, -3.7956e-1, -6.0285e-2],
        critical: [[-3.95877, -9.0531, -28.428, -134.155], [-3.41049, -4.3904, -9.036, -45.374], [-3.12705, -2.5856, -3.925, -22.380]],
    },
];

/// Two series, constant in the cointegrating regression.
#[rustfmt::skip]
const COINTEGRATION: Surface = Surface {
    lowest: -18.86, turn: -2.62, highest: 0.92,
    below: [2.92, 1.5012, 3.9796e-2], above: [2.1945, 6.4695e-1, -2.9198e-1, -4.2377e-2],
    critical: [[-3.89644, -10.9519, -33.527, 0.0], [-3.33613, -6.1101, -6.823, 0.0], [-3.04445, -4.2412, -2.720, 0.0]],
};

impl Surface {
    fn p(&self, statistic: f64) -> Option<f64> {
        if statistic.is_nan() {
            return None;
        }
        if statistic > self.highest {
            return Some(1.0);
        }
        if statistic < self.lowest {
            return Some(0.0);
        }
        let powers: &[f64] = if statistic <= self.turn { &self.below } else { &self.above };
        Some(normal_cdf(polynomial(powers, statistic)))
    }

    fn critical(&self, n: f64) -> [f64; 3] {
        self.critical.map(|powers| polynomial(&powers, 1.0 / n))
    }
}

/// Lowest power first.
fn polynomial(coefficients: &[f64], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, c| sum * x + c)
}

fn unit_root(deterministic: Deterministic) -> &'static Surface {
    let [none, constant, trend] = &UNIT_ROOT;
    match deterministic {
        Deterministic::None => none,
        Deterministic::Constant => constant,
        Deterministic::Trend => trend,
    }
}

/// p of a Dickey–Fuller statistic.
pub(super) fn unit_root_p(statistic: f64, deterministic: Deterministic) -> Option<f64> {
    unit_root(deterministic).p(statistic)
}

/// Its values at 1, 5 and 10 % for n observations.
pub(super) fn unit_root_critical(n: usize, deterministic: Deterministic) -> [f64; 3] {
    unit_root(deterministic).critical(n as f64)
}

/// p of an Engle–Granger statistic of two series.
pub(super) fn cointegration_p(statistic: f64) -> Option<f64> {
    COINTEGRATION.p(statistic)
}

/// Its values at 1, 5 and 10 % for n observations.
pub(super) fn cointegration_critical(n: usize) -> [f64; 3] {
    COINTEGRATION.critical(n as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// statsmodels.tsa.adfvalues: mackinnonp(s, regression, N), mackinnoncrit(N, regression, nobs)
    #[test]
    #[rustfmt::skip]
    fn statsmodels() {
        use Deterministic::{Constant, Trend};
        for (s, d, want) in [(-2.0, Deterministic::None, P[0]), (0.5, Deterministic::None, P[1]), (-3.0, Constant, P[2]), (1.0, Constant, P[3]), (-3.5, Trend, P[4]), (-1.0, Trend, P[5])] {
            let got = unit_root_p(s, d).unwrap();
            assert!((got - want).abs() < 1e-14, "{s} {d:?}: {got} {want}");
        }
        assert_eq!(unit_root_p(-30.0, Constant), Some(0.0));
        assert_eq!(unit_root_p(3.0, Constant), Some(1.0));
        assert_eq!(unit_root_p(f64::NAN, Constant), None);
        assert!((cointegration_p(-3.4).unwrap() - P[6]).abs() < 1e-14);
    }
    const P: [f64; 7] = [
        0.043520623056049056,
        0.824879195252956,
        0.034894400275345266,
        0.9942659485477608,
        0.03939102799324626,
        0.9441147109023218,
        0.042350470034245406,
    ];
}
