//! How delimited text is cut into cells: delimiter, quote, comments, preamble, header.
//!
//! Each candidate cuts the head of the file; the one whose rows agree best in their number of
//! cells, and whose cells look most like data, wins. The header is the last row before the data
//! that does not look like data where the data do.

mod first_rows;
mod separators;

use super::{
    delimited::{Delimited, Separators},
    header, lexicon,
    records::{Record, RecordSource},
    shape::{Shape, shape},
    source::{Because, Evidence},
    table::{Row, Table},
    topic::Topic,
};
use crate::kit::indices::sorted;
use first_rows::{Kind, expected, has_corner, kind, names_time, names_times};
use separators::separators;

/// First cells of rows that say something of columns named above them.
const ATTRIBUTES: &[&[u8]] = &[
    b"label",
    b"id",
    b"statistic",
    b"period",
    b"unit",
    b"units",
    b"type",
    b"data type",
    b"description",
    b"source",
    b"frequency",
    b"einheit",
];

/// Cuts a piece of text into rows.
pub fn cut(separators: Separators, text: &[u8], ended: bool, rows_max: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut tokenizer = Delimited::new(separators, 0);
    let full = std::cell::Cell::new(false);
    let mut each = |record: Record<'_>| {
        if rows.len() >= rows_max {
            full.set(true);
            return;
        }
        let comment =
            separators.comment.is_some() && record.raw.first() == separators.comment.as_ref();
        rows.push(Row {
            line: record.line,
            cells: record.iter().map(<[u8]>::to_vec).collect(),
            raw: record.raw.to_vec(),
            excluded: comment || record.fault.is_some(),
        });
    };
    // Pieces, so that enough rows end the work early.
    for piece in text.chunks(16 << 10) {
        tokenizer.push(piece, &mut each);
        if full.get() {
            return rows;
        }
    }
    if ended {
        tokenizer.finish(&mut each);
    }
    rows
}

/// The usual number of cells of rows, and the share that has it.
fn usual_width(rows: &[Row]) -> (usize, f64) {
    let rows: Vec<&Row> = rows.iter().filter(|row| !row.excluded && !row.is_blank()).collect();
    // The first rows may be a preamble.
    let rows = if rows.len() > 24 { rows.get(12..).unwrap_or(&rows) } else { &rows[..] };
    let widths: Vec<usize> = rows.iter().map(|row| row.cells.len()).collect();
    let widths = sorted(widths, &Ord::cmp);
    let runs = widths.chunk_by(|a, b| a == b).filter_map(|run| Some((run.len(), *run.first()?)));
    let most = runs.clone().max();
    // Of a table whose times stand across there are fewer rows than notes below it.
    let some = |length: usize| length >= 3 && length.saturating_mul(4) >= widths.len();
    let across = runs.filter(|(length, width)| some(*length) && *width >= 12).max();
    match across.filter(|_| most.is_some_and(|(_, width)| width < 2)).or(most) {
        Some((length, width)) => (width, length as f64 / widths.len() as f64),
        None => (0, 0.0),
    }
}

