//! Time: calendar buckets, zones, resampling, alignment.
//!
//! The rules of meaning live here: what a gap, a zero, a partial bucket and a lag are.

pub mod calendar;
pub mod series;
pub mod zone;
