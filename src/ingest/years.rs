//! Years of a file whose times have none.
//!
//! Rows are placed on a line of leap years, one after another, as they come; at the end the line
//! is hung up by its last year.

use super::reader::FileFacts;
use super::source::{Because, Evidence};
use super::timestamp::{DAY_MS, PLACEHOLDER_YEAR, civil};

/// A leap year in milliseconds.
const YEAR_MS: i64 = 366 * DAY_MS;

/// Where New Year was passed.
#[derive(Clone, Debug, Default)]
pub struct Years {
    before: Option<i64>,
    year: i64,
    latest: Option<i64>,
}

impl Years {
    /// Places a time of the placeholder year on the line of years.
    pub fn place(&mut self, ms: i64) -> i64 {
        if let Some(before) = self.before {
            if ms < before - YEAR_MS / 2 {
                self.year += 1;
            } else if ms > before + YEAR_MS / 2 {
                self.year -= 1;
            }
        }
        self.before = Some(ms);
        let placed = ms + self.year * YEAR_MS;
        self.latest = Some(self.latest.map_or(placed, |latest| latest.max(placed)));
        placed
    }

    /// Goes on with the years of the next part, whose first row was placed at `first` there.
    /// Gives what must be added to that part's times.
    pub fn join(&mut self, first: i64, later: &Years) -> i64 {
        let added = self.place(first) - first;
        self.before = later.before;
        self.year += later.year;
        self.latest = self.latest.max(later.latest.map(|latest| latest + added));
        added
    }

    /// What is known at the end of a part: the last row's time in the placeholder year, its year
    /// on the line, and the latest time.
    pub fn numbers(&self) -> [Option<i64>; 3] {
        [self.before, Some(self.year), self.latest]
    }

    /// The years of [`Years::numbers`].
    pub fn of_numbers([before, year, latest]: [Option<i64>; 3]) -> Years {
        Years { before, year: year.unwrap_or(0), latest }
    }

    /// The real years, by the user's word, the file's name or the file's date.
    pub fn settle(&self, facts: &FileFacts, stated: Option<i32>) -> (RealYears, Evidence) {
        let latest = self.latest.unwrap_or(0);
        let (last_year, month, day) = split(latest);
        let named = year_in(&facts.name);
        let by_date = facts.modified_ms.map(|modified| {
            let (year, _, _) = civil::civil_from_days(modified.div_euclid(DAY_MS));
            // Clocks and zones differ by a day.
            let fits = civil::days_from_civil(year, month, day) <= modified.div_euclid(DAY_MS) + 1;
            if fits { year } else { year - 1 }
        });
        let (year, because) = match (stated, named, by_date) {
            (Some(year), _, _) => (year, Because::Override),
            (None, Some(year), _) => (year, Because::Name(facts.name.clone())),
            (None, None, Some(year)) => (year, Because::Stated("file date".into())),
            (None, None, None) => (PLACEHOLDER_YEAR, Because::Only),
        };
        let evidence = Evidence {
            field: "year".into(),
            chosen: year.to_string(),
            because,
            alternatives: Vec::new(),
        };
        (RealYears { base: i64::from(year) - last_year }, evidence)
    }
}

/// Year on the line, month and day of a placed time.
fn split(placed: i64) -> (i64, u32, u32) {
    let start = civil::days_from_civil(PLACEHOLDER_YEAR, 1, 1);
    let day = placed.div_euclid(DAY_MS) - start;
    let (_, month, in_month) = civil::civil_from_days(start + day.rem_euclid(366));
    (day.div_euclid(366), month, in_month)
}

/// A year of four digits in a file's name.
fn year_in(name: &str) -> Option<i32> {
    let bytes = name.as_bytes();
    bytes.windows(4).enumerate().find_map(|(at, four)| {
        let digit = |index: Option<usize>| {
            index.and_then(|index| bytes.get(index)).is_some_and(u8::is_ascii_digit)
        };
        let year: i32 = std::str::from_utf8(four).ok()?.parse().ok()?;
        let alone = !digit(at.checked_sub(1)) && (!digit(Some(at + 4)) || digit(Some(at + 7)));
        (alone && (1990..2100).contains(&year)).then_some(year)
    })
}

/// From the line of years to real ones.
#[derive(Clone, Copy, Debug)]
pub struct RealYears {
    base: i64,
}

impl RealYears {
    /// The real time of a placed one.
    pub fn ms(&self, placed: i64) -> i64 {
        let (year, month, day) = split(placed);
        let days = civil::days_from_civil((self.base + year) as i32, month, day);
        days * DAY_MS + placed.rem_euclid(DAY_MS)
    }
}
