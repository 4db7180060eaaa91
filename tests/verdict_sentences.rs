//! The verdict's sentences, for reading aloud: five made-up pairs as they come out, and every
//! kind of verdict, doubt and caution about each. Snapshots in both languages.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test says what it expects by failing"
)]

use comove::{
    calendar::{holidays::Holidays, period::Period},
    kit::language::Language,
    series::series::SeriesKind,
    stats::{
        analysis::analyse,
        common_days::CommonDays,
        input::{Input, Options, Series},
        lab::simulate::{ar1_unit, cumulate, negative_binomial, scaled, sum, weekly, white},
        random::Random,
        result::Analysis,
        terms::starts_or_default,
        verdict::{Caution, Doubt, Reason, Verdict, VerdictKind, Which},
    },
    text::{
        verdict::{Words, words},
        verdict_words::{Measure, Subject},
    },
};
use std::fmt::Write;

struct Fixture {
    file: &'static str,
    names: (&'static str, &'static str),
    unit: Option<&'static str>,
    period: Period,
    starts: Vec<i64>,
    analysis: Analysis,
}

impl Fixture {
    fn new(
        file: &'static str,
        names: (&'static str, &'static str),
        period: Period,
        (x, y): (Vec<f64>, Vec<f64>),
        kinds: (SeriesKind, SeriesKind),
    ) -> Fixture {
        // From the first week of 2018: 2,504 weeks after the default's Monday.
        let starts: Vec<i64> = starts_or_default(&[], period, x.len())
            .iter()
            .map(|s| s + 2504 * 7 * 86_400_000)
            .collect();
        let starts = if period == Period::Month { months(x.len()) } else { starts };
        let analysis = analyse(&Input {
            x: Series { values: &x, kind: kinds.0 },
            y: Series { values: &y, kind: kinds.1 },
            controls: Vec::new(),
            period,
            starts: &starts,
            options: Options { ratio: (file != "heating", true), ..Options::default() },
        });
        let unit = (file == "heating").then_some("°C");
        Fixture { file, unit, names, period, starts, analysis }
    }

    fn words(&self, analysis: &Analysis) -> Words {
        let (x, y) = self.names;
        let measures = [Measure { unit: self.unit, share: false }, Measure::default()];
        words(analysis, &Subject { x, y, period: self.period, starts: &self.starts, measures })
    }

    /// As if the statistics had come to this verdict: strength and effect at its lags, and nothing of a
    /// link where there is none.
    fn with(&self, verdict: Verdict) -> Words {
        let mut analysis = self.analysis.clone();
        let (from, to) = verdict.window.unwrap_or((0, 0));
        if let Some(strength) = &mut analysis.strength {
            (strength.from, strength.to, strength.lag) = (from, to, verdict.lag.unwrap_or(0));
            (strength.slow, strength.searched) = (verdict.slow, (from, to) != (0, 0));
        }
        let said = matches!(verdict.kind, VerdictKind::Together | VerdictKind::Opposite)
            && !verdict.slow
            && (from >= 0 || to <= 0);
        analysis.effect = analysis.effect.filter(|_| said);
        if let Some(effect) = &mut analysis.effect {
            effect.first = if to < 0 { Which::Y } else { Which::X };
            effect.from = from.unsigned_abs().min(to.unsigned_abs());
            effect.to = from.unsigned_abs().max(to.unsigned_abs());
        }
        if !verdict.finds() {
            analysis.disagreements.clear();
        }
        self.words(&Analysis { verdict, ..analysis })
    }
}

