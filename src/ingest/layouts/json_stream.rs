//! Cuts a JSON text into its records.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "bytes and lines of a file in 64 bits; a path goes on behind its outer part"
)]

use super::json_flat::Flat;
use super::json_shape::{Frame, is_time};
use super::json_walk::{ANY_KEY, Walk};
use super::lines::LINE_MAX;
use crate::ingest::problem::Reason;

/// A record found in the stream; of [`Frame::Columns`] one of the lists.
pub(super) struct Found<'a> {
    /// Line of its first byte, 1-based.
    pub line: u64,
    /// Offset of its first byte.
    pub byte: u64,
    /// Its bytes.
    pub text: &'a [u8],
    /// The key under which it stands; of [`Frame::Inner`] the object around it, up to its list.
    pub about: &'a [u8],
    /// The key of the object that holds it.
    pub within: &'a [u8],
    /// Why it is none.
    pub fault: Option<Reason>,
}

impl Found<'_> {
    /// Gives every value with its key; `None` where the text is no such record.
    pub fn values(
        &self,
        frame: &Frame,
        flat: &mut Flat,
        put: &mut dyn FnMut(&[u8], &[u8]),
    ) -> Option<()> {
        match frame {
            Frame::Members { path } => {
                put(b"date", self.about);
                if path.last().is_some_and(|last| last == ANY_KEY) {
                    put(b"series", self.within);
                }
                if matches!(self.text.first()?, b'{' | b'[') {
                    return flat.record(self.text, put);
                }
                let listed = [b"[", self.text, b"]"].concat();
                flat.record(&listed, &mut |_, value| put(b"value", value))
            }
            Frame::Inner { path, outer } => {
                flat.record(self.about, put)?;
                let mut key = path.get(outer + 1..)?.join(&b'.');
                let length = key.len();
                flat.record(self.text, &mut |inner, value| {
                    key.truncate(length);
                    key.push(b'.');
                    key.extend_from_slice(inner);
                    put(&key, value);
                })
            }
            Frame::List { path } if path.last().is_some_and(|last| last == ANY_KEY) => {
                put(b"series", self.within);
                flat.record(self.text, put)
            }
            _ => flat.record(self.text, put),
        }
    }
}

/// Cuts a stream into the records of a frame.
#[derive(Clone, Debug)]
pub(super) struct Stream {
    frame: Frame,
    walk: Walk,
    held: Vec<u8>,
    about: Vec<u8>,
    /// Whether [`Stream::about`] is being filled.
    around: bool,
    /// Containers that were open where the record began.
    inside: Option<usize>,
    /// Whether a colon came last.
    after_colon: bool,
    started: (u64, u64),
    line: u64,
    byte: u64,
}

impl Stream {
    pub fn new(frame: &Frame) -> Stream {
        Stream {
            frame: frame.clone(),
            walk: Walk::default(),
            held: Vec::new(),
            about: Vec::new(),
            around: false,
            inside: None,
            after_colon: false,
            started: (0, 0),
            line: 1,
            byte: 0,
        }
    }

