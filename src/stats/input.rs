//! What the statistics are computed from: two series on common buckets, and what the recipe asks.

use crate::{
    calendar::{holidays::HolidayChoice, period::Period},
    series::series::SeriesKind,
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
    /// Second series, on the same buckets as x.
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
    /// Whether a ratio of two values of x, of y means something: of prices and counts, not of
    /// temperatures and scores.
    pub ratio: (bool, bool),
    /// Whose public holidays are left out of both.
    pub holidays: HolidayChoice,
    /// Draws of the levels' sieve reference; 0 leaves it out.
    pub context_draws: u32,
    /// One of many pairs: only p and the strength are wanted. Granger's test, the picture of chance, the effect,
    /// the rolling correlation, breaks, the lags' correlations and cautions, half of the work, are left out.
    pub strength_only: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            max_lag: None,
            lag_window: None,
            lag_window_after_looking: false,
            looks: 0,
            rolling_window: None,
            ratio: (true, true),
            holidays: HolidayChoice::Auto,
            context_draws: 199,
            strength_only: false,
        }
    }
}
