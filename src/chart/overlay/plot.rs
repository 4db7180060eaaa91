//! An overlay laid out: header, notes, panels, axes, lines.

use super::{
    groups::{Group, aligned, gutters},
    gutters::Gutters,
    header::{self, Entry, Sample},
    input::{Side, SpanKind},
    model::Model,
    notes,
};
use crate::{
    chart::{
        color::Color,
        periods::Periods,
        scale::Scale,
        scene::{Align, Area, Label, Scene, Stroke, at},
        surface::Surface,
        ticks::Axis,
        trace::{Trace, line_width},
        value_axis::{Sides, time_axis, value_axis},
        viewport::Viewport,
    },
    kit::indices::ordered_by,
    recipe::recipe::ScaleMode,
    text::chart as words,
};

/// A laid out overlay: what to paint, and what a pointer means.
#[derive(Clone, Debug, PartialEq)]
pub struct Plot {
    /// To be painted.
    pub scene: Scene,
    /// Milliseconds to CSS pixels.
    pub time: Scale,
    /// From the top.
    pub panels: Vec<Panel>,
    /// Space beside the plot.
    pub gutters: Gutters,
}

/// A part of the plot with its own value axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// Where lines are.
    pub area: Area,
    /// The series in it, by place in the input, each with its axis.
    pub scales: Vec<(usize, Scale)>,
}

impl Plot {
    /// From the top of the first panel to the bottom of the last.
    pub fn area(&self) -> Area {
        let first = self.panels.first().map(|panel| panel.area).unwrap_or_default();
        let bottom = self.panels.last().map_or(first.bottom, |panel| panel.area.bottom);
        Area { bottom, ..first }
    }
}

impl Model {
    /// Lays the overlay out.
    pub fn plot(&self, view: &Viewport, surface: &Surface<'_>) -> Plot {
        let window = view.window();
        let count = self.panel_count();
        let header_height: Vec<f64> =
            (0..count).map(|panel| self.header(panel, surface).height(surface)).collect();
        let note_height = notes::height(&self.input, surface);
        let foot = surface.small() * 2.9;
        let gap = if count > 1 { surface.small() * 1.2 } else { 0.0 };
        let taken =
            header_height.iter().sum::<f64>() + note_height + foot + gap * (count - 1) as f64;
        let each = ((surface.height - taken) / count as f64).max(24.0);

        // Axes first: their labels decide how wide the plot is.
        let panels: Vec<Vec<Group>> =
            (0..count).map(|panel| self.groups(panel, window, each, surface)).collect();
        let labels = self.end_labels(surface);
        let gutters = gutters(&panels, labels.as_deref(), surface);
        let (left, right) = (gutters.left, (surface.width - gutters.right).max(gutters.left + 8.0));
        let time = Scale::linear(window, (left, right));

        let mut scene = Scene::new(surface.width, surface.height);
        let mut top = 0.0;
        let mut laid_out = Vec::new();
        for (panel, groups) in panels.iter().enumerate() {
            let head = header_height.get(panel).copied().unwrap_or(0.0);
            self.header(panel, surface).draw(top, surface, &mut scene);
            let start = top + head + if panel == 0 { note_height } else { 0.0 };
            let area = Area { left, right, top: start, bottom: start + each };
            let last = panel + 1 == count;
            laid_out.push(self.panel(groups, area, &time, view, surface, &mut scene));
            if last {
                time_axis(&self.input.periods, &time, area, surface, &mut scene);
            }
            top = area.bottom + gap;
        }
        let plot = Plot { scene, time, panels: laid_out, gutters };
        self.finish(plot, labels, surface)
    }

    /// What lies over all panels: notes, names of spans, labels at line ends.
    fn finish(&self, mut plot: Plot, labels: Option<Vec<String>>, surface: &Surface<'_>) -> Plot {
        let area = plot.area();
        notes::draw(&self.input, &plot.time, area, surface, &mut plot.scene);
        if let (Some(labels), Some(panel)) = (labels, plot.panels.first()) {
            let placed = self.line_ends(&labels, panel, &plot.time, surface);
            for label in placed {
                plot.scene.text(label);
            }
        }
        plot
    }

