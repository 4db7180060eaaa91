//! Which format a column of times is written in, with the evidence.
//!
//! 1. Cells across the column propose formats; digits alone may be epochs,
//!    Excel days, compact dates or ordinals.
//! 2. Every proposal reads every cell given; the ones that read most stay. A field beyond 12
//!    settles day and month here.
//! 3. Readings that remain and differ are told apart by the column as a whole, in the order of
//!    [`Why`]. What still fits alike is a tie, and the user is asked.
//!
//! The evidence of a sample is confirmed by the caller on the whole column: the losers of a tie
//! and of rule 3 stay in [`Detection::candidates`] to be watched.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "counts of a column's cells, and places among the pieces of a format"
)]

use super::{
    DAY_MS, Format, OrdinalStep, Unit,
    candidate::{Candidate, Hints, Strength, Why},
    epoch,
    format::{Form, Piece, ZoneStyle},
    parse::unwrapped,
    plausible,
    rules::settle,
    skeleton,
};
use crate::{
    calendar::civil,
    ingest::{lexicon, time_parts::Part, width},
    kit::indices::sorted,
};

/// What was found in a column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Detection {
    /// Best first: those that read most cells, then others that read some.
    pub candidates: Vec<Candidate>,
    /// How many of the first candidates tie: 0 for no time, 1 decided, more to be asked about.
    pub tied: usize,
    /// What decided.
    pub why: Option<Why>,
}

/// The years 1000 to 2299.
const YEARS: std::ops::Range<i64> =
    civil::days_from_civil(1000, 1, 1) * DAY_MS..civil::days_from_civil(2300, 1, 1) * DAY_MS;

/// Years that a calendar of Thailand is believed to tell of.
const THAI: std::ops::Range<i64> =
    civil::days_from_civil(1900, 1, 1) * DAY_MS..civil::days_from_civil(2100, 1, 1) * DAY_MS;

/// The first year whose days are all of this calendar.
const GREGORIAN: i64 = civil::days_from_civil(1583, 1, 1) * DAY_MS;

/// Cells that propose formats.
const PROPOSERS: usize = 64;

/// Finds the format of a column from cells in file order, blank ones included.
///
/// ```
/// use comove::ingest::timestamp::{candidate::Hints, detect::detect};
/// let cells: Vec<&[u8]> = vec![b"31/12/2020", b"01/01/2021", b"02/01/2021"];
/// let found = detect(&cells, &Hints::default());
/// assert_eq!((found.candidates[0].format.to_string().as_str(), found.tied), ("%d/%m/%Y", 1));
/// ```
pub fn detect(cells: &[&[u8]], hints: &Hints<'_>) -> Detection {
    // What is of ASCII is narrow.
    let narrowed: Vec<Option<Vec<u8>>> = cells
        .iter()
        .map(|cell| {
            let mut buffer = vec![0; if cell.is_ascii() { 0 } else { cell.len() }];
            (!buffer.is_empty()).then(|| width::narrow(cell.trim_ascii(), &mut buffer).to_vec())
        })
        .collect();
    let plain: Vec<&[u8]> = cells
        .iter()
        .zip(&narrowed)
        .map(|(cell, narrow)| unwrapped(narrow.as_deref().unwrap_or(cell).trim_ascii()))
        .collect();
    let filled: Vec<&[u8]> = plain.iter().copied().filter(|cell| !cell.is_empty()).collect();
    let mut candidates: Vec<Candidate> = propose(&filled, hints)
        .into_iter()
        .map(|(format, strength)| {
            // Four digits alone are a year only where people have lived to write it down.
            let year = matches!(format.forms.as_slice(), [Form::Fields(pieces)]
                if pieces.as_slice() == [Piece::Year]);
            let dated = format.has_year();
            let days = matches!(format.forms.as_slice(), [Form::Fields(pieces)]
                if pieces.contains(&Piece::Day));
            let mut far = 0;
            let mut reads = |cell: &[u8]| {
                format.parse(cell).is_ok_and(|at| {
                    let before = days && at.ms < GREGORIAN;
                    far += usize::from(dated && (before || at.ms >= YEARS.end));
                    !year || YEARS.contains(&at.ms)
                })
            };
            let fits = filled.iter().filter(|cell| reads(cell)).count();
            // Years after 2299 are of another calendar (2564 is 2021 in Thailand), and so are days of
            // years before 1583 (1402 is 2023 in Iran).
            if far * 2 <= fits {
                return Candidate { format, fits, of: filled.len(), strength };
            }
            // Those of Thailand are read, where they are of the last and the next hundred years.
            // A year alone may be any number.
            let named = days
                || matches!(format.forms.as_slice(), [Form::Fields(pieces)]
                    if pieces.iter().any(|piece| matches!(piece, Piece::MonthName(_))));
            let thai = format.with_buddhist_years();
            let reads = |cell: &&&[u8]| thai.parse(cell).is_ok_and(|at| THAI.contains(&at.ms));
            let fits = if named { filled.iter().filter(reads).count() } else { 0 };
            Candidate { format: thai, fits, of: filled.len(), strength }
        })
        .filter(|candidate| candidate.fits > 0)
        .collect();
    // `28 Jun 21` is a year rather than an hour without minutes.
    let bare_hour = |candidate: &Candidate| {
        !candidate.format.has_year()
            && matches!(candidate.format.forms.as_slice(), [Form::Fields(pieces)]
                if pieces.contains(&Piece::Hour) && !pieces.contains(&Piece::Minute))
    };
    if candidates.iter().any(|candidate| candidate.format.has_year()) {
        candidates.retain(|candidate| !bare_hour(candidate));
    }
    for candidate in &mut candidates {
        months_are_quarters(candidate, &filled, hints.name);
    }
    let mut candidates = sorted(candidates, &by_fit);
    mix(&mut candidates, &filled);
    mix_rest(&mut candidates, &filled);
    let top = candidates.first().map_or(0, |best| best.fits);
    let tied = candidates.iter().take_while(|candidate| candidate.fits == top).count();
    if tied == 0 {
        return Detection::default();
    }
    let rest = candidates.split_off(tied);
    let (mut ordered, tied, why) = settle(candidates, &plain, hints);
    if tied == 0 {
        return Detection::default();
    }
    ordered.extend(rest);
    Detection { candidates: ordered, tied, why: Some(why) }
}

