//! The query that makes the small file where the large one lies: the same rows, counted by hour
//! (or day) and group, in the words of the engine that holds them.
//!
//! # Contract
//! * What comes back has the columns `bucket,group,count`, a layout that Comove reads without a
//!   setting; its buckets are UTC.
//! * The query is made of what was found in the file (or overridden): its time and how that is
//!   written, its zone, the group, the count, the filters. Rows whose time cannot be read are left
//!   out, as Comove leaves them out.
//! * `None` where no query can express it: times without a year, lines of a log, a filter that
//!   compares numbers which are not written plainly (`1.234,5`, `12 kg`).
//! * Names and texts of the file are quoted in the engine's own way; none can end a literal.

mod pattern;
mod sql;
mod words;

use crate::calendar::zone::fixed_offset_ms;
use crate::ingest::filter::{Condition, Op};
use crate::ingest::number::Style;
use crate::ingest::overrides::SourcePatch;
use crate::ingest::source::{Clock, ColumnRole, Found, Layout, Role};

/// Where a query runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// DuckDB, on the file itself.
    DuckDb,
    /// ClickHouse, on the file itself.
    ClickHouse,
    /// Spark SQL, 4.0 or later, on the file itself.
    Spark,
    /// BigQuery, on a table.
    BigQuery,
    /// Splunk's search language.
    Splunk,
    /// Kusto: Sentinel, Defender, Data Explorer.
    Kusto,
    /// Elasticsearch's ES|QL.
    EsQl,
}

impl Engine {
    /// All, in the order in which they are offered.
    pub const ALL: [Engine; 7] = [
        Engine::DuckDb,
        Engine::ClickHouse,
        Engine::Spark,
        Engine::BigQuery,
        Engine::Splunk,
        Engine::Kusto,
        Engine::EsQl,
    ];

    /// Name in the interface.
    pub const fn name(self) -> &'static str {
        match self {
            Engine::DuckDb => "duckdb",
            Engine::ClickHouse => "clickhouse",
            Engine::Spark => "spark",
            Engine::BigQuery => "bigquery",
            Engine::Splunk => "spl",
            Engine::Kusto => "kql",
            Engine::EsQl => "esql",
        }
    }

    /// The engine of a name.
    pub fn from_name(name: &str) -> Option<Engine> {
        Engine::ALL.into_iter().find(|engine| engine.name() == name)
    }
}

/// How long the buckets of the small file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bucket {
    /// Hours: any zone's days can be made of them, but for those with half hours.
    Hour,
    /// Counts per day of UTC.
    Day,
}

/// What a query is made of.
struct Parts<'a> {
    file: &'a str,
    ndjson: bool,
    delimiter: &'a str,
    quote: Option<&'a str>,
    skip_lines: u64,
    columns: Vec<String>,
    /// Columns of the time, how they are joined, and how they are written.
    time: Vec<&'a str>,
    time_mark: char,
    formats: Vec<&'a str>,
    /// Zone of times without one.
    zone: Option<&'a str>,
    group: Option<&'a str>,
    count: Option<&'a str>,
    filters: Vec<Test<'a>>,
    bucket: Bucket,
}

/// A condition that rows must hold.
struct Test<'a> {
    column: &'a str,
    op: Op,
    /// In lower case.
    text: String,
    /// What numbers are compared with, where they are.
    number: Option<f64>,
}

/// The condition in the words of the columns; `None` where no engine reads the column's numbers as
/// they are written.
fn test<'a>(condition: &Condition, found: &'a Found) -> Option<Test<'a>> {
    let at = found.columns.iter().position(|column| column.index == condition.column)?;
    let comma = found.dialect.as_ref().is_some_and(|dialect| dialect.decimal == ',');
    let style = if comma { Style::COMMA } else { Style::POINT };
    let number = condition.number(&found.columns, &style.into());
    // Missing values hold in no engine what they do not hold here.
    let plain = |cell: &String| {
        !matches!(style.parse(cell.as_bytes()), Ok(Some(_))) || cell.parse::<f64>().is_ok()
    };
    if number.is_some() && (comma || !found.seen.get(at).is_none_or(|seen| seen.iter().all(plain)))
    {
        return None;
    }
    Some(Test {
        column: &found.columns.get(at)?.name,
        op: condition.op,
        text: condition.value.trim().to_lowercase(),
        number,
    })
}

