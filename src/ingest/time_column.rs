//! Which column is the time, and how it is written.
//!
//! A column must read as times to be one; among those that do, its name, its fill and its order
//! decide, not its place. Day/month order is decided for the whole column: by the cells, by the
//! order and the steps of the rows, by how the rest of the file is written; if all of these tie,
//! the user is asked.

use super::{
    column::ColumnFacts,
    lexicon,
    overrides::SourcePatch,
    problem::Reason,
    records::Record,
    row_zones::TimeZone,
    source::{Because, Choice, Evidence, Question},
    table::Row,
    timestamp::{
        Format, Instant,
        candidate::{self, Hints, Strength, Why},
        detect::{Detection, detect},
        parse_pair,
    },
    topic::Topic,
};
use crate::kit::indices::sorted;

/// Cells of each column that formats are tried on, to choose the column.
const TRIED: usize = 300;

/// How the time of a row is read.
#[derive(Clone, Debug, PartialEq)]
pub struct TimePlan {
    /// The column, or the columns of date and time of day.
    pub columns: Vec<usize>,
    /// Format of the first.
    pub format: Format,
    /// Format of the second.
    pub clock: Option<Format>,
    /// Whether the columns hold year, month and day (and hour), to be joined with dashes.
    pub joined: bool,
    /// Digits that the second column is filled up to with zeros: `930` is 09:30.
    pub clock_digits: usize,
    /// Formats that fit the sample as well: the full reading watches whether they fit better.
    pub alternatives: Vec<Format>,
    /// Whose clock times without an offset are on.
    pub zone: TimeZone,
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
        if self.joined {
            return format.parse(&self.join(cell)?);
        }
        let first =
            self.columns.first().and_then(|&column| cell(column)).ok_or(Reason::TooFewCells)?;
        match (&self.clock, self.columns.get(1)) {
            (Some(clock), Some(&column)) => {
                let second = cell(column).ok_or(Reason::TooFewCells)?;
                let short = second.trim_ascii();
                if short.len() >= self.clock_digits || short.is_empty() {
                    return parse_pair((format, first), (clock, second));
                }
                let mut padded = vec![b'0'; self.clock_digits - short.len()];
                padded.extend_from_slice(short);
                parse_pair((format, first), (clock, &padded))
            }
            _ => format.parse(first),
        }
    }

    /// `2021-7-14` of the columns of year, month and day.
    fn join<'a>(&self, cell: impl Fn(usize) -> Option<&'a [u8]>) -> Result<Vec<u8>, Reason> {
        let mut joined = Vec::with_capacity(16);
        for &column in &self.columns {
            if !joined.is_empty() {
                joined.push(b'-');
            }
            let part = cell(column).ok_or(Reason::TooFewCells)?.trim_ascii();
            // `M01` of the Bureau of Labor Statistics.
            joined.extend_from_slice(part.strip_prefix(b"M").unwrap_or(part));
        }
        // All parts blank is no time at all.
        if joined.iter().all(|byte| *byte == b'-') { Err(Reason::TimeMissing) } else { Ok(joined) }
    }

    /// Whether a column tells the time of its row, or its zone.
    pub fn uses(&self, column: usize) -> bool {
        self.columns.contains(&column)
            || self.zone.column.as_ref().is_some_and(|zone| zone.index == column)
    }

    /// The formats as one text.
    pub fn format_text(&self) -> String {
        match &self.clock {
            Some(clock) => format!("{} {clock}", self.format),
            None => self.format.to_string(),
        }
    }
}

/// What is known from elsewhere in the file.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context {
    /// Whether the file is written where the day comes first.
    pub day_first: Option<bool>,
    /// The file's date, epoch ms: nothing in it is later.
    pub not_after_ms: Option<i64>,
    /// A first day that the preamble names.
    pub start_day: Option<i64>,
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
    best: candidate::Candidate,
    score: f64,
}

