//! Which column is the time, and how it is written.
//!
//! A column must read as times to be one; among those that do, its name, its fill and its order
//! decide, not its place. Day/month order is decided for the whole column: by the cells, by the
//! order and the steps of the rows, by how the rest of the file is written; if all of these tie,
//! the user is asked.

mod beside;
mod clock_columns;
mod judge;
mod parts;
mod plan;
mod settle;
mod weigh;
mod within;

pub use plan::TimePlan;
pub use weigh::even_steps;

use super::{
    column::ColumnFacts,
    lexicon,
    overrides::SourcePatch,
    source::{Because, Evidence, Question, Refusal},
    table::Row,
    time_parts::years_stand_once,
    timestamp::{
        Format, Instant,
        candidate::{self, Hints, Strength},
        detect::{Detection, detect},
        plausible::{self, Never},
        readings,
    },
    topic::Topic,
    typed::Types,
};
use crate::kit::indices::sorted;
use beside::{beside, full_years, last_year};
use judge::judge;
use parts::{add_clock, of_parts, parts_plan};
use settle::settle;
use weigh::{Candidate, score, weigh};
use within::inside;

/// Cells of each column that formats are tried on, to choose the column.
const TRIED: usize = 300;

/// What is known from elsewhere in the file.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context {
    /// Whether the file is written where the day comes first.
    pub day_first: Option<bool>,
    /// The file's date, epoch ms: nothing in it is later.
    pub not_after_ms: Option<i64>,
    /// A first day that the preamble names.
    pub start_day: Option<i64>,
}

/// The choice of a time.
#[derive(Clone, Debug, Default)]
pub struct Chosen {
    /// How to read it; `None` where there is no time.
    pub plan: Option<TimePlan>,
    /// What must be asked first.
    pub question: Option<Question>,
    /// Why the only times are of no use.
    pub refusal: Option<Refusal>,
}

/// What is tried of all columns.
#[derive(Default)]
struct Tried {
    candidates: Vec<Candidate>,
    /// Columns of times of day.
    clocks: Vec<(usize, Format)>,
    /// Columns of dates without their year or without their day.
    partial: Vec<(usize, Format)>,
    /// A cell of epochs that were rounded.
    rounded: Option<String>,
}

/// Chooses the time column and its format.
pub fn choose(
    looks: &[ColumnFacts],
    rows: &[Row],
    context: Context,
    types: Option<&Types>,
    patch: &SourcePatch,
    evidence: &mut Vec<Evidence>,
) -> Chosen {
    let rows: Vec<&Row> = rows.iter().filter(|row| !row.excluded).collect();
    let stated: Option<Format> = patch.time_format.as_ref().and_then(|text| text.parse().ok());
    let Tried { mut candidates, clocks, partial, rounded } =
        try_columns(looks, &rows, context, patch, stated.as_ref());
    // A column of dates by its type is one whatever another's name, and numbers are none beside it.
    let dated = |column: usize| types.is_some_and(|types| types.of(column).is_dated());
    let any_dated = candidates.iter().any(|candidate| dated(candidate.column));
    match patch.time_column {
        Some(column) => candidates.retain(|candidate| candidate.column == column),
        None if any_dated => {
            candidates.retain(|candidate| dated(candidate.column));
            weigh(&mut candidates, looks, context);
        }
        None => {
            weigh(&mut candidates, looks, context);
            candidates.retain(|candidate| {
                candidate.score > 0.0
                    && !(candidate.best.format.to_string() == "%Y"
                        && years_stand_once(candidate.column, looks, &rows))
            });
        }
    }
    let candidates =
        sorted(candidates, &|a, b| b.score.total_cmp(&a.score).then(a.column.cmp(&b.column)));
    if patch.time_column.is_none()
        && stated.is_none()
        && let Some(plan) = parts_plan(looks, &rows, candidates.first(), &partial)
    {
        return of_parts(plan, looks, &rows, &clocks, evidence);
    }
    let Some(best) = candidates.first() else {
        return inside(looks, &rows, context, patch, evidence)
            .unwrap_or(Chosen { refusal: rounded.map(Refusal::Rounded), ..Chosen::default() });
    };
    let column = best.column;
    let name = looks.get(column).map_or("", |look| look.name.as_str());
    let others: Vec<String> =
        candidates.iter().skip(1).map(|other| title(looks, other.column)).collect();
    let fuller = candidates.iter().skip(1).all(|other| other.coverage() < 0.97 * best.coverage());
    evidence.push(Evidence {
        field: Topic::TimeColumn,
        chosen: title(looks, column),
        because: if patch.time_column.is_some() {
            Because::Override
        } else if dated(column) && others.is_empty() {
            Because::Typed
        } else if others.is_empty() {
            Because::Only
        } else if fuller {
            Because::EveryRow
        } else if lexicon::time(name) > 0 {
            Because::Name(name.to_string())
        } else {
            Because::Fits { rows: best.best.fits as u64, of: best.best.of as u64 }
        },
        alternatives: others,
    });
    let mut plan = TimePlan::of(column, best.best.format.clone());
    add_clock(&mut plan, looks, &rows, &clocks);
    if stated.is_some() {
        evidence.push(Evidence {
            field: Topic::TimeFormat,
            chosen: plan.format.to_string(),
            because: Because::Override,
            alternatives: Vec::new(),
        });
        judge(&mut plan, &rows, evidence);
        return Chosen { plan: Some(plan), ..Chosen::default() };
    }
    // Now all rows, with the same rows' times of another column that is sure by itself.
    let cells: Vec<&[u8]> = rows.iter().map(|row| row.cell(column)).collect();
    let beside = beside(&candidates, &plan, &rows);
    let years = full_years(looks, &rows, &beside);
    let hints = Hints {
        companion: (!beside.is_empty()).then_some(beside.as_slice()),
        years: (!years.is_empty()).then_some(years.as_slice()),
        ..context.hints(name)
    };
    let found = detect(&cells, &hints);
    let question = settle(&mut plan, found, &cells, patch, evidence);
    plan.year = last_year(&plan, &rows, &beside);
    judge(&mut plan, &rows, evidence);
    Chosen { plan: Some(plan), question, refusal: None }
}

