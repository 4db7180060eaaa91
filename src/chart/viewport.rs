//! What zoom, pan and the keyboard change: a window of time, a cursor, a selection.
//!
//! Contract: the window lies inside the whole and is never narrower than a few periods; an
//! instant or a factor that is not finite changes nothing. Pure state: who calls, redraws.

use super::periods::Periods;

/// Fewest periods a window shows.
const LEAST_PERIODS: f64 = 4.0;

/// The visible part of the time axis, and what is marked in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Viewport {
    whole: (f64, f64),
    window: (f64, f64),
    least: f64,
    /// The period under the pointer or the keyboard.
    pub cursor: Option<usize>,
    /// First and last periods of what is brushed: one range of the time axis, or, from the
    /// scatter, all the runs of periods whose dots lie in its box.
    pub selection: Vec<(usize, usize)>,
    /// Where an extended selection began.
    anchor: Option<usize>,
}

/// What a key does in a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Arrows: −1 or 1; Page Up and Page Down: −10 or 10.
    Step {
        /// Periods.
        by: i64,
        /// Shift: the selection grows.
        extend: bool,
    },
    /// To the first period.
    Home {
        /// See [`Command::Step`].
        extend: bool,
    },
    /// To the last period.
    End {
        /// See [`Command::Step`].
        extend: bool,
    },
    /// `+`
    ZoomIn,
    /// `−`
    ZoomOut,
    /// `0`
    Reset,
    /// Escape: first the selection goes, then the zoom, then the cursor.
    Leave,
}

impl Command {
    /// The command of a key as the browser names it (`KeyboardEvent.key`).
    pub fn of_key(key: &str, shift: bool) -> Option<Command> {
        Some(match key {
            "ArrowLeft" => Command::Step { by: -1, extend: shift },
            "ArrowRight" => Command::Step { by: 1, extend: shift },
            "PageUp" => Command::Step { by: -10, extend: shift },
            "PageDown" => Command::Step { by: 10, extend: shift },
            "Home" => Command::Home { extend: shift },
            "End" => Command::End { extend: shift },
            "+" | "=" => Command::ZoomIn,
            "-" | "_" | "−" => Command::ZoomOut,
            "0" => Command::Reset,
            "Escape" => Command::Leave,
            _ => return None,
        })
    }
}

impl Viewport {
    /// All of it.
    pub fn new(periods: &Periods) -> Viewport {
        let whole = periods.span();
        let least = (periods.mean_length() * LEAST_PERIODS).min(whole.1 - whole.0);
        Viewport { whole, window: whole, least, cursor: None, selection: Vec::new(), anchor: None }
    }

    /// The same look at other data: the window is kept where it still fits, cursor and selection
    /// where their periods still exist.
    pub fn onto(&self, periods: &Periods) -> Viewport {
        let mut next = Viewport::new(periods);
        if self.zoomed() && self.window.0 < next.whole.1 && self.window.1 > next.whole.0 {
            next.show(self.window.0, self.window.1);
        }
        let count = periods.len();
        if self.whole == next.whole {
            next.cursor = self.cursor.filter(|index| *index < count);
            next.selection.clone_from(&self.selection);
            next.selection.retain(|range| range.1 < count);
        }
        next
    }

    /// Visible time, UTC milliseconds.
    pub fn window(&self) -> (f64, f64) {
        self.window
    }

    /// All the time there is, UTC milliseconds.
    pub fn whole(&self) -> (f64, f64) {
        self.whole
    }

    /// Whether a part is hidden.
    pub fn zoomed(&self) -> bool {
        self.window != self.whole
    }

    /// Shows `from..to`, held inside the whole; a window that sticks out is moved, not cut.
    pub fn show(&mut self, from: f64, to: f64) {
        if !(from.is_finite() && to.is_finite()) {
            return;
        }
        let (from, to) = (from.min(to), from.max(to));
        let total = self.whole.1 - self.whole.0;
        let length = (to - from).clamp(self.least, total);
        // A window that is too narrow grows around its middle.
        let from = (from + to) / 2.0 - length / 2.0;
        let from = from.clamp(self.whole.0, self.whole.1 - length);
        let end = if length == total { self.whole.1 } else { from + length };
        self.window = (from, end);
    }

