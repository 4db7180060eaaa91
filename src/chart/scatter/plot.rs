//! A scatter laid out, and its layer of cursor and brush.

use super::{AxisInput, Model, Pair};
use crate::{
    chart::{
        clip,
        hit::{Reading, Readout, period_label},
        measure::fit,
        overlay::Side,
        scale::{Scale, Spread, extent},
        scene::{Align, Area, Label, Point, Scene, Stroke, at},
        surface::Surface,
        ticks::{self, Axis},
        value_axis::{Sides, value_axis},
        viewport::Viewport,
    },
    text::{chart as words, date as dates, number},
};

/// A laid out scatter.
#[derive(Clone, Debug, PartialEq)]
pub struct Plot {
    /// To be painted.
    pub scene: Scene,
    /// Where dots are.
    pub area: Area,
    /// x values to CSS pixels.
    pub x: Scale,
    /// y values to CSS pixels.
    pub y: Scale,
    /// Bucket and place of every dot, in time order.
    pub places: Vec<(usize, Point)>,
    radius: f64,
}

impl Plot {
    /// The buckets of the dots in a box.
    pub fn inside(&self, frame: &Area) -> impl Iterator<Item = usize> {
        self.places.iter().filter(|(_, place)| frame.contains(*place)).map(|(index, _)| *index)
    }
}

/// Farthest from a dot that still means it, CSS pixels.
const REACH: f64 = 28.0;

impl Plot {
    /// The bucket of the dot nearest to a place.
    pub fn hit(&self, place: Point) -> Option<usize> {
        let distance = |p: &Point| (p.x - place.x).hypot(p.y - place.y);
        self.places
            .iter()
            .map(|(index, p)| (*index, distance(p)))
            .filter(|(_, far)| *far <= REACH)
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(index, _)| index)
    }
}

/// Place of a bucket's dot.
pub fn place_of(plot: &Plot, index: usize) -> Option<Point> {
    let found = plot.places.binary_search_by_key(&index, |(index, _)| *index).ok()?;
    plot.places.get(found).map(|(_, place)| *place)
}

impl Model {
    /// Lays the scatter out.
    pub fn plot(&self, surface: &Surface<'_>) -> Plot {
        let mut scene = Scene::new(surface.width, surface.height);
        let size = surface.small();
        let row = size * 1.5;
        let top = row * 2.0 + size * 0.9;
        let bottom = surface.height - size * 3.2;
        let x_axis = axis(self.pairs.iter().map(|p| p.x), self.spreads.0, surface.width, surface);
        let y_axis = axis(self.pairs.iter().map(|p| p.y), self.spreads.1, bottom - top, surface);
        let widest = |axis: &Axis| {
            axis.ticks.iter().map(|t| surface.small_width(&t.text)).fold(0.0, f64::max)
        };
        let last = x_axis.ticks.last().map_or(0.0, |t| surface.small_width(&t.text));
        let left = widest(&y_axis) + 10.0;
        let area = Area {
            left,
            right: (surface.width - last / 2.0 - 2.0).max(left + 20.0),
            top,
            bottom: bottom.max(top + 20.0),
        };
        let x = Scale::new(x_axis.spread, x_axis.domain, (area.left, area.right));
        let y = Scale::new(y_axis.spread, y_axis.domain, (area.bottom, area.top));
        self.titles(area, row, surface, &mut scene);
        let sides = Sides { side: Side::Left, grid: true, ticks: false, broken: false };
        if !self.pairs.is_empty() {
            value_axis(&y_axis, &y, area, surface.theme.muted, sides, surface, &mut scene);
            across(&x_axis, &x, area, surface, &mut scene);
        }
        self.fitted(&x, &y, area, surface, &mut scene);

        let radius = match self.pairs.len() {
            0..=400 => 3.0,
            401..=2000 => 2.25,
            _ => 1.5,
        };
        let places: Vec<(usize, Point)> = self
            .pairs
            .iter()
            .map(|pair| (pair.index, at(x.map(pair.x), y.map(pair.y))))
            .filter(|(_, place)| area.contains(*place))
            .collect();
        let mut plot = Plot { scene, area, x, y, places, radius };
        let dots = self.dots(&plot, surface, |_| true);
        plot.scene.include(dots, 0.0, 0.0);
        plot
    }

    /// What the cursor and the brushed range add; the chart below is not touched.
    pub fn cursor(&self, plot: &Plot, view: &Viewport, surface: &Surface<'_>) -> Scene {
        let mut scene = Scene::new(surface.width, surface.height);
        let theme = surface.theme;
        let brushed =
            |i: usize| view.selection.iter().any(|(first, last)| (*first..=*last).contains(&i));
        if !view.selection.is_empty() {
            let inner =
                Area { left: plot.area.left + 1.0, bottom: plot.area.bottom - 1.0, ..plot.area };
            scene.block(inner, theme.veil.with_alpha(0.82));
            scene.include(self.dots(plot, surface, brushed), 0.0, 0.0);
        }
        if let Some(place) = view.cursor.and_then(|index| place_of(plot, index)) {
            let ink = theme.cursor.with_alpha(0.55);
            scene.line(at(plot.area.left, place.y), place, ink, 1.0);
            scene.line(place, at(place.x, plot.area.bottom), ink, 1.0);
            let rim = Stroke { color: theme.text, width: 2.0 };
            let fill = view.cursor.map(|index| self.ink(index, surface));
            scene.dot(place, plot.radius + 2.5, fill, Some(rim));
        }
        scene
    }

