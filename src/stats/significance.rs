//! The surprises test: do the parts that neither series' past nor the calendar predicts move
//! together?
//!
//! * A, same period: t of the self-normalised correlation at lag 0.
//! * B, any lag: the largest window of lags against a null table; pays for the whole search.
//! * W, declared: one window that the user named before looking.
//! * S, slow swings: see [`super::slow_swings`].
//!
//! Contract: scores with NaN as missing. With fewer than five common residuals nothing is
//! defined. Swapping the series mirrors the lags and keeps every p bit for bit.
//!
//! Sources: Haugh 1976 (prewhitened cross-correlation), Dalla, Giraitis & Phillips 2022
//! (self-normalisation); sizes and power were simulated, see `examples/audit.md`.

use super::{
    distributions::{normal_two_sided_p, student_t_two_sided_p},
    guard::{Guard, slow_power, variance_ratio},
    lagged::{Foreseen, LagSum, NEAR, WIDTHS, Window, lag_sums, mirrored_sum, widest_deviation},
    nulls::{LagNull, lag_null, widths},
    surprise::Surprise,
};
use std::rc::Rc;

/// Largest lag when the user names none: min(60, max(10, n / 6)).
pub fn default_max_lag(n: usize) -> usize {
    (n / 6).clamp(10, 60)
}

/// Buckets from which tests A and B are always guarded.
const GUARDED_FROM: usize = 400;

/// Standard score of both series' variance ratio over a window's width from which that width is
/// guarded: one in twenty unrelated pairs without any memory. Outliers leave one of a week or two.
const REMEMBERED: f64 = 0.75;

/// Two series of scores and all that the tests need of them.
#[derive(Clone, Debug)]
pub struct Scored {
    /// Scores of x, one a bucket.
    pub u: Vec<f64>,
    /// Scores of y, on the same buckets.
    pub v: Vec<f64>,
    /// Buckets in which both have one.
    pub common: usize,
    /// (m − q_x)(m − q_y) / (m − q_x − q_y + shared).
    pub effective: f64,
    /// Largest lag, in buckets.
    pub max_lag: usize,
    /// Sums at −max_lag ..= max_lag.
    pub sums: Vec<LagSum>,
    /// Standard scores at the same lags.
    pub z: Vec<f64>,
    guard: Guard,
    /// Whether tests A and B are guarded too.
    pub guarded: bool,
    /// Widths of the windows that are guarded even where the tests are not.
    remembered: Vec<usize>,
    foreseen: Foreseen,
}

/// Agreement of two series, one of them moved.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moved {
    /// Mean product of the two.
    pub mean: f64,
    /// Their standard score.
    pub z: f64,
}

impl Scored {
    /// Pairs the surprises of two series; pairs of two buckets that are `foreseen` are left out.
    /// `None` with fewer than five in common.
    pub fn new(x: &Surprise, y: &Surprise, foreseen: Foreseen, max_lag: usize) -> Option<Scored> {
        let (u, v) = (x.scores.clone(), y.scores.clone());
        let (x, y) = (&x.model, &y.model);
        let n = u.len();
        let common = u.iter().zip(&v).filter(|(a, b)| !a.is_nan() && !b.is_nan()).count();
        if common < 5 {
            return None;
        }
        let (m, q_x, q_y) = (common as f64, x.regressors as f64, y.regressors as f64);
        let chosen = x.extra.iter().filter(|e| y.extra.contains(e)).count();
        let shared = (x.shared.min(y.shared) + chosen) as f64;
        let effective =
            ((m - q_x).max(0.0) * (m - q_y).max(0.0) / (m - q_x - q_y + shared).max(1.0)).min(m);
        let scale = (effective / m).sqrt();
        let sums = lag_sums(&u, &v, &foreseen, max_lag);
        let z = sums.iter().map(|s| s.z() * scale).collect();
        let guard = Guard::new(&u, &v, (2 * max_lag + 1).min(n.max(1)));
        let slow = |s: &[f64]| slow_power(s).is_some_and(|z| z >= 1.0);
        let guarded = n >= GUARDED_FROM || (slow(&u) && slow(&v));
        Some(Scored {
            u,
            v,
            common,
            effective,
            max_lag,
            sums,
            z,
            guard,
            guarded,
            remembered: Vec::new(),
            foreseen,
        })
    }

