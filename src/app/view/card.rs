//! A source as a card of the page: what was found in it, what may be changed.

use super::{Choice, Control};
use crate::{
    ingest::topic::OverrideField, series::series::SeriesInfo, text::card_state::CardState,
};

/// One source.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// Source id.
    pub id: String,
    /// File name.
    pub name: String,
    /// State.
    pub state: CardState,
    /// State in a word.
    pub state_text: String,
    /// `x` or `y`: the axis of the figure that carries it.
    pub axis: Option<&'static str>,
    /// A built-in example; `Some` says so.
    pub example: Option<String>,
    /// What it holds and its span, for the line of the file.
    pub line: String,
    /// What was found, one short line each: what it holds, its span, its rows.
    pub facts: Vec<String>,
    /// How it was read, in one line (`comma-separated UTF-8, times in UTC`).
    pub read_as: Option<String>,
    /// What is wrong or was refused, and what to do.
    pub message: Option<String>,
    /// Reading, 0 to 1, with words.
    pub progress: Option<Progress>,
    /// The question.
    pub question: Option<QuestionView>,
    /// Why each choice was made.
    pub evidence: Vec<EvidenceLine>,
    /// Rows that were not used.
    pub problems: ProblemsView,
    /// Overrides, each with its present value.
    pub overrides: Vec<Override>,
    /// Its groups, where it has several.
    pub groups: Option<GroupsView>,
    /// Which of its rows are used.
    pub filter: Option<FilterView>,
    /// The user changed something here: undo is possible.
    pub can_undo: bool,
    /// Series in it.
    pub series: Vec<SeriesInfo>,
    /// What its series in the figure are called.
    pub names: Vec<Control>,
    /// The query that makes the small file of it where it lies, in the first engine that can.
    pub query: Option<String>,
    /// Names of the files joined into this one.
    pub parts: Vec<String>,
    /// The source that this one is a part of.
    pub part_of: Option<String>,
}

/// How far a reading is.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// 0 to 1.
    pub fraction: f64,
    /// `12,345 rows so far`.
    pub text: String,
}

/// A question with one click for each answer.
#[derive(Clone, Debug, PartialEq)]
pub struct QuestionView {
    /// The sentence.
    pub text: String,
    /// The answers.
    pub choices: Vec<QuestionChoice>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq)]
pub struct QuestionChoice {
    /// To be given back in [`crate::app::message::Message::Answer`].
    pub value: String,
    /// The answer in words.
    pub label: String,
    /// A sample read this way.
    pub sample: String,
}

/// One choice of the reader.
#[derive(Clone, Debug, PartialEq)]
pub struct EvidenceLine {
    /// What was decided, in words.
    pub field: String,
    /// The decision, in words.
    pub chosen: String,
    /// Why.
    pub because: String,
}

/// Rows that were not used.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProblemsView {
    /// `3 rows skipped`, empty when there are none.
    pub summary: String,
    /// How many in all.
    pub count: u64,
    /// The first ones.
    pub first: Vec<ProblemLine>,
}

/// One row that was not used.
#[derive(Clone, Debug, PartialEq)]
pub struct ProblemLine {
    /// 1-based.
    pub line: u64,
    /// Column, reason.
    pub reason: String,
    /// The row, shortened.
    pub text: String,
}

/// The groups of a source: which are looked at, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupsView {
    /// What is chosen, in words: `3 of 44 rules`.
    pub chosen: String,
    /// The groups, largest first.
    pub choices: Vec<Choice>,
    /// Each is a series of its own (one together otherwise); `None` where too few are chosen to tell.
    pub each: Option<bool>,
    /// All others together are a series too; `None` where none is chosen.
    pub rest: Option<bool>,
    /// Whether they can be added up.
    pub sums: bool,
    /// Whether they are shares of all; `None` where they cannot be.
    pub share: Option<bool>,
    /// Words of the button that ranks them all; `None` where there is nothing to rank with.
    pub rank: Option<String>,
}

/// Which rows of a source are used.
#[derive(Clone, Debug, PartialEq)]
pub struct FilterView {
    /// The conditions, as [`OverrideField::Filter`] takes them.
    pub lines: String,
    /// What is kept, in words.
    pub kept: String,
    /// Why the conditions that were typed last are not followed, or that they leave nothing.
    pub message: Option<String>,
    /// Whether what was typed last is not followed: it stays in the fields.
    pub refused: bool,
    /// The columns.
    pub columns: Vec<Choice>,
    /// Common cells of each of `columns`.
    pub seen: Vec<Vec<String>>,
    /// How to compare.
    pub ops: Vec<Choice>,
    /// Names of the three fields of a condition, and of the button that takes it out.
    pub names: [String; 4],
    /// What stands for an empty cell.
    pub empty: String,
}

/// Something that can be overridden in a source's card.
#[derive(Clone, Debug, PartialEq)]
pub struct Override {
    /// The field; the page gives it back with its text in
    /// [`Message::Override`](crate::app::message::Message::Override).
    pub field: OverrideField,
    /// Its name in words.
    pub label: String,
    /// Present value.
    pub value: String,
    /// The values there are; empty for free text.
    pub choices: Vec<Choice>,
    /// Several may be chosen (`value` joins them with a comma).
    pub multiple: bool,
    /// Whether the user set it.
    pub set: bool,
    /// Why what was typed here last was not taken.
    pub message: Option<String>,
}
