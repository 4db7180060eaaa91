//! Thrift's compact protocol, as far as Parquet's footer and page heads need it.
//!
//! Contract: whatever bytes it is given, it ends; what is nested deeper than [`DEPTH_MAX`] is none.
//!
//! Source: apache/thrift, doc/specs/thrift-compact-protocol.md.

/// Deepest nesting: Parquet's own is 7.
const DEPTH_MAX: u32 = 24;

/// A value; numbers of all widths are one kind, true is 1.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Booleans and whole numbers.
    Int(i64),
    /// Binary, strings.
    Bytes(Vec<u8>),
    /// Lists and sets.
    List(Vec<Value>),
    /// Fields by their numbers.
    Struct(Vec<(i16, Value)>),
    /// Doubles and maps, which nothing here needs.
    Other,
}

impl Value {
    /// A field of a struct.
    pub fn field(&self, number: i16) -> Option<&Value> {
        match self {
            Value::Struct(fields) => {
                fields.iter().find(|(of, _)| *of == number).map(|(_, value)| value)
            }
            _ => None,
        }
    }

    /// A field that is a number.
    pub fn int(&self, number: i16) -> Option<i64> {
        match self.field(number)? {
            Value::Int(value) => Some(*value),
            _ => None,
        }
    }

    /// A field that is a text.
    pub fn text(&self, number: i16) -> Option<String> {
        match self.field(number)? {
            Value::Bytes(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
            _ => None,
        }
    }

    /// A field that is a list; empty where there is none.
    pub fn list(&self, number: i16) -> &[Value] {
        match self.field(number) {
            Some(Value::List(values)) => values,
            _ => &[],
        }
    }

    /// Number of the first field: which member of a union it is.
    pub fn member(&self) -> Option<(i16, &Value)> {
        match self {
            Value::Struct(fields) => fields.first().map(|(number, value)| (*number, value)),
            _ => None,
        }
    }
}

/// Bytes that are read from the beginning on.
pub struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    /// At the first byte.
    pub fn new(bytes: &'a [u8]) -> Cursor<'a> {
        Cursor { bytes, at: 0 }
    }

    /// Bytes that were read.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The next byte.
    pub fn byte(&mut self) -> Option<u8> {
        let (byte, _) = self.rest().split_first()?;
        self.at = self.at.saturating_add(1);
        Some(*byte)
    }

    /// The next bytes.
    pub fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let end = self.at.checked_add(length)?;
        let bytes = self.bytes.get(self.at..end)?;
        self.at = end;
        Some(bytes)
    }

    /// All that is left.
    pub fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// A number of 7 bits a byte, the lowest first.
    pub fn varint(&mut self) -> Option<u64> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    /// The same with the sign in the lowest bit.
    pub fn zigzag(&mut self) -> Option<i64> {
        let value = self.varint()?;
        let half = (value >> 1) as i64;
        Some(if value & 1 == 1 { !half } else { half })
    }

    /// A struct.
    pub fn structure(&mut self) -> Option<Value> {
        self.fields(0)
    }

    fn fields(&mut self, depth: u32) -> Option<Value> {
        if depth > DEPTH_MAX {
            return None;
        }
        let mut fields = Vec::new();
        let mut number = 0i16;
        loop {
            let head = self.byte()?;
            if head == 0 {
                return Some(Value::Struct(fields));
            }
            number = match head >> 4 {
                0 => i16::try_from(self.zigzag()?).ok()?,
                step => number.checked_add(i16::from(step))?,
            };
            let value = match head & 15 {
                1 => Value::Int(1),
                2 => Value::Int(0),
                kind => self.value(kind, depth)?,
            };
            fields.push((number, value));
        }
    }

    fn value(&mut self, kind: u8, depth: u32) -> Option<Value> {
        let below = depth.saturating_add(1);
        Some(match kind {
            1 | 2 => Value::Int(i64::from(self.byte()? == 1)),
            3 => Value::Int(i64::from(self.byte()? as i8)),
            4..=6 => Value::Int(self.zigzag()?),
            7 => {
                self.take(8)?;
                Value::Other
            }
            8 => {
                let length = usize::try_from(self.varint()?).ok()?;
                Value::Bytes(self.take(length)?.to_vec())
            }
            9 | 10 => {
                let head = self.byte()?;
                let length = match head >> 4 {
                    15 => usize::try_from(self.varint()?).ok()?,
                    length => usize::from(length),
                };
                // Each takes a byte at least.
                if length > self.rest().len() || depth > DEPTH_MAX {
                    return None;
                }
                let values = (0..length).map(|_| self.value(head & 15, below));
                Value::List(values.collect::<Option<_>>()?)
            }
            11 => {
                let length = self.varint()?;
                if length > 0 {
                    let kinds = self.byte()?;
                    if depth > DEPTH_MAX || length > self.rest().len() as u64 {
                        return None;
                    }
                    for _ in 0..length {
                        self.value(kinds >> 4, below)?;
                        self.value(kinds & 15, below)?;
                    }
                }
                Value::Other
            }
            12 => self.fields(below)?,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn fields_of_all_kinds() {
        // 1: -3, 3: "ab", 4: true, 5: [7, 8], 21 (in full): { 1: 300 }
        let bytes =
            [0x15, 5, 0x28, 2, b'a', b'b', 0x11, 0x19, 0x25, 14, 16, 0x0c, 42, 0x15, 0xd8, 4, 0, 0];
        let mut cursor = Cursor::new(&bytes);
        let value = cursor.structure().unwrap();
        assert_eq!(value.int(1), Some(-3));
        assert_eq!(value.text(3).as_deref(), Some("ab"));
        assert_eq!(value.int(4), Some(1));
        assert_eq!(value.list(5), [Value::Int(7), Value::Int(8)]);
        assert_eq!(value.field(21).and_then(|inner| inner.int(1)), Some(300));
        assert_eq!(value.field(21).and_then(Value::member), Some((1, &Value::Int(300))));
        assert_eq!((cursor.at(), cursor.rest()), (18, &[][..]));
    }

    proptest! {
        #[test]
        fn never_panics(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = Cursor::new(&bytes).structure();
        }
    }
}
