//! Questions of the page that were answered, and those that went with what they were about.

use super::{
    joins, keep, patch,
    reading::read,
    saved, sources,
    stale::{History, Stale},
};
use crate::{
    app::{
        drawers::Urgency,
        message::Effect,
        model::Model,
        question::{About, Way},
    },
    ingest::{overrides::SourcePatch, source::Data},
    text::notice,
};
use std::rc::Rc;

/// Does what was answered.
pub fn answer(model: &mut Model, id: u64, way: Way, out: &mut Vec<Effect>) -> Stale {
    let Some(place) = model.questions.iter().position(|question| question.id == id) else {
        return Stale::nothing();
    };
    let about = model.questions.remove(place).about;
    match (about, way) {
        (About::SameName { old, new, .. }, Way::Replace) => replace(model, &old, &new, out),
        (About::SameName { old, new, .. }, Way::Join) => {
            let join = SourcePatch { join_with: Some(old), ..SourcePatch::default() };
            patch::patch(model, &new, join, None, out)
        }
        (About::Open(kept), Way::Open) => keep::open(model, (*kept).clone(), None, out),
        (About::Instead(files), Way::Open) => {
            let stale = sources::reset(model, out);
            stale.and(sources::add(model, files, None, out))
        }
        (About::Unsave(slot), Way::Remove) => {
            saved::removed(model, slot, out);
            Stale::nothing()
        }
        // All stays as it is.
        _ => Stale::nothing(),
    }
}

/// Drops questions whose sources are gone.
pub fn prune(model: &mut Model) {
    let Model { questions, sources, saved, .. } = model;
    let there = |id: &String| sources.iter().any(|source| source.id == *id);
    questions.retain(|question| match &question.about {
        About::SameName { old, new, .. } => there(old) && there(new),
        About::Unsave(slot) => saved.iter().any(|one| one.slot == *slot),
        About::Open(_) | About::Instead(_) => true,
    });
}

/// A file takes the place of another: what was set for that one holds for it.
fn replace(model: &mut Model, old: &str, new: &str, out: &mut Vec<Effect>) -> Stale {
    let Some(place) = model.sources.iter().position(|source| source.id == new) else {
        return Stale::nothing();
    };
    let came = model.sources.remove(place);
    out.extend(came.reading.as_ref().map(|reading| Effect::CancelRead { read: reading.read }));
    let mut stale = Stale::sources(joins::removed(model, new, came.part_of.clone()));
    let Some(source) = model.source_mut(old) else { return stale };
    // The year is that of the file's own rows.
    let mut wanted = SourcePatch { year: None, ..source.patch.clone() };
    let (was, is) = (source.found.clone(), came.found.clone());
    let mut lost = false;
    if let (Some(was), Some(is)) = (was, is)
        && wanted.cuts_like(&SourcePatch::default())
        && came.patch.cuts_like(&SourcePatch::default())
    {
        match wanted.onto(&was.columns, &is.columns) {
            Some(moved) => wanted = moved,
            None => (wanted, lost) = (wanted.without_columns(), true),
        }
    }
    if source.before.is_empty() {
        let named = source.entries.iter();
        source.before =
            named.map(|entry| (entry.info.id.clone(), entry.info.label.clone())).collect();
    }
    source.offer = came.offer;
    source.member = came.member;
    source.drop = came.drop;
    source.header = came.header;
    source.recalled = true;
    source.complaint = None;
    source.sha256 = came.sha256;
    source.patch = wanted.clone();
    let known = SourcePatch { join_with: None, ..wanted } == came.patch;
    // Until it is read as the old one was, nothing is known of it.
    source.found = came.found.filter(|_| known);
    source.data = if known { came.data } else { Rc::new(Data::Nothing) };
    source.entries = Vec::new();
    let name = source.name().to_owned();
    if !known {
        read(model, old, out);
    }
    if lost {
        model.notice(Urgency::Warning, notice::not_recalled(&name));
    }
    stale = stale.and(Stale::source(old));
    stale.with_address(History::Replace)
}

/// After a file took the place of another: series that the recipe names are found again by what
/// they are called, since those of private groups have numbers for ids.
pub fn follow(model: &mut Model, id: &str) {
    let Some(source) = model.source_mut(id) else { return };
    if source.before.is_empty() || source.reading.is_some() || source.entries.is_empty() {
        return;
    }
    let before = std::mem::take(&mut source.before);
    let entries = source.entries.clone();
    let name = source.name().to_owned();
    let mut gone = Vec::new();
    model.recipe.map_ids(&mut |id| {
        let Some((_, label)) = before.iter().find(|(old, _)| *old == id) else {
            return Some(id.to_owned());
        };
        let own = |entry: &&crate::app::catalog::Entry| entry.info.id == id;
        let same = |entry: &&crate::app::catalog::Entry| entry.info.label == *label;
        // An id that is no number says what it is, whatever the name of the file says.
        let private = entries.iter().find(own).is_some_and(|entry| entry.public_label.is_some());
        let found = entries.iter().find(same).or(entries.iter().find(own).filter(|_| !private));
        if found.is_none() && !gone.contains(label) {
            gone.push(label.clone());
        }
        found.map(|entry| entry.info.id.clone())
    });
    for label in gone {
        model.notice(Urgency::Warning, notice::series_gone(&label, &name));
    }
}
