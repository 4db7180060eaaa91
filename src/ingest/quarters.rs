//! Measurements by quarter hour, where there are too many rows to keep them one by one: ticks of a
//! market, a sensor's seconds.
//!
//! Every zone's offset is a multiple of a quarter of an hour (since 1972) and no bucket is shorter, so
//! that means, sums, counts, smallest, largest, first and last of any bucket come out as of the rows;
//! only a median is one of quarter hours.
//!
//! Contract. What comes out depends on the rows and their order in the file only. NaN is no value. Rows
//! of one instant stay in file order: the first of them is the first, the last of them the last.

use super::codes;
use super::counts::CELL_MS;
use crate::kit::indices::{ordered, sorted};

/// What quarter hours had, one entry each; where there was no value, `n` is 0 and the rest NaN.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Quarters {
    /// Values.
    pub n: Vec<f64>,
    /// Their sum.
    pub sum: Vec<f64>,
    /// The smallest.
    pub min: Vec<f64>,
    /// The largest.
    pub max: Vec<f64>,
    /// The earliest.
    pub first: Vec<f64>,
    /// The latest.
    pub last: Vec<f64>,
}

impl Quarters {
    /// All lists, in the order of their declaration.
    pub fn lists(&self) -> [&Vec<f64>; 6] {
        [&self.n, &self.sum, &self.min, &self.max, &self.first, &self.last]
    }

    /// From such lists.
    pub fn of([n, sum, min, max, first, last]: [Vec<f64>; 6]) -> Quarters {
        Quarters { n, sum, min, max, first, last }
    }

    /// Made list by list.
    #[must_use]
    pub fn map(&self, mut make: impl FnMut(&[f64]) -> Vec<f64>) -> Quarters {
        Quarters::of(self.lists().map(|list| make(list)))
    }

    /// Adds an entry: one value, none where that is NaN.
    pub fn push(&mut self, value: f64) {
        let n = if value.is_nan() { 0.0 } else { 1.0 };
        self.push_all([n, value, value, value, value, value]);
    }

    /// Adds an entry by its six numbers.
    pub fn push_all(&mut self, entry: [f64; 6]) {
        let Quarters { n, sum, min, max, first, last } = self;
        for (list, number) in [n, sum, min, max, first, last].into_iter().zip(entry) {
            list.push(number);
        }
    }

    /// The six numbers of an entry.
    pub fn entry(&self, at: usize) -> Option<[f64; 6]> {
        let [n, sum, min, max, first, last] = self.lists();
        Some([
            *n.get(at)?,
            *sum.get(at)?,
            *min.get(at)?,
            *max.get(at)?,
            *first.get(at)?,
            *last.get(at)?,
        ])
    }
}

/// One value column in one quarter hour.
#[derive(Clone, Copy, Debug)]
struct Summary {
    n: u64,
    sum: f64,
    min: f64,
    max: f64,
    /// With their times.
    first: (i64, f64),
    last: (i64, f64),
}

impl Summary {
    const NONE: Summary = Summary {
        n: 0,
        sum: 0.0,
        min: f64::INFINITY,
        max: f64::NEG_INFINITY,
        first: (i64::MAX, f64::NAN),
        last: (i64::MIN, f64::NAN),
    };

    fn add(&mut self, at: i64, value: f64) {
        if value.is_nan() {
            return;
        }
        self.merge(&Summary {
            n: 1,
            sum: value,
            min: value,
            max: value,
            first: (at, value),
            last: (at, value),
        });
    }

    /// Adds what comes later in the file.
    fn merge(&mut self, later: &Summary) {
        self.n = self.n.saturating_add(later.n);
        self.sum += later.sum;
        self.min = self.min.min(later.min);
        self.max = self.max.max(later.max);
        if later.first.0 < self.first.0 {
            self.first = later.first;
        }
        if later.n > 0 && later.last.0 >= self.last.0 {
            self.last = later.last;
        }
    }

