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

use super::codes;
use super::column::ColumnFacts;
use super::lexicon::{self, Nature};
use super::names::FixedMap;
use super::number::Form;
use super::table::Row;
use super::time_column::{TimePlan, even_steps};
use super::timestamp::{DAY_MS, Format, Unit, month_of};
use crate::calendar::civil;

/// Different values of a column that can name series.
const NAMES_MAX: usize = 200;
/// Columns of which pairs are tried, and on how many rows.
const PAIRED_MAX: usize = 6;
const PAIRED_ROWS: usize = 1_000;

/// The sampled rows that have a time, with how their numbers are read.
pub struct Sampled<'a> {
    /// The rows and their times, epoch ms.
    pub rows: Vec<(&'a Row, i64)>,
    forms: &'a [Form],
    /// Share of the rows whose time comes once.
    pub once: f64,
    /// Whether the times are evenly spaced.
    pub even: bool,
}

impl<'a> Sampled<'a> {
    /// The rows that have a time.
    pub fn new(rows: &'a [Row], time: &TimePlan, forms: &'a [Form]) -> Self {
        let rows: Vec<(&Row, i64)> = rows
            .iter()
            .filter(|row| !row.excluded)
            .filter_map(|row| {
                let at = time.read_with(&time.format, |column| Some(row.cell(column))).ok()?;
                Some((row, at.ms))
            })
            .collect();
        // Those on known lines: windows leave holes.
        let times: Vec<Option<i64>> =
            rows.iter().filter(|(row, _)| row.line > 0).map(|(_, at)| Some(*at)).collect();
        let mut table = Sampled { rows, forms, once: 0.0, even: even_steps(&times) };
        table.once = table.unique(&[]);
        table
    }

    /// The number in a cell.
    pub fn number(&self, row: &Row, column: usize) -> Option<f64> {
        self.forms.get(column)?.number(row.cell(column))
    }

    /// Share of the rows whose cells of these columns and time come once together.
    pub fn unique(&self, columns: &[usize]) -> f64 {
        let mut seen: FixedMap<(Vec<u8>, i64), usize> = FixedMap::default();
        for (row, at) in &self.rows {
            *seen.entry((joined(row, columns), *at)).or_default() += 1;
        }
        let once = seen.values().filter(|&&rows| rows == 1).count();
        once as f64 / self.rows.len().max(1) as f64
    }

    /// How many different cells a column has, times not counted.
    fn kinds(&self, columns: &[usize]) -> usize {
        let mut seen: FixedMap<(Vec<u8>, i64), usize> = FixedMap::default();
        self.rows.iter().for_each(|(row, _)| {
            seen.insert((joined(row, columns), 0), 0);
        });
        seen.len()
    }

    /// How many different times there are.
    fn times(&self) -> usize {
        let mut times: Vec<i64> = self.rows.iter().map(|(_, at)| *at).collect();
        times.sort_unstable();
        times.dedup();
        times.len()
    }

    /// Share of the rows that stand on a full minute.
    pub fn on_minutes(&self) -> f64 {
        let full = self.rows.iter().filter(|(_, at)| at % 60_000 == 0).count();
        full as f64 / self.rows.len().max(1) as f64
    }

    /// Whether each row has a time of its own, in even steps or a day each.
    pub fn is_one_a_time(&self) -> bool {
        let days = self.rows.iter().all(|(_, at)| at.rem_euclid(DAY_MS) == 0);
        self.once >= 0.98 && (self.even || days)
    }

    /// Whether a column says which way something was traded: `buy`, `sell`.
    pub fn is_side(&self, column: usize) -> bool {
        let cells = || {
            let cells = self.rows.iter().map(|(row, _)| row.cell(column).trim_ascii());
            cells.filter(|cell| !cell.is_empty())
        };
        let side = |cell: &[u8]| lexicon::side(&String::from_utf8_lossy(cell));
        cells().next().is_some() && cells().take(200).all(side)
    }

    /// Whether the numbers of a column are all the same.
    fn is_constant(&self, column: usize) -> bool {
        let mut numbers = self.rows.iter().filter_map(|(row, _)| self.number(row, column));
        let first = numbers.next();
        numbers.all(|number| Some(number) == first)
    }

    /// What the numbers of a column are like, codes for missing left out.
    pub fn profile(&self, column: usize) -> Profile {
        let numbers = self.rows.iter().filter_map(|(row, _)| self.number(row, column));
        let mut numbers: Vec<f64> = numbers.collect();
        let codes = codes::find(&numbers);
        numbers.retain(|number| !codes.iter().any(|code| code.value == *number));
        let mut profile = Profile { of: self.rows.len(), ..Profile::default() };
        profile.min = f64::INFINITY;
        for &number in &numbers {
            profile.numbers += 1;
            profile.negatives += usize::from(number < 0.0);
            profile.zeros += usize::from(number == 0.0);
            profile.whole += usize::from(number.fract() == 0.0);
            profile.min = profile.min.min(number);
            profile.max = profile.max.max(number);
        }
        let in_time = self.rows.is_sorted_by_key(|(_, at)| *at);
        let back_in_time = self.rows.is_sorted_by_key(|(_, at)| -*at);
        profile.running = numbers.len() >= 20
            && profile.max > 2.0 * profile.min
            && (in_time && numbers.is_sorted() || back_in_time && numbers.iter().rev().is_sorted());
        profile.counter = self.is_counter(column);
        profile
    }
}

