//! What the comparison of two sources hangs on that neither file says: where their stamps stand.
//!
//! # Contract
//! * Stamps matter where a source is compared at its own step; in longer buckets they move only what
//!   lies at the borders.
//! * Two series of one source share whatever its stamps are.

use super::track::Track;
use crate::calendar::{
    period::{Period, WeekStart},
    step::{Span, Stamp},
};
use serde::{Deserialize, Serialize};

/// Something to say beside the result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// Whether it is about the second series.
    pub of_y: bool,
    /// What it is.
    pub kind: DoubtKind,
}

/// What is not known, or does not fit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DoubtKind {
    /// Its stamps may be the other day of their week, month, quarter or year.
    Stamp {
        /// What they stand for.
        period: Period,
        /// What they were taken as.
        taken: Stamp,
    },
    /// Its weeks begin on another day than the ones compared.
    Weeks {
        /// Their own first day.
        own: WeekStart,
    },
    /// Its quarters or years begin in other months than the calendar's.
    Fiscal {
        /// Quarter or year.
        period: Period,
    },
}

impl Doubt {
    /// The lag that its stamps make of none, if they are the other day than they were taken as:
    /// k > 0 where y then only seems to follow x.
    pub fn seeming_lag(&self) -> Option<i32> {
        let DoubtKind::Stamp { taken, .. } = self.kind else { return None };
        // A last day that is taken for a first one puts its values a period late.
        let late = if taken == Stamp::Start { 1 } else { -1 };
        Some(if self.of_y { late } else { -late })
    }
}

/// The doubts about two series of two sources in buckets of a period.
pub fn doubts(x: &Track, y: &Track, period: Period, week_start: WeekStart) -> Vec<Doubt> {
    let of = |track: &Track| track.step.span().filter(|span| span.period == period);
    let about = |of_y: bool, span: Span| {
        let taken = span.stamp.unwrap_or(Stamp::Start);
        let weeks = span.week_start.filter(|own| *own != week_start);
        [
            span.open.then_some(DoubtKind::Stamp { period, taken }),
            weeks.map(|own| DoubtKind::Weeks { own }),
            span.askew.then_some(DoubtKind::Fiscal { period }),
        ]
        .into_iter()
        .flatten()
        .map(move |kind| Doubt { of_y, kind })
    };
    let mut all: Vec<Doubt> = Vec::new();
    for (of_y, track) in [(false, x), (true, y)] {
        all.extend(of(track).into_iter().flat_map(|span| about(of_y, span)));
    }
    all
}
