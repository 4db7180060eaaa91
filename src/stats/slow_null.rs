//! The null of test S: what its statistic is worth among unrelated series.
//!
//! Unrelated scores are white. What S reaches then depends on how many frequencies it sums, and hardly
//! on anything else: its quantiles are fitted as cubics of one over that number, to 800,000 draws each
//! of 19 lengths from 100 to 2,000 buckets (`examples/slow_null.rs`). The smaller p of the two cut-offs
//! has one distribution at all lengths but for their ratio.
//!
//! p is right to 2 % of itself down to 0.005; of a table of 6,000 draws it would be to 10 % at
//! 0.0167. Below the rarest level nothing is told apart.

/// Tail probabilities; and of each the quantile of S: coefficients of 1, 1/m, 1/m², 1/m³, m frequencies.
const QUANTILES: [(f64, [f64; 4]); LEVELS] = [
    (0.98, [0.0230, 0.0127, 0.0478, -0.1191]),
    (0.95, [0.0572, 0.0469, -0.0331, 0.0121]),
    (0.9, [0.1134, 0.1230, -0.3041, 0.5292]),
    (0.8, [0.2283, 0.2459, -0.6159, 1.0231]),
    (0.7, [0.3456, 0.3931, -1.0627, 1.7187]),
    (0.6, [0.4738, 0.4055, -0.6842, 0.8797]),
    (0.5, [0.6091, 0.4284, -0.3920, 0.1162]),
    (0.3, [0.9254, 0.4825, -0.3936, -0.5763]),
    (0.2, [1.1317, 0.4476, -0.5452, -0.6357]),
    (0.1, [1.4226, 0.2235, -0.4062, -0.9382]),
    (0.05, [1.6533, -0.0262, -0.3975, -0.6829]),
    (0.03, [1.7937, -0.1845, -0.5018, -0.2986]),
    (0.02, [1.8928, -0.3409, -0.3082, -0.5387]),
    (0.01, [2.0342, -0.5046, -0.3493, -0.4978]),
    (0.005, [2.1548, -0.7182, 0.1169, -1.3525]),
    (0.002, [2.2871, -0.9985, 1.0587, -3.1777]),
    (0.001, [2.3644, -1.0648, 1.1293, -3.5143]),
    (0.0005, [2.4337, -1.1925, 1.7560, -4.9195]),
    (0.0002, [2.5039, -1.1718, 1.5035, -4.7614]),
    (0.0001, [2.5437, -0.9888, 0.0215, -1.9387]),
];
const LEVELS: usize = 20;

/// The smaller p of both cut-offs that unrelated series stay below as often as [`QUANTILES`] says: a
/// constant, and how it grows with the lower cut-off's share of the frequencies.
const SMALLER: [[f64; 2]; LEVELS] = [
    [0.852557, 0.056231],
    [0.765991, 0.089976],
    [0.670280, 0.118089],
    [0.535562, 0.146677],
    [0.435191, 0.150429],
    [0.348968, 0.147680],
    [0.272110, 0.140327],
    [0.148380, 0.089596],
    [0.095431, 0.057137],
    [0.046334, 0.025052],
    [0.022761, 0.011099],
    [0.013718, 0.005738],
    [0.009081, 0.003630],
    [0.004604, 0.001440],
    [0.002354, 0.000530],
    [0.000955, 0.000160],
    [0.000482, 0.000064],
    [0.000244, 0.000026],
    [0.000097, 0.000014],
    [0.000047, 0.000012],
];

/// p of the statistic at a cut-off that keeps the frequencies first ..= last.
pub(crate) fn p_at(first: usize, last: usize, statistic: f64) -> f64 {
    let m = (last + 1).saturating_sub(first).max(1) as f64;
    let quantile = |c: &[f64; 4]| c[0] + (c[1] + (c[2] + c[3] / m) / m) / m;
    // From a level to the next, ln p is a line in S.
    let mut before = (0.0, 0.0);
    for (p, coefficients) in &QUANTILES {
        let at = (quantile(coefficients), p.ln());
        if statistic < at.0 {
            return on_line(before, at, statistic.max(0.0)).exp();
        }
        before = at;
    }
    before.1.exp()
}

