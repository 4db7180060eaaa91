//! What is measured: the steps from bytes to counts, times, and a verdict, on made-up data.
//!
//! Contract: the same bytes and the same answers on every machine; no clock, no hash order.

use comove::{
    calendar::period::Period,
    ingest::{
        delimited::{Delimited, Separators},
        overrides::SourcePatch,
        parts::{PartReader, ranges},
        plan::{Outcome, Plan, sniff},
        reader::Reader,
        records::RecordSource,
        sample::{FileFacts, Sample},
        source::Data,
        timestamp::{Format, Instant, candidate::Hints, detect::detect, fast::FastParser},
    },
    series::series::SeriesKind,
    stats::{
        analysis::analyse,
        input::{Input, Options, Series},
    },
};

/// A kernel by its name; its answer says that the work was done.
pub type Kernel = (&'static str, fn(&Work) -> u32);

/// Those that read the text; as many bytes a second as it has.
pub const OF_TEXT: [Kernel; 4] = [
    ("line feeds (memchr)", |work| memchr::memchr_iter(b'\n', &work.text).count() as u32),
    ("records (general tokenizer)", |work| records(&work.text)),
    ("counts per quarter hour and rule", |work| count(&work.plan, &work.text)),
    ("the same in two parts, joined", |work| count_in_parts(&work.plan, &work.text)),
];

/// The others.
pub const OTHERS: [Kernel; 4] = [
    ("the look at a sample", |work| look(&work.text).refusal.is_none().into()),
    ("times, format known", |work| parsed(&work.times)),
    ("times, format detected", |work| detected(&work.times)),
    ("a verdict", |work| verdict(&work.pair)),
];

/// What the kernels work on.
pub struct Work {
    text: Vec<u8>,
    plan: Plan,
    times: Vec<(Format, Vec<String>)>,
    pair: [Vec<f64>; 2],
}

impl Work {
    /// Of a file of alerts.
    pub fn new(text: Vec<u8>) -> Work {
        let plan = look(&text);
        assert!(plan.refusal.is_none(), "the file is refused: {:?}", plan.refusal);
        Work { text, plan, times: times(), pair: pair() }
    }
}

/// What the page reads at a time.
const SLICE: usize = 512 << 10;

const MESSAGES: [&str; 5] = [
    "SCAN Potential SSH Scan, outbound",
    "POLICY Mining Server, Stratum Protocol",
    "ICMP Unusual PING, detected",
    "SQL injection, union select",
    "DNS Suspicious query",
];

/// 2018-01-01.
const START_MS: i64 = 1_514_764_800_000;
const DAYS: i64 = 1_277;
const DAY_MS: i64 = 86_400_000;

/// Knuth's MMIX generator.
struct Random(u64);

impl Random {
    fn below(&mut self, below: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }

    /// Nearly normal, of mean 0 and deviation 1, by sums alone: the same bits everywhere.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.below(1 << 20) as f64 / f64::from(1 << 20)).sum::<f64>() - 6.0
    }
}

fn format(text: &str) -> Format {
    text.parse().unwrap_or_else(|error| panic!("{error}"))
}

/// Alerts like a sensor's, 40 rules, over three and a half years.
pub fn alerts(bytes: usize) -> Vec<u8> {
    let mut text = String::with_capacity(bytes + 256);
    let format = format("%Y-%m-%dT%H:%M:%S.%fZ");
    text += "timestamp,sig_generator,sig_id,sig_rev,msg,proto,src,srcport,dst,dstport\n";
    let mut seed = Random(12_345);
    let mut random = |below: u64| seed.below(below);
    while text.len() < bytes {
        let ms = START_MS + (text.len() as f64 / bytes as f64 * (DAYS * DAY_MS) as f64) as i64;
        let time = format.render(Instant { ms, offset_min: Some(0) });
        let rule = random(40).min(random(40));
        let mut address =
            || format!("{}.{}.{}.{}", 10 + random(200), random(256), random(256), random(256));
        let (from, to) = (address(), address());
        text += &format!(
            "{time},1,{},{},\"{}\",TCP,{from},{},{to},443\n",
            2_000_007 + rule * 1_371,
            1 + rule % 9,
            MESSAGES[rule as usize % MESSAGES.len()],
            1_024 + random(64_000),
        );
    }
    text.into_bytes()
}

