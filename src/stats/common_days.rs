//! Days that many people keep, as lists of buckets: public holidays, the turn of the year, the nth
//! weekday of a month, the business days at a month's ends, paydays that avoid weekends, the end of a
//! quarter.
//!
//! Where two series both stand out on such days, unrelated ones look linked: 44 of 100 with the holidays
//! of one country at n = 400, 92 at 1,260. Which of the lists two series share is asked in
//! [`super::shared_calendar`]; here is only what they hold.
//!
//! Contract: starts of days or weeks on the local clock; other periods have no such lists, because an
//! hour is too short to show a day and a month holds them all. A list that has fewer than
//! [`FEWEST`] buckets in the span is left out.

use super::terms::in_days;
use crate::calendar::{
    civil::{DAY_MS, civil_from_days, days_in_month, iso_weekday},
    holidays::{HolidayChoice, Holidays},
    period::{Period, WeekStart},
};
use serde::{Deserialize, Serialize};

/// Days that a calendar tells beforehand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CommonDays {
    /// Public holidays and what is kept like them; in weeks, those that hold two such days.
    Holidays(Holidays),
    /// Weeks from Christmas to Epiphany.
    TurnOfTheYear,
    /// The nth weekday of each month, and the days after it.
    Weekday {
        /// Which day of the week.
        weekday: WeekStart,
        /// 1 to 4; 5 is the last of the month.
        nth: u8,
        /// How many days, it included.
        days: u8,
    },
    /// The last business days of each month.
    MonthEnd {
        /// How many.
        days: u8,
    },
    /// The first business days of each month.
    MonthStart {
        /// How many.
        days: u8,
    },
    /// A day of each month, or where that is at a weekend the business day beside it: paydays.
    Payday {
        /// The day of the month.
        date: u8,
        /// Whether it moves to the Monday after rather than to the Friday before.
        later: bool,
    },
    /// From a day of each quarter's last month to its end.
    QuarterEnd {
        /// The day of the month.
        from: u8,
    },
}

/// Fewest buckets of a list.
pub(crate) const FEWEST: usize = 3;

/// One list.
#[derive(Clone, Debug)]
pub(crate) struct Listed {
    /// What it is.
    pub days: CommonDays,
    /// Buckets by which it is told that a series has them.
    pub tell: Vec<usize>,
    /// Buckets that are left out of both where both have them.
    pub buckets: Vec<usize>,
    /// Standard score that both series must have: more, where chance has more lists to choose from.
    pub least: f64,
    /// Whether the days may rise and fall: then it is their size that tells.
    pub mixed: bool,
}

/// One of 100 unrelated pairs has holidays in both by chance, and one of 100 another list.
const LEAST_OF_HOLIDAYS: f64 = 2.4;
const LEAST_OF_WEEKDAYS: f64 = 2.8;
const LEAST_OF_ENDS: f64 = 2.5;

/// Days of a quarter's last month from which its end may begin, and one past the last.
const FIRST_DAY: usize = 20;
const LAST_DAY: usize = 32;
/// Days of the month that every month has.
const DATES: usize = 28;

/// Day since 1970-01-01 of a bucket's start.
fn day_of(start: &i64) -> i64 {
    start.div_euclid(DAY_MS)
}

fn positions(starts: &[i64], holds: impl Fn(i64) -> bool) -> Vec<usize> {
    let holds = |(t, start): (usize, &i64)| holds(day_of(start)).then_some(t);
    starts.iter().enumerate().filter_map(holds).collect()
}

fn works(day: i64) -> bool {
    iso_weekday(day) < 6
}

/// Whether buckets of a period are short enough to leave out those of common days, and long enough to show them.
pub const fn shows_days(period: Period) -> bool {
    match period {
        Period::Day | Period::Week => true,
        Period::Hour | Period::Month | Period::Quarter | Period::Year => false,
    }
}

/// Buckets of a country's holidays; empty where a bucket is neither a day nor a week.
pub(crate) fn holidays(of: Holidays, period: Period, starts: &[i64]) -> Vec<usize> {
    let (Some(first), Some(last)) = (starts.first(), starts.last()) else { return Vec::new() };
    let days = of.rest(day_of(first), day_of(last) + 6);
    let rests = |day: i64| days.binary_search(&day).is_ok();
    match period {
        Period::Day => positions(starts, rests),
        Period::Week => positions(starts, |week| {
            (week..week + 7).filter(|&day| works(day) && rests(day)).count() >= 2
        }),
        Period::Hour | Period::Month | Period::Quarter | Period::Year => Vec::new(),
    }
}

/// Of them, those that are by law, and no weekend: by these it shows whose they are.
fn official(of: Holidays, period: Period, starts: &[i64]) -> Vec<usize> {
    if !in_days(period) {
        return holidays(of, period, starts);
    }
    let year = |start: Option<&i64>| start.map_or(0, |start| civil_from_days(day_of(start)).0);
    let mut days: Vec<i64> = (year(starts.first())..=year(starts.last()).saturating_add(1))
        .flat_map(|year| of.of_year(year))
        .collect();
    days.sort_unstable();
    positions(starts, |day| works(day) && days.binary_search(&day).is_ok())
}

