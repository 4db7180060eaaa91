//! A rehearsal: an analysis of made-up numbers that is not shown.
//!
//! Browsers compile a function of a program when it is called for the first time, which takes
//! longest when it matters most: while workers read a large file and the first figure appears. So
//! what leads from files to a figure is done once before, when nothing else is.

use super::{
    ids::FileOffer,
    message::{Effect, Message},
    model::Model,
    show::view,
    update::update,
    view::View,
};
use crate::{
    calendar::{civil::DAY_MS, zone::Zones},
    ingest::{
        cells::{Cells, ONE},
        counts::{CELL_MS, Counts},
        measurements::{Measurements, ValueColumn},
        source::{
            Clock, Column, ColumnRole, Data, Found, Layout, Order, Reading, Role, Rows, Status,
            Time,
        },
    },
    report::analysis::Analysis,
};
use std::rc::Rc;

/// 1 January 2020, UTC.
const START_MS: i64 = 1_577_836_800_000;
/// Enough for ticks, gaps and weeks.
const DAYS: i64 = 70;

/// A page without a browser, on which two files are dropped.
pub struct Rehearsal {
    model: Model,
    reads: Vec<u64>,
}

impl Rehearsal {
    /// Before anything is read.
    pub fn new(zones: Rc<dyn Zones>) -> Rehearsal {
        let mut model = Model::new(zones);
        let offer = |(file, name): (u64, &str)| FileOffer {
            file,
            name: name.to_owned(),
            // One series alone is drawn while the other file takes long.
            bytes: 100 << 20,
            modified_ms: None,
            example: false,
        };
        let effects = update(
            &mut model,
            Message::FilesAdded {
                files: [(1, "a.csv"), (2, "b.csv")].map(offer).into(),
                ticket: None,
            },
        );
        let reads = effects.iter().filter_map(|effect| match effect {
            Effect::Read { read, .. } => Some(*read),
            _ => None,
        });
        let reads: Vec<u64> = reads.collect();
        if let Some(&read) = reads.last() {
            let (bytes, total, rows) = (1 << 20, 100 << 20, 1000);
            update(&mut model, Message::ReadProgress { read, bytes, total, rows, found: None });
        }
        Rehearsal { reads, model }
    }

    /// One act after another: a price alone, then events beside it. `None` at the end.
    pub fn act(&mut self, number: usize) -> Option<View> {
        let reading = match number {
            0 => price(),
            1 => events(),
            _ => return None,
        };
        let read = *self.reads.get(number)?;
        let effects = update(&mut self.model, Message::ReadDone { read, readings: vec![reading] });
        for effect in effects {
            if let Effect::Analyse { revision, .. } = effect {
                let analysis = Box::<Analysis>::default();
                update(&mut self.model, Message::Analysed { revision, analysis });
            }
        }
        Some(view(&self.model))
    }
}

fn price() -> Reading {
    let column = ValueColumn {
        name: "price".to_owned(),
        index: 1,
        unit: None,
        counted: false,
        values: (0..DAYS).map(|day| 100.0 + (day * day % 37) as f64).collect(),
        quarters: None,
    };
    let times_ms = (0..DAYS).map(|day| START_MS + day * DAY_MS).collect();
    let data = Data::Measurements(Measurements {
        times_ms,
        columns: vec![column],
        ..Measurements::default()
    });
    Reading { found: found(Role::Series), data }
}

fn events() -> Reading {
    let mut cells = Cells::default();
    for hour in 0..DAYS * 24 {
        cells.add((START_MS + hour * DAY_MS / 24) / CELL_MS, ONE * i128::from(hour % 5));
    }
    cells.close();
    let coverage_ms = Some((START_MS, START_MS + DAYS * DAY_MS));
    let (total, by_group) = (cells.clone(), vec![cells]);
    let counts =
        Counts { total, by_group, groups: vec![String::new()], coverage_ms, ..Counts::default() };
    Reading { found: found(Role::Events), data: Data::Counts(counts) }
}

fn found(role: Role) -> Found {
    let time = Time {
        columns: vec!["date".to_owned()],
        column_index: vec![0],
        format: "%Y-%m-%d".to_owned(),
        zone: "UTC".to_owned(),
        zone_stated: false,
        zone_days: false,
        clock: Clock::Local,
        year_inferred: false,
        first_ms: Some(START_MS),
        last_ms: Some(START_MS + (DAYS - 1) * DAY_MS),
        order: Order::Ascending,
        stamp: None,
    };
    let column = |(index, role): (usize, ColumnRole)| Column {
        name: "price".to_owned(),
        index,
        role,
        unit: None,
    };
    Found {
        role: Some(role),
        layout: Some(Layout::Delimited),
        time: Some(time),
        rows: Rows { read: 70, with_time: 70, without_time: 0, used: 70, skipped: 0, filtered: 0 },
        columns: [(0, ColumnRole::Time), (1, ColumnRole::Value)].map(column).into(),
        seen: Vec::new(),
        value_column: Some(1),
        ..Found::unread("a.csv", 1, Status::Ready)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::view::Stage;
    use crate::calendar::zone::TableZones;

    #[test]
    fn every_act_has_its_figure() {
        let mut rehearsal = Rehearsal::new(Rc::new(TableZones));
        let alone = rehearsal.act(0).unwrap();
        assert_eq!((alone.stage, alone.figure.unwrap().series.len()), (Stage::Alone, 1));
        let both = rehearsal.act(1).unwrap();
        let figure = both.figure.unwrap();
        assert_eq!((both.stage, figure.series.len()), (Stage::Figure, 2));
        assert!(!figure.numbers.is_empty() && !both.sentence.pending && both.cards.len() == 2);
        assert!(rehearsal.act(2).is_none());
    }
}
