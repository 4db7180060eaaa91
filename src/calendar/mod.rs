pub mod buckets;
pub mod civil;
pub mod civil_ingest;
pub mod period;
pub mod tick_step;
pub mod zone;
