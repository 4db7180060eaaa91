//! Event counts per quarter hour and group.
//!
//! Every zone's offset is a multiple of a quarter of an hour (since 1972), so counts in these
//! cells can be re-bucketed in any zone without reading the file again.
//!
//! Contract. Sums are exact and do not depend on the order of the rows or on how the file was
//! cut: amounts are added as integers of 10⁻¹⁰ (a finer fraction of a count column is rounded to
//! that). Memory grows with the span and the number of groups, never with the rows.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "counts in 64 bits, amounts in 128, and quarter hours of instants in 64"
)]

use super::{
    cells::{Cells, ONE, amount, units},
    edges::{EdgeTally, Edges},
    limits::Limit,
    names::Names,
    nested,
    packed::{Packed, Unpack},
};
use crate::kit::{indices::ordered, plain};

/// Width of a cell in milliseconds.
pub const CELL_MS: i64 = 900_000;

/// Groups that keep their name; the smaller ones become one, the rest.
pub const GROUPS_MAX: usize = 50;

/// Rows that came out of order are gathered up to this number and a quarter of what there is.
const LATE_MAX: usize = 1 << 16;

/// Counts by group and quarter hour. A cell's number is floor(epoch ms on the source's clock /
/// [`CELL_MS`]).
///
/// Two are equal if they count the same; which rows came first and last is no part of that.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// Rows, or the sum of the count column, of each of `groups`.
    pub by_group: Vec<Cells>,
    /// The same of all.
    pub total: Cells,
    /// Names of the groups, largest first (ties by name), one without a name behind them, the rest
    /// last; a single empty name
    /// where events are not split.
    pub groups: Vec<String>,
    /// How many smaller groups the last of `groups` stands for; 0 if it is an ordinary one.
    pub rest: usize,
    /// First and last instant of the source's coverage, epoch ms on its clock.
    pub coverage_ms: Option<(i64, i64)>,
    /// The first and last rows: where files overlap, they tell which rows are the same.
    pub edges: Edges,
    /// Whether the rows of the file went forward (1) or backward (-1) in time; 0 where neither.
    pub direction: i64,
    /// Of what is counted above, that of rows that went back by up to an hour, as after a clock
    /// was set back: cell, group, amount.
    pub again: Vec<(i64, u32, f64)>,
}

impl PartialEq for Counts {
    fn eq(&self, other: &Counts) -> bool {
        self.by_group == other.by_group
            && self.total == other.total
            && self.groups == other.groups
            && self.rest == other.rest
            && self.coverage_ms == other.coverage_ms
    }
}

/// Something counted: where, in which group, how much.
#[derive(Clone, Copy, Debug)]
struct Entry {
    group: u32,
    cell: i64,
    units: i128,
}

/// The group number of the total.
const ALL: u32 = u32::MAX;

impl Counts {
    /// Counts of entries (cell, group, amount) in any order.
    pub fn of(
        entries: impl IntoIterator<Item = (i64, u32, f64)>,
        groups: Vec<String>,
        rest: usize,
        coverage_ms: Option<(i64, i64)>,
    ) -> Counts {
        let mut heap = Heap::default();
        for (cell, group, amount) in entries {
            heap.add(cell, group, units(amount));
            heap.add(cell, ALL, units(amount));
        }
        heap.settle();
        heap.by_group.resize(groups.len(), Cells::default());
        let Heap { by_group, total, .. } = heap;
        Counts { by_group, total, groups, rest, coverage_ms, ..Counts::default() }
    }

    /// All amounts together.
    pub fn sum(&self) -> f64 {
        amount(self.total.sum())
    }

    /// Every cell of every group: cell, group, amount; one group after the other.
    pub fn entries(&self) -> impl Iterator<Item = (i64, u32, f64)> {
        self.by_group.iter().zip(0u32..).flat_map(|(cells, group)| {
            cells.amounts().map(move |(cell, amount)| (cell, group, amount))
        })
    }
}

/// Cells by group, and those that came out of order, which wait until they are worth a merge.
#[derive(Clone, Debug, Default)]
struct Heap {
    total: Cells,
    by_group: Vec<Cells>,
    late: Vec<Entry>,
    /// How many may wait, beyond [`LATE_MAX`].
    late_more: usize,
}

