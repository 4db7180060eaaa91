//! Every sentence that a person reads, in English and Japanese, side by side.
//!
//! A sentence is a function that gives a [`Bilingual`](crate::kit::language::Bilingual): both languages stand in the same place,
//! and the compiler complains when one is missing. What never changes stands in index.html.

pub mod chart;
pub mod date;
pub mod number;
pub mod period;

pub mod card;
pub mod card_state;
pub mod cells;
pub mod control;
mod effect;
pub mod evidence;
pub mod figure;
pub mod groups;
pub mod holidays;
pub mod limit;
pub mod methods;
pub mod naming;
pub mod notice;
pub mod offer;
pub mod problem;
pub mod question;
pub mod quote;
pub mod recipe;
pub mod refusal;
pub mod saved;
pub mod series;
pub mod split;
pub mod undo;
pub mod verdict;
pub(crate) mod verdict_caution;
mod verdict_details;
pub mod verdict_headline;
pub mod verdict_words;
