//! Character sets: which one a file uses, and its bytes as UTF-8.
//!
//! Contract. Everything behind this room sees UTF-8. A UTF-8 file passes through without a copy
//! and without a check: its bad bytes stay what they are, for the reader to show. In every other
//! encoding a sequence that stands for nothing becomes U+FFFD, visible, and is counted. Cutting
//! the pieces elsewhere changes nothing. A byte order mark is taken off.
//!
//! UTF-16 and the sets of Western Europe and Turkey are decoded here. The others need tables of
//! many kilobytes that a browser already has: there they come from what [`install`] was given (its
//! `TextDecoder`), natively from `encoding_rs`. Both follow the WHATWG Encoding Standard
//! <https://encoding.spec.whatwg.org/>.

mod decoder;
mod detect;
mod passed;
mod single_byte;
mod tongues;
mod utf16;
mod utf8;
mod weigh;

pub use decoder::Decoder;
pub use detect::{Guess, Why, detect};
pub use passed::{Passed, PassedCount};

use std::sync::OnceLock;

/// Declares the encodings with their names.
macro_rules! encodings {
    ($($(#[$doc:meta])+ $variant:ident $name:literal,)+) => {
        /// A character set that can be read.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Encoding {
            $($(#[$doc])+ $variant,)+
        }

        impl Encoding {
            /// All of them.
            pub const ALL: [Encoding; [$($name),+].len()] = [$(Encoding::$variant),+];

            /// Name in the interface.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Encoding::$variant => $name,)+
                }
            }
        }
    };
}

encodings! {
    /// UTF-8, and ASCII.
    Utf8 "utf-8",
    /// UTF-16, little end first.
    Utf16Le "utf-16le",
    /// UTF-16, big end first.
    Utf16Be "utf-16be",
    /// Shift_JIS with Microsoft's extensions (Windows-31J).
    Cp932 "cp932",
    /// EUC-JP.
    EucJp "euc-jp",
    /// ISO-2022-JP, of mail.
    Iso2022Jp "iso-2022-jp",
    /// Chinese of the mainland; GBK and GB2312 are part of it.
    Gb18030 "gb18030",
    /// Chinese of Taiwan and Hong Kong.
    Big5 "big5",
    /// Korean; what is called CP949.
    EucKr "euc-kr",
    /// Western European; what is called ISO-8859-1.
    Windows1252 "windows-1252",
    /// Western European with the euro's sign.
    Iso8859R15 "iso-8859-15",
    /// Western European of old Macs.
    Macintosh "macintosh",
    /// Central European.
    Windows1250 "windows-1250",
    /// Central European.
    Iso8859R2 "iso-8859-2",
    /// Turkish; what is called ISO-8859-9.
    Windows1254 "windows-1254",
    /// Baltic.
    Windows1257 "windows-1257",
    /// Baltic.
    Iso8859R13 "iso-8859-13",
    /// Baltic, and of the Sami.
    Iso8859R4 "iso-8859-4",
    /// Cyrillic.
    Windows1251 "windows-1251",
    /// Russian.
    Koi8R "koi8-r",
    /// Ukrainian.
    Koi8U "koi8-u",
    /// Cyrillic of DOS.
    Ibm866 "ibm866",
    /// Cyrillic.
    Iso8859R5 "iso-8859-5",
    /// Cyrillic of old Macs.
    MacCyrillic "x-mac-cyrillic",
    /// Greek.
    Windows1253 "windows-1253",
    /// Greek.
    Iso8859R7 "iso-8859-7",
    /// Hebrew.
    Windows1255 "windows-1255",
    /// Arabic.
    Windows1256 "windows-1256",
    /// Thai; what is called TIS-620.
    Windows874 "windows-874",
    /// Vietnamese.
    Windows1258 "windows-1258",
}

/// Other names in use, as [`Encoding::from_name`] folds them.
#[rustfmt::skip]
const ALIASES: &[(&str, Encoding)] = &[
    ("utf8", Encoding::Utf8), ("utf-8-sig", Encoding::Utf8), ("ascii", Encoding::Utf8), ("us-ascii", Encoding::Utf8),
    ("utf-16", Encoding::Utf16Le), ("utf-16-le", Encoding::Utf16Le), ("ucs-2", Encoding::Utf16Le), ("utf-16-be", Encoding::Utf16Be),
    ("shift-jis", Encoding::Cp932), ("sjis", Encoding::Cp932), ("windows-31j", Encoding::Cp932), ("ms932", Encoding::Cp932), ("ms-kanji", Encoding::Cp932), ("windows-932", Encoding::Cp932),
    ("eucjp", Encoding::EucJp), ("ujis", Encoding::EucJp), ("jis", Encoding::Iso2022Jp),
    ("gbk", Encoding::Gb18030), ("gb2312", Encoding::Gb18030), ("gb-2312", Encoding::Gb18030), ("gb-18030", Encoding::Gb18030), ("x-gbk", Encoding::Gb18030), ("euc-cn", Encoding::Gb18030), ("windows-936", Encoding::Gb18030), ("ms936", Encoding::Gb18030),
    ("big-5", Encoding::Big5), ("big5-hkscs", Encoding::Big5), ("windows-950", Encoding::Big5), ("ms950", Encoding::Big5),
    ("euckr", Encoding::EucKr), ("windows-949", Encoding::EucKr), ("ms949", Encoding::EucKr), ("uhc", Encoding::EucKr), ("ks-c-5601-1987", Encoding::EucKr), ("ksc5601", Encoding::EucKr),
    ("latin-1", Encoding::Windows1252), ("latin1", Encoding::Windows1252), ("iso-8859-1", Encoding::Windows1252), ("ansi", Encoding::Windows1252),
    ("latin-2", Encoding::Iso8859R2), ("latin2", Encoding::Iso8859R2), ("latin-9", Encoding::Iso8859R15), ("latin9", Encoding::Iso8859R15),
    ("latin-5", Encoding::Windows1254), ("latin5", Encoding::Windows1254), ("iso-8859-9", Encoding::Windows1254),
    ("mac", Encoding::Macintosh), ("mac-roman", Encoding::Macintosh), ("macroman", Encoding::Macintosh), ("x-mac-roman", Encoding::Macintosh), ("mac-cyrillic", Encoding::MacCyrillic),
    ("koi8r", Encoding::Koi8R), ("koi8", Encoding::Koi8R), ("koi8u", Encoding::Koi8U), ("windows-866", Encoding::Ibm866), ("866", Encoding::Ibm866),
    ("windows-28592", Encoding::Iso8859R2), ("tis-620", Encoding::Windows874), ("tis620", Encoding::Windows874), ("iso-8859-11", Encoding::Windows874),
];

impl Encoding {
    /// Label in the Encoding Standard, for a browser's `TextDecoder`.
    pub const fn label(self) -> &'static str {
        match self {
            Encoding::Cp932 => "shift_jis",
            other => other.name(),
        }
    }

    /// The encoding of a name, with the names that people use.
    ///
    /// ```
    /// use comove::ingest::encoding::Encoding;
    /// assert_eq!(Encoding::from_name("Shift_JIS"), Some(Encoding::Cp932));
    /// assert_eq!(Encoding::from_name("CP1251"), Some(Encoding::Windows1251));
    /// assert_eq!(Encoding::from_name("windows-9999"), None);
    /// ```
    pub fn from_name(name: &str) -> Option<Encoding> {
        let mut name = name.trim().to_ascii_lowercase().replace(['_', ' '], "-");
        for (short, long) in
            [("cp-", "windows-"), ("cp", "windows-"), ("win-", "windows-"), ("iso8859", "iso-8859")]
        {
            if let Some(rest) = name.strip_prefix(short) {
                name = format!("{long}{rest}");
            }
        }
        let known = Encoding::ALL.into_iter().find(|known| known.name() == name);
        known.or_else(|| ALIASES.iter().find(|alias| alias.0 == name).map(|alias| alias.1))
    }
}

