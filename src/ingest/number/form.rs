//! How one column writes its numbers, and what stands in it where there is none.
//!
//! Contract. Decided from a sample, once a column; a cell is read by it alone. A flag behind a
//! number (`12.3 p`, `45*`, `9 (e)`, `12e`) is left off and the number kept. A cell that names
//! only a limit (`<5`) has no number: any that were put there would be made up. What the column
//! says again and again instead of a number, or a person says means missing, is a gap.

use super::{LONGEST, Style, duration, plain};

/// How a column's cells are read.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// Decimal mark and arrows.
    pub style: Style,
    /// What the column says again and again where it has no number, trimmed.
    pub marks: Vec<Vec<u8>>,
    /// Whether letters behind a number are flags: not where they are units.
    pub letters: bool,
    /// Whether a lone `b`, `m`, `k` or `t` is a flag too, and no power of ten.
    pub lone_letters: bool,
    /// A unit that stands behind every number and is none that [`Style`] knows.
    pub unit: Vec<u8>,
    /// Whether its cells are lengths of time, read in seconds.
    pub durations: bool,
    /// Cells that a person says mean missing; numbers among them in any spelling.
    pub missing: Vec<String>,
}

/// What a cell of a column of numbers says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Figure {
    /// A number.
    Number(f64),
    /// A number with a flag behind it.
    Flagged(f64),
    /// Nothing, or a token that everybody knows for it.
    Gap,
    /// What this column says where there is no number.
    Mark,
    /// Only a limit: `<5`.
    Bound,
    /// Something else.
    Unreadable,
}

impl From<Style> for Form {
    fn from(style: Style) -> Form {
        Form {
            style,
            marks: Vec::new(),
            letters: true,
            lone_letters: false,
            unit: Vec::new(),
            durations: false,
            missing: Vec::new(),
        }
    }
}

impl Form {
    /// Reads one cell.
    #[inline]
    pub fn read(&self, cell: &[u8]) -> Figure {
        match self.style.parse_plain(cell) {
            Some(value) if self.missing.is_empty() => Figure::Number(value),
            _ => self.read_any(cell),
        }
    }

    /// The number in a cell, where it has one.
    pub fn number(&self, cell: &[u8]) -> Option<f64> {
        match self.read(cell) {
            Figure::Number(value) | Figure::Flagged(value) => Some(value),
            Figure::Gap | Figure::Mark | Figure::Bound | Figure::Unreadable => None,
        }
    }

    fn read_any(&self, cell: &[u8]) -> Figure {
        let text = cell.trim_ascii();
        let bare = self.bare(text);
        let said = |missing: &String| missing.trim().as_bytes().eq_ignore_ascii_case(text);
        if self.missing.iter().any(said) {
            return Figure::Mark;
        }
        if self.durations
            && let Some((seconds, _)) = duration(text)
        {
            return self.unless_missing(seconds, false);
        }
        if self.lone_letters
            && let Some(digits) = lone_letter(text)
            && let Ok(Some(value)) = self.style.parse(digits)
        {
            return self.unless_missing(value, true);
        }
        match self.style.parse(bare) {
            Ok(Some(value)) => self.unless_missing(value, false),
            Ok(None) if is_bound(text) => Figure::Bound,
            Ok(None) => Figure::Gap,
            Err(_) if self.marks.iter().any(|mark| mark == text) => Figure::Mark,
            Err(_) if is_bound(text) => Figure::Bound,
            Err(_) => match flagged(text, self.letters).map(|digits| self.style.parse(digits)) {
                Some(Ok(Some(value))) => self.unless_missing(value, true),
                _ => Figure::Unreadable,
            },
        }
    }

    /// The cell without the column's own unit.
    fn bare<'a>(&self, text: &'a [u8]) -> &'a [u8] {
        match text.strip_suffix(self.unit.as_slice()) {
            Some(bare) if !self.unit.is_empty() => bare.trim_ascii_end(),
            _ => text,
        }
    }

    fn unless_missing(&self, value: f64, flagged: bool) -> Figure {
        let missing = |text: &String| self.style.parse(text.as_bytes()) == Ok(Some(value));
        if self.missing.iter().any(missing) {
            Figure::Mark
        } else if flagged {
            Figure::Flagged(value)
        } else {
            Figure::Number(value)
        }
    }
}