/// Chooses the time column and its format.
pub fn choose(
    looks: &[ColumnFacts],
    rows: &[Row],
    context: Context,
    patch: &SourcePatch,
    evidence: &mut Vec<Evidence>,
) -> Chosen {
    let rows: Vec<&Row> = rows.iter().filter(|row| !row.excluded).collect();
    let step = (rows.len() / TRIED).max(1);
    let stated: Option<Format> = patch.time_format.as_ref().and_then(|text| text.parse().ok());
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut clocks: Vec<(usize, Format)> = Vec::new();
    for (column, look) in looks.iter().enumerate() {
        let wanted = patch.time_column == Some(column);
        let said = look.filled - look.missing;
        if said == 0 || (!wanted && (look.times + look.numbers) * 2 < said) {
            continue;
        }
        let cells: Vec<&[u8]> = rows.iter().step_by(step).map(|row| row.cell(column)).collect();
        let found = match &stated {
            Some(format) => Detection { candidates: vec![fit(format, &cells)], tied: 1, why: None },
            None => detect(&cells, &context.hints(&look.name)),
        };
        let fitting: Vec<candidate::Candidate> = found
            .candidates
            .into_iter()
            .filter(|found| found.fits > 0 && (wanted || found.fits * 10 >= found.of * 7))
            .collect();
        if let Some(clock) =
            fitting.iter().find(|found| !found.format.has_date() && found.format.has_clock())
        {
            clocks.push((column, clock.format.clone()));
        }
        if let Some(best) = fitting.into_iter().find(|found| found.format.has_date()) {
            let score = score(look, column, &best, cells.len());
            candidates.push(Candidate { column, best, score });
        }
    }
    let mut candidates =
        sorted(candidates, &|a, b| b.score.total_cmp(&a.score).then(a.column.cmp(&b.column)));
    match patch.time_column {
        Some(column) => candidates.retain(|candidate| candidate.column == column),
        None => candidates.retain(|candidate| candidate.score > 0.0),
    }
    let Some(best) = candidates.first() else { return Chosen::default() };
    let column = best.column;
    let name = looks.get(column).map_or("", |look| look.name.as_str());
    let others: Vec<String> =
        candidates.iter().skip(1).map(|other| title(looks, other.column)).collect();
    evidence.push(Evidence {
        field: Topic::TimeColumn,
        chosen: title(looks, column),
        because: if patch.time_column.is_some() {
            Because::Override
        } else if others.is_empty() {
            Because::Only
        } else if lexicon::time(name) > 0 {
            Because::Name(name.to_string())
        } else {
            Because::Fits { rows: best.best.fits as u64, of: best.best.of as u64 }
        },
        alternatives: others,
    });
    let mut plan = TimePlan {
        columns: vec![column],
        format: best.best.format.clone(),
        clock: None,
        joined: false,
        clock_digits: 0,
        alternatives: Vec::new(),
        zone: TimeZone::default(),
    };
    if patch.time_column.is_none()
        && let Some((mut columns, mut format)) = date_parts(looks, &rows, &plan, &context)
    {
        if !format.has_clock()
            && names_a_day(&format)
            && let Some((hours, clock)) = hour_column(looks, &rows, column)
            && clock.to_string() == "%H"
            && let Ok(with_hour) = format!("{format}-%H").parse()
        {
            columns.push(hours);
            format = with_hour;
        }
        plan = TimePlan { columns, format, joined: true, ..plan };
        evidence.push(Evidence {
            field: Topic::TimeFormat,
            chosen: plan.format.to_string(),
            because: Because::Name(title(looks, column)),
            alternatives: Vec::new(),
        });
        return Chosen { plan: Some(plan), question: None };
    }
    // An hour of a mere year or month is none of a day.
    let whole_day = !plan.format.has_clock() && names_a_day(&plan.format);
    if whole_day
        && let Some((clock_column, clock)) = clocks.into_iter().find(|(other, _)| *other != column)
    {
        plan.columns.push(clock_column);
        plan.clock = Some(clock);
    } else if whole_day && let Some((digits, clock)) = digits_column(looks, &rows, column) {
        plan.columns.push(digits);
        plan.clock_digits = clock.to_string().len() / 2 * 2;
        plan.clock = Some(clock);
    } else if whole_day && let Some((hours, clock)) = hour_column(looks, &rows, column) {
        plan.columns.push(hours);
        plan.clock = Some(clock);
    }
    if stated.is_some() {
        evidence.push(Evidence {
            field: Topic::TimeFormat,
            chosen: plan.format.to_string(),
            because: Because::Override,
            alternatives: Vec::new(),
        });
        return Chosen { plan: Some(plan), question: None };
    }
    // Now all rows, with the same rows' times of another column that is sure.
    let cells: Vec<&[u8]> = rows.iter().map(|row| row.cell(column)).collect();
    let companion: Option<Vec<Option<Instant>>> = candidates
        .iter()
        .skip(1)
        .find(|other| {
            other.best.strength == Strength::Sure && !plan.columns.contains(&other.column)
        })
        .map(|other| {
            rows.iter().map(|row| other.best.format.parse(row.cell(other.column)).ok()).collect()
        });
    let hints = Hints { companion: companion.as_deref(), ..context.hints(name) };
    let found = detect(&cells, &hints);
    let question = settle(&mut plan, found, &cells, patch, evidence);
    Chosen { plan: Some(plan), question }
}

