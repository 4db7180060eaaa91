//! The decimal mark of each column, and what stands in it where there is no number.
//!
//! Contract. A column's own cells decide where they can; the others of the file where they
//! cannot; the language that it is written in where nothing else tells. A mark before three digits
//! is never read as one of thousands by a guess: that is asked.

#![expect(clippy::arithmetic_side_effects, reason = "counts of cells")]

use super::column::ColumnFacts;
use super::lexicon;
use super::number::{self, DecimalMark, Figure, Form, Style, Verdict};
use super::overrides::SourcePatch;
use super::source::{Because, Choice, Evidence, Question};
use super::table::Row;
use super::time_column::TimePlan;
use super::topic::Topic;
use super::typed::{Kind, Types};

/// What the cells of the number columns show about the decimal mark.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// Of each column, nothing where it is none of numbers.
    columns: Vec<number::Evidence>,
    /// Of all of them.
    pub all: number::Evidence,
}

/// How the columns are read.
#[derive(Clone, Debug)]
pub struct Styles {
    /// The file's own, for what has no column.
    pub file: Style,
    /// Each column's.
    pub forms: Vec<Form>,
    /// Asks for the mark where the evidence ties.
    pub question: Option<Question>,
}

impl Marks {
    /// Looks at all cells of the columns of numbers, but for those of a type: they have no mark.
    pub fn of(looks: &[ColumnFacts], rows: &[Row], types: Option<&Types>) -> Marks {
        let mut marks = Marks::default();
        for (column, look) in looks.iter().enumerate() {
            let mut evidence = number::Evidence::default();
            let named = lexicon::identifier(&look.name) && look.fractions * 2 < look.numbers;
            if look.is_numeric() && look.durations == 0 && !named && !is_typed(types, column) {
                for row in rows.iter().filter(|row| !row.excluded) {
                    evidence.observe(without_unit(row.cell(column), &look.unit));
                }
            }
            // Plain numbers tell what a mark is only in a column that has marks.
            let mut shared = evidence;
            if evidence.point_or_group + evidence.comma_or_group + evidence.point + evidence.comma
                == 0
            {
                (shared.small, shared.large) = (0, 0);
            }
            marks.all.merge(&shared);
            marks.columns.push(evidence);
        }
        marks
    }

    /// Whether the sample left the mark open.
    pub fn is_open(&self) -> bool {
        self.all.point + self.all.comma == 0
    }

    /// The mark that the cells of a column decide on, where it is another than the file's.
    fn own(&self, column: usize, file: Style) -> Option<Style> {
        let evidence = self.columns.get(column)?;
        match evidence.decide(None) {
            Verdict::Decided(style) if evidence.point + evidence.comma > 0 => {
                (style.decimal != file.decimal).then_some(style)
            }
            _ => None,
        }
    }
}

fn without_unit<'a>(cell: &'a [u8], unit: &[u8]) -> &'a [u8] {
    let text = cell.trim_ascii();
    text.strip_suffix(unit).filter(|_| !unit.is_empty()).unwrap_or(text)
}

/// What is known besides the cells.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The time, where there is one.
    pub time: Option<&'a TimePlan>,
    /// What parts the fields.
    pub delimiter: u8,
    /// The user's overrides.
    pub patch: &'a SourcePatch,
    /// The types of a table whose numbers are stored as such.
    pub types: Option<&'a Types>,
    /// Numbers that the file itself says stand for "no value".
    pub missing: &'a [String],
}

/// Whether a column's cells have a type: numbers are given with a point.
fn is_typed(types: Option<&Types>, column: usize) -> bool {
    types.is_some_and(|types| types.of(column) != Kind::Text)
}

