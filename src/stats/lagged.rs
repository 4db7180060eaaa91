//! Products of two series of scores at every lag, and windows of neighbouring lags.
//!
//! Contract: NaN is missing, a pair with one missing is left out; a lag with fewer than five
//! pairs, or with none that is not zero, has z = 0. Lag k > 0: v follows u by k. Swapping the
//! two series mirrors every result bit for bit: all sums run in an order that a swap keeps.

use super::lanes::lagged_products;

/// Lags, either way, at which it is asked whether calm and wild times coincide.
pub(crate) const NEAR: usize = 5;

/// Sums over the pairs (u_t, v_{t+k}) at one lag.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LagSum {
    /// Σ u v over the pairs at this lag.
    pub product: f64,
    /// Σ (u v)² over the same pairs.
    pub square: f64,
    /// Σ u² over the pairs; 0 at lags beyond [`NEAR`].
    pub u_square: f64,
    /// Σ v² over the pairs; 0 at lags beyond [`NEAR`].
    pub v_square: f64,
    /// Number of pairs at this lag.
    pub pairs: usize,
    /// The same with those that are foreseen in both.
    pub known: usize,
}

impl LagSum {
    /// Self-normalised: about standard normal for unrelated series, whatever their common
    /// volatility.
    pub fn z(&self) -> f64 {
        if self.pairs < 5 || self.square <= 0.0 { 0.0 } else { self.product / self.square.sqrt() }
    }

    /// Share of the pairs that is compared; 1 where there is none.
    pub(crate) fn compared(&self) -> f64 {
        if self.known == 0 { 1.0 } else { self.pairs as f64 / self.known as f64 }
    }

    /// Σ(uv)² against what it would be if calm and wild times did not coincide: about 1 then.
    pub(crate) fn coincidence(&self) -> Option<f64> {
        let independent = self.u_square * self.v_square / self.pairs.max(1) as f64;
        (self.pairs >= 5 && independent > 0.0).then(|| self.square / independent)
    }
}

/// Buckets of each series that are foreseen: a pair of two such is left out. Empty: none.
pub type Foreseen = [Vec<bool>; 2];

/// Sums at the lags −max_lag ..= max_lag, without pairs of two foreseen. O(n · max_lag).
pub(crate) fn lag_sums(u: &[f64], v: &[f64], foreseen: &Foreseen, max_lag: usize) -> Vec<LagSum> {
    let n = u.len().min(v.len());
    let [known_u, known_v] = foreseen;
    let (u, v) = ((&u[..n], &known_u[..]), (&v[..n], &known_v[..]));
    let swapped = |s: LagSum| LagSum { u_square: s.v_square, v_square: s.u_square, ..s };
    let mut sums: Vec<LagSum> = later_sums(v, u, max_lag).into_iter().map(swapped).collect();
    sums.reverse();
    sums.pop();
    sums.extend(later_sums(u, v, max_lag));
    sums
}

/// Sums at the lags 0 ..= most of scores and where they are foreseen. What is missing, or foreseen in
/// both, counts as 0, which adds nothing.
fn later_sums(
    (u, known_u): (&[f64], &[bool]),
    (v, known_v): (&[f64], &[bool]),
    most: usize,
) -> Vec<LagSum> {
    let present =
        |s: &[f64]| -> Vec<f64> { s.iter().map(|v| if v.is_nan() { 0.0 } else { 1.0 }).collect() };
    let filled =
        |s: &[f64]| -> Vec<f64> { s.iter().map(|v| if v.is_nan() { 0.0 } else { *v }).collect() };
    let sums = |u: &[f64], v: Vec<f64>, most: usize| {
        let new = |(t, v): (usize, &f64)| if known_v.get(t) == Some(&true) { 0.0 } else { *v };
        let unforeseen: Vec<f64> = v.iter().enumerate().map(new).collect();
        lagged_products(u, known_u, [&v, &unforeseen], most)
    };
    let products = sums(&filled(u), filled(v), most);
    let near = most.min(NEAR);
    let (of_u, of_v) = (sums(&filled(u), present(v), near), sums(&present(u), filled(v), near));
    let known = |s: &[f64]| Bits::of(s.iter().map(|v| !v.is_nan()));
    let foreseen = |s: &[bool]| Bits::of(s.iter().copied());
    let (known, foreseen) = ([known(u), known(v)], [foreseen(known_u), foreseen(known_v)]);
    let none = [Bits::of([].into_iter()), Bits::of([].into_iter())];
    let of = |k: usize, [product, square]: [f64; 2]| LagSum {
        product,
        square,
        u_square: of_u.get(k).map_or(0.0, |sums| sums[1]),
        v_square: of_v.get(k).map_or(0.0, |sums| sums[1]),
        pairs: pairs(&known, &foreseen, k),
        known: pairs(&known, &none, k),
    };
    products.into_iter().enumerate().map(|(k, sums)| of(k, sums)).collect()
}