impl Heap {
    fn cells(&mut self, group: u32) -> &mut Cells {
        if group == ALL {
            return &mut self.total;
        }
        let slot = group as usize;
        if slot >= self.by_group.len() {
            self.by_group.resize(slot + 1, Cells::default());
        }
        // There is one now.
        self.by_group.get_mut(slot).unwrap_or(&mut self.total)
    }

    #[inline(always)]
    fn add(&mut self, cell: i64, group: u32, units: i128) {
        let added = match self.by_group.get_mut(group as usize) {
            Some(cells) => cells.add(cell, units),
            None => self.cells(group).add(cell, units),
        };
        if !added {
            self.late(Entry { group, cell, units });
        }
    }

    #[inline(never)]
    fn late(&mut self, entry: Entry) {
        self.late.push(entry);
        let max = LATE_MAX + self.late_more;
        if self.late.len() >= max {
            sum(&mut self.late);
            // Few cells, met again and again, need no merge.
            if self.late.len() * 2 > max {
                self.merge();
                self.late_more = self.len() / 4;
            }
        }
    }

    fn merge(&mut self) {
        let mut late = std::mem::take(&mut self.late);
        sum(&mut late);
        for of_group in late.chunk_by(|a, b| a.group == b.group) {
            let Some(first) = of_group.first() else { continue };
            let entries: Vec<(i64, i128)> =
                of_group.iter().map(|entry| (entry.cell, entry.units)).collect();
            self.cells(first.group).merge(&entries);
        }
        late.clear();
        self.late = late;
    }

    fn len(&self) -> usize {
        self.by_group.iter().map(Cells::len).sum()
    }

    /// Brings the cells into the form that does not depend on how they came.
    fn settle(&mut self) {
        self.merge();
        self.by_group.iter_mut().for_each(Cells::close);
        self.total.close();
    }
}

/// Sorts entries by group and cell, and adds up those of the same.
fn sum(entries: &mut Vec<Entry>) {
    entries.sort_unstable_by_key(|entry| (entry.group, entry.cell));
    entries.dedup_by(|next, kept| {
        let same = (next.group, next.cell) == (kept.group, kept.cell);
        if same {
            kept.units += next.units;
        }
        same
    });
}

/// Counts while they are being made. Two tallies of parts of a file merge into one of the whole.
#[derive(Clone, Debug)]
pub struct Tally {
    names: Names,
    heap: Heap,
    /// The cell that rows fall into now, its start, and what is in it.
    open_cell: i64,
    open_ms: i64,
    open: i128,
    /// The first and last rows.
    pub(super) edges: EdgeTally,
    /// Rows behind a turn of the clock.
    again: Vec<Entry>,
}

impl Default for Tally {
    fn default() -> Self {
        Tally {
            names: Names::new(Limit::Groups.count()),
            heap: Heap::default(),
            open_cell: 0,
            open_ms: i64::MIN,
            open: 0,
            edges: EdgeTally::default(),
            again: Vec::new(),
        }
    }
}

impl Tally {
    /// Notes that a row that was just counted stands behind a turn of the clock.
    #[cold]
    #[inline(never)]
    pub fn came_again(&mut self, time_ms: i64, group: &[u8], amount: f64) {
        let (cell, group) = (time_ms.div_euclid(CELL_MS), self.names.index(group));
        self.again.push(Entry { cell, group, units: units(amount) });
        if self.again.len() >= LATE_MAX && self.again.len().is_power_of_two() {
            sum(&mut self.again);
        }
    }

    /// Starts of the cells with rows, in no order; `None` where the first and last rows show that rows
    /// are not at these very times. To be asked when settled.
    pub fn times(&self) -> Option<impl Iterator<Item = i64>> {
        let exact = self.edges.times().all(|at| at % CELL_MS == 0);
        exact.then(|| self.heap.total.iter().map(|(cell, _)| cell * CELL_MS))
    }