/// Whether a format tells the day.
fn names_a_day(format: &Format) -> bool {
    let text = format.to_string();
    ["%d", "%e", "%j", "%u", "%a", "%A", "excel", "ordinal"].iter().any(|part| text.contains(part))
}

/// A column of whole numbers that are times of day, named so: `930`, `093000`.
fn digits_column(looks: &[ColumnFacts], rows: &[&Row], time: usize) -> Option<(usize, Format)> {
    looks.iter().enumerate().find_map(|(column, look)| {
        let times = look.integers == look.filled && look.distinct > 1;
        if column == time || !times || lexicon::time(&look.name) < 2 {
            return None;
        }
        let cells = || {
            let cells = rows.iter().map(|row| row.cell(column).trim_ascii());
            cells.filter(|cell| !cell.is_empty())
        };
        let longest = cells().map(<[u8]>::len).max().filter(|longest| (3..=6).contains(longest))?;
        let (width, format) = if longest > 4 { (6, "%H%M%S") } else { (4, "%H%M") };
        let format: Format = format.parse().ok()?;
        let fits = cells().all(|cell| {
            let mut padded = vec![b'0'; width - cell.len().min(width)];
            padded.extend_from_slice(cell);
            format.parse(&padded).is_ok()
        });
        fits.then_some((column, format))
    })
}

/// A column of hours, named so: 0–23, or `12 AM`.
fn hour_column(looks: &[ColumnFacts], rows: &[&Row], time: usize) -> Option<(usize, Format)> {
    let formats: Vec<Format> =
        ["%H", "%I %p", "%I%p"].iter().filter_map(|text| text.parse().ok()).collect();
    looks
        .iter()
        .enumerate()
        .filter(|(column, look)| lexicon::hour(&look.name) && *column != time && look.filled > 0)
        .find_map(|(column, _)| {
            let hour = |format: &&Format| {
                rows.iter()
                    .map(|row| row.cell(column).trim_ascii())
                    .all(|cell| cell.is_empty() || (cell.len() <= 5 && format.parse(cell).is_ok()))
            };
            Some((column, formats.iter().find(hour)?.clone()))
        })
}

