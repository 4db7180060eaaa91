//! Files that somebody had a hand in: damaged, nested, too large, changed while they are read. Each ends
//! with a sentence, quickly, and a healthy file beside it reads right.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails loudly")]

mod without_browser;

use comove::{
    ingest::{
        driver::{Drive, Driver, Want},
        in_memory::read_entries,
        limits::Limit,
        overrides::SourcePatch,
        sample::FileFacts,
        source::{Because, Data, Failure, Reading, Refusal, Status},
    },
    kit::crc32::Crc32,
    text::{limit, refusal},
};
use std::{
    fmt::Write as _,
    io::{Read as _, Write as _},
    time::Duration,
};

fn facts(name: &str, bytes: &[u8]) -> FileFacts {
    FileFacts { name: name.into(), bytes: bytes.len() as u64, ..FileFacts::default() }
}

fn read(name: &str, bytes: &[u8]) -> Vec<Reading> {
    read_entries(&facts(name, bytes), bytes, &SourcePatch::default(), 1, &mut || 65_536)
}

fn statuses(name: &str, bytes: &[u8]) -> Vec<(String, Status)> {
    read(name, bytes).into_iter().map(|one| (one.found.name, one.found.status)).collect()
}

fn one(name: &str, bytes: &[u8]) -> Status {
    let mut all = statuses(name, bytes);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0).1
}

fn prices(rows: usize) -> Vec<u8> {
    let mut text = "date,price\n".to_owned();
    for row in 0..rows {
        let (year, month, day) = (2000 + row / 336, row / 28 % 12 + 1, row % 28 + 1);
        writeln!(text, "{year}-{month:02}-{day:02},{}", 100 + row * 7 % 90).unwrap();
    }
    text.into_bytes()
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut to = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    to.write_all(bytes).unwrap();
    to.finish().unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut to = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    to.write_all(bytes).unwrap();
    to.finish().unwrap()
}

/// A member as the directory of a zip says it.
#[derive(Clone)]
struct Member {
    name: String,
    flags: u16,
    method: u16,
    packed: Vec<u8>,
    bytes: u32,
    crc: u32,
    /// Where its header is said to be, instead of where it is.
    at: Option<u32>,
}

fn member(name: &str, content: &[u8]) -> Member {
    let mut crc = Crc32::default();
    crc.add(content);
    Member {
        name: name.into(),
        flags: 0,
        method: 8,
        packed: deflate(content),
        bytes: content.len() as u32,
        crc: crc.sum(),
        at: None,
    }
}

fn stored(name: &str, content: &[u8]) -> Member {
    Member { method: 0, packed: content.to_vec(), ..member(name, content) }
}

