//! Own fixtures (made-up values) of every layout, read whole, in one-byte pieces and in random
//! cuts: what is found is what was written, and the pieces change nothing.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test says what it expects by failing

use chrono::{Datelike, Timelike};
use comove::calendar::zone::{Offsets, TableZones};
use comove::ingest::{
    in_memory::{read_all, read_entries},
    overrides::{Count, SourcePatch},
    plan::{Outcome, sniff},
    problem::Reason,
    reader::Reader,
    sample::{FileFacts, Sample},
    source::{Because, Clock, Data, Reading, Refusal, Status},
    timestamp::Instant,
    topic::Topic,
};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::str::FromStr;

fn facts(name: &str, bytes: &[u8]) -> FileFacts {
    FileFacts { name: name.into(), bytes: bytes.len() as u64, ..FileFacts::default() }
}

/// Reads a file cut at these places.
fn read_cut(name: &str, bytes: &[u8], cuts: &[usize]) -> Reading {
    let mut from = 0;
    let mut ends = cuts.iter().copied().filter(|cut| *cut > 0).collect::<Vec<_>>();
    ends.push(bytes.len());
    let mut ends = ends.into_iter().cycle();
    let mut size = || {
        let end = ends.find(|end| *end != from).unwrap();
        let size = end.saturating_sub(from);
        from = if end == bytes.len() { 0 } else { end };
        size
    };
    let none = SourcePatch::default();
    read_entries(&facts(name, bytes), bytes, &none, 1, &mut size).swap_remove(0)
}

/// Everything, with NaN equal to itself.
fn all(reading: &Reading) -> String {
    format!("{reading:?}")
}

fn iso(ms: Option<i64>) -> String {
    let Some(ms) = ms else { return "-".into() };
    let at = chrono::DateTime::from_timestamp_millis(ms).unwrap().naive_utc();
    let mut text = format!("{}T{}", at.date(), at.time());
    for tail in [":00", ":00", "T00"] {
        if let Some(shorter) = text.strip_suffix(tail) {
            text = shorter.to_string();
        }
    }
    text
}

fn row(name: &str, reading: &Reading) -> String {
    let found = &reading.found;
    let dash = || "-".to_string();
    let mut out = String::new();
    let status = match found.status {
        Status::Ready => "ready",
        Status::Ask(_) => "ask",
        Status::Refused(_) => "refused",
        Status::Failed(_) => "failed",
        Status::Cancelled => "cancelled",
    };
    let word = |value: serde_json::Value| value.as_str().map_or_else(dash, str::to_string);
    let role = word(serde_json::to_value(found.role).unwrap());
    let dialect = found.dialect.as_ref();
    let delimiter =
        dialect.and_then(|d| d.delimiter.clone()).map_or_else(dash, |d| d.replace('\t', "\\t"));
    let header = dialect.and_then(|d| d.header_line).map_or_else(dash, |line| line.to_string());
    let time = found.time.as_ref();
    let columns = time.map_or_else(dash, |time| {
        time.column_index.iter().map(usize::to_string).collect::<Vec<_>>().join(" ")
    });
    let format = time.map_or_else(dash, |time| time.format.clone());
    // Instants, whatever clock the data are on.
    let instant = |ms: i64| {
        let time = time.filter(|time| time.clock == Clock::Local);
        time.map_or(ms, |time| {
            Offsets::of(&TableZones, &time.zone, ms, ms).unwrap().utc_from_local(ms)
        })
    };
    let (first, last) =
        time.map_or((None, None), |time| (time.first_ms.map(instant), time.last_ms.map(instant)));
    let value = found.value_column.map_or_else(dash, |column| column.to_string());
    let rows = found.rows;
    write!(
        out,
        "{name} | {status} | {role} | {delimiter} | {header} | {columns} | {format} | {} | {} | {} | {} | {value}",
        rows.with_time, rows.without_time, iso(first), iso(last)
    )
    .unwrap();
    out
}

#[test]
fn fixtures() {
    every_file_reads_as_written("tests/data/ingest");
}

/// Exports of many programs in small, with made-up values: markets, offices of statistics,
/// security tools, logs, spreadsheets; and files that hold no time and must be refused.
#[test]
fn exports() {
    every_file_reads_as_written("tests/data/exports");
}

/// Files made to mislead: ranks and identifiers beside prices, two times, footers, units, clocks of
/// twelve hours, counts since other years, months in other languages, headers that come again.
#[test]
fn quirks() {
    every_file_reads_as_written("tests/data/quirks");
}

/// Times in all the habits that people have: in parts, in hours up to 24, with two digits of a year,
/// beside dates that stand for "never", inside texts, cut, rounded, numbered.
#[test]
fn times() {
    every_file_reads_as_written("tests/data/time");
}

fn every_file_reads_as_written(folder: &str) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder);
    let table = std::fs::read_to_string(folder.join("expected.txt")).unwrap();
    let mut wrong = String::new();
    let mut random = 7u64;
    for expected in table.lines().filter(|line| !line.starts_with('#')) {
        let name = expected.split(" | ").next().unwrap();
        let bytes = std::fs::read(folder.join(name)).unwrap();
        let whole = read_cut(name, &bytes, &[]);
        let got = row(name, &whole);
        if got != expected {
            writeln!(
                wrong,
                "got      {got}\nexpected {expected}\n{:?}\n",
                whole.found.problems.first()
            )
            .unwrap();
        }
        let one_by_one: Vec<usize> = (1..bytes.len()).collect();
        assert_eq!(
            all(&read_cut(name, &bytes, &one_by_one)),
            all(&whole),
            "{name} in one-byte pieces"
        );
        for _ in 0..4 {
            let mut cuts: Vec<usize> = (0..5)
                .map(|_| {
                    random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    (random >> 33) as usize % bytes.len()
                })
                .collect();
            cuts.sort_unstable();
            assert_eq!(all(&read_cut(name, &bytes, &cuts)), all(&whole), "{name} cut at {cuts:?}");
        }
    }
    let files = std::fs::read_dir(&folder).unwrap().count() - 1;
    let listed = table.lines().filter(|line| !line.starts_with('#')).count();
    assert_eq!(files, listed, "files and lines of expected.txt");
    assert!(wrong.is_empty(), "\n{wrong}");
}

fn read(text: &str) -> Reading {
    read_all(&facts("made-up.csv", text.as_bytes()), text.as_bytes(), &SourcePatch::default())
}

fn patched(text: &str, patch: SourcePatch) -> Reading {
    read_all(&facts("made-up.csv", text.as_bytes()), text.as_bytes(), &patch)
}

fn sum(reading: &Reading) -> f64 {
    match &reading.data {
        Data::Counts(counts) => counts.sum(),
        other => panic!("{other:?} {:?}", reading.found.status),
    }
}

/// The labels of a reading's series, with `+` behind those that are summed.
fn series(text: &str) -> Vec<String> {
    match read(text).data {
        Data::Measurements(data) => {
            let label = |column: &comove::ingest::measurements::ValueColumn| {
                format!("{}{}", column.name, if column.counted { "+" } else { "" })
            };
            data.columns.iter().map(label).collect()
        }
        other => panic!("{other:?}"),
    }
}