/// Starts of months from January 2015.
fn months(n: usize) -> Vec<i64> {
    let mut days = 16_436;
    (0..n)
        .map(|i| {
            let start = days * 86_400_000;
            let year = 2015 + i / 12;
            days +=
                [31, if year % 4 == 0 { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
                    [i % 12];
            start
        })
        .collect()
}

const MEASURED: SeriesKind = SeriesKind::Measurement;
const COUNTED: SeriesKind = SeriesKind::EventCount;

/// A coin's price by the week; alerts follow it by one and two weeks, but not into one short drop.
fn coin() -> Fixture {
    let mut g = Random::new(2018);
    let n = 170;
    let walk = cumulate(&scaled(&white(n + 2, &mut g), 0.09));
    let log: Vec<f64> = walk.iter().enumerate().map(|(t, w)| 4.6 + w + 0.006 * t as f64).collect();
    let alerts = (0..n)
        .map(|t| {
            negative_binomial((5.0 + 1.3 * (0.5 * (log[t] + log[t + 1]) - 4.6)).exp(), 40.0, &mut g)
        })
        .collect();
    let mut price: Vec<f64> = log[2..].iter().map(|v| v.exp()).collect();
    price[150..156].iter_mut().for_each(|v| *v *= 0.45);
    Fixture::new(
        "coin",
        ("XMR price", "mining alerts"),
        Period::Week,
        (price, alerts),
        (MEASURED, COUNTED),
    )
}

/// Temperature and heating calls by the day: against each other, on the same day.
fn heating() -> Fixture {
    let mut g = Random::new(7);
    let n = 420;
    let weather = scaled(&ar1_unit(n, 0.7, &mut g), 4.0);
    let season: Vec<f64> = (0..n).map(|t| 11.0 - 9.0 * (t as f64 / 58.1).cos()).collect();
    let temperature = sum(&[&weather, &season]);
    let week = weekly(n, 0.2, &mut g);
    let calls = (0..n)
        .map(|t| negative_binomial((3.4 + week[t] - 0.05 * temperature[t]).exp(), 15.0, &mut g))
        .collect();
    Fixture::new(
        "heating",
        ("temperature", "heating calls"),
        Period::Day,
        (temperature, calls),
        (MEASURED, COUNTED),
    )
}

/// Two shops' visitors by the month: a common slow swing, nothing else.
fn shops() -> Fixture {
    let mut g = Random::new(22);
    let n = 120;
    let swing = scaled(&ar1_unit(n, 0.97, &mut g), 0.5);
    let mut one = || -> Vec<f64> {
        let own = scaled(&white(n, &mut g), 0.3);
        sum(&[&swing, &own]).iter().map(|v| (9.0 + v).exp()).collect()
    };
    let pair = (one(), one());
    Fixture::new(
        "shops",
        ("visitors north", "visitors south"),
        Period::Month,
        pair,
        (MEASURED, MEASURED),
    )
}

/// Requests and failed log-ins by the hour: each has its day and week, nothing in common.
fn server() -> Fixture {
    let mut g = Random::new(99);
    let n = 700;
    let mut one = |base: f64, peak: f64| -> Vec<f64> {
        let memory = scaled(&ar1_unit(n, 0.9, &mut g), 0.3);
        (0..n)
            .map(|t| {
                let hour = std::f64::consts::TAU * (t as f64 / 24.0 - peak);
                let weekend = if t / 24 % 7 >= 5 { -0.5 } else { 0.0 };
                negative_binomial(
                    (base + 0.8 * hour.cos() + weekend + memory[t]).exp(),
                    10.0,
                    &mut g,
                )
            })
            .collect()
    };
    let pair = (one(6.0, 0.6), one(2.0, 0.1));
    Fixture::new("server", ("requests", "failed log-ins"), Period::Hour, pair, (COUNTED, COUNTED))
}

/// Thirty days of steps and hours of sleep: too few.
fn sleep() -> Fixture {
    let mut g = Random::new(5);
    let steps = (0..30).map(|_| 8000.0 + 2000.0 * g.normal()).collect();
    let hours = (0..30).map(|_| 7.0 + 0.8 * g.normal()).collect();
    Fixture::new(
        "sleep",
        ("steps", "hours of sleep"),
        Period::Day,
        (steps, hours),
        (MEASURED, MEASURED),
    )
}

fn all() -> Vec<Fixture> {
    vec![coin(), heating(), shops(), server(), sleep()]
}

fn write(out: &mut String, title: &str, said: &Words) {
    writeln!(out, "== {title}").unwrap();
    for language in [Language::En, Language::Ja] {
        writeln!(out, "{}", said.headline.get(language)).unwrap();
        for line in &said.details {
            writeln!(out, "  {}", line.get(language)).unwrap();
        }
        for line in &said.cautions {
            writeln!(out, "  ! {}", line.get(language)).unwrap();
        }
    }
    out.push('\n');
}

#[test]
fn as_they_come_out() {
    let mut out = String::new();
    for fixture in all() {
        write(&mut out, fixture.file, &fixture.words(&fixture.analysis));
    }
    insta::assert_snapshot!("as_they_come_out", out);
}

#[test]
fn kinds_are_those_that_the_pairs_were_made_for() {
    let kinds: Vec<VerdictKind> = all().iter().map(|f| f.analysis.verdict.kind).collect();
    use VerdictKind::*;
    assert_eq!(kinds, [Together, Opposite, Suggestive, None, CannotTell]);
}

#[test]
fn every_kind_about_every_pair() {
    use VerdictKind::*;
    let found = |kind, (from, to): (i32, i32), sign| Verdict {
        kind,
        lag: Some((from + to) / 2),
        window: Some((from, to)),
        sign: Some(sign),
        ..Verdict::default()
    };
    let slow = |kind, sign| Verdict { kind, sign: Some(sign), slow: true, ..Verdict::default() };
    let doubt = |verdict: Verdict, doubt| Verdict { doubts: vec![doubt], ..verdict };
    let cannot = |reason| Verdict { reason: Some(reason), ..Verdict::default() };
    let shared = |days, chosen| Caution::SharedDays { days, buckets: 1_042, chosen };
    for fixture in all() {
        let mut out = String::new();
        for (title, verdict) in [
            ("together, same period", found(Together, (0, 0), 1)),
            ("together, x first", found(Together, (1, 2), 1)),
            ("together, x first, one lag", found(Together, (5, 5), 1)),
            ("together, y first", found(Together, (-21, -7), 1)),
            ("together, from at once", found(Together, (0, 14), 1)),
            ("together, around", found(Together, (-3, 3), 1)),
            ("opposite, same period", found(Opposite, (0, 0), -1)),
            ("opposite, x first", found(Opposite, (3, 9), -1)),
            ("opposite, from at once", found(Opposite, (0, 6), -1)),
            ("opposite, around", found(Opposite, (-4, 2), -1)),
            (
                "suggestive, leftover",
                doubt(found(Suggestive, (0, 0), 1), Doubt::LeftoverAutocorrelation),
            ),
            ("suggestive, long memory", doubt(found(Suggestive, (2, 2), 1), Doubt::LongMemory)),
            (
                "suggestive, after looking",
                doubt(found(Suggestive, (0, 14), 1), Doubt::DeclaredAfterLooking),
            ),
            ("suggestive, outside", doubt(found(Suggestive, (-8, -2), -1), Doubt::OutsideDeclared)),
            ("suggestive, filled", doubt(found(Suggestive, (0, 0), 1), Doubt::Filled)),
            ("suggestive, a year apart", doubt(found(Suggestive, (0, 0), 1), Doubt::RepeatsYearly)),
            ("suggestive, around", doubt(found(Suggestive, (-3, 3), -1), Doubt::LongMemory)),
            ("slow, together", slow(Together, 1)),
            ("slow, opposite", slow(Opposite, -1)),
            ("slow, a hint", doubt(slow(Suggestive, 1), Doubt::SlowOnly)),
            ("slow, a hint, opposite", doubt(slow(Suggestive, -1), Doubt::SlowOnly)),
            ("slow, a season", doubt(slow(Suggestive, 1), Doubt::SharedSeason)),
            ("slow, one event", doubt(slow(Suggestive, -1), Doubt::SharedEvent { at: 12 })),
            ("none", Verdict { kind: None, ..Verdict::default() }),
        ] {
            write(&mut out, title, &fixture.with(verdict));
        }
        for (title, reason) in [
            ("no overlap", Reason::NoOverlap),
            ("too few", Reason::TooFew { complete: 7 }),
            ("constant", Reason::Constant(Which::X)),
            ("mostly one value", Reason::MostlyOneValue(Which::Y)),
            ("gaps", Reason::Gaps { missing: 30, span: 80 }),
            ("too little information", Reason::TooLittleInformation { complete: 42 }),
            ("less than three days", Reason::LessThanThreeDays { hours: 48 }),
            ("few values of their own", Reason::FewValuesOfTheirOwn { values: 12, step: 7 }),
            ("nothing unpredicted", Reason::NothingUnpredicted(Which::Y)),
        ] {
            write(&mut out, &format!("cannot tell, {title}"), &fixture.with(cannot(reason)));
        }
        let cautions = vec![
            Caution::Break { at: 12 },
            Caution::LittleOverlap { complete: 40, span: 90 },
            Caution::LongGap { from: 3, to: 9 },
            Caution::PossibleOutage { which: Which::Y, from: 20, to: 24 },
            Caution::LeftoverAutocorrelation(Which::X),
            Caution::CommonVolatility,
            Caution::DeclaredAfterLooking,
            Caution::ManyLooks { looks: 8 },
            Caution::NoYearlyCycle,
            Caution::OneEvent,
            Caution::FewBuckets { buckets: 2, at: 5 },
            Caution::OneStretch { from: 5, to: 9 },
            Caution::SharedOutage { from: 3, to: 4, buckets: 3 },
            Caution::Filled { which: Which::X, step: 7, tested: Option::None },
            Caution::Filled { which: Which::Y, step: 7, tested: Some(7) },
            shared(CommonDays::Holidays(Holidays::Japan), false),
            shared(CommonDays::Holidays(Holidays::UnitedStates), true),
            shared(CommonDays::MonthEnd { days: 1 }, false),
        ];
        write(
            &mut out,
            "cautions",
            &fixture.with(Verdict { cautions, kind: None, ..Verdict::default() }),
        );
        insta::assert_snapshot!(format!("every_kind_{}", fixture.file), out);
    }
}

#[test]
fn first_lines_have_no_jargon() {
    for fixture in all() {
        let headline = fixture.words(&fixture.analysis).headline;
        for word in ["p =", "p-value", "significan", "p値", "有意", "correlation", "autocorr"] {
            let allowed = fixture.file == "sleep" && word == "correlation";
            assert!(allowed || !(headline.en.contains(word) || headline.ja.contains(word)));
        }
    }
}
