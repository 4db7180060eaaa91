//! Tables whose columns are told apart by blanks: cells that are lined up below each other, or
//! stand apart by any number of blanks.
//!
//! Weather services, laboratories and old programs write them, with lines about the station above
//! the names, units below them, notes behind some rows. The names may stand in comments, in one line
//! or in several, each over its column. A blank cell is a gap where the columns are lined up; where
//! they are not, a row with fewer words than the others is [`Reason::LineUnreadable`].

#![expect(
    clippy::arithmetic_side_effects,
    reason = "places in a line, and counts of a sample's rows"
)]

use super::lines::{LINE_MAX, Line, Lines};
use super::{Recognised, Source, Sureness};
use crate::ingest::{
    header,
    problem::Reason,
    records::{Record, RecordSource},
    shape::{Shape, shape},
    source::{Because, Evidence, Layout},
    table::Table,
    topic::Topic,
};

/// Lines that are looked at.
const SAMPLED: usize = 1_500;
/// Fewest rows.
const ROWS_MIN: usize = 3;
/// Lines above the rows in which names are looked for.
const NAMES_WITHIN: usize = 4;
/// Marks of comments, where they come before the rows.
const MARKS: &[u8] = b"#%!*;";

/// A word or a cell: its first character and the one behind it, and its bytes from `at` on.
#[derive(Clone, Copy)]
struct Word<'a> {
    from: usize,
    to: usize,
    at: usize,
    text: &'a [u8],
}

/// Texts of a line that are `apart` blanks or more from each other.
fn words(line: &[u8], apart: usize) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    // Characters before a byte, and the word that is open: its first byte and character.
    let (mut place, mut open, mut blanks) = (0, None::<(usize, usize)>, 0);
    let mut end = (0, 0);
    for (at, &byte) in line.iter().enumerate() {
        if matches!(byte, b' ' | b'\t') {
            blanks += if byte == b'\t' { apart } else { 1 };
            if let Some((first, from)) = open.filter(|_| blanks >= apart) {
                let text = line.get(first..end.0).unwrap_or_default();
                words.push(Word { from, to: end.1, at: first, text });
                open = None;
            }
            place += 1;
            continue;
        }
        open.get_or_insert((at, place));
        blanks = 0;
        place += usize::from(byte & 0xC0 != 0x80);
        end = (at + 1, place);
    }
    if let Some((first, from)) = open {
        let text = line.get(first..end.0).unwrap_or_default();
        words.push(Word { from, to: end.1, at: first, text });
    }
    words
}

/// Whether a word is one of a table of numbers: a number with or without a flag, a time, a mark for
/// a missing one.
fn is_typed(word: &[u8]) -> bool {
    let bare = word
        .iter()
        .rposition(|byte| byte.is_ascii_alphanumeric() || *byte == b'.')
        .and_then(|last| word.get(..=last))
        .unwrap_or_default();
    // `---`, `***`.
    let none = word.len() <= 6 && word.iter().all(u8::is_ascii_punctuation);
    let letter = bare.last().is_some_and(u8::is_ascii_alphabetic);
    let flagged = bare.get(..bare.len().saturating_sub(1)).filter(|_| letter).unwrap_or(bare);
    none || shape(word) == Shape::Missing
        || [word, bare, flagged].iter().any(|text| shape(text).is_typed())
}

/// Whether a line only parts the names from the rows: `---- --- -----`.
fn is_rule(line: &[u8]) -> bool {
    line.iter().all(|byte| matches!(byte, b'-' | b'=' | b'_' | b'+' | b'|' | b' '))
}

/// The columns under the dashes of a line that parts names from rows, `----  ------`, and that line's
/// place.
fn ruled(lines: &[(u64, &[u8])]) -> Option<(usize, Vec<(usize, usize)>)> {
    let (at, (_, line)) = lines.iter().enumerate().take(40).skip(1).find(|(at, (_, line))| {
        let dashes = line.iter().all(|byte| matches!(byte, b'-' | b'=' | b' '));
        let named = lines.get(at - 1).is_some_and(|(_, above)| !above.trim_ascii().is_empty());
        dashes && named && words(line, 1).len() > 1
    })?;
    Some((at, words(line, 1).iter().map(|word| (word.from, word.to)).collect()))
}

/// How a line is cut.
#[derive(Clone, Debug, PartialEq)]
enum Cut {
    /// At each run of blanks: so many words, and what is behind them.
    Words(usize),
    /// Into columns, from a character up to another.
    Places(Vec<(usize, usize)>),
}

