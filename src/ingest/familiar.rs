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
//! * A short look is spared where it would see what one saw before: the same bytes up to the first row
//!   of data, and in the rows cells of the same shapes below the same names ([`Look`]). Only where the
//!   date can be written in one way: day and month in another order have the same shape.

#![expect(clippy::arithmetic_side_effects, reason = "places in a text, and counts of its rows")]

use super::dialect::cut;
use super::encoding::{Encoding, Passed};
use super::layouts;
use super::overrides::{Count, SourcePatch};
use super::plan::{Plan, seen, sniff};
use super::sample::{FileFacts, Sample};
use super::schema::Schema;
use super::shape::{Shape, shape};
use super::source::{Because, Layout, Reading, Role, Status};
use super::table::Row;
use super::time_column::even_steps;
use super::timestamp::{Format, Instant, plausible::Never};
use crate::kit::indices::sorted;

/// Bytes at the start of a file that make a short look: some thirty rows.
const LOOK_BYTES: usize = 2 << 10;

/// Kinds of files that are remembered, the last ones.
const KINDS: usize = 8;

/// Short looks that are remembered, the last ones: files of one kind differ in what is blank.
const LOOKS: usize = 16;

/// Kinds of files that were looked at as a whole, and what short looks saw.
#[derive(Debug, Default)]
pub struct Familiar {
    kinds: Vec<Plan>,
    looks: Vec<Look>,
}

/// What a short look saw, and decided as a whole look had.
#[derive(Debug)]
struct Look {
    /// All up to the first row of data.
    start: Vec<u8>,
    /// Which shapes the cells of each column have, a bit each.
    shapes: Vec<u8>,
    /// Whether the rows' times are evenly spaced, and whether half of them are whole minutes.
    steps: (bool, bool),
    plan: Plan,
}

