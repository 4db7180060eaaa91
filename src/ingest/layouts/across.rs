//! Tables whose dates stand across the header: a row a country, a column a year or a day; or a row
//! a year and a column a month or a quarter, or a row a month and a column a year.
//!
//! Each cell under a date becomes a record of its own: the date, the row's other cells, the value.
//! Statistical offices and portals publish such tables; a row of them has no time.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "places in a row, and counts of a sample's rows and cells"
)]

use super::{Recognised, Source, Sureness};
use crate::ingest::topic::Topic;
use crate::ingest::{
    delimited::{Delimited, Separators},
    number::{flagged, says_nothing},
    records::{Record, RecordSource},
    shape::{Shape, shape},
    source::{Because, Evidence, Layout},
    table::{Row, Table},
    timestamp::{detect::detect, month_of, quarter_of},
};
use crate::{ingest::timestamp::candidate::Hints, kit::indices::sorted};

/// Fewest dates of a header.
const DATES_MIN: usize = 3;
/// Rows among which the header is, where none was found.
const HEADER_WITHIN: usize = 8;

/// Between the parts of a row's name.
const BETWEEN: &str = " · ";
/// Columns of texts among which the names of rows are looked for.
const NAMES_MAX: usize = 12;

/// The date of a cell: of its column, or of its column and its row.
#[derive(Clone, Debug, PartialEq)]
enum Dates {
    /// As the header says them.
    Whole(Vec<Vec<u8>>),
    /// A month or a quarter for each column; the row begins with its year.
    Parts(Vec<String>),
    /// A year for each column; the row begins with its month.
    Years(Vec<Vec<u8>>),
}

impl Dates {
    fn len(&self) -> usize {
        match self {
            Dates::Whole(dates) | Dates::Years(dates) => dates.len(),
            Dates::Parts(parts) => parts.len(),
        }
    }
}

/// A delimited table that is turned.
#[derive(Clone, Debug)]
pub struct Across {
    inner: Delimited,
    /// How the table is cut into cells.
    pub separators: Separators,
    /// Cells before those under the dates.
    before: usize,
    /// Cells behind them that are the row's too.
    after: Vec<usize>,
    /// Columns that together name a row, where none does alone.
    joined: Vec<usize>,
    dates: Dates,
    columns: Vec<String>,
    /// Line of the header, and lines up to the first row.
    pub header_line: u64,
    /// Lines before the first row.
    pub skip_lines: u64,
}

impl Across {
    /// Whether a table is such a one; `timed` is the column of its time, where it has one otherwise.
    /// Then only a table whose time stands behind its dates (the year of an estimate) is one, and
    /// the kind whose rows are years and whose columns are their months or quarters, which would be read as
    /// one value a year.
    pub fn recognise(table: &Table, timed: Option<usize>) -> Option<Across> {
        if let Some(line) = table.header_line {
            let names: Vec<Vec<u8>> =
                table.names.iter().map(|name| name.clone().into_bytes()).collect();
            return Across::below(&names, (line, table.skip_lines), &table.rows, table, timed);
        }
        // Years and dates in a header look like data, and there may be lines before it.
        (0..table.rows.len().min(HEADER_WITHIN)).find_map(|at| {
            let header = table.rows.get(at)?;
            let lines = (header.line, header.line);
            Across::below(&header.cells, lines, table.rows.get(at + 1..)?, table, timed)
        })
    }

