//! What must not leave the page with a figure: addresses, hosts, users, free text.
//!
//! Groups by such a column are exported as "group 1 … n" unless the user chooses the names. In
//! doubt a group is private: a signature or an action that looks like neither an address nor a
//! sentence is not.

use crate::ingest::heads::PRIVATE_JA;

/// The name of a group outside the page, by its place (largest first).
pub(crate) fn group_name(at: usize) -> String {
    format!("group {}", at + 1)
}

/// Words in a column's name that make its values private.
const PRIVATE_WORDS: [&str; 36] = [
    "ip",
    "addr",
    "address",
    "host",
    "hostname",
    "user",
    "username",
    "account",
    "email",
    "mail",
    "client",
    "source",
    "src",
    "destination",
    "dest",
    "dst",
    "domain",
    "url",
    "uri",
    "device",
    "computer",
    "machine",
    "message",
    "msg",
    "description",
    "comment",
    "name",
    "person",
    "mac",
    "peer",
    "payload",
    "query",
    "request",
    "path",
    "session",
    "login",
];

/// Words in a column's name that say that its values are kinds of events.
const PUBLIC_WORDS: [&str; 19] = [
    "signature",
    "sig",
    "rule",
    "sid",
    "action",
    "severity",
    "priority",
    "category",
    "class",
    "classification",
    "protocol",
    "proto",
    "type",
    "port",
    "status",
    "level",
    "event",
    "kind",
    "code",
];

/// Words of a column's name: `srcIp`, `src_ip` and `Source IP` give the same.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut lower_before = false;
    for c in name.chars() {
        if !c.is_alphanumeric() {
            words.push(String::new());
            lower_before = false;
            continue;
        }
        if c.is_uppercase() && lower_before {
            words.push(String::new());
        }
        lower_before = c.is_lowercase() || c.is_ascii_digit();
        match words.last_mut() {
            Some(word) => word.extend(c.to_lowercase()),
            None => words.push(c.to_lowercase().collect()),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Whether groups by this column are private: by the column's name, or by what its groups look
/// like.
pub(crate) fn private_groups(column: &str, groups: &[String]) -> bool {
    if groups.iter().any(|group| looks_private(group)) {
        return true;
    }
    let words = words(column);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    // `rule.name` and `event type` are kinds of events, whatever else the name says.
    if has(&PUBLIC_WORDS) {
        return false;
    }
    has(&PRIVATE_WORDS) || PRIVATE_JA.iter().any(|word| column.contains(word))
}

/// An IPv4 or IPv6 address, a MAC, an e-mail address, a URL or a host name.
pub(crate) fn looks_private(text: &str) -> bool {
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '"' | '\'')).any(
        |word| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != ':');
            is_ipv4(word) || is_colon_address(word) || is_mail_or_url(word) || is_host(word)
        },
    )
}

fn is_ipv4(word: &str) -> bool {
    let address = word.split([':', '/']).next().unwrap_or(word);
    let parts: Vec<&str> = address.split('.').collect();
    parts.len() == 4 && parts.iter().all(|part| !part.is_empty() && part.parse::<u8>().is_ok())
}

/// IPv6 and MAC addresses: at least three colons between hexadecimal groups, or `::`.
fn is_colon_address(word: &str) -> bool {
    let groups: Vec<&str> = word.split(':').collect();
    (groups.len() >= 4 || (word.contains("::") && groups.len() >= 3))
        && groups
            .iter()
            .all(|group| group.len() <= 4 && group.bytes().all(|b| b.is_ascii_hexdigit()))
        && groups.iter().any(|group| !group.is_empty())
}

fn is_mail_or_url(word: &str) -> bool {
    let mail = word
        .split_once('@')
        .is_some_and(|(user, host)| !user.is_empty() && host.contains('.') && !host.ends_with('.'));
    mail || word.contains("://")
}

/// `name.example.org`: at least one dot, a last label of letters, only the letters of host names.
fn is_host(word: &str) -> bool {
    let labels: Vec<&str> = word.split('.').collect();
    // A file's name or a version is no host; two labels are one only with a common ending.
    let common =
        ["com", "org", "net", "io", "local", "lan", "internal", "corp", "jp", "de", "edu", "gov"];
    let fits = labels.iter().all(|label| {
        !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    });
    let last = labels.last().copied().unwrap_or("");
    fits && labels.len() >= 2
        && last.len() >= 2
        && last.bytes().all(|b| b.is_ascii_alphabetic())
        && common.iter().any(|ending| ending.eq_ignore_ascii_case(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_by_table() {
        let cases: [(&str, &[&str], bool); 18] = [
            ("signature", &["ET SCAN Potential SSH Scan", "GPL ICMP PING"], false),
            ("proto", &["TCP", "UDP"], false),
            ("action", &["allowed", "blocked"], false),
            ("rule.name", &["Brute force"], false),
            ("dst_port", &["22", "445"], false),
            ("src_ip", &["a", "b"], true),
            ("srcIp", &["a"], true),
            ("Source Address", &["a"], true),
            ("hostname", &["web-1"], true),
            ("user", &["alice"], true),
            ("message", &["login failed"], true),
            ("x", &["TCP", "198.51.100.7"], true),
            ("signature", &["Scan from 198.51.100.7"], true),
            ("x", &["2001:db8::1"], true),
            ("x", &["00:1a:2b:3c:4d:5e"], true),
            ("x", &["alice@example.org"], true),
            ("x", &["db.internal.example.com"], true),
            ("送信元アドレス", &["a"], true),
        ];
        for (column, groups, private) in cases {
            let groups: Vec<String> = groups.iter().map(|g| (*g).to_owned()).collect();
            assert_eq!(private_groups(column, &groups), private, "{column} {groups:?}");
        }
        for harmless in
            ["12:30:45", "v1.2.3", "1.2.3", "ET SCAN", "HoneyPot SMB Port 445 Hit", "a.b"]
        {
            assert!(!looks_private(harmless), "{harmless}");
        }
    }
}
