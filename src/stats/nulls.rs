//! Null distributions: what the largest window of lags is worth among unrelated series.
//!
//! Unrelated scores are permuted normal scores, whatever the series were. What their largest
//! window of lags reaches depends on the number of residuals and the lags alone, and has a formula
//! from 60 residuals on: that of independent normals (1.5 million draws) with a correction of what
//! few residuals and far lags do to it (72 pairs of sizes and lags, up to 250,000 draws each).
//! Elsewhere a seeded table of permutations serves, and is kept for the next analysis.
//!
//! A table that a page can draw has some thousand entries and errs by a sixth of p at 0.025: for
//! one number of residuals always in the same direction. That is why there is a formula.

use super::{
    distributions::{normal_quantile, normal_sf},
    lagged::{WIDTHS, widest_deviation},
    random::Random,
};
use litemap::LiteMap;
use std::{cell::RefCell, rc::Rc};

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

/// The null of one (number of residuals, largest lag).
#[derive(Clone, Debug)]
pub enum LagNull {
    /// All widths of windows, enough residuals.
    Formula {
        /// 2 · max_lag + 1.
        lags: usize,
        /// Residuals that both series have.
        residuals: usize,
    },
    /// Quantiles of simulated draws.
    Table {
        /// Of test B: the largest over all widths.
        any_window: NullTable,
        /// Of the largest single lag: the band of the lag chart.
        any_lag: NullTable,
    },
}

impl LagNull {
    /// P(largest window ≥ s).
    pub(crate) fn p_any_window(&self, s: f64) -> f64 {
        match self {
            &LagNull::Formula { lags, residuals } => {
                independent_windows(lags, s / stretch(WINDOWS, s, 3.5, lags, residuals))
            }
            LagNull::Table { any_window, .. } => any_window.p(s),
        }
    }

    /// The |z| that the largest single lag reaches with probability `p`.
    pub(crate) fn critical_any_lag(&self, p: f64) -> f64 {
        match self {
            &LagNull::Formula { lags, residuals } => {
                let one = 1.0 - (1.0 - p).powf(1.0 / lags as f64);
                let s = -normal_quantile(0.5 * one);
                s * stretch(SINGLE, s, 3.0, lags, residuals)
            }
            LagNull::Table { any_lag, .. } => any_lag.upper(p),
        }
    }
}

/// Polynomials in s: of 100 / residuals, of lags / residuals, of their product.
type Stretch = [[f64; 4]; 3];
/// For the largest window, in the statistic of permuted scores less 3.5.
const WINDOWS: Stretch = [
    [-0.02241, 0.00581, 0.02319, 0.00806],
    [-0.01931, 0.01019, 0.0081, -0.00187],
    [0.00319, 0.0492, 0.00036, -0.02575],
];
/// For the largest single lag, in that of independent normals less 3.
const SINGLE: Stretch = [
    [-0.0319, -0.03339, -0.00351, 0.0],
    [-0.01555, -0.02482, -0.01141, 0.0],
    [-0.00649, 0.01397, 0.01774, 0.0],
];

/// A quantile of permuted scores over that of independent normals.
///
/// Fitted between 60 and 400 residuals, for lags up to two fifths of them: p of the largest
/// window is right to 1.3 % of itself at 0.05 and 0.025 and to 7 % at 0.0015 (root mean square, the
/// simulation's own error in it).
fn stretch(of: Stretch, s: f64, origin: f64, lags: usize, residuals: usize) -> f64 {
    let m = residuals as f64;
    let (few, far) = (100.0 / m, (lags / 2) as f64 / m);
    let q = s.clamp(2.0, 4.9) - origin;
    let at = |c: [f64; 4]| c[0] + q * (c[1] + q * (c[2] + q * c[3]));
    1.0 + few * at(of[0]) + far * at(of[1]) + few * far * at(of[2])
}

/// Fewest residuals, and largest lag as a share of them, for which the formula was fitted.
const FORMULA_FROM: usize = 60;
const FORMULA_REACH: f64 = 0.4;

/// Largest |Σz| / √w of n independent normals over windows of 1, 7 and 15:
/// 1 − exp(−n · 2(1 − Φ(s)) · (c(s) − d(s) / n)).
///
/// c and d are fitted to 1.5 million draws each of 41 and 121 lags and checked on 241: p is right
/// to 2 % of itself between 0.5 and 0.001.
fn independent_windows(n: usize, s: f64) -> f64 {
    const C: [(f64, f64); 9] = [
        (2.0, 1.309),
        (2.4, 1.427),
        (2.8, 1.582),
        (3.2, 1.759),
        (3.6, 1.936),
        (4.0, 2.10),
        (4.5, 2.32),
        (5.0, 2.45),
        (6.0, 2.60),
    ];
    let at = s.clamp(C[0].0, C[C.len() - 1].0);
    let c = C.windows(2).find(|pair| at <= pair[1].0).map_or(C[C.len() - 1].1, |p| {
        p[0].1 + (p[1].1 - p[0].1) * (at - p[0].0) / (p[1].0 - p[0].0)
    });
    let d = 1.41 + 3.5 * (at - 2.0);
    let n = n as f64;
    let expected = n * 2.0 * normal_sf(s.max(0.0)) * (c - d / n).max(1.0);
    -(-expected).exp_m1()
}

