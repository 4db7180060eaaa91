//! Less to paint, nothing lost: at most four points a device-pixel column, the first, the lowest,
//! the highest and the last.
//!
//! Contract: NaN and infinite values are missing. A gap that reaches from one column into another
//! stays open; one inside a column is narrower than a pixel and is bridged. A run of a single
//! value is a run.
//!
//! The pyramid of minima and maxima is built once for a series; a frame then costs a number of
//! steps that grows with the columns and the logarithm of the values, not with the values.
//! Rejected: largest-triangle-three-buckets, which drops spikes; every n-th value, which drops
//! nearly everything.

use super::{periods::Periods, pyramid::Pyramid, scale::Scale};

/// A series prepared for painting at any zoom.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    values: Vec<f64>,
    pyramid: Pyramid,
    /// Half-open index ranges without a missing value.
    runs: Vec<(usize, usize)>,
}

/// A place on a line: its index where it is one value's, and CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Vertex {
    /// CSS pixels.
    pub x: f64,
    /// The value, still unmapped.
    pub value: f64,
}

/// What a line covers in one column of pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// CSS pixels.
    pub left: f64,
    /// CSS pixels.
    pub right: f64,
    /// Lowest value.
    pub low: f64,
    /// Highest value.
    pub high: f64,
}

impl Line {
    /// Takes the values of adjoining periods.
    pub fn new(mut values: Vec<f64>) -> Line {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        let mut from = None;
        for (index, value) in values.iter_mut().enumerate() {
            if value.is_finite() {
                if from.is_none() {
                    from = Some(index);
                }
            } else {
                *value = f64::NAN;
                if let Some(start) = from.take() {
                    runs.push((start, index));
                }
            }
        }
        if let Some(start) = from {
            runs.push((start, values.len()));
        }
        Line { pyramid: Pyramid::new(&values), runs, values }
    }

    /// One value; missing is `None`.
    pub fn value(&self, index: usize) -> Option<f64> {
        self.values.get(index).copied().filter(|value| value.is_finite())
    }

    /// Whether every value is missing.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// All of them.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// Lowest and highest value in `from..to`.
    pub fn extremes(&self, from: usize, to: usize) -> Option<(f64, f64)> {
        let (low, high) = self.pyramid.extremes(&self.values, from, to);
        (low <= high).then_some((low, high))
    }

    /// Last value in `from..to`.
    pub fn last_value(&self, from: usize, to: usize) -> Option<f64> {
        self.last_in(from, to).and_then(|index| self.value(index))
    }

    /// Last index with a value in `from..to`.
    fn last_in(&self, from: usize, to: usize) -> Option<usize> {
        let run = self.runs.partition_point(|run| run.0 < to).checked_sub(1)?;
        let last = self.runs.get(run)?.1.min(to).checked_sub(1)?;
        (last >= from).then_some(last)
    }

    /// A walk along the columns of pixels from the period `first` to before `last`.
    fn walk<'w>(&'w self, first: usize, last: usize, grid: Grid<'w>) -> Walk<'w> {
        let run = self.runs.partition_point(|run| run.1 <= first);
        let stride = ((last.saturating_sub(first)) as f64 / grid.columns().max(1.0)) as usize;
        Walk { line: self, grid, index: first, last, run, stride: stride.max(1), single: false }
    }

    /// The visible pieces of the line: runs of vertices, left to right, at most four a column of
    /// `1 / ratio` CSS pixels. One value on each side of the window is included, so that the
    /// line reaches the edge.
    pub fn pieces(&self, periods: &Periods, time: &Scale, ratio: f64) -> Vec<Vec<Vertex>> {
        let count = self.values.len().min(periods.len());
        let (from_time, to_time) = time.domain();
        let first = periods.first_drawn_from(from_time).saturating_sub(1);
        let last = (periods.first_drawn_from(to_time) + 1).min(count);
        let grid = Grid::new(periods, time, ratio);
        let mut walk = self.walk(first, last, grid);
        // A whole window over fewer values than columns needs no columns.
        walk.single = (last.saturating_sub(first)) as f64 <= grid.columns();

        let mut pieces: Vec<Vec<Vertex>> = Vec::new();
        let mut piece: Vec<Vertex> = Vec::new();
        let mut run_before: Option<usize> = None;
        while let Some(step) = walk.step() {
            let Some(found) = step.found else { continue };
            if run_before.is_some_and(|before| before != found.runs.0) && !piece.is_empty() {
                pieces.push(std::mem::take(&mut piece));
            }
            self.column(found.head, found.tail, &grid, &mut piece);
            run_before = Some(found.runs.1);
        }
        if !piece.is_empty() {
            pieces.push(piece);
        }
        pieces
    }

