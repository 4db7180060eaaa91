//! Walks the files beside the repository on which people would be misled, where they are, against
//! what each must be read as.
//!
//! `FIELD=part-of-a-name cargo test --test field -- --nocapture` tries those only, `FIELD_FOLDER`
//! names another folder of the same form.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing loudly")]

mod without_browser;

use comove::{app::interface::Source, calendar::civil::iso_from_ms, report::report::Report};
use serde_json::{Value, json};
use std::{collections::BTreeMap, fmt::Debug, path::PathBuf};
use without_browser::Page;

const DAY_MS: i64 = 86_400_000;

/// The files' own date, where one is needed.
const MODIFIED_MS: i64 = 1_785_000_000_000;

fn folder() -> Option<PathBuf> {
    let folder = match std::env::var("FIELD_FOLDER") {
        Ok(folder) => PathBuf::from(folder),
        Err(_) => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/field"),
    };
    folder.is_dir().then_some(folder)
}

/// What differs, as `field: got, not expected`.
#[derive(Default)]
struct Misses(Vec<String>);

impl Misses {
    fn same<T: PartialEq + Debug>(&mut self, field: &str, got: &T, wanted: &T) {
        self.unless(got == wanted, field, format!("{got:?}"), wanted);
    }

    fn unless(&mut self, right: bool, field: &str, got: String, wanted: &impl Debug) {
        if !right {
            self.0.push(format!("{field}: {got}, not {wanted:?}"));
        }
    }
}

