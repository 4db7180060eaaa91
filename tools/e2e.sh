#!/usr/bin/env bash
# e2e.sh [FILE...]: the tests in a real browser, on dist/ or on $DIST.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/tools.sh
need node e2e npm package generators chromium firefox webkit
export DIST=${DIST:-dist}
[[ -e $DIST/index.html ]] || stop "$DIST/ is missing: run 'make build' first."
(($#)) || set -- tests/e2e/*.test.mjs
# One file at a time: each has a browser of its own. A file that hangs must not hang the run.
exec node --test --test-concurrency=1 --test-timeout=${E2E_TIMEOUT:-600000} --test-reporter=spec "$@"
