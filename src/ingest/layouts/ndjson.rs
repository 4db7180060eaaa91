//! JSON as records: one object a line, objects one after another, a list of objects or of lists,
//! also inside a wrapper (`{"data":[…]}`, `{"hits":{"hits":[…]}}`).
//!
//! Columns are the keys of the sample, nested ones with dots, in the order of their first coming;
//! a key that comes only later is left out. Where every record is a line of its own, a bad line
//! costs one record ([`Reason::LineUnreadable`]); records over several lines depend on their
//! brackets, and a broken one may take the next along.

use super::json_flat::Flat;
use super::json_frame::{Frame, bare, frame, has_date};
use super::json_stream::{Found, Stream};
use super::lines::{LINE_MAX, Line, Lines, whole_lines};
use super::slots::{Keys, Slots};
use crate::ingest::records::{Record, RecordSource};
use crate::problem::Reason;

/// Records of the sample that are looked at.
const SAMPLED: usize = 2_000;

/// JSON records.
#[derive(Clone, Debug)]
pub struct Ndjson {
    columns: Vec<String>,
    machine: Machine,
    flat: Flat,
    slots: Slots,
}

#[derive(Clone, Debug)]
enum Machine {
    Lines(Lines),
    Stream(Stream),
}

impl Ndjson {
    /// The records of a file that begins with `head` (all of it where `whole`), with further
    /// pieces from anywhere in it. `None` where it is no JSON, or holds no list of records.
    pub fn recognise(head: &[u8], whole: bool, pieces: &[&[u8]]) -> Option<(Ndjson, u64, u64)> {
        let first = head.trim_ascii_start().first()?;
        if !matches!(first, b'{' | b'[') {
            return None;
        }
        let frame = frame(head, whole)?;
        let mut keys = Keys::default();
        let (mut fits, mut of) = (0, 0);
        let mut lists = 0;
        let mut flat = Flat::default();
        let mut look = |text: &[u8]| {
            of += 1;
            let mut empty = true;
            let ok = flat.record(text, &mut |key, _| {
                keys.add(key);
                empty = false;
            });
            fits += u64::from(ok.is_some() && !empty);
            lists += u64::from(text.starts_with(b"["));
        };
        match &frame {
            Frame::Lines => {
                let windows = pieces.iter().flat_map(|piece| whole_lines(piece, false, false));
                let lines = whole_lines(head, true, whole).chain(windows);
                lines.filter_map(bare).take(SAMPLED).for_each(&mut look);
            }
            Frame::List { .. } => {
                let mut stream = Stream::new(&frame);
                let mut left = SAMPLED;
                stream.push(head, &mut |record| {
                    if left > 0 && record.fault.is_none() {
                        left -= 1;
                        look(record.text);
                    }
                });
            }
        }
        let keys = keys.columns();
        // Records under their dates are values of one record: not a list.
        if fits == 0 || (of == 1 && keys.iter().filter(|key| has_date(key)).count() > 2) {
            return None;
        }
        let columns = keys
            .iter()
            .map(|key| {
                if lists == of { String::new() } else { String::from_utf8_lossy(key).into_owned() }
            })
            .collect();
        let machine = match frame {
            Frame::Lines => Machine::Lines(Lines::default()),
            list => Machine::Stream(Stream::new(&list)),
        };
        Some((
            Ndjson { columns, machine, flat: Flat::default(), slots: Slots::new(&keys) },
            fits,
            of,
        ))
    }

    /// Names of the columns; empty ones where records are lists.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }
}

fn give(flat: &mut Flat, slots: &mut Slots, found: Found<'_>, each: &mut dyn FnMut(Record<'_>)) {
    if let Some(fault) = found.fault {
        return each(Record::unusable(found.line, found.byte, found.text, fault));
    }
    slots.clear();
    match flat.record(found.text, &mut |key, value| slots.put(key, value)) {
        Some(()) => each(slots.record(found.line, found.byte, found.text, None)),
        None => each(Record::unusable(found.line, found.byte, found.text, Reason::LineUnreadable)),
    }
}

fn give_line(flat: &mut Flat, slots: &mut Slots, line: Line<'_>, each: &mut dyn FnMut(Record<'_>)) {
    // What a crash leaves behind.
    let text = line
        .text
        .get(line.text.iter().take_while(|byte| **byte == 0).count()..)
        .unwrap_or_default();
    let Some(text) = bare(text) else { return };
    slots.clear();
    let read = flat.record(text, &mut |key, value| slots.put(key, value));
    let fault = match read {
        _ if line.text.len() > LINE_MAX => Reason::TooLong,
        Some(()) => return each(slots.record(line.number, line.byte, line.text, None)),
        None if !line.ended => Reason::Truncated,
        None => Reason::LineUnreadable,
    };
    each(Record::unusable(line.number, line.byte, line.text, fault));
}

