//! Which decimal mark a file uses, from all its cells.
//!
//! A cell is decisive when it fits one mark only (`12.5`, `1.234,5`, `1.234.567`). A single mark
//! before exactly three digits (`1.234`) fits both; a column of such cells still decides when
//! cells without a mark stay below 1000 and those with one begin there: then the mark groups
//! thousands. What is left is a tie, and the user is asked.
//!
//! Evidence is gathered a column at a time (a column of addresses or texts must not vote) and
//! merged for the file by the caller.

#![expect(clippy::arithmetic_side_effects, reason = "counts of cells in 64 bits")]

use super::affix::Affixes;
use super::{DecimalMark, LONGEST, Style, is_missing, plain, split_exponent};

/// Counts over the cells of a column or of a file; merging is addition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Cells that fit the decimal point only.
    pub point: u64,
    /// Cells that fit the decimal comma only.
    pub comma: u64,
    /// Cells like `1.234`: 1.234 or 1234.
    pub point_or_group: u64,
    /// Cells like `1,234`: 1234 or 1.234.
    pub comma_or_group: u64,
    /// Whole numbers below 1000 without a mark.
    pub small: u64,
    /// Whole numbers of 1000 and more without a mark.
    pub large: u64,
    /// Missing cells.
    pub missing: u64,
    /// Cells that are no number in either reading.
    pub other: u64,
    /// Cells with `▼`.
    pub down: u64,
    /// Cells with a percent sign.
    pub percent: u64,
    /// Cells with a currency or counter.
    pub currency: u64,
    /// Cells written as only Japan and its neighbours do (full-width, `円`, `万`, `▲`), where the
    /// decimal mark is a point.
    pub eastern: u64,
    /// Cells that begin with a zero before another digit: identifiers do.
    pub leading_zero: u64,
    /// Cells with a thousands mark, a suffix or a fraction: identifiers have none.
    pub marked: u64,
}

/// The decision on [`Evidence`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// One style fits, or fits far more cells.
    Decided(Style),
    /// Both fit alike: ask. The style is the one that the hint or habit would take.
    Tie(Style),
}

impl Verdict {
    /// The style to read with, asked for or not.
    pub fn style(self) -> Style {
        match self {
            Verdict::Decided(style) | Verdict::Tie(style) => style,
        }
    }
}

impl Evidence {
    /// Takes one cell.
    pub fn observe(&mut self, cell: &[u8]) {
        let mut buffer = [0; LONGEST];
        let Some(text) = plain(cell, &mut buffer) else {
            self.other += 1;
            return;
        };
        if is_missing(text) {
            self.missing += 1;
            return;
        }
        let Some(affixes) = Affixes::of(text) else {
            self.other += 1;
            return;
        };
        let as_point = Style::POINT.value(&affixes);
        let as_comma = Style::COMMA.value(&affixes);
        let Some((mantissa, exponent)) = split_exponent(affixes.digits) else {
            self.other += 1;
            return;
        };
        let power = mantissa.len() < affixes.digits.len();
        match (as_point, as_comma) {
            (None, None) => {
                self.other += 1;
                return;
            }
            (Some(_), None) => self.point += 1,
            (None, Some(_)) => self.comma += 1,
            // Nobody groups the digits of `1.234E-05`.
            (Some(_), Some(_)) if power && mantissa.contains(&b'.') => self.point += 1,
            (Some(_), Some(_)) if power && mantissa.contains(&b',') => self.comma += 1,
            (Some(_), Some(_)) if mantissa.contains(&b'.') => self.point_or_group += 1,
            (Some(_), Some(_)) if mantissa.contains(&b',') => self.comma_or_group += 1,
            (Some(value), Some(_)) => {
                let whole = affixes.shift == 0 && exponent == 0;
                if value.abs() >= 1000.0 && whole && mantissa.iter().all(u8::is_ascii_digit) {
                    self.large += 1;
                } else {
                    self.small += 1;
                }
            }
        }
        let wide = !cell.is_ascii() && text.is_ascii();
        let eastern = matches!(affixes.unit, Some("JPY" | "件" | "人" | "回" | "個" | "台"));
        self.eastern += u64::from(wide || eastern || affixes.up || affixes.eastern_suffix);
        self.down += u64::from(affixes.down);
        self.percent += u64::from(affixes.unit == Some("%"));
        self.leading_zero += u64::from(matches!(mantissa, [b'0', b'0'..=b'9', ..]));
        self.marked += u64::from(
            affixes.shift != 0 || exponent != 0 || !mantissa.iter().all(u8::is_ascii_digit),
        );
        if let Some(unit) = affixes.unit {
            self.currency += u64::from(unit != "%");
        }
    }

    /// Adds what another part of the column, or another column, gave.
    pub fn merge(&mut self, other: &Evidence) {
        let pairs = [
            (&mut self.point, other.point),
            (&mut self.comma, other.comma),
            (&mut self.point_or_group, other.point_or_group),
            (&mut self.comma_or_group, other.comma_or_group),
            (&mut self.small, other.small),
            (&mut self.large, other.large),
            (&mut self.missing, other.missing),
            (&mut self.other, other.other),
            (&mut self.down, other.down),
            (&mut self.eastern, other.eastern),
            (&mut self.percent, other.percent),
            (&mut self.currency, other.currency),
            (&mut self.leading_zero, other.leading_zero),
            (&mut self.marked, other.marked),
        ];
        for (sum, more) in pairs {
            *sum = sum.saturating_add(more);
        }
    }

