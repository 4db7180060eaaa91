//! A figure prepared for drawing, and what was drawn of it: from here on every view is a scene for
//! its canvas and a scene for the cursor above it.

use super::{
    data::Figure,
    hit::Readout,
    inputs::{Inputs, ZoneSteps},
    lags, matrix,
    overlay::{self, gutters::Gutters},
    periods::Periods,
    rolling, scatter,
    scene::{Area, Scene},
    strip,
    surface::Surface,
    viewport::Viewport,
};
use crate::{kit::language::Language, text::chart as words};
use std::{rc::Rc, sync::Arc};

/// A figure prepared for drawing.
pub struct Models {
    /// The figure.
    pub figure: Rc<Figure>,
    /// Its buckets.
    pub periods: Arc<Periods>,
    /// The zone of its time axis.
    pub zone: ZoneSteps,
    /// Both over time.
    pub overlay: overlay::Model,
    scatter: Option<scatter::Model>,
    /// Rolling correlation.
    pub rolling: Option<rolling::Model>,
    /// Correlation at every lag.
    pub lags: Option<lags::Input>,
    matrix: Option<matrix::Input>,
}

impl Models {
    /// Prepares a figure; O(values).
    pub fn new(figure: &Rc<Figure>) -> Models {
        let inputs = Inputs::of(figure);
        Models {
            figure: figure.clone(),
            periods: inputs.periods,
            zone: ZoneSteps::of(figure),
            overlay: overlay::Model::new(inputs.overlay),
            scatter: inputs.scatter.map(scatter::Model::new),
            rolling: inputs.rolling.map(rolling::Model::new),
            lags: inputs.lags,
            matrix: inputs.matrix,
        }
    }

    /// What the matrix says about a pair.
    pub fn pair_sentence(&self, cell: &matrix::Cell, language: Language) -> String {
        let name = |at: usize| self.figure.matrix_labels.get(at).map_or("", String::as_str);
        let (a, b) = cell.pair;
        words::pair_sentence(
            name(a),
            name(b),
            cell.r.map(crate::text::number::coefficient),
            cell.certain,
            language,
        )
    }

    /// What a view says about a period.
    pub fn readout(&self, kind: Kind, at: usize, surface: &Surface<'_>) -> Option<Readout> {
        match kind {
            Kind::Rolling => self.rolling.as_ref().map(|model| model.readout(at, surface)),
            Kind::Scatter => self.scatter.as_ref().map(|model| model.readout(at, surface)),
            _ => Some(self.overlay.readout(at, surface)),
        }
    }
}

/// What is marked in the views.
#[derive(Clone, Copy)]
pub struct Marked<'m> {
    /// Window, cursor, selection.
    pub view: &'m Viewport,
    /// Lag under the cursor of the lags.
    pub lag: Option<i32>,
    /// Pair under the cursor of the matrix.
    pub pair: Option<(usize, usize)>,
    /// A box that is being drawn over the scatter.
    pub frame: Option<Area>,
}

/// The views as they were laid out last: what a pointer on them means.
#[derive(Default)]
#[allow(missing_docs)]
pub struct Plots {
    pub overlay: Option<overlay::Plot>,
    pub strip: Option<strip::Plot>,
    pub rolling: Option<rolling::Plot>,
    pub scatter: Option<scatter::Plot>,
    pub lags: Option<lags::Plot>,
    pub matrix: Option<matrix::Plot>,
}

impl Plots {
    /// Lays a view out; the scene to paint, unless there is nothing to show.
    pub fn lay_out(
        &mut self,
        models: &Models,
        kind: Kind,
        view: &Viewport,
        gutters: Gutters,
        surface: &Surface<'_>,
    ) -> Option<&Scene> {
        match kind {
            Kind::Overlay => {
                let plot = models.overlay.plot(view, surface);
                Some(&self.overlay.insert(plot).scene)
            }
            Kind::Strip => {
                let plot = strip::plot(&models.overlay, view, gutters, surface);
                Some(&self.strip.insert(plot).scene)
            }
            Kind::Rolling => {
                self.rolling =
                    models.rolling.as_ref().map(|model| model.plot(view, gutters, surface));
                self.rolling.as_ref().map(|plot| &plot.scene)
            }
            Kind::Scatter => {
                self.scatter = models.scatter.as_ref().map(|model| model.plot(surface));
                self.scatter.as_ref().map(|plot| &plot.scene)
            }
            Kind::Lags => {
                self.lags = models.lags.as_ref().map(|input| input.plot(surface));
                self.lags.as_ref().map(|plot| &plot.scene)
            }
            Kind::Matrix => {
                self.matrix = models.matrix.as_ref().map(|input| input.plot(surface));
                self.matrix.as_ref().map(|plot| &plot.scene)
            }
        }
    }

    /// The layer above a view; `None` where the view was not laid out.
    pub fn cursor(
        &self,
        models: &Models,
        kind: Kind,
        marked: Marked<'_>,
        surface: &Surface<'_>,
    ) -> Option<Scene> {
        let Marked { view, lag, pair, frame } = marked;
        match kind {
            Kind::Overlay => {
                self.overlay.as_ref().map(|plot| models.overlay.cursor(plot, view, surface))
            }
            Kind::Strip => {
                self.strip.as_ref().map(|plot| plot.window(&models.overlay, view, surface))
            }
            Kind::Rolling => {
                let both = models.rolling.as_ref().zip(self.rolling.as_ref());
                both.map(|(model, plot)| model.cursor(plot, view, surface))
            }
            Kind::Scatter => {
                let both = models.scatter.as_ref().zip(self.scatter.as_ref());
                both.map(|(model, plot)| {
                    let mut scene = model.cursor(plot, view, surface);
                    if let Some(frame) = frame {
                        scene.block(frame, surface.theme.accent.with_alpha(0.14));
                    }
                    scene
                })
            }
            Kind::Lags => {
                let both = models.lags.as_ref().zip(self.lags.as_ref());
                both.map(|(input, plot)| input.cursor(plot, lag, surface))
            }
            Kind::Matrix => self.matrix.as_ref().map(|plot| plot.cursor(pair, surface)),
        }
    }
}

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

    /// Whether its horizontal axis is the overlay's.
    pub fn over_time(self) -> bool {
        matches!(self, Kind::Overlay | Kind::Strip | Kind::Rolling)
    }
}
