//! Zones in words: what the name of a time column, a comment or a cell of a zone column says.
//!
//! # Contract
//! * An offset, an IANA name, an abbreviation or the words of a language; nothing else is a zone.
//! * IANA names are those that the platform knows ([`PlatformZones`]).
//! * `UTC+8` is 8 hours ahead of UTC. `utc_8`, of which the sign was lost, is no answer: [`Sense::Unsigned`].
//! * Abbreviations that several zones share mean the usual one, and say so ([`Sense::Usual`]).
//! * `CET`, `EET` and `WET` are clocks of countries with summer time, as in the tz database and in what
//!   European exchanges write; `EST`, `PST` and others name the standard time itself. Where summer time
//!   matters, both say so ([`Sense::Civil`], [`Sense::Standard`]), and the rows may know better.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "places in a text, hours and minutes of two digits"
)]

use super::lexicon;
use crate::calendar::zone::{PlatformZones, Zones, fixed_offset_ms};

/// A zone that words name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneWord {
    /// `UTC`, an offset (`+09:00`), or an IANA name.
    pub zone: String,
    /// The words.
    pub word: String,
    /// How sure they are.
    pub sense: Sense,
}

/// How sure words are of their zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// They mean nothing else.
    Plain,
    /// Several zones have this abbreviation: the usual one is taken.
    Usual,
    /// They name one offset, though the clocks of this zone change.
    Standard(&'static str),
    /// They name the clocks of a zone by its offset in winter, these minutes.
    Civil(i16),
    /// A number of hours whose sign was lost.
    Unsigned(i16),
}

/// `UTC` for 0, else `+09:00`.
pub fn offset_text(minutes: i16) -> String {
    if minutes == 0 {
        return "UTC".into();
    }
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.unsigned_abs();
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// What an abbreviation stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// One offset.
    Fixed,
    /// One offset, that of several zones' abbreviation that is usual.
    Usual,
    /// The offset of a zone's winter or summer.
    Season,
    /// The clocks of a zone, by its offset in winter.
    Civil,
    /// The clocks of a zone.
    Clock,
}

use Kind::{Civil, Clock, Fixed, Season, Usual};

/// Abbreviation, minutes east of UTC, zone whose clocks go by it, what it stands for.
#[rustfmt::skip]
const ABBREVIATIONS: &[(&str, i16, &str, Kind)] = &[
    ("JST", 540, "", Fixed), ("KST", 540, "", Fixed), ("HKT", 480, "", Fixed), ("SGT", 480, "", Fixed), ("PHT", 480, "", Fixed), ("AWST", 480, "", Fixed),
    ("WIB", 420, "", Fixed), ("WITA", 480, "", Fixed), ("ICT", 420, "", Fixed), ("PKT", 300, "", Fixed), ("NPT", 345, "", Fixed), ("UZT", 300, "", Fixed),
    ("IST", 330, "", Usual), ("GST", 240, "", Usual), ("SAST", 120, "", Fixed), ("CAT", 120, "", Fixed), ("EAT", 180, "", Fixed), ("WAT", 60, "", Fixed),
    ("ART", -180, "", Fixed), ("COT", -300, "", Fixed), ("PET", -300, "", Fixed), ("HST", -600, "", Fixed),
    ("MSK", 180, "Europe/Moscow", Clock), ("TRT", 180, "Europe/Istanbul", Clock), ("BRT", -180, "America/Sao_Paulo", Clock),
    ("CET", 60, "Europe/Brussels", Civil), ("MEZ", 60, "Europe/Berlin", Civil), ("HEC", 60, "Europe/Paris", Civil), ("EET", 120, "Europe/Athens", Civil), ("WET", 0, "Europe/Lisbon", Civil),
    ("CEST", 120, "Europe/Brussels", Season), ("MESZ", 120, "Europe/Berlin", Season), ("EEST", 180, "Europe/Athens", Season), ("WEST", 60, "Europe/Lisbon", Season), ("BST", 60, "Europe/London", Season),
    ("EST", -300, "America/New_York", Season), ("EDT", -240, "America/New_York", Season), ("CST", -360, "America/Chicago", Season), ("CDT", -300, "America/Chicago", Season),
    ("MST", -420, "America/Denver", Season), ("MDT", -360, "America/Denver", Season), ("PST", -480, "America/Los_Angeles", Season), ("PDT", -420, "America/Los_Angeles", Season),
    ("AKST", -540, "America/Anchorage", Season), ("AKDT", -480, "America/Anchorage", Season), ("AST", -240, "America/Halifax", Season), ("ADT", -180, "America/Halifax", Season),
    ("NST", -210, "America/St_Johns", Season), ("NDT", -150, "America/St_Johns", Season), ("CLT", -240, "America/Santiago", Season), ("CLST", -180, "America/Santiago", Season),
    ("AEST", 600, "Australia/Sydney", Season), ("AEDT", 660, "Australia/Sydney", Season), ("ACST", 570, "Australia/Adelaide", Season), ("ACDT", 630, "Australia/Adelaide", Season),
    ("NZST", 720, "Pacific/Auckland", Season), ("NZDT", 780, "Pacific/Auckland", Season),
    ("ET", -300, "America/New_York", Clock), ("EPT", -300, "America/New_York", Clock), ("CT", -360, "America/Chicago", Clock), ("CPT", -360, "America/Chicago", Clock),
    ("MT", -420, "America/Denver", Clock), ("PT", -480, "America/Los_Angeles", Clock), ("PPT", -480, "America/Los_Angeles", Clock),
];

/// Abbreviations that are no words of a language, and so are zones in any case.
#[rustfmt::skip]
const ANY_CASE: &[&str] = &[
    "JST", "KST", "HKT", "SGT", "AWST", "SAST", "MSK", "CET", "MEZ", "CEST", "MESZ", "EEST", "BST", "EDT", "CDT", "MDT", "PST", "PDT",
    "EPT", "AKST", "AKDT", "AEST", "AEDT", "ACST", "ACDT", "NZST", "NZDT",
];

