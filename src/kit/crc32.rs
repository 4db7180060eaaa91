//! CRC-32 as zip and gzip have it (ISO 3309, polynomial 0xedb88320 reflected), over bytes that come in
//! pieces.
//!
//! Contract: pieces of any size give what the whole gives; of no bytes it is 0. Eight bytes at a time
//! by tables that are made when the first is needed: 8 KB that no visitor loads.

#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects, clippy::indexing_slicing))]

use std::sync::OnceLock;

type Tables = [[u32; 256]; 8];

/// The checksum of what has come so far.
#[derive(Clone, Debug)]
pub struct Crc32 {
    tables: &'static Tables,
    state: u32,
}

impl Default for Crc32 {
    fn default() -> Crc32 {
        static TABLES: OnceLock<Box<Tables>> = OnceLock::new();
        Crc32 { tables: TABLES.get_or_init(tables), state: u32::MAX }
    }
}

fn tables() -> Box<Tables> {
    let mut tables = Box::new([[0; 256]; 8]);
    let shifted =
        |crc: u32| (0..8).fold(crc, |crc, _| (crc >> 1) ^ 0xedb8_8320u32.wrapping_mul(crc & 1));
    let mut before: [u32; 256] = std::array::from_fn(|byte| shifted(byte as u32));
    let first = before;
    for table in tables.iter_mut() {
        *table = before;
        for crc in &mut before {
            *crc = (*crc >> 8) ^ at(&first, *crc);
        }
    }
    tables
}

/// The entry of the lowest byte.
#[inline(always)]
fn at(table: &[u32; 256], word: u32) -> u32 {
    table.get((word & 0xff) as usize).copied().unwrap_or(0)
}

impl Crc32 {
    /// Takes the next bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        let [a, b, c, d, e, f, g, h] = self.tables;
        let (words, rest) = bytes.as_chunks::<8>();
        let mut crc = self.state;
        for [b0, b1, b2, b3, b4, b5, b6, b7] in words {
            let low = u32::from_le_bytes([*b0, *b1, *b2, *b3]) ^ crc;
            let high = u32::from_le_bytes([*b4, *b5, *b6, *b7]);
            crc = at(h, low)
                ^ at(g, low >> 8)
                ^ at(f, low >> 16)
                ^ at(e, low >> 24)
                ^ at(d, high)
                ^ at(c, high >> 8)
                ^ at(b, high >> 16)
                ^ at(a, high >> 24);
        }
        for byte in rest {
            crc = (crc >> 8) ^ at(a, crc ^ u32::from(*byte));
        }
        self.state = crc;
    }

    /// The checksum.
    pub fn sum(&self) -> u32 {
        !self.state
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pieces: &[&[u8]]) -> u32 {
        let mut crc = Crc32::default();
        pieces.iter().for_each(|piece| crc.add(piece));
        crc.sum()
    }

    #[test]
    fn known_sums() {
        // Python: zlib.crc32(…)
        assert_eq!(of(&[]), 0);
        assert_eq!(of(&[b"123456789"]), 0xcbf4_3926);
        assert_eq!(of(&[b"The quick brown fox jumps over the lazy dog"]), 0x414f_a339);
        let long: Vec<u8> = (0..1000u32).map(|at| (at * 7 % 251) as u8).collect();
        let whole = of(&[&long]);
        let slow = long.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 * (crc & 1)))
        });
        assert_eq!(whole, !slow);
        for cut in [1, 7, 8, 9, 500, 999] {
            assert_eq!(of(&[&long[..cut], &long[cut..]]), whole, "{cut}");
        }
    }
}
