//! The step of a source: what one of its stamps stands for.
//!
//! A weekly, monthly, quarterly or yearly source is never resampled finer: its stamp covers its whole
//! week, month, quarter or year; a date without a time covers its day. Whether a stamp names the first
//! or the last day of what it covers is told by the file (a name, a range, an answer), or by the
//! calendar (31 March ends a quarter); where neither does and it matters, the span is
//! [`open`](Span::open), and whoever compares says so.
//!
//! # Contract
//! * Times are milliseconds on the source's clock, ascending; duplicates count once.
//! * Fewer than three distinct times do not decide between weeks and months, unless the format of the
//!   times does (`2020-Q1`): all at midnight is a daily source, else an hourly one.
//! * Missing stamps (weekends, holidays, gaps) do not hide a step: a week's is seen by its
//!   multiples, that of months by their number.
//! * Stretches of two, four or six months fill no quarter; they are parts of a year.

use super::{
    civil::{Civil, DAY_MS, HOUR_MS},
    period::{Period, WeekStart},
};
use crate::kit::names::names;

/// Which day of what it stands for a stamp names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stamp {
    /// The first.
    Start,
    /// The last.
    End,
}

names!(Stamp { "start" Start, "end" End });

impl Stamp {
    /// The other one.
    pub fn other(self) -> Stamp {
        match self {
            Stamp::Start => Stamp::End,
            Stamp::End => Stamp::Start,
        }
    }
}

/// What is known of stamps besides themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// What a name, a range or the user says.
    pub stamp: Option<Stamp>,
    /// What the format names at its finest, where that is longer than a day: `%Y-%q` a quarter.
    pub unit: Option<Period>,
    /// The stamps are instants (they carry an offset or are an epoch) and not dates of some clock.
    pub instants: bool,
    /// Years and quarters are fiscal ones: `FY2020`, 2020年度.
    pub fiscal: bool,
}

/// What one stamp stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// An instant, or a bar of this many milliseconds (the usual distance of two stamps).
    Fine(i64),
    /// A day. `dates`: all stamps are at midnight of the source's own clock.
    Day {
        /// All stamps are at midnight.
        dates: bool,
    },
    /// A week or longer.
    Long(Span),
}

/// A week, month, quarter or year that a stamp stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The period, or the shortest that whole spans fill.
    pub period: Period,
    /// First day of the weeks, where all stamps are on one weekday.
    pub week_start: Option<WeekStart>,
    /// Which day a stamp is; `None` for one inside.
    pub stamp: Option<Stamp>,
    /// Whether nothing tells that, and it matters.
    pub open: bool,
    /// Whether the spans begin elsewhere than the calendar's: fiscal quarters and years.
    pub askew: bool,
    /// From a stamp to the middle of what it stands for, milliseconds.
    middle_ms: i64,
}

impl Step {
    /// The finest period that the source can be cut into.
    pub(crate) fn finest(self) -> Period {
        match self {
            Step::Fine(_) => Period::Hour,
            Step::Day { .. } => Period::Day,
            Step::Long(span) => span.period,
        }
    }

    /// The week, month, quarter or year, if it is one.
    pub fn span(self) -> Option<Span> {
        match self {
            Step::Long(span) => Some(span),
            Step::Fine(_) | Step::Day { .. } => None,
        }
    }

    /// Where inside what it stands for a stamp is put, so that any zone and any longer bucket
    /// gets what lies mostly in it: milliseconds on the source's clock. An instant inside stays
    /// where it is: a daily bar lands on its instant.
    pub(crate) fn shift_ms(self, instants: bool) -> i64 {
        match self {
            Step::Fine(_) | Step::Day { dates: false } => 0,
            Step::Long(span) if span.stamp.is_some() => span.middle_ms,
            Step::Day { dates: true } | Step::Long(_) => {
                if instants {
                    0
                } else {
                    DAY_MS / 2
                }
            }
        }
    }
}

/// Days of stamps: a wall clock's own; instants at other zones' midnights are those zones' days.
struct Days {
    civil: Vec<Civil>,
    days: Vec<i64>,
    /// All stamps are in the last minute of their day: they end what they stand for.
    late: bool,
}

