//! Test S: do the *slow swings* of two series agree more than those of unrelated ones?
//!
//! Prewhitening turns a slow link into many tiny agreements, spread over lags: test A sees one lag,
//! test B a window of at most fifteen. S keeps the slow Fourier coefficients of the scores and undoes
//! the delay that each series' own filter gave them, so that slow swings stand where the series had
//! them. It adds up the products of the two and divides by the largest of three estimates of that
//! sum's spread: robust over frequencies, robust over time, and as if all frequencies were alike.
//!
//! Only the *phase* of the filter is undone: to divide by the filter itself would let a unit root blow
//! up the slowest coefficients.
//!
//! Contract: a missing score (NaN) counts as 0, its expectation; fewer than fifteen buckets give
//! `None`; where nothing slow is left, S is 0. Swapping the series changes no bit but the lag's sign.
//! O(n · √n).
//!
//! Sources: prewhitened cross-correlation (Haugh 1976); products of a few slow coefficients (Müller &
//! Watson 2018, of levels); self-normalised spreads (Dalla, Giraitis & Phillips 2022), over
//! frequencies and over blocks of time. Their combination is our own; its rates are measured in
//! `examples/audit.md`.

use super::{
    distributions::normal_quantile,
    slow_null::{p_at, p_of_smaller},
};
use std::f64::consts::TAU;

/// Real and imaginary part.
pub type Complex = [f64; 2];

/// Blocks of time of the spread that is robust over time.
const BLOCKS: usize = 8;
/// Dates at which a change of level is looked for in both, and one.
const EVENTS: usize = 61;
/// Buckets from which the second slowest coefficient is left out too.
const LONG: usize = 700;

/// The two highest frequencies tried, in cycles a span.
pub fn cutoffs(n: usize) -> [usize; 2] {
    let root = (n as f64).sqrt();
    let at = |share: f64, least: usize| ((share * root).round_ties_even() as usize).max(least);
    [at(0.35, 4), at(0.7, 7)]
}

/// The lowest frequency used, in cycles a span.
pub fn lowest(n: usize) -> usize {
    if n < LONG { 2 } else { 3 }
}

/// Coefficients π₀ = 1, π₁ … of the filter that makes surprises of a series: 1 − Σφ L, and times
/// 1 − L where the φ are those of its changes.
pub fn filter(past: &[f64], unit_root: bool) -> Vec<f64> {
    let mut pi = vec![1.0];
    pi.extend(past.iter().map(|phi| -phi));
    if unit_root {
        pi.push(0.0);
        for j in (1..pi.len()).rev() {
            pi[j] -= pi[j - 1];
        }
    }
    pi
}

/// A filter's response at the frequencies 1 ..= last of a span of n buckets.
fn responses(pi: &[f64], last: usize, circle: &[Complex]) -> Vec<Complex> {
    let n = circle.len();
    let response = |k: usize| {
        pi.iter().enumerate().fold([0.0, 0.0], |[re, im], (j, pi)| {
            let [cos, sin] = circle[k * j % n];
            [re + pi * cos, im - pi * sin]
        })
    };
    (1..=last).map(response).collect()
}

/// Phases of a filter at the frequencies 1 ..= last of a span of n buckets, in radians.
pub fn phases(pi: &[f64], n: usize, last: usize) -> Vec<f64> {
    responses(pi, last, &circle(n)).into_iter().map(|[re, im]| libm::atan2(im, re)).collect()
}

