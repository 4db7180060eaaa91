//! What the JavaScript interface answers of the model, in the shapes of [`super::interface`].

use super::{
    interface::{Evidence, Problem, Question, Source, Time},
    model::Model,
};
use crate::{
    calendar::{civil::iso_from_ms, period::Period, zone::Offsets},
    ingest::{
        overrides::SourcePatch,
        source::{Clock, Found, Rows, Status},
    },
    query::{Bucket, Engine},
    recipe::recipe::{Recipe, ScaleMode},
    report::{report::SourceNote, snapshot::Snapshot},
    series::{aggregate::Aggregate, series::SeriesInfo},
};

/// The query that makes the small file of a source in an engine; by hour where the recipe is in
/// hours or in another zone than UTC, else by day.
pub fn query(model: &Model, id: &str, engine: Engine) -> Option<String> {
    let source = model.source(id)?;
    let recipe = &model.recipe;
    // Days of another zone are made of hours; all longer periods of days.
    let period = recipe.period.fixed().unwrap_or(Period::Day);
    let daily = recipe.zone == "UTC" && period >= Period::Day;
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
                    Clock::Utc => ms,
                    Clock::Local => offsets.utc_from_local(ms),
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
                stamp: time.stamp,
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
        overrides: SourcePatch::default(),
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
    source.overrides = state.patch.clone();
    source.sha256 = state.sha256.clone().filter(|hash| !hash.is_empty());
    if state.joined.is_some() {
        source.files = model.parts(id).map(|part| part.name().to_owned()).collect();
    }
    Some(source)
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
fn source_of_note(place: usize, note: &SourceNote, kept: &Snapshot) -> Source {
    let id = format!("s{}", place + 1);
    let rows = Rows {
        read: note.rows_used + note.rows_skipped,
        with_time: note.rows_used + note.rows_skipped,
        without_time: 0,
        used: note.rows_used,
        skipped: note.rows_skipped,
        filtered: 0,
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
        overrides: SourcePatch::default(),
    }
}

/// The recipe, as `recipe()` gives it: defaults that depend on the sources are filled in.
pub fn recipe(model: &Model) -> Recipe {
    match &model.comparison {
        Ok(comparison) => comparison.recipe.clone(),
        Err(_) => Recipe {
            aggregate_x: model.recipe.aggregate_x.or(Some(Aggregate::Mean)),
            aggregate_y: model.recipe.aggregate_y.or(Some(Aggregate::Sum)),
            smoothing: model.recipe.smoothing.or(Some(1)),
            scale: model.recipe.scale.or(Some(ScaleMode::Dual)),
            ..model.recipe.clone()
        },
    }
}
