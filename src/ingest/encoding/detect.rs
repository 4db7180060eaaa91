//! Which encoding a sample is in.
//!
//! In this order: a byte order mark; zeros in every second byte (UTF-16); strict UTF-8 (chance
//! makes no valid multi-byte sequences), or UTF-8 with a few bad bytes; Japanese by byte
//! structure and by how common its characters are, in CP932 or EUC-JP; Turkish letters;
//! Windows-1252. What the last three say is then weighed against every other encoding in use:
//! another one is taken where its words are clearly those of its language, and where several
//! read about as well, they are [`Guess::rivals`], to be asked about.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "counts of characters of a sample, at most twenty times over"
)]

use super::{Encoding, weigh::Words};

/// What a sample is taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guess {
    /// The encoding.
    pub encoding: Encoding,
    /// Whether a byte order mark comes first.
    pub bom: bool,
    /// The evidence.
    pub why: Why,
    /// Encodings that read the sample otherwise and about as well, likeliest first, this one among
    /// them; empty where there are none.
    pub rivals: Vec<Encoding>,
}

/// Evidence for an encoding, in counts over the sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The byte order mark says so.
    Mark,
    /// Nothing but ASCII.
    Ascii,
    /// Every second byte is zero in these many of so many pairs.
    Zeros {
        /// Pairs with one zero.
        pairs: u64,
        /// Pairs looked at.
        of: u64,
    },
    /// Valid multi-byte sequences of UTF-8, and bad bytes.
    Utf8 {
        /// Valid sequences.
        valid: u64,
        /// Bytes that fit none.
        bad: u64,
    },
    /// Japanese characters in common use among all that are not ASCII, and misfits.
    Japanese {
        /// Kana, common kanji, full-width digits and marks.
        common: u64,
        /// All characters beyond ASCII.
        of: u64,
    },
    /// Letters that only Turkish has.
    Turkish(u64),
    /// Nothing else fits; bytes beyond ASCII.
    Western(u64),
    /// Words of this language: its letters stand where it has them, or its characters are common.
    Language {
        /// Tag of the language.
        tag: &'static str,
        /// Those that do.
        usual: u64,
        /// All letters or characters beyond ASCII.
        of: u64,
    },
}

/// Decides from pieces of a file: the first begins at its first byte, the others anywhere.
pub fn detect<'a>(pieces: impl IntoIterator<Item = &'a [u8]> + Clone) -> Guess {
    let head = pieces.clone().into_iter().next().unwrap_or_default();
    let guess = |encoding, why| Guess { encoding, bom: why == Why::Mark, why, rivals: Vec::new() };
    for (mark, encoding) in [
        (b"\xEF\xBB\xBF".as_slice(), Encoding::Utf8),
        (b"\xFF\xFE".as_slice(), Encoding::Utf16Le),
        (b"\xFE\xFF".as_slice(), Encoding::Utf16Be),
    ] {
        if head.starts_with(mark) {
            return guess(encoding, Why::Mark);
        }
    }
    if let Some((encoding, why)) = utf16(head) {
        return guess(encoding, why);
    }
    let mut utf8 = Utf8::default();
    pieces.clone().into_iter().enumerate().for_each(|(index, piece)| utf8.piece(piece, index > 0));
    if utf8.valid == 0 && utf8.bad == 0 {
        // Mail's Japanese is ASCII with escapes: to kanji, and back.
        let escapes = |escape: &[u8]| {
            pieces
                .clone()
                .into_iter()
                .map(|piece| memchr::memmem::find_iter(piece, escape).count() as u64)
                .sum::<u64>()
        };
        let kanji = escapes(b"\x1b$B") + escapes(b"\x1b$@");
        if kanji > 0 {
            return guess(Encoding::Iso2022Jp, Why::Japanese { common: kanji, of: kanji });
        }
        return guess(Encoding::Utf8, Why::Ascii);
    }
    if utf8.valid >= 10 * utf8.bad {
        return guess(Encoding::Utf8, Why::Utf8 { valid: utf8.valid, bad: utf8.bad });
    }
    let (mut cp932, mut euc) = (Japanese::default(), Japanese::default());
    let mut western = Western::default();
    let mut words = Words::default();
    for (index, piece) in pieces.into_iter().enumerate() {
        // In these sets a line feed is never part of another character.
        let from = if index == 0 {
            0
        } else {
            piece.iter().position(|b| *b == b'\n').unwrap_or(piece.len())
        };
        let piece = piece.get(from..).unwrap_or_default();
        cp932.walk(piece, cp932_char);
        euc.walk(piece, euc_char);
        western.piece(piece);
        // A word may be cut at the end of a long piece.
        let whole = piece.iter().rposition(|b| *b == b'\n').filter(|_| piece.len() > 4_096);
        words.take(piece.get(..whole.unwrap_or(piece.len())).unwrap_or_default());
    }
    let half_width_only = western.lowest >= 0xA1 && western.highest <= 0xDF;
    let euc_score = if half_width_only && euc.kana == 0 { i64::MIN } else { euc.score() };
    let (encoding, best, score) = if euc_score > cp932.score() {
        (Encoding::EucJp, euc, euc_score)
    } else {
        (Encoding::Cp932, cp932, cp932.score())
    };
    let usual = if score > 0 || (half_width_only && cp932.is_half_width_text()) {
        guess(encoding, Why::Japanese { common: best.common, of: best.all })
    } else if western.turkish > 0 && western.turkish >= 3 * western.not_turkish {
        guess(Encoding::Windows1254, Why::Turkish(western.turkish))
    } else {
        guess(Encoding::Windows1252, Why::Western(western.high))
    };
    weighed(usual, &words)
}

