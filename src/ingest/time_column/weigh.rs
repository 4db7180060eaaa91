//! Which of several columns of times the rows are about: their names, fill, order and steps.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "instants of the calendar, and counts of a sample's rows"
)]

use super::{Context, names_a_day};
use crate::calendar::civil;
use crate::ingest::{
    column::ColumnFacts,
    lexicon,
    time_parts::Part,
    timestamp::{
        DAY_MS, Instant,
        candidate::{self, Strength},
    },
};

/// Fewest rows of which one time says nothing of each.
const ALIKE_MIN: usize = 12;

/// A column that reads as times.
pub(super) struct Candidate {
    pub column: usize,
    pub best: candidate::Candidate,
    /// Whether its format is sure by its own cells.
    pub decided: bool,
    /// The instants of the cells that were tried, without those that stand for "never".
    pub times: Vec<Option<Instant>>,
    pub score: f64,
}

impl Candidate {
    /// Share of the rows that have a time.
    pub fn coverage(&self) -> f64 {
        self.times.iter().flatten().count() as f64 / self.times.len().max(1) as f64
    }
}

/// Weighs the candidates against each other: the time that a row is about is there in every row,
/// comes once in even steps, and is not of the future; and plain numbers are no epochs where a
/// date stands beside them and is another.
pub(super) fn weigh(candidates: &mut [Candidate], looks: &[ColumnFacts], context: Context) {
    let named = |candidate: &Candidate| {
        looks.get(candidate.column).map_or(0, |look| lexicon::time(&look.name))
    };
    let full = |candidate: &&Candidate| {
        candidate.best.strength == Strength::Sure
            && candidate.best.format.has_year()
            && candidate.score > 0.0
            && named(candidate) >= 0
    };
    let most = candidates.iter().filter(full).map(Candidate::coverage).fold(0.0, f64::max);
    let calendar = |candidate: &&Candidate| {
        names_a_day(&candidate.best.format)
            && candidate.best.format.has_year()
            && !candidate.best.format.has_zone()
            && candidate.best.fits == candidate.best.of
            && candidate.best.strength >= Strength::Likely
            && candidate.score > 0.0
    };
    let dates: Vec<Vec<Option<Instant>>> =
        candidates.iter().filter(calendar).map(|candidate| candidate.times.clone()).collect();
    let finer = candidates.iter().any(|candidate| {
        candidate.best.format.has_clock()
            && candidate.score > 0.0
            && is_even(&candidate.times)
            && !is_daily(&candidate.times)
    });
    let zoned = |candidate: &&Candidate| {
        candidate.best.format.has_year()
            && candidate.best.format.has_zone()
            && candidate.score > 0.0
            && named(candidate) >= 0
            && candidate.coverage() >= 0.97
    };
    let in_full: Vec<Vec<Option<Instant>>> =
        candidates.iter().filter(zoned).map(|candidate| candidate.times.clone()).collect();
    let limit = context.not_after_ms.map_or(i64::MAX, |limit| limit + DAY_MS);
    let distinct =
        |candidate: &Candidate| looks.get(candidate.column).map_or(0, |look| look.distinct);
    let told_apart = candidates.iter().any(|candidate| {
        distinct(candidate) >= ALIKE_MIN
            && candidate.best.format.has_year()
            && candidate.best.fits == candidate.best.of
            && candidate.coverage() >= 0.97
            && candidate.score > 0.0
            && named(candidate) >= 0
    });
    let leaf = |column: usize| {
        looks.get(column).and_then(|look| look.name.rsplit_once('.')).map(|(_, leaf)| leaf)
    };
    let nested: Vec<(Option<&str>, usize)> = candidates
        .iter()
        .filter(|candidate| candidate.coverage() >= 0.97)
        .map(|candidate| (leaf(candidate.column), distinct(candidate)))
        .collect();
    for candidate in candidates.iter_mut() {
        // Under the same key as another, `status.timestamp` beside `events.timestamp`, and for several
        // rows the same where that one differs: of what is around the row.
        let own = (leaf(candidate.column), distinct(candidate));
        let closer = |other: &(Option<&str>, usize)| other.0 == own.0 && other.1 >= 2 * own.1;
        if own.0.is_some() && nested.iter().any(closer) {
            candidate.score -= 1.0;
        }
        // One and the same in all rows, beside a time that differs: the bound of what was asked for.
        if told_apart && distinct(candidate) <= 1 && candidate.times.len() >= ALIKE_MIN {
            candidate.score -= 8.0;
        }
        if candidate.coverage() < 0.97 * most {
            candidate.score -= 6.0;
        }
        let times: Vec<Option<i64>> = candidate.times.iter().map(|at| at.map(|at| at.ms)).collect();
        let known: Vec<i64> = times.iter().copied().flatten().collect();
        // A day a row, or a month, is what the row is about, unless a finer time is as even.
        let plain = candidate.best.format.has_year()
            && if candidate.best.format.has_clock() {
                // `day_time` as milliseconds of midnights.
                named(candidate) > 0 && is_daily(&candidate.times)
            } else {
                candidate.best.strength == Strength::Sure
            };
        if plain && !finer && is_even(&candidate.times) {
            candidate.score += 2.5;
        }
        let late = known.iter().filter(|ms| **ms > limit).count();
        if late * 5 > known.len() {
            candidate.score -= 6.0;
        }
        let epoch = candidate.best.strength <= Strength::Likely
            && candidate.best.format.has_zone()
            && named(candidate) <= 0;
        let other = |dates: &Vec<Option<Instant>>| {
            let both = dates.iter().zip(&candidate.times);
            let both: Vec<i64> =
                both.filter_map(|(a, b)| Some((a.as_ref()?.ms - b.as_ref()?.ms).abs())).collect();
            let apart = both.iter().filter(|gap| **gap > 3 * DAY_MS).count();
            !both.is_empty() && apart * 2 > both.len()
        };
        if epoch && dates.iter().any(other) {
            candidate.score -= 15.0;
        }
        if is_said_in_full(candidate, &in_full) {
            candidate.score -= 8.0;
        }
    }
}

