//! Small tools that know nothing of Comove.

pub mod crc32;
pub mod fnv;
pub(crate) mod indices;
pub mod json;
pub mod language;
pub mod memory;
pub mod names;
pub mod plain;
