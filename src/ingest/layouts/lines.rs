//! A stream cut into lines.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "places in a piece, and bytes and lines of a file in 64 bits"
)]

/// One line, without its end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// Number, 1-based.
    pub number: u64,
    /// Offset of its first byte.
    pub byte: u64,
    /// Its text.
    pub text: &'a [u8],
    /// Whether a line end followed.
    pub ended: bool,
}

/// Longest line that is kept; the rest of a longer one is dropped.
pub(super) const LINE_MAX: usize = 1 << 20;

/// Cuts at LF and CRLF. Lines inside one piece are not copied.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    held: Vec<u8>,
    /// Bytes of the current line so far, dropped ones included.
    length: u64,
    number: u64,
    byte: u64,
}

impl Lines {
    pub fn push(&mut self, piece: &[u8], each: &mut dyn FnMut(Line<'_>)) {
        let mut rest = piece;
        while let Some(at) = memchr::memchr(b'\n', rest) {
            let (text, after) =
                (rest.get(..at).unwrap_or_default(), rest.get(at + 1..).unwrap_or_default());
            rest = after;
            let length = self.length + at as u64 + 1;
            if self.length == 0 {
                self.emit(text, true, each);
            } else {
                self.hold(text);
                let held = std::mem::take(&mut self.held);
                self.emit(&held, true, each);
                self.held = held;
                self.held.clear();
            }
            self.byte += length;
            self.length = 0;
        }
        if !rest.is_empty() {
            self.hold(rest);
            self.length += rest.len() as u64;
        }
    }

    pub fn finish(&mut self, each: &mut dyn FnMut(Line<'_>)) {
        if self.length > 0 {
            let held = std::mem::take(&mut self.held);
            self.emit(&held, false, each);
            self.byte += self.length;
            self.length = 0;
        }
    }

    fn hold(&mut self, text: &[u8]) {
        // One byte over the limit shows that the line was longer.
        let room = (LINE_MAX + 1).saturating_sub(self.held.len());
        self.held.extend_from_slice(text.get(..room.min(text.len())).unwrap_or_default());
    }

    fn emit(&mut self, text: &[u8], ended: bool, each: &mut dyn FnMut(Line<'_>)) {
        self.number += 1;
        let text = text.strip_suffix(b"\r").unwrap_or(text);
        each(Line { number: self.number, byte: self.byte, text, ended });
    }
}

/// Whole lines of a piece that may begin and end inside a line.
pub(super) fn whole_lines(
    piece: &[u8],
    from_start: bool,
    to_end: bool,
) -> impl Iterator<Item = &[u8]> {
    let from =
        if from_start { 0 } else { memchr::memchr(b'\n', piece).map_or(piece.len(), |at| at + 1) };
    let to =
        if to_end { piece.len() } else { memchr::memrchr(b'\n', piece).map_or(0, |at| at + 1) };
    piece
        .get(from..to)
        .unwrap_or_default()
        .split(|byte| *byte == b'\n')
        .map(|line| line.strip_suffix(b"\r").unwrap_or(line))
        .filter(|line| !line.trim_ascii().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cut_anywhere() {
        let text = b"a\r\n\nbcd\ne\rf\r\nlast";
        let want = [
            (1, 0, "a", true),
            (2, 3, "", true),
            (3, 4, "bcd", true),
            (4, 8, "e\rf", true),
            (5, 13, "last", false),
        ];
        for size in 1..=text.len() {
            let mut lines = Lines::default();
            let mut got = Vec::new();
            let mut each = |line: Line<'_>| {
                got.push((
                    line.number,
                    line.byte,
                    String::from_utf8(line.text.to_vec()).unwrap(),
                    line.ended,
                ));
            };
            text.chunks(size).for_each(|piece| lines.push(piece, &mut each));
            lines.finish(&mut each);
            let got: Vec<_> = got.iter().map(|(a, b, c, d)| (*a, *b, c.as_str(), *d)).collect();
            assert_eq!(got, want, "by {size}");
        }
    }

    #[test]
    fn whole_lines_of_a_window() {
        let lines = |from, to| whole_lines(b"cut\nb\n\nc\nhalf", from, to).count();
        assert_eq!((lines(true, true), lines(false, true), lines(false, false)), (4, 3, 2));
        assert_eq!(whole_lines(b"none", false, false).count(), 0);
    }
}
