//! Files of one kind: of many rotated logs the first is looked at as a whole, the others shortly.
//!
//! # Contract
//! * A short look counts only where it decides all that a whole look decided on a file before, and
//!   where no row of the file then contradicts it: [`Familiar::fits`]. Else the file is looked at as
//!   a whole, as if it were the only one.
//! * Only files that are their own sample: the parts of a large one are looked at by several workers,
//!   and reading it twice would cost more than a look.
//! * Only files of events whose rows need no more than a time and a group are read so. What a number
//!   stands for (a mark for a missing value, a decimal comma) may show in few rows of a file only.

use super::layouts;
use super::overrides::{Count, SourcePatch};
use super::plan::{Plan, sniff};
use super::sample::{FileFacts, Sample};
use super::schema::Schema;
use super::source::{Layout, Reading, Role, Status};

/// Bytes at the start of a file that make a short look: some thirty rows.
const LOOK_BYTES: usize = 2 << 10;

/// Kinds of files that are remembered, the last ones.
const KINDS: usize = 8;

/// Kinds of files that were looked at as a whole.
#[derive(Debug, Default)]
pub struct Familiar {
    kinds: Vec<Plan>,
}

impl Familiar {
    /// The plan for a file of a known kind, from a short look; `None` where a whole look is needed.
    pub fn plan(&self, facts: &FileFacts, sample: &Sample, patch: &SourcePatch) -> Option<Plan> {
        let small = sample.whole && sample.types.is_none();
        if self.kinds.is_empty() || !small || sample.head.len() < 4 * LOOK_BYTES {
            return None;
        }
        let start = sample.head.get(..LOOK_BYTES)?;
        let start = start.get(..=memchr::memrchr(b'\n', start)?)?;
        let short = Sample { head: start.to_vec(), ..Sample::default() };
        let mut plan = sniff(facts, &short, patch);
        let kind = self.kinds.iter().find(|kind| decides_alike(kind, &plan))?;
        // What else the columns may be used for shows in many rows only.
        let columns = kind.schema.as_ref().map(|schema| schema.columns.clone());
        if let (Some(schema), Some(columns)) = (&mut plan.schema, columns) {
            schema.columns = columns;
        }
        is_simple(&plan).then_some(plan)
    }

    /// Whether every row was read as a plan of [`Familiar::plan`] says.
    pub fn fits(reading: &Reading) -> bool {
        let (found, rows) = (&reading.found, &reading.found.rows);
        found.status == Status::Ready && found.problems.is_empty() && rows.used == rows.read
    }

    /// Whether files of this plan's kind could be looked at shortly.
    pub fn may_learn(plan: &Plan) -> bool {
        is_simple(plan)
    }

    /// Remembers how a file was read after a whole look.
    pub fn learn(&mut self, plan: Plan, reading: &Reading) {
        if is_simple(&plan) && Familiar::fits(reading) {
            self.put(plan);
        }
    }

    /// Remembers what another one has learnt since.
    pub fn add(&mut self, later: Familiar) {
        later.kinds.into_iter().for_each(|plan| self.put(plan));
    }

    fn put(&mut self, plan: Plan) {
        if self.kinds.iter().any(|kind| decides_alike(kind, &plan)) {
            return;
        }
        if self.kinds.len() == KINDS {
            self.kinds.remove(0);
        }
        self.kinds.push(plan);
    }
}

/// Whether a plan needs no more than the time and the group of a row, and leaves nothing open.
fn is_simple(plan: &Plan) -> bool {
    let records = match plan.records {
        None => plan.layout == Layout::Delimited,
        Some(layouts::Source::Log(_)) => true,
        Some(_) => false,
    };
    records
        && plan.refusal.is_none()
        && plan.patch == SourcePatch::default()
        && plan.schema.as_ref().is_some_and(|schema| {
            schema.role == Role::Events
                && schema.count == Count::Rows
                && schema.key.is_none()
                && schema.months.is_empty()
                && schema.question.is_none()
                && schema.time.as_ref().is_some_and(|time| {
                    // A year that is not written follows from the file's date.
                    time.format.has_year() && time.year.is_none() && time.zone.column.is_none()
                })
        })
}

/// Whether two plans would read the rows of one file alike.
fn decides_alike(a: &Plan, b: &Plan) -> bool {
    let records = match (&a.records, &b.records) {
        (None, None) => true,
        (Some(layouts::Source::Log(a)), Some(layouts::Source::Log(b))) => a.cuts_alike(b),
        _ => false,
    };
    let texts = |plan: &Plan| (plan.bom, plan.encoding, plan.passed, plan.layout);
    let cells = |plan: &Plan| (plan.separators, plan.skip_lines, plan.header_line, plan.width);
    let (Some(one), Some(other)) = (&a.schema, &b.schema) else { return false };
    let names = |schema: &Schema| -> Vec<String> {
        schema.columns.iter().map(|column| column.name.clone()).collect()
    };
    // What may stand for "never", and which other formats the reading watches, is each file's own.
    let times = one.time.as_ref().zip(other.time.as_ref()).is_some_and(|(a, b)| {
        (&a.columns, &a.parts, a.clock_part, a.begins_ms)
            == (&b.columns, &b.parts, b.clock_part, b.begins_ms)
            && a.inside == b.inside
            && a.format_text() == b.format_text()
            && (&a.zone.stated, a.zone.dated) == (&b.zone.stated, b.zone.dated)
    });
    records
        && times
        && texts(a) == texts(b)
        && cells(a) == cells(b)
        && a.header_raw == b.header_raw
        && a.profile == b.profile
        && names(one) == names(other)
        && one.group == other.group
        && (one.role, &one.count, &one.stamp) == (other.role, &other.count, &other.stamp)
}
