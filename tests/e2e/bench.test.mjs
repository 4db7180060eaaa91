// What the page is raced by: its answer must stay the one that was written, or `make bench` measures nothing.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { checksum, writeAlerts } from "../../benches/browser/data.mjs";
import { serveBench } from "../../benches/browser/serve.mjs";
import { dist, launch } from "./helpers/browser.mjs";

test("the race's page counts a file of alerts per day and rule", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "comove-alerts-"));
  const path = join(folder, "alerts.csv");
  const expected = await writeAlerts(path, 3e5);
  const bench = await serveBench(dist);
  const tab = await (await launch()).newContext();
  t.after(async () => {
    await tab.close();
    await bench.close();
    await rm(folder, { recursive: true });
  });
  const page = await tab.newPage();
  await page.goto(bench.url);
  await page.waitForFunction(() => globalThis.benchReady);
  await page.evaluate(() => document.body.append(Object.assign(document.createElement("input"), { type: "file", id: "race-file" })));
  await page.setInputFiles("#race-file", path);
  const { rows, days, counts } = await page.evaluate(() => globalThis.bench.run(document.getElementById("race-file").files[0]));
  assert.deepEqual([rows, days, checksum(counts)], [expected.rows, expected.days, expected.checksum]);
});