/// `<5`, `> 100`, `≤0.02`, `＜5`: only a limit.
pub fn is_bound(text: &[u8]) -> bool {
    let signs = ["<=", ">=", "<", ">", "≤", "≥", "＜", "＞", "&lt;", "&gt;", "≦", "≧"];
    let rest = signs.iter().find_map(|sign| text.strip_prefix(sign.as_bytes()));
    rest.is_some_and(|rest| {
        let rest = rest.trim_ascii_start();
        rest.first().is_some_and(u8::is_ascii_digit)
            && [rest, flagged(rest, true).unwrap_or(rest)].iter().any(|number| {
                [Style::POINT, Style::COMMA].iter().any(|style| style.parse(number).is_ok())
            })
    })
}

/// The digits before a lone small letter that is a power of ten elsewhere: `12.3 b`.
pub fn lone_letter(text: &[u8]) -> Option<&[u8]> {
    let (last, rest) = text.split_last()?;
    let digits = rest.trim_ascii_end();
    let ends = digits.last().is_some_and(u8::is_ascii_digit);
    (matches!(last, b'b' | b'm' | b'k' | b't' | b's') && ends).then_some(digits)
}

/// The number of a cell without the flags behind it; `None` where there are none, or something
/// that is no flag. With `letters` one or two letters are one: `12.3 p`, `45e`, `7 bu`.
pub fn flagged(text: &[u8], letters: bool) -> Option<&[u8]> {
    let mut buffer = [0; LONGEST];
    // What is too long for a number is none with a flag either.
    plain(text, &mut buffer)?;
    let whole = str::from_utf8(text).ok()?;
    let mut rest = whole.trim_start_matches(['~', '≈', '*', '†', '約', '约', ' ']);
    rest =
        rest.strip_prefix("ca.").or_else(|| rest.strip_prefix("ca ")).unwrap_or(rest).trim_start();
    let mut found = rest.len() < whole.len();
    for _ in 0..3 {
        rest = rest.trim_end();
        if rest.is_empty() || rest.ends_with(|c: char| c.is_ascii_digit()) {
            break;
        }
        rest = without_flag(rest, letters)?;
        found = true;
    }
    let digits = rest.trim_end();
    let number = || {
        digits.bytes().any(|byte| byte.is_ascii_digit())
            && [Style::POINT, Style::COMMA]
                .iter()
                .any(|style| matches!(style.parse(digits.as_bytes()), Ok(Some(_))))
    };
    (found && number()).then_some(digits.as_bytes())
}

/// A text without the one flag that it ends with.
fn without_flag(text: &str, letters: bool) -> Option<&str> {
    const SIGNS: &[char] = &[
        '*', '†', '‡', '§', '#', '?', '!', '^', ')', ']', '＊', '※', '×', '¹', '²', '³', '⁴', '⁵',
        'ª', 'º', '\'', '+', ',', ';', '/', '.', '@',
    ];
    // (e), [p], (1), (速報)
    for (open, close) in [('(', ')'), ('[', ']'), ('{', '}'), ('（', '）')] {
        if let Some(inside) = text.strip_suffix(close)
            && let Some((before, note)) = inside.rsplit_once(open)
        {
            return (!before.is_empty() && note.chars().count() <= 12).then_some(before);
        }
    }
    if let Some(before) = text.strip_suffix(SIGNS) {
        return Some(before);
    }
    let before = text.trim_end_matches(char::is_alphabetic);
    let word = text.get(before.len()..)?;
    // `1.2 dozen` is no 1.2: of longer words only those that are known.
    let known = FLAG_WORDS.iter().any(|known| known.eq_ignore_ascii_case(word));
    (letters && (known || (1..=2).contains(&word.chars().count()))).then_some(before)
}

