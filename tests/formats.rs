//! Walks the real exports beside the repository, where they are, against what a reader must find.
//!
//! Wrong is worse than asking: a file that is read differently without a question is *silently
//! wrong*, one that is asked about or refused although it could be read is *asked without need*.

#![allow(clippy::unwrap_used)] // a test says what it expects by failing

use chrono::Timelike;
use comove::calendar::zone::{Offsets, TableZones};
use comove::ingest::{
    counts::CELL_MS,
    in_memory::read_all,
    overrides::SourcePatch,
    sample::FileFacts,
    source::{Clock, Data, Order, Reading, Role, Status},
};
use serde_json::Value;
use std::path::PathBuf;

fn folder() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/formats");
    folder.is_dir().then_some(folder)
}

/// `2021-07-14T23:58:03.123` of epoch milliseconds.
fn iso(ms: i64) -> String {
    let at = chrono::DateTime::from_timestamp_millis(ms).unwrap().naive_utc();
    format!(
        "{}T{:02}:{:02}:{:02}.{:03}",
        at.date(),
        at.hour(),
        at.minute(),
        at.second(),
        ms.rem_euclid(1000)
    )
}

fn cut(iso: &str) -> String {
    let (whole, fraction) = iso.split_once('.').unwrap_or((iso, ""));
    format!("{whole}.{:0<3}", &fraction[..fraction.len().min(3)])
}

/// What differs, as `field: got, not expected`.
fn misses(reading: &Reading, expected: &Value) -> Vec<String> {
    let mut misses = Vec::new();
    let found = &reading.found;
    let mut compare = |field: &str, got: String, wanted: String| {
        if got != wanted {
            misses.push(format!("{field}: {got}, not {wanted}"));
        }
    };
    let text = |key: &str| expected[key].as_str().unwrap_or_default().to_string();
    let role = text("role");
    let rows_only = expected["check"] == serde_json::json!(["rows"]);
    if let Some(rows) = expected["rows_with_time"].as_u64() {
        compare("rows with time", found.rows.with_time.to_string(), rows.to_string());
        let without = expected["rows_without_time"].as_u64().unwrap_or(0);
        compare("rows without", found.rows.without_time.to_string(), without.to_string());
    }
    if rows_only || role == "negative" {
        return misses;
    }
    let Some(dialect) = &found.dialect else {
        misses.push("no dialect".into());
        return misses;
    };
    let encoding = text("encoding");
    let encodings: &[&str] = match encoding.as_str() {
        "utf-8-sig" => &["utf-8"],
        "latin-1" => &["windows-1252", "utf-8", "ascii"],
        other => &[other],
    };
    if !encodings.contains(&dialect.encoding.as_str()) {
        misses.push(format!("encoding: {}, not {encoding}", dialect.encoding));
    }
    let mut compare = |field: &str, got: String, wanted: String| {
        if got != wanted {
            misses.push(format!("{field}: {got}, not {wanted}"));
        }
    };
    compare("bom", dialect.bom.to_string(), expected["bom"].as_bool().unwrap_or(false).to_string());
    let delimiter = expected["delimiter"].as_str().map(|d| if d == "\t" { d } else { d.trim() });
    compare("delimiter", format!("{:?}", dialect.delimiter.as_deref()), format!("{delimiter:?}"));
    compare(
        "header",
        format!("{:?}", dialect.header_line),
        format!("{:?}", expected["header_line"].as_u64()),
    );
    let wanted_role = match role.as_str() {
        "series" => Some(Role::Series),
        "wide-series" => Some(Role::WideSeries),
        "long-series" => Some(Role::LongSeries),
        role if role.starts_with("event") => Some(Role::Events),
        _ => found.role,
    };
    compare("role", format!("{:?}", found.role), format!("{wanted_role:?}"));
    let number = text("number");
    if number.len() >= 2 && !number.starts_with('$') {
        compare("decimal", dialect.decimal.to_string(), number[..1].to_string());
    }
    if let (Some(value), Some("series" | "wide-series")) =
        (expected["value"].as_u64(), Some(role.as_str()))
    {
        compare("value", format!("{:?}", found.value_column), format!("{:?}", Some(value)));
    }
    let Some(time) = &found.time else {
        misses.push("no time".into());
        return misses;
    };
    if let Some(column) = expected["timecol"].as_u64() {
        compare("time column", format!("{:?}", time.column_index), format!("{:?}", [column]));
    } else if let Some(column) = expected["timecol"].as_str() {
        compare("time column", format!("{:?}", time.columns), format!("{:?}", [column]));
    }
    let formats: Vec<String> = expected["format"]
        .as_array()
        .map(|all| {
            all.iter()
                .filter_map(Value::as_str)
                .map(|format| format.replace("epoch_", "epoch-"))
                .collect()
        })
        .unwrap_or_default();
    let plain = |format: &str| {
        format
            .split(" | ")
            .next()
            .unwrap_or_default()
            .split(' ')
            .next()
            .unwrap_or_default()
            .to_string()
    };
    if !formats.iter().any(|format| {
        *format == time.format || (format == "ordinal" && plain(&time.format) == "ordinal")
    }) {
        compare("format", time.format.clone(), formats.join(" or "));
    }
    // The fractions of these files' seconds were made up after their span was taken.
    let made_up = role == "event-noyear";
    let year = |iso: String| if made_up { iso[4..19].to_string() } else { iso };
    // Instants, whatever clock the data are on.
    let utc = |ms: i64| match time.clock {
        Clock::Utc => ms,
        Clock::Local => Offsets::of(&TableZones, &time.zone, ms, ms).unwrap().utc_from_local(ms),
    };
    let mut instant = |field: &str, got: Option<i64>, wanted: &str| {
        let got = got.map(utc);
        let wanted = cut(&text(wanted));
        compare(field, year(got.map(iso).unwrap_or_default() + "    "), year(wanted + "    "));
    };
    instant("first", time.first_ms, "min_utc");
    instant("last", time.last_ms, "max_utc");
    let order = match text("order").as_str() {
        "asc" => Order::Ascending,
        "desc" => Order::Descending,
        _ => Order::Unsorted,
    };
    if made_up {
        return misses;
    }
    compare("order", format!("{:?}", time.order), format!("{order:?}"));
    misses
}

