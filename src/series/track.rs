//! A track: one series of a source on UTC, sorted, with what its stamps stand for.
//!
//! The source's clock is applied here and only here: changing a source's zone makes new tracks
//! from the same data, without reading the file again.
//!
//! # Contract
//! * NaN and infinite values are missing and not kept; a series without any value has no track.
//! * Times are ascending; equal times stay in the file's order.
//! * A wall clock that jumps back puts an hour of the file on top of the hour before (the earlier
//!   instant of the two); one that jumps forward leaves its empty hour empty.

use super::series::SeriesKind;
use crate::{
    calendar::{
        civil::{DAY_MS, HOUR_MS},
        period::Period,
        step::{Step, Told, step_of, without_weekends},
        zone::Offsets,
    },
    ingest::{
        counts::{CELL_MS, Counts},
        measurements::{Measurements, ValueColumn},
        quarters::Quarters,
        source::Clock,
        stamp::step_of_counts,
    },
    kit::indices::by_time,
};
use std::borrow::Cow;

/// One series on UTC.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    /// Measured or counted.
    pub kind: SeriesKind,
    /// Instant of each entry, epoch ms UTC: where it counts (see [`Step::shift_ms`]). Of event
    /// counts: start of a quarter hour.
    pub at_ms: Vec<i64>,
    /// Value of each entry: a measurement, or the amount of events in a quarter hour.
    pub values: Vec<f64>,
    /// Rows of events: a bucket without any inside the coverage is zero, not missing.
    pub events: bool,
    /// What a stamp stands for.
    pub step: Step,
    /// A daily source that leaves weekends out covers them all the same.
    pub workdays: bool,
    /// First and last instant as the source has them, epoch ms UTC.
    pub ends_ms: (i64, i64),
    /// Where the first and last of each span count (as `at_ms`, but to the millisecond for
    /// events); several spans where files with gaps between them were joined.
    pub spans_ms: Vec<(i64, i64)>,
    /// Usual pause between two events, ms: a source's start is not known more exactly.
    pub pause_ms: i64,
    /// What the quarter hours had of which `values` are the means, where rows are not kept one by one.
    pub quarters: Option<Box<Quarters>>,
}

impl Track {
    /// The finest period that the track can be cut into.
    pub(crate) fn finest(&self) -> Period {
        self.step.finest()
    }
}

/// Of instants UTC, of others the source's own.
fn clock_of(told: Told) -> Clock {
    if told.instants { Clock::Utc } else { Clock::Local }
}

impl From<Clock> for Told {
    /// Nothing is told but the clock.
    fn from(clock: Clock) -> Told {
        Told { instants: clock == Clock::Utc, ..Told::default() }
    }
}

/// Makes instants of dates at noon, each on its date in the zone and in UTC: noon is on the day before where
/// the clocks are more than twelve hours ahead.
fn dates_to_instants(noons_ms: &mut [i64], clock: Clock, offsets: &Offsets) {
    for ms in noons_ms {
        let date = ms.div_euclid(DAY_MS) * DAY_MS;
        to_instants(std::slice::from_mut(ms), clock, offsets);
        if clock == Clock::Local {
            *ms = (*ms).clamp(date, date + DAY_MS - 1);
        }
    }
}

/// Makes instants of times on the source's clock.
fn to_instants(times_ms: &mut [i64], clock: Clock, offsets: &Offsets) {
    let fixed = offsets.is_fixed().then(|| offsets.at_utc(0));
    if clock == Clock::Utc || fixed == Some(0) {
        return;
    }
    for ms in times_ms {
        *ms = match fixed {
            Some(offset) => ms.saturating_sub(offset),
            None => offsets.utc_from_local(*ms),
        };
    }
}

