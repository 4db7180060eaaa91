//! Event counts per quarter hour and group.
//!
//! Every zone's offset is a multiple of a quarter of an hour (since 1972), so counts in these
//! cells can be re-bucketed in any zone without reading the file again.

/// Width of a cell in milliseconds.
pub const CELL_MS: i64 = 900_000;

/// Counts per quarter hour and group, as sorted parallel columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// Cell number: floor(epoch ms on the source's clock / [`CELL_MS`]); ascending, then by group.
    pub cells: Vec<i64>,
    /// Group of each entry: index into `groups`.
    pub group: Vec<u32>,
    /// Rows, or the sum of the count column, in each entry.
    pub amount: Vec<f64>,
    /// Names of the groups, largest first; a single empty name where events are not split.
    pub groups: Vec<String>,
    /// First and last instant of the source's coverage, epoch ms on its clock.
    pub coverage_ms: Option<(i64, i64)>,
}