/// Nothing that a person may look for is lost, and what adds up is added.
#[test]
fn series_of_tables() {
    let rows = |head: &str, row: &dyn Fn(u32) -> String| -> Vec<String> {
        let rows: Vec<String> = (0..30).map(row).collect();
        series(&format!("{head}\n{}\n", rows.join("\n")))
    };
    let day = |i: u32| format!("2021-06-{:02}", i + 1);
    // Two values of each shop.
    let shops = rows("day,shop,units,price", &|i| {
        format!("{},S{},{},9.{}", day(i / 3), i % 3, 20 + i * 7 % 41, i * 7 % 50)
    });
    assert_eq!(shops.len(), 6, "{shops:?}");
    // A scale beside a total, an id before the readings, a share of amounts.
    let scales = rows("date,Total Stress Index,Recovery Index", &|i| {
        format!("{},{},{}", day(i), 30 + i * 7 % 41, 40 + i * 11 % 37)
    });
    assert_eq!(scales.len(), 2, "{scales:?}");
    let readings = rows("reading_id,date,kwh", &|i| format!("R{i},{},{}.5", day(i), 7 + i % 5));
    assert_eq!(readings, ["kwh+"]);
    let visits = rows("date,visits,views_per_visit", &|i| {
        format!("{},{},{}", day(i), 90 + i * 7 % 41, 1 + i % 4)
    });
    assert_eq!(visits, ["visits+", "views_per_visit"]);
    // The unit beside a value says that it counts; a chart of Splunk counts.
    let steps = rows("unit,date,value", &|i| format!("count,{},{}", day(i), i * 37 % 300));
    assert_eq!(steps, ["value+"]);
    let chart = rows("_time,\"ET SCAN\",OTHER,_span", &|i| {
        format!("{}T00:00:00Z,{},{},86400", day(i), i * 37 % 90, i * 11 % 7)
    });
    assert_eq!(chart, ["ET SCAN+", "OTHER+"]);
    // All processors are -1, and a restart has none.
    let load = rows("host;at;CPU;%user", &|i| match i {
        9 => format!("a;{};RESTART (4 CPU)", day(i)),
        _ => format!("a;{};-1;{}.5", day(i), i * 7 % 41),
    });
    assert_eq!(load, ["%user"]);
    // New ones are meant, not their running total.
    let total = |i: u32| (0..=i).map(|i| 1 + i * 7 % 41).sum::<u32>();
    let new: Vec<String> =
        (0..30).map(|i| format!("{},{},{}\n", day(i), 1 + i * 7 % 41, total(i))).collect();
    let new = read(&format!("date,new_cves,total_cves\n{}", new.concat()));
    assert_eq!(new.found.value_column, Some(1));
    // Calls of half hours are named by where these begin; 数 behind a foreign word counts.
    let calls = rows("Intervallbeginn;Intervallende;Anrufe;Wartezeit", &|i| {
        format!("{0} 08:00;{0} 08:30;{1};{1},5", day(i), i * 37 % 90)
    });
    assert_eq!(calls, ["Anrufe+", "Wartezeit"]);
    let of_calls = rows("day;angeboten;angenommen;rate angenommen", &|i| {
        format!("{};{};{};0,{}", day(i), 40 + i * 37 % 90, 20 + i * 37 % 90, 50 + i * 7 % 41)
    });
    assert_eq!(of_calls, ["angeboten+", "angenommen+", "rate angenommen"]);
    // What a meter of energy reads at the moment is no energy.
    let meter: Vec<String> = (0..30)
        .map(|i| {
            let own = format!("\"Used\":{}.5,\"Current\":{}.25", i * 7 % 13, i * 11 % 17);
            format!("{{\"Time\":\"{}\",\"ENERGY\":{{{own}}}}}\n", day(i))
        })
        .collect();
    assert_eq!(series(&meter.concat()), ["ENERGY.Used+", "ENERGY.Current"]);
    assert_eq!(rows("日,レコード数", &|i| format!("{},{}", day(i), i * 37 % 900)), ["レコード数+"]);
    // Ages look like numbers, and like ranges of them.
    let ages = rows("day,season,age,rate", &|i| {
        let age = ["00+", "00-04", "60+"][i as usize % 3];
        format!("{},2020/21,{age},{}.5", day(i / 3), 20 + i * 7 % 41)
    });
    assert_eq!(ages.len(), 3, "{ages:?}");
    let mean = rows("date,visits,avg_time_on_site", &|i| {
        format!("{},{},{}", day(i), 90 + i * 7 % 41, 60 + i * 11 % 37)
    });
    assert_eq!(mean, ["visits+", "avg_time_on_site"]);
}

/// The first measurement is the main one; a count is only where it is of the rows.
#[test]
fn the_value_that_is_meant() {
    for (names, main) in [
        ("date,% ill,patients total", 1),
        ("date,visits,bounce_count", 1),
        ("date,クリック数,表示回数", 1),
        ("date,share,count", 2),
        ("date,paid,Total", 2),
        ("date,share,close", 2),
    ] {
        let row =
            |i: u32| format!("2021-06-{:02},{},{}\n", i + 1, 20 + i * 7 % 41, 900 + i * 11 % 37);
        let rows: String = (0..28).map(row).collect();
        assert_eq!(read(&format!("{names}\n{rows}")).found.value_column, Some(main), "{names}");
    }
}

/// Codes of accidents and of calls are no values; what happened to a parcel is told event by event.
#[test]
fn rows_that_are_what_happened() {
    let rows = |head: &str, row: &dyn Fn(u32) -> String| -> Reading {
        let rows: Vec<String> = (0..60).map(row).collect();
        read(&format!("{head}\n{}\n", rows.join("\n")))
    };
    let at = |i: u32| {
        format!("2021-{:02}-{:02} {:02}:{:02}", 1 + i / 20, 1 + i % 20, i * 7 % 24, i * 37 % 60)
    };
    let place = |i: u32| format!("48.{:04},2.{:04}", 1_000 + i * 37, 2_000 + i * 53);
    let codes =
        |i: u32| format!("{},{},{},{}", at(i), 1 + i * 7 % 95, 100 + i * 77 % 900, place(i));
    assert_eq!(sum(&rows("at,dep,com,lat,long", &codes)), 60.0);
    // A track has a speed.
    let track = rows("at,speed,lat,long", &|i| format!("{},{},{}", at(i), i * 7 % 95, place(i)));
    assert!(matches!(track.data, Data::Measurements(_)));
    let calls = rows("Typ;at;Rufnummer;Dauer", &|i| {
        format!("{};{};0{};0:{:02}", 1 + i % 4, at(i), 301_000_000 + i * 7_919, i * 7 % 60)
    });
    assert_eq!(sum(&calls), 60.0);
    let parcel = |i: u32| {
        let event = |hour: u32| {
            format!("{{\"timestamp\":\"2021-06-{:02}T{hour:02}:0{i}:00Z\",\"code\":\"x\"}}", 1 + i)
        };
        format!(
            "{{\"estimated\":\"2021-07-0{0}\",\"status\":{{\"timestamp\":\"2021-06-2{0}\"}},\"events\":[{1},{2},{3}]}}",
            1 + i,
            event(3),
            event(5),
            event(9),
        )
    };
    let parcels: Vec<String> = (0..7).map(parcel).collect();
    let parcels = read(&format!("{{\"shipments\":[{}]}}", parcels.join(",")));
    assert_eq!(sum(&parcels), 21.0);
    let time = parcels.found.time.unwrap();
    assert_eq!(time.columns, ["events.timestamp"]);
}

