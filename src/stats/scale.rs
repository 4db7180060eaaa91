//! Scaling by powers of two: exact, and the way past overflow and underflow.
//!
//! Contract: a NaN or an infinite value has no scale (`None`); all zeros, and no value at all, are
//! left as they are.

/// The power of two that brings the largest magnitude near 1, `None` if a value is not finite.
///
/// Multiplying with it is exact unless a value is smaller than the largest by a factor of 1e290.
/// Subnormals come out with all the digits that they have.
pub fn power_of_two(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut largest = 0.0_f64;
    for value in values {
        if !value.is_finite() {
            return None;
        }
        largest = largest.max(value.abs());
    }
    if largest == 0.0 {
        return Some(1.0);
    }
    // A double holds 2^-1022 … 2^1023 as normal numbers: one factor cannot lift the smallest
    // subnormal to 1, but to 2^-51, which is as good.
    let (_, exponent) = libm::frexp(largest);
    Some(libm::ldexp(1.0, (-exponent).clamp(-1024, 1023)))
}

/// `value / scale` for a power of two, also where 1 / scale would not be finite.
pub fn unscale(value: f64, scale: f64) -> f64 {
    value / scale
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scaled_values_are_near_one_and_come_back() {
        for value in [1.0, 3.7e200, -1.5e308, 2.2e-308, 5e-324, 1e-320, f64::MAX] {
            let scale = power_of_two([value, 0.0].into_iter()).unwrap();
            let scaled = value * scale;
            assert!((1e-16..=2.0).contains(&scaled.abs()), "{value}: {scaled}");
            assert_eq!(unscale(scaled, scale), value);
        }
        assert_eq!(power_of_two([0.0].into_iter()), Some(1.0));
        assert_eq!(power_of_two(std::iter::empty()), Some(1.0));
        assert_eq!(power_of_two([f64::NAN].into_iter()), None);
        assert_eq!(power_of_two([f64::NEG_INFINITY].into_iter()), None);
    }
}
