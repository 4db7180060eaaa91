//! What the reader finds in files: `cargo run --example inspect -- prices.csv alerts.log`.

#![allow(clippy::print_stdout)]

use comove::ingest::{
    in_memory::read_all,
    overrides::SourcePatch,
    sample::FileFacts,
    source::{ColumnRole, Data, Reading},
};

fn main() -> std::io::Result<()> {
    let mut paths = std::env::args().skip(1).peekable();
    // One line of JSON a file, to compare many.
    let brief = paths.next_if(|first| first == "--brief").is_some();
    for path in paths {
        let bytes = std::fs::read(&path)?;
        let modified = std::fs::metadata(&path)?.modified().ok();
        let since = modified.and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
        let facts = FileFacts {
            name: path.rsplit('/').next().unwrap_or_default().to_string(),
            bytes: bytes.len() as u64,
            modified_ms: since.map(|since| since.as_millis() as i64),
            compression: None,
        };
        let reading = read_all(&facts, &bytes, &SourcePatch::default());
        let found = &reading.found;
        if brief {
            println!("{}", line(&reading));
            continue;
        }
        println!("{path}\n  {:?} {:?} {:?}", found.status, found.role, found.profile);
        println!("  {:?}\n  {:?}\n  {:?}", found.dialect, found.time, found.rows);
        let name = |index: usize| found.columns.get(index).map(|column| column.name.as_str());
        println!("  value {:?}", found.value_column.and_then(name));
        for column in &found.columns {
            println!(
                "    {:>3} {:<30} {:?} {:?}",
                column.index, column.name, column.role, column.unit
            );
        }
        for evidence in &found.evidence {
            println!(
                "  {} = {:?} because {:?}",
                evidence.field.name(),
                evidence.chosen,
                evidence.because
            );
        }
        for problem in found.problems.iter().take(3) {
            println!("  {problem:?}");
        }
        match &reading.data {
            Data::Nothing => {}
            Data::Measurements(table) => {
                for column in table.columns.iter().take(6) {
                    let head: Vec<f64> = column.values.iter().copied().take(4).collect();
                    println!("  {} counted {} {head:?}", column.name, column.counted);
                }
            }
            Data::Counts(counts) => {
                println!(
                    "  {} in {:?}",
                    counts.sum(),
                    counts.groups.iter().take(6).collect::<Vec<_>>()
                );
            }
        }
    }
    Ok(())
}

/// What was found, in one line.
fn line(reading: &Reading) -> String {
    let found = &reading.found;
    let status = serde_json::to_value(&found.status).unwrap_or_default();
    let word = status
        .as_str()
        .map(str::to_string)
        .or_else(|| status.as_object().and_then(|object| object.keys().next().cloned()));
    let name = |index: usize| found.columns.get(index).map(|column| column.name.as_str());
    let time = found.time.as_ref();
    let group = found.columns.iter().find(|column| column.role == ColumnRole::Group);
    let sum = match &reading.data {
        Data::Counts(counts) => Some(counts.sum()),
        _ => None,
    };
    serde_json::json!({
        "name": found.name, "status": word, "why": status, "role": found.role,
        "layout": found.layout, "profile": found.profile,
        "encoding": found.dialect.as_ref().map(|dialect| dialect.encoding.as_str()),
        "delimiter": found.dialect.as_ref().and_then(|dialect| dialect.delimiter.as_deref()),
        "header": found.dialect.as_ref().and_then(|dialect| dialect.header_line),
        "decimal": found.dialect.as_ref().map(|dialect| dialect.decimal),
        "tname": time.map(|time| &time.columns), "tcol": time.map(|time| &time.column_index),
        "fmt": time.map(|time| &time.format), "zone": time.map(|time| &time.zone),
        "order": time.map(|time| time.order), "inferred": time.map(|time| time.year_inferred),
        "first": time.and_then(|time| time.first_ms), "last": time.and_then(|time| time.last_ms),
        "with": found.rows.with_time, "without": found.rows.without_time, "used": found.rows.used,
        "vcol": found.value_column, "vname": found.value_column.and_then(name),
        "group": group.map(|column| &column.name), "sum": sum,
        "problem": found.problems.first(),
    })
    .to_string()
}
