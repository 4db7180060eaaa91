//! Rows into series and counts, and the account of every row.

mod clock;
mod filter;
mod finish;
mod hot;
mod part;
mod time_parser;
mod turns;

#[cfg(test)]
pub(super) use hot::tests as hot_tests;
pub use part::Gathered;

use super::{
    counts::Tally,
    encoding::PassedCount,
    measurements::Table,
    number::{self, Figure, flagged},
    overrides::Count,
    plan::Plan,
    problem::{KEPT_MAX, Problem, Reason, TEXT_MAX},
    records::{FastPath, Record, RecordSink},
    schema::Schema,
    shape::{Shape, shape},
    source::{Role, Rows},
    timestamp::DAY_MS,
    years::Years,
};
use crate::{calendar::civil, kit::plain};
use filter::Filters;
use hot::Hot;
use time_parser::TimeParser;
use turns::Turns;

/// What a decoder puts where bytes stand for nothing: U+FFFD.
pub const REPLACEMENT: &[u8] = "\u{fffd}".as_bytes();

/// What the rows of a file (or of a part of one) gave.
#[derive(Debug)]
pub struct Collector {
    schema: Option<Box<Schema>>,
    comment: Option<u8>,
    header_raw: Vec<u8>,
    width: usize,
    ragged: bool,
    filter: Option<Filters>,
    /// The end of the file was met: a record that comes now had no line end.
    pub ending: bool,
    /// NUL bytes that were dropped before rows.
    pub padding: u64,
    /// What stood for nothing anywhere.
    pub passed: PassedCount,
    /// Bytes that stand for nothing were met: each row is looked at.
    lossy: bool,
    /// The account.
    pub rows: Rows,
    problems: Vec<Problem>,
    tally: Tally,
    table: Table,
    values: Vec<f64>,
    span: Option<Span>,
    /// The offset of all rows so far; the second is set where they differ.
    offset: Option<Option<i16>>,
    offsets_differ: bool,
    /// What the values show about the decimal mark, where the sample left it open.
    numbers: number::Evidence,
    /// What stood in cells of the value columns in place of a number, or behind one.
    told: Vec<Told>,
    years: Option<Years>,
    /// This is not the first part of the file: rows were used before.
    continued: bool,
    /// Another table's header was met: its rows are not this one's.
    foreign: bool,
    /// Line of the last row that was blank or a lone text: a title.
    title_line: u64,
    /// The header came again below a title: a row of the first time begins another table.
    titled: bool,
    time_parser: TimeParser,
    turns: Turns,
    hot: Option<Hot>,
}

/// Something that value cells hold and that is no number.
#[derive(Debug)]
struct Told {
    /// What it was taken for; its number is that of nothing.
    as_what: Figure,
    text: Vec<u8>,
    cells: u64,
}

/// Different things that are told, each with its cells.
const TOLD_MAX: usize = 24;

/// The times of the rows so far, placed on one line, in file order.
#[derive(Clone, Copy, Debug)]
struct Span {
    /// That of the first row.
    start: i64,
    /// That of the last row.
    before: i64,
    /// The smallest.
    first: i64,
    /// The largest.
    last: i64,
    /// Rows later than the row before.
    rises: u64,
    /// Rows earlier than the row before.
    falls: u64,
}

impl Span {
    fn of(at: i64) -> Span {
        Span { start: at, before: at, first: at, last: at, rises: 0, falls: 0 }
    }
}

#[expect(
    clippy::arithmetic_side_effects,
    reason = "counts of rows in 64 bits, places in a row, and days of the calendar"
)]
impl Collector {
    /// Bytes that stand for nothing were met: from now on each row is looked at.
    pub fn look_at_each(&mut self) {
        self.lossy = true;
        self.hot = None;
    }

    /// Says whether the end of the file may be near; see [`EdgeTally`](super::edges::EdgeTally).
    pub fn set_near_end(&mut self, near_end: bool) {
        self.tally.edges.set_near_end(near_end);
    }

