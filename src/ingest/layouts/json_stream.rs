//! Cuts a JSON text into its records.

use super::json_frame::Frame;
use super::json_walk::Walk;
use super::lines::LINE_MAX;
use crate::problem::Reason;

/// A record found in the stream.
pub(super) struct Found<'a> {
    /// Line of its first byte, 1-based.
    pub line: u64,
    /// Offset of its first byte.
    pub byte: u64,
    /// Its bytes.
    pub text: &'a [u8],
    /// Why it is none.
    pub fault: Option<Reason>,
}

/// Cuts a stream into the elements of a list.
#[derive(Clone, Debug)]
pub(super) struct Stream {
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
    pub fn new(frame: &Frame) -> Stream {
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

    /// Takes the next piece.
    pub fn push(&mut self, piece: &[u8], each: &mut dyn FnMut(Found<'_>)) {
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

    /// Takes the end.
    pub fn finish(&mut self, each: &mut dyn FnMut(Found<'_>)) {
        if self.inside {
            self.emit(Some(Reason::Truncated), each);
        }
    }
}
