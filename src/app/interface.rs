//! Shapes of the JavaScript interface: what scripts and embedders see of a source.
//!
//! A contract: add fields, never rename or re-mean one. Times are ISO 8601 in UTC.

use super::model::Model;
use crate::{
    calendar::{civil::iso_from_ms, zone::Offsets},
    ingest::source::{Column, Dialect, Found, Layout, Order, Role, Rows, Status},
    kit::language::Bilingual,
    query::{Bucket, Engine},
    recipe::recipe::Recipe,
    report::{report::SourceNote, snapshot::Kept},
    series::{aggregate::Aggregate, series::SeriesInfo},
};
use serde::{Deserialize, Serialize};

/// One file, or one member of a zip.
#[derive(Clone, Debug, PartialEq, Serialize)]
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

/// The query that makes the small file of a source in an engine; by hour where the recipe is in
/// hours or in another zone than UTC, else by day.
pub fn query(model: &Model, id: &str, engine: Engine) -> Option<String> {
    let source = model.source(id)?;
    let recipe = &model.recipe;
    let daily =
        recipe.zone == "UTC" && recipe.period != crate::calendar::period::PeriodChoice::Hour;
    let bucket = if daily { Bucket::Day } else { Bucket::Hour };
    crate::query::query(engine, source.found.as_deref()?, &source.patch, bucket)
}

/// A source as scripts see it. `offsets` are those of the source's zone (for times without one).
pub fn source(id: &str, found: &Found, series: Vec<SeriesInfo>, offsets: &Offsets) -> Source {
    let (question, message) = match &found.status {
        Status::Ask(question) => (
            Some(Question {
                field: question.field.name().to_owned(),
                choices: question.choices.clone(),
            }),
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
                field: evidence.field.name().to_owned(),
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

/// One source of the model, as scripts see it.
pub fn source_of(model: &Model, id: &str) -> Option<Source> {
    let state = model.source(id)?;
    let offsets = state.offsets(&model.zones);
    let series = state.entries.iter().map(|entry| entry.info.clone()).collect();
    let known = state.found.as_ref().or_else(|| {
        // Not read yet: what is known so far.
        state.reading.as_ref().and_then(|reading| reading.found.as_ref())
    });
    let mut source = match known {
        Some(found) => source(id, found, series, &offsets),
        None => Source { series, ..unread(id, &state.offer.name, state.offer.bytes) },
    };
    if state.reading.is_some() {
        "reading".clone_into(&mut source.status);
    }
    source.sha256 = state.sha256.clone().filter(|hash| !hash.is_empty());
    if state.joined.is_some() {
        source.files = parts(model, id).map(|part| part.name().to_owned()).collect();
    }
    Some(source)
}

/// The sources joined into one, itself first.
pub fn parts<'m>(
    model: &'m Model,
    id: &'m str,
) -> impl Iterator<Item = &'m super::model::SourceState> {
    let of = move |source: &&super::model::SourceState| source.part_of.as_deref() == Some(id);
    model.source(id).into_iter().chain(model.sources.iter().filter(of))
}

/// All sources, as `sources()` gives them.
pub fn sources(model: &Model) -> Vec<Source> {
    if let Some(kept) = &model.kept {
        let of = |(place, note)| source_of_note(place, note, kept);
        return kept.sources.iter().enumerate().map(of).collect();
    }
    model.sources.iter().filter_map(|source| source_of(model, &source.id)).collect()
}

/// A file of which only its analysis is here.
fn source_of_note(place: usize, note: &SourceNote, kept: &Kept) -> Source {
    let id = format!("s{}", place + 1);
    let rows = Rows {
        read: note.rows_used + note.rows_skipped,
        with_time: note.rows_used + note.rows_skipped,
        without_time: 0,
        used: note.rows_used,
        skipped: note.rows_skipped,
    };
    let own = |info: &&SeriesInfo| info.id.split('/').next() == Some(&id);
    Source {
        status: "ready".to_owned(),
        sha256: note.sha256.clone(),
        rows,
        series: kept.infos().filter(own).cloned().collect(),
        ..unread(&id, &note.name, 0)
    }
}

/// A source of which nothing is known.
fn unread(id: &str, name: &str, bytes: u64) -> Source {
    Source {
        id: id.to_owned(),
        name: name.to_owned(),
        bytes,
        sha256: None,
        status: String::new(),
        question: None,
        message: None,
        role: None,
        layout: None,
        profile: None,
        dialect: None,
        time: None,
        rows: Rows::default(),
        columns: Vec::new(),
        value_column: None,
        problems: Vec::new(),
        evidence: Vec::new(),
        series: Vec::new(),
        files: Vec::new(),
    }
}

/// The recipe, as `recipe()` gives it: defaults that depend on the sources are filled in.
pub fn recipe(model: &Model) -> Recipe {
    match &model.scene {
        Ok(scene) => Recipe { looks: model.recipe.looks, ..scene.recipe.clone() },
        Err(_) => Recipe {
            aggregate_x: model.recipe.aggregate_x.or(Some(Aggregate::Mean)),
            aggregate_y: model.recipe.aggregate_y.or(Some(Aggregate::Sum)),
            ..model.recipe.clone()
        },
    }
}
