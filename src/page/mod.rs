//! The browser's side: DOM, files, workers, canvas, the JavaScript interface.
//!
//! One program runs in both places: [`start`] is [`page::start`] in the page and [`worker::start`]
//! in each worker. Between them travel the messages of [`crate::wire`], packed by [`envelope`].

use wasm_bindgen::JsCast;

pub mod bytes;
pub mod cards;
pub mod controls;
pub mod decode;
pub mod deliver;
pub mod dom;
pub mod effects;
pub mod envelope;
pub mod files;
pub mod handle;
pub mod held_files;
pub mod interface;
pub mod later;
pub mod listen;
pub mod page;
pub mod parts;
pub mod pool;
pub mod post;
pub mod press;
pub mod promises;
pub mod publish;
pub mod read;
pub mod rehearse;
pub mod render;
pub mod restore;
pub mod worker;
pub mod zones;

/// Starts what belongs where this runs.
pub fn start() {
    if js_sys::global().is_instance_of::<web_sys::WorkerGlobalScope>() {
        worker::start();
    } else {
        page::start();
    }
}
