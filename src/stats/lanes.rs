//! Eight doubles side by side: what the hottest loops are written in.
//!
//! The programs are compiled for size, where the compiler neither unrolls a loop nor widens it,
//! and a sum of products waits for each addition before the next. Eight sums that have nothing to
//! do with each other need not wait.
//!
//! Contract: a lane is computed as if it were alone, its terms in the order given: what comes out
//! is what plain doubles give, bit for bit.

use two::{Two, add, multiply, splat};

/// Eight lanes.
pub(super) type Eight = [Two; 4];

/// How many an [`Eight`] holds.
pub(super) const LANES: usize = 8;

/// The same number in each lane.
#[inline]
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
pub(super) fn all(value: f64) -> Eight {
    [splat(value); 4]
}

/// Eight numbers.
#[inline]
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
pub(super) fn load(v: &[f64; LANES]) -> Eight {
    [two::load(v, 0), two::load(v, 2), two::load(v, 4), two::load(v, 6)]
}

/// The first eight numbers; 0 where there are fewer.
pub(super) fn first(v: &[f64]) -> Eight {
    let mut eight = [0.0; LANES];
    eight.iter_mut().zip(v).for_each(|(lane, v)| *lane = *v);
    load(&eight)
}

/// The eight numbers.
#[inline]
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
pub(super) fn store(v: Eight) -> [f64; LANES] {
    let [[a, b], [c, d], [e, f], [g, h]] =
        [two::both(v[0]), two::both(v[1]), two::both(v[2]), two::both(v[3])];
    [a, b, c, d, e, f, g, h]
}

/// a + b.
#[inline]
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
pub(super) fn plus(a: Eight, b: Eight) -> Eight {
    [add(a[0], b[0]), add(a[1], b[1]), add(a[2], b[2]), add(a[3], b[3])]
}

/// a · b.
#[inline]
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
pub(super) fn times(a: Eight, b: Eight) -> Eight {
    [multiply(a[0], b[0]), multiply(a[1], b[1]), multiply(a[2], b[2]), multiply(a[3], b[3])]
}

/// a · b, the same b in each lane.
#[inline]
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
pub(super) fn by(a: Eight, b: f64) -> Eight {
    let b = splat(b);
    [multiply(a[0], b), multiply(a[1], b), multiply(a[2], b), multiply(a[3], b)]
}

/// Σ of eight series' products with one, as long as the shorter.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
pub(super) fn dots(series: &[Eight], one: &[f64]) -> [f64; LANES] {
    let mut sum = all(0.0);
    for (v, b) in series.iter().zip(one) {
        sum = plus(sum, by(*v, *b));
    }
    store(sum)
}

/// The same with two, as long as the shortest: no sum waits for the other's.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
pub(super) fn dots_with_two(series: &[Eight], two: [&[f64]; 2]) -> [[f64; LANES]; 2] {
    let [mut first, mut second] = [all(0.0); 2];
    for ((v, a), b) in series.iter().zip(two[0]).zip(two[1]) {
        first = plus(first, by(*v, *a));
        second = plus(second, by(*v, *b));
    }
    [store(first), store(second)]
}

/// Adds a multiple of each of several eights to as many others.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
pub(super) fn add_multiple(to: &mut [[f64; LANES]], of: &[[f64; LANES]], factor: f64) {
    for (to, of) in to.iter_mut().zip(of) {
        *to = store(plus(load(to), by(load(of), factor)));
    }
}

/// Σ a_t b_{t+k} at k = 0 ..= most, terms in the order of t.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
pub(super) fn lagged_dots(a: &[f64], b: &[f64], most: usize) -> Vec<f64> {
    let mut padded = b.to_vec();
    padded.resize(b.len().max(a.len()) + most + LANES, 0.0);
    let mut dots = Vec::with_capacity(most + LANES);
    while dots.len() <= most {
        let mut sum = all(0.0);
        for (a, later) in a.iter().zip(padded[dots.len()..].windows(LANES)) {
            if let Some(later) = later.first_chunk() {
                sum = plus(sum, by(load(later), *a));
            }
        }
        dots.extend(store(sum));
    }
    dots.truncate(most + 1);
    dots
}

/// Σ a_t b_{t+k} and Σ (a_t b_{t+k})² at k = 0 ..= most, terms in the order of t; where `second` is
/// true of t, the second b stands for the first, which is as long.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
pub(super) fn lagged_products(
    a: &[f64],
    second: &[bool],
    b: [&[f64]; 2],
    most: usize,
) -> Vec<[f64; 2]> {
    let mut padded = [b[0].to_vec(), b[1].to_vec()];
    for b in &mut padded {
        b.resize(b.len().max(a.len()) + most + LANES, 0.0);
    }
    let mut sums = Vec::with_capacity(most + LANES);
    while sums.len() <= most {
        let [mut sum, mut square] = [all(0.0); 2];
        let [one, other] = [&padded[0][sums.len()..], &padded[1][sums.len()..]];
        for (t, (a, later)) in a.iter().zip(one.windows(LANES)).enumerate() {
            let later = if second.get(t) == Some(&true) { &other[t..] } else { later };
            if let Some(later) = later.first_chunk() {
                let product = by(load(later), *a);
                sum = plus(sum, product);
                square = plus(square, times(product, product));
            }
        }
        sums.extend(store(sum).into_iter().zip(store(square)).map(|(sum, square)| [sum, square]));
    }
    sums.truncate(most + 1);
    sums
}

