//! What holds a finding back, and what goes with it: each detector fires where it is meant to and
//! stays quiet elsewhere.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use comove::{
    calendar::period::Period,
    series::series::SeriesKind,
    stats::{
        analysis::analyse,
        input::{Input, Options, Series},
        lab::{
            processes::{Pair, RELATED},
            simulate::{ar1_unit, scaled, sum, wave, white},
        },
        random::Random,
        result::Analysis,
        verdict::{Caution, Doubt, VerdictKind},
    },
};

fn run(x: &[f64], y: &[f64], period: Period, options: Options) -> Analysis {
    let series = |values| Series { values, kind: SeriesKind::Measurement };
    let options = Options { context_draws: 0, ..options };
    let input =
        Input { x: series(x), y: series(y), controls: Vec::new(), period, starts: &[], options };
    analyse(&input)
}

/// Two series with a common part at lag 0.
fn linked(n: usize, own: impl Fn(&mut Random) -> Vec<f64>, g: &mut Random) -> (Vec<f64>, Vec<f64>) {
    let common = white(n, g);
    let mut one = || sum(&[&own(g), &common]);
    (one(), one())
}

#[test]
fn long_memory_that_no_model_took_out_is_a_doubt() {
    let mut g = Random::new(61);
    let (mut doubted, mut found) = (0, 0);
    for _ in 0..40 {
        // Not two rounds of a slow wave, too faint beside the noise for the choice of an order.
        let faint = |g: &mut Random| sum(&[&wave(180, 110.0, g.uniform(), 0.75), &white(180, g)]);
        let (x, y) = linked(180, faint, &mut g);
        let got = run(&x, &y, Period::Day, Options::default()).verdict;
        if got.doubts.contains(&Doubt::LongMemory) {
            assert_eq!(got.kind, VerdictKind::Suggestive);
            assert!(got.lag.is_some() && got.sign.is_some());
            doubted += 1;
        }
        found += usize::from(got.finds());
    }
    println!("long memory: {doubted} of {found}");
    assert!(doubted >= 5 && found >= 38, "{doubted} {found}");
}

/// Caps must not eat the power of ordinary pairs: at most one finding in twenty.
#[test]
fn ordinary_related_pairs_are_not_held_back() {
    let (mut found, mut held) = (0, 0);
    for process in RELATED.iter().filter(|p| !p.name.starts_with("price")) {
        for seed in 0..20 {
            let Pair { x, y, period, .. } = (process.draw)(180, &mut Random::new(900 + seed));
            let got = run(&x, &y, period, Options::default());
            if got.surprises.p.is_some_and(|p| p <= 0.05) {
                found += 1;
                held += usize::from(got.verdict.kind == VerdictKind::Suggestive);
            }
        }
    }
    println!("held back: {held} of {found}");
    assert!(found >= 70 && 20 * held <= found, "{held} of {found}");
}

#[test]
fn less_than_a_year_and_a_half_cannot_tell_a_season() {
    let mut g = Random::new(62);
    let cases = [
        (Period::Day, 200, true),
        (Period::Day, 540, true),
        (Period::Day, 560, false),
        (Period::Day, 80, false),
        (Period::Week, 60, true),
        (Period::Week, 90, false),
        (Period::Month, 60, false),
        (Period::Hour, 400, false),
    ];
    for (period, n, said) in cases {
        let (x, y) = linked(n, |g| scaled(&ar1_unit(n, 0.5, g), 0.5), &mut g);
        let got = run(&x, &y, period, Options::default()).verdict;
        assert_eq!(got.kind, VerdictKind::Together, "{period:?} {n}");
        assert_eq!(got.cautions.contains(&Caution::NoYearlyCycle), said, "{period:?} {n}");
        // Nothing found, nothing to be careful about.
        let got = run(&x, &white(n, &mut g), period, Options::default()).verdict;
        assert!(got.finds() || !got.cautions.contains(&Caution::NoYearlyCycle));
    }
}

/// Paydays, closings and a job every second Friday in both are the calendar's, not a link.
#[test]
fn shared_days_of_the_calendar_are_no_link() {
    let mut g = Random::new(63);
    let (mut alarms, mut told) = (0, 0);
    for pair in 0..60 {
        let mut one = |size: f64| {
            let mut x = ar1_unit(180, 0.4, &mut g);
            x.iter_mut().skip(11).step_by(14).for_each(|v| *v += size);
            x
        };
        let (x, y) = (one(2.0), one(if pair % 2 == 0 { 2.0 } else { -2.0 }));
        let surprises = run(&x, &y, Period::Day, Options::default()).surprises;
        alarms += usize::from(surprises.p.unwrap() <= 0.05);
        // Every fourteenth of 180 days.
        told += usize::from(surprises.foreseen >= 12);
    }
    println!("shared days: {alarms} of 60, told of {told}");
    assert!(alarms <= 8 && told >= 36, "{alarms} {told}");
}
