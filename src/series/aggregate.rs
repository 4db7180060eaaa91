//! src/series/aggregate.rs

use crate::{json::words, kit::named::named};
use serde::Serialize;

/// How the values of a bucket become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Aggregate {
    /// Arithmetic mean.
    Mean,
    /// Latest observation.
    Last,
    /// Earliest observation.
    First,
    /// Smallest.
    Min,
    /// Largest.
    Max,
    /// Middle, or mean of the two middle ones.
    Median,
    /// Sum.
    Sum,
    /// Number of observations.
    Count,
}

words!(Aggregate {
    "mean" Mean, "last" Last, "first" First, "min" Min, "max" Max, "median" Median, "sum" Sum,
    "count" Count,
});

named!(Aggregate {
    "mean" Mean, "last" Last, "first" First, "min" Min, "max" Max, "median" Median, "sum" Sum,
    "count" Count,
});