/// The best first: what fits more cells, then what is the stronger reading.
fn by_fit(a: &Candidate, b: &Candidate) -> std::cmp::Ordering {
    b.fits.cmp(&a.fits).then(b.strength.cmp(&a.strength))
}

/// Reads `2021-1` to `2021-4` as quarters, where the column's name says so, or where three years and
/// more have these four "months" and no other.
fn months_are_quarters(candidate: &mut Candidate, filled: &[&[u8]], name: &str) {
    let [Form::Fields(pieces)] = candidate.format.forms.as_mut_slice() else { return };
    let plain = |piece: &Piece| {
        matches!(piece, Piece::Year | Piece::Year2 | Piece::Month | Piece::Byte(_) | Piece::Blank)
    };
    let numbers = pieces.iter().filter(|piece| piece.is_digits()).count();
    if numbers != 2 || !pieces.contains(&Piece::Month) || !pieces.iter().all(plain) {
        return;
    }
    let named = lexicon::quarter(name);
    let mut rows = [0; 4];
    for cell in filled {
        let Ok(at) = Format::fields(pieces.clone()).parse(cell) else { continue };
        let (_, month, _) = civil::civil_from_days(at.ms.div_euclid(DAY_MS));
        match rows.get_mut(month as usize - 1) {
            Some(rows) => *rows += 1,
            None => return,
        }
    }
    if named || rows.iter().all(|rows| *rows >= 3) {
        for piece in pieces.iter_mut().filter(|piece| **piece == Piece::Month) {
            *piece = Piece::Quarter;
        }
    }
}

/// Whether nothing but a year and two digits stand there, `202427`: a week, where the name says so.
fn months_are_weeks(pieces: &[Piece]) -> bool {
    let numbers = pieces.iter().filter(|piece| piece.is_digits());
    numbers.eq([Piece::Year, Piece::Month].iter())
}

