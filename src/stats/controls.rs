//! Controls: a third series taken out of both.
//!
//! A control enters each prewhitening with its value in the same bucket and the buckets before:
//! in levels where the series is modelled in levels, in changes where in changes.
//!
//! Contract: a bucket in which a control is missing has no residual; its missing lags are the
//! last value known. A control that never varies is left out.

use super::{
    analysis_scale::{analysis_scale, hampel},
    autoregression::carry_forward,
    input::Series,
};

/// Lags of a control that enter besides the same bucket: n / 40, between 1 and 7.
fn depth(n: usize) -> usize {
    (n / 40).clamp(1, 7)
}

/// Columns for models in levels and in changes.
pub(crate) fn control_columns(
    controls: &[Series],
    from: usize,
    to: usize,
) -> (Vec<Vec<f64>>, Vec<Vec<f64>>) {
    let n = to - from;
    let (mut levels, mut changes) = (Vec::new(), Vec::new());
    for control in controls {
        let Some(values) = control.values.get(from..to) else { continue };
        let scaled = hampel(&analysis_scale(values, control.kind), 7, 4.0);
        let Some(carried) = carry_forward(&scaled) else { continue };
        let mean = carried.iter().sum::<f64>() / n as f64;
        let largest = carried.iter().fold(0.0_f64, |a, v| a.max((v - mean).abs()));
        if !(largest > 1e-12 * mean.abs() && largest.is_finite()) {
            continue;
        }
        let level: Vec<f64> = carried.iter().map(|v| (v - mean) / largest).collect();
        let change: Vec<f64> =
            (0..n).map(|t| if t == 0 { f64::NAN } else { level[t] - level[t - 1] }).collect();
        for lag in 0..=depth(n) {
            let shift = |column: &[f64]| -> Vec<f64> {
                (0..n)
                    .map(|t| match t.checked_sub(lag) {
                        Some(s) if lag > 0 || !scaled[t].is_nan() => column[s],
                        _ => f64::NAN,
                    })
                    .collect()
            };
            levels.push(shift(&level));
            changes.push(shift(&change));
        }
    }
    (levels, changes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::series::series::SeriesKind;

    #[test]
    fn columns_are_lags_of_the_same_control() {
        let values: Vec<f64> = (0..50).map(|i| f64::from(i) - 30.0).collect();
        let series = Series { values: &values, kind: SeriesKind::Measurement };
        let (levels, changes) = control_columns(&[series], 0, 50);
        assert_eq!((levels.len(), changes.len()), (2, 2));
        assert!(levels[1][0].is_nan());
        assert_eq!(levels[1][7], levels[0][6]);
        assert!(levels[0].iter().all(|v| v.abs() <= 1.0));
        assert!((changes[0][7] - (levels[0][7] - levels[0][6])).abs() < 1e-15);
        let flat = Series { values: &[1.0; 50], kind: SeriesKind::EventCount };
        assert!(control_columns(&[flat], 0, 50).0.is_empty());
    }
}
