//! The zone behind a time of day, in a cell: a letter, an offset, a name, and what is written behind
//! those.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "numbers of two digits, and places in a short cell"
)]

use super::{super::names, Scan};

impl Scan<'_> {
    /// `Z`, `+0900`, `+09:00`, `+9`, `UTC`, `GMT+0900 (…)`, `+09:00[Asia/Tokyo]`, `JST`.
    pub fn zone(&mut self) -> Option<i16> {
        let named = names::zone_name(self.rest());
        if let Some((_, _, width)) = named {
            self.at += width;
        }
        let mut offset = named.map(|(_, offset, _)| offset);
        let signed = matches!(self.peek(), Some(b'+' | b'-'));
        // After a name only UTC and GMT take an offset.
        if signed && !matches!(offset, Some(1..) | Some(..=-1)) {
            offset = Some(self.offset()?);
        }
        let offset = offset?;
        self.zone_comment();
        Some(offset)
    }

    /// Bytes of the zone at the front, for the skeleton.
    pub fn zone_bytes(&mut self) -> Option<usize> {
        self.zone().map(|_| self.at)
    }

    fn offset(&mut self) -> Option<i16> {
        let sign = if self.peek()? == b'-' { -1 } else { 1 };
        self.at += 1;
        let digits = self.rest().iter().take(5).take_while(|byte| byte.is_ascii_digit()).count();
        let (hours, minutes) = match digits {
            1 | 2 => {
                let hours = self.number(1, 2)?;
                let minutes = if self.peek() == Some(b':') {
                    self.at += 1;
                    self.number(2, 2)?
                } else {
                    0
                };
                (hours, minutes)
            }
            4 => (self.number(2, 2)?, self.number(2, 2)?),
            _ => return None,
        };
        // `+14:005680` is `+14:00` and something else, which nothing parts.
        let more = self.peek().is_some_and(|byte| byte.is_ascii_digit());
        (hours <= 18 && minutes < 60 && !more).then_some(sign * (hours * 60 + minutes) as i16)
    }

    /// A zone's long name in brackets at the very end.
    fn zone_comment(&mut self) {
        let rest = self.rest().trim_ascii_start();
        // Go writes `+0000 UTC`: the offset counts. Any other word is a level or an action.
        if rest.len() < self.rest().len() && names::is_zone(rest) {
            self.at = self.text.len();
            return;
        }
        let close = match rest.first() {
            Some(b'(') => b')',
            Some(b'[') => b']',
            _ => return,
        };
        if rest.last() == Some(&close) {
            self.at = self.text.len();
        }
    }
}
