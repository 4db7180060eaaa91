//! What follows from a Pearson correlation where observations are independent: t, p, Fisher's
//! interval. Series over time are not independent, so the page shows none of it.
//!
//! Contract: as the correlation's; t and p need a degree of freedom, the interval 4 pairs.
//!
//! 1 − r² comes from the residuals where r is near ±1, so t and the interval keep their digits.

use super::fisher;
use comove::stats::{
    distributions::student_t_two_sided_p, double_double::DoubleDouble, moments::Deviations,
    pairs::complete_pairs, pearson::pearson,
};

/// 1 − r² below which the doubles lie on a line as far as the arithmetic can tell.
const ON_A_LINE: f64 = 1e-58;

/// A correlation and what follows from it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tested {
    /// Pairs used.
    pub n: usize,
    /// The coefficient.
    pub r: Option<f64>,
    /// 1 − r², also where r rounds to ±1.
    unexplained: f64,
    /// Degrees of freedom: pairs less 2, less the controls.
    df: f64,
}

/// The correlation of two series and its tests.
pub fn tested(x: &[f64], y: &[f64]) -> Tested {
    let found = pearson(x, y);
    let (x, y) = complete_pairs(x, y);
    let unexplained = found.r.and_then(|_| unexplained(&x, &y)).unwrap_or(1.0);
    Tested { unexplained, r: found.r, ..Tested::undefined(found.n) }
}

impl Tested {
    /// Of `n` pairs that do not vary, or too few.
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

    /// Two-sided p.
    pub fn p_value(&self) -> Option<f64> {
        Some(student_t_two_sided_p(self.t()?, self.df))
    }

    /// Fisher's interval.
    pub fn interval(&self, level: f64) -> Option<(f64, f64)> {
        fisher::interval(self.r?, self.unexplained, self.df + 2.0, level)
    }
}

/// 1 − r² of complete pairs that have a correlation.
fn unexplained(x: &[f64], y: &[f64]) -> Option<f64> {
    if x.len() == 2 {
        return Some(0.0);
    }
    let (dx, dy) = (Deviations::new(x)?, Deviations::new(y)?);
    let sxy = dx.products(&dy);
    let r = sxy / (dx.squares.sqrt() * dy.squares.sqrt());
    let plain = (DoubleDouble::from(1.0) - r * r).value();
    if plain >= 1e-12 {
        return Some(plain);
    }
    // 31 digits less 12 are too few: take the residuals of y on x instead.
    let slope = sxy / dx.squares;
    let mut rest = DoubleDouble::ZERO;
    for (dx, dy) in dx.values.iter().zip(&dy.values) {
        let residual = *dy - slope * *dx;
        rest += residual * residual;
    }
    let left = (rest / dy.squares).value();
    Some(if left < ON_A_LINE { 0.0 } else { left })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_leaves_t_its_digits() {
        let x = [0.25, -1.25, 2.5, 0.75, 2.0, -0.5, 1.0];
        let y = [1.0, -0.5, 1.5, 1.25, 0.25, 0.75, 2.0];
        let near = tested(&x, &y).t().unwrap();
        for offset in [1e9, -1e12, 1e15] {
            let far = tested(&x.map(|v| v + offset), &y.map(|v| v - offset)).t().unwrap();
            assert!((far / near - 1.0).abs() < 1e-14, "{offset}: {far}, not {near}");
        }
    }

    #[test]
    fn a_line_has_the_t_of_its_rounding() {
        for n in [3_u32, 7, 30, 1300] {
            let x: Vec<f64> = (0..n).map(|i| f64::from(i) * 0.1).collect();
            let line: Vec<f64> = x.iter().map(|v| 3.0 - 7.0 * v).collect();
            let found = tested(&x, &line);
            assert_eq!(found.interval(0.95).is_some(), n > 3);
            // The doubles miss the line by their rounding, which t must show.
            assert!(found.t().unwrap() < -1e14);
            let whole: Vec<f64> = (0..n).map(f64::from).collect();
            let exact: Vec<f64> = whole.iter().map(|v| 3.0 * v + 1.0).collect();
            assert_eq!(tested(&whole, &exact).t(), Some(f64::INFINITY));
            assert_eq!(tested(&whole, &exact).p_value(), Some(0.0));
        }
    }

    #[test]
    fn undefined_is_none() {
        let none = tested(&[], &[]);
        assert_eq!((none.t(), none.p_value(), none.interval(0.95)), (None, None, None));
        let two = tested(&[1.0, 2.0], &[5.0, 3.0]);
        assert_eq!((two.r, two.p_value(), two.interval(0.95)), (Some(-1.0), None, None));
    }
}
