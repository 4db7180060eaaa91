//! Which values add up: amounts, levels, running totals of another column, and the close of a bar.

#![expect(clippy::arithmetic_side_effects, reason = "counts of a sample's rows")]

use crate::ingest::{
    column::ColumnFacts,
    lexicon::{self, Nature},
    sampled::{Profile, Sampled},
    table::Row,
};

/// Which value columns hold amounts, that are summed, and which may: whole numbers like those of
/// counts, of which nothing says what they are.
pub fn amounts(
    values: &[usize],
    looks: &[ColumnFacts],
    table: &Sampled<'_>,
) -> (Vec<bool>, Vec<usize>) {
    let kind = kind_beside(looks, table);
    let judged: Vec<(Nature, Profile)> = values
        .iter()
        .map(|&column| {
            let name = looks.get(column).map_or("", |look| look.name.as_str());
            let profile = table.profile(column);
            // `value` says nothing; the unit beside it does.
            let said = match &kind {
                Some(kind) if lexicon::nature(name) == Nature::Open => {
                    nature(&format!("{name} {kind}"), &profile)
                }
                _ => nature(name, &profile),
            };
            (said, profile)
        })
        .collect();
    // Splunk's timechart counts, unless a function stands in its names.
    let chart = looks.iter().any(|look| look.name == "_span");
    let some = chart || judged.iter().any(|(nature, _)| *nature == Nature::Amount);
    let like = |(nature, profile): &(Nature, Profile), column: usize| {
        let thing = looks.get(column).is_some_and(|look| lexicon::key(&look.name));
        *nature == Nature::Open && !thing && profile.is_like_counts()
    };
    // Whole numbers of all sizes beside counts are counts.
    let counted: Vec<bool> = judged
        .iter()
        .zip(values)
        .map(|(judged, &column)| judged.0 == Nature::Amount || some && like(judged, column))
        .collect();
    let open = judged.iter().zip(values).zip(&counted);
    let open = open.filter(|((judged, column), counted)| !**counted && like(judged, **column));
    let open = open.map(|((_, column), _)| *column).collect();
    (counted, open)
}

/// What a column that is the same in all rows says of a value beside it: its unit, its kind.
fn kind_beside(looks: &[ColumnFacts], table: &Sampled<'_>) -> Option<String> {
    const NAMES: &[&str] =
        &["unit", "units", "type", "metric", "measure", "einheit", "unité", "単位"];
    let (first, _) = table.rows.first()?;
    let says = |(column, look): (usize, &ColumnFacts)| {
        let named = NAMES.contains(&look.name.trim().to_lowercase().as_str());
        (named && look.distinct == 1).then(|| String::from_utf8_lossy(first.cell(column)).into())
    };
    let said: Vec<String> = looks.iter().enumerate().filter_map(says).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// What the numbers of a column add up to, by the numbers and the name.
fn nature(name: &str, profile: &Profile) -> Nature {
    // What is below zero is no amount, and a running total was summed already.
    if profile.negatives > 0 || profile.running || profile.counter {
        return Nature::Level;
    }
    match lexicon::nature(name) {
        // A total of who knows what that keeps to a part of its scale, or has decimals.
        Nature::Amount if lexicon::only_total(name) && !profile.is_like_counts() => Nature::Level,
        nature => nature,
    }
}

/// Whether a column sums up another one from row to row, in time order or back.
pub fn sums_up(table: &Sampled<'_>, columns: &[usize], total: usize) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(b.abs());
    let of_other = |other: usize| {
        let (mut fits, mut of) = (0, 0);
        for [(one, _), (two, _)] in table.rows.array_windows() {
            let number = |row: &Row, column| table.number(row, column);
            if let (Some(a), Some(b), Some(x), Some(y)) =
                (number(one, total), number(two, total), number(one, other), number(two, other))
            {
                of += 1;
                fits += usize::from(near(a + y, b) || near(b + x, a));
            }
        }
        of >= 8 && fits * 10 >= of * 9
    };
    columns.iter().any(|&other| other != total && of_other(other))
}

/// The close of four neighbouring columns of which, in every row, one is the highest and one the
/// lowest: open, high, low, close; or open, close, high, low as Bitfinex has them.
pub fn close_of_bars(
    looks: &[ColumnFacts],
    candidates: &[usize],
    table: &Sampled<'_>,
) -> Option<usize> {
    let unnamed = looks.iter().all(|look| look.name.is_empty());
    let of = |order: fn([usize; 4]) -> ([usize; 4], usize)| {
        candidates.windows(4).find_map(|four| {
            let four = <[usize; 4]>::try_from(four).ok()?;
            let (bar, close) = order(four);
            (four[3] - four[0] == 3 && is_bar(bar, table, unnamed)).then_some(close)
        })
    };
    of(|[open, high, low, close]| ([open, high, low, close], close))
        .or_else(|| of(|[open, close, high, low]| ([open, high, low, close], close)))
}

/// Whether these columns are the open, high, low and close of a bar in every row.
fn is_bar([open, high, low, close]: [usize; 4], table: &Sampled<'_>, unnamed: bool) -> bool {
    let (mut fits, mut of, mut apart) = (0, 0, 0);
    let (mut up, mut down) = (false, false);
    for (row, _) in &table.rows {
        let number = |column| table.number(row, column);
        if let (Some(o), Some(h), Some(l), Some(c)) =
            (number(open), number(high), number(low), number(close))
        {
            of += 1;
            (up, down) = (up || c > o, down || c < o);
            apart += usize::from(h > l);
            // Four prices of one bar are of one size; clicks, views and shares are not.
            fits += usize::from(h >= o.max(c) && l <= o.min(c) && (h <= 3.0 * l || l <= 0.0));
        }
    }
    // Named prices of two currencies side by side never change places; those of a bar do.
    let both = up && down || of < 20 || unnamed;
    of >= 3 && both && fits * 50 >= of * 49 && apart * 2 > of
}