/// Gives decoders for the encodings whose tables are not ours.
pub type Platform = fn(Encoding) -> Option<Box<dyn Decoder>>;

static PLATFORM: OnceLock<Platform> = OnceLock::new();

/// Names the platform's decoders; the first call counts. Natively there is no need.
pub fn install(platform: Platform) {
    _ = PLATFORM.set(platform);
}

/// A decoder at the start of a stream; `None` where the platform has none for this encoding.
pub fn decoder(encoding: Encoding) -> Option<Box<dyn Decoder>> {
    Some(match encoding {
        Encoding::Utf8 => Box::new(utf8::Utf8::default()),
        Encoding::Utf16Le => Box::new(utf16::Utf16::new(false)),
        Encoding::Utf16Be => Box::new(utf16::Utf16::new(true)),
        Encoding::Windows1252 => Box::new(single_byte::SingleByte::windows_1252()),
        Encoding::Windows1254 => Box::new(single_byte::SingleByte::windows_1254()),
        other => return platform()?(other),
    })
}

#[cfg(target_arch = "wasm32")]
fn platform() -> Option<Platform> {
    PLATFORM.get().copied()
}

#[cfg(not(target_arch = "wasm32"))]
fn platform() -> Option<Platform> {
    Some(PLATFORM.get().copied().unwrap_or(native::decoder))
}

