//! The names of a table's columns, of the rows of names above its data.
//!
//! # Contract
//! No two columns that have a name have the same one. A name that is the only one of its kind stays
//! as the file writes it; one that comes again gets what stands above it (a cell that is blank has
//! the part of the cell to its left, as merged cells are exported) or below it; where that does not
//! tell them apart, a number.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "places in a row, and counts of a sample's rows"
)]

use super::{
    lexicon,
    shape::{Shape, shape},
    table::Row,
};
use crate::kit::indices::sorted;
use std::collections::HashMap;

/// What a header's cells say, each without the blanks around it.
pub(super) fn names_of(cells: &[Vec<u8>]) -> Vec<String> {
    cells
        .iter()
        .map(|cell| String::from_utf8_lossy(cell).trim().trim_start_matches('\u{feff}').to_string())
        .collect()
}

/// Marks of comments that stand before a first name: `% Time`, `! date`, `// fecha`.
const MARKS: [&str; 5] = ["//", "%", "!", "*", ";"];

/// The name of a column of times without the mark of a comment before it.
pub(super) fn unmark(name: &mut String) {
    if let Some(rest) = MARKS.iter().find_map(|mark| name.strip_prefix(mark))
        && rest.trim_start().starts_with(char::is_alphabetic)
    {
        *name = rest.trim_start().to_owned();
    }
}

/// Units as they stand alone in a row below the names, in small letters and without brackets.
const UNITS: &[&str] = &[
    "%", "°c", "°f", "℃", "degc", "deg c", "degf", "deg f", "celsius", "mm", "cm", "km", "inch",
    "hpa", "mbar", "kpa", "pa", "m/s", "km/h", "mph", "knots", "w/m2", "w/m²", "kwh", "mwh", "wh",
    "kw", "mw", "volts", "mv", "ma", "hz", "db", "ml", "m3", "m³", "mg/l", "ug/m3", "µg/m3",
    "µg/m³", "ppm", "ppb", "hours", "days", "$", "€", "£", "¥", "円", "人", "件", "pct", "percent",
    "ntu", "ms/cm", "µs/cm",
];

