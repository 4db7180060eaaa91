//! The charts: one figure, six views, one cursor.
//!
//! Nothing is painted outside [`Charts::draw`], which runs once a frame and paints only what was
//! marked: a moving pointer marks cursors, a zoom marks the views over time, a new figure all.

use super::{
    canvas::{CanvasMeasure, Layers, Which},
    dom::{Dom, by_id, say},
    look,
    readout::Readouts,
};
use crate::{
    app::view::{Figure, FigureSeries},
    chart::{
        hit::period_at,
        lags, matrix,
        measure::Measure,
        overlay::{self, Gutters, Note, SeriesInput, Side, Span, SpanKind},
        periods::Periods,
        rolling, scatter,
        scene::at,
        strip,
        surface::Surface,
        theme::Theme,
        viewport::{Command, Viewport},
    },
    text::Language,
};
use std::{rc::Rc, sync::Arc};
use wasm_bindgen::JsValue;

/// The views, in the order of Tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Both over time.
    Overlay,
    /// The whole span with the window in it.
    Strip,
    /// Rolling correlation.
    Rolling,
    /// One against the other.
    Scatter,
    /// Correlation at every lag.
    Lags,
    /// Every pair.
    Matrix,
}

impl Kind {
    /// All views.
    pub const ALL: [Kind; 6] =
        [Kind::Overlay, Kind::Strip, Kind::Rolling, Kind::Scatter, Kind::Lags, Kind::Matrix];

    /// For `data-chart`, and the element's id.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Overlay => "overlay",
            Kind::Strip => "strip",
            Kind::Rolling => "rolling",
            Kind::Scatter => "scatter",
            Kind::Lags => "lags",
            Kind::Matrix => "matrix",
        }
    }

    /// From the name.
    pub fn from_name(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    fn over_time(self) -> bool {
        matches!(self, Kind::Overlay | Kind::Strip | Kind::Rolling)
    }
}

/// What must be painted in the next frame.
#[derive(Clone, Copy, Debug, Default)]
struct Stale {
    plot: bool,
    cursor: bool,
}

/// A figure prepared for drawing.
pub(super) struct Models {
    figure: Rc<Figure>,
    pub(super) periods: Arc<Periods>,
    pub(super) overlay: overlay::Model,
    scatter: Option<scatter::Model>,
    pub(super) rolling: Option<rolling::Model>,
    lags: Option<lags::Input>,
    matrix: Option<matrix::Input>,
    /// Local minus UTC from each of these instants on; ascending.
    pub(super) offsets: Vec<(i64, i64)>,
}

#[derive(Default)]
struct Plots {
    overlay: Option<overlay::Plot>,
    strip: Option<strip::Plot>,
    rolling: Option<rolling::Plot>,
    scatter: Option<scatter::Plot>,
    lags: Option<lags::Plot>,
    matrix: Option<matrix::Plot>,
}

/// All views.
pub struct Charts {
    layers: [Layers; 6],
    stale: [Stale; 6],
    pub(super) theme: Theme,
    pub(super) measure: CanvasMeasure,
    language: Language,
    models: Option<Models>,
    plots: Plots,
    view: Option<Viewport>,
    lag: Option<i32>,
    pair: Option<(usize, usize)>,
    readouts: Readouts,
}

