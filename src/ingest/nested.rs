//! What a list or a record that stands in one cell is called.
//!
//! JSON keeps lists of records in a cell, and programs write dictionaries as their source text:
//! `[{"name": "Channel A", "url": "…"}]`, `{'id': 0, 'name': 'Outage'}`. A person calls them
//! `Channel A` and `Outage`. Texts that are no such value (`[sshd]`, `{GUID}`) stay as they are.

#![expect(clippy::arithmetic_side_effects, reason = "places in a cell, and how deep in it")]

use super::json_text::string as json_string;

/// Keys of a record under which its name stands, the best first, in small letters.
const NAMES: &[&str] = &[
    "name",
    "title",
    "label",
    "displayname",
    "display_name",
    "full_name",
    "fullname",
    "nombre",
    "nom",
    "nome",
    "naam",
    "nazwa",
    "bezeichnung",
    "titel",
    "titre",
    "título",
    "titulo",
    "titolo",
    "название",
    "имя",
    "名前",
    "名称",
    "名",
    "이름",
    "caption",
    "text",
    "value",
    "summary",
    "description",
    "username",
    "login",
    "email",
    "type",
    "key",
    "code",
];
/// Containers within each other.
const DEPTH_MAX: usize = 12;

/// The name of a list or a record; `None` where the text is none, or has no text in it.
pub(super) fn name(text: &[u8]) -> Option<String> {
    let text = text.trim_ascii();
    if !matches!(text.first()?, b'[' | b'{' | b'(') {
        return None;
    }
    let mut reader = Reader { text, at: 0, quoted: false };
    let names = reader.value(0)?;
    let whole = reader.at == text.len() && reader.quoted && !names.is_empty();
    whole.then(|| names.join(", "))
}

struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    /// Whether a text in quotes was met: without one it is no such value.
    quoted: bool,
}

impl Reader<'_> {
    fn peek(&mut self) -> Option<u8> {
        let rest = self.text.get(self.at..)?;
        self.at += rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        self.text.get(self.at).copied()
    }

    /// The names of a value: one, of a list several, of nothing none.
    fn value(&mut self, depth: usize) -> Option<Vec<String>> {
        match self.peek()? {
            b'[' | b'(' if depth < DEPTH_MAX => self.container(depth, false),
            b'{' if depth < DEPTH_MAX => self.container(depth, true),
            b'"' | b'\'' => Some(vec![self.string()?]),
            _ => {
                let rest = self.text.get(self.at..)?;
                let end = rest.iter().position(|byte| b",]})".contains(byte))?;
                let word = str::from_utf8(rest.get(..end)?).ok()?.trim();
                self.at += end;
                let plain = word.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-._".contains(&b));
                let none = ["null", "None", "nil", ""].contains(&word);
                plain.then(|| if none { Vec::new() } else { vec![word.to_owned()] })
            }
        }
    }

    /// A list, or a record; of a record only the names of the best key.
    fn container(&mut self, depth: usize, record: bool) -> Option<Vec<String>> {
        self.at += 1;
        let mut names = Vec::new();
        let mut best = usize::MAX;
        loop {
            if b"]})".contains(&self.peek()?) {
                self.at += 1;
                return Some(names);
            }
            let value = self.value(depth + 1)?;
            if record && self.peek()? == b':' {
                self.at += 1;
                let key = value.first()?.to_lowercase();
                let own = self.value(depth + 1)?;
                let rank = NAMES.iter().position(|name| *name == key).unwrap_or(NAMES.len());
                // Of keys that say nothing, the first with a text that is no address.
                let text = own
                    .iter()
                    .any(|name| name.contains(char::is_alphabetic) && !name.contains("://"));
                let rank = rank + usize::from(!text) * 2 * NAMES.len();
                if !own.is_empty() && rank < best {
                    (best, names) = (rank, own);
                }
            } else {
                names.extend(value);
            }
            match self.peek()? {
                b',' => self.at += 1,
                b']' | b'}' | b')' => {}
                _ => return None,
            }
        }
    }

    fn string(&mut self) -> Option<String> {
        self.quoted = true;
        let mut out = Vec::new();
        let quote = self.peek()?;
        if quote == b'"' {
            self.at = json_string(self.text, self.at, &mut out)?;
        } else {
            loop {
                self.at += 1;
                match *self.text.get(self.at)? {
                    b'\\' => {
                        self.at += 1;
                        out.push(*self.text.get(self.at)?);
                    }
                    byte if byte == quote => break,
                    byte => out.push(byte),
                }
            }
            self.at += 1;
        }
        String::from_utf8(out).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names() {
        #[rustfmt::skip]
        let cases = [
            (r#"[{"name":"Channel A","url":"https://example.org/c0"}]"#, Some("Channel A")), ("{'id': 0, 'name': 'Outage'}", Some("Outage")),
            ("[\n  {\n \"url\": \"https://x\", \"titel\": \"B \\u00e4\" }\n]", Some("B ä")), (r#"["Video"]"#, Some("Video")), ("['a', 'b']", Some("a, b")),
            (r#"[{"name":"A"},{"name":"B"}]"#, Some("A, B")), (r#"{"id":7,"kind":"x"}"#, Some("x")), (r#"{"id":7,"url":"https://x"}"#, Some("7")),
            ("{'user': {'id': 1, 'name': 'Ann'}, 'n': None}", Some("Ann")), ("{'a', 'b'}", Some("a, b")), ("('x',)", Some("x")), (r#"{'name': "O'Neil"}"#, Some("O'Neil")),
            ("[sshd]", None), ("{3F2504E0-4F89-11D3}", None), ("[1, 2]", None), ("[a, b]", None), ("[]", None), ("{}", None), ("plain", None), ("", None),
            ("['a'", None), ("['a'] x", None), ("{'a': }", None), ("(x) y", None), ("[core:error]", None),
        ];
        for (text, want) in cases {
            assert_eq!(name(text.as_bytes()).as_deref(), want, "{text}");
        }
        assert_eq!(name("[".repeat(1_000).as_bytes()), None);
    }

    proptest! {
        #[test]
        fn never_panics(text in "[\\[\\]{}(),:'\"\\\\a1 é]{0,40}") {
            _ = name(text.as_bytes());
        }
    }
}
