//! Where the structure of delimited text is, 64 bytes at a time.
//!
//! A block's bytes become masks, one bit a byte, by 128-bit comparisons: wasm's in the browser,
//! SSE2 natively, plain arithmetic elsewhere. All give the same masks (tests hold them against a
//! loop over the bytes).

/// Bytes of a block.
pub const BLOCK: usize = 64;

/// The bytes that are looked for.
#[derive(Clone, Copy, Debug)]
pub struct Marks {
    /// Between cells.
    pub delimiter: u8,
    /// Around cells, where quotes are used.
    pub quote: Option<u8>,
    /// Another byte that is not plain text here (a backslash), if there is one.
    pub odd: Option<u8>,
}

/// Which bytes of a block are what; the first byte is the lowest bit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Masks {
    /// Delimiters.
    pub delimiter: u64,
    /// Quotes.
    pub quote: u64,
    /// Line feeds.
    pub lf: u64,
    /// Carriage returns.
    pub cr: u64,
    /// NUL bytes and [`Marks::odd`].
    pub odd: u64,
    /// Bytes that are not ASCII.
    pub wide: u64,
}

/// The bytes of a block that equal one. No function on wasm: where the program is built small it
/// would be called, for each block and byte.
#[cfg(target_arch = "wasm32")]
macro_rules! equal {
    ($lanes:expr, $byte:expr) => {{
        use core::arch::wasm32::{i8x16_bitmask, u8x16_eq, u8x16_splat};
        let wanted = u8x16_splat($byte);
        let [a, b, c, d] = $lanes;
        u64::from(i8x16_bitmask(u8x16_eq(a, wanted)))
            | u64::from(i8x16_bitmask(u8x16_eq(b, wanted))) << 16
            | u64::from(i8x16_bitmask(u8x16_eq(c, wanted))) << 32
            | u64::from(i8x16_bitmask(u8x16_eq(d, wanted))) << 48
    }};
}

#[cfg(not(target_arch = "wasm32"))]
macro_rules! equal {
    ($lanes:expr, $byte:expr) => {
        lanes::equal(&$lanes, $byte)
    };
}

/// Whether a block may have bytes beyond ASCII, NUL or carriage returns: those below 14 as signed
/// numbers, but for line feeds and delimiters. Most blocks have none.
#[cfg(target_arch = "wasm32")]
macro_rules! rare {
    ($lanes:expr, $delimiter:expr) => {{
        use core::arch::wasm32::{
            i8x16_lt, i8x16_splat, u8x16_eq, u8x16_splat, v128_andnot, v128_any_true, v128_or,
        };
        let (delimiter, lf, below) = (u8x16_splat($delimiter), u8x16_splat(b'\n'), i8x16_splat(14));
        macro_rules! of {
            ($lane:expr) => {
                v128_andnot(
                    i8x16_lt($lane, below),
                    v128_or(u8x16_eq($lane, delimiter), u8x16_eq($lane, lf)),
                )
            };
        }
        let [a, b, c, d] = $lanes;
        v128_any_true(v128_or(v128_or(of!(a), of!(b)), v128_or(of!(c), of!(d))))
    }};
}

#[cfg(not(target_arch = "wasm32"))]
macro_rules! rare {
    ($lanes:expr, $delimiter:expr) => {
        lanes::rare(&$lanes, $delimiter)
    };
}

/// The masks of a block.
#[inline]
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
pub fn masks(block: &[u8; BLOCK], marks: &Marks) -> Masks {
    let lanes = lanes::load(block);
    let mut masks = Masks {
        delimiter: equal!(lanes, marks.delimiter),
        lf: equal!(lanes, b'\n'),
        ..Masks::default()
    };
    if let Some(quote) = marks.quote {
        masks.quote = equal!(lanes, quote);
    }
    if let Some(odd) = marks.odd {
        masks.odd = equal!(lanes, odd);
    }
    if rare!(lanes, marks.delimiter) {
        masks.cr = equal!(lanes, b'\r');
        masks.odd |= equal!(lanes, 0);
        masks.wide = lanes::high(&lanes);
    }
    masks
}

/// Bits from each set bit of `quotes` to the one before the next: what lies inside quotes, the
/// opening one included.
#[inline(always)]
pub fn inside(quotes: u64) -> u64 {
    let mut bits = quotes;
    bits ^= bits << 1;
    bits ^= bits << 2;
    bits ^= bits << 4;
    bits ^= bits << 8;
    bits ^= bits << 16;
    bits ^ (bits << 32)
}

#[cfg(target_arch = "wasm32")]
mod lanes {
    use super::BLOCK;
    use core::arch::wasm32::{i8x16_bitmask, v128, v128_load};

    pub type Lanes = [v128; 4];

    #[inline]
    #[target_feature(enable = "simd128")]
    pub fn load(block: &[u8; BLOCK]) -> Lanes {
        let at = block.as_ptr().cast::<v128>();
        // SAFETY: four times 16 bytes are the block's 64; wasm loads need no alignment.
        unsafe { [v128_load(at), v128_load(at.add(1)), v128_load(at.add(2)), v128_load(at.add(3))] }
    }

    /// Bytes whose highest bit is set.
    #[inline]
    #[target_feature(enable = "simd128")]
    pub fn high(lanes: &Lanes) -> u64 {
        let [a, b, c, d] = *lanes;
        let bits = |lane: v128| u64::from(i8x16_bitmask(lane));
        bits(a) | bits(b) << 16 | bits(c) << 32 | bits(d) << 48
    }
}

