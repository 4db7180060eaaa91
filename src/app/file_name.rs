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

/// A file's name without its folder and the number that a browser puts behind a second download,
/// in small letters: `alerts.csv` of `logs/Alerts (1).csv`.
pub fn plain(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name).to_lowercase();
    let Some((front, rest)) = name.rsplit_once(" (") else { return name };
    match rest.split_once(')') {
        Some((number, ending))
            if !number.is_empty()
                && number.bytes().all(|byte| byte.is_ascii_digit())
                && (ending.is_empty() || ending.starts_with('.')) =>
        {
            format!("{front}{ending}")
        }
        _ => name,
    }
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
    use super::{family, plain, stem};

    #[test]
    fn plain_names_by_table() {
        for (name, expected) in [
            ("alerts.csv", "alerts.csv"),
            ("logs/Alerts (1).csv.gz", "alerts.csv.gz"),
            ("C:\\x\\alerts (12).csv", "alerts.csv"),
            ("alerts (old).csv", "alerts (old).csv"),
            ("alerts (2) new.csv", "alerts (2) new.csv"),
            ("警報 (1).csv", "警報.csv"),
        ] {
            assert_eq!(plain(name), expected);
        }
    }

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
