//! Which column is what: time, values, group, count; and so what the file holds.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "counts of a sample's rows, and scores of a few points"
)]

use super::column::{ColumnFacts, looks};
use super::decimal::{self, Marks};
use super::lexicon::{self, Nature, SpanEnd};
use super::number::{Form, Style};
use super::overrides::{Count, SourcePatch};
use super::source::{Because, Choice, Column, ColumnRole, Evidence, Question, Refusal, Role};
use super::stamp::{self, Said};
use super::table::Row;
use super::time_column::{self, Context, TimePlan};
use super::time_zone;
use super::timestamp::Format;
use super::topic::Topic;
use super::typed::{Kind, Types};
use super::values::{self, Sampled, Split};

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
    let known = decimal::Known {
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
                format!("column {}", index + 1)
            } else {
                look.name.clone()
            },
            index,
            role: ColumnRole::Text,
            unit: lexicon::unit(&look.name).or_else(|| {
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
    let Some(time) = schema.time.clone() else {
        schema.columns = columns;
        return schema;
    };
    schema.stamp = stamp::said(&looks, rows, &time, (about.names, about.preamble));
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

/// How much the best name among the columns of numbers says that it is a value, and that column
/// where it stands out.
fn by_name(looks: &[ColumnFacts], candidates: &[usize]) -> (i32, Option<usize>) {
    let score = |&column: &usize| looks.get(column).map_or(0, |look| lexicon::value(&look.name));
    let best = candidates.iter().map(score).max().unwrap_or(0);
    let mut best_ones = candidates.iter().filter(|column| score(column) == best);
    let first = best_ones.next().copied();
    let stands_out = best >= 8 || (best >= 5 && best_ones.next().is_none());
    (best, first.filter(|_| stands_out))
}

/// Of several columns named as totals alike, the one that counts most: there chance moves least.
fn most_counted(looks: &[ColumnFacts], candidates: &[usize], table: &Sampled<'_>) -> Option<usize> {
    let named = |column: &&usize| {
        looks.get(**column).is_some_and(|look| {
            lexicon::value(&look.name) == 5 && lexicon::nature(&look.name) == Nature::Amount
        })
    };
    let sum = |column: usize| -> f64 {
        table.rows.iter().filter_map(|(row, _)| table.number(row, column)).sum()
    };
    let of_most = |best: (f64, usize), &column: &usize| {
        let sum = sum(column);
        if sum > best.0 { (sum, column) } else { best }
    };
    let mut totals = candidates.iter().filter(named);
    let &first = totals.next()?;
    let (_, most) = totals.fold((sum(first), first), of_most);
    Some(most)
}

/// What in a table of numbers beside texts speaks for measurements or for events.
struct Signs {
    /// A column keys the times, see [`values::split`].
    keyed: bool,
    /// Times are evenly spaced.
    even: bool,
    /// Share of the times that come once, 0–1; of keyed ones all.
    once: f64,
    /// How much a name says that it is a value, see [`lexicon::value`].
    named: i32,
    /// Share of the columns of numbers among those of numbers and texts, 0–1.
    numbers: f64,
    /// A column holds addresses.
    addressed: bool,
    /// A column of texts gives each row a name of its own.
    own_names: bool,
    /// Share of the times on a whole minute, 0–1.
    on_minutes: f64,
    /// Rows have a first and a last time, and no amount for what is between.
    spans: bool,
    /// A column of texts says which rule or signature a row is of.
    ruled: bool,
    /// Each row is an order: a way that something was traded, and what.
    orders: bool,
}

/// Series of a long table with several values, at most: of more, each key has its main value only.
const KEYED_SERIES_MAX: usize = 12;

/// Points from which on rows are measurements.
const SERIES_POINTS: i32 = 3;

/// A sign, its points for measurements, and why.
type Clue = (fn(&Signs) -> bool, i32, &'static str);

const ROLE_CLUES: [Clue; 14] = [
    (|signs| signs.keyed || signs.even, 3, "one row a time, in steps"),
    (|signs| signs.once >= 0.98, 2, "hardly a time comes twice"),
    (|signs| signs.once < 0.7, -2, "several rows share a time"),
    (|signs| signs.named >= 8, 3, "a column has the name of a value"),
    (|signs| (5..8).contains(&signs.named), 1, "a column has a name that may be a value's"),
    (|signs| signs.numbers >= 0.99, 3, "there are numbers only"),
    (|signs| (0.5..0.99).contains(&signs.numbers), 1, "half of it is numbers"),
    (|signs| signs.numbers < 0.25, -5, "most of it is texts"),
    (|signs| signs.addressed, -4, "addresses are of those who did something"),
    (
        |signs| signs.named < 8 && signs.own_names,
        -4,
        "each row has a name of its own: things that happened, not values of one",
    ),
    (
        |signs| signs.on_minutes < 0.5 && !signs.even,
        -3,
        "what is measured is measured on whole minutes",
    ),
    (
        |signs| signs.named < 8 && signs.spans,
        -3,
        "rows from a first to a last time are sightings; bars have prices",
    ),
    (
        |signs| signs.ruled && signs.named < 5 && !signs.keyed,
        -4,
        "rules and signatures are of what was detected",
    ),
    (|signs| signs.orders && !signs.keyed, -7, "orders of this and that are no values of one"),
];

impl Signs {
    fn of(
        looks: &[ColumnFacts],
        candidates: &[usize],
        texts: &[usize],
        table: &Sampled<'_>,
        (named, keyed): (i32, bool),
    ) -> Signs {
        let own_name = |column: &usize| {
            looks.get(*column).is_some_and(|look| {
                lexicon::identifier(&look.name) && look.distinct >= look.filled.min(600)
            })
        };
        // An id of a vulnerability is that of what happened.
        let id = |column: &usize| {
            let numbered = |look: &ColumnFacts| {
                lexicon::is_id(&look.name)
                    && !lexicon::words(&look.name).contains(&"cve".to_owned())
            };
            own_name(column) && looks.get(*column).is_some_and(numbered)
        };
        let amount = |column: &usize| {
            looks.get(*column).is_some_and(|look| {
                lexicon::nature(&look.name) == Nature::Amount && lexicon::count(&look.name) == 0
            })
        };
        let ruled = |column: &usize| {
            let rule = |look: &ColumnFacts| lexicon::detection(&look.name) && look.sentences == 0;
            looks.get(*column).is_some_and(rule)
        };
        Signs {
            keyed,
            even: table.even,
            once: if keyed { 1.0 } else { table.once },
            named,
            numbers: candidates.len() as f64 / (candidates.len() + texts.len()) as f64,
            addressed: looks.iter().any(ColumnFacts::is_addresses),
            // Of readings in even steps, with no other text, an id numbers the readings.
            own_names: texts.iter().any(own_name)
                && !(table.even && table.once >= 0.98 && texts.iter().all(id)),
            on_minutes: table.on_minutes(),
            spans: has_spans(looks) && !candidates.iter().any(amount),
            ruled: texts.iter().any(ruled),
            orders: is_orders(looks, candidates, texts, table),
        }
    }

    fn points(&self) -> i32 {
        ROLE_CLUES.iter().filter(|(holds, ..)| holds(self)).map(|(_, points, _)| points).sum()
    }
}

impl Schema {
    /// Measurements or events, and of measurements whose; then the column that is meant.
    fn choose_role(
        &mut self,
        looks: &[ColumnFacts],
        candidates: &[usize],
        table: &Sampled<'_>,
        about: About<'_>,
        split: Split,
    ) {
        let texts: Vec<usize> = looks
            .iter()
            .enumerate()
            .filter(|(column, look)| {
                !self.time.as_ref().is_some_and(|time| time.uses(*column))
                    && look.is_varying_text()
                    && !candidates.contains(column)
                    && !values::again_a_part(looks, *column, table)
            })
            .map(|(column, _)| column)
            .collect();
        let (named, main) = by_name(looks, candidates);
        let ohlc = values::close_of_bars(looks, candidates, table);
        let key = match split {
            Split::One(key) => Some(key),
            Split::None | Split::Two(..) => None,
        };
        let (mut role, mut because) = if candidates.is_empty() || about.log {
            (Role::Events, Because::Eventful)
        } else if texts.is_empty() && (named >= 8 || !has_spans(looks)) {
            (Role::Series, Because::Measured)
        } else {
            let keyed = match split {
                Split::None => false,
                Split::One(_) => true,
                Split::Two(first, second) => values::is_full(table, [first, second]),
            };
            let named = if is_traded(looks) && named < 8 { 0 } else { named };
            let signs = Signs::of(looks, candidates, &texts, table, (named, keyed));
            match signs.points() {
                _ if about.turned && signs.keyed => (Role::Series, Because::Measured),
                SERIES_POINTS.. => (Role::Series, Because::Measured),
                _ => (Role::Events, Because::Eventful),
            }
        };
        if role == Role::Series {
            if let Some(column) = key {
                role = Role::LongSeries;
                because = Because::KeyedTimes;
                self.key = Some(column);
            } else if main.is_none() && ohlc.is_none() && candidates.len() > 1 {
                role = Role::WideSeries;
            }
            if let Split::Two(first, second) = split
                && about.patch.key_column.is_none()
                && about.patch.role.is_none()
            {
                self.ask_for_key(looks, table, [first, second]);
            }
        }
        if is_small_file(looks) {
            (role, because) = (Role::LongSeries, Because::Stated("bucket,group,count".into()));
            self.key = Some(1);
        }
        (self.role, because) = self.role_stated(looks, &texts, about.patch, (role, because));
        self.evidence.push(Evidence {
            field: Topic::Role,
            chosen: self.role.name().into(),
            because,
            alternatives: Vec::new(),
        });
        if self.role != Role::Events {
            self.choose_main(looks, candidates, table, about.patch, (main, ohlc));
        }
    }

    /// The role that the overrides say over the one that was found; sets the key.
    fn role_stated(
        &mut self,
        looks: &[ColumnFacts],
        texts: &[usize],
        patch: &SourcePatch,
        (mut role, mut because): (Role, Because),
    ) -> (Role, Because) {
        if let Some(Some(column)) = patch.key_column {
            role = Role::LongSeries;
            self.key = Some(column);
            because = Because::Override;
        } else if patch.key_column == Some(None) && role == Role::LongSeries {
            role = Role::Series;
            self.key = None;
        }
        if let Some(stated) = patch.role {
            role = stated;
            because = Because::Override;
            if role == Role::LongSeries && self.key.is_none() {
                self.key = texts
                    .iter()
                    .copied()
                    .min_by_key(|&column| looks.get(column).map(|look| look.distinct));
            }
        }
        if role != Role::LongSeries {
            self.key = None;
        }
        (role, because)
    }

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
                    .unwrap_or_else(|| format!("column {}", column + 1)),
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

    /// Asks by which of two columns, that name series only together, the table is to be split.
    fn ask_for_key(&mut self, looks: &[ColumnFacts], table: &Sampled<'_>, columns: [usize; 2]) {
        let choice = |column: usize| {
            let mut cells: Vec<&[u8]> = Vec::new();
            for (row, _) in &table.rows {
                let cell = row.cell(column);
                if !cells.contains(&cell) && cells.len() < 4 {
                    cells.push(cell);
                }
            }
            let shown: Vec<String> =
                cells.iter().take(3).map(|cell| String::from_utf8_lossy(cell).into()).collect();
            let more = if cells.len() > 3 { ", …" } else { "" };
            let name = looks.get(column).map_or("", |look| look.name.as_str());
            Choice {
                value: column.to_string(),
                sample: format!("{name}: {}{more}", shown.join(", ")),
            }
        };
        self.question.get_or_insert_with(|| Question {
            field: Topic::KeyColumn,
            choices: columns.map(choice).into(),
        });
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

/// Whether rows are orders of this and that: which way something was traded, and what; or what,
/// and how many pieces, whenever somebody traded.
fn is_orders(
    looks: &[ColumnFacts],
    candidates: &[usize],
    texts: &[usize],
    table: &Sampled<'_>,
) -> bool {
    let named = |columns: &[usize], is: fn(&str) -> bool| {
        columns.iter().any(|&column| looks.get(column).is_some_and(|look| is(&look.name)))
    };
    let side = texts.iter().any(|column| table.is_side(*column));
    let traded = named(texts, lexicon::trade) && named(candidates, lexicon::quantity);
    (texts.len() >= 2 && side) || (traded && !table.even)
}

/// Whether a table names what was traded, beside how much of it.
fn is_traded(looks: &[ColumnFacts]) -> bool {
    looks.iter().any(|look| lexicon::trade(&look.name) && !look.is_numeric())
        && looks.iter().any(|look| lexicon::quantity(&look.name) && look.is_numeric())
}

/// Whether the rows have a first and a last time.
fn has_spans(looks: &[ColumnFacts]) -> bool {
    let ends: Vec<SpanEnd> = looks
        .iter()
        .filter(|look| look.is_filled() && (look.times * 2 > look.filled || look.is_numeric()))
        .filter_map(|look| lexicon::span_end(&look.name))
        .collect();
    ends.contains(&SpanEnd::First) && ends.contains(&SpanEnd::Last)
}

/// The column with the names of what a column of identifiers tells apart, with as many different
/// values: `rule.name` beside `rule.id`, `category.displayName` beside `category.id`.
fn name_beside(looks: &[ColumnFacts], column: usize) -> Option<usize> {
    let id = looks.get(column)?;
    let whose = lexicon::identified(&id.name)?;
    let mut others = looks.iter().enumerate().filter(|(_, look)| {
        look.distinct == id.distinct
            && look.filled * 10 >= id.filled * 9
            && look.texts * 2 >= look.filled
    });
    others
        .find_map(|(at, look)| (lexicon::titled(&look.name).as_ref() == Some(&whose)).then_some(at))
}

/// The column that events are best told apart by, if any: what a person would ask for, never what
/// only a machine tells apart. A name that says it well may have more values.
fn group_column(
    looks: &[ColumnFacts],
    time: &TimePlan,
    rows: &[Row],
    evidence: &mut Vec<Evidence>,
) -> Option<usize> {
    let total = rows.iter().filter(|row| !row.excluded).count();
    let mut best: Option<(i32, usize)> = None;
    for (column, look) in looks.iter().enumerate() {
        let named = lexicon::group(&look.name);
        let free_text = look.sentences * 2 > look.filled;
        let rows_each = if named > 1 && !free_text { look.filled * 2 / 3 } else { look.filled / 2 };
        let few = look.distinct >= 2 && look.distinct <= 400 && look.distinct <= rows_each.max(1);
        if time.uses(column) || !few || look.is_addresses() || look.filled * 2 < total {
            continue;
        }
        if look.texts * 2 < look.filled {
            continue;
        }
        let mut cells =
            rows.iter().filter(|row| !row.excluded).map(|row| row.cell(column).trim_ascii());
        if named < 0 || cells.all(|cell| cell.is_empty() || lexicon::protocol(cell)) {
            continue;
        }
        let mut score = named * 4;
        score += i32::from(look.sentences * 2 > look.filled) * 2;
        score += i32::from(look.distinct <= 60);
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, column));
        }
    }
    let (_, column) = best?;
    let column = name_beside(looks, column).unwrap_or(column);
    let look = looks.get(column)?;
    evidence.push(Evidence {
        field: Topic::GroupColumn,
        chosen: if look.name.is_empty() {
            format!("column {}", column + 1)
        } else {
            look.name.clone()
        },
        because: Because::FewValues(look.distinct as u64),
        alternatives: Vec::new(),
    });
    Some(column)
}
