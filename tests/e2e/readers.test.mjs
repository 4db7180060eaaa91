// Workbooks, files of columns, .zst and .xz: read in a worker by a program of their own, which nothing else
// loads. What is in them is tested natively (tests/typed.rs).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { choose, dist, fixture, launch, open, watch } from "./helpers/browser.mjs";
import { days, priceFile } from "./helpers/series.mjs";

const typed = (name) => fixture(`typed/${name}`);
const loads = (seen) => seen.requests.filter((address) => address.includes("readers.wasm"));
/** The sources, once none is being read. */
const settled = async (page, count) => {
  await page.waitForFunction((count) => comove.sources().length >= count && comove.sources().every((source) => source.status !== "reading"), count, { timeout: 30_000 });
  return page.evaluate(() => comove.sources());
};
const told = (sources) => sources.map(({ name, status, layout, rows }) => [name, status, layout, rows?.used]);

const KINDS = [
  ["title-above.xlsx", [["title-above.xlsx/Kurse 2024", "ready", "workbook", 40], ["title-above.xlsx/Notizen", "refused", "workbook", 0]]],
  ["system-1904.xlsx", [["system-1904.xlsx/Sheet", "ready", "workbook", 48]]],
  ["open-document.ods", [["open-document.ods/Relevés", "ready", "workbook", 36], ["open-document.ods/Durées", "ready", "workbook", 28]]],
  ["columns-zstd-v2.parquet", [["columns-zstd-v2.parquet", "ready", "parquet", 300]]],
  ["packed.csv.zst", [["packed.csv.zst", "ready", "delimited", 400]]],
  ["packed.csv.xz", [["packed.csv.xz", "ready", "delimited", 400]]],
];

test("a visit without such a file loads no reader, one with it loads them", async (t) => {
  const { page, seen } = await open(t, { context: { serviceWorkers: "allow" } });
  await page.evaluate(() => navigator.serviceWorker.ready);
  await choose(page, priceFile(days(40)));
  await settled(page, 1);
  assert.deepEqual(loads(seen), []);
  const kept = () => page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().filter(({ url }) => url.includes("readers.wasm")).length;
  });
  assert.equal(await kept(), 0, "the readers are kept for a visit that never needed them");
  await choose(page, typed("title-above.xlsx"));
  await settled(page, 3);
  assert.equal(loads(seen).length, 1);
  assert.deepEqual(seen.errors, []);
  assert.deepEqual(seen.violations, []);
});

test("each kind is read in the browser as natively", async (t) => {
  const { page, seen } = await open(t);
  for (const [name, expected] of KINDS) {
    await page.evaluate(() => comove.reset());
    await choose(page, typed(name));
    assert.deepEqual(told(await settled(page, expected.length)), expected);
  }
  assert.deepEqual(seen.errors, []);
  assert.deepEqual(seen.violations, []);
});

test("a sheet is read again by itself, and a damaged file is told", async (t) => {
  const { page, seen } = await open(t);
  await choose(page, typed("open-document.ods"));
  const [first, second] = await settled(page, 2);
  const changed = await page.evaluate((id) => comove.updateSource(id, { valueColumns: [1] }), second.id);
  assert.deepEqual([changed.name, changed.status], ["open-document.ods/Durées", "ready"]);
  assert.deepEqual((await page.evaluate(() => comove.sources()))[0], first);
  await page.evaluate(() => comove.reset());
  const bytes = readFileSync(typed("packed.csv.xz"));
  await choose(page, ["cut.csv.xz", bytes.subarray(0, bytes.length - 300)]);
  const [cut] = await settled(page, 1);
  assert.deepEqual([cut.status, /damaged/.test(cut.message.en)], ["failed", true]);
  assert.deepEqual(seen.errors, []);
});

test("readers that cannot be loaded are told, and tried again", async (t) => {
  const { page } = await open(t);
  await page.context().route(/readers\.wasm/, (route) => route.fulfill({ status: 503 }));
  await choose(page, typed("packed.csv.zst"));
  const [failed] = await settled(page, 1);
  assert.deepEqual([failed.status, /could not be loaded/.test(failed.message.en)], ["failed", true], failed.message?.en);
  await page.context().unroute(/readers\.wasm/);
  await page.evaluate(() => comove.reset());
  await choose(page, typed("packed.csv.zst"));
  assert.equal((await settled(page, 1))[0].status, "ready");
});

test("from disk, comove.html reads them, too", async (t) => {
  const tab = await (await launch()).newContext({ offline: true });
  t.after(() => tab.close());
  const page = await tab.newPage();
  const seen = watch(page);
  await page.goto(pathToFileURL(join(dirname(dist), "comove.html")).href);
  await page.waitForFunction(() => globalThis.comove?.ready, undefined, { timeout: 20_000 });
  for (const [name, expected] of KINDS) {
    await page.evaluate(() => comove.reset());
    await choose(page, typed(name));
    assert.deepEqual(told(await settled(page, expected.length)), expected);
  }
  assert.deepEqual(seen.errors, []);
  assert.deepEqual(seen.violations, []);
});
