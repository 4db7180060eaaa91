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

/// The fundamental of a pulse: at least four lines, and most of them, at whole multiples of one
/// frequency. A pulse of one or two buckets has more harmonics than stand out one by one, and two
/// series with pulses agree at the lag that brings them together.
///
/// Only pulses that come at least 24 times and not more than 62 buckets apart.
pub fn comb(lines: &[f64], n: usize) -> Option<f64> {
    let longest = (n as f64 / 24.0).min(62.0);
    let multiple = |f: f64, fundamental: f64| {
        let k = (f / fundamental).round();
        (k >= 1.0 && (f - k * fundamental).abs() < 0.5 / n as f64).then_some(k)
    };
    let mut best: Option<(usize, f64)> = None;
    for &line in lines {
        for part in 1..=8 {
            let fundamental = line / f64::from(part);
            if fundamental * longest < 1.0 || fundamental > 0.25 {
                continue;
            }
            let count = lines.iter().filter(|&&f| multiple(f, fundamental).is_some()).count();
            // Among equals the quickest: half of a fundamental has all its harmonics too.
            let better = best.is_none_or(|(c, f)| count > c || (count == c && fundamental > f));
            if better {
                best = Some((count, fundamental));
            }
        }
    }
    let (count, rough) = best.filter(|&(count, _)| count >= 4 && 2 * count > lines.len())?;
    let (mut moment, mut weight) = (0.0, 0.0);
    for (f, k) in lines.iter().filter_map(|&f| Some((f, multiple(f, rough)?))) {
        moment += k * f;
        weight += k * k;
    }
    let fundamental = moment / weight;
    (count > 0 && fundamental > 0.0).then_some(fundamental)
}

/// Cosines and sines of a frequency and all its multiples up to one cycle a bucket: a pulse has
/// edges sharper than a bucket, whose harmonics come back as aliases.
pub fn comb_columns(n: usize, fundamental: f64) -> Vec<Vec<f64>> {
    let most = (1.0 / fundamental) as u32;
    (1..=most).flat_map(|k| line_columns(n, f64::from(k) * fundamental)).collect()
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
    fn a_pulse_is_one_rhythm_and_lines_are_many() {
        let mut g = Random::new(43);
        for period in [30.4369, 10.0, 14.77] {
            let pulse: Vec<f64> = white(1260, &mut g)
                .iter()
                .enumerate()
                .map(|(t, e)| e + if (t as f64 + 3.3).rem_euclid(period) < 2.0 { 3.0 } else { 0.0 })
                .collect();
            let found = 1.0 / comb(&lines(&pulse, 12), 1260).unwrap();
            assert!((found / period - 1.0).abs() < 5e-4, "{period} {found}");
        }
        assert!(comb(&[0.013, 0.0452, 0.0917, 0.155, 0.2331], 1260).is_none());
        assert!(comb(&[0.1, 0.2, 0.3], 1260).is_none());
        assert!(comb(&[], 1260).is_none());
        assert_eq!(comb_columns(50, 0.1).len(), 20);
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
