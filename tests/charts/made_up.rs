//! Made-up series with a story: a price that climbs and falls, alerts that follow it two weeks
//! later.

use comove::{
    calendar::{civil::days_from_civil, period::Period},
    chart::{
        overlay::{Input, SeriesInput, Side},
        periods::Periods,
    },
    recipe::recipe::ScaleMode,
    series::series::SeriesKind,
};
use std::sync::Arc;

pub const DAY: i64 = 86_400_000;

/// The same numbers on every machine.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    /// Even in [0, 1).
    pub fn even(&mut self) -> f64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as f64 / (1_u64 << 31) as f64
    }

    /// About normal: mean 0, variance 1.
    pub fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.even()).sum::<f64>() - 6.0
    }
}

pub fn weeks(count: usize) -> Arc<Periods> {
    let start = days_from_civil(2018, 1, 1) * DAY;
    let edges = (0..=count as i64).map(|k| start + k * 7 * DAY).collect();
    Arc::new(Periods::new(edges, Period::Week))
}

pub fn days(count: usize) -> Arc<Periods> {
    let start = days_from_civil(2021, 2, 26) * DAY;
    Arc::new(Periods::new((0..=count as i64).map(|k| start + k * DAY).collect(), Period::Day))
}

/// A weekly price and weekly alerts that follow it two weeks later.
pub fn price_and_alerts(count: usize) -> (Vec<f64>, Vec<f64>) {
    let mut dice = Dice::new(7);
    let mut level = 4.9_f64;
    let price: Vec<f64> = (0..count)
        .map(|k| {
            let season = (k as f64 / 23.0).sin() * 0.02 - (level - 4.9) * 0.03;
            level += season + dice.normal() * 0.055;
            level.exp()
        })
        .collect();
    let alerts = (0..count)
        .map(|k| {
            let followed = price[k.saturating_sub(2)];
            (followed * 9.0 * (dice.normal() * 0.16).exp() + 150.0).round()
        })
        .collect();
    (price, alerts)
}

pub fn series(
    slot: usize,
    name: &str,
    axis: &str,
    kind: SeriesKind,
    values: Vec<f64>,
) -> SeriesInput {
    SeriesInput {
        name: name.to_owned(),
        axis: axis.to_owned(),
        unit: None,
        slot,
        kind,
        values,
        smoothed: Vec::new(),
        side: if slot == 0 { Side::Left } else { Side::Right },
        log: false,
        shift: 0,
    }
}

/// Input of the main picture.
pub fn overlay(count: usize, mode: ScaleMode) -> Input {
    let (price, alerts) = price_and_alerts(count);
    let mut partial = vec![false; count];
    if let Some(last) = partial.last_mut() {
        *last = true;
    }
    Input {
        periods: weeks(count),
        series: vec![
            series(0, "Price", "Mean price per week, USD", SeriesKind::Measurement, price),
            series(1, "Alerts", "Alerts per week", SeriesKind::EventCount, alerts),
        ],
        partial,
        mode,
        smoothing: None,
        spans: Vec::new(),
        notes: Vec::new(),
        window: None,
    }
}

/// One plain series over days.
pub fn one_series(values: Vec<f64>) -> Input {
    Input {
        periods: days(values.len()),
        partial: vec![false; values.len()],
        series: vec![series(0, "Level", "Level", SeriesKind::Measurement, values)],
        mode: ScaleMode::Dual,
        smoothing: None,
        spans: Vec::new(),
        notes: Vec::new(),
        window: None,
    }
}

/// Centred mean of `window` values.
pub fn smooth(values: &[f64], window: usize) -> Vec<f64> {
    let half = window / 2;
    (0..values.len())
        .map(|k| {
            if k < half || k + half >= values.len() {
                return f64::NAN;
            }
            let part = &values[k - half..=k + half];
            part.iter().sum::<f64>() / part.len() as f64
        })
        .collect()
}
