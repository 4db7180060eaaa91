//! What other columns say of the same rows' days: a date of their own, full years, the year of the last row.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "days of the calendar, and counts of a sample's rows"
)]

use super::{TimePlan, weigh::Candidate};
use crate::{
    calendar::civil,
    ingest::{
        column::ColumnFacts,
        table::Row,
        time_parts,
        timestamp::{DAY_MS, Format, Instant, candidate::Strength, plausible},
    },
};

/// The same rows' days of another column that is sure by itself, or of a text that holds a plain
/// date. A column that leaves day and month open proves nothing for another.
pub(super) fn beside(
    candidates: &[Candidate],
    plan: &TimePlan,
    rows: &[&Row],
) -> Vec<Option<Instant>> {
    let sure = candidates.iter().find(|other| {
        other.best.strength == Strength::Sure
            && other.decided
            && !plan.columns.contains(&other.column)
    });
    if let Some(other) = sure {
        let read = |row: &&Row| other.best.format.parse(row.cell(other.column)).ok();
        return rows.iter().map(read).collect();
    }
    let dates: Vec<Option<Instant>> = rows.iter().map(|row| date_in(row, plan)).collect();
    match dates.iter().flatten().count() * 2 > rows.len() {
        true => dates,
        false => Vec::new(),
    }
}

/// The first plain date in the other cells of a row.
pub(super) fn date_in(row: &Row, plan: &TimePlan) -> Option<Instant> {
    let cells = row.cells.iter().enumerate();
    cells
        .filter(|(column, _)| plan.inside.is_some() || !plan.columns.contains(column))
        .find_map(|(_, cell)| plausible::plain_date(cell))
}

/// The full years of the same rows: of a column of years, or of the dates beside the time.
pub(super) fn full_years(
    looks: &[ColumnFacts],
    rows: &[&Row],
    beside: &[Option<Instant>],
) -> Vec<Option<i32>> {
    let format: Option<Format> = "%Y".parse().ok();
    if let (Some(column), Some(format)) = (time_parts::year_column(looks, rows), format) {
        let year = |row: &&Row| Some(year_of(format.parse(row.cell(column)).ok()?.ms));
        return rows.iter().map(year).collect();
    }
    beside.iter().map(|at| Some(year_of((*at)?.ms))).collect()
}

fn year_of(ms: i64) -> i32 {
    civil::civil_from_days(ms.div_euclid(DAY_MS)).0
}

/// The year of the latest row, where the time has none but the dates beside it are of the same
/// days.
pub(super) fn last_year(plan: &TimePlan, rows: &[&Row], beside: &[Option<Instant>]) -> Option<i32> {
    if plan.format.has_year() {
        return None;
    }
    let (mut same, mut all, mut latest) = (0, 0, None);
    for (row, date) in rows.iter().zip(beside) {
        let read = plan.written(&plan.format, &|column| Some(row.cell(column)));
        let (Ok(at), Some(date)) = (read, date) else { continue };
        all += 1;
        let (_, month, day) = civil::civil_from_days(at.ms.div_euclid(DAY_MS));
        let real = |year: i32| civil::days_from_civil(year, month, day);
        let wanted = date.ms.div_euclid(DAY_MS);
        let year = year_of(date.ms);
        // Two clocks may differ by a day, at New Year by a year.
        let near = [year, year - 1, year + 1].into_iter().find(|y| (real(*y) - wanted).abs() <= 1);
        if let Some(near) = near {
            same += 1;
            latest = latest.max(Some((real(near), near)));
        }
    }
    latest.map(|(_, year)| year).filter(|_| same * 2 >= rows.len() && same * 10 >= all * 8)
}
