//! Which column is what: time, values, group, count; and so what the file holds.

use super::column::{ColumnFacts, looks};
use super::lexicon::{self, SpanEnd};
use super::names::FixedMap;
use super::number::{self, DecimalMark, Style, Verdict};
use super::overrides::{Count, SourcePatch};
use super::source::{Because, Choice, Column, ColumnRole, Evidence, Question, Role};
use super::table::Row;
use super::time_column::{self, Context, TimePlan, even_steps};
use super::timestamp::Format;
use super::topic::Topic;

/// What the columns are.
#[derive(Clone, Debug)]
pub struct Schema {
    /// The columns, with their roles.
    pub columns: Vec<Column>,
    /// The time; `None` where there is none.
    pub time: Option<TimePlan>,
    /// What the file holds.
    pub role: Role,
    /// How its numbers are written.
    pub style: Style,
    /// Whether the sample left the decimal mark open: the full reading watches for it.
    pub style_open: bool,
    /// Value columns of a measurement, in file order.
    pub values: Vec<usize>,
    /// The default one of them.
    pub main: Option<usize>,
    /// Which of `values` hold counts.
    pub counted: Vec<bool>,
    /// Columns that hold the months of their row's year, where a table has a year a row.
    pub months: Vec<(usize, u32)>,
    /// Column whose values are series, in a long table.
    pub key: Option<usize>,
    /// Column that events are split by.
    pub group: Option<usize>,
    /// What an event row counts for.
    pub count: Count,
    /// What must be asked before the file can be used.
    pub question: Option<Question>,
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
    /// Whether the rows are the cells of a table whose dates stand across: measurements, whatever
    /// texts say whose.
    pub turned: bool,
}

