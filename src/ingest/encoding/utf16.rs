//! UTF-16, either end first.

use super::Decoder;

/// Decodes UTF-16; a lone surrogate or a last odd byte becomes U+FFFD.
#[derive(Clone, Debug)]
pub(super) struct Utf16 {
    big: bool,
    started: bool,
    byte: Option<u8>,
    high: Option<u16>,
    text: String,
    replaced: u64,
}

impl Utf16 {
    pub fn new(big: bool) -> Utf16 {
        Utf16 { big, started: false, byte: None, high: None, text: String::new(), replaced: 0 }
    }

    fn bad(&mut self) {
        self.text.push(char::REPLACEMENT_CHARACTER);
        self.replaced = self.replaced.saturating_add(1);
    }

    fn unit(&mut self, unit: u16) {
        let mark = !self.started && unit == 0xFEFF;
        self.started = true;
        if mark {
            return;
        }
        if let Some(high) = self.high.take() {
            if let Some(Ok(char)) = char::decode_utf16([high, unit]).next() {
                self.text.push(char);
                return;
            }
            self.bad();
        }
        match unit {
            0xD800..=0xDBFF => self.high = Some(unit),
            _ => match char::from_u32(u32::from(unit)) {
                Some(char) => self.text.push(char),
                None => self.bad(),
            },
        }
    }
}

impl Decoder for Utf16 {
    fn decode<'a>(&'a mut self, piece: &'a [u8], last: bool) -> &'a [u8] {
        self.text.clear();
        for &byte in piece {
            match self.byte.take() {
                None => self.byte = Some(byte),
                Some(first) if self.big => self.unit(u16::from_be_bytes([first, byte])),
                Some(first) => self.unit(u16::from_le_bytes([first, byte])),
            }
        }
        if last && (self.high.take().is_some() | self.byte.take().is_some()) {
            self.bad();
        }
        self.text.as_bytes()
    }

    fn replaced(&self) -> u64 {
        self.replaced
    }
}