/// Phrases that name a zone in whatever column of times they stand.
#[rustfmt::skip]
const PHRASES: &[(&str, &str)] = &[
    ("日本標準時", "Asia/Tokyo"), ("日本時間", "Asia/Tokyo"), ("日本时间", "Asia/Tokyo"), ("東京時間", "Asia/Tokyo"), ("东京时间", "Asia/Tokyo"), ("일본시간", "Asia/Tokyo"),
    ("北京时间", "Asia/Shanghai"), ("北京時間", "Asia/Shanghai"), ("中国时间", "Asia/Shanghai"), ("中国時間", "Asia/Shanghai"), ("中国标准时间", "Asia/Shanghai"), ("中国標準時", "Asia/Shanghai"), ("上海时间", "Asia/Shanghai"),
    ("香港时间", "Asia/Hong_Kong"), ("香港時間", "Asia/Hong_Kong"), ("台北時間", "Asia/Taipei"), ("台北时间", "Asia/Taipei"), ("台灣時間", "Asia/Taipei"), ("台湾时间", "Asia/Taipei"), ("台湾時間", "Asia/Taipei"), ("臺灣時間", "Asia/Taipei"),
    ("한국시간", "Asia/Seoul"), ("한국 시간", "Asia/Seoul"), ("한국표준시", "Asia/Seoul"), ("한국 표준시", "Asia/Seoul"), ("서울시간", "Asia/Seoul"), ("서울 시간", "Asia/Seoul"), ("韓国時間", "Asia/Seoul"), ("韩国时间", "Asia/Seoul"),
    ("協定世界時", "UTC"), ("世界標準時", "UTC"), ("世界协调时", "UTC"), ("协调世界时", "UTC"), ("世界标准时间", "UTC"), ("世界時", "UTC"), ("세계 표준시", "UTC"), ("세계표준시", "UTC"), ("협정 세계시", "UTC"), ("협정세계시", "UTC"),
    ("米国東部", "America/New_York"), ("米東部時間", "America/New_York"), ("ニューヨーク時間", "America/New_York"), ("美东", "America/New_York"), ("美東", "America/New_York"), ("纽约时间", "America/New_York"), ("미국 동부", "America/New_York"),
    ("米国太平洋", "America/Los_Angeles"), ("太平洋时间", "America/Los_Angeles"), ("ロンドン時間", "Europe/London"), ("伦敦时间", "Europe/London"), ("パリ時間", "Europe/Paris"), ("シドニー時間", "Australia/Sydney"),
    ("московское", "Europe/Moscow"), ("по москве", "Europe/Moscow"), ("мск", "Europe/Moscow"), ("за києвом", "Europe/Kyiv"), ("київський", "Europe/Kyiv"), ("всемирное координированное", "UTC"),
    ("coordinated universal", "UTC"), ("universal time", "UTC"), ("temps universel", "UTC"), ("tiempo universal", "UTC"), ("tempo universale", "UTC"), ("weltzeit", "UTC"), ("zulu", "UTC"), ("greenwich", "UTC"),
    ("mitteleuropäische sommerzeit", "+02:00"), ("mitteleuropäische zeit", "MEZ"), ("mitteleuropaeische zeit", "MEZ"), ("central european summer", "+02:00"), ("central european", "CET"), ("eastern european", "EET"), ("western european", "WET"), ("europe centrale", "Europe/Paris"), ("europa central", "Europe/Madrid"), ("europa centrale", "Europe/Rome"),
    ("japan standard", "+09:00"), ("japan time", "Asia/Tokyo"), ("korea standard", "+09:00"), ("korean standard", "+09:00"), ("china standard", "+08:00"), ("india standard", "+05:30"), ("indian standard", "+05:30"),
    ("eastern daylight", "-04:00"), ("pacific daylight", "-07:00"), ("central daylight", "-05:00"), ("mountain daylight", "-06:00"),
    ("australian eastern standard", "AEST"), ("eastern standard", "EST"), ("central standard", "CST"), ("mountain standard", "MST"), ("pacific standard", "PST"), ("eastern prevailing", "America/New_York"), ("central prevailing", "America/Chicago"),
    ("us eastern", "America/New_York"), ("eastern time", "America/New_York"), ("us pacific", "America/Los_Angeles"), ("pacific time", "America/Los_Angeles"), ("us central", "America/Chicago"), ("central time", "America/Chicago"), ("mountain time", "America/Denver"),
    ("uk time", "Europe/London"), ("british time", "Europe/London"), ("german time", "Europe/Berlin"), ("heure française", "Europe/Paris"), ("heure francaise", "Europe/Paris"), ("france métropolitaine", "Europe/Paris"), ("hora peninsular", "Europe/Madrid"), ("hora española", "Europe/Madrid"), ("ora italiana", "Europe/Rome"), ("czas polski", "Europe/Warsaw"), ("nederlandse tijd", "Europe/Amsterdam"), ("svensk tid", "Europe/Stockholm"), ("dansk tid", "Europe/Copenhagen"), ("norsk tid", "Europe/Oslo"), ("schweizer zeit", "Europe/Zurich"),
];

