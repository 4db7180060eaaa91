//! How long a verdict takes, and what takes it.
//!
//! ```text
//! cargo run --release --example verdict_time             # 1,300 days, lags ±60
//! cargo run --release --example verdict_time -- 180
//! ```
//!
//! Milliseconds, the median of repeated runs of a kind. The first run has no null table yet.

#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods, // a clock is what this example is for
    clippy::unwrap_used,
    reason = "a program whose output is its purpose"
)]

use comove::stats::{
    analysis::analyse,
    analysis_scale::analysis_scale,
    basis::Basis,
    granger::toda_yamamoto_robust,
    input::Options,
    kendall::kendall,
    lab::processes::RELATED,
    lagged::Foreseen,
    random::Random,
    sieve::levels_context,
    significance::{Scored, default_max_lag},
    slow_swings::{SlowSwings, filter},
    surprise::surprise,
    terms::{calendar_terms, starts_or_default},
};
use std::{hint::black_box, time::Instant};

fn time<T>(what: &str, runs: usize, mut run: impl FnMut() -> T) {
    let mut milliseconds: Vec<f64> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            black_box(run());
            1e3 * start.elapsed().as_secs_f64()
        })
        .collect();
    let first = milliseconds[0];
    milliseconds.sort_by(f64::total_cmp);
    println!("{what:28} median {:7.2}  first {first:7.2}", milliseconds[runs / 2]);
}

fn main() {
    let n: usize = std::env::args().nth(1).map_or(1300, |n| n.parse().unwrap());
    let process = RELATED.iter().find(|p| p.name == "price->counts 1d e=1.5").unwrap();
    let pair = (process.draw)(n, &mut Random::new(1));
    let input = |context_draws| pair.input(Options { context_draws, ..Options::default() });
    println!("{n} buckets, lags ±{}", default_max_lag(n));
    time("verdict with its context", 9, || analyse(&input(199)));
    time("verdict without context", 15, || analyse(&input(0)));
    let terms = calendar_terms(pair.period, &starts_or_default(&[], pair.period, n));
    time("  prewhitening of one", 15, || surprise(&pair.x, pair.kinds.0, &terms));
    let (x, y) = (
        surprise(&pair.x, pair.kinds.0, &terms).unwrap(),
        surprise(&pair.y, pair.kinds.1, &terms).unwrap(),
    );
    time("  sums, guard", 15, || Scored::new(&x, &y, Foreseen::default(), default_max_lag(n)));
    let scored = Scored::new(&x, &y, Foreseen::default(), default_max_lag(n)).unwrap();
    time("  slow swings", 15, || {
        let filters = [&x, &y].map(|s| filter(&s.model.past, s.model.unit_root));
        let swings = SlowSwings::new(&x.scores, &y.scores, &filters[0], &filters[1]).unwrap();
        (swings.finding(), swings.lag(1), swings.without_one_event(1))
    });
    time("  null and best window", 15, || scored.p_any_lag());
    let (x, y) = (analysis_scale(&pair.x, pair.kinds.0), analysis_scale(&pair.y, pair.kinds.1));
    let basis = Basis::new(n, &terms.calendar.iter().map(|c| &c[..]).collect::<Vec<_>>());
    time("  context, 199 draws", 5, || levels_context(&x, &y, &basis, 199));
    time("  Granger, one direction", 15, || toda_yamamoto_robust(&x, &y, 7, 1, &terms.calendar));
    time("  Kendall", 15, || kendall(&x, &y));
}
