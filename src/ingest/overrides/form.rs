//! A field of a card's form as a patch: what was chosen or typed, read by the field.

use super::check::{OverrideError, OverrideReason, YEARS, delimiter_of};
use super::{Count, SourcePatch};
use crate::calendar::step::Stamp;
use crate::ingest::{
    filter::{Condition, Op},
    source::Role,
    topic::OverrideField,
};

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
    use OverrideField as F;

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
}
