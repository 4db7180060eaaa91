//! What must not change an answer, and what must.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test says what it expects by failing"
)]

use comove::{
    calendar::period::Period,
    series::series::SeriesKind,
    stats::{
        analysis::analyse,
        input::{Input, Options, Series},
        lab::{
            processes::{ADDED, GRID, Process, RELATED},
            simulate::{ar1_unit, scaled, sum, white},
        },
        random::Random,
        result::Analysis,
    },
};
use proptest::prelude::*;

fn run(x: &[f64], y: &[f64], kinds: (SeriesKind, SeriesKind), period: Period) -> Analysis {
    run_at(x, y, kinds, period, &[])
}

fn run_at(
    x: &[f64],
    y: &[f64],
    kinds: (SeriesKind, SeriesKind),
    period: Period,
    starts: &[i64],
) -> Analysis {
    analyse(&Input {
        x: Series { values: x, kind: kinds.0 },
        y: Series { values: y, kind: kinds.1 },
        controls: Vec::new(),
        period,
        starts,
        options: Options { context_draws: 49, ..Options::default() },
    })
}

fn process(index: usize) -> &'static Process {
    let all: Vec<&Process> = GRID.iter().chain(ADDED).chain(RELATED).collect();
    all[index % all.len()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Swapping the series mirrors the lags and keeps every p bit for bit.
    #[test]
    fn a_swap_mirrors(index in 0usize..200, n in 30usize..450, seed in 0u64..1000) {
        let p = process(index);
        let pair = (p.draw)(n, &mut Random::new(seed));
        let (k, period) = (pair.kinds, pair.period);
        let a = run(&pair.x, &pair.y, k, period);
        let b = run(&pair.y, &pair.x, (k.1, k.0), period);
        let bits = |p: Option<f64>| p.map(f64::to_bits);
        prop_assert_eq!(bits(a.surprises.p), bits(b.surprises.p), "{}", p.name);
        prop_assert_eq!(bits(a.surprises.p_any_lag), bits(b.surprises.p_any_lag));
        prop_assert_eq!(bits(a.surprises.r), bits(b.surprises.r));
        prop_assert_eq!(a.verdict.kind, b.verdict.kind);
        prop_assert_eq!(a.verdict.lag, b.verdict.lag.map(|l| -l));
        prop_assert_eq!(a.levels.context, b.levels.context);
        let mut mirrored = b.lags.surprises.clone();
        mirrored.reverse();
        prop_assert_eq!(&a.lags.surprises, &mirrored);
        prop_assert_eq!((a.growth.x, a.growth.y), (b.growth.y, b.growth.x));
        let slow = |got: &Analysis| got.surprises.slow.map(|s| (s.p.to_bits(), s.r.to_bits(), s.sign));
        prop_assert_eq!(slow(&a), slow(&b));
        prop_assert_eq!(a.surprises.slow.map(|s| s.lag), b.surprises.slow.map(|s| -s.lag));
    }

    /// Another unit of a measurement changes nothing: price in yen or in euros.
    #[test]
    fn units_do_not_matter(index in 0usize..200, n in 40usize..300, seed in 0u64..1000, unit in -6i32..7) {
        let p = process(index);
        let pair = (p.draw)(n, &mut Random::new(seed));
        prop_assume!(pair.kinds.0 == SeriesKind::Measurement);
        let factor = 10f64.powi(unit) * 1.37;
        let scaled: Vec<f64> = pair.x.iter().map(|v| v * factor).collect();
        let a = run(&pair.x, &pair.y, pair.kinds, pair.period);
        let b = run(&scaled, &pair.y, pair.kinds, pair.period);
        prop_assert_eq!(a.verdict.kind, b.verdict.kind, "{}", p.name);
        prop_assert_eq!(a.verdict.lag, b.verdict.lag);
        match (a.surprises.p, b.surprises.p) {
            (Some(a), Some(b)) => prop_assert!((a - b).abs() <= 1e-6 * a.max(b), "{a} {b} {}", p.name),
            (a, b) => prop_assert_eq!(a, b),
        }
    }

    /// Of one of many pairs the same is said as of the pair alone.
    #[test]
    fn of_many_pairs_each_is_the_same(index in 0usize..200, n in 20usize..300, seed in 0u64..1000) {
        let p = process(index);
        let pair = (p.draw)(n, &mut Random::new(seed));
        let with = |options: Options| {
            let got = analyse(&Input {
                x: Series { values: &pair.x, kind: pair.kinds.0 },
                y: Series { values: &pair.y, kind: pair.kinds.1 },
                controls: Vec::new(),
                period: pair.period,
                starts: &[],
                options,
            });
            (got.surprises.p, got.surprises.r, got.strength, got.levels.pearson.value)
        };
        let alone = with(Options { context_draws: 0, ..Options::default() });
        let of_many = with(Options { context_draws: 0, strength_only: true, ..Options::default() });
        prop_assert_eq!(alone, of_many, "{}", p.name);
    }

    /// Nothing panics and nothing undefined is a number, whatever comes.
    #[test]
    fn any_numbers_at_all(
        x in proptest::collection::vec(prop_oneof![Just(f64::NAN), Just(0.0), Just(1.0), Just(f64::INFINITY), any::<f64>(), -1e3..1e3], 0..90),
        y in proptest::collection::vec(prop_oneof![Just(f64::NAN), Just(7.0), any::<f64>(), 0.0..50.0], 0..90),
        counted in any::<bool>(), period in 0usize..4, max_lag in prop_oneof![Just(None), (0u32..500).prop_map(Some)],
        window in prop_oneof![Just(None), (-500i32..500, -500i32..500).prop_map(Some)],
        rolling in prop_oneof![Just(None), (0u32..200).prop_map(Some)],
    ) {
        let kind = if counted { SeriesKind::EventCount } else { SeriesKind::Measurement };
        let got = analyse(&Input {
            x: Series { values: &x, kind },
            y: Series { values: &y, kind },
            controls: Vec::new(),
            period: [Period::Hour, Period::Day, Period::Week, Period::Month][period],
            starts: &[],
            options: Options { max_lag, lag_window: window, rolling_window: rolling, context_draws: 19, ..Options::default() },
        });
        let s = &got.surprises;
        let numbers = [s.p, s.p_any_lag, s.p_same_period, s.p_declared, s.r, s.detectable, got.lags.band,
            got.rolling.band, got.breaks.p, got.granger.x_to_y, got.granger.y_to_x, got.growth.x, got.growth.y];
        let lists = got.lags.levels.iter().chain(&got.lags.surprises).chain(&got.rolling.r).chain(&got.rolling.levels);
        for value in numbers.iter().chain(lists).flatten() {
            prop_assert!(value.is_finite(), "{numbers:?}");
        }
        prop_assert_eq!(got.lags.lags.len(), got.lags.levels.len());
        prop_assert_eq!(got.lags.lags.len(), got.lags.surprises.len());
        prop_assert_eq!(got.rolling.last.len(), got.rolling.r.len());
        prop_assert_eq!(got.rolling.last.len(), got.rolling.levels.len());
        for p in [s.p, s.p_any_lag, s.p_same_period, s.p_declared].into_iter().flatten() {
            prop_assert!((0.0..=1.0).contains(&p));
        }
    }
}

