//! JSON as records: one object a line, objects one after another, a list of objects or of lists,
//! also inside a wrapper (`{"data":[…]}`, `{"hits":{"hits":[…]}}`).
//!
//! Columns are the keys of the sample, nested ones with dots, in the order of their first coming;
//! a key that comes only later is left out. Where every record is a line of its own, a bad line
//! costs one record ([`Reason::LineUnreadable`]); records over several lines depend on their
//! brackets, and a broken one may take the next along.

use super::json_flat::Flat;
use super::lines::{LINE_MAX, Line, Lines, whole_lines};
use super::slots::{Keys, Slots};
use crate::ingest::records::{Record, RecordSource};
use crate::ingest::timestamp::{Format, readings};
use crate::problem::Reason;

/// Records of the sample that are looked at.
const SAMPLED: usize = 2_000;

/// Where the records are.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Frame {
    /// Every line is one.
    Lines,
    /// Elements of the list under this path of keys, as many containers deep; none for values at
    /// the top.
    List { path: Vec<Vec<u8>>, depth: usize },
}

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

/// Whether a part of a key is a date.
fn has_date(key: &[u8]) -> bool {
    key.split(|byte| *byte == b'.').any(|part| {
        part.len() >= 8
            && part.first().is_some_and(u8::is_ascii_digit)
            && readings(part).iter().any(Format::has_year)
    })
}

/// A line without what a list puts around its elements; `None` for the list's own brackets.
fn bare(line: &[u8]) -> Option<&[u8]> {
    let mut line = line.trim_ascii();
    if let Some(rest) =
        line.strip_prefix(b"[").filter(|rest| rest.trim_ascii_start().starts_with(b"{"))
    {
        line = rest.trim_ascii_start();
    }
    line = line.strip_prefix(b",").unwrap_or(line).trim_ascii_start();
    line = line.strip_suffix(b",").unwrap_or(line).trim_ascii_end();
    if line.starts_with(b"{")
        && let Some(rest) = line.strip_suffix(b"]")
    {
        line = rest.trim_ascii_end();
    }
    (!matches!(line, b"" | b"[" | b"]")).then_some(line)
}

/// How the records are laid out.
fn frame(head: &[u8], whole: bool) -> Option<Frame> {
    let mut flat = Flat::default();
    let (mut objects, mut lines) = (0, 0);
    for line in whole_lines(head, true, whole).filter_map(bare).take(50) {
        lines += 1;
        let mut values = 0;
        let ok = line.starts_with(b"{") && flat.record(line, &mut |_, _| values += 1).is_some();
        objects += usize::from(ok && values > 0);
    }
    if objects >= 2 && objects * 2 > lines {
        return Some(Frame::Lines);
    }
    let list = longest_list(head);
    match list {
        Some(list) => Some(list),
        // A single record.
        None if objects == 1 && lines == 1 => Some(Frame::Lines),
        None => None,
    }
}

/// The list with the most records in the first bytes; a top that is itself a run of objects
/// is one. Of lists that are alike the first wins.
fn longest_list(head: &[u8]) -> Option<Frame> {
    let mut found: Vec<(Frame, usize)> = Vec::new();
    let mut walk = Walk::default();
    for &byte in head {
        let before = walk.stack.len();
        walk.step(byte);
        let opened = walk.stack.len() > before;
        if !opened || before > 4 {
            continue;
        }
        let in_list = walk
            .stack
            .len()
            .checked_sub(2)
            .and_then(|at| walk.stack.get(at))
            .is_none_or(|parent| parent.list);
        // Lists inside a record belong to it.
        let inside = found.iter().any(|(frame, _)| match frame {
            Frame::List { depth, path } => before > *depth && *depth > 0 && walk.path_starts(path),
            Frame::Lines => false,
        });
        if !in_list || inside {
            continue;
        }
        let frame = Frame::List { path: walk.path(before), depth: before };
        match found.iter_mut().find(|(other, _)| *other == frame) {
            Some((_, count)) => *count += 1,
            None => found.push((frame, 1)),
        }
    }
    // Several values at the top are the records, whatever lists are in them.
    let top = found.iter().find(|(frame, _)| *frame == Frame::List { path: Vec::new(), depth: 0 });
    if let Some((frame, 2..)) = top {
        return Some(frame.clone());
    }
    join_siblings(&mut found);
    let best = found
        .iter()
        .filter(|(frame, _)| *frame != Frame::List { path: Vec::new(), depth: 0 })
        .max_by(|a, b| a.1.cmp(&b.1).then(std::cmp::Ordering::Greater))?;
    Some(best.0.clone())
}

