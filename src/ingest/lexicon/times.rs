//! Names of times and of their parts.

#![expect(clippy::arithmetic_side_effects, reason = "scores of a few points, and days of one year")]

use super::words::{any_part, any_word, squeezed, words};
use crate::ingest::{
    time_field::Part,
    timestamp::{DAY_MS, Format},
};

/// Words that name a time.
const TIME_WORDS: &[&str] = &[
    "time",
    "date",
    "timestamp",
    "datetime",
    "day",
    "week",
    "month",
    "ts",
    "quarter",
    "period",
    "when",
    "hour",
    "year",
    "epoch",
    "unix",
    "dt",
    "bucket",
    "fecha",
    "hora",
    "data",
    "dia",
    "mes",
    "semana",
    "datum",
    "zeit",
    "zeitpunkt",
    "tag",
    "woche",
    "monat",
    "jahr",
    "uhrzeit",
    "jour",
    "heure",
    "semaine",
    "mois",
    "giorno",
    "settimana",
    "mese",
    "ora",
    "tarih",
    "zaman",
    "gün",
    "hafta",
    "ay",
    "дата",
    "время",
    "data",
    "tydzień",
    "miesiąc",
    "dato",
    "tidspunkt",
    "päivä",
    "data/hora",
    "fy",
    "jaar",
    "år",
    "vuosi",
    "yıl",
    "rok",
    "год",
    "рік",
    "έτος",
    "период",
    "неделя",
    "месяц",
    "квартал",
    "kwartał",
    "kwartaal",
    "kvartal",
    "quartal",
    "trimestre",
    "année",
    "año",
    "ano",
    "anno",
];

/// Parts of a name that name a time, where words are not set apart.
const TIME_PARTS: &[&str] = &[
    "timestamp",
    "date",
    "time",
    "日付",
    "日時",
    "時刻",
    "年月",
    "日期",
    "时间",
    "時間",
    "期間",
    "날짜",
    "일시",
    "datum",
    "fecha",
    "yyyyddd",
    "yyyyjjj",
    "julian",
    "buchungstag",
    "bokföringsdag",
    "transaktionsdag",
];

/// Whole names of a time.
const TIME_NAMES: &[&str] = &[
    "月",
    "日",
    "週",
    "年",
    "周",
    "월",
    "일",
    "주",
    "年份",
    "年度",
    "연도",
    "년도",
    "季度",
    "四半期",
    "분기",
];

/// Words for when it happened.
const HAPPENED: &[&str] = &[
    "generated",
    "generate",
    "created",
    "added",
    "occurred",
    "occurrence",
    "event",
    "first",
    "start",
    "open",
    "observation",
    "observed",
    "detected",
    "detection",
    "snapped",
    "began",
    "begin",
    "beginn",
    "anfang",
    "début",
    "inicio",
    "início",
    "inizio",
    "发生",
    "発生",
    "検知",
    "開始",
    "logged",
    "reported",
    "identified",
    "incident",
    "attack",
];

/// Words for another time than that: its end, its record, a length of time.
const NOT_WHEN: &[&str] = &[
    "last",
    "end",
    "ende",
    "fin",
    "fim",
    "einde",
    "close",
    "closed",
    "closing",
    "due",
    "estimated",
    "expected",
    "expiry",
    "expires",
    "expiration",
    "expired",
    "updated",
    "update",
    "modified",
    "collected",
    "ingested",
    "ingestion",
    "high",
    "low",
    "until",
    "birth",
    "resolved",
    "deadline",
    "valid",
    "received",
    "receive",
    "receipt",
    "stop",
    "finish",
    "finished",
    "終了",
    "更新",
    "processed",
    "indexed",
    "zone",
    "timezone",
    "acknowledged",
    "published",
    "vintage",
    "dropoff",
    "arrival",
    "arrived",
    "transfer",
    "payout",
    "paid",
    "shipped",
    "fulfilled",
    "available",
    "valuta",
    "wertstellung",
    "valutadatum",
    "rentedatum",
    "datavaluta",
];

/// Words for a length of time, whatever clock it is written as: `Moving time`, `01:32:05`.
const LENGTHS: &[&str] = &[
    "elapsed",
    "duration",
    "moving",
    "total",
    "lap",
    "avg",
    "average",
    "chip",
    "gun",
    "dauer",
    "gesamt",
    "durée",
    "durata",
    "duración",
    "duração",
    "duur",
    "mttr",
    "mttd",
    "mtta",
    "mttc",
    "mtbf",
    "ttr",
    "aht",
    "downtime",
    "uptime",
    "pace",
    "wait",
    "waiting",
    "talk",
];

