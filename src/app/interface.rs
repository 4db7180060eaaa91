//! Shapes of the JavaScript interface: what scripts and embedders see of a source.
//!
//! A contract: add fields, never rename or re-mean one. Times are ISO 8601 in UTC.

use super::view::OverrideField;
use crate::{
    ingest::source::{Column, Count, Dialect, Filter, Layout, Order, Role, Rows, SourcePatch},
    kit::language::Bilingual,
    series::series::SeriesInfo,
};
use serde::{Deserialize, Serialize};

/// One file, or one member of a zip.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Source {
    /// `s1`, `s2`, … in the order given.
    pub id: String,
    /// File name.
    pub name: String,
    /// Size.
    pub bytes: u64,
    /// Lower-case hex, where it has been computed.
    pub sha256: Option<String>,
    /// `ready`, `ask`, `refused`, `failed`, `cancelled` (`reading` before one of them).
    pub status: String,
    /// Status `ask`.
    pub question: Option<Question>,
    /// Statuses `refused` and `failed`.
    pub message: Option<Bilingual>,
    /// What it holds.
    pub role: Option<Role>,
    /// How it is laid out.
    pub layout: Option<Layout>,
    /// A known export's name, for display only.
    pub profile: Option<String>,
    /// Bytes to cells.
    pub dialect: Option<Dialect>,
    /// Where the time is.
    pub time: Option<Time>,
    /// Rows used and not.
    pub rows: Rows,
    /// The columns.
    pub columns: Vec<Column>,
    /// Index of the default value column.
    pub value_column: Option<usize>,
    /// The first ones; counted in full in `rows.skipped`.
    pub problems: Vec<Problem>,
    /// Why each choice was made.
    pub evidence: Vec<Evidence>,
    /// First the main value or the total, then the others, largest first.
    pub series: Vec<SeriesInfo>,
    /// Names of the files that were joined into this source, itself first; empty where none.
    pub files: Vec<String>,
}

/// A question with its answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Field of the override that answers it.
    pub field: String,
    /// The answers.
    pub choices: Vec<crate::ingest::source::Choice>,
}

/// Where the time is and how it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Time {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Their indexes.
    pub column_index: Vec<usize>,
    /// strptime style or `epoch-…`.
    pub format: String,
    /// `UTC`, an IANA name, an offset, or `per row`.
    pub zone: String,
    /// Whether the file says so.
    pub zone_stated: bool,
    /// Whether the year is a guess.
    pub year_inferred: bool,
    /// First instant.
    pub first: Option<String>,
    /// Last instant.
    pub last: Option<String>,
    /// Order of the rows.
    pub order: Order,
}

/// A row that was not used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// 1-based.
    pub line: u64,
    /// Column concerned.
    pub column: Option<String>,
    /// What is wrong, in English.
    pub reason: String,
    /// The row, shortened.
    pub text: String,
}

/// Why a choice was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// What was decided.
    pub field: String,
    /// The decision.
    pub chosen: String,
    /// The reason, in English.
    pub because: String,
    /// What else would have fitted.
    pub alternatives: Vec<String>,
}

/// The patch that sets one field of a card's form from what was chosen or typed; empty text is
/// "none" where a field can be none.
pub fn patch_of_field(field: OverrideField, value: &str) -> Result<SourcePatch, Bilingual> {
    let text = value.trim();
    let wrong = || crate::text::card::wrong_override(field, value);
    let index = || text.parse::<usize>().map_err(|_| wrong());
    let some_index =
        || if text.is_empty() || text == "none" { Ok(None) } else { index().map(Some) };
    let patch = SourcePatch::default();
    Ok(match field {
        OverrideField::Encoding => SourcePatch { encoding: Some(text.to_lowercase()), ..patch },
        OverrideField::Delimiter => {
            let delimiter = match value {
                "tab" | "\\t" | "\t" => "\t".to_owned(),
                "space" | " " => " ".to_owned(),
                _ => text.to_owned(),
            };
            if delimiter.chars().count() != 1 {
                return Err(wrong());
            }
            SourcePatch { delimiter: Some(delimiter), ..patch }
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
        OverrideField::Year => {
            let year = text.parse().ok().filter(|year| (1900..=2200).contains(year));
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
        OverrideField::Filter => {
            let filter = match text.split_once(':') {
                _ if text.is_empty() => None,
                Some((column, contains)) if !contains.trim().is_empty() => Some(Filter {
                    column: column.trim().parse().map_err(|_| wrong())?,
                    contains: contains.trim().to_owned(),
                }),
                // A column alone, or with nothing to look for: no filter.
                Some(_) => None,
                None => return Err(wrong()),
            };
            SourcePatch { filter: Some(filter), ..patch }
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
            (F::Filter, "3:SMB: hit", r#""filter":{"column":3,"contains":"SMB: hit"}"#),
            (F::Filter, "", r#""filter":null"#),
            (F::Year, "2021", r#""year":2021"#),
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
            (F::TimeFormat, " "),
        ];
        for (field, value) in bad {
            assert!(patch_of_field(field, value).is_err(), "{field:?} {value}");
        }
    }
}
