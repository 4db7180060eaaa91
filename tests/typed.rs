//! Workbooks, files of columns and what is packed in ways that browsers do not know: the files of
//! `tests/data/typed`, which `make.py` there writes.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails loudly")]

use comove::calendar::civil::iso_from_ms;
use comove::ingest::{
    in_memory::{read_all, read_entries},
    measurements::Measurements,
    overrides::SourcePatch,
    sample::FileFacts,
    source::{Because, Clock, Data, Failure, Layout, Reading, Refusal, Role, Status},
    topic::Topic,
};
use std::path::Path;

fn bytes_of(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/typed");
    std::fs::read(folder.join(name)).unwrap()
}

fn facts(name: &str) -> FileFacts {
    FileFacts { name: name.into(), modified_ms: Some(1_785_000_000_000), ..FileFacts::default() }
}

/// The readings of a file, the same whole, in pieces of one byte and of any size.
fn readings(name: &str, bytes: &[u8], patch: &SourcePatch) -> Vec<Reading> {
    let facts = facts(name);
    let whole = read_entries(&facts, bytes, patch, 1, &mut || usize::MAX);
    let shown = format!("{whole:?}");
    assert_eq!(shown, format!("{:?}", read_entries(&facts, bytes, patch, 3, &mut || 1)), "{name}");
    let mut seed = 7usize;
    let mut any = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        seed >> 54
    };
    assert_eq!(shown, format!("{:?}", read_entries(&facts, bytes, patch, 2, &mut any)), "{name}");
    whole
}

fn one(name: &str) -> Reading {
    let mut all = readings(name, &bytes_of(name), &SourcePatch::default());
    assert_eq!(all.len(), 1, "{name}");
    all.remove(0)
}

fn measurements(reading: &Reading) -> &Measurements {
    match &reading.data {
        Data::Measurements(measurements) => measurements,
        other => panic!("{:?}: {other:?}", reading.found),
    }
}

/// Names of the columns, from the first.
fn names(reading: &Reading) -> Vec<&str> {
    reading.found.columns.iter().map(|column| column.name.as_str()).collect()
}

/// Times and values of a column of numbers.
fn series(reading: &Reading, column: usize) -> Vec<(String, f64)> {
    let all = measurements(reading);
    let values = &all.columns.iter().find(|of| of.index == column).unwrap().values;
    all.times_ms.iter().zip(values).map(|(ms, value)| (iso_from_ms(*ms), *value)).collect()
}

fn because(reading: &Reading, field: Topic) -> Vec<&Because> {
    let evidence = reading.found.evidence.iter();
    evidence.filter(|line| line.field == field).map(|line| &line.because).collect()
}

fn price(at: i64) -> f64 {
    ((100.0 + (at * 7 % 13) as f64 / 4.0 + at as f64 / 10.0) * 100.0).round() / 100.0
}

#[test]
fn a_sheet_below_a_title_with_a_total_and_other_sheets() {
    let all = readings("title-above.xlsx", &bytes_of("title-above.xlsx"), &SourcePatch::default());
    let told: Vec<_> =
        all.iter().map(|reading| (reading.found.name.as_str(), &reading.found.status)).collect();
    assert_eq!(told[0], ("title-above.xlsx/Kurse 2024", &Status::Ready));
    // The empty sheet is nothing to tell.
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(matches!(told[1], ("title-above.xlsx/Notizen", Status::Refused(_))), "{told:?}");
    let found = &all[0].found;
    assert_eq!(names(&all[0]), ["Datum", "Schlusskurs (EUR)", "Umsatz"]);
    assert_eq!((found.role, found.layout), (Some(Role::Series), Some(Layout::Workbook)));
    let dialect = found.dialect.as_ref().unwrap();
    assert_eq!(dialect.header_line, Some(4));
    assert_eq!((dialect.decimal, &dialect.delimiter, &dialect.quote), ('.', &None, &None));
    assert_eq!(dialect.compression.as_deref(), Some("xlsx"));
    assert_eq!((found.rows.read, found.rows.with_time, found.rows.used), (41, 40, 40));
    assert_eq!(found.problems[0].line, 45);
    assert_eq!(because(&all[0], Topic::TimeColumn), [&Because::Typed]);
    assert_eq!(because(&all[0], Topic::Encoding), Vec::<&Because>::new());
    let prices = series(&all[0], 1);
    assert_eq!(prices[0], ("2023-12-28T00:00:00Z".to_owned(), price(0)));
    assert_eq!(prices[39], ("2024-02-05T00:00:00Z".to_owned(), price(39)));
    assert!(prices[7].1.is_nan());
    assert_eq!(found.time.as_ref().unwrap().clock, Clock::Local);
}