/// p of the test, whose cut-off with the smaller p decides; the cut-offs keep the frequencies first ..=.
pub(crate) fn p_of_smaller(first: usize, cutoffs: [usize; 2], smaller: f64) -> f64 {
    let [m1, m2] = cutoffs.map(|last| (last + 1).saturating_sub(first).max(1) as f64);
    let mut before = (0.0, 0.0);
    for ([constant, more], (p, _)) in SMALLER.iter().zip(&QUANTILES) {
        let at = ((constant + more * (m1 / m2)).ln(), p.ln());
        if smaller.ln() > at.0 {
            return on_line(before, at, smaller.ln().min(0.0)).exp();
        }
        before = at;
    }
    before.1.exp()
}

fn on_line(a: (f64, f64), b: (f64, f64), x: f64) -> f64 {
    a.1 + (b.1 - a.1) * (x - a.0) / (b.0 - a.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{lab::simulate::white, random::Random, slow_swings::SlowSwings};

    /// Quantiles of 40,000 draws each that were simulated elsewhere, by another program.
    #[test]
    fn quantiles_of_others() {
        for (first, last, s) in [
            (2, 4, [1.421, 1.577, 1.802]),
            (2, 9, [1.438, 1.635, 1.970]),
            (2, 13, [1.441, 1.655, 1.998]),
            (3, 12, [1.431, 1.644, 1.967]),
            (3, 25, [1.429, 1.653, 2.013]),
            (3, 38, [1.425, 1.648, 2.016]),
        ] {
            for (s, p) in s.into_iter().zip([0.1, 0.05, 0.01]) {
                let got = p_at(first, last, s);
                assert!((got / p - 1.0).abs() < 0.1, "{first} {last} {s}: {got}, not {p}");
            }
        }
        for (first, cutoffs, smaller, p) in [
            (2, [4, 8], 0.0273, 0.05),
            (2, [6, 11], 0.0281, 0.05),
            (3, [12, 25], 0.0276, 0.05),
            (3, [12, 25], 0.0089, 1.0 / 60.0),
        ] {
            let got = p_of_smaller(first, cutoffs, smaller);
            assert!((got / p - 1.0).abs() < 0.05, "{first} {cutoffs:?} {got}");
        }
    }

    #[test]
    fn p_falls_from_1_and_never_to_0() {
        for (first, last) in [(2, 4), (2, 7), (3, 25), (3, 400)] {
            let mut before = 1.0;
            for i in 0..300 {
                let p = p_at(first, last, 0.01 * f64::from(i));
                assert!(p <= before && p > 0.0 && (i > 0 || p == 1.0), "{last} {i} {p}");
                before = p;
            }
        }
        let mut before = 1.0;
        for p in [1.0, 0.7, 0.3, 0.1, 0.03, 1e-3, 1e-9] {
            let test = p_of_smaller(2, [4, 7], p);
            assert!(test <= before && test >= p);
            before = test;
        }
        assert_eq!(p_of_smaller(3, [12, 25], 1.0), 1.0);
    }

    #[test]
    fn white_pairs_pass_as_often_as_said() {
        let (mut g, pairs) = (Random::new(70), 1500);
        let (mut twentieth, mut sixtieth) = (0, 0);
        for _ in 0..pairs {
            let (u, v) = (white(120, &mut g), white(120, &mut g));
            let p = SlowSwings::new(&u, &v, &[1.0], &[1.0]).unwrap().finding().p;
            twentieth += usize::from(p <= 0.05);
            sixtieth += usize::from(p <= 1.0 / 60.0);
        }
        assert!((50..=100).contains(&twentieth) && (12..=41).contains(&sixtieth));
    }
}
