//! Names of values: what is measured, counted or added up, and in which unit.

use super::words::{any_part, any_word, squeezed, words};

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
        "zamknięcia",
        "zamkniecie",
        "zamkniecia",
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
        let aside = i32::from(adjusted).saturating_add(i32::from(words.len() > 2));
        i32::saturating_sub(score, aside)
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
    const COUNT_PARTS: &[&str] =
        &["件数", "回数", "次数", "计数", "건수", "repeatcount", "eventcount", "itemcount"];
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
        "logons",
        "signins",
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
        "vulnerabilities",
        "findings",
        "cves",
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
    // Of an element of a list the list's name says nothing: `rows.1`.
    if name.rsplit_once('.').is_some_and(|(_, last)| last.bytes().all(|b| b.is_ascii_digit())) {
        return 0;
    }
    let words = words(name);
    let squeezed = squeezed(name);
    // レコード数, リクエスト数: a number of what has a foreign word.
    let foreign = squeezed
        .strip_suffix('数')
        .is_some_and(|thing| thing.ends_with(|c| ('\u{30a0}'..='\u{30ff}').contains(&c)));
    if any_word(&words, COUNT) || any_part(&squeezed, COUNT_PARTS) {
        2
    } else if foreign || any_word(&words, THINGS) || any_part(&squeezed, THING_PARTS) {
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
        "item",
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
        "score", "scores", "index", "rate", "ratio", "share", "percent", "percentage", "pct", "average", "avg", "mean", "median", "minimum", "maximum", "level", "levels", "temperature", "temp", "tmax", "tmin", "tavg", "tmean", "max", "pressure", "humidity",
        "price", "heart", "hr", "hrv", "rmssd", "bpm", "pulse", "weight", "bmi", "height", "depth", "speed", "position", "rank", "ranking", "rating", "quality", "efficiency", "balance", "concentration", "ph", "density",
        "cholesterol", "glucose", "hdl", "ldl", "triglycerides", "testosterone", "protein", "bilirubin", "hemoglobin", "ferritin", "vitamin", "iron", "mood", "stress", "age", "latency", "voltage", "stock", "inventory", "followers", "subscribers", "cumulative", "cumulated", "cum", "counter", "odometer", "capita", "leistung", "puissance", "potencia", "potenza", "vermogen", "мощность", "readiness",
        "durchschnitt", "mittel", "mittelwert", "anteil", "quote", "pegel", "wasserstand", "druck", "luftdruck", "temperatur", "feuchte", "feuchtigkeit", "luftfeuchtigkeit", "preis", "kurs", "puls", "ruhepuls", "gewicht", "punktzahl", "gesamtpunktzahl", "bewertung", "note", "stand", "zählerstand", "saldo", "kontostand", "bestand", "stimmung", "qualität", "gesamtcholesterin", "cholesterin", "rang",
        "moyenne", "moyen", "taux", "niveau", "température", "pression", "humidité", "poids", "prix", "cours", "solde", "indice", "qualité", "rang", "cholestérol",
        "promedio", "tasa", "nivel", "puntuación", "puntaje", "precio", "peso", "temperatura", "presión", "humedad", "índice", "calidad", "saldo", "colesterol", "puntos",
        "tasso", "punteggio", "livello", "prezzo", "pressione", "umidità", "qualità", "colesterolo", "taxa", "nível", "pontuação", "preço", "pressão", "umidade", "qualidade", "média", "nota",
        "gemiddelde", "gemiddeld", "prijs", "cijfer", "gewicht", "temperatuur", "luchtdruk", "vochtigheid", "koers", "stand", "peil", "hartslag", "kwaliteit",
        "średnia", "średni", "wynik", "poziom", "cena", "kurs", "ciśnienie", "wilgotność", "waga", "ocena", "wskaźnik", "tętno", "stan", "jakość", "stopa",
        "средний", "средняя", "среднее", "уровень", "цена", "балл", "оценка", "температура", "давление", "влажность", "вес", "индекс", "курс", "пульс", "остаток", "холестерин", "доля",
    ];
    #[rustfmt::skip]
    const LEVEL_PARTS: &[&str] = &[
        "平均", "率", "割合", "点数", "スコア", "得点", "水位", "気温", "温度", "湿度", "気圧", "価格", "体重", "心拍", "指数", "残高", "レベル", "残量", "血圧", "血糖", "濃度", "コレステロール", "順位", "フォロワー", "終値", "始値", "高値", "安値", "累計",
        "均", "评分", "分数", "水平", "价格", "体温", "心率", "余额", "指标", "胆固醇", "气温", "气压", "累计", "점수", "평균", "비율", "온도", "가격", "체중", "심박", "수위", "습도", "기온", "지수", "잔액", "콜레스테롤", "등급",
        "temperatur", "durchschnitt", "punktzahl", "pegel", "score", "cholest", "quote",
    ];
    #[rustfmt::skip]
    const LEVEL_UNITS: &[&str] = &["mg/d", "mmol/", "µg/", "μg/", "ug/", "ng/", "g/l", "mg/l", "/min", "bpm", "hpa", "°c", "℃", "°f", "%", "％", "ppm", "ppb", "km/h", "m/s", "mph", "/kwh", "/mwh", "/gj", "/kg", "/km", "/m²", "/m2", "/m³", "/m3", "/ha", "/10", "/100", "0-100", "(kg)", "[kg]", "mmhg", "(w)", "(kw)", "[w]", "[kw]", "(v)", "(a)"];
    #[rustfmt::skip]
    const AMOUNTS: &[&str] = &[
        "step", "steps", "rain", "rainfall", "precipitation", "precip", "prcp", "snow", "snowfall", "sales", "revenue", "turnover", "distance", "calories", "calorie", "kcal", "energy", "consumption", "usage", "kwh", "wh", "mwh", "floors", "spend", "spending", "spent", "expenses", "income", "earnings",
        "debit", "credit", "withdrawals", "deposits", "payments", "amount", "quantity", "qty", "output", "production", "passengers", "deliveries", "births", "arrivals", "departures", "likes", "replies", "follows", "unfollows", "engagements", "bookmarks", "reposts", "retweets", "comments", "reactions", "plays", "streams", "listens", "reads", "opens", "bounces", "unsubscribes", "calls", "emails", "bookings", "signups", "registrations", "purchases", "conversions", "units", "sold", "offered", "answered", "handled", "abandoned", "missed", "shipments", "visitors", "guests", "nights", "fatalities", "injuries", "accidents", "admissions", "vaccinations", "tests", "laps", "pushups", "cigarettes", "drinks", "cups", "pages", "words",
        "litres", "liters", "litre", "liter", "gallons", "m3", "kubikmeter", "fälle", "fallzahl", "fallzahlen", "todesfälle", "sterbefälle", "neuinfektionen", "niederschlag", "niederschlagshöhe", "niederschlagsmenge", "regen", "regenmenge", "schnee", "umsatz", "absatz", "schritte", "verbrauch", "stromverbrauch", "menge", "betrag", "energie", "kalorien", "strecke", "distanz", "erzeugung", "produktion", "besucher", "verkäufe", "verkauf", "bestellungen", "einnahmen", "ausgaben", "aufrufe", "besuche", "klicks", "angeboten", "angenommen", "abgebrochen", "verpasst", "zugriffe", "fahrgäste", "anrufe", "anmeldungen", "ereignisse", "treffer", "angriffe", "warnungen", "nachrichten", "stück", "sonnenschein",
        "décès", "pluie", "précipitations", "precipitations", "pluviométrie", "neige", "ventes", "pas", "consommation", "montant", "quantité", "visites", "visiteurs", "clics", "commandes", "recettes", "dépenses", "énergie", "vues", "appels", "présentés", "traités", "décrochés", "abandonnés", "alertes", "événements", "connexions", "requêtes",
        "casos", "muertes", "lluvia", "precipitación", "precipitaciones", "nieve", "ventas", "pasos", "consumo", "importe", "cantidad", "calorías", "visitas", "clics", "pedidos", "ingresos", "gastos", "energía", "distancia", "llamadas", "ofrecidas", "atendidas", "contestadas", "abandonadas", "alertas", "eventos", "incidentes",
        "pioggia", "precipitazioni", "precipitazione", "neve", "vendite", "passi", "consumi", "importo", "quantità", "calorie", "visite", "ordini", "energia", "distanza", "chuva", "precipitação", "vendas", "passos", "montante", "quantidade", "calorias", "pedidos", "receitas", "despesas",
        "neerslag", "sneeuw", "omzet", "verkoop", "verkopen", "stappen", "verbruik", "bedrag", "aantal", "bezoeken", "bezoekers", "bestellingen", "afstand", "aangeboden", "beantwoord", "gemist",
        "opady", "opad", "deszcz", "śnieg", "sprzedaż", "kroki", "zużycie", "kwota", "liczba", "ilość", "wizyty", "zamówienia", "przychody", "wydatki", "kalorie",
        "осадки", "дождь", "снег", "продажи", "шаги", "расход", "потребление", "сумма", "выручка", "заказы", "посещения", "просмотры", "калории", "расстояние",
    ];
    #[rustfmt::skip]
    const AMOUNT_PARTS: &[&str] = &[
        "感染者", "陽性者", "死亡者", "支払", "預り金額", "出金", "入金", "降水", "雨量", "降雪", "歩数", "売上", "販売", "金額", "数量", "消費", "使用量", "使用電力", "発電", "カロリー", "件数", "人数", "回数", "距離", "台数", "個数", "冊数", "出荷", "来客", "来場", "着信数", "応答数", "放棄呼", "支出", "収入", "日照時間",
        "降雨", "步数", "销售", "销量", "销售额", "金额", "用量", "用电", "消耗", "次数", "点击", "访问", "浏览", "订单", "营业额", "发电", "강수", "걸음", "매출", "판매", "사용량", "금액", "수량", "칼로리", "소비", "방문", "조회", "클릭", "주문", "거리",
        "niederschlag", "verbrauch", "umsatz",
    ];
    // Beside what a meter has summed, in one object of JSON, what it reads at the moment: `ENERGY.Power`.
    let momentary = name.rsplit_once('.').is_some_and(|(_, own)| {
        any_word(&words(own), &["power", "current", "factor", "frequency"])
    });
    let (words, squeezed, lower) = (words(name), squeezed(name), name.to_lowercase());
    if momentary
        || value(name) >= 8
        || is_share(&words)
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

