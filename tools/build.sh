#!/usr/bin/env bash
# build.sh release: dist/ and comove.html, the same in one file.
# build.sh dev: target/dist-dev and target/comove.html; much faster to make, larger, slower.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/tools.sh
need rust node wasm crates trunk wasm_bindgen

began=$SECONDS
export NO_COLOR=true # trunk takes nothing but true and false here
export RUST_BACKTRACE=0 # its errors are sentences
case ${1:-release} in
  release)
    need wasm_opt std_sources
    export COMOVE_TERSER=$npm_folder/node_modules/terser COMOVE_ESBUILD=$npm_folder/node_modules/esbuild COMOVE_LZMA=$npm_folder/node_modules/lzma1/lib
    # Where a program may panic it names the file: not where that lies on the machine that built it.
    flags=--remap-path-prefix=$("${RUSTC:-rustc}" --print sysroot)/lib/rustlib/src/rust/library=std
    for crates in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*; do
      flags+=" --remap-path-prefix=$crates=crates"
    done
    # The standard library is compiled along, for size (cargo's -Zbuild-std, which a released
    # compiler does where it is told that it may). A panic traps at once instead of composing
    # words, a tenth of the programs: src/page/shell.js says in the page that it broke, and where.
    if [[ -n ${COMOVE_STD_SOURCES:-} ]]; then
      export RUSTC_BOOTSTRAP=1 CARGO_UNSTABLE_BUILD_STD=std,panic_abort CARGO_UNSTABLE_BUILD_STD_FEATURES=optimize_for_size
      flags+=" -Zunstable-options -Cpanic=immediate-abort"
    else
      say "the standard library's sources are missing (rustup component add rust-src): the programs become larger"
    fi
    export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS=$flags
    say "building dist/"
    trunk --quiet build --release --offline --locked
    node tools/single.mjs dist comove.html
    node tools/offline.mjs dist
    node tools/sizes.mjs dist
    ;;
  dev)
    say "building target/dist-dev"
    CARGO_PROFILE_DEV_OPT_LEVEL=1 CARGO_PROFILE_DEV_DEBUG=0 \
      trunk --quiet build --offline --locked --dist target/dist-dev
    node tools/single.mjs target/dist-dev target/comove.html
    node tools/offline.mjs target/dist-dev
    ;;
  *) stop "build.sh takes 'release' or 'dev', not '$1'." ;;
esac
say "built in $((SECONDS - began)) s"