/// Words behind numbers that say how sure they are.
const FLAG_WORDS: &[&str] = &[
    "est",
    "prov",
    "prel",
    "prelim",
    "rev",
    "imp",
    "adj",
    "vorl",
    "gesch",
    "vorläufig",
    "geschätzt",
    "provisional",
    "preliminary",
    "estimated",
    "estimate",
    "revised",
    "calc",
    "stim",
    "provv",
    "estim",
    "szac",
    "wst",
    "速報",
    "速報値",
    "推計",
    "推定",
    "確報",
    "暫定",
    "参考",
    "예비",
    "추정",
];

#[cfg(test)]
mod tests {
    use super::Figure::{Bound, Flagged, Gap, Mark, Number, Unreadable};
    use super::*;

    #[test]
    fn cells() {
        let mut form = Form::from(Style::POINT);
        form.marks = vec!["休場".into(), b"closed".to_vec()];
        let comma = Form::from(Style::COMMA);
        let units = Form { letters: false, ..form.clone() };
        let lone = Form { lone_letters: true, ..form.clone() };
        let long = Form { durations: true, ..form.clone() };
        let beats = Form { unit: b"beats".to_vec(), ..form.clone() };
        let sure =
            Form { missing: vec!["-9999".into(), "k.A.".into(), "5".into()], ..form.clone() };
        #[rustfmt::skip]
        let cases: &[(&Form, &str, Figure)] = &[
            (&form, "12.3", Number(12.3)), (&form, "12.3 p", Flagged(12.3)), (&form, "58.56*", Flagged(58.56)), (&form, "60.51 (e)", Flagged(60.51)), (&form, "12e", Flagged(12.)),
            (&form, "1,234 r", Flagged(1234.)), (&form, "7.5†", Flagged(7.5)), (&form, "7.5 [12]", Flagged(7.5)), (&form, "12.3 b,e", Flagged(12.3)), (&form, "9.8 )", Flagged(9.8)), (&form, "31.2（速報）", Flagged(31.2)),
            (&form, "~40", Flagged(40.)), (&form, "*40", Flagged(40.)), (&form, "3.1¹", Flagged(3.1)), (&form, "-2.5 ep", Flagged(-2.5)), (&form, "12.3 推", Flagged(12.3)),
            (&comma, "12,3 p", Flagged(12.3)), (&comma, "1.234,5*", Flagged(1234.5)),
            (&form, "<5", Bound), (&form, "< 0.02", Bound), (&form, "≤3", Bound), (&form, ">100", Bound), (&form, "＜5", Bound), (&form, "<1", Bound), (&form, "< 0.05 U", Bound), (&form, "<b>", Unreadable),
            (&form, "休場", Mark), (&form, " closed ", Mark), (&form, "open", Unreadable), (&form, "", Gap), (&form, "n/a", Gap), (&form, "欠測", Gap), (&form, "12-May", Unreadable),
            (&form, "A12", Unreadable), (&form, "12 apples", Unreadable), (&form, "1.2 dozen", Unreadable), (&form, "1.2 million", Number(1.2e6)), (&form, "12 mil", Unreadable), (&form, "50.1 vorl.", Flagged(50.1)), (&form, "ca. 50", Flagged(50.)), (&form, "約50", Flagged(50.)), (&form, "1.2.3", Unreadable), (&form, "(5)", Number(-5.)), (&form, "5-", Number(-5.)),
            (&units, "950 g", Unreadable), (&units, "950*", Flagged(950.)), (&form, "12.3 b", Number(12.3e9)), (&lone, "12.3 b", Flagged(12.3)), (&lone, "12.3", Number(12.3)), (&lone, "12.3 s", Flagged(12.3)),
            (&long, "1h 5m", Number(3900.)), (&long, "45m", Number(2700.)), (&form, "45m", Number(45e6)), (&long, "n/a", Gap),
            (&beats, "62 beats", Number(62.)), (&beats, "62", Number(62.)),
            (&sure, "-9999", Mark), (&sure, "-9999.0", Mark), (&sure, "K.A.", Mark), (&sure, "5", Mark), (&sure, "5.5", Number(5.5)),
        ];
        for (form, cell, want) in cases {
            assert_eq!(form.read(cell.as_bytes()), *want, "{cell:?}");
        }
    }
}
