//! Files come, are read, and go.

use super::{figure, joins, keep, patch};
use crate::{
    app::{
        interface,
        message::{Answer, Effect, FileOffer, ReadId, Ticket},
        model::{Batch, Model, ReadingState, SourceState},
    },
    ingest::source::{Failure, Found, Reading, Status},
};
use std::rc::Rc;

/// Starts reading files.
pub fn add(
    model: &mut Model,
    files: Vec<FileOffer>,
    ticket: Option<Ticket>,
    out: &mut Vec<Effect>,
) {
    model.fetching = false;
    if model.kept.is_some() && !files.is_empty() {
        // The ids of its series would mean others now.
        reset(model, out);
    }
    let mut sources = Vec::with_capacity(files.len());
    for offer in files {
        model.last_source += 1;
        let source = SourceState::new(format!("s{}", model.last_source), offer);
        sources.push(source.id.clone());
        let id = source.id.clone();
        model.sources.push(source);
        read(model, &id, out);
    }
    model.batches.push(Batch { ticket, sources });
    settle(model, out);
    figure::refresh(model, out);
}

/// Starts a reading of a source, in place of one that goes on.
pub fn read(model: &mut Model, id: &str, out: &mut Vec<Effect>) {
    model.last_read += 1;
    let read = model.last_read;
    let Some(source) = model.source_mut(id) else { return };
    let state = ReadingState { read, total: source.offer.bytes, ..ReadingState::default() };
    if let Some(old) = source.reading.replace(state) {
        out.push(Effect::CancelRead { read: old.read });
    }
    out.push(Effect::Read {
        read,
        file: source.offer.file,
        name: source.offer.name.clone(),
        modified_ms: source.offer.modified_ms,
        member: source.member.clone(),
        patch: Box::new(source.patch.clone()),
    });
}

fn of_read(model: &mut Model, read: ReadId) -> Option<&mut SourceState> {
    model
        .sources
        .iter_mut()
        .find(|source| source.reading.as_ref().is_some_and(|reading| reading.read == read))
}

/// A reading goes on.
pub fn progress(
    model: &mut Model,
    read: ReadId,
    (bytes, total, rows): (u64, u64, u64),
    found: Option<Box<Found>>,
    out: &mut Vec<Effect>,
) {
    let Some(source) = of_read(model, read) else { return };
    if let Some(reading) = &mut source.reading {
        (reading.bytes, reading.total, reading.rows) = (bytes, total, rows);
        reading.told += 1;
        if let Some(found) = found {
            reading.found = Some(Rc::new(*found));
        }
        // It takes long: what is there already is worth a picture.
        if reading.long() && model.figure.is_none() {
            figure::refresh(model, out);
        }
    }
}

/// A reading ended.
pub fn done(model: &mut Model, read: ReadId, readings: Vec<Reading>, out: &mut Vec<Effect>) {
    let Some(source) = of_read(model, read) else { return };
    let id = source.id.clone();
    let offer = source.offer.clone();
    let of_zip = source.member.is_none() && readings.len() > 1;
    let mut readings = readings.into_iter();
    match readings.next() {
        Some(reading) => {
            if of_zip {
                source.member = member_of(&reading.found.name);
            }
            source.take(reading);
        }
        None => {
            let empty = Status::Refused(crate::ingest::source::Refusal::Empty);
            source.take(Reading {
                found: Found::unread(&offer.name, offer.bytes, empty),
                data: crate::ingest::source::Data::Nothing,
            });
        }
    }
    // One source a member, in the archive's order, after the first.
    let mut after = id.clone();
    for reading in readings {
        model.last_source += 1;
        let mut member = SourceState::new(format!("s{}", model.last_source), offer.clone());
        member.member = member_of(&reading.found.name);
        member.take(reading);
        let new = member.id.clone();
        let place = model.sources.iter().position(|source| source.id == after);
        model.sources.insert(place.map_or(model.sources.len(), |place| place + 1), member);
        for batch in &mut model.batches {
            if let Some(place) = batch.sources.iter().position(|source| *source == after) {
                batch.sources.insert(place + 1, new.clone());
            }
        }
        ready(model, &new, out);
        after = new;
    }
    ready(model, &id, out);
    settle(model, out);
    figure::refresh(model, out);
}

/// What must be done when a source was read.
fn ready(model: &mut Model, id: &str, out: &mut Vec<Effect>) {
    patch::take_back(model, id, out);
    keep::recall(model, id, out);
    if model.source(id).is_some_and(|source| source.reading.is_none()) {
        keep::remember(model, id, out);
    }
    // On a narrow page the question would stand behind a drawer.
    let asks = |source: &SourceState| {
        source.found.as_ref().is_some_and(|found| matches!(found.status, Status::Ask(_)))
    };
    if model.source(id).is_some_and(asks) {
        (model.drawers.sources, model.drawers.analysis) = (true, false);
    }
    joins::rejoin(model, id);
    index(model, id);
}