fn zip(members: &[Member]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for one in members {
        let at = one.at.unwrap_or(bytes.len() as u32);
        let mut common = vec![20, 0];
        common.extend(one.flags.to_le_bytes());
        common.extend(one.method.to_le_bytes());
        common.extend([0; 4]);
        common.extend(one.crc.to_le_bytes());
        common.extend((one.packed.len() as u32).to_le_bytes());
        common.extend(one.bytes.to_le_bytes());
        common.extend((one.name.len() as u16).to_le_bytes());
        common.extend([0, 0]);
        bytes.extend([b"PK\x03\x04", &common[..], one.name.as_bytes(), &one.packed].concat());
        directory.extend([b"PK\x01\x02\x14\0", &common[..], &[0; 10]].concat());
        directory.extend(at.to_le_bytes());
        directory.extend(one.name.as_bytes());
    }
    let (start, count) = (bytes.len() as u32, members.len() as u16);
    bytes.extend(&directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    bytes.extend((directory.len() as u32).to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

#[test]
fn what_is_unpacked_must_be_what_was_packed() {
    let good = prices(200);
    let checksum = Status::Failed(Failure::Checksum);
    // A digit that flipped on a disk.
    let mut flipped = stored("b.csv", &good);
    let at = flipped.packed.len() - 3;
    flipped.packed[at] ^= 1;
    let mut wrong = member("c.csv", &good);
    wrong.crc ^= 1;
    let mut longer = member("d.csv", &good);
    longer.bytes -= 9;
    let mut shorter = member("e.csv", &good);
    shorter.bytes += 9;
    let archive = zip(&[member("a.csv", &good), flipped, wrong, longer, shorter]);
    let expected: Vec<(String, Status)> = [
        ("l.zip/a.csv", Status::Ready),
        ("l.zip/b.csv", checksum.clone()),
        ("l.zip/c.csv", checksum.clone()),
        ("l.zip/d.csv", checksum.clone()),
        ("l.zip/e.csv", checksum.clone()),
    ]
    .map(|(name, status)| (name.to_owned(), status))
    .into();
    assert_eq!(statuses("l.zip", &archive), expected);
    assert!(read("l.zip", &archive)[1..].iter().all(|one| one.data == Data::Nothing));
    // Of gzip both numbers behind the data.
    let whole = gzip(&good);
    for at in whole.len() - 8..whole.len() {
        let mut bent = whole.clone();
        bent[at] ^= 4;
        assert_eq!(one("a.csv.gz", &bent), checksum, "{at}");
    }
    // A workbook's sheet: every bit of what is packed.
    let book = std::fs::read("tests/data/typed/title-above.xlsx").unwrap();
    let ready = |bytes: &[u8]| statuses("b.xlsx", bytes).iter().any(|s| s.1 == Status::Ready);
    assert!(ready(&book));
    let sheet = book.windows(24).position(|part| part == b"xl/worksheets/sheet1.xml").unwrap();
    let mut bent = book.clone();
    bent[sheet + 24 + 60] ^= 0x10;
    assert!(!ready(&bent));
}

/// A workbook of one sheet: days of January 2024 and a number, the row of number 20 said to be `row`,
/// the last cell said to stand at `place`.
fn workbook(row: &str, place: &str) -> Vec<u8> {
    let mut rows =
        String::from("<row><c t=\"str\"><v>day</v></c><c t=\"str\"><v>price</v></c></row>");
    for at in 1..=31u32 {
        let r = if at == 20 { format!(" r=\"{row}\"") } else { String::new() };
        let c = if at == 31 { format!(" r=\"{place}\"") } else { String::new() };
        let price = 40 + at * 7 % 11;
        let day = format!("<c t=\"str\"><v>2024-01-{at:02}</v></c>");
        write!(rows, "<row{r}>{day}<c{c}><v>{price}</v></c></row>").unwrap();
    }
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let book = "<workbook xmlns:r=\"r\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>";
    let way = "<Relationships><Relationship Id=\"a\" Type=\"r/worksheet\" Target=\"worksheets/a.xml\"/></Relationships>";
    zip(&[
        member("[Content_Types].xml", b"<Types/>"),
        member("xl/workbook.xml", book.as_bytes()),
        member("xl/_rels/workbook.xml.rels", way.as_bytes()),
        member("xl/worksheets/a.xml", sheet.as_bytes()),
    ])
}

#[test]
fn places_that_no_sheet_has() {
    let rows = |row: &str, place: &str| {
        let mut all = read("b.xlsx", &workbook(row, place));
        assert_eq!(all.len(), 1);
        let found = all.remove(0).found;
        (found.status, found.rows)
    };
    let whole = rows("21", "B32");
    assert_eq!(whole.0, Status::Ready);
    // A row is where it stands, whatever its number says.
    for row in ["1048577", "99999999999999999999", "-3", "x"] {
        assert_eq!(rows(row, "B32"), whole, "{row}");
    }
    // A column decides what a cell means: beyond the last one nobody knows.
    let status = rows("21", "ZZZZ32").0;
    assert_eq!(status, Status::Failed(Failure::Damaged(0)));
    let said = refusal::failed(&Failure::Damaged(0));
    assert!(!said.en.contains("compressed") && said.en.contains("format"), "{}", said.en);
}

/// The parts of a workbook; sheets as their names and the parts that hold them.
fn workbook_of(sheets: &[(&str, &str)], parts: &[(&str, String)]) -> Vec<u8> {
    let (mut names, mut ways) = (String::new(), String::new());
    for (at, (name, part)) in sheets.iter().enumerate() {
        write!(names, "<sheet name=\"{name}\" r:id=\"{at}\"/>").unwrap();
        write!(ways, "<Relationship Id=\"{at}\" Type=\"r/worksheet\" Target=\"{part}\"/>").unwrap();
    }
    let book = format!("<workbook xmlns:r=\"r\"><sheets>{names}</sheets></workbook>");
    let ways = format!("<Relationships>{ways}</Relationships>");
    let mut members = vec![
        member("xl/workbook.xml", book.as_bytes()),
        member("xl/_rels/workbook.xml.rels", ways.as_bytes()),
    ];
    members.extend(parts.iter().map(|(name, text)| member(&format!("xl/{name}"), text.as_bytes())));
    zip(&members)
}

/// A text that is written once and named by many cells: one row of some kilobytes was gigabytes.
#[test]
fn rows_that_are_gigabytes_end_at_once() {
    let long = "x".repeat(900_000);
    let head = "<row><c t=\"str\"><v>day</v></c><c t=\"str\"><v>price</v></c></row>";
    let cells = |n: usize| "<c t=\"s\"><v>0</v></c>".repeat(n);
    let sheet = |rows: &str| format!("<worksheet><sheetData>{head}{rows}</sheetData></worksheet>");
    let texts = format!("<sst><si><t>{long}</t></si><si><t>{}</t></si></sst>", &long[..90_000]);
    let book = |rows: &str| {
        let parts = [("a.xml", sheet(rows)), ("sharedStrings.xml", texts.clone())];
        one("b.xlsx", &workbook_of(&[("a", "a.xml")], &parts))
    };
    let beyond = Status::Failed(Failure::Beyond(Limit::Record));
    quickly("a row of 16,384 long texts", || {
        assert_eq!(book(&format!("<row>{}</row>", cells(16_384))), beyond);
    });
    // Each row by itself is nothing: they come one after another.
    let row = |day: usize| {
        let cells = "<c><v>5</v></c><c t=\"s\"><v>1</v></c>";
        format!("<row><c t=\"str\"><v>2024-01-{day:02}</v></c>{cells}</row>")
    };
    assert_eq!(book(&(1..29).map(row).collect::<String>()), Status::Ready);
    let row = format!(
        "<table-row><table-cell number-columns-repeated=\"16384\"><p>{long}</p></table-cell></table-row>"
    );
    let content = format!("<document><table name=\"a\">{row}</table></document>");
    let kind = b"application/vnd.oasis.opendocument.spreadsheet";
    let members = [
        stored("mimetype", kind),
        member("META-INF/manifest.xml", b"<manifest/>"),
        member("content.xml", content.as_bytes()),
    ];
    quickly("a cell that comes 16,384 times", || {
        assert_eq!(one("b.ods", &zip(&members)), beyond);
    });
}

/// Thousands of sheets that are one part: read as often, a minute's work of a few kilobytes.
#[test]
fn sheets_of_one_part_are_one() {
    let row = |day: usize| {
        format!("<row><c t=\"str\"><v>2024-01-{day:02}</v></c><c><v>{}</v></c></row>", day * 7 % 11)
    };
    let sheet = format!(
        "<worksheet><sheetData>{}</sheetData></worksheet>",
        (1..29).map(row).collect::<String>()
    );
    let parts = [("a.xml", sheet.clone()), ("b.xml", sheet)];
    let sheets = [("one", "a.xml"), ("two", "a.xml"), ("three", "b.xml"), ("four", "a.xml")];
    let names: Vec<String> =
        statuses("b.xlsx", &workbook_of(&sheets, &parts)).into_iter().map(|one| one.0).collect();
    assert_eq!(names, ["b.xlsx/one", "b.xlsx/three"]);
}

/// Two members of one name: read again by its name, as after an answer, each is the one that it was.
#[test]
fn members_of_one_name_are_told_apart() {
    let (one, two) = (prices(40), prices(90));
    let file = zip(&[member("a.csv", &one), member("a.csv", &two), member("b.csv", &one)]);
    let all = read("l.zip", &file);
    let told = |all: &[Reading]| -> Vec<(String, u64)> {
        all.iter().map(|one| (one.found.name.clone(), one.found.rows.used)).collect()
    };
    let want = [("l.zip/a.csv", 40), ("l.zip/2/a.csv", 90), ("l.zip/b.csv", 40)];
    assert_eq!(told(&all), want.map(|(name, rows)| (name.to_owned(), rows)));
    for (name, rows) in want {
        let mut driver = Driver::new(facts("l.zip", &file), SourcePatch::default(), 1)
            .of_member(name.strip_prefix("l.zip/").map(str::to_owned));
        loop {
            let slice = |r: &std::ops::Range<u64>| &file[r.start as usize..r.end as usize];
            match driver.want() {
                Want::Ranges(ranges) => {
                    driver.ranges(ranges.iter().map(|range| slice(range).to_vec()).collect());
                }
                Want::Stream { range, .. } => {
                    let mut text = Vec::new();
                    flate2::read::DeflateDecoder::new(slice(&range))
                        .read_to_end(&mut text)
                        .unwrap();
                    _ = driver.piece(&text);
                    driver.end();
                }
                Want::Part(_) => driver.part(None),
                Want::Done => break,
            }
        }
        assert_eq!(told(&driver.readings()), [(name.to_owned(), rows)]);
    }
}

/// The files of a tar lie in it as they are, and were read as one table of counts.
#[test]
fn a_tar_is_no_table() {
    let tar = |text: &[u8]| {
        let mut file = b"a.csv".to_vec();
        file.resize(257, 0);
        file.extend(b"ustar\x0000");
        file.resize(512, 0);
        file.extend(text);
        file.resize(file.len().next_multiple_of(512) + 1_024, 0);
        file
    };
    let file = tar(&prices(200));
    let unpacked = Status::Refused(Refusal::Unsupported("tar".into()));
    assert_eq!(one("a.tar", &file), unpacked);
    assert_eq!(one("a.csv", &file), unpacked);
    assert_eq!(one("a.tar.gz", &gzip(&file)), Status::Refused(Refusal::Nested("tar".into())));
    let said = refusal::refused(&Refusal::Unsupported("tar".into()));
    assert!(said.en.contains("npack") && !said.en.contains("CSV"), "{}", said.en);
}

/// Answers of an interface that were written one behind the other: each was a row, or only the first was
/// read, and nothing said so.
#[test]
fn pages_of_results_are_read_to_the_last() {
    let record = |n: usize| {
        format!("{{\"day\": \"2024-{:02}-{:02}\", \"v\": {}}}", n / 28 + 1, n % 28 + 1, n * 7 % 31)
    };
    let list = |from: usize, to: usize, between: &str| {
        format!("[{}]", (from..to).map(record).collect::<Vec<_>>().join(between))
    };
    for (name, text) in [
        ("two", format!("{}\n{}\n", list(0, 120, ", "), list(120, 240, ", "))),
        ("beside each other", [list(0, 120, ","), list(120, 240, ",")].concat()),
        ("over lines", format!("{}\n{}\n", list(0, 120, ",\n "), list(120, 240, ",\n "))),
        ("many", (0..24).map(|n| list(n * 10, n * 10 + 10, ", ") + "\n").collect()),
    ] {
        let found = read("pages.json", text.as_bytes()).remove(0).found;
        assert_eq!((found.status, found.rows.used), (Status::Ready, 240), "{name}");
    }
}

/// Lines of UTF-16 behind a table, as PowerShell adds them: the table stays, and they are counted.
#[test]
fn lines_of_another_encoding_do_not_take_the_table_along() {
    let text = String::from_utf8(prices(100)).unwrap();
    let wide: Vec<u8> = text[11..].encode_utf16().flat_map(u16::to_le_bytes).collect();
    let found = read("a.csv", &[text.as_bytes(), &wide].concat()).remove(0).found;
    assert_eq!(found.status, Status::Ready);
    assert!(found.rows.used == 100 && found.rows.skipped >= 100, "{:?}", found.rows);
}

#[test]
fn what_is_in_an_archive_is_named_as_what_it_is() {
    let good = prices(40);
    let refused = Status::Refused;
    let archive = zip(&[
        Member { flags: 1, ..member("secret.csv", &good) },
        Member { flags: 1, method: 99, ..member("aes.csv", &good) },
        Member { method: 12, ..member("bzip.csv", &good) },
        stored("in.zip", &zip(&[member("a.csv", &good)])),
        member("in.csv.gz", &gzip(&good)),
        member("plain.csv", &good),
    ]);
    let statuses: Vec<Status> = statuses("l.zip", &archive).into_iter().map(|one| one.1).collect();
    let nested = |name: &str| refused(Refusal::Nested(name.into()));
    assert_eq!(
        statuses,
        [
            refused(Refusal::Encrypted),
            refused(Refusal::Encrypted),
            refused(Refusal::Packed),
            nested("zip"),
            nested("gzip"),
            Status::Ready,
        ]
    );
    assert_eq!(one("a.csv.gz.gz", &gzip(&gzip(&good))), nested("gzip"));
    // In plain words: nobody is told to save an encrypted file as CSV.
    for refusal in [Refusal::Encrypted, Refusal::Nested("zip".into()), Refusal::Packed] {
        let said = refusal::refused(&refusal);
        assert!(!said.en.contains("CSV") && said.en.contains("npack"), "{}", said.en);
    }
}

#[test]
fn what_may_stand_behind_gzip_and_what_may_not() {
    let good = prices(300);
    let (first, second) = good.split_at(good.len() / 2);
    let want = read("a.csv", &good).remove(0).data;
    let two = [gzip(first), gzip(second)].concat();
    for zeros in [0, 1, 511, 1 << 20] {
        for file in [gzip(&good), two.clone()] {
            let mut reading = read("a.csv.gz", &[&file[..], &vec![0; zeros]].concat());
            assert_eq!(reading[0].found.status, Status::Ready, "{zeros}");
            assert!(reading.remove(0).data == want, "{zeros}");
        }
    }
    for junk in [&b"junk"[..], b"\0\0\0x", b"\x1f\x8b", b"\0\0\x1f\x8b\x08"] {
        let status = one("a.csv.gz", &[&two[..], junk].concat());
        assert!(matches!(status, Status::Failed(Failure::Damaged(_))), "{junk:?} {status:?}");
    }
    // Heads with all that they may have.
    let mut full = vec![0x1f, 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3, 3, 0, b'x', b'y', b'z'];
    full.extend(b"name.csv\0a comment\0\x12\x34");
    full.extend(&gzip(&good)[10..]);
    assert_eq!(one("a.csv.gz", &full), Status::Ready);
}

/// Data full of what looks like the head of a member: each was a new attempt once.
#[test]
fn false_heads_cost_nothing() {
    let mut text = prices(400);
    for _ in 0..60_000 {
        text.extend(b"2021-02-01,1\x1f\x8b\x08\0\0\0\0\0\0\x03\n");
    }
    let mut stored = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
    stored.write_all(&text).unwrap();
    let mut file = stored.finish().unwrap();
    file.extend(gzip(&prices(9)));
    quickly("false heads", || {
        assert!(!matches!(one("a.csv.gz", &file), Status::Failed(_)));
    });
}

/// Seconds on a slow machine that does other things too, not a measurement.
fn quickly(what: &str, work: impl FnOnce()) {
    #[allow(clippy::disallowed_methods, reason = "how long a test takes")]
    let began = std::time::Instant::now();
    work();
    assert!(began.elapsed() < Duration::from_secs(60), "{what}: {:?}", began.elapsed());
}

/// A gzip file of 10 GB that is never anywhere: a head, one block again and again, an end.
struct Bomb {
    head: Vec<u8>,
    block: Vec<u8>,
    times: u64,
    end: Vec<u8>,
}

impl Bomb {
    const UNPACKED: u64 = 10_000_000_000;

    /// Plain bytes and then 10 GB of one and the same.
    fn of(first: &[u8], byte: u8) -> Bomb {
        // A block that ends at a byte can stand behind any other.
        let packed = |bytes: &[u8]| {
            let mut to =
                flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
            to.write_all(bytes).unwrap();
            to.flush().unwrap();
            to.get_ref().clone()
        };
        let block = vec![byte; 1 << 24];
        let head = [&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3][..], &packed(first)].concat();
        let times = Bomb::UNPACKED >> 24;
        // The last block is empty; nobody comes to the sums.
        Bomb { head, block: packed(&block), times, end: vec![3, 0, 0, 0, 0, 0, 0, 0, 0, 0] }
    }

    fn bytes(&self) -> u64 {
        (self.head.len() + self.end.len()) as u64 + self.block.len() as u64 * self.times
    }

    fn slice(&self, range: std::ops::Range<u64>) -> Vec<u8> {
        let mut taken = Vec::new();
        let n = (range.end - range.start) as usize;
        self.stream(range.start).take(n as u64).read_to_end(&mut taken).unwrap();
        taken
    }

    fn stream(&self, from: u64) -> impl std::io::Read + '_ {
        let mut at = from;
        let mut next = move || {
            let head = self.head.len() as u64;
            let behind = head + self.block.len() as u64 * self.times;
            let (part, skip) = match at {
                at if at < head => (&self.head, at),
                at if at < behind => (&self.block, (at - head) % self.block.len() as u64),
                at => (&self.end, at - behind),
            };
            let part = part.get(skip as usize..).unwrap_or_default();
            at += part.len() as u64;
            part
        };
        let mut part: &[u8] = &[];
        struct Parts<F>(F);
        impl<F: FnMut(&mut [u8]) -> usize> std::io::Read for Parts<F> {
            fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
                Ok((self.0)(to))
            }
        }
        Parts(move |to: &mut [u8]| {
            if part.is_empty() {
                part = next();
            }
            let n = part.len().min(to.len());
            to[..n].copy_from_slice(&part[..n]);
            part = &part[n..];
            n
        })
    }

    /// Reads it as the page does; what became of it, and how much was unpacked for that.
    fn read(&self) -> (Reading, u64) {
        let about = FileFacts { bytes: self.bytes(), ..facts("zeros.csv.gz", b"") };
        let mut driver = Driver::new(about, SourcePatch::default(), 2);
        let mut unpacked = 0;
        loop {
            match driver.want() {
                Want::Ranges(ranges) => {
                    driver.ranges(ranges.into_iter().map(|range| self.slice(range)).collect());
                }
                Want::Stream { range, .. } => {
                    let mut stream = flate2::read::MultiGzDecoder::new(self.stream(range.start));
                    let mut piece = vec![0; 1 << 18];
                    loop {
                        let n = stream.read(&mut piece).unwrap();
                        unpacked += n as u64;
                        if n == 0 {
                            driver.end();
                        }
                        if n == 0
                            || driver.piece(&piece[..n]) == comove::ingest::driver::Next::Enough
                        {
                            break;
                        }
                    }
                }
                Want::Part(_) => driver.part(None),
                Want::Done => return (driver.readings().remove(0), unpacked),
            }
        }
    }
}

