#!/usr/bin/env bash
# coverage.sh [ARGUMENTS OF CARGO TEST]: which lines of the core the native tests run, by room, and the files
# with the most that none runs. What only a browser compiles (src/page, src/screen, src/figure) is not in it,
# nor are tests. Fewer than 90 % of all lines fail.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/tools.sh
need rust crates

host=$(rustc -vV | sed -n 's/^host: //p')
tools=$(rustc --print sysroot)/lib/rustlib/$host/bin
[[ -x $tools/llvm-cov ]] || stop "llvm-cov is missing: run 'rustup component add llvm-tools' while online."

export CARGO_TARGET_DIR=target/coverage CARGO_INCREMENTAL=0 RUSTFLAGS=-Cinstrument-coverage
# Lines are counted without it, and it is half of what lies on the disk.
export CARGO_PROFILE_DEV_DEBUG=0 CARGO_PROFILE_TEST_DEBUG=0
raw=$PWD/target/coverage/raw
rm -rf "$raw"
export LLVM_PROFILE_FILE=$raw/%p-%m.profraw
cargo test --locked --no-fail-fast "$@" || say "some tests failed: what they ran counts all the same"
programs=$(cargo test --locked --no-run --message-format=json "$@" 2>/dev/null |
  sed -nE 's/.*"executable":"([^"]+)".*/-object \1/p')
"$tools/llvm-profdata" merge -sparse "$raw"/*.profraw -o target/coverage/all.profdata
# shellcheck disable=SC2086
"$tools/llvm-cov" export -format=lcov -instr-profile target/coverage/all.profdata ${programs#-object } \
  --ignore-filename-regex='(/registry/|/rustc/|/target/coverage/|/tests/|tests_[a-z]*\.rs|/tests\.rs|/bin/|/benches/|/examples/)' >target/coverage/lcov.info
rm -rf "$raw"

# A file's own tests stand at its end.
awk -F: -v here="$PWD/" '
  $1 == "SF" {
    path = substr($0, 4); sub(here, "", path); end = 1e9; n = 0
    while ((getline line < path) > 0) { n++; if (line == "#[cfg(test)]") held = n; else if (held == n - 1 && line ~ /^(pub\(.*\) )?mod .*\{$/) { end = held; break } }
    close(path); split(path, part, "/"); room = part[2]
  }
  $1 == "DA" {
    split($2, at, ",")
    if (at[1] < end) { lines[room]++; all++; of[path]++; if (at[2] > 0) { ran[room]++; done++; had[path]++ } }
  }
  END {
    for (room in lines) printf "%6.1f %%  %6d lines  src/%s\n", 100 * ran[room] / lines[room], lines[room], room | "sort -k4"
    close("sort -k4")
    for (path in of) if (of[path] - had[path] > 25) printf "%6d of %5d not run  %s\n", of[path] - had[path], of[path], path | "sort -rn | head -25"
    close("sort -rn | head -25")
    printf "%6.2f %%  %6d lines  all of the core\n", 100 * done / all, all
    exit (done < 0.9 * all)
  }' target/coverage/lcov.info
