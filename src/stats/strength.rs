//! How strong a relation is, with an interval: of the surprises at one lag or over a window of them, and
//! of slow swings.
//!
//! Contract: `None` where the correlation is not defined; an interval needs more than 3.5 effective
//! observations. Of a lag that was picked among others the interval holds for all lags tried at once, so
//! it is right for the one that was picked, too.
//!
//! Over several lags: y with the sum of x over them, divided by its length, Σ_k r_k / √w. With surprises,
//! which have no memory, that is a correlation, and it is the one that tests B and W are about.
//!
//! Source: Fisher 1921 (z), with the effective number, the guard's inflation and the widening of common
//! volatility; simultaneous over lags by the null of test B.

use super::{
    result::{Slow, Strength},
    significance::Scored,
    slow_swings::SlowSwings,
    upper::upper,
};

/// Standard score of a 95 % interval.
const NORMAL_95: f64 = 1.959_963_984_540_054;

/// Of the surprises over the lags `from ..= to`; `lag` stands for them.
pub(super) fn of_surprises(
    scored: &Scored,
    (from, to): (i32, i32),
    lag: i32,
    searched: bool,
) -> Option<Strength> {
    let r = scored.r_over((from, to))?;
    let free = scored.effective_over((from, to)) - 3.0;
    let interval = interval(r, critical(scored, (from, to), searched), free);
    Some(Strength { r, interval, from, to, lag, slow: false, searched })
}

/// Standard score of the ends of a 95 % interval, with the guard and common volatility in it.
pub(super) fn critical(scored: &Scored, (from, to): (i32, i32), searched: bool) -> f64 {
    let plain = if searched { upper(|s| scored.null().p_any_window(s), 0.05) } else { NORMAL_95 };
    let width = (to - from).unsigned_abs() as usize + 1;
    plain * scored.inflation_where_guarded(width).sqrt() * scored.volatility().1
}

/// Of the slow swings: of as many independent numbers as there are real and imaginary parts, wider
/// where the test's own spread is.
pub(super) fn of_swings(swings: &SlowSwings, decides: usize, slow: &Slow) -> Strength {
    let at = &swings.at[decides];
    let wide = (at.over_frequencies.max(at.over_time) / at.alike.max(f64::MIN_POSITIVE)).max(1.0);
    let free = 2.0 * swings.frequencies(decides) as f64 - 2.0;
    Strength {
        r: slow.r,
        interval: interval(slow.r, NORMAL_95 * wide, free),
        from: slow.lag,
        to: slow.lag,
        lag: slow.lag,
        slow: true,
        searched: false,
    }
}

