//! One source: a file or a member of an archive, what is being read of it and what was found.

use super::{
    catalog::{self, Entry, SeriesKey},
    drawers::Urgency,
    ids::{FileOffer, ReadId, Ticket, source_number},
};
use crate::{
    calendar::{
        step::{Step, step_of},
        zone::{Offsets, ZoneCache},
    },
    ingest::{
        overrides::{OverrideError, SourcePatch},
        source::{Data, Found, Reading, Status},
        stamp::step_of_counts,
    },
    kit::{language::Bilingual, plain},
    recipe::{recipe::Sum, setting::ControlId},
    series::{join::Joined, track::Track},
};
use litemap::LiteMap;
use serde::{Deserialize, Serialize};
use std::{cell::RefCell, rc::Rc};

/// A call of `addFiles`, or a drop.
#[derive(Clone, Debug)]
pub struct Batch {
    /// The promise, where a script called.
    pub ticket: Option<Ticket>,
    /// Its sources, in the order given.
    pub sources: Vec<String>,
}

/// The place of a source by its id. Most stand in the order of their numbers, so that among
/// thousands one is found by halving; members of an archive stand elsewhere and are looked for.
pub fn place(sources: &[SourceState], id: &str) -> Option<usize> {
    let number = source_number(id);
    let near = sources.partition_point(|source| source_number(&source.id) < number);
    if sources.get(near).is_some_and(|source| source.id == id) {
        return Some(near);
    }
    sources.iter().position(|source| source.id == id)
}

/// A message that is not about one source.
#[derive(Clone, Debug)]
pub struct NoticeState {
    /// Number.
    pub id: u64,
    /// How urgent.
    pub urgency: Urgency,
    /// The sentence.
    pub text: Bilingual,
}

/// One saved analysis.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Saved {
    /// Its place in the storage.
    pub slot: u8,
    /// Its name.
    pub name: String,
}

/// What was typed into a control and not taken, until it is mended.
#[derive(Clone, Debug)]
pub struct Complaint {
    /// The control.
    pub control: ControlId,
    /// What it holds.
    pub value: String,
    /// Why it is not taken.
    pub text: Bilingual,
}

/// A reading that goes on.
#[derive(Clone, Debug, Default)]
pub struct ReadingState {
    /// Number.
    pub read: ReadId,
    /// Bytes so far.
    pub bytes: u64,
    /// Bytes in all.
    pub total: u64,
    /// Rows so far.
    pub rows: u64,
    /// How often it progress_events how far it is: about five times a second.
    pub progress_events: u64,
    /// What is known already.
    pub found: Option<Rc<Found>>,
}

impl ReadingState {
    /// Whether it ends in a moment.
    pub fn short(&self) -> bool {
        self.total < SMALL
    }

    /// Whether it takes longer than a moment from here on, as far as it went until now.
    pub fn long(&self) -> bool {
        let left = self.total.saturating_sub(self.bytes);
        !self.short()
            && self.progress_events > 0
            && left / MOMENT > self.bytes / self.progress_events
    }
}

/// Files up to this size are read in a moment, bytes.
const SMALL: u64 = 4 << 20;

/// News of a reading in what counts as a moment.
const MOMENT: u64 = 4;

/// One source.
#[derive(Clone, Debug)]
pub struct SourceState {
    /// `s1`, `s2`, …
    pub id: String,
    /// The file.
    pub offer: FileOffer,
    /// The member of a zip that this is.
    pub member: Option<String>,
    /// Present reading, while one goes on.
    pub reading: Option<ReadingState>,
    /// Overrides.
    pub patch: SourcePatch,
    /// Earlier overrides, for undo.
    pub history: Vec<SourcePatch>,
    /// What the last whole reading found.
    pub found: Option<Rc<Found>>,
    /// What the last whole reading gave.
    pub data: Rc<Data>,
    /// Hash, once it is known.
    pub sha256: Option<String>,
    /// The series, of the joined data where files were joined.
    pub entries: Vec<Entry>,
    /// What one of its stamps stands for.
    pub step: Option<Step>,
    /// Files joined into this one, itself too.
    pub joined: Option<Rc<Joined>>,
    /// The source that this one was joined into.
    pub part_of: Option<String>,
    /// Tracks that were asked for, by series id: a period or a window changes none of them.
    pub tracks: RefCell<LiteMap<String, Rc<Track>>>,
    /// The drop that a person gave it with; `None` where a script did, and for examples.
    pub drop: Option<u64>,
    /// Whether it was looked for one of the same name.
    pub asked: bool,
    /// Ids and labels of the series of the file whose place it took, until it is read.
    pub before: Vec<(String, String)>,
    /// Promises of `updateSource` that wait for it.
    pub tickets: Vec<Ticket>,
    /// Whether remembered overrides were already tried.
    pub recalled: bool,
    /// Whether its present overrides were remembered, not chosen for this file.
    pub from_memory: bool,
    /// Key of its header as it was found without overrides, see `update::storage`.
    pub header: Option<String>,
    /// Why the last override typed in its card was not taken.
    pub complaint: Option<OverrideError>,
}

impl SourceState {
    /// A source that is about to be read.
    pub fn new(id: String, offer: FileOffer) -> SourceState {
        SourceState {
            id,
            offer,
            member: None,
            reading: None,
            patch: SourcePatch::default(),
            history: Vec::new(),
            found: None,
            data: Rc::new(Data::Nothing),
            sha256: None,
            entries: Vec::new(),
            step: None,
            joined: None,
            part_of: None,
            tracks: RefCell::default(),
            drop: None,
            asked: false,
            before: Vec::new(),
            tickets: Vec::new(),
            recalled: false,
            from_memory: false,
            header: None,
            complaint: None,
        }
    }