#[test]
fn ten_gigabytes_of_one_byte_are_not_unpacked() {
    for (what, first, byte) in [
        ("zeros", Vec::new(), 0),
        ("one line", Vec::new(), b'a'),
        ("zeros behind a table", prices(3_000), 0),
        ("one line behind a table", prices(3_000), b'7'),
        ("one cell behind a table", [&prices(3_000)[..], b"2021-01-01,\""].concat(), b'7'),
        ("empty lines behind a table", prices(3_000), b'\n'),
    ] {
        quickly(what, || {
            let (reading, unpacked) = Bomb::of(&first, byte).read();
            let refused = match &reading.found.status {
                Status::Refused(why) => refusal::refused(why),
                Status::Failed(why) => refusal::failed(why),
                other => panic!("{what}: {other:?}"),
            };
            assert!(refused.en.len() > 20 && refused.ja.len() > 20, "{what}: {}", refused.en);
            assert!(unpacked <= Limit::Barren.most() + (4 << 20), "{what}: {unpacked}");
            assert_eq!(reading.data, Data::Nothing, "{what}");
        });
    }
}

#[test]
fn members_on_top_of_each_other_are_not_read() {
    let kernel = vec![b'0'; 1 << 16];
    let whole = member("a.csv", &kernel);
    // One kernel, many names for it.
    let names: Vec<Member> = (1..200)
        .map(|n| Member {
            name: format!("{n}.csv"),
            at: Some(0),
            packed: Vec::new(),
            ..whole.clone()
        })
        .collect();
    let all = [vec![whole], names].concat();
    assert_eq!(one("bomb.zip", &zip(&all)), Status::Failed(Failure::Overlap));
}

