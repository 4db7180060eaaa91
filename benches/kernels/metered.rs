//! The kernels as WebAssembly, for counting their instructions: tests/instructions.rs runs them, tools/instructions.sh
//! builds them as the page is built. It exports
//!
//! * `prepare()`, once: makes what they work on;
//! * `run(number)`: a kernel's answer.

fn main() {}

#[cfg(target_arch = "wasm32")]
mod work;

#[cfg(target_arch = "wasm32")]
mod program {
    use super::work::{OF_TEXT, OTHERS, Work, alerts};
    use std::cell::OnceCell;

    thread_local! {
        static WORK: OnceCell<Work> = const { OnceCell::new() };
    }

    #[unsafe(no_mangle)]
    extern "C" fn prepare() {
        WORK.with(|work| _ = work.set(Work::new(alerts(1 << 20))));
    }

    #[unsafe(no_mangle)]
    extern "C" fn run(number: u32) -> u32 {
        let kernel = OF_TEXT.iter().chain(&OTHERS).nth(number as usize);
        WORK.with(|work| kernel.zip(work.get()).map_or(0, |((_, kernel), work)| kernel(work)))
    }
}
