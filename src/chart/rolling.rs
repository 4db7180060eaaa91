//! Correlation in a moving window, on the time axis of the overlay: grey where chance alone
//! would take it, ink where it leaves the band.
//!
//! Contract: a value stands at its window's last bucket; missing is a gap; without a band the
//! whole line is grey, since nothing can be called strong.

use super::{
    decimate::Line,
    hit::{Reading, Readout, period_label},
    overlay::{
        Side, Span,
        gutters::Gutters,
        header::{Entry, Header, Sample},
    },
    periods::Periods,
    scale::Scale,
    scene::{Area, Scene, at},
    surface::Surface,
    ticks,
    trace::{MarkerStyle, Trace, stamp},
    value_axis::{Sides, time_axis, value_axis},
    viewport::Viewport,
};
use crate::text::{chart as words, number};
use std::sync::Arc;

/// Everything that decides a rolling correlation, apart from size, theme and zoom.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// The buckets.
    pub periods: Arc<Periods>,
    /// Bucket of each value: the window's last.
    pub at: Vec<usize>,
    /// Correlation of the surprises.
    pub surprises: Vec<Option<f64>>,
    /// Correlation of the levels, or empty.
    pub levels: Vec<Option<f64>>,
    /// Simultaneous band.
    pub band: Option<f64>,
    /// Shaded spans, as in the overlay.
    pub spans: Vec<Span>,
    /// First and last lag at which the surprises are compared; k > 0: y follows x.
    pub lags: (i32, i32),
    /// Name of x.
    pub x: String,
    /// Name of y.
    pub y: String,
}

/// A prepared rolling correlation.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    input: Input,
    surprises: Line,
    levels: Line,
}

/// A rolling correlation laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Plot {
    /// To be painted.
    pub scene: Scene,
    /// Where the line is.
    pub area: Area,
    /// Milliseconds to CSS pixels.
    pub time: Scale,
    /// Correlations to CSS pixels.
    pub value: Scale,
}

impl Model {
    /// Prepares the lines.
    pub fn new(input: Input) -> Model {
        let spread = |values: &[Option<f64>]| {
            let mut line = vec![f64::NAN; input.periods.len()];
            for (index, r) in input.at.iter().zip(values) {
                if let Some(place) = line.get_mut(*index) {
                    *place = r.unwrap_or(f64::NAN);
                }
            }
            Line::new(line)
        };
        let (surprises, levels) = (spread(&input.surprises), spread(&input.levels));
        Model { input, surprises, levels }
    }

    /// Lays it out between the overlay's gutters, so that both share one time axis.
    pub fn plot(&self, view: &Viewport, gutters: Gutters, surface: &Surface<'_>) -> Plot {
        let theme = surface.theme;
        let mut scene = Scene::new(surface.width, surface.height);
        let header = self.header(surface);
        let head = header.as_ref().map_or(surface.small() * 0.7, |header| {
            header.draw(0.0, surface, &mut scene);
            header.height(surface)
        });
        let area = Area {
            left: gutters.left,
            right: (surface.width - gutters.right).max(gutters.left + 8.0),
            top: head,
            bottom: (surface.height - surface.small() * 2.9).max(head + 16.0),
        };
        let time = Scale::linear(view.window(), (area.left, area.right));
        let count = if area.height() < 110.0 { 2 } else { 4 };
        let axis = ticks::linear((-1.0, 1.0), count, surface.language);
        let value = Scale::linear((-1.0, 1.0), (area.bottom, area.top));
        let periods = &self.input.periods;
        for span in &self.input.spans {
            super::overlay::shade(
                periods,
                span.first,
                span.last,
                &time,
                area,
                &mut scene,
                theme.apart,
            );
        }
        let sides = Sides { side: Side::Left, grid: true, ticks: false, broken: false };
        value_axis(&axis, &value, area, theme.muted, sides, surface, &mut scene);
        let band = self.input.band.filter(|band| band.is_finite()).map(|band| {
            let edge = |r: f64| value.map(r.clamp(-1.0, 1.0));
            Area { top: edge(band), bottom: edge(-band), ..area }
        });
        if let Some(band) = band {
            scene.block(band, theme.band);
        }
        let trace = Trace { periods, time: &time, value: &value, area, ratio: surface.ratio };
        trace.draw(&self.levels, &mut scene, theme.axis.mix(theme.background, 0.35), 1.0, None);
        let grey = theme.muted.mix(theme.background, 0.3);
        trace.draw(&self.surprises, &mut scene, grey, 1.75, None);
        if let Some(band) = band {
            // The same line once more, only what leaves the band.
            for outside in [Area { bottom: band.top, ..area }, Area { top: band.bottom, ..area }] {
                let part = Trace { area: outside, ..trace };
                part.draw(&self.surprises, &mut scene, theme.text, 2.25, None);
            }
        }
        time_axis(periods, &time, area, surface, &mut scene);
        Plot { scene, area, time, value }
    }

