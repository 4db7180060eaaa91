//! Pairs of series whose relation is known, and how often the verdict says yes to them.
//!
//! The guide's rehearsal, `examples/audit.rs` and the tests run it; no figure depends on it.

pub mod audit;
pub mod outside;
pub mod processes;
pub mod simulate;
