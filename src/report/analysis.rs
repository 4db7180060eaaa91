//! What is sent to the worker that computes the statistics, and what comes back.
//!
//! Numbers only: missing is NaN. Buckets are consecutive, so an index is a period.

use crate::{
    calendar::{
        holidays::HolidayChoice,
        period::{Period, WeekStart},
    },
    kit::indices::sorted,
    series::series::SeriesKind,
    stats::{
        analysis,
        input::{Input, Options, Series},
        multiple,
        result::{self, Matrix},
    },
};
use serde::{Deserialize, Serialize};

/// One series as the statistics see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InputSeries {
    /// Series id, for the matrix.
    pub id: String,
    /// Name shown to readers.
    pub label: String,
    /// Measured or counted.
    pub kind: SeriesKind,
    /// One value a bucket; NaN is missing, partial and outage buckets too.
    pub values: Vec<f64>,
}

/// Everything an analysis needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AnalysisInput {
    /// Length of a bucket.
    pub period: Period,
    /// First day of a week.
    pub week_start: WeekStart,
    /// Local start of each bucket as wall-clock milliseconds (as if the zone were UTC): weekday,
    /// hour and time of year follow from it.
    pub local_ms: Vec<i64>,
    /// Labels of the buckets.
    pub labels: Vec<String>,
    /// The first series, x.
    pub x: InputSeries,
    /// The second series, y.
    pub y: InputSeries,
    /// Further series of the matrix.
    pub others: Vec<InputSeries>,
    /// Series taken out of both.
    pub controls: Vec<InputSeries>,
    /// Largest lag looked at, in periods.
    pub max_lag: Option<u32>,
    /// Lags declared before looking.
    pub lag_window: Option<(i32, i32)>,
    /// Whether the window was in truth declared after having looked.
    pub lag_window_after_looking: bool,
    /// Analyses of these data seen so far, this one not counted.
    pub looks: u32,
    /// Periods of the rolling correlation.
    pub rolling_window: Option<u32>,
    /// Whose public holidays are left out of both.
    #[serde(default)]
    pub holidays: HolidayChoice,
    /// Whether a ratio of two values of x, of y means something.
    #[serde(default)]
    pub ratio: (bool, bool),
}

/// The worker's answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Analysis {
    /// Everything about x and y.
    pub pair: result::Analysis,
    /// Many pairs, where there are others.
    pub matrix: Option<Matrix>,
}

/// Many series against one: how each moves with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RankInput {
    /// The one stands as x or y, the first of the many beside it, the rest of them in `others`.
    pub input: AnalysisInput,
    /// Whether the many are x: a lag says how y follows x.
    pub many_are_x: bool,
}

/// How one of many series moves with the one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ranked {
    /// Series id.
    pub id: String,
    /// The strength, see `Strength`; `None` where no test was possible.
    pub r: Option<f64>,
    /// Its lag: y follows x by so many buckets.
    pub lag: i32,
    /// p of this pair, which pays for the lags that were tried.
    pub p: Option<f64>,
    /// The same with Holm's correction for the number of pairs.
    pub holm: Option<f64>,
}

/// Compares each of many series with one, the least likely by chance first; called in the worker.
/// Ties are in the order of the correlation, then of the input. O(pairs).
pub fn rank(RankInput { input, many_are_x }: &RankInput) -> Vec<Ranked> {
    let (one, first) = if *many_are_x { (&input.y, &input.x) } else { (&input.x, &input.y) };
    let mut ranked: Vec<Ranked> = std::iter::once(first)
        .chain(&input.others)
        .map(|each| {
            let (x, y) = if *many_are_x { (each, one) } else { (one, each) };
            let found = pair_of(input, x, y, of_many(options(input)));
            // As the headline says it when this one is chosen.
            let strength = found.strength.as_ref();
            let lag = strength.map_or(0, |strength| strength.lag);
            let r = strength.map(|strength| strength.r).or(found.surprises.r);
            Ranked { id: each.id.clone(), r, lag, p: found.surprises.p, holm: None }
        })
        .collect();
    let p: Vec<f64> = ranked.iter().map(|one| one.p.unwrap_or(f64::NAN)).collect();
    for (one, holm) in ranked.iter_mut().zip(multiple::holm(&p)) {
        one.holm = holm;
    }
    let last = |p: Option<f64>| p.unwrap_or(f64::INFINITY);
    let weak = |r: Option<f64>| -r.map_or(0.0, f64::abs);
    sorted(ranked, &|a, b| {
        last(a.p).total_cmp(&last(b.p)).then_with(|| weak(a.r).total_cmp(&weak(b.r)))
    })
}

