//! Distributions: normal, Student t, F, chi-square, Kolmogorov.
//!
//! Contract: plain functions of numbers. Infinite arguments give the limit; NaN, or degrees of
//! freedom that are not above 0, give NaN, and every statistic built on them turns that into
//! `None`. Tails are computed as tails, never as one minus the rest: relative error below 1e-12
//! down to 1e-300 (1e-11 above 1e5 degrees of freedom).
//!
//! Sources: NIST DLMF 7, 8.11, 8.17; Wichura, AS 241 (normal quantile); Marsaglia, Tsang & Wang
//! 2003 (Kolmogorov).

use super::special::{beta_regularized, gamma_regularized};
use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// Standard normal distribution function, P(Z ≤ z).
///
/// ```
/// # use comove::stats::distributions::normal_cdf;
/// assert!((normal_cdf(1.959963984540054) - 0.975).abs() < 1e-15);
/// ```
pub fn normal_cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z * FRAC_1_SQRT_2)
}

/// Standard normal survival function, P(Z > z): `normal_cdf(-z)`.
pub(crate) fn normal_sf(z: f64) -> f64 {
    normal_cdf(-z)
}

/// Two-sided p of a standard normal statistic, P(|Z| ≥ |z|).
///
/// ```
/// # use comove::stats::distributions::normal_two_sided_p;
/// assert!((normal_two_sided_p(-30.0) / 9.813428e-198 - 1.0).abs() < 1e-6);
/// ```
pub fn normal_two_sided_p(z: f64) -> f64 {
    libm::erfc(z.abs() * FRAC_1_SQRT_2)
}

/// Quantile of the standard normal distribution: the z with `normal_cdf(z) = p`.
///
/// 0 and 1 give the infinities, outside [0, 1] NaN. About 16 digits (AS 241).
///
/// ```
/// # use comove::stats::distributions::normal_quantile;
/// assert!((normal_quantile(0.975) - 1.959963984540054).abs() < 1e-15);
/// assert_eq!(normal_quantile(0.5), 0.0);
/// ```
pub fn normal_quantile(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * ratio(r, &CENTRE_TOP, &CENTRE_BOTTOM);
    }
    let tail = if q < 0.0 { p } else { 1.0 - p };
    if tail == 0.0 {
        return f64::INFINITY.copysign(q);
    }
    if !(tail > 0.0) {
        return f64::NAN;
    }
    let r = (-tail.ln()).sqrt();
    let z = if r <= 5.0 {
        ratio(r - 1.6, &MIDDLE_TOP, &MIDDLE_BOTTOM)
    } else {
        ratio(r - 5.0, &FAR_TOP, &FAR_BOTTOM)
    };
    z.copysign(q)
}

/// Polynomial over polynomial, lowest power first.
fn ratio(r: f64, top: &[f64; 8], bottom: &[f64; 8]) -> f64 {
    let horner = |c: &[f64; 8]| c.iter().rev().fold(0.0, |sum, c| sum * r + c);
    horner(top) / horner(bottom)
}

