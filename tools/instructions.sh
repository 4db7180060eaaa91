#!/usr/bin/env bash
# instructions.sh: how many WebAssembly instructions the kernels run, against benches/instructions.txt; over 5 % more
# fail. UPDATE_SNAPSHOTS=1 before it writes the file instead. The counts depend on the compiler only: with another one
# than the file names nothing is compared, and the last line says so.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/tools.sh
need rust crates wasm

reference=benches/instructions.txt
COMOVE_COMPILER=$("${RUSTC:-rustc}" -vV | awk '
  /^release:/ { release = $2 } /^commit-hash:/ { commit = substr($2, 1, 9) } /^LLVM version:/ { llvm = $3 }
  END { print "rustc " release " (" commit "), LLVM " llvm }')
if [[ -z ${UPDATE_SNAPSHOTS:-} ]] && ! grep -qxF "# $COMOVE_COMPILER" "$reference"; then
  say "not compared: the counts are of $(sed -n 's/^# \(rustc .*\)/\1/p' "$reference"), this is $COMOVE_COMPILER"
  exit
fi

release_flags
cargo build --release --offline --locked --target wasm32-unknown-unknown --bin metered
export COMOVE_COMPILER COMOVE_METERED=${CARGO_TARGET_DIR:-target}/wasm32-unknown-unknown/release/metered.wasm
# The interpreter is native.
env -u RUSTC -u RUSTFLAGS cargo test --locked --test instructions -- --ignored
