//! Rows of an hour that comes twice: where a file that goes forward in time falls back by up to an hour, the
//! clock may have been set back. Which rows came before and which after is known only while the rows are
//! read, and the zone perhaps only later, so the rows after such a turn are kept apart.
//!
//! # Contract
//! * Only files that run in one direction ([`TimeZone::direction`](crate::ingest::row_zones::TimeZone)) have turns.
//! * A turn is a step against it of a minute to an hour; it lasts until the rows have passed where it began.
//! * More than [`TURNS_MAX`] turns, and the rows are in no order that could tell anything: none is kept.
//! * Rows at the very time of the row before are no turn: hours that come twice in an hourly table are told
//!   apart by their pairs.

use crate::calendar::civil::HOUR_MS;

/// Turns of a file at most; ten years have ten.
const TURNS_MAX: u32 = 500;

/// Whether the rows are behind a turn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turns {
    /// 1 where rows go forward in time, -1 backward, 0 where they are not watched.
    pub(super) direction: i64,
    /// The rows are behind a turn and have not passed its beginning.
    pub(super) again: bool,
    /// Where the last turn began.
    began: i64,
    /// Turns so far.
    pub(super) met: u32,
}

impl Turns {
    pub(super) fn new(direction: i64) -> Turns {
        Turns { direction, again: false, began: 0, met: 0 }
    }

    /// Whether a row is against the direction of the rows.
    #[inline(always)]
    pub(super) fn against(&self, before: i64, at: i64) -> bool {
        at.wrapping_sub(before).wrapping_mul(self.direction) < 0
    }

    /// A row went against the direction.
    #[cold]
    #[inline(never)]
    pub(super) fn turn(&mut self, before: i64, at: i64) {
        if !self.again && is_turn(before, at) {
            self.again = true;
            self.began = before;
            self.meet(1);
        }
    }

    /// Counts turns, and gives up where there are too many.
    pub(super) fn meet(&mut self, turns: u32) {
        self.met = self.met.saturating_add(turns);
        if self.met > TURNS_MAX {
            self.direction = 0;
            self.again = false;
        }
    }

    /// Where the turn began that the rows stand behind.
    pub(super) fn open(&self) -> Option<i64> {
        self.again.then_some(self.began)
    }

    /// Goes on behind a part that had so many turns, and perhaps stands behind the last.
    pub(super) fn go_on(&mut self, turns: u32, open: Option<i64>) {
        self.again = open.is_some();
        self.began = open.unwrap_or(0);
        self.meet(turns);
    }

    /// Whether a row, met while [`Turns::again`], is one of those behind the turn.
    #[cold]
    #[inline(never)]
    pub(super) fn holds(&mut self, at: i64) -> bool {
        self.again = !self.against(at, self.began);
        self.again
    }

    /// Whether a part whose rows begin at `start` can be read by itself after a row at `before`.
    pub(super) fn can_join(&self, before: i64, start: i64) -> bool {
        self.direction == 0
            || ((!self.again || self.against(start, self.began))
                && !(self.against(before, start) && is_turn(before, start)))
    }
}

/// Whether a step between two rows can be that of a clock that was set back.
fn is_turn(before: i64, at: i64) -> bool {
    (60_000..=HOUR_MS).contains(&before.abs_diff(at).try_into().unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which of these rows, in minutes, stand behind a turn.
    fn behind(direction: i64, minutes: &[i64]) -> Vec<usize> {
        let mut turns = Turns::new(direction);
        let mut before = None;
        let mut found = Vec::new();
        for (row, minute) in minutes.iter().enumerate() {
            let at = minute * 60_000;
            if let Some(before) = before.filter(|before| turns.against(*before, at)) {
                turns.turn(before, at);
            }
            before = Some(at);
            if turns.again && turns.holds(at) {
                found.push(row);
            }
        }
        found
    }

    #[test]
    fn rows_behind_a_turn() {
        // Forward, to 02:45, back to 02:00, on.
        assert_eq!(behind(1, &[105, 120, 135, 150, 165, 120, 135, 165, 180, 195]), [5, 6, 7]);
        // Backward: those of the first hour.
        assert_eq!(behind(-1, &[195, 180, 165, 120, 165, 150, 120, 105]), [4, 5, 6]);
        // More than an hour, and files in no order.
        assert_eq!(behind(1, &[0, 100, 30, 40, 110]), [0usize; 0]);
        assert_eq!(behind(0, &[105, 165, 120, 135]), [0usize; 0]);
        // Equal times and a turn inside a turn.
        assert_eq!(behind(1, &[100, 100, 160, 110, 130, 115, 160, 161]), [3, 4, 5, 6]);
        let endless: Vec<i64> =
            (0..3_000).map(|row| if row % 2 == 0 { row } else { row - 30 }).collect();
        assert!(behind(1, &endless).len() < 1_100);
    }
}