/// What a counter shows is never added up; the hour again, numbers that begin with the day and
/// prices by a unit are no amounts; numbers of several currencies are no values of one.
#[test]
fn what_looks_like_an_amount_and_is_none() {
    let rows = |head: &str, row: &dyn Fn(u32) -> String| -> String {
        let rows: Vec<String> = (0..96).map(row).collect();
        format!("{head}\n{}\n", rows.join("\n"))
    };
    let hour = |i: u32| format!("2021-06-{:02} {:02}:00", 1 + i / 24, i % 24);
    let day = |i: u32| format!("2021-{:02}-{:02}", 1 + i / 28, 1 + i % 28);
    let counter = |i: u32| 12_345.5 + f64::from(i) * 0.7 + f64::from(i * i % 7) * 0.05;
    let counted = rows("time,Energy (kWh)", &|i| format!("{},{:.2}", hour(i), counter(i)));
    assert_eq!(series(&counted), ["Energy (kWh)"]);
    let anew =
        rows("time,Energy (kWh)", &|i| format!("{},{:.2}", hour(i), f64::from(i % 24).powf(1.5)));
    assert_eq!(series(&anew), ["Energy (kWh)"]);
    let used = rows("time,Energy (kWh)", &|i| format!("{},{}.25", hour(i), i * 7 % 40));
    assert_eq!(series(&used), ["Energy (kWh)+"]);
    let rate = rows("time,Consumption (EUR/MWh)", &|i| format!("{},{}.5", hour(i), i * 7 % 40));
    assert_eq!(series(&rate), ["Consumption (EUR/MWh)"]);
    let serial = rows("time,time (raw),%", &|i| {
        format!("{},{:.10},{}.5", hour(i), 44_348.0 + f64::from(i) / 24.0, i * 7 % 40)
    });
    assert_eq!(series(&serial), ["%"]);
    let delivery =
        rows("start,OPR_HR,MW", &|i| format!("{},{},{}.5", hour(i), (i + 17) % 24 + 1, i * 7 % 40));
    assert_eq!(series(&delivery), ["MW"]);
    let interval = rows("time,INTERVAL,RRP", &|i| {
        format!("{},202106{:02}{:03},{}.5", hour(i), 1 + i / 24, i % 24 + 1, i * 7 % 40)
    });
    assert_eq!(series(&interval), ["RRP"]);
    // Most rows have the players, few have their mean.
    let players = rows("day,Players,Average Players", &|i| {
        let mean = if i < 80 { String::new() } else { format!("{}", 400 + i * 7 % 41) };
        format!("{},{},{mean}", day(i), 400 + i * 11 % 43)
    });
    assert_eq!(series(&players).len(), 2);
    let mixed = rows("date,item,price", &|i| {
        let price = ["$12.50", "€11.20", "£9.75"][i as usize % 3];
        format!("{},Item {},{price}", day(i), i % 4)
    });
    let mixed = read(&mixed);
    assert_eq!(sum(&mixed), 96.0);
    assert!(
        mixed.found.evidence.iter().any(|said| said.because
            == comove::ingest::source::Because::Currencies("USD, EUR, GBP".into()))
    );
    // When it was coldest is not when the row was.
    let coldest = rows("fecha,tmed,horatmin", &|i| {
        format!("{},{}.5,{:02}:10", day(i), 9 + i * 7 % 17, i % 9)
    });
    let Data::Measurements(days) = read(&coldest).data else { panic!() };
    assert!(days.times_ms.iter().all(|at| at % 86_400_000 == 0));
}

#[test]
fn what_cannot_be_read_says_so() {
    assert_eq!(read("").found.status, Status::Refused(Refusal::Empty));
    assert_eq!(read("\r\n \n").found.status, Status::Refused(Refusal::Empty));
    assert_eq!(read("date,price\n").found.status, Status::Refused(Refusal::NoRows));
    let lines: String = (1..9).map(|i| format!("<!-- 2021-06-0{i} --> <v>{i}</v>\n")).collect();
    let xml = format!("<?xml version=\"1.0\"?>\n<rrd>\n<cf>AVERAGE</cf>\n{lines}</rrd>\n");
    assert_eq!(read(&xml).found.status, Status::Refused(Refusal::Unsupported("xml".into())));
    let no_time = Refusal::NoTime(vec!["a".into(), "b".into()]);
    assert_eq!(read("a,b\nx,1\ny,2\nz,5\n").found.status, Status::Refused(no_time));
    let binary: Vec<u8> = (0..4000u32).map(|i| (i * 7919 % 251) as u8).collect();
    let reading = read_all(&facts("x.bin", &binary), &binary, &SourcePatch::default());
    assert!(matches!(reading.found.status, Status::Refused(_)), "{:?}", reading.found.status);
    let reading =
        read_all(&facts("x.avro", b"Obj\x01...."), b"Obj\x01....", &SourcePatch::default());
    assert_eq!(reading.found.status, Status::Refused(Refusal::Unsupported("avro".into())));
}

/// A million rows without a header, written by a formula.
#[test]
fn a_million_rows_without_a_header() {
    let mut text = String::new();
    for row in 0..1_000_000i64 {
        let at = 1_600_000_000 + row * 60;
        writeln!(text, "{at},rule {},198.51.100.{}", row % 40, row % 250).unwrap();
    }
    let reading = read(&text);
    assert_eq!(reading.found.rows.used, 1_000_000);
    assert_eq!(sum(&reading), 1_000_000.0);
    let Data::Counts(counts) = &reading.data else { panic!() };
    assert_eq!(counts.groups.len(), 40);
}

#[test]
fn a_header_that_comes_again() {
    let mut text = String::new();
    for row in 0..10_000 {
        if row % 1_000 == 0 {
            text.push_str("date,host,action\n");
        }
        writeln!(text, "2021-03-{:02} 10:00:00,host{},deny", 1 + row / 400, row % 7).unwrap();
    }
    let reading = read(&text);
    assert_eq!((reading.found.rows.used, reading.found.rows.without_time), (10_000, 9));
    assert!(reading.found.problems.iter().all(|problem| problem.reason == Reason::HeaderRepeated));
}

#[test]
fn two_hundred_columns() {
    let mut text = String::from("date");
    for column in 0..200 {
        write!(text, ",s{column}").unwrap();
    }
    for day in 1..=28 {
        write!(text, "\n2021-02-{day:02}").unwrap();
        for column in 0..200 {
            write!(text, ",{}.{}", day * column, day).unwrap();
        }
    }
    let reading = read(&text);
    let Data::Measurements(table) = &reading.data else { panic!("{:?}", reading.found.status) };
    assert_eq!((table.columns.len(), table.times_ms.len()), (200, 28));
    assert_eq!(table.columns[3].values[1], 6.2);
}

#[test]
fn a_cut_last_line_is_a_problem() {
    let reading = read(
        "date,open,close\n2021-01-01,1.5,2.5\n2021-01-02,1.5,2.5\n2021-01-03,1.5,2.5\n2021-01-04,1",
    );
    assert_eq!(reading.found.rows.used, 3);
    assert_eq!(reading.found.problems[0].reason, Reason::Truncated);
    assert_eq!(reading.found.problems[0].line, 5);
}

#[test]
fn a_second_table_is_not_mixed_into_the_first() {
    let text = "Day,Pageviews\n2021-01-01,5\n2021-01-02,6\n2021-01-03,7\n\nDay,Users\n2021-01-01,1\n2021-01-02,2\n";
    let reading = read(text);
    let Data::Measurements(table) = &reading.data else { panic!("{:?}", reading.found.status) };
    assert_eq!(table.columns[0].values, [5.0, 6.0, 7.0]);
    assert_eq!((reading.found.rows.used, reading.found.rows.skipped), (3, 3));
}

