//! Where nothing can be told, the reason is said and no number is made up.

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
        lab::simulate::white,
        random::Random,
        result::Analysis,
        verdict::{Reason, VerdictKind, Which},
    },
};

const N: f64 = f64::NAN;

fn told(x: &[f64], y: &[f64], period: Period) -> Analysis {
    let series = |values| Series { values, kind: SeriesKind::Measurement };
    let options = Options { lag_window: Some((0, 3)), ..Options::default() };
    let input =
        Input { x: series(x), y: series(y), controls: Vec::new(), period, starts: &[], options };
    analyse(&input)
}

fn noise(n: usize, seed: u64) -> Vec<f64> {
    white(n, &mut Random::new(seed))
}

/// With these positions kept, the rest missing.
fn kept(values: &[f64], keep: impl Fn(usize) -> bool) -> Vec<f64> {
    values.iter().enumerate().map(|(i, &v)| if keep(i) { v } else { N }).collect()
}

/// Name, x, y, period, and why.
type Case = (&'static str, Vec<f64>, Vec<f64>, Period, Reason);

#[test]
fn refused_with_the_reason_and_without_a_number() {
    let (a, b) = (noise(80, 1), noise(80, 2));
    let mostly: Vec<f64> = (0..80).map(|i| if i % 6 == 0 { a[i] } else { 2.0 }).collect();
    let day = Period::Day;
    let few = |complete| Reason::TooFew { complete };
    let cases: Vec<Case> = vec![
        ("nothing at all", vec![], vec![], day, Reason::NoOverlap),
        ("one side empty", a.clone(), vec![], day, Reason::NoOverlap),
        ("all missing", a.clone(), vec![N; 80], day, Reason::NoOverlap),
        ("all infinite", a.clone(), vec![f64::INFINITY; 80], day, Reason::NoOverlap),
        (
            "one after the other",
            kept(&a, |i| i < 40),
            kept(&b, |i| i >= 40),
            day,
            Reason::NoOverlap,
        ),
        ("in turns", kept(&a, |i| i % 2 == 0), kept(&b, |i| i % 2 == 1), day, Reason::NoOverlap),
        ("one value", a[..1].to_vec(), b[..1].to_vec(), day, few(1)),
        ("two values", a[..2].to_vec(), b[..2].to_vec(), day, few(2)),
        ("nine", a[..9].to_vec(), b[..9].to_vec(), day, few(9)),
        ("nine in common", a.clone(), kept(&b, |i| i % 9 == 0), day, few(9)),
        ("a constant", vec![5.0; 80], b.clone(), day, Reason::Constant(Which::X)),
        ("zeros", a.clone(), vec![0.0; 80], day, Reason::Constant(Which::Y)),
        ("a huge constant", a.clone(), vec![1e300; 80], day, Reason::Constant(Which::Y)),
        ("two constants", vec![1.0; 80], vec![2.0; 80], day, Reason::Constant(Which::X)),
        ("five of six alike", mostly, b.clone(), day, Reason::MostlyOneValue(Which::X)),
        (
            "a hole of 21 in 80",
            kept(&a, |i| !(30..51).contains(&i)),
            b.clone(),
            day,
            Reason::Gaps { missing: 21, span: 80 },
        ),
        (
            "two days of hours",
            a[..48].to_vec(),
            b[..48].to_vec(),
            Period::Hour,
            Reason::LessThanThreeDays { hours: 48 },
        ),
    ];
    for (what, x, y, period, reason) in cases {
        for (x, y, swapped) in [(&x, &y, false), (&y, &x, true)] {
            let got = told(x, y, period);
            assert_eq!(got.verdict.kind, VerdictKind::CannotTell, "{what}");
            match (got.verdict.reason.unwrap(), reason) {
                (Reason::Constant(_), Reason::Constant(_)) if swapped => {}
                (Reason::MostlyOneValue(which), Reason::MostlyOneValue(other)) if swapped => {
                    assert_ne!(which, other, "{what}");
                }
                (got, want) => assert_eq!(got, want, "{what}"),
            }
            let s = &got.surprises;
            let numbers = [
                ("p", s.p),
                ("same period", s.p_same_period),
                ("any lag", s.p_any_lag),
                ("declared", s.p_declared),
                ("r", s.r),
                ("detectable", s.detectable),
                ("band", got.lags.band),
                ("rolling band", got.rolling.band),
                ("break", got.breaks.p),
                ("Granger", got.granger.x_to_y),
                ("Granger back", got.granger.y_to_x),
                ("context", got.levels.context.exceeded_by_chance),
                ("context's 95 %", got.levels.context.threshold95),
            ];
            for (name, number) in numbers {
                assert_eq!(number, None, "{what}: {name}");
            }
            assert!(s.interval.is_none() && s.best_window.is_none(), "{what}");
            assert!(got.lags.surprises.iter().all(Option::is_none), "{what}");
            assert!(got.verdict.lag.is_none() && got.verdict.sign.is_none(), "{what}");
            let json = serde_json::to_string(&got).unwrap();
            assert!(!json.contains("NaN") && !json.contains("inf"), "{what}");
        }
    }
}

#[test]
fn a_constant_has_no_correlation_and_two_pairs_no_p() {
    let got = told(&[4.0; 40], &noise(40, 3), Period::Day);
    for r in [got.levels.pearson.value, got.levels.spearman.value, got.levels.kendall.value] {
        assert_eq!(r, None);
    }
    assert!(got.lags.levels.iter().all(Option::is_none));
    assert_eq!(told(&[1.0], &[2.0], Period::Day).levels.pearson.value, None);
}

#[test]
fn too_little_information_says_what_would_have_been_seen() {
    let got = told(&noise(30, 4), &noise(30, 5), Period::Day);
    assert_eq!(got.verdict.kind, VerdictKind::CannotTell);
    assert!(matches!(got.verdict.reason, Some(Reason::TooLittleInformation { complete: 30 })));
    assert!(got.surprises.n_effective < 30.0);
    assert!(got.surprises.detectable.unwrap() > 0.5);
}

/// Enough is enough: the same series without their defect are answered.
#[test]
fn what_is_no_defect_is_no_refusal() {
    let (a, b) = (noise(80, 1), noise(80, 2));
    let hole = kept(&a, |i| !(30..49).contains(&i));
    let weekends = kept(&a, |i| i % 7 < 5);
    for (what, x) in [("whole", &a), ("a hole of 19", &hole), ("weekends", &weekends)] {
        let got = told(x, &b, Period::Day);
        assert!(got.verdict.kind != VerdictKind::CannotTell, "{what}: {:?}", got.verdict.reason);
        assert!(got.surprises.p.is_some());
    }
}
