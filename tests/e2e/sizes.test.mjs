// What the page weighs, by what it is used for, on the example that it brings. No other byte counts.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { weigh } from "../../tools/sizes.mjs";
import { dist, open, out } from "./helpers/browser.mjs";

const GOALS = { "until it is used, brotli": 25_000, "for a first verdict, gzip": 1_149_000, "comove.html": 1_932_000, "an embedded figure, gzip": 230_000, "the example by week": 350_000, "the example by day": 600_000 };

/** Each file of the page that was asked for, once, by its path in `dist`. */
const asked = (seen, url) =>
  [...new Set(seen.requests.filter((address) => address.startsWith(url)).map((address) => decodeURIComponent(new URL(address).pathname.slice(new URL(url).pathname.length)) || "index.html"))];

/** Holds a goal, and says how it is met. */
function hold(t, goal, names, column) {
  const files = names.map((name) => [name, weigh(resolve(dist, name))[column]]);
  const bytes = files.reduce((sum, [, bytes]) => sum + bytes, 0);
  const list = files.map(([name, bytes]) => `${bytes} ${name}`).join("\n");
  t.diagnostic(`${goal}: ${bytes} of ${GOALS[goal]} bytes`);
  assert.ok(bytes <= GOALS[goal], `${bytes} bytes\n${list}`);
}

test("a visit until the page is used, and all that comes for the example's verdict", async (t) => {
  const { page, url, seen } = await open(t);
  await page.waitForLoadState("networkidle");
  const early = asked(seen, url);
  assert.ok(early.includes("index.html") && early.length > 4 && !early.some((name) => name.endsWith(".wasm")), early.join(" "));
  hold(t, "until it is used, brotli", early, "brotli");

  await page.click("[data-do=sample] >> visible=true");
  await page.waitForFunction(() => comove.sources().length > 1 && comove.sources().every((source) => source.status === "ready"));
  assert.ok((await page.evaluate(() => comove.report())).verdict.en);
  const all = asked(seen, url);
  for (const kind of [/\.wasm$/, /^worker\.js$/]) assert.equal(all.filter((name) => kind.test(name)).length, 1, `${kind} in ${all.join(" ")}`);
  hold(t, "for a first verdict, gzip", all, "gzip");
});

test("comove.html", (t) => hold(t, "comove.html", [join("..", "comove.html")], "raw"));

test("the example as a figure of its own, by week and by day, and embedded", async (t) => {
  const { page, url, seen } = await open(t);
  await page.evaluate(() => document.querySelector("[data-do=sample]").click());
  await page.waitForFunction(() => comove.sources().length > 1 && comove.sources().every((source) => source.status === "ready"));
  const file = async (period) => {
    const text = await page.evaluate(async (period) => {
      await comove.setRecipe({ period });
      return (await comove.exportAs("html")).text();
    }, period);
    const path = join(out, `example-${period}.html`);
    await writeFile(path, text);
    return path;
  };
  await page.evaluate(() => comove.report());
  assert.ok(!asked(seen, url).includes("figure.wasm"), "the figure's program is asked for before a figure is exported");
  const [week, day] = [await file("week"), await file("day")];
  assert.equal(await page.evaluate(async () => (await comove.report()).aligned.labels.length), 1461);
  hold(t, "the example by week", [week], "raw");
  hold(t, "the example by day", [day], "raw");
  // All that a frame with it loads is the one file.
  hold(t, "an embedded figure, gzip", [week], "gzip");
});
