//! Text of files as it may stand in a sentence, on a canvas or in an export: what would turn the text
//! around it, or hide in it, is shown.
//!
//! # Contract
//! * A name of letters, digits, marks and signs stays as it is, in every script: joiners between
//!   letters that are written with them, and inside emoji, too.
//! * Line ends and tabs become blanks. Other controls, overrides and embeddings of direction, and
//!   characters without a width become `‹U+202E›`, once a run of the same.
//! * Twice is as once.

#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects, clippy::indexing_slicing))]

use std::borrow::Cow;

/// What is never seen as itself.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}'
        | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}')
}

/// Whether letters are written from right to left.
fn is_leftward(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// The text with all of it to be seen.
pub fn plain(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let joins = matches!(c, '\u{200c}' | '\u{200d}');
        // ASCII and the letters of Europe need none.
        let joined = |c: Option<char>| c.is_some_and(|c| c > '\u{52f}' && !is_hidden(c));
        if !is_hidden(c) || (joins && joined(before) && joined(rest.peek().copied())) {
            out.push(c);
        } else if matches!(c, '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}') {
            out.push(' ');
        } else if before != Some(c) {
            out.push_str(&format!("‹U+{:04X}›", u32::from(c)));
        }
        before = Some(c);
    }
    Cow::Owned(out)
}

/// [`plain`], of an owned text.
pub fn owned(text: String) -> String {
    match plain(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(shown) => shown,
    }
}

/// Longest name that is shown.
const LONGEST: usize = 2_000;
/// What is shown of the end of a longer one.
const TAIL: usize = 500;

/// [`plain`], of what is called so: of a name longer than anybody reads, the beginning and the end. A browser takes
/// time with the square of it where its characters join, as marks above each other do.
pub fn name(text: &str) -> Cow<'_, str> {
    let shown = plain(text);
    let length = shown.chars().count();
    if length <= LONGEST {
        return shown;
    }
    let head = shown.chars().take(LONGEST.saturating_sub(TAIL).saturating_sub(1));
    let tail = shown.chars().skip(length.saturating_sub(TAIL));
    Cow::Owned(head.chain(std::iter::once('…')).chain(tail).collect())
}

/// A name of letters that run leftward, so set apart that the text around it stays in its order (FSI and
/// PDI of Unicode, which have no width); any other as it is.
pub fn isolated(name: String) -> String {
    match name.chars().any(is_leftward) && !name.starts_with('\u{2068}') {
        true => format!("\u{2068}{name}\u{2069}"),
        false => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hides_is_shown_and_what_is_written_stays() {
        for (text, want) in [
            ("", ""),
            ("Monero price (USD) · 価格 – ‘a’ é ß", "Monero price (USD) · 価格 – ‘a’ é ß"),
            ("שלום עולם", "שלום עולם"),
            // Persian, Hindi, a family.
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("क्\u{200d}ष", "क्\u{200d}ष"),
            ("👨\u{200d}👩\u{200d}👧", "👨\u{200d}👩\u{200d}👧"),
            ("price\u{202e}vsc.exe", "price‹U+202E›vsc.exe"),
            ("a\u{2066}b\u{2069}", "a‹U+2066›b‹U+2069›"),
            ("pay\u{200b}pal", "pay‹U+200B›pal"),
            ("pay\u{200d}pal", "pay‹U+200D›pal"),
            ("two\nlines\tand\0", "two lines and‹U+0000›"),
            ("\u{feff}x", "‹U+FEFF›x"),
            ("a\u{200b}\u{200b}\u{200b}b", "a‹U+200B›b"),
            ("\u{e0041}", "‹U+E0041›"),
            ("\u{1b}[31mred", "‹U+001B›[31mred"),
        ] {
            assert_eq!(plain(text), want);
            assert_eq!(plain(&plain(text)), want);
        }
    }

    #[test]
    fn of_a_name_without_end_both_ends_are_shown() {
        for letter in ["n", "日", "\u{301}", "\u{202e}a", "\u{628}\u{200d}"] {
            let long = format!("first{}last", letter.repeat(30_000));
            let shown = name(&long).into_owned();
            assert!(shown.starts_with("first") && shown.ends_with("last"), "{letter}");
            assert_eq!(shown.chars().count(), LONGEST, "{letter}");
            assert_eq!(
                (name(&shown), plain(&shown)),
                ((&*shown).into(), (&*shown).into()),
                "{letter}"
            );
        }
        let usual = "n".repeat(LONGEST);
        assert!(matches!(name(&usual), Cow::Borrowed(_)));
    }

    #[test]
    fn names_that_run_leftward_are_set_apart() {
        assert_eq!(isolated("price".into()), "price");
        let once = isolated("שלום 3".into());
        assert_eq!(once, "\u{2068}שלום 3\u{2069}");
        assert_eq!(isolated(once.clone()), once);
    }
}