/// Columns of year, month and perhaps day, where the time found is a mere part of a date.
fn date_parts(
    looks: &[ColumnFacts],
    rows: &[&Row],
    plan: &TimePlan,
    context: &Context,
) -> Option<(Vec<usize>, Format)> {
    let look = plan.columns.first().and_then(|&column| looks.get(column))?;
    lexicon::date_part(&look.name)?;
    let find =
        |part: usize| looks.iter().position(|look| lexicon::date_part(&look.name) == Some(part));
    // `M01` to `M12`: the Bureau of Labor Statistics.
    let period = || {
        looks.iter().enumerate().position(|(column, look)| {
            look.name.eq_ignore_ascii_case("period")
                && rows.iter().all(|row| row.cell(column).starts_with(b"M"))
        })
    };
    let day_of_year = looks.iter().position(|look| {
        let name = look.name.to_lowercase().replace([' ', '_'], "");
        ["doy", "dayofyear", "yday", "jday", "julianday"].contains(&name.as_str())
    });
    if let (Some(year), Some(day), None) = (find(0), day_of_year, find(1)) {
        let joined = TimePlan { columns: vec![year, day], joined: true, ..plan.clone() };
        let format: Format = "%Y-%j".parse().ok()?;
        let mut cells = rows.iter().map(|row| joined.join(|column| Some(row.cell(column))));
        let fits = cells.all(|cell| cell.is_ok_and(|cell| format.parse(&cell).is_ok()));
        return fits.then_some((joined.columns, format));
    }
    let mut columns = vec![find(0)?, find(1).or_else(period)?];
    columns.extend(find(2));
    let joined = TimePlan { columns, joined: true, ..plan.clone() };
    let cells: Vec<Vec<u8>> =
        rows.iter().filter_map(|row| joined.join(|column| Some(row.cell(column))).ok()).collect();
    let cells: Vec<&[u8]> = cells.iter().map(Vec::as_slice).collect();
    let found = detect(&cells, &context.hints("date")).candidates.into_iter().find(|found| {
        found.format.to_string().starts_with("%Y-") && found.fits * 10 >= found.of * 9
    })?;
    Some((joined.columns, found.format))
}

impl Context {
    fn hints<'a>(&self, name: &'a str) -> Hints<'a> {
        Hints {
            name,
            day_first: self.day_first,
            not_after_ms: self.not_after_ms,
            start_day: self.start_day,
            companion: None,
        }
    }
}

fn title(looks: &[ColumnFacts], column: usize) -> String {
    match looks.get(column) {
        Some(look) if !look.name.is_empty() => look.name.clone(),
        _ => format!("column {}", column + 1),
    }
}

fn fit(format: &Format, cells: &[&[u8]]) -> candidate::Candidate {
    let filled = cells.iter().filter(|cell| !cell.trim_ascii().is_empty());
    let (mut fits, mut of) = (0, 0);
    for cell in filled {
        of += 1;
        fits += usize::from(format.parse(cell).is_ok());
    }
    candidate::Candidate { format: format.clone(), fits, of, strength: Strength::Sure }
}

/// How much a column seems to be the time of its rows; not above 0 where it is none.
fn score(look: &ColumnFacts, column: usize, best: &candidate::Candidate, rows: usize) -> f64 {
    let name = f64::from(lexicon::time(&look.name));
    let fits = best.fits as f64 / best.of.max(1) as f64;
    let fill = best.of as f64 / rows.max(1) as f64;
    let mut score = 6.0 * fits + 3.0 * fill + name - 0.01 * column as f64;
    if best.format.has_year() {
        score += 1.5;
    }
    score -= match best.strength {
        Strength::Sure => 0.0,
        // Plain numbers are times where their name, or their being all whole and new, says so.
        Strength::Likely if name > 0.0 => 0.0,
        Strength::Likely if lexicon::identifier(&look.name) => 20.0,
        Strength::Likely
            if look.integers == look.numbers && look.distinct * 2 > look.filled.min(600) =>
        {
            1.0
        }
        Strength::Likely => 7.0,
        Strength::Weak if name > 0.0 || lexicon::date_part(&look.name) == Some(0) => 2.0,
        Strength::Weak if look.times * 2 > look.filled => 4.0,
        Strength::Weak => 20.0,
    };
    if look.distinct <= 1 && rows > 3 {
        score -= 2.0;
    }
    score
}