impl Charts {
    /// Canvases in their places.
    pub fn new(dom: &Dom) -> Result<Charts, JsValue> {
        let layer = |kind: Kind| Layers::new(&dom.document, by_id(&dom.document, kind.name())?);
        let theme = look::theme(dom)?;
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
            measure: CanvasMeasure::new(&dom.document, &theme.font)?,
            theme,
            language: Language::En,
            models: None,
            plots: Plots::default(),
            view: None,
            lag: None,
            pair: None,
            readouts: Readouts::find(&dom.document)?,
        })
    }

    /// Takes another figure; the window and the cursor stay where they still mean something.
    pub fn set_figure(&mut self, figure: Option<&Rc<Figure>>, language: Language) {
        self.language = language;
        self.models = figure.map(models);
        self.view = self.models.as_ref().map(|models| match &self.view {
            Some(view) => view.onto(&models.periods),
            None => Viewport::new(&models.periods),
        });
        if figure.is_none() {
            self.plots = Plots::default();
        }
        self.lag = None;
        self.pair = None;
        self.mark_all();
    }

    /// Takes the page's colours anew.
    pub fn set_theme(&mut self, dom: &Dom) -> Result<(), JsValue> {
        let theme = look::theme(dom)?;
        if theme != self.theme {
            self.measure = CanvasMeasure::new(&dom.document, &theme.font)?;
            self.theme = theme;
            self.mark_all();
        }
        Ok(())
    }

    /// Everything must be painted.
    pub fn mark_all(&mut self) {
        self.stale = [Stale { plot: true, cursor: true }; 6];
    }

    fn mark_cursors(&mut self) {
        for stale in &mut self.stale {
            stale.cursor = true;
        }
    }

    fn mark_window(&mut self) {
        for (stale, kind) in self.stale.iter_mut().zip(Kind::ALL) {
            stale.cursor = true;
            stale.plot |= matches!(kind, Kind::Overlay | Kind::Rolling);
        }
    }

    /// Takes the canvases' sizes anew.
    pub fn fit(&mut self, ratio: f64) {
        for (layers, stale) in self.layers.iter_mut().zip(&mut self.stale) {
            if layers.fit(ratio) {
                *stale = Stale { plot: true, cursor: true };
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

    /// Paints what was marked.
    pub fn draw(&mut self) -> Result<(), JsValue> {
        let (Some(models), Some(view)) = (&self.models, &self.view) else {
            return Ok(());
        };
        let zone = |utc: i64| offset_at(&models.offsets, utc);
        let gutters_before = self.plots.overlay.as_ref().map(|plot| plot.gutters);
        for (at, kind) in Kind::ALL.into_iter().enumerate() {
            let (Some(layers), Some(stale)) = (self.layers.get(at), self.stale.get_mut(at)) else {
                continue;
            };
            if !layers.is_shown() {
                continue;
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
                let scene = lay_out(&mut self.plots, models, kind, view, gutters, &surface);
                match scene {
                    Some(scene) => paint(Which::Plot, scene)?,
                    None => paint(Which::Plot, &crate::chart::scene::Scene::new(0.0, 0.0))?,
                }
            }
            if stale.plot || stale.cursor || moved {
                let plots = &self.plots;
                let scene = match kind {
                    Kind::Overlay => plots
                        .overlay
                        .as_ref()
                        .map(|plot| models.overlay.cursor(plot, view, &surface)),
                    Kind::Strip => plots
                        .strip
                        .as_ref()
                        .map(|plot| plot.window(&models.overlay, view, &surface)),
                    Kind::Rolling => models
                        .rolling
                        .as_ref()
                        .zip(plots.rolling.as_ref())
                        .map(|(model, plot)| model.cursor(plot, view, &surface)),
                    Kind::Scatter => models
                        .scatter
                        .as_ref()
                        .zip(plots.scatter.as_ref())
                        .map(|(model, plot)| model.cursor(plot, view, &surface)),
                    Kind::Lags => models
                        .lags
                        .as_ref()
                        .zip(plots.lags.as_ref())
                        .map(|(input, plot)| input.cursor(plot, self.lag, &surface)),
                    Kind::Matrix => {
                        plots.matrix.as_ref().map(|plot| plot.cursor(self.pair, &surface))
                    }
                };
                if let Some(scene) = scene {
                    paint(Which::Cursor, &scene)?;
                }
            }
            if stale.plot || stale.cursor {
                match kind {
                    Kind::Overlay => {
                        let of = |at| models.overlay.readout(at, &surface);
                        self.readouts.period("overlay", view.cursor.map(of).as_ref())?;
                    }
                    Kind::Rolling => {
                        let of = |at| models.rolling.as_ref().map(|m| m.readout(at, &surface));
                        self.readouts.period("rolling", view.cursor.and_then(of).as_ref())?;
                    }
                    Kind::Scatter => {
                        let of = |at| models.scatter.as_ref().map(|m| m.readout(at, &surface));
                        self.readouts.period("scatter", view.cursor.and_then(of).as_ref())?;
                    }
                    Kind::Lags => {
                        let lag = self.lag.zip(models.lags.as_ref());
                        let readout = lag.map(|(lag, input)| input.readout(lag, &surface));
                        self.readouts.lag(readout.as_ref(), self.language)?;
                    }
                    Kind::Strip | Kind::Matrix => {}
                }
            }
            *stale = Stale::default();
        }
        Ok(())
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
            self.mark_cursors();
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
            self.mark_cursors();
        }
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
        let zone = |utc: i64| offset_at(&models.offsets, utc);
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
                let said = Readouts::lag_text(&input.readout(lag, &surface), language);
                self.mark_cursors();
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
                let name = |at: usize| models.figure.matrix_labels.get(at).cloned();
                let (a, b) = cell.pair;
                let r = cell.r.map_or_else(|| "–".to_owned(), crate::chart::format::coefficient);
                let said = format!(
                    "{}, {}: {r}",
                    name(a).unwrap_or_default(),
                    name(b).unwrap_or_default()
                );
                self.pair = Some(cell.pair);
                self.mark_cursors();
                Some(said)
            }
            _ => {
                let command = Command::of_key(key, shift)?;
                let view = self.view.as_mut()?;
                if !view.command(command, &models.periods) {
                    return None;
                }
                let said = match view.cursor {
                    Some(index) => Readouts::period_text(
                        &match kind {
                            Kind::Rolling => models.rolling.as_ref()?.readout(index, &surface),
                            _ => models.overlay.readout(index, &surface),
                        },
                        language,
                    ),
                    None => String::new(),
                };
                self.mark_window();
                Some(said)
            }
        }
    }

    /// The lag under the cursor of the lags.
    pub fn lag(&self) -> Option<i32> {
        self.lag
    }

    /// The ids of the pair under the cursor of the matrix.
    pub fn pair(&self) -> Option<(String, String)> {
        let (a, b) = self.pair?;
        let series = &self.models.as_ref()?.figure.matrix.as_ref()?.series;
        Some((series.get(a)?.clone(), series.get(b)?.clone()))
    }

    /// The alternative text and the names beside the canvases.
    pub fn describe(&self, dom: &Dom) -> Result<(), JsValue> {
        let text = self.models.as_ref().map_or("", |models| models.figure.alt.as_str());
        say(&by_id(&dom.document, "figure-alt")?, text);
        Ok(())
    }
}

