//! A point in time, as a cell says it.

/// What one cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant {
    /// Epoch milliseconds: UTC where `offset_min` is known, wall-clock time otherwise.
    pub ms: i64,
    /// Minutes east of UTC, where the cell states them (0 for epochs).
    pub offset_min: Option<i16>,
}
