//! Which files could be parts of one source.

use super::source::SourceState;
use crate::ingest::source::{Found, Status};
use crate::kit::indices::sorted;

/// What two files must share to be parts of one source.
pub fn signature(source: &SourceState) -> Option<String> {
    let found = source.found.as_ref().filter(|found| found.status == Status::Ready)?;
    let time = found.time.as_ref()?;
    let columns: Vec<&str> = found.columns.iter().map(|column| column.name.as_str()).collect();
    Some(format!(
        "{:?}|{:?}|{:?}|{}|{:?}|{}|{}",
        found.role,
        found.layout,
        found.dialect.as_ref().and_then(|dialect| dialect.delimiter.clone()),
        columns.join("\u{1f}"),
        time.clock,
        time.zone,
        time.columns.join("\u{1f}"),
    ))
}

fn span(found: &Found) -> Option<(i64, i64)> {
    let time = found.time.as_ref()?;
    Some((time.first_ms?, time.last_ms?))
}

/// Whether sources follow each other in time, overlapping at most at their ends: no file lies
/// for more than half in what the others before it reach.
pub fn in_a_row(sources: &[&SourceState]) -> bool {
    let spans: Vec<(i64, i64)> =
        sources.iter().filter_map(|source| span(source.found.as_deref()?)).collect();
    let spans = sorted(spans, &Ord::cmp);
    spans.len() == sources.len()
        && spans.windows(2).all(|pair| {
            let ((first, last), (next, end)) = (pair[0], pair[1]);
            let overlap = last.min(end) - next;
            overlap <= 0 || 2 * overlap <= (last - first).min(end - next)
        })
}