impl Cut {
    /// The same with all columns behind the last one that most rows have as one: notes.
    fn with_notes(self, rows: &[&[u8]]) -> Cut {
        let Cut::Places(mut places) = self else { return self };
        let reach = |from: usize| {
            let last = |line: &&&[u8]| words(line, 1).last().is_some_and(|word| word.to > from);
            rows.iter().filter(last).count()
        };
        let core = places.iter().take_while(|(from, _)| reach(*from) * 2 >= rows.len()).count();
        if let (Some(end), Some(note)) = (places.last().copied(), places.get_mut(core)) {
            note.1 = end.1;
            places.truncate(core + 1);
        }
        Cut::Places(places)
    }

    /// The cells of a line; `None` where it does not fit.
    fn cells<'a>(&self, line: &'a [u8]) -> Option<Vec<&'a [u8]>> {
        match self {
            Cut::Words(count) => {
                let words = words(line, 1);
                let (own, rest) = words.split_at_checked(*count)?;
                if rest.iter().any(|word| is_typed(word.text)) {
                    return None;
                }
                let rest = rest.first().and_then(|rest| line.get(rest.at..));
                let own = own.iter().map(|word| word.text);
                Some(own.chain(rest.map(<[u8]>::trim_ascii)).collect())
            }
            Cut::Places(places) => {
                let mut ends: Vec<Option<(usize, usize)>> = vec![None; places.len()];
                for word in words(line, 1) {
                    let column = column_of(places, word.from, word.to)?;
                    let end = ends.get_mut(column)?;
                    let first = end.map_or(word.at, |(from, _)| from);
                    *end = Some((first, word.at + word.text.len()));
                }
                let cell = |end: &Option<(usize, usize)>| {
                    end.and_then(|(from, to)| line.get(from..to)).unwrap_or_default()
                };
                Some(ends.iter().map(cell).collect())
            }
        }
    }
}

/// The column of a word: the one that it covers, or the next one; `None` where it covers several.
fn column_of(places: &[(usize, usize)], from: usize, to: usize) -> Option<usize> {
    let covers = |(a, b): &(usize, usize)| *a < to && from < *b;
    let mut covered = places.iter().enumerate().filter(|(_, place)| covers(place));
    if let Some((column, _)) = covered.next() {
        return covered.next().is_none().then_some(column);
    }
    let distance = |(a, b): &(usize, usize)| if to <= *a { a - to } else { from - b };
    (0..places.len()).min_by_key(|column| places.get(*column).map(distance))
}

/// A table of columns by blanks.
#[derive(Clone, Debug)]
pub struct Blanks {
    lines: Lines,
    cut: Cut,
    columns: Vec<String>,
    comment: Option<u8>,
    header: Option<(u64, Vec<u8>)>,
    skip_lines: u64,
    preamble: Vec<String>,
    /// Rows of the sample, and those that are cut alike.
    of: u64,
    fits: u64,
    two_rows: bool,
}