/// Formats that the cells propose, each once.
fn propose(filled: &[&[u8]], hints: &Hints<'_>) -> Vec<(Format, Strength)> {
    let step = filled.len().div_ceil(PROPOSERS).max(1);
    let few: Vec<&[u8]> = filled.iter().step_by(step).copied().collect();
    let mut found: Vec<(Vec<Piece>, Vec<Piece>)> = Vec::new();
    let mut cells: Vec<&[u8]> = few.clone();
    // The last cells too: footers, and times that gained digits.
    cells.extend(filled.iter().rev().take(4));
    for cell in cells.into_iter().filter(|cell| !is_measurement(cell)) {
        for pieces in skeleton::readings(cell) {
            let key = key(&pieces);
            match found.iter_mut().find(|(other, _)| *other == key) {
                Some((_, merged)) => merge(merged, &pieces),
                None => found.push((key, pieces)),
            }
        }
    }
    let periods = plausible::counts_periods(filled);
    let mut formats: Vec<(Format, Strength)> = found
        .into_iter()
        .map(|(_, mut pieces)| {
            if months_are_weeks(&pieces) && lexicon::part(hints.name, Part::Week) {
                for piece in &mut pieces {
                    match piece {
                        Piece::Year => *piece = Piece::IsoYear,
                        Piece::Month => *piece = Piece::IsoWeek,
                        _ => {}
                    }
                }
            }
            let strength = strength(&pieces);
            (Format::fields(pieces), strength)
        })
        .filter(|(_, strength)| !periods || *strength > Strength::Weak)
        .collect();
    // `1990.1`, and `1990,01` where the comma is the decimal mark.
    let comma = filled.iter().all(|cell| cell.contains(&b','));
    let mark = if comma { b',' } else { b'.' };
    let point = |month| Format::fields(vec![Piece::Year, Piece::Byte(mark), month]);
    if plausible::counts_cut_months(filled, mark) {
        formats.push((point(Piece::MonthCut), Strength::Likely));
    } else if plausible::months_run_on(filled, &point(Piece::Month)) {
        formats.push((point(Piece::Month), Strength::Likely));
    }
    formats.extend(counts(&few, filled, hints));
    formats
}

/// Whether a cell is a plain number that no form of a time begins with: below zero, or with decimals behind up
/// to five digits. Four decimals behind one or two are a clock (`9.3015`). Most cells of measurements are such.
fn is_measurement(cell: &[u8]) -> bool {
    let digits = cell.strip_prefix(b"-").unwrap_or(cell);
    let whole = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let [b'.', decimals @ ..] = digits.get(whole..).unwrap_or_default() else { return false };
    let plain = !decimals.is_empty() && decimals.iter().all(u8::is_ascii_digit);
    let clock = whole <= 2 && decimals.len() == 4;
    plain && (1..=5).contains(&whole) && (!clock || digits.len() < cell.len())
}

/// What two spellings of one form share: an optional fraction, long and short names, and how a
/// zone is spelled do not make a difference.
fn key(pieces: &[Piece]) -> Vec<Piece> {
    pieces
        .iter()
        .filter(|piece| !matches!(piece, Piece::Fraction(_)))
        .map(|piece| match piece {
            Piece::MonthName(_) => Piece::MonthName(false),
            Piece::Weekday(_) => Piece::Weekday(false),
            Piece::Zone(_) => Piece::Zone(ZoneStyle::Offset),
            other => *other,
        })
        .collect()
}

/// Makes `pieces` show what `more` of the same key has.
fn merge(pieces: &mut Vec<Piece>, more: &[Piece]) {
    if !pieces.iter().any(|piece| matches!(piece, Piece::Fraction(_)))
        && let Some(fraction) = more.iter().find(|piece| matches!(piece, Piece::Fraction(_)))
        && let Some(at) = pieces.iter().position(|piece| *piece == Piece::Second)
    {
        pieces.insert(at + 1, *fraction);
    }
    let others = more.iter().filter(|piece| !matches!(piece, Piece::Fraction(_)));
    let own = pieces.iter_mut().filter(|piece| !matches!(piece, Piece::Fraction(_)));
    for (piece, other) in own.zip(others) {
        match (&piece, other) {
            (Piece::MonthName(false), Piece::MonthName(true))
            | (Piece::Weekday(false), Piece::Weekday(true)) => *piece = *other,
            (Piece::Zone(a), Piece::Zone(b)) if a != b => *piece = Piece::Zone(ZoneStyle::Offset),
            _ => {}
        }
    }
}

