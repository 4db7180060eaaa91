//! What is fuzzed, each with what must hold of any bytes: an oracle, not only the absence of a panic.
//!
//! Two ways run it: `tests/fuzzing.rs` (committed seeds and seeded mutations, in every `cargo test`), and
//! libFuzzer, guided by coverage (`tests/fuzz/run.sh`, or cargo-fuzz).

use comove::{
    calendar::{
        civil::days_from_civil,
        zone::{TableZones, ZoneCache},
    },
    chart::standalone::Standalone,
    ingest::{
        delimited::{Delimited, Separators},
        in_memory::read_entries,
        overrides::SourcePatch,
        packed::Packed,
        parts::{Part, PartReader},
        plan::{Outcome, Plan, sniff},
        reader::Reader,
        records::RecordSource,
        sample::{FileFacts, Sample},
        source::{Data, Failure, Reading, Role, Status},
        timestamp::{self, fast::FastParser},
    },
    kit::plain::plain,
    recipe::{
        fragment::{files_of, from_fragment, to_fragment, with_files, without_files},
        notes,
        patch::patched,
        recipe::Recipe,
    },
    report::snapshot::Snapshot,
    wire::{Column, Head, Job, News, decode, encode, join_readings, split_readings},
};
use std::{io::Read as _, rc::Rc, sync::OnceLock};

/// A target: its name, which is that of its seeds' folder, and what it does with any bytes.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: [Target; 8] = [
    ("parts", parts),
    ("times", times),
    ("numbers", numbers),
    ("archive", archive),
    ("source", source),
    ("recipe", recipe),
    ("figure", figure),
    ("messages", messages),
];

/// A reading without what depends on how its file was cut.
fn told(readings: &[Reading]) -> String {
    format!("{readings:?}")
}

fn read(name: &str, bytes: &[u8], piece: usize, parts: u32) -> Vec<Reading> {
    let facts = FileFacts { name: name.into(), bytes: bytes.len() as u64, ..FileFacts::default() };
    read_entries(&facts, bytes, &SourcePatch::default(), parts, &mut || piece)
}

/// What holds of every reading, whatever the file.
fn holds(reading: &Reading) {
    let (found, rows) = (&reading.found, reading.found.rows);
    assert_eq!(rows.read, rows.with_time + rows.without_time, "{rows:?}");
    assert_eq!(rows.read, rows.used + rows.skipped + rows.filtered, "{rows:?}");
    assert_eq!(matches!(reading.data, Data::Nothing), found.status != Status::Ready);
    assert!(found.columns.iter().all(|column| column.name == plain(&column.name)));
    match &reading.data {
        Data::Nothing => {}
        Data::Measurements(data) => {
            assert!(data.times_ms.is_sorted());
            for column in &data.columns {
                assert_eq!(column.values.len(), data.times_ms.len());
            }
        }
        Data::Counts(counts) => {
            assert_eq!(counts.groups.len(), counts.by_group.len());
            let groups: i128 = counts.by_group.iter().map(|cells| cells.sum()).sum();
            assert_eq!(groups, counts.total.sum());
            assert!(counts.groups.iter().all(|name| *name == plain(name)));
        }
    }
}

/// Any file, in pieces and in one: the same.
fn source(data: &[u8]) {
    let [piece, parts, file @ ..] = data else { return };
    let whole = read("file", file, usize::MAX, 1);
    whole.iter().for_each(holds);
    let cut = read("file", file, usize::from(*piece) + 1, u32::from(*parts % 4) + 1);
    assert_eq!(told(&whole), told(&cut));
}

/// Milliseconds of a day.
const DAY: f64 = 86_400_000.0;

/// A table of numbers that count time, under a name that says so: each row is at the time that `at` says,
/// give or take, where it knows all of them.
fn counted(name: &str, cells: &[&[u8]], at: impl Fn(&str, f64) -> Option<(f64, f64)>) {
    let time = |cell: &&[u8]| {
        let text = str::from_utf8(cell).ok()?;
        let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        at(text, text.parse().ok().filter(|_| plain && text.contains('.'))?)
    };
    let Some(mut want) = cells.iter().map(time).collect::<Option<Vec<_>>>() else { return };
    let mut file = format!("{name};value\n");
    for (row, cell) in cells.iter().enumerate() {
        file += &format!("{};{}\n", str::from_utf8(cell).unwrap(), row * 7 % 5);
    }
    let reading = read("a.csv", file.as_bytes(), usize::MAX, 1).remove(0);
    let Data::Measurements(data) = &reading.data else { return };
    want.sort_by(|a, b| a.0.total_cmp(&b.0));
    if data.times_ms.len() == want.len() {
        for (time, (near, within)) in data.times_ms.iter().zip(want) {
            assert!((*time as f64 - near).abs() <= within, "{name}: {time}, not {near}\n{file}");
        }
    }
}

