//! Columns over time: prices, levels, and series that were already counted.
//!
//! Contract. A value is kept as given, NaN where the cell is empty or a missing token. Rows are
//! put in time order by a stable sort, so duplicates stay in file order and neither pieces nor
//! parts change anything.

use super::{codes, names::Names, nested};
use crate::kit::indices::ordered;

/// Values that are kept as they are; with more, the other columns are left out, then rows.
pub const VALUES_MAX: usize = 12_000_000;
/// Series that a long table is split into, at most.
pub const KEYS_MAX: usize = 200;

/// Value columns over the instants of their rows, in time order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measurements {
    /// Epoch milliseconds of each row on the source's clock, ascending; duplicates are kept in
    /// file order.
    pub times_ms: Vec<i64>,
    /// One entry a series, each as long as `times_ms`.
    pub columns: Vec<ValueColumn>,
    /// Whether the rows of the file went forward (1) or backward (-1) in time; 0 where neither.
    pub direction: i64,
    /// Rows that went back by up to an hour, as after a clock was set back: places in `times_ms`,
    /// ascending.
    pub again: Vec<usize>,
}

impl Measurements {
    /// Several columns together, row by row. Counts of what is there add up; of values a row where
    /// one is missing has no sum. `None` where there are none of these columns.
    pub fn sum(&self, places: &[usize]) -> Option<ValueColumn> {
        let columns: Vec<&ValueColumn> =
            places.iter().filter_map(|at| self.columns.get(*at)).collect();
        let first = columns.first()?;
        let counted = columns.iter().all(|column| column.counted);
        let row = |row: usize| {
            let cells = columns.iter().filter_map(|column| column.values.get(row).copied());
            let there = cells.clone().filter(|value| !counted || !value.is_nan());
            if there.clone().next().is_some() { there.sum() } else { f64::NAN }
        };
        let values = (0..self.times_ms.len()).map(row).collect();
        let (name, unit) = (first.name.clone(), first.unit.clone());
        Some(ValueColumn { name, index: first.index, unit, counted, values })
    }
}

/// One value column; NaN where the cell is empty or a missing token.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ValueColumn {
    /// Label of the series: header, or the key of a long table.
    pub name: String,
    /// Index of the column in the file.
    pub index: usize,
    /// Unit where the file states one (`USD`, `%`).
    pub unit: Option<String>,
    /// Whether it holds counts of events (its default aggregate is the sum).
    pub counted: bool,
    /// One value a row of `times_ms`.
    pub values: Vec<f64>,
}

/// Values while they are being collected. Two tables of parts of a file join into one of the whole.
#[derive(Clone, Debug)]
pub struct Table {
    times: Vec<i64>,
    /// Key of each row, in a long table.
    keys: Vec<u32>,
    names: Names,
    values: Vec<Vec<f64>>,
    sorted: bool,
    /// Rows behind a turn of the clock.
    again: Vec<usize>,
}

impl Table {
    /// A table of so many value columns.
    pub fn new(columns: usize) -> Table {
        Table {
            times: Vec::new(),
            keys: Vec::new(),
            names: Names::new(KEYS_MAX + 1),
            values: vec![Vec::new(); columns],
            sorted: true,
            again: Vec::new(),
        }
    }

    /// Notes that the last row stands behind a turn of the clock.
    pub fn came_again(&mut self) {
        self.again.extend(self.times.len().checked_sub(1));
    }

    /// Times of the rows, as they came.
    pub fn times(&self) -> &[i64] {
        &self.times
    }

    /// Whether there are rows in [from, to).
    pub fn has(&self, from_ms: i64, to_ms: i64) -> bool {
        self.times.iter().any(|at| (from_ms..to_ms).contains(at))
    }

    /// Whether there are more values than are kept: read again with fewer columns.
    pub fn too_many(&self) -> bool {
        self.times.len().saturating_mul(self.values.len()) > VALUES_MAX
    }

    /// Whether a long table has more keys than can be series.
    pub fn too_many_keys(&self) -> bool {
        self.names.overflown()
    }

    /// Adds a row of a wide table; values beyond the columns are dropped, absent ones are NaN.
    pub fn row(&mut self, time_ms: i64, values: &[f64]) {
        self.sorted &= self.times.last().is_none_or(|&last| last <= time_ms);
        self.times.push(time_ms);
        for (column, value) in
            self.values.iter_mut().zip(values.iter().chain(std::iter::repeat(&f64::NAN)))
        {
            column.push(*value);
        }
    }

