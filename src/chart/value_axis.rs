//! Axes, few and quiet: grid lines of one axis, labels beside the plot, calendar below it.

use super::{
    calendar::{self, TimeAxis},
    color::Color,
    overlay::Side,
    periods::Periods,
    scale::{Scale, Spread},
    scene::{Align, Area, Label, Scene, at},
    surface::Surface,
    ticks::Axis,
};

/// What a value axis draws besides its labels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sides {
    /// Where the labels are.
    pub side: Side,
    /// Grid lines across the plot.
    pub grid: bool,
    /// Short strokes, where another axis has the grid lines.
    pub ticks: bool,
    /// A mark where the axis is cut off before zero.
    pub broken: bool,
}

/// Labels and grid lines of a value axis.
pub(super) fn value_axis(
    axis: &Axis,
    scale: &Scale,
    area: Area,
    ink: Color,
    sides: Sides,
    surface: &Surface<'_>,
    scene: &mut Scene,
) {
    let theme = surface.theme;
    let mut lowest_label = f64::INFINITY;
    for tick in &axis.ticks {
        let y = scale.map(tick.value);
        if !(area.top - 0.5..=area.bottom + 0.5).contains(&y) {
            continue;
        }
        let base = (y - area.bottom).abs() < 0.5;
        let zero = tick.value == 0.0 && axis.spread != Spread::Log;
        if sides.grid && !base {
            let color = if zero { theme.axis } else { theme.grid };
            scene.line(at(area.left, y), at(area.right, y), color, 1.0);
        }
        let (edge, outwards) = match sides.side {
            Side::Left => (area.left, -1.0),
            Side::Right => (area.right, 1.0),
        };
        if sides.ticks {
            scene.line(at(edge, y), at(edge + outwards * 4.0, y), ink, 1.0);
        }
        // Labels go upwards; one that would touch the one below is dropped.
        if lowest_label - y < surface.small() * 1.25 {
            continue;
        }
        lowest_label = y;
        scene.text(Label {
            at: at(edge + outwards * 7.0, y),
            text: tick.text.clone(),
            size: surface.small(),
            bold: false,
            color: ink,
            align: if outwards < 0.0 { Align::End } else { Align::Start },
        });
    }
    let (low, high) = axis.domain;
    let shown = sides.broken && axis.spread == Spread::Linear && !axis.ticks.is_empty();
    if shown && (low > 0.0 || high < 0.0) {
        let edge = if sides.side == Side::Left { area.left } else { area.right };
        let (foot, up) = if low > 0.0 { (area.bottom, -1.0) } else { (area.top, 1.0) };
        let zigzag = [(0.0, 0.0), (0.0, 4.0), (-4.0, 6.0), (4.0, 10.0), (0.0, 12.0), (0.0, 16.0)];
        let path = zigzag.iter().map(|(across, along)| at(edge + across, foot + up * along));
        scene.path(path.collect(), ink, 1.25);
    }
    if sides.grid {
        scene.line(at(area.left, area.bottom), at(area.right, area.bottom), theme.axis, 1.0);
    }
}

/// Ticks and labels below the plot.
pub(super) fn time_axis(
    periods: &Periods,
    time: &Scale,
    area: Area,
    surface: &Surface<'_>,
    scene: &mut Scene,
) {
    let axis = TimeAxis {
        scale: *time,
        limits: (0.0, surface.width),
        bucket: periods.mean_length(),
        week_anchor: week_anchor(periods),
    };
    let (ticks, _) = calendar::ticks(&axis, surface);
    let size = surface.small();
    for tick in &ticks {
        scene.line(
            at(tick.px, area.bottom),
            at(tick.px, area.bottom + 5.0),
            surface.theme.axis,
            1.0,
        );
        let label = |at_px: f64, row: f64, text: &str, color: Color| Label {
            at: at(at_px, area.bottom + 6.0 + size * (0.6 + 1.2 * row)),
            text: text.to_owned(),
            size,
            bold: false,
            color,
            align: Align::Middle,
        };
        scene.text(label(tick.label_px, 0.0, &tick.text, surface.theme.muted));
        if let Some(context) = &tick.context {
            let width = surface.small_width(context);
            let px = calendar::context_px(tick.label_px, width, axis.limits);
            scene.text(label(px, 1.0, context, surface.theme.text));
        }
    }
}

/// An instant at which a week begins: the buckets' own weeks, else Monday.
fn week_anchor(periods: &Periods) -> i64 {
    const MONDAY: i64 = 4 * 86_400_000;
    let own = if periods.kind.follows_weeks() { periods.start(0) } else { None };
    own.unwrap_or(MONDAY)
}