    /// What is read at a bucket.
    pub fn readout(&self, index: usize, surface: &Surface<'_>) -> Readout {
        let label =
            |index| period_label(&self.input.periods, index, surface.zone, surface.language);
        let later = usize::try_from(index as i64 + i64::from(self.input.shift)).ok();
        let reading = |axis: &AxisInput, at: Option<usize>| {
            let value = at.and_then(|at| axis.values.get(at).copied()).filter(|v| v.is_finite());
            Reading {
                label: axis.title.clone(),
                slot: axis.slot,
                value,
                text: value.map_or_else(String::new, number::value),
                unit: None,
                partial: at.is_some_and(|at| self.input.partial.get(at) == Some(&true)),
                mean: None,
                from: at.filter(|at| *at != index).map(label),
            }
        };
        Readout {
            index,
            label: label(index),
            readings: vec![reading(&self.input.x, Some(index)), reading(&self.input.y, later)],
        }
    }

    /// Colour of a bucket.
    fn ink(&self, index: usize, surface: &Surface<'_>) -> crate::chart::color::Color {
        let last = self.input.periods.len().saturating_sub(1).max(1);
        // In 24 steps: a backend sets a colour anew for each.
        let step = (index as f64 / last as f64 * 24.0).round() / 24.0;
        surface.theme.time(step)
    }

    fn dots(&self, plot: &Plot, surface: &Surface<'_>, keep: impl Fn(usize) -> bool) -> Scene {
        let mut scene = Scene::new(surface.width, surface.height);
        let ground = surface.theme.background;
        let partial = |index: usize| {
            self.pairs
                .binary_search_by_key(&index, |pair: &Pair| pair.index)
                .ok()
                .and_then(|at| self.pairs.get(at))
                .is_some_and(|pair| pair.partial)
        };
        let mut seen = Seen::new(plot.area, plot.radius, plot.places.len());
        // The newest dot of a place is on top, and the only one painted.
        let newest: Vec<&(usize, Point)> = plot
            .places
            .iter()
            .rev()
            .filter(|(index, _)| keep(*index))
            .filter(|(_, place)| seen.is_new(*place))
            .collect();
        for (index, place) in newest.into_iter().rev() {
            let color = self.ink(*index, surface);
            if partial(*index) {
                scene.dot(*place, plot.radius, Some(ground), Some(Stroke { color, width: 1.25 }));
            } else {
                scene.disc(*place, plot.radius, color.with_alpha(0.85));
            }
        }
        scene
    }

    fn fitted(&self, x: &Scale, y: &Scale, area: Area, surface: &Surface<'_>, scene: &mut Scene) {
        const SAMPLES: usize = 48;
        let Some(line) = &self.fit else { return };
        let whole = self.pairs.iter().filter(|pair| !pair.partial);
        let Some((low, high)) = extent(whole.map(|pair| self.spreads.0.straight(pair.x))) else {
            return;
        };
        let place = |x_straight: f64, y_straight: f64| {
            at(
                x.map(self.spreads.0.value(x_straight)),
                y.map(self.spreads.1.value(y_straight)).clamp(area.top, area.bottom),
            )
        };
        let along = |k: usize| low + (high - low) * k as f64 / SAMPLES as f64;
        let upper =
            (0..=SAMPLES).map(|k| place(along(k), line.at(along(k)) + line.half_width(along(k))));
        let lower = (0..=SAMPLES)
            .rev()
            .map(|k| place(along(k), line.at(along(k)) - line.half_width(along(k))));
        scene.polygon(upper.chain(lower).collect(), surface.theme.band);
        let points: Vec<Point> = (0..=SAMPLES)
            .map(|k| {
                let straight = along(k);
                at(
                    x.map(self.spreads.0.value(straight)),
                    y.map(self.spreads.1.value(line.at(straight))),
                )
            })
            .collect();
        for run in clip::run(&points, &area) {
            scene.path(run, surface.theme.text, 1.5);
        }
    }

