//! Values as pages encode them.
//!
//! Contract: bytes that end too early give `None`, never a panic, and nothing is reserved on a
//! page's own word.
//!
//! Source: apache/parquet-format, Encodings.md.

use super::columns::Physical;
use super::thrift::Cursor;
use crate::ingest::readers::TEXTS_MAX;

/// Values of one page or dictionary.
#[derive(Clone, Debug)]
pub enum Values {
    /// Whole numbers, booleans (0 and 1), milliseconds of the instants of twelve bytes.
    Ints(Vec<i64>),
    /// Fractions; of four bytes, so that they are shown as short as they are.
    Floats(Vec<f32>),
    /// Fractions.
    Doubles(Vec<f64>),
    /// Texts, one after another, and where each ends.
    Bytes(Vec<u8>, Vec<u32>),
}

impl Values {
    /// None yet, of a kind.
    fn of(physical: Physical) -> Values {
        match physical {
            Physical::Float => Values::Floats(Vec::new()),
            Physical::Double => Values::Doubles(Vec::new()),
            Physical::Bytes | Physical::Fixed(_) => Values::Bytes(Vec::new(), Vec::new()),
            _ => Values::Ints(Vec::new()),
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Values::Ints(values) => values.len(),
            Values::Floats(values) => values.len(),
            Values::Doubles(values) => values.len(),
            Values::Bytes(_, ends) => ends.len(),
        }
    }

    /// One of the texts.
    pub fn bytes(&self, index: usize) -> Option<&[u8]> {
        let Values::Bytes(all, ends) = self else { return None };
        let end = *ends.get(index)? as usize;
        let start = match index.checked_sub(1) {
            Some(before) => *ends.get(before)? as usize,
            None => 0,
        };
        all.get(start..end)
    }
}

/// Adds a text. What shares bytes with the text before it can be more than its page by far: not beyond
/// [`TEXTS_MAX`].
fn push(all: &mut Vec<u8>, ends: &mut Vec<u32>, bytes: &[u8]) -> Option<()> {
    all.extend(bytes);
    ends.push(u32::try_from(all.len()).ok().filter(|end| u64::from(*end) <= TEXTS_MAX)?);
    Some(())
}

/// Milliseconds since 1970 of nanoseconds of a day and a Julian day.
#[expect(
    clippy::arithmetic_side_effects,
    reason = "2^32 days are 2^59 milliseconds, and 2^63 nanoseconds a hundredth of it"
)]
fn of_int96(bytes: &[u8]) -> Option<i64> {
    let (of_day, day) = bytes.split_at_checked(8)?;
    let of_day = i64::from_le_bytes(of_day.try_into().ok()?);
    let day = i64::from(u32::from_le_bytes(day.try_into().ok()?));
    Some((day - 2_440_588) * 86_400_000 + of_day.div_euclid(1_000_000))
}

/// Values as they are.
pub fn plain(bytes: &[u8], physical: Physical, count: usize) -> Option<Values> {
    let mut values = Values::of(physical);
    let mut cursor = Cursor::new(bytes);
    match (&mut values, physical) {
        (Values::Ints(values), Physical::Boolean) => {
            let bits = bytes.get(..count.div_ceil(8))?;
            values.extend((0..count).map(|at| {
                i64::from(bits.get(at / 8).is_some_and(|byte| byte >> (at % 8) & 1 == 1))
            }));
        }
        (Values::Ints(values), Physical::Int32) => {
            for four in bytes.get(..count.checked_mul(4)?)?.chunks_exact(4) {
                values.push(i64::from(i32::from_le_bytes(four.try_into().ok()?)));
            }
        }
        (Values::Ints(values), Physical::Int64) => {
            for eight in bytes.get(..count.checked_mul(8)?)?.chunks_exact(8) {
                values.push(i64::from_le_bytes(eight.try_into().ok()?));
            }
        }
        (Values::Ints(values), _) => {
            for twelve in bytes.get(..count.checked_mul(12)?)?.chunks_exact(12) {
                values.push(of_int96(twelve)?);
            }
        }
        (Values::Floats(values), _) => {
            for four in bytes.get(..count.checked_mul(4)?)?.chunks_exact(4) {
                values.push(f32::from_le_bytes(four.try_into().ok()?));
            }
        }
        (Values::Doubles(values), _) => {
            for eight in bytes.get(..count.checked_mul(8)?)?.chunks_exact(8) {
                values.push(f64::from_le_bytes(eight.try_into().ok()?));
            }
        }
        (Values::Bytes(all, ends), _) => {
            for _ in 0..count {
                let length = match physical {
                    Physical::Fixed(length) => length,
                    _ => u32::from_le_bytes(cursor.take(4)?.try_into().ok()?) as usize,
                };
                push(all, ends, cursor.take(length)?)?;
            }
        }
    }
    Some(values)
}