fn strength(pieces: &[Piece]) -> Strength {
    let marks = pieces.iter().filter(|piece| !piece.is_digits()).count();
    let fields = pieces.len() - marks;
    let has = |wanted: fn(&Piece) -> bool| pieces.iter().any(wanted);
    let year = has(|piece| {
        matches!(
            piece,
            Piece::Year
                | Piece::Year2
                | Piece::YearFrom(_)
                | Piece::BuddhistYear
                | Piece::MinguoYear
                | Piece::EraYear
                | Piece::IsoYear
        )
    });
    let clock = has(|piece| matches!(piece, Piece::Hour | Piece::Hour12));
    let name = has(|piece| matches!(piece, Piece::MonthName(_) | Piece::Era));
    let full = has(|piece| matches!(piece, Piece::Year));
    match (marks, fields) {
        (0, 0..=1) => Strength::Weak,
        (0, 2) => Strength::Weak,
        // 210714 is any number.
        (0, _) => {
            if full {
                Strength::Likely
            } else {
                Strength::Weak
            }
        }
        _ if !year && !clock && !name => Strength::Weak,
        // H31 is a name with a number.
        _ if has(|piece| *piece == Piece::Era) && fields == 1 && marks == 1 => Strength::Weak,
        _ => Strength::Sure,
    }
}

/// Counts of units that a column of plain numbers may be.
fn counts(few: &[&[u8]], filled: &[&[u8]], hints: &Hints<'_>) -> Vec<(Format, Strength)> {
    let mut found = Vec::new();
    let whole = |cell: &&[u8]| epoch::whole(cell);
    let values: Vec<i64> = few.iter().filter_map(whole).collect();
    if values.len() * 2 < few.len() || values.is_empty() {
        return found;
    }
    // 0 and -1 stand for "never".
    let values: Vec<i64> = match values.iter().any(|value| !matches!(value, -1..=0)) {
        true => values.into_iter().filter(|value| !matches!(value, -1..=0)).collect(),
        false => values,
    };
    let units: Vec<Option<Unit>> = values.iter().map(|value| Unit::plausible(*value)).collect();
    let of = |unit| units.iter().filter(|own| **own == Some(unit)).count();
    let votes: Vec<(usize, Unit)> = Unit::ALL.into_iter().map(|unit| (of(unit), unit)).collect();
    let votes = sorted(votes, &|a, b| b.0.cmp(&a.0));
    if let Some((count, unit)) = votes.first().filter(|(count, _)| *count > 0) {
        let all = *count == values.len()
            || votes.iter().map(|vote| vote.0).sum::<usize>() == values.len();
        found.push((Format::epoch(*unit), if all { Strength::Likely } else { Strength::Weak }));
    }
    // Nobody takes them for days unless their name says so; then they are nothing else.
    if let Some(count) = plausible::julian(&values, hints.name) {
        return vec![(Format::days(count), Strength::Likely)];
    }
    if let Some(twelfths) = plausible::decimal_years(filled, hints.name) {
        found.push((Format::years(twelfths), Strength::Likely));
    }
    // 1941 to 2064, where day numbers are not years, ports or prices in disguise.
    if values.iter().all(|value| (15_000..=60_000).contains(value)) {
        found.push((Format::excel(), Strength::Weak));
    }
    // Before 1970 as spreadsheets count, 2011 to 2040 as computers do: nobody can know.
    if values.iter().all(|value| (15_000..=25_568).contains(value)) {
        found.push((Format::ordinal(OrdinalStep::Day, Some(0)), Strength::Weak));
    }
    let steps = filled.iter().filter_map(whole).collect::<Vec<i64>>();
    let from_zero = steps.first().is_some_and(|first| (0..=1).contains(first));
    let next = |&[one, two]: &[i64; 2]| one.checked_add(1) == Some(two);
    if from_zero && steps.len() > 2 && steps.array_windows().all(next) {
        let name = hints.name.to_ascii_lowercase();
        let step = [
            ("hour", OrdinalStep::Hour),
            ("week", OrdinalStep::Week),
            ("month", OrdinalStep::Month),
        ]
        .into_iter()
        .find(|(word, _)| name.contains(word))
        .map_or(OrdinalStep::Day, |(_, step)| step);
        // Without its first day nothing could be read; 1970 stands in until the user says.
        found.push((Format::ordinal(step, Some(hints.start_day.unwrap_or(0))), Strength::Weak));
    }
    found
}

