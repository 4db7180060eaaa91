//! Which column is the time, and how it is written.
//!
//! A column must read as times to be one; among those that do, its name, its fill and its order
//! decide, not its place. Day/month order is decided for the whole column: by the cells, by the
//! order and the steps of the rows, by how the rest of the file is written; if all of these tie,
//! the user is asked.

mod beside;
mod clock_columns;
mod plan;
mod weigh;

pub use plan::TimePlan;
pub use weigh::even_steps;

use super::{
    column::ColumnFacts,
    layouts::TimeAt,
    lexicon,
    overrides::SourcePatch,
    source::{Because, Choice, Evidence, Question, Refusal},
    table::Row,
    time_inside::Inside,
    time_parts::{self, Part},
    timestamp::{
        DAY_MS, Format, Instant,
        candidate::{self, Hints, Strength, Why},
        detect::{Detection, detect},
        plausible::{self, Never},
        readings,
    },
    topic::Topic,
    typed::Types,
};
use crate::{calendar::civil, kit::indices::sorted};
use beside::{beside, date_in, full_years, last_year};
use weigh::{Candidate, score, weigh};

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
            candidates.retain(|candidate| candidate.score > 0.0);
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

/// How fine a date is: 5 a day, 4 a week, 3 a month, 2 a quarter, 1 a year, 0 without a year.
fn fineness(format: &Format) -> u8 {
    let text = format.to_string();
    let has = |parts: &[&str]| parts.iter().any(|part| text.contains(part));
    match () {
        () if !format.has_year() => 0,
        () if names_a_day(format) || format.has_clock() => 5,
        () if has(&["%V"]) => 4,
        () if has(&["%m", "%b", "%B", "%Om"]) => 3,
        () if has(&["%q"]) => 2,
        () => 1,
    }
}

/// The time that several columns make, where none is finer by itself.
fn parts_plan(
    looks: &[ColumnFacts],
    rows: &[&Row],
    best: Option<&Candidate>,
    partial: &[(usize, Format)],
) -> Option<TimePlan> {
    let parts = time_parts::parts(looks, rows, partial)?;
    let fine = fineness(&parts.format);
    if let Some(best) = best {
        let own = fineness(&best.best.format);
        // What is whole already is not joined with more.
        let whole = own >= 5 && best.best.strength > Strength::Weak;
        let share = |fits: usize, of: usize| fits as f64 / of.max(1) as f64;
        let score = 6.0 * share(parts.fits, parts.filled) + 3.0 * share(parts.filled, rows.len());
        let better = best.score + 1.0 < score + 5.5;
        if fine <= own || (whole && !better) {
            return None;
        }
    }
    let first = parts.columns.first().copied().unwrap_or(0);
    let mut plan = TimePlan::of(first, parts.format);
    (plan.columns, plan.parts) = (parts.columns, parts.parts);
    Some(plan)
}

/// What is said of years that another calendar counts.
fn other_years(format: &Format) -> Option<Because> {
    let text = format.to_string();
    if text.contains("%OB") {
        Some(Because::BuddhistYears)
    } else if text.contains("%OR") {
        Some(Because::MinguoYears)
    } else {
        None
    }
}

/// Says which columns make the time.
fn of_parts(
    mut plan: TimePlan,
    looks: &[ColumnFacts],
    rows: &[&Row],
    clocks: &[(usize, Format)],
    evidence: &mut Vec<Evidence>,
) -> Chosen {
    add_clock(&mut plan, looks, rows, clocks);
    let names: Vec<String> = plan.columns.iter().map(|column| title(looks, *column)).collect();
    evidence.push(Evidence {
        field: Topic::TimeColumn,
        chosen: names.join(" + "),
        because: Because::Parts,
        alternatives: Vec::new(),
    });
    evidence.push(Evidence {
        field: Topic::TimeFormat,
        chosen: plan.format_text(),
        because: if plan.parts.contains(&Part::Week) { Because::IsoWeeks } else { Because::Parts },
        alternatives: Vec::new(),
    });
    if !plan.format.has_year() {
        let dates: Vec<Option<Instant>> = rows.iter().map(|row| date_in(row, &plan)).collect();
        plan.year = last_year(&plan, rows, &dates);
    }
    judge(&mut plan, rows, evidence);
    Chosen { plan: Some(plan), ..Chosen::default() }
}