/// Whether words name an amount for each of something: `views_per_visit`, but not `kWh per day`, where
/// the days add up.
fn is_share(words: &[String]) -> bool {
    const TIMES: &[&str] = &[
        "second", "minute", "hour", "day", "week", "month", "quarter", "year", "half", "interval",
    ];
    let of = words.iter().skip_while(|word| *word != "per").nth(1);
    of.is_some_and(|of| !TIMES.contains(&of.as_str()))
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
    const NONE: &[&str] = &["°c", "℃", "°f", "℉", "%", "％"];
    const ALONE: &[&str] = &["ph", "db"];
    let stated = unit.map(str::to_lowercase).unwrap_or_default();
    let lower = name.to_lowercase();
    let none = |known: &[&str]| known.contains(&stated.as_str());
    if none(NONE) || none(ALONE) || any_part(&lower, NONE) {
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
    // What a row of telemetry stands for was not bought.
    squeezed(name) != "itemcount" && any_word(&words(name), WORDS)
        || any_part(
            &squeezed(name),
            &["数量", "株数", "口数", "個数", "枚数", "股数", "成交量", "수량", "주수"],
        )
}

/// Whether a name is that of something in a list of orders or trades: what was traded, which way.
pub fn trade(name: &str) -> bool {
    #[rustfmt::skip]
    const WORDS: &[&str] = &[
        "isin", "wkn", "fund", "fonds", "fondo", "fundo", "share", "aktie", "azione", "acción", "coin", "pair", "asset", "ticker", "symbol", "security", "instrument", "buy", "sell", "side", "order", "trade", "price", "fee", "commission", "broker", "product", "item", "sku", "invoice",
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
