//! What the statistics of two series give: numbers only. The report names the same fields.
//!
//! Contract: what is not defined is `None`, never NaN, never 0; positions are indices of buckets in
//! the input.

use super::{
    chance::Chance,
    common_days::CommonDays,
    growth::Growth,
    verdict::{Verdict, Which},
};
use serde::{Deserialize, Serialize};

/// What `analyse` finds. Positions are indices of buckets in the input.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Analysis {
    /// Agreement of the levels.
    pub levels: Levels,
    /// Correlation of the levels without trend and calendar: what the levels' context is about.
    pub context_r: Option<f64>,
    /// Agreement of the changes.
    pub changes: Changes,
    /// The surprises test, which the verdict rests on.
    pub surprises: Surprises,
    /// Correlation at every lag.
    pub lags: Lags,
    /// Correlation in a moving window.
    pub rolling: Rolling,
    /// Periods in which the two went apart; none where nothing was found.
    pub disagreements: Vec<Disagreement>,
    /// Break of the relation; not tested where nothing was found, nor of slow swings.
    pub breaks: Break,
    /// Toda–Yamamoto tests in both directions.
    pub granger: Granger,
    /// How strong the relation is that the verdict speaks of.
    #[serde(default)]
    pub strength: Option<Strength>,
    /// What that is in the series' own units, where a link was found and it can be said.
    #[serde(default)]
    pub effect: Option<Effect>,
    /// What unrelated pairs reach in the test that decided.
    #[serde(default)]
    pub chance: Option<Chance>,
    /// How much each grew.
    pub growth: Growth,
    /// What all of this amounts to.
    pub verdict: Verdict,
}

/// A coefficient without a p-value: the usual one is wrong here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Coefficient {
    /// In [-1, 1]; `None` where it is not defined.
    pub value: Option<f64>,
    /// Number of complete pairs used.
    pub n: u64,
}

/// Agreement of the levels.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Levels {
    /// Number of complete pairs.
    pub n: u64,
    /// Pearson's r.
    pub pearson: Coefficient,
    /// Spearman's ρ.
    pub spearman: Coefficient,
    /// Kendall's τ-b.
    pub kendall: Coefficient,
    /// How much unrelated levels of this kind agree.
    pub context: LevelsContext,
}

/// What unrelated series with this much memory reach.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LevelsContext {
    /// Share of unrelated pairs that agree at least this much.
    pub exceeded_by_chance: Option<f64>,
    /// |r| that 5 % of unrelated pairs reach.
    pub threshold95: Option<f64>,
}

/// Agreement of the period-to-period changes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Changes {
    /// Number of complete pairs.
    pub n: u64,
    /// Pearson's r.
    pub pearson: Coefficient,
    /// Spearman's ρ.
    pub spearman: Coefficient,
    /// Kendall's τ-b.
    pub kendall: Coefficient,
}

/// The corrected test: do the parts that neither past nor calendar predict move together?
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Surprises {
    /// Buckets in which both series have a residual.
    pub n: u64,
    /// Effective number of independent observations.
    pub n_effective: f64,
    /// Correlation of the scores, same period.
    pub r: Option<f64>,
    /// Its 95 % interval.
    pub interval: Option<(f64, f64)>,
    /// Test A, same period; `None` without a degree of freedom.
    pub p_same_period: Option<f64>,
    /// Test B, any lag; `None` without a degree of freedom.
    pub p_any_lag: Option<f64>,
    /// Test W, the declared window; `None` where none was declared.
    pub p_declared: Option<f64>,
    /// The p that the verdict rests on; `None` where no test was possible.
    pub p: Option<f64>,
    /// The window of lags that test B found.
    pub best_window: Option<BestWindow>,
    /// |r| in the same period that four of five such samples find.
    pub detectable: Option<f64>,
    /// |r| at a lag that has to be searched for that four of five find.
    #[serde(default)]
    pub detectable_any_lag: Option<f64>,
    /// Correlation of slow swings that four of five find; `None` where no such would do.
    #[serde(default)]
    pub detectable_slow: Option<f64>,
    /// Test S, slow swings; `None` where the series are too short for it.
    #[serde(default)]
    pub slow: Option<Slow>,
    /// Days of the month or the fortnight that stand out in both: no two of them were compared.
    #[serde(default)]
    pub foreseen: u64,
    /// Buckets from one tested value to the next, where both series were filled in between.
    #[serde(default)]
    pub own_step: Option<u64>,
    /// Days that many people keep and that were left out of both.
    #[serde(default)]
    pub left_out: Vec<LeftOut>,
    /// What was taken out of x.
    pub x: Prewhitening,
    /// What was taken out of y.
    pub y: Prewhitening,
}

