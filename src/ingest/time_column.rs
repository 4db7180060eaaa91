//! Which column is the time, and how it is written.
//!
//! A column must read as times to be one; among those that do, its name, its fill and its order
//! decide, not its place. Day/month order is decided for the whole column: by the cells, by the
//! order and the steps of the rows, by how the rest of the file is written; if all of these tie,
//! the user is asked.

use super::column::Look;
use super::dialect::Row;
use super::guess::{Guess, guess};
use super::lexicon;
use super::records::Record;
use super::source::{Because, Choice, Evidence, Question, SourcePatch};
use super::timestamp::{Format, Instant, parse_pair};
use crate::problem::Reason;

/// Cells of a column that all formats are tried on.
const TRIED: usize = 60;

/// How the time of a row is read.
#[derive(Clone, Debug, PartialEq)]
pub struct TimePlan {
    /// The column, or the columns of date and time of day.
    pub columns: Vec<usize>,
    /// Format of the first.
    pub format: Format,
    /// Format of the second.
    pub clock: Option<Format>,
    /// Formats that fit the sample as well: the full reading watches whether they fit better.
    pub rivals: Vec<Format>,
    /// Whether the column's name says that its times are UTC.
    pub named_utc: bool,
}

impl TimePlan {
    /// The time of a record.
    #[inline]
    pub fn read(&self, record: &Record<'_>) -> Result<Instant, Reason> {
        self.read_with(&self.format, |column| record.get(column))
    }

    /// The same with another format.
    pub fn read_with<'a>(
        &self,
        format: &Format,
        cell: impl Fn(usize) -> Option<&'a [u8]>,
    ) -> Result<Instant, Reason> {
        let first =
            self.columns.first().and_then(|&column| cell(column)).ok_or(Reason::TooFewCells)?;
        match (&self.clock, self.columns.get(1)) {
            (Some(clock), Some(&column)) => {
                let second = cell(column).ok_or(Reason::TooFewCells)?;
                parse_pair((format, first), (clock, second))
            }
            _ => format.parse(first),
        }
    }

    /// The formats as one text.
    pub fn format_text(&self) -> String {
        match &self.clock {
            Some(clock) => format!("{} {clock}", self.format),
            None => self.format.to_string(),
        }
    }
}

/// What is known about how the file is written, for day/month.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hints {
    /// The decimal mark, where the numbers show it.
    pub decimal: Option<char>,
    /// The delimiter.
    pub delimiter: u8,
}

/// The choice of a time.
#[derive(Clone, Debug, Default)]
pub struct Chosen {
    /// How to read it; `None` where there is no time.
    pub plan: Option<TimePlan>,
    /// What must be asked first.
    pub question: Option<Question>,
}

struct Candidate {
    column: usize,
    guesses: Vec<Guess>,
    score: f64,
}

/// Chooses the time column and its format.
pub fn choose(
    looks: &[Look],
    rows: &[Row],
    hints: Hints,
    patch: &SourcePatch,
    evidence: &mut Vec<Evidence>,
) -> Chosen {
    let rows: Vec<&Row> = rows.iter().filter(|row| !row.aside).collect();
    let stated: Option<Format> = patch.time_format.as_ref().and_then(|text| text.parse().ok());
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut clocks: Vec<(usize, Format)> = Vec::new();
    for (column, look) in looks.iter().enumerate() {
        let wanted = patch.time_column == Some(column);
        if patch.time_column.is_some() && !wanted {
            continue;
        }
        let cells: Vec<&[u8]> = rows.iter().map(|row| row.cell(column)).collect();
        let guesses = match &stated {
            Some(format) if wanted || patch.time_column.is_none() => vec![fit(format, &cells)],
            _ => guesses(look, &cells),
        };
        let guesses: Vec<Guess> = guesses
            .into_iter()
            .filter(|guess| guess.fits > 0 && (wanted || guess.fits * 10 >= guess.of * 7))
            .collect();
        let (dated, undated): (Vec<_>, Vec<_>) =
            guesses.into_iter().partition(|guess| guess.format.has_date());
        if let Some(clock) = undated.into_iter().next() {
            clocks.push((column, clock.format));
        }
        if let Some(best) = dated.first() {
            let score = score(look, column, best, rows.len());
            candidates.push(Candidate { column, guesses: dated, score });
        }
    }
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.column.cmp(&b.column)));
    let others: Vec<String> =
        candidates.iter().skip(1).map(|other| title(looks, other.column)).collect();
    let Some(best) = candidates
        .into_iter()
        .next()
        .filter(|best| best.score > 0.0 || patch.time_column.is_some())
    else {
        return Chosen::default();
    };
    let (column, name) =
        (best.column, looks.get(best.column).map_or("", |look| look.name.as_str()));
    evidence.push(Evidence {
        field: "timeColumn".into(),
        chosen: title(looks, column),
        because: if patch.time_column.is_some() {
            Because::Override
        } else if others.is_empty() {
            Because::Only
        } else if lexicon::time(name) > 0 {
            Because::Name(name.to_string())
        } else {
            let best = best.guesses.first();
            Because::Fits {
                rows: best.map_or(0, |best| best.fits as u64),
                of: best.map_or(0, |best| best.of as u64),
            }
        },
        alternatives: others,
    });
    let mut plan = TimePlan {
        columns: vec![column],
        format: match best.guesses.first() {
            Some(guess) => guess.format.clone(),
            None => return Chosen::default(),
        },
        clock: None,
        rivals: Vec::new(),
        named_utc: lexicon::words(name).iter().any(|word| word == "utc" || word == "gmt"),
    };
    if !plan.format.has_clock()
        && let Some((clock_column, clock)) = clocks.into_iter().next()
    {
        plan.columns.push(clock_column);
        plan.clock = Some(clock);
    }
    let top = best.guesses.first().map_or(0, |guess| guess.fits);
    let tied: Vec<Guess> = best.guesses.into_iter().filter(|guess| guess.fits == top).collect();
    let question = settle(&mut plan, tied, &rows, hints, patch, evidence);
    Chosen { plan: Some(plan), question }
}

