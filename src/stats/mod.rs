//! Statistics: numbers only, one statistic a file.
//!
//! Missing is NaN in every input slice; a result that is not defined is `None`, never NaN, never 0.

pub mod analysis;
pub mod verdict;