/// The first byte of each value, then the second ones, and so on.
pub fn split_streams(bytes: &[u8], physical: Physical, count: usize) -> Option<Values> {
    let width = match physical {
        Physical::Int32 | Physical::Float => 4,
        Physical::Int64 | Physical::Double => 8,
        Physical::Fixed(bytes) => bytes,
        _ => return None,
    };
    let bytes = bytes.get(..count.checked_mul(width)?)?;
    let nth = |value: usize| bytes.iter().skip(value).step_by(count.max(1));
    let joined: Vec<u8> = (0..count).flat_map(nth).copied().collect();
    plain(&joined, physical, count)
}

/// Runs and packed bits of this width, so many of them: levels, places in a dictionary.
pub fn hybrid(bytes: &[u8], width: u32, count: usize) -> Option<Vec<u32>> {
    if width > 32 {
        return None;
    }
    let mut values = Vec::new();
    let mut cursor = Cursor::new(bytes);
    while values.len() < count {
        let head = cursor.varint()?;
        if head & 1 == 0 {
            let mut value = 0;
            for shift in (0..width).step_by(8) {
                value |= u32::from(cursor.byte()?) << shift;
            }
            let times = usize::try_from(head >> 1).ok()?;
            if times == 0 {
                return None;
            }
            values.resize(values.len().saturating_add(times).min(count), value);
        } else {
            let left = count.checked_sub(values.len())?.checked_next_multiple_of(8)?;
            let times = usize::try_from(head >> 1).ok()?.checked_mul(8)?.min(left);
            if times == 0 {
                return None;
            }
            // Some writers leave out what nobody reads.
            let bytes = times.checked_mul(width as usize)?.div_ceil(8).min(cursor.rest().len());
            let bits = Bits::new(cursor.take(bytes)?);
            for at in 0..times {
                if values.len() == count {
                    break;
                }
                values.push(bits.get(at, width)? as u32);
            }
        }
    }
    Some(values)
}

/// Bits, the lowest of a byte first.
struct Bits<'a>(&'a [u8]);

