//! What a series is called before the user names it: from the column, the file's name and
//! what kind of export it is.
//!
//! # Contract
//! * A column that says what it holds keeps its name as it stands.
//! * One that says only which of a market's values it is (`Close`) or that it is a value (`Count`)
//!   is called after the file as well: `XMR-USD close`, `visits`.
//! * Of a file's name the dates, the words every export has and the names of those who export
//!   are left out (callers give the name without its endings); where nothing remains, the column's name or the whole stem is what there is.

/// Words that say only that a column holds values.
const VALUES: [&str; 12] = [
    "value", "values", "count", "counts", "number", "total", "amount", "n", "値", "件数", "数",
    "合計",
];

/// Words that say which of a market's values a column is.
const QUOTES: [&str; 14] = [
    "close", "closing", "open", "high", "low", "last", "adj", "adjusted", "price", "volume",
    "vwap", "終値", "始値", "価格",
];

/// Words in a file's name that say nothing of what it holds.
const NOISE: [&str; 63] = [
    "1d",
    "1h",
    "1w",
    "30m",
    "15m",
    "5m",
    "1m",
    "1440",
    "60",
    "d",
    "hourly",
    "daily",
    "weekly",
    "monthly",
    "yearly",
    "day",
    "week",
    "month",
    "year",
    "per",
    "by",
    "historical",
    "history",
    "historicaldata",
    "historicalquotes",
    "hist",
    "quotes",
    "currency",
    "data",
    "dataset",
    "export",
    "exported",
    "download",
    "report",
    "full",
    "max",
    "all",
    "new",
    "copy",
    "sample",
    "example",
    "excerpt",
    "file",
    "table",
    "timeseries",
    "series",
    "csv",
    "com",
    "tradingview",
    "yahoo",
    "finance",
    "coingecko",
    "coinmarketcap",
    "investing",
    "binance",
    "kraken",
    "cryptodatadownload",
    "alphavantage",
    "stooq",
    "fred",
    "nasdaq",
    "pasted",
    "untitled",
];

/// Codes that are written in capitals.
const CODES: [&str; 28] = [
    "btc", "eth", "xmr", "ltc", "xrp", "ada", "sol", "bch", "bnb", "doge", "zec", "dash", "usd",
    "usdt", "usdc", "eur", "jpy", "gbp", "chf", "cny", "krw", "aud", "cad", "cisa", "kev", "cve",
    "ssh", "dns",
];

/// Exports whose rows have a name of their own, by how their profile begins.
const EVENTS: [(&str, &str); 15] = [
    ("Snort or Suricata", "alerts"),
    ("Snort", "Snort alerts"),
    ("Suricata", "Suricata events"),
    ("Security Onion", "Security Onion alerts"),
    ("Cisco FMC", "Cisco FMC events"),
    ("CISA KEV", "CISA KEV entries"),
    ("URLhaus", "URLhaus entries"),
    ("MalwareBazaar", "MalwareBazaar samples"),
    ("Feodo Tracker", "Feodo Tracker entries"),
    ("CloudWatch", "CloudWatch events"),
    ("Microsoft Sentinel", "Sentinel events"),
    ("Splunk events", "Splunk events"),
    ("Cowrie", "Cowrie events"),
    ("Zeek", "Zeek events"),
    ("Web server", "web requests"),
];

/// The words of a file's name that say what it holds.
fn subject(stem: &str) -> Vec<String> {
    let tells = |word: &&str| {
        let lower = word.to_lowercase();
        let digits = lower.bytes().filter(u8::is_ascii_digit).count();
        // A date, a counter, a hash.
        let number = digits > 0 && (digits == lower.len() || lower.len() > 7 && digits > 1);
        !lower.is_empty() && !number && !NOISE.contains(&lower.as_str())
    };
    let words = stem.split(|c: char| c.is_whitespace() || "-_.,+()[]{}=~#".contains(c));
    words
        .filter(tells)
        .map(|word| if CODES.contains(&word) { word.to_uppercase() } else { word.to_owned() })
        .collect()
}

