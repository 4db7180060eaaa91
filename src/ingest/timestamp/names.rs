//! Words inside times: months, weekdays, halves of the day, zones, eras.
//!
//! All functions look at the front of `text` and return the value with the bytes it took; they
//! take the longest name that fits, and a word is only taken whole (`Marginal` is no March).

#![expect(clippy::arithmetic_side_effects, reason = "places in a short text, and months of a year")]

/// Lower case of the Latin letters that month names use; dotless and dotted i become `i`.
fn fold(text: &[u8], out: &mut [u8; 24]) -> (usize, [u8; 25]) {
    // `source[k]` is how many bytes of `text` the first k folded bytes came from.
    let mut source = [0u8; 25];
    let (mut from, mut to) = (0, 0);
    while let (Some(&first), Some(folded)) = (text.get(from), out.get_mut(to)) {
        let (byte, width): (u8, usize) = match (first, text.get(from + 1)) {
            (byte @ b'A'..=b'Z', _) => (byte + 32, 1),
            (byte @ b'a'..=b'z', _) => (byte, 1),
            // À–Þ to à–þ, then to the letter without its mark.
            (0xC3, Some(&second)) => (plain_latin1(second), 2),
            (0xC4, Some(0x9E | 0x9F)) => (b'g', 2),
            (0xC4, Some(0xB0 | 0xB1)) => (b'i', 2),
            (0xC4, Some(0x84 | 0x85)) => (b'a', 2),
            (0xC4, Some(0x98 | 0x99)) => (b'e', 2),
            (0xC4, Some(0x8C | 0x8D)) => (b'c', 2),
            (0xC5, Some(0x9A | 0x9B | 0x9E | 0x9F | 0xA0 | 0xA1)) => (b's', 2),
            (0xC5, Some(0x83 | 0x84)) => (b'n', 2),
            (0xC5, Some(0xB9..=0xBE)) => (b'z', 2),
            (0xC5, Some(0x98 | 0x99)) => (b'r', 2),
            (0xC4, Some(0x80..=0x83)) => (b'a', 2),
            (0xC4, Some(0x86 | 0x87)) => (b'c', 2),
            (0xC4, Some(0x8E..=0x91)) => (b'd', 2),
            (0xC4, Some(0x92..=0x97 | 0x9A | 0x9B)) => (b'e', 2),
            (0xC4, Some(0xAA | 0xAB | 0xAE | 0xAF)) => (b'i', 2),
            (0xC5, Some(0x8C..=0x91)) => (b'o', 2),
            (0xC5, Some(0xA2..=0xA5)) => (b't', 2),
            (0xC5, Some(0xAA..=0xB3)) => (b'u', 2),
            _ => (0, 0),
        };
        if byte == 0 {
            break;
        }
        from += width;
        *folded = byte;
        to += 1;
        if let Some(source) = source.get_mut(to) {
            *source = from as u8;
        }
    }
    (to, source)
}

/// The ASCII letter under a Latin-1 letter's mark; 0 for what is no letter.
fn plain_latin1(second: u8) -> u8 {
    match second & 0xDF {
        0x80..=0x85 => b'a',
        0x87 => b'c',
        0x88..=0x8B => b'e',
        0x8C..=0x8F => b'i',
        0x91 => b'n',
        0x92..=0x96 | 0x98 => b'o',
        0x99..=0x9C => b'u',
        _ => 0,
    }
}

