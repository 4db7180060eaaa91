//! Overrides: what a person says about a file instead of what was found in it.
//!
//! # Contract
//! * [`SourcePatch::check`] names the first field that cannot be followed, and why; what passes it
//!   is followed by the reading.
//! * Columns are judged only where they are known: a patch that cuts the file anew is judged by
//!   the reading that it leads to.

mod check;
mod form;

pub use check::{OverrideError, OverrideReason, delimiter_of};
pub use form::patch_of_field;

use super::filter::{Condition, Op};
use super::source::{Column, Role};
use crate::calendar::step::Stamp;
use crate::kit::json::nullable;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Overrides of what was found; every field answers to one of the interface's `SourcePatch`.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default, rename_all = "camelCase")]
pub struct SourcePatch {
    /// Character set.
    pub encoding: Option<String>,
    /// One character.
    pub delimiter: Option<String>,
    /// 1-based; `Some(None)` says that there is no header.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "nullable")]
    pub header_line: Option<Option<u64>>,
    /// Decimal mark.
    pub decimal: Option<char>,
    /// Index of the time column.
    pub time_column: Option<usize>,
    /// Format of the time.
    pub time_format: Option<String>,
    /// Zone of times without one.
    pub zone: Option<String>,
    /// Which day of its week, month, quarter or year a time is.
    pub stamp: Option<Stamp>,
    /// Year of the last row, where the file has none.
    pub year: Option<i32>,
    /// What the file holds.
    pub role: Option<Role>,
    /// Indexes of the value columns.
    pub value_columns: Option<Vec<usize>>,
    /// Column that splits events; `Some(None)` for none.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "nullable")]
    pub group_column: Option<Option<usize>>,
    /// Column that splits a long table.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "nullable")]
    pub key_column: Option<Option<usize>>,
    /// What an event row counts for.
    pub count: Option<Count>,
    /// Rows to keep: the short form of one condition, beside `filters`.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "nullable")]
    pub filter: Option<Option<Filter>>,
    /// Rows to keep: those of which all conditions hold.
    pub filters: Option<Vec<Condition>>,
    /// Cells that mean missing, as they are written; of none, no number is taken for a code.
    pub missing: Option<Vec<String>>,
    /// Answer to the question.
    pub answer: Option<String>,
    /// Another source's id whose data this one continues.
    pub join_with: Option<String>,
}

/// What one event row counts for: `"rows"`, or the index of a column to sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// One.
    Rows,
    /// The number in this column.
    Column(usize),
}

impl Serialize for Count {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Count::Rows => to.serialize_str("rows"),
            Count::Column(index) => to.serialize_u64(*index as u64),
        }
    }
}

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Count, D::Error> {
        let index = match Value::deserialize(from)? {
            Value::String(word) if word == "rows" => return Ok(Count::Rows),
            Value::String(word) => word.parse().ok(),
            Value::Number(number) => number.as_u64().and_then(|index| index.try_into().ok()),
            _ => None,
        };
        let wrong = || {
            let unexpected = serde::de::Unexpected::Other("another value");
            serde::de::Error::invalid_value(unexpected, &"\"rows\" or a column's index")
        };
        index.map(Count::Column).ok_or_else(wrong)
    }
}

/// Rows to keep: those whose cell in `column` contains the text, whatever its case.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Filter {
    /// 0-based.
    pub column: usize,
    /// Text to look for.
    pub contains: String,
}

/// One patch over another: what the second sets wins.
pub fn overlaid(under: &SourcePatch, over: &SourcePatch) -> SourcePatch {
    let (under, over) = (under.clone(), over.clone());
    SourcePatch {
        encoding: over.encoding.or(under.encoding),
        delimiter: over.delimiter.or(under.delimiter),
        header_line: over.header_line.or(under.header_line),
        decimal: over.decimal.or(under.decimal),
        time_column: over.time_column.or(under.time_column),
        time_format: over.time_format.or(under.time_format),
        zone: over.zone.or(under.zone),
        stamp: over.stamp.or(under.stamp),
        year: over.year.or(under.year),
        role: over.role.or(under.role),
        value_columns: over.value_columns.or(under.value_columns),
        group_column: over.group_column.or(under.group_column),
        key_column: over.key_column.or(under.key_column),
        count: over.count.or(under.count),
        filter: over.filter.or(under.filter),
        filters: over.filters.or(under.filters),
        missing: over.missing.or(under.missing),
        answer: over.answer.or(under.answer),
        join_with: over.join_with.or(under.join_with),
    }
}

/// What an override of one file says of all files that are one source with it.
pub fn of_all(patch: &SourcePatch) -> SourcePatch {
    SourcePatch { year: None, answer: None, join_with: None, ..patch.clone() }
}

/// Overrides that all files of a source share, with what a file has of its own.
pub fn shared(all: &SourcePatch, own: &SourcePatch) -> SourcePatch {
    let SourcePatch { year, answer, join_with, .. } = own.clone();
    SourcePatch { year, answer, join_with, ..all.clone() }
}

