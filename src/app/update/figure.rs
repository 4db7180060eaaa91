//! The scene, its statistics, the report and the figure.

use crate::{
    app::{
        compare,
        message::{Answer, Effect},
        model::{Model, ReadingState},
        show,
    },
    report::{
        analysis::Analysis,
        build,
        comparison::{Scene, input_key},
        report::SourceNote,
    },
    text::recipe as text,
};
use std::rc::Rc;

/// Makes the scene anew; asks for statistics where their numbers changed.
pub fn refresh(model: &mut Model, out: &mut Vec<Effect>) {
    match compare::scene(model) {
        Err(why) => {
            if model.scene.is_ok() {
                // Whatever is being computed is of no use any more.
                model.revision += 1;
            }
            model.scene = Err(why);
            // No picture that would go again at once: what is read may be here in a moment.
            let readings = || model.sources.iter().filter_map(|source| source.reading.as_ref());
            let soon = readings().any(ReadingState::short)
                || (readings().next().is_some() && !readings().any(ReadingState::long));
            if model.figure.is_some() || !soon {
                model.alone = compare::alone(model).map(Rc::new);
            }
            (model.input_key, model.analysis, model.analysis_error) = (None, None, None);
        }
        Ok(scene) => {
            let mut input = scene.input(0);
            let key = input_key(&input);
            let pair = |scene: &Scene| (scene.x.info.id.clone(), scene.y.info.id.clone());
            if model.scene.as_ref().ok().is_none_or(|old| pair(old) != pair(&scene)) {
                model.shift = 0;
            }
            model.scene = Ok(Rc::new(scene));
            model.alone = None;
            if model.input_key != Some(key) {
                model.revision += 1;
                (model.input_key, model.analysis, model.analysis_error) = (Some(key), None, None);
                input.looks = looks(model, key).saturating_sub(1);
                out.push(Effect::Analyse { revision: model.revision, input: Box::new(input) });
            }
        }
    }
    remake(model);
    settle(model, out);
}

/// Looks when this analysis is shown, itself counted: one that was shown before, and one that a
/// recipe from elsewhere has counted already, is no new look.
fn looks(model: &Model, key: u64) -> u32 {
    let known = model.looked.contains_key(&key) || model.looks_granted;
    (model.recipe.looks + u32::from(!known)).max(1)
}

/// The statistics came.
pub fn analysed(model: &mut Model, revision: u64, analysis: Analysis, out: &mut Vec<Effect>) {
    let (true, Some(key)) = (revision == model.revision, model.input_key) else { return };
    let looks = looks(model, key);
    if model.looked.insert(key, ()).is_none() {
        model.recipe.looks = looks;
        model.looks_granted = false;
    }
    if let Ok(scene) = &model.scene {
        let mut pair = [scene.x.info.id.clone(), scene.y.info.id.clone()];
        pair.sort_unstable();
        model.seen_pairs.insert(pair.into(), ());
    }
    model.analysis = Some(Rc::new(analysis));
    model.analysis_error = None;
    remake(model);
    if let Some(report) = &model.report {
        let said = report.verdict.headline();
        out.push(Effect::Announce { text: said.take(model.language) });
    }
    settle(model, out);
    super::keep::write_url(model, false, out);
}

/// Whether the statistics of the present pair were shown.
pub fn pair_was_seen(model: &Model) -> bool {
    let Ok(scene) = &model.scene else { return false };
    let mut pair = [scene.x.info.id.clone(), scene.y.info.id.clone()];
    pair.sort_unstable();
    model.seen_pairs.contains_key(&pair.into())
}

/// Report and figure of what is known.
pub fn remake(model: &mut Model) {
    let Some(scene) = model.drawn().cloned() else {
        (model.report, model.figure) = (None, None);
        return;
    };
    model.report = match &model.kept {
        _ if model.alone.is_some() => None,
        _ => model.analysis.as_ref().map(|analysis| {
            let looks = model.recipe.looks.max(1);
            Rc::new(build::report(&scene, analysis, looks, notes(model, &scene)))
        }),
    };
    model.figure_version += 1;
    let figure = show::figure(model, &scene, model.language);
    // The same picture keeps its version, so that nothing is drawn again.
    match &model.figure {
        Some(old) if show::same(old, &figure) => {}
        _ => model.figure = Some(Rc::new(figure)),
    }
}

/// The files behind a scene, in the order of the page.
fn notes(model: &Model, scene: &Scene) -> Vec<SourceNote> {
    if let Some(kept) = &model.kept {
        return kept.sources.clone();
    }
    let used = |id: &str| {
        [&scene.x, &scene.y]
            .into_iter()
            .chain(&scene.others)
            .chain(&scene.controls)
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
                zone: source.zone().to_owned(),
            })
        })
        .collect()
}

/// Settles the calls that wait for the report.
pub fn settle(model: &mut Model, out: &mut Vec<Effect>) {
    if model.waiting.is_empty() || model.reading() {
        return;
    }
    let rejected = match (&model.scene, &model.report, &model.analysis_error) {
        (Err(why), _, _) => Some(why.clone()),
        (Ok(_), None, Some(reason)) => Some(text::analysis_failed(reason)),
        (Ok(_), Some(report), _) => {
            for ticket in std::mem::take(&mut model.waiting) {
                out.push(Effect::Resolve { ticket, answer: Answer::Report(report.clone()) });
            }
            None
        }
        (Ok(_), None, None) => None,
    };
    if let Some(reason) = rejected {
        for ticket in std::mem::take(&mut model.waiting) {
            out.push(Effect::Reject { ticket, reason: reason.clone() });
        }
    }
    super::exports::settle(model, out);
}