/// Names of cities (and the one zone of their country) that name a zone beside a word for a clock.
#[rustfmt::skip]
const PLACES: &[(&str, &str)] = &[
    ("paris", "Europe/Paris"), ("france", "Europe/Paris"), ("berlin", "Europe/Berlin"), ("london", "Europe/London"), ("londres", "Europe/London"), ("madrid", "Europe/Madrid"), ("rome", "Europe/Rome"), ("roma", "Europe/Rome"), ("wien", "Europe/Vienna"), ("vienna", "Europe/Vienna"),
    ("zurich", "Europe/Zurich"), ("zürich", "Europe/Zurich"), ("amsterdam", "Europe/Amsterdam"), ("brussels", "Europe/Brussels"), ("bruxelles", "Europe/Brussels"), ("brussel", "Europe/Brussels"), ("lisbon", "Europe/Lisbon"), ("lisboa", "Europe/Lisbon"), ("dublin", "Europe/Dublin"),
    ("warsaw", "Europe/Warsaw"), ("warszawa", "Europe/Warsaw"), ("warszawie", "Europe/Warsaw"), ("prague", "Europe/Prague"), ("praha", "Europe/Prague"), ("budapest", "Europe/Budapest"), ("stockholm", "Europe/Stockholm"), ("oslo", "Europe/Oslo"), ("copenhagen", "Europe/Copenhagen"), ("københavn", "Europe/Copenhagen"), ("helsinki", "Europe/Helsinki"),
    ("athens", "Europe/Athens"), ("istanbul", "Europe/Istanbul"), ("türkiye", "Europe/Istanbul"), ("moscow", "Europe/Moscow"), ("москва", "Europe/Moscow"), ("kyiv", "Europe/Kyiv"), ("kiev", "Europe/Kyiv"),
    ("tokyo", "Asia/Tokyo"), ("japan", "Asia/Tokyo"), ("seoul", "Asia/Seoul"), ("korea", "Asia/Seoul"), ("beijing", "Asia/Shanghai"), ("shanghai", "Asia/Shanghai"), ("singapore", "Asia/Singapore"), ("taipei", "Asia/Taipei"), ("mumbai", "Asia/Kolkata"), ("delhi", "Asia/Kolkata"), ("india", "Asia/Kolkata"), ("dubai", "Asia/Dubai"), ("bangkok", "Asia/Bangkok"), ("jakarta", "Asia/Jakarta"),
    ("sydney", "Australia/Sydney"), ("melbourne", "Australia/Melbourne"), ("brisbane", "Australia/Brisbane"), ("perth", "Australia/Perth"), ("adelaide", "Australia/Adelaide"), ("auckland", "Pacific/Auckland"),
    ("new york", "America/New_York"), ("nueva york", "America/New_York"), ("toronto", "America/Toronto"), ("chicago", "America/Chicago"), ("denver", "America/Denver"), ("los angeles", "America/Los_Angeles"), ("vancouver", "America/Vancouver"), ("mexico", "America/Mexico_City"), ("méxico", "America/Mexico_City"), ("são paulo", "America/Sao_Paulo"), ("sao paulo", "America/Sao_Paulo"), ("brasília", "America/Sao_Paulo"), ("brasilia", "America/Sao_Paulo"), ("buenos aires", "America/Argentina/Buenos_Aires"), ("bogotá", "America/Bogota"), ("bogota", "America/Bogota"), ("lima", "America/Lima"), ("santiago", "America/Santiago"),
    ("germany", "Europe/Berlin"), ("deutschland", "Europe/Berlin"), ("deutsche", "Europe/Berlin"), ("française", "Europe/Paris"), ("francaise", "Europe/Paris"), ("spain", "Europe/Madrid"), ("españa", "Europe/Madrid"), ("española", "Europe/Madrid"), ("peninsular", "Europe/Madrid"), ("italy", "Europe/Rome"), ("italia", "Europe/Rome"), ("italiana", "Europe/Rome"), ("poland", "Europe/Warsaw"), ("polska", "Europe/Warsaw"), ("nederland", "Europe/Amsterdam"), ("schweiz", "Europe/Zurich"), ("suisse", "Europe/Zurich"), ("österreich", "Europe/Vienna"), ("sverige", "Europe/Stockholm"), ("uk", "Europe/London"), ("hong kong", "Asia/Hong_Kong"), ("taiwan", "Asia/Taipei"), ("china", "Asia/Shanghai"), ("israel", "Asia/Jerusalem"),
    ("johannesburg", "Africa/Johannesburg"), ("cairo", "Africa/Cairo"), ("nairobi", "Africa/Nairobi"), ("lagos", "Africa/Lagos"),
];

/// Zones as Windows calls them, in cells: the clocks there, whatever the season.
#[rustfmt::skip]
const WINDOWS: &[(&str, &str)] = &[
    ("w. europe standard time", "Europe/Berlin"), ("romance standard time", "Europe/Paris"), ("central europe standard time", "Europe/Budapest"), ("central european standard time", "Europe/Warsaw"), ("gmt standard time", "Europe/London"), ("fle standard time", "Europe/Helsinki"), ("gtb standard time", "Europe/Bucharest"), ("e. europe standard time", "Europe/Chisinau"), ("russian standard time", "Europe/Moscow"), ("turkey standard time", "Europe/Istanbul"),
    ("eastern standard time", "America/New_York"), ("central standard time", "America/Chicago"), ("mountain standard time", "America/Denver"), ("us mountain standard time", "America/Phoenix"), ("pacific standard time", "America/Los_Angeles"), ("atlantic standard time", "America/Halifax"), ("e. south america standard time", "America/Sao_Paulo"),
    ("tokyo standard time", "Asia/Tokyo"), ("korea standard time", "Asia/Seoul"), ("china standard time", "Asia/Shanghai"), ("taipei standard time", "Asia/Taipei"), ("singapore standard time", "Asia/Singapore"), ("se asia standard time", "Asia/Bangkok"), ("india standard time", "Asia/Kolkata"), ("arabian standard time", "Asia/Dubai"), ("israel standard time", "Asia/Jerusalem"),
    ("aus eastern standard time", "Australia/Sydney"), ("e. australia standard time", "Australia/Brisbane"), ("new zealand standard time", "Pacific/Auckland"), ("south africa standard time", "Africa/Johannesburg"), ("egypt standard time", "Africa/Cairo"),
];

