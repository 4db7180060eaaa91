//! Tables whose dates stand across the header: a row a country, a column a year or a day; or a row
//! a year and a column a month, or the other way round.
//!
//! Each cell under a date becomes a record of its own: the date, the row's other cells, the value.
//! Statistical offices and portals publish such tables; a row of them has no time.

use super::{Recognised, Source, Sureness};
use crate::ingest::timestamp::candidate::Hints;
use crate::ingest::topic::Topic;
use crate::ingest::{
    delimited::{Delimited, Separators},
    records::{Record, RecordSource},
    shape::{Shape, shape},
    source::{Because, Evidence, Layout},
    table::{Row, Table},
    timestamp::{detect::detect, month_of},
};

/// Fewest dates of a header.
const DATES_MIN: usize = 3;
/// Rows among which the header is, where none was found.
const HEADER_WITHIN: usize = 8;

/// The date of a cell: of its column, or of its column and its row.
#[derive(Clone, Debug, PartialEq)]
enum Dates {
    /// As the header says them.
    Whole(Vec<Vec<u8>>),
    /// A month for each column; the row begins with its year.
    Months(Vec<u32>),
    /// A year for each column; the row begins with its month.
    Years(Vec<Vec<u8>>),
}

impl Dates {
    fn len(&self) -> usize {
        match self {
            Dates::Whole(dates) | Dates::Years(dates) => dates.len(),
            Dates::Months(months) => months.len(),
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
    dates: Dates,
    columns: Vec<String>,
    /// Line of the header, and lines up to the first row.
    pub header_line: u64,
    /// Lines before the first row.
    pub skip_lines: u64,
}

impl Across {
    /// Whether a table is such a one: `all` where it has no time otherwise, else only the kind
    /// whose rows are years and whose columns are the twelve months, which would be read as one
    /// value a year.
    pub fn recognise(table: &Table, all: bool) -> Option<Across> {
        if let Some(line) = table.header_line {
            let names: Vec<Vec<u8>> =
                table.names.iter().map(|name| name.clone().into_bytes()).collect();
            return Across::below(&names, (line, table.skip_lines), &table.rows, table, all);
        }
        // Years and dates in a header look like data, and there may be lines before it.
        (0..table.rows.len().min(HEADER_WITHIN)).find_map(|at| {
            let header = table.rows.get(at)?;
            let lines = (header.line, header.line);
            Across::below(&header.cells, lines, table.rows.get(at + 1..)?, table, all)
        })
    }

    /// The same for the rows below a header; its line, and the lines up to the first row.
    fn below(
        header: &[Vec<u8>],
        (header_line, skip_lines): (u64, u64),
        rows: &[Row],
        table: &Table,
        all: bool,
    ) -> Option<Across> {
        let rows = rows.iter().filter(|row| !row.excluded);
        let end = header.iter().rposition(|name| !name.trim_ascii().is_empty())? + 1;
        let rows: Vec<&Row> = rows.collect();
        let first = |row: &&Row| row.cells.first().cloned().unwrap_or_default();
        let filled = || rows.iter().filter(|row| !first(row).trim_ascii().is_empty());
        let begin_with = |test: &dyn Fn(&[u8]) -> bool| {
            filled().count() >= 2 && filled().all(|row| test(&first(row)))
        };
        let months: Vec<u32> = header.iter().skip(1).map_while(|name| month_of(name)).collect();
        let twelve = months.iter().copied().eq(1..=12);
        let (before, dates) = if twelve && begin_with(&|cell| year_of(cell).is_some()) {
            (1, Dates::Months(months))
        } else if !all {
            return None;
        } else {
            let before = (1..end).find(|&at| {
                let dates = header.get(at..end).unwrap_or_default();
                dates.len() >= DATES_MIN && are_dates(dates)
            })?;
            let dates = header.get(before..end)?.to_vec();
            let years = before == 1 && dates.iter().all(|date| year_of(date).is_some());
            match years && begin_with(&|cell| month_of(cell).is_some()) {
                true => (before, Dates::Years(dates)),
                false => (before, Dates::Whole(dates)),
            }
        };
        let under = || rows.iter().flat_map(|row| row.cells.iter().skip(before).take(dates.len()));
        let shaped =
            |wanted: &[Shape]| under().filter(|cell| wanted.contains(&shape(cell))).count();
        let (numbers, none) = (shaped(&[Shape::Number]), shaped(&[Shape::Blank, Shape::Missing]));
        if numbers == 0 || (numbers + none) * 10 < under().count() * 9 {
            return None;
        }
        let mut columns = vec!["date".to_owned()];
        if matches!(dates, Dates::Whole(_)) {
            let names = header.iter().take(before).enumerate();
            columns.extend(names.map(|(at, name)| match String::from_utf8_lossy(name).trim() {
                "" => format!("column {}", at + 1),
                name => name.to_owned(),
            }));
        }
        // A name that says nothing: series are named after the file, or by what stands before it.
        columns.push("value".to_owned());
        Some(Across {
            inner: Delimited::new(table.separators, skip_lines),
            separators: table.separators,
            before,
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
            Dates::Months(_) => "1 … 12".to_owned(),
            Dates::Whole(dates) | Dates::Years(dates) => ends(dates),
        }
    }

    fn through(&mut self, piece: Option<&[u8]>, each: &mut dyn FnMut(Record<'_>)) {
        let Across { inner, separators, before, dates, .. } = self;
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
                        for key in 0..*before {
                            buffer.cell(record.get(key).unwrap_or_default());
                        }
                    }
                    Dates::Months(months) => {
                        buffer.month(year_of(first), months.get(at).copied());
                    }
                    Dates::Years(years) => {
                        buffer.month(years.get(at).and_then(|year| year_of(year)), month_of(first));
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

    /// A month as a cell; an empty one where either is missing.
    fn month(&mut self, year: Option<u32>, month: Option<u32>) {
        match year.zip(month) {
            Some((year, month)) => self.cell(format!("{year:04}-{month:02}").as_bytes()),
            None => self.cell(b""),
        }
    }
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

    fn turned(text: &str, all: bool) -> Option<(Vec<String>, Vec<String>)> {
        let across = Across::recognise(&table(text), all)?;
        Some((across.columns().to_vec(), read_pieces(&across, text.as_bytes())))
    }

    #[test]
    fn days_across() {
        let text = "Country,2023-01-01,2023-01-02,2023-01-03\nJP,1,,3\n\"U,S\",4,5,6\nKR,7,8\n";
        let (columns, records) = turned(text, true).unwrap();
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
    fn years_and_months_cross() {
        let names = "Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec";
        let rows = "2020,1,2,3,4,5,6,7,8,9,10,11,12\n2021,13,14\n";
        let (columns, records) = turned(&format!("Year,{names}\n{rows}"), false).unwrap();
        assert_eq!((columns.join("|").as_str(), records.len()), ("date|value", 14));
        assert_eq!((records[0].as_str(), records[13].as_str()), ("2:2020-01|1", "3:2021-02|14"));
        let months = "Month,2019,2020,2021\nJan,1,2,3\nFeb,4,5,6\nMar,7,8,9\n";
        let (_, records) = turned(months, true).unwrap();
        assert_eq!((records[0].as_str(), records[5].as_str()), ("2:2019-01|1", "3:2021-02|6"));
        let japanese = "年,1月,2月,3月,4月,5月,6月,7月,8月,9月,10月,11月,12月\n2020年,1,2,3,4,5,6,7,8,9,10,11,12\n2021年,1,2,3,4,5,6,7,8,9,10,11,12\n";
        assert_eq!(turned(japanese, false).unwrap().1.len(), 24);
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
            assert!(turned(text, true).is_none(), "{text}");
        }
        assert!(turned("Country,2023-01-01,2023-01-02,2023-01-03\nJP,1,2,3\n", false).is_none());
        let quarterly = "Year,Jan,Apr,Jul,Oct\n2020,1,2,3,4\n2021,5,6,7,8\n";
        assert!(turned(quarterly, false).is_none());
    }
}
