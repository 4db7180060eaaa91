//! The directory of a zip archive: which members there are and where their bytes lie.
//!
//! Pure: the caller reads the ranges it is told to and inflates what is deflated. Knows Zip64.
//!
//! # Contract
//! * Sizes and places that point outside the archive end the listing with `None`: damaged, never
//!   a panic.
//! * Folders, resource forks (`__MACOSX/`, `._name`) and hidden files are no members.
//! * Encrypted members and methods other than stored and deflated are listed with what they are
//!   ([`Member::method`]); they are not read.
//! * Members that share bytes end the listing: a few kilobytes of such an archive are petabytes.
//!
//! Source: PKWARE APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12, 4.3.14 to 4.3.16, 4.5.3.

use super::{Book, Check, Codec, Container, Entry, Step};
use crate::ingest::sample::FileFacts;
use crate::ingest::source::{Failure, Refusal, Status};
use crate::{ingest::limits::Limit, kit::indices::sorted};
use std::ops::Range;

/// Bytes at the end of a file that are enough to find the directory, unless a comment is longer.
pub const TAIL_BYTES: u64 = 22 + 65_535 + 20 + 56;
/// Bytes of a member's local header up to its name.
pub const LOCAL_BYTES: u64 = 30;

/// Bytes of a directory, at most: a hundred thousand members with long names.
pub const DIRECTORY_MAX: u64 = 32 << 20;

/// How a member is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// As it is.
    Stored,
    /// DEFLATE without a header.
    Deflated,
    /// Behind a password, however it is packed.
    Encrypted,
    /// In a way that is not read.
    Other,
}

/// One file of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name with its folders.
    pub name: String,
    /// How it is packed.
    pub method: Method,
    /// CRC-32 of its bytes.
    pub crc: u32,
    /// Bytes in the archive.
    pub packed: u64,
    /// Bytes unpacked.
    pub bytes: u64,
    /// Where its local header begins.
    pub header_at: u64,
}

/// Whether a file begins like a zip archive.
pub fn is_zip(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
}

/// Opens an archive: its members, or the one of this name (with or without the archive's).
pub fn open(facts: &FileFacts, member: Option<&str>) -> Box<dyn Container> {
    let (facts, wanted) = (facts.clone(), member.map(str::to_owned));
    Box::new(Zip { facts, wanted, stage: Stage::Start })
}

struct Zip {
    facts: FileFacts,
    wanted: Option<String>,
    stage: Stage,
}

/// What was asked for last.
enum Stage {
    Start,
    /// The end of the file.
    Tail,
    /// The directory.
    Directory,
    /// The names of a workbook's sheets.
    Sheets(Book),
    /// Nothing: a sheet is being read. Those that follow, with their numbers.
    Sheet(Book, std::vec::IntoIter<(u32, String)>),
    /// The local header of the first of these members.
    Local(std::vec::IntoIter<Member>, Member),
    /// Nothing: a member is being read.
    Between(std::vec::IntoIter<Member>),
}

impl Zip {
    fn facts_of(&self, member: &Member) -> FileFacts {
        FileFacts {
            name: format!("{}/{}", self.facts.name, member.name),
            bytes: member.bytes,
            modified_ms: self.facts.modified_ms,
            compression: Some("zip".to_owned()),
        }
    }

    fn is_wanted(&self, member: &Member) -> bool {
        let full = format!("{}/{}", self.facts.name, member.name);
        self.wanted.as_ref().is_none_or(|wanted| *wanted == member.name || *wanted == full)
    }

    /// The next sheet.
    fn sheet(&mut self, book: Book, mut sheets: std::vec::IntoIter<(u32, String)>) -> Step {
        let own = |(_, name): &(u32, String)| {
            let full = format!("{}/{name}", self.facts.name);
            self.wanted.as_ref().is_none_or(|wanted| wanted == name || *wanted == full)
        };
        let Some((number, name)) = sheets.find(own) else { return Step::End };
        self.stage = Stage::Sheet(book, sheets);
        let name = format!("{}/{name}", self.facts.name);
        let compression = Some(book.name().to_owned());
        Step::Entry(Entry {
            shown_as: name.clone(),
            facts: FileFacts { name, compression, ..self.facts.clone() },
            range: 0..self.facts.bytes,
            codec: Some(Codec::Sheet(book, number)),
            check: None,
        })
    }

    /// Asks for the local header of the next member.
    fn next(&mut self, mut members: std::vec::IntoIter<Member>) -> Step {
        let Some(member) = members.find(|member| self.is_wanted(member)) else { return Step::End };
        let from = member.header_at;
        self.stage = Stage::Local(members, member);
        Step::range(from..from.saturating_add(LOCAL_BYTES))
    }