    /// Guards the widths over which both series have a memory left; not in the published procedure.
    pub(crate) fn guarding_memory(mut self) -> Scored {
        let both = |&w: &usize| {
            w > 1 && [&self.u, &self.v].iter().all(|s| variance_ratio(s, w) >= REMEMBERED)
        };
        self.guarded = self.guarded || self.guard.same_memory;
        self.remembered = WIDTHS.into_iter().filter(both).collect();
        self
    }

    /// The scores of x and y as they are paired over the lags `from ..= to`, at the bucket of the one
    /// that comes later: it as it is, and of the other the sum over the lags, divided by √w. NaN where
    /// one is missing or no pair is left: what is foreseen in both is none.
    pub(crate) fn paired(&self, lags: (i32, i32)) -> (Vec<f64>, Vec<f64>) {
        self.paired_values((&self.u, &self.v), lags)
    }

    /// The same of other values on the same buckets.
    pub(crate) fn paired_values(
        &self,
        (x, y): (&[f64], &[f64]),
        (from, to): (i32, i32),
    ) -> (Vec<f64>, Vec<f64>) {
        let y_later = i64::from(from) + i64::from(to) >= 0;
        let [foreseen_x, foreseen_y] = &self.foreseen;
        let known = |foreseen: &[bool], t: usize| foreseen.get(t) == Some(&true);
        let (late, early) = if y_later { (y, x) } else { (x, y) };
        let (late_known, early_known) =
            if y_later { (foreseen_y, foreseen_x) } else { (foreseen_x, foreseen_y) };
        let width = f64::from(to - from + 1).max(1.0).sqrt();
        let moved = |t: usize| {
            let at = |lag: i32| {
                let back = if y_later { -lag } else { lag };
                let s = t.checked_add_signed(back as isize)?;
                let both = known(late_known, t) && known(early_known, s);
                early.get(s).filter(|v| !v.is_nan() && !both)
            };
            let (sum, some) =
                (from..=to).filter_map(at).fold((0.0, false), |(sum, _), v| (sum + v, true));
            if some { sum / width } else { f64::NAN }
        };
        let moved: Vec<f64> = (0..late.len()).map(moved).collect();
        if y_later { (moved, late.to_vec()) } else { (late.to_vec(), moved) }
    }

    /// Variance inflation for a window of `width` lags.
    pub fn inflation(&self, width: usize) -> f64 {
        self.guard.inflation(width)
    }

    pub(crate) fn inflation_where_guarded(&self, width: usize) -> f64 {
        let guarded = self.guarded || self.remembered.contains(&width);
        if guarded { self.inflation(width) } else { 1.0 }
    }

    /// Correlation at every lag: Σuv over the root of both full sums of squares, as in R's `ccf`,
    /// so that far lags, which have fewer pairs, do not look larger than they are. Pairs that are
    /// foreseen in both are in none of these sums, so leaving them out makes no correlation smaller.
    pub fn correlations(&self) -> Vec<Option<f64>> {
        let [foreseen_x, foreseen_y] = &self.foreseen;
        let both = |t: usize| [foreseen_x, foreseen_y].iter().all(|f| f.get(t) == Some(&true));
        let (mut uu, mut vv) = (0.0, 0.0);
        for (t, (a, b)) in self.u.iter().zip(&self.v).enumerate() {
            if !a.is_nan() && !b.is_nan() && !both(t) {
                uu += a * a;
                vv += b * b;
            }
        }
        let norm = (uu * vv).sqrt();
        let r = |s: &LagSum| {
            let left = s.compared() / self.sums.get(self.max_lag).map_or(0.0, LagSum::compared);
            (norm > 0.0 && left > 0.0).then(|| (s.product / (norm * left)).clamp(-1.0, 1.0))
        };
        self.sums.iter().map(r).collect()
    }

