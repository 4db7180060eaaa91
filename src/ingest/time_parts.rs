//! A time in parts: year, quarter, month, week, day of the year, day, hour, in columns of their
//! own and in any order, by number or by name.
//!
//! Names of columns propose parts in the languages that exports come in; the cells must be such
//! parts. Names of months and marks like `Q1` and `W05` need no name of their column, nor do a
//! year and a month side by side that run on. The parts of a row are written one after another
//! (`2021-03-14`) and read by one format. Which of several combinations: the finest.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "places in a row, and counts of a sample's rows"
)]

use super::column::ColumnFacts;
use super::lexicon;
use super::problem::Reason;
use super::table::Row;
pub use super::time_field::Part;
use super::timestamp::{DAY_MS, Format, clock_hour, month_of, quarter_of, stretch::stretch};
use crate::calendar::civil;

impl Part {
    /// Its field in a format.
    pub fn field(self) -> &'static str {
        match self {
            Part::Whole => "",
            Part::Year => "%Y",
            Part::Quarter => "Q%q",
            Part::Month => "%m",
            Part::Week => "W%V",
            Part::DayOfYear => "%j",
            Part::Day => "%d",
            Part::Hour => "%H",
            Part::Minute => "%M",
            Part::Second => "%S",
            Part::Stretch | Part::Period(_) => "%H:%M",
            Part::Clock(digits) if digits > 4 => "%H%M%S",
            Part::Clock(_) => "%H%M",
        }
    }

    /// Writes a cell as its field is read.
    pub fn write(self, cell: &[u8], out: &mut Vec<u8>) -> Result<(), Reason> {
        let cell = cell.trim_ascii();
        if cell.is_empty() {
            return Err(Reason::TimeMissing);
        }
        // Floats of a tool that knows no whole numbers.
        let cell = cell.strip_suffix(b".0").unwrap_or(cell);
        let (range, width) = match self {
            Part::Whole => {
                out.extend_from_slice(cell);
                return Ok(());
            }
            Part::Stretch => {
                let start = stretch(cell).ok_or(Reason::TimeUnreadable)?.start;
                let digits = format!("{:02}:{:02}", start / 60, start % 60);
                out.extend_from_slice(digits.as_bytes());
                return Ok(());
            }
            Part::Period(minutes) => {
                let text = str::from_utf8(cell).map_err(|_| Reason::TimeUnreadable)?;
                let number: u32 = text.parse().map_err(|_| Reason::TimeUnreadable)?;
                let before = number.checked_sub(1).ok_or(Reason::TimeUnreadable)?;
                let start = before.saturating_mul(u32::from(minutes));
                let digits = format!("{:02}:{:02}", start / 60, start % 60);
                out.extend_from_slice(digits.as_bytes());
                return Ok(());
            }
            Part::Clock(digits) => {
                let width = usize::from(digits);
                out.resize(out.len() + width.saturating_sub(cell.len()), b'0');
                out.extend_from_slice(cell);
                return Ok(());
            }
            Part::Year => (1000..=2299, 4),
            Part::Quarter => (1..=4, 1),
            Part::Month => (1..=12, 2),
            Part::Week => (1..=53, 2),
            Part::DayOfYear => (1..=366, 3),
            Part::Day => (1..=31, 2),
            Part::Hour => (0..=24, 2),
            Part::Minute | Part::Second => (0..=59, 2),
        };
        let number = match self {
            Part::Month => month_of(match cell {
                // `M03` of offices of statistics.
                [b'M', rest @ ..] if rest.iter().all(u8::is_ascii_digit) => rest,
                _ => cell,
            })
            .or_else(|| season(cell)),
            Part::Hour => hour(cell),
            Part::Quarter => quarter_of(cell).or_else(|| number(self, cell)),
            _ => number(self, cell),
        };
        let number =
            number.filter(|number| range.contains(number)).ok_or(Reason::TimeUnreadable)?;
        match self {
            Part::Quarter => out.push(b'Q'),
            Part::Week => out.push(b'W'),
            _ => {}
        }
        let digits = format!("{number:0width$}");
        out.extend_from_slice(digits.as_bytes());
        Ok(())
    }

    /// Whether a cell says so even under a name that says nothing: `T1` and `S1` are many things.
    fn is_plain(self, cell: &[u8]) -> bool {
        let marks: &[&str] = match self {
            Part::Quarter => {
                &["Q", "q", "四半期", "季度", "분기", "rim", "uart", "kwart", "кв", "kv", "ketv"]
            }
            Part::Week => &["W", "w", "週", "周", "주", "emaine", "emana"],
            _ => &[],
        };
        let marked = marks.iter().any(|mark| memchr::memmem::find(cell, mark.as_bytes()).is_some());
        let named = self == Part::Month && !cell.iter().all(u8::is_ascii_digit);
        (marked || named) && self.write(cell, &mut Vec::new()).is_ok()
    }
}

