//! Numbers for readers, in English and Japanese form.
//!
//! Contract: both languages group thousands by commas and use a decimal point; what is not finite is an empty text; minus is U+2212, as wide as plus; zero has no
//! sign.

use crate::kit::language::Language;

/// How the numbers of one axis are written: one unit, one number of decimals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct AxisNumbers {
    divisor: f64,
    suffix: &'static str,
    decimals: usize,
    /// Powers of ten instead.
    scientific: bool,
}

impl AxisNumbers {
    /// For ticks `step` apart, the largest of them `largest` in size.
    pub fn new(largest: f64, step: f64, language: Language) -> AxisNumbers {
        let largest = largest.abs();
        let scientific = largest > 0.0 && !(1e-4..1e15).contains(&largest);
        if scientific {
            let unit = 10_f64.powf(largest.log10().floor());
            let decimals = decimals_of(step / unit);
            return AxisNumbers { divisor: 1.0, suffix: "", decimals, scientific };
        }
        let (divisor, suffix) = unit_of(largest, language);
        AxisNumbers { divisor, suffix, decimals: decimals_of(step / divisor), scientific: false }
    }

    /// The text of a tick.
    pub fn text(&self, value: f64) -> String {
        if !value.is_finite() {
            return String::new();
        }
        if value == 0.0 {
            return "0".to_owned();
        }
        if self.scientific {
            return power_of_ten(value, self.decimals);
        }
        let shown = grouped(value / self.divisor, self.decimals);
        format!("{shown}{}", self.suffix)
    }
}

/// The unit in which an axis is read: plain numbers up to five digits.
fn unit_of(largest: f64, language: Language) -> (f64, &'static str) {
    let units: &[(f64, f64, &str)] = match language {
        Language::En => &[(1e12, 1e12, "T"), (1e9, 1e9, "B"), (1e6, 1e6, "M"), (1e5, 1e3, "k")],
        Language::Ja => &[(1e12, 1e12, "兆"), (1e8, 1e8, "億"), (1e5, 1e4, "万")],
    };
    units
        .iter()
        .find(|(from, ..)| largest >= *from)
        .map_or((1.0, ""), |(_, divisor, suffix)| (*divisor, suffix))
}

/// Decimals that distinguish numbers `step` apart.
pub(crate) fn decimals_of(step: f64) -> usize {
    if !(step.is_finite() && step > 0.0) {
        return 0;
    }
    let mut decimals = (-(step.log10() + 1e-9).floor()).clamp(0.0, 15.0) as usize;
    // 0.25 needs one more than its first digit says.
    let scaled = step * 10_f64.powi(decimals as i32);
    if (scaled - scaled.round()).abs() > 1e-6 * scaled && decimals < 15 {
        decimals += 1;
    }
    decimals
}