#[rustfmt::skip]
mod as241 {
    pub(crate) const CENTRE_TOP: [f64; 8] = [3.387_132_872_796_366_5, 1.331_416_678_917_843_8e2, 1.971_590_950_306_551_3e3, 1.373_169_376_550_946e4, 4.592_195_393_154_987e4, 6.726_577_092_700_87e4, 3.343_057_558_358_813e4, 2.509_080_928_730_122_7e3];
    pub(crate) const CENTRE_BOTTOM: [f64; 8] = [1.0, 4.231_333_070_160_091e1, 6.871_870_074_920_579e2, 5.394_196_021_424_751e3, 2.121_379_430_158_659_7e4, 3.930_789_580_009_271e4, 2.872_908_573_572_194_3e4, 5.226_495_278_852_545e3];
    pub(crate) const MIDDLE_TOP: [f64; 8] = [1.423_437_110_749_683_5, 4.630_337_846_156_546, 5.769_497_221_460_691, 3.647_848_324_763_204_5, 1.270_458_252_452_368_4, 2.417_807_251_774_506e-1, 2.272_384_498_926_918_4e-2, 7.745_450_142_783_414e-4];
    pub(crate) const MIDDLE_BOTTOM: [f64; 8] = [1.0, 2.053_191_626_637_759, 1.676_384_830_183_803_8, 6.897_673_349_851e-1, 1.481_039_764_274_800_8e-1, 1.519_866_656_361_645_7e-2, 5.475_938_084_995_345e-4, 1.050_750_071_644_416_9e-9];
    pub(crate) const FAR_TOP: [f64; 8] = [6.657_904_643_501_103, 5.463_784_911_164_114, 1.784_826_539_917_291_3, 2.965_605_718_285_048_7e-1, 2.653_218_952_657_612_4e-2, 1.242_660_947_388_078_4e-3, 2.711_555_568_743_487_6e-5, 2.010_334_399_292_288_1e-7];
    pub(crate) const FAR_BOTTOM: [f64; 8] = [1.0, 5.998_322_065_558_88e-1, 1.369_298_809_227_358e-1, 1.487_536_129_085_061_5e-2, 7.868_691_311_456_133e-4, 1.846_318_317_510_054_8e-5, 1.421_511_758_316_446e-7, 2.044_263_103_389_939_8e-15];
}
use as241::*;

/// Two-sided p of a Student t statistic, P(|T| ≥ |t|), for any `df` > 0 (infinite: normal).
///
/// ```
/// # use comove::stats::distributions::student_t_two_sided_p;
/// // scipy.stats.t.sf(2.0, 10) * 2
/// assert!((student_t_two_sided_p(2.0, 10.0) - 0.07338803477074037).abs() < 1e-15);
/// ```
pub fn student_t_two_sided_p(t: f64, df: f64) -> f64 {
    if df == f64::INFINITY {
        return normal_two_sided_p(t);
    }
    if !(df > 0.0) || t.is_nan() {
        return f64::NAN;
    }
    let t = t.abs();
    // Of x = df / (df + t²) and y = 1 − x neither may lose digits or overflow.
    let (x, y) = if t > df.sqrt() {
        let q = df / t / t;
        (q / (1.0 + q), 1.0 / (1.0 + q))
    } else {
        let q = t / df * t;
        (1.0 / (1.0 + q), q / (1.0 + q))
    };
    if x < 1e-290 && t < f64::INFINITY {
        // x^(df/2) need not underflow where x does (df = 1, t = 1e200): its leading term.
        let a = 0.5 * df;
        let ln_beta = libm::lgamma(a) + 0.5 * PI.ln() - libm::lgamma(a + 0.5);
        return (a * (df.ln() - 2.0 * t.ln()) - a.ln() - ln_beta).exp();
    }
    beta_regularized(0.5 * df, 0.5, x, y).0
}

/// The t ≥ 0 that |T| exceeds with probability `two_sided_p`: 0.05 gives the half width, in
/// standard errors, of a 95 % interval.
///
/// 1 gives 0, 0 infinity, outside [0, 1] NaN. Bisection on ln t with secant steps, to the last
/// digits.
///
/// ```
/// # use comove::stats::distributions::student_t_two_sided_quantile;
/// // scipy.stats.t.ppf(0.975, 10)
/// assert!((student_t_two_sided_quantile(0.05, 10.0) - 2.228138851986274).abs() < 1e-14);
/// ```
pub fn student_t_two_sided_quantile(two_sided_p: f64, df: f64) -> f64 {
    let p = two_sided_p;
    if !(df > 0.0) || !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    if p == 1.0 {
        return 0.0;
    }
    if p == 0.0 {
        return f64::INFINITY;
    }
    if df == f64::INFINITY {
        return -normal_quantile(0.5 * p);
    }
    // Newton on ln p as a function of ln t, kept inside a bracket that shrinks every time.
    let error = |ln_t: f64| (student_t_two_sided_p(ln_t.exp(), df) / p).ln();
    let (mut low, mut high) = (-745.0_f64, 709.0_f64);
    let mut ln_t = (-normal_quantile(0.5 * p)).max(1e-300).ln();
    for _ in 0..200 {
        let e = error(ln_t);
        if e > 0.0 {
            low = ln_t;
        } else {
            high = ln_t;
        }
        let t = ln_t.exp();
        let slope = -2.0 * t * student_t_density(t, df) / student_t_two_sided_p(t, df);
        let step = e / slope;
        let next = ln_t - step;
        if step.abs() < 1e-15 {
            break;
        }
        ln_t = if next > low && next < high { next } else { 0.5 * (low + high) };
        if high - low < 1e-15 {
            break;
        }
    }
    ln_t.exp()
}

