//! All ways to read a date at a place of a cell.

#![expect(clippy::arithmetic_side_effects, reason = "places in a cell")]

use super::Walk;
use crate::ingest::timestamp::{format::Piece, names};
use Piece::*;

impl<'a> Walk<'a> {
    /// All ways to read a date here.
    pub fn dates(&self) -> Vec<Walk<'a>> {
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

    /// What Russians, Bulgarians and Poles write behind a year: `14 июля 2021 г.`, `14 lipca 2021 r.`; Croats
    /// and Serbs a dot.
    fn year_word(self) -> Option<Self> {
        // `2021.` is a number.
        if !matches!(self.pieces.last(), Some(Year)) || self.pieces.len() < 2 {
            return None;
        }
        let words = [" г.", "г.", " года", " г", " r.", " р.", " m.", "."];
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
            let term = term.maybe_blank();
            found.extend(term.clone().half_year());
            found.extend(term.quarter());
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
        // `2021 m. sausis` of Lithuania, `2021. gada janvāris` of Latvia.
        let worded = year.beyond(&[" m. ", "m. ", ". gada ", " gada "]);
        if let Some(month) = worded.and_then(Walk::month_name) {
            let day = month.clone().blank().and_then(|walk| walk.digits(1..=2, Day));
            found.extend(day.map(|day| day.beyond(&[" d.", "d."]).unwrap_or(day)));
            found.push(month);
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
            found.extend(walk.clone().half_year());
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
        let Some(walk) = self.clone().half_year().or_else(|| self.quarter()) else { return };
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
        const WORDS: [&str; 17] = [
            "Week", "week", "W", "w", "KW", "Kw", "Semaine", "semaine", "Semana", "semana", "Uke",
            "uke", "Uge", "uge", "Vecka", "vecka", "第",
        ];
        // `S12-2024` of France; one digit is half of a year.
        let short = || self.beyond(&["S"]).filter(|walk| walk.run() == 2);
        let mut walk = self.beyond(&WORDS).or_else(short)?.maybe_blank();
        for piece in walk.pieces.iter_mut().filter(|piece| **piece == Year) {
            *piece = IsoYear;
        }
        walk.digits(1..=2, IsoWeek)
    }

    /// `H1`, or any other way to name half of a year.
    fn half_year(self) -> Option<Self> {
        let (_, bytes) = names::half_year(self.rest())?;
        Some(self.take(&[HalfYear], bytes))
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
}