    fn panel_count(&self) -> usize {
        match self.input.mode {
            ScaleMode::Panels => self.series.len().max(1),
            _ => 1,
        }
    }

    /// The series of a panel.
    pub(super) fn members(&self, panel: usize) -> Vec<usize> {
        match self.input.mode {
            ScaleMode::Panels => vec![panel],
            _ => (0..self.series.len()).collect(),
        }
    }

    fn header(&self, panel: usize, surface: &Surface<'_>) -> header::Header {
        let language = surface.language;
        let entry = |index: usize| -> Option<Entry> {
            let series = self.input.series.get(index)?;
            let own = matches!(self.input.mode, ScaleMode::Dual | ScaleMode::Panels);
            let mut text = series.axis.clone();
            if own && series.log {
                text = words::with_log_scale(&text, language);
            }
            if series.shift != 0 {
                text = words::with_shift(&text, series.shift, self.input.periods.kind, language);
            }
            Some(Entry {
                text,
                color: surface.theme.series(series.slot),
                sample: Sample::Line(surface.theme.dash(series.slot, true)),
            })
        };
        let on = |side: Side| {
            self.members(panel)
                .into_iter()
                .filter(|index| {
                    let at = self.input.series.get(*index).map(|series| series.side);
                    at == Some(side) || (side == Side::Left && self.input.mode != ScaleMode::Dual)
                })
                .filter_map(entry)
                .collect::<Vec<_>>()
        };
        let right = if self.input.mode == ScaleMode::Dual { on(Side::Right) } else { Vec::new() };
        let left = on(Side::Left);
        let caption = match self.input.mode {
            ScaleMode::Index => Some(words::index_caption(
                self.base.and_then(|base| {
                    let start = self.input.periods.start(base)?;
                    Some((start + (surface.zone)(start), self.input.periods.kind))
                }),
                language,
            )),
            ScaleMode::Zscore => Some(words::zscore_caption(language).to_owned()),
            _ => None,
        };
        let note = self.input.smoothing.filter(|_| panel == 0).map(|(periods, trailing)| {
            words::smoothed(periods, trailing, self.input.periods.kind, language)
        });
        header::Header { caption, left, right, note }
    }

    fn panel(
        &self,
        groups: &[Group],
        area: Area,
        time: &Scale,
        view: &Viewport,
        surface: &Surface<'_>,
        scene: &mut Scene,
    ) -> Panel {
        for span in &self.input.spans {
            shade(
                &self.input.periods,
                span.first,
                span.last,
                time,
                area,
                scene,
                match span.kind {
                    SpanKind::Apart => surface.theme.apart,
                    SpanKind::Outage => surface.theme.band,
                },
            );
        }
        let dual = groups.len() > 1;
        let empty = groups.iter().flat_map(|group| &group.series).all(|index| {
            self.series.get(*index).is_none_or(|s| s.line.is_empty() && s.hollow.is_empty())
        });
        let mut scales = Vec::new();
        for group in groups {
            let scale = Scale::new(group.axis.spread, group.axis.domain, (area.bottom, area.top));
            let ink = match (group.series.as_slice(), dual) {
                ([only], true) => self.color(*only, surface),
                _ => surface.theme.muted,
            };
            let first = scales.is_empty();
            let shares_lines = first || groups.first().is_some_and(|lead| aligned(lead, group));
            let broken = self.input.mode != ScaleMode::Zscore;
            let sides = Sides { side: group.side, grid: first, ticks: !shares_lines, broken };
            let bare = Axis { ticks: Vec::new(), ..group.axis.clone() };
            let shown = if empty { &bare } else { &group.axis };
            value_axis(shown, &scale, area, ink, sides, surface, scene);
            scales.extend(group.series.iter().map(|index| (*index, scale)));
        }
        for (index, scale) in ordered_by(&scales, &|a, b| a.0.cmp(&b.0)) {
            self.draw_series(*index, scale, area, time, surface, scene);
        }
        self.veil(area, time, view, surface, scene);
        if empty {
            scene.text(Label {
                at: at((area.left + area.right) / 2.0, (area.top + area.bottom) / 2.0),
                text: words::no_values(surface.language).to_owned(),
                size: surface.title(),
                bold: false,
                color: surface.theme.muted,
                align: Align::Middle,
            });
        }
        Panel { area, scales }
    }