/// Scores with missing ones as 0, less their projection on 1, t, t² over all buckets.
pub fn without_trend(scores: &[f64]) -> Vec<f64> {
    let n = scores.len();
    let mut flat: Vec<f64> = scores.iter().map(|v| if v.is_nan() { 0.0 } else { *v }).collect();
    // −1 to 1, so that 1 and t, and t and t², are orthogonal for any n.
    let at = |t: usize| (2.0 * t as f64 + 1.0) / n as f64 - 1.0;
    let square = (0..n).map(|t| at(t).powi(2)).sum::<f64>() / n as f64;
    for column in [&|_| 1.0, &at, &|t| at(t).powi(2) - square] as [&dyn Fn(usize) -> f64; 3] {
        let (mut along, mut length) = (0.0, 0.0);
        for (t, v) in flat.iter().enumerate() {
            along += column(t) * v;
            length += column(t).powi(2);
        }
        if length > 0.0 {
            flat.iter_mut().enumerate().for_each(|(t, v)| *v -= along / length * column(t));
        }
    }
    flat
}

/// cos and sin of 2πj / n.
pub fn circle(n: usize) -> Vec<Complex> {
    (0..n)
        .map(|j| {
            let angle = TAU * j as f64 / n as f64;
            [libm::cos(angle), libm::sin(angle)]
        })
        .collect()
}

/// Fourier coefficients 1 … of trendless values, times √(2/n), with each response's phase undone.
fn coefficients(flat: &[f64], responses: &[Complex], circle: &[Complex]) -> Vec<Complex> {
    let n = flat.len();
    let scale = (2.0 / n as f64).sqrt();
    let turned = |(k, [a, b]): (usize, Complex)| {
        let (mut re, mut im, mut at) = (0.0, 0.0, 0);
        for v in flat {
            re += v * circle[at][0];
            im -= v * circle[at][1];
            at += k;
            if at >= n {
                at -= n;
            }
        }
        let gain = libm::hypot(a, b);
        let (cos, sin) = if gain > 0.0 { (a / gain, b / gain) } else { (1.0, 0.0) };
        [scale * (re * cos + im * sin), scale * (im * cos - re * sin)]
    };
    (1..).zip(responses.iter().copied()).map(turned).collect()
}

/// Coefficients 1 ..= last of a step of height 1 from each of the dates on at which one is looked for,
/// less its projection on 1, t, t². O(n · last) for all of them together.
fn steps(last: usize, circle: &[Complex]) -> Vec<(usize, Vec<Complex>)> {
    let n = circle.len();
    let plain = vec![[1.0, 0.0]; last];
    let along: Vec<f64> = (0..n).map(|t| (2.0 * t as f64 + 1.0) / n as f64 - 1.0).collect();
    let square = along.iter().map(|a| a * a).sum::<f64>() / n as f64;
    // A constant has none of these coefficients.
    let columns = [along.clone(), along.iter().map(|a| a * a - square).collect()];
    let columns = columns.map(|column| {
        let length: f64 = column.iter().map(|v| v * v).sum();
        let own = coefficients(&column, &plain, circle);
        (column, own, length)
    });
    let dates: Vec<usize> = (1..EVENTS).map(|i| i * n / EVENTS).collect();
    let scale = (2.0 / n as f64).sqrt();
    // Of what lies before a date: a whole circle adds up to 0.
    let mut before = vec![[0.0, 0.0]; last];
    let (mut passed, mut all) = ([0.0, 0.0], Vec::with_capacity(dates.len()));
    let mut from = 0;
    for date in dates {
        for t in from..date {
            for (k, sum) in (1..).zip(&mut before) {
                let [cos, sin] = circle[k * t % n];
                (sum[0], sum[1]) = (sum[0] + cos, sum[1] - sin);
            }
            for (passed, (column, ..)) in passed.iter_mut().zip(&columns) {
                *passed += column[t];
            }
        }
        from = date;
        let step = (0..last).map(|k| {
            // Each column adds up to 0, so what comes after is what came before with the other sign.
            let less = |i: usize| {
                columns
                    .iter()
                    .zip(passed)
                    .map(|((_, own, length), p)| p / length * own[k][i])
                    .sum::<f64>()
            };
            [0, 1].map(|i| less(i) - scale * before[k][i])
        });
        all.push((date, step.collect()));
    }
    all
}

