//! The browser's program in an exported figure: it draws what the page carries.

fn main() {
    #[cfg(target_arch = "wasm32")]
    comove::figure::start();
}