/// Of an hour that comes twice, `came` are the entries behind the turn of the clock: (place, amount). Gives
/// what is in the second of the two hours, and takes it from the entries: instant, value.
///
/// Rows that go backward in time come to the second hour first: then those behind the turn are in the first.
fn second_hour(
    local_ms: &[i64],
    values: &mut [f64],
    came: &[(usize, f64)],
    (direction, offsets): (i64, &Offsets),
) -> Vec<(i64, f64)> {
    let twice = |at: usize| {
        let local = *local_ms.get(at)?;
        Some((offsets.utc_from_local(local), offsets.repeats(local)?))
    };
    let mut moved = Vec::new();
    let mut take = |at: usize, amount: f64, values: &mut [f64]| {
        if let (Some((earlier, more)), Some(value)) = (twice(at), values.get_mut(at)) {
            *value -= amount;
            moved.push((earlier + more, amount));
        }
    };
    let of =
        |at: usize| came.iter().filter(|entry| entry.0 == at).map(|entry| entry.1).sum::<f64>();
    // Whether anything in the hour around an entry is told: where nothing is, it stays in the first.
    let told = |at: usize| {
        let Some(local) = local_ms.get(at) else { return false };
        came.iter()
            .filter_map(|entry| local_ms.get(entry.0))
            .any(|other| (other - local).abs() < HOUR_MS)
    };
    for at in 0..local_ms.len() {
        if twice(at).is_none() || !told(at) {
            continue;
        }
        let there = values.get(at).copied().unwrap_or(0.0);
        let behind = of(at).min(there);
        take(at, if direction < 0 { there - behind } else { behind }, values);
    }
    moved
}

/// Places of the rows in the second of two hours: those told in `again`, else the second of each pair.
fn second_rows(local_ms: &[i64], again: &[bool], direction: i64, offsets: &Offsets) -> Vec<usize> {
    let twice = |at: usize| local_ms.get(at).is_some_and(|local| offsets.repeats(*local).is_some());
    let inside: Vec<usize> = (0..local_ms.len()).filter(|at| twice(*at)).collect();
    let mut second = Vec::new();
    // One hour that comes twice after the other.
    let near = |a: &usize, b: &usize| {
        let apart = local_ms.get(*a).zip(local_ms.get(*b)).map(|(a, b)| b - a);
        apart.is_some_and(|apart| apart < 2 * HOUR_MS)
    };
    for hour in inside.chunk_by(near) {
        let behind = |at: &usize| again.get(*at).copied().unwrap_or(false);
        let told = hour.iter().any(behind);
        for same in hour.chunk_by(|a, b| local_ms.get(*a) == local_ms.get(*b)) {
            match (told, direction, same) {
                (true, 1, rows) => second.extend(rows.iter().filter(|at| behind(at))),
                (true, -1, rows) => second.extend(rows.iter().filter(|at| !behind(at))),
                (false, 1, [_, later]) | (false, -1, [later, _]) => second.push(*later),
                _ => {}
            }
        }
    }
    second
}

/// The same of a first and a last time.
fn ends_of(first: i64, last: i64, clock: Clock, offsets: &Offsets) -> (i64, i64) {
    let mut ends = [first, last];
    to_instants(&mut ends, clock, offsets);
    (ends[0], ends[1])
}

