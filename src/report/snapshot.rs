//! An analysis without its files: what an exported figure carries, and what a browser keeps.
//!
//! # Contract
//! * Values per bucket, under the names that may leave the page; never a row of a file.
//! * With the recipe it was kept with, [`Snapshot::comparison`] gives the statistics the same numbers bit
//!   for bit, so the report comes out identical. Settings that need the files
//!   ([`Reach::Files`]) stay as they were; all others can be changed.
//! * As text it is JSON with names, so that a later version reads what an older one wrote. The
//!   numbers stand apart from the rest: the page lets the browser read them, which rounds right.
//! * What does not fit (another version, columns that were cut, a setting that makes no sense) or is
//!   larger than any that was ever written ([`Limit`]) is `None`, never a panic: whoever opens a figure
//!   need not be who made it.

#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects, clippy::indexing_slicing))]

use super::{
    comparison::{Comparison, Picked},
    report::SourceNote,
};
use crate::{
    calendar::{
        buckets::Calendar,
        civil::{DAY_MS, RANGE_MS},
        period::Period,
        zone::ZoneCache,
    },
    ingest::limits::Limit,
    kit::indices::sorted,
    kit::{
        json::from_text,
        plain::{isolated, plain},
    },
    recipe::{
        patch::can_be,
        recipe::Recipe,
        setting::{Reach, SETTINGS},
    },
    series::{
        aggregate::Aggregate,
        align::{Alignment, Column, Why},
        doubt::Doubt,
        series::{SeriesInfo, SeriesKind},
    },
};
use serde::{Deserialize, Serialize};

/// Version of the shape.
const VERSION: u32 = 1;

/// Bytes of a note, at most: more than anybody reads beside a chart.
const NOTE_MAX: usize = 4_000;

/// A whole analysis.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Snapshot {
    /// Version of this shape.
    #[serde(rename = "comove")]
    version: u32,
    /// The recipe as the user set it.
    #[serde(rename = "set")]
    pub chosen: Recipe,
    /// The recipe with all that the sources decided.
    #[serde(rename = "was")]
    resolved: Recipe,
    /// The files that the numbers came from.
    pub sources: Vec<SourceNote>,
    period: Period,
    asked: Option<Period>,
    finest: Period,
    /// Start of the first bucket, end of the last, epoch ms UTC.
    span_ms: (i64, i64),
    overlap: bool,
    /// Buckets beside these that only x, only y has.
    only: (u64, u64),
    /// x, y, others, controls.
    series: Vec<SnapshotSeries>,
    /// How many of them are others.
    others: usize,
    /// What it hangs on that neither file says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    doubts: Vec<Doubt>,
}

/// One series on the common buckets.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct SnapshotSeries {
    source: String,
    /// Under its public name.
    pub info: SeriesInfo,
    aggregate: Aggregate,
    share_of: Option<String>,
    kind: SeriesKind,
    /// Buckets that the source does not cover whole.
    partial: Vec<usize>,
    /// Buckets treated as missing.
    outage: Vec<usize>,
    #[serde(skip)]
    values: Vec<f64>,
}

impl SnapshotSeries {
    fn of((picked, column): (&Picked, &Column)) -> SnapshotSeries {
        let flagged = |flags: &[bool]| {
            flags.iter().enumerate().filter(|flag| *flag.1).map(|flag| flag.0).collect()
        };
        SnapshotSeries {
            source: picked.source.clone(),
            info: picked.public.clone(),
            aggregate: picked.aggregate,
            share_of: picked.public_share_of.clone(),
            kind: picked.kind,
            partial: flagged(&column.partial),
            outage: flagged(&column.outage),
            values: column.values.clone(),
        }
    }

    fn picked(&self, names: &Recipe) -> Picked {
        let mut info = self.info.clone();
        if let Some(name) = names.name_of(&info.id) {
            name.clone_into(&mut info.label);
        }
        Picked {
            source: self.source.clone(),
            public: info.clone(),
            info,
            aggregate: self.aggregate,
            share_of: self.share_of.clone(),
            public_share_of: self.share_of.clone(),
            kind: self.kind,
        }
    }

    fn column(&self, buckets: usize) -> Option<Column> {
        let flags = |set: &[usize]| {
            let mut flags = vec![false; buckets];
            for at in set {
                *flags.get_mut(*at)? = true;
            }
            Some(flags)
        };
        (self.values.len() == buckets).then_some(())?;
        Some(Column {
            values: self.values.clone(),
            partial: flags(&self.partial)?,
            outage: flags(&self.outage)?,
        })
    }
}

impl Snapshot {
    /// Of a recipe as the user set it, what it compares, and the files that it came from; `None`
    /// where there is no bucket.
    pub fn of(
        chosen: &Recipe,
        comparison: &Comparison,
        sources: &[SourceNote],
    ) -> Option<Snapshot> {
        let alignment = &comparison.alignment;
        let picked = [&comparison.x, &comparison.y]
            .into_iter()
            .chain(&comparison.others)
            .chain(&comparison.controls);
        let columns = [&alignment.x, &alignment.y].into_iter().chain(&alignment.others);
        let only = |why: Why| {
            alignment.left_out.iter().find(|left| left.0 == why).map_or(0, |left| left.1)
        };
        Some(Snapshot {
            version: VERSION,
            chosen: chosen.clone(),
            resolved: comparison.recipe.clone(),
            sources: sources.to_vec(),
            period: comparison.period,
            asked: comparison.asked,
            finest: comparison.finest,
            span_ms: (*alignment.edges_ms.first()?, *alignment.edges_ms.last()?),
            overlap: alignment.overlap,
            only: (only(Why::OnlyX), only(Why::OnlyY)),
            series: picked.zip(columns).map(SnapshotSeries::of).collect(),
            others: comparison.others.len(),
            doubts: comparison.doubts.clone(),
        })
    }

