//! What a file is by its first bytes.

/// What a file begins like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// Nothing in it but blanks.
    Empty,
    /// Text.
    Text,
    /// A known format that is not text.
    Format(&'static str),
    /// Bytes that are no text.
    Binary,
}

/// First bytes of known formats, with their names.
const MAGIC: &[(&[u8], &str)] = &[
    (b"\x1f\x8b", "gzip"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"\xfd7zXZ\0", "xz"),
    (b"BZh", "bz2"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\x04\x22\x4d\x18", "lz4"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls"),
    (b"PAR1", "parquet"),
    (b"ARROW1", "arrow"),
    (b"FEA1", "feather"),
    (b"ORC", "orc"),
    (b"Obj\x01", "avro"),
    (b"SQLite format 3\0", "sqlite"),
    (b"\x89HDF\r\n\x1a\n", "hdf5"),
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"\x7fELF", "elf"),
    (b"\xd4\xc3\xb2\xa1", "pcap"),
    (b"\xa1\xb2\xc3\xd4", "pcap"),
    (b"\x0a\x0d\x0d\x0a", "pcapng"),
    (b"ElfFile\0", "evtx"),
];

/// What a text of XML is, where it is known: a health app's export, or a workbook of 2003, which is
/// also called `.xls`.
fn markup(body: &[u8]) -> Option<&'static str> {
    let head = body.get(..body.len().min(4096)).unwrap_or_default().trim_ascii_start();
    if !head.starts_with(b"<?xml") && !head.starts_with(b"<HealthData") {
        return None;
    }
    let has = |name: &[u8]| memchr::memmem::find(head, name).is_some();
    if has(b"HealthData") || has(b"HKQuantityType") || has(b"ClinicalDocument") {
        return Some("health");
    }
    let book = has(b"urn:schemas-microsoft-com:office:spreadsheet") || has(b"\"Excel.Sheet\"");
    book.then_some("xls")
}

/// What a file begins like.
#[expect(clippy::arithmetic_side_effects, reason = "counts of a sample's bytes")]
pub fn start(head: &[u8]) -> Start {
    if let Some((_, name)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Start::Format(name);
    }
    // The first head of an archive of tapes: its files stand in it one after another as they are, and read
    // as one text they would be one table.
    if head.get(257..262) == Some(b"ustar") {
        return Start::Format("tar");
    }
    let bom = if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let body = head.get(bom..).unwrap_or_default();
    if body.iter().all(u8::is_ascii_whitespace) {
        return Start::Empty;
    }
    if let Some(name) = markup(body) {
        return Start::Format(name);
    }
    // Control bytes that text does not have; zeros are what crashes leave in logs.
    let odd = body.iter().filter(|&&byte| matches!(byte, 1..=6 | 14..=26 | 28..=30 | 127)).count();
    let zeros = memchr::memchr_iter(0, body).count();
    // UTF-16 has other bytes in between; its control bytes mean nothing here.
    let wide = matches!(head, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]) || zeros * 5 > body.len();
    // Fields of a fixed width may be padded with zeros: there are lines.
    let hollow = zeros * 4 > body.len() * 3 && memchr::memchr_iter(b'\n', body).count() < 3;
    if (odd * 50 > body.len() && !wide) || hollow {
        return Start::Binary;
    }
    Start::Text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starts() {
        let cases: &[(&[u8], Start)] = &[
            (b"", Start::Empty),
            (b" \r\n\n", Start::Empty),
            (b"\xef\xbb\xbf", Start::Empty),
            (b"\xef\xbb\xbfa,b", Start::Text),
            (b"a,b", Start::Text),
            (&[&[b'a'; 100][..], &[0; 157], b"ustar\x0000day,price\n"].concat(), Start::Format("tar")),
            (b"PK\x03\x04rest", Start::Format("zip")),
            (
                b"<?xml version=\"1.0\"?>\n<!DOCTYPE HealthData [\n<!ELEMENT HealthData",
                Start::Format("health"),
            ),
            (
                b"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook>",
                Start::Format("xls"),
            ),
            (b"<?xml version=\"1.0\"?><rows/>", Start::Text),
            (b"HealthData,value\n2021-07-14,1\n", Start::Text),
            (b"\x01\x02\x03\x04\x05abc", Start::Binary),
            (b"\0\0\0\0\0\0\0\0a", Start::Binary),
            (b"a,b\n1\0\0\0\0\0\0\0\0\0,2\0\0\0\0\0\0\0\0\0\0\0\0\0\n3\0\0\0\0\0\0\0\0\0\0\0,4\n", Start::Text),
        ];
        for (head, expected) in cases {
            assert_eq!(start(head), *expected, "{}", head.escape_ascii());
        }
    }
}