fn strings(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// `2021-07-14T23:58:03` of an instant with fractions or without.
fn seconds(iso: &str) -> String {
    iso.get(..19).unwrap_or(iso).to_owned()
}

fn epoch_ms(iso: &str) -> i64 {
    let time = chrono::NaiveDateTime::parse_from_str(&seconds(iso), "%Y-%m-%dT%H:%M:%S");
    time.unwrap().and_utc().timestamp_millis()
}

/// A number a day, or an hour, over a span and a little more.
fn steady(source: &Source, step_ms: i64, beside_ms: i64) -> Vec<u8> {
    let time = source.time.as_ref();
    let at =
        |edge: Option<&String>| edge.map_or(0, |iso| epoch_ms(iso).div_euclid(DAY_MS) * DAY_MS);
    let first = at(time.and_then(|time| time.first.as_ref())) - beside_ms;
    let last = at(time.and_then(|time| time.last.as_ref())) + beside_ms;
    let mut text = "time,value\n".to_owned();
    for (number, at) in (first..last).step_by(usize::try_from(step_ms).unwrap()).enumerate() {
        let value = 50.25 + (number * number % 97) as f64 / 4.0;
        text.push_str(&format!("{},{value}\n", iso_from_ms(at)));
    }
    text.into_bytes()
}

fn series_of(source: &Source, label: &str) -> Option<String> {
    let has = |parts: &str| {
        source.series.iter().find(|info| parts.split(" + ").all(|part| info.label.contains(part)))
    };
    let found = if label == "*" { source.series.first() } else { label.split('|').find_map(has) };
    found.map(|info| info.id.clone())
}

/// What is told to people about a source and a result, in one text.
fn said(source: &Source, report: Option<&Report>) -> String {
    let mut said = String::new();
    for evidence in &source.evidence {
        said += &format!("{} {} {}\n", evidence.field, evidence.chosen, evidence.because);
    }
    for problem in &source.problems {
        said += &format!("{} {}\n", problem.reason, problem.text);
    }
    for caution in report.into_iter().flat_map(|report| &report.verdict.cautions) {
        said += &format!("{}\n", caution.en);
    }
    said
}

struct Tried {
    status: String,
    misses: Vec<String>,
    said: String,
}

fn source_misses(source: &Source, expected: &Value, misses: &mut Misses) {
    let check = &expected["check"];
    let checked = |what: &str| check.is_null() || strings(check).contains(&what);
    let role = expected["role"].as_str().unwrap_or_default();
    if checked("role") {
        let wanted = if role.starts_with("event") { "events" } else { role };
        let got = source.role.map_or("", |role| role.name());
        misses.same("role", &got, &wanted);
    }
    if let (true, Some(rows)) = (checked("rows"), expected["rows_with_time"].as_u64()) {
        misses.same("rows with time", &source.rows.with_time, &rows);
    }
    if let (true, Some(value)) = (checked("value"), expected["value"].as_u64()) {
        misses.same("value column", &source.value_column, &Some(value as usize));
    }
    let time = source.time.as_ref();
    if checked("span") {
        let yearless = role == "event-noyear";
        let cut = |iso: &str| seconds(iso)[if yearless { 5 } else { 0 }..].to_owned();
        let got = time.and_then(|time| Some((cut(time.first.as_ref()?), cut(time.last.as_ref()?))));
        let spans: Vec<(String, String)> = match &expected["spans"] {
            Value::Array(spans) => spans
                .iter()
                .map(|span| (cut(span[0].as_str().unwrap()), cut(span[1].as_str().unwrap())))
                .collect(),
            _ => match (expected["min_utc"].as_str(), expected["max_utc"].as_str()) {
                (Some(first), Some(last)) => vec![(cut(first), cut(last))],
                _ => Vec::new(),
            },
        };
        let right = spans.is_empty() || got.as_ref().is_some_and(|got| spans.contains(got));
        misses.unless(right, "span", format!("{got:?}"), &spans);
        let guessed = time.is_some_and(|time| time.year_inferred);
        misses.unless(yearless || !guessed, "year", "guessed".into(), &"stated");
    }
    if let Some(encoding) = expected["encoding"].as_str() {
        let got = source.dialect.as_ref().map(|dialect| dialect.encoding.as_str());
        let same = got == Some(encoding)
            || encoding == "gb18030" && got == Some("gbk")
            || encoding == "utf-8" && got == Some("ascii");
        misses.unless(same, "encoding", format!("{got:?}"), &encoding);
    }
    if let Some(order) = expected["order"].as_str() {
        let got = time.map(|time| format!("{:?}", time.order).to_lowercase());
        misses.same("order", &got, &Some(order.to_owned()));
    }
    if let Some(line) = expected["header_line"].as_u64() {
        let got = source.dialect.as_ref().and_then(|dialect| dialect.header_line);
        misses.same("header line", &got, &Some(line));
    }
    for (at, name) in strings(&expected["columns"]).into_iter().enumerate() {
        let got = source.columns.get(at).map(|column| column.name.as_str());
        misses.same("column", &got, &Some(name));
    }
    let labels: Vec<&str> = source.series.iter().map(|info| info.label.as_str()).collect();
    if let Some(first) = expected["first_series"].as_str() {
        let right = labels.first().is_some_and(|label| label.contains(first));
        misses.unless(right, "first series", format!("{labels:?}"), &first);
    }
    let count = match &expected["series_count"] {
        Value::Number(count) => count.as_u64().map(|count| (count, count)),
        Value::Array(ends) => Some((ends[0].as_u64().unwrap(), ends[1].as_u64().unwrap())),
        _ => None,
    };
    if let Some((from, to)) = count {
        let right = (from..=to).contains(&(labels.len() as u64));
        misses.unless(right, "series", format!("{labels:?}"), &(from, to));
    }
    if expected["distinct_labels"] == json!(true) {
        let mut sorted = labels.clone();
        sorted.sort_unstable();
        sorted.dedup();
        misses.unless(sorted.len() == labels.len(), "labels", format!("{labels:?}"), &"distinct");
    }
    for (label, kind) in expected["series_kind"].as_object().into_iter().flatten() {
        let got = source.series.iter().find(|info| info.label.contains(label.as_str()));
        let got = got.map(|info| info.kind.name());
        misses.unless(got == kind.as_str(), label, format!("{got:?} of {labels:?}"), kind);
    }
    if let Some(group) = expected["group"].as_str() {
        let right = labels.iter().any(|label| label.contains(group));
        misses.unless(right, "groups", format!("{labels:?}"), &group);
    }
    if expected["count"] == json!("rows") {
        let summed: Vec<&str> = source
            .columns
            .iter()
            .filter(|column| column.role == comove::ingest::source::ColumnRole::Count)
            .map(|column| column.name.as_str())
            .collect();
        misses.unless(summed.is_empty(), "summed", format!("{summed:?}"), &"rows counted");
    }
    if let Some(most) = expected["problems_at_most"].as_u64() {
        let got = source.problems.len() as u64;
        misses.unless(got <= most, "problems", format!("{got}"), &most);
    }
}

/// The values of a source by period, label of the series by label.
fn value_misses(page: &mut Page, source: &Source, expected: &Value, misses: &mut Misses) {
    let Some(values) = expected["values"].as_object() else { return };
    let period = expected["period"].as_str().unwrap_or("day");
    let zone = expected["zone"].as_str().unwrap_or("UTC");
    let beside = if matches!(period, "hour" | "day") { 3 * DAY_MS } else { 800 * DAY_MS };
    let step = if period == "hour" { DAY_MS / 24 } else { DAY_MS };
    let other = page.add("steady.csv", steady(source, step, beside), Some(MODIFIED_MS));
    let y = other[0].series[0].id.clone();
    for (label, wanted) in values {
        let Some(x) = series_of(source, label) else {
            let labels: Vec<&str> = source.series.iter().map(|info| info.label.as_str()).collect();
            misses.unless(false, "values", format!("{labels:?}"), label);
            continue;
        };
        let recipe = json!({ "x": x, "y": y, "period": period, "zone": zone });
        let report = match page.recipe(recipe) {
            Ok(report) => report,
            Err(reason) => {
                misses.unless(false, "values", reason, label);
                continue;
            }
        };
        let aligned = &report.aligned;
        for (at, wanted) in wanted.as_object().unwrap() {
            let place = aligned.labels.iter().position(|label| label == at);
            let got = place.and_then(|place| aligned.x[place]);
            let same = match (got, wanted.as_f64()) {
                (Some(got), Some(wanted)) => (got - wanted).abs() <= 1e-6 * wanted.abs().max(1.0),
                (got, wanted) => got == wanted,
            };
            misses.unless(same, &format!("{label} {at}"), format!("{got:?}"), wanted);
        }
        if let (true, Some(number)) = (label == "*", expected["with_value"].as_u64()) {
            let got = aligned.x.iter().flatten().count() as u64;
            misses.same("periods with a value", &got, &number);
        }
    }
}

fn aligned(file: &str, pair: &Value) -> Result<std::rc::Rc<Report>, String> {
    let folder = folder().unwrap();
    let mut page = Page::new();
    let mut series = Vec::new();
    for name in [file, pair["with"].as_str().unwrap()] {
        let sources = page.add(name, std::fs::read(folder.join(name)).unwrap(), Some(MODIFIED_MS));
        let ready = sources.iter().find(|source| source.status == "ready");
        let info = ready.and_then(|source| source.series.first());
        series.push(info.ok_or(format!("{name} has no series"))?.id.clone());
    }
    let period = pair["period"].as_str().unwrap_or("auto");
    page.recipe(json!({ "x": series[0], "y": series[1], "period": period }))
}

fn pair_misses(name: &str, expected: &Value, misses: &mut Misses) -> Option<std::rc::Rc<Report>> {
    let pair = expected.get("pair")?;
    let report = match aligned(name, pair) {
        Ok(report) => report,
        Err(reason) => {
            misses.unless(false, "pair", reason, &"a report");
            return None;
        }
    };
    let lags = report.lags.lags.iter().zip(&report.lags.levels);
    let best = lags.filter_map(|(lag, r)| Some((*lag, (*r)?))).max_by(|a, b| a.1.total_cmp(&b.1));
    let lag = pair["lag"].as_i64().unwrap();
    misses.unless(
        best.is_some_and(|best| i64::from(best.0) == lag),
        "lag",
        format!("{best:?} by {}", report.aligned.period.name()),
        &lag,
    );
    let r = report.levels.pearson.value;
    let wanted = pair["r_at_least"].as_f64().unwrap();
    misses.unless(r.is_some_and(|r| r >= wanted), "r", format!("{r:?}"), &wanted);
    if let Value::Array(ends) = &pair["periods"] {
        let got = report.aligned.labels.len() as u64;
        let (from, to) = (ends[0].as_u64().unwrap(), ends[1].as_u64().unwrap());
        let period = report.aligned.period.name();
        misses.unless(
            (from..=to).contains(&got),
            "periods",
            format!("{got} {period}s"),
            &(from, to),
        );
    }
    if let Some(same) = pair["same_as"].as_str() {
        match aligned(same, pair) {
            Ok(other) => {
                let equal = other.aligned.x == report.aligned.x;
                let first = (&report.aligned.labels.first(), &other.aligned.labels.first());
                misses.unless(equal, "aligned values", format!("{first:?}"), &same);
            }
            Err(reason) => misses.unless(false, "same as", reason, &same),
        }
    }
    Some(report)
}

fn try_file(name: &str, expected: &Value, patch: &Value) -> Tried {
    let bytes = std::fs::read(folder().unwrap().join(name)).unwrap();
    let mut page = Page::new();
    let mut misses = Misses::default();
    let mut sources = page.add(name, bytes, Some(MODIFIED_MS));
    if patch.is_object() {
        let id = sources[0].id.clone();
        let patch = serde_json::from_value(patch.clone()).unwrap();
        if let Err(reason) = page.patch(&id, patch) {
            misses.unless(false, "patch", reason, &"taken");
        }
        sources = page.sources();
    }
    let ready = sources.iter().position(|source| source.status == "ready").unwrap_or(0);
    let source = sources.swap_remove(ready);
    let mut report = None;
    if source.status == "ready" && expected["role"] != "negative" && expected["role"] != "ask" {
        source_misses(&source, expected, &mut misses);
        value_misses(&mut page, &source, expected, &mut misses);
        report = pair_misses(name, expected, &mut misses);
    }
    let said = said(&source, report.as_deref());
    Tried { status: source.status, misses: misses.0, said }
}

/// How a file was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Right,
    SilentlyWrong,
    AskedWithoutNeed,
    RefusedWrongly,
}

