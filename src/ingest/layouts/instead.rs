//! What came in place of data: a web page that was saved, an error that was answered, one record.

#![expect(clippy::arithmetic_side_effects, reason = "places in a text")]

use super::json_flat::Flat;
use super::json_shape::is_time;
use crate::ingest::source::Instead;
use memchr::memmem;

/// Bytes of a page, or of an answer in XML, that tell it.
const LOOKED_AT: usize = 4 << 10;
/// Lines of an answer in plain text, at most.
const LINES_MAX: usize = 5;

/// Marks of an exported figure, the one in its head and the one before its data.
const FIGURE: &[&[u8]] = &[b"name=\"generator\" content=\"Comove ", b"id=\"comove-data\""];

/// Keys under which an answer in JSON says what went wrong.
const ERRORS: &[&str] = &[
    "error",
    "errors",
    "exception",
    "fault",
    "error_message",
    "errormessage",
    "error_description",
    "error_code",
    "errorcode",
];
/// Keys of what is said, and of its number.
const SAYINGS: &[&str] = &["message", "detail", "msg", "reason", "title"];
const NUMBERS: &[&str] = &["status", "code", "statuscode", "status_code", "http_code"];

/// First words of an answer in plain text.
const OPENINGS: &[&str] = &[
    "error",
    "fatal error",
    "http/1",
    "http/2",
    "400 bad",
    "401 unauth",
    "403 forbid",
    "404 not",
    "429 too",
    "500 internal",
    "502 bad",
    "503 serv",
    "504 gate",
    "access denied",
    "unauthorized",
    "forbidden",
    "not found",
    "too many requests",
    "rate limit",
    "bad request",
    "bad gateway",
    "service unavailable",
    "internal server error",
    "fehler",
    "erreur",
    "エラー",
];

/// What a file holds in place of data; `records` is how many records of JSON were found in it.
pub fn instead(head: &[u8], whole: bool, records: Option<u64>) -> Option<Instead> {
    let text = head.trim_ascii();
    let first = text.get(..text.len().min(LOOKED_AT)).unwrap_or_default();
    let first = String::from_utf8_lossy(first).trim_start_matches('\u{feff}').to_owned();
    // What the export writes (src/page/publish.js); a whole figure has been opened before data are looked for.
    let figure = match first.starts_with('{') {
        true => ["\"comove\":1,", "\"comove\":\"figure\""].iter().any(|mark| first.contains(mark)),
        false => {
            first.starts_with('<') && FIGURE.iter().any(|mark| memmem::find(text, mark).is_some())
        }
    };
    if figure {
        return Some(Instead::Figure);
    }
    if first.starts_with('<') {
        return markup(&first);
    }
    if !whole {
        return None;
    }
    if first.starts_with('{') {
        return json(text, records);
    }
    let opening = first.to_lowercase();
    let short = first.lines().count() <= LINES_MAX && text.len() < LOOKED_AT;
    let said = short && OPENINGS.iter().any(|words| opening.starts_with(words));
    // A header may begin with such a word.
    let cells = first.lines().next().is_some_and(|line| line.contains([',', ';', '\t', '|']));
    (said && (!cells || first.lines().count() == 1)).then(|| error(&first))
}

fn error(said: &str) -> Instead {
    Instead::Error(said.lines().next().unwrap_or_default().trim().chars().take(120).collect())
}

fn markup(first: &str) -> Option<Instead> {
    let lower = first.to_ascii_lowercase();
    let mut rest = lower.as_str();
    // Declarations and remarks before it.
    while let Some(end) = ["<?", "<!--"].iter().find_map(|mark| {
        let close = if *mark == "<?" { "?>" } else { "-->" };
        rest.strip_prefix(mark)?.find(close).map(|at| mark.len() + at + close.len())
    }) {
        rest = rest.get(end..)?.trim_start();
    }
    if ["<!doctype html", "<html", "<head", "<body"].iter().any(|open| rest.starts_with(open)) {
        return Some(Instead::Page);
    }
    let between = |name: &str| {
        let from = lower.find(&format!("<{name}>"))? + name.len() + 2;
        let to = from + lower.get(from..)?.find('<')?;
        first.get(from..to).map(str::trim).filter(|text| !text.is_empty())
    };
    let failed = ["<error", "<fault", "<soap:fault", "<serviceexception", "<exceptionreport"];
    let said = ["message", "faultstring", "exceptiontext", "description", "code"];
    (failed.iter().any(|open| rest.starts_with(open) || lower.contains(open)))
        .then(|| error(said.iter().find_map(|name| between(name)).unwrap_or("XML")))
}

