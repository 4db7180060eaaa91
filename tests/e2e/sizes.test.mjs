// What a visitor downloads before anything can be done.
import assert from "node:assert/strict";
import { test } from "node:test";
import { measure, total } from "../../tools/sizes.mjs";
import { dist } from "./helpers/browser.mjs";

const files = measure(dist).filter((file) => !file.name.endsWith("comove.html"));
const list = (column) => files.map((file) => `${file[column]} ${file.name}`).join("\n");

test("both programs, their scripts, the styles and the page were measured", () => {
  for (const kind of ["wasm", "js", "css", "html"]) assert.ok(files.some((file) => file.kind === kind), kind);
  assert.ok(files.filter((file) => file.kind === "wasm").length >= 2, list("raw"));
});

// The goal is 250 kB gzipped and 200 kB with Brotli. It is not reached: these hold what is, and
// are only ever lowered.
const REACHED = { gzip: 880_000, brotli: 700_000 };

for (const column of ["gzip", "brotli"]) {
  test(`wasm, JavaScript, CSS and HTML do not grow past what was reached (${column})`, () => {
    assert.ok(total(files, column) < REACHED[column], list(column));
  });
}

// Shown at every run until they hold; then the word goes and REACHED with it.
const GOAL = { gzip: 250_000, brotli: 200_000 };

for (const column of ["gzip", "brotli"]) {
  test(`the goal: wasm, JavaScript, CSS and HTML under ${GOAL[column] / 1000} kB (${column})`, { todo: "not reached" }, () => {
    assert.ok(total(files, column) < GOAL[column], list(column));
  });
}