/// Density of Student's t.
fn student_t_density(t: f64, df: f64) -> f64 {
    let ln_constant =
        libm::lgamma(0.5 * (df + 1.0)) - libm::lgamma(0.5 * df) - 0.5 * (df * PI).ln();
    (ln_constant - 0.5 * (df + 1.0) * (t / df * t).ln_1p()).exp()
}

/// F survival function, P(F > f), with `df1` over `df2` degrees of freedom.
///
/// ```
/// # use comove::stats::distributions::f_sf;
/// // scipy.stats.f.sf(3.0, 2, 10)
/// assert!((f_sf(3.0, 2.0, 10.0) - 0.0953674316406250).abs() < 1e-15);
/// ```
pub fn f_sf(f: f64, df1: f64, df2: f64) -> f64 {
    if !(df1 > 0.0 && df2 > 0.0) || f.is_nan() {
        return f64::NAN;
    }
    if f <= 0.0 {
        return 1.0;
    }
    if df2 == f64::INFINITY {
        return chi2_sf(df1 * f, df1);
    }
    let q = df1 / df2 * f;
    if q == f64::INFINITY {
        return 0.0;
    }
    // x = df2 / (df2 + df1 f) and its complement, from the smaller of the two.
    let (x, y) = if q > 1.0 {
        (1.0 / q / (1.0 + 1.0 / q), 1.0 / (1.0 + 1.0 / q))
    } else {
        (1.0 / (1.0 + q), q / (1.0 + q))
    };
    beta_regularized(0.5 * df2, 0.5 * df1, x, y).0
}

/// Chi-square survival function, P(X > x), with `df` degrees of freedom.
///
/// ```
/// # use comove::stats::distributions::chi2_sf;
/// assert!((chi2_sf(5.991464547107979, 2.0) - 0.05).abs() < 1e-15);
/// ```
pub fn chi2_sf(x: f64, df: f64) -> f64 {
    if !(df > 0.0) || x.is_nan() {
        return f64::NAN;
    }
    if x <= 0.0 {
        return 1.0;
    }
    gamma_regularized(0.5 * df, 0.5 * x).1
}

/// Survival function of Kolmogorov's distribution, P(sup |Brownian bridge| > x).
///
/// The limit law of the two-sided Kolmogorov–Smirnov and OLS-CUSUM statistics. Alternating
/// series above 1, theta-function form below.
///
/// ```
/// # use comove::stats::distributions::kolmogorov_sf;
/// // scipy.stats.kstwobign.sf(1.3580986393225505)
/// assert!((kolmogorov_sf(1.3580986393225505) - 0.05).abs() < 1e-15);
/// ```
pub fn kolmogorov_sf(x: f64) -> f64 {
    if x.is_nan() {
        return f64::NAN;
    }
    if x <= 0.0 {
        return 1.0;
    }
    if x < 1.0 {
        let sum: f64 = (0..8)
            .map(|k| {
                let odd = f64::from(2 * k + 1);
                (-odd * odd * PI * PI / (8.0 * x * x)).exp()
            })
            .sum();
        return 1.0 - (2.0 * PI).sqrt() / x * sum;
    }
    let mut sum = 0.0;
    for k in 1..20 {
        let k2 = f64::from(k * k);
        let term = (-2.0 * k2 * x * x).exp();
        sum += if k % 2 == 1 { term } else { -term };
        if term < 1e-18 * sum {
            break;
        }
    }
    2.0 * sum
}

