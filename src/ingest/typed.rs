//! Tables whose cells have types of their own: sheets of workbooks, files of columns.
//!
//! Their readers (`readers`) give them as lines of cells between tabs, one line a row: numbers with a
//! point, dates as `2021-07-14`, moments as `2021-07-14 13:32:01`, nothing where there is nothing. No
//! cell holds a tab or a line break, and nothing is quoted. What the types are stands before the
//! first line ([`Types::pack`]), so that nothing has to be guessed from the text.
//!
//! Contract: [`Types::split`] of [`Types::pack`] is the identity; of other bytes it is `None`.

use super::delimited::Separators;
use super::source::Layout;

/// How the lines of such a table are cut.
pub const SEPARATORS: Separators = Separators {
    delimiter: b'\t',
    quote: None,
    comment: None,
    backslash: false,
    space_before_quote: false,
    nul_allowed: false,
};

/// What the cells of a column are, but for a few.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text, or nothing at all.
    Text,
    /// Numbers.
    Number,
    /// Days.
    Date,
    /// Days with a time of day, on no stated clock.
    Moment,
    /// Moments on the clock of UTC.
    Instant,
    /// Times of day.
    Clock,
}

impl Kind {
    /// In the order of their numbers.
    const ALL: [Kind; 6] =
        [Kind::Text, Kind::Number, Kind::Date, Kind::Moment, Kind::Instant, Kind::Clock];

    /// Whether it places a row in time.
    pub const fn is_dated(self) -> bool {
        matches!(self, Kind::Date | Kind::Moment | Kind::Instant)
    }
}

/// What is known of a table before its first line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Types {
    /// [`Layout::Workbook`] or [`Layout::Parquet`].
    pub layout: Layout,
    /// Of each column; columns that come later are texts.
    pub columns: Vec<Kind>,
    /// Names of columns that the table has and that do not come: lists, bytes.
    pub left_out: Vec<String>,
}

/// First byte of packed types, which no text has.
const MARK: u8 = 1;

impl Types {
    /// The kind of a column.
    pub fn of(&self, column: usize) -> Kind {
        self.columns.get(column).copied().unwrap_or(Kind::Text)
    }

    /// As bytes.
    pub fn pack(&self) -> Vec<u8> {
        let names = self.left_out.join("\n");
        let mut bytes = vec![MARK, u8::from(self.layout == Layout::Parquet)];
        for length in [self.columns.len(), names.len()] {
            bytes.extend((length as u32).to_le_bytes());
        }
        bytes.extend(self.columns.iter().map(|kind| *kind as u8));
        bytes.extend(names.as_bytes());
        bytes
    }

    /// The types that a stream begins with, and how many bytes they are.
    pub fn split(bytes: &[u8]) -> Option<(Types, usize)> {
        let length = |at: usize| {
            let bytes = *bytes.get(at..)?.first_chunk()?;
            usize::try_from(u32::from_le_bytes(bytes)).ok()
        };
        let (columns, names) = (length(2)?, length(6)?);
        let columns_end = columns.checked_add(10)?;
        let end = columns_end.checked_add(names)?;
        let layout = match bytes {
            [MARK, 0, ..] => Layout::Workbook,
            [MARK, 1, ..] => Layout::Parquet,
            _ => return None,
        };
        let kind = |number: &u8| Kind::ALL.get(usize::from(*number)).copied();
        let columns = bytes.get(10..columns_end)?.iter().map(kind).collect::<Option<_>>()?;
        let names = str::from_utf8(bytes.get(columns_end..end)?).ok()?;
        let left_out = names.split('\n').filter(|name| !name.is_empty()).map(str::to_owned);
        Some((Types { layout, columns, left_out: left_out.collect() }, end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comes_back_and_nothing_else_is_one() {
        let types = Types {
            layout: Layout::Parquet,
            columns: Kind::ALL.to_vec(),
            left_out: vec!["tags".to_owned(), "路径".to_owned()],
        };
        let mut bytes = types.pack();
        let length = bytes.len();
        bytes.extend(b"a\tb\n");
        assert_eq!(Types::split(&bytes), Some((types, length)));
        for end in 0..length {
            assert_eq!(Types::split(&bytes[..end]), None, "cut at {end}");
        }
        assert_eq!(Types::split(b"time,value\n2021-07-14,1\n"), None);
        let none = Types { layout: Layout::Workbook, columns: Vec::new(), left_out: Vec::new() };
        assert_eq!(Types::split(&none.pack()), Some((none.clone(), 10)));
    }
}
