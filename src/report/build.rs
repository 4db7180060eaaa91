//! The report, made of the aligned series and their statistics.
//!
//! # Contract
//! * Positions in the statistics are buckets of the window; here they become labels.
//! * Nothing that is not defined is a number: NaN and infinities become `null`.

use super::{
    analysis::Analysis,
    comparison::{Comparison, Picked},
    report::{Aligned, Breaks, Disagreement, LeftOut, Report, Rolling, SourceNote, Verdict},
};
use crate::{
    series::doubt::Doubt,
    stats::result,
    text::{
        verdict, verdict_caution, verdict_headline,
        verdict_words::{Measure, Subject},
    },
};

/// Version of Comove, as reports and exports name it.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The commit that was built; tools/build.sh names it.
const COMMIT: Option<&str> = option_env!("COMOVE_COMMIT");

fn number(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

/// The aligned series, as a report shows them: the buckets of the window.
pub fn aligned(comparison: &Comparison) -> Aligned {
    let alignment = &comparison.alignment;
    let (from, to) = alignment.window.map_or((0, 0), |(first, last)| (first, last + 1));
    let cut = |values: &[f64]| {
        values.get(from..to).unwrap_or_default().iter().copied().map(number).collect()
    };
    let labels: Vec<String> = alignment.labels.get(from..to).unwrap_or_default().to_vec();
    Aligned {
        period: comparison.period,
        partial: labels
            .iter()
            .zip(from..to)
            .filter(|(_, at)| alignment.partial(*at))
            .map(|(label, _)| label.clone())
            .collect(),
        x: cut(&alignment.x.values),
        y: cut(&alignment.y.values),
        labels,
        complete: alignment.complete,
        left_out: alignment
            .left_out
            .iter()
            .map(|(why, count)| LeftOut { reason: why.key().to_owned(), count: *count })
            .collect(),
    }
}

/// What the statistics amount to, under the names that may leave the page.
pub fn words(comparison: &Comparison, pair: &result::Analysis) -> verdict::Words {
    let alignment = &comparison.alignment;
    let (from, to) = alignment.window.map_or((0, 0), |(first, last)| (first, last + 1));
    verdict::Words::of(|language| {
        let name = |picked: &Picked| picked.name(&comparison.recipe, language);
        let (x, y) = (&name(&comparison.x), &name(&comparison.y));
        let starts = alignment.local_edges_ms.get(from..to).unwrap_or_default();
        let measures = [&comparison.x, &comparison.y].map(|picked| Measure {
            unit: picked.public.unit.as_deref(),
            share: picked.public_share_of.is_some(),
        });
        let subject = Subject { x, y, period: comparison.period, starts, measures };
        let mut said = verdict::words(pair, &subject);
        // A lag that may be nothing but the way the dates were read is no finding of its own.
        let verdict = &pair.verdict;
        let lag = verdict.lag.filter(|lag| verdict.window.is_none_or(|ends| ends == (*lag, *lag)));
        let seems = |doubt: &Doubt| doubt.seeming_lag().is_some_and(|seeming| lag == Some(seeming));
        if comparison.doubts.iter().any(seems) {
            said.headline = verdict_headline::same_or_apart(verdict, &subject);
        }
        let doubts = comparison.doubts.iter().map(|doubt| verdict_caution::doubt(doubt, &subject));
        said.cautions.splice(0..0, doubts);
        said
    })
}

/// The whole report. `looks` is the number of analyses seen, this one included.
pub fn report(
    comparison: &Comparison,
    analysis: &Analysis,
    looks: u32,
    sources: Vec<SourceNote>,
) -> Report {
    let aligned = aligned(comparison);
    let label = |at: usize| aligned.labels.get(at).cloned();
    let pair = &analysis.pair;
    let mut recipe = comparison.recipe.clone();
    recipe.tests_seen = looks;
    let said = words(comparison, pair);
    Report {
        version: VERSION.to_owned(),
        commit: COMMIT,
        recipe,
        x: comparison.x.public.clone(),
        y: comparison.y.public.clone(),
        levels: pair.levels.clone(),
        changes: pair.changes.clone(),
        surprises: pair.surprises.clone(),
        lags: pair.lags.clone(),
        rolling: Rolling {
            window: pair.rolling.window,
            labels: pair.rolling.last.iter().filter_map(|at| label(*at)).collect(),
            r: pair.rolling.r.clone(),
            band: pair.rolling.band,
            levels: pair.rolling.levels.clone(),
        },
        disagreements: pair
            .disagreements
            .iter()
            .filter_map(|span| {
                Some(Disagreement { from: label(span.from)?, to: label(span.to)?, r: span.r })
            })
            .collect(),
        breaks: Breaks { p: pair.breaks.p, at: pair.breaks.at.and_then(label) },
        granger: pair.granger,
        matrix: analysis.matrix.clone(),
        verdict: Verdict {
            kind: pair.verdict.kind,
            lag: pair.verdict.lag,
            slow: pair.verdict.slow,
            strength: pair.strength,
            chance: pair.chance.clone(),
            text: said.whole(),
            cautions: said.cautions,
        },
        sources,
        aligned,
    }
}
