//! Overrides: what a person says about a file instead of what was found in it.
//!
//! # Contract
//! * [`SourcePatch::check`] names the first field that cannot be followed, and why; what passes it
//!   is followed by the reading.
//! * Columns are judged only where they are known: a patch that cuts the file anew is judged by
//!   the reading that it leads to.

use super::encoding::Encoding;
use super::filter::{Condition, Op};
use super::number::DecimalMark;
use super::source::{Column, Role};
use super::timestamp::Format;
use super::topic::OverrideField;
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

/// An override that cannot be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverrideError {
    /// The field that it is about.
    pub field: OverrideField,
    /// What was asked for, as it would be typed.
    pub got: String,
    /// Why it cannot be.
    pub reason: OverrideReason,
}

/// Why an override cannot be followed. Every variant has a sentence in `text`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverrideReason {
    /// It has not the form that the field takes.
    Form,
    /// No character set of this name can be read; those that can are [`Encoding::ALL`].
    UnknownEncoding,
    /// It is no strptime format, nor one of the named formats.
    UnknownFormat,
    /// No zone has this name.
    UnknownZone,
    /// The filter says no column, or nothing to look for.
    HalfAFilter,
    /// What is compared by its size is no number.
    NoNumber,
    /// The file has only this many columns; the first is 0.
    NoSuchColumn(usize),
}

