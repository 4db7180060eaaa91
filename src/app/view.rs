//! What the page must show: words in the page's language, numbers for the charts.
//!
//! The page compares a new view with the last and writes only what changed; [`Figure`] is shared,
//! so an unchanged figure is the same pointer.

use super::recipe::ScaleMode;
use crate::{
    report::report::{Lags, Matrix, Report, Rolling, VerdictKind},
    series::series::{Period, SeriesInfo},
    text::Language,
};
use serde::{Deserialize, Serialize};
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
    /// One card a source, in the order given.
    pub cards: Vec<Card>,
    /// The result in words; waiting and refusal too.
    pub sentence: Sentence,
    /// What the charts draw.
    pub figure: Option<Rc<Figure>>,
    /// Controls with their present values.
    pub controls: Vec<Control>,
    /// Things to accept or decline.
    pub offers: Vec<Offer>,
    /// Which drawers of the narrow page are open.
    pub drawers: Drawers,
    /// Messages that are not about one source.
    pub notices: Vec<Notice>,
    /// The menu "Share".
    pub exports: Vec<Export>,
    /// Whether anything is kept in the browser's storage.
    pub keeps: Keeps,
    /// Only the figure is shown.
    pub figure_only: bool,
}

/// State of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Nothing given yet.
    Empty,
    /// There are sources, but not two series.
    Gathering,
    /// There is a figure.
    Figure,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system says.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// A drawer of the narrow page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawer {
    /// Sources.
    Sources,
    /// Analysis.
    Analysis,
}

/// Which drawers are open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Drawers {
    /// Sources.
    pub sources: bool,
    /// Analysis.
    pub analysis: bool,
}

/// What is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keeps {
    /// The user wants the analysis kept.
    pub analysis: bool,
    /// Something is stored, "forget everything" makes sense.
    pub anything: bool,
}

/// State of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardState {
    /// Being read; see [`Card::progress`].
    Reading,
    /// In use.
    Ready,
    /// One question; see [`Card::question`].
    Ask,
    /// Of no use here; see [`Card::message`].
    Refused,
    /// Could not be read; see [`Card::message`].
    Failed,
    /// Stopped by the user.
    Cancelled,
}

impl CardState {
    /// For `data-state`.
    pub fn name(self) -> &'static str {
        match self {
            CardState::Reading => "reading",
            CardState::Ready => "ready",
            CardState::Ask => "ask",
            CardState::Refused => "refused",
            CardState::Failed => "failed",
            CardState::Cancelled => "cancelled",
        }
    }
}

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
    /// The user changed something here: undo is possible.
    pub can_undo: bool,
    /// Series in it.
    pub series: Vec<SeriesInfo>,
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
    /// To be given back in [`super::message::Message::Answer`].
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

/// Something that can be overridden in a source's card.
#[derive(Clone, Debug, PartialEq)]
pub struct Override {
    /// Field of `SourcePatch`; the page gives it back with the value, see
    /// [`super::interface::patch_of_field`].
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
}

/// A field of the override form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OverrideField {
    /// Character set.
    Encoding,
    /// Delimiter.
    Delimiter,
    /// Line of the header.
    HeaderLine,
    /// Decimal mark.
    Decimal,
    /// Column of the time.
    TimeColumn,
    /// Format of the time.
    TimeFormat,
    /// Zone of times without one.
    Zone,
    /// Year, where the file has none.
    Year,
    /// What the file holds.
    Role,
    /// Value columns.
    ValueColumns,
    /// Column that splits events.
    GroupColumn,
    /// Column that splits a long table.
    KeyColumn,
    /// Rows, or a column to sum.
    Count,
    /// Rows to keep: `column:text`.
    Filter,
}

impl OverrideField {
    /// All fields.
    pub const ALL: [OverrideField; 14] = [
        OverrideField::Encoding,
        OverrideField::Delimiter,
        OverrideField::HeaderLine,
        OverrideField::Decimal,
        OverrideField::TimeColumn,
        OverrideField::TimeFormat,
        OverrideField::Zone,
        OverrideField::Year,
        OverrideField::Role,
        OverrideField::ValueColumns,
        OverrideField::GroupColumn,
        OverrideField::KeyColumn,
        OverrideField::Count,
        OverrideField::Filter,
    ];

