//! What a sample says about a file: everything that the full reading needs.

#![expect(clippy::arithmetic_side_effects, reason = "counts of a sample's lines and cells")]

use super::bytes::{self, Start};
use super::delimited::Separators;
use super::dialect;
use super::encoding::{self, Encoding, Passed, Why};
use super::layouts::{self, Across, Blanks, Sureness};
use super::lexicon;
use super::limits::Limit;
use super::overrides::{SourcePatch, delimiter_of};
use super::profile;
use super::sample::{FileFacts, Sample};
use super::schema::{self, About, Schema};
use super::shape::{Shape, shape};
use super::source::{
    Because, Choice, Data, Dialect, Evidence, Found, Layout, Question, Reading, Refusal, Role,
    Rows, SEEN_MAX, Status,
};
use super::table::{Row, Table};
use super::topic::Topic;
use super::typed::{self, Types};
use crate::{
    kit::indices::{ordered_by, sorted},
    kit::plain,
};

/// Formats that hold other files, by the names that [`bytes::start`] gives.
const PACKED: [&str; 9] = ["gzip", "zip", "zstd", "xz", "bz2", "7z", "rar", "lz4", "tar"];

/// Readings of a file that are enough, whatever it holds: after as many, [`Reader::finish`](super::reader::Reader::finish) does
/// not ask again.
pub const ROUNDS_MAX: u32 = 3;

/// How a file will be read.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The file.
    pub facts: FileFacts,
    /// The user's overrides.
    pub patch: SourcePatch,
    /// Why nothing is to be read, where nothing is.
    pub refusal: Option<Refusal>,
    /// Whether a byte order mark comes first.
    pub bom: bool,
    /// Character set.
    pub encoding: Encoding,
    /// What stands for nothing in it.
    pub passed: Passed,
    /// How it is laid out.
    pub layout: Layout,
    /// The source of records where the layout is not delimited text.
    pub records: Option<layouts::Source>,
    /// How cells are cut, where it is.
    pub separators: Separators,
    /// Lines before the data.
    pub skip_lines: u64,
    /// Line of the header.
    pub header_line: Option<u64>,
    /// Text of the header's record.
    pub header_raw: Vec<u8>,
    /// Usual number of cells.
    pub width: usize,
    /// Share of the sampled rows that have it, 0–1.
    pub agreement: f64,
    /// What the columns are; `None` where nothing is to be read.
    pub schema: Option<Schema>,
    /// The commonest cells of each column in the sample.
    pub seen: Vec<Vec<String>>,
    /// A known export's name.
    pub profile: Option<String>,
    /// Reasons.
    pub evidence: Vec<Evidence>,
    /// Readings so far.
    pub rounds: u32,
}

impl Plan {
    fn refused(facts: &FileFacts, patch: &SourcePatch, refusal: Refusal) -> Plan {
        Plan {
            facts: facts.clone(),
            patch: patch.clone(),
            refusal: Some(refusal),
            bom: false,
            encoding: Encoding::Utf8,
            passed: Passed::default(),
            layout: Layout::Delimited,
            records: None,
            separators: Separators::default(),
            skip_lines: 0,
            header_line: None,
            header_raw: Vec::new(),
            width: 0,
            agreement: 0.0,
            schema: None,
            seen: Vec::new(),
            profile: None,
            evidence: Vec::new(),
            rounds: 0,
        }
    }

    /// How the file is cut into cells, for the interface.
    pub fn dialect(&self) -> Option<Dialect> {
        let schema = self.schema.as_ref()?;
        let delimited = self.layout == Layout::Delimited;
        Some(Dialect {
            encoding: self.encoding.name().into(),
            delimiter: delimited.then(|| char::from(self.separators.delimiter).to_string()),
            quote: self
                .separators
                .quote
                .filter(|_| delimited)
                .map(|quote| char::from(quote).to_string()),
            header_line: self.header_line,
            decimal: schema.style.decimal.char(),
            bom: self.bom,
            compression: self.facts.compression.clone(),
        })
    }

    /// The file's story without any row.
    pub fn reading(&self, status: Status) -> Reading {
        let schema = self.schema.as_ref();
        Reading {
            found: Found {
                name: self.facts.name.clone(),
                bytes: self.facts.bytes,
                sha256: None,
                status,
                role: schema.filter(|schema| schema.time.is_some()).map(|schema| schema.role),
                layout: schema.map(|_| self.layout),
                profile: self.profile.clone(),
                dialect: self.dialect(),
                time: None,
                rows: Rows::default(),
                columns: schema.map(|schema| schema.columns.clone()).unwrap_or_default(),
                seen: self.seen.clone(),
                value_column: schema
                    .filter(|schema| schema.role != Role::Events)
                    .and_then(|schema| schema.main),
                problems: Vec::new(),
                evidence: self.evidence.clone(),
            },
            data: Data::Nothing,
        }
    }
}