fn joined(row: &Row, columns: &[usize]) -> Vec<u8> {
    let mut joined = Vec::new();
    for &column in columns {
        joined.extend_from_slice(row.cell(column).trim_ascii());
        joined.push(0);
    }
    joined
}

/// What the numbers of a column are like.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Profile {
    /// Rows looked at.
    pub of: usize,
    /// Those that have a number.
    pub numbers: usize,
    /// Numbers below zero.
    pub negatives: usize,
    /// Zeros.
    pub zeros: usize,
    /// Whole numbers.
    pub whole: usize,
    /// The smallest, infinite where there is none.
    pub min: f64,
    /// The largest, 0 where there is none above.
    pub max: f64,
    /// Whether they never fall from one time to the next, and grow to more than the double: a
    /// running total.
    pub running: bool,
    /// Whether they are a counter's readings.
    pub counter: bool,
}

impl Profile {
    /// Whether the numbers are those of a count: whole, none below zero, and of different sizes. A
    /// score or a heart rate keeps to a part of its scale.
    fn is_like_counts(&self) -> bool {
        self.numbers > 0
            && self.whole == self.numbers
            && self.negatives == 0
            && !self.running
            && !self.counter
            && (self.zeros > 0 || self.max > 3.0 * self.min)
    }
}

impl Sampled<'_> {
    /// Whether the numbers of a column are the readings of a counter: they never fall from one
    /// time to the next, by uneven steps, or begin anew with each day and never fall within one. Of
    /// rows that stand weeks apart nobody can tell: what grows, grows.
    fn is_counter(&self, column: usize) -> bool {
        let numbers = self.rows.iter().filter_map(|(row, at)| {
            self.number(row, column).map(|number| (*at, at.div_euclid(DAY_MS), number))
        });
        let mut numbers: Vec<(i64, i64, f64)> = numbers.collect();
        if numbers.len() < COUNTER_MIN {
            return false;
        }
        if numbers.is_sorted_by_key(|one| -one.0) {
            numbers.reverse();
        }
        let (Some(first), Some(last)) = (numbers.first(), numbers.last()) else { return false };
        let steps = numbers.len() as i64 - 1;
        if !numbers.is_sorted_by_key(|one| one.0) || last.0 - first.0 > 8 * DAY_MS * steps {
            return false;
        }
        let (mut rises, mut within, mut turns, mut turned) = (Vec::new(), 0, 0, 0);
        for [one, two] in numbers.array_windows() {
            let step = two.2 - one.2;
            if one.1 == two.1 {
                within += 1;
                if step < 0.0 {
                    return false;
                }
            } else {
                turns += 1;
                turned += usize::from(step < 0.0);
            }
            if step > 0.0 {
                rises.push(step);
            }
        }
        // A series made by a rule is none that was read from a counter.
        let even = |a: f64, b: f64| (a - b).abs() <= 1e-6 * a.abs().max(b.abs());
        let uneven = rises.first().is_some_and(|first| !rises.iter().all(|r| even(*first, *r)));
        let anew = turns >= 3 && turned == turns && within >= 4 * turns;
        let level = numbers.iter().map(|one| one.2).fold(f64::INFINITY, f64::min);
        uneven && rises.len() * 4 >= numbers.len() && level >= 0.0 && (anew || turned == 0)
    }
}

/// Fewest readings of a counter.
const COUNTER_MIN: usize = 24;

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
            _ => Split::None,
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
fn is_time_again(look: &ColumnFacts, table: &Sampled<'_>, column: usize) -> bool {
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
fn is_second_time(look: &ColumnFacts, time: &TimePlan, table: &Sampled<'_>, column: usize) -> bool {
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
fn is_dated_id(look: &ColumnFacts, table: &Sampled<'_>, column: usize) -> bool {
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

/// The first column that has a number in at least half of the rows, with how many it has.
pub fn first_whole(candidates: &[usize], table: &Sampled<'_>) -> Option<(usize, Profile)> {
    let profiles = || candidates.iter().map(|&column| (column, table.profile(column)));
    profiles().find(|(_, profile)| profile.numbers * 2 >= profile.of).or_else(|| {
        // The fullest, the first of those that are.
        profiles().reduce(|best, next| if next.1.numbers > best.1.numbers { next } else { best })
    })
}

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