    fn entry(&self, member: &Member, local: &[u8]) -> Step {
        let facts = self.facts_of(member);
        let codec = match member.method {
            Method::Encrypted => return Step::Unread(facts, Status::Refused(Refusal::Encrypted)),
            Method::Other => return Step::Unread(facts, Status::Refused(Refusal::Packed)),
            Method::Stored => None,
            Method::Deflated => Some(Codec::Deflate),
        };
        let check = Some(Check { bytes: member.bytes, crc: member.crc });
        match data(member, local).filter(|range| range.end <= self.facts.bytes) {
            Some(range) => {
                Step::Entry(Entry { shown_as: facts.name.clone(), facts, range, codec, check })
            }
            None => Step::Unread(facts, Status::Failed(Failure::Damaged(0))),
        }
    }
}

impl Container for Zip {
    fn step(&mut self, given: Vec<Vec<u8>>) -> Step {
        let size = self.facts.bytes;
        let given = given.into_iter().next().unwrap_or_default();
        let damaged = Step::Broken(Status::Failed(Failure::Damaged(0)));
        match std::mem::replace(&mut self.stage, Stage::Start) {
            Stage::Start => {
                self.stage = Stage::Tail;
                Step::range(size.saturating_sub(TAIL_BYTES)..size)
            }
            Stage::Tail => match directory(&given, size) {
                Some(range) if range.end.saturating_sub(range.start) > DIRECTORY_MAX => beyond(),
                Some(range) => {
                    self.stage = Stage::Directory;
                    Step::range(range)
                }
                None => damaged,
            },
            Stage::Directory => match members(&given, size) {
                Some(members) => match document(&members) {
                    Some(Document::Book(book)) => {
                        self.stage = Stage::Sheets(book);
                        Step::Unpacked(Codec::Sheets(book))
                    }
                    Some(Document::Other(format)) => {
                        Step::Broken(Status::Refused(Refusal::Unsupported(format.to_owned())))
                    }
                    None if overlap(&members) => Step::Broken(Status::Failed(Failure::Overlap)),
                    None if members.len() > Limit::Members.count() && self.wanted.is_none() => {
                        beyond()
                    }
                    None => self.next(apart(members).into_iter()),
                },
                None => damaged,
            },
            Stage::Sheets(book) => {
                let names = String::from_utf8_lossy(&given);
                let sheets: Vec<(u32, String)> =
                    (0..).zip(names.lines().map(str::to_owned)).collect();
                self.sheet(book, sheets.into_iter())
            }
            Stage::Sheet(book, sheets) => self.sheet(book, sheets),
            Stage::Local(members, member) => {
                self.stage = Stage::Between(members);
                self.entry(&member, &given)
            }
            Stage::Between(members) => self.next(members),
        }
    }
}

/// Members of one name under names of their own: by its name one is read again, and that must be the same one.
fn apart(mut members: Vec<Member>) -> Vec<Member> {
    let names: Vec<String> = members.iter().map(|member| member.name.clone()).collect();
    // More are read only where one is asked for by its name.
    for (at, member) in members.iter_mut().enumerate().take(Limit::Members.count()) {
        let before = names.iter().take(at).filter(|name| **name == member.name).count();
        if before > 0 {
            member.name = format!("{}/{}", before.saturating_add(1), member.name);
        }
    }
    members
}

/// More members than are read.
fn beyond() -> Step {
    Step::Broken(Status::Failed(Failure::Beyond(Limit::Members)))
}

/// Whether two members share bytes.
pub fn overlap(members: &[Member]) -> bool {
    let ranges: Vec<(u64, u64)> = members
        .iter()
        .map(|member| {
            let name = member.name.len() as u64;
            // Whatever stands beside the name, a member has these bytes at least.
            let least = LOCAL_BYTES.saturating_add(name).saturating_add(member.packed);
            (member.header_at, member.header_at.saturating_add(least))
        })
        .collect();
    let ranges = sorted(ranges, &Ord::cmp);
    ranges.iter().zip(ranges.iter().skip(1)).any(|(one, next)| next.0 < one.1)
}

