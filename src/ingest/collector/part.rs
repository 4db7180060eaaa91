//! What the rows of a part of a file gave, and how parts come together.

use super::{Collector, Span};
use crate::ingest::counts::Tally;
use crate::ingest::packed::{Packed, Unpack};
use crate::ingest::plan::Plan;
use crate::ingest::problem::{KEPT_MAX, Problem, Reason};
use crate::ingest::source::Rows;
use crate::ingest::years::Years;

/// The account and the counts of one part of a file of events.
#[derive(Clone, Debug)]
pub struct Gathered {
    rows: Rows,
    /// Lines are the part's own, 1 for that of its first record.
    problems: Vec<Problem>,
    tally: Tally,
    span: Option<Span>,
    offset: Option<Option<i16>>,
    offsets_differ: bool,
    years: Option<Years>,
    foreign: bool,
    /// Turns of the clock, and where one began that the last rows stand behind.
    turns: u32,
    turned: Option<i64>,
    alternatives: Vec<(u64, u64)>,
}

impl Collector {
    /// A collector at the first record of a part that is not the first.
    pub fn of_part(plan: &Plan) -> Collector {
        Collector { continued: true, ..Collector::new(plan) }
    }

    /// Whether the next part may be added: it was read as rows of this table, after used ones, and
    /// none of them stands behind a turn of the clock before it.
    pub fn can_join(&self, part: &Gathered) -> bool {
        let turned = |(span, next): (Span, Span)| !self.turns.can_join(span.before, next.start);
        // Without years it shows only when all are joined where the next part lies.
        let known = self.span.zip(part.span).filter(|_| self.years.is_none());
        !self.foreign && self.rows.used > 0 && !known.is_some_and(turned)
    }

    /// What the part gave; `None` where there was nothing to read.
    pub fn gathered(self) -> Option<Gathered> {
        self.schema?;
        Some(Gathered {
            rows: self.rows,
            problems: self.problems,
            tally: self.tally,
            span: self.span,
            offset: self.offset,
            offsets_differ: self.offsets_differ,
            years: self.years,
            foreign: self.foreign,
            turns: self.turns.met,
            turned: self.turns.open(),
            alternatives: self.time_parser.counts().collect(),
        })
    }

    /// Adds the next part, which begins on `line`.
    pub fn join(&mut self, mut part: Gathered, line: u64) {
        let (own, of_part) = (&mut self.rows, part.rows);
        for (sum, more) in [
            (&mut own.read, of_part.read),
            (&mut own.with_time, of_part.with_time),
            (&mut own.without_time, of_part.without_time),
            (&mut own.used, of_part.used),
            (&mut own.skipped, of_part.skipped),
            (&mut own.filtered, of_part.filtered),
        ] {
            *sum = sum.saturating_add(more);
        }
        let before = line.saturating_sub(1);
        let room = KEPT_MAX.saturating_sub(self.problems.len());
        self.problems.extend(
            part.problems
                .into_iter()
                .take(room)
                .map(|problem| Problem { line: problem.line.saturating_add(before), ..problem }),
        );
        self.offsets_differ |= part.offsets_differ
            || matches!((self.offset, part.offset), (Some(a), Some(b)) if a != b);
        self.offset = self.offset.or(part.offset);
        if let Some(mut later) = part.span {
            self.turns.go_on(part.turns, part.turned);
            if let (Some(years), Some(part_years)) = (&mut self.years, &part.years) {
                let added = years.join(part_years);
                part.tally.shift(added);
                for at in [&mut later.start, &mut later.before, &mut later.first, &mut later.last] {
                    *at = at.saturating_add(added);
                }
            }
            let sum = |one: u64, two: u64, between: bool| {
                one.saturating_add(two).saturating_add(u64::from(between))
            };
            self.span = Some(match self.span {
                None => later,
                Some(span) => Span {
                    start: span.start,
                    before: later.before,
                    first: span.first.min(later.first),
                    last: span.last.max(later.last),
                    rises: sum(span.rises, later.rises, later.start > span.before),
                    falls: sum(span.falls, later.falls, later.start < span.before),
                },
            });
        }
        self.tally.merge(part.tally);
        self.foreign = part.foreign;
        self.time_parser.add(&part.alternatives);
    }
}

impl Gathered {
    pub(in crate::ingest) fn pack(self, to: &mut Packed) {
        let Rows { read, with_time, without_time, used, skipped, filtered } = self.rows;
        to.counts([read, with_time, without_time, used, skipped, filtered]);
        to.number(self.problems.len() as i64);
        for problem in &self.problems {
            to.number(problem.line as i64);
            to.number(problem.reason as i64);
            to.number(problem.column.is_some().into());
            to.text(problem.column.as_deref().unwrap_or_default().as_bytes());
            to.text(problem.text.as_bytes());
        }
        self.tally.pack(to);
        to.number(self.span.is_some().into());
        if let Some(Span { start, before, first, last, rises, falls }) = self.span {
            to.numbers.extend([start, before, first, last]);
            to.counts([rises, falls]);
        }
        optional(to, self.offset.map(|offset| offset.map_or(i64::MAX, i64::from)));
        to.number(self.offsets_differ.into());
        to.number(self.years.is_some().into());
        if let Some(years) = &self.years {
            years.pack(to);
        }
        to.number(self.foreign.into());
        to.number(self.turns.into());
        optional(to, self.turned);
        to.number(self.alternatives.len() as i64);
        for (only_alternative, only_chosen) in &self.alternatives {
            to.counts([*only_alternative, *only_chosen]);
        }
    }

    pub(in crate::ingest) fn unpack(from: &mut Unpack<'_>) -> Option<Gathered> {
        let rows = Rows {
            read: from.count()?,
            with_time: from.count()?,
            without_time: from.count()?,
            used: from.count()?,
            skipped: from.count()?,
            filtered: from.count()?,
        };
        let problems = (0..from.count()?).map(|_| problem(from)).collect::<Option<_>>()?;
        let tally = Tally::unpack(from)?;
        let span = match from.flag()? {
            true => Some(Span {
                start: from.number()?,
                before: from.number()?,
                first: from.number()?,
                last: from.number()?,
                rises: from.count()?,
                falls: from.count()?,
            }),
            false => None,
        };
        // A number that fits no offset stands for none stated.
        let offset = take_optional(from)?.map(|offset| i16::try_from(offset).ok());
        let offsets_differ = from.flag()?;
        let years = match from.flag()? {
            true => Some(Years::unpack(from)?),
            false => None,
        };
        Some(Gathered {
            rows,
            problems,
            tally,
            span,
            offset,
            offsets_differ,
            years,
            foreign: from.flag()?,
            turns: u32::try_from(from.count()?).ok()?,
            turned: take_optional(from)?,
            alternatives: (0..from.count()?)
                .map(|_| Some((from.count()?, from.count()?)))
                .collect::<Option<_>>()?,
        })
    }
}

fn problem(from: &mut Unpack<'_>) -> Option<Problem> {
    let line = from.count()?;
    let reason = *Reason::ALL.get(usize::try_from(from.number()?).ok()?)?;
    let named = from.flag()?;
    let mut text = || from.text().map(|text| String::from_utf8_lossy(text).into_owned());
    let column = text()?;
    Some(Problem { line, column: named.then_some(column), reason, text: text()? })
}

fn optional(to: &mut Packed, number: Option<i64>) {
    to.number(number.is_some().into());
    to.number(number.unwrap_or(0));
}

fn take_optional(from: &mut Unpack<'_>) -> Option<Option<i64>> {
    let known = from.flag()?;
    let number = from.number()?;
    Some(known.then_some(number))
}