    /// A collector at the first row.
    pub fn new(plan: &Plan) -> Collector {
        let schema = plan.schema.clone().filter(|_| plan.refusal.is_none());
        let time = schema.as_ref().and_then(|schema| schema.time.as_ref());
        let values = schema.as_ref().map_or(0, |schema| schema.values.len());
        Collector {
            comment: plan.separators.comment,
            header_raw: plan.header_raw.clone(),
            width: plan.width,
            ragged: plan.agreement < 0.98,
            filter: schema.as_ref().and_then(|schema| {
                let conditions = plan.patch.conditions();
                (!conditions.is_empty()).then(|| Filters::new(&conditions, schema))
            }),
            ending: false,
            padding: 0,
            passed: PassedCount::default(),
            lossy: false,
            rows: Rows::default(),
            problems: Vec::new(),
            tally: Tally::default(),
            table: Table::new(values, plan.patch.missing.is_none()),
            values: Vec::with_capacity(values),
            span: None,
            offset: None,
            offsets_differ: false,
            numbers: number::Evidence::default(),
            told: Vec::new(),
            years: time.filter(|time| !time.format.has_year()).map(|_| Years::default()),
            continued: false,
            foreign: false,
            title_line: 0,
            titled: false,
            time_parser: TimeParser::new(time),
            turns: Turns::new(time.map_or(0, |time| time.zone.direction)),
            hot: Hot::of(plan).filter(|_| plan.refusal.is_none()),
            schema: schema.map(Box::new),
        }
    }

    #[cfg(test)]
    pub(in crate::ingest) fn without_hot_loop(&mut self) {
        self.hot = None;
    }

    fn take(&mut self, record: &Record<'_>, schema: &Schema) {
        if let Some(fault) = record.fault {
            return self.without_time(record, schema, fault);
        }
        if self.comment.is_some() && record.raw.first() == self.comment.as_ref() {
            return self.without_time(record, schema, Reason::NotData);
        }
        let Some(time) = &schema.time else { return };
        let instant = match self.time_parser.read(time, record) {
            Ok(instant) => instant,
            Err(reason) => return self.no_time(record, schema, reason),
        };
        if self.foreign {
            self.rows.read += 1;
            self.rows.with_time += 1;
            return self.problem(record, None, Reason::NotData);
        }
        // A time in the last cell of a cut row may be cut itself.
        let cut = self.ending && !self.ragged && record.len() < self.width;
        if cut && time.columns.iter().any(|column| column + 1 >= record.len()) {
            return self.without_time(record, schema, Reason::Truncated);
        }
        let started = self.span.map(|span| span.start);
        let at = self.timed(instant);
        if std::mem::take(&mut self.titled) && started == Some(at) {
            self.foreign = true;
            return self.problem(record, None, Reason::NotData);
        }
        let lossy = self.lossy;
        let bad = |cell: &[u8]| {
            str::from_utf8(cell).is_err()
                || (lossy && memchr::memmem::find(cell, REPLACEMENT).is_some())
        };
        if bad(record.raw) {
            let column = record.iter().position(bad).map(|column| (schema, column));
            self.remark(record, column, Reason::Encoding);
        }
        if cut {
            return self.problem(record, None, Reason::Truncated);
        }
        if self.filter.as_ref().is_some_and(|filter| !filter.holds(record)) {
            self.rows.filtered += 1;
            return;
        }
        match schema.role {
            Role::Events => self.event(record, schema, at),
            _ if !schema.months.is_empty() => self.year_row(record, schema, at),
            _ => self.measurement(record, schema, at),
        }
    }

    fn event(&mut self, record: &Record<'_>, schema: &Schema, at: i64) {
        let group =
            schema.group.and_then(|group| record.get(group)).unwrap_or_default().trim_ascii();
        match schema.count {
            Count::Rows => {
                self.tally.row(at, group);
                self.came_again(at, group, 1.0);
            }
            Count::Column(column) => {
                let cell = record.get(column).unwrap_or_default();
                match schema.style_of(column).parse(cell) {
                    Ok(Some(amount)) => {
                        self.tally.amount(at, group, amount);
                        self.came_again(at, group, amount);
                    }
                    Ok(None) | Err(_) => {
                        return self.problem(
                            record,
                            Some((schema, column)),
                            Reason::NumberUnreadable,
                        );
                    }
                }
            }
        }
        self.tally.edges.text(record.raw);
        self.rows.used += 1;
    }

