//! The general parse: any format, any cell.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "numbers of two to six digits, and places in a short cell"
)]

mod fields;
mod offset;

use super::{
    Instant, epoch,
    format::{Form, Format, Piece},
    names,
};
use crate::ingest::problem::Reason;
use fields::Fields;

/// No honest time is longer (`Wed Jun 16 2021 13:32:01 GMT+0900 (Japan Standard Time)` has 56).
const LONGEST: usize = 96;

impl Format {
    /// Reads one cell.
    pub fn parse(&self, cell: &[u8]) -> Result<Instant, Reason> {
        let mut buffer = [0; LONGEST];
        let text = plain(cell, &mut buffer)?;
        let mut first_reason = None;
        for form in &self.forms {
            match form.parse(text) {
                Ok(instant) => return Ok(instant),
                Err(reason) => _ = first_reason.get_or_insert(reason),
            }
        }
        Err(first_reason.unwrap_or(Reason::TimeUnreadable))
    }
}

impl Form {
    fn parse(&self, text: &[u8]) -> Result<Instant, Reason> {
        match self {
            Form::Fields(pieces) => Scan::new(text).run(pieces)?.instant(),
            Form::Epoch(unit) => epoch::parse_epoch(*unit, text),
            Form::Days(count) => epoch::parse_days(*count, text),
            Form::Year(twelfths) => epoch::parse_year(*twelfths, text),
            Form::Ordinal { step, origin } => epoch::parse_ordinal(*step, *origin, text),
        }
    }
}

/// The cell without blanks around it and with full-width characters made ASCII.
pub(super) fn plain<'a>(cell: &'a [u8], buffer: &'a mut [u8; LONGEST]) -> Result<&'a [u8], Reason> {
    let cell = cell.trim_ascii();
    if cell.is_empty() {
        return Err(Reason::TimeMissing);
    }
    if cell.len() > LONGEST {
        return Err(Reason::TimeUnreadable);
    }
    if cell.is_ascii() {
        return Ok(unwrapped(cell));
    }
    let text = unwrapped(super::super::width::narrow(cell, buffer).trim_ascii());
    if text.is_empty() { Err(Reason::TimeMissing) } else { Ok(text) }
}

/// A time without what programs and offices put around it: `/Date(1683061882000+0900)/` of .NET is
/// its milliseconds, whose offset moves nothing; `2020 oktober*`, `2023/07 p/` and `2023Q3 (p)` are
/// provisional.
pub(super) fn unwrapped(text: &[u8]) -> &[u8] {
    let wrapped = text.strip_prefix(b"/Date(").and_then(|rest| rest.strip_suffix(b")/"));
    if let Some(inner) = wrapped {
        let offset = inner.iter().skip(1).position(|byte| matches!(byte, b'+' | b'-'));
        return offset.and_then(|at| inner.get(..at + 1)).unwrap_or(inner);
    }
    if let [before @ .., flag, b'/' | b')'] = text
        && flag.is_ascii_alphabetic()
    {
        let before = before.strip_suffix(b"(").unwrap_or(before);
        let marked = before.trim_ascii_end();
        // A blank, or the bracket, parts the flag from what it is of.
        if marked.len() + 2 < text.len() && marked.last().is_some_and(u8::is_ascii_digit) {
            return marked;
        }
    }
    let stars = text.iter().rev().take_while(|byte| **byte == b'*').count();
    match text.split_at_checked(text.len() - stars) {
        Some((marked, _)) if stars <= 3 && !marked.is_empty() => marked.trim_ascii_end(),
        _ => text,
    }
}

/// A walk over one cell.
pub(super) struct Scan<'a> {
    text: &'a [u8],
    at: usize,
    fields: Fields,
}

impl<'a> Scan<'a> {
    pub(super) fn new(text: &'a [u8]) -> Self {
        Scan { text, at: 0, fields: Fields::default() }
    }

