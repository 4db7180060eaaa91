//! An overlay prepared once: transformed, shifted, with its pyramids; every frame only reads it.
//!
//! Contract: missing stays missing under every transform. Index = 100 is taken at the first
//! bucket in which every series has a value that is not zero and not partial; without one a
//! series takes its own first such value, and one that has none stays as it is. z-scores use the
//! whole buckets (partial ones are drawn with the same shift and scale); a constant is 0.

use super::input::{Input, SeriesInput};
use crate::{
    chart::{
        decimate::Line,
        hit::{Reading, Readout, period_label},
        periods::Periods,
        scale::{Spread, extent},
        surface::Surface,
    },
    recipe::recipe::ScaleMode,
    text::{chart as words, number},
};
use std::sync::Arc;

/// A prepared overlay.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    pub(super) input: Input,
    pub(super) series: Vec<Prepared>,
    /// Bucket at which every index is 100.
    pub(super) base: Option<usize>,
}

/// A series as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Prepared {
    /// The main line: smoothed where there is smoothing.
    pub line: Line,
    /// The values behind a smoothed line.
    pub raw: Option<Line>,
    /// Partial buckets with their drawn value.
    pub hollow: Vec<(usize, f64)>,
    /// Spread of its axis where that is logarithmic.
    pub log: Option<Spread>,
}

/// Buckets of a transform: `drawn = (value − shift) × factor`.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Affine {
    shift: f64,
    factor: f64,
}

impl Affine {
    const NONE: Affine = Affine { shift: 0.0, factor: 1.0 };
}

impl Model {
    /// Prepares an overlay; O(values).
    pub fn new(input: Input) -> Model {
        let base = (input.mode == ScaleMode::Index).then(|| common_base(&input)).flatten();
        let series = input.series.iter().map(|series| prepared(&input, series, base)).collect();
        Model { input, series, base }
    }

    /// The buckets.
    pub fn periods(&self) -> &Arc<Periods> {
        &self.input.periods
    }

    /// The series as given.
    pub fn series(&self) -> &[SeriesInput] {
        &self.input.series
    }

    /// The main lines with their palette slots.
    pub fn lines(&self) -> impl Iterator<Item = (&Line, usize)> {
        self.series.iter().map(|series| &series.line).zip(self.input.series.iter().map(|s| s.slot))
    }

    /// What is read at a period: every series in its own unit, whatever is drawn.
    pub fn readout(&self, index: usize, surface: &Surface<'_>) -> Readout {
        let periods = &self.input.periods;
        let readings = self
            .input
            .series
            .iter()
            .map(|series| {
                let from = shifted(index, series.shift);
                let value = from
                    .and_then(|from| series.values.get(from).copied())
                    .filter(|value| value.is_finite());
                let label = |from| period_label(periods, from, surface.zone, surface.language);
                let mean = self.input.smoothing.and_then(|(width, trailing)| {
                    let mean = series.smoothed.get(from?).filter(|mean| mean.is_finite())?;
                    let words = words::mean(width, trailing, periods.kind, surface.language);
                    Some(format!(
                        "{words} {}",
                        words::quantity(
                            &number::value(three_digits(*mean)),
                            series.unit.as_deref()
                        )
                    ))
                });
                Reading {
                    label: series.name.clone(),
                    slot: series.slot,
                    value,
                    text: value.map_or_else(String::new, number::value),
                    unit: series.unit.clone(),
                    partial: from.is_some_and(|from| self.is_partial(from)),
                    mean,
                    from: from.filter(|_| series.shift != 0).map(label),
                }
            })
            .collect();
        Readout {
            index,
            label: period_label(periods, index, surface.zone, surface.language),
            readings,
        }
    }

    fn is_partial(&self, index: usize) -> bool {
        self.input.partial.get(index).copied().unwrap_or(false)
    }
}

/// A mean to three digits, or to whole numbers where it has more: the rest says nothing.
fn three_digits(mean: f64) -> f64 {
    let digits = 2.0 - mean.abs().max(1e-9).log10().floor();
    let tens = 10_f64.powf(digits.clamp(0.0, 12.0));
    (mean * tens).round() / tens
}

/// The bucket whose value is drawn at `index`.
fn shifted(index: usize, shift: i32) -> Option<usize> {
    usize::try_from(i64::try_from(index).ok()? + i64::from(shift)).ok()
}

