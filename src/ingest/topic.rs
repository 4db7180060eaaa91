//! What a choice of the reader, a question about it, or an override of it is about.

use crate::kit::names::names;
use serde::{Deserialize, Serialize};

/// A field of the override form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OverrideField {
    /// Character set.
    Encoding,
    /// Delimiter.
    Delimiter,
    /// Line of the header.
    HeaderLine,
    /// Decimal mark.
    Decimal,
    /// Column of the time.
    TimeColumn,
    /// Format of the time.
    TimeFormat,
    /// Zone of times without one.
    Zone,
    /// Which day of its week, month, quarter or year a time is.
    Stamp,
    /// Year, where the file has none.
    Year,
    /// What the file holds.
    Role,
    /// Value columns.
    ValueColumns,
    /// Column that splits events.
    GroupColumn,
    /// Column that splits a long table.
    KeyColumn,
    /// Rows, or a column to sum.
    Count,
    /// Rows to keep: a condition a line, its column, operator and value with tabs between.
    Filter,
    /// Cells that mean missing.
    Missing,
}

// As in the interface's `SourcePatch`, and in `data-override`.
names!(OverrideField {
    "encoding" Encoding, "delimiter" Delimiter, "headerLine" HeaderLine, "decimal" Decimal, "timeColumn" TimeColumn, "timeFormat" TimeFormat, "zone" Zone, "stamp" Stamp, "year" Year, "role" Role, "valueColumns" ValueColumns, "groupColumn" GroupColumn, "keyColumn" KeyColumn, "count" Count, "filter" Filter, "missing" Missing,
});

/// What was decided or is asked; its name is that of the interface's `evidence[].field` and
/// `question.field`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Topic {
    /// Character set.
    Encoding,
    /// How records are laid out.
    Layout,
    /// Delimiter.
    Delimiter,
    /// Line of the header.
    HeaderLine,
    /// Decimal mark.
    Decimal,
    /// Column of the time.
    TimeColumn,
    /// Format of the time.
    TimeFormat,
    /// Zone of times without one, and whose midnights days are.
    Zone,
    /// Which day of its week, month, quarter or year a time is.
    Stamp,
    /// Year, where the file has none.
    Year,
    /// What the file holds.
    Role,
    /// Value columns.
    ValueColumns,
    /// Column that splits events.
    GroupColumn,
    /// What an event counts for.
    Count,
    /// Rows as they stand in the file.
    Rows,
    /// Column whose values are series.
    KeyColumn,
    /// Columns whose values add up.
    Totals,
    /// What stands for "no value".
    Missing,
    /// What stands behind numbers and is none of them.
    Flags,
}

impl Topic {
    /// All topics.
    pub const ALL: [Topic; 19] = [
        Topic::Encoding,
        Topic::Layout,
        Topic::Delimiter,
        Topic::HeaderLine,
        Topic::Decimal,
        Topic::TimeColumn,
        Topic::TimeFormat,
        Topic::Zone,
        Topic::Stamp,
        Topic::Year,
        Topic::Role,
        Topic::ValueColumns,
        Topic::GroupColumn,
        Topic::Count,
        Topic::Rows,
        Topic::KeyColumn,
        Topic::Totals,
        Topic::Missing,
        Topic::Flags,
    ];

    /// Name in the interface.
    pub const fn name(self) -> &'static str {
        match self {
            Topic::Layout => "layout",
            Topic::Rows => "rows",
            Topic::Totals => "totals",
            Topic::Flags => "flags",
            Topic::Encoding => OverrideField::Encoding.name(),
            Topic::Delimiter => OverrideField::Delimiter.name(),
            Topic::HeaderLine => OverrideField::HeaderLine.name(),
            Topic::Decimal => OverrideField::Decimal.name(),
            Topic::TimeColumn => OverrideField::TimeColumn.name(),
            Topic::TimeFormat => OverrideField::TimeFormat.name(),
            Topic::Zone => OverrideField::Zone.name(),
            Topic::Stamp => OverrideField::Stamp.name(),
            Topic::Year => OverrideField::Year.name(),
            Topic::Role => OverrideField::Role.name(),
            Topic::ValueColumns => OverrideField::ValueColumns.name(),
            Topic::GroupColumn => OverrideField::GroupColumn.name(),
            Topic::Count => OverrideField::Count.name(),
            Topic::KeyColumn => OverrideField::KeyColumn.name(),
            Topic::Missing => OverrideField::Missing.name(),
        }
    }

    /// From the name.
    pub fn from_name(name: &str) -> Option<Topic> {
        Topic::ALL.into_iter().find(|topic| topic.name() == name)
    }

    /// The override that says it; `None` where it cannot be said.
    pub fn field(self) -> Option<OverrideField> {
        OverrideField::from_name(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_that_are_written() {
        for topic in Topic::ALL {
            assert_eq!(serde_json::to_value(topic).unwrap(), topic.name());
            assert_eq!(Topic::from_name(topic.name()), Some(topic));
            let open = matches!(topic, Topic::Layout | Topic::Rows | Topic::Totals | Topic::Flags);
            assert_eq!(topic.field().is_none(), open, "{topic:?}");
        }
    }
}
