//! The formats that one cell allows.
//!
//! A cell is walked as date, separator, time of day, zone (or time first, or either alone), and
//! every reading of its digit groups becomes a candidate: `06/07/08` gives day, month and year in
//! three orders. Which one a column means is decided by [`super::detect`].

#![expect(clippy::arithmetic_side_effects, reason = "places in a cell")]

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
        let (_, full, bytes) = names::month(self.rest())?;
        let walk = self.take(&[MonthName(full)], bytes);
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
        if self.at == self.text.len() {
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

    /// All ways to read a date here.
    fn dates(&self) -> Vec<Walk<'a>> {
        let mut found = Vec::new();
        let mut walk = self.clone();
        if !names::month(walk.rest()).is_some_and(|_| true)
            && let Some(bytes) = names::weekday(walk.rest())
        {
            let full = bytes > 4;
            let after = walk.clone().take(&[Weekday(full)], bytes);
            let after = after.clone().mark(b",.").unwrap_or(after).maybe_blank();
            let after = after.clone().word("den ").unwrap_or(after);
            if after.run() > 0 || names::month(after.rest()).is_some() {
                walk = after;
            }
        }
        // `den 14 juli 2021`, `Mittwoch, den 14. Juli 2021`; `Tháng 7/2021`.
        let words = ["den ", "Tháng ", "tháng "];
        let walk = walk.beyond(&words).unwrap_or(walk);
        walk.clone().compact(&mut found);
        walk.clone().year_first(&mut found);
        // `FY2020`, `FY2020 Q1`.
        if let Some(walk) = walk.clone().word("FY") {
            walk.maybe_blank().year_first(&mut found);
        }
        walk.clone().year_last(&mut found);
        walk.clone().name_first(&mut found);
        walk.clone().era(&mut found);
        walk.clone().minguo(&mut found);
        walk.week_first(&mut found);
        walk.quarter_first(&mut found);
        let worded = found.iter().filter_map(|walk| walk.clone().year_word());
        let worded: Vec<Walk<'a>> = worded.collect();
        found.extend(worded);
        found
    }

    /// What Russians, Bulgarians and Poles write behind a year: `14 июля 2021 г.`, `14 lipca 2021 r.`.
    fn year_word(self) -> Option<Self> {
        if !matches!(self.pieces.last(), Some(Year)) {
            return None;
        }
        let words = [" г.", "г.", " года", " г", " r.", " р.", " m."];
        self.beyond(&words)
    }

    /// `110/07/14`, `110年7月14日`, `110/07`: Taiwan's years from 2011 to 2060.
    fn minguo(self, found: &mut Vec<Walk<'a>>) {
        if !matches!(self.rest(), [b'1', b'0'..=b'4', b'0'..=b'9', ..]) {
            return;
        }
        let Some(year) = self.digits(3..=3, MinguoYear) else { return };
        if let Some(month) = year.clone().word("年").map(Walk::maybe_blank)
            && let Some(month) = month.digits(1..=2, Month).and_then(|walk| walk.word("月"))
        {
            found.push(month.clone());
            found.extend(month.maybe_blank().digits(1..=2, Day).and_then(|walk| walk.word("日")));
        } else if let Some(month) = year.mark(b"/-.").and_then(|walk| walk.digits(2..=2, Month)) {
            let mark = month.pieces.iter().rev().nth(1).copied();
            if let Some(Byte(mark)) = mark {
                found.extend(month.mark(&[mark]).and_then(|walk| walk.digits(2..=2, Day)));
            }
        }
    }

    /// `20210714`, `202107`, `2021071413`, `20210714133201`.
    fn compact(self, found: &mut Vec<Walk<'a>>) {
        #[rustfmt::skip]
        let all: [(usize, &[Piece]); 7] = [
            (7, &[Year, DayOfYear]), (8, &[Year, Month, Day]), (6, &[Year, Month]), (6, &[Year2, Month, Day]), (10, &[Year, Month, Day, Hour]),
            (12, &[Year, Month, Day, Hour, Minute]), (14, &[Year, Month, Day, Hour, Minute, Second]),
        ];
        let run = self.run();
        for (width, pieces) in all {
            if width == run {
                let walk = self.clone().take(pieces, run);
                found.extend(walk.clone().fraction());
                found.push(walk);
            }
        }
    }

    /// `2021-07-14`, `2021年7月14日`, `2021-Jul-14`, `2021-07`, `2021-195`, `2021-W27-3`, `2021Q3`.
    fn year_first(self, found: &mut Vec<Walk<'a>>) {
        let Some(year) = self.clone().digits(4..=4, Year) else { return };
        for kanji in ["年", "년"] {
            let (moon, sun) = if kanji == "年" { ("月", "日") } else { ("월", "일") };
            let Some(walk) = year.clone().word(kanji) else { continue };
            found.push(walk.clone());
            let term = walk.clone().word("度").unwrap_or_else(|| walk.clone());
            if term.at > walk.at {
                found.push(term.clone());
            }
            let walk = walk.maybe_blank();
            found.extend(term.maybe_blank().quarter());
            found.extend(walk.week().map(|week| week.clone().word("週").unwrap_or(week)));
            let Some(month) = walk.digits(1..=2, Month).and_then(|walk| walk.word(moon)) else {
                continue;
            };
            found.push(month.clone());
            found.extend(month.maybe_blank().digits(1..=2, Day).and_then(|walk| walk.word(sun)));
        }
        let ends = year.at == year.text.len();
        if ends {
            found.push(year.clone());
        }
        let separated = year.clone().mark(b"-/._").or_else(|| year.clone().blank());
        // Eurostat's and others' `2021:Q3`.
        found.extend(year.clone().mark(b":").and_then(Walk::quarter));
        for walk in [Some(year.clone()), separated.clone()].into_iter().flatten() {
            if let Some(week) = walk.week() {
                let weekday = week.clone().mark(b"-");
                found.extend(weekday.and_then(|walk| walk.digits(1..=1, IsoWeekday)));
                found.push(week);
            }
            // `2018M04`, `2018MM04`, `2018M4`, as offices of statistics write months; `2018m4` of Stata.
            if let Some(month) = walk.clone().mark(b"Mm") {
                let month = month.clone().mark(b"M").unwrap_or(month);
                found.extend(month.digits(1..=2, Month));
            }
            // `2018.3/4`, the third quarter in Korea.
            let fourth = walk.clone();
            if matches!(fourth.rest(), [b'1'..=b'4', b'/', b'4', ..]) && fourth.run() == 1 {
                found.push(fourth.take(&[Quarter], 3));
            }
            found.extend(walk.quarter());
        }
        // `2021:07:14` of cameras and firewalls.
        let coloned = year.mark(b":").and_then(|walk| walk.digits(2..=2, Month));
        let coloned = coloned.and_then(|walk| walk.mark(b":"));
        found.extend(coloned.and_then(|walk| walk.digits(2..=2, Day)));
        let Some(walk) = separated else { return };
        let mark = walk.pieces.last().copied();
        let blank = matches!(mark, Some(Byte(b'.' | b'-')));
        let walk = if blank { walk.maybe_blank() } else { walk };
        if mark == Some(Byte(b'-')) {
            found.extend(walk.clone().digits(3..=3, DayOfYear));
        }
        let again = |walk: Walk<'a>| match mark {
            Some(Byte(byte)) => walk.between(byte),
            _ => walk.blank(),
        };
        if let Some(month) = walk.clone().month_name() {
            found.extend(again(month.clone()).and_then(|walk| walk.digits(1..=2, Day)));
            // `2021. július 14.` of Hungary.
            let ordinal = mark == Some(Byte(b'.'));
            let day = month.clone().blank().filter(|_| ordinal);
            let day = day.and_then(|walk| walk.digits(1..=2, Day));
            found.extend(day.and_then(|walk| walk.mark(b".")));
            found.push(month);
        }
        if let Some(month) = walk.clone().digits(1..=2, Month) {
            let day = again(month.clone()).and_then(|walk| walk.digits(1..=2, Day));
            // `2021. 07. 14.`, as ordinals are written.
            let dotted = day.clone().filter(|_| mark == Some(Byte(b'.')));
            found.extend(dotted.and_then(|day| day.mark(b".")));
            found.extend(day);
            // 2021.07 is a number.
            if !matches!(mark, Some(Byte(b'.'))) {
                found.push(month);
            }
        }
        if let Some(day) = walk.digits(2..=2, Day) {
            found.extend(again(day).and_then(|walk| walk.digits(2..=2, Month)));
        }
    }

    /// `14.07.2021`, `7/14/21`, `14-Jul-21`, `07/2021`, `07/14`, `14 de julio de 2021`.
    fn year_last(self, found: &mut Vec<Walk<'a>>) {
        let run = self.run();
        if !(1..=2).contains(&run) {
            return;
        }
        for (first, second) in [(Day, Month), (Month, Day)] {
            let walk = self.clone().take(&[first], run);
            let Some(walk) = walk.mark(b"-/._") else { continue };
            let mark = walk.pieces.last().copied();
            let walk = if mark == Some(Byte(b'.')) { walk.maybe_blank() } else { walk };
            let Some(walk) = walk.digits(1..=2, second) else { continue };
            // `14.03. 23:05`, `14.03., 23:05`: what stands behind the second dot is the hour.
            let dotted = walk.clone().mark(b".").filter(|_| mark == Some(Byte(b'.')));
            let clocked = |walk: &Walk<'a>| {
                let comma = walk.clone().mark(b",");
                walk.before_clock() || comma.is_some_and(|walk| walk.before_clock())
            };
            if let Some(dotted) = dotted.filter(clocked) {
                found.push(dotted);
            } else if let Some(walk) = match mark {
                Some(Byte(byte)) => walk.clone().between(byte),
                _ => None,
            } {
                found.extend(walk.clone().digits(4..=4, Year));
                found.extend(walk.digits(2..=2, Year2));
            } else if !matches!(mark, Some(Byte(b'.' | b'_'))) || walk.before_clock() {
                // No year: 06/16-13:32:01. 10.30 is a number, but not before a clock.
                found.push(walk);
            }
        }
        if let Some(walk) = self.clone().digits(2..=2, Year2).and_then(|walk| walk.mark(b"-/."))
            && let Some(&Byte(mark)) = walk.pieces.last()
        {
            found.extend(
                walk.digits(1..=2, Month)
                    .and_then(|walk| walk.mark(&[mark]))
                    .and_then(|walk| walk.digits(1..=2, Day)),
            );
        }
        if let Some(walk) = self.clone().digits(1..=2, Month).and_then(|walk| walk.mark(b"-/.")) {
            found.extend(walk.digits(4..=4, Year));
        }
        for (month, day) in [("月", "日"), ("월", "일")] {
            let walk = self.clone().digits(1..=2, Month).and_then(|walk| walk.word(month));
            found.extend(
                walk.and_then(|walk| walk.digits(1..=2, Day)).and_then(|walk| walk.word(day)),
            );
        }
        // Day, name, year.
        let day = self.take(&[Day], run);
        let day = ["st", "nd", "rd", "th", "er", "º", "."].iter().fold(day, |walk, suffix| {
            match *suffix {
                // The suffix changes from row to row: the day's parse skips it.
                "." => walk.clone().word(".").unwrap_or(walk),
                suffix if walk.rest().starts_with(suffix.as_bytes()) => {
                    walk.take(&[], suffix.len())
                }
                _ => walk,
            }
        });
        let separated = day.clone().blank().or_else(|| day.clone().mark(b"-/._"));
        let Some(walk) = separated.or_else(|| {
            (day.pieces.last() == Some(&Byte(b'.')) || names::month(day.rest()).is_some())
                .then_some(day)
        }) else {
            return;
        };
        let walk = ["de ", "of "].iter().find_map(|word| walk.clone().word(word)).unwrap_or(walk);
        let mark = walk.pieces.last().copied();
        let Some(month) = walk.month_name() else { return };
        let with_comma = month.clone().mark(b",").unwrap_or_else(|| month.clone());
        let after = match mark {
            Some(Byte(byte @ (b'-' | b'/' | b'_'))) => with_comma.mark(&[byte]),
            Some(Byte(b'.')) => with_comma.clone().mark(b".").or_else(|| with_comma.blank()),
            _ => with_comma.blank(),
        };
        let after = after.map(|walk| {
            ["de ", "del "].iter().find_map(|word| walk.clone().word(word)).unwrap_or(walk)
        });
        if let Some(walk) = after {
            found.extend(walk.clone().digits(4..=4, Year));
            found.extend(walk.digits(2..=2, Year2));
        }
        // 16Jun2021, 16JUN21, as SAS writes it.
        found.extend(month.clone().digits(4..=4, Year));
        found.extend(month.clone().digits(2..=2, Year2));
        found.push(month);
    }

    /// `Jul 14, 2021`, `July 2021`, `Jul-21`, `Jun 16` (no year).
    fn name_first(self, found: &mut Vec<Walk<'a>>) {
        let Some(month) = self.month_name() else { return };
        let separated = month.clone().blank().or_else(|| month.clone().mark(b"-/,_"));
        let Some(walk) = separated.map(Walk::maybe_blank) else {
            found.extend(month.clone().digits(4..=4, Year));
            return;
        };
        found.extend(walk.clone().digits(4..=4, Year));
        // `julho de 2021`.
        let of = ["de ", "del ", "of "].iter().find_map(|word| walk.clone().word(word));
        found.extend(of.and_then(|walk| walk.digits(4..=4, Year)));
        let dash = matches!(walk.pieces.last(), Some(Byte(b'-' | b'/')));
        if dash || walk.rest().first() == Some(&b'\'') {
            let walk = walk.clone().mark(b"'").unwrap_or_else(|| walk.clone());
            found.extend(walk.digits(2..=2, Year2));
        }
        let Some(day) = walk.digits(1..=2, Day) else { return };
        let day = ["st", "nd", "rd", "th"]
            .iter()
            .find(|suffix| day.rest().starts_with(suffix.as_bytes()))
            .map_or_else(|| day.clone(), |suffix| day.clone().take(&[], suffix.len()));
        let after = day.clone().mark(b",").unwrap_or_else(|| day.clone());
        let after = if dash { after.mark(b"-/") } else { after.clone().blank().or(Some(after)) };
        if let Some(walk) = after.filter(|walk| walk.at > day.at) {
            found.extend(walk.clone().digits(4..=4, Year));
            if walk.text.get(walk.at + 2) != Some(&b':') {
                found.extend(walk.digits(2..=2, Year2));
            }
        }
        found.push(day);
    }

    /// `令和4年5月31日`, `R4.5.31`, `H31`.
    fn era(self, found: &mut Vec<Walk<'a>>) {
        let Some((before, bytes)) = names::era(self.rest()) else { return };
        let walk = self.take(&[Era], bytes).maybe_blank();
        let first = "元";
        let year = if walk.rest().starts_with(first.as_bytes()) {
            walk.take(&[EraYear], first.len())
        } else {
            let most = if before == names::MINGUO { 3 } else { 2 };
            let Some(walk) = walk.digits(1..=most, EraYear) else { return };
            walk
        };
        if year.at == year.text.len() {
            found.push(year.clone());
        }
        if let Some(walk) = year.clone().word("年") {
            found.push(walk.clone());
            let Some(month) =
                walk.maybe_blank().digits(1..=2, Month).and_then(|walk| walk.word("月"))
            else {
                return;
            };
            found.push(month.clone());
            found.extend(month.maybe_blank().digits(1..=2, Day).and_then(|walk| walk.word("日")));
        } else if let Some(walk) = year.mark(b"./-")
            && let Some(&Byte(mark)) = walk.pieces.last()
            && let Some(month) = walk.digits(1..=2, Month)
        {
            found.extend(month.clone().mark(&[mark]).and_then(|walk| walk.digits(1..=2, Day)));
            found.push(month);
        }
    }

    /// `Q3 2021`, `Q3-2021`.
    fn quarter_first(self, found: &mut Vec<Walk<'a>>) {
        let Some(walk) = self.quarter() else { return };
        let walk = walk.clone().mark(b",").unwrap_or(walk);
        let separated = walk.clone().mark(b"-/").or_else(|| walk.clone().blank()).unwrap_or(walk);
        // `Q1 FY2020`, `1º trimestre de 2020`.
        let words = ["FY", "FY ", "de ", "of ", "'", "’"];
        let walk = separated.beyond(&words).unwrap_or(separated);
        found.extend(walk.clone().digits(4..=4, Year));
        found.extend(walk.digits(2..=2, Year2));
    }

    /// `KW 05/2023`, `Week 5, 2023`.
    fn week_first(&self, found: &mut Vec<Walk<'a>>) {
        let Some(walk) = self.week() else { return };
        let walk = walk.clone().mark(b"-/,").unwrap_or(walk).maybe_blank();
        found.extend(walk.digits(4..=4, IsoYear));
    }

    /// `W05`, or any other way to name a week of the year, which then counts by weeks.
    fn week(&self) -> Option<Self> {
        const WORDS: [&str; 10] =
            ["Week", "week", "W", "w", "KW", "Kw", "Semaine", "semaine", "uke", "第"];
        let mut walk = self.beyond(&WORDS)?.maybe_blank();
        for piece in walk.pieces.iter_mut().filter(|piece| **piece == Year) {
            *piece = IsoYear;
        }
        walk.digits(1..=2, IsoWeek)
    }

    /// `Q3`, or any other way to name a quarter.
    fn quarter(self) -> Option<Self> {
        if let Some(walk) = self.clone().mark(b"Qq") {
            return walk.digits(1..=1, Quarter);
        }
        let rest = self.rest();
        let (_, bytes) = names::quarter(rest).or_else(|| names::quarter_of_months(rest))?;
        Some(self.take(&[Quarter], bytes))
    }

    /// A decimal mark and the digits of a fraction of the second.
    fn fraction(self) -> Option<Self> {
        let mark = self.peek().filter(|byte| matches!(byte, b'.' | b','))?;
        let digits = self.rest().iter().skip(1).take_while(|byte| byte.is_ascii_digit()).count();
        (digits > 0).then(|| self.take(&[Fraction(mark)], 1 + digits))
    }

    /// All ways to read a time of day here.
    fn clocks(&self) -> Vec<Walk<'a>> {
        let mut found = Vec::new();
        if let Some((_, bytes)) = names::meridiem(self.rest()) {
            let walk = self.clone().take(&[Meridiem], bytes).maybe_blank();
            walk.clock(Hour12, &mut found);
            return found;
        }
        let mut plain = Vec::new();
        self.clone().clock(Hour, &mut plain);
        for walk in plain {
            let after = walk.clone().maybe_blank();
            // `12:30a` is a time of day, `12:30 a` none.
            let half = names::half(after.rest());
            if let Some((_, bytes)) = half.filter(|(_, bytes)| *bytes > 1 || after.at == walk.at) {
                let mut walk = after.take(&[Meridiem], bytes);
                for piece in walk.pieces.iter_mut().filter(|piece| **piece == Hour) {
                    *piece = Hour12;
                }
                found.push(walk);
            } else {
                found.push(walk);
            }
        }
        // `0030 UTC`: only the zone makes four digits a time of day.
        let run = self.run();
        if run == 4 && !self.has_year() {
            let walk = self.clone().take(&[Hour, Minute], run);
            if matches!(names::zone_name(walk.clone().maybe_blank().rest()), Some((_, 0, _))) {
                found.push(walk);
            }
        }
        // "5 PM", and hours alone after a date.
        if (1..=2).contains(&run) {
            let walk = self.clone().take(&[Hour12], run).maybe_blank();
            if let Some((_, bytes)) = names::meridiem(walk.rest()) {
                found.push(walk.take(&[Meridiem], bytes));
            }
            let dated = self.pieces.iter().any(|piece| matches!(piece, Day | DayOfYear));
            if dated && run == 2 && matches!(self.pieces.last(), Some(Byte(b'T') | Blank)) {
                found.push(self.clone().take(&[Hour], run));
            }
        }
        found
    }

    /// `13:32`, `13:32:01.5`, `13.32.01` and `133201` after a date, `13時32分1秒`, `13h32`.
    fn clock(self, hour: Piece, found: &mut Vec<Walk<'a>>) {
        let run = self.run();
        let dated = !self.pieces.is_empty();
        if dated && hour == Hour {
            let touching = self.pieces.last() == Some(&Byte(b'T'));
            if run == 6 {
                let walk = self.clone().take(&[Hour, Minute, Second], 6);
                found.extend(walk.clone().fraction());
                found.push(walk);
            } else if run == 4 && (touching || self.has_year() && self.pieces.contains(&Day)) {
                found.push(self.clone().take(&[Hour, Minute], 4));
            }
        }
        let Some(walk) = self.digits(1..=2, hour) else { return };
        if let Some(walk) = walk.clone().word("時") {
            let walk = walk.maybe_blank();
            let Some(minute) = walk.clone().digits(1..=2, Minute).and_then(|walk| walk.word("分"))
            else {
                return found.push(walk);
            };
            let second =
                minute.clone().maybe_blank().digits(1..=2, Second).and_then(|walk| walk.word("秒"));
            return found.push(second.unwrap_or(minute));
        }
        let marks: &[u8] = if dated { b":.h" } else { b":h" };
        let Some(walk) = walk.mark(marks) else { return };
        let mark = walk.pieces.last().copied();
        let Some(minute) = walk.digits(2..=2, Minute) else { return };
        let second = match mark {
            Some(Byte(b'h')) => minute.clone().mark(b":m"),
            Some(Byte(mark)) => minute.clone().mark(&[mark]),
            _ => None,
        };
        let Some(second) = second.and_then(|walk| walk.digits(2..=2, Second)) else {
            return found.push(minute);
        };
        // "13:32:01:250"
        if let Some(walk) = second.clone().mark(b":").filter(|walk| walk.run() == 3) {
            let mut walk = walk;
            walk.pieces.pop();
            return found.push(walk.take(&[Fraction(b':')], 3));
        }
        found.push(second.clone().fraction().unwrap_or(second));
    }

    /// With or without a zone here.
    fn zones(self) -> Vec<Walk<'a>> {
        let mut found = vec![self.clone()];
        let blank = self.clone().blank();
        // A blank before the zone is not asked for by its piece, so it is shown.
        for walk in [Some(self), blank].into_iter().flatten() {
            let style = match walk.rest() {
                b"Z" => ZoneStyle::Zulu,
                b"UTC" => ZoneStyle::Utc,
                b"GMT" => ZoneStyle::Gmt,
                rest if rest.first().is_some_and(u8::is_ascii_alphabetic) => ZoneStyle::Name,
                _ => ZoneStyle::Offset,
            };
            let mut scan = super::parse::Scan::new(walk.rest());
            if let Some(bytes) = scan.zone_bytes() {
                found.push(walk.take(&[Zone(style)], bytes));
            }
        }
        found
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
            ("2021-Q3", &["%Y-Q%q"]), ("2021Q3", &["%YQ%q"]), ("Q3 2021", &["Q%q %Y"]), ("2021:Q3", &["%Y:Q%q"]), ("3. Quartal 2021", &["%q %Y"]), ("3Q21", &["%q%y"]), ("2021年第3四半期", &["%Y年%q"]), ("2021年度", &["%Y年度"]), ("FY2021", &["FY%Y"]), ("FY2021-Q3", &["FY%Y-Q%q"]), ("2021M07", &["%YM%m"]), ("2021MM07", &["%YMM%m"]), ("2021-M07", &["%Y-M%m"]), ("2021:07:14-13:32:01", &["%Y:%m:%d-%H:%M:%S"]), ("2021-T3", &["%Y-%q"]), ("III/2021", &["%q/%Y"]), ("Jul-Sep 2021", &["%q %Y"]), ("2021-W27", &["%G-W%V"]), ("2021-W27-3", &["%G-W%V-%u"]), ("KW 05/2021", &["KW %V/%G"]), ("KW5 2021", &["KW%V %G"]), ("2021 KW 5", &["%G KW %V"]), ("Week 5, 2021", &["Week %V, %G"]), ("2021年第5週", &["%G年第%V週"]), ("2021-195", &["%Y-%j"]), ("07/2021", &["%m/%Y"]), ("Jul 2021", &["%b %Y"]),
            ("20210714", &["%Y%m%d"]), ("202107", &["%Y%m", "%y%m%d"]), ("2021071413", &["%Y%m%d%H"]), ("13:32", &["%H:%M"]), ("13:32:01.5", &["%H:%M:%S.%f"]), ("1:32 PM", &["%I:%M %p"]), ("5 PM", &["%I %p"]),
            ("14.03. 23:05:09", &["%d.%m. %H:%M:%S", "%m.%d. %H:%M:%S"]), ("14.03., 23:05", &["%d.%m., %H:%M", "%m.%d., %H:%M"]), ("2022- 03- 14", &["%Y- %m- %d", "%Y- %d- %m"]), ("16JUN21", &["%d%b%y"]), ("2021195", &["%Y%j"]), ("Wed Jun 16 13:32:01 2021 +0900", &["%a %b %d %H:%M:%S %Y %z"]),
            ("10.30 16:49:06", &["%d.%m %H:%M:%S", "%m.%d %H:%M:%S"]), ("10.30", &[]), ("10.30 16", &[]), ("Jun 16 13:32:01 2395", &[]), ("03-17 16:13:38.811 2017", &[]),
            ("2021-07-14 13:32:01Z INFO", &[]), ("2021-07-14 13:32:01 +0900 WARN", &[]), ("2021-07-14 13:32:01 +0900 JST", &["%Y-%m-%d %H:%M:%S %z", "%Y-%d-%m %H:%M:%S %z"]),
            ("2021M7", &["%YM%m"]), ("2021m7", &["%Ym%m"]), ("2021年7月分", &["%Y年%m月分"]), ("令和3年7月分", &["%EC%Ey年%m月分"]), ("1:32p", &["%I:%M%p"]), ("12:30a", &["%I:%M%p"]), ("1:32 p", &[]), ("5 p", &[]), ("5p", &[]), ("0030 UTC", &["%H%M UTC"]), ("0030Z", &["%H%MZ"]), ("0030 JST", &[]), ("7分", &[]), ("2021.3/4", &["%Y.%q"]), ("2021.3/4/5", &[]), ("2021년 3/4분기", &["%Y년 %q"]), ("110/07/14", &["%OR/%m/%d"]), ("110年7月14日", &["%OR年%m月%d日"]), ("民國110年7月14日", &["%EC%Ey年%m月%d日"]), ("20210714133201.0Z", &["%Y%m%d%H%M%S.%fZ"]), ("20210714133201 +0900", &["%Y%m%d%H%M%S %z"]), ("den 14 juli 2021", &["den %d %b %Y"]), ("Mittwoch, den 14. Juli 2021", &["%A, den %d. %b %Y"]),
            ("14 июля 2021 г.", &["%d %b %Y г."]), ("14.07.2021 г.", &["%d.%m.%Y г.", "%m.%d.%Y г."]), ("14 июля 2021 г. в 13:32", &["%d %b %Y г. в %H:%M"]), ("2021. július 14.", &["%Y. %B %d."]), ("julho de 2021", &["%B de %Y"]),
            ("2021-07-14T13", &["%Y-%m-%dT%H", "%Y-%d-%mT%H"]), ("16.6.2021 klo 13.32", &["%d.%m.%Y klo %H.%M", "%m.%d.%Y klo %H.%M"]), ("16. Juni 2021, 13.32 Uhr", &["%d. %b %Y, %H.%M Uhr"]), ("16.6.2021 13.32", &["%d.%m.%Y %H.%M", "%m.%d.%Y %H.%M"]), ("13:32:01 16/06/2021", &["%H:%M:%S %d/%m/%Y", "%H:%M:%S %m/%d/%Y"]),
            ("3. 10. 2019", &["%d. %m. %Y", "%m. %d. %Y"]), ("2019. 10. 03.", &["%Y. %m. %d."]), ("2019. 10. 3", &["%Y. %m. %d"]), ("2019.10.03.", &["%Y.%m.%d."]), ("3. 10. 2019 13:32", &["%d. %m. %Y %H:%M", "%m. %d. %Y %H:%M"]), ("1. 2", &[]), ("2019. 10", &[]),
            ("198.51.100.7", &[]), ("TCP", &[]), ("1:2093234:5", &[]), ("CVE-2021-1234", &[]), ("12.5", &[]), ("00:50:56:C0:00:08", &[]), ("", &[]), ("price", &[]), ("40000 / tcp", &[]), ("1.2", &[]), ("2021.07", &[]),
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