/// Cells of times, one a line: what a format reads it reads again where it is written, the fast way
/// reads what the general one reads, and the rows of such a file are all accounted for.
fn times(data: &[u8]) {
    let cells: Vec<&[u8]> = data.split(|byte| *byte == b'\n').take(12).collect();
    for cell in cells.iter().filter(|cell| cell.len() < 80) {
        for format in timestamp::readings(cell).into_iter().take(40) {
            let read = format.parse(cell);
            let mut fast = FastParser::new(&format);
            for _ in 0..2 {
                assert_eq!(fast.parse(cell), read, "{format} {}", cell.escape_ascii());
            }
            let Ok(instant) = read else { continue };
            if let ([_, _, _, _, b'-', b'H', half @ b'1'..=b'2'], Some(year)) =
                (cell, str::from_utf8(cell).ok().and_then(|text| text.get(..4)?.parse().ok()))
            {
                let begins = days_from_civil(year, u32::from(*half - b'1') * 6 + 1, 1);
                assert_eq!(instant.ms, begins * 86_400_000, "{format}");
            }
            // Beyond the last instant that there is, all are the last.
            let inside = instant.ms.abs() < 253_402_300_799_999;
            // Of a range only its beginning is kept, so its end cannot be written.
            let whole = !format.to_string().contains("%*");
            if inside && whole && format.has_year() && format.has_date() && !format.has_short_year()
            {
                let written = format.render(instant);
                // A leap second is the last millisecond of its minute, which few formats write.
                let again = format.parse(written.as_bytes()).map(|again| instant.ms - again.ms);
                assert!(matches!(again, Ok(0..1000)), "{format} {written} {again:?}");
            }
        }
    }
    counted("year", &cells, |text, number| {
        let plain = text.len() == 9 && (1900.0..2100.0).contains(&number);
        let of = |year: f64| days_from_civil(year as i32, 1, 1) as f64 * DAY;
        let year = number.floor();
        // A month is written as a part of its year, rounded.
        plain.then(|| (of(year) + (number - year) * (of(year + 1.0) - of(year)), 32.0 * DAY))
    });
    counted("jd", &cells, |text, number| {
        let plain = text.len() == 9 && (2_430_000.0..2_470_000.0).contains(&number);
        plain.then_some(((number - 2_440_587.5) * DAY, 1.0))
    });
    let mut file = b"time;rule\n".to_vec();
    for cell in cells {
        file.extend(cell.iter().filter(|byte| !matches!(byte, b';' | b'"')));
        file.extend(b";a\n");
    }
    source(&[&[6, 1], &file[..]].concat());
}

/// Cells of numbers beside good dates: plain ones are read as what they are.
fn numbers(data: &[u8]) {
    let mut file = b"date;value\n".to_vec();
    let cells: Vec<&[u8]> = data.split(|byte| *byte == b'\n').take(40).collect();
    for (row, cell) in cells.iter().enumerate() {
        file.extend(format!("2021-{:02}-{:02};", row / 28 + 1, row % 28 + 1).bytes());
        file.extend(cell.iter().filter(|byte| !matches!(byte, b';' | b'"' | b'\r')));
        file.push(b'\n');
    }
    source(&[&[3, 0], &file[..]].concat());
    let reading = read("a.csv", &file, usize::MAX, 1).remove(0);
    let simple = |cell: &&[u8]| {
        (1..=9).contains(&cell.len()) && cell.iter().all(u8::is_ascii_digit) && cell[0] != b'0'
    };
    let Data::Measurements(data) = &reading.data else { return };
    let column = &data.columns[0];
    // More than a day of hours is a length of time and nothing else.
    let length = |cell: &&[u8]| {
        let parts: Vec<&str> = str::from_utf8(cell).ok()?.split(':').collect();
        let two = |text: &&str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        let numbers: Vec<f64> =
            parts.iter().filter(|text| two(text)).flat_map(|n| n.parse()).collect();
        match numbers[..] {
            [h, m, s] if parts.len() == 3 && h > 23.0 && m < 60.0 && s < 60.0 => {
                Some(h * 3_600.0 + m * 60.0 + s)
            }
            _ => None,
        }
    };
    if let Some(lengths) = cells.iter().map(length).collect::<Option<Vec<f64>>>()
        && lengths.len() > 2
    {
        assert_eq!(column.values, lengths);
    }
    if !cells.iter().all(simple) {
        return;
    }
    for (cell, value) in cells.iter().zip(&column.values) {
        let number: f64 = str::from_utf8(cell).unwrap().parse().unwrap();
        // A number that stands for "no value" is a gap.
        assert!(*value == number || value.is_nan(), "{number} {value}");
    }
}