/// The month in the middle of three by their first letters: `DJF` is January.
fn season(cell: &[u8]) -> Option<u32> {
    let at = b"DJFMAMJJASONDJ".windows(3).position(|three| three == cell)?;
    Some(at as u32 + 1)
}

/// Marks and words around the number of a part: `Q1`, `1er trimestre`, `KW 5`, `第3週`, `2021年`.
fn number(part: Part, cell: &[u8]) -> Option<u32> {
    const ROMAN: [&str; 4] = ["I", "II", "III", "IV"];
    let text = str::from_utf8(cell).ok()?;
    let words: &[&str] = match part {
        Part::Year => &["年", "년", "г.", "г"],
        Part::Quarter => &[
            "Q",
            "q",
            "QTR",
            "Qtr",
            "T",
            "K",
            "第",
            "四半期",
            "季度",
            "분기",
            "Quarter",
            "quarter",
            "trimestre",
            "Trimestre",
            "trim",
            "Trim",
            "Quartal",
            "kwartał",
            "kwartaal",
            "кв",
            "квартал",
            "º",
            "°",
            "er",
            "e",
            "ème",
            "st",
            "nd",
            "rd",
            "th",
            ".",
        ],
        Part::Week => &[
            "W", "w", "KW", "S", "T", "Wk", "wk", "Week", "week", "Woche", "semaine", "Semaine",
            "Semana", "semana", "第", "週", "周", "주", "주차", ".",
        ],
        Part::Day => &["日", "일", "号", "st", "nd", "rd", "th", "er", "º", "."],
        _ => &[],
    };
    let from = text.find(|c: char| c.is_ascii_digit());
    let Some(from) = from else {
        let roman = text.split_whitespace().next()?;
        let at = ROMAN.iter().position(|name| *name == roman).filter(|_| part == Part::Quarter)?;
        return Some(at as u32 + 1);
    };
    let (before, rest) = text.split_at_checked(from)?;
    let to = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (digits, after) = rest.split_at_checked(to)?;
    let known = |text: &str| {
        text.split([' ', '-', '_'])
            .filter(|word| !word.is_empty())
            .all(|word| words.contains(&word))
    };
    (digits.len() <= 4 && known(before) && known(after)).then(|| digits.parse().ok())?
}

/// `7`, `07`, `HE07`, `H7`, `07:00`, `7時`, `12 AM`; of a range its end is none.
fn hour(cell: &[u8]) -> Option<u32> {
    let bare = ["HE", "H", "h"].iter().find_map(|mark| cell.strip_prefix(mark.as_bytes()));
    let bare = bare.unwrap_or(cell).trim_ascii();
    let bare = bare.strip_suffix(b":00").unwrap_or(bare);
    let bare = ["時", "时", "시", "h"]
        .iter()
        .find_map(|mark| bare.strip_suffix(mark.as_bytes()))
        .unwrap_or(bare);
    let digits = (1..=2).contains(&bare.len()) && bare.iter().all(u8::is_ascii_digit);
    match digits {
        true => str::from_utf8(bare).ok()?.parse().ok(),
        false => clock_hour(cell),
    }
}

/// Columns that make one time, with what each says, in the order in which they are written.
#[derive(Clone, Debug, PartialEq)]
pub struct Parts {
    /// The columns.
    pub columns: Vec<usize>,
    /// What each says.
    pub parts: Vec<Part>,
    /// The format of all, with dashes between them.
    pub format: Format,
    /// Rows in which all are filled, and those that are read.
    pub filled: usize,
    /// Rows that are read.
    pub fits: usize,
}

