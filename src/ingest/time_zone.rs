//! Whose clock times without an offset are on: said by the column's name, by a field of each row, or
//! by a line above the table; and whether instants are the midnights of some clock.
//!
//! # Contract
//! * The user's word is above all, a cell's own offset above what stands elsewhere.
//! * Dates without a time of day are days: no zone moves them.
//! * A wall-clock time that comes twice, in a zone that each row names, is the one that keeps the rows in
//!   order.
//! * Instants are days of another zone only if all of them are its midnights, and the weekdays, the days
//!   of the months or the changes of the clock do not speak against it. Where nothing speaks for it
//!   either, they stay instants, and that is said.

use super::{
    column::ColumnFacts,
    lexicon,
    overrides::SourcePatch,
    problem::Reason,
    source::{Because, Choice, Evidence, Question},
    table::Row,
    time_column::TimePlan,
    timestamp::{DAY_MS, Instant},
    topic::Topic,
    zone_words::{self, Sense, ZoneWord, offset_text},
};
use crate::calendar::{
    civil::{Civil, HOUR_MS, iso_weekday},
    zone::{Offsets, PlatformZones, Zones},
};
use litemap::LiteMap;
use std::rc::Rc;

/// What is known of the clock of times without an offset.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimeZone {
    /// What the file says of all of them.
    pub stated: Option<ZoneWord>,
    /// The column that says it for each row.
    pub column: Option<ZoneColumn>,
    /// Whether the rows go forward (1) or backward (-1) in time; 0 where neither.
    pub direction: i64,
    /// Whether the column's name is that of a day.
    pub dated: bool,
}

/// A column of zones or offsets.
#[derive(Clone, Debug, PartialEq)]
pub struct ZoneColumn {
    /// Its place.
    pub index: usize,
    /// How its cells are read.
    pub cells: ZoneCells,
    /// The zone of rows that leave the cell blank, where all others of the sample have the same.
    pub usual: Option<Vec<u8>>,
}

/// How a column of zones is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ZoneCells {
    /// Names, abbreviations, offsets with a sign.
    Words,
    /// Numbers ahead of UTC, each so many minutes.
    Numbers(f64),
}

impl ZoneCells {
    /// The zone of a cell.
    fn zone(self, cell: &[u8]) -> Option<ZoneWord> {
        let text = str::from_utf8(cell).ok()?.trim().trim_matches('"');
        match self {
            ZoneCells::Words => zone_words::in_cell(text),
            ZoneCells::Numbers(minutes) => {
                let minutes = text.parse::<f64>().ok()? * minutes;
                let fits = minutes.abs() <= 840.0 && minutes % 15.0 == 0.0;
                fits.then(|| ZoneWord {
                    zone: offset_text(minutes as i16),
                    word: text.into(),
                    sense: Sense::Plain,
                })
            }
        }
    }
}

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
    let header = |line: &str| {
        let mut named = looks.iter().filter(|look| !look.name.is_empty()).peekable();
        named.peek().is_some() && named.all(|look| line.contains(look.name.as_str()))
    };
    let told = preamble.iter().filter(|line| !header(line)).find_map(|line| {
        let found = zone_words::in_comment(line)?;
        Some((line, found))
    });
    if let Some((line, found)) = told {
        say(found.zone.clone(), Because::Stated(line.chars().take(80).collect()), alternative(&found));
        plan.zone.stated = Some(found);
        return None;
    }
    let local = plan.columns.iter().map(|&column| name(column)).find(|name| zone_words::is_local(name));
    if let Some(name) = local {
        say("UTC".into(), Because::LocalClock(name.into()), Vec::new());
    }
    None
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
        "date", "day", "datum", "tag", "fecha", "día", "dia", "data", "jour", "giorno", "dag", "dato", "dzień",
        "дата", "день", "tarih", "gün", "päivä",
    ];
    const DAY_PARTS: &[&str] = &["日付", "日期", "날짜", "年月日"];
    const TIMES: &[&str] =
        &["time", "timestamp", "datetime", "zeit", "uhrzeit", "hora", "heure", "ora", "время", "at"];
    let words = lexicon::words(name);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    (has(DAYS) || DAY_PARTS.iter().any(|part| name.contains(part))) && !has(TIMES)
}