/// The query for a file of events; `None` where there is none.
pub fn query(engine: Engine, found: &Found, patch: &SourcePatch, bucket: Bucket) -> Option<String> {
    let time = found.time.as_ref()?;
    let dialect = found.dialect.as_ref()?;
    let layout = found.layout?;
    if found.role != Some(Role::Events) || !matches!(layout, Layout::Delimited | Layout::Ndjson) {
        return None;
    }
    let name = |index: usize| {
        found.columns.iter().find(|column| column.index == index).map(|column| column.name.as_str())
    };
    let of_role = |role: ColumnRole| {
        found.columns.iter().find(|column| column.role == role).map(|column| column.name.as_str())
    };
    let formats: Vec<&str> = time.format.split(" | ").collect();
    let dated = |format: &&str| {
        !format.contains("%*")
            && (!format.contains('%') || format.contains("%Y") || format.contains("%y"))
    };
    // Instants that are a zone's days are cut by its days; zones that a column tells, row by row.
    let own_zone = |format: &&str| {
        !format.contains('%')
            || ["%z", "%Z", "Z", "UTC", "GMT"].iter().any(|zone| format.contains(zone))
    };
    let told = time.clock == Clock::Utc && time.zone_stated && time.zone != "UTC";
    if !formats.iter().all(dated)
        || time.year_inferred
        || time.zone_days
        || (told && !formats.iter().all(own_zone))
    {
        return None;
    }
    let parts_of_date =
        time.column_index.len() > 1 && time.format.starts_with("%Y-%m-") || time.format == "%Y-%m";
    let zone = zone_name(&time.zone);
    let conditions = patch.conditions();
    let filters: Option<Vec<Test<'_>>> =
        conditions.iter().map(|condition| test(condition, found)).collect();
    let parts = Parts {
        file: &found.name,
        ndjson: layout == Layout::Ndjson,
        delimiter: dialect.delimiter.as_deref().unwrap_or(","),
        quote: dialect.quote.as_deref(),
        skip_lines: dialect.header_line.unwrap_or(0),
        columns: unique(found),
        time: time.column_index.iter().filter_map(|index| name(*index)).collect(),
        time_mark: if parts_of_date { '-' } else { ' ' },
        formats,
        zone: (time.clock == Clock::Local && time.zone != "UTC").then_some(zone.as_str()),
        group: of_role(ColumnRole::Group),
        count: of_role(ColumnRole::Count),
        filters: filters?,
        bucket,
    };
    match engine {
        Engine::DuckDb => sql::duckdb(&parts),
        Engine::ClickHouse => sql::clickhouse(&parts),
        Engine::Spark => sql::spark(&parts),
        Engine::BigQuery => sql::bigquery(&parts),
        Engine::Splunk => words::splunk(&parts),
        Engine::Kusto => words::kusto(&parts),
        Engine::EsQl => words::esql(&parts),
    }
}

/// A zone as every engine knows it: the tz database turns the sign of whole hours around.
fn zone_name(zone: &str) -> String {
    const HOUR_MS: i64 = 3_600_000;
    match fixed_offset_ms(zone) {
        Some(ms) if ms != 0 && ms % HOUR_MS == 0 => format!("Etc/GMT{:+}", -ms / HOUR_MS),
        _ => zone.to_owned(),
    }
}

/// Names of the columns in their order, each once.
fn unique(found: &Found) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(found.columns.len());
    for column in &found.columns {
        let mut name = column.name.clone();
        while names.iter().any(|other| other.eq_ignore_ascii_case(&name)) {
            name.push('_');
        }
        names.push(name);
    }
    names
}

/// A text between quotes, with these characters doubled or escaped.
fn quoted(text: &str, quote: char, escape: char) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for c in text.chars() {
        if c == quote || (escape == '\\' && c == '\\') {
            out.push(escape);
        }
        match c {
            '\n' | '\r' | '\0' => out.push(' '),
            '\t' if escape == '\\' => out.push_str("\\t"),
            c => out.push(c),
        }
    }
    out.push(quote);
    out
}

/// The file's name without folder and ending, as a table would be called.
fn table(file: &str) -> String {
    let base = file.rsplit('/').next().unwrap_or(file);
    let base = base.split('.').next().unwrap_or(base);
    let word: String =
        base.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    if word.starts_with(|c: char| c.is_ascii_alphabetic()) { word } else { format!("t_{word}") }
}
