//! Every seed and every finding of the fuzzers again, and a short run of mutations that is the same each
//! time. `FUZZ_EXECUTIONS=100000 cargo test --release --test fuzzing` runs more of them; guided by
//! coverage `tests/fuzz/run.sh` goes further.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test says what it expects by failing"
)]

#[path = "fuzz/mutate.rs"]
mod mutate;
#[path = "fuzz/targets.rs"]
mod targets;
mod without_browser;

use mutate::{Numbers, files, mutated};
use std::path::Path;

fn runs(name: &str) {
    let (_, target) = *targets::TARGETS.iter().find(|(known, _)| *known == name).unwrap();
    let seeds = files(&Path::new("tests/fuzz/seeds").join(name));
    assert!(!seeds.is_empty(), "{name} has no seeds");
    for (path, bytes) in &seeds {
        let result = std::panic::catch_unwind(|| target(bytes));
        assert!(result.is_ok(), "{path}");
    }
    let pool: Vec<Vec<u8>> = seeds.into_iter().map(|seed| seed.1).collect();
    let executions =
        std::env::var("FUZZ_EXECUTIONS").ok().and_then(|n| n.parse().ok()).unwrap_or(150);
    let mut numbers = Numbers(7);
    for turn in 0..executions {
        let bytes = mutated(&pool, &mut numbers);
        let result = std::panic::catch_unwind(|| target(&bytes));
        assert!(result.is_ok(), "{name}, turn {turn}: {}", bytes.escape_ascii());
    }
}

macro_rules! targets {
    ($($name:ident),+ $(,)?) => {
        $(
            #[test]
            fn $name() {
                runs(stringify!($name));
            }
        )+

        #[test]
        fn every_target_has_a_test() {
            let names = [$(stringify!($name)),+];
            assert_eq!(targets::TARGETS.map(|target| target.0), names);
        }
    };
}

targets!(parts, times, numbers, archive, source, recipe, figure, messages);

/// Writes the seeds that only the program itself can write: `cargo test --test fuzzing -- --ignored`.
#[test]
#[ignore = "writes files"]
fn writes_seeds() {
    use comove::{
        app::message::Message,
        ingest::{
            in_memory::read_all,
            overrides::SourcePatch,
            parts::PartReader,
            plan::sniff,
            sample::{FileFacts, Sample},
        },
        wire::{Head, Job, News, encode, split_readings},
    };
    let write = |target: &str, name: &str, bytes: &[u8]| {
        let folder = Path::new("tests/fuzz/seeds").join(target);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(name), bytes).unwrap();
    };
    let days = |n: u32, make: &dyn Fn(u32) -> String| -> String {
        (1..=n).map(|day| format!("2021-01-{day:02}{}\n", make(day))).collect()
    };
    let price = format!("date,price\n{}", days(28, &|day| format!(",{}", 100 + day * 7 % 31)));
    let rules = format!("time,rule\n{}", days(28, &|day| format!(" 10:{day:02},r{}", day % 3)));
    let mut page = without_browser::Page::new();
    page.add("price.csv", price.clone().into_bytes(), None);
    page.add("alerts.csv", rules.clone().into_bytes(), None);
    page.send(Message::SaveAs { name: "one".into() });
    let text = page.saved[0].1.clone();
    let (head, values) =
        text.strip_prefix("{\"kept\":").unwrap().split_once(",\"values\":[[").unwrap();
    let lines = values.trim_end_matches("]]}").replace("],[", "\n");
    write("figure", "days", format!("{head}\n{lines}").as_bytes());
    let wraps = head.replace("\"others\":0", "\"others\":4294967294");
    assert_ne!(wraps, head);
    write("figure", "others-wrap", format!("{wraps}\n{lines}").as_bytes());
    let job = Job::Read {
        read: 1,
        name: "a.csv".into(),
        modified_ms: Some(-1),
        member: None,
        patch: Box::default(),
        parts: 2,
    };
    write("messages", "job", &encode(&job).unwrap());
    let both =
        |one: &[u8], other: &[u8]| [&(one.len() as u16).to_be_bytes()[..], one, other].concat();
    for (name, text) in [("price", price), ("alerts", rules)] {
        let facts = FileFacts { name: "a.csv".into(), ..FileFacts::default() };
        let patch = SourcePatch::default();
        let reading = read_all(&facts, text.as_bytes(), &patch);
        let (heads, _) = split_readings(vec![reading]);
        let news = News::Read { read: 1, heads: heads.clone() };
        write("messages", &format!("news-{name}"), &encode(&news).unwrap());
        let heads: Vec<Head> = heads;
        write("messages", &format!("heads-{name}"), &both(&encode(&heads).unwrap(), &[1; 640]));
        let plan = sniff(&facts, &Sample::of(text.as_bytes()), &patch);
        let mut part = PartReader::new(&plan);
        part.push(text.as_bytes());
        let packed = part.finish().unwrap().pack();
        let words: Vec<u8> = packed.numbers.iter().flat_map(|word| word.to_be_bytes()).collect();
        write("messages", &format!("part-{name}"), &both(&packed.bytes, &words));
    }
}
