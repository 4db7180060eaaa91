// Two files in, a report out: the numbers against a count made here.
import assert from "node:assert/strict";
import { test } from "node:test";
import { addFiles, choose, drop, open, painted, shot } from "./helpers/browser.mjs";
import { days, priceFile, visitsFile } from "./helpers/series.mjs";

const dates = days(200);
const [price, visits] = [priceFile(dates), visitsFile(dates)];
const rows = ([, text]) => text.trim().split("\n").slice(1).map((line) => line.split(","));

// By Monday of the week, whole weeks only: 2020-01-01 is a Wednesday, the 200th day a Saturday.
const monday = (date) => {
  const day = new Date(`${date.slice(0, 10)}T00:00Z`);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
};
const grouped = (pairs) => pairs.reduce((map, [key, value]) => map.set(key, [...(map.get(key) ?? []), value]), new Map());
const weeks = [...grouped(dates.map((date) => [monday(date), date]))].filter(([, all]) => all.length === 7).map(([week]) => week);

test("weekly means and counts are those of an independent count", async (t) => {
  const { page } = await open(t);
  await addFiles(page, price, visits);
  const { aligned, x, y } = await page.evaluate(async () => {
    await comove.setRecipe({ period: "week" });
    return comove.report();
  });
  assert.equal(x.kind, "measurement");
  assert.equal(y.kind, "event-count");
  const prices = grouped(rows(price).map(([date, value]) => [monday(date), Number(value)]));
  const counts = grouped(rows(visits).map(([time]) => [monday(time), 1]));
  for (const week of weeks) {
    const at = aligned.labels.indexOf(week);
    assert.ok(at >= 0, `${week} is among ${aligned.labels}`);
    const mean = prices.get(week).reduce((sum, value) => sum + value, 0) / 7;
    assert.ok(Math.abs(aligned.x[at] - mean) <= 1e-9 * mean, `${week}: ${aligned.x[at]}, not ${mean}`);
    assert.equal(aligned.y[at], counts.get(week)?.length ?? 0, week);
  }
});

test("chosen and dropped files become sources; the figure is drawn", async (t) => {
  const { page, seen } = await open(t);
  await choose(page, price);
  await page.waitForFunction(() => comove.sources().some((source) => source.status === "ready"));
  await drop(page, "body", visits);
  await page.waitForFunction(() => comove.sources().filter((source) => source.status === "ready").length === 2);
  await page.evaluate(() => comove.report());
  await painted(page);
  await shot(page, "two-files");
  const drawn = await page.evaluate(() =>
    Math.max(0, ...[...document.querySelectorAll("canvas")].map((canvas) => {
      if (!canvas.width || !canvas.height) return 0;
      const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
      return new Set(new Uint32Array(pixels.buffer)).size;
    })),
  );
  assert.ok(drawn > 10, `${drawn} colours on the fullest canvas`);
  assert.deepEqual(seen.errors, []);
  const late = seen.requests.filter((address) => !/\.(html|css|js|wasm)(\?[0-9a-f]+)?$|\/$|^data:|^blob:/.test(address));
  assert.deepEqual(late, []);
});

test("a file without a time is refused in words, and the other source stays", async (t) => {
  const { page } = await open(t);
  const sources = await addFiles(page, price, ["empty.csv", ""], ["binary.csv", "\u0000\u0001\u0002PK\u0003\u0004\u0000\u0000"], ["words.csv", "a,b\nx,y\nz,w\n"]);
  assert.deepEqual(sources.map((source) => source.name), ["price.csv", "empty.csv", "binary.csv", "words.csv"]);
  assert.equal(sources[0].status, "ready");
  for (const { name, status, message } of sources.slice(1)) {
    assert.match(status, /refused|failed/, name);
    assert.ok(message.en.length > 20 && message.ja.length > 10, name);
  }
});

test("two without a period in common show their lines, and no empty view", async (t) => {
  const { page } = await open(t);
  const sixty = (year) => `day,value\n${Array.from({ length: 60 }, (_, day) => `${new Date(Date.UTC(year, 0, 1 + day)).toISOString().slice(0, 10)},${50 + ((day * 37) % 11)}`).join("\n")}\n`;
  await addFiles(page, ["early.csv", sixty(2020)], ["late.csv", sixty(2022)]);
  const seen = () => page.evaluate(() => ["#overlay", "#views", "#split", "#table > summary"].filter((one) => document.querySelector(one).checkVisibility()));
  await page.waitForFunction(() => document.querySelector("#overlay").checkVisibility());
  assert.deepEqual(await seen(), ["#overlay", "#table > summary"]);
  // With a third that both have days of, all pairs are shown, and nothing else.
  await addFiles(page, ["all.csv", `${sixty(2020)}${sixty(2022).slice(10)}`]);
  await page.evaluate(async () => comove.setRecipe({ others: [comove.sources()[2].series[0].id] }));
  await page.waitForFunction(() => document.querySelector("#matrix").checkVisibility());
  assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll("#views > *")].filter((one) => one.checkVisibility()).map((one) => one.id)), ["view-matrix"]);
});
