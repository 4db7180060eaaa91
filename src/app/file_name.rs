//! What the name of a file says.

/// A file's name without folder and endings: `alerts` of `logs/alerts.csv.gz`.
pub fn stem(name: &str) -> String {
    const ENDINGS: [&str; 14] = [
        "gz", "zip", "csv", "tsv", "txt", "json", "ndjson", "jsonl", "log", "tab", "dat", "asc",
        "xls", "bz2",
    ];
    let mut stem = name.rsplit(['/', '\\']).next().unwrap_or(name);
    while let Some((front, ending)) = stem.rsplit_once('.') {
        let known = ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending));
        if front.is_empty() || !known {
            break;
        }
        stem = front;
    }
    stem.to_owned()
}

/// A file's name without what rotation and dates put into it: digits, and the marks around them.
pub fn family(name: &str) -> String {
    let mut family = String::new();
    for c in stem(name).to_lowercase().chars() {
        let c = if c.is_ascii_digit() { '#' } else { c };
        if !(c == '#' && family.ends_with('#')) {
            family.push(c);
        }
    }
    // `alerts.log` and `alerts.log.3`, `alerts (2)` and `alerts`.
    let marks = |c: char| matches!(c, '#' | '.' | '-' | '_' | ' ' | '(' | ')' | '~');
    let bare = family.trim_end_matches(marks);
    let bare = bare.trim_end_matches(".log").trim_end_matches(".json").trim_end_matches(".csv");
    if bare.is_empty() { family } else { bare.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{family, stem};

    #[test]
    fn stems_by_table() {
        let cases = [
            ("alerts.csv", "alerts"),
            ("logs/alerts.csv.gz", "alerts"),
            ("a.zip/b.log", "b"),
            ("xmr-2021.01.csv", "xmr-2021.01"),
            (".csv", ".csv"),
            ("eve.json.1", "eve.json.1"),
            ("価格.CSV", "価格"),
        ];
        for (name, expected) in cases {
            assert_eq!(stem(name), expected);
        }
    }

    #[test]
    fn families_by_table() {
        let same = [
            ("alerts.log", "alerts.log.1"),
            ("alerts.log.1.gz", "alerts.log.30.gz"),
            ("alert-2021-01.csv", "alert-2021-02.csv"),
            ("xmr_2019.csv", "xmr_2020.csv"),
            ("logs/2021/eve.json", "logs/2022/eve.json"),
            ("eve-20210101.json.gz", "eve-20210102.json.gz"),
            ("export (1).csv", "export (2).csv"),
        ];
        for (a, b) in same {
            assert_eq!(family(a), family(b), "{a} {b}");
        }
        for (a, b) in [("xmr-usd.csv", "btc-usd.csv"), ("dns.log", "http.log")] {
            assert_ne!(family(a), family(b), "{a} {b}");
        }
    }
}
