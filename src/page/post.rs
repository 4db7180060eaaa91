//! Messages from a worker to the page.

use super::envelope;
use crate::wire::{Columns, News};
use wasm_bindgen::JsCast;
use web_sys::DedicatedWorkerGlobalScope;

/// The worker's global scope.
pub(super) fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Posts a message to the page; columns are transferred.
pub fn post(news: &News, columns: &Columns) {
    // No other channel to report a failure of this one.
    let _ = envelope::pack(news, columns, &[])
        .and_then(|(message, transfer)| scope().post_message_with_transfer(&message, &transfer));
}