/// Day and month look alike in the sample, and only the middle of the file says which is which.
#[test]
fn the_whole_file_settles_what_the_sample_left_open() {
    let mut text = String::from("date,price\n");
    // Random order of days 1 to 12, so that neither order nor steps tell.
    for row in 0..60_000 {
        let (day, month) = (1 + row * 7 % 12, 1 + row * 5 % 11);
        writeln!(text, "{day:02}/{month:02}/2021,{}.5", row % 97).unwrap();
    }
    let odd = text.len() / 2 / 17 * 17 + 40_000;
    let line = text[odd..].find('\n').unwrap() + odd + 1;
    text.insert_str(line, "25/03/2021,1.5\n");
    let reading = read(&text);
    assert_eq!(reading.found.status, Status::Ready);
    assert_eq!(reading.found.time.unwrap().format, "%d/%m/%Y");
    assert_eq!(reading.found.rows.used, 60_001);
}

#[test]
fn overrides_win() {
    let text = "date,other,price\n01/02/2021,2021-05-05,5\n02/03/2021,2021-05-06,6\n03/04/2021,2021-05-07,7\n";
    let time = |patch: SourcePatch| patched(text, patch).found.time.unwrap();
    let us = SourcePatch {
        time_format: Some("%m/%d/%Y".into()),
        time_column: Some(0),
        ..SourcePatch::default()
    };
    assert_eq!(iso(time(us).first_ms), "2021-01-02");
    let other = SourcePatch { time_column: Some(1), ..SourcePatch::default() };
    assert_eq!(iso(time(other).first_ms), "2021-05-05");
    let events = "time,host,msg,Count\n2021-01-01 10:00:00,a,x y,2\n2021-01-01 10:00:07,b,x y,3\n2021-01-02 10:01:03,a,z y,4\n";
    assert_eq!(sum(&read(events)), 9.0);
    let rows = SourcePatch { count: Some(Count::Rows), ..SourcePatch::default() };
    assert_eq!(sum(&patched(events, rows)), 3.0);
    let by_host = SourcePatch { group_column: Some(Some(1)), ..SourcePatch::default() };
    let Data::Counts(counts) = patched(events, by_host).data else { panic!() };
    assert_eq!(counts.groups, ["a", "b"]);
}

#[test]
fn a_question_is_answered() {
    let text = "date,price\n01/01/2021,1.5\n01/02/2021,2.5\n01/03/2021,3.5\n01/04/2021,1.5\n01/05/2021,1.5\n01/06/2021,1.5\n";
    let Status::Ask(question) = read(text).found.status else { panic!("{:?}", read(text).found) };
    assert_eq!(question.field, Topic::TimeFormat);
    let firsts: Vec<String> = question
        .choices
        .iter()
        .map(|choice| {
            let patch =
                SourcePatch { answer: Some(choice.value.clone()), ..SourcePatch::default() };
            let reading = patched(text, patch);
            assert_eq!(reading.found.status, Status::Ready);
            iso(reading.found.time.unwrap().last_ms)
        })
        .collect();
    assert_eq!(firsts, ["2021-06-01", "2021-01-06"]);
}

#[test]
fn units_below_the_header_are_not_data() {
    let text = "Date,Price,Volume\n(y-m-d),(USD),(coins)\n2021-01-01,1.5,2\n2021-01-02,2.5,3\n2021-01-03,2.5,3\n";
    let reading = read(text);
    assert_eq!((reading.found.status, reading.found.rows.used), (Status::Ready, 3));
}

#[test]
fn dates_in_three_columns() {
    let text = "Year,Month,Day,Price\n2021,1,30,1.5\n2021,1,31,2.5\n2021,2,1,3.5\n";
    let time = read(text).found.time.unwrap();
    assert_eq!((time.column_index, iso(time.last_ms)), (vec![0, 1, 2], "2021-02-01".into()));
}

/// `842.312` is 842 and something, or 842 thousand: nothing in the file tells.
#[test]
fn a_mark_before_three_digits_is_asked_about() {
    let text = "quarter;gdp\n2020Q1;842.312\n2020Q2;679.397\n2020Q3;694.659\n2020Q4;540.221\n";
    let Status::Ask(question) = read(text).found.status else { panic!("{:?}", read(text).found) };
    assert_eq!((question.field, question.choices.len()), (Topic::Decimal, 2));
    let patch = SourcePatch { decimal: Some(','), ..SourcePatch::default() };
    let Data::Measurements(table) = patched(text, patch).data else { panic!() };
    assert_eq!(table.columns[0].values[0], 842_312.0);
}

/// Thirty rotated logs, each repeating the last hours of the one before, in any order.
#[test]
fn rotated_logs_that_overlap_count_once() {
    let start = 1_609_459_200i64;
    let lines: Vec<(i64, String)> = (0..18_000i64)
        .map(|row| {
            let at = start + row * 160 + row * row % 97;
            let text = comove::ingest::timestamp::Format::from_str("%Y-%m-%dT%H:%M:%S")
                .unwrap()
                .render(Instant { ms: at * 1_000, offset_min: None });
            (at, format!("{text}+00:00 fw sshd[{}]: Failed password {}\n", row % 7, row % 5))
        })
        .collect();
    let part = |lines: &[(i64, String)]| {
        let text: String = lines.iter().map(|line| line.1.as_str()).collect();
        read(&text).data
    };
    let whole = part(&lines);
    let mut parts: Vec<Data> = (0..30)
        .map(|file: usize| {
            let (from, to) = (file * 600, (file + 1) * 600);
            // Some hours again.
            part(&lines[from.saturating_sub(90)..to])
        })
        .collect();
    parts.reverse();
    parts.swap(3, 17);
    let joined = comove::series::join::join(&parts.iter().collect::<Vec<_>>()).unwrap();
    assert_eq!(joined.data, whole);
    assert_eq!(joined.spans_ms.len(), 1);
}

/// The rows of a log, each its own text or not, many at one instant.
fn log_rows(steps: &[(u8, u8, u8)], step_s: i64) -> Vec<String> {
    let format = comove::ingest::timestamp::Format::from_str("%Y-%m-%dT%H:%M:%S").unwrap();
    let mut at = 1_609_459_200i64;
    steps
        .iter()
        .map(|(step, rule, host)| {
            at += i64::from(*step) * step_s;
            let time = format.render(Instant { ms: at * 1_000, offset_min: None });
            format!("{time},rule {rule},198.51.100.{host}\n")
        })
        .collect()
}

fn log_part(rows: &[String]) -> Data {
    let mut text = String::from("time,rule,source\n");
    rows.iter().for_each(|row| text.push_str(row));
    let patch = SourcePatch {
        role: Some(comove::ingest::source::Role::Events),
        group_column: Some(Some(1)),
        ..SourcePatch::default()
    };
    let reading = patched(&text, patch);
    assert_eq!(reading.found.rows.used, rows.len() as u64, "{:?}", reading.found.status);
    reading.data
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// However a log is cut into files, and however far each repeats the one before (from no row
    /// to most of it), together they give the counts of the whole, once.
    #[test]
    fn any_overlap_counts_once(
        // Steps of none, so that many rows share an instant; few rules and hosts.
        steps in prop::collection::vec((0u8..3, 0u8..4, 0u8..200), 400..900),
        step_s in prop::sample::select(vec![1i64, 7, 300]),
        cuts in prop::collection::vec((0.0f64..1.0, 0usize..300), 1..9),
        newest_first: bool,
        backwards: bool,
    ) {
        let rows = log_rows(&steps, step_s);
        let whole = log_part(&rows);
        let mut cuts: Vec<(usize, usize)> = cuts
            .iter()
            .map(|(at, overlap)| ((at * rows.len() as f64) as usize, *overlap))
            .collect();
        cuts.sort_unstable();
        cuts.dedup_by(|next, kept| next.0 < kept.0 + 20);
        cuts.retain(|cut| cut.0 >= 20 && cut.0 + 20 <= rows.len());
        // All overlap, or none: one joint without where the others have is no rotation.
        let none = cuts.first().is_some_and(|cut| cut.1 == 0);
        let mut parts = Vec::new();
        let mut from = 0;
        for (cut, overlap) in cuts.into_iter().chain([(rows.len(), 0)]) {
            let mut part = rows[from..cut].to_vec();
            if newest_first {
                part.reverse();
            }
            parts.push(log_part(&part));
            from = cut - if none || cut == rows.len() { 0 } else { overlap.clamp(2, cut) };
        }
        if backwards {
            parts.reverse();
        }
        let joined = comove::series::join::join(&parts.iter().collect::<Vec<_>>()).unwrap();
        prop_assert_eq!(&joined.data, &whole);
    }
}

