//! One JSON value made flat: `{"a":{"b":1}}` has the value `1` at `a.b`.
//!
//! Strings are decoded, numbers and booleans stay as written, `null` is empty, arrays inside a
//! record stay JSON text in one cell, but for a few decimal numbers, which are columns. The grammar is RFC 8259's, but for control characters inside
//! strings and lone surrogates, which loggers write: the first are kept, the second are U+FFFD.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "places in a record, and how many brackets are open there"
)]

use crate::ingest::json_text::string;

/// Containers inside each other that are taken apart; deeper ones stay text.
const DEPTH_MAX: usize = 24;

/// Numbers of a list that are columns of their own, at most.
const READINGS_MAX: usize = 8;

/// Flattens a record; the buffers are kept from record to record.
#[derive(Clone, Debug, Default)]
pub(super) struct Flat {
    path: Vec<u8>,
    text: Vec<u8>,
}

/// Takes a path and its value.
pub(super) type Sink<'s> = dyn FnMut(&[u8], &[u8]) + 's;

impl Flat {
    /// Gives every value of an object, or of an array whose elements are columns; `None` where
    /// the text is not exactly one such value.
    pub fn record(&mut self, text: &[u8], each: &mut Sink<'_>) -> Option<()> {
        self.path.clear();
        let text = text.trim_ascii();
        let end = match text.first()? {
            b'{' => self.object(text, 0, 0, each)?,
            b'[' => self.elements(text, 0, 0, each)?,
            _ => return None,
        };
        (end == text.len()).then_some(())
    }

    fn object(
        &mut self,
        text: &[u8],
        at: usize,
        depth: usize,
        each: &mut Sink<'_>,
    ) -> Option<usize> {
        let mut at = blanks(text, at + 1);
        if text.get(at)? == &b'}' {
            return Some(at + 1);
        }
        loop {
            let parent = self.path.len();
            if parent > 0 {
                self.path.push(b'.');
            }
            let mut path = std::mem::take(&mut self.path);
            let key_end = string(text, at, &mut path);
            self.path = path;
            at = blanks(text, key_end?);
            if text.get(at)? != &b':' {
                return None;
            }
            at = self.value(text, blanks(text, at + 1), depth, each)?;
            self.path.truncate(parent);
            at = blanks(text, at);
            match text.get(at)? {
                b',' => at = blanks(text, at + 1),
                b'}' => return Some(at + 1),
                _ => return None,
            }
        }
    }

    /// Elements of an array, of a record that is one or inside it: `0`, `1`, … stands behind its path.
    fn elements(
        &mut self,
        text: &[u8],
        at: usize,
        depth: usize,
        each: &mut Sink<'_>,
    ) -> Option<usize> {
        let mut at = blanks(text, at + 1);
        if text.get(at)? == &b']' {
            return Some(at + 1);
        }
        let parent = self.path.len();
        for index in 0usize.. {
            if parent > 0 {
                self.path.push(b'.');
            }
            self.path.extend_from_slice(index.to_string().as_bytes());
            at = blanks(text, self.value(text, at, depth, each)?);
            self.path.truncate(parent);
            match text.get(at)? {
                b',' => at = blanks(text, at + 1),
                b']' => return Some(at + 1),
                _ => return None,
            }
        }
        None
    }

