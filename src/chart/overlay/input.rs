//! What an overlay is made of.

use crate::{chart::periods::Periods, recipe::recipe::ScaleMode, series::series::SeriesKind};
use std::sync::Arc;

/// Everything that decides an overlay, apart from size, theme and zoom.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// The buckets.
    pub periods: Arc<Periods>,
    /// In the order of their palette slots.
    pub series: Vec<SeriesInput>,
    /// Buckets that a source does not cover whole; drawn hollow.
    pub partial: Vec<bool>,
    /// How several units share the picture.
    pub mode: ScaleMode,
    /// Periods of the moving average and whether it looks back only, where there is one.
    pub smoothing: Option<(u32, bool)>,
    /// Shaded spans.
    pub spans: Vec<Span>,
    /// Notes on the time axis.
    pub notes: Vec<Note>,
    /// First and last bucket of the analysis, where it is not the whole.
    pub window: Option<(usize, usize)>,
}

/// One series.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesInput {
    /// Short name, for readouts and labels at line ends.
    pub name: String,
    /// Title of its axis: what, how, in which unit.
    pub axis: String,
    /// Unit where one is known.
    pub unit: Option<String>,
    /// Palette slot.
    pub slot: usize,
    /// Measured or counted; an axis of counts begins at zero.
    pub kind: SeriesKind,
    /// One a bucket; NaN is missing.
    pub values: Vec<f64>,
    /// The smoothed line, one a bucket, or empty: then the values are the line.
    pub smoothed: Vec<f64>,
    /// Which axis carries it in [`ScaleMode::Dual`].
    pub side: Side,
    /// Logarithmic axis, where it has an axis of its own unit.
    pub log: bool,
    /// The value of bucket `i + shift` is drawn at `i`: a lag made visible.
    pub shift: i32,
}

/// Side of an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Left.
    Left,
    /// Right.
    Right,
}

/// A shaded run of buckets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// First bucket.
    pub first: usize,
    /// Last bucket.
    pub last: usize,
    /// Its name with dates.
    pub text: String,
    /// What it is.
    pub kind: SpanKind,
}

/// What a shaded span means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpanKind {
    /// The two went apart.
    Apart,
    /// Treated as missing.
    Outage,
}

/// A note at an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// UTC milliseconds.
    pub at_ms: i64,
    /// The words.
    pub text: String,
}
