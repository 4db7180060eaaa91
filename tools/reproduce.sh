#!/usr/bin/env bash
# reproduce.sh: builds the present commit twice, in two folders of different names and depths, and compares
# every byte of dist/ and comove.html. KEEP=FOLDER keeps the first build there.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/tools.sh
need rust node wasm crates trunk wasm_bindgen npm

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for at in one two/deeper; do
  git clone --quiet . "$work/$at"
  (
    cd "$work/$at"
    unset CARGO_TARGET_DIR
    tools/build.sh release
    find dist comove.html -type f -print0 | sort -z | xargs -0 sha256sum >"$work/${at##*/}.sums"
    rm -rf target
  )
done
if [[ -n ${KEEP:-} ]]; then
  mkdir -p "$KEEP" && cp -r "$work/one/dist" "$work/one/comove.html" "$KEEP/"
fi
if ! diff "$work/one.sums" "$work/deeper.sums"; then
  stop "two builds of $(git rev-parse --short HEAD) differ in these files."
fi
say "two builds of $(git rev-parse --short=12 HEAD) are the same: $(wc -l <"$work/one.sums") files, $(sha256sum <"$work/one.sums" | cut -d' ' -f1)"
