#!/usr/bin/env bash
# bench.sh: native kernels, their instructions where valgrind is, and the page beside its
# rivals in one browser session, then each of what benches/README.md lists. The tables are printed and left in
# target/bench/table.md. MB=1000 takes a larger file, RUNS=3 fewer runs; PARTS="cold charts" only these after the
# race, and PARTS= none (all together take half an hour).
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/tools.sh
need rust node crates e2e chromium
[[ -e dist/index.html ]] || stop "dist/ is missing: run 'make build' first."
work=target/bench
mkdir -p "$work"

say "native kernels"
cargo bench --locked --quiet --bench kernels | tee "$work/kernels.txt"

if have valgrind; then
  say "instructions of one run on 1 MiB"
  program=$(cargo bench --locked --quiet --bench kernels --no-run --message-format=json |
    sed -n 's/.*"executable":"\([^"]*kernels-[^"]*\)".*/\1/p' | tail -1)
  valgrind --tool=callgrind --callgrind-out-file="$work/callgrind.out" "$program" --once 2>"$work/callgrind.txt" >/dev/null
  sed -n 's/.*Collected : /instructions in all: /p' "$work/callgrind.txt" | tee -a "$work/kernels.txt"
fi

# The rivals come from the registry; without them the page is measured alone.
cp benches/browser/package.json "$work/package.json"
if [[ ! -e $work/node_modules || benches/browser/package.json -nt $work/node_modules ]]; then
  (cd "$work" && npm install --silent --ignore-scripts --no-audit --no-fund --no-package-lock && touch node_modules) ||
    say "the rivals could not be installed"
fi
node benches/browser/race.mjs --mb "${MB:-100}" --runs "${RUNS:-5}" | tee "$work/race.md"

# Each prints its own table; one that fails is said, and the others go on.
for part in ${PARTS-wide many cold readers frames verdict thread charts}; do
  script=benches/browser/$part.mjs
  [[ $part == charts ]] && script=benches/charts/race.mjs
  say "$script"
  node "$script" | tee "$work/$part.md" || say "$script failed"
done
{
  echo '```'; cat "$work/kernels.txt"; echo '```'
  for part in race ${PARTS-wide many cold readers frames verdict thread charts}; do
    printf '\n## %s\n\n' "$part"
    cat "$work/$part.md"
  done
} >"$work/table.md"
say "the tables are in $work/table.md"