    /// Whether there are rows in the cells that lie in [from, to). To be asked when settled.
    pub fn has(&self, from_ms: i64, to_ms: i64) -> bool {
        self.heap.total.iter().any(|(cell, _)| (from_ms..to_ms).contains(&(cell * CELL_MS)))
    }

    /// Counts one row of a group.
    #[inline(always)]
    pub fn row(&mut self, time_ms: i64, group: &[u8]) {
        self.units(time_ms, group, ONE);
    }

    /// Adds an amount to a group; not a number adds nothing.
    pub fn amount(&mut self, time_ms: i64, group: &[u8], amount: f64) {
        self.units(time_ms, group, units(amount));
    }

    #[inline(always)]
    fn units(&mut self, time_ms: i64, group: &[u8], units: i128) {
        if time_ms.wrapping_sub(self.open_ms) as u64 >= CELL_MS as u64 {
            self.turn_to(time_ms.div_euclid(CELL_MS));
        }
        self.open += units;
        let group = self.names.index(group);
        self.edges.push(time_ms, group, || amount(units));
        self.heap.add(self.open_cell, group, units);
    }

    #[inline(never)]
    fn turn_to(&mut self, cell: i64) {
        let open = std::mem::take(&mut self.open);
        if open != 0 {
            self.heap.add(self.open_cell, ALL, open);
        }
        self.open_cell = cell;
        self.open_ms = cell.saturating_mul(CELL_MS);
    }

    /// Brings the counts into the form that does not depend on how they came.
    pub fn settle(&mut self) {
        self.turn_to(self.open_cell);
        self.open_ms = i64::MIN;
        self.heap.settle();
    }

    /// Whether there are too many groups to tell apart: read again without them.
    pub fn too_many(&self) -> bool {
        self.names.overflown() || self.heap.len() > Limit::GroupCells.count()
    }

    /// Moves every cell in time; gives how much was in those that have no place.
    pub fn map_times(&mut self, real_ms: &dyn Fn(i64) -> Option<i64>) -> u64 {
        self.settle();
        let mut lost = 0;
        let moved = |cells: &Cells, lost: &mut i128| {
            let mut entries = Vec::new();
            for (cell, units) in cells.iter() {
                match real_ms(cell.saturating_mul(CELL_MS)) {
                    Some(ms) => {
                        entries.push(Entry { group: 0, cell: ms.div_euclid(CELL_MS), units })
                    }
                    None => *lost += units,
                }
            }
            sum(&mut entries);
            entries.into_iter().map(|entry| (entry.cell, entry.units)).collect()
        };
        for cells in &mut self.heap.by_group {
            *cells = moved(cells, &mut 0);
        }
        self.heap.total = moved(&self.heap.total, &mut lost);
        self.again.retain_mut(|entry| {
            let real = real_ms(entry.cell.saturating_mul(CELL_MS));
            entry.cell = real.unwrap_or_default().div_euclid(CELL_MS);
            real.is_some()
        });
        self.edges.map_times(real_ms);
        (lost / ONE) as u64
    }

    /// Adds the counts of a later part of the file.
    pub fn merge(&mut self, later: Tally) {
        self.merge_as(later, &|_| None);
    }

    /// The same with groups that are called otherwise.
    fn merge_as(&mut self, mut later: Tally, called: &dyn Fn(&[u8]) -> Option<String>) {
        self.settle();
        later.settle();
        let mut index = |name: &[u8]| match called(name) {
            Some(called) => self.names.index(called.as_bytes()),
            None => self.names.index(name),
        };
        let map: Vec<u32> = later.names.iter().map(&mut index).collect();
        if later.names.overflown() {
            self.names.overflow();
        }
        for (cells, &group) in later.heap.by_group.iter().zip(&map) {
            self.heap.cells(group).append(cells);
        }
        self.heap.total.append(&later.heap.total);
        self.again.extend(later.again.into_iter().map(|entry| Entry {
            group: map.get(entry.group as usize).copied().unwrap_or_default(),
            ..entry
        }));
        self.edges
            .merge(later.edges, &|group| map.get(group as usize).copied().unwrap_or_default());
    }

