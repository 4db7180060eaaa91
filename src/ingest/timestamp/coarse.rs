//! Formats that name no day.

use crate::calendar::period::Period;

/// The unit that a strptime format names at its finest, where that is longer than a day.
pub fn unit_of(format: &str) -> Option<Period> {
    if format == "decimal-year-months" {
        return Some(Period::Month);
    }
    let mut unit = None;
    let mut letters = format.split('%').skip(1).filter_map(|part| part.chars().next());
    let finest = |unit: &mut Option<Period>, period: Period| {
        *unit = Some(unit.map_or(period, |known| known.min(period)));
        true
    };
    let coarse = letters.all(|letter| match letter {
        'Y' | 'y' | 'G' | 'E' => finest(&mut unit, Period::Year),
        'q' => finest(&mut unit, Period::Quarter),
        'm' | 'b' | 'B' | 'h' => finest(&mut unit, Period::Month),
        'V' => finest(&mut unit, Period::Week),
        _ => false,
    });
    unit.filter(|_| coarse)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_formats() {
        for (format, unit) in [
            ("%Y", Some(Period::Year)),
            ("%Y年", Some(Period::Year)),
            ("%EC%Ey", Some(Period::Year)),
            ("%Y-Q%q", Some(Period::Quarter)),
            ("Q%q/%y", Some(Period::Quarter)),
            ("%Y-%m", Some(Period::Month)),
            ("%b %Y", Some(Period::Month)),
            ("%G-W%V", Some(Period::Week)),
            ("%G-W%V-%u", None),
            ("%Y-%m-%d", None),
            ("%Y-%m %H", None),
            ("%Y-%m - %*", None),
            ("%Y | %Y-%m-%d", None),
            ("%Y | %Y-%m", Some(Period::Month)),
            ("epoch-s", None),
            ("excel", None),
            ("decimal-year-months", Some(Period::Month)),
        ] {
            assert_eq!(unit_of(format), unit, "{format}");
        }
    }
}
