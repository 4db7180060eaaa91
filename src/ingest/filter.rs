//! Rows to keep: conditions on their cells, all of which must hold.
//!
//! # Contract
//! * A cell that a row does not have is empty.
//! * [`Op::Is`], [`Op::IsNot`] and [`Op::Contains`] compare texts whatever their case, the first two
//!   without the blanks around them. In a column of numbers `Is` and `IsNot` compare numbers where
//!   both are some (`5.0` is `5`); elsewhere `007` is not `7`.
//! * [`Op::AtLeast`] and [`Op::AtMost`] compare numbers, in the form of the column. A cell without
//!   a number holds neither.

use super::{
    number::{Form, Style},
    source::{Column, ColumnRole},
};
use crate::kit::names::names;
use serde::{Deserialize, Serialize};

/// How a cell is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// The same.
    Is,
    /// Anything else.
    IsNot,
    /// Stands somewhere in it.
    Contains,
    /// A number from this on.
    AtLeast,
    /// A number up to this.
    AtMost,
}

names!(Op {
    "is" Is, "is-not" IsNot, "contains" Contains, "at-least" AtLeast, "at-most" AtMost,
});

impl Op {
    /// Whether it compares numbers only.
    pub fn of_numbers(self) -> bool {
        matches!(self, Op::AtLeast | Op::AtMost)
    }
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Condition {
    /// Index of the column, 0-based.
    pub column: usize,
    /// How.
    pub op: Op,
    /// With what, as it would stand in the file; empty means an empty cell for `is` and `is-not`.
    pub value: String,
}

impl Condition {
    /// The number that it compares with, where it compares numbers.
    pub fn number(&self, columns: &[Column], form: &Form) -> Option<f64> {
        let of_column = |column: &&Column| column.index == self.column;
        let numbers = columns
            .iter()
            .find(of_column)
            .is_some_and(|column| matches!(column.role, ColumnRole::Value | ColumnRole::Count));
        let wanted = match self.op {
            Op::Contains => false,
            Op::Is | Op::IsNot => numbers,
            Op::AtLeast | Op::AtMost => true,
        };
        let value = self.value.trim();
        let number = || form.number(value.as_bytes()).or_else(|| value.parse().ok());
        wanted.then(number).flatten()
    }

    /// Whether its value can be compared: a number where it must be one, some text to look for.
    pub fn makes_sense(&self) -> bool {
        let value = self.value.trim();
        let styles = [Style::POINT, Style::COMMA];
        match self.op {
            Op::Is | Op::IsNot => true,
            Op::Contains => !value.is_empty(),
            Op::AtLeast | Op::AtMost => {
                styles.iter().any(|style| matches!(style.parse(value.as_bytes()), Ok(Some(_))))
            }
        }
    }
}