/// Decides how the numbers are read.
pub fn styles(
    looks: &[ColumnFacts],
    marks: &Marks,
    rows: &[Row],
    known: Known<'_>,
    evidence: &mut Vec<Evidence>,
) -> Styles {
    let numbers = &marks.all;
    let answered = known.patch.answer.as_deref().and_then(|answer| match answer {
        "." => Some('.'),
        "," => Some(','),
        _ => None,
    });
    let stated = known.patch.decimal.or(answered).and_then(DecimalMark::from_char);
    let (hint, habit) = match stated {
        Some(_) => (stated, Because::Override),
        None => hint(looks, marks, known),
    };
    if let Some(types) = known.types {
        return of_types(looks, marks, rows, (types, stated, hint), known, evidence);
    }
    let verdict = numbers.decide(hint);
    let mut file = verdict.style();
    if let Some(decimal) = stated {
        file.decimal = decimal;
    }
    let of = numbers.numbers();
    let decisive = numbers.point.max(numbers.comma);
    evidence.push(Evidence {
        field: Topic::Decimal,
        chosen: file.decimal.char().to_string(),
        because: match hint {
            Some(_) if stated.is_some() || decisive == 0 => habit,
            _ => Because::Fits { rows: of - numbers.point.min(numbers.comma), of },
        },
        alternatives: Vec::new(),
    });
    let mut open = matches!(verdict, Verdict::Tie(_)) && stated.is_none();
    let mut forms = Vec::new();
    let mut apart = number::Evidence::default();
    for (column, look) in looks.iter().enumerate() {
        let own = marks.own(column, file).filter(|_| stated.is_none());
        if let Some(style) = own {
            evidence.push(own_mark(look, style));
        } else if let Some(column) = marks.columns.get(column) {
            apart.merge(column);
        }
        let style = own.unwrap_or(file);
        forms.push(form(column, look, rows, style, known));
    }
    // Columns that differ, each sure of itself, leave nothing open.
    open &= matches!(apart.decide(hint), Verdict::Tie(_));
    Styles { file, forms, question: open.then(|| question(looks, numbers)) }
}

fn own_mark(look: &ColumnFacts, style: Style) -> Evidence {
    Evidence {
        field: Topic::Decimal,
        chosen: style.decimal.char().to_string(),
        because: Because::OwnMark(look.name.clone()),
        alternatives: Vec::new(),
    }
}

/// The same where numbers are stored as such, with a point: texts beside them, which somebody typed
/// in or a program wrote, keep the mark that they have.
fn of_types(
    looks: &[ColumnFacts],
    marks: &Marks,
    rows: &[Row],
    (types, stated, hint): (&Types, Option<DecimalMark>, Option<DecimalMark>),
    known: Known<'_>,
    evidence: &mut Vec<Evidence>,
) -> Styles {
    let mut open = false;
    let mut forms = Vec::new();
    for (column, look) in looks.iter().enumerate() {
        let own = marks.columns.get(column).filter(|own| {
            let marked = own.point + own.comma + own.point_or_group + own.comma_or_group > 0;
            marked && !is_typed(Some(types), column)
        });
        let mut style = Style::POINT;
        if let Some(own) = own {
            let verdict = own.decide(hint);
            style = verdict.style();
            open |= matches!(verdict, Verdict::Tie(_)) && stated.is_none();
            style.decimal = stated.unwrap_or(style.decimal);
            if style.decimal != DecimalMark::Point {
                evidence.push(own_mark(look, style));
            }
        }
        forms.push(form(column, look, rows, style, known));
    }
    let question = open.then(|| question(looks, &marks.all));
    Styles { file: Style::POINT, forms, question }
}

/// What the rest of the file says about the mark.
fn hint(looks: &[ColumnFacts], marks: &Marks, known: Known<'_>) -> (Option<DecimalMark>, Because) {
    let numbers = &marks.all;
    // Things that are counted are whole: a mark before three digits groups them, whatever the
    // marks of a price beside them do.
    let counted = looks.iter().zip(&marks.columns).any(|(look, column)| {
        let marked = column.point_or_group + column.comma_or_group > 0;
        let open = numbers.point_or_group + numbers.comma_or_group == 0;
        lexicon::count(&look.name) > 0 && look.is_numeric() && (marked || open)
    });
    let format = known.time.map(|time| time.format.to_string()).unwrap_or_default();
    let dotted = format.starts_with("%d.%m.");
    // East Asia and, where the month comes first, America write a decimal point: `3/14/2024`, `March 14, 2024`.
    let east = looks.iter().any(|look| look.name.chars().any(is_cjk));
    let american = format.starts_with("%m/%d") || format.contains(" %d, %Y");
    let pointed = east || american || format.starts_with("%Y/%m");
    match () {
        () if pointed => (Some(DecimalMark::Point), Because::Locale),
        // Either alone stands in files with a point too; both together do not. That `1.234` has
        // thousands would be a guess all the same.
        () if dotted && matches!(known.delimiter, b';' | b'|') && numbers.point_or_group == 0 => {
            (Some(DecimalMark::Comma), Because::Locale)
        }
        () if counted && numbers.point_or_group == 0 => {
            (Some(DecimalMark::Point), Because::Custom("1,234 = 1234".into()))
        }
        () if counted && numbers.comma_or_group == 0 => {
            (Some(DecimalMark::Comma), Because::Custom("1.234 = 1234".into()))
        }
        // Who writes decimal commas parts the fields by something else.
        () if known.delimiter == b','
            && numbers.comma_or_group == 0
            && numbers.point_or_group > 0 =>
        {
            (Some(DecimalMark::Point), Because::CommasPart)
        }
        () => (None, Because::Only),
    }
}

