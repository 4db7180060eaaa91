// The page as it is served: it starts, it is quiet, its policy holds.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { dist, open, shot } from "./helpers/browser.mjs";
import { serve } from "../../tools/serve.mjs";

test("the page starts under a sub-path, without a complaint", async (t) => {
  const { page, seen } = await open(t);
  assert.match(await page.title(), /Comove/);
  assert.match(await page.evaluate(() => globalThis.comove.version), /^\d+\.\d+\.\d+/);
  await shot(page, "empty");
  assert.deepEqual(seen.errors, []);
  assert.deepEqual(seen.violations, []);
});

test("all that is asked for is the page's own, and nothing is asked for after it is ready", async (t) => {
  const { page, url, seen } = await open(t);
  await page.waitForLoadState("networkidle");
  assert.ok(seen.requests.length > 2, seen.requests.join("\n"));
  for (const address of seen.requests) assert.ok(address.startsWith(url) || address.startsWith("data:"), address);
  seen.clear();
  await page.waitForTimeout(1500);
  // A worker may be started ahead of the first file.
  const late = seen.requests.filter((address) => !/\/worker(\.js|_bg\.wasm)$/.test(address));
  assert.deepEqual(late, []);
});

test("the policy is in the page and nothing in it needs an exception", async () => {
  const html = await readFile(`${dist}/index.html`, "utf8");
  const policy = html.match(/http-equiv="?Content-Security-Policy"?\s+content="([^"]+)"/i)?.[1] ?? "";
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /script-src 'self' 'wasm-unsafe-eval'/);
  assert.match(policy, /connect-src 'self'/);
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:|\*/);
  assert.doesNotMatch(html, /<script(?![^>]*\bsrc=)[^>]*>/i, "an inline script");
  assert.doesNotMatch(html, /<style\b|\sstyle=|\son\w+="/i, "an inline style or handler");
});

test("the browser enforces the policy: no other origin, no eval", async (t) => {
  const { page, seen } = await open(t);
  const other = await serve(dist);
  t.after(() => other.server.close());
  const reached = await page.evaluate((url) => fetch(url, { mode: "no-cors" }).then(() => true, () => false), other.url);
  assert.equal(reached, false);
  assert.ok(seen.violations.some((text) => text.includes(other.url)), seen.violations.join("\n"));
  // Later, because what a debugger runs at once may use eval whatever the policy says.
  await page.evaluate(() => void setTimeout(() => setTimeout("globalThis.evaluated = true", 0), 0));
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => globalThis.evaluated), undefined);
  assert.ok(seen.violations.some((text) => /eval/.test(text)), seen.violations.join("\n"));
});

test("without script there is still something to read", async (t) => {
  const { page } = await open(t, { ready: false, context: { javaScriptEnabled: false } });
  assert.match(await page.innerText("h1"), /\w/);
});

test("a host that sends wasm with the wrong type still works", async (t) => {
  const { page } = await open(t, { headers: (path) => (path.endsWith(".wasm") ? { "content-type": "application/octet-stream" } : {}) });
  assert.equal(await page.evaluate(async () => (await comoveParts.workerModule()) instanceof WebAssembly.Module), true);
});

test("when the program does not arrive, the page says so", async (t) => {
  const { page } = await open(t, { ready: false, before: (page) => page.route(/page-.*\.wasm$/, (route) => route.abort()) });
  const note = page.getByRole("alert").filter({ hasText: "could not start" });
  await note.waitFor({ timeout: 5000 });
});