#[test]
fn real_exports() {
    let Some(folder) = folder() else { return };
    let expected: Value =
        serde_json::from_str(&std::fs::read_to_string(folder.join("EXPECTED.json")).unwrap())
            .unwrap();
    let (mut wrong, mut needless, mut files) = (0, 0, 0);
    for (name, expected) in expected.as_object().unwrap() {
        files += 1;
        let path = folder.join(name);
        let bytes = std::fs::read(&path).unwrap();
        let facts = FileFacts {
            name: name.clone(),
            bytes: bytes.len() as u64,
            modified_ms: Some(1_785_000_000_000),
            compression: None,
        };
        let reading = read_all(&facts, &bytes, &SourcePatch::default());
        let status = match &reading.found.status {
            Status::Ready => "ready",
            Status::Ask(_) => "ask",
            Status::Refused(_) => "refused",
            Status::Failed(_) => "failed",
            Status::Cancelled => "cancelled",
        };
        let accepted: Vec<&str> = match expected["accept"].as_array() {
            Some(all) => all.iter().filter_map(Value::as_str).collect(),
            None => vec![match expected["role"].as_str().unwrap() {
                "ask" => "ask",
                "negative" => "refused",
                _ => "ready",
            }],
        };
        let mut misses = misses(&reading, expected);
        if !accepted.contains(&status) {
            misses.insert(0, format!("status: {status}, not {}", accepted.join(" or ")));
        }
        if misses.is_empty() {
            continue;
        }
        let kind = if status == "ready" {
            wrong += 1;
            "SILENTLY WRONG"
        } else if accepted.contains(&status) {
            wrong += 1;
            "wrong"
        } else {
            needless += 1;
            "asked without need"
        };
        println!("{kind:<20} {name}\n{:21}{}", "", misses.join("; "));
    }
    println!("{files} files, {wrong} wrong, {needless} asked or refused without need");
    assert_eq!((wrong, needless), (0, 0));
}

