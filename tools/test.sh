#!/usr/bin/env bash
# Every check, one line a step; a step that fails shows its output, and the rest still
# runs. With CI set, all output is shown. The last line counts what the test runners
# counted, and a failed step without a runner as one.
set -uo pipefail
cd "$(dirname "$0")/.."
. tools/tools.sh
need rust node crates || exit 1
need duckdb

logs=target/test-logs
rm -rf "$logs"
mkdir -p "$logs"
passed=0 failed=0

# The closing lines of `cargo test` and of `node --test`.
count() { # count FILE WORD-OF-CARGO WORD-OF-NODE
  sed -E 's/\x1b\[[0-9;]*m//g' "$1" | awk -v cargo="$2" -v node="$3" '
    /^test result: / { for (i = 2; i <= NF; i++) if ($i ~ "^" cargo) sum += $(i - 1) }
    /^ℹ / && $2 == node { sum += $3 }
    END { print sum + 0 }'
}

step() { # step NAME COMMAND...
  local name=$1 log="$logs/${1//[^a-z0-9]/-}.log" began=$SECONDS status=0 good bad
  shift
  if [[ -n ${CI:-} ]]; then
    say "── $name"
    "$@" </dev/null 2>&1 | tee "$log" || status=$?
  else
    "$@" </dev/null >"$log" 2>&1 || status=$?
  fi
  good=$(count "$log" passed pass) bad=$(count "$log" failed fail)
  ((status == 0 || bad > 0)) || bad=1
  ((status != 0 || bad == 0)) || status=1
  passed=$((passed + good)) failed=$((failed + bad))
  if ((status == 0)); then
    say "ok    $name$( ((good)) && echo ": $good passed") ($((SECONDS - began)) s)"
    grep '^not compared: ' "$log" | sed 's/^/      /'
  else
    [[ -n ${CI:-} ]] || cat "$log"
    say "FAILS $name ($((SECONDS - began)) s; $log)"
  fi
  return "$status"
}

# Debian's compiler is newer than the one the project is held to: its new lints are shown
# and do not fail the run.
clippy_wasm() {
  need wasm
  if [[ ${RUSTC:-} == "${COMOVE_RUST:-none}"/* ]]; then
    "$COMOVE_RUST/bin/cargo-clippy" clippy --locked --target wasm32-unknown-unknown --lib --bins --features chart-race
  else
    cargo clippy --locked --target wasm32-unknown-unknown --lib --bins --features chart-race -- -D warnings
  fi
}

step "format" cargo fmt --all --check
step "clippy" cargo clippy --locked --all-targets -- -D warnings
step "documentation" env RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --document-private-items
step "tests" cargo test --locked --no-fail-fast
step "clippy (wasm)" clippy_wasm
# Where it is installed; a list of advisories needs a network, so the rest is checked without.
if have cargo-deny; then step "dependencies" cargo deny --offline check bans licenses sources; fi
step "audit's table" node tools/audit.mjs --check
step "picture of swings" node tools/swings.mjs --check
# Of the library that the build has compiled.
step "build" make --no-print-directory build && built=1
step "instructions" tools/instructions.sh
((${built:-0})) && step "browser" tools/e2e.sh &&
  step "browser, in Japanese" env COMOVE_LOCALE=ja-JP tools/e2e.sh tests/e2e/{page,analysis,hands,publish,embed,overrides}.test.mjs

say "$passed passed, $failed failed"
((failed == 0))
