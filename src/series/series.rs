//! A series: one thing over time, as a source gave it.

use crate::kit::names::names;
use serde::{Deserialize, Serialize};

/// What a series is and what it covers.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SeriesInfo {
    /// `<source id>/<column or group>`.
    pub id: String,
    /// Name shown to readers.
    pub label: String,
    /// Unit where one is known.
    pub unit: Option<String>,
    /// Measured or counted.
    pub kind: SeriesKind,
    /// Values, or counted rows.
    pub observations: u64,
    /// First instant, ISO 8601 UTC.
    pub first: String,
    /// Last instant, ISO 8601.
    pub last: String,
}

/// Measured or counted: decides what a bucket without rows means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeriesKind {
    /// A bucket without an observation is missing; the default aggregate is the mean.
    Measurement,
    /// A bucket without rows inside the coverage is zero; the default aggregate is the sum.
    EventCount,
}

names!(SeriesKind { "measurement" Measurement, "event-count" EventCount });
