//! What the page decides, without a browser: messages in, state and effects out.
//!
//! [`update::update`] is the only place where the [`model::Model`] changes; [`view::view`] turns
//! it into what the page must show; [`interface`] into the shapes of the JavaScript interface.

pub mod analysis;
pub mod catalog;
pub mod example;
pub mod fragment;
pub mod interface;
pub mod kept;
pub mod message;
pub mod model;
mod naming;
pub mod notes;
pub mod offers;
pub mod recipe;
pub mod recipe_patch;
pub mod rehearsal;
pub mod scene;
mod show;
pub mod update;
pub mod view;