    /// Notes a counted row that stands behind a turn of the clock.
    #[inline(always)]
    fn came_again(&mut self, at: i64, group: &[u8], amount: f64) {
        if self.turns.again && self.turns.holds(at) {
            self.tally.came_again(at, group, amount);
        }
    }

    /// A row with the twelve months of a year: twelve times.
    fn year_row(&mut self, record: &Record<'_>, schema: &Schema, at: i64) {
        let (year, ..) = civil::civil_from_days(at.div_euclid(DAY_MS));
        let mut unreadable = None;
        for &(column, month) in &schema.months {
            let ms = civil::days_from_civil(year, month, 1) * DAY_MS;
            match self.figure(schema, column, record.get(column).unwrap_or_default()) {
                Some(number) => self.table.row(ms, &[number]),
                None => unreadable = Some(column),
            }
            if let Some(span) = &mut self.span {
                span.last = span.last.max(ms);
            }
        }
        self.rows.used += 1;
        if let Some(column) = unreadable {
            self.remark(record, Some((schema, column)), Reason::NumberUnreadable);
        }
    }

    /// The number in a cell of a value column, NaN where it has none; `None` where it cannot be
    /// read.
    fn figure(&mut self, schema: &Schema, column: usize, cell: &[u8]) -> Option<f64> {
        let figure = schema.forms.get(column).map_or(Figure::Unreadable, |form| form.read(cell));
        let value = match figure {
            Figure::Number(value) => return Some(value),
            Figure::Gap => return Some(f64::NAN),
            Figure::Unreadable => return None,
            Figure::Flagged(value) => value,
            Figure::Mark | Figure::Bound => f64::NAN,
        };
        let text = cell.trim_ascii();
        let text = match figure {
            Figure::Flagged(_) => behind(text),
            _ => text.to_vec(),
        };
        let same = |told: &&mut Told| {
            std::mem::discriminant(&told.as_what) == std::mem::discriminant(&figure)
                && (told.text == text || figure == Figure::Bound)
        };
        if let Some(told) = self.told.iter_mut().find(same) {
            told.cells += 1;
        } else if self.told.len() < TOLD_MAX {
            self.told.push(Told { as_what: figure, text, cells: 1 });
        }
        Some(value)
    }

    fn measurement(&mut self, record: &Record<'_>, schema: &Schema, at: i64) {
        let mut values = std::mem::take(&mut self.values);
        values.clear();
        let mut unreadable = None;
        let mut readable = 0;
        for &column in &schema.values {
            let Some(cell) = record.get(column) else {
                values.push(f64::NAN);
                continue;
            };
            if schema.style_open {
                self.numbers.observe(cell);
            }
            match self.figure(schema, column, cell) {
                Some(number) => {
                    readable += 1;
                    values.push(number);
                }
                None => {
                    if unreadable.is_none() || schema.main == Some(column) {
                        unreadable = Some(column);
                    }
                    values.push(f64::NAN);
                }
            }
        }
        let beyond = |column: &usize| *column >= record.len();
        // Without a header nothing says that a shorter row has the same columns: counters above rates.
        let short = schema.values.iter().all(beyond)
            || (self.header_raw.is_empty() && schema.values.iter().any(beyond))
            || schema
                .main
                .is_some_and(|main| schema.values.contains(&main) && main >= record.len());
        if short {
            self.problem(record, None, Reason::TooFewCells);
        } else if unreadable.is_some() && readable == 0 {
            self.problem(
                record,
                unreadable.map(|column| (schema, column)),
                Reason::NumberUnreadable,
            );
        } else {
            match schema.key {
                Some(key) => {
                    let key = record.get(key).unwrap_or_default().trim_ascii();
                    self.table.keyed_row(at, key, &values);
                }
                None => self.table.row(at, &values),
            }
            if self.turns.again && self.turns.holds(at) {
                self.table.came_again();
            }
            self.rows.used += 1;
            if let Some(column) = unreadable {
                self.remark(record, Some((schema, column)), Reason::NumberUnreadable);
            }
        }
        self.values = values;
    }