/// Words for a clock, beside which a place names its zone.
#[rustfmt::skip]
const CLOCKS: &[&str] = &[
    "time", "times", "timestamp", "timestamps", "clock", "zeit", "zeiten", "uhrzeit", "heure", "heures", "hora", "horas", "horario", "horário", "ora", "ore", "orario", "tijd", "tijden", "tid", "czas", "czasu", "время", "времени", "saati", "zone", "timezone", "tz", "zeitzone", "fuseau", "fuso", "huso",
];

/// Words for standard time all year.
#[rustfmt::skip]
const NO_SUMMER: &[&str] = &[
    "winterzeit", "winter time", "ohne sommerzeit", "no dst", "without dst", "no daylight", "without daylight", "all year", "ganzjährig", "heure d'hiver", "hora de invierno", "horario de invierno", "ora solare", "hora de inverno", "wintertijd", "czas zimowy", "зимнее", "夏時間なし", "サマータイムなし",
];

/// Words for a clock that is not named further.
#[rustfmt::skip]
const LOCAL: &[&str] = &[
    "local", "locale", "localtime", "lokal", "lokale", "lokalzeit", "ortszeit", "lokalny", "lokalt", "plaatselijke", "yerel", "местное", "местному", "locales",
];
/// The same where words are not set apart.
const LOCAL_PARTS: &[&str] = &["現地", "当地", "當地", "현지"];

/// What a comment says in which a place or any abbreviation is that of the clock: `Time series of Berlin` and
/// `MT: metric tons` are none.
#[rustfmt::skip]
const OF_THE_CLOCK: &[&str] = &[
    "zone", "timezone", "zeitzone", "zeitbezug", "fuseau", "fuso", "huso", "tijdzone", "strefa", "tz", "local time", "all times", "times in", "times are", "time in", "time is", "times:", "time:", "timestamps", "ortszeit", "lokalzeit", "zeitangaben", "zeiten", "zeit:", "uhrzeit", "heures", "heure :", "heure:", "heure de", "heure locale", "horas", "hora de", "hora:", "hora local", "ora di", "ora locale", "czas:", "tijden", "часовой", "пояс", "время:",
];

/// What a comment about the clock speaks of.
#[rustfmt::skip]
const CLOCK_PARTS: &[&str] = &["時間", "时间", "時刻", "时区", "時區", "タイムゾーン", "시간", "시각", "часов"];

/// What a comment about the export itself speaks of: its time is not that of the rows.
#[rustfmt::skip]
const ABOUT_THE_EXPORT: &[&str] = &[
    "generated", "created", "exported", "export", "downloaded", "printed", "retrieved", "erstellt", "exportiert", "abgerufen", "généré", "exporté", "généré le", "généré à", "generado", "exportado", "generato", "esportato", "gerado", "wygenerowano", "gegenereerd", "сформирован", "作成", "出力", "导出", "导出时间", "生成", "생성", "내보낸",
];

/// A text with its own form of marks: full-width ones and dashes as ASCII has them.
fn plain(text: &str) -> String {
    let marks = |c: char| match c {
        '（' | '【' | '［' => '(',
        '）' | '】' | '］' => ')',
        '＋' => '+',
        '－' | '−' | '–' | '‐' => '-',
        '：' => ':',
        '\u{a0}' | '\u{3000}' => ' ',
        // The rest of full-width ASCII.
        '！'..='～' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    };
    text.chars().map(marks).collect()
}

/// The zone that the name of a time column says.
pub fn in_name(name: &str) -> Option<ZoneWord> {
    let name = plain(name);
    of_counters(&name).or_else(|| find(&name, true))
}

/// The clock of a log of Windows' performance counters, and where it is not known how many minutes UTC
/// is ahead of it: `(PDH-CSV 4.0) (W. Europe Standard Time)(-60)`.
fn of_counters(name: &str) -> Option<ZoneWord> {
    let (_, rest) = name.strip_prefix("(PDH-")?.split_once(") (")?;
    let (clock, bias) = rest.strip_suffix(')')?.split_once(")(")?;
    let minutes: i16 = bias.parse().ok().filter(|bias| (-840..=840).contains(bias))?;
    in_cell(clock).or_else(|| Some(exactly(offset_text(minutes.saturating_neg()), bias)))
}

/// The zone that a line above a table says of its times; none that is said of the export's own.
pub fn in_comment(line: &str) -> Option<ZoneWord> {
    let line = plain(line);
    let lower = line.to_lowercase();
    let words = lexicon::words(&line);
    let about = |word: &String| {
        let compound =
            word.starts_with("zeit") || word.ends_with("zeit") || word.starts_with("time");
        compound || CLOCKS.contains(&word.as_str())
    };
    if ABOUT_THE_EXPORT.iter().any(|part| lower.contains(part))
        || !(words.iter().any(about) || CLOCK_PARTS.iter().any(|part| line.contains(part)))
        || line.len() > 200
    {
        return None;
    }
    let clear = OF_THE_CLOCK.iter().any(|words| holds(&lower, words))
        || CLOCK_PARTS.iter().any(|part| line.contains(part))
        || PLACES.iter().any(|(place, _)| holds(&lower, &format!("{place} time")));
    let found = find(&line, false).filter(|found| {
        clear
            || found.zone == "UTC"
            || fixed_offset_ms(&found.word).is_some()
            || found.word.contains('/')
    })?;
    // A time of day beside it is one, not the clock of all.
    let rest = line.replacen(&found.word, " ", 1);
    let timed = rest
        .as_bytes()
        .windows(3)
        .any(|three| matches!(three, [a, b':', b] if a.is_ascii_digit() && b.is_ascii_digit()));
    (!timed && !matches!(found.sense, Sense::Unsigned(_))).then_some(found)
}

