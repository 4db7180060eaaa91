//! The end of a file: what all of it settles, its reading, or a better way to read it once more.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "counts of rows in 64 bits, and of the times that a file is read"
)]

use super::{Collector, clock};
use crate::ingest::{
    counts::Counts,
    limits::Limit,
    measurements::{KEYS_MAX, Measurements, ValueColumn},
    number::{Figure, Form, Verdict},
    plan::{Outcome, Plan, ROUNDS_MAX},
    problem::{Problem, Reason},
    schema::Schema,
    source::{Because, Choice, Data, Evidence, Order, Question, Refusal, Role, Status, Time},
    stamp,
    timestamp::DAY_MS,
    topic::Topic,
    years::Settled,
};

/// About a year.
const YEAR_MS: i64 = 366 * DAY_MS;

impl Collector {
    /// What the whole file gave, or how to read it better.
    pub fn finish(mut self, mut plan: Plan) -> Outcome {
        let Some(schema) = self.schema.take() else {
            let status = plan.refusal.clone().map_or(Status::Cancelled, Status::Refused);
            return Outcome::Done(Box::new(plan.reading(status)));
        };
        let mut schema = *schema;
        self.tally.settle();
        if plan.rounds + 1 < ROUNDS_MAX && self.contradicts(&mut schema, &mut plan) {
            plan.schema = Some(schema);
            plan.rounds += 1;
            return Outcome::Reopen(Box::new(plan));
        }
        self.done(schema, plan)
    }

    /// Changes the plan where the whole file contradicts the sample.
    fn contradicts(&self, schema: &mut Schema, plan: &mut Plan) -> bool {
        if schema.group.is_some() && self.tally.too_many() {
            schema.group = None;
            plan.evidence.retain(|evidence| evidence.field != Topic::GroupColumn);
            plan.evidence.push(Evidence {
                field: Topic::GroupColumn,
                chosen: "none".to_owned(),
                because: Because::Beyond(Limit::Groups),
                alternatives: Vec::new(),
            });
            return true;
        }
        if self.table.too_many() && schema.values.len() > 1 {
            let kept = schema.main.or(schema.values.first().copied());
            let counted = schema.values.iter().zip(&schema.counted);
            schema.counted = counted
                .filter(|(column, _)| Some(**column) == kept)
                .map(|(_, counted)| *counted)
                .collect();
            schema.values.retain(|column| Some(*column) == kept);
            return true;
        }
        if schema.style_open
            && self.numbers.point + self.numbers.comma > 0
            && let Verdict::Decided(style) = self.numbers.decide(None)
            && style.decimal != schema.style.decimal
        {
            let before = std::mem::replace(&mut schema.style, style).decimal;
            let of_file = |form: &&mut Form| form.style.decimal == before;
            schema.forms.iter_mut().filter(of_file).for_each(|form| form.style = style);
            schema.style_open = false;
            schema.question =
                schema.question.take().filter(|question| question.field != Topic::Decimal);
            plan.evidence.retain(|evidence| evidence.field != Topic::Decimal);
            plan.evidence.push(Evidence {
                field: Topic::Decimal,
                chosen: style.decimal.char().to_string(),
                because: Because::Whole(self.numbers.point.max(self.numbers.comma)),
                alternatives: Vec::new(),
            });
            return true;
        }
        if let (Some((index, rows)), Some(time)) = (self.time_parser.better(), &mut schema.time)
            && plan.patch.time_format.is_none()
            && index < time.alternatives.len()
        {
            let alternative = time.alternatives.remove(index);
            let before = std::mem::replace(&mut time.format, alternative);
            plan.evidence.retain(|evidence| evidence.field != Topic::TimeFormat);
            plan.evidence.push(Evidence {
                field: Topic::TimeFormat,
                chosen: time.format.to_string(),
                because: Because::Whole(rows),
                alternatives: vec![before.to_string()],
            });
            time.alternatives.insert(0, before);
            schema.question =
                schema.question.take().filter(|question| question.field != Topic::TimeFormat);
            return true;
        }
        false
    }