    /// Name in the interface's `SourcePatch`, for `data-override`.
    pub fn name(self) -> &'static str {
        match self {
            OverrideField::Encoding => "encoding",
            OverrideField::Delimiter => "delimiter",
            OverrideField::HeaderLine => "headerLine",
            OverrideField::Decimal => "decimal",
            OverrideField::TimeColumn => "timeColumn",
            OverrideField::TimeFormat => "timeFormat",
            OverrideField::Zone => "zone",
            OverrideField::Year => "year",
            OverrideField::Role => "role",
            OverrideField::ValueColumns => "valueColumns",
            OverrideField::GroupColumn => "groupColumn",
            OverrideField::KeyColumn => "keyColumn",
            OverrideField::Count => "count",
            OverrideField::Filter => "filter",
        }
    }

    /// From the name.
    pub fn from_name(name: &str) -> Option<OverrideField> {
        OverrideField::ALL.into_iter().find(|field| field.name() == name)
    }
}

/// The result in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sentence {
    /// `None` while there is no verdict.
    pub kind: Option<VerdictKind>,
    /// First line, no jargon.
    pub headline: String,
    /// How sure, without the trend, how much each grew, what would have been seen.
    pub details: Vec<String>,
    /// What to keep in mind.
    pub cautions: Vec<String>,
    /// The statistics are being computed.
    pub pending: bool,
}

/// What the charts draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Grows with every change.
    pub version: u64,
    /// Length of a bucket.
    pub period: Period,
    /// `week`, `週`.
    pub period_name: String,
    /// Zone of the time axis.
    pub zone: String,
    /// Label of each bucket, as in the report.
    pub labels: Vec<String>,
    /// Instants of the buckets' starts, epoch ms UTC; one more than labels: the last is the end.
    pub edges_ms: Vec<i64>,
    /// The same on the wall clock of the zone (as if it were UTC), for calendar ticks.
    pub local_edges_ms: Vec<i64>,
    /// Whether each bucket is not covered whole by a source (drawn hollow).
    pub partial: Vec<bool>,
    /// The measurement and the event count, x first; further series after them.
    pub series: Vec<FigureSeries>,
    /// How two units share one picture.
    pub scale: ScaleMode,
    /// Logarithmic axis of x.
    pub log_x: bool,
    /// Logarithmic axis of y.
    pub log_y: bool,
    /// Periods by which y is drawn earlier (a lag that was clicked).
    pub shift: i32,
    /// Spans in which the two went apart, with words.
    pub disagreements: Vec<Span>,
    /// Spans treated as missing, with words.
    pub outages: Vec<Span>,
    /// Notes on the time axis.
    pub notes: Vec<Note>,
    /// Buckets of the window that is analysed (first, last).
    pub window: Option<(usize, usize)>,
    /// Correlation at every lag, when it is known.
    pub lags: Option<Lags>,
    /// Correlation in a moving window, when it is known.
    pub rolling: Option<Rolling>,
    /// Index into `labels` of each of `rolling`'s windows' last buckets.
    pub rolling_at: Vec<usize>,
    /// Many pairs, when there are.
    pub matrix: Option<Matrix>,
    /// Names of the matrix's series.
    pub matrix_labels: Vec<String>,
    /// Alternative text of the picture.
    pub alt: String,
    /// `Files: …; 12 rows left out; zone; version`.
    pub source_line: String,
    /// The report, once the statistics are there.
    pub report: Option<Rc<Report>>,
}

/// One series of the figure.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureSeries {
    /// Its facts.
    pub info: SeriesInfo,
    /// Name of its axis: label, unit, aggregate.
    pub axis: String,
    /// Colour slot: 0 for x, 1 for y, then on.
    pub slot: usize,
    /// Value of each bucket in its own unit; NaN is missing.
    pub values: Vec<f64>,
    /// Centred mean over the recipe's smoothing; empty where there is none.
    pub smoothed: Vec<f64>,
}

/// A span of buckets with words.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// First bucket.
    pub first: usize,
    /// Last bucket.
    pub last: usize,
    /// `went apart 4 Jan – 15 Feb 2021`.
    pub text: String,
}

/// A note on the time axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Instant, epoch ms UTC.
    pub at_ms: i64,
    /// The note.
    pub text: String,
    /// Its place in the recipe.
    pub index: usize,
}