/// Two files begin in one instant, the longer one some rows before the other: what those rows
/// repeat is in neither of the two but in the file before.
#[test]
fn a_file_that_begins_in_the_instant_of_another_counts_once() {
    let steps: Vec<(u8, u8, u8)> = (0..260u32)
        .map(|row| (u8::from(!(96..104).contains(&row)), (row % 3) as u8, (row % 199) as u8))
        .collect();
    let rows = log_rows(&steps, 60);
    let parts = [(0, 140), (101, 170), (97, 230), (200, 260)].map(|(a, b)| log_part(&rows[a..b]));
    let joined = comove::series::join::join(&parts.iter().collect::<Vec<_>>()).unwrap();
    assert_eq!(joined.data, log_part(&rows));
}

/// The same file again, a file within another, two sensors at one time: each row once.
#[test]
fn rows_are_the_same_only_where_their_texts_are() {
    let steps: Vec<(u8, u8, u8)> = (0..600u32)
        .map(|row| ((row % 3) as u8, (row * 7 % 4) as u8, (row * row % 199) as u8))
        .collect();
    let rows = log_rows(&steps, 5);
    let whole = log_part(&rows);
    let joined = |parts: &[&Data]| comove::series::join::join(parts).unwrap().data;
    assert_eq!(joined(&[&whole, &whole, &whole]), whole);
    assert_eq!(joined(&[&whole, &log_part(&rows[200..300])]), whole);
    assert_eq!(joined(&[&log_part(&rows[..450]), &log_part(&rows[100..]), &whole]), whole);
    let other: Vec<String> = rows.iter().map(|row| row.replace("198.51", "203.0")).collect();
    // Other texts, but the same times and rules: a column that numbers the rows, say.
    assert_eq!(joined(&[&log_part(&rows[..400]), &log_part(&other[300..])]), whole);
    // Other times as well: another sensor.
    let other: Vec<String> =
        log_rows(&steps[40..], 5).iter().map(|row| row.replace("198.51", "203.0")).collect();
    let Data::Counts(both) = joined(&[&log_part(&rows[..400]), &log_part(&other)]) else {
        panic!()
    };
    assert_eq!(both.sum(), (400 + other.len()) as f64);
}

/// Parts of more rows than their edges hold, within one quarter hour or over hours.
#[test]
fn busy_logs_count_once() {
    for every_ms in [20i64, 400] {
        let rows: Vec<String> = (0..24_000i64)
            .map(|row| {
                let ms = 1_609_459_200_000 + row * every_ms;
                let (s, ms) = (ms / 1000, ms % 1000);
                let (h, m, s) = (s / 3600 % 24, s / 60 % 60, s % 60);
                format!("2021-01-01T{h:02}:{m:02}:{s:02}.{ms:03},rule {},{row}\n", row % 9)
            })
            .collect();
        let whole = log_part(&rows);
        for overlap in [1, 16_000] {
            let parts = [log_part(&rows[..17_000]), log_part(&rows[17_000 - overlap..])];
            let joined = comove::series::join::join(&[&parts[0], &parts[1]]).unwrap();
            assert_eq!(joined.data, whole, "{overlap} rows, one every {every_ms} ms");
        }
        if every_ms == 400 {
            // More than the edges hold, over several quarter hours.
            let parts = [log_part(&rows[..21_000]), log_part(&rows[3_000..])];
            let joined = comove::series::join::join(&[&parts[0], &parts[1]]).unwrap();
            assert_eq!(joined.data, whole);
        }
    }
}

/// More keys than can be series: asked, not mixed.
#[test]
fn too_many_keys_are_asked_about() {
    let mut text = String::from("date,symbol,price\n");
    for day in 1..=9 {
        for symbol in 0..320 {
            writeln!(text, "2021-03-0{day},S{symbol},{day}.{symbol}").unwrap();
        }
    }
    let patch = SourcePatch { key_column: Some(Some(1)), ..SourcePatch::default() };
    let Status::Ask(question) = patched(&text, patch).found.status else { panic!() };
    assert_eq!(question.field, Topic::Role);
}

/// Times without a year, in a file without a date: asked, not made up.
#[test]
fn a_year_that_nothing_tells_is_asked_about() {
    let text =
        "06/16-13:32:01.621468 ,1,368,6,\"PING\",ICMP,198.51.100.7,,198.51.100.8\n".repeat(5);
    let Status::Ask(question) = read(&text).found.status else { panic!("{:?}", read(&text).found) };
    assert_eq!(question.field, Topic::Year);
    let patch = SourcePatch { answer: Some("2021".into()), ..SourcePatch::default() };
    let reading = patched(&text, patch);
    assert_eq!(iso(reading.found.time.unwrap().last_ms), "2021-06-16T13:32:01.621");
    assert_eq!(reading.found.status, Status::Ready);
}

/// Months that jump about are each put into the twelve months before the file's date.
#[test]
fn months_in_no_order_lie_before_the_files_date() {
    let mut text = String::new();
    for month in ["12/23", "02/23", "11/23", "03/01", "12/24", "02/24", "11/24", "01/02", "12/25"] {
        writeln!(text, "{month}-20:17:01.604453,drop,TCP,1,1000015,198.51.100.7").unwrap();
    }
    let modified_ms = Some(1_616_000_000_000); // 17 March 2021
    let facts = FileFacts { modified_ms, ..facts("alert_csv.txt", text.as_bytes()) };
    let found = read_all(&facts, text.as_bytes(), &SourcePatch::default()).found;
    let time = found.time.unwrap();
    assert_eq!(iso(time.first_ms), "2020-11-23T20:17:01.604");
    assert_eq!(iso(time.last_ms), "2021-03-01T20:17:01.604");
    assert!(time.year_inferred && found.status == Status::Ready);
}

#[test]
fn bytes_that_stand_for_nothing_are_shown() {
    let mut text = encoding_rs::SHIFT_JIS
        .encode("日付,価格,備考\n2021-01-01,1.5,通常\n2021-01-02,2.5,通常\n2021-01-03,2.5,通常\n")
        .0
        .into_owned();
    let at = text.len() - 3;
    // The first byte of a character, and no second.
    text[at] = 0x85;
    text[at + 1] = b',';
    let patch = SourcePatch { encoding: Some("cp932".into()), ..SourcePatch::default() };
    let reading = read_all(&facts("a.csv", &text), &text, &patch);
    assert_eq!(reading.found.rows.used, 3);
    let problem = reading.found.problems.first().unwrap();
    assert_eq!((problem.line, problem.reason), (4, Reason::Encoding));
}

