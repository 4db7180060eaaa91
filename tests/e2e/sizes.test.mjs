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

test("wasm, JavaScript, CSS and HTML are under 250 kB gzipped", () => {
  assert.ok(total(files, "gzip") < 250_000, list("gzip"));
});

test("and under 200 kB with Brotli", () => {
  assert.ok(total(files, "brotli") < 200_000, list("brotli"));
});
