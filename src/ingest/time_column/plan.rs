//! How the time of a row is read: from one cell, a cell and a clock, the parts of a date, or a text.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "an instant of the calendar and less than a day"
)]

use crate::ingest::{
    problem::Reason,
    records::Record,
    row_zones::TimeZone,
    time_inside::Inside,
    time_parts::{self, Part},
    timestamp::{Format, Instant, parse_pair, plausible::Never},
};

/// How the time of a row is read.
#[derive(Clone, Debug, PartialEq)]
pub struct TimePlan {
    /// The column; or the columns of a time's parts; and at last that of the time of day, where
    /// it has one of its own.
    pub columns: Vec<usize>,
    /// Format of the first column, or of the parts with dashes between them.
    pub format: Format,
    /// Format of the time of day in a column of its own.
    pub clock: Option<Format>,
    /// What that column says.
    pub clock_part: Part,
    /// What the columns before it say, where they are parts of a date.
    pub parts: Vec<Part>,
    /// Where the time stands in the text of the column, where it is not all of it.
    pub inside: Option<Inside>,
    /// Times that stand for "never": rows without a time.
    pub never: Never,
    /// How far before the written time a row begins: hours from 1 to 24 name their ends.
    pub begins_ms: i64,
    /// Year of the last row, where another field has it and the time has not.
    pub year: Option<i32>,
    /// Formats that fit the sample as well: the full reading watches whether they fit better.
    pub alternatives: Vec<Format>,
    /// Whose clock times without an offset are on.
    pub zone: TimeZone,
}

impl TimePlan {
    /// The time in one column, written so.
    pub fn of(column: usize, format: Format) -> TimePlan {
        TimePlan {
            columns: vec![column],
            format,
            clock: None,
            clock_part: Part::Whole,
            parts: Vec::new(),
            inside: None,
            never: Never::default(),
            begins_ms: 0,
            year: None,
            alternatives: Vec::new(),
            zone: TimeZone::default(),
        }
    }

    /// Whether the time is all of one cell, as it stands there.
    pub fn is_one_cell(&self) -> bool {
        self.begins_ms == 0
            && self.parts.is_empty()
            && self.clock.is_none()
            && self.inside.is_none()
    }

    /// The time of a record.
    #[inline]
    pub fn read(&self, record: &Record<'_>) -> Result<Instant, Reason> {
        self.read_with(&self.format, |column| record.get(column))
    }

    /// The same with another format.
    pub fn read_with<'a>(
        &self,
        format: &Format,
        cell: impl Fn(usize) -> Option<&'a [u8]>,
    ) -> Result<Instant, Reason> {
        let at = self.written(format, &cell)?;
        if self.never.holds(at) {
            return Err(Reason::TimeNever);
        }
        Ok(Instant { ms: at.ms - self.begins_ms, ..at })
    }

    /// The time as it is written.
    pub(super) fn written<'a>(
        &self,
        format: &Format,
        cell: &impl Fn(usize) -> Option<&'a [u8]>,
    ) -> Result<Instant, Reason> {
        let joined;
        let first = if self.parts.is_empty() {
            let first = self.columns.first().and_then(|&column| cell(column));
            self.text(first.ok_or(Reason::TooFewCells)?)?
        } else {
            joined = time_parts::join(&self.columns, &self.parts, cell)?;
            &joined
        };
        match (&self.clock, self.columns.last()) {
            (Some(clock), Some(&column)) => {
                let second = cell(column).ok_or(Reason::TooFewCells)?;
                if self.clock_part == Part::Whole {
                    return parse_pair((format, first), (clock, second));
                }
                let mut text = Vec::with_capacity(8);
                self.clock_part.write(second, &mut text)?;
                parse_pair((format, first), (clock, &text))
            }
            _ => format.parse(first),
        }
    }

    /// The time in the text of a cell.
    fn text<'a>(&self, cell: &'a [u8]) -> Result<&'a [u8], Reason> {
        match &self.inside {
            Some(_) if cell.trim_ascii().is_empty() => Err(Reason::TimeMissing),
            Some(at) => at.text(cell).ok_or(Reason::TimeUnreadable),
            None => Ok(cell),
        }
    }

    /// Whether a column tells the time of its row, or its zone.
    pub fn uses(&self, column: usize) -> bool {
        self.columns.contains(&column)
            || self.zone.column.as_ref().is_some_and(|zone| zone.index == column)
    }

    /// The formats as one text.
    pub fn format_text(&self) -> String {
        match &self.clock {
            Some(clock) => format!("{} {clock}", self.format),
            None => self.format.to_string(),
        }
    }
}
