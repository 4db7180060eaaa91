//! Amounts of one group by quarter hour, two bytes or so each.
//!
//! A large event file has millions of cells with something in them, most of them next to each
//! other and with a handful of events. So a cell is kept as its distance from the one before and
//! its amount, both as [LEB128](https://en.wikipedia.org/wiki/LEB128); nothing is ever taken
//! apart to be sent, joined or kept.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "128 bits hold 2^31 amounts of AMOUNT_MAX; bits and places of one number"
)]

/// Decimal places of an amount's fixed-point number: sums of amounts that are written with fewer
/// are exact, as on paper.
const PLACES: usize = 10;
/// One event in them.
pub const ONE: i128 = 10_i128.pow(PLACES as u32);

/// Powers of ten, all of them exact.
const TENS: [f64; PLACES + 1] = [1., 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10];

/// The amount that so many units are: the number nearest to the decimal one.
#[inline]
pub fn amount(units: i128) -> f64 {
    match whole(units) {
        Some(rows) => rows as f64,
        None => fraction(units),
    }
}

/// Both parts of the division are exact up to sixteen digits, so that it rounds once.
#[inline(never)]
fn fraction(units: i128) -> f64 {
    let (mut units, mut places) = (units, PLACES);
    while places > 0 && units % 10 == 0 {
        units /= 10;
        places -= 1;
    }
    units as f64 / TENS.get(places).copied().unwrap_or(1.0)
}

/// Larger amounts count as this, so that no sum of them overflows.
const AMOUNT_MAX: f64 = (1u64 << 62) as f64;

/// The units of an amount, to the nearest; not a number is none. Of a fraction fifteen digits
/// count: those behind them are what a number of the computer adds to the one that was written.
pub fn units(amount: f64) -> i128 {
    let amount = amount.clamp(-AMOUNT_MAX, AMOUNT_MAX);
    if amount.trunc() == amount {
        return amount as i128 * ONE;
    }
    let mut places = PLACES;
    let mut tens = ONE as f64;
    while places > 0 && amount.abs() * tens >= 1e15 {
        places -= 1;
        tens = TENS.get(places).copied().unwrap_or(1.0);
    }
    (amount * tens).round() as i128 * 10_i128.pow((PLACES - places) as u32)
}

/// The amount, where it is whole: nearly always, and then without 128-bit division.
#[inline(always)]
fn whole(units: i128) -> Option<u64> {
    const ONE_64: u64 = ONE as u64;
    match u64::try_from(units) {
        Ok(few) => few.is_multiple_of(ONE_64).then_some(few / ONE_64),
        Err(_) if units % ONE == 0 => u64::try_from(units / ONE).ok(),
        Err(_) => None,
    }
}

/// Cells that have an amount other than 0, ascending.
#[derive(Clone, Debug, PartialEq)]
pub struct Cells {
    /// The first cell in zigzag form, each later one's distance from the one before; behind each
    /// its amount where that is whole, else a 0 and sixteen bytes of units.
    bytes: Vec<u8>,
    len: usize,
    /// The last cell in `bytes`.
    before: i64,
    /// The cell that is being added to, later than that; `i64::MIN` for none.
    open: i64,
    units: i128,
    /// Of all cells in `bytes`.
    sum: i128,
}

impl Default for Cells {
    fn default() -> Self {
        Cells { bytes: Vec::new(), len: 0, before: i64::MIN, open: i64::MIN, units: 0, sum: 0 }
    }
}

/// [`Cells`] without their bytes, for the way to another program.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct CellsHead {
    bytes: usize,
    len: usize,
    before: i64,
    sum: i128,
}

impl CellsHead {
    /// As numbers.
    pub fn numbers(&self) -> [i64; 5] {
        [self.bytes as i64, self.len as i64, self.before, (self.sum >> 64) as i64, self.sum as i64]
    }

    /// Back from [`CellsHead::numbers`].
    pub fn of([bytes, len, before, high, low]: [i64; 5]) -> CellsHead {
        let sum = i128::from(high) << 64 | i128::from(low as u64);
        CellsHead { bytes: bytes as usize, len: len as usize, before, sum }
    }
}

impl Cells {
    /// Adds units to a cell; `false`, and nothing is added, where that lies before the last one.
    #[inline(always)]
    pub fn add(&mut self, cell: i64, units: i128) -> bool {
        if cell != self.open {
            if cell < self.open || cell <= self.before {
                return false;
            }
            self.close();
            self.open = cell;
        }
        self.units = self.units.saturating_add(units);
        true
    }