#[test]
fn archives_with_too_many_members() {
    let beyond = Status::Failed(Failure::Beyond(Limit::Members));
    let many: Vec<Member> =
        (0..=Limit::Members.count()).map(|n| stored(&format!("{n}.csv"), b"")).collect();
    let file = zip(&many);
    assert_eq!(one("many.zip", &file), beyond);
    // One of them, asked for by name, is read all the same.
    let mut driver = Driver::new(facts("many.zip", &file), SourcePatch::default(), 1)
        .of_member(Some("7.csv".into()));
    while let Want::Ranges(ranges) = driver.want() {
        let slice = |r: &std::ops::Range<u64>| file[r.start as usize..r.end as usize].to_vec();
        driver.ranges(ranges.iter().map(slice).collect());
    }
    assert_eq!(driver.readings()[0].found.name, "many.zip/7.csv");
    // A directory that is said to be nearly as large as a file of 10 GB.
    let size = 10_000_000_000u64;
    let mut tail = vec![0; 65_613];
    tail.extend(b"PK\x06\x06\x2c\0\0\0\0\0\0\0\x2d\0\x2d\0\0\0\0\0\0\0\0\0");
    tail.extend([1u64, 1, size - 70_000, 0].map(u64::to_le_bytes).concat());
    tail.extend(b"PK\x06\x07\0\0\0\0");
    tail.extend((size - 98).to_le_bytes());
    tail.extend(
        b"\x01\0\0\0PK\x05\x06\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\0\0",
    );
    let huge = FileFacts { bytes: size, ..facts("huge.zip", b"") };
    let mut driver = Driver::new(huge, SourcePatch::default(), 1);
    driver.ranges(vec![b"PK\x03\x04".to_vec()]);
    let Want::Ranges(asked) = driver.want() else { panic!() };
    let have = (asked[0].end - asked[0].start) as usize;
    driver.ranges(vec![tail[tail.len() - have..].to_vec()]);
    assert_eq!(driver.readings()[0].found.status, beyond);
}

