//! Parts that know nothing of Comove.

pub mod language;
