//! Two series that were filled, at the step at which they have values of their own.
//!
//! A weekly value repeated over seven days, or joined to the next by a line, is no news on six of them:
//! up to 23 of 100 unrelated pairs look linked in days. The test is made of the values of the coarser of
//! the two where it changes; what is found is said in the buckets that were asked for.
//!
//! Contract: `None` unless both were filled ([`super::filled`]): beside a series that has news in every
//! bucket a filled one does no harm. Equal values in a row hide a change: there the step goes on evenly.
//! O(n).

use super::{
    filled::changes,
    input::{Input, Options, Series},
    result::Analysis,
    span::Span,
    terms::starts_or_default,
    verdict::{Caution, Doubt, Reason, Verdict},
};
use crate::calendar::period::Period;

/// The values that are news, and where they stand.
pub(super) struct OwnStep {
    /// Buckets from one to the next.
    pub step: usize,
    /// Positions in the span, in order.
    at: Vec<usize>,
    x: Vec<f64>,
    y: Vec<f64>,
    controls: Vec<Vec<f64>>,
    starts: Vec<i64>,
    period: Period,
}

impl OwnStep {
    /// Of two series on their common span.
    pub(super) fn of(input: &Input, span: &Span, x: &[f64], y: &[f64]) -> Option<OwnStep> {
        let (of_x, of_y) = (changes(x)?, changes(y)?);
        let (step, changes) = if of_y.0 > of_x.0 { of_y } else { of_x };
        let mut at = evenly(&changes, step, x.len());
        // Positions are counted from the first value that both have.
        let alone = |t: &&usize| x.get(**t).zip(y.get(**t)).is_none_or(|(x, y)| (x + y).is_nan());
        let before = at.iter().take_while(alone).count();
        at.drain(..before);
        let pick = |values: &[f64]| -> Vec<f64> {
            at.iter().map(|&t| values.get(t).copied().unwrap_or(f64::NAN)).collect()
        };
        let all = starts_or_default(input.starts, input.period, input.x.values.len());
        let starts = at.iter().filter_map(|&t| all.get(span.from + t).copied()).collect();
        let control =
            |control: &Series| pick(control.values.get(span.from..span.to).unwrap_or_default());
        let controls = input.controls.iter().map(control).collect();
        let period = nearest(input.period.per_year() / step as f64);
        Some(OwnStep { step, x: pick(x), y: pick(y), at, controls, starts, period })
    }

    /// The two as they are tested: lags and windows in steps.
    pub(super) fn input<'a>(&'a self, input: &Input<'a>) -> Input<'a> {
        let (step, options) = (self.step as i32, &input.options);
        let less = |v: u32| v.div_ceil(self.step as u32);
        let controls = self.controls.iter().zip(&input.controls);
        Input {
            x: Series { values: &self.x, ..input.x },
            y: Series { values: &self.y, ..input.y },
            controls: controls.map(|(values, of)| Series { values, ..*of }).collect(),
            period: self.period,
            starts: &self.starts,
            options: Options {
                max_lag: options.max_lag.map(less),
                lag_window: options
                    .lag_window
                    .map(|(a, b)| (a.div_euclid(step), -(-b).div_euclid(step))),
                rolling_window: options.rolling_window.map(less),
                ..options.clone()
            },
        }
    }

    fn position(&self, i: usize) -> usize {
        self.at.get(i).or(self.at.last()).copied().unwrap_or(0)
    }

    /// What was found in steps, in the buckets of the span: `found` becomes part of `whole`, which has
    /// the description already.
    pub(super) fn told(
        &self,
        mut found: Analysis,
        mut verdict: Verdict,
        whole: &mut Analysis,
    ) -> Verdict {
        let step = self.step as i32;
        let by = |lag: &mut i32| *lag *= step;
        verdict.lag.iter_mut().for_each(by);
        verdict.window.iter_mut().for_each(|(from, to)| (*from, *to) = (*from * step, *to * step));
        for doubt in &mut verdict.doubts {
            if let Doubt::SharedEvent { at } = doubt {
                *at = self.position(*at);
            }
        }
        for caution in &mut verdict.cautions {
            match caution {
                Caution::SharedDays { buckets, .. } => *buckets *= self.step as u64,
                Caution::FewBuckets { buckets, at } => {
                    (*buckets, *at) = (*buckets * self.step as u64, self.position(*at));
                }
                Caution::OneStretch { from, to } => {
                    (*from, *to) = (self.position(*from), self.position(*to));
                }
                _ => {}
            }
        }
        verdict.reason = verdict.reason.map(|reason| match reason {
            Reason::TooFew { .. } | Reason::TooLittleInformation { .. } | Reason::Gaps { .. } => {
                Reason::FewValuesOfTheirOwn { values: self.x.len() as u64, step: self.step as u64 }
            }
            other => other,
        });
        let surprises = &mut found.surprises;
        surprises.own_step = Some(self.step as u64);
        for left in &mut surprises.left_out {
            left.buckets *= self.step as u64;
        }
        if let Some(best) = &mut surprises.best_window {
            (best.from, best.to) = (best.from * step, best.to * step);
        }
        if let Some(slow) = &mut surprises.slow {
            slow.lag *= step;
            slow.shortest *= f64::from(step);
            slow.longest *= f64::from(step);
        }
        if let Some(strength) = &mut found.strength {
            [&mut strength.from, &mut strength.to, &mut strength.lag].into_iter().for_each(by);
        }
        if let Some(effect) = &mut found.effect {
            (effect.from, effect.to) =
                (effect.from * self.step as u32, effect.to * self.step as u32);
        }
        found.breaks.at.iter_mut().for_each(|at| *at = self.position(*at));
        let last = self.position(usize::MAX);
        for apart in &mut found.disagreements {
            apart.from = self.position(apart.from);
            apart.to = (self.position(apart.to) + self.step - 1).min(last);
        }
        found.rolling.window *= self.step as u32;
        found.rolling.last.iter_mut().for_each(|at| *at = self.position(*at));
        // Between the steps nothing was compared.
        let of = |lag: &i32| {
            let at = found.lags.lags.iter().position(|own| own * step == *lag)?;
            found.lags.surprises.get(at).copied().flatten()
        };
        whole.lags.surprises = whole.lags.lags.iter().map(of).collect();
        whole.lags.band = found.lags.band;
        whole.levels.context = found.levels.context;
        whole.context_r = found.context_r;
        whole.surprises = found.surprises;
        whole.strength = found.strength;
        whole.effect = found.effect;
        whole.chance = found.chance;
        whole.granger = found.granger;
        whole.rolling = found.rolling;
        whole.disagreements = found.disagreements;
        whole.breaks = found.breaks;
        verdict
    }
}