    /// Zooms around an instant that keeps its place; a factor above 1 shows less.
    pub fn zoom_at(&mut self, time: f64, factor: f64) {
        if !(factor.is_finite() && factor > 0.0 && time.is_finite()) {
            return;
        }
        let length = self.window.1 - self.window.0;
        let total = self.whole.1 - self.whole.0;
        let next = (length / factor).clamp(self.least, total);
        let share = ((time - self.window.0) / length).clamp(0.0, 1.0);
        let time = self.window.0 + share * length;
        let from = (time - share * next).clamp(self.whole.0, self.whole.1 - next);
        self.window = if next == total { self.whole } else { (from, from + next) };
    }

    /// Moves the window; it stops at the ends.
    pub fn pan_by(&mut self, milliseconds: f64) {
        if !milliseconds.is_finite() || !self.zoomed() {
            return;
        }
        let length = self.window.1 - self.window.0;
        let from = (self.window.0 + milliseconds).clamp(self.whole.0, self.whole.1 - length);
        self.window = (from, from + length);
    }

    /// Two fingers: the instants they took hold of stay under them. `shares` are the fingers'
    /// places now, 0 the plot's left edge, 1 its right.
    pub fn pinch(&mut self, times: (f64, f64), shares: (f64, f64)) {
        let apart = shares.1 - shares.0;
        if !(apart.is_finite() && apart.abs() > 1e-3) || times.0 == times.1 {
            return;
        }
        let length = (times.1 - times.0) / apart;
        if length > 0.0 {
            let from = times.0 - shares.0 * length;
            self.show(from, from + length);
        }
    }

    /// Everything again; cursor and selection stay.
    pub fn reset(&mut self) {
        self.window = self.whole;
    }

    /// Marks a period, without moving the window.
    pub fn point_at(&mut self, index: Option<usize>) {
        self.cursor = index;
        self.anchor = None;
    }

    /// Brushes the periods between two, in either order.
    pub fn select(&mut self, a: usize, b: usize) {
        self.selection = vec![(a.min(b), a.max(b))];
    }

    /// Brushes these periods, in ascending order.
    pub fn pick(&mut self, periods: impl Iterator<Item = usize>) {
        self.selection.clear();
        for period in periods {
            match self.selection.last_mut() {
                Some(run) if run.1 + 1 >= period => run.1 = period,
                _ => self.selection.push((period, period)),
            }
        }
    }

    /// Does what a key asks. Whether anything changed.
    pub fn command(&mut self, command: Command, periods: &Periods) -> bool {
        let before = self.clone();
        let Some(last) = periods.len().checked_sub(1) else { return false };
        match command {
            Command::Step { by, extend } => {
                let next = match self.cursor {
                    Some(index) => {
                        let moved = (index as i64).saturating_add(by);
                        moved.clamp(0, last as i64) as usize
                    }
                    // Entering from the left or from the right edge of what is seen.
                    None => {
                        let (from, to) = self.window;
                        let edge = if by > 0 { from } else { to };
                        periods.nearest(edge).unwrap_or(0)
                    }
                };
                self.move_to(next, extend, periods);
            }
            Command::Home { extend } => self.move_to(0, extend, periods),
            Command::End { extend } => self.move_to(last, extend, periods),
            Command::ZoomIn | Command::ZoomOut => {
                let centre = self
                    .cursor
                    .and_then(|index| periods.middle(index))
                    .unwrap_or((self.window.0 + self.window.1) / 2.0);
                let factor = if command == Command::ZoomIn { 1.5 } else { 1.0 / 1.5 };
                self.zoom_at(centre, factor);
            }
            Command::Reset => self.reset(),
            Command::Leave => {
                if !self.selection.is_empty() {
                    self.selection.clear();
                    self.anchor = None;
                } else if self.zoomed() {
                    self.reset();
                } else {
                    self.cursor = None;
                }
            }
        }
        *self != before
    }

