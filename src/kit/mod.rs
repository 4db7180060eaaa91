//! Small tools that know nothing of Comove.

pub mod fnv;
pub mod language;