/// Everything at one cut-off.
#[derive(Clone, Debug, PartialEq)]
pub struct AtCutoff {
    /// Highest frequency, in cycles a span.
    pub last: usize,
    /// T: the sum of the products of coefficients.
    pub sum: f64,
    /// Its spread, robust over frequencies.
    pub over_frequencies: f64,
    /// Robust over time.
    pub over_time: f64,
    /// As if all frequencies were alike.
    pub alike: f64,
    /// Sums of the slow parts' product over eight blocks of time.
    pub blocks: [f64; BLOCKS],
    /// The same half a block later.
    pub blocks_later: [f64; BLOCKS],
    /// |T| over the largest spread.
    pub statistic: f64,
    /// Correlation of the slow parts: T over the root of both sums of squares.
    pub r: f64,
}

/// Sums over eight blocks, and over eight that begin half a block later, wrapping round.
fn block_sums(product: &[f64]) -> [[f64; BLOCKS]; 2] {
    let n = product.len();
    let half = (n / BLOCKS) / 2;
    [0, half].map(|later| {
        std::array::from_fn(|j| {
            (j * n / BLOCKS..(j + 1) * n / BLOCKS).map(|t| product[(t + later) % n]).sum()
        })
    })
}

/// S of coefficients `first ..= last` in as many buckets as the circle has points.
pub fn at_cutoff(
    (u, v): (&[Complex], &[Complex]),
    (first, last): (usize, usize),
    circle: &[Complex],
) -> AtCutoff {
    let n = circle.len();
    let used = || (first..=last).map(|k| (k, u[k - 1], v[k - 1]));
    let (mut sum, mut squares, mut xx, mut yy, mut terms) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for (_, a, b) in used() {
        for (a, b) in a.into_iter().zip(b) {
            sum += a * b;
            squares += (a * b) * (a * b);
            xx += a * a;
            yy += b * b;
            terms += 1.0;
        }
    }
    // x_t y_t n / 2 with x_t = 2/n Re Σ U e^{iωt}: these products sum to T.
    let (mut slow_x, mut slow_y) = (vec![0.0; n], vec![0.0; n]);
    for (k, a, b) in used() {
        let mut at = 0;
        for (x, y) in slow_x.iter_mut().zip(&mut slow_y) {
            let [cos, sin] = circle[at];
            *x += a[0] * cos - a[1] * sin;
            *y += b[0] * cos - b[1] * sin;
            at += k;
            if at >= n {
                at -= n;
            }
        }
    }
    let share = 2.0 / n as f64;
    let product: Vec<f64> = slow_x.iter().zip(&slow_y).map(|(x, y)| x * y * share).collect();
    let [blocks, blocks_later] = block_sums(&product);
    let size = |sums: &[f64; BLOCKS]| sums.iter().map(|v| v * v).sum::<f64>();
    let over_frequencies = squares.sqrt();
    let over_time = size(&blocks).max(size(&blocks_later)).sqrt();
    let alike = (xx * yy / terms).sqrt();
    let largest = over_frequencies.max(over_time).max(alike);
    let norm = (xx * yy).sqrt();
    AtCutoff {
        last,
        sum,
        over_frequencies,
        over_time,
        alike,
        blocks,
        blocks_later,
        statistic: if largest > 0.0 { sum.abs() / largest } else { 0.0 },
        r: if norm > 0.0 { sum / norm } else { 0.0 },
    }
}

/// The slow swings of two series.
#[derive(Clone, Debug)]
pub struct SlowSwings {
    /// Number of buckets.
    pub n: usize,
    /// Scores without trend.
    pub flat: [Vec<f64>; 2],
    /// Slow coefficients 1 ..= the higher cut-off, phase restored.
    pub coefficients: [Vec<Complex>; 2],
    /// What each series' filter leaves of a swing of its own at these frequencies.
    gains: [Vec<f64>; 2],
    /// At both cut-offs.
    pub at: [AtCutoff; 2],
}