    /// Effective number of pairs that are compared over the lags `from ..= to`: without those
    /// foreseen in both.
    pub(crate) fn effective_over(&self, (from, to): (i32, i32)) -> f64 {
        let limit = self.max_lag as i64;
        let place = |lag: i32| usize::try_from(i64::from(lag) + limit).unwrap_or(usize::MAX);
        let lags = self.sums.get(place(from)..=place(to).min(2 * self.max_lag)).unwrap_or_default();
        let compared: f64 = lags.iter().map(LagSum::compared).sum();
        self.effective * compared / lags.len().max(1) as f64
    }

    /// Correlation over the lags `from ..= to`: Σr / √w. `None` where a lag was not computed.
    pub(crate) fn r_over(&self, (from, to): (i32, i32)) -> Option<f64> {
        let limit = self.max_lag as i64;
        let place = |lag: i32| usize::try_from(i64::from(lag) + limit).ok();
        let all = self.correlations();
        let window = all.get(place(from)?..=place(to)?)?;
        let r = window.iter().copied().collect::<Option<Vec<f64>>>()?;
        let sum = mirrored_sum(&r) / (r.len().max(1) as f64).sqrt();
        (!r.is_empty()).then(|| sum.clamp(-1.0, 1.0))
    }

    /// |r| that the largest of all lags passes in 5 % of unrelated pairs.
    pub fn band(&self) -> Option<f64> {
        let critical = self.null().critical_any_lag(0.05);
        let wide = critical * self.inflation_where_guarded(1).sqrt() * self.volatility().1;
        (self.effective > 1.0).then(|| (wide / self.effective.sqrt()).min(1.0))
    }

    /// Whether calm and wild times of the two coincide, and by how much that widens a band of r.
    ///
    /// Mean of Σ(uv)² over its value under independence, at the lags 1 to 5 ([`NEAR`]) on either side (at lag
    /// 0 a correlation would raise it too); under the null its spread is about 0.9 / √m.
    pub(crate) fn volatility(&self) -> (bool, f64) {
        let near: Vec<f64> = (1..=NEAR.min(self.max_lag))
            .flat_map(|k| [self.max_lag - k, self.max_lag + k])
            .filter_map(|i| self.sums[i].coincidence())
            .collect();
        let mean = mirrored_sum(&near) / near.len().max(1) as f64;
        let common = !near.is_empty() && mean - 1.0 > 2.5 * 0.9 / (self.common as f64).sqrt();
        (common, if common { mean.sqrt() } else { 1.0 })
    }

    /// Standard score at lag 0, guarded.
    pub(crate) fn z_same_period(&self) -> f64 {
        self.z[self.max_lag] / self.inflation_where_guarded(1).sqrt()
    }

    /// Test A. `None` where no degree of freedom is left.
    pub fn p_same_period(&self) -> Option<f64> {
        t_test(self.z_same_period(), self.effective)
    }

    /// The window that test B looks for: the largest |Σz| / √(w · inflation).
    pub fn best_window(&self) -> Window {
        let mut best = Window { first: self.max_lag, last: self.max_lag, statistic: 0.0 };
        for width in widths(self.max_lag) {
            if let Some(mut found) = widest_deviation(&self.z, width) {
                found.statistic /= self.inflation_where_guarded(width).sqrt();
                if found.statistic.abs() > best.statistic.abs() {
                    best = found;
                }
            }
        }
        best
    }

    /// The null table of test B and of the lags' band.
    pub fn null(&self) -> Rc<LagNull> {
        lag_null(self.common, self.max_lag)
    }

    /// p of test B; `None` without a degree of freedom.
    pub fn p_any_lag(&self) -> Option<f64> {
        (self.effective > 1.0).then(|| self.null().p_any_window(self.best_window().statistic.abs()))
    }

    /// Test W for the lags `from ..= to`; `None` where no such lag was computed.
    pub fn p_declared(&self, from: i32, to: i32) -> Option<f64> {
        let (statistic, _) = self.declared(from, to)?;
        Some(normal_two_sided_p(statistic))
    }

