//! The report's fields: a contract for embedders and tests. Add, never rename.
//!
//! A number that is not defined is `None` (`null`), never NaN, never 0.

use crate::{kit::names::names, recipe::recipe::Recipe, series::series::SeriesInfo};
use serde::{Deserialize, Serialize};

/// Everything that a figure says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Version of Comove.
    pub version: String,
    /// What it was made with.
    pub recipe: Recipe,
    /// First series.
    pub x: SeriesInfo,
    /// Second series.
    pub y: SeriesInfo,
    /// The two, bucket by bucket.
    pub aligned: Aligned,
    /// Agreement of the levels.
    pub levels: Levels,
    /// Agreement of the changes.
    pub changes: Changes,
    /// The corrected test.
    pub surprises: Surprises,
    /// Correlation at every lag.
    pub lags: Lags,
    /// Correlation in a moving window.
    pub rolling: Rolling,
    /// Periods in which the two went apart.
    pub disagreements: Vec<Disagreement>,
    /// Break of the relation.
    pub breaks: Breaks,
    /// Does one help to predict the other?
    pub granger: Granger,
    /// Many pairs.
    pub matrix: Option<Matrix>,
    /// In words.
    pub verdict: Verdict,
    /// Where the numbers come from.
    pub sources: Vec<SourceNote>,
}

/// The two series on common buckets.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Aligned {
    /// `hour`, `day`, `week` or `month`.
    pub period: String,
    /// Local start of each bucket.
    pub labels: Vec<String>,
    /// Values of x; `None` is missing.
    pub x: Vec<Option<f64>>,
    /// Values of y.
    pub y: Vec<Option<f64>>,
    /// Labels of buckets that a source does not cover whole; out of the statistics.
    pub partial: Vec<String>,
    /// Buckets in which both have a value and neither is partial.
    pub complete: u64,
    /// What was left out, and why.
    pub left_out: Vec<LeftOut>,
}

/// Buckets or rows left out for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Stable key (`partial`, `missing-x`, `missing-y`, `outside-window`, `outage`, …).
    pub reason: String,
    /// How many.
    pub count: u64,
}

/// A coefficient without a p-value: the usual one is wrong here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Coefficient {
    /// In [-1, 1].
    pub value: Option<f64>,
    /// Pairs used.
    pub n: u64,
}

/// Agreement of the levels.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Levels {
    /// Pairs.
    pub n: u64,
    /// Linear.
    pub pearson: Coefficient,
    /// Of ranks.
    pub spearman: Coefficient,
    /// τ-b.
    pub kendall: Coefficient,
    /// The sieve reference.
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
    /// Pairs.
    pub n: u64,
    /// Linear.
    pub pearson: Coefficient,
    /// Of ranks.
    pub spearman: Coefficient,
    /// τ-b.
    pub kendall: Coefficient,
}

/// The corrected test: do the parts that neither past nor calendar predict move together?
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Surprises {
    /// Common residuals.
    pub n: u64,
    /// Effective number.
    pub n_effective: f64,
    /// Correlation of the scores, same period.
    pub r: Option<f64>,
    /// Its 95 % interval.
    pub interval: Option<(f64, f64)>,
    /// Test A.
    pub p_same_period: Option<f64>,
    /// Test B.
    pub p_any_lag: Option<f64>,
    /// Test W.
    pub p_declared: Option<f64>,
    /// The verdict's.
    pub p: Option<f64>,
    /// The window of lags that test B found.
    pub best_window: Option<BestWindow>,
    /// Smallest |r| found with 80 % power.
    pub detectable: Option<f64>,
    /// Days of the month or the fortnight that stand out in both: no two of them were compared.
    #[serde(default)]
    pub foreseen: u64,
    /// Model of x.
    pub x: Prewhitening,
    /// Model of y.
    pub y: Prewhitening,
}

/// A window of lags.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BestWindow {
    /// First lag.
    pub from: i32,
    /// Last lag.
    pub to: i32,
    /// 1 or -1.
    pub sign: i8,
    /// The test's statistic.
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
    /// The lags.
    pub lags: Vec<i32>,
    /// Of the levels.
    pub levels: Vec<Option<f64>>,
    /// Of the surprises.
    pub surprises: Vec<Option<f64>>,
    /// |r| that pays for the search.
    pub band: Option<f64>,
}

/// Correlation in a moving window.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rolling {
    /// Periods.
    pub window: u32,
    /// Label of each window's last bucket.
    pub labels: Vec<String>,
    /// Correlation of the surprises in the window.
    pub r: Vec<Option<f64>>,
    /// Simultaneous band.
    pub band: Option<f64>,
    /// Descriptive: of the levels.
    pub levels: Vec<Option<f64>>,
}

/// A period in which the two went apart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Disagreement {
    /// First label.
    pub from: String,
    /// Last label.
    pub to: String,
    /// Correlation inside.
    pub r: f64,
}

/// Break of the relation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Breaks {
    /// Of the CUSUM.
    pub p: Option<f64>,
    /// Label of the most likely break.
    pub at: Option<String>,
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

/// Many pairs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Matrix {
    /// Series ids.
    pub series: Vec<String>,
    /// Pearson of the levels.
    pub levels: Vec<Vec<Option<f64>>>,
    /// Of the surprises.
    pub surprises: Vec<Vec<Option<f64>>>,
    /// p-values after Holm.
    pub holm: Vec<Vec<Option<f64>>>,
}

/// In words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// Which of five.
    pub kind: VerdictKind,
    /// At which lag.
    pub lag: Option<i32>,
    /// English: the finding in the first line, then how sure, how strong, how much each grew, one
    /// a line.
    pub en: String,
    /// Japanese.
    pub ja: String,
    /// What to keep in mind.
    pub cautions: Vec<crate::kit::language::Bilingual>,
}

impl Verdict {
    /// The first line: the finding without the numbers.
    pub fn headline(&self) -> crate::kit::language::Bilingual {
        let first = |text: &str| text.lines().next().unwrap_or_default().to_owned();
        crate::kit::language::Bilingual { en: first(&self.en), ja: first(&self.ja) }
    }
}

/// The verdict's kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VerdictKind {
    /// They move together.
    Together,
    /// They move against each other.
    Opposite,
    /// Something, but not confirmed.
    Suggestive,
    /// Nothing that chance would not give.
    None,
    /// Not enough to tell.
    #[default]
    CannotTell,
}

names!(VerdictKind {
    "together" Together,
    "opposite" Opposite,
    "suggestive" Suggestive,
    "none" None,
    "cannot-tell" CannotTell,
});

/// One file behind the figure.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SourceNote {
    /// File's name.
    pub name: String,
    /// Its hash.
    pub sha256: Option<String>,
    /// Rows that entered.
    pub rows_used: u64,
    /// Rows that did not.
    pub rows_skipped: u64,
    /// Zone its times were read in.
    pub zone: String,
}
