//! Which column is what: time, values, group, count; and so what the file holds.

mod group;
mod role;

use super::codes;
use super::column::{ColumnFacts, looks};
use super::decimal::{self, Marks};
use super::lexicon::{self, Nature};
use super::number::{Form, Style, duration};
use super::overrides::{Count, SourcePatch};
use super::sampled::Sampled;
use super::source::{Because, Choice, Column, ColumnRole, Evidence, Question, Refusal, Role};
use super::stamp::{self, Said};
use super::table::Row;
use super::time_column::{self, Context, TimePlan};
use super::time_zone;
use super::timestamp::Format;
use super::topic::Topic;
use super::typed::{Kind, Types};
use super::values::{self, Split};
use group::group_column;
use role::{has_spans, is_traded};

/// What the columns are.
#[derive(Clone, Debug)]
pub struct Schema {
    /// The columns, with their roles.
    pub columns: Vec<Column>,
    /// The time; `None` where there is none.
    pub time: Option<TimePlan>,
    /// What the file holds.
    pub role: Role,
    /// How its numbers are written, but for columns that write them otherwise.
    pub style: Style,
    /// How each column's numbers are written.
    pub forms: Vec<Form>,
    /// Whether the sample left the decimal mark open: the full reading watches for it.
    pub style_open: bool,
    /// Value columns of a measurement, in file order.
    pub values: Vec<usize>,
    /// The default one of them.
    pub main: Option<usize>,
    /// Which of `values` hold amounts, that are summed.
    pub counted: Vec<bool>,
    /// Columns that hold the months of their row's year, where a table has a year a row.
    pub months: Vec<(usize, u32)>,
    /// Column whose values are series, in a long table.
    pub key: Option<usize>,
    /// Column that events are split by.
    pub group: Option<usize>,
    /// What an event row counts for.
    pub count: Count,
    /// What the file says of which day a time is.
    pub stamp: Option<Said>,
    /// What must be asked before the file can be used.
    pub question: Option<Question>,
    /// Why its only times are of no use.
    pub refusal: Option<Refusal>,
    /// Reasons.
    pub evidence: Vec<Evidence>,
}

/// What is known besides the rows.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// The header's names.
    pub names: &'a [String],
    /// Usual number of cells.
    pub width: usize,
    /// The delimiter, where there is one.
    pub delimiter: u8,
    /// The user's overrides.
    pub patch: &'a SourcePatch,
    /// The file's date, epoch ms.
    pub modified_ms: Option<i64>,
    /// Lines before the header.
    pub preamble: &'a [String],
    /// Whether the rows are lines of a log: events, whatever numbers stand in them.
    pub log: bool,
    /// What the columns are, where the file says so.
    pub types: Option<&'a Types>,
    /// Whether the rows are the cells of a table whose dates stand across: measurements, whatever
    /// texts say whose.
    pub turned: bool,
}