    /// Takes the next piece. Where lists stand side by side, a record without text says that
    /// there are no more of them.
    pub fn push(&mut self, piece: &[u8], each: &mut dyn FnMut(Found<'_>)) {
        for &byte in piece {
            self.step(byte, each);
            self.line += u64::from(byte == b'\n');
            self.byte += 1;
        }
    }

    fn step(&mut self, byte: u8, each: &mut dyn FnMut(Found<'_>)) {
        let blank = byte.is_ascii_whitespace();
        if !self.walk.in_string {
            match self.inside {
                None if !blank && self.begins(byte) => {
                    self.inside = Some(self.walk.stack.len());
                    self.started = (self.line, self.byte);
                    self.held.clear();
                    if !matches!(self.frame, Frame::Inner { .. }) {
                        self.about.clear();
                        self.about.extend_from_slice(self.walk.last_key());
                    }
                }
                // A value that is no container ends before what follows it.
                Some(level) if level == self.walk.stack.len() && matches!(byte, b',' | b'}') => {
                    self.emit(None, each);
                }
                // What holds containers is no list of values.
                Some(_)
                    if matches!(self.frame, Frame::Columns { .. })
                        && matches!(byte, b'{' | b'[') =>
                {
                    self.inside = None;
                }
                _ => {}
            }
            if let Frame::Inner { path, outer } = &self.frame
                && byte == b'{'
                && self.walk.is_element(path.get(..*outer).unwrap_or_default())
            {
                self.around = true;
                self.about.clear();
            }
            if !blank {
                self.after_colon = byte == b':';
            }
        }
        let open = self.walk.stack.len();
        self.walk.step(byte);
        if self.around && self.about.len() <= LINE_MAX {
            self.about.push(byte);
        }
        match &self.frame {
            Frame::Inner { path, outer } if self.around && self.walk.is_list(path) => {
                // Up to the list's bracket: what was opened before it is closed.
                self.about.pop();
                self.about.extend_from_slice(b"null");
                self.about.resize(self.about.len() + path.len() - outer - 1, b'}');
                self.around = false;
            }
            Frame::Columns { path } if open == path.len() && self.walk.stack.len() < open => {
                let (line, byte) = self.started;
                each(Found { line, byte, text: b"", about: b"", within: b"", fault: None });
            }
            _ => {}
        }
        if let Some(level) = self.inside {
            if self.held.len() <= LINE_MAX {
                self.held.push(byte);
            }
            if self.walk.stack.len() == level && matches!(byte, b'}' | b']') && !self.walk.in_string
            {
                self.emit(None, each);
            }
        }
    }

    /// Whether a record begins with this byte.
    fn begins(&self, byte: u8) -> bool {
        let container = matches!(byte, b'{' | b'[');
        match &self.frame {
            Frame::Lines => false,
            Frame::List { path } | Frame::Inner { path, .. } => {
                container && self.walk.is_element(path)
            }
            Frame::Members { path } => {
                self.after_colon
                    && self.walk.stack.len() == path.len()
                    && self.walk.path_starts(path)
            }
            Frame::Columns { path } => {
                byte == b'[' && self.after_colon && self.walk.path_starts(path)
            }
        }
    }

    fn emit(&mut self, fault: Option<Reason>, each: &mut dyn FnMut(Found<'_>)) {
        self.inside = None;
        let fault = if self.held.len() > LINE_MAX { Some(Reason::TooLong) } else { fault };
        let (line, byte) = self.started;
        let text = self.held.trim_ascii_end();
        let within = self.walk.stack.last().map_or(&[][..], |open| &open.key);
        each(Found { line, byte, text, about: &self.about, within, fault });
        self.held.clear();
    }

    /// Takes the end.
    pub fn finish(&mut self, each: &mut dyn FnMut(Found<'_>)) {
        if self.inside.is_some() {
            self.emit(Some(Reason::Truncated), each);
        }
        if let Frame::Columns { path } = &self.frame
            && self.walk.stack.len() >= path.len()
        {
            let (line, byte) = self.started;
            each(Found { line, byte, text: b"", about: b"", within: b"", fault: None });
        }
    }
}

/// A list of values and its key.
pub(super) type List = (Vec<u8>, Vec<Vec<u8>>);

/// The first lists of one length that a text has side by side, times among them; `None` where
/// there is but one.
pub(super) fn side_by_side(frame: &Frame, head: &[u8]) -> Option<Vec<List>> {
    let mut lists: Vec<List> = Vec::new();
    let (mut flat, mut ended) = (Flat::default(), false);
    Stream::new(frame).push(head, &mut |found| {
        ended |= found.text.is_empty() && !lists.is_empty();
        if !ended && found.fault.is_none() {
            lists.extend(list(&mut flat, &found));
        }
    });
    let timed = |(_, values): &&List| values.len() > 2 && values.iter().take(3).all(|v| is_time(v));
    let length = lists.iter().find(timed)?.1.len();
    lists.retain(|(_, values)| values.len() == length);
    (lists.len() > 1).then_some(lists)
}

/// A list of values; `None` where it is none.
pub(super) fn list(flat: &mut Flat, found: &Found<'_>) -> Option<List> {
    let mut values = Vec::new();
    flat.record(found.text, &mut |_, value| values.push(value.to_vec()))?;
    Some((found.about.to_vec(), values))
}