/// Month names without their marks, longest spelling of each abbreviation that is in use.
/// English, German, French, Spanish, Italian, Portuguese, Dutch, Turkish, Polish, Swedish,
/// Danish, Norwegian, Czech, Slovak, Slovenian, Serbian, Hungarian, Finnish, Estonian, Latvian,
/// Lithuanian, Romanian, Catalan, Indonesian, Malay.
#[rustfmt::skip]
const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "januar", "janner", "jaenner", "jan", "janvier", "janv", "enero", "ene", "gennaio", "gen", "janeiro", "januari", "ocak", "oca", "styczen", "stycznia", "sty", "leden", "ledna", "januara", "tammikuu", "tammikuuta", "tammi", "jaanuar", "janvaris", "sausis", "sausio", "ianuarie", "ian", "gener"],
    &["february", "feb", "februar", "fevrier", "fevr", "fev", "febrero", "febbraio", "fevereiro", "februari", "subat", "sub", "luty", "lutego", "lut", "febr", "unor", "unora", "februara", "helmikuu", "helmikuuta", "helmi", "veebruar", "februaris", "vasaris", "vasario", "februarie", "febrer"],
    &["march", "mar", "marz", "maerz", "mrz", "mars", "marzo", "marco", "maart", "mrt", "mart", "marzec", "marca", "brezen", "brezna", "marec", "marcius", "marc", "maaliskuu", "maaliskuuta", "maalis", "marts", "kovas", "kovo", "martie", "maret"],
    &["april", "apr", "avril", "avr", "abril", "abr", "aprile", "nisan", "nis", "kwiecien", "kwietnia", "kwi", "duben", "dubna", "aprila", "aprilis", "huhtikuu", "huhtikuuta", "huhti", "aprill", "balandis", "balandzio", "aprilie"],
    &["may", "mai", "mayo", "maggio", "mag", "maio", "mei", "mayis", "maj", "maja", "kveten", "kvetna", "majus", "toukokuu", "toukokuuta", "touko", "maijs", "geguze", "geguzes", "maig"],
    &["june", "jun", "juni", "juin", "junio", "giugno", "giu", "junho", "haziran", "haz", "czerwiec", "czerwca", "cze", "cerven", "cervna", "juna", "junius", "kesakuu", "kesakuuta", "kesa", "juuni", "junijs", "birzelis", "birzelio", "iunie", "iun", "junij", "juny"],
    &["july", "jul", "juli", "juillet", "juil", "julio", "luglio", "lug", "julho", "temmuz", "tem", "lipiec", "lipca", "lip", "cervenec", "cervence", "jula", "julius", "heinakuu", "heinakuuta", "heina", "juuli", "julijs", "liepa", "liepos", "iulie", "iul", "julij", "juliol", "julai"],
    &["august", "aug", "aout", "agosto", "ago", "augustus", "augusti", "agustos", "agu", "sierpien", "sierpnia", "sie", "srpen", "srpna", "augusta", "augusztus", "elokuu", "elokuuta", "elo", "augusts", "rugpjutis", "rugpjucio", "agustus", "avgust", "avg", "agost", "ogos"],
    &["september", "sep", "sept", "septembre", "septiembre", "setiembre", "settembre", "setembro", "set", "eylul", "eyl", "wrzesien", "wrzesnia", "wrz", "zari", "septembra", "szeptember", "szept", "szep", "syyskuu", "syyskuuta", "syys", "septembris", "rugsejis", "rugsejo", "septembrie", "septembar", "setembre"],
    &["october", "oct", "oktober", "okt", "octobre", "octubre", "ottobre", "ott", "outubro", "out", "ekim", "eki", "pazdziernik", "pazdziernika", "paz", "rijen", "rijna", "oktobra", "lokakuu", "lokakuuta", "loka", "oktoober", "oktobris", "spalis", "spalio", "octombrie", "oktobar"],
    &["november", "nov", "novembre", "noviembre", "novembro", "kasim", "kas", "listopad", "listopada", "lis", "listopadu", "novembra", "marraskuu", "marraskuuta", "marras", "novembris", "lapkritis", "lapkricio", "noiembrie", "noi", "novembar"],
    &["december", "dec", "dezember", "dez", "decembre", "diciembre", "dic", "dicembre", "dezembro", "aralik", "ara", "grudzien", "grudnia", "gru", "des", "desember", "prosinec", "prosince", "decembra", "joulukuu", "joulukuuta", "joulu", "detsember", "decembris", "gruodis", "gruodzio", "decembrie", "decembar", "desembre", "disember"],
];

/// Weekday names without their marks; English, German, French, Spanish, Italian, Portuguese,
/// Dutch, Turkish.
#[rustfmt::skip]
const WEEKDAYS: &[&str] = &[
    "monday", "mon", "tuesday", "tue", "tues", "wednesday", "wed", "thursday", "thu", "thur", "thurs", "friday", "fri", "saturday", "sat", "sunday", "sun",
    "montag", "mo", "dienstag", "di", "mittwoch", "mi", "donnerstag", "do", "freitag", "fr", "samstag", "sa", "sonntag", "so",
    "lundi", "lun", "mardi", "mercredi", "mer", "jeudi", "jeu", "vendredi", "ven", "samedi", "sam", "dimanche", "dim",
    "lunes", "martes", "miercoles", "mie", "jueves", "jue", "viernes", "vie", "sabado", "sab", "domingo", "dom",
    "lunedi", "martedi", "mercoledi", "giovedi", "gio", "venerdi", "sabato", "domenica",
    "segunda", "seg", "terca", "ter", "quarta", "qua", "quinta", "qui", "sexta", "sex",
    "maandag", "dinsdag", "woensdag", "wo", "donderdag", "vrijdag", "vr", "zaterdag", "za", "zondag", "zo",
    "pazartesi", "pzt", "sali", "carsamba", "persembe", "cuma", "cumartesi", "pazar",
];

