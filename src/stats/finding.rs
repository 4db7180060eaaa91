//! Where a test points: the lag, the window and the sign of what was found.

use super::{
    significance::Scored,
    verdict::{Finding, LEVEL},
};

/// Where the search points: lag 0 if nothing beats it, else the window of test B.
pub(super) fn search_finding(scored: &Scored, same: Option<f64>, any: Option<f64>) -> Finding {
    let best = scored.best_window();
    let same_z = scored.z_same_period();
    // Test A may find what the search is too coarse for; then the lag is 0.
    let a_alone = any.is_some_and(|b| b > 0.5 * LEVEL) && same < any;
    if a_alone || same_z.abs() >= best.statistic.abs() {
        return Finding { lag: 0, window: (0, 0), sign: sign(same_z) };
    }
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
