//! What the first rows of a table are: data, names or neither, by what its columns usually hold.

#![expect(clippy::arithmetic_side_effects, reason = "counts of a sample's rows and cells")]

use crate::ingest::{
    header, lexicon,
    shape::{Shape, shape},
    table::Row,
};
use crate::kit::indices::sorted;

/// What the cells of a column are in the usual rows.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Expected {
    /// They look like data: numbers, times.
    pub typed: bool,
    /// They are hardly ever blank.
    pub filled: bool,
    /// They are times.
    pub time: bool,
}

/// What each column of the usual rows holds.
pub(super) fn expected(rows: &[Row], width: usize) -> Vec<Expected> {
    let usual: Vec<&Row> =
        rows.iter().filter(|row| !row.excluded && row.cells.len() == width).collect();
    // The header and what comes before it must not count.
    let usual = usual.get((usual.len() / 8).max((usual.len() / 2).min(12))..).unwrap_or(&usual);
    (0..width)
        .map(|column| {
            let (mut numbers, mut times, mut filled) = (0, 0, 0);
            for row in usual {
                match shape(row.cell(column)) {
                    Shape::Blank | Shape::Missing => continue,
                    Shape::Text => {}
                    Shape::Number => numbers += 1,
                    Shape::Time => times += 1,
                }
                filled += 1;
            }
            Expected {
                typed: filled > 0 && (numbers + times) * 5 >= filled * 4,
                filled: filled * 10 >= usual.len() * 9,
                time: filled > 0 && times * 5 >= filled * 4,
            }
        })
        .collect()
}

/// What the first rows are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Data,
    Header,
    Neither,
}

pub(super) fn kind(row: &Row, expected: &[Expected], width: usize) -> Kind {
    if row.excluded || row.is_blank() {
        return Kind::Neither;
    }
    let (mut data, mut text, mut filled) = (0, 0, 0);
    // A text where every row has its time: a line about an account or a device.
    let mut untimed = false;
    for (column, cell) in row.cells.iter().enumerate() {
        let look = shape(cell);
        filled += usize::from(look != Shape::Blank);
        let Some(usual) = expected.get(column).filter(|usual| usual.typed) else { continue };
        match look {
            Shape::Number | Shape::Time => data += 1,
            Shape::Text => {
                text += 1;
                // `data;1 USD;1 EUR` above days that look like numbers.
                let named = || lexicon::time(&String::from_utf8_lossy(cell)) >= 4;
                untimed |= usual.filled && (usual.time || column == 0 && named());
            }
            Shape::Blank | Shape::Missing => {}
        }
    }
    let always = expected.iter().filter(|usual| usual.typed && usual.filled).count();
    let short = data * 2 < always || text > 0 && (untimed || data * 2 == always);
    if data > 0 && data >= text && !short {
        return Kind::Data;
    }
    // Columns without anything in them need no name: `date,step,,,,,`.
    let named = text >= expected.iter().filter(|usual| usual.typed).count();
    let enough = width <= 1
        || (row.cells.len() + 1 >= width && (filled * 2 >= width || (named && text > 1)));
    if enough && text > 0 && text * 4 >= data * 12 { Kind::Header } else { Kind::Neither }
}

/// Whether a row of attributes, `Unit;USD`, stands below names that leave the times' column blank.
pub(super) fn has_corner(names: Option<&Row>, row: &Row) -> bool {
    let blank = |row: &Row| shape(row.cell(0)) == Shape::Blank;
    names.is_some_and(|names| names.cells.len() > 1 && blank(names)) && !blank(row)
}

/// Whether a full row has a word where the times stand, and something else in every other cell.
pub(super) fn names_times(row: &Row, expected: &[Expected], width: usize) -> bool {
    let word = |(usual, cell): (&Expected, &Vec<u8>)| {
        let named = || lexicon::time(&String::from_utf8_lossy(cell)) >= 4;
        shape(cell) == Shape::Text && usual.typed && usual.filled && (usual.time || named())
    };
    // A delimiter may end each row.
    let blank = |cell: &&Vec<u8>| shape(cell) == Shape::Blank;
    let own = width.saturating_sub(usize::from(row.cells.last().as_ref().is_some_and(blank)));
    let cells: Vec<&[u8]> = row.cells.iter().take(own).map(Vec::as_slice).collect();
    let mut cells = sorted(cells, &Ord::cmp);
    cells.dedup();
    width > 1
        && !row.excluded
        && row.cells.len() == width
        && cells.len() == own
        && !header::is_widths(&header::names_of(&row.cells))
        && cells.iter().all(|cell| !matches!(shape(cell), Shape::Blank | Shape::Missing))
        && expected.iter().zip(&row.cells).any(word)
}

/// Whether a row holds nothing but a text where the times stand.
pub(super) fn names_time(row: &Row, expected: &[Expected]) -> bool {
    let filled = |at: &usize| shape(row.cell(*at)) != Shape::Blank;
    let mut cells = (0..row.cells.len()).filter(filled);
    let first = cells.next().filter(|at| expected.get(*at).is_some_and(|usual| usual.time));
    !row.excluded
        && row.cells.len() > 1
        && cells.next().is_none()
        && first.is_some_and(|at| shape(row.cell(at)) == Shape::Text)
}
