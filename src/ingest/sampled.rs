//! The rows of a sample that have a time, and what the numbers of a column are like over it.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "days of the calendar, and counts of a sample's rows"
)]

use super::{
    codes, lexicon,
    names::FixedMap,
    number::Form,
    table::Row,
    time_column::{TimePlan, even_steps},
    timestamp::DAY_MS,
};

/// The sampled rows that have a time, with how their numbers are read.
pub struct Sampled<'a> {
    /// The rows and their times, epoch ms.
    pub rows: Vec<(&'a Row, i64)>,
    pub forms: &'a [Form],
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
    pub fn kinds(&self, columns: &[usize]) -> usize {
        let mut seen: FixedMap<(Vec<u8>, i64), usize> = FixedMap::default();
        self.rows.iter().for_each(|(row, _)| {
            seen.insert((joined(row, columns), 0), 0);
        });
        seen.len()
    }

    /// Whether the numbers of a column keep to a level of their own for each cell of another: three
    /// quarters of what they differ by is between those.
    pub fn own_levels(&self, key: usize, column: usize) -> bool {
        let mut seen: FixedMap<(Vec<u8>, i64), usize> = FixedMap::default();
        let (mut groups, mut all): (Vec<Vec<f64>>, Vec<f64>) = (Vec::new(), Vec::new());
        for (row, _) in &self.rows {
            if let Some(number) = self.number(row, column) {
                let group = *seen.entry((joined(row, &[key]), 0)).or_insert(groups.len());
                match groups.get_mut(group) {
                    Some(group) => group.push(number),
                    None => groups.push(vec![number]),
                }
                all.push(number);
            }
        }
        let squares = |numbers: &Vec<f64>| {
            let mean = numbers.iter().sum::<f64>() / numbers.len().max(1) as f64;
            numbers.iter().map(|number| (number - mean) * (number - mean)).sum::<f64>()
        };
        let within: f64 = groups.iter().map(squares).sum();
        within * 4.0 < squares(&all)
    }

    /// How many different times there are.
    pub fn times(&self) -> usize {
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
    pub fn is_constant(&self, column: usize) -> bool {
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
    pub fn is_like_counts(&self) -> bool {
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