fn options(input: &AnalysisInput) -> Options {
    Options {
        max_lag: input.max_lag,
        lag_window: input.lag_window,
        lag_window_after_looking: input.lag_window_after_looking,
        looks: input.looks,
        rolling_window: input.rolling_window,
        holidays: input.holidays,
        ratio: input.ratio,
        ..Options::default()
    }
}

/// What is asked of one of many pairs.
fn of_many(options: Options) -> Options {
    Options { context_draws: 0, strength_only: true, ..options }
}

fn pair_of(
    input: &AnalysisInput,
    x: &InputSeries,
    y: &InputSeries,
    options: Options,
) -> result::Analysis {
    analysis::analyse(&Input {
        x: series(x),
        y: series(y),
        controls: input.controls.iter().map(series).collect(),
        period: input.period,
        starts: &input.local_ms,
        options,
    })
}

/// Computes; called in the worker.
pub fn analyse(input: &AnalysisInput) -> Analysis {
    let options = options(input);
    let pair = pair_of(input, &input.x, &input.y, options.clone());
    let matrix = (!input.others.is_empty()).then(|| {
        let options = of_many(options);
        matrix(input, &pair, |x, y| pair_of(input, x, y, options.clone()))
    });
    Analysis { pair, matrix }
}

fn series(input: &InputSeries) -> Series<'_> {
    Series { values: &input.values, kind: input.kind }
}

/// Every pair of x, y and the others, in that order: symmetric, 1 on the diagonal where a series
/// varies at all.
fn matrix(
    input: &AnalysisInput,
    first: &result::Analysis,
    pair_of: impl Fn(&InputSeries, &InputSeries) -> result::Analysis,
) -> Matrix {
    let all: Vec<&InputSeries> =
        [&input.x, &input.y].into_iter().chain(input.others.iter()).collect();
    let n = all.len();
    let empty = vec![vec![None; n]; n];
    let (mut levels, mut surprises, mut holm) = (empty.clone(), empty.clone(), empty);
    let (mut tested, mut p) = (Vec::new(), Vec::new());
    for (i, a) in all.iter().enumerate() {
        for (j, b) in all.iter().enumerate().skip(i + 1) {
            let got = if (i, j) == (0, 1) { first.clone() } else { pair_of(a, b) };
            set(&mut levels, i, j, got.levels.pearson.value);
            // The number that the pair's own page shows.
            set(&mut surprises, i, j, got.strength.map(|s| s.r).or(got.surprises.r));
            if got.levels.pearson.value.is_some() {
                for k in [i, j] {
                    set(&mut levels, k, k, Some(1.0));
                    set(&mut surprises, k, k, Some(1.0));
                }
            }
            if let Some(found) = got.surprises.p {
                tested.push((i, j));
                p.push(found);
            }
        }
    }
    for ((i, j), p) in tested.into_iter().zip(multiple::holm(&p)) {
        set(&mut holm, i, j, p);
    }
    Matrix { series: all.iter().map(|s| s.id.clone()).collect(), levels, surprises, holm }
}

fn set(table: &mut [Vec<Option<f64>>], i: usize, j: usize, value: Option<f64>) {
    for (row, column) in [(i, j), (j, i)] {
        if let Some(cell) = table.get_mut(row).and_then(|row| row.get_mut(column)) {
            *cell = value;
        }
    }
}