impl Blanks {
    /// The table of a file that begins with `head` (all of it where `whole`); `stated` overrides the
    /// line of its header. `None` where it is none: rows are mostly numbers and times, and without
    /// names over them nothing else.
    pub fn recognise(head: &[u8], whole: bool, stated: Option<Option<u64>>) -> Option<Blanks> {
        let mut lines: Vec<(u64, &[u8])> = Vec::new();
        let end = if whole { head.len() } else { memchr::memrchr(b'\n', head)? };
        for (at, line) in head.get(..end)?.split(|byte| *byte == b'\n').enumerate().take(SAMPLED) {
            lines.push((at as u64 + 1, line.strip_suffix(b"\r").unwrap_or(line)));
        }
        let ruled = ruled(&lines);
        let stated_cut = ruled.as_ref().map(|(_, places)| Cut::Places(places.clone()));
        let is_row = |line: &[u8]| {
            if let Some(cut) = stated_cut.as_ref().filter(|_| !is_rule(line)) {
                let typed = |cells: Vec<&[u8]>| {
                    let typed = |cell: &&&[u8]| !cell.is_empty() && is_typed(cell);
                    cells.iter().filter(typed).count() >= 2
                };
                return cut.cells(line).is_some_and(typed);
            }
            let words = words(line, 1);
            if is_rule(line) {
                return false;
            }
            let typed = words.iter().filter(|word| is_typed(word.text)).count();
            words.len() >= 2 && typed >= 2 && typed * 2 > words.len()
        };
        let marked = |line: &[u8]| line.first().is_some_and(|byte| MARKS.contains(byte));
        let blank = |line: &[u8]| line.trim_ascii().is_empty();
        let first = ruled.as_ref().map_or(0, |(at, _)| at + 1);
        let from = (first..lines.len()).find(|&at| {
            let next = lines.iter().skip(at).filter(|(_, line)| !blank(line)).take(ROWS_MIN);
            next.filter(|(_, line)| !marked(line) && is_row(line)).count() == ROWS_MIN
                && lines.get(at).is_some_and(|(_, line)| !blank(line))
        })?;
        let (above, below) = lines.split_at(from);
        let below = || below.iter().filter(|(_, line)| !blank(line) && !line.starts_with(b"#"));
        let rows: Vec<&[u8]> = below().map(|(_, line)| *line).filter(|line| is_row(line)).collect();
        // A few lines may stand below a short table.
        if rows.len() * 10 < below().count() * 9 && below().count() > rows.len() + 3 {
            return None;
        }
        let (cut, fits) = match &stated_cut {
            Some(cut) => (cut.clone(), rows.len()),
            None => {
                let (cut, fits) = cut(&rows)?;
                (cut.with_notes(&rows), fits)
            }
        };
        let cells: Vec<Vec<&[u8]>> = rows.iter().filter_map(|line| cut.cells(line)).collect();
        let width = cells.iter().map(Vec::len).max()?;
        let of = cells.len();
        let count = |column: usize, test: &dyn Fn(&[u8]) -> bool| {
            cells.iter().filter(|row| row.get(column).is_some_and(|cell| test(cell))).count()
        };
        let filled = |column: usize| count(column, &|cell| !cell.is_empty());
        let typed = |column: usize| count(column, &|cell| !cell.is_empty() && is_typed(cell));
        // Notes behind some rows are no columns that need a name.
        let mut core = width;
        while core > 1 && filled(core - 1) * 2 < of {
            core -= 1;
        }
        let numbers = (0..core).filter(|&at| typed(at) * 10 >= filled(at) * 8).count();
        let names = names(above, &cut, (core, width), stated);
        let few = numbers * 3 < core * 2 && stated_cut.is_none();
        if core < 2 || numbers < 2 || few || (numbers < core && names.is_none()) {
            return None;
        }
        let mut found = names.unwrap_or_default();
        let data: Vec<crate::ingest::table::Row> = cells
            .iter()
            .map(|row| crate::ingest::table::Row {
                line: 0,
                cells: row.iter().map(|cell| cell.to_vec()).collect(),
                raw: Vec::new(),
                excluded: false,
            })
            .collect();
        header::shift(&mut found.names, core, &data);
        found.names.resize(width, String::new());
        name_parts(&mut found.names, &cells);
        header::number(&mut found.names);
        let skip_lines = match stated {
            Some(Some(line)) => line,
            _ => lines.get(from).map_or(0, |(line, _)| line - 1),
        };
        let comment = lines.iter().any(|(_, line)| line.starts_with(b"#")).then_some(b'#');
        let word =
            |line: &[u8]| String::from_utf8_lossy(line).trim_start_matches('#').trim().to_owned();
        Some(Blanks {
            lines: Lines::default(),
            cut,
            columns: found.names,
            comment,
            header: found.line.and_then(|line| {
                lines.iter().find(|(at, _)| *at == line).map(|(_, raw)| (line, raw.to_vec()))
            }),
            skip_lines,
            preamble: above.iter().map(|(_, line)| word(line)).filter(|l| !l.is_empty()).collect(),
            of: rows.len() as u64,
            fits: fits as u64,
            two_rows: found.lines > 1,
        })
    }

