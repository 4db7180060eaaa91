//! Years of a file whose times have none: what holds the line of [`Line`], in this order: the
//! user's word, the file's name, the file's date. Where none of them says a word nothing is
//! guessed: the user is asked.

use super::{
    packed::{Packed, Unpack},
    sample::FileFacts,
    source::{Because, Choice, Evidence, Question},
    timestamp::{
        DAY_MS, Format, Instant, PLACEHOLDER_YEAR,
        year::{Anchor, Line, RealYears, anchor_in_name},
    },
    topic::Topic,
};
use crate::calendar::civil;

/// Clocks and zones differ by a day: rows may be of the day after the file's date.
#[expect(clippy::arithmetic_side_effects, reason = "an instant of the calendar")]
fn latest_by(date_ms: i64) -> i64 {
    (date_ms.div_euclid(DAY_MS) + 2) * DAY_MS - 1
}

/// The last rows' years that are offered where nothing says which, newest first.
const OFFERED: std::ops::RangeInclusive<i32> = 2000..=2026;
/// Offered after these: a clock that runs ahead. Any other year is typed into the card's field.
const OFFERED_LATER: std::ops::RangeInclusive<i32> = 2027..=2035;

/// The real years and why, or what to ask.
#[derive(Debug)]
pub enum Settled {
    /// Known or inferred.
    Years(RealYears, Evidence),
    /// Neither the name nor a date says which; read as the placeholder until the user does.
    Ask(RealYears, Question),
}

/// The rows of a file without years, or of a part of one.
#[derive(Clone, Debug, Default)]
pub struct Years {
    line: Line,
    /// First and last instant as read of each day of the placeholder year.
    days: Vec<Option<(i64, i64)>>,
}

/// First day of the placeholder year.
const YEAR_START: i64 = civil::days_from_civil(PLACEHOLDER_YEAR, 1, 1);
/// Days of a leap year.
const DAYS: usize = 366;

impl Years {
    /// Places a time of the placeholder year on the line of years.
    pub fn place(&mut self, ms: i64) -> i64 {
        let day = ms.div_euclid(DAY_MS).saturating_sub(YEAR_START).rem_euclid(DAYS as i64);
        self.met(day as usize, (ms, ms));
        self.line.place(ms)
    }

    fn met(&mut self, day: usize, (first, last): (i64, i64)) {
        if self.days.is_empty() {
            self.days.resize(DAYS, None);
        }
        if let Some(span) = self.days.get_mut(day) {
            let (from, to) = span.unwrap_or((first, last));
            *span = Some((from.min(first), to.max(last)));
        }
    }

    /// Goes on with the years of the next part. Gives what must be added to that part's times.
    pub fn join(&mut self, later: &Years) -> i64 {
        for (day, span) in later.days.iter().enumerate() {
            if let Some(span) = span {
                self.met(day, *span);
            }
        }
        self.line.append(&later.line)
    }

    /// Placed instants among which the first and the last real one are: those given, which are
    /// the ends of the line, unless rows are placed by themselves.
    pub fn ends(&self, (first, last): (i64, i64)) -> Vec<i64> {
        if !self.line.is_unsorted() {
            return vec![first, last];
        }
        self.days.iter().flatten().flat_map(|(first, last)| [*first, *last]).collect()
    }

    /// The real years, by the user's word, the file's name or the file's date.
    pub fn settle(&self, format: &Format, facts: &FileFacts, stated: Option<i32>) -> Settled {
        settle(&self.line, format, facts, stated)
    }

    /// Everything known, for the way to another worker.
    pub(super) fn pack(&self, to: &mut Packed) {
        self.line.pack(to);
        to.number(self.days.len() as i64);
        for span in &self.days {
            to.number(span.is_some().into());
            if let Some((first, last)) = span {
                to.number(*first);
                to.number(*last);
            }
        }
    }

    pub(super) fn unpack(from: &mut Unpack<'_>) -> Option<Years> {
        let line = Line::unpack(from)?;
        let days = (0..from.count()?.min(DAYS as u64))
            .map(|_| match from.flag()? {
                true => Some(Some((from.number()?, from.number()?))),
                false => Some(None),
            })
            .collect::<Option<_>>()?;
        Some(Years { line, days })
    }
}

