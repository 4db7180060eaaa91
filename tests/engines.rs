//! The queries for other engines, run by them on the same file: what they give back, read by
//! Comove without a setting, is Comove's own count to the row.
//!
//! An engine is asked where the variable names a Python that has it: `COMOVE_DUCKDB`,
//! `COMOVE_CLICKHOUSE` (chDB), `COMOVE_SPARK`. `make test` and `make test-engines` see to that.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test says what it expects by failing

use comove::{
    ingest::{
        counts::CELL_MS,
        filter::{Condition, Op},
        in_memory::read_all,
        overrides::{Count, Filter, SourcePatch},
        sample::FileFacts,
        source::{Data, Reading, Role, Status},
    },
    query::{Bucket, Engine, query},
};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

const HOUR_MS: i64 = 3_600_000;

fn read(name: &str, text: &str, patch: &SourcePatch) -> Reading {
    let facts = FileFacts { name: name.into(), bytes: text.len() as u64, ..FileFacts::default() };
    read_all(&facts, text.as_bytes(), patch)
}

/// Counts by bucket (epoch ms, UTC) and group.
fn own(reading: &Reading, offset_ms: i64, bucket_ms: i64) -> BTreeMap<(i64, String), f64> {
    let Data::Counts(counts) = &reading.data else { panic!("{:?}", reading.found.status) };
    let mut sums = BTreeMap::new();
    for (cell, group, amount) in counts.entries() {
        let at = (cell * CELL_MS - offset_ms).div_euclid(bucket_ms) * bucket_ms;
        *sums.entry((at, counts.groups[group as usize].clone())).or_insert(0.0) += amount;
    }
    sums
}

/// The same of what an engine gave back.
fn given(text: &str) -> BTreeMap<(i64, String), f64> {
    let reading = read("small.csv", text, &SourcePatch::default());
    assert_eq!(reading.found.status, Status::Ready, "{text}");
    assert_eq!(reading.found.role, Some(Role::LongSeries));
    let Data::Measurements(table) = &reading.data else { panic!() };
    let mut sums = BTreeMap::new();
    for column in &table.columns {
        assert!(column.counted, "{} is no count", column.name);
        for (at, value) in table.times_ms.iter().zip(&column.values).filter(|(_, v)| v.is_finite())
        {
            *sums.entry((*at, column.name.clone())).or_insert(0.0) += value;
        }
    }
    sums
}

fn condition(column: usize, op: Op, value: &str) -> Condition {
    Condition { column, op, value: value.into() }
}

struct Case {
    name: &'static str,
    text: String,
    patch: SourcePatch,
    /// Of the zone in which its times are read.
    offset_ms: i64,
}