#[test]
fn tables_wider_than_any_that_is_read() {
    for (columns, delimiter) in [(2_500, ','), (5_000, ','), (5_000, '\t'), (5_000, ' ')] {
        let mut text = "date".to_owned();
        (0..columns).for_each(|n| write!(text, "{delimiter}c{n}").unwrap());
        for day in 1..29 {
            write!(text, "\n2021-01-{day:02}").unwrap();
            (0..columns).for_each(|n| write!(text, "{delimiter}{}", n + day).unwrap());
        }
        quickly("columns", || {
            let status = one("wide.csv", text.as_bytes());
            let beyond = Status::Refused(Refusal::Beyond(Limit::Columns));
            assert_eq!(status, beyond, "{columns} {delimiter:?}");
        });
    }
}

#[test]
fn a_first_record_may_be_longer_than_the_first_look() {
    let day = |row: usize| format!("2024-{:02}-{:02}", row / 28 + 1, row % 28 + 1);
    // The outline of a shape in each record.
    let mut shapes = "{\"features\":[".to_owned();
    for row in 0..20 {
        let (comma, outline) = (if row > 0 { "," } else { "" }, "1.5,".repeat(75_000));
        write!(
            shapes,
            "{comma}{{\"outline\":[{outline}0],\"date\":\"{}\",\"burned\":{}}}",
            day(row),
            row * 3 % 17
        )
        .unwrap();
    }
    shapes.push_str("]}");
    // A header of 140 kB.
    let mut wide = "date".to_owned();
    for column in 1..2_000 {
        write!(wide, ",the mean of measuring point {column} in the north of the second valley")
            .unwrap();
    }
    for row in 0..150 {
        write!(wide, "\n{}", day(row)).unwrap();
        for column in 1..2_000 {
            write!(wide, ",{}", row * column % 10).unwrap();
        }
    }
    for (name, text, rows) in [("shapes.json", shapes, 20), ("wide.csv", wide, 150)] {
        let mut read = read(name, text.as_bytes());
        let found = read.remove(0).found;
        assert_eq!((found.status, found.rows.used), (Status::Ready, rows), "{name}");
    }
    // Thousands of commas and blanks on the one line of a JSON text part no columns.
    let record = |hour: usize| {
        format!(
            "{{\"at\": \"{}T{:02}\", \"of\": \"a b\", \"as\": \"c\", \"load\": \"{}\"}}",
            day(hour / 24),
            hour % 24,
            hour % 7
        )
    };
    let line = format!("{{\"data\": [{}]}}", (0..1_200).map(record).collect::<Vec<_>>().join(", "));
    let found = read("line.json", line.as_bytes()).remove(0).found;
    assert_eq!((found.status, found.rows.used), (Status::Ready, 1_200));
    // One line, whatever comes: not a header without rows.
    let line = [&b"date,value\n2024-01-01,"[..], &vec![b'7'; 6 << 20]].concat();
    for (name, bytes) in
        [("one.csv", line), ("quotes.csv", vec![b'"'; 6 << 20]), ("deep.json", vec![b'['; 6 << 20])]
    {
        assert_eq!(one(name, &bytes), Status::Refused(Refusal::Beyond(Limit::Record)), "{name}");
    }
}

