//! What the numbers amount to: the kind of the answer, its lag and what to keep in mind.
//!
//! Data only; the sentences are in `text::verdict`.

use super::common_days::CommonDays;
use crate::kit::names::names;
use serde::{Deserialize, Serialize};

/// The answer as data.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// The finding, one of five.
    pub kind: VerdictKind,
    /// Lag of the relation that was found, in periods; k > 0: y follows x.
    pub lag: Option<i32>,
    /// First and last lag of the window that was found.
    pub window: Option<(i32, i32)>,
    /// 1 or -1 where something was found.
    pub sign: Option<i8>,
    /// Only the slow swings agree: the finding has no lag and no window.
    #[serde(default)]
    pub slow: bool,
    /// Why no verdict is possible.
    pub reason: Option<Reason>,
    /// Why it is no more than suggestive.
    pub doubts: Vec<Doubt>,
    /// What to keep in mind.
    pub cautions: Vec<Caution>,
}

/// The verdict's kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VerdictKind {
    /// They move together, in the same direction.
    Together,
    /// They move against each other.
    Opposite,
    /// Something, but not confirmed.
    Suggestive,
    /// Nothing that chance would not give.
    None,
    /// Too little data for a verdict.
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

/// Which of the two series something is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Which {
    /// The first series.
    X,
    /// The second series.
    Y,
}

/// Why no verdict is possible.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reason {
    /// No bucket in which both have a value.
    NoOverlap,
    /// Fewer than ten complete buckets.
    TooFew {
        /// How many there are.
        complete: u64,
    },
    /// A series never changes.
    Constant(Which),
    /// More than 80 % of a series is one value.
    MostlyOneValue(Which),
    /// More than a quarter of the span is a gap.
    Gaps {
        /// Buckets in long gaps, of the span's.
        missing: u64,
        /// Buckets of the span.
        span: u64,
    },
    /// Hours of fewer than three days: the rhythm of a day cannot be distinguished from chance.
    LessThanThreeDays {
        /// Buckets of the span.
        hours: u64,
    },
    /// Fewer than 30 effective observations.
    TooLittleInformation {
        /// Buckets in which both have a value.
        complete: u64,
    },
    /// The series' own past predicts it exactly: nothing surprising is left.
    NothingUnpredicted(Which),
    /// Both were filled between too few values of their own.
    FewValuesOfTheirOwn {
        /// How many values.
        values: u64,
        /// Buckets from one to the next.
        step: u64,
    },
}

/// Why a finding is no more than suggestive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Doubt {
    /// Slow swings agree more than chance would make them, but not enough to pay for the search.
    SlowOnly,
    /// Both residuals are still autocorrelated.
    LeftoverAutocorrelation,
    /// Both series have very long memory.
    LongMemory,
    /// The lag window was declared after looking, and only that window finds it.
    DeclaredAfterLooking,
    /// The declared window finds nothing; the search outside it does.
    OutsideDeclared,
    /// Only slow swings agree, and a season of the year could not be taken out of them.
    SharedSeason,
    /// Only slow swings agree, and no more once one change at one date is taken out of both.
    SharedEvent {
        /// First bucket after the change.
        at: usize,
    },
    /// Both were filled: there are fewer values than buckets. Of older figures; today such series are
    /// tested at their own step.
    Filled,
    /// The same agreement is there when one of the two is moved by a year.
    RepeatsYearly,
}

