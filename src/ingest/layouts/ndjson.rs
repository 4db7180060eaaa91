//! JSON as records: one object a line, objects one after another, a list of objects or of lists,
//! also inside a wrapper (`{"data":[…]}`, `{"hits":{"hits":[…]}}`); values under their dates, lists of
//! values with a list of times, and lists inside objects that name them ([`Frame`]).
//!
//! Columns are the keys of the sample, nested ones with dots, in the order of their first coming;
//! a key that comes only later is left out. Where every record is a line of its own, a bad line
//! costs one record ([`Reason::LineUnreadable`]); records over several lines depend on their
//! brackets, and a broken one may take the next along.

#![expect(clippy::arithmetic_side_effects, reason = "counts of a sample's records")]

use super::json_flat::{Flat, container_end};
use super::json_frame::{bare, frame, has_date};
use super::json_shape::{Frame, is_time};
use super::json_stream::{Found, List, Stream, list, side_by_side};
use super::lines::{LINE_MAX, Line, Lines, whole_lines};
use super::slots::{Keys, Slots};
use crate::ingest::lexicon;
use crate::ingest::problem::Reason;
use crate::ingest::records::{Record, RecordSource};

/// Records of the sample that are looked at.
const SAMPLED: usize = 2_000;

/// JSON records.
#[derive(Clone, Debug)]
pub struct Ndjson {
    columns: Vec<String>,
    machine: Machine,
    flat: Flat,
    slots: Slots,
    /// Of [`Frame::Columns`]: the lists so far.
    lists: Vec<List>,
}

#[derive(Clone, Debug)]
enum Machine {
    Lines(Lines),
    Stream(Stream, Frame),
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
        let mut arrays = 0;
        let mut first_row: Vec<String> = Vec::new();
        let mut flat = Flat::default();
        let mut look = |found: &Found<'_>| {
            of += 1;
            let mut empty = true;
            let ok = found.values(&frame, &mut flat, &mut |key, value| {
                keys.add(key);
                if of == 1 {
                    first_row.push(String::from_utf8_lossy(value).into_owned());
                }
                empty = false;
            });
            fits += u64::from(ok.is_some() && !empty);
            arrays += u64::from(found.text.starts_with(b"["));
        };
        match &frame {
            Frame::Lines => {
                let windows = pieces.iter().flat_map(|piece| whole_lines(piece, false, false));
                let lines = whole_lines(head, true, whole).chain(windows);
                for text in lines.filter_map(bare).take(SAMPLED) {
                    look(&Found { line: 0, byte: 0, text, about: b"", within: b"", fault: None });
                }
            }
            Frame::Columns { .. } => {
                for (key, values) in side_by_side(&frame, head)? {
                    keys.add(&key);
                    (fits, of) = (values.len() as u64, values.len() as u64);
                }
            }
            _ => {
                let mut stream = Stream::new(&frame);
                let mut left = SAMPLED;
                stream.push(head, &mut |record| {
                    if left > 0 && record.fault.is_none() {
                        left -= 1;
                        look(&record);
                    }
                });
            }
        }
        let keys = keys.columns();
        // Records under their dates are values of one record: not a list.
        if fits == 0 || (of == 1 && keys.iter().filter(|key| has_date(key)).count() > 2) {
            return None;
        }
        let lists = arrays == of;
        // The first of the lists may hold the names of all.
        let is_name =
            |cell: &String| cell.starts_with(char::is_alphabetic) && !is_time(cell.as_bytes());
        let header =
            first_row.iter().all(is_name) && first_row.iter().any(|name| lexicon::is_time(name));
        let named = || column_names(head, &keys).or_else(|| header.then_some(first_row));
        let named = if lists { named() } else { None };
        let columns = keys
            .iter()
            .map(|key| {
                let unnamed = lists && matches!(frame, Frame::Lines | Frame::List { .. });
                let name = named.as_ref().and_then(|names| names.get(place(key)?)).cloned();
                match name {
                    Some(name) => name,
                    None if unnamed && place(key).is_some() => String::new(),
                    None => String::from_utf8_lossy(key).into_owned(),
                }
            })
            .collect();
        let machine = match frame {
            Frame::Lines => Machine::Lines(Lines::default()),
            frame => Machine::Stream(Stream::new(&frame), frame),
        };
        let (slots, lists) = (Slots::new(&keys), Vec::new());
        Some((Ndjson { columns, machine, flat: Flat::default(), slots, lists }, fits, of))
    }

    /// Names of the columns; empty ones where records are lists.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }
}

