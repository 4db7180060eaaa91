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

// The goal for all of it together is 250 kB gzipped. It is not reached: this holds what is, and is
// only ever lowered. (What a visit costs before the page is used: start.test.mjs.)
const REACHED = 780_000;
const GOAL = 250_000;

test("wasm, JavaScript, CSS and HTML do not grow past what was reached (gzip)", () => {
  assert.ok(total(files, "gzip") < REACHED, list("gzip"));
});

// Shown at every run until it holds; then the word goes and REACHED with it.
test(`the goal: wasm, JavaScript, CSS and HTML under ${GOAL / 1000} kB (gzip)`, { todo: "not reached" }, () => {
  assert.ok(total(files, "gzip") < GOAL, list("gzip"));
});
