//! Rhythms that no calendar names: a machine's shift of nine days, a tide, a pulse every month
//! and a half. An autoregression of bounded order leaves part of a strict cycle in the residuals,
//! and two strict cycles of similar length agree at some lag whatever made them.
//!
//! Contract: scores with NaN as missing (counted as 0, their mean); fewer than 60 scores, or
//! cycles that the span repeats less than three times, are left alone.

use std::f64::consts::{PI, TAU};

/// Frequencies, in cycles a bucket, of the lines in a series of scores that are stronger than the
/// strongest that white noise shows in one of twenty series; strongest first, at most `most`.
///
/// The threshold is low on purpose: a line that is not there costs two coefficients, a line that
/// is left in both series feigns a relation. A periodogram on at least twice the Fourier
/// frequencies; power over its mean is exponential under the null, and about 1.25 n of its values
/// are independent. O(n log n).
///
/// Source: Fisher 1929, in the limit of many frequencies.
pub fn lines(scores: &[f64], most: usize) -> Vec<f64> {
    let n = scores.len();
    if scores.iter().filter(|v| !v.is_nan()).count() < 60 {
        return Vec::new();
    }
    let size = (2 * n).next_power_of_two();
    let mut re: Vec<f64> = scores.iter().map(|v| if v.is_nan() { 0.0 } else { *v }).collect();
    let total: f64 = re.iter().map(|v| v * v).sum();
    re.resize(size, 0.0);
    let mut im = vec![0.0; size];
    fourier(&mut re, &mut im);
    let power: Vec<f64> =
        (0..=size / 2).map(|j| (re[j] * re[j] + im[j] * im[j]) / total.max(1e-300)).collect();
    let threshold = (1.25 * n as f64 / 0.05).ln();
    let lowest = (3 * size).div_ceil(n);
    let at = |j: usize| power.get(j).copied().unwrap_or_else(|| power[size - j]);
    let mut peaks: Vec<usize> = (lowest..=size / 2)
        .filter(|&j| at(j) > threshold && at(j) >= at(j - 1) && at(j) >= at(j + 1))
        .collect();
    crate::order::sort_by(&mut peaks, |&a, &b| at(b).total_cmp(&at(a)).then(a.cmp(&b)));
    let mut found: Vec<f64> = Vec::new();
    for j in peaks {
        // Peak of the parabola through the logarithms of three neighbours.
        let log = |j: usize| at(j).max(1e-300).ln();
        let (a, b, c) = (log(j - 1), log(j), log(j + 1));
        let curvature = a - 2.0 * b + c;
        let shift = if curvature < 0.0 { 0.5 * (a - c) / curvature } else { 0.0 };
        let frequency = (j as f64 + shift.clamp(-0.5, 0.5)) / size as f64;
        // Side lobes of a stronger line are no lines.
        let apart = found.iter().all(|f| (f - frequency).abs() > 1.5 / n as f64);
        if apart && found.len() < most {
            found.push(frequency);
        }
    }
    found
}

/// Cosine and sine of a frequency over n buckets.
pub fn line_columns(n: usize, frequency: f64) -> [Vec<f64>; 2] {
    let angle = |t: usize| TAU * (t as f64 * frequency).fract();
    [(0..n).map(|t| angle(t).cos()).collect(), (0..n).map(|t| angle(t).sin()).collect()]
}

/// In-place radix-2 Fourier transform; lengths are powers of two.
fn fourier(re: &mut [f64], im: &mut [f64]) {
    let n = re.len();
    let mut j = 0;
    for i in 1..n {
        let mut bit = n >> 1;
        while j & bit != 0 {
            j ^= bit;
            bit >>= 1;
        }
        j ^= bit;
        if i < j {
            re.swap(i, j);
            im.swap(i, j);
        }
    }
    let mut half = 1;
    while half < n {
        for k in 0..half {
            let angle = -PI * k as f64 / half as f64;
            let (c, s) = (angle.cos(), angle.sin());
            let mut i = k;
            while i < n {
                let (xr, xi) = (re[i + half], im[i + half]);
                let (tr, ti) = (xr * c - xi * s, xr * s + xi * c);
                (re[i + half], im[i + half]) = (re[i] - tr, im[i] - ti);
                re[i] += tr;
                im[i] += ti;
                i += 2 * half;
            }
        }
        half *= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{
        random::Random,
        simulate::{sum, wave, white},
    };

    #[test]
    fn finds_cycles_between_the_grid_and_few_in_noise() {
        let mut g = Random::new(41);
        for period in [4.7, 30.0, 44.3] {
            let x = sum(&[&wave(300, period, 0.2, 0.8), &white(300, &mut g)]);
            let found = 1.0 / lines(&x, 3)[0];
            assert!((found / period - 1.0).abs() < 0.03, "{period} {found}");
        }
        let two =
            sum(&[&wave(300, 9.1, 0.2, 1.0), &wave(300, 21.0, 0.7, 0.9), &white(300, &mut g)]);
        assert_eq!(lines(&two, 6).len(), 2);
        let alarms = (0..300).filter(|_| !lines(&white(200, &mut g), 3).is_empty()).count();
        assert!(alarms <= 25, "{alarms}");
        assert!(lines(&wave(59, 7.0, 0.0, 1.0), 3).is_empty());
        assert!(lines(&[0.0; 100], 3).is_empty());
        assert!(lines(&wave(200, 150.0, 0.0, 1.0), 3).iter().all(|f| 200.0 * f > 2.9));
    }

    #[test]
    fn transform_of_a_wave() {
        let mut re = wave(16, 4.0, 0.0, 1.0);
        let mut im = vec![0.0; 16];
        fourier(&mut re, &mut im);
        for (j, v) in re.iter().enumerate() {
            let want = if j == 4 || j == 12 { 8.0 } else { 0.0 };
            assert!((v - want).abs() < 1e-9 && im[j].abs() < 1e-9);
        }
    }
}