impl Days {
    fn of(times: &[i64], midnight: bool, instants: bool) -> Days {
        let late =
            !times.is_empty() && times.iter().all(|t| t.rem_euclid(DAY_MS) >= DAY_MS - 60_000);
        let forward = if instants && !midnight && !late { DAY_MS / 2 } else { 0 };
        let days: Vec<i64> = times.iter().map(|t| (t + forward).div_euclid(DAY_MS)).collect();
        let civil = days.iter().map(|day| Civil::from_ms(day * DAY_MS)).collect();
        Days { civil, days, late }
    }

    /// The weekday that all are.
    fn weekday(&self) -> Option<WeekStart> {
        let first = WeekStart::of(*self.days.first()?);
        self.days.iter().all(|day| WeekStart::of(*day) == first).then_some(first)
    }

    fn all(&self, fits: impl Fn(&Civil) -> bool) -> bool {
        self.civil.iter().all(fits)
    }

    fn first_of_month(&self) -> bool {
        self.all(|c| c.day == 1)
    }

    fn last_of_month(&self) -> bool {
        self.all(|c| c.day == c.days_in_month())
    }

    /// Months from the beginning of a block of so many to the stamps, where it is the same for all.
    fn month_of(&self, block: i64) -> Option<i64> {
        let of = |c: &Civil| (c.month - 1) % block;
        let first = of(self.civil.first()?);
        self.all(|c| of(c) == first).then_some(first)
    }

    /// Whether all can be what a format of this unit names.
    fn are(&self, unit: Period) -> bool {
        match unit {
            Period::Hour | Period::Day => false,
            Period::Week => self.weekday().is_some(),
            Period::Month => self.first_of_month(),
            Period::Quarter => self.first_of_month() && self.month_of(3) == Some(0),
            Period::Year => self.first_of_month() && self.month_of(12) == Some(0),
        }
    }
}

/// Mean length of a month, milliseconds.
const MONTH_MS: i64 = 2_629_746_000;

/// The step of a source from its times.
pub fn step_of(local_ms: &[i64], told: Told) -> Step {
    let mut times: Vec<i64> = local_ms.to_vec();
    times.dedup();
    let midnight = !times.is_empty() && times.iter().all(|t| t.rem_euclid(DAY_MS) == 0);
    let mut gaps: Vec<i64> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
    gaps.sort_unstable();
    let median = gaps.get(gaps.len() / 2).copied().unwrap_or(HOUR_MS);
    if gaps.len() >= 2 && median <= 4 * DAY_MS && told.unit.is_none() {
        let days = midnight || median >= 22 * HOUR_MS;
        return if days { Step::Day { dates: midnight } } else { Step::Fine(median) };
    }
    let days = Days::of(&times, midnight, told.instants);
    let unit = told.unit.filter(|unit| !times.is_empty() && days.are(*unit));
    let months = months_apart(&gaps, &days);
    // An hour of slack: a wall clock changes.
    let near = |gap: i64, unit: i64| {
        let off = gap.rem_euclid(unit);
        gap > unit / 2 && off.min(unit - off) <= HOUR_MS
    };
    let weeks = gaps.iter().filter(|gap| near(**gap, 7 * DAY_MS)).count();
    let weekly = weeks * 4 >= gaps.len() * 3;
    match unit {
        Some(Period::Week) => return Step::Long(week(&days, Some(Stamp::Start))),
        Some(unit @ (Period::Month | Period::Quarter | Period::Year)) => {
            let own = match unit {
                Period::Year => 12,
                Period::Quarter => 3,
                _ => 1,
            };
            return Step::Long(months_of(months.unwrap_or(1).max(own), &days, told, Some(unit)));
        }
        _ => {}
    }
    if gaps.len() < 2 {
        return if midnight { Step::Day { dates: true } } else { Step::Fine(HOUR_MS) };
    }
    if median > 26 * DAY_MS {
        // Four-weekly stamps are months; what fits no month is weeks with gaps.
        let day = days.civil.first().map(|c| c.day);
        let same = days.all(|c| Some(c.day) == day) || days.last_of_month();
        if let Some(months) = months.or(same.then_some(1)) {
            return Step::Long(months_of(months, &days, told, None));
        }
    }
    if median > 4 * DAY_MS && weekly {
        let end = days.late.then_some(Stamp::End);
        return Step::Long(week(&days, told.stamp.or(end)));
    }
    if midnight || median >= 22 * HOUR_MS {
        return Step::Day { dates: midnight };
    }
    Step::Fine(median)
}