/// Whether a name speaks of a local clock without naming it.
pub fn is_local(name: &str) -> bool {
    lexicon::words(name).iter().any(|word| LOCAL.contains(&word.as_str()))
        || LOCAL_PARTS.iter().any(|part| name.contains(part))
}

/// The zone of one cell of a column of zones: an IANA name, an offset, an abbreviation.
pub fn in_cell(cell: &str) -> Option<ZoneWord> {
    let cell = plain(cell.trim());
    if let Some(ms) = fixed_offset_ms(&cell).filter(|_| cell != "per row") {
        let minutes = i16::try_from(ms / 60_000).ok().filter(|minutes| minutes.abs() <= 14 * 60)?;
        return Some(exactly(offset_text(minutes), &cell));
    }
    // No prose: a zone and at most its offset.
    if cell.len() > 40 || cell.is_empty() {
        return None;
    }
    let lower = cell.to_lowercase();
    if let Some((_, zone)) = WINDOWS.iter().find(|(name, _)| *name == lower) {
        return Some(exactly((*zone).into(), &cell));
    }
    iana(&cell).or_else(|| utc_offset(&cell)).or_else(|| abbreviation(&cell)).or_else(|| {
        let found = PHRASES.iter().find(|(words, _)| lower.starts_with(words));
        found.map(|(_, zone)| meant(zone, &cell))
    })
}

/// A zone of a table of phrases, by its name, its offset, or its abbreviation.
fn meant(zone: &str, word: &str) -> ZoneWord {
    match abbreviation(zone) {
        Some(found) => ZoneWord { word: word.into(), ..found },
        None => exactly(zone.into(), word),
    }
}

fn exactly(zone: String, word: &str) -> ZoneWord {
    ZoneWord { zone, word: word.into(), sense: Sense::Plain }
}

/// The zone in a text; `column`: it is a column's name, all of which is about the time.
fn find(text: &str, column: bool) -> Option<ZoneWord> {
    let lower = text.to_lowercase();
    let found = iana(text)
        .or_else(|| utc_offset(text))
        .or_else(|| bare_offset(text))
        .or_else(|| abbreviation(text))
        .or_else(|| phrase(&lower))
        .or_else(|| place(text, &lower))
        .or_else(|| utc(text, column))?;
    let winter = NO_SUMMER.iter().any(|words| lower.contains(words));
    Some(match found.sense {
        Sense::Civil(minutes) if winter => exactly(offset_text(minutes), &found.word),
        Sense::Standard(_) if winter => ZoneWord { sense: Sense::Plain, ..found },
        _ => found,
    })
}

/// `UTC`, `GMT` as a word, `(Z)`.
fn utc(text: &str, column: bool) -> Option<ZoneWord> {
    let words = lexicon::words(text);
    let word = words.iter().find(|word| matches!(word.as_str(), "utc" | "gmt" | "zulu"));
    let zulu =
        || column && (text.ends_with("(Z)") || text.ends_with("[Z]") || text.ends_with("_z"));
    match word {
        Some(word) => Some(exactly("UTC".into(), &word.to_uppercase())),
        None => zulu().then(|| exactly("UTC".into(), "Z")),
    }
}

/// Whether a zone of this IANA name is known.
fn is_known(name: &str) -> bool {
    PlatformZones.offset_ms(name, 0).is_some()
}

/// Areas of IANA names.
#[rustfmt::skip]
const AREAS: &[&str] = &[
    "africa", "america", "antarctica", "arctic", "asia", "atlantic", "australia", "europe", "indian", "pacific", "etc", "us", "canada", "brazil", "mexico", "chile",
];

/// `Europe/Paris`, also as `europe_paris`, `America_New_York`.
fn iana(text: &str) -> Option<ZoneWord> {
    let lower = text.to_lowercase();
    if !AREAS.iter().any(|area| lower.contains(area)) {
        return None;
    }
    // As it should be written.
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+');
    for run in text.split(|c| !part(c)).filter(|run| run.contains('/')) {
        if AREAS.iter().any(|area| run.to_lowercase().starts_with(area)) && is_known(run) {
            return Some(exactly(run.into(), run));
        }
    }
    let words: Vec<&str> =
        text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let title = |word: &&str| {
        let (first, rest) = word.split_at(1);
        first.to_uppercase() + &rest.to_lowercase()
    };
    words.iter().enumerate().find_map(|(at, area)| {
        if !AREAS.contains(&area.to_lowercase().as_str()) {
            return None;
        }
        let area = if area.len() == 2 { area.to_uppercase() } else { title(area) };
        let behind: Vec<String> = words.iter().skip(at + 1).take(3).map(title).collect();
        (1..=behind.len()).rev().find_map(|taken| {
            let taken = behind.get(..taken)?;
            let split =
                taken.split_first().map(|(first, rest)| format!("{first}/{}", rest.join("_")));
            [Some(taken.join("_")), split.filter(|_| taken.len() > 1)]
                .into_iter()
                .flatten()
                .map(|city| format!("{area}/{city}"))
                .find(|zone| is_known(zone))
                .map(|zone| exactly(zone.clone(), &zone))
        })
    })
}