    /// Statistic and width of test W.
    pub fn declared(&self, from: i32, to: i32) -> Option<(f64, usize)> {
        let limit = self.max_lag as i64;
        let (from, to) = (i64::from(from).max(-limit), i64::from(to).min(limit));
        if from > to || self.effective <= 1.0 {
            return None;
        }
        let window = &self.z[(from + limit) as usize..=(to + limit) as usize];
        let width = window.len();
        Some((mirrored_sum(window) / (width as f64 * self.inflation(width)).sqrt(), width))
    }

    /// Product of a bucket of one series with a bucket of another, where there is one; none where both
    /// are foreseen.
    fn product(&self, (a, t): (usize, i64), (b, s): (usize, i64)) -> Option<f64> {
        let scores = [&self.u[..], &self.v[..]];
        let (t, s) = (usize::try_from(t).ok()?, usize::try_from(s).ok()?);
        let product = scores[a].get(t)? * scores[b].get(s)?;
        let foreseen = |of: usize, t: usize| self.foreseen[of].get(t) == Some(&true);
        let nothing = product.is_nan() || (foreseen(a, t) && foreseen(b, s));
        (!nothing).then_some(product)
    }

    /// Agreement in a window of lags once one of the two was moved, either way, by each of several
    /// distances for each bucket, all together. O(n · width) a distance.
    pub(crate) fn moved(&self, distances: &[Vec<i64>], (from, to): (i32, i32)) -> Moved {
        let (mut sum, mut square, mut count) = (0.0, 0.0, 0.0);
        for by in distances {
            for (t, by) in (0..).zip(by) {
                let later = t + by;
                for lag in i64::from(from)..=i64::from(to) {
                    // Where the two are linked, these two products are of one size: one term.
                    let mut term = 0.0;
                    if let Some(product) = self.product((0, t), (1, later + lag)) {
                        term += product;
                        count += 1.0;
                    }
                    if let Some(product) = self.product((0, later), (1, t + lag)) {
                        term += product;
                        count += 1.0;
                    }
                    sum += term;
                    square += term * term;
                }
            }
        }
        let width = (to - from).unsigned_abs() as usize + 1;
        let scale = self.effective / self.common as f64 / self.inflation_where_guarded(width);
        Moved {
            mean: if count > 0.0 { sum / count } else { 0.0 },
            z: standard_score(sum, square) * scale.sqrt(),
        }
    }

    /// Standard score of each series with itself, moved likewise. O(n) a distance.
    pub(crate) fn moved_alone(&self, distances: &[Vec<i64>]) -> [f64; 2] {
        [0, 1].map(|of| {
            let (mut sum, mut square) = (0.0, 0.0);
            for (t, by) in distances.iter().flat_map(|by| (0..).zip(by)) {
                let term = self.product((of, t), (of, t + by)).unwrap_or(0.0);
                sum += term;
                square += term * term;
            }
            standard_score(sum, square)
        })
    }

    /// Mean product in a window of lags.
    pub(crate) fn mean_product(&self, (from, to): (i32, i32)) -> f64 {
        let limit = self.max_lag as i32;
        let places = (from..=to).filter_map(|lag| usize::try_from(lag + limit).ok());
        let (sum, pairs) = places
            .filter_map(|at| self.sums.get(at))
            .fold((0.0, 0), |(sum, pairs), s| (sum + s.product, pairs + s.pairs));
        sum / pairs.max(1) as f64
    }

    /// A position in the list of lags as a lag.
    pub fn lag(&self, position: usize) -> i32 {
        position as i32 - self.max_lag as i32
    }
}

/// A sum over the root of its terms' sum of squares; 0 where all are 0.
fn standard_score(sum: f64, square: f64) -> f64 {
    if square > 0.0 { sum / square.sqrt() } else { 0.0 }
}

/// t = z √((n − 1) / (n − z²)) with n − 1 degrees of freedom, n the effective number.
pub fn t_test(z: f64, effective: f64) -> Option<f64> {
    if effective <= 1.0 {
        return None;
    }
    let t = z * ((effective - 1.0) / (effective - z * z).max(1e-9)).sqrt();
    Some(student_t_two_sided_p(t, effective - 1.0))
}
