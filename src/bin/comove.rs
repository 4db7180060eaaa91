//! The browser's program: the page, and in a worker what reads and computes.

fn main() {
    #[cfg(target_arch = "wasm32")]
    comove::page::start();
}
