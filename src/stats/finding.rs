//! Where a test points: the lag, the window and the sign of what was found.

use super::{
    result::Slow,
    shared_year::without_shared_year,
    significance::Scored,
    slow_swings::{SlowFinding, SlowSwings, filter},
    surprise::Surprise,
    terms::{YEARS_FOR_A_YEAR, years},
    verdict::{Doubt, Finding, LEVEL, SlowEvidence},
};
use crate::calendar::period::Period;

/// Where the search points: where that of the tests A and B does whose p, at its price, is smaller. What is said of
/// the lag and how sure it is are of one test then: a neighbouring lag that happens to agree a little
/// more than the same period does not make one follow the other.
pub(super) fn search_finding(scored: &Scored, same: Option<f64>, any: Option<f64>) -> Finding {
    if same <= any {
        return Finding { lag: 0, window: (0, 0), sign: sign(scored.z_same_period()) };
    }
    let best = scored.best_window();
    let window = (scored.lag(best.first), scored.lag(best.last));
    declared_finding(scored, window, best.statistic)
}

/// The centre of gravity of what agrees in sign inside a window.
pub(super) fn declared_finding(scored: &Scored, (from, to): (i32, i32), statistic: f64) -> Finding {
    let limit = scored.max_lag as i32;
    let (from, to) = (from.max(-limit), to.min(limit));
    let (mut weight, mut moment) = (0.0, 0.0);
    // From both ends at once: a swap of the series must give the mirrored lag.
    let contribution = |lag: i32| {
        let z = scored.z[(lag + limit) as usize] * statistic.signum();
        let z = z.max(0.0);
        (z, z * f64::from(lag))
    };
    for i in 0..(to - from + 1).max(0) {
        let (a, b) = (from + i, to - i);
        if a > b {
            break;
        }
        let (first, last) = (contribution(a), contribution(b));
        let once = if a == b { 0.0 } else { 1.0 };
        weight += first.0 + once * last.0;
        moment += first.1 + once * last.1;
    }
    let lag = if weight > 0.0 { (moment / weight).round() as i32 } else { (from + to) / 2 };
    Finding { lag, window: (from, to), sign: sign(statistic) }
}

pub(super) fn sign(statistic: f64) -> i8 {
    if statistic < 0.0 { -1 } else { 1 }
}

/// Fewest buckets for test S: below, it finds nothing that tests A and B do not, and each test more
/// costs them power (seven points at n = 60).
const FEWEST_FOR_SLOW: usize = 90;

/// Test S of two series' surprises; `None` where they are too short for it.
pub(super) fn slow_search(
    [x, y]: [&Surprise; 2],
    period: Period,
    starts: &[i64],
) -> Option<(SlowSwings, SlowFinding)> {
    let [pi_x, pi_y] = [x, y].map(|s| filter(&s.model.past, s.model.unit_root));
    let cleared = without_shared_year([&x.scores, &y.scores], period, starts);
    let [u, v] = cleared.as_ref().map_or([&x.scores, &y.scores], |[u, v]| [u, v]);
    let swings = SlowSwings::new(u, v, &pi_x, &pi_y)?;
    let finding = swings.finding();
    (swings.n >= FEWEST_FOR_SLOW).then_some((swings, finding))
}

/// Standard errors from which one of the two is said to swing first: one in a hundred that swing together.
const CLEARLY_FIRST: f64 = 2.6;

/// What is reported of test S.
pub(super) fn slow_result(swings: &SlowSwings, found: &SlowFinding) -> Slow {
    let at = &swings.at[found.decides];
    let [shortest, longest] = swings.periods(found.decides);
    let (lag, error) = swings.lag(found.decides);
    let clear = lag.abs() > CLEARLY_FIRST * error;
    let lag = if clear { lag.round() as i32 } else { 0 };
    Slow { p: found.p, r: at.r, sign: sign(at.sum), lag, shortest, longest }
}

/// What the verdict needs of it: a finding that a season or one event would explain is doubtful.
pub(super) fn slow_evidence(
    swings: &SlowSwings,
    found: &SlowFinding,
    period: Period,
) -> SlowEvidence {
    let doubt = || {
        if season_is_left(period, swings.n) {
            return Some(Doubt::SharedSeason);
        }
        let (p, at) = swings.without_one_event(found.decides);
        (p > LEVEL).then_some(Doubt::SharedEvent { at })
    };
    let doubt = if found.p <= LEVEL { doubt() } else { None };
    SlowEvidence { p: found.p, sign: sign(swings.at[found.decides].sum), doubt }
}

/// Whether a season of the year may be among the slow swings: long enough to show, too few years to be
/// taken out. Months are too few then for any test.
fn season_is_left(period: Period, n: usize) -> bool {
    period.per_year() > 12.5 && (0.25..YEARS_FOR_A_YEAR).contains(&years(period, n))
}

#[cfg(test)]
mod tests {
    use crate::{
        calendar::period::Period,
        series::series::SeriesKind,
        stats::{
            analysis::analyse,
            input::{Input, Options, Series},
            lab::simulate::{ar1_unit, scaled, sum, weekly, white},
            random::Random,
        },
    };

    /// Steps and hours of sleep by the day, each with its week, coupled on the same day: whatever a
    /// neighbouring lag or a window of lags reaches by chance, nobody followed anybody.
    #[test]
    fn what_is_coupled_on_one_day_is_not_said_to_follow() {
        let mut g = Random::new(61);
        let (mut found, mut elsewhere) = (0, 0);
        for n in (90..330).step_by(4) {
            let own = |size: f64, g: &mut Random| {
                sum(&[&scaled(&weekly(n, 1.0, g), size), &scaled(&ar1_unit(n, 0.4, g), 0.5)])
            };
            let shared = scaled(&white(n, &mut g), 0.42);
            let steps = sum(&[&shared, &own(0.6, &mut g), &scaled(&white(n, &mut g), 0.7)]);
            let sleep = sum(&[&shared, &own(0.3, &mut g), &scaled(&white(n, &mut g), 0.7)]);
            let steps: Vec<f64> = steps.iter().map(|v| 8_000.0 * (0.2 * v).exp()).collect();
            let sleep: Vec<f64> = sleep.iter().map(|v| 7.0 + 0.5 * v).collect();
            let series = |values| Series { values, kind: SeriesKind::Measurement };
            let got = analyse(&Input {
                x: series(&steps),
                y: series(&sleep),
                controls: Vec::new(),
                period: Period::Day,
                starts: &[],
                options: Options { context_draws: 0, ..Options::default() },
            });
            if got.verdict.lag.is_none() {
                continue;
            }
            found += 1;
            let s = &got.surprises;
            assert_eq!(got.verdict.lag, Some(0), "{n}: {s:?}");
            assert_eq!(got.strength.unwrap().r, s.r.unwrap());
            let best = s.best_window.unwrap();
            elsewhere += usize::from((best.from, best.to) != (0, 0));
        }
        // The search points elsewhere in some of them: there the two tests disagree.
        assert!(found >= 20 && elsewhere >= 2, "{found} {elsewhere}");
    }
}
