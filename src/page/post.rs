//! What a worker sends to the page.

use super::envelope;
use crate::wire::{Columns, News};
use wasm_bindgen::JsCast;
use web_sys::DedicatedWorkerGlobalScope;

pub(super) fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Tells the page.
pub fn post(news: &News, columns: &Columns) {
    // Where even this fails there is nobody left to tell.
    let _ = envelope::pack(news, columns, None)
        .and_then(|(message, transfer)| scope().post_message_with_transfer(&message, &transfer));
}
