//! What the page must show: words in the page's language, numbers for the charts.
//!
//! The page compares a new view with the last and writes only what changed; [`Figure`] is shared,
//! so an unchanged figure is the same pointer.

mod card;
mod control;
mod ranking;

use super::{
    drawers::{Drawers, Urgency},
    question::Way,
    source::Saved,
};
use crate::{
    chart::data::Figure,
    kit::language::Language,
    recipe::{export::Theme, setting::ControlId},
};
use std::rc::Rc;

/// Everything on the page.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// Language of all words below.
    pub language: Language,
    /// Theme.
    pub theme: Theme,
    /// Which of the page's states it is in.
    pub stage: Stage,
    /// Title of the document.
    pub title: String,
    /// Files that the page has.
    pub files: u64,
    /// One card a source, in the order given; of many, those that are looked for first.
    pub cards: Vec<Card>,
    /// What is said of many files, of which not each has a card.
    pub crowd: Option<Crowd>,
    /// The result in words; waiting and refusal too.
    pub sentence: Sentence,
    /// What the charts draw.
    pub figure: Option<Rc<Figure>>,
    /// Controls with their present values.
    pub controls: Vec<Control>,
    /// Things to accept or decline.
    pub offers: Vec<Offer>,
    /// Analyses saved in the browser.
    pub saved: Vec<Saved>,
    /// Before and after a date; `None` where nothing is compared.
    pub split: Option<SplitView>,
    /// Questions that are open.
    pub questions: Vec<PageQuestion>,
    /// What the link of the page expects; `None` where nothing is missing.
    pub expects: Option<Expects>,
    /// All groups of a source by how they move with the other series: the list, or its offer.
    pub ranking: Option<RankingView>,
    /// What "undo" would undo, in words; `None` where there is nothing.
    pub undo: Option<String>,
    /// What "redo" would do again.
    pub redo: Option<String>,
    /// Which drawers of the narrow page are open.
    pub drawers: Drawers,
    /// Messages that are not about one source.
    pub notices: Vec<Notice>,
    /// Whether anything is kept in the browser's storage.
    pub keeps: Keeps,
    /// Only the figure is shown.
    pub figure_only: bool,
}

/// Many files as one.
#[derive(Clone, Debug, PartialEq)]
pub struct Crowd {
    /// How many are read, or listed.
    pub text: String,
    /// How much is read, 0 to 1; `None` where nothing is.
    pub fraction: Option<f64>,
    /// Words of the button that lists more of them.
    pub more: Option<String>,
}

/// State of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Nothing given yet.
    Empty,
    /// There are sources, but not two series.
    Gathering,
    /// One series is drawn alone.
    Alone,
    /// There is a figure.
    Figure,
}

/// What is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keeps {
    /// The user wants the analysis kept.
    pub analysis: bool,
    /// Something is stored, "forget everything" makes sense.
    pub anything: bool,
}

/// Something to accept or decline.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// To be given back.
    pub id: String,
    /// The source's card it belongs to, or the figure.
    pub source: Option<String>,
    /// The control that it sets: it stands beside that, as a quiet suggestion.
    pub beside: Option<ControlId>,
    /// The sentence.
    pub text: String,
    /// Words of the button that accepts.
    pub accept: String,
    /// Words of the button that declines.
    pub decline: String,
}

/// Before and after a date.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SplitView {
    /// What the field holds.
    pub value: String,
    /// Why there are no halves.
    pub message: Option<String>,
    /// Dates that suggest themselves, with their words.
    pub choices: Vec<(String, String)>,
    /// Before, after; none where no date was given.
    pub rows: Vec<SplitRow>,
    /// Sentences below them.
    pub below: Vec<String>,
}

/// One half.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitRow {
    /// Before or after.
    pub name: String,
    /// From when to when.
    pub span: String,
    /// What was found.
    pub headline: String,
    /// How strong.
    pub strength: String,
    /// How likely by chance.
    pub p: String,
    /// Of how many periods.
    pub n: String,
}

/// A question of the page.
#[derive(Clone, Debug, PartialEq)]
pub struct PageQuestion {
    /// To be given back with the answer.
    pub id: u64,
    /// The sentence.
    pub text: String,
    /// The answers, with their words.
    pub ways: Vec<(Way, String)>,
}

/// Files that a link names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expects {
    /// The sentence.
    pub text: String,
    /// Each of them, and whether it is here.
    pub files: Vec<(String, bool)>,
}

/// A message that is not about one source.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// To be given back when it was read.
    pub id: u64,
    /// How urgent.
    pub urgency: Urgency,
    /// The sentence.
    pub text: String,
}

pub use crate::{ingest::topic::OverrideField, report::sentence::Sentence};
pub use card::{
    Card, EvidenceLine, FilterView, GroupsView, Override, ProblemLine, ProblemsView, Progress,
    QuestionChoice, QuestionView,
};
pub use control::Choice;
pub use control::Control;
pub use ranking::{RankRow, RankingView};
