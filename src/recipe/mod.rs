//! Everything that reproduces a figure from its files: settings, their text in a link, notes.

pub mod export;
pub mod fragment;
pub mod notes;
pub mod patch;
pub mod recipe;
pub mod setting;