impl SourcePatch {
    /// Whether everything that is set can be followed. `columns` are those of the file where they
    /// are known; a zone is judged by whoever knows zones.
    ///
    /// # Errors
    /// The first field that cannot.
    pub fn check(&self, columns: Option<&[Column]>) -> Result<(), OverrideError> {
        use OverrideField as F;
        use OverrideReason as Why;
        let refuse = |field, got: &dyn ToString, reason| {
            Err(OverrideError { field, got: got.to_string(), reason })
        };
        if let Some(name) =
            self.encoding.as_ref().filter(|name| Encoding::from_name(name).is_none())
        {
            return refuse(F::Encoding, name, Why::UnknownEncoding);
        }
        if let Some(text) = self.delimiter.as_ref().filter(|text| delimiter_of(text).is_none()) {
            return refuse(F::Delimiter, text, Why::Form);
        }
        if self.header_line == Some(Some(0)) {
            return refuse(F::HeaderLine, &0, Why::Form);
        }
        if let Some(mark) = self.decimal.filter(|mark| DecimalMark::from_char(*mark).is_none()) {
            return refuse(F::Decimal, &mark, Why::Form);
        }
        if let Some(text) = self.time_format.as_ref().filter(|text| text.parse::<Format>().is_err())
        {
            return refuse(F::TimeFormat, text, Why::UnknownFormat);
        }
        if let Some(year) = self.year.filter(|year| !YEARS.contains(year)) {
            return refuse(F::Year, &year, Why::Form);
        }
        if self.value_columns.as_ref().is_some_and(Vec::is_empty) {
            return refuse(F::ValueColumns, &"", Why::Form);
        }
        let filters = self.conditions();
        if let Some(wrong) = filters.iter().find(|condition| !condition.makes_sense()) {
            let numbers = wrong.op.of_numbers() && !wrong.value.trim().is_empty();
            return if numbers {
                refuse(F::Filter, &wrong.value, Why::NoNumber)
            } else {
                refuse(F::Filter, &wrong.op.name(), Why::HalfAFilter)
            };
        }
        let Some(columns) = columns else { return Ok(()) };
        let count = match self.count {
            Some(Count::Column(column)) => Some(column),
            Some(Count::Rows) | None => None,
        };
        let named = [
            (F::TimeColumn, self.time_column),
            (F::GroupColumn, self.group_column.flatten()),
            (F::KeyColumn, self.key_column.flatten()),
            (F::Count, count),
        ];
        let values =
            self.value_columns.iter().flatten().map(|&index| (F::ValueColumns, Some(index)));
        let filters = filters.iter().map(|condition| (F::Filter, Some(condition.column)));
        let absent = |index: &usize| !columns.iter().any(|column| column.index == *index);
        match named
            .into_iter()
            .chain(values)
            .chain(filters)
            .find_map(|(f, index)| Some((f, index.filter(absent)?)))
        {
            Some((field, index)) => refuse(field, &index, Why::NoSuchColumn(columns.len())),
            None => Ok(()),
        }
    }

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

/// Years that a file may be of.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

/// The delimiter that a text means: one ASCII character, or `tab`; `None` is none.
pub fn delimiter_of(text: &str) -> Option<u8> {
    match text.as_bytes() {
        b"tab" | b"\\t" => Some(b'\t'),
        [byte] if byte.is_ascii() && !matches!(byte, b'\n' | b'\r' | b'"' | 0) => Some(*byte),
        _ => None,
    }
}

/// The patch that sets one field of a card's form from what was chosen or typed; empty text is
/// "none" where a field can be none. The patch still has to pass [`SourcePatch::check`].
///
/// # Errors
/// What was typed has not the field's form.
pub fn patch_of_field(field: OverrideField, value: &str) -> Result<SourcePatch, OverrideError> {
    let text = value.trim();
    let error = |reason| OverrideError { field, got: value.to_owned(), reason };
    let wrong = || error(OverrideReason::Form);
    let index = || text.parse::<usize>().map_err(|_| wrong());
    let some_index =
        || if text.is_empty() || text == "none" { Ok(None) } else { index().map(Some) };
    let patch = SourcePatch::default();
    Ok(match field {
        OverrideField::Encoding => SourcePatch { encoding: Some(text.to_lowercase()), ..patch },
        OverrideField::Delimiter => {
            let delimiter = match value {
                "\t" => Some(b'\t'),
                "space" | " " => Some(b' '),
                _ => delimiter_of(text),
            };
            let delimiter = char::from(delimiter.ok_or_else(wrong)?);
            SourcePatch { delimiter: Some(delimiter.to_string()), ..patch }
        }
        OverrideField::HeaderLine => {
            let line = match text {
                "" | "none" => None,
                _ => Some(text.parse::<u64>().ok().filter(|n| *n > 0).ok_or_else(wrong)?),
            };
            SourcePatch { header_line: Some(line), ..patch }
        }
        OverrideField::Decimal => match text {
            "." => SourcePatch { decimal: Some('.'), ..patch },
            "," => SourcePatch { decimal: Some(','), ..patch },
            _ => return Err(wrong()),
        },
        OverrideField::TimeColumn => SourcePatch { time_column: Some(index()?), ..patch },
        OverrideField::TimeFormat if text.is_empty() => return Err(wrong()),
        OverrideField::TimeFormat => SourcePatch { time_format: Some(text.to_owned()), ..patch },
        OverrideField::Zone if text.is_empty() => return Err(wrong()),
        OverrideField::Zone => SourcePatch { zone: Some(text.to_owned()), ..patch },
        OverrideField::Stamp => {
            SourcePatch { stamp: Some(Stamp::from_name(text).ok_or_else(wrong)?), ..patch }
        }
        OverrideField::Year => {
            let year = text.parse().ok().filter(|year| YEARS.contains(year));
            SourcePatch { year: Some(year.ok_or_else(wrong)?), ..patch }
        }
        OverrideField::Role => {
            SourcePatch { role: Some(Role::from_name(text).ok_or_else(wrong)?), ..patch }
        }
        OverrideField::ValueColumns => {
            let columns: Result<Vec<usize>, _> = text
                .split([',', '\n'])
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .map(str::parse)
                .collect();
            match columns {
                Ok(columns) if !columns.is_empty() => {
                    SourcePatch { value_columns: Some(columns), ..patch }
                }
                _ => return Err(wrong()),
            }
        }
        OverrideField::GroupColumn => SourcePatch { group_column: Some(some_index()?), ..patch },
        OverrideField::KeyColumn => SourcePatch { key_column: Some(some_index()?), ..patch },
        OverrideField::Count => {
            let count = if text == "rows" { Count::Rows } else { Count::Column(index()?) };
            SourcePatch { count: Some(count), ..patch }
        }
        OverrideField::Missing => {
            let cells = text.split([';', '\n']).map(str::trim).filter(|cell| !cell.is_empty());
            SourcePatch { missing: Some(cells.map(str::to_owned).collect()), ..patch }
        }
        OverrideField::Filter => {
            let condition = |line: &str| {
                let mut parts = line.splitn(3, '\t');
                let column = parts.next()?.trim().parse().ok()?;
                let op = Op::from_name(parts.next()?)?;
                Some(Condition { column, op, value: parts.next()?.trim().to_owned() })
            };
            let lines = value.split('\n').filter(|line| !line.trim().is_empty());
            let conditions: Option<Vec<Condition>> = lines.map(condition).collect();
            let conditions = conditions.ok_or_else(|| error(OverrideReason::HalfAFilter))?;
            SourcePatch { filter: Some(None), filters: Some(conditions), ..patch }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::json::{from_script, from_text};
    use OverrideField as F;
    use serde_json::json;

    #[test]
    fn fields_by_table() {
        let good = [
            (F::Delimiter, "tab", r#""delimiter":"\t""#),
            (F::Delimiter, ";", r#""delimiter":";""#),
            (F::HeaderLine, "", r#""headerLine":null"#),
            (F::HeaderLine, "3", r#""headerLine":3"#),
            (F::Decimal, ",", r#""decimal":",""#),
            (F::TimeColumn, "2", r#""timeColumn":2"#),
            (F::Role, "wide-series", r#""role":"wide-series""#),
            (F::ValueColumns, "1, 4", r#""valueColumns":[1,4]"#),
            (F::GroupColumn, "none", r#""groupColumn":null"#),
            (F::GroupColumn, "5", r#""groupColumn":5"#),
            (F::Count, "rows", r#""count":"rows""#),
            (F::Count, "7", r#""count":7"#),
            (
                F::Filter,
                "3\tis-not\tSMB: hit\n0\tat-least\t5",
                r#""filter":null,"filters":[{"column":3,"op":"is-not","value":"SMB: hit"},{"column":0,"op":"at-least","value":"5"}]"#,
            ),
            (F::Filter, "3\tis\t", r#""filters":[{"column":3,"op":"is","value":""}]"#),
            (F::Filter, "", r#""filter":null,"filters":[]"#),
            (F::Missing, "-9999; n/a", r#""missing":["-9999","n/a"]"#),
            (F::Missing, "-999,9", r#""missing":["-999,9"]"#),
            (F::Missing, "", r#""missing":[]"#),
            (F::Year, "2021", r#""year":2021"#),
            (F::Stamp, "end", r#""stamp":"end""#),
        ];
        for (field, value, json) in good {
            let patch = patch_of_field(field, value).unwrap();
            let text = serde_json::to_string(&patch).unwrap();
            assert!(text.contains(json), "{field:?} {value}: {text}");
        }
        let bad = [
            (F::Delimiter, ";;"),
            (F::HeaderLine, "0"),
            (F::Decimal, "x"),
            (F::TimeColumn, "time"),
            (F::Role, "prices"),
            (F::ValueColumns, ""),
            (F::Count, "all"),
            (F::Filter, "SMB"),
            (F::Year, "21"),
            (F::Stamp, "last"),
            (F::TimeFormat, " "),
            (F::Filter, "3\tis"),
            (F::Filter, "rule\tis\tSMB"),
            (F::Filter, "3\tlike\tSMB"),
            (F::Delimiter, "、"),
        ];
        for (field, value) in bad {
            let error = patch_of_field(field, value).unwrap_err();
            assert_eq!((error.field, error.got.as_str()), (field, value));
        }
    }

    #[test]
    fn what_cannot_be_followed_is_named() {
        use OverrideReason as Why;
        let patch = SourcePatch::default;
        let column = |index| Column {
            name: String::new(),
            index,
            role: crate::ingest::source::ColumnRole::Text,
            unit: None,
        };
        let columns = [column(0), column(1)];
        let filter =
            |column, contains: &str| Some(Some(Filter { column, contains: contains.into() }));
        let bad = [
            (
                SourcePatch { encoding: Some("klingon".into()), ..patch() },
                F::Encoding,
                "klingon",
                Why::UnknownEncoding,
            ),
            (
                SourcePatch { delimiter: Some(";;".into()), ..patch() },
                F::Delimiter,
                ";;",
                Why::Form,
            ),
            (SourcePatch { header_line: Some(Some(0)), ..patch() }, F::HeaderLine, "0", Why::Form),
            (SourcePatch { decimal: Some('x'), ..patch() }, F::Decimal, "x", Why::Form),
            (
                SourcePatch { time_format: Some("day".into()), ..patch() },
                F::TimeFormat,
                "day",
                Why::UnknownFormat,
            ),
            (SourcePatch { year: Some(21), ..patch() }, F::Year, "21", Why::Form),
            (
                SourcePatch { value_columns: Some(vec![]), ..patch() },
                F::ValueColumns,
                "",
                Why::Form,
            ),
            (
                SourcePatch { filter: filter(1, " "), ..patch() },
                F::Filter,
                "contains",
                Why::HalfAFilter,
            ),
            (
                SourcePatch { time_column: Some(2), ..patch() },
                F::TimeColumn,
                "2",
                Why::NoSuchColumn(2),
            ),
            (
                SourcePatch { value_columns: Some(vec![1, 9]), ..patch() },
                F::ValueColumns,
                "9",
                Why::NoSuchColumn(2),
            ),
            (
                SourcePatch { group_column: Some(Some(5)), ..patch() },
                F::GroupColumn,
                "5",
                Why::NoSuchColumn(2),
            ),
            (
                SourcePatch { key_column: Some(Some(5)), ..patch() },
                F::KeyColumn,
                "5",
                Why::NoSuchColumn(2),
            ),
            (
                SourcePatch { count: Some(Count::Column(5)), ..patch() },
                F::Count,
                "5",
                Why::NoSuchColumn(2),
            ),
            (
                SourcePatch { filter: filter(7, "a"), ..patch() },
                F::Filter,
                "7",
                Why::NoSuchColumn(2),
            ),
        ];
        for (patch, field, got, reason) in bad {
            let got = got.to_owned();
            let known = patch.check(Some(&columns));
            assert_eq!(known, Err(OverrideError { field, got, reason }));
            let open = matches!(reason, Why::NoSuchColumn(_));
            assert_eq!(patch.check(None).is_ok(), open, "{field:?}");
        }
        let good = SourcePatch {
            encoding: Some("Shift_JIS".into()),
            delimiter: Some("\t".into()),
            header_line: Some(None),
            decimal: Some(','),
            time_column: Some(0),
            time_format: Some("%d/%m/%Y".into()),
            value_columns: Some(vec![1]),
            group_column: Some(None),
            key_column: Some(Some(1)),
            count: Some(Count::Rows),
            filter: filter(1, "a"),
            ..patch()
        };
        assert_eq!(good.check(Some(&columns)), Ok(()));
    }

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
