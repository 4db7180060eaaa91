//! From files to the report: what must not change a single figure of it, and what a swap of the
//! two series does.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing loudly")]

use comove::{
    app::{
        ids::FileOffer,
        message::{Answer, Effect, Message},
        model::Model,
        update::update,
    },
    calendar::{civil::iso_from_ms, zone::TableZones},
    ingest::{
        overrides::SourcePatch,
        parts::PartReader,
        plan::{Outcome, sniff},
        reader::Reader,
        sample::{FileFacts, Sample},
        source::Reading,
    },
    report::{analysis::analyse, report::Report},
    stats::random::Random,
};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::rc::Rc;

/// Where a file is cut: bytes of a slice, and workers that read it.
#[derive(Clone, Copy, Debug)]
struct Cut {
    slice: usize,
    parts: usize,
}

const WHOLE: Cut = Cut { slice: usize::MAX, parts: 1 };

fn push(reader: &mut Reader, bytes: &[u8], slice: usize) {
    bytes.chunks(slice.min(bytes.len()).max(1)).for_each(|piece| reader.push(piece));
}

/// Reads a file as the workers do.
fn read(facts: &FileFacts, bytes: &[u8], patch: &SourcePatch, cut: Cut) -> Reading {
    let mut plan = sniff(facts, &Sample::of(bytes), patch);
    loop {
        let mut reader = Reader::new(plan.clone());
        let parts = if plan.can_be_split() { cut.parts } else { 1 };
        for (at, range) in bytes.chunks(bytes.len().div_ceil(parts).max(1)).enumerate() {
            if at == 0 {
                push(&mut reader, range, cut.slice);
                continue;
            }
            let mut part = PartReader::new(&plan);
            range.chunks(cut.slice.min(range.len()).max(1)).for_each(|piece| {
                part.push(piece);
            });
            let part = part.finish();
            let from = part.as_ref().map_or(0, |part| part.prefix.len());
            if !part.is_some_and(|part| reader.join(part)) {
                push(&mut reader, &range[from..], cut.slice);
            }
        }
        match reader.finish() {
            Outcome::Done(reading) => return *reading,
            Outcome::Reopen(better) => plan = *better,
        }
    }
}

/// Drops files on a page without a browser, sets the recipe, and gives the report.
fn report(files: &[(&str, String)], recipe: &Value, cut: Cut) -> Report {
    let mut model = Model::new(Rc::new(TableZones));
    let offer = |(at, (name, text)): (usize, &(&str, String))| FileOffer {
        file: at as u64,
        name: (*name).to_owned(),
        bytes: text.len() as u64,
        modified_ms: None,
        example: false,
    };
    let offers = files.iter().enumerate().map(offer).collect();
    let mut queue = vec![
        Message::FilesAdded { files: offers, ticket: None },
        Message::SetRecipe { patch: recipe.clone(), ticket: None },
        Message::ReportAsked { ticket: 1 },
    ];
    queue.reverse();
    while let Some(message) = queue.pop() {
        for effect in update(&mut model, message) {
            match effect {
                Effect::Read { read: number, file, name, modified_ms, patch, .. } => {
                    let bytes = files[file as usize].1.as_bytes();
                    let length = bytes.len() as u64;
                    let facts = FileFacts { name, bytes: length, modified_ms, compression: None };
                    let reading = read(&facts, bytes, &patch, cut);
                    let done = Message::ReadDone { read: number, readings: vec![reading] };
                    queue.insert(0, done);
                }
                Effect::Analyse { revision, input } => queue
                    .insert(0, Message::Analysed { revision, analysis: Box::new(analyse(&input)) }),
                Effect::Resolve { ticket: 1, answer: Answer::Report(report) } => {
                    return (*report).clone();
                }
                Effect::Reject { ticket: 1, reason } => panic!("{}", reason.en),
                _ => {}
            }
        }
    }
    panic!("no answer")
}

