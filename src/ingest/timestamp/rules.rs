//! What tells readings apart that fit the same cells: another column, the file's date, habits of
//! writing, the order and the steps of the rows, the rest of the file.
//!
//! Each rule looks at one reading and says that it fits, that it clearly does not, or nothing. A
//! rule decides only where it has a word for every reading and the words differ.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "instants of the calendar, and counts of a sample's cells"
)]

use super::{
    DAY_MS, Format, Unit,
    candidate::{Candidate, Hints, Why},
    format::{Form, Piece},
    plausible::{Century, century},
};
use crate::{calendar::civil, kit::indices};

/// Changes between rows below which order and steps prove nothing.
const CHANGES_MIN: usize = 4;

/// A candidate with what it reads.
struct Reading {
    candidate: Candidate,
    /// Instant of each cell in file order.
    times: Vec<Option<i64>>,
}

/// Orders candidates that read equally many cells: how many remain tied, and what decided.
pub(super) fn settle(
    candidates: Vec<Candidate>,
    cells: &[&[u8]],
    hints: &Hints<'_>,
) -> (Vec<Candidate>, usize, Why) {
    let readings: Vec<Reading> = candidates
        .into_iter()
        .filter_map(|mut candidate| {
            let read = |format: &Format| -> Vec<Option<i64>> {
                cells.iter().map(|cell| Some(format.parse(cell).ok()?.ms)).collect()
            };
            let mut times = read(&candidate.format);
            if candidate.format.has_short_year() {
                match century(&times, hints.years, hints.not_after_ms) {
                    Century::Usual => {}
                    Century::From(first) => {
                        candidate.format = candidate.format.with_years_from(first);
                        times = read(&candidate.format);
                    }
                    Century::TooLong => return None,
                }
            }
            Some(Reading { candidate, times })
        })
        .collect();
    let key = |reading: &Reading| preference(&reading.candidate, hints);
    let readings = indices::sorted(readings, &|a, b| key(a).cmp(&key(b)));
    let mut losers: Vec<Reading> = Vec::new();
    // The same instants in another spelling are no question.
    let mut different: Vec<Reading> = Vec::new();
    for reading in readings {
        if different.iter().any(|other| other.times == reading.times) {
            losers.push(reading);
        } else {
            different.push(reading);
        }
    }
    type Rule = fn(&Reading, &Hints<'_>) -> Option<bool>;
    #[rustfmt::skip]
    let rules: [(Why, Rule); 9] = [
        (Why::Companion, agrees_with_companion), (Why::NotLater, not_later), (Why::Habit, habit),
        (Why::Sorted, strictly_sorted), (Why::Sorted, sorted), (Why::Regular, regular), (Why::DaysRunOn, days_run_on), (Why::RunsOn, runs_on), (Why::Locale, locale),
    ];
    let mut why = Why::Fits;
    for (reason, rule) in rules {
        if different.len() < 2 {
            break;
        }
        let says: Vec<Option<bool>> =
            different.iter().map(|reading| rule(reading, hints)).collect();
        // A rule decides where some fit and all others clearly do not.
        if says.contains(&Some(true)) && says.contains(&Some(false)) && !says.contains(&None) {
            let (kept, out): (Vec<_>, Vec<_>) =
                different.into_iter().zip(&says).partition(|(_, says)| **says == Some(true));
            different = kept.into_iter().map(|(reading, _)| reading).collect();
            let mut out: Vec<Reading> = out.into_iter().map(|(reading, _)| reading).collect();
            out.append(&mut losers);
            losers = out;
            why = reason;
        }
    }
    let tied = different.len();
    let ordered = different.into_iter().chain(losers).map(|reading| reading.candidate).collect();
    (ordered, tied, why)
}

/// The order in which tied candidates are shown: habit and hints first, then the day first as
/// most of the world has it.
fn preference(candidate: &Candidate, hints: &Hints<'_>) -> (u8, u8, u8) {
    let order = order(&candidate.format);
    let month_first = order == Some(Order::MonthFirst);
    let hinted = match hints.day_first {
        Some(day_first) => u8::from(day_first == month_first),
        None => 0,
    };
    let rank = match order {
        Some(Order::YearMonthDay) => 0,
        None => 1,
        Some(Order::DayFirst) => 2,
        Some(Order::MonthFirst) => 3,
        Some(Order::YearDayMonth) => 4,
    };
    (3 - candidate.strength as u8, hinted, rank)
}

/// Order of day and month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    DayFirst,
    MonthFirst,
    YearMonthDay,
    YearDayMonth,
}

fn pieces(format: &Format) -> &[Piece] {
    match format.forms.first() {
        Some(Form::Fields(pieces)) => pieces,
        _ => &[],
    }
}

