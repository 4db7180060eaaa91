//! The value that a statistic passes with a given probability, from the probability of passing it.

/// The s from which on `p` is at most `level`: `p` must not rise, and be small at 60. Between the
/// smallest and the largest s looked at, right to 1e-9.
pub(crate) fn upper(p: impl Fn(f64) -> f64, level: f64) -> f64 {
    let (mut low, mut high) = (0.0, 60.0);
    for _ in 0..36 {
        let middle = 0.5 * (low + high);
        if p(middle) > level { low = middle } else { high = middle }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::distributions::normal_two_sided_p;

    #[test]
    fn of_a_normal() {
        assert!((upper(normal_two_sided_p, 0.05) - 1.959_963_984_540_054).abs() < 1e-8);
        assert!(upper(normal_two_sided_p, 1.0) < 1e-8);
    }
}
