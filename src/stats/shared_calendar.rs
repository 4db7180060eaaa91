//! What the calendar still predicts of two series at once, after each has had its own terms.
//!
//! *Days* of the month and of the fortnight: paydays, closings, a job on every second Friday. Half
//! a year shows such a day six times: too little for thirty dummies, enough to create a spurious correlation.
//! So the surprises of *both* series are looked at day by day, and days that are unusual in both
//! are foreseen: a pair of two of them is left out. The days themselves stay: what one series
//! does five days after a foreseen day of the other is as good a sign as any. To regress them out
//! instead costs two points of power at n = 180 and leaves more false alarms (`examples/audit.md`).
//!
//! *Lists* of days that many people keep ([`super::common_days`]): those that stand out in both are to be
//! left out of both, and the models fitted again. Holidays differ in size from one to the next, so a
//! column or a pair left out mends less (measured: 92 of 100 unrelated pairs linked at n = 1,260, 22 with a
//! column, 17 with pairs left out, 7 with the days missing). All families compete: a payday on the 25th is
//! no fourth weekday, though it falls on one.
//!
//! Two series that move together share their chance as well: there a day that stands out in both is one
//! coincidence, not two, and has to be as rare as two ([`ALIKE`]). No days of a calendar make the scores of
//! unrelated series as alike as that: the tenth that stands out most, in both, comes to 0.3.
//!
//! *Weeks that change*: weekdays that grow apart or together over the span leave the same
//! seven-day pattern in both series' surprises, turned round half-way. They become regressors.
//!
//! *Closed days*: a weekday on which a series never changes (a market's weekend, counted as 0)
//! holds no surprise, but its neighbours' echo.
//!
//! Contract: scores and values with NaN as missing; daily buckets, at least two months of them.

use super::{
    common_days::Listed,
    distributions::{chi2_sf, normal_quantile},
    lagged::Foreseen,
    pearson::pearson,
    terms::{day_of_fortnight, day_of_month, in_days, weekday},
};
use crate::{calendar::period::Period, kit::indices::sorted};

/// Fewest days in which a day of the month can be seen to return.
const FEWEST_DAYS: usize = 60;
/// Fewest scores of a window.
const FEWEST_SCORES: f64 = 3.0;
/// Standard scores in both series from which a window counts, by family: where there are more
/// windows, chance finds more. One of ten unrelated pairs has one.
const IN_BOTH: [f64; FAMILIES] = [2.6, 1.9, 2.2];
/// Standard score in each series from which two different windows count.
const IN_EACH: f64 = 3.0;
/// What is left of [`IN_BOTH`] once something was found: such days leave an echo in the next ones.
const ONCE_FOUND: f64 = 0.75;
/// Correlation of the scores from which what stands out in one stands out in the other as well, and
/// what both then have to pass: one coincidence instead of two.
const ALIKE: f64 = 0.5;
const WHERE_ALIKE: f64 = 1.5;
/// Most times that windows are taken.
const MOST: usize = 6;

/// Days of the month from its start, from its end, and days of the fortnight.
const FAMILIES: usize = 3;
/// Most days that a family distinguishes.
const DAYS: usize = 31;
/// A bucket that belongs to no day of a family.
const NONE: usize = usize::MAX;
const DAY_MS: i64 = 86_400_000;

fn classes(starts: &[i64]) -> Vec<[usize; FAMILIES]> {
    let class = |&start: &i64| {
        let last = (0..3).find(|d| day_of_month(start + (d + 1) * DAY_MS) == 1);
        [
            day_of_month(start) as usize - 1,
            last.map_or(NONE, |d| d as usize),
            day_of_fortnight(start) as usize,
        ]
    };
    starts.iter().map(class).collect()
}

/// A family, its first day and how many of its days.
type Days = (usize, usize, usize);

fn holds((family, first, width): Days, class: &[usize; FAMILIES]) -> bool {
    (first..first + width).contains(&class[family])
}

/// Every window with both series' standard scores of its mean.
fn windows(scores: [&[f64]; 2], classes: &[[usize; FAMILIES]]) -> Vec<(Days, [f64; 2])> {
    let mut sums = [[[0.0; DAYS]; FAMILIES]; 2];
    let mut counts = sums;
    for (s, scores) in scores.iter().enumerate() {
        for (class, score) in classes.iter().zip(*scores).filter(|(_, v)| !v.is_nan()) {
            for (family, &day) in class.iter().enumerate().filter(|&(_, &day)| day < DAYS) {
                sums[s][family][day] += score;
                counts[s][family][day] += 1.0;
            }
        }
    }
    let mut found = Vec::new();
    for (family, days, widest) in [(0, 28, 3), (1, 3, 3), (2, 14, 1)] {
        for width in 1..=widest {
            for first in 0..days {
                if first + width > DAYS {
                    continue;
                }
                let z = [0, 1].map(|s| {
                    let total = |of: &[f64; DAYS]| of[first..first + width].iter().sum::<f64>();
                    let (sum, count) = (total(&sums[s][family]), total(&counts[s][family]));
                    if count < FEWEST_SCORES { 0.0 } else { (sum / count.sqrt()).abs() }
                });
                found.push(((family, first, width), z));
            }
        }
    }
    found
}