/// tanh(artanh r ± critical / √free).
fn interval(r: f64, critical: f64, free: f64) -> Option<(f64, f64)> {
    if free <= 0.5 {
        return None;
    }
    if r.abs() >= 1.0 {
        return Some((r, r));
    }
    let half = critical / free.sqrt();
    Some(((r.atanh() - half).tanh(), (r.atanh() + half).tanh()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{
        analysis::analyse,
        input::{Input, Options, Series},
        lab::simulate::{scaled, sum, white},
        lagged::Foreseen,
        random::Random,
        result::Analysis,
        surprise::surprise,
        terms::{calendar_terms, starts_or_default},
    };
    use crate::{calendar::period::Period, series::series::SeriesKind};

    fn analysed(x: &[f64], y: &[f64]) -> Analysis {
        let series = |values| Series { values, kind: SeriesKind::Measurement };
        analyse(&Input {
            x: series(x),
            y: series(y),
            controls: Vec::new(),
            period: Period::Day,
            starts: &[],
            options: Options { context_draws: 0, ..Options::default() },
        })
    }

    fn holds(strength: Strength, truth: f64) -> bool {
        strength.interval.is_some_and(|(low, high)| low <= truth && truth <= high)
    }

    /// White pairs with r = 0.35 in the same period, or at a lag of 4 that had to be found.
    #[test]
    fn intervals_hold_what_they_promise() {
        let mut g = Random::new(81);
        let (n, truth, pairs) = (200, 0.35_f64, 120);
        let (mut same, mut lagged, mut found) = (0, 0, 0);
        for _ in 0..pairs {
            let shared = white(n + 4, &mut g);
            let with = |own: &[f64], g: &mut Random| {
                let other = scaled(&white(own.len(), g), (1.0 - truth * truth).sqrt());
                sum(&[&scaled(own, truth), &other])
            };
            let got = analysed(&shared[4..], &with(&shared[4..], &mut g)).strength.unwrap();
            same += usize::from(got.lag == 0 && holds(got, truth));
            let got = analysed(&shared[4..], &with(&shared[..n], &mut g));
            if got.verdict.lag == Some(4) && got.verdict.window == Some((4, 4)) {
                found += 1;
                let strength = got.strength.unwrap();
                assert!(strength.searched && strength.r > 0.0);
                lagged += usize::from(holds(strength, truth));
            }
        }
        assert!(100 * same >= 90 * pairs && same < pairs, "{same} of {pairs}");
        assert!(found >= 80 && 100 * lagged >= 93 * found, "{lagged} of {found}");
    }

    /// Slow coefficients as alike as r says.
    #[test]
    fn intervals_of_swings_hold() {
        let mut g = Random::new(82);
        let (mut held, pairs) = (0, 300);
        for truth in [0.0_f64, 0.5, 0.8] {
            for _ in 0..pairs / 3 {
                let u = white(400, &mut g);
                let own = scaled(&white(400, &mut g), (1.0 - truth * truth).sqrt());
                let v = sum(&[&scaled(&u, truth), &own]);
                let swings = SlowSwings::new(&u, &v, &[1.0], &[1.0]).unwrap();
                let found = swings.finding();
                let slow = super::super::finding::slow_result(&swings, &found);
                held += usize::from(holds(of_swings(&swings, found.decides, &slow), truth));
            }
        }
        assert!((92 * pairs..=99 * pairs).contains(&(100 * held)), "{held} of {pairs}");
    }

    #[test]
    fn nothing_to_go_by_has_no_interval() {
        assert_eq!(interval(0.4, NORMAL_95, 0.5), None);
        assert_eq!(interval(1.0, NORMAL_95, 20.0), Some((1.0, 1.0)));
    }

    /// What both foresee is not compared; it weakens nothing, and the interval is wider by what it costs.
    #[test]
    fn pairs_left_out_make_no_correlation_smaller() {
        let mut g = Random::new(82);
        let n = 600;
        let shared = white(n, &mut g);
        let terms = calendar_terms(Period::Day, &starts_or_default(&[], Period::Day, n));
        let scores = |g: &mut Random| {
            let values = sum(&[&shared, &scaled(&white(n, g), 0.3)]);
            surprise(&values, SeriesKind::Measurement, &terms).unwrap()
        };
        let (x, y) = (scores(&mut g), scores(&mut g));
        let third: Vec<bool> = (0..n).map(|t| t % 3 == 0).collect();
        let of = |foreseen: Foreseen| {
            let scored = Scored::new(&x, &y, foreseen, 10).unwrap();
            let at = |lag| of_surprises(&scored, (lag, lag), lag, false).unwrap();
            let width = |(low, high): (f64, f64)| high.atanh() - low.atanh();
            (at(0).r, width(at(0).interval.unwrap()), width(at(1).interval.unwrap()))
        };
        let (all, without) = (of(Foreseen::default()), of([third.clone(), third]));
        assert!(all.0 > 0.85 && (without.0 - all.0).abs() < 0.02, "{all:?} {without:?}");
        // A third of the pairs of the same period is left out, and none of a period later.
        assert!((without.1 / all.1 - 1.5_f64.sqrt()).abs() < 0.01, "{all:?} {without:?}");
        assert!((without.2 / all.2 - 1.0).abs() < 0.01);
    }
}