/// Kana, kanji, hangul.
fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

/// Asks for the decimal mark, with the same number read both ways.
fn question(looks: &[ColumnFacts], numbers: &number::Evidence) -> Question {
    let cell = looks.iter().find_map(|look| look.marked.clone());
    let mark = if numbers.point_or_group > numbers.comma_or_group { "1.234" } else { "1,234" };
    let cell = cell.unwrap_or_else(|| mark.to_string());
    let choice = |decimal: DecimalMark| {
        let style = Style { decimal, ..Style::POINT };
        let value = style.parse(cell.as_bytes()).ok().flatten();
        Choice {
            value: decimal.char().to_string(),
            sample: format!("{cell} = {}", value.map_or("?".into(), |value| value.to_string())),
        }
    };
    Question {
        field: Topic::Decimal,
        choices: vec![choice(DecimalMark::Point), choice(DecimalMark::Comma)],
    }
}

/// How one column is read.
fn form(column: usize, look: &ColumnFacts, rows: &[Row], style: Style, known: Known<'_>) -> Form {
    let mut form = Form {
        marks: look.marks.clone(),
        // Beside `5 kg` a `950 g` is no 950 with a flag.
        letters: look.units == look.lone_letters && look.flagged <= look.numbers,
        unit: look.unit.clone(),
        durations: look.durations > 0,
        missing: known.patch.missing.clone().unwrap_or_else(|| known.missing.to_vec()),
        ..Form::from(style)
    };
    form.lone_letters = form.letters && look.lone_letters > 0 && are_flags(column, &form, rows);
    form
}

/// Whether a lone letter behind a few numbers of a column is a flag: without it they are of the
/// size of the others, as powers of ten they are far above all of them.
fn are_flags(column: usize, form: &Form, rows: &[Row]) -> bool {
    let (mut plain, mut largest, mut lettered, mut fits) = (0, 0.0f64, Vec::new(), 0);
    for row in rows.iter().filter(|row| !row.excluded) {
        let cell = row.cell(column).trim_ascii();
        match (number::lone_letter(cell), form.read(cell)) {
            (Some(digits), Figure::Number(scaled)) => lettered.push((digits, scaled)),
            (None, Figure::Number(value)) => {
                plain += 1;
                largest = largest.max(value.abs());
            }
            _ => {}
        }
    }
    for (digits, scaled) in &lettered {
        let bare = form.style.parse(digits).ok().flatten().unwrap_or(f64::INFINITY).abs();
        // Seconds have no power of ten: there the letter changes nothing.
        let same = *scaled == bare;
        fits += usize::from(same || (bare <= 3.0 * largest && scaled.abs() > 30.0 * largest));
    }
    plain > lettered.len() && fits == lettered.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{column::looks, source::Layout};

    /// The marks of a text column and of a typed one beside it, and whether the mark is asked for.
    fn beside_typed(cells: [&str; 3], decimal: Option<char>) -> (char, char, bool) {
        let row = |(line, cell): (u64, &str)| Row {
            line,
            cells: vec![cell.into(), b"1.5".to_vec()],
            raw: Vec::new(),
            excluded: false,
        };
        let rows: Vec<Row> = (1..).zip(cells).map(row).collect();
        let types = Types {
            layout: Layout::Workbook,
            columns: vec![Kind::Text, Kind::Number],
            left_out: Vec::new(),
        };
        let looks = looks(&["a".to_owned(), "b".to_owned()], 2, &rows);
        let marks = Marks::of(&looks, &rows, Some(&types));
        let patch = SourcePatch { decimal, ..SourcePatch::default() };
        let known = Known {
            time: None,
            delimiter: b'\t',
            patch: &patch,
            types: Some(&types),
            missing: &[],
        };
        let found = styles(&looks, &marks, &rows, known, &mut Vec::new());
        let mark = |column: usize| found.forms[column].style.decimal.char();
        (mark(0), mark(1), found.question.is_some())
    }

    #[test]
    fn texts_beside_stored_numbers_have_their_own_mark() {
        for (cells, decimal, want) in [
            (["1.234,5", "2,5", "3,75"], None, (',', '.', false)),
            (["1,234.5", "2.5", "3.75"], None, ('.', '.', false)),
            (["1,234", "2,345", "3,456"], None, ('.', '.', true)),
            (["1,234", "2,345", "3,456"], Some(','), (',', '.', false)),
            (["1,234", "25", "36"], None, ('.', '.', false)),
            (["12", "25", "36"], Some(','), ('.', '.', false)),
        ] {
            assert_eq!(beside_typed(cells, decimal), want, "{cells:?} {decimal:?}");
        }
    }
}
