//! What the names of columns say, in the languages that exports come in.
//!
//! Names decide between columns that the cells allow; they never make a time of what cannot be
//! read as one. A score of 0 says nothing, below 0 speaks against.

mod things;
mod times;
mod values;
mod words;

pub use things::{
    detection, group, identified, identifier, is_id, key, protocol, row_number, scale, thing,
    titled,
};
pub use times::{
    SpanEnd, clock, fiscal, is_date, is_part, is_time, lasts, letter, month, not_when, part,
    part_within, period_of_day, quarter, span_end, time, version, weekday,
};
pub use values::{
    Nature, coordinate, count, counts_the_row, has_ratios, nature, only_total, quantity, side,
    trade, tries, unit, value,
};
pub use words::words;

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
    fn a_firewalls_action_is_no_share() {
        assert!(!trade("Action") && trade("Aktie"));
    }

    #[test]
    fn things_that_are_counted() {
        for (name, counts) in [
            ("FailedLogons", true),
            ("レコード数", true),
            ("リクエスト数", true),
            ("指数", false),
            ("変数", false),
            ("rows", true),
            ("rows.1", false),
        ] {
            assert_eq!(count(name) > 0, counts, "{name}");
        }
        assert_eq!(nature("フォロワー数"), Nature::Level);
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
            ("Event Time", "Receipt Time"),
            ("Intervallbeginn", "Intervallende"),
            ("@timestamp", "updated_at"),
            ("日付", "更新日時"),
            ("observation_date", "realtime_start"),
            ("observation_date", "vintage_date"),
            ("__REALTIME_TIMESTAMP", "modified"),
            ("Created (UTC)", "Transfer Date (UTC)"),
            ("created_at", "fulfilled_at"),
            ("Start time", "Moving time"),
            ("data", "Data type"),
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
    fn parts_of_a_time_in_two_languages() {
        use crate::ingest::time_parts::Part;
        assert!(part("年/Year", Part::Year) && part("日/Day", Part::Day));
        assert!(!part("Month/Year", Part::Year) && !part("Month/Year", Part::Month));
        assert!(time("properties.observed") > time("properties.created"));
    }

    #[test]
    fn what_counts_things_names_none() {
        assert!(counts_the_row("itemCount") && !thing("itemCount"));
        assert!(thing("item") && thing("site_id"));
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
