//! Any bytes, cut anywhere, give what they give in one piece and by the general tokenizer.
//!
//! The first two bytes choose dialect and cut; the rest is the file.
#![no_main]

use comove::ingest::{delimited::{Delimited, Separators}, parts::{Part, PartReader}, plan::Plan, reader::Reader, records::RecordSource, source::Role};
use comove::ingest::overrides::SourcePatch;
use comove::ingest::sample::{FileFacts, Sample};
use comove::ingest::plan::{Outcome, sniff};
use libfuzzer_sys::fuzz_target;
use std::sync::OnceLock;

/// How the alerts of each dialect are read.
fn plans() -> &'static [Plan] {
    static PLANS: OnceLock<Vec<Plan>> = OnceLock::new();
    PLANS.get_or_init(|| {
        let rows = |row: &str| {
            let mut text = "time,host,rule,text\n".to_owned();
            for minute in 0..60 {
                let rule = ["alpha", "beta", "gamma"][minute % 3];
                text += &row
                    .replace("TIME", &format!("2021-07-14 10:{minute:02}:00"))
                    .replace("RULE", rule);
            }
            text
        };
        let comma = "TIME,h1,RULE,\"a, b\"\n";
        let tab = "TIME\th1\tRULE\ta; b\n";
        [rows(comma), rows(tab).replace(',', "\t"), rows("TIME,h1,RULE,\"a \\\" b\"\n")]
            .iter()
            .map(|text| {
                let facts = FileFacts { name: "alerts.csv".into(), ..FileFacts::default() };
                let patch = SourcePatch {
                    role: Some(Role::Events),
                    group_column: Some(Some(2)),
                    ..SourcePatch::default()
                };
                sniff(&facts, &Sample::of(text.as_bytes()), &patch)
            })
            .collect()
    })
}

fn end(reader: Reader) -> String {
    match reader.finish() {
        Outcome::Done(reading) => format!("{reading:?}"),
        Outcome::Reopen(plan) => format!("{plan:?}"),
    }
}

/// Records as the general tokenizer gives them, in two pieces.
fn records(separators: Separators, pieces: [&[u8]; 2]) -> Vec<String> {
    let mut out = Vec::new();
    let mut source = Delimited::new(separators, 0);
    let mut each = |record: comove::ingest::records::Record<'_>| {
        out.push(format!("{record:?}"));
    };
    for piece in pieces {
        source.push_to(piece, &mut each);
    }
    source.finish(&mut each);
    out
}

fuzz_target!(|data: &[u8]| {
    let [which, cut, text @ ..] = data else { return };
    let plans = plans();
    let plan = &plans[usize::from(*which) % plans.len()];
    let cut = text.len() * usize::from(*cut) / 255;
    let (a, b) = text.split_at(cut);
    assert_eq!(records(plan.separators, [a, b]), records(plan.separators, [text, &[]]));

    // In pieces of one byte the hot loop never sees a block: the tokenizer takes every row.
    let mut slow = Reader::new(plan.clone());
    text.chunks(1).for_each(|byte| slow.push(byte));
    let want = end(slow);
    let mut fast = Reader::new(plan.clone());
    fast.push(text);
    assert_eq!(end(fast), want);

    let mut joined = Reader::new(plan.clone());
    joined.push(a);
    let mut part = PartReader::new(plan);
    part.push(b);
    let part = part.finish().and_then(|part| Part::unpack(&part.pack()));
    let from = part.as_ref().map_or(0, |part| part.prefix.len());
    if !part.is_some_and(|part| joined.join(part)) {
        joined.push(&b[from..]);
    }
    assert_eq!(end(joined), want);
});
