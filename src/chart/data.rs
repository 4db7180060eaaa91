//! What the charts draw.

use crate::{
    calendar::period::Period,
    recipe::recipe::ScaleMode,
    report::{numbers::Number, report::Rolling},
    series::series::SeriesInfo,
    stats::result::{Lags, Matrix},
};

/// What the charts draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Grows with every change.
    pub version: u64,
    /// Length of a bucket.
    pub period: Period,
    /// `week`, `週`.
    pub period_name: String,
    /// Zone of the time axis.
    pub zone: String,
    /// Label of each bucket, as in the report.
    pub labels: Vec<String>,
    /// Instants of the buckets' starts, epoch ms UTC; one more than labels: the last is the end.
    pub edges_ms: Vec<i64>,
    /// The same on the wall clock of the zone (as if it were UTC), for calendar ticks.
    pub local_edges_ms: Vec<i64>,
    /// Whether each bucket is not covered whole by a source (drawn hollow).
    pub partial: Vec<bool>,
    /// The measurement and the event count, x first; further series after them.
    pub series: Vec<FigureSeries>,
    /// How two units share one picture.
    pub scale: ScaleMode,
    /// Logarithmic axis of x.
    pub log_x: bool,
    /// Logarithmic axis of y.
    pub log_y: bool,
    /// Periods by which y is drawn earlier (a lag that was clicked).
    pub shift: i32,
    /// Spans in which the two went apart, with words.
    pub disagreements: Vec<Span>,
    /// Spans treated as missing, with words.
    pub outages: Vec<Span>,
    /// Notes on the time axis.
    pub notes: Vec<Note>,
    /// Buckets of the window that is analysed (first, last).
    pub window: Option<(usize, usize)>,
    /// Correlation at every lag, when it is known.
    pub lags: Option<Lags>,
    /// Correlation in a moving window, when it is known.
    pub rolling: Option<Rolling>,
    /// Index into `labels` of each of `rolling`'s windows' last buckets.
    pub rolling_at: Vec<usize>,
    /// Many pairs, when there are.
    pub matrix: Option<Matrix>,
    /// Names of the matrix's series.
    pub matrix_labels: Vec<String>,
    /// Alternative text of the picture.
    pub alt: String,
    /// `Files: …; 12 rows left out; zone; version`.
    pub source_line: String,
    /// The verdict's lag.
    pub best_lag: Option<i32>,
    /// Lags declared before looking.
    pub declared_lags: Option<(i32, i32)>,
    /// The coefficients behind the verdict; none until the statistics are there.
    pub numbers: Vec<Number>,
}

/// One series of the figure.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureSeries {
    /// Its facts.
    pub info: SeriesInfo,
    /// Name of its axis: label, unit, aggregate.
    pub axis: String,
    /// Colour slot: 0 for x, 1 for y, then on.
    pub slot: usize,
    /// Value of each bucket in its own unit; NaN is missing.
    pub values: Vec<f64>,
    /// Centred mean over the recipe's smoothing; empty where there is none.
    pub smoothed: Vec<f64>,
}

/// A span of buckets with words.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// First bucket.
    pub first: usize,
    /// Last bucket.
    pub last: usize,
    /// `went apart 4 Jan – 15 Feb 2021`.
    pub text: String,
}

/// A note on the time axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Instant, epoch ms UTC.
    pub at_ms: i64,
    /// The note.
    pub text: String,
    /// Its place in the recipe.
    pub index: usize,
}
