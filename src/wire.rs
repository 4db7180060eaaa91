//! Messages between page and worker, with a protocol number and a revision.

/// First thing a worker says; a mismatch means a stale worker file, and the page reloads it.
pub const PROTOCOL: u32 = 1;
