//! How much a series grew from its first values to its last.
//!
//! Contract: NaN and infinities are missing; fewer than ten values, or a level that is not
//! positive, have no ratio.

use super::analysis_scale::median_in_place;
use serde::{Deserialize, Serialize};

/// Level at the end divided by the level at the start (medians of the first and last eighth).
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Growth {
    /// Of x; `None` where a level is not positive.
    pub x: Option<f64>,
    /// Of y; `None` where a level is not positive.
    pub y: Option<f64>,
}

/// Median of the last eighth over the median of the first; at least five values each.
pub(super) fn growth(values: &[f64]) -> Option<f64> {
    let mut known: Vec<f64> = values.iter().copied().filter(|v| v.is_finite()).collect();
    let part = (known.len() / 8).max(5);
    if known.len() < 2 * part {
        return None;
    }
    let end = known.len() - part;
    let last = median_in_place(&mut known[end..]);
    let first = median_in_place(&mut known[..part]);
    (first > 0.0 && last > 0.0).then(|| last / first).filter(|g| g.is_finite())
}