    /// A row whose time cannot be read: blank, the header again, a footer, or a bad time.
    fn no_time(&mut self, record: &Record<'_>, schema: &Schema, reason: Reason) {
        if record.iter().all(|cell| shape(cell) == Shape::Blank) {
            self.title_line = record.line;
            return;
        }
        if !self.header_raw.is_empty() && record.raw == self.header_raw {
            // Rows of events may be counted in parts, where what came before is not known.
            let titled = self.title_line.saturating_add(1) == record.line;
            self.titled = titled && schema.role != Role::Events;
            self.foreign = false;
            return self.without_time(record, schema, Reason::HeaderRepeated);
        }
        if self.is_other_header(record, schema) {
            self.foreign = true;
            return self.without_time(record, schema, Reason::NotData);
        }
        let alone = record.len() < self.width.min(2) || (record.len() == 1 && self.width > 1);
        if alone {
            self.title_line = record.line;
        }
        let reason = if alone { Reason::NotData } else { reason };
        self.without_time(record, schema, reason);
    }

    /// Whether a row without a time begins another table: it names the time column and others
    /// than this table's, or (among measurements, which have no texts) it is nothing but names.
    fn is_other_header(&self, record: &Record<'_>, schema: &Schema) -> bool {
        // Units below the header are no table.
        if self.header_raw.is_empty()
            || record.len() < 2
            || (self.rows.used == 0 && !self.continued)
        {
            return false;
        }
        let column =
            schema.time.as_ref().and_then(|time| time.columns.first().copied()).unwrap_or(0);
        let cell = record.get(column).unwrap_or_default().trim_ascii();
        let name = schema.columns.get(column).map_or("", |column| column.name.as_str());
        if cell == name.as_bytes() {
            return true;
        }
        let filled = record.iter().filter(|cell| shape(cell) != Shape::Blank).count();
        schema.role != Role::Events
            && filled > 1
            && record.iter().all(|cell| matches!(shape(cell), Shape::Text | Shape::Blank))
    }

    fn without_time(&mut self, record: &Record<'_>, schema: &Schema, reason: Reason) {
        self.rows.read += 1;
        self.rows.without_time += 1;
        let time = matches!(
            reason,
            Reason::TimeMissing
                | Reason::TimeUnreadable
                | Reason::TimeImpossible
                | Reason::TimeNever
        );
        let column =
            schema.time.as_ref().and_then(|time| time.columns.first().copied()).filter(|_| time);
        self.problem(record, column.map(|column| (schema, column)), reason);
    }

    /// A row that is not used.
    fn problem(&mut self, record: &Record<'_>, column: Option<(&Schema, usize)>, reason: Reason) {
        self.rows.skipped += 1;
        self.remark(record, column, reason);
    }

    fn remark(&mut self, record: &Record<'_>, column: Option<(&Schema, usize)>, reason: Reason) {
        if self.problems.len() >= KEPT_MAX {
            return;
        }
        let column = column
            .and_then(|(schema, index)| schema.columns.get(index))
            .map(|column| column.name.clone());
        let raw = record.raw.get(..record.raw.len().min(TEXT_MAX * 4)).unwrap_or_default();
        let text = String::from_utf8_lossy(raw);
        let text: String = text.chars().filter(|c| *c != '\0').take(TEXT_MAX).collect();
        let text = plain::owned(text);
        self.problems.push(Problem { line: record.line, column, reason, text });
    }
}

impl RecordSink for Collector {
    fn record(&mut self, record: Record<'_>) {
        let Some(schema) = self.schema.take() else { return };
        self.take(&record, &schema);
        self.schema = Some(schema);
    }

    fn plain_rows(&mut self, bytes: &[u8]) -> FastPath {
        let before = self.tally.edges.rows();
        let taken = Collector::plain_rows(self, bytes);
        self.tally.edges.texts(bytes.get(..taken.bytes).unwrap_or_default(), before);
        taken
    }
}

/// What stands around the number of a cell with a flag.
fn behind(text: &[u8]) -> Vec<u8> {
    let digits = flagged(text, true).or_else(|| number::lone_letter(text)).unwrap_or_default();
    let at = memchr::memmem::find(text, digits).unwrap_or(0);
    let (before, rest) = text.split_at_checked(at).unwrap_or_default();
    [before, rest.get(digits.len()..).unwrap_or_default()].concat().trim_ascii().to_vec()
}