/// The widest window.
const MAX_WIDTH: usize = WIDTHS[2];

/// The widths that fit into −max_lag ..= max_lag.
pub fn widths(max_lag: usize) -> impl Iterator<Item = usize> {
    WIDTHS.into_iter().filter(move |&w| w == 1 || w <= max_lag)
}

/// The null for this number of residuals that both series have.
pub(crate) fn lag_null(residuals: usize, max_lag: usize) -> Rc<LagNull> {
    thread_local! {
        static CACHE: RefCell<LiteMap<(usize, usize), Rc<LagNull>>> = const { RefCell::new(LiteMap::new_vec()) };
    }
    let reach = max_lag as f64 / residuals.max(1) as f64;
    if residuals >= FORMULA_FROM && max_lag >= MAX_WIDTH && reach <= FORMULA_REACH {
        return Rc::new(LagNull::Formula { lags: 2 * max_lag + 1, residuals });
    }
    // From here on permutations are independent normals for all purposes, and slower.
    let size = if residuals >= 400 { 0 } else { grid(residuals) };
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

/// Draws of a table: p = 0.025 is right to 5 % of itself.
const MOST_DRAWS: usize = 16_000;

fn collect(draws: usize, max_lag: usize, mut draw: impl FnMut(&mut [f64])) -> LagNull {
    let mut z = vec![0.0; 2 * max_lag + 1];
    let (mut any_window, mut any_lag) = (Vec::with_capacity(draws), Vec::with_capacity(draws));
    for _ in 0..draws {
        draw(&mut z);
        let largest = |w| widest_deviation(&z, w).map_or(0.0, |found| found.statistic.abs());
        any_lag.push(largest(1));
        any_window.push(widths(max_lag).map(largest).fold(0.0, f64::max));
    }
    LagNull::Table { any_window: NullTable::new(any_window), any_lag: NullTable::new(any_lag) }
}

fn independent(max_lag: usize) -> LagNull {
    let mut random = Random::new(0x5EED_0B00 + max_lag as u64);
    collect(MOST_DRAWS, max_lag, |z| z.iter_mut().for_each(|v| *v = random.normal()))
}

fn permuted(m: usize, max_lag: usize) -> LagNull {
    let mut random = Random::new(0x5EED_0000_0000 + ((m as u64) << 16) + max_lag as u64);
    let mut u: Vec<f64> =
        (0..m).map(|i| normal_quantile((i as f64 + 0.625) / (m as f64 + 0.25))).collect();
    let mut v = u.clone();
    // About 40 million products: some fifty milliseconds.
    let draws = (40_000_000 / (m * (2 * max_lag + 1)).max(1)).clamp(1000, MOST_DRAWS);
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
        let null = lag_null(50, 10);
        let LagNull::Table { any_window, .. } = &*null else { panic!("simulated below 60") };
        let critical = any_window.upper(0.05);
        assert!((any_window.p(critical) - 0.05).abs() < 0.002);
        for null in [null, lag_null(170, 30), lag_null(1200, 60)] {
            assert!(null.p_any_window(40.0) < 1e-12);
            let mut last = 1.0;
            for i in 0..100 {
                let p = null.p_any_window(f64::from(i) * 0.1);
                assert!(p <= last, "p falls");
                last = p;
            }
        }
        assert!(lag_null(170, 30).p_any_window(12.0) > 0.0);
    }

    #[test]
    fn formula_and_simulation_agree() {
        // 121 independent normals: the 95 % point of the largest is Φ⁻¹(1 − 0.025/121) ≈ 3.53.
        let many = LagNull::Formula { lags: 121, residuals: 100_000 };
        assert!((many.critical_any_lag(0.05) - 3.53).abs() < 0.01);
        let agree = |simulated: &LagNull, formula: &LagNull| {
            let LagNull::Table { any_window, any_lag } = simulated else { panic!("simulated") };
            for p in [0.3, 0.05] {
                let at = formula.p_any_window(any_window.upper(p));
                assert!((at / p - 1.0).abs() < 0.12, "{formula:?} {p} {at}");
            }
            let critical = formula.critical_any_lag(0.05);
            assert!((critical - any_lag.upper(0.05)).abs() < 0.04, "{formula:?} {critical}");
        };
        for max_lag in [20, 60] {
            let formula = LagNull::Formula { lags: 2 * max_lag + 1, residuals: 100_000 };
            agree(&independent(max_lag), &formula);
        }
        for (residuals, max_lag) in [(60, 15), (90, 30), (168, 30)] {
            let formula = lag_null(residuals, max_lag);
            assert!(matches!(*formula, LagNull::Formula { .. }));
            agree(&permuted(residuals, max_lag), &formula);
        }
        for (residuals, max_lag) in [(59, 20), (500, 5), (100, 41), (0, 10)] {
            assert!(matches!(*lag_null(residuals, max_lag), LagNull::Table { .. }));
        }
    }
}