/// Bytes of the word at the front, in folded letters; 0 where there is none.
fn word<'a>(text: &[u8], out: &'a mut [u8; 24]) -> (&'a [u8], usize) {
    let (length, source) = fold(text, out);
    let taken = source.get(length).copied().unwrap_or_default();
    (out.get(..length).unwrap_or_default(), usize::from(taken))
}

/// A month's name: 1–12, whether it is too long for an abbreviation, bytes taken. A dot after
/// an abbreviation is not taken.
pub(super) fn month(text: &[u8]) -> Option<(u32, bool, usize)> {
    stem_month(text).or_else(|| scripted_month(text)).or_else(|| listed_month(text, &MONTHS))
}

/// Croatian months without their marks. They stand apart: `listopad` is October where it is the November
/// of others, and only a column's other months tell.
#[rustfmt::skip]
const CROATIAN: [&[&str]; 12] = [
    &["sijecanj", "sijecnja"], &["veljaca", "veljace"], &["ozujak", "ozujka"], &["travanj", "travnja"], &["svibanj", "svibnja"], &["lipanj", "lipnja"],
    &["srpanj", "srpnja"], &["kolovoz", "kolovoza"], &["rujan", "rujna"], &["listopad", "listopada"], &["studeni", "studenoga", "studenog"], &["prosinac", "prosinca"],
];

/// A month in Croatian: 1–12, whether it is too long for an abbreviation, bytes taken.
pub(super) fn croatian_month(text: &[u8]) -> Option<(u32, bool, usize)> {
    listed_month(text, &CROATIAN)
}

/// The month of a list of names whose word stands at the front.
fn listed_month(text: &[u8], months: &[&[&str]; 12]) -> Option<(u32, bool, usize)> {
    let mut buffer = [0; 24];
    let (word, bytes) = word(text, &mut buffer);
    if word.len() < 3 {
        return None;
    }
    let (index, name) = months.iter().enumerate().find_map(|(index, names)| {
        let name = names.iter().find(|name| name.as_bytes() == word)?;
        Some((index as u32 + 1, name))
    })?;
    Some((index, name.len() > 4, bytes))
}

/// Stems, since the endings change: Russian and Bulgarian, Serbian, Ukrainian, Greek. Greek ones
/// are written without their accents.
#[rustfmt::skip]
const STEMS: [&[&str]; 12] = [
    &["янв", "яну", "јан", "січ", "ιαν"], &["фев", "феб", "лют", "φεβ"], &["мар", "бер", "μαρ"], &["апр", "кві", "απρ"],
    &["май", "мая", "мај", "тра", "μαι"], &["июн", "юни", "јун", "чер", "ιουν"], &["июл", "юли", "јул", "лип", "ιουλ"], &["авг", "сер", "αυγ"],
    &["сен", "сеп", "вер", "σεπ"], &["окт", "жов", "οκτ"], &["ноя", "ное", "нов", "лис", "νοε"], &["дек", "дец", "гру", "δεκ"],
];

/// A month in Cyrillic or Greek letters.
fn stem_month(text: &[u8]) -> Option<(u32, bool, usize)> {
    let first = *text.first()?;
    let lead = |byte: u8| match first {
        0xD0 | 0xD1 => matches!(byte, 0xD0 | 0xD1),
        0xCE | 0xCF => matches!(byte, 0xCE | 0xCF),
        _ => false,
    };
    let letters = text.as_chunks::<2>().0.iter().take_while(|[first, _]| lead(*first)).count();
    if letters == 0 {
        return None;
    }
    let word = str::from_utf8(text.get(..2 * letters)?).ok()?.to_lowercase();
    let plain = |letter: char| match letter {
        'ά' => 'α',
        'έ' => 'ε',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' => 'υ',
        other => other,
    };
    let word: String = word.chars().map(plain).collect();
    let (index, stem) = STEMS.iter().enumerate().find_map(|(index, stems)| {
        let stem = stems.iter().find(|stem| word.starts_with(**stem))?;
        Some((index, stem))
    })?;
    let rest = letters - stem.chars().count();
    // `май` and `мая` are whole, `Μάιος` is not.
    let fits = rest <= if stem.starts_with("ма") && index == 4 { 0 } else { 9 };
    fits.then_some((index as u32 + 1, letters > 4, 2 * letters))
}