    fn numbers(&self) -> [f64; 6] {
        match self.n {
            0 => [0.0, f64::NAN, f64::NAN, f64::NAN, f64::NAN, f64::NAN],
            n => [n as f64, self.sum, self.min, self.max, self.first.1, self.last.1],
        }
    }
}

/// Where rows are summed up: the quarter hour, the key of a long table, and whether they stand behind a
/// turn of the clock.
pub(super) type Place = (i64, bool, u32);

/// Quarter hours while rows come.
#[derive(Clone, Debug, Default)]
pub(super) struct Fold {
    /// Ascending.
    places: Vec<Place>,
    /// One list a column, as long as `places`.
    columns: Vec<Vec<Summary>>,
    /// Numbers that stand for "no value", by column, and how many cells were such.
    codes: Vec<Vec<(f64, u64)>>,
}

/// Rows, as a table holds them.
pub(super) struct Rows<'r> {
    pub times: &'r [i64],
    pub keys: &'r [u32],
    /// Ascending.
    pub again: &'r [usize],
    pub values: &'r [Vec<f64>],
    pub sorted: bool,
}

impl Rows<'_> {
    fn place(&self, row: usize) -> Place {
        let at = self.times.get(row).copied().unwrap_or_default();
        let again = !self.again.is_empty() && self.again.binary_search(&row).is_ok();
        let key = self.keys.get(row).copied().unwrap_or_default();
        (at.div_euclid(CELL_MS).saturating_mul(CELL_MS), again, key)
    }

    /// Rows by their places, each as they came.
    fn order(&self) -> Vec<usize> {
        if self.sorted && self.keys.is_empty() && self.again.is_empty() {
            return (0..self.times.len()).collect();
        }
        ordered(self.times.len(), &|a, b| self.place(a).cmp(&self.place(b)))
    }

    /// Whether few quarter hours have many rows, so that summing up saves something.
    pub fn are_many_a_quarter(&self) -> bool {
        let (mut before, mut places) = (None, 0usize);
        for row in self.order() {
            let place = Some(self.place(row));
            places = places.saturating_add(usize::from(place != before));
            before = place;
        }
        places.saturating_mul(4) <= self.times.len()
    }
}

impl Fold {
    /// Quarter hours so far.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Starts of the quarter hours.
    pub fn cells(&self) -> impl Iterator<Item = i64> {
        self.places.iter().map(|place| place.0)
    }

    /// Sums rows up that come later in the file; with `codes`, the numbers among them that stand for
    /// "no value" are none.
    pub fn add(&mut self, rows: &Rows<'_>, codes: bool) {
        let order = rows.order();
        self.columns.resize(rows.values.len(), vec![Summary::NONE; self.places.len()]);
        self.codes.resize(rows.values.len(), Vec::new());
        let mut places: Vec<Place> = Vec::new();
        let mut columns: Vec<Vec<Summary>> = vec![Vec::new(); rows.values.len()];
        if codes {
            for (known, values) in self.codes.iter_mut().zip(rows.values) {
                for code in codes::find(values) {
                    if !known.iter().any(|(value, _)| *value == code.value) {
                        known.push((code.value, 0));
                    }
                }
            }
        }
        for row in order {
            let place = rows.place(row);
            if places.last() != Some(&place) {
                places.push(place);
                columns.iter_mut().for_each(|column| column.push(Summary::NONE));
            }
            let at = rows.times.get(row).copied().unwrap_or_default();
            for ((column, values), known) in
                columns.iter_mut().zip(rows.values).zip(&mut self.codes)
            {
                let value = values.get(row).copied().unwrap_or(f64::NAN);
                let code = known.iter_mut().find(|(code, _)| *code == value);
                match (code, column.last_mut()) {
                    (Some((_, cells)), _) => *cells = cells.saturating_add(1),
                    (None, Some(summary)) => summary.add(at, value),
                    (None, None) => {}
                }
            }
        }
        self.merge(&places, &columns);
    }

