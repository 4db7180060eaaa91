//! How fast alerts are read and counted: `cargo bench --bench kernels`.
//!
//! Prints megabytes a second, the best of several runs, for each step from looking for structure
//! to the finished counts, on one thread and in memory. `COMOVE_BENCH_FILE` names a file to read
//! instead of the one that is made up here; `-- --once` runs each kernel once on little data,
//! for counting instructions (`valgrind --tool=callgrind`).
#![allow(clippy::disallowed_methods, clippy::print_stdout, missing_docs)]

use comove::ingest::{
    delimited::{Delimited, Separators},
    overrides::SourcePatch,
    parts::{PartReader, ranges},
    plan::{Outcome, Plan, sniff},
    reader::Reader,
    records::RecordSource,
    sample::{FileFacts, Sample},
    source::Data,
    timestamp::{self, Format},
};
use std::{hint::black_box, time::Instant};

/// What the page reads at a time.
const SLICE: usize = 512 << 10;

const MESSAGES: [&str; 5] = [
    "SCAN Potential SSH Scan, outbound",
    "POLICY Mining Server, Stratum Protocol",
    "ICMP Unusual PING, detected",
    "SQL injection, union select",
    "DNS Suspicious query",
];

/// Alerts like a sensor's, 40 rules, over three and a half years.
fn alerts(bytes: usize) -> Vec<u8> {
    let mut text = String::with_capacity(bytes + 256);
    let format: Format = "%Y-%m-%dT%H:%M:%S.%fZ".parse().unwrap_or_else(|error| panic!("{error}"));
    text += "timestamp,sig_generator,sig_id,sig_rev,msg,proto,src,srcport,dst,dstport\n";
    let mut seed = 12_345u64;
    let mut random = |below: u64| {
        // Knuth's MMIX generator.
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let span_ms = 1_277 * 86_400_000u64;
    while text.len() < bytes {
        let ms = 1_514_764_800_000 + (text.len() as f64 / bytes as f64 * span_ms as f64) as u64;
        let time = format.render(timestamp::Instant { ms: ms as i64, offset_min: Some(0) });
        let rule = random(40).min(random(40));
        let mut address =
            || format!("{}.{}.{}.{}", 10 + random(200), random(256), random(256), random(256));
        let (from, to) = (address(), address());
        text += &format!(
            "{time},1,{},{},\"{}\",TCP,{from},{},{to},443\n",
            2_000_007 + rule * 1_371,
            1 + rule % 9,
            MESSAGES[rule as usize % MESSAGES.len()],
            1_024 + random(64_000),
        );
    }
    text.into_bytes()
}

fn plan(text: &[u8]) -> Plan {
    let facts =
        FileFacts { name: "alerts.csv".into(), bytes: text.len() as u64, ..FileFacts::default() };
    let group = text
        .split(|byte| *byte == b'\n')
        .next()
        .and_then(|head| head.split(|byte| *byte == b',').position(|name| name == b"sig_id"));
    let patch = SourcePatch { group_column: group.map(Some), ..SourcePatch::default() };
    sniff(&facts, &Sample::of(text), &patch)
}

fn count(plan: &Plan, text: &[u8]) -> usize {
    let mut reader = Reader::new(plan.clone());
    text.chunks(SLICE).for_each(|piece| reader.push(piece));
    entries(reader)
}

fn entries(reader: Reader) -> usize {
    match reader.finish() {
        Outcome::Done(reading) => match reading.data {
            Data::Counts(counts) => counts.by_group.iter().map(|cells| cells.len()).sum(),
            _ => 0,
        },
        Outcome::Reopen(_) => 0,
    }
}

/// As two workers do, one after the other.
fn count_in_parts(plan: &Plan, text: &[u8]) -> usize {
    let mut reader = Reader::new(plan.clone());
    for (number, range) in ranges(text.len() as u64, 2).into_iter().enumerate() {
        let bytes = &text[range.start as usize..range.end as usize];
        if number == 0 {
            bytes.chunks(SLICE).for_each(|piece| reader.push(piece));
            continue;
        }
        let mut part = PartReader::new(plan);
        bytes.chunks(SLICE).for_each(|piece| _ = part.push(piece));
        assert!(part.finish().is_some_and(|part| reader.join(part)), "the parts do not join");
    }
    entries(reader)
}

fn records(text: &[u8]) -> usize {
    let mut records = 0;
    let mut tokenizer = Delimited::new(Separators::default(), 0);
    tokenizer.push(text, &mut |_| records += 1);
    tokenizer.finish(&mut |_| records += 1);
    records
}

fn main() {
    let once = std::env::args().any(|word| word == "--once");
    let made = || alerts(if once { 1 << 20 } else { 64 << 20 });
    let text = match std::env::var_os("COMOVE_BENCH_FILE") {
        Some(path) => std::fs::read(&path).unwrap_or_else(|error| panic!("{path:?}: {error}")),
        None => made(),
    };
    let plan = plan(&text);
    assert!(plan.refusal.is_none(), "the file is refused: {:?}", plan.refusal);
    let kernels: [(&str, &dyn Fn() -> usize); 4] = [
        ("line feeds (memchr)", &|| memchr::memchr_iter(b'\n', &text).count()),
        ("records (general tokenizer)", &|| records(&text)),
        ("counts per quarter hour and rule", &|| count(&plan, &text)),
        ("the same in two parts, joined", &|| count_in_parts(&plan, &text)),
    ];
    println!("{:36} {:>8} {:>10}", "kernel", "MB/s", "ms");
    for (name, kernel) in kernels {
        let runs = if once { 1 } else { 7 };
        let best = (0..runs).map(|_| {
            let began = Instant::now();
            black_box(kernel());
            began.elapsed().as_secs_f64()
        });
        let best = best.fold(f64::INFINITY, f64::min);
        println!("{name:36} {:8.0} {:10.1}", text.len() as f64 / 1e6 / best, best * 1e3);
    }
}