    pub(super) fn color(&self, index: usize, surface: &Surface<'_>) -> Color {
        surface.theme.series(self.input.series.get(index).map_or(index, |series| series.slot))
    }

    fn draw_series(
        &self,
        index: usize,
        value: &Scale,
        area: Area,
        time: &Scale,
        surface: &Surface<'_>,
        scene: &mut Scene,
    ) {
        let Some(series) = self.series.get(index) else { return };
        let periods = &self.input.periods;
        let color = self.color(index, surface);
        let ground = surface.theme.background;
        let trace = Trace { periods, time, value, area, ratio: surface.ratio };
        let (from, to) = time.domain();
        let per_pixel = (to - from) / periods.mean_length() / area.width().max(1.0);
        let width = line_width(surface, per_pixel);
        if let Some(raw) = &series.raw {
            trace.draw(raw, scene, color.mix(ground, 0.62), 1.0, None);
        }
        // Half-covered buckets: a thin stem to the line, and a ring.
        let thin = color.mix(ground, 0.45);
        let visible = |(index, _): &&(usize, f64)| {
            periods.middle(*index).is_some_and(|middle| (from..=to).contains(&middle))
        };
        let hollow: Vec<&(usize, f64)> = series.hollow.iter().filter(visible).collect();
        // Where they are not exceptions they are dots, as far as pixels go.
        let few = (hollow.len() as f64) < area.width() / 12.0;
        for (at_index, at_value) in hollow.iter().filter(|_| few) {
            let Some(here) = trace.place(*at_index, *at_value) else { continue };
            let behind = series.raw.as_ref().unwrap_or(&series.line);
            for neighbour in [at_index.checked_sub(1), Some(at_index + 1)].into_iter().flatten() {
                let there = behind.value(neighbour).and_then(|v| trace.place(neighbour, v));
                if let Some(there) = there
                    && let Some((a, b)) = crate::chart::clip::segment(here, there, &area)
                {
                    scene.dashes(&[a, b], thin, 1.25, 3.0, 3.0);
                }
            }
        }
        // A mean over many turns seldom, however many periods it has.
        let smooth = if series.raw.is_some() { 2.5 } else { width };
        let calm = series.raw.is_some() || per_pixel < 0.4;
        let dash = surface.theme.dash(self.slot(index), calm);
        trace.draw(&series.line, scene, color, smooth, dash);
        let mut last_x = f64::NEG_INFINITY;
        for (at_index, at_value) in hollow {
            let Some(place) = trace.visible(*at_index, *at_value) else { continue };
            if place.x - last_x >= 1.0 / surface.ratio {
                let radius = if few { 3.2 } else { 1.6 };
                scene.dot(place, radius, Some(ground), Some(Stroke { color, width: 1.5 }));
                last_x = place.x;
            }
        }
    }

    fn slot(&self, index: usize) -> usize {
        self.input.series.get(index).map_or(index, |series| series.slot)
    }

    /// What is outside the analysed window recedes.
    fn veil(
        &self,
        area: Area,
        time: &Scale,
        view: &Viewport,
        surface: &Surface<'_>,
        scene: &mut Scene,
    ) {
        let Some((first, last)) = self.input.window else { return };
        let periods = &self.input.periods;
        let (from, to) = view.window();
        let start = periods.start(first).map_or(from, |ms| (ms as f64).clamp(from, to));
        let end = periods.end(last).map_or(to, |ms| (ms as f64).clamp(from, to));
        let (start, end) = (time.map(start), time.map(end));
        for (left, right) in [(area.left, start), (end, area.right)] {
            if right - left > 0.5 {
                scene.block(Area { left, right, ..area }, surface.theme.veil);
            }
        }
    }
}

/// A shaded run of buckets, cut to the area.
pub(in crate::chart) fn shade(
    periods: &Periods,
    first: usize,
    last: usize,
    time: &Scale,
    area: Area,
    scene: &mut Scene,
    fill: Color,
) {
    let (Some(start), Some(end)) = (periods.start(first), periods.end(last)) else { return };
    let left = time.map(start as f64).max(area.left);
    let right = time.map(end as f64).min(area.right);
    if right > left {
        scene.block(Area { left, right, ..area }, fill);
    }
}
