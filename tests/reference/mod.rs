//! Statistics that Comove does not show, written on its least squares, deviations and distributions:
//! `tests/golden.rs` holds those against reference values through these.

#![allow(
    clippy::neg_cmp_op_on_partial_ord,
    reason = "`!(x > 0.0)` is how NaN falls on the refusing side"
)]
#![allow(clippy::needless_range_loop, reason = "matrices are read by index, as in the books")]

pub mod adjusted;
pub mod ar_least_squares;
pub mod breaks;
pub mod cointegration;
pub mod fisher;
pub mod granger;
pub mod hac;
pub mod kendall;
pub mod lowess;
pub mod mackinnon;
pub mod moments;
pub mod multiple;
pub mod ols;
pub mod partial;
pub mod pearson;
pub mod rolling_mean;
pub mod slow_null;
pub mod theil_sen;
pub mod transform;
pub mod unit_root;
