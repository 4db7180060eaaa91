//! The comparison, its statistics, the report and the figure.

use super::stale::{History, Stale};
use crate::{
    app::{
        compare,
        message::{Answer, Effect},
        model::Model,
        show,
        source::{ReadingState, SourceState},
    },
    chart::data::Figure,
    ingest::{
        filter::{Condition, Op},
        source::{Column, Found},
    },
    kit::language::Bilingual,
    report::{
        analysis::Analysis,
        build,
        comparison::{Comparison, input_key},
        privacy::private_groups,
        report::{Report, SourceNote},
    },
    text::{groups, recipe as text},
};
use std::rc::Rc;

/// Decides anew what is compared, and what is drawn where nothing is.
pub fn compare(model: &mut Model) {
    for source in &mut model.sources {
        source.sum_up(&model.recipe.sums);
    }
    match compare::comparison(model) {
        Err(why) => {
            model.comparison = Err(why);
            // No picture that would go again at once: what is read may be here in a moment.
            let readings = || model.sources.iter().filter_map(|source| source.reading.as_ref());
            let soon = readings().any(ReadingState::short)
                || (readings().next().is_some() && !readings().any(ReadingState::long));
            if model.figure.is_some() || !soon {
                model.alone = compare::alone(model).map(Rc::new);
            }
        }
        Ok(comparison) => {
            let pair = |comparison: &Comparison| {
                (comparison.x.info.id.clone(), comparison.y.info.id.clone())
            };
            if model.comparison.as_ref().ok().is_none_or(|old| pair(old) != pair(&comparison)) {
                model.shift = 0;
            }
            model.comparison = Ok(Rc::new(comparison));
            model.alone = None;
        }
    }
}

/// Asks for the statistics of what is compared, where their numbers changed.
pub fn analyse(model: &mut Model, out: &mut Vec<Effect>) {
    let Ok(comparison) = &model.comparison else {
        if model.input_key.is_some() {
            // Whatever is being computed is of no use any more.
            model.revision += 1;
        }
        (model.input_key, model.analysis, model.analysis_error) = (None, None, None);
        return;
    };
    let mut input = comparison.input(0);
    let key = input_key(&input);
    if model.input_key != Some(key) {
        model.revision += 1;
        (model.input_key, model.analysis, model.analysis_error) = (Some(key), None, None);
        input.looks = looks(model, key).saturating_sub(1);
        out.push(Effect::Analyse { revision: model.revision, input: Box::new(input) });
    }
}

/// Looks when this analysis is shown, itself counted: one that was shown before, and one that a
/// recipe from elsewhere has counted already, is no new look.
fn looks(model: &Model, key: u64) -> u32 {
    let known = model.looked.contains_key(&key) || model.looks_granted;
    (model.recipe.tests_seen + u32::from(!known)).max(1)
}

/// The statistics came.
pub fn analysed(model: &mut Model, revision: u64, analysis: Analysis) -> Stale {
    let (true, Some(key)) = (revision == model.revision, model.input_key) else {
        return Stale::nothing();
    };
    let looks = looks(model, key);
    if model.looked.insert(key, ()).is_none() {
        model.recipe.tests_seen = looks;
        model.looks_granted = false;
        // The comparison is the same; its recipe says the look too.
        if let Ok(comparison) = &mut model.comparison {
            Rc::make_mut(comparison).recipe.tests_seen = looks;
        }
    }
    if let Some(pair) = model.pair() {
        model.seen_pairs.insert(pair, ());
    }
    model.analysis = Some(Rc::new(analysis));
    model.analysis_error = None;
    Stale { report: true, announce: true, address: Some(History::Replace), ..Stale::nothing() }
}

/// They could not be computed; nothing is to be made again, but what waits for them is settled.
pub fn analysis_failed(model: &mut Model, revision: u64, reason: String) -> Stale {
    if revision == model.revision {
        model.analysis_error = Some(reason);
    }
    Stale::nothing()
}

