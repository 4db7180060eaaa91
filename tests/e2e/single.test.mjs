// comove.html: the whole application as one file, opened from disk.
import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { addFiles, dist, launch, watch } from "./helpers/browser.mjs";
import { days, priceFile, visitsFile } from "./helpers/series.mjs";

const file = join(dirname(dist), "comove.html");

test("it is under 700 kB", () => {
  assert.ok(statSync(file).size < 700_000, `${statSync(file).size} bytes`);
});

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
