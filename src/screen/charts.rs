//! The charts: one figure, six views, one cursor.
//!
//! Nothing is painted outside [`Charts::draw`], which runs once a frame and paints only what was
//! marked: a moving pointer marks cursors, a zoom marks the views over time, a new figure all.
//! What follows a hand is painted in one frame; the views of a new figure (or another size or
//! theme) one after another, in as many frames as it takes to hold up the page in none of them.

use super::{
    appearance,
    canvas::{CanvasMeasure, Layers, Which},
    dom::{by_id, set_text},
    readout::Readouts,
};
use crate::{
    chart::{
        data::Figure,
        hit::{period_at, period_label},
        measure::Measure,
        overlay::gutters::Gutters,
        scene::{Area, Scene, at},
        strip,
        surface::Surface,
        theme::Theme,
        viewport::{Command, Viewport},
        views::{Kind, Marked, Models, Plots},
    },
    kit::language::Language,
    text::chart as words,
};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::Document;

/// What must be painted in the next frame.
#[derive(Clone, Copy, Debug, Default)]
struct Stale {
    plot: bool,
    cursor: bool,
    /// All of it is new: it may wait for another frame.
    new: bool,
}

const NEW: Stale = Stale { plot: true, cursor: true, new: true };

/// All views.
pub struct Charts {
    layers: [Layers; 6],
    stale: [Stale; 6],
    /// Colours and font that they are drawn in.
    pub theme: Theme,
    /// Widths of texts in that font.
    pub measure: CanvasMeasure,
    language: Language,
    models: Option<Models>,
    plots: Plots,
    view: Option<Viewport>,
    lag: Option<i32>,
    pair: Option<(usize, usize)>,
    /// The period that was pressed last: a note may be meant for it.
    pressed: Option<usize>,
    /// A box that is being drawn over the scatter.
    frame: Option<Area>,
    readouts: Readouts,
}

impl Charts {
    /// Canvases in their places.
    pub fn new(document: &Document) -> Result<Charts, JsValue> {
        let layer = |kind: Kind| Layers::new(document, by_id(document, kind.name())?);
        let theme = appearance::theme(document)?;
        Ok(Charts {
            layers: [
                layer(Kind::Overlay)?,
                layer(Kind::Strip)?,
                layer(Kind::Rolling)?,
                layer(Kind::Scatter)?,
                layer(Kind::Lags)?,
                layer(Kind::Matrix)?,
            ],
            stale: [Stale::default(); 6],
            measure: CanvasMeasure::new(document, &theme.font)?,
            theme,
            language: Language::default(),
            models: None,
            plots: Plots::default(),
            view: None,
            lag: None,
            pair: None,
            pressed: None,
            frame: None,
            readouts: Readouts::find(document)?,
        })
    }

    /// Takes another figure; the window and the cursor stay where they still mean something.
    /// Whether it is known that it has no rolling correlation.
    pub fn set_figure(&mut self, figure: Option<&Rc<Figure>>, language: Language) -> bool {
        self.language = language;
        self.models = figure.map(Models::new);
        self.view = self.models.as_ref().map(|models| match &self.view {
            Some(view) => view.onto(&models.periods),
            None => Viewport::new(&models.periods),
        });
        if figure.is_none() {
            self.plots = Plots::default();
        }
        let lags = self.models.as_ref().and_then(|models| models.lags.as_ref());
        self.lag = self.lag.zip(lags).map(|(lag, input)| input.step(Some(lag), 0));
        self.pair = None;
        self.pressed = None;
        self.mark_all();
        let known =
            figure.is_some_and(|figure| figure.rolling.is_some() || figure.series.len() < 2);
        known && self.models.as_ref().is_some_and(|models| models.rolling.is_none())
    }

    /// Takes the page's colours anew.
    pub fn set_theme(&mut self, document: &Document) -> Result<(), JsValue> {
        let theme = appearance::theme(document)?;
        if theme != self.theme {
            self.measure = CanvasMeasure::new(document, &theme.font)?;
            self.theme = theme;
            self.mark_all();
        }
        Ok(())
    }

