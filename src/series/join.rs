//! Many files, one source: rotated logs and yearly exports, in time order, overlaps removed, gaps
//! between them missing.
//!
//! # Contract
//! * All parts are on the same clock.
//! * Measurements: a row whose instant an earlier part has too is an overlap and dropped; rows that
//!   one part itself repeats stay.
//! * Event counts: a row that an earlier part has too is not counted again. Which rows those are
//!   is decided by the rows at the ends of the parts, see [`overlap`](super::overlap). Where more rows
//!   overlap than those ends hold ([`EDGE_ROWS`](crate::ingest::edges::EDGE_ROWS)), a quarter hour
//!   counts as in the part that has more of it: all but the first and the last one of the overlap
//!   are whole in both, and these two in one of them.
//! * A gap between two parts is missing when it is longer than the longest pause inside any of
//!   them, but at least an hour.
//! * The order in which the parts are given changes nothing.

use super::overlap::{Overlap, overlap};
use crate::{
    calendar::civil::HOUR_MS,
    ingest::{
        counts::{CELL_MS, Counts},
        measurements::{Measurements, ValueColumn},
        names::Names,
        quarters::Quarters,
        source::Data,
    },
    kit::indices::{by_time, ordered_by, sorted},
};
use std::collections::BTreeMap;

/// What several files hold together.
#[derive(Clone, Debug, PartialEq)]
pub struct Joined {
    /// The data of all.
    pub data: Data,
    /// First and last instant of each stretch without a gap, on the parts' clock; empty for
    /// measurements, where a missing row is a gap anyway.
    pub spans_ms: Vec<(i64, i64)>,
}

/// Joins what several files hold; `None` where they do not hold the same kind of data.
pub fn join(parts: &[&Data]) -> Option<Joined> {
    let counts: Vec<&Counts> = parts
        .iter()
        .filter_map(|part| if let Data::Counts(counts) = part { Some(counts) } else { None })
        .collect();
    if !counts.is_empty() && counts.len() == parts.len() {
        let (counts, spans_ms) = join_counts(&counts);
        return Some(Joined { data: Data::Counts(counts), spans_ms });
    }
    let values: Vec<&Measurements> = parts
        .iter()
        .filter_map(|part| if let Data::Measurements(values) = part { Some(values) } else { None })
        .collect();
    (!values.is_empty() && values.len() == parts.len()).then(|| Joined {
        data: Data::Measurements(join_measurements(&values)),
        spans_ms: Vec::new(),
    })
}

fn join_measurements(parts: &[&Measurements]) -> Measurements {
    let parts: Vec<&Measurements> =
        parts.iter().copied().filter(|part| !part.times_ms.is_empty()).collect();
    let key = |part: &Measurements| {
        (part.times_ms.first().copied(), part.times_ms.last().copied(), part.times_ms.len())
    };
    let order: Vec<&Measurements> =
        ordered_by(&parts, &|a, b| key(a).cmp(&key(b))).into_iter().copied().collect();
    let mut columns: Vec<ValueColumn> = Vec::new();
    for column in order.iter().flat_map(|part| &part.columns) {
        if !columns.iter().any(|known| known.name == column.name) {
            columns.push(ValueColumn {
                name: column.name.clone(),
                index: column.index,
                unit: column.unit.clone(),
                counted: column.counted,
                ..ValueColumn::default()
            });
        }
    }
    // (time, part, row), those that an earlier part has at the same instant taken out.
    let rows: Vec<(i64, usize, usize)> = order
        .iter()
        .enumerate()
        .flat_map(|(p, part)| part.times_ms.iter().enumerate().map(move |(row, t)| (*t, p, row)))
        .collect();
    let mut kept: Vec<(i64, usize, usize)> = Vec::with_capacity(rows.len());
    for row in in_time(&rows, |row| row.0) {
        if kept.last().is_none_or(|last| last.0 != row.0 || last.1 == row.1) {
            kept.push(row);
        }
    }
    for column in &mut columns {
        let in_parts: Vec<Option<&ValueColumn>> = order
            .iter()
            .map(|part| part.columns.iter().find(|own| own.name == column.name))
            .collect();
        column.values = kept
            .iter()
            .map(|(_, part, row)| {
                let own = in_parts.get(*part).copied().flatten();
                own.and_then(|own| own.values.get(*row)).copied().unwrap_or(f64::NAN)
            })
            .collect();
        // One that was summed up by quarter hour, and others whose rows are each one value.
        if in_parts.iter().flatten().any(|own| own.quarters.is_some()) {
            let mut quarters = Quarters::default();
            for ((_, part, row), value) in kept.iter().zip(&column.values) {
                let own = in_parts.get(*part).copied().flatten();
                let folded = own.and_then(|own| own.quarters.as_ref()?.entry(*row));
                match folded {
                    Some(entry) => quarters.push_all(entry),
                    None => quarters.push(*value),
                }
            }
            column.quarters = Some(Box::new(quarters));
        }
    }
    let told = |(_, part, row): &(i64, usize, usize)| {
        order.get(*part).is_some_and(|part| part.again.binary_search(row).is_ok())
    };
    let again = kept.iter().enumerate().filter(|(_, row)| told(row)).map(|(at, _)| at).collect();
    Measurements {
        direction: direction_of(order.iter().map(|part| part.direction)),
        again,
        times_ms: kept.into_iter().map(|row| row.0).collect(),
        columns,
    }
}

