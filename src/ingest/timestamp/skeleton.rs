//! The formats that one cell allows.
//!
//! A cell is walked as date, separator, time of day, zone (or time first, or either alone), and
//! every reading of its digit groups becomes a candidate: `06/07/08` gives day, month and year in
//! three orders. Which one a column means is decided by [`super::detect`].

#![expect(clippy::arithmetic_side_effects, reason = "places in a cell")]

mod clocks;
mod dates;

use super::format::{Piece, ZoneStyle};
use super::names;
use super::parse::range_mark;
use Piece::*;

/// Candidates for one narrowed, trimmed cell.
pub(super) fn readings(text: &[u8]) -> Vec<Vec<Piece>> {
    let mut found = Vec::new();
    let may_be_time = text.iter().any(|byte| byte.is_ascii_digit() || !byte.is_ascii());
    if text.len() > 80 || !may_be_time {
        return found;
    }
    let start = Walk { text, at: 0, pieces: Vec::new() };
    let start = start.clone().mark(b"[(").unwrap_or(start);
    for walk in start.dates() {
        // `20210714133201Z`, `20210714133201.0Z`, `20210714133201 +0900`.
        if walk.pieces.contains(&Hour) {
            walk.clone().zones().into_iter().for_each(|walk| walk.end(&mut found));
        }
        walk.clone().end(&mut found);
        walk.clone().weekday_after().end(&mut found);
        walk.clone().range(&mut found);
        if let Some(walk) = walk.joined() {
            for walk in walk.clocks() {
                for walk in walk.zones() {
                    walk.clone().end(&mut found);
                    walk.clone().range(&mut found);
                    walk.year_at_end(&mut found);
                }
            }
        }
    }
    for walk in start.clocks() {
        for walk in walk.zones() {
            walk.clone().end(&mut found);
            if let Some(walk) = walk.joined() {
                walk.dates().into_iter().for_each(|walk| walk.end(&mut found));
            }
        }
    }
    found
}

/// A walk over a cell, with the pieces so far.
#[derive(Clone, Debug)]
struct Walk<'a> {
    text: &'a [u8],
    at: usize,
    pieces: Vec<Piece>,
}

impl<'a> Walk<'a> {
    fn rest(&self) -> &'a [u8] {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    /// How many digits stand here.
    fn run(&self) -> usize {
        self.rest().iter().take_while(|byte| byte.is_ascii_digit()).count()
    }

    /// Takes these fields over so many bytes.
    fn take(mut self, pieces: &[Piece], bytes: usize) -> Self {
        self.pieces.extend_from_slice(pieces);
        self.at += bytes;
        self
    }

    /// A digit group of this width as this field.
    fn digits(self, widths: std::ops::RangeInclusive<usize>, piece: Piece) -> Option<Self> {
        let run = self.run();
        widths.contains(&run).then(|| self.take(&[piece], run))
    }

    /// One of these marks.
    fn mark(self, marks: &[u8]) -> Option<Self> {
        let byte = self.peek().filter(|byte| marks.contains(byte))?;
        Some(self.take(&[Byte(byte)], 1))
    }

    /// This mark between two fields of a date; Czechs, Hungarians and Koreans leave a blank behind
    /// a dot, Koreans behind a dash too.
    fn between(self, mark: u8) -> Option<Self> {
        let walk = self.mark(&[mark])?;
        let blank = mark == b'.' || mark == b'-' && walk.peek() == Some(b' ');
        Some(if blank { walk.maybe_blank() } else { walk })
    }

    fn blank(self) -> Option<Self> {
        let blanks = self.rest().iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        (blanks > 0).then(|| self.take(&[Blank], blanks))
    }

    fn maybe_blank(self) -> Self {
        self.clone().blank().unwrap_or(self)
    }

    /// A word that stands for itself.
    fn word(self, word: &str) -> Option<Self> {
        if !self.rest().starts_with(word.as_bytes()) {
            return None;
        }
        let pieces: Vec<Piece> =
            word.bytes().map(|b| if b == b' ' { Blank } else { Byte(b) }).collect();
        Some(self.take(&pieces, word.len()))
    }