/// The parts of a row as its format reads them.
pub fn join<'a>(
    columns: &[usize],
    parts: &[Part],
    cell: impl Fn(usize) -> Option<&'a [u8]>,
) -> Result<Vec<u8>, Reason> {
    let mut joined = Vec::with_capacity(24);
    for (&column, part) in columns.iter().zip(parts) {
        if !joined.is_empty() {
            joined.push(b'-');
        }
        part.write(cell(column).ok_or(Reason::TooFewCells)?, &mut joined)?;
    }
    Ok(joined)
}

/// Whether nearly all filled cells of a column are such parts.
fn are(part: Part, column: usize, look: &ColumnFacts, rows: &[&Row], plain: bool) -> bool {
    let mut out = Vec::new();
    let (mut fits, mut filled) = (0, 0);
    for row in rows {
        let cell = row.cell(column).trim_ascii();
        if cell.is_empty() {
            continue;
        }
        filled += 1;
        out.clear();
        fits += usize::from(if plain {
            part.is_plain(cell)
        } else {
            part.write(cell, &mut out).is_ok()
        });
        // Too many are not, whatever follows.
        if (filled - fits) * 20 > rows.len() {
            return false;
        }
    }
    filled > 0 && fits * 20 >= filled * 19 && look.filled * 2 > look.blank
}

/// The column that holds a part: named so, or else of cells that say so themselves.
fn find(part: Part, looks: &[ColumnFacts], rows: &[&Row]) -> Option<usize> {
    // `Y,M,D,H`: one letter says it where all of a date are there.
    let letters = || {
        const DATE: [Part; 3] = [Part::Year, Part::Month, Part::Day];
        DATE.iter().all(|part| looks.iter().any(|look| lexicon::letter(&look.name, *part)))
    };
    let named = || {
        looks.iter().enumerate().find(|(column, look)| {
            (lexicon::part(&look.name, part) || lexicon::letter(&look.name, part) && letters())
                && are(part, *column, look, rows, false)
        })
    };
    let plain = || {
        looks.iter().enumerate().find(|&(column, look)| {
            let worded = matches!(part, Part::Month | Part::Quarter | Part::Week);
            let changes = part == Part::Month || look.distinct > 1;
            // Four seasons are no months.
            let four =
                || rows.first().is_some_and(|row| season(row.cell(column).trim_ascii()).is_some());
            let changes = changes && (look.distinct > 4 || !four());
            worded && changes && are(part, column, look, rows, true)
        })
    };
    named().or_else(plain).map(|(column, _)| column)
}

/// The column of full years.
pub fn year_column(looks: &[ColumnFacts], rows: &[&Row]) -> Option<usize> {
    find(Part::Year, looks, rows)
}

/// Whether a column of years is blank in most rows beside months, quarters or weeks: a year that stands
/// only where it begins is no time of the rows below.
pub fn years_stand_once(column: usize, looks: &[ColumnFacts], rows: &[&Row]) -> bool {
    const FINER: [Part; 3] = [Part::Month, Part::Quarter, Part::Week];
    looks.get(column).is_some_and(|look| look.blank > look.filled)
        && FINER.iter().any(|part| find(*part, looks, rows).is_some_and(|other| other != column))
}

/// A day of the month under the name of a date: `date` beside `year` and `month`.
fn day(looks: &[ColumnFacts], rows: &[&Row], taken: &[usize]) -> Option<usize> {
    find(Part::Day, looks, rows).or_else(|| {
        let named = |(column, look): &(usize, &ColumnFacts)| {
            lexicon::is_date(&look.name)
                && look.integers == look.filled
                && !taken.contains(column)
                && are(Part::Day, *column, look, rows, false)
        };
        looks.iter().enumerate().find(named).map(|(column, _)| column)
    })
}

