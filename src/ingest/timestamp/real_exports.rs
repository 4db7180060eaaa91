//! Real exports lie beside the repository on some machines: the expected format of each is found.

use super::candidate::Hints;
use super::detect::detect;
use super::{Format, Instant};
use crate::ingest::delimited::{Delimited, Separators};
use crate::ingest::encoding::{decode_all, detect as detect_encoding};
use crate::ingest::number::Evidence;
use crate::ingest::records::RecordSource;
use std::path::Path;

#[test]
fn formats_and_first_and_last_times() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/formats");
    let Ok(expected) = std::fs::read_to_string(folder.join("EXPECTED.json")) else { return };
    let expected: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&expected).unwrap();
    let iso: Format = "%Y-%m-%dT%H:%M:%S".parse().unwrap();
    let mut misses = Vec::new();
    for (name, want) in &expected {
        let (Some(column), Some(delimiter)) =
            (want["timecol"].as_u64(), want["delimiter"].as_str())
        else {
            continue;
        };
        let bytes = std::fs::read(folder.join(name)).unwrap();
        let encoding = detect_encoding([bytes.as_slice()]).encoding;
        let stated = want["encoding"].as_str().unwrap().replace("-sig", "");
        if encoding.name() != stated && stated != "latin-1" {
            misses.push(format!("{name}: {} is not {stated}", encoding.name()));
        }
        let text = decode_all(encoding, &bytes).unwrap();
        let separators = Separators {
            delimiter: delimiter.as_bytes()[0],
            space_before_quote: delimiter.len() > 1,
            quote: (delimiter != "\t").then_some(b'"'),
            ..Separators::default()
        };
        let header = want["header_line"].as_u64().unwrap_or(0);
        let mut rows: Vec<Vec<Vec<u8>>> = Vec::new();
        let mut tokenizer = Delimited::new(separators, 0);
        // A cut last row is the reader's business.
        let mut cut = false;
        let mut each = |record: crate::ingest::records::Record<'_>| {
            cut |= record.fault.is_some();
            if record.line > header && !record.raw.starts_with(b"#") {
                rows.push(record.iter().map(<[u8]>::to_vec).collect());
            }
        };
        tokenizer.push(&text, &mut each);
        tokenizer.finish(&mut each);
        let cells: Vec<&[u8]> = rows
            .iter()
            .map(|row| row.get(column as usize).map_or(&b""[..], Vec::as_slice))
            .collect();
        let title = want["header"].get(column as usize).and_then(|name| name.as_str());
        let start_day = Some(18_779);
        let hints = Hints { name: title.unwrap_or_default(), start_day, ..Hints::default() };
        let found = detect(&cells, &hints);
        let names: Vec<String> =
            found.candidates.iter().take(found.tied).map(|c| c.format.to_string()).collect();
        let wanted: Vec<String> = want["format"]
            .as_array()
            .unwrap()
            .iter()
            .map(|f| {
                f.as_str()
                    .unwrap()
                    .replace("epoch_", "epoch-")
                    .replace("ordinal", "ordinal 2021-06-01")
            })
            .collect();
        let asks = want["role"] == "ask" || want["accept"].to_string().contains("ask");
        let fits = if asks {
            names.iter().any(|name| wanted.contains(name))
        } else {
            names.len() == 1 && wanted.contains(&names[0])
        };
        if !fits {
            misses.push(format!("{name}: {names:?} not {wanted:?}, {:?}", found.why));
            continue;
        }
        let Some(read) = found.candidates.iter().find(|c| wanted.contains(&c.format.to_string()))
        else {
            continue;
        };
        let times: Vec<i64> =
            cells.iter().filter_map(|cell| read.format.parse(cell).ok()).map(|i| i.ms).collect();
        let shown = |ms: Option<&i64>| {
            ms.map(|ms| iso.render(Instant { ms: ms.div_euclid(1_000) * 1_000, offset_min: None }))
        };
        let want_text = |key: &str| want[key].as_str().map(|text| text[..19].to_owned());
        let ends = (shown(times.iter().min()), shown(times.iter().max()));
        if !cut
            && (ends != (want_text("min_utc"), want_text("max_utc"))
                || times.len() as u64 != want["rows_with_time"].as_u64().unwrap())
        {
            misses.push(format!("{name}: {} rows, {ends:?}", times.len()));
        }
        // The file's decimal mark.
        let mut numbers = Evidence::default();
        for index in 0..rows.iter().map(Vec::len).max().unwrap_or(0) {
            let mut evidence = Evidence::default();
            rows.iter()
                .for_each(|row| evidence.observe(row.get(index).map_or(&b""[..], Vec::as_slice)));
            if evidence.is_numeric() && index as u64 != column {
                numbers.merge(&evidence);
            }
        }
        let style = numbers.decide(None);
        let mark = want["number"].as_str().unwrap().trim_start_matches('$').chars().next();
        if mark.is_some_and(|mark| {
            !matches!(style, crate::ingest::number::Verdict::Decided(style) if style.decimal.char() == mark)
        }) {
            misses.push(format!("{name}: {style:?} not {mark:?} by {numbers:?}"));
        }
    }
    assert!(misses.is_empty(), "{misses:#?}");
}