/// Finds how a text is cut. `head` is decoded and without its byte order mark; `pieces` are
/// windows from anywhere in the file, in order. `stated` overrides the header's line; where
/// `exact` says how cells are cut, nothing about that is asked of the text.
#[expect(clippy::arithmetic_side_effects, reason = "rows and lines of a sample")]
pub fn sniff(
    head: &[u8],
    whole: bool,
    pieces: &[&[u8]],
    delimiter: Option<u8>,
    stated: Option<Option<u64>>,
    exact: Option<Separators>,
) -> Table {
    let mut evidence = Vec::new();
    let mut separators = match exact {
        Some(exact) => exact,
        None => separators(head, whole, delimiter, &mut evidence),
    };
    let mut rows = cut(separators, head, whole, 4_000);
    // The last row may be cut.
    let (width, agreement) = usual_width(
        rows.split_last().map_or(
            &rows[..],
            |(_, before)| {
                if before.len() > 1 { before } else { &rows[..] }
            },
        ),
    );
    let typed = expected(&rows, width);

    // A row before the table may hold a number too: `Table;1`.
    let whole_row = |row: &Row| row.cells.len() == width || agreement < 0.9;
    let first_data = rows.iter().position(|row| {
        // `Day|1 AUD|100 JPY`: names that look like numbers, below none of which a time stands.
        whole_row(row)
            && kind(row, &typed, width) == Kind::Data
            && !(names_times(row, &typed, width) && typed.iter().any(|usual| usual.time))
    });
    // One or two rows about a station, with names of their own, are a table above the table.
    let first_data = first_data.map(|first| {
        let above = rows.get(..first).unwrap_or_default();
        let names = |row: &Row| {
            kind(row, &typed, width) == Kind::Header
                && lexicon::time(&String::from_utf8_lossy(row.cell(0))) > 0
                && !above.iter().any(|other| other.raw == row.raw)
        };
        let near = rows.get(first..).unwrap_or_default().iter().take(4).position(names);
        let next = near.map(|at| first + at + 1).filter(|next| next + 8 <= rows.len());
        next.filter(|next| {
            rows.get(*next).is_some_and(|row| kind(row, &typed, width) == Kind::Data)
        })
        .unwrap_or(first)
    });
    let before = first_data.unwrap_or_else(|| rows.len().min(40));
    let mut best: Option<(usize, i32)> = None;
    let mut attributes = false;
    for (index, row) in rows.iter().enumerate().take(before.min(200)) {
        let fits = if typed.iter().any(|usual| usual.typed) {
            kind(row, &typed, width) == Kind::Header
                && !header::is_widths(&header::names_of(&row.cells))
        } else {
            // Nothing but texts: the first full row is taken for the header.
            best.is_none() && !row.excluded && row.cells.len() == width
        };
        if fits {
            let named =
                row.cells.iter().any(|cell| lexicon::time(&String::from_utf8_lossy(cell)) > 0);
            let filled = row.cells.iter().filter(|cell| shape(cell) != Shape::Blank).count();
            let points = i32::from(named) * 2 + i32::from(filled == row.cells.len());
            // Units below the names are none, nor what comes again below what does not.
            let units = best.is_some_and(|(above, _)| {
                let own = header::names_of(&row.cells);
                let upper = rows.get(above).map(|row| header::names_of(&row.cells));
                above + 1 == index
                    && (header::is_units(&own)
                        || header::repeats(&own) && upper.is_some_and(|u| !header::repeats(&u)))
            });
            let corner = best.is_some_and(|(above, _)| above == 0) && has_corner(rows.first(), row);
            // `Id,m1,m2`: what is said of the columns named above.
            let said = row.cells.first().map(|cell| cell.to_ascii_lowercase());
            let of_columns = said.is_some_and(|said| ATTRIBUTES.contains(&said.as_slice()));
            let again = units || corner || of_columns && best.is_some();
            // `Unit,Index,Index`: below it are attributes of the columns, until one names the times.
            let own = row.cells.get(1..).unwrap_or_default();
            let alike = corner && header::repeats(&header::names_of(own));
            let timed = lexicon::time(&String::from_utf8_lossy(row.cell(0))) > 0;
            if corner && (attributes || alike) && !(timed && !(attributes && alike)) {
                attributes = true;
                continue;
            }
            if best.is_none_or(|(_, before)| points > before || points == before && !again) {
                best = Some((index, points));
            }
        }
    }
    // Names may be numbers, `date,10%,90%`, where the one over the times is a word.
    let numbered = || {
        // Rows below it may be half empty.
        rows.get(..before)?.iter().rposition(|row| names_times(row, &typed, width))
    };
    let mut header_row = best.map(|(index, _)| index).or_else(numbered);
    let mut commented = None;
    if header_row.is_none() {
        // A header in the last comment before the data: `# id,dateadded,url`.
        let after_hash = |(index, row): (usize, &Row)| {
            let text = row.raw.strip_prefix(b"#")?;
            let text = text.strip_prefix(b" ").unwrap_or(text);
            let text = text.strip_prefix(b"fields\t").unwrap_or(text);
            // W3C's extended logs name their columns with blanks between, whatever the rows have.
            let spaced: Option<Vec<u8>> = text.strip_prefix(b"Fields:").map(|names| {
                let names = names.trim_ascii().iter();
                names.map(|&b| if b == b' ' { separators.delimiter } else { b }).collect()
            });
            let text = spaced.as_deref().unwrap_or(text);
            let plain = Separators { comment: None, space_before_quote: true, ..separators };
            let cells = cut(plain, text, true, 1).pop()?.cells;
            let fits = width >= 2
                && (cells.len() == width || cells.len() + 1 == width || cells.len() == width + 1);
            let zeek = row.raw.starts_with(b"#types");
            let named =
                !zeek && cells.iter().any(|cell| lexicon::time(&String::from_utf8_lossy(cell)) > 0);
            (row.excluded && fits).then_some((index, cells, named))
        };
        let mut seen: Vec<_> =
            rows.iter().enumerate().take(before).filter_map(after_hash).collect();
        if seen.iter().any(|(_, _, named)| *named) {
            seen.retain(|(_, _, named)| *named);
        }
        commented = seen.pop().map(|(index, cells, _)| (index, cells));
    }
    match stated {
        Some(None) => {
            header_row = None;
            commented = None;
        }
        Some(Some(line)) => {
            header_row = rows.iter().position(|row| row.line >= line);
            if header_row.and_then(|row| rows.get(row)).is_some_and(|row| !row.excluded) {
                commented = None;
            }
        }
        None => {}
    }
    let (header_index, mut names) = match (commented, header_row) {
        (Some((index, cells)), _) => (Some(index), header::names_of(&cells)),
        (None, Some(index)) => (
            Some(index),
            rows.get(index).map(|row| header::names_of(&row.cells)).unwrap_or_default(),
        ),
        (None, None) => (None, Vec::new()),
    };
    let header_line = header_index.and_then(|index| rows.get(index)).map(|row| row.line);
    let header_raw = header_index
        .and_then(|index| rows.get(index))
        .map(|row| row.raw.clone())
        .unwrap_or_default();

    // What comes before the data is dropped by its lines.
    let data_from = match header_index {
        // Units may stand below the header, `(USD)`, or the name of the first column alone.
        Some(index) => {
            let below = rows.iter().take(before).skip(index + 1);
            let names = |row: &&Row| {
                kind(row, &typed, width) == Kind::Header
                    || names_time(row, &typed)
                    || row.cells.len() == width && header::is_units(&header::names_of(&row.cells))
            };
            // A blank row may stand between the names and what is below them.
            let below: Vec<&Row> = below.take_while(|row| row.is_blank() || names(row)).collect();
            let own = below.iter().rposition(|row| !row.is_blank()).map_or(0, |last| last + 1);
            // Attributes below the names, up to the first row.
            let attributes = |first: &usize| {
                let mut below = rows.iter().take(*first).skip(1);
                index == 0 && below.any(|row| has_corner(rows.first(), row))
            };
            first_data.filter(attributes).unwrap_or(index + 1 + own)
        }
        None => rows
            .iter()
            .take(before)
            .take_while(|row| {
                let filled = row.cells.iter().filter(|cell| shape(cell) != Shape::Blank).count();
                row.excluded
                    || width > 2 && filled == 1 && row.cells.len() < width
                    || is_sep_line(row)
            })
            .count(),
    };
    let mut two_rows = false;
    if let Some(index) = header_index.filter(|index| rows.get(*index).is_some_and(|r| !r.excluded))
    {
        let upper = index.checked_sub(1).and_then(|above| rows.get(above));
        let lower = rows.get(index + 1..data_from).unwrap_or_default();
        let upper = upper.filter(|row| header::is_upper(row, names.len()));
        two_rows = header::join(&mut names, upper, lower);
        // `Date,,,` below: the name of the column of times.
        for row in lower.iter().filter(|row| names_time(row, &typed)) {
            for (name, own) in names.iter_mut().zip(header::names_of(&row.cells)) {
                if !own.is_empty() {
                    *name = own;
                }
            }
        }
    }
    let skip_lines = match rows.get(data_from.wrapping_sub(1)) {
        Some(last) if data_from > 0 => {
            let inside = memchr::memchr_iter(b'\n', &last.raw).count() as u64;
            last.line + inside
        }
        _ => 0,
    };
    let preamble = rows
        .iter()
        .take(data_from)
        .map(|row| String::from_utf8_lossy(&row.raw).trim_start_matches('#').trim().to_string())
        .collect();
    rows.drain(..data_from.min(rows.len()));
    // Comments are told from data by the rows that were seen; none seen means none expected.
    if separators.comment.is_some()
        && !rows.iter().any(|row| row.excluded)
        && header_index.is_none()
        && skip_lines == 0
    {
        separators.comment = None;
    }
    // The header again is no data; another table's header ends the first table, and so does its own
    // below a title, where the rows begin again with the first.
    let again = rows.iter().skip(1).zip(rows.iter().skip(2)).position(|(header, next)| {
        header.raw == header_raw
            && width > 1
            && rows.first().is_some_and(|first| first.cell(0) == next.cell(0))
    });
    if let Some(at) =
        again.filter(|at| rows.get(*at).is_some_and(|row| row.cells.len() < 2 && !row.excluded))
    {
        rows.truncate(at);
    }
    rows.retain(|row| header_raw.is_empty() || row.raw != header_raw);
    let first_name = names.first().filter(|name| !name.is_empty()).cloned();
    let other = rows.iter().position(|row| {
        first_name
            .as_ref()
            .is_some_and(|name| row.cells.len() > 1 && row.cell(0) == name.as_bytes())
    });
    rows.truncate(other.unwrap_or(rows.len()));
    for piece in pieces.iter().filter(|_| other.is_none()) {
        rows.extend(window(separators, piece, width));
    }
    if let (Some(name), Some(true)) = (names.first_mut(), typed.first().map(|usual| usual.time)) {
        header::unmark(name);
    }
    let one_short = header::shift(&mut names, width, &rows);
    header::number(&mut names);
    evidence.push(Evidence {
        field: Topic::HeaderLine,
        chosen: header_line.map_or("none".into(), |line| line.to_string()),
        because: match stated {
            Some(_) => Because::Override,
            None if one_short => Because::OneShort,
            None if two_rows => Because::TwoRows,
            None if header_line.is_some() => Because::NotLikeData,
            None => Because::FirstRowIsData,
        },
        alternatives: Vec::new(),
    });
    Table {
        separators,
        skip_lines,
        header_line,
        header_raw,
        names,
        preamble,
        width,
        agreement,
        rows,
        evidence,
    }
}