    /// The table as a sample.
    pub fn table(&self, head: &[u8], whole: bool, pieces: &[&[u8]]) -> Table {
        let found = Recognised {
            layout: Layout::Delimited,
            columns: self.columns.clone(),
            fits: self.fits,
            of: self.of,
            sureness: Sureness::Named,
            profile: None,
            source: Source::Blanks(Box::new(self.clone())),
        };
        let mut table = found.table(head, whole, pieces);
        let mark = self.comment;
        table
            .rows
            .iter_mut()
            .for_each(|row| row.excluded |= mark.is_some() && row.raw.first() == mark.as_ref());
        table.separators.delimiter = b' ';
        table.separators.comment = mark;
        table.skip_lines = self.skip_lines;
        table.header_line = self.header.as_ref().map(|(line, _)| *line);
        table.header_raw = self.header.as_ref().map(|(_, raw)| raw.clone()).unwrap_or_default();
        table.preamble.clone_from(&self.preamble);
        table.agreement = self.fits as f64 / self.of.max(1) as f64;
        table.evidence = vec![
            Evidence {
                field: Topic::Delimiter,
                chosen: " ".into(),
                because: Because::Fits { rows: self.fits, of: self.of },
                alternatives: Vec::new(),
            },
            Evidence {
                field: Topic::HeaderLine,
                chosen: table.header_line.map_or("none".into(), |line| line.to_string()),
                because: match table.header_line {
                    Some(_) if self.two_rows => Because::TwoRows,
                    Some(_) => Because::NotLikeData,
                    None => Because::FirstRowIsData,
                },
                alternatives: Vec::new(),
            },
        ];
        table
    }

    fn take(&mut self, piece: Option<&[u8]>, each: &mut dyn FnMut(Record<'_>)) {
        let Blanks { lines, cut, comment, skip_lines, .. } = self;
        let (mut joined, mut ends) = (Vec::new(), Vec::new());
        let mut take = |line: Line<'_>| {
            if line.number <= *skip_lines || line.text.trim_ascii().is_empty() {
                return;
            }
            let Line { number, byte, text, .. } = line;
            let one = [text.len()];
            if comment.is_some() && text.first() == comment.as_ref() {
                return each(Record::new(number, byte, text, text, &one));
            }
            let fault = match cut.cells(text) {
                _ if text.len() > LINE_MAX => Reason::TooLong,
                _ if text.contains(&0) => Reason::Binary,
                Some(cells) => {
                    joined.clear();
                    ends.clear();
                    for cell in cells {
                        joined.extend_from_slice(cell);
                        ends.push(joined.len());
                    }
                    return each(Record::new(number, byte, text, &joined, &ends));
                }
                // A line about the table.
                None if !words(text, 1).iter().any(|word| is_typed(word.text)) => Reason::NotData,
                None if !line.ended => Reason::Truncated,
                None => Reason::LineUnreadable,
            };
            each(Record::unusable(number, byte, text, fault));
        };
        match piece {
            Some(piece) => lines.push(piece, &mut take),
            None => lines.finish(&mut take),
        }
    }
}