/// Joins the best form with one of another kind that reads all the rest (a column that changed
/// from `2021-07-14` to `07/28/2021`), where only one does: nothing is guessed.
fn mix_rest(candidates: &mut Vec<Candidate>, filled: &[&[u8]]) {
    let Some(best) = candidates.first().filter(|best| best.fits < best.of) else { return };
    let full =
        |candidate: &Candidate| candidate.strength == Strength::Sure && candidate.format.has_date();
    let alone = candidates.get(1).is_none_or(|second| second.fits < best.fits);
    if !alone || !full(best) || best.fits * 2 < best.of {
        return;
    }
    let (own, rest): (Vec<&[u8]>, Vec<&[u8]>) =
        filled.iter().partition(|cell| best.format.parse(cell).is_ok());
    let mut others = candidates.iter().filter(|other| {
        full(other)
            && other.format.has_clock() == best.format.has_clock()
            && other.format.has_zone() == best.format.has_zone()
            && other.format.has_year() == best.format.has_year()
            && rest.iter().all(|cell| other.format.parse(cell).is_ok())
            && !own.iter().any(|cell| other.format.parse(cell).is_ok())
    });
    if let (Some(other), None) = (others.next(), others.next()) {
        let format = best.format.clone().or(other.format.clone());
        let joined = Candidate { format, fits: best.of, ..best.clone() };
        candidates.insert(0, joined);
    }
}

/// Joins the best form with others that read what it does not: times that lose their midnight
/// (`2021-07-14`, `2021-07-14 01:00`), fields in the same order.
fn mix(candidates: &mut Vec<Candidate>, filled: &[&[u8]]) {
    let Some(best) = candidates.first().filter(|best| best.fits < best.of) else { return };
    let dates = |format: &Format| match format.forms.first() {
        Some(Form::Fields(pieces)) => {
            let fields: Vec<Piece> =
                pieces.iter().copied().filter(|piece| piece.is_date_mark()).collect();
            Some(fields)
        }
        _ => None,
    };
    let mut joined = Vec::new();
    for base in candidates.iter().filter(|other| other.fits == best.fits) {
        let Some(wanted) = dates(&base.format) else { continue };
        let mut format = base.format.clone();
        let mut fits = base.fits;
        for other in candidates.iter() {
            let differs =
                other.format.has_zone() == base.format.has_zone() || !other.format.has_clock();
            if other.format == base.format
                || !differs
                || dates(&other.format).as_ref() != Some(&wanted)
            {
                continue;
            }
            let more = format.clone().or(other.format.clone());
            let read = filled.iter().filter(|cell| more.parse(cell).is_ok()).count();
            if read > fits {
                (format, fits) = (more, read);
            }
        }
        if fits > base.fits {
            joined.push(Candidate { format, fits, ..base.clone() });
        }
    }
    candidates.extend(joined);
    *candidates = sorted(std::mem::take(candidates), &by_fit);
}

#[cfg(test)]
mod tests {
    use super::super::DAY_MS;
    use super::*;
    use proptest::prelude::*;

    fn found(cells: &[String], hints: &Hints<'_>) -> (Vec<String>, Option<Why>) {
        let cells: Vec<&[u8]> = cells.iter().map(|cell| cell.as_bytes()).collect();
        let found = detect(&cells, hints);
        let names = found.candidates.iter().take(found.tied);
        (names.map(|candidate| candidate.format.to_string()).collect(), found.why)
    }

    fn split(cells: &str) -> Vec<String> {
        cells.split('|').map(str::to_owned).collect()
    }

    proptest! {
        #[test]
        fn no_form_begins_with_a_measurement(cell in "-?[0-9]{1,6}\\.[0-9]{1,9}") {
            if is_measurement(cell.as_bytes()) {
                prop_assert!(skeleton::readings(cell.as_bytes()).is_empty(), "{cell}");
            }
        }
    }

    #[test]
    fn what_is_a_measurement() {
        for (cell, is) in [
            ("12.5", true),
            ("-9.3015", true),
            ("150.1234", true),
            ("12345.6", true),
            ("9.3015", false),
            ("210714.5", false),
            ("12", false),
            ("1.2.3", false),
            ("1.", false),
            (".5", false),
        ] {
            assert_eq!(is_measurement(cell.as_bytes()), is, "{cell}");
        }
    }

