//! Statistics: numbers only, one statistic a file.
//!
//! Missing is NaN in every input slice; a result that is not defined is `None`, never NaN, never 0.

#![allow(
    clippy::neg_cmp_op_on_partial_ord,
    reason = "`!(x > 0.0)` is how NaN falls on the refusing side"
)]
#![allow(clippy::needless_range_loop, reason = "matrices are read by index, as in the books")]

// Description.
pub mod autocorrelation;
pub mod distributions;
pub mod double_double;
pub mod granger;
pub mod kendall;
pub mod least_squares;
pub mod moments;
pub mod multiple;
pub mod pairs;
pub mod pearson;
pub mod ranks;
pub mod rolling;
pub mod scale;
pub mod spearman;
mod special;

// The surprises test.
pub mod analysis;
pub mod analysis_scale;
pub mod autoregression;
pub mod basis;
mod cautions;
pub mod chance;
mod cholesky;
pub mod common_days;
pub mod controls;
pub mod cusum;
pub mod disagreement;
mod effect;
mod few_buckets;
mod filled;
mod finding;
pub mod growth;
pub mod guard;
pub mod input;
pub mod lab;
pub mod lagged;
mod lanes;
pub mod nulls;
pub mod outage;
mod own_step;
pub mod prewhiten;
pub mod random;
pub mod result;
pub mod rhythm;
pub mod rolling_surprises;
pub mod scores;
pub mod shared_calendar;
mod shared_outage;
mod shared_year;
pub mod shares;
pub mod sieve;
pub mod significance;
mod slow_null;
pub mod slow_swings;
pub mod span;
mod strength;
pub mod surprise;
pub mod terms;
mod twin;
mod upper;
pub mod verdict;
mod whitened_pair;
pub mod whiteness;