    /// Gives its data back: where it comes back itself, its file is read again.
    pub fn let_go(&mut self, nothing: &Rc<Data>) {
        self.data = Rc::clone(nothing);
        self.found = None;
    }

    /// Whether its series can be used.
    pub fn ready(&self) -> bool {
        self.part_of.is_none()
            && self.found.as_ref().is_some_and(|found| found.status == Status::Ready)
            && !self.entries.is_empty()
    }

    /// Whether its last reading can be used, or asks.
    pub fn is_of_use(&self) -> bool {
        let found = self.found.as_ref();
        found.is_some_and(|found| matches!(found.status, Status::Ready | Status::Ask(_)))
    }

    /// Its data, those of all its files.
    pub fn whole(&self) -> &Data {
        self.joined.as_ref().map_or(&self.data, |joined| &joined.data)
    }

    /// Name of its file.
    pub fn name(&self) -> &str {
        self.found.as_ref().map_or(&self.offer.name, |found| &found.name)
    }

    /// Takes what a reading gave.
    pub fn take(&mut self, reading: Reading) {
        let Reading { mut found, data } = reading;
        // Files and members are called as their makers liked.
        found.name = plain::name(&found.name).into_owned();
        if let Status::Ask(question) = &mut found.status {
            for choice in &mut question.choices {
                choice.sample = plain::owned(std::mem::take(&mut choice.sample));
            }
        }
        for evidence in &mut found.evidence {
            evidence.chosen = plain::owned(std::mem::take(&mut evidence.chosen));
        }
        match &found.sha256 {
            Some(hash) => self.sha256 = Some(hash.clone()),
            None => found.sha256.clone_from(&self.sha256),
        }
        self.found = Some(Rc::new(found));
        self.data = Rc::new(data);
        self.reading = None;
    }

    /// Zone in which its times without one are read.
    pub fn zone(&self) -> &str {
        let found = self.found.as_ref().and_then(|found| found.time.as_ref());
        found.map_or("UTC", |time| time.zone.as_str())
    }

    /// Makes its series anew.
    pub fn index(&mut self, zones: &ZoneCache) {
        self.step = None;
        self.tracks.borrow_mut().clear();
        self.entries = Vec::new();
        let Some(found) = self.found.clone() else { return };
        if found.status != Status::Ready || self.part_of.is_some() {
            return;
        }
        let offsets = self.offsets(zones);
        self.entries = catalog::entries(&self.id, &found, self.whole(), &self.patch, &offsets);
        let told = catalog::told_of(&found);
        self.step = match self.whole() {
            Data::Measurements(values) => Some(step_of(&values.times_ms, told)),
            Data::Counts(counts) => step_of_counts(counts, told),
            Data::Nothing => None,
        };
    }

    /// Makes those of the recipe's sums that are of this source, after its own series.
    pub fn sum_up(&mut self, sums: &[Sum]) {
        let own = |entry: &Entry| entry.key != SeriesKey::Sum;
        let column = self.found.as_ref().map(|found| catalog::split_by(found, &self.patch));
        let column = column.unwrap_or_default();
        let entries: Vec<Entry> = self.entries.iter().filter(|entry| own(entry)).cloned().collect();
        let of_source = |sum: &&Sum| {
            sum.source() == self.id && !entries.iter().any(|entry| entry.info.id == sum.id)
        };
        let made: Vec<Entry> = sums
            .iter()
            .filter(of_source)
            .filter_map(|sum| catalog::sum(&entries, &column, sum))
            .collect();
        if self.entries.get(entries.len()..) == Some(&made) {
            return;
        }
        self.entries.truncate(entries.len());
        self.entries.extend(made);
        let own = |id: &String| entries.iter().any(|entry| entry.info.id == *id);
        self.tracks.borrow_mut().retain(|id, _| own(id));
    }

    /// Its own series, without the recipe's sums.
    pub fn own_series(&self) -> usize {
        self.entries.iter().filter(|entry| entry.key != SeriesKey::Sum).count()
    }

    /// Offsets of its zone over its time.
    pub fn offsets(&self, zones: &ZoneCache) -> Rc<Offsets> {
        let time = self.found.as_ref().and_then(|found| found.time.as_ref());
        let (first, last) = match time.and_then(|time| time.first_ms.zip(time.last_ms)) {
            Some(range) => range,
            None => return Rc::new(Offsets::utc()),
        };
        let (first, last) = match &self.joined {
            Some(joined) => range_of(&joined.data).unwrap_or((first, last)),
            None => (first, last),
        };
        // A zone that is not known was refused when it was chosen.
        zones.get(self.zone(), first, last).unwrap_or_else(|| Rc::new(Offsets::utc()))
    }

    /// The track of one of its series, made once.
    pub fn track(&self, id: &str, zones: &ZoneCache) -> Option<Rc<Track>> {
        if let Some(track) = self.tracks.borrow().get(id) {
            return Some(track.clone());
        }
        let entry = self.entries.iter().find(|entry| entry.info.id == id)?;
        let spans = self.joined.as_ref().map_or(&[][..], |joined| joined.spans_ms.as_slice());
        let track = Rc::new(catalog::track(
            entry,
            self.found.as_ref()?,
            self.whole(),
            spans,
            &self.offsets(zones),
        )?);
        self.tracks.borrow_mut().insert(id.to_owned(), track.clone());
        Some(track)
    }
}

/// First and last time of data, on their own clock.
fn range_of(data: &Data) -> Option<(i64, i64)> {
    match data {
        Data::Nothing => None,
        Data::Measurements(values) => Some((*values.times_ms.first()?, *values.times_ms.last()?)),
        Data::Counts(counts) => counts.coverage_ms,
    }
}
