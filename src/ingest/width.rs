//! Full-width characters and foreign blanks made ASCII.
//!
//! Japanese spreadsheets write `２０２１／０７／１４` and `４，６４０`; browsers put a narrow
//! no-break space before AM and PM; ISO 8601 has a true minus sign.

/// Copies `cell` to `buffer` with full-width forms of ASCII (U+FF01–FF5E) as ASCII, every kind of
/// blank as a space, and hyphens, dashes and minus signs as `-`; other characters are kept.
/// What does not fit is left out: a caller whose cell is longer than the buffer rejects it first.
pub(super) fn narrow<'a>(cell: &[u8], buffer: &'a mut [u8]) -> &'a [u8] {
    let (mut from, mut to) = (0, 0);
    while let Some(&first) = cell.get(from) {
        let (byte, width) = match (first, cell.get(from + 1), cell.get(from + 2)) {
            (0xEF, Some(0xBC), Some(&last @ 0x81..=0xBF)) => (last - 0x60, 3),
            (0xEF, Some(0xBD), Some(&last @ 0x80..=0x9E)) => (last - 0x20, 3),
            // Ideographic, narrow no-break, thin, figure, hair and punctuation spaces.
            (0xE3, Some(0x80), Some(0x80)) | (0xE2, Some(0x80), Some(0xAF | 0x87..=0x8A)) => {
                (b' ', 3)
            }
            (0xC2, Some(0xA0), _) => (b' ', 2),
            // Typographic apostrophe, a Swiss thousands mark.
            (0xE2, Some(0x80), Some(0x99)) => (b'\'', 3),
            // Minus sign; hyphens and dashes.
            (0xE2, Some(0x88), Some(0x92)) | (0xE2, Some(0x80), Some(0x90..=0x95)) => (b'-', 3),
            _ => (first, 1),
        };
        // `to` never passes `from`.
        if let Some(slot) = buffer.get_mut(to) {
            *slot = byte;
            to += 1;
        }
        from += width;
    }
    buffer.get(..to).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells() {
        #[rustfmt::skip]
        let cases = [
            ("２０２１／０５／３１", "2021/05/31"), ("４，６４０", "4,640"), ("a　b\u{a0}c\u{202f}d", "a b c d"), ("−5–6", "-5-6"),
            ("～", "~"), ("（水）", "(水)"), ("é", "é"), ("", ""),
        ];
        for (cell, want) in cases {
            assert_eq!(narrow(cell.as_bytes(), &mut [0; 64]), want.as_bytes(), "{cell}");
        }
        assert_eq!(narrow(b"abc", &mut [0; 2]), b"ab");
        assert_eq!(narrow(b"\xEF\xBC", &mut [0; 8]), b"\xEF\xBC");
    }
}