    fn value(
        &mut self,
        text: &[u8],
        at: usize,
        depth: usize,
        each: &mut Sink<'_>,
    ) -> Option<usize> {
        match text.get(at)? {
            b'{' if depth < DEPTH_MAX => self.object(text, at, depth + 1, each),
            b'[' if depth < DEPTH_MAX && is_lone_result(text, at) => {
                let end = self.object(text, blanks(text, at + 1), depth + 1, each)?;
                Some(blanks(text, end) + 1)
            }
            b'[' if depth < DEPTH_MAX
                && (is_readings(&self.path, text, at) || is_values(text, at)) =>
            {
                self.elements(text, at, depth + 1, each)
            }
            b'{' | b'[' => {
                let end = container_end(text, at)?;
                each(&self.path, text.get(at..end)?);
                Some(end)
            }
            b'"' => {
                self.text.clear();
                let end = string(text, at, &mut self.text)?;
                each(&self.path, &self.text);
                Some(end)
            }
            _ => {
                let rest = text.get(at..)?;
                let length = rest
                    .iter()
                    .take_while(|byte| {
                        !matches!(byte, b',' | b'}' | b']' | b' ' | b'\t' | b'\r' | b'\n')
                    })
                    .count();
                let word = rest.get(..length)?;
                match word {
                    b"null" => each(&self.path, b""),
                    b"true" | b"false" | b"NaN" | b"Infinity" | b"-Infinity" => {
                        each(&self.path, word)
                    }
                    _ if matches!(word.first()?, b'-' | b'0'..=b'9')
                        && word.last()?.is_ascii_digit() =>
                    {
                        let fits = |byte: &u8| {
                            matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-')
                        };
                        if !word.iter().all(fits) {
                            return None;
                        }
                        each(&self.path, word);
                    }
                    _ => return None,
                }
                Some(at + length)
            }
        }
    }
}

/// Whether a list holds one record and that nothing but numbers, `[{"average": 0.5}]`: what a query
/// gave for this time. A list of records with texts is one of names.
fn is_lone_result(text: &[u8], at: usize) -> bool {
    let Some(list) = container_end(text, at).and_then(|end| text.get(at..end)) else {
        return false;
    };
    let mut before = b' ';
    let mut marks = list.iter().filter(|byte| !byte.is_ascii_whitespace());
    let lone = |byte: &u8| {
        let fits = match before {
            b' ' => *byte == b'[',
            b'[' => *byte == b'{',
            b':' => matches!(byte, b'{' | b'-' | b'0'..=b'9'),
            b',' | b'{' => *byte == b'"',
            _ => *byte != b'[',
        };
        before = *byte;
        fits
    };
    marks.all(lone) && before == b']'
}

/// Whether a list holds a few records of one value each, `[{"value": "20240314"}]`: cells of a report.
fn is_values(text: &[u8], at: usize) -> bool {
    let Some(list) = container_end(text, at).and_then(|end| text.get(at..end)) else {
        return false;
    };
    let key = b"\"value\"";
    let records = memchr::memchr_iter(b'{', list).count();
    (1..=READINGS_MAX).contains(&records)
        && memchr::memchr(b'"', list) == memchr::memmem::find(list, key)
        && memchr::memmem::find_iter(list, key).count() == records
        && memchr::memchr_iter(b',', list).count() + 1 == records
}

/// Whether a list holds a few numbers and nothing else, decimals among them: a price in each of three
/// currencies. Whole numbers are names sooner, and a place on the Earth is no measurement.
fn is_readings(path: &[u8], text: &[u8], at: usize) -> bool {
    const PLACES: [&[u8]; 4] = [b"coordinates", b"bbox", b"location", b"center"];
    let Some(list) = container_end(text, at).and_then(|end| text.get(at + 1..end - 1)) else {
        return false;
    };
    let number = |text: &[u8]| {
        let digit = |byte: &u8| matches!(byte, b'0'..=b'9' | b'.' | b'-');
        !text.is_empty() && text.iter().all(digit)
    };
    let elements = || list.split(|byte| *byte == b',').map(<[u8]>::trim_ascii);
    list.contains(&b'.')
        && !PLACES.iter().any(|place| path.ends_with(place))
        && (2..=READINGS_MAX).contains(&elements().count())
        && elements().all(number)
}

fn blanks(text: &[u8], at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')).count()
}

