//! The names of the columns: over them in one line or several, in comments or not; or by what stands
//! in them.

#![expect(clippy::arithmetic_side_effects, reason = "counts of a line's words and a sample's rows")]

use super::cut::{Cut, Word, column_of, words};
use super::{MARKS, is_rule};
use crate::ingest::{header, shape::shape};

/// Lines above the rows in which names are looked for.
const NAMES_WITHIN: usize = 4;

/// Names over the columns.
#[derive(Default)]
pub(super) struct Found {
    pub names: Vec<String>,
    pub line: Option<u64>,
    pub lines: usize,
}

/// The names of the columns in the lines above the rows.
pub(super) fn names(
    above: &[(u64, &[u8])],
    cut: &Cut,
    (core, width): (usize, usize),
    stated: Option<Option<u64>>,
) -> Option<Found> {
    let places = match cut {
        Cut::Places(places) => places.as_slice(),
        Cut::Words(_) => &[],
    };
    let mut lines: Vec<(u64, Vec<String>, bool)> = Vec::new();
    for (number, raw) in above.iter().rev() {
        match stated {
            Some(None) => return None,
            Some(Some(line)) if *number != line => continue,
            _ => {}
        }
        let mark = raw.first().is_some_and(|byte| MARKS.contains(byte));
        let line: Vec<u8> = match raw.split_first() {
            Some((_, rest)) if mark => [b" ", rest].concat(),
            _ => raw.to_vec(),
        };
        if is_rule(&line) && (lines.is_empty() || !line.trim_ascii().is_empty()) {
            continue;
        }
        let name = |text: &[u8]| String::from_utf8_lossy(text).trim().to_owned();
        let single = words(&line, 1);
        let apart = words(&line, 2);
        let listed = |words: &[Word<'_>]| words.iter().map(|word| name(word.text)).collect();
        // Each over a column of its own.
        let over = |words: &[Word<'_>]| {
            let mut names = vec![String::new(); width];
            for word in words {
                let shared =
                    |(a, b): &(usize, usize)| word.to.min(*b).saturating_sub(word.from.max(*a));
                // A name may be wider than its column.
                let best = (0..places.len()).max_by_key(|at| places.get(*at).map(shared))?;
                let covers = places.get(best).is_some_and(|place| shared(place) > 0);
                let column = if covers { best } else { column_of(places, word.from, word.to)? };
                let own = names.get_mut(column).filter(|own| own.is_empty())?;
                *own = name(word.text);
            }
            Some(names)
        };
        let all = [core, width];
        let (names, whole): (Vec<String>, bool) = if all.contains(&single.len()) {
            (listed(&single), true)
        } else if all.contains(&apart.len()) {
            (listed(&apart), true)
        } else if let Some(names) = over(&single)
            .filter(|_| apart.len() > 1)
            .or_else(|| over(&apart).filter(|_| apart.len() > 1))
        {
            (names, false)
        } else if single.len() + 1 == core && lines.is_empty() {
            (listed(&single), true)
        } else {
            break;
        };
        if names.iter().any(|name: &String| shape(name.as_bytes()).is_typed()) {
            break;
        }
        lines.push((*number, names, whole));
        if lines.len() == NAMES_WITHIN {
            break;
        }
    }
    // The line that names every column, of several the one above units or with more names; else
    // the parts of all, from the top.
    let distinct = |names: &[String]| {
        let again = |(at, name): &(usize, &String)| names.iter().skip(at + 1).any(|n| n == *name);
        names.iter().enumerate().filter(|named| !again(named)).count()
    };
    let whole = lines.iter().filter(|(.., whole)| *whole);
    let best = whole.reduce(|below, above| {
        let (lower, upper) = (distinct(&below.1), distinct(&above.1));
        if upper > lower || upper == lower && header::is_units(&below.1) { above } else { below }
    });
    if let Some((number, names, _)) = best {
        return Some(Found { names: names.clone(), line: Some(*number), lines: 1 });
    }
    let line = lines.first()?.0;
    let part = |column: usize| {
        let parts = lines.iter().rev().filter_map(|(_, names, _)| names.get(column));
        parts.filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
    };
    Some(Found { names: (0..width).map(part).collect(), line: Some(line), lines: lines.len() })
}

/// Names of columns without one that hold the year, the month and the day of their row.
pub(super) fn name_parts(names: &mut [String], cells: &[Vec<&[u8]>]) {
    let numbers = |column: usize| -> Option<Vec<i64>> {
        let cell = |row: &Vec<&[u8]>| str::from_utf8(row.get(column)?).ok()?.parse().ok();
        cells.iter().map(cell).collect()
    };
    let within = |column: usize, low: i64, high: i64| {
        numbers(column).filter(|all| all.iter().all(|value| (low..=high).contains(value)))
    };
    if names.iter().take(2).any(|name| !name.is_empty()) {
        return;
    }
    let (Some(years), Some(months)) = (within(0, 1000, 2299), within(1, 1, 12)) else { return };
    let follows = |&&[one, two]: &&[i64; 2]| two - one == 1 || one == two || (one, two) == (12, 1);
    let steps = months.array_windows().filter(follows).count();
    if !years.is_sorted() || steps * 10 < months.len().saturating_sub(1) * 9 {
        return;
    }
    let day = names.get(2).is_some_and(String::is_empty) && within(2, 1, 31).is_some();
    for (name, part) in names.iter_mut().zip(["year", "month", "day"]).take(2 + usize::from(day)) {
        part.clone_into(name);
    }
}