/// What to keep in mind about an answer.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Caution {
    /// The relation changed inside the span; bucket of the change.
    Break {
        /// First bucket after it.
        at: usize,
    },
    /// Little of the span is covered by both.
    LittleOverlap {
        /// Buckets in which both have a value.
        complete: u64,
        /// Buckets of the span.
        span: u64,
    },
    /// A long gap.
    LongGap {
        /// First missing bucket, counted from 0.
        from: usize,
        /// Last missing bucket, inclusive.
        to: usize,
    },
    /// A run of zeros in a count that its history makes very unlikely.
    PossibleOutage {
        /// Series that it concerns.
        which: Which,
        /// First bucket, counted from 0.
        from: usize,
        /// Last bucket, inclusive.
        to: usize,
    },
    /// One residual is still autocorrelated.
    LeftoverAutocorrelation(Which),
    /// Calm and wild times coincide.
    CommonVolatility,
    /// The lag window was declared after looking.
    DeclaredAfterLooking,
    /// Many analyses of the same data.
    ManyLooks {
        /// How many, this one included.
        looks: u32,
    },
    /// The cycle of a year could not be removed: less than a year and a half.
    NoYearlyCycle,
    /// Only slow swings agree: one event that moved both would look the same.
    OneEvent,
    /// Without the few buckets that agree most nothing would be found.
    FewBuckets {
        /// How many.
        buckets: u64,
        /// The one that agrees most.
        at: usize,
    },
    /// Both counts were zero at the same time, which they are not otherwise; left out of the tests.
    SharedOutage {
        /// First bucket of the longest such run.
        from: usize,
        /// Last bucket of it, inclusive.
        to: usize,
        /// Buckets of all such runs.
        buckets: u64,
    },
    /// Days that many people keep stand out in both, or were chosen: left out of the tests.
    SharedDays {
        /// Which days.
        days: CommonDays,
        /// How many buckets.
        buckets: u64,
        /// Whether they were chosen, whatever the series show.
        chosen: bool,
    },
    /// A series has a new value only every few buckets.
    Filled {
        /// Series that it concerns.
        which: Which,
        /// Buckets from one value to the next.
        step: u64,
        /// Step at which both were tested, where both are filled.
        #[serde(default)]
        tested: Option<u64>,
    },
    /// Without one stretch of a tenth of the span nothing would be found.
    OneStretch {
        /// First bucket of the stretch that agrees most.
        from: usize,
        /// Last bucket of it, inclusive.
        to: usize,
    },
}

/// Level of every test here.
pub(crate) const LEVEL: f64 = 0.05;
/// Fewest effective observations for an answer.
pub(crate) const FEWEST_EFFECTIVE: f64 = 30.0;

/// What the decision rests on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Evidence {
    /// p of the verdict: of the declared window if one decides, else of the search.
    pub p: Option<f64>,
    /// p of tests A, B and S together.
    pub p_search: Option<f64>,
    /// p of test W, whenever it was declared.
    pub p_declared: Option<f64>,
    /// Whether the declared window decides.
    pub declared_decides: bool,
    /// What each test points at: (lag, window, sign).
    pub search: Option<Finding>,
    /// Finding in the declared window; `None` where none was declared.
    pub declared: Option<Finding>,
    /// Effective number of independent observations.
    pub effective: f64,
    /// Buckets in which both have a value.
    pub complete: u64,
    /// Test S, where it was made.
    pub slow: Option<SlowEvidence>,
    /// Whether tests A and B alone would not have found what the search found, and say less of it.
    pub slow_alone: bool,
    /// Whether each residual is still autocorrelated.
    pub leftover: (bool, bool),
    /// Whether both series look like long memory.
    pub long_memory: bool,
    /// Whether what was found is there a year apart, too.
    pub repeats: bool,
}

/// What test S says.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SlowEvidence {
    pub p: f64,
    pub sign: i8,
    /// Why nothing that it alone finds is sure.
    pub doubt: Option<Doubt>,
}

/// Where something was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    pub lag: i32,
    pub window: (i32, i32),
    pub sign: i8,
}

impl Verdict {
    /// No verdict is possible.
    pub(crate) fn cannot_tell(reason: Reason) -> Verdict {
        Verdict { reason: Some(reason), ..Verdict::default() }
    }

    /// Whether something was found, however sure.
    pub fn finds(&self) -> bool {
        !matches!(self.kind, VerdictKind::None | VerdictKind::CannotTell)
    }

