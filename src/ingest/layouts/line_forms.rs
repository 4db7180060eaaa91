//! The forms of log lines that have names: each takes one line apart by hand.

#![expect(clippy::arithmetic_side_effects, reason = "places in a line, and numbers of its columns")]

use super::cef;
use super::log_time::TimeAt;

/// A form of lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Snort's `alert_fast`, Suricata's `fast.log`.
    Alert,
    /// Common and combined access logs of web servers.
    Access,
    /// RFC 5424.
    Syslog5424,
    /// RFC 3164 and its kin: time, host, program, message.
    Syslog(TimeAt),
    /// `key=value` pairs, after a time or not.
    Pairs {
        /// A time before the pairs.
        time: Option<TimeAt>,
        /// Whether a level or an action stands behind the time.
        level: bool,
        /// Keys.
        keys: Vec<Vec<u8>>,
    },
    /// `key:value` pairs between delimiters, after a time or not; of a block of lines where they
    /// stand between line ends.
    Colons {
        /// A time before the pairs.
        time: Option<TimeAt>,
        /// What is between the pairs.
        delimiter: u8,
        /// Keys.
        keys: Vec<Vec<u8>>,
    },
    /// CEF or LEEF, after a syslog header or not.
    Cef {
        /// A time in the syslog header.
        time: Option<TimeAt>,
        /// Keys.
        keys: Vec<Vec<u8>>,
    },
    /// A time, and the rest.
    Plain(TimeAt),
}

impl Form {
    /// Names of the columns.
    pub fn columns(&self) -> Vec<String> {
        #[rustfmt::skip]
        let names: &[&str] = match self {
            Form::Alert => &["time", "action", "signature id", "message", "classification", "priority", "protocol", "src", "src port", "dst", "dst port"],
            Form::Access => &["host", "ident", "user", "time", "method", "path", "protocol", "status", "bytes", "referer", "agent"],
            Form::Syslog5424 => &["priority", "time", "host", "program", "process", "message id", "data", "message"],
            Form::Syslog(_) => &["priority", "time", "host", "program", "process", "message"],
            Form::Plain(time) if time.zoned => &["before", "time", "level", "message", "timezone"],
            Form::Plain(_) => &["before", "time", "level", "message"],
            Form::Cef { .. } => &cef::HEADER,
            Form::Pairs { .. } | Form::Colons { .. } => &[],
        };
        if let Form::Pairs { time, keys, .. }
        | Form::Colons { time, keys, .. }
        | Form::Cef { time, keys } = self
        {
            let taken = keys.iter().any(|key| key == b"level");
            let word = if taken { "action" } else { "level" };
            let time = time.iter().map(|_| "time".to_owned());
            let level = matches!(self, Form::Pairs { level: true, .. }).then(|| word.to_owned());
            let header = names.iter().map(|name| (*name).to_owned());
            let keys = keys.iter().map(|key| String::from_utf8_lossy(key).into_owned());
            return time.chain(level).chain(header).chain(keys).collect();
        }
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    /// Gives the cells of a line by column; `None` where the line has another form.
    pub fn cells(&self, line: &[u8], put: &mut dyn FnMut(usize, &[u8])) -> Option<()> {
        match self {
            Form::Alert => alert(line, put),
            Form::Access => access(line, put),
            Form::Syslog5424 => syslog_5424(line, put),
            Form::Syslog(time) => syslog(line, time, put),
            Form::Plain(time) => plain(line, time, put),
            Form::Cef { time, keys } => {
                let (before, text) = line.split_at_checked(cef::start(line)?)?;
                let shift = usize::from(time.is_some());
                if let Some(time) = time {
                    let (from, to) = time.span(before)?;
                    put(0, super::log_time::trim(line.get(from..to)?));
                }
                let mut next = 0;
                cef::fields(text, &mut |at, value| match at {
                    cef::At::Header(place) => put(shift + place, value),
                    cef::At::Key(key) => {
                        if let Some(column) = column_of(keys, key, &mut next) {
                            put(shift + cef::HEADER.len() + column, value);
                        }
                    }
                })
            }
            Form::Pairs { time, keys, .. } | Form::Colons { time, keys, .. } => {
                let from = match time {
                    Some(time) => {
                        let (from, to) = time.span(line)?;
                        put(0, super::log_time::trim(line.get(from..to)?));
                        to
                    }
                    None => 0,
                };
                let mut shift = usize::from(time.is_some());
                if matches!(self, Form::Pairs { level: true, .. }) {
                    put(shift, word_after_time(line.get(from..)?).unwrap_or_default());
                    shift += 1;
                }
                let mut next = 0;
                let mut each = |key: &[u8], value: &[u8]| {
                    if let Some(column) = column_of(keys, key, &mut next) {
                        put(column + shift, value);
                    }
                };
                let text = line.get(from..)?;
                let count = match self {
                    Form::Colons { delimiter, .. } => {
                        super::pairs::colon_pairs(text, *delimiter, &mut each)
                    }
                    _ => super::pairs::pairs(text, &mut each),
                };
                (count > 0).then_some(())
            }
        }
    }
}

/// The column of a key: the same keys in the same order, line after line.
fn column_of(keys: &[Vec<u8>], key: &[u8], next: &mut usize) -> Option<usize> {
    let column = if keys.get(*next).is_some_and(|k| k == key) {
        *next
    } else {
        keys.iter().position(|k| k == key)?
    };
    *next = column + 1;
    Some(column)
}

/// Text up to a mark, and the text behind it.
fn split_at_mark<'a>(text: &'a [u8], mark: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = memchr::memmem::find(text, mark)?;
    Some((text.get(..at)?, text.get(at + mark.len()..)?))
}

