//! Shapes of the JavaScript interface: what scripts and embedders see of a source.
//!
//! A contract: add fields, never rename or re-mean one. Times are ISO 8601 in UTC.

use super::{model::Model, view::OverrideField};
use crate::{
    calendar::{civil::iso_from_ms, zone::Offsets},
    ingest::source::{
        Column, Count, Dialect, Filter, Found, Layout, Order, Role, Rows, SourcePatch, Status,
    },
    kit::language::Bilingual,
    query::{Bucket, Engine},
    recipe::recipe::Recipe,
    report::{report::SourceNote, snapshot::Snapshot},
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
fn source_of_note(place: usize, note: &SourceNote, kept: &Snapshot) -> Source {
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
    match &model.comparison {
        Ok(comparison) => {
            Recipe { tests_seen: model.recipe.tests_seen, ..comparison.recipe.clone() }
        }
        Err(_) => Recipe {
            aggregate_x: model.recipe.aggregate_x.or(Some(Aggregate::Mean)),
            aggregate_y: model.recipe.aggregate_y.or(Some(Aggregate::Sum)),
            ..model.recipe.clone()
        },
    }
}

/// The patch that sets one field of a card's form from what was chosen or typed; empty text is
/// "none" where a field can be none.
pub fn patch_of_field(field: OverrideField, value: &str) -> Result<SourcePatch, Bilingual> {
    let text = value.trim();
    let wrong = || crate::text::card::wrong_override(field, value);
    let index = || text.parse::<usize>().map_err(|_| wrong());
    let some_index =
        || if text.is_empty() || text == "none" { Ok(None) } else { index().map(Some) };
    let patch = SourcePatch::default();
    Ok(match field {
        OverrideField::Encoding => SourcePatch { encoding: Some(text.to_lowercase()), ..patch },
        OverrideField::Delimiter => {
            let delimiter = match value {
                "tab" | "\\t" | "\t" => "\t".to_owned(),
                "space" | " " => " ".to_owned(),
                _ => text.to_owned(),
            };
            if delimiter.chars().count() != 1 {
                return Err(wrong());
            }
            SourcePatch { delimiter: Some(delimiter), ..patch }
        }
        OverrideField::HeaderLine => {
            let line = match text {
                "" | "none" => None,
                _ => Some(text.parse::<u64>().ok().filter(|n| *n > 0).ok_or_else(wrong)?),
            };
            SourcePatch { header_line: Some(line), ..patch }
        }
        OverrideField::Decimal => match text {
            "." => SourcePatch { decimal: Some('.'), ..patch },
            "," => SourcePatch { decimal: Some(','), ..patch },
            _ => return Err(wrong()),
        },
        OverrideField::TimeColumn => SourcePatch { time_column: Some(index()?), ..patch },
        OverrideField::TimeFormat if text.is_empty() => return Err(wrong()),
        OverrideField::TimeFormat => SourcePatch { time_format: Some(text.to_owned()), ..patch },
        OverrideField::Zone if text.is_empty() => return Err(wrong()),
        OverrideField::Zone => SourcePatch { zone: Some(text.to_owned()), ..patch },
        OverrideField::Year => {
            let year = text.parse().ok().filter(|year| (1900..=2200).contains(year));
            SourcePatch { year: Some(year.ok_or_else(wrong)?), ..patch }
        }
        OverrideField::Role => {
            SourcePatch { role: Some(Role::from_name(text).ok_or_else(wrong)?), ..patch }
        }
        OverrideField::ValueColumns => {
            let columns: Result<Vec<usize>, _> = text
                .split([',', '\n'])
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .map(str::parse)
                .collect();
            match columns {
                Ok(columns) if !columns.is_empty() => {
                    SourcePatch { value_columns: Some(columns), ..patch }
                }
                _ => return Err(wrong()),
            }
        }
        OverrideField::GroupColumn => SourcePatch { group_column: Some(some_index()?), ..patch },
        OverrideField::KeyColumn => SourcePatch { key_column: Some(some_index()?), ..patch },
        OverrideField::Count => {
            let count = if text == "rows" { Count::Rows } else { Count::Column(index()?) };
            SourcePatch { count: Some(count), ..patch }
        }
        OverrideField::Filter => {
            let filter = match text.split_once(':') {
                _ if text.is_empty() => None,
                Some((column, contains)) if !contains.trim().is_empty() => Some(Filter {
                    column: column.trim().parse().map_err(|_| wrong())?,
                    contains: contains.trim().to_owned(),
                }),
                // A column alone, or with nothing to look for: no filter.
                Some(_) => None,
                None => return Err(wrong()),
            };
            SourcePatch { filter: Some(filter), ..patch }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use OverrideField as F;

    #[test]
    fn fields_by_table() {
        let good = [
            (F::Delimiter, "tab", r#""delimiter":"\t""#),
            (F::Delimiter, ";", r#""delimiter":";""#),
            (F::HeaderLine, "", r#""headerLine":null"#),
            (F::HeaderLine, "3", r#""headerLine":3"#),
            (F::Decimal, ",", r#""decimal":",""#),
            (F::TimeColumn, "2", r#""timeColumn":2"#),
            (F::Role, "wide-series", r#""role":"wide-series""#),
            (F::ValueColumns, "1, 4", r#""valueColumns":[1,4]"#),
            (F::GroupColumn, "none", r#""groupColumn":null"#),
            (F::GroupColumn, "5", r#""groupColumn":5"#),
            (F::Count, "rows", r#""count":"rows""#),
            (F::Count, "7", r#""count":7"#),
            (F::Filter, "3:SMB: hit", r#""filter":{"column":3,"contains":"SMB: hit"}"#),
            (F::Filter, "", r#""filter":null"#),
            (F::Year, "2021", r#""year":2021"#),
        ];
        for (field, value, json) in good {
            let patch = patch_of_field(field, value).unwrap();
            let text = serde_json::to_string(&patch).unwrap();
            assert!(text.contains(json), "{field:?} {value}: {text}");
        }
        let bad = [
            (F::Delimiter, ";;"),
            (F::HeaderLine, "0"),
            (F::Decimal, "x"),
            (F::TimeColumn, "time"),
            (F::Role, "prices"),
            (F::ValueColumns, ""),
            (F::Count, "all"),
            (F::Filter, "SMB"),
            (F::Year, "21"),
            (F::TimeFormat, " "),
        ];
        for (field, value) in bad {
            assert!(patch_of_field(field, value).is_err(), "{field:?} {value}");
        }
    }
}
