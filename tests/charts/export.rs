//! The figure as it is exported.

use crate::{
    check,
    made_up::{overlay, smooth},
};
use comove::{
    chart::{
        export::{Charts, Words, compose},
        overlay::Model,
        rolling,
        surface::Surface,
        svg::svg,
        theme::Theme,
        viewport::Viewport,
    },
    kit::language::Language,
    recipe::recipe::ScaleMode,
};

fn words() -> Words {
    Words {
        subtitle: "Mean price and alerts, per week".into(),
        title: "Alerts followed the price by one to two weeks.".into(),
        details: vec![
            "How sure: unrelated series like these look this alike 3 times in 100. Without the trend they share, the price says little about the number of alerts in the same week.".into(),
        ],
        rolling: "Rolling correlation, 26 weeks".into(),
        source: "Files: price.csv (1,092 rows), alerts.csv (417,183 rows, 1 left out). Weeks from Monday, UTC. Comove 0.1.0.".into(),
        ..Words::default()
    }
}

fn in_japanese() -> Words {
    Words {
        subtitle: "価格の平均と検知の件数（週ごと）".into(),
        title: "検知は、価格のおよそ1〜2週間後を追って動いていました。".into(),
        details: vec!["確かさ：無関係な系列どうしでも、100回に3回はこれくらい似て見えます。共通する傾向を除くと、同じ週の価格から検知の件数について言えることは多くありません。".into()],
        rolling: "移動相関（26週間）".into(),
        source: "ファイル：price.csv（1,092行）、alerts.csv（417,183行、1行を除外）。週は月曜から、UTC。Comove 0.1.0".into(),
        ..Words::default()
    }
}

fn models() -> (Model, rolling::Model) {
    let mut input = overlay(156, ScaleMode::Dual);
    input.smoothing = Some((5, false));
    for series in &mut input.series {
        series.smoothed = smooth(&series.values, 5);
    }
    let at: Vec<usize> = (25..156).collect();
    let rolling = rolling::Model::new(rolling::Input {
        periods: input.periods.clone(),
        surprises: at.iter().map(|k| Some((*k as f64 / 19.0).sin() * 0.7)).collect(),
        levels: Vec::new(),
        at,
        band: Some(0.5),
        spans: Vec::new(),
        lags: (0, 0),
        x: String::new(),
        y: String::new(),
    });
    (Model::new(input), rolling)
}

#[test]
fn figure_export() {
    let (model, rolling) = models();
    let view = Viewport::new(model.periods());
    let charts = Charts { overlay: &model, rolling: Some(&rolling), view: &view };
    let (light, dark) = (Theme::light(), Theme::dark());
    let wide = Surface::plain(1200.0, 700.0, &light);
    let scene = compose(&words(), charts, &wide);
    assert_eq!((scene.width, scene.height), (1200.0, 700.0));
    check("figure", &scene, &light);
    let phone = Surface { language: Language::Ja, ..Surface::plain(360.0, 400.0, &dark) };
    // Words and charts need more than 400 pixels: the picture grows.
    let scene = compose(&in_japanese(), charts, &phone);
    assert!(scene.height > 400.0);
    check("figure_phone_ja", &scene, &dark);
}

/// What a screen reader says of the picture, and no markup from a name.
#[test]
fn words_in_an_svg_are_text() {
    let theme = Theme::light();
    let (model, _) = models();
    let view = Viewport::new(model.periods());
    let charts = Charts { overlay: &model, rolling: None, view: &view };
    let mut evil = words();
    evil.title = "<script>alert(1)</script> & \"more\"".into();
    let scene = compose(&evil, charts, &Surface::plain(800.0, 500.0, &theme));
    let text = svg(&scene, &theme, 1.0, "<b>title</b>", "a & b").unwrap();
    assert!(!text.contains("<script") && !text.contains("<b>"));
    assert!(text.contains("<title>&lt;b&gt;title&lt;/b&gt;</title>"));
    assert!(text.contains("<desc>a &amp; b</desc>"));
    assert!(text.trim_end().ends_with("</svg>"));
}