    /// Adds a row of a long table.
    pub fn keyed_row(&mut self, time_ms: i64, key: &[u8], values: &[f64]) {
        let key = self.names.index(key);
        self.keys.push(key);
        self.row(time_ms, values);
    }

    /// Makes gaps of the numbers that stand for "no value", see [`codes`]; gives each and its cells.
    pub fn take_codes(&mut self) -> Vec<(f64, u64)> {
        let mut taken: Vec<(f64, u64)> = Vec::new();
        for values in &mut self.values {
            for code in codes::find(values) {
                for value in values.iter_mut().filter(|value| **value == code.value) {
                    *value = f64::NAN;
                }
                match taken.iter_mut().find(|(value, _)| *value == code.value) {
                    Some((_, cells)) => *cells += code.cells,
                    None => taken.push((code.value, code.cells)),
                }
            }
        }
        taken
    }

    /// Moves every row in time; gives how many have no place.
    pub fn map_times(&mut self, real_ms: &dyn Fn(i64) -> Option<i64>) -> u64 {
        let mut kept = Vec::with_capacity(self.times.len());
        for time in &mut self.times {
            let real = real_ms(*time);
            *time = real.unwrap_or(*time);
            kept.push(real.is_some());
        }
        let lost = kept.iter().filter(|kept| !**kept).count();
        if lost > 0 {
            // Days that do not exist: which rows are behind a turn is no longer told.
            self.again.clear();
            let all = |index: &mut usize| {
                *index += 1;
                kept.get(*index - 1).copied().unwrap_or(false)
            };
            let mut at = 0;
            self.times.retain(|_| all(&mut at));
            at = 0;
            self.keys.retain(|_| all(&mut at));
            for column in &mut self.values {
                at = 0;
                column.retain(|_| all(&mut at));
            }
        }
        self.sorted = self.times.is_sorted();
        lost as u64
    }

    /// The columns in time order, named after `columns`.
    pub fn finish(self, columns: Vec<ValueColumn>) -> Measurements {
        if !self.keys.is_empty() {
            return self.pivot(&columns);
        }
        let order = self.order();
        let pick = |values: &[f64]| match &order {
            None => values.to_vec(),
            Some(order) => order.iter().filter_map(|&row| values.get(row).copied()).collect(),
        };
        let times_ms = match &order {
            None => self.times.clone(),
            Some(order) => order.iter().filter_map(|&row| self.times.get(row).copied()).collect(),
        };
        let columns = columns
            .into_iter()
            .zip(&self.values)
            .map(|(column, values)| ValueColumn { values: pick(values), ..column })
            .collect();
        let again = match &order {
            None => self.again,
            Some(order) => places(order, &self.again),
        };
        Measurements { times_ms, columns, direction: 0, again }
    }

    /// Rows in time order; `None` where they are already.
    fn order(&self) -> Option<Vec<usize>> {
        if self.sorted {
            return None;
        }
        let mut order: Vec<usize> = (0..self.times.len()).collect();
        order.sort_by_key(|&row| self.times.get(row));
        Some(order)
    }

