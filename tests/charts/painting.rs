//! What reaches a backend: how many calls, and on which pixels.

use crate::made_up::{Dice, one_series, overlay, series};
use comove::{
    calendar::period::Period,
    chart::{
        overlay::{Input, Model},
        paint::paint,
        periods::Periods,
        scene::Scene,
        subpixel::SubPixel,
        surface::Surface,
        theme::Theme,
        viewport::Viewport,
    },
    recipe::recipe::ScaleMode,
    series::series::SeriesKind,
};
use plotters::drawing::IntoDrawingArea;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};
use std::{cell::RefCell, rc::Rc, sync::Arc};

/// Calls as they arrive.
#[derive(Default)]
struct Calls {
    paths: Vec<(Vec<BackendCoord>, u32)>,
    polygons: Vec<Vec<BackendCoord>>,
    blocks: Vec<(BackendCoord, BackendCoord)>,
    circles: usize,
    texts: usize,
}

impl Calls {
    fn all(&self) -> usize {
        self.paths.len() + self.polygons.len() + self.blocks.len() + self.circles + self.texts
    }

    fn points(&self) -> usize {
        self.paths.iter().map(|path| path.0.len()).chain(self.polygons.iter().map(Vec::len)).sum()
    }
}

struct Counting {
    size: (u32, u32),
    calls: Rc<RefCell<Calls>>,
}

type Drawn = Result<(), DrawingErrorKind<std::io::Error>>;

impl DrawingBackend for Counting {
    type ErrorType = std::io::Error;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Drawn {
        panic!("nothing is painted pixel by pixel")
    }