/// Adds the column of the time of day, where the date is one of a day and has none.
fn add_clock(
    plan: &mut TimePlan,
    looks: &[ColumnFacts],
    rows: &[&Row],
    clocks: &[(usize, Format)],
) {
    // An hour of a mere year or month is none of a day.
    if plan.format.has_clock() || !names_a_day(&plan.format) {
        return;
    }
    // Before the clocks: `00:00-01:00` is no clock with an offset.
    let found = clock_columns::stretches(looks, rows, plan);
    // Beside one row a day a time of day may be anything (`7:30` of sleep, when it was warmest),
    // unless its name says that it is the row's, or none is named; a length is never one.
    let days = rows.iter().filter_map(|row| {
        let at = plan.written(&plan.format, &|column| Some(row.cell(column)));
        Some(at.ok()?.ms)
    });
    let mut days: Vec<i64> = days.collect();
    days.sort_unstable();
    let read = days.len();
    days.dedup();
    let daily = days.len().saturating_mul(50) >= read.saturating_mul(49) && read > 7;
    let named = |column: usize| {
        looks.get(column).is_some_and(|look| {
            let said = lexicon::clock(&look.name) || lexicon::time(&look.name) >= 2;
            said || look.name.is_empty()
        })
    };
    let lasts = |column: usize| looks.get(column).is_some_and(|look| lexicon::lasts(&look.name));
    let free = || {
        let free = |column: usize| !plan.columns.contains(&column) && !lasts(column);
        clocks.iter().filter(move |(other, _)| free(*other))
    };
    let own = || {
        let said = free().find(|(other, _)| named(*other));
        said.or_else(|| free().next().filter(|_| !daily)).cloned()
    };
    let found = found.or_else(|| own().map(|(column, clock)| (column, clock, Part::Whole)));
    let found = found.or_else(|| clock_columns::digits(looks, rows, plan));
    let found = found.or_else(|| clock_columns::hours(looks, rows, plan));
    let found = found.or_else(|| clock_columns::periods(looks, rows, plan));
    if let Some((column, clock, part)) = found {
        plan.columns.push(column);
        plan.clock = Some(clock);
        plan.clock_part = part;
    }
}

/// What the times of the sample say of each other: what stands for "never", whether hours name
/// their ends; and whose century it is.
fn judge(plan: &mut TimePlan, rows: &[&Row], evidence: &mut Vec<Evidence>) {
    let written = |row: &&Row| plan.written(&plan.format, &|column| Some(row.cell(column))).ok();
    let times: Vec<Option<Instant>> = rows.iter().map(written).collect();
    let never = Never::of(&times);
    let odd: Vec<Instant> = times.iter().copied().flatten().filter(|at| never.holds(*at)).collect();
    let mut say = |chosen: String, because: Because| {
        evidence.push(Evidence {
            field: Topic::TimeFormat,
            chosen,
            because,
            alternatives: Vec::new(),
        });
    };
    if let Some(first) = odd.first() {
        let day = "%Y-%m-%d".parse::<Format>().map(|format| format.render(*first));
        let rows = odd.len() as u64;
        say(day.unwrap_or_default(), Because::Never { rows, of: times.len() as u64 });
    }
    plan.never = never;
    if plan.format.has_century() {
        say(plan.format.to_string(), Because::Century);
    }
    if plan.format.has_cut_months() {
        say(plan.format.to_string(), Because::CutMonths);
    }
    if let Some(because) = other_years(&plan.format) {
        say(plan.format.to_string(), because);
    }
    match plan.clock_part {
        Part::Stretch => return say(plan.format_text(), Because::HourStarts),
        Part::Period(minutes) => return say(plan.format_text(), Because::Periods(minutes)),
        _ => {}
    }
    let clocks: Vec<i64> = rows.iter().filter_map(|row| clock_of(plan, row)).collect();
    plan.begins_ms = plausible::stretch_before(&clocks);
    if plan.begins_ms > 0 {
        say(plan.format_text(), Because::HourEnds);
    }
}

