//! Event counts per quarter hour and group.
//!
//! Every zone's offset is a multiple of a quarter of an hour (since 1972), so counts in these
//! cells can be re-bucketed in any zone without reading the file again.
//!
//! Contract. Sums are exact and do not depend on the order of the rows or on how the file was
//! cut: amounts are added as integers of 2⁻³² (a finer fraction of a count column is rounded to
//! that). Memory grows with the span and the number of groups, never with the rows.

use super::names::Names;
use super::parts::{Packed, Unpack};

/// Width of a cell in milliseconds.
pub const CELL_MS: i64 = 900_000;

/// Groups that keep their name; the smaller ones become one, the rest.
pub const GROUPS_MAX: usize = 50;
/// Different groups that are told apart while reading; more, and the column is not one to split by.
pub const NAMES_MAX: usize = 4_096;
/// Entries that are kept; more, and the events are not split.
pub const ENTRIES_MAX: usize = 4_000_000;

/// Counts per quarter hour and group, as sorted parallel columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// Cell number: floor(epoch ms on the source's clock / [`CELL_MS`]); ascending, then by group.
    pub cells: Vec<i64>,
    /// Group of each entry: index into `groups`.
    pub group: Vec<u32>,
    /// Rows, or the sum of the count column, in each entry.
    pub amount: Vec<f64>,
    /// Names of the groups, largest first (ties by name), the rest last; a single empty name
    /// where events are not split.
    pub groups: Vec<String>,
    /// How many smaller groups the last of `groups` stands for; 0 if it is an ordinary one.
    pub rest: usize,
    /// First and last instant of the source's coverage, epoch ms on its clock.
    pub coverage_ms: Option<(i64, i64)>,
}

/// Binary places of [`Tally`]'s fixed-point numbers.
const SHIFT: u32 = 32;
/// One in them.
const ONE: i128 = 1 << SHIFT;

#[derive(Clone, Copy, Debug)]
struct Entry {
    cell: i64,
    group: u32,
    units: i128,
}

impl Entry {
    /// The amount, where it is whole: nearly always, and then without 128-bit division.
    #[inline(always)]
    fn rows(&self) -> Option<i64> {
        if self.units as u32 != 0 {
            return None;
        }
        let rows = (self.units >> SHIFT) as i64;
        (i128::from(rows) == self.units >> SHIFT).then_some(rows)
    }

    fn amount(&self) -> f64 {
        match self.rows() {
            Some(rows) => rows as f64,
            None => self.units as f64 / ONE as f64,
        }
    }
}

/// Sorts entries by cell and group: quickly where the cells are in order, as in most logs.
fn order(entries: &mut [Entry]) {
    let sort = |entries: &mut [Entry]| {
        if !entries.is_sorted_by_key(|entry| (entry.cell, entry.group)) {
            entries.sort_unstable_by_key(|entry| (entry.cell, entry.group));
        }
    };
    if entries.is_sorted_by_key(|entry| entry.cell) {
        entries.chunk_by_mut(|a, b| a.cell == b.cell).for_each(sort);
    } else {
        sort(entries);
    }
}

/// Counts while they are being made. Two tallies of parts of a file merge into one of the whole.
#[derive(Clone, Debug)]
pub struct Tally {
    names: Names,
    /// The cell that rows fall into now, its start, and its amount per group.
    open_cell: i64,
    open_ms: i64,
    open: Vec<i128>,
    touched: Vec<u32>,
    entries: Vec<Entry>,
    /// Entries after the last compaction.
    compact: usize,
    /// Whether entries came since.
    loose: bool,
}

impl Default for Tally {
    fn default() -> Self {
        Tally {
            names: Names::new(NAMES_MAX),
            open_cell: i64::MIN,
            open_ms: i64::MIN,
            open: Vec::new(),
            touched: Vec::new(),
            entries: Vec::new(),
            compact: 0,
            loose: false,
        }
    }
}

impl Tally {
    /// Counts one row of a group.
    #[inline(always)]
    pub fn row(&mut self, time_ms: i64, group: &[u8]) {
        self.units(time_ms, group, ONE);
    }

    /// Adds an amount to a group; a non-finite one adds nothing.
    pub fn amount(&mut self, time_ms: i64, group: &[u8], amount: f64) {
        // The conversion saturates; a count column stays far below 2⁹⁵.
        self.units(time_ms, group, (amount * ONE as f64).round() as i128);
    }

