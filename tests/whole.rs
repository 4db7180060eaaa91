//! From bytes to the report without a browser: files are read, the application decides, the
//! numbers are compared with an independent count.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing loudly")]

use comove::{
    app::{
        ids::FileOffer,
        message::{Answer, Effect, Message},
        model::Model,
        update::update,
    },
    calendar::{civil::iso_from_ms, zone::TableZones},
    ingest::{in_memory::read_all, overrides::SourcePatch, sample::FileFacts},
    report::{analysis::analyse, report::Report},
};
use std::{collections::BTreeMap, io::Read, path::PathBuf, rc::Rc};

/// Drops files on a page without a browser, sets the recipe, and gives the report.
fn report(files: &[(&str, Vec<u8>)], recipe: serde_json::Value) -> Result<Report, String> {
    let mut model = Model::new(Rc::new(TableZones));
    let offers = files
        .iter()
        .enumerate()
        .map(|(at, (name, bytes))| FileOffer {
            file: at as u64,
            name: (*name).to_owned(),
            bytes: bytes.len() as u64,
            modified_ms: None,
            example: false,
        })
        .collect();
    let mut queue = vec![
        Message::FilesAdded { files: offers, ticket: None },
        Message::SetRecipe { patch: recipe, ticket: None },
        Message::ReportAsked { ticket: 1 },
    ];
    queue.reverse();
    while let Some(message) = queue.pop() {
        for effect in update(&mut model, message) {
            match effect {
                Effect::Read { read, file, name, modified_ms, patch, .. } => {
                    let bytes = &files[file as usize].1;
                    let facts = FileFacts {
                        name,
                        bytes: bytes.len() as u64,
                        modified_ms,
                        compression: None,
                    };
                    let patch: &SourcePatch = &patch;
                    queue.insert(
                        0,
                        Message::ReadDone { read, readings: vec![read_all(&facts, bytes, patch)] },
                    );
                }
                Effect::Analyse { revision, input } => queue
                    .insert(0, Message::Analysed { revision, analysis: Box::new(analyse(&input)) }),
                Effect::Resolve { ticket: 1, answer: Answer::Report(report) } => {
                    return Ok((*report).clone());
                }
                Effect::Reject { ticket: 1, reason } => return Err(reason.en),
                _ => {}
            }
        }
    }
    Err("no answer".to_owned())
}

fn shared(name: &str) -> Option<Vec<u8>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    let bytes = std::fs::read(path).ok()?;
    if !name.ends_with(".gz") {
        return Some(bytes);
    }
    let mut whole = Vec::new();
    flate2::read::MultiGzDecoder::new(&bytes[..]).read_to_end(&mut whole).ok()?;
    Some(whole)
}