/// Whether a name is that of a length of time.
pub fn lasts(name: &str) -> bool {
    any_word(&words(name), LENGTHS)
}

/// How much a name says "this is when it happened".
pub fn time(name: &str) -> i32 {
    let mut words = words(name);
    // A date in Italian, Polish and Portuguese; no `Data type` and no `Data source`.
    if any_word(&words, &["type", "source", "value", "set", "item", "quality"]) {
        words.retain(|word| word != "data");
    }
    let squeezed = squeezed(name);
    let mut score = 0;
    if any_word(&words, TIME_WORDS)
        || any_part(&squeezed, TIME_PARTS)
        || TIME_NAMES.contains(&squeezed.as_str())
    {
        score += 4;
    }
    if any_word(&words, HAPPENED)
        || any_part(
            &squeezed,
            &["added", "created", "generated", "firstseen", "beginn", "発生", "検知", "occurred"],
        )
    {
        score += 2;
    }
    if any_word(&words, NOT_WHEN)
        || lasts(name)
        || squeezed.ends_with("ende")
        || any_part(
            &squeezed,
            &[
                "update",
                "expir",
                "modified",
                "lastseen",
                "realtimestart",
                "realtimeend",
                "更新",
                "終了",
            ],
        )
    {
        score -= 4;
    }
    // Beside when its record was made.
    score += i32::from(any_word(&words, &["observed", "measured", "sampled"]));
    // Of a person, years before what the row is about.
    if any_word(&words, &["dob", "born"]) || any_part(&squeezed, BIRTHS) {
        score -= 12;
    }
    if squeezed == "t" {
        score = 2;
    }
    score
}

/// In names of dates of birth.
const BIRTHS: &[&str] = &[
    "birth",
    "geburt",
    "geboorte",
    "naissance",
    "nacimiento",
    "nascita",
    "nasciment",
    "urodzen",
    "рожден",
    "生年月日",
    "誕生",
    "出生",
    "생년월일",
];

/// Whether a name is that of a time, wanted or not: `updated_at`, `last_seen`, `expiry`.
pub fn is_time(name: &str) -> bool {
    const OTHER: &[&str] =
        &["at", "updated", "modified", "expires", "expiry", "seen", "since", "until", "deadline"];
    time(name) > 0 || any_word(&words(name), OTHER) || any_part(&squeezed(name), &["時", "日付"])
}

/// Whether a name is that of a year of accounts, which begins where its owner's does.
pub fn fiscal(name: &str) -> bool {
    any_word(
        &words(name),
        &["fy", "fiscal", "geschäftsjahr", "wirtschaftsjahr", "ejercicio", "exercice"],
    ) || any_part(&squeezed(name), &["年度", "회계연도"])
}

/// Whether a name is that of a quarter.
pub fn quarter(name: &str) -> bool {
    const QUARTERS: &[&str] = &[
        "quarter",
        "quartal",
        "trimest",
        "kwarta",
        "kvart",
        "qtr",
        "четверть",
        "квартал",
        "çeyrek",
        "neljännes",
        "四半期",
        "季度",
        "분기",
    ];
    any_part(&squeezed(name), QUARTERS)
}

