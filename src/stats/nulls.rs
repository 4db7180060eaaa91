//! Null tables: what the largest window of lags is worth among unrelated series.
//!
//! From n = 400 on the lag correlations of unrelated scores are independent normals for all
//! purposes; below, ends that do not overlap and the self-normalisation matter, so normal scores
//! are permuted. Either way a table depends on the number of residuals and the lags alone:
//! seeded, deterministic, kept for the next analysis.

use super::{
    distributions::{normal_quantile, normal_sf},
    lagged::{WIDTHS, widest_deviation},
    random::Random,
};
use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

/// Number of buckets from which the table of independent normals serves.
pub const INDEPENDENT_FROM: usize = 400;

/// Sorted draws of a statistic under the null.
#[derive(Clone, Debug)]
pub struct NullTable {
    sorted: Vec<f64>,
}

impl NullTable {
    /// Sorts the draws.
    pub fn new(mut draws: Vec<f64>) -> NullTable {
        draws.sort_unstable_by(f64::total_cmp);
        NullTable { sorted: draws }
    }

    /// P(S ≥ s), never 0: (draws ≥ s, and one) / (draws and one).
    ///
    /// Beyond the hundredth largest the table is too coarse; from there the tail falls like a
    /// normal's, as that of the largest of many normal sums does.
    pub fn p(&self, s: f64) -> f64 {
        let draws = self.sorted.len();
        let above = |s: f64| draws - self.sorted.partition_point(|&v| v < s);
        let share = |count: usize| (count as f64 + 1.0) / (draws as f64 + 1.0);
        let rare = draws / 100;
        if rare >= 10 && above(s) < rare {
            let from = self.sorted[draws - rare];
            return (share(rare) * normal_sf(s) / normal_sf(from)).max(f64::MIN_POSITIVE);
        }
        share(above(s))
    }

    /// The value that a share `p` of the draws reaches.
    pub fn upper(&self, p: f64) -> f64 {
        let draws = self.sorted.len();
        let position = ((1.0 - p) * draws as f64) as usize;
        self.sorted.get(position.min(draws.saturating_sub(1))).copied().unwrap_or(f64::NAN)
    }
}

/// The tables of one (number of residuals, largest lag).
#[derive(Clone, Debug)]
pub struct LagNull {
    /// Of test B: the largest over all widths.
    pub any_window: NullTable,
    /// Of the largest single lag: the band of the lag chart.
    pub any_lag: NullTable,
}

/// The widths that fit into −max_lag ..= max_lag.
pub fn widths(max_lag: usize) -> impl Iterator<Item = usize> {
    WIDTHS.into_iter().filter(move |&w| w == 1 || w <= max_lag)
}

/// The tables for `n` buckets of which `residuals` are common to both series.
pub fn lag_null(n: usize, residuals: usize, max_lag: usize) -> Rc<LagNull> {
    thread_local! {
        static CACHE: RefCell<BTreeMap<(usize, usize), Rc<LagNull>>> = const { RefCell::new(BTreeMap::new()) };
    }
    let size = if n >= INDEPENDENT_FROM { 0 } else { grid(residuals) };
    if let Some(found) = CACHE.with_borrow(|c| c.get(&(size, max_lag)).cloned()) {
        return found;
    }
    let made = Rc::new(if size == 0 { independent(max_lag) } else { permuted(size, max_lag) });
    CACHE.with_borrow_mut(|c| {
        if c.len() >= 256 {
            c.clear();
        }
        c.insert((size, max_lag), Rc::clone(&made));
    });
    made
}

/// The table moves slowly with the number of residuals: steps of about 4 % are shared.
fn grid(m: usize) -> usize {
    let step = (m / 25).max(1);
    (m / step * step).max(5)
}