/// Lays a view out; the scene to paint, unless there is nothing to show.
fn lay_out<'p>(
    plots: &'p mut Plots,
    models: &Models,
    kind: Kind,
    view: &Viewport,
    gutters: Gutters,
    surface: &Surface<'_>,
) -> Option<&'p crate::chart::scene::Scene> {
    match kind {
        Kind::Overlay => {
            let plot = models.overlay.plot(view, surface);
            Some(&plots.overlay.insert(plot).scene)
        }
        Kind::Strip => {
            let plot = strip::plot(&models.overlay, view, gutters, surface);
            Some(&plots.strip.insert(plot).scene)
        }
        Kind::Rolling => {
            plots.rolling = models.rolling.as_ref().map(|model| model.plot(view, gutters, surface));
            plots.rolling.as_ref().map(|plot| &plot.scene)
        }
        Kind::Scatter => {
            plots.scatter = models.scatter.as_ref().map(|model| model.plot(surface));
            plots.scatter.as_ref().map(|plot| &plot.scene)
        }
        Kind::Lags => {
            plots.lags = models.lags.as_ref().map(|input| input.plot(surface));
            plots.lags.as_ref().map(|plot| &plot.scene)
        }
        Kind::Matrix => {
            plots.matrix = models.matrix.as_ref().map(|input| input.plot(surface));
            plots.matrix.as_ref().map(|plot| &plot.scene)
        }
    }
}

