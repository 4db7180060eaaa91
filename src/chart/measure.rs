//! How wide a text is, before it is painted.
//!
//! The page answers with a cached `measureText`; where there is no browser a fixed metric
//! answers, so that a layout is the same on every machine.

/// Measures a line of text.
pub trait Measure {
    /// Width in CSS pixels of `text` at `size` CSS pixels.
    fn width(&self, text: &str, size: f64, bold: bool) -> f64;
}

/// Advance widths of a common sans serif (Helvetica's, per mille of the size), full-width
/// characters one em.
#[derive(Clone, Copy, Debug, Default)]
pub struct FixedMetric;

impl Measure for FixedMetric {
    fn width(&self, text: &str, size: f64, bold: bool) -> f64 {
        let em: f64 = text.chars().map(advance).sum();
        em * size * if bold { 1.07 } else { 1.0 }
    }
}

fn advance(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '\'' | '|' => 0.222,
        'f' | 't' | 'I' | ' ' | '.' | ',' | ':' | ';' | '!' | '/' | '[' | ']' | '·' => 0.278,
        'r' | '(' | ')' | '-' | '`' => 0.333,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 0.5,
        'm' | 'M' => 0.833,
        'w' | 'C' | 'D' | 'H' | 'N' | 'R' | 'U' => 0.722,
        'A' | 'B' | 'E' | 'K' | 'P' | 'S' | 'V' | 'X' | 'Y' | '&' => 0.667,
        'F' | 'T' | 'Z' | 'L' => 0.611,
        'G' | 'O' | 'Q' => 0.778,
        'W' => 0.944,
        '%' => 0.889,
        '+' | '−' | '=' | '<' | '>' | '×' | '±' | '→' | '←' => 0.6,
        '–' => 0.556,
        '—' | '…' | '@' => 1.0,
        // Superscript digits of powers of ten.
        '⁰' | '¹' | '²' | '³' | '⁴' | '⁵' | '⁶' | '⁷' | '⁸' | '⁹' | '⁻' => 0.36,
        c if (c as u32) < 0x2000 => 0.556,
        _ => 1.0,
    }
}

/// `text` cut with an ellipsis so that it is at most `room` wide; empty where not even one
/// character fits.
pub fn fit(text: &str, room: f64, size: f64, bold: bool, metric: &dyn Measure) -> String {
    if metric.width(text, size, bold) <= room {
        return text.to_owned();
    }
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).skip(1).collect();
    // Widths grow with length, so the longest that fits is found by halving.
    let count = ends.partition_point(|end| {
        metric.width(&format!("{}…", text.get(..*end).unwrap_or_default().trim_end()), size, bold)
            <= room
    });
    match count.checked_sub(1).and_then(|last| ends.get(last)) {
        Some(end) => format!("{}…", text.get(..*end).unwrap_or_default().trim_end()),
        None => String::new(),
    }
}

/// `text` in lines of at most `room`: broken at spaces, or between any two characters of a
/// script that has none. A word longer than a line is broken where it must be.
pub fn wrap(text: &str, room: f64, size: f64, bold: bool, metric: &dyn Measure) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        let candidate = format!("{line}{piece}");
        if line.is_empty() || metric.width(candidate.trim_end(), size, bold) <= room {
            line = candidate;
        } else {
            lines.push(line.trim_end().to_owned());
            line = piece.trim_start().to_owned();
        }
        while metric.width(line.trim_end(), size, bold) > room && line.chars().count() > 1 {
            let head = longest_head(&line, room, size, bold, metric);
            let tail = line.split_off(head);
            lines.push(std::mem::replace(&mut line, tail));
        }
    }
    if !line.trim_end().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

fn longest_head(line: &str, room: f64, size: f64, bold: bool, metric: &dyn Measure) -> usize {
    let ends: Vec<usize> = line.char_indices().map(|(at, _)| at).skip(1).collect();
    let count = ends.partition_point(|end| {
        metric.width(line.get(..*end).unwrap_or_default(), size, bold) <= room
    });
    // At least one character, so that the loop above ends.
    ends.get(count.saturating_sub(1)).copied().unwrap_or(line.len())
}

/// Pieces between which a line may break: after a space, and around full-width characters,
/// except before closing punctuation.
fn pieces(text: &str) -> Vec<&str> {
    let mut cuts = vec![0];
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        if let Some(previous) = before {
            let wide = (previous as u32) >= 0x2e80 || (c as u32) >= 0x2e80;
            // A span is not cut in two.
            let closing = "、。，．」』）】!?！？\u{30fc})〜".contains(c);
            let opening = "「『（【(〜".contains(previous);
            if (previous == ' ' && c != ' ') || (wide && !closing && !opening) {
                cuts.push(at);
            }
        }
        before = Some(c);
    }
    cuts.push(text.len());
    cuts.windows(2)
        .filter_map(|pair| match pair {
            [from, to] => text.get(*from..*to),
            _ => None,
        })
        .filter(|piece| !piece.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cut_to_room() {
        let fit = |text, room| fit(text, room, 10.0, false, &FixedMetric);
        assert_eq!(fit("Alerts", 100.0), "Alerts");
        assert_eq!(fit("Alerts per week", 60.0), "Alerts per…");
        assert_eq!(fit("Alerts", 3.0), "");
        assert_eq!(fit("", 3.0), "");
    }

    #[test]
    fn wrapped_lines_fit_and_lose_nothing() {
        let cases = [
            "Mining alerts followed the price by one to two weeks, whatever else happened.",
            "採掘の検知は、価格のおよそ1〜2週間後を追って動いていました。",
            "Donaudampfschifffahrtsgesellschaftskapitän",
            "",
        ];
        for text in cases {
            for room in [30.0, 80.0, 200.0, 1000.0] {
                let lines = wrap(text, room, 12.0, false, &FixedMetric);
                for line in &lines {
                    let width = FixedMetric.width(line, 12.0, false);
                    assert!(width <= room || line.chars().count() == 1, "{line} in {room}");
                    let cut = line.starts_with(['、', '。', '〜']) || line.ends_with('〜');
                    assert!(!cut || room < 40.0, "{line}");
                }
                let squeezed = |s: &str| s.replace(' ', "");
                assert_eq!(squeezed(&lines.concat()), squeezed(text));
            }
        }
    }
}