/// Names in scripts that have neither case nor endings: Thai, whole and short, Hebrew, Arabic, Hindi.
#[rustfmt::skip]
const OTHER_SCRIPTS: [&[&str]; 12] = [
    &["มกราคม", "ม.ค.", "ינואר", "يناير", "जनवरी"], &["กุมภาพันธ์", "ก.พ.", "פברואר", "فبراير", "फ़रवरी", "फरवरी"], &["มีนาคม", "มี.ค.", "מרץ", "מרס", "مارس", "मार्च"],
    &["เมษายน", "เม.ย.", "אפריל", "أبريل", "ابريل", "إبريل", "अप्रैल"], &["พฤษภาคม", "พ.ค.", "מאי", "مايو", "मई"], &["มิถุนายน", "มิ.ย.", "יוני", "يونيو", "يونيه", "जून"],
    &["กรกฎาคม", "ก.ค.", "יולי", "يوليو", "يوليه", "जुलाई"], &["สิงหาคม", "ส.ค.", "אוגוסט", "أغسطس", "اغسطس", "अगस्त"], &["กันยายน", "ก.ย.", "ספטמבר", "سبتمبر", "सितंबर", "सितम्बर"],
    &["ตุลาคม", "ต.ค.", "אוקטובר", "أكتوبر", "اكتوبر", "अक्टूबर", "अक्तूबर"], &["พฤศจิกายน", "พ.ย.", "נובמבר", "نوفمبر", "नवंबर", "नवम्बर"], &["ธันวาคม", "ธ.ค.", "דצמבר", "ديسمبر", "दिसंबर", "दिसम्बर"],
];

/// A month in one of these scripts.
fn scripted_month(text: &[u8]) -> Option<(u32, bool, usize)> {
    if !matches!(text.first()?, 0xD7..=0xD9 | 0xE0) {
        return None;
    }
    OTHER_SCRIPTS.iter().enumerate().find_map(|(index, names)| {
        let name = names.iter().find(|name| text.starts_with(name.as_bytes()))?;
        Some((index as u32 + 1, !name.ends_with('.'), name.len()))
    })
}

/// A weekday's name: bytes taken.
pub(super) fn weekday(text: &[u8]) -> Option<usize> {
    // 月曜日, 月曜, 月
    const KANJI: [&str; 7] = ["月", "火", "水", "木", "金", "土", "日"];
    if let Some(kanji) = KANJI.iter().find(|kanji| text.starts_with(kanji.as_bytes())) {
        let rest = text.get(kanji.len()..).unwrap_or_default();
        let more = ["曜日", "曜"].iter().find(|tail| rest.starts_with(tail.as_bytes()));
        return Some(kanji.len() + more.map_or(0, |tail| tail.len()));
    }
    let mut buffer = [0; 24];
    let (word, bytes) = word(text, &mut buffer);
    WEEKDAYS.iter().any(|name| name.as_bytes() == word).then_some(bytes)
}

/// AM or PM: whether it is the afternoon, bytes taken.
pub(super) fn meridiem(text: &[u8]) -> Option<(bool, usize)> {
    #[rustfmt::skip]
    const SIGNS: [(&str, bool); 6] = [
        ("午前", false), ("午後", true), ("上午", false), ("下午", true), ("오전", false), ("오후", true),
    ];
    if let Some((sign, after)) = SIGNS.iter().find(|(sign, _)| text.starts_with(sign.as_bytes())) {
        return Some((*after, sign.len()));
    }
    let after = match text.first()? {
        b'A' | b'a' => false,
        b'P' | b'p' => true,
        _ => return None,
    };
    let dotted = text.get(1) == Some(&b'.');
    let at = if dotted { 2 } else { 1 };
    // "a. m." as Spanish locales write it.
    let at = if dotted && text.get(at) == Some(&b' ') { at + 1 } else { at };
    if !matches!(text.get(at), Some(b'M' | b'm')) {
        return None;
    }
    let mut end = at + 1;
    if dotted && text.get(end) == Some(&b'.') {
        end += 1;
    }
    if text.get(end).is_some_and(u8::is_ascii_alphabetic) {
        return None;
    }
    Some((after, end))
}

/// AM or PM, of which one letter alone may end the cell: `12:30a`.
pub(super) fn half(text: &[u8]) -> Option<(bool, usize)> {
    meridiem(text).or(match text {
        b"a" | b"A" => Some((false, 1)),
        b"p" | b"P" => Some((true, 1)),
        _ => None,
    })
}

