// Guide, statistics page and gallery: in both languages, without a broken link.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join, normalize } from "node:path";
import { test } from "node:test";
import { dist, open, shot, watch } from "./helpers/browser.mjs";

const PAGES = [
  ["guide/index.html", "guide/ja.html"],
  ["guide/statistics.html", "guide/statistics-ja.html"],
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

test("the page leads to the guide, in its language", async (t) => {
  for (const [locale, path] of [["en-GB", "guide/index.html"], ["ja-JP", "guide/ja.html"]]) {
    const { page, url } = await open(t, { context: { locale } });
    await page.click(".foot a >> visible=true >> nth=0");
    await page.waitForURL(url + path);
  }
});