#[test]
fn thousands_of_columns_of_one_name() {
    quickly("names", || {
        let text = ["x", "1"].map(|cell| vec![cell; 40_000].join(",")).join("\n");
        assert_eq!(
            one("same.csv", text.as_bytes()),
            Status::Refused(Refusal::Beyond(Limit::Columns))
        );
    });
}

#[test]
fn times_of_the_year_1_and_of_9999_are_of_no_one_source() {
    let file = |rows: &[&str], head: &str| {
        let mut text = format!("{head}\n");
        for day in 1..29 {
            writeln!(text, "2021-01-{day:02},a{},3", day % 3).unwrap();
        }
        rows.iter().for_each(|row| writeln!(text, "{row}").unwrap());
        text.into_bytes()
    };
    let far = ["0001-02-03,a1,3", "9998-05-06,a2,3"];
    quickly("years 1 and 9999", || {
        for head in ["date,rule,price", "time,rule,note"] {
            let bytes = file(&far, head);
            // A stray time among others is left out and listed, or the file is refused.
            let reading = read("a.csv", &bytes).remove(0);
            let time = reading.found.time.as_ref();
            let span = time.and_then(|time| Some(time.last_ms? - time.first_ms?)).unwrap_or(0);
            let years = span / (366 * 86_400_000);
            let ready = reading.found.status == Status::Ready;
            assert!(!ready || years <= Limit::Years.most() as i64, "{years} {head}");
        }
        // Where somebody says that they are times.
        let patch = SourcePatch {
            time_column: Some(0),
            time_format: Some("%Y-%m-%d".into()),
            ..SourcePatch::default()
        };
        let day = |n: usize| format!("{}-02-{:02},{n}\n", 1000 + n / 28 * 7000, n % 28 + 1);
        let text: String = (0..56).map(day).collect();
        let bytes = format!("date,price\n{text}").into_bytes();
        let all = read_entries(&facts("a.csv", &bytes), &bytes, &patch, 1, &mut || 65_536);
        let status = &all[0].found.status;
        assert_eq!(*status, Status::Refused(Refusal::Beyond(Limit::Years)));
        // A value a year for longer is what a tree has.
        let text: String = (1000..2021).map(|year| format!("{year:04},{}\n", year % 17)).collect();
        assert_eq!(one("a.csv", format!("year,width\n{text}").as_bytes()), Status::Ready);
    });
}

