//! Which rows of a file of events another file has too.
//!
//! # Contract
//! * A rotated log begins with the last rows of the one before: the longest run of rows that one
//!   ends with and the other begins with is the overlap, row by row in file order, so rows of the
//!   same instant, or the same text, are distinguished by their place. Files that are written newest
//!   first end where the next begins.
//! * Where the rows do not follow each other so (exports that order equal times anew), rows of the
//!   same time and text are the same row, as often as both files have it.
//! * Texts that differ while times and groups are the same (a column that numbers the rows) are
//!   the same rows.
//! * A run of rows that are all alike may be chance where a log repeats rows: it is an overlap if
//!   other files of the join overlap, or if no row stands twice besides.
//! * [`Overlap::Unknown`] where more rows overlap than the files' edges hold.

use crate::ingest::{
    counts::Counts,
    edges::{EdgeRow, Edges},
};
use crate::kit::indices::sorted;

/// What the second of two files repeats of the first.
#[derive(Clone, Debug, PartialEq)]
pub enum Overlap {
    /// These rows of the second.
    Rows {
        /// The rows, each with its number in the second file.
        rows: Vec<(u64, EdgeRow)>,
        /// They are all alike: perhaps chance.
        alike: bool,
        /// Rows stand twice in the files besides.
        repeats: bool,
    },
    /// More than the edges hold, or the edges are not known.
    Unknown,
}

impl Overlap {
    /// No row is repeated.
    pub fn nothing() -> Overlap {
        Overlap::Rows { rows: Vec::new(), alike: false, repeats: false }
    }
}

fn same(a: &EdgeRow, b: &EdgeRow) -> bool {
    (a.ms, a.digest) == (b.ms, b.digest)
}

/// Length of the longest run that `before` ends with and `after` begins with.
pub fn run(before: &[EdgeRow], after: &[EdgeRow]) -> usize {
    // Knuth, Morris, Pratt: how far a prefix of `after` has been met.
    let mut fallback = vec![0usize; after.len()];
    let at = |row: usize| after.get(row);
    let step = |fallback: &[usize], mut met: usize, row: &EdgeRow| loop {
        if at(met).is_some_and(|next| same(next, row)) {
            return met + 1;
        }
        if met == 0 {
            return 0;
        }
        met = fallback.get(met - 1).copied().unwrap_or(0);
    };
    let mut met = 0;
    for row in 1..after.len() {
        if let Some(next) = at(row) {
            met = step(&fallback, met, next);
        }
        if let Some(slot) = fallback.get_mut(row) {
            *slot = met;
        }
    }
    let mut met = 0;
    let window = before.len().saturating_sub(after.len());
    for row in before.get(window..).unwrap_or_default() {
        met = step(&fallback, met, row);
    }
    met
}

/// The first rows with their numbers.
fn first_rows(edges: &Edges) -> Vec<(u64, EdgeRow)> {
    (0..).zip(edges.head.iter().copied()).collect()
}

/// The last rows with their numbers.
fn last_rows(edges: &Edges) -> Vec<(u64, EdgeRow)> {
    let last = edges.last();
    (edges.rows - last.len() as u64..).zip(last.iter().copied()).collect()
}

/// Rows of an edge between two instants; `None` where the edge does not hold all of them.
fn between(counts: &Counts, first: i64, last: i64) -> Option<Vec<(u64, EdgeRow)>> {
    let edges = &counts.edges;
    let inside = |rows: Vec<(u64, EdgeRow)>| -> Vec<(u64, EdgeRow)> {
        rows.into_iter().filter(|(_, row)| (first..=last).contains(&row.ms)).collect()
    };
    if edges.is_whole() {
        return Some(inside(first_rows(edges)));
    }
    // The edge's inner end must lie beyond the overlap.
    let beyond = |row: Option<&EdgeRow>| row.is_some_and(|row| !(first..=last).contains(&row.ms));
    let (starts, ends) = counts.coverage_ms?;
    let at_end = first > starts;
    let at_start = last < ends;
    match (at_start, at_end) {
        // Oldest first: an overlap at the end is in the last rows.
        (false, true) if beyond(edges.tail.first()) => Some(inside(last_rows(edges))),
        (true, false) if beyond(edges.head.last()) => Some(inside(first_rows(edges))),
        _ => None,
    }
}

