//! What is left of a year's rhythm in both series' surprises, taken out before the slow swings are
//! compared.
//!
//! A wave of the year is regressed out where both models chose one. Where one of the two did not, a part
//! of it stays in both: too little for a single lag, but test S keeps just these frequencies. Two counts
//! with one season were found to swing together in 22 of 100 pairs of three and a half years.
//!
//! Contract: NaN is missing and stays so; hours, days and weeks of a year and a half or more. O(n).

use super::terms::{YEARS_FOR_A_YEAR, years};
use crate::calendar::{civil::DAY_MS, period::Period};
use std::f64::consts::TAU;

/// p of a harmonic's power in each of the two, from which both have it: of 100 unrelated pairs one has
/// the same harmonic.
const IN_BOTH: f64 = 0.1;
/// Harmonics of the year.
const HARMONICS: u32 = 6;

/// Scores without the harmonics that stand out in both; `None` where there is none.
pub(super) fn without_shared_year(
    scores: [&[f64]; 2],
    period: Period,
    starts: &[i64],
) -> Option<[Vec<f64>; 2]> {
    let rhythm = match period {
        Period::Hour | Period::Day | Period::Week => true,
        // Dummies of the month say it all.
        Period::Month | Period::Quarter | Period::Year => false,
    };
    if !rhythm || years(period, starts.len()) < YEARS_FOR_A_YEAR {
        return None;
    }
    let mut left = scores.map(<[f64]>::to_vec);
    let mut taken = false;
    for harmonic in 1..=HARMONICS {
        let year = DAY_MS as f64 * 365.2425 / f64::from(harmonic);
        let wave: Vec<(f64, f64)> = starts
            .iter()
            .map(|start| TAU * (*start as f64 / year).fract())
            .map(|angle| (libm::cos(angle), libm::sin(angle)))
            .collect();
        let parts = [0, 1].map(|s| part(&left[s], &wave));
        if parts.iter().all(|(_, p)| *p <= IN_BOTH) {
            taken = true;
            for (scores, ((a, b), _)) in left.iter_mut().zip(parts) {
                scores.iter_mut().zip(&wave).for_each(|(v, (cos, sin))| *v -= a * cos + b * sin);
            }
        }
    }
    taken.then_some(left)
}

/// The wave's part in scores, and p of one as large in white ones.
fn part(scores: &[f64], wave: &[(f64, f64)]) -> ((f64, f64), f64) {
    let (mut a, mut b, mut count) = (0.0, 0.0, 0.0);
    for (v, (cos, sin)) in scores.iter().zip(wave).filter(|(v, _)| !v.is_nan()) {
        a += v * cos;
        b += v * sin;
        count += 0.5;
    }
    if count == 0.0 {
        return ((0.0, 0.0), 1.0);
    }
    ((a / count, b / count), (-0.5 * (a * a + b * b) / count).exp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{
        lab::simulate::{sum, wave, white},
        random::Random,
        terms::starts_or_default,
    };

    #[test]
    fn a_year_in_both_goes_and_in_one_stays() {
        let mut g = Random::new(66);
        let n = 1000;
        let starts = starts_or_default(&[], Period::Day, n);
        let year = |size: f64, g: &mut Random| sum(&[&white(n, g), &wave(n, 365.2425, 0.2, size)]);
        let (mut both, mut one, mut none) = (0, 0, 0);
        for _ in 0..50 {
            let (x, y, z) = (year(0.3, &mut g), year(0.3, &mut g), year(0.0, &mut g));
            if let Some([u, v]) = without_shared_year([&x, &y], Period::Day, &starts) {
                both += 1;
                let size = |w: &[f64]| {
                    let cos = wave(n, 365.2425, 0.2, 2.0 / n as f64);
                    w.iter().zip(cos).map(|(a, b)| a * b).sum::<f64>()
                };
                assert!(size(&u).abs() < 0.02 && size(&v).abs() < 0.02);
            }
            one += usize::from(without_shared_year([&x, &z], Period::Day, &starts).is_some());
            let w = year(0.0, &mut g);
            none += usize::from(without_shared_year([&w, &z], Period::Day, &starts).is_some());
        }
        assert!(both >= 48 && one <= 14 && none <= 10, "{both} {one} {none}");
        let x = year(1.0, &mut g);
        assert!(without_shared_year([&x[..500], &x[..500]], Period::Day, &starts[..500]).is_none());
        assert!(without_shared_year([&x, &x], Period::Month, &starts).is_none());
        let nothing = vec![f64::NAN; n];
        assert!(without_shared_year([&x, &nothing], Period::Day, &starts).is_none());
    }
}
