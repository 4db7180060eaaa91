//! The twin of a year before: does what two series have in common repeat from year to year?
//!
//! Two series that share a calendar of school terms or seasons still agree when one is moved by a year, and
//! each agrees with itself; two that are linked do neither. One of them is moved by one year, two, and so
//! on, either way: to the same date, to the day after it, and to the same weekday of the same week. It finds
//! steps of weeks; single days only after some years.
//!
//! Contract: days and weeks, at least a year and a half of them; nothing repeats otherwise. O(n).
//!
//! Source: our own; measured in `examples/audit.md`.

use super::{
    significance::Scored,
    terms::{YEARS_FOR_A_YEAR, years},
};
use crate::calendar::{
    civil::{DAY_MS, civil_from_days, days_from_civil},
    period::Period,
};

/// Standard score of all agreement a year apart from which it repeats: of the two with each other, and of
/// each with itself.
const REPEATS: f64 = 2.2;
/// Standard score that the two must have with each other: each may have a calendar of its own.
const WITH_EACH_OTHER: f64 = 1.0;
/// Part of the agreement found that must be there a year apart. Where a calendar makes it, nearly all is;
/// a strong link has so little of it there by chance that chance cannot be mistaken for a calendar.
const PART: f64 = 0.35;

/// Whether what was found in a window of lags, with this sign, is there years later or before, too.
pub(super) fn repeats_yearly(
    scored: &Scored,
    (period, starts): (Period, &[i64]),
    window: (i32, i32),
    sign: i8,
) -> bool {
    let n = scored.u.len();
    let years = years(period, n);
    if years < YEARS_FOR_A_YEAR {
        return false;
    }
    let evenly = |to: &dyn Fn(f64) -> f64| -> Vec<Vec<i64>> {
        let by = |year: i64| to(year as f64 * period.per_year()) as i64;
        (1..=years as i64).map(|year| vec![by(year); n]).collect()
    };
    let ways = match period {
        Period::Day => {
            let days: Vec<i64> = starts.iter().map(|start| start.div_euclid(DAY_MS)).collect();
            let dates = |more: i64| -> Vec<Vec<i64>> {
                let to = |year| days.iter().map(|&day| same_date(day, year) - day + more).collect();
                (1..=years as i64).map(to).collect()
            };
            vec![dates(0), dates(1), evenly(&|days| 7.0 * (days / 7.0).round())]
        }
        Period::Week => vec![evenly(&f64::floor), evenly(&f64::ceil)],
        Period::Hour | Period::Month | Period::Quarter | Period::Year => return false,
    };
    let sign = f64::from(sign);
    let found = sign * scored.mean_product(window);
    // Whether the agreement a year apart is there, and enough of what was found.
    let explains = |way: &Vec<Vec<i64>>| {
        let apart = scored.moved(way, window);
        let with_each_other = sign * apart.z;
        if !(with_each_other >= WITH_EACH_OTHER && sign * apart.mean >= PART * found) {
            return false;
        }
        let own = scored.moved_alone(way);
        // What a calendar of one size in both leaves in each of the three, and its spread where both are
        // linked.
        let all = 2f64.sqrt() * with_each_other + (own[0] + own[1]);
        let spread = 4.0 + 8.0 * found / (1.0 + found * found).sqrt() + 2.0 * found * found;
        all >= REPEATS * spread.sqrt()
    };
    found > 0.0 && ways.iter().any(explains)
}

/// The same date so many years later; of 29 February in other years the day after 28.
fn same_date(day: i64, years: i64) -> i64 {
    let (year, month, date) = civil_from_days(day);
    days_from_civil(year + years as i32, month, date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        series::series::SeriesKind,
        stats::{
            analysis::analyse,
            input::Options,
            lab::{audit::draw, outside::OUTSIDE, processes::RELATED, simulate::white},
            lagged::Foreseen,
            prewhiten::Terms,
            random::Random,
            result::Analysis,
            surprise::surprise,
            verdict::{Doubt, VerdictKind},
        },
    };

    fn analysed(name: &str, n: usize, number: usize) -> Analysis {
        let process = OUTSIDE.iter().chain(RELATED).find(|p| p.name == name).unwrap();
        let pair = draw(process, n, number);
        analyse(&pair.input(Options { context_draws: 0, ..Options::default() }))
    }

    #[test]
    fn moved_windows_are_those_of_the_lags() {
        let mut g = Random::new(65);
        let mut one = || surprise(&white(500, &mut g), SeriesKind::Measurement, &Terms::default());
        let (x, y) = (one().unwrap(), one().unwrap());
        let scored = Scored::new(&x, &y, Foreseen::default(), 20).unwrap();
        for lag in [0, 3, 12] {
            // Of x and of y moved by as much, beside each other: the lags on either side.
            let got = scored.moved(&[vec![lag; 500]], (0, 0)).mean;
            let [a, b] = [lag, -lag].map(|lag| scored.sums[(20 + lag) as usize]);
            let want = (a.product + b.product) / (a.pairs + b.pairs) as f64;
            assert!((got - want).abs() < 1e-9, "{lag} {got} {want}");
        }
        let of_lag = scored.moved(&[vec![0; 500]], (4, 6));
        assert!((of_lag.mean - scored.mean_product((4, 6))).abs() < 1e-9);
        // With itself, not moved, a series agrees wholly.
        assert!(scored.moved_alone(&[vec![0; 500]]).iter().all(|z| *z > 10.0));
        let far = [vec![600; 500]];
        let beyond = scored.moved(&far, (0, 2));
        assert_eq!((beyond.mean, beyond.z, scored.moved_alone(&far)), (0.0, 0.0, [0.0; 2]));
        let day = days_from_civil(2019, 12, 24);
        assert_eq!(same_date(day, 1), days_from_civil(2020, 12, 24));
        assert_eq!(same_date(days_from_civil(2020, 2, 29), 1), days_from_civil(2021, 3, 1));
    }

    #[test]
    fn school_terms_repeat_and_links_do_not() {
        let repeats = |name, n| {
            let all = (0..12).map(|number| analysed(name, n, number));
            let found: Vec<Analysis> = all.filter(|a| a.verdict.finds()).collect();
            let doubted =
                found.iter().filter(|a| a.verdict.doubts.contains(&Doubt::RepeatsYearly)).count();
            let capped = |a: &Analysis| {
                !a.verdict.doubts.contains(&Doubt::RepeatsYearly)
                    || a.verdict.kind == VerdictKind::Suggestive
            };
            assert!(found.iter().all(capped));
            (found.len(), doubted)
        };
        let (found, doubted) = repeats("school terms on dates", 1260);
        assert!(found >= 5 && 10 * doubted >= 8 * found, "{found} {doubted}");
        let (found, doubted) = repeats("white r=.25", 1260);
        assert_eq!((found, doubted), (12, 0));
        // Less than a year and a half has no year before.
        assert_eq!(repeats("school terms on dates", 500).1, 0);
    }
}
