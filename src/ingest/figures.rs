//! Numbers with either decimal mark.

/// What a cell of a number column says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// A number.
    Number(f64),
    /// Blank, or a token for "no value".
    Missing,
    /// Something else.
    Unreadable,
}

/// Reads a cell with this decimal mark.
pub fn parse(cell: &[u8], decimal: char) -> Value {
    use super::shape::{Shape, shape};
    match shape(cell) {
        Shape::Blank | Shape::Missing => return Value::Missing,
        _ => {}
    }
    let text = String::from_utf8_lossy(cell);
    let mut scale = 1.0;
    let mut plain = String::new();
    let mut negative = false;
    for c in text.chars() {
        match c {
            '０'..='９' => plain.push(char::from(b'0' + (c as u32 - '０' as u32) as u8)),
            c if c == decimal => plain.push('.'),
            ',' | '.' | '\'' | ' ' | '，' | '\u{a0}' | '$' | '€' | '¥' | '£' => {}
            '▲' | '△' | '−' => negative = true,
            '%' | '％' => {}
            'K' | 'k' => scale = 1e3,
            'M' => scale = 1e6,
            'B' => scale = 1e9,
            c => plain.push(c),
        }
    }
    match plain.trim().parse::<f64>() {
        Ok(number) if number.is_finite() => {
            Value::Number(if negative { -number } else { number } * scale)
        }
        _ => Value::Unreadable,
    }
}

/// The decimal mark of a file's number cells, `None` where both fit.
pub fn decimal(cells: &[&[u8]]) -> Option<char> {
    let (mut point, mut comma) = (0, 0);
    for cell in cells {
        let text = String::from_utf8_lossy(cell);
        let digits_after =
            |at: usize| text[at + 1..].chars().take_while(char::is_ascii_digit).count();
        match (text.rfind('.'), text.rfind(',')) {
            (Some(dot), Some(com)) if dot > com => point += 1,
            (Some(_), Some(_)) => comma += 1,
            (Some(dot), None) if digits_after(dot) != 3 || text.starts_with("0.") => point += 1,
            (None, Some(com)) if digits_after(com) != 3 || text.starts_with("0,") => comma += 1,
            _ => {}
        }
    }
    match point.cmp(&comma) {
        std::cmp::Ordering::Greater => Some('.'),
        std::cmp::Ordering::Less => Some(','),
        std::cmp::Ordering::Equal => None,
    }
}