/// The direction of all parts; 0 where they differ.
fn direction_of(mut of_parts: impl Iterator<Item = i64>) -> i64 {
    let first = of_parts.next().unwrap_or(0);
    if of_parts.all(|other| other == first) { first } else { 0 }
}

fn join_counts(parts: &[&Counts]) -> (Counts, Vec<(i64, i64)>) {
    let covered: Vec<(&Counts, (i64, i64))> =
        parts.iter().filter_map(|part| Some((*part, part.coverage_ms?))).collect();
    let by_begin = ordered_by(&covered, &|(a, a_span), (b, b_span)| {
        // Of two that begin in one instant the longer may begin rows before the other, which only
        // what was before both has too.
        (a_span.0.cmp(&b_span.0))
            .then_with(|| b_span.1.cmp(&a_span.1))
            .then_with(|| a.total.iter().cmp(b.total.iter()))
    });
    let order: Vec<(&Counts, (i64, i64))> = by_begin.into_iter().copied().collect();
    let repeated = repeats_of(&order);
    let overlaps = repeated.iter().any(|found| match found {
        Overlap::Rows { rows, alike, .. } => !rows.is_empty() && !alike,
        Overlap::Unknown => true,
    });
    // Names by their numbers, in the order of the alphabet: thousands of files have the same ones.
    let mut different = Names::new(usize::MAX);
    for name in order.iter().flat_map(|(part, _)| &part.groups) {
        different.index(name.as_bytes());
    }
    let known = different.iter().filter_map(|name| str::from_utf8(name).ok()).collect();
    let known: Vec<&str> = sorted(known, &|a, b| a.cmp(b));
    let number = |name: &str| known.binary_search(&name).unwrap_or(known.len()) as u32;
    // Entries by cell and name: all that was before, joined with one part after the other. What lies
    // before a part is touched by none that follows, and behind all others a part is a list already.
    let mut done: Vec<((i64, u32), f64)> = Vec::new();
    let mut whole: BTreeMap<(i64, u32), f64> = BTreeMap::new();
    let mut behind: Vec<((i64, u32), f64)> = Vec::new();
    let mut reach: Option<i64> = None;
    for (&(part, (first, last)), found) in order.iter().zip(&repeated) {
        let numbers: Vec<u32> = part.groups.iter().map(|name| number(name)).collect();
        let name = |group: u32| numbers.get(group as usize).copied().unwrap_or(number(""));
        let entries: Vec<(i64, u32, f64)> =
            part.entries().map(|(cell, group, amount)| (cell, name(group), amount)).collect();
        // By cell and name.
        let place = |(cell, name, _): &(i64, u32, f64)| {
            cell.saturating_mul(known.len() as i64 + 1).saturating_add(i64::from(*name))
        };
        let mut entries: Vec<(i64, u32, f64)> = in_time(&entries, place).collect();
        let begin = entries.first().map_or(i64::MIN, |entry| entry.0);
        let begin = begin.min(first.div_euclid(CELL_MS));
        let open = whole.split_off(&(begin, 0));
        done.extend(std::mem::replace(&mut whole, open));
        let before = behind.partition_point(|((cell, _), _)| *cell < begin);
        whole.extend(behind.split_off(before));
        done.append(&mut behind);
        match found {
            Overlap::Rows { alike: true, repeats: true, .. } if !overlaps => {}
            Overlap::Rows { rows, .. } => entries.extend(
                rows.iter()
                    .map(|(_, row)| (row.ms.div_euclid(CELL_MS), name(row.group), -row.amount)),
            ),
            // Up to a second is a rotation in the midst of a burst, not an overlap.
            Overlap::Unknown => {
                if let Some(reach) = reach.filter(|reach| reach - first > 1000) {
                    take_larger(&mut whole, &mut entries, reach.div_euclid(CELL_MS));
                }
            }
        }
        // Later than all that is there, and than what goes before it.
        let mut last_key = whole.last_key_value().map(|(key, _)| *key);
        for (cell, name, amount) in entries {
            let key = (cell, name);
            if last_key.is_none_or(|last| last < key) {
                behind.push((key, amount));
                last_key = Some(key);
            } else {
                let place = behind.binary_search_by(|(other, _)| other.cmp(&key));
                match place.ok().and_then(|place| behind.get_mut(place)) {
                    Some((_, same)) => *same += amount,
                    None => *whole.entry(key).or_insert(0.0) += amount,
                }
            }
        }
        reach = Some(reach.map_or(last, |reach| reach.max(last)));
    }
    done.extend(whole);
    done.append(&mut behind);
    // Amounts are sums of 2⁻³²; what is left of one that was taken away is none.
    done.retain(|(_, amount)| amount.abs() > 1e-9);
    let mut totals: Vec<(&str, f64)> = known.iter().map(|name| (*name, 0.0)).collect();
    for ((_, name), amount) in &done {
        if let Some((_, total)) = totals.get_mut(*name as usize) {
            *total += amount;
        }
    }
    // What stands for many comes last, as in each part.
    let rest: Vec<&str> = parts
        .iter()
        .filter(|part| part.rest > 0)
        .filter_map(|part| part.groups.last())
        .map(String::as_str)
        .collect();
    let names = ordered_by(&totals, &|a, b| {
        (rest.contains(&a.0).cmp(&rest.contains(&b.0)))
            .then_with(|| b.1.total_cmp(&a.1))
            .then_with(|| a.0.cmp(b.0))
    });
    let mut places: Vec<u32> = vec![0; known.len()];
    for ((name, _), at) in names.iter().zip(0u32..) {
        if let Some(place) = places.get_mut(number(name) as usize) {
            *place = at;
        }
    }
    let place = |name: u32| places.get(name as usize).copied().unwrap_or(0);
    let entries = done.into_iter().map(|((cell, name), amount)| (cell, place(name), amount));
    let spans = spans_of(&order);
    // Where files overlap a row may be told twice here; of a cell never more is taken than is in it.
    let again = order.iter().flat_map(|(part, _)| {
        part.again.iter().map(|(cell, group, amount)| {
            let name = part.groups.get(*group as usize).map_or("", String::as_str);
            (*cell, place(number(name)), *amount)
        })
    });
    let again: Vec<(i64, u32, f64)> = again.collect();
    let direction = direction_of(order.iter().map(|(part, _)| part.direction));
    let counts = Counts::of(
        entries,
        names.iter().map(|(name, _)| (*name).to_owned()).collect(),
        // The last group stands for as many as it did in the part that has most of them.
        parts.iter().map(|part| part.rest).max().unwrap_or(0),
        spans.first().zip(spans.last()).map(|(first, last)| (first.0, last.1)),
    );
    (Counts { direction, again, ..counts }, spans)
}

