//! What draws on canvases and reads pointer and keys, for the page and for an exported figure alike.
//!
//! * [`charts`] holds the views; [`canvas`], [`layer`], `brush` and `pieces` paint them, [`readout`], [`table`]
//!   and [`words`] write what they say.
//! * [`gestures`] is what hands do on them; [`listen`] hears it for a [`listen::Host`].
//! * [`appearance`] is language and theme, [`dom`] small tools, [`trouble`] what broke.

pub mod appearance;
mod brush;
pub mod canvas;
pub mod chance;
pub mod charts;
pub mod dom;
pub mod gestures;
pub mod layer;
pub mod listen;
mod pieces;
pub mod readout;
pub mod table;
pub mod trouble;
pub mod words;