/// Whether a row stands twice, one directly after the other, in an edge.
fn repeats(rows: &[EdgeRow]) -> bool {
    rows.windows(2).any(|pair| matches!(pair, [a, b] if same(a, b)))
}

/// What `b`, which begins in or after `a`'s time, repeats of `a`.
pub fn overlap(a: &Counts, b: &Counts) -> Overlap {
    let (Some(a_span), Some(b_span)) = (a.coverage_ms, b.coverage_ms) else {
        return Overlap::nothing();
    };
    let (first, last) = (a_span.0.max(b_span.0), a_span.1.min(b_span.1));
    if first > last {
        return Overlap::nothing();
    }
    if a.edges.rows == 0 || b.edges.rows == 0 {
        return Overlap::Unknown;
    }
    let forth = run(a.edges.last(), &b.edges.head);
    let back = run(b.edges.last(), &a.edges.head);
    let rows: Vec<(u64, EdgeRow)> = if forth >= back {
        first_rows(&b.edges).into_iter().take(forth).collect()
    } else {
        let last = last_rows(&b.edges);
        let before = last.len().saturating_sub(back);
        last.into_iter().skip(before).collect()
    };
    if let Some((_, one)) = rows.first() {
        let alike = rows.iter().all(|(_, row)| same(row, one));
        let inner = |edge: &[EdgeRow]| {
            repeats(&edge.iter().filter(|row| !same(row, one)).copied().collect::<Vec<_>>())
        };
        let repeats = alike && (rows.len() > 1 || inner(a.edges.last()) || inner(&b.edges.head));
        return Overlap::Rows { rows, alike, repeats };
    }
    let (Some(in_a), Some(in_b)) = (between(a, first, last), between(b, first, last)) else {
        return Overlap::Unknown;
    };
    let rows = common(&in_a, &in_b, &|row| (row.ms, u64::from(row.digest)));
    if !rows.is_empty() {
        return Overlap::Rows { rows, alike: false, repeats: false };
    }
    // The same times and groups under other texts, strictly inside.
    let name = |counts: &Counts, row: &EdgeRow| {
        let name = counts.groups.get(row.group as usize).map_or(&[][..], String::as_bytes);
        u64::from(crate::ingest::edges::digest(name))
    };
    let inner = |rows: &[(u64, EdgeRow)]| -> Vec<EdgeRow> {
        let rows = rows.iter().map(|(_, row)| *row);
        rows.filter(|row| row.ms > first && row.ms < last).collect()
    };
    let key = |counts: &Counts, rows: &[EdgeRow]| {
        let keys: Vec<(i64, u64)> = rows.iter().map(|row| (row.ms, name(counts, row))).collect();
        sorted(keys, &Ord::cmp)
    };
    let (inner_a, inner_b) = (inner(&in_a), inner(&in_b));
    if !inner_a.is_empty() && key(a, &inner_a) == key(b, &inner_b) {
        // Groups are named alike in both: numbers of one are turned into names.
        let named = |counts: &Counts, rows: Vec<(u64, EdgeRow)>| -> Vec<(u64, EdgeRow)> {
            let with = |row: EdgeRow| EdgeRow { digest: name(counts, &row) as u32, ..row };
            rows.into_iter().map(|(number, row)| (number, with(row))).collect()
        };
        let rows = common(&named(a, in_a), &named(b, in_b), &|row| (row.ms, u64::from(row.digest)));
        return Overlap::Rows { rows, alike: false, repeats: false };
    }
    Overlap::nothing()
}

/// Rows of `b` that `a` has too, each as often as both have it.
fn common(
    a: &[(u64, EdgeRow)],
    b: &[(u64, EdgeRow)],
    key: &dyn Fn(&EdgeRow) -> (i64, u64),
) -> Vec<(u64, EdgeRow)> {
    let known: Vec<(i64, u64)> = a.iter().map(|(_, row)| key(row)).collect();
    let known = sorted(known, &|a, b| a.cmp(b));
    // How many of each were met, at its first place.
    let mut met = vec![0usize; known.len()];
    let mut has = |row: &EdgeRow| {
        let key = key(row);
        let first = known.partition_point(|other| *other < key);
        let Some(met) = met.get_mut(first) else { return false };
        let has = known.get(first + *met) == Some(&key);
        *met += usize::from(has);
        has
    };
    b.iter().filter(|(_, row)| has(row)).copied().collect()
}