/// A word up to a blank, and the rest behind all blanks.
fn word(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = text.iter().position(|byte| *byte == b' ')?;
    (at > 0).then(|| {
        (text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default().trim_ascii_start())
    })
}

/// `03/16/2024-02:20:15.674103  [**] [1:2016879:5] MSG [**] [Classification: C] [Priority: 1]
/// {TCP} 198.51.100.7:44043 -> 198.51.100.8:80`, with `[Drop]` before the first `[**]`.
fn alert(line: &[u8], put: &mut dyn FnMut(usize, &[u8])) -> Option<()> {
    let (before, rest) = split_at_mark(line, b"[**]")?;
    let (message, mut rest) = split_at_mark(rest, b"[**]")?;
    let (time, action) = match memchr::memchr(b'[', before) {
        Some(at) => (before.get(..at)?, before.get(at + 1..)?),
        None => (before, &b""[..]),
    };
    let time = time.trim_ascii();
    if !time.first()?.is_ascii_digit() {
        return None;
    }
    put(0, time);
    put(1, action.trim_ascii().strip_suffix(b"]").unwrap_or_default());
    signature(message, put)?;
    while let Some(inner) = rest.trim_ascii_start().strip_prefix(b"[") {
        let (field, after) = split_at_mark(inner, b"]")?;
        named_field(field, put);
        rest = after;
    }
    if let Some(inner) = rest.trim_ascii_start().strip_prefix(b"{") {
        let (protocol, after) = split_at_mark(inner, b"}")?;
        put(6, protocol);
        rest = after;
    }
    endpoints(rest, put);
    Some(())
}

/// `[1:2016879:5] MESSAGE`.
pub(super) fn signature(text: &[u8], put: &mut dyn FnMut(usize, &[u8])) -> Option<()> {
    let inner = text.trim_ascii_start().strip_prefix(b"[")?;
    let (id, message) = split_at_mark(inner, b"]")?;
    let is_id = id.iter().all(|byte| byte.is_ascii_digit() || *byte == b':') && id.contains(&b':');
    if !is_id {
        return None;
    }
    put(2, id);
    let message = message.trim_ascii();
    // Snort's own preprocessors quote theirs.
    let quoted = message.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\""));
    put(3, quoted.unwrap_or(message));
    Some(())
}

/// `Classification: C` or `Priority: 1`.
pub(super) fn named_field(field: &[u8], put: &mut dyn FnMut(usize, &[u8])) {
    if let Some(value) = field.strip_prefix(b"Classification:") {
        put(4, value.trim_ascii());
    } else if let Some(value) = field.strip_prefix(b"Priority:") {
        put(5, value.trim_ascii());
    }
}