#[test]
fn a_sheet_about_the_workbook_is_none_of_its_tables() {
    let bytes = bytes_of("cover.xlsx");
    let all = readings("cover.xlsx", &bytes, &SourcePatch::default());
    let told: Vec<_> =
        all.iter().map(|reading| (&reading.found.status, reading.found.rows.with_time)).collect();
    // Labels and dates; a title and a day; a table; two events under their names, which are a table.
    let cover = Status::Refused(Refusal::Cover);
    assert_eq!(told, [(&cover, 0), (&cover, 0), (&Status::Ready, 30), (&Status::Ready, 2)]);
    // Texts of numbers in a sheet of typed ones keep their own decimal mark.
    assert_eq!(series(&all[2], 1)[3], ("2024-01-04T00:00:00Z".to_owned(), 1003.5));
    assert_eq!(series(&all[2], 2)[3], ("2024-01-04T00:00:00Z".to_owned(), 3.25));
}

#[test]
fn one_sheet_by_its_name_and_overrides_of_it() {
    let bytes = bytes_of("title-above.xlsx");
    let patch = SourcePatch {
        header_line: Some(None),
        // Of no sense here: what is typed stays as it is.
        decimal: Some(','),
        encoding: Some("cp932".into()),
        delimiter: Some(";".into()),
        ..SourcePatch::default()
    };
    use comove::ingest::driver::{Drive, Driver, Want};
    let facts = FileFacts { bytes: bytes.len() as u64, ..facts("title-above.xlsx") };
    let mut driver =
        Driver::new(facts, SourcePatch::default(), 1).of_member(Some("nothing".into()));
    assert!(matches!(driver.want(), Want::Ranges(_)));
    driver.fail(Failure::Damaged(0));
    let read = readings("title-above.xlsx", &bytes, &patch);
    let found = &read[0].found;
    assert_eq!((&found.status, found.rows.with_time), (&Status::Ready, 40));
    assert_eq!(names(&read[0]), ["column 1", "column 2", "column 3"]);
    assert_eq!(series(&read[0], 1)[39].1, price(39));
}

#[test]
fn the_system_of_1904_with_a_day_and_a_time_of_day() {
    let reading = one("system-1904.xlsx");
    assert_eq!(reading.found.status, Status::Ready);
    assert_eq!(reading.found.time.as_ref().unwrap().column_index, [0, 1]);
    let read = series(&reading, 2);
    assert_eq!(read.len(), 48);
    assert_eq!(read[0], ("2023-12-28T00:00:00Z".to_owned(), 5.0));
    assert_eq!(read[31].0, "2023-12-29T07:00:00Z");
    assert_eq!(read[47].0, "2023-12-29T23:00:00Z");
}

#[test]
fn what_few_writers_do() {
    let reading = one("by-hand.xlsx");
    assert_eq!(reading.found.name, "by-hand.xlsx/記録");
    assert_eq!(names(&reading)[..3], ["発生日時", "規則", "回数"]);
    let found = &reading.found;
    let time = found.time.as_ref().unwrap();
    let span = [time.first_ms, time.last_ms].map(|ms| iso_from_ms(ms.unwrap()));
    assert_eq!(span, ["2024-01-01T08:15:00Z", "2024-01-30T08:15:29Z"]);
    assert_eq!((found.rows.read, found.rows.with_time, found.header_line()), (30, 30, Some(3)));
    // The error and the formula whose value was not kept.
    let text = format!("{found:?}");
    assert!(!text.contains("ヨミ"), "{text}");
}

trait HeaderLine {
    fn header_line(&self) -> Option<u64>;
}

impl HeaderLine for comove::ingest::source::Found {
    fn header_line(&self) -> Option<u64> {
        self.dialect.as_ref()?.header_line
    }
}

#[test]
fn an_open_document() {
    let bytes = bytes_of("open-document.ods");
    let all = readings("open-document.ods", &bytes, &SourcePatch::default());
    let told: Vec<_> = all.iter().map(|reading| reading.found.name.as_str()).collect();
    assert_eq!(told, ["open-document.ods/Relevés", "open-document.ods/Durées"]);
    assert_eq!(names(&all[0]), ["Horodatage", "Prix moyen", "Part (%)"]);
    assert_eq!((all[0].found.header_line(), all[0].found.rows.with_time), (Some(4), 36));
    let prices = series(&all[0], 1);
    assert_eq!(prices[5], ("2023-12-29T06:00:00Z".to_owned(), price(5)));
    assert!(prices[9].1.is_nan());
    let lengths = series(&all[1], 1);
    // Of 21 to 48 hours: no times of day, but lengths of time.
    assert_eq!((lengths[0].1, lengths[27].1), (21.5 / 24.0, 48.5 / 24.0));
}