/// The week's change as columns; none where not both have one.
pub(crate) fn changing_weeks(scores: [&[f64]; 2], period: Period, starts: &[i64]) -> Vec<Vec<f64>> {
    let changes = |scores: &&[f64]| week_changes(scores, starts) <= CHANGES_IN_BOTH;
    if !in_days(period) || starts.len() < FEWEST_DAYS || !scores.iter().all(changes) {
        return Vec::new();
    }
    let column = |day| -> Vec<f64> {
        let sign = |&start: &i64| match weekday(start) {
            0 => -1.0,
            d if d == day => 1.0,
            _ => 0.0,
        };
        starts.iter().enumerate().map(|(t, s)| sign(s) * along(t, starts.len())).collect()
    };
    (1..7).map(column).collect()
}

/// p of a changing week, in each of the two, from which it counts.
const CHANGES_IN_BOTH: f64 = 0.03;

/// -1 to 1 over the span.
fn along(t: usize, n: usize) -> f64 {
    (2.0 * t as f64 + 1.0) / n as f64 - 1.0
}

/// p of no weekday's scores rising or falling over the span.
fn week_changes(scores: &[f64], starts: &[i64]) -> f64 {
    let (mut sums, mut squares) = ([0.0; 7], [0.0; 7]);
    for (t, (&start, score)) in starts.iter().zip(scores).enumerate() {
        if !score.is_nan() {
            let (day, along) = (weekday(start) as usize, along(t, starts.len()));
            sums[day] += along * score;
            squares[day] += along * along;
        }
    }
    let z2 = |(sum, square): (&f64, &f64)| if *square > 0.0 { sum * sum / square } else { 0.0 };
    chi2_sf(sums.iter().zip(&squares).map(z2).sum(), 7.0)
}

/// Fewest values of a weekday that never changes.
const FEWEST_CLOSED: usize = 8;

/// The values without the weekdays on which they never change; `None` where there is none.
pub(crate) fn without_closed_days(
    values: &[f64],
    period: Period,
    starts: &[i64],
) -> Option<Vec<f64>> {
    if !in_days(period) {
        return None;
    }
    let days: Vec<usize> = starts.iter().map(|&s| weekday(s) as usize).collect();
    let closed: Vec<bool> = (0..7)
        .map(|day| {
            let mut of = values.iter().zip(&days).filter(|(v, d)| **d == day && !v.is_nan());
            let (first, others) = (of.next(), of.map(|(v, _)| *v).collect::<Vec<_>>());
            first.is_some_and(|(f, _)| {
                others.len() + 1 >= FEWEST_CLOSED && others.iter().all(|v| v == f)
            })
        })
        .collect();
    let keep = |(v, &d): (&f64, &usize)| if closed[d] { f64::NAN } else { *v };
    closed.contains(&true).then(|| values.iter().zip(&days).map(keep).collect())
}

/// Days that the calendar foretells in both series.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct SharedDays {
    /// Those of each series.
    pub foreseen: Foreseen,
    /// One column a window.
    pub columns: Vec<Vec<f64>>,
    /// Lists whose days stand out in both, as positions; these days are not among the foreseen.
    pub listed: Vec<usize>,
}

/// Standard score by which a series stands out on the buckets of a list: of its mean there, or, where
/// some days rise and others fall, of its size.
fn stands_out(scores: &[f64], list: &Listed) -> f64 {
    let (mut sum, mut square, mut count) = (0.0, 0.0, 0.0);
    for v in list.tell.iter().filter_map(|&t| scores.get(t)).filter(|v| !v.is_nan()) {
        sum += v;
        square += v * v;
        count += 1.0;
    }
    if count < FEWEST_SCORES {
        return 0.0;
    }
    let mean = (sum / f64::sqrt(count)).abs();
    if !list.mixed {
        return mean;
    }
    // The same p as a two-sided standard score.
    let size = -normal_quantile(0.5 * chi2_sf(square, count).max(f64::MIN_POSITIVE));
    mean.max(size)
}