/// Decides what the columns are from sampled rows.
pub fn decide(about: About<'_>, rows: &[Row]) -> Schema {
    let looks = looks(about.names, about.width, rows);
    let mut evidence = Vec::new();
    let patch = about.patch;
    let numbers = numbers(&looks, rows);
    let comma = numbers.comma > numbers.point || about.delimiter == b';';
    let context = Context {
        day_first: comma.then_some(true),
        not_after_ms: about.modified_ms,
        start_day: start_day(about.preamble),
    };
    let chosen = time_column::choose(&looks, rows, context, patch, &mut evidence);
    let (style, style_question) =
        style(&looks, &numbers, chosen.plan.as_ref(), about, &mut evidence);
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
            unit: lexicon::unit(&look.name),
        })
        .collect();
    let mut schema = Schema {
        columns: Vec::new(),
        time: chosen.plan,
        role: Role::Events,
        style,
        style_open: numbers.point + numbers.comma == 0 && patch.decimal.is_none(),
        values: Vec::new(),
        main: None,
        counted: Vec::new(),
        months: Vec::new(),
        key: None,
        group: None,
        count: Count::Rows,
        question: chosen.question,
        evidence,
    };
    let Some(time) = schema.time.clone() else {
        schema.columns = columns;
        return schema;
    };
    let table = Sampled::new(rows, &time, style);
    let candidates = value_columns(&looks, &time, rows);
    schema.choose_role(&looks, &candidates, &table, about);
    match schema.role {
        Role::Events => {
            schema.group = match patch.group_column {
                Some(group) => group,
                None => group_column(&looks, &time, rows, &mut schema.evidence),
            };
            schema.choose_count(&looks, &candidates, &table, patch);
        }
        Role::LongSeries => {
            schema.values = main_or_all(schema.main, &candidates, patch);
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
        schema.question = style_question;
    }
    schema.counted = schema
        .values
        .iter()
        .map(|&column| {
            looks.get(column).is_some_and(|look| {
                // An engine's sum may be written with decimals.
                if is_small_file(&looks) {
                    return true;
                }
                lexicon::count(&look.name) > 0
                    && lexicon::value(&look.name) < 8
                    && look.integers * 20 >= look.numbers * 10
            })
        })
        .collect();
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

fn main_or_all(main: Option<usize>, candidates: &[usize], patch: &SourcePatch) -> Vec<usize> {
    match (&patch.value_columns, main) {
        (Some(chosen), _) => chosen.clone(),
        (None, Some(main)) => vec![main],
        (None, None) => candidates.to_vec(),
    }
}

/// The sampled rows that have a time, with what decides between series and events.
struct Sampled<'a> {
    rows: Vec<(&'a Row, i64)>,
    style: Style,
}

impl<'a> Sampled<'a> {
    fn new(rows: &'a [Row], time: &TimePlan, style: Style) -> Self {
        let rows = rows
            .iter()
            .filter(|row| !row.excluded)
            .filter_map(|row| {
                let at = time.read_with(&time.format, |column| Some(row.cell(column))).ok()?;
                Some((row, at.ms))
            })
            .collect();
        Sampled { rows, style }
    }

    fn number(&self, row: &Row, column: usize) -> Option<f64> {
        self.style.parse(row.cell(column)).ok().flatten()
    }

    /// Share of the rows whose (key and) time comes once.
    fn unique(&self, key: Option<usize>) -> f64 {
        let mut seen: FixedMap<(Vec<u8>, i64), usize> = FixedMap::default();
        for (row, at) in &self.rows {
            let key = key.map_or_else(Vec::new, |key| row.cell(key).to_vec());
            *seen.entry((key, *at)).or_default() += 1;
        }
        let once: usize = seen.values().filter(|&&rows| rows == 1).count();
        once as f64 / self.rows.len().max(1) as f64
    }

    /// Whether the times are evenly spaced (those on known lines: windows leave holes).
    fn even(&self) -> bool {
        let times: Vec<Option<i64>> =
            self.rows.iter().filter(|(row, _)| row.line > 0).map(|(_, at)| Some(*at)).collect();
        even_steps(&times)
    }

    /// Share of the rows that stand on a full minute.
    fn on_minutes(&self) -> f64 {
        let full = self.rows.iter().filter(|(_, at)| at % 60_000 == 0).count();
        full as f64 / self.rows.len().max(1) as f64
    }
}

/// Columns of numbers that measure or count something.
fn value_columns(looks: &[ColumnFacts], time: &TimePlan, rows: &[Row]) -> Vec<usize> {
    let all: Vec<usize> = looks
        .iter()
        .enumerate()
        .filter(|(column, look)| {
            // The number of its row, whatever its name, where there is more than that.
            let named = lexicon::value(&look.name) > 0 || lexicon::count(&look.name) > 0;
            let more = looks.iter().enumerate().any(|(other, look)| {
                let measured = look.is_numeric() && !lexicon::identifier(&look.name);
                other != *column && !time.columns.contains(&other) && look.filled > 0 && !measured
            });
            let index = look.index && (look.name.is_empty() || (!named && more));
            let other = index || time.columns.contains(column) || lexicon::identifier(&look.name);
            look.is_numeric()
                && !other
                // Whole numbers under the name of a time are parts of one; `Uptime (h)` is not.
                && (lexicon::time(&look.name) < 4 || look.integers * 2 < look.numbers)
                && !is_second_time(look, time, rows, *column)
        })
        .map(|(column, _)| column)
        .collect();
    // Columns that never change measure nothing, and beside texts two numbers are yes and no,
    // unless nothing else is there.
    let others = looks.iter().enumerate().any(|(column, look)| {
        look.filled > 0 && !time.columns.contains(&column) && !all.contains(&column)
    });
    let changes = |look: &ColumnFacts| match look.distinct {
        0 | 1 => false,
        2 if others && look.filled > 8 && look.integers == look.filled => {
            lexicon::value(&look.name) > 0 || lexicon::count(&look.name) > 0
        }
        _ => true,
    };
    let changing: Vec<usize> =
        all.iter().copied().filter(|&column| looks.get(column).is_some_and(changes)).collect();
    if !changing.is_empty() {
        return changing;
    }
    let named = |column: &usize| looks.get(*column).is_some_and(|l| lexicon::value(&l.name) >= 5);
    if others { all.into_iter().filter(named).collect() } else { all }
}

/// An epoch beside the time (`close_time`): follows it row by row.
fn is_second_time(look: &ColumnFacts, time: &TimePlan, rows: &[Row], column: usize) -> bool {
    let named = lexicon::is_time(&look.name);
    if look.integers < look.filled || (!named && look.distinct < look.filled.min(20)) {
        return false;
    }
    let whole = |row: &Row| std::str::from_utf8(row.cell(column)).ok()?.trim().parse::<i64>().ok();
    let Some(unit) = rows.iter().find_map(whole).and_then(super::timestamp::Unit::plausible) else {
        return false;
    };
    if named {
        return true;
    }
    let format = Format::epoch(unit);
    let near = rows
        .iter()
        .filter(|row| !row.excluded)
        .filter(|row| {
            let first = time.read_with(&time.format, |column| Some(row.cell(column)));
            let second = format.parse(row.cell(column));
            matches!((first, second), (Ok(a), Ok(b)) if (a.ms - b.ms).abs() < 40 * 86_400_000)
        })
        .count();
    near * 10 >= rows.len() * 9
}

/// What the cells of the number columns show about the decimal mark.
fn numbers(looks: &[ColumnFacts], rows: &[Row]) -> number::Evidence {
    let mut all = number::Evidence::default();
    for (column, look) in looks.iter().enumerate() {
        if look.numbers * 2 < look.filled - look.missing || lexicon::identifier(&look.name) {
            continue;
        }
        let mut evidence = number::Evidence::default();
        rows.iter().filter(|row| !row.excluded).for_each(|row| evidence.observe(row.cell(column)));
        if evidence.is_numeric() {
            all.merge(&evidence);
        }
    }
    all
}

/// The style of a file's numbers, and what to ask where its evidence ties.
fn style(
    looks: &[ColumnFacts],
    numbers: &number::Evidence,
    time: Option<&TimePlan>,
    about: About<'_>,
    evidence: &mut Vec<Evidence>,
) -> (Style, Option<Question>) {
    let answered = about.patch.answer.as_deref().and_then(|answer| match answer {
        "." => Some('.'),
        "," => Some(','),
        _ => None,
    });
    let stated = about.patch.decimal.or(answered).and_then(DecimalMark::from_char);
    // Things that are counted are whole: a mark before three digits groups them.
    let counted = looks.iter().any(|look| lexicon::count(&look.name) > 0 && look.is_numeric());
    let dotted = time.is_some_and(|time| time.format.to_string().starts_with("%d.%m."));
    // East Asia and, where the month comes first, America write a decimal point.
    let format = time.map(|time| time.format.to_string()).unwrap_or_default();
    let east = looks.iter().any(|look| look.name.chars().any(is_cjk));
    let pointed = east || format.starts_with("%m/%d") || format.starts_with("%Y/%m");
    let (hint, habit) = match () {
        () if stated.is_some() => (stated, Because::Override),
        () if pointed => (Some(DecimalMark::Point), Because::Locale),
        // Either alone stands in files with a point too; both together do not.
        () if dotted && about.delimiter == b';' => (Some(DecimalMark::Comma), Because::Locale),
        () if counted && numbers.point_or_group == 0 => {
            (Some(DecimalMark::Point), Because::Custom("1,234 = 1234".into()))
        }
        () if counted && numbers.comma_or_group == 0 => {
            (Some(DecimalMark::Comma), Because::Custom("1.234 = 1234".into()))
        }
        () => (None, Because::Only),
    };
    let verdict = numbers.decide(hint);
    let mut style = verdict.style();
    if let Some(decimal) = stated {
        style.decimal = decimal;
    }
    let of = numbers.numbers();
    let decisive = numbers.point.max(numbers.comma);
    evidence.push(Evidence {
        field: Topic::Decimal,
        chosen: style.decimal.char().to_string(),
        because: match hint {
            Some(_) if stated.is_some() || decisive == 0 => habit,
            _ => Because::Fits { rows: of - numbers.point.min(numbers.comma), of },
        },
        alternatives: Vec::new(),
    });
    let open = matches!(verdict, Verdict::Tie(_)) && stated.is_none();
    (style, open.then(|| decimal_question(looks, numbers)))
}

/// Kana, kanji, hangul.
fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

/// Asks for the decimal mark, with the same number read both ways.
fn decimal_question(looks: &[ColumnFacts], numbers: &number::Evidence) -> Question {
    let cell = looks.iter().find_map(|look| look.marked.clone());
    let mark = if numbers.point_or_group > numbers.comma_or_group { "1.234" } else { "1,234" };
    let cell = cell.unwrap_or_else(|| mark.to_string());
    let choice = |decimal: DecimalMark| {
        let style = Style { decimal, ..Style::POINT };
        let value = style.parse(cell.as_bytes()).ok().flatten();
        Choice {
            value: decimal.char().to_string(),
            sample: format!("{cell} = {}", value.map_or("?".into(), |value| value.to_string())),
        }
    };
    Question {
        field: Topic::Decimal,
        choices: vec![choice(DecimalMark::Point), choice(DecimalMark::Comma)],
    }
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

/// The column of texts each of whose values has its own row at each time, where times come again.
fn key_of_times(looks: &[ColumnFacts], texts: &[usize], table: &Sampled<'_>) -> Option<usize> {
    let few = |&column: &usize| {
        looks
            .get(column)
            .is_some_and(|look| look.distinct <= 200 && look.distinct * 2 < look.filled.max(4))
    };
    let again = table.unique(None) < 0.7;
    texts.iter().copied().filter(few).find(|&key| again && table.unique(Some(key)) >= 0.98)
}

/// What in a table of numbers beside texts speaks for measurements or for events.
struct Signs {
    /// A column of texts keys the times, see [`key_of_times`].
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
    /// Rows have a first and a last time.
    spans: bool,
}

/// Points from which on rows are measurements.
const SERIES_POINTS: i32 = 3;

/// A sign, its points for measurements, and why.
type Clue = (fn(&Signs) -> bool, i32, &'static str);

const ROLE_CLUES: [Clue; 12] = [
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
        Signs {
            keyed,
            even: table.even(),
            once: if keyed { 1.0 } else { table.unique(None) },
            named,
            numbers: candidates.len() as f64 / (candidates.len() + texts.len()) as f64,
            addressed: looks.iter().any(ColumnFacts::is_addresses),
            own_names: texts.iter().any(own_name),
            on_minutes: table.on_minutes(),
            spans: has_spans(looks),
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
    ) {
        let texts: Vec<usize> = looks
            .iter()
            .enumerate()
            .filter(|(column, look)| {
                !self.time.as_ref().is_some_and(|time| time.columns.contains(column))
                    && look.is_varying_text()
            })
            .map(|(column, _)| column)
            .collect();
        let (named, main) = by_name(looks, candidates);
        let ohlc = ohlc(candidates, table).or_else(|| ochl(candidates, table));
        let mut key = None;
        let (mut role, mut because) = if candidates.is_empty() || about.log {
            (Role::Events, Because::Eventful)
        } else if texts.is_empty() && (named >= 8 || !has_spans(looks)) {
            (Role::Series, Because::Measured)
        } else {
            key = key_of_times(looks, &texts, table);
            let signs = Signs::of(looks, candidates, &texts, table, (named, key.is_some()));
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
            (None, None) => (largest(candidates, table), Because::Largest),
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
        let amounts: Vec<f64> =
            table.rows.iter().filter_map(|(row, _)| table.number(row, column)).collect();
        if amounts.iter().all(|&amount| amount == 1.0) || amounts.iter().any(|&amount| amount < 0.0)
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
        if amounts.len() >= 8 && amounts.windows(2).all(|pair| pair[1] - pair[0] == 1.0) {
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

    fn role_of(&self, column: usize, time: &TimePlan) -> ColumnRole {
        if time.columns.contains(&column) {
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

/// Whether the rows have a first and a last time.
fn has_spans(looks: &[ColumnFacts]) -> bool {
    let ends: Vec<SpanEnd> = looks
        .iter()
        .filter(|look| look.is_filled() && (look.times * 2 > look.filled || look.is_numeric()))
        .filter_map(|look| lexicon::span_end(&look.name))
        .collect();
    ends.contains(&SpanEnd::First) && ends.contains(&SpanEnd::Last)
}

/// The column with the largest mean.
fn largest(candidates: &[usize], table: &Sampled<'_>) -> Option<usize> {
    let mean = |column: usize| {
        let (mut sum, mut n) = (0.0, 0.0);
        for (row, _) in &table.rows {
            if let Some(number) = table.number(row, column) {
                sum += number;
                n += 1.0;
            }
        }
        if n > 0.0 { sum / n } else { f64::NEG_INFINITY }
    };
    let mut best: Option<(f64, usize)> = None;
    for &column in candidates {
        let mean = mean(column);
        if best.is_none_or(|(most, _)| mean > most) {
            best = Some((mean, column));
        }
    }
    best.map(|(_, column)| column)
}

/// The close of four neighbouring columns of which, in every row, the second is the highest and
/// the third the lowest.
fn ohlc(candidates: &[usize], table: &Sampled<'_>) -> Option<usize> {
    candidates.windows(4).find_map(|four| {
        let [open, high, low, close] = *four else { return None };
        (close - open == 3 && is_bar([open, high, low, close], table)).then_some(close)
    })
}

/// Whether these columns are the open, high, low and close of a bar in every row.
fn is_bar([open, high, low, close]: [usize; 4], table: &Sampled<'_>) -> bool {
    let (mut fits, mut of, mut apart) = (0, 0, 0);
    for (row, _) in &table.rows {
        let number = |column| table.number(row, column);
        if let (Some(o), Some(h), Some(l), Some(c)) =
            (number(open), number(high), number(low), number(close))
        {
            of += 1;
            apart += usize::from(h > l);
            // Four prices of one bar are of one size; clicks, views and shares are not.
            fits += usize::from(h >= o.max(c) && l <= o.min(c) && (h <= 3.0 * l || l <= 0.0));
        }
    }
    of >= 3 && fits * 50 >= of * 49 && apart * 2 > of
}

/// The same where the close stands before the high (Bitfinex: open, close, high, low).
fn ochl(candidates: &[usize], table: &Sampled<'_>) -> Option<usize> {
    candidates.windows(4).find_map(|four| {
        let [open, close, high, low] = *four else { return None };
        let turned = [open, high, low, close];
        (low - open == 3 && is_bar(turned, table)).then_some(close)
    })
}

/// The column that events are best told apart by.
fn group_column(
    looks: &[ColumnFacts],
    time: &TimePlan,
    rows: &[Row],
    evidence: &mut Vec<Evidence>,
) -> Option<usize> {
    let total = rows.iter().filter(|row| !row.excluded).count();
    let mut best: Option<(i32, usize)> = None;
    for (column, look) in looks.iter().enumerate() {
        let few =
            look.distinct >= 2 && look.distinct <= 400 && look.distinct * 2 <= look.filled.max(3);
        if time.columns.contains(&column) || !few || look.is_addresses() || look.filled * 2 < total
        {
            continue;
        }
        if look.texts * 2 < look.filled {
            continue;
        }
        let mut score = lexicon::group(&look.name) * 3;
        score += i32::from(look.sentences * 2 > look.filled) * 2;
        score += i32::from(look.distinct <= 60);
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, column));
        }
    }
    let (_, column) = best?;
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
