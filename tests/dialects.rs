//! A table written in any supported dialect, encoding, number style and date format reads back
//! the same.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test says what it expects by failing

use comove::ingest::{
    encoding::Encoding,
    in_memory::read_all,
    overrides::SourcePatch,
    sample::FileFacts,
    source::{Data, Status},
    timestamp::{Format, Instant},
};
use proptest::prelude::*;

const DAY_MS: i64 = 86_400_000;

/// How a table is written.
#[derive(Clone, Debug)]
struct Writing {
    delimiter: char,
    quoted: bool,
    line_end: &'static str,
    encoding: Encoding,
    bom: bool,
    decimal: char,
    group: Option<char>,
    format: &'static str,
    names: [&'static str; 3],
    preamble: bool,
    newest_first: bool,
}

const FORMATS: &[&str] = &[
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%d.%m.%Y",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%Y%m%d",
    "%b %d, %Y",
    "%d-%b-%y",
    "%B %d, %Y",
    "%Y年%m月%d日",
    "%EC%Ey年%m月%d日",
    "%Y-%m-%dT%H:%M:%SZ",
    "%Y-%m-%d %H:%M:%S",
    "%m/%d/%Y %I:%M:%S %p",
    "%a, %d %b %Y %H:%M:%S %z",
    "epoch-s",
    "epoch-ms",
    "epoch-us",
];

fn writings() -> impl Strategy<Value = Writing> {
    let separators = prop::sample::select(vec![',', ';', '\t', '|']);
    let names = prop::sample::select(vec![
        ["date", "price", "volume"],
        ["Datum", "Kurs", "Umsatz"],
        ["日付", "終値", "出来高"],
    ]);
    let encodings = prop::sample::select(vec![
        Encoding::Utf8,
        Encoding::Utf16Le,
        Encoding::Utf16Be,
        Encoding::Cp932,
        Encoding::EucJp,
    ]);
    let numbers = prop::sample::select(vec![
        ('.', None),
        ('.', Some(',')),
        (',', None),
        (',', Some('.')),
        ('.', Some('\'')),
    ]);
    (
        (separators, any::<bool>(), prop::sample::select(vec!["\n", "\r\n", "\r"])),
        (encodings, any::<bool>(), numbers),
        (prop::sample::select(FORMATS.to_vec()), names, any::<bool>(), any::<bool>()),
    )
        .prop_map(|(cut, text, content)| {
            let ((delimiter, quoted, line_end), (encoding, bom, (decimal, group))) = (cut, text);
            let (format, names, preamble, newest_first) = content;
            // UTF-16 without a mark and without ASCII around is beyond telling.
            let bom = match encoding {
                Encoding::Utf8 => bom,
                Encoding::Utf16Le | Encoding::Utf16Be => true,
                _ => false,
            };
            Writing {
                delimiter,
                quoted,
                line_end,
                encoding,
                bom,
                decimal,
                group,
                format,
                names,
                preamble,
                newest_first,
            }
        })
}

impl Writing {
    fn number(&self, value: f64) -> String {
        let plain = format!("{value:.2}");
        let (whole, cents) = plain.split_once('.').unwrap();
        let mut out = String::new();
        for (at, digit) in whole.chars().enumerate() {
            if let Some(group) = self.group
                && at > 0
                && (whole.len() - at) % 3 == 0
            {
                out.push(group);
            }
            out.push(digit);
        }
        format!("{out}{}{cents}", self.decimal)
    }

    fn cell(&self, text: &str) -> String {
        let mut needs = text.contains(self.delimiter) || text.contains('"');
        needs |= self.quoted;
        if needs { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
    }

    fn line(&self, cells: &[String]) -> String {
        let cells: Vec<String> = cells.iter().map(|cell| self.cell(cell)).collect();
        cells.join(&self.delimiter.to_string()) + self.line_end
    }

    fn bytes(&self, rows: &[(i64, f64, f64)]) -> Vec<u8> {
        let format: Format = self.format.parse().unwrap();
        let mut text = String::new();
        if self.preamble {
            text += "Report";
            text += self.line_end;
            text += self.line_end;
        }
        text += &self.line(&self.names.map(str::to_owned));
        let mut lines: Vec<String> = rows
            .iter()
            .map(|&(ms, price, volume)| {
                let offset_min = format.has_zone().then_some(0);
                let time = format.render(Instant { ms, offset_min });
                self.line(&[time, self.number(price), self.number(volume)])
            })
            .collect();
        if self.newest_first {
            lines.reverse();
        }
        text += &lines.concat();
        if self.bom {
            text.insert(0, '\u{feff}');
        }
        match self.encoding {
            Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Encoding::Cp932 => encoding_rs::SHIFT_JIS.encode(&text).0.into_owned(),
            Encoding::EucJp => encoding_rs::EUC_JP.encode(&text).0.into_owned(),
            _ => text.into_bytes(),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read(
        writing in writings(),
        // From 1991 on: epochs are told from other numbers since 1990.
        first in 7_700i64..20_000,
        prices in prop::collection::vec((1_000.0f64..2_000_000.0, 1_000.0f64..90_000_000.0), 60..90),
    ) {
        let rows: Vec<(i64, f64, f64)> = prices
            .iter()
            .enumerate()
            .map(|(day, (price, volume))| ((first + day as i64) * DAY_MS, *price, *volume))
            .collect();
        let bytes = writing.bytes(&rows);
        let facts =
            FileFacts { name: "made-up".into(), bytes: bytes.len() as u64, ..FileFacts::default() };
        let reading = read_all(&facts, &bytes, &SourcePatch::default());
        let found = &reading.found;
        prop_assert_eq!(&found.status, &Status::Ready, "{:?}", found.evidence);
        prop_assert_eq!(found.rows.used, rows.len() as u64, "{:?}", found.problems.first());
        let Data::Measurements(table) = &reading.data else { panic!("{:?}", found.role) };
        let times: Vec<i64> = rows.iter().map(|row| row.0).collect();
        prop_assert_eq!(&table.times_ms, &times);
        let cents = |value: f64| (value * 100.0).round() / 100.0;
        for (name, column) in [(1, 0), (2, 1)] {
            let values: Vec<f64> =
                rows.iter().map(|row| cents(if column == 0 { row.1 } else { row.2 })).collect();
            let read = table.columns.iter().find(|own| own.name == writing.names[name]).unwrap();
            let parsed: Vec<f64> =
                values.iter().map(|value| format!("{value:.2}").parse().unwrap()).collect();
            prop_assert_eq!(&read.values, &parsed);
        }
    }
}
