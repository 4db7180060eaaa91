//! What a number format of a spreadsheet says that its numbers are.
//!
//! Source: ECMA-376 part 1, 18.8.30 and 18.8.31 (number formats).

/// What a number stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Itself.
    Number,
    /// A day.
    Day,
    /// A day with a time of day.
    Moment,
    /// A time of day.
    Clock,
}

/// What one of the formats that have a number and no text means.
pub fn built_in(id: usize) -> Meaning {
    match id {
        14..=17 | 27..=31 | 36 | 50..=54 | 57 | 58 => Meaning::Day,
        22 => Meaning::Moment,
        18..=21 | 32..=35 | 55 | 56 => Meaning::Clock,
        // 45 and 47 show minutes and seconds, 46 hours of any number.
        45 | 47 => Meaning::Clock,
        _ => Meaning::Number,
    }
}

/// What a format's text means. `[h]:mm` shows lengths of time, which are numbers.
pub fn of_text(text: &str) -> Meaning {
    let (mut day, mut clock, mut month) = (false, false, false);
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c.to_ascii_lowercase() {
            // Only the format of what is above zero counts.
            ';' => break,
            '"' => {
                chars.by_ref().find(|c| *c == '"');
            }
            // The next one is shown as it is, as a blank of its width, again and again.
            '\\' | '_' | '*' => {
                chars.next();
            }
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                let inside = inside.to_ascii_lowercase();
                let elapsed = |unit| !inside.is_empty() && inside.chars().all(|c| c == unit);
                if ['h', 'm', 's'].into_iter().any(elapsed) {
                    return Meaning::Number;
                }
            }
            'y' | 'd' | 'e' if c != 'E' => day = true,
            'Y' | 'D' => day = true,
            'h' | 's' => clock = true,
            'm' => month = true,
            // `General` has an `e`.
            'g' if chars.as_str().to_ascii_lowercase().starts_with("eneral") => {
                chars.nth(5);
            }
            _ => {}
        }
    }
    match (day, clock) {
        (true, true) => Meaning::Moment,
        (true, false) => Meaning::Day,
        (false, true) => Meaning::Clock,
        (false, false) if month => Meaning::Day,
        (false, false) => Meaning::Number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn meanings() {
        use Meaning::*;
        let cases = [
            ("General", Number),
            ("0.00", Number),
            ("#,##0.00\\ \"€\"", Number),
            ("0.00E+00", Number),
            ("0.0\" days\"", Number),
            ("[Red]-0.0;[Blue]d", Number),
            ("_-* #,##0_d_-;d", Number),
            ("[$-409]#,##0", Number),
            ("[h]:mm:ss", Number),
            ("[mm]:ss", Number),
            ("@", Number),
            ("yyyy-mm-dd", Day),
            ("dd.mm.yyyy", Day),
            ("d/m/yy;@", Day),
            ("YYYY\\-MM\\-DD", Day),
            ("[$-411]ge.m.d;@", Day),
            ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", Day),
            ("yyyy\"年\"m\"月\"d\"日\"", Day),
            ("mmm-yy", Day),
            ("mmmm", Day),
            ("yyyy", Day),
            ("yyyy-mm-dd hh:mm:ss", Moment),
            ("m/d/yy h:mm AM/PM", Moment),
            ("dd/mm/yyyy\\ hh:mm", Moment),
            ("h:mm", Clock),
            ("hh:mm:ss.000", Clock),
            ("[$-409]h:mm AM/PM", Clock),
            ("mm:ss", Clock),
            ("", Number),
            ("[", Number),
            ("\"d", Number),
        ];
        for (text, expected) in cases {
            assert_eq!(of_text(text), expected, "{text}");
        }
        let built = [(0, Number), (2, Number), (14, Day), (20, Clock), (22, Moment), (46, Number)];
        for (id, expected) in built {
            assert_eq!(built_in(id), expected, "{id}");
        }
    }
}
