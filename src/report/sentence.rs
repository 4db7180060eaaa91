//! The result in words, in one language.

use crate::stats::{chance::Chance, verdict::VerdictKind};
use serde::{Deserialize, Serialize};

/// The result in words.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Sentence {
    /// `None` while there is no verdict.
    pub kind: Option<VerdictKind>,
    /// First line, no jargon.
    pub headline: String,
    /// The result in a few short cells, beside the picture.
    pub cells: Vec<Cell>,
    /// The p that the picture of chance shows; `None` where no test was possible.
    pub p: Option<f64>,
    /// What its dots are: unrelated pairs in the test that decided.
    pub unrelated: Option<Chance>,
    /// The picture of chance, read aloud; empty where there is none.
    pub chance: String,
    /// How sure, without the trend, how much each grew, what would have been seen.
    pub details: Vec<String>,
    /// How many periods were compared, and why the others were not.
    pub compared: Vec<String>,
    /// What to keep in mind.
    pub cautions: Vec<String>,
    /// The statistics are being computed.
    pub pending: bool,
}

/// One cell: which and its words.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Cell {
    /// `found`, `chance`, `detectable` or `compared`.
    pub name: String,
    /// A few words.
    pub text: String,
}
