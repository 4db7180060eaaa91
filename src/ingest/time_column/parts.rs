//! A time in parts: a year, a month, a day and a time of day in columns of their own, where no column is
//! as fine by itself.

use super::beside::{date_in, last_year};
use super::weigh::Candidate;
use super::{Chosen, TimePlan, clock_columns, judge::judge, names_a_day, title};
use crate::ingest::{
    column::ColumnFacts,
    lexicon,
    source::{Because, Evidence},
    table::Row,
    time_parts::{self, Part},
    timestamp::{Format, Instant, candidate::Strength},
    topic::Topic,
};

/// How fine a date is: 5 a day, 4 a week, 3 a month, 2 a quarter, 1 a year, 0 without a year.
fn fineness(format: &Format) -> u8 {
    let text = format.to_string();
    let has = |parts: &[&str]| parts.iter().any(|part| text.contains(part));
    match () {
        () if !format.has_year() => 0,
        // Rounded: the same in whole numbers says more.
        () if text.starts_with("decimal") => 2,
        () if names_a_day(format) || format.has_clock() => 5,
        () if has(&["%V"]) => 4,
        () if has(&["%m", "%b", "%B", "%Om"]) => 3,
        () if has(&["%q"]) => 2,
        () => 1,
    }
}

/// The time that several columns make, where none is finer by itself.
pub(super) fn parts_plan(
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

/// Says which columns make the time.
pub(super) fn of_parts(
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
pub(super) fn add_clock(
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