#[cfg(target_arch = "x86_64")]
mod lanes {
    use super::BLOCK;
    use core::arch::x86_64::{
        __m128i, _mm_andnot_si128, _mm_cmpeq_epi8, _mm_cmplt_epi8, _mm_loadu_si128,
        _mm_movemask_epi8, _mm_or_si128, _mm_set1_epi8,
    };

    pub type Lanes = [__m128i; 4];

    #[inline(always)]
    pub fn load(block: &[u8; BLOCK]) -> Lanes {
        let at = block.as_ptr().cast::<__m128i>();
        // SAFETY: four times 16 bytes are the block's 64; the loads are unaligned ones.
        unsafe {
            [
                _mm_loadu_si128(at),
                _mm_loadu_si128(at.add(1)),
                _mm_loadu_si128(at.add(2)),
                _mm_loadu_si128(at.add(3)),
            ]
        }
    }

    #[inline(always)]
    pub fn equal(lanes: &Lanes, byte: u8) -> u64 {
        // SAFETY: every x86-64 processor has SSE2.
        unsafe {
            let wanted = _mm_set1_epi8(byte as i8);
            let bits = |lane| u64::from(_mm_movemask_epi8(_mm_cmpeq_epi8(lane, wanted)) as u32);
            let [a, b, c, d] = *lanes;
            bits(a) | bits(b) << 16 | bits(c) << 32 | bits(d) << 48
        }
    }

    /// Whether there may be bytes beyond ASCII, NUL or carriage returns.
    #[inline(always)]
    pub fn rare(lanes: &Lanes, delimiter: u8) -> bool {
        // SAFETY: every x86-64 processor has SSE2.
        unsafe {
            let (delimiter, lf) = (_mm_set1_epi8(delimiter as i8), _mm_set1_epi8(b'\n' as i8));
            let below = _mm_set1_epi8(14);
            let [a, b, c, d] = lanes.map(|lane| {
                let known = _mm_or_si128(_mm_cmpeq_epi8(lane, delimiter), _mm_cmpeq_epi8(lane, lf));
                _mm_andnot_si128(known, _mm_cmplt_epi8(lane, below))
            });
            _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(a, b), _mm_or_si128(c, d))) != 0
        }
    }

    /// Bytes whose highest bit is set.
    #[inline(always)]
    pub fn high(lanes: &Lanes) -> u64 {
        // SAFETY: every x86-64 processor has SSE2.
        let bits = |lane| u64::from(unsafe { _mm_movemask_epi8(lane) } as u32);
        let [a, b, c, d] = *lanes;
        bits(a) | bits(b) << 16 | bits(c) << 32 | bits(d) << 48
    }
}

#[cfg(not(any(target_arch = "wasm32", target_arch = "x86_64")))]
mod lanes {
    use super::BLOCK;

    pub type Lanes = [u64; 8];

    #[inline(always)]
    pub fn load(block: &[u8; BLOCK]) -> Lanes {
        let (words, _) = block.as_chunks::<8>();
        std::array::from_fn(|lane| words.get(lane).map_or(0, |word| u64::from_le_bytes(*word)))
    }

    #[inline(always)]
    pub fn equal(lanes: &Lanes, byte: u8) -> u64 {
        const LOW: u64 = 0x7F7F_7F7F_7F7F_7F7F;
        let wanted = u64::from_le_bytes([byte; 8]);
        lanes.iter().enumerate().fold(0, |all, (lane, word)| {
            let differs = word ^ wanted;
            // The high bit of each byte that is zero, then those bits side by side.
            let zero = !(((differs & LOW) + LOW) | differs | LOW);
            all | ((zero >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * lane)
        })
    }

    /// Whether there may be bytes beyond ASCII, NUL or carriage returns.
    #[inline(always)]
    pub fn rare(_: &Lanes, _: u8) -> bool {
        true
    }

    /// Bytes whose highest bit is set.
    #[inline(always)]
    pub fn high(lanes: &Lanes) -> u64 {
        const HIGH: u64 = 0x8080_8080_8080_8080;
        lanes.iter().enumerate().fold(0, |all, (lane, word)| {
            let bits = (word & HIGH) >> 7;
            all | (bits.wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * lane)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn slow(block: &[u8; BLOCK], is: impl Fn(u8) -> bool) -> u64 {
        block.iter().enumerate().fold(0, |mask, (at, &byte)| mask | u64::from(is(byte)) << at)
    }

    proptest! {
        #[test]
        fn masks_equal_a_loop_over_the_bytes(
            bytes in proptest::collection::vec(
                prop_oneof![proptest::sample::select(b",;\"'\n\r\0\\".to_vec()), any::<u8>()],
                BLOCK,
            ),
            delimiter in proptest::sample::select(b",;\t|".to_vec()),
            quoted: bool, backslash: bool,
        ) {
            let block: &[u8; BLOCK] = bytes.first_chunk().unwrap();
            let marks = Marks {
                delimiter,
                quote: quoted.then_some(b'"'),
                odd: backslash.then_some(b'\\'),
            };
            let want = Masks {
                delimiter: slow(block, |byte| byte == delimiter),
                quote: slow(block, |byte| quoted && byte == b'"'),
                lf: slow(block, |byte| byte == b'\n'),
                cr: slow(block, |byte| byte == b'\r'),
                odd: slow(block, |byte| byte == 0 || (backslash && byte == b'\\')),
                wide: slow(block, |byte| !byte.is_ascii()),
            };
            prop_assert_eq!(masks(block, &marks), want);
        }

        #[test]
        fn inside_flips_at_every_quote(quotes: u64) {
            let mut open = false;
            for bit in 0..64 {
                open ^= quotes >> bit & 1 == 1;
                prop_assert_eq!(inside(quotes) >> bit & 1 == 1, open);
            }
        }
    }
}
