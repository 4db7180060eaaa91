//! Files come, are read, and go.

use super::{
    asking, joins,
    patch::take_back,
    reading::{member_of, of_read, read},
    stale::{History, Stale},
    storage::{header_key, remember},
};
use crate::{
    app::{
        crowd::MANY,
        drawers::Urgency,
        file_name,
        ids::{FileOffer, ReadId, Ticket, source_number},
        message::{Answer, Effect},
        model::Model,
        question::About,
        source::{Batch, SourceState},
    },
    ingest::{
        limits::Limit,
        overrides::SourcePatch,
        source::{Data, Failure, Found, Reading, Refusal, Status},
    },
    kit::indices::sorted,
    kit::plain,
    recipe::recipe::Recipe,
    text::{limit, notice},
};
use std::rc::Rc;

/// Starts reading files.
pub fn add(
    model: &mut Model,
    files: Vec<FileOffer>,
    ticket: Option<Ticket>,
    out: &mut Vec<Effect>,
) -> Stale {
    model.fetching = false;
    let mut stale = Stale::comparison();
    let files = files
        .into_iter()
        .map(|offer| FileOffer { name: plain::name(&offer.name).into_owned(), ..offer })
        .collect();
    let files =
        within_bounds(model, files, |offer| out.push(Effect::ReleaseFile { file: offer.file }));
    model.files.extend(files.iter().map(|offer| offer.file));
    if let (Some(kept), false) = (&model.kept, files.is_empty()) {
        let expected = kept.files();
        let all = places(&expected, &files, false).iter().flatten().count();
        if all == expected.len() && all == files.len() {
            // Its own files: the ids of its series mean what they meant.
            (model.kept, model.expected) = (None, expected);
        } else if ticket.is_none() {
            asking::ask(model, About::Instead(files));
            return Stale::nothing();
        } else {
            // The ids of its series would mean others now.
            stale = stale.and(reset(model, out));
        }
    }
    let by_hand = ticket.is_none() && !files.iter().any(|offer| offer.example);
    model.last_drop += 1;
    let missing = model.expected.iter().filter(|(id, _)| model.source(id).is_none());
    let missing: Vec<(String, String)> = missing.cloned().collect();
    let fresh = model.sources.is_empty();
    let ids: Vec<Option<String>> = places(&missing, &files, fresh)
        .into_iter()
        .map(|place| Some(missing.get(place?)?.0.clone()))
        .collect();
    // New ones get none that an expected file has.
    let numbers = model.expected.iter().filter_map(|(id, _)| source_number(id));
    model.last_source = numbers.fold(model.last_source, u64::max);
    let mut sources = Vec::with_capacity(files.len());
    for (offer, expected) in files.into_iter().zip(ids) {
        let ordered = expected.is_some();
        let id = expected.unwrap_or_else(|| {
            model.last_source += 1;
            format!("s{}", model.last_source)
        });
        let mut source = SourceState::new(id.clone(), offer);
        source.drop = by_hand.then_some(model.last_drop);
        model.sources.push(source);
        if ordered {
            // What is compared when nothing is said depends on their order.
            model.sources = sorted(std::mem::take(&mut model.sources), &|a, b| {
                source_number(&a.id).cmp(&source_number(&b.id))
            });
        }
        sources.push(id.clone());
        read(model, &id, out);
    }
    if model.expected.iter().all(|(id, _)| model.source(id).is_some()) {
        // Whatever goes from here on is not waited for.
        model.expected.clear();
    }
    model.touched |= by_hand && !sources.is_empty();
    model.batches.push(Batch { ticket, sources });
    stale
}

/// As many as there is room for beside the sources that are there; that others were left out is said.
fn within_bounds<T>(model: &mut Model, mut all: Vec<T>, mut left_out: impl FnMut(T)) -> Vec<T> {
    let room = Limit::Sources.count().saturating_sub(model.sources.len()).min(all.len());
    let others = all.split_off(room);
    if !others.is_empty() {
        model.notice(Urgency::Warning, limit::beyond(Limit::Sources));
    }
    others.into_iter().for_each(&mut left_out);
    all
}

/// For each file the place of the expected one that it is: of the same name, else of a name that
/// differs in digits only; with `any`, files of other names in their order where as many are left
/// as are expected.
fn places(expected: &[(String, String)], files: &[FileOffer], any: bool) -> Vec<Option<usize>> {
    let mut places: Vec<Option<usize>> = vec![None; files.len()];
    for key in [file_name::plain, file_name::family] {
        for (at, offer) in files.iter().enumerate() {
            let fits = |place: &usize| {
                let name = expected.get(*place).map(|(_, name)| key(name));
                !places.contains(&Some(*place)) && name == Some(key(&offer.name))
            };
            if places.get(at) == Some(&None)
                && let Some(place) = (0..expected.len()).find(fits)
                && let Some(slot) = places.get_mut(at)
            {
                *slot = Some(place);
            }
        }
    }
    let left: Vec<usize> =
        (0..expected.len()).filter(|place| !places.contains(&Some(*place))).collect();
    let mut open: Vec<&mut Option<usize>> =
        places.iter_mut().filter(|place| place.is_none()).collect();
    if any && open.len() == left.len() {
        for (slot, place) in open.iter_mut().zip(left) {
            **slot = Some(place);
        }
    }
    places
}

