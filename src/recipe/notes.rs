//! Notes on the time axis as text: a date and a note a line, as a person types them and as a small
//! CSV has them.
//!
//! Contract: empty lines and a header are passed over; a comma, a semicolon or a tab ends the
//! date; a note may be quoted as in CSV; a line without a date, of ISO 8601 or as people type one, is an error
//! and nothing is read. A note without a text is kept: its line is drawn. [`read`] gives back what
//! [`written`] wrote, save for blanks around a note and line breaks in it.

use super::recipe::Annotation;
use crate::{
    calendar::civil::ms_from_iso,
    ingest::{
        heads::{NOTE_DATES, NOTE_TEXTS},
        timestamp::typed,
    },
};

/// The notes of a text; the line that cannot be read.
pub fn read(text: &str) -> Result<Vec<Annotation>, String> {
    let mut notes = Vec::new();
    let text = text.trim_start_matches('\u{feff}');
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        // A date may hold a comma itself: `Feb 1, 2021, Fork`.
        let ends = line.match_indices(PARTS).take(2).chain([(line.len(), "")]);
        let note = ends.into_iter().find_map(|(end, mark)| {
            let (at, note) = line.split_at_checked(end)?;
            let text = unquoted(note.get(mark.len()..)?);
            Some(Annotation { at: dated(&unquoted(at))?, text })
        });
        match note {
            Some(note) => notes.push(note),
            None => {
                let at = unquoted(line.split_once(PARTS).map_or(line, |(at, _)| at));
                let digit = at.starts_with(|c: char| c.is_ascii_digit());
                if !notes.is_empty() || digit || !is_header(&at) {
                    return Err(line.to_owned());
                }
            }
        }
    }
    Ok(notes)
}

/// What ends the date of a line.
const PARTS: [char; 5] = [',', ';', '\t', '、', '，'];

/// A date of ISO 8601 as it stands, another one as that; what could be two days is none.
fn dated(at: &str) -> Option<String> {
    match ms_from_iso(at) {
        Some(_) => Some(at.to_owned()),
        None => typed::date(at).ok().map(|typed| typed.from),
    }
}

/// Whether a text is a table of notes and nothing else: its header says so, and it is short.
pub fn is_table(text: &str) -> bool {
    let first = text.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
    let (at, note) = first.split_once([',', ';', '\t']).unwrap_or_default();
    is_header(&unquoted(at))
        && NOTE_TEXTS.iter().any(|name| unquoted(note).eq_ignore_ascii_case(name))
        && read(text).is_ok_and(|notes| !notes.is_empty() && notes.len() <= MOST)
}

/// A longer table is a log, whatever its header says.
const MOST: usize = 50;

/// A first line that names its columns.
fn is_header(at: &str) -> bool {
    NOTE_DATES.iter().any(|name| at.eq_ignore_ascii_case(name))
}

fn unquoted(cell: &str) -> String {
    let cell = cell.trim();
    match cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"')) {
        Some(inner) => inner.replace("\"\"", "\"").trim().to_owned(),
        None => cell.to_owned(),
    }
}

/// One note a line.
pub fn written(notes: &[Annotation]) -> String {
    let lines: Vec<String> = notes
        .iter()
        .map(|note| {
            let text = note.text.replace(['\n', '\r'], " ");
            let quoted = text.starts_with('"') && text.ends_with('"');
            let text = if quoted { format!("\"{}\"", text.replace('"', "\"\"")) } else { text };
            format!("{}, {text}", note.at)
        })
        .collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_line_a_case() {
        type Case = (&'static str, Result<&'static [(&'static str, &'static str)], &'static str>);
        let cases: [Case; 18] = [
            ("", Ok(&[])),
            ("2021-02-01,Fork", Ok(&[("2021-02-01", "Fork")])),
            ("date,text\n2021-02-01,Fork\n", Ok(&[("2021-02-01", "Fork")])),
            ("\u{feff}日付,内容\r\n2021-02-01,分岐\r\n", Ok(&[("2021-02-01", "分岐")])),
            ("2021-02-01;Fork, hard", Ok(&[("2021-02-01", "Fork, hard")])),
            ("2021-02-01\tFork", Ok(&[("2021-02-01", "Fork")])),
            (
                "2021-02-01, \"a \"\"quiet\"\" week, or two\"",
                Ok(&[("2021-02-01", "a \"quiet\" week, or two")]),
            ),
            ("\"2021-02-01\",\"Fork\"", Ok(&[("2021-02-01", "Fork")])),
            ("2021-02-01", Ok(&[("2021-02-01", "")])),
            (
                "2021-02-01T13:00Z,Restart\n\n2021-03,Month",
                Ok(&[("2021-02-01T13:00Z", "Restart"), ("2021-03", "Month")]),
            ),
            ("2021-02-01,Fork\ndate,text", Err("date,text")),
            ("soon, a fork", Err("soon, a fork")),
            ("12 March 2020, a fork", Ok(&[("2020-03-12", "a fork")])),
            ("Feb 1, 2021, a fork", Ok(&[("2021-02-01", "a fork")])),
            ("令和2年3月12日、分岐", Ok(&[("2020-03-12", "分岐")])),
            ("2020/3/12\ta fork", Ok(&[("2020-03-12", "a fork")])),
            ("12 March 2020", Ok(&[("2020-03-12", "")])),
            ("1/2/2021, a fork", Err("1/2/2021, a fork")),
        ];
        for (text, expected) in cases {
            let expected = expected.map_err(str::to_owned).map(|notes| {
                let note = |(at, text): &(&str, &str)| Annotation {
                    at: (*at).to_owned(),
                    text: (*text).to_owned(),
                };
                notes.iter().map(note).collect::<Vec<_>>()
            });
            assert_eq!(read(text), expected, "{text:?}");
        }
    }

    #[test]
    fn tables_of_notes() {
        let log = format!("date,text\n{}", "2021-02-01,login\n".repeat(51));
        for (text, expected) in [
            ("date,text\n2021-02-01,Fork\n", true),
            ("\u{feff}日付;注釈\r\n2021-02-01;分岐\r\n", true),
            ("Date,\"Note\"\n2021-02-01,Fork", true),
            ("date,text", false),
            ("date,text\nsoon,Fork", false),
            ("date,price\n2021-02-01,3", false),
            ("date,text,host\n2021-02-01,Fork,a", false),
            ("2021-02-01,text", false),
            (log.as_str(), false),
        ] {
            assert_eq!(is_table(text), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(texts in prop::collection::vec("[ -~あ-ん]{0,20}", 0..5)) {
            let notes: Vec<Annotation> = texts
                .iter()
                .map(|text| Annotation { at: "2021-02-01".into(), text: text.trim().to_owned() })
                .collect();
            prop_assert_eq!(read(&written(&notes)), Ok(notes));
        }
    }
}