/// Hours and minutes at the start of a text: `9`, `09`, `0900`, `09:00`, `5.5`; minutes and bytes.
fn hours(text: &str) -> Option<(i16, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = |text: &str| text.parse::<i16>().ok();
    let rest = text.get(digits..)?;
    let more = rest.get(1..).map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
    let (hours, minutes, taken) = match (digits, rest.as_bytes().first(), more) {
        (1 | 2, Some(b':'), 2) => {
            (number(text.get(..digits)?)?, number(rest.get(1..3)?)?, digits + 3)
        }
        (1 | 2, Some(b'.'), 1 | 2) => {
            let minutes = match rest.get(1..=more)? {
                "5" | "50" | "30" => 30,
                "75" | "45" => 45,
                "0" | "00" => 0,
                _ => return None,
            };
            (number(text.get(..digits)?)?, minutes, digits + 1 + more)
        }
        (3 | 4, _, _) => {
            let (hours, minutes) = text.get(..digits)?.split_at(digits - 2);
            (number(hours)?, number(minutes)?, digits)
        }
        (1 | 2, _, _) => (number(text.get(..digits)?)?, 0, digits),
        _ => return None,
    };
    (hours <= 14 && minutes < 60 && minutes % 15 == 0).then_some((hours * 60 + minutes, taken))
}

/// `UTC+8`, `GMT -05:00`, `utc_plus_9`, `UTC8`; `utc_8` without its sign.
fn utc_offset(text: &str) -> Option<ZoneWord> {
    let lower = text.to_ascii_lowercase();
    let starts = ["utc", "gmt"].iter().flat_map(|word| lower.match_indices(word));
    for (start, _) in starts {
        let before = lower.get(..start)?.chars().next_back();
        if before.is_some_and(char::is_alphabetic) {
            continue;
        }
        let behind = lower.get(start + 3..)?;
        let rest = behind.trim_start_matches([' ', '_']);
        let apart = rest.len() < behind.len();
        let signs = [("plus", 1i16), ("minus", -1), ("+", 1), ("-", -1), ("±", 1)];
        let signed =
            signs.iter().find_map(|(sign, factor)| Some((rest.strip_prefix(sign)?, *factor)));
        let (digits, factor) = signed.unwrap_or((rest, 1));
        let digits = if signed.is_some() { digits.trim_start_matches([' ', '_']) } else { digits };
        let Some((minutes, taken)) = hours(digits) else { continue };
        let tail = digits.get(taken..)?;
        let unit: String = tail.trim_start().chars().take_while(|c| c.is_alphabetic()).collect();
        if !matches!(
            unit.as_str(),
            "" | "h" | "hr" | "hrs" | "hour" | "hours" | "std" | "stunden" | "時間" | "小时"
        ) && !tail.starts_with([' ', '_', ')', ','])
            || matches!(unit.as_str(), "min" | "mins" | "minutes" | "s" | "sec" | "m" | "d")
            || tail.starts_with(|c: char| c.is_ascii_digit())
        {
            continue;
        }
        let end = text.len() - tail.len();
        let word = text.get(start..end)?;
        // A name of words between dashes lost its marks, as one between low lines.
        let dashed = before == Some('-') && rest.starts_with('-') && !apart;
        if (signed.is_none() && apart) || dashed {
            if minutes == 0 || minutes % 60 != 0 || (signed.is_none() && !tail.is_empty()) {
                continue;
            }
            return Some(ZoneWord {
                zone: "UTC".into(),
                word: word.into(),
                sense: Sense::Unsigned(minutes),
            });
        }
        if signed.is_none() && minutes % 60 != 0 {
            continue;
        }
        return Some(exactly(offset_text(factor * minutes), word));
    }
    None
}

/// `(+09:00)`, `+0900`, `[+9]`.
fn bare_offset(text: &str) -> Option<ZoneWord> {
    text.match_indices(['+', '-']).find_map(|(at, sign)| {
        let before = text.get(..at)?.chars().next_back();
        let rest = text.get(at + 1..)?;
        let (minutes, taken) = hours(rest)?;
        let shown = rest.get(..taken)?;
        let after = rest.get(taken..)?.chars().next();
        let held = matches!(before, Some('(' | '[')) && matches!(after, Some(')' | ']'));
        let clear = match (shown.contains(':'), taken) {
            (true, _) => !before.is_some_and(|c| c.is_ascii_digit()),
            (false, 4) => held || (!before.is_some_and(|c| c.is_ascii_digit()) && after.is_none()),
            // `Date (+1)` is the day after.
            _ => {
                held && (taken > 1
                    || lexicon::words(text).iter().any(|word| CLOCKS.contains(&word.as_str())))
            }
        };
        let factor = if sign == "-" { -1 } else { 1 };
        (clear && !after.is_some_and(|c| c.is_alphanumeric()))
            .then(|| exactly(offset_text(factor * minutes), &format!("{sign}{shown}")))
    })
}

