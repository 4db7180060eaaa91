//! The result in words, in one language.

use crate::stats::verdict::VerdictKind;
use serde::{Deserialize, Serialize};

/// The result in words.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Sentence {
    /// `None` while there is no verdict.
    pub kind: Option<VerdictKind>,
    /// First line, no jargon.
    pub headline: String,
    /// How sure, without the trend, how much each grew, what would have been seen.
    pub details: Vec<String>,
    /// What to keep in mind.
    pub cautions: Vec<String>,
    /// The statistics are being computed.
    pub pending: bool,
}
