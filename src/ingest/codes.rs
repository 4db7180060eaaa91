//! Numbers that stand for "no value": `-9999`, `9999.9`, `-99`.
//!
//! Contract. Looks at all values of a column at once. A code is a value that comes again and again,
//! digit for digit, and lies farther from all other values than these lie from each other; what
//! is written like one (nines, eights, sevens, the ends of a computer's integers) needs less of
//! both than what is not. Zero is never one: nothing happened is a value. NaN and infinite values
//! are no values; fewer than six others, or none that differ, give no code.

#![expect(clippy::arithmetic_side_effects, reason = "counts of values")]

use crate::kit::indices::sorted;

/// Different values that are written like codes and looked at.
const WRITTEN_MAX: usize = 16;

/// Fewest other values that a code can be far from.
const OTHERS_MIN: usize = 6;

/// A code and how many values are it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Code {
    /// The value.
    pub value: f64,
    /// Values that are it.
    pub cells: u64,
}

/// The ends of what computers count with, and what file formats fill gaps with.
const FILLS: &[f64] = &[
    32_767.0,
    -32_767.0,
    -32_768.0,
    65_535.0,
    2_147_483_647.0,
    -2_147_483_648.0,
    4_294_967_295.0,
    1e20,
    -1e20,
    1e30,
    -1e30,
    1e31,
    1e36,
    9.969_209_968_386_869e36,
];

/// Whether a number is written like a code, and with how many digits: `-999.9`, `8888`.
fn written(value: f64) -> Option<u32> {
    let size = value.abs();
    if size < 77.0 {
        return None;
    }
    // The smallest of them is there for speed: this is asked of every value.
    if size >= 32_767.0 && FILLS.contains(&value) {
        return Some(6);
    }
    // Up to two decimals, all the same digit; or none but zeros.
    let hundredths = (size * 100.0).round();
    if hundredths > 1e12 || (hundredths / 100.0 - size).abs() > 1e-4 * size.max(1.0) * 1e-3 {
        return None;
    }
    let mut digits = hundredths as u64;
    let mut zeros = 0;
    while digits.is_multiple_of(10) && zeros < 2 {
        digits /= 10;
        zeros += 1;
    }
    let last = digits % 10;
    if !matches!(last, 7..=9) {
        return None;
    }
    let mut rest = digits;
    let mut count = 0;
    while rest > 0 {
        // -6999 and -7999 are written as well.
        let first = rest < 10 && count >= 3 && matches!(rest, 6 | 7);
        if rest % 10 != last && !first {
            return None;
        }
        rest /= 10;
        count += 1;
    }
    (count >= 2).then_some(count)
}

/// The smallest and largest of the values that may be no codes, with what comes next to them.
#[derive(Clone, Copy)]
struct Edge {
    /// The outermost value.
    value: f64,
    /// Values that are it.
    cells: u64,
    /// The next one inwards.
    next: f64,
}

impl Edge {
    const NONE: Edge = Edge { value: f64::NAN, cells: 0, next: f64::NAN };

    fn observe(&mut self, value: f64, outer: bool) {
        if self.value == value {
            self.cells += 1;
        } else if self.cells == 0 || outer {
            *self = Edge { value, cells: 1, next: self.value };
        }
    }

    fn observe_next(&mut self, value: f64, closer: bool) {
        if value != self.value && (self.next.is_nan() || closer) {
            self.next = value;
        }
    }
}

