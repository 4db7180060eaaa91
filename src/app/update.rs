//! The only place where the model changes.

use super::{
    message::{Effect, Message},
    model::Model,
};

/// Takes a message in; gives what must be done outside.
pub fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    let _ = (model, message);
    Vec::new()
}