    /// The line as columns of `1 / ratio` CSS pixels, for where many values share one: runs of
    /// intervals, each reaching to the last value of the column before it, so that a run has no
    /// holes.
    pub fn columns(&self, periods: &Periods, time: &Scale, ratio: f64) -> Vec<Vec<Column>> {
        let count = self.values.len().min(periods.len());
        let (from_time, to_time) = time.domain();
        let first = periods.first_drawn_from(from_time);
        let last = periods.first_drawn_from(to_time).min(count);
        let grid = Grid::new(periods, time, ratio);
        let mut walk = self.walk(first, last, grid);
        let mut runs: Vec<Vec<Column>> = Vec::new();
        let mut before: Option<(usize, f64)> = None;
        while let Some(step) = walk.step() {
            let Some(found) = step.found else { continue };
            let (mut low, mut high) =
                self.pyramid.extremes(&self.values, found.head, found.tail + 1);
            let joined = before.filter(|(before, _)| *before == found.runs.0);
            if let Some((_, value)) = joined {
                (low, high) = (low.min(value), high.max(value));
            }
            let (left, right) = grid.edges(step.column);
            let place = Column { left, right, low, high };
            match runs.last_mut().filter(|_| joined.is_some()) {
                Some(run) => run.push(place),
                None => runs.push(vec![place]),
            }
            before = self.value(found.tail).map(|value| (found.runs.1, value));
        }
        runs
    }

    /// The vertices of the values `head..=tail` that share a column.
    fn column(&self, head: usize, tail: usize, grid: &Grid<'_>, piece: &mut Vec<Vertex>) {
        let x_of = |index: usize| grid.x_of(index);
        let mut add = |x: f64, value: f64| {
            let repeated = piece.last().is_some_and(|last| last.x == x && last.value == value);
            if value.is_finite() && !repeated {
                piece.push(Vertex { x, value });
            }
        };
        if tail - head < 4 {
            for index in head..=tail {
                if let Some(value) = self.value(index) {
                    add(x_of(index), value);
                }
            }
            return;
        }
        let (Some(first), Some(last)) = (self.value(head), self.value(tail)) else { return };
        let (low, high) = self.pyramid.extremes(&self.values, head, tail + 1);
        let (x_first, x_last) = (x_of(head), x_of(tail));
        let middle = (x_first + x_last) / 2.0;
        add(x_first, first);
        // Inside a column the order cannot be seen: take the shorter way.
        let rising = first <= last;
        for extreme in if rising { [low, high] } else { [high, low] } {
            if extreme != first && extreme != last {
                add(middle, extreme);
            }
        }
        add(x_last, last);
    }
}

/// Columns of device pixels over a window of time.
#[derive(Clone, Copy)]
struct Grid<'g> {
    periods: &'g Periods,
    time: &'g Scale,
    left: f64,
    /// Columns a CSS pixel.
    ratio: f64,
}

impl<'g> Grid<'g> {
    fn new(periods: &'g Periods, time: &'g Scale, ratio: f64) -> Grid<'g> {
        let ratio = if ratio.is_finite() && ratio > 0.0 { ratio } else { 1.0 };
        Grid { periods, time, left: time.range().0, ratio }
    }

    fn columns(&self) -> f64 {
        (self.time.range().1 - self.left).abs() * self.ratio
    }

    fn x_of(&self, index: usize) -> f64 {
        self.time.map(self.periods.middle(index).unwrap_or(f64::NAN))
    }

    fn column_of(&self, index: usize) -> f64 {
        ((self.x_of(index) - self.left) * self.ratio).floor()
    }

    /// CSS pixels.
    fn edges(&self, column: f64) -> (f64, f64) {
        (self.left + column / self.ratio, self.left + (column + 1.0) / self.ratio)
    }
}