/// Which element of its list a key is of: of `values.1` the second.
fn place(key: &[u8]) -> Option<usize> {
    let last = key.rsplit(|byte| *byte == b'.').next()?;
    std::str::from_utf8(last).ok()?.parse().ok()
}

/// The names of the elements of records that are lists, where a list beside them has them:
/// `"columns":["time","mean"]`, `"fields":[{"name":"time"},…]`.
fn column_names(head: &[u8], keys: &[Vec<u8>]) -> Option<Vec<String>> {
    const LISTS: [&[u8]; 6] =
        [b"\"columns\"", b"\"fields\"", b"\"cols\"", b"\"headers\"", b"\"header\"", b"\"names\""];
    let width = keys.iter().filter(|key| place(key).is_some()).count();
    let names_in = |list: &&[u8]| {
        let from = memchr::memmem::find(head, list)? + list.len();
        let rest = head.get(from..)?.trim_ascii_start().strip_prefix(b":")?.trim_ascii_start();
        let mut names = vec![String::new(); width];
        let mut more = false;
        let list = rest.get(..container_end(rest, 0)?).filter(|list| list.starts_with(b"["))?;
        Flat::default().record(list, &mut |path, value| {
            let own = path.split(|byte| *byte == b'.').nth(1).is_none_or(|inner| {
                [&b"name"[..], b"text", b"label", b"columnName"].contains(&inner)
            });
            let first = path.split(|byte| *byte == b'.').next().and_then(place);
            match first.and_then(|at| names.get_mut(at)) {
                Some(name) if own && name.is_empty() => {
                    *name = String::from_utf8_lossy(value).into_owned();
                }
                found => more |= found.is_none(),
            }
        })?;
        (!more && names.iter().all(|name| !name.is_empty())).then_some(names)
    };
    if width == 0 { None } else { LISTS.iter().find_map(names_in) }
}