/// The time of day that a row has in a column of its own, in milliseconds.
#[expect(clippy::arithmetic_side_effects, reason = "instants of one day")]
fn clock_of(plan: &TimePlan, row: &Row) -> Option<i64> {
    let (format, column, part) = match (&plan.clock, plan.columns.last()) {
        (Some(clock), Some(column)) => (clock.clone(), *column, plan.clock_part),
        _ => {
            let at = plan.parts.iter().position(|part| *part == Part::Hour)?;
            (Part::Hour.field().parse().ok()?, *plan.columns.get(at)?, Part::Hour)
        }
    };
    let mut text = Vec::new();
    part.write(row.cell(column), &mut text).ok()?;
    let midnight = civil::days_from_civil(super::timestamp::PLACEHOLDER_YEAR, 1, 1) * DAY_MS;
    let at = format.parse(&text).ok()?;
    Some(at.ms + i64::from(at.offset_min.unwrap_or(0)) * 60_000 - midnight)
}

/// A time at the beginning of the texts of a column, or inside an id, where no column is one.
#[expect(clippy::arithmetic_side_effects, reason = "counts of a sample's rows")]
fn inside(
    looks: &[ColumnFacts],
    rows: &[&Row],
    context: Context,
    patch: &SourcePatch,
    evidence: &mut Vec<Evidence>,
) -> Option<Chosen> {
    let step = (rows.len() / TRIED).max(1);
    let columns = looks.iter().enumerate().filter(|(column, look)| {
        patch.time_column.is_none_or(|wanted| wanted == *column) && look.filled > 0
    });
    let mut best: Option<(usize, Inside, usize)> = None;
    for (column, look) in columns {
        let texts: Vec<&[u8]> = rows
            .iter()
            .step_by(step)
            .map(|row| row.cell(column).trim_ascii())
            .filter(|cell| !cell.is_empty() && cell.len() < 4_000)
            .collect();
        let found = TimeAt::find(&texts).map(|(at, fits)| (Inside::Words(at), fits));
        let enough = |(_, fits): &(Inside, usize)| *fits * 10 >= texts.len() * 8;
        let found = found.filter(enough).or_else(|| Inside::date(&texts));
        let Some((at, fits)) = found else { continue };
        // Numbers that are all of their cell have been tried as epochs.
        let part = texts.iter().filter(|text| at.text(text).is_some_and(|time| time != **text));
        let enough = fits * 10 >= texts.len() * 8
            && look.filled * 10 >= rows.len() * 7
            && part.count() * 2 > texts.len();
        if enough && best.as_ref().is_none_or(|(_, _, most)| fits > *most) {
            best = Some((column, at, fits));
        }
    }
    let (column, at, fits) = best?;
    let name = looks.get(column).map_or("", |look| look.name.as_str());
    let cells: Vec<&[u8]> =
        rows.iter().map(|row| at.text(row.cell(column)).unwrap_or_default()).collect();
    let found = detect(&cells, &context.hints(name));
    let format = found.candidates.first()?.format.clone();
    let mut plan = TimePlan { inside: Some(at), ..TimePlan::of(column, format) };
    evidence.push(Evidence {
        field: Topic::TimeColumn,
        chosen: title(looks, column),
        because: Because::Inside(fits as u64),
        alternatives: Vec::new(),
    });
    let question = settle(&mut plan, found, &cells, patch, evidence);
    let dates: Vec<Option<Instant>> = rows.iter().map(|row| date_in(row, &plan)).collect();
    plan.year = last_year(&plan, rows, &dates);
    judge(&mut plan, rows, evidence);
    Some(Chosen { plan: Some(plan), question, refusal: None })
}

