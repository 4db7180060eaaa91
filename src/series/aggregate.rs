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
    /// Smallest value of a bucket.
    Min,
    /// Largest value of a bucket.
    Max,
    /// Middle, or mean of the two middle ones.
    Median,
    /// Sum of a bucket.
    Sum,
    /// Number of observations.
    Count,
}

names!(Aggregate {
    "mean" Mean, "last" Last, "first" First, "min" Min, "max" Max, "median" Median, "sum" Sum,
    "count" Count,
});