/// What test S finds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SlowFinding {
    /// p at either cut-off.
    pub p_at: [f64; 2],
    /// p of the test.
    pub p: f64,
    /// Which cut-off decides: the one with the smaller p, the lower one on a tie.
    pub decides: usize,
}

impl SlowSwings {
    /// Of the scores of two series and their filters ([`filter`]).
    pub fn new(u: &[f64], v: &[f64], pi_x: &[f64], pi_y: &[f64]) -> Option<SlowSwings> {
        let n = u.len().min(v.len());
        let [k1, k2] = cutoffs(n);
        if 2 * k2 >= n {
            return None;
        }
        let circle = circle(n);
        let flat = [without_trend(&u[..n]), without_trend(&v[..n])];
        let responses = [pi_x, pi_y].map(|pi| responses(pi, k2, &circle));
        let coefficients = [0, 1].map(|s| coefficients(&flat[s], &responses[s], &circle));
        let gains = responses.map(|all| all.iter().map(|[a, b]| libm::hypot(*a, *b)).collect());
        let both = (&coefficients[0][..], &coefficients[1][..]);
        let at = [k1, k2].map(|last| at_cutoff(both, (lowest(n), last), &circle));
        Some(SlowSwings { n, flat, coefficients, gains, at })
    }

    /// What they amount to.
    pub fn finding(&self) -> SlowFinding {
        let first = lowest(self.n);
        let p_at = [0, 1].map(|i| p_at(first, self.at[i].last, self.at[i].statistic));
        let decides = usize::from(p_at[1] < p_at[0]);
        SlowFinding { p_at, p: p_of_smaller(first, cutoffs(self.n), p_at[decides]), decides }
    }

    /// p of the test of a statistic at a cut-off.
    pub(crate) fn p_of(&self, decides: usize, statistic: f64) -> f64 {
        let first = lowest(self.n);
        let at = p_at(first, self.at[decides].last, statistic);
        p_of_smaller(first, cutoffs(self.n), at)
    }

    /// How many frequencies a cut-off keeps.
    pub(crate) fn frequencies(&self, decides: usize) -> usize {
        (self.at[decides].last + 1).saturating_sub(lowest(self.n))
    }

    /// The fastest and the slowest swing that a cut-off keeps, as periods in buckets.
    pub fn periods(&self, decides: usize) -> [f64; 2] {
        [self.at[decides].last, lowest(self.n)].map(|k| self.n as f64 / k as f64)
    }

    /// Correlation of the slow swings at the higher cut-off that four of five pairs are found with, at
    /// a share of 5 %; `None` where not even equal swings would do.
    ///
    /// Simulated for 120 to 3,000 buckets at a third, right to 0.01: coefficients as equal as r says. With
    /// another share as much more or less as a normal test needs. Beside two tests that find nothing, with the
    /// shares of 180, 400, 1,260 and 3,000 buckets, 76, 79, 80 and 84 of 100 such pairs are found.
    pub fn detectable(&self, share: f64) -> Option<f64> {
        let frequencies = self.at[1].last + 1 - lowest(self.n);
        let m = frequencies as f64;
        // What 80 of 100 pass is 0.84 below their mean.
        let reached = |share: f64| 0.84 - normal_quantile(0.025 * share);
        let more = reached(share) / reached(1.0 / 3.0);
        let r = more * (2.46 + 0.0072 * m.min(60.0)) / m.sqrt();
        (r < 0.97).then_some(r)
    }

