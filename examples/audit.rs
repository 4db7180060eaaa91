//! How often Comove says yes to series that have nothing to do with each other, and how often to
//! series that have.
//!
//! ```text
//! cargo run --release --example audit                      # everything: about an hour
//! cargo run --release --example audit -- n=42 pairs=500    # a part of it
//! cargo run --release --example audit -- only="AR .9" n=180,1260
//! cargo run --release --example audit -- declared=1      # the window decides, as if named before looking
//! cargo run --release --example audit -- to=audit.txt      # can be stopped and taken up again
//! cargo run --release --example audit -- p=pairs.txt       # also each pair's own p-values
//! ```
//!
//! `p=FILE` gets a line a pair, parted by tabs: process, buckets, number, residuals that both have, p of the
//! same period, of any lag, of slow swings, of the verdict, as published ("-": undefined), kind of the
//! verdict, its doubts, its cautions. Other ways to combine the three can be tried on it, and how often
//! a wrong finding comes with the caution that names its reason.
//!
//! "Published" is the procedure as published, guard included, without anything that Comove adds to
//! it, on the same draws: what the power of related pairs is compared with.
//!
//! Each pair is drawn from a generator that its process, length and number decide, so that any
//! line can be repeated alone. Rates are in percent, with the standard error of the last one.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a program whose output is its purpose"
)]

use comove::stats::{
    analysis_scale::{analysis_scale, hampel},
    lab::audit::{analysed, draw, last_declared, low, naive_p},
    lab::outside::{OUTSIDE, SLOW},
    lab::processes::{ADDED, GRID, Pair, Process, RELATED},
    lagged::Foreseen,
    prewhiten::{Settings, Terms, prewhiten},
    significance::{Scored, default_max_lag},
    surprise::Surprise,
    terms::{starts_or_default, weekday},
    verdict::VerdictKind,
};
use std::{fs, io::Write};

#[derive(Default)]
struct Tally {
    pairs: usize,
    naive: usize,
    same: usize,
    any: usize,
    declared: usize,
    verdict: usize,
    published: usize,
    published_declared: usize,
    said: usize,
    suggestive: usize,
    context: usize,
    band: usize,
    rolling: usize,
    broken: usize,
    granger: usize,
}

/// p of the procedure as published, guarded: without a declared window, and of lags 0 to 14.
fn published(pair: &Pair) -> Option<(f64, f64)> {
    let n = pair.x.len();
    let starts = starts_or_default(&[], pair.period, n);
    // The calendar of the published values: one column for each weekday but Monday.
    let weekdays = (1..7).map(|day| {
        starts.iter().map(|start| f64::from(u8::from(weekday(*start) == day))).collect()
    });
    let terms = Terms { calendar: weekdays.collect(), ..Terms::default() };
    let settings = Settings { robust: false, ..Settings::fitting(n) };
    let one = |values, kind| {
        let scaled = hampel(&analysis_scale(values, kind), 7, 4.0);
        Some(Surprise::plain(prewhiten(&scaled, &terms, &[], settings)?))
    };
    let (x, y) = (one(&pair.x, pair.kinds.0)?, one(&pair.y, pair.kinds.1)?);
    let scored = Scored::new(&x, &y, Foreseen::default(), default_max_lag(n))?;
    let p = (2.0 * scored.p_same_period()?.min(scored.p_any_lag()?)).min(1.0);
    Some((p, scored.p_declared(0, last_declared(n))?))
}

fn related(process: &Process) -> bool {
    RELATED.iter().chain(SLOW).any(|other| other.name == process.name)
}

fn cell(
    process: &Process,
    (n, pairs, first): (usize, usize, usize),
    context: u32,
    declared: bool,
    mut each: Option<&mut fs::File>,
) -> Tally {
    let (mut tally, related) = (Tally { pairs, ..Tally::default() }, related(process));
    let count = |hit: bool, counter: &mut usize| *counter += usize::from(hit);
    for number in first..first + pairs {
        let pair = draw(process, n, number);
        let analysis = analysed(&pair, declared, context);
        let published = related.then(|| published(&pair)).flatten();
        if let Some((p, declared)) = published {
            count(p <= 0.05, &mut tally.published);
            count(declared <= 0.05, &mut tally.published_declared);
        }
        let s = &analysis.surprises;
        if let Some(file) = &mut each {
            let slow = s.slow.map(|slow| slow.p);
            let all = [s.p_same_period, s.p_any_lag, slow, s.p, published.map(|(p, _)| p)];
            let all = all.map(|p| p.map_or("-".to_owned(), |p| format!("{p:.6e}"))).join("\t");
            let (name, verdict) = (process.name, &analysis.verdict);
            let (kind, doubts, cautions) = (verdict.kind, &verdict.doubts, &verdict.cautions);
            writeln!(
                file,
                "{name}\t{n}\t{number}\t{}\t{all}\t{kind:?}\t{doubts:?}\t{cautions:?}",
                s.n
            )
            .unwrap();
        }
        count(naive_p(&pair.x, &pair.y) <= 0.05, &mut tally.naive);
        count(low(s.p_same_period), &mut tally.same);
        count(low(s.p_any_lag), &mut tally.any);
        count(low(s.p_declared), &mut tally.declared);
        count(low(s.p), &mut tally.verdict);
        let kind = analysis.verdict.kind;
        count(matches!(kind, VerdictKind::Together | VerdictKind::Opposite), &mut tally.said);
        count(kind == VerdictKind::Suggestive, &mut tally.suggestive);
        count(low(analysis.levels.context.exceeded_by_chance), &mut tally.context);
        let beyond = |r: &[Option<f64>], band: Option<f64>| {
            band.is_some_and(|b| r.iter().flatten().any(|r| r.abs() > b))
        };
        count(beyond(&analysis.lags.surprises, analysis.lags.band), &mut tally.band);
        count(beyond(&analysis.rolling.r, analysis.rolling.band), &mut tally.rolling);
        count(low(analysis.breaks.p), &mut tally.broken);
        count(low(analysis.granger.x_to_y), &mut tally.granger);
    }
    tally
}

