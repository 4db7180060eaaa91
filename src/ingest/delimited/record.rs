//! One record looked at byte by byte: where its cells end, whether a quote is open, and where it ends
//! itself.
//!
//! What is looked at once is not looked at again: the state is kept between pieces.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "places in a record, and lines of a file in 64 bits"
)]

use super::separators::{BACKSLASH, CR, DELIMITER, LF, NUL, OTHER, QUOTE, from};
use super::{Delimited, line_end};

/// Where the machine stands between two bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Before the first byte of a record.
    Start,
    /// Before the first byte of a cell.
    CellStart,
    /// Inside a cell without quotes, or after text that follows a closing quote.
    Cell,
    /// Inside quotes.
    Quoted,
    /// After a backslash inside quotes.
    Escaped,
    /// After a quote inside quotes: closed, or the first of a doubled one.
    QuoteSeen,
    /// In a comment line.
    Comment,
}

/// What a pass over the bytes ended with.
pub(super) enum Step {
    /// All bytes were looked at; the record is not complete.
    More,
    /// The record ends here, at a line end.
    Record(usize),
    /// The open quote was a stray one.
    Stray,
}

impl Delimited {
    /// Looks at one record of `bytes` from `self.scanned` on.
    #[inline]
    pub(super) fn step(&mut self, bytes: &[u8]) -> Step {
        let class = &self.class;
        let mut pos = self.scanned;
        let mut state = self.state;
        let step = loop {
            let Some(&byte) = bytes.get(pos) else { break Step::More };
            match state {
                State::Start | State::CellStart => {
                    if state == State::Start && self.separators.comment == Some(byte) {
                        state = State::Comment;
                        continue;
                    }
                    match class.of(byte) {
                        QUOTE => {
                            state = State::Quoted;
                            self.quoted = true;
                            pos += 1;
                        }
                        OTHER if byte == b' ' && self.separators.space_before_quote => {
                            state = State::CellStart;
                            pos += 1;
                        }
                        _ => state = State::Cell,
                    }
                }
                State::Cell => {
                    while let Some(&byte) = bytes.get(pos) {
                        if class.of(byte) != OTHER {
                            break;
                        }
                        pos += 1;
                    }
                    let Some(&byte) = bytes.get(pos) else { break Step::More };
                    match class.of(byte) {
                        DELIMITER => {
                            self.ends.push(pos);
                            state = State::CellStart;
                            pos += 1;
                        }
                        LF | CR => {
                            self.ends.push(pos);
                            break Step::Record(pos);
                        }
                        NUL => {
                            self.nul = true;
                            pos += 1;
                        }
                        _ => pos += 1,
                    }
                }
                State::Quoted => match class.of(byte) {
                    QUOTE => {
                        state = State::QuoteSeen;
                        pos += 1;
                    }
                    BACKSLASH => {
                        state = State::Escaped;
                        pos += 1;
                    }
                    LF | CR => {
                        let second = byte == b'\n' && pos > 0 && bytes.get(pos - 1) == Some(&b'\r');
                        if !second {
                            self.lines_inside += 1;
                            self.first_line.get_or_insert(pos);
                        }
                        pos += 1;
                    }
                    kind => {
                        self.nul |= kind == NUL;
                        pos += 1;
                    }
                },
                State::Escaped => {
                    state = State::Quoted;
                    if byte != b'\n' && byte != b'\r' {
                        pos += 1;
                    }
                }
                State::QuoteSeen => match class.of(byte) {
                    QUOTE => {
                        state = State::Quoted;
                        pos += 1;
                    }
                    DELIMITER | LF | CR => state = State::Cell,
                    _ if byte == b' ' => pos += 1,
                    _ if self.first_line.is_some() => break Step::Stray,
                    _ => state = State::Cell,
                },
                State::Comment => match line_end(from(bytes, pos)) {
                    Some(at) => {
                        pos += at;
                        self.ends.push(pos);
                        break Step::Record(pos);
                    }
                    None => {
                        pos = bytes.len();
                        break Step::More;
                    }
                },
            }
        };
        self.scanned = pos;
        self.state = state;
        step
    }
}