/// Archives and gzip: pieces change nothing, and what is used is what an independent reader unpacks.
fn archive(data: &[u8]) {
    let [piece, file @ ..] = data else { return };
    let whole = read("a.gz", file, usize::MAX, 1);
    whole.iter().for_each(holds);
    assert_eq!(told(&whole), told(&read("a.gz", file, usize::from(*piece) + 1, 3)));
    if file.starts_with(b"\x1f\x8b") {
        let mut bytes = Vec::new();
        let good =
            flate2::read::MultiGzDecoder::new(file).take(1 << 24).read_to_end(&mut bytes).is_ok();
        let status = &whole[0].found.status;
        let broken = matches!(status, Status::Failed(Failure::Damaged(_) | Failure::Checksum));
        // Ours takes zeros behind the last member, too; of a refused file the end is not read.
        let zeros = file.ends_with(b"\0");
        if good {
            assert!(!broken, "{status:?}");
            if *status == Status::Ready {
                let plain = read("a", &bytes, usize::MAX, 1).remove(0);
                assert!(plain.data == whole[0].data || bytes.len() > 100_000);
            }
        } else if !zeros {
            assert_ne!(*status, Status::Ready);
        }
    }
}

/// Addresses, objects of scripts and tables of notes.
fn recipe(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    if let Ok(recipe) = from_fragment(text, &TableZones) {
        let fragment = to_fragment(&recipe);
        let again = from_fragment(&fragment, &TableZones);
        assert_eq!(again.as_ref(), Ok(&recipe), "{fragment}");
        let json = serde_json::to_value(&recipe).unwrap();
        assert_eq!(serde_json::from_value::<Recipe>(json).unwrap(), recipe);
        let files = files_of(text);
        let named = with_files(fragment.clone(), &files);
        if !fragment.is_empty() {
            assert_eq!(files_of(&named), files);
            assert_eq!(without_files(&named), fragment);
        }
        let mut tidy = recipe.clone();
        tidy.tidy();
        let once = tidy.clone();
        tidy.tidy();
        assert_eq!(tidy, once);
    }
    if let Ok(value) = serde_json::from_str(text)
        && let Ok((recipe, named)) = patched(&Recipe::default(), &value, &TableZones)
    {
        assert!(named.len() <= 60 && to_fragment(&recipe).len() < 40 * text.len() + 4_000);
    }
    if let Ok(notes) = notes::read(text) {
        let tidy = |text: &str| notes::read(text).map(|notes| notes.len());
        assert_eq!(tidy(&notes::written(&notes)), Ok(notes.len()), "{text:?}");
    }
}

/// An analysis that is opened: the first line is its head, the next ones are its values.
fn figure(data: &[u8]) {
    if let Ok(figure) = Standalone::from_bytes(data) {
        assert_eq!(Standalone::from_bytes(&figure.to_bytes().unwrap()), Ok(figure));
    }
    let Ok(text) = str::from_utf8(data) else { return };
    let mut lines = text.split('\n');
    let head = lines.next().unwrap_or_default();
    let values: Vec<Vec<f64>> = lines
        .take(300)
        .map(|line| line.split(',').map(|cell| cell.parse().unwrap_or(f64::NAN)).collect())
        .collect();
    let Some(kept) = Snapshot::from_parts(head, values) else { return };
    let zones = ZoneCache::new(Rc::new(TableZones));
    if let Some(comparison) = kept.comparison(&kept.chosen, &zones) {
        let input = comparison.input(0);
        assert_eq!(input.x.values.len(), input.labels.len());
        assert_eq!(input.y.values.len(), input.labels.len());
    }
    _ = kept.files();
}