/// A reading goes on.
pub fn progress(
    model: &mut Model,
    read: ReadId,
    (bytes, total, rows): (u64, u64, u64),
    found: Option<Box<Found>>,
) -> Stale {
    let Some(source) = of_read(model, read) else { return Stale::nothing() };
    if let Some(reading) = &mut source.reading {
        (reading.bytes, reading.total, reading.rows) = (bytes, total, rows);
        reading.progress_events += 1;
        if let Some(found) = found {
            reading.found = Some(Rc::new(*found));
        }
        // It takes long: what is there already is worth a picture.
        if reading.long() && model.figure.is_none() {
            return Stale::comparison();
        }
    }
    Stale::nothing()
}

/// A reading ended.
pub fn done(
    model: &mut Model,
    read: ReadId,
    readings: Vec<Reading>,
    out: &mut Vec<Effect>,
) -> Stale {
    if readings.iter().any(is_changed) && keeps(model, read, out) {
        return Stale::comparison();
    }
    let Some(source) = of_read(model, read) else { return Stale::nothing() };
    let (id, offer) = (source.id.clone(), source.offer.clone());
    let of_zip = source.member.is_none() && readings.len() > 1;
    let mut readings = readings.into_iter();
    match readings.next() {
        Some(reading) => {
            if of_zip {
                source.member = member_of(&offer.name, &reading.found.name);
            }
            source.take(reading);
        }
        None => {
            let empty = Status::Refused(Refusal::Empty);
            source.take(Reading {
                found: Found::unread(&offer.name, offer.bytes, empty),
                data: Data::Nothing,
            });
        }
    }
    let readings = within_bounds(model, readings.collect(), |_| {});
    let mut came: Vec<String> = Vec::new();
    // One source a member, in the archive's order, after the first.
    let mut after = id.clone();
    for reading in readings {
        model.last_source += 1;
        let mut member = SourceState::new(format!("s{}", model.last_source), offer.clone());
        member.member = member_of(&offer.name, &reading.found.name);
        member.take(reading);
        let new = member.id.clone();
        let place = model.place(&after);
        model.sources.insert(place.map_or(model.sources.len(), |place| place + 1), member);
        for batch in &mut model.batches {
            if let Some(place) = batch.sources.iter().position(|source| *source == after) {
                batch.sources.insert(place + 1, new.clone());
            }
        }
        came.push(new.clone());
        after = new;
    }
    came.push(id);
    for id in &came {
        ready(model, id, out);
    }
    let comparison = !of_many(model, &came);
    Stale { comparison, ..Stale::sources(came) }
}

/// Whether sources are of a drop of many files that is still being read: what they give is
/// compared once, at its end, not after every file.
fn of_many(model: &Model, ids: &[String]) -> bool {
    let many = |batch: &&Batch| batch.sources.len() > MANY;
    let mut batches = model.batches.iter().filter(many);
    batches.any(|batch| ids.iter().any(|id| batch.sources.contains(id)))
}

/// What must be done when a source was read.
fn ready(model: &mut Model, id: &str, out: &mut Vec<Effect>) {
    take_back(model, id, out);
    recall(model, id, out);
    if model.source(id).is_some_and(|source| source.reading.is_none()) {
        remember(model, id, out);
    }
    asking::same_name(model, id);
    // On a narrow page the question would stand behind a drawer.
    let asks = |source: &SourceState| {
        source.found.as_ref().is_some_and(|found| matches!(found.status, Status::Ask(_)))
    };
    if model.source(id).is_some_and(asks) {
        (model.drawers.sources, model.drawers.analysis) = (true, false);
    }
}

/// Whether a file was not the one any more that it was when it was given.
fn is_changed(reading: &Reading) -> bool {
    reading.found.status == Status::Failed(Failure::Changed)
}

/// A file cannot be read again since it has changed, as a log does that grows: what was read of it
/// stays, with the overrides that it was read with, and the page asks for the file. `false` where
/// nothing was read of it before.
fn keeps(model: &mut Model, read: ReadId, out: &mut Vec<Effect>) -> bool {
    let Some(source) = of_read(model, read).filter(|source| source.is_of_use()) else {
        return false;
    };
    source.reading = None;
    if let Some(before) = source.history.pop() {
        source.patch = before;
    }
    let reason = notice::changed(source.name());
    let tickets = std::mem::take(&mut source.tickets);
    out.extend(tickets.into_iter().map(|ticket| Effect::Reject { ticket, reason: reason.clone() }));
    model.notice(Urgency::Warning, reason);
    true
}

/// A reading broke.
pub fn failed(model: &mut Model, read: ReadId, failure: Failure, out: &mut Vec<Effect>) -> Stale {
    if failure == Failure::Changed && keeps(model, read, out) {
        return Stale::comparison();
    }
    end(model, read, Status::Failed(failure))
}