    /// Writes the open cell. What is added to it later comes too late.
    #[inline(never)]
    pub fn close(&mut self) {
        if self.units != 0 {
            let distance = match self.len {
                0 => ((self.open << 1) ^ (self.open >> 63)) as u64,
                _ => self.open.wrapping_sub(self.before) as u64,
            };
            self.varint(distance);
            match whole(self.units) {
                Some(rows) => self.varint(rows),
                None => {
                    self.bytes.push(0);
                    self.bytes.extend_from_slice(&self.units.to_le_bytes());
                }
            }
            self.len = self.len.saturating_add(1);
            self.before = self.open;
            self.sum = self.sum.saturating_add(self.units);
            self.units = 0;
        }
        self.open = i64::MIN;
    }

    fn varint(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    /// How many cells there are. Like everything below, without an open one.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// All amounts together, in units.
    pub fn sum(&self) -> i128 {
        self.sum
    }

    /// Each cell and its units.
    pub fn iter(&self) -> Iter<'_> {
        Iter { bytes: &self.bytes, before: 0, first: true }
    }

    /// Each cell and its amount.
    pub fn amounts(&self) -> impl Iterator<Item = (i64, f64)> {
        self.iter().map(|(cell, units)| (cell, amount(units)))
    }

    /// The cells, and the amount of each. One tight loop: the page does this for years of quarter
    /// hours while somebody waits.
    pub fn columns(&self) -> (Vec<i64>, Vec<f64>) {
        // A cell has two bytes at least, whatever the head says.
        let room = self.len.min(self.bytes.len());
        let (mut cells, mut amounts) = (Vec::with_capacity(room), Vec::with_capacity(room));
        let mut iter = self.iter();
        while let Some((cell, units)) = iter.step() {
            cells.push(cell);
            amounts.push(amount(units));
        }
        (cells, amounts)
    }

    /// Adds those of a later part of the file, closed as these are then.
    pub fn append(&mut self, later: &Cells) {
        let mut iter = later.iter();
        let Some((first, units)) = iter.next() else { return self.close() };
        // Where the parts share a cell, as they do at the cut, its amounts are added.
        if self.add(first, units) {
            self.close();
            // Nothing remains of a cell whose amounts cancel each other.
            if self.before == first {
                self.bytes.extend_from_slice(iter.bytes);
                let more = later.len.saturating_sub(1);
                (self.len, self.before) = (self.len.saturating_add(more), later.before);
                self.sum = self.sum.saturating_add(later.sum.saturating_sub(units));
                return;
            }
        } else {
            iter = later.iter();
        }
        self.close();
        self.merge(&iter.collect::<Vec<_>>());
    }

    /// Adds ascending cells, wherever they are.
    pub fn merge(&mut self, others: &[(i64, i128)]) {
        self.close();
        let mut merged = Cells { bytes: Vec::with_capacity(self.bytes.len()), ..Cells::default() };
        let mut others = others.iter().copied().peekable();
        for (cell, units) in self.iter() {
            while let Some((other, units)) = others.next_if(|other| other.0 <= cell) {
                merged.add(other, units);
            }
            merged.add(cell, units);
        }
        for (cell, units) in others {
            merged.add(cell, units);
        }
        merged.close();
        *self = merged;
    }

    /// The cells as bytes, and what is needed beside these.
    pub fn take_apart(self) -> (CellsHead, Vec<u8>) {
        let Cells { len, before, sum, .. } = self;
        (CellsHead { bytes: self.bytes.len(), len, before, sum }, self.bytes)
    }

    /// Back from [`Cells::take_apart`]; `None` where the bytes are not the head's. Foreign ones end
    /// at what cannot be read.
    pub fn of(head: &CellsHead, bytes: Vec<u8>) -> Option<Cells> {
        let CellsHead { len, before, sum, .. } = *head;
        (bytes.len() == head.bytes).then_some(Cells { bytes, len, before, sum, ..Cells::default() })
    }
}

/// Sorted, each cell once; what has not the order of time is for [`Cells::merge`].
impl FromIterator<(i64, i128)> for Cells {
    fn from_iter<T: IntoIterator<Item = (i64, i128)>>(entries: T) -> Self {
        let mut cells = Cells::default();
        for (cell, units) in entries {
            cells.add(cell, units);
        }
        cells.close();
        cells
    }
}

/// See [`Cells::iter`].
#[derive(Clone, Debug)]
pub struct Iter<'a> {
    bytes: &'a [u8],
    before: i64,
    first: bool,
}

impl Iter<'_> {
    #[inline(always)]
    fn varint(&mut self) -> Option<u64> {
        let (mut number, mut shift) = (0, 0);
        // A loop over a stepped range would be a call a byte where size comes before speed.
        while shift < 70 {
            let (byte, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            number |= u64::from(byte & 0x7F) << shift.min(63);
            if *byte < 0x80 {
                return Some(number);
            }
            shift += 7;
        }
        None
    }

    #[inline(always)]
    fn step(&mut self) -> Option<(i64, i128)> {
        let distance = self.varint()?;
        self.before = match self.first {
            true => ((distance >> 1) as i64) ^ -((distance & 1) as i64),
            false => self.before.wrapping_add(distance as i64),
        };
        self.first = false;
        let units = match self.varint()? {
            0 => {
                let (units, rest) = self.bytes.split_first_chunk()?;
                self.bytes = rest;
                i128::from_le_bytes(*units)
            }
            rows => i128::from(rows) * ONE,
        };
        Some((self.before, units))
    }
}