    /// The same for the rows below a header; its line, and the lines up to the first row.
    fn below(
        header: &[Vec<u8>],
        (header_line, skip_lines): (u64, u64),
        rows: &[Row],
        table: &Table,
        timed: Option<usize>,
    ) -> Option<Across> {
        let rows = rows.iter().filter(|row| !row.excluded);
        let end = header.iter().rposition(|name| !name.trim_ascii().is_empty())? + 1;
        let rows: Vec<&Row> = rows.collect();
        let first = |row: &&Row| row.cells.first().cloned().unwrap_or_default();
        let filled = || rows.iter().filter(|row| !first(row).trim_ascii().is_empty());
        let begin_with = |test: &dyn Fn(&[u8]) -> bool| {
            filled().count() >= 2 && filled().all(|row| test(&first(row)))
        };
        let parts = |of: &dyn Fn(&[u8]) -> Option<u32>, all: u32, write: &dyn Fn(u32) -> String| {
            let parts: Vec<u32> = header.iter().skip(1).map_while(|name| of(name)).collect();
            let whole = parts.iter().copied().eq(1..=all);
            whole.then(|| parts.into_iter().map(write).collect::<Vec<String>>())
        };
        let parts = parts(&month_of, 12, &two_digits)
            .or_else(|| parts(&quarter_of, 4, &|quarter| format!("Q{quarter}")))
            .filter(|_| begin_with(&|cell| year_of(cell).is_some()));
        let (before, dates) = if let Some(parts) = parts {
            (1, Dates::Parts(parts))
        } else {
            let (before, dates) = run_of_dates(header.get(..end)?)?;
            if timed.is_some_and(|column| column < before + dates.len()) {
                return None;
            }
            let years = before == 1 && dates.iter().all(|date| year_of(date).is_some());
            match years && begin_with(&|cell| month_of(cell).is_some()) {
                true => (before, Dates::Years(dates)),
                false => (before, Dates::Whole(dates)),
            }
        };
        let under = || rows.iter().flat_map(|row| row.cells.iter().skip(before).take(dates.len()));
        let shaped =
            |wanted: &[Shape]| under().filter(|cell| wanted.contains(&shape(cell))).count();
        let numbers = shaped(&[Shape::Number]);
        let silent = |cell: &&Vec<u8>| {
            matches!(shape(cell), Shape::Blank | Shape::Missing) || says_nothing(cell)
        };
        let none = under().filter(silent).count();
        // `10.2 e`, `10.2*`: most have none, or nobody could tell them from units.
        let marked = |cell: &&Vec<u8>| !shape(cell).is_typed() && flagged(cell, true).is_some();
        let read = numbers + under().filter(marked).count().min(numbers);
        if numbers == 0 || (read + none) * 10 < under().count() * 9 {
            return None;
        }
        let mut columns = vec!["date".to_owned()];
        let name = |at: usize| match header.get(at).map(|name| String::from_utf8_lossy(name)) {
            Some(name) if !name.trim().is_empty() => name.trim().to_owned(),
            _ => format!("column {}", at + 1),
        };
        let after: Vec<usize> = match dates {
            Dates::Whole(_) => (before + dates.len()..end).collect(),
            Dates::Parts(_) | Dates::Years(_) => Vec::new(),
        };
        let mut joined = Vec::new();
        if matches!(dates, Dates::Whole(_)) {
            joined = names_of_rows(before, &rows);
            if !joined.is_empty() {
                columns.push(joined.iter().map(|at| name(*at)).collect::<Vec<_>>().join(BETWEEN));
            }
            columns.extend((0..before).chain(after.iter().copied()).map(name));
        }
        // A name that says nothing: series are named after the file, or by what stands before it.
        columns.push("value".to_owned());
        Some(Across {
            inner: Delimited::new(table.separators, skip_lines),
            separators: table.separators,
            before,
            after,
            joined,
            dates,
            columns,
            header_line,
            skip_lines,
        })
    }

    /// Names of the columns.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The table as it is when it has been turned.
    pub fn turned(&self, table: &Table, head: &[u8], whole: bool, pieces: &[&[u8]]) -> Table {
        let of = table.rows.len() as u64;
        let found = Recognised {
            layout: Layout::Delimited,
            columns: self.columns.clone(),
            fits: of,
            of,
            sureness: Sureness::Named,
            profile: None,
            source: Source::Across(Box::new(self.clone())),
        };
        let mut evidence = table.evidence.clone();
        evidence.retain(|found| found.field != Topic::HeaderLine);
        evidence.push(Evidence {
            field: Topic::Layout,
            chosen: "across".into(),
            because: Because::Stated(self.ends()),
            alternatives: Vec::new(),
        });
        Table {
            separators: self.separators,
            skip_lines: self.skip_lines,
            header_line: Some(self.header_line),
            preamble: table.preamble.clone(),
            evidence,
            ..found.table(head, whole, pieces)
        }
    }

    /// The first and the last date, as the header says them.
    fn ends(&self) -> String {
        let word = |cell: &[u8]| String::from_utf8_lossy(cell).trim().to_owned();
        let ends = |cells: &[Vec<u8>]| {
            let (first, last) = (cells.first(), cells.last());
            let [first, last] =
                [first, last].map(|cell| cell.map_or_else(String::new, |c| word(c)));
            format!("{first} … {last}")
        };
        match &self.dates {
            Dates::Parts(parts) => format!("1 … {}", parts.len()),
            Dates::Whole(dates) | Dates::Years(dates) => ends(dates),
        }
    }

