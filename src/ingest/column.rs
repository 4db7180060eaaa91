//! How the columns of a sample look: what their cells are, how many differ.

use super::names::Names;
use super::shape::{Shape, shape};
use super::table::Row;

/// Different values of a column that are counted.
const DISTINCT_MAX: usize = 600;

/// One column of the sample.
#[derive(Clone, Debug)]
pub struct ColumnFacts {
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

impl ColumnFacts {
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
    let marks = cell.iter().filter(|byte| matches!(byte, b'.' | b':')).count();
    if marks < 3 {
        return false;
    }
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

/// What one cell is, without the blanks around it.
#[derive(Clone, Copy)]
struct Cell {
    shape: Shape,
    number: Option<i64>,
    integer: bool,
    marked: bool,
    address: bool,
    sentence: bool,
}

impl Cell {
    fn of(text: &[u8]) -> Cell {
        let shape = shape(text);
        let whole = || std::str::from_utf8(text).ok()?.trim().parse().ok();
        let number = if shape == Shape::Number { whole() } else { None };
        Cell {
            shape,
            number,
            integer: number.is_some() || is_grouped(text),
            marked: shape == Shape::Number && is_marked(text),
            address: matches!(shape, Shape::Time | Shape::Text) && is_address(text),
            sentence: text.contains(&b' '),
        }
    }
}

/// The looks of all columns.
pub fn looks(names: &[String], width: usize, rows: &[Row]) -> Vec<ColumnFacts> {
    (0..width.max(names.len()))
        .map(|column| look(names.get(column).cloned().unwrap_or_default(), column, rows))
        .collect()
}

fn look(name: String, column: usize, rows: &[Row]) -> ColumnFacts {
    let mut look = ColumnFacts {
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
    // Most columns say the same again and again: what a cell is, is found once.
    let mut names = Names::new(DISTINCT_MAX);
    let mut known: Vec<Cell> = Vec::new();
    let mut last: Option<i64> = None;
    let mut steps = 0;
    let mut by_one = 0;
    for row in rows.iter().filter(|row| !row.excluded) {
        let text = row.cell(column).trim_ascii();
        let number = names.index(text);
        let before = known.get(number as usize).filter(|_| names.get(number) == Some(text));
        let cell = match before {
            Some(cell) => *cell,
            None => {
                let cell = Cell::of(text);
                if number as usize == known.len() {
                    known.push(cell);
                }
                cell
            }
        };
        if cell.shape == Shape::Blank {
            look.blank += 1;
            continue;
        }
        look.filled += 1;
        match cell.shape {
            Shape::Blank => {}
            Shape::Missing => look.missing += 1,
            Shape::Number => {
                look.numbers += 1;
                if look.marked.is_none() && cell.marked {
                    look.marked = Some(String::from_utf8_lossy(text).into_owned());
                }
                look.integers += usize::from(cell.integer);
                if let (Some(last), Some(number)) = (last, cell.number) {
                    steps += 1;
                    by_one += usize::from(number.wrapping_sub(last) == 1);
                }
                last = cell.number;
            }
            Shape::Time | Shape::Text => {
                look.addresses += usize::from(cell.address);
                if cell.shape == Shape::Text || cell.address {
                    look.texts += 1;
                } else {
                    look.times += 1;
                }
            }
        }
        look.sentences += usize::from(cell.sentence);
    }
    let said = |cell: &&Cell| !matches!(cell.shape, Shape::Blank | Shape::Missing);
    look.distinct = known.iter().filter(said).count() + usize::from(names.overflown());
    look.index = steps >= 2 && by_one == steps && look.integers == look.filled;
    look
}