/// Makes one list of many short ones that stand side by side under keys of their own.
fn join_siblings(found: &mut Vec<(Frame, usize)>) {
    let parent = |frame: &Frame| match frame {
        Frame::List { path, depth } => path.split_last().map(|(_, rest)| (rest.to_vec(), *depth)),
        Frame::Lines => None,
    };
    let mut joined: Vec<(Frame, usize)> = Vec::new();
    for (frame, _) in found.iter() {
        let Some((mut path, depth)) = parent(frame) else { continue };
        let siblings = found.iter().filter(|(other, _)| parent(other) == parent(frame));
        let (lists, records, longest) = siblings
            .fold((0, 0, 0), |(n, sum, most), (_, count)| (n + 1, sum + count, most.max(*count)));
        path.push(ANY_KEY.to_vec());
        let any = Frame::List { path, depth };
        if lists > 2 && lists > longest && !joined.iter().any(|(other, _)| *other == any) {
            joined.push((any, records));
        }
    }
    found.append(&mut joined);
}

/// One open container.
#[derive(Clone, Debug)]
struct Open {
    list: bool,
    /// Key under which it stands.
    key: Vec<u8>,
}

/// Brackets and strings of a stream.
#[derive(Clone, Debug, Default)]
struct Walk {
    stack: Vec<Open>,
    in_string: bool,
    escaped: bool,
    /// The last string outside records: a key, when a colon follows.
    string: Vec<u8>,
    key: Vec<u8>,
}

/// Stands in a path for any key: `{"id 1": [record], "id 2": [record], …}`.
const ANY_KEY: &[u8] = b"\0";

/// Longest key that is remembered.
const KEY_MAX: usize = 120;

impl Walk {
    fn step(&mut self, byte: u8) {
        if self.in_string {
            if self.escaped {
                self.escaped = false;
            } else if byte == b'\\' {
                self.escaped = true;
            } else if byte == b'"' {
                self.in_string = false;
                return;
            }
            if self.string.len() < KEY_MAX {
                self.string.push(byte);
            }
            return;
        }
        match byte {
            b'"' => {
                self.in_string = true;
                self.string.clear();
            }
            b':' => std::mem::swap(&mut self.key, &mut self.string),
            b'{' | b'[' => {
                let list = byte == b'[';
                // Elements of a list have no key of their own.
                let in_list = self.stack.last().is_some_and(|parent| parent.list);
                let key = if in_list { Vec::new() } else { std::mem::take(&mut self.key) };
                self.stack.push(Open { list, key });
            }
            b'}' | b']' => _ = self.stack.pop(),
            _ => {}
        }
    }

    /// Keys of the outermost `depth` containers.
    fn path(&self, depth: usize) -> Vec<Vec<u8>> {
        self.stack.iter().take(depth).map(|open| open.key.clone()).collect()
    }

    fn path_starts(&self, path: &[Vec<u8>]) -> bool {
        self.stack.len() >= path.len()
            && self.stack.iter().zip(path).all(|(open, key)| *key == ANY_KEY || open.key == *key)
    }
}

/// A record found in the stream.
struct Found<'a> {
    line: u64,
    byte: u64,
    text: &'a [u8],
    fault: Option<Reason>,
}

/// Cuts a stream into the elements of a list.
#[derive(Clone, Debug)]
struct Stream {
    path: Vec<Vec<u8>>,
    depth: usize,
    walk: Walk,
    held: Vec<u8>,
    inside: bool,
    started: (u64, u64),
    line: u64,
    byte: u64,
}

impl Stream {
    fn new(frame: &Frame) -> Stream {
        let (path, depth) = match frame {
            Frame::List { path, depth } => (path.clone(), *depth),
            Frame::Lines => (Vec::new(), 0),
        };
        Stream {
            path,
            depth,
            walk: Walk::default(),
            held: Vec::new(),
            inside: false,
            started: (0, 0),
            line: 1,
            byte: 0,
        }
    }

    fn push(&mut self, piece: &[u8], each: &mut dyn FnMut(Found<'_>)) {
        for &byte in piece {
            if !self.inside
                && matches!(byte, b'{' | b'[')
                && !self.walk.in_string
                && self.is_element()
            {
                self.inside = true;
                self.started = (self.line, self.byte);
                self.held.clear();
            }
            self.walk.step(byte);
            if self.inside {
                if self.held.len() <= LINE_MAX {
                    self.held.push(byte);
                }
                if self.walk.stack.len() == self.depth && !self.walk.in_string {
                    self.emit(None, each);
                }
            }
            self.line += u64::from(byte == b'\n');
            self.byte += 1;
        }
    }

    fn is_element(&self) -> bool {
        self.walk.stack.len() == self.depth
            && self.walk.stack.last().is_none_or(|parent| parent.list)
            && self.walk.path_starts(&self.path)
    }

    fn emit(&mut self, fault: Option<Reason>, each: &mut dyn FnMut(Found<'_>)) {
        self.inside = false;
        let fault = if self.held.len() > LINE_MAX { Some(Reason::TooLong) } else { fault };
        let (line, byte) = self.started;
        each(Found { line, byte, text: &self.held, fault });
        self.held.clear();
    }

    fn finish(&mut self, each: &mut dyn FnMut(Found<'_>)) {
        if self.inside {
            self.emit(Some(Reason::Truncated), each);
        }
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