/// The track of one value column; `None` where it has no value at all.
pub fn track_of_values(
    data: &Measurements,
    column: &ValueColumn,
    told: Told,
    offsets: &Offsets,
) -> Option<Track> {
    let mut local = Vec::with_capacity(data.times_ms.len());
    let mut values = Vec::with_capacity(data.times_ms.len());
    let clock = clock_of(told);
    let twice = clock == Clock::Local && data.direction != 0 && !offsets.is_fixed();
    let mut again = Vec::new();
    let mut quarters = column.quarters.as_ref().map(|_| Box::<Quarters>::default());
    for (row, (time, value)) in data.times_ms.iter().zip(&column.values).enumerate() {
        if value.is_finite() {
            local.push(*time);
            values.push(*value);
            if let (Some(own), Some(all)) = (&mut quarters, &column.quarters) {
                own.push_all(all.entry(row).unwrap_or_default());
            }
            if twice {
                again.push(data.again.binary_search(&row).is_ok());
            }
        }
    }
    let (first, last) = (*local.first()?, *local.last()?);
    // The step is the table's: a column with few values is no less daily than its neighbours.
    let step = step_of(&data.times_ms, told);
    let shift = step.shift_ms(told.instants);
    let workdays = matches!(step, Step::Day { .. }) && without_weekends(&local);
    let mut at_ms = local;
    at_ms.iter_mut().for_each(|ms| *ms += shift);
    let second = if twice && matches!(step, Step::Fine(_)) {
        let rows = second_rows(&at_ms, &again, data.direction, offsets);
        rows.into_iter()
            .map(|row| (row, at_ms.get(row).and_then(|at| offsets.repeats(*at))))
            .collect()
    } else {
        Vec::new()
    };
    match step {
        Step::Day { dates: true } => dates_to_instants(&mut at_ms, clock, offsets),
        _ => to_instants(&mut at_ms, clock, offsets),
    }
    for (row, more) in second {
        if let (Some(at), Some(more)) = (at_ms.get_mut(row), more) {
            *at += more;
        }
    }
    sort_by_time(&mut at_ms, &mut values, &mut quarters);
    let pause_ms = match step {
        Step::Fine(ms) => ms,
        _ => 0,
    };
    let span = (*at_ms.first()?, *at_ms.last()?);
    Some(Track {
        kind: if column.counted { SeriesKind::EventCount } else { SeriesKind::Measurement },
        at_ms,
        values,
        events: false,
        workdays,
        step,
        ends_ms: ends_of(first, last, clock, offsets),
        spans_ms: vec![span],
        pause_ms,
        quarters,
    })
}

/// The track of all events of a source, or of some groups together; `None` where there are no
/// events or no such groups.
pub(crate) fn track_of_counts(
    counts: &Counts,
    groups: Option<&[usize]>,
    told: Told,
    offsets: &Offsets,
) -> Option<Track> {
    let (first, last) = counts.coverage_ms?;
    let of_groups = match groups {
        None => Cow::Borrowed(&counts.total),
        Some(groups) => {
            let mut cells = groups.iter().filter_map(|group| counts.by_group.get(*group));
            let mut sum = Cow::Borrowed(cells.next()?);
            cells.for_each(|cells| sum.to_mut().append(cells));
            sum
        }
    };
    // What a stamp stands for is the whole source's affair: a rare group is no coarser.
    let step = step_of_counts(counts, told)?;
    let shift = step.shift_ms(told.instants);
    let clock = clock_of(told);
    let (mut at_ms, mut values) = of_groups.columns();
    let second = if clock == Clock::Local && !offsets.is_fixed() && !counts.again.is_empty() {
        let of_group = |of: u32| groups.is_none_or(|groups| groups.contains(&(of as usize)));
        let came = counts.again.iter().filter(|again| of_group(again.1));
        let came: Vec<(usize, f64)> = came
            .filter_map(|(cell, _, amount)| Some((at_ms.binary_search(cell).ok()?, *amount)))
            .collect();
        let local: Vec<i64> = at_ms.iter().map(|cell| cell * CELL_MS).collect();
        second_hour(&local, &mut values, &came, (counts.direction, offsets))
    } else {
        Vec::new()
    };
    at_ms.iter_mut().for_each(|cell| *cell = *cell * CELL_MS + shift);
    let mut ends = [first + shift, last + shift];
    for times in [&mut at_ms[..], &mut ends] {
        match step {
            Step::Day { dates: true } => dates_to_instants(times, clock, offsets),
            _ => to_instants(times, clock, offsets),
        }
    }
    for (at, amount) in second {
        at_ms.push(at);
        values.push(amount);
    }
    sort_by_time(&mut at_ms, &mut values, &mut None);
    let span = (ends[0], ends[1]);
    let rows = counts.sum();
    let pause_ms = match step {
        Step::Fine(0) => ((last - first) as f64 / rows.max(1.0)) as i64,
        Step::Fine(ms) => ms,
        _ => 0,
    };
    Some(Track {
        kind: SeriesKind::EventCount,
        at_ms,
        values,
        events: true,
        step,
        workdays: false,
        ends_ms: ends_of(first, last, clock, offsets),
        spans_ms: vec![(span.0, span.1.max(span.0))],
        pause_ms,
        quarters: None,
    })
}