#[test]
fn the_same_input_gives_the_same_bits() {
    let pair = (GRID[9].draw)(180, &mut Random::new(3));
    let a = run(&pair.x, &pair.y, pair.kinds, pair.period);
    for _ in 0..3 {
        let b = run(&pair.x, &pair.y, pair.kinds, pair.period);
        assert_eq!(format!("{a:?}"), format!("{b:?}"));
    }
}

#[test]
fn leading_and_trailing_gaps_shift_positions_only() {
    let pair = (RELATED[4].draw)(200, &mut Random::new(3));
    let pad = |v: &[f64]| [&[f64::NAN; 14], v, &[f64::NAN; 5]].concat();
    let a = run(&pair.x, &pair.y, pair.kinds, pair.period);
    // Every value keeps its date.
    let days: Vec<i64> = (0..219).map(|i| (4 - 14 + i) * 86_400_000).collect();
    let b = run_at(&pad(&pair.x), &pad(&pair.y), pair.kinds, pair.period, &days);
    assert_eq!(a.surprises, b.surprises);
    let shifted: Vec<usize> = a.rolling.last.iter().map(|t| t + 14).collect();
    assert_eq!(shifted, b.rolling.last);
}

#[test]
fn a_control_takes_a_common_driver_out() {
    let mut g = Random::new(77);
    let mut hits = (0, 0);
    for _ in 0..60 {
        let driver = ar1_unit(220, 0.6, &mut g);
        let x = sum(&[&driver[1..], &scaled(&white(219, &mut g), 0.8)]);
        let y = sum(&[&driver[..219], &scaled(&white(219, &mut g), 0.8)]);
        let series = |values| Series { values, kind: SeriesKind::Measurement };
        let p = |controls| {
            let options = Options { context_draws: 0, ..Options::default() };
            let input = Input {
                x: series(&x),
                y: series(&y),
                controls,
                period: Period::Day,
                starts: &[],
                options,
            };
            analyse(&input).surprises.p.unwrap()
        };
        hits.0 += usize::from(p(Vec::new()) <= 0.05);
        hits.1 += usize::from(p(vec![series(&driver[1..])]) <= 0.05);
    }
    assert!(hits.0 >= 55 && hits.1 <= 9, "{hits:?}");
}

