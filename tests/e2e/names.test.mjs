// One file alone is a figure already; a series is called what the user calls it, wherever it is
// named; the card holds the query for files that are too large.
import assert from "node:assert/strict";
import { test } from "node:test";
import { addFiles, choose, open, openCard } from "./helpers/browser.mjs";
import { days, priceFile, visitsFile } from "./helpers/series.mjs";

const visits = visitsFile(days(120));
const inked = (page, id) =>
  page.waitForFunction((id) => {
    const canvas = document.querySelector(`#${id} canvas.plot`);
    if (!canvas?.width) return false;
    // A copy: the page's own canvas is not for reading.
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
    const pixels = new Uint32Array(copy.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
    return new Set(pixels).size > 5;
  }, id);

test("a file alone is drawn at once, with what to add; it has no report", async (t) => {
  const { page, seen } = await open(t);
  await choose(page, priceFile(days(120), "XMR-USD.csv"));
  await inked(page, "overlay");
  await inked(page, "strip");
  const verdict = await page.textContent("#verdict");
  assert.match(verdict, /XMR-USD( price|の価格)/);
  assert.match(await page.textContent("#sure"), /120/);
  for (const hidden of ["#views", "#rolling", "#share", "#zoom-use"]) assert.equal(await page.isVisible(hidden), false, hidden);
  await page.focus("#overlay");
  await page.keyboard.press("End");
  await page.waitForFunction(() => document.querySelector("#readout .when")?.textContent);
  assert.match(await page.evaluate(() => comove.report().then(() => "", (error) => error.message)), /XMR-USD/);

  await addFiles(page, visits);
  await page.evaluate(() => comove.report());
  await page.waitForSelector("#views:not([hidden])");
  assert.notEqual(await page.textContent("#verdict"), verdict);
  await page.evaluate(() => comove.removeSource("s1"));
  await page.waitForSelector("body[data-state=alone]");
  assert.deepEqual(seen.errors, []);
});

test("a name that the user gives stands in sentence, legend, table, exports and address", async (t) => {
  const { page } = await open(t);
  await addFiles(page, priceFile(days(120)), visits);
  await page.evaluate(() => comove.report());
  const field = page.locator("[data-control=name-x] input");
  assert.equal(await field.inputValue(), (await page.evaluate(() => comove.report())).x.label.replace("price", (await page.getAttribute("html", "lang")) === "ja" ? "価格" : "price"));
  await openCard(page);
  await field.fill("Monero");
  await field.press("Enter");
  await page.waitForFunction(() => document.querySelector("#verdict").textContent.includes("Monero"));
  await page.click("#table summary");
  await page.waitForFunction(() => document.querySelector("#table-head").textContent.includes("Monero"));
  assert.match(await page.title(), /^Monero/);
  const exported = await page.evaluate(async () => {
    const text = async (kind) => (await comove.exportAs(kind)).text();
    return { csv: await text("csv"), svg: await text("svg"), json: JSON.parse(await text("json")), recipe: comove.recipe() };
  });
  assert.match(exported.csv.split("\r\n")[0], /Monero/);
  assert.match(exported.svg, /Monero/);
  assert.equal(exported.json.x.label, "Monero");
  assert.deepEqual(exported.recipe.names, { "s1/price": "Monero" });
  assert.match(await page.evaluate(() => location.hash), /nm=s1\/price~~Monero/);

  // The address brings it back with the files.
  await page.reload();
  await page.waitForFunction(() => globalThis.comove?.ready);
  await addFiles(page, priceFile(days(120)), visits);
  assert.equal((await page.evaluate(() => comove.report())).x.label, "Monero");
  const again = page.locator("[data-control=name-x] input");
  await openCard(page);
  await again.fill("");
  await again.press("Enter");
  await page.waitForFunction(() => comove.report().then((report) => report.x.label === "price"));
});

test("the card of a log holds the query that makes the small file where the data lie", async (t) => {
  const { page } = await open(t, { context: { permissions: ["clipboard-read", "clipboard-write"] } });
  await addFiles(page, priceFile(days(40)), visits);
  const card = page.locator(".card").nth(1);
  assert.equal(await page.locator(".card").nth(0).locator(".card-query").isVisible(), false, "a price is small");
  await openCard(page, 1);
  await card.locator(".card-query summary").press("Enter");
  const text = card.locator(".card-query-text");
  const asked = (engine) => page.evaluate((engine) => comove.query("s2", engine), engine);
  assert.equal(await text.textContent(), await asked("duckdb"));
  await card.locator(".card-engine").selectOption("kql");
  assert.equal(await text.textContent(), await asked("kql"));
  // It is the query of what is shown: by hour where hours are.
  await page.evaluate(() => comove.setRecipe({ period: "hour", y: "s2/total" }).catch(() => {}));
  await page.waitForFunction(() => document.querySelectorAll(".card-query-text")[1].textContent === comove.query("s2", "kql"));
  await card.locator("[data-do=copy-query]").click();
  await page.waitForSelector("#notices .notice");
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await asked("kql"));
});
