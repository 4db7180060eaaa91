//! The report: everything that a figure says, as the JavaScript interface gives it.

pub mod report;