    fn rest(&self) -> &'a [u8] {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    /// Keeps a part of the date or the clock; a form that a person typed may have it twice.
    fn keep<T: Copy + PartialEq>(&mut self, part: fn(&mut Fields) -> &mut Option<T>, value: T) {
        let before = part(&mut self.fields).replace(value);
        self.fields.contradicts |= before.is_some_and(|before| before != value);
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }

    /// Between `least` and `most` digits.
    fn number(&mut self, least: usize, most: usize) -> Option<u32> {
        let (mut count, mut sum) = (0, 0);
        for byte in self.rest().iter().take(most).take_while(|byte| byte.is_ascii_digit()) {
            count += 1;
            sum = sum * 10 + u32::from(byte - b'0');
        }
        if count < least {
            return None;
        }
        self.at += count;
        Some(sum)
    }

    fn run(mut self, pieces: &[Piece]) -> Result<Fields, Reason> {
        for (index, piece) in pieces.iter().enumerate() {
            let touches = |other: Option<&Piece>| other.is_some_and(|p| p.digits().is_some());
            let before = index.checked_sub(1).and_then(|i| pieces.get(i));
            let next = pieces.get(index + 1);
            // Digits that touch other digits have a fixed width.
            let fixed = touches(before) || touches(next);
            self.piece(*piece, fixed, next).ok_or(Reason::TimeUnreadable)?;
        }
        // An abbreviation may end in a dot, and Java and JavaScript put the zone's name behind.
        if self.peek() == Some(b'.') && matches!(pieces.last(), Some(Piece::MonthName(_))) {
            self.at += 1;
        }
        if self.at == self.text.len() { Ok(self.fields) } else { Err(Reason::TimeUnreadable) }
    }

