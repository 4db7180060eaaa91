//! Numbers in parts, each with a power of ten of its own, as Japanese, Chinese and Korean write
//! them: `1億2345万円`, `3万5,000`, `2조 3,400억원`.
//!
//! Contract. At least two parts, the powers falling, each part smaller than what the power before
//! it counts; a sign or a currency before the first, a unit behind the last. Anything else is none.

use super::{Style, affix::Affixes};

/// Powers of ten by their signs.
const POWERS: [(&str, i32); 11] = [
    ("兆", 12),
    ("조", 12),
    ("億", 8),
    ("亿", 8),
    ("억", 8),
    ("万", 4),
    ("萬", 4),
    ("만", 4),
    ("千", 3),
    ("천", 3),
    ("仟", 3),
];

impl Style {
    /// The sum of the parts of a narrowed, trimmed cell.
    pub(super) fn parts(&self, text: &[u8]) -> Option<f64> {
        let mut rest = str::from_utf8(text).ok()?;
        let (mut sum, mut count, mut limit) = (0.0, 0u32, f64::INFINITY);
        let mut negative = false;
        while let Some((at, sign, power)) = POWERS
            .iter()
            .filter_map(|(sign, power)| Some((rest.find(sign)?, *sign, *power)))
            .min_by_key(|found| found.0)
        {
            let part = Affixes::of(rest.get(..at)?.trim().as_bytes())?;
            if part.shift != 0 || count > 0 && (part.negative || part.unit.is_some()) {
                return None;
            }
            negative |= part.negative;
            let value = self.value(&part)?.abs() * 10f64.powi(power);
            if value >= limit {
                return None;
            }
            sum += value;
            count = count.saturating_add(1);
            limit = 10f64.powi(power);
            rest = rest.split_once(sign)?.1.trim();
        }
        // What is left is ones, with or without a unit, or a unit alone.
        if rest.bytes().any(|byte| byte.is_ascii_digit()) {
            let part = Affixes::of(rest.as_bytes())?;
            let value = self.value(&part)?;
            if part.shift != 0 || value < 0.0 || value >= limit {
                return None;
            }
            sum += value;
            count = count.saturating_add(1);
        } else if !rest.is_empty() && super::unit_of(format!("0{rest}").as_bytes()).is_none() {
            return None;
        }
        let value = if negative { -sum } else { sum };
        (count >= 2).then_some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells() {
        #[rustfmt::skip]
        let cases: &[(&str, Option<f64>)] = &[
            ("1億2345万円", Some(123_450_000.)), ("3万5,000", Some(35_000.)), ("3万5千", Some(35_000.)), ("2조 3,400억원", Some(2.34e12)), ("-1億5000万", Some(-1.5e8)), ("¥1億200万", Some(1.02e8)), ("1亿2000万元", Some(1.2e8)),
            ("5億", None), ("12万", None), ("3万4億", None), ("1億20000万", None), ("1億-5万", None), ("1億3人前", None), ("億", None), ("abc", None), ("", None),
        ];
        for (text, want) in cases {
            assert_eq!(Style::POINT.parts(text.as_bytes()), *want, "{text}");
        }
        for (text, want) in [("1億2345万円", 123_450_000.), ("1.2억원", 1.2e8), ("35만", 350_000.)]
        {
            assert_eq!(Style::POINT.parse(text.as_bytes()), Ok(Some(want)), "{text}");
        }
    }
}