fn judge(name: &str, expected: &Value) -> (Outcome, Tried) {
    let accepted = match (&expected["accept"], expected["role"].as_str()) {
        (Value::Array(_), _) => strings(&expected["accept"]),
        (_, Some("negative")) => vec!["refused"],
        (_, Some("ask")) => vec!["ask"],
        _ => vec!["ready"],
    };
    let mut tried = try_file(name, expected, &expected["patch"]);
    let or_patch = &expected["or_patch"];
    if or_patch.is_object() && (!tried.misses.is_empty() || tried.status != "ready") {
        tried = try_file(name, expected, or_patch);
    }
    let right = accepted.contains(&tried.status.as_str()) && tried.misses.is_empty();
    let says = expected["or_says"].as_str().is_some_and(|pattern| {
        let pattern = fancy_regex::Regex::new(&format!("(?i){pattern}")).unwrap();
        pattern.is_match(&tried.said).unwrap()
    });
    let outcome = match tried.status.as_str() {
        _ if right || says => Outcome::Right,
        "ready" => Outcome::SilentlyWrong,
        "ask" => Outcome::AskedWithoutNeed,
        _ => Outcome::RefusedWrongly,
    };
    if outcome == Outcome::SilentlyWrong && !accepted.contains(&"ready") {
        tried.misses.insert(0, format!("status: ready, not {}", accepted.join(" or ")));
    }
    (outcome, tried)
}

#[test]
fn files_from_the_field() {
    let Some(folder) = folder() else { return };
    let expected: Value =
        serde_json::from_str(&std::fs::read_to_string(folder.join("EXPECTED.json")).unwrap())
            .unwrap();
    let only = std::env::var("FIELD").unwrap_or_default();
    let mut kinds: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut outcomes: BTreeMap<Outcome, usize> = BTreeMap::new();
    for (name, expected) in expected.as_object().unwrap() {
        if !name.contains(&only) {
            continue;
        }
        let (outcome, tried) = judge(name, expected);
        *outcomes.entry(outcome).or_default() += 1;
        if outcome != Outcome::Right {
            let kind = expected["kind"].as_str().unwrap();
            let misses = tried.misses.join("; ");
            let line = format!("  {outcome:?} {name} ({}) {misses}", tried.status);
            kinds.entry(kind).or_default().push(line);
        }
        if !only.is_empty() && std::env::var("SAID").is_ok() {
            println!("{name}\n{}", tried.said);
        }
    }
    for (kind, lines) in &kinds {
        println!("{kind}\n{}", lines.join("\n"));
    }
    println!("{outcomes:?}");
}