/// Abbreviations of zones in minutes east of UTC. RFC 2822 fixes the American ones and `GMT`;
/// the others are those of the tz database that name one offset in common use.
#[rustfmt::skip]
const ZONES: &[(&str, i16)] = &[
    ("UTC", 0), ("GMT", 0), ("UT", 0), ("Z", 0), ("WET", 0),
    ("EST", -300), ("EDT", -240), ("CST", -360), ("CDT", -300), ("MST", -420), ("MDT", -360), ("PST", -480), ("PDT", -420),
    ("AKST", -540), ("AKDT", -480), ("HST", -600), ("AST", -240), ("ADT", -180), ("NST", -210), ("NDT", -150),
    ("BRT", -180), ("ART", -180), ("CLT", -240), ("COT", -300), ("PET", -300),
    ("CET", 60), ("CEST", 120), ("MEZ", 60), ("MESZ", 120), ("WEST", 60), ("BST", 60), ("EET", 120), ("EEST", 180), ("MSK", 180), ("TRT", 180), ("SAST", 120),
    ("PKT", 300), ("IST", 330), ("ICT", 420), ("WIB", 420), ("SGT", 480), ("HKT", 480), ("AWST", 480), ("JST", 540), ("KST", 540), ("ACST", 570), ("AEST", 600), ("AEDT", 660), ("NZST", 720), ("NZDT", 780),
];

/// Abbreviations that stand behind an offset only, which says what they mean: none of them is a
/// word that logs write in capitals.
const ZONE_WORDS: &[&str] = &[
    "AFT", "ALMT", "AMT", "AZT", "BDT", "BNT", "BOT", "BRST", "CAT", "CEDT", "CHST", "CLST", "CVT",
    "EAT", "ECT", "FJT", "GST", "HDT", "HKST", "IDT", "IRDT", "IRKT", "IRST", "JDT", "KDT", "KGT",
    "KRAT", "MMT", "MVT", "NOVT", "NPT", "NZT", "OMST", "PHT", "PYT", "SAMT", "SST", "TJT", "TMT",
    "ULAT", "UYT", "UZT", "VET", "VLAT", "WAST", "WAT", "WIT", "WITA", "YAKT", "YEKT", "ACDT",
    "PKST", "GFT", "MAGT", "PETT",
];

/// Whether a word is a zone's abbreviation.
pub(super) fn is_zone(word: &[u8]) -> bool {
    let known = |name: &str| name.as_bytes() == word;
    word.first().is_some_and(u8::is_ascii_uppercase)
        && (ZONES.iter().any(|(name, _)| known(name)) || ZONE_WORDS.iter().any(|name| known(name)))
}

/// A zone's abbreviation: name, minutes east, bytes taken.
pub(super) fn zone_name(text: &[u8]) -> Option<(&'static str, i16, usize)> {
    let length = text.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let word = text.get(..length).filter(|word| !word.is_empty())?;
    let (name, offset) =
        ZONES.iter().find(|(name, _)| name.as_bytes().eq_ignore_ascii_case(word))?;
    // `Mar 3 wet` is prose; a zone is written in capitals, but for a lone z.
    (word == name.as_bytes() || word == b"z").then_some((name, *offset, length))
}

/// The year before the first of Taiwan's era.
pub(super) const MINGUO: i32 = 1911;

/// The name of an era of Japan or Taiwan: the year before its first, bytes taken.
pub(super) fn era(text: &[u8]) -> Option<(i32, usize)> {
    #[rustfmt::skip]
    const ERAS: [(&str, i32); 21] = [
        ("中華民國", MINGUO), ("民國", MINGUO), ("民国", MINGUO),
        ("令和", 2018), ("平成", 1988), ("昭和", 1925), ("大正", 1911), ("明治", 1867),
        ("㋿", 2018), ("㍻", 1988), ("㍼", 1925),
        ("令", 2018), ("平", 1988), ("昭", 1925),
        ("R", 2018), ("H", 1988), ("S", 1925), ("T", 1911),
        ("r", 2018), ("h", 1988), ("s", 1925),
    ];
    ERAS.iter()
        .find(|(name, _)| text.starts_with(name.as_bytes()))
        .map(|(name, before)| (*before, name.len()))
}

/// Words for a quarter in lower case, longer ones before those that they begin with: English, German,
/// French, Spanish, Italian, Portuguese, Dutch, Polish, Scandinavian, Finnish, Czech, Slovak, Hungarian,
/// Turkish, Russian, Greek, Japanese, Chinese, Korean.
#[rustfmt::skip]
const QUARTER_WORDS: &[&str] = &[
    "quarter", "quartal", "qtr", "trimestre", "trimester", "trim", "kwartaal", "kwartał", "kwartal",
    "kvartaali", "kvartal", "kvartál", "neljännes", "čtvrtletí", "štvrťrok", "negyedév", "çeyrek", "квартал", "кв", "τρίμηνο",
    "kv", "ketv", "ketvirtis", "ceturksnis", "četrtletje", "tromjesečje", "tromesečje", "тримесечје", "тримесечие", "quý", "ไตรมาสที่", "ไตรมาส", "רבעון", "الربع",
    "四半期", "季度", "季", "분기", "/4분기", "/4 분기",
];

