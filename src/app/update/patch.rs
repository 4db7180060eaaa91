//! Overrides of what a reading found.

use super::{joins, reading::read, stale::Stale, storage::remember};
use crate::{
    app::{ids::Ticket, interface, message::Effect, model::Model, view::OverrideField},
    ingest::source::{Clock, SourcePatch, Status},
    recipe::patch::known_zone,
    text::notice,
};
use std::rc::Rc;

/// Overrides something about a source.
pub fn patch(
    model: &mut Model,
    id: &str,
    patch: SourcePatch,
    ticket: Option<Ticket>,
    out: &mut Vec<Effect>,
) -> Stale {
    let reject = |reason| ticket.map(|ticket| Effect::Reject { ticket, reason });
    if model.source(id).is_none() {
        out.extend(reject(notice::no_such_source(id)));
        return Stale::nothing();
    }
    if let Some(zone) = patch.zone.as_ref().filter(|zone| !known_zone(zone, model.zones.zones())) {
        let reason =
            crate::text::recipe::wrong_value("zone", zone, crate::text::recipe::expect_zone());
        match ticket {
            Some(ticket) => out.push(Effect::Reject { ticket, reason }),
            None => model.notice(crate::app::drawers::Urgency::Warning, reason),
        }
        return Stale::nothing();
    }
    let mut stale = Stale::comparison();
    if let Some(other) = patch.join_with.clone() {
        if other == id || model.source(&other).is_none() {
            out.extend(reject(notice::no_such_source(&other)));
            return Stale::nothing();
        }
        stale.sources.extend(joins::join(model, id, &other));
    }
    // An answer is the override of the question's field.
    let mut patch = patch;
    if let (Some(answer), Some(question)) = (&patch.answer, question_of(model, id)) {
        let field = OverrideField::from_name(&question);
        if let Some(Ok(as_field)) = field.map(|field| interface::patch_of_field(field, answer)) {
            patch = overlaid(&patch, &as_field);
            patch.answer = None;
        }
    }
    let joined = patch.join_with.is_some();
    let merged = overlaid(&source_patch(model, id), &patch);
    stale = stale.and(apply(model, id, merged, true, out));
    // Files that are one source are read one way.
    let others = joins::others(model, id);
    if let (true, Some(whole)) = (joined, others.first()) {
        let merged = overlaid(&source_patch(model, id), &of_all(&source_patch(model, whole)));
        stale = stale.and(apply(model, id, merged, false, out));
    } else {
        for other in others {
            let merged = overlaid(&source_patch(model, &other), &of_all(&patch));
            stale = stale.and(apply(model, &other, merged, true, out));
        }
    }
    if let Some(source) = model.source_mut(id) {
        source.tickets.extend(ticket);
    }
    stale
}

fn source_patch(model: &Model, id: &str) -> SourcePatch {
    model.source(id).map(|source| source.patch.clone()).unwrap_or_default()
}

fn question_of(model: &Model, id: &str) -> Option<String> {
    match &model.source(id)?.found.as_ref()?.status {
        Status::Ask(question) => Some(question.field.clone()),
        _ => None,
    }
}

/// What an override of one file says of all files that are one source with it.
fn of_all(patch: &SourcePatch) -> SourcePatch {
    SourcePatch { year: None, answer: None, join_with: None, ..patch.clone() }
}

/// Overrides that all files of a source share, with what a file has of its own.
fn shared(all: &SourcePatch, own: &SourcePatch) -> SourcePatch {
    let SourcePatch { year, answer, join_with, .. } = own.clone();
    SourcePatch { year, answer, join_with, ..all.clone() }
}

/// The question of a source was answered.
pub fn answer(model: &mut Model, id: &str, value: String, out: &mut Vec<Effect>) -> Stale {
    // What was opened for the question; the next question opens it again.
    model.drawers.sources = false;
    let answered = SourcePatch { answer: Some(value), ..SourcePatch::default() };
    patch(model, id, answered, None, out)
}