    /// Titles of both axes and the key of the colours.
    fn titles(&self, area: Area, row: f64, surface: &Surface<'_>, scene: &mut Scene) {
        let theme = surface.theme;
        let size = surface.small();
        let title = |axis: &AxisInput| match axis.log {
            true => words::with_log_scale(&axis.title, surface.language),
            false => axis.title.clone(),
        };
        let late = |title: String, shift: i32| match shift {
            1.. => words::value_later(&title, shift, self.input.periods.kind, surface.language),
            _ => title,
        };
        let room = surface.width;
        let words_of = |axis: &AxisInput, mark: &str, shift: i32| {
            let title = late(title(axis), shift);
            fit(&format!("{mark}{title}"), room, size, true, surface.measure)
        };
        scene.text(Label {
            at: at(0.0, row / 2.0),
            text: words_of(&self.input.y, "↑ ", self.input.shift),
            size,
            bold: true,
            color: theme.series(self.input.y.slot),
            align: Align::Start,
        });
        scene.text(Label {
            at: at(surface.width, surface.height - size * 0.7),
            text: words_of(&self.input.x, "→ ", self.input.shift.saturating_neg()),
            size,
            bold: true,
            color: theme.series(self.input.x.slot),
            align: Align::End,
        });
        let (Some(first), Some(last)) = (self.pairs.first(), self.pairs.last()) else {
            scene.text(Label {
                at: at((area.left + area.right) / 2.0, (area.top + area.bottom) / 2.0),
                text: words::no_values(surface.language).to_owned(),
                size: surface.title(),
                bold: false,
                color: theme.muted,
                align: Align::Middle,
            });
            return;
        };
        self.key(first.index, last.index, row * 1.5, surface, scene);
    }

    /// From the first date to the last, in the colours of the dots.
    fn key(&self, first: usize, last: usize, y: f64, surface: &Surface<'_>, scene: &mut Scene) {
        const BAR: f64 = 56.0;
        let size = surface.small();
        let name = |index: usize| {
            let start = self.input.periods.start(index).unwrap_or(0);
            dates::month_of(start + (surface.zone)(start)).take(surface.language)
        };
        let (from, to) = (name(first), name(last));
        let label = |x: f64, text: String, align| Label {
            at: at(x, y),
            text,
            size,
            bold: false,
            color: surface.theme.muted,
            align,
        };
        let bar_left = surface.small_width(&from) + 6.0;
        scene.text(label(0.0, from, Align::Start));
        const PARTS: usize = 14;
        for part in 0..PARTS {
            let edge = |k: usize| bar_left + BAR * k as f64 / PARTS as f64;
            let color = surface.theme.time((part as f64 + 0.5) / PARTS as f64);
            let area =
                Area { left: edge(part), right: edge(part + 1), top: y - 4.0, bottom: y + 4.0 };
            scene.block(area, color);
        }
        scene.text(label(bar_left + BAR + 6.0, to, Align::Start));
    }
}

fn axis(
    values: impl Iterator<Item = f64>,
    spread: Spread,
    length: f64,
    surface: &Surface<'_>,
) -> Axis {
    let domain = extent(values).unwrap_or((f64::NAN, f64::NAN));
    let count = ((length / 64.0).round() as usize).clamp(2, 6);
    match spread {
        Spread::Linear => ticks::linear(domain, count, surface.language),
        _ => ticks::logarithmic(spread, domain, count, surface.language),
    }
}

/// Labels of the axis below; those that would touch are dropped.
fn across(axis: &Axis, x: &Scale, area: Area, surface: &Surface<'_>, scene: &mut Scene) {
    let mut edge = f64::NEG_INFINITY;
    for tick in &axis.ticks {
        let px = x.map(tick.value);
        if !(area.left - 0.5..=area.right + 0.5).contains(&px) {
            continue;
        }
        scene.line(at(px, area.bottom), at(px, area.bottom + 5.0), surface.theme.axis, 1.0);
        let width = surface.small_width(&tick.text);
        if px - width / 2.0 < edge + surface.small() * 0.6 {
            continue;
        }
        edge = px + width / 2.0;
        scene.text(Label {
            at: at(px, area.bottom + 6.0 + surface.small() * 0.6),
            text: tick.text.clone(),
            size: surface.small(),
            bold: false,
            color: surface.theme.muted,
            align: Align::Middle,
        });
    }
}

/// Places already covered, in cells of half a dot; only where there are thousands of dots.
struct Seen {
    cells: Vec<bool>,
    across: usize,
    origin: Point,
    cell: f64,
}

impl Seen {
    fn new(area: Area, radius: f64, dots: usize) -> Seen {
        let cell = (radius * 0.75).max(0.5);
        let across = (area.width() / cell).ceil().clamp(0.0, 8192.0) as usize + 1;
        let down = (area.height() / cell).ceil().clamp(0.0, 8192.0) as usize + 1;
        let cells = if dots > 2000 { vec![false; across * down] } else { Vec::new() };
        Seen { cells, across, origin: at(area.left, area.top), cell }
    }

    fn is_new(&mut self, place: Point) -> bool {
        let column = ((place.x - self.origin.x) / self.cell).max(0.0) as usize;
        let row = ((place.y - self.origin.y) / self.cell).max(0.0) as usize;
        match self.cells.get_mut(row * self.across + column) {
            Some(cell) => !std::mem::replace(cell, true),
            None => true,
        }
    }
}
