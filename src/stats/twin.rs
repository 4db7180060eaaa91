//! The twin of a year before: does what two series have in common repeat from year to year?
//!
//! Two series that share a calendar of school terms or seasons still agree when one is moved by a year;
//! two that are linked do not. One of them is moved by one year, two, and so on, either way, and all
//! products of surprises in the window of lags that was found are added up there; a day more and a day
//! less too, because years and weeks are of different lengths. It finds steps of weeks; single days only
//! after some years.
//!
//! Contract: days and weeks, at least a year and a half of them; nothing repeats otherwise. O(n).
//!
//! Source: our own; measured in `examples/audit.md`.

use super::{
    significance::Scored,
    terms::{YEARS_FOR_A_YEAR, years},
};
use crate::calendar::period::Period;

/// Standard score, in the direction of what was found, from which it repeats: one of seventy links does.
const REPEATS: f64 = 2.6;

/// Whether what was found in a window of lags, with this sign, is there years later or before, too.
pub(super) fn repeats_yearly(
    scored: &Scored,
    period: Period,
    (from, to): (i32, i32),
    sign: i8,
) -> bool {
    let beside: &[f64] = match period {
        Period::Day => &[-1.0, 0.0, 1.0],
        Period::Week => &[-0.5, 0.5],
        Period::Hour | Period::Month | Period::Quarter | Period::Year => &[],
    };
    let years = years(period, scored.u.len());
    if years < YEARS_FOR_A_YEAR {
        return false;
    }
    beside.iter().any(|more| {
        let windows: Vec<(i64, i64)> = (1..=years as i64)
            .map(|year| (year as f64 * period.per_year() + more).round() as i64)
            .flat_map(|by| [-by, by])
            .map(|by| (i64::from(from) + by, i64::from(to) + by))
            .collect();
        scored.z_over(&windows) * f64::from(sign) >= REPEATS
    })
}

#[cfg(test)]
mod tests {
    use crate::stats::{
        analysis::analyse,
        input::{Input, Options, Series},
        lab::{audit::draw, outside::OUTSIDE, processes::RELATED},
        result::Analysis,
        verdict::{Doubt, VerdictKind},
    };

    fn analysed(name: &str, n: usize, number: usize) -> Analysis {
        let process = OUTSIDE.iter().chain(RELATED).find(|p| p.name == name).unwrap();
        let pair = draw(process, n, number);
        analyse(&Input {
            x: Series { values: &pair.x, kind: pair.kinds.0 },
            y: Series { values: &pair.y, kind: pair.kinds.1 },
            controls: Vec::new(),
            period: pair.period,
            starts: &pair.starts,
            options: Options { context_draws: 0, ..Options::default() },
        })
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
        let (found, doubted) = repeats("school terms on dates", 800);
        assert!(found >= 10 && doubted >= 8, "{found} {doubted}");
        let (found, doubted) = repeats("white r=.25", 800);
        assert!(found >= 11 && doubted <= 1, "{found} {doubted}");
        // Less than a year and a half has no year before.
        assert_eq!(repeats("school terms on dates", 500).1, 0);
    }
}
