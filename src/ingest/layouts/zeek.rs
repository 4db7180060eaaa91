//! The header that Zeek's own logs carry:
//!
//! ```text
//! #separator \x09
//! #set_separator ,
//! #empty_field (empty)
//! #unset_field -
//! #path ssh
//! #fields ts uid id.orig_h
//! #types time string addr
//! ```
//!
//! Rows are delimited text without quotes; lines that begin with `#` are no data, `#close` is the
//! footer, a rotated file may have the header again.

/// What a Zeek header says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Between cells.
    pub separator: u8,
    /// The token for a field that is not set.
    pub unset: Vec<u8>,
    /// The token for an empty set or string.
    pub empty: Vec<u8>,
    /// The log's name: `conn`, `ssh`, `notice`.
    pub path: String,
    /// Names of the columns.
    pub fields: Vec<String>,
    /// Zeek's types of the columns; may be absent.
    pub types: Vec<String>,
    /// Line of `#fields`, 1-based.
    pub header_line: u64,
    /// Lines before the first data row.
    pub lines: u64,
}

impl Header {
    /// The header at the start of a file; `None` where there is none.
    ///
    /// ```
    /// use comove::ingest::layouts::zeek::Header;
    /// let head = b"#separator \\x09\n#path\tssh\n#fields\tts\tuid\n#types\ttime\tstring\n1.5\tC1\n";
    /// let header = Header::read(head).unwrap();
    /// assert_eq!((header.separator, header.header_line, header.lines), (b'\t', 3, 4));
    /// assert_eq!(header.time_column(), Some(0));
    /// ```
    pub fn read(head: &[u8]) -> Option<Header> {
        let mut header = Header {
            separator: b'\t',
            unset: b"-".to_vec(),
            empty: b"(empty)".to_vec(),
            path: String::new(),
            fields: Vec::new(),
            types: Vec::new(),
            header_line: 0,
            lines: 0,
        };
        if !head.starts_with(b"#separator") && !head.starts_with(b"#fields") {
            return None;
        }
        for (index, line) in head.split(|byte| *byte == b'\n').enumerate() {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            let Some(line) = line.strip_prefix(b"#") else { break };
            header.lines = index as u64 + 1;
            if let Some(value) = line.strip_prefix(b"separator ") {
                header.separator = separator(value)?;
                continue;
            }
            let mut cells = line.split(|byte| *byte == header.separator);
            let name = cells.next()?;
            let texts = |cells: std::slice::Split<'_, u8, _>| {
                cells
                    .map(|cell| String::from_utf8_lossy(cell).into_owned())
                    .collect::<Vec<String>>()
            };
            match name {
                b"unset_field" => header.unset = cells.next()?.to_vec(),
                b"empty_field" => header.empty = cells.next()?.to_vec(),
                b"path" => header.path = String::from_utf8_lossy(cells.next()?).into_owned(),
                b"fields" => {
                    header.fields = texts(cells);
                    header.header_line = header.lines;
                }
                b"types" => header.types = texts(cells),
                _ => {}
            }
        }
        (!header.fields.is_empty()).then_some(header)
    }

    /// The first column of type `time`, or the one named `ts`.
    pub fn time_column(&self) -> Option<usize> {
        let typed = self.types.iter().position(|kind| kind == "time");
        typed.or_else(|| self.fields.iter().position(|name| name == "ts"))
    }
}

/// `\x09`, or the byte itself.
fn separator(text: &[u8]) -> Option<u8> {
    match text {
        [b'\\', b'x', hex @ ..] => {
            u8::from_str_radix(std::str::from_utf8(hex.trim_ascii()).ok()?, 16).ok()
        }
        [byte] => Some(*byte),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers() {
        let head = b"#separator \\x7c\r\n#unset_field|x\n#empty_field|e\n#path|weird\n#open|2024\n#fields|a|ts\n#types|string|time\n1|2\n#close|2024\n";
        let header = Header::read(head).unwrap();
        assert_eq!(
            (header.separator, header.path.as_str(), header.time_column()),
            (b'|', "weird", Some(1))
        );
        assert_eq!((header.unset.as_slice(), header.empty.as_slice()), (&b"x"[..], &b"e"[..]));
        assert_eq!((header.header_line, header.lines), (6, 7));
        for text in ["", "#separator", "# comment\n1,2\n", "ts\tuid\n", "#separator \\x0\n"] {
            assert_eq!(Header::read(text.as_bytes()), None, "{text}");
        }
    }
}