/// The changes, and where some are further apart than a step, evenly between them and to the ends.
fn evenly(changes: &[usize], step: usize, n: usize) -> Vec<usize> {
    let (Some(&first), Some(&last)) = (changes.first(), changes.last()) else { return Vec::new() };
    let mut at: Vec<usize> = (1..).map_while(|i| first.checked_sub(i * step)).collect();
    at.reverse();
    at.push(first);
    for pair in changes.windows(2) {
        let (from, apart) = (pair[0], pair[1] - pair[0]);
        let parts = ((apart as f64 / step as f64).round() as usize).max(1);
        at.extend((1..=parts).map(|i| from + i * apart / parts));
    }
    at.extend((1..).map(|i| last + i * step).take_while(|&t| t < n));
    at.dedup();
    at
}

/// The period that has about as many buckets a year.
fn nearest(per_year: f64) -> Period {
    let far = |period: &Period| (period.per_year() / per_year).ln().abs();
    let all = Period::ALL.into_iter();
    all.min_by(|a, b| far(a).total_cmp(&far(b))).unwrap_or(Period::Day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{
        lab::{
            audit::{analysed, draw},
            outside::OUTSIDE,
        },
        verdict::VerdictKind,
    };

    #[test]
    fn steps_go_on_where_a_change_is_hidden() {
        assert_eq!(evenly(&[9, 16, 30, 37], 7, 50), [2, 9, 16, 23, 30, 37, 44]);
        // Months are of different lengths.
        assert_eq!(evenly(&[31, 59, 90], 30, 100), [1, 31, 59, 90]);
        assert!(evenly(&[], 7, 50).is_empty());
        assert_eq!(nearest(52.0), Period::Week);
        assert_eq!(nearest(365.2425 / 30.0), Period::Month);
    }

    /// A week's value repeated over its days: both of one walk, or each of its own.
    #[test]
    fn filled_series_are_tested_at_their_own_step() {
        let process = OUTSIDE.iter().find(|p| p.name == "weekly -> daily steps").unwrap();
        let mut pair = draw(process, 700, 3);
        let of = |analysis: &Analysis| {
            analysis
                .verdict
                .cautions
                .iter()
                .filter(|c| matches!(c, Caution::Filled { step: 7, tested: Some(7), .. }))
                .count()
        };
        let own = analysed(&pair, false, 0);
        assert_eq!((own.surprises.n <= 100, of(&own)), (true, 2));
        // y follows x by a week, with steps of its own.
        let (x, own_steps) = (pair.x.clone(), pair.y.clone());
        pair.y = (0..700).map(|t| x[t.max(7) - 7] * own_steps[t].powf(0.3)).collect();
        let found = analysed(&pair, false, 0);
        assert_eq!(found.verdict.kind, VerdictKind::Together);
        assert_eq!(found.verdict.lag, Some(7));
        let strength = found.strength.unwrap();
        assert_eq!((strength.from, strength.to), (7, 7));
        assert_eq!(found.lags.lags.len(), found.lags.surprises.len());
        let at = |lag: i32| found.lags.lags.iter().position(|l| *l == lag).unwrap();
        assert!(found.lags.surprises[at(7)].unwrap() > 0.5);
        assert_eq!(found.lags.surprises[at(6)], None);
        assert!(found.rolling.last.iter().all(|&t| t < 700));
        // Thirty values are needed, ninety days of weeks have thirteen.
        let few = analysed(&draw(process, 90, 1), false, 0);
        assert!(matches!(few.verdict.reason, Some(Reason::FewValuesOfTheirOwn { step: 7, .. })));
    }
}