    fn through(&mut self, piece: Option<&[u8]>, each: &mut dyn FnMut(Record<'_>)) {
        let Across { inner, separators, before, after, joined, dates, .. } = self;
        let comment = separators.comment;
        let mut buffer = Buffer::default();
        let mut turn = |record: Record<'_>| {
            let excluded = comment.is_some() && record.raw.first() == comment.as_ref();
            if record.fault.is_some() || excluded || record.len() <= *before {
                return each(record);
            }
            let first = record.get(0).unwrap_or_default();
            for at in 0..dates.len().min(record.len() - *before) {
                buffer.clear();
                match dates {
                    Dates::Whole(dates) => {
                        buffer.cell(dates.get(at).map_or(&[][..], Vec::as_slice));
                        let cell = |key: &usize| record.get(*key).unwrap_or_default();
                        if !joined.is_empty() {
                            let parts: Vec<&[u8]> =
                                joined.iter().map(|key| cell(key).trim_ascii()).collect();
                            buffer.cell(&parts.join(BETWEEN.as_bytes()));
                        }
                        for key in (0..*before).chain(after.iter().copied()) {
                            buffer.cell(cell(&key));
                        }
                    }
                    Dates::Parts(parts) => {
                        buffer.part(year_of(first), parts.get(at).cloned());
                    }
                    Dates::Years(years) => {
                        let month = month_of(first).map(two_digits);
                        buffer.part(years.get(at).and_then(|year| year_of(year)), month);
                    }
                }
                buffer.cell(record.get(*before + at).unwrap_or_default());
                let Record { line, byte, raw, .. } = record;
                each(Record::new(line, byte, raw, &buffer.cells, &buffer.ends));
            }
        };
        match piece {
            Some(piece) => inner.push(piece, &mut turn),
            None => inner.finish(&mut turn),
        }
    }
}

