//! Bytes made of others: the same number gives the same bytes.

/// A generator of numbers (SplitMix64).
#[derive(Clone)]
pub struct Numbers(pub u64);

impl Numbers {
    /// The next.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// One below this; 0 of 0.
    pub fn below(&mut self, most: usize) -> usize {
        if most == 0 { 0 } else { (self.next() % most as u64) as usize }
    }
}

/// What breaks readers.
const PIECES: [&[u8]; 40] = [
    b"\0",
    b"\xff",
    b"\n",
    b"\r",
    b"\"",
    b"\"\"",
    b",",
    b";",
    b"\t",
    b" ",
    b"-",
    b"+",
    b".",
    b":",
    b"e308",
    b"-0",
    b"1e-400",
    b"4294967294",
    b"18446744073709551615",
    b"-9223372036854775808",
    b"9999-12-31",
    b"0001-01-01",
    b"1970-01-01",
    b"23:59:60",
    b"24:00",
    b"+14:00",
    b"NaN",
    b"null",
    b"[]",
    b"{}",
    b"%00",
    b"&v=1",
    b"~~",
    b"\x1f\x8b\x08",
    b"PK\x03\x04",
    b"PK\x01\x02",
    b"PK\x05\x06",
    b"\xe2\x80\xae",
    b"\xef\xbb\xbf",
    b"\xff\xff\xff\xff",
];

/// Longest that is made for a target.
pub const MOST: usize = 8_192;

/// A mutation of one of these, no longer than `most`.
pub fn mutated(pool: &[Vec<u8>], numbers: &mut Numbers, most: usize) -> Vec<u8> {
    let mut bytes = pool[numbers.below(pool.len())].clone();
    for _ in 0..1 + numbers.below(6) {
        let at = numbers.below(bytes.len() + 1);
        let n = 1 + numbers.below(16);
        let end = (at + n).min(bytes.len());
        match numbers.below(9) {
            0 => drop(bytes.drain(at..end)),
            1 => bytes[at..end].iter_mut().for_each(|byte| *byte = numbers.next() as u8),
            2 => bytes[at..end].iter_mut().take(1).for_each(|byte| *byte ^= 1 << (n % 8)),
            3 | 4 => {
                drop(bytes.splice(at..at, PIECES[numbers.below(PIECES.len())].iter().copied()))
            }
            5 => drop(bytes.splice(at..end, PIECES[numbers.below(PIECES.len())].iter().copied())),
            6 => {
                let copy = bytes[at..end].repeat(1 + numbers.below(20));
                drop(bytes.splice(at..at, copy));
            }
            7 => {
                // What stands in another.
                let other = &pool[numbers.below(pool.len())];
                let from = numbers.below(other.len() + 1);
                let to = (from + 1 + numbers.below(200)).min(other.len());
                drop(bytes.splice(at..end, other[from..to].iter().copied()));
            }
            _ => {
                // A number, made another.
                let digits = bytes[at..].iter().position(u8::is_ascii_digit).map(|n| n + at);
                if let Some(at) = digits {
                    bytes[at] = b'0' + numbers.below(10) as u8;
                }
            }
        }
    }
    bytes.truncate(most);
    bytes
}

/// The files of a folder, in the order of their names; none where there is no folder.
pub fn files(folder: &std::path::Path) -> Vec<(String, Vec<u8>)> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .map(|all| all.filter_map(|one| Some(one.ok()?.path())).collect())
        .unwrap_or_default();
    paths.sort();
    paths
        .into_iter()
        .filter_map(|path| Some((path.display().to_string(), std::fs::read(&path).ok()?)))
        .collect()
}
