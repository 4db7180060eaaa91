//! How the values of a bucket become one.

use crate::kit::names::names;

/// How the values of a bucket become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

names!(Aggregate {
    "mean" Mean, "last" Last, "first" First, "min" Min, "max" Max, "median" Median, "sum" Sum,
    "count" Count,
});
