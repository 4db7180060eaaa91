//! src/chart/overlay/gutters.rs

/// CSS pixels left and right of the plot, for views that share a time axis.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Gutters {
    /// Left.
    pub left: f64,
    /// Right.
    pub right: f64,
}