    fn draw_line<S: BackendStyle>(&mut self, _: BackendCoord, _: BackendCoord, _: &S) -> Drawn {
        panic!("the canvas backend shifts what is drawn as a line")
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        a: BackendCoord,
        b: BackendCoord,
        _: &S,
        _: bool,
    ) -> Drawn {
        self.calls.borrow_mut().blocks.push((a, b));
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.calls.borrow_mut().paths.push((path.into_iter().collect(), style.stroke_width()));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, _: BackendCoord, _: u32, _: &S, _: bool) -> Drawn {
        self.calls.borrow_mut().circles += 1;
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        _: &S,
    ) -> Drawn {
        self.calls.borrow_mut().polygons.push(path.into_iter().collect());
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, _: &str, _: &S, _: BackendCoord) -> Drawn {
        self.calls.borrow_mut().texts += 1;
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        _: &str,
        _: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<std::io::Error>> {
        panic!("no backend is asked for the width of a text")
    }
}

fn painted(scene: &Scene, theme: &Theme, ratio: f64) -> Calls {
    let calls = Rc::new(RefCell::new(Calls::default()));
    let size = ((scene.width * ratio) as u32, (scene.height * ratio) as u32);
    {
        let area = SubPixel::new(Counting { size, calls: calls.clone() }).into_drawing_area();
        paint(scene, theme, ratio, &area).unwrap();
    }
    Rc::into_inner(calls).unwrap().into_inner()
}

/// The benchmark's shape: a slow walk and noise around a wave.
fn long(count: usize) -> Input {
    let mut dice = Dice::new(42);
    let mut price = 6500.0;
    let walk: Vec<f64> = (0..count)
        .map(|_| {
            price *= 1.0 + (dice.even() - 0.5) * 0.001;
            price
        })
        .collect();
    let noise: Vec<f64> = (0..count)
        .map(|k| 200.0 + 150.0 * (k as f64 / count as f64 * 40.0).sin() + 80.0 * dice.even())
        .collect();
    Input {
        periods: Arc::new(Periods::new(
            (0..=count as i64).map(|k| k * 60_000).collect(),
            Period::Hour,
        )),
        series: vec![
            series(0, "a", "a", SeriesKind::Measurement, walk),
            series(1, "b", "b", SeriesKind::EventCount, noise),
        ],
        partial: Vec::new(),
        mode: ScaleMode::Dual,
        smoothing: None,
        spans: Vec::new(),
        notes: Vec::new(),
        window: None,
    }
}

#[test]
fn a_million_points_are_four_a_column() {
    let theme = Theme::light();
    let model = Model::new(long(1_000_000));
    let mut view = Viewport::new(model.periods());
    let (from, to) = view.whole();
    for (width, ratio) in [(1200.0, 1.0), (600.0, 2.0), (360.0, 3.0)] {
        let surface = Surface { ratio, ..Surface::plain(width, 600.0, &theme) };
        for share in [1.0, 0.5, 0.01, 0.002, 0.0005] {
            view.show(from + (to - from) * 0.3, from + (to - from) * (0.3 + share));
            let plot = model.plot(&view, &surface);
            let calls = painted(&plot.scene, &theme, ratio);
            let columns = (plot.area().width() * ratio).ceil();
            let most = (columns * 4.0 * 2.0) as usize + 400;
            assert!(calls.points() <= most, "{} points at {share} of {width}", calls.points());
            // One call a run, not one a segment.
            assert!(calls.all() < 160, "{} calls at {share} of {width}", calls.all());
        }
        view.reset();
    }
}

#[test]
fn a_cursor_is_a_few_calls() {
    let theme = Theme::light();
    let surface = Surface::plain(1200.0, 600.0, &theme);
    let model = Model::new(long(1_000_000));
    let mut view = Viewport::new(model.periods());
    let plot = model.plot(&view, &surface);
    for index in [0, 1234, 500_000, 999_999] {
        view.point_at(Some(index));
        let calls = painted(&model.cursor(&plot, &view, &surface), &theme, 1.0);
        assert!((3..=10).contains(&calls.all()), "{}", calls.all());
    }
    view.point_at(None);
    assert_eq!(painted(&model.cursor(&plot, &view, &surface), &theme, 1.0).all(), 0);
}

/// Straight lines and blocks cover whole device pixels at every pixel ratio.
#[test]
fn straight_lines_are_sharp() {
    let theme = Theme::light();
    for ratio in [1.0, 1.25, 1.5, 2.0, 3.0] {
        let surface = Surface { ratio, ..Surface::plain(701.0, 333.0, &theme) };
        let model = Model::new(overlay(104, ScaleMode::Panels));
        let mut view = Viewport::new(model.periods());
        view.point_at(Some(17));
        let plot = model.plot(&view, &surface);
        let mut scene = plot.scene.clone();
        scene.include(model.cursor(&plot, &view, &surface), 0.0, 0.0);
        let calls = painted(&scene, &theme, ratio);
        let mut straight = 0;
        for (path, width) in &calls.paths {
            let [a, b] = path.as_slice() else { continue };
            // Grid, axes, ticks and crosshair; data and samples are drawn where they are.
            let axis = if a.1 == b.1 && (a.0 - b.0).abs() > 4000 {
                a.1
            } else if a.0 == b.0 {
                a.0
            } else {
                continue;
            };
            straight += 1;
            assert_eq!(width % 8, 0, "{ratio}: {path:?}");
            assert_eq!((axis * 2 - *width as i32).rem_euclid(16), 0, "{ratio}: {path:?} {width}");
        }
        assert!(straight > 10, "{straight}");
        for (a, b) in &calls.blocks {
            assert!([a.0, a.1, b.0, b.1].iter().all(|edge| edge % 8 == 0), "{ratio}");
        }
    }
}

/// No mark's data leaves the plot, however far the window is zoomed.
#[test]
fn nothing_leaves_the_plot() {
    let theme = Theme::light();
    let surface = Surface::plain(640.0, 320.0, &theme);
    let mut values: Vec<f64> = (0..500).map(|k| f64::from((k * 37) % 101)).collect();
    values[250] = 1e9;
    values[251] = -1e9;
    let model = Model::new(one_series(values));
    let mut view = Viewport::new(model.periods());
    let (from, to) = view.whole();
    for k in 0..60 {
        let start = from + (to - from) * f64::from(k) / 60.0;
        view.show(start, start + (to - from) / 40.0);
        let plot = model.plot(&view, &surface);
        let area = plot.area();
        let calls = painted(&plot.scene, &theme, 1.0);
        for (path, _) in calls.paths.iter().filter(|(path, _)| path.len() > 2) {
            for (x, y) in path {
                let (x, y) = (f64::from(*x) / 8.0, f64::from(*y) / 8.0);
                assert!(x >= area.left - 0.1 && x <= area.right + 0.1, "{x} {area:?}");
                assert!(y >= area.top - 0.1 && y <= area.bottom + 0.1, "{y} {area:?}");
            }
        }
    }
}
