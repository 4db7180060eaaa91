//! The driver of a reading: plain files, gzip and zip, cut into any parts and any pieces, are read
//! as what is in them is read whole.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test says what it expects by failing

use comove::ingest::{
    containers::{Codec, zip},
    driver::{Drive, Driver, Next, Want},
    in_memory::{read_all, read_entries},
    overrides::SourcePatch,
    sample::FileFacts,
    source::{Failure, Reading, Refusal, Status},
};
use comove::kit::crc32::Crc32;
use proptest::prelude::*;
use std::fmt::Write as _;
use std::io::Write as _;

fn facts(name: &str, bytes: &[u8]) -> FileFacts {
    FileFacts { name: name.into(), bytes: bytes.len() as u64, ..FileFacts::default() }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut to = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    to.write_all(bytes).unwrap();
    to.finish().unwrap()
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut to = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
    to.write_all(bytes).unwrap();
    to.finish().unwrap()
}

/// An archive, as APPNOTE describes it; every second member is stored.
fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (number, (name, content)) in files.iter().enumerate() {
        let header_at = bytes.len() as u32;
        let (method, packed) = match number % 2 {
            0 => (8u16, deflate(content)),
            _ => (0, content.to_vec()),
        };
        let mut common = vec![20, 0, 0, 0];
        common.extend(method.to_le_bytes());
        common.extend([0; 4]);
        let mut crc = Crc32::default();
        crc.add(content);
        common.extend(crc.sum().to_le_bytes());
        common.extend((packed.len() as u32).to_le_bytes());
        common.extend((content.len() as u32).to_le_bytes());
        common.extend((name.len() as u16).to_le_bytes());
        common.extend([0, 0]);
        bytes.extend([b"PK\x03\x04", &common[..], name.as_bytes(), &packed].concat());
        directory.extend([b"PK\x01\x02\x14\0", &common[..], &[0; 10]].concat());
        directory.extend(header_at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (start, count) = (bytes.len() as u32, files.len() as u8);
    bytes.extend(&directory);
    bytes.extend([b"PK\x05\x06\0\0\0\0", &[count, 0, count, 0][..]].concat());
    bytes.extend((directory.len() as u32).to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

/// Events of two columns beside the time: such a file can be read in parts.
fn events(rows: usize) -> String {
    let mut text = "time,host,message\n".to_owned();
    for row in 0..rows {
        let (hour, minute) = (row / 60 % 24, row % 60);
        let cell = ["plain", "\"a, b\"", "\"two\nlines\"", "\"日本,\r\n語\""][row % 4];
        writeln!(text, "2021-07-14 {hour:02}:{minute:02}:00,h{},{cell}", row % 3).unwrap();
    }
    text
}

/// Values whose decimal mark the sample, the first bytes, cannot tell: a second round.
fn late_comma() -> String {
    let mut text = "date;close\n".to_owned();
    for row in 0..60_000u32 {
        let day = row / 4;
        let (day, month, year) = (day % 28 + 1, day / 28 % 12 + 1, 1620 + day / 336);
        writeln!(text, "{year}-{month:02}-{day:02} {:02}:00;{}", row % 4 * 6, row % 90).unwrap();
    }
    text + "2021-07-14 06:00;1,5\n"
}

/// Without the names, the sizes and the packing, which differ.
fn told(mut reading: Reading) -> String {
    reading.found.name.clear();
    reading.found.bytes = 0;
    if let Some(dialect) = &mut reading.found.dialect {
        dialect.compression = None;
    }
    format!("{reading:?}")
}

fn whole(text: &str) -> String {
    told(read_all(&facts("a.csv", text.as_bytes()), text.as_bytes(), &SourcePatch::default()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_cuts_of_any_container_give_the_same(
        rows in 1usize..400,
        sizes in prop::collection::vec(1usize..3_000, 1..8),
        parts in 1u32..6,
        kind in 0usize..4,
        cut in any::<prop::sample::Index>(),
    ) {
        let text = events(rows);
        let bytes = text.as_bytes();
        let (before, after) = bytes.split_at(cut.index(bytes.len()));
        let file = match kind {
            0 => bytes.to_vec(),
            1 => gzip(bytes),
            2 => [gzip(before), gzip(after)].concat(),
            _ => archive(&[("a.csv", bytes), ("b.csv", bytes)]),
        };
        let mut next = sizes.into_iter().cycle();
        let mut size = || next.next().unwrap_or(1);
        let none = SourcePatch::default();
        let readings = read_entries(&facts("a", &file), &file, &none, parts, &mut size);
        prop_assert_eq!(readings.len(), if kind == 3 { 2 } else { 1 });
        let want = whole(&text);
        for reading in readings {
            prop_assert_eq!(told(reading), want.clone());
        }
    }

    #[test]
    fn bent_archives_end_and_do_not_panic(
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
        end in any::<prop::sample::Index>(),
    ) {
        let text = events(9);
        for whole in [archive(&[("a.csv", text.as_bytes()), ("b.csv", b"")]), gzip(text.as_bytes())] {
            let mut bent = whole.clone();
            let place = at.index(bent.len());
            bent[place] ^= byte;
            bent.truncate(end.index(bent.len()) + 1);
            let none = SourcePatch::default();
            let readings = read_entries(&facts("a", &bent), &bent, &none, 2, &mut || 7);
            prop_assert!(!readings.is_empty());
        }
    }
}

#[test]
fn a_second_round_reads_the_stream_again() {
    let text = late_comma();
    let none = SourcePatch::default();
    let want = read_all(&facts("a.csv", text.as_bytes()), text.as_bytes(), &none);
    assert_eq!(want.found.dialect.as_ref().unwrap().decimal, ',');
    for (file, parts) in [
        (text.clone().into_bytes(), 4),
        (gzip(text.as_bytes()), 1),
        (archive(&[("a.csv", text.as_bytes())]), 1),
    ] {
        let mut readings = read_entries(&facts("a", &file), &file, &none, parts, &mut || 99_999);
        let got = readings.remove(0);
        // What the sample said differs: that of a stream is its beginning.
        assert_eq!(got.found.dialect.unwrap().decimal, ',');
        assert!(got.data == want.data && got.found.rows == want.found.rows);
    }
}

#[test]
fn entries_are_named_and_what_is_none_is_said() {
    let text = events(9);
    let none = SourcePatch::default();
    let read = |name: &str, file: &[u8]| {
        read_entries(&facts(name, file), file, &none, 1, &mut || usize::MAX)
            .into_iter()
            .map(|reading| (reading.found.name, reading.found.status))
            .collect::<Vec<_>>()
    };
    let one = |name: &str, status: Status| vec![(name.to_owned(), status)];
    let unsupported = |what: &str| Status::Refused(Refusal::Unsupported(what.to_owned()));
    assert_eq!(read("a.csv.GZ", &gzip(text.as_bytes())), one("a.csv.GZ", Status::Ready));
    let two = archive(&[("x/a.csv", text.as_bytes()), ("b.gz", &gzip(b"a"))]);
    let expected = vec![
        ("l.zip/x/a.csv".to_owned(), Status::Ready),
        ("l.zip/b.gz".to_owned(), Status::Refused(Refusal::Nested("gzip".to_owned()))),
    ];
    assert_eq!(read("l.zip", &two), expected);
    assert_eq!(read("l.zip", &archive(&[])), one("l.zip", Status::Refused(Refusal::Empty)));
    let book = archive(&[("xl/workbook.bin", b"a")]);
    assert_eq!(read("b.xlsb", &book), one("b.xlsb", unsupported("xlsb")));
    // A workbook without its parts.
    let book = archive(&[("xl/workbook.xml", b"<a/>")]);
    assert_eq!(read("b.xlsx", &book), one("b.xlsx", Status::Failed(Failure::Damaged(0))));
    let cut = &two[..two.len() - 9];
    assert_eq!(read("l.zip", cut), one("l.zip", Status::Failed(Failure::Damaged(0))));
    let packed = gzip(text.as_bytes());
    let damaged = read("a.gz", &packed[..packed.len() / 2]);
    assert!(matches!(damaged[..], [(_, Status::Failed(Failure::Damaged(_)))]), "{damaged:?}");
    assert_eq!(read("", b""), one("", Status::Refused(Refusal::Empty)));
}

/// What a driver asks for, in short.
fn wants(driver: &mut Driver, file: &[u8]) -> Vec<String> {
    let mut asked = Vec::new();
    loop {
        let want = driver.want();
        asked.push(match &want {
            Want::Ranges(ranges) => format!("{} ranges from {}", ranges.len(), ranges[0].start),
            Want::Stream { range, codec } => format!("{codec:?} {}..{}", range.start, range.end),
            Want::Part(number) => format!("part {number}"),
            Want::Done => return asked,
        });
        match want {
            Want::Ranges(ranges) => {
                let slice = |r: &std::ops::Range<u64>| {
                    let end = (r.end as usize).min(file.len());
                    file[(r.start as usize).min(end)..end].to_vec()
                };
                driver.ranges(ranges.iter().map(slice).collect());
            }
            Want::Stream { range, codec: None } => {
                assert_eq!(
                    driver.piece(&file[range.start as usize..range.end as usize]),
                    Next::More
                );
                driver.end();
            }
            Want::Stream { codec: Some(Codec::Gzip), .. } => driver.fail(Failure::Damaged(3)),
            Want::Stream { .. } => panic!(),
            Want::Part(_) => driver.part(None),
            Want::Done => {}
        }
    }
}

#[test]
fn what_is_wanted_in_which_order() {
    let none = SourcePatch::default;
    let text = events(300);
    let bytes = text.as_bytes();
    let (size, half) = (bytes.len(), bytes.len().div_ceil(2));
    let mut driver = Driver::new(facts("a.csv", bytes), none(), 2);
    assert_eq!(
        wants(&mut driver, bytes),
        [
            "1 ranges from 0".to_owned(),
            "1 ranges from 0".to_owned(),
            format!("None 0..{half}"),
            "part 1".to_owned(),
            format!("None {half}..{size}"),
        ]
    );
    assert_eq!(told(driver.readings().remove(0)), whole(&text));

    let packed = gzip(bytes);
    let mut driver = Driver::new(facts("a.gz", &packed), none(), 2);
    let stream = format!("Some(Gzip) 0..{}", packed.len());
    assert_eq!(wants(&mut driver, &packed), ["1 ranges from 0".to_owned(), stream]);
    let failed = driver.readings().remove(0).found.status;
    assert_eq!(failed, Status::Failed(Failure::Damaged(3)));

    // Bytes of a refused file are not asked for: the sample has said enough.
    let binary = [b"SQLite format 3\0".as_slice(), &[0; 99]].concat();
    let mut driver = Driver::new(facts("a.db", &binary), none(), 2);
    assert_eq!(wants(&mut driver, &binary), ["1 ranges from 0", "1 ranges from 0"]);

    let zip = archive(&[("a.csv", bytes), ("b.csv", bytes)]);
    let directory = zip::directory(&zip, zip.len() as u64).unwrap().start;
    let only = Some("b.csv".to_owned());
    let mut driver = Driver::new(facts("l.zip", &zip), none(), 2).of_member(only);
    let asked = wants(&mut driver, &zip);
    assert_eq!(asked[2], format!("1 ranges from {directory}"));
    // Magic bytes, end, directory, local header, sample, stream: in one go, whatever the parts.
    assert_eq!(asked.len(), 6, "{asked:?}");
    assert_eq!(told(driver.readings().remove(0)), whole(&text));
}