/// `JST`, `CET/CEST`, `(PT)`.
fn abbreviation(text: &str) -> Option<ZoneWord> {
    if text.contains("CE(S)T") || text.contains("CE[S]T") {
        return Some(exactly("Europe/Brussels".into(), "CE(S)T"));
    }
    if text.contains("ME(S)Z") {
        return Some(exactly("Europe/Berlin".into(), "ME(S)Z"));
    }
    let capitals = !text.chars().any(char::is_lowercase);
    // A word written in capitals among others that are not, or in brackets.
    let mut found: Vec<&(&str, i16, &str, Kind)> = Vec::new();
    let mut at = 0;
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    let last = words.iter().rposition(|word| !word.is_empty());
    for (place, word) in words.iter().enumerate() {
        let start = at;
        at += word.len();
        let before = text.get(..start)?.chars().next_back();
        at += text.get(at..)?.chars().next().map_or(0, char::len_utf8);
        // A place after `EST5EDT` and its like is their own.
        let posix = ["EST5EDT", "CST6CDT", "MST7MDT", "PST8PDT"];
        let head = if posix.contains(word) { word.get(..3)? } else { word };
        let Some(known) = ABBREVIATIONS.iter().find(|known| known.0.eq_ignore_ascii_case(head))
        else {
            continue;
        };
        let bracketed = matches!(before, Some('(' | '['));
        let loud = *word == word.to_uppercase() && (!capitals || bracketed || words.len() == 1);
        // `timestamp_est` is a zone; in other names est, art, cat and wet are words.
        let alone = Some(place) == last
            && words.len() <= 2
            && matches!(known.0, "EST" | "CST" | "MST" | "EET")
            && words.first().is_some_and(|first| {
                matches!(first.to_lowercase().as_str(), "time" | "timestamp" | "datetime")
            });
        if posix.contains(word) {
            return Some(exactly(known.2.into(), word));
        }
        if loud || alone || ANY_CASE.contains(&known.0) {
            found.push(known);
        }
    }
    let (name, minutes, clocks, kind) = **found.first()?;
    let chinese = text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    if name == "CST" && chinese {
        return Some(ZoneWord { zone: "+08:00".into(), word: name.into(), sense: Sense::Usual });
    }
    // Winter and summer of one zone: its clocks. `GMT/BST` are London's.
    let pair = found.iter().skip(1).any(|other| {
        let summer = other.1 - minutes;
        !clocks.is_empty()
            && (summer == 60 || summer == -60)
            && (other.2 == clocks || kind == Civil)
    });
    let london = name == "BST" && lexicon::words(text).iter().any(|word| word == "gmt");
    Some(match kind {
        _ if pair || london => exactly(clocks.into(), text.get(..0).map_or(name, |_| name)),
        Fixed => exactly(offset_text(minutes), name),
        Usual => ZoneWord { zone: offset_text(minutes), word: name.into(), sense: Sense::Usual },
        Season => ZoneWord {
            zone: offset_text(minutes),
            word: name.into(),
            sense: Sense::Standard(clocks),
        },
        Civil => ZoneWord { zone: clocks.into(), word: name.into(), sense: Sense::Civil(minutes) },
        Clock => exactly(clocks.into(), name),
    })
}

/// Whether words stand in a text, set apart where they are of letters that are.
fn holds(lower: &str, words: &str) -> bool {
    lower.match_indices(words).any(|(at, _)| {
        let side = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && !is_ideograph(c));
        let before = lower.get(..at).and_then(|text| text.chars().next_back());
        let after = lower.get(at + words.len()..).and_then(|text| text.chars().next());
        words.chars().any(is_ideograph) || !(side(before) || side(after))
    })
}

/// Letters of languages that set no blanks between words.
fn is_ideograph(c: char) -> bool {
    ('\u{3040}'..='\u{9fff}').contains(&c) || ('\u{ac00}'..='\u{d7af}').contains(&c)
}

fn phrase(lower: &str) -> Option<ZoneWord> {
    let spaced = lower.replace('_', " ");
    PHRASES.iter().find(|(words, _)| holds(&spaced, words)).map(|(words, zone)| meant(zone, words))
}