    /// Moves every cell by so many milliseconds, a multiple of [`CELL_MS`].
    pub fn shift(&mut self, ms: i64) {
        if ms != 0 {
            // Every time has a place there.
            _ = self.map_times(&|at| Some(at.saturating_add(ms)));
        }
    }

    /// Everything counted, for the way to another worker.
    pub(super) fn pack(mut self, to: &mut Packed) {
        self.settle();
        self.edges.pack(to);
        to.number(self.again.len() as i64);
        for Entry { group, cell, units } in &self.again {
            to.numbers.extend([i64::from(*group), *cell, amount(*units).to_bits() as i64]);
        }
        to.number(self.names.overflown().into());
        to.number(self.names.len() as i64);
        self.heap.by_group.resize(self.names.len(), Cells::default());
        to.cells(self.heap.total);
        for (name, cells) in self.names.iter().zip(self.heap.by_group) {
            to.text(name);
            to.cells(cells);
        }
    }

    /// What [`Tally::pack`] packed.
    pub(super) fn unpack(from: &mut Unpack<'_>) -> Option<Tally> {
        let mut tally = Tally { edges: EdgeTally::unpack(from)?, ..Tally::default() };
        for _ in 0..from.count()? {
            let (group, cell) = (u32::try_from(from.number()?).ok()?, from.number()?);
            let units = units(f64::from_bits(from.number()? as u64));
            tally.again.push(Entry { group, cell, units });
        }
        let overflown = from.flag()?;
        let names = from.count()?;
        tally.heap.total = from.cells()?;
        for _ in 0..names {
            tally.names.index(from.text()?);
            tally.heap.by_group.push(from.cells()?);
        }
        if overflown {
            tally.names.overflow();
        }
        Some(tally)
    }

