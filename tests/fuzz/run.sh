#!/usr/bin/env bash
# Fuzzes a target with libFuzzer, on the stable toolchain: tests/fuzz/run.sh TARGET SECONDS
# (all of them without arguments, a minute each). Needs a C++ compiler for libFuzzer.
#
# What takes a new edge is kept in tests/fuzz/corpus/TARGET/. A finding lies in tests/fuzz/artifacts/TARGET/
# and ends the run; put it into tests/fuzz/seeds/TARGET/, where every `cargo test` runs it again.
set -euo pipefail
cd "$(dirname "$0")/../.."

cover="-Cpasses=sancov-module -Ccodegen-units=1 --cfg fuzzing"
# Compares are not traced: that is two thirds of the time, and words.dict names what they look for.
for option in level=4 inline-8bit-counters pc-table; do
  cover+=" -Cllvm-args=-sanitizer-coverage-$option"
done
# Only what is fuzzed is counted: the target is named, so that build scripts are not.
host=$(rustc -vV | sed -n 's/^host: //p')
RUSTFLAGS="$cover" cargo build --release --target "$host" --manifest-path tests/fuzz/Cargo.toml >&2

run() { # run TARGET SECONDS
  local own=tests/fuzz
  mkdir -p "$own/corpus/$1" "$own/artifacts/$1"
  "$own/target/$host/release/$1" "$own/corpus/$1" "$own/seeds/$1" -artifact_prefix="$own/artifacts/$1/" \
    -max_total_time="$2" -timeout=10 -rss_limit_mb=2048 -max_len=8192 -dict="$own/words.dict" -print_final_stats=1
}

if [ $# -gt 0 ]; then
  run "$1" "${2:-60}"
else
  for target in parts times numbers archive source recipe figure messages; do run "$target" 60; done
fi
