//! The series of a source: what each is called, what it holds, how its track is made.

use super::file_name::stem;
use crate::{
    calendar::{civil::iso_from_ms, step::Told, zone::Offsets},
    ingest::{
        cells::amount,
        counts::Counts,
        overrides::SourcePatch,
        source::{Clock, Data, Found, Role},
        topic::Topic,
    },
    kit::plain::isolated,
    recipe::recipe::{Recipe, Sum},
    report::privacy,
    series::{
        series::{SeriesInfo, SeriesKind},
        track::{Track, track_of_counts, track_of_values},
    },
    text::naming,
};

/// Which part of a source's data a series is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeriesKey {
    /// A value column, by its place in the data.
    Column(usize),
    /// All events.
    Total,
    /// A group of events.
    Group(usize),
    /// Several groups or columns together, see [`Entry::parts`].
    Sum,
}

/// One series of a source.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Which part of the data.
    pub key: SeriesKey,
    /// Groups or columns of a sum, by their places in the data.
    pub parts: Vec<usize>,
    /// As the page shows it.
    pub info: SeriesInfo,
    /// Its name outside the page, where that differs (`group 3`).
    pub public_label: Option<String>,
}

impl Entry {
    /// As the page shows it: by the name that the user gave it, if any.
    pub fn shown(&self, recipe: &Recipe) -> SeriesInfo {
        let mut info = self.info.clone();
        if let Some(name) = recipe.name_of(&info.id) {
            name.clone_into(&mut info.label);
        }
        info
    }

    /// As a report shows it.
    pub fn public(&self, recipe: &Recipe) -> SeriesInfo {
        let mut info = self.shown(recipe);
        let own = recipe.group_names || recipe.names.contains_key(&info.id);
        if let (false, Some(label)) = (own, &self.public_label) {
            info.label.clone_from(label);
        }
        info
    }
}

/// The series of a source: first the main value or the total, then the others, largest first.
pub fn entries(
    source: &str,
    found: &Found,
    data: &Data,
    patch: &SourcePatch,
    offsets: &Offsets,
) -> Vec<Entry> {
    let instant = |ms: i64| match clock_of(found) {
        Clock::Utc => iso_from_ms(ms),
        Clock::Local => iso_from_ms(offsets.utc_from_local(ms)),
    };
    let mut taken: Vec<String> = Vec::new();
    let mut id = |name: &str, place: usize| {
        let mut id = format!("{source}/{name}");
        if name.is_empty() || taken.contains(&id) {
            id = format!("{source}/{name}#{place}");
        }
        taken.push(id.clone());
        id
    };
    match data {
        Data::Nothing => Vec::new(),
        Data::Measurements(values) => {
            // The main value first, the others as they stand in the file.
            let main = |at: &usize| {
                values.columns.get(*at).map(|column| column.index) == found.value_column
            };
            let columns = 0..values.columns.len();
            let others = columns.clone().filter(|at| !main(at));
            columns
                .filter(main)
                .chain(others)
                .filter_map(|at| {
                    let column = values.columns.get(at)?;
                    let there = |place: &usize| {
                        column.values.get(*place).is_some_and(|value| value.is_finite())
                    };
                    let first = (0..column.values.len()).find(there)?;
                    let last = (0..column.values.len()).rev().find(there)?;
                    let info = SeriesInfo {
                        id: id(&column.name, column.index),
                        label: isolated(if unnamed(&column.name) {
                            let file = naming::of_file(&stem(&found.name));
                            let main = found.value_column.is_none_or(|main| main == column.index);
                            if main { file } else { format!("{file} {}", column.name.trim()) }
                        } else if found.role == Some(Role::LongSeries) {
                            column.name.clone()
                        } else {
                            naming::of_column(
                                &column.name,
                                column.unit.as_deref(),
                                &stem(&found.name),
                            )
                        }),
                        unit: column.unit.clone(),
                        kind: if column.counted {
                            SeriesKind::EventCount
                        } else {
                            SeriesKind::Measurement
                        },
                        observations: column.observations(),
                        first: instant(*values.times_ms.get(first)?),
                        last: instant(*values.times_ms.get(last)?),
                    };
                    let key = SeriesKey::Column(at);
                    Some(Entry { key, parts: Vec::new(), info, public_label: None })
                })
                .collect()
        }
        Data::Counts(counts) => {
            let Some((first, last)) = counts.coverage_ms else { return Vec::new() };
            let amounts = amounts(counts);
            let info = |id: String, label: String, amount: f64| SeriesInfo {
                id,
                label: isolated(label),
                unit: None,
                kind: SeriesKind::EventCount,
                observations: amount.round().max(0.0) as u64,
                first: instant(first),
                last: instant(last),
            };
            let total = Entry {
                key: SeriesKey::Total,
                parts: Vec::new(),
                info: info(
                    id("total", 0),
                    naming::of_events(found.profile.as_deref(), &stem(&found.name)),
                    amounts.iter().sum(),
                ),
                public_label: None,
            };
            let mut entries = vec![total];
            if is_split(counts) {
                let private = privacy::private_groups(&group_column(found, patch), &counts.groups);
                for (at, name) in counts.groups.iter().enumerate() {
                    let public = privacy::group_name(at);
                    let id = id(if private { &public } else { name }, at);
                    entries.push(Entry {
                        key: SeriesKey::Group(at),
                        parts: Vec::new(),
                        info: info(
                            id,
                            if name.is_empty() { "(empty)".to_owned() } else { name.clone() },
                            amounts.get(at).copied().unwrap_or(0.0),
                        ),
                        public_label: private.then_some(public),
                    });
                }
            }
            entries
        }
    }
}