fn shuffled(rows: &[String], g: &mut Random) -> Vec<String> {
    let mut rows = rows.to_vec();
    for i in (1..rows.len()).rev() {
        rows.swap(i, g.below(i + 1));
    }
    rows
}

fn file(header: &str, rows: &[String]) -> String {
    format!("{header}\n{}\n", rows.join("\n"))
}

const PRICE: &str = "Date,Close";
const ALERTS: &str = "timestamp,signature,note";

/// A price for each of `days` days, and alerts that follow it by two days.
fn rows(days: usize, unit: f64, g: &mut Random) -> (Vec<String>, Vec<String>) {
    let (mut price, mut alerts, mut level, mut steps) =
        (Vec::new(), Vec::new(), 5.0_f64, vec![0.0; 3]);
    for t in 0..days {
        let day = 18_600_i64 + t as i64;
        let step = 0.06 * g.normal();
        level += step;
        steps.push(step);
        let date = iso_from_ms(day * 86_400_000);
        price.push(format!("{},{}", &date[..10], unit * (level.exp() * 100.0).round()));
        let expected = 6.0 * (10.0 * steps[t + 1]).exp();
        let count = (expected + g.uniform() * 4.0) as i64 + 1;
        for k in 0..count {
            let at = iso_from_ms(day * 86_400_000 + (k * 731 + 17) * 1000);
            let note = if k % 3 == 0 { "\"a, quoted\nnote\"" } else { "plain" };
            alerts.push(format!("{at},ET SCAN number {k},{note}"));
        }
    }
    (price, alerts)
}

