//! Whose clock times without an offset are on: said by the column's name, by a field of each row, or
//! by a line above the table.
//!
//! # Contract
//! * The user's word is above all, a cell's own offset above what stands elsewhere.
//! * Dates without a time of day are days: no zone moves them.
//! * An offset whose sign was lost is asked for.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "instants of the calendar, and counts of a sample's rows"
)]

use super::{
    column::ColumnFacts,
    lexicon::{self, SpanEnd},
    overrides::SourcePatch,
    row_zones::{TimeZone, ZoneCells, ZoneColumn},
    source::{Because, Choice, Evidence, Question},
    table::Row,
    time_column::TimePlan,
    timestamp::{Format, candidate::Hints, detect::detect},
    topic::Topic,
    zone_words::{self, Sense, ZoneWord, offset_text},
};
use crate::calendar::civil::HOUR_MS;

/// Finds the clock of a plan's times; what only the user can know is asked.
pub fn decide(
    plan: &mut TimePlan,
    looks: &[ColumnFacts],
    rows: &[Row],
    preamble: &[String],
    patch: &SourcePatch,
    evidence: &mut Vec<Evidence>,
) -> Option<Question> {
    plan.zone = TimeZone::default();
    let name = |column: usize| looks.get(column).map_or("", |look| look.name.as_str());
    plan.zone.dated = plan.columns.first().is_some_and(|&column| names_a_day(name(column)));
    let own = plan.format.has_zone() || plan.clock.as_ref().is_some_and(|clock| clock.has_zone());
    if own {
        return None;
    }
    plan.zone.direction = direction(plan, rows);
    if patch.zone.is_some() {
        return None;
    }
    let timed = plan.format.has_clock() || plan.clock.is_some();
    let named = plan.columns.iter().find_map(|&column| {
        let name = name(column);
        Some((name, zone_words::in_name(name)?))
    });
    let mut say = |chosen: String, because, alternatives| {
        evidence.push(Evidence { field: Topic::Zone, chosen, because, alternatives });
    };
    if let Some((name, found)) = named.filter(|(_, found)| timed || found.zone == "UTC") {
        if let Sense::Unsigned(minutes) = found.sense {
            if is_numbered(name, looks) {
                let found = ZoneWord { sense: Sense::Plain, ..found };
                plan.zone.stated = Some(found);
                return None;
            }
            let mut choices = Vec::new();
            for value in [offset_text(minutes), offset_text(-minutes), "UTC".into()] {
                choices.push(Choice { sample: format!("{name}: {value}"), value });
            }
            return Some(Question { field: Topic::Zone, choices });
        }
        let other = alternative(&found);
        let because = match found.sense {
            Sense::Usual => Because::UsualZone(found.word.clone()),
            _ => Because::Name(name.into()),
        };
        say(found.zone.clone(), because, other);
        plan.zone.stated = Some(found);
        return None;
    }
    if !timed {
        return None;
    }
    if let Some(column) = zone_column(plan, looks, rows) {
        say(String::new(), Because::EachRow(name(column.index).into()), Vec::new());
        plan.zone.column = Some(column);
        return None;
    }
    if patch.time_column.is_none()
        && let Some((other, format, alike)) = same_times(plan, looks, rows)
    {
        say("UTC".into(), Because::SameTimes(name(other).into()), Vec::new());
        if alike {
            // This column is on that clock already.
            plan.zone.stated = zone_words::in_name("UTC");
            return None;
        }
        for said in evidence.iter_mut() {
            match said.field {
                Topic::TimeColumn => said.chosen = name(other).into(),
                Topic::TimeFormat => said.chosen = format.to_string(),
                _ => {}
            }
        }
        *plan = TimePlan {
            zone: TimeZone { stated: utc_named(name(other)), ..plan.zone.clone() },
            ..TimePlan::of(other, format)
        };
        return None;
    }
    let header = |line: &str| {
        let mut named = looks.iter().filter(|look| !look.name.is_empty()).peekable();
        named.peek().is_some() && named.all(|look| line.contains(look.name.as_str()))
    };
    let told = preamble.iter().filter(|line| !header(line)).find_map(|line| {
        let found = zone_words::in_comment(line)?;
        Some((line, found))
    });
    if let Some((line, found)) = told {
        say(
            found.zone.clone(),
            Because::Stated(line.chars().take(80).collect()),
            alternative(&found),
        );
        plan.zone.stated = Some(found);
        return None;
    }
    let unknown = looks.iter().enumerate().find(|(column, look)| {
        !plan.columns.contains(column)
            && look.texts * 2 > look.filled
            && names_zones(&look.name, false)
    });
    if let Some((_, look)) = unknown {
        say("UTC".into(), Because::UnknownZones(look.name.clone()), Vec::new());
        return None;
    }
    let local =
        plan.columns.iter().map(|&column| name(column)).find(|name| zone_words::is_local(name));
    if let Some(name) = local {
        say("UTC".into(), Because::LocalClock(name.into()), Vec::new());
    }
    None
}