/// A year, a month and perhaps a day side by side that nobody named, but that run on.
fn unnamed(looks: &[ColumnFacts], rows: &[&Row]) -> Option<Vec<(usize, Part)>> {
    if looks.iter().any(|look| !look.name.is_empty()) || rows.len() < 12 {
        return None;
    }
    const FIELDS: [Part; 3] = [Part::Year, Part::Month, Part::Day];
    (0..looks.len()).find_map(|first| {
        // With the day where it is one.
        [3, 2].into_iter().find_map(|count| {
            let fields = FIELDS.get(..count)?;
            let columns: Vec<usize> = (first..first + count).collect();
            let text: Vec<&str> = fields.iter().map(|part| part.field()).collect();
            let format: Format = text.join("-").parse().ok()?;
            let at = |row: &&Row| -> Option<i64> {
                let text = join(&columns, fields, |column| Some(row.cell(column))).ok()?;
                let days = format.parse(&text).ok()?.ms / DAY_MS;
                let (year, month, _) = civil::civil_from_days(days);
                Some(if count == 3 { days } else { i64::from(year) * 12 + i64::from(month) })
            };
            let times: Vec<i64> = rows.iter().filter_map(at).collect();
            let next = times.array_windows().filter(|[one, two]| two - one == 1).count();
            let fits = times.len() == rows.len() && next * 10 >= times.len().saturating_sub(1) * 9;
            fits.then(|| columns.iter().copied().zip(fields.iter().copied()).collect())
        })
    })
}

