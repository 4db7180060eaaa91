//! The inverse of [`super::parse`]: an instant as a format writes it.

#![expect(clippy::arithmetic_side_effects, reason = "instants of the calendar, and their fields")]

use super::{
    DAY_MS, Instant,
    epoch::{self, OrdinalStep, Unit},
    format::{Form, Format, Piece, ZoneStyle},
};
use crate::calendar::civil;

const MONTHS: [&str; 12] = [
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
const CROATIAN: [&str; 12] = [
    "siječanj",
    "veljača",
    "ožujak",
    "travanj",
    "svibanj",
    "lipanj",
    "srpanj",
    "kolovoz",
    "rujan",
    "listopad",
    "studeni",
    "prosinac",
];
const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

impl Format {
    /// The instant in this format's (first) form: what the form has no field for is left out,
    /// fractions have three digits. Read back by [`Format::parse`] to the form's own precision.
    pub fn render(&self, instant: Instant) -> String {
        self.forms.first().map_or_else(String::new, |form| form.render(instant))
    }
}

impl Form {
    fn render(&self, instant: Instant) -> String {
        let local = instant.ms + i64::from(instant.offset_min.unwrap_or(0)) * 60_000;
        match self {
            Form::Epoch(Unit::Second) if instant.ms % 1_000 == 0 => {
                format!("{}", instant.ms / 1_000)
            }
            Form::Epoch(Unit::Second) => {
                let sign = if instant.ms < 0 { "-" } else { "" };
                let ms = instant.ms.unsigned_abs();
                format!("{sign}{}.{:03}", ms / 1_000, ms % 1_000)
            }
            Form::Epoch(unit) => {
                let ms = i128::from(instant.ms) - i128::from(unit.origin_s()) * 1_000;
                format!("{}", ms * i128::from(unit.per_second() / 1_000))
            }
            Form::Days(count) => epoch::render_days(*count, local),
            Form::Year(twelfths) => epoch::render_year(*twelfths, local),
            Form::Ordinal { step, origin } => {
                let origin = origin.unwrap_or(0);
                let day = local.div_euclid(DAY_MS);
                let count = match step {
                    OrdinalStep::Hour => (local - origin * DAY_MS).div_euclid(DAY_MS / 24),
                    OrdinalStep::Day => day - origin,
                    OrdinalStep::Week => (day - origin).div_euclid(7),
                    OrdinalStep::Month => {
                        let months = |day| {
                            let (year, month, _) = civil::civil_from_days(day);
                            i64::from(year) * 12 + i64::from(month)
                        };
                        months(day) - months(origin)
                    }
                };
                format!("{count:04}")
            }
            Form::Fields(pieces) => {
                let mut out = Vec::with_capacity(40);
                for piece in pieces {
                    piece.render(local, instant.offset_min.unwrap_or(0), &mut out);
                }
                String::from_utf8_lossy(&out).into_owned()
            }
        }
    }
}

impl Piece {
    fn render(self, local: i64, offset_min: i16, out: &mut Vec<u8>) {
        let days = local.div_euclid(DAY_MS);
        let in_day = local.rem_euclid(DAY_MS);
        let (year, month, day) = civil::civil_from_days(days);
        let hour = in_day / 3_600_000;
        let (minute, second, ms) = (in_day / 60_000 % 60, in_day / 1_000 % 60, in_day % 1_000);
        let name = |names: &'static [&'static str], index: u32, full: bool| {
            let name = names.get(index as usize - 1).copied().unwrap_or_default();
            if full { name } else { name.get(..3).unwrap_or(name) }
        };
        let (era, era_year) = era(year, days);
        let text = match self {
            Piece::Byte(byte) => return out.push(byte),
            Piece::RangeEnd => String::new(),
            Piece::Blank => " ".to_owned(),
            Piece::Year => format!("{year:04}"),
            Piece::MonthCut if month == 10 => "1".to_owned(),
            Piece::MonthCut => format!("{month:02}"),
            Piece::Year2 | Piece::YearFrom(_) => format!("{:02}", year.rem_euclid(100)),
            Piece::BuddhistYear => format!("{:04}", year + 543),
            Piece::MinguoYear => format!("{:03}", year - 1911),
            Piece::Era => era.to_owned(),
            Piece::EraYear if era_year == 1 => "元".to_owned(),
            Piece::EraYear => era_year.to_string(),
            Piece::Month => format!("{month:02}"),
            Piece::MonthName(full) => name(&MONTHS, month, full).to_owned(),
            Piece::MonthCroatian => {
                CROATIAN.get(month as usize - 1).copied().unwrap_or("").to_owned()
            }
            Piece::Day => format!("{day:02}"),
            Piece::Hour => format!("{hour:02}"),
            Piece::Hour12 => format!("{:02}", (hour + 11) % 12 + 1),
            Piece::Minute => format!("{minute:02}"),
            Piece::Second => format!("{second:02}"),
            Piece::Fraction(mark) => format!("{}{ms:03}", char::from(mark)),
            Piece::Meridiem => (if hour < 12 { "AM" } else { "PM" }).to_owned(),
            Piece::Zone(ZoneStyle::Zulu) if offset_min == 0 => "Z".to_owned(),
            Piece::Zone(ZoneStyle::Utc | ZoneStyle::Name) if offset_min == 0 => "UTC".to_owned(),
            Piece::Zone(ZoneStyle::Gmt) if offset_min == 0 => "GMT".to_owned(),
            Piece::Zone(_) => {
                let sign = if offset_min < 0 { '-' } else { '+' };
                let minutes = offset_min.unsigned_abs();
                format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
            }
            Piece::Weekday(full) => name(&WEEKDAYS, civil::iso_weekday(days), full).to_owned(),
            Piece::HalfYear => format!("H{}", month.div_ceil(6)),
            Piece::Quarter => month.div_ceil(3).to_string(),
            Piece::IsoYear => format!("{:04}", civil::iso_week_from_days(days).0),
            Piece::IsoWeek => format!("{:02}", civil::iso_week_from_days(days).1),
            Piece::IsoWeekday => format!("{}", civil::iso_weekday(days)),
            Piece::DayOfYear => {
                format!("{:03}", days - civil::days_from_civil(year, 1, 1) + 1)
            }
        };
        out.extend_from_slice(text.as_bytes());
    }
}

/// Era's name and year of a day.
fn era(year: i32, days: i64) -> (&'static str, i32) {
    const ERAS: [(&str, i64, i32); 4] = [
        ("令和", civil::days_from_civil(2019, 5, 1), 2018),
        ("平成", civil::days_from_civil(1989, 1, 8), 1988),
        ("昭和", civil::days_from_civil(1926, 12, 25), 1925),
        ("大正", civil::days_from_civil(1912, 7, 30), 1911),
    ];
    ERAS.iter()
        .find(|(_, from, _)| days >= *from)
        .map_or(("明治", year - 1867), |(name, _, before)| (name, year - before))
}
