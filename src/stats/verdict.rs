//! What the numbers amount to: the kind of the answer, its lag and what to keep in mind.
//!
//! Data only; the sentences are in `text::verdict`.

pub use crate::report::report::VerdictKind;

/// The answer as data.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdict {
    /// Which of five.
    pub kind: VerdictKind,
    /// Lag of the relation that was found, in periods; k > 0: y follows x.
    pub lag: Option<i32>,
    /// First and last lag of the window that was found.
    pub window: Option<(i32, i32)>,
    /// 1 or -1 where something was found.
    pub sign: Option<i8>,
    /// Why nothing can be told.
    pub reason: Option<Reason>,
    /// Why it is no more than suggestive.
    pub doubts: Vec<Doubt>,
    /// What to keep in mind.
    pub cautions: Vec<Caution>,
}

/// Which of the two series something is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The first.
    X,
    /// The second.
    Y,
}

/// Why nothing can be told.
#[derive(Clone, Copy, Debug, PartialEq)]
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
    /// Fewer than 30 effective observations.
    TooLittleInformation {
        /// Complete buckets.
        complete: u64,
    },
    /// The series' own past predicts it exactly: nothing surprising is left.
    NothingUnpredicted(Which),
}

/// Why a finding is no more than suggestive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The levels agree more than chance would make them, the surprises do not confirm it.
    LevelsOnly,
    /// Both residuals are still autocorrelated.
    LeftoverAutocorrelation,
    /// Both series remember for very long.
    LongMemory,
    /// The lag window was declared after looking, and only that window finds it.
    DeclaredAfterLooking,
}

/// What to keep in mind about an answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Caution {
    /// The relation changed inside the span; bucket of the change.
    Break {
        /// First bucket after it.
        at: usize,
    },
    /// Little of the span is covered by both.
    LittleOverlap {
        /// Complete buckets.
        complete: u64,
        /// Buckets of the span.
        span: u64,
    },
    /// A long gap.
    LongGap {
        /// First missing bucket.
        from: usize,
        /// Last missing bucket.
        to: usize,
    },
    /// A run of zeros in a count that its history makes very unlikely.
    PossibleOutage {
        /// Whose.
        which: Which,
        /// First bucket.
        from: usize,
        /// Last bucket.
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
}