/// End of the container that opens at `at`, by brackets and strings alone.
pub(super) fn container_end(text: &[u8], at: usize) -> Option<usize> {
    let mut depth = 0usize;
    let mut here = at;
    loop {
        match text.get(here)? {
            b'"' => {
                here = string_end(text, here)?;
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth -= 1;
                if depth == 0 {
                    return Some(here + 1);
                }
            }
            _ => {}
        }
        here += 1;
    }
}

fn string_end(text: &[u8], at: usize) -> Option<usize> {
    let mut here = at + 1;
    loop {
        let rest = text.get(here..)?;
        here += memchr::memchr2(b'"', b'\\', rest)?;
        if text.get(here)? == &b'"' {
            return Some(here + 1);
        }
        here += 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn flat(text: &str) -> Option<String> {
        let mut out = String::new();
        Flat::default().record(text.as_bytes(), &mut |path, value| {
            out +=
                &format!("{}={};", String::from_utf8_lossy(path), String::from_utf8_lossy(value));
        })?;
        Some(out)
    }

    #[test]
    fn records() {
        #[rustfmt::skip]
        let cases = [
            (r#"{"a":1,"b":"x"}"#, Some("a=1;b=x;")), (r#" { "a" : { "b" : -1.5e3 , "c" : {} } } "#, Some("a.b=-1.5e3;")), ("{}", Some("")),
            (r#"{"a":null,"b":true,"c":[1,{"d":"]"}],"e":false}"#, Some(r#"a=;b=true;c=[1,{"d":"]"}];e=false;"#)),
            (r#"{"a":"\u3042\ud83d\ude00\n\"\\\/"}"#, Some("a=あ😀\n\"\\/;")), (r#"{"a":"\ud83d"}"#, Some("a=\u{fffd};")), (r#"{"a":"日付"}"#, Some("a=日付;")), (r#"{"a.b":1}"#, Some("a.b=1;")),
            (r#"[1500000000000,"0.5",{"x":1}]"#, Some("0=1500000000000;1=0.5;2.x=1;")), ("[]", Some("")), (r#"{"a":NaN}"#, Some("a=NaN;")),
            (r#"{"a":{"v":[2.5, -1]},"n":[1,2],"coordinates":[1.5,2.5]}"#, Some("a.v.0=2.5;a.v.1=-1;n=[1,2];coordinates=[1.5,2.5];")), (r#"{"v":[1.5,"x"]}"#, Some(r#"v=[1.5,"x"];"#)),
            (r#"{"v":[{"value":"a"}, {"value":2}],"w":[{"name":"x"}],"x":[{"value":1,"n":2}]}"#, Some(r#"v.0.value=a;v.1.value=2;w=[{"name":"x"}];x.value=1;x.n=2;"#)),
            (r#"{"a":1"#, None), (r#"{"a":1}}"#, None), (r#"{"a" 1}"#, None), (r#"{"a":}"#, None), (r#"{a:1}"#, None), (r#"{"a":1,}"#, None), (r#"{"a":tru}"#, None), (r#"{"a":1x}"#, None), (r#"{"a":"x}"#, None), (r#"{"a":"\x"}"#, None), ("", None), ("1", None), (r#"{"a":[1,2}"#, None),
        ];
        for (text, want) in cases {
            assert_eq!(flat(text).as_deref(), want, "{text}");
        }
        let deep = "{\"a\":".repeat(1_000) + "1" + &"}".repeat(1_000);
        assert!(flat(&deep).is_some());
    }

    proptest! {
        #[test]
        fn agrees_with_serde(map in proptest::collection::btree_map("[a-z]{1,3}", ".{0,12}", 0..5)) {
            let text = serde_json::to_string(&map).unwrap();
            let want: String = map.iter().map(|(key, value)| format!("{key}={value};")).collect();
            prop_assert_eq!(flat(&text), Some(want));
        }

        #[test]
        fn never_panics(text in proptest::collection::vec(any::<u8>(), 0..60)) {
            _ = Flat::default().record(&text, &mut |_, _| {});
        }
    }
}
