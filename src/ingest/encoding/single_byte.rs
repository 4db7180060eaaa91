//! Windows-1252 and Windows-1254.

use super::Decoder;

/// Code points of bytes 0x80 to 0x9F in Windows-1252, tables of
/// <https://encoding.spec.whatwg.org/#index-windows-1252>.
#[rustfmt::skip]
const UPPER_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// One char a byte.
#[derive(Clone, Debug)]
pub(super) struct SingleByte {
    turkish: bool,
    text: String,
}

impl SingleByte {
    pub fn windows_1252() -> SingleByte {
        SingleByte { turkish: false, text: String::new() }
    }

    pub fn windows_1254() -> SingleByte {
        SingleByte { turkish: true, text: String::new() }
    }

    fn char(&self, byte: u8) -> char {
        match (byte, self.turkish) {
            (0x8E, true) => '\u{8E}',
            (0x9E, true) => '\u{9E}',
            (0xD0, true) => 'Ğ',
            (0xDD, true) => 'İ',
            (0xDE, true) => 'Ş',
            (0xF0, true) => 'ğ',
            (0xFD, true) => 'ı',
            (0xFE, true) => 'ş',
            _ => byte
                .checked_sub(0x80)
                .and_then(|place| UPPER_1252.get(usize::from(place)).copied())
                .unwrap_or(char::from(byte)),
        }
    }
}

impl Decoder for SingleByte {
    fn decode<'a>(&'a mut self, piece: &'a [u8], _last: bool) -> &'a [u8] {
        if piece.is_ascii() {
            return piece;
        }
        self.text.clear();
        for &byte in piece {
            let char = self.char(byte);
            self.text.push(char);
        }
        self.text.as_bytes()
    }

    fn replaced(&self) -> u64 {
        0
    }
}
