//! FNV-1a, 64 bits: a key of bytes that stays the same between builds, machines and versions.
//!
//! Contract: not for secrets, and not where an attacker chooses the bytes to make two keys equal. The
//! keys are stored in browsers, so constants and order must not change.
//!
//! Source: Fowler, Noll & Vo; RFC 9923.

/// The key of the bytes so far.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fnv1a(u64);

impl Default for Fnv1a {
    fn default() -> Self {
        Fnv1a(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv1a {
    /// The key of these bytes alone.
    pub fn of(bytes: &[u8]) -> u64 {
        let mut key = Fnv1a::default();
        key.add(bytes);
        key.key()
    }

    /// Adds bytes; adding them in pieces gives the same key.
    pub fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    /// The 64-bit hash of all that was added.
    pub fn key(self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_values() {
        for (text, key) in [
            ("", 0xcbf2_9ce4_8422_2325),
            ("a", 0xaf63_dc4c_8601_ec8c),
            ("foobar", 0x8594_4171_f739_67e8),
        ] {
            assert_eq!(Fnv1a::of(text.as_bytes()), key, "{text}");
        }
        let mut pieces = Fnv1a::default();
        pieces.add(b"foo");
        pieces.add(b"bar");
        assert_eq!(pieces.key(), Fnv1a::of(b"foobar"));
    }
}