/// How many months two stamps are apart: the largest divisor of a year of which nearly all gaps are
/// multiples; `None` where most gaps are no whole months.
fn months_apart(gaps: &[i64], days: &Days) -> Option<i64> {
    // The last Friday of each month is four or five weeks behind the one before: in one part of the
    // month, once in each.
    let part = |first: i64| days.all(|c| (first..first + 10).contains(&c.day));
    let index = |c: &Civil| c.year * 12 + c.month;
    let apart: Vec<i64> =
        days.civil.windows(2).map(|pair| index(&pair[1]) - index(&pair[0])).collect();
    let in_part = (part(1) || part(22)) && apart.iter().all(|months| *months > 0);
    let months = |gap: i64| ((gap + MONTH_MS / 2) / MONTH_MS).max(1);
    let whole = gaps.iter().filter(|gap| (**gap - months(**gap) * MONTH_MS).abs() <= 4 * DAY_MS);
    let apart = if in_part {
        apart
    } else if whole.count() * 4 >= gaps.len() * 3 {
        gaps.iter().map(|gap| months(*gap)).collect()
    } else {
        return None;
    };
    if apart.is_empty() {
        return None;
    }
    let fits = |block: &i64| {
        apart.iter().filter(|months| **months % block == 0).count() * 10 >= apart.len() * 9
    };
    Some([12, 6, 4, 3, 2].into_iter().find(fits).unwrap_or(1))
}

/// Weeks: without a word, dates of Monday and Sunday are taken as the first day, others as the last.
fn week(days: &Days, told: Option<Stamp>) -> Span {
    let weekday = days.weekday();
    let habit = match weekday {
        Some(WeekStart::Monday | WeekStart::Sunday) => Stamp::Start,
        _ => Stamp::End,
    };
    let stamp = told.unwrap_or(habit);
    let begins = |weekday: WeekStart| match stamp {
        Stamp::Start => weekday,
        Stamp::End => weekday.next(),
    };
    Span {
        period: Period::Week,
        week_start: weekday.map(begins),
        // Stamps on several weekdays are inside their weeks, unless they were said to be an end.
        stamp: weekday.map(|_| stamp).or(told),
        open: told.is_none() && weekday.is_some(),
        askew: false,
        middle_ms: middle_ms(stamp, 7 * DAY_MS),
    }
}

/// From a stamp to the middle of a span of this length.
fn middle_ms(stamp: Stamp, length_ms: i64) -> i64 {
    match stamp {
        Stamp::Start => length_ms / 2,
        // The last day belongs to it.
        Stamp::End => DAY_MS - length_ms / 2,
    }
}