/// `198.51.100.7:44043 -> 198.51.100.8:80`.
pub(super) fn endpoints(text: &[u8], put: &mut dyn FnMut(usize, &[u8])) {
    let Some((from, to)) = split_at_mark(text, b"->") else { return };
    for (column, side) in [(7, from.trim_ascii()), (9, to.trim_ascii())] {
        let side = side.split(|byte| *byte == b' ').next().unwrap_or_default();
        let colons = memchr::memchr_iter(b':', side).count();
        let (host, port) = match memchr::memrchr(b':', side) {
            // An IPv6 address has colons of its own; with a port it has eight groups and one more.
            Some(at)
                if colons == 1 || colons == 8 || side.get(at.wrapping_sub(1)) == Some(&b']') =>
            {
                (side.get(..at).unwrap_or_default(), side.get(at + 1..).unwrap_or_default())
            }
            _ => (side, &b""[..]),
        };
        put(column, host);
        put(column + 1, port);
    }
}

/// `198.51.100.7 - user [16/Jun/2021:13:32:01 +0000] "GET / HTTP/1.1" 200 512 "ref" "agent"`;
/// a virtual host may stand in front.
fn access(line: &[u8], put: &mut dyn FnMut(usize, &[u8])) -> Option<()> {
    let (before, rest) = split_at_mark(line, b" [")?;
    let (time, rest) = split_at_mark(rest, b"] \"")?;
    // dd/Mon/yyyy:hh:mm:ss +zzzz
    if !(time.first()?.is_ascii_digit() && time.contains(&b'/') && time.contains(&b':')) {
        return None;
    }
    let (request, rest) = quoted(rest)?;
    let mut words = before.split(|byte| *byte == b' ').rev();
    let (user, ident, host) =
        (words.next()?, words.next().unwrap_or(b"-"), words.next().unwrap_or(b"-"));
    put(0, host);
    put(1, ident);
    put(2, user);
    put(3, time);
    let mut parts = request.splitn(3, |byte| *byte == b' ');
    for column in 4..7 {
        put(column, parts.next().unwrap_or_default());
    }
    let rest = rest.trim_ascii_start();
    let (status, rest) = word(rest).unwrap_or((rest, b""));
    if !status.iter().all(u8::is_ascii_digit) {
        return None;
    }
    put(7, status);
    let (bytes, mut rest) = word(rest).unwrap_or((rest, b""));
    put(8, bytes);
    for column in 9..11 {
        let Some((text, after)) = rest.trim_ascii_start().strip_prefix(b"\"").and_then(quoted)
        else {
            break;
        };
        put(column, text);
        rest = after;
    }
    Some(())
}

/// Text behind an opening quote up to the closing one, `\"` skipped.
fn quoted(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut at = 0;
    loop {
        let rest = text.get(at..)?;
        at += memchr::memchr2(b'"', b'\\', rest)?;
        if text.get(at) == Some(&b'"') {
            return Some((text.get(..at)?, text.get(at + 1..)?));
        }
        at += 2;
    }
}

/// `<34>1 2021-06-16T13:32:01.003Z host program process id [data] message`.
fn syslog_5424(line: &[u8], put: &mut dyn FnMut(usize, &[u8])) -> Option<()> {
    let (priority, rest) = priority(line)?;
    let rest = rest.strip_prefix(b"1 ")?;
    put(0, priority);
    let mut rest = rest;
    for column in 1..6 {
        let (text, after) = word(rest)?;
        put(column, if text == b"-" { b"" } else { text });
        rest = after;
    }
    let data = if rest.starts_with(b"[") {
        // Elements stand one after another; a bracket inside a value is escaped.
        let mut at = 0;
        loop {
            at += split_at_mark(rest.get(at..)?, b"]").map(|(inner, _)| inner.len() + 1)?;
            let escaped = rest.get(at.wrapping_sub(2)) == Some(&b'\\');
            if !escaped && rest.get(at) != Some(&b'[') {
                break rest.get(..at)?;
            }
        }
    } else {
        rest.get(..1)?
    };
    put(6, if data == b"-" { b"" } else { data });
    let message = rest.get(data.len()..)?.trim_ascii_start();
    put(7, message.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(message));
    Some(())
}

