pub mod export;
pub mod fragment;
pub mod notes;
pub mod patch;
pub mod recipe;
pub mod setting;
