//! The browser's side: document, files, workers, the JavaScript interface.
//!
//! One program runs in both places: [`start`] is `page::start` in the page and `worker::start` in
//! each worker. Between them travel the messages of [`crate::wire`], packed by `envelope`.

use wasm_bindgen::JsCast;

mod bytes;
mod cards;
mod controls;
mod decode;
mod deliver;
mod dom;
mod effects;
mod envelope;
mod files;
mod filter;
mod groups;
mod handle;
mod held_files;
mod interface;
mod later;
mod listen;
mod page;
mod parts;
mod pool;
mod post;
mod press;
mod promises;
mod publish;
mod ranking;
mod read;
mod rehearse;
mod render;
mod restore;
mod states;
mod worker;
mod zones;

/// Starts the page's program in a page, the worker's in a worker.
pub fn start() {
    if js_sys::global().is_instance_of::<web_sys::WorkerGlobalScope>() {
        worker::start();
    } else {
        page::start();
    }
}