/// UTC where a name says so.
fn utc_named(name: &str) -> Option<ZoneWord> {
    zone_words::in_name(name).filter(|found| found.zone == "UTC" && found.sense == Sense::Plain)
}

/// A column that has the times of a local clock with their zone, or in UTC by its name: they differ by at most
/// two offsets from UTC, the same all along but for summer time.
fn same_times(
    plan: &TimePlan,
    looks: &[ColumnFacts],
    rows: &[Row],
) -> Option<(usize, Format, bool)> {
    let rows: Vec<&Row> = rows.iter().filter(|row| !row.excluded).take(300).collect();
    let own: Vec<Option<i64>> = rows
        .iter()
        .map(|row| {
            plan.read_with(&plan.format, |column| Some(row.cell(column))).ok().map(|at| at.ms)
        })
        .collect();
    looks.iter().enumerate().find_map(|(column, look)| {
        let timed = (look.times + look.numbers) * 10 >= look.filled * 9 && look.is_filled();
        if plan.columns.contains(&column)
            || !timed
            || !lexicon::is_time(&look.name)
            || lexicon::span_end(&look.name) == Some(SpanEnd::Last)
        {
            return None;
        }
        let cells: Vec<&[u8]> = rows.iter().map(|row| row.cell(column)).collect();
        let found = detect(&cells, &Hints { name: &look.name, ..Hints::default() });
        let best = found
            .candidates
            .into_iter()
            .next()
            .filter(|best| found.tied == 1 && best.format.has_clock())?;
        if !(best.format.has_zone() || utc_named(&look.name).is_some()) {
            return None;
        }
        let mut apart: Vec<i64> = Vec::new();
        for (cell, own) in cells.iter().zip(&own) {
            let Some(ms) = own.zip(best.format.parse(cell).ok()).map(|(own, at)| own - at.ms)
            else {
                continue;
            };
            if ms % (HOUR_MS / 4) != 0 || ms.abs() > 14 * HOUR_MS {
                return None;
            }
            if !apart.contains(&ms) {
                apart.push(ms);
            }
        }
        let summer = matches!(*apart.as_slice(), [_])
            || matches!(*apart.as_slice(), [a, b] if (a - b).abs() <= HOUR_MS);
        (summer && best.fits * 10 >= rows.len() * 9).then_some((
            column,
            best.format,
            apart.as_slice() == [0],
        ))
    })
}

/// The other reading of an abbreviation.
fn alternative(found: &ZoneWord) -> Vec<String> {
    match found.sense {
        Sense::Standard(clocks) => vec![clocks.into()],
        Sense::Civil(minutes) => vec![offset_text(minutes)],
        _ => Vec::new(),
    }
}

/// Whether a name is that of a day: no time of day is expected under it.
fn names_a_day(name: &str) -> bool {
    const DAYS: &[&str] = &[
        "date", "day", "datum", "tag", "fecha", "día", "dia", "data", "jour", "giorno", "dag",
        "dato", "dzień", "дата", "день", "tarih", "gün", "päivä",
    ];
    const DAY_PARTS: &[&str] = &["日付", "日期", "날짜", "年月日"];
    const TIMES: &[&str] = &[
        "time",
        "timestamp",
        "datetime",
        "zeit",
        "uhrzeit",
        "hora",
        "heure",
        "ora",
        "время",
        "at",
    ];
    let words = lexicon::words(name);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    (has(DAYS) || DAY_PARTS.iter().any(|part| name.contains(part))) && !has(TIMES)
}

/// Whether the number at the end of a name only tells it from another column of that name.
fn is_numbered(name: &str, looks: &[ColumnFacts]) -> bool {
    let stem =
        |name: &str| name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '_').to_lowercase();
    looks.iter().filter(|look| stem(&look.name) == stem(name)).count() > 1
}

