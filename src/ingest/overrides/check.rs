//! Whether everything that a person set can be followed, and why the first thing that cannot, cannot.

use super::{Count, SourcePatch};
use crate::ingest::{
    encoding::Encoding, number::DecimalMark, source::Column, timestamp::Format,
    topic::OverrideField,
};

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
}

/// Years that a file may be of.
pub(super) const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

/// The delimiter that a text means: one ASCII character, or `tab`; `None` is none.
pub fn delimiter_of(text: &str) -> Option<u8> {
    match text.as_bytes() {
        b"tab" | b"\\t" => Some(b'\t'),
        [byte] if byte.is_ascii() && !matches!(byte, b'\n' | b'\r' | b'"' | 0) => Some(*byte),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Filter;
    use super::*;
    use OverrideField as F;

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
}
