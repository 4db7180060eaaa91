//! The views beside the overlay.

use crate::{
    check,
    made_up::{Dice, days, overlay, price_and_alerts, smooth, weeks},
};
use comove::{
    calendar::period::Period,
    chart::{
        lags, matrix,
        overlay::{Model, Span, SpanKind},
        rolling, scatter,
        scene::{Area, at},
        strip,
        surface::Surface,
        theme::Theme,
        viewport::Viewport,
    },
    kit::language::Language,
    recipe::recipe::ScaleMode,
};

fn scatter_input(count: usize) -> scatter::Input {
    let (price, alerts) = price_and_alerts(count);
    let mut partial = vec![false; count];
    partial[count - 1] = true;
    let axis = |title: &str, slot, values| scatter::AxisInput {
        title: title.to_owned(),
        slot,
        log: false,
        values,
    };
    scatter::Input {
        periods: weeks(count),
        x: axis("Mean price per week, USD", 0, price),
        y: axis("Alerts per week", 1, alerts),
        partial,
        shift: 2,
        window: None,
    }
}

#[test]
fn scatter_light() {
    let theme = Theme::light();
    let surface = Surface::plain(400.0, 320.0, &theme);
    check("scatter", &scatter::Model::new(scatter_input(156)).plot(&surface).scene, &theme);
}

#[test]
fn scatter_dark_log_ja() {
    let theme = Theme::dark();
    let surface = Surface { language: Language::Ja, ..Surface::plain(360.0, 300.0, &theme) };
    let mut input = scatter_input(156);
    input.x.log = true;
    input.y.log = true;
    input.x.title = "価格の週平均（米ドル）".into();
    input.y.title = "検知の件数（週）".into();
    check("scatter_dark_log_ja", &scatter::Model::new(input).plot(&surface).scene, &theme);
}

#[test]
fn scatter_brushed() {
    let theme = Theme::light();
    let surface = Surface::plain(400.0, 320.0, &theme);
    let model = scatter::Model::new(scatter_input(156));
    let plot = model.plot(&surface);
    let mut view = Viewport::new(&weeks(156));
    view.select(60, 85);
    view.point_at(Some(76));
    let mut both = plot.scene.clone();
    both.include(model.cursor(&plot, &view, &surface), 0.0, 0.0);
    check("scatter_brushed", &both, &theme);
    // The dot under the pointer is the dot that was drawn there.
    let place = scatter::place_of(&plot, 76).unwrap();
    assert_eq!(plot.hit(place), Some(76));
    assert_eq!(plot.hit(at(-500.0, -500.0)), None);
}

#[test]
fn scatter_of_nothing() {
    let theme = Theme::light();
    let surface = Surface::plain(320.0, 260.0, &theme);
    let mut input = scatter_input(20);
    input.y.values = vec![f64::NAN; 20];
    check("scatter_of_nothing", &scatter::Model::new(input).plot(&surface).scene, &theme);
}

/// Many pairs: dots that would lie on each other are painted once.
#[test]
fn scatter_of_many_is_bounded() {
    let theme = Theme::light();
    let surface = Surface::plain(400.0, 320.0, &theme);
    let mut dice = Dice::new(1);
    let mut input = scatter_input(20);
    let count = 200_000;
    input.periods = days(count);
    input.partial = Vec::new();
    input.x.values = (0..count).map(|_| dice.normal()).collect();
    input.y.values = (0..count).map(|_| dice.normal()).collect();
    let scene = scatter::Model::new(input).plot(&surface).scene;
    assert!(scene.marks.len() < 60_000, "{}", scene.marks.len());
}

fn lag_input() -> lags::Input {
    let mut dice = Dice::new(21);
    let lags: Vec<i32> = (-20..=20).collect();
    let bump = |lag: i32| 0.42 * (-((f64::from(lag) - 2.0) / 1.4).powi(2)).exp();
    lags::Input {
        surprises: lags.iter().map(|lag| Some(bump(*lag) + dice.normal() * 0.07)).collect(),
        levels: lags.iter().map(|lag| Some(0.72 - (f64::from(*lag) - 2.0).abs() * 0.018)).collect(),
        lags,
        band: Some(0.24),
        best: Some(2),
        strength: None,
        declared: None,
        shift: 0,
        period: Period::Week,
        x: "Price".into(),
        y: "Alerts".into(),
    }
}

#[test]
fn lags_light() {
    let theme = Theme::light();
    let surface = Surface::plain(400.0, 280.0, &theme);
    let input = lag_input();
    let plot = input.plot(&surface);
    check("lags", &plot.scene, &theme);
    assert_eq!(plot.hit(plot.lag.map(7.2)), 7);
    assert_eq!(plot.hit(-1e9), -20);
    assert_eq!(input.readout(2, &surface).label, "Alerts 2 weeks after Price");
    assert_eq!(input.readout(2, &surface).beyond_band, Some(true));
    assert_eq!(input.readout(99, &surface).surprises, None);
}