impl<'a> Bits<'a> {
    fn new(bytes: &'a [u8]) -> Bits<'a> {
        Bits(bytes)
    }

    /// The number at a place, all of them this many bits wide, 64 at most.
    fn get(&self, place: usize, width: u32) -> Option<u64> {
        let at = place.checked_mul(width as usize)?;
        let bytes = self.0.get(at / 8..)?;
        let mask = u64::MAX.checked_shr(64u32.checked_sub(width)?).unwrap_or(0);
        if let (Some(eight), true) = (bytes.first_chunk::<8>(), width <= 56) {
            return Some(u64::from_le_bytes(*eight) >> (at % 8) & mask);
        }
        let needed = (at % 8).checked_add(width as usize)?.div_ceil(8);
        let bytes = bytes.get(..needed)?;
        let value = bytes.iter().rev().fold(0, |value, byte| value << 8 | u128::from(*byte));
        Some((value >> (at % 8)) as u64 & mask)
    }
}

/// Differences, packed by blocks, not more than `most`; how many bytes they took.
fn deltas(bytes: &[u8], most: usize) -> Option<(Vec<i64>, usize)> {
    let mut cursor = Cursor::new(bytes);
    let block = usize::try_from(cursor.varint()?).ok()?;
    let minis = usize::try_from(cursor.varint()?).ok()?;
    let count = usize::try_from(cursor.varint()?).ok().filter(|count| *count <= most)?;
    let mut value = cursor.zigzag()?;
    let of_mini = block.checked_div(minis).filter(|values| *values > 0 && values % 32 == 0)?;
    let mut values = Vec::new();
    if count > 0 {
        values.push(value);
    }
    while values.len() < count {
        let least = cursor.zigzag()?;
        let widths = cursor.take(minis)?;
        for &width in widths {
            if values.len() >= count {
                break;
            }
            if width > 64 {
                return None;
            }
            let bits = Bits::new(cursor.take(of_mini.checked_mul(usize::from(width))? / 8)?);
            for at in 0..of_mini.min(count.saturating_sub(values.len())) {
                let delta = bits.get(at, u32::from(width))?;
                value = value.wrapping_add(least).wrapping_add(delta as i64);
                values.push(value);
            }
        }
    }
    Some((values, cursor.at()))
}

/// Whole numbers as differences.
pub fn delta_ints(bytes: &[u8], physical: Physical, most: usize) -> Option<Values> {
    let (mut values, _) = deltas(bytes, most)?;
    if physical == Physical::Int32 {
        values.iter_mut().for_each(|value| *value = i64::from(*value as i32));
    }
    Some(Values::Ints(values))
}

/// Lengths, then texts; or with `shared`, how much each shares with the one before, too.
pub fn delta_bytes(bytes: &[u8], shared: bool, most: usize) -> Option<Values> {
    let (prefixes, bytes) = match shared {
        true => {
            let (prefixes, taken) = deltas(bytes, most)?;
            (Some(prefixes), bytes.get(taken..)?)
        }
        false => (None, bytes),
    };
    let (lengths, taken) = deltas(bytes, most)?;
    let mut cursor = Cursor::new(bytes.get(taken..)?);
    let (mut all, mut ends) = (Vec::new(), Vec::new());
    let mut before = 0usize;
    for (at, length) in lengths.into_iter().enumerate() {
        let start = all.len();
        if let Some(prefixes) = &prefixes {
            let prefix = usize::try_from(*prefixes.get(at)?).ok()?;
            let end = before.checked_add(prefix).filter(|end| *end <= start)?;
            all.extend_from_within(before..end);
        }
        push(&mut all, &mut ends, cursor.take(usize::try_from(length).ok()?)?)?;
        before = start;
    }
    Some(Values::Bytes(all, ends))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn runs_and_bits() {
        // Encodings.md: 0 to 7 in three bits each.
        assert_eq!(
            hybrid(&[3, 0b1000_1000, 0b1100_0110, 0b1111_1010], 3, 8),
            Some((0..8).collect())
        );
        assert_eq!(hybrid(&[10, 1, 4, 0], 1, 7), Some(vec![1, 1, 1, 1, 1, 0, 0]));
        assert_eq!(hybrid(&[6, 0x34, 0x12], 16, 3), Some(vec![0x1234; 3]));
        assert_eq!(hybrid(&[6], 0, 3), Some(vec![0; 3]));
        assert_eq!(hybrid(&[0, 0], 1, 3), None);
        assert_eq!(hybrid(&[3, 1], 3, 8), None);
    }

    #[test]
    fn differences() {
        // Encodings.md: 7 5 3 1 2 3 4 5, in a block of 128 with four of 32.
        let mut bytes = vec![0x80, 1, 4, 8, 14, 3, 2, 0, 0, 0, 0b1100_0000, 0b0011_1111];
        bytes.extend([0; 6]);
        assert_eq!(deltas(&bytes, 8), Some((vec![7, 5, 3, 1, 2, 3, 4, 5], 18)));
        assert_eq!(deltas(&bytes[..15], 8), None);
        assert_eq!(deltas(&bytes, 7), None);
        assert_eq!(deltas(&[0, 0, 3, 0], 8), None);
    }

    #[test]
    fn instants_of_twelve_bytes() {
        let mut noon = 43_200_000_000_000i64.to_le_bytes().to_vec();
        noon.extend(2_440_589u32.to_le_bytes());
        assert_eq!(of_int96(&noon), Some(86_400_000 + 43_200_000));
    }

    proptest! {
        #[test]
        fn never_panics(bytes in prop::collection::vec(any::<u8>(), 0..99), width in 0u32..40, count in 0usize..99) {
            let _ = hybrid(&bytes, width, count);
            let _ = deltas(&bytes, count);
            let _ = delta_bytes(&bytes, true, count);
            for physical in [Physical::Boolean, Physical::Int96, Physical::Bytes, Physical::Fixed(3), Physical::Double] {
                let _ = plain(&bytes, physical, count);
                let _ = split_streams(&bytes, physical, count);
            }
        }
    }
}
