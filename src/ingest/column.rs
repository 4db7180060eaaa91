//! How the columns of a sample look: what their cells are, how many differ.

use super::dialect::Row;
use super::names::Names;
use super::shape::{Shape, shape};

/// Different values of a column that are counted.
const DISTINCT_MAX: usize = 600;

/// One column of the sample.
#[derive(Clone, Debug)]
pub struct Look {
    /// Header, or empty.
    pub name: String,
    /// Cells that are not blank.
    pub filled: usize,
    /// Blank cells.
    pub blank: usize,
    /// Tokens for "no value".
    pub missing: usize,
    /// Numbers.
    pub numbers: usize,
    /// Whole numbers, among them.
    pub integers: usize,
    /// Times.
    pub times: usize,
    /// Anything else.
    pub texts: usize,
    /// Addresses (IP, MAC), among the texts.
    pub addresses: usize,
    /// Different values, up to a limit.
    pub distinct: usize,
    /// Cells that hold several words.
    pub sentences: usize,
    /// A number with one mark before three digits, which could group or be decimal.
    pub marked: Option<String>,
    /// Whether the numbers grow by one, row by row, as an index does.
    pub index: bool,
}

impl Look {
    /// Whether its cells are numbers, but for missing ones.
    pub fn is_numeric(&self) -> bool {
        let said = self.filled - self.missing;
        said > 0 && self.numbers * 10 >= said * 9
    }

    /// Whether nearly all its cells say something.
    pub fn is_filled(&self) -> bool {
        self.filled * 10 >= (self.filled + self.blank) * 8
    }

    /// Whether its cells are texts that differ.
    pub fn is_varying_text(&self) -> bool {
        let said = self.filled - self.missing;
        self.distinct > 1 && said * 4 > (said + self.blank + self.missing) && self.texts * 2 > said
    }

    /// Whether it holds addresses of machines.
    pub fn is_addresses(&self) -> bool {
        self.addresses * 2 > self.filled - self.missing && self.addresses > 0
    }
}

/// `198.51.100.7`, with or without port, `2001:db8::1`, `00:50:56:C0:00:08`.
pub fn is_address(cell: &[u8]) -> bool {
    let cell = cell.trim_ascii();
    let Ok(text) = std::str::from_utf8(cell) else { return false };
    let host = match text.rsplit_once(':') {
        Some((host, port)) if port.parse::<u32>().is_ok() && host.contains('.') => host,
        _ => text,
    };
    if host.split('.').count() == 4 && host.split('.').all(|part| part.parse::<u8>().is_ok()) {
        return true;
    }
    let groups: Vec<&str> = text.split(':').collect();
    groups.len() >= 5
        && groups.len() <= 8
        && groups
            .iter()
            .all(|group| group.len() <= 4 && group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// `1,234,567`: a whole number with its thousands marked.
fn is_grouped(cell: &[u8]) -> bool {
    let mut groups = cell.trim_ascii().split(|byte| *byte == b',');
    let digits = |group: &[u8]| group.iter().all(u8::is_ascii_digit);
    let first = groups.next().unwrap_or_default();
    let mut more = 0;
    let grouped = groups.all(|group| {
        more += 1;
        group.len() == 3 && digits(group)
    });
    grouped && more > 0 && (1..=3).contains(&first.len()) && digits(first)
}

/// `1,234` or `1.234`.
fn is_marked(cell: &[u8]) -> bool {
    let marks: Vec<usize> = memchr::memchr2_iter(b'.', b',', cell).collect();
    let after = |at: usize| cell.get(at + 1..).unwrap_or_default();
    matches!(marks.as_slice(), [at] if after(*at).iter().take_while(|byte| byte.is_ascii_digit()).count() == 3)
}

/// The looks of all columns.
pub fn looks(names: &[String], width: usize, rows: &[Row]) -> Vec<Look> {
    (0..width.max(names.len()))
        .map(|column| look(names.get(column).cloned().unwrap_or_default(), column, rows))
        .collect()
}

fn look(name: String, column: usize, rows: &[Row]) -> Look {
    let mut look = Look {
        name,
        filled: 0,
        blank: 0,
        missing: 0,
        numbers: 0,
        integers: 0,
        times: 0,
        texts: 0,
        addresses: 0,
        distinct: 0,
        sentences: 0,
        marked: None,
        index: false,
    };
    let mut names = Names::new(DISTINCT_MAX);
    let mut last: Option<i64> = None;
    let mut steps = 0;
    let mut by_one = 0;
    for row in rows.iter().filter(|row| !row.aside) {
        let cell = row.cell(column);
        let shape = shape(cell);
        if shape == Shape::Blank {
            look.blank += 1;
            continue;
        }
        look.filled += 1;
        match shape {
            Shape::Blank => {}
            Shape::Missing => look.missing += 1,
            Shape::Number => {
                look.numbers += 1;
                if look.marked.is_none() && is_marked(cell) {
                    look.marked = Some(String::from_utf8_lossy(cell.trim_ascii()).into_owned());
                }
                let number =
                    std::str::from_utf8(cell).ok().and_then(|text| text.trim().parse::<i64>().ok());
                look.integers += usize::from(number.is_some() || is_grouped(cell));
                if let (Some(last), Some(number)) = (last, number) {
                    steps += 1;
                    by_one += usize::from(number.wrapping_sub(last) == 1);
                }
                last = number;
            }
            Shape::Time | Shape::Text => {
                let address = is_address(cell);
                look.addresses += usize::from(address);
                if shape == Shape::Text || address { look.texts += 1 } else { look.times += 1 }
            }
        }
        if shape != Shape::Missing {
            names.index(cell.trim_ascii());
        }
        look.sentences += usize::from(cell.trim_ascii().contains(&b' '));
    }
    look.distinct = names.len() + usize::from(names.overflown());
    look.index = steps >= 2 && by_one == steps && look.integers == look.filled;
    look
}
