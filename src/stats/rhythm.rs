//! Rhythms that no calendar names: a machine's shift of nine days, a tide, a pulse every month
//! and a half. An autoregression of bounded order leaves part of a strict cycle in the residuals,
//! and two strict cycles of similar length agree at some lag whatever made them.
//!
//! Contract: scores with NaN as missing (counted as 0, their mean); fewer than 60 scores, or
//! cycles that the span repeats less than three times, are left alone.

use super::distributions::chi2_sf;
use crate::kit::indices::ordered_by;
use std::f64::consts::{PI, TAU};

/// A series' periodogram, on at least twice the Fourier frequencies.
pub(crate) struct Spectrum {
    /// Number of buckets.
    n: usize,
    /// How many have a score.
    known: usize,
    /// Power over its mean at 0, 1 / size … 1 / 2 cycles a bucket, size a power of two.
    power: Vec<f64>,
}

impl Spectrum {
    /// Of scores. O(n log n).
    pub(crate) fn of(scores: &[f64]) -> Spectrum {
        let known = scores.iter().filter(|v| !v.is_nan()).count();
        Spectrum { n: scores.len(), known, power: periodogram(scores) }
    }

    /// Frequencies, in cycles a bucket, of the lines in a series of scores that are stronger than the
    /// strongest that white noise shows in one of twenty series; strongest first, at most `most`.
    ///
    /// The threshold is low on purpose: a line that is not there costs two coefficients, a line that
    /// is left in both series creates a spurious correlation. Power over its mean is exponential under
    /// the null, and about 1.25 n of its values are independent. O(n).
    ///
    /// Source: Fisher 1929, in the limit of many frequencies.
    pub(crate) fn lines(&self, most: usize) -> Vec<f64> {
        let Spectrum { n, known, ref power } = *self;
        if known < 60 {
            return Vec::new();
        }
        let size = 2 * (power.len() - 1);
        let threshold = (1.25 * n as f64 / 0.05).ln();
        let lowest = (3 * size).div_ceil(n);
        let at = |j: usize| power.get(j).copied().unwrap_or_else(|| power[size - j]);
        let peaks: Vec<usize> = (lowest..=size / 2)
            .filter(|&j| at(j) > threshold && at(j) >= at(j - 1) && at(j) >= at(j + 1))
            .collect();
        let peaks = ordered_by(&peaks, &|&a, &b| at(b).total_cmp(&at(a)).then(a.cmp(&b)));
        let mut found: Vec<f64> = Vec::new();
        for &j in peaks {
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

    /// The frequency of a pulse that returns on the clock, in cycles a bucket: the one whose
    /// harmonics together hold more power than those of any in one of a hundred series of noise, also
    /// without the strongest of them (that alone would be a line).
    ///
    /// A pulse of a bucket or two has more harmonics than stand out one by one, and two series with
    /// pulses of similar length agree at the lag that brings them together. Only pulses that return
    /// at least 24 times, every 4 to 62 buckets. O(60 n).
    pub(crate) fn pulse(&self) -> Option<f64> {
        let Spectrum { n, known, ref power } = *self;
        let n = n as f64;
        let longest = (n / 24.0).min(62.0);
        if known < 120 || longest < 4.0 {
            return None;
        }
        let size = 2.0 * (power.len() - 1) as f64;
        // The nearest; `round` is slow where there is no instruction for it.
        let at = |f: f64| power.get((f * size + 0.5) as usize).copied().unwrap_or(0.0);
        let mut best: Option<(f64, f64, f64)> = None;
        let (mut tried, mut fundamental) = (0.0, 1.0 / longest);
        while fundamental <= 0.25 {
            let harmonics = (0.5 / fundamental) as u32;
            let (mut sum, mut largest) = (0.0, 0.0_f64);
            for k in 1..=harmonics {
                let value = at(f64::from(k) * fundamental);
                sum += value;
                largest = largest.max(value);
            }
            // Without the largest, the others' sum is as if of one fewer, and never more.
            let (rest, count) = (sum - largest, f64::from(harmonics) - 1.0);
            let excess = (rest - count) / count.max(1.0).sqrt();
            // Half of a fundamental holds all its harmonics too, but as much noise again.
            if best.is_none_or(|b| excess > b.0) {
                best = Some((excess, fundamental, chi2_sf(2.0 * rest, 2.0 * count.max(1.0))));
            }
            tried += 1.0;
            // A quarter of the highest harmonic's width.
            fundamental += 0.25 / (n * f64::from(harmonics));
        }
        let (_, rough, _) = best.filter(|&(_, _, p)| p * tried < 0.01)?;
        // Each harmonic's own peak, the strong and the high ones counting most.
        let reach = (0.5 * size / n).ceil() as usize;
        let (mut moment, mut weight) = (0.0, 0.0);
        for k in 1..=(0.5 / rough) as u32 {
            let k = f64::from(k);
            let middle = (k * rough * size).round() as usize;
            let near = middle.saturating_sub(reach)..=(middle + reach).min(power.len() - 1);
            if let Some(peak) = near.max_by(|&a, &b| power[a].total_cmp(&power[b])) {
                moment += power[peak] * k * peak as f64 / size;
                weight += power[peak] * k * k;
            }
        }
        (weight > 0.0).then(|| moment / weight)
    }
}

/// Cosines and sines of a frequency and all its multiples up to one cycle a bucket: a pulse has
/// edges sharper than a bucket, whose harmonics come back as aliases.
pub(crate) fn pulse_columns(n: usize, fundamental: f64) -> Vec<Vec<f64>> {
    let most = (1.0 / fundamental) as u32;
    (1..=most).flat_map(|k| line_columns(n, f64::from(k) * fundamental)).collect()
}

/// Power over its mean at 0, 1 / size … 1 / 2 cycles a bucket, size a power of two of at least
/// twice the scores.
fn periodogram(scores: &[f64]) -> Vec<f64> {
    let size = (2 * scores.len()).next_power_of_two().max(2);
    let mut re: Vec<f64> = scores.iter().map(|v| if v.is_nan() { 0.0 } else { *v }).collect();
    let total: f64 = re.iter().map(|v| v * v).sum();
    re.resize(size, 0.0);
    let mut im = vec![0.0; size];
    fourier(&mut re, &mut im);
    (0..=size / 2).map(|j| (re[j] * re[j] + im[j] * im[j]) / total.max(1e-300)).collect()
}

/// Cosine and sine of a frequency over n buckets.
pub(crate) fn line_columns(n: usize, frequency: f64) -> [Vec<f64>; 2] {
    let angle = |t: usize| TAU * (t as f64 * frequency).fract();
    [libm::cos, libm::sin].map(|of| (0..n).map(|t| of(angle(t))).collect())
}

/// In-place radix-2 Fourier transform; lengths are powers of two.
fn fourier(re: &mut [f64], im: &mut [f64]) {
    let n = re.len();
    let turn = |k: usize| {
        let angle = -PI * k as f64 / (n / 2) as f64;
        (libm::cos(angle), libm::sin(angle))
    };
    let turns: Vec<(f64, f64)> = (0..n / 2).map(turn).collect();
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
        for (k, &(c, s)) in turns.iter().step_by(n / 2 / half).enumerate() {
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
        lab::simulate::{sum, wave, white},
        random::Random,
    };

    fn lines(scores: &[f64], most: usize) -> Vec<f64> {
        Spectrum::of(scores).lines(most)
    }

    fn pulse(scores: &[f64]) -> Option<f64> {
        Spectrum::of(scores).pulse()
    }

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
    fn a_pulse_is_found_by_all_its_harmonics() {
        let mut g = Random::new(43);
        for period in [30.4369, 10.0, 14.77] {
            let pulse_train: Vec<f64> = white(1260, &mut g)
                .iter()
                .enumerate()
                .map(|(t, e)| e + if (t as f64 + 3.3).rem_euclid(period) < 2.0 { 1.8 } else { 0.0 })
                .collect();
            let found = 1.0 / pulse(&pulse_train).unwrap();
            assert!((found / period - 1.0).abs() < 1e-3, "{period} {found}");
        }
        let alarms = (0..200).filter(|_| pulse(&white(600, &mut g)).is_some()).count();
        assert!(alarms <= 6, "{alarms}");
        let line = sum(&[&wave(1260, 30.0, 0.2, 0.7), &white(1260, &mut g)]);
        assert!(pulse(&line).is_none());
        assert!(pulse(&[0.0; 500]).is_none() && pulse(&[]).is_none());
        assert_eq!(pulse_columns(50, 0.1).len(), 20);
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
