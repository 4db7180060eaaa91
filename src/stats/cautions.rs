//! What to keep in mind about an answer: found from the data and the recipe.

use super::{
    filled::true_step,
    input::Input,
    outage::possible_outages,
    result::Analysis,
    shared_outage::shared_outages,
    span::{Span, gaps},
    verdict::{Caution, Which},
};
use crate::series::series::SeriesKind;

/// Adds what the data and the recipe give reason to keep in mind.
pub(super) fn cautions(
    cautions: &mut Vec<Caution>,
    input: &Input,
    span: &Span,
    x: &[f64],
    y: &[f64],
    analysis: &Analysis,
) {
    if let Some(at) = analysis.breaks.at {
        cautions.push(Caution::Break { at: at + span.from });
    }
    if (span.complete as f64) < 0.7 * span.union as f64 {
        let (complete, span) = (span.complete as u64, span.union as u64);
        cautions.push(Caution::LittleOverlap { complete, span });
    }
    let longest =
        gaps(x, y).into_iter().max_by_key(|&(first, length)| (length, usize::MAX - first));
    if let Some((first, length)) =
        longest.filter(|&(_, length)| 10 * length > span.len() && length > 2)
    {
        let from = first + span.from;
        cautions.push(Caution::LongGap { from, to: from + length - 1 });
    }
    for (series, values, which) in [(&input.x, x, Which::X), (&input.y, y, Which::Y)] {
        if series.kind == SeriesKind::EventCount
            && let Some(&(from, to)) = possible_outages(values)
                .iter()
                .max_by_key(|(from, to)| (to - from, usize::MAX - from))
        {
            cautions.push(Caution::PossibleOutage {
                which,
                from: from + span.from,
                to: to + span.from,
            });
        }
    }
    let counts = [input.x.kind, input.y.kind].iter().all(|kind| *kind == SeriesKind::EventCount);
    let outages = if counts { shared_outages(x, y) } else { Vec::new() };
    if let Some(&(from, to)) = outages.iter().max_by_key(|(a, b)| (b - a, usize::MAX - a)) {
        let buckets = outages.iter().map(|(a, b)| (b - a) as u64 + 1).sum();
        let (from, to) = (from + span.from, to + span.from);
        cautions.push(Caution::SharedOutage { from, to, buckets });
    }
    let steps = [true_step(x), true_step(y)];
    // Both or none: beside values that are all news a filled series does no harm.
    let tested = steps[0].zip(steps[1]).map(|(x, y)| x.max(y));
    for (step, which) in steps.into_iter().zip([Which::X, Which::Y]) {
        if let Some(step) = step {
            cautions.push(Caution::Filled { which, step, tested });
        }
    }
    let options = &input.options;
    if options.lag_window.is_some() && options.lag_window_after_looking {
        cautions.push(Caution::DeclaredAfterLooking);
    }
    if options.looks >= MANY_LOOKS {
        cautions.push(Caution::ManyLooks { looks: options.looks + 1 });
    }
}

/// Analyses after which one in twenty is no longer rare.
const MANY_LOOKS: u32 = 5;
