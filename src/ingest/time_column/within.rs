//! A time at the beginning of the texts of a column, or inside an id, where no column is one.

use super::beside::{date_in, last_year};
use super::{Chosen, Context, TRIED, TimePlan, judge::judge, settle::settle, title};
use crate::ingest::{
    column::ColumnFacts,
    layouts::TimeAt,
    overrides::SourcePatch,
    source::{Because, Evidence},
    table::Row,
    time_inside::Inside,
    timestamp::{Instant, detect::detect},
    topic::Topic,
};

/// A time at the beginning of the texts of a column, or inside an id, where no column is one.
#[expect(clippy::arithmetic_side_effects, reason = "counts of a sample's rows")]
pub(super) fn inside(
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