impl RecordSource for Blanks {
    fn push(&mut self, piece: &[u8], each: &mut dyn FnMut(Record<'_>)) {
        self.take(Some(piece), each);
    }

    fn finish(&mut self, each: &mut dyn FnMut(Record<'_>)) {
        self.take(None, each);
    }
}

/// How the rows are cut, and how many are cut alike: by places where they are lined up.
fn cut(rows: &[&[u8]]) -> Option<(Cut, usize)> {
    let counts: Vec<usize> = rows.iter().map(|line| words(line, 1).len()).collect();
    let alike = |count: usize| counts.iter().filter(|own| **own == count).count();
    let usual = counts.iter().copied().max_by_key(|count| (alike(*count), *count))?;
    let steady = alike(usual) * 50 >= rows.len() * 49;
    let places = places(rows).filter(|places| are_columns(places, rows));
    if let Some(places) = places.filter(|places| places.len() <= usual || !steady) {
        let cut = Cut::Places(places);
        let fits = rows.iter().filter(|line| cut.cells(line).is_some()).count();
        return Some((cut, fits));
    }
    let cut = Cut::Words(usual);
    let fits = rows.iter().filter(|line| cut.cells(line).is_some()).count();
    (fits * 50 >= rows.len() * 49).then_some((cut, fits))
}

/// Whether of several words in a cell none is a number: rows that are not lined up have their
/// columns run together.
fn are_columns(places: &[(usize, usize)], rows: &[&[u8]]) -> bool {
    let sound = |line: &&&[u8]| {
        // Words of each column, and whether one is typed.
        let mut met = vec![(0, false); places.len()];
        for word in words(line, 1) {
            let column = column_of(places, word.from, word.to).and_then(|at| met.get_mut(at));
            let Some((count, typed)) = column else { return false };
            *count += 1;
            *typed |= is_typed(word.text);
        }
        met.iter().all(|(count, typed)| *count < 2 || !typed)
    };
    places.len() >= 2 && rows.iter().filter(sound).count() * 50 >= rows.len() * 49
}

/// The columns of rows that are lined up: from blanks of all rows to blanks of all rows.
fn places(rows: &[&[u8]]) -> Option<Vec<(usize, usize)>> {
    let mut used: Vec<bool> = Vec::new();
    for line in rows {
        if line.contains(&b'\t') {
            return None;
        }
        for word in words(line, 1) {
            if used.len() < word.to {
                used.resize(word.to, false);
            }
            used.get_mut(word.from..word.to)?.fill(true);
        }
    }
    let mut places = Vec::new();
    let mut at = 0;
    for run in used.chunk_by(|a, b| a == b) {
        if run.first() == Some(&true) {
            places.push((at, at + run.len()));
        }
        at += run.len();
    }
    Some(places)
}

/// Names over the columns.
#[derive(Default)]
struct Found {
    names: Vec<String>,
    line: Option<u64>,
    lines: usize,
}

/// The names of the columns in the lines above the rows.
fn names(
    above: &[(u64, &[u8])],
    cut: &Cut,
    (core, width): (usize, usize),
    stated: Option<Option<u64>>,
) -> Option<Found> {
    let places = match cut {
        Cut::Places(places) => places.as_slice(),
        Cut::Words(_) => &[],
    };
    let mut lines: Vec<(u64, Vec<String>, bool)> = Vec::new();
    for (number, raw) in above.iter().rev() {
        match stated {
            Some(None) => return None,
            Some(Some(line)) if *number != line => continue,
            _ => {}
        }
        let mark = raw.first().is_some_and(|byte| MARKS.contains(byte));
        let line: Vec<u8> = match raw.split_first() {
            Some((_, rest)) if mark => [b" ", rest].concat(),
            _ => raw.to_vec(),
        };
        if is_rule(&line) && (lines.is_empty() || !line.trim_ascii().is_empty()) {
            continue;
        }
        let name = |text: &[u8]| String::from_utf8_lossy(text).trim().to_owned();
        let single = words(&line, 1);
        let apart = words(&line, 2);
        let listed = |words: &[Word<'_>]| words.iter().map(|word| name(word.text)).collect();
        // Each over a column of its own.
        let over = |words: &[Word<'_>]| {
            let mut names = vec![String::new(); width];
            for word in words {
                let shared =
                    |(a, b): &(usize, usize)| word.to.min(*b).saturating_sub(word.from.max(*a));
                // A name may be wider than its column.
                let best = (0..places.len()).max_by_key(|at| places.get(*at).map(shared))?;
                let covers = places.get(best).is_some_and(|place| shared(place) > 0);
                let column = if covers { best } else { column_of(places, word.from, word.to)? };
                let own = names.get_mut(column).filter(|own| own.is_empty())?;
                *own = name(word.text);
            }
            Some(names)
        };
        let all = [core, width];
        let (names, whole): (Vec<String>, bool) = if all.contains(&single.len()) {
            (listed(&single), true)
        } else if all.contains(&apart.len()) {
            (listed(&apart), true)
        } else if let Some(names) = over(&single)
            .filter(|_| apart.len() > 1)
            .or_else(|| over(&apart).filter(|_| apart.len() > 1))
        {
            (names, false)
        } else if single.len() + 1 == core && lines.is_empty() {
            (listed(&single), true)
        } else {
            break;
        };
        if names.iter().any(|name: &String| shape(name.as_bytes()).is_typed()) {
            break;
        }
        lines.push((*number, names, whole));
        if lines.len() == NAMES_WITHIN {
            break;
        }
    }
    // The line that names every column, of several the one above units or with more names; else
    // the parts of all, from the top.
    let distinct = |names: &[String]| {
        let again = |(at, name): &(usize, &String)| names.iter().skip(at + 1).any(|n| n == *name);
        names.iter().enumerate().filter(|named| !again(named)).count()
    };
    let whole = lines.iter().filter(|(.., whole)| *whole);
    let best = whole.reduce(|below, above| {
        let (lower, upper) = (distinct(&below.1), distinct(&above.1));
        if upper > lower || upper == lower && header::is_units(&below.1) { above } else { below }
    });
    if let Some((number, names, _)) = best {
        return Some(Found { names: names.clone(), line: Some(*number), lines: 1 });
    }
    let line = lines.first()?.0;
    let part = |column: usize| {
        let parts = lines.iter().rev().filter_map(|(_, names, _)| names.get(column));
        parts.filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
    };
    Some(Found { names: (0..width).map(part).collect(), line: Some(line), lines: lines.len() })
}

/// Names of columns without one that hold the year, the month and the day of their row.
fn name_parts(names: &mut [String], cells: &[Vec<&[u8]>]) {
    let numbers = |column: usize| -> Option<Vec<i64>> {
        let cell = |row: &Vec<&[u8]>| str::from_utf8(row.get(column)?).ok()?.parse().ok();
        cells.iter().map(cell).collect()
    };
    let within = |column: usize, low: i64, high: i64| {
        numbers(column).filter(|all| all.iter().all(|value| (low..=high).contains(value)))
    };
    if names.iter().take(2).any(|name| !name.is_empty()) {
        return;
    }
    let (Some(years), Some(months)) = (within(0, 1000, 2299), within(1, 1, 12)) else { return };
    let follows = |&&[one, two]: &&[i64; 2]| two - one == 1 || one == two || (one, two) == (12, 1);
    let steps = months.array_windows().filter(follows).count();
    if !years.is_sorted() || steps * 10 < months.len().saturating_sub(1) * 9 {
        return;
    }
    let day = names.get(2).is_some_and(String::is_empty) && within(2, 1, 31).is_some();
    for (name, part) in names.iter_mut().zip(["year", "month", "day"]).take(2 + usize::from(day)) {
        part.clone_into(name);
    }
}

#[cfg(test)]
mod tests {
    use super::{super::tests::read_pieces, *};

    fn read(text: &str) -> Option<(String, Vec<String>)> {
        let blanks = Blanks::recognise(text.as_bytes(), true, None)?;
        Some((blanks.columns.join("|"), read_pieces(&blanks, text.as_bytes())))
    }

    #[test]
    fn tables() {
        #[rustfmt::skip]
        let cases: &[(&str, &str, &[&str])] = &[
            // A blank is a gap, flags stay, notes are one cell.
            ("Town\n31 metres\n  yyyy  mm   tmax    rain\n              degC      mm\n  2015   1   12.0    40.0\n  2015   2          47.0\n  2015   3   13.0*   54.0#  Not final\n",
                "yyyy|mm|tmax|rain|", &["5:2015|1|12.0|40.0|", "6:2015|2||47.0|", "7:2015|3|13.0*|54.0#|Not final"]),
            // Names in comments, of several lines.
            ("# Mean\n#\n#            decimal     monthly\n#             date       average\n2010    1   2010.0417    388.00\n2010    2   2010.1250    389.61\n2010    3   2010.2083    390.86\n",
                "year|month|decimal date|monthly average", &["5:2010|1|2010.0417|388.00", "6:2010|2|2010.1250|389.61", "7:2010|3|2010.2083|390.86"]),
            // Not lined up; a footer.
            ("day a b\n2021-06-01 1 2\n2021-06-02 10 20\n2021-06-03 100 200\n2021-06-04 1\n2021-06-05 1 2\n2021-06-06 1 2\n2021-06-07 1 2\n2021-06-08 1 2\n2021-06-09 1 2\n2021-06-10 1 2\n",
                "", &[]),
            ("day        place    a b\n2021-06-01 New Town 1 2\n2021-06-02 Oldville 2 3\n2021-06-03 New Town 3 4\n---------------------\n",
                "day|place|a|b", &["2:2021-06-01|New Town|1|2", "3:2021-06-02|Oldville|2|3", "4:2021-06-03|New Town|3|4", "5!NotData"]),
            // Texts of several words under dashes.
            ("day         place     who  a\n----------  --------  ---  --\n2021-06-01  New Town  me    1\n2021-06-02  Old       you   2\n2021-06-03  At Sea         3\n",
                "day|place|who|a", &["3:2021-06-01|New Town|me|1", "4:2021-06-02|Old|you|2", "5:2021-06-03|At Sea||3"]),
        ];
        for (text, columns, rows) in cases {
            match read(text) {
                Some((got, cells)) => {
                    assert_eq!(got, *columns, "{text}");
                    assert_eq!(cells, rows.iter().map(|row| (*row).to_owned()).collect::<Vec<_>>());
                }
                None => assert_eq!(*columns, "", "{text}"),
            }
        }
        for text in [
            "",
            "a b\n",
            "a,b\n1,2\n3,4\n5,6\n",
            "one two\nthree four\nfive six\n",
            "2021-06-01 10:00:00 it began\n2021-06-01 10:00:01 it went on\n2021-06-01 10:00:02 it ended\n",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