    /// Cells that are a number in one reading at least.
    pub fn numbers(&self) -> u64 {
        self.point
            + self.comma
            + self.point_or_group
            + self.comma_or_group
            + self.small
            + self.large
    }

    /// Whether the column can be called numeric: at least 9 in 10 of the cells that say anything
    /// are numbers.
    pub fn is_numeric(&self) -> bool {
        self.numbers() > 0 && self.numbers() >= 9 * self.other
    }

    /// The style, with a hint from elsewhere in the file (its language, its dates) for a tie.
    pub fn decide(&self, hint: Option<DecimalMark>) -> Verdict {
        let style = |decimal| Style { decimal, up_is_plus: self.down > 0 };
        let (point, comma) = (style(DecimalMark::Point), style(DecimalMark::Comma));
        match (self.point, self.comma) {
            (0, 0) => {}
            // A few odd cells do not turn a file; they will be shown as unreadable.
            (p, c) if p >= 20 * c => return Verdict::Decided(point),
            (p, c) if c >= 20 * p => return Verdict::Decided(comma),
            (p, c) => return Verdict::Tie(if c > p { comma } else { point }),
        }
        // Grouping shows where plain numbers end at 999 and marked ones begin at 1000.
        let grouped = self.small > 0 && self.large == 0;
        match (self.point_or_group, self.comma_or_group) {
            (0, 0) => Verdict::Decided(hint.map_or(point, style)),
            (_, 0) if grouped => Verdict::Decided(comma),
            (0, _) if grouped => Verdict::Decided(point),
            // 1234 beside 1.234: thousands are not grouped, so the mark is decimal.
            (_, 0) if self.large > 0 => Verdict::Decided(point),
            (0, _) if self.large > 0 => Verdict::Decided(comma),
            _ if self.eastern > 0 => Verdict::Decided(point),
            // Only marks before three digits, and nothing that says what they are.
            _ => hint.map_or(Verdict::Tie(point), |mark| Verdict::Decided(style(mark))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(cells: &[&str]) -> Evidence {
        let mut whole = Evidence::default();
        cells.iter().for_each(|cell| whole.observe(cell.as_bytes()));
        // Evidence of parts adds up to the evidence of the whole.
        for cut in 0..=cells.len() {
            let (mut a, mut b) = (Evidence::default(), Evidence::default());
            cells[..cut].iter().for_each(|cell| a.observe(cell.as_bytes()));
            cells[cut..].iter().for_each(|cell| b.observe(cell.as_bytes()));
            a.merge(&b);
            assert_eq!(a, whole);
        }
        whole
    }

    #[test]
    fn decisions() {
        use Verdict::{Decided, Tie};
        let (p, c) = (Style::POINT, Style::COMMA);
        #[rustfmt::skip]
        let cases: &[(&[&str], Option<DecimalMark>, Verdict)] = &[
            (&["12.5", "1.234"], None, Decided(p)), (&["12,5", "1,234"], None, Decided(c)),
            (&["1,234.5"], None, Decided(p)), (&["1.409,15"], None, Decided(c)), (&["1.234.567"], None, Decided(c)), (&["1,234,567"], None, Decided(p)), (&["12,34,567"], None, Decided(p)),
            (&["0.123", "0.456"], None, Decided(p)), (&["0,123"], None, Decided(c)),
            (&["1,079", "663", "702"], None, Decided(p)), (&["1.079", "663", "702"], None, Decided(c)),
            (&["1.079", "1663"], None, Decided(p)), (&["1,079", "1663"], None, Decided(c)),
            (&["1.234", "2.345"], None, Tie(p)), (&["1,234", "2,345"], None, Tie(p)), (&["1.234", "2.345"], Some(DecimalMark::Comma), Decided(c)), (&["1,234", "2,345"], Some(DecimalMark::Point), Decided(p)),
            (&["1.234K", "2,345"], None, Tie(p)), (&["12.5", "12,5"], None, Tie(p)),
            (&["４，６４０", "１，２３４"], None, Decided(p)), (&["1,234円"], None, Decided(p)), (&["5", "10"], None, Decided(p)), (&[], None, Decided(p)), (&["-", "n/a", "abc"], None, Decided(p)),
            (&["9.781E-06", "1.234e-05"], None, Decided(p)), (&["9,781E-06"], None, Decided(c)),
            (&["84.60K", "1.02B"], None, Decided(p)), (&["3,33K", "-0,25%"], None, Decided(c)),
        ];
        for (cells, hint, want) in cases {
            assert_eq!(evidence(cells).decide(*hint), *want, "{cells:?}");
        }
    }

    #[test]
    fn what_columns_are_like() {
        assert!(evidence(&["1", "2.5", "-", "n/a"]).is_numeric());
        assert!(!evidence(&["198.51.100.7", "10.0.0.1", "192.168.100.200"]).is_numeric());
        assert!(!evidence(&["", "-"]).is_numeric());
        assert!(evidence(&["▲5", "▼6"]).decide(None).style().up_is_plus);
        assert_eq!(evidence(&["007", "0", "0.5"]).leading_zero, 1);
    }
}