/// Days since 1970 of a date, by counting: independent of the program's own calendar.
fn day_number(year: i64, month: i64, day: i64) -> i64 {
    let leap = |y: i64| (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
    let mut days: i64 = (1970..year).map(|y| if leap(y) { 366 } else { 365 }).sum();
    let lengths = [31, if leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    days += lengths[..(month - 1) as usize].iter().sum::<i64>();
    days + day - 1
}

/// Monday of a day's week, as a day number.
fn monday(day: i64) -> i64 {
    day - (day + 3).rem_euclid(7)
}

fn label_day(label: &str) -> i64 {
    let part = |range: std::ops::Range<usize>| label[range].parse::<i64>().unwrap();
    day_number(part(0..4), part(5..7), part(8..10))
}

#[test]
fn made_up_files_give_the_numbers_that_a_loop_gives() {
    let mut price = String::from("Date;Close\r\n");
    let mut log = String::from("timestamp,signature,src\n");
    let (mut sums, mut counts): (BTreeMap<i64, (f64, u32)>, BTreeMap<i64, f64>) =
        Default::default();
    let first = day_number(2021, 1, 6);
    for i in 0..200 {
        let day = first + i;
        let value = 100.0 + (i * i % 37) as f64 / 4.0;
        let date = iso_from_ms(day * 86_400_000);
        price.push_str(&format!("{};{value}\r\n", &date[..10]));
        let entry = sums.entry(monday(day)).or_default();
        *entry = (entry.0 + value, entry.1 + 1);
        for k in 0..(3 + i % 5) {
            let at = iso_from_ms(day * 86_400_000 + (k * 9_000 + 17) * 1000);
            log.push_str(&format!("{at},ET SCAN test,203.0.113.{k}\n"));
            *counts.entry(monday(day)).or_default() += 1.0;
        }
    }
    let files = [("price.csv", price.into_bytes()), ("alerts.csv", log.into_bytes())];
    let report = report(&files, serde_json::json!({ "period": "week" })).unwrap();
    assert_eq!(report.aligned.labels.len(), sums.len());
    for (at, label) in report.aligned.labels.iter().enumerate() {
        let week = label_day(label);
        let (sum, n) = sums[&week];
        let x = report.aligned.x[at].unwrap();
        assert!((x - sum / f64::from(n)).abs() <= 1e-9 * x.abs(), "{label}");
        assert_eq!(report.aligned.y[at], Some(counts[&week]), "{label}");
    }
    // Both begin on a Wednesday.
    assert_eq!(report.aligned.partial.first().map(String::as_str), Some("2021-01-04"));
}

#[test]
fn monero_and_the_honeypot_by_the_week() {
    let Some(log) = shared("snort2-honeypot-2017.csv.gz") else { return };
    let mut counts: BTreeMap<i64, f64> = BTreeMap::new();
    let mut total = 0.0;
    // An independent count: the first eight characters that look like a date, line by line.
    for line in log.split(|byte| *byte == b'\n') {
        let text: String = line.iter().filter(|b| **b != 0).map(|b| char::from(*b)).collect();
        let bytes = text.as_bytes();
        if bytes.len() > 17 && bytes[2] == b'/' && bytes[5] == b'/' && bytes[8] == b'-' {
            let part = |range: std::ops::Range<usize>| text[range].parse::<i64>().unwrap();
            let day = day_number(2000 + part(6..8), part(0..2), part(3..5));
            *counts.entry(monday(day)).or_default() += 1.0;
            total += 1.0;
        }
    }
    for (name, column, shift) in [
        ("xmr-yahoo-daily-2016-2020.csv", 4, 0),
        // A bar labelled 17:00-07:00 is midnight UTC of the next day.
        ("xmr-tradingview-daily-2015-2022.csv", 4, 1),
    ] {
        let price = shared(name).unwrap();
        let mut sums: BTreeMap<i64, (f64, u32)> = BTreeMap::new();
        for line in String::from_utf8_lossy(&price).lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            let Ok(value) = cells[column].parse::<f64>() else { continue };
            let entry = sums.entry(monday(label_day(cells[0]) + shift)).or_default();
            *entry = (entry.0 + value, entry.1 + 1);
        }
        let files = [(name, price), ("snort2-honeypot-2017.csv", log.clone())];
        let report = report(&files, serde_json::json!({ "period": "week" })).unwrap();
        assert_eq!(report.y.observations as f64, total);
        assert_eq!(report.aligned.labels.len(), 8, "{:?}", report.aligned.labels);
        assert_eq!(report.aligned.partial, ["2017-06-26", "2017-08-14"]);
        let mut seen = 0.0;
        for (at, label) in report.aligned.labels.iter().enumerate() {
            let week = label_day(label);
            let y = report.aligned.y[at].unwrap();
            assert_eq!(y, counts[&week], "{label}");
            seen += y;
            let (sum, n) = sums[&week];
            let x = report.aligned.x[at].unwrap();
            assert!((x - sum / f64::from(n)).abs() <= 1e-9 * x.abs(), "{name} {label}");
        }
        assert_eq!(seen, total);
        println!(
            "{name}: {} rows in {} weeks; {}",
            total,
            report.aligned.labels.len(),
            report.verdict.text.en
        );
    }
}

#[test]
fn every_pair_of_the_shared_data_has_a_report() {
    let names = [
        "btc-coingecko-daily-2013-2026.csv",
        "xmr-tradingview-daily-2015-2022.csv",
        "cisa-kev-2021-2025.csv",
        "jpcert-phishing-2019-2025.csv.gz",
    ];
    let files: Vec<(&str, Vec<u8>)> =
        names.iter().filter_map(|name| Some((*name, shared(name)?))).collect();
    for (i, a) in files.iter().enumerate() {
        for b in files.iter().skip(i + 1) {
            let got = report(&[a.clone(), b.clone()], serde_json::json!({})).unwrap();
            println!(
                "{} × {}: {:?} {} complete {} {:?} {}",
                got.x.id,
                got.y.id,
                got.aligned.period,
                got.aligned.labels.len(),
                got.aligned.complete,
                got.aligned.left_out,
                got.verdict.text.en
            );
            assert!(got.aligned.complete > 30);
        }
    }
}
