//! What broke, in words, and where they are shown.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Says in the page that the program broke. By shell.js, not by the program's own state: that may
/// be what broke.
pub fn tell(words: &str) {
    web_sys::console::error_1(&words.into());
    let told = Reflect::get(&js_sys::global(), &"comoveParts".into())
        .and_then(|parts| Reflect::get(&parts, &"trouble".into()))
        .and_then(|tell| tell.dyn_into::<Function>())
        .and_then(|tell| tell.call1(&JsValue::UNDEFINED, &words.into()));
    if let Err(error) = told {
        web_sys::console::error_1(&error);
    }
}

/// What an exception says, in one line.
pub fn words(error: &JsValue) -> String {
    if let Some(error) = error.dyn_ref::<js_sys::Error>() {
        return format!("{}: {}", String::from(error.name()), String::from(error.message()));
    }
    error.as_string().unwrap_or_else(|| format!("{error:?}"))
}