/// Hangs up the line of a file's rows; `stated` is the year of its last row by the user's word.
fn settle(line: &Line, format: &Format, facts: &FileFacts, stated: Option<i32>) -> Settled {
    let date = facts.date_ms();
    let named = anchor_in_name(&facts.name).map(|named| match (named, date) {
        // A day in the name and an earlier date of the file: neither is passed.
        (Anchor::NotAfter(name), Some(date)) => Anchor::NotAfter(name.min(latest_by(date))),
        (named, _) => named,
    });
    let (anchor, because) = match (stated, named, date) {
        (Some(year), _, _) => (Anchor::LastYear(year), Because::Override),
        (None, Some(anchor), _) => (anchor, Because::Name(facts.name.clone())),
        (None, None, Some(date)) => {
            (Anchor::NotAfter(latest_by(date)), Because::Stated("file date".into()))
        }
        (None, None, None) => {
            let anchor = Anchor::LastYear(PLACEHOLDER_YEAR);
            return Settled::Ask(line.real_years(anchor), question(line, format));
        }
    };
    let years = line.real_years(anchor);
    let last = line.latest().and_then(|placed| years.ms(placed)).unwrap_or(0);
    let evidence =
        Evidence { field: Topic::Year, chosen: year_of(last), because, alternatives: Vec::new() };
    Settled::Years(years, evidence)
}

fn year_of(ms: i64) -> String {
    "%Y".parse::<Format>()
        .map_or_else(|_| String::new(), |year| year.render(Instant { ms, offset_min: None }))
}

/// The year of the last row, with that row's time in each.
fn question(line: &Line, format: &Format) -> Question {
    let iso = "%Y-%m-%d %H:%M".parse::<Format>().ok();
    let latest = line.latest().unwrap_or(0);
    let instant = |ms| Instant { ms, offset_min: None };
    let shown = line.real_years(Anchor::LastYear(PLACEHOLDER_YEAR)).ms(latest);
    let row = shown.map(|ms| format.render(instant(ms))).unwrap_or_default();
    let choices = OFFERED
        .rev()
        .chain(OFFERED_LATER)
        .filter_map(|year| {
            let ms = line.real_years(Anchor::LastYear(year)).ms(latest)?;
            let read = iso.as_ref()?.render(instant(ms));
            Some(Choice { value: year.to_string(), sample: format!("{row} = {read}") })
        })
        .collect();
    Question { field: Topic::Year, choices }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::civil::days_from_civil;

    #[test]
    fn who_says_the_year() {
        let format: Format = "%m/%d-%H:%M".parse().unwrap();
        let mut line = Line::default();
        for text in ["12/30-10:00", "12/31-10:00", "01/02-10:00"] {
            line.place(format.parse(text.as_bytes()).unwrap().ms);
        }
        let date = |y, m, d| Some(days_from_civil(y, m, d) * DAY_MS);
        #[rustfmt::skip]
        let cases: &[(&str, Option<i64>, Option<i32>, &str)] = &[
            ("alert", date(2021, 1, 5), None, "2021"), ("alert", date(2021, 1, 1), None, "2021"), ("alert", date(2020, 12, 31), None, "2020"),
            ("alert.2019", date(2021, 1, 5), None, "2019"), ("alert-20190103.log", date(2021, 1, 5), None, "2019"),
            ("alert-20210103.log", date(2019, 6, 1), None, "2019"),
            ("alert.2019", date(2021, 1, 5), Some(2017), "2017"), ("alert", None, Some(2017), "2017"), ("alert", None, None, "?"),
            ("alert", Some(i64::MAX), None, "?"), ("alert", Some(i64::MIN), None, "?"),
        ];
        for (name, modified_ms, stated, want) in cases {
            let facts = FileFacts {
                name: (*name).into(),
                modified_ms: *modified_ms,
                ..FileFacts::default()
            };
            let got = match settle(&line, &format, &facts, *stated) {
                Settled::Years(_, evidence) => evidence.chosen,
                Settled::Ask(_, question) => {
                    assert_eq!(question.choices[0].value, "2026");
                    assert_eq!(question.choices[0].sample, "01/02-10:00 = 2026-01-02 10:00");
                    "?".into()
                }
            };
            assert_eq!(got, *want, "{name} {modified_ms:?} {stated:?}");
        }
    }
}
