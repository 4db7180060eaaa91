//! Columns over time: prices, levels, and series that were already counted.
//!
//! Contract. A value is kept as given, NaN where the cell is empty or a missing token. Rows are
//! put in time order by a stable sort, so duplicates stay in file order and neither pieces nor
//! parts change anything. Of more rows than are kept one by one ([`Limit::Rows`]) each quarter hour is
//! kept ([`Quarters`]), where that is fewer; with more values than are kept at all ([`Limit::Kept`]) the
//! other columns are left out, then the file is refused.

#![expect(clippy::arithmetic_side_effects, reason = "places and counts of rows that are held")]

use super::{
    codes,
    limits::Limit,
    names::Names,
    nested,
    quarters::{Fold, Place, Quarters, Rows, means},
};
use crate::kit::{
    indices::{by_time, ordered, sorted},
    plain,
};

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
        let values: Vec<f64> = (0..self.times_ms.len()).map(row).collect();
        let (name, unit) = (first.name.clone(), first.unit.clone());
        // Of a sum only its means are known: they stand for smallest, largest, first and last, too.
        let quarters = first.quarters.as_ref().map(|own| {
            let mut quarters = Quarters::default();
            for (value, n) in values.iter().zip(&own.n) {
                quarters.push_all([*n, value * n, *value, *value, *value, *value]);
            }
            Box::new(quarters)
        });
        Some(ValueColumn { name, index: first.index, unit, counted, values, quarters })
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
    /// What the quarter hours had of which `values` are the means, where rows are not kept one by one.
    pub quarters: Option<Box<Quarters>>,
}

impl ValueColumn {
    /// How many values it has.
    pub fn observations(&self) -> u64 {
        match &self.quarters {
            Some(quarters) => quarters.n.iter().sum::<f64>() as u64,
            None => self.values.iter().filter(|value| value.is_finite()).count() as u64,
        }
    }
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
    /// Rows at which it is looked whether summing up saves something.
    room: usize,
    /// The rows before, summed up.
    fold: Option<Fold>,
    /// Whether numbers may stand for "no value", see [`codes`].
    coded: bool,
}

impl Table {
    /// A table of so many value columns; `coded` says whether numbers may stand for "no value".
    pub fn new(columns: usize, coded: bool) -> Table {
        Table {
            times: Vec::new(),
            keys: Vec::new(),
            names: Names::new(KEYS_MAX + 1),
            values: vec![Vec::new(); columns],
            sorted: true,
            again: Vec::new(),
            room: Limit::Rows.count().min(Limit::Kept.count() / columns.max(1)).max(1),
            fold: None,
            coded,
        }
    }

    /// A table that looks after so many rows.
    #[cfg(test)]
    fn with_room(self, room: usize) -> Table {
        Table { room, ..self }
    }

    /// Whether rows have been summed up.
    pub fn is_folded(&self) -> bool {
        self.fold.is_some()
    }

