# make serve   build the page, serve it, print its address
# make test    every check, as the continuous integration runs it
# make build   dist/: static files with relative addresses, for any host and sub-path;
#              comove.html: all of it in one file that opens from disk
#
# Each installs what is missing into a cache outside the repository ($COMOVE_CACHE,
# ~/.cache/comove by default). `make help` lists the rest.

.DEFAULT_GOAL := help
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.SILENT:
.DELETE_ON_ERROR:
.PHONY: help setup build dev-build package serve dev-serve test test-native test-e2e test-engines coverage reproduce bench clean

PORT ?= 8080

# Folders count too: their dates tell of a file that was removed.
inputs := $(shell find src styles assets site index.html Cargo.toml Cargo.lock Trunk.toml tools ! -name '.*' 2>/dev/null)

help: ## this list
	grep -hE '^[a-z0-9-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

setup: ## install all that building and testing need
	. tools/tools.sh
	need rust node crates wasm trunk wasm_bindgen npm e2e package chromium firefox webkit
	say "everything is there"

build: target/stamps/build ## dist/, ready to be published, and comove.html, the same as one file
	echo "dist/ is ready: $$(du -sh --apparent-size dist | cut -f1) in $$(find dist -type f | wc -l) files; comove.html is $$(du -h --apparent-size comove.html | cut -f1)"

target/stamps/build: $(inputs)
	tools/build.sh release
	mkdir -p $(@D) && touch $@

dev-build: target/stamps/dev-build ## target/dist-dev, compiled fast and not for publishing

target/stamps/dev-build: $(inputs)
	tools/build.sh dev
	mkdir -p $(@D) && touch $@

package: build ## comove-VERSION.tgz, the npm package (not published), of dist/
	. tools/tools.sh
	need npm
	COMOVE_MINIFY=1 node tools/package.mjs dist .

serve: build ## build, serve, print the address (PORT=8080)
	node tools/serve.mjs dist $(PORT)

dev-serve: dev-build ## the same with target/dist-dev
	node tools/serve.mjs target/dist-dev $(PORT)

test: ## every check: formats, lints, documentation, tests, sizes, browser
	tools/test.sh

test-native: ## the tests that need no browser
	cargo test --locked

test-e2e: build ## the tests in a browser; FILES="tests/e2e/specs/x.test.mjs" picks some
	tools/e2e.sh $(FILES)

test-engines: ## the queries for other engines, run by DuckDB, ClickHouse and Spark
	. tools/tools.sh
	need rust crates duckdb clickhouse spark
	cargo test --locked --test engines

coverage: ## which lines of the core the native tests run, by room; fewer than 90 % fail
	tools/coverage.sh

reproduce: ## build the present commit twice, in two places, and compare every byte
	tools/reproduce.sh

bench: build ## how fast: native kernels, and the page beside its rivals (MB=100 RUNS=5)
	tools/bench.sh

clean: ## remove what builds leave in the repository
	rm -rf dist comove.html target tests/e2e/out tests/e2e/node_modules
