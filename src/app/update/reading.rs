//! A reading of one source: started, found by its number, its series made.

use crate::app::{
    ids::ReadId,
    message::Effect,
    model::Model,
    source::{ReadingState, SourceState, place},
};

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

/// The source that a reading is of; `None` where it was replaced or cancelled since.
pub fn of_read(model: &mut Model, read: ReadId) -> Option<&mut SourceState> {
    model
        .sources
        .iter_mut()
        .find(|source| source.reading.as_ref().is_some_and(|reading| reading.read == read))
}

/// Makes a source's series anew.
pub fn index(model: &mut Model, id: &str) {
    let Model { sources, zones, .. } = model;
    if let Some(source) = place(sources, id).and_then(|place| sources.get_mut(place)) {
        source.index(zones);
    }
}

/// The member of an archive, or the sheet of a workbook, that the name of a reading says.
pub fn member_of(file: &str, name: &str) -> Option<String> {
    name.strip_prefix(file)?.strip_prefix('/').map(str::to_owned)
}