fn order(format: &Format) -> Option<Order> {
    let pieces = pieces(format);
    let at = |wanted: fn(&Piece) -> bool| pieces.iter().position(wanted);
    let day = at(|piece| *piece == Piece::Day)?;
    let month = at(|piece| *piece == Piece::Month)?;
    let year = at(|piece| {
        use Piece::*;
        matches!(piece, Year | Year2 | YearFrom(_) | BuddhistYear | MinguoYear)
    });
    Some(match (year.is_some_and(|year| year < day), day < month) {
        (true, false) => Order::YearMonthDay,
        (true, true) => Order::YearDayMonth,
        (false, true) => Order::DayFirst,
        (false, false) => Order::MonthFirst,
    })
}

fn agrees_with_companion(reading: &Reading, hints: &Hints<'_>) -> Option<bool> {
    let companion = hints.companion?;
    let month_and_day = |ms: i64| {
        let (_, month, day) = civil::civil_from_days(ms.div_euclid(DAY_MS));
        (month, day)
    };
    let pairs = reading.times.iter().zip(companion);
    let both = pairs.filter_map(|(a, b)| Some((month_and_day((*a)?), month_and_day((*b)?.ms))));
    let (mut same, mut all) = (0usize, 0usize);
    for (a, b) in both {
        all += 1;
        same += usize::from(a == b);
    }
    // Two clocks may differ by hours, and so by a day now and then.
    if all == 0 {
        None
    } else if same * 10 >= all * 8 {
        Some(true)
    } else if same * 10 <= all * 2 {
        Some(false)
    } else {
        None
    }
}

fn not_later(reading: &Reading, hints: &Hints<'_>) -> Option<bool> {
    let limit = hints.not_after_ms? + DAY_MS;
    if !reading.candidate.format.has_year() {
        return None;
    }
    let last = reading.times.iter().flatten().max()?;
    Some(*last <= limit)
}

/// Ways of writing that have one order in practice.
fn habit(reading: &Reading, _hints: &Hints<'_>) -> Option<bool> {
    use Piece::*;
    let format = &reading.candidate.format;
    let pieces = pieces(format);
    let joined =
        |a: Piece, mark: u8, b: Piece| pieces.windows(3).any(|three| three == [a, Byte(mark), b]);
    // Snort and Suricata join date and time with a dash: the month comes first, or (Snort 3) the
    // year; Snort 3 is of 2014 or later, and no month is 14.
    let sensor = pieces
        .windows(2)
        .any(|two| matches!(two, [Day | Month | Year | Year2 | YearFrom(_), Byte(b'-')]))
        && joined(Hour, b':', Minute)
        && pieces.contains(&Byte(b'/'));
    let order = order(format);
    if sensor {
        let year = reading
            .times
            .iter()
            .flatten()
            .map(|ms| civil::civil_from_days(ms.div_euclid(DAY_MS)).0);
        return Some(match order {
            Some(Order::MonthFirst) => true,
            Some(Order::YearMonthDay) => year.min().is_some_and(|year| year >= 2014),
            _ => false,
        });
    }
    // ISO 8601 and its kin: a year of four digits comes before the month.
    if pieces.iter().position(|piece| *piece == Year)
        < pieces.iter().position(|piece| *piece == Day)
        && pieces.contains(&Year)
    {
        return Some(order != Some(Order::YearDayMonth));
    }
    // Ten digits that are all good dates with hours are no epochs.
    if pieces == [Year, Month, Day, Hour] {
        return Some(true);
    }
    if matches!(format.forms.first(), Some(Form::Epoch(Unit::Second))) {
        return Some(false);
    }
    // 14.07.2021: dots belong to the countries that write the day first.
    if joined(Day, b'.', Month) && pieces.contains(&Year) {
        return Some(true);
    }
    if joined(Month, b'.', Day) && pieces.contains(&Year) {
        return Some(false);
    }
    // Spreadsheets show a month as Jul-21; a day without its year they show as 21-Jul.
    match pieces {
        [MonthName(_), Byte(b'-'), Year2 | YearFrom(_)] => Some(true),
        [MonthName(_), Byte(b'-'), Day] => Some(false),
        _ => None,
    }
}

/// Steps between different neighbours.
fn changes(times: &[Option<i64>]) -> Vec<i64> {
    let times: Vec<i64> = times.iter().copied().flatten().collect();
    times.array_windows().map(|[one, two]| two - one).filter(|step| *step != 0).collect()
}

/// Whether all of many steps go one way. Within one month day and month give the same order, and
/// across months only the right reading keeps it, so a reading without any step back is right.
fn strictly_sorted(reading: &Reading, _hints: &Hints<'_>) -> Option<bool> {
    let steps = changes(&reading.times);
    let ups = steps.iter().filter(|step| **step > 0).count();
    let against = ups.min(steps.len() - ups);
    let turns = usize::from(!reading.candidate.format.has_year());
    (steps.len() >= 3 * CHANGES_MIN).then_some(against <= turns)
}