#[test]
fn lags_dark_ja() {
    let theme = Theme::dark();
    let surface = Surface { language: Language::Ja, ..Surface::plain(360.0, 280.0, &theme) };
    let mut input = lag_input();
    (input.x, input.y) = ("価格".into(), "検知".into());
    input.declared = Some((0, 4));
    input.surprises[9] = None;
    check("lags_dark_ja", &input.plot(&surface).scene, &theme);
}

#[test]
fn lags_many() {
    let theme = Theme::light();
    let surface = Surface::plain(400.0, 280.0, &theme);
    let mut dice = Dice::new(4);
    let lags: Vec<i32> = (-60..=60).collect();
    let input = lags::Input {
        surprises: lags.iter().map(|_| Some(dice.normal() * 0.05)).collect(),
        levels: Vec::new(),
        lags,
        best: None,
        band: Some(0.11),
        period: Period::Day,
        ..lag_input()
    };
    check("lags_many", &input.plot(&surface).scene, &theme);
}

#[test]
fn lags_of_nothing() {
    let theme = Theme::light();
    let surface = Surface::plain(320.0, 240.0, &theme);
    let input = lags::Input {
        lags: Vec::new(),
        surprises: Vec::new(),
        levels: Vec::new(),
        band: None,
        best: None,
        ..lag_input()
    };
    check("lags_of_nothing", &input.plot(&surface).scene, &theme);
}

fn rolling_model(count: usize) -> rolling::Model {
    let mut dice = Dice::new(9);
    let raw: Vec<f64> = (0..count)
        .map(|k| ((k as f64 / 19.0).sin() * 0.6 + 0.15 + dice.normal() * 0.12).clamp(-1.0, 1.0))
        .collect();
    let smooth = smooth(&raw, 5);
    let at: Vec<usize> = (12..count).collect();
    rolling::Model::new(rolling::Input {
        periods: weeks(count),
        surprises: at.iter().map(|k| Some(smooth[*k]).filter(|r| r.is_finite())).collect(),
        levels: Vec::new(),
        at,
        band: Some(0.45),
        spans: vec![Span { first: 80, last: 92, text: "went apart".into(), kind: SpanKind::Apart }],
        lags: (0, 0),
        x: "Price".into(),
        y: "Alerts".into(),
    })
}

/// Without a line there is its reason, and beside the line of the levels as well.
#[test]
fn a_rolling_correlation_without_values_says_why() {
    let theme = Theme::light();
    let surface = Surface::plain(960.0, 136.0, &theme);
    let texts = |surprises: bool, levels: bool| {
        let some = |is: bool| vec![is.then_some(0.5); 120];
        let model = rolling::Model::new(rolling::Input {
            periods: weeks(156),
            at: (12..132).collect(),
            surprises: some(surprises),
            levels: some(levels),
            band: None,
            spans: Vec::new(),
            lags: (0, 0),
            x: "Price".into(),
            y: "Alerts".into(),
        });
        let view = Viewport::new(&weeks(156));
        let scene = model.plot(&view, Default::default(), &surface).scene;
        let svg = format!("{scene:?}");
        (svg.contains("No window is full enough"), svg.contains("Levels, for comparison"))
    };
    assert_eq!(texts(false, false), (true, false));
    assert_eq!(texts(false, true), (true, true));
    assert_eq!(texts(true, true), (false, true));
    assert_eq!(texts(true, false), (false, false));
}

/// Overlay, strip and rolling correlation stand on one time axis.
#[test]
fn stacked_views_share_their_axis() {
    let theme = Theme::light();
    for (name, width) in [("stack", 960.0), ("stack_phone", 360.0)] {
        let model = Model::new(overlay(156, ScaleMode::Dual));
        let mut view = Viewport::new(model.periods());
        let (from, to) = view.whole();
        view.show(from + (to - from) * 0.25, from + (to - from) * 0.8);
        view.point_at(Some(70));
        let above = Surface::plain(width, 320.0, &theme);
        let plot = model.plot(&view, &above);
        let narrow = Surface { height: 44.0, ..above };
        let strip = strip::plot(&model, &view, plot.gutters, &narrow);
        let below = Surface { height: 136.0, ..above };
        let rolling = rolling_model(156);
        let rolled = rolling.plot(&view, plot.gutters, &below);
        assert_eq!(rolled.time.range(), plot.time.range());
        assert_eq!(strip.time.range(), plot.time.range());
        let window = strip.window(&model, &view, &narrow);
        let cursor = rolling.cursor(&rolled, &view, &below);
        let mut page = plot.scene;
        page.height = 320.0 + 44.0 + 12.0 + 136.0;
        page.include(strip.scene.clone(), 0.0, 326.0);
        page.include(window, 0.0, 326.0);
        page.include(rolled.scene, 0.0, 376.0);
        page.include(cursor, 0.0, 376.0);
        check(name, &page, &theme);
    }
}