    /// What is left without one change of level at one date in both: the p of the test, and the bucket
    /// from which on the two have most of such a change in common.
    ///
    /// A level that breaks in both at once, or dips, looks like one slow swing. At each of sixty dates
    /// a step, as each series' own filter leaves it, is taken out of the coefficients; the date at
    /// which the two steps explain most of T counts. The null is that of the test itself.
    pub fn without_one_event(&self, decides: usize) -> (f64, usize) {
        let (n, first, last) = (self.n, lowest(self.n), self.at[decides].last);
        let (circle, used) = (circle(n), first - 1..last);
        let dot = |a: &[Complex], b: &[Complex]| -> f64 {
            a.iter().zip(b).map(|(a, b)| a[0] * b[0] + a[1] * b[1]).sum()
        };
        // A step of length 1 in the coefficients of one series, and how much of it they hold.
        let held = |s: usize, step: &[Complex]| -> (Vec<Complex>, f64) {
            let kept = |(c, gain): (&Complex, &f64)| c.map(|c| c * gain);
            let mut own: Vec<Complex> = step.iter().zip(&self.gains[s]).map(kept).collect();
            let length = dot(&own[used.clone()], &own[used.clone()]).sqrt();
            own.iter_mut().flatten().for_each(|c| *c /= length.max(f64::MIN_POSITIVE));
            let share = dot(&own[used.clone()], &self.coefficients[s][used.clone()]);
            (own, share)
        };
        let mut best = (f64::NEG_INFINITY, 0, Vec::new());
        for (at, step) in steps(last, &circle) {
            let both = vec![held(0, &step), held(1, &step)];
            let explained = both[0].1 * both[1].1 * self.at[decides].sum.signum();
            if explained > best.0 {
                best = (explained, at, both);
            }
        }
        let left: Vec<Vec<Complex>> = (self.coefficients.iter().zip(&best.2))
            .map(|(all, (own, share))| {
                let less =
                    |(c, own): (&Complex, &Complex)| [c[0] - share * own[0], c[1] - share * own[1]];
                all.iter().zip(own).map(less).collect()
            })
            .collect();
        let [x, y] = &left[..] else { return (1.0, 0) };
        let found = at_cutoff((x, y), (first, last), &circle);
        let p = p_at(first, last, found.statistic);
        (p_of_smaller(first, cutoffs(n), p), best.1)
    }