/// Takes back the last override.
pub fn undo(model: &mut Model, id: &str, out: &mut Vec<Effect>) -> Stale {
    let Some(before) = model.source_mut(id).and_then(|source| source.history.pop()) else {
        return Stale::nothing();
    };
    let mut stale = apply(model, id, before.clone(), false, out);
    for other in joins::others(model, id) {
        let own = source_patch(model, &other);
        let merged = shared(&before, &own);
        if merged != own {
            if let Some(source) = model.source_mut(&other) {
                source.history.pop();
            }
            stale = stale.and(apply(model, &other, merged, false, out));
        }
    }
    stale
}

/// Takes back all overrides; one undo brings them back.
pub fn reset(model: &mut Model, id: &str, out: &mut Vec<Effect>) -> Stale {
    let none = |model: &Model, id: &str| {
        let join_with = source_patch(model, id).join_with;
        SourcePatch { join_with, ..SourcePatch::default() }
    };
    let mut stale = Stale::nothing();
    if source_patch(model, id) == none(model, id) {
        return stale;
    }
    for id in std::iter::once(id.to_owned()).chain(joins::others(model, id)) {
        let patch = none(model, &id);
        stale = stale.and(apply(model, &id, patch, true, out));
    }
    stale
}

/// Sets the overrides of a source and reads it again where it must be.
fn apply(
    model: &mut Model,
    id: &str,
    patch: SourcePatch,
    undoable: bool,
    out: &mut Vec<Effect>,
) -> Stale {
    let Some(source) = model.source_mut(id) else { return Stale::nothing() };
    let before = std::mem::replace(&mut source.patch, patch.clone());
    if before == patch {
        return Stale::nothing();
    }
    let mut stale = Stale::comparison();
    if undoable {
        source.history.push(before.clone());
    }
    let local = source.found.as_ref().is_some_and(|found| {
        found.status == Status::Ready
            && found.time.as_ref().is_some_and(|time| time.clock == Clock::Local)
    });
    // A zone moves wall-clock times without reading them again; taking one back needs what the
    // file itself says.
    let only_zone = local && patch.zone.is_some() && without_zone(&before) == without_zone(&patch);
    let only_join = unjoined(&before) == unjoined(&patch);
    if only_zone {
        if let Some(found) = &mut source.found {
            let mut changed = (**found).clone();
            if let (Some(time), Some(zone)) = (&mut changed.time, &patch.zone) {
                time.zone.clone_from(zone);
                time.zone_stated = false;
            }
            *found = Rc::new(changed);
        }
        stale.sources.push(id.to_owned());
    } else if !only_join {
        read(model, id, out);
    }
    remember(model, id, out);
    stale
}

fn without_zone(patch: &SourcePatch) -> SourcePatch {
    SourcePatch { zone: None, ..patch.clone() }
}

fn unjoined(patch: &SourcePatch) -> SourcePatch {
    SourcePatch { join_with: None, ..patch.clone() }
}

/// One patch over another: what the second sets wins.
pub fn overlaid(under: &SourcePatch, over: &SourcePatch) -> SourcePatch {
    let (under, over) = (under.clone(), over.clone());
    SourcePatch {
        encoding: over.encoding.or(under.encoding),
        delimiter: over.delimiter.or(under.delimiter),
        header_line: over.header_line.or(under.header_line),
        decimal: over.decimal.or(under.decimal),
        time_column: over.time_column.or(under.time_column),
        time_format: over.time_format.or(under.time_format),
        zone: over.zone.or(under.zone),
        year: over.year.or(under.year),
        role: over.role.or(under.role),
        value_columns: over.value_columns.or(under.value_columns),
        group_column: over.group_column.or(under.group_column),
        key_column: over.key_column.or(under.key_column),
        count: over.count.or(under.count),
        filter: over.filter.or(under.filter),
        answer: over.answer.or(under.answer),
        join_with: over.join_with.or(under.join_with),
    }
}
