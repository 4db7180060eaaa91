//! The ranking of a source's groups by how they move with the other series.
//!
//! It is asked for, not kept in the recipe. It stays while all that it was made of stays: choosing
//! one of its groups changes the pair, not the list.

use super::model::Model;
use crate::{
    recipe::{fragment::to_fragment, recipe::Recipe},
    report::analysis::{RankInput, Ranked},
};

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
    /// What it was made of, see [`made_of`].
    pub of: String,
    /// The numbers.
    pub input: Box<RankInput>,
    /// The answer, once it is there, or why there is none.
    pub answer: Option<Result<Vec<Ranked>, String>>,
}

/// Whether the groups of a source are x; y where the source has both.
pub fn many_are_x(model: &Model, source: &str) -> bool {
    model.drawn().is_some_and(|drawn| {
        let y = model.alone.is_none() && drawn.y.source == source;
        drawn.x.source == source && !y
    })
}

/// All of the recipe that a ranking hangs on, and with which series it was made.
pub fn made_of(model: &Model, source: &str) -> Option<String> {
    let comparison = model.comparison.as_ref().ok()?;
    let x = many_are_x(model, source);
    let set = &model.recipe;
    let own = |of_x: bool| of_x == x;
    let series = |of_x: bool, picked: &str| (!own(of_x)).then(|| picked.to_owned());
    let of = Recipe {
        x: series(true, &comparison.x.info.id),
        y: series(false, &comparison.y.info.id),
        share_of: crate::recipe::recipe::ShareOf {
            x: set.share_of.x.clone(),
            y: set.share_of.y.clone(),
        },
        controls: set.controls.clone(),
        week_start: comparison.recipe.week_start,
        period: set.period,
        zone: set.zone.clone(),
        from: set.from.clone(),
        to: set.to.clone(),
        aggregate_x: set.aggregate_x.filter(|_| !x),
        aggregate_y: set.aggregate_y.filter(|_| x),
        max_lag: set.max_lag,
        lag_window: set.lag_window,
        outages: set.outages.clone(),
        ..Recipe::default()
    };
    Some(format!("{source} {}", to_fragment(&of)))
}
