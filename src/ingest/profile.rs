//! Names of known exports, for display only: nothing is decided by them.

use super::lexicon::words;
use super::table::Row;

/// Known headers: all of these names must be there.
const HEADERS: &[(&str, &[&str])] = &[
    ("CoinMarketCap", &["timeOpen", "timeClose", "marketCap"]),
    ("CoinGecko", &["snapped_at", "market_cap", "total_volume"]),
    ("Binance klines", &["open_time", "close_time", "taker_buy_volume"]),
    ("CryptoDataDownload", &["unix", "date", "symbol", "tradecount"]),
    ("Alpha Vantage", &["timestamp", "open", "close", "market cap"]),
    ("Yahoo Finance", &["date", "open", "close", "adj close"]),
    ("Investing.com", &["date", "price", "change %"]),
    ("Nasdaq", &["date", "close/last"]),
    ("Etherscan", &["date(utc)", "unixtimestamp"]),
    ("FRED", &["observation_date"]),
    ("TradingView", &["time", "open", "high", "low", "close"]),
    ("CISA KEV", &["cveid", "dateadded", "knownransomwarecampaignuse"]),
    ("Splunk timechart", &["_time", "_span"]),
    ("Splunk events", &["_time", "_raw"]),
    ("Kibana", &["@timestamp", "_index"]),
    ("Security Onion", &["@timestamp", "event.dataset", "rule.name"]),
    ("CloudWatch Logs Insights", &["@timestamp", "eventname"]),
    ("Microsoft Sentinel", &["timegenerated [utc]"]),
    ("URLhaus", &["dateadded", "url_status", "urlhaus_link"]),
    ("MalwareBazaar", &["first_seen_utc", "sha256_hash"]),
    ("Feodo Tracker", &["first_seen_utc", "c2_status"]),
    ("Cisco FMC", &["time", "inline result", "impact", "count"]),
    ("Snort 2 alert_csv", &["timestamp", "msg", "proto", "ethsrc"]),
    ("Suricata EVE", &["timestamp", "flow_id", "event_type"]),
    ("Cowrie", &["eventid", "timestamp", "session", "sensor"]),
    ("Zeek", &["ts", "uid", "id.orig_h"]),
    ("GitHub traffic", &["clones_total", "views_total"]),
    ("Google Analytics", &["day index"]),
    ("Kibana Lens", &["count of records"]),
];

/// The name of a known export.
pub fn recognise(names: &[String], rows: &[Row]) -> Option<String> {
    let names: Vec<String> = names.iter().map(|name| name.trim().to_lowercase()).collect();
    let has = |wanted: &&str| names.iter().any(|name| name == &wanted.to_lowercase());
    if let Some((name, _)) = HEADERS.iter().find(|(_, wanted)| wanted.iter().all(&has)) {
        return Some((*name).to_string());
    }
    if names.iter().skip(1).any(|name| name.contains(": (")) {
        return Some("Google Trends".into());
    }
    if !names.is_empty() {
        return None;
    }
    let row = rows.first()?;
    let first = String::from_utf8_lossy(row.cell(0)).into_owned();
    let digits = first.bytes().all(|byte| byte.is_ascii_digit());
    let snort = first.len() > 14
        && first.as_bytes().get(2) == Some(&b'/')
        && first.contains('-')
        && first.contains('.');
    if snort {
        let port =
            |column: usize| row.cell(column).contains(&b':') && row.cell(column).contains(&b'.');
        let third = (4..row.cells.len()).any(port);
        return Some(if third { "Snort 3 alert_csv" } else { "Snort 2 alert_csv" }.into());
    }
    match row.cells.len() {
        12 if digits && first.len() >= 13 => Some("Binance klines".into()),
        7 if digits && first.len() == 10 && words(&first).len() == 1 => {
            Some("Kraken OHLCVT".into())
        }
        _ => None,
    }
}
