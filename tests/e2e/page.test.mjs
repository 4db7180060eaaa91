// The page as it is served: it starts, it is quiet, its policy holds.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { aside, dist, open, shot } from "./helpers/browser.mjs";
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
  // A worker may be started ahead of the first file, from a blob.
  const late = seen.requests.filter((address) => !address.startsWith("blob:"));
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
  // Where the browser knows Trusted Types, they refuse it before the rule about eval does.
  assert.ok([...seen.violations, ...seen.errors].some((text) => /eval|Trusted/.test(text)), [...seen.violations, ...seen.errors].join("\n"));
});

test("every word of the page's own is in both languages, side by side", async (t) => {
  const { page } = await open(t);
  const html = await page.evaluate(async () => (await fetch(location.pathname)).text());
  const wrong = await aside(page, (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const languages = page.documentElement.dataset.languages.split(" ");
    const wrong = [];
    // Names, keys and signs are the same in both.
    const same = /^[^\p{L}]*$|^(Comove|SHA-256|EN|日本語|Page Up|Page Down|Home|End|Shift|Ctrl|Enter|Esc|N|Z|DuckDB|ClickHouse|Spark SQL|BigQuery|Splunk \(SPL\)|Sentinel, Kusto \(KQL\)|Elasticsearch \(ES\|QL\))$/u;
    const words = (root) => {
      for (const one of root.querySelectorAll("[lang]")) {
        const language = one.lang;
        if (!languages.includes(language)) wrong.push(`${language}: ${one.textContent}`);
        const beside = [...one.parentElement.children].filter((other) => other !== one && other.lang && other.lang !== language);
        if (beside.length === 0 && !one.parentElement.closest(languages.map((language) => `[lang=${language}]`).join())?.matches("span")) wrong.push(`only ${language}: ${one.textContent}`);
        const own = one.textContent.replace(/[A-Za-z]/g, "");
        if (language === "en" && /[ぁ-んァ-ヶ一-龠]/.test(own)) wrong.push(`not English: ${one.textContent}`);
        if (language === "ja" && /\p{L}/u.test(one.textContent) && !/[ぁ-んァ-ヶ一-龠]/.test(own)) wrong.push(`not Japanese: ${one.textContent}`);
      }
      const walker = page.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let text = walker.nextNode(); text; text = walker.nextNode()) {
        if (!text.parentElement?.closest("span[lang], script, style, title, noscript") && !same.test(text.data.trim())) wrong.push(`no language: ${text.data.trim()}`);
      }
      for (const template of root.querySelectorAll("template")) words(template.content);
    };
    words(page.body);
    for (const name of ["title", "placeholder", "aria-label", "alt"]) for (const one of page.body.querySelectorAll(`[${name}]`)) wrong.push(`${name}="${one.getAttribute(name)}" has one language`);
    return wrong;
  }, html);
  assert.deepEqual(wrong, []);
});

test("a script may ask for the page before its program runs", async (t) => {
  const { page } = await open(t, {
    ready: false,
    before: (page) => page.addInitScript(() => {
      addEventListener("load", () => {
        globalThis.early = { there: typeof comove, version: comove.version };
        globalThis.answer = comove.addFiles([new File(["date,price\n2020-01-01,1\n2020-01-02,2\n"], "price.csv")]);
        globalThis.ready = comove.ready.then(() => comove.version);
      });
    }),
  });
  await page.waitForFunction(() => globalThis.answer);
  assert.equal(await page.evaluate(() => early.there), "object");
  assert.match(await page.evaluate(() => ready), /^\d+\./);
  assert.deepEqual(await page.evaluate(async () => (await answer).map((source) => source.name)), ["price.csv"]);
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
  const { page } = await open(t, { ready: false, before: (page) => page.route(/comove-.*\.wasm$/, (route) => route.abort()) });
  await page.mouse.move(300, 300);
  const note = page.getByRole("alert").filter({ hasText: "could not start" });
  await note.waitFor({ timeout: 5000 });
});