/// A control of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ControlId {
    /// First series.
    X,
    /// Second series.
    Y,
    /// Swap x and y.
    Swap,
    /// Length of a bucket.
    Period,
    /// First day of a week.
    WeekStart,
    /// Zone of the buckets.
    Zone,
    /// How x's values become one.
    AggregateX,
    /// How y's values become one.
    AggregateY,
    /// What x is divided by.
    ShareOfX,
    /// What y is divided by.
    ShareOfY,
    /// How two units share one picture.
    Scale,
    /// Logarithmic axis of x.
    LogX,
    /// Logarithmic axis of y.
    LogY,
    /// Moving average that is drawn; with a `t` behind the number it looks back only.
    Smoothing,
    /// Largest lag looked at.
    MaxLag,
    /// Lags declared before looking: `from..to`, empty for none.
    LagWindow,
    /// Window of the rolling correlation.
    RollingWindow,
    /// Further series of the matrix (ids joined with a newline).
    Others,
    /// Series taken out of both (ids joined with a newline).
    Controls,
    /// First bucket of the window.
    From,
    /// Last bucket of the window.
    To,
    /// Names of groups in exports.
    GroupNames,
    /// Notes on the time axis: `date,text` a line.
    Notes,
}

impl ControlId {
    /// All controls.
    pub const ALL: [ControlId; 23] = [
        ControlId::X,
        ControlId::Y,
        ControlId::Swap,
        ControlId::Period,
        ControlId::WeekStart,
        ControlId::Zone,
        ControlId::AggregateX,
        ControlId::AggregateY,
        ControlId::ShareOfX,
        ControlId::ShareOfY,
        ControlId::Scale,
        ControlId::LogX,
        ControlId::LogY,
        ControlId::Smoothing,
        ControlId::MaxLag,
        ControlId::LagWindow,
        ControlId::RollingWindow,
        ControlId::Others,
        ControlId::Controls,
        ControlId::From,
        ControlId::To,
        ControlId::GroupNames,
        ControlId::Notes,
    ];

    /// For `data-control`.
    pub fn name(self) -> &'static str {
        match self {
            ControlId::X => "x",
            ControlId::Y => "y",
            ControlId::Swap => "swap",
            ControlId::Period => "period",
            ControlId::WeekStart => "week-start",
            ControlId::Zone => "zone",
            ControlId::AggregateX => "aggregate-x",
            ControlId::AggregateY => "aggregate-y",
            ControlId::ShareOfX => "share-of-x",
            ControlId::ShareOfY => "share-of-y",
            ControlId::Scale => "scale",
            ControlId::LogX => "log-x",
            ControlId::LogY => "log-y",
            ControlId::Smoothing => "smoothing",
            ControlId::MaxLag => "max-lag",
            ControlId::LagWindow => "lag-window",
            ControlId::RollingWindow => "rolling-window",
            ControlId::Others => "others",
            ControlId::Controls => "controls",
            ControlId::From => "from",
            ControlId::To => "to",
            ControlId::GroupNames => "group-names",
            ControlId::Notes => "notes",
        }
    }

    /// From the name.
    pub fn from_name(name: &str) -> Option<ControlId> {
        ControlId::ALL.into_iter().find(|control| control.name() == name)
    }
}

/// A control with its present value.
#[derive(Clone, Debug, PartialEq)]
pub struct Control {
    /// Which.
    pub id: ControlId,
    /// Its name in words.
    pub label: String,
    /// Present value; `on`/`off` for a switch.
    pub value: String,
    /// Present value in words (`week (chosen for you)`).
    pub value_text: String,
    /// The values there are; empty for free text, a number or a button.
    pub choices: Vec<Choice>,
    /// Several may be chosen.
    pub multiple: bool,
    /// Whether it can be used now.
    pub enabled: bool,
    /// One sentence that explains it.
    pub hint: String,
}

/// One value of a control.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// To be given back.
    pub value: String,
    /// In words.
    pub label: String,
    /// Present.
    pub selected: bool,
    /// Why it cannot be chosen, where it cannot.
    pub disabled: Option<String>,
}

/// Something to accept or decline.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// To be given back.
    pub id: String,
    /// The source's card it belongs to, or the figure.
    pub source: Option<String>,
    /// The sentence.
    pub text: String,
    /// Words of the button that accepts.
    pub accept: String,
    /// Words of the button that declines.
    pub decline: String,
}

/// How urgent a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// Good to know.
    Note,
    /// Something needs attention.
    Warning,
    /// Something broke.
    Error,
}

impl Urgency {
    /// For `data-urgency`.
    pub fn name(self) -> &'static str {
        match self {
            Urgency::Note => "note",
            Urgency::Warning => "warning",
            Urgency::Error => "error",
        }
    }
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

/// One entry of the menu "Share".
#[derive(Clone, Debug, PartialEq)]
pub struct Export {
    /// What it makes.
    pub kind: super::message::ExportKind,
    /// In words.
    pub label: String,
    /// One sentence.
    pub hint: String,
    /// Whether it can be made now.
    pub enabled: bool,
}

pub use super::show::view;
