//! Runs the code between files and figure on made-up data before there are files, so that the
//! browser has optimized it when they come: see [`crate::app::rehearsal`].
//!
//! Draws on a canvas outside of the document; a step each time that the browser is idle, until
//! there is a file.

use super::{dom::create, handle::page, zones::BrowserZones};
use crate::screen::layer::Layer;
use crate::{
    app::rehearsal::Rehearsal,
    chart::{
        overlay::gutters::Gutters,
        scene::Scene,
        surface::Surface,
        viewport::Viewport,
        views::{Kind, Marked, Models, Plots},
    },
};
use std::rc::Rc;
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::Window;

/// Width and height of the canvas, CSS pixels.
const SIZE: (f64, f64) = (400.0, 200.0);

/// State between two steps.
struct Stand {
    rehearsal: Rehearsal,
    act: usize,
    canvas: Layer,
    /// What the act's figure is drawn from, and the views that are left.
    models: Option<Models>,
    left: Vec<Kind>,
}

/// Starts in the first idle time; never in a browser without `requestIdleCallback`.
pub fn rehearse(window: &Window) {
    later(window.clone(), None);
}

fn later(window: Window, stand: Option<Stand>) {
    let next = window.clone();
    let step = Closure::once_into_js(move || {
        let Some(mut stand) = stand.or_else(|| Stand::new(&next)) else { return };
        if stand.step().is_some() {
            later(next, Some(stand));
        }
    });
    let _ = window.request_idle_callback(step.unchecked_ref());
}

impl Stand {
    fn new(window: &Window) -> Option<Stand> {
        Some(Stand {
            rehearsal: Rehearsal::new(Rc::new(BrowserZones::default())),
            act: 0,
            canvas: Layer::of(create(&window.document()?, "canvas", "", "").ok()?).ok()?,
            models: None,
            left: Vec::new(),
        })
    }

    /// One step; `None` at the end.
    fn step(&mut self) -> Option<()> {
        let page = page()?;
        if !page.model.borrow().sources.is_empty() {
            return None;
        }
        let Some((models, kind)) = self.models.as_ref().zip(self.left.pop()) else {
            let figure = self.rehearsal.act(self.act)?.figure?;
            self.act += 1;
            self.models = Some(Models::new(&figure));
            self.left = vec![Kind::Scatter, Kind::Strip, Kind::Overlay];
            return Some(());
        };
        let charts = page.charts.borrow();
        let (zone, (width, height)) = (|utc: i64| models.zone.at(utc), SIZE);
        let surface = Surface {
            zone: &zone,
            measure: &charts.measure,
            ..Surface::plain(width, height, &charts.theme)
        };
        let (mut plots, mut view) = (Plots::default(), Viewport::new(&models.periods));
        view.point_at(Some(1));
        self.canvas.size(width, height);
        let paint = |scene: &Scene| self.canvas.paint(scene, &charts.theme, 1.0, &charts.measure);
        if let Some(scene) = plots.lay_out(models, kind, &view, Gutters::default(), &surface) {
            paint(scene).ok()?;
        }
        let marked = Marked { view: &view, lag: None, pair: None, frame: None };
        if let Some(scene) = plots.cursor(models, kind, marked, &surface) {
            paint(&scene).ok()?;
        }
        models.readout(kind, 1, &surface)?;
        Some(())
    }
}
