//! Before and after a date: both halves are analysed like any span, and each is a look.
//!
//! # Contract
//! * A half is the periods that lie whole on its side: one that holds the date is in neither.
//! * The halves follow whatever is compared, and their analyses stop none of another kind.
//! * A half that was seen before (as a span of the recipe, too) is no new look.

use super::{
    figure::notes,
    stale::{History, Stale},
};
use crate::{
    app::{
        compare,
        message::Effect,
        model::Model,
        split::{Half, Split},
    },
    calendar::buckets::local_of_label,
    recipe::{
        change,
        patch::{Expected, PatchError},
        setting::SettingId,
    },
    report::{analysis::Analysis, build, comparison::input_key},
    text::recipe as text,
};
use std::rc::Rc;

/// Numbers of these analyses have this bit: those of what is shown have not.
const ASIDE: u64 = 1 << 63;

/// Whether a number is one of a half.
pub fn is_aside(revision: u64) -> bool {
    revision & ASIDE != 0
}

/// A date was given; an empty one ends it.
pub fn at(model: &mut Model, value: &str) -> Stale {
    let value = value.trim().to_owned();
    if value.is_empty() {
        model.split = None;
        return Stale::nothing();
    }
    let (at, complaint) = match change::date(&value) {
        Ok(typed) => (Some(typed.from), None),
        Err(error) => (None, Some(text::wrong_typed(&error))),
    };
    let halves = model.split.take().map(|split| split.halves).unwrap_or_default();
    model.split = Some(Split { value, at, complaint, halves, astride: None });
    Stale::nothing()
}

/// Makes the halves anew of what is compared, and asks for their statistics where their numbers
/// changed.
pub fn settle(model: &mut Model, out: &mut Vec<Effect>) {
    let Some(mut split) = model.split.take() else { return };
    let Some(at) = split.at.as_deref().and_then(local_of_label) else {
        split.halves.clear();
        model.split = Some(split);
        return;
    };
    let known = std::mem::take(&mut split.halves);
    // A new analysis of what is shown stops all others.
    let stopped = out.iter().any(|effect| matches!(effect, Effect::Analyse { .. }));
    (split.complaint, split.astride) = (None, None);
    if let Ok(comparison) = &model.comparison {
        let edges = &comparison.alignment.local_edges_ms;
        let labels = &comparison.alignment.labels;
        let (first, last) =
            comparison.alignment.window.unwrap_or((0, labels.len().saturating_sub(1)));
        // The first period that begins at the date or after it.
        let after = edges.partition_point(|edge| *edge < at);
        let whole = edges.get(after) == Some(&at);
        let before = if whole { after.checked_sub(1) } else { after.checked_sub(2) };
        let edge = |at: usize| edges.get(at).copied().unwrap_or(0);
        match before {
            Some(before) if first <= before && after <= last => {
                if !whole {
                    split.astride = Some(edge(after - 1));
                }
                for (from, to) in [(first, before), (after, last)] {
                    let label = |at: usize| labels.get(at).cloned();
                    let Some(half) = compare::window(model, label(from), label(to)) else {
                        continue;
                    };
                    let mut input = half.input(0);
                    let key = input_key(&input);
                    let kept = known.iter().find(|half| half.key == key);
                    let kept = kept.filter(|half| half.report.is_some() || !stopped).cloned();
                    split.halves.push(match kept {
                        Some(kept) => Half { comparison: Rc::new(half), ..kept },
                        None => {
                            model.last_aside += 1;
                            let revision = ASIDE | model.last_aside;
                            input.looks = model.recipe.tests_seen;
                            out.push(Effect::AnalyseAside { revision, input: Box::new(input) });
                            Half {
                                comparison: Rc::new(half),
                                key,
                                revision,
                                span_ms: (edge(from), edge(to + 1) - 1),
                                report: None,
                                error: None,
                            }
                        }
                    });
                }
            }
            _ => {
                let within = Expected::Within(edge(first), edge(last + 1) - 1);
                let error = PatchError::of(SettingId::From, split.value.clone(), within);
                split.complaint = Some(text::wrong_typed(&error));
            }
        }
    }
    model.split = Some(split);
}

/// The statistics of a half came.
pub fn analysed(model: &mut Model, revision: u64, analysis: &Analysis) -> Stale {
    let halves = model.split.iter().flat_map(|split| &split.halves);
    let Some(half) = halves.clone().find(|half| half.revision == revision).cloned() else {
        return Stale::nothing();
    };
    let mut stale = Stale::nothing();
    if model.looked.insert(half.key, ()).is_none() {
        model.recipe.tests_seen += 1;
        if let Ok(comparison) = &mut model.comparison {
            Rc::make_mut(comparison).recipe.tests_seen = model.recipe.tests_seen;
        }
        stale = Stale { report: true, address: Some(History::Replace), ..Stale::nothing() };
    }
    let notes = notes(model, &half.comparison);
    let looks = model.recipe.tests_seen.max(1);
    let report = Rc::new(build::report(&half.comparison, analysis, looks, notes));
    for half in model.split.iter_mut().flat_map(|split| &mut split.halves) {
        if half.revision == revision {
            half.report = Some(report.clone());
        }
    }
    stale
}

/// They could not be computed.
pub fn failed(model: &mut Model, revision: u64, reason: &str) -> Stale {
    for half in model.split.iter_mut().flat_map(|split| &mut split.halves) {
        if half.revision == revision {
            half.error = Some(reason.to_owned());
        }
    }
    Stale::nothing()
}
