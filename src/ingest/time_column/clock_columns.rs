//! A time of day in a column of its own, beside the day: digits, stretches, hours, numbered periods.
//!
//! A column of clocks (`23:05`) needs none of this. What is a number may be anything: it must be named
//! so, or run on under the date and begin anew with the next day.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "counts of a sample's rows, and minutes of a day"
)]

use super::TimePlan;
use crate::ingest::{
    column::ColumnFacts,
    lexicon,
    table::Row,
    time_parts::Part,
    timestamp::{
        Format,
        stretch::{Stretch, stretch},
    },
};

/// A column of whole numbers that are times of day: `930`, `093000`; named so, or with noughts in
/// front and running on under the date.
pub(super) fn digits(
    looks: &[ColumnFacts],
    rows: &[&Row],
    plan: &TimePlan,
) -> Option<(usize, Format, Part)> {
    looks.iter().enumerate().find_map(|(column, look)| {
        let times = look.integers == look.filled && look.distinct > 1;
        if plan.columns.contains(&column) || !times {
            return None;
        }
        let cells = || {
            let cells = rows.iter().map(|row| row.cell(column).trim_ascii());
            cells.filter(|cell| !cell.is_empty())
        };
        let longest = cells().map(<[u8]>::len).max().filter(|longest| (3..=6).contains(longest))?;
        let padded = cells().all(|cell| cell.len() == longest)
            && cells().any(|cell| cell.first() == Some(&b'0'));
        let counted = || padded && longest != 5 && follows(plan, column, rows);
        if !(lexicon::clock(&look.name) || counted()) {
            return None;
        }
        let (width, format) = if longest > 4 { (6, "%H%M%S") } else { (4, "%H%M") };
        let format: Format = format.parse().ok()?;
        let part = Part::Clock(width);
        let mut text = Vec::new();
        let fits = cells().all(|cell| {
            text.clear();
            part.write(cell, &mut text).is_ok() && format.parse(&text).is_ok()
        });
        fits.then_some((column, format, part))
    })
}

/// Whether a column goes up from row to row within each day, and begins anew with the next.
fn follows(plan: &TimePlan, column: usize, rows: &[&Row]) -> bool {
    let read = |row: &&Row| {
        let at = plan.written(&plan.format, &|column| Some(row.cell(column))).ok()?;
        let number: i64 = str::from_utf8(row.cell(column)).ok()?.trim().parse().ok()?;
        Some((at.ms, number))
    };
    let pairs: Vec<(i64, i64)> = rows.iter().filter_map(read).collect();
    let within = pairs.array_windows().filter(|[one, two]| one.0 == two.0).count();
    within * 2 > pairs.len() && pairs.is_sorted_by(|one, two| one < two)
}

/// A column of stretches of clock time, all equally long: `00:00-01:00`, `0-1 Uhr`. Numbers alone
/// (`0-1`) must be named so, or run on under the date.
pub(super) fn stretches(
    looks: &[ColumnFacts],
    rows: &[&Row],
    plan: &TimePlan,
) -> Option<(usize, Format, Part)> {
    let format: Format = Part::Stretch.field().parse().ok()?;
    let (column, _) = looks.iter().enumerate().find(|(column, look)| {
        if plan.columns.contains(column) || look.distinct < 2 {
            return false;
        }
        let cells = rows.iter().map(|row| row.cell(*column).trim_ascii());
        let cells: Vec<&[u8]> = cells.filter(|cell| !cell.is_empty()).collect();
        let read: Vec<Stretch> = cells.iter().filter_map(|cell| stretch(cell)).collect();
        let Some(first) = read.first().filter(|_| read.len() * 20 >= cells.len() * 19) else {
            return false;
        };
        let alike = read.iter().filter(|one| one.minutes == first.minutes).count();
        if alike * 20 < read.len() * 19 {
            return false;
        }
        let on = || {
            let at = |row: &&Row| {
                let day = plan.written(&plan.format, &|column| Some(row.cell(column))).ok()?;
                Some((day.ms, stretch(row.cell(*column))?.start))
            };
            let times: Vec<(i64, u32)> = rows.iter().filter_map(at).collect();
            times.len() > 1 && times.is_sorted_by(|one, two| one < two)
        };
        read.iter().all(|one| one.clocked)
            || lexicon::part(&look.name, Part::Hour)
            || lexicon::clock(&look.name)
            || on()
    })?;
    Some((column, format, Part::Stretch))
}

/// A column of hours: 0 to 24, `HE01`, `12 AM`; named so, or beside the date and running on.
pub(super) fn hours(
    looks: &[ColumnFacts],
    rows: &[&Row],
    plan: &TimePlan,
) -> Option<(usize, Format, Part)> {
    let formats: Vec<Format> =
        ["%H", "%I %p", "%I%p"].iter().filter_map(|text| text.parse().ok()).collect();
    let filled = |column: usize| {
        let cells = rows.iter().map(move |row| row.cell(column).trim_ascii());
        cells.filter(|cell| !cell.is_empty())
    };
    let next = plan.columns.last().map_or(0, |column| column + 1);
    looks
        .iter()
        .enumerate()
        .filter(|(column, look)| {
            let named = lexicon::part(&look.name, Part::Hour);
            let on = || *column == next && look.distinct > 12 && follows(plan, *column, rows);
            !plan.columns.contains(column) && look.filled > 0 && (named || on())
        })
        .find_map(|(column, _)| {
            let hour = |format: &&Format| {
                filled(column).all(|cell| cell.len() <= 5 && format.parse(cell).is_ok())
            };
            if let Some(format) = formats.iter().find(hour) {
                return Some((column, format.clone(), Part::Whole));
            }
            let mut text = Vec::new();
            let reads = |cell: &&[u8]| {
                text.clear();
                Part::Hour.write(cell, &mut text).is_ok()
            };
            let fits = filled(column).filter(reads).count() * 20 >= filled(column).count() * 19;
            fits.then(|| Some((column, formats.first()?.clone(), Part::Hour)))?
        })
}

/// Minutes that a number counts, by how many of them a day has: one less or more of an hour's where
/// clocks are changed.
const PERIODS: [(u32, u16); 3] = [(48, 30), (96, 15), (288, 5)];

/// A column that numbers the half hours (quarters of an hour, five minutes) of each day from 1; named
/// so, or running on under the date.
pub(super) fn periods(
    looks: &[ColumnFacts],
    rows: &[&Row],
    plan: &TimePlan,
) -> Option<(usize, Format, Part)> {
    looks.iter().enumerate().find_map(|(column, look)| {
        if plan.columns.contains(&column) || look.integers < look.filled || look.distinct < 40 {
            return None;
        }
        let numbers = || {
            let cells = rows.iter().map(|row| row.cell(column).trim_ascii());
            cells.filter(|cell| !cell.is_empty()).map(|cell| {
                str::from_utf8(cell).ok().and_then(|text| text.parse::<u32>().ok()).unwrap_or(0)
            })
        };
        let (least, most) = (numbers().min()?, numbers().max()?);
        let of = |(day, minutes): &&(u32, u16)| {
            let hour = 60 / u32::from(*minutes);
            least == 1 && (day - hour..=day + hour).contains(&most)
        };
        let (day, minutes) = PERIODS.iter().find(of)?;
        let all = look.distinct * 10 >= *day as usize * 8;
        if !all || !(lexicon::period_of_day(&look.name) || follows(plan, column, rows)) {
            return None;
        }
        let part = Part::Period(*minutes);
        Some((column, part.field().parse().ok()?, part))
    })
}
