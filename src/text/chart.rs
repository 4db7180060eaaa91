//! Words inside and about the charts: dates on axes, captions, what a screen reader is told.

use super::Language;
use crate::{
    chart::calendar::{Civil, Step},
    series::series::Period,
};

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MONTHS_LONG: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const WEEKDAYS_JA: [&str; 7] = ["月", "火", "水", "木", "金", "土", "日"];

fn pick<'t>(names: &[&'t str], index: u32) -> &'t str {
    names.get(index as usize).copied().unwrap_or("")
}

fn month(date: Civil) -> &'static str {
    pick(&MONTHS, date.month - 1)
}

/// A tick's own part, and what it stands in.
pub fn tick(date: Civil, step: Step, language: Language) -> (String, Option<String>) {
    let year = match language {
        Language::En => date.year.to_string(),
        Language::Ja => format!("{}年", date.year),
    };
    match step {
        Step::Years(_) => (year, None),
        Step::Months(_) => {
            let name = match language {
                Language::En => month(date).to_owned(),
                Language::Ja => format!("{}月", date.month),
            };
            (name, Some(year))
        }
        Step::Weeks(_) | Step::Day => {
            let name = match language {
                Language::En => format!("{} {}", month(date), date.day),
                Language::Ja => format!("{}/{}", date.month, date.day),
            };
            (name, Some(year))
        }
        Step::Hours(_) | Step::Minutes(_) => (clock(date), Some(self::date(date, language))),
    }
}

fn clock(date: Civil) -> String {
    format!("{:02}:{:02}", date.minute / 60, date.minute % 60)
}

/// `Jul 14, 2021`, 2021年7月14日.
pub fn date(date: Civil, language: Language) -> String {
    match language {
        Language::En => format!("{} {}, {}", month(date), date.day, date.year),
        Language::Ja => format!("{}年{}月{}日", date.year, date.month, date.day),
    }
}

/// A bucket's name by its local start; an hour outside UTC carries its offset (milliseconds),
/// since one hour comes twice a year.
pub fn period(start: Civil, kind: Period, offset: i64, language: Language) -> String {
    match (kind, language) {
        (Period::Month, Language::En) => {
            format!("{} {}", pick(&MONTHS_LONG, start.month - 1), start.year)
        }
        (Period::Month, Language::Ja) => format!("{}年{}月", start.year, start.month),
        (Period::Week, Language::En) => format!("Week of {}", date(start, language)),
        (Period::Week, Language::Ja) => format!("{}からの週", date(start, language)),
        (Period::Day, Language::En) => {
            format!("{}, {}", pick(&WEEKDAYS, start.weekday), date(start, language))
        }
        (Period::Day, Language::Ja) => {
            format!("{}({})", date(start, language), pick(&WEEKDAYS_JA, start.weekday))
        }
        (Period::Hour, _) => {
            let zone =
                if offset == 0 { String::new() } else { format!(" {}", written_offset(offset)) };
            format!("{} {}{zone}", date(start, language), clock(start))
        }
    }
}

/// `+09:00`.
fn written_offset(offset: i64) -> String {
    let minutes = offset.abs() / 60_000;
    let sign = if offset < 0 { '−' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}