/// The codes among the values of a column.
pub fn find(values: &[f64]) -> Vec<Code> {
    let mut candidates: Vec<Code> = Vec::new();
    let (mut low, mut high) = (Edge::NONE, Edge::NONE);
    let (mut others, mut fractions) = (0usize, 0usize);
    let mut different: [f64; OTHERS_MIN] = [f64::NAN; OTHERS_MIN];
    for &value in values.iter().filter(|value| value.is_finite()) {
        if written(value).is_some() {
            if let Some(code) = candidates.iter_mut().find(|code| code.value == value) {
                code.cells += 1;
            } else if candidates.len() < WRITTEN_MAX {
                candidates.push(Code { value, cells: 1 });
            } else {
                // Nines of all kinds: these are ordinary numbers.
                return Vec::new();
            }
            continue;
        }
        others += 1;
        fractions += usize::from(value.fract() != 0.0);
        low.observe(value, value < low.value);
        low.observe_next(value, value < low.next);
        high.observe(value, value > high.value);
        high.observe_next(value, value > high.next);
        if let Some(slot) = different.iter_mut().find(|known| known.is_nan() || **known == value) {
            *slot = value;
        }
    }
    let kinds = different.iter().filter(|known| !known.is_nan()).count();
    if others < OTHERS_MIN || kinds < 3 {
        return Vec::new();
    }
    let mut codes = Vec::new();
    let often = (others as u64 / 100).max(3);
    // An edge that is not written like a code: -1 where all others are 40 to 60.
    let far = |edge: Edge, end: f64, times: f64| {
        kinds == OTHERS_MIN
            && edge.value != 0.0
            && edge.cells >= often
            && (edge.value - edge.next).abs() >= times * (edge.next - end).abs()
            && (edge.next - end).abs() > 0.0
    };
    let (mut from, mut to) = (low.value, high.value);
    // One and the same value below zero, and no other, where the others come in more sizes than
    // steps of one.
    let decimals = fractions * 2 >= others - low.cells as usize;
    let lone = low.value <= -1.0
        && low.next >= 0.0
        && low.cells > often
        && kinds == OTHERS_MIN
        && (decimals || (low.value == -1.0 && high.value >= 50.0));
    let below = low.value < 0.0 && low.next >= 0.0 && far(low, high.value, 1.5);
    if lone || below || far(low, high.value, 10.0) {
        codes.push(Code { value: low.value, cells: low.cells });
        from = low.next;
    } else if far(high, low.value, 20.0) {
        codes.push(Code { value: high.value, cells: high.cells });
        to = high.next;
    }
    let spread = to - from;
    for code in candidates {
        let digits = written(code.value).unwrap_or(0);
        let away = if code.value < from { from - code.value } else { code.value - to };
        // Below all others, and below zero, less is needed than above them; least where these are
        // not below zero themselves.
        let (times, cells) = match (code.value < 0.0, digits) {
            (true, 2) if from >= 0.0 => (0.3, 3),
            (true, _) if from >= 0.0 => (0.0, 2),
            (true, 2) => (1.2, 3),
            (true, _) => (1.0, 2),
            (false, 2) => (6.0, 3),
            (false, 3) => (3.0, 2),
            (false, _) if code.cells >= 3 => (1.0, 3),
            (false, _) => (3.0, 2),
        };
        let alone = code.value < 0.0 && digits >= 3 && away >= 10.0 * spread;
        if away > 0.0 && away >= times * spread && (code.cells >= cells || alone) {
            codes.push(code);
        }
    }
    sorted(codes, &|a, b| a.value.total_cmp(&b.value))
}

