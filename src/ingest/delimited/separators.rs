//! How cells are separated and quoted: what each byte is to the tokenizer, and a cell without its quotes.

/// How cells are separated and quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Separators {
    /// Between cells.
    pub delimiter: u8,
    /// Around cells, where quotes are used at all.
    pub quote: Option<u8>,
    /// Whether `\"` stands for a quote inside quotes (instead of a doubled one).
    pub backslash: bool,
    /// Whether spaces may stand before an opening quote.
    pub space_before_quote: bool,
    /// First byte of lines that are comments: emitted as one cell, quotes in them mean nothing.
    pub comment: Option<u8>,
    /// Whether NUL bytes inside records are ordinary here.
    pub nul_allowed: bool,
}

impl Default for Separators {
    fn default() -> Self {
        Separators {
            delimiter: b',',
            quote: Some(b'"'),
            backslash: false,
            space_before_quote: false,
            comment: None,
            nul_allowed: false,
        }
    }
}

pub(super) const OTHER: u8 = 0;
pub(super) const DELIMITER: u8 = 1;
pub(super) const QUOTE: u8 = 2;
pub(super) const LF: u8 = 3;
pub(super) const CR: u8 = 4;
pub(super) const NUL: u8 = 5;
pub(super) const BACKSLASH: u8 = 6;

/// What each byte is to the machine.
#[derive(Clone, Debug)]
pub(super) struct Classes([u8; 256]);

impl Classes {
    pub fn new(separators: &Separators) -> Self {
        let mut classes = Classes([OTHER; 256]);
        classes.set(0, NUL);
        classes.set(b'\n', LF);
        classes.set(b'\r', CR);
        if separators.backslash {
            classes.set(b'\\', BACKSLASH);
        }
        if let Some(quote) = separators.quote {
            classes.set(quote, QUOTE);
        }
        classes.set(separators.delimiter, DELIMITER);
        classes
    }

    fn set(&mut self, byte: u8, class: u8) {
        if let Some(place) = self.0.get_mut(usize::from(byte)) {
            *place = class;
        }
    }

    /// There are as many places as bytes: no bound is checked when compiled.
    #[inline(always)]
    pub fn of(&self, byte: u8) -> u8 {
        self.0.get(usize::from(byte)).copied().unwrap_or(OTHER)
    }
}

/// The bytes from a place on that lies within them.
pub(super) fn from(bytes: &[u8], start: usize) -> &[u8] {
    bytes.get(start..).unwrap_or_default()
}

/// Appends a cell without its quotes.
pub(super) fn unquote(cell: &[u8], separators: &Separators, to: &mut Vec<u8>) {
    let Some(quote) = separators.quote else { return to.extend_from_slice(cell) };
    let mut body = cell;
    if separators.space_before_quote {
        let spaces = cell.iter().take_while(|&&byte| byte == b' ').count();
        body = from(cell, spaces);
    }
    let Some((_, inside)) = body.split_first().filter(|(first, _)| **first == quote) else {
        return to.extend_from_slice(cell);
    };
    let mut bytes = inside.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        if separators.backslash && byte == b'\\' {
            match bytes.next() {
                Some(next) if next == quote || next == b'\\' => to.push(next),
                Some(next) => to.extend_from_slice(&[b'\\', next]),
                None => to.push(b'\\'),
            }
        } else if byte == quote {
            if bytes.peek() == Some(&quote) {
                bytes.next();
                to.push(quote);
            } else {
                // Closed: spaces before the delimiter are nothing, anything else is text.
                let rest: Vec<u8> = bytes.collect();
                if rest.iter().any(|&byte| byte != b' ') {
                    to.extend_from_slice(&rest);
                }
                return;
            }
        } else {
            to.push(byte);
        }
    }
}
