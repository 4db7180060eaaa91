//! Everything that reproduces a figure from its files, and how it is changed.

#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects, clippy::indexing_slicing))]

pub mod change;
pub mod export;
pub mod fragment;
pub mod notes;
pub mod patch;
pub mod publication;
pub mod recipe;
pub mod setting;