    fn move_to(&mut self, index: usize, extend: bool, periods: &Periods) {
        if extend {
            let anchor = *self.anchor.get_or_insert(self.cursor.unwrap_or(index));
            self.select(anchor, index);
        } else {
            self.anchor = None;
        }
        self.cursor = Some(index);
        // The window follows the cursor.
        if let (Some(start), Some(end)) = (periods.start(index), periods.end(index)) {
            let (from, to) = self.window;
            if (start as f64) < from {
                self.pan_by(start as f64 - from);
            } else if end as f64 > to {
                self.pan_by(end as f64 - to);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::period::Period;
    use proptest::prelude::*;

    fn weeks(count: i64) -> Periods {
        Periods::new((0..=count).map(|k| k * 604_800_000).collect(), Period::Week)
    }

    #[test]
    fn keys_move_extend_and_leave() {
        let periods = weeks(100);
        let mut view = Viewport::new(&periods);
        let press = |view: &mut Viewport, key: &str, shift: bool| {
            view.command(Command::of_key(key, shift).unwrap(), &periods)
        };
        assert!(press(&mut view, "ArrowRight", false));
        assert_eq!(view.cursor, Some(0));
        press(&mut view, "PageDown", false);
        assert_eq!(view.cursor, Some(10));
        press(&mut view, "ArrowRight", true);
        press(&mut view, "ArrowRight", true);
        assert_eq!(view.selection, [(10, 12)]);
        press(&mut view, "End", false);
        assert_eq!(view.cursor, Some(99));
        assert!(!press(&mut view, "ArrowRight", false));
        press(&mut view, "+", false);
        assert!(view.zoomed());
        press(&mut view, "Home", false);
        assert_eq!(view.cursor, Some(0));
        assert_eq!(view.window().0, 0.0);
        press(&mut view, "Escape", false);
        assert_eq!(view.selection, []);
        let mut picked = view.clone();
        picked.pick([1, 2, 3, 7, 9, 10].into_iter());
        assert_eq!(picked.selection, [(1, 3), (7, 7), (9, 10)]);
        press(&mut view, "Escape", false);
        assert!(!view.zoomed());
        press(&mut view, "Escape", false);
        assert_eq!(view.cursor, None);
        assert_eq!(Command::of_key("a", false), None);
    }

    #[test]
    fn nothing_to_see() {
        let periods = Periods::new(vec![], Period::Day);
        let mut view = Viewport::new(&periods);
        assert!(!view.command(Command::Home { extend: true }, &periods));
        view.zoom_at(0.5, 2.0);
        view.pan_by(f64::NAN);
        view.show(f64::NAN, 1.0);
        let (from, to) = view.window();
        assert!(from < to);
    }

    #[test]
    fn a_pinch_keeps_instants_under_the_fingers() {
        let periods = weeks(200);
        let (_, end) = periods.span();
        let mut view = Viewport::new(&periods);
        view.pinch((end * 0.4, end * 0.6), (0.25, 0.75));
        let (from, to) = view.window();
        let at = |share: f64| from + share * (to - from);
        assert!((at(0.25) - end * 0.4).abs() < 1.0 && (at(0.75) - end * 0.6).abs() < 1.0);
    }

    proptest! {
        #[test]
        fn the_window_stays_inside(
            count in 1_i64..500,
            moves in prop::collection::vec((0_u8..4, -0.5_f64..1.5, 0.1_f64..10.0), 0..30),
        ) {
            let periods = weeks(count);
            let (start, end) = periods.span();
            let mut view = Viewport::new(&periods);
            for (kind, place, factor) in moves {
                let time = start + place * (end - start);
                match kind {
                    0 => view.zoom_at(time, factor),
                    1 => view.pan_by(time),
                    2 => view.show(time, time * factor),
                    _ => view.pinch((time, time + end * 0.1), (place * 0.5, place * 0.5 + factor / 10.0)),
                }
                let (from, to) = view.window();
                prop_assert!(from >= start - 1e-3 && to <= end + 1e-3, "{} {}", from, to);
                let least = (periods.mean_length() * LEAST_PERIODS).min(end - start);
                prop_assert!(to - from >= least * 0.999_999);
            }
        }

        #[test]
        fn zooming_keeps_the_instant_under_the_pointer(place in 0.2_f64..0.8, factor in 1.0_f64..3.0) {
            let periods = weeks(500);
            let mut view = Viewport::new(&periods);
            let time = periods.span().1 * place;
            view.zoom_at(time, factor);
            let (from, to) = view.window();
            prop_assert!(((time - from) / (to - from) - place).abs() < 1e-9);
        }
    }
}
