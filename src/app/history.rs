//! What can be undone: states of an analysis, each before one change.
//!
//! # Contract
//! * A state holds what a person can change: the files with how they are read, the recipe, an
//!   opened figure, what was declined. Language, theme, drawers and what is stored are no part of it.
//! * Data are shared with the sources, not copied. Of what only the history holds, the newest
//!   [`MOST_BYTES`] stay; older data are let go, and a step back to them reads their file again.
//! * There are at most [`MOST_STEPS`]; the oldest go first.
//! * Having looked is not undone, see `update::history`.

use super::{ids::FileKey, question::QuestionState, source::SourceState};
use crate::{
    ingest::{measurements::ValueColumn, source::Data},
    kit::language::Bilingual,
    recipe::recipe::Recipe,
    report::snapshot::Snapshot,
};
use litemap::LiteMap;
use std::rc::Rc;

/// Steps that can be undone, at most.
const MOST_STEPS: usize = 100;

/// Bytes of data that nothing but the history holds, at most, as far as they are estimated: a large
/// file that was removed gives its memory back.
const MOST_BYTES: usize = 32 << 20;

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

    /// Keeps it within bounds; `present` needs no room of its own.
    pub fn bound(&mut self, present: &[SourceState]) {
        self.undo.drain(..self.undo.len().saturating_sub(MOST_STEPS));
        let nothing = Rc::new(Data::Nothing);
        let mut counted: Vec<Rc<Data>> =
            present.iter().map(|source| Rc::clone(&source.data)).collect();
        let mut bytes = 0;
        let steps = self.redo.iter_mut().rev().chain(self.undo.iter_mut().rev());
        for source in steps.flat_map(|step| &mut step.state.sources) {
            if counted.iter().any(|data| Rc::ptr_eq(data, &source.data)) {
                continue;
            }
            let more = weight(&source.data);
            if bytes + more > MOST_BYTES {
                source.let_go(&nothing);
            } else {
                counted.push(Rc::clone(&source.data));
                bytes += more;
            }
        }
    }
}

/// About how many bytes data take.
fn weight(data: &Data) -> usize {
    match data {
        Data::Nothing => 0,
        Data::Measurements(values) => {
            let column = |column: &ValueColumn| if column.quarters.is_some() { 7 } else { 1 };
            8 * values.times_ms.len() * (1 + values.columns.iter().map(column).sum::<usize>())
        }
        Data::Counts(counts) => {
            counts.by_group.iter().chain([&counts.total]).map(|cells| 16 * cells.len()).sum()
        }
    }
}
