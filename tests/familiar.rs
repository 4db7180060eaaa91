//! Files of one kind are looked at shortly, and read as if each were the only one.

use comove::ingest::{
    familiar::Familiar,
    in_memory::{read_all, read_knowing},
    overrides::SourcePatch,
    sample::{FileFacts, Sample},
    source::{Found, Reading},
};
use std::path::PathBuf;

fn facts(name: &str, bytes: &[u8]) -> FileFacts {
    FileFacts { name: name.into(), bytes: bytes.len() as u64, ..FileFacts::default() }
}

/// The day of a log with this number: so many rows, their sources and rules mixed.
fn day(number: u32, rows: u32) -> String {
    let mut text = String::from("time,signature,port,source\n");
    for row in 0..rows {
        let mixed = row.wrapping_mul(2_654_435_761).wrapping_add(number * 977);
        let (second, rule) =
            (row * (86_400 / rows), ["scan", "miner", "ping"][(mixed % 3) as usize]);
        text += &format!(
            "2021-03-{:02}T{:02}:{:02}:{:02}Z,{rule},{},198.51.100.{}\n",
            number + 1,
            second / 3600,
            second / 60 % 60,
            second % 60,
            1024 + mixed % 50_000,
            mixed / 7 % 250
        );
    }
    text
}

/// All that a reading says but for its reasons and what a look at more rows would have shown.
fn told(reading: &Reading) -> (Found, String) {
    let found = Found { evidence: Vec::new(), seen: Vec::new(), ..reading.found.clone() };
    (found, format!("{:?}", reading.data))
}

fn alone(name: &str, bytes: &[u8]) -> Reading {
    read_all(&facts(name, bytes), bytes, &SourcePatch::default())
}

#[test]
fn rotated_logs_are_read_as_each_alone() {
    let mut familiar = Familiar::default();
    for number in 0..12 {
        let (name, text) = (format!("{number}.csv"), day(number, 400 + 37 * number));
        let sample = Sample::of(text.as_bytes());
        let short = familiar.plan(&facts(&name, text.as_bytes()), &sample, &SourcePatch::default());
        assert_eq!(short.is_some(), number > 0, "{name}");
        let large = Sample { whole: false, ..sample };
        let of_large =
            familiar.plan(&facts(&name, text.as_bytes()), &large, &SourcePatch::default());
        assert!(of_large.is_none(), "{name}");
        let (readings, known) =
            read_knowing(&facts(&name, text.as_bytes()), text.as_bytes(), familiar);
        familiar = known;
        assert_eq!(told(&readings[0]), told(&alone(&name, text.as_bytes())), "{name}");
    }
}

#[test]
fn a_row_that_does_not_fit_has_the_file_looked_at_as_a_whole() {
    let first = day(0, 500);
    let lines: Vec<&str> = first.lines().collect();
    let with = |at: usize, row: &str| {
        let mut lines = lines.clone();
        lines.insert(at, row);
        lines.join("\n")
    };
    let files = [
        with(300, "yesterday,scan,1024,198.51.100.7"),
        with(450, "# end of part"),
        with(400, "time,signature,port,source"),
        // Dates of another order from here on.
        lines.join("\n").replace("2021-03-01T2", "01/03/2021 2"),
        // Another column's name, and another mark between cells.
        first.replace("signature", "severity"),
        first.replace(',', ";"),
    ];
    for (number, text) in files.iter().enumerate() {
        let bytes = first.as_bytes();
        let (_, familiar) = read_knowing(&facts("first.csv", bytes), bytes, Familiar::default());
        let bytes = text.as_bytes();
        let (readings, _) = read_knowing(&facts("next.csv", bytes), bytes, familiar);
        let own = alone("next.csv", bytes);
        assert_eq!(told(&readings[0]), told(&own), "file {number}");
        assert_eq!(readings[0].found.evidence, own.found.evidence, "file {number}");
        assert_eq!(readings[0].found.seen, own.found.seen, "file {number}");
    }
}

/// A column of numbers may hold a mark for a missing value in a few rows: each file is looked at.
#[test]
fn measurements_are_looked_at_as_a_whole() {
    let mut text = String::from("date,price\n");
    for day in 0..900 {
        text += &format!("{},{}\n", 1_577_836_800 + day * 86_400, 100 + day % 17);
    }
    let bytes = text.as_bytes();
    let (_, mut familiar) = read_knowing(&facts("a.csv", bytes), bytes, Familiar::default());
    let plan = familiar.plan(&facts("b.csv", bytes), &Sample::of(bytes), &SourcePatch::default());
    assert!(plan.is_none());
}

/// Whatever a file holds, it is read the same after itself.
#[test]
fn every_fixture_reads_the_same_again() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut folders: Vec<PathBuf> = ["ingest", "exports", "quirks", "time"]
        .map(|name| root.join("tests/data").join(name))
        .into();
    // Larger ones, where they are.
    folders.extend(
        ["formats", "field"]
            .map(|name| root.join("../shared").join(name))
            .into_iter()
            .filter(|folder| folder.is_dir()),
    );
    for folder in folders {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if !path.is_file() {
                continue;
            }
            let (name, bytes) =
                (path.file_name().unwrap().to_string_lossy(), std::fs::read(&path).unwrap());
            let (first, familiar) =
                read_knowing(&facts(&name, &bytes), &bytes, Familiar::default());
            let (again, _) = read_knowing(&facts(&name, &bytes), &bytes, familiar);
            let told = |all: &[Reading]| all.iter().map(told).collect::<Vec<_>>();
            assert_eq!(told(&first), told(&again), "{name}");
        }
    }
}