/// An object that is no list of records: one that tells of an error, or one record whose times, if
/// any, stand inside.
fn json(text: &[u8], records: Option<u64>) -> Option<Instead> {
    if records.is_some_and(|records| records > 1) {
        return None;
    }
    let mut values: Vec<(String, String)> = Vec::new();
    Flat::default().record(text, &mut |path, value| {
        let [path, value] = [path, value].map(|text| String::from_utf8_lossy(text).into_owned());
        values.push((path.to_lowercase(), value));
    })?;
    let top = |path: &str| path.split('.').next().unwrap_or_default().to_owned();
    let says = |value: &str| !["", "false", "0", "[]", "null", "none"].contains(&value);
    let failed = values
        .iter()
        .find(|(path, value)| ERRORS.contains(&top(path).as_str()) && says(&value.to_lowercase()));
    let of = |names: &[&str]| values.iter().find(|(path, _)| names.contains(&path.as_str()));
    let inner = |(path, _): &&(String, String)| {
        path.split_once('.')
            .is_some_and(|(outer, name)| ERRORS.contains(&outer) && SAYINGS.contains(&name))
    };
    if let Some((_, value)) = failed {
        let message = values.iter().find(inner).or_else(|| of(SAYINGS)).map(|(_, said)| said);
        return Some(error(message.unwrap_or(value)));
    }
    let logged = of(&["level", "severity", "loglevel"]).is_some();
    if let (Some((_, said)), Some(_), false) = (of(SAYINGS), of(NUMBERS), logged) {
        return Some(error(said));
    }
    let own_time =
        values.iter().any(|(path, value)| !path.contains('.') && is_time(value.as_bytes()));
    // A time beside a long list of something else is that of the whole, as of JSON-stat: no row.
    let listed =
        values.iter().any(|(_, value)| value.starts_with('[') && value.split(',').count() > 9);
    if own_time && records == Some(1) && !listed {
        return None;
    }
    match values.as_slice() {
        [(_, said)] | [(_, said), _] if said.contains(' ') => Some(error(said)),
        _ => Some(Instead::Record),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers() {
        let said = |text: &str| Some(Instead::Error(text.to_owned()));
        #[rustfmt::skip]
        let cases: &[(&str, Option<u64>, Option<Instead>)] = &[
            ("<!DOCTYPE html>\n<html><body>2024-02-01</body></html>", None, Some(Instead::Page)),
            ("<!doctype html>\n<html><head><meta name=\"generator\" content=\"Comove 0.1.0 (ab12)\"></head><bo", None, Some(Instead::Figure)),
            ("<!doctype html><html><body><script id=\"comove-data\" type=\"application/json\">{", None, Some(Instead::Figure)),
            ("{\"made\":\"2024-02-01T10:00:00Z\",\"kept\":{\"comove\":1,\"set\"", None, Some(Instead::Figure)), ("{\"comove\":\"figure\",\"version\":\"0.1.0\"", None, Some(Instead::Figure)),
            ("<!doctype html><p>Comove reads exports</p>", None, Some(Instead::Page)),
            ("\n<?xml version=\"1.0\"?>\n<!-- saved --><HTML>", None, Some(Instead::Page)),
            ("<?xml version=\"1.0\"?><Error><Code>NoSuchKey</Code><Message>The key does not exist.</Message></Error>", None, said("The key does not exist.")),
            ("<?xml version=\"1.0\"?><rows><row/></rows>", None, None), ("<34>Jun 16 13:32:01 host su: a", None, None),
            ("{\"error\":{\"code\":403,\"message\":\"No key\",\"at\":\"2024-02-01T10:00:00Z\"}}", Some(1), said("No key")),
            ("{\n \"timestamp\": \"2024-02-01T10:00:00Z\",\n \"status\": 404,\n \"error\": \"Not Found\"\n}", None, said("Not Found")),
            ("{\"status\":429,\"message\":\"Too many\",\"time\":\"2024-02-01T10:00:00Z\"}", Some(1), said("Too many")),
            ("{\"Note\":\"Thank you for asking\"}", Some(1), said("Thank you for asking")),
            ("{\"payload\":{\"items\":[{\"name\":\"a.csv\"}],\"repo\":{\"createdAt\":\"2023-08-29T23:24:12Z\"}},\"title\":\"x\"}", Some(1), Some(Instead::Record)),
            ("{\"time\":\"2024-02-01T10:00:00Z\",\"level\":\"info\",\"message\":\"up\",\"code\":3}", Some(1), None),
            ("{\"updated\":\"2024-04-11T06:00:00Z\",\"id\":[\"Tid\"],\"value\":[1,2,3,4,5,6,7,8,9,10]}", Some(1), Some(Instead::Record)),
            ("{\"t\":1700000000,\"v\":2}", Some(1), None), ("{\"error\":null,\"data\":[{\"t\":1},{\"t\":2}]}", Some(2), None),
            ("Error 429: too many requests at 2024-02-01 10:00:00", None, said("Error 429: too many requests at 2024-02-01 10:00:00")),
            ("HTTP/1.1 403 Forbidden\nDate: Thu, 01 Feb 2024 10:00:00 GMT\n", None, said("HTTP/1.1 403 Forbidden")),
            ("error,time\n3,2024-02-01\n", None, None), ("date,value\n2024-02-01,1\n", None, None), ("", None, None), ("{", None, None),
        ];
        for (text, records, want) in cases {
            assert_eq!(instead(text.as_bytes(), true, *records), *want, "{text}");
        }
        assert_eq!(instead(b"{\"error\":1}", false, None), None);
    }
}
