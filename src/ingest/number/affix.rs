//! What stands around the digits of a number: signs, brackets, currencies, units, suffixes.

use crate::ingest::shape::bare;

/// A cell taken apart.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Affixes<'a> {
    /// A minus, brackets, `▼` or `DR`.
    pub negative: bool,
    /// `▲` or `△`.
    pub up: bool,
    /// Whether a `▼` stood there.
    pub down: bool,
    /// Power of ten of a suffix.
    pub shift: i32,
    /// Whether the suffix is `千`, `万`, `億` or the like.
    pub eastern_suffix: bool,
    /// `%`, a currency.
    pub unit: Option<&'static str>,
    /// Digits, marks and exponent.
    pub digits: &'a [u8],
}

/// Currencies and counters: as written, as shown. Longer spellings come before their beginnings.
#[rustfmt::skip]
const UNITS: &[(&str, &str)] = &[
    ("%", "%"), ("‰", "‰"), ("US$", "USD"), ("A$", "AUD"), ("C$", "CAD"), ("HK$", "HKD"), ("NT$", "TWD"), ("R$", "BRL"), ("$", "USD"), ("€", "EUR"), ("£", "GBP"), ("¥", "JPY"), ("￥", "JPY"),
    ("₹", "INR"), ("₩", "KRW"), ("₽", "RUB"), ("₺", "TRY"), ("₿", "BTC"), ("₫", "VND"), ("฿", "THB"), ("₴", "UAH"), ("円", "JPY"), ("원", "KRW"), ("ドル", "USD"), ("ユーロ", "EUR"), ("元", "CNY"),
    ("USDT", "USDT"), ("USDC", "USDC"), ("USD", "USD"), ("EUR", "EUR"), ("GBP", "GBP"), ("JPY", "JPY"), ("CHF", "CHF"), ("CNY", "CNY"), ("RMB", "CNY"), ("AUD", "AUD"), ("CAD", "CAD"), ("NZD", "NZD"), ("SEK", "SEK"), ("NOK", "NOK"),
    ("DKK", "DKK"), ("PLN", "PLN"), ("CZK", "CZK"), ("HUF", "HUF"), ("TRY", "TRY"), ("TL", "TRY"), ("BRL", "BRL"), ("INR", "INR"), ("KRW", "KRW"), ("RUB", "RUB"), ("ZAR", "ZAR"), ("MXN", "MXN"), ("SGD", "SGD"), ("HKD", "HKD"),
    ("BTC", "BTC"), ("XBT", "BTC"), ("ETH", "ETH"), ("XMR", "XMR"), ("kr.", "kr"), ("kr", "kr"), ("zł", "PLN"), ("Kč", "CZK"), ("Ft", "HUF"), ("Rs.", "INR"), ("Rs", "INR"),
    ("°C", "°C"), ("℃", "°C"), ("°F", "°F"), ("℉", "°F"), ("hPa", "hPa"), ("mbar", "hPa"), ("kPa", "kPa"), ("mm", "mm"), ("cm", "cm"), ("km/h", "km/h"), ("km", "km"), ("m/s", "m/s"), ("mph", "mph"), ("kg", "kg"), ("mg", "mg"),
    ("ppm", "ppm"), ("ppb", "ppb"), ("dBm", "dBm"), ("dB", "dB"), ("lx", "lx"), ("rpm", "rpm"), ("bpm", "bpm"), ("req/s", "req/s"), ("reqps", "req/s"), ("ops/s", "ops/s"), ("iops", "iops"), ("pts", "pts"),
    ("件", "件"), ("人", "人"), ("回", "回"), ("個", "個"), ("台", "台"),
];

