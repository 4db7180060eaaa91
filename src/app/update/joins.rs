//! Many files, one source: what is offered, what is joined by itself, and how it comes apart.

use crate::{
    app::{
        drawers::Urgency,
        file_name::family,
        joinable::{in_a_row, signature},
        model::Model,
        source::SourceState,
    },
    ingest::source::Status,
    kit::indices::sorted,
    series::join,
    text::notice,
};
use std::rc::Rc;

/// Joins the files of one drop that are parts of one log beyond doubt: same columns, same name
/// but for digits, one after the other in time. Gives the sources that others were joined into.
pub fn of_batch(model: &mut Model, ids: &[String]) -> Vec<String> {
    let mut changed = Vec::new();
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for id in ids {
        let Some(source) = model.source(id).filter(|source| source.part_of.is_none()) else {
            continue;
        };
        let Some(signature) = signature(source) else { continue };
        let key = format!("{}|{signature}", family(source.name()));
        match groups.iter_mut().find(|group| group.0 == key) {
            Some(group) => group.1.push(id.clone()),
            None => groups.push((key, vec![id.clone()])),
        }
    }
    for (_, members) in groups {
        let parts: Vec<&SourceState> = members.iter().filter_map(|id| model.source(id)).collect();
        if members.len() < 2 || !in_a_row(&parts) {
            continue;
        }
        let Some(first) = members.first().cloned() else { continue };
        let name = model.source(&first).map(|source| source.name().to_owned()).unwrap_or_default();
        attach(model, members.get(1..).unwrap_or_default(), &first);
        changed.push(first);
        model.notice(Urgency::Note, notice::joined(members.len() as u64, &name));
    }
    changed
}

fn attach(model: &mut Model, parts: &[String], into: &str) {
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let parts = sorted(parts, &|a, b| a.cmp(b));
    let is = |id: &str| parts.binary_search(&id).is_ok();
    // What was joined into a part comes along.
    for source in &mut model.sources {
        if is(&source.id) || source.part_of.as_deref().is_some_and(is) {
            source.part_of = Some(into.to_owned());
            source.entries = Vec::new();
            source.joined = None;
        }
    }
}

/// Joins a source into another (or into what that one is a part of): the source that has it now.
pub fn join(model: &mut Model, part: &str, into: &str) -> Option<String> {
    let root = root(model, into).filter(|root| root != part)?;
    attach(model, &[part.to_owned()], &root);
    Some(root)
}

/// The source that a file belongs to: itself, or the one it was joined into.
pub fn root(model: &Model, id: &str) -> Option<String> {
    let source = model.source(id)?;
    Some(source.part_of.clone().unwrap_or_else(|| id.to_owned()))
}

/// The other files that are one source with this one.
pub fn others(model: &Model, id: &str) -> Vec<String> {
    let Some(own) = root(model, id) else { return Vec::new() };
    let same = |source: &&SourceState| source.part_of.as_ref().unwrap_or(&source.id) == &own;
    let others = model.sources.iter().filter(same).map(|source| source.id.clone());
    others.filter(|other| other != id).collect()
}

/// Makes the joined data of a source anew; a part of another has none.
pub fn rejoin(model: &mut Model, root: &str) {
    if model.source(root).is_some_and(|source| source.part_of.is_some()) {
        return; // `attach` took what it had.
    }
    let whole = |source: &&SourceState| {
        let own = source.part_of.as_deref().unwrap_or(&source.id) == root;
        own && source.found.as_ref().is_some_and(|found| found.status == Status::Ready)
    };
    let parts: Vec<&SourceState> = model.sources.iter().filter(whole).collect();
    let joined = if parts.len() > 1 {
        let data: Vec<_> = parts.iter().map(|source| &*source.data).collect();
        join::join(&data).map(Rc::new)
    } else {
        None
    };
    if let Some(source) = model.source_mut(root) {
        source.joined = joined;
    }
}

/// A source was removed: of its parts the first takes its place. Gives the sources that are not
/// what they were.
pub fn removed(model: &mut Model, id: &str, part_of: Option<String>) -> Vec<String> {
    let is_part = |source: &&SourceState| source.part_of.as_deref() == Some(id);
    let parts = model.sources.iter().filter(is_part).map(|source| source.id.clone());
    let parts: Vec<String> = parts.collect();
    if let [first, rest @ ..] = parts.as_slice() {
        if let Some(source) = model.source_mut(first) {
            source.part_of = None;
        }
        attach(model, rest, first);
    }
    parts.into_iter().chain(part_of).collect()
}

/// Takes a joined source apart; gives its files.
pub fn part(model: &mut Model, root: &str) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for source in &mut model.sources {
        if source.part_of.as_deref() == Some(root) || source.id == root {
            source.part_of = None;
            source.joined = None;
            source.patch.join_with = None;
            ids.push(source.id.clone());
        }
    }
    ids
}