fn is_sep_line(row: &Row) -> bool {
    row.line == 1 && row.raw.to_ascii_lowercase().starts_with(b"sep=")
}

/// The whole rows of a window that may begin anywhere.
fn window(separators: Separators, piece: &[u8], width: usize) -> Vec<Row> {
    let Some(start) = memchr::memchr2(b'\n', b'\r', piece) else { return Vec::new() };
    let whole = piece.get(start..).and_then(|rest| rest.get(1..)).unwrap_or_default();
    let mut rows = cut(separators, whole, false, 2_000);
    rows.retain(|row| !row.excluded && row.cells.len() == width);
    rows.iter_mut().for_each(|row| row.line = 0);
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Table {
        sniff(text.as_bytes(), true, &[], None, None, None)
    }

    #[test]
    fn dialects() {
        // text, delimiter, header line, first name, data rows
        let cases: &[(&str, u8, Option<u64>, &str, usize)] = &[
            ("date,price\n2021-01-01,1\n2021-01-02,2\n", b',', Some(1), "date", 2),
            ("Datum;Kurs\n01.02.2021;1,5\n02.02.2021;2,5\n", b';', Some(1), "Datum", 2),
            (
                "Date\tOpen\tClose\nJul 14, 2021\t1,159.37\t2,161.27\nJul 13, 2021\t1,161.3\t1,163.9\n",
                b'\t',
                Some(1),
                "Date",
                2,
            ),
            ("a|b|c\n2021-01-01|x|y\n2021-01-02|x|z\n", b'|', Some(1), "a", 2),
            ("1733961600000,1.5,2\n1733961700000,1.5,2\n", b',', None, "", 2),
            (
                "https://example.com\nunix,date,close\n1649462400,2022-04-09,1\n1649376000,2022-04-08,2\n",
                b',',
                Some(2),
                "unix",
                2,
            ),
            (
                "Category: All\n\nWeek,x: (Worldwide)\n2020-07-12,10\n2020-07-19,11\n",
                b',',
                Some(3),
                "Week",
                2,
            ),
            ("sep=;\ndate;price\n2021-01-01;1,5\n2021-01-02;2,5\n", b';', Some(2), "date", 2),
            (
                "# x\n# id,added,\"u\"\n\"1\",\"2020-12-03 06:06:09\",\"a,b\"\n\"2\",\"2020-12-03 05:06:09\",\"c\"\n",
                b',',
                Some(2),
                "id",
                2,
            ),
            (
                "# x, y\n\"seen\", \"hash\"\n\"2026-07-22 22:38:50\", \"e2,11\"\n\"2026-07-22 22:33:39\", \"1d59\"\n# 2 rows\n",
                b',',
                Some(2),
                "seen",
                3,
            ),
            (
                "codes,A'1,B'2\nnames,\"x y\",\"z\"\n1970/01,,58.32\n1970/02,,57.98\n",
                b',',
                Some(2),
                "names",
                2,
            ),
            (
                ",All;  Index,Food;  Index\nUnit,Index,Index\nData type,Index,Index\nSeries ID,A1,B2\nMar-2012,100.5,90.5\nJun-2012,101.5,91.5\nSep-2012,102.5,92.5\nDec-2012,102.5,92.5\nMar-2013,102.5,92.5\nJun-2013,102.5,92.5\n",
                b',',
                Some(1),
                "",
                6,
            ),
            (
                "date,v\n2021-01-01,1\n2021-01-02,2\n\nOther\ndate,v\n2021-01-01,7\n2021-01-02,8\n",
                b',',
                Some(1),
                "date",
                2,
            ),
            (
                "06/29/17-09:57:43.881843 ,TCP,\"Reset, x\",198.51.100.161,6077\n06/29/17-09:57:43.951669 ,TCP,\"Reset\",198.51.100.223,3089\n",
                b',',
                None,
                "",
                2,
            ),
            (
                "\"Tabela 1\"\n\"Geral, grupo\";\"Mês\"\n\"2024-01-01\";\"0,5\"\n\"2024-02-01\";\"0,6\"\n",
                b';',
                Some(2),
                "Geral, grupo",
                2,
            ),
            ("Datum;Kurs\n01.01.2024;1697,80\n02.01.2024;1678,89\n", b';', Some(1), "Datum", 2),
            (
                "01.01.2024;2920,87 €\n02.01.2024;1678,89 €\n03.01.2024;1678,89 €\n",
                b';',
                None,
                "",
                3,
            ),
            ("Datum\tGrad\n01.01.2024\t16,29\n02.01.2024\t17,01\n", b'\t', Some(1), "Datum", 2),
            ("date,step,,,,,\n1/1/20 7:03,4,,,,,\n1/1/20 7:14,41,,,,,\n", b',', Some(1), "date", 2),
            (
                "date,v\n\"2021-01-01\",\"1,234\"\n\"2021-01-02\",\"5\"\n,\n",
                b',',
                Some(1),
                "date",
                3,
            ),
        ];
        for (text, delimiter, line, name, rows) in cases {
            let found = found(text);
            assert_eq!(char::from(found.separators.delimiter), char::from(*delimiter), "{text}");
            assert_eq!(found.header_line, *line, "{text}");
            assert_eq!(found.names.first().map_or("", String::as_str), *name, "{text}");
            assert_eq!(found.rows.len(), *rows, "{text} {:?}", found.rows);
        }
    }

    #[test]
    fn names_are_put_over_their_columns_and_differ() {
        let days = |cells: &str| {
            (1..30)
                .map(|day| format!("2021-06-{day:02}{}\n", cells.replace('#', &day.to_string())))
                .collect::<String>()
        };
        #[rustfmt::skip]
        let cases: &[(&str, &str, &str)] = &[
            ("open,high,low,close\n", ",5,6,4,5", "|open|high|low|close"), ("value\n", ",5", "|value"), ("date,value\n", ",5,note", "date|value"), ("temp;hum\n", ";5;6", "|temp|hum"),
            ("date,v,v,v\n", ",1,2,3", "date|v|v (2)|v (3)"), (",A,,B,\ndate,t,h,t,h\n", ",1,2,3,4", "date|A t|A h|B t|B h"), ("date,t,t\n,°C,°F\n", ",1,2", "date|t °C|t °F"),
            ("Price,Close,Close,Open\nTicker,X,Y,X\nDate,,,\n", ",1,2,3", "Date|Close X|Close Y|Open X"), ("date,t,r\nday,degC,mm\n", ",1,2", "date|t|r"),
            ("\"Title: 7\"\n\"Time, GMT-07:00\",\"t, °C (a, b)\",\"Stopped\"\n", ",5,", "Time, GMT-07:00|t, °C (a, b)|Stopped"),
            ("Full label,i a,i b\nLabel,a,b\nId,m1,m2\nStatistic,Average,Sum\nUnits,Percent,Bytes\n", ",5,6", "Full label|i a|i b"),
            ("station;height\nA;2.0\n\nfrom;to;height\n1986-09-30;2024-04-11;159.7\n\nDate;Time;t\n", ";01:00;4.2", "Date|Time|t"),
            (",codes,more,x\ndate,a,b,c\n", ",1,2,3", "date|a|b|c"), ("Konto;000;\nErstellt am 02.04.2023 10:11;;\ndate;a;b\n", ";1,5;2,5", "date|a|b"),
            ("Started,2021-05-01 10:00\nInterval,60\ndate,a\n", ",5", "date|a"), ("! date,a\n", ",5", "date|a"),
            ("X.Open,X.High,X.Low,X.Close\n", ",5,6,4,5", "|X.Open|X.High|X.Low|X.Close"), ("x_open;x_close\n", ";5;6", "|x_open|x_close"),
            ("day_high,day_low\n", ",5,4", "|day_high|day_low"), ("EventsPerDay,x\n", ",5,4", "|EventsPerDay|x"), ("open_time,price\n", ",5,note", "open_time|price"),
            ("Dzień;1 USD;100 JPY\n", ";5,1;6,2", "Dzień|1 USD|100 JPY"), ("date,10%,50%,90%\n", ",1,2,3", "date|10%|50%|90%"),
            ("date,1,2,3\n", ",4,5,6", "date|1|2|3"), ("time,5 cm,10 cm\n", ",4,5", "time|5 cm|10 cm"), ("Day,2\n", ",4", "Day|2"),
        ];
        for (header, cells, want) in cases {
            let found = found(&format!("{header}{}", days(cells)));
            assert_eq!(found.names.join("|"), *want, "{header}");
            assert_eq!(found.rows.len(), 29, "{header}");
        }
    }

    #[test]
    fn a_table_whose_times_stand_across_may_be_shorter_than_its_notes() {
        let row = |name: &str, cell: &dyn Fn(u32) -> String| {
            (1..=12).fold(name.to_owned(), |row, at| format!("{row},{}", cell(at))) + "\n"
        };
        let months = row("Region", &|at| format!("2021M{at:02}"));
        let table = [row("A", &|at| at.to_string()), row("B", &|at| (9 * at).to_string())].concat();
        let notes = "Latest update:\n20240328 08:00\nSource:\nAn office\nNotes\n";
        let found = found(&format!("Nights by Region and Month\n\n{months}{table}{notes}"));
        assert_eq!(found.width, 13);
    }

    #[test]
    fn years_stand_above_their_months() {
        let text = ",2022,,,2023,,\nTown,Jan,Feb,Mar,Jan,Feb,Mar\nA,1,2,3,4,5,6\nB,5,6,7,8,5,6\nC,5,6,7,8,5,6\n";
        let names = found(text).names.join("|");
        assert_eq!(names, "Town|2022 Jan|2022 Feb|2022 Mar|2023 Jan|2023 Feb|2023 Mar");
    }

    #[test]
    fn a_first_row_may_be_half_empty_below_names_that_are_numbers() {
        let found =
            found("date,10%,50%\n2021-06-01,,\n2021-06-02,1,2\n2021-06-03,2,3\n2021-06-04,3,4\n");
        assert_eq!((found.names.join("|").as_str(), found.rows.len()), ("date|10%|50%", 4));
    }

    #[test]
    fn numbers_above_days_of_eight_digits_are_names() {
        let days = (1..30).map(|day| format!("202106{day:02};5,{day};6,5\n")).collect::<String>();
        let found = found(&format!("data;1USD;1EUR\n{days}"));
        assert_eq!((found.names.join("|").as_str(), found.rows.len()), ("data|1USD|1EUR", 29));
    }

    #[test]
    fn a_header_without_the_index_columns_name_is_shifted() {
        let text = "time,value\n1,2021-01-01,5\n2,2021-01-02,6\n";
        assert_eq!(found(text).names, ["", "time", "value"]);
        let text = "time,value\n2021-01-01,5,\n2021-01-02,6,\n";
        assert_eq!(found(text).names, ["time", "value"]);
    }
}