    fn piece(&mut self, piece: Piece, fixed: bool, next: Option<&Piece>) -> Option<()> {
        use Piece::*;
        let least = if fixed { 2 } else { 1 };
        match piece {
            Byte(byte) => {
                if self.peek()? != byte {
                    return None;
                }
                self.at += 1;
            }
            Blank => {
                if !matches!(self.peek(), Some(b' ' | b'\t')) {
                    return None;
                }
                self.blanks();
            }
            Year | IsoYear => {
                let year = self.number(4, 4)? as i32;
                self.keep(|fields| &mut fields.year, year);
            }
            Year2 => {
                let year = self.number(2, 2)? as i32;
                let year = if year < 69 { 2000 + year } else { 1900 + year };
                self.keep(|fields| &mut fields.year, year);
            }
            YearFrom(first) => {
                let (year, first) = (self.number(2, 2)? as i32, i32::from(first));
                self.keep(|fields| &mut fields.year, first + (year - first).rem_euclid(100));
            }
            BuddhistYear => {
                let year = self.number(4, 4)? as i32 - 543;
                self.keep(|fields| &mut fields.year, year);
            }
            MinguoYear => {
                let year = self.number(2, 3)? as i32 + 1911;
                self.keep(|fields| &mut fields.year, year);
            }
            MonthCut => {
                let before = self.at;
                let month = self.number(1, 2)?;
                let month = match (self.at - before, month) {
                    (1, 1) => 10,
                    // No other month is left with one digit: it is none.
                    (1, _) => 99,
                    _ => month,
                };
                self.keep(|fields| &mut fields.month, month);
            }
            Era => {
                let (before, width) = names::era(self.rest())?;
                self.fields.era = Some(before);
                self.at += width;
            }
            EraYear => {
                let year = if self.rest().starts_with("元".as_bytes()) {
                    self.at += "元".len();
                    1
                } else {
                    // Taiwan's has more than a hundred years.
                    let most = if self.fields.era == Some(names::MINGUO) { 3 } else { 2 };
                    self.number(1, most)?
                };
                if year == 0 {
                    return None;
                }
                let before = self.fields.era?;
                self.keep(|fields| &mut fields.year, before + year as i32);
            }
            Month => {
                let month = self.number(least, 2)?;
                self.keep(|fields| &mut fields.month, month);
            }
            MonthName(_) | MonthCroatian => {
                let name =
                    if piece == MonthCroatian { names::croatian_month } else { names::month };
                let (month, _, width) = name(self.rest())?;
                self.keep(|fields| &mut fields.month, month);
                self.at += width;
                // "Jan. 3", unless the form itself has the dot.
                if self.peek() == Some(b'.') && next != Some(&Byte(b'.')) && next.is_some() {
                    self.at += 1;
                }
            }
            Day => {
                let day = self.number(least, 2)?;
                self.keep(|fields| &mut fields.day, day);
                self.ordinal_suffix();
            }
            Hour | Hour12 => {
                let hour = self.number(least, 2)?;
                // Reported as impossible, like hour 25.
                let hour = if piece == Hour12 && hour > 12 { 99 } else { hour };
                self.keep(|fields| &mut fields.hour, hour);
            }
            Minute => {
                let minute = self.number(least, 2)?;
                self.keep(|fields| &mut fields.minute, minute);
            }
            Second => {
                let second = self.number(least, 2)?;
                self.keep(|fields| &mut fields.second, second);
                let mark = self.peek();
                let fits = matches!(mark, Some(b'.' | b','))
                    && self.text.get(self.at + 1).is_some_and(u8::is_ascii_digit)
                    && !matches!(next, Some(Fraction(_)))
                    && next != mark.map(Byte).as_ref();
                if fits {
                    self.at += 1;
                    self.fraction();
                }
            }
            Fraction(mark) => {
                let other = if mark == b'.' { b',' } else { mark };
                let follows = self.peek().is_some_and(|byte| byte == mark || byte == other);
                if follows && self.text.get(self.at + 1).is_some_and(u8::is_ascii_digit) {
                    self.at += 1;
                    self.fraction();
                }
            }
            Meridiem => {
                let (afternoon, width) = names::half(self.rest())?;
                self.keep(|fields| &mut fields.afternoon, afternoon);
                self.at += width;
            }
            Zone(_) => {
                self.blanks();
                self.fields.offset_min = Some(self.zone()?);
            }
            Weekday(_) => self.at += names::weekday(self.rest())?,
            Quarter => {
                let rest = self.rest();
                let named = || names::quarter(rest).or_else(|| names::quarter_of_months(rest));
                let (number, width) = match rest {
                    [b'0', digit @ b'1'..=b'4', ..] => (u32::from(digit - b'0'), 2),
                    [digit @ b'1'..=b'4'] => (u32::from(digit - b'0'), 1),
                    _ => match named() {
                        Some(found) => found,
                        None => (self.number(1, 1)?, 0),
                    },
                };
                self.keep(|fields| &mut fields.quarter, number);
                self.at += width;
                // `3/4` of a year, in Korea.
                if self.rest().starts_with(b"/4") {
                    self.at += 2;
                }
            }
            HalfYear => {
                let (half, width) = names::half_year(self.rest())?;
                self.keep(|fields| &mut fields.month, 6 * half - 5);
                self.at += width;
            }
            IsoWeek => {
                let week = self.number(least, 2)?;
                self.keep(|fields| &mut fields.week, week);
            }
            IsoWeekday => {
                let weekday = self.number(1, 1)?;
                self.keep(|fields| &mut fields.weekday, weekday);
            }
            DayOfYear => {
                let day = self.number(3, 3)?;
                self.keep(|fields| &mut fields.day_of_year, day);
            }
            RangeEnd => {
                self.at += range_mark(self.rest())?;
                self.at = self.text.len();
            }
        }
        Some(())
    }

    /// `14th`, `1er`: the suffix changes from row to row.
    fn ordinal_suffix(&mut self) {
        let suffix = ["st", "nd", "rd", "th", "er", "º"];
        if let Some(text) = suffix.iter().find(|text| self.rest().starts_with(text.as_bytes())) {
            self.at += text.len();
        }
    }