/// Whether a row holds widths and types, as those of an RDB table below its names: `5s`, `20d`, `14n`.
pub(super) fn is_widths(names: &[String]) -> bool {
    let width = |name: &String| {
        let digits = name.strip_suffix(['s', 'd', 'n']).unwrap_or_default();
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    names.len() > 1 && names.iter().all(width)
}

/// Whether a row holds units: one of them at least, and nothing long; or widths.
pub(super) fn is_units(names: &[String]) -> bool {
    if is_widths(names) {
        return true;
    }
    let unit = |name: &String| {
        let bare = name.trim_matches(['(', ')', '[', ']', '（', '）', ' ']).to_lowercase();
        UNITS.contains(&bare.as_str())
    };
    names.iter().any(unit) && names.iter().all(|name| name.chars().count() <= 12)
}

/// Whether a row above a header may hold parts of names: texts and years, none of them alone.
pub(super) fn is_upper(row: &Row, width: usize) -> bool {
    let filled = || row.cells.iter().filter(|cell| shape(cell) != Shape::Blank);
    !row.excluded
        && row.cells.len() + 1 >= width
        && row.cells.len() <= width + 1
        && filled().count() >= 2
        && filled().all(|cell| {
            !shape(cell).is_typed() || matches!(&cell[..], [b'1' | b'2', b'9' | b'0', _, _])
        })
}

/// The parts of a row of names, blanks filled from the left.
fn parts(row: &Row) -> Vec<String> {
    filled(names_of(&row.cells))
}

fn filled(mut parts: Vec<String>) -> Vec<String> {
    let mut last = String::new();
    for part in &mut parts {
        match part.is_empty() {
            true => part.clone_from(&last),
            false => last.clone_from(part),
        }
    }
    parts
}

/// Whether a name of the list comes again.
pub(super) fn repeats(names: &[String]) -> bool {
    let again = |(at, name): (usize, &String)| {
        !name.is_empty() && names.get(at + 1..).is_some_and(|rest| rest.contains(name))
    };
    names.iter().enumerate().any(again)
}

/// Names of two parts, where a second row of names tells apart what one does not: `upper` stands
/// above the header, `lower` below it. Whether any was used.
pub(super) fn join(names: &mut Vec<String>, upper: Option<&Row>, lower: &[Row]) -> bool {
    let mut joined = false;
    if let Some(upper) = upper {
        let above = parts(upper);
        let groups: Vec<&str> =
            above.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        let mut groups = sorted(groups, &|a, b| a.cmp(b));
        groups.dedup();
        // One part for all tells nothing, nor does a code for each column: most stand over several.
        let runs = above.chunk_by(|a, b| a == b).filter(|run| run.iter().all(|p| !p.is_empty()));
        let several = runs.clone().filter(|run| run.len() > 1).count();
        let again = repeats(&names_of(&upper.cells));
        let grouped = groups.len() > 1 && (again || several * 3 >= runs.count() * 2);
        if repeats(names) || grouped {
            let whole = put_before(names, &above, grouped);
            if !repeats(&whole) || repeats(names) && groups.len() > 1 {
                joined |= whole != *names;
                *names = whole;
            }
        }
    }
    for row in lower {
        let below = names_of(&row.cells);
        // Merged cells of names above, each over several of the row below.
        let over = names.iter().zip(&below).skip(1);
        let merged = over.filter(|(name, part)| name.is_empty() && !part.is_empty()).count() > 0;
        if merged && repeats(&below) && !is_units(&below) {
            let above = filled(names.clone());
            let parts = above.iter().zip(&below).enumerate();
            let whole = parts.map(|(at, (name, part))| match () {
                () if at == 0 || part.is_empty() => names.get(at).cloned().unwrap_or_default(),
                () if name.is_empty() => part.clone(),
                () => format!("{name} {part}"),
            });
            *names = whole.collect();
            joined = true;
        }
        if repeats(names) {
            let all = repeats(&below) && !is_units(&below);
            let named = |(at, name): (usize, &String)| {
                let part = below.get(at).filter(|part| !part.is_empty() && *part != name);
                match part {
                    Some(part) if is_again(names, at) || all && at > 0 => format!("{name} {part}"),
                    _ => name.clone(),
                }
            };
            let whole: Vec<String> = names.iter().enumerate().map(named).collect();
            joined |= whole != *names;
            *names = whole;
        }
    }
    joined
}

/// Whether the name at a place stands at another one too.
fn is_again(names: &[String], at: usize) -> bool {
    let Some(name) = names.get(at).filter(|name| !name.is_empty()) else { return false };
    names.iter().enumerate().any(|(other, own)| other != at && own == name)
}

/// The upper parts before the names: of all columns but the first, or of those alone that come again.
fn put_before(names: &[String], above: &[String], all: bool) -> Vec<String> {
    let named = |(at, name): (usize, &String)| {
        let part = above.get(at).filter(|part| !part.is_empty() && *part != name);
        match part {
            Some(part) if name.is_empty() && at > 0 => part.clone(),
            Some(part) if is_again(names, at) || all && at > 0 => format!("{part} {name}"),
            _ => name.clone(),
        }
    };
    names.iter().enumerate().map(named).collect()
}

/// A number behind each name that still comes again.
pub(super) fn number(names: &mut [String]) {
    // What is taken, with the last number that was given behind it: a header may hold thousands alike.
    let mut taken: HashMap<String, usize> = HashMap::new();
    for name in names.iter_mut().filter(|name| !name.is_empty()) {
        let bare = name.clone();
        let mut count = taken.get(&bare).copied().unwrap_or(0);
        while taken.contains_key(name) {
            count += 1;
            *name = format!("{bare} ({count})");
        }
        taken.insert(name.clone(), 1);
        taken.insert(bare, count.max(1));
    }
}

/// Words of a value, whatever of a time stands beside them: `Day.High`, `daily_max`, `per day`.
const VALUES: &[&str] = &[
    "high", "low", "max", "min", "mean", "avg", "average", "per", "count", "total", "sum", "price",
];

/// Names put over the right columns: those of a header that has one name less than the rows have
/// cells belong to the cells after the first, which is the row's name. Whether they were moved.
pub(super) fn shift(names: &mut Vec<String>, width: usize, rows: &[Row]) -> bool {
    if names.is_empty() || names.len() + 1 != width {
        return false;
    }
    let rows: Vec<&Row> = rows.iter().filter(|row| !row.excluded && !row.is_blank()).collect();
    let of = rows.len();
    let count = |column: usize, test: &dyn Fn(Shape) -> bool| {
        rows.iter().filter(|row| test(shape(row.cell(column)))).count()
    };
    // A delimiter at the end of each row, or notes behind some.
    if of == 0 || count(width - 1, &|shape| shape == Shape::Blank) * 2 > of {
        return false;
    }
    // Times stand under a name of a time, where there is one. An open and a day's high are prices.
    let is_time = |name: &str| {
        let words = lexicon::words(name);
        let any = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
        let least = if any(&["open", "first", "start"]) { 4 } else { 1 };
        lexicon::time(name) >= least && !any(VALUES)
    };
    let timed = |shift: usize| {
        names.iter().enumerate().any(|(column, name)| {
            is_time(name) && count(column + shift, &|shape| shape == Shape::Time) * 2 > of
        })
    };
    let own = || {
        let firsts: Vec<&[u8]> = rows.iter().map(|row| row.cell(0)).collect();
        let mut firsts = sorted(firsts, &Ord::cmp);
        firsts.dedup();
        firsts.len() * 20 >= of * 19
    };
    let numbered = count(0, &|shape| shape == Shape::Number) == of;
    let moved = match (timed(0), timed(1)) {
        (false, true) => true,
        (true, false) => false,
        (true, true) => numbered,
        (false, false) => count(0, &Shape::is_typed) * 20 >= of * 19 || own(),
    };
    if moved {
        names.insert(0, String::new());
    }
    moved
}
