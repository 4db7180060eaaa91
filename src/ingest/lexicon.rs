//! What the names of columns say, in the languages that exports come in.
//!
//! Names decide between columns that the cells allow; they never make a time of what cannot be
//! read as one. A score of 0 says nothing, below 0 speaks against.

use super::time_field::Part;
use super::timestamp::{DAY_MS, Format};

/// A name in lower case, without the marks and blanks between its words.
fn squeezed(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The words of a name in lower case: cut at marks, blanks, and where lower case turns to upper.
pub fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in name.chars() {
        if !c.is_alphanumeric() {
            before = ' ';
            continue;
        }
        let starts = before == ' ' || (before.is_lowercase() && c.is_uppercase());
        match words.last_mut() {
            Some(word) if !starts => word.extend(c.to_lowercase()),
            _ => words.push(c.to_lowercase().collect()),
        }
        before = c;
    }
    words
}

fn any_word(words: &[String], list: &[&str]) -> bool {
    words.iter().any(|word| list.contains(&word.as_str()))
}

fn any_part(name: &str, list: &[&str]) -> bool {
    list.iter().any(|part| name.contains(part))
}

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
    "发生",
    "発生",
    "検知",
    "開始",
    "logged",
    "reported",
    "incident",
    "attack",
];

/// Words for another time than that: its end, its record, a length of time.
const NOT_WHEN: &[&str] = &[
    "last",
    "end",
    "close",
    "closed",
    "closing",
    "due",
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
    "stop",
    "finish",
    "finished",
    "終了",
    "更新",
    "processed",
    "indexed",
    "elapsed",
    "duration",
    "zone",
    "timezone",
    "acknowledged",
    "published",
];