    /// Digits of a fraction; milliseconds are kept.
    fn fraction(&mut self) {
        let mut scale = 100;
        while let Some(byte @ b'0'..=b'9') = self.peek() {
            self.fields.ms += u32::from(byte - b'0') * scale;
            scale /= 10;
            self.at += 1;
        }
    }
}

/// Bytes of what stands between the ends of a range: `2021-07-05 - 2021-07-11`, `～`, `to`.
pub(super) fn range_mark(text: &[u8]) -> Option<usize> {
    [" - ", " ~ ", "~", " to ", " bis ", " al ", "..", "/", "〜", "→", "-"]
        .iter()
        .find(|mark| text.starts_with(mark.as_bytes()))
        .map(|mark| mark.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use Reason::{TimeImpossible, TimeMissing, TimeUnreadable};

    fn read(format: &str, cell: &str) -> Result<String, Reason> {
        let format: Format = format.parse().unwrap();
        let instant = format.parse(cell.as_bytes())?;
        let iso: Format = "%Y-%m-%dT%H:%M:%S.%f".parse().unwrap();
        let text = iso.render(Instant { offset_min: None, ..instant });
        let text = text.trim_end_matches(".000").trim_end_matches("T00:00:00").to_owned();
        Ok(match instant.offset_min {
            None => text,
            Some(offset) => format!("{text}Z{offset:+}"),
        })
    }

    #[test]
    fn cells() {
        #[rustfmt::skip]
        let cases: &[(&str, &str, Result<&str, Reason>)] = &[
            // ISO 8601 and its neighbours.
            ("%Y-%m-%d", "2021-07-14", Ok("2021-07-14")),
            ("%Y-%m-%d", " 2021-7-4 ", Ok("2021-07-04")),
            ("%Y-%m-%d", "", Err(TimeMissing)), ("%Y-%m-%d", " \t", Err(TimeMissing)), ("%Y-%m-%d", "　", Err(TimeMissing)),
            ("%Y-%m-%d", "2021-02-31", Err(TimeImpossible)), ("%Y-%m-%d", "2021-13-01", Err(TimeImpossible)), ("%Y-%m-%d", "2021-00-01", Err(TimeImpossible)),
            ("%Y-%m-%d", "2020-02-29", Ok("2020-02-29")), ("%Y-%m-%d", "1900-02-29", Err(TimeImpossible)), ("%Y-%m-%d", "0000-01-01", Err(TimeImpossible)),
            ("%m/%d/%Oy1906", "9/24/06", Ok("1906-09-24")), ("%m/%d/%Oy1906", "9/24/05", Ok("2005-09-24")), ("%b-%Oy1927", "Jan-54", Ok("1954-01-01")),
            ("%Y.%Om", "1990.01", Ok("1990-01-01")), ("%Y.%Om", "1990.1", Ok("1990-10-01")), ("%Y.%Om", "1990.12", Ok("1990-12-01")), ("%Y.%Om", "1990.2", Err(TimeImpossible)), ("%Y.%m", "1990.1", Ok("1990-01-01")),
            ("%Y/%m", "2023/07 p/", Ok("2023-07-01")), ("%Y-%m", "2023-07 (p)", Ok("2023-07-01")), ("%YQ%q", "2023Q3(r)", Ok("2023-07-01")), ("%Y-%m", "2023-07p/", Err(TimeUnreadable)), ("%Y-%m", "2023-07 pp)", Err(TimeUnreadable)),
            ("%Y-%m-%d", "2021-07-14x", Err(TimeUnreadable)), ("%Y-%m-%d", "2021-07-141", Err(TimeUnreadable)), ("%Y-%m-%d", "21-07-14", Err(TimeUnreadable)),
            ("%Y-%m-%dT%H:%M:%S.%fZ", "2018-05-06T17:44:05.866769Z", Ok("2018-05-06T17:44:05.866Z+0")),
            ("%Y-%m-%dT%H:%M:%S.%fZ", "2018-05-06T17:44:05Z", Ok("2018-05-06T17:44:05Z+0")),
            ("%Y-%m-%dT%H:%M:%SZ", "2018-05-06T17:44:05.8Z", Ok("2018-05-06T17:44:05.800Z+0")),
            ("%Y-%m-%dT%H:%M:%S.%f%z", "2023-11-01T00:46:35.638604+0100", Ok("2023-10-31T23:46:35.638Z+60")),
            ("%Y-%m-%d %H:%M:%S%z", "2020-12-01 00:00:00+00:00", Ok("2020-12-01Z+0")),
            ("%Y-%m-%dT%H:%M:%S%z", "2015-07-23T17:00:00-07:00", Ok("2015-07-24Z-420")),
            ("%Y-%m-%dT%H:%M:%S%z", "2021-06-16T13:32:01+09:00[Asia/Tokyo]", Ok("2021-06-16T04:32:01Z+540")),
            ("%Y-%m-%dT%H:%M:%S%z", "2021-06-16T13:32:01Z", Ok("2021-06-16T13:32:01Z+0")),
            ("%Y-%m-%dT%H:%M:%S%z", "2021-06-16T13:32:01−03", Ok("2021-06-16T16:32:01Z-180")),
            ("%Y-%m-%dT%H:%M:%S%z", "2021-06-16T13:32:01", Err(TimeUnreadable)),
            ("%Y-%m-%dT%H:%M:%S%z", "2021-06-16T13:32:01+24:00", Err(TimeUnreadable)),
            ("%Y-%m-%d %H:%M:%S UTC", "2013-04-28 00:00:00 UTC", Ok("2013-04-28Z+0")),
            ("%Y-%m-%d %H:%M:%S %Z", "2021-06-16 13:32:01 JST", Ok("2021-06-16T04:32:01Z+540")),
            ("%Y-%m-%d %H:%M:%S %Z", "2021-06-16 13:32:01 EST", Ok("2021-06-16T18:32:01Z-300")),
            ("%Y-%m-%d %H:%M:%S %Z", "2021-06-16 13:32:01 PM", Err(TimeUnreadable)),
            ("%Y-%m-%d %H:%M:%S %Z", "2021-06-16 13:32:01 UTC+9", Ok("2021-06-16T04:32:01Z+540")),
            ("%Y%m%d", "20210714", Ok("2021-07-14")), ("%Y%m%d", "2021074", Err(TimeUnreadable)), ("%Y%m%dT%H%M%SZ", "20210714T133201Z", Ok("2021-07-14T13:32:01Z+0")),
            ("%Y%m%d%H%M%S", "20210714133201", Ok("2021-07-14T13:32:01")), ("%Y%m%d%H", "2021071413", Ok("2021-07-14T13:00:00")),
            ("%Y-%m-%d %H:%M:%S.%f", "2021-07-14 13:32:01,25", Ok("2021-07-14T13:32:01.250")),
            ("%Y-%m-%d %H:%M:%S.%f", "2021-07-14 13:32:01.", Err(TimeUnreadable)),
            ("%Y-%m-%d %H:%M:%S.%f", "2019-08-21 23:59:59.999000064", Ok("2019-08-21T23:59:59.999")),
            ("%Y-%m-%d %H:%M:%S", "2021-07-14 24:00:00", Ok("2021-07-15")), ("%Y-%m-%d %H:%M:%S", "2021-07-14 24:00:01", Err(TimeImpossible)),
            ("%Y-%m-%d %H:%M", "2021-12-31 24:00", Ok("2022-01-01")), ("%Y-%j %H:%M", "2020-366 24:00", Ok("2021-01-01")), ("%G-W%V-%u %H:%M", "2020-W53-7 24:00", Ok("2021-01-04")),
            // A month, a quarter, a year alone: no day ends there.
            ("%Y-%m %H:%M", "2021-07 24:00", Err(TimeImpossible)), ("%H:%MQ%q %Y", "24:00Q3 2021", Err(TimeImpossible)), ("%Y %H:%M", "2021 24:00", Err(TimeImpossible)), ("%G-W%V %H:%M", "2021-W27 24:00", Err(TimeImpossible)), ("%Y-%m %H:%M", "2021-07 23:00", Ok("2021-07-01T23:00:00")), ("%H:%M", "24:00", Ok("2000-01-02")),
            // What is written twice says the same, or nothing.
            ("%Y-%m-%d Q%q", "2021-08-14 Q3", Ok("2021-08-14")), ("%Y-%m-%d Q%q", "2021-08-14 Q2", Err(TimeImpossible)), ("%Y-%m Q%q", "2021-08 Q3", Ok("2021-08-01")), ("%Y-%m-%d (%d)", "2021-08-14 (14)", Ok("2021-08-14")), ("%Y-%m-%d (%d)", "2021-08-14 (15)", Err(TimeImpossible)), ("%Y-%m-%d %b", "2021-08-14 Aug", Ok("2021-08-14")), ("%Y-%m-%d %b", "2021-08-14 Sep", Err(TimeImpossible)),
            ("%Y-%m-%d %j", "2021-08-14 226", Ok("2021-08-14")), ("%Y-%m-%d %j", "2021-08-14 227", Err(TimeImpossible)), ("%Y-%m-%d %u", "2021-08-14 6", Ok("2021-08-14")), ("%Y-%m-%d %u", "2021-08-14 1", Err(TimeImpossible)), ("%Y-%m-%d W%V", "2021-07-14 W28", Ok("2021-07-14")), ("%Y-%m-%d W%V", "2021-07-14 W29", Err(TimeImpossible)), ("%G-W%V (%m)", "2021-W26 (07)", Ok("2021-06-28")), ("%H:%M %Y-%m-%d %H", "10:00 2021-08-14 11", Err(TimeImpossible)),
            ("%Y-%m-%d %H:%M:%S", "2016-12-31 23:59:60", Ok("2016-12-31T23:59:59.999")), ("%Y-%m-%d %H:%M:%S", "2016-12-31 23:59:61", Err(TimeImpossible)),
            ("%G-W%V", "2021-W27", Ok("2021-07-05")), ("%G-W%V-%u", "2020-W53-7", Ok("2021-01-03")), ("%G-W%V", "2021-W53", Err(TimeImpossible)),
            ("%Y-%Oq", "2021-H1", Ok("2021-01-01")), ("%Y-%Oq", "2021-S2", Ok("2021-07-01")), ("%Oq%y", "2H21", Ok("2021-07-01")), ("%Y-%Oq", "2021-H3", Err(TimeUnreadable)), ("%Y-Q%q", "2021-Q3", Ok("2021-07-01")), ("%Y-Q%q", "2021-Q5", Err(TimeImpossible)), ("%q %Y", "3. Quartal 2021", Ok("2021-07-01")), ("%q %Y", "3 2021", Ok("2021-07-01")), ("%q%y", "2Q21", Ok("2021-04-01")), ("%Y年%q", "2021年第四季度", Ok("2021-10-01")), ("%Y%q", "202103", Ok("2021-07-01")), ("%Y-%q", "2021-5", Err(TimeImpossible)), ("%Y-%q", "2021-12", Err(TimeUnreadable)), ("%Y-%j", "2021-195", Ok("2021-07-14")), ("%Y-%j", "2021-366", Err(TimeImpossible)),
            ("%Y-%m", "2021-07", Ok("2021-07-01")), ("%Y/%m", "1970/01", Ok("1970-01-01")), ("%Y", "2021", Ok("2021-01-01")),
            // Sensors.
            ("%m/%d/%y-%H:%M:%S.%f", "06/29/17-09:57:43.881843 ", Ok("2017-06-29T09:57:43.881")),
            ("%m/%d-%H:%M:%S.%f", "06/16-13:32:01.621468 ", Ok("2000-06-16T13:32:01.621")), ("%m/%d-%H:%M:%S.%f", "02/29-00:00:00.0", Ok("2000-02-29")),
            ("%y/%m/%d-%H:%M:%S.%f", "21/07/14-09:57:43.881843", Ok("2021-07-14T09:57:43.881")),
            ("%m/%d/%Y-%H:%M:%S.%f", "03/16/2024-02:20:15.674103", Ok("2024-03-16T02:20:15.674")),
            ("%b %d %H:%M:%S", "Jun 16 13:32:01", Ok("2000-06-16T13:32:01")), ("%b %d %H:%M:%S", "Jun  6 13:32:01", Ok("2000-06-06T13:32:01")),
            ("[%d/%b/%Y:%H:%M:%S %z]", "[16/Jun/2021:13:32:01 +0000]", Ok("2021-06-16T13:32:01Z+0")),
            ("%b %d, %Y @ %H:%M:%S.%f", "Jul 22, 2024 @ 10:10:00.000", Ok("2024-07-22T10:10:00")),
            ("%m/%d/%Y, %I:%M:%S.%f %p", "11/16/2024, 11:56:52.454 PM", Ok("2024-11-16T23:56:52.454")),
            ("%m/%d/%Y, %I:%M:%S.%f %p", "5/19/2021, 2:17:31.159 AM", Ok("2021-05-19T02:17:31.159")),
            ("%m/%d/%Y, %I:%M:%S %p", "5/19/2021, 12:17:31\u{202f}a.m.", Ok("2021-05-19T00:17:31")),
            ("%m/%d/%Y %I:%M %p", "5/19/2021 12:17 PM", Ok("2021-05-19T12:17:00")), ("%m/%d/%Y %I:%M %p", "5/19/2021 13:17 AM", Err(TimeImpossible)),
            ("%a, %d %b %Y %H:%M:%S %z", "Wed, 16 Jun 2021 13:32:01 GMT", Ok("2021-06-16T13:32:01Z+0")),
            ("%a %b %d %Y %H:%M:%S %z", "Wed Jun 16 2021 13:32:01 GMT+0900 (日本標準時)", Ok("2021-06-16T04:32:01Z+540")),
            ("%a %b %d %H:%M:%S %Y", "Wed Jun  6 13:32:01 2021", Ok("2021-06-06T13:32:01")),
            // People.
            ("%d.%m.%Y", "14.07.2021", Ok("2021-07-14")), ("%d.%m.%Y", "1.7.2021", Ok("2021-07-01")), ("%d/%m/%Y", "31/02/2021", Err(TimeImpossible)),
            ("%d-%m-%Y %H:%M", "23-02-2010 00:00", Ok("2010-02-23")), ("%m/%d/%Y", "1/1/2019", Ok("2019-01-01")),
            ("%d-%b-%y", "18-Oct-21", Ok("2021-10-18")), ("%d-%b-%y", "1-jan-69", Ok("1969-01-01")), ("%d-%b-%y", "1-jan-68", Ok("2068-01-01")),
            ("%b %d %Y", "Jan 1 2000", Ok("2000-01-01")), ("%b %d, %Y", "Sept. 3, 2021", Ok("2021-09-03")), ("%d. %B %Y", "3. März 2021", Ok("2021-03-03")),
            ("%d de %B de %Y", "14 de julio de 2021", Ok("2021-07-14")), ("%d %B %Y", "1 août 2021", Ok("2021-08-01")),
            ("%Y年%m月%d日", "2021年7月14日", Ok("2021-07-14")), ("%Y年%m月", "2021年7月", Ok("2021-07-01")), ("%Y年%m月%d日", "２０２１年７月１４日", Ok("2021-07-14")),
            ("%Y/%m/%d", "２０２１／０５／３１", Ok("2021-05-31")), ("%Y/%m/%d(%a)", "2021/07/14（水）", Ok("2021-07-14")),
            ("%Y年%m月%d日 %p%I時%M分", "2021年7月14日 午後1時5分", Ok("2021-07-14T13:05:00")), ("%p%I:%M", "午後0:05", Ok("2000-01-01T12:05:00")),
            ("%EC%Ey.%m.%d", "R4.5.31", Ok("2022-05-31")), ("%EC%Ey年%m月%d日", "令和4年5月31日", Ok("2022-05-31")), ("%EC%Ey年%m月%d日", "令和元年5月1日", Ok("2019-05-01")),
            ("%EC%Ey.%m.%d", "H31.4.30", Ok("2019-04-30")), ("%EC%Ey年", "昭和64年", Ok("1989-01-01")),
            // Several forms in one column.
            ("%Y-%m-%d %H:%M | %Y-%m-%d", "2021-07-14", Ok("2021-07-14")), ("%Y-%m-%d %H:%M | %Y-%m-%d", "2021-07-14 01:00", Ok("2021-07-14T01:00:00")),
            ("%Y-%m-%d %H:%M | %Y-%m-%d", "2021-07-44", Err(TimeUnreadable)),
            // Counts.
            ("ordinal 2021-06-01", "0043", Ok("2021-07-14")), ("ordinal-week 2021-06-01", "1", Ok("2021-06-08")), ("ordinal-month 2021-06-01", "7", Ok("2022-01-01")),
            ("ordinal", "0043", Err(TimeUnreadable)), ("epoch-s", "1483315200", Ok("2017-01-02Z+0")), ("excel", "44391", Ok("2021-07-14")),
            // Not text.
            ("%Y-%m-%d", "\x00\x002021-07-14", Err(TimeUnreadable)),
        ];
        for (format, cell, want) in cases {
            assert_eq!(read(format, cell), want.map(str::to_owned), "{format} of {cell:?}");
        }
    }

    #[test]
    fn texts_of_formats() {
        #[rustfmt::skip]
        let same = [
            "%Y-%m-%d", "%m/%d/%y-%H:%M:%S.%f", "%Y-%m-%dT%H:%M:%S.%fZ", "%Y-%m-%d %H:%M:%S UTC", "[%d/%b/%Y:%H:%M:%S %z]", "%Y年%m月%d日",
            "%EC%Ey.%m.%d", "%G-W%V-%u", "%Y-Q%q", "epoch-ns", "excel", "ordinal", "ordinal-week 2021-06-01", "%Y-%m-%d %H:%M | %Y-%m-%d",
            "%A, %B %d, %Y", "%d%%%m", "%a %b %d %H:%M:%S %Z %Y", "%Y-%m-%d %H:%M:%S,%f", "%H:%M", "%b %d, %Y @ %H:%M:%S.%f", "%m/%d/%Oy1906", "%Y.%Om",
        ];
        for text in same {
            assert_eq!(text.parse::<Format>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "abc",
            "%",
            "%Q",
            "%f",
            "20%y",
            "%d.%f",
            "epoch",
            "ordinalx",
            "%E",
            "%O",
            "%Oy19",
            "ordinal 2021-02-31",
        ] {
            assert!(text.parse::<Format>().is_err(), "{text}");
        }
    }

    #[test]
    fn date_and_time_in_two_cells() {
        let format = |text: &str| text.parse::<Format>().unwrap();
        let date = format("%Y-%m-%d %H:%M:%S");
        let time = format("%H:%M:%S %z");
        let both =
            super::super::parse_pair((&date, b"2021-07-14 00:00:00"), (&time, b"13:32:01 +0900"));
        assert_eq!(both, format("%Y-%m-%dT%H:%M:%S%z").parse(b"2021-07-14T13:32:01+09:00"));
    }
}