    /// Which line is which, where there are two, and at which lag they are, where it is another than 0; why
    /// there is none.
    fn header(&self, surface: &Surface<'_>) -> Option<Header> {
        let sample = Sample::Line(None);
        let entry = |text: String, color| Entry { text, color, sample };
        let [surprises, levels] = [&self.surprises, &self.levels].map(|line| !line.is_empty());
        if surprises && !levels && self.input.lags == (0, 0) {
            return None;
        }
        let mut left = Vec::new();
        if surprises {
            left.push(entry(self.name(surface), surface.theme.text));
        }
        if levels {
            left.push(entry(words::levels(surface.language).to_owned(), surface.theme.muted));
        }
        // An empty picture would look broken.
        let note = (!surprises).then(|| words::no_window(surface.language).to_owned());
        Some(Header { caption: None, left, right: Vec::new(), note })
    }

    /// What the line is of, with the lag where there is one.
    fn name(&self, surface: &Surface<'_>) -> String {
        let Input { lags, x, y, periods, .. } = &self.input;
        let of = words::surprises(surface.language);
        match lags {
            (0, 0) => of.to_owned(),
            lags => words::at_lags(of, *lags, periods.kind, x, y, surface.language),
        }
    }

    /// What is read at a bucket: the correlation of the window that ends there.
    pub fn readout(&self, index: usize, surface: &Surface<'_>) -> Readout {
        let reading = |label: &str, line: &Line| Reading {
            label: label.to_owned(),
            slot: 0,
            value: line.value(index),
            text: line.value(index).map_or_else(String::new, number::coefficient),
            unit: None,
            partial: false,
            mean: None,
            from: None,
        };
        let mut readings = vec![reading(&self.name(surface), &self.surprises)];
        if !self.levels.is_empty() {
            readings.push(reading(words::levels(surface.language), &self.levels));
        }
        Readout {
            index,
            label: period_label(&self.input.periods, index, surface.zone, surface.language),
            readings,
        }
    }

    /// What the cursor and the selection add; the chart below is not touched.
    pub fn cursor(&self, plot: &Plot, view: &Viewport, surface: &Surface<'_>) -> Scene {
        let mut scene = Scene::new(surface.width, surface.height);
        let periods = &self.input.periods;
        for &(first, last) in &view.selection {
            let fill = surface.theme.accent.with_alpha(0.14);
            super::overlay::shade(periods, first, last, &plot.time, plot.area, &mut scene, fill);
        }
        let Some(index) = view.cursor else { return scene };
        let Some(x) = periods.middle(index).map(|middle| plot.time.map(middle)) else {
            return scene;
        };
        if !(plot.area.left - 0.5..=plot.area.right + 0.5).contains(&x) {
            return scene;
        }
        let area = plot.area;
        scene.line(at(x, area.top), at(x, area.bottom), surface.theme.cursor, 1.0);
        if let Some(r) = self.surprises.value(index) {
            let style = MarkerStyle {
                color: surface.theme.text,
                ground: surface.theme.background,
                radius: 4.5,
            };
            stamp(&mut scene, at(x, plot.value.map(r)), style);
        }
        scene
    }
}
