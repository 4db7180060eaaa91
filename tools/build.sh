#!/usr/bin/env bash
# build.sh release: dist/ and comove.html, the same in one file.
# build.sh dev: target/dist-dev and target/comove.html; much faster to make, larger, slower.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/tools.sh
need rust node wasm crates trunk wasm_bindgen npm

began=$SECONDS
export NO_COLOR=true # trunk takes nothing but true and false here
export RUST_BACKTRACE=0 # its errors are sentences
case ${1:-release} in
  release)
    export COMOVE_MINIFY=1
    release_flags
    say "building dist/"
    trunk --quiet build --release --offline --locked
    node tools/single.mjs dist comove.html best
    node tools/offline.mjs dist
    node tools/sizes.mjs dist comove.html
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