    #[test]
    fn days_of_other_calendars_are_none_of_this_one() {
        for (cells, tied) in [
            ([&b"1402/01/11"[..], b"1402/01/12"], 0),
            ([b"2866-01-11", b"2866-01-12"], 0),
            ([b"1702/01/11", b"1702/01/12"], 1),
        ] {
            assert_eq!(detect(&cells, &Hints::default()).tied, tied, "{cells:?}");
        }
    }

    #[test]
    fn a_month_of_two_languages_is_told_by_the_others() {
        let of = |cells: &[&str]| {
            let cells: Vec<&[u8]> = cells.iter().map(|cell| cell.as_bytes()).collect();
            let found = detect(&cells, &Hints::default());
            found.candidates[0].format.parse(cells[0]).unwrap().ms / DAY_MS
        };
        let october = civil::days_from_civil(2022, 10, 1);
        assert_eq!(of(&["listopad 2022.", "rujan 2022.", "kolovoz 2022."]), october);
        assert_eq!(of(&["listopad 2022", "wrzesień 2022", "sierpień 2022"]), october + 31);
    }

    #[test]
    fn weeks_that_look_like_months() {
        for (name, cells, want) in [
            ("week", [&b"202405"[..], b"202404", b"202403"], "%G%V"),
            ("Kalenderwoche", [b"2024-05", b"2024-27", b"2024-28"], "%G-%V"),
            ("month", [b"202405", b"202404", b"202403"], "%Y%m"),
        ] {
            let found = detect(&cells, &Hints { name, ..Hints::default() });
            assert_eq!(found.candidates[0].format.to_string(), want, "{name}");
        }
    }

    #[test]
    fn days_of_thailand() {
        let found = detect(&[b"13/01/2566", b"14/01/2566"], &Hints::default());
        assert_eq!(found.candidates[0].format.to_string(), "%d/%m/%OB");
        assert_eq!(found.tied, 1);
    }

    #[test]
    fn columns() {
        use Why::*;
        #[rustfmt::skip]
        let cases: &[(&str, &[&str], Why)] = &[
            ("2021-07-14|2021-07-15", &["%Y-%m-%d"], Fits), ("2021-01-02|2021-03-04", &["%Y-%m-%d"], Habit),
            ("07/14/2021|07/01/2021", &["%m/%d/%Y"], Fits), ("14/07/2021|01/07/2021", &["%d/%m/%Y"], Fits),
            ("01.02.2021|03.02.2021", &["%d.%m.%Y"], Habit), ("02.15.2021|03.02.2021", &["%m.%d.%Y"], Fits),
            ("04/07/2017|04/07/2017", &["%d/%m/%Y", "%m/%d/%Y"], Fits),
            ("06/05/17-09:57:43.8|06/05/17-10:57:43.9", &["%m/%d/%y-%H:%M:%S.%f"], Habit), ("17/06/05-09:57:43.8|17/06/05-10:57:43.9", &["%y/%m/%d-%H:%M:%S.%f"], Habit),
            ("06/05-09:57:43.8|06/06-10:57:43.9", &["%m/%d-%H:%M:%S.%f"], Habit), ("03/06/2024-02:20:15.6", &["%m/%d/%Y-%H:%M:%S.%f"], Habit),
            // Even in one order only: working days of June, not the sixth of some months.
            ("01/06/2021|02/06/2021|03/06/2021|04/06/2021|07/06/2021|08/06/2021|09/06/2021|10/06/2021|11/06/2021", &["%d/%m/%Y"], Regular),
            // In order only with the day first.
            ("09/06/2021|10/06/2021|12/06/2021|01/07/2021|02/07/2021|05/07/2021|06/07/2021|07/07/2021|03/08/2021", &["%d/%m/%Y"], Sorted),
            // Both orders are even: ask.
            ("01/01/2021|01/02/2021|01/03/2021|01/04/2021|01/05/2021|01/06/2021|01/07/2021", &["%d/%m/%Y", "%m/%d/%Y"], Fits),
            ("1483315200|1483401600|1483488000", &["epoch-s"], Fits), ("1483315200.5|1483401600.25", &["epoch-s"], Fits), ("1733961600000|1735689600000000|1735776000000000", &["epoch-us"], Fits), ("1622419200000000000", &["epoch-ns"], Fits),
            ("2021071413|2021071414", &["%Y%m%d%H"], Habit), ("20210714|20210715", &["%Y%m%d"], Fits), ("44391|44390|44389", &["excel"], Fits), ("2021|2020|2019", &["%Y"], Fits), ("19478|19479|19480", &["excel", "ordinal 1970-01-01"], Fits),
            ("2021-07-14|2021-07-14 01:00|2021-07-14 02:00", &["%Y-%m-%d %H:%M | %Y-%m-%d"], Fits),
            ("2021-07-14 00:00:00|2021-07-14 01:00:00.5", &["%Y-%m-%d %H:%M:%S.%f"], Fits),
            ("2021-07-14T00:00:00Z|2021-07-14T01:00:00+09:00", &["%Y-%m-%dT%H:%M:%S%z"], Fits),
            ("Jan 1 2000|February 1 2000", &["%B %d %Y"], Fits), ("Jul-21|Aug-21|Sep-21", &["%b-%y"], Habit), ("18-Oct-21|17-Oct-21", &["%d-%b-%y"], Fits),
            ("２０２１／０５／３１|２０２１／０６／０１", &["%Y/%m/%d"], Fits), ("2021年7月14日|2021年7月13日", &["%Y年%m月%d日"], Fits), ("R4.5.31|R4.6.1", &["%EC%Ey.%m.%d"], Fits),
            (" |2021-07-14|", &["%Y-%m-%d"], Fits), ("Jul 14, 2021|*Close price adjusted for splits.", &["%b %d, %Y"], Fits),
            ("202107|202108|202109", &["%Y%m"], Fits),
        ];
        let mut misses = Vec::new();
        for (cells, want, why) in cases {
            let (got, by) = found(&split(cells), &Hints::default());
            if got != *want || by != Some(*why) {
                misses.push(format!("{cells}: {got:?} {by:?}, not {want:?} {why:?}"));
            }
        }
        assert!(misses.is_empty(), "{misses:#?}");
    }