/// A decoder that passes over what stands for nothing; the same one where nothing does.
pub fn passing(inner: Box<dyn Decoder>, passed: Passed) -> Box<dyn Decoder> {
    if !passed.any() {
        return inner;
    }
    let (count, held, text) = (PassedCount::default(), Vec::new(), Vec::new());
    Box::new(passed::Passing { inner, passed, count, held, text })
}

/// Decodes bytes that are in memory; bad UTF-8 is kept.
pub fn decode_all(encoding: Encoding, bytes: &[u8]) -> Option<Vec<u8>> {
    let mut decoder = decoder(encoding)?;
    let mut text = decoder.decode(bytes, false).to_vec();
    text.extend_from_slice(decoder.decode(&[], true));
    Some(text)
}

/// Decoders of `encoding_rs`.
#[cfg(not(target_arch = "wasm32"))]
mod native {
    use super::{Decoder, Encoding};

    struct Native {
        decoder: encoding_rs::Decoder,
        text: String,
        replaced: u64,
    }

    pub(super) fn decoder(encoding: Encoding) -> Option<Box<dyn Decoder>> {
        let decoder = encoding_rs::Encoding::for_label(encoding.label().as_bytes())?
            .new_decoder_without_bom_handling();
        Some(Box::new(Native { decoder, text: String::new(), replaced: 0 }))
    }

    impl Decoder for Native {
        fn decode<'a>(&'a mut self, piece: &'a [u8], last: bool) -> &'a [u8] {
            self.text.clear();
            let mut rest = piece;
            loop {
                // Room for the worst case, counted after each bad sequence.
                let room = self
                    .decoder
                    .max_utf8_buffer_length_without_replacement(rest.len())
                    .unwrap_or(rest.len().saturating_mul(3).saturating_add(16));
                self.text.reserve(room.saturating_add(3));
                let (result, read) =
                    self.decoder.decode_to_string_without_replacement(rest, &mut self.text, last);
                rest = rest.get(read..).unwrap_or_default();
                match result {
                    encoding_rs::DecoderResult::InputEmpty => return self.text.as_bytes(),
                    encoding_rs::DecoderResult::OutputFull => {}
                    encoding_rs::DecoderResult::Malformed(..) => {
                        self.text.push('\u{FFFD}');
                        self.replaced = self.replaced.saturating_add(1);
                    }
                }
            }
        }

