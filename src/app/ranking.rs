//! The ranking of a source's groups by how they move with the other series.
//!
//! It is asked for, not kept in the recipe. It stays while all that it was made of stays: choosing
//! one of its groups changes the pair, not the list.

use crate::report::analysis::{RankInput, Ranked};

/// Series that are ranked, at most; the smaller ones are left out, and the list says so.
pub const RANKED_MAX: usize = 60;

/// Fewer groups need no ranking.
pub const RANKED_MIN: usize = 3;

/// A ranking that was asked for.
#[derive(Clone, Debug)]
pub struct Ranking {
    /// Source whose groups are ranked.
    pub source: String,
    /// What was asked of the worker.
    pub revision: u64,
    /// What it was made of, see [`made_of`](super::compare::made_of).
    pub of: String,
    /// The numbers.
    pub input: Box<RankInput>,
    /// The answer, once it is there, or why there is none.
    pub answer: Option<Result<Vec<Ranked>, String>>,
}
