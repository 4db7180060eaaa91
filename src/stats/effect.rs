//! How much one series moved with the other, in their own units: the line through their unexpected
//! moves at the verdict's lag.
//!
//! What neither past nor calendar foretold of the later series is regressed on that of the earlier one,
//! over several lags on its sum over them: the slope is then the mean over these. Where y = βx + a noise
//! with any memory of its own and x does not follow y, that slope is β: only the new part of x is not
//! in the past of either. A line through the levels would have an interval of no worth.
//!
//! Contract: `None` with fewer than thirty pairs, where a series never varies, where the slope does not
//! have the verdict's sign or its interval holds 0, and for slow swings or lags on both sides of 0, where
//! no slope is what a reader would take it for.
//!
//! Scale: ratios on both where both are analysed by their logarithms and a ratio means something; a count
//! that is mostly below ten, a temperature, a score are taken as they are.
//!
//! Source: Frisch & Waugh 1933; robust spread White 1980 (HC1), with the guard's inflation, and for all
//! lags tried at once where the lag was picked among them.

use super::{
    result::{Effect, Strength},
    significance::Scored,
    verdict::Which,
};

/// One series' unexpected moves, on a scale that can be said.
#[derive(Clone, Debug)]
pub(super) struct Moves {
    /// One a bucket; NaN where there is none.
    pub values: Vec<f64>,
    /// Whether they are of natural logarithms.
    pub log: bool,
}

/// Fewest pairs for a slope.
const FEWEST: usize = 30;

