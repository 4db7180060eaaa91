//! The browser's side: DOM, files, workers, canvas, the JavaScript interface.
//!
//! One program runs in both places: [`start`] is [`page::start`] in the page and [`worker::start`]
//! in each worker. Between them travel the messages of [`crate::wire`], packed by [`envelope`].

use wasm_bindgen::JsCast;

mod brush;
pub mod bytes;
pub mod canvas;
pub mod cards;
pub mod charts;
pub mod controls;
pub mod decode;
pub mod dom;
pub mod effects;
pub mod envelope;
pub mod files;
pub mod gestures;
pub mod interface;
pub mod listen;
pub mod look;
pub mod page;
mod pieces;
pub mod pool;
pub mod publish;
pub mod read;
pub mod readout;
pub mod rehearse;
pub mod render;
pub mod table;
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
