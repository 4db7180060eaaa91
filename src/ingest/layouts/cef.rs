//! CEF (ArcSight) and LEEF (QRadar): a signed header of fields between bars, then pairs.
//!
//! ```text
//! CEF:0|vendor|product|version|signature id|name|severity|src=198.51.100.7 msg=a b c rt=…
//! LEEF:2.0|vendor|product|version|event id|^|src=198.51.100.7^devTime=…
//! ```
//!
//! A value of CEF holds blanks and reaches to the next ` key=`; `\=`, `\|` and `\\` stand for
//! themselves. LEEF's pairs are parted by a tab, or by what the sixth field of version 2 names.
//! A syslog header may come before. Sources: ArcSight Common Event Format (Micro Focus, version
//! 26), IBM QRadar LEEF 2.

#![expect(clippy::arithmetic_side_effects, reason = "places in a line")]

/// Names of the header's fields, in their order.
pub(super) const HEADER: [&str; 6] =
    ["vendor", "product", "version", "signature id", "name", "severity"];

/// Where the header begins in a line.
pub(super) fn start(line: &[u8]) -> Option<usize> {
    let at = memchr::memmem::find(line, b"EF:")?;
    let from = if line.get(..at)?.ends_with(b"LE") {
        at - 2
    } else if line.get(..at)?.ends_with(b"C") {
        at - 1
    } else {
        return None;
    };
    // `CEF:0|`, `LEEF:2.0|`.
    let rest = line.get(at + 3..)?;
    let bar = rest.iter().take(5).position(|byte| *byte == b'|')?;
    let number = rest.get(..bar)?;
    let fits = bar > 0 && number.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
    (fits && memchr::memchr_iter(b'|', rest).nth(4).is_some()).then_some(from)
}

/// What a value belongs to.
#[derive(Clone, Copy, Debug)]
pub(super) enum At<'a> {
    /// A field of the header, by its place in [`HEADER`].
    Header(usize),
    /// A key of a pair.
    Key(&'a [u8]),
}

/// Gives the header's fields, then the pairs.
pub(super) fn fields(text: &[u8], each: &mut dyn FnMut(At<'_>, &[u8])) -> Option<()> {
    let leef = text.starts_with(b"L");
    let (version, mut rest) = split_bar(text)?;
    let count = if leef { 4 } else { 6 };
    for place in 0..count {
        let (value, after) = split_bar(rest)?;
        each(At::Header(place), value);
        rest = after;
    }
    let mut mark = b'\t';
    if leef && version.ends_with(b":2.0") {
        // An empty one is a tab, as is one that is left out.
        if let Some((named, after)) = split_bar(rest).filter(|(named, _)| named.len() <= 4) {
            let hex = named.strip_prefix(b"0x").or_else(|| named.strip_prefix(b"x"));
            let hex = hex.and_then(|hex| u8::from_str_radix(str::from_utf8(hex).ok()?, 16).ok());
            mark = match (hex, named) {
                (Some(byte), _) => byte,
                (None, [byte]) => *byte,
                _ => mark,
            };
            rest = after;
        }
    }
    if leef && rest.contains(&mark) {
        for part in rest.split(|byte| *byte == mark) {
            if let Some(at) = memchr::memchr(b'=', part) {
                let (key, value) = (part.get(..at)?, part.get(at + 1..)?);
                each(At::Key(key.trim_ascii()), value.trim_ascii());
            }
        }
    } else {
        spaced_pairs(rest, each);
    }
    Some(())
}

/// A field up to a bar that is not escaped, and the text behind the bar.
fn split_bar(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let at =
        memchr::memchr_iter(b'|', text).find(|at| *at == 0 || text.get(at - 1) != Some(&b'\\'))?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// Pairs whose values hold blanks: each reaches to the next key.
fn spaced_pairs(text: &[u8], each: &mut dyn FnMut(At<'_>, &[u8])) {
    let is_key = |byte: &u8| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-' | b'[' | b']')
    };
    // Start of a key, and of its value.
    let mut open: Option<(usize, usize)> = None;
    let mut value = Vec::new();
    let mut emit = |open: Option<(usize, usize)>, end: usize| {
        let Some((key, from)) = open else { return };
        let (Some(key), Some(raw)) = (text.get(key..from - 1), text.get(from..end)) else { return };
        value.clear();
        let mut escaped = false;
        for &byte in raw.trim_ascii() {
            if byte == b'\\' && !escaped {
                escaped = true;
                continue;
            }
            if escaped && !matches!(byte, b'\\' | b'=' | b'|') {
                value.push(b'\\');
            }
            escaped = false;
            value.push(byte);
        }
        each(At::Key(key), &value);
    };
    for at in memchr::memchr_iter(b'=', text) {
        let before = text.get(..at).unwrap_or_default();
        if before.ends_with(b"\\") {
            continue;
        }
        let length = before.iter().rev().take_while(|byte| is_key(byte)).count();
        let key = at - length;
        let parted = key == 0 || matches!(text.get(key - 1), Some(b' ' | b'\t'));
        if length > 0 && parted {
            emit(open.take(), key);
            open = Some((key, at + 1));
        }
    }
    emit(open, text.len());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        #[rustfmt::skip]
        let cases: &[(&str, &str)] = &[
            ("CEF:0|V|P|1.0|100|Name here|5|src=198.51.100.7 msg=a b c rt=Jun 29 2021 09:57:43 cs1Label=Rule cs1=x\\=y",
             "V|P|1.0|100|Name here|5|src=198.51.100.7;msg=a b c;rt=Jun 29 2021 09:57:43;cs1Label=Rule;cs1=x=y;"),
            ("CEF:0|V\\|W|P|1|2|N|9|", "V\\|W|P|1|2|N|9|"),
            ("CEF:0|V|P|1|2|N|9|url=http://h/?a\\=b c= d=1", "V|P|1|2|N|9|url=http://h/?a=b;c=;d=1;"),
            ("LEEF:1.0|V|P|1|42|src=1\tdevTime=Jun 29 2021 09:57:43\tx=", "V|P|1|42|src=1;devTime=Jun 29 2021 09:57:43;x=;"),
            ("LEEF:2.0|V|P|1|42|^|a=1^b=2 3", "V|P|1|42|a=1;b=2 3;"),
            ("LEEF:2.0|V|P|1|42|x7C|a=1|b=2", "V|P|1|42|a=1;b=2;"),
            ("LEEF:2.0|V|P|1|42|a=1\tb=2", "V|P|1|42|a=1;b=2;"),
            // Tabs that became blanks on the way.
            ("LEEF:1.0|V|P|1|42|a=1 b=2 3", "V|P|1|42|a=1;b=2 3;"),
        ];
        for (line, want) in cases {
            assert_eq!(start(line.as_bytes()), Some(0), "{line}");
            let mut got = String::new();
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            fields(line.as_bytes(), &mut |at, value| match at {
                At::Header(_) => got += &format!("{}|", text(value)),
                At::Key(key) => got += &format!("{}={};", text(key), text(value)),
            })
            .unwrap();
            assert_eq!(got, *want, "{line}");
        }
        for line in ["CEF:x|a|b|c|d|e|f|", "REEF:1|a", "CEF:0|a|b", "no", "CEF:0|"] {
            assert_eq!(start(line.as_bytes()), None, "{line}");
        }
        assert_eq!(start(b"<13>Jun 29 09:57:43 fw CEF:0|a|b|c|d|e|5|"), Some(23));
    }
}
