//! What the times of a sample say of each other once it is known how to read them: what stands for
//! "never", whose century and calendar it is, whether hours name their ends.

use super::TimePlan;
use crate::{
    calendar::civil,
    ingest::{
        source::{Because, Evidence},
        table::Row,
        time_parts::Part,
        timestamp::{
            DAY_MS, Format, Instant, PLACEHOLDER_YEAR,
            plausible::{self, Never},
        },
        topic::Topic,
    },
};

/// What the times of the sample say of each other: what stands for "never", whether hours name
/// their ends; and whose century it is.
pub(super) fn judge(plan: &mut TimePlan, rows: &[&Row], evidence: &mut Vec<Evidence>) {
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
    let midnight = civil::days_from_civil(PLACEHOLDER_YEAR, 1, 1) * DAY_MS;
    let at = format.parse(&text).ok()?;
    Some(at.ms + i64::from(at.offset_min.unwrap_or(0)) * 60_000 - midnight)
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
