//! All that time is: the Gregorian calendar, periods, buckets, zones, steps of sources and of ticks.

pub mod buckets;
pub mod civil;
pub mod holidays;
pub mod period;
pub mod step;
pub mod tick_step;
pub mod zone;