/// `<34>` and the text behind it.
fn priority(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let (number, rest) = split_at_mark(line.strip_prefix(b"<")?, b">")?;
    let fits = (1..=3).contains(&number.len()) && number.iter().all(u8::is_ascii_digit);
    fits.then_some((number, rest))
}

/// `Jun 16 13:32:01 host program[123]: message`, with or without `<34>`, and with an ISO time.
fn syslog(line: &[u8], time: &TimeAt, put: &mut dyn FnMut(usize, &[u8])) -> Option<()> {
    let (number, text) = priority(line).unwrap_or((b"", line));
    let (from, to) = time.span(text)?;
    put(0, number);
    put(1, super::log_time::trim(text.get(from..to)?));
    let rest = text.get(to..)?.trim_ascii_start();
    let (host, rest) = word(rest)?;
    put(2, host);
    let (tag, message) =
        split_at_mark(rest, b":").filter(|(tag, _)| is_tag(tag)).unwrap_or((b"", rest));
    let (program, process) = match memchr::memchr(b'[', tag) {
        Some(at) => (tag.get(..at)?, tag.get(at + 1..)?.strip_suffix(b"]").unwrap_or_default()),
        None => (tag, &b""[..]),
    };
    put(3, program);
    put(4, process);
    put(5, message.trim_ascii());
    Some(())
}

/// A program's name, with or without its process id.
pub(super) fn is_tag(tag: &[u8]) -> bool {
    (1..=48).contains(&tag.len())
        && !tag.starts_with(b"[")
        && tag.iter().all(|byte| {
            byte.is_ascii_alphanumeric()
                || matches!(byte, b'_' | b'-' | b'.' | b'/' | b'[' | b']' | b'(' | b')')
        })
}

const LEVELS: [&str; 18] = [
    "TRACE",
    "DEBUG",
    "INFO",
    "INFORMATION",
    "NOTICE",
    "WARN",
    "WARNING",
    "ERROR",
    "ERR",
    "CRITICAL",
    "CRIT",
    "FATAL",
    "ALERT",
    "EMERG",
    "SEVERE",
    "VERBOSE",
    "FINE",
    "PANIC",
];

/// `2021-07-14 13:32:01,123 [main] INFO message`.
fn plain(line: &[u8], time: &TimeAt, put: &mut dyn FnMut(usize, &[u8])) -> Option<()> {
    let (from, to) = time.span(line)?;
    put(0, super::log_time::trim(line.get(..from)?));
    put(1, super::log_time::trim(line.get(from..to)?));
    let mut rest = behind_marks(line.get(to..)?);
    if let Some(zone) = time.zone(line).filter(|_| time.zoned) {
        put(4, zone);
        rest = behind_marks(rest.get(zone.len()..)?);
    }
    put(2, level(rest).unwrap_or_default());
    put(3, rest.trim_ascii());
    Some(())
}

/// The text behind a time, without the marks between them.
fn behind_marks(text: &[u8]) -> &[u8] {
    let mark = |byte: &&u8| matches!(byte, b' ' | b'\t' | b']' | b')' | b':' | b',' | b'-' | b'|');
    text.get(text.iter().take_while(mark).count()..).unwrap_or_default()
}

/// The level among the first words, or an action that is the first: `ACCEPT`, `DROP`.
fn level(text: &[u8]) -> Option<&[u8]> {
    let level = text
        .split(|byte| matches!(byte, b' ' | b'\t' | b'[' | b']' | b':' | b'|'))
        .filter(|word| !word.is_empty())
        .take(4)
        .find(|word| LEVELS.iter().any(|level| level.as_bytes().eq_ignore_ascii_case(word)));
    level.or_else(|| {
        let word = text.split(|byte| !byte.is_ascii_uppercase()).next()?;
        let ends = matches!(text.get(word.len()), None | Some(b' ' | b'\t' | b':'));
        (ends && word.len() >= 3).then_some(word)
    })
}

/// The level or the action that stands right behind the time of a line.
pub(super) fn word_after_time(text: &[u8]) -> Option<&[u8]> {
    let text = behind_marks(text);
    let word = text.split(|byte| matches!(byte, b' ' | b'\t' | b']' | b':' | b'|')).next()?;
    level(word)
}