/// Suffixes and their powers of ten.
#[rustfmt::skip]
const SHIFTS: &[(&str, i32)] = &[
    ("Millionen", 6), ("Milliarden", 9), ("million", 6), ("Million", 6), ("billion", 9), ("Billion", 9), ("trillion", 12), ("Trillion", 12), ("thousand", 3),
    ("crores", 7), ("crore", 7), ("Crores", 7), ("Crore", 7), ("Cr.", 7), ("lakhs", 5), ("lakh", 5), ("Lakhs", 5), ("Lakh", 5), ("lacs", 5), ("lac", 5), ("Lacs", 5), ("Lac", 5),
    ("Mio.", 6), ("Mio", 6), ("Mrd.", 9), ("Mrd", 9), ("Tsd.", 3), ("Tsd", 3), ("mln", 6), ("mld", 9), ("bln", 9), ("trn", 12), ("Mn", 6), ("mn", 6), ("Bn", 9), ("bn", 9), ("Tn", 12), ("tn", 12), ("Cr", 7),
    ("K", 3), ("k", 3), ("M", 6), ("m", 6), ("B", 9), ("b", 9), ("T", 12), ("t", 12), ("百万", 6), ("十億", 9), ("千", 3), ("万", 4), ("億", 8), ("兆", 12),
    ("萬", 4), ("亿", 8), ("천", 3), ("만", 4), ("억", 8), ("조", 12),
];

/// Units that come in several sizes in one column: as written, power of ten, as shown.
#[rustfmt::skip]
const SCALED: &[(&str, i32, &str)] = &[
    ("kB/s", 3, "B/s"), ("MB/s", 6, "B/s"), ("GB/s", 9, "B/s"), ("B/s", 0, "B/s"), ("kb/s", 3, "b/s"), ("Mb/s", 6, "b/s"), ("Gb/s", 9, "b/s"), ("b/s", 0, "b/s"),
    ("KiB", BINARY + 10, "B"), ("MiB", BINARY + 20, "B"), ("GiB", BINARY + 30, "B"), ("TiB", BINARY + 40, "B"), ("kB", 3, "B"), ("KB", 3, "B"), ("MB", 6, "B"), ("GB", 9, "B"), ("TB", 12, "B"), ("bytes", 0, "B"),
    ("kWh", 3, "Wh"), ("MWh", 6, "Wh"), ("GWh", 9, "Wh"), ("Wh", 0, "Wh"), ("kW", 3, "W"), ("MW", 6, "W"), ("GW", 9, "W"), ("mW", -3, "W"), ("W", 0, "W"), ("kV", 3, "V"), ("mV", -3, "V"), ("V", 0, "V"),
    ("kHz", 3, "Hz"), ("MHz", 6, "Hz"), ("GHz", 9, "Hz"), ("Hz", 0, "Hz"), ("kbps", 3, "b/s"), ("Mbps", 6, "b/s"), ("Gbps", 9, "b/s"), ("bps", 0, "b/s"), ("µs", -6, "s"), ("ms", -3, "s"), ("s", 0, "s"),
];

/// Whether a unit comes in several sizes: where all cells of a column have the same one, their
/// numbers stay as they are. A small letter after a blank is a metre or a second there.
pub fn is_scaled_unit(unit: &[u8]) -> bool {
    matches!(unit, b"m" | b"t") || SCALED.iter().any(|(name, ..)| name.as_bytes() == unit)
}

/// A shift beyond this is one of powers of two.
pub(super) const BINARY: i32 = 1_000;

fn strip_prefix<'a>(text: &'a [u8], prefix: &str) -> Option<&'a [u8]> {
    text.strip_prefix(prefix.as_bytes()).map(<[u8]>::trim_ascii_start)
}

fn strip_suffix<'a>(text: &'a [u8], suffix: &str) -> Option<&'a [u8]> {
    text.strip_suffix(suffix.as_bytes()).map(<[u8]>::trim_ascii_end)
}

/// A number without its share of all behind it: `120 (34%)`.
fn without_share(text: &[u8]) -> &[u8] {
    let inner = text.strip_suffix(b"%)").unwrap_or_default();
    match memchr::memrchr(b'(', inner).and_then(|at| inner.split_at_checked(at)) {
        Some((number @ [.., b' '], share))
            if share
                .iter()
                .skip(1)
                .all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b',' | b' ')) =>
        {
            number.trim_ascii_end()
        }
        _ => text,
    }
}