impl RecordSource for Across {
    fn push(&mut self, piece: &[u8], each: &mut dyn FnMut(Record<'_>)) {
        self.through(Some(piece), each);
    }

    fn finish(&mut self, each: &mut dyn FnMut(Record<'_>)) {
        self.through(None, each);
    }
}

/// Cells of one record.
#[derive(Default)]
struct Buffer {
    cells: Vec<u8>,
    ends: Vec<usize>,
}

impl Buffer {
    fn clear(&mut self) {
        self.cells.clear();
        self.ends.clear();
    }

    fn cell(&mut self, cell: &[u8]) {
        self.cells.extend_from_slice(cell);
        self.ends.push(self.cells.len());
    }

    /// A part of a year as a cell; an empty one where either is missing.
    fn part(&mut self, year: Option<u32>, part: Option<String>) {
        match year.zip(part) {
            Some((year, part)) => self.cell(format!("{year:04}-{part}").as_bytes()),
            None => self.cell(b""),
        }
    }
}

fn two_digits(month: u32) -> String {
    format!("{month:02}")
}

/// The longest run of dates in a header, and where it begins: behind one cell at least.
fn run_of_dates(header: &[Vec<u8>]) -> Option<(usize, Vec<Vec<u8>>)> {
    let dates: Vec<Vec<u8>> = header.iter().map(|cell| bare_date(cell).to_vec()).collect();
    let dated = |at: usize| dates.get(at).is_some_and(|cell| shape(cell).is_typed());
    let mut best: Option<(usize, usize)> = None;
    let mut at = 1;
    while at < dates.len() {
        let run = (at..dates.len()).take_while(|at| dated(*at)).count();
        let long = best.map_or(DATES_MIN - 1, |(from, to)| to - from);
        if run > long && are_dates(dates.get(at..at + run)?) {
            best = Some((at, at + run));
        }
        at += run.max(1);
    }
    let whole = || (1..dates.len()).map(|from| (from, dates.len()));
    let all = |(from, to): &(usize, usize)| {
        to - from >= DATES_MIN && dates.get(*from..*to).is_some_and(are_dates)
    };
    let (from, to) = best.or_else(|| whole().find(all))?;
    Some((from, dates.get(from..to)?.to_vec()))
}

/// A date of a header without what some offices put around a year: `Y1990`, `FY1990`,
/// `1990 [YR1990]`.
fn bare_date(cell: &[u8]) -> &[u8] {
    let cell = cell.trim_ascii();
    let rest = [&b"FY"[..], b"YR", b"Y"].iter().find_map(|mark| cell.strip_prefix(*mark));
    let year = rest.unwrap_or(cell);
    let (year, tail) = year.split_at_checked(4).unwrap_or((year, b""));
    let marked = tail.trim_ascii().strip_prefix(b"[YR").and_then(|tail| tail.strip_suffix(b"]"));
    let sound = tail.is_empty() && rest.is_some() || marked == Some(year);
    if sound && year_of(year).is_some() { year } else { cell }
}

/// The columns whose cells together are a name of its own for each row: none where one column is,
/// or all together are not.
fn names_of_rows(before: usize, rows: &[&Row]) -> Vec<usize> {
    let rows: Vec<&&Row> = rows.iter().filter(|row| row.cells.len() > before).collect();
    let distinct = |columns: &[usize]| {
        let names: Vec<Vec<&[u8]>> =
            rows.iter().map(|row| columns.iter().map(|at| row.cell(*at)).collect()).collect();
        let mut names = sorted(names, &Ord::cmp);
        names.dedup();
        names.len()
    };
    let text = |at: &usize| {
        let texts = rows.iter().filter(|row| shape(row.cell(*at)) == Shape::Text).count();
        texts * 2 > rows.len() && distinct(&[*at]) > 1
    };
    let texts: Vec<usize> = (0..before).filter(text).take(NAMES_MAX).collect();
    if rows.len() < 2 || texts.iter().any(|at| distinct(&[*at]) == rows.len()) {
        return Vec::new();
    }
    let length = |at: usize| rows.iter().map(|row| row.cell(at).len()).sum::<usize>();
    // The pair with the fewest names of its own, of these the one with the longest: names, not codes.
    let pairs = texts.iter().flat_map(|a| texts.iter().map(move |b| [*a, *b]));
    let whole = pairs.filter(|[a, b]| a < b && distinct(&[*a, *b]) == rows.len());
    let best = whole.min_by_key(|[a, b]| {
        (distinct(&[*a]) * distinct(&[*b]), usize::MAX - length(*a) - length(*b))
    });
    if let Some(pair) = best {
        return pair.to_vec();
    }
    let mut several: Vec<usize> = Vec::new();
    for at in texts {
        let more = [several.as_slice(), &[at]].concat();
        if several.is_empty() || distinct(&more) > distinct(&several) {
            several = more;
        }
    }
    if distinct(&several) == rows.len() { several } else { Vec::new() }
}

/// A year that somebody wrote down: four digits, 1000 to 2299.
fn year_of(cell: &[u8]) -> Option<u32> {
    let year: u32 = std::str::from_utf8(cell).ok()?.trim().trim_end_matches('年').parse().ok()?;
    (1000..2300).contains(&year).then_some(year)
}

/// Whether all of these are dates of one format, none twice.
fn are_dates(cells: &[Vec<u8>]) -> bool {
    let texts: Vec<&[u8]> = cells.iter().map(Vec::as_slice).collect();
    if texts.iter().all(|text| year_of(text).is_none()) && texts.iter().any(|text| text.len() < 5) {
        return false;
    }
    let found = detect(&texts, &Hints::default());
    let Some(best) = found.candidates.first().filter(|_| found.tied > 0) else { return false };
    // Numbers with decimals are a row's, whatever days a spreadsheet would count them as.
    if best.format.to_string() == "excel" && texts.iter().any(|text| text.contains(&b'.')) {
        return false;
    }
    let mut times: Vec<i64> =
        texts.iter().filter_map(|text| best.format.parse(text).ok()).map(|at| at.ms).collect();
    times.sort_unstable();
    times.dedup();
    times.len() == cells.len()
}

#[cfg(test)]
mod tests {
    use super::{super::tests::read_pieces, *};

    fn table(text: &str) -> Table {
        crate::ingest::dialect::sniff(text.as_bytes(), true, &[], None, None, None)
    }

    fn turned(text: &str, timed: Option<usize>) -> Option<(Vec<String>, Vec<String>)> {
        let across = Across::recognise(&table(text), timed)?;
        Some((across.columns().to_vec(), read_pieces(&across, text.as_bytes())))
    }

    #[test]
    fn days_across() {
        let text = "Country,2023-01-01,2023-01-02,2023-01-03\nJP,1,,3\n\"U,S\",4,5,6\nKR,7,8\n";
        let (columns, records) = turned(text, None).unwrap();
        assert_eq!(columns, ["date", "Country", "value"]);
        assert_eq!(
            records,
            [
                "2:2023-01-01|JP|1",
                "2:2023-01-02|JP|",
                "2:2023-01-03|JP|3",
                "3:2023-01-01|U,S|4",
                "3:2023-01-02|U,S|5",
                "3:2023-01-03|U,S|6",
                "4:2023-01-01|KR|7",
                "4:2023-01-02|KR|8",
            ]
        );
    }

    #[test]
    fn rows_of_several_names() {
        let text = "Code,Land,Thema,Y1990,Y1991,Y1992,Last year\nA,Aland,Trade,1,2,3,1991\nA,Aland,Work,4,5,6,1991\n\
                    B,Bland,Trade,7,8,9,1992\nB,Bland,Work,1,,3,1991\n\nA source\n";
        let (columns, records) = turned(text, Some(6)).unwrap();
        assert_eq!(columns.join("|"), "date|Land · Thema|Code|Land|Thema|Last year|value");
        assert_eq!(records.len(), 13);
        assert_eq!(records[0], "2:1990|Aland · Trade|A|Aland|Trade|1991|1");
        assert_eq!(records[10], "5:1991|Bland · Work|B|Bland|Work|1991|");
        assert!(turned(text, Some(0)).is_none());
        let marked = "Name,2019 [YR2019],2020 [YR2020],2021 [YR2021]\nx,1,2,3\ny,4,5,6\n";
        assert_eq!(turned(marked, None).unwrap().1[1], "2:2020|x|2");
    }

    #[test]
    fn numbers_may_carry_flags() {
        for (mark, flag) in [(';', "*"), ('\t', " e"), ('\t', " p")] {
            let text = "geo,2019,2020,2021,2022\nA,1.5F,2.5,3,: c\nB,1.25,2.25F,3.5,4\n";
            let text = text.replace(',', &mark.to_string()).replace('F', flag);
            let (columns, records) = turned(&text, None).unwrap();
            assert_eq!((columns.join("|").as_str(), records.len()), ("date|geo|value", 8));
            assert_eq!(records[0], format!("2:2019|A|1.5{flag}"));
        }
        assert!(turned("k,2019,2020,2021\nA,1 x,2 y,3 z\nB,1 x,2 x,3\n", None).is_none());
    }

    #[test]
    fn years_and_months_cross() {
        let names = "Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec";
        let rows = "2020,1,2,3,4,5,6,7,8,9,10,11,12\n2021,13,14\n";
        let (columns, records) = turned(&format!("Year,{names}\n{rows}"), Some(0)).unwrap();
        assert_eq!((columns.join("|").as_str(), records.len()), ("date|value", 14));
        assert_eq!((records[0].as_str(), records[13].as_str()), ("2:2020-01|1", "3:2021-02|14"));
        let months = "Month,2019,2020,2021\nJan,1,2,3\nFeb,4,5,6\nMar,7,8,9\n";
        let (_, records) = turned(months, None).unwrap();
        assert_eq!((records[0].as_str(), records[5].as_str()), ("2:2019-01|1", "3:2021-02|6"));
        let quarters = "Year,Q1,Q2,Q3,Q4,Total\n2020,1,2,3,4,10\n2021,5,6,7,8,26\n";
        let (_, records) = turned(quarters, Some(0)).unwrap();
        assert_eq!((records[0].as_str(), records[7].as_str()), ("2:2020-Q1|1", "3:2021-Q4|8"));
        let japanese = "年,1月,2月,3月,4月,5月,6月,7月,8月,9月,10月,11月,12月\n2020年,1,2,3,4,5,6,7,8,9,10,11,12\n2021年,1,2,3,4,5,6,7,8,9,10,11,12\n";
        assert_eq!(turned(japanese, Some(0)).unwrap().1.len(), 24);
    }

    #[test]
    fn other_tables_are_left_alone() {
        for text in [
            "a,b,c,d\n1,2,3,4\n5,6,7,8\n",
            "name,1,2,3\nx,4,5,6\ny,7,8,9\n",
            "Country,2023-01-01,2023-01-02,2023-01-03\nJP,red,blue,green\n",
            "k,2020,2020,2020\nJP,1,2,3\n",
            "",
        ] {
            assert!(turned(text, None).is_none(), "{text}");
        }
        assert!(turned("Country,2023-01-01,2023-01-02,2023-01-03\nJP,1,2,3\n", Some(0)).is_none());
        let quarters = ",,2012,2012,2012,2012\n,,Q1,Q2,Q3,Q4\n1,Product,16000.5,16100.5,16200.5,16300.5\n2,Consumption,11000.5,11050.5,11100.5,11150.5\n";
        assert!(turned(quarters, None).is_none());
        let quarterly = "Year,Jan,Apr,Jul,Oct\n2020,1,2,3,4\n2021,5,6,7,8\n";
        assert!(turned(quarterly, Some(0)).is_none());
    }
}