#[cfg(test)]
#[allow(clippy::excessive_precision, reason = "constants as the reference prints them")]
mod tests {
    use super::*;

    fn near(name: &str, got: f64, want: f64, relative: f64) {
        assert!((got - want).abs() <= relative * want.abs(), "{name}: {got:e}, not {want:e}");
    }

    /// mpmath 1.4, mp.dps = 60: betainc(df/2, 1/2, 0, df/(df+t²), regularized=True)
    #[test]
    #[rustfmt::skip]
    fn student_t() {
        for (t, df, want) in [
            (1e-300, 3.0, 1.0), (1e-12, 7.0, 0.99999999999923002), (0.5, 0.3, 0.80071079262147756),
            (1.0, 1.0, 0.5), (3.3, 2.5, 0.05940212877944411), (12.0, 4.0, 0.00027642854850297295),
            (40.0, 1298.0, 1.2228233542814516e-228), (38.0, 1e5, 1.0155457452686802e-313),
            (1e8, 3.0, 2.2053155816871674e-24), (1e60, 5.0, 1.8980334491124726e-299),
            (30.0, 40.0, 4.850907660590208e-29), (1e5, 50.0, 3.3460604815099712e-209),
            (5.0, 1e6, 5.7339978708907416e-7), (0.7, 1e5, 0.48392893284732216),
            (1e200, 1.0, 6.3661977236758134e-201), (0.0, 4.0, 1.0), (f64::INFINITY, 4.0, 0.0),
        ] {
            // Below 1e-308 a double has fewer digits.
            let relative = if want < 1e-307 { 1e-9 } else if df > 1e5 { 1e-11 } else { 1e-12 };
            near(&format!("t {t} df {df}"), student_t_two_sided_p(t, df), want, relative);
            near(&format!("t -{t} df {df}"), student_t_two_sided_p(-t, df), want, relative);
        }
    }

    /// scipy.stats.t.isf(p / 2, df)
    #[test]
    #[rustfmt::skip]
    fn student_t_quantile() {
        for (p, df, want) in [
            (0.05, 1.0, 12.706204736174705), (0.05, 1298.0, 1.9617932967482128), (1e-10, 3.0, 2804.2938253395255),
            (0.9, 5.0, 0.1321751752316873), (0.5, 2.5, 0.7850136829922992), (1e-100, 30.0, 11063.331911935154),
        ] {
            near(&format!("p {p} df {df}"), student_t_two_sided_quantile(p, df), want, 1e-12);
        }
        for df in [0.5, 1.0, 3.0, 40.0, 1e6] {
            for p in [1e-200, 1e-9, 0.01, 0.5, 0.999] {
                let t = student_t_two_sided_quantile(p, df);
                if t < 1e300 {
                    near(&format!("there and back, {p} {df}"), student_t_two_sided_p(t, df), p, 1e-11);
                }
            }
        }
    }

    /// mpmath: erfc(z / sqrt(2))
    #[test]
    #[rustfmt::skip]
    fn normal() {
        for (z, want) in [
            (1e-17, 1.0), (0.1, 0.92034432544594203), (1.0, 0.3173105078629141), (5.0, 5.7330314375838782e-7),
            (10.0, 1.5239706048321052e-23), (20.0, 5.5072482372124674e-89), (30.0, 9.8134278542963741e-198),
            (37.5, 9.2107060191639097e-308),
        ] {
            near(&format!("z {z}"), normal_two_sided_p(z), want, 1e-12);
            near(&format!("sf {z}"), 2.0 * normal_sf(z), want, 1e-12);
        }
    }

