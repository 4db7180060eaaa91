//! The program of an exported figure: draws, reads values, zooms, and says the same in the other
//! language or theme. It knows no files, no settings and no statistics.
//!
//! What it shows lies in its page (`src/page/start-figure.js` opens it): the figure in both
//! languages ([`crate::chart::standalone`]) and the report, whose lists it draws. `comove.report()`
//! and the like are answered by that script.
//!
//! * [`program`] is what lives as long as the page, [`listen`] what a reader does, [`carried`] what
//!   was carried, [`controls`] what a reader may change.

pub mod carried;
pub mod controls;
pub mod listen;
pub mod program;

use crate::screen::trouble::{tell, words};

/// Starts the program.
pub fn start() {
    std::panic::set_hook(Box::new(|panic| {
        program::broken();
        tell(&panic.to_string());
    }));
    let started = program::start().and_then(|program| listen::listen(&program.document));
    if let Err(error) = started {
        program::broken();
        tell(&words(&error));
    }
}