fn place(text: &str, lower: &str) -> Option<ZoneWord> {
    let words = lexicon::words(text);
    if !words.iter().any(|word| CLOCKS.contains(&word.as_str())) {
        return None;
    }
    let spaced = lower.replace('_', " ");
    PLACES
        .iter()
        .find(|(place, _)| holds(&spaced, place))
        .map(|(place, zone)| exactly((*zone).into(), place))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(found: Option<ZoneWord>) -> String {
        found.map_or_else(
            || "none".into(),
            |found| match found.sense {
                Sense::Plain => found.zone,
                Sense::Usual => format!("{} usual", found.zone),
                Sense::Standard(clocks) => format!("{} not {clocks}", found.zone),
                Sense::Civil(minutes) => format!("{} not {}", found.zone, offset_text(minutes)),
                Sense::Unsigned(minutes) => format!("±{}", minutes / 60),
            },
        )
    }

    #[test]
    fn names_of_columns() {
        #[rustfmt::skip]
        let cases = [
            ("Date(UTC+8)", "+08:00"), ("Time (UTC+08:00)", "+08:00"), ("日時(UTC+9)", "+09:00"), ("日時（ＵＴＣ）", "UTC"), ("日時（UTC＋9）", "+09:00"), ("Created At (UTC-5)", "-05:00"), ("Created At (UTC−5)", "-05:00"),
            ("time GMT-5", "-05:00"), ("Time (GMT +1)", "+01:00"), ("datetime_utc_plus_9", "+09:00"), ("ts_utc_minus_03", "-03:00"), ("UTC8", "+08:00"), ("Zeit (UTC01)", "+01:00"), ("time (UTC+5:30)", "+05:30"), ("time (UTC+5.5)", "+05:30"), ("UTC+0100", "+01:00"),
            ("created_utc_5", "±5"), ("created-at-utc-5", "±5"), ("time UTC", "UTC"), ("Timestamp (UTC)", "UTC"), ("time_utc", "UTC"), ("TimeGenerated [UTC]", "UTC"), ("UTC - 15 min", "UTC"), ("UTC-2024", "UTC"), ("Time (GMT)", "UTC"), ("Time (Z)", "UTC"), ("time_gmt", "UTC"),
            ("time (+09:00)", "+09:00"), ("time+0900", "+09:00"), ("time [-05:00]", "-05:00"), ("time (+9)", "+09:00"), ("Date (+1)", "none"), ("period 2020-2021", "none"), ("time 2024-05:00", "none"), ("date-time", "none"),
            ("timestamp [JST]", "+09:00"), ("time_jst", "+09:00"), ("TIME_KST", "+09:00"), ("MTU (CET)", "Europe/Brussels not +01:00"), ("MTU (CET/CEST)", "Europe/Brussels"), ("Datum von CE(S)T", "Europe/Brussels"), ("Zeit (MEZ)", "Europe/Berlin not +01:00"), ("Zeit (MEZ, ohne Sommerzeit)", "+01:00"), ("Zeit (MESZ)", "+02:00 not Europe/Berlin"), ("Zeit MEZ/MESZ", "Europe/Berlin"),
            ("Time (EST)", "-05:00 not America/New_York"), ("timestamp_est", "-05:00 not America/New_York"), ("date_est", "none"), ("ARRIVAL_TIME_EST", "none"), ("Time (EST/EDT)", "America/New_York"), ("Time (ET)", "America/New_York"), ("Date (PT)", "America/Los_Angeles"), ("time PST8PDT", "America/Los_Angeles"),
            ("Time (IST)", "+05:30 usual"), ("Ist", "none"), ("Time (CST)", "-06:00 not America/Chicago"), ("时间 (CST)", "+08:00 usual"), ("Time (GMT/BST)", "Europe/London"), ("Time (Eastern Standard Time)", "-05:00 not America/New_York"), ("Time (Central European Time)", "Europe/Brussels not +01:00"), ("datetime_beginning_ept", "America/New_York"), ("heure légale française", "Europe/Paris"), ("hora oficial peninsular", "Europe/Madrid"), ("Дата (MSK)", "Europe/Moscow"), ("(PDH-CSV 4.0) (W. Europe Standard Time)(-60)", "Europe/Berlin"), ("(PDH-TSV 4.0) (Zonzeit)(-60)", "+01:00"), ("Дата (МСК)", "Europe/Moscow"),
            ("Date/Time (America/New_York)", "America/New_York"), ("Heure (Europe/Paris)", "Europe/Paris"), ("time_europe_berlin", "Europe/Berlin"), ("ts_america_new_york", "America/New_York"), ("time (America/Argentina/Buenos_Aires)", "America/Argentina/Buenos_Aires"), ("Time (Etc/GMT-9)", "Etc/GMT-9"), ("Time (US/Eastern)", "US/Eastern"), ("asia date", "none"),
            ("heure de Paris", "Europe/Paris"), ("Date et heure (France)", "Europe/Paris"), ("日本時間", "Asia/Tokyo"), ("日時（日本時間）", "Asia/Tokyo"), ("北京时间", "Asia/Shanghai"), ("한국시간", "Asia/Seoul"), ("Время московское", "Europe/Moscow"), ("Uhrzeit (Berlin)", "Europe/Berlin"), ("New York time", "America/New_York"), ("Hora (Madrid)", "Europe/Madrid"), ("Horário de Brasília", "America/Sao_Paulo"), ("Pacific time", "America/Los_Angeles"), ("日時（協定世界時）", "UTC"),
            ("timestamp", "none"), ("Arrival Tokyo", "none"), ("Datum", "none"), ("date_posted", "none"), ("Last Price Time", "none"), ("time_local", "none"), ("met_time", "none"), ("observation_time", "none"), ("Start", "none"), ("Time (s)", "none"), ("time [ms]", "none"), ("Zeitpunkt", "none"),
        ];
        for (name, want) in cases {
            assert_eq!(shown(in_name(name)), want, "{name}");
        }
    }

    #[test]
    fn comments_about_the_clock() {
        #[rustfmt::skip]
        let cases = [
            ("Times in CET", "Europe/Brussels not +01:00"), ("All times are local (Europe/Berlin)", "Europe/Berlin"), ("Timezone: UTC+9", "+09:00"), ("Zeitzone: MEZ/MESZ", "Europe/Berlin"), ("Fuseau horaire : Europe/Paris", "Europe/Paris"), ("時刻は日本時間です", "Asia/Tokyo"), ("时区: UTC+8", "+08:00"), ("Time zone: America/New_York", "America/New_York"), ("Timestamps are UTC", "UTC"), ("Zeitbezug;MEZ (ganzjährig)", "+01:00"), ("All times New York time", "America/New_York"),
            ("Generated 2024-03-01 10:00 UTC", "none"), ("Time of export: 2024-03-01 10:00 CET", "none"), ("Report time 10:00 JST", "none"), ("Station Berlin", "none"), ("Time series of Berlin", "none"), ("Source: New York Times", "none"), ("MT: metric tons; time step 1 h", "none"), ("Time step: 1 h, UTC+1", "+01:00"), ("Local time in Tokyo", "Asia/Tokyo"), ("heure locale de Paris", "Europe/Paris"), ("CAT time series", "none"), ("Price in EUR", "none"), ("JST Logistics Ltd.", "none"),
        ];
        for (line, want) in cases {
            assert_eq!(shown(in_comment(line)), want, "{line}");
        }
    }

    #[test]
    fn cells_of_a_zone_column() {
        #[rustfmt::skip]
        let cases = [
            ("+0200", "+02:00"), ("-05:00", "-05:00"), ("UTC", "UTC"), ("Z", "UTC"), ("GMT+1", "+01:00"), ("UTC+05:30", "+05:30"), ("Europe/Amsterdam", "Europe/Amsterdam"), ("JST", "+09:00"), ("CEST", "+02:00 not Europe/Brussels"), ("(UTC+09:00) Osaka, Sapporo, Tokyo", "+09:00"), ("Eastern Standard Time", "America/New_York"), ("W. Europe Standard Time", "Europe/Berlin"), ("Eastern Daylight Time", "-04:00"), ("日本標準時", "Asia/Tokyo"),
            ("A", "none"), ("Zone 3", "none"), ("north", "none"), ("", "none"), ("12", "none"), ("Europe", "none"),
        ];
        for (cell, want) in cases {
            assert_eq!(shown(in_cell(cell)), want, "{cell}");
        }
    }

    #[test]
    fn every_zone_of_the_tables_is_known() {
        let tables = PHRASES.iter().chain(PLACES).chain(WINDOWS).map(|(_, zone)| *zone);
        for zone in tables.chain(ABBREVIATIONS.iter().map(|known| known.2)) {
            let known = zone.is_empty()
                || fixed_offset_ms(zone).is_some()
                || is_known(zone)
                || abbreviation(zone).is_some();
            assert!(known, "{zone}");
        }
    }
}