    /// mpmath: findroot(log(erfc(-z / sqrt(2)) / 2) - log(p))
    #[test]
    #[rustfmt::skip]
    fn normal_quantiles() {
        for (p, want) in [
            (1e-300, -37.047096299361199), (1e-200, -30.205594179579643), (1e-50, -14.933337534788489),
            (1e-13, -7.3487961028006775), (1e-5, -4.2648907939228246), (0.02, -2.053748910631823),
            (0.0749, -1.4402382675279637), (0.0751, -1.43882539275254), (0.3, -0.52440051270804082),
            (0.49999, -2.5066282748960009e-5), (0.9, 1.2815515655446006), (0.99999, 4.2648907939238408),
            (1.0 - f64::EPSILON / 2.0, 8.2095361516013869),
        ] {
            near(&format!("p {p}"), normal_quantile(p), want, 3e-15);
        }
        assert_eq!(normal_quantile(0.0), f64::NEG_INFINITY);
        assert_eq!(normal_quantile(1.0), f64::INFINITY);
        assert!(normal_quantile(1.1).is_nan() && normal_quantile(-0.1).is_nan() && normal_quantile(f64::NAN).is_nan());
    }

    /// mpmath: betainc(d2/2, d1/2, 0, d2/(d2+d1 f), regularized=True)
    #[test]
    #[rustfmt::skip]
    fn f() {
        for (f, df1, df2, want) in [
            (1e-9, 1.0, 5.0, 0.99997599156490728), (1.0, 3.0, 3.0, 0.5), (250.0, 5.0, 20.0, 2.6043170150965503e-17),
            (1e6, 2.0, 11.0, 1.1802707784535644e-29), (60.0, 12.0, 1250.0, 1.8128287852661614e-114),
            (0.2, 40.0, 7.0, 0.99960772396225567), (1e4, 1.0, 1e4, 0.0), (-1.0, 2.0, 2.0, 1.0), (f64::INFINITY, 2.0, 2.0, 0.0),
        ] {
            near(&format!("F {f} {df1} {df2}"), f_sf(f, df1, df2), want, 1e-12);
        }
        near("df2 infinite", f_sf(2.0, 3.0, f64::INFINITY), chi2_sf(6.0, 3.0), 1e-15);
    }

    /// mpmath: gammainc(df/2, x/2, inf, regularized=True)
    #[test]
    #[rustfmt::skip]
    fn chi_square() {
        for (x, df, want) in [
            (1e-12, 1.0, 0.9999992021154392), (0.4, 3.0, 0.94024249483936074), (1300.0, 1.0, 1.1303728441492742e-284),
            (1400.0, 7.0, 3.8599631812373352e-298), (900.0, 120.0, 1.0613705170275114e-119), (100.0, 100.0, 0.48119168452795672),
            (1001.0, 1000.0, 0.48513891876805152), (50.0, 0.5, 3.3298347276499366e-13), (300.0, 1000.0, 1.0), (0.0, 2.0, 1.0),
        ] {
            near(&format!("x {x} df {df}"), chi2_sf(x, df), want, 1e-12);
        }
    }

    /// mpmath: 2 Σ (-1)^(k-1) exp(-2 k² x²)
    #[test]
    #[rustfmt::skip]
    fn kolmogorov() {
        for (x, want) in [
            (0.2, 0.99999999999949496), (0.4, 0.99719232677729826), (0.8, 0.54414241157419808), (0.99, 0.28087383922554892),
            (1.0, 0.26999967167735452), (1.01, 0.25943416909359744), (1.5, 0.022217962616525129), (3.0, 3.0459959489425257e-8),
            (10.0, 2.7677930534734751e-87), (18.0, 7.5544999447242496e-282), (0.0, 1.0),
        ] {
            near(&format!("x {x}"), kolmogorov_sf(x), want, 1e-12);
        }
    }

    #[test]
    fn no_degrees_of_freedom_and_nan_give_nan() {
        for value in [
            student_t_two_sided_p(1.0, 0.0),
            student_t_two_sided_p(f64::NAN, 3.0),
            student_t_two_sided_quantile(0.05, -1.0),
            f_sf(1.0, 0.0, 3.0),
            f_sf(f64::NAN, 1.0, 3.0),
            chi2_sf(1.0, f64::NAN),
            kolmogorov_sf(f64::NAN),
        ] {
            assert!(value.is_nan());
        }
    }
}