/// Days that were left out of both.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Which days.
    pub days: CommonDays,
    /// How many buckets had a value in both.
    pub buckets: u64,
    /// Whether they were chosen, whatever the series show.
    pub chosen: bool,
}

/// Test S: do the slow swings agree?
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Slow {
    /// Its p, of its own: the verdict pays for it with the others.
    pub p: f64,
    /// Correlation of the slow swings.
    pub r: f64,
    /// Sign of the relation: 1 or -1.
    pub sign: i8,
    /// Buckets by which y's swings come after x's; 0 where neither is clearly first.
    pub lag: i32,
    /// Period of the fastest swing that counts, in buckets.
    pub shortest: f64,
    /// Of the slowest.
    pub longest: f64,
}

/// How strong the relation is that the verdict speaks of: one number, for every place that shows one.
///
/// Where nothing was found it is that of the same period, or of the window that was declared.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Strength {
    /// In [-1, 1]. Over several lags: of one series with the sum of the other over these lags.
    pub r: f64,
    /// Its 95 % interval; where the lag was searched for, of all lags tried at once.
    pub interval: Option<(f64, f64)>,
    /// First lag of the window, in buckets; k > 0: y follows x.
    pub from: i32,
    /// Last lag of it, inclusive.
    pub to: i32,
    /// The lag that stands for the window.
    pub lag: i32,
    /// Whether it is of slow swings instead of surprises.
    pub slow: bool,
    /// Whether the lag was picked among others because it agreed most.
    pub searched: bool,
}

/// How much the later series moved, where the earlier one had moved by one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Effect {
    /// The earlier one; in the same period the likelier leader.
    pub first: Which,
    /// First lag of the later one, in buckets, from 0 on.
    pub from: u32,
    /// Last lag, inclusive.
    pub to: u32,
    /// Slope: per unit of the earlier, or per unit of its natural logarithm.
    pub slope: f64,
    /// Lower end of the slope's 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Spread of the earlier one's unexpected moves, on the scale of the slope.
    pub typical: f64,
    /// Whether the earlier one is in natural logarithms.
    pub first_log: bool,
    /// Whether the later one is.
    pub second_log: bool,
}

/// A window of lags.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BestWindow {
    /// First lag, in buckets.
    pub from: i32,
    /// Last lag, inclusive.
    pub to: i32,
    /// Sign of the relation: 1 or -1.
    pub sign: i8,
    /// Standardised sum over the window.
    pub statistic: f64,
}

/// How a series was prewhitened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Prewhitening {
    /// Autoregressive order before a unit root takes one.
    pub order: u32,
    /// Whether a unit root was imposed.
    pub unit_root: bool,
}

/// Correlation at every lag; lag k > 0: y follows x by k periods.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Lags {
    /// Lags in buckets; k > 0: y follows x.
    pub lags: Vec<i32>,
    /// Correlations of the levels, one a lag.
    pub levels: Vec<Option<f64>>,
    /// Correlations of the surprises; `None` where not defined.
    pub surprises: Vec<Option<f64>>,
    /// |r| that pays for the search.
    pub band: Option<f64>,
}

/// Correlation in a moving window.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rolling {
    /// Buckets in a window.
    pub window: u32,
    /// Index of each window's last bucket.
    pub last: Vec<usize>,
    /// Correlation of the surprises, at the lags of the strength.
    pub r: Vec<Option<f64>>,
    /// Descriptive: correlation of the levels, at the lag that stands for these.
    pub levels: Vec<Option<f64>>,
    /// |r| that the *largest* window of unrelated series passes in 5 % of cases.
    pub band: Option<f64>,
}

/// A period in which the two went apart.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Disagreement {
    /// First bucket, counted from 0.
    pub from: usize,
    /// Last bucket, inclusive.
    pub to: usize,
    /// Correlation of the levels inside.
    pub r: f64,
}

/// Break of the relation (CUSUM of the products of surprises).
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Break {
    /// Asymptotic p; `None` where no test was possible.
    pub p: Option<f64>,
    /// First bucket after the break; only where p ≤ 0.05.
    pub at: Option<usize>,
}

/// Toda–Yamamoto p-values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Granger {
    /// Does x help to predict y?
    pub x_to_y: Option<f64>,
    /// Does y help to predict x?
    pub y_to_x: Option<f64>,
}

/// Correlations of all pairs of series.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Matrix {
    /// Ids of the series, in the order of rows and columns.
    pub series: Vec<String>,
    /// Pearson of the levels.
    pub levels: Vec<Vec<Option<f64>>>,
    /// Each pair's strength, see [`Strength`]: at the lag of its own verdict, or in the same period;
    /// `None` where not defined.
    pub surprises: Vec<Vec<Option<f64>>>,
    /// p-values with Holm's correction; `None` where not tested.
    pub holm: Vec<Vec<Option<f64>>>,
}
