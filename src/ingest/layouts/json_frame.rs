//! Where in a JSON text its records are, from its first bytes.

#![expect(clippy::arithmetic_side_effects, reason = "places in a sample, and counts of its values")]

use super::json_flat::Flat;
use super::json_shape::{Frame, Path, is_time};
use super::json_stream::{Stream, side_by_side};
use super::json_walk::{ANY_KEY, Walk};
use super::lines::whole_lines;
use crate::ingest::{
    lexicon,
    timestamp::{Format, readings},
};
use crate::kit::indices::sorted;

/// How the records are laid out.
pub(super) fn frame(head: &[u8], whole: bool) -> Option<Frame> {
    let mut flat = Flat::default();
    let (mut objects, mut lines) = (0, 0);
    for line in whole_lines(head, true, whole).filter_map(bare).take(50) {
        lines += 1;
        let mut values = 0;
        let ok = line.starts_with(b"{") && flat.record(line, &mut |_, _| values += 1).is_some();
        objects += usize::from(ok && values > 0);
    }
    if objects >= 2 && objects * 2 > lines {
        let listed = head.trim_ascii_start().starts_with(b"[");
        return listed.then(|| inner(head, whole)).flatten().or(Some(Frame::Lines));
    }
    let columns = || columns(head).filter(|frame| side_by_side(frame, head).is_some());
    let list = members(head).or_else(columns).or_else(|| inner(head, whole));
    match list.or_else(|| longest_list(head)) {
        Some(list) => Some(paired(&list, head, whole).unwrap_or(list)),
        // A single record.
        None if objects == 1 && lines == 1 => Some(Frame::Lines),
        None => None,
    }
}

/// Containers within each other in which records are looked for.
const DEEPEST: usize = 10;
/// Fewest records of the rarer layouts.
const FEWEST: usize = 3;
/// Keys of lists of what happened to their element, each at a time of its own.
const COURSES: [&[u8]; 3] = [b"events", b"history", b"checkpoints"];
/// Pairs an element, on average, that are a series of its own.
const PAIRS: usize = 8;

/// What was met, in the order of its first coming, and how often.
struct Tally<K>(Vec<(K, usize)>);

impl<K: PartialEq> Tally<K> {
    fn add(&mut self, key: K) {
        match self.0.iter_mut().find(|(other, _)| *other == key) {
            Some((_, count)) => *count += 1,
            None => self.0.push((key, 1)),
        }
    }

    /// The most frequent, of those alike the first.
    fn most(&self) -> Option<&(K, usize)> {
        self.0.iter().max_by(|a, b| a.1.cmp(&b.1).then(std::cmp::Ordering::Greater))
    }

    fn count(&self, key: &K) -> usize {
        self.0.iter().find(|(other, _)| other == key).map_or(0, |(_, count)| *count)
    }
}

/// The object outside lists whose keys are times.
fn members(head: &[u8]) -> Option<Frame> {
    let (mut times, mut all) = (Tally(Vec::new()), Tally(Vec::new()));
    let mut walk = Walk::default();
    for &byte in head {
        let key = byte == b':' && !walk.in_string && walk.stack.len() <= DEEPEST;
        walk.step(byte);
        if key && walk.stack.iter().all(|open| !open.list) {
            let path = walk.path(walk.stack.len());
            if is_time(walk.last_key()) {
                times.add(path.clone());
            }
            all.add(path);
        }
    }
    let (path, count) = times.most()?;
    let fits = |path: &Path, count: usize| count >= FEWEST && count * 5 >= all.count(path) * 4;
    if !fits(path, *count) {
        return None;
    }
    let mut path = path.clone();
    // One such object beside another, each under its own name.
    let beside = |other: &Path| {
        other.len() == path.len()
            && other.split_last().map(|o| o.1) == path.split_last().map(|p| p.1)
    };
    if path.len() > 1
        && times.0.iter().filter(|(other, count)| beside(other) && fits(other, *count)).count() > 1
    {
        path.pop();
        path.push(ANY_KEY.to_vec());
    }
    Some(Frame::Members { path })
}