    /// Everything must be painted.
    pub fn mark_all(&mut self) {
        self.stale = [NEW; 6];
    }

    /// The browser has lost what was on the canvases (its graphics process ended, or memory was
    /// short) and gives them back empty: everything is painted anew.
    pub fn renew(&mut self) {
        self.layers.iter().for_each(Layers::renew);
        self.measure.renew();
        self.mark_all();
    }

    fn mark_cursor(&mut self, of: Kind) {
        for (stale, kind) in self.stale.iter_mut().zip(Kind::ALL) {
            let own = matches!(of, Kind::Lags | Kind::Matrix);
            // One cursor in all views of periods; lags and pairs have their own.
            stale.cursor |=
                if own { kind == of } else { !matches!(kind, Kind::Lags | Kind::Matrix) };
        }
    }

    fn mark_window(&mut self) {
        self.mark_cursor(Kind::Overlay);
        for (stale, kind) in self.stale.iter_mut().zip(Kind::ALL) {
            stale.plot |= matches!(kind, Kind::Overlay | Kind::Rolling);
        }
    }

    /// Takes the canvases' sizes anew.
    pub fn fit(&mut self, ratio: f64) {
        for (layers, stale) in self.layers.iter_mut().zip(&mut self.stale) {
            if layers.fit(ratio) {
                *stale = NEW;
            }
        }
    }

    /// Whether a frame would change anything.
    pub fn is_stale(&self) -> bool {
        self.models.is_some() && self.stale.iter().any(|stale| stale.plot || stale.cursor)
    }

    /// The part of the time axis that is seen.
    pub fn view(&self) -> Option<&Viewport> {
        self.view.as_ref()
    }

    /// Whether a part of the time is out of sight.
    pub fn zoomed(&self) -> bool {
        self.view.as_ref().is_some_and(Viewport::zoomed)
    }

    /// The labels of the first and the last bucket in sight.
    pub fn window_labels(&self) -> Option<(String, String)> {
        let (models, view) = (self.models.as_ref()?, self.view.as_ref()?);
        let (from, to) = view.window();
        let first = models.periods.nearest(from)?;
        // The window's end is the end of its last bucket, which is the start of the next.
        let last = models.periods.nearest(to - 1.0)?;
        let labels = &models.figure.labels;
        Some((labels.get(first)?.clone(), labels.get(last)?.clone()))
    }

    /// The labels of the first and the last bucket of what is brushed over time; `None` where
    /// nothing is, or what is brushed is not one span.
    pub fn selection_labels(&self) -> Option<(String, String)> {
        let [(first, last)] = self.view.as_ref()?.selection.as_slice() else { return None };
        let labels = &self.models.as_ref()?.figure.labels;
        Some((labels.get(*first)?.clone(), labels.get(*last)?.clone()))
    }

    /// Shows what is brushed; the brush ends.
    pub fn zoom_to_selection(&mut self) {
        let (Some(models), Some(view)) = (&self.models, self.view.as_mut()) else { return };
        if let [(first, last)] = view.selection.as_slice()
            && let (Some(from), Some(to)) =
                (models.periods.start(*first), models.periods.end(*last))
        {
            view.show(from as f64, to as f64);
            view.selection.clear();
            self.mark_window();
        }
    }