/// Sorts all by time, equal times as they came; nothing to do in all but odd cases.
fn sort_by_time(at_ms: &mut Vec<i64>, values: &mut Vec<f64>, quarters: &mut Option<Box<Quarters>>) {
    if at_ms.is_sorted() {
        return;
    }
    let order = by_time(at_ms);
    let pick = |list: &[f64]| -> Vec<f64> {
        order.iter().filter_map(|at| list.get(*at).copied()).collect()
    };
    if let Some(quarters) = quarters {
        **quarters = quarters.map(pick);
    }
    *values = pick(values);
    *at_ms = order.iter().filter_map(|at| at_ms.get(*at).copied()).collect();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::civil::{DAY_MS, ms_from_iso};
    use crate::calendar::zone::TableZones;

    #[test]
    fn a_group_and_the_total() {
        let counts = Counts::of(
            [(0, 0, 3.0), (0, 1, 1.0), (4, 1, 5.0), (9, 0, 2.0)],
            vec!["a".into(), "b".into()],
            0,
            Some((10_000, 9 * CELL_MS + 5)),
        );
        let track = |groups: Option<&[usize]>| {
            let track = track_of_counts(&counts, groups, Clock::Utc.into(), &Offsets::utc());
            let track = track.unwrap();
            (track.at_ms.to_vec(), track.values.to_vec())
        };
        assert_eq!(track(None), (vec![0, 4 * CELL_MS, 9 * CELL_MS], vec![4.0, 5.0, 2.0]));
        assert_eq!(track(Some(&[0])), (vec![0, 9 * CELL_MS], vec![3.0, 2.0]));
        assert_eq!(track(Some(&[1])), (vec![0, 4 * CELL_MS], vec![1.0, 5.0]));
        assert_eq!(track(Some(&[1, 0])), track(None));
    }

    #[test]
    fn the_sources_zone_is_applied_here() {
        let berlin =
            Offsets::of(&TableZones, "Europe/Berlin", 0, ms_from_iso("2026-01-01").unwrap());
        let cell = ms_from_iso("2021-07-01T12:15").unwrap() / CELL_MS;
        let coverage = Some((cell * CELL_MS + 1, cell * CELL_MS + 2));
        let counts = Counts::of([(cell, 0, 7.0)], vec![String::new()], 0, coverage);
        let berlin = berlin.unwrap();
        let at =
            |clock| track_of_counts(&counts, None, Told::from(clock), &berlin).unwrap().at_ms[0];
        assert_eq!(at(Clock::Local), ms_from_iso("2021-07-01T10:15").unwrap());
        assert_eq!(at(Clock::Utc), ms_from_iso("2021-07-01T12:15").unwrap());
    }

    #[test]
    fn missing_values_are_not_kept() {
        let column = ValueColumn {
            name: "price".into(),
            index: 1,
            unit: None,
            counted: false,
            values: vec![1.0, f64::NAN, f64::INFINITY, 4.0],
            quarters: None,
        };
        let data = Measurements {
            times_ms: (0..4).map(|i| i * DAY_MS).collect(),
            columns: vec![column.clone()],
            ..Measurements::default()
        };
        let track = track_of_values(&data, &column, Clock::Local.into(), &Offsets::utc()).unwrap();
        assert_eq!(track.values.to_vec(), [1.0, 4.0]);
        assert_eq!(track.at_ms.to_vec(), [DAY_MS / 2, 3 * DAY_MS + DAY_MS / 2]);
        let empty = ValueColumn { values: vec![f64::NAN; 4], ..column };
        assert!(track_of_values(&data, &empty, Clock::Local.into(), &Offsets::utc()).is_none());
    }
}
