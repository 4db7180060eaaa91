//! What the page decides, without a browser: messages in, state and effects out.
//!
//! [`update::update`] is the only place where the [`model::Model`] changes; [`show::view`] turns
//! it into what the page must show; [`answers`] into what the JavaScript interface answers.

pub mod answers;
pub mod catalog;
pub mod compare;
pub mod crowd;
pub mod drawers;
pub mod example;
pub(crate) mod file_name;
pub mod history;
pub mod ids;
pub mod interface;
mod joinable;
pub mod message;
pub mod model;
pub mod offers;
pub mod question;
pub mod ranking;
pub mod rehearsal;
pub mod show;
pub mod source;
pub mod split;
pub mod update;
pub mod view;
