#!/usr/bin/env bash
# Fuzzes one target, guided by coverage, on the stable toolchain: tests/fuzz/run.sh TARGET SECONDS
# (all of them without arguments, a minute each). A finding lies in tests/fuzz/artifacts/TARGET/;
# put it into tests/fuzz/seeds/TARGET/, where every `cargo test` runs it again.
set -euo pipefail
cd "$(dirname "$0")/../.."
cover="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=3 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Ccodegen-units=1"
# Only what is fuzzed is counted: the target is named, so that build scripts are not.
host=$(rustc -vV | sed -n 's/^host: //p')
RUSTFLAGS="$cover" cargo build --release --no-default-features --target "$host" --manifest-path tests/fuzz/Cargo.toml --bin guided >&2
guided=tests/fuzz/target/$host/release/guided
if [ $# -gt 0 ]; then exec "$guided" "$@"; fi
for target in parts times numbers archive source recipe figure messages; do "$guided" "$target" 60; done