/// Things by their times, equal ones in their order.
fn in_time<T: Copy>(things: &[T], time: impl Fn(&T) -> i64) -> impl Iterator<Item = T> {
    let times: Vec<i64> = things.iter().map(time).collect();
    by_time(&times).into_iter().filter_map(|at| things.get(at).copied())
}

/// What each part, in the order of their begins, repeats of those before it.
fn repeats_of(order: &[(&Counts, (i64, i64))]) -> Vec<Overlap> {
    // Those before that reach as far as the part begins, the one that reaches furthest last.
    let mut open: Vec<(i64, &Counts)> = Vec::new();
    let mut repeated: Vec<Overlap> = Vec::with_capacity(order.len());
    for &(part, (first, last)) in order {
        let furthest = open.pop();
        open.retain(|(far, _)| *far >= first);
        let mut found = furthest.map_or(Overlap::nothing(), |(_, before)| overlap(before, part));
        if let Overlap::Rows { rows, alike: false, .. } = &mut found {
            // Of several that begin in one instant, one may hold rows of this part that the one
            // that reaches furthest does not.
            for (_, before) in &open {
                if let Overlap::Rows { rows: more, alike: false, .. } = overlap(before, part) {
                    rows.extend(more);
                }
            }
            *rows = sorted(std::mem::take(rows), &|a, b| a.0.cmp(&b.0));
            rows.dedup_by_key(|(number, _)| *number);
        }
        repeated.push(found);
        open.extend(furthest);
        let place = match open.last() {
            Some((far, _)) if last <= *far => open.len() - 1,
            _ => open.len(),
        };
        open.insert(place, (last, part));
    }
    repeated
}

