//! What is sent to the worker that computes the statistics, and what comes back.
//!
//! Numbers only: missing is NaN. Buckets are consecutive, so an index is a period.

use crate::{
    app::recipe::WeekStart,
    report::report::{
        Changes, Disagreement, Granger, Lags, Levels, Matrix, Rolling, Surprises, Verdict,
    },
    series::series::{Period, SeriesKind},
};
use serde::{Deserialize, Serialize};

/// One series as the statistics see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InputSeries {
    /// Series id, for the matrix.
    pub id: String,
    /// Name for people, for the verdict.
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
    /// First series.
    pub x: InputSeries,
    /// Second series.
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
    /// Periods of the rolling correlation.
    pub rolling_window: Option<u32>,
}

/// The worker's answer: the report's statistics.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Analysis {
    /// Agreement of the levels.
    pub levels: Levels,
    /// Agreement of the changes.
    pub changes: Changes,
    /// The corrected test.
    pub surprises: Surprises,
    /// Correlation at every lag.
    pub lags: Lags,
    /// Correlation in a moving window.
    pub rolling: Rolling,
    /// Periods in which the two went apart.
    pub disagreements: Vec<Disagreement>,
    /// Break of the relation.
    pub breaks: crate::report::report::Breaks,
    /// Does one help to predict the other?
    pub granger: Granger,
    /// Many pairs.
    pub matrix: Option<Matrix>,
    /// In words.
    pub verdict: Verdict,
}
