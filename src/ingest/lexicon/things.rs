//! Names of what rows are about: identifiers, groups, things that a number can name.

use super::{
    values::{count, value},
    words::{any_part, any_word, squeezed, words},
};

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
    // `itemCount` counts items, and names none.
    let counts = count(name) == 2;
    identifier(name)
        || !counts && any_word(&words(name), WORDS)
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
        "typ",
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
        "flag",
        "qc",
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
        "rufnummer",
        "telefonnummer",
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
    const PARTS: &[&str] = &[
        "番号",
        "コード",
        "ポート",
        "品質情報",
        "現象なし情報",
        "eventid",
        "ruleid",
        "_id",
        "signatureid",
        "pcapcnt",
    ];
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

/// Whether a name is that of a scale of something: `Recovery Index`, `Noise level`. Alone, or of a row,
/// such a word numbers things.
pub fn scale(name: &str) -> bool {
    let words = words(name);
    let last = words.last().is_some_and(|word| ["index", "level"].contains(&word.as_str()));
    let numbered = ["row", "day", "key", "table", "log", "line", "array", "sort", "page", "record"];
    last && words.len() > 1 && !any_word(&words, &numbered)
}

/// How much a name says "this is the main value" when these words are left out.
pub(super) fn value_but_for(name: &str, left_out: &[&str]) -> i32 {
    let rest: Vec<String> =
        words(name).into_iter().filter(|word| !left_out.contains(&word.as_str())).collect();
    if rest.is_empty() { 0 } else { value(&rest.join(" ")) }
}

/// Whether a name is that of what detected something: a rule, a signature.
pub fn detection(name: &str) -> bool {
    const WORDS: &[&str] =
        &["rule", "rulename", "signature", "alert", "threat", "malware", "attack"];
    any_word(&words(name), WORDS) || any_part(name, &["ルール", "シグネチャ", "检测规则"])
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
        "operations",
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
