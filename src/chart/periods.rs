//! The buckets of a figure as instants: where each begins, is drawn, and ends.
//!
//! Contract: edges are increasing; an edge that is not later than the one before it is dropped,
//! so a bucket is never empty or negative. No edges, or one, is no bucket: every search answers
//! `None`.

use crate::calendar::period::Period;

/// Adjoining buckets.
#[derive(Clone, Debug, PartialEq)]
pub struct Periods {
    /// `len() + 1` instants, UTC milliseconds: each bucket's start, and the end of the last.
    edges: Vec<i64>,
    /// Their length, for labels.
    pub kind: Period,
}

impl Periods {
    /// From the starts of adjoining buckets and the end of the last, UTC milliseconds.
    pub fn new(mut edges: Vec<i64>, kind: Period) -> Periods {
        let mut last = None;
        edges.retain(|edge| {
            let later = last.is_none_or(|last| *edge > last);
            if later {
                last = Some(*edge);
            }
            later
        });
        if edges.len() < 2 {
            edges.clear();
        }
        Periods { edges, kind }
    }

    /// Number of buckets.
    pub fn len(&self) -> usize {
        self.edges.len().saturating_sub(1)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Start of a bucket.
    pub fn start(&self, index: usize) -> Option<i64> {
        (index < self.len()).then(|| self.edges.get(index).copied()).flatten()
    }

    /// End of a bucket.
    pub fn end(&self, index: usize) -> Option<i64> {
        self.edges.get(index.checked_add(1)?).copied()
    }

    /// Where a bucket's value is drawn: its middle.
    pub fn middle(&self, index: usize) -> Option<f64> {
        Some((self.start(index)? as f64 + self.end(index)? as f64) / 2.0)
    }

    /// From the first start to the last end, milliseconds; `(0, 1)` where there is none.
    pub fn span(&self) -> (f64, f64) {
        match (self.edges.first(), self.edges.last()) {
            (Some(first), Some(last)) => (*first as f64, *last as f64),
            _ => (0.0, 1.0),
        }
    }

    /// Mean length of a bucket, milliseconds.
    pub fn mean_length(&self) -> f64 {
        let (from, to) = self.span();
        (to - from) / self.len().max(1) as f64
    }

    /// The bucket whose time holds an instant; before the first the first, after the last the
    /// last.
    pub fn nearest(&self, time: f64) -> Option<usize> {
        let last = self.len().checked_sub(1)?;
        let after = self.edges.partition_point(|edge| *edge as f64 <= time);
        Some(after.saturating_sub(1).min(last))
    }

    /// Buckets that are drawn at or after `time` begin at this index.
    pub fn first_drawn_from(&self, time: f64) -> usize {
        self.first_drawn_in(0, self.len(), time)
    }

    /// The same among the buckets `low..high`, which hold the border.
    fn first_drawn_in(&self, mut low: usize, mut high: usize, time: f64) -> usize {
        while low < high {
            let middle = low + (high - low) / 2;
            if self.drawn_before(middle, time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    #[inline(always)]
    fn drawn_before(&self, index: usize, time: f64) -> bool {
        match (self.edges.get(index), self.edges.get(index + 1)) {
            (Some(start), Some(end)) => (*start as f64 + *end as f64) / 2.0 < time,
            _ => false,
        }
    }

    /// As [`Periods::first_drawn_from`], for a walk along the buckets: never before `from`, and
    /// expected about `stride` further on. Even buckets cost two looks instead of twenty.
    #[inline]
    pub fn next_drawn_from(&self, from: usize, stride: usize, time: f64) -> usize {
        let count = self.len();
        let mut step = 1;
        let mut high = from.saturating_add(stride).min(count);
        let mut low = high;
        // Outwards from the guess with growing steps until the border lies between.
        while high < count && self.drawn_before(high, time) {
            low = high + 1;
            high = high.saturating_add(step).min(count);
            step *= 2;
        }
        step = 1;
        while low > from && !self.drawn_before(low - 1, time) {
            high = low - 1;
            low = low.saturating_sub(step).max(from);
            step *= 2;
        }
        self.first_drawn_in(low.min(high), high, time)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn degenerate_edges_are_no_bucket() {
        for edges in [vec![], vec![5], vec![5, 5], vec![5, 4, 3]] {
            let periods = Periods::new(edges, Period::Day);
            assert_eq!(periods.len(), 0);
            assert_eq!(periods.nearest(5.0), None);
            assert_eq!(periods.middle(0), None);
            assert_eq!(periods.span(), (0.0, 1.0));
        }
        assert_eq!(Periods::new(vec![1, 3, 2, 4], Period::Day).edges, [1, 3, 4]);
    }

    #[test]
    fn a_bucket_holds_its_start_and_not_its_end() {
        let periods = Periods::new(vec![0, 10, 30], Period::Day);
        for (time, expected) in
            [(-5.0, 0), (0.0, 0), (9.9, 0), (10.0, 1), (29.0, 1), (30.0, 1), (99.0, 1)]
        {
            assert_eq!(periods.nearest(time), Some(expected), "{time}");
        }
        assert_eq!(periods.nearest(f64::NAN), Some(0));
    }

    proptest! {
        #[test]
        fn first_drawn_is_a_border(lengths in prop::collection::vec(1_i64..1000, 1..40), at in -100_f64..20_000.0) {
            let mut edges = vec![0];
            for length in lengths { edges.push(edges[edges.len() - 1] + length); }
            let periods = Periods::new(edges, Period::Hour);
            let first = periods.first_drawn_from(at);
            for i in 0..periods.len() {
                prop_assert_eq!(i >= first, periods.middle(i).unwrap() >= at);
            }
        }

        /// A walk finds what a search from the beginning finds, whatever it expects.
        #[test]
        fn a_walk_finds_the_border(
            lengths in prop::collection::vec(1_i64..1000, 1..60),
            from in 0_usize..70,
            stride in 0_usize..80,
            at in -100_f64..40_000.0,
        ) {
            let mut edges = vec![0];
            for length in lengths { edges.push(edges[edges.len() - 1] + length); }
            let periods = Periods::new(edges, Period::Hour);
            let from = from.min(periods.len());
            let found = periods.next_drawn_from(from, stride, at);
            prop_assert_eq!(found, periods.first_drawn_from(at).max(from));
        }
    }
}