/// The object with a list of times beside other lists.
fn columns(head: &[u8]) -> Option<Frame> {
    let mut found = Tally(Vec::new());
    let mut walk = Walk::default();
    for (at, &byte) in head.iter().enumerate() {
        let opens = byte == b'[' && !walk.in_string;
        walk.step(byte);
        let open = walk.stack.len();
        let in_object = walk.stack.iter().rev().nth(1).is_some_and(|parent| !parent.list);
        if !opens || !in_object || open > DEEPEST {
            continue;
        }
        let rest = head.get(at + 1..).unwrap_or_default();
        let end = memchr::memchr3(b']', b'[', b'{', rest).unwrap_or(rest.len());
        let values = rest.get(..end).unwrap_or_default().split(|byte| *byte == b',');
        let bare = |value: &[u8]| -> Vec<u8> {
            let quoted = |byte: &u8| *byte != b'"' && !byte.is_ascii_whitespace();
            value.iter().copied().filter(quoted).collect()
        };
        let times = values.take(FEWEST).filter(|value| is_time(&bare(value))).count();
        if times == FEWEST {
            found.add(walk.path(open));
        }
    }
    let (path, count) = found.0.first()?;
    let (_, around) = path.split_last()?;
    // Of several such objects nothing says whose a value is: better none than all as one series.
    (*count == 1).then(|| Frame::Columns { path: around.to_vec() })
}

/// Lists of what has a time, inside elements of a list that have none. Times of the elements themselves
/// are bounds of what is in them where these are many pairs and the like, where there is only one,
/// or where the list is named after the course of things. A few pairs are what happened on the day of
/// their element, whose own values they would repeat.
fn inner(head: &[u8], whole: bool) -> Option<Frame> {
    let mut found = Tally(Vec::new());
    let mut walk = Walk::default();
    for &byte in head {
        let before = walk.stack.len();
        walk.step(byte);
        let in_list = before
            .checked_sub(1)
            .is_some_and(|parent| walk.stack.get(parent).is_some_and(|open| open.list));
        if walk.stack.len() > before && in_list && before <= DEEPEST {
            found.add(walk.path(before));
        }
    }
    let around = |path: &Path| path.iter().rposition(Vec::is_empty).filter(|at| *at > 0);
    found.0.retain(|(path, count)| {
        *count >= FEWEST && around(path).is_some_and(|at| at + 1 < path.len())
    });
    let (path, _) = found.most()?;
    let outer = around(path)?;
    let mut flat = Flat::default();
    let mut has_time = |text: &[u8]| {
        let mut found = false;
        _ = flat.record(text, &mut |_, value| found |= is_time(value));
        found
    };
    let mut elements = Stream::new(&Frame::List { path: path.get(..outer)?.to_vec() });
    let (mut own_time, mut outers) = (false, 0);
    elements.push(head, &mut |record| {
        own_time |= has_time(record.text);
        outers += 1;
    });
    let frame = Frame::Inner { outer, path: path.clone() };
    let (mut records, mut timed, mut lists) = (0, 0, 0);
    let mut single = true;
    Stream::new(&frame).push(head, &mut |record| {
        own_time |= has_time(record.about);
        lists += usize::from(record.text.starts_with(b"["));
        timed += usize::from(has_time(record.text));
        single &= !record.text.contains(&b',');
        records += 1;
    });
    let pairs = lists == records && records >= PAIRS * outers;
    let told = lists == 0
        && path.last().is_some_and(|key| COURSES.contains(&key.as_slice()))
        && records >= FEWEST * outers;
    let bounds = pairs || told || (whole && outers == 1);
    // A lone value in each element is a cell of it.
    let cells = single && outers > 1 && records <= outers;
    ((!own_time || bounds) && !cells && timed > 0 && timed * 5 >= records * 4).then_some(frame)
}

/// The list with the most records in the first bytes; a top that is itself a run of objects
/// is one. Of lists that are alike the first wins.
fn longest_list(head: &[u8]) -> Option<Frame> {
    let mut found: Tally<Frame> = Tally(Vec::new());
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
        let inside = found.0.iter().any(|(frame, _)| match frame {
            Frame::List { path } => {
                before > path.len() && !path.is_empty() && walk.path_starts(path)
            }
            _ => false,
        });
        // Objects in a list that itself stands in a list: a page of results beside its number.
        let listed = byte == b'{'
            && before
                .checked_sub(2)
                .is_some_and(|outer| walk.stack.get(outer).is_some_and(|open| open.list));
        if !in_list || inside && !listed {
            continue;
        }
        found.add(Frame::List { path: walk.path(before) });
    }
    // Several values at the top are the records, whatever lists are in them.
    // Where these are lists of containers, as of a page of results each, what is in them is.
    let top = Frame::List { path: Vec::new() };
    let pages = Frame::List { path: vec![Vec::new()] };
    let first = head.trim_ascii_start().strip_prefix(b"[").unwrap_or_default().trim_ascii_start();
    let paged = matches!(first.first(), Some(b'{' | b'['));
    let values = found.count(&top);
    if values > 1 {
        return Some(if paged && found.count(&pages) >= values { pages } else { top });
    }
    join_siblings(&mut found.0);
    found.0.retain(|(frame, _)| *frame != top);
    // A longer list of what has no time at all (stations, columns) stands beside the one that has.
    let longest_first = sorted(found.0, &|a, b| b.1.cmp(&a.1));
    let mut lists =
        longest_first.into_iter().map(|(frame, count)| (times(&frame, head), count, frame));
    let (of_longest, _, longest) = lists.next()?;
    if of_longest == Times::None {
        let timed = lists.take(LISTS).find(|(times, n, _)| *times == Times::Each && *n >= FEWEST);
        return Some(timed.map_or(longest, |(_, _, frame)| frame));
    }
    Some(longest)
}

