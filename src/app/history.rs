//! What can be undone: states of an analysis, each before one change.
//!
//! # Contract
//! * A state holds what a person can change: the files with how they are read, the recipe, an
//!   opened figure, what was declined. Language, theme, drawers and what is stored are no part of it.
//! * Data are shared with the sources, not copied; what only the history holds is bounded by
//!   [`MOST_STEPS`] and [`MOST_BYTES`], and the oldest steps go first.
//! * Having looked is not undone, see `update::history`.

use super::{ids::FileKey, question::QuestionState, source::SourceState};
use crate::{
    ingest::source::Data, kit::language::Bilingual, recipe::recipe::Recipe,
    report::snapshot::Snapshot,
};
use litemap::LiteMap;
use std::rc::Rc;

/// Steps that can be undone, at most.
const MOST_STEPS: usize = 100;

/// Bytes of data that nothing but the history holds, at most, as far as they are estimated.
const MOST_BYTES: usize = 256 << 20;

/// What was done, and what was undone; the newest last.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// Can be undone.
    pub undo: Vec<Step>,
    /// Can be done again.
    pub redo: Vec<Step>,
}

/// A change: the state on its other side, and what it is called.
#[derive(Clone, Debug)]
pub struct Step {
    /// Before the change where it can be undone, after it where it can be done again.
    pub state: State,
    /// What changes, to follow "Undo:".
    pub what: Bilingual,
}

/// What a person can change.
#[derive(Clone, Debug)]
pub struct State {
    /// The sources without what is made of their data.
    pub sources: Vec<SourceState>,
    /// As it was set.
    pub recipe: Recipe,
    /// See `Model::week_start_chosen`.
    pub week_start_chosen: bool,
    /// See `Model::kept`.
    pub kept: Option<Rc<Snapshot>>,
    /// See `Model::declined`.
    pub declined: LiteMap<String, ()>,
    /// See `Model::questions`.
    pub questions: Vec<QuestionState>,
    /// See `Model::shift`.
    pub shift: i32,
    /// Which analysis this is: another one has other looks.
    pub epoch: u64,
    /// See `Model::looked`.
    pub looked: LiteMap<u64, ()>,
    /// See `Model::looks_granted`.
    pub looks_granted: bool,
    /// See `Model::seen_pairs`.
    pub seen_pairs: LiteMap<(String, String), ()>,
}

impl State {
    /// Files that it needs.
    pub fn files(&self) -> impl Iterator<Item = FileKey> {
        let asked = self.questions.iter().flat_map(QuestionState::files);
        self.sources.iter().map(|source| source.offer.file).chain(asked)
    }
}

impl History {
    /// All states that it holds.
    pub fn states(&self) -> impl Iterator<Item = &State> {
        self.undo.iter().chain(&self.redo).map(|step| &step.state)
    }

    /// Drops the oldest steps until the rest is within bounds; `present` needs no room of its own.
    pub fn bound(&mut self, present: &[SourceState]) {
        while self.undo.len() > MOST_STEPS || self.bytes(present) > MOST_BYTES {
            if !self.undo.is_empty() {
                self.undo.remove(0);
            } else if !self.redo.is_empty() {
                self.redo.remove(0);
            } else {
                return;
            }
        }
    }

    fn bytes(&self, present: &[SourceState]) -> usize {
        let mut counted: Vec<*const Data> =
            present.iter().map(|source| Rc::as_ptr(&source.data)).collect();
        let mut bytes = 0;
        for source in self.states().flat_map(|state| &state.sources) {
            let data = Rc::as_ptr(&source.data);
            if !counted.contains(&data) {
                counted.push(data);
                bytes += weight(&source.data);
            }
        }
        bytes
    }
}

/// About how many bytes data take.
fn weight(data: &Data) -> usize {
    match data {
        Data::Nothing => 0,
        Data::Measurements(values) => 8 * values.times_ms.len() * (1 + values.columns.len()),
        Data::Counts(counts) => {
            counts.by_group.iter().chain([&counts.total]).map(|cells| 16 * cells.len()).sum()
        }
    }
}
