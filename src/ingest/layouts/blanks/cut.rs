//! How lines are cut at blanks: into words, or into the columns that blanks of all rows leave.
//!
//! A line that fits neither has no cells: it is counted, never cut by guess.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "places in a line, and counts of a sample's rows"
)]

use crate::ingest::shape::{Shape, shape};

/// A word or a cell: its first character and the one behind it, and its bytes from `at` on.
#[derive(Clone, Copy)]
pub(super) struct Word<'a> {
    pub from: usize,
    pub to: usize,
    pub at: usize,
    pub text: &'a [u8],
}

/// Texts of a line that are `apart` blanks or more from each other.
pub(super) fn words(line: &[u8], apart: usize) -> Vec<Word<'_>> {
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
pub(super) fn is_typed(word: &[u8]) -> bool {
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

/// How a line is cut.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cut {
    /// At each run of blanks: so many words, and what is behind them.
    Words(usize),
    /// Into columns, from a character up to another.
    Places(Vec<(usize, usize)>),
}

impl Cut {
    /// The same with all columns behind the last one that most rows have as one: notes.
    pub fn with_notes(self, rows: &[&[u8]]) -> Cut {
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
    pub fn cells<'a>(&self, line: &'a [u8]) -> Option<Vec<&'a [u8]>> {
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
pub(super) fn column_of(places: &[(usize, usize)], from: usize, to: usize) -> Option<usize> {
    let covers = |(a, b): &(usize, usize)| *a < to && from < *b;
    let mut covered = places.iter().enumerate().filter(|(_, place)| covers(place));
    if let Some((column, _)) = covered.next() {
        return covered.next().is_none().then_some(column);
    }
    let distance = |(a, b): &(usize, usize)| if to <= *a { a - to } else { from - b };
    (0..places.len()).min_by_key(|column| places.get(*column).map(distance))
}

/// How the rows are cut, and how many are cut alike: by places where they are lined up.
pub(super) fn cut(rows: &[&[u8]]) -> Option<(Cut, usize)> {
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
