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

use comove::app::interface::Source;
use mutate::{MOST, Numbers, files, mutated};
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
        let bytes = mutated(&pool, &mut numbers, MOST);
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

/// Exports that somebody had a hand in, through the page: each ends as something that a person can read,
/// and the healthy file beside it is read as if it were alone.
///
/// `MUTATED=20000` makes more of them, `MUTATED_FROM=folder:folder` of other files too.
#[test]
fn mutated_exports_through_the_page() {
    fn all(folder: &Path, to: &mut Vec<(String, Vec<u8>)>) {
        let mut paths: Vec<_> =
            std::fs::read_dir(folder).unwrap().map(|one| one.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            match path.is_dir() {
                true => all(&path, to),
                false => {
                    let bytes = std::fs::read(&path).unwrap();
                    if bytes.len() <= 200_000 {
                        to.push((path.file_name().unwrap().to_string_lossy().into(), bytes));
                    }
                }
            }
        }
    }
    let mut exports = Vec::new();
    for folder in ["exports", "ingest", "quirks", "typed"] {
        all(&Path::new("tests/data").join(folder), &mut exports);
    }
    let more = std::env::var("MUTATED_FROM").unwrap_or_default();
    more.split(':').filter(|one| !one.is_empty()).for_each(|one| all(one.as_ref(), &mut exports));
    let count = std::env::var("MUTATED").ok().and_then(|n| n.parse().ok()).unwrap_or(120);
    let day = |day: u32| format!("2021-{:02}-{:02},{}\n", day / 28 + 1, day % 28 + 1, day * 7 % 31);
    let healthy = format!("day,lanterns\n{}", (0..84).map(day).collect::<String>()).into_bytes();
    let mut numbers = Numbers(std::env::var("MUTATED_SEED").map_or(18, |n| n.parse().unwrap()));
    let mut ends = std::collections::BTreeMap::<String, u32>::new();
    let mut page = without_browser::Page::new();
    let alone = page.add("lanterns.csv", healthy.clone(), None).remove(0);
    for turn in 0..count {
        let (name, bytes) = &exports[numbers.below(exports.len())];
        let bytes = mutated(std::slice::from_ref(bytes), &mut numbers, 300_000);
        let keep = bytes.clone();
        let read = std::panic::catch_unwind(|| {
            let mut page = without_browser::Page::new();
            let hostile = page.add(name, bytes, None);
            let beside = page.add("lanterns.csv", healthy.clone(), None);
            (hostile, beside, page.sources().len())
        });
        let Ok((hostile, beside, sources)) = read else {
            let path = std::env::temp_dir().join(format!("mutated-{turn}-{name}"));
            std::fs::write(&path, keep).unwrap();
            panic!("turn {turn}: {}", path.display());
        };
        assert!(!hostile.is_empty() && sources == hostile.len() + 1, "{turn} {name}");
        for source in &hostile {
            *ends.entry(source.status.clone()).or_default() += 1;
            let said = match source.status.as_str() {
                "ready" => !source.series.is_empty(),
                "ask" => source.question.as_ref().is_some_and(|one| one.choices.len() > 1),
                "refused" | "failed" => source
                    .message
                    .as_ref()
                    .is_some_and(|said| said.en.len() > 20 && said.ja.len() > 20),
                _ => false,
            };
            assert!(said, "turn {turn}, {name}: {source:?}");
        }
        let [beside] = &beside[..] else { panic!("{turn} {name}: {beside:?}") };
        assert_eq!((&beside.status, &beside.rows), (&alone.status, &alone.rows), "{turn} {name}");
        let series = |source: &Source| {
            let each = source.series.iter().map(|one| {
                (one.label.clone(), one.observations, one.first.clone(), one.last.clone())
            });
            (each.collect::<Vec<_>>(), source.time.clone())
        };
        assert_eq!(series(beside), series(&alone), "{turn} {name}");
    }
    println!("{count} mutated files: {ends:?}");
}

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
