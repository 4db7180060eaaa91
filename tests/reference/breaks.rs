//! One break of the mean, and the OLS-CUSUM test for any.
//!
//! Contract: missing values (NaN) are left out and keep their place in the count of indices; an
//! infinite value or fewer than two segments' worth of values make it undefined; a constant too.
//! The first of equally good breaks is taken.
//!
//! Formula: the split that leaves the smallest sum of squares about two means; sup F = drop / (rest
//! / (n − 2)), which needs Andrews's (1993) values and not an F table; CUSUM = max |Σ deviations| /
//! √(n · variance) with Kolmogorov's p, which assumes independent values. O(n).
//!
//! Source: Bai 1997; Ploberger & Krämer 1992; statsmodels `breaks_cusumolsresid`.

use super::moments::scale_of;
use comove::stats::{
    distributions::kolmogorov_sf, double_double::DoubleDouble, moments::Deviations, scale::unscale,
};

/// The best single break of a mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeanBreak {
    /// Index of the first value of the second segment.
    pub at: usize,
    /// Sum of squares about the two means.
    pub rss: f64,
    /// Drop of the sum of squares over what is left a degree of freedom; infinite if nothing is.
    pub sup_f: f64,
    /// Largest cumulated deviation in units of σ√n.
    pub cusum: f64,
    /// Its p.
    pub cusum_p: f64,
}

/// Best break with at least `min_segment` values on each side.
pub fn mean_break(x: &[f64], min_segment: usize) -> Option<MeanBreak> {
    let places: Vec<usize> = (0..x.len()).filter(|i| !x[*i].is_nan()).collect();
    let present: Vec<f64> = places.iter().map(|i| x[*i]).collect();
    let (count, shortest) = (present.len(), min_segment.max(1));
    if count < 2 * shortest {
        return None;
    }
    let whole = Deviations::new(&present)?;
    if whole.squares == DoubleDouble::ZERO {
        return None;
    }
    let (n, scale) = (count as f64, scale_of(&present)?);
    let mut sum = DoubleDouble::ZERO;
    let (mut furthest, mut best, mut split) = (0.0_f64, f64::NEG_INFINITY, shortest);
    for (before, deviation) in whole.values.iter().enumerate() {
        let size = before as f64;
        if (shortest..=count - shortest).contains(&before) {
            // The split explains S² n / (k (n − k)).
            let explained = sum.value() * sum.value() * n / (size * (n - size));
            if explained > best {
                (best, split) = (explained, before);
            }
        }
        sum += *deviation;
        furthest = furthest.max(sum.value().abs());
    }
    let (first, second) = present.split_at(split);
    // From the segments themselves: total less explained may have no digit left.
    let rss_scaled = [first, second]
        .into_iter()
        .map(|segment| {
            let d = Deviations::new(segment)?;
            let ratio = scale / scale_of(segment)?;
            Some(d.squares.value() * ratio * ratio)
        })
        .sum::<Option<f64>>()?;
    let total = whole.squares.value();
    let cusum = furthest / total.sqrt();
    Some(MeanBreak {
        at: *places.get(split)?,
        rss: unscale(unscale(rss_scaled, scale), scale),
        sup_f: (total - rss_scaled) / (rss_scaled / (n - 2.0)),
        cusum,
        cusum_p: kolmogorov_sf(cusum),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn squares(v: &[f64]) -> f64 {
        let mean = v.iter().sum::<f64>() / v.len() as f64;
        v.iter().map(|v| (v - mean) * (v - mean)).sum()
    }

    proptest! {
        #[test]
        fn no_other_split_is_better(x in prop::collection::vec(-9.0..9.0f64, 6..40), min_segment in 1usize..4) {
            let found = mean_break(&x, min_segment).unwrap();
            let best = (min_segment..=x.len() - min_segment)
                .map(|k| squares(&x[..k]) + squares(&x[k..]))
                .fold(f64::INFINITY, f64::min);
            prop_assert!((found.rss - best).abs() <= 1e-12 * squares(&x));
        }
    }

    #[test]
    fn gaps_scales_and_what_is_undefined() {
        let x = [1.0, f64::NAN, 1.5, 0.5, 9.0, 9.5, 8.5];
        let found = mean_break(&x, 2).unwrap();
        assert_eq!((found.at, found.rss), (4, 1.0));
        let huge = mean_break(&x.map(|v| v * 1e150), 2).unwrap();
        assert!(
            (huge.rss / 1e300 - 1.0).abs() < 1e-14
                && (huge.sup_f / found.sup_f - 1.0).abs() < 1e-12
        );
        assert_eq!(mean_break(&[1.0, 1.0, 2.0, 2.0], 1).unwrap().sup_f, f64::INFINITY);
        assert_eq!(mean_break(&[1.0, 2.0, 3.0], 2), None);
        assert_eq!(mean_break(&[0.1; 9], 2), None);
        assert_eq!(mean_break(&[], 0), None);
        assert_eq!(mean_break(&[1.0, f64::INFINITY, 2.0], 1), None);
    }

    /// statsmodels.stats.diagnostic.breaks_cusumolsresid(x - x.mean(), ddof=0); the break by trying
    /// every k: ((x[:k] - x[:k].mean())**2).sum() + ((x[k:] - x[k:].mean())**2).sum().
    #[test]
    fn statsmodels() {
        let mut x = [
            3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0, 3.0, 5.0, 8.0, 9.0, 7.0, 9.0, 3.0, 2.0,
            3.0, 8.0, 4.0,
        ];
        x.iter_mut().skip(12).for_each(|v| *v += 4.0);
        let found = mean_break(&x, 3).unwrap();
        assert_eq!(found.at, 11);
        for (got, want) in [
            (found.rss, 118.222_222_222_222_23),
            (found.sup_f, 22.340_131_578_947_364),
            (found.cusum, 1.655_681_543_607_985_3),
            (found.cusum_p, 0.008_317_316_276_951_913),
        ] {
            assert!((got / want - 1.0).abs() < 1e-12, "{got} {want}");
        }
    }
}
