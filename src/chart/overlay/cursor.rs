//! The layer above an overlay: crosshair, markers, brushed range. Painting it touches nothing of
//! the chart below.

use super::{model::Model, plot::Plot};
use crate::chart::{
    hit,
    overlay::plot::shade,
    scene::{Align, Area, Label, Point, Scene, at},
    surface::Surface,
    trace::{MarkerStyle, Trace, stamp},
    viewport::Viewport,
};

/// Where the values of a period are written: beside the crosshair, away from the points that they
/// are of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Aside {
    /// The crosshair, CSS pixels.
    pub x: f64,
    /// Where the box begins, or where it ends if `up`, CSS pixels.
    pub y: f64,
    /// Whether the box stands left of the crosshair.
    pub left: bool,
    /// Whether it grows upwards.
    pub up: bool,
}

impl Model {
    /// Where the values of a period are written; `None` where it is out of sight.
    pub fn aside(&self, plot: &Plot, index: usize, surface: &Surface<'_>) -> Option<Aside> {
        const EDGE: f64 = 6.0;
        let area = plot.area();
        let x = plot.time.map(self.periods().middle(index)?);
        if !(area.left - 0.5..=area.right + 0.5).contains(&x) {
            return None;
        }
        let points = self.points(plot, index, surface);
        let height = points.iter().map(|(_, place)| place.y).sum::<f64>() / points.len() as f64;
        let up = height < (area.top + area.bottom) / 2.0;
        let y = if up { area.bottom - EDGE } else { area.top + EDGE };
        Some(Aside { x, y, left: x > (area.left + area.right) / 2.0, up })
    }

    /// The values of a period that are in sight, each with its palette slot.
    fn points(&self, plot: &Plot, index: usize, surface: &Surface<'_>) -> Vec<(usize, Point)> {
        let mut points = Vec::new();
        for panel in &plot.panels {
            for (series, value) in &panel.scales {
                let Some(prepared) = self.series.get(*series) else { continue };
                let hollow = prepared.hollow.iter().find(|(at, _)| *at == index).map(|(_, v)| *v);
                let shown = prepared.line.value(index).or(hollow);
                let trace = Trace {
                    periods: self.periods(),
                    time: &plot.time,
                    value,
                    area: panel.area,
                    ratio: surface.ratio,
                };
                let slot = self.series().get(*series).map_or(*series, |input| input.slot);
                points.extend(
                    shown.and_then(|shown| trace.visible(index, shown)).map(|place| (slot, place)),
                );
            }
        }
        points
    }

    /// What the cursor and the selection of `view` add.
    pub fn cursor(&self, plot: &Plot, view: &Viewport, surface: &Surface<'_>) -> Scene {
        let mut scene = Scene::new(surface.width, surface.height);
        let periods = self.periods();
        let area = plot.area();
        for &(first, last) in &view.selection {
            let fill = surface.theme.accent.with_alpha(0.14);
            shade(periods, first, last, &plot.time, area, &mut scene, fill);
        }
        let Some(index) = view.cursor else { return scene };
        let Some(x) = periods.middle(index).map(|middle| plot.time.map(middle)) else {
            return scene;
        };
        if !(area.left - 0.5..=area.right + 0.5).contains(&x) {
            return scene;
        }
        scene.line(at(x, area.top), at(x, area.bottom), surface.theme.cursor, 1.0);
        for (slot, place) in self.points(plot, index, surface) {
            let style = MarkerStyle {
                color: surface.theme.series(slot),
                ground: surface.theme.background,
                radius: 4.5,
            };
            stamp(&mut scene, place, style);
        }
        date_chip(
            &mut scene,
            x,
            area,
            &hit::period_label(periods, index, surface.zone, surface.language),
            surface,
        );
        scene
    }
}

/// The period's name over the time axis, never over data.
pub(in crate::chart) fn date_chip(
    scene: &mut Scene,
    x: f64,
    area: Area,
    text: &str,
    surface: &Surface<'_>,
) {
    let size = surface.small();
    // In steps: a chip that breathed with every date would be another size at every move.
    let width = ((surface.measure.width(text, size, true) + 12.0) / 8.0).ceil() * 8.0;
    let middle = x.clamp(width / 2.0, (surface.width - width / 2.0).max(width / 2.0));
    let top = area.bottom + 4.0;
    let chip = Area {
        left: middle - width / 2.0,
        right: middle + width / 2.0,
        top,
        bottom: top + size * 1.55,
    };
    scene.block(chip, surface.theme.text);
    scene.text(Label {
        at: at(middle, top + size * 0.8),
        text: text.to_owned(),
        size,
        bold: true,
        color: surface.theme.background,
        align: Align::Middle,
    });
}