/// The lists beside this one, each under a key of its own, where all of them hold pairs of a time and a
/// value: one series each. What lies behind the first bytes may be such a list too. And those where all
/// of them hold records with nearly the same keys and a time: none of them is all.
fn paired(list: &Frame, head: &[u8], whole: bool) -> Option<Frame> {
    let Frame::List { path } = list else { return None };
    let (key, around) = path.split_last().filter(|(key, _)| !key.is_empty())?;
    let any = Frame::List { path: [around, &[ANY_KEY.to_vec()]].concat() };
    let mut flat = Flat::default();
    let (mut pairs, mut alike, mut others) = (true, true, 0);
    let mut usual: Vec<Vec<u8>> = Vec::new();
    Stream::new(&any).push(head, &mut |record| {
        let (mut keys, mut timed) = (Vec::new(), false);
        let read = flat.record(record.text, &mut |path, value| {
            keys.push(path.to_vec());
            timed |= is_time(value);
        });
        let listed = record.text.starts_with(b"[");
        pairs &= listed && read.is_some() && keys.len() == 2 && timed;
        if usual.is_empty() {
            usual.clone_from(&keys);
        }
        let common = keys.iter().filter(|key| usual.contains(key)).count();
        let most = keys.len().max(usual.len());
        alike &= !listed && timed && most > 2 && common * 5 >= most * 4;
        others += usize::from(record.within != key);
    });
    (pairs && (others > 0 || !whole) || alike && others >= FEWEST).then_some(any)
}

/// Lists that are looked into where the longest has no time.
const LISTS: usize = 8;

/// Whether the records of a list have times.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Times {
    /// Most have.
    Each,
    /// What could be one stands in some, or a name says so.
    Perhaps,
    None,
}

/// What the first records of a list say of times.
fn times(frame: &Frame, head: &[u8]) -> Times {
    let mut flat = Flat::default();
    let (mut records, mut timed, mut perhaps) = (0, 0, false);
    Stream::new(frame).push(head, &mut |record| {
        if records == RECORDS {
            return;
        }
        records += 1;
        let mut found = false;
        _ = flat.record(record.text, &mut |key, value| {
            found |= is_time(value);
            let name = String::from_utf8_lossy(key);
            perhaps |= readings(value).iter().any(Format::has_year)
                || lexicon::is_time(&name)
                || lexicon::is_part(&name);
        });
        timed += usize::from(found);
    });
    match timed * 5 >= records * 4 && timed > 0 {
        true => Times::Each,
        false if perhaps || timed > 0 => Times::Perhaps,
        false => Times::None,
    }
}

/// Records of a list that are asked for times.
const RECORDS: usize = 20;

/// Makes one list of many short ones that stand side by side under keys of their own.
fn join_siblings(found: &mut Vec<(Frame, usize)>) {
    let parent = |frame: &Frame| match frame {
        Frame::List { path } => path.split_last().map(|(_, rest)| rest.to_vec()),
        _ => None,
    };
    let mut joined: Vec<(Frame, usize)> = Vec::new();
    for (frame, _) in found.iter() {
        let Some(mut path) = parent(frame) else { continue };
        let siblings = found.iter().filter(|(other, _)| parent(other) == parent(frame));
        let (lists, records, longest) = siblings
            .fold((0, 0, 0), |(n, sum, most), (_, count)| (n + 1, sum + count, most.max(*count)));
        path.push(ANY_KEY.to_vec());
        let any = Frame::List { path };
        if lists > 2 && lists > longest && !joined.iter().any(|(other, _)| *other == any) {
            joined.push((any, records));
        }
    }
    found.append(&mut joined);
}

/// A line without what a list puts around its elements; `None` for the list's own brackets.
pub(super) fn bare(line: &[u8]) -> Option<&[u8]> {
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

/// Whether a part of a key is a time.
pub(super) fn has_date(key: &[u8]) -> bool {
    key.split(|byte| *byte == b'.').any(is_time)
}