/// How much a name says "this is when it happened".
pub fn time(name: &str) -> i32 {
    let words = words(name);
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
            &["added", "created", "generated", "firstseen", "発生", "検知", "occurred"],
        )
    {
        score += 2;
    }
    if any_word(&words, NOT_WHEN)
        || any_part(&squeezed, &["update", "expir", "modified", "lastseen", "更新", "終了"])
    {
        score -= 4;
    }
    // Of a person, years before what the row is about.
    if any_word(&words, &["dob", "born"]) || any_part(&squeezed, BIRTHS) {
        score -= 6;
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
const PART_NAMES: [(Part, &[&str]); 8] = [
    (Part::Year, &["year", "iyear", "yr", "yyyy", "yy", "jahr", "année", "annee", "an", "año", "ano", "anio", "anno", "jaar", "rok", "год", "år", "vuosi", "yıl", "yil", "év", "рік", "έτος", "leto", "godina", "година", "metai", "gads", "aasta", "tahun", "năm", "anul", "ปี", "שנה", "السنة", "سنة", "年度", "年", "年份", "연도", "년도", "년"]),
    (Part::Quarter, &["quarter", "qtr", "qrtr", "q", "quartal", "trimestre", "trim", "kwartaal", "kwartał", "kwartal", "квартал", "kvartal", "çeyrek", "neljännes", "čtvrtletí", "štvrťrok", "negyedév", "τρίμηνο", "ketvirtis", "ceturksnis", "tromesečje", "kvartál", "quý", "ไตรมาส", "四半期", "季度", "分期", "분기"]),
    (Part::Month, &["month", "imonth", "mo", "mon", "mm", "mth", "monthyear", "monat", "mois", "mes", "mês", "mese", "maand", "miesiąc", "miesiac", "месяц", "måned", "månad", "měsíc", "kuukausi", "ay", "hónap", "honap", "μήνας", "μηνας", "місяць", "месец", "mesiac", "mjesec", "mesec", "luna", "lună", "kuu", "mėnuo", "mėnesis", "mēnesis", "bulan", "tháng", "เดือน", "חודש", "الشهر", "شهر", "maaned", "月", "月份", "월", "period"]),
    (Part::Week, &["week", "wk", "weeknum", "weekno", "weekyear", "isoweek", "epiweek", "mmwrweek", "mmwr", "kw", "kalenderwoche", "woche", "semaine", "semana", "settimana", "tydzień", "tydzien", "неделя", "uge", "uke", "vecka", "týden", "viikko", "hafta", "週", "周", "周次", "주", "주차"]),
    (Part::DayOfYear, &["doy", "dayofyear", "dayyear", "yday", "jday", "julianday", "julian", "ordinalday", "yearday"]),
    (Part::Day, &["day", "iday", "dd", "dy", "dom", "daymonth", "tag", "jour", "día", "dia", "giorno", "dag", "dzień", "dzien", "день", "число", "den", "päivä", "gün", "gun", "日", "号", "일"]),
    (Part::Hour, &["hour", "hours", "hr", "hh", "he", "hourday", "hourending", "hourbeginning", "hourstarting", "hourend", "stunde", "std", "heure", "hora", "ora", "uur", "godzina", "час", "timme", "tunti", "hodina", "saat", "時", "時間", "時刻", "時間帯", "时", "小时", "시", "시간"]),
    (Part::Minute, &["minute", "min", "mins", "minuto", "minuut", "minuta", "минута", "dakika", "分", "분"]),
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
];

/// Whether a name is that of this part of a time, in a column of its own.
pub fn part(name: &str, part: Part) -> bool {
    // 発生時（始期） and `Hour (UTC)`, but 発生時刻 is a time.
    let bare = name.split(['(', '（', '[']).next().unwrap_or_default().trim_end();
    let rest: Vec<String> =
        words(bare).into_iter().filter(|word| !ASIDE.contains(&word.as_str())).collect();
    let squeezed = rest.concat();
    let names = PART_NAMES.iter().find(|(of, _)| *of == part).map_or(&[][..], |(_, names)| names);
    names.contains(&squeezed.as_str()) || (part == Part::Hour && bare.ends_with('時'))
}

/// Whether a name is that of any part of a time.
pub fn is_part(name: &str) -> bool {
    PART_NAMES.iter().any(|(of, _)| part(name, *of))
}

/// Whether a name is that of a date and of nothing else.
pub fn is_date(name: &str) -> bool {
    const DATES: &[&str] =
        &["date", "datum", "fecha", "data", "dato", "дата", "tarih", "日期", "日付", "날짜"];
    DATES.contains(&squeezed(name).as_str())
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

/// How much a name says "this is the main value": a close or a price above a count.
pub fn value(name: &str) -> i32 {
    let words = words(name);
    let squeezed = squeezed(name);
    let adjusted = any_word(&words, &["adj", "adjusted"]) || any_part(&squeezed, &["調整"]);
    const CLOSE: &[&str] = &[
        "close",
        "closing",
        "schluss",
        "schlusskurs",
        "cierre",
        "clôture",
        "cloture",
        "fechamento",
        "chiusura",
        "kapanış",
        "slotkoers",
        "закрытие",
        "zamknięcie",
        "lukk",
        "stängning",
    ];
    const CLOSE_PARTS: &[&str] = &["終値", "收盘", "收盤", "종가", "終值"];
    const PRICE: &[&str] = &[
        "price",
        "last",
        "zuletzt",
        "último",
        "ultimo",
        "şimdi",
        "simdi",
        "dernier",
        "kurs",
        "precio",
        "preço",
        "preco",
        "prezzo",
        "prix",
        "preis",
        "цена",
        "fiyat",
        "laatste",
        "settle",
        "settlement",
        "cena",
        "mid",
        "quote",
    ];
    const PRICE_PARTS: &[&str] = &["価格", "現在値", "价格", "가격", "レート", "price"];
    const VALUE: &[&str] = &[
        "value",
        "wert",
        "valor",
        "valeur",
        "valore",
        "index",
        "значение",
        "değer",
        "waarde",
        "mean",
        "average",
    ];
    const VALUE_PARTS: &[&str] = &["値", "指数"];
    let score = if any_word(&words, CLOSE) || any_part(&squeezed, CLOSE_PARTS) {
        10
    } else if any_word(&words, PRICE)
        // `bounce_rate` is a share, `Exchange rate` a price.
        || squeezed == "rate"
        || (any_word(&words, &["rate"]) && any_word(&words, &["exchange", "fx", "spot", "usd"]))
        || PRICE_PARTS.iter().any(|part| squeezed.starts_with(part) || squeezed.ends_with(part))
    {
        8
    } else if any_word(&words, VALUE) || (VALUE_PARTS.contains(&squeezed.as_str())) {
        6
    } else if count(name) >= 2 {
        5
    } else {
        0
    };
    // Of several prices the plain one is meant.
    let aside = any_word(
        &words,
        &[
            "open",
            "high",
            "low",
            "change",
            "gas",
            "volume",
            "cap",
            "marketcap",
            "bid",
            "ask",
            "previous",
            "prev",
            "vwap",
            "始値",
            "高値",
            "安値",
        ],
    ) || any_part(
        &squeezed,
        &["始値", "高値", "安値", "前日比", "変化", "出来高", "gasprice", "change"],
    );
    if score == 0 {
        0
    } else if aside {
        1
    } else {
        score - i32::from(adjusted) - i32::from(words.len() > 2)
    }
}

/// How much a name says that its number counts things: 2 for a count, 1 for things that are
/// counted (clicks, visits), 0 for none.
pub fn count(name: &str) -> i32 {
    const COUNT: &[&str] = &[
        "count",
        "counts",
        "cnt",
        "anzahl",
        "nombre",
        "conteo",
        "recuento",
        "contagem",
        "sayı",
        "количество",
        "total",
        "hits",
        "occurrences",
        "ct",
    ];
    const COUNT_PARTS: &[&str] = &["件数", "回数", "次数", "건수", "repeatcount", "eventcount"];
    const THINGS: &[&str] = &[
        "alerts",
        "events",
        "detections",
        "attacks",
        "incidents",
        "records",
        "rows",
        "pageviews",
        "views",
        "visits",
        "visitors",
        "clicks",
        "users",
        "sessions",
        "requests",
        "clones",
        "downloads",
        "impressions",
        "logins",
        "failures",
        "messages",
        "connections",
        "blocked",
        "hits",
        "trades",
        "tradecount",
        "cases",
        "deaths",
        "sales",
        "orders",
        "tickets",
        "installs",
        "commits",
        "stars",
        "infections",
        "uniques",
        "unique",
        "edits",
        "posts",
    ];
    const THING_PARTS: &[&str] = &[
        "アクセス",
        "検知",
        "閲覧",
        "訪問",
        "攻撃",
        "セッション",
        "ユーザー",
        "ページビュー",
        "クリック",
        "検出",
    ];
    let words = words(name);
    let squeezed = squeezed(name);
    if any_word(&words, COUNT) || any_part(&squeezed, COUNT_PARTS) {
        2
    } else if any_word(&words, THINGS) || any_part(&squeezed, THING_PARTS) {
        1
    } else {
        0
    }
}

/// Whether a name says how many events a row of events stands for: a count, and of nothing else.
/// A count of packets or bytes, or the number of a packet in its capture (`pcap_cnt`), is none.
/// Of a JSON path (`Service.Count`) the last part decides, unless the others name what is counted.
pub fn counts_the_row(name: &str) -> bool {
    const OF_EVENTS: &[&str] = &[
        "repeat",
        "repeated",
        "aggregated",
        "number",
        "num",
        "of",
        "event",
        "events",
        "alert",
        "alerts",
        "detection",
        "detections",
        "hit",
        "attack",
        "attacks",
        "incident",
        "incidents",
        "occurrence",
        "message",
        "messages",
        "record",
        "records",
        "row",
        "rows",
        "log",
        "logs",
        "threat",
        "signature",
        "rule",
    ];
    const OF_OTHERS: &[&str] = &[
        "answers", "attempts", "bytes", "flow", "flows", "hosts", "octets", "packet", "packets",
        "pcap", "pkt", "pkts", "ports", "queries", "retries", "retry", "users",
    ];
    let (parents, name) = name.rsplit_once('.').unwrap_or(("", name));
    let words = words(name);
    count(name) == 2
        && !any_word(&self::words(parents), OF_OTHERS)
        && words.iter().all(|word| {
            let word = std::slice::from_ref(word);
            any_word(word, OF_EVENTS) || count(&word.concat()) == 2
        })
}

/// What the numbers under a name add up to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// A level, a score, a share, a price: two of them are averaged.
    Level,
    /// An amount of something: those of two stretches are added.
    Amount,
    /// The name does not say.
    Open,
}

/// What a name says about the nature of its numbers. A level's word weighs more than an amount's:
/// a total score is a score, the rate of sales a rate.
pub fn nature(name: &str) -> Nature {
    #[rustfmt::skip]
    const LEVELS: &[&str] = &[
        "score", "scores", "index", "rate", "ratio", "share", "percent", "percentage", "pct", "average", "avg", "mean", "median", "minimum", "maximum", "level", "levels", "temperature", "temp", "pressure", "humidity",
        "price", "heart", "hr", "hrv", "rmssd", "bpm", "pulse", "weight", "bmi", "height", "depth", "speed", "position", "rank", "ranking", "rating", "quality", "efficiency", "balance", "concentration", "ph", "density",
        "cholesterol", "glucose", "hdl", "ldl", "triglycerides", "testosterone", "protein", "bilirubin", "hemoglobin", "ferritin", "vitamin", "iron", "mood", "stress", "age", "latency", "voltage", "stock", "inventory", "followers", "subscribers", "cumulative", "capita", "leistung", "puissance", "potencia", "potenza", "vermogen", "мощность", "readiness",
        "durchschnitt", "mittel", "mittelwert", "anteil", "quote", "pegel", "wasserstand", "druck", "luftdruck", "temperatur", "feuchte", "feuchtigkeit", "luftfeuchtigkeit", "preis", "kurs", "puls", "ruhepuls", "gewicht", "punktzahl", "gesamtpunktzahl", "bewertung", "note", "stand", "saldo", "kontostand", "bestand", "stimmung", "qualität", "gesamtcholesterin", "cholesterin", "rang",
        "moyenne", "moyen", "taux", "niveau", "température", "pression", "humidité", "poids", "prix", "cours", "solde", "indice", "qualité", "rang", "cholestérol",
        "promedio", "tasa", "nivel", "puntuación", "puntaje", "precio", "peso", "temperatura", "presión", "humedad", "índice", "calidad", "saldo", "colesterol", "puntos",
        "tasso", "punteggio", "livello", "prezzo", "pressione", "umidità", "qualità", "colesterolo", "taxa", "nível", "pontuação", "preço", "pressão", "umidade", "qualidade", "média", "nota",
        "gemiddelde", "gemiddeld", "prijs", "cijfer", "gewicht", "temperatuur", "luchtdruk", "vochtigheid", "koers", "stand", "peil", "hartslag", "kwaliteit",
        "średnia", "średni", "wynik", "poziom", "cena", "kurs", "ciśnienie", "wilgotność", "waga", "ocena", "wskaźnik", "tętno", "stan", "jakość", "stopa",
        "средний", "средняя", "среднее", "уровень", "цена", "балл", "оценка", "температура", "давление", "влажность", "вес", "индекс", "курс", "пульс", "остаток", "холестерин", "доля",
    ];
    #[rustfmt::skip]
    const LEVEL_PARTS: &[&str] = &[
        "平均", "率", "割合", "点数", "スコア", "得点", "水位", "気温", "温度", "湿度", "気圧", "価格", "体重", "心拍", "指数", "残高", "レベル", "残量", "血圧", "血糖", "濃度", "コレステロール", "順位", "終値", "始値", "高値", "安値", "累計",
        "均", "评分", "分数", "水平", "价格", "体温", "心率", "余额", "指标", "胆固醇", "气温", "气压", "累计", "점수", "평균", "비율", "온도", "가격", "체중", "심박", "수위", "습도", "기온", "지수", "잔액", "콜레스테롤", "등급",
        "temperatur", "durchschnitt", "punktzahl", "pegel", "score", "cholest", "quote",
    ];
    #[rustfmt::skip]
    const LEVEL_UNITS: &[&str] = &["mg/d", "mmol/", "µg/", "μg/", "ug/", "ng/", "g/l", "mg/l", "/min", "bpm", "hpa", "°c", "℃", "°f", "%", "％", "ppm", "ppb", "km/h", "m/s", "mph", "/10", "/100", "0-100", "(kg)", "[kg]", "mmhg", "(w)", "(kw)", "[w]", "[kw]", "(v)", "(a)"];
    #[rustfmt::skip]
    const AMOUNTS: &[&str] = &[
        "step", "steps", "rain", "rainfall", "precipitation", "precip", "prcp", "snow", "snowfall", "sales", "revenue", "turnover", "distance", "calories", "calorie", "kcal", "energy", "consumption", "usage", "kwh", "wh", "mwh", "floors", "spend", "spending", "spent", "expenses", "income", "earnings",
        "amount", "quantity", "qty", "output", "production", "passengers", "deliveries", "births", "arrivals", "departures", "likes", "replies", "follows", "unfollows", "engagements", "bookmarks", "reposts", "retweets", "comments", "reactions", "plays", "streams", "listens", "reads", "opens", "bounces", "unsubscribes", "calls", "emails", "bookings", "signups", "registrations", "purchases", "conversions", "units", "sold", "shipments", "visitors", "guests", "nights", "fatalities", "injuries", "accidents", "admissions", "vaccinations", "tests", "laps", "pushups", "cigarettes", "drinks", "cups", "pages", "words",
        "niederschlag", "niederschlagshöhe", "niederschlagsmenge", "regen", "regenmenge", "schnee", "umsatz", "absatz", "schritte", "verbrauch", "stromverbrauch", "menge", "betrag", "energie", "kalorien", "strecke", "distanz", "erzeugung", "produktion", "besucher", "verkäufe", "verkauf", "bestellungen", "einnahmen", "ausgaben", "aufrufe", "besuche", "klicks", "zugriffe", "fahrgäste", "stück", "sonnenschein",
        "pluie", "précipitations", "precipitations", "pluviométrie", "neige", "ventes", "pas", "consommation", "montant", "quantité", "visites", "visiteurs", "clics", "commandes", "recettes", "dépenses", "énergie", "vues",
        "lluvia", "precipitación", "precipitaciones", "nieve", "ventas", "pasos", "consumo", "importe", "cantidad", "calorías", "visitas", "clics", "pedidos", "ingresos", "gastos", "energía", "distancia",
        "pioggia", "precipitazioni", "precipitazione", "neve", "vendite", "passi", "consumi", "importo", "quantità", "calorie", "visite", "ordini", "energia", "distanza", "chuva", "precipitação", "vendas", "passos", "montante", "quantidade", "calorias", "pedidos", "receitas", "despesas",
        "neerslag", "sneeuw", "omzet", "verkoop", "verkopen", "stappen", "verbruik", "bedrag", "aantal", "bezoeken", "bezoekers", "bestellingen", "afstand",
        "opady", "opad", "deszcz", "śnieg", "sprzedaż", "kroki", "zużycie", "kwota", "liczba", "ilość", "wizyty", "zamówienia", "przychody", "wydatki", "kalorie",
        "осадки", "дождь", "снег", "продажи", "шаги", "расход", "потребление", "сумма", "выручка", "заказы", "посещения", "просмотры", "калории", "расстояние",
    ];
    #[rustfmt::skip]
    const AMOUNT_PARTS: &[&str] = &[
        "降水", "雨量", "降雪", "歩数", "売上", "販売", "金額", "数量", "消費", "使用量", "使用電力", "発電", "カロリー", "件数", "人数", "回数", "距離", "台数", "個数", "冊数", "出荷", "来客", "来場", "支出", "収入", "日照時間",
        "降雨", "步数", "销售", "销量", "销售额", "金额", "用量", "用电", "消耗", "次数", "点击", "访问", "浏览", "订单", "营业额", "发电", "강수", "걸음", "매출", "판매", "사용량", "금액", "수량", "칼로리", "소비", "방문", "조회", "클릭", "주문", "거리",
        "niederschlag", "verbrauch", "umsatz",
    ];
    let (words, squeezed, lower) = (words(name), squeezed(name), name.to_lowercase());
    if value(name) >= 8
        || any_word(&words, LEVELS)
        || any_part(&squeezed, LEVEL_PARTS)
        || any_part(&lower, LEVEL_UNITS)
    {
        Nature::Level
    } else if any_word(&words, AMOUNTS) || any_part(&squeezed, AMOUNT_PARTS) || count(name) > 0 {
        Nature::Amount
    } else {
        Nature::Open
    }
}

/// Whether twice a value means twice as much: prices and amounts, and a few levels that have a zero of
/// their own; not what is counted in degrees, points or per cent, and not where nothing tells.
pub fn has_ratios(name: &str, unit: Option<&str>) -> bool {
    #[rustfmt::skip]
    const MONEY: &[&str] = &["$", "€", "£", "¥", "￥", "円", "USD", "EUR", "JPY", "GBP", "BTC", "XMR", "ETH", "USDT", "CHF", "CNY", "KRW"];
    const OTHERS: &[&str] = &[
        "weight",
        "speed",
        "distance",
        "duration",
        "hours",
        "minutes",
        "followers",
        "subscribers",
        "latency",
        "inventory",
        "close",
        "volume",
        "marketcap",
        "体重",
        "距離",
        "時間",
    ];
    const NONE: &[&str] = &["°c", "℃", "°f", "℉", "%", "％", "ph", "db"];
    let stated = unit.map(str::to_lowercase).unwrap_or_default();
    let lower = name.to_lowercase();
    if NONE.contains(&stated.as_str()) || any_part(&lower, &NONE[..6]) {
        return false;
    }
    unit.is_some_and(|unit| MONEY.contains(&unit))
        || value(name) >= 7
        || nature(name) == Nature::Amount
        || any_word(&words(name), OTHERS)
}

/// Whether nothing but "total" makes an amount of a name: a total of what, it does not say.
pub fn only_total(name: &str) -> bool {
    let words = words(name);
    let rest: Vec<String> = words.iter().filter(|word| *word != "total").cloned().collect();
    words.len() > rest.len() && !rest.is_empty() && nature(&rest.join(" ")) == Nature::Open
}

/// Whether a name is that of a number of pieces, shares, goods: in a list of orders it counts
/// things, not rows.
pub fn quantity(name: &str) -> bool {
    #[rustfmt::skip]
    const WORDS: &[&str] = &[
        "quantity", "qty", "shares", "units", "pieces", "pcs", "lots", "volume", "amount", "menge", "stück", "stückzahl", "nominale", "anzahl", "quantité", "nombre", "titres", "cantidad", "títulos", "titulos", "acciones", "quantità", "pezzi", "azioni",
        "quantidade", "qtde", "qtd", "aantal", "ilość", "liczba", "количество", "adet", "miktar", "count", "total",
    ];
    any_word(&words(name), WORDS)
        || any_part(
            &squeezed(name),
            &["数量", "株数", "口数", "個数", "枚数", "股数", "成交量", "수량", "주수"],
        )
}

/// Whether a name is that of something in a list of orders or trades: what was traded, which way.
pub fn trade(name: &str) -> bool {
    #[rustfmt::skip]
    const WORDS: &[&str] = &[
        "isin", "wkn", "fund", "fonds", "fondo", "fundo", "share", "aktie", "azione", "action", "acción", "coin", "pair", "asset", "ticker", "symbol", "security", "instrument", "buy", "sell", "side", "order", "trade", "price", "fee", "commission", "broker", "product", "item", "sku", "invoice",
        "kurs", "preis", "wertpapier", "kauf", "verkauf", "auftrag", "provision", "artikel", "bestellung", "prix", "titre", "valeur", "ordre", "achat", "vente", "produit", "precio", "orden", "compra", "venta", "valor", "producto",
        "prezzo", "titolo", "ordine", "operazione", "strumento", "prodotto", "acquisto", "preço", "ordem", "ativo", "produto", "prijs", "koers", "effect", "cena", "papier", "zlecenie", "produkt", "цена", "бумага", "сделка", "тикер", "товар",
    ];
    any_word(&words(name), WORDS)
        || any_part(
            &squeezed(name),
            &[
                "銘柄", "約定", "売買", "取引", "単価", "証券", "注文", "商品", "买卖", "证券",
                "股票", "成交", "委托", "价格", "종목", "매매", "체결", "주문", "상품",
            ],
        )
}

/// Whether a cell says which way something was traded.
pub fn side(cell: &str) -> bool {
    #[rustfmt::skip]
    const SIDES: &[&str] = &[
        "buy", "sell", "bought", "sold", "b", "s", "kauf", "verkauf", "k", "v", "achat", "vente", "compra", "venta", "acquisto", "vendita", "venda", "koop", "verkoop", "kupno", "sprzedaż", "покупка", "продажа", "alış", "satış", "買", "売", "買付", "売付", "現物買", "現物売", "买入", "卖出", "买", "卖", "매수", "매도",
    ];
    SIDES.contains(&cell.trim().to_lowercase().as_str())
}

/// Whether a name is that of a row's number: `No`, `#`, `Unnamed: 0`, `lp.`, `番号`.
pub fn row_number(name: &str) -> bool {
    #[rustfmt::skip]
    const NAMES: &[&str] = &[
        "", "no", "nr", "num", "row", "rowid", "rownum", "rownumber", "rowno", "index", "idx", "id", "unnamed0", "x", "x1", "v1", "1", "lp", "pos", "position", "line", "lineno", "record", "recordno", "recordnumber", "sno", "slno", "seq", "sequence", "lfd", "lfdnr", "zeile", "num", "numero", "número", "n", "ligne", "fila", "riga", "linha", "rij", "wiersz", "nrp",
        "番号", "行番号", "通番", "連番", "項番", "序号", "编号", "行号", "번호", "순번", "номер", "level0", "ordinal", "entry", "entryid", "recnum",
    ];
    NAMES.contains(&squeezed(name).as_str())
}

/// Whether a name is that of what a number can name, or of a number that names: a station, a
/// person, a shop, a region; an identifier, a code.
pub fn key(name: &str) -> bool {
    identifier(name) || thing(name)
}

/// Whether a name is that of what a number can name: a station, a person, a shop, a region.
pub fn thing(name: &str) -> bool {
    #[rustfmt::skip]
    const WORDS: &[&str] = &[
        "station", "sensor", "device", "meter", "site", "store", "shop", "branch", "person", "user", "patient", "subject", "participant", "customer", "client", "account", "region", "area", "zone", "district", "county", "state", "province", "city", "country", "location", "node", "machine", "vehicle", "product", "item", "sku", "team", "player", "school", "dept", "department", "well", "buoy", "plot", "household", "animal", "asset", "pump", "turbine", "cluster",
        "messstelle", "zähler", "zaehler", "gerät", "filiale", "kunde", "nutzer", "proband", "bundesland", "kreis", "gemeinde", "ort", "standort", "anlage", "laden", "markt", "messpunkt", "gebiet", "zählpunkt",
        "capteur", "magasin", "personne", "client", "région", "département", "commune", "ville", "compteur", "appareil", "estación", "estacion", "tienda", "persona", "cliente", "región", "provincia", "municipio", "contador", "dispositivo", "stazione", "sensore", "negozio", "utente", "regione", "comune", "contatore",
        "estação", "loja", "pessoa", "região", "município", "medidor", "winkel", "klant", "regio", "gemeente", "apparaat", "stacja", "sklep", "osoba", "klient", "gmina", "województwo", "licznik", "czujnik", "станция", "магазин", "регион", "датчик", "клиент", "счетчик", "пользователь",
    ];
    identifier(name)
        || any_word(&words(name), WORDS)
        || any_part(
            &squeezed(name),
            &[
                "観測所",
                "地点",
                "店舗",
                "店番",
                "支店",
                "拠点",
                "都道府県",
                "市区町村",
                "地域",
                "区分",
                "装置",
                "機器",
                "被験者",
                "顧客",
                "会員",
                "站点",
                "站号",
                "门店",
                "商店",
                "地区",
                "城市",
                "设备",
                "用户",
                "客户",
                "지점",
                "관측소",
                "매장",
                "지역",
                "사용자",
                "고객",
                "장치",
            ],
        )
}

/// Whether a name is that of a place on the Earth.
pub fn coordinate(name: &str) -> bool {
    any_word(
        &words(name),
        &[
            "lat",
            "lon",
            "lng",
            "long",
            "latitude",
            "longitude",
            "breitengrad",
            "längengrad",
            "latitud",
            "longitud",
            "altitude",
            "elevation",
        ],
    ) || any_part(&squeezed(name), &["緯度", "経度", "纬度", "经度", "위도", "경도"])
}

/// Whether a name says how often something was tried within a span.
pub fn tries(name: &str) -> bool {
    let words = words(name);
    any_word(&words, &["attempts", "tries", "hits", "occurrences", "times", "repeat", "repeats"])
        || any_part(&squeezed(name), &["試行", "回数"])
}

/// Whether a name says that what stands there is an id, whatever its numbers look like.
pub fn is_id(name: &str) -> bool {
    words(name).last().is_some_and(|word| {
        ["id", "ids", "uid", "sid", "pid", "uuid", "guid"].contains(&word.as_str())
    })
}

/// Whether a number under this name is a name itself: an identifier, a port, a code, a position.
pub fn identifier(name: &str) -> bool {
    const WORDS: &[&str] = &[
        "id",
        "ids",
        "sid",
        "gid",
        "rev",
        "uuid",
        "guid",
        "port",
        "ports",
        "sport",
        "dport",
        "srcport",
        "dstport",
        "pid",
        "ppid",
        "code",
        "type",
        "severity",
        "priority",
        "impact",
        "asn",
        "as",
        "zip",
        "postal",
        "idx",
        "serial",
        "seq",
        "ack",
        "ttl",
        "tos",
        "vlan",
        "icmptype",
        "icmpcode",
        "icmpid",
        "icmpseq",
        "tcpseq",
        "tcpack",
        "tcplen",
        "tcpwindow",
        "dgmlen",
        "iplen",
        "ethlen",
        "flags",
        "hash",
        "version",
        "ver",
        "rowid",
        "no",
        "nr",
        "number",
        "rank",
        "lat",
        "lon",
        "lng",
        "latitude",
        "longitude",
        "weekday",
        "pos",
        "phone",
        "status",
        "cve",
        "rule",
        "signature",
        "fips",
        "iso",
        "timestamp",
        "unixtimestamp",
        "unix",
        "epoch",
        "dim",
        "generator",
    ];
    // "Level" numbers things, "Price level" is a price; "Day" is a part of a date, "Day-ahead
    // price" is not.
    const SOFT: &[&str] = &["year", "month", "day", "hour", "level", "index", "key", "table"];
    if any_word(&words(name), SOFT) && value_but_for(name, SOFT) < 5 {
        return true;
    }
    const PARTS: &[&str] =
        &["番号", "コード", "ポート", "eventid", "ruleid", "_id", "signatureid", "pcapcnt"];
    // `_span`, `_index`; but InfluxDB's `_value` is one.
    if name.trim_start().starts_with('_') && value(name) == 0 {
        return true;
    }
    let words = words(name);
    let squeezed = squeezed(name);
    // "Number of Trades" is a number.
    if words.first().is_some_and(|word| word == "number" || word == "no") && words.len() > 2 {
        return false;
    }
    any_word(&words, WORDS)
        || any_part(&squeezed, PARTS)
        || any_part(&name.to_lowercase(), &[".port", "_port", "_id", ".id"])
        || squeezed == "ignore"
}

/// How much a name says "this is the main value" when these words are left out.
fn value_but_for(name: &str, left_out: &[&str]) -> i32 {
    let rest: Vec<String> =
        words(name).into_iter().filter(|word| !left_out.contains(&word.as_str())).collect();
    if rest.is_empty() { 0 } else { value(&rest.join(" ")) }
}

/// How well events are told apart by a column of this name: 3 for what a person of the field asks
/// for (rule, signature, company), down to 0 for a name that says nothing; below zero for what only a
/// machine tells apart (ports, hashes, protocols).
pub fn group(name: &str) -> i32 {
    const BEST: &[&str] = &[
        "signature",
        "msg",
        "message",
        "rule",
        "rulename",
        "alert",
        "threat",
        "malware",
        "category",
        "classification",
        "attack",
        "eventname",
        "title",
        "activity",
        "description",
        "eventid",
        "note",
        "species",
        "vendor",
        "company",
        "contract",
        "ticker",
        "symbol",
    ];
    const GOOD: &[&str] = &[
        "action",
        "kind",
        "type",
        "operation",
        "operator",
        "airline",
        "family",
        "product",
        "brand",
        "campaign",
        "reason",
        "app",
        "application",
        "plan",
        "merchant",
        "shop",
        "store",
        "tipo",
        "typ",
        "art",
    ];
    const FAIR: &[&str] = &[
        "severity", "priority", "status", "level", "class", "label", "dataset", "sensor", "device",
        "host", "country", "source", "loglevel", "state", "result",
    ];
    const TECHNICAL: &[&str] = &[
        "proto",
        "protocol",
        "port",
        "ip",
        "ipaddress",
        "addr",
        "address",
        "mac",
        "hash",
        "md5",
        "sha1",
        "sha256",
        "imphash",
        "uid",
        "uuid",
        "guid",
        "session",
        "version",
        "tz",
        "timezone",
        "zone",
        "offset",
        "mime",
        "flags",
        "ttl",
        "tos",
        "vlan",
        "channel",
        "encoding",
    ];
    const BEST_PARTS: &[&str] = &[
        "銘柄",
        "種別",
        "種類",
        "分類",
        "ルール",
        "シグネチャ",
        "カテゴリ",
        "会社",
        "企業",
        "契約",
        "规则",
        "類型",
    ];
    let words = words(name);
    let alone = matches!(words.as_slice(), [only] if only == "name");
    if any_word(&words, TECHNICAL) {
        -1
    } else if alone || any_word(&words, BEST) || any_part(name, BEST_PARTS) {
        3
    } else if any_word(&words, GOOD) {
        2
    } else {
        i32::from(any_word(&words, FAIR))
    }
}

/// Whether a cell names a protocol of a network.
pub fn protocol(cell: &[u8]) -> bool {
    const PROTOCOLS: &[&[u8]] = &[
        b"tcp",
        b"udp",
        b"icmp",
        b"icmpv6",
        b"ipv6-icmp",
        b"ip",
        b"ipv4",
        b"ipv6",
        b"http",
        b"https",
        b"telnet",
        b"ssh",
        b"dns",
        b"tls",
        b"arp",
        b"sctp",
        b"igmp",
    ];
    PROTOCOLS.iter().any(|known| known.eq_ignore_ascii_case(cell))
}

/// What an identifier is of, in words: of `rule.id` the rule.
pub fn identified(name: &str) -> Option<Vec<String>> {
    let mut words = words(name);
    let last = words.pop()?;
    ["id", "uid", "uuid", "guid", "key", "code", "nr", "no"]
        .contains(&last.as_str())
        .then_some(words)
}

/// What a name is of, in words: of `rule.name` and `rule.displayName` the rule.
pub fn titled(name: &str) -> Option<Vec<String>> {
    let mut words = words(name);
    let last = words.pop()?;
    if words
        .last()
        .is_some_and(|word| last == "name" && ["display", "full"].contains(&word.as_str()))
    {
        words.pop();
    }
    ["name", "title", "label", "displayname", "bezeichnung", "nombre", "nom", "titre", "titel"]
        .contains(&last.as_str())
        .then_some(words)
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

/// Unit that a name states: `Volume USDT`, `Change %`, `price (USD)`.
pub fn unit(name: &str) -> Option<String> {
    const UNITS: &[&str] = &[
        "USD", "EUR", "JPY", "GBP", "BTC", "XMR", "ETH", "USDT", "CHF", "CNY", "KRW", "円", "ms",
        "kB", "MB", "GB",
    ];
    if name.contains('%') || name.contains('％') {
        return Some("%".into());
    }
    let last = name.split(|c: char| !c.is_alphanumeric()).rfind(|word| !word.is_empty())?;
    UNITS.iter().find(|unit| **unit == last).map(|unit| (*unit).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_that_events_are_told_apart_by() {
        for (better, worse) in [
            ("signature", "proto"),
            ("rule.name", "severity"),
            ("vendorProject", "requiredAction"),
            ("requiredAction", "reporter"),
            ("action", "host"),
            ("kind", "user"),
            ("name", "Airport Name"),
            ("銘柄", "売買"),
            ("host", "column 3"),
            ("column 3", "dst port"),
            ("column 3", "sha256_hash"),
        ] {
            assert!(group(better) > group(worse), "{better} before {worse}");
        }
        assert!(protocol(b"TCP") && !protocol(b"DROP") && !protocol(b""));
    }

    #[test]
    fn names_beside_identifiers() {
        for (id, name, same) in [
            ("rule.id", "rule.name", true),
            ("category.id", "category.displayName", true),
            ("ruleId", "rule_name", true),
            ("id", "title", true),
            ("rule.id", "host.name", false),
            ("rule.id", "rule.level", false),
            ("rule", "rule.name", false),
        ] {
            let (id_of, name_of) = (identified(id), titled(name));
            assert_eq!(id_of.is_some() && id_of == name_of, same, "{id} {name}");
        }
    }

    #[test]
    fn a_rows_count_is_told_from_other_counts() {
        for name in [
            "Count",
            "cnt",
            "Repeat Count",
            "event_count",
            "hits",
            "Anzahl",
            "件数",
            "repeatcount",
            "Service.Count",
        ] {
            assert!(counts_the_row(name), "{name}");
        }
        for name in [
            "pcap_cnt",
            "packet count",
            "total_bytes",
            "bytes_total",
            "retry_count",
            "ct_state",
            "alerts",
            "flow.pkts.count",
        ] {
            assert!(!counts_the_row(name), "{name}");
        }
    }

    #[test]
    fn times_are_told_from_decoys() {
        let better = [
            ("dateAdded", "dueDate"),
            ("dateadded", "last_online"),
            ("TimeGenerated", "T"),
            ("TimeGenerated [UTC]", "TimeCollected [UTC]"),
            ("first_seen_utc", "last_online"),
            ("Open Time", "Close Time"),
            ("timeOpen", "timeHigh"),
            ("timeOpen", "timeClose"),
            ("open_time", "close_time"),
            ("@timestamp", "updated_at"),
            ("日付", "更新日時"),
        ];
        for (best, other) in better {
            assert!(
                time(best) > time(other),
                "{best} {} against {other} {}",
                time(best),
                time(other)
            );
        }
        for name in [
            "Date",
            "time",
            "日付け",
            "月",
            "Semana",
            "Datum",
            "Tarih",
            "snapped_at",
            "Day Index",
            "Nth day",
            "ts",
        ] {
            assert!(time(name) > 0, "{name}");
        }
        assert_eq!(time("系列名称"), 0);
    }

    #[test]
    fn ratios_are_told_from_degrees_and_scores() {
        for (name, unit, ratios) in [
            ("Close", None, true),
            ("price (USD)", Some("USD"), true),
            ("XMR", Some("$"), true),
            ("steps", None, true),
            ("降水量", Some("mm"), true),
            ("temperature", Some("°C"), false),
            ("気温(℃)", None, false),
            ("Sleep score", None, false),
            ("bounce rate", Some("%"), false),
            ("humidity", None, false),
            ("value", None, false),
        ] {
            assert_eq!(has_ratios(name, unit), ratios, "{name}");
        }
    }

    #[test]
    fn main_values() {
        let better = [
            ("close", "open"),
            ("Close", "Adj Close"),
            ("Price", "Open"),
            ("Close/Last", "Volume"),
            ("終値", "始値"),
            ("close", "count"),
            ("price", "market_cap"),
            ("eth_etherprice", "eth_gasprice"),
            ("Zuletzt", "Hoch"),
            ("count", "_span"),
            ("Close*", "Adj Close**"),
        ];
        for (best, other) in better {
            assert!(
                value(best) > value(other),
                "{best} {} against {other} {}",
                value(best),
                value(other)
            );
        }
    }

    #[test]
    fn a_birth_is_not_what_a_row_is_about() {
        for (birth, about) in
            [("birth_date", "admitted"), ("dob", "visit"), ("Geburtsdatum", "Aufnahme")]
        {
            assert!(time(birth) < time(about), "{birth}");
        }
    }

    #[test]
    fn ids_are_named_so() {
        for (name, id) in [
            ("AccountID", true),
            ("account_id", true),
            ("sid", true),
            ("id_rate", false),
            ("humid", false),
        ] {
            assert_eq!(is_id(name), id, "{name}");
        }
    }

    #[test]
    fn identifiers_are_not_values() {
        for name in [
            "_span",
            "src_port",
            "destination.port",
            "EventID",
            "sid",
            "rule.uuid",
            "icmpseq",
            "ruleId",
            "flow_id",
        ] {
            assert!(identifier(name), "{name}");
        }
        for name in ["close", "Volume XMR", "Number of Trades", "Count", "Pageviews", "eth_tx"] {
            assert!(!identifier(name), "{name}");
        }
    }
}