/// Words for half of a year in the same languages.
#[rustfmt::skip]
const HALF_WORDS: &[&str] = &[
    "half-year", "half", "halbjahr", "hj", "hy", "semestre", "semester", "halfjaar", "halvår", "puolivuosi", "pololetí", "polrok", "półrocze", "félév", "yarıyıl", "полугодие", "εξάμηνο", "pusmetis", "pusgads",
];

/// Half of a year, with a word or a letter that makes it one: `H1`, `2. Halbjahr`, `1H`, `下半年`.
pub fn half_year(text: &[u8]) -> Option<(u32, usize)> {
    // `1h21` is a time of day.
    if matches!(text, [b'0'..=b'9', b'h' | b's', ..]) {
        return None;
    }
    in_year(text, true).filter(|(number, _)| *number < 3)
}

/// A quarter with a word or a letter that makes it one, or in Roman digits: `1. Quartal`, `T1`, `1Q`,
/// `第1四半期`, `III`, `Jan-Mar`, `4-6月期`.
pub fn quarter(text: &[u8]) -> Option<(u32, usize)> {
    // Two digits are no quarter, but for the tenth month; most cells are those.
    if matches!(text, [b'0'..=b'9', b'0'..=b'9', ..]) && !text.starts_with(b"10") {
        return None;
    }
    in_year(text, false)
}

/// The number of a quarter, or of a half, and the bytes that name it.
fn in_year(text: &[u8], half: bool) -> Option<(u32, usize)> {
    let head = text.get(..text.len().min(48)).unwrap_or_default();
    let head = match std::str::from_utf8(head) {
        Ok(head) => head,
        Err(error) => std::str::from_utf8(head.get(..error.valid_up_to())?).ok()?,
    };
    let lower: Vec<char> = head.chars().filter_map(|c| c.to_lowercase().next()).collect();
    let (number, chars) = quarter_of(&lower, half)?;
    Some((number, head.chars().take(chars).map(char::len_utf8).sum()))
}

/// The same in characters.
fn quarter_of(text: &[char], half: bool) -> Option<(u32, usize)> {
    let starts = |at: usize, word: &str| {
        let rest = text.get(at..).unwrap_or_default();
        let length = word.chars().count();
        (rest.len() >= length && word.chars().zip(rest).all(|(a, b)| a == *b))
            .then_some(at + length)
    };
    let any = |at: usize, words: &[&str]| words.iter().find_map(|word| starts(at, word));
    let ends = |at: usize| text.get(at).is_none_or(|c| !c.is_alphabetic() || !c.is_ascii());
    let alone = |at: usize| text.get(at).is_none_or(|c| !c.is_alphanumeric() || !c.is_ascii());
    let blank = |at: usize| any(at, &[" ", "\u{a0}"]).unwrap_or(at);
    // 1 to 4, and whether it is Roman.
    let number = |at: usize| {
        let digit = text.get(at).and_then(|c| c.to_digit(10)).filter(|n| (1..=4).contains(n));
        if let Some(n) = digit.filter(|_| !text.get(at + 1).is_some_and(char::is_ascii_digit)) {
            return Some((n, at + 1, false));
        }
        let roman = ["iv", "iii", "ii", "i"].iter().zip([4, 3, 2, 1]);
        let roman =
            roman.filter_map(|(word, n)| Some((n, starts(at, word).filter(|at| alone(*at))?)));
        let kanji = ["一", "二", "三", "四"].iter().zip(1..);
        let mut kanji = kanji.filter_map(|(word, n)| Some((n, starts(at, word)?, false)));
        roman.map(|(n, at)| (n, at, true)).next().or_else(|| kanji.next())
    };
    let (words, letters): (&[&str], &[&str]) =
        if half { (HALF_WORDS, &["h", "s"]) } else { (QUARTER_WORDS, &["q", "t", "k"]) };
    let word = |at: usize| {
        let after = any(at, words).filter(|at| ends(*at))?;
        Some(any(after, &["."]).unwrap_or(after))
    };
    let letter = |at: usize| any(at, letters);
    if let Some((n, after, roman)) = number(any(0, &["第", "제"]).unwrap_or(0)) {
        let suffix = [
            ".", "º", "°", "ª", "er", "ère", "ème", "eme", "e", "st", "nd", "rd", "th", "-й",
            "-ый", "-ий", "ο", "ό",
        ];
        let marked = any(after, &suffix).unwrap_or(after);
        // Polish; behind a digit KW is a week of the German calendar.
        let polish = || any(blank(marked), &["kw.", "kw"]).filter(|at| roman && ends(*at) && !half);
        if let Some(end) = word(blank(marked)).or_else(|| word(after)).or_else(polish) {
            return Some((n, end));
        }
        if let Some(end) =
            letter(after).or_else(|| letter(any(after, &["."])?)).filter(|at| ends(*at) && !roman)
        {
            return Some((n, end));
        }
        if roman && !half {
            return Some((n, after));
        }
    }
    if let Some((n, end, _)) = letter(0).and_then(number).filter(|found| ends(found.1)) {
        return Some((n, end));
    }
    if let Some((n, end, _)) = word(0).and_then(|at| number(blank(at))) {
        return Some((n, end));
    }
    if half {
        let named = [(1, "上半年"), (2, "下半年")].into_iter();
        return named.filter_map(|(n, name)| Some((n, starts(0, name)?))).next();
    }
    // `1-3月期`, `10～12月`.
    for (n, first, last) in [(1, "1", "3"), (2, "4", "6"), (3, "7", "9"), (4, "10", "12")] {
        let mark = starts(0, first).and_then(|at| any(at, &["-", "~", "～", "〜", "–", "−"]));
        if let Some(end) = mark.and_then(|at| starts(at, last)).and_then(|at| starts(at, "月")) {
            return Some((n, any(end, &["期"]).unwrap_or(end)));
        }
    }
    None
}