/// Takes the format that the column decides on; what it leaves open is asked.
fn settle(
    plan: &mut TimePlan,
    found: Detection,
    cells: &[&[u8]],
    patch: &SourcePatch,
    evidence: &mut Vec<Evidence>,
) -> Option<Question> {
    let dated: Vec<candidate::Candidate> =
        found.candidates.into_iter().filter(|found| found.format.has_date()).collect();
    let top = dated.first().map_or(0, |best| best.fits);
    let mut tied: Vec<Format> =
        dated.iter().take(found.tied).map(|found| found.format.clone()).collect();
    // Most of the world writes the day first.
    tied.sort_by_cached_key(|format| !format.to_string().starts_with("%d"));
    let ordinal = tied.first().is_some_and(|format| format.to_string().starts_with("ordinal"));
    if ordinal {
        tied = ordinals(tied.first());
    }
    let answered = patch.answer.as_ref().and_then(|answer| answer.parse::<Format>().ok());
    let chosen = match &answered {
        Some(format) => format.clone(),
        None => tied.first()?.clone(),
    };
    plan.alternatives = dated
        .iter()
        .filter(|alternative| alternative.fits == top && alternative.format != chosen && !ordinal)
        .map(|alternative| alternative.format.clone())
        .collect();
    evidence.push(Evidence {
        field: Topic::TimeFormat,
        chosen: chosen.to_string(),
        because: match (&answered, found.why) {
            (Some(_), _) => Because::Override,
            (None, Some(Why::Sorted)) => Because::InOrder,
            (None, Some(Why::Regular | Why::DaysRunOn)) => Because::EvenSteps,
            (None, Some(Why::Companion)) => Because::Companion,
            (None, Some(Why::NotLater)) => Because::NotLater,
            (None, Some(Why::Habit)) => Because::Habit,
            (None, Some(Why::Locale)) => Because::Locale,
            (None, Some(Why::Fits) | None) => Because::Fits {
                rows: top as u64,
                of: dated.first().map_or(0, |best| best.of as u64),
            },
        },
        alternatives: plan.alternatives.iter().map(Format::to_string).collect(),
    });
    plan.format = chosen.clone();
    if answered.is_some() || tied.len() < 2 {
        return None;
    }
    let differs = |cell: &&&[u8]| {
        let first = chosen.parse(cell).ok();
        first.is_some() && tied.iter().any(|format| format.parse(cell).ok() != first)
    };
    let cell = cells.iter().find(differs).or_else(|| cells.get(1)).copied().unwrap_or_default();
    let iso: Option<Format> = "%Y-%m-%d".parse().ok();
    let choices = tied
        .iter()
        .map(|format| {
            let shown = match (format.parse(cell), &iso) {
                (Ok(instant), Some(iso)) => iso.render(instant),
                _ => "?".into(),
            };
            let cell = String::from_utf8_lossy(cell);
            Choice { value: format.to_string(), sample: format!("{} = {shown}", cell.trim()) }
        })
        .collect();
    Some(Question { field: Topic::TimeFormat, choices })
}

/// Steps since a day: how long a step is, and when it began, is not in the column.
fn ordinals(found: Option<&Format>) -> Vec<Format> {
    let Some(found) = found else { return Vec::new() };
    let text = found.to_string();
    let origin = text.split_once(' ').map_or("1970-01-01", |(_, origin)| origin);
    let mut all = vec![found.clone()];
    for step in ["ordinal", "ordinal-week", "ordinal-month"] {
        if let Ok(format) = format!("{step} {origin}").parse::<Format>()
            && !all.contains(&format)
        {
            all.push(format);
        }
    }
    all
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