/// Where the directory lies, from the last [`TAIL_BYTES`] of an archive of `size` bytes.
pub fn directory(tail: &[u8], size: u64) -> Option<Range<u64>> {
    let end = (0..=tail.len().checked_sub(22)?).rev().find(|at| {
        tail.get(*at..).is_some_and(|rest| {
            rest.starts_with(b"PK\x05\x06")
                && u16_at(rest, 20).is_some_and(|comment| rest.len() >= 22 + usize::from(comment))
        })
    })?;
    let record = tail.get(end..)?;
    let (mut length, mut start) = (u64::from(u32_at(record, 12)?), u64::from(u32_at(record, 16)?));
    let wide = u16_at(record, 10)? == u16::MAX
        || length == u64::from(u32::MAX)
        || start == u64::from(u32::MAX);
    if wide {
        let locator = tail.get(end.checked_sub(20)?..end)?;
        let record_at = u64_at(locator, 8).filter(|_| locator.starts_with(b"PK\x06\x07"))?;
        let tail_at = size.checked_sub(tail.len() as u64)?;
        let record = tail.get(usize::try_from(record_at.checked_sub(tail_at)?).ok()?..)?;
        if !record.starts_with(b"PK\x06\x06") {
            return None;
        }
        (length, start) = (u64_at(record, 40)?, u64_at(record, 48)?);
    }
    let range = start..start.checked_add(length)?;
    (range.end <= size).then_some(range)
}

/// The members, in the directory's order; `None` where the directory is damaged.
pub fn members(directory: &[u8], size: u64) -> Option<Vec<Member>> {
    let mut rest = directory;
    let mut members = Vec::new();
    while rest.starts_with(b"PK\x01\x02") {
        let (flags, method) = (u16_at(rest, 8)?, u16_at(rest, 10)?);
        let (name_len, extra_len, comment_len) =
            (u16_at(rest, 28)?, u16_at(rest, 30)?, u16_at(rest, 32)?);
        let name_end = 46usize.saturating_add(usize::from(name_len));
        let extra_end = name_end.saturating_add(usize::from(extra_len));
        let name = String::from_utf8_lossy(rest.get(46..name_end)?).into_owned();
        let mut wide = Wide(zip64_fields(rest.get(name_end..extra_end)?));
        // In this order, and only where the 32 bits are all ones (4.5.3).
        let bytes = wide.or(u32_at(rest, 24)?)?;
        let packed = wide.or(u32_at(rest, 20)?)?;
        let header_at = wide.or(u32_at(rest, 42)?)?;
        if header_at.checked_add(LOCAL_BYTES)?.checked_add(packed)? > size {
            return None;
        }
        if is_data(&name) {
            members.push(Member {
                name,
                method: match (flags & 1, method) {
                    (0, 0) => Method::Stored,
                    (0, 8) => Method::Deflated,
                    (1, _) => Method::Encrypted,
                    _ => Method::Other,
                },
                crc: u32_at(rest, 16)?,
                packed,
                bytes,
                header_at,
            });
        }
        rest = rest.get(extra_end.saturating_add(usize::from(comment_len))..)?;
    }
    rest.is_empty().then_some(members)
}

/// An office document that is an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Document {
    /// Sheets.
    Book(Book),
    /// What is not read, by its name.
    Other(&'static str),
}

/// The office document that an archive is, by the members that only it has.
pub fn document(members: &[Member]) -> Option<Document> {
    const MARKS: [(&str, Document); 7] = [
        ("xl/workbook.xml", Document::Book(Book::Xlsx)),
        ("xl/workbook.bin", Document::Other("xlsb")),
        ("word/document.xml", Document::Other("docx")),
        ("ppt/presentation.xml", Document::Other("pptx")),
        ("Index/Document.iwa", Document::Other("numbers")),
        ("Index.zip", Document::Other("numbers")),
        // Texts and drawings, too: those have no table as their content.
        ("META-INF/manifest.xml", Document::Book(Book::Ods)),
    ];
    let has = |name: &str| members.iter().any(|member| member.name == name);
    MARKS.iter().find(|(mark, _)| has(mark)).map(|(_, document)| match document {
        Document::Book(Book::Ods) if !has("content.xml") => Document::Other("zip"),
        other => *other,
    })
}

/// Where a member's bytes lie, from the first [`LOCAL_BYTES`] of its local header.
pub fn data(member: &Member, local: &[u8]) -> Option<Range<u64>> {
    if !local.starts_with(b"PK\x03\x04") {
        return None;
    }
    let names = u64::from(u16_at(local, 26)?).checked_add(u64::from(u16_at(local, 28)?))?;
    let start = member.header_at.checked_add(LOCAL_BYTES)?.checked_add(names)?;
    Some(start..start.checked_add(member.packed)?)
}

fn is_data(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or_default();
    !file.is_empty() && !file.starts_with('.') && !name.starts_with("__MACOSX/")
}

/// The numbers of the Zip64 extra field, taken one after another.
struct Wide<'a>(&'a [u8]);

