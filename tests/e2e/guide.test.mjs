// Guide, statistics page and gallery: in both languages, without a broken link.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join, normalize } from "node:path";
import { test } from "node:test";
import { filled } from "../../tools/audit.mjs";
import { dist, open, shot, watch } from "./helpers/browser.mjs";

const PAGES = [
  ["guide/index.html", "guide/ja.html"],
  ["guide/statistics.html", "guide/statistics-ja.html"],
  ["guide/audit.html", "guide/audit-ja.html"],
  ["guide/package.html", "guide/package-ja.html"],
  ["gallery/index.html", "gallery/ja.html"],
];

for (const [en, ja] of PAGES) {
  test(`${en} and ${ja}: same parts, links that lead somewhere, pictures with words`, async (t) => {
    const { page, url, seen } = await open(t, { ready: false });
    const parts = {};
    for (const path of [en, ja]) {
      seen.clear();
      await page.goto(url + path);
      const found = await page.evaluate(() => ({
        lang: document.documentElement.lang,
        tags: [...document.querySelectorAll("h1, h2, img, table, pre, iframe, li, p")].map((node) => node.localName),
        links: [...document.querySelectorAll("a[href], img[src], link[href]")].map((node) => new URL(node.href ?? node.src).pathname),
        wordless: [...document.querySelectorAll("img:not([alt]), img[alt=''], iframe:not([title])")].length,
        wide: document.documentElement.scrollWidth > innerWidth,
      }));
      assert.equal(found.lang, path === en ? "en" : "ja");
      assert.equal(found.wordless, 0);
      assert.equal(found.wide, false);
      const base = new URL(url).pathname;
      for (const link of found.links) assert.ok(existsSync(join(dist, normalize(decodeURIComponent(link.slice(base.length))))), `${path} → ${link}`);
      parts[path] = found.tags;
      assert.deepEqual(seen.violations, []);
      await page.setViewportSize({ width: 320, height: 700 });
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, `${path} at 320 px`);
      await page.setViewportSize({ width: 1280, height: 800 });
    }
    assert.deepEqual(parts[ja], parts[en]);
  });
}

test("the gallery's figures are there, say so where data are made up, and find what they should", async (t) => {
  const { page, url } = await open(t, { ready: false });
  await page.goto(`${url}gallery/index.html`);
  assert.match(await page.innerText("main"), /made up/);
  const kinds = [];
  for (const frame of await page.$$("iframe")) {
    await frame.scrollIntoViewIfNeeded();
    const inside = await frame.contentFrame();
    await inside.waitForFunction(() => globalThis.comove?.ready, undefined, { timeout: 20_000 });
    const report = await inside.evaluate(() => comove.report());
    kinds.push(report.verdict.kind);
    let off = Infinity;
    for (let turn = 0; turn < 100 && off > 5; turn++) {
      await page.waitForTimeout(100);
      off = await frame.evaluate((frame) => Math.abs(frame.getBoundingClientRect().height - frame.contentDocument.body.getBoundingClientRect().height));
    }
    assert.ok(off <= 5, `${off}`);
  }
  await shot(page, "gallery", { fullPage: true });
  assert.match(kinds[0], /together|suggestive/);
  assert.equal(kinds[1], "together");
  assert.equal(kinds[2], "none");
});

test("the audit's pages hold the table of examples/audit.md", () => {
  const markdown = readFileSync(new URL("../../examples/audit.md", import.meta.url), "utf8");
  for (const name of ["audit.html", "audit-ja.html"]) {
    const html = readFileSync(join(dist, "guide", name), "utf8");
    assert.equal(html, filled(html, markdown), name);
    assert.equal(html.match(/<tr><th scope="row" lang="en">/g).length, 73, name);
  }
});

// The shares of 20 pairs, naive Pearson and p ≤ 0.05, that this prints:
// cargo run --release --example audit -- only="RW;lag-5 coupling" n=42,180 pairs=20
const NATIVE = [
  ["RW", "42", 12, 0],
  ["RW", "180", 14, 0],
  ["lag-5 coupling", "42", 10, 1],
  ["lag-5 coupling", "180", 7, 17],
];

test("the audit runs in the browser and counts what it counts natively", async (t) => {
  const { page, url, seen } = await open(t, { ready: false });
  await page.goto(`${url}guide/audit.html`);
  seen.clear();
  await page.selectOption("#pairs", "20");
  for (const [process, length, naive, comove] of NATIVE) {
    await page.selectOption("#process", process);
    await page.selectOption("#length", length);
    await page.focus("#start");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => /^Done: 20|^It could/.test(document.getElementById("status").textContent), undefined, { timeout: 60_000 });
    const found = (id) => page.textContent(`#${id} td:nth-child(2)`);
    assert.deepEqual([await found("naive"), await found("comove")], [`${naive}/20`, `${comove}/20`], `${process} ${length}`);
    assert.match(await page.textContent("#comove td:nth-child(4)"), /^\d+\.\d ± \d+\.\d$/);
    await page.evaluate(() => (document.getElementById("status").textContent = ""));
  }
  assert.deepEqual(seen.violations, []);
  assert.deepEqual(seen.errors, []);
  await shot(page, "audit", { fullPage: true });
});

test("a run of the audit can be stopped, and loads nothing before it begins", async (t) => {
  const { page, url, seen } = await open(t, { ready: false });
  seen.clear();
  await page.goto(`${url}guide/audit-ja.html`);
  assert.equal(seen.requests.some((address) => /\.wasm|worker/.test(address)), false);
  await page.selectOption("#length", "1260");
  await page.selectOption("#pairs", "1000");
  await page.check("#fresh");
  await page.click("#start");
  await page.waitForFunction(() => document.getElementById("progress").value > 0, undefined, { timeout: 60_000 });
  assert.equal(await page.isEnabled("#start"), false);
  await page.click("#cancel");
  await page.waitForFunction(() => /止めました/.test(document.getElementById("status").textContent));
  assert.equal(await page.isEnabled("#start"), true);
  assert.ok((await page.evaluate(() => document.getElementById("progress").value)) < 1);
  // What was counted fits a small screen, too.
  await page.setViewportSize({ width: 320, height: 700 });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
});

test("the page leads to the guide, in its language", async (t) => {
  for (const [locale, path] of [["en-GB", "guide/index.html"], ["ja-JP", "guide/ja.html"]]) {
    const { page, url } = await open(t, { context: { locale } });
    await page.click(".foot a >> visible=true >> nth=0");
    await page.waitForURL(url + path);
  }
});
