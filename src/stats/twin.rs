//! The twin of a year before: does what two series have in common repeat from year to year?
//!
//! Two series that share a calendar of school terms or seasons still agree when one is moved by a year;
//! two that are linked do not. One of them is moved by one year, two, and so on, either way: to the same
//! date, and to the same weekday of the same week. All products of surprises in the window of lags that
//! was found are added up there. It finds steps of weeks; single days only after some years.
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

/// Standard score, in the direction of what was found, from which it repeats: one of fifty links does.
const REPEATS: f64 = 2.4;

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
    let all: Vec<i64> = (1..=years as i64).flat_map(|year| [-year, year]).collect();
    let evenly = |to: &dyn Fn(f64) -> f64| -> Vec<Vec<i64>> {
        let by = |year: &i64| to(*year as f64 * period.per_year()) as i64;
        all.iter().map(|year| vec![by(year); n]).collect()
    };
    let moves = match period {
        Period::Day => {
            let days: Vec<i64> = starts.iter().map(|start| start.div_euclid(DAY_MS)).collect();
            let to = |year: i64| days.iter().map(|&day| same_date(day, year) - day).collect();
            let dates = all.iter().map(|&year| to(year)).collect();
            [dates, evenly(&|days| 7.0 * (days / 7.0).round())]
        }
        Period::Week => [evenly(&f64::floor), evenly(&f64::ceil)],
        Period::Hour | Period::Month | Period::Quarter | Period::Year => return false,
    };
    moves.iter().any(|moves| scored.z_moved(moves, window) * f64::from(sign) >= REPEATS)
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
        for lag in [-7, 0, 12] {
            let got = scored.z_moved(&[vec![5; 500]], (lag - 5, lag - 5));
            let want = scored.z[(20 + lag) as usize] / scored.inflation_where_guarded(1).sqrt();
            assert!((got - want).abs() < 1e-9, "{lag} {got} {want}");
        }
        assert_eq!(scored.z_moved(&[vec![600; 500]], (0, 2)), 0.0);
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
        assert!(found >= 5 && 10 * doubted >= 7 * found, "{found} {doubted}");
        let (found, doubted) = repeats("white r=.25", 1260);
        assert!(found >= 11 && doubted <= 1, "{found} {doubted}");
        // Less than a year and a half has no year before.
        assert_eq!(repeats("school terms on dates", 500).1, 0);
    }
}
