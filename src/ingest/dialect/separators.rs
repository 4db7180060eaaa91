//! Delimiter, quote and comments of a file: the way of cutting whose rows agree best.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "places in a sample, and counts of its rows and cells"
)]

use super::{cut, usual_width};
use crate::{
    ingest::{
        delimited::Separators,
        shape::{Shape, shape},
        source::{Because, Evidence},
        table::Row,
        topic::Topic,
    },
    kit::indices::sorted,
};

/// Bytes that candidates are compared on.
const COMPARED_BYTES: usize = 96 << 10;
/// Rows that candidates are compared on.
const COMPARED_ROWS: usize = 400;
/// Delimiters that are tried; the usual ones first, they win ties.
const DELIMITERS: &[u8] = b",;\t|\x1f\x01^~";

/// How well a way of cutting fits, 0 where it does not, and the share of rows of the usual width.
fn score(rows: &[Row]) -> (f64, f64) {
    let (width, share) = usual_width(rows);
    if width < 2 {
        return (0.0, share);
    }
    let faults = rows.iter().filter(|row| row.excluded && row.raw.first() != Some(&b'#')).count();
    let mut typed = 0.0;
    let mut filled = 0.0;
    // A header that one way of cutting tears into another width must not speak for that way.
    let names = usize::from(rows.len() > 8);
    for row in rows.iter().filter(|row| row.cells.len() == width).skip(names).take(60) {
        for cell in &row.cells {
            match shape(cell) {
                Shape::Blank => {}
                Shape::Missing | Shape::Number | Shape::Time => {
                    typed += 1.0;
                    filled += 1.0;
                }
                Shape::Text => filled += 1.0,
            }
        }
    }
    let typed: f64 = if filled > 0.0 { typed / filled } else { 0.0 };
    let sound = 1.0 - faults as f64 / rows.len().max(1) as f64;
    // A cell with half of a pair of quotes was cut inside what they hold together.
    let torn = |row: &&Row| {
        let odd = |cell: &Vec<u8>| memchr::memchr_iter(b'"', cell).count() % 2 == 1;
        row.cells.len() == width && row.cells.iter().any(odd)
    };
    let whole = 1.0 - 0.5 * rows.iter().filter(torn).count() as f64 / rows.len().max(1) as f64;
    (share * share * sound * sound * whole * (0.3 + 0.7 * typed), share)
}

/// Whether `", "` or the like stands in the text: spaces between a delimiter and a quote.
fn spaces_before_quotes(text: &[u8], delimiter: u8) -> bool {
    memchr::memchr_iter(delimiter, text).any(|at| {
        let rest = text.get(at + 1..).unwrap_or_default();
        let spaces = rest.iter().take_while(|&&byte| byte == b' ').count();
        spaces > 0 && rest.get(spaces) == Some(&b'"')
    })
}

/// A way of cutting, how many rows it gives, and the share that has the usual width.
#[derive(Clone, Copy)]
struct Way {
    separators: Separators,
    rows: u64,
    share: f64,
}