impl Iterator for Iter<'_> {
    type Item = (i64, i128);

    #[inline]
    fn next(&mut self) -> Option<(i64, i128)> {
        self.step()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn entries() -> impl Strategy<Value = BTreeMap<i64, i128>> {
        let cell = prop_oneof![-20i64..20, any::<i32>().prop_map(i64::from)];
        let units = prop_oneof![
            4 => (1i128..300).prop_map(|rows| rows * ONE),
            1 => any::<i64>().prop_filter("not 0", |units| *units != 0).prop_map(i128::from),
            1 => Just(units(f64::INFINITY)),
        ];
        proptest::collection::btree_map(cell, units, 0..40)
    }

    fn of(entries: &BTreeMap<i64, i128>) -> Cells {
        entries.iter().map(|(cell, units)| (*cell, *units)).collect()
    }

    #[test]
    fn a_cell_is_two_bytes() {
        let cells: Cells = (100..1_100).map(|cell| (cell, 5 * ONE)).collect();
        assert_eq!((cells.len(), cells.bytes.len()), (1_000, 2_001));
        assert_eq!(cells.columns(), ((100..1_100).collect(), vec![5.0; 1_000]));
    }

    #[test]
    fn what_comes_too_late_is_not_added() {
        let mut cells = Cells::default();
        assert!(cells.add(7, ONE) && cells.add(7, ONE) && cells.add(9, ONE));
        assert!(!cells.add(7, ONE) && !cells.add(8, ONE));
        cells.close();
        assert!(!cells.add(9, ONE));
        assert_eq!(cells.amounts().collect::<Vec<_>>(), [(7, 2.0), (9, 1.0)]);
        assert_eq!(cells.columns(), (vec![7, 9], vec![2.0, 1.0]));
    }

    #[test]
    fn sums_are_those_on_paper() {
        let sum = |amounts: &[f64]| amount(amounts.iter().map(|amount| units(*amount)).sum());
        assert_eq!(sum(&[0.1, 0.2]), 0.3);
        assert_eq!(sum(&[0.506; 120]), 60.72);
        assert_eq!(sum(&[123_456_789.12; 1_000]), 123_456_789_120.0);
        assert_eq!(sum(&[1_234_567.89, -0.01]), 1_234_567.88);
        assert_eq!(sum(&[0.00000001; 3]), 0.00000003);
        assert_eq!(sum(&[f64::NAN, 2.5, -2.5]), 0.0);
        assert_eq!(sum(&[f64::INFINITY, 1.0]), AMOUNT_MAX);
        assert_eq!(amount(units(9_007_199_254_740_993.0)), 9_007_199_254_740_992.0);
    }

    proptest! {
        #[test]
        fn decimals_come_back(cents in -1_000_000_000_000i64..1_000_000_000_000, places in 0u32..9) {
            let number: f64 = format!("{cents}e-{places}").parse().unwrap();
            prop_assert_eq!(amount(units(number)), number);
        }

        #[test]
        fn they_come_back(entries in entries()) {
            let cells = of(&entries);
            let back: BTreeMap<i64, i128> = cells.iter().collect();
            prop_assert_eq!(&back, &entries);
            prop_assert_eq!(cells.sum(), entries.values().sum::<i128>());
            let (head, bytes) = cells.clone().take_apart();
            prop_assert_eq!(Cells::of(&head, bytes.clone()), Some(cells));
            // Cut anywhere: what can be read, and no panic.
            for cut in 0..bytes.len() {
                let bytes = bytes[..cut].to_vec();
                prop_assert_eq!(Cells::of(&head, bytes.clone()), None);
                let foreign = Cells::of(&CellsHead { bytes: cut, ..head }, bytes).unwrap();
                prop_assert!(foreign.iter().count() < entries.len());
            }
        }

        #[test]
        fn parts_add_up(a in entries(), b in entries(), shift in 0i64..60) {
            let b: BTreeMap<i64, i128> = b.into_iter().map(|(cell, units)| (cell + shift, units)).collect();
            let mut want = a.clone();
            for (cell, units) in &b {
                *want.entry(*cell).or_insert(0) += units;
            }
            want.retain(|_, units| *units != 0);
            for open in [false, true] {
                let mut cells = Cells::default();
                a.iter().for_each(|(cell, units)| assert!(cells.add(*cell, *units)));
                if !open {
                    cells.close();
                }
                cells.append(&of(&b));
                prop_assert_eq!(&cells, &of(&want));
            }
        }
    }
}
