//! Numbers that are no values since they say the time again: a part of it, a second time beside it, an id
//! that begins with it.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "days of the calendar, and counts of a sample's rows"
)]

use crate::{
    calendar::civil,
    ingest::{
        column::ColumnFacts,
        lexicon,
        sampled::Sampled,
        table::Row,
        time_column::TimePlan,
        timestamp::{DAY_MS, Format, Unit, month_of},
    },
};

/// Whether a column says again which year, quarter, month, week, weekday, day or hour its row's
/// time is in: neither a value nor a name. Its numbers must be the part's, and its name too or
/// begin anew; the names of weekdays and months must be the same for each.
pub fn again_a_part(looks: &[ColumnFacts], column: usize, table: &Sampled<'_>) -> bool {
    let Some(look) = looks.get(column) else { return false };
    if look.filled == 0 || look.blank > 0 || look.missing > 0 || look.distinct > 366 {
        return false;
    }
    if look.integers < look.filled {
        return look.texts + look.times > 0 && names_a_part(column, table);
    }
    let parts = |at: i64| {
        let day = at.div_euclid(DAY_MS);
        let (year, month, date) = civil::civil_from_days(day);
        let since = day - civil::days_from_civil(year, 1, 1);
        let weekday = i64::from(civil::iso_weekday(day));
        // The ISO week is that of the Thursday beside the day.
        let thursday = day + 4 - weekday;
        let iso_year = civil::civil_from_days(thursday).0;
        let first = civil::days_from_civil(iso_year, 1, 1);
        let (month, date) = (i64::from(month), i64::from(date));
        [
            i64::from(year),
            i64::from(iso_year),
            (month + 2) / 3,
            month,
            (thursday - first) / 7 + 1,
            since / 7 + 1,
            since + 1,
            date,
            weekday,
            weekday - 1,
            weekday % 7,
            weekday % 7 + 1,
            at.rem_euclid(DAY_MS) / 3_600_000,
        ]
    };
    let mut fits = [true; 13];
    let mut numbers = Vec::with_capacity(table.rows.len());
    for (row, at) in &table.rows {
        let text = str::from_utf8(row.cell(column)).unwrap_or_default();
        let Ok(number) = text.trim().parse::<i64>() else { return false };
        fits.iter_mut().zip(parts(*at)).for_each(|(fits, part)| *fits &= part == number);
        numbers.push(number);
    }
    // The hour of the day of another zone, from 0 or from 1 on.
    let apart = table.rows.iter().zip(&numbers).map(|((_, at), number)| {
        (0..=24).contains(number).then(|| (at.div_euclid(3_600_000) - number).rem_euclid(24))
    });
    let apart: Vec<Option<i64>> = apart.collect();
    let clocks = look.distinct.saturating_mul(2) > 24 && lexicon::part_within(&look.name);
    if clocks
        && apart.first().is_some_and(|first| first.is_some() && apart.iter().all(|a| a == first))
    {
        return true;
    }
    let anew = !numbers.is_sorted();
    let runs = numbers.len() >= 12 && anew && look.distinct > 2;
    let year = fits.iter().take(2).any(|year| *year);
    numbers.len() > 3 && fits.contains(&true) && (year || runs || lexicon::is_part(&look.name))
}

/// Whether each weekday, or each month, has one text of its own, and that again and again.
fn names_a_part(column: usize, table: &Sampled<'_>) -> bool {
    let one_to_one = |part: &dyn Fn(i64) -> usize, least: usize| {
        let mut names: [Option<&[u8]>; 12] = [None; 12];
        for (row, at) in &table.rows {
            let cell = row.cell(column).trim_ascii();
            let Some(name) = names.get_mut(part(at.div_euclid(DAY_MS))) else { return false };
            if *name.get_or_insert(cell) != cell {
                return false;
            }
        }
        let known: Vec<&[u8]> = names.into_iter().flatten().collect();
        let own = known
            .iter()
            .enumerate()
            .all(|(at, name)| !known.iter().skip(at + 1).any(|n| n == name));
        own && known.len() >= least && table.times() > 2 * known.len()
    };
    let months = |day: i64| civil::civil_from_days(day).1 as usize - 1;
    let read = |(row, at): &(&Row, i64)| {
        month_of(row.cell(column).trim_ascii())
            == Some(civil::civil_from_days(at.div_euclid(DAY_MS)).1)
    };
    one_to_one(&|day| civil::iso_weekday(day) as usize - 1, 5)
        || one_to_one(&months, 6)
        || (!table.rows.is_empty() && table.rows.iter().all(read))
}

/// The time again as a number of years, `2015.042`, or of a spreadsheet's days, `45355.25`, in
/// whatever zone.
pub(super) fn is_time_again(look: &ColumnFacts, table: &Sampled<'_>, column: usize) -> bool {
    let whole = look.integers * 2 > look.numbers;
    let (mut years, mut days, mut all) = (0, 0, 0);
    for (row, at) in &table.rows {
        let text = str::from_utf8(row.cell(column)).unwrap_or_default();
        let Ok(number) = text.trim().parse::<f64>() else { continue };
        let day = *at as f64 / DAY_MS as f64;
        all += 1;
        years += usize::from(!whole && (number - 1970.0 - day / 365.2425).abs() < 0.1);
        days += usize::from((number - 25_569.0 - day).abs() < 1.0);
    }
    all >= 3 && years.max(days) * 10 >= all * 9
}

/// An epoch beside the time (`close_time`): follows it row by row.
pub(super) fn is_second_time(
    look: &ColumnFacts,
    time: &TimePlan,
    table: &Sampled<'_>,
    column: usize,
) -> bool {
    let named = lexicon::is_time(&look.name);
    if look.integers < look.filled || (!named && look.distinct < look.filled.min(20)) {
        return false;
    }
    let whole =
        |(row, _): &(&Row, i64)| str::from_utf8(row.cell(column)).ok()?.trim().parse::<i64>().ok();
    let Some(unit) = table.rows.iter().find_map(whole).and_then(Unit::plausible) else {
        return false;
    };
    if named {
        return true;
    }
    let format = Format::epoch(unit);
    let near = |(row, _): &&(&Row, i64)| {
        let first = time.read_with(&time.format, |column| Some(row.cell(column)));
        let second = format.parse(row.cell(column));
        matches!((first, second), (Ok(a), Ok(b)) if (a.ms - b.ms).abs() < 40 * DAY_MS)
    };
    table.rows.iter().filter(near).count() * 10 >= table.rows.len() * 9
}

/// A number that begins with the day of its row, or with a neighbour of it: `20230501001`.
pub(super) fn is_dated_id(look: &ColumnFacts, table: &Sampled<'_>, column: usize) -> bool {
    if look.integers < look.filled || table.rows.len() < 3 {
        return false;
    }
    let near = |(row, at): &(&Row, i64)| {
        let cell = row.cell(column).trim_ascii();
        let number = cell.get(..8).filter(|_| cell.len() > 8);
        let number = number.and_then(|digits| str::from_utf8(digits).ok()?.parse::<i64>().ok());
        let day = |number: i64| {
            let part = |size: i64, of: i64| u32::try_from(number / size % of).ok();
            let (month, day) = (part(100, 100)?, part(1, 100)?);
            let real = (1..=12).contains(&month) && (1..=31).contains(&day);
            let year = i32::try_from(number / 10_000).ok()?;
            real.then(|| civil::days_from_civil(year, month, day))
        };
        let day = number.and_then(day);
        day.is_some_and(|day| (day - at.div_euclid(DAY_MS)).abs() <= 1)
    };
    table.rows.iter().all(near)
}
