//! Whether rows are measurements or events, by what the table shows and by the user's word; and of
//! measurements whose.

#![expect(clippy::arithmetic_side_effects, reason = "counts of a sample's rows")]

use super::{About, Schema, is_small_file};
use crate::ingest::{
    column::ColumnFacts,
    lexicon::{self, Nature, SpanEnd},
    overrides::SourcePatch,
    sampled::Sampled,
    source::{Because, Choice, Evidence, Question, Role},
    topic::Topic,
    values::{self, Split},
};

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
    /// Each name of the key has a row at nearly each time.
    full: bool,
}

/// Points from which on rows are measurements.
const SERIES_POINTS: i32 = 3;

/// A sign, its points for measurements, and why.
type Clue = (fn(&Signs) -> bool, i32, &'static str);

const ROLE_CLUES: [Clue; 15] = [
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
    (|signs| signs.full, 3, "no log has each of its names at each of its times, with a number"),
    (|signs| signs.orders && !signs.keyed, -7, "orders of this and that are no values of one"),
];

impl Signs {
    fn of(
        looks: &[ColumnFacts],
        candidates: &[usize],
        texts: &[usize],
        table: &Sampled<'_>,
        (named, keyed, full): (i32, bool, bool),
    ) -> Signs {
        let own_name = |column: &usize| {
            looks.get(*column).is_some_and(|look| {
                lexicon::key(&look.name) && look.distinct >= look.filled.min(600)
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
            full,
        }
    }

    fn points(&self) -> i32 {
        ROLE_CLUES.iter().filter(|(holds, ..)| holds(self)).map(|(_, points, _)| points).sum()
    }
}

impl Schema {
    /// Measurements or events, and of measurements whose; then the column that is meant.
    pub(super) fn choose_role(
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
        let (named, main) = by_name(looks, candidates, table);
        let ohlc = values::close_of_bars(looks, candidates, table);
        let key = match split {
            Split::One(key) => Some(key),
            Split::None | Split::Two(..) => None,
        };
        // Beside texts the rows are papers that came out, not numbers of one series.
        let version = self.time.as_ref().filter(|_| texts.is_empty() && key.is_none());
        let version = version.and_then(|time| values::version(looks, time, table));
        let placed = texts.is_empty() && is_placed(looks, candidates) && !table.even;
        let (mut role, mut because) = if candidates.is_empty() || about.log || placed {
            (Role::Events, Because::Eventful)
        } else if texts.is_empty() && (named >= 8 || !has_spans(looks) || version.is_some()) {
            (Role::Series, Because::Measured)
        } else {
            let keyed = match split {
                Split::None => false,
                Split::One(_) => true,
                Split::Two(first, second) => values::is_full(table, &[first, second]),
            };
            let named = if is_traded(looks) && named < 8 { 0 } else { named };
            let full = key.is_some_and(|key| values::is_full(table, &[key]));
            let signs = Signs::of(looks, candidates, &texts, table, (named, keyed, full));
            match signs.points() {
                _ if about.turned && signs.keyed => (Role::Series, Because::Measured),
                SERIES_POINTS.. => (Role::Series, Because::Measured),
                _ => (Role::Events, Because::Eventful),
            }
        };
        if role == Role::Series {
            if let Some(column) = key.or(version) {
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
                self.ask_for_key(looks, table, &[first, second]);
            } else if let Some(column) = version
                && about.patch.key_column.is_none()
                && about.patch.role.is_none()
            {
                self.ask_for_key(looks, table, &[column]);
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

    /// Asks by which of these columns the table is to be split: of two that name series only together by
    /// one of them, of one by it or by none.
    fn ask_for_key(&mut self, looks: &[ColumnFacts], table: &Sampled<'_>, columns: &[usize]) {
        let choice = |&column: &usize| {
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
        let mut choices: Vec<Choice> = columns.iter().map(choice).collect();
        if columns.len() == 1 {
            choices.push(Choice { value: "none".into(), sample: String::new() });
        }
        self.question.get_or_insert(Question { field: Topic::KeyColumn, choices });
    }
}

/// How much the best name among the columns of numbers says that it is a value, and that column
/// where it stands out. What has been summed already is none beside what it is the sum of.
fn by_name(
    looks: &[ColumnFacts],
    candidates: &[usize],
    table: &Sampled<'_>,
) -> (i32, Option<usize>) {
    // A column of which most rows have nothing is not the main one beside a fuller one.
    let numbers = |column: &usize| looks.get(*column).map_or(0, |look| look.numbers);
    let most = candidates.iter().map(numbers).max().unwrap_or(0);
    let score = |&column: &usize| match looks.get(column) {
        Some(look) if look.numbers * 3 >= most => match lexicon::value(&look.name) {
            5 if values::sums_up(table, candidates, column) => 0,
            score => score,
        },
        _ => 0,
    };
    let best = candidates.iter().map(score).max().unwrap_or(0);
    let mut best_ones = candidates.iter().filter(|column| score(column) == best);
    let first = best_ones.next().copied();
    // A count is the main one only if it is of the rows, beside nothing else that is counted.
    let name = |column: &usize| looks.get(*column).map_or("", |look| look.name.as_str());
    let others = || candidates.iter().filter(|column| lexicon::count(name(column)) > 0).count();
    let counted = |column: usize| lexicon::counts_the_row(name(&column)) && others() == 1;
    let alone = best >= 5 && best_ones.next().is_none();
    let stands_out = best >= 8 || alone && (best > 5 || first.is_some_and(counted));
    (best, first.filter(|_| stands_out))
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

/// Whether each row has a place on the Earth of its own, beside whole numbers of which no name says what
/// they measure or count: codes of what happened there, whose means say nothing.
fn is_placed(looks: &[ColumnFacts], candidates: &[usize]) -> bool {
    let place = |look: &&ColumnFacts| {
        let own = look.distinct * 2 > look.filled.min(600) && look.fractions * 2 > look.filled;
        lexicon::coordinate(&look.name) && own
    };
    let code = |look: &ColumnFacts| {
        let name = look.name.as_str();
        let open = lexicon::nature(name) == Nature::Open && lexicon::value(name) == 0;
        lexicon::coordinate(name) || open && look.fractions == 0
    };
    looks.iter().filter(place).count() >= 2
        && candidates.iter().all(|&column| looks.get(column).is_some_and(code))
}

/// Whether a table names what was traded, beside how much of it.
pub(super) fn is_traded(looks: &[ColumnFacts]) -> bool {
    looks.iter().any(|look| lexicon::trade(&look.name) && !look.is_numeric())
        && looks.iter().any(|look| lexicon::quantity(&look.name) && look.is_numeric())
}

/// Whether the rows have a first and a last time.
pub(super) fn has_spans(looks: &[ColumnFacts]) -> bool {
    let ends: Vec<SpanEnd> = looks
        .iter()
        .filter(|look| look.is_filled() && (look.times * 2 > look.filled || look.is_numeric()))
        .filter_map(|look| lexicon::span_end(&look.name))
        .collect();
    ends.contains(&SpanEnd::First) && ends.contains(&SpanEnd::Last)
}