/// Whether a format tells the day.
fn names_a_day(format: &Format) -> bool {
    let text = format.to_string();
    ["%d", "%e", "%j", "%u", "%a", "%A", "excel", "ordinal"].iter().any(|part| text.contains(part))
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

/// Takes the format that the column decides on; what it leaves open is asked.
fn settle(
    plan: &mut TimePlan,
    found: Detection,
    cells: &[&[u8]],
    patch: &SourcePatch,
    evidence: &mut Vec<Evidence>,
) -> Option<Question> {
    let dated: Vec<candidate::Candidate> =
        found.candidates.into_iter().filter(|found| found.format.has_date()).collect();
    let top = dated.first().map_or(0, |best| best.fits);
    let tied = dated.iter().take(found.tied).map(|found| found.format.clone());
    // Most of the world writes the day first.
    let (mut tied, others): (Vec<Format>, Vec<Format>) =
        tied.partition(|format| format.to_string().starts_with("%d"));
    tied.extend(others);
    let ordinal = tied.first().is_some_and(|format| format.to_string().starts_with("ordinal"));
    if ordinal {
        tied = ordinals(tied.first());
    }
    let answered = patch.answer.as_ref().and_then(|answer| answer.parse::<Format>().ok());
    let chosen = match &answered {
        Some(format) => format.clone(),
        None => tied.first()?.clone(),
    };
    plan.alternatives = dated
        .iter()
        .filter(|alternative| alternative.fits == top && alternative.format != chosen && !ordinal)
        .map(|alternative| alternative.format.clone())
        .collect();
    evidence.push(Evidence {
        field: Topic::TimeFormat,
        chosen: chosen.to_string(),
        because: match (&answered, found.why) {
            (Some(_), _) => Because::Override,
            (None, Some(Why::Sorted)) => Because::InOrder,
            (None, Some(Why::Regular | Why::DaysRunOn)) => Because::EvenSteps,
            (None, Some(Why::RunsOn)) => Because::RunsOn,
            (None, Some(Why::Companion)) => Because::Companion,
            (None, Some(Why::NotLater)) => Because::NotLater,
            (None, Some(Why::Habit)) => Because::Habit,
            (None, Some(Why::Locale)) => Because::Locale,
            (None, Some(Why::Fits) | None) => Because::Fits {
                rows: top as u64,
                of: dated.first().map_or(0, |best| best.of as u64),
            },
        },
        alternatives: plan.alternatives.iter().map(Format::to_string).collect(),
    });
    plan.format = chosen.clone();
    if answered.is_some() || tied.len() < 2 {
        return None;
    }
    let differs = |cell: &&&[u8]| {
        let first = chosen.parse(cell).ok();
        first.is_some() && tied.iter().any(|format| format.parse(cell).ok() != first)
    };
    let cell = cells.iter().find(differs).or_else(|| cells.get(1)).copied().unwrap_or_default();
    let iso: Option<Format> = "%Y-%m-%d".parse().ok();
    let choices = tied
        .iter()
        .map(|format| {
            let shown = match (format.parse(cell), &iso) {
                (Ok(instant), Some(iso)) => iso.render(instant),
                _ => "?".into(),
            };
            let cell = String::from_utf8_lossy(cell);
            Choice { value: format.to_string(), sample: format!("{} = {shown}", cell.trim()) }
        })
        .collect();
    Some(Question { field: Topic::TimeFormat, choices })
}

/// Steps since a day: how long a step is, and when it began, is not in the column.
fn ordinals(found: Option<&Format>) -> Vec<Format> {
    let Some(found) = found else { return Vec::new() };
    let text = found.to_string();
    let origin = text.split_once(' ').map_or("1970-01-01", |(_, origin)| origin);
    let mut all = vec![found.clone()];
    for step in ["ordinal", "ordinal-week", "ordinal-month"] {
        if let Ok(format) = format!("{step} {origin}").parse::<Format>()
            && !all.contains(&format)
        {
            all.push(format);
        }
    }
    all
}