    /// How many buckets y's swings come after x's, and the standard error of that: where the
    /// coefficients that a cut-off keeps, turned back by so much, agree best.
    ///
    /// Looked for up to a quarter of the fastest swing's period either way: beyond, a delay cannot be
    /// told from a swing of the opposite sign.
    pub fn lag(&self, decides: usize) -> (f64, f64) {
        let at = &self.at[decides];
        let turn = TAU / self.n as f64;
        let used = || {
            (lowest(self.n)..=at.last).map(|k| {
                let ([a, b], [c, d]) = (self.coefficients[0][k - 1], self.coefficients[1][k - 1]);
                // U V̄ = |U| |V| e^{iωlag} where y is x, later by lag.
                (turn * k as f64, [a * c + b * d, b * c - a * d])
            })
        };
        let agreement = |lag: f64| -> f64 {
            let one = |(omega, [re, im]): (f64, Complex)| {
                re * libm::cos(omega * lag) + im * libm::sin(omega * lag)
            };
            used().map(one).sum::<f64>() * at.sum.signum()
        };
        let reach = self.n as f64 / (4 * at.last) as f64;
        // Odd steps from the middle outwards: a swap of the series gives the mirrored lag.
        let steps = 40;
        let mut best = (0.0, agreement(0.0));
        for i in 1..=steps {
            for lag in [1.0, -1.0].map(|side| side * reach * f64::from(i) / f64::from(steps)) {
                let value = agreement(lag);
                if value > best.1 {
                    best = (lag, value);
                }
            }
        }
        let norm: f64 = [0, 1]
            .map(|s| -> f64 {
                let size =
                    |k: usize| self.coefficients[s][k - 1].iter().map(|v| v * v).sum::<f64>();
                (lowest(self.n)..=at.last).map(size).sum()
            })
            .iter()
            .product();
        let coherence = (best.1 * best.1 / norm).min(1.0);
        let curvature: f64 = used().map(|(omega, _)| 2.0 * omega * omega).sum();
        (best.0, ((1.0 - coherence) / (coherence * curvature)).max(0.0).sqrt())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{
        lab::simulate::{ar1_unit, scaled, sum, white},
        random::Random,
    };

    /// Two series of n numbers, the first with a gap.
    fn scores(n: u32) -> (Vec<f64>, Vec<f64>) {
        let x = |t: u32| f64::from(7 * t * t % 31) / 9.0 - 15.0 / 9.0;
        let y = |t: u32| f64::from((11 * t * t + 5 * t) % 37) / 10.0 - 1.8 + 0.3 * x(t);
        let gap = |t: u32| if t == 10 { f64::NAN } else { x(t) };
        ((0..n).map(gap).collect(), (0..n).map(y).collect())
    }

    /// The recipe's reference in Python: of_pair(u, v, polynomial([.5, -.2], False),
    /// polynomial([.3], True)) with n = 100, and ([], True), ([.6, .1], False) with n = 710.
    #[test]
    fn as_the_reference() {
        let cases = [
            (
                100,
                (filter(&[0.5, -0.2], false), filter(&[0.3], true)),
                [
                    [
                        -1.2040315404766158,
                        2.183485265590124,
                        0.9778780402169344,
                        1.4392411105736116,
                    ],
                    [-1.195783844272673, 2.215740444107655, 1.9562394318516498, 2.0784370626551723],
                ],
                [-0.4994728353945313, -0.35986057056749077],
            ),
            (
                710,
                (filter(&[], true), filter(&[0.6, 0.1], false)),
                [
                    [
                        0.02186937194254885,
                        0.008779820747752527,
                        0.01565245283022879,
                        0.009459408267745458,
                    ],
                    [
                        -0.36455839428472187,
                        0.37166485648877967,
                        0.1741835290709255,
                        0.16354023116376906,
                    ],
                ],
                [-0.025435404624319622, 0.0131416240720565],
            ),
        ];
        for (n, (pi_x, pi_y), want, third) in cases {
            let (u, v) = scores(n);
            let swings = SlowSwings::new(&u, &v, &pi_x, &pi_y).unwrap();
            let close = |got: f64, want: f64| (got - want).abs() < 1e-9;
            for (at, want) in swings.at.iter().zip(want) {
                let got = [at.sum, at.over_frequencies, at.over_time, at.alike];
                assert!(got.iter().zip(want).all(|(g, w)| close(*g, w)), "{n} {got:?} {want:?}");
                let largest = want[1].max(want[2]).max(want[3]);
                assert!(close(at.statistic, want[0].abs() / largest), "{n}");
                for sums in [at.blocks, at.blocks_later] {
                    assert!(close(sums.iter().sum(), at.sum), "{n}");
                }
            }
            let [re, im] = swings.coefficients[0][2];
            assert!(close(re, third[0]) && close(im, third[1]), "{n} {re} {im}");
        }
        assert_eq!(
            (filter(&[], true), filter(&[0.5], true)),
            (vec![1.0, -1.0], vec![1.0, -1.5, 0.5])
        );
        assert_eq!((cutoffs(225), cutoffs(42), lowest(699), lowest(700)), ([5, 10], [4, 7], 2, 3));
        // That of 1 − e^(−iω) is (π − ω) / 2.
        let phase = phases(&[1.0, -1.0], 710, 1)[0];
        assert!((phase - (0.25 * TAU - 0.5 * TAU / 710.0)).abs() < 1e-12, "{phase}");
    }

    #[test]
    fn steps_at_once_are_steps_one_by_one() {
        for n in [90, 401] {
            let circle = circle(n);
            let plain = vec![[1.0, 0.0]; 12];
            let all = steps(12, &circle);
            assert_eq!(all.len(), EVENTS - 1);
            for (at, got) in all {
                let step: Vec<f64> = (0..n).map(|t| f64::from(u8::from(t >= at))).collect();
                let want = coefficients(&without_trend(&step), &plain, &circle);
                let close = |(a, b): (&Complex, &Complex)| {
                    (a[0] - b[0]).abs() < 1e-10 && (a[1] - b[1]).abs() < 1e-10
                };
                assert!(got.iter().zip(&want).all(close), "{n} {at}");
            }
        }
    }

    #[test]
    fn a_shared_swing_is_found_with_its_lag_and_a_swap_changes_nothing() {
        let mut g = Random::new(71);
        let (n, plain) = (600, [1.0]);
        let (mut found, mut lags) = (0, Vec::new());
        for _ in 0..40 {
            let slow = ar1_unit(n + 10, 0.97, &mut g);
            let with_noise = |x: &[f64], g: &mut Random| sum(&[x, &scaled(&white(n, g), 0.6)]);
            let (x, y) = (with_noise(&slow[10..], &mut g), with_noise(&slow[..n], &mut g));
            let swings = SlowSwings::new(&x, &y, &plain, &plain).unwrap();
            let finding = swings.finding();
            found += usize::from(finding.p <= 0.05 && swings.at[finding.decides].sum > 0.0);
            let (lag, error) = swings.lag(finding.decides);
            assert!(error.is_finite());
            lags.push(lag);
            let back = SlowSwings::new(&y, &x, &plain, &plain).unwrap();
            assert_eq!((back.at.clone(), back.finding()), (swings.at.clone(), finding));
            assert_eq!(back.lag(finding.decides).0, -lag);
            assert_eq!(back.without_one_event(0), swings.without_one_event(0));
        }
        lags.sort_unstable_by(f64::total_cmp);
        assert!(found >= 34, "{found}");
        assert!((5.0..=14.0).contains(&lags[20]), "{lags:?}");
    }

    #[test]
    fn one_break_at_one_date_is_no_swing() {
        let mut g = Random::new(72);
        let (n, plain) = (200, [1.0]);
        let (mut found, mut left, mut shared) = (0, 0, 0);
        for _ in 0..60 {
            let step: Vec<f64> = (0..n).map(|t| f64::from(u8::from(t >= 90))).collect();
            let broken = |g: &mut Random| sum(&[&scaled(&step, 1.2), &white(n, g)]);
            let (x, y) = (broken(&mut g), broken(&mut g));
            let swings = SlowSwings::new(&x, &y, &plain, &plain).unwrap();
            let finding = swings.finding();
            if finding.p <= 0.05 {
                found += 1;
                left += usize::from(swings.without_one_event(finding.decides).0 <= 0.05);
            }
            let slow = ar1_unit(n, 0.9, &mut g);
            let noisy = |g: &mut Random| sum(&[&slow, &scaled(&white(n, g), 0.3)]);
            let (x, y) = (noisy(&mut g), noisy(&mut g));
            let swings = SlowSwings::new(&x, &y, &plain, &plain).unwrap();
            shared += usize::from(swings.without_one_event(swings.finding().decides).0 <= 0.05);
        }
        assert!(found >= 15 && 4 * left <= found && shared >= 40, "{found} {left} {shared}");
    }

    #[test]
    fn nothing_slow_is_0_and_too_short_is_undefined() {
        let of = |u: &[f64], v: &[f64]| SlowSwings::new(u, v, &[1.0], &[1.0]);
        assert!(of(&[1.0; 14], &[1.0; 14]).is_none());
        assert!(of(&[], &[]).is_none());
        for nothing in [vec![f64::NAN; 40], vec![0.0; 40]] {
            let swings = of(&nothing, &nothing).unwrap();
            assert_eq!(swings.at.map(|at| at.statistic), [0.0, 0.0]);
            assert_eq!(of(&nothing, &nothing).unwrap().finding().p, 1.0);
        }
        // A parabola is all trend.
        let parabola: Vec<f64> = (0..90).map(|t| f64::from(t * t)).collect();
        assert!(without_trend(&parabola).iter().all(|v| v.abs() < 1e-9));
    }
}