    /// Beyond the first of these words that stands here.
    fn beyond(&self, words: &[&str]) -> Option<Self> {
        let word = words.iter().find(|word| self.rest().starts_with(word.as_bytes()))?;
        self.clone().word(word)
    }

    fn month_name(self) -> Option<Self> {
        let rest = self.rest();
        let walk = match names::month(rest) {
            Some((_, full, bytes)) => self.take(&[MonthName(full)], bytes),
            None => self.take(&[MonthCroatian], names::croatian_month(rest)?.2),
        };
        // "14. Jul. 2021": the dot is part of the abbreviation, except as a date's own mark.
        let dot = walk.peek() == Some(b'.');
        let dotted_date = walk.pieces.contains(&Byte(b'.'))
            && walk.text.get(walk.at + 1).is_some_and(u8::is_ascii_digit);
        Some(if dot && !dotted_date { walk.take(&[], 1) } else { walk })
    }

    /// The cell ends here, but for a closing bracket.
    fn end(self, found: &mut Vec<Vec<Piece>>) {
        // `21.11 Uhr`.
        let clocked = matches!(self.pieces.last(), Some(Minute | Second));
        let walk = self.clone().word(" Uhr").filter(|_| clocked).unwrap_or(self);
        // `2022年4月分`, what is billed for that month.
        let of_month = walk.text.get(..walk.at).is_some_and(|text| text.ends_with("月".as_bytes()));
        let walk = walk.clone().word("分").filter(|_| of_month).unwrap_or(walk);
        let walk = walk.clone().mark(b"])").unwrap_or(walk);
        if walk.at == walk.text.len() && !walk.pieces.is_empty() && !found.contains(&walk.pieces) {
            found.push(walk.pieces);
        }
    }

    /// A weekday behind the date: `(水)`, `(Wed)`, ` Wed`; the same walk where there is none.
    fn weekday_after(self) -> Self {
        let after = self.clone().maybe_blank();
        let open = after.clone().mark(b"(").unwrap_or_else(|| after.clone());
        let Some(bytes) = names::weekday(open.rest())
            .filter(|_| open.at > self.at || open.rest().first().is_some_and(|b| !b.is_ascii()))
        else {
            return self;
        };
        let bracketed = open.at > after.at;
        let walk = open.take(&[Weekday(false)], bytes);
        if bracketed { walk.mark(b")").unwrap_or(self) } else { walk }
    }

    /// A range whose other end is of the same kind.
    fn range(self, found: &mut Vec<Vec<Piece>>) {
        let Some(mark) = range_mark(self.rest()).filter(|_| self.has_year()) else { return };
        let end = self.rest().get(mark..).unwrap_or_default();
        let own = readings(self.text.get(..self.at).unwrap_or_default());
        if own.contains(&self.pieces) && readings(end).contains(&self.pieces) {
            self.take(&[RangeEnd], mark + end.len()).end(found);
        }
    }

    fn has_year(&self) -> bool {
        self.pieces
            .iter()
            .any(|piece| matches!(piece, Year | Year2 | EraYear | MinguoYear | IsoYear))
    }

    /// `Jun 16 13:32:01 2021`, as ctime writes it. Behind a month in digits, or of another
    /// century, such a number is that of a process.
    fn year_at_end(self, found: &mut Vec<Vec<Piece>>) {
        if self.has_year() || !self.pieces.iter().any(|piece| matches!(piece, MonthName(_))) {
            return;
        }
        let year =
            self.blank().filter(|walk| matches!(walk.rest(), [b'1', b'9', ..] | [b'2', b'0', ..]));
        let Some(walk) = year.and_then(|walk| walk.digits(4..=4, Year)) else { return };
        // `Jun 16 13:32:01 2021 +0900`, as git writes it.
        for walk in walk.clone().zones() {
            if matches!(walk.pieces.last(), Some(Year | Zone(ZoneStyle::Offset))) {
                walk.end(found);
            }
        }
    }

