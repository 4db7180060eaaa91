//! What is compared: which series, in which buckets, with which values.

use super::{
    analysis::{AnalysisInput, InputSeries},
    drawing,
};
use crate::{
    calendar::{period::Period, zone::Offsets},
    ingest::lexicon,
    kit::{fnv::Fnv1a, language::Language},
    recipe::recipe::Recipe,
    series::{
        aggregate::Aggregate,
        align::Alignment,
        doubt::Doubt,
        series::{SeriesInfo, SeriesKind},
    },
    text::series::series_name,
};
use std::rc::Rc;

/// A series in use.
#[derive(Clone, Debug, PartialEq)]
pub struct Picked {
    /// Id of the source that it comes from.
    pub source: String,
    /// As the page shows it.
    pub info: SeriesInfo,
    /// As a report shows it.
    pub public: SeriesInfo,
    /// How the values of a bucket become one.
    pub aggregate: Aggregate,
    /// Label of the count that it is divided by.
    pub share_of: Option<String>,
    /// The same, as a report shows it.
    pub public_share_of: Option<String>,
    /// Measured or counted, for the statistics: a share is measured.
    pub kind: SeriesKind,
}

impl Picked {
    /// Its name outside the page, in a language: one that the user gave is the same in all.
    pub fn name(&self, recipe: &Recipe, language: Language) -> String {
        series_name(recipe, &self.public, language)
    }

    /// Whether a ratio of two values means something: of counts, amounts and prices, not of
    /// temperatures, scores and shares.
    fn has_ratios(&self) -> bool {
        let SeriesInfo { label, unit, kind, .. } = &self.info;
        self.share_of.is_none()
            && (*kind == SeriesKind::EventCount || lexicon::has_ratios(label, unit.as_deref()))
    }
}

/// Everything that is compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The recipe with all that the sources decide filled in.
    pub recipe: Recipe,
    /// Length of a bucket.
    pub period: Period,
    /// The period that was asked for, where a source is too coarse for it.
    pub asked: Option<Period>,
    /// The finest period that the steps of x and y allow.
    pub finest: Period,
    /// Offsets of the recipe's zone.
    pub offsets: Rc<Offsets>,
    /// The first series, x.
    pub x: Picked,
    /// The second series, y.
    pub y: Picked,
    /// Further series of the matrix.
    pub others: Vec<Picked>,
    /// Series taken out of both.
    pub controls: Vec<Picked>,
    /// On common buckets: others first, then controls.
    pub alignment: Alignment,
    /// What it hangs on that neither file says.
    pub doubts: Vec<Doubt>,
}

impl Comparison {
    /// Fills in how it is drawn, as far as the recipe leaves that open.
    pub(crate) fn with_drawing(mut self) -> Comparison {
        let Alignment { x, y, others, .. } = &self.alignment;
        let picked = [&self.x, &self.y].into_iter().chain(&self.others);
        let columns = [x, y].into_iter().chain(others).map(|column| column.values.as_slice());
        let drawn: Vec<drawing::Drawn<'_>> =
            picked.map(|picked| &picked.info).zip(columns).collect();
        self.recipe.smoothing.get_or_insert_with(|| drawing::smoothing(self.period, &drawn));
        self.recipe.scale.get_or_insert_with(|| drawing::scale(&drawn));
        self
    }

    /// What the statistics are computed from: the buckets of the window.
    pub fn input(&self, looks: u32) -> AnalysisInput {
        let alignment = &self.alignment;
        let (from, to) = alignment.window.map_or((0, 0), |(first, last)| (first, last + 1));
        let cut = |values: &[f64]| values.get(from..to).unwrap_or_default().to_vec();
        let series = |picked: &Picked, values: Vec<f64>| InputSeries {
            id: picked.info.id.clone(),
            label: picked.public.label.clone(),
            kind: picked.kind,
            values: cut(&values),
        };
        let mut companions = alignment.others.iter();
        let mut next = |picked: &Picked| {
            series(picked, companions.next().map(|column| column.usable()).unwrap_or_default())
        };
        AnalysisInput {
            period: self.period,
            week_start: self.recipe.week_start,
            local_ms: alignment.local_edges_ms.get(from..to).unwrap_or_default().to_vec(),
            labels: alignment.labels.get(from..to).unwrap_or_default().to_vec(),
            x: series(&self.x, alignment.x.usable()),
            y: series(&self.y, alignment.y.usable()),
            others: self.others.iter().map(&mut next).collect(),
            controls: self.controls.iter().map(&mut next).collect(),
            max_lag: self.recipe.max_lag,
            lag_window: self.recipe.lag_window,
            lag_window_after_looking: self.recipe.lag_window_after_looking,
            looks,
            rolling_window: self.recipe.rolling_window,
            holidays: self.recipe.holidays,
            ratio: (self.x.has_ratios(), self.y.has_ratios()),
        }
    }
}

/// A number that two inputs share exactly when they ask for the same statistics; the count of
/// looks is no part of it.
pub(crate) fn input_key(input: &AnalysisInput) -> u64 {
    let mut key = Fnv1a::default();
    let mut eat = |bytes: &[u8]| key.add(bytes);
    let mut series = |one: &InputSeries| {
        eat(one.id.as_bytes());
        eat(&[0, one.kind as u8]);
        eat(&(one.values.len() as u64).to_le_bytes());
        for value in &one.values {
            eat(&value.to_bits().to_le_bytes());
        }
    };
    series(&input.x);
    series(&input.y);
    input.others.iter().for_each(&mut series);
    eat(b"|");
    let mut series = |one: &InputSeries| {
        eat(one.id.as_bytes());
        for value in &one.values {
            eat(&value.to_bits().to_le_bytes());
        }
    };
    input.controls.iter().for_each(&mut series);
    for ms in &input.local_ms {
        eat(&ms.to_le_bytes());
    }
    let settings = (
        input.period,
        input.max_lag,
        input.lag_window,
        input.lag_window_after_looking,
        input.rolling_window,
        input.holidays,
        input.ratio,
    );
    eat(format!("{settings:?}").as_bytes());
    key.key()
}