/// Beyond the bound of names all rows are counted together, and the reading says so.
#[test]
fn more_names_than_are_told_apart_are_said() {
    let file = |names: usize| {
        let row = |n: usize| format!("2021-03-{:02} 10:00,n{n},x\n", n % 28 + 1);
        format!("time,name,note\n{}", (0..names).map(row).collect::<String>()).into_bytes()
    };
    let patch = SourcePatch { group_column: Some(Some(1)), ..SourcePatch::default() };
    let said = |names: usize| {
        let bytes = file(names);
        let facts = facts("a.csv", &bytes);
        let reading = read_entries(&facts, &bytes, &patch, 1, &mut || 65_536).remove(0);
        let Data::Counts(counts) = reading.data else { panic!("not counted") };
        let mut evidence = reading.found.evidence.iter();
        let beyond = evidence.any(|one| one.because == Because::Beyond(Limit::Groups));
        (counts.sum(), counts.groups.len(), counts.rest, beyond)
    };
    let most = Limit::Groups.count();
    assert_eq!(said(most), (most as f64, 50, most - 49, false));
    assert_eq!(said(most + 1), (most as f64 + 1.0, 1, 0, true));
}

/// Few names, but each in very many quarter hours: sixteen million rows that are made while they are read.
#[test]
fn names_in_more_quarter_hours_than_are_kept_are_said() {
    let rows = Limit::GroupCells.most() + 1_000;
    let line = |row: u64| format!("{},n{}\n", 1_000_000_000 + row / 100 * 900, row % 100);
    let facts = FileFacts { name: "a.csv".into(), bytes: u64::MAX, ..FileFacts::default() };
    let patch = SourcePatch { group_column: Some(Some(1)), ..SourcePatch::default() };
    let sample = format!("time,name\n{}", (0..500).map(line).collect::<String>());
    let mut plan = comove::ingest::plan::sniff(
        &facts,
        &comove::ingest::sample::Sample::of(sample.as_bytes()),
        &patch,
    );
    let mut rounds = 0;
    let reading = loop {
        let mut reader = comove::ingest::reader::Reader::new(plan);
        reader.push(b"time,name\n");
        let mut piece = String::new();
        for from in (0..rows).step_by(100) {
            piece.clear();
            (from..(from + 100).min(rows)).for_each(|row| {
                writeln!(piece, "{},n{}", 1_000_000_000 + row / 100 * 900, row % 100).unwrap();
            });
            reader.push(piece.as_bytes());
        }
        rounds += 1;
        match reader.finish() {
            comove::ingest::plan::Outcome::Done(reading) => break reading,
            comove::ingest::plan::Outcome::Reopen(again) => plan = *again,
        }
    };
    let Data::Counts(counts) = reading.data else { panic!("not counted") };
    let said = reading.found.evidence.iter();
    let said = said.filter(|one| one.because == Because::Beyond(Limit::Groups)).count();
    assert_eq!((counts.sum(), counts.groups.len(), said, rounds), (rows as f64, 1, 1, 2));
}

/// The same through the page, which lays both on one calendar: in one file, in two, and in two of events.
#[test]
fn years_1_and_9999_in_a_page_settle_with_a_sentence() {
    let series = |year: u32| -> String {
        (0..56)
            .map(|n| format!("{year:04}-{:02}-{:02},{}\n", n / 28 + 1, n % 28 + 1, n * 7 % 31))
            .collect()
    };
    let rules = |year: u32| series(year).replace(',', ",r");
    let (old, new) = (series(1), series(9999));
    for files in [
        vec![
            ("one.csv", format!("date,price\n{old}{new}")),
            ("b.csv", format!("date,visits\n{}", series(2021))),
        ],
        vec![("old.csv", format!("date,price\n{old}")), ("new.csv", format!("date,visits\n{new}"))],
        vec![
            ("old.csv", format!("date,price\n{old}")),
            ("new.csv", format!("date,rule\n{}", rules(9999))),
        ],
        vec![
            ("old.csv", format!("date,rule\n{}", rules(1))),
            ("new.csv", format!("date,rule\n{}", rules(9999))),
        ],
    ] {
        quickly("years 1 and 9999 in a page", || {
            let mut page = without_browser::Page::new();
            for (name, text) in &files {
                let source = page.add(name, text.clone().into_bytes(), None).remove(0);
                let said = source.message.as_ref().is_some_and(|said| said.en.len() > 20);
                assert!(said || ["ready", "ask"].contains(&source.status.as_str()), "{source:?}");
            }
            // A healthy pair among them is compared.
            page.add("price.csv", prices(200), None);
            page.add("lanterns.csv", [&b"day,lanterns\n"[..], &prices(200)[11..]].concat(), None);
            let ids: Vec<String> = page.sources().iter().map(|one| one.id.clone()).collect();
            let series = |at: usize| page.sources()[at].series[0].id.clone();
            let (x, y) = (series(ids.len() - 2), series(ids.len() - 1));
            let report = page.recipe(serde_json::json!({ "x": x, "y": y })).unwrap();
            assert!(report.levels.n > 20, "{files:?}");
        });
    }
}