/// Decides what the columns are from sampled rows.
pub fn decide(about: About<'_>, rows: &[Row]) -> Schema {
    let looks = looks(about.names, about.width, rows);
    let mut evidence = Vec::new();
    let patch = about.patch;
    let marks = Marks::of(&looks, rows, about.types.filter(|_| typed_numbers(about.types)));
    let comma = marks.all.comma > marks.all.point || about.delimiter == b';';
    let context = Context {
        day_first: comma.then_some(true),
        not_after_ms: about.modified_ms,
        start_day: start_day(about.preamble),
    };
    let mut chosen = time_column::choose(&looks, rows, context, about.types, patch, &mut evidence);
    if let Some(plan) = &mut chosen.plan {
        let asked = time_zone::decide(plan, &looks, rows, about.preamble, patch, &mut evidence);
        chosen.question = chosen.question.or(asked);
    }
    let missing = codes::stated(about.preamble);
    let known = decimal::Known {
        missing: &missing,
        time: chosen.plan.as_ref(),
        delimiter: about.delimiter,
        patch,
        types: about.types.filter(|_| typed_numbers(about.types)),
    };
    let styles = decimal::styles(&looks, &marks, rows, known, &mut evidence);
    let mut columns: Vec<Column> = looks
        .iter()
        .enumerate()
        .map(|(index, look)| Column {
            name: if look.name.is_empty() {
                format!("column {}", index.saturating_add(1))
            } else {
                look.name.clone()
            },
            index,
            role: ColumnRole::Text,
            unit: (look.durations > 0)
                .then(|| "s".to_owned())
                .or_else(|| lexicon::unit(&look.name))
                .or_else(|| {
                    (!look.unit.is_empty()).then(|| String::from_utf8_lossy(&look.unit).into())
                }),
        })
        .collect();
    let mut schema = Schema {
        columns: Vec::new(),
        time: chosen.plan,
        role: Role::Events,
        style: styles.file,
        forms: styles.forms,
        style_open: marks.is_open() && patch.decimal.is_none() && !typed_numbers(about.types),
        values: Vec::new(),
        main: None,
        counted: Vec::new(),
        months: Vec::new(),
        key: None,
        group: None,
        count: Count::Rows,
        stamp: None,
        question: chosen.question,
        refusal: chosen.refusal,
        evidence,
    };
    let Some(mut time) = schema.time.clone() else {
        schema.columns = columns;
        return schema;
    };
    schema.stamp = stamp::said(&looks, rows, &time, (about.names, about.preamble));
    let ended = match time.begins_ms == 0 && patch.stamp.is_none() {
        true => stamp::ended_stretch(schema.stamp.as_ref(), rows, &time),
        false => 0,
    };
    if ended > 0 {
        time.begins_ms = ended;
        schema.time = Some(time.clone());
        schema.evidence.push(Evidence {
            field: Topic::TimeFormat,
            chosen: time.format_text(),
            because: Because::HourEnds,
            alternatives: Vec::new(),
        });
    }
    let forms = schema.forms.clone();
    let table = Sampled::new(rows, &time, &forms);
    let split = values::split(&looks, &time, &table);
    let mut keys: Vec<usize> = patch.key_column.flatten().into_iter().collect();
    match split {
        Split::None => {}
        Split::One(key) => keys.push(key),
        Split::Two(first, second) => keys.extend([first, second]),
    }
    let candidates = values::columns(&looks, &time, &table, &keys);
    schema.choose_role(&looks, &candidates, &table, about, split);
    let lasting = looks.iter().enumerate().filter(|(_, look)| look.durations > 0);
    for (column, look) in lasting.filter(|(column, _)| candidates.contains(column)) {
        let mut rows = table.rows.iter().map(|(row, _)| row.cell(column).trim_ascii());
        if let Some((cell, (seconds, _))) = rows.find_map(|cell| Some((cell, duration(cell)?))) {
            schema.evidence.push(Evidence {
                field: Topic::ValueColumns,
                chosen: look.name.clone(),
                because: Because::Custom(format!(
                    "{} = {seconds} s",
                    String::from_utf8_lossy(cell)
                )),
                alternatives: Vec::new(),
            });
        }
    }
    for look in looks.iter().filter(|look| !look.currencies.is_empty()) {
        schema.evidence.push(Evidence {
            field: Topic::ValueColumns,
            chosen: look.name.clone(),
            because: Because::Currencies(look.currencies.join(", ")),
            alternatives: Vec::new(),
        });
    }
    match schema.role {
        Role::Events => {
            schema.group = match patch.group_column {
                Some(group) => group,
                None => group_column(&looks, &time, rows, &mut schema.evidence),
            };
            schema.choose_count(&looks, &candidates, &table, patch);
        }
        Role::LongSeries => {
            schema.values = schema.values_of_keys(&looks, &candidates, patch);
        }
        Role::Series | Role::WideSeries => {
            schema.values = candidates.clone();
            if let Some(chosen) = &patch.value_columns {
                for &column in chosen {
                    if column < looks.len() && !schema.values.contains(&column) {
                        schema.values.push(column);
                    }
                }
                schema.values.retain(|column| chosen.contains(column));
                schema.main = chosen.first().copied();
            }
        }
    }
    let months = months(&looks, &time);
    if months.len() >= 6 && patch.value_columns.is_none() && schema.role != Role::Events {
        schema.role = Role::Series;
        schema.main = months.first().map(|(column, _)| *column);
        schema.values = schema.main.into_iter().collect();
        schema.months = months;
    }
    if schema.role != Role::Events && schema.question.is_none() {
        schema.question = styles.question;
    }
    schema.sum_amounts(&looks, &table);
    for column in &mut columns {
        column.role = schema.role_of(column.index, &time);
        // Of events any number can be summed.
        if column.role == ColumnRole::Text && candidates.contains(&column.index) {
            column.role = ColumnRole::Value;
        }
    }
    schema.columns = columns;
    schema
}

impl Schema {
    /// How a column's numbers are written.
    pub fn style_of(&self, column: usize) -> Style {
        self.forms.get(column).map_or(self.style, |form| form.style)
    }
}

/// Whether this is what the queries of `query` give back.
fn is_small_file(looks: &[ColumnFacts]) -> bool {
    looks.iter().map(|look| look.name.as_str()).eq(["bucket", "group", "count"])
}