/// Bytes that are no UTF-8 in a file that is: told with line and column, and nothing is lost.
#[test]
fn a_bad_byte_is_told_and_its_row_is_used() {
    let mut text = String::from("time,rule,message\n").into_bytes();
    for row in 0..3_000u32 {
        let (h, m, s) = (row / 3600, row / 60 % 60, row % 60);
        text.extend(format!("2021-03-01 {h:02}:{m:02}:{s:02},rule {},café ", row % 3).bytes());
        match row {
            1_000 => text.push(0xFF),
            // Cut within a character, as a log is by a crash.
            2_000 => text.extend([0xE6, 0x97]),
            2_500 => text.extend("日本".bytes()),
            _ => {}
        }
        text.push(b'\n');
    }
    let reading = read_all(&facts("a.csv", &text), &text, &SourcePatch::default());
    assert_eq!(reading.found.dialect.as_ref().unwrap().encoding, "utf-8");
    assert_eq!((reading.found.rows.used, reading.found.rows.skipped), (3_000, 0));
    let told: Vec<_> = reading
        .found
        .problems
        .iter()
        .map(|problem| (problem.line, problem.column.as_deref(), problem.reason))
        .collect();
    let wanted = |line| (line, Some("message"), Reason::Encoding);
    assert_eq!(told, [wanted(1_002), wanted(2_002)]);
}

/// A file without a line end, or with a line that never ends, takes no more memory than an honest
/// line does, and is refused or told.
#[test]
fn a_line_that_never_ends_is_bounded() {
    for (start, filler) in [
        ("", "9"),
        ("time,rule\n2021-03-01 10:00:00,a\n2021-03-01 10:00:01,b\n2021-03-02 10:00:01,b\n", "x"),
        ("a title\n\ntime,rule\n2021-03-01 10:00:00,a\n2021-03-02 10:00:01,b\n", "\0"),
    ] {
        let sample = start.as_bytes().to_vec();
        let facts = FileFacts { bytes: 1 << 40, ..facts("a.csv", &sample) };
        let mut head = sample.clone();
        head.extend(filler.repeat(1 << 17).bytes());
        let plan = sniff(&facts, &Sample { head, ..Sample::default() }, &SourcePatch::default());
        let mut reader = Reader::new(plan);
        reader.push(&sample);
        let piece = filler.repeat(1 << 20).into_bytes();
        for _ in 0..40 {
            reader.push(&piece);
            assert!(reader.held_bytes() <= 3 << 20, "{} held", reader.held_bytes());
        }
        let Outcome::Done(reading) = reader.finish() else { panic!() };
        match reading.found.status {
            Status::Ready => assert!(reading.found.rows.skipped <= 1, "{start:?}"),
            status => assert!(matches!(status, Status::Refused(_)), "{status:?}"),
        }
    }
}

#[test]
fn mail_has_its_own_japanese() {
    let text = encoding_rs::ISO_2022_JP
        .encode("日付,終値\n2021年7月14日,1.5\n2021年7月15日,2.5\n2021年7月16日,2.5\n")
        .0
        .into_owned();
    let reading = read_all(&facts("a.csv", &text), &text, &SourcePatch::default());
    assert_eq!(reading.found.dialect.unwrap().encoding, "iso-2022-jp");
    assert_eq!(iso(reading.found.time.unwrap().last_ms), "2021-07-16");
    assert_eq!(reading.found.columns[1].name, "終値");
}

/// Files of other countries: the encoding is found, and the names are those that people wrote.
#[test]
fn names_of_other_countries_are_readable() {
    #[rustfmt::skip]
    let cases = [
        ("encoding-big5.csv", "big5", "收盤價"), ("encoding-cp1250.csv", "windows-1250", "Felső vízszint, gyűjtő mérő"), ("encoding-cp1251.csv", "windows-1251", "Цена закрытия"),
        ("encoding-cp1253.csv", "windows-1253", "Κλείσιμο"), ("encoding-cp874.csv", "windows-874", "อุณหภูมิ"), ("encoding-euc-kr.csv", "euc-kr", "평균기온"),
        ("encoding-gb18030.csv", "gb18030", "平均气温"), ("encoding-koi8-r.csv", "koi8-r", "Уровень воды"), ("encoding-latvian.csv", "windows-1257", "Ūdens līmenis"),
    ];
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/quirks");
    for (file, encoding, name) in cases {
        let reading = read_cut(file, &std::fs::read(folder.join(file)).unwrap(), &[]);
        assert_eq!(reading.found.dialect.unwrap().encoding, encoding, "{file}");
        assert_eq!(reading.found.columns[1].name, name, "{file}");
    }
}

#[test]
fn an_encoding_that_few_letters_leave_open_is_asked_about() {
    let days = |day: fn(u32) -> String| (1..29).map(day).collect::<String>();
    let text = "Dan;Količina\n".to_string() + &days(|day| format!("2021-06-{day:02};{day},5\n"));
    let bytes = encoding_rs::WINDOWS_1250.encode(&text).0.into_owned();
    let reading = read_with("a.csv", &bytes, SourcePatch::default());
    let Status::Ask(question) = &reading.found.status else {
        panic!("{:?}", reading.found.status);
    };
    assert_eq!(question.field, Topic::Encoding);
    let samples: Vec<_> = question
        .choices
        .iter()
        .map(|choice| (choice.value.as_str(), choice.sample.as_str()))
        .collect();
    assert!(samples.contains(&("windows-1250", "Dan;Količina")), "{samples:?}");
    assert!(samples.contains(&("windows-1252", "Dan;Kolièina")), "{samples:?}");
    let patch = SourcePatch { encoding: Some("windows-1250".into()), ..SourcePatch::default() };
    let reading = read_with("a.csv", &bytes, patch);
    assert_eq!(
        (&reading.found.status, reading.found.columns[1].name.as_str()),
        (&Status::Ready, "Količina")
    );
    // Only one of them makes times of the dates.
    let text = "day,price\n".to_string() + &days(|day| format!("2021年6月{day}日,{day}.5\n"));
    let bytes = encoding_rs::GB18030.encode(&text).0.into_owned();
    let reading = read_with("a.csv", &bytes, SourcePatch::default());
    assert_eq!(reading.found.status, Status::Ready);
    assert_eq!(reading.found.dialect.unwrap().encoding, "gb18030");
}

fn read_with(name: &str, bytes: &[u8], patch: SourcePatch) -> Reading {
    read_entries(&facts(name, bytes), bytes, &patch, 1, &mut || usize::MAX).swap_remove(0)
}

/// What is passed over is told, with how much of it there was.
#[test]
fn what_stands_for_nothing_is_counted() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/quirks");
    let cases = [
        ("nul-blank.tsv", Because::Nuls(24)),
        ("nul-utf16.csv", Because::Nuls(24)),
        // Two a header, one behind each row, one before every third; the byte order mark inside.
        ("mark-inside.csv", Because::Marks(2 + 2 + 24 + 8 + 1)),
    ];
    for (file, because) in cases {
        let reading = read_cut(file, &std::fs::read(folder.join(file)).unwrap(), &[]);
        let told = reading.found.evidence.iter().map(|found| &found.because);
        assert!(told.clone().any(|told| *told == because), "{file} {:?}", told.collect::<Vec<_>>());
    }
}