/// Whether events are split into groups.
fn is_split(counts: &Counts) -> bool {
    match counts.groups.as_slice() {
        [] => false,
        [only] => !only.is_empty(),
        _ => true,
    }
}

fn amounts(counts: &Counts) -> Vec<f64> {
    counts.by_group.iter().map(|cells| amount(cells.sum())).collect()
}

/// Name of the column by which events are split.
fn group_column(found: &Found, patch: &SourcePatch) -> String {
    let chosen = match patch.group_column {
        Some(Some(index)) => found.columns.iter().find(|column| column.index == index),
        _ => None,
    };
    chosen.map(|column| column.name.clone()).unwrap_or_else(|| {
        let evidence = found.evidence.iter().find(|evidence| evidence.field == Topic::GroupColumn);
        evidence.map(|evidence| evidence.chosen.clone()).unwrap_or_default()
    })
}

/// The groups of a source, or its columns: what can be ticked and summed.
pub fn groups(entries: &[Entry]) -> impl Iterator<Item = &Entry> {
    entries.iter().filter(|entry| matches!(entry.key, SeriesKey::Group(_) | SeriesKey::Column(_)))
}

/// The sum of some of a source's groups; `None` where it has none of them.
pub fn sum(entries: &[Entry], column: &str, sum: &Sum) -> Option<Entry> {
    let all = || groups(entries);
    let of = |entry: &&Entry| sum.groups.contains(&entry.info.id);
    let members: Vec<&Entry> = all().filter(|entry| of(entry) != sum.rest).collect();
    let first = members.first()?;
    let place = |entry: &&Entry| match entry.key {
        SeriesKey::Group(at) | SeriesKey::Column(at) => Some(at),
        SeriesKey::Total | SeriesKey::Sum => None,
    };
    let others = all().filter(of).count();
    let label = |name: fn(&Entry) -> &str| {
        let names: Vec<&str> = members.iter().map(|entry| name(entry)).collect();
        naming::of_sum(column, &names, sum.rest.then_some(others))
    };
    let own = label(|entry| &entry.info.label);
    let public = label(|entry| entry.public_label.as_ref().unwrap_or(&entry.info.label));
    let info = SeriesInfo {
        id: sum.id.clone(),
        label: own.clone(),
        unit: first.info.unit.clone(),
        kind: first.info.kind,
        observations: match first.info.kind {
            // Of columns, rows: those of the longest.
            SeriesKind::Measurement => members.iter().map(|entry| entry.info.observations).max()?,
            SeriesKind::EventCount => members.iter().map(|entry| entry.info.observations).sum(),
        },
        first: members.iter().map(|entry| &entry.info.first).min()?.clone(),
        last: members.iter().map(|entry| &entry.info.last).max()?.clone(),
    };
    let parts = members.iter().filter_map(place).collect();
    let public_label = (public != own).then_some(public);
    Some(Entry { key: SeriesKey::Sum, parts, info, public_label })
}

/// Name of the column whose values are a source's groups.
pub fn split_by(found: &Found, patch: &SourcePatch) -> String {
    match found.role {
        Some(Role::Events) => group_column(found, patch),
        _ => String::new(),
    }
}

/// The track of a series.
pub fn track(
    entry: &Entry,
    found: &Found,
    data: &Data,
    spans_ms: &[(i64, i64)],
    offsets: &Offsets,
) -> Option<Track> {
    let (clock, told) = (clock_of(found), told_of(found));
    let mut track = match (data, entry.key) {
        (Data::Measurements(values), SeriesKey::Column(at)) => {
            track_of_values(values, values.columns.get(at)?, told, offsets)?
        }
        (Data::Measurements(values), SeriesKey::Sum) => {
            track_of_values(values, &values.sum(&entry.parts)?, told, offsets)?
        }
        (Data::Counts(counts), SeriesKey::Total) => track_of_counts(counts, None, told, offsets)?,
        (Data::Counts(counts), SeriesKey::Group(at)) => {
            track_of_counts(counts, Some(&[at]), told, offsets)?
        }
        (Data::Counts(counts), SeriesKey::Sum) => {
            track_of_counts(counts, Some(&entry.parts), told, offsets)?
        }
        _ => return None,
    };
    if spans_ms.len() > 1 {
        let shift = track.step.shift_ms(clock == Clock::Utc);
        let utc = |ms: i64| match clock {
            Clock::Utc => ms + shift,
            Clock::Local => offsets.utc_from_local(ms + shift),
        };
        track.spans_ms = spans_ms.iter().map(|(first, last)| (utc(*first), utc(*last))).collect();
    }
    Some(track)
}

/// Whose clock a source's times are on.
pub fn clock_of(found: &Found) -> Clock {
    found.time.as_ref().map_or(Clock::Utc, |time| time.clock)
}

/// What is known of a source's stamps besides themselves.
pub fn told_of(found: &Found) -> Told {
    found.time.as_ref().map_or_else(|| Told::from(Clock::Utc), |time| time.told())
}

/// Whether a column's name is only its number.
fn unnamed(name: &str) -> bool {
    let name = name.trim();
    let digits = name.strip_prefix("column ").unwrap_or(name);
    name.is_empty() || (name.starts_with("column ") && digits.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_without_a_name() {
        assert!(unnamed("column 3") && !unnamed("column price") && !unnamed("close"));
    }
}
