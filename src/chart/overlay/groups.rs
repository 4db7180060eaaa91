//! Value axes of a panel: which series each carries, and what it must cover of the visible window.

use super::{gutters::Gutters, input::Side, model::Model};
use crate::{
    chart::{
        scale::{Spread, extent},
        surface::Surface,
        ticks::{self, Axis},
    },
    recipe::recipe::ScaleMode,
    series::series::SeriesKind,
};

/// One value axis: what it carries and where it stands.
pub(super) struct Group {
    pub series: Vec<usize>,
    pub side: Side,
    pub axis: Axis,
}

impl Model {
    /// The value axes of a panel with their ticks for the visible window.
    pub(super) fn groups(
        &self,
        panel: usize,
        window: (f64, f64),
        height: f64,
        surface: &Surface<'_>,
    ) -> Vec<Group> {
        let members = self.members(panel);
        let side_of = |index: &usize| match self.input.mode {
            ScaleMode::Dual => self.input.series.get(*index).map_or(Side::Left, |s| s.side),
            _ => Side::Left,
        };
        let count = ((height / 52.0).round() as usize).clamp(2, 6);
        let pick = |side: Side| -> Vec<usize> {
            members.iter().copied().filter(|index| side_of(index) == side).collect()
        };
        let (left, right) = (pick(Side::Left), pick(Side::Right));
        let linear = |series: &[usize]| series.iter().all(|i| self.log_of(*i).is_none());
        let language = surface.language;
        if !left.is_empty() && !right.is_empty() && linear(&left) && linear(&right) {
            let (a, b) = ticks::shared(
                self.domain(&left, window),
                self.domain(&right, window),
                [self.counts(&left), self.counts(&right)],
                count,
                language,
            );
            return vec![
                Group { series: left, side: Side::Left, axis: a },
                Group { series: right, side: Side::Right, axis: b },
            ];
        }
        [(left, Side::Left), (right, Side::Right)]
            .into_iter()
            .filter(|(series, _)| !series.is_empty())
            .map(|(series, side)| {
                let domain = self.domain(&series, window);
                let log = series.iter().find_map(|index| self.log_of(*index));
                let axis = match log {
                    Some(spread) => ticks::logarithmic(spread, domain, count, language),
                    None => ticks::even(domain, self.counts(&series), count, language),
                };
                Group { series, side, axis }
            })
            .collect()
    }

    pub(super) fn log_of(&self, index: usize) -> Option<Spread> {
        self.series.get(index).and_then(|series| series.log)
    }

    /// Whether an axis carries numbers of events and nothing else.
    fn counts(&self, series: &[usize]) -> bool {
        matches!(self.input.mode, ScaleMode::Dual | ScaleMode::Panels)
            && series.iter().all(|index| {
                self.input.series.get(*index).is_some_and(|s| s.kind == SeriesKind::EventCount)
            })
    }

    /// What an axis must cover of the visible window: from zero where that flattens nothing.
    pub(super) fn domain(&self, series: &[usize], window: (f64, f64)) -> (f64, f64) {
        let periods = &self.input.periods;
        let from = periods.nearest(window.0).unwrap_or(0);
        let to = periods.nearest(window.1).map_or(0, |last| last + 1);
        let seen = series.iter().filter_map(|index| self.series.get(*index)).flat_map(|series| {
            let lines = [Some(&series.line), series.raw.as_ref()];
            let extremes = lines.into_iter().flatten().filter_map(move |l| l.extremes(from, to));
            let hollow = series
                .hollow
                .iter()
                .filter(move |(index, _)| (from..to).contains(index))
                .map(|(_, value)| (*value, *value));
            extremes.chain(hollow).flat_map(|(low, high)| [low, high]).collect::<Vec<_>>()
        });
        let (low, high) = extent(seen).unwrap_or((f64::NAN, f64::NAN));
        let log = series.iter().any(|index| self.log_of(*index).is_some());
        match self.input.mode {
            ScaleMode::Zscore => (low, high),
            _ if log => (low, high),
            _ => from_zero(low, high),
        }
    }
}

/// A domain down (or up) to zero where the smallest value is under a third of the largest: the
/// lines keep two thirds of the height.
fn from_zero(low: f64, high: f64) -> (f64, f64) {
    if low >= 0.0 && low * 3.0 < high {
        (0.0, high)
    } else if high <= 0.0 && high * 3.0 > low {
        (low, 0.0)
    } else {
        (low, high)
    }
}

pub(super) fn aligned(lead: &Group, other: &Group) -> bool {
    lead.axis.spread == Spread::Linear
        && other.axis.spread == Spread::Linear
        && lead.axis.ticks.len() == other.axis.ticks.len()
}

pub(super) fn gutters(
    panels: &[Vec<Group>],
    ends: Option<&[String]>,
    surface: &Surface<'_>,
) -> Gutters {
    let widest = |side: Side| {
        panels
            .iter()
            .flatten()
            .filter(|group| group.side == side)
            .flat_map(|group| &group.axis.ticks)
            .map(|tick| surface.small_width(&tick.text))
            .fold(0.0, f64::max)
    };
    let beside = |width: f64| if width > 0.0 { (width + 10.0).ceil() } else { 0.0 };
    let ends = ends.map_or(0.0, |ends| {
        let widths = ends.iter().map(|l| surface.measure.width(l, surface.small(), true));
        widths.fold(0.0, f64::max)
    });
    Gutters {
        // The rolling correlation below shares the gutters: its labels must fit as well.
        left: beside(widest(Side::Left)).max(beside(surface.small_width("−0.5"))),
        right: beside(widest(Side::Right)).max(beside(ends)).max(6.0),
    }
}
