//! `key=value` pairs: Fortinet, logfmt, iptables; `key:value` pairs between delimiters: LTSV, records
//! of dictionaries.

#![expect(clippy::arithmetic_side_effects, reason = "places in a line, and how many pairs it has")]

/// Takes the pairs of a text; gives how many there were and what stood around them.
///
/// A key is letters, digits and `_ . - @ / :`, beginning with a letter, `_` or `@`; a value is
/// quoted (with `\"` or `""` for a quote) or reaches to the next blank or comma; a word without
/// `=` is skipped.
pub(super) fn pairs(text: &[u8], each: &mut dyn FnMut(&[u8], &[u8])) -> usize {
    let mut at = 0;
    let mut count = 0;
    let mut unquoted = Vec::new();
    while at < text.len() {
        let rest = text.get(at..).unwrap_or_default();
        let first = rest.first().copied().unwrap_or(b' ');
        let before = at.checked_sub(1).and_then(|before| text.get(before));
        // A cell that holds a pair: `"date=2021-07-14","tz=""+0900"""`.
        if first == b'"'
            && before.is_none_or(|byte| matches!(byte, b',' | b';' | b'\t'))
            && let Some(inner) = rest.get(1..)
            && let length @ 1.. = inner.iter().take_while(|byte| is_key(**byte)).count()
            && inner.get(length) == Some(&b'=')
        {
            let (cell, width) = quoted_value(inner, &mut unquoted);
            each(
                cell.get(..length).unwrap_or_default(),
                self::unquoted(cell.get(length + 1..).unwrap_or_default()),
            );
            at += 1 + width;
            count += 1;
            continue;
        }
        if !(first.is_ascii_alphabetic() || matches!(first, b'_' | b'@')) {
            at += 1;
            continue;
        }
        let length = rest.iter().take_while(|byte| is_key(**byte)).count();
        if rest.get(length) != Some(&b'=') {
            // Not a key: skip the word.
            at += length.max(1);
            let after = text.get(at..).unwrap_or_default();
            at += after
                .iter()
                .take_while(|byte| !matches!(byte, b' ' | b'\t' | b',' | b';' | b'|'))
                .count();
            continue;
        }
        let key = rest.get(..length).unwrap_or_default();
        at += length + 1;
        let rest = text.get(at..).unwrap_or_default();
        if let Some(quoted) = rest.strip_prefix(b"\"") {
            let (value, width) = quoted_value(quoted, &mut unquoted);
            each(key, value);
            at += 1 + width;
        } else {
            let width = rest.iter().take_while(|byte| !matches!(byte, b' ' | b'\t')).count();
            let value = rest.get(..width).unwrap_or_default();
            let value =
                value.strip_suffix(b",").or_else(|| value.strip_suffix(b";")).unwrap_or(value);
            // "a=1,b=2", "a=1|b=2": marks between pairs, not inside a value.
            let value = match next_pair(value) {
                Some(end) => value.get(..end).unwrap_or(value),
                None => value,
            };
            each(key, value);
            at += value.len().max(1).min(width.max(1));
        }
        count += 1;
    }
    count
}

/// Marks between `key:value` pairs; of a block of lines the line's end.
pub(super) const BETWEEN: [u8; 6] = *b"\t,;| \n";

/// Takes the `key:value` pairs of a text that stand between delimiters, from its beginning on; gives
/// how many there were.
///
/// A key is a word or a few, beginning with a letter, perhaps in quotes; its value reaches to the next
/// delimiter behind which a key stands.
pub(super) fn colon_pairs(text: &[u8], delimiter: u8, each: &mut dyn FnMut(&[u8], &[u8])) -> usize {
    let text = text.trim_ascii();
    let inner = text.strip_prefix(b"{").and_then(|text| text.strip_suffix(b"}"));
    let text = inner.unwrap_or(text);
    let (mut count, mut at) = (0, 0);
    let mut open: Option<(&[u8], usize)> = None;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let end = at + memchr::memchr(delimiter, rest).unwrap_or(rest.len());
        if let Some((key, from)) = colon_key(text.get(at..end).unwrap_or_default()) {
            if let Some((key, from)) = open.replace((key, at + from)) {
                each(key, unquoted(text.get(from..at - 1).unwrap_or_default()));
            }
            count += 1;
        } else if count == 0 {
            return 0;
        }
        at = end + 1;
        if end >= text.len() {
            break;
        }
    }
    if let Some((key, from)) = open {
        each(key, unquoted(text.get(from..).unwrap_or_default()));
    }
    count
}

/// A text without the quotes around it.
fn unquoted(text: &[u8]) -> &[u8] {
    let text = text.trim_ascii();
    let inner = |quote: u8| text.strip_prefix(&[quote])?.strip_suffix(&[quote]);
    inner(b'"').or_else(|| inner(b'\'')).unwrap_or(text)
}

