//! Pictures named for the danger that they guard.

use crate::{
    check,
    made_up::{DAY, Dice, days, one_series, overlay, series},
};
use comove::{
    calendar::period::Period,
    chart::{
        overlay::{Input, Model},
        periods::Periods,
        surface::Surface,
        theme::Theme,
        viewport::Viewport,
    },
    kit::language::Language,
    recipe::recipe::ScaleMode,
    series::series::SeriesKind,
};
use std::sync::Arc;

fn small(name: &str, input: Input) {
    let theme = Theme::light();
    let surface = Surface::plain(640.0, 320.0, &theme);
    let model = Model::new(input);
    let view = Viewport::new(model.periods());
    check(name, &model.plot(&view, &surface).scene, &theme);
}

fn wave(count: usize) -> Vec<f64> {
    let mut dice = Dice::new(3);
    (0..count).map(|k| (k as f64 / 6.0).sin() * 20.0 + 60.0 + dice.normal() * 3.0).collect()
}

#[test]
fn nan_island() {
    let mut values = wave(60);
    for index in (10..20).chain(40..41) {
        values[index] = f64::NAN;
    }
    values[29] = f64::NAN;
    values[31] = f64::NAN;
    values[50] = f64::INFINITY;
    small("nan_island", one_series(values));
}

#[test]
fn constant() {
    small("constant", one_series(vec![42.0; 40]));
}

#[test]
fn one_point() {
    small("one_point", one_series(vec![42.0]));
}

#[test]
fn nothing_at_all() {
    small("nothing_at_all", one_series(vec![f64::NAN; 30]));
}

#[test]
fn zoomed_past_edges() {
    let theme = Theme::light();
    let surface = Surface::plain(640.0, 320.0, &theme);
    let mut values = wave(60);
    values[29] = 400.0;
    let model = Model::new(one_series(values));
    let mut view = Viewport::new(model.periods());
    let (from, to) = view.whole();
    view.show(from + (to - from) * 0.502, from + (to - from) * 0.6);
    check("zoomed_past_edges", &model.plot(&view, &surface).scene, &theme);
}

#[test]
fn zero_on_log() {
    let mut dice = Dice::new(5);
    let counts: Vec<f64> =
        (0..80).map(|k| if k % 9 < 3 { 0.0 } else { (dice.even() * 9.0).exp().round() }).collect();
    let mut input = one_series(counts);
    input.series[0].log = true;
    input.series[0].axis = "Alerts a day".into();
    input.series[0].kind = SeriesKind::EventCount;
    small("zero_on_log", input);
}

/// Hours around the change to summer time, 28 March 2021 in Berlin: 02:00 does not exist.
#[test]
fn dst_gap() {
    let change = 1_616_893_200_000_i64;
    let hour = 3_600_000;
    let berlin = move |utc: i64| if utc >= change { 2 * hour } else { hour };
    let edges: Vec<i64> = (-12..=14).map(|k| change + k * hour).collect();
    let values: Vec<f64> = (0..26).map(|k| f64::from((k * 7) % 11)).collect();
    let input = Input {
        periods: Arc::new(Periods::new(edges, Period::Hour)),
        partial: vec![false; 26],
        ..one_series(values)
    };
    let theme = Theme::light();
    let surface = Surface { zone: &berlin, ..Surface::plain(900.0, 320.0, &theme) };
    let model = Model::new(input);
    let mut view = Viewport::new(model.periods());
    check("dst_gap", &model.plot(&view, &surface).scene, &theme);
    view.point_at(Some(12));
    let label = model.readout(12, &surface).label;
    assert_eq!(label, "28 Mar 2021, 03:00 +02:00");
}

#[test]
fn huge_values() {
    let values = wave(50).iter().map(|value| value * 3e18).collect();
    small("huge_values", one_series(values));
}

#[test]
fn tiny_values() {
    let values = wave(50).iter().map(|value| value * 2e-9).collect();
    small("tiny_values", one_series(values));
}

#[test]
fn beyond_numbers() {
    let values =
        vec![1.0, f64::MAX, -f64::MAX, 5.0, f64::MIN_POSITIVE, 0.0, f64::NEG_INFINITY, 2.0];
    small("beyond_numbers", one_series(values));
}

#[test]
fn negative() {
    let values = wave(50).iter().map(|value| value - 65.0).collect();
    small("negative", one_series(values));
}

/// One high value among a hundred thousand.
#[test]
fn lone_spike() {
    let mut values: Vec<f64> = (0..100_000).map(|k| f64::from(k % 10)).collect();
    values[63_211] = 400.0;
    let edges = (0..=100_000).map(|k| k * 60_000 + 18_000 * DAY).collect();
    let input = Input {
        periods: Arc::new(Periods::new(edges, Period::Hour)),
        partial: vec![false; 100_000],
        ..one_series(values)
    };
    small("lone_spike", input);
}

/// Names too long for their places.
#[test]
fn long_names() {
    let mut input = overlay(104, ScaleMode::Dual);
    input.series[0].axis = "Mean of the daily closing price of one unit over the week, in United States dollars and cents".into();
    input.series[1].axis =
        "Alerts per week of all rules that mention miners, pools, wallets or stratum connections"
            .into();
    let theme = Theme::light();
    let model = Model::new(input);
    let view = Viewport::new(model.periods());
    for (name, width) in [("long_names", 640.0), ("long_names_320", 320.0)] {
        let surface = Surface::plain(width, 320.0, &theme);
        check(name, &model.plot(&view, &surface).scene, &theme);
    }
}

/// From the narrowest phone to the widest screen, in each mode and both languages.
#[test]
fn labels_never_touch_at_any_width() {
    let theme = Theme::light();
    for mode in ScaleMode::ALL {
        for several in [false, true] {
            let mut input = overlay(156, mode);
            input.smoothing = Some((5, false));
            input.series[0].axis =
                "Mean of the daily closing price, in United States dollars".into();
            if several {
                for slot in 2..5 {
                    let name = format!("Number {slot} of the further series");
                    let values = wave(156).iter().map(|v| v * 10.0_f64.powi(slot as i32)).collect();
                    input.series.push(series(slot, &name, &name, SeriesKind::Measurement, values));
                }
            }
            let model = Model::new(input);
            let view = Viewport::new(model.periods());
            for width in [320.0, 390.0, 480.0, 640.0, 768.0, 960.0, 1280.0, 1440.0, 1920.0, 2560.0]
            {
                for language in Language::ALL {
                    let height = if several { 560.0 } else { 320.0 };
                    let surface = Surface { language, ..Surface::plain(width, height, &theme) };
                    let name = format!("{mode:?} {several} {width} {language:?}");
                    crate::no_text_touches_another(
                        &name,
                        &model.plot(&view, &surface).scene,
                        &theme,
                    );
                }
            }
        }
    }
}

/// A measurement with every second day missing: no line anywhere, only dots.
#[test]
fn only_lone_values() {
    let mut values = wave(60);
    for index in (0..60).step_by(2) {
        values[index] = f64::NAN;
    }
    let mut input = one_series(values);
    input.periods = days(60);
    input.series.push(series(1, "Other", "Other", SeriesKind::Measurement, vec![80.0; 60]));
    small("only_lone_values", input);
}
