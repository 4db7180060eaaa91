//! Small parts that know nothing of time series.

pub mod language;
pub(crate) mod named;