/// A table of 30 to 200 rows, one a step, in one of the habits of writing times, with the instants
/// that its rows stand for.
fn written_so(habit: usize, start_day: i64, rows: usize) -> (String, Vec<i64>) {
    const DAY: i64 = 86_400_000;
    const HOUR: i64 = 3_600_000;
    let civil = |ms: i64| chrono::DateTime::from_timestamp_millis(ms).unwrap().naive_utc();
    let start = civil(start_day * DAY);
    // First days of months, of quarters; days; hours.
    let month = |n: usize, step: usize| {
        let months = (n * step) as u32;
        let first = chrono::NaiveDate::from_ymd_opt(start.year(), 1, 1).unwrap();
        let at = first.checked_add_months(chrono::Months::new(months)).unwrap();
        at.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis()
    };
    let instants: Vec<i64> = (0..rows)
        .map(|n| match habit {
            0..=3 => start_day * DAY + n as i64 * HOUR,
            4..=6 => month(n, 1),
            7 | 8 => month(n, 3),
            _ => (start_day + n as i64) * DAY,
        })
        .collect();
    let names =
        ["Jan", "Fév", "März", "Apr", "May", "Juin", "Jul", "Aug", "Sep", "Okt", "Nov", "Dic"];
    let header = [
        "date;hour;load",
        "load;date;hhmm",
        "Date;Time;Load",
        "hour;year;day;month;load",
        "Year;Month;Sales",
        "sales;month;jahr",
        "date;value",
        "year;quarter;value",
        "value;trimestre;année",
        "YEAR;DOY;T",
        "año;mes;día;lluvia",
        "date;value",
        "day;ended;value",
    ][habit];
    let mut text = format!("{header}\n");
    for (n, ms) in instants.iter().enumerate() {
        let at = civil(*ms);
        let (day, hour, value) = (at.date(), at.hour(), 100 + n * 37 % 53);
        let (y, m, d) = (at.year(), at.month(), at.day());
        let line = match habit {
            0 => format!("{day};{};{value}", hour + 1),
            1 => format!("{value};{y}{m:02}{d:02};{:02}00", hour + 1),
            2 => format!("{day};{:02}:00;{value}", hour + 1),
            3 => format!("{hour};{y};{d};{m};{value}"),
            4 => format!("{y};{m};{value}"),
            5 => format!("{value};{};{y}", names[m as usize - 1]),
            6 => format!("{};{value}", format!("{y}.{m:02}").trim_end_matches('0')),
            7 => format!("{y};Q{};{value}", m / 3 + 1),
            8 => format!("{value};T{};{y}", m / 3 + 1),
            9 => format!("{y};{};{value}", at.ordinal()),
            10 => format!("{y};{m};{d};{value}"),
            11 => format!("{m}/{d}/{:02};{value}", y % 100),
            _ => format!(
                "{day};{};{value}",
                if n % 3 == 0 { "9999-12-31".into() } else { day.to_string() }
            ),
        };
        writeln!(text, "{line}").unwrap();
    }
    (text, instants)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever the habit, a table reads back as it was written, or is asked about.
    #[test]
    fn times_written_so_read_back_or_are_asked_about(
        habit in 0usize..13,
        // 1910 to 2023.
        start_day in -21_900i64..19_600,
        rows in 50usize..200,
    ) {
        // Of two centuries that two digits could be of, the later one is meant; 55 is not of the future.
        let start_day = if habit == 11 { start_day.max(-5_000) } else { start_day };
        let (text, want) = written_so(habit, start_day, rows);
        let reading = read(&text);
        if matches!(reading.found.status, Status::Ask(_)) {
            return Ok(());
        }
        prop_assert_eq!(&reading.found.status, &Status::Ready, "{}", text);
        let Data::Measurements(table) = &reading.data else {
            return Err(TestCaseError::fail(format!("{:?} {text}", reading.found.role)));
        };
        prop_assert_eq!(&table.times_ms, &want, "{}", text);
    }
}

/// A reading's first time and its last, with how many rows have one.
fn span(text: &str) -> (String, String, u64) {
    let reading = read(text);
    let time = reading.found.time.as_ref();
    let (first, last) = time.map_or((None, None), |time| (time.first_ms, time.last_ms));
    (iso(first), iso(last), reading.found.rows.with_time)
}

/// Tables of which part was taken for the whole: names above widths and attributes, a second table
/// with the same header, months of one digit across, a result within a list.
#[test]
fn the_table_that_is_meant() {
    let day = |i: u32| format!("2021-06-{:02}", i + 1);
    let rows = |row: &dyn Fn(u32) -> String| (0..30).map(row).collect::<Vec<_>>().join("\n");
    let value = |i: u32| 20 + i * 7 % 41;
    let one = rows(&|i| format!("{},{}", day(i), value(i)));
    let other = rows(&|i| format!("{},{}", day(i), 900 + i));
    let two = format!("Reach\ndate,people\n{one}\n\nVisits\ndate,people\n{other}\n");
    match read(&two).data {
        Data::Measurements(data) => {
            assert_eq!(
                (data.times_ms.len(), data.columns[0].values[29]),
                (30, f64::from(value(29)))
            );
        }
        other => panic!("{other:?}"),
    }
    // A later table below the same title goes on.
    let later = rows(&|i| format!("2021-07-{:02},{}", i + 1, value(i)));
    let on = format!("Reach\ndate,people\n{one}\n\nReach\ndate,people\n{later}\n");
    match read(&on).data {
        Data::Measurements(data) => assert_eq!(data.times_ms.len(), 60),
        other => panic!("{other:?}"),
    }
    let widths = rows(&|i| format!("GS\t0164\t{}\t{}\tA", day(i), 4500 + value(i)));
    // A name may look like a number.
    for name in ["flow_00060", "69928_00060"] {
        let widths = format!(
            "# note\nagency\tsite\tdatetime\t{name}\tflow_cd\n5s\t15s\t20d\t14n\t10s\n{widths}\n"
        );
        assert_eq!(series(&widths), [name]);
    }
    let across: Vec<String> = (1..=12).map(|month| format!("2016M{month}")).collect();
    let numbers: Vec<String> = (0..12).map(|i| format!("{}.5", value(i))).collect();
    let across = format!("Country,Item,{}\nJapan,CPI,{}\n", across.join(","), numbers.join(","));
    assert_eq!(span(&across), ("2016-01-01".into(), "2016-12-01".into(), 12));
    let results = rows(&|i| {
        format!(
            r#"{{"at":"{}","looked":{},"results":[{{"average":{}.25}}]}}"#,
            day(i),
            5000 + i,
            value(i)
        )
    });
    assert!(series(&results).iter().any(|name| name.contains("average")), "{results}");
    // Counters stand above the rates, which have more columns.
    let rates = rows(&|i| format!("{} {} {}", 1_624_000_000 - i * 300, value(i), value(i + 1)));
    let rates = read(&format!("1624000000 3512345678\n{rates}\n"));
    assert_eq!((rates.found.rows.with_time, rates.found.rows.used), (31, 30));
    // What other delimiters cut apart inside quotes is no table.
    let quoted = rows(&|i| format!("{}T00:00:00Z,gw,\"a;{}T00:00:00Z;0\",{i}", day(i), day(i)));
    let quoted = read(&format!("#Fields: date-time,host,context,total-bytes\n{quoted}\n"));
    assert_eq!(quoted.found.columns[3].name, "total-bytes");
}