    #[test]
    fn no_times() {
        for cells in
            ["198.51.100.7|10.0.0.1", "TCP|UDP", "|", "12.5|13.5", "a|b", "00:50:56:C0:00:08"]
        {
            let (got, _) = found(&split(cells), &Hints::default());
            assert!(got.is_empty(), "{cells}: {got:?}");
        }
    }

    #[test]
    fn hints_decide_ties() {
        let cells = split("04/07/2017 13:55|04/07/2017 13:56");
        let both = ["%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M"];
        assert_eq!(found(&cells, &Hints::default()).0, both);
        for (day_first, want) in [(true, both[0]), (false, both[1])] {
            let hints = Hints { day_first: Some(day_first), ..Hints::default() };
            assert_eq!(found(&cells, &hints), (vec![want.to_owned()], Some(Why::Locale)));
        }
        let format: Format = "%m/%d-%H:%M:%S.%f".parse().unwrap();
        let beside = [format.parse(b"07/04-12:55:18.8").ok(), None];
        let hints = Hints { companion: Some(&beside), ..Hints::default() };
        assert_eq!(found(&cells, &hints), (vec![both[0].to_owned()], Some(Why::Companion)));
        let before = Format::fields(vec![Piece::Year]).parse(b"2017").unwrap().ms + 120 * DAY_MS;
        let hints = Hints { not_after_ms: Some(before), ..Hints::default() };
        assert_eq!(found(&cells, &hints), (vec![both[1].to_owned()], Some(Why::NotLater)));
    }

    #[test]
    fn events_all_day_on_days_that_run_on() {
        let cells: Vec<String> = (0..60)
            .map(|row| format!("0{}/06/2021 {:02}:{:02}", 3 + row / 20, row % 20 + 1, row * 7 % 60))
            .collect();
        let want = (vec!["%d/%m/%Y %H:%M".to_owned()], Some(Why::DaysRunOn));
        assert_eq!(found(&cells, &Hints::default()), want);
    }

    #[test]
    fn ordinals_start_where_the_file_says() {
        let cells: Vec<String> = (0..5).map(|row| format!("{row:04}")).collect();
        let hints = Hints { name: "Nth week", start_day: Some(18_779), ..Hints::default() };
        assert!(found(&cells, &hints).0.contains(&"ordinal-week 2021-06-01".to_owned()));
    }
}