fn files(price: &[String], alerts: &[String]) -> [(&'static str, String); 2] {
    [("price.csv", file(PRICE, price)), ("alerts.csv", file(ALERTS, alerts))]
}

fn text(report: &Report) -> String {
    serde_json::to_string_pretty(report).unwrap()
}

fn period(weeks: bool) -> Value {
    json!({ "period": if weeks { "week" } else { "day" } })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    /// The order of a file's rows, the size of slices and the number of workers: not a byte.
    #[test]
    fn rows_in_any_order_read_in_any_pieces(
        seed in 0_u64..1_000_000, days in 60_usize..160, weeks in any::<bool>(),
        slice in 1_usize..5_000, parts in 2_usize..7,
    ) {
        let mut g = Random::new(seed);
        let (price, alerts) = rows(days, 0.01, &mut g);
        let want = report(&files(&price, &alerts), &period(weeks), WHOLE);
        prop_assert_eq!(want.aligned.complete > 0, true);
        let same = |price: &[String], alerts: &[String], cut| {
            let got = report(&files(price, alerts), &period(weeks), cut);
            prop_assert_eq!(text(&got), text(&want));
            Ok(())
        };
        let cut = Cut { slice, parts };
        same(&price, &alerts, cut)?;
        let reversed = |rows: &[String]| rows.iter().rev().cloned().collect::<Vec<_>>();
        same(&reversed(&price), &reversed(&alerts), WHOLE)?;
        same(&shuffled(&price, &mut g), &shuffled(&alerts, &mut g), WHOLE)?;
        same(&shuffled(&price, &mut g), &shuffled(&alerts, &mut g), cut)?;
    }

    /// Cents or thousands: another unit moves nothing but the numbers that carry it. A power of two
    /// rounds no value, and what is left is that of systems of equations in which units meet. Other
    /// factors round the values themselves, and two surprises that were equal but for their last bit
    /// may change ranks: at 60 days that moves a coefficient by some thousandths, never a verdict.
    #[test]
    fn another_unit_of_a_measurement(
        seed in 0_u64..1_000_000, days in 60_usize..160, power in -8_i32..9, binary in any::<bool>(),
    ) {
        let factor = if binary { 2_f64 } else { 10.0 }.powi(power);
        let tolerance = if binary { 1e-9 } else { 0.02 };
        let (price, alerts) = rows(days, 1.0, &mut Random::new(seed));
        let (scaled, _) = rows(days, factor, &mut Random::new(seed));
        let [a, b] = [&price, &scaled].map(|p| report(&files(p, &alerts), &period(false), WHOLE));
        let close = |a: Option<f64>, b: Option<f64>| match (a, b) {
            (Some(a), Some(b)) if binary => {
                (a - b).abs() <= tolerance * a.abs().max(b.abs()).max(0.01)
            }
            (Some(a), Some(b)) => (a - b).abs() <= tolerance,
            (a, b) => a == b,
        };
        let numbers = |r: &Report| {
            let s = &r.surprises;
            let mut all = vec![
                s.r, s.p, s.p_same_period, s.p_any_lag, s.detectable, r.levels.pearson.value,
                r.levels.spearman.value, r.levels.kendall.value, r.changes.spearman.value,
                r.levels.context.exceeded_by_chance, r.breaks.p, r.lags.band, r.rolling.band,
                r.granger.x_to_y, r.granger.y_to_x,
            ];
            all.extend(r.lags.surprises.iter().chain(&r.lags.levels).chain(&r.rolling.r));
            all
        };
        for (a, b) in numbers(&a).into_iter().zip(numbers(&b)) {
            prop_assert!(close(a, b), "{a:?} {b:?}");
        }
        prop_assert_eq!(a.verdict.kind, b.verdict.kind);
        prop_assert_eq!(a.verdict.lag, b.verdict.lag);
        prop_assert_eq!(&a.disagreements.len(), &b.disagreements.len());
        if binary {
            prop_assert_eq!((a.verdict.text.en, a.verdict.text.ja), (b.verdict.text.en, b.verdict.text.ja));
        }
    }

    /// A swap mirrors the lags and keeps the verdict.
    #[test]
    fn the_other_way_round(seed in 0_u64..1_000_000, days in 60_usize..160) {
        let (price, alerts) = rows(days, 0.01, &mut Random::new(seed));
        let files = files(&price, &alerts);
        let a = report(&files, &period(false), WHOLE);
        let b = report(&files, &json!({ "period": "day", "x": a.y.id, "y": a.x.id }), WHOLE);
        prop_assert_eq!((&a.x.id, &a.y.id), (&b.y.id, &b.x.id));
        prop_assert_eq!(&a.aligned.x, &b.aligned.y);
        prop_assert_eq!(a.verdict.kind, b.verdict.kind);
        prop_assert_eq!(a.verdict.lag, b.verdict.lag.map(|lag| -lag));
        prop_assert_eq!(a.surprises.p, b.surprises.p);
        prop_assert_eq!(a.surprises.r, b.surprises.r);
        let mirrored = |lags: &[Option<f64>]| lags.iter().rev().copied().collect::<Vec<_>>();
        prop_assert_eq!(&a.lags.surprises, &mirrored(&b.lags.surprises));
        prop_assert_eq!(&a.lags.lags, &b.lags.lags);
        for (a, b) in a.lags.levels.iter().zip(mirrored(&b.lags.levels)) {
            prop_assert!((a.unwrap() - b.unwrap()).abs() < 1e-12);
        }
        prop_assert_eq!(a.granger.x_to_y, b.granger.y_to_x);
        prop_assert_eq!(a.levels.pearson.value, b.levels.pearson.value);
    }
}

/// The tests above would prove little about a report that finds nothing.
#[test]
fn the_made_up_pair_is_a_pair() {
    let (price, alerts) = rows(150, 0.01, &mut Random::new(3));
    let got = report(&files(&price, &alerts), &period(false), WHOLE);
    assert_eq!(got.verdict.lag, Some(2), "{}", got.verdict.text.en);
    let (price, other) = (price, rows(150, 0.01, &mut Random::new(4)).1);
    let other = report(&files(&price, &other), &period(false), WHOLE);
    assert_ne!(text(&other), text(&got));
}