/// What a full reading ended with.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// The file's story and its data.
    Done(Box<Reading>),
    /// The whole contradicts the sample: read again with this plan.
    Reopen(Box<Plan>),
}

/// What the rows are made of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rowed {
    /// Rows of a table.
    Table,
    /// Cells of a table whose dates stand across.
    Turned,
    /// Lines of a log.
    Log,
}

/// Decides from a sample how to read a file; overrides win over what is found.
pub fn sniff(facts: &FileFacts, sample: &Sample, patch: &SourcePatch) -> Plan {
    match bytes::start(&sample.head) {
        Start::Empty => return Plan::refused(facts, patch, Refusal::Empty),
        Start::Binary => return Plan::refused(facts, patch, Refusal::Binary),
        Start::Format(name) if facts.compression.is_some() && PACKED.contains(&name) => {
            return Plan::refused(facts, patch, Refusal::Nested(name.into()));
        }
        Start::Format(name) => {
            return Plan::refused(facts, patch, Refusal::Unsupported(name.into()));
        }
        Start::Text => {}
    }
    let raw: Vec<&[u8]> = sample.pieces().collect();
    let guess = encoding::detect(raw.iter().copied());
    if sample.types.is_some() {
        return sniff_in(facts, sample, patch, (Encoding::Utf8, false), Because::Typed);
    }
    if let Some(stated) = patch.encoding.as_deref().and_then(Encoding::from_name) {
        return sniff_in(facts, sample, patch, (stated, guess.bom), Because::Override);
    }
    if guess.rivals.is_empty() {
        let because = encoding_because(guess.why);
        return sniff_in(facts, sample, patch, (guess.encoding, guess.bom), because);
    }
    among_rivals(facts, sample, patch, &guess.rivals)
}

/// Several encodings read the words alike: the one in which times can be read or a time's name
/// stands, else the likeliest, with a question.
fn among_rivals(
    facts: &FileFacts,
    sample: &Sample,
    patch: &SourcePatch,
    rivals: &[Encoding],
) -> Plan {
    let mut best: Option<((bool, bool), Plan)> = None;
    let mut alike = 0;
    for &rival in rivals {
        let plan = sniff_in(facts, sample, patch, (rival, false), Because::Only);
        let names = plan.schema.iter().flat_map(|schema| &schema.columns);
        let named = names
            .map(|column| &column.name)
            .any(|name| !name.is_ascii() && lexicon::time(name) > 0);
        let rank = (plan.refusal.is_none(), named);
        match &best {
            Some((before, _)) if *before > rank => {}
            Some((before, _)) if *before == rank => alike += 1,
            _ => (best, alike) = (Some((rank, plan)), 1),
        }
    }
    let Some(((timed, named), mut plan)) = best else {
        return Plan::refused(facts, patch, Refusal::Empty);
    };
    let others = rivals.iter().filter(|rival| **rival != plan.encoding);
    let names: Vec<String> = others.map(|rival| rival.name().into()).collect();
    if let Some(found) = plan.evidence.iter_mut().find(|found| found.field == Topic::Encoding) {
        found.alternatives = names;
        found.because = match (alike, named) {
            (1, true) => Because::Stated(sample_of(&sample.head, plan.encoding)),
            (1, false) => Because::Timed,
            _ => Because::Words,
        };
    }
    if alike > 1
        && timed
        && let Some(schema) = &mut plan.schema
    {
        let choice = |rival: &Encoding| Choice {
            value: rival.name().into(),
            sample: sample_of(&sample.head, *rival),
        };
        let choices = rivals.iter().map(choice).collect();
        schema.question = Some(Question { field: Topic::Encoding, choices });
    }
    plan
}

/// The first line with letters beyond ASCII, as an encoding reads it.
fn sample_of(head: &[u8], encoding: Encoding) -> String {
    let line = head.split(|byte| *byte == b'\n').find(|line| !line.is_ascii()).unwrap_or_default();
    let line = line.get(..line.len().min(200)).unwrap_or_default();
    let text = encoding::decode_all(encoding, line).unwrap_or_default();
    String::from_utf8_lossy(&text).trim().chars().filter(|c| !c.is_control()).take(60).collect()
}

