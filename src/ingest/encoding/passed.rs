//! Bytes that stand for nothing to a reader: NULs in blank or padded fields, invisible marks.
//!
//! Databases pad fields with NULs, messengers put a direction mark before a line, files that were
//! put together have a byte order mark inside. Whether a file has such is decided on its sample;
//! then they are passed over wherever they stand, and counted. Joiners (U+200C, U+200D) are kept:
//! words of Persian and emoji are made with them. NULs that only stand before rows, as a crash
//! leaves them, are left to the reader of rows.

use super::Decoder;
use memchr::memchr_iter;

/// What is passed over in a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Passed {
    /// NUL bytes.
    pub nuls: bool,
    /// Direction marks, zero-width spaces, byte order marks.
    pub marks: bool,
}

/// How much of each was passed over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PassedCount {
    /// NUL bytes.
    pub nuls: u64,
    /// Marks.
    pub marks: u64,
}

impl Passed {
    /// What the decoded pieces of a sample ask for.
    #[expect(
        clippy::arithmetic_side_effects,
        reason = "counts of bytes of a sample, ten times over"
    )]
    pub fn of<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Passed {
        let (mut passed, mut fields, mut odd) = (Passed::default(), 0, 0);
        for piece in pieces {
            passed.marks |= has_mark(piece);
            let mut before = None;
            for at in memchr_iter(0, piece) {
                // The first of a run of them.
                if at > 0 && before == at.checked_sub(1) {
                    before = Some(at);
                    continue;
                }
                before = Some(at);
                let rest = piece.get(at..).unwrap_or_default();
                let behind = rest.iter().find(|byte| **byte != 0);
                let front = at.checked_sub(1).and_then(|front| piece.get(front));
                let opens = matches!(front, None | Some(b'\n' | b'\r'));
                match behind {
                    Some(b',' | b';' | b'\t' | b'|' | b'"') => fields += 1,
                    Some(b'\n' | b'\r') | None if !opens => fields += 1,
                    _ if opens => {}
                    _ => odd += 1,
                }
            }
        }
        passed.nuls = fields >= 3 && odd * 10 <= fields;
        passed
    }

    /// Whether anything is passed over.
    pub fn any(self) -> bool {
        self.nuls || self.marks
    }

    /// Decoded bytes that are in memory, without what is passed over.
    pub fn strip(self, text: Vec<u8>) -> Vec<u8> {
        if !self.any() {
            return text;
        }
        let mut out = Vec::with_capacity(text.len());
        self.copy(&text, true, &mut out, &mut PassedCount::default());
        out
    }

    /// Copies a text; gives how many of its bytes were looked at. All, unless a mark is cut.
    fn copy(self, text: &[u8], last: bool, to: &mut Vec<u8>, count: &mut PassedCount) -> usize {
        let mut rest = text;
        while let Some((&byte, behind)) = rest.split_first() {
            if byte == 0 && self.nuls {
                count.nuls = count.nuls.saturating_add(1);
                rest = behind;
                continue;
            }
            if self.marks && matches!(byte, 0xD8 | 0xE2 | 0xEF) {
                if let Some(width) = mark(rest) {
                    count.marks = count.marks.saturating_add(1);
                    rest = rest.get(width..).unwrap_or_default();
                    continue;
                }
                if rest.len() < 3 && !last {
                    break;
                }
            }
            to.push(byte);
            rest = behind;
        }
        text.len().saturating_sub(rest.len())
    }
}

/// The width of the mark that a text begins with.
fn mark(text: &[u8]) -> Option<usize> {
    match *text {
        // U+061C
        [0xD8, 0x9C, ..] => Some(2),
        // U+200B, 200E, 200F, 202A to 202E, 2060, 2066 to 2069.
        [0xE2, 0x80, 0x8B | 0x8E | 0x8F | 0xAA..=0xAE, ..]
        | [0xE2, 0x81, 0xA0 | 0xA6..=0xA9, ..] => Some(3),
        // U+FEFF
        [0xEF, 0xBB, 0xBF, ..] => Some(3),
        _ => None,
    }
}

fn has_mark(text: &[u8]) -> bool {
    memchr::memchr3_iter(0xD8, 0xE2, 0xEF, text)
        .any(|at| mark(text.get(at..).unwrap_or_default()).is_some())
}

/// A decoder without what is passed over.
pub(super) struct Passing {
    pub inner: Box<dyn Decoder>,
    pub passed: Passed,
    pub count: PassedCount,
    /// The beginning of what may be a mark.
    pub held: Vec<u8>,
    pub text: Vec<u8>,
}

impl Decoder for Passing {
    fn decode<'a>(&'a mut self, piece: &'a [u8], last: bool) -> &'a [u8] {
        let text = self.inner.decode(piece, last);
        self.text.clear();
        if self.held.is_empty() {
            let used = self.passed.copy(text, last, &mut self.text, &mut self.count);
            self.held.extend_from_slice(text.get(used..).unwrap_or_default());
        } else {
            self.held.extend_from_slice(text);
            let used = self.passed.copy(&self.held, last, &mut self.text, &mut self.count);
            self.held.drain(..used);
        }
        &self.text
    }

    fn replaced(&self) -> u64 {
        self.inner.replaced()
    }

    fn passed(&self) -> PassedCount {
        self.count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_files_ask_for() {
        let of = |text: &str| {
            let passed = Passed::of([text.as_bytes()]);
            (passed.nuls, passed.marks)
        };
        assert_eq!(of("a,b\n1,2\n"), (false, false));
        assert_eq!(of("a,b\n1\0\0,2\n1\0,2\n3\0,5\n"), (true, false));
        assert_eq!(of("a\tb\tc\n1\t\0\t2\n1\t\0\t2\n\0\t1\t2\n"), (true, false));
        assert_eq!(of("a,b\n1,2\0\0\r\n1,2\0\r\n1,2\0"), (true, false));
        // What a crash leaves, and bytes that are no text.
        assert_eq!(of("a,b\n1,2\n\0\0\0\0\n3,4\n\0\0\0\x005,6\n\0\0\n7,8\n"), (false, false));
        assert_eq!(of("a\0b,c\nd\0e,f\ng\0h,i\0\nj\0k,l\n"), (false, false));
        for mark in
            ['\u{200b}', '\u{200e}', '\u{202b}', '\u{2066}', '\u{feff}', '\u{61c}', '\u{2060}']
        {
            assert_eq!(of(&format!("a,b\n{mark}1,2\n")), (false, true));
        }
        assert_eq!(of("سلام\u{200c}ها,👩\u{200d}👧,“x” – …\n"), (false, false));
    }

    #[test]
    fn cutting_elsewhere_changes_nothing() {
        let text = "a\0,\u{200e}b\u{feff}\n…“é”\u{202e},\0\u{61c}ﻝ\0\0\u{2066}";
        let all = Passed { nuls: true, marks: true };
        let want = "a,b\n…“é”,ﻝ";
        for size in 1..=text.len() {
            let inner = super::super::decoder(super::super::Encoding::Utf8).unwrap();
            let mut decoder = super::super::passing(inner, all);
            let mut got = Vec::new();
            for piece in text.as_bytes().chunks(size) {
                got.extend_from_slice(decoder.decode(piece, false));
            }
            got.extend_from_slice(decoder.decode(&[], true));
            assert_eq!(String::from_utf8(got).unwrap(), want, "by {size}");
            assert_eq!(decoder.passed(), PassedCount { nuls: 4, marks: 5 });
        }
        assert_eq!(all.strip(text.into()), want.as_bytes());
    }
}