/// Whether the number at the end of a name only tells it from another column of that name.
fn is_numbered(name: &str, looks: &[ColumnFacts]) -> bool {
    let stem = |name: &str| name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '_').to_lowercase();
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
        if plan.columns.contains(&index) || !names_zones(&look.name) || look.filled == 0 {
            return None;
        }
        let cells = || {
            let cells = rows.iter().filter(|row| !row.excluded).map(|row| row.cell(index).trim_ascii());
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
        let kind = if plain_numbers { numbers()? } else { cells_of(ZoneCells::Words)? };
        let first = cells().next()?;
        let usual = cells().all(|cell| cell == first).then(|| first.to_vec());
        let blank = rows.iter().filter(|row| !row.excluded).count() - cells().count();
        (usual.is_some() || blank == 0).then_some(ZoneColumn { index, cells: kind, usual })
    })
}

/// Whether a name is that of the rows' zone or offset; those of a person's profile are not.
fn names_zones(name: &str) -> bool {
    const WORDS: &[&str] = &[
        "tz", "timezone", "tzname", "tzid", "zeitzone", "fuseau", "huso", "tijdzone", "tidszone", "tidzon", "tidssone",
    ];
    const PARTS: &[&str] = &[
        "timezone", "utcoffset", "gmtoffset", "tzoffset", "offsetutc", "offsetfromutc", "zeitzone", "zonahoraria", "fusohorario", "fusoorario",
        "fuseauhoraire", "часовойпояс", "strefaczasowa", "タイムゾーン", "時差", "时区", "時區", "시간대", "decalageutc", "décalageutc", "utcversatz",
    ];
    const WHOLE: &[&str] = &["zone", "offset", "utc", "gmt", "tz"];
    const OF_OTHERS: &[&str] = &[
        "user", "customer", "client", "visitor", "account", "member", "profile", "billing", "seller", "buyer", "contact", "owner",
    ];
    let words = lexicon::words(name);
    let squeezed: String = words.concat();
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    (has(WORDS) || PARTS.iter().any(|part| squeezed.contains(part)) || WHOLE.contains(&squeezed.as_str()))
        && !has(OF_OTHERS)
}

/// The zones of rows while they are being read.
#[derive(Clone, Debug)]
pub struct RowZones {
    column: ZoneColumn,
    direction: i64,
    /// The last cell, and its zone.
    cell: Vec<u8>,
    zone: Option<Clock>,
    /// Offsets of the zones met, and the range they are known for.
    known: LiteMap<String, (i64, i64, Rc<Offsets>)>,
    /// The instant of the row before.
    before: Option<i64>,
    /// The first zone by name, and whether another came.
    first: Option<String>,
    differ: bool,
}

#[derive(Clone, Debug)]
enum Clock {
    Fixed(i16),
    Named(String),
}

/// Days at either side of a row in which a zone's changes are looked up at once.
const AROUND_DAYS: i64 = 500;

impl RowZones {
    /// Zones by a column.
    pub fn new(zone: &TimeZone) -> Option<RowZones> {
        Some(RowZones {
            column: zone.column.clone()?,
            direction: zone.direction,
            cell: Vec::new(),
            zone: None,
            known: LiteMap::default(),
            before: None,
            first: None,
            differ: false,
        })
    }

    /// The column.
    pub fn index(&self) -> usize {
        self.column.index
    }

    /// The zone of all rows, where each has the same.
    pub fn only(&self) -> Option<&str> {
        self.first.as_deref().filter(|_| !self.differ)
    }

    /// The instant of a wall-clock time in the zone of its row.
    pub fn place(&mut self, local: Instant, cell: &[u8]) -> Result<Instant, Reason> {
        let cell = match cell.trim_ascii() {
            [] => self.column.usual.clone().ok_or(Reason::TimeUnreadable)?,
            cell if self.cell == cell => Vec::new(),
            cell => cell.to_vec(),
        };
        if !cell.is_empty() && cell != self.cell {
            let found = self.column.cells.zone(&cell);
            if let Some(found) = &found {
                self.differ |= self.first.as_ref().is_some_and(|first| *first != found.zone);
                self.first.get_or_insert_with(|| found.zone.clone());
            }
            self.zone = found.map(|found| match crate::calendar::zone::fixed_offset_ms(&found.zone) {
                Some(ms) => Clock::Fixed((ms / 60_000) as i16),
                None => Clock::Named(found.zone),
            });
            self.cell = cell;
        }
        let ms = match self.zone.clone().ok_or(Reason::TimeUnreadable)? {
            Clock::Fixed(minutes) => local.ms - i64::from(minutes) * 60_000,
            Clock::Named(name) => self.named(&name, local.ms).ok_or(Reason::TimeUnreadable)?,
        };
        self.before = Some(ms);
        Ok(Instant { ms, offset_min: i16::try_from((local.ms - ms) / 60_000).ok() })
    }