/// Whether the rows of the sample go forward or backward in time, but for one in fifty.
fn direction(plan: &TimePlan, rows: &[Row]) -> i64 {
    let times = rows.iter().filter(|row| !row.excluded).filter_map(|row| {
        plan.read_with(&plan.format, |column| Some(row.cell(column))).ok().map(|at| at.ms)
    });
    let (mut before, mut rises, mut falls) = (None, 0, 0);
    for at in times {
        rises += usize::from(before.is_some_and(|before| at > before));
        falls += usize::from(before.is_some_and(|before| at < before));
        before = Some(at);
    }
    match (rises, falls) {
        (rises, falls) if rises > falls * 50 => 1,
        (rises, falls) if falls > rises * 50 => -1,
        // A short file has its hour that comes twice in the sample.
        (rises, 1) if rises >= 8 => 1,
        (1, falls) if falls >= 8 => -1,
        _ => 0,
    }
}

/// The column that tells the zone of each row.
fn zone_column(plan: &TimePlan, looks: &[ColumnFacts], rows: &[Row]) -> Option<ZoneColumn> {
    looks.iter().enumerate().find_map(|(index, look)| {
        if plan.columns.contains(&index) || !names_zones(&look.name, true) || look.filled == 0 {
            return None;
        }
        let cells = || {
            let cells =
                rows.iter().filter(|row| !row.excluded).map(|row| row.cell(index).trim_ascii());
            cells.filter(|cell| !cell.is_empty())
        };
        let cells_of = |kind: ZoneCells| {
            let fits = cells().filter(|cell| kind.zone(cell).is_some()).count();
            (fits > 0 && fits * 10 >= cells().count() * 9).then_some(kind)
        };
        let numbers = || {
            let all = || cells().filter_map(|cell| str::from_utf8(cell).ok()?.parse::<f64>().ok());
            let largest = all().fold(0.0, |most: f64, number| most.max(number.abs()));
            let minutes = match largest {
                0.0..=14.0 => 60.0,
                0.0..=840.0 => 1.0,
                _ => 1.0 / 60.0,
            };
            cells_of(ZoneCells::Numbers(minutes))
        };
        let plain_numbers = look.numbers * 10 >= look.filled * 9
            && cells().all(|cell| !cell.contains(&b':') && cell.first() != Some(&b'+'));
        // Hours and minutes: no number is written `-0300`.
        let offset = |cell: &[u8]| {
            cell.len() == 5
                && cell.first() == Some(&b'-')
                && zone_words::in_cell(str::from_utf8(cell).unwrap_or_default()).is_some()
        };
        let plain_numbers = plain_numbers && !cells().all(offset);
        let kind = if plain_numbers { numbers()? } else { cells_of(ZoneCells::Words)? };
        let first = cells().next()?;
        let usual = cells().all(|cell| cell == first).then(|| first.to_vec());
        let all = rows.iter().filter(|row| !row.excluded).count();
        (usual.is_some() || cells().count() * 10 >= all * 9).then_some(ZoneColumn {
            index,
            cells: kind,
            usual,
        })
    })
}

/// Whether a name is that of the rows' zone or offset; those of a person's profile are not. `loose`: also one
/// that can mean something else.
fn names_zones(name: &str, loose: bool) -> bool {
    const WORDS: &[&str] = &[
        "tz", "timezone", "tzname", "tzid", "zeitzone", "fuseau", "huso", "tijdzone", "tidszone",
        "tidzon", "tidssone",
    ];
    const PARTS: &[&str] = &[
        "timezone",
        "utcoffset",
        "gmtoffset",
        "tzoffset",
        "offsetutc",
        "offsetfromutc",
        "zeitzone",
        "zonahoraria",
        "fusohorario",
        "fusoorario",
        "fuseauhoraire",
        "часовойпояс",
        "strefaczasowa",
        "タイムゾーン",
        "時差",
        "时区",
        "時區",
        "시간대",
        "decalageutc",
        "décalageutc",
        "utcversatz",
    ];
    const WHOLE: &[&str] = &["zone", "offset", "utc", "gmt", "tz"];
    const OF_OTHERS: &[&str] = &[
        "user", "customer", "client", "visitor", "account", "member", "profile", "billing",
        "seller", "buyer", "contact", "owner",
    ];
    let words = lexicon::words(name);
    let squeezed: String = words.concat();
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let named = has(WORDS) || PARTS.iter().any(|part| squeezed.contains(part));
    (named || (loose && WHOLE.contains(&squeezed.as_str()))) && !has(OF_OTHERS)
}