/// The key that a piece begins with, and where its value begins.
fn colon_key(piece: &[u8]) -> Option<(&[u8], usize)> {
    let colon = memchr::memchr(b':', piece)?;
    let key = piece.get(..colon)?.trim_ascii();
    let key = unquoted(key.strip_prefix(b"- ").unwrap_or(key));
    let letter = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'@' | 0x80..);
    let fits = |byte: &u8| is_key(*byte) || matches!(byte, b' ' | b'(' | b')' | 0x80..);
    let sound = key.first().is_some_and(letter) && key.iter().all(fits) && key.len() <= 40;
    let address = piece.get(colon + 1..)?.starts_with(b"//");
    let blanks = key.iter().filter(|byte| **byte == b' ').count();
    // `Jun 29 09:57:43`.
    let dated = blanks > 0 && key.iter().any(u8::is_ascii_digit);
    (sound && !address && !dated && blanks < 4).then_some((key, colon + 1))
}

fn is_key(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-' | b'@' | b'/' | b':')
}

/// Where `,key=` begins inside a value.
fn next_pair(value: &[u8]) -> Option<usize> {
    memchr::memchr3_iter(b',', b';', b'|', value).find(|at| {
        let rest = value.get(at + 1..).unwrap_or_default();
        let length = rest.iter().take_while(|byte| is_key(**byte)).count();
        length > 0
            && rest.first().is_some_and(|b| !b.is_ascii_digit())
            && rest.get(length) == Some(&b'=')
    })
}

/// The value behind an opening quote, and the bytes up to and with its closing one.
fn quoted_value<'a>(text: &'a [u8], unquoted: &'a mut Vec<u8>) -> (&'a [u8], usize) {
    unquoted.clear();
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        match (byte, text.get(at + 1)) {
            (b'\\', Some(next @ (b'"' | b'\\'))) => {
                unquoted.push(*next);
                at += 2;
            }
            (b'"', Some(b'"')) if text.get(at + 2).is_some_and(|b| *b != b' ') => {
                unquoted.push(b'"');
                at += 2;
            }
            (b'"', _) => return (unquoted, at + 1),
            _ => {
                unquoted.push(byte);
                at += 1;
            }
        }
    }
    (unquoted, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colons() {
        #[rustfmt::skip]
        let cases: &[(&str, u8, &str)] = &[
            ("a:1,b:x y,t:2021-07-14 13:32:01", b',', "a=1;b=x y;t=2021-07-14 13:32:01;"),
            ("time:14/Jul/2021:13:32:01 +0900\thost:198.51.100.7\treq:GET /a HTTP/1.1", b'\t', "time=14/Jul/2021:13:32:01 +0900;host=198.51.100.7;req=GET /a HTTP/1.1;"),
            ("{'a': 1, 'b': 'x, y', 'c': None}", b',', "a=1;b=x, y;c=None;"), ("Event Time: 1 | User: \"b\"", b'|', "Event Time=1;User=b;"),
            ("url:http://h/a,b,c:1", b',', "url=http://h/a,b;c=1;"), ("時刻:1,名:あ", b',', "時刻=1;名=あ;"),
            ("10:00,11:00", b',', ""), ("Jun 29 09:57:43,a:1", b',', ""), ("http://a,b", b',', ""), ("", b',', ""), ("a:", b',', "a=;"), ("x,a:1", b',', ""), ("a:1 b:x y c:2", b' ', "a=1;b=x y;c=2;"),
        ];
        for (text, delimiter, want) in cases {
            let mut got = String::new();
            colon_pairs(text.as_bytes(), *delimiter, &mut |key, value| {
                got += &format!(
                    "{}={};",
                    String::from_utf8_lossy(key),
                    String::from_utf8_lossy(value)
                );
            });
            assert_eq!(got, *want, "{text}");
        }
    }

    #[test]
    fn lines() {
        #[rustfmt::skip]
        let cases: &[(&str, &str)] = &[
            ("a=1 b=2", "a=1;b=2;"), ("date=2021-07-14 time=13:32:01 devname=\"FG T\" x=\"\"", "date=2021-07-14;time=13:32:01;devname=FG T;x=;"),
            ("msg=\"a \\\"b\\\" c\" n=3", "msg=a \"b\" c;n=3;"), ("IN=eth0 OUT= MAC=00:11 SYN SRC=198.51.100.7", "IN=eth0;OUT=;MAC=00:11;SRC=198.51.100.7;"),
            ("a=1, b=2, c=x", "a=1;b=2;c=x;"), ("a=1,b=x,y,c=3", "a=1;b=x,y;c=3;"), ("a=1;b=2", "a=1;b=2;"), ("a=1|b=x y|c=3", "a=1;b=x;c=3;"), ("ts=2021-07-14T13:32:01Z level=info", "ts=2021-07-14T13:32:01Z;level=info;"),
            ("url=http://h/?a=b&c=d e=1", "url=http://h/?a=b&c=d;e=1;"), ("no pairs here", ""), ("=x", ""), ("1=2", ""), ("a=\"open", "a=open;"), ("", ""),
            ("\"d=2021-07-14\",\"t=13:32:01\",\"tz=\"\"+0900\"\"\",\"m=x, y\"", "d=2021-07-14;t=13:32:01;tz=+0900;m=x, y;"), ("x \"a=1 b=2\"", "a=1;b=2\";"), ("a=", "a=;"),
        ];
        for (text, want) in cases {
            let mut got = String::new();
            pairs(text.as_bytes(), &mut |key, value| {
                got += &format!(
                    "{}={};",
                    String::from_utf8_lossy(key),
                    String::from_utf8_lossy(value)
                );
            });
            assert_eq!(got, *want, "{text}");
        }
    }
}
