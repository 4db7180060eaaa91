//! Brackets, strings and keys of a JSON text, byte by byte: where in it one is.

/// One open container.
#[derive(Clone, Debug)]
pub(super) struct Open {
    /// A list, or an object.
    pub list: bool,
    /// Key under which it stands.
    pub key: Vec<u8>,
}

/// Brackets and strings of a stream.
#[derive(Clone, Debug, Default)]
pub(super) struct Walk {
    /// Open containers, the outermost first.
    pub stack: Vec<Open>,
    /// Whether the next byte belongs to a string.
    pub in_string: bool,
    escaped: bool,
    /// The last string outside records: a key, when a colon follows.
    string: Vec<u8>,
    key: Vec<u8>,
}

/// Stands in a path for any key: `{"id 1": [record], "id 2": [record], …}`.
pub(super) const ANY_KEY: &[u8] = b"\0";

/// Longest key that is remembered.
const KEY_MAX: usize = 120;

impl Walk {
    /// Takes the next byte.
    pub fn step(&mut self, byte: u8) {
        if self.in_string {
            if self.escaped {
                self.escaped = false;
            } else if byte == b'\\' {
                self.escaped = true;
            } else if byte == b'"' {
                self.in_string = false;
                return;
            }
            if self.string.len() < KEY_MAX {
                self.string.push(byte);
            }
            return;
        }
        match byte {
            b'"' => {
                self.in_string = true;
                self.string.clear();
            }
            b':' => std::mem::swap(&mut self.key, &mut self.string),
            b'{' | b'[' => {
                let list = byte == b'[';
                // Elements of a list have no key of their own, nor has one value behind another.
                let in_list = self.stack.last().is_none_or(|parent| parent.list);
                let key = if in_list { Vec::new() } else { std::mem::take(&mut self.key) };
                self.stack.push(Open { list, key });
            }
            b'}' | b']' => _ = self.stack.pop(),
            _ => {}
        }
    }

    /// The key before the last colon.
    pub fn last_key(&self) -> &[u8] {
        &self.key
    }

    /// Whether a container that opens here is an element of the list under this path; of no path:
    /// a value at the top.
    pub fn is_element(&self, path: &[Vec<u8>]) -> bool {
        self.stack.len() == path.len()
            && self.stack.last().is_none_or(|parent| parent.list)
            && self.path_starts(path)
    }

    /// Whether the innermost container is the list under this path.
    pub fn is_list(&self, path: &[Vec<u8>]) -> bool {
        !self.stack.is_empty() && self.is_element(path)
    }

    /// Keys of the outermost `depth` containers.
    pub fn path(&self, depth: usize) -> Vec<Vec<u8>> {
        self.stack.iter().take(depth).map(|open| open.key.clone()).collect()
    }

    /// Whether the outermost containers stand under these keys.
    pub fn path_starts(&self, path: &[Vec<u8>]) -> bool {
        self.stack.len() >= path.len()
            && self.stack.iter().zip(path).all(|(open, key)| *key == ANY_KEY || open.key == *key)
    }
}
