//! Sheets about a workbook: labels with a few dates beside them, and no table.

use crate::ingest::{
    lexicon,
    source::{ColumnRole, Data, Found, Layout, Reading, Refusal, Role, Rows, Status},
};

/// Rows with a time of a sheet about a workbook (`Made on | 2022-01-01`), at most; a table that
/// stands beside it has more.
const COVER_ROWS: u64 = 3;

/// Whether a sheet of a workbook holds labels with a few dates beside them, and no table.
fn is_cover(found: &Found) -> bool {
    let timed = |column: usize| {
        found.columns.get(column).is_some_and(|column| column.role == ColumnRole::Time)
    };
    let named =
        found.columns.iter().any(|column| timed(column.index) && lexicon::time(&column.name) > 0);
    found.role == Some(Role::Events)
        && found.rows.with_time <= COVER_ROWS
        && found.columns.len() <= 3
        && !named
        && (found.columns.len() == 1 || !timed(0))
}

/// Refuses the sheets about a workbook where another sheet holds a table.
pub(super) fn refuse_covers(readings: &mut [Reading]) {
    let open = |found: &Found| matches!(found.status, Status::Ready | Status::Ask(_));
    let sheet = |found: &Found| found.layout == Some(Layout::Workbook) && open(found);
    let table =
        |reading: &Reading| sheet(&reading.found) && reading.found.rows.with_time > 2 * COVER_ROWS;
    if !readings.iter().any(table) {
        return;
    }
    for reading in readings {
        let found = &mut reading.found;
        if sheet(found) && is_cover(found) {
            found.status = Status::Refused(Refusal::Cover);
            (found.role, found.time, found.value_column) = (None, None, None);
            found.rows = Rows::default();
            found.problems.clear();
            reading.data = Data::Nothing;
        }
    }
}
