//! Where in a JSON text its records are, from its first bytes.

use super::json_flat::Flat;
use super::json_walk::{ANY_KEY, Walk};
use super::lines::whole_lines;
use crate::ingest::timestamp::{Format, readings};

/// Where the records are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// Every line is one.
    Lines,
    /// Elements of the list under this path of keys, as many containers deep; none for values at
    /// the top.
    List { path: Vec<Vec<u8>>, depth: usize },
}

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

/// Whether a part of a key is a date.
pub(super) fn has_date(key: &[u8]) -> bool {
    key.split(|byte| *byte == b'.').any(|part| {
        part.len() >= 8
            && part.first().is_some_and(u8::is_ascii_digit)
            && readings(part).iter().any(Format::has_year)
    })
}
