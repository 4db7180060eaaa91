//! Layouts that are not delimited text, as sources of records with columns of their own.
//!
//! * JSON ([`Ndjson`]): one object a line, a list, a list in a wrapper;
//! * `key=value` lines and text logs ([`TextLog`]);
//! * tables whose dates stand across the header ([`Across`]);
//! * tables whose columns are told apart by blanks ([`Blanks`]).
//!
//! [`recognise`] looks at a sample; the [`Recognised::source`] that comes with it reads the file.

mod across;
mod blanks;
mod cef;
mod instead;
mod json_flat;
mod json_frame;
mod json_shape;
mod json_stream;
mod json_walk;
mod line_forms;
mod lines;
mod log_time;
mod ndjson;
mod pairs;
mod slots;
mod text_log;

pub use across::Across;
pub use blanks::Blanks;
pub use instead::instead;
pub use log_time::TimeAt;
pub use ndjson::Ndjson;
pub use text_log::{Sureness, TextLog};

use super::delimited::Separators;
use super::records::{Record, RecordSource};
use super::source::{Because, Evidence, Layout};
use super::table::{Row, Table};
use crate::ingest::topic::Topic;

/// Lines of a log that are looked at.
const SAMPLED: usize = 1_000;

/// A layout that fits a sample.
#[derive(Clone, Debug)]
pub struct Recognised {
    /// Its kind.
    pub layout: Layout,
    /// Names of the columns; empty ones have no name.
    pub columns: Vec<String>,
    /// Records that fit.
    pub fits: u64,
    /// Records tried.
    pub of: u64,
    /// Whether delimited text could look so too.
    pub sureness: Sureness,
    /// A name for display.
    pub profile: Option<&'static str>,
    /// Reads the file from its first byte.
    pub source: Source,
}

impl Recognised {
    /// The sample as a table: rows of the head, and of the windows of logs.
    pub fn table(&self, head: &[u8], whole: bool, pieces: &[&[u8]]) -> Table {
        let mut rows: Vec<Row> = Vec::new();
        let mut each = |record: Record<'_>| {
            rows.push(Row {
                line: record.line,
                cells: record.iter().map(<[u8]>::to_vec).collect(),
                raw: Vec::new(),
                excluded: record.fault.is_some(),
            });
        };
        let mut source = self.source.clone();
        source.push(head, &mut each);
        if whole {
            source.finish(&mut each);
        }
        if self.layout != Layout::Ndjson {
            for piece in pieces {
                // From the first whole line on.
                let start = memchr::memchr(b'\n', piece).unwrap_or(piece.len());
                let lines = piece.get(start..).and_then(|rest| rest.get(1..)).unwrap_or_default();
                let mut source = self.source.clone();
                source.push(lines, &mut |record| {
                    each(Record { line: 0, ..record });
                });
            }
        }
        Table {
            separators: Separators { quote: None, ..Separators::default() },
            skip_lines: 0,
            header_line: None,
            header_raw: Vec::new(),
            names: self.columns.clone(),
            preamble: Vec::new(),
            width: self.columns.len(),
            // Keys come and go: no row is cut by having fewer.
            agreement: 0.0,
            rows,
            evidence: vec![Evidence {
                field: Topic::Layout,
                chosen: self.layout.name().into(),
                because: Because::Fits { rows: self.fits, of: self.of },
                alternatives: Vec::new(),
            }],
        }
    }
}

/// The records of a layout.
#[derive(Clone, Debug)]
pub enum Source {
    /// JSON.
    Json(Box<Ndjson>),
    /// Lines.
    Log(Box<TextLog>),
    /// A table that is turned.
    Across(Box<Across>),
    /// Columns by blanks.
    Blanks(Box<Blanks>),
}

impl Source {
    /// Whether the time of the first lines holds this delimiter of a table, with or without a
    /// header: `13:32:01,123` is one cell.
    pub fn time_holds(&self, head: &[u8], byte: u8, named: bool) -> bool {
        match self {
            Source::Json(_) | Source::Across(_) | Source::Blanks(_) => false,
            Source::Log(log) => log.time_holds(head, byte, named),
        }
    }
}