/// More rows than are kept one by one: what a day's mean, sum, smallest and largest are stays.
#[test]
fn millions_of_rows_are_kept_by_quarter_hour() {
    let rows = Limit::Rows.count() + 1_000;
    let mut text = String::with_capacity(rows * 22);
    text.push_str("time,price\n");
    for row in 0..rows {
        writeln!(text, "{},{}", 1_609_459_200 + row * 2, 100 + row * 31 % 57).unwrap();
    }
    let reading = read("ticks.csv", text.as_bytes()).remove(0);
    assert_eq!(reading.found.status, Status::Ready);
    let Data::Measurements(data) = &reading.data else { panic!() };
    assert_eq!(data.times_ms.len(), rows.div_ceil(450));
    assert_eq!(data.columns[0].observations(), rows as u64);
    let entry = data.columns[0].quarters.as_ref().unwrap().entry(1).unwrap();
    let own: Vec<f64> = (450..900).map(|row| (100 + row * 31 % 57) as f64).collect();
    assert_eq!(entry[..2], [450.0, own.iter().sum::<f64>()]);
    assert_eq!(entry[2..], [100.0, 156.0, own[0], own[449]]);
    let said =
        reading.found.evidence.iter().any(|evidence| {
            evidence.because == comove::ingest::source::Because::Quarters(rows as u64)
        });
    assert!(said);
}

#[test]
fn a_file_that_became_shorter_or_longer_is_noticed() {
    let file = prices(60_000);
    for end in [file.len() - 1, file.len() / 2] {
        let mut driver = Driver::new(facts("a.csv", &file), SourcePatch::default(), 1);
        loop {
            match driver.want() {
                Want::Ranges(ranges) => {
                    let slice =
                        |r: &std::ops::Range<u64>| file[r.start as usize..r.end as usize].to_vec();
                    driver.ranges(ranges.iter().map(slice).collect());
                }
                Want::Stream { range, .. } => {
                    assert_eq!(range.end as usize, file.len());
                    assert_eq!(driver.piece(&file[..end]), comove::ingest::driver::Next::More);
                    driver.end();
                }
                Want::Part(_) => driver.part(None),
                Want::Done => break,
            }
        }
        let reading = driver.readings().remove(0);
        assert_eq!(reading.found.status, Status::Failed(Failure::Changed), "{end}");
        assert_eq!(reading.data, Data::Nothing);
    }
}

/// Rows made while they are read, so that nothing but the reader is in memory: what that needs does not
/// grow with them. `ROWS=30000000 cargo test --release --test hostile -- --ignored --nocapture memory`
/// (Linux).
#[test]
#[ignore = "takes long; measures memory"]
fn memory_of_many_rows() {
    let rows: u64 = std::env::var("ROWS").ok().and_then(|n| n.parse().ok()).unwrap_or(6_000_000);
    let peak = || {
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap().to_owned();
        line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
    };
    for (name, head, line) in [
        (
            "prices",
            "time,price\n",
            (|row: u64| format!("{},{}.5\n", 1_500_000_000 + row, row * 31 % 977))
                as fn(u64) -> String,
        ),
        ("alerts", "time,rule\n", |row| format!("{},r{}\n", 1_500_000_000 + row / 2, row * 7 % 5)),
    ] {
        let before = peak();
        let sample: String = std::iter::once(head.to_owned()).chain((0..500).map(line)).collect();
        let plan = comove::ingest::plan::sniff(
            &FileFacts { name: "a.csv".into(), bytes: u64::MAX, ..FileFacts::default() },
            &comove::ingest::sample::Sample::of(sample.as_bytes()),
            &SourcePatch::default(),
        );
        let mut reader = comove::ingest::reader::Reader::new(plan);
        reader.push(head.as_bytes());
        for from in (0..rows).step_by(1_000) {
            let piece: String = (from..(from + 1_000).min(rows)).map(line).collect();
            reader.push(piece.as_bytes());
        }
        let comove::ingest::plan::Outcome::Done(reading) = reader.finish() else { panic!() };
        assert_eq!(reading.found.rows.used, rows);
        println!("{name}: {rows} rows, peak {before} MB before, {} MB after", peak());
    }
}

/// The guide's tables are made of the bounds: `UPDATE_SNAPSHOTS=1 cargo test --test hostile` writes them.
#[test]
fn the_guide_says_each_bound() {
    for (page, language) in [
        ("index.html", comove::kit::language::Language::En),
        ("ja.html", comove::kit::language::Language::Ja),
    ] {
        let path = format!("site/guide/{page}");
        let text = std::fs::read_to_string(&path).unwrap();
        let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
        let rows: String = Limit::ALL
            .iter()
            .map(|one| {
                let [what, most, then] = limit::row(*one).map(|cell| escape(cell.get(language)));
                format!("<tr><th scope=\"row\">{what}</th><td>{most}</td><td>{then}</td></tr>\n")
            })
            .collect();
        let begin = "<tbody id=\"limits\">\n";
        let at = text.find(begin).unwrap() + begin.len();
        let end = at + text[at..].find("</tbody>").unwrap();
        if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
            std::fs::write(&path, [&text[..at], &rows, &text[end..]].concat()).unwrap();
        } else {
            assert_eq!(&text[at..end], rows, "{path}");
        }
    }
}