    /// The answer. The order of the rules is the order of what a reader must not be misled by.
    pub(crate) fn decide(e: &Evidence) -> Verdict {
        let passes = |p: Option<f64>| p.is_some_and(|p| p <= LEVEL);
        if e.effective < FEWEST_EFFECTIVE || e.p.is_none() {
            return Verdict::cannot_tell(Reason::TooLittleInformation { complete: e.complete });
        }
        let found = |kind, finding: Option<Finding>, doubts| Verdict {
            kind,
            lag: finding.map(|f| f.lag),
            window: finding.map(|f| f.window),
            sign: finding.map(|f| f.sign),
            doubts,
            ..Verdict::default()
        };
        let slow = |kind, sign: i8, doubts| Verdict {
            sign: Some(sign),
            slow: true,
            ..found(kind, None, doubts)
        };
        let alone = e.slow.filter(|_| e.slow_alone);
        if passes(e.p) {
            let finding = if e.declared_decides { e.declared } else { e.search };
            let alone = alone.filter(|_| !e.declared_decides);
            let mut doubts: Vec<Doubt> = alone.and_then(|s| s.doubt).into_iter().collect();
            if e.leftover == (true, true) {
                doubts.push(Doubt::LeftoverAutocorrelation);
            }
            if e.long_memory {
                doubts.push(Doubt::LongMemory);
            }
            if e.repeats {
                doubts.push(Doubt::RepeatsYearly);
            }
            let sign = alone.map(|s| s.sign).or(finding.map(|f| f.sign));
            let kind = match (doubts.is_empty(), sign) {
                (false, _) => VerdictKind::Suggestive,
                (true, Some(-1)) => VerdictKind::Opposite,
                (true, _) => VerdictKind::Together,
            };
            return match alone {
                Some(s) => slow(kind, s.sign, doubts),
                None => found(kind, finding, doubts),
            };
        }
        if e.declared_decides && passes(e.p_search) {
            let mut doubts = vec![Doubt::OutsideDeclared];
            if e.repeats {
                doubts.push(Doubt::RepeatsYearly);
            }
            return match alone {
                Some(s) => {
                    let doubts = doubts.into_iter().chain(s.doubt).collect();
                    slow(VerdictKind::Suggestive, s.sign, doubts)
                }
                None => found(VerdictKind::Suggestive, e.search, doubts),
            };
        }
        if !e.declared_decides && passes(e.p_declared) {
            let doubts = vec![Doubt::DeclaredAfterLooking];
            return found(VerdictKind::Suggestive, e.declared, doubts);
        }
        // A hint that a season or one event would explain is none.
        match e.slow {
            Some(s) if s.p <= LEVEL && s.doubt.is_none() && !e.declared_decides => {
                slow(VerdictKind::Suggestive, s.sign, vec![Doubt::SlowOnly])
            }
            _ => found(VerdictKind::None, None, Vec::new()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_one_by_one() {
        let at = |lag, sign| Some(Finding { lag, window: (lag, lag), sign });
        let base = Evidence {
            p: Some(0.5),
            p_search: Some(0.5),
            search: at(3, 1),
            declared: at(7, -1),
            effective: 100.0,
            complete: 110,
            ..Evidence::default()
        };
        use VerdictKind::*;
        type Change = fn(&mut Evidence);
        const SLOW: SlowEvidence = SlowEvidence { p: 0.01, sign: -1, doubt: Option::None };
        const SEASON: SlowEvidence = SlowEvidence { doubt: Some(Doubt::SharedSeason), ..SLOW };
        let cases: [(Change, VerdictKind, Option<i32>); 20] = [
            (|_| {}, None, Option::None),
            (|e| e.p = Some(0.05), Together, Some(3)),
            (|e| e.p = Some(0.051), None, Option::None),
            (|e| e.effective = 29.9, CannotTell, Option::None),
            (|e| e.p = Option::None, CannotTell, Option::None),
            (|e| (e.p, e.declared_decides) = (Some(0.01), true), Opposite, Some(7)),
            (|e| (e.p_search, e.declared_decides) = (Some(0.01), true), Suggestive, Some(3)),
            (|e| e.p_declared = Some(0.01), Suggestive, Some(7)),
            (|e| e.slow = Some(SLOW), Suggestive, Option::None),
            (|e| e.slow = Some(SEASON), None, Option::None),
            (|e| (e.slow, e.declared_decides) = (Some(SLOW), true), None, Option::None),
            (|e| (e.slow, e.p) = (Some(SLOW), Some(0.01)), Together, Some(3)),
            (
                |e| (e.slow, e.slow_alone, e.p) = (Some(SLOW), true, Some(0.01)),
                Opposite,
                Option::None,
            ),
            (
                |e| (e.slow, e.slow_alone, e.p) = (Some(SEASON), true, Some(0.01)),
                Suggestive,
                Option::None,
            ),
            (|e| (e.p, e.leftover) = (Some(0.01), (true, true)), Suggestive, Some(3)),
            (|e| (e.p, e.leftover) = (Some(0.01), (true, false)), Together, Some(3)),
            (|e| (e.p, e.long_memory) = (Some(0.01), true), Suggestive, Some(3)),
            (|e| e.long_memory = true, None, Option::None),
            (|e| (e.p, e.repeats) = (Some(0.01), true), Suggestive, Some(3)),
            (|e| e.repeats = true, None, Option::None),
        ];
        for (i, (change, kind, lag)) in cases.into_iter().enumerate() {
            let mut evidence = base.clone();
            change(&mut evidence);
            let verdict = Verdict::decide(&evidence);
            assert_eq!((verdict.kind, verdict.lag), (kind, lag), "case {i}");
        }
    }
}