impl RecordSource for Ndjson {
    fn push(&mut self, piece: &[u8], each: &mut dyn FnMut(Record<'_>)) {
        let Ndjson { machine, flat, slots, .. } = self;
        match machine {
            Machine::Lines(lines) => {
                lines.push(piece, &mut |line| give_line(flat, slots, line, each))
            }
            Machine::Stream(stream) => {
                stream.push(piece, &mut |found| give(flat, slots, found, each))
            }
        }
    }

    fn finish(&mut self, each: &mut dyn FnMut(Record<'_>)) {
        let Ndjson { machine, flat, slots, .. } = self;
        match machine {
            Machine::Lines(lines) => lines.finish(&mut |line| give_line(flat, slots, line, each)),
            Machine::Stream(stream) => stream.finish(&mut |found| give(flat, slots, found, each)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::read_pieces;
    use super::*;

    fn read(text: &str) -> Option<(String, Vec<String>)> {
        let (source, ..) = Ndjson::recognise(text.as_bytes(), true, &[])?;
        let rows = read_pieces(&source, text.as_bytes());
        Some((source.columns().join("|"), rows))
    }

    #[test]
    fn layouts() {
        #[rustfmt::skip]
        let cases: &[(&str, &str, &[&str])] = &[
            ("{\"t\":1,\"v\":2}\n{\"v\":3,\"t\":4}\n", "t|v", &["1:1|2", "2:4|3"]),
            ("{\"t\":1,\"a\":{\"b\":\"x\"}}\r\n\r\n{\"t\":2}", "t|a.b", &["1:1|x", "3:2|"]),
            ("{\"t\":1}\n{\"t\":2}\n{\"t\":", "t", &["1:1", "2:2", "3!Truncated"]),
            ("{\"t\":1}\nnoise\n{\"t\":2}\n{\"t\":3}\n", "t", &["1:1", "2!LineUnreadable", "3:2", "4:3"]),
            ("[{\"t\":1},{\"t\":2}]", "t", &["1:1", "1:2"]), ("[\n  {\n    \"t\": 1\n  },\n  {\n    \"t\": 2\n  }\n]\n", "t", &["2:1", "5:2"]),
            ("[\n{\"t\":1},\n{\"t\":2}\n]\n", "t", &["2:1", "3:2"]), ("[{\"t\":1}\n,{\"t\":2}]\n", "t", &["1:1", "2:2"]),
            ("{\"data\":[{\"t\":1,\"x\":[{\"y\":1},{\"y\":2},{\"y\":3}]},{\"t\":2}],\"n\":2}", "t|x", &["1:1|[{\"y\":1},{\"y\":2},{\"y\":3}]", "1:2|"]),
            ("{\"took\":5,\"hits\":{\"total\":{\"value\":2},\"hits\":[{\"_source\":{\"t\":1}},{\"_source\":{\"t\":2}}]}}", "_source.t", &["1:1", "1:2"]),
            ("{\"prices\":[[1500000000000,1.5],[1500086400000,2.5]],\"caps\":[[1,2],[3,4]]}", "|", &["1:1500000000000|1.5", "1:1500086400000|2.5"]),
            ("[[1499040000000,\"0.01\"],[1499644800000,\"0.02\"]]", "|", &["1:1499040000000|0.01", "1:1499644800000|0.02"]),
            ("{\n \"t\": 1\n}\n{\n \"t\": 2\n}\n", "t", &["1:1", "4:2"]), ("{\"t\":1}", "t", &["1:1"]), ("[{\"t\":\"a]}\\\"\"}]", "t", &["1:a]}\""]),
            ("[{\"t\":1},{\"t\":2},{\"t\"", "t", &["1:1", "1:2", "1!Truncated"]),
        ];
        for (text, columns, rows) in cases {
            let (got, cells) = read(text).unwrap();
            assert_eq!(
                (got.as_str(), cells),
                (*columns, rows.iter().map(|r| (*r).to_owned()).collect()),
                "{text}"
            );
        }
        for text in ["date,price\n", "", "[1,2,3]", "{}", "[]", "{\"a\":[1,2]}x", "[**] [1:2:3] x"]
        {
            assert!(read(text).is_none_or(|(columns, _)| columns == "a"), "{text}");
        }
    }
}