fn data(name: &str) -> Option<Vec<u8>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    let bytes = std::fs::read(path).ok()?;
    if !name.ends_with(".gz") {
        return Some(bytes);
    }
    let mut text = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::MultiGzDecoder::new(&bytes[..]), &mut text)
        .unwrap();
    Some(text)
}

fn read(name: &str, bytes: &[u8]) -> Reading {
    let facts = FileFacts { name: name.into(), bytes: bytes.len() as u64, ..FileFacts::default() };
    read_all(&facts, bytes, &SourcePatch::default())
}

/// Weeks since Thursday 1970-01-01 that begin on Monday.
fn week(day: i64) -> i64 {
    (day + 3).div_euclid(7)
}

#[test]
fn weekly_counts_to_the_last_alert() {
    let Some(bytes) = data("snort2-honeypot-2017.csv.gz") else { return };
    let reading = read("snort2-honeypot-2017.csv", &bytes);
    let Data::Counts(counts) = &reading.data else { panic!("{:?}", reading.found.status) };
    // Counted anew, line by line: the date stands in the first eight characters.
    let mut expected = std::collections::BTreeMap::new();
    for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        let line = &line[line.iter().take_while(|byte| **byte == 0).count()..];
        let number =
            |at: usize| std::str::from_utf8(&line[at..at + 2]).unwrap().parse::<i32>().unwrap();
        let day =
            chrono::NaiveDate::from_ymd_opt(2000 + number(6), number(0) as u32, number(3) as u32)
                .unwrap();
        let since = day.signed_duration_since(chrono::NaiveDate::default()).num_days();
        *expected.entry(week(since)).or_insert(0.0) += 1.0;
    }
    let mut got = std::collections::BTreeMap::new();
    for (cell, amount) in counts.total.amounts() {
        *got.entry(week((cell * CELL_MS).div_euclid(86_400_000))).or_insert(0.0) += amount;
    }
    assert_eq!(got, expected);
    let rows = reading.found.rows;
    assert_eq!((rows.read, rows.used, rows.skipped), (417_184, 417_184, 0));
    assert!(
        reading
            .found
            .evidence
            .iter()
            .any(|evidence| format!("{:?}", evidence.because) == "Padding(282)")
    );
    println!("{:?} {:?}", counts.groups, reading.found.time);
}

#[test]
fn prices_are_read_exactly() {
    let Some(bytes) = data("xmr-tradingview-daily-2015-2022.csv") else { return };
    let reading = read("xmr-tradingview-daily-2015-2022.csv", &bytes);
    let Data::Measurements(table) = &reading.data else { panic!("{:?}", reading.found.status) };
    let text = String::from_utf8(bytes).unwrap();
    let lines: Vec<&str> = text.lines().skip(1).collect();
    assert_eq!(table.times_ms.len(), lines.len());
    assert_eq!(reading.found.value_column, Some(4));
    let close = table.columns.iter().find(|column| column.index == 4).unwrap();
    for (line, (time, value)) in lines.iter().zip(table.times_ms.iter().zip(&close.values)) {
        assert_eq!(line.split(',').nth(4).unwrap().parse::<f64>().unwrap(), *value);
        // A bar labelled 17:00 at -07:00 is midnight UTC (winter: 16:00 at -08:00).
        assert_eq!(time.rem_euclid(86_400_000), 0, "{line}");
    }
}

#[test]
fn other_large_files() {
    for name in [
        "btc-coingecko-daily-2013-2026.csv",
        "cisa-kev-2021-2025.csv",
        "jpcert-phishing-2019-2025.csv.gz",
        "xmr-yahoo-daily-2016-2020.csv",
    ] {
        let Some(bytes) = data(name) else { return };
        let reading = read(name, &bytes);
        assert_eq!(reading.found.status, Status::Ready, "{name}");
        let rows = reading.found.rows;
        println!("{name} {:?} {rows:?} {:?}", reading.found.role, reading.found.problems.first());
        // 13 of the phishing reports have a blank where the time should be.
        let blank = if name.starts_with("jpcert") { 13 } else { 0 };
        assert_eq!((rows.skipped, rows.used + blank), (blank, rows.read), "{name}");
    }
}