/// A walk along a line, column by column; the runs go along, so that no step searches for them.
struct Walk<'w> {
    line: &'w Line,
    grid: Grid<'w>,
    index: usize,
    last: usize,
    /// First run that ends behind `index`.
    run: usize,
    /// Values that the next column is expected to hold.
    stride: usize,
    /// One value a step, whatever the columns.
    single: bool,
}

/// One column.
struct Step {
    column: f64,
    found: Option<Found>,
}

/// What there is in a column.
struct Found {
    /// First and last index with a value.
    head: usize,
    tail: usize,
    /// The runs that hold them.
    runs: (usize, usize),
}

impl Walk<'_> {
    fn step(&mut self) -> Option<Step> {
        if self.index >= self.last {
            return None;
        }
        let from = self.index;
        let (column, to) = if self.single {
            (0.0, from + 1)
        } else {
            let column = self.grid.column_of(from);
            let edge = self.grid.time.invert(self.grid.edges(column).1);
            let to = self.grid.periods.next_drawn_from(from, self.stride, edge);
            let to = to.clamp(from + 1, self.last);
            self.stride = to - from;
            (column, to)
        };
        self.index = to;
        let runs = self.line.runs.get(self.run..).unwrap_or_default();
        let passed = runs.iter().take_while(|run| run.1 <= from).count();
        self.run += passed;
        let ahead = runs.get(passed..).unwrap_or_default();
        let begun = ahead.iter().take_while(|run| run.0 < to).count();
        let first = ahead.first().filter(|_| begun > 0);
        let last = begun.checked_sub(1).and_then(|at| ahead.get(at));
        let found = first.zip(last).map(|(first, last)| Found {
            head: first.0.max(from),
            tail: last.1.min(to) - 1,
            runs: (self.run, self.run + begun - 1),
        });
        Some(Step { column, found })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::period::Period;
    use proptest::prelude::*;

    fn periods(count: usize) -> Periods {
        Periods::new((0..=count as i64).map(|k| k * 60_000).collect(), Period::Hour)
    }

    fn whole(periods: &Periods, width: f64) -> Scale {
        Scale::linear(periods.span(), (0.0, width))
    }

    #[test]
    fn gaps_stay_open_and_lone_values_stay() {
        let nan = f64::NAN;
        let line = Line::new(vec![1.0, 2.0, nan, nan, 5.0, nan, 7.0, f64::INFINITY, 9.0, 10.0]);
        let periods = periods(10);
        let pieces = line.pieces(&periods, &whole(&periods, 500.0), 1.0);
        let values: Vec<Vec<f64>> =
            pieces.iter().map(|p| p.iter().map(|v| v.value).collect()).collect();
        assert_eq!(values, [vec![1.0, 2.0], vec![5.0], vec![7.0], vec![9.0, 10.0]]);
    }

    #[test]
    fn nothing_is_nothing() {
        for values in [vec![], vec![f64::NAN; 5]] {
            let periods = periods(values.len());
            let line = Line::new(values);
            assert!(line.pieces(&periods, &whole(&periods, 100.0), 1.0).is_empty());
            assert_eq!(line.extremes(0, 9), None);
        }
    }

    fn series() -> impl Strategy<Value = Vec<f64>> {
        let value = prop_oneof![8 => -1e3_f64..1e3, 1 => Just(f64::NAN)];
        prop::collection::vec(value, 1..3000)
    }

    proptest! {
        #[test]
        fn extremes_are_those_of_a_plain_scan(values in series(), a in 0_usize..3000, b in 0_usize..3000) {
            let line = Line::new(values.clone());
            let (from, to) = (a.min(b).min(values.len()), a.max(b).min(values.len()));
            let plain = crate::chart::scale::extent(values[from..to].iter().copied());
            prop_assert_eq!(line.extremes(from, to), plain);
        }

        /// A single high value is reached at every zoom that shows it.
        #[test]
        fn a_spike_is_visible_at_every_zoom(
            count in 2_usize..20_000,
            place in 0.0_f64..1.0,
            left in 0.0_f64..1.0,
            right in 0.0_f64..1.0,
            width in 20_f64..1500.0,
            ratio in prop_oneof![Just(1.0), Just(1.25), Just(1.5), Just(2.0), Just(3.0)],
        ) {
            let at = ((count - 1) as f64 * place) as usize;
            let mut values: Vec<f64> = (0..count).map(|k| (k % 7) as f64).collect();
            values[at] = 1e6;
            let line = Line::new(values);
            let periods = periods(count);
            let (start, end) = periods.span();
            let middle = periods.middle(at).unwrap();
            let window = (middle - (middle - start) * left - 1.0, middle + (end - middle) * right + 1.0);
            let time = Scale::linear(window, (40.0, 40.0 + width));
            let pieces = line.pieces(&periods, &time, ratio);
            let spike: Vec<Vertex> = pieces.iter().flatten().copied().filter(|v| v.value == 1e6).collect();
            prop_assert!(!spike.is_empty());
            prop_assert!((spike[0].x - time.map(middle)).abs() <= 1.0 / ratio + 1e-6);
        }

        #[test]
        fn four_points_a_column_and_all_extremes(values in series(), width in 10_f64..900.0) {
            let line = Line::new(values.clone());
            let periods = periods(values.len());
            let time = whole(&periods, width);
            let pieces = line.pieces(&periods, &time, 1.0);
            let mut counts = std::collections::BTreeMap::new();
            for vertex in pieces.iter().flatten() {
                *counts.entry(vertex.x.floor() as i64).or_insert(0) += 1;
            }
            prop_assert!(counts.values().all(|count| *count <= 5), "{:?}", counts);
            let drawn: usize = counts.values().sum();
            prop_assert!(drawn as f64 <= width.ceil() * 4.0 + 4.0);
            let shown = crate::chart::scale::extent(pieces.iter().flatten().map(|v| v.value));
            prop_assert_eq!(shown, crate::chart::scale::extent(values.iter().copied()));
            for piece in &pieces {
                prop_assert!(piece.windows(2).all(|w| w[0].x <= w[1].x));
            }
        }

        /// The columns cover what the pieces cover, without holes inside a run.
        #[test]
        fn columns_cover_all_extremes(values in series(), width in 10_f64..200.0) {
            let line = Line::new(values.clone());
            let periods = periods(values.len());
            let runs = line.columns(&periods, &whole(&periods, width), 1.0);
            let shown = crate::chart::scale::extent(runs.iter().flatten().flat_map(|c| [c.low, c.high]));
            prop_assert_eq!(shown, crate::chart::scale::extent(values.iter().copied()));
            for run in &runs {
                for pair in run.windows(2) {
                    prop_assert!(pair[0].right <= pair[1].left + 1e-9);
                    prop_assert!(pair[0].low <= pair[1].high && pair[1].low <= pair[0].high);
                }
            }
        }

        #[test]
        fn a_gap_of_a_column_or_more_stays_open(count in 100_usize..5000, from in 0.1_f64..0.8, length in 2_f64..50.0) {
            let width = 300.0;
            let per_pixel = count as f64 / width;
            let gap = ((length * per_pixel) as usize).max(1);
            let from = (count as f64 * from) as usize;
            prop_assume!(from + gap + 1 < count && from > 0);
            let mut values = vec![1.0; count];
            for value in &mut values[from..from + gap] { *value = f64::NAN; }
            let periods = periods(count);
            let pieces = Line::new(values).pieces(&periods, &whole(&periods, width), 1.0);
            prop_assert_eq!(pieces.len(), 2);
        }
    }
}
