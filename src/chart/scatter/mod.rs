//! One series against the other: a dot a period, coloured by time, with the line that fits them.

mod fit;
mod plot;

pub use fit::Fit;
pub use plot::{Plot, place_of};

use super::{periods::Periods, scale::Spread};
use std::sync::Arc;

/// Everything that decides a scatter, apart from size and theme.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// The buckets.
    pub periods: Arc<Periods>,
    /// Across.
    pub x: AxisInput,
    /// Upwards.
    pub y: AxisInput,
    /// Buckets that a source does not cover whole: drawn as rings, left out of the fit.
    pub partial: Vec<bool>,
    /// The pair of bucket i is x at i and y at i + shift.
    pub shift: i32,
    /// First and last bucket of the analysis, where it is not the whole.
    pub window: Option<(usize, usize)>,
}

/// One of the two series.
#[derive(Clone, Debug, PartialEq)]
pub struct AxisInput {
    /// What, how, in which unit.
    pub title: String,
    /// Palette slot.
    pub slot: usize,
    /// Logarithmic.
    pub log: bool,
    /// One a bucket; NaN is missing.
    pub values: Vec<f64>,
}

/// A pair.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pair {
    /// Bucket of x.
    pub index: usize,
    pub x: f64,
    pub y: f64,
    pub partial: bool,
}

/// A prepared scatter.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    input: Input,
    pairs: Vec<Pair>,
    spreads: (Spread, Spread),
    fit: Option<Fit>,
}

impl Model {
    /// Pairs the series and fits the line, in the space that is drawn: on logarithmic axes a
    /// straight line is a power law.
    pub fn new(input: Input) -> Model {
        let partial = |index: usize| input.partial.get(index).copied().unwrap_or(false);
        let inside =
            |index: usize| input.window.is_none_or(|(from, to)| (from..=to).contains(&index));
        let pairs: Vec<Pair> = (0..input.periods.len())
            .filter(|index| inside(*index))
            .filter_map(|index| {
                let later = usize::try_from(index as i64 + i64::from(input.shift)).ok()?;
                let (x, y) = (*input.x.values.get(index)?, *input.y.values.get(later)?);
                let whole = x.is_finite() && y.is_finite();
                let partial = partial(index) || partial(later);
                whole.then_some(Pair { index, x, y, partial })
            })
            .collect();
        let spread = |axis: &AxisInput| match axis.log {
            true => Spread::log_for(axis.values.iter().copied()),
            false => Spread::Linear,
        };
        let spreads = (spread(&input.x), spread(&input.y));
        let straight = |pair: &&Pair| (spreads.0.straight(pair.x), spreads.1.straight(pair.y));
        let fitted: Vec<(f64, f64)> =
            pairs.iter().filter(|pair| !pair.partial).map(|pair| straight(&pair)).collect();
        let fit = Fit::of(&fitted);
        Model { input, pairs, spreads, fit }
    }
}