/// Names of columns that hold a part of a time, without the words of [`ASIDE`] and without marks.
#[rustfmt::skip]
const PART_NAMES: [(Part, &[&str]); 9] = [
    (Part::Year, &["year", "iyear", "yr", "yyyy", "yyy", "yy", "jahr", "meldejahr", "berichtsjahr", "année", "annee", "an", "año", "ano", "anio", "anno", "jaar", "rok", "год", "år", "vuosi", "yıl", "yil", "év", "рік", "έτος", "leto", "godina", "година", "metai", "gads", "aasta", "tahun", "năm", "anul", "ปี", "שנה", "السنة", "سنة", "年度", "年", "年份", "연도", "년도", "년"]),
    (Part::Quarter, &["quarter", "qtr", "qrtr", "q", "quartal", "trimestre", "trim", "kwartaal", "kwartał", "kwartal", "квартал", "kvartal", "çeyrek", "neljännes", "čtvrtletí", "štvrťrok", "negyedév", "τρίμηνο", "ketvirtis", "ceturksnis", "tromesečje", "kvartál", "quý", "ไตรมาส", "四半期", "季度", "分期", "분기"]),
    (Part::Month, &["month", "imonth", "mo", "mon", "mm", "mth", "monthyear", "monat", "meldemonat", "berichtsmonat", "mois", "mes", "mês", "mese", "maand", "miesiąc", "miesiac", "месяц", "måned", "månad", "měsíc", "kuukausi", "ay", "hónap", "honap", "μήνας", "μηνας", "місяць", "месец", "mesiac", "mjesec", "mesec", "luna", "lună", "kuu", "mėnuo", "mėnesis", "mēnesis", "bulan", "tháng", "เดือน", "חודש", "الشهر", "شهر", "maaned", "月", "月份", "월", "period"]),
    (Part::Week, &["week", "wk", "weeknum", "weekno", "weekyear", "isoweek", "epiweek", "mmwrweek", "mmwr", "kw", "kalenderwoche", "meldewoche", "berichtswoche", "woche", "semaine", "semana", "settimana", "tydzień", "tydzien", "неделя", "uge", "uke", "vecka", "týden", "viikko", "hafta", "週", "周", "周次", "주", "주차"]),
    (Part::DayOfYear, &["doy", "dayofyear", "dayyear", "yday", "jday", "julianday", "julian", "ordinalday", "yearday"]),
    (Part::Day, &["day", "iday", "dd", "dy", "dom", "daymonth", "tag", "jour", "día", "dia", "giorno", "dag", "dzień", "dzien", "день", "число", "den", "päivä", "gün", "gun", "日", "号", "일"]),
    (Part::Hour, &["hour", "hours", "hr", "hh", "hhh", "he", "hourday", "hourending", "hourbeginning", "hourstarting", "hourend", "stunde", "std", "heure", "hora", "ora", "uur", "godzina", "час", "timme", "tunti", "hodina", "saat", "時", "時間", "時刻", "時間帯", "时", "小时", "시", "시간"]),
    (Part::Minute, &["minute", "min", "mins", "minuto", "minuut", "minuta", "минута", "dakika", "分", "분"]),
    (Part::Second, &["second", "seconds", "sec", "secs", "ss", "sekunde", "segundo", "secondo", "seconde", "sekunda", "секунда", "秒", "초"]),
];

/// Words around such a name that say nothing of which part it is.
const ASIDE: &[&str] = &[
    "num",
    "number",
    "no",
    "nr",
    "name",
    "of",
    "the",
    "calendar",
    "report",
    "reporting",
    "obs",
    "observation",
    "sample",
    "sampling",
    "local",
    "utc",
    "gmt",
    "int",
    "abbr",
    "short",
    "nummer",
    "numero",
    "iso",
    "epi",
    "epidemiological",
    "ref",
];

/// Whether a name is that of this part of a time, in a column of its own.
pub fn part(name: &str, part: Part) -> bool {
    // `年/Year` says it twice.
    if let Some((one, two)) = name.split_once('/').filter(|(_, two)| !two.contains('/')) {
        return self::part(one, part) && self::part(two, part);
    }
    // 発生時（始期） and `Hour (UTC)`, but 発生時刻 is a time.
    let bare = name.split(['(', '（', '[']).next().unwrap_or_default().trim_end();
    let rest: Vec<String> =
        words(bare).into_iter().filter(|word| !ASIDE.contains(&word.as_str())).collect();
    let squeezed = rest.concat();
    let names = PART_NAMES.iter().find(|(of, _)| *of == part).map_or(&[][..], |(_, names)| names);
    names.contains(&squeezed.as_str()) || (part == Part::Hour && bare.ends_with('時'))
}

/// Whether a name is one letter that stands for this part: `Y`, `m`.
pub fn letter(name: &str, part: Part) -> bool {
    let letter = match part {
        Part::Year => "y",
        Part::Month => "m",
        Part::Day => "d",
        Part::Hour => "h",
        _ => return false,
    };
    name.trim().eq_ignore_ascii_case(letter)
}

/// Whether a name says that its numbers count the same stretches through each day: `Settlement
/// Period`, `Viertelstunde`, 時刻コード.
pub fn period_of_day(name: &str) -> bool {
    const WORDS: &[&str] = &[
        "period",
        "interval",
        "sp",
        "hh",
        "halfhour",
        "quarterhour",
        "slot",
        "block",
        "mtu",
        "viertelstunde",
        "intervall",
        "halbstunde",
        "période",
        "periodo",
        "período",
        "periode",
        "kwartier",
        "pte",
    ];
    any_word(&words(name), WORDS)
        || any_part(
            &squeezed(name),
            &["halfhour", "quarterhour", "settlementperiod", "時刻コード", "コマ", "時間帯コード"],
        )
}

