//! The report: everything that a figure says, as the JavaScript interface gives it.

pub mod analysis;
pub mod build;
pub mod comparison;
pub mod csv;
pub mod drawing;
pub mod numbers;
pub mod privacy;
pub mod report;
pub mod sentence;
pub mod snapshot;
