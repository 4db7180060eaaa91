//! How much a series grew: its last whole year against its first, or the second half of the span against
//! the first.
//!
//! Never the first days against the last, which a season or one odd day decides. Years from two whole
//! ones on; halves below a quarter of a year, where no season shows; between the two a season cannot be
//! told from growth, and nothing is said.
//!
//! Contract: NaN and infinities are missing; `None` for a value below 0, for fewer than ten values, where
//! less than four fifths of a year or a half are known, and where a mean is not positive.

use crate::calendar::period::Period;
use serde::{Deserialize, Serialize};

/// How many times the earlier mean the later one is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Growth {
    /// Of x; `None` where it is not defined.
    pub x: Option<f64>,
    /// Of y; `None` where it is not defined.
    pub y: Option<f64>,
    /// Whether years were compared instead of halves.
    pub years: bool,
}

/// Of a span; `ratio` says of which a ratio means something.
pub(super) fn growth(x: &[f64], y: &[f64], period: Period, ratio: (bool, bool)) -> Growth {
    let n = x.len().min(y.len());
    let year = period.per_year().round() as usize;
    let (part, years) = match n as f64 / period.per_year() {
        // Two calendar years may have a bucket less than twice a year's mean.
        _ if n + 1 >= 2 * year && year > 1 => (year.min(n / 2), true),
        length if length < 0.25 => (n / 2, false),
        _ => return Growth::default(),
    };
    let of = |values: &[f64], counts: bool| counts.then(|| one(&values[..n], part)).flatten();
    Growth { x: of(x, ratio.0), y: of(y, ratio.1), years }
}

/// Mean of the last `part` buckets over that of the first.
fn one(values: &[f64], part: usize) -> Option<f64> {
    let (first, last) = (values.get(..part)?, values.get(values.len().checked_sub(part)?..)?);
    let mean = |values: &[f64]| {
        let (mut sum, mut known) = (0.0, 0);
        for value in values.iter().filter(|v| v.is_finite()) {
            (sum, known) = (sum + value, known + 1);
        }
        (known >= 5 && 5 * known >= 4 * part).then(|| sum / known as f64)
    };
    let below = values.iter().any(|v| *v < 0.0);
    let (first, last) = (mean(first)?, mean(last)?);
    (!below && first > 0.0 && last > 0.0).then(|| last / first).filter(|g| g.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_years_and_halves_and_nothing_between() {
        let season = |n: usize, rise: f64| -> Vec<f64> {
            let wave = |t: f64| 10.0 - 8.0 * (std::f64::consts::TAU * t / 365.2425).cos();
            (0..n).map(|t| wave(t as f64) * (1.0 + rise * t as f64 / n as f64)).collect()
        };
        let of = |values: &[f64], period| growth(values, values, period, (true, false));
        // A season is no growth, however it is cut.
        for n in [730, 800, 912, 1461] {
            let got = of(&season(n, 0.0), Period::Day);
            assert!(got.years && (got.x.unwrap() - 1.0).abs() < 0.01, "{n} {got:?}");
            assert_eq!(got.y, None);
        }
        let grown = of(&season(1461, 3.0), Period::Day).x.unwrap();
        assert!((2.2..2.8).contains(&grown), "{grown}");
        for n in [92, 400, 720] {
            assert_eq!(of(&season(n, 0.0), Period::Day), Growth::default(), "{n}");
        }
        let doubled: Vec<f64> = (0..60).map(|t| if t < 30 { 2.0 } else { 4.0 }).collect();
        let got = of(&doubled, Period::Day);
        assert_eq!((got.x, got.years), (Some(2.0), false));
        let quarters = [1.0, 2.0, 3.0, 4.0, 2.0, 4.0, 6.0, 8.0];
        assert_eq!(of(&quarters, Period::Quarter), Growth { x: None, y: None, years: true });
    }

    #[test]
    fn nothing_to_compare() {
        let of = |values: &[f64]| growth(values, values, Period::Day, (true, true)).x;
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[1.0; 9]), None);
        assert_eq!(of(&[0.0; 40]), None);
        let mut gaps = vec![1.0; 40];
        gaps[..10].fill(f64::NAN);
        assert_eq!(of(&gaps), None);
        gaps[..10].fill(-1.0);
        assert_eq!(of(&gaps), None);
    }
}