/// Files of events whose rows differ in all that a query must know.
fn cases() -> Vec<Case> {
    let events = |row: &mut dyn FnMut(i64) -> String, header: &str| {
        let mut text = String::from(header);
        (0..900i64).for_each(|at| text.push_str(&row(at)));
        text
    };
    let iso = |ms: i64, format: &str| {
        format
            .parse::<comove::ingest::timestamp::Format>()
            .unwrap()
            .render(comove::ingest::timestamp::Instant { ms, offset_min: None })
    };
    let start = 1_624_960_663_000i64;
    let at = |row: i64| start + row * 371_000 + row * row % 97 * 1_000;
    let group = |column| SourcePatch { group_column: Some(Some(column)), ..SourcePatch::default() };
    vec![
        Case {
            name: "quoted.csv",
            text: events(
                &mut |row| {
                    let rule =
                        ["scan, slow", "brute \"force\"", "worm", "o'clock"][row as usize % 4];
                    let rule = rule.replace('"', "\"\"");
                    let time = match row % 50 {
                        7 => String::from("never"),
                        _ => iso(at(row), "%Y-%m-%d %H:%M:%S"),
                    };
                    format!("{time},\"{rule}\",\"two\nlines {row}\",198.51.100.{}\n", row % 250)
                },
                "time,rule,message,source\n",
            ),
            patch: group(1),
            offset_ms: 0,
        },
        Case {
            name: "tokyo.csv",
            text: events(
                &mut |row| format!("{};deny;{}\n", iso(at(row), "%d.%m.%Y %H:%M:%S"), row % 3),
                "Zeit;Aktion;Port\n",
            ),
            patch: SourcePatch {
                zone: Some("Asia/Tokyo".into()),
                role: Some(Role::Events),
                group_column: Some(Some(1)),
                ..SourcePatch::default()
            },
            offset_ms: 9 * HOUR_MS,
        },
        Case {
            name: "epochs.csv",
            text: events(
                &mut |row| format!("{},host{},{}\n", at(row), row % 5, 1 + row % 7),
                "ts,host,hits\n",
            ),
            patch: SourcePatch {
                role: Some(Role::Events),
                count: Some(Count::Column(2)),
                ..group(1)
            },
            offset_ms: 0,
        },
        Case {
            name: "offsets.csv",
            text: events(
                &mut |row| {
                    let time = iso(at(row), "%Y-%m-%dT%H:%M:%S.%f");
                    format!("{time}+09:00,{},x{}\n", ["drop", "pass"][row as usize % 2], row % 9)
                },
                "timestamp,action,user\n",
            ),
            patch: SourcePatch {
                filter: Some(Some(Filter { column: 2, contains: "X3".into() })),
                ..group(1)
            },
            offset_ms: 0,
        },
        Case {
            name: "conditions.csv",
            text: events(
                &mut |row| {
                    let time = iso(at(row), "%Y-%m-%d %H:%M:%S");
                    let user = ["Ann", " bob ", "", "eve"][row as usize % 4];
                    let cells = [row % 7, row % 5].map(|n| n.to_string());
                    let size = if row % 11 == 0 { "n/a" } else { &cells[0] };
                    format!(
                        "{time},{},{user},{size},{}\n",
                        ["drop", "pass"][row as usize % 2],
                        cells[1]
                    )
                },
                "time,action,user,size,load\n",
            ),
            patch: SourcePatch {
                role: Some(Role::Events),
                count: Some(Count::Rows),
                filters: Some(vec![
                    condition(2, Op::IsNot, "BOB"),
                    condition(3, Op::IsNot, "2"),
                    condition(3, Op::AtMost, "5"),
                    condition(4, Op::AtLeast, "1"),
                ]),
                ..group(1)
            },
            offset_ms: 0,
        },
        Case {
            name: "date-and-time.csv",
            text: events(
                &mut |row| {
                    let (day, clock) = (iso(at(row), "%Y/%m/%d"), iso(at(row), "%I:%M:%S %p"));
                    format!("{row},{day},{clock},{}\n", ["a", "b", ""][row as usize % 3])
                },
                "No,Date,Time,Type\n",
            ),
            patch: SourcePatch { role: Some(Role::Events), ..group(3) },
            offset_ms: 0,
        },
        Case {
            name: "eve.json",
            text: events(
                &mut |row| {
                    let time = iso(at(row), "%Y-%m-%dT%H:%M:%S.%f");
                    let alert = format!("{{\"signature\":\"ET {}\",\"severity\":2}}", row % 3);
                    format!(
                        "{{\"timestamp\":\"{time}+0000\",\"src_ip\":\"198.51.100.7\",\"alert\":{alert}}}\n"
                    )
                },
                "",
            ),
            patch: SourcePatch::default(),
            offset_ms: 0,
        },
    ]
}