/// Stretches of so many months.
fn months_of(months: i64, days: &Days, told: Told, unit: Option<Period>) -> Span {
    let period = match months {
        1 => Period::Month,
        3 => Period::Quarter,
        _ => Period::Year,
    };
    // Where in its block of the calendar a stamp is.
    let place = days.month_of(months);
    let (first, last) = (days.first_of_month(), days.last_of_month() || days.late);
    let near_end = days.all(|c| c.day >= 25);
    // A year or a quarter by its name, and what a month is called, are no days.
    let (stamp, open) = if matches!(unit, Some(Period::Quarter | Period::Year)) {
        (Some(Stamp::Start), false)
    } else if last || (near_end && months > 1 && told.stamp.is_none()) {
        (Some(Stamp::End), false)
    } else if !first {
        (told.stamp, false)
    } else if months == 1 {
        // The first of a month under a name that says "end": the day behind it, or a month's name.
        let end = told.stamp == Some(Stamp::End) && unit.is_none();
        (Some(if end { Stamp::End } else { Stamp::Start }), end)
    } else {
        match place {
            // The block's last month: its name, or a fiscal block that begins there.
            Some(place) if place == months - 1 => {
                (told.stamp, told.stamp.is_none() && unit.is_none())
            }
            Some(0) => {
                let end = told.stamp == Some(Stamp::End);
                (Some(if end { Stamp::End } else { Stamp::Start }), end && unit.is_none())
            }
            _ => (Some(told.stamp.unwrap_or(Stamp::Start)), false),
        }
    };
    // Where the calendar's own blocks have such stamps; the first of a month that ends one is the
    // day behind it.
    let own = match stamp {
        Some(Stamp::End) if !first || unit.is_some() => months - 1,
        Some(Stamp::Start | Stamp::End) => 0,
        None => place.unwrap_or(0),
    };
    Span {
        period,
        week_start: None,
        stamp,
        open,
        askew: months > 1 && (told.fiscal || (stamp.is_some() && place != Some(own))),
        middle_ms: middle_ms(
            stamp.unwrap_or(Stamp::Start),
            // A month's middle is before the 15th of any.
            if months == 1 { 28 * DAY_MS } else { months * MONTH_MS },
        ),
    }
}