fn end(model: &mut Model, read: ReadId, status: Status) -> Stale {
    let Some(source) = of_read(model, read) else { return Stale::nothing() };
    let id = source.id.clone();
    let found = Found::unread(&source.offer.name, source.offer.bytes, status);
    source.take(Reading { found, data: Data::Nothing });
    let ids = vec![id];
    let comparison = !of_many(model, &ids);
    Stale { comparison, ..Stale::sources(ids) }
}

/// Stops the reading of a source; what an earlier reading gave stays in use.
pub fn cancel(model: &mut Model, id: &str, out: &mut Vec<Effect>) -> Stale {
    let Some(source) = model.source_mut(id) else { return Stale::nothing() };
    let Some(reading) = &source.reading else { return Stale::nothing() };
    let read = reading.read;
    out.push(Effect::CancelRead { read });
    if source.found.is_none() {
        return end(model, read, Status::Cancelled);
    }
    // The overrides that asked for this reading go with it.
    source.reading = None;
    if let Some(before) = source.history.pop() {
        source.patch = before;
    }
    Stale::comparison()
}

/// Stops every reading. The last first: those that wait go before a worker is free for them.
pub fn cancel_all(model: &mut Model, out: &mut Vec<Effect>) -> Stale {
    let reading = model.sources.iter().rev().filter(|source| source.reading.is_some());
    let ids: Vec<String> = reading.map(|source| source.id.clone()).collect();
    ids.iter().fold(Stale::nothing(), |stale, id| stale.and(cancel(model, id, out)))
}

/// Stops all readings that one call of `addFiles` started.
pub fn cancel_ticket(model: &mut Model, ticket: Ticket, out: &mut Vec<Effect>) -> Stale {
    let batch = model.batches.iter().find(|batch| batch.ticket == Some(ticket));
    let ids = batch.map(|batch| batch.sources.clone()).unwrap_or_default();
    ids.iter().rev().fold(Stale::nothing(), |stale, id| stale.and(cancel(model, id, out)))
}

/// Takes a source away, as a person or a script asked.
pub fn remove(model: &mut Model, id: &str, ticket: Option<Ticket>, out: &mut Vec<Effect>) -> Stale {
    out.extend(ticket.map(|ticket| Effect::Resolve { ticket, answer: Answer::Done }));
    if model.kept.is_some() {
        // Its sources are one analysis: without one of them there is none.
        return reset(model, out);
    }
    take_away(model, id, out)
}

fn take_away(model: &mut Model, id: &str, out: &mut Vec<Effect>) -> Stale {
    let Some(place) = model.place(id) else { return Stale::nothing() };
    let source = model.sources.remove(place);
    if let Some(reading) = &source.reading {
        out.push(Effect::CancelRead { read: reading.read });
    }
    out.extend(
        source
            .tickets
            .into_iter()
            .map(|ticket| Effect::Reject { ticket, reason: notice::removed(&source.offer.name) }),
    );
    Stale::sources(joins::removed(model, id, source.part_of))
}

/// Takes everything away; language, theme and what is stored stay.
pub fn reset(model: &mut Model, out: &mut Vec<Effect>) -> Stale {
    let ids: Vec<String> = model.sources.iter().map(|source| source.id.clone()).collect();
    for id in ids {
        // Nothing of it is left that could be stale.
        take_away(model, &id, out);
    }
    model.recipe = Recipe { language: model.recipe.language, ..Recipe::default() };
    (model.week_start_chosen, model.kept) = (false, None);
    model.expected.clear();
    model.touched = false;
    model.split = None;
    model.notices.clear();
    model.declined.clear();
    model.questions.clear();
    model.complaints.clear();
    model.last_epoch += 1;
    model.epoch = model.last_epoch;
    model.looked.clear();
    model.seen_pairs.clear();
    model.looks_granted = false;
    model.shift = 0;
    model.drawers = Default::default();
    model.more_cards = 0;
    model.last_source = 0;
    // Statistics under way are of no use, and the same numbers would be another look.
    model.revision += 1;
    (model.input_key, model.analysis, model.analysis_error) = (None, None, None);
    Stale::comparison().with_address(History::Push)
}

/// Reads a new source again with what was remembered for its header; undo takes it back.
fn recall(model: &mut Model, id: &str, out: &mut Vec<Effect>) {
    let Some(source) = model.source_mut(id) else { return };
    if source.header.is_none() {
        source.header = header_key(source);
    }
    if source.recalled || source.patch != SourcePatch::default() {
        return;
    }
    source.recalled = true;
    let key = source.header.clone();
    let Some(patch) = key.and_then(|key| model.remembered.get(&key).cloned()) else { return };
    let Some(source) = model.source_mut(id) else { return };
    let name = source.name().to_owned();
    let found = source.found.clone().filter(|_| patch.cuts_like(&source.patch));
    if patch.check(found.as_ref().map(|found| found.columns.as_slice())).is_err() {
        model.notice(Urgency::Note, notice::not_recalled(&name));
        return;
    }
    source.history.push(std::mem::replace(&mut source.patch, patch));
    source.from_memory = true;
    read(model, id, out);
    model.notice(Urgency::Note, notice::recalled(&name));
}
