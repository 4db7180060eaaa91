//! The column that events are told apart by.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "counts of a sample's rows, and scores of a few points"
)]

use crate::ingest::{
    column::ColumnFacts,
    lexicon,
    source::{Because, Evidence},
    table::Row,
    time_column::TimePlan,
    topic::Topic,
};

/// The column with the names of what a column of identifiers tells apart, with as many different
/// values: `rule.name` beside `rule.id`, `category.displayName` beside `category.id`.
fn name_beside(looks: &[ColumnFacts], column: usize) -> Option<usize> {
    let id = looks.get(column)?;
    let whose = lexicon::identified(&id.name)?;
    let mut others = looks.iter().enumerate().filter(|(_, look)| {
        look.distinct == id.distinct
            && look.filled * 10 >= id.filled * 9
            && look.texts * 2 >= look.filled
    });
    others
        .find_map(|(at, look)| (lexicon::titled(&look.name).as_ref() == Some(&whose)).then_some(at))
}

/// The column that events are best told apart by, if any: what a person would ask for, never what
/// only a machine tells apart. A name that says it well may have more values.
pub(super) fn group_column(
    looks: &[ColumnFacts],
    time: &TimePlan,
    rows: &[Row],
    evidence: &mut Vec<Evidence>,
) -> Option<usize> {
    let total = rows.iter().filter(|row| !row.excluded).count();
    let mut best: Option<(i32, usize)> = None;
    for (column, look) in looks.iter().enumerate() {
        let named = lexicon::group(&look.name);
        let free_text = look.sentences * 2 > look.filled;
        let rows_each = if named > 1 && !free_text { look.filled * 2 / 3 } else { look.filled / 2 };
        let few = look.distinct >= 2 && look.distinct <= 400 && look.distinct <= rows_each.max(1);
        if time.uses(column) || !few || look.is_addresses() || look.filled * 2 < total {
            continue;
        }
        if look.texts * 2 < look.filled {
            continue;
        }
        let mut cells =
            rows.iter().filter(|row| !row.excluded).map(|row| row.cell(column).trim_ascii());
        // A day in words is no kind of event.
        let day = lexicon::is_date(&look.name) || lexicon::weekday(&look.name);
        if named < 0 || day || cells.all(|cell| cell.is_empty() || lexicon::protocol(cell)) {
            continue;
        }
        let mut score = named * 4;
        score += i32::from(look.sentences * 2 > look.filled) * 2;
        score += i32::from(look.distinct <= 60);
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, column));
        }
    }
    let (_, column) = best?;
    let column = name_beside(looks, column).unwrap_or(column);
    let look = looks.get(column)?;
    evidence.push(Evidence {
        field: Topic::GroupColumn,
        chosen: if look.name.is_empty() {
            format!("column {}", column + 1)
        } else {
            look.name.clone()
        },
        because: Because::FewValues(look.distinct as u64),
        alternatives: Vec::new(),
    });
    Some(column)
}
