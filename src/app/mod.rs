//! What the page decides, without a browser: messages in, state and effects out.
//!
//! [`update::update`] is the only place where the [`model::Model`] changes; [`view::view`] turns
//! it into what the page must show; [`interface`] into the shapes of the JavaScript interface.

pub mod catalog;
pub mod compare;
pub mod example;
pub mod interface;
pub mod message;
pub mod model;
pub mod offers;
pub mod rehearsal;
mod show;
pub mod update;
pub mod view;