    /// A long table as one column a key (and value column): keys by their number of rows, then
    /// by name. The second row of a key at one instant stands in a second row of that instant.
    fn pivot(self, columns: &[ValueColumn]) -> Measurements {
        let mut sizes = vec![0usize; self.names.len()];
        for &key in &self.keys {
            if let Some(size) = sizes.get_mut(key as usize) {
                *size += 1;
            }
        }
        let names: Vec<String> =
            self.names.iter().map(|name| String::from_utf8_lossy(name).into_owned()).collect();
        // Lists and records are called by their names, where these tell them apart.
        let called: Vec<String> = names
            .iter()
            .map(|name| nested::name(name.as_bytes()).unwrap_or_else(|| name.clone()))
            .collect();
        let again = |(at, name): (usize, &String)| called.iter().skip(at + 1).any(|o| o == name);
        let apart = !called.iter().enumerate().any(again);
        let names = if apart { called } else { names };
        let by_size = ordered(names.len(), &|a, b| {
            sizes.get(b).cmp(&sizes.get(a)).then_with(|| names.get(a).cmp(&names.get(b)))
        });

        let order = self.order().unwrap_or_else(|| (0..self.times.len()).collect());
        let mut times_ms: Vec<i64> = Vec::new();
        // Row of the result for each row of the table.
        let mut place = vec![0usize; self.times.len()];
        let mut first = 0;
        let mut met = vec![0usize; names.len()];
        for run in order.chunk_by(|&a, &b| self.times.get(a) == self.times.get(b)) {
            met.iter_mut().for_each(|met| *met = 0);
            let mut height = 0;
            for &row in run {
                let key = self.keys.get(row).map_or(0, |&key| key as usize);
                if let (Some(met), Some(place)) = (met.get_mut(key), place.get_mut(row)) {
                    *place = first + *met;
                    *met += 1;
                    height = height.max(*met);
                }
            }
            let time = run.first().and_then(|&row| self.times.get(row)).copied().unwrap_or(0);
            times_ms.extend(std::iter::repeat_n(time, height));
            first += height;
        }
        let mut series = Vec::new();
        for (column, values) in columns.iter().zip(&self.values) {
            let mut wide = vec![vec![f64::NAN; times_ms.len()]; names.len()];
            for ((&key, &place), &value) in self.keys.iter().zip(&place).zip(values) {
                if let Some(cell) = wide.get_mut(key as usize).and_then(|wide| wide.get_mut(place))
                {
                    *cell = value;
                }
            }
            for &key in &by_size {
                let key_name = names.get(key).cloned().unwrap_or_default();
                let name = match columns.len() {
                    1 => key_name,
                    _ => format!("{key_name} · {}", column.name),
                };
                let values = wide.get_mut(key).map(std::mem::take).unwrap_or_default();
                series.push(ValueColumn { name, values, ..column.clone() });
            }
        }
        let mut again: Vec<usize> =
            self.again.iter().filter_map(|&row| place.get(row).copied()).collect();
        again.sort_unstable();
        again.dedup();
        Measurements { times_ms, columns: series, direction: 0, again }
    }
}

/// Where rows of a file stand in an order of them, ascending.
fn places(order: &[usize], rows: &[usize]) -> Vec<usize> {
    let stands = order.iter().enumerate();
    stands.filter(|(_, row)| rows.binary_search(row).is_ok()).map(|(place, _)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(names: &[&str]) -> Vec<ValueColumn> {
        let column = |name: &&str| ValueColumn { name: (*name).into(), ..ValueColumn::default() };
        names.iter().map(column).collect()
    }

    #[test]
    fn rows_come_in_time_order_and_duplicates_in_file_order() {
        let mut table = Table::new(1);
        for (time, value) in [(3, 1.0), (1, 2.0), (3, 3.0), (2, f64::NAN)] {
            table.row(time, &[value]);
        }
        let got = table.finish(named(&["a"]));
        assert_eq!(got.times_ms, [1, 2, 3, 3]);
        assert_eq!(format!("{:?}", got.columns[0].values), "[2.0, NaN, 1.0, 3.0]");
    }

    #[test]
    fn columns_add_up() {
        let column = |counted, values: &[f64]| ValueColumn {
            counted,
            values: values.to_vec(),
            ..ValueColumn::default()
        };
        for (counted, want) in [(true, "[3.0, 4.0, NaN]"), (false, "[3.0, NaN, NaN]")] {
            let data = Measurements {
                times_ms: vec![0, 1, 2],
                columns: vec![
                    column(counted, &[1.0, f64::NAN, f64::NAN]),
                    column(counted, &[2.0, 4.0, f64::NAN]),
                ],
                ..Measurements::default()
            };
            assert_eq!(format!("{:?}", data.sum(&[0, 1, 7]).unwrap().values), want);
            assert_eq!(data.sum(&[7]), None);
        }
    }

    #[test]
    fn a_long_table_is_split_by_its_key() {
        let mut table = Table::new(1);
        for (time, key, value) in [(2, "b", 1.0), (1, "a", 2.0), (1, "b", 3.0), (2, "b", 4.0)] {
            table.keyed_row(time, key.as_bytes(), &[value]);
        }
        table.keyed_row(3, b"c", &[5.0]);
        let got = table.finish(named(&["v"]));
        assert_eq!(got.times_ms, [1, 2, 2, 3]);
        let columns: Vec<String> = got
            .columns
            .iter()
            .map(|column| format!("{} {:?}", column.name, column.values))
            .collect();
        assert_eq!(
            columns,
            ["b [3.0, 1.0, 4.0, NaN]", "a [2.0, NaN, NaN, NaN]", "c [NaN, NaN, NaN, 5.0]"]
        );
    }
}