    #[inline(always)]
    fn units(&mut self, time_ms: i64, group: &[u8], units: i128) {
        if time_ms.wrapping_sub(self.open_ms) as u64 >= CELL_MS as u64 {
            self.turn_to(time_ms.div_euclid(CELL_MS));
        }
        let group = self.names.index(group);
        let slot = group as usize;
        if slot >= self.open.len() {
            self.open.resize(slot + 1, 0);
        }
        if let Some(open) = self.open.get_mut(slot) {
            if *open == 0 {
                self.touched.push(group);
            }
            *open += units;
        }
    }

    #[inline(never)]
    fn turn_to(&mut self, cell: i64) {
        self.close();
        self.open_cell = cell;
        self.open_ms = cell.saturating_mul(CELL_MS);
    }

    /// Moves the open cell to the entries.
    fn close(&mut self) {
        for &group in &self.touched {
            if let Some(open) = self.open.get_mut(group as usize) {
                let units = std::mem::take(open);
                if units != 0 {
                    self.entries.push(Entry { cell: self.open_cell, group, units });
                    self.loose = true;
                }
            }
        }
        self.touched.clear();
        if self.entries.len() > 2 * self.compact + 8_192 {
            self.compact();
        }
    }

    /// Sorts the entries and adds up those of the same cell and group.
    fn compact(&mut self) {
        order(&mut self.entries);
        self.entries.dedup_by(|next, kept| {
            let same = (next.cell, next.group) == (kept.cell, kept.group);
            if same {
                kept.units += next.units;
            }
            same
        });
        self.compact = self.entries.len();
        self.loose = false;
    }

    /// Brings the counts into the form that does not depend on how they came.
    pub fn settle(&mut self) {
        self.close();
        self.open_ms = i64::MIN;
        if self.loose {
            self.compact();
        }
    }

    /// Whether there are too many groups to tell apart: read again without them.
    pub fn too_many(&self) -> bool {
        self.names.overflown() || self.compact > ENTRIES_MAX
    }

    /// Moves every cell in time; gives how much was in those that have no place.
    pub fn map_times(&mut self, real_ms: &dyn Fn(i64) -> Option<i64>) -> u64 {
        self.close();
        self.open_ms = i64::MIN;
        let mut lost = 0;
        self.entries.retain_mut(|entry| match real_ms(entry.cell * CELL_MS) {
            Some(ms) => {
                entry.cell = ms.div_euclid(CELL_MS);
                true
            }
            None => {
                lost += entry.units;
                false
            }
        });
        self.compact();
        (lost / ONE) as u64
    }

    /// Adds the counts of a later part of the file.
    pub fn merge(&mut self, mut later: Tally) {
        self.close();
        later.close();
        let map: Vec<u32> = later.names.iter().map(|name| self.names.index(name)).collect();
        if later.names.overflown() {
            self.names.overflow();
        }
        for entry in &later.entries {
            if let Some(&group) = map.get(entry.group as usize) {
                self.entries.push(Entry { group, ..*entry });
            }
        }
        self.loose = true;
    }

    /// Moves every cell by so many milliseconds, a multiple of [`CELL_MS`].
    pub fn shift(&mut self, ms: i64) {
        if ms != 0 {
            // Every time has a place there.
            _ = self.map_times(&|at| Some(at + ms));
        }
    }

    /// Everything counted, for the way to another worker.
    pub(super) fn pack(&mut self, to: &mut Packed) {
        self.settle();
        to.number(self.names.overflown().into());
        to.number(self.names.len() as i64);
        for name in self.names.iter() {
            to.text(name);
        }
        to.number(self.entries.len() as i64);
        for entry in &self.entries {
            to.number(entry.cell);
            // The group's number, and the amount behind it if it is no small whole number.
            match entry.rows() {
                Some(rows) if (0..1 << 40).contains(&rows) => {
                    to.number(rows << 16 | i64::from(entry.group));
                }
                _ => {
                    to.number(-1 - i64::from(entry.group));
                    to.number((entry.units >> 64) as i64);
                    to.number(entry.units as i64);
                }
            }
        }
    }

    /// What [`Tally::pack`] packed.
    pub(super) fn unpack(from: &mut Unpack<'_>) -> Option<Tally> {
        let mut tally = Tally::default();
        let overflown = from.flag()?;
        for _ in 0..from.count()? {
            tally.names.index(from.text()?);
        }
        if overflown {
            tally.names.overflow();
        }
        for _ in 0..from.count()? {
            let cell = from.number()?;
            let (group, units) = match from.number()? {
                packed @ 0.. => (packed & 0xFFFF, i128::from(packed >> 16) << SHIFT),
                packed => {
                    let high = i128::from(from.number()?) << 64;
                    (-1 - packed, high | i128::from(from.number()? as u64))
                }
            };
            tally.entries.push(Entry { cell, group: u32::try_from(group).ok()?, units });
        }
        tally.loose = true;
        Some(tally)
    }

