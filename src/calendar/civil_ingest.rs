//! Proleptic Gregorian calendar in integers.
//!
//! After Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms"
//! <https://howardhinnant.github.io/date_algorithms.html>. Valid for all years of four digits.

/// Days from 1970-01-01 to the given date; month 1–12, day 1–31 (not checked).
pub const fn days_from_civil(year: i32, month: u32, day: u32) -> i64 {
    let year = year as i64 - (month <= 2) as i64;
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let shifted_month = (month as i64 + 9) % 12;
    let day_of_year = (153 * shifted_month + 2) / 5 + day as i64 - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Inverse of [`days_from_civil`]: year, month, day.
pub const fn civil_from_days(days: i64) -> (i32, u32, u32) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * shifted_month + 2) / 5 + 1) as u32;
    let month = ((shifted_month + 2) % 12 + 1) as u32;
    let year = year_of_era + era * 400 + (month <= 2) as i64;
    (year as i32, month, day)
}

/// Whether the year has 366 days.
pub const fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Days of a month, 0 for no month.
pub const fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 0,
    }
}

/// ISO weekday of a day since the epoch: 1 is Monday, 7 is Sunday.
pub const fn iso_weekday(days: i64) -> u32 {
    // 1970-01-01 was a Thursday.
    ((days + 3).rem_euclid(7) + 1) as u32
}

/// Days from 1970-01-01 to a day of an ISO week; `None` when the year has no such week or day.
pub const fn days_from_iso_week(iso_year: i32, week: u32, weekday: u32) -> Option<i64> {
    if week == 0 || week > 53 || weekday == 0 || weekday > 7 {
        return None;
    }
    // 4 January is always in week 1.
    let fourth = days_from_civil(iso_year, 1, 4);
    let monday_of_week_1 = fourth - iso_weekday(fourth) as i64 + 1;
    let days = monday_of_week_1 + (week as i64 - 1) * 7 + weekday as i64 - 1;
    let monday_of_next = {
        let fourth = days_from_civil(iso_year + 1, 1, 4);
        fourth - iso_weekday(fourth) as i64 + 1
    };
    if days >= monday_of_next { None } else { Some(days) }
}

/// ISO year and week of a day since the epoch.
pub const fn iso_week_from_days(days: i64) -> (i32, u32) {
    let thursday = days - iso_weekday(days) as i64 + 4;
    let (year, _, _) = civil_from_days(thursday);
    let week = (thursday - days_from_civil(year, 1, 1)) / 7 + 1;
    (year, week as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_chrono_on_every_day_of_four_digit_years() {
        use chrono::{Datelike, NaiveDate};
        let epoch = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap();
        // A prime step reaches every weekday, month and leap position in turn.
        for days in (-719_162..2_932_896).step_by(11) {
            let date = epoch + chrono::Days::new(0) + chrono::Duration::days(days);
            assert_eq!(civil_from_days(days), (date.year(), date.month(), date.day()));
            assert_eq!(days_from_civil(date.year(), date.month(), date.day()), days);
            assert_eq!(iso_weekday(days), date.weekday().number_from_monday());
            let week = date.iso_week();
            assert_eq!(iso_week_from_days(days), (week.year(), week.week()));
            assert_eq!(days_from_iso_week(week.year(), week.week(), iso_weekday(days)), Some(days));
        }
    }

    #[test]
    fn no_week_53_in_a_short_year() {
        assert_eq!(days_from_iso_week(2021, 53, 1), None);
        assert!(days_from_iso_week(2020, 53, 1).is_some());
    }
}
