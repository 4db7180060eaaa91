//! From a series to its surprises: scale, clip, prewhiten, score, and look again.
//!
//! The published procedure, and three repairs that it turned out to need on series it had not
//! been tried on. (1) Coefficients are estimated robustly: with heavy tails, weekdays estimated
//! by least squares leave both series the same seven-day pattern. (2) A strict cycle that no
//! calendar names is found in the scores' periodogram and regressed out, a pulse with all its
//! harmonics. (3) The scores get an
//! autoregression of their own: outliers bias the first one, ranks do not feel them.
//!
//! Contract: NaN is missing; constant, perfectly predictable or too short series give `None`.

use super::{
    analysis_scale::{analysis_scale, hampel},
    autoregression::least_aicc_with_none,
    cholesky::Gram,
    prewhiten::{Prewhitened, Settings, Terms, max_order, prewhiten},
    rhythm::{Spectrum, line_columns, pulse_columns},
    scores::normal_scores,
    verdict::Which,
};
use crate::series::series::SeriesKind;

/// The surprises of one series.
#[derive(Clone, Debug)]
pub struct Surprise {
    /// Normal scores, one a bucket; NaN where there is none.
    pub scores: Vec<f64>,
    /// The model behind them.
    pub model: Prewhitened,
    /// Autoregressive coefficients fitted in all.
    pub fitted: usize,
    /// Cycles that no calendar names, as periods in buckets.
    pub cycles: Vec<f64>,
}

impl Surprise {
    /// Scores of a model as they are: the published procedure.
    pub fn plain(model: Prewhitened) -> Surprise {
        let fitted = model.order - usize::from(model.unit_root);
        Surprise { scores: normal_scores(&model.residuals), model, fitted, cycles: Vec::new() }
    }
}

/// Most cycles taken out of one series.
const MOST_CYCLES: usize = 12;

/// The surprises of a series. O(n (terms + order)²).
pub fn surprise(values: &[f64], kind: SeriesKind, terms: &Terms) -> Option<Surprise> {
    let n = values.len();
    let settings = Settings::fitting(n);
    let scaled = hampel(&analysis_scale(values, kind), 7, 4.0);
    let mut found = Surprise::plain(prewhiten(&scaled, terms, &[], settings)?);
    let mut own: Vec<Vec<f64>> = Vec::new();
    let mut cycles = Vec::new();
    let mut spectrum = Spectrum::of(&found.scores);
    // Days of the month, where they were chosen, hide half of a pulse that returns every 30 days.
    let plain = (!found.model.extra.is_empty())
        .then(|| prewhiten(&scaled, &terms.without_choices(), &[], settings))
        .flatten()
        .map(|model| Spectrum::of(&normal_scores(&model.residuals)));
    if let Some(fundamental) = plain.as_ref().unwrap_or(&spectrum).pulse() {
        own = pulse_columns(n, fundamental);
        cycles.push(1.0 / fundamental);
        match prewhiten(&scaled, terms, &own, settings) {
            Some(model) => {
                found = Surprise::plain(model);
                spectrum = Spectrum::of(&found.scores);
            }
            None => own.clear(),
        }
    }
    // What a strong line hides shows once it is gone.
    for _ in 0..3 {
        let more = spectrum.lines(MOST_CYCLES - cycles.len());
        if more.is_empty() {
            break;
        }
        own.extend(more.iter().flat_map(|&f| line_columns(n, f)));
        cycles.extend(more.iter().map(|f| 1.0 / f));
        match prewhiten(&scaled, terms, &own, settings) {
            Some(model) => found = Surprise::plain(model),
            None => break,
        }
        spectrum = Spectrum::of(&found.scores);
    }
    found.cycles = cycles;
    whiten_scores(&mut found);
    Some(found)
}

