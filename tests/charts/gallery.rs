//! The views at their best, as a reader meets them.

use crate::{
    check,
    made_up::{Dice, overlay, series, smooth},
};
use comove::{
    chart::{
        overlay::{Input, Model, Note, Span, SpanKind},
        surface::Surface,
        theme::Theme,
        viewport::Viewport,
    },
    kit::language::Language,
    recipe::recipe::ScaleMode,
    series::series::SeriesKind,
};

fn draw(name: &str, input: Input, surface: &Surface<'_>) {
    let model = Model::new(input);
    let view = Viewport::new(model.periods());
    check(name, &model.plot(&view, surface).scene, surface.theme);
}

fn told(mode: ScaleMode) -> Input {
    let mut input = overlay(156, mode);
    input.smoothing = Some((5, false));
    input.series[0].values[70..73].fill(f64::NAN);
    for series in &mut input.series {
        series.smoothed = smooth(&series.values, 5);
    }
    input.spans = vec![Span {
        first: 104,
        last: 112,
        text: "went apart 30 Dec 2019 – 1 Mar 2020".into(),
        kind: SpanKind::Apart,
    }];
    input.notes = vec![Note {
        at_ms: input.periods.start(31).unwrap_or(0),
        text: "Rule set replaced".into(),
    }];
    input
}

fn in_japanese(mut input: Input) -> Input {
    input.series[0].name = "価格".into();
    input.series[0].axis = "価格の週平均（米ドル）".into();
    input.series[1].name = "検知".into();
    input.series[1].axis = "検知の件数（週）".into();
    for span in &mut input.spans {
        span.text = "離れた期間 2019年12月30日〜2020年3月1日".into();
    }
    for note in &mut input.notes {
        note.text = "ルールの入れ替え".into();
    }
    input
}

#[test]
fn overlay_light() {
    let theme = Theme::light();
    draw("overlay_light", told(ScaleMode::Dual), &Surface::plain(1280.0, 420.0, &theme));
}

#[test]
fn overlay_dark() {
    let theme = Theme::dark();
    draw("overlay_dark", told(ScaleMode::Dual), &Surface::plain(1280.0, 420.0, &theme));
}

#[test]
fn overlay_ja() {
    let theme = Theme::light();
    let surface = Surface { language: Language::Ja, ..Surface::plain(1280.0, 420.0, &theme) };
    draw("overlay_ja", in_japanese(told(ScaleMode::Dual)), &surface);
}

#[test]
fn overlay_phone() {
    let theme = Theme::light();
    draw("overlay_phone", overlay(156, ScaleMode::Dual), &Surface::plain(360.0, 300.0, &theme));
}

#[test]
fn overlay_phone_ja() {
    let theme = Theme::dark();
    let surface = Surface { language: Language::Ja, ..Surface::plain(360.0, 300.0, &theme) };
    draw("overlay_phone_ja", in_japanese(told(ScaleMode::Dual)), &surface);
}

#[test]
fn overlay_log() {
    let theme = Theme::light();
    let mut input = overlay(156, ScaleMode::Dual);
    input.series[0].log = true;
    input.series[1].shift = 2;
    draw("overlay_log_shifted", input, &Surface::plain(960.0, 380.0, &theme));
}

#[test]
fn panels() {
    let theme = Theme::light();
    draw("panels", told(ScaleMode::Panels), &Surface::plain(1280.0, 480.0, &theme));
}

#[test]
fn index() {
    let theme = Theme::light();
    let mut input = told(ScaleMode::Index);
    let mut dice = Dice::new(11);
    let third = (0..156).map(|k| 50.0 + f64::from(k) * 0.3 + dice.normal() * 4.0).collect();
    input.series.push(series(2, "Searches", "Searches", SeriesKind::Measurement, third));
    draw("index", input, &Surface::plain(1280.0, 420.0, &theme));
}

#[test]
fn zscore() {
    let theme = Theme::light();
    draw("zscore", overlay(156, ScaleMode::Zscore), &Surface::plain(1280.0, 420.0, &theme));
}

#[test]
fn zscore_phone() {
    let theme = Theme::light();
    draw("zscore_phone", overlay(156, ScaleMode::Zscore), &Surface::plain(360.0, 300.0, &theme));
}

#[test]
fn cursor_and_selection() {
    let theme = Theme::light();
    let surface = Surface::plain(960.0, 380.0, &theme);
    let model = Model::new(told(ScaleMode::Dual));
    let mut view = Viewport::new(model.periods());
    view.point_at(Some(90));
    view.select(80, 99);
    let plot = model.plot(&view, &surface);
    let before = plot.scene.clone();
    let layer = model.cursor(&plot, &view, &surface);
    assert_eq!(plot.scene, before);
    assert!(layer.marks.len() < 12, "a cursor is a few marks: {}", layer.marks.len());
    let mut both = plot.scene;
    // The chip lies over the calendar's labels on purpose: drop those for the check.
    both.marks.retain(
        |mark| !matches!(mark, comove::chart::scene::Mark::Text(label) if label.at.y > 350.0),
    );
    both.include(layer, 0.0, 0.0);
    check("cursor_and_selection", &both, &theme);
}