/// Decides how to read a file in an encoding, with or without a byte order mark.
fn sniff_in(
    facts: &FileFacts,
    sample: &Sample,
    patch: &SourcePatch,
    (encoding, bom): (Encoding, bool),
    because: Because,
) -> Plan {
    let types = sample.types.as_ref();
    let mut evidence = match types {
        Some(types) => of_types(types).collect(),
        None => vec![Evidence {
            field: Topic::Encoding,
            chosen: encoding.name().into(),
            because,
            alternatives: Vec::new(),
        }],
    };
    let texts: Option<Vec<Vec<u8>>> =
        sample.pieces().map(|piece| encoding::decode_all(encoding, piece)).collect();
    let Some(texts) = texts else {
        let mut plan = Plan::refused(facts, patch, Refusal::Unsupported(encoding.name().into()));
        plan.encoding = encoding;
        return plan;
    };
    let passed = Passed::of(texts.iter().map(Vec::as_slice));
    let texts: Vec<Vec<u8>> = texts.into_iter().map(|text| passed.strip(text)).collect();
    let (head, pieces) = match texts.split_first() {
        Some((head, pieces)) => (head.as_slice(), pieces),
        None => return Plan::refused(facts, patch, Refusal::Empty),
    };
    let pieces: Vec<&[u8]> = pieces.iter().map(Vec::as_slice).collect();
    let exact = types.map(|_| typed::SEPARATORS);
    let delimiter = patch.delimiter.as_deref().filter(|_| exact.is_none()).and_then(delimiter_of);
    let table = dialect::sniff(head, sample.whole, &pieces, delimiter, patch.header_line, exact);
    let beyond = || Plan::refused(facts, patch, Refusal::Beyond(Limit::Columns));
    let is_wide = |cut: &Table| cut.width > Limit::Columns.count();
    let log = (delimiter.is_none() && exact.is_none())
        .then(|| layouts::recognise(head, sample.whole, &pieces))
        .flatten()
        .filter(|log| log.sureness == Sureness::Named || log.fits * 10 >= log.of * 9);
    // The commas and blanks of a JSON text on one line part no columns.
    let is_json = log.as_ref().is_some_and(|log| log.layout == Layout::Ndjson);
    if is_wide(&table) && !is_json {
        return beyond();
    }
    let decide = |cut: &Table, rows: Rowed, types: Option<&Types>| {
        // From here on names are what is said of the file.
        let names: Vec<String> =
            cut.names.iter().map(|name| plain::name(name).into_owned()).collect();
        let about = About {
            names: &names,
            width: cut.width,
            delimiter: cut.separators.delimiter,
            patch,
            modified_ms: facts.date_ms(),
            preamble: &cut.preamble,
            log: rows == Rowed::Log,
            turned: rows == Rowed::Turned,
            types,
        };
        schema::decide(about, &cut.rows)
    };
    let of_log = |log: &layouts::Recognised| {
        let cut = log.table(head, sample.whole, &pieces);
        let rows = if log.layout == Layout::TextLog { Rowed::Log } else { Rowed::Table };
        let schema = decide(&cut, rows, None);
        (cut, schema)
    };
    let log_first = log.as_ref().is_some_and(|log| {
        log.layout == Layout::Ndjson
            || table.width < 2
            || table.agreement < 0.9
            || !names_a_time(&table)
                && log.source.time_holds(
                    head,
                    table.separators.delimiter,
                    table.header_line.is_some(),
                )
            || (log.sureness == Sureness::Named && !is_headed(&table))
            // No names but the first row's pairs.
            || (log.layout == Layout::KeyValue
                && table.names.iter().filter(|name| name.contains([':', '='])).count() >= 3)
    });
    let spaced = (delimiter.is_none() && exact.is_none() && table.width < 2 || log_first)
        .then(|| spaced(head, sample.whole, &pieces, patch, log.as_ref()))
        .flatten()
        .filter(|cut| !(is_json && is_wide(cut)));
    // Several blanks between cells would be cut into blank cells.
    let lined_up = || {
        let lines = || head.split(|byte| *byte == b'\n').take(200).filter(|line| !line.is_empty());
        let several = |line: &&[u8]| memchr::memmem::find(line.trim_ascii(), b"  ").is_some();
        lines().filter(several).count() * 2 > lines().count()
    };
    let by_blanks = delimiter.is_none()
        && exact.is_none()
        && (spaced.is_none() || lined_up())
        && log.as_ref().is_none_or(|log| log.sureness != Sureness::Named)
        && (table.width < 2 || log_first || table.agreement < 0.9 || is_comma_decimal(&table));
    let blanks = by_blanks
        .then(|| Blanks::recognise(head, sample.whole, patch.header_line))
        .flatten()
        .map(|blanks| (blanks.table(head, sample.whole, &pieces), blanks))
        .filter(|(cut, _)| !(is_json && is_wide(cut)));
    if spaced.as_ref().is_some_and(is_wide) || blanks.as_ref().is_some_and(|(cut, _)| is_wide(cut))
    {
        return beyond();
    }
    let blanks = blanks
        .map(|(cut, blanks)| (decide(&cut, Rowed::Table, None), cut, blanks))
        .filter(|(schema, ..)| schema.time.is_some());
    let mut chosen_log = None;
    let mut records = None;
    let (mut cut, mut schema) = match (&log, spaced, blanks) {
        (_, _, Some((schema, cut, blanks))) => {
            records = Some(layouts::Source::Blanks(Box::new(blanks)));
            (cut, schema)
        }
        (_, Some(cut), None) => {
            let schema = decide(&cut, Rowed::Table, None);
            (cut, schema)
        }
        (Some(log), None, None) if log_first => {
            chosen_log = Some(log);
            of_log(log)
        }
        (log, None, None) => {
            let schema = decide(&table, Rowed::Table, types);
            let inside = schema.time.as_ref().is_none_or(|time| time.inside.is_some());
            let timed = log.as_ref().filter(|_| inside).map(|log| (log, of_log(log)));
            match timed {
                // A log whose lines hold the delimiter too.
                Some((log, (cut, schema))) if schema.time.is_some() => {
                    chosen_log = Some(log);
                    (cut, schema)
                }
                _ => (table, schema),
            }
        }
    };
    let table_layout = types.map_or(Layout::Delimited, |types| types.layout);
    let layout = chosen_log.map_or(table_layout, |log| log.layout);
    let named = chosen_log.and_then(|log| log.profile).map(str::to_string);
    let mut records = records.or_else(|| chosen_log.map(|log| log.source.clone()));
    let across = records.is_none().then(|| {
        let timed = schema.time.as_ref().and_then(|time| time.columns.first().copied());
        Across::recognise(&cut, timed)
    });
    if let Some(across) = across.flatten() {
        let turned = across.turned(&cut, head, sample.whole, &pieces);
        let of_turned = decide(&turned, Rowed::Turned, None);
        if of_turned.time.is_some() {
            (cut, schema) = (turned, of_turned);
            records = Some(layouts::Source::Across(Box::new(across)));
        }
    }
    evidence.extend(cut.evidence);
    evidence.append(&mut schema.evidence);
    let json = log.as_ref().filter(|log| log.layout == Layout::Ndjson).map(|log| log.of);
    let refusal = if let Some(instead) = layouts::instead(head, sample.whole, json) {
        Some(Refusal::Instead(instead))
    } else if head.trim_ascii_start().starts_with(b"<?xml") {
        // Its lines are no rows: where they look so, lists of several kinds would run together.
        Some(Refusal::Unsupported("xml".into()))
    } else if cut.rows.iter().all(|row| row.excluded) {
        let half = head.len() / 2;
        let long = head.split(|byte| *byte == b'\n').any(|line| line.len() > half);
        Some(match long && !sample.whole {
            true => Refusal::Beyond(Limit::Record),
            false => Refusal::NoRows,
        })
    } else if schema.time.is_none() && schema.refusal.is_some() {
        schema.refusal.take()
    } else if schema.time.is_none() {
        Some(Refusal::NoTime(schema.columns.iter().map(|column| column.name.clone()).collect()))
    } else {
        None
    };
    Plan {
        facts: facts.clone(),
        patch: patch.clone(),
        refusal,
        bom,
        encoding,
        passed,
        layout,
        records,
        separators: cut.separators,
        skip_lines: cut.skip_lines,
        header_line: cut.header_line,
        header_raw: cut.header_raw,
        width: cut.width,
        agreement: cut.agreement,
        profile: named.or_else(|| profile::recognise(&cut.names, &cut.rows)),
        seen: schema.columns.iter().map(|column| seen(&cut.rows, column.index)).collect(),
        schema: Some(schema),
        evidence,
        rounds: 0,
    }
}