/// Whether a name is that of any part of a time.
pub fn is_part(name: &str) -> bool {
    PART_NAMES.iter().any(|(of, _)| part(name, *of))
}

/// Whether a word of a name is that of an hour: `OPR_HR`, `Delivery hour`.
pub fn part_within(name: &str) -> bool {
    words(name).iter().any(|word| part(word, Part::Hour)) || part(name, Part::Hour)
}

/// Whether a name is that of a date and of nothing else.
pub fn is_date(name: &str) -> bool {
    const DATES: &[&str] =
        &["date", "datum", "fecha", "data", "dato", "дата", "tarih", "日期", "日付", "날짜"];
    DATES.contains(&squeezed(name).as_str())
}

/// Whether a name is that of when numbers were known: of a vintage, a release, a revision.
pub fn version(name: &str) -> bool {
    const VERSIONS: &[&str] = &[
        "vintage",
        "release",
        "released",
        "revision",
        "revised",
        "asof",
        "published",
        "publication",
        "issued",
        "issue",
        "forecast",
        "veröffentlicht",
        "veröffentlichung",
        "publié",
    ];
    let squeezed = squeezed(name);
    any_word(&words(name), VERSIONS)
        || any_part(&squeezed, &["realtimestart", "asof", "公表", "発表", "改定"])
}

/// Whether a word of a name says that it is another time than when it happened.
pub fn not_when(name: &str) -> bool {
    any_word(&words(name), NOT_WHEN)
}

/// Whether a name is that of the days of a week.
pub fn weekday(name: &str) -> bool {
    const NAMES: &[&str] =
        &["weekday", "dayofweek", "wochentag", "dow", "曜日", "星期", "요일", "jourdelasemaine"];
    NAMES.contains(&squeezed(name).as_str())
}

/// Whether a name is that of a time of day in digits: `hhmm`, `Time (UTC)`.
pub fn clock(name: &str) -> bool {
    #[rustfmt::skip]
    const CLOCKS: &[&str] = &[
        "time", "hhmm", "hrmn", "hrmin", "hhmmss", "tod", "clock", "timeday", "zeit", "uhrzeit", "heure", "hora", "ora", "orario", "tijd",
        "czas", "godzina", "godz", "время", "tid", "klokkeslett", "klockslag", "aika", "saat", "時刻", "時間", "时间", "時分", "시간", "시각", "bst", "est", "hour", "stunde", "uur", "час",
    ];
    const ENDS: &[&str] = &["time", "hhmm", "hhmmss", "時刻"];
    let bare = name.split(['(', '（', '[']).next().unwrap_or_default();
    let words: Vec<String> =
        words(bare).into_iter().filter(|word| !ASIDE.contains(&word.as_str())).collect();
    CLOCKS.contains(&words.concat().as_str())
        || words.last().is_some_and(|word| ENDS.iter().any(|end| word.ends_with(end)))
            && !lasts(name)
}

/// The month that a column of its own holds, 1–12: `Jan`, `February`, `3月`.
pub fn month(name: &str) -> Option<u32> {
    const FORMATS: [&str; 3] = ["%b %Y", "%B %Y", "%m月 %Y"];
    let dated = format!("{} 2000", name.trim());
    FORMATS.iter().find_map(|text| {
        let at = text.parse::<Format>().ok()?.parse(dated.as_bytes()).ok()?;
        // Days of 2000 before each month's first, by their mean length.
        Some(((at.ms / DAY_MS - 10_957) / 30) as u32 + 1)
    })
}

/// The first and the last end of a span: `FirstSeen`/`LastSeen`, `start`/`end`.
pub fn span_end(name: &str) -> Option<SpanEnd> {
    let words = words(name);
    let squeezed = squeezed(name);
    if any_word(&words, &["last", "end", "stop", "until", "to"])
        || any_part(&squeezed, &["lastseen", "endtime", "終了"])
    {
        Some(SpanEnd::Last)
    } else if any_word(&words, &["first", "start", "begin", "from"])
        || any_part(&squeezed, &["firstseen", "starttime", "開始"])
    {
        Some(SpanEnd::First)
    } else {
        None
    }
}

/// An end of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpanEnd {
    /// Its start.
    First,
    /// Its end.
    Last,
}