    /// Paints what was marked; `true` where new views are left because it was late.
    pub fn draw(&mut self, late: &dyn Fn() -> bool) -> Result<bool, JsValue> {
        let (Some(models), Some(view)) = (&self.models, &self.view) else {
            return Ok(false);
        };
        // One new view a frame at least, whatever else there is to paint.
        let (mut painted_new, mut left) = (false, false);
        let zone = |utc: i64| models.zone.at(utc);
        let gutters_before = self.plots.overlay.as_ref().map(|plot| plot.gutters);
        for (at, kind) in Kind::ALL.into_iter().enumerate() {
            let (Some(layers), Some(stale)) = (self.layers.get(at), self.stale.get_mut(at)) else {
                continue;
            };
            if !layers.is_shown() {
                continue;
            }
            if stale.new {
                if painted_new && late() {
                    left = true;
                    continue;
                }
                painted_new = true;
            }
            let surface = Surface {
                width: layers.width,
                height: layers.height,
                ratio: layers.ratio,
                theme: &self.theme,
                language: self.language,
                zone: &zone,
                measure: &self.measure as &dyn Measure,
            };
            let paint = |which, scene: &_| layers.paint(which, scene, &self.theme, &self.measure);
            let gutters = self.plots.overlay.as_ref().map_or_else(Gutters::default, |p| p.gutters);
            // The views below the overlay share its gutters.
            let moved =
                kind.over_time() && kind != Kind::Overlay && Some(gutters) != gutters_before;
            if stale.plot || moved {
                let scene = self.plots.lay_out(models, kind, view, gutters, &surface);
                paint(Which::Plot, scene.unwrap_or(&Scene::default()))?;
            }
            if stale.plot || stale.cursor || moved {
                let marked = Marked { view, lag: self.lag, pair: self.pair, frame: self.frame };
                if let Some(scene) = self.plots.cursor(models, kind, marked, &surface) {
                    paint(Which::Cursor, &scene)?;
                }
            }
            if stale.plot || stale.cursor {
                match kind {
                    Kind::Overlay | Kind::Rolling | Kind::Scatter => {
                        let of = |at| models.readout(kind, at, &surface);
                        let readout = view.cursor.and_then(of);
                        self.readouts.period(kind.name(), readout.as_ref(), self.language)?;
                        if let (Kind::Overlay, Some(plot)) = (kind, &self.plots.overlay) {
                            let of = |at| models.overlay.aside(plot, at, &surface);
                            self.readouts.beside(kind.name(), view.cursor.and_then(of))?;
                        }
                    }
                    Kind::Lags => {
                        let lag = self.lag.zip(models.lags.as_ref());
                        let readout = lag.map(|(lag, input)| input.readout(lag, &surface));
                        self.readouts.lag(readout.as_ref(), self.language)?;
                    }
                    Kind::Matrix => {
                        let cell = self.plots.matrix.as_ref().zip(self.pair);
                        let said = cell
                            .and_then(|(plot, pair)| plot.cell(pair))
                            .map(|cell| models.pair_sentence(cell, self.language));
                        self.readouts.say(kind.name(), said.as_deref().unwrap_or_default());
                    }
                    Kind::Strip => {}
                }
            }
            *stale = Stale::default();
        }
        Ok(left)
    }

    /// Moves the cursor to what lies under a place of a view (CSS pixels), or away.
    pub fn point(&mut self, kind: Kind, place: Option<(f64, f64)>) {
        let Some((models, view)) = self.models.as_ref().zip(self.view.as_mut()) else { return };
        let (before, lag, pair) = (view.cursor, self.lag, self.pair);
        let plots = &self.plots;
        match (kind, place) {
            (Kind::Lags, place) => {
                self.lag = place.zip(plots.lags.as_ref()).map(|((x, _), plot)| plot.hit(x));
            }
            (Kind::Matrix, place) => {
                self.pair = place
                    .zip(plots.matrix.as_ref())
                    .and_then(|((x, y), plot)| plot.hit(at(x, y)))
                    .map(|cell| cell.pair);
            }
            (_, None) => view.point_at(None),
            (Kind::Overlay, Some((x, _))) => {
                if let Some(plot) = &plots.overlay {
                    view.point_at(period_at(x, &plot.time, &models.periods));
                }
            }
            (Kind::Rolling, Some((x, _))) => {
                if let Some(plot) = &plots.rolling {
                    view.point_at(period_at(x, &plot.time, &models.periods));
                }
            }
            (Kind::Strip, Some((x, _))) => {
                if let Some(plot) = &plots.strip {
                    view.point_at(period_at(x, &plot.time, &models.periods));
                }
            }
            (Kind::Scatter, Some((x, y))) => {
                if let Some(plot) = &plots.scatter {
                    view.point_at(plot.hit(at(x, y)));
                }
            }
        }
        if (before, lag, pair) != (view.cursor, self.lag, self.pair) {
            self.mark_cursor(kind);
        }
    }