/// `Jan-Mar`, `July – September`: the months of a quarter.
pub fn quarter_of_months(text: &[u8]) -> Option<(u32, usize)> {
    let (first, _, bytes) = month(text)?;
    let rest = text.get(bytes..)?;
    let marks = ["-", "–", " - ", " – ", "/", " to "];
    let mark = marks.iter().find(|mark| rest.starts_with(mark.as_bytes()))?.len();
    let (last, _, more) = month(rest.get(mark..)?)?;
    (first % 3 == 1 && last == first + 2).then_some((first / 3 + 1, bytes + mark + more))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::type_complexity, reason = "a table")]
    fn months() {
        #[rustfmt::skip]
        let cases: &[(&str, Option<(u32, bool, usize)>)] = &[
            ("Jan", Some((1, false, 3))), ("JANUARY 3", Some((1, true, 7))), ("Marginal", None),
            ("März", Some((3, false, 5))), ("mrz.", Some((3, false, 3))), ("août 2021", Some((8, false, 5))), ("DÉCEMBRE", Some((12, true, 9))),
            ("Şubat", Some((2, true, 6))), ("Ağustos", Some((8, true, 8))), ("KASIM", Some((11, true, 5))), ("Kasım", Some((11, true, 6))), ("Aralık", Some((12, true, 7))),
            ("sept", Some((9, false, 4))), ("Set", Some((9, false, 3))), ("out", Some((10, false, 3))), ("mei", Some((5, false, 3))),
            ("września", Some((9, true, 9))),
            ("květen", Some((5, true, 7))), ("říjen", Some((10, true, 7))), ("Φεβρουάριος", Some((2, true, 22))), ("Μαΐου", Some((5, true, 10))), ("Ιούλιος", Some((7, true, 14))), ("Ιουνίου", Some((6, true, 14))), ("kesäkuu", Some((6, true, 8))), ("március", Some((3, true, 8))),
            ("травень", Some((5, true, 14))), ("листопада", Some((11, true, 18))), ("мая", Some((5, false, 6))), ("мал", None), ("янв", Some((1, false, 6))), ("марта", Some((3, true, 10))), ("rugsėjis", Some((9, true, 9))), ("noiembrie", Some((11, true, 9))),
            ("ก.ย.", Some((9, false, 8))), ("ספטמבר", Some((9, true, 12))), ("सितंबर", Some((9, true, 18))), ("أكتوبر", Some((10, true, 12))), ("ma", None), ("", None), ("07", None),
        ];
        for (text, want) in cases {
            assert_eq!(month(text.as_bytes()), *want, "{text}");
        }
    }

    #[test]
    fn months_of_croatia() {
        for (text, month) in [
            ("siječanj", 1),
            ("veljače", 2),
            ("ožujak", 3),
            ("lipanj", 6),
            ("srpnja", 7),
            ("listopada", 10),
            ("studeni", 11),
            ("prosinac 2022", 12),
        ] {
            assert_eq!(croatian_month(text.as_bytes()).map(|found| found.0), Some(month), "{text}");
        }
        assert_eq!((croatian_month(b"august"), croatian_month(b"student 12")), (None, None));
    }

    #[test]
    fn halves_of_the_year() {
        #[rustfmt::skip]
        let cases: &[(&str, Option<(u32, usize)>)] = &[
            ("H1", Some((1, 2))), ("H2 2021", Some((2, 2))), ("S1", Some((1, 2))), ("1H21", Some((1, 2))), ("2. Halbjahr 2021", Some((2, 11))), ("Semester 2", Some((2, 10))), ("1er semestre", Some((1, 12))), ("下半年", Some((2, 9))), ("I półrocze", Some((1, 12))),
            ("H3", None), ("H31", None), ("1h21", None), ("S1a", None), ("half", None), ("I", None), ("Q1", None), ("", None),
        ];
        for (text, want) in cases {
            assert_eq!(half_year(text.as_bytes()), *want, "{text}");
        }
    }

    #[test]
    fn no_name_stands_for_two_months() {
        for (a, names) in MONTHS.iter().enumerate() {
            for (b, others) in MONTHS.iter().enumerate() {
                assert!(a == b || names.iter().all(|name| !others.contains(name)), "{a} {b}");
            }
        }
    }

    #[test]
    fn halves_of_the_day_and_zones() {
        assert_eq!(meridiem(b"PM"), Some((true, 2)));
        assert_eq!(meridiem(b"a.m."), Some((false, 4)));
        assert_eq!(meridiem(b"p. m."), Some((true, 5)));
        assert_eq!(meridiem("午後1時".as_bytes()), Some((true, 6)));
        assert_eq!(meridiem(b"PMT"), None);
        assert_eq!(meridiem(b"P"), None);
        assert_eq!(half(b"P"), Some((true, 1)));
        assert_eq!(half(b"p 2"), None);
        assert_eq!(zone_name(b"PM"), None);
        assert_eq!(zone_name(b"JST"), Some(("JST", 540, 3)));
        assert_eq!(zone_name(b"GMT+0900"), Some(("GMT", 0, 3)));
        assert_eq!(zone_name(b"Zulu"), None);
        assert!(is_zone(b"NPT") && is_zone(b"CEST"));
        for word in [&b"INFO"[..], b"WARN", b"DROP", b"DENY", b"ALERT", b"GET", b"PUT", b""] {
            assert!(!is_zone(word));
        }
    }

    #[test]
    fn eras() {
        assert_eq!(era("令和4年".as_bytes()), Some((2018, 6)));
        assert_eq!(era(b"H31"), Some((1988, 1)));
        assert_eq!(era("昭和64年".as_bytes()), Some((1925, 6)));
        assert_eq!(era(b"X1"), None);
    }

    #[test]
    fn quarters_by_table() {
        let cases = [
            (1, "Q1", ""),
            (2, "q2", " 2020"),
            (3, "T3", "/20"),
            (4, "4T", "2020"),
            (1, "1Q", "20"),
            (2, "2. Quartal", " 2020"),
            (3, "III. Quartal", " 2020"),
            (1, "1er trimestre", " 2020"),
            (2, "2º trim.", " 2020"),
            (3, "3e kwartaal", ""),
            (4, "IV kw.", " 2020"),
            (1, "1 кв.", " 2020"),
            (2, "2-й квартал", ""),
            (3, "第3四半期", ""),
            (1, "第一季度", ""),
            (4, "4季度", ""),
            (2, "2분기", ""),
            (1, "제1분기", ""),
            (3, "Quarter 3", ","),
            (4, "Trim. 4", ""),
            (2, "II", "/2020"),
            (1, "1-3月期", ""),
            (4, "10～12月", ""),
            (1, "1. çeyrek", ""),
            (2, "K2", ""),
            (1, "1.Q", " 2020"),
            (4, "4. kv.", " 2020"),
            (3, "3. ketv.", ""),
            (2, "II ketv.", ""),
        ];
        for (n, own, behind) in cases {
            let text = format!("{own}{behind}");
            assert_eq!(quarter(text.as_bytes()), Some((n, own.len())), "{text}");
        }
        for other in [
            "1",
            "5Q",
            "Q5",
            "12",
            "I2",
            "Tue",
            "1 Jan",
            "1-2月",
            "Quartz 1",
            "KW 1",
            "1. KW",
            "Q",
            "V/2020",
            "Q12",
            "1Quarterly",
        ] {
            assert_eq!(quarter(other.as_bytes()), None, "{other}");
        }
        assert_eq!(quarter_of_months(b"Jan-Mar 2020"), Some((1, 7)));
        assert_eq!(quarter_of_months("October – December".as_bytes()), Some((4, 20)));
        assert_eq!(quarter_of_months(b"Feb-Apr"), None);
        assert_eq!(quarter_of_months(b"Jan-12"), None);
    }
}