impl Ndjson {
    /// Takes a record of the stream.
    fn take(
        (frame, flat): (&Frame, &mut Flat),
        (slots, lists): (&mut Slots, &mut Vec<List>),
        found: &Found<'_>,
        each: &mut dyn FnMut(Record<'_>),
    ) {
        let unusable = |fault| Record::unusable(found.line, found.byte, found.text, fault);
        if let Some(fault) = found.fault {
            return each(unusable(fault));
        }
        if let Frame::Columns { .. } = frame {
            match list(flat, found) {
                Some(list) => lists.push(list),
                None if !found.text.is_empty() => each(unusable(Reason::LineUnreadable)),
                None => {
                    let known = |(key, _): &List| slots.knows(key);
                    lists.retain(known);
                    let rows = lists.iter().map(|(_, values)| values.len()).max().unwrap_or(0);
                    for row in 0..rows {
                        slots.clear();
                        let mut raw = Vec::new();
                        for (key, values) in lists.iter() {
                            let value = values.get(row).map_or(&[][..], Vec::as_slice);
                            slots.put(key, value);
                            raw.extend_from_slice(value);
                            raw.push(b',');
                        }
                        each(slots.record(found.line, found.byte, &raw, None));
                    }
                    lists.clear();
                }
            }
            return;
        }
        slots.clear();
        match found.values(frame, flat, &mut |key, value| slots.put(key, value)) {
            Some(()) => each(slots.record(found.line, found.byte, found.text, None)),
            None => each(unusable(Reason::LineUnreadable)),
        }
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
        let Ndjson { machine, flat, slots, lists, .. } = self;
        match machine {
            Machine::Lines(lines) => {
                lines.push(piece, &mut |line| give_line(flat, slots, line, each))
            }
            Machine::Stream(stream, frame) => stream.push(piece, &mut |found| {
                Ndjson::take((frame, flat), (slots, lists), &found, each)
            }),
        }
    }

    fn finish(&mut self, each: &mut dyn FnMut(Record<'_>)) {
        let Ndjson { machine, flat, slots, lists, .. } = self;
        match machine {
            Machine::Lines(lines) => lines.finish(&mut |line| give_line(flat, slots, line, each)),
            Machine::Stream(stream, frame) => stream
                .finish(&mut |found| Ndjson::take((frame, flat), (slots, lists), &found, each)),
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
            // Pages of results, one behind the other.
            ("[{\"t\":1},{\"t\":2}]\n[{\"t\":3},{\"t\":4}]\n", "t", &["1:1", "1:2", "2:3", "2:4"]), ("[{\"t\":1},{\"t\":2}][{\"t\":3}]", "t", &["1:1", "1:2", "1:3"]), ("[\n {\n  \"t\": 1\n }\n]\n[\n {\n  \"t\": 2\n }\n]\n", "t", &["2:1", "7:2"]),
            ("[[1613779200,1],[1613865600,2]]\n[[1613952000,3],[1614038400,4]]\n", "|", &["1:1613779200|1", "1:1613865600|2", "2:1613952000|3", "2:1614038400|4"]), ("[1613779200,[1,2],[3]]\n[1613865600,[3,4],[5]]\n", "||", &["1:1613779200|[1,2]|[3]", "2:1613865600|[3,4]|[5]"]),
            ("[\n{\"t\":1},\n{\"t\":2}\n]\n", "t", &["2:1", "3:2"]), ("[{\"t\":1}\n,{\"t\":2}]\n", "t", &["1:1", "2:2"]),
            ("{\"data\":[{\"t\":1,\"x\":[{\"y\":1},{\"y\":2},{\"y\":3}]},{\"t\":2}],\"n\":2}", "t|x", &["1:1|[{\"y\":1},{\"y\":2},{\"y\":3}]", "1:2|"]),
            ("{\"took\":5,\"hits\":{\"total\":{\"value\":2},\"hits\":[{\"_source\":{\"t\":1}},{\"_source\":{\"t\":2}}]}}", "_source.t", &["1:1", "1:2"]),
            ("{\"prices\":[[1500000000000,1.5],[1500086400000,2.5]],\"caps\":[[1,2],[3,4]]}", "|", &["1:1500000000000|1.5", "1:1500086400000|2.5"]),
            // As deep as OpenTelemetry writes its points.
            ("{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"name\":\"m\",\"gauge\":{\"dataPoints\":[{\"at\":\"1709510400123456789\",\"v\":1},{\"at\":\"1709514000123456789\",\"v\":2},{\"at\":\"1709517600123456789\",\"v\":3}]}}]}]}]}", "name|gauge.dataPoints|gauge.dataPoints.at|gauge.dataPoints.v", &["1:m||1709510400123456789|1", "1:m||1709514000123456789|2", "1:m||1709517600123456789|3"]),
            // Records of one kind in several lists, none of which is all.
            ("{\"passed\":[{\"t\":\"2024-03-04T00:00:00Z\",\"a\":1,\"b\":\"x\"},{\"t\":\"2024-03-04T01:00:00Z\",\"a\":2,\"b\":\"y\"},{\"t\":\"2024-03-04T02:00:00Z\",\"a\":2,\"b\":\"y\"}],\"blocked\":[{\"t\":\"2024-03-04T00:30:00Z\",\"a\":3,\"b\":\"z\"},{\"t\":\"2024-03-04T00:31:00Z\",\"a\":4,\"b\":\"z\"},{\"t\":\"2024-03-04T00:32:00Z\",\"a\":5,\"b\":\"z\"}]}", "series|t|a|b", &["1:passed|2024-03-04T00:00:00Z|1|x", "1:passed|2024-03-04T01:00:00Z|2|y", "1:passed|2024-03-04T02:00:00Z|2|y", "1:blocked|2024-03-04T00:30:00Z|3|z", "1:blocked|2024-03-04T00:31:00Z|4|z", "1:blocked|2024-03-04T00:32:00Z|5|z"]),
            // Pairs under several keys are a series each.
            ("{\"prices\":[[1500000000000,1.5],[1500086400000,2.5]],\"caps\":[[1500000000000,3],[1500086400000,null]]}", "series||", &["1:prices|1500000000000|1.5", "1:prices|1500086400000|2.5", "1:caps|1500000000000|3", "1:caps|1500086400000|"]),
            ("[[1499040000000,\"0.01\"],[1499644800000,\"0.02\"]]", "|", &["1:1499040000000|0.01", "1:1499644800000|0.02"]),
            ("{\n \"t\": 1\n}\n{\n \"t\": 2\n}\n", "t", &["1:1", "4:2"]), ("{\"t\":1}", "t", &["1:1"]), ("[{\"t\":\"a]}\\\"\"}]", "t", &["1:a]}\""]),
            ("[{\"t\":1},{\"t\":2},{\"t\"", "t", &["1:1", "1:2", "1!Truncated"]),
            // Values under their dates.
            ("{\"bpi\":{\"2021-02-20\":1.5,\"2021-02-21\": \"2\" ,\n\"2021-02-22\":null},\"time\":{\"updated\":\"x\"}}", "date|value", &["1:2021-02-20|1.5", "1:2021-02-21|2", "2:2021-02-22|"]),
            ("{\"Meta\":{\"a\":1},\"Daily\":{\"2021-03-21\":{\"1. open\":\"1\",\"4. close\":\"2\"},\"2021-03-20\":{\"4. close\":\"4\",\"1. open\":\"3\"},\"2021-03-19\":{\"1. open\":\"5\"", "date|1. open|4. close", &["1:2021-03-21|1|2", "1:2021-03-20|3|4", "1!Truncated"]),
            ("{\"close\":{\"1613779200000\":1,\"1613865600000\":2,\"1613952000000\":3},\n\"open\":{\"1613779200000\":4,\"1613865600000\":5,\"1613952000000\":6}}", "date|series|value", &["1:1613779200000|close|1", "1:1613865600000|close|2", "1:1613952000000|close|3", "2:1613779200000|open|4", "2:1613865600000|open|5", "2:1613952000000|open|6"]),
            // A longer list of what has no time.
            ("{\"stations\":[{\"id\":1,\"name\":\"a\"},{\"id\":2,\"name\":\"b\"},{\"id\":3,\"name\":\"c\"},{\"id\":4,\"name\":\"d\"}],\"data\":[{\"date\":\"2024-01-01\",\"v\":1},{\"date\":\"2024-01-02\",\"v\":2},{\"date\":\"2024-01-03\",\"v\":3}]}", "date|v", &["1:2024-01-01|1", "1:2024-01-02|2", "1:2024-01-03|3"]),
            // A list in a list.
            ("[{\"page\":1,\"total\":3},[{\"date\":\"2020\",\"value\":1},{\"date\":\"2019\",\"value\":2},{\"date\":\"2018\",\"value\":null}]]", "date|value", &["1:2020|1", "1:2019|2", "1:2018|"]),
            // Lists side by side.
            ("{\"t\":[1613779200,1613865600,1613952000],\"c\":[1,2.5,null],\"s\":\"ok\"}", "t|c", &["1:1613779200|1", "1:1613865600|2.5", "1:1613952000|"]),
            ("{\"chart\":{\"result\":[{\"meta\":{\"ranges\":[\"1d\",\"5d\"]},\"timestamp\":[1613779200,1613865600,1613952000],\"indicators\":{\"quote\":[{\"open\":[1,2,3],\"close\":[4,5,6]}],\"adjclose\":[{\"adjclose\":[7,8,9]}]}}],\"error\":null}}", "timestamp|open|close|adjclose", &["1:1613779200|1|4|7", "1:1613865600|2|5|8", "1:1613952000|3|6|9"]),
            // Two objects with lists, as of two symbols, are not one series.
            ("{\"r\":[{\"t\":[1613779200,1613865600,1613952000],\"c\":[1,2,3]},{\"t\":[1613779200,1613865600,1613952000],\"c\":[4,5,6]}]}", "t|c", &["1:[1613779200,1613865600,1613952000]|[1,2,3]", "1:[1613779200,1613865600,1613952000]|[4,5,6]"]),
            // A list of times alone is none beside others.
            ("{\"data\":[{\"a\":1,\"seen\":[1613779200,1613865600,1613952000]},{\"a\":2,\"seen\":[]}]}", "a|seen", &["1:1|[1613779200,1613865600,1613952000]", "1:2|[]"]),
            // Lists inside what they are of.
            ("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"job\":\"a\"},\"values\":[[1613779200.781,\"1\"],[1613865600.781,\"2\"]]},{\"metric\":{\"job\":\"b\"},\"values\":[[1613779200.781,\"3\"],[1613", "metric.job|values|values.0|values.1", &["1:a||1613779200.781|1", "1:a||1613865600.781|2", "1:b||1613779200.781|3", "1!Truncated"]),
            ("[{\"target\":\"x\",\"datapoints\":[[1.5,1613779200],[null,1613779260]]},\n{\"target\":\"y\",\"datapoints\":[[2,1613779200]]}]", "target|datapoints|datapoints.0|datapoints.1", &["1:x||1.5|1613779200", "1:x|||1613779260", "2:y||2|1613779200"]),
            ("{\"aggregations\":{\"by\":{\"buckets\":[{\"key\":\"r1\",\"n\":{\"buckets\":[{\"key_as_string\":\"2021-07-01\",\"doc_count\":1},{\"key_as_string\":\"2021-07-02\",\"doc_count\":2}]}},{\"key\":\"r2\",\"n\":{\"buckets\":[{\"key_as_string\":\"2021-07-01\",\"doc_count\":3}]}}]}}}", "key|n.buckets|n.buckets.key_as_string|n.buckets.doc_count", &["1:r1||2021-07-01|1", "1:r1||2021-07-02|2", "1:r2||2021-07-01|3"]),
            // The names of what is listed stand beside it; of one record that has a list the list is meant.
            ("{\"columns\":[{\"name\":\"t\",\"type\":\"datetime\"},{\"name\":\"n\",\"type\":\"long\"}],\"rows\":[[\"2021-07-01\",1],[\"2021-07-02\",2],[\"2021-07-03\",3]]}", "t|n", &["1:2021-07-01|1", "1:2021-07-02|2", "1:2021-07-03|3"]),
            ("{\"columns\":[\"t\"],\"data\":[[\"2021-07-01\",1],[\"2021-07-02\",2],[\"2021-07-03\",3]]}", "|", &["1:2021-07-01|1", "1:2021-07-02|2", "1:2021-07-03|3"]),
            ("{\"data\":[{\"date\":\"2021-07-03\",\"days\":[{\"date\":\"2021-07-01\",\"v\":1},{\"date\":\"2021-07-02\",\"v\":2},{\"date\":\"2021-07-03\",\"v\":3}]}]}", "date|days|days.date|days.v", &["1:2021-07-03||2021-07-01|1", "1:2021-07-03||2021-07-02|2", "1:2021-07-03||2021-07-03|3"]),
            // The first list has the names of all.
            ("[[\"time_tag\",\"Kp\"],[\"2021-03-04 00:00:00\",\"2.33\"],[\"2021-03-04 03:00:00\",\"3\"]]", "time_tag|Kp", &["1:time_tag|Kp", "1:2021-03-04 00:00:00|2.33", "1:2021-03-04 03:00:00|3"]),
            // A lone record in a list, in each record, is its cell.
            ("{\"rows\":[{\"d\":[{\"value\":\"20210304\"}],\"m\":[{\"value\":\"5\"}]},{\"d\":[{\"value\":\"20210305\"}],\"m\":[{\"value\":\"6\"}]},{\"d\":[{\"value\":\"20210306\"}],\"m\":[{\"value\":\"7\"}]}]}", "d.0.value|m.0.value", &["1:20210304|5", "1:20210305|6", "1:20210306|7"]),
            // Records with a time of their own keep their lists.
            ("{\"data\":[{\"t\":\"2021-07-01\",\"x\":[{\"at\":\"2021-06-01\"},{\"at\":\"2021-06-02\"}]},{\"t\":\"2021-07-02\",\"x\":[{\"at\":\"2021-06-01\"}]}]}", "t|x", &["1:2021-07-01|[{\"at\":\"2021-06-01\"},{\"at\":\"2021-06-02\"}]", "1:2021-07-02|[{\"at\":\"2021-06-01\"}]"]),
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

    #[test]
    fn many_pairs_are_the_records_and_a_few_are_not() {
        for (pairs, columns) in [(2, "end|at"), (9, "end|at|at.0|at.1")] {
            let list: Vec<String> = (0..pairs).map(|i| format!("[{},1]", 1613779200 + i)).collect();
            let one = format!("{{\"end\":1613865600,\"at\":[{}]}}", list.join(","));
            assert_eq!(read(&format!("[{one},{one},{one}]")).unwrap().0, columns);
        }
    }

    proptest::proptest! {
        /// Whatever brackets come: no panic, and the same records for every size of pieces.
        #[test]
        fn any_brackets(
            frame in 0usize..5,
            text in "([{}\\[\\],:\"\\\\]|\"t\"|\"2021-07-0[1-9]\"|1625[0-9]{6}|1|null|[ \n]){0,60}",
        ) {
            let frames = [
                "{\"t\":{\"2021-07-01\":1,\"2021-07-02\":2,\"2021-07-03\":3",
                "{\"t\":[1625097600,1625184000,1625270400],\"v\":[1,2,3]",
                "[{\"n\":\"a\",\"t\":[[1625097600,1],[1625184000,2],[1625270400,3]]",
                "[{\"t\":1},{\"t\":2}",
                "",
            ];
            let text = format!("{}{text}", frames[frame]);
            if let Some((source, ..)) = Ndjson::recognise(text.as_bytes(), true, &[]) {
                read_pieces(&source, text.as_bytes());
            }
            _ = Ndjson::recognise(text.as_bytes(), false, &[]);
        }
    }
}
