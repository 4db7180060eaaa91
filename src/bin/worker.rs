//! The worker's program: reads files and computes.

fn main() {
    #[cfg(target_arch = "wasm32")]
    comove::page::worker::start();
}