/// The slope; `critical` is the standard score of the interval's ends, guards included.
pub(super) fn effect(
    x: &Moves,
    y: &Moves,
    scored: &Scored,
    strength: &Strength,
    critical: f64,
    x_first: bool,
) -> Option<Effect> {
    let (from, to) = (strength.from, strength.to);
    if strength.slow || (from < 0 && to > 0) {
        return None;
    }
    let x_first = if (from, to) == (0, 0) { x_first } else { to > 0 };
    let width = f64::from(to - from + 1).sqrt();
    let (u, v) = scored.paired_values((&x.values, &y.values), (from, to));
    let ((early, late), (first, second)) =
        if x_first { ((u, v), (x, y)) } else { ((v, u), (y, x)) };
    // The sum over the lags, of which `paired_values` gives √w parts.
    let pairs: Vec<(f64, f64)> = early
        .iter()
        .zip(&late)
        .filter(|(a, b)| !a.is_nan() && !b.is_nan())
        .map(|(a, b)| (a * width, *b))
        .collect();
    let n = pairs.len() as f64;
    if pairs.len() < FEWEST {
        return None;
    }
    let mean = |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / n;
    let (mean_a, mean_b) = (mean(|p| p.0), mean(|p| p.1));
    let (mut aa, mut ab) = (0.0, 0.0);
    for (a, b) in &pairs {
        aa += (a - mean_a).powi(2);
        ab += (a - mean_a) * (b - mean_b);
    }
    let slope = ab / aa;
    let spread = |(a, b): &(f64, f64)| {
        let left = (b - mean_b) - slope * (a - mean_a);
        ((a - mean_a) * left).powi(2)
    };
    let squares: f64 = pairs.iter().map(spread).sum();
    let error = squares.sqrt() / aa * (n / (scored.effective.min(n) - 2.0).max(1.0)).sqrt();
    let (low, high) = (slope - critical * error, slope + critical * error);
    let told = low * high > 0.0 && slope * strength.r > 0.0 && high.is_finite() && low.is_finite();
    told.then_some(Effect {
        first: if x_first { Which::X } else { Which::Y },
        from: from.unsigned_abs().min(to.unsigned_abs()),
        to: from.unsigned_abs().max(to.unsigned_abs()),
        slope,
        low,
        high,
        typical: (aa / n).sqrt() / width,
        first_log: first.log,
        second_log: second.log,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{
        analysis::analyse,
        input::{Input, Options, Series},
        lab::simulate::{ar1_unit, cumulate, negative_binomial, scaled, sum, weekly, white},
        random::Random,
        result::Analysis,
    };
    use crate::{calendar::period::Period, series::series::SeriesKind};

    fn analysed(x: &[f64], y: &[f64], kind: SeriesKind, ratio: (bool, bool)) -> Analysis {
        analyse(&Input {
            x: Series { values: x, kind: SeriesKind::Measurement },
            y: Series { values: y, kind },
            controls: Vec::new(),
            period: Period::Day,
            starts: &[],
            options: Options { context_draws: 0, ratio, ..Options::default() },
        })
    }

    /// How many of the effects that are told hold the truth; how many are told.
    fn covered(
        pairs: usize,
        truth: f64,
        mut draw: impl FnMut(&mut Random) -> Option<Effect>,
    ) -> (usize, usize) {
        let mut g = Random::new(91);
        let told: Vec<Effect> = (0..pairs).filter_map(|_| draw(&mut g)).collect();
        let held = told.iter().filter(|e| e.low <= truth && truth <= e.high).count();
        (held, told.len())
    }

    /// Warmer days and a bill with weekdays and a memory of their own: 14 € a degree.
    #[test]
    fn intervals_hold_under_memory() {
        let (held, told) = covered(60, 14.0, |g| {
            let n = 300;
            let temperature = sum(&[&scaled(&ar1_unit(n, 0.8, g), 5.0), &[12.0; 300]]);
            let noise =
                [&scaled(&ar1_unit(n, 0.9, g), 60.0)[..], &scaled(&weekly(n, 1.0, g), 50.0)];
            let bill = sum(&[&scaled(&temperature, 14.0), noise[0], noise[1], &[900.0; 300]]);
            let got = analysed(&temperature, &bill, SeriesKind::Measurement, (false, false));
            assert!(got.effect.is_none_or(|e| !e.first_log && !e.second_log && e.from == 0));
            got.effect
        });
        assert!(told >= 40 && 100 * held >= 90 * told, "{held} of {told}");
    }

    /// A price that walks and counts that follow it two days later with elasticity 1.5.
    #[test]
    fn elasticities_at_a_lag_are_right() {
        let (held, told) = covered(50, 1.5, |g| {
            let n = 400;
            let log = cumulate(&scaled(&white(n + 2, g), 0.06));
            let memory = scaled(&ar1_unit(n, 0.8, g), 0.15);
            let counts: Vec<f64> = (0..n)
                .map(|t| negative_binomial((5.0 + 1.5 * log[t] + memory[t]).exp(), 60.0, g))
                .collect();
            let price: Vec<f64> = log[2..].iter().map(|v| (4.0 + v).exp()).collect();
            let got = analysed(&price, &counts, SeriesKind::EventCount, (true, true));
            got.effect.filter(|e| (e.from, e.to) == (2, 2) && e.first == Which::X && e.first_log)
        });
        assert!(told >= 25 && 100 * held >= 90 * told, "{held} of {told}");
    }

    /// Temperatures and calls that fall by a twentieth a degree: degrees against per cents.
    #[test]
    fn degrees_against_counts_are_right() {
        let (held, told) = covered(60, -0.05, |g| {
            let n = 420;
            let season: Vec<f64> = (0..n).map(|t| 11.0 - 9.0 * (t as f64 / 58.1).cos()).collect();
            let temperature = sum(&[&scaled(&ar1_unit(n, 0.7, g), 4.0), &season]);
            let week = weekly(n, 0.2, g);
            let calls: Vec<f64> = (0..n)
                .map(|t| negative_binomial((4.4 + week[t] - 0.05 * temperature[t]).exp(), 15.0, g))
                .collect();
            let got = analysed(&temperature, &calls, SeriesKind::EventCount, (false, true));
            got.effect.filter(|e| e.from == e.to && !e.first_log && e.second_log)
        });
        assert!(told >= 40 && 100 * held >= 88 * told, "{held} of {told}");
    }

    #[test]
    fn unrelated_series_have_none() {
        let (_, told) = covered(30, 0.0, |g| {
            let one = |g: &mut Random| ar1_unit(200, 0.7, g);
            let (x, y) = (one(g), one(g));
            analysed(&x, &y, SeriesKind::Measurement, (true, true)).effect
        });
        assert!(told <= 4, "{told}");
    }
}