#[test]
fn every_way_of_writing_columns_reads_the_same() {
    let csv = bytes_of("columns.csv");
    let patch = SourcePatch { value_columns: Some((2..=6).collect()), ..SourcePatch::default() };
    let expected = read_all(&facts("columns.csv"), &csv, &patch);
    assert_eq!((&expected.found.status, expected.found.rows.used), (&Status::Ready, 300));
    for way in ["snappy", "none-v2", "gzip-plain", "zstd-v2", "delta", "version-1"] {
        let name = format!("columns-{way}.parquet");
        let read = readings(&name, &bytes_of(&name), &patch).remove(0);
        assert_eq!(names(&read), names(&expected), "{way}");
        assert_eq!(format!("{:?}", read.data), format!("{:?}", expected.data), "{way}");
        let time = read.found.time.as_ref().unwrap();
        assert_eq!(time.clock, Clock::Utc, "{way}");
        assert_eq!(
            (read.found.rows, read.found.layout),
            (expected.found.rows, Some(Layout::Parquet)),
            "{way}"
        );
        let left_out = Because::LeftOut(vec!["tags.list.element".to_owned()]);
        assert_eq!(because(&read, Topic::Layout), [&Because::Typed, &left_out], "{way}");
    }
    let status = one("columns-brotli.parquet").found.status;
    assert_eq!(status, Status::Failed(Failure::Inside("Brotli".to_owned())));
}

#[test]
fn instants_on_no_stated_clock() {
    for name in ["int96.parquet", "local-ns.parquet", "local-ms.parquet"] {
        let reading = one(name);
        let time = reading.found.time.as_ref().unwrap();
        assert_eq!((time.clock, time.zone_stated), (Clock::Local, false), "{name}");
        let read = series(&reading, 1);
        assert_eq!(read.len(), 60, "{name}");
        assert_eq!(read[59], ("2024-03-02T05:30:00Z".to_owned(), price(59)), "{name}");
    }
}

#[test]
fn frames_streams_and_blocks_one_after_another() {
    let expected = read_all(&facts("a.csv"), &bytes_of("packed.csv"), &SourcePatch::default());
    for (name, compression) in [("packed.csv.zst", "zstd"), ("packed.csv.xz", "xz")] {
        let reading = one(name);
        assert_eq!(reading.found.name, name);
        assert_eq!(reading.data, expected.data, "{name}");
        let dialect = reading.found.dialect.unwrap();
        assert_eq!(dialect.compression.as_deref(), Some(compression));
        // A bit that turned is found by the checks.
        let mut bent = bytes_of(name);
        bent[700] ^= 4;
        let status = readings(name, &bent, &SourcePatch::default()).remove(0).found.status;
        assert!(matches!(status, Status::Failed(Failure::Damaged(_))), "{name}: {status:?}");
    }
}

#[test]
fn what_is_cut_or_bent_ends_and_does_not_panic() {
    let names = [
        "title-above.xlsx",
        "by-hand.xlsx",
        "open-document.ods",
        "columns-snappy.parquet",
        "columns-delta.parquet",
        "columns-none-v2.parquet",
        "packed.csv.zst",
        "packed.csv.xz",
    ];
    for name in names {
        let whole = bytes_of(name);
        for at in (0..whole.len()).step_by(whole.len() / 16) {
            let cut = whole[..at].to_vec();
            let mut bent = whole.clone();
            bent[at] ^= 0x55;
            for bytes in [cut, bent] {
                let read =
                    read_entries(&facts(name), &bytes, &SourcePatch::default(), 1, &mut || 4096);
                assert!(!read.is_empty(), "{name} at {at}");
            }
        }
    }
}

#[test]
fn what_no_page_can_hold_is_not_tried() {
    // A directory that declares a table of texts of 600 MB.
    let mut bytes = bytes_of("by-hand.xlsx");
    let directory = memchr::memmem::find(&bytes, b"PK\x01\x02").unwrap();
    let name = memchr::memmem::find(&bytes[directory..], b"xl/sharedStrings.xml").unwrap();
    let size = directory + name - 46 + 24;
    bytes[size..size + 4].copy_from_slice(&600_000_000u32.to_le_bytes());
    let status = readings("by-hand.xlsx", &bytes, &SourcePatch::default()).remove(0).found.status;
    assert_eq!(status, Status::Failed(Failure::TooLarge(600_000_000)));
    // One that declares less than it has is damaged: nothing inflates beyond what is declared.
    bytes[size..size + 4].copy_from_slice(&9u32.to_le_bytes());
    let status = readings("by-hand.xlsx", &bytes, &SourcePatch::default()).remove(0).found.status;
    assert!(matches!(status, Status::Failed(Failure::Damaged(_))), "{status:?}");
}

#[test]
fn what_is_not_read_is_named() {
    for (name, bytes, format) in [
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), "xls"),
        ("export.xml", b"<?xml version=\"1.0\"?>\n<!DOCTYPE HealthData [>".as_slice(), "health"),
    ] {
        let read = readings(name, bytes, &SourcePatch::default()).remove(0);
        assert_eq!(read.found.status, Status::Refused(Refusal::Unsupported(format.to_owned())));
    }
}