pub(super) fn models(figure: &Rc<Figure>) -> Models {
    let periods = Arc::new(Periods::new(figure.edges_ms.clone(), figure.period));
    let spans = |spans: &[crate::app::view::Span], kind: SpanKind| -> Vec<Span> {
        spans
            .iter()
            .map(|span| Span { first: span.first, last: span.last, text: span.text.clone(), kind })
            .collect()
    };
    let apart = spans(&figure.disagreements, SpanKind::Apart);
    let mut shaded = apart.clone();
    shaded.extend(spans(&figure.outages, SpanKind::Outage));
    let overlay = overlay::Model::new(overlay::Input {
        periods: periods.clone(),
        series: figure.series.iter().map(|series| line(figure, series)).collect(),
        partial: figure.partial.clone(),
        mode: figure.scale,
        spans: shaded,
        notes: figure
            .notes
            .iter()
            .map(|note| Note { at_ms: note.at_ms, text: note.text.clone() })
            .collect(),
        window: figure.window,
    });
    let axis = |series: &FigureSeries, log: bool| scatter::AxisInput {
        title: series.axis.clone(),
        slot: series.slot,
        log,
        values: series.values.clone(),
    };
    let pair = figure.series.first().zip(figure.series.get(1));
    let report = figure.report.as_ref();
    Models {
        scatter: pair.map(|(x, y)| {
            scatter::Model::new(scatter::Input {
                periods: periods.clone(),
                x: axis(x, figure.log_x),
                y: axis(y, figure.log_y),
                partial: figure.partial.clone(),
                shift: figure.shift,
                window: figure.window,
            })
        }),
        rolling: figure.rolling.as_ref().map(|rolling| {
            rolling::Model::new(rolling::Input {
                periods: periods.clone(),
                at: figure.rolling_at.clone(),
                surprises: rolling.r.clone(),
                levels: rolling.levels.clone(),
                band: rolling.band,
                spans: apart,
            })
        }),
        lags: pair.zip(figure.lags.as_ref()).map(|((x, y), lags)| lags::Input {
            lags: lags.lags.clone(),
            surprises: lags.surprises.clone(),
            levels: lags.levels.clone(),
            band: lags.band,
            best: report.and_then(|report| report.verdict.lag),
            declared: report.and_then(|report| report.recipe.lag_window),
            shift: figure.shift,
            period: figure.period,
            x: x.info.label.clone(),
            y: y.info.label.clone(),
        }),
        matrix: figure.matrix.as_ref().map(|matrix| matrix::Input {
            labels: figure.matrix_labels.clone(),
            r: matrix.surprises.clone(),
            p: matrix.holm.clone(),
            pair: pair.and_then(|(x, y)| {
                let place = |id: &str| matrix.series.iter().position(|series| series == id);
                Some((place(&x.info.id)?, place(&y.info.id)?))
            }),
        }),
        offsets: offsets(figure),
        overlay,
        periods,
        figure: figure.clone(),
    }
}

fn line(figure: &Figure, series: &FigureSeries) -> SeriesInput {
    SeriesInput {
        name: series.info.label.clone(),
        axis: series.axis.clone(),
        unit: series.info.unit.clone(),
        slot: series.slot,
        kind: series.info.kind,
        values: series.values.clone(),
        smoothed: series.smoothed.clone(),
        side: if series.slot == 1 { Side::Right } else { Side::Left },
        log: match series.slot {
            0 => figure.log_x,
            1 => figure.log_y,
            _ => false,
        },
        shift: if series.slot == 1 { figure.shift } else { 0 },
    }
}

/// Steps of local minus UTC, from the buckets' edges.
fn offsets(figure: &Figure) -> Vec<(i64, i64)> {
    let mut steps: Vec<(i64, i64)> = Vec::new();
    for (utc, local) in figure.edges_ms.iter().zip(&figure.local_edges_ms) {
        let offset = local - utc;
        if steps.last().is_none_or(|step| step.1 != offset) {
            steps.push((*utc, offset));
        }
    }
    steps
}

pub(super) fn offset_at(steps: &[(i64, i64)], utc: i64) -> i64 {
    let after = steps.partition_point(|step| step.0 <= utc);
    steps.get(after.saturating_sub(1)).map_or(0, |step| step.1)
}