/// Σ a b in four running sums, then of what is left of fours.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let (mut pq, mut rs) = (splat(0.0), splat(0.0));
    let ((a4, a), (b4, b)) = (a.as_chunks::<4>(), b.as_chunks::<4>());
    for (a, b) in a4.iter().zip(b4) {
        pq = add(pq, multiply(two::load(a, 0), two::load(b, 0)));
        rs = add(rs, multiply(two::load(a, 2), two::load(b, 2)));
    }
    let ([p, q], [r, s]) = (two::both(pq), two::both(rs));
    let rest: f64 = a.iter().zip(b).map(|(a, b)| a * b).sum();
    (p + q) + (r + s) + rest
}

/// Adds a multiple of numbers to as many others.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
pub(super) fn add_multiple_of(to: &mut [f64], of: &[f64], factor: f64) {
    let ((to8, to), (of8, of)) = (to.as_chunks_mut(), of.as_chunks());
    add_multiple(to8, of8, factor);
    to.iter_mut().zip(of).for_each(|(to, of)| *to += of * factor);
}

#[cfg(target_arch = "wasm32")]
mod two {
    use core::arch::wasm32::{f64x2, f64x2_extract_lane};
    pub use core::arch::wasm32::{
        f64x2_add as add, f64x2_mul as multiply, f64x2_splat as splat, v128 as Two,
    };

    #[inline]
    #[target_feature(enable = "simd128")]
    pub(crate) fn load<const N: usize>(v: &[f64; N], at: usize) -> Two {
        f64x2(v[at], v[at + 1])
    }

    #[inline]
    #[target_feature(enable = "simd128")]
    pub fn both(v: Two) -> [f64; 2] {
        [f64x2_extract_lane::<0>(v), f64x2_extract_lane::<1>(v)]
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod two {
    pub type Two = [f64; 2];

    #[inline]
    pub(crate) fn load<const N: usize>(v: &[f64; N], at: usize) -> Two {
        [v[at], v[at + 1]]
    }

    #[inline]
    pub(crate) fn splat(v: f64) -> Two {
        [v, v]
    }

    #[inline]
    pub fn add(a: Two, b: Two) -> Two {
        [a[0] + b[0], a[1] + b[1]]
    }

    #[inline]
    pub(crate) fn multiply(a: Two, b: Two) -> Two {
        [a[0] * b[0], a[1] * b[1]]
    }

    #[inline]
    pub fn both(v: Two) -> [f64; 2] {
        v
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_lane_is_alone() {
        let v: [f64; LANES] = std::array::from_fn(|i| 0.1 + i as f64);
        let sum = plus(times(load(&v), all(3.0)), load(&v));
        assert_eq!(store(sum), v.map(|v| v * 3.0 + v));
        assert_eq!(dots(&[load(&v), load(&v)], &[1.0, 2.0, 9.0]), v.map(|v| v + v * 2.0));
        let two = dots_with_two(&[load(&v), load(&v)], [&[1.0, 2.0], &[4.0, 0.5, 9.0]]);
        assert_eq!(two, [v.map(|v| v + v * 2.0), v.map(|v| v * 4.0 + v * 0.5)]);
        let mut to = [v, v, v];
        add_multiple(&mut to, &[v, v], 3.0);
        assert_eq!(to, [v.map(|v| v + v * 3.0), v.map(|v| v + v * 3.0), v]);
        assert_eq!(store(first(&[4.0, 5.0])), [4.0, 5.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
        assert_eq!(store(first(&[7.0; 9])), [7.0; LANES]);
    }

    #[test]
    fn sums_of_any_length() {
        let a: Vec<f64> = (0..29).map(|i| 0.1 + f64::from(i)).collect();
        for n in 0..29 {
            let four = |from: usize| -> f64 {
                (from..n / 4 * 4).step_by(4).map(|i| a[i] * a[i]).fold(0.0, |s, v| s + v)
            };
            let rest: f64 = a[n / 4 * 4..n].iter().map(|v| v * v).sum();
            assert_eq!(
                dot(&a[..n], &a[..n]),
                (four(0) + four(1)) + (four(2) + four(3)) + rest,
                "{n}"
            );
            let mut to = a.clone();
            add_multiple_of(&mut to[..n], &a[..n], 3.0);
            let want: Vec<f64> =
                a.iter().enumerate().map(|(i, v)| if i < n { v + v * 3.0 } else { *v }).collect();
            assert_eq!(to, want, "{n}");
        }
    }

    #[test]
    fn lags_one_by_one() {
        let mut g = crate::stats::random::Random::new(62);
        for (n, most) in [(0usize, 3), (1, 0), (5, 9), (40, 7), (40, 8), (100, 25)] {
            let a: Vec<f64> = (0..n).map(|_| g.normal()).collect();
            let b: Vec<f64> = (0..n).map(|_| g.normal()).collect();
            let lag =
                |k: usize| -> f64 { a.iter().zip(b.iter().skip(k)).map(|(a, b)| a * b).sum() };
            assert_eq!(lagged_dots(&a, &b, most), (0..=most).map(lag).collect::<Vec<_>>());
            let second: Vec<bool> = (0..n).map(|_| g.below(3) == 0).collect();
            let other: Vec<f64> = b.iter().map(|v| v + 1.0).collect();
            let both = |k: usize| -> [f64; 2] {
                let later = |t: usize| if second[t] { other[t + k] } else { b[t + k] };
                let products = || (0..n.saturating_sub(k)).map(|t| a[t] * later(t));
                [products().sum(), products().map(|p| p * p).sum()]
            };
            let sums = lagged_products(&a, &second, [&b, &other], most);
            assert_eq!(sums, (0..=most).map(both).collect::<Vec<_>>());
        }
    }
}
