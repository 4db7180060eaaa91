//! Which formats fit a column of times: a short list, tried in full.

use super::timestamp::{Format, Unit};

/// A format and how well it fits.
#[derive(Clone, Debug, PartialEq)]
pub struct Guess {
    /// The format.
    pub format: Format,
    /// Cells it reads.
    pub fits: usize,
    /// Cells that are not blank.
    pub of: usize,
}

const FORMATS: &[&str] = &[
    "%Y-%m-%d",
    "%Y-%m-%dT%H:%M:%S.%fZ",
    "%Y-%m-%dT%H:%M:%SZ",
    "%Y-%m-%dT%H:%M:%S.%f%z",
    "%Y-%m-%dT%H:%M:%S%z",
    "%Y-%m-%dT%H:%M:%S.%f",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M:%S UTC",
    "%Y-%m-%d %H:%M:%S%z",
    "%Y-%m-%d %H:%M:%S.%f",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d",
    "%Y/%m",
    "%Y-%m",
    "%m/%d/%Y",
    "%d/%m/%Y",
    "%d.%m.%Y",
    "%d-%m-%Y %H:%M",
    "%m/%d/%y-%H:%M:%S.%f",
    "%m/%d-%H:%M:%S.%f",
    "%m/%d/%Y-%H:%M:%S.%f",
    "%d/%m/%Y %H:%M",
    "%d-%b-%y",
    "%b %d, %Y",
    "%b %d %Y",
    "%b %d, %Y @ %H:%M:%S.%f",
    "%m/%d/%Y, %I:%M:%S.%f %p",
    "%Y年%m月%d日",
];

/// Formats that read the cells, best first.
pub fn guess(cells: &[&[u8]]) -> Vec<Guess> {
    let filled: Vec<&[u8]> =
        cells.iter().copied().filter(|cell| !cell.trim_ascii().is_empty()).collect();
    let mut formats: Vec<Format> = FORMATS.iter().filter_map(|text| text.parse().ok()).collect();
    let integers: Option<Vec<i64>> = filled
        .iter()
        .map(|cell| std::str::from_utf8(cell).ok()?.trim().split('.').next()?.parse().ok())
        .collect();
    if let Some(unit) = integers.and_then(|all| Unit::plausible(*all.first()?)) {
        formats.push(Format::epoch(unit));
    }
    let mut guesses: Vec<Guess> = formats
        .into_iter()
        .map(|format| {
            let fits = filled.iter().filter(|cell| format.parse(cell).is_ok()).count();
            Guess { format, fits, of: filled.len() }
        })
        .filter(|guess| guess.fits > 0)
        .collect();
    guesses.sort_by_key(|guess| std::cmp::Reverse(guess.fits));
    guesses
}