        fn replaced(&self) -> u64 {
            self.replaced
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The bytes of a text in an encoding, by `encoding_rs` where it encodes.
    pub(super) fn encode(encoding: Encoding, text: &str) -> Vec<u8> {
        match encoding {
            Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            other => {
                let (bytes, _, failed) = encoding_rs::Encoding::for_label(other.label().as_bytes())
                    .unwrap()
                    .encode(text);
                assert!(!failed, "{text} in {}", other.name());
                bytes.into_owned()
            }
        }
    }

    fn in_pieces(encoding: Encoding, bytes: &[u8], size: usize) -> (Vec<u8>, u64) {
        let mut decoder = decoder(encoding).unwrap();
        let mut text = Vec::new();
        for piece in bytes.chunks(size) {
            text.extend_from_slice(decoder.decode(piece, false));
        }
        text.extend_from_slice(decoder.decode(&[], true));
        (text, decoder.replaced())
    }

    #[test]
    fn texts_come_back() {
        #[rustfmt::skip]
        let cases = [
            (Encoding::Utf8, "日付,終値\nZürich 😀"), (Encoding::Utf16Le, "日付,終値\nZürich 😀"), (Encoding::Utf16Be, "日付,終値\nZürich 😀"),
            (Encoding::Cp932, "日付,終値\r\n2021年7月14日,▲1.75%,ｱｲｳ①～ソ表"), (Encoding::EucJp, "日付,終値\r\n2021年7月14日,▲1.75%"),
            (Encoding::Windows1252, "Datum;Eröffn.;“x” – €5"), (Encoding::Windows1254, "Tarih;Şimdi;Açılış;Yüksek;İğ"),
        ];
        for (encoding, text) in cases {
            let bytes = encode(encoding, text);
            for size in [1, 2, 3, 5, bytes.len()] {
                assert_eq!(in_pieces(encoding, &bytes, size), (text.as_bytes().to_vec(), 0));
            }
            assert_eq!(decode_all(encoding, &bytes).unwrap(), text.as_bytes());
        }
    }

    #[test]
    fn marks_are_taken_off_and_bad_sequences_counted() {
        #[rustfmt::skip]
        let cases: &[(Encoding, &[u8], &[u8], u64)] = &[
            (Encoding::Utf8, b"\xEF\xBB\xBFa", b"a", 0), (Encoding::Utf8, b"\xEF\xBB", b"\xEF\xBB", 0), (Encoding::Utf8, b"\xEF\xBBa\xEF\xBB\xBF", b"\xEF\xBBa\xEF\xBB\xBF", 0), (Encoding::Utf8, b"a\xFFb", b"a\xFFb", 0), (Encoding::Utf8, b"", b"", 0),
            (Encoding::Utf16Le, b"\xFF\xFEa\0", b"a", 0), (Encoding::Utf16Be, b"\xFE\xFF\0a", b"a", 0), (Encoding::Utf16Le, b"a\0b", b"a\xEF\xBF\xBD", 1), (Encoding::Utf16Le, b"\0\xD8a\0", b"\xEF\xBF\xBDa", 1), (Encoding::Utf16Le, b"\0\xDC", b"\xEF\xBF\xBD", 1),
            (Encoding::Utf16Le, b"\0\xD8", b"\xEF\xBF\xBD", 1), (Encoding::Cp932, b"a\x82", b"a\xEF\xBF\xBD", 1), (Encoding::Cp932, b"\x82,1", b"\xEF\xBF\xBD,1", 1),
        ];
        for (encoding, bytes, want, bad) in cases {
            for size in [1, 2, 3, 64] {
                let got = in_pieces(*encoding, bytes, size);
                assert_eq!(got, (want.to_vec(), *bad), "{bytes:x?} by {size}");
            }
        }
    }

    #[test]
    fn utf8_is_not_copied() {
        let text = b"date,price\n";
        let mut decoder = decoder(Encoding::Utf8).unwrap();
        assert_eq!(decoder.decode(text, false).as_ptr(), text.as_ptr());
    }

    #[test]
    fn single_byte_sets_equal_the_standard() {
        for encoding in [Encoding::Windows1252, Encoding::Windows1254] {
            let bytes: Vec<u8> = (0..=255).collect();
            let standard = encoding_rs::Encoding::for_label(encoding.label().as_bytes()).unwrap();
            let (want, _) = standard.decode_without_bom_handling(&bytes);
            assert_eq!(decode_all(encoding, &bytes).unwrap(), want.as_bytes());
        }
    }

    proptest! {
        #[test]
        fn cutting_elsewhere_changes_nothing(
            bytes in proptest::collection::vec(any::<u8>(), 0..60),
            size in 1usize..7,
        ) {
            for encoding in Encoding::ALL {
                let whole = in_pieces(encoding, &bytes, bytes.len().max(1));
                prop_assert_eq!(in_pieces(encoding, &bytes, size), whole);
            }
        }
    }
}