/// Longest cell that is kept to be picked from, bytes: a longer one is no kind of things.
const SEEN_LONG: usize = 80;

/// Columns beyond this have none kept.
const SEEN_COLUMNS: usize = 64;

/// The commonest cells of a column, ties in their order; those that come once only where all are
/// few.
pub(super) fn seen(rows: &[Row], column: usize) -> Vec<String> {
    if column >= SEEN_COLUMNS {
        return Vec::new();
    }
    let data = rows.iter().filter(|row| !row.excluded);
    let mut cells: Vec<&[u8]> = data.map(|row| row.cell(column).trim_ascii()).collect();
    cells.retain(|cell| (1..=SEEN_LONG).contains(&cell.len()));
    let cells = sorted(cells, &Ord::cmp);
    let mut runs: Vec<(usize, &[u8])> = Vec::new();
    for run in cells.chunk_by(|a, b| a == b) {
        runs.extend(run.first().map(|cell| (run.len(), *cell)));
    }
    if runs.len() > SEEN_MAX {
        runs.retain(|run| run.0 > 1);
    }
    let most_first = ordered_by(&runs, &|a, b| b.0.cmp(&a.0));
    let kept = most_first.iter().take(SEEN_MAX);
    kept.map(|run| String::from_utf8_lossy(run.1).into_owned()).collect()
}

