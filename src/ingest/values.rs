//! Which columns of a table measure or count something, and what splits it into series: by what
//! stands in them first, by their names second.
//!
//! Contract. A column of numbers is a value unless its cells show that it is something else: the
//! number of its row, a time, a name (each time once for each), what is the same for each name, a
//! constant. A name like "level" or "status" makes no value of a number that comes with decimals,
//! and of none where the numbers are all there is. What is left open is asked.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "days of the calendar, and counts of a sample's rows"
)]

mod again;
mod amounts;

pub use again::again_a_part;
pub use amounts::{amounts, close_of_bars, sums_up};

use super::column::ColumnFacts;
use super::lexicon;
use super::sampled::{Profile, Sampled};
use super::time_column::TimePlan;
use again::{is_dated_id, is_second_time, is_time_again};

/// Different values of a column that can name series.
const NAMES_MAX: usize = 200;
/// Columns of which pairs are tried, and on how many rows.
const PAIRED_MAX: usize = 6;
const PAIRED_ROWS: usize = 1_000;

/// What splits a table whose times come again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    /// Nothing does.
    None,
    /// Each value of this column has its own row at each time.
    One(usize),
    /// Only both columns together have.
    Two(usize, usize),
}

/// The column each of whose values has its own row at each time, where times come again.
pub fn split(looks: &[ColumnFacts], time: &TimePlan, table: &Sampled<'_>) -> Split {
    if table.rows.len() < 4 {
        return Split::None;
    }
    if table.once >= 0.97 {
        return match looks.iter().position(|look| lexicon::thing(&look.name) && look.in_blocks()) {
            Some(key) if !time.uses(key) && !again_a_part(looks, key, table) => Split::One(key),
            _ => in_turn(looks, time, table).map_or(Split::None, Split::One),
        };
    }
    let again = table.once < 0.7;
    let free = |column: &usize| !time.uses(*column) && !again_a_part(looks, *column, table);
    let few = |look: &ColumnFacts| {
        (2..=NAMES_MAX).contains(&look.distinct) && look.distinct * 2 <= look.filled
    };
    let of = |kind: &dyn Fn(&ColumnFacts) -> bool| -> Vec<usize> {
        let all = looks.iter().enumerate().filter(|(_, look)| few(look) && kind(look));
        all.map(|(column, _)| column).filter(free).collect()
    };
    let texts = of(&|look| look.is_varying_text() && !look.is_numeric());
    let alone = |column: &usize| table.unique(&[*column]) >= 0.98;
    if again && let Some(&key) = texts.iter().find(|column| alone(column)) {
        return Split::One(key);
    }
    let numbers =
        of(&|look| look.is_numeric() && look.whole > 0 && look.whole == look.filled - look.missing);
    let named = |column: &&usize| looks.get(**column).is_some_and(|look| lexicon::key(&look.name));
    if let Some(&key) = numbers.iter().filter(named).find(|column| alone(column)) {
        return Split::One(key);
    }
    if !again {
        return Split::None;
    }
    // Without such a name, nearly every value has its row at nearly every time: numbers, and what
    // looks like some, as the ages `00-04` and `60+`.
    let times = table.times();
    let full = |column: &&usize| {
        let kinds = table.kinds(&[**column]);
        kinds >= 2 && table.rows.len() * 10 >= kinds * times * 9
    };
    if let Some(&key) = of(&|_| true).iter().filter(full).find(|column| alone(column)) {
        return Split::One(key);
    }
    let mut parts: Vec<usize> = texts;
    parts.extend(numbers.iter().filter(named));
    parts.truncate(PAIRED_MAX);
    let some = Sampled { rows: table.rows.iter().take(PAIRED_ROWS).copied().collect(), ..*table };
    for (at, &first) in parts.iter().enumerate() {
        for &second in parts.iter().skip(at + 1) {
            if some.unique(&[first, second]) >= 0.98 {
                return Split::Two(first, second);
            }
        }
    }
    Split::None
}

/// Fewest rows of each of several things that were measured in turn.
const IN_TURN_MIN: usize = 8;