/// Columns of times as sensors, exchanges and people write them.
fn times() -> Vec<(Format, Vec<String>)> {
    let formats =
        ["%Y-%m-%dT%H:%M:%S.%fZ", "%m/%d/%y-%H:%M:%S.%f", "%d/%m/%Y %H:%M", "%d %b %Y", "epoch-ms"];
    let mut random = Random(7);
    let column = |text| {
        let format = format(text);
        let cells = (0..1_000).map(|at| {
            let ms = START_MS + at * DAYS * DAY_MS / 1_000 + random.below(86_400_000) as i64;
            format.render(Instant { ms, offset_min: Some(0) })
        });
        let cells = cells.collect();
        (format, cells)
    };
    formats.map(column).into()
}

/// A price and a count of 1,300 days that follows its moves a day later.
fn pair() -> [Vec<f64>; 2] {
    let mut random = Random(11);
    let (mut price, mut swing) = (150.0, 0.0);
    let days = (0..1_300).map(|_| {
        let move_ = random.normal();
        let before = price;
        price *= 1.0 + 0.03 * move_;
        swing = 0.9 * swing + 0.12 * random.normal();
        let count = 30.0 * (1.0 + 0.2 * (before / 150.0 - 1.0) + swing + 0.2 * random.normal());
        (price, count.max(0.0).round())
    });
    let (x, y) = days.unzip();
    [x, y]
}

fn look(text: &[u8]) -> Plan {
    let facts =
        FileFacts { name: "alerts.csv".into(), bytes: text.len() as u64, ..FileFacts::default() };
    let group = text
        .split(|byte| *byte == b'\n')
        .next()
        .and_then(|head| head.split(|byte| *byte == b',').position(|name| name == b"sig_id"));
    let patch = SourcePatch { group_column: group.map(Some), ..SourcePatch::default() };
    sniff(&facts, &Sample::of(text), &patch)
}

fn records(text: &[u8]) -> u32 {
    let mut records = 0;
    let mut tokenizer = Delimited::new(Separators::default(), 0);
    tokenizer.push(text, &mut |_| records += 1);
    tokenizer.finish(&mut |_| records += 1);
    records
}

fn count(plan: &Plan, text: &[u8]) -> u32 {
    let mut reader = Reader::new(plan.clone());
    text.chunks(SLICE).for_each(|piece| reader.push(piece));
    entries(reader)
}

/// Counts that are not zero.
fn entries(reader: Reader) -> u32 {
    match reader.finish() {
        Outcome::Done(reading) => match reading.data {
            Data::Counts(counts) => counts.by_group.iter().map(|cells| cells.len() as u32).sum(),
            _ => 0,
        },
        Outcome::Reopen(_) => 0,
    }
}

/// As two workers do, one after the other.
fn count_in_parts(plan: &Plan, text: &[u8]) -> u32 {
    let mut reader = Reader::new(plan.clone());
    for (number, range) in ranges(text.len() as u64, 2).into_iter().enumerate() {
        let bytes = &text[range.start as usize..range.end as usize];
        if number == 0 {
            bytes.chunks(SLICE).for_each(|piece| reader.push(piece));
            continue;
        }
        let mut part = PartReader::new(plan);
        bytes.chunks(SLICE).for_each(|piece| _ = part.push(piece));
        assert!(part.finish().is_some_and(|part| reader.join(part)), "the parts do not join");
    }
    entries(reader)
}

/// Seconds of all cells, modulo 2³².
fn parsed(times: &[(Format, Vec<String>)]) -> u32 {
    let mut sum = 0u32;
    for (format, cells) in times {
        let mut parser = FastParser::new(format);
        for cell in cells {
            let read = parser.parse(cell.as_bytes());
            sum = sum.wrapping_add(read.map_or(0, |at| (at.ms / 1_000) as u32));
        }
    }
    sum
}

/// How many columns are of a format without a doubt.
fn detected(times: &[(Format, Vec<String>)]) -> u32 {
    let decided = times.iter().filter(|(_, cells)| {
        let cells: Vec<&[u8]> = cells.iter().map(String::as_bytes).collect();
        detect(&cells, &Hints::default()).tied == 1
    });
    decided.count() as u32
}

/// The chance of its finding, in millionths.
fn verdict([x, y]: &[Vec<f64>; 2]) -> u32 {
    let series = |values, kind| Series { values, kind };
    let analysis = analyse(&Input {
        x: series(x, SeriesKind::Measurement),
        y: series(y, SeriesKind::EventCount),
        controls: Vec::new(),
        period: Period::Day,
        starts: &[],
        options: Options::default(),
    });
    analysis.surprises.p.map_or(0, |p| 1 + (1e6 * p) as u32)
}