/// Whether nearly all steps go one way; no word where there are too few, or in between.
fn sorted(reading: &Reading, _hints: &Hints<'_>) -> Option<bool> {
    let steps = changes(&reading.times);
    if steps.len() < CHANGES_MIN {
        return None;
    }
    let ups = steps.iter().filter(|step| **step > 0).count();
    let most = ups.max(steps.len() - ups);
    let against = steps.len() - most;
    // New Year in a column without years is one step back.
    let turns = usize::from(!reading.candidate.format.has_year());
    if against <= turns || most * 50 >= steps.len() * 49 {
        Some(true)
    } else if against >= 2 && most * 10 <= steps.len() * 9 {
        Some(false)
    } else {
        None
    }
}

/// Whether the days follow each other evenly: every n days, every working day, every month.
fn regular(reading: &Reading, _hints: &Hints<'_>) -> Option<bool> {
    let mut times: Vec<i64> = reading.times.iter().copied().flatten().collect();
    times.sort_unstable();
    times.dedup();
    if times.len() <= CHANGES_MIN {
        return None;
    }
    let steps: Vec<i64> = times.array_windows().map(|[one, two]| two - one).collect();
    let first = *steps.first()?;
    if steps.iter().all(|step| *step == first) {
        return Some(true);
    }
    if times.iter().any(|ms| ms.rem_euclid(DAY_MS) != 0) {
        // Times of day: events, or bars with gaps; their steps say little.
        return None;
    }
    let days: Vec<i64> = times.iter().map(|ms| ms / DAY_MS).collect();
    let working = days.iter().all(|day| civil::iso_weekday(*day) <= 5)
        && days
            .array_windows()
            .all(|&[one, two]| two - one == 1 || (two - one == 3 && civil::iso_weekday(two) == 1));
    let dates: Vec<(i32, u32, u32)> = days.iter().map(|day| civil::civil_from_days(*day)).collect();
    let month = |date: &(i32, u32, u32)| i64::from(date.0) * 12 + i64::from(date.1);
    let months: Vec<i64> =
        dates.array_windows().map(|[one, two]| month(two) - month(one)).collect();
    let last_days = dates.iter().all(|date| date.2 == civil::days_in_month(date.0, date.1));
    let same_day = dates.iter().all(|date| Some(date.2) == dates.first().map(|date| date.2));
    let monthly = (same_day || last_days)
        && months
            .first()
            .is_some_and(|first| *first > 0 && months.iter().all(|step| step == first));
    Some(working || monthly)
}

/// Rows at all times of day that follow each other within less than a day, through midnight: where
/// day and month are taken for each other, a midnight is a leap of a month or a year.
fn runs_on(reading: &Reading, _hints: &Hints<'_>) -> Option<bool> {
    let steps = changes(&reading.times);
    let longest = steps.iter().map(|step| step.abs()).max()?;
    let first = reading.times.iter().flatten().next()?.div_euclid(DAY_MS);
    let midnights = reading.times.iter().flatten().any(|ms| ms.div_euclid(DAY_MS) != first);
    let short = steps.iter().filter(|step| step.abs() <= DAY_MS * 3 / 4).count();
    // All but the midnights, which are the same steps in every reading.
    if steps.len() < CHANGES_MIN || !midnights || short * 2 < steps.len() {
        None
    } else if longest <= DAY_MS * 3 / 4 {
        Some(true)
    } else {
        (longest >= 20 * DAY_MS).then_some(false)
    }
}

/// Events at all times of day, several a day: a reading in which they fall on one day of each of
/// three or more months, and on no other, is wrong where another has them on days that run on.
fn days_run_on(reading: &Reading, _hints: &Hints<'_>) -> Option<bool> {
    let times: Vec<i64> = reading.times.iter().copied().flatten().collect();
    let mut days: Vec<i64> = times.iter().map(|ms| ms.div_euclid(DAY_MS)).collect();
    days.sort_unstable();
    days.dedup();
    let mut clocks: Vec<i64> = times.iter().map(|ms| ms.rem_euclid(DAY_MS) / 60_000).collect();
    clocks.sort_unstable();
    clocks.dedup();
    if days.len() < 3 || clocks.len() < 10 || times.len() < 3 * days.len() {
        return None;
    }
    let dates: Vec<(i32, u32, u32)> = days.iter().map(|day| civil::civil_from_days(*day)).collect();
    let one_day = dates.iter().all(|date| Some(date.2) == dates.first().map(|date| date.2));
    let span = days.last()? - days.first()?;
    if one_day {
        Some(false)
    } else if span < 31 {
        Some(true)
    } else {
        None
    }
}

fn locale(reading: &Reading, hints: &Hints<'_>) -> Option<bool> {
    let day_first = hints.day_first?;
    match order(&reading.candidate.format)? {
        Order::DayFirst => Some(day_first),
        Order::MonthFirst => Some(!day_first),
        _ => None,
    }
}