/// Finds them; none is the rule. `again`: such days were left out before, and may have hidden more.
pub(crate) fn shared_days(
    scores: [&[f64]; 2],
    period: Period,
    starts: &[i64],
    lists: &[Listed],
    again: bool,
) -> SharedDays {
    let mut found = SharedDays::default();
    let in_days = in_days(period) && starts.len() >= FEWEST_DAYS;
    if !in_days && lists.is_empty() {
        return found;
    }
    let classes = if in_days { classes(starts) } else { Vec::new() };
    let mut left = scores.map(<[f64]>::to_vec);
    let alike = pearson(scores[0], scores[1]).r.is_some_and(|r| r.abs() >= ALIKE);
    let asked = if alike { WHERE_ALIKE } else { 1.0 };
    for _ in 0..MOST {
        let windows = windows([&left[0], &left[1]], &classes);
        let first = !again && found.columns.is_empty() && found.listed.is_empty();
        let least = asked * if first { 1.0 } else { ONCE_FOUND };
        let list = (lists.iter().enumerate()).fold((0, 0.0), |best, (i, list)| {
            let both = stands_out(&left[0], list).min(stands_out(&left[1], list)) / list.least;
            if both > best.1 { (i, both) } else { best }
        });
        // Ties go to the earlier window: nothing depends on which series is the first.
        let largest = |size: &dyn Fn(Days, [f64; 2]) -> f64| {
            windows.iter().fold(((0, 0, 0), 0.0), |best, &(days, z)| {
                if size(days, z) > best.1 { (days, size(days, z)) } else { best }
            })
        };
        let both = largest(&|(family, ..), z| z[0].min(z[1]) / IN_BOTH[family]);
        if list.1 >= least && list.1 > both.1 {
            found.listed.push(list.0);
            for t in lists.get(list.0).map_or(&[][..], |list| &list.buckets).iter().copied() {
                left.iter_mut().filter_map(|s| s.get_mut(t)).for_each(|v| *v = f64::NAN);
            }
            continue;
        }
        let (x, y) = (largest(&|_, z| z[0]), largest(&|_, z| z[1]));
        let taken = if both.1 >= least {
            [both.0, both.0]
        } else if x.1.min(y.1) >= asked * IN_EACH {
            [x.0, y.0]
        } else {
            break;
        };
        for (s, days) in taken.into_iter().enumerate() {
            found.foreseen[s].resize(starts.len(), false);
            for t in (0..starts.len()).filter(|&t| holds(days, &classes[t])) {
                found.foreseen[s][t] = true;
                left[s][t] = f64::NAN;
            }
        }
        let mut columns = sorted(taken.to_vec(), &Ord::cmp);
        columns.dedup();
        let column = |days| classes.iter().map(|c| f64::from(u8::from(holds(days, c)))).collect();
        found.columns.extend(columns.into_iter().map(column));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{lab::simulate::white, random::Random, terms::starts_or_default};

    #[test]
    fn days_that_both_share_are_found_and_noise_is_left_alone() {
        let mut g = Random::new(51);
        let starts = starts_or_default(&[], Period::Day, 180);
        let on =
            |day: i64| -> Vec<bool> { starts.iter().map(|&s| day_of_month(s) == day).collect() };
        let payday = |day: i64, size: f64, g: &mut Random| -> Vec<f64> {
            let noise = white(180, g);
            noise.iter().zip(on(day)).map(|(e, on)| if on { e + size } else { *e }).collect()
        };
        let holds = |foreseen: &[bool], day: i64| {
            !foreseen.is_empty() && on(day).iter().zip(foreseen).all(|(on, f)| !on || *f)
        };
        let (mut same, mut strong, mut own, mut alarms) = (0, 0, 0, 0);
        for _ in 0..200 {
            let (x, y) = (payday(25, 1.5, &mut g), payday(25, 1.5, &mut g));
            let found = shared_days([&x, &y], Period::Day, &starts, &[], false);
            same += usize::from(found.foreseen.iter().all(|f| holds(f, 25)));
            let (a, b) = (payday(25, 2.2, &mut g), payday(25, 2.2, &mut g));
            let clear = shared_days([&a, &b], Period::Day, &starts, &[], false);
            strong += usize::from(clear.foreseen.iter().all(|f| holds(f, 25)));
            let mut swapped = shared_days([&y, &x], Period::Day, &starts, &[], false);
            swapped.foreseen.swap(0, 1);
            assert_eq!(found, swapped);
            let (x, y) = (payday(3, 1.5, &mut g), payday(25, 1.5, &mut g));
            let found = shared_days([&x, &y], Period::Day, &starts, &[], false).foreseen;
            own += usize::from(holds(&found[0], 3) && holds(&found[1], 25));
            let (x, y) = (white(180, &mut g), white(180, &mut g));
            let found = shared_days([&x, &y], Period::Day, &starts, &[], false);
            alarms += usize::from(!found.columns.is_empty());
        }
        assert!(
            same >= 125 && strong >= 190 && own >= 90 && alarms <= 30,
            "{same} {strong} {own} {alarms}"
        );
    }

    /// What stands out in one of two series that are nearly the same stands out in the other, too.
    #[test]
    fn days_of_series_that_are_alike_need_more() {
        let mut g = Random::new(53);
        let starts = starts_or_default(&[], Period::Day, 400);
        let (mut alarms, mut clear) = (0, 0);
        for _ in 0..200 {
            let shared = white(400, &mut g);
            let with = |size: f64, g: &mut Random| -> Vec<f64> {
                let own = white(400, g);
                let on = |t: usize| if day_of_month(starts[t]) == 25 { size } else { 0.0 };
                (0..400).map(|t| shared[t] + 0.3 * own[t] + on(t)).collect()
            };
            let found = |size: f64, g: &mut Random| {
                let (x, y) = (with(size, g), with(size, g));
                shared_days([&x, &y], Period::Day, &starts, &[], false)
            };
            alarms += usize::from(!found(0.0, &mut g).columns.is_empty());
            clear += usize::from(!found(2.5, &mut g).columns.is_empty());
        }
        assert!(alarms <= 20 && clear >= 190, "{alarms} {clear}");
    }

    #[test]
    fn weeks_that_change_in_both_are_found() {
        let mut g = Random::new(52);
        let starts = starts_or_default(&[], Period::Day, 300);
        let growing = |g: &mut Random, sign: f64| -> Vec<f64> {
            let sunday = |t: usize| sign * if t % 7 == 6 { along(t, 300) } else { 0.0 };
            white(300, g).iter().enumerate().map(|(t, e)| e + sunday(t)).collect()
        };
        let (mut found, mut one, mut alarms) = (0, 0, 0);
        for _ in 0..200 {
            let (x, y, z) = (growing(&mut g, 1.5), growing(&mut g, -1.5), white(300, &mut g));
            found += usize::from(!changing_weeks([&x, &y], Period::Day, &starts).is_empty());
            one += usize::from(!changing_weeks([&x, &z], Period::Day, &starts).is_empty());
            let x = white(300, &mut g);
            alarms += usize::from(!changing_weeks([&x, &z], Period::Day, &starts).is_empty());
        }
        assert!(found >= 185 && one <= 20 && alarms <= 5, "{found} {one} {alarms}");
    }

    #[test]
    fn closed_days_are_missing() {
        let starts = starts_or_default(&[], Period::Day, 70);
        let open: Vec<f64> = (0..70).map(|t| f64::from(t % 11)).collect();
        let mut shut = open.clone();
        shut.iter_mut().skip(6).step_by(7).for_each(|v| *v = 0.0);
        let without = without_closed_days(&shut, Period::Day, &starts).unwrap();
        for (t, (got, want)) in without.iter().zip(&open).enumerate() {
            assert!(if t % 7 == 6 { got.is_nan() } else { got == want });
        }
        assert!(without_closed_days(&open, Period::Day, &starts).is_none());
        assert!(without_closed_days(&shut, Period::Hour, &starts).is_none());
        // Seven Sundays are too few to say that it is always closed.
        assert!(without_closed_days(&shut[..55], Period::Day, &starts[..55]).is_none());
        assert!(without_closed_days(&[], Period::Day, &[]).is_none());
    }

    #[test]
    fn a_month_ends_where_the_next_begins() {
        // 1970-02-27 to 1970-03-02.
        let starts: Vec<i64> = (57..61).map(|d| d * DAY_MS).collect();
        let found: Vec<usize> = classes(&starts).iter().map(|c| c[1]).collect();
        assert_eq!(found, [1, 0, NONE, NONE]);
        let few = vec![1.0; 59];
        let days: Vec<i64> = (0..59).map(|d| d * DAY_MS).collect();
        let none = |scores, period, starts| {
            shared_days(scores, period, starts, &[], false) == SharedDays::default()
                && changing_weeks(scores, period, starts).is_empty()
        };
        assert!(none([&few, &few], Period::Day, &days));
        assert!(none([&few, &few], Period::Hour, &days));
        assert!(none([&[], &[]], Period::Day, &[]));
    }
}
