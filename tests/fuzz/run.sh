#!/usr/bin/env bash
# Fuzzes a target with libFuzzer, on the stable toolchain: tests/fuzz/run.sh TARGET SECONDS
# (all of them without arguments, a minute each). Needs a C++ compiler for libFuzzer.
#
# What takes a new edge is kept in tests/fuzz/corpus/TARGET/. A finding lies in tests/fuzz/artifacts/TARGET/
# and ends the run; put it into tests/fuzz/seeds/TARGET/, where every `cargo test` runs it again.
set -euo pipefail
cd "$(dirname "$0")/../.."
. tools/tools.sh
need rust

own=tests/fuzz
targets=()
for file in "$own"/fuzz_targets/*.rs; do targets+=("$(basename "$file" .rs)"); done
if (($# > 0)); then
  [[ -e $own/fuzz_targets/$1.rs ]] || stop "there is no target '$1': ${targets[*]}"
  targets=("$1")
fi
have "${CXX:-c++}" || stop "a C++ compiler is missing: install g++ or clang (on Debian and Ubuntu: sudo apt-get install g++)."
# The versions that the page is built of; cargo adds libFuzzer to them.
[[ -e $own/Cargo.lock ]] || cp Cargo.lock "$own/Cargo.lock"

cover="-Cpasses=sancov-module -Ccodegen-units=1 --cfg fuzzing"
# Compares are not traced: that is two thirds of the time, and words.dict names what they look for.
for option in level=4 inline-8bit-counters pc-table; do
  cover+=" -Cllvm-args=-sanitizer-coverage-$option"
done
# Only what is fuzzed is counted: the platform is named, so that build scripts are not.
host=$(rustc -vV | sed -n 's/^host: //p')
RUSTFLAGS=$cover cargo build --release --target "$host" --target-dir "$own/target" --manifest-path "$own/Cargo.toml" \
  "${targets[@]/#/--bin=}"

for target in "${targets[@]}"; do
  mkdir -p "$own/corpus/$target" "$own/artifacts/$target"
  "$own/target/$host/release/$target" "$own/corpus/$target" "$own/seeds/$target" \
    -artifact_prefix="$own/artifacts/$target/" -max_total_time="${2:-60}" -timeout=10 -rss_limit_mb=2048 \
    -max_len=8192 -dict="$own/words.dict" -print_final_stats=1
done