/// Words as a name: two codes are a pair (`XMR-USD`).
fn joined(words: &[String]) -> String {
    let code = |word: &String| word.len() < 6 && word.bytes().all(|b| b.is_ascii_uppercase());
    words.join(if words.len() == 2 && words.iter().all(code) { "-" } else { " " })
}

/// The name of a column of values.
pub(crate) fn of_column(column: &str, unit: Option<&str>, stem: &str) -> String {
    let mut words = subject(stem);
    // "Close (USD)" says its unit beside what it is.
    let bare = unit.map_or(column.to_owned(), |unit| column.replace(&format!("({unit})"), ""));
    let said: Vec<String> = bare
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && *word != "of" && *word != "records")
        .map(str::to_lowercase)
        .collect();
    let all = |list: &[&str]| said.iter().all(|word| list.contains(&word.as_str()));
    let quoted = all(&QUOTES);
    if said.is_empty() || words.is_empty() || words.len() > 4 || !(quoted || all(&VALUES)) {
        return column.to_owned();
    }
    if quoted {
        // A file called after a price: "gold price", "XMR price".
        let price = words.iter().position(|word| word == "price" || word == "prices");
        let plain = said.iter().all(|word| ["close", "price", "last"].contains(&word.as_str()));
        let kind = match price.map(|at| words.remove(at)) {
            Some(_) if plain => "price".to_owned(),
            _ => said.into_iter().take(if plain { 1 } else { 2 }).collect::<Vec<_>>().join(" "),
        };
        return format!("{} {kind}", joined(&words)).trim().to_owned();
    }
    joined(&words)
}

/// The name of all events of a file.
pub(crate) fn of_events(profile: Option<&str>, stem: &str) -> String {
    let known = profile.and_then(|name| EVENTS.iter().find(|known| name.starts_with(known.0)));
    if let Some((_, events)) = known {
        return (*events).to_owned();
    }
    of_file(stem)
}

/// The name of a file's only series.
pub(crate) fn of_file(stem: &str) -> String {
    let words = subject(stem);
    if words.is_empty() || words.len() > 4 { stem.to_owned() } else { joined(&words) }
}

/// The name of several groups together, of the column that they are the values of (empty where that
/// has none); `rest` says that they are all but so many. `3 rules (a, b, c)`, `12 rules (a, b and 10
/// more)`, `other rules (41)`, `all rules (44)`. [`series_name`](super::series::series_name) says it
/// in Japanese.
pub(crate) fn of_sum(column: &str, names: &[&str], rest: Option<usize>) -> String {
    let (n, kinds) = (names.len(), kinds(column));
    match (rest, names) {
        (Some(0), _) => format!("all {kinds} ({n})"),
        (Some(_), _) => format!("other {kinds} ({n})"),
        (None, [one]) => (*one).to_owned(),
        (None, [a, b, ..]) if a.chars().count() + b.chars().count() > SUM_NAMES - 10 => {
            format!("{n} {kinds} ({} and {} more)", cut(a, SUM_NAMES - 12), n - 1)
        }
        (None, [a, b, _, _, ..]) => format!("{n} {kinds} ({a}, {b} and {} more)", n - 2),
        (None, names) => format!("{n} {kinds} ({})", names.join(", ")),
    }
}

/// Characters that the names of a sum may take: it stands in a headline.
const SUM_NAMES: usize = 40;

/// A name cut to a length, behind a word where one ends in its second half.
fn cut(name: &str, to: usize) -> String {
    let mut signs = name.chars();
    let short: String = signs.by_ref().take(to).collect();
    if signs.next().is_none() {
        return short;
    }
    let word = short.rsplit_once(' ').map(|(words, _)| words);
    let word = word.filter(|words| 2 * words.chars().count() > to);
    format!("{}…", word.unwrap_or(&short).trim_end())
}