impl<'a> Affixes<'a> {
    /// Takes a narrowed, trimmed cell apart; `None` where what is left cannot be a number.
    pub fn of(text: &'a [u8]) -> Option<Affixes<'a>> {
        let text = without_share(bare(text));
        let mut found = Affixes { digits: text, ..Affixes::default() };
        if let Some(inner) = text.strip_prefix(b"(") {
            found.digits = inner.strip_suffix(b")")?.trim_ascii();
            found.negative = true;
        }
        found.front()?;
        found.back()?;
        let fits = |byte: &u8| {
            byte.is_ascii_digit()
                || matches!(byte, b'.' | b',' | b' ' | b'\'' | b'e' | b'E' | b'+' | b'-')
        };
        let has_digit = found.digits.iter().any(u8::is_ascii_digit);
        (has_digit && found.digits.iter().all(fits)).then_some(found)
    }

    /// One sign and one unit, in either order.
    fn front(&mut self) -> Option<()> {
        let (mut sign, mut unit) = (self.negative, self.unit.is_some());
        loop {
            let text = self.digits;
            let first = *text.first()?;
            if first.is_ascii_digit() || matches!(first, b'.' | b',') {
                return Some(());
            }
            // `$ (982.42)`
            if let Some(inner) = text.strip_prefix(b"(").filter(|_| !sign) {
                sign = true;
                self.negative = true;
                self.digits = inner.strip_suffix(b")")?.trim_ascii();
                continue;
            }
            let signs =
                [("-", true), ("+", false), ("▲", false), ("△", false), ("▼", true), ("▽", true)];
            if let Some((name, minus, rest)) = signs
                .iter()
                .find_map(|(name, minus)| Some((*name, *minus, strip_prefix(text, name)?)))
                .filter(|_| !sign)
            {
                sign = true;
                self.negative ^= minus;
                self.up = matches!(name, "▲" | "△");
                self.down = matches!(name, "▼" | "▽");
                self.digits = rest;
                continue;
            }
            let (name, rest) = UNITS
                .iter()
                .find_map(|(name, shown)| Some((*shown, strip_prefix(text, name)?)))
                .filter(|_| !unit)?;
            unit = true;
            self.unit = Some(name);
            self.digits = rest;
        }
    }

    /// One suffix, one unit, one minus.
    fn back(&mut self) -> Option<()> {
        loop {
            let text = self.digits;
            let last = *text.last()?;
            if last.is_ascii_digit() || matches!(last, b'.' | b',') {
                // "5 Mio." ends in a dot that is no decimal mark.
                let word = matches!(text, [.., letter, _] if letter.is_ascii_alphabetic());
                if last != b'.' || !word {
                    return Some(());
                }
            }
            if let Some(rest) = text.strip_suffix(b"-").filter(|_| !self.negative) {
                self.negative = true;
                self.digits = rest.trim_ascii_end();
                continue;
            }
            // Debit and credit, as banks write them.
            if let ([rest @ .., mark @ (b'C' | b'D'), b'R'], false) = (text, self.negative) {
                self.negative = *mark == b'D';
                self.digits = rest.trim_ascii_end();
                continue;
            }
            if let Some((shown, rest)) = UNITS
                .iter()
                .find_map(|(name, shown)| Some((*shown, strip_suffix(text, name)?)))
                .filter(|_| self.unit.is_none())
            {
                self.unit = Some(shown);
                self.digits = rest;
                continue;
            }
            if let Some((shift, shown, rest)) = SCALED
                .iter()
                .find_map(|(name, shift, shown)| Some((*shift, *shown, strip_suffix(text, name)?)))
                .filter(|_| self.unit.is_none() && self.shift == 0)
            {
                (self.shift, self.unit) = (shift, Some(shown));
                self.digits = rest;
                continue;
            }
            let (shift, rest) = SHIFTS
                .iter()
                .find_map(|(name, shift)| Some((*shift, strip_suffix(text, name)?)))
                .filter(|_| self.shift == 0)?;
            self.shift = shift;
            self.eastern_suffix = !text.is_ascii();
            self.digits = rest;
        }
    }
}