/// The columns of months in a table with a row a year.
fn months(looks: &[ColumnFacts], time: &TimePlan) -> Vec<(usize, u32)> {
    if time.clock.is_some() || time.format.to_string() != "%Y" {
        return Vec::new();
    }
    let named = looks.iter().enumerate();
    named.filter_map(|(column, look)| Some((column, lexicon::month(&look.name)?))).collect()
}

/// The first day that a preamble names: `# Start date: 20210601`.
fn start_day(preamble: &[String]) -> Option<i64> {
    let formats: Vec<Format> =
        ["%Y-%m-%d", "%Y%m%d", "%Y/%m/%d"].iter().filter_map(|text| text.parse().ok()).collect();
    preamble.iter().find_map(|line| {
        line.split(|c: char| c.is_whitespace() || c == ',' || c == '"' || c == '~')
            .filter(|word| word.len() >= 8)
            .find_map(|word| formats.iter().find_map(|format| format.parse(word.as_bytes()).ok()))
            .map(|instant| instant.ms.div_euclid(86_400_000))
    })
}

/// Whether numbers are stored as such.
fn typed_numbers(types: Option<&Types>) -> bool {
    types.is_some_and(|types| types.columns.contains(&Kind::Number))
}

/// Of several columns named as totals alike, the one that counts most: there chance moves least.
fn most_counted(looks: &[ColumnFacts], candidates: &[usize], table: &Sampled<'_>) -> Option<usize> {
    let named = |column: &&usize| {
        looks.get(**column).is_some_and(|look| {
            lexicon::value(&look.name) == 5 && lexicon::nature(&look.name) == Nature::Amount
        }) && !values::sums_up(table, candidates, **column)
    };
    let sum = |column: usize| -> f64 {
        table.rows.iter().filter_map(|(row, _)| table.number(row, column)).sum()
    };
    let of_most = |best: (f64, usize), &column: &usize| {
        let sum = sum(column);
        if sum > best.0 { (sum, column) } else { best }
    };
    let mut totals = candidates.iter().filter(named);
    let &first = totals.next().filter(|_| candidates.iter().filter(named).count() > 1)?;
    let (_, most) = totals.fold((sum(first), first), of_most);
    Some(most)
}

/// Series of a long table with several values, at most: of more, each key has its main value only.
const KEYED_SERIES_MAX: usize = 12;

impl Schema {
    /// The column that is meant where several hold numbers.
    fn choose_main(
        &mut self,
        looks: &[ColumnFacts],
        candidates: &[usize],
        table: &Sampled<'_>,
        patch: &SourcePatch,
        found: (Option<usize>, Option<usize>),
    ) {
        let (chosen, because) = match found {
            (Some(column), _) => (
                Some(column),
                Because::Name(looks.get(column).map(|look| look.name.clone()).unwrap_or_default()),
            ),
            (None, Some(column)) => (Some(column), Because::Ohlc),
            (None, None) if candidates.len() == 1 => (candidates.first().copied(), Because::Only),
            (None, None) if let Some(column) = most_counted(looks, candidates, table) => {
                (Some(column), Because::MostCounted)
            }
            (None, None) => match values::first_whole(candidates, table) {
                Some((column, profile)) => {
                    let (rows, of) = (profile.numbers as u64, profile.of as u64);
                    (Some(column), Because::FirstWhole { rows, of })
                }
                None => (None, Because::Only),
            },
        };
        self.main = chosen;
        if let Some(column) = chosen {
            self.evidence.push(Evidence {
                field: Topic::ValueColumns,
                chosen: looks
                    .get(column)
                    .map(|look| look.name.clone())
                    .filter(|name| !name.is_empty())
                    .unwrap_or_else(|| format!("column {}", column.saturating_add(1))),
                because: if patch.value_columns.is_some() { Because::Override } else { because },
                alternatives: Vec::new(),
            });
        }
    }

    /// The values of a long table: all, the main one first, where each has a series for each key and
    /// these are few; else the main one, and the others are named.
    fn values_of_keys(
        &mut self,
        looks: &[ColumnFacts],
        candidates: &[usize],
        patch: &SourcePatch,
    ) -> Vec<usize> {
        if let Some(chosen) = &patch.value_columns {
            return chosen.clone();
        }
        let Some(main) = self.main else { return candidates.to_vec() };
        let keys = self.key.and_then(|key| looks.get(key)).map_or(1, |look| look.distinct);
        let others = || candidates.iter().copied().filter(|column| *column != main);
        if keys.saturating_mul(candidates.len()) <= KEYED_SERIES_MAX {
            return std::iter::once(main).chain(others()).collect();
        }
        let named = |column: usize| looks.get(column).map(|look| look.name.clone());
        let said = self.evidence.iter_mut().rfind(|said| said.field == Topic::ValueColumns);
        if let Some(said) = said {
            said.alternatives = others().filter_map(named).collect();
        }
        vec![main]
    }

