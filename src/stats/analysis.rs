//! Everything a report says about two aligned series, from numbers alone.
//!
//! Contract: NaN is missing (also buckets that are partial or declared an outage); an
//! infinite value counts as missing; nothing here panics on empty, constant or tied
//! input; what is not defined is `None`. The same input gives the same result bit for
//! bit: every random table has its own seed, nothing depends on hash order or a clock.

use super::verdict::Verdict;
use crate::{
    report::report::{Changes, Granger, Lags, Levels, Surprises},
    series::series::{Period, SeriesKind},
};

/// One series on the common buckets.
#[derive(Clone, Copy, Debug)]
pub struct Series<'a> {
    /// One value a bucket; NaN is missing.
    pub values: &'a [f64],
    /// Measured or counted: decides the scale (counts: log(x + ½); measurements: log if all are positive).
    pub kind: SeriesKind,
}

/// Two aligned series and their calendar. All slices have the same length.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    /// First series; lag k > 0 means that y follows it by k periods.
    pub x: Series<'a>,
    /// Second series.
    pub y: Series<'a>,
    /// Series taken out of both.
    pub controls: Vec<Series<'a>>,
    /// Length of a bucket.
    pub period: Period,
    /// Start of each bucket on the *local* clock, milliseconds since 1970-01-01T00:00 of that
    /// clock (so that weekday, hour and day of the year can be read off it). Empty: buckets
    /// follow each other from Monday, 1970-01-05.
    pub starts: &'a [i64],
    /// What the recipe says.
    pub options: Options,
}

/// The part of the recipe that statistics see. Smoothing is no part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Largest lag looked at; `None`: min(60, max(10, n / 6)).
    pub max_lag: Option<u32>,
    /// Lags declared by the user, both ends included.
    pub lag_window: Option<(i32, i32)>,
    /// The window was declared after having looked: it does not decide then.
    pub lag_window_after_looking: bool,
    /// Analyses of these data seen so far, this one not counted.
    pub looks: u32,
    /// Periods of the rolling correlation; `None`: chosen from n.
    pub rolling_window: Option<u32>,
    /// Draws of the levels' sieve reference; 0 leaves it out.
    pub context_draws: u32,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            max_lag: None,
            lag_window: None,
            lag_window_after_looking: false,
            looks: 0,
            rolling_window: None,
            context_draws: 199,
        }
    }
}

/// What `analyse` finds. Positions are indices of buckets in the input.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analysis {
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
    pub breaks: Break,
    /// Toda–Yamamoto.
    pub granger: Granger,
    /// How much each grew.
    pub growth: Growth,
    /// What all of this amounts to.
    pub verdict: Verdict,
}

/// Correlation in a moving window.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rolling {
    /// Buckets in a window.
    pub window: u32,
    /// Index of each window's last bucket.
    pub last: Vec<usize>,
    /// Correlation of the surprises.
    pub r: Vec<Option<f64>>,
    /// Descriptive: correlation of the levels.
    pub levels: Vec<Option<f64>>,
    /// |r| that the *largest* window of unrelated series passes in 5 % of cases.
    pub band: Option<f64>,
}

/// A period in which the two went apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Disagreement {
    /// First bucket.
    pub from: usize,
    /// Last bucket.
    pub to: usize,
    /// Correlation of the levels inside.
    pub r: f64,
}

/// Break of the relation (CUSUM of the products of surprises).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Break {
    /// Asymptotic p-value.
    pub p: Option<f64>,
    /// First bucket after the break; only where p ≤ 0.05.
    pub at: Option<usize>,
}

/// Level at the end divided by the level at the start (medians of the first and last eighth).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Growth {
    /// Of x; `None` where a level is not positive.
    pub x: Option<f64>,
    /// Of y.
    pub y: Option<f64>,
}

/// Everything the report says about two series.
pub fn analyse(input: &Input) -> Analysis {
    let _ = input;
    Analysis::default()
}