impl Wide<'_> {
    fn or(&mut self, narrow: u32) -> Option<u64> {
        if narrow != u32::MAX {
            return Some(u64::from(narrow));
        }
        let value = u64_at(self.0, 0)?;
        self.0 = self.0.get(8..)?;
        Some(value)
    }
}

fn zip64_fields(mut extra: &[u8]) -> &[u8] {
    while let (Some(id), Some(length)) = (u16_at(extra, 0), u16_at(extra, 2)) {
        let end = usize::from(length).saturating_add(4);
        let Some(field) = extra.get(4..end) else { break };
        if id == 1 {
            return field;
        }
        extra = extra.get(end..).unwrap_or_default();
    }
    &[]
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An archive of stored members, as APPNOTE describes it.
    fn archive(files: &[(&str, &[u8])], comment: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut directory = Vec::new();
        for (name, content) in files {
            let header_at = bytes.len() as u32;
            let sizes = [content.len() as u32; 2].map(u32::to_le_bytes).concat();
            let lengths = [(name.len() as u16).to_le_bytes(), 4u16.to_le_bytes()].concat();
            let common = [&[20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0][..], &sizes, &lengths];
            bytes.extend([b"PK\x03\x04", common.concat().as_slice()].concat());
            bytes.extend([name.as_bytes(), b"\xff\xff\0\0", content].concat());
            directory.extend([b"PK\x01\x02\x14\0", common.concat().as_slice()].concat());
            directory.extend([0u8; 10]);
            directory.extend(header_at.to_le_bytes());
            directory.extend([name.as_bytes(), b"\xff\xff\0\0"].concat());
        }
        let start = bytes.len() as u32;
        bytes.extend(&directory);
        bytes.extend(
            [b"PK\x05\x06\0\0\0\0", &[files.len() as u8, 0, files.len() as u8, 0][..]].concat(),
        );
        bytes.extend((directory.len() as u32).to_le_bytes());
        bytes.extend(start.to_le_bytes());
        bytes.extend((comment.len() as u16).to_le_bytes());
        bytes.extend(comment);
        bytes
    }

    fn list(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
        let size = bytes.len() as u64;
        let tail = &bytes[bytes.len().saturating_sub(TAIL_BYTES as usize)..];
        let range = directory(tail, size)?;
        members(&bytes[range.start as usize..range.end as usize], size)?
            .into_iter()
            .map(|member| {
                let range = data(&member, bytes.get(member.header_at as usize..)?)?;
                Some((member.name, bytes.get(range.start as usize..range.end as usize)?.to_vec()))
            })
            .collect()
    }

    #[test]
    fn lists_members_and_skips_what_is_no_data() {
        let files: &[(&str, &[u8])] = &[
            ("logs/a.csv", b"time,value\n"),
            ("logs/", b""),
            ("__MACOSX/logs/._a.csv", b"fork"),
            ("logs/.DS_Store", b"store"),
            ("b.csv", b""),
        ];
        let expected = vec![
            ("logs/a.csv".to_owned(), b"time,value\n".to_vec()),
            ("b.csv".to_owned(), Vec::new()),
        ];
        assert_eq!(list(&archive(files, b"")), Some(expected.clone()));
        assert_eq!(list(&archive(files, b"a comment with PK\x05\x06 in it")), Some(expected));
        assert_eq!(list(&archive(&[], b"")), Some(Vec::new()));
    }

    #[test]
    fn a_cut_archive_is_damaged_not_a_panic() {
        let whole = archive(&[("a.csv", b"1"), ("b.csv", b"2")], b"note");
        for end in 0..whole.len() {
            assert_eq!(list(&whole[..end]), None, "cut at {end}");
        }
        for at in 0..whole.len() {
            for bit in 0..8 {
                let mut bent = whole.clone();
                bent[at] ^= 1 << bit;
                // Anything but a panic.
                let _ = list(&bent);
            }
        }
    }

    #[test]
    fn wide_numbers() {
        let mut wide = Wide(&[7, 0, 0, 0, 1, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!(wide.or(5), Some(5));
        assert_eq!(wide.or(u32::MAX), Some((1 << 32) + 7));
        assert_eq!(wide.or(u32::MAX), Some(9));
        assert_eq!(wide.or(u32::MAX), None);
        let extra = [&[0xff, 0xff, 1, 0, 0], &[1, 0, 8, 0][..], &[3, 0, 0, 0, 0, 0, 0, 0]].concat();
        assert_eq!(zip64_fields(&extra), [3, 0, 0, 0, 0, 0, 0, 0]);
    }
}
