//! Break of a relation: CUSUM of the products of surprises.
//!
//! Contract: pairs with a missing value (NaN) are passed over; fewer than ten pairs, or products
//! that never vary, give `None`.

use super::distributions::kolmogorov_sf;

/// A test for one change of the correlation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cusum {
    /// Kolmogorov's p of max |S_k − (k/n) S_n| / (sd √n).
    pub p: f64,
    /// First bucket (of x) after the most likely change.
    pub at: usize,
}

/// Tests the products u_t v_{t+lag} for one change of their mean.
///
/// Source: Ploberger & Krämer 1992. O(n).
pub fn cusum(u: &[f64], v: &[f64], lag: i32) -> Option<Cusum> {
    let products: Vec<(usize, f64)> = (0..u.len())
        .filter_map(|t| {
            let s = usize::try_from(t as i64 + i64::from(lag)).ok()?;
            let product = u[t] * v.get(s)?;
            (!product.is_nan()).then_some((t, product))
        })
        .collect();
    let n = products.len() as f64;
    if products.len() < 10 {
        return None;
    }
    let mean = products.iter().map(|p| p.1).sum::<f64>() / n;
    let variance = products.iter().map(|p| (p.1 - mean).powi(2)).sum::<f64>() / n;
    if !(variance > 0.0) {
        return None;
    }
    let (mut sum, mut largest, mut at) = (0.0, 0.0, products[0].0);
    for pair in products.windows(2) {
        sum += pair[0].1 - mean;
        if sum.abs() > largest {
            (largest, at) = (sum.abs(), pair[1].0);
        }
    }
    Some(Cusum { p: kolmogorov_sf(largest / (variance * n).sqrt()), at })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::random::Random;

    #[test]
    fn finds_where_a_relation_ends() {
        let mut g = Random::new(2);
        let u: Vec<f64> = (0..300).map(|_| g.normal()).collect();
        let v: Vec<f64> = u
            .iter()
            .enumerate()
            .map(|(t, a)| if t < 180 { a + 0.3 * g.normal() } else { g.normal() })
            .collect();
        let found = cusum(&u, &v, 0).unwrap();
        assert!(found.p < 0.001 && found.at.abs_diff(180) < 15, "{found:?}");
        let w: Vec<f64> = (0..300).map(|_| g.normal()).collect();
        assert!(cusum(&u, &w, 3).unwrap().p > 0.05);
        assert!(cusum(&u[..9], &w[..9], 0).is_none());
        assert!(cusum(&[0.0; 30], &[1.0; 30], 0).is_none());
    }

    /// statsmodels.stats.diagnostic.breaks_cusumolsresid(p - p.mean(), ddof=0)[1] of the products
    /// p = x y, and of x[:-2] y[2:]; numpy.argmax(abs(cumsum(p - p.mean()))) + 1.
    #[test]
    fn statsmodels() {
        let x = [
            3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0, 3.0, 5.0, 8.0, 9.0, 7.0, 9.0, 3.0, 2.0,
            3.0, 8.0, 4.0,
        ];
        let y = [
            2.0, 7.0, 1.0, 8.0, 2.0, 8.0, 1.0, 8.0, 2.0, 8.0, 4.0, 5.0, 9.0, 0.0, 4.0, 5.0, 2.0,
            3.0, 5.0, 3.0,
        ];
        for (lag, p, at) in [(0, 0.613_819_575_055_474, 5), (2, 0.519_466_592_999_297_8, 5)] {
            let found = cusum(&x, &y, lag).unwrap();
            assert!((found.p - p).abs() < 1e-13 && found.at == at, "{found:?}");
        }
    }
}