/// The surprises of two series, each by `one`.
///
/// A wave of the year is taken out where both have one. What only one of them has creates no
/// spurious correlation, and nearly one wandering series in five has one that its AICc takes for real: to
/// take it out there costs two points of power (`examples/audit.md`).
pub(crate) fn of_both<E>(
    terms: &Terms,
    one: impl Fn(Which, &Terms) -> Result<Surprise, E>,
) -> Result<(Surprise, Surprise), E> {
    let (x, y) = (one(Which::X, terms)?, one(Which::Y, terms)?);
    Ok(match [&x, &y].map(|found| terms.has_slow(&found.model.extra)) {
        [true, false] => (one(Which::X, &terms.without_slow())?, y),
        [false, true] => (x, one(Which::Y, &terms.without_slow())?),
        _ => (x, y),
    })
}

/// An autoregression of the scores, of order 0 where that is best, and scores of what it leaves.
/// A missing score counts as 0, its expectation.
fn whiten_scores(surprise: &mut Surprise) {
    let scores = &surprise.scores;
    let max = max_order(scores.len()) / 3;
    // As many zeros before them as there are lags.
    let mut filled = vec![0.0; max];
    filled.extend(scores.iter().map(|v| if v.is_nan() { 0.0 } else { *v }));
    let past = |t: usize| filled[t..t + max].iter().rev();
    let present: Vec<usize> = (0..scores.len()).filter(|&t| !scores[t].is_nan()).collect();
    let mut rows = vec![1.0; present.len() * (max + 2)];
    for (row, &t) in rows.chunks_exact_mut(max + 2).zip(&present) {
        row[1..].iter_mut().zip(past(t)).for_each(|(slot, v)| *slot = *v);
        row[max + 1] = scores[t];
    }
    let gram = Gram::of(&rows, max + 2);
    let order = least_aicc_with_none(&gram, 1, present.len());
    if order == 0 {
        return;
    }
    let right: Vec<f64> = (0..=order).map(|j| gram.at(max + 1, j)).collect();
    let coefficients = gram.factor().solve(&right, order + 1);
    let mut residuals = vec![f64::NAN; scores.len()];
    for &t in &present {
        let past: f64 = coefficients[1..].iter().zip(past(t)).map(|(b, v)| b * v).sum();
        residuals[t] = scores[t] - coefficients[0] - past;
    }
    surprise.scores = normal_scores(&residuals);
    surprise.fitted += order;
    surprise.model.regressors += order;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::period::Period;
    use crate::stats::lab::simulate::ar1;
    use crate::stats::lab::simulate::sum;
    use crate::stats::lab::simulate::wave;
    use crate::stats::random::Random;
    use crate::stats::terms::calendar_terms;
    use crate::stats::terms::starts_or_default;

    #[test]
    fn a_wave_of_the_year_goes_where_both_have_one() {
        let mut g = Random::new(61);
        let terms = calendar_terms(Period::Day, &starts_or_default(&[], Period::Day, 1000));
        let year = |g: &mut Random| sum(&[&wave(1000, 365.25, 0.1, 2.0), &ar1(1000, 0.3, 50, g)]);
        let (season, other, none) = (year(&mut g), year(&mut g), ar1(1000, 0.3, 50, &mut g));
        let waves = |x: &[f64], y: &[f64]| {
            let one = |which, terms: &Terms| {
                let values = if which == Which::X { x } else { y };
                surprise(values, SeriesKind::Measurement, terms).ok_or(())
            };
            let (x, y) = of_both(&terms, one).unwrap();
            [x, y].map(|found| terms.has_slow(&found.model.extra))
        };
        assert_eq!(waves(&season, &other), [true, true]);
        assert_eq!(waves(&season, &none), [false, false]);
        assert_eq!(waves(&none, &season), [false, false]);
        let alone = surprise(&season, SeriesKind::Measurement, &terms.without_slow()).unwrap();
        assert!(!terms.has_slow(&alone.model.extra));
        assert!(of_both(&terms, |_, _| Err::<Surprise, _>(5)).is_err_and(|error| error == 5));
    }
}
