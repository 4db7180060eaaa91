//! Building blocks of simulated series: the noises and shapes that `processes` is made of.
//!
//! Contract: every function is decided by its arguments and the generator; lengths are as asked.

use crate::stats::random::Random;
use std::f64::consts::TAU;

/// Independent standard normals.
pub fn white(n: usize, g: &mut Random) -> Vec<f64> {
    (0..n).map(|_| g.normal()).collect()
}

/// Autoregression of order one with unit innovations, after `burn` steps.
pub(crate) fn ar1(n: usize, phi: f64, burn: usize, g: &mut Random) -> Vec<f64> {
    let mut level = 0.0;
    let mut step = || {
        level = phi * level + g.normal();
        level
    };
    (0..burn).for_each(|_| {
        step();
    });
    (0..n).map(|_| step()).collect()
}

/// The same with unit variance.
pub fn ar1_unit(n: usize, phi: f64, g: &mut Random) -> Vec<f64> {
    scaled(&ar1(n, phi, 300, g), (1.0 - phi * phi).sqrt())
}

/// x_t = a x_{t−1} + b x_{t−2} + e_t, after 200 steps.
pub(crate) fn ar2(n: usize, a: f64, b: f64, g: &mut Random) -> Vec<f64> {
    let mut x = vec![0.0; n + 200];
    for t in 2..x.len() {
        x[t] = a * x[t - 1] + b * x[t - 2] + g.normal();
    }
    x.split_off(200)
}

/// Running sum.
pub fn cumulate(x: &[f64]) -> Vec<f64> {
    let mut sum = 0.0;
    x.iter()
        .map(|v| {
            sum += v;
            sum
        })
        .collect()
}

/// GARCH(1, 1) with t₆ innovations.
pub(crate) fn garch(n: usize, omega: f64, alpha: f64, beta: f64, g: &mut Random) -> Vec<f64> {
    let mut variance = omega / (1.0 - alpha - beta);
    let mut draws: Vec<f64> = (0..n + 300)
        .map(|_| {
            let value = variance.sqrt() * student(6.0, g) * (4.0_f64 / 6.0).sqrt();
            variance = omega + alpha * value * value + beta * variance;
            value
        })
        .collect();
    draws.split_off(300)
}

/// Student t with `df` degrees of freedom.
pub(crate) fn student(df: f64, g: &mut Random) -> f64 {
    let chi2 = 2.0 * gamma(0.5 * df, g);
    g.normal() / (chi2 / df).sqrt()
}

/// Gamma with unit scale (Marsaglia & Tsang 2000).
pub fn gamma(shape: f64, g: &mut Random) -> f64 {
    if shape < 1.0 {
        return gamma(shape + 1.0, g) * g.uniform().powf(1.0 / shape);
    }
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let z = g.normal();
        let v = (1.0 + c * z).powi(3);
        if v > 0.0 && g.uniform().ln() < 0.5 * z * z + d - d * v + d * v.ln() {
            return d * v;
        }
    }
}

/// Poisson; above 500 a rounded normal.
pub(crate) fn poisson(mean: f64, g: &mut Random) -> f64 {
    if mean > 500.0 {
        return (mean + mean.sqrt() * g.normal()).round().max(0.0);
    }
    // In parts, so that e^-mean never underflows.
    let mut left = mean;
    let mut count = 0.0;
    while left > 0.0 {
        let part = left.min(50.0);
        left -= part;
        let limit = (-part).exp();
        let mut product = g.uniform();
        while product > limit {
            count += 1.0;
            product *= g.uniform();
        }
    }
    count
}

/// Poisson with a gamma mean of shape `k`: overdispersed counts.
pub fn negative_binomial(mean: f64, k: f64, g: &mut Random) -> f64 {
    let mean = mean * gamma(k, g) / k;
    poisson(mean, g)
}

/// Seven normal levels of size `amplitude`, repeated.
pub fn weekly(n: usize, amplitude: f64, g: &mut Random) -> Vec<f64> {
    cycle(n, 7, amplitude, g)
}

/// `period` normal levels of size `amplitude`, repeated.
pub(crate) fn cycle(n: usize, period: usize, amplitude: f64, g: &mut Random) -> Vec<f64> {
    let levels = scaled(&white(period, g), amplitude);
    (0..n).map(|i| levels[i % period]).collect()
}

/// amplitude · cos(τ (t / period − phase)).
pub fn wave(n: usize, period: f64, phase: f64, amplitude: f64) -> Vec<f64> {
    (0..n).map(|t| amplitude * libm::cos(TAU * (t as f64 / period - phase))).collect()
}

/// An S-shaped rise or fall of 1.5 somewhere in the span.
pub(crate) fn logistic(n: usize, g: &mut Random) -> Vec<f64> {
    let center = g.uniform() * n as f64;
    let width = (0.08 + 0.2 * g.uniform()) * n as f64;
    let size = if g.uniform() < 0.5 { 1.5 } else { -1.5 };
    (0..n).map(|t| size / (1.0 + (-(t as f64 - center) / width).exp())).collect()
}

/// Logarithm of a price of about 150, 3.9 % a day.
pub(crate) fn log_price(n: usize, g: &mut Random) -> Vec<f64> {
    let walk = cumulate(&garch(n, 0.00006, 0.08, 0.88, g));
    walk.iter().map(|v| v + 150f64.ln()).collect()
}

/// Daily detections of about 30: weekday, S-trend, memory, overdispersion, and `extra` on the
/// log scale.
pub(crate) fn detections(n: usize, extra: &[f64], g: &mut Random) -> Vec<f64> {
    let parts = [weekly(n, 0.25, g), logistic(n, g), scaled(&ar1_unit(n, 0.9, g), 0.3)];
    (0..n)
        .map(|t| {
            let log_mean: f64 =
                30f64.ln() + parts.iter().map(|p| p[t]).sum::<f64>() + extra.get(t).unwrap_or(&0.0);
            negative_binomial(log_mean.min(12.0).exp(), 6.0, g)
        })
        .collect()
}

/// Fractionally integrated noise: 1,000 terms of its moving average.
pub(crate) fn fractional(n: usize, d: f64, g: &mut Random) -> Vec<f64> {
    let terms = 1000;
    let mut weights = vec![1.0; terms];
    for k in 1..terms {
        weights[k] = weights[k - 1] * (k as f64 - 1.0 + d) / k as f64;
    }
    let noise = white(n + terms, g);
    (0..n)
        .map(|t| weights.iter().enumerate().map(|(k, w)| w * noise[t + terms - k]).sum())
        .collect()
}

/// Loses each value with probability `share`, and three in a row once.
pub(crate) fn with_gaps(mut x: Vec<f64>, share: f64, g: &mut Random) -> Vec<f64> {
    for v in &mut x {
        if g.uniform() < share {
            *v = f64::NAN;
        }
    }
    let from = 1 + g.below(x.len().saturating_sub(5).max(1));
    x.iter_mut().skip(from).take(3).for_each(|v| *v = f64::NAN);
    x
}

/// a · x.
pub fn scaled(x: &[f64], a: f64) -> Vec<f64> {
    x.iter().map(|v| a * v).collect()
}

/// Sum of series, element by element.
pub fn sum(parts: &[&[f64]]) -> Vec<f64> {
    let n = parts.iter().map(|p| p.len()).min().unwrap_or(0);
    (0..n).map(|t| parts.iter().map(|p| p[t]).sum()).collect()
}

/// t · slope / n, from 0.
pub(crate) fn ramp(n: usize, rise: f64) -> Vec<f64> {
    (0..n).map(|t| rise * t as f64 / n as f64).collect()
}