    fn named(&mut self, name: &str, local_ms: i64) -> Option<i64> {
        let (from, to) = (local_ms - DAY_MS, local_ms + DAY_MS);
        let offsets = match self.known.get(name) {
            Some((first, last, offsets)) if *first <= from && to <= *last => offsets.clone(),
            known => {
                let around = AROUND_DAYS * DAY_MS;
                let (first, last) = known.map_or((from, to), |(first, last, _)| (*first, *last));
                let (first, last) = (first.min(from - around), last.max(to + around));
                let offsets = Rc::new(Offsets::of(&PlatformZones, name, first, last)?);
                self.known.insert(name.to_owned(), (first, last, offsets.clone()));
                offsets
            }
        };
        let earlier = offsets.utc_from_local(local_ms);
        let Some(more) = offsets.repeats(local_ms) else { return Some(earlier) };
        let later = earlier + more;
        Some(match self.before {
            Some(before) if self.direction > 0 && before > earlier => later,
            Some(before) if self.direction < 0 && before >= later => later,
            _ => earlier,
        })
    }
}

/// What instants of whole days are.
#[derive(Clone, Debug, PartialEq)]
pub enum Days {
    /// Midnights of this zone.
    Of(String, Rc<Offsets>, Because),
    /// Instants, though they could be midnights elsewhere.
    Instants(Because),
    /// No such instants.
    None,
}

/// Zones with summer time east of UTC, one for each of their rules.
const CLOCKS: &[&str] = &[
    "Europe/London", "Europe/Paris", "Europe/Athens", "Europe/Moscow", "Asia/Jerusalem", "Africa/Cairo", "Asia/Beirut",
    "Asia/Amman", "Asia/Tehran", "Australia/Sydney", "Australia/Adelaide", "Australia/Lord_Howe", "Pacific/Auckland",
    "Pacific/Chatham", "Europe/Istanbul",
];

/// Offsets from UTC, in minutes, at whose midnight nothing else is wont to be noted: those of East Asia, and
/// those with half hours.
const SURE: &[i64] = &[540, 480, 330, 345, 390, 570, 630, 210, 270];

/// Fewest instants by which a clock is recognised that the file does not name; with a sign, and without.
const FEWEST: (usize, usize) = (4, 8);