    /// Adds quarter hours of later rows.
    fn merge(&mut self, places: &[Place], columns: &[Vec<Summary>]) {
        // The usual case: time goes on.
        let last = self.places.last().copied();
        if last.is_none_or(|last| places.first().is_none_or(|first| last < *first)) {
            self.places.extend_from_slice(places);
            for (mine, theirs) in self.columns.iter_mut().zip(columns) {
                mine.extend_from_slice(theirs);
            }
            return;
        }
        let before = std::mem::take(&mut self.places);
        let all: Vec<(Place, bool, usize)> = before
            .iter()
            .enumerate()
            .map(|(at, place)| (*place, false, at))
            .chain(places.iter().enumerate().map(|(at, place)| (*place, true, at)))
            .collect();
        let all = sorted(all, &|a, b| a.cmp(b));
        for one in all.chunk_by(|a, b| a.0 == b.0) {
            self.places.extend(one.first().map(|entry| entry.0));
        }
        for (mine, theirs) in self.columns.iter_mut().zip(columns) {
            let old = std::mem::take(mine);
            for one in all.chunk_by(|a, b| a.0 == b.0) {
                let mut summary = Summary::NONE;
                for (_, later, at) in one {
                    let list = if *later { theirs } else { &old };
                    list.get(*at).into_iter().for_each(|next| summary.merge(next));
                }
                mine.push(summary);
            }
        }
    }

    /// The numbers that stood for "no value", and how many cells were such. Of one that was met late,
    /// quarter hours that had it before lose their value: what else was in them is not known.
    pub fn take_codes(&mut self) -> Vec<(f64, u64)> {
        let mut taken: Vec<(f64, u64)> = Vec::new();
        for (known, column) in self.codes.iter().zip(&mut self.columns) {
            for (code, cells) in known {
                let mut cells = *cells;
                for summary in column.iter_mut() {
                    if summary.n > 0 && (summary.min == *code || summary.max == *code) {
                        cells = cells.saturating_add(1);
                        *summary = Summary::NONE;
                    }
                }
                match taken.iter_mut().find(|(value, _)| value == code) {
                    Some((_, all)) => *all = all.saturating_add(cells),
                    None => taken.push((*code, cells)),
                }
            }
        }
        taken
    }

    /// Moves every quarter hour in time; gives how many values have no place.
    pub fn map_times(&mut self, real_ms: &dyn Fn(i64) -> Option<i64>) -> u64 {
        let before = std::mem::take(self);
        let mut lost = 0u64;
        let codes = before.codes;
        let mut moved: Vec<(Place, bool, usize)> = Vec::with_capacity(before.places.len());
        for (at, (cell, again, key)) in before.places.iter().enumerate() {
            match real_ms(*cell) {
                Some(ms) => {
                    let cell = ms.div_euclid(CELL_MS).saturating_mul(CELL_MS);
                    moved.push(((cell, *again, *key), false, at));
                }
                None => {
                    let first = before.columns.first().and_then(|column| column.get(at));
                    lost = lost.saturating_add(first.map_or(0, |summary| summary.n));
                }
            }
        }
        let moved = sorted(moved, &|a, b| a.cmp(b));
        self.codes = codes;
        self.columns = vec![Vec::new(); before.columns.len()];
        for one in moved.chunk_by(|a, b| a.0 == b.0) {
            self.places.extend(one.first().map(|entry| entry.0));
            for (mine, old) in self.columns.iter_mut().zip(&before.columns) {
                let mut summary = Summary::NONE;
                for (_, _, at) in one {
                    old.get(*at).into_iter().for_each(|next| summary.merge(next));
                }
                mine.push(summary);
            }
        }
        lost
    }

    /// Where the quarter hours are, and what each column had in them.
    pub fn finish(self) -> (Vec<Place>, Vec<Quarters>) {
        let quarters = self.columns.into_iter().map(|column| {
            let mut quarters = Quarters::default();
            column.iter().for_each(|summary| quarters.push_all(summary.numbers()));
            quarters
        });
        (self.places, quarters.collect())
    }
}

/// The mean of each quarter hour.
pub(super) fn means(quarters: &Quarters) -> Vec<f64> {
    quarters.sum.iter().zip(&quarters.n).map(|(sum, n)| sum / n).collect()
}