    fn done(mut self, mut schema: Schema, mut plan: Plan) -> Outcome {
        let time_plan = schema.time.clone();
        // The whole file may settle what the sample left open.
        if schema.question.as_ref().is_some_and(|question| question.field == Topic::TimeFormat)
            && self.time_parser.is_settled()
        {
            schema.question = None;
        }
        if schema.question.as_ref().is_some_and(|question| question.field == Topic::Decimal)
            && matches!(self.numbers.decide(None), Verdict::Decided(style) if style == schema.style)
        {
            schema.question = None;
        }
        if schema.role == Role::LongSeries && self.table.too_many_keys() {
            let choice = |value: &str, sample: String| Choice { value: value.into(), sample };
            let key = schema.key.and_then(|key| schema.columns.get(key));
            let key = key.map_or("", |column| column.name.as_str());
            schema.question.get_or_insert_with(|| Question {
                field: Topic::Role,
                choices: vec![
                    choice("events", self.rows.used.to_string()),
                    choice("wide-series", format!("{key} > {KEYS_MAX}")),
                ],
            });
        }
        let mut year_inferred = false;
        if let (Some(years), Some(time)) = (&self.years, &schema.time) {
            let answered = plan.patch.answer.as_ref().and_then(|answer| answer.parse().ok());
            let stated = plan.patch.year.or(answered);
            let said = stated.or(time.year);
            let real = match years.settle(&time.format, &plan.facts, said) {
                Settled::Years(real, mut evidence) => {
                    if stated.is_none() && said.is_some() {
                        evidence.because = Because::Companion;
                    }
                    plan.evidence.push(evidence);
                    real
                }
                Settled::Ask(real, question) => {
                    schema.question.get_or_insert(question);
                    real
                }
            };
            // 29 February in a year that has none, by a year that was stated.
            let lost =
                self.tally.map_times(&|at| real.ms(at)) + self.table.map_times(&|at| real.ms(at));
            if lost > 0 {
                self.rows.used = self.rows.used.saturating_sub(lost);
                self.rows.skipped += lost;
                let (column, text) = (time.columns.first().copied(), "02/29".to_string());
                let column = column.and_then(|column| schema.columns.get(column));
                let column = column.map(|column| column.name.clone());
                self.problems.push(Problem {
                    line: 0,
                    column,
                    reason: Reason::TimeImpossible,
                    text,
                });
            }
            if let Some(span) = &mut self.span {
                let placed = years.ends((span.first, span.last));
                let placed: Vec<i64> = placed.into_iter().filter_map(|at| real.ms(at)).collect();
                if let (Some(first), Some(last)) = (placed.iter().min(), placed.iter().max()) {
                    (span.first, span.last) = (*first, *last);
                }
            }
            year_inferred = said.is_none();
        }
        for (count, because) in [
            (self.padding, Because::Padding(self.padding)),
            (self.passed.nuls, Because::Nuls(self.passed.nuls)),
            (self.passed.marks, Because::Marks(self.passed.marks)),
            (u64::from(self.table.is_folded()), Because::Quarters(self.rows.used)),
        ] {
            if count > 0 {
                plan.evidence.push(Evidence {
                    field: Topic::Rows,
                    chosen: String::new(),
                    because,
                    alternatives: Vec::new(),
                });
            }
        }
        let mut time = time_plan.map(|time| {
            let clock::Known { zone, stated, clock, days } = self.clock(&time, &mut plan);
            Time {
                columns: time
                    .columns
                    .iter()
                    .map(|&column| {
                        schema
                            .columns
                            .get(column)
                            .map(|column| column.name.clone())
                            .unwrap_or_default()
                    })
                    .collect(),
                column_index: time.columns.clone(),
                format: time.format_text(),
                zone,
                zone_stated: stated,
                zone_days: days,
                clock,
                year_inferred,
                first_ms: self.span.map(|span| span.first),
                last_ms: self.span.map(|span| span.last),
                order: match self.span.map_or((0, 0), |span| (span.rises, span.falls)) {
                    (_, 0) => Order::Ascending,
                    (0, _) => Order::Descending,
                    _ => Order::Unsorted,
                },
                stamp: None,
            }
        });
        let mut status = match &schema.question {
            Some(question) => Status::Ask(question.clone()),
            None if self.rows.used == 0 && self.rows.filtered == 0 => {
                Status::Refused(Refusal::NoRows)
            }
            None if self.table.too_many() => Status::Refused(Refusal::Beyond(Limit::Kept)),
            None => Status::Ready,
        };
        let coverage = self.span.map(|span| (span.first, span.last));
        let data = match (&status, schema.role) {
            (Status::Ready, Role::Events) => {
                let direction = self.turns.direction;
                Data::Counts(Counts { direction, ..self.tally.finish(coverage) })
            }
            (Status::Ready, _) => {
                self.tell(&schema, &mut plan);
                let columns = schema
                    .values
                    .iter()
                    .zip(&schema.counted)
                    .map(|(&index, &counted)| ValueColumn {
                        name: schema
                            .columns
                            .get(index)
                            // Months have no name in common.
                            .filter(|_| schema.months.is_empty())
                            .map(|column| column.name.clone())
                            .unwrap_or_default(),
                        index,
                        unit: schema.columns.get(index).and_then(|column| column.unit.clone()),
                        counted,
                        values: Vec::new(),
                        quarters: None,
                    })
                    .collect();
                let direction = self.turns.direction;
                match self.table.finish(columns) {
                    Some(table) => Data::Measurements(Measurements { direction, ..table }),
                    None => {
                        status = Status::Refused(Refusal::Beyond(Limit::Kept));
                        Data::Nothing
                    }
                }
            }
            _ => Data::Nothing,
        };
        if let Some(time) = &mut time {
            stamp::tell(time, &data, schema.stamp.as_ref(), &plan.patch, &mut plan.evidence);
        }
        // Times of a day or finer that lie so far apart are no times of one source.
        let years = self.span.map_or(0, |span| span.last.saturating_sub(span.first) / YEAR_MS);
        let coarse = || {
            let step = stamp::step_of_data(&data, time.as_ref());
            step.is_some_and(|step| step.span().is_some())
        };
        let data = match years > Limit::Years.most() as i64 && status == Status::Ready && !coarse()
        {
            true => {
                status = Status::Refused(Refusal::Beyond(Limit::Years));
                Data::Nothing
            }
            false => data,
        };
        plan.schema = Some(schema);
        let mut reading = plan.reading(status);
        reading.found.time = time;
        reading.found.rows = self.rows;
        reading.found.problems = self.problems;
        reading.data = data;
        Outcome::Done(Box::new(reading))
    }

    /// What was told, as evidence; codes for missing become gaps.
    fn tell(&mut self, schema: &Schema, plan: &mut Plan) {
        let mut tell = |field, chosen: String, because| {
            plan.evidence.push(Evidence { field, chosen, because, alternatives: Vec::new() });
        };
        for told in &self.told {
            let text = String::from_utf8_lossy(&told.text).into_owned();
            match told.as_what {
                Figure::Mark => tell(Topic::Missing, text, Because::Mark(told.cells)),
                Figure::Bound => tell(Topic::Missing, text, Because::Bound(told.cells)),
                _ => tell(Topic::Flags, text, Because::Flagged(told.cells)),
            }
        }
        // Where a person says which cells mean missing, no other numbers do.
        if plan.patch.missing.is_some() {
            return;
        }
        let mark = schema.style.decimal.char().to_string();
        for (value, cells) in self.table.take_codes() {
            tell(Topic::Missing, value.to_string().replace('.', &mark), Because::Code(cells));
        }
    }
}
