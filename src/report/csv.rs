//! CSV of the aligned series: what a spreadsheet opens and Comove reads back.
//!
//! # Contract
//! * RFC 4180: commas (or the delimiter that was chosen), CRLF, quotes where needed; UTF-8 with a byte order mark, so that
//!   spreadsheets see it is.
//! * The header says the period and its zone, each series' name, aggregate and unit.
//! * Values are the shortest decimals that read back the same, with a point or the mark that was
//!   chosen; a missing value is an empty cell.
//! * A period that a source does not cover whole has its values in columns of their own: what one
//!   computes from the first two, here or in a spreadsheet, is what the report says.
//! * A cell that would start a formula in a spreadsheet gets an apostrophe before it. Numbers are
//!   never touched.

use super::report::Report;
use crate::recipe::export::CsvStyle;
use crate::series::aggregate::Aggregate;

/// A text as a cell: neutralised, and quoted where needed.
pub fn cell(text: &str) -> String {
    // Spreadsheets start formulas at these, also after spaces or invisible marks.
    let bare = text.trim_start_matches(|c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    });
    let dangerous = bare.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
        || text.starts_with(['\t', '\r', '\n']);
    let safe = if dangerous { format!("'{text}") } else { text.to_owned() };
    if safe.contains([',', '"', '\r', '\n', ';', '\t']) || safe != safe.trim() {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

/// A number as a cell.
fn value(number: Option<f64>, style: CsvStyle) -> String {
    let Some(number) = number.filter(|number| number.is_finite()) else { return String::new() };
    let text = number.to_string();
    if style.decimal == '.' || !text.contains('.') {
        return text;
    }
    let text = text.replace('.', ",");
    if style.delimiter == ',' { format!("\"{text}\"") } else { text }
}

fn heading(label: &str, aggregate: Option<Aggregate>, unit: Option<&str>) -> String {
    let mut words: Vec<String> = Vec::new();
    if let Some(aggregate) = aggregate {
        words.push(aggregate.name().to_owned());
    }
    words.extend(unit.map(str::to_owned));
    if words.is_empty() { label.to_owned() } else { format!("{label} ({})", words.join(", ")) }
}

/// The aligned series of a report.
pub fn aligned(report: &Report, style: CsvStyle) -> String {
    let delimiter = style.delimiter;
    let recipe = &report.recipe;
    let mut out = String::from("\u{feff}");
    let aligned = &report.aligned;
    let x = heading(&report.x.label, recipe.aggregate_x, report.x.unit.as_deref());
    let y = heading(&report.y.label, recipe.aggregate_y, report.y.unit.as_deref());
    let mut heads =
        vec![format!("{} ({})", aligned.period.name(), recipe.zone), x.clone(), y.clone()];
    let has_partial = !aligned.partial.is_empty();
    if has_partial {
        heads.extend([x, y].map(|head| format!("{head}, partial period")));
    }
    let heads: Vec<String> = heads.iter().map(|head| cell(head)).collect();
    out.push_str(&heads.join(delimiter.encode_utf8(&mut [0; 4])));
    out.push_str("\r\n");
    let mut partial = aligned.partial.iter().peekable();
    for (at, label) in aligned.labels.iter().enumerate() {
        let is_partial = partial.next_if(|next| *next == label).is_some();
        let of = |values: &[Option<f64>]| value(values.get(at).copied().flatten(), style);
        let both = format!("{}{delimiter}{}", of(&aligned.x), of(&aligned.y));
        out.push_str(&cell(label));
        // Each pair behind its delimiter.
        for is_here in [true, false].into_iter().take(if has_partial { 2 } else { 1 }) {
            out.push(delimiter);
            if is_partial != is_here {
                out.push_str(&both);
            } else {
                out.push(delimiter);
            }
        }
        out.push_str("\r\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_by_table() {
        let tabs = CsvStyle { delimiter: '\t', decimal: ',' };
        let quoted = CsvStyle { delimiter: ',', decimal: ',' };
        let styles = [CsvStyle::default(), CsvStyle::COMMAS, tabs, quoted];
        let cases = [
            (Some(-60.72), ["-60.72", "-60,72", "-60,72", "\"-60,72\""]),
            (Some(1200.0), ["1200"; 4]),
            (None, [""; 4]),
            (Some(f64::NAN), [""; 4]),
        ];
        for (number, expected) in cases {
            assert_eq!(styles.map(|style| value(number, style)), expected, "{number:?}");
        }
    }

    #[test]
    fn cells_by_table() {
        let cases = [
            ("price", "price"),
            ("a,b", "\"a,b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            ("+1", "'+1"),
            ("-1+2", "'-1+2"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "\"'\t=1\""),
            (" =1", "' =1"),
            ("\u{202e}=1", "'\u{202e}=1"),
            ("＝1", "'＝1"),
            ("<img onerror=alert(1)>", "<img onerror=alert(1)>"),
            ("2021-01-04", "2021-01-04"),
            ("価格", "価格"),
        ];
        for (text, expected) in cases {
            assert_eq!(cell(text), expected, "{text:?}");
        }
    }
}
