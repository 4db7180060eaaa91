//! The fields that a cell was found to hold, and the instant that they make.
//!
//! Every part that is written must fit the others: a day that its month has not, a weekday of
//! another day and a part that is written twice in two ways make none.

#![expect(clippy::arithmetic_side_effects, reason = "numbers of two to six digits")]

use super::super::{DAY_MS, Instant, PLACEHOLDER_YEAR};
use crate::{calendar::civil, ingest::problem::Reason};

/// Fields found so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Fields {
    pub year: Option<i32>,
    pub era: Option<i32>,
    pub month: Option<u32>,
    pub day: Option<u32>,
    pub hour: Option<u32>,
    pub afternoon: Option<bool>,
    pub minute: Option<u32>,
    pub second: Option<u32>,
    pub ms: u32,
    pub offset_min: Option<i16>,
    pub quarter: Option<u32>,
    pub week: Option<u32>,
    pub weekday: Option<u32>,
    pub day_of_year: Option<u32>,
    /// A part that is written twice says two things.
    pub contradicts: bool,
}

impl Fields {
    pub fn instant(self) -> Result<Instant, Reason> {
        let days = self.days().ok_or(Reason::TimeImpossible)?;
        let in_day = self.in_day_ms().ok_or(Reason::TimeImpossible)?;
        let offset_ms = i64::from(self.offset_min.unwrap_or(0)) * 60_000;
        Ok(Instant { ms: days * DAY_MS + in_day - offset_ms, offset_min: self.offset_min })
    }

    /// The day, where all parts of the date that are written fit it.
    fn days(self) -> Option<i64> {
        let days = self.first_day()?;
        let (_, month, day) = civil::civil_from_days(days);
        let fits = |part: Option<u32>, of_day: u32| part.is_none_or(|part| part == of_day);
        // A week alone lies in two months.
        let whole = self.day.or(self.day_of_year).or(self.weekday).is_some();
        let agrees = fits(self.day, day)
            && (!whole && self.week.is_some()
                || fits(self.month, month) && fits(self.quarter, month.div_ceil(3)))
            && fits(self.weekday, civil::iso_weekday(days))
            && self.week.is_none_or(|week| week == civil::iso_week_from_days(days).1);
        (agrees && !self.contradicts).then_some(days)
    }

    /// The first day that the finest parts allow.
    fn first_day(self) -> Option<i64> {
        let year = self.year.unwrap_or(PLACEHOLDER_YEAR);
        if year == 0 {
            return None;
        }
        if let Some(day) = self.day_of_year {
            let days = if civil::is_leap(year) { 366 } else { 365 };
            let first = civil::days_from_civil(year, 1, 1);
            return (1..=days).contains(&day).then(|| first + i64::from(day) - 1);
        }
        if let (Some(week), None) = (self.week, self.day) {
            return civil::days_from_iso_week(year, week, self.weekday.unwrap_or(1));
        }
        let month = match (self.month, self.quarter) {
            (Some(month), _) => month,
            (None, Some(quarter @ 1..=4)) => 3 * quarter - 2,
            (None, Some(_)) => return None,
            (None, None) => 1,
        };
        let day = self.day.unwrap_or(1);
        let fits =
            (1..=12).contains(&month) && (1..=civil::days_in_month(year, month)).contains(&day);
        fits.then(|| civil::days_from_civil(year, month, day))
    }

    fn in_day_ms(self) -> Option<i64> {
        let hour = match (self.hour.unwrap_or(0), self.afternoon) {
            (hour, None) => hour,
            (hour @ 0..=12, Some(afternoon)) => hour % 12 + if afternoon { 12 } else { 0 },
            // "13:05 PM" is written by careless programs and means what it says.
            (hour @ 13..=23, Some(true)) => hour,
            _ => return None,
        };
        let (minute, second, ms) = (self.minute.unwrap_or(0), self.second.unwrap_or(0), self.ms);
        // The end of its day, or of the day in another cell; a month alone has no day that ends.
        let has_day = self.day.or(self.day_of_year).or(self.weekday).is_some();
        let has_date = self.year.is_some() || self.month.or(self.quarter).or(self.week).is_some();
        let ends = has_day || !has_date;
        let day_end = hour == 24 && minute == 0 && second == 0 && ms == 0 && ends;
        if (hour > 23 && !day_end) || minute > 59 || second > 60 {
            return None;
        }
        let (second, ms) = if second == 60 { (59, 999) } else { (second, ms) };
        let seconds = i64::from(hour) * 3_600 + i64::from(minute) * 60 + i64::from(second);
        Some(seconds * 1_000 + i64::from(ms))
    }
}
