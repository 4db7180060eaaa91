//! What the reader finds in files: `cargo run --example inspect -- prices.csv alerts.log`.

#![allow(clippy::print_stdout)]

use comove::ingest::reader::{FileFacts, read_all};
use comove::ingest::source::{Data, SourcePatch};

fn main() -> std::io::Result<()> {
    for path in std::env::args().skip(1) {
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
            println!("  {} = {:?} because {:?}", evidence.field, evidence.chosen, evidence.because);
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
                    counts.amount.iter().sum::<f64>(),
                    counts.groups.iter().take(6).collect::<Vec<_>>()
                );
            }
        }
    }
    Ok(())
}