#[test]
fn handles_of_the_strip() {
    let theme = Theme::light();
    let surface = Surface::plain(800.0, 44.0, &theme);
    let model = Model::new(overlay(156, ScaleMode::Dual));
    let mut view = Viewport::new(model.periods());
    let (from, to) = view.whole();
    view.show(from + (to - from) * 0.4, from + (to - from) * 0.6);
    let plot = strip::plot(&model, &view, Default::default(), &surface);
    let px = |share: f64| plot.time.map(from + (to - from) * share);
    for (place, expected) in [
        (px(0.4), strip::Handle::Left),
        (px(0.6) + 3.0, strip::Handle::Right),
        (px(0.5), strip::Handle::Window),
        (px(0.1), strip::Handle::Outside),
    ] {
        assert_eq!(plot.hit(place, &view), expected, "{place}");
    }
    let dragged = plot.drag(&view, strip::Handle::Left, px(0.4), px(0.2));
    assert!((dragged.window().0 - (from + (to - from) * 0.2)).abs() < 1e7);
    assert!((dragged.window().1 - view.window().1).abs() < 1.0);
    let moved = plot.drag(&view, strip::Handle::Window, px(0.5), px(0.9));
    assert!((moved.window().1 - to).abs() < 1.0);
}

fn matrix_input(count: usize) -> matrix::Input {
    let names = [
        "Price",
        "Alerts",
        "Searches for miners",
        "Hash rate",
        "Temperature",
        "Tickets",
        "Rainfall",
        "Visits",
    ];
    let family = |k: usize| k % 3;
    let mut dice = Dice::new(17);
    let mut r = vec![vec![Some(1.0); count]; count];
    let mut p = vec![vec![None; count]; count];
    for a in 0..count {
        for b in 0..a {
            let base = match (family(a), family(b)) {
                (x, y) if x == y => 0.7,
                (0, 1) | (1, 0) => -0.5,
                _ => 0.05,
            };
            let value = (base + dice.normal() * 0.1_f64).clamp(-0.98, 0.98);
            r[a][b] = Some(value);
            r[b][a] = Some(value);
            p[a][b] = Some(if value.abs() > 0.35 { 0.001 } else { 0.4 });
            p[b][a] = p[a][b];
        }
    }
    if count > 4 {
        r[4][1] = None;
        r[1][4] = None;
    }
    matrix::Input {
        labels: names.iter().take(count).map(|name| (*name).to_owned()).collect(),
        r,
        p,
        pair: Some((0, 1)),
    }
}

#[test]
fn matrix_light() {
    let theme = Theme::light();
    let surface = Surface::plain(420.0, 320.0, &theme);
    let plot = matrix_input(7).plot(&surface);
    check("matrix", &plot.scene, &theme);
    let cell = plot.cells[4];
    let middle =
        at((cell.area.left + cell.area.right) / 2.0, (cell.area.top + cell.area.bottom) / 2.0);
    assert_eq!(plot.hit(middle).map(|found| found.pair), Some(cell.pair));
    // Arrows never leave the triangle.
    let mut pair = None;
    for (across, down) in [(0, 0), (1, 0), (0, 1), (1, 0), (0, 9), (-9, 0), (0, -9)] {
        let next = plot.step(pair, across, down).unwrap();
        pair = Some(next.pair);
    }
    assert_eq!(pair, Some(plot.cells[0].pair));
}

#[test]
fn a_matrix_of_many_keeps_its_names_apart() {
    let theme = Theme::light();
    let surface = Surface::plain(480.0, 320.0, &theme);
    let mut input = matrix_input(45);
    input.labels = (0..45).map(|k| format!("Rule {k} of the sensor")).collect();
    let plot = input.plot(&surface);
    check("matrix_many", &plot.scene, &theme);
    assert!(plot.cells.iter().all(|cell| {
        let Area { left, right, top, bottom } = cell.area;
        left < right && top < bottom && right <= 480.0 && bottom <= 320.0
    }));
}

#[test]
fn values_stand_beside_the_points_that_they_are_of() {
    let theme = Theme::light();
    let surface = Surface::plain(960.0, 320.0, &theme);
    let model = Model::new(overlay(156, ScaleMode::Dual));
    let view = Viewport::new(model.periods());
    let plot = model.plot(&view, &surface);
    for index in 0..156 {
        let aside = model.aside(&plot, index, &surface).unwrap();
        assert_eq!(aside.left, index >= 78, "{index}");
        // In the other half than the points' middle.
        assert!(plot.area().contains(at(aside.x, aside.y)), "{index}");
    }
    assert_eq!(model.aside(&plot, 999, &surface), None);
}

#[test]
fn matrix_dark_phone() {
    let theme = Theme::dark();
    let surface = Surface::plain(320.0, 320.0, &theme);
    check("matrix_dark_phone", &matrix_input(8).plot(&surface).scene, &theme);
}