/// A day in its month.
#[derive(Clone, Copy)]
struct InMonth {
    month: u32,
    date: u32,
    /// Days of the month after it.
    left: u32,
    /// 1 is Monday.
    weekday: u32,
}

impl InMonth {
    fn of(day: i64) -> InMonth {
        let (year, month, date) = civil_from_days(day);
        let left = days_in_month(year, month) - date;
        InMonth { month, date, left, weekday: iso_weekday(day) }
    }

    /// Business days of the month after it, and before it; counted up to three.
    fn business_days(self) -> [usize; 2] {
        let works = |days: u32| move |i: &u32| (self.weekday + 6 + days * i) % 7 < 5;
        let count = |many: u32, days| (1..=many).filter(works(days)).take(3).count();
        // A day back is six ahead.
        [count(self.left, 1), count(self.date - 1, 6)]
    }
}

/// All lists of the period. O(n) each.
pub(crate) fn lists(period: Period, starts: &[i64], choice: HolidayChoice) -> Vec<Listed> {
    let mut all: Vec<Listed> = Vec::new();
    let mut add = |days, tell: Vec<usize>, buckets: Vec<usize>, least, mixed| {
        if tell.len() >= FEWEST {
            all.push(Listed { days, tell, buckets, least, mixed });
        }
    };
    let holiday = |add: &mut dyn FnMut(CommonDays, Vec<usize>, Vec<usize>, f64, bool)| {
        for of in Holidays::TRIED {
            let all = holidays(of, period, starts);
            add(
                CommonDays::Holidays(of),
                official(of, period, starts),
                all,
                LEAST_OF_HOLIDAYS,
                true,
            );
        }
    };
    match period {
        Period::Week => {
            let turn = positions(starts, |week| {
                (week..week + 7).any(|day| {
                    let (_, month, date) = civil_from_days(day);
                    (month == 12 && date >= 24) || (month == 1 && date <= 6)
                })
            });
            add(CommonDays::TurnOfTheYear, turn.clone(), turn, LEAST_OF_HOLIDAYS, true);
            if choice == HolidayChoice::Auto {
                holiday(&mut add);
            }
        }
        Period::Day => {
            if choice == HolidayChoice::Auto {
                holiday(&mut add);
            }
            // Buckets of each weekday, nth of its month and width.
            let mut on = vec![[const { Vec::new() }; 3]; 7 * 5];
            let mut ends = vec![[const { Vec::new() }; 3]; 2];
            // That move to the Friday before, and to the Monday after.
            let mut paydays = vec![[const { Vec::new() }; 2]; DATES + 1];
            let mut quarters = vec![(Vec::new(), Vec::new()); LAST_DAY];
            for (t, day) in starts.iter().map(day_of).enumerate() {
                for back in 0..3 {
                    let of = InMonth::of(day - back as i64);
                    let weekday = of.weekday as usize - 1;
                    let (nth, last) = ((of.date as usize - 1) / 7, of.left < 7);
                    for k in [Some(nth).filter(|k| *k < 4), last.then_some(4)].into_iter().flatten()
                    {
                        on[5 * weekday + k][back..].iter_mut().for_each(|list| list.push(t));
                    }
                }
                let of = InMonth::of(day);
                if of.weekday < 6 {
                    for (ends, beyond) in ends.iter_mut().zip(of.business_days()) {
                        ends.iter_mut().skip(beyond).for_each(|list| list.push(t));
                    }
                    let date = of.date as usize;
                    let weekend = |beside| if of.weekday == beside { 2 } else { 0 };
                    let stands_for =
                        [date..=date + weekend(5), date.saturating_sub(weekend(1)).max(1)..=date];
                    for (way, dates) in stands_for.into_iter().enumerate() {
                        for list in paydays.iter_mut().take(dates.end() + 1).skip(*dates.start()) {
                            list[way].push(t);
                        }
                    }
                }
                if of.month.is_multiple_of(3) {
                    for (from, (tell, rest)) in quarters.iter_mut().enumerate().skip(FIRST_DAY) {
                        if of.date as usize == from {
                            tell.push(t);
                        }
                        if of.date as usize >= from {
                            rest.push(t);
                        }
                    }
                }
            }
            // 1970-01-05 was a Monday.
            let weekdays = (4..11).flat_map(|day| (1..6).map(move |nth| (WeekStart::of(day), nth)));
            for ((weekday, nth), widths) in weekdays.zip(on) {
                for (days, on) in (1..).zip(widths) {
                    let days = CommonDays::Weekday { weekday, nth, days };
                    add(days, on.clone(), on, LEAST_OF_WEEKDAYS, false);
                }
            }
            for (end, widths) in [true, false].into_iter().zip(ends) {
                for (days, on) in (1..).zip(widths) {
                    let days = if end {
                        CommonDays::MonthEnd { days }
                    } else {
                        CommonDays::MonthStart { days }
                    };
                    add(days, on.clone(), on, LEAST_OF_ENDS, false);
                }
            }
            for (date, ways) in (0..).zip(paydays).skip(1) {
                for (later, on) in [false, true].into_iter().zip(ways) {
                    add(
                        CommonDays::Payday { date, later },
                        on.clone(),
                        on,
                        LEAST_OF_WEEKDAYS,
                        false,
                    );
                }
            }
            for (from, (tell, rest)) in (0..).zip(quarters).skip(FIRST_DAY) {
                add(CommonDays::QuarterEnd { from }, tell, rest, LEAST_OF_ENDS, false);
            }
        }
        Period::Hour | Period::Month | Period::Quarter | Period::Year => {}
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::civil::days_from_civil;

    fn starts(from: i64, every: i64, n: i64) -> Vec<i64> {
        (0..n).map(|t| (from + every * t) * DAY_MS).collect()
    }

    fn dates(all: &[Listed], days: CommonDays, starts: &[i64]) -> Vec<(i32, u32, u32)> {
        let found = all.iter().find(|listed| listed.days == days).unwrap();
        found.buckets.iter().map(|&t| civil_from_days(day_of(&starts[t]))).collect()
    }

    #[test]
    fn lists_hold_the_days_that_they_name() {
        let days = starts(days_from_civil(2024, 1, 1), 1, 150);
        let all = lists(Period::Day, &days, HolidayChoice::Auto);
        let of = |d| dates(&all, d, &days);
        let second = CommonDays::Weekday { weekday: WeekStart::Tuesday, nth: 2, days: 2 };
        let [a, b] = [(2024, 1, 9), (2024, 1, 10)];
        assert_eq!(of(second)[..3], [a, b, (2024, 2, 13)]);
        let last = CommonDays::Weekday { weekday: WeekStart::Friday, nth: 5, days: 1 };
        assert_eq!(of(last)[..3], [(2024, 1, 26), (2024, 2, 23), (2024, 3, 29)]);
        // 31 March 2024 was a Sunday, 30 a Saturday.
        let end = CommonDays::MonthEnd { days: 1 };
        assert_eq!(of(end)[..3], [(2024, 1, 31), (2024, 2, 29), (2024, 3, 29)]);
        let start = CommonDays::MonthStart { days: 1 };
        assert_eq!(of(start)[..3], [(2024, 1, 1), (2024, 2, 1), (2024, 3, 1)]);
        // 25 February and 25 May 2024 were at weekends.
        let [before, after] = [false, true].map(|later| of(CommonDays::Payday { date: 25, later }));
        assert_eq!(before[..3], [(2024, 1, 25), (2024, 2, 23), (2024, 3, 25)]);
        assert_eq!(after[1..], [(2024, 2, 26), (2024, 3, 25), (2024, 4, 25), (2024, 5, 27)]);
        let us = of(CommonDays::Holidays(Holidays::UnitedStates));
        assert_eq!(us, [(2024, 1, 1), (2024, 1, 2), (2024, 1, 15), (2024, 2, 19), (2024, 5, 27)]);
        // One quarter has one end: no list.
        assert!(!all.iter().any(|l| matches!(l.days, CommonDays::QuarterEnd { .. })));
        let chosen = lists(Period::Day, &days, HolidayChoice::Off);
        assert!(!chosen.iter().any(|l| matches!(l.days, CommonDays::Holidays(_))));
        for period in [Period::Hour, Period::Month, Period::Quarter, Period::Year] {
            assert!(lists(period, &days, HolidayChoice::Auto).is_empty());
        }
        assert!(lists(Period::Day, &[], HolidayChoice::Auto).is_empty());
    }

    #[test]
    fn weeks_of_the_turn_of_the_year() {
        // Mondays; ISO weeks 52, 53 and 1 of every year are among them.
        let weeks = starts(days_from_civil(2019, 1, 7), 7, 160);
        let all = lists(Period::Week, &weeks, HolidayChoice::Auto);
        let turn = dates(&all, CommonDays::TurnOfTheYear, &weeks);
        assert_eq!(turn[..3], [(2019, 12, 23), (2019, 12, 30), (2020, 1, 6)]);
        let iso = |&(y, m, d): &(i32, u32, u32)| {
            crate::calendar::civil::iso_week_from_days(days_from_civil(y, m, d)).1
        };
        for week in [52, 53, 1] {
            let in_span = weeks
                .iter()
                .filter(|s| crate::calendar::civil::iso_week_from_days(day_of(s)).1 == week);
            assert_eq!(in_span.count(), turn.iter().filter(|d| iso(d) == week).count(), "{week}");
        }
        // Golden Week is among the Japanese, and not among the German ones.
        let golden = |of| dates(&all, CommonDays::Holidays(of), &weeks).contains(&(2019, 4, 29));
        assert!(golden(Holidays::Japan) && !golden(Holidays::Germany));
    }
}