    /// Rows, or the sum of a count column.
    fn choose_count(
        &mut self,
        looks: &[ColumnFacts],
        candidates: &[usize],
        table: &Sampled<'_>,
        patch: &SourcePatch,
    ) {
        if let Some(count) = patch.count {
            self.count = count;
            return;
        }
        let spans = has_spans(looks);
        let counting = |column: &usize| {
            looks.get(*column).is_some_and(|look| {
                let counts =
                    lexicon::counts_the_row(&look.name) || (spans && lexicon::tries(&look.name));
                counts && look.is_filled() && look.integers == look.numbers
            })
        };
        let Some(column) = candidates.iter().copied().find(counting) else { return };
        // In a list of orders it is the number of pieces that were ordered.
        let traded =
            looks.get(column).is_some_and(|look| lexicon::quantity(&look.name)) && is_traded(looks);
        let amounts: Vec<f64> =
            table.rows.iter().filter_map(|(row, _)| table.number(row, column)).collect();
        // Events come by ones; what comes by tens or hundreds only are pieces of something.
        let by_tens = amounts.len() >= 8 && amounts.iter().all(|amount| amount % 10.0 == 0.0);
        if traded
            || by_tens
            || amounts.iter().all(|&amount| amount == 1.0)
            || amounts.iter().any(|&amount| amount < 0.0)
        {
            return;
        }
        let name = looks.get(column).map(|look| look.name.clone()).unwrap_or_default();
        if spans {
            let total: f64 = amounts.iter().sum();
            if patch.answer.as_deref() == Some("rows") {
                return;
            }
            if patch.answer == Some(column.to_string()) {
                self.count = Count::Column(column);
                return;
            }
            self.question.get_or_insert(Question {
                field: Topic::Count,
                choices: vec![
                    Choice { value: "rows".into(), sample: amounts.len().to_string() },
                    Choice { value: column.to_string(), sample: format!("{name}: {total}") },
                ],
            });
            return;
        }
        // 1, 2, 3 … all the way: the row's number, whatever its name.
        if amounts.len() >= 8 && amounts.array_windows().all(|[one, two]| two - one == 1.0) {
            return;
        }
        self.count = Count::Column(column);
        self.evidence.push(Evidence {
            field: Topic::Count,
            chosen: name.clone(),
            because: Because::Name(name),
            alternatives: vec!["rows".into()],
        });
    }

    /// Says which values are amounts.
    fn sum_amounts(&mut self, looks: &[ColumnFacts], table: &Sampled<'_>) {
        // An engine's sum may be written with decimals.
        let (counted, open) = match is_small_file(looks) {
            true => (vec![true; self.values.len()], Vec::new()),
            false => values::amounts(&self.values, looks, table),
        };
        self.counted = counted;
        let names: Vec<&str> = self
            .values
            .iter()
            .zip(&self.counted)
            .filter(|(_, counted)| **counted)
            .filter_map(|(column, _)| looks.get(*column).map(|look| look.name.as_str()))
            .collect();
        if !names.is_empty() && self.role != Role::Events {
            self.evidence.push(Evidence {
                field: Topic::Totals,
                chosen: names.join(", "),
                because: Because::Amounts,
                alternatives: Vec::new(),
            });
        }
        let open: Vec<&str> = open
            .iter()
            .filter_map(|column| looks.get(*column).map(|look| look.name.as_str()))
            .collect();
        if !open.is_empty() && self.role != Role::Events {
            self.evidence.push(Evidence {
                field: Topic::Totals,
                chosen: open.join(", "),
                because: Because::MaybeAmounts,
                alternatives: Vec::new(),
            });
        }
    }

    fn role_of(&self, column: usize, time: &TimePlan) -> ColumnRole {
        if time.uses(column) {
            ColumnRole::Time
        } else if self.count == Count::Column(column) {
            ColumnRole::Count
        } else if self.values.contains(&column)
            || self.months.iter().any(|(month, _)| *month == column)
        {
            ColumnRole::Value
        } else if self.group == Some(column) || self.key == Some(column) {
            ColumnRole::Group
        } else {
            ColumnRole::Text
        }
    }
}
