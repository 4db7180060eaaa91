//! Properties of the room as a whole: what is written comes back, and is detected.

use super::candidate::Hints;
use super::detect::detect;
use super::{DAY_MS, Format, Instant};
use proptest::prelude::*;

/// Formats that are written and read, with the milliseconds that they keep.
#[rustfmt::skip]
const FORMATS: &[(&str, i64)] = &[
    ("%Y-%m-%d", DAY_MS), ("%Y/%m/%d", DAY_MS), ("%Y%m%d", DAY_MS), ("%Y-%m-%dT%H:%M:%S.%fZ", 1), ("%Y-%m-%dT%H:%M:%S.%f%z", 1), ("%Y-%m-%d %H:%M:%S UTC", 1_000), ("%Y-%m-%d %H:%M:%S", 1_000), ("%Y-%m-%d %H:%M", 60_000),
    ("%Y%m%dT%H%M%SZ", 1_000), ("%Y%m%d%H%M%S", 1_000), ("%Y-%m-%d %H:%M:%S,%f", 1), ("%Y-%m-%d %H:%M:%S %Z", 1_000), ("%Y/%m/%d %H:%M:%S", 1_000),
    ("%m/%d/%Y", DAY_MS), ("%d/%m/%Y", DAY_MS), ("%d.%m.%Y", DAY_MS), ("%d-%m-%Y %H:%M", 60_000), ("%m/%d/%y", DAY_MS), ("%d.%m.%y", DAY_MS), ("%m/%d/%Y %I:%M:%S %p", 1_000), ("%m/%d/%Y, %I:%M:%S.%f %p", 1), ("%d.%m.%Y %H.%M", 60_000),
    ("%m/%d/%y-%H:%M:%S.%f", 1), ("%m/%d/%Y-%H:%M:%S.%f", 1), ("%y/%m/%d-%H:%M:%S.%f", 1), ("[%d/%b/%Y:%H:%M:%S %z]", 1_000), ("%a, %d %b %Y %H:%M:%S %z", 1_000), ("%a %b %d %H:%M:%S %Y", 1_000),
    ("%b %d, %Y", DAY_MS), ("%B %d, %Y", DAY_MS), ("%d %B %Y", DAY_MS), ("%d-%b-%Y", DAY_MS), ("%d-%b-%y", DAY_MS), ("%b %d %Y", DAY_MS), ("%b %d, %Y @ %H:%M:%S.%f", 1), ("%d. %B %Y", DAY_MS), ("%A, %B %d, %Y", DAY_MS),
    ("%Y年%m月%d日", DAY_MS), ("%Y年%m月%d日 %H時%M分%S秒", 1_000), ("%EC%Ey年%m月%d日", DAY_MS), ("%EC%Ey.%m.%d", DAY_MS), ("%Y/%m/%d %p%I:%M", 60_000),
    ("%Y-%j", DAY_MS), ("%G-W%V-%u", DAY_MS),
    ("epoch-s", 1_000), ("epoch-ms", 1), ("epoch-us", 1), ("epoch-ns", 1),
];

/// Sparse formats, which are read but are a matter of context.
#[rustfmt::skip]
const SPARSE: &[(&str, i64)] = &[("excel", 1), ("julian-days", 1), ("modified-julian-days", 1), ("decimal-year", DAY_MS), ("ordinal 1990-01-01", DAY_MS), ("%Y-%m-%d %H", 3_600_000), ("%Y%m%d%H", 3_600_000), ("%d %b %y", DAY_MS), ("%m/%d/%Oy1985", DAY_MS), ("%d.%m.%Oy1990", DAY_MS), ("%d/%m/%OB", DAY_MS), ("%OR/%m/%d", DAY_MS)];

/// 1990 to 2068, which two digits of a year and all units can say.
fn instants() -> impl Strategy<Value = i64> {
    631_152_000_000i64..3_092_601_600_000
}

proptest! {
    #[test]
    fn what_is_written_is_read(
        which in 0..FORMATS.len() + SPARSE.len(),
        ms in instants(),
        offset in -14i16..15,
    ) {
        let (text, precision) = FORMATS.iter().chain(SPARSE).nth(which).unwrap();
        let format: Format = text.parse().unwrap();
        let offset_min = match (format.is_utc() || text.contains("%Z"), format.has_zone()) {
            (true, _) => Some(0),
            (false, true) => Some(offset * 60),
            (false, false) => None,
        };
        // Precision is that of the local clock.
        let shift = i64::from(offset_min.unwrap_or(0)) * 60_000;
        let ms = (ms + shift).div_euclid(*precision) * precision - shift;
        let instant = Instant { ms, offset_min };
        let cell = format.render(instant);
        prop_assert_eq!(format.parse(cell.as_bytes()), Ok(instant), "{} as {}", cell, text);
        prop_assert_eq!(format.to_string(), *text);
    }

    /// A column of more than a month in any format is detected, and reads as what was written.
    #[test]
    fn what_is_written_is_detected(
        which in 0..FORMATS.len(),
        start in instants(),
        steps in proptest::collection::vec(90_000_000i64..300_000_000, 40..60),
        blanks in proptest::collection::vec(0usize..60, 0..5),
        upward: bool,
    ) {
        let (text, precision) = FORMATS[which];
        let format: Format = text.parse().unwrap();
        let offset_min = format.has_zone().then_some(if text.ends_with("%z") { 540 } else { 0 });
        let mut ms = start.min(3_000_000_000_000);
        // Two digits of a year are none of the future.
        if text.contains("%y") {
            ms = ms.min(1_900_000_000_000);
        }
        // Snort 3 is of 2014.
        if text.starts_with("%y/") {
            ms = ms.max(1_400_000_000_000);
        }
        // Nanoseconds of 1990 are .NET's ticks of 2001 and later.
        if text == "epoch-ns" {
            ms = ms.max(662_688_000_000);
        }
        let mut want = Vec::new();
        for step in steps {
            ms += step;
            let shift = i64::from(offset_min.unwrap_or(0)) * 60_000;
            let ms = (ms + shift).div_euclid(precision) * precision - shift;
            want.push(Instant { ms, offset_min });
        }
        if !upward {
            want.reverse();
        }
        let mut cells: Vec<String> = want.iter().map(|instant| format.render(*instant)).collect();
        for at in blanks {
            if at < cells.len() {
                cells.insert(at, String::new());
                want.insert(at, Instant { ms: i64::MIN, offset_min: None });
            }
        }
        let bytes: Vec<&[u8]> = cells.iter().map(|cell| cell.as_bytes()).collect();
        let found = detect(&bytes, &Hints::default());
        prop_assert_eq!(found.tied, 1, "{} of {}: {:?}", text, cells[0], found);
        let read = &found.candidates[0].format;
        for (cell, want) in cells.iter().zip(&want) {
            if !cell.is_empty() {
                prop_assert_eq!(read.parse(cell.as_bytes()), Ok(*want), "{} by {} not {}", cell, read, text);
            }
        }
    }
}