    /// Its files, by the ids that their sources had: those of the series where they tell, else by
    /// their order.
    pub fn files(&self) -> Vec<(String, String)> {
        let ids: Vec<&String> = self.series.iter().map(|series| &series.source).collect();
        let mut ids = sorted(ids, &|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
        ids.dedup();
        let told = ids.len() == self.sources.len();
        let id = |at: usize| match ids.get(at).filter(|_| told) {
            Some(id) => (*id).clone(),
            None => format!("s{}", at.saturating_add(1)),
        };
        let notes = self.sources.iter().enumerate();
        notes.map(|(at, note)| (id(at), note.name.clone())).collect()
    }

    /// The series' public facts.
    pub(crate) fn infos(&self) -> impl Iterator<Item = &SeriesInfo> {
        self.series.iter().map(|series| &series.info)
    }

    /// As JSON: `{"kept": …, "values": [[…], …]}`, the shortest decimals that read back the same,
    /// `null` where there is no value.
    pub(crate) fn to_json(&self) -> Option<String> {
        let mut text = format!("{{\"kept\":{},\"values\":[", serde_json::to_string(self).ok()?);
        for (at, series) in self.series.iter().enumerate() {
            text.push_str(if at > 0 { ",[" } else { "[" });
            for (at, value) in series.values.iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                if value.is_finite() {
                    text.push_str(&value.to_string());
                } else {
                    text.push_str("null");
                }
            }
            text.push(']');
        }
        text.push_str("]}");
        Some(text)
    }

    /// From the two parts of [`Snapshot::to_json`].
    pub fn from_parts(text: &str, values: Vec<Vec<f64>>) -> Option<Snapshot> {
        if text.len() > Limit::Figure.count() {
            return None;
        }
        let mut snapshot: Snapshot = from_text(text)?;
        let fits = snapshot.version == VERSION && snapshot.fits(&values);
        for (series, values) in snapshot.series.iter_mut().zip(values) {
            series.values = values;
            series.info.label = isolated(plain(&series.info.label).into_owned());
        }
        for note in &mut snapshot.sources {
            note.name = plain(&note.name).into_owned();
        }
        snapshot.chosen.tidy();
        snapshot.resolved.tidy();
        fits.then_some(snapshot)
    }

    /// Whether it can have been written here, with these values.
    fn fits(&self, values: &[Vec<f64>]) -> bool {
        let companions = self.series.len().checked_sub(2);
        let buckets = values.first().map_or(0, Vec::len);
        let (first, last) = self.span_ms;
        // As many buckets as there are values, about: more would have to be made before it shows.
        let bucket_ms = 366.0 * DAY_MS as f64 / self.period.per_year();
        let spanned = (last as f64 - first as f64) / bucket_ms;
        let flags = |set: &[usize]| set.len() <= buckets && set.iter().all(|at| *at < buckets);
        let recipe = |recipe: &Recipe| {
            SETTINGS.iter().all(|setting| can_be(recipe, setting.id).is_ok())
                && recipe.annotations.iter().all(|note| note.text.len() <= NOTE_MAX)
        };
        self.series.len() == values.len()
            && self.series.len() <= Limit::Series.count()
            && companions.is_some_and(|companions| self.others <= companions)
            && (1..=Limit::Periods.count()).contains(&buckets)
            && values.iter().all(|values| values.len() == buckets)
            && self.series.iter().all(|one| flags(&one.partial) && flags(&one.outage))
            && [first, last].iter().all(|ms| (RANGE_MS.0..=RANGE_MS.1).contains(ms))
            && (0.0..=1.5 * buckets as f64 + 2.0).contains(&spanned)
            && self.sources.len() <= Limit::Sources.count()
            && recipe(&self.chosen)
            && recipe(&self.resolved)
    }

    /// The comparison with this recipe.
    pub fn comparison(&self, set: &Recipe, zones: &ZoneCache) -> Option<Comparison> {
        let (recipe, _) = self.resolved.within(set, Reach::Numbers);
        let (first, last) = self.span_ms;
        let offsets = zones.get(&recipe.zone, first, last)?;
        let calendar =
            Calendar { period: self.period, week_start: recipe.week_start, offsets: &offsets };
        let edges = calendar.edges(first, last.checked_sub(1)?);
        let buckets = edges.len().checked_sub(1)?;
        if edges.last() != Some(&last) {
            return None;
        }
        let mut columns =
            self.series.iter().map(|one| one.column(buckets)).collect::<Option<Vec<_>>>()?;
        let mut picked: Vec<Picked> = self.series.iter().map(|one| one.picked(&recipe)).collect();
        let mut companions = picked.split_off(2);
        let controls = companions.split_off(self.others);
        let others = columns.split_off(2);
        let (y, x) = (columns.pop()?, columns.pop()?);
        let mut alignment =
            Alignment { x, y, others, overlap: self.overlap, ..Alignment::default() };
        let window = (recipe.from.as_deref(), recipe.to.as_deref());
        alignment.close(edges, &calendar, window, self.only);
        let (y, x) = (picked.pop()?, picked.pop()?);
        let comparison = Comparison {
            period: self.period,
            asked: self.asked,
            finest: self.finest,
            x,
            y,
            others: companions,
            controls,
            alignment,
            doubts: self.doubts.clone(),
            offsets: offsets.clone(),
            recipe,
        };
        Some(comparison.with_drawing())
    }
}