/// Half bits by which another encoding must be likelier than the usual ones, without a question.
const CLEARLY: u32 = 9;
/// Half bits by which the usual one must be likelier than all others, without a question.
const BARELY: u32 = 3;
/// Encodings that are asked about at once.
const RIVALS_MAX: usize = 4;

/// The guess of the usual encodings against all others.
fn weighed(usual: Guess, words: &Words) -> Guess {
    let found = words.weigh();
    let (Some(best), Some(text)) = (found.first(), words.read(usual.encoding)) else {
        return usual;
    };
    let agreed = best.text == text;
    let within = if agreed { BARELY } else { CLEARLY };
    let mut rivals = Vec::new();
    if found.get(1).is_some_and(|second| second.cost < best.cost + within) {
        let close = found.iter().filter(|other| other.cost < best.cost + CLEARLY);
        rivals.extend(close.map(|other| other.encoding).take(RIVALS_MAX));
    }
    if agreed {
        return Guess { rivals, ..usual };
    }
    let why = Why::Language { tag: best.tag, usual: best.usual, of: best.of };
    Guess { encoding: best.encoding, bom: false, why, rivals }
}

/// UTF-16 without its mark: ASCII (digits, delimiters, line ends) has one zero byte in each pair,
/// always on the same side.
///
/// A beginning that is all ASCII has none: a program has put lines of UTF-16 behind a table of its own, as
/// PowerShell does. Read as UTF-16 all of the table would be one line of another language.
fn utf16(head: &[u8]) -> Option<(Encoding, Why)> {
    if head.get(..32).is_some_and(|first| first.iter().all(|b| matches!(b, 9 | 10 | 13 | 32..127)))
    {
        return None;
    }
    let (mut even, mut odd, mut of) = (0u64, 0u64, 0u64);
    for &[first, second] in head.as_chunks().0 {
        even += u64::from(first == 0 && second != 0);
        odd += u64::from(second == 0 && first != 0);
        of += 1;
    }
    let clear = |side: u64, other: u64| of >= 4 && side * 10 >= of * 3 && other * 20 <= side;
    if clear(odd, even) {
        Some((Encoding::Utf16Le, Why::Zeros { pairs: odd, of }))
    } else if clear(even, odd) {
        Some((Encoding::Utf16Be, Why::Zeros { pairs: even, of }))
    } else {
        None
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Utf8 {
    valid: u64,
    bad: u64,
}

impl Utf8 {
    fn piece(&mut self, piece: &[u8], cut: bool) {
        let mut rest = piece;
        if cut {
            // The piece may begin inside a character.
            let inside = rest.iter().take(3).take_while(|b| (0x80..0xC0).contains(*b)).count();
            rest = rest.get(inside..).unwrap_or_default();
        }
        for chunk in rest.utf8_chunks() {
            self.valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count() as u64;
            let bad = chunk.invalid();
            // A piece may end inside a character; only its last chunk can.
            let end = bad.as_ptr_range().end == piece.as_ptr_range().end;
            let cut_off = end && std::str::from_utf8(bad).is_err_and(|e| e.error_len().is_none());
            self.bad += u64::from(!bad.is_empty() && !cut_off);
        }
    }
}

/// How a character of a Japanese set counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Kana,
    Common,
    HalfWidth,
    Rare,
    Bad,
}

#[derive(Clone, Copy, Debug, Default)]
struct Japanese {
    kana: u64,
    common: u64,
    half_width: u64,
    /// Lone characters that touch an ASCII letter, as in `Today’s` read as Japanese.
    lone: u64,
    /// Characters that touch no other beyond ASCII.
    single: u64,
    bad: u64,
    all: u64,
}

impl Japanese {
    /// `char` looks at the front of its text (never ASCII): class and width.
    fn walk(&mut self, text: &[u8], char: fn(&[u8]) -> (Class, usize)) {
        let mut at = 0;
        let mut before = b' ';
        let mut run = 0;
        while let Some(&byte) = text.get(at) {
            if byte < 0x80 {
                self.single += u64::from(run == 1);
                if run == 1 && (before.is_ascii_alphabetic() || byte.is_ascii_alphabetic()) {
                    self.lone += 1;
                }
                run = 0;
                before = byte;
                at += 1;
                continue;
            }
            let rest = text.get(at..).unwrap_or_default();
            let (class, width) = char(rest);
            // The piece may end inside a character.
            if width > rest.len() {
                break;
            }
            self.all += 1;
            self.kana += u64::from(class == Class::Kana);
            self.common += u64::from(matches!(class, Class::Kana | Class::Common));
            self.half_width += u64::from(class == Class::HalfWidth);
            self.bad += u64::from(class == Class::Bad);
            run += 1;
            at += width;
        }
    }

    /// Above zero where the text is plausible. Half-width katakana say nothing: every byte of
    /// European text reads as one.
    fn score(&self) -> i64 {
        let rare = self.all - self.common - self.half_width - self.bad;
        self.common as i64 - (4 * rare + 20 * self.bad + 3 * self.lone) as i64
    }

    /// Nothing but half-width katakana, in runs.
    fn is_half_width_text(&self) -> bool {
        self.bad == 0 && self.half_width == self.all && self.all >= 4 && 4 * self.single <= self.all
    }
}

fn cp932_char(text: &[u8]) -> (Class, usize) {
    let (lead, trail) = (text.first().copied().unwrap_or(0), text.get(1).copied());
    if (0xA1..=0xDF).contains(&lead) {
        return (Class::HalfWidth, 1);
    }
    if !matches!(lead, 0x81..=0x9F | 0xE0..=0xFC) {
        return (Class::Bad, 1);
    }
    let Some(trail) = trail else { return (Class::Rare, 2) };
    if !matches!(trail, 0x40..=0x7E | 0x80..=0xFC) {
        return (Class::Bad, 1);
    }
    let class = match (lead, trail) {
        (0x82, 0x9F..=0xF1) | (0x83, 0x40..=0x96) => Class::Kana,
        // Marks, full-width letters and digits, circled digits, kanji of level 1.
        (0x81, _)
        | (0x82, 0x4F..=0x9A)
        | (0x87, 0x40..=0x9C)
        | (0x88, 0x9F..)
        | (0x89..=0x97, _)
        | (0x98, ..=0x72) => Class::Common,
        _ => Class::Rare,
    };
    (class, 2)
}

fn euc_char(text: &[u8]) -> (Class, usize) {
    let (lead, trail) = (text.first().copied().unwrap_or(0), text.get(1).copied());
    match (lead, trail) {
        (0x8E, Some(0xA1..=0xDF)) => (Class::HalfWidth, 2),
        (0x8F, Some(0xA1..=0xFE)) => (Class::Rare, 3),
        (0xA1..=0xFE | 0x8E | 0x8F, None) => (Class::Rare, 2),
        (0xA4 | 0xA5, Some(0xA1..=0xFE)) => (Class::Kana, 2),
        (0xA1 | 0xA3 | 0xB0..=0xCF, Some(0xA1..=0xFE)) => (Class::Common, 2),
        (0xA1..=0xFE, Some(0xA1..=0xFE)) => (Class::Rare, 2),
        _ => (Class::Bad, 1),
    }
}

#[derive(Clone, Copy, Debug)]
struct Western {
    high: u64,
    turkish: u64,
    /// Letters that Turkish does not use.
    not_turkish: u64,
    lowest: u8,
    highest: u8,
}

impl Default for Western {
    fn default() -> Self {
        Western { high: 0, turkish: 0, not_turkish: 0, lowest: 0xFF, highest: 0 }
    }
}

impl Western {
    fn piece(&mut self, piece: &[u8]) {
        for &byte in piece.iter().filter(|byte| **byte >= 0x80) {
            self.high += 1;
            self.lowest = self.lowest.min(byte);
            self.highest = self.highest.max(byte);
            // Ğ İ Ş ğ ı ş, which Windows-1252 reads as Icelandic.
            self.turkish += u64::from(matches!(byte, 0xD0 | 0xDD | 0xDE | 0xF0 | 0xFD | 0xFE));
            // á é í ó ú æ ø å ñ ã õ ß …; â î û ö ü ç are Turkish too.
            let letter = matches!(byte, 0xC0..=0xFF);
            let shared = matches!(byte | 0x20, 0xE2 | 0xE7 | 0xEE | 0xF6 | 0xFB | 0xFC);
            let turkish = matches!(byte, 0xD0 | 0xDD | 0xDE | 0xF0 | 0xFD | 0xFE);
            self.not_turkish += u64::from(letter && !shared && !turkish);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::encode;
    use super::*;

    #[test]
    fn guesses() {
        use Encoding::*;
        #[rustfmt::skip]
        let cases: &[(Encoding, &str)] = &[
            (Utf8, ""), (Utf8, "date,price\n2021-07-14,5\n"), (Utf8, "日付,終値\n"), (Utf8, "Eröffn.\n"), (Utf8, "é"),
            (Utf16Le, "date,price\n2021-07-14,5\n"), (Utf16Be, "date,price\n"), (Utf16Le, "日付,終値\n2021年7月14日,17223.0\n"), (Utf16Be, "日付,終値\n2021/07/14,17223.0\n"),
            (Cp932, "日付,終値,始値,高値,安値,出来高,前日比\r\n2021年7月14日,\"17,223.0\",▲1.75%\r\n"), (Cp932, "日付,検知件数,備考\r\n２０２１／０５／３１,４，６４０,\r\n"), (Cp932, "データコード,FM08'FXERM07\n"),
            (Cp932, "年月日,ﾄﾞﾙ,ﾕｰﾛ\n"), (Cp932, "ﾄﾞﾙ,ﾕｰﾛ\n"), (Cp932, "価格\n5円\n"), (Cp932, "時刻,サーバ,ソース表示\n"), (Cp932, "日\n"),
            (EucJp, "日付,終値,始値,高値\n2021年7月14日,5\n"), (EucJp, "日付,終値\n"), (EucJp, "データコード,ひらがな\n"),
            (Windows1252, "Datum;Eröffn.;Schluß\n"), (Windows1252, "Zürich,Genève,São Paulo\n"), (Windows1252, "Today’s price\n"), (Windows1252, "‘quoted’ – it’s, don’t\n"), (Windows1252, "price in €\n"), (Windows1252, "Último,Máxima,Mínima\n"), (Windows1252, "Ação;Preço\n"),
            (Windows1252, "£5\n"), (Windows1252, "Ø Wartezeit;± 5\n"), (Windows1252, "Þór Ásgeirsson, Ýmir, æði\n"), (Windows1252, "20°C\n"), (Windows1252, "café\n"),
            (Windows1254, "Tarih;Şimdi;Açılış;Yüksek;Düşük;Fark %\n"), (Windows1254, "Ağustos,İstanbul\n"),
        ];
        for (want, text) in cases {
            let bytes = encode(*want, text);
            assert_eq!(detect([bytes.as_slice()]).encoding, *want, "{text:?} {bytes:x?}");
            let long = encode(*want, &text.repeat(50));
            let (head, rest) = long.split_at((long.len() / 2) & !1);
            assert_eq!(detect([head, rest]).encoding, *want, "{text:?} in two");
        }
    }

    #[test]
    fn marks_and_damage() {
        assert!(detect([b"\xEF\xBB\xBFa,b".as_slice()]).bom);
        assert_eq!(detect([b"\xFF\xFEa\0".as_slice()]).encoding, Encoding::Utf16Le);
        assert_eq!(detect([b"\xFE\xFF\0a".as_slice()]).encoding, Encoding::Utf16Be);
        let damaged = ["日付,終値,始値,高値,安値,出来高\n".as_bytes(), b"\xFF1,2\n"].concat();
        let guess = detect([damaged.as_slice()]);
        assert_eq!((guess.encoding, guess.why), (Encoding::Utf8, Why::Utf8 { valid: 13, bad: 1 }));
        // Nor do lines of it behind a table.
        let line = |day: u32| format!("2021-01-{day:02},{day}\n");
        let (table, behind): (String, String) =
            ((1..5).map(line).collect(), (5..29).map(line).collect());
        let wide = behind.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let mixed = [table.as_bytes(), &wide].concat();
        assert_ne!(detect([mixed.as_slice()]).encoding, Encoding::Utf16Le);
        assert_eq!(detect([wide.as_slice()]).encoding, Encoding::Utf16Le);
        // NULs of a crash do not make a file UTF-16.
        let crashed =
            [b"06/29/17-09:57:43,TCP\n".repeat(50), vec![0; 282], b"06\n".to_vec()].concat();
        assert_eq!(detect([crashed.as_slice()]).encoding, Encoding::Utf8);
    }

    #[test]
    fn a_piece_may_begin_and_end_inside_a_character() {
        let text = "値".repeat(40);
        for from in 0..3 {
            for to in 0..3 {
                let piece = &text.as_bytes()[from..text.len() - to];
                let guess = detect([b"a\n".as_slice(), piece]);
                assert!(matches!(guess.why, Why::Utf8 { bad: 0, .. }), "{from} {to} {guess:?}");
            }
        }
    }
}