impl SourcePatch {
    /// The same overrides for a file whose columns stand elsewhere: each column by its name. `None`
    /// where one of them is not there.
    pub fn onto(&self, from: &[Column], to: &[Column]) -> Option<SourcePatch> {
        let at = |index: usize| {
            let name = &from.iter().find(|column| column.index == index)?.name;
            to.iter().find(|column| column.name == *name).map(|column| column.index)
        };
        let one = |index: Option<usize>| index.map_or(Some(None), |index| at(index).map(Some));
        let or_none = |index: Option<Option<usize>>| match index {
            Some(Some(index)) => at(index).map(|index| Some(Some(index))),
            other => Some(other),
        };
        Some(SourcePatch {
            time_column: one(self.time_column)?,
            value_columns: match &self.value_columns {
                Some(columns) => {
                    Some(columns.iter().map(|index| at(*index)).collect::<Option<_>>()?)
                }
                None => None,
            },
            group_column: or_none(self.group_column)?,
            key_column: or_none(self.key_column)?,
            count: match self.count {
                Some(Count::Column(index)) => Some(Count::Column(at(index)?)),
                other => other,
            },
            filter: match self.filter.clone() {
                Some(Some(filter)) => {
                    let column = at(filter.column)?;
                    Some(Some(Filter { column, ..filter }))
                }
                other => other,
            },
            filters: match &self.filters {
                Some(conditions) => Some(
                    conditions
                        .iter()
                        .map(|one| Some(Condition { column: at(one.column)?, ..one.clone() }))
                        .collect::<Option<_>>()?,
                ),
                None => None,
            },
            ..self.clone()
        })
    }

    /// The same without what names a column.
    pub fn without_columns(&self) -> SourcePatch {
        SourcePatch {
            time_column: None,
            value_columns: None,
            group_column: None,
            key_column: None,
            count: None,
            filter: None,
            filters: None,
            ..self.clone()
        }
    }

    /// The conditions that rows must hold to be kept, of both forms.
    pub fn conditions(&self) -> Vec<Condition> {
        let short = self.filter.iter().flatten().map(|short| Condition {
            column: short.column,
            op: Op::Contains,
            value: short.contains.clone(),
        });
        short.chain(self.filters.iter().flatten().cloned()).collect()
    }

    /// Whether it cuts the file into the same cells as another: then columns keep their indexes.
    pub fn cuts_like(&self, other: &SourcePatch) -> bool {
        self.encoding == other.encoding
            && self.delimiter == other.delimiter
            && self.header_line == other.header_line
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::json::{from_script, from_text};
    use serde_json::json;

    #[test]
    fn a_patch_comes_back_and_tells_none_from_nothing() {
        let whole = SourcePatch {
            encoding: Some("utf-8".into()),
            delimiter: Some(";".into()),
            header_line: Some(Some(3)),
            decimal: Some(','),
            time_column: Some(1),
            time_format: Some("%Y".into()),
            zone: Some("Asia/Tokyo".into()),
            stamp: Some(Stamp::End),
            year: Some(2021),
            role: Some(Role::Events),
            value_columns: Some(vec![1, 2]),
            group_column: Some(None),
            key_column: Some(Some(4)),
            count: Some(Count::Column(2)),
            filter: Some(Some(Filter { column: 2, contains: "x".into() })),
            filters: Some(vec![Condition { column: 1, op: Op::AtMost, value: "7,5".into() }]),
            missing: Some(vec!["-9999".into(), "M".into()]),
            answer: Some("dmy".into()),
            join_with: Some("s2".into()),
        };
        for patch in [whole, SourcePatch::default()] {
            let text = serde_json::to_string(&patch).unwrap();
            assert_eq!(from_text::<SourcePatch>(&text), Some(patch), "{text}");
        }
        let none =
            from_text::<SourcePatch>(r#"{"headerLine":null,"zone":null,"count":"rows","later":1}"#);
        let expected = SourcePatch {
            header_line: Some(None),
            count: Some(Count::Rows),
            ..SourcePatch::default()
        };
        assert_eq!(none, Some(expected));
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let wrong = |value: Value| from_script::<SourcePatch>(value).unwrap_err().to_string();
        assert_eq!(wrong(json!([])), "this takes an object");
        assert_eq!(wrong(json!({"timeColumn": "first"})), "timeColumn takes a whole number");
        assert_eq!(wrong(json!({"year": 1e12})), "year takes a whole number of its range");
        assert_eq!(wrong(json!({"decimal": ".,"})), "decimal takes one character");
        assert_eq!(wrong(json!({"count": -1})), "count takes \"rows\" or a column's index");
        assert_eq!(wrong(json!({"filter": {"column": 1}})), "contains takes a value, and has none");
        assert_eq!(wrong(json!({"filter": "SMB"})), "filter takes an object");
        assert_eq!(
            wrong(json!({"role": "prices"})),
            "role takes one of series wide-series long-series events"
        );
        let three = from_script::<SourcePatch>(json!({"timeColumn": 3.0, "count": "3"})).unwrap();
        assert_eq!((three.time_column, three.count), (Some(3), Some(Count::Column(3))));
    }
}