/// Whether instants (ascending, each once) are the midnights of a zone: of `stated`, where the file says it, or
/// of one that they show.
pub fn days_of(stamps: &[i64], stated: Option<&str>, dated: bool) -> Days {
    let (Some(&first), Some(&last)) = (stamps.first(), stamps.last()) else { return Days::None };
    if stamps.windows(2).any(|pair| pair.first().zip(pair.get(1)).is_some_and(|(a, b)| b - a < 22 * HOUR_MS)) {
        return Days::None;
    }
    let midnights = |zone: &str| {
        let offsets = Offsets::of(&PlatformZones, zone, first, last)?;
        stamps.iter().all(|&at| (at + offsets.at_utc(at)).rem_euclid(DAY_MS) == 0).then(|| Rc::new(offsets))
    };
    if let Some(zone) = stated {
        let moves = stamps.iter().any(|at| at.rem_euclid(DAY_MS) != 0) && stamps.len() > 1;
        return match midnights(zone).filter(|_| moves) {
            Some(offsets) => Days::Of(zone.into(), offsets, Because::ItsMidnights),
            None => Days::None,
        };
    }
    let mut clocks: Vec<i64> = Vec::new();
    for at in stamps {
        let clock = at.rem_euclid(DAY_MS);
        if !clocks.contains(&clock) {
            clocks.push(clock);
        }
        if clocks.len() > 2 || clock % (HOUR_MS / 4) != 0 {
            return Days::None;
        }
    }
    let late = clocks.iter().copied().max().unwrap_or(0);
    // Midnight west of Greenwich, and noon: their UTC day is the day that is meant.
    if late < 10 * HOUR_MS || stamps.len() < FEWEST.0 {
        return Days::None;
    }
    let clock = clocks.iter().map(|ms| format!("{:02}:{:02}", ms / HOUR_MS, ms % HOUR_MS / 60_000));
    let clock = clock.collect::<Vec<_>>().join(", ");
    let signs = Signs::of(stamps);
    if let [one] = clocks.as_slice() {
        let minutes = (DAY_MS - one) / 60_000;
        let zone = offset_text(i16::try_from(minutes).unwrap_or(0));
        let because = Because::Midnights { clock: clock.clone(), zone: zone.clone() };
        let sure = SURE.contains(&minutes) || dated;
        return match (signs.meant, late > 12 * HOUR_MS) {
            // An end of the world that is a day ahead: only with a sign.
            (Some(true), _) if minutes <= 840 => Days::Of(zone, Rc::new(Offsets::fixed(minutes * 60_000)), because),
            (Some(false), true) => Days::Instants(Because::NoMidnights { clock }),
            (None, true) if stamps.len() < FEWEST.1 => Days::None,
            (None, true) if sure => Days::Of(zone, Rc::new(Offsets::fixed(minutes * 60_000)), because),
            (None, true) => Days::Instants(Because::MaybeMidnights { clock, zone }),
            _ => Days::None,
        };
    }
    // Two times of day: a clock that was changed when these did.
    let zone = CLOCKS.iter().find_map(|zone| Some((*zone, midnights(zone)?)));
    match zone {
        Some((zone, offsets)) if signs.meant != Some(false) => {
            Days::Of(zone.into(), offsets, Because::Midnights { clock, zone: zone.into() })
        }
        _ => Days::None,
    }
}

/// What weekdays and days of the month say: whether the days after the instants' UTC days are meant.
struct Signs {
    meant: Option<bool>,
}

impl Signs {
    fn of(stamps: &[i64]) -> Signs {
        let all = |fits: &dyn Fn(i64) -> bool| stamps.iter().all(|at| fits(at.div_euclid(DAY_MS)));
        let work = |day: i64| iso_weekday(day) <= 5;
        let month = |day: i64| Civil::from_ms(day * DAY_MS).day == 1;
        let (at, after) = (all(&work), all(&|day| work(day + 1)));
        let monday = all(&|day| iso_weekday(day) == 1);
        let many = stamps.len() >= FEWEST.1;
        let meant = if all(&month) || monday || (many && at && !after) {
            Some(false)
        } else if all(&|day| month(day + 1)) || (many && after && !at) {
            Some(true)
        } else {
            None
        };
        Signs { meant }
    }
}

/// Whether rows show which of two readings of an abbreviation holds: `Some(true)` where the clocks of `zone` were
/// changed, `Some(false)` where its skipped hour has rows. `has` tells whether there are rows in [from, to) of
/// the wall clock.
pub fn clocks_changed(zone: &str, first: i64, last: i64, has: &dyn Fn(i64, i64) -> bool) -> Option<bool> {
    let offsets = Offsets::of(&PlatformZones, zone, first, last)?;
    let mut changed = None;
    for (from, to) in offsets.skipped().filter(|(from, to)| first < *from && *to < last) {
        if has(from, to) {
            return Some(false);
        }
        // The hour is there on each day around, so that its absence says something.
        let days = [-3, -2, -1, 1, 2, 3];
        if days.iter().all(|day| has(from + day * DAY_MS, to + day * DAY_MS)) {
            changed = Some(true);
        }
    }
    changed
}

/// Whether an offset ever changes there.
pub fn changes_between(zone: &str, minutes: i16, first: i64, last: i64) -> bool {
    let fixed = i64::from(minutes) * 60_000;
    let step = (15 * DAY_MS).max((last - first) / 400);
    let mut at = first;
    while at <= last {
        if PlatformZones.offset_ms(zone, at - fixed) != Some(fixed) {
            return true;
        }
        at += step;
    }
    PlatformZones.offset_ms(zone, last - fixed) != Some(fixed)
}