fn common_base(input: &Input) -> Option<usize> {
    (0..input.periods.len()).find(|index| {
        !input.series.is_empty()
            && input.series.iter().all(|series| usable_base(input, series, *index))
    })
}

fn usable_base(input: &Input, series: &SeriesInput, index: usize) -> bool {
    let Some(from) = shifted(index, series.shift) else { return false };
    let whole = !input.partial.get(from).copied().unwrap_or(false);
    whole && series.values.get(from).is_some_and(|value| value.is_finite() && *value != 0.0)
}

fn prepared(input: &Input, series: &SeriesInput, base: Option<usize>) -> Prepared {
    let count = input.periods.len();
    let partial = |index: usize| input.partial.get(index).copied().unwrap_or(false);
    let affine = match input.mode {
        ScaleMode::Dual | ScaleMode::Panels => Affine::NONE,
        ScaleMode::Index => {
            let own = || (0..count).find(|index| usable_base(input, series, *index));
            let at = base.or_else(own).and_then(|index| shifted(index, series.shift));
            let value = at.and_then(|at| series.values.get(at).copied());
            Affine { shift: 0.0, factor: value.map_or(1.0, |value| 100.0 / value) }
        }
        ScaleMode::Zscore => standard(series, partial),
    };
    let mut whole = drawn(&series.values, series.shift, affine, count);
    let mut hollow = Vec::new();
    for (from, _) in input.partial.iter().enumerate().filter(|(_, partial)| **partial) {
        let at = i64::try_from(from).unwrap_or(i64::MAX) - i64::from(series.shift);
        let Some(value) = usize::try_from(at).ok().and_then(|at| whole.get_mut(at)) else {
            continue;
        };
        if value.is_finite() {
            hollow.push((at as usize, *value));
        }
        *value = f64::NAN;
    }
    let whole = Line::new(whole);
    let own_unit = matches!(input.mode, ScaleMode::Dual | ScaleMode::Panels);
    let log = (series.log && own_unit).then(|| Spread::log_for(series.values.iter().copied()));
    if series.smoothed.iter().any(|value| value.is_finite()) {
        let line = Line::new(drawn(&series.smoothed, series.shift, affine, count));
        Prepared { line, raw: Some(whole), hollow, log }
    } else {
        Prepared { line: whole, raw: None, hollow, log }
    }
}

/// The values as they are drawn, one a bucket: moved by the shift, transformed; where nothing is
/// moved to, missing.
fn drawn(values: &[f64], shift: i32, affine: Affine, count: usize) -> Vec<f64> {
    let ahead = usize::try_from(shift).unwrap_or(0);
    let behind = usize::try_from(-i64::from(shift)).unwrap_or(0).min(count);
    let taken = values.get(ahead..).unwrap_or_default();
    let taken = taken.get(..count - behind).unwrap_or(taken);
    let mut drawn = Vec::with_capacity(count);
    drawn.resize(behind, f64::NAN);
    drawn.extend_from_slice(taken);
    drawn.resize(count, f64::NAN);
    if affine != Affine::NONE {
        for value in &mut drawn {
            *value = (*value - affine.shift) * affine.factor;
        }
    }
    drawn
}

/// Mean and standard deviation of the whole buckets as a transform.
fn standard(series: &SeriesInput, partial: impl Fn(usize) -> bool) -> Affine {
    let values: Vec<f64> = series
        .values
        .iter()
        .enumerate()
        .filter(|(index, value)| value.is_finite() && !partial(*index))
        .map(|(_, value)| *value)
        .collect();
    // In units of the largest, so that squares neither overflow nor vanish.
    let size = extent(values.iter().copied()).map_or(0.0, |(low, high)| low.abs().max(high.abs()));
    if size == 0.0 {
        return Affine::NONE;
    }
    let count = values.len() as f64;
    let mean = values.iter().map(|value| value / size).sum::<f64>() / count;
    let squares = values.iter().map(|value| (value / size - mean).powi(2)).sum::<f64>();
    let deviation = (squares / (count - 1.0).max(1.0)).sqrt();
    let factor = if deviation > 1e-12 { 1.0 / (deviation * size) } else { 0.0 };
    Affine { shift: mean * size, factor }
}

#[cfg(test)]
mod tests {
    #[test]
    fn means_have_three_digits() {
        for (mean, expected) in
            [(0.533_333, 0.533), (81.2034, 81.2), (1234.56, 1235.0), (-9.876, -9.88), (0.0, 0.0)]
        {
            assert_eq!(super::three_digits(mean), expected);
        }
    }
}
