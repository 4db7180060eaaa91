#!/usr/bin/env bash
# A Rust compiler with the wasm32 standard library, for a machine whose rustup has no
# network: Debian's compiler for browsers (rustc-web) with the library built from the
# sources that Debian packages beside it. Needs no root. Leaves $COMOVE_CACHE/rust-web,
# whose bin/rustc and bin/cargo-clippy run by themselves.
set -euo pipefail
. tools/tools.sh
. tools/debian.sh

root=$COMOVE_CACHE/rust-web
[[ -e $root/complete ]] && exit
[[ -d $root ]] && rm -rf "$root"
mkdir -p "$root/bin"
need_rust

unpack() {
  debian_lists "$COMOVE_CACHE/apt"
  debian_unpack "$root" rustc-web rust-web-src rust-web-clippy
}
say "  unpacking Debian's rustc-web"
logged rustc-web.log unpack

host=$(rustc -vV | awk '/^host:/ { print $2 }')
libraries=$(dirname "$(find "$root/usr/lib" -name 'librustc_driver-*.so' | head -n 1)")
for name in rustc rustdoc cargo-clippy clippy-driver; do
  printf '#!/bin/sh\nLD_LIBRARY_PATH=%s${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH} exec %s "$@"\n' \
    "'$libraries'" "'$root/usr/bin/$name'" >"$root/bin/$name"
  chmod +x "$root/bin/$name"
done

# The linker: rustup's, which the user's own compiler brings even offline.
linker=$(rustc --print sysroot)/lib/rustlib/$host/bin/rust-lld
if [[ -x $linker ]]; then
  mkdir -p "$root/usr/lib/rustlib/$host/bin"
  ln -sfn "$linker" "$root/usr/lib/rustlib/$host/bin/rust-lld"
else
  say "rust-lld is missing beside $(command -v rustc)" >&2
  exit 1
fi

# An empty crate, built together with the standard library; the library is what we keep.
crate=$COMOVE_CACHE/build/wasm-std
rm -rf "$crate"
mkdir -p "$crate/src"
printf '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2021"\n[profile.release]\npanic = "abort"\n' >"$crate/Cargo.toml"
: >"$crate/src/lib.rs"
# Bitcode stays in, as in rustup's library: builds with link-time optimisation need it.
build() (
  cd "$crate"
  RUSTC=$root/bin/rustc RUSTC_BOOTSTRAP=1 RUSTFLAGS="-C embed-bitcode=yes" CARGO_TARGET_DIR=$crate/target \
    cargo build --release -Zbuild-std=std,panic_abort,proc_macro --target wasm32-unknown-unknown
)
say "  building the standard library for wasm32"
logged wasm-std.log build
library=$root/usr/lib/rustlib/wasm32-unknown-unknown/lib
mkdir -p "$library"
find "$crate/target/wasm32-unknown-unknown/release/deps" -name '*.rlib' ! -name 'libempty-*' -exec cp {} "$library/" \;
rm -rf "$crate"
RUSTC=$root/bin/rustc wasm_std_is_there
touch "$root/complete"
