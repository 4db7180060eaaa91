//! Time: calendar buckets, zones, resampling, alignment.
//!
//! The rules of meaning: what a gap, a zero, a partial bucket and a lag are.
//!
//! ```text
//! a source's data ─► track (UTC, its own step) ─► resample ─┐
//!                                     calendar, zone ───────┼─► align ─► the statistics, the figure
//!                                     outage, share ────────┘
//! ```

pub mod aggregate;
pub mod align;
pub mod auto;
pub mod coverage;
pub mod doubt;
pub mod join;
pub mod overlap;
pub mod resample;
pub mod series;
pub mod track;
pub mod transform;