/// The column of what was measured, where each row has a time of its own: two sensors in turn. Each has
/// a level of its own, and no other text tells the rows apart: their mean is of nothing.
fn in_turn(looks: &[ColumnFacts], time: &TimePlan, table: &Sampled<'_>) -> Option<usize> {
    let free = |column: usize| !time.uses(column);
    let told = |(column, look): &(usize, &ColumnFacts)| {
        lexicon::thing(&look.name)
            && free(*column)
            && (2..=look.filled / IN_TURN_MIN).contains(&look.distinct)
            && look.fractions == 0
            && look.filled >= table.rows.len()
    };
    let own = |key: usize| {
        let other = |(column, look): (usize, &ColumnFacts)| {
            column != key && free(column) && look.is_varying_text() && !look.is_numeric()
        };
        let level = |(column, look): (usize, &ColumnFacts)| {
            let measured = column != key && free(column) && look.is_numeric();
            measured && look.fractions * 2 > look.numbers && table.own_levels(key, column)
        };
        !looks.iter().enumerate().any(other) && looks.iter().enumerate().any(level)
    };
    let mut keys = looks.iter().enumerate().filter(told).map(|(column, _)| column);
    keys.find(|key| own(*key) && !again_a_part(looks, *key, table))
}

/// The column of when numbers were known, where times come again and only it tells their rows apart:
/// vintages of one series, of which no mean was ever published.
pub fn version(looks: &[ColumnFacts], time: &TimePlan, table: &Sampled<'_>) -> Option<usize> {
    let told = |(column, look): &(usize, &ColumnFacts)| {
        lexicon::version(&look.name)
            && look.distinct > 1
            && !time.uses(*column)
            && table.unique(&[*column]) >= 0.98
    };
    let again = table.rows.len() >= 4 && table.once < 0.97;
    looks.iter().enumerate().filter(|_| again).find(told).map(|(column, _)| column)
}

/// Whether columns name series (together), nearly each with a row at nearly each time: no log
/// has all of its rules at all of its times.
pub fn is_full(table: &Sampled<'_>, columns: &[usize]) -> bool {
    let times = table.times();
    times >= 4 && table.rows.len() * 10 >= table.kinds(columns) * times * 8
}