fn collect(draws: usize, max_lag: usize, mut draw: impl FnMut(&mut [f64])) -> LagNull {
    let mut z = vec![0.0; 2 * max_lag + 1];
    let (mut any_window, mut any_lag) = (Vec::with_capacity(draws), Vec::with_capacity(draws));
    for _ in 0..draws {
        draw(&mut z);
        let largest = |w| widest_deviation(&z, w).map_or(0.0, |found| found.statistic.abs());
        any_lag.push(largest(1));
        any_window.push(widths(max_lag).map(largest).fold(0.0, f64::max));
    }
    LagNull { any_window: NullTable::new(any_window), any_lag: NullTable::new(any_lag) }
}

fn independent(max_lag: usize) -> LagNull {
    let mut random = Random::new(0x5EED_0B00 + max_lag as u64);
    collect(6000, max_lag, |z| z.iter_mut().for_each(|v| *v = random.normal()))
}

fn permuted(m: usize, max_lag: usize) -> LagNull {
    let mut random = Random::new(0x5EED_0000_0000 + ((m as u64) << 16) + max_lag as u64);
    let mut u: Vec<f64> =
        (0..m).map(|i| normal_quantile((i as f64 + 0.625) / (m as f64 + 0.25))).collect();
    let mut v = u.clone();
    // About 30 million products: a few dozen milliseconds.
    let draws = (30_000_000 / (m * (2 * max_lag + 1)).max(1)).clamp(1000, 6000);
    collect(draws, max_lag, |z| {
        random.shuffle(&mut u);
        random.shuffle(&mut v);
        for (i, z) in z.iter_mut().enumerate() {
            let (a, b) = if i >= max_lag { (&u, &v) } else { (&v, &u) };
            *z = self_normalised(a, b, i.abs_diff(max_lag));
        }
    })
}

/// Σ a_t b_{t+k} / √Σ(a b)², in four lanes: this loop is where a table's time goes.
fn self_normalised(a: &[f64], b: &[f64], k: usize) -> f64 {
    if k + 5 > a.len() {
        return 0.0;
    }
    let (a, b) = (&a[..a.len() - k], &b[k..]);
    let (mut sum, mut square) = ([0.0; 4], [0.0; 4]);
    let (ca, cb) = (a.chunks_exact(4), b.chunks_exact(4));
    let rest: (f64, f64) = ca
        .remainder()
        .iter()
        .zip(cb.remainder())
        .fold((0.0, 0.0), |s, (x, y)| (s.0 + x * y, s.1 + x * y * x * y));
    for (x, y) in ca.zip(cb) {
        for i in 0..4 {
            let product = x[i] * y[i];
            sum[i] += product;
            square[i] += product * product;
        }
    }
    let square = square.iter().sum::<f64>() + rest.1;
    if square > 0.0 { (sum.iter().sum::<f64>() + rest.0) / square.sqrt() } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p_of_a_table() {
        let t = NullTable::new((1..=9).map(f64::from).collect());
        for (s, p) in [(0.0, 1.0), (9.0, 0.2), (9.5, 0.1), (5.0, 0.6)] {
            assert!((t.p(s) - p).abs() < 1e-12, "{s}");
        }
        let null = lag_null(180, 170, 30);
        let critical = null.any_window.upper(0.05);
        assert!((null.any_window.p(critical) - 0.05).abs() < 0.002);
        assert!(null.any_window.p(40.0) > 0.0 && null.any_window.p(40.0) < 1e-12);
        let mut last = 1.0;
        for i in 0..100 {
            let p = null.any_window.p(f64::from(i) * 0.1);
            assert!(p <= last, "p falls");
            last = p;
        }
    }

    #[test]
    fn critical_values_are_plausible() {
        // 121 independent normals: the 95 % point of the largest is Φ⁻¹(1 − 0.025/121) ≈ 3.53.
        let null = lag_null(1260, 1200, 60);
        assert!((null.any_lag.upper(0.05) - 3.53).abs() < 0.06, "{}", null.any_lag.upper(0.05));
        assert!(null.any_window.upper(0.05) > null.any_lag.upper(0.05));
        assert_eq!(lag_null(1260, 7, 60).any_lag.upper(0.05), null.any_lag.upper(0.05));
    }
}