    /// Time at a pixel of the overlay's axis.
    fn time_at(&self, x: f64) -> Option<f64> {
        Some(self.plots.overlay.as_ref()?.time.invert(x))
    }

    /// Zooms around a pixel.
    pub fn zoom_at(&mut self, x: f64, factor: f64) {
        let time = self.time_at(x);
        if let (Some(time), Some(view)) = (time, self.view.as_mut()) {
            view.zoom_at(time, factor);
            self.mark_window();
        }
    }

    /// Shows the whole span.
    pub fn show_all(&mut self) {
        if let Some(view) = self.view.as_mut() {
            view.reset();
            self.mark_window();
        }
    }

    /// Shows this window.
    pub fn show(&mut self, view: Viewport) {
        self.view = Some(view);
        self.mark_window();
    }

    /// The window after dragging the overlay from one pixel to another, counted from `pressed`.
    pub fn panned(&self, pressed: &Viewport, from: f64, to: f64) -> Option<Viewport> {
        let plot = self.plots.overlay.as_ref()?;
        let (left, right) = plot.time.range();
        let (start, end) = pressed.window();
        let mut view = pressed.clone();
        view.pan_by((from - to) * (end - start) / (right - left));
        Some(view)
    }

    /// The window when two fingers that took hold of the pixels `from` are at `to`.
    pub fn pinched(
        &self,
        pressed: &Viewport,
        from: (f64, f64),
        to: (f64, f64),
    ) -> Option<Viewport> {
        let (left, right) = self.plots.overlay.as_ref()?.time.range();
        let (start, end) = pressed.window();
        let share = |x: f64| (x - left) / (right - left);
        let time = |x: f64| start + share(x) * (end - start);
        let mut view = pressed.clone();
        view.pinch((time(from.0), time(from.1)), (share(to.0), share(to.1)));
        Some(view)
    }

    /// Brushes the periods between two pixels.
    pub fn brush(&mut self, from: f64, to: f64) {
        let (Some(models), Some(plot)) = (&self.models, &self.plots.overlay) else { return };
        let period = |x| period_at(x, &plot.time, &models.periods);
        if let (Some(a), Some(b), Some(view)) = (period(from), period(to), self.view.as_mut()) {
            view.select(a, b);
            self.mark_cursor(Kind::Overlay);
        }
    }

    /// Draws a box between two places of the scatter and brushes its dots' periods; without
    /// places the box goes and the brush stays.
    pub fn frame(&mut self, corners: Option<((f64, f64), (f64, f64))>) {
        let frame = corners.map(|(a, b)| Area {
            left: a.0.min(b.0),
            top: a.1.min(b.1),
            right: a.0.max(b.0),
            bottom: a.1.max(b.1),
        });
        if let (Some(frame), Some(plot), Some(view)) =
            (&frame, &self.plots.scatter, self.view.as_mut())
        {
            view.pick(plot.inside(frame));
        }
        if frame.is_some() || self.frame.is_some() {
            self.mark_cursor(Kind::Scatter);
        }
        self.frame = frame;
    }

    /// What a press on the strip takes hold of.
    pub fn strip_handle(&self, x: f64) -> Option<strip::Handle> {
        Some(self.plots.strip.as_ref()?.hit(x, self.view.as_ref()?))
    }

    /// The window after dragging a handle of the strip.
    pub fn strip_dragged(
        &self,
        pressed: &Viewport,
        handle: strip::Handle,
        from: f64,
        to: f64,
    ) -> Option<Viewport> {
        Some(self.plots.strip.as_ref()?.drag(pressed, handle, from, to))
    }

