//! What a Parquet file holds, by its footer: columns that can be read, and where their pages lie.
//!
//! Source: apache/parquet-format, src/main/thrift/parquet.thrift and LogicalTypes.md.

use super::thrift::{Cursor, Value};
use crate::ingest::readers::{File, damaged, member::Window, unsupported};
use crate::ingest::source::Failure;
use crate::ingest::typed::Kind;
use std::ops::Range;

/// Most bytes of a footer.
const FOOTER_MAX: u64 = 64 << 20;

/// How values lie in a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Physical {
    /// Bits.
    Boolean,
    /// Four bytes.
    Int32,
    /// Eight bytes.
    Int64,
    /// Nanoseconds of a Julian day.
    Int96,
    /// Four bytes of a fraction.
    Float,
    /// Eight bytes of a fraction.
    Double,
    /// A length and as many bytes.
    Bytes,
    /// So many bytes.
    Fixed(usize),
}

/// Parts of a second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Thousandths.
    Ms,
    /// Millionths.
    Us,
    /// Billionths.
    Ns,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A number with a sign.
    Number,
    /// A whole number without one.
    Unsigned,
    /// A whole number with so many decimals.
    Decimal(u32),
    /// `true` or `false`.
    Truth,
    /// Text, or bytes that may be text.
    Text,
    /// 16 bytes, shown in hex.
    Uuid,
    /// Days since 1970.
    Date,
    /// A time of day.
    Clock(Unit),
    /// An instant, on the clock of UTC or on none that is stated.
    Instant(Unit, bool),
}

impl Meaning {
    /// The kind of the cells.
    pub fn kind(self) -> Kind {
        match self {
            Meaning::Number | Meaning::Unsigned | Meaning::Decimal(_) => Kind::Number,
            Meaning::Truth | Meaning::Text | Meaning::Uuid => Kind::Text,
            Meaning::Date => Kind::Date,
            Meaning::Clock(_) => Kind::Clock,
            Meaning::Instant(_, true) => Kind::Instant,
            Meaning::Instant(_, false) => Kind::Moment,
        }
    }
}

/// A column that can be read.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name; that of a field in a group with those of the groups before it.
    pub name: String,
    /// Its place among all columns.
    pub place: usize,
    /// How its values lie.
    pub physical: Physical,
    /// What they are.
    pub meaning: Meaning,
    /// The level at which a value is there; 0 where it always is.
    pub level: u32,
}

/// The pages of one column, of one group of rows.
#[derive(Clone, Debug)]
pub struct Chunk {
    /// Where they lie.
    pub range: Range<u64>,
    /// How they are packed.
    pub codec: i64,
    /// Values and nulls.
    pub values: u64,
}

/// All that the footer says.
pub struct Footer {
    /// Columns that can be read.
    pub columns: Vec<Column>,
    /// Names of the others.
    pub left_out: Vec<String>,
    /// Rows of each group, and its chunks, one a column of `columns`.
    pub groups: Vec<(u64, Vec<Chunk>)>,
}

/// Reads the footer of a file.
///
/// # Errors
/// It is damaged, too large, or encrypted.
pub fn footer(file: &File) -> Result<Footer, Failure> {
    let size = file.size();
    let piece = |range: Range<u64>| {
        let bytes = range.end.saturating_sub(range.start) as usize;
        let mut window = Window::new(file.clone(), range);
        window.exact(bytes).map_err(|error| crate::ingest::readers::io_failure(&error, 0))
    };
    let end_at = size.checked_sub(8).ok_or_else(damaged)?;
    let end = piece(end_at..size)?;
    let length = match end.as_slice() {
        [a, b, c, d, b'P', b'A', b'R', b'1'] => u64::from(u32::from_le_bytes([*a, *b, *c, *d])),
        [.., b'P', b'A', b'R', b'E'] => return Err(unsupported("encryption")),
        _ => return Err(damaged()),
    };
    if length > FOOTER_MAX {
        return Err(Failure::TooLarge(length));
    }
    let start = end_at.checked_sub(length).ok_or_else(damaged)?;
    let bytes = piece(start..end_at)?;
    let meta = Cursor::new(&bytes).structure().ok_or_else(damaged)?;
    if meta.field(8).is_some() {
        return Err(unsupported("encryption"));
    }
    let (columns, left_out) = columns(meta.list(2)).ok_or_else(damaged)?;
    let groups = meta.list(4).iter().map(|group| group_of(group, &columns, size));
    let groups = groups.collect::<Option<_>>().ok_or_else(damaged)?;
    Ok(Footer { columns, left_out, groups })
}

