//! Series over time, one picture: two axes, index = 100, z-scores, or panels one above the other.

pub(super) mod cursor;
mod ends;
mod groups;
pub mod gutters;
pub(super) mod header;
mod input;
mod model;
mod notes;
mod plot;

pub use crate::chart::overlay::gutters::Gutters;
pub use cursor::Aside;
pub use input::{Input, Note, SeriesInput, Side, Span, SpanKind};
pub use model::Model;
pub use plot::Panel;
pub use plot::Plot;
pub(super) use plot::shade;