/// The finest time that columns make together; `beside` are columns of dates without a year or
/// without a day, with their formats.
pub fn parts(looks: &[ColumnFacts], rows: &[&Row], beside: &[(usize, Format)]) -> Option<Parts> {
    let month = find(Part::Month, looks, rows);
    // `time` of years, beside the names of months.
    let timed = || {
        looks.iter().enumerate().find(|(column, look)| {
            let year = lexicon::time(&look.name) >= 4 && look.integers == look.filled;
            month.is_some() && year && are(Part::Year, *column, look, rows, false)
        })
    };
    let year = find(Part::Year, looks, rows).or_else(|| timed().map(|(column, _)| column));
    let quarter = find(Part::Quarter, looks, rows);
    let week = find(Part::Week, looks, rows);
    let taken: Vec<usize> = [year, month, quarter, week].into_iter().flatten().collect();
    let day = day(looks, rows, &taken);
    let dated = |with_year: bool| {
        beside.iter().find(|(column, format)| {
            !taken.contains(column) && format.has_year() == with_year && Some(*column) != day
        })
    };
    let whole = |(column, _): &(usize, Format)| (*column, Part::Whole);
    let mut chosen: Vec<(usize, Part)> = match (year, month, day) {
        (Some(year), Some(month), Some(day)) => {
            vec![(year, Part::Year), (month, Part::Month), (day, Part::Day)]
        }
        (None, Some(month), Some(day)) => {
            let whole = dated(true).filter(|(column, _)| *column != month);
            match whole {
                Some(_) => return None,
                None => vec![(month, Part::Month), (day, Part::Day)],
            }
        }
        (Some(year), _, _) => {
            let doy = find(Part::DayOfYear, looks, rows);
            let rest = doy.map(|column| (column, Part::DayOfYear));
            let rest = rest.or_else(|| dated(false).map(whole));
            let rest = rest.or(week.map(|column| (column, Part::Week)));
            let rest = rest.or(month.map(|column| (column, Part::Month)));
            let rest = rest.or(quarter.map(|column| (column, Part::Quarter)));
            match rest {
                Some(rest) => vec![(year, Part::Year), rest],
                None => return None,
            }
        }
        // `2021-03` and a day.
        (None, None, Some(day)) => match dated(true) {
            Some(dated) => vec![whole(dated), (day, Part::Day)],
            None => unnamed(looks, rows)?,
        },
        (None, _, None) => unnamed(looks, rows)?,
    };
    chosen.dedup_by_key(|(column, _)| *column);
    let at_day = chosen.iter().any(|(_, part)| matches!(part, Part::Day | Part::DayOfYear));
    if at_day && let Some(hour) = find(Part::Hour, looks, rows) {
        chosen.push((hour, Part::Hour));
        if let Some(minute) = find(Part::Minute, looks, rows) {
            chosen.push((minute, Part::Minute));
            chosen.extend(find(Part::Second, looks, rows).map(|column| (column, Part::Second)));
        }
    }
    let weeks = chosen.iter().any(|(_, part)| *part == Part::Week);
    let field = |(column, part): &(usize, Part)| match part {
        Part::Whole => {
            let format = beside.iter().find(|(other, _)| other == column);
            format.map(|(_, format)| format.to_string()).unwrap_or_default()
        }
        Part::Year if weeks => "%G".to_owned(),
        part => part.field().to_owned(),
    };
    let text: Vec<String> = chosen.iter().map(field).collect();
    let format: Format = text.join("-").parse().ok()?;
    let (columns, parts): (Vec<usize>, Vec<Part>) = chosen.into_iter().unzip();
    let (mut filled, mut fits) = (0, 0);
    for row in rows {
        match join(&columns, &parts, |column| Some(row.cell(column))) {
            Ok(text) => {
                filled += 1;
                fits += usize::from(format.parse(&text).is_ok());
            }
            Err(Reason::TimeMissing) => {}
            Err(_) => filled += 1,
        }
    }
    (fits > 0 && fits * 10 >= filled * 9).then_some(Parts { columns, parts, format, filled, fits })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells() {
        #[rustfmt::skip]
        let cases: &[(Part, &str, Option<&str>)] = &[
            (Part::Year, "2021", Some("2021")), (Part::Year, "2021.0", Some("2021")), (Part::Year, "2021年", Some("2021")), (Part::Year, "21", None), (Part::Year, "12021", None), (Part::Year, "x2021", None),
            (Part::Month, "3", Some("03")), (Part::Month, "M03", Some("03")), (Part::Month, "March", Some("03")), (Part::Month, "März", Some("03")), (Part::Month, "3月", Some("03")), (Part::Month, "13", None), (Part::Month, "марта", Some("03")), (Part::Month, "DJF", Some("01")), (Part::Month, "NDJ", Some("12")), (Part::Month, "DJ", None), (Part::Month, "ABC", None),
            (Part::Quarter, "Q1", Some("Q1")), (Part::Quarter, "4", Some("Q4")), (Part::Quarter, "T2", Some("Q2")), (Part::Quarter, "III", Some("Q3")), (Part::Quarter, "第1四半期", Some("Q1")), (Part::Quarter, "2. Quartal", Some("Q2")), (Part::Quarter, "2분기", Some("Q2")), (Part::Quarter, "1er trimestre", Some("Q1")), (Part::Quarter, "5", None), (Part::Quarter, "A1", None), (Part::Quarter, "1.Q", Some("Q1")), (Part::Quarter, "4. kv.", Some("Q4")), (Part::Quarter, "ไตรมาส 2", Some("Q2")), (Part::Quarter, "Quý 3", Some("Q3")), (Part::Quarter, "1ο τρίμηνο", Some("Q1")),
            (Part::Week, "5", Some("W05")), (Part::Week, "W05", Some("W05")), (Part::Week, "KW 5", Some("W05")), (Part::Week, "第5週", Some("W05")), (Part::Week, "54", None), (Part::Week, "0", None),
            (Part::DayOfYear, "7", Some("007")), (Part::DayOfYear, "366", Some("366")), (Part::Day, "7", Some("07")), (Part::Day, "7日", Some("07")), (Part::Day, "32", None),
            (Part::Hour, "0", Some("00")), (Part::Hour, "24", Some("24")), (Part::Hour, "HE07", Some("07")), (Part::Hour, "07:00", Some("07")), (Part::Hour, "7時", Some("07")), (Part::Hour, "12 AM", Some("00")), (Part::Hour, "1 PM", Some("13")), (Part::Hour, "25", None), (Part::Hour, "x", None),
            (Part::Minute, "5", Some("05")), (Part::Minute, "60", None), (Part::Second, "5", Some("05")), (Part::Period(30), "1", Some("00:00")), (Part::Period(30), "48", Some("23:30")), (Part::Period(15), "2", Some("00:15")), (Part::Period(30), "0", None), (Part::Clock(4), "930", Some("0930")), (Part::Stretch, "00:00-01:00", Some("00:00")), (Part::Stretch, "23 - 24", Some("23:00")), (Part::Stretch, "7", None), (Part::Day, "", None),
        ];
        for (part, cell, want) in cases {
            let mut out = Vec::new();
            let read =
                part.write(cell.as_bytes(), &mut out).map(|()| String::from_utf8(out).unwrap());
            assert_eq!(read.ok().as_deref(), *want, "{part:?} {cell}");
        }
    }
}
