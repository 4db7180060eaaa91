//! The coefficients behind the sentence, as they are written beside it.

use super::report::Report;
use crate::{
    stats::result::Strength,
    text::number::{self, coefficient},
};
use serde::{Deserialize, Serialize};

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Number {
    /// Its place in index.html (`data-number`).
    pub name: String,
    /// As it is written; the same in every language.
    pub text: String,
}

/// Those that are defined.
pub fn numbers(report: &Report) -> Vec<Number> {
    let (levels, changes) = (&report.levels, &report.changes);
    let surprises = &report.surprises;
    // One strength, at the verdict's lag or window: either of surprises or of slow swings.
    let strength = report.verdict.strength;
    let [quick, slow] = [false, true].map(|slow| strength.filter(|s| s.slow == slow));
    let r = |of: Option<Strength>| of.map(|s| coefficient(s.r));
    let interval = |of: Option<Strength>| {
        let (low, high) = of?.interval?;
        Some(format!("{} … {}", coefficient(low), coefficient(high)))
    };
    let lag = quick.map(|s| match s.from == s.to {
        true => number::lag(s.lag),
        false => format!("{} … {}", number::lag(s.from), number::lag(s.to)),
    });
    [
        ("levels-pearson", levels.pearson.value.map(coefficient)),
        ("levels-spearman", levels.spearman.value.map(coefficient)),
        ("levels-kendall", levels.kendall.value.map(coefficient)),
        ("changes-pearson", changes.pearson.value.map(coefficient)),
        ("changes-spearman", changes.spearman.value.map(coefficient)),
        ("changes-kendall", changes.kendall.value.map(coefficient)),
        ("surprises-r", r(quick)),
        ("levels-n", Some(number::count(levels.n))),
        ("changes-n", Some(number::count(changes.n))),
        ("surprises-n", Some(number::count(surprises.n))),
        ("surprises-interval", interval(quick)),
        ("surprises-lag", lag),
        ("slow-r", r(slow)),
        ("slow-interval", interval(slow)),
        ("surprises-p", surprises.p.map(number::p)),
    ]
    .into_iter()
    .filter_map(|(name, text)| Some(Number { name: name.to_owned(), text: text? }))
    .collect()
}