    fn rows(&self) -> Rows<'_> {
        let Table { times, keys, again, values, sorted, .. } = self;
        Rows { times, keys, again, values, sorted: *sorted }
    }

    /// Sums the rows up, where that saves something.
    #[cold]
    #[inline(never)]
    fn look(&mut self) {
        if self.fold.is_some() || self.rows().are_many_a_quarter() {
            self.fold();
        } else {
            self.room = self.room.saturating_mul(2);
        }
    }

    fn fold(&mut self) {
        let mut fold = self.fold.take().unwrap_or_default();
        fold.add(&self.rows(), self.coded);
        self.fold = Some(fold);
        self.times.clear();
        self.keys.clear();
        self.again.clear();
        self.values.iter_mut().for_each(Vec::clear);
        self.sorted = true;
    }

    /// Notes that the last row stands behind a turn of the clock.
    pub fn came_again(&mut self) {
        self.again.extend(self.times.len().checked_sub(1));
    }

    /// Times of the rows, as they came; `None` where they are not kept.
    pub fn times(&self) -> Option<&[i64]> {
        self.fold.is_none().then_some(&self.times)
    }

    /// Whether there are rows in [from, to).
    pub fn has(&self, from_ms: i64, to_ms: i64) -> bool {
        let inside = |at: &i64| (from_ms..to_ms).contains(at);
        self.times.iter().any(inside)
            || self.fold.iter().flat_map(Fold::cells).any(|cell| inside(&cell))
    }

    /// Whether there are more values than are kept: read again with fewer columns.
    pub fn too_many(&self) -> bool {
        let folded = self.fold.as_ref().map_or(0, Fold::len);
        let rows = self.times.len().saturating_add(folded);
        rows.saturating_mul(self.values.len()) > Limit::Kept.count()
    }

    /// Whether a long table has more keys than can be series.
    pub fn too_many_keys(&self) -> bool {
        self.names.overflown()
    }

    /// Adds a row of a wide table; values beyond the columns are dropped, absent ones are NaN.
    pub fn row(&mut self, time_ms: i64, values: &[f64]) {
        if self.times.len() >= self.room {
            self.look();
        }
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
        self.row(time_ms, values);
        self.keys.push(key);
    }

    /// Makes gaps of the numbers that stand for "no value", see [`codes`]; gives each and its cells.
    pub fn take_codes(&mut self) -> Vec<(f64, u64)> {
        if self.fold.is_some() {
            self.fold();
        }
        if let Some(fold) = &mut self.fold {
            return fold.take_codes();
        }
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
        let folded = self.fold.as_mut().map_or(0, |fold| fold.map_times(real_ms));
        folded.saturating_add(lost as u64)
    }

    /// The columns in time order, named after `columns`; `None` where a long table has more cells than
    /// are kept.
    pub fn finish(mut self, columns: Vec<ValueColumn>) -> Option<Measurements> {
        let mut quarters = Vec::new();
        if self.fold.is_none() && !self.keys.is_empty() && self.cells() > Limit::Kept.count() {
            self.fold();
        }
        if self.fold.is_some() {
            self.fold();
            quarters = self.unfold();
        }
        if !self.keys.is_empty() {
            return (self.cells() <= Limit::Kept.count()).then(|| self.pivot(&columns, quarters));
        }
        let order = self.order();
        let again = match &order {
            None => std::mem::take(&mut self.again),
            Some(order) => places(order, &self.again),
        };
        // Of an order rows are picked, one column after the other; else nothing is copied.
        let times_ms = match &order {
            None => std::mem::take(&mut self.times),
            Some(order) => order.iter().filter_map(|&row| self.times.get(row).copied()).collect(),
        };
        let mut quarters = quarters.into_iter();
        let columns = columns
            .into_iter()
            .zip(self.values)
            .map(|(column, values)| {
                let values = match &order {
                    None => values,
                    Some(order) => {
                        order.iter().filter_map(|&row| values.get(row).copied()).collect()
                    }
                };
                ValueColumn { values, quarters: quarters.next().map(Box::new), ..column }
            })
            .collect();
        Some(Measurements { times_ms, columns, direction: 0, again })
    }

    /// Puts the quarter hours in the place of the rows, in time order: their means, and what they had.
    fn unfold(&mut self) -> Vec<Quarters> {
        let Some(fold) = self.fold.take() else { return Vec::new() };
        let (places, quarters) = fold.finish();
        self.times = places.iter().map(|place| place.0).collect();
        if self.names.iter().next().is_some() {
            self.keys = places.iter().map(|place| place.2).collect();
        }
        let again = |(row, (_, again, _)): (usize, &Place)| again.then_some(row);
        self.again = places.iter().enumerate().filter_map(again).collect();
        self.values = quarters.iter().map(means).collect();
        quarters
    }

    /// Cells of a long table, about, once each key has a column: of a small one at most so many.
    fn cells(&self) -> usize {
        let columns = self.names.len().saturating_mul(self.values.len());
        let most = self.times.len().saturating_mul(columns);
        if most <= Limit::Kept.count() {
            return most;
        }
        let mut times = self.times.clone();
        times.sort_unstable();
        times.dedup();
        times.len().saturating_mul(columns)
    }

    /// Rows in time order; `None` where they are already.
    fn order(&self) -> Option<Vec<usize>> {
        (!self.sorted).then(|| by_time(&self.times))
    }

    /// A long table as one column a key (and value column): keys by their number of rows, then
    /// by name. The second row of a key at one instant stands in a second row of that instant.
    fn pivot(self, columns: &[ValueColumn], quarters: Vec<Quarters>) -> Measurements {
        let mut sizes = vec![0usize; self.names.len()];
        for (row, &key) in self.keys.iter().enumerate() {
            let rows = quarters.first().and_then(|quarters| quarters.n.get(row));
            if let Some(size) = sizes.get_mut(key as usize) {
                *size = size.saturating_add(rows.map_or(1, |rows| *rows as usize));
            }
        }
        let names: Vec<String> = self
            .names
            .iter()
            .map(|name| plain::name(&String::from_utf8_lossy(name)).into_owned())
            .collect();
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
        let spread = |values: &[f64]| {
            let mut wide = vec![vec![f64::NAN; times_ms.len()]; names.len()];
            for ((&key, &place), &value) in self.keys.iter().zip(&place).zip(values) {
                if let Some(cell) = wide.get_mut(key as usize).and_then(|wide| wide.get_mut(place))
                {
                    *cell = value;
                }
            }
            wide
        };
        let mut quarters = quarters.iter();
        for (column, values) in columns.iter().zip(&self.values) {
            let mut wide = spread(values);
            let lists = quarters.next().map(|quarters| quarters.lists().map(|list| spread(list)));
            for &key in &by_size {
                let key_name = names.get(key).cloned().unwrap_or_default();
                let name = match columns.len() {
                    1 => key_name,
                    _ => format!("{key_name} · {}", column.name),
                };
                let values = wide.get_mut(key).map(std::mem::take).unwrap_or_default();
                let quarters = lists.as_ref().map(|lists| {
                    let of_key = |list: &Vec<Vec<f64>>| list.get(key).cloned().unwrap_or_default();
                    let mut quarters = Quarters::of(lists.each_ref().map(of_key));
                    // Where another key has a quarter hour, this one has nothing.
                    quarters.n.iter_mut().filter(|n| n.is_nan()).for_each(|n| *n = 0.0);
                    Box::new(quarters)
                });
                series.push(ValueColumn { name, values, quarters, ..column.clone() });
            }
        }
        let again: Vec<usize> =
            self.again.iter().filter_map(|&row| place.get(row).copied()).collect();
        let mut again = sorted(again, &Ord::cmp);
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
        let mut table = Table::new(1, true);
        for (time, value) in [(3, 1.0), (1, 2.0), (3, 3.0), (2, f64::NAN)] {
            table.row(time, &[value]);
        }
        let got = table.finish(named(&["a"])).unwrap();
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
        let mut table = Table::new(1, true);
        for (time, key, value) in [(2, "b", 1.0), (1, "a", 2.0), (1, "b", 3.0), (2, "b", 4.0)] {
            table.keyed_row(time, key.as_bytes(), &[value]);
        }
        table.keyed_row(3, b"c", &[5.0]);
        let got = table.finish(named(&["v"])).unwrap();
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

    /// Rows of ten minutes each quarter hour would be told by, in any order, with and without a key.
    #[test]
    fn quarter_hours_have_what_their_rows_had() {
        let rows: Vec<(i64, f64)> = (0..4_000i64)
            .map(|row| {
                let at = row * 7_919 % 4_000;
                let value = if at % 97 == 0 { f64::NAN } else { (at * 31 % 1_009) as f64 };
                (at * 20_000, value)
            })
            .collect();
        for backward in [false, true] {
            let order: Vec<(i64, f64)> = match backward {
                true => rows.iter().rev().copied().collect(),
                false => rows.clone(),
            };
            let mut table = Table::new(1, true).with_room(700);
            for (at, value) in &order {
                table.row(*at, &[*value]);
            }
            assert!(table.is_folded());
            let got = table.finish(named(&["a"])).unwrap();
            assert_eq!(got.times_ms, (0..89).map(|cell| cell * 900_000).collect::<Vec<_>>());
            let quarters = got.columns[0].quarters.as_ref().unwrap();
            for (place, cell) in got.times_ms.iter().enumerate() {
                let mut own: Vec<(i64, f64)> = order
                    .iter()
                    .copied()
                    .filter(|(at, v)| at.div_euclid(900_000) * 900_000 == *cell && !v.is_nan())
                    .collect();
                own.sort_by_key(|row| row.0);
                let values: Vec<f64> = own.iter().map(|row| row.1).collect();
                let want = [
                    values.len() as f64,
                    values.iter().sum::<f64>(),
                    values.iter().copied().fold(f64::INFINITY, f64::min),
                    values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
                    values[0],
                    values[values.len() - 1],
                ];
                assert_eq!(quarters.entry(place), Some(want), "{place} {backward}");
                assert_eq!(got.columns[0].values[place], want[1] / want[0]);
            }
            assert_eq!(got.columns[0].observations(), 3_958);
        }
    }

    #[test]
    fn a_long_table_of_quarter_hours() {
        let mut table = Table::new(1, true).with_room(100);
        for row in 0..1_000i64 {
            let key: &[u8] = if row % 4 == 0 { b"b" } else { b"a" };
            table.keyed_row(row * 10_000, key, &[row as f64]);
        }
        let got = table.finish(named(&["v"])).unwrap();
        assert_eq!(got.times_ms.len(), 12);
        let told: Vec<(String, u64, [f64; 6])> = got
            .columns
            .iter()
            .map(|column| {
                let first = column.quarters.as_ref().unwrap().entry(0).unwrap();
                (column.name.clone(), column.observations(), first)
            })
            .collect();
        let sum = |of: &dyn Fn(i64) -> bool| (0..90).filter(|row| of(*row)).sum::<i64>() as f64;
        assert_eq!(
            told,
            [
                ("a".into(), 750, [67.0, sum(&|row| row % 4 != 0), 1.0, 89.0, 1.0, 89.0]),
                ("b".into(), 250, [23.0, sum(&|row| row % 4 == 0), 0.0, 88.0, 0.0, 88.0]),
            ]
        );
    }

    #[test]
    fn rows_that_are_few_a_quarter_hour_stay_rows() {
        let mut table = Table::new(1, true).with_room(100);
        (0..1_000).for_each(|row| table.row(row * 600_000, &[1.0]));
        assert!(!table.is_folded());
        assert_eq!(table.finish(named(&["v"])).unwrap().times_ms.len(), 1_000);
    }

    #[test]
    fn codes_are_no_values_of_a_quarter_hour() {
        let mut table = Table::new(1, true).with_room(500);
        for row in 0..2_000i64 {
            let code = row > 400 && row % 50 == 0;
            let value = if code { -9_999.0 } else { 20.0 + (row % 7) as f64 };
            table.row(row * 10_000, &[value]);
        }
        assert_eq!(table.take_codes(), [(-9_999.0, 31)]);
        let got = table.finish(named(&["v"])).unwrap();
        assert_eq!(got.columns[0].observations(), 2_000 - 31);
        let quarters = got.columns[0].quarters.as_ref().unwrap();
        assert!(quarters.min.iter().all(|min| *min == 20.0));
    }
}