/// The numbers that the lines above a table say stand for "no value": `# Missing: -99`,
/// `NODATA_value -9999`, `(-999.99 = no data)`.
pub fn stated(preamble: &[String]) -> Vec<String> {
    const WORDS: [&str; 9] =
        ["missing", "nodata", "no data", "fill", "fehl", "manquant", "faltante", "ausente", "欠測"];
    let lines = preamble.iter().map(|line| line.to_lowercase());
    let lines: Vec<String> = lines.filter(|line| WORDS.iter().any(|w| line.contains(w))).collect();
    let words = lines.iter().flat_map(|line| {
        line.split(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '.'))).map(|word| {
            let word = word.trim_end_matches(['-', '.']);
            (word, word.parse::<f64>().unwrap_or_default())
        })
    });
    // A number of days that miss something has neither a sign nor a row of nines.
    let code = |value: f64| value < 0.0 || written(value).is_some();
    words.filter(|(_, value)| code(*value)).map(|(word, _)| word.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Sixty values between 40 and 60 with a decimal.
    fn plain() -> Vec<f64> {
        (0..60).map(|day| f64::from(day * 37 % 200) / 10.0 + 40.0).collect()
    }

    fn with(values: &[f64], code: f64, times: usize) -> Vec<f64> {
        let mut all = values.to_vec();
        (0..times).for_each(|at| all.insert(at * 7 + 3, code));
        all
    }

    #[test]
    fn codes_by_table() {
        #[rustfmt::skip]
        let codes: &[(f64, usize)] = &[
            (-9999.0, 5), (-9999.0, 2), (-9999.0, 1), (9999.9, 5), (-99.0, 4), (-99.9, 3), (99_999.0, 4), (-999.9, 3), (-777.0, 6), (-888.0, 2), (999.0, 3), (-1.0, 5), (1e20, 3),
            (-32_768.0, 3), (-6999.0, 3), (-99.99, 3), (999.99, 2), (-555.0, 6), (5000.0, 6),
        ];
        for &(code, times) in codes {
            let want = vec![Code { value: code, cells: times as u64 }];
            assert_eq!(find(&with(&plain(), code, times)), want, "{code}");
        }
        let none: &[(f64, usize)] = &[
            (99.0, 3),
            (9999.0, 1),
            (0.0, 6),
            (65.0, 6),
            (-5.0, 1),
            (88.0, 5),
            (39.5, 5),
            (120.0, 4),
        ];
        for &(value, times) in none {
            assert_eq!(find(&with(&plain(), value, times)), [], "{value}");
        }
    }

    #[test]
    fn what_is_near_the_others_is_a_value() {
        let prices: Vec<f64> = (0..60).map(|day| 950.0 + f64::from(day % 30) * 3.5).collect();
        assert_eq!(find(&with(&prices, 999.0, 4)), []);
        let counts: Vec<f64> = (0..80).map(|day| f64::from(day * day % 23)).collect();
        assert_eq!(find(&with(&counts, 99.0, 2)), []);
        let frost: Vec<f64> = (0..80).map(|day| f64::from(day % 50) - 20.0).collect();
        assert_eq!(find(&with(&frost, -99.0, 3)), [Code { value: -99.0, cells: 3 }]);
        let rain: Vec<f64> = (0..80).map(|day| f64::from(day * day % 93) / 10.0).collect();
        assert_eq!(find(&with(&rain, -1.0, 5)), [Code { value: -1.0, cells: 5 }]);
        let change: Vec<f64> = (0..80).map(|day| f64::from(day * day % 7)).collect();
        assert_eq!(find(&with(&change, -1.0, 5)), []);
        let steps: Vec<f64> = (0..80).map(|day| f64::from(day * 977 % 15_000)).collect();
        assert_eq!(find(&with(&steps, -9999.0, 5)), [Code { value: -9999.0, cells: 5 }]);
        assert_eq!(find(&with(&rain, -9.99, 5)), [Code { value: -9.99, cells: 5 }]);
        assert_eq!(find(&with(&rain, -999.25, 5)), [Code { value: -999.25, cells: 5 }]);
        let visits: Vec<f64> = (0..80).map(|day| f64::from(day * 977 % 3_000)).collect();
        assert_eq!(find(&with(&visits, 9999.0, 4)), [Code { value: 9999.0, cells: 4 }]);
        assert_eq!(find(&with(&visits, 9999.0, 2)), []);
        assert_eq!(find(&[7.0; 40]), []);
        assert_eq!(find(&[]), []);
        assert_eq!(find(&[-9999.0; 40]), []);
    }

    #[test]
    fn codes_that_the_lines_above_name() {
        for (line, codes) in [
            ("Missing: -99", &["-99"][..]),
            ("NODATA_value  -9999", &["-9999"]),
            ("(-999.99 = no data), 1991-2020", &["-999.99"]),
            ("Fehlwerte: 9999.9.", &["9999.9"]),
            ("missing on 12 days, since 2021-06-01", &[]),
            ("from -99 to 50", &[]),
        ] {
            assert_eq!(stated(&[line.to_owned()]), codes, "{line}");
        }
    }

    #[test]
    fn several_codes() {
        let both = with(&with(&plain(), -9999.0, 4), 9999.0, 3);
        let cells = |value, cells| Code { value, cells };
        assert_eq!(find(&both), [cells(-9999.0, 4), cells(9999.0, 3)]);
    }

    proptest! {
        /// Numbers that nobody wrote as codes lose none of theirs.
        #[test]
        fn ordinary_numbers_stay(values in prop::collection::vec(-1000i32..1000, 30..200)) {
            let values: Vec<f64> = values.into_iter().map(|value| f64::from(value) / 8.0).collect();
            prop_assert_eq!(find(&values), []);
        }
    }
}