fn title(looks: &[Look], column: usize) -> String {
    match looks.get(column) {
        Some(look) if !look.name.is_empty() => look.name.clone(),
        _ => format!("column {}", column + 1),
    }
}

fn fit(format: &Format, cells: &[&[u8]]) -> Guess {
    let filled = cells.iter().filter(|cell| !cell.trim_ascii().is_empty());
    let (mut fits, mut of) = (0, 0);
    for cell in filled {
        of += 1;
        fits += usize::from(format.parse(cell).is_ok());
    }
    Guess { format: format.clone(), fits, of }
}

/// Formats of a column: tried on a few cells, then counted on all.
fn guesses(look: &Look, cells: &[&[u8]]) -> Vec<Guess> {
    let said = look.filled - look.missing;
    if said == 0 || (look.times + look.numbers) * 2 < said {
        return Vec::new();
    }
    let step = (cells.len() / TRIED).max(1);
    let few: Vec<&[u8]> = cells.iter().step_by(step).copied().collect();
    let mut guesses: Vec<Guess> =
        guess(&few).into_iter().take(8).map(|guess| fit(&guess.format, cells)).collect();
    guesses.sort_by_key(|guess| std::cmp::Reverse(guess.fits));
    guesses
}

/// How much a column seems to be the time of its rows.
fn score(look: &Look, column: usize, best: &Guess, rows: usize) -> f64 {
    let name = f64::from(lexicon::time(&look.name));
    let fits = best.fits as f64 / best.of.max(1) as f64;
    let fill = best.of as f64 / rows.max(1) as f64;
    let mut score = 6.0 * fits + 3.0 * fill + name - 0.01 * column as f64;
    if best.format.has_year() {
        score += 1.5;
    }
    // Plain numbers are times only where something says so.
    if look.numbers * 2 > look.filled && !best.format.is_utc() && name <= 0.0 {
        score -= 20.0;
    }
    if look.distinct <= 1 && rows > 3 {
        score -= 2.0;
    }
    if look.integers < look.numbers && look.numbers * 2 > look.filled && name <= 0.0 {
        score -= 4.0;
    }
    score
}