impl Familiar {
    /// The plan for a file of a known kind, from a short look; `None` where a whole look is needed.
    pub fn plan(
        &mut self,
        facts: &FileFacts,
        sample: &Sample,
        patch: &SourcePatch,
    ) -> Option<Plan> {
        let small = sample.whole && sample.types.is_none();
        if self.kinds.is_empty() || !small || sample.head.len() < 4 * LOOK_BYTES {
            return None;
        }
        let start = sample.head.get(..LOOK_BYTES)?;
        let start = start.get(..=memchr::memrchr(b'\n', start)?)?;
        if *patch == SourcePatch::default()
            && let Some(plan) = self.looks.iter().find_map(|look| look.again(facts, start))
        {
            return Some(plan);
        }
        let short = Sample { head: start.to_vec(), ..Sample::default() };
        let mut plan = sniff(facts, &short, patch);
        let kind = self.kinds.iter().find(|kind| decides_alike(kind, &plan))?;
        // What else the columns may be used for shows in many rows only.
        let columns = kind.schema.as_ref().map(|schema| schema.columns.clone());
        if let (Some(schema), Some(columns)) = (&mut plan.schema, columns) {
            schema.columns = columns;
        }
        if !is_simple(&plan) {
            return None;
        }
        if let Some(look) = Look::of(&plan, start) {
            if self.looks.len() == LOOKS {
                self.looks.remove(0);
            }
            self.looks.push(look);
        }
        Some(plan)
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
        self.looks.extend(later.looks);
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

impl Look {
    /// What the look that led to a plan saw of `text`; `None` where another file may show the same and
    /// mean something else.
    fn of(plan: &Plan, text: &[u8]) -> Option<Look> {
        let time = plan.schema.as_ref()?.time.as_ref()?;
        // Rows of the one are none of the other, or nobody writes so.
        let is = |format: &str, dates: [&str; 2]| dates.iter().any(|date| format.starts_with(date));
        let turned = |format: &Format| is(&format.to_string(), ["%Y-%d-%m", "%Y/%d/%m"]);
        let one_way = is(&time.format_text(), ["%Y-%m-%d", "%Y/%m/%d"])
            && time.is_one_cell()
            && time.alternatives.iter().all(turned);
        // What a reason says must hold of the next file, too.
        let reasons = plan.evidence.iter().all(|evidence| match &evidence.because {
            Because::Fits { rows, of } => rows == of,
            Because::Only
            | Because::Name(_)
            | Because::NotLikeData
            | Because::EveryRow
            | Because::FewValues(_)
            | Because::Habit
            | Because::Eventful => true,
            _ => false,
        });
        let plain = plan.records.is_none()
            && plan.header_line.is_some()
            && plan.encoding == Encoding::Utf8
            && plan.passed == Passed::default();
        if !(one_way && reasons && plain) {
            return None;
        }
        let before = usize::try_from(plan.skip_lines).ok()?.checked_sub(1)?;
        let end = memchr::memchr_iter(b'\n', text).nth(before)?;
        let (start, rest) = text.split_at_checked(end + 1)?;
        let rows = rows(plan, rest);
        let steps = steps(&times(plan, &rows)?);
        let shapes = (0..plan.width)
            .map(|column| rows.iter().fold(0, |shapes, row| shapes | bit(row.cell(column))));
        let shapes = shapes.collect();
        Some(Look { start: start.to_vec(), shapes, steps, plan: plan.clone() })
    }

    /// The plan for a file that begins with `text`, where that shows what was seen here.
    fn again(&self, facts: &FileFacts, text: &[u8]) -> Option<Plan> {
        let rest = text.strip_prefix(self.start.as_slice())?;
        if str::from_utf8(rest).is_err() {
            return None;
        }
        let rows = rows(&self.plan, rest);
        let times = times(&self.plan, &rows)?;
        let never = Never::of(&times.iter().copied().map(Some).collect::<Vec<_>>());
        if steps(&times) != self.steps || times.iter().any(|at| never.holds(*at)) {
            return None;
        }
        let blank = 1 << Shape::Blank as u8 | 1 << Shape::Missing as u8;
        let known = |row: &Row| {
            row.cells
                .iter()
                .zip(&self.shapes)
                .all(|(cell, shapes)| bit(cell) & !(shapes | blank) == 0)
        };
        if !rows.iter().all(known) {
            return None;
        }
        let mut plan = Plan { facts: facts.clone(), ..self.plan.clone() };
        let group = plan.schema.as_ref().and_then(|schema| schema.group);
        if let Some(time) = plan.schema.as_mut().and_then(|schema| schema.time.as_mut()) {
            time.never = never;
        }
        let of_rows = rows.len() as u64;
        for evidence in &mut plan.evidence {
            match (&mut evidence.because, group) {
                (Because::Fits { rows, of }, _) => (*rows, *of) = (of_rows, of_rows),
                (Because::FewValues(few), Some(group)) => *few = values_of(&rows, group),
                _ => {}
            }
        }
        plan.seen = (0..plan.seen.len()).map(|column| seen(&rows, column)).collect();
        Some(plan)
    }
}

/// The rows of a piece that ends with a line.
fn rows(plan: &Plan, text: &[u8]) -> Vec<Row> {
    cut(plan.separators, text, false, usize::MAX)
}

/// The shape of a cell as a bit.
fn bit(cell: &[u8]) -> u8 {
    1 << shape(cell) as u8
}

/// How many different cells a column has.
fn values_of(rows: &[Row], column: usize) -> u64 {
    let mut cells: Vec<&[u8]> = rows.iter().map(|row| row.cell(column).trim_ascii()).collect();
    cells.retain(|cell| !cell.is_empty());
    let mut cells = sorted(cells, &Ord::cmp);
    cells.dedup();
    cells.len() as u64
}

/// The rows' times; `None` where one of them is no row of the plan, or stands for "never".
fn times(plan: &Plan, rows: &[Row]) -> Option<Vec<Instant>> {
    let time = plan.schema.as_ref()?.time.as_ref()?;
    let at = |row: &Row| {
        let fits = !row.excluded && row.cells.len() == plan.width;
        let at = time.read_with(&time.format, |column| Some(row.cell(column)));
        at.ok().filter(|_| fits)
    };
    let times: Vec<Instant> = rows.iter().map(at).collect::<Option<_>>()?;
    (times.len() > 2).then_some(times)
}

/// Whether times are evenly spaced, and whether half of them are whole minutes.
fn steps(times: &[Instant]) -> (bool, bool) {
    let minutes = times.iter().filter(|at| at.ms % 60_000 == 0).count();
    let even = even_steps(&times.iter().map(|at| Some(at.ms)).collect::<Vec<_>>());
    (even, minutes * 2 >= times.len())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::in_memory::read_knowing;

    /// A log of a day, its cells from a pattern of a date, a second and a row's number.
    fn log(day: u32, row: impl Fn(u32, u32) -> String) -> String {
        let mut text = String::from("time,signature,port,source\n");
        for at in 0..400 {
            text += &row(day, at);
        }
        text
    }

    fn usual(day: u32, at: u32) -> String {
        let mixed = at.wrapping_mul(2_654_435_761).wrapping_add(day * 977);
        let (hour, minute, second) = (at / 60 % 24, at % 60, mixed % 60);
        let rule = ["scan", "miner", "ping"][(mixed % 3) as usize];
        let port = 1024 + mixed % 50_000;
        format!(
            "2021-03-{day:02}T{hour:02}:{minute:02}:{second:02}Z,{rule},{port},198.51.100.{}\n",
            at % 250
        )
    }

    /// How many short looks were made of files in turn, the first of them looked at as a whole.
    fn looks(files: &[String]) -> usize {
        let mut familiar = Familiar::default();
        for (number, text) in files.iter().enumerate() {
            let facts = FileFacts { name: format!("{number}.csv"), ..FileFacts::default() };
            familiar = read_knowing(&facts, text.as_bytes(), familiar).1;
        }
        familiar.looks.len()
    }

    #[test]
    fn what_was_seen_is_not_looked_at_again() {
        let days: Vec<String> = (1..9).map(|day| log(day, usual)).collect();
        assert_eq!(looks(&days), 1);
        let two = &days[..2];
        let with = |row: &dyn Fn(u32, u32) -> String| [two, &[log(9, row)]].concat();
        // A blank cell is nothing new; numbers where addresses were are, and times in even steps.
        assert_eq!(looks(&with(&|day, at| usual(day, at).replacen(",ping,", ",,", 1))), 1);
        assert_eq!(looks(&with(&|day, at| usual(day, at).replace("198.51.100.", ""))), 2);
        let even = |day, at: u32| {
            let rest = usual(day, at).split_off(20);
            format!("2021-03-{day:02}T{:02}:{:02}:00Z{rest}", at / 60, at % 60)
        };
        assert_eq!(looks(&with(&even)), 2);
    }

    #[test]
    fn dates_of_two_orders_are_looked_at_each_time() {
        let turned = |day: u32, at: u32| {
            let row = usual(day, at);
            format!("{:02}/03/2021 {}", day + 12, &row[11..].replace("Z,", ","))
        };
        let days: Vec<String> = (1..6).map(|day| log(day, turned)).collect();
        assert_eq!(looks(&days), 0);
    }
}