/// The script is given the queries, and leaves what each gives back in `0.csv`, `1.csv` …
fn check(engine: Engine, variable: &str, script: &str) {
    let Some(python) = std::env::var_os(variable) else { return };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(engine.name());
    std::fs::create_dir_all(&folder).unwrap();
    let (mut queries, mut wanted) = (Vec::new(), Vec::new());
    for case in cases() {
        std::fs::write(folder.join(case.name), &case.text).unwrap();
        let reading = read(case.name, &case.text, &case.patch);
        for (bucket, bucket_ms) in [(Bucket::Hour, HOUR_MS), (Bucket::Day, 24 * HOUR_MS)] {
            let Some(text) = query(engine, &reading.found, &case.patch, bucket) else {
                panic!("no query for {}", case.name);
            };
            wanted.push(own(&reading, case.offset_ms, bucket_ms));
            queries.push(text);
        }
    }
    let run =
        Command::new(&python).args(["-c", script]).args(&queries).current_dir(&folder).output();
    let run = run.unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    for (number, (text, want)) in queries.iter().zip(wanted).enumerate() {
        let out = std::fs::read_to_string(folder.join(format!("{number}.csv"))).unwrap();
        assert_eq!(given(&out), want, "{text}");
    }
}

#[test]
fn duckdb_counts_the_same() {
    check(
        Engine::DuckDb,
        "COMOVE_DUCKDB",
        "import sys, duckdb
for number, query in enumerate(sys.argv[1:]):
    duckdb.sql(f\"COPY ({query}) TO '{number}.csv' (HEADER)\")",
    );
}

#[test]
fn clickhouse_counts_the_same() {
    check(
        Engine::ClickHouse,
        "COMOVE_CLICKHOUSE",
        "import sys, chdb
for number, query in enumerate(sys.argv[1:]):
    open(f'{number}.csv', 'w').write(str(chdb.query(query, 'CSVWithNames')))",
    );
}

#[test]
fn spark_counts_the_same() {
    check(
        Engine::Spark,
        "COMOVE_SPARK",
        "import csv, sys
from pyspark.sql import SparkSession
made = SparkSession.builder.master('local[1]')
for name, value in {'ui.enabled': 'false', 'sql.shuffle.partitions': '1', 'sql.session.timeZone': 'UTC'}.items():
    made = made.config('spark.' + name, value)
spark = made.getOrCreate()
for number, query in enumerate(sys.argv[1:]):
    with open(f'{number}.csv', 'w', newline='') as file:
        table = spark.sql(query)
        rows = csv.writer(file)
        rows.writerow(table.columns)
        rows.writerows(table.collect())",
    );
}

/// What each engine is told of one file, to be read by people.
#[test]
fn queries_as_they_are_written() {
    let case = &cases()[0];
    let reading = read(case.name, &case.text, &case.patch);
    let mut all = String::new();
    for engine in Engine::ALL {
        let text = query(engine, &reading.found, &case.patch, Bucket::Hour).unwrap();
        writeln!(all, "== {}\n{text}\n", engine.name()).unwrap();
    }
    insta::with_settings!({ snapshot_path => "snapshots", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("queries", all);
    });
}

/// No text of a file can end a literal.
#[test]
fn names_are_only_names() {
    let evil = "x'); DROP TABLE y; --\\\"`]";
    let header = evil.replace('"', "\"\"");
    let mut text = format!("time,\"{header}\",source\n");
    for row in 0..60 {
        writeln!(text, "2021-03-01 10:{row:02}:07,a{},198.51.100.7", row % 3).unwrap();
    }
    let patch = SourcePatch { group_column: Some(Some(1)), ..SourcePatch::default() };
    let reading = read("evil.csv", &text, &patch);
    for engine in Engine::ALL {
        let text = query(engine, &reading.found, &patch, Bucket::Hour).unwrap();
        // The quote is doubled or escaped wherever the name stands in quotes of its kind.
        match engine {
            Engine::DuckDb => assert!(text.contains("'x''); DROP") && text.contains("\\\"\"`]\"")),
            Engine::ClickHouse | Engine::BigQuery => {
                assert!(text.contains("`x'); DROP TABLE y; --\\\\\"\\`]`"))
            }
            Engine::Spark | Engine::EsQl => assert!(text.contains("\"``]`")),
            Engine::Splunk | Engine::Kusto => {
                assert!(text.contains("'x\\'); DROP TABLE y; --\\\\\"`]'"))
            }
        }
    }
}