/// How many buckets t are known in u, and in v k later, and not foreseen in both.
fn pairs([u, v]: &[Bits; 2], [known_u, known_v]: &[Bits; 2], k: usize) -> usize {
    let count = |word: usize| {
        let foreseen = known_u.later(word, 0) & known_v.later(word, k);
        (u.later(word, 0) & v.later(word, k) & !foreseen).count_ones() as usize
    };
    (0..u.words.len()).map(count).sum()
}

/// Truth values, 64 a word.
struct Bits {
    words: Vec<u64>,
}

impl Bits {
    fn of(values: impl ExactSizeIterator<Item = bool>) -> Bits {
        let mut words = vec![0; values.len().div_ceil(64)];
        for (at, value) in values.enumerate() {
            words[at / 64] |= u64::from(value) << (at % 64);
        }
        Bits { words }
    }

    /// The word of the values k later than those of a word; false beyond the last.
    fn later(&self, word: usize, k: usize) -> u64 {
        let at = |more: usize| self.words.get(word + k / 64 + more).copied().unwrap_or(0);
        let by = (k % 64) as u32;
        at(0) >> by | at(1).checked_shl(64 - by).unwrap_or(0)
    }
}

/// Sum in an order that is the same from either end.
pub(crate) fn mirrored_sum(values: &[f64]) -> f64 {
    let n = values.len();
    let pairs: f64 = (0..n / 2).map(|i| values[i] + values[n - 1 - i]).sum();
    if n % 2 == 1 { pairs + values[n / 2] } else { pairs }
}

/// Widths of the windows of lags that test B looks at: a response on one day, over a week, over
/// a fortnight.
pub(crate) const WIDTHS: [usize; 3] = [1, 7, 15];

/// A window of lags, as positions in the list of lags.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    /// First position in the list of lags.
    pub first: usize,
    /// Last position, inclusive.
    pub last: usize,
    /// Σz / √(w · inflation), with its sign.
    pub statistic: f64,
}

/// The window of one width whose |Σz| / √w is largest. Ties: the one nearest to the middle.
pub(crate) fn widest_deviation(z: &[f64], width: usize) -> Option<Window> {
    if width == 0 || width > z.len() {
        return None;
    }
    let middle = |first: usize| (2 * first + width).abs_diff(z.len());
    let mut best: Option<Window> = None;
    for (first, window) in z.windows(width).enumerate() {
        let statistic = mirrored_sum(window) / (width as f64).sqrt();
        let better = best.is_none_or(|b| {
            statistic.abs() > b.statistic.abs()
                || (statistic.abs() == b.statistic.abs() && middle(first) < middle(b.first))
        });
        if better {
            best = Some(Window { first, last: first + width - 1, statistic });
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::random::Random;

    #[test]
    fn known_sums() {
        let (u, v) = ([1.0, 2.0, f64::NAN, 4.0], [1.0, 1.0, 3.0, 5.0]);
        let s = lag_sums(&u, &v, &Foreseen::default(), 4);
        let at = |k: i64| s[(k + 4) as usize];
        assert_eq!((at(0).product, at(0).pairs), (1.0 + 2.0 + 20.0, 3));
        assert_eq!((at(1).product, at(1).pairs), (1.0 + 6.0, 2));
        assert_eq!((at(-3).product, at(-3).pairs), (4.0, 1));
        assert_eq!(at(4), LagSum::default());
        assert_eq!(at(0).z(), 0.0);
        assert!(lag_sums(&[], &[], &Foreseen::default(), 2).iter().all(|s| s.pairs == 0));
        // The fourth of u and the first two of v are foreseen: two pairs less.
        let foreseen = [vec![false, false, false, true], vec![true, true, false, false]];
        let skipped = lag_sums(&u, &v, &foreseen, 4);
        for (k, (s, all)) in (-4..).zip(skipped.iter().zip(&s)) {
            assert_eq!(s.pairs + usize::from(k == -3 || k == -2), all.pairs, "{k}");
        }
    }

    #[test]
    fn a_swap_mirrors_bit_for_bit() {
        let mut g = Random::new(3);
        let mut draw = || -> Vec<f64> {
            (0..90).map(|_| if g.below(9) == 0 { f64::NAN } else { g.normal() }).collect()
        };
        let (u, v) = (draw(), draw());
        let z = |a: &[f64], b: &[f64]| -> Vec<f64> {
            lag_sums(a, b, &Foreseen::default(), 20).iter().map(LagSum::z).collect()
        };
        let (forward, mut backward) = (z(&u, &v), z(&v, &u));
        for width in WIDTHS {
            let (a, b) = (widest_deviation(&forward, width), widest_deviation(&backward, width));
            let (a, b) = (a.unwrap(), b.unwrap());
            assert_eq!(a.statistic.to_bits(), b.statistic.to_bits());
            assert_eq!(a.first, 40 - b.last);
        }
        backward.reverse();
        assert_eq!(forward, backward);
    }
}
