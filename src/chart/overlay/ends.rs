//! Names at the line ends: a reader's eye need not travel to a legend.

use super::{model::Model, plot::Panel};
use crate::{
    chart::{
        measure::fit,
        scale::Scale,
        scene::{Align, Label, at},
        surface::Surface,
    },
    kit::indices::ordered_by,
    recipe::recipe::ScaleMode,
    text::chart as words,
};

impl Model {
    /// Names at the line ends, where one axis carries all lines and there is room beside it.
    pub(super) fn end_labels(&self, surface: &Surface<'_>) -> Option<Vec<String>> {
        let shared_axis = matches!(self.input.mode, ScaleMode::Index | ScaleMode::Zscore);
        if !shared_axis || surface.width < 560.0 || self.series.len() > 6 {
            return None;
        }
        let room = (surface.width * 0.2).min(180.0);
        let fitted = self.input.series.iter().map(|series| {
            let name = match series.shift {
                0 => series.name.clone(),
                shift => words::with_shift(
                    &series.name,
                    shift,
                    self.input.periods.kind,
                    surface.language,
                ),
            };
            fit(&name, room, surface.small(), true, surface.measure)
        });
        Some(fitted.collect())
    }

    /// The labels beside the last visible value of each line, moved apart where they would touch.
    pub(super) fn line_ends(
        &self,
        labels: &[String],
        panel: &Panel,
        time: &Scale,
        surface: &Surface<'_>,
    ) -> Vec<Label> {
        let periods = &self.input.periods;
        let to = periods.first_drawn_from(time.domain().1);
        let from = periods.first_drawn_from(time.domain().0);
        let placed: Vec<(usize, f64)> = panel
            .scales
            .iter()
            .filter_map(|(index, scale)| {
                let line = &self.series.get(*index)?.line;
                let last = line.last_value(from, to)?;
                let y = scale.map(last).clamp(panel.area.top, panel.area.bottom);
                y.is_finite().then_some((*index, y))
            })
            .collect();
        let by_height = ordered_by(&placed, &|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        let placed: Vec<(usize, f64)> = by_height.into_iter().copied().collect();
        let height = surface.small() * 1.3;
        let spread = spread_out(
            &placed.iter().map(|(_, y)| *y).collect::<Vec<_>>(),
            height,
            (panel.area.top, panel.area.bottom),
        );
        placed
            .iter()
            .zip(spread)
            .filter_map(|((index, _), y)| {
                Some(Label {
                    at: at(panel.area.right + 8.0, y),
                    text: labels.get(*index)?.clone(),
                    size: surface.small(),
                    bold: true,
                    color: self.color(*index, surface),
                    align: Align::Start,
                })
            })
            .collect()
    }
}

/// Places at least `apart` from each other, in order, near their natural positions.
fn spread_out(wanted: &[f64], apart: f64, (low, high): (f64, f64)) -> Vec<f64> {
    let mut places: Vec<f64> = Vec::with_capacity(wanted.len());
    for want in wanted {
        let least = places.last().map_or(low, |last| last + apart);
        places.push(want.max(least));
    }
    let mut most = high;
    for place in places.iter_mut().rev() {
        *place = place.min(most);
        most = *place - apart;
    }
    places
}
