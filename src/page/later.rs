//! Work that a listener or an effect starts and does not wait for.

pub use crate::screen::dom::forever;

use super::envelope::words;
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Waits so many milliseconds: what else the page has to do comes first.
pub async fn pause(ms: i32) -> Result<(), JsValue> {
    let waited = Promise::new(&mut |done, _| {
        let window = web_sys::window();
        let _ = window
            .map(|window| window.set_timeout_with_callback_and_timeout_and_arguments_0(&done, ms));
    });
    JsFuture::from(waited).await.map(drop)
}

/// Runs asynchronous work that nothing awaits; an error is logged in the console.
pub fn later(work: impl Future<Output = Result<(), JsValue>> + 'static) {
    wasm_bindgen_futures::spawn_local(async move {
        if let Err(error) = work.await {
            web_sys::console::error_1(&words(&error).into());
        }
    });
}