/// Times that were taken for others: the record's own for one deep inside it, a year that is
/// stated for one that is guessed, the day of an extract for that of its rows.
#[test]
fn the_time_that_is_meant() {
    let clock = |i: u32| format!("{:02}:{:02}:22", i % 24, i * 7 % 60);
    let rows = |row: &dyn Fn(u32) -> String| (0..20).map(row).collect::<Vec<_>>().join("\n");
    let epoch = |i: u32| {
        let day = 18_779 + i64::from(i);
        day * 86_400 + i64::from(i % 24) * 3600 + i64::from(i * 7 % 60) * 60 + 22
    };
    let cef = rows(&|i| {
        format!(
            "Jun {:02} {} gw CEF:0|V|P|1|20{}|Deny|5|src=192.0.2.{i} spt=4000 rt={}000",
            i + 1,
            clock(i),
            i % 3,
            epoch(i)
        )
    });
    assert_eq!(span(&cef).0, "2021-06-01T00:00:22");
    let deep = rows(&|i| {
        let at = format!("2021-06-{:02}T{}Z", i + 1, clock(i));
        format!(
            r#"{{"payload":{{"request":{{"time":"2020-{}"}}}},"severity":"high","timestamp":"{at}"}}"#,
            &at[5..]
        )
    });
    assert_eq!(span(&deep).0, "2021-06-01T00:00:22");
    let halves =
        rows(&|i| format!("28/04/23 23:00:00,DE,20{:02}-S{},0.{}", 8 + i / 2, 1 + i % 2, 200 + i));
    let halves = span(&format!("LAST UPDATE,geo,TIME_PERIOD,OBS_VALUE\n{halves}\n"));
    assert_eq!(halves, ("2008-01-01".to_owned(), "2017-07-01".to_owned(), 20));
    let trips = rows(&|i| {
        format!("2021-06-{0:02} {1},2021-06-{0:02} 23:59:59,{2}.5", i + 1, clock(i), 10 + i % 9)
    });
    let trips = format!("pickup_datetime,dropoff_datetime,fare\n{trips}\n");
    assert_eq!(span(&trips).0, "2021-06-01T00:00:22");
    // An hour that is named by its end began before; a call's end is its own.
    let hours = rows(&|i| format!("2021-06-01 {:02}:00,{}", i + 1, i * 7 % 41));
    let began = span(&format!("Interval End,Blocked\n{hours}\n"));
    assert_eq!((began.0.as_str(), began.1.as_str()), ("2021-06-01", "2021-06-01T19"));
    let calls = rows(&|i| format!("2021-06-{:02} {},{}", i + 1, clock(i), i * 7 % 41));
    assert_eq!(span(&format!("End Time,Blocked\n{calls}\n")).0, "2021-06-01T00:00:22");
    let bound = rows(&|i| format!("1622505600000,{}000.0,{}.5", epoch(i), 10 + i % 9));
    assert_eq!(span(&format!("start,a.0,a.1\n{bound}\n")).0, "2021-06-01T00:00:22");
    // Ten digits that grow by one are ids beside the time.
    let trades = rows(&|i| {
        format!("{},9.5,{},{}000,true", 812_345_678 + i, 1_212_345_678 + 2 * i, epoch(i))
    });
    assert_eq!(span(&trades).0, "2021-06-01T00:00:22");
    let paid = rows(&|i| {
        format!(
            "2021-06-{:02} {},{}.5,2021-07-{:02} 00:00",
            i + 1,
            &clock(i)[..5],
            10 + i % 9,
            i + 1
        )
    });
    assert_eq!(span(&format!("Created (UTC),Net,Transfer Date (UTC)\n{paid}\n")).0, "2021-06-01");
    // A length of time is no time of day.
    let runs = rows(&|i| format!("2021-06-{:02},{}.5,01:{}:22", i + 1, 10 + i % 9, 10 + i));
    assert_eq!(span(&format!("Date,Distance,Moving time\n{runs}\n")).0, "2021-06-01");
    // Months with their quarters and years below each other are the months.
    let years: String = (2015..2021).map(|year| format!("{year},{year}.5\n")).collect();
    let quarters: String =
        (0..24).map(|i| format!("{} Q{},50{i}.5\n", 2015 + i / 4, 1 + i % 4)).collect();
    let months =
        ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    let months: String =
        (0..72).map(|i| format!("{} {},6{i}.5\n", 2015 + i / 12, months[i % 12])).collect();
    let stacked = format!("Title,A\nUnit,B\nRelease date,15-05-2021\n{years}{quarters}{months}");
    assert_eq!(span(&stacked), ("2015-01-01".into(), "2020-12-01".into(), 72));
}

/// A number that the lines above a table name is a gap, even where it stands once; a person's own
/// words for missing take its place.
#[test]
fn what_the_lines_above_call_missing_is_a_gap() {
    let rows: String = (0..28)
        .map(|i| format!("2021-06-{:02},{}\n", i + 1, if i == 9 { -99 } else { 20 + i * 7 % 41 }))
        .collect();
    let text = format!("# Mean\n# Missing: -99\ndate,value\n{rows}");
    let tenth = |patch: SourcePatch| match patched(&text, patch).data {
        Data::Measurements(data) => data.columns[0].values[9],
        other => panic!("{other:?}"),
    };
    assert!(tenth(SourcePatch::default()).is_nan());
    let none = SourcePatch { missing: Some(Vec::new()), ..SourcePatch::default() };
    assert_eq!(tenth(none), -99.0);
}

/// Ways to write a day that are read: in Thailand, in Taiwan, in the words around it.
#[test]
fn days_of_other_calendars_and_in_words() {
    let table = |day: &dyn Fn(u32) -> String| -> String {
        (0..28).map(|i| format!("\"{}\",{}\n", day(i + 1), 20 + i * 7 % 41)).collect()
    };
    #[rustfmt::skip]
    let days: &[&dyn Fn(u32) -> String] = &[
        &|d| format!("{d}/6/2564"), &|d| format!("{d} มิ.ย. 2564"), &|d| format!("110/06/{d:02}"), &|d| format!("民國110年6月{d}日"),
        &|d| format!("{d} июня 2021 г."), &|d| format!("den {d} juni 2021"), &|d| format!("2021. június {d}."), &|d| format!("202106{d:02}120000.0Z"),
        &|d| format!("/Date({}000+0900)/", 1_622_462_400 + 86_400 * u64::from(d)), &|d| format!("2021-06-{d:02}*"),
    ];
    for day in days {
        let (first, last, rows) = span(&format!("date,value\n{}", table(day)));
        let ends = (first.get(..10), last.get(..10), rows);
        assert_eq!(ends, (Some("2021-06-01"), Some("2021-06-28"), 28), "{}", day(1));
    }
    let quarters: String =
        (0..24).map(|i| format!("{}.{}/4,{}\n", 2010 + i / 4, 1 + i % 4, 100 + i)).collect();
    assert_eq!(
        span(&format!("시점,GDP\n{quarters}")),
        ("2010-01-01".into(), "2015-10-01".into(), 24)
    );
    #[rustfmt::skip]
    let weeks: &[&dyn Fn(u32) -> String] = &[
        &|w| format!("KW {w:02}/2021"), &|w| format!("Week {w}, 2021"), &|w| format!("2021 KW {w}"), &|w| format!("2021年第{w}週"), &|w| format!("semaine {w} 2021"),
    ];
    for week in weeks {
        let ends = span(&format!("week,value\n{}", table(week)));
        assert_eq!(ends, ("2021-01-04".into(), "2021-07-12".into(), 28), "{}", week(1));
    }
    let months = (1..=12).map(|m| format!("Tháng {m}/2021,{m}\n")).collect::<String>();
    assert_eq!(span(&format!("m,value\n{months}")).1, "2021-12-01");
}