/// What the models took out, and the controls, is out of the levels' context and of Granger's test, too.
#[test]
fn seasons_and_controls_are_out_of_context_and_granger() {
    let (mut g, pairs, n) = (Random::new(17), 12, 730);
    let told = |x: &[f64], y: &[f64], control: Option<&[f64]>| {
        let series = |values| Series { values, kind: SeriesKind::Measurement };
        let got = analyse(&Input {
            x: series(x),
            y: series(y),
            controls: control.map(series).into_iter().collect(),
            period: Period::Day,
            starts: &[],
            options: Options { context_draws: 99, ..Options::default() },
        });
        let low = |p: Option<f64>| usize::from(p.unwrap() <= 0.05);
        (low(got.levels.context.exceeded_by_chance), low(got.granger.x_to_y))
    };
    let (mut season, mut without, mut with) = ((0, 0), (0, 0), (0, 0));
    let add = |sum: &mut (usize, usize), got: (usize, usize)| {
        (sum.0, sum.1) = (sum.0 + got.0, sum.1 + got.1);
    };
    for _ in 0..pairs {
        let year = |size: f64, g: &mut Random| {
            let wave = (0..n).map(|t| size * (f64::from(t) / 58.1).cos()).collect::<Vec<f64>>();
            sum(&[&wave, &ar1_unit(n as usize, 0.6, g)])
        };
        let (x, y) = (year(4.0, &mut g), year(-3.0, &mut g));
        add(&mut season, told(&x, &y, None));
        // Steps of weeks at dates of their own: no calendar knows them.
        let steps: Vec<f64> =
            (0..n / 10).flat_map(|_| [2.0 * f64::from(g.below(2) as u8); 10]).collect();
        let stepped = |g: &mut Random| sum(&[&steps, &ar1_unit(n as usize, 0.6, g)]);
        let (x, y) = (stepped(&mut g), stepped(&mut g));
        add(&mut without, told(&x, &y, None));
        add(&mut with, told(&x, &y, Some(&steps)));
    }
    assert!(season.0 <= 3 && season.1 <= 3, "{season:?} of {pairs}");
    assert!(without.0 >= 9 && with.0 <= 3 && with.1 <= 3, "{without:?} {with:?} of {pairs}");
}