/// Whether times follow each other one way in even steps, none twice.
fn is_even(times: &[Option<Instant>]) -> bool {
    let times: Vec<Option<i64>> = times.iter().map(|at| at.map(|at| at.ms)).collect();
    let known: Vec<i64> = times.iter().copied().flatten().collect();
    let up = known.is_sorted_by(|one, two| one < two);
    let down = known.is_sorted_by(|one, two| one > two);
    known.len() >= 5 && (up || down) && even_steps(&times)
}

/// Whether times are a day apart on average, or more: what their clock says is not needed.
fn is_daily(times: &[Option<Instant>]) -> bool {
    let mut known = times.iter().flatten().map(|at| at.ms);
    let (first, last) = (known.next(), known.next_back());
    // The night in which clocks are set forward is an hour short.
    let most = times.len().saturating_sub(1) as i64 * DAY_MS - DAY_MS / 24;
    first.zip(last).is_some_and(|(first, last)| (last - first).abs() >= most)
}

/// How much a column seems to be the time of its rows, which have these times; not above 0 where it
/// is none.
pub(super) fn score(
    look: &ColumnFacts,
    column: usize,
    best: &candidate::Candidate,
    times: &[Option<Instant>],
) -> f64 {
    let name = f64::from(lexicon::time(&look.name));
    let rows = times.len();
    let timed = times.iter().flatten().count();
    let fits = best.fits as f64 / best.of.max(1) as f64;
    let fill = timed as f64 / rows.max(1) as f64;
    let mut score = 6.0 * fits + 3.0 * fill + name - 0.01 * column as f64;
    if best.format.has_year() {
        score += 1.5;
    }
    score -= match best.strength {
        Strength::Sure => 0.0,
        // Plain numbers are times where their name, or their being all whole and new, says so.
        Strength::Likely if name > 0.0 => 0.0,
        Strength::Likely if lexicon::identifier(&look.name) => 20.0,
        // Digits that are a day of the calendar in every row; months behind a point.
        Strength::Likely
            if best.fits == best.of
                && (best.of >= 8 && names_a_day(&best.format) && look.distinct >= 3
                    || ["%Y.", "%Y,", "decimal"]
                        .iter()
                        .any(|text| best.format.to_string().starts_with(text))) =>
        {
            1.0
        }
        Strength::Likely
            if look.integers == look.numbers && look.distinct * 2 > look.filled.min(600) =>
        {
            // Ten digits may be those of an id, thirteen hardly.
            if best.format.to_string() == "epoch-s" { 1.5 } else { 1.0 }
        }
        Strength::Likely => 7.0,
        Strength::Weak if name > 0.0 || lexicon::part(&look.name, Part::Year) => 2.0,
        Strength::Weak if look.times * 2 > look.filled => 4.0,
        Strength::Weak => 20.0,
    };
    // One and the same in all rows, by its name not when it happened: when the file was made.
    if look.distinct <= 1 && rows > 3 {
        let made = rows >= 12 && name <= 0.0 && lexicon::not_when(&look.name);
        score -= if made { 20.0 } else { 2.0 };
    }
    // Of a JSON record: what stands outside, or one level below, says more of it than what stands deep inside.
    let path = look.name.split(' ').next().filter(|path| *path == look.name);
    score - 0.2 * path.map_or(0, |path| path.matches('.').count().saturating_sub(1)) as f64
}

/// Whether a time without its year is, but for a fixed offset of a zone, the same as another that
/// has its year and its zone in all rows.
fn is_said_in_full(candidate: &Candidate, full: &[Vec<Option<Instant>>]) -> bool {
    if candidate.best.format.has_year() || !candidate.best.format.has_clock() {
        return false;
    }
    let in_year = |at: &Instant| {
        let (year, ..) = civil::civil_from_days(at.ms.div_euclid(DAY_MS));
        at.ms - civil::days_from_civil(year, 1, 1) * DAY_MS
    };
    // Leap years and New Year move all by whole days.
    let apart = |pair: (&Option<Instant>, &Option<Instant>)| {
        let (one, two) = (pair.0.as_ref()?, pair.1.as_ref()?);
        Some((in_year(one) - in_year(two)).rem_euclid(DAY_MS))
    };
    full.iter().any(|other| {
        let mut gaps: Vec<i64> = candidate.times.iter().zip(other).filter_map(apart).collect();
        gaps.sort_unstable();
        let Some(&middle) = gaps.get(gaps.len() / 2) else { return false };
        // Seconds may pass between what happened and its record.
        let alike = gaps.iter().filter(|gap| (**gap - middle).abs() <= 60_000).count();
        gaps.len() >= 5 && alike * 10 >= gaps.len() * 9
    })
}

/// Whether nearly all steps between different times are alike (months differ by days).
pub fn even_steps(times: &[Option<i64>]) -> bool {
    let mut times: Vec<i64> = times.iter().copied().flatten().collect();
    times.sort_unstable();
    times.dedup();
    let mut steps: Vec<i64> = times.array_windows().map(|[one, two]| two - one).collect();
    if steps.len() < 2 {
        return false;
    }
    steps.sort_unstable();
    let Some(&middle) = steps.get(steps.len() / 2) else { return false };
    // A month is 28 to 31 days, a quarter 90 to 92, a year 365 or 366.
    let alike = steps.iter().filter(|&&step| (step - middle).abs() * 12 <= middle).count();
    alike * 10 >= steps.len() * 8
}
