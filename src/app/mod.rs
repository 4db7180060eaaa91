//! What the page decides, without a browser: messages in, state and effects out.

pub mod recipe;
