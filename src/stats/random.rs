//! A small seeded generator for null tables and simulated audits.
//!
//! xoshiro256++ (Blackman & Vigna 2019), state filled by SplitMix64 from one 64-bit seed.
//! Own code, so that a table is the same in every browser and with every version of every
//! library: the same seed gives the same numbers for ever. Not for secrets.

use super::distributions::normal_quantile;

/// xoshiro256++.
#[derive(Clone, Debug)]
pub struct Random {
    state: [u64; 4],
}

impl Random {
    /// A generator whose stream is decided by `seed` alone.
    pub fn new(seed: u64) -> Random {
        let mut x = seed;
        let state = std::array::from_fn(|_| {
            x = x.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let z = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            z ^ (z >> 31)
        });
        Random { state }
    }

    /// The next 64 bits.
    pub(crate) fn next_u64(&mut self) -> u64 {
        let [a, b, c, d] = self.state;
        let result = a.wrapping_add(d).rotate_left(23).wrapping_add(a);
        let (c2, d2) = (c ^ a, d ^ b);
        self.state = [a ^ d2, b ^ c2, c2 ^ (b << 17), d2.rotate_left(45)];
        result
    }

    /// Uniform in (0, 1): never 0, never 1.
    pub fn uniform(&mut self) -> f64 {
        ((self.next_u64() >> 11) as f64 + 0.5) / (1u64 << 53) as f64
    }

    /// Standard normal, by inversion: one draw, one number.
    pub fn normal(&mut self) -> f64 {
        normal_quantile(self.uniform())
    }

    /// Uniform in 0..n; 0 for n = 0. The bias of the multiplication is below n / 2⁶⁴.
    ///
    /// n is below 2³², so that the product's upper half comes from two halves; WebAssembly has no
    /// wider multiplication.
    #[inline(always)]
    pub fn below(&mut self, n: usize) -> usize {
        let (bits, n) = (self.next_u64(), n as u64);
        (((bits >> 32) * n + (((bits & 0xFFFF_FFFF) * n) >> 32)) >> 32) as usize
    }

    /// Fisher–Yates.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_numbers_never_change() {
        // Reference: the authors' splitmix64.c gives e220a8397b1dcdaf first for seed 0.
        let mut r = Random::new(0);
        assert_eq!(r.state[0], 0xe220_a839_7b1d_cdaf);
        let expected = [5_987_356_902_031_041_503, 7_051_070_477_665_621_255];
        assert_eq!([r.next_u64(), r.next_u64()], expected);
    }

    #[test]
    fn moments() {
        let mut r = Random::new(7);
        let n = 200_000;
        let (mut s, mut q) = (0.0, 0.0);
        for _ in 0..n {
            let z = r.normal();
            s += z;
            q += z * z;
        }
        assert!((s / n as f64).abs() < 0.01);
        assert!((q / n as f64 - 1.0).abs() < 0.02);
        assert!((0..1000).all(|_| r.below(7) < 7));
        for n in [0, 1, 6, 1300, 0xFFFF_FFFF] {
            let whole = (u128::from(r.clone().next_u64()) * n as u128) >> 64;
            assert_eq!(r.below(n) as u128, whole);
        }
    }
}
