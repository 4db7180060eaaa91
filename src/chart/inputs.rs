//! The charts' inputs of a figure: one place where what the application shows becomes what is
//! drawn, on the page and in an export alike.

use super::{
    data::{self, Figure, FigureSeries},
    lags, matrix,
    overlay::{self, Note, SeriesInput, Side, Span, SpanKind},
    periods::Periods,
    rolling, scatter,
};
use crate::report::{
    drawing::{Drawn, on_right},
    report::Rolling,
};
use std::sync::Arc;

/// Inputs of all views.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    /// The buckets, shared by all.
    pub periods: Arc<Periods>,
    /// Both over time.
    pub overlay: overlay::Input,
    /// One against the other, where there are two.
    pub scatter: Option<scatter::Input>,
    /// Correlation at every lag, where it is known.
    pub lags: Option<lags::Input>,
    /// Correlation in a moving window, where it is known and there is any.
    pub rolling: Option<rolling::Input>,
    /// Every pair, where there are several.
    pub matrix: Option<matrix::Input>,
}

impl Inputs {
    /// Of a figure; x is its first series, y its second.
    pub fn of(figure: &Figure) -> Inputs {
        let periods = Arc::new(Periods::new(figure.edges_ms.clone(), figure.period));
        let apart = spans(&figure.disagreements, SpanKind::Apart);
        let outages = spans(&figure.outages, SpanKind::Outage);
        let pair = figure.series.first().zip(figure.series.get(1));
        let drawn: Vec<Drawn<'_>> =
            figure.series.iter().map(|series| (&series.info, series.values.as_slice())).collect();
        let sides = on_right(&drawn);
        let lines = figure.series.iter().zip(sides);
        let overlay = overlay::Input {
            periods: periods.clone(),
            series: lines.map(|(series, right)| line(figure, series, right)).collect(),
            partial: figure.partial.clone(),
            mode: figure.scale,
            smoothing: (figure.smoothing > 1).then_some((figure.smoothing, figure.trailing)),
            spans: apart.iter().chain(&outages).cloned().collect(),
            notes: figure
                .notes
                .iter()
                .map(|note| Note { at_ms: note.at_ms, text: note.text.clone() })
                .collect(),
            window: figure.window,
        };
        let scatter = pair.map(|(x, y)| scatter::Input {
            periods: periods.clone(),
            x: axis(x, figure.log_x),
            y: axis(y, figure.log_y),
            partial: figure.partial.clone(),
            // At the lag that the verdict speaks of, until the reader picks one.
            shift: if figure.shift == 0 { figure.best_lag.unwrap_or(0) } else { figure.shift },
            window: figure.window,
        });
        // Slow swings have no lag at which windows could be compared: they stay with the same period.
        let strength = figure.strength.filter(|strength| !strength.slow);
        let window = strength.map_or((0, 0), |strength| (strength.from, strength.to));
        let name = |series: Option<&FigureSeries>| {
            series.map_or_else(String::new, |series| series.info.label.clone())
        };
        let told = |rolling: &&Rolling| {
            rolling.r.iter().chain(&rolling.levels).flatten().any(|r| r.is_finite())
        };
        let rolling = figure.rolling.as_ref().filter(told).map(|rolling| rolling::Input {
            periods: periods.clone(),
            at: figure.rolling_at.clone(),
            surprises: rolling.r.clone(),
            levels: rolling.levels.clone(),
            band: rolling.band,
            spans: apart,
            lags: window,
            x: name(figure.series.first()),
            y: name(figure.series.get(1)),
        });
        let lags = pair.zip(figure.lags.as_ref()).map(|((x, y), lags)| lags::Input {
            lags: lags.lags.clone(),
            surprises: lags.surprises.clone(),
            levels: lags.levels.clone(),
            band: lags.band,
            best: figure.best_lag,
            strength: figure.strength.filter(|_| figure.best_lag.is_some()),
            declared: figure.declared_lags,
            shift: figure.shift,
            period: figure.period,
            x: x.info.label.clone(),
            y: y.info.label.clone(),
        });
        let matrix = figure.matrix.as_ref().map(|matrix| {
            let place = |id: &str| matrix.series.iter().position(|series| series == id);
            matrix::Input {
                labels: figure.matrix_labels.clone(),
                r: matrix.surprises.clone(),
                p: matrix.holm.clone(),
                pair: pair.and_then(|(x, y)| place(&x.info.id).zip(place(&y.info.id))),
            }
        });
        Inputs { periods, overlay, scatter, lags, rolling, matrix }
    }
}

fn spans(spans: &[data::Span], kind: SpanKind) -> Vec<Span> {
    let span = |span: &data::Span| Span {
        first: span.first,
        last: span.last,
        text: span.text.clone(),
        kind,
    };
    spans.iter().map(span).collect()
}

fn axis(series: &FigureSeries, log: bool) -> scatter::AxisInput {
    scatter::AxisInput {
        title: series.axis.clone(),
        slot: series.slot,
        log,
        values: series.values.clone(),
    }
}

fn line(figure: &Figure, series: &FigureSeries, right: bool) -> SeriesInput {
    SeriesInput {
        name: series.info.label.clone(),
        axis: series.axis.clone(),
        unit: series.info.unit.clone(),
        slot: series.slot,
        kind: series.info.kind,
        values: series.values.clone(),
        smoothed: series.smoothed.clone(),
        side: if right { Side::Right } else { Side::Left },
        log: match series.slot {
            0 => figure.log_x,
            1 => figure.log_y,
            _ => false,
        },
        shift: if series.slot == 1 { figure.shift } else { 0 },
    }
}

/// The zone of a figure's time axis: local minus UTC, milliseconds, from the buckets' edges.
///
/// Exact at every edge; inside a bucket the offset of its start, which is all that ticks no
/// finer than a bucket need.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ZoneSteps(Vec<(i64, i64)>);

impl ZoneSteps {
    /// Of a figure.
    pub fn of(figure: &Figure) -> ZoneSteps {
        let mut steps: Vec<(i64, i64)> = Vec::new();
        for (utc, local) in figure.edges_ms.iter().zip(&figure.local_edges_ms) {
            let offset = local - utc;
            if steps.last().is_none_or(|step| step.1 != offset) {
                steps.push((*utc, offset));
            }
        }
        ZoneSteps(steps)
    }

    /// Local minus UTC at an instant; before the first edge as at it.
    pub fn at(&self, utc_ms: i64) -> i64 {
        let after = self.0.partition_point(|step| step.0 <= utc_ms);
        self.0.get(after.saturating_sub(1)).map_or(0, |step| step.1)
    }
}