/// Makes a source's series anew.
pub fn index(model: &mut Model, id: &str) {
    let Model { sources, zones, .. } = model;
    if let Some(source) = sources.iter_mut().find(|source| source.id == id) {
        source.index(zones);
    }
}

fn member_of(name: &str) -> Option<String> {
    name.split_once(".zip/").map(|(_, member)| member.to_owned())
}

/// A reading broke.
pub fn failed(model: &mut Model, read: ReadId, failure: Failure, out: &mut Vec<Effect>) {
    end(model, read, Status::Failed(failure), out);
}

fn end(model: &mut Model, read: ReadId, status: Status, out: &mut Vec<Effect>) {
    let Some(source) = of_read(model, read) else { return };
    let id = source.id.clone();
    let found = Found::unread(&source.offer.name, source.offer.bytes, status);
    source.take(Reading { found, data: crate::ingest::source::Data::Nothing });
    joins::rejoin(model, &id);
    index(model, &id);
    settle(model, out);
    figure::refresh(model, out);
}

/// Stops the reading of a source; what an earlier reading gave stays in use.
pub fn cancel(model: &mut Model, id: &str, out: &mut Vec<Effect>) {
    let Some(source) = model.source_mut(id) else { return };
    let Some(reading) = &source.reading else { return };
    let read = reading.read;
    out.push(Effect::CancelRead { read });
    if source.found.is_some() {
        // The overrides that asked for this reading go with it.
        source.reading = None;
        if let Some(before) = source.history.pop() {
            source.patch = before;
        }
        settle(model, out);
        figure::refresh(model, out);
    } else {
        end(model, read, Status::Cancelled, out);
    }
}

/// Stops all readings that one call of `addFiles` started.
pub fn cancel_ticket(model: &mut Model, ticket: Ticket, out: &mut Vec<Effect>) {
    let batch = model.batches.iter().find(|batch| batch.ticket == Some(ticket));
    for id in batch.map(|batch| batch.sources.clone()).unwrap_or_default() {
        cancel(model, &id, out);
    }
}

/// Takes a source away.
pub fn remove(model: &mut Model, id: &str, ticket: Option<Ticket>, out: &mut Vec<Effect>) {
    if let Some(place) = model.sources.iter().position(|source| source.id == id) {
        let source = model.sources.remove(place);
        if let Some(reading) = &source.reading {
            out.push(Effect::CancelRead { read: reading.read });
        }
        let file = source.offer.file;
        if !model.sources.iter().any(|other| other.offer.file == file) {
            out.push(Effect::ReleaseFile { file });
        }
        out.extend(source.tickets.into_iter().map(|ticket| Effect::Reject {
            ticket,
            reason: crate::text::notice::removed(&source.offer.name),
        }));
        joins::removed(model, id);
        settle(model, out);
        figure::refresh(model, out);
    }
    if model.kept.is_some() {
        // Its sources are one analysis: without one of them there is none.
        reset(model, out);
    }
    out.extend(ticket.map(|ticket| Effect::Resolve { ticket, answer: Answer::Done }));
}

/// Takes everything away; language, theme and what is stored stay.
pub fn reset(model: &mut Model, out: &mut Vec<Effect>) {
    let ids: Vec<String> = model.sources.iter().map(|source| source.id.clone()).collect();
    for id in ids {
        remove(model, &id, None, out);
    }
    model.recipe = crate::recipe::recipe::Recipe {
        language: model.recipe.language,
        ..crate::recipe::recipe::Recipe::default()
    };
    (model.week_start_chosen, model.kept) = (false, None);
    model.notices.clear();
    model.declined.clear();
    model.looked.clear();
    model.seen_pairs.clear();
    model.looks_granted = false;
    model.shift = 0;
    model.drawers = Default::default();
    model.last_source = 0;
    figure::refresh(model, out);
    keep::write_url(model, true, out);
}

/// Settles the calls whose sources are all there, and joins what belongs together.
pub fn settle(model: &mut Model, out: &mut Vec<Effect>) {
    let reading = |model: &Model, id: &String| {
        model.source(id).is_some_and(|source| source.reading.is_some())
    };
    let (open, ended): (Vec<Batch>, Vec<Batch>) = std::mem::take(&mut model.batches)
        .into_iter()
        .partition(|batch| batch.sources.iter().any(|id| reading(model, id)));
    model.batches = open;
    for batch in ended {
        joins::of_batch(model, &batch.sources);
        if let Some(ticket) = batch.ticket {
            let sources =
                batch.sources.iter().filter_map(|id| interface::source_of(model, id)).collect();
            out.push(Effect::Resolve { ticket, answer: Answer::Sources(sources) });
        }
    }
    let mut ready: Vec<(Ticket, String)> = Vec::new();
    for source in model.sources.iter_mut().filter(|source| source.reading.is_none()) {
        let id = source.id.clone();
        ready.extend(std::mem::take(&mut source.tickets).into_iter().map(|t| (t, id.clone())));
    }
    for (ticket, id) in ready {
        if let Some(source) = interface::source_of(model, &id) {
            out.push(Effect::Resolve { ticket, answer: Answer::Source(Box::new(source)) });
        }
    }
}