    /// The counts, largest groups first; lists and records are called by their names.
    pub fn finish(mut self, coverage_ms: Option<(i64, i64)>) -> Counts {
        if self.names.iter().any(|name| nested::name(name).is_some()) {
            let mut called = Tally::default();
            called.merge_as(self, &nested::name);
            self = called;
        }
        self.settle();
        let names: Vec<String> = self
            .names
            .iter()
            .map(|name| plain::name(&String::from_utf8_lossy(name)).into_owned())
            .collect();
        let mut cells = self.heap.by_group;
        cells.resize(names.len(), Cells::default());
        let total = |group: usize| cells.get(group).map(Cells::sum);
        // Rows without a name are no group that anybody looks for.
        let blank = |group: usize| {
            names.get(group).is_none_or(|name| matches!(name.trim(), "" | "-" | "(empty)"))
        };
        let order = ordered(names.len(), &|a, b| {
            blank(a)
                .cmp(&blank(b))
                .then_with(|| total(b).cmp(&total(a)))
                .then_with(|| names.get(a).cmp(&names.get(b)))
        });
        let kept = if order.len() > GROUPS_MAX { GROUPS_MAX - 1 } else { order.len() };
        let (named, others) = order.split_at_checked(kept).unwrap_or((&order, &[]));
        let mut by_group: Vec<Cells> =
            named.iter().filter_map(|&group| cells.get_mut(group).map(std::mem::take)).collect();
        let mut groups: Vec<String> =
            named.iter().filter_map(|&group| names.get(group).cloned()).collect();
        if !others.is_empty() {
            let mut entries: Vec<Entry> = others
                .iter()
                .filter_map(|&group| cells.get(group))
                .flat_map(Cells::iter)
                .map(|(cell, units)| Entry { group: 0, cell, units })
                .collect();
            sum(&mut entries);
            by_group.push(entries.into_iter().map(|entry| (entry.cell, entry.units)).collect());
            groups.push("other".into());
        }
        if groups.is_empty() {
            groups.push(String::new());
            by_group.push(Cells::default());
        }
        let mut rank = vec![kept as u32; names.len()];
        for (&group, place) in named.iter().zip(0u32..) {
            if let Some(rank) = rank.get_mut(group) {
                *rank = place;
            }
        }
        let place = |group: u32| rank.get(group as usize).copied().unwrap_or(kept as u32);
        let edges = self.edges.finish(&place);
        for entry in &mut self.again {
            entry.group = place(entry.group);
        }
        sum(&mut self.again);
        let again =
            self.again.iter().map(|entry| (entry.cell, entry.group, amount(entry.units))).collect();
        Counts {
            by_group,
            total: self.heap.total,
            groups,
            rest: others.len(),
            coverage_ms,
            edges,
            direction: 0,
            again,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn total(counts: &Counts) -> f64 {
        counts.sum()
    }

    #[test]
    fn rows_fall_into_quarter_hours() {
        let mut tally = Tally::default();
        for ms in [-1, 0, 899_999, 900_000, -900_000, 0] {
            tally.row(ms, b"");
        }
        let counts = tally.finish(Some((-900_000, 900_000)));
        assert_eq!(counts.total.amounts().collect::<Vec<_>>(), [(-1, 2.0), (0, 3.0), (1, 1.0)]);
        assert_eq!((counts.groups, counts.by_group), (vec![String::new()], vec![counts.total]));
    }

    #[test]
    fn rows_without_a_name_are_never_the_first_group() {
        for blank in [&b""[..], b"-"] {
            let mut tally = Tally::default();
            for name in [blank, blank, blank, b"scan"] {
                tally.row(0, name);
            }
            let counts = tally.finish(None);
            assert_eq!(counts.groups, ["scan".to_owned(), String::from_utf8_lossy(blank).into()]);
            assert_eq!(amount(counts.by_group[1].sum()), 3.0);
        }
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
        let of = |group: usize| amount(counts.by_group[group].sum());
        assert_eq!((counts.groups[0].as_str(), of(0)), ("g59", 60.0));
        assert_eq!((counts.groups[49].as_str(), of(49)), ("other", 66.0));
        assert_eq!((counts.rest, total(&counts)), (11, 1830.0));
    }

    #[test]
    fn too_many_groups_are_noticed() {
        let mut tally = Tally::default();
        for group in 0..=Limit::Groups.count() {
            tally.row(0, group.to_string().as_bytes());
        }
        assert!(tally.too_many());
    }

    /// The largest keep their exact counts, whatever was read before them.
    #[test]
    fn of_very_many_groups_the_largest_are_exact() {
        let mut tally = Tally::default();
        let many = 100_000u64;
        for row in 0..3 * many {
            // Every name three times, and the last forty once more for each of 1 to 40.
            tally.row(row as i64 * 60_000, format!("n{:06}", row % many).as_bytes());
        }
        for extra in 1..=40u64 {
            for _ in 0..extra {
                tally.row(0, format!("n{:06}", many - 41 + extra).as_bytes());
            }
        }
        assert!(!tally.too_many());
        let counts = tally.finish(None);
        let of = |at: usize| (counts.groups[at].as_str(), amount(counts.by_group[at].sum()));
        assert_eq!((of(0), of(39)), (("n099999", 43.0), ("n099960", 4.0)));
        assert_eq!((counts.groups.len(), counts.rest), (GROUPS_MAX, 99_951));
        assert_eq!(total(&counts), 300_820.0);
    }

    /// More rows out of order than wait for a merge.
    #[test]
    fn a_long_file_in_any_order_gives_the_same() {
        let rows: Vec<(i64, u8)> =
            (0..150_000i64).map(|row| (row * CELL_MS / 3, b'a' + (row * 7 % 5) as u8)).collect();
        let counts = |rows: &mut dyn Iterator<Item = &(i64, u8)>| {
            let mut tally = Tally::default();
            rows.for_each(|(ms, group)| tally.row(*ms, &[*group]));
            tally.finish(None)
        };
        let want = counts(&mut rows.iter());
        assert_eq!((want.sum(), want.total.len(), want.groups.len()), (150_000.0, 50_000, 5));
        assert_eq!(counts(&mut rows.iter().rev()), want);
        // A stride without a common divisor visits each row once.
        let shuffled: Vec<_> = (0..rows.len()).map(|at| rows[at * 7_919 % rows.len()]).collect();
        assert_eq!(counts(&mut shuffled.iter()), want);
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
