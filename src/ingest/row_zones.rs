//! The clock of times without an offset, and the zones that a column names row by row.
//!
//! # Contract
//! * A row whose cell names no zone has no instant; a blank cell means the zone of all other rows, where the
//!   sample had only one.
//! * A wall-clock time that comes twice is the one that keeps the rows in order; where the order does not tell,
//!   the earlier.

#![expect(clippy::arithmetic_side_effects, reason = "instants of the calendar, and days")]

use super::{
    problem::Reason,
    timestamp::{DAY_MS, Instant},
    zone_words::{self, Sense, ZoneWord, offset_text},
};
use crate::calendar::zone::{Offsets, PlatformZones, fixed_offset_ms};
use litemap::LiteMap;
use std::rc::Rc;

/// What is known of the clock of times without an offset.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimeZone {
    /// What the file says of all of them.
    pub stated: Option<ZoneWord>,
    /// The column that says it for each row.
    pub column: Option<ZoneColumn>,
    /// Whether the rows go forward (1) or backward (-1) in time; 0 where neither.
    pub direction: i64,
    /// Whether the column's name is that of a day.
    pub dated: bool,
}

/// A column of zones or offsets.
#[derive(Clone, Debug, PartialEq)]
pub struct ZoneColumn {
    /// Its place.
    pub index: usize,
    /// How its cells are read.
    pub cells: ZoneCells,
    /// The zone of rows that leave the cell blank, where all others of the sample have the same.
    pub usual: Option<Vec<u8>>,
}

/// How a column of zones is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ZoneCells {
    /// Names, abbreviations, offsets with a sign.
    Words,
    /// Numbers ahead of UTC, each so many minutes.
    Numbers(f64),
}

impl ZoneCells {
    /// The zone of a cell.
    pub fn zone(self, cell: &[u8]) -> Option<ZoneWord> {
        let text = str::from_utf8(cell).ok()?.trim().trim_matches('"');
        match self {
            ZoneCells::Words => zone_words::in_cell(text),
            ZoneCells::Numbers(minutes) => {
                let minutes = text.parse::<f64>().ok()? * minutes;
                let fits = minutes.abs() <= 840.0 && minutes % 15.0 == 0.0;
                fits.then(|| ZoneWord {
                    zone: offset_text(minutes as i16),
                    word: text.into(),
                    sense: Sense::Plain,
                })
            }
        }
    }
}

/// The zones of rows while they are being read.
#[derive(Clone, Debug)]
pub struct RowZones {
    column: ZoneColumn,
    direction: i64,
    /// The last cell, and its zone.
    cell: Vec<u8>,
    zone: Option<Clock>,
    /// Offsets of the zones met, and the range they are known for.
    known: LiteMap<String, (i64, i64, Rc<Offsets>)>,
    /// The instant of the row before.
    before: Option<i64>,
    /// The first zone by name, and whether another came.
    first: Option<String>,
    differ: bool,
}

#[derive(Clone, Debug)]
enum Clock {
    Fixed(i16),
    Named(Rc<str>),
}

/// Days at either side of a row in which a zone's changes are looked up at once.
const AROUND_DAYS: i64 = 500;

impl RowZones {
    /// Zones by a column.
    pub fn new(zone: &TimeZone) -> Option<RowZones> {
        Some(RowZones {
            column: zone.column.clone()?,
            direction: zone.direction,
            cell: Vec::new(),
            zone: None,
            known: LiteMap::default(),
            before: None,
            first: None,
            differ: false,
        })
    }

    /// The column.
    pub fn index(&self) -> usize {
        self.column.index
    }

    /// The zone of all rows, where each has the same.
    pub fn only(&self) -> Option<&str> {
        self.first.as_deref().filter(|_| !self.differ)
    }

    /// The instant of a wall-clock time in the zone of its row.
    pub fn place(&mut self, local: Instant, cell: &[u8]) -> Result<Instant, Reason> {
        let cell = match cell.trim_ascii() {
            [] => self.column.usual.clone().ok_or(Reason::TimeUnreadable)?,
            cell if self.cell == cell => Vec::new(),
            cell => cell.to_vec(),
        };
        if !cell.is_empty() && cell != self.cell {
            let found = self.column.cells.zone(&cell);
            if let Some(found) = &found {
                self.differ |= self.first.as_ref().is_some_and(|first| *first != found.zone);
                self.first.get_or_insert_with(|| found.zone.clone());
            }
            self.zone = found.map(|found| match fixed_offset_ms(&found.zone) {
                Some(ms) => Clock::Fixed((ms / 60_000) as i16),
                None => Clock::Named(found.zone.into()),
            });
            self.cell = cell;
        }
        let ms = match self.zone.clone().ok_or(Reason::TimeUnreadable)? {
            Clock::Fixed(minutes) => local.ms - i64::from(minutes) * 60_000,
            Clock::Named(name) => self.named(&name, local.ms).ok_or(Reason::TimeUnreadable)?,
        };
        self.before = Some(ms);
        Ok(Instant { ms, offset_min: i16::try_from((local.ms - ms) / 60_000).ok() })
    }

    fn named(&mut self, name: &str, local_ms: i64) -> Option<i64> {
        let (from, to) = (local_ms - DAY_MS, local_ms + DAY_MS);
        let offsets = match self.known.get(name) {
            Some((first, last, offsets)) if *first <= from && to <= *last => offsets.clone(),
            known => {
                let around = AROUND_DAYS * DAY_MS;
                let (first, last) = known.map_or((from, to), |(first, last, _)| (*first, *last));
                let (first, last) = (first.min(from - around), last.max(to + around));
                let offsets = Rc::new(Offsets::of(&PlatformZones, name, first, last)?);
                self.known.insert(name.to_owned(), (first, last, offsets.clone()));
                offsets
            }
        };
        let earlier = offsets.utc_from_local(local_ms);
        let Some(more) = offsets.repeats(local_ms) else { return Some(earlier) };
        let later = earlier + more;
        Some(match self.before {
            Some(before) if self.direction > 0 && before > earlier => later,
            Some(before) if self.direction < 0 && before >= later => later,
            _ => earlier,
        })
    }
}
