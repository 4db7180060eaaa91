//! Full-width characters, digits of other scripts and foreign blanks made ASCII.
//!
//! Japanese spreadsheets write `２０２１／０７／１４` and `４，６４０`; browsers put a narrow
//! no-break space before AM and PM; ISO 8601 has a true minus sign; Arabic and Indian programs
//! write `١٬٢٣٤٫٥` and `१२३`.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "places in a cell, and the digits of other scripts by their last byte"
)]

/// Copies `cell` to `buffer` with full-width forms of ASCII (U+FF01–FF5E) and digits of other
/// scripts as ASCII, every kind of blank as a space, apostrophes and what stands for them between
/// thousands as `'`, and hyphens, dashes and minus signs as `-`; other characters are kept.
/// What does not fit is left out: a caller whose cell is longer than the buffer rejects it first.
pub(super) fn narrow<'a>(cell: &[u8], buffer: &'a mut [u8]) -> &'a [u8] {
    let (mut from, mut to) = (0, 0);
    while let Some(&first) = cell.get(from) {
        let (byte, width) = match (first, cell.get(from + 1), cell.get(from + 2)) {
            (0xEF, Some(0xBC), Some(&last @ 0x81..=0xBF)) => (last - 0x60, 3),
            (0xEF, Some(0xBD), Some(&last @ 0x80..=0x9E)) => (last - 0x20, 3),
            // Ideographic, narrow no-break, thin, figure, hair and all other spaces.
            (0xE3, Some(0x80), Some(0x80))
            | (0xE2, Some(0x80), Some(0xAF | 0x80..=0x8A))
            | (0xE2, Some(0x81), Some(0x9F)) => (b' ', 3),
            (0xC2, Some(0xA0), _) => (b' ', 2),
            // Typographic apostrophes, a Swiss thousands mark; prime, acute, modifier letter.
            (0xE2, Some(0x80), Some(0x98 | 0x99 | 0xB2)) => (b'\'', 3),
            (0xC2, Some(0xB4), _) | (0xCA, Some(0xBC), _) => (b'\'', 2),
            // Digits of Arabic, Persian, Hindi, Bengali and Thai.
            (0xD9, Some(&last @ 0xA0..=0xA9), _) => (last - 0xA0 + b'0', 2),
            (0xDB, Some(&last @ 0xB0..=0xB9), _) => (last - 0xB0 + b'0', 2),
            (0xE0, Some(0xA5 | 0xA7), Some(&last @ 0xA6..=0xAF)) => (last - 0xA6 + b'0', 3),
            (0xE0, Some(0xB9), Some(&last @ 0x90..=0x99)) => (last - 0x90 + b'0', 3),
            // Arabic percent, decimal and thousands marks.
            (0xD9, Some(0xAA), _) => (b'%', 2),
            (0xD9, Some(0xAB), _) => (b'.', 2),
            (0xD9, Some(0xAC), _) => (b',', 2),
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
            ("١٬٢٣٤٫٥٪", "1,234.5%"), ("۱۲۳", "123"), ("१२३", "123"), ("১২৩", "123"), ("๑๒๓", "123"), ("1’234´5ʼ6′7", "1'234'5'6'7"), ("1\u{2002}2\u{205f}3", "1 2 3"),
            ("～", "~"), ("（水）", "(水)"), ("é", "é"), ("", ""),
        ];
        for (cell, want) in cases {
            assert_eq!(narrow(cell.as_bytes(), &mut [0; 64]), want.as_bytes(), "{cell}");
        }
        assert_eq!(narrow(b"abc", &mut [0; 2]), b"ab");
        assert_eq!(narrow(b"\xEF\xBC", &mut [0; 8]), b"\xEF\xBC");
    }
}