    /// Does what a key asks; what is under the cursor then, to be said aloud. `None`: the key
    /// means nothing here, or nothing changed.
    pub fn key(&mut self, kind: Kind, key: &str, shift: bool) -> Option<String> {
        let language = self.language;
        let models = self.models.as_ref()?;
        let zone = |utc: i64| models.zone.at(utc);
        let surface = Surface { language, zone: &zone, ..Surface::plain(1.0, 1.0, &self.theme) };
        match kind {
            Kind::Lags => {
                let input = models.lags.as_ref()?;
                let by = match key {
                    "ArrowLeft" => -1,
                    "ArrowRight" => 1,
                    "PageUp" => -10,
                    "PageDown" => 10,
                    "Home" => -100_000,
                    "End" => 100_000,
                    _ => return None,
                };
                let lag = input.step(self.lag, by);
                self.lag = Some(lag);
                let said = input.readout(lag, &surface).sentence(language);
                self.mark_cursor(kind);
                Some(said)
            }
            Kind::Matrix => {
                let plot = self.plots.matrix.as_ref()?;
                let (across, down) = match key {
                    "ArrowLeft" => (-1, 0),
                    "ArrowRight" => (1, 0),
                    "ArrowUp" => (0, -1),
                    "ArrowDown" => (0, 1),
                    _ => return None,
                };
                let cell = plot.step(self.pair, across, down)?;
                let said = models.pair_sentence(cell, language);
                self.pair = Some(cell.pair);
                self.mark_cursor(kind);
                Some(said)
            }
            _ => {
                let command = Command::of_key(key, shift)?;
                let view = self.view.as_mut()?;
                if !view.command(command, &models.periods) {
                    return None;
                }
                let label = |time: f64| {
                    let index = models.periods.nearest(time)?;
                    Some(period_label(&models.periods, index, surface.zone, language))
                };
                let (from, to) = view.window();
                let said = match command {
                    Command::ZoomIn | Command::ZoomOut | Command::Reset => {
                        // The window's end is the start of the period after it.
                        let ends = label(from).zip(label(to - 1.0));
                        ends.map(|(from, to)| words::window_sentence(&from, &to, language))
                    }
                    _ => view
                        .cursor
                        .and_then(|index| models.readout(kind, index, &surface))
                        .map(|readout| readout.sentence(language)),
                };
                let said = said.unwrap_or_default();
                self.mark_window();
                Some(said)
            }
        }
    }

    /// The period under the cursor was pressed: the brush ends.
    pub fn press(&mut self) {
        if let Some(view) = self.view.as_mut() {
            self.pressed = view.cursor;
            view.selection.clear();
            self.mark_cursor(Kind::Overlay);
        }
    }

    /// The label of the period that a note is meant for (under the cursor, brushed or pressed;
    /// else empty), and whether labels have hours. `None` without a figure.
    pub fn noted(&self) -> Option<(&str, bool)> {
        let (models, view) = (self.models.as_ref()?, self.view.as_ref()?);
        let at = view.cursor.or(view.selection.first().map(|range| range.0)).or(self.pressed);
        let labels = &models.figure.labels;
        let hours = labels.first().is_some_and(|label| label.contains('T'));
        Some((at.and_then(|at| labels.get(at)).map_or("", String::as_str), hours))
    }

    /// The lag under the cursor of the lags.
    pub fn lag(&self) -> Option<i32> {
        self.lag
    }

    /// The ids of the pair under the cursor of the matrix, the one that comes first in it as x;
    /// and those of all others in it.
    pub fn pair(&self) -> Option<(&str, &str, Vec<&str>)> {
        let (a, b) = self.pair?;
        let series = &self.models.as_ref()?.figure.matrix.as_ref()?.series;
        let (x, y) = (series.get(a.min(b))?, series.get(a.max(b))?);
        let others = series.iter().filter(|id| *id != x && *id != y).map(String::as_str);
        Some((x, y, others.collect()))
    }

    /// The alternative text and the names beside the canvases.
    pub fn describe(&self, document: &Document) -> Result<(), JsValue> {
        let text = self.models.as_ref().map(|models| models.figure.alternative(self.language));
        set_text(&by_id(document, "figure-alt")?, text.as_deref().unwrap_or_default());
        Ok(())
    }
}
