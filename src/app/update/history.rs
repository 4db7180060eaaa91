//! Undo and redo: what is taken down before a change, and how a state is brought back.
//!
//! # Contract
//! * A change is what differs after a message that a person or a script sent: one that changes
//!   nothing is no step.
//! * What readings bring is no change: a state that was taken down while a file was read comes
//!   back with what that reading gave since, or the file is read again.
//! * Undoing is no new look at what was seen before, and takes no look back: within one analysis
//!   the looks only grow.
//! * A file stays with the page as long as a step needs it.

use super::{
    joins,
    reading::read,
    stale::{History as Address, Stale},
};
use crate::{
    app::{
        history::{State, Step},
        ids::{FileKey, source_number},
        message::{Effect, Message},
        model::Model,
        source::{SourceState, place},
    },
    kit::indices::sorted,
    kit::language::Bilingual,
    recipe::setting::{ControlId, SETTINGS, SettingId},
    text::{control, notice, undo as text},
};
use std::rc::Rc;

/// The state before a message, where the message is of a kind that changes something.
pub fn before(model: &Model, message: &Message) -> Option<State> {
    let there = !model.sources.is_empty() || model.kept.is_some();
    let changes = matches!(
        message,
        Message::FilesAdded { .. }
            | Message::Restored { .. }
            | Message::Decided { .. }
            | Message::PatchSource { .. }
            | Message::Override { .. }
            | Message::Answer { .. }
            | Message::UndoPatch { .. }
            | Message::ResetPatch { .. }
            | Message::RemoveSource { .. }
            | Message::AcceptOffer { .. }
            | Message::DeclineOffer { .. }
            | Message::Change(_)
            | Message::Control { .. }
            | Message::AnnotationAdded { .. }
            | Message::NotesGiven { .. }
            | Message::ShiftOverlay(_)
            | Message::SetRecipe { .. }
            | Message::UrlChanged { .. }
    );
    (there && changes).then(|| model.state())
}

/// Whether a person sent a message: not a script, and not the browser's history.
pub fn by_hand(message: &Message) -> bool {
    !matches!(
        message,
        Message::UrlChanged { .. }
            | Message::FilesAdded { ticket: Some(_), .. }
            | Message::PatchSource { ticket: Some(_), .. }
            | Message::RemoveSource { ticket: Some(_), .. }
            | Message::SetRecipe { ticket: Some(_), .. }
    )
}

/// Takes a change down, where there is one.
pub fn record(model: &mut Model, before: State, by_hand: bool) {
    if let Some(what) = changed(&before, model) {
        // What was opened just now is kept elsewhere.
        let opened = model.kept.is_some() && before.kept.as_ref() != model.kept.as_ref();
        model.touched = !opened && (model.touched || by_hand);
        model.history.redo.clear();
        // Words that are being written are one step.
        let last = model.history.undo.last();
        if what == text::published() && last.is_some_and(|step| step.what == what) {
            return;
        }
        model.history.undo.push(Step { state: before, what });
        model.history.bound(&model.sources);
    }
}

/// Undoes the last change.
pub fn undo(model: &mut Model, out: &mut Vec<Effect>) -> Stale {
    let Some(Step { state, what }) = model.history.undo.pop() else { return Stale::nothing() };
    model.history.redo.push(Step { state: model.state(), what });
    restore(model, state, out)
}

/// Does again what was undone last.
pub fn redo(model: &mut Model, out: &mut Vec<Effect>) -> Stale {
    let Some(Step { state, what }) = model.history.redo.pop() else { return Stale::nothing() };
    model.history.undo.push(Step { state: model.state(), what });
    restore(model, state, out)
}

/// Lets go of files that nothing needs any more.
pub fn release(model: &mut Model, out: &mut Vec<Effect>) {
    let mut needed: Vec<FileKey> = model.sources.iter().map(|source| source.offer.file).collect();
    needed.extend(model.questions.iter().flat_map(|question| question.files()));
    needed.extend(model.history.states().flat_map(State::files));
    let needed = sorted(needed, &FileKey::cmp);
    let (held, free) = std::mem::take(&mut model.files)
        .into_iter()
        .partition::<Vec<_>, _>(|file| needed.binary_search(file).is_ok());
    model.files = held;
    for file in free {
        model.hashing.retain(|hashing| *hashing != file);
        out.push(Effect::ReleaseFile { file });
    }
}

/// Files of one drop were joined when the last of them was read: so they are in the states that
/// were taken down meanwhile.
pub fn joined(model: &mut Model, ids: &[String]) {
    let part_of: Vec<(&String, Option<String>)> =
        ids.iter().filter_map(|id| Some((id, model.source(id)?.part_of.clone()))).collect();
    let steps = model.history.undo.iter_mut().chain(&mut model.history.redo);
    for source in steps.flat_map(|step| &mut step.state.sources) {
        if let Some((_, root)) = part_of.iter().find(|(id, _)| **id == source.id) {
            source.part_of.clone_from(root);
        }
    }
}

