//! Dates, periods and spans of time as each language writes them.
//!
//! # Contract
//! * Plain Rust, no locale table.
//! * One form of a date in a language, `4 Jan 2021` and `2021年1月4日`, wherever one is written: axes,
//!   readouts, tables, cards, sentences, the methods paragraph. ISO 8601 is for data and input only.

use crate::{
    calendar::{
        buckets,
        civil::{Civil, iso_weekday},
        period::WeekStart,
    },
    kit::language::Bilingual,
};

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `Jan` for 1; empty beyond 1…12.
pub fn month(month: i64) -> &'static str {
    usize::try_from(month - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or("")
}

const WEEKDAYS: [(&str, &str); 7] = [
    ("Mon", "月"),
    ("Tue", "火"),
    ("Wed", "水"),
    ("Thu", "木"),
    ("Fri", "金"),
    ("Sat", "土"),
    ("Sun", "日"),
];

/// A date on a wall clock: `4 Jan 2021`, `2021年1月4日`.
pub fn date(local_ms: i64) -> Bilingual {
    let c = Civil::from_ms(local_ms);
    Bilingual::new(
        format!("{} {} {}", c.day, month(c.month), c.year),
        format!("{}年{}月{}日", c.year, c.month, c.day),
    )
}

/// A date without its year, where the year stands beside it: `4 Jan`, `1月4日`.
pub(crate) fn day_of_year(local_ms: i64) -> Bilingual {
    let c = Civil::from_ms(local_ms);
    Bilingual::new(format!("{} {}", c.day, month(c.month)), format!("{}月{}日", c.month, c.day))
}

/// A date with its weekday: `Mon, 4 Jan 2021`, `2021年1月4日(月)`.
pub fn day(local_ms: i64) -> Bilingual {
    let weekday = usize::try_from(iso_weekday(Civil::from_ms(local_ms).days()) - 1).ok();
    let (en, ja) = weekday.and_then(|at| WEEKDAYS.get(at)).copied().unwrap_or_default();
    let date = date(local_ms);
    Bilingual::new(format!("{en}, {}", date.en), format!("{}({ja})", date.ja))
}

/// The week that begins on a date: `week of 4 Jan 2021`, `2021年1月4日の週`.
pub fn week(local_ms: i64) -> Bilingual {
    let date = date(local_ms);
    Bilingual::new(format!("week of {}", date.en), format!("{}の週", date.ja))
}

/// Hours and minutes: `13:05`.
pub fn clock(at: Civil) -> String {
    format!("{:02}:{:02}", at.hour, at.minute)
}

/// A date and a time on a wall clock: `4 Jan 2021, 13:05`, `2021年1月4日 13:05`.
pub fn instant(local_ms: i64) -> Bilingual {
    let c = Civil::from_ms(local_ms);
    let date = date(local_ms);
    Bilingual::new(format!("{}, {}", date.en, clock(c)), format!("{} {}", date.ja, clock(c)))
}

/// A span of dates: `4 Jan – 15 Feb 2021`, `2021年1月4日〜2月15日`.
pub fn span(from_ms: i64, to_ms: i64) -> Bilingual {
    let (a, b) = (Civil::from_ms(from_ms), Civil::from_ms(to_ms));
    let (from, to) = (date(from_ms), date(to_ms));
    if (a.year, a.month, a.day) == (b.year, b.month, b.day) {
        return from;
    }
    let en = if a.year != b.year {
        format!("{} – {}", from.en, to.en)
    } else if a.month != b.month {
        format!("{} {} – {}", a.day, month(a.month), to.en)
    } else {
        format!("{}–{}", a.day, to.en)
    };
    let ja = if a.year != b.year {
        format!("{}〜{}", from.ja, to.ja)
    } else if a.month != b.month {
        format!("{}〜{}月{}日", from.ja, b.month, b.day)
    } else {
        format!("{}〜{}日", from.ja, b.day)
    };
    Bilingual::new(en, ja)
}

/// A month on a wall clock: `Jan 2021`, `2021年1月`.
pub(crate) fn month_of(local_ms: i64) -> Bilingual {
    let Civil { year, month: number, .. } = Civil::from_ms(local_ms);
    Bilingual::new(format!("{} {year}", month(number)), format!("{year}年{number}月"))
}

/// A quarter on a wall clock: `Q1 2021`, `2021年第1四半期`.
pub(crate) fn quarter_of(local_ms: i64) -> Bilingual {
    let date = Civil::from_ms(local_ms);
    let (year, quarter) = (date.year, buckets::quarter_of(date));
    Bilingual::new(format!("Q{quarter} {year}"), format!("{year}年第{quarter}四半期"))
}

/// A year on a wall clock: `2021`, `2021年`.
pub(crate) fn year_of(local_ms: i64) -> Bilingual {
    let year = Civil::from_ms(local_ms).year;
    Bilingual::new(year.to_string(), format!("{year}年"))
}

/// A weekday in full: `Monday`, 月曜日.
pub(crate) fn weekday(day: WeekStart) -> Bilingual {
    let name = day.name();
    let en = name.get(..1).unwrap_or_default().to_uppercase() + name.get(1..).unwrap_or_default();
    let short = WEEKDAYS.get(day as usize).map_or("", |names| names.1);
    Bilingual::new(en, format!("{short}曜日"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::civil::ms_from_iso;

    #[test]
    fn dates_by_table() {
        let ms = |text| ms_from_iso(text).unwrap();
        let cases = [
            ("2021-01-04", "2021-02-15", "4 Jan – 15 Feb 2021", "2021年1月4日〜2月15日"),
            (
                "2020-12-28",
                "2021-02-15",
                "28 Dec 2020 – 15 Feb 2021",
                "2020年12月28日〜2021年2月15日",
            ),
            ("2021-01-04", "2021-01-15", "4–15 Jan 2021", "2021年1月4日〜15日"),
            ("2021-01-04", "2021-01-04T23:00", "4 Jan 2021", "2021年1月4日"),
        ];
        for (from, to, en, ja) in cases {
            assert_eq!(span(ms(from), ms(to)), Bilingual::new(en, ja));
        }
    }
}