/// A column's values in the plural, where its name is a plain word (`alert.rule` is `rules`).
pub(super) fn kinds(column: &str) -> String {
    let word = column.rsplit(['.', '_', ' ', ':']).next().unwrap_or_default();
    // The last word of `vendorProject`; of `URL` and `ruleID` none.
    let hump = word.rfind(|c: char| c.is_ascii_uppercase()).unwrap_or(0);
    let after_small = hump > 0 && word.as_bytes().get(hump - 1).is_some_and(u8::is_ascii_lowercase);
    let word = if after_small { word.get(hump..).unwrap_or(word) } else { word }.to_lowercase();
    let plain = (3..=14).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase());
    match word.as_bytes() {
        _ if !plain || word == "name" => "groups".to_owned(),
        [.., b's' | b'x'] | [.., b'c' | b's', b'h'] => format!("{word}es"),
        [.., before, b'y'] if !b"aeiou".contains(before) => {
            format!("{}ies", word.trim_end_matches('y'))
        }
        _ => format!("{word}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::file_name::stem;

    #[test]
    fn sums_by_table() {
        let names = ["port scan", "brute force", "worm", "tunnel"];
        for (column, few, rest, want) in [
            ("rule", 3, None, "3 rules (port scan, brute force, worm)"),
            ("alert.category", 2, None, "2 categories (port scan, brute force)"),
            ("vendorProject", 2, None, "2 projects (port scan, brute force)"),
            ("class", 4, None, "4 classes (port scan, brute force and 2 more)"),
            ("src_ip", 2, None, "2 groups (port scan, brute force)"),
            ("", 1, None, "port scan"),
            ("Rule Name", 4, Some(40), "other groups (4)"),
            ("action", 4, Some(0), "all actions (4)"),
        ] {
            assert_eq!(of_sum(column, &names[..few], rest), want);
        }
        let long = ["OS-WINDOWS SMB remote code execution attempt", "worm", "port scan"];
        let want = "3 rules (OS-WINDOWS SMB remote code… and 2 more)";
        assert_eq!(of_sum("rule", &long, None), want);
    }

    #[test]
    fn columns_by_table() {
        let cases = [
            ("Close", None, "XMR-USD.csv", "XMR-USD close"),
            ("close", None, "xmr-tradingview-daily-2015-2022.csv", "XMR close"),
            ("Close", None, "BINANCE_XMRUSD, 1D.csv", "XMRUSD close"),
            ("Price", None, "Monero Historical Data - Investing.com.csv", "Monero price"),
            ("Adj Close", None, "XMR-USD (1).csv", "XMR-USD adj close"),
            ("Close (USD)", Some("USD"), "example-price.csv", "price"),
            ("price", None, "price.csv", "price"),
            ("price", None, "gold-price.csv", "gold price"),
            ("volume", None, "gold-price.csv", "gold volume"),
            ("終値", None, "XMR-USD.csv", "XMR-USD 終値"),
            ("value", None, "temperature.csv", "temperature"),
            ("Count of records", None, "failed_logins_per_day.csv", "failed logins"),
            // What says what it is stays as it is, and so does what nothing else names.
            ("temperature", None, "berlin.csv", "temperature"),
            ("Count of records", None, "export (3).csv", "Count of records"),
            ("Close", None, "2021-01.csv", "Close"),
            ("close", None, "a8f3c2e9d1.csv", "close"),
            ("close", None, "a long name that tells a whole story.csv", "close"),
        ];
        for (column, unit, file, expected) in cases {
            assert_eq!(of_column(column, unit, &stem(file)), expected, "{column} of {file}");
        }
    }

    #[test]
    fn events_by_table() {
        let cases = [
            (Some("Snort 2 alert_csv"), "snort2-honeypot-2017.csv", "Snort alerts"),
            (Some("Kibana"), "visits.csv", "visits"),
            (None, "example-alerts.csv", "alerts"),
            (None, "logs/failed-logins-2021-06.csv.gz", "failed logins"),
            (None, "2021-06-01.csv", "2021-06-01"),
            (None, "検知.csv", "検知"),
        ];
        for (profile, file, expected) in cases {
            assert_eq!(of_events(profile, &stem(file)), expected, "{file}");
        }
    }
}
