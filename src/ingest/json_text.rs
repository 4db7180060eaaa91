//! Strings of JSON, decoded.

#![expect(clippy::arithmetic_side_effects, reason = "places in a text")]

/// Appends the decoded string that opens at `at`; gives the offset behind its closing quote.
pub fn string(text: &[u8], at: usize, out: &mut Vec<u8>) -> Option<usize> {
    if text.get(at)? != &b'"' {
        return None;
    }
    let mut here = at + 1;
    loop {
        let rest = text.get(here..)?;
        let plain = memchr::memchr2(b'"', b'\\', rest)?;
        out.extend_from_slice(rest.get(..plain)?);
        here += plain;
        if text.get(here)? == &b'"' {
            return Some(here + 1);
        }
        let (char, width) = escape(text.get(here..)?)?;
        out.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes());
        here += width;
    }
}

/// The escape at the front: its character and width.
fn escape(text: &[u8]) -> Option<(char, usize)> {
    Some(match text.get(1)? {
        b'n' => ('\n', 2),
        b't' => ('\t', 2),
        b'r' => ('\r', 2),
        b'b' => ('\u{8}', 2),
        b'f' => ('\u{c}', 2),
        b'u' => {
            let first = hex4(text.get(2..6)?)?;
            let second =
                text.get(6..8).filter(|next| *next == b"\\u").and_then(|_| hex4(text.get(8..12)?));
            match (char::from_u32(u32::from(first)), second) {
                (Some(char), _) => (char, 6),
                (None, Some(second)) => match char::decode_utf16([first, second]).next() {
                    Some(Ok(char)) => (char, 12),
                    _ => (char::REPLACEMENT_CHARACTER, 6),
                },
                (None, None) => (char::REPLACEMENT_CHARACTER, 6),
            }
        }
        byte @ (b'"' | b'\\' | b'/') => (char::from(*byte), 2),
        _ => return None,
    })
}

fn hex4(digits: &[u8]) -> Option<u16> {
    digits
        .iter()
        .try_fold(0u16, |sum, byte| Some((sum << 4) | char::from(*byte).to_digit(16)? as u16))
}
