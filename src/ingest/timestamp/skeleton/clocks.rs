//! All ways to read a time of day, and a zone behind it, at a place of a cell.

#![expect(clippy::arithmetic_side_effects, reason = "places in a cell")]

use super::Walk;
use crate::ingest::timestamp::{
    format::{Piece, ZoneStyle},
    names,
    parse::Scan,
};
use Piece::*;

impl<'a> Walk<'a> {
    /// A decimal mark and the digits of a fraction of the second.
    pub fn fraction(self) -> Option<Self> {
        let mark = self.peek().filter(|byte| matches!(byte, b'.' | b','))?;
        let digits = self.rest().iter().skip(1).take_while(|byte| byte.is_ascii_digit()).count();
        (digits > 0).then(|| self.take(&[Fraction(mark)], 1 + digits))
    }

    /// All ways to read a time of day here.
    pub fn clocks(&self) -> Vec<Walk<'a>> {
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
    pub fn zones(self) -> Vec<Walk<'a>> {
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
            let mut scan = Scan::new(walk.rest());
            if let Some(bytes) = scan.zone_bytes() {
                found.push(walk.take(&[Zone(style)], bytes));
            }
        }
        found
    }
}