/// What a change is called; `None` where nothing changed.
fn changed(before: &State, model: &Model) -> Option<Bilingual> {
    let same = |one: &Option<Rc<_>>, other: &Option<Rc<_>>| match (one, other) {
        (Some(one), Some(other)) => Rc::ptr_eq(one, other),
        (None, None) => true,
        _ => false,
    };
    if !same(&before.kept, &model.kept) && model.kept.is_some() {
        return Some(text::opened());
    }
    let was = |source: &SourceState| before.sources.get(place(&before.sources, &source.id)?);
    let gone = before.sources.iter().find(|old| model.source(&old.id).is_none());
    let replaced =
        |source: &&SourceState| was(source).is_some_and(|old| old.offer.file != source.offer.file);
    let read_anew =
        |source: &&SourceState| was(source).is_some_and(|old| old.patch != source.patch);
    let moved =
        |source: &&SourceState| was(source).is_some_and(|old| old.part_of != source.part_of);
    let mut sources = model.sources.iter();
    if let Some(source) = sources.clone().find(replaced) {
        return Some(text::replaced(source.name()));
    }
    if let Some(source) = sources.clone().find(|source| was(source).is_none()) {
        return Some(text::added(source.name()));
    }
    if let Some(source) = gone {
        return Some(text::removed(source.name()));
    }
    if let Some(source) = sources.clone().find(moved) {
        return Some(text::joined(source.name(), source.part_of.is_some()));
    }
    if let Some(source) = sources.find(read_anew) {
        return Some(text::read(source.name()));
    }
    if !same(&before.kept, &model.kept) {
        return Some(text::closed());
    }
    // What no person sets by itself is no change of its own.
    const ASIDE: [SettingId; 3] =
        [SettingId::Language, SettingId::Looks, SettingId::LagWindowAfterLooking];
    let differs = |id: &SettingId| !ASIDE.contains(id) && before.recipe.differs(*id, &model.recipe);
    let different: Vec<SettingId> =
        SETTINGS.map(|one| one.id).into_iter().filter(differs).collect();
    if let Some(first) = different.first() {
        return Some(match first {
            SettingId::From | SettingId::To => text::range(),
            SettingId::X | SettingId::Y if different.contains(&SettingId::Y) => text::pair(),
            SettingId::Outages => text::outages(),
            SettingId::Publish => text::published(),
            id => {
                let of = |control: &ControlId| control.settings().contains(id);
                let control_of = ControlId::ALL.into_iter().find(of);
                control_of.map_or_else(text::setting, control::name)
            }
        });
    }
    if before.shift != model.shift {
        return Some(text::shift());
    }
    (before.declined != model.declined).then(text::declined)
}

/// Brings a state back.
fn restore(model: &mut Model, state: State, out: &mut Vec<Effect>) -> Stale {
    let mut present = std::mem::take(&mut model.sources);
    let mut sources = Vec::with_capacity(state.sources.len());
    let (mut changed, mut unread) = (Vec::new(), Vec::new());
    let joined = |all: &[SourceState]| {
        all.iter().any(|source| source.part_of.is_some() || source.joined.is_some())
    };
    let was_joined = joined(&present) || joined(&state.sources);
    let open: Vec<FileKey> = state
        .sources
        .iter()
        .filter(|source| source.reading.is_some())
        .map(|source| source.offer.file)
        .collect();
    for mut wanted in state.sources {
        let place = present.iter().position(|source| source.id == wanted.id);
        let now = place.map(|place| present.remove(place));
        match now {
            Some(mut now) if now.offer == wanted.offer && now.patch == wanted.patch => {
                if wanted.reading.is_none() {
                    (now.part_of, now.history) = (wanted.part_of, wanted.history);
                }
                sources.push(now);
            }
            now => {
                if let Some(now) = now {
                    cancelled(&now, out);
                    wanted.tickets = now.tickets;
                }
                if wanted.reading.take().is_some() || wanted.found.is_none() {
                    unread.push(wanted.id.clone());
                }
                changed.push(wanted.id.clone());
                sources.push(wanted);
            }
        }
    }
    for source in present {
        // A member of an archive that was being read then.
        if open.contains(&source.offer.file) && source.member.is_some() {
            sources.push(source);
            continue;
        }
        cancelled(&source, out);
        let reject = |ticket| Effect::Reject { ticket, reason: notice::removed(source.name()) };
        out.extend(source.tickets.iter().copied().map(reject));
    }
    model.sources = sources;
    // After a new analysis numbers began anew: what is added now has none of those that are back.
    let numbers = model.sources.iter().filter_map(|source| source_number(&source.id));
    model.last_source = numbers.fold(model.last_source, u64::max);
    for id in unread {
        read(model, &id, out);
    }
    let language = model.recipe.language;
    let mut recipe = state.recipe;
    recipe.language = language;
    if state.epoch == model.epoch {
        recipe.tests_seen = recipe.tests_seen.max(model.recipe.tests_seen);
        model.looks_granted |= state.looks_granted && model.looked.is_empty();
    } else {
        (model.looked, model.seen_pairs) = (state.looked, state.seen_pairs);
        model.looks_granted = state.looks_granted;
        model.epoch = state.epoch;
    }
    model.recipe = recipe;
    model.week_start_chosen = state.week_start_chosen;
    (model.kept, model.declined, model.questions) = (state.kept, state.declined, state.questions);
    model.shift = state.shift;
    model.complaints.clear();
    if was_joined {
        changed = model.sources.iter().map(|source| source.id.clone()).collect();
    }
    // A part whose whole went is by itself again.
    let roots: Vec<String> = model.sources.iter().map(|source| source.id.clone()).collect();
    for source in &mut model.sources {
        source.part_of = source.part_of.take().filter(|root| roots.contains(root));
    }
    changed.retain(|id| joins::root(model, id).is_some());
    model.history.bound(&model.sources);
    Stale::sources(changed).with_address(Address::Push)
}

/// Stops what is being read of a source that goes.
fn cancelled(source: &SourceState, out: &mut Vec<Effect>) {
    out.extend(source.reading.as_ref().map(|reading| Effect::CancelRead { read: reading.read }));
}