/// Columns of numbers that measure or count something, in file order; `keys` name series.
pub fn columns(
    looks: &[ColumnFacts],
    time: &TimePlan,
    table: &Sampled<'_>,
    keys: &[usize],
) -> Vec<usize> {
    let is_free = |column: usize, look: &ColumnFacts| {
        look.is_numeric()
            && look.currencies.is_empty()
            && !time.uses(column)
            && !keys.contains(&column)
            && !is_row_number(looks, column, time)
            && !is_second_time(look, time, table, column)
            && !is_dated_id(look, table, column)
            && !is_time_again(look, table, column)
            && !again_a_part(looks, column, table)
            && !keys.iter().any(|key| is_the_keys_own(table, *key, column))
    };
    // Whole numbers under the name of a time are parts of one; `Uptime (h)` is not.
    let moment =
        |look: &ColumnFacts| lexicon::time(&look.name) >= 4 && look.integers * 2 >= look.numbers;
    let all: Vec<usize> = looks
        .iter()
        .enumerate()
        .filter(|(column, look)| is_free(*column, look) && !moment(look))
        .map(|(column, _)| column)
        .collect();
    let look = |column: &usize| looks.get(*column);
    let named = |column: &usize| look(column).is_some_and(|look| lexicon::identifier(&look.name));
    // Identifiers have no decimals; only a place on the Earth has, and is none of its values.
    let decimals = |column: &usize| {
        look(column).is_some_and(|look| {
            let measured = look.numbers.max(1);
            look.fractions * 2 >= measured && !lexicon::coordinate(&look.name)
        })
    };
    let one_a_time = table.once >= 0.98 || !keys.is_empty();
    let scale = |column: &usize| look(column).is_some_and(|look| lexicon::scale(&look.name));
    let values: Vec<usize> = all
        .iter()
        .copied()
        .filter(|column| {
            !named(column)
                || (one_a_time && decimals(column))
                || (table.once >= 0.98 && scale(column))
        })
        .collect();
    let others = looks
        .iter()
        .enumerate()
        .any(|(column, look)| look.filled > 0 && !time.uses(column) && !values.contains(&column));
    // Columns that never change measure nothing, and beside texts two numbers are yes and no,
    // unless nothing else is there.
    let changes = |column: usize, look: &ColumnFacts| match look.distinct {
        0 | 1 => false,
        // One and the same number, and a word or a gap's mark.
        2..=4 if look.numbers < look.filled && table.is_constant(column) => false,
        2 if others && look.filled > 8 && look.integers == look.filled => {
            lexicon::value(&look.name) > 0 || lexicon::count(&look.name) > 0
        }
        _ => true,
    };
    let changing: Vec<usize> =
        values.iter().copied().filter(|at| look(at).is_some_and(|l| changes(*at, l))).collect();
    if !changing.is_empty() {
        return changing;
    }
    // One row a day with a number, and no text: whatever its name, it was measured.
    let texts = looks
        .iter()
        .enumerate()
        .any(|(column, look)| !time.uses(column) && look.is_varying_text() && !look.is_numeric());
    if !texts && (table.is_one_a_time() || !keys.is_empty()) {
        let part = lexicon::is_part;
        let rest: Vec<usize> = looks
            .iter()
            .enumerate()
            .filter(|(column, look)| {
                is_free(*column, look)
                    && look.distinct > 1
                    && !look.running
                    && !part(&look.name)
                    && !lexicon::is_id(&look.name)
            })
            .map(|(column, _)| column)
            .collect();
        if !rest.is_empty() {
            return rest;
        }
    }
    let valued = |column: &usize| look(column).is_some_and(|l| lexicon::value(&l.name) >= 5);
    if others { values.into_iter().filter(valued).collect() } else { values }
}

/// Whether a column numbers its rows, where there is more than that.
fn is_row_number(looks: &[ColumnFacts], column: usize, time: &TimePlan) -> bool {
    let Some(look) = looks.get(column) else { return false };
    // Beside named columns one without a name, each of its numbers another: rows, put in order.
    let before = time.columns.iter().all(|at| column < *at);
    let unnamed = before && look.name.is_empty() && looks.iter().any(|look| !look.name.is_empty());
    if unnamed && look.integers == look.filled && look.distinct >= look.filled.min(600) {
        return true;
    }
    if !look.running {
        return false;
    }
    let named = lexicon::value(&look.name) > 0 || lexicon::count(&look.name) > 0;
    let more = |measured: bool| {
        looks.iter().enumerate().any(|(other, look)| {
            let is_measured = look.is_numeric() && !lexicon::identifier(&look.name);
            other != column && !time.uses(other) && look.filled > 0 && (measured || !is_measured)
        })
    };
    // 1, 2, 3 … before the time: the number of the row, whatever its name.
    (look.name.is_empty() && (look.index || more(true)))
        || (column == 0 && before && look.index && !named && more(true))
        || (look.index && !named && more(false))
        || (lexicon::row_number(&look.name) && more(true))
}

/// Whether a number is the same for each name: the height of a station, the size of a shop.
fn is_the_keys_own(table: &Sampled<'_>, key: usize, column: usize) -> bool {
    let names = table.kinds(&[key]);
    table.rows.len() >= names * 3 && table.kinds(&[key, column]) == names
}

/// The first column that has a number in at least half of the rows, with how many it has.
pub fn first_whole(candidates: &[usize], table: &Sampled<'_>) -> Option<(usize, Profile)> {
    let profiles = || candidates.iter().map(|&column| (column, table.profile(column)));
    profiles().find(|(_, profile)| profile.numbers * 2 >= profile.of).or_else(|| {
        // The fullest, the first of those that are.
        profiles().reduce(|best, next| if next.1.numbers > best.1.numbers { next } else { best })
    })
}