/// What a worker posts, and what is posted to it.
fn messages(data: &[u8]) {
    if let Ok(job) = decode::<Job>(data) {
        let again = decode::<Job>(&encode(&job).unwrap());
        assert_eq!(format!("{again:?}"), format!("{:?}", Ok::<_, String>(job)));
    }
    if let Ok(news) = decode::<News>(data) {
        let again = decode::<News>(&encode(&news).unwrap());
        assert_eq!(format!("{again:?}"), format!("{:?}", Ok::<_, String>(news)));
    }
    // Two bytes say where the one part ends; heads and columns fit, or they are refused.
    let [high, low, data @ ..] = data else { return };
    let (head, rest) =
        data.split_at(usize::from(u16::from_be_bytes([*high, *low])).min(data.len()));
    let words: Vec<i64> = rest
        .chunks(8)
        .map(|word| word.iter().fold(0, |n, byte| n << 8 | i64::from(*byte)))
        .collect();
    if let Ok(heads) = decode::<Vec<Head>>(head) {
        let columns: Vec<Column> = words
            .chunks(5)
            .enumerate()
            .map(|(at, words)| match at % 3 {
                0 => Column::Int(words.to_vec()),
                1 => Column::Float(words.iter().map(|word| f64::from_bits(*word as u64)).collect()),
                _ => Column::Bytes(words.iter().map(|word| *word as u8).collect()),
            })
            .collect();
        if let Some(readings) = join_readings(heads, columns) {
            let before = format!("{readings:?}");
            let (heads, columns) = split_readings(readings);
            assert_eq!(format!("{:?}", join_readings(heads, columns).unwrap()), before);
        }
    }
    let packed = Packed { numbers: words, bytes: head.to_vec() };
    if let Some(part) = Part::unpack(&packed) {
        let again = part.clone().pack();
        assert!(Part::unpack(&again).is_some());
        // It is joined as any other, or not at all.
        let plan = &plans()[0];
        let mut reader = Reader::new(plan.clone());
        reader.push(b"time,host,rule,text\n2021-07-14 10:00:00,a,b,c\n");
        _ = reader.join(part);
        _ = end(reader);
    }
}

/// How the alerts of each dialect are read.
fn plans() -> &'static [Plan] {
    static PLANS: OnceLock<Vec<Plan>> = OnceLock::new();
    PLANS.get_or_init(|| {
        let rows = |row: &str| {
            let mut text = "time,host,rule,text\n".to_owned();
            for minute in 0..60 {
                let rule = ["alpha", "beta", "gamma"][minute % 3];
                text += &row
                    .replace("TIME", &format!("2021-07-14 10:{minute:02}:00"))
                    .replace("RULE", rule);
            }
            text
        };
        let comma = "TIME,h1,RULE,\"a, b\"\n";
        let tab = "TIME\th1\tRULE\ta; b\n";
        [rows(comma), rows(tab).replace(',', "\t"), rows("TIME,h1,RULE,\"a \\\" b\"\n")]
            .iter()
            .map(|text| {
                let facts = FileFacts { name: "alerts.csv".into(), ..FileFacts::default() };
                let patch = SourcePatch {
                    role: Some(Role::Events),
                    group_column: Some(Some(2)),
                    ..SourcePatch::default()
                };
                sniff(&facts, &Sample::of(text.as_bytes()), &patch)
            })
            .collect()
    })
}

fn end(reader: Reader) -> String {
    match reader.finish() {
        Outcome::Done(reading) => format!("{reading:?}"),
        Outcome::Reopen(plan) => format!("{plan:?}"),
    }
}

/// Records as the general tokenizer gives them, in two pieces.
fn records(separators: Separators, pieces: [&[u8]; 2]) -> Vec<String> {
    let mut out = Vec::new();
    let mut source = Delimited::new(separators, 0);
    let mut each = |record: comove::ingest::records::Record<'_>| {
        out.push(format!("{record:?}"));
    };
    for piece in pieces {
        source.push_to(piece, &mut each);
    }
    source.finish(&mut each);
    out
}

/// Any bytes, cut anywhere, give what they give in one piece and by the general tokenizer. The first two
/// bytes choose dialect and cut; the rest is the file.
fn parts(data: &[u8]) {
    let [which, cut, text @ ..] = data else { return };
    let plans = plans();
    let plan = &plans[usize::from(*which) % plans.len()];
    let cut = text.len() * usize::from(*cut) / 255;
    let (a, b) = text.split_at(cut);
    assert_eq!(records(plan.separators, [a, b]), records(plan.separators, [text, &[]]));

    // In pieces of one byte the hot loop never sees a block: the tokenizer takes every row.
    let mut slow = Reader::new(plan.clone());
    text.chunks(1).for_each(|byte| slow.push(byte));
    let want = end(slow);
    let mut fast = Reader::new(plan.clone());
    fast.push(text);
    assert_eq!(end(fast), want);

    let mut joined = Reader::new(plan.clone());
    joined.push(a);
    let mut part = PartReader::new(plan);
    part.push(b);
    let part = part.finish().and_then(|part| Part::unpack(&part.pack()));
    let from = part.as_ref().map_or(0, |part| part.prefix.len());
    if !part.is_some_and(|part| joined.join(part)) {
        joined.push(&b[from..]);
    }
    assert_eq!(end(joined), want);
}