    /// The counts, largest groups first.
    pub fn finish(mut self, coverage_ms: Option<(i64, i64)>) -> Counts {
        self.settle();
        let mut totals = vec![0i128; self.names.len()];
        for entry in &self.entries {
            if let Some(total) = totals.get_mut(entry.group as usize) {
                *total += entry.units;
            }
        }
        let names: Vec<String> =
            self.names.iter().map(|name| String::from_utf8_lossy(name).into_owned()).collect();
        let mut order: Vec<usize> = (0..names.len()).collect();
        crate::order::sort_by(&mut order, |&a, &b| {
            totals.get(b).cmp(&totals.get(a)).then_with(|| names.get(a).cmp(&names.get(b)))
        });
        let kept = if order.len() > GROUPS_MAX { GROUPS_MAX - 1 } else { order.len() };
        let rest = order.len() - kept;
        let mut rank = vec![kept as u32; names.len()];
        for (place, &group) in order.iter().take(kept).enumerate() {
            if let Some(rank) = rank.get_mut(group) {
                *rank = place as u32;
            }
        }
        for entry in &mut self.entries {
            entry.group = rank.get(entry.group as usize).copied().unwrap_or(kept as u32);
        }
        self.compact();
        let mut groups: Vec<String> =
            order.iter().take(kept).filter_map(|&group| names.get(group).cloned()).collect();
        if rest > 0 {
            groups.push("other".into());
        }
        if groups.is_empty() {
            groups.push(String::new());
        }
        Counts {
            cells: self.entries.iter().map(|entry| entry.cell).collect(),
            group: self.entries.iter().map(|entry| entry.group).collect(),
            amount: self.entries.iter().map(Entry::amount).collect(),
            groups,
            rest,
            coverage_ms,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn total(counts: &Counts) -> f64 {
        counts.amount.iter().sum()
    }

    #[test]
    fn rows_fall_into_quarter_hours() {
        let mut tally = Tally::default();
        for ms in [-1, 0, 899_999, 900_000, -900_000, 0] {
            tally.row(ms, b"");
        }
        let counts = tally.finish(Some((-900_000, 900_000)));
        assert_eq!(counts.cells, [-1, 0, 1]);
        assert_eq!(counts.amount, [2.0, 3.0, 1.0]);
        assert_eq!(counts.groups, [""]);
    }

    #[test]
    fn groups_are_largest_first_and_the_rest_is_one() {
        let mut tally = Tally::default();
        for group in 0..60u32 {
            for _ in 0..=group {
                tally.row(0, format!("g{group:02}").as_bytes());
            }
        }
        let counts = tally.finish(None);
        assert_eq!(counts.groups.len(), GROUPS_MAX);
        assert_eq!((counts.groups[0].as_str(), counts.amount[0]), ("g59", 60.0));
        assert_eq!((counts.groups[49].as_str(), counts.amount[49]), ("other", 66.0));
        assert_eq!((counts.rest, total(&counts)), (11, 1830.0));
    }

    #[test]
    fn too_many_groups_are_noticed() {
        let mut tally = Tally::default();
        for group in 0..=NAMES_MAX {
            tally.row(0, group.to_string().as_bytes());
        }
        assert!(tally.too_many());
    }

    proptest! {
        #[test]
        fn order_and_parts_change_nothing(
            rows in proptest::collection::vec((0i64..40, 0u8..4, 0.0f64..1e6), 0..200), cut: usize,
        ) {
            let tally = |rows: &[(i64, u8, f64)]| {
                let mut tally = Tally::default();
                for &(cell, group, amount) in rows {
                    tally.amount(cell * CELL_MS, &[b'a' + group], amount);
                }
                tally
            };
            let whole = tally(&rows).finish(None);
            let cut = if rows.is_empty() { 0 } else { cut % rows.len() };
            let mut first = tally(&rows[..cut]);
            first.merge(tally(&rows[cut..]));
            prop_assert_eq!(&whole, &first.finish(None));
            let mut last = tally(&rows[cut..]);
            last.merge(tally(&rows[..cut]));
            prop_assert_eq!(&whole, &last.finish(None));
        }
    }
}
