//! Work that a listener or an effect starts and does not wait for.

pub use crate::screen::dom::forever;

use super::envelope::words;
use wasm_bindgen::JsValue;

/// Runs asynchronous work that nothing awaits; an error is logged in the console.
pub fn later(work: impl Future<Output = Result<(), JsValue>> + 'static) {
    wasm_bindgen_futures::spawn_local(async move {
        if let Err(error) = work.await {
            web_sys::console::error_1(&words(&error).into());
        }
    });
}