/// The separators of a file, by its first bytes; `stated` is the user's delimiter.
pub(super) fn separators(
    text: &[u8],
    ended: bool,
    stated: Option<u8>,
    evidence: &mut Vec<Evidence>,
) -> Separators {
    let text_all = text;
    let ended = ended && text.len() <= COMPARED_BYTES;
    let text = text.get(..text.len().min(COMPARED_BYTES)).unwrap_or_default();
    let comment = comment_mark(text);
    let sep_line = sep_line(text);
    let mut ranked: Vec<(f64, usize, Way)> = Vec::new();
    let candidates: Vec<u8> = match stated.or(sep_line) {
        Some(delimiter) => vec![delimiter],
        None => {
            let parted = |between: &[u8]| memchr::memmem::find(text, between).is_some();
            let quoted = parted(b"\";\"") && !parted(b"\",\"");
            let decimal = quoted || has_decimal_commas(text);
            let candidate =
                |&delimiter: &u8| text.contains(&delimiter) && !(decimal && delimiter == b',');
            DELIMITERS.iter().copied().filter(candidate).collect()
        }
    };
    for (rank, &delimiter) in candidates.iter().enumerate() {
        let plain = Separators { delimiter, comment, ..Separators::default() };
        let mut ways = vec![plain];
        if memchr::memmem::find(text, b"\\\"").is_some() {
            ways.push(Separators { backslash: true, ..plain });
        }
        if spaces_before_quotes(text, delimiter) {
            ways.insert(0, Separators { space_before_quote: true, ..plain });
        }
        if text.contains(&b'"') {
            ways.push(Separators { quote: None, ..plain });
        } else if quoted_with(text, delimiter, b'\'') {
            ways.insert(0, Separators { quote: Some(b'\''), ..plain });
        }
        let mut best: Option<(f64, Way)> = None;
        for separators in ways {
            let rows = cut(separators, text, ended, COMPARED_ROWS);
            let (score, share) = score(&rows);
            // The usual way first: another must be clearly better.
            if best.is_none_or(|(best, _)| score > best * 1.02) {
                best = Some((score, Way { separators, rows: rows.len() as u64, share }));
            }
        }
        if let Some((score, way)) = best {
            // A tilde stands between the ends of a range, too: `2021-01-07 ~ 2021-01-13,184`.
            let score = if delimiter == b'~' { score * 0.8 } else { score };
            ranked.push((score, rank, way));
        }
    }
    let ranked = sorted(ranked, &|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let because = |because, chosen: u8, alternatives| Evidence {
        field: Topic::Delimiter,
        chosen: char::from(chosen).to_string(),
        because,
        alternatives,
    };
    let way = match ranked.first() {
        Some((score, _, way)) if *score > 0.0 || stated.is_some() => Some(*way),
        _ => None,
    };
    let usual = Separators { comment, ..Separators::default() };
    let mut chosen = way.map_or(usual, |way| way.separators);
    let others = ranked
        .iter()
        .map(|(score, _, way)| (*score, way.separators.delimiter))
        .filter(|(score, delimiter)| *score > 0.0 && *delimiter != chosen.delimiter)
        .map(|(_, delimiter)| char::from(delimiter).to_string())
        .collect();
    let nul = memchr::memchr_iter(0, text_all).count();
    let lines = memchr::memchr_iter(b'\n', text_all).count();
    chosen.nul_allowed = nul * 20 > lines && nul < text_all.len() / 20;
    evidence.push(if stated.is_some() {
        because(Because::Override, chosen.delimiter, Vec::new())
    } else if sep_line.is_some() {
        because(Because::Stated("sep=".into()), chosen.delimiter, Vec::new())
    } else {
        let (of, share) = match way {
            Some(way) if !chosen.nul_allowed => (way.rows, way.share),
            _ => {
                let rows = cut(chosen, text, ended, COMPARED_ROWS);
                (rows.len() as u64, usual_width(&rows).1)
            }
        };
        because(
            Because::Fits { rows: (share * of as f64).round() as u64, of },
            chosen.delimiter,
            others,
        )
    });
    chosen
}

/// Whether commas are decimal marks: each stands between digits, and every line is parted by
/// something else, as often as the others.
fn has_decimal_commas(text: &[u8]) -> bool {
    let inside = |at: usize| {
        let digit = |at: usize| text.get(at).is_some_and(u8::is_ascii_digit);
        at > 0 && digit(at - 1) && digit(at + 1)
    };
    let mut commas = memchr::memchr_iter(b',', text);
    let all_inside = commas.next().is_some_and(inside) && commas.all(inside);
    // The last line may be cut.
    let lines: Vec<&[u8]> = text
        .split(|&byte| byte == b'\n' || byte == b'\r')
        .filter(|line| !line.is_empty() && line.first() != Some(&b'#'))
        .take(COMPARED_ROWS)
        .collect();
    let lines = lines.split_last().map_or(&lines[..], |(_, before)| before);
    all_inside
        && lines.len() >= 2
        && [b';', b'\t', b'|'].iter().any(|&mark| {
            let times = |line: &&[u8]| memchr::memchr_iter(mark, line).count();
            let usual = lines.last().map_or(0, times);
            let alike = lines.iter().filter(|line| times(line) == usual).count();
            usual > 0 && alike * 20 >= lines.len() * 19
        })
}

/// `sep=;` on the first line, as Excel writes it.
fn sep_line(text: &[u8]) -> Option<u8> {
    let line = text.split(|&byte| byte == b'\n' || byte == b'\r').next()?;
    let line: Vec<u8> = line.iter().copied().filter(|&byte| byte != b'"').collect();
    let rest = line.strip_prefix(b"sep=").or_else(|| line.strip_prefix(b"SEP="))?;
    match rest {
        [delimiter] => Some(*delimiter),
        b"\\t" => Some(b'\t'),
        _ => None,
    }
}

/// `#` where lines that begin with it are comments, not rows with a first cell like `#12`.
fn comment_mark(text: &[u8]) -> Option<u8> {
    let lines: Vec<&[u8]> = text
        .split(|&byte| byte == b'\n' || byte == b'\r')
        .filter(|line| !line.is_empty())
        .take(400)
        .collect();
    let marked = lines.iter().filter(|line| line.first() == Some(&b'#')).count();
    let names_itself = lines.first().is_some_and(|line| {
        matches!(line, [b'#', next, ..] if DELIMITERS.contains(next) && *next != b'~' && *next != b'^')
    });
    let rows = lines.len() - marked;
    (marked > 0
        && !names_itself
        && (marked <= 2 * rows || marked < 40)
        && rows > 0
        && marked * 4 < lines.len() * 3 + 60)
        .then_some(b'#')
}

/// Whether cells begin and end with this quote.
fn quoted_with(text: &[u8], delimiter: u8, quote: u8) -> bool {
    let opened = [delimiter, quote];
    let closed = [quote, delimiter];
    let opens = memchr::memmem::find_iter(text, &opened).count();
    let closes = memchr::memmem::find_iter(text, &closed).count();
    opens > 2 && closes > 2 && opens.abs_diff(closes) * 4 <= opens
}