/// Chooses among formats that fit equally well; what remains open is asked.
fn settle(
    plan: &mut TimePlan,
    tied: Vec<Guess>,
    rows: &[&Row],
    hints: Hints,
    patch: &SourcePatch,
    evidence: &mut Vec<Evidence>,
) -> Option<Question> {
    let (fits, of) = tied.first().map_or((0, 0), |guess| (guess.fits as u64, guess.of as u64));
    // Formats that read every cell as the same instant are one.
    let readings: Vec<Vec<Option<i64>>> = tied
        .iter()
        .map(|guess| {
            rows.iter()
                .map(|row| {
                    plan.read_with(&guess.format, |column| Some(row.cell(column)))
                        .ok()
                        .map(|at| at.ms)
                })
                .collect()
        })
        .collect();
    let mut open: Vec<usize> = Vec::new();
    for index in 0..tied.len() {
        if !open.iter().any(|&other| readings.get(other) == readings.get(index)) {
            open.push(index);
        }
    }
    let formats: Vec<Format> = tied.into_iter().map(|guess| guess.format).collect();
    let name = |index: usize| formats.get(index).map(Format::to_string).unwrap_or_default();
    let mut because = Because::Fits { rows: fits, of };
    if patch.time_format.is_some() {
        because = Because::Override;
        open.truncate(1);
    }
    if let Some(answer) = &patch.answer
        && let Some(&answered) = open.iter().find(|&&index| name(index) == *answer)
    {
        because = Because::Override;
        open = vec![answered];
    }
    let all: Vec<String> = open.iter().map(|&index| name(index)).collect();
    if open.len() > 1 {
        let ordered: Vec<usize> = open
            .iter()
            .copied()
            .filter(|&index| readings.get(index).is_some_and(|times| in_order(times)))
            .collect();
        if !ordered.is_empty() && ordered.len() < open.len() {
            because = Because::InOrder;
            open = ordered;
        }
    }
    if open.len() > 1 {
        let even: Vec<usize> = open
            .iter()
            .copied()
            .filter(|&index| readings.get(index).is_some_and(|times| even_steps(times)))
            .collect();
        if !even.is_empty() && even.len() < open.len() {
            because = Because::EvenSteps;
            open = even;
        }
    }
    if open.len() > 1 && (hints.decimal == Some(',') || hints.delimiter == b';') {
        let day_first: Vec<usize> =
            open.iter().copied().filter(|&index| name(index).starts_with("%d")).collect();
        if !day_first.is_empty() && day_first.len() < open.len() {
            because =
                Because::Custom(if hints.decimal == Some(',') { "1,5".into() } else { ";".into() });
            open = day_first;
        }
    }
    // Most of the world writes the day first.
    open.sort_by_key(|&index| !name(index).starts_with("%d"));
    let chosen = open.first().copied().unwrap_or(0);
    if let Some(format) = formats.get(chosen) {
        plan.format = format.clone();
    }
    plan.rivals = formats
        .iter()
        .enumerate()
        .filter(|(index, _)| *index != chosen && all.contains(&name(*index)))
        .map(|(_, format)| format.clone())
        .collect();
    evidence.push(Evidence {
        field: "timeFormat".into(),
        chosen: name(chosen),
        because,
        alternatives: all.into_iter().filter(|text| *text != name(chosen)).collect(),
    });
    if open.len() < 2 {
        return None;
    }
    let sample = rows.iter().find(|row| {
        let read = |index: usize| {
            let format = formats.get(index)?;
            plan.read_with(format, |column| Some(row.cell(column))).ok().map(|at| at.ms)
        };
        open.iter().any(|&index| read(index) != read(chosen))
    });
    let choices = open
        .iter()
        .map(|&index| {
            let column = plan.columns.first().copied().unwrap_or(0);
            let cell = sample.map(|row| row.cell(column)).unwrap_or_default();
            let read = formats.get(index).and_then(|format| format.parse(cell).ok());
            let iso = "%Y-%m-%d".parse::<Format>().ok();
            let shown = match (read, iso) {
                (Some(instant), Some(iso)) => iso.render(instant),
                _ => String::new(),
            };
            Choice {
                value: name(index),
                sample: format!("{} = {shown}", String::from_utf8_lossy(cell).trim()),
            }
        })
        .collect();
    Some(Question { field: "timeFormat".into(), choices })
}

/// Whether times only rise or only fall.
fn in_order(times: &[Option<i64>]) -> bool {
    let times: Vec<i64> = times.iter().copied().flatten().collect();
    times.len() > 2 && (times.is_sorted() || times.iter().rev().is_sorted())
}

/// Whether nearly all steps between different times are alike (months differ by days).
pub fn even_steps(times: &[Option<i64>]) -> bool {
    let mut times: Vec<i64> = times.iter().copied().flatten().collect();
    times.sort_unstable();
    times.dedup();
    let mut steps: Vec<i64> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
    if steps.len() < 2 {
        return false;
    }
    steps.sort_unstable();
    let middle = steps[steps.len() / 2];
    // A month is 28 to 31 days, a quarter 90 to 92, a year 365 or 366.
    let alike = steps.iter().filter(|&&step| (step - middle).abs() * 12 <= middle).count();
    alike * 10 >= steps.len() * 8
}