/// With thousands separated by commas, as both languages write them.
pub(crate) fn grouped(value: f64, decimals: usize) -> String {
    let plain = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), ""), |parts| parts);
    let mut text = String::new();
    let zero = plain.bytes().all(|byte| byte == b'0' || byte == b'.');
    if value < 0.0 && !zero {
        text.push('−');
    }
    text.push_str(&thousands(whole));
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// Digits with a comma before every third from the end.
fn thousands(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A lag as a number: `+3`, `−3`, `0`.
pub(crate) fn lag(lag: i32) -> String {
    let sign = if lag > 0 { "+" } else { "" };
    format!("{sign}{}", grouped(f64::from(lag), 0))
}

/// A count: `417,183`.
pub fn count(n: u64) -> String {
    thousands(&n.to_string())
}

/// A size in decimal units: `12.3 MB`.
pub fn bytes(n: u64) -> String {
    const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
    if n < 1000 {
        return format!("{n} B");
    }
    let mut size = n as f64 / 1000.0;
    let mut at = 0;
    while size >= 999.95 && at + 1 < UNITS.len() {
        size /= 1000.0;
        at += 1;
    }
    let unit = UNITS.get(at).copied().unwrap_or("");
    if size < 99.95 { format!("{size:.1} {unit}") } else { format!("{size:.0} {unit}") }
}

fn power_of_ten(value: f64, decimals: usize) -> String {
    let mut exponent = value.abs().log10().floor();
    let mut mantissa = value.abs() / 10_f64.powf(exponent);
    if !mantissa.is_finite() || mantissa == 0.0 {
        // Below the normal numbers the power itself is not exact.
        mantissa = 10_f64.powf(value.abs().log10() - exponent);
    }
    if format!("{mantissa:.decimals$}").starts_with("10") {
        mantissa /= 10.0;
        exponent += 1.0;
    }
    let sign = if value < 0.0 { "−" } else { "" };
    let digits = format!("{mantissa:.decimals$}");
    let power = superscript(exponent as i32);
    if digits == "1" { format!("{sign}10{power}") } else { format!("{sign}{digits}×10{power}") }
}

/// An exponent in raised digits.
pub(crate) fn superscript(exponent: i32) -> String {
    exponent
        .to_string()
        .chars()
        .map(|c| match c {
            '-' => '⁻',
            '1' => '¹',
            '2' => '²',
            '3' => '³',
            '4' => '⁴',
            '5' => '⁵',
            '6' => '⁶',
            '7' => '⁷',
            '8' => '⁸',
            '9' => '⁹',
            _ => '⁰',
        })
        .collect()
}

/// A single value for a readout: whole numbers exactly, others with five significant digits.
pub fn value(value: f64) -> String {
    if !value.is_finite() {
        return String::new();
    }
    let size = value.abs();
    if size == 0.0 {
        return "0".to_owned();
    }
    if !(1e-4..1e15).contains(&size) {
        return power_of_ten(value, 3);
    }
    if value.fract() == 0.0 {
        return grouped(value, 0);
    }
    let decimals = (4.0 - size.log10().floor()).clamp(0.0, 8.0) as usize;
    let text = grouped(value, decimals);
    // Five digits at most: no trailing zeros, except the pair of a price.
    let trimmed = text.trim_end_matches('0');
    let kept = trimmed.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    match (text.split_once('.'), kept) {
        (Some((whole, _)), 0) => whole.to_owned(),
        (Some((whole, fraction)), 1) => {
            format!("{whole}.{}", fraction.get(..2).unwrap_or(fraction))
        }
        (Some(_), _) => trimmed.to_owned(),
        (None, _) => text,
    }
}

/// A correlation: two decimals and always a sign.
pub fn coefficient(r: f64) -> String {
    if !r.is_finite() {
        return String::new();
    }
    let text = grouped(r, 2);
    if text.starts_with('−') || text == "0.00" { text } else { format!("+{text}") }
}

/// A p-value: three decimals; smaller ones are not zero.
pub fn p(p: f64) -> String {
    if p < 0.001 { "< 0.001".to_owned() } else { format!("{p:.3}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axis_numbers() {
        let en = Language::En;
        let ja = Language::Ja;
        let cases: &[(f64, f64, Language, f64, &str)] = &[
            (500.0, 100.0, en, 300.0, "300"),
            (12_000.0, 2_000.0, en, 12_000.0, "12,000"),
            (60_000.0, 20_000.0, en, 40_000.0, "40,000"),
            (400_000.0, 100_000.0, en, 300_000.0, "300k"),
            (400_000.0, 100_000.0, ja, 300_000.0, "30万"),
            (3e6, 5e5, en, 2.5e6, "2.5M"),
            (3e6, 5e5, ja, 2.5e6, "250万"),
            (2e8, 5e7, ja, 1.5e8, "1.5億"),
            (2e8, 5e7, ja, 0.0, "0"),
            (4e13, 1e13, ja, 2e13, "20兆"),
            (1.0, 0.25, en, 0.25, "0.25"),
            (1.0, 0.5, en, -0.5, "−0.5"),
            (0.004, 0.001, en, 0.003, "0.003"),
            (2e-5, 5e-6, en, 1.5e-5, "1.5×10⁻⁵"),
            (2e20, 1e20, en, 1e20, "1×10²⁰"),
            (2e20, 1e20, en, f64::NAN, ""),
        ];
        for (largest, step, language, tick, expected) in cases {
            let text = AxisNumbers::new(*largest, *step, *language).text(*tick);
            let expected = expected.replace("1×10²⁰", "10²⁰");
            assert_eq!(text, expected, "{largest} {step}");
        }
    }

    #[test]
    fn readout_values() {
        for (number, expected) in [
            (417_183.0, "417,183"),
            (-2.0, "−2"),
            (0.0, "0"),
            (-0.0, "0"),
            (234.5678, "234.57"),
            (234.5, "234.50"),
            (0.123_456, "0.12346"),
            (12_345.678, "12,346"),
            (1e15, "1.000×10¹⁵"),
            (5e-324, "4.941×10⁻³²⁴"),
            (f64::NAN, ""),
            (99_999.96, "100,000"),
            (3.000_000_1, "3"),
        ] {
            assert_eq!(value(number), expected, "{number}");
        }
    }

    #[test]
    fn numbers_by_table() {
        assert_eq!(count(417_183), "417,183");
        assert_eq!(count(12), "12");
        let sizes = [
            (0, "0 B"),
            (999, "999 B"),
            (1_500, "1.5 kB"),
            (999_999, "1.0 MB"),
            (123_456_789, "123 MB"),
        ];
        for (n, expected) in sizes {
            assert_eq!(bytes(n), expected);
        }
    }

    #[test]
    fn coefficients_carry_their_sign() {
        assert_eq!(coefficient(0.456), "+0.46");
        assert_eq!(coefficient(-0.456), "−0.46");
        assert_eq!(coefficient(-0.001), "0.00");
    }
}
