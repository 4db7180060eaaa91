//! What a sample says about a file: everything that the full reading needs.

use super::bytes::{self, Start};
use super::delimited::Separators;
use super::dialect;
use super::encoding::{self, Encoding, Why};
use super::layouts::{self, Sureness};
use super::profile;
use super::reader::{FileFacts, Sample};
use super::schema::{self, About, Schema};
use super::source::{
    Because, Data, Dialect, Evidence, Found, Layout, Reading, Refusal, Role, Rows, SourcePatch,
    Status,
};

/// How a file will be read.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The file.
    pub facts: FileFacts,
    /// The user's overrides.
    pub patch: SourcePatch,
    /// Set where nothing is to be read: refused.
    pub verdict: Option<Status>,
    /// Whether a byte order mark comes first.
    pub bom: bool,
    /// Character set.
    pub encoding: Encoding,
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
            verdict: Some(Status::Refused(refusal)),
            bom: false,
            encoding: Encoding::Utf8,
            layout: Layout::Delimited,
            records: None,
            separators: Separators::default(),
            skip_lines: 0,
            header_line: None,
            header_raw: Vec::new(),
            width: 0,
            agreement: 0.0,
            schema: None,
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

/// Decides from a sample how to read a file; overrides win over what is found.
pub fn sniff(facts: &FileFacts, sample: &Sample, patch: &SourcePatch) -> Plan {
    match bytes::start(&sample.head) {
        Start::Empty => return Plan::refused(facts, patch, Refusal::Empty),
        Start::Binary => return Plan::refused(facts, patch, Refusal::Binary),
        Start::Format(name) => {
            return Plan::refused(facts, patch, Refusal::Unsupported(name.into()));
        }
        Start::Text => {}
    }
    let mut evidence = Vec::new();
    let raw: Vec<&[u8]> = sample.pieces().collect();
    let guess = encoding::detect(raw.iter().copied());
    let stated = patch.encoding.as_deref().and_then(Encoding::from_name);
    let encoding = stated.unwrap_or(guess.encoding);
    evidence.push(Evidence {
        field: "encoding".into(),
        chosen: encoding.name().into(),
        because: if stated.is_some() { Because::Override } else { encoding_because(guess.why) },
        alternatives: Vec::new(),
    });
    let texts: Option<Vec<Vec<u8>>> =
        raw.iter().map(|piece| encoding::decode_all(encoding, piece)).collect();
    let Some(texts) = texts else {
        let mut plan = Plan::refused(facts, patch, Refusal::Unsupported(encoding.name().into()));
        plan.encoding = encoding;
        return plan;
    };
    let (head, pieces) = match texts.split_first() {
        Some((head, pieces)) => (head.as_slice(), pieces),
        None => return Plan::refused(facts, patch, Refusal::Empty),
    };
    let pieces: Vec<&[u8]> = pieces.iter().map(Vec::as_slice).collect();
    let delimiter = patch.delimiter.as_ref().and_then(|text| match text.as_str() {
        "\\t" | "tab" => Some(b'\t'),
        text => text.bytes().next(),
    });
    let mut cut = dialect::sniff(head, sample.whole, &pieces, delimiter, patch.header_line);
    let found = delimiter
        .is_none()
        .then(|| layouts::recognise(head, sample.whole, &pieces))
        .flatten()
        .filter(|found| found.sureness == Sureness::Named || cut.width < 2 || cut.agreement < 0.9);
    let mut records = None;
    let mut layout = Layout::Delimited;
    let mut named = None;
    if let Some(found) = found {
        cut = dialect::Found::of_layout(&found, head, sample.whole, &pieces);
        layout = found.layout;
        named = found.profile.map(str::to_string);
        records = Some(found.source);
    }
    let about = About {
        names: &cut.names,
        width: cut.width,
        delimiter: cut.separators.delimiter,
        patch,
        modified_ms: facts.modified_ms,
        preamble: &cut.preamble,
    };
    let mut schema = schema::decide(about, &cut.rows);
    evidence.extend(cut.evidence);
    evidence.append(&mut schema.evidence);
    let refusal = if cut.rows.iter().all(|row| row.aside) {
        Some(Refusal::NoRows)
    } else if schema.time.is_none() {
        Some(Refusal::NoTime(schema.columns.iter().map(|column| column.name.clone()).collect()))
    } else {
        None
    };
    Plan {
        facts: facts.clone(),
        patch: patch.clone(),
        verdict: refusal.map(Status::Refused),
        bom: guess.bom,
        encoding,
        layout,
        records,
        separators: cut.separators,
        skip_lines: cut.skip_lines,
        header_line: cut.header_line,
        header_raw: cut.header_raw,
        width: cut.width,
        agreement: cut.agreement,
        profile: named.or_else(|| profile::recognise(&cut.names, &cut.rows)),
        schema: Some(schema),
        evidence,
        rounds: 0,
    }
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
        Why::Turkish(rows) | Why::Western(rows) => Because::Fits { rows, of: rows },
    }
}
