//! Double-double arithmetic: a number as the unevaluated sum of two doubles, about 31 digits.
//!
//! Contract: for finite values scaled near 1 (see `scale`); products of magnitudes beyond 1e290
//! overflow in the splitting, below 1e-290 they lose their second half. Neither happens here,
//! because every statistic scales first. NaN and infinities pass through as NaN.
//!
//! Products are split after Dekker and not made with a fused multiply-add: WebAssembly has none,
//! and its emulation is some twenty times slower. Errors: a few 2^-104 an operation.
//!
//! Source: Dekker 1971; Hida, Li & Bailey, "Library for double-double arithmetic", 2001.

use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

/// hi + lo, |lo| ≤ ulp(hi) / 2.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DoubleDouble {
    /// The number rounded to a double.
    pub hi: f64,
    /// What that rounding took.
    pub lo: f64,
}

/// a + b, and what rounding took from it.
#[inline]
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let b_part = sum - a;
    (sum, (a - (sum - b_part)) + (b - b_part))
}

/// The same for |a| ≥ |b|.
#[inline]
fn quick_two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    (sum, b - (sum - a))
}

/// Halves of 26 bits.
#[inline]
fn split(a: f64) -> (f64, f64) {
    let t = 134_217_729.0 * a;
    let high = t - (t - a);
    (high, a - high)
}

/// a · b, and what rounding took from it.
#[inline]
fn two_product(a: f64, b: f64) -> (f64, f64) {
    let product = a * b;
    let (a1, a2) = split(a);
    let (b1, b2) = split(b);
    (product, ((a1 * b1 - product) + a1 * b2 + a2 * b1) + a2 * b2)
}

impl DoubleDouble {
    /// The number 0.
    pub const ZERO: Self = Self { hi: 0.0, lo: 0.0 };

    /// a − b without loss.
    #[inline]
    pub fn difference(a: f64, b: f64) -> Self {
        let (hi, lo) = two_sum(a, -b);
        Self { hi, lo }
    }

    /// Rounded to one double.
    #[inline]
    pub fn value(self) -> f64 {
        self.hi + self.lo
    }

    /// Square root; 0 for what is not above 0.
    pub fn sqrt(self) -> Self {
        if !(self.hi > 0.0) {
            return Self::ZERO;
        }
        let root = Self::from(self.hi.sqrt());
        // One Newton step doubles the digits.
        root + (self - root * root) / Self::from(2.0 * root.hi)
    }
}

/// Sum of a function of each index, in four running sums: one alone would wait for itself.
pub fn sum_by(n: usize, term: impl Fn(usize) -> DoubleDouble) -> DoubleDouble {
    let mut sums = [DoubleDouble::ZERO; 4];
    let fours = n - n % 4;
    for i in (0..fours).step_by(4) {
        for (lane, sum) in sums.iter_mut().enumerate() {
            *sum += term(i + lane);
        }
    }
    for i in fours..n {
        sums[0] += term(i);
    }
    (sums[0] + sums[1]) + (sums[2] + sums[3])
}

impl From<f64> for DoubleDouble {
    #[inline]
    fn from(hi: f64) -> Self {
        Self { hi, lo: 0.0 }
    }
}

impl Add for DoubleDouble {
    type Output = Self;
    #[inline]
    fn add(self, other: Self) -> Self {
        let (s, e) = two_sum(self.hi, other.hi);
        let (t, f) = two_sum(self.lo, other.lo);
        let (s, e) = quick_two_sum(s, e + t);
        let (hi, lo) = quick_two_sum(s, e + f);
        Self { hi, lo }
    }
}

impl AddAssign for DoubleDouble {
    #[inline]
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Neg for DoubleDouble {
    type Output = Self;
    #[inline]
    fn neg(self) -> Self {
        Self { hi: -self.hi, lo: -self.lo }
    }
}

impl Sub for DoubleDouble {
    type Output = Self;
    #[inline]
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Mul for DoubleDouble {
    type Output = Self;
    #[inline]
    fn mul(self, other: Self) -> Self {
        let (p, e) = two_product(self.hi, other.hi);
        let (hi, lo) = quick_two_sum(p, e + self.hi * other.lo + self.lo * other.hi);
        Self { hi, lo }
    }
}

impl Div for DoubleDouble {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        let q1 = self.hi / other.hi;
        let rest = self - other * Self::from(q1);
        let q2 = rest.hi / other.hi;
        let rest = rest - other * Self::from(q2);
        let (hi, lo) = quick_two_sum(q1, q2);
        Self { hi, lo } + Self::from(rest.hi / other.hi)
    }
}

#[cfg(test)]
mod tests {
    use super::DoubleDouble as Dd;
    use proptest::prelude::*;

    #[test]
    fn thirds_and_roots_come_back() {
        let third = Dd::from(1.0) / Dd::from(3.0);
        let error = third * Dd::from(3.0) - Dd::from(1.0);
        assert!(error.value().abs() < 1e-31, "{error:?}");
        let root = Dd::from(2.0).sqrt();
        assert!((root * root - Dd::from(2.0)).value().abs() < 1e-31);
        assert_eq!(Dd::from(0.0).sqrt(), Dd::ZERO);
        assert_eq!(Dd::difference(1.0, 1e-20).lo, -1e-20);
    }

    proptest! {
        #[test]
        fn sums_and_products_are_exact_to_their_error(a in -1e3..1e3f64, b in -1e3..1e3f64) {
            // (a + b)(a − b) = a² − b²
            let left = (Dd::from(a) + Dd::from(b)) * Dd::difference(a, b);
            let right = Dd::from(a) * Dd::from(a) - Dd::from(b) * Dd::from(b);
            prop_assert!((left - right).value().abs() <= 1e-30 * (a * a + b * b));
        }
    }
}