    /// What may stand between date and time; nothing after 日.
    fn joined(self) -> Option<Self> {
        // `20210714.0` is a day as a number; no clock follows such a one.
        let number =
            matches!(self.pieces.last(), Some(Fraction(_))) && !self.pieces.contains(&Second);
        if self.at == self.text.len() || number {
            return None;
        }
        let walk = self.weekday_after();
        for word in [
            "T", " at ", " @ ", " - ", ", ", "; ", " um ", " à ", " a las ", " klo ", " kl. ",
            " kl ", " в ", "t",
        ] {
            if let Some(joined) = walk.clone().word(word) {
                return Some(joined.maybe_blank_again());
            }
        }
        if let Some(walk) = walk.clone().blank() {
            return Some(walk);
        }
        if let Some(walk) = walk.clone().mark(b"-:_,;/|") {
            return Some(walk.maybe_blank());
        }
        (walk.at > 0).then_some(walk)
    }

    /// Whether a blank and a time of day follow.
    fn before_clock(&self) -> bool {
        let Some(walk) = self.clone().blank() else { return false };
        let run = walk.run();
        (1..=2).contains(&run) && walk.rest().get(run) == Some(&b':')
    }

    /// More blanks after a joining word that ends in one.
    fn maybe_blank_again(mut self) -> Self {
        while matches!(self.peek(), Some(b' ' | b'\t')) && self.pieces.last() == Some(&Blank) {
            self.at += 1;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::super::Format;
    use super::*;

    #[test]
    fn every_reading_of_a_cell() {
        #[rustfmt::skip]
        let cases: &[(&str, &[&str])] = &[
            ("2021-07-14", &["%Y-%m-%d", "%Y-%d-%m"]), ("2021/7/4", &["%Y/%m/%d"]), ("2021-07", &["%Y-%m"]), ("2021", &["%Y"]),
            ("07/14/2021", &["%d/%m/%Y", "%m/%d/%Y"]), ("14.07.21", &["%d.%m.%y", "%m.%d.%y", "%y.%m.%d"]),
            ("06/29/17-09:57:43.881843", &["%d/%m/%y-%H:%M:%S.%f", "%m/%d/%y-%H:%M:%S.%f", "%y/%m/%d-%H:%M:%S.%f"]),
            ("06/16-13:32:01.6", &["%d/%m-%H:%M:%S.%f", "%m/%d-%H:%M:%S.%f"]),
            ("2018-05-06T17:44:05.866769Z", &["%Y-%m-%dT%H:%M:%S.%fZ", "%Y-%d-%mT%H:%M:%S.%fZ"]),
            ("2023-11-01T00:46:35+0100", &["%Y-%m-%dT%H:%M:%S%z", "%Y-%d-%mT%H:%M:%S%z"]), ("20210714T133201Z", &["%Y%m%dT%H%M%SZ"]),
            ("2013-04-28 00:00:00 UTC", &["%Y-%m-%d %H:%M:%S UTC", "%Y-%d-%m %H:%M:%S UTC"]), ("2013-04-28 00:00 PM", &["%Y-%m-%d %I:%M %p", "%Y-%d-%m %I:%M %p"]),
            ("Jul 22, 2024 @ 10:10:00.000", &["%b %d, %Y @ %H:%M:%S.%f"]), ("11/16/2024, 11:56:52.454 PM", &["%d/%m/%Y, %I:%M:%S.%f %p", "%m/%d/%Y, %I:%M:%S.%f %p"]),
            ("[16/Jun/2021:13:32:01 +0000]", &["[%d/%b/%Y:%H:%M:%S %z]"]), ("Wed, 16 Jun 2021 13:32:01 GMT", &["%a, %d %b %Y %H:%M:%S GMT"]),
            ("Jun 16 13:32:01", &["%b %d %H:%M:%S"]), ("Jun  6 13:32:01", &["%b %d %H:%M:%S"]), ("Wed Jun 16 13:32:01 2021", &["%a %b %d %H:%M:%S %Y"]), ("Wed Jun 16 13:32:01 JST 2021", &["%a %b %d %H:%M:%S %Z %Y"]),
            ("18-Oct-21", &["%d-%b-%y"]), ("Jul 14, 2021", &["%b %d, %Y"]), ("Jan 1 2000", &["%b %d %Y"]), ("July 14th, 2021", &["%b %d, %Y"]), ("14. Juli 2021", &["%d. %b %Y"]), ("14 de julio de 2021", &["%d de %B de %Y"]), ("Jul-21", &["%b-%y", "%b-%d"]),
            ("2021年7月14日", &["%Y年%m月%d日"]), ("2021年7月14日 13時32分01秒", &["%Y年%m月%d日 %H時%M分%S秒"]), ("2021/07/14(水) 午後1:05", &["%Y/%m/%d(%a) %p%I:%M", "%Y/%d/%m(%a) %p%I:%M"]),
            ("令和4年5月31日", &["%EC%Ey年%m月%d日"]), ("令和元年5月", &["%EC%Ey年%m月"]), ("R4.5.31", &["%EC%Ey.%m.%d"]), ("H31", &["%EC%Ey"]),
            ("2021-H1", &["%Y-%Oq"]), ("2021S1", &["%Y%Oq"]), ("H2 2021", &["%Oq %Y"]), ("1H21", &["%Oq%y"]), ("1. Halbjahr 2021", &["%Oq %Y"]), ("2021年上半年", &["%Y年%Oq"]), ("2021 m. sausis", &["%Y m. %B"]), ("2021 m. sausio 5 d.", &["%Y m. %B %d d."]), ("2021. gada janvāris", &["%Y. gada %B"]), ("2021-Q3", &["%Y-Q%q"]), ("2021Q3", &["%YQ%q"]), ("Q3 2021", &["Q%q %Y"]), ("2021:Q3", &["%Y:Q%q"]), ("3. Quartal 2021", &["%q %Y"]), ("3Q21", &["%q%y"]), ("2021年第3四半期", &["%Y年%q"]), ("2021年度", &["%Y年度"]), ("FY2021", &["FY%Y"]), ("FY2021-Q3", &["FY%Y-Q%q"]), ("2021M07", &["%YM%m"]), ("2021MM07", &["%YMM%m"]), ("2021-M07", &["%Y-M%m"]), ("2021:07:14-13:32:01", &["%Y:%m:%d-%H:%M:%S"]), ("2021-T3", &["%Y-%q"]), ("III/2021", &["%q/%Y"]), ("Jul-Sep 2021", &["%q %Y"]), ("2021-W27", &["%G-W%V"]), ("2021-W27-3", &["%G-W%V-%u"]), ("KW 05/2021", &["KW %V/%G"]), ("KW5 2021", &["KW%V %G"]), ("2021 KW 5", &["%G KW %V"]), ("Week 5, 2021", &["Week %V, %G"]), ("S05-2021", &["S%V-%G"]), ("S1-2021", &["%Oq-%Y"]), ("Uke 5 2021", &["Uke %V %G"]), ("2021年第5週", &["%G年第%V週"]), ("2021-195", &["%Y-%j"]), ("07/2021", &["%m/%Y"]), ("Jul 2021", &["%b %Y"]),
            ("20210714", &["%Y%m%d"]), ("202107", &["%Y%m", "%y%m%d"]), ("2021071413", &["%Y%m%d%H"]), ("13:32", &["%H:%M"]), ("13:32:01.5", &["%H:%M:%S.%f"]), ("1:32 PM", &["%I:%M %p"]), ("5 PM", &["%I %p"]),
            ("14.03. 23:05:09", &["%d.%m. %H:%M:%S", "%m.%d. %H:%M:%S"]), ("14.03., 23:05", &["%d.%m., %H:%M", "%m.%d., %H:%M"]), ("2022- 03- 14", &["%Y- %m- %d", "%Y- %d- %m"]), ("16JUN21", &["%d%b%y"]), ("2021195", &["%Y%j"]), ("Wed Jun 16 13:32:01 2021 +0900", &["%a %b %d %H:%M:%S %Y %z"]),
            ("10.30 16:49:06", &["%d.%m %H:%M:%S", "%m.%d %H:%M:%S"]), ("10.30", &[]), ("10.30 16", &[]), ("Jun 16 13:32:01 2395", &[]), ("03-17 16:13:38.811 2017", &[]),
            ("2021-07-14 13:32:01Z INFO", &[]), ("2021-07-14 13:32:01 +0900 WARN", &[]), ("2021-07-14 13:32:01 +0900 JST", &["%Y-%m-%d %H:%M:%S %z", "%Y-%d-%m %H:%M:%S %z"]),
            ("2021M7", &["%YM%m"]), ("2021m7", &["%Ym%m"]), ("2021年7月分", &["%Y年%m月分"]), ("令和3年7月分", &["%EC%Ey年%m月分"]), ("1:32p", &["%I:%M%p"]), ("12:30a", &["%I:%M%p"]), ("1:32 p", &[]), ("5 p", &[]), ("5p", &[]), ("0030 UTC", &["%H%M UTC"]), ("0030Z", &["%H%MZ"]), ("0030 JST", &[]), ("7分", &[]), ("2021.3/4", &["%Y.%q"]), ("2021.3/4/5", &[]), ("2021년 3/4분기", &["%Y년 %q"]), ("110/07/14", &["%OR/%m/%d"]), ("110年7月14日", &["%OR年%m月%d日"]), ("民國110年7月14日", &["%EC%Ey年%m月%d日"]), ("20210714133201.0Z", &["%Y%m%d%H%M%S.%fZ"]), ("20210714133201 +0900", &["%Y%m%d%H%M%S %z"]), ("den 14 juli 2021", &["den %d %b %Y"]), ("Mittwoch, den 14. Juli 2021", &["%A, den %d. %b %Y"]),
            ("14 июля 2021 г.", &["%d %b %Y г."]), ("siječanj 2022.", &["%Ob %Y."]), ("14.07.2021.", &["%d.%m.%Y.", "%m.%d.%Y."]), ("2021.", &[]),
            ("14.07.2021 г.", &["%d.%m.%Y г.", "%m.%d.%Y г."]), ("14 июля 2021 г. в 13:32", &["%d %b %Y г. в %H:%M"]), ("2021. július 14.", &["%Y. %B %d."]), ("julho de 2021", &["%B de %Y"]),
            ("2021-07-14T13", &["%Y-%m-%dT%H", "%Y-%d-%mT%H"]), ("16.6.2021 klo 13.32", &["%d.%m.%Y klo %H.%M", "%m.%d.%Y klo %H.%M"]), ("16. Juni 2021, 13.32 Uhr", &["%d. %b %Y, %H.%M Uhr"]), ("16.6.2021 13.32", &["%d.%m.%Y %H.%M", "%m.%d.%Y %H.%M"]), ("13:32:01 16/06/2021", &["%H:%M:%S %d/%m/%Y", "%H:%M:%S %m/%d/%Y"]),
            ("3. 10. 2019", &["%d. %m. %Y", "%m. %d. %Y"]), ("2019. 10. 03.", &["%Y. %m. %d."]), ("2019. 10. 3", &["%Y. %m. %d"]), ("2019.10.03.", &["%Y.%m.%d."]), ("3. 10. 2019 13:32", &["%d. %m. %Y %H:%M", "%m. %d. %Y %H:%M"]), ("1. 2", &[]), ("2019. 10", &[]),
            ("10:00:00+14:0056800123", &[]), ("2021195.5 10:00:00.123", &[]), ("198.51.100.7", &[]), ("TCP", &[]), ("1:2093234:5", &[]), ("CVE-2021-1234", &[]), ("12.5", &[]), ("00:50:56:C0:00:08", &[]), ("", &[]), ("price", &[]), ("40000 / tcp", &[]), ("1.2", &[]), ("2021.07", &[]),
        ];
        let mut misses = Vec::new();
        for (cell, want) in cases {
            let mut got: Vec<String> = readings(cell.as_bytes())
                .into_iter()
                .map(|pieces| Format::fields(pieces).to_string())
                .collect();
            let mut want: Vec<String> = want.iter().map(|text| (*text).to_owned()).collect();
            got.sort();
            want.sort();
            if got != want {
                misses.push(format!("{cell}: {got:?}, not {want:?}"));
            }
            for text in got {
                let read = text.parse::<Format>().unwrap().parse(cell.as_bytes());
                if read == Err(crate::ingest::problem::Reason::TimeUnreadable) {
                    misses.push(format!("{text} of {cell}"));
                }
            }
        }
        assert!(misses.is_empty(), "{misses:#?}");
    }
}