/// What each column's cells could be.
#[expect(clippy::arithmetic_side_effects, reason = "counts of a sample's rows")]
fn try_columns(
    looks: &[ColumnFacts],
    rows: &[&Row],
    context: Context,
    patch: &SourcePatch,
    stated: Option<&Format>,
) -> Tried {
    let step = (rows.len() / TRIED).max(1);
    let mut tried = Tried::default();
    for (column, look) in looks.iter().enumerate() {
        let wanted = patch.time_column == Some(column);
        let said = look.filled - look.missing;
        let looks_timed = wanted || (look.times + look.numbers) * 2 >= said;
        // `14 Mar` looks like a text, but is a date beside a year.
        let first =
            || rows.iter().map(|row| row.cell(column)).find(|cell| !cell.trim_ascii().is_empty());
        let short = || {
            first().is_some_and(|cell| cell.len() < 20 && !readings(cell.trim_ascii()).is_empty())
        };
        if said == 0 || !(looks_timed || short()) {
            continue;
        }
        let cells: Vec<&[u8]> = rows.iter().step_by(step).map(|row| row.cell(column)).collect();
        let found = match stated {
            Some(format) => Detection { candidates: vec![fit(format, &cells)], tied: 1, why: None },
            None => detect(&cells, &context.hints(&look.name)),
        };
        let decided = found.tied == 1;
        // Of months with their quarters and years below each other a little less than 12 in 17.
        let fitting: Vec<candidate::Candidate> = found
            .candidates
            .into_iter()
            .filter(|found| found.fits > 0 && (wanted || found.fits * 100 >= found.of * 69))
            .collect();
        // `12,50` is a number of degrees, unless its name says that it is a time.
        let decimals = look.fractions * 2 > look.numbers && lexicon::time(&look.name) <= 0;
        if let Some(clock) = fitting
            .iter()
            .find(|found| !found.format.has_date() && found.format.has_clock() && !decimals)
        {
            tried.clocks.push((column, clock.format.clone()));
        }
        let Some(best) = fitting.into_iter().find(|found| found.format.has_date()) else {
            continue;
        };
        if !wanted && stated.is_none() && plausible::is_rounded(&cells, &best.format) {
            let cell = cells.iter().find(|cell| !cell.is_empty()).copied().unwrap_or_default();
            tried.rounded.get_or_insert_with(|| String::from_utf8_lossy(cell).trim().to_string());
            continue;
        }
        let day = names_a_day(&best.format);
        if day != best.format.has_year()
            && !best.format.has_clock()
            && best.strength > Strength::Weak
            || (day && !best.format.has_year() && !best.format.has_clock())
        {
            tried.partial.push((column, best.format.clone()));
        }
        if !looks_timed {
            continue;
        }
        let times: Vec<Option<Instant>> =
            cells.iter().map(|cell| best.format.parse(cell).ok()).collect();
        let never = Never::of(&times);
        let times: Vec<Option<Instant>> =
            times.into_iter().map(|at| at.filter(|at| !never.holds(*at))).collect();
        let score = score(look, column, &best, &times);
        tried.candidates.push(Candidate { column, best, decided, times, score });
    }
    tried
}

/// Whether a format tells the day.
fn names_a_day(format: &Format) -> bool {
    let text = format.to_string();
    ["%d", "%e", "%j", "%u", "%a", "%A", "excel", "julian", "ordinal"]
        .iter()
        .any(|part| text.contains(part))
}

impl Context {
    fn hints<'a>(&self, name: &'a str) -> Hints<'a> {
        Hints {
            name,
            day_first: self.day_first,
            not_after_ms: self.not_after_ms,
            start_day: self.start_day,
            companion: None,
            years: None,
        }
    }
}

fn title(looks: &[ColumnFacts], column: usize) -> String {
    match looks.get(column) {
        Some(look) if !look.name.is_empty() => look.name.clone(),
        _ => format!("column {}", column.saturating_add(1)),
    }
}

#[expect(clippy::arithmetic_side_effects, reason = "counts of a sample's rows")]
fn fit(format: &Format, cells: &[&[u8]]) -> candidate::Candidate {
    let filled = cells.iter().filter(|cell| !cell.trim_ascii().is_empty());
    let (mut fits, mut of) = (0, 0);
    for cell in filled {
        of += 1;
        fits += usize::from(format.parse(cell).is_ok());
    }
    candidate::Candidate { format: format.clone(), fits, of, strength: Strength::Sure }
}
