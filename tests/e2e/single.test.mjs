// comove.html: the whole application as one file, opened from disk.
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import { component } from "../../src/page/component.mjs";
import { addFiles, dist, launch, watch } from "./helpers/browser.mjs";
import { days, priceFile, visitsFile } from "./helpers/series.mjs";

const file = join(dirname(dist), "comove.html");

test("it starts from disk, asks for nothing, and its worker reads files", async (t) => {
  const tab = await (await launch()).newContext({ offline: true });
  t.after(() => tab.close());
  const page = await tab.newPage();
  const seen = watch(page);
  await page.goto(pathToFileURL(file).href);
  await page.waitForFunction(() => globalThis.comove?.ready, undefined, { timeout: 10_000 });
  await page.evaluate(() => globalThis.comove.ready);
  const sources = await addFiles(page, priceFile(days(40)));
  assert.deepEqual(sources.map(({ name, status, rows }) => [name, status, rows?.used]), [["price.csv", "ready", 40]]);
  // The file itself, and the worker from its own bytes.
  for (const address of seen.requests) assert.match(address, /^(file:.*\/comove\.html|blob:|data:)/);
  assert.deepEqual(seen.errors, []);
  assert.deepEqual(seen.violations, []);
});

test("from disk, too, it makes a page of the figure, which opens from disk and comes back", async (t) => {
  const tab = await (await launch()).newContext({ offline: true });
  const folder = await mkdtemp(join(tmpdir(), "comove-single-"));
  t.after(async () => {
    await tab.close();
    await rm(folder, { recursive: true });
  });
  const started = async (address) => {
    const page = await tab.newPage();
    const seen = watch(page);
    await page.goto(pathToFileURL(address).href);
    await page.waitForFunction(() => globalThis.comove?.ready, undefined, { timeout: 20_000 });
    return { page, seen };
  };
  const { page, seen } = await started(file);
  await addFiles(page, priceFile(days(200)), visitsFile(days(200)));
  const report = await page.evaluate(() => comove.setRecipe({ period: "week" }));
  const html = await page.evaluate(async () => (await comove.exportAs("html")).text());
  await writeFile(join(folder, "figure.html"), html);
  const { page: figure, seen: complaints } = await started(join(folder, "figure.html"));
  assert.deepEqual(await figure.evaluate(() => comove.report()), report);
  assert.equal(await figure.isVisible(".panels"), false);
  await page.evaluate(() => comove.reset());
  await addFiles(page, ["figure.html", html]);
  assert.deepEqual(await page.evaluate(() => comove.report()), report);
  assert.deepEqual([...seen.errors, ...seen.violations, ...complaints.errors, ...complaints.violations], []);
});

test("what it and a figure carry are the built programs; damaged, they do not start and say so", async (t) => {
  const carried = (html, name) => html.match(new RegExp(`data-file="${name}"[^>]*>([^<]+)`))[1];
  const built = async (pattern) => readFile(join(dist, (await readdir(dist)).find((name) => pattern.test(name))));
  const html = await readFile(file, "utf8");
  const unpacked = (name) => gunzipSync(Buffer.from(carried(html, name), "base64")).toString();
  // The element for several figures is made of what it has for one.
  const element = component(unpacked("comove-figure.js"), unpacked("figure.template"), carried(html, "figure.wasm"));
  assert.ok(element === (await readFile(join(dist, "comove-figure.js"), "utf8")), "comove.html makes another comove-figure.js");
  const tab = await (await launch()).newContext({ offline: true });
  const folder = await mkdtemp(join(tmpdir(), "comove-single-"));
  t.after(async () => {
    await tab.close();
    await rm(folder, { recursive: true });
  });
  const page = await tab.newPage();
  await page.goto(pathToFileURL(file).href);
  await page.waitForFunction(() => globalThis.comove?.ready);
  await addFiles(page, priceFile(days(40)), visitsFile(days(40)));
  const figure = await page.evaluate(async () => {
    await comove.report();
    return (await comove.exportAs("html")).text();
  });
  const [program, drawing] = await Promise.all([built(/^comove-.*_bg\.wasm$/), built(/^figure\.wasm$/)]);
  for (const [whole, name, bytes] of [[html, "comove.wasm", program], [html, "figure.wasm", drawing], [figure, "figure.wasm", drawing]])
    assert.equal(Buffer.compare(gunzipSync(Buffer.from(carried(whole, name), "base64")), bytes), 0, name);
  assert.ok(!figure.includes('data-file="comove.wasm"'));

  const damaged = join(folder, "damaged.html");
  for (const [whole, name] of [[html, "comove.wasm"], [figure, "figure.wasm"], [figure, "figure"]]) {
    const text = carried(whole, name);
    await writeFile(damaged, whole.replace(text, text.slice(0, text.length >> 1)));
    await page.goto(pathToFileURL(damaged).href);
    await page.waitForSelector("#trouble:not([hidden])");
    assert.match(await page.textContent("#trouble-text"), /could not start/, name);
  }
  // Whole, but not what this version writes: the program says so itself.
  await writeFile(damaged, figure.replace(carried(figure, "figure"), gzipSync(Buffer.from("older")).toString("base64")));
  await page.goto(pathToFileURL(damaged).href);
  await page.waitForSelector("#trouble:not([hidden])");
  await assert.rejects(page.evaluate(() => comove.ready), /Error/);
});
