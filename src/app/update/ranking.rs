//! The ranking of groups: asked for, made by the worker, put away when it does not fit any more.

use super::stale::{History, Stale};
use crate::{
    app::{compare, message::Effect, model::Model, ranking::Ranking},
    kit::fnv::Fnv1a,
    report::analysis::Ranked,
};
use std::rc::Rc;

/// Asks the worker for a ranking of a source's groups; nothing where there is none to make.
pub fn ask(model: &mut Model, source: &str, out: &mut Vec<Effect>) {
    let (Some(input), Some(of)) =
        (compare::ranking(model, source), compare::made_of(model, source))
    else {
        return;
    };
    model.last_ranking += 1;
    let ranking = Ranking {
        source: source.to_owned(),
        revision: model.last_ranking,
        of,
        input: Box::new(input),
        answer: None,
    };
    push(&ranking, out);
    model.ranking = Some(ranking);
}

fn push(ranking: &Ranking, out: &mut Vec<Effect>) {
    out.push(Effect::Rank { revision: ranking.revision, input: ranking.input.clone() });
}

/// Puts the ranking away; one that is being made is stopped.
pub fn close(model: &mut Model, out: &mut Vec<Effect>) {
    if model.ranking.take().is_some_and(|ranking| ranking.answer.is_none()) {
        out.push(Effect::StopRanking);
    }
}

/// After what is compared was decided anew: a ranking of something else is put away, and one that
/// the statistics held up is asked for again.
pub fn check(model: &mut Model, sources_changed: bool, out: &mut Vec<Effect>) {
    let Some(ranking) = &model.ranking else { return };
    if sources_changed || compare::made_of(model, &ranking.source).as_ref() != Some(&ranking.of) {
        return close(model, out);
    }
    let held_up = out.iter().any(|effect| matches!(effect, Effect::Analyse { .. }));
    if held_up && ranking.answer.is_none() {
        push(ranking, out);
    }
}

/// The ranking came: each of its pairs was looked at.
pub fn ranked(model: &mut Model, revision: u64, ranked: Vec<Ranked>) -> Stale {
    let Some(ranking) = model.ranking.as_mut().filter(|ranking| ranking.revision == revision)
    else {
        return Stale::nothing();
    };
    let key = Fnv1a::of(ranking.of.as_bytes());
    let one =
        if ranking.input.many_are_x { &ranking.input.input.y } else { &ranking.input.input.x };
    let one = one.id.clone();
    for pair in &ranked {
        let (a, b) = (one.clone(), pair.id.clone());
        model.seen_pairs.insert(if a <= b { (a, b) } else { (b, a) }, ());
    }
    let looks = ranked.len() as u32;
    ranking.answer = Some(Ok(ranked));
    if model.looked.insert(key, ()).is_some() {
        return Stale::nothing();
    }
    model.recipe.tests_seen = model.recipe.tests_seen.saturating_add(looks);
    if let Ok(comparison) = &mut model.comparison {
        Rc::make_mut(comparison).recipe.tests_seen = model.recipe.tests_seen;
    }
    Stale::report().with_address(History::Replace)
}

/// It could not be made.
pub fn failed(model: &mut Model, revision: u64, reason: String) {
    if let Some(ranking) = model.ranking.as_mut().filter(|ranking| ranking.revision == revision) {
        ranking.answer = Some(Err(reason));
    }
}
