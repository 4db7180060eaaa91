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
mod cut;
mod names;

use crate::ingest::{
    header,
    problem::Reason,
    records::{Record, RecordSource},
    source::{Because, Evidence, Layout},
    table::Table,
    topic::Topic,
};
use cut::{Cut, cut, is_typed, words};
use names::{name_parts, names};

/// Lines that are looked at.
const SAMPLED: usize = 1_500;
/// Fewest rows.
const ROWS_MIN: usize = 3;
/// Marks of comments, where they come before the rows.
const MARKS: &[u8] = b"#%!*;";
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