/// The leaves of the schema: those that can be read, and names of those that cannot.
fn columns(schema: &[Value]) -> Option<(Vec<Column>, Vec<String>)> {
    let (mut columns, mut left_out) = (Vec::new(), Vec::new());
    // Open groups: fields that they still have, their names, level, and whether they repeat.
    let mut open: Vec<(i64, String, u32, bool)> = Vec::new();
    let (root, fields) = schema.split_first()?;
    open.push((root.int(5)?, String::new(), 0, false));
    let mut place = 0usize;
    for field in fields {
        while open.last().is_some_and(|(left, ..)| *left <= 0) {
            open.pop();
        }
        let (left, prefix, level, repeated) = open.last_mut()?;
        *left = left.saturating_sub(1);
        let name = format!("{prefix}{}", field.text(4)?);
        let repetition = field.int(3).unwrap_or(0);
        let level = level.saturating_add(u32::from(repetition != 0));
        let repeated = *repeated || repetition == 2;
        match field.int(5).filter(|children| *children > 0) {
            Some(children) => open.push((children, format!("{name}."), level, repeated)),
            None => {
                match physical(field).and_then(|of| Some((of, meaning(field, of)?))) {
                    Some((physical, meaning)) if !repeated => {
                        columns.push(Column { name, place, physical, meaning, level });
                    }
                    _ => left_out.push(name),
                }
                place = place.saturating_add(1);
            }
        }
    }
    Some((columns, left_out))
}

fn physical(field: &Value) -> Option<Physical> {
    Some(match field.int(1)? {
        0 => Physical::Boolean,
        1 => Physical::Int32,
        2 => Physical::Int64,
        3 => Physical::Int96,
        4 => Physical::Float,
        5 => Physical::Double,
        6 => Physical::Bytes,
        7 => Physical::Fixed(usize::try_from(field.int(2)?).ok().filter(|bytes| *bytes > 0)?),
        _ => return None,
    })
}

/// What a leaf's values are; `None` where they are nothing that a table of text has.
fn meaning(field: &Value, physical: Physical) -> Option<Meaning> {
    let logical = field.field(10).and_then(Value::member);
    let unit = |of: &Value| match of.field(2)?.member()?.0 {
        1 => Some(Unit::Ms),
        2 => Some(Unit::Us),
        3 => Some(Unit::Ns),
        _ => None,
    };
    let scale = || u32::try_from(field.int(7).unwrap_or(0)).ok().filter(|scale| *scale <= 38);
    let whole = matches!(physical, Physical::Int32 | Physical::Int64);
    let stated = match (logical, field.int(6)) {
        (Some((5, _)), _) | (None, Some(5)) => Some(Meaning::Decimal(scale()?)),
        (Some((6, _)), _) | (None, Some(6)) => Some(Meaning::Date),
        (Some((7, of)), _) => Some(Meaning::Clock(unit(of)?)),
        (Some((8, of)), _) => Some(Meaning::Instant(unit(of)?, of.int(1) == Some(1))),
        (Some((10, of)), _) if of.int(2) == Some(0) => Some(Meaning::Unsigned),
        (Some((11, _)), _) => return None,
        (Some((14, _)), _) => Some(Meaning::Uuid),
        (Some((13 | 15.., _)), _) => return None,
        (None, Some(7)) => Some(Meaning::Clock(Unit::Ms)),
        (None, Some(8)) => Some(Meaning::Clock(Unit::Us)),
        // Files from before the flag mean UTC.
        (None, Some(9)) => Some(Meaning::Instant(Unit::Ms, true)),
        (None, Some(10)) => Some(Meaning::Instant(Unit::Us, true)),
        (None, Some(11..=14)) => Some(Meaning::Unsigned),
        (None, Some(20 | 21)) => return None,
        _ => None,
    };
    match (physical, stated) {
        (Physical::Boolean, None) => Some(Meaning::Truth),
        (Physical::Float | Physical::Double, None) => Some(Meaning::Number),
        // Impala and Spark, which write it, differ on whose clock it is.
        (Physical::Int96, None) => Some(Meaning::Instant(Unit::Ms, false)),
        (Physical::Bytes, None) => Some(Meaning::Text),
        (Physical::Fixed(_), None) => Some(Meaning::Text),
        (Physical::Fixed(16), Some(Meaning::Uuid)) => Some(Meaning::Uuid),
        (Physical::Fixed(bytes), Some(meaning @ Meaning::Decimal(_))) if bytes <= 16 => {
            Some(meaning)
        }
        (Physical::Bytes, Some(meaning @ Meaning::Decimal(_))) => Some(meaning),
        (_, None) if whole => Some(Meaning::Number),
        (_, Some(Meaning::Uuid)) => None,
        (_, Some(meaning)) if whole => Some(meaning),
        _ => None,
    }
}

fn group_of(group: &Value, columns: &[Column], size: u64) -> Option<(u64, Vec<Chunk>)> {
    let rows = u64::try_from(group.int(3)?).ok()?;
    let all = group.list(1);
    let chunk = |column: &Column| {
        let meta = all.get(column.place)?.field(3)?;
        let at = |field: i16| meta.int(field).and_then(|at| u64::try_from(at).ok());
        // 0 is written for none.
        let dictionary = at(11).filter(|at| *at > 0);
        let start = dictionary.unwrap_or(u64::MAX).min(at(9)?);
        let end = start.checked_add(at(7)?).filter(|end| *end <= size)?;
        Some(Chunk { range: start..end, codec: meta.int(4)?, values: at(5)? })
    };
    Some((rows, columns.iter().map(chunk).collect::<Option<_>>()?))
}