impl RecordSource for Source {
    fn push(&mut self, piece: &[u8], each: &mut dyn FnMut(Record<'_>)) {
        match self {
            Source::Json(source) => source.push(piece, each),
            Source::Log(source) => source.push(piece, each),
            Source::Across(source) => source.push(piece, each),
            Source::Blanks(source) => source.push(piece, each),
        }
    }

    fn finish(&mut self, each: &mut dyn FnMut(Record<'_>)) {
        match self {
            Source::Json(source) => source.finish(each),
            Source::Log(source) => source.finish(each),
            Source::Across(source) => source.finish(each),
            Source::Blanks(source) => source.finish(each),
        }
    }
}

/// Looks at the first bytes of a decoded file (all of it where `whole`) and at further pieces
/// from anywhere in it.
pub fn recognise(head: &[u8], whole: bool, pieces: &[&[u8]]) -> Option<Recognised> {
    if let Some((source, fits, of)) = Ndjson::recognise(head, whole, pieces)
        && fits.saturating_mul(10) >= of.saturating_mul(8)
    {
        return Some(Recognised {
            layout: Layout::Ndjson,
            columns: source.columns().to_vec(),
            fits,
            of,
            sureness: Sureness::Named,
            profile: None,
            source: Source::Json(Box::new(source)),
        });
    }
    let windows = pieces.iter().flat_map(|piece| lines::whole_lines(piece, false, false));
    let sample: Vec<&[u8]> =
        lines::whole_lines(head, true, whole).take(SAMPLED).chain(windows.take(SAMPLED)).collect();
    let (source, fits, of, sureness) = TextLog::recognise(&sample)?;
    Some(Recognised {
        layout: if source.is_pairs() { Layout::KeyValue } else { Layout::TextLog },
        columns: source.columns().to_vec(),
        fits: fits as u64,
        of: of as u64,
        sureness,
        profile: source.profile(),
        source: Source::Log(Box::new(source)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Records as `line:cell|cell` or `line!Fault`, the same for every size of pieces.
    pub(super) fn read_pieces<S: RecordSource + Clone>(source: &S, text: &[u8]) -> Vec<String> {
        let whole = read(source, text, text.len().max(1));
        for size in [1, 2, 3, 7, 64] {
            assert_eq!(read(source, text, size), whole, "by {size}");
        }
        whole
    }

    /// Real exports lie beside the repository on some machines.
    #[test]
    fn real_exports() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/formats");
        for (name, layout, rows, time) in [
            ("event--cowrie.json", Layout::Ndjson, 60, "timestamp"),
            ("event--suricata-eve.json", Layout::Ndjson, 37, "timestamp"),
            ("event--suricata-fast.log", Layout::TextLog, 53, "time"),
        ] {
            let Ok(text) = std::fs::read(folder.join(name)) else { continue };
            let found = recognise(&text, true, &[]).unwrap();
            assert_eq!((found.layout, found.fits, found.of), (layout, rows, rows), "{name}");
            assert!(found.columns.iter().any(|column| column == time), "{name}");
            let read = read_pieces(&found.source, &text);
            assert_eq!(read.len() as u64, rows);
            let faulty = |row: &&String| row.find('!') < row.find(':') && row.contains('!');
            assert_eq!(read.iter().find(faulty), None, "{name}");
        }
    }

    fn read<S: RecordSource + Clone>(source: &S, text: &[u8], size: usize) -> Vec<String> {
        let mut rows = Vec::new();
        let mut each = |record: Record<'_>| {
            assert!(record.byte < text.len() as u64);
            rows.push(match record.fault {
                Some(fault) => format!("{}!{fault:?}", record.line),
                None => {
                    let cells: Vec<_> = record.iter().map(String::from_utf8_lossy).collect();
                    format!("{}:{}", record.line, cells.join("|"))
                }
            });
        };
        let mut source = source.clone();
        text.chunks(size).for_each(|piece| source.push(piece, &mut each));
        source.finish(&mut each);
        rows
    }
}