/// Up to the quarter hour `until`, which both cover, keeps the one of two that has more.
fn take_larger(
    whole: &mut BTreeMap<(i64, u32), f64>,
    entries: &mut Vec<(i64, u32, f64)>,
    until: i64,
) {
    let mut kept = Vec::with_capacity(entries.len());
    for cell in entries.chunk_by(|a, b| a.0 == b.0) {
        let Some(&(at, ..)) = cell.first() else { continue };
        if at <= until {
            let before: f64 = whole.range((at, 0)..(at + 1, 0)).map(|entry| *entry.1).sum();
            if cell.iter().map(|entry| entry.2).sum::<f64>() <= before {
                continue;
            }
            let old: Vec<u32> =
                whole.range((at, 0)..(at + 1, 0)).map(|((_, name), _)| *name).collect();
            for name in old {
                whole.remove(&(at, name));
            }
        }
        kept.extend_from_slice(cell);
    }
    *entries = kept;
}

/// Stretches without a gap.
fn spans_of(order: &[(&Counts, (i64, i64))]) -> Vec<(i64, i64)> {
    let pause = order
        .iter()
        .flat_map(|(part, _)| {
            let next = part.total.iter().skip(1);
            next.zip(part.total.iter()).map(|(next, cell)| (next.0 - cell.0) * CELL_MS)
        })
        .max()
        .unwrap_or(0)
        .max(HOUR_MS);
    let mut spans: Vec<(i64, i64)> = Vec::new();
    for (_, (first, last)) in order {
        match spans.last_mut() {
            Some(span) if first - span.1 <= pause => span.1 = span.1.max(*last),
            _ => spans.push((*first, *last)),
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn counts(times: &[i64]) -> Counts {
        let mut cells: BTreeMap<i64, f64> = BTreeMap::new();
        for time in times {
            *cells.entry(time.div_euclid(CELL_MS)).or_insert(0.0) += 1.0;
        }
        let entries = cells.into_iter().map(|(cell, amount)| (cell, 0, amount));
        let coverage = times.first().zip(times.last()).map(|(a, b)| (*a, *b));
        Counts::of(entries, vec![String::new()], 0, coverage)
    }

    fn total(data: &Data) -> f64 {
        match data {
            Data::Counts(counts) => counts.sum(),
            _ => f64::NAN,
        }
    }

    proptest! {
        /// A log cut into files that overlap by whole hours, or abut, gives the whole, once.
        #[test]
        fn rotated_logs_give_the_whole(
            steps in prop::collection::vec(2i64..400, 200..600),
            cuts in prop::collection::vec(1usize..200, 1..6),
            overlap_ms in prop::sample::select(vec![0i64, 2 * HOUR_MS, 5 * HOUR_MS]),
            backwards in any::<bool>(),
        ) {
            let mut at = 1_600_000_000_123;
            let times: Vec<i64> = steps.iter().map(|s| { at += s * 1000; at }).collect();
            let mut ends: Vec<usize> = cuts.iter().map(|c| c % times.len()).collect();
            ends.sort_unstable();
            // A file of a few seconds that lies wholly in another is beyond the contract.
            ends.dedup_by(|next, kept| *next < *kept + 30);
            ends.retain(|end| *end >= 30 && *end + 30 <= times.len());
            ends.push(times.len());
            let mut parts = Vec::new();
            let mut from = 0;
            for end in ends {
                let first = times[from] - if from == 0 { 0 } else { overlap_ms };
                let part: Vec<i64> = times[..end].iter().copied().filter(|t| *t >= first).collect();
                if end > from && !part.is_empty() {
                    parts.push(Data::Counts(counts(&part)));
                    from = end.min(times.len() - 1);
                }
            }
            if backwards { parts.reverse(); }
            let joined = join(&parts.iter().collect::<Vec<_>>()).unwrap();
            let whole = counts(&times);
            // A cut within a quarter hour repeats one row at most in this construction.
            if overlap_ms > 0 || parts.len() == 1 {
                prop_assert_eq!(&joined.data, &Data::Counts(whole));
            } else {
                prop_assert!(total(&joined.data) >= times.len() as f64);
            }
            prop_assert_eq!(joined.spans_ms.len(), 1);
        }
    }

    #[test]
    fn logs_that_touch_are_added_and_a_gap_is_a_gap() {
        let minute = 60_000;
        let part = |from: i64, to: i64| {
            Data::Counts(counts(&(from..to).map(|i| i * minute).collect::<Vec<_>>()))
        };
        // Cut within a quarter hour.
        let joined = join(&[&part(0, 67), &part(67, 200)]).unwrap();
        assert_eq!(joined.data, part(0, 200));
        let joined = join(&[&part(0, 60), &part(300, 360)]).unwrap();
        assert_eq!(joined.spans_ms, [(0, 59 * minute), (300 * minute, 359 * minute)]);
        // The same file twice.
        let joined = join(&[&part(0, 60), &part(0, 60)]).unwrap();
        assert_eq!(joined.data, part(0, 60));
    }

    #[test]
    fn yearly_exports_keep_their_own_repeats_and_drop_the_overlap() {
        let part = |times: &[i64], values: &[f64]| {
            Data::Measurements(Measurements {
                times_ms: times.to_vec(),
                columns: vec![ValueColumn {
                    name: "price".into(),
                    values: values.to_vec(),
                    ..ValueColumn::default()
                }],
                ..Measurements::default()
            })
        };
        let joined = join(&[
            &part(&[3, 4, 5], &[30.0, 40.0, 50.0]),
            &part(&[1, 1, 2, 3], &[1.0, 2.0, 3.0, 4.0]),
        ]);
        assert_eq!(
            joined.unwrap().data,
            part(&[1, 1, 2, 3, 4, 5], &[1.0, 2.0, 3.0, 4.0, 40.0, 50.0])
        );
        assert!(join(&[&Data::Nothing, &part(&[1], &[1.0])]).is_none());
    }
}