/// Whether a table has a header of short names, one of them a time's: no line of a log is one.
fn is_headed(table: &Table) -> bool {
    table.width >= 3 && table.agreement >= 0.98 && names_a_time(table)
}

/// Whether a table has a header of short names, one of them a time's.
fn names_a_time(table: &Table) -> bool {
    table.header_line.is_some()
        && table.names.iter().all(|name| name.len() <= 60)
        && table.names.iter().any(|name| lexicon::time(name) > 0)
}

/// Whether every comma that cuts a table may be a decimal mark beside columns by blanks: it stands
/// between two digits, each cell between two of them holds a blank, and the header has none.
fn is_comma_decimal(table: &Table) -> bool {
    let cut = |cells: &[Vec<u8>]| {
        let [before, after] = cells else { return false };
        let digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
        digit(before.last()) && digit(after.first())
    };
    let apart = |row: &Row| {
        row.cells.iter().rev().skip(1).all(|cell| cell.trim_ascii().contains(&b' '))
            && (row.cells.len() > 2 || !table.header_raw.is_empty())
    };
    let rows = || table.rows.iter().filter(|row| !row.excluded && row.cells.len() > 1).take(50);
    table.separators.delimiter == b','
        && !table.header_raw.contains(&b',')
        && rows().count() > 0
        && rows().all(|row| row.cells.windows(2).all(cut) && apart(row))
}

/// The same text cut at blanks, where that gives a table: rows of one width that have a header
/// with a time's name, or hold nothing but numbers and times. Words of a log are not columns.
fn spaced(
    head: &[u8],
    whole: bool,
    pieces: &[&[u8]],
    patch: &SourcePatch,
    log: Option<&layouts::Recognised>,
) -> Option<Table> {
    if log.is_some_and(|log| log.sureness == Sureness::Named) {
        return None;
    }
    let mut cut = dialect::sniff(head, whole, pieces, Some(b' '), patch.header_line, None);
    let data = cut.rows.iter().filter(|row| !row.excluded);
    let cells = || data.clone().take(200).flat_map(|row| row.cells.iter());
    let typed = cells().all(|cell| shape(cell).is_typed() || shape(cell) == Shape::Missing);
    let fits = cut.width >= 2 && cut.agreement >= 0.95 && cells().next().is_some();
    if !fits || !(typed || is_headed(&cut)) {
        return None;
    }
    if let Some(found) = cut.evidence.iter_mut().find(|found| found.field == Topic::Delimiter) {
        let of = cut.rows.len() as u64;
        found.because = Because::Fits { rows: (cut.agreement * of as f64).round() as u64, of };
    }
    Some(cut)
}

/// What the types of a table say, and which columns they leave out.
fn of_types(types: &Types) -> impl Iterator<Item = Evidence> {
    let left_out = Because::LeftOut(types.left_out.clone());
    let layout = types.layout.name();
    [Some(Because::Typed), Some(left_out).filter(|_| !types.left_out.is_empty())]
        .into_iter()
        .flatten()
        .map(move |because| Evidence {
            field: Topic::Layout,
            chosen: layout.into(),
            because,
            alternatives: Vec::new(),
        })
}

/// The evidence for an encoding as a reason.
fn encoding_because(why: Why) -> Because {
    match why {
        Why::Mark => Because::Stated("BOM".into()),
        Why::Ascii => Because::Only,
        Why::Zeros { pairs: rows, of } | Why::Japanese { common: rows, of } => {
            Because::Fits { rows, of }
        }
        Why::Utf8 { valid, bad } => Because::Fits { rows: valid, of: valid + bad },
        Why::Language { tag, usual, of } => Because::Language { tag: tag.into(), usual, of },
        Why::Turkish(rows) | Why::Western(rows) => Because::Fits { rows, of: rows },
    }
}
