//! Overrides of what a reading found.

use super::{joins, reading::read, stale::Stale, storage::remember};
use crate::{
    app::{drawers::Urgency, ids::Ticket, message::Effect, model::Model},
    ingest::{
        overrides::{
            OverrideError, OverrideReason, SourcePatch, of_all, overlaid, patch_of_field, shared,
        },
        source::{Clock, Status},
        topic::{OverrideField, Topic},
    },
    recipe::patch::known_zone,
    text::{card, notice},
};
use std::rc::Rc;

/// Something was typed or chosen in a field of a source's card.
pub fn typed(
    model: &mut Model,
    id: &str,
    field: OverrideField,
    value: &str,
    out: &mut Vec<Effect>,
) -> Stale {
    match patch_of_field(field, value) {
        Ok(typed) => patch(model, id, typed, None, out),
        Err(error) => refuse(model, id, error, None, out),
    }
}

/// Overrides something about a source. What cannot be followed changes nothing and is answered
/// with the reason.
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
    // An answer is the override of the question's field.
    let patch = match answered(model, id, patch).and_then(|patch| {
        check(model, id, &patch)?;
        Ok(patch)
    }) {
        Ok(patch) => patch,
        Err(error) => return refuse(model, id, error, ticket, out),
    };
    let mut stale = Stale::comparison();
    if let Some(other) = patch.join_with.clone() {
        if other == id || model.source(&other).is_none() {
            out.extend(reject(notice::no_such_source(&other)));
            return Stale::nothing();
        }
        stale.sources.extend(joins::join(model, id, &other));
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
        source.complaint = None;
        source.tickets.extend(ticket);
    }
    stale
}

/// The patch with its answer as the override of the question's field.
fn answered(model: &Model, id: &str, patch: SourcePatch) -> Result<SourcePatch, OverrideError> {
    let (Some(answer), Some(question)) = (&patch.answer, question_of(model, id)) else {
        return Ok(patch);
    };
    let Some(field) = question.field() else { return Ok(patch) };
    let of_field = patch_of_field(field, answer)?;
    Ok(SourcePatch { answer: None, ..overlaid(&patch, &of_field) })
}

/// Whether a source's file can follow a patch, as far as that is known before it is read so.
fn check(model: &Model, id: &str, patch: &SourcePatch) -> Result<(), OverrideError> {
    if let Some(zone) = patch.zone.as_ref().filter(|zone| !known_zone(zone, model.zones.zones())) {
        let (field, reason) = (OverrideField::Zone, OverrideReason::UnknownZone);
        return Err(OverrideError { field, got: zone.clone(), reason });
    }
    let source = model.source(id);
    let found = source
        .filter(|source| {
            source.reading.is_none() && overlaid(&source.patch, patch).cuts_like(&source.patch)
        })
        .and_then(|source| source.found.as_ref())
        .filter(|found| !found.columns.is_empty());
    patch.check(found.map(|found| found.columns.as_slice()))
}

/// Says why an override was not taken: to the script that asked, or at the field of the card.
fn refuse(
    model: &mut Model,
    id: &str,
    error: OverrideError,
    ticket: Option<Ticket>,
    out: &mut Vec<Effect>,
) -> Stale {
    match ticket {
        Some(ticket) => out.push(Effect::Reject { ticket, reason: card::override_error(&error) }),
        None => {
            if let Some(source) = model.source_mut(id) {
                source.complaint = Some(error);
            }
        }
    }
    Stale::nothing()
}

/// Takes back what a reading showed to be impossible: overrides of columns that the file, cut
/// their way, does not have, and remembered ones with which it is of no use. It is read again then.
pub fn take_back(model: &mut Model, id: &str, out: &mut Vec<Effect>) {
    let Some(source) = model.source_mut(id) else { return };
    let Some(found) = source.found.clone() else { return };
    let remembered = std::mem::take(&mut source.from_memory);
    let known = Some(found.columns.as_slice()).filter(|columns| !columns.is_empty());
    let error = source.patch.check(known).err();
    let useless = remembered && !source.is_of_use();
    let before = source.history.last().cloned().unwrap_or_default();
    if (error.is_none() && !useless) || before == source.patch {
        return;
    }
    source.history.pop();
    source.patch = before;
    let name = source.name().to_owned();
    let tickets = std::mem::take(&mut source.tickets);
    match error {
        Some(error) if !remembered => {
            let reason = card::override_error(&error);
            if tickets.is_empty() {
                source.complaint = Some(error);
            }
            out.extend(
                tickets.into_iter().map(|ticket| Effect::Reject { ticket, reason: reason.clone() }),
            );
        }
        _ => {
            source.tickets = tickets;
            model.notice(Urgency::Note, notice::not_recalled(&name));
        }
    }
    read(model, id, out);
}

fn source_patch(model: &Model, id: &str) -> SourcePatch {
    model.source(id).map(|source| source.patch.clone()).unwrap_or_default()
}

fn question_of(model: &Model, id: &str) -> Option<Topic> {
    match &model.source(id)?.found.as_ref()?.status {
        Status::Ask(question) => Some(question.field),
        _ => None,
    }
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
    source.complaint = None;
    let before = std::mem::replace(&mut source.patch, patch.clone());
    if before == patch {
        return Stale::nothing();
    }
    source.from_memory = false;
    let mut stale = Stale::comparison();
    if undoable {
        source.history.push(before.clone());
    }
    let local = source.found.as_ref().is_some_and(|found| {
        found.status == Status::Ready
            && found.time.as_ref().is_some_and(|time| time.clock == Clock::Local && !time.zone_days)
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
                // What the file said of its clock is overruled.
                changed.evidence.retain(|evidence| evidence.field != Topic::Zone);
            }
            *found = Rc::new(changed);
        }
        stale.sources.push(id.to_owned());
    } else if !only_join {
        read(model, id, out);
    }
    // What is being read so is remembered when it turns out to be of use.
    if model.source(id).is_some_and(|source| source.reading.is_none())
        || patch == SourcePatch::default()
    {
        remember(model, id, out);
    }
    stale
}

fn without_zone(patch: &SourcePatch) -> SourcePatch {
    SourcePatch { zone: None, ..patch.clone() }
}

fn unjoined(patch: &SourcePatch) -> SourcePatch {
    SourcePatch { join_with: None, ..patch.clone() }
}