/// Report and figure of what is known.
pub fn remake(model: &mut Model) {
    let Some(comparison) = model.drawn().cloned() else {
        (model.report, model.figure) = (None, None);
        return;
    };
    model.report = match &model.kept {
        _ if model.alone.is_some() => None,
        _ => model.analysis.as_ref().map(|analysis| {
            let looks = model.recipe.tests_seen.max(1);
            Rc::new(build::report(&comparison, analysis, looks, notes(model, &comparison)))
        }),
    };
    let figure = show::figure(model, &comparison, model.language);
    // The same picture keeps its version, so that nothing is drawn again.
    match &model.figure {
        Some(old) if show::same(old, &figure) => {}
        _ => {
            model.figure_version += 1;
            model.figure = Some(Rc::new(Figure { version: model.figure_version, ..figure }));
        }
    }
}

/// The files behind a comparison, in the order of the page.
pub fn notes(model: &Model, comparison: &Comparison) -> Vec<SourceNote> {
    if let Some(kept) = &model.kept {
        return kept.sources.clone();
    }
    let used = |id: &str| {
        [&comparison.x, &comparison.y]
            .into_iter()
            .chain(&comparison.others)
            .chain(&comparison.controls)
            .any(|picked| picked.source == id)
    };
    model
        .sources
        .iter()
        .filter(|source| used(&source.id) || source.part_of.as_deref().is_some_and(used))
        .filter_map(|source| {
            let found = source.found.as_ref()?;
            Some(SourceNote {
                name: found.name.clone(),
                sha256: source.sha256.clone().filter(|hash| !hash.is_empty()),
                rows_used: found.rows.used,
                rows_skipped: found.rows.skipped,
                rows_filtered: found.rows.filtered,
                only: only(model, source, found),
                zone: source.zone().to_owned(),
            })
        })
        .collect()
}

/// Which rows of a source were used, where a filter leaves some out. What names an address, a host
/// or a user is not told, unless the names of groups are.
fn only(model: &Model, source: &SourceState, found: &Found) -> Option<Bilingual> {
    let conditions = source.patch.conditions();
    if found.rows.filtered == 0 || conditions.is_empty() {
        return None;
    }
    let told: Vec<(String, Op, Option<String>)> = conditions
        .into_iter()
        .map(|Condition { column, op, value }| {
            let of = |known: &&Column| known.index == column;
            let name = found.columns.iter().find(of).map(|column| column.name.clone());
            let name = name.unwrap_or_default();
            let own = std::slice::from_ref(&value);
            let secret = !model.recipe.group_names
                && !op.of_numbers()
                && !value.is_empty()
                && private_groups(&name, own);
            (name, op, (!secret).then_some(value))
        })
        .collect();
    Some(groups::only(&found.name, &told, &found.rows))
}

/// Settles the calls that wait for the report, once it is there or cannot come.
pub fn settle(
    model: &mut Model,
    report: Option<&Result<Rc<Report>, Bilingual>>,
    out: &mut Vec<Effect>,
) {
    let Some(report) = report else { return };
    for ticket in std::mem::take(&mut model.waiting) {
        out.push(match report {
            Ok(report) => Effect::Resolve { ticket, answer: Answer::Report(report.clone()) },
            Err(reason) => Effect::Reject { ticket, reason: reason.clone() },
        });
    }
}

/// The report, or why there is none; `None` while something is under way that may change that.
pub fn ready(model: &Model) -> Option<Result<Rc<Report>, Bilingual>> {
    if model.reading() {
        return None;
    }
    match (&model.comparison, &model.report, &model.analysis_error) {
        (Err(why), _, _) => Some(Err(why.clone())),
        (Ok(_), Some(report), _) => Some(Ok(report.clone())),
        (Ok(_), None, Some(reason)) => Some(Err(text::analysis_failed(reason))),
        (Ok(_), None, None) => None,
    }
}