fn main() {
    let mut lengths = vec![42, 180, 1260];
    let (mut pairs, mut only, mut group, mut first, mut context, mut file, mut declared) =
        (None, String::new(), String::new(), 0, 0, None, false);
    let mut each = None;
    for argument in std::env::args().skip(1) {
        let (key, value) = argument.split_once('=').unwrap_or((argument.as_str(), ""));
        match key {
            "n" => lengths = value.split(',').map(|v| v.parse().unwrap()).collect(),
            "pairs" => pairs = Some(value.parse().unwrap()),
            "only" => only = value.to_owned(),
            "group" => group = value.to_owned(),
            "declared" => declared = value == "1",
            "to" => file = Some(value.to_owned()),
            "p" => {
                each = Some(fs::OpenOptions::new().create(true).append(true).open(value).unwrap());
            }
            "first" => first = value.parse().unwrap(),
            "context" => context = value.parse().unwrap(),
            _ => println!("unknown: {key}"),
        }
    }
    let header = "| n | process | pairs | naive Pearson | same period | any lag | lags 0-14 | **p ≤ 0.05** | ± | said | suggestive | levels | lag band | rolling | break | Granger | published | published 0-14 |";
    let done = file.as_ref().and_then(|f| fs::read_to_string(f).ok()).unwrap_or_default();
    let put = |line: &str| match &file {
        Some(file) => {
            let mut file = fs::OpenOptions::new().create(true).append(true).open(file).unwrap();
            writeln!(file, "{line}").unwrap();
        }
        None => println!("{line}"),
    };
    if done.is_empty() {
        put(header);
        put(&format!("|{}", "---|".repeat(header.matches('|').count() - 1)));
    }
    for n in lengths {
        let pairs = pairs.unwrap_or(match n {
            0..=99 => 2000,
            100..=599 => 1500,
            _ => 1000,
        });
        for (name, processes) in [
            ("grid", GRID),
            ("added", ADDED),
            ("related", RELATED),
            ("outside", OUTSIDE),
            ("slow", SLOW),
        ] {
            for process in processes {
                if (!group.is_empty() && group != name)
                    || (!only.is_empty() && !only.split(';').any(|o| o == process.name))
                {
                    continue;
                }
                let start = format!("| {n} | {} | {pairs} |", process.name);
                if done.contains(&start) {
                    continue;
                }
                let t = cell(process, (n, pairs, first), context, declared, each.as_mut());
                let percent = |count: usize| 100.0 * count as f64 / t.pairs as f64;
                let rate = percent(t.verdict) / 100.0;
                let error = 100.0 * (rate * (1.0 - rate) / t.pairs as f64).sqrt();
                let flag =
                    if !related(process) && 100.0 * rate > 7.0 + 2.0 * error { " !" } else { "" };
                let published = if related(process) {
                    let both = (percent(t.published), percent(t.published_declared));
                    format!("{:.1} | {:.1}", both.0, both.1)
                } else {
                    "— | —".to_owned()
                };
                put(&format!(
                    "{start} {:.1} | {:.1} | {:.1} | {:.1} | **{:.1}**{flag} | {error:.1} | {:.1} | {:.1} | {:.1} | {:.1} | {:.1} | {:.1} | {:.1} | {published} |",
                    percent(t.naive),
                    percent(t.same),
                    percent(t.any),
                    percent(t.declared),
                    percent(t.verdict),
                    percent(t.said),
                    percent(t.suggestive),
                    percent(t.context),
                    percent(t.band),
                    percent(t.rolling),
                    percent(t.broken),
                    percent(t.granger),
                ));
            }
        }
    }
}