/// Whether a daily source leaves weekends out: at least ten stamps, none on Saturday or Sunday.
pub(crate) fn without_weekends(local_ms: &[i64]) -> bool {
    let weekend = [WeekStart::Saturday, WeekStart::Sunday];
    local_ms.len() >= 10
        && local_ms.iter().all(|t| !weekend.contains(&WeekStart::of(t.div_euclid(DAY_MS))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::civil::{iso_from_ms, iso_weekday, ms_from_iso};

    fn every(start: &str, step: i64, n: i64) -> Vec<i64> {
        let start = ms_from_iso(start).unwrap();
        (0..n).map(|i| start + i * step).collect()
    }

    fn of(days: &[&str]) -> Vec<i64> {
        days.iter().map(|day| ms_from_iso(day).unwrap()).collect()
    }

    fn told(stamp: Option<Stamp>, unit: Option<Period>) -> Told {
        Told { stamp, unit, ..Told::default() }
    }

    #[test]
    fn fine_steps_by_table() {
        let workdays: Vec<i64> = every("2021-01-04", DAY_MS, 60)
            .into_iter()
            .filter(|t| iso_weekday(t / DAY_MS) <= 5)
            .collect();
        let cases: Vec<(&str, Vec<i64>, Step)> = vec![
            ("five minutes", every("2021-01-04", 300_000, 50), Step::Fine(300_000)),
            ("four hours", every("2021-01-04", 4 * HOUR_MS, 50), Step::Fine(4 * HOUR_MS)),
            ("days", every("2021-01-04", DAY_MS, 50), Step::Day { dates: true }),
            ("closes", every("2021-01-04T16:00", DAY_MS, 50), Step::Day { dates: false }),
            ("working days", workdays, Step::Day { dates: true }),
            ("twice a week", every("2021-01-04", 84 * HOUR_MS, 9), Step::Day { dates: false }),
            ("one date", of(&["2018"]), Step::Day { dates: true }),
            ("one time", of(&["2018-01-01T05:00"]), Step::Fine(HOUR_MS)),
            ("none", vec![], Step::Fine(HOUR_MS)),
        ];
        for (name, times, expected) in cases {
            assert_eq!(step_of(&times, Told::default()), expected, "{name}");
        }
    }

    /// Where the first stamp counts, as a date.
    fn counts_at(times: &[i64], told: Told) -> String {
        let shift = step_of(times, told).shift_ms(told.instants);
        iso_from_ms(times[0] + shift)[..10].to_owned()
    }

    #[test]
    fn weeks_by_table() {
        let mut with_gap = every("2021-01-04", 7 * DAY_MS, 30);
        with_gap.drain(10..13);
        use {Stamp::End, Stamp::Start, WeekStart as W};
        let weeks = |start: &str| every(start, 7 * DAY_MS, 50);
        // 2021-01-04 is a Monday.
        let cases = [
            ("Mondays", weeks("2021-01-04"), None, Start, true, W::Monday, "2021-01-07"),
            ("Mondays with a gap", with_gap, None, Start, true, W::Monday, "2021-01-07"),
            ("Tuesdays", weeks("2021-01-05"), None, End, true, W::Wednesday, "2021-01-02"),
            ("Fridays", weeks("2021-01-08"), None, End, true, W::Saturday, "2021-01-05"),
            ("Saturdays", weeks("2021-01-09"), None, End, true, W::Sunday, "2021-01-06"),
            ("Sundays", weeks("2021-01-03"), None, Start, true, W::Sunday, "2021-01-06"),
            ("last Sundays", weeks("2021-01-10"), Some(End), End, false, W::Monday, "2021-01-07"),
            ("last Mondays", weeks("2021-01-11"), Some(End), End, false, W::Tuesday, "2021-01-08"),
            (
                "first Fridays",
                weeks("2021-01-08"),
                Some(Start),
                Start,
                false,
                W::Friday,
                "2021-01-11",
            ),
            (
                "last seconds",
                weeks("2021-01-10T23:59:59"),
                None,
                End,
                false,
                W::Monday,
                "2021-01-08",
            ),
        ];
        for (name, times, says, stamp, open, first, at) in cases {
            let told = told(says, None);
            let span = step_of(&times, told).span().unwrap();
            assert_eq!((span.period, span.stamp), (Period::Week, Some(stamp)), "{name}");
            assert_eq!((span.open, span.week_start), (open, Some(first)), "{name}");
            assert_eq!(counts_at(&times, told), at, "{name}");
        }
        // ISO weeks by their number are Mondays, two of them too.
        let two = of(&["2021-01-04", "2021-01-11"]);
        let span = step_of(&two, told(None, Some(Period::Week))).span().unwrap();
        assert!(!span.open && span.week_start == Some(W::Monday));
        // Tokyo's Mondays, written as UTC.
        let tokyo = Told { instants: true, ..Told::default() };
        let times = weeks("2021-01-03T15:00");
        let span = step_of(&times, tokyo).span().unwrap();
        assert_eq!((span.stamp, span.week_start), (Some(Start), Some(W::Monday)));
        // On no one weekday: inside its week.
        let times: Vec<i64> = weeks("2021-01-04")
            .iter()
            .enumerate()
            .map(|(i, t)| t + (i as i64 % 2) * 3 * HOUR_MS / 4)
            .collect();
        assert_eq!(step_of(&times, Told::default()).finest(), Period::Week);
    }

    #[test]
    fn months_and_longer_by_table() {
        use {Period::Month, Period::Quarter, Period::Year, Stamp::End, Stamp::Start};
        #[rustfmt::skip]
        let cases = [
            ("firsts", vec!["2021-01", "2021-02", "2021-03", "2021-04", "2021-06"], told(None, None), Month, Some(Start), false, false, "2021-01-15"),
            ("lasts", vec!["2021-01-31", "2021-02-28", "2021-03-31", "2021-04-30"], told(None, None), Month, Some(End), false, false, "2021-01-18"),
            ("fifteenths", vec!["2021-01-15", "2021-02-15", "2021-03-15", "2021-04-15"], told(None, None), Month, None, false, false, "2021-01-15"),
            ("last Fridays", vec!["2021-01-29", "2021-02-26", "2021-03-26", "2021-04-30"], told(None, None), Month, None, false, false, "2021-01-29"),
            ("firsts that end", vec!["2021-02-01", "2021-03-01", "2021-04-01", "2021-05-01"], told(Some(End), None), Month, Some(End), true, false, "2021-01-19"),
            ("months that end", vec!["2021-02", "2021-03", "2021-04", "2021-05"], told(Some(End), Some(Month)), Month, Some(Start), false, false, "2021-02-15"),
            ("one month", vec!["2021-02"], told(None, Some(Month)), Month, Some(Start), false, false, "2021-02-15"),
            ("quarters", vec!["2020-01-01", "2020-04-01", "2020-07-01", "2020-10-01"], told(None, None), Quarter, Some(Start), false, false, "2020-02-15"),
            ("quarters with gaps", vec!["2020-01-01", "2020-04-01", "2021-07-01", "2021-10-01", "2023-10-01"], told(None, None), Quarter, Some(Start), false, false, "2020-02-15"),
            ("last days of quarters", vec!["2020-03-31", "2020-06-30", "2020-09-30", "2020-12-31"], told(None, None), Quarter, Some(End), false, false, "2020-02-15"),
            ("last months", vec!["2020-03", "2020-06", "2020-09", "2020-12"], told(None, Some(Month)), Quarter, None, false, false, "2020-03-01"),
            ("firsts of last months", vec!["2020-03-01", "2020-06-01", "2020-09-01", "2020-12-01"], told(None, None), Quarter, None, true, false, "2020-03-01"),
            ("retail quarters", vec!["2020-01-31", "2020-04-30", "2020-07-31", "2020-10-31"], told(None, None), Quarter, Some(End), false, true, "2019-12-17"),
            ("closing Fridays", vec!["2020-03-27", "2020-06-26", "2020-09-25", "2020-12-31"], told(None, None), Quarter, Some(End), false, false, "2020-02-11"),
            ("quarters by name", vec!["2020-01", "2020-04"], told(None, Some(Quarter)), Quarter, Some(Start), false, false, "2020-02-15"),
            ("years by name", vec!["2018", "2019", "2020", "2021"], told(None, Some(Year)), Year, Some(Start), false, false, "2018-07-02"),
            ("two years", vec!["2018", "2019"], told(None, Some(Year)), Year, Some(Start), false, false, "2018-07-02"),
            ("first of January", vec!["2018", "2019", "2020", "2021"], told(None, None), Year, Some(Start), false, false, "2018-07-02"),
            ("end of December", vec!["2018-12-31", "2019-12-31", "2020-12-31"], told(None, None), Year, Some(End), false, false, "2018-07-02"),
            ("ends of March", vec!["2018-03-31", "2019-03-31", "2020-03-31"], told(None, None), Year, Some(End), false, true, "2017-09-30"),
            ("firsts of April", vec!["2018-04-01", "2019-04-01", "2020-04-01"], told(None, None), Year, Some(Start), false, true, "2018-09-30"),
            ("middles of years", vec!["2018-07-01", "2019-07-01", "2020-07-01"], told(None, None), Year, Some(Start), false, true, "2018-12-30"),
            ("half years", vec!["2018-01-01", "2018-07-01", "2019-01-01", "2019-07-01"], told(None, None), Year, Some(Start), false, false, "2018-04-02"),
            ("fiscal years", vec!["2018", "2019", "2020"], Told { fiscal: true, ..told(None, Some(Year)) }, Year, Some(Start), false, true, "2018-07-02"),
            ("every ten years", vec!["1990", "2000", "2010", "2020"], told(None, None), Year, Some(Start), false, false, "1990-07-02"),
            // A table of twelve months a row has the year's format, and months.
            ("years across months", vec!["2018-01", "2018-02", "2018-03", "2018-04"], told(None, Some(Year)), Month, Some(Start), false, false, "2018-01-15"),
        ];
        for (name, days, told, period, stamp, open, askew, at) in cases {
            let times = of(&days);
            let span = step_of(&times, told).span().unwrap();
            assert_eq!((span.period, span.stamp), (period, stamp), "{name}");
            assert_eq!((span.open, span.askew), (open, askew), "{name}");
            assert_eq!(counts_at(&times, told), at, "{name}");
        }
        let four_weekly = step_of(&every("2021-01-04", 28 * DAY_MS, 12), Told::default());
        assert_eq!(four_weekly.finest(), Period::Month);
        // Berlin's firsts, written as UTC: February begins on 31 January.
        let berlin = Told { instants: true, ..Told::default() };
        let times = of(&["2021-01-31T23:00", "2021-02-28T23:00", "2021-03-31T22:00"]);
        assert_eq!(counts_at(&times, berlin), "2021-02-14");
    }
}
