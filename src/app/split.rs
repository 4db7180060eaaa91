//! Before and after a date: the same pair in two parts of its span, side by side.

use crate::{
    kit::language::Bilingual,
    report::{comparison::Comparison, report::Report},
};
use std::rc::Rc;

/// A date at which the span is cut.
#[derive(Clone, Debug)]
pub struct Split {
    /// As it was typed.
    pub value: String,
    /// As a label; `None` where what was typed is no date.
    pub at: Option<String>,
    /// Why there are no halves.
    pub complaint: Option<Bilingual>,
    /// Before, after.
    pub halves: Vec<Half>,
    /// The period that holds the date and is in neither; local ms of its start.
    pub astride: Option<i64>,
}

/// One of the two.
#[derive(Clone, Debug)]
pub struct Half {
    /// What is compared in it.
    pub comparison: Rc<Comparison>,
    /// Key of its numbers.
    pub key: u64,
    /// The analysis that was asked for.
    pub revision: u64,
    /// First and last instant, local epoch ms.
    pub span_ms: (i64, i64),
    /// What came of it.
    pub report: Option<Rc<Report>>,
    /// Why nothing came.
    pub error: Option<String>,
}
